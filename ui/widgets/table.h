// SPDX-License-Identifier: Apache-2.0
// A list of rows with a focus that stays on its row whatever others change, marks and columns.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "layout.h"
#include "screen.h"
#include "theme.h"

enum { TABLE_COLUMNS = 12 };

// What a table shows. CELL answers the text of a cell (caller frees), ID what a row is.
struct table_source {
    const struct column *columns;
    size_t n_columns;
    int64_t (*id)(void *owner, int row);
    char *(*cell)(void *owner, int row, int column);
    enum tint (*tint)(void *owner, int row, int column); // NULL = text
    const char *empty;                                   // N_(): said where there are no rows
};

struct table {
    int n;         // rows of the present page
    int focus;     // row, 0 … n-1
    int top;       // first visible row
    int height;    // rows that were visible when last drawn
    int64_t id;    // of the focused row
    int sorted;    // column that carries the sort arrow, -1 = none
    bool down;     // the arrow
    bool numbered; // rows have the numbers 1 … 9
    int above;     // rows that others put above the focus since it was moved last
    bool moved;    // the focus was moved by a key last: a screen reader looks there
    int cursor_y, cursor_x;
    GHashTable *marks; // ids, made when first needed
};

void table_release(struct table *table);

// After a page was read: N rows now; keeps the focus on its row, and that on its line.
void table_set(struct table *table, const struct table_source *source, void *owner, int n);

bool table_move(struct table *table, const struct table_source *source, void *owner,
                enum ui_key key);
void table_go(struct table *table, const struct table_source *source, void *owner, int row);

void table_mark(struct table *table); // the focused row, on or off; then the next row
bool table_marked(const struct table *table, int64_t id);
int table_marks(const struct table *table);
void table_unmark(struct table *table);

// Head and rows into REGION; in two lines a row on narrow screens.
void table_draw(struct table *table, const struct table_source *source, void *owner,
                struct region region, enum size_class size);

// "1–11 of 29", with "+2 new" where rows came above what is visible; caller frees.
char *table_position(const struct table *table, int64_t first, int64_t total);
