// SPDX-License-Identifier: Apache-2.0
// A kind of work as a table of steps, and what a scan means in the step at hand.
// Pure: the operation reads what the stand needs, asks, and carries out the action of the answer.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "says.h"
#include "verdict.h"

// --- steps

// What a step waits for; the word of `expect` in an answer is expect_code().
enum expect {
    EXPECT_PLACE,
    EXPECT_ITEM,
    EXPECT_QUANTITY,
    EXPECT_LOT,
    EXPECT_EXPIRY,
    EXPECT_SERIAL,
    EXPECT_TOTE,
    EXPECT_PLATE,
    EXPECT_WEIGHT,
    EXPECT_CHOICE,
    EXPECT_NOTHING, // the work is done
    N_EXPECTS,
};
const char *expect_code(enum expect expect);

struct work_stand;
struct scan_seen;
struct scan_answer;

// An answer to a step that waits for a choice: by its key, its word or its command barcode.
struct step_choice {
    const char *key, *word, *label, *code; // "1", "close", N_("Close the box"), "%CLOSE"
};

struct work_step {
    const char *name; // "place"
    enum expect expect;
    enum say_id prompt; // its terms: work_expect()
    bool optional;      // taken beside the others, waited for only where it is asked for
    // What SEEN means here.
    void (*judge)(const struct work_stand *stand, const struct scan_seen *seen,
                  struct scan_answer *ret_answer);
    const struct step_choice *choices; // of EXPECT_CHOICE
    size_t n_choices;
};

// The choice of STEP that TEXT means, letters of any case; NULL = none.
const struct step_choice *step_choice_find(const struct work_step *step, const char *text);

// The steps of a kind of work.
struct work_flow {
    bool any_order;       // its tasks are answered in any order: no task is in hand
    enum say_id finished; // instead of a prompt when the work is done; 0 = that all is done
    const struct work_step *steps;
    size_t n_steps;
};
enum say_id work_finished(const struct work_flow *flow);

// The number of the step of this name; the flow must have it (programming error otherwise).
size_t work_step_named(const struct work_flow *flow, const char *name);

// Where tasks are walked through, the steps that are not optional are taken in their order. A first
// one that waits for a place proves that of the task; a later one that does so is where the goods
// go. The first one that waits for an item or a number takes goods up: they are booked at once
// where no step comes after it, else by the last one.

// The first step that is waited for; the one after STEP, n_steps = none.
size_t work_step_first(const struct work_flow *flow);
size_t work_step_next(const struct work_flow *flow, size_t step);

// The step at hand of who came as far as STEP and stands at the place of the task (HERE); elsewhere
// it is the first one.
size_t work_step_at(const struct work_flow *flow, bool here, size_t step);

// Is it the one that says where the goods go?
bool work_step_brings(const struct work_flow *flow, size_t step);

// --- what is known

// A task. Texts are never NULL; they are the caller's and outlive the answer.
struct work_task {
    int64_t id;
    int64_t item_id;
    const char *item, *sku; // name for people, code
    int64_t place_id;       // 0 where the kind of work knows no place
    const char *place;      // its code
    const char *check;      // its check digits, "" = none
    const char *lot;        // "" = goods whose lots nobody keeps
    const char *serial;     // of its only piece, "" = a piece like any other
    int64_t to_id;          // where the goods go, 0 = wherever they are put
    const char *to, *to_check;
    int64_t qty, done, missing;
    int64_t taken;     // in hand: taken up, and not brought where they go yet
    int64_t instead;   // of qty: pieces that were missing in another place
    int64_t stops_day; // of its lot, as lot_stopped() takes it
    bool shut;         // nothing that stands at its place may leave the house
};

// Pieces that nobody has done yet; and of these what is still to be taken up.
int64_t work_task_open(const struct work_task *task);
int64_t work_task_left(const struct work_task *task);

// Where the person stands. TASK is the one in hand, NULL where the kind has none or all is done.
struct work_stand {
    const struct work_flow *flow;
    bool done;   // the work is over: nothing is asked any more
    size_t step; // number in flow->steps; where it takes any order the tasks say it
    const struct work_task *task;

    // The other tasks of this work, the done ones too (all of them where the flow takes any
    // order). Read only where an answer needs NEED_TASKS, unless the flow takes any order.
    bool tasks_known;
    const struct work_task *tasks;
    size_t n_tasks;

