// SPDX-License-Identifier: Apache-2.0
// Inside the reading of an SVG file: what is open, and what an element makes of it.
#pragma once

#include "design.h"

// What an open element hands down to those inside.
struct svg_frame {
    struct svg_matrix matrix; // user units to mm
    struct svg_style style;   // size in user units
    bool dropped;             // neither artwork nor item: metadata, hidden layers, items
    bool hidden;
    bool defs;
    bool artwork_text;
};

struct svg_rectangle {
    char *id;
    struct svg_matrix matrix;
    bool defs;
    double x, y, width, height;
};

struct svg_reader {
    struct label_design *design;
    GMarkupParseContext *context;
    GArray *frames;
    GArray *rectangles;
    GArray *matrices;        // struct svg_matrix of each item, by index
    struct label_item *text; // the open <text>, owned by the design
    GString *buffer;         // its characters
    int text_depth;
};

// The line that is being read, and an error there: SENTENCE is translated. Returns false.
int svg_line(const struct svg_reader *reader);
bool svg_refuse(struct svg_reader *reader, const char *field, const char *sentence, GError **error);

// What an element says by itself goes into its frame: the size of the page (the first one), its
// transform, its style.
bool svg_root_size(struct svg_reader *reader, struct svg_frame *frame, const char **names,
                   const char **values, GError **error);
bool svg_transform_apply(struct svg_reader *reader, struct svg_frame *frame, const char **names,
                         const char **values, GError **error);
bool svg_style_apply(struct svg_reader *reader, struct svg_frame *frame, const char **names,
                     const char **values, GError **error);

// Decides what an element is; FRAME is its own, already on the stack.
bool svg_element_open(struct svg_reader *reader, struct svg_frame *frame, const char *element,
                      const char **names, const char **values, GError **error);

// Inside an item's text: a tspan of role "line" begins a new line, and its style counts while
// nothing was written yet.
bool svg_tspan_open(struct svg_reader *reader, const struct svg_frame *frame, const char *element,
                    const char **names, const char **values, GError **error);

// Puts the corners of R, seen through MATRIX, into ITEM. False: it is turned or mirrored.
bool svg_place(struct label_item *item, const struct svg_rectangle *r,
               const struct svg_matrix *matrix);
