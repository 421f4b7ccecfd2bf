// SPDX-License-Identifier: Apache-2.0
// The files of `bench pack` and `bench container` in memory.
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "carton.h"

enum { PACKING_MAX_ROWS = 2000000 };

// An order of the items file: struct carton_item, and their names (char *) in the same order.
struct packing_order {
    char *name;
    GArray *items;
    GPtrArray *names;
};

struct packing {
    GArray *boxes;       // struct carton_box
    GPtrArray *names;    // of the boxes, char *
    GPtrArray *orders;   // struct packing_order
    GHashTable *by_name; // of the orders
};

// A container of a thpack file and what may go in; the kinds keep their numbers of the file.
struct thpack {
    int number;
    struct carton_box box;
    GArray *items; // struct carton_item
    GArray *kinds; // int
};

void packing_init(struct packing *packing);
void packing_clear(struct packing *packing);

// Rows name, three outer sizes, empty weight, three inner sizes, most gross weight; and rows
// order, quantity, item, three sizes, weight. Neither has a header row; cells may be quoted; FILE
// is for messages. TEXT (LEN bytes and a NUL) is changed. Fail with TOTE_TRIAL.
bool packing_boxes(struct packing *packing, const char *file, char *text, gsize len,
                   GError **error);
bool packing_items(struct packing *packing, const char *file, char *text, gsize len,
                   GError **error);

// The OR-Library layout: number of problems; each: number and maybe a seed, container sizes,
// number of kinds, and a row per kind: number, then three times a size and whether it may stand
// upright (0 or 1), then the quantity. Array of struct thpack, thpack_free() frees it; NULL and
// TOTE_TRIAL when the file is not so.
GArray *thpack_read(const char *file, const char *text, GError **error);
void thpack_free(GArray *problems);
