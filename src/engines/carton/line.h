// SPDX-License-Identifier: Apache-2.0
// Inside this folder: filling a box piece by piece in a given order.
#pragma once

#include "carton_fill.h"

// The order of the kinds, and how each piece finds its spot.
struct line {
    guint *kinds;
    guint rule, axes;
};

enum { LINE_PLAIN = 24 }; // orders times rules

struct line *line_new(const struct fill *fill);
void line_free(struct line *line);

// Makes the plain line of this NUMBER; from LINE_PLAIN on order and rule are drawn from DICE.
void line_draw(const struct fill *fill, struct line *line, guint number, struct dice *dice);

// Makes LINE another one that is much like FROM: some kinds stand elsewhere.
void line_vary(const struct fill *fill, struct line *line, const struct line *from,
               struct dice *dice);

// Fills BAY, which was just emptied.
void line_fill(const struct fill *fill, struct bay *bay, const struct line *line);
