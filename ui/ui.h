// SPDX-License-Identifier: Apache-2.0
// The terminal program: what the command line calls to show the screens.
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "screen.h"

struct db;

// What to start with. Strings are borrowed and outlive the call.
struct ui_options {
    const char *url;     // database, opened after the first paint; not used when `db` is given
    struct db *db;       // an open database, stays the caller's; NULL = open `url`
    const char *who;     // who works; NULL = ask on the login screen
    const char *station; // name of the terminal; NULL = by the name of the tty
    const char *open;    // screen or deep link to begin with: "orders", "pick", "o/100415",
                         // "O-100415", "stock MUG-1"; NULL = what was open, else by role
    // Called when print jobs wait after a change, at most every few seconds: starts a worker.
    void (*jobs_wait)(void *data);
    void *data;
};

// Shows the screens until the operator leaves, the terminal hangs up or a newer login takes the
// station. True for a clean end. False with *error: TOTE_TERMINAL without a usable terminal,
// TOTE_STATION_TAKEN, or why the database is away.
bool ui_run(const struct ui_options *options, GError **error);

// All screens, ending with NULL: for the manual and the tests. A screen's table of actions ends
// with a row whose id is NULL; ui_common_actions() are offered on every screen.
const struct screen *const *ui_screens(void);
const struct action *ui_common_actions(void);

// Every key, number, word and barcode of every screen as text; caller frees.
char *ui_keys_text(void);
