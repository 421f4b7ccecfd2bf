// SPDX-License-Identifier: Apache-2.0
// What a scan means to a packer: an item of the order into the box, a type of box, or a box.
#include <glib.h>
#include <string.h>

#include "i18n.h"
#include "scan_steps.h"
#include "weight.h"

// A longer number is a code that somebody misread.
enum { WEIGHT_DIGITS = 6 };

// The task of this item that still wants a piece; *ret_full is one that has all of its pieces, and
// *ret_none says that there is one of which none came.
static const struct work_task *task_for(const struct work_stand *stand, int64_t item,
                                        const struct work_task **ret_full, bool *ret_none)
{
    *ret_full = NULL;
    *ret_none = false;
    for (size_t i = 0; i < stand->n_tasks; i++) {
        const struct work_task *task = &stand->tasks[i];
        if (task->item_id != item)
            continue;
        if (task->missing == task->qty) {
            *ret_none = true;
            continue;
        }
        if (work_task_left(task))
            return task;
        *ret_full = task;
    }
    return NULL;
}

static void item(const struct work_stand *stand, const struct scan_seen *seen,
                 struct scan_answer *answer)
{
    const struct work_task *full = NULL;
    bool none = false;
    const struct work_task *task = task_for(stand, seen->id, &full, &none);
    if (!task && full) {
        SCAN_SAY(answer, VERDICT_REFUSED, SAY_PACK_ALL_IN, T_INT("qty", full->qty - full->missing),
                 T_TEXT("item", seen->name));
    } else if (!task) {
        SCAN_SAY(answer, VERDICT_WRONG, none ? SAY_PACK_NOT_PICKED : SAY_PACK_NOT_IN_ORDER,
                 T_TEXT("got", seen->name));
    } else if (seen->qty > work_task_left(task)) {
        scan_too_many(answer, task, seen->name, seen->qty);
    } else {
        scan_book(answer, task, seen->qty);
        SCAN_SAY(answer, VERDICT_MATCH, SAY_PACK_MATCH, T_INT("done", task->done + seen->qty),
                 T_INT("qty", task->qty - task->missing), T_TEXT("item", seen->name));
    }
}

// The number that a further box gets.
static int64_t next_box(const struct work_stand *stand)
{
    return 1 + (stand->n_boxes ? stand->boxes[stand->n_boxes - 1] : stand->box);
}

// A scanner, or a hand, that reads the carton twice: nothing came into the box in between.
static bool read_twice(const struct work_stand *stand, const struct scan_seen *seen)
{
    return !seen->chosen && !strcmp(stand->box_type, seen->name) &&
           stand->box_pieces == stand->box_typed;
}

// For the box in hand while it is new, else for the next box.
static void box_type(const struct work_stand *stand, const struct scan_seen *seen,
                     struct scan_answer *answer)
{
    bool fresh = !*stand->box_type || !stand->box_pieces;
    g_assert(stand->box > 0);
    if (!fresh && read_twice(stand, seen)) {
        SCAN_SAY(answer, VERDICT_MATCH, SAY_PACK_BOX_STAYS, T_INT("box", stand->box),
                 T_TEXT("type", seen->name));
        return;
    }
    answer->action = fresh ? ACT_BOX_TYPE : ACT_BOX_NEXT;
    SCAN_SAY(answer, VERDICT_MATCH, fresh ? SAY_PACK_BOX_IS : SAY_PACK_BOX_NEXT,
             T_INT("box", fresh ? stand->box : next_box(stand)), T_TEXT("type", seen->name));
}

// Another open box is in hand from now on.
static void box_again(const struct work_stand *stand, const struct scan_seen *seen,
                      struct scan_answer *answer)
{
    bool open = false;
    for (size_t i = 0; i < stand->n_boxes; i++)
        open = open || stand->boxes[i] == seen->id;
    if (!open) {
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PACK_NO_SUCH_BOX, T_TEXT("got", seen->name),
                 T_INT("boxes", (int64_t)stand->n_boxes));
        return;
    }
    answer->action = ACT_BOX_TAKE;
    SCAN_SAY(answer, VERDICT_MATCH, SAY_PACK_BOX_IN_HAND, T_INT("box", seen->id));
}

// Nobody knows it: it may be a weight at the wrong moment, or one that is not in grams.
static void unknown(const struct work_stand *stand, const struct scan_seen *seen,
                    struct scan_answer *answer)
{
    int64_t kilograms = weight_of_kilograms(seen->text);
    bool digits = *seen->text && !seen->text[strspn(seen->text, "0123456789")];
    bool number = strlen(seen->text) <= WEIGHT_DIGITS && (digits || kilograms);
    if (seen->problem)
        SCAN_SAY(answer, VERDICT_UNKNOWN, SAY_PACK_FAULTY, T_TEXT("problem", seen->problem));
    else if (stand->weigh_box && number && !digits)
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PACK_IN_GRAMS, T_TEXT("code", seen->text),
                 T_INT("box", stand->weigh_box), T_INT("grams", kilograms));
    else if (stand->weigh_box && number)
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PACK_WEIGHT_RANGE, T_TEXT("code", seen->text),
                 T_INT("most", WEIGHT_MAX_G));
    else
        SCAN_SAY(answer, VERDICT_UNKNOWN, number ? SAY_PACK_NO_WEIGHT : SAY_PACK_UNKNOWN,
                 T_TEXT("code", seen->text));
}

static void judge(const struct work_stand *stand, const struct scan_seen *seen,
                  struct scan_answer *answer)
{
    if (seen->kind == SEEN_ITEM)
        item(stand, seen, answer);
    else if (seen->kind == SEEN_BOX)
        box_again(stand, seen, answer);
    else if (seen->kind == SEEN_BOX_TYPE)
        box_type(stand, seen, answer);
    else if (seen->kind != SEEN_NONE)
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PACK_WRONG, T_TEXT("got", seen->name));
    else
        unknown(stand, seen, answer);
}

static const struct step_choice closing[] = {
    {.key = "1", .word = "close", .label = N_("Close the box"), .code = "%CLOSE"},
};

// At the bench every step takes an item and a box type.
static const struct work_step steps[] = {
    {"box", EXPECT_CHOICE, SAY_PACK_ASK_BOX, true, judge},
    {"item", EXPECT_ITEM, SAY_PACK_ASK_ITEM, false, judge},
    {"weight", EXPECT_WEIGHT, SAY_PACK_ASK_WEIGHT, true, judge},
    {"close", EXPECT_CHOICE, SAY_PACK_ASK_CLOSE, false, judge, closing, G_N_ELEMENTS(closing)},
};

const struct work_flow pack_flow = {.any_order = true,
                                    .finished = SAY_PACK_ASK_NOTHING,
                                    .steps = steps,
                                    .n_steps = G_N_ELEMENTS(steps)};
