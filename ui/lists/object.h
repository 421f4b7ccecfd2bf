// SPDX-License-Identifier: Apache-2.0
// What can be done with the things that screens show: a table for each kind, whatever screen shows
// it. An action names its operation; who may, what refuses it and what it leads to are asked there.
#pragma once

#include "numbers.h"
#include "op.h"
#include "screen.h"
#include "states.h"

// What has to be typed before it is done to one thing; to several it is their count.
enum deed_sure { SURE_ALREADY, SURE_YES, SURE_NUMBER };

// What an operation does to a thing.
struct deed {
    const char *op;      // "order.hold"
    const char *event;   // of the table of states: "hold"
    const char *undo;    // the operation that takes it back; NULL = none does
    const char *back[2]; // events by which the undo leads back: "unhold", "await"
    // N_(), where it may come otherwise than the event says, so that nothing is promised: "to pick
    // if all is in stock, else …". NULL = what the table of states says.
    const char *either;
    const char
        *comes; // N_(), where its thing does not take the step of the event: what comes of it
    bool tried; // a plan of many tries it first, and says of each what would come of it
    const char *answer; // argument that the question asks for: "reason"; NULL = none
    // N_(), said of a thing that is not as far yet: what it waits for. NULL = the states it needs.
    const char *early;
    const char *question;    // N_(), where there is an answer or SURE_YES
    const char *consequence; // N_(), said under the question; NULL = nothing
    enum deed_sure sure;
    bool together; // the operation takes several at once, a line each
    // Needs no question in this state (of a thing as the table knows it). NULL = always needs it.
    bool (*sure_in)(const char *state);
    // Why it is of no use now, whatever its thing; NULL = nobody asks.
    const char *(*useless)(struct view *view);
    // What the answer is chosen from, names in an array; caller frees. NULL = it is typed.
    GPtrArray *(*offers)(struct view *view, GError **error);
};

// A thing as it is in the database now.
struct object {
    int64_t id;
    struct number number;
    char *state, *what; // code of its state; who or what it is, in words
};
void object_clear(struct object *object);

struct object_kind {
    const char *argument; // of its operations: "order"
    enum number_kind number;
    const struct state_table *states;
    const struct action *actions; // all with a deed; ends with an id that is NULL
    // Fills id, state and what. False: it is not there, or *error.
    bool (*read)(struct db *db, int64_t id, struct object *ret_object, GError **error);
};

extern const struct object_kind order_object, job_object;

// The action of a kind with this id; a programming error where there is none.
const struct action *object_action(const struct object_kind *kind, const char *id);

// Why it cannot be done in this state, NULL = it can. From the table of states; stays valid.
const char *object_refusal(const struct object_kind *kind, const struct action *action,
                           const char *state);

// What it leads to from this state, in words: "held; its goods are free again". Caller frees.
char *object_outcome(const struct object_kind *kind, const struct action *action,
                     const char *state);

// Did the deed change BEFORE to NOW, and does its undo lead from there to where it was?
bool object_leads_back(const struct object_kind *kind, const struct deed *deed, const char *now,
                       const char *before);

// What leads from NOW to BEFORE, the names of actions as menus have them: "Unhold, then Release".
// NULL = nothing does. Caller frees.
char *object_way(const struct object_kind *kind, const char *now, const char *before);

// Is NOW what the event of the deed leads to from BEFORE? Always where nothing else may come of it.
bool object_came_to(const struct object_kind *kind, const struct deed *deed, const char *now,
                    const char *before);

// What is wrong with the deeds of a kind (no such operation, argument, event); NULL = nothing, else
// a sentence (caller frees).
char *object_fault(const struct object_kind *kind);
