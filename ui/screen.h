// SPDX-License-Identifier: Apache-2.0
// A screen and its actions as tables; everything else (keys, footer, help, palette, barcodes, the
// manual) is derived from them. No curses here: the manual and the tests read these too.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "layout.h"

struct ui;
struct view;
struct db;
struct session;
struct list_kind;
struct object_kind;
struct deed;

// Keys by their meaning; term.c knows what terminals send for them.
enum ui_key {
    UK_NONE,
    UK_F1,
    UK_F2,
    UK_F3,
    UK_F4,
    UK_F5,
    UK_F6,
    UK_F7,
    UK_F8,
    UK_F9,
    UK_F10,
    UK_F11,
    UK_F12,
    UK_ENTER,
    UK_ESC,
    UK_TAB,
    UK_BACKTAB,
    UK_SPACE, // only where the entry line is empty
    UK_UP,
    UK_DOWN,
    UK_LEFT,
    UK_RIGHT,
    UK_PGUP,
    UK_PGDN,
    UK_HOME,
    UK_END,
    UK_BACKSPACE,
    UK_DELETE,
    UK_INTERRUPT, // Ctrl-C
    UK_RESIZE,
    UK_MARK_IN,  // bracketed paste begins
    UK_MARK_OUT, // and ends
    UK_N,
};

// "F4", "Space", "Enter": as footer, help and manual write a key.
const char *ui_key_name(enum ui_key key);

enum action_flag {
    ACTION_FOOTER = 1, // offered in the footer
    ACTION_BODY = 2,   // a numbered choice that the body shows (floor screens)
    ACTION_HIDDEN = 4, // a plain movement: in the help, not among the actions
};

// One thing that can be done. A key, a number or a word that is in no table does not exist.
struct action {
    const char *id;    // "order.release": ":release", barcode %RELEASE
    enum ui_key key;   // UK_NONE where it has only its number and its word
    char digit;        // '1' … '9': number + Enter; 0 = none
    unsigned flags;    // enum action_flag
    const char *op;    // the operation that it calls, which says who may; a deed names its own
    unsigned sees;     // SEES_… (roles.h) of what it shows; 0 = everybody may see that
    const char *label; // N_("Release to pick")
    const char *brief; // N_("Release"): where there is little room; NULL = label
    const char *tip;   // N_(), one sentence
    // What it is called now where that is something else (translated; BRIEF where there is little
    // room), NULL = label. May be NULL itself.
    const char *(*now)(struct view *view, bool brief);
    // Why it cannot be done now (a translated sentence), NULL = it can. May be NULL itself.
    const char *(*why_not)(struct view *view);
    // Does it. False with *error when it failed. NULL where it is a deed.
    bool (*run)(struct view *view, GError **error);
    const struct deed *deed; // what an operation does to the thing shown (lists/object.h)
};

// The word of an action: what stands behind the last dot of its id.
const char *action_word(const struct action *action);

// What a screen says in the title bar. Strings are owned by the heading.
struct heading {
    const char *title; // N_(), NULL = that of the screen
    char *crumb;       // "O-100415": the place in the path
    char *progress;    // "7/10", NULL = none
};

struct screen {
    const char *name;  // "orders": ":orders", %ORDERS, deep link
    const char *title; // N_("Orders")
    const char *help;  // N_(), one or two sentences
    const struct action *actions;
    const struct list_kind *list;     // of a list screen (lists/listing.h): gives actions too
    const struct object_kind *object; // what it shows or lists; its actions are offered here
    size_t size;                      // bytes of its state, zeroed at opening
    // Whose row says who may open it and what it may show (query.h). NULL: it lies over another, or
    // works before the login, and shows nothing of its own.
    const struct query *query;
    bool floor;        // a refusal locks until the right scan, Enter or F3
    bool overlay;      // lies over the body of the screen below
    bool wants_text;   // running text that came at once is text, no scan
    bool inner;        // opened by other screens only, not by name
    bool outside;      // works before the login
    bool of_one;       // shows one thing and needs its number: not among the commands
    const char *own;   // "%BOX": a code that goes on with a number behind it is a scan here
    const char *about; // kind of what it shows, "order" (src/ops/news.h); NULL = all kinds

    // Prepares the state; ARG is what stood behind the name ("W-101"), may be NULL. May be NULL.
    bool (*open)(struct view *view, const char *arg, GError **error);
    // Reads the database: after opening, after each change and on F5. May be NULL.
    bool (*load)(struct view *view, GError **error);
    // Paints the body (and the facts row where the layout has one). BODY is empty while no data
    // has been read yet.
    void (*draw)(struct view *view, const struct layout *layout);
    void (*heading)(struct view *view, struct heading *ret_heading); // NULL = the title
    // What Enter or a scan is good for now, short; caller frees. NULL = a general one.
    char *(*prompt)(struct view *view);
    // What stands at the right end of the entry line while TEXT is typed; caller frees.
    char *(*hint)(struct view *view, const char *text);
    // The word over a wrong scan: "WRONG ITEM". NULL = a general one.
    const char *(*wrong)(struct view *view);
    // Would scanning CODE now count a piece? Then the same code at once is another piece; anywhere
    // else it is the same pull of the trigger, and ignored. NULL = nothing is counted here.
    bool (*counts)(struct view *view, const char *code);
    // Enter with typed text that is neither number, :word nor %barcode; or a scan. False without
    // *error: not mine, let the general look-up have it. May be NULL.
    bool (*enter)(struct view *view, const char *text, bool scanned, GError **error);
    // One digit that the screen itself offers (rows of a list); false = not mine. May be NULL.
    bool (*choose)(struct view *view, int number, GError **error);
    // The typed text changed and typing paused: narrow the list. May be NULL.
    void (*narrow)(struct view *view, const char *text);
    // Up, Down, PgUp, PgDn, Home, End, Left, Right; false = nothing moved. May be NULL.
    bool (*move)(struct view *view, enum ui_key key);
    // The cell where a screen reader looks when the entry is empty; false = the entry line.
    bool (*focus_at)(struct view *view, int *ret_y, int *ret_x);
    // The object that actions are about now and its state, 0 = none. Where `object` is set.
    int64_t (*object_now)(struct view *view, const char **ret_state);
    // The id of the one that it shows, 0 = any of them. Where `about` is set; NULL = any.
    int64_t (*about_id)(struct view *view);
    // Frees what the state holds. May be NULL.
    void (*close)(struct view *view);
};

