// SPDX-License-Identifier: Apache-2.0
// Doing something to the things that a screen shows: first what would happen to which of them, and
// which refuse it and why; then it is done; then once undone, where its operation can be.
#pragma once

#include "object.h"

struct plan_row {
    struct object object;
    const char *refusal; // NULL = it will be done
    char *outcome;       // "held; its goods are free again"; where a trial refused, the refusal
    bool otherwise;      // a trial came to something else than the deed wants
};

struct plan {
    const struct object_kind *kind;
    const struct action *action;
    GArray *rows; // struct plan_row
    int n_do;     // rows that will be done
    bool many;    // marked rows: a list is shown, and its count is typed where one has to be sure
    char *answer; // to the question of the deed, NULL = none yet
};

// Looks at each object as it is now. Free with plan_free(). NULL with *error.
struct plan *plan_make(struct db *db, const struct object_kind *kind, const struct action *action,
                       const GArray *ids, GError **error);
void plan_free(struct plan *plan);
// Tries a deed that is to be tried (.tried) with its first TRIED_MOST rows, takes it back, and says
// of each row what would come of it. Rows that could not be tried keep what the table says.
enum { TRIED_MOST = 100 };
void plan_try(struct plan *plan, struct session *session);
typedef struct plan deed_plan;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(deed_plan, plan_free)

// Why the only object refuses; NULL where it does not or there are several.
const char *plan_refusal(const struct plan *plan);
// Has anything to be typed before it is done?
bool plan_asks(const struct plan *plan);
// Is it the answer to the question of its deed that has to be typed, not a yes or a number?
bool plan_wants_words(const struct plan *plan);
// What has to be typed, in words; caller frees.
char *plan_question(const struct plan *plan);
// Takes what was typed; *ret_last: nothing else has to be. False: it was not that, and nothing will
// be done.
bool plan_answer(struct plan *plan, const char *text, bool *ret_last);

// Does it at the screen and says what came of it; the screen's list remembers what can be undone.
// False: nothing was done with the answer that was typed.
bool plan_carry_out(struct view *view, const struct plan *plan);

// --- the actions of screens

// Does the deed to the marked rows of the screen's list, else to the object it is about; asks first
// where it has to.
bool deed_start(struct view *view, const struct action *action, GError **error);
// The same to one object of any kind.
bool deed_start_on(struct view *view, const struct object_kind *kind, const struct action *action,
                   int64_t id, GError **error);
// Why the screen's object cannot have it now; NULL = it can, or rows are marked.
const char *deed_why_not(struct view *view, const struct action *action);

// Takes back what the list remembers, says what it could not, and keeps what may be tried again.
bool deed_undo(struct view *view, GError **error);
// Says that nothing takes back what the action does. Stays valid.
const char *deed_no_undo(const struct action *action);
