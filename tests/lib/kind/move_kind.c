// SPDX-License-Identifier: Apache-2.0
// A kind of work as somebody would add it: goods go from one place to another, many at once, by
// scanning the place and typing how many. It serves no order. All of it stands here; the rest is
// its row in move_list.c.
#include "scan_steps.h"
#include "walk_way.h"

// A number of pieces, not more than are asked for.
static void judge_number(const struct work_stand *stand, const struct scan_seen *seen,
                         struct scan_answer *answer)
{
    int64_t n = g_ascii_strtoll(seen->code, NULL, 10);
    if (seen->kind != SEEN_NONE || n < 1) {
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PICK_NO_ITEM, T_TEXT("got", seen->name),
                 T_TEXT("need", stand->task->item));
        return;
    }
    if (n > work_task_left(stand->task)) {
        scan_too_many(answer, stand->task, stand->task->item, n);
        return;
    }
    scan_book(answer, stand->task, n);
    SCAN_SAY(answer, VERDICT_MATCH, SAY_PICK_MATCH, T_INT("qty", n),
             T_TEXT("item", stand->task->item));
}

static const struct work_step steps[] = {
    {"place", EXPECT_PLACE, SAY_PICK_ASK_PLACE, false, walk_judge_place},
    {"number", EXPECT_QUANTITY, SAY_PICK_ASK_ITEM, false, judge_number},
};
static const struct work_flow flow = {.steps = steps, .n_steps = G_N_ELEMENTS(steps)};
static const struct walk walk = {0};

extern const struct work_way work_way_move;
const struct work_way work_way_move = {WALK_WAY(walk), .flow = &flow};