// An open screen.
struct view {
    const struct screen *screen;
    struct ui *ui;
    void *state;
    char *arg;
    bool loaded;
    bool touched; // others changed what it shows
};

// --- what screens may ask of the program

struct db *ui_db(struct view *view);
struct session *ui_session(struct view *view); // NULL before the login
// What who looks may see there, SEES_… (roles.h): what both the role and the query of the screen
// allow; an overlay shows what the screen below may.
unsigned ui_sees(struct view *view);
// May who is logged in open SCREEN?
bool ui_may(struct view *view, const struct screen *screen);
struct view *ui_below(struct view *view); // the view under an overlay
struct view *ui_above(struct view *view); // the view that lies on this one, or NULL

enum notice_level {
    NOTICE_NONE,
    NOTICE_NOTE,
    NOTICE_DONE,
    NOTICE_LOOK,
    NOTICE_REFUSED,
    NOTICE_FAULT
};

// Says something on the notice row. REFUSED locks floor screens.
void ui_say(struct view *view, enum notice_level level, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
// The same of work that somebody else has now.
void ui_say_taken(struct view *view, const char *text);
// Says what an error says, with its hint: a refusal or a fault.
void ui_say_error(struct view *view, const GError *error);
// The number of what was said last, and: that is not true any more, unless something else was said
// since, or it is a refusal.
int64_t ui_said(struct view *view);
void ui_unsay(struct view *view, int64_t said);
// DIGIT stands on the painted screen of VIEW: only such digits act. Called while painting.
void ui_offer(struct view *view, char digit);
// Is the terminal a handheld's, with room for a few words only?
bool ui_small(struct view *view);
// Two BELs: a whole task is finished.
void ui_finished(struct view *view);

// Opens a screen on top; the pushed view may be gone at once when opening failed (then *error).
bool ui_push(struct view *view, const struct screen *screen, const char *arg, GError **error);
// Closes this view, and everything above it.
void ui_pop(struct view *view);
// The screen of this name, NULL if there is none.
const struct screen *ui_screen_find(const char *name);
// Opens what CODE is (an order, an item …) on top; false without *error: nobody knows it.
bool ui_lookup(struct view *view, const char *code, GError **error);
// Does anybody know CODE? Where not, that is said; false also with *error.
bool ui_known(struct view *view, const char *code, GError **error);
// Opens the order that TEXT means (the shop's name for it, its customer), or the list of them;
// false without *error: there is none, or the role may not see them.
bool ui_find_orders(struct view *view, const char *text, GError **error);
// Opens what the code TEXT stands for; where words are typed also the item whose SKU or name begins
// with it, or the list of them. False as above.
bool ui_find(struct view *view, const char *text, bool scanned, GError **error);
// TEXT stands in the entry line as if somebody had typed it: the screen on top is narrowed by it.
void ui_type(struct view *view, const char *text);
// A refused answer: TEXT stands there to be mended, and the next character begins anew.
void ui_type_again(struct view *view, const char *text);

// Runs an operation with pairs of argument name and text, and says what it answers; the views are
// read again. *ret_subject (may be NULL) is the number of what it made, caller frees. False: it
// failed or its verdict was not good, and that was said.
//   ui_do(view, NULL, "pick.scan", "work", "W-101", "code", code, NULL)
bool ui_do(struct view *view, char **ret_subject, const char *op, ...) G_GNUC_NULL_TERMINATED;
// The same with what was typed into a question: false only where the call failed, so that it has to
// be typed otherwise. What the operation said, if only that it asks again, is an answer.
bool ui_answer(struct view *view, const char *op, ...) G_GNUC_NULL_TERMINATED;
// What was just said to be done did not come to what was wanted: it is no success, but to be looked
// at.
void ui_no_success(struct view *view);
// What was said before goes: it was about what is not shown any more.
void ui_say_nothing(struct view *view);
// As ui_do() without saying anything; *ret_message is what there was to say, caller frees.
bool ui_try(struct view *view, char **ret_message, const char *op, ...) G_GNUC_NULL_TERMINATED;
// Goes where a deep link points: "orders late", "o/100415". TOTE_NOT_FOUND if nowhere.
bool ui_link(struct view *view, const char *link, GError **error);
// Does an action of VIEW's tables, or says why not.
void ui_act(struct view *view, const struct action *action);

// The warehouse to which lists of the floor are narrowed: where the station stands; 0 = all.
int64_t ui_site(struct view *view);
// Are there several warehouses?
bool ui_sites(struct view *view);

// Asks in which warehouse a station stands, and stores the answer; in none in particular is one,
// too.
bool ui_ask_place(struct view *view, const char *station, GError **error);

// Logs in at this program's station, or out.
bool ui_login(struct view *view, const char *operator, GError ** error);
void ui_logout(struct view *view);
void ui_quit(struct view *view);
const char *ui_station_name(struct view *view);