    // The lots of the task's item that lie loose at its place, with goods in them, and the serial
    // number of each of these goods. Read only where an answer needs NEED_LOTS.
    bool lots_known;
    const char *const *lots, *const *serials;
    size_t n_lots;

    int64_t now;            // of goods that leave the house: none that may not by then; 0 = any
    bool item_proves_place; // setting: the item alone proves the place

    // The box in hand of a packing.
    int64_t box, box_pieces; // its number from 1, pieces in it
    int64_t box_typed;       // pieces that were in it when its type was chosen
    const char *box_type;    // "" = not chosen yet
    const int64_t *boxes;    // numbers of the open ones
    size_t n_boxes;

    // The box whose weight is asked for, 0 = none, and grams that would do for it.
    int64_t weigh_box, weigh_grams;
};

enum seen_kind {
    SEEN_NONE, // nobody knows it
    SEEN_ITEM,
    SEEN_PLACE,
    SEEN_BOX_TYPE,
    SEEN_ORDER,
    SEEN_WORK,
    SEEN_PARCEL,
    SEEN_COMMAND, // %UNDO: not a thing
    SEEN_TOTE,
    SEEN_PLATE,
    SEEN_BOX, // a box that is being packed; its id is its number in the packing
};

// What was scanned or typed, looked up. Texts are never NULL except PROBLEM.
struct scan_seen {
    enum seen_kind kind;
    int64_t id;          // of the item, place, …
    int64_t qty;         // pieces that the code stands for (pack level), at least 1
    const char *code;    // as it was read
    const char *text;    // the same, safe to show
    const char *name;    // what people call the thing
    const char *lot;     // of GS1 data, else ""
    const char *serial;  // the same
    const char *problem; // what is wrong with the code itself, as a sentence, or NULL
    bool chosen;         // by somebody, in words: no scanner that read twice
};

// --- what follows

enum scan_action {
    ACT_NONE,     // nothing changes
    ACT_AT_PLACE, // the place of the task is proven
    ACT_STEP,     // the step is answered, the next one comes
    ACT_TAKE_UP,  // qty pieces are in hand; ACT_BOOK of a step that others follow becomes this
    ACT_BOOK,     // qty pieces of task_id
    ACT_BOX_TYPE, // the box in hand is of this type
    ACT_BOX_NEXT, // a further box of this type begins
    ACT_BOX_TAKE, // what comes goes into this open box
};

// Read this and ask again: the answer depends on it.
enum scan_need { NEED_NOTHING, NEED_TASKS, NEED_LOTS };

enum { ANSWER_TERMS = 7 };

struct scan_answer {
    enum scan_need need; // unless NEED_NOTHING the rest says nothing yet
    enum verdict verdict;
    enum say_id say;
    struct term terms[ANSWER_TERMS]; // texts of stand and seen
    size_t n_terms;
    enum scan_action action;
    int64_t qty;      // of ACT_BOOK and ACT_TAKE_UP
    int64_t task_id;  // the same
    int64_t place_id; // of ACT_BOOK: where the goods are put, 0 = where the task says
};

// What SEEN means where the person stands. STAND must not be done and has a task in hand that asks
// for something, unless the flow takes any order: then it has all tasks.
void work_judge(const struct work_stand *stand, const struct scan_seen *seen,
                struct scan_answer *ret_answer);

// How far one is after ANSWER: the step that work_step_at() takes, and pieces in hand.
struct work_reached {
    size_t step;
    int64_t taken;
};
struct work_reached work_reach(const struct work_stand *stand, const struct scan_answer *answer);

// What the step at hand waits for, as an answer of a scan tells it. Where the task has a lot, read
// the lots of STAND: only then it can ask for the lot where the item alone would not do.
struct work_expectation {
    enum expect expect;
    const struct work_step *step; // NULL when the work is done
    const char *target; // the code that would be right, NULL where the task does not know it
    int64_t quantity;   // pieces that are still asked for here; of a weight grams
    enum say_id prompt; // with the terms of the task
    struct term terms[ANSWER_TERMS];
    size_t n_terms;
};
void work_expect(const struct work_stand *stand, struct work_expectation *ret_expectation);
