// SPDX-License-Identifier: Apache-2.0
// Barcode symbols as a grid of modules, encoded by libzint and checked by us first.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

// What the standard of a symbology asks of its picture; see symbologies.def.
struct symbology {
    const char *name;
    int zint;
    int data;
    double module_min, module_max, module_usual; // mm
    int quiet;                                   // modules on each side
    double height_min;                           // mm, 0 = no rule
    bool matrix;                                 // two-dimensional: modules are square
};

typedef struct label_symbol {
    const struct symbology *symbology;
    int width, rows;  // modules; a linear symbol has one row
    uint8_t *modules; // ROWS * WIDTH, 1 = dark
    char *data;       // what a reader gives back
    char *readable;   // what people read
} label_symbol;

const struct symbology *symbology_find(const char *name);

// Encodes TEXT. FIELD is named in errors: TOTE_LABEL_DATA for what the symbology cannot hold,
// TOTE_CHECK_DIGIT. Nothing is padded or corrected: what is not exactly right is refused.
label_symbol *symbol_make(const struct symbology *symbology, const char *text, const char *field,
                          GError **error);

void symbol_free(label_symbol *symbol); // NULL is allowed
G_DEFINE_AUTOPTR_CLEANUP_FUNC(label_symbol, symbol_free)
