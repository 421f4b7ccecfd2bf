// SPDX-License-Identifier: Apache-2.0
// A database of tote filled with many orders, and where the benchmarks find what they need in it.
#pragma once

#include <glib.h>
#include <stdint.h>

enum { FILL_ITEMS = 10000, FILL_PLACES = 10000, FILL_BULK = 1000 };

// Fills the new database at URL, so that `stock check` of it is content: items with GTINs and two
// places each; orders of three lines with people, payment, tax and audit. The first `works` of the
// shuffled orders are being picked, the next `ready` wait for their release, all others were
// shipped, with their work, their carton and all that moved.
struct fill {
    int64_t orders, works, ready;
};
struct fill fill_plan(int64_t orders, int64_t ready);
void fill_database(const char *url, const struct fill *fill);

// The id of the RANK-th (from 0) of the shuffled orders.
int64_t fill_order(const struct fill *fill, int64_t rank);

// The item of line LINE (from 1; order n has the lines 3n-2 to 3n).
int64_t fill_item(int64_t line);

// The item that the picker of an order takes first.
int64_t fill_first_item(int64_t order);

// The 13 digits on an item; caller frees.
char *fill_barcode(int64_t item);
