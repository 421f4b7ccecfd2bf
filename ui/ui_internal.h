// SPDX-License-Identifier: Apache-2.0
// The state of the running program; shared by the files of ui/ that are no screens.
#pragma once

#include "changes.h"
#include "db.h"
#include "entry.h"
#include "frame.h"
#include "layout.h"
#include "notice.h"
#include "session.h"
#include "term.h"
#include "ui.h"

enum { UI_DEPTH = 8 };

struct ui {
    const struct ui_options *options;
    struct db *db;
    bool own_db; // opened here
    struct session *session;
    char *station;    // name
    char *shop;       // of the title
    char *place;      // the warehouse where the station stands, NULL = the shop has one
    char *noted;      // where the station's row says that it stands, NULL = not known
    GPtrArray *views; // the stack, bottom first
    GPtrArray *gone;  // closed during this event
    struct layout layout;
    struct entry entry;
    struct notice notice;
    struct framer *framer;
    char *narrowed;    // text that the list was narrowed by last
    int64_t narrow_us; // when typing will have paused, -1 = nothing to narrow
    struct changes changes;
    int64_t fresh_at;              // when data was last known to be true (UTC ms)
    bool stale;                    // views have to be read again at once
    bool lost;                     // the database is away: said once, tried again
    bool flushing;                 // frames behind a refusal are listed, not judged
    bool scanned;                  // what is being judged came from a scanner
    const char *scan;              // and this is it
    char *tried;                   // what the present event judges or does, NULL = nothing
    bool books;                    // it is a code, so that something would be booked
    char *last_scan;               // the scan before, NULL = there is nothing to compare with
    int64_t last_scan_us;          // and when it came
    unsigned offered;              // digits that stand on the screen (ui_offer()), as bits
    const struct view *offered_by; // the view that was on top when it was painted
    bool told;                     // something was said since the present event came
    int64_t said;                  // how much was said so far
    bool quit;
    GError *end; // why it ends, NULL = as wished
    int idle_fd;
    bool handled; // input came since the last idle signal
};

struct view *views_top(struct ui *ui);
struct view *views_base(struct ui *ui); // the topmost that is no overlay
void views_reload(struct ui *ui);       // reads what is stale and visible
void views_bury(struct ui *ui);         // frees what was closed
void views_close_all(struct ui *ui);
void views_close_overlays(struct ui *ui);
// The screen that an operator of this role begins with.
void views_first(struct ui *ui);
bool views_link(struct ui *ui, const char *link, GError **error);

// Where the station stands now, for the title bar; kept as it was where that cannot be read. Is it
// another place than before?
bool place_read(struct ui *ui);

// Keys and frames (dispatch.c).
void dispatch_event(struct ui *ui, const struct term_event *event, int64_t now_us);
void dispatch_idle(struct ui *ui, int64_t now_us); // framer and narrowing
void dispatch_action(struct ui *ui, struct view *view, const struct action *action);
bool dispatch_command(struct ui *ui, const char *command);
bool dispatch_barcode(struct ui *ui, const char *code);

// What is typed so far, with what still waits in the framer; caller frees.
char *dispatch_typed(struct ui *ui);

void chrome_draw(struct ui *ui, int *ret_cursor_y, int *ret_cursor_x);

// What is judged or done now, to be told if the database goes away meanwhile. BOOKS: a code.
void ui_tries(struct ui *ui, const char *what, bool books);

void ui_paint(struct ui *ui);               // all of the screen, as it is now
void ui_fail(struct ui *ui, GError *error); // takes ERROR; ends the program
