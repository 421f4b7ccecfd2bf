// SPDX-License-Identifier: Apache-2.0
// Text in printer dots: shaped by pango, fitted into a box, refused where glyphs are missing.
#pragma once

#include "design.h"

#include <pango/pangocairo.h>

// A text that is ready to be drawn with its top left corner at (x, y).
typedef struct text_run {
    PangoLayout *layout;
    int x, y;
} text_run;

void text_run_free(text_run *run); // NULL is allowed
G_DEFINE_AUTOPTR_CLEANUP_FUNC(text_run, text_run_free)

struct text_box {
    const char *text;
    const char *field;    // for messages; may be NULL
    double x, y;          // dots: corner of the box, or the baseline's point if it does not flow
    double width, height; // dots; 0 if the text does not flow
    double size, size_min;
    bool ellipsis;
    const struct svg_style *style; // family, weight, alignment; its size is not looked at
};

// Context for texts in dots without grey: glyphs are hinted to the grid, as thermal printers have
// no half tones. Caller unrefs.
PangoContext *text_context_new(void);

// Lays TEXT out at SIZE, or as much smaller as it has to be, not below SIZE_MIN.
// Errors: TOTE_LABEL_DATA: no font has one of the characters, or it does not fit.
text_run *label_text_fit(PangoContext *context, const struct text_box *box, GError **error);

// The first 40 characters of TEXT in one line, for messages. Caller frees.
char *text_begin(const char *text);
