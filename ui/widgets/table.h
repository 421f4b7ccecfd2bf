// SPDX-License-Identifier: Apache-2.0
// A list of rows with a focus that stays on its row whatever others change, marks and columns.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "layout.h"
#include "record.h"
#include "screen.h"
#include "theme.h"
#include "code_words.h"

struct list;

enum { TABLE_COLUMNS = 12, TABLE_BY_PLACE = -1 };

// A column: where it stands, and what is in it. Without a cell of its own it shows the field.
struct table_column {
    struct column fit;
    int field; // FIELD(queue_row, customer), shown by its type
    // Text of the cell (caller frees) and its colour, NULL = text. OWNER as given to table_draw().
    char *(*cell)(const void *owner, const void *row);
    enum tint (*tint)(const void *owner, const void *row);
    const struct word_list *words; // of a field of codes: shown in these; or what CELL says
    bool named;    // the name of a thing, which keeps its end where it is cut: paint_name()
    unsigned sees; // SEES_… that it takes (roles.h); a field of money takes SEES_MONEY by itself
};

// The tint of a cell that names what Enter opens.
enum tint table_link(const void *owner, const void *row);

// What a table shows: columns of a record. The rows come from the database as a list.
struct table_source {
    const struct table_column *columns;
    size_t n_columns;
    const struct record *record;
    int id;            // the field that says what a row is, not 0 in any; or TABLE_BY_PLACE
    const char *empty; // N_(): said where there are no rows
};

struct table {
    const struct list *rows; // of the present page, of table_set()
    unsigned sees;           // SEES_… of who looks, of ui_sees(): other columns do not exist
    int n;                   // of them
    int focus;               // row, 0 … n-1
    int top;                 // first visible row
    int height;              // rows that were visible when last drawn
    enum size_class size;    // of what it was drawn on last
    const char *currency;    // of all rows, "" = of several; NULL = they have none
    int64_t id;              // of the focused row
    int sorted;              // column that carries the sort arrow, -1 = none
    bool down;               // the arrow
    const char *sorted_head; // N_(): the head of that column; NULL = its own
    bool numbered;           // rows have the numbers 1 … 9
    int above;               // rows that others put above the focus since it was moved last
    const char *empty;       // N_(): said instead of the source's where there are no rows; or NULL
    bool moved;              // the focus was moved by a key last: a screen reader looks there
    int cursor_y, cursor_x;
    GHashTable *marks; // ids, made when first needed
};

void table_release(struct table *table);

// After a page was read: ROWS, borrowed until the next call, are shown now. Keeps the focus on its
// row, and that on its line.
void table_set(struct table *table, const struct table_source *source, const struct list *rows);
// Forgets where the focus was: the next page begins at its first row.
void table_home(struct table *table);

bool table_move(struct table *table, const struct table_source *source, enum ui_key key);
void table_go(struct table *table, const struct table_source *source, int row);

// A row of the present page, and what it is; the focused one, NULL where there is none.
const void *table_row(const struct table *table, const struct table_source *source, int row);
int64_t table_id(const struct table *table, const struct table_source *source, int row);
const void *table_focused(const struct table *table, const struct table_source *source);

void table_mark(struct table *table); // the focused row, on or off
void table_mark_all(struct table *table, const struct table_source *source); // of the page
bool table_marked(const struct table *table, int64_t id);
int table_marks(const struct table *table);
void table_unmark(struct table *table);

// Is this column one that who looks may see?
bool table_shows(const struct table *table, const struct table_source *source, size_t column);

// What a cell says, whole; caller frees.
char *table_cell(const struct table *table, const struct table_source *source, const void *owner,
                 const void *row, size_t column);

// The head of a column, translated, with the arrow where the rows are sorted by it. Caller frees.
char *table_head(const struct table *table, const struct table_source *source, size_t column);

// The widths of all columns in W cells, 0 for those that leave: a head stands whole where there is
// room, and so does every word of a list of words.
void table_fit(const struct table *table, const struct table_source *source, int w,
               short *ret_widths);

// Head and rows into REGION; in two lines a row on narrow screens.
void table_draw(struct table *table, const struct table_source *source, const void *owner,
                struct region region, enum size_class size);

// "1-11 of 29", with "+2 new" where rows came above what is visible; without "of" where TOTAL is
// not known (-1). Caller frees.
char *table_position(const struct table *table, int64_t first, int64_t total);
