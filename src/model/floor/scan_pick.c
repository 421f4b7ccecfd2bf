// SPDX-License-Identifier: Apache-2.0
// What a scan means to a picker, and to whoever walks so: at the place, and at the item.
#include <glib.h>

#include "lots.h"
#include "scan_steps.h"

// Nothing that stands at the place of the task may leave the house. Is it answered?
static bool place_shut(const struct work_stand *stand, struct scan_answer *answer)
{
    const struct work_task *task = stand->task;
    bool shut = stand->now && task->shut;
    if (shut)
        SCAN_SAY(answer, VERDICT_REFUSED, SAY_PICK_PLACE_SHUT, T_TEXT("item", task->item),
                 T_TEXT("place", task->place));
    return shut;
}

static void book(const struct work_stand *stand, const struct work_task *task, int64_t qty,
                 struct scan_answer *answer)
{
    if (stand->now && lot_stopped(task->stops_day, stand->now)) {
        SCAN_SAY(answer, VERDICT_REFUSED, SAY_PICK_PAST_DATE, T_TEXT("item", task->item),
                 T_TEXT("lot", task->lot));
        return;
    }
    if (place_shut(stand, answer))
        return;
    if (qty > work_task_left(task)) {
        scan_too_many(answer, task, task->item, qty);
        return;
    }
    scan_book(answer, task, qty);
    SCAN_SAY(answer, VERDICT_MATCH, SAY_PICK_MATCH, T_INT("qty", qty), T_TEXT("item", task->item));
}

// --- an item that is not the one in hand

// The task of this item: one that still asks for it, else one that is done; NULL = none.
static const struct work_task *task_of(const struct work_stand *stand, int64_t item)
{
    const struct work_task *found = NULL;
    for (size_t i = 0; i < stand->n_tasks; i++) {
        const struct work_task *task = &stand->tasks[i];
        if (task->item_id != item)
            continue;
        if (work_task_open(task))
            return task;
        found = found ? found : task;
    }
    return found;
}

// No task of this item asks for more: all are taken, or nobody found the rest.
static void nothing_left(const struct work_stand *stand, const struct work_task *task,
                         struct scan_answer *answer)
{
    int64_t taken = 0, missing = 0;
    for (size_t i = 0; i < stand->n_tasks; i++) {
        const struct work_task *other = &stand->tasks[i];
        if (other->item_id != task->item_id)
            continue;
        taken += other->done;
        missing += other->missing - other->instead;
    }
    SCAN_SAY(answer, VERDICT_REFUSED, missing > 0 ? SAY_PICK_SAID_SHORT : SAY_PICK_ALL_TAKEN,
             T_INT("qty", missing > 0 ? missing : taken), T_TEXT("item", task->item));
}

// Say whether it belongs to this work at all. NEED: what is to be scanned instead.
static void wrong_item(const struct work_stand *stand, const struct scan_seen *seen,
                       const char *need, struct scan_answer *answer)
{
    if (!stand->tasks_known) {
        answer->need = NEED_TASKS;
        return;
    }
    const struct work_task *other = task_of(stand, seen->id);
    if (!other)
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PICK_WRONG_ITEM, T_TEXT("got", seen->name),
                 T_TEXT("need", need));
    else if (work_task_open(other))
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PICK_LATER, T_TEXT("got", other->item),
                 T_TEXT("place", other->place), T_TEXT("need", need));
    else
        nothing_left(stand, other, answer);
}

// --- the item is right; is the lot?

// Does it lie here in another lot than the task's: in LOT, or (without one) in any other?
static bool lies_otherwise(const struct work_stand *stand, const char *lot)
{
    for (size_t i = 0; i < stand->n_lots; i++)
        if (g_strcmp0(stand->lots[i], stand->task->lot) &&
            (!*lot || !g_strcmp0(stand->lots[i], lot)))
            return true;
    return false;
}

static void wrong_lot(const struct work_task *task, const char *lot, struct scan_answer *answer)
{
    g_assert(*lot || *task->lot); // else they are the same
    if (!*lot)
        SCAN_SAY(answer, VERDICT_AMBIGUOUS, SAY_PICK_SCAN_LOT, T_TEXT("item", task->item),
                 T_TEXT("lot", task->lot));
    else if (*task->lot)
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PICK_WRONG_LOT, T_TEXT("got", lot),
                 T_TEXT("need", task->lot));
    else
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PICK_LOT_NONE, T_TEXT("got", lot));
}

// --- and the serial number?

