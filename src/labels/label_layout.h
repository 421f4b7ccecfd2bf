// SPDX-License-Identifier: Apache-2.0
// One label in printer dots: the list of texts and symbols that every renderer draws.
#pragma once

#include "design.h"
#include "symbol.h"
#include "textfit.h"

struct layout_code {
    label_symbol *symbol;
    const char *symbology;
    int module;              // dots
    int x, y, width, height; // dots: modules with the quiet zones on both sides
    int bars_x, bars_height; // dots: where the first module begins; height of linear bars
};

struct layout_text {
    text_run *run;
    bool white;
};

typedef struct label_layout {
    const label_design *design;
    int dpi, width, height; // dots
    PangoContext *context;
    GArray *texts; // struct layout_text
    GArray *codes; // struct layout_code
} label_layout;

// Lays DESIGN out with FIELDS. Errors: as label_render().
label_layout *layout_new(const label_design *design, const label_fields *fields, int dpi,
                         GError **error);
void layout_free(label_layout *layout); // NULL is allowed
G_DEFINE_AUTOPTR_CLEANUP_FUNC(label_layout, layout_free)
