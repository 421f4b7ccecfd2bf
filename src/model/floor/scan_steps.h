// SPDX-License-Identifier: Apache-2.0
// What the kinds of work share when they judge a scan.
#pragma once

#include "work_rules.h"

// The steps of picking and of packing.
extern const struct work_flow pick_flow, pack_flow;

// What a scan means at a place, at an item and at the place where goods are brought, for every kind
// that walks through tasks: each fills an answer that begins with nothing to do.
void walk_judge_place(const struct work_stand *stand, const struct scan_seen *seen,
                      struct scan_answer *answer);
void walk_judge_item(const struct work_stand *stand, const struct scan_seen *seen,
                     struct scan_answer *answer);

void walk_judge_target(const struct work_stand *stand, const struct scan_seen *seen,
                       struct scan_answer *answer);

// Their steps, for the table of a kind.
#define WALK_STEP_PLACE                                                                            \
    {                                                                                              \
        "place", EXPECT_PLACE, SAY_PICK_ASK_PLACE, false, walk_judge_place                         \
    }
#define WALK_STEP_ITEM                                                                             \
    {                                                                                              \
        "item", EXPECT_ITEM, SAY_PICK_ASK_ITEM, false, walk_judge_item                             \
    }
#define WALK_STEP_TARGET                                                                           \
    {                                                                                              \
        "target", EXPECT_PLACE, SAY_WALK_ASK_TARGET, false, walk_judge_target                      \
    }

// Sets verdict and sentence; SCAN_SAY takes the terms one by one.
void scan_say(struct scan_answer *answer, enum verdict verdict, enum say_id say,
              const struct term *terms, size_t n);
#define SCAN_SAY(answer, verdict, say, ...)                                                        \
    scan_say(answer, verdict, say, (const struct term[]){__VA_ARGS__},                             \
             sizeof((const struct term[]){__VA_ARGS__}) / sizeof(struct term))

// Sets the action: QTY pieces of TASK, which still asks for as many, or those in hand. Where a
// later step brings them to their place they are taken up.
void scan_book(struct scan_answer *answer, const struct work_task *task, int64_t qty);

// Says that QTY pieces are more than the task still asks for.
void scan_too_many(struct scan_answer *answer, const struct work_task *task, const char *item,
                   int64_t qty);