static bool serial_here(const struct work_stand *stand, const char *serial)
{
    for (size_t i = 0; i < stand->n_lots; i++)
        if (g_strcmp0(stand->serials[i], stand->task->serial) &&
            (!*serial || !g_strcmp0(stand->serials[i], serial)))
            return true;
    return false;
}

static void wrong_serial(const struct work_task *task, const char *serial,
                         struct scan_answer *answer)
{
    if (!*serial)
        SCAN_SAY(answer, VERDICT_AMBIGUOUS, SAY_PICK_SCAN_SERIAL, T_TEXT("item", task->item),
                 T_TEXT("serial", task->serial));
    else if (*task->serial)
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PICK_WRONG_SERIAL, T_TEXT("got", serial),
                 T_TEXT("need", task->serial));
    else
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PICK_SERIAL_NONE, T_TEXT("got", serial));
}

// Another piece than the one in hand: it may be that of a task that comes next, at the same place.
static void other_piece(const struct work_stand *stand, const struct scan_seen *seen,
                        struct scan_answer *answer)
{
    const struct work_task *task = stand->task;
    if (!stand->tasks_known) {
        answer->need = NEED_TASKS;
        return;
    }
    for (size_t i = 0; i < stand->n_tasks; i++) {
        const struct work_task *other = &stand->tasks[i];
        if (other->item_id == task->item_id && other->place_id == task->place_id &&
            work_task_open(other) && !g_strcmp0(other->serial, seen->serial)) {
            book(stand, other, seen->qty, answer);
            return;
        }
    }
    wrong_serial(task, seen->serial, answer);
}

// Is it this very piece, or one that no number tells from it? Else it is answered.
static bool right_piece(const struct work_stand *stand, const struct scan_seen *seen,
                        struct scan_answer *answer)
{
    const struct work_task *task = stand->task;
    if (!g_strcmp0(seen->serial, task->serial) && *task->serial)
        return true;
    if (*seen->serial && *task->serial)
        other_piece(stand, seen, answer);
    else if (!*seen->serial && !*task->serial)
        return true;
    else if (!stand->lots_known)
        answer->need = NEED_LOTS;
    else if (serial_here(stand, seen->serial))
        wrong_serial(task, seen->serial, answer);
    else
        return true;
    return false;
}

// Goods whose lots nobody keeps are taken as they are.
static void right_item(const struct work_stand *stand, const struct scan_seen *seen,
                       struct scan_answer *answer)
{
    const struct work_task *task = stand->task;
    if (!right_piece(stand, seen, answer))
        return;
    bool same = !g_strcmp0(seen->lot, task->lot);
    bool otherwise = *seen->lot && *task->lot && !same;
    bool itself = *task->serial && !*seen->lot && !g_strcmp0(seen->serial, task->serial);
    same = same || itself; // one piece is of one lot
    if (!same && !otherwise && !stand->lots_known) {
        answer->need = NEED_LOTS;
        return;
    }
    if (otherwise || (!same && lies_otherwise(stand, seen->lot)))
        wrong_lot(task, seen->lot, answer);
    else
        book(stand, task, seen->qty, answer);
}

// --- the steps

// Other work is begun from the list.
static bool other_work(const struct scan_seen *seen, struct scan_answer *answer)
{
    bool work = seen->kind == SEEN_ORDER || seen->kind == SEEN_WORK;
    if (work)
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PICK_OTHER_WORK, T_TEXT("got", seen->name));
    return work;
}

static void item_unknown(const struct work_task *task, const struct scan_seen *seen,
                         struct scan_answer *answer)
{
    if (seen->problem)
        SCAN_SAY(answer, VERDICT_UNKNOWN, SAY_PICK_FAULTY_ITEM, T_TEXT("problem", seen->problem),
                 T_TEXT("need", task->item));
    else
        SCAN_SAY(answer, VERDICT_UNKNOWN, SAY_PICK_UNKNOWN_ITEM, T_TEXT("code", seen->text),
                 T_TEXT("need", task->item));
}

