// SPDX-License-Identifier: Apache-2.0
// A parsed design inside this folder: artwork for librsvg, and the items that tote lays out.
#pragma once

#include "label.h"
#include "svg.h"

enum label_item_kind { LABEL_ITEM_TEXT, LABEL_ITEM_CODE };

struct label_item {
    enum label_item_kind kind;
    int line;                   // of the SVG file, for messages
    double x, y, width, height; // mm; of a text that is not flowed only x and y (its baseline)
    char *text;                 // with placeholders; lines separated by \n
    struct svg_style style;     // size in mm

    bool flowed;   // in a box: it wraps, and shrinks down to SIZE_MIN
    bool ellipsis; // what still does not fit is cut with "…" instead of refused
    double size_min;
    char *box; // id of the rectangle it flows in, until it is found

    char *symbology;
    double module; // wanted width of the narrowest bar in mm, 0 = that of the standard
    bool readable; // the text for people below the bars
};

struct label_design {
    char *name;           // path, for messages
    double width, height; // mm
    GPtrArray *items;     // struct label_item
    GString *artwork;     // SVG without the items
};

void label_item_free(struct label_item *item);

// Is NAME one of symbologies.def?
bool label_symbology_known(const char *name);

// Does this symbology hold GS1 element strings?
bool label_symbology_gs1(const char *name);

// Reads the SVG text into DESIGN, whose name is set and whose items and artwork are empty.
bool label_svg_read(struct label_design *design, const char *svg, size_t len, GError **error);
