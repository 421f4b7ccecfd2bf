// SPDX-License-Identifier: Apache-2.0
// A list screen as a table: its columns, saved views, orders of rows and where rows come from.
// Paging, searching, marking, drawing and the actions for it are the same for all lists.
#pragma once

#include "object.h"
#include "saved_view.h"
#include "screen.h"
#include "store_pages.h"
#include "table.h"

enum { LISTING_VIEWS = 16, LISTING_PAGE = 200 };

// An order of the rows. The kind's read() knows it by its index.
struct list_sort {
    const char *label; // N_("promise"): "Sorted by promise"
    int column;        // that carries the arrow
    bool down;
    const char *head; // N_(), of that column while the rows stand so; NULL = as ever
};

// Which rows are wanted.
struct list_page {
    const struct saved_view *view; // NULL = the list has none
    const char *search;            // "" = everything
    int sort;
    struct page_key key;
};

struct list_kind {
    struct table_source source;
    const struct saved_view *views;
    int n_views;
    const struct list_sort *sorts;
    int n_sorts;   // that somebody may choose; those of saved views stand behind them
    int state;     // field with the state of a row; where the screen has an object
    bool whole;    // read() gives all rows at once: there are no pages
    bool numbered; // the first nine rows have numbers
    // Reads a page. NULL with *error.
    struct list *(*read)(struct view *view, const struct list_page *page, GError **error);
    // N_(): said of an empty list where there is nothing yet in any view, and where that comes
    // from. NULL = what the source says. ANY: is there something? NULL = what is not narrowed is
    // all.
    const char *none;
    bool (*any)(struct view *view);
    // How many rows each saved view has (without views: the list); NULL = nobody counts.
    bool (*count)(struct view *view, int64_t *ret_counts, GError **error);
    // Opens what a row stands for. NULL = rows are not opened.
    bool (*open)(struct view *view, const void *row, GError **error);
    // What stands in the facts row of a list without saved views; caller frees. NULL = nothing.
    char *(*facts)(struct view *view);
    // About the focused row: a headline and what stands under it below the list, all of it beside
    // the list on large terminals. NULL = no strip, no detail.
    char *(*headline)(struct view *view, const void *row);
    void (*strip)(struct view *view, const void *row, struct region at);
    void (*detail)(struct view *view, const void *row, struct region at);
};

// What was done last, by an action of it, and what can be taken back.
struct list_done {
    const struct action *action; // NULL = nothing was done
    GArray *ids;                 // objects whose undo leads back
    int stay;                    // others that it changed and that no undo leads back
    char *why;                   // what the first of these is now, and where it is; NULL = none
};

// The state of a list; the first member of the state of a list screen.
struct listing {
    const struct list_kind *kind;
    struct table table;
    struct list *rows;
    char *search;
    int view, sort;
    int64_t first;                 // rows before the page, as far as known
    int64_t counts[LISTING_VIEWS]; // -1 = not known
    bool more_above, more_below;   // than the page
    struct list_done done;
};

// --- for `struct screen`

bool listing_open(struct view *view, const char *arg, GError **error);
bool listing_load(struct view *view, GError **error);
void listing_draw(struct view *view, const struct layout *layout);
void listing_heading(struct view *view, struct heading *ret_heading);
char *listing_prompt(struct view *view);
char *listing_hint(struct view *view, const char *text);
void listing_narrow(struct view *view, const char *text);
bool listing_move(struct view *view, enum ui_key key);
bool listing_focus(struct view *view, int *ret_y, int *ret_x);
// A code opens what it is; text that found rows opens the focused one.
bool listing_enter(struct view *view, const char *text, bool scanned, GError **error);
bool listing_choose(struct view *view, int number, GError **error); // a numbered row
int64_t listing_object(struct view *view, const char **ret_state);
void listing_close(struct view *view);

// What every list screen takes from here; the other functions as it wishes.
#define LISTING_SCREEN(kind) LISTING_DRAWN(kind, listing_draw)
#define LISTING_DRAWN(kind, drawing)                                                               \
    .list = &(kind), .load = listing_load, .draw = (drawing), .hint = listing_hint,                \
    .move = listing_move, .focus_at = listing_focus

// --- for screens with more than one list, and for actions

// Prepares the state of one list; before anything else is done with it.
void listing_begin(struct listing *listing, const struct list_kind *kind);
bool listing_read(struct listing *listing, struct view *view, GError **error); // the page again
bool listing_step(struct listing *listing, struct view *view, enum ui_key key);
void listing_release(struct listing *listing);
// The focused row, NULL = there is none.
const void *listing_row(const struct listing *listing);
// The id of the row that actions of the screen are about; 0 = none, the marked ones, or no list.
int64_t listing_focused(const struct view *view);
// The order that the rows stand in now, NULL where the list has none.
const struct list_sort *listing_sort(const struct listing *listing);
// From the first row on, where it is not read from there anyway: sorted otherwise, searched.
bool listing_reset(struct listing *listing, struct view *view, GError **error);
// Another saved view, STEP from this one; marks are taken off.
bool listing_turn(struct listing *listing, struct view *view, int step, GError **error);
// The marked rows, those of the page first and in its order; free with g_array_unref().
GArray *listing_marked(const struct listing *listing);
// Forgets what was done last, then remembers DONE (what it owns is taken).
void listing_remember(struct listing *listing, struct list_done done);
// The saved view, other than the present one, that shows STATE where that does not; NULL = none is
// needed, or there is none.
const struct saved_view *listing_other_view(const struct listing *listing,
                                            const struct state_table *states, const char *state);

// Marks the focused row, or takes the mark off, and goes on to the next: for an action.
bool listing_mark(struct view *view, GError **error);

// The actions that lists have; those that fit SCREEN are offered there.
const struct action *listing_actions(void);
bool listing_offers(const struct screen *screen, const struct action *action);
