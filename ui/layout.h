// SPDX-License-Identifier: Apache-2.0
// Where things stand on a terminal of any size: regions, size classes, columns of a list.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct region {
    int y, x, h, w;
};

// TINY: below 16x6, prompt and echo only. XS: handhelds of up to 24 columns. S: up to 45, phones.
// M: the usual terminal. L and XL: room for details beside a list.
enum size_class { SIZE_TINY, SIZE_XS, SIZE_S, SIZE_M, SIZE_L, SIZE_XL };

struct layout {
    enum size_class size;
    int h, w;
    struct region title, facts, body, prompt, notice, entry, footer; // h = 0: not there
};

// The regions of a terminal of H rows and W columns.
struct layout layout_of(int h, int w);

// REGION without its first N rows, and the same from the left (N columns).
struct region region_below(struct region region, int n);
struct region region_right(struct region region, int n);
// The first N rows or columns of REGION (fewer where it is smaller).
struct region region_top(struct region region, int n);
struct region region_left(struct region region, int n);

// How a column of a list behaves when room is short or plenty.
struct column {
    const char *head; // N_(); "column|Held" where the word means something else elsewhere
    short min, max;   // cells
    short prio;       // the highest leaves first; 0 = names the row, never leaves
    bool grow;        // takes what is left over
    bool right;       // numbers: aligned at the right
};

// Chooses columns and widths for W cells with GAP cells between two. ret_widths[i] = 0 for those
// that leave. Returns the cells used.
int columns_fit(const struct column *columns, size_t n, int w, int gap, short *ret_widths);