void walk_judge_item(const struct work_stand *stand, const struct scan_seen *seen,
                     struct scan_answer *answer)
{
    const struct work_task *task = stand->task;
    if (seen->kind == SEEN_ITEM && seen->id == task->item_id)
        right_item(stand, seen, answer);
    else if (seen->kind == SEEN_NONE && *task->lot && !g_strcmp0(seen->code, task->lot))
        book(stand, task, 1, answer); // the lot alone is enough: it lies here
    else if (seen->kind == SEEN_NONE && *task->serial && !g_strcmp0(seen->code, task->serial))
        book(stand, task, 1, answer);
    else if (seen->kind == SEEN_ITEM)
        wrong_item(stand, seen, task->item, answer);
    else if (seen->kind == SEEN_PLACE && seen->id == task->place_id)
        SCAN_SAY(answer, VERDICT_MATCH, SAY_PICK_PLACE_AGAIN, T_TEXT("place", task->place),
                 T_TEXT("item", task->item));
    else if (seen->kind == SEEN_PLACE)
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PICK_OTHER_PLACE, T_TEXT("got", seen->name),
                 T_TEXT("need", task->item), T_TEXT("place", task->place));
    else if (seen->kind == SEEN_NONE)
        item_unknown(task, seen, answer);
    else if (!other_work(seen, answer))
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PICK_NO_ITEM, T_TEXT("got", seen->name),
                 T_TEXT("need", task->item));
}

// The setting may let the item alone prove the place.
static void item_at_place(const struct work_stand *stand, const struct scan_seen *seen,
                          struct scan_answer *answer)
{
    const struct work_task *task = stand->task;
    if (seen->id != task->item_id)
        wrong_item(stand, seen, task->place, answer);
    else if (stand->item_proves_place)
        right_item(stand, seen, answer);
    else
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PICK_PLACE_FIRST, T_TEXT("item", seen->name),
                 T_TEXT("place", task->place));
}

// CODE: the place that is needed.
static void no_place(const char *code, const struct scan_seen *seen, struct scan_answer *answer)
{
    struct term place = T_TEXT("place", code);
    if (seen->kind != SEEN_NONE)
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PICK_WRONG_PLACE, T_TEXT("got", seen->name), place);
    else if (seen->problem)
        SCAN_SAY(answer, VERDICT_UNKNOWN, SAY_PICK_FAULTY_PLACE, T_TEXT("problem", seen->problem),
                 place);
    else
        SCAN_SAY(answer, VERDICT_UNKNOWN, SAY_PICK_UNKNOWN_PLACE, T_TEXT("code", seen->text),
                 place);
}

void walk_judge_place(const struct work_stand *stand, const struct scan_seen *seen,
                      struct scan_answer *answer)
{
    const struct work_task *task = stand->task;
    bool digits = *task->check && !g_strcmp0(seen->code, task->check);
    bool here = digits || (seen->kind == SEEN_PLACE && seen->id == task->place_id);
    if (here && place_shut(stand, answer))
        return;
    if (here) {
        answer->action = ACT_AT_PLACE;
        SCAN_SAY(answer, VERDICT_MATCH, SAY_PICK_AT_PLACE, T_TEXT("place", task->place));
    } else if (seen->kind == SEEN_ITEM) {
        item_at_place(stand, seen, answer);
    } else if (!other_work(seen, answer)) {
        no_place(task->place, seen, answer);
    }
}

// What is in hand, or where no step takes goods up all that is left, is there now.
static void bring(const struct work_task *task, int64_t place, const char *code,
                  struct scan_answer *answer)
{
    int64_t qty = task->taken ? task->taken : work_task_left(task);
    scan_book(answer, task, qty);
    answer->place_id = place;
    SCAN_SAY(answer, VERDICT_MATCH, SAY_WALK_BROUGHT, T_INT("qty", qty), T_TEXT("item", task->item),
             T_TEXT("place", code));
}

void walk_judge_target(const struct work_stand *stand, const struct scan_seen *seen,
                       struct scan_answer *answer)
{
    const struct work_task *task = stand->task;
    bool digits = task->to_id && *task->to_check && !g_strcmp0(seen->code, task->to_check);
    bool place = seen->kind == SEEN_PLACE && seen->id != task->place_id;
    if (digits || (place && task->to_id && seen->id == task->to_id))
        bring(task, task->to_id, task->to, answer);
    else if (place && !task->to_id)
        bring(task, seen->id, seen->name, answer);
    else if (other_work(seen, answer))
        return;
    else if (task->to_id)
        no_place(task->to, seen, answer);
    else
        SCAN_SAY(answer, seen->kind == SEEN_NONE ? VERDICT_UNKNOWN : VERDICT_WRONG,
                 SAY_WALK_NEED_PLACE,
                 T_TEXT("got", seen->kind == SEEN_NONE ? seen->text : seen->name));
}

static const struct work_step steps[] = {
    WALK_STEP_PLACE,
    WALK_STEP_ITEM,
};

const struct work_flow pick_flow = {
    .finished = SAY_PICK_ASK_NOTHING, .steps = steps, .n_steps = G_N_ELEMENTS(steps)};
