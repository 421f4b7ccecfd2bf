// SPDX-License-Identifier: Apache-2.0
// A layout as black and white dots: what a thermal printer burns, and what PNG and ZPL carry.
#pragma once

#include "label_layout.h"

#include <librsvg/rsvg.h>

// Rows of STRIDE bytes from the top, the leftmost dot in the highest bit, 1 = black; the bits
// after WIDTH are 0.
typedef struct bitmap {
    int width, height, stride;
    guint8 *bits;
} bitmap;

void bitmap_free(bitmap *map); // NULL is allowed
G_DEFINE_AUTOPTR_CLEANUP_FUNC(bitmap, bitmap_free)

// Parsed artwork of a design.
typedef RsvgHandle label_artwork;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(label_artwork, g_object_unref)

// The artwork of DESIGN. Caller unrefs. Errors: TOTE_LABEL_DESIGN.
label_artwork *artwork_new(const label_design *design, GError **error);

// Draws the artwork over the whole of a label that is WIDTH x HEIGHT units large.
// Errors: TOTE_LABEL_DESIGN.
bool artwork_draw(label_artwork *artwork, const label_design *design, cairo_t *cr, double width,
                  double height, GError **error);

// Draws LAYOUT. Errors: TOTE_LABEL_DESIGN: unusable artwork, or ink inside of a code or of the
// quiet zones beside it, which would make it unreadable.
bitmap *raster_draw(const label_layout *layout, label_artwork *artwork, GError **error);

// The bitmap as PNG with one bit a dot and the resolution noted (PNG 1.2). Caller unrefs.
GBytes *png_write(const bitmap *map, int dpi);

// The bitmap as one ZPL II label: ^GFA with run lengths, media size in dots, one copy. Caller
// unrefs.
GBytes *zpl_write(const bitmap *map);

// Layouts (label_layout *) of one design as PDF, a page each, as large as the design to the next
// whole dot. Caller unrefs. Errors: TOTE_LABEL_DESIGN (artwork), TOTE_BUG (cairo).
GBytes *pdf_write(const GPtrArray *layouts, label_artwork *artwork, GError **error);
