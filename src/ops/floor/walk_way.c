// SPDX-License-Identifier: Apache-2.0
// Walking through tasks: the scan, and taking the last deed back.
#include "walk_way.h"

#include "i18n.h"
#include "numbers.h"
#include "resolve.h"
#include "store_admin.h"
#include "tally.h"

struct walk_view *walk_of(struct work_view *view)
{
    return (struct walk_view *)(void *)view; // it begins with it
}

bool walk_read(struct db *db, struct list *head, struct work_view *ret_view, GError **error)
{
    return walk_view_take(db, head, false, walk_of(ret_view), error);
}

bool walk_peek(struct db *db, struct list *head, struct work_view *ret_view, GError **error)
{
    return walk_view_take(db, head, true, walk_of(ret_view), error);
}

void walk_clear(struct work_view *view)
{
    walk_view_clear(walk_of(view));
}

bool walk_answer(struct db *db, struct work_view *view, struct doc *doc, bool whole, GError **error)
{
    struct walk_view *walk = walk_of(view);
    return walk_view_complete(db, walk, error) && walk_view_doc(db, walk, doc, whole, error);
}

bool walk_no_task(GError **error)
{
    return tote_fail(error, TOTE_NOTHING, "work", _("Nothing is left to do here"));
}

bool walk_moved_on(GError **error)
{
    return tote_fail(error, TOTE_UNDO, "work", _("The pieces were moved on since"));
}

static const struct walk *own_way(const struct walk_view *view)
{
    return work_way_of(view->work->kind)->walk;
}

// --- booking

// What is told of the goods of the task where its kind says nothing else.
static struct move move_of(const struct walk_view *view, const struct task_row *task, int64_t qty)
{
    return (struct move){.kind = view->work->kind,
                         .goods_id = task->goods_id,
                         .qty = qty,
                         .from_id = task->place_id,
                         .to_id = task->to_id};
}

static bool book_plainly(struct op_ctx *ctx, const struct walk_view *view,
                         const struct task_row *task, int64_t qty, GError **error)
{
    const struct move move = move_of(view, task, qty);
    return store_task_count(ctx->db, task->id, qty, 0, NULL, error) && op_move(ctx, &move, error);
}

void walk_chain(struct op_ctx *ctx, struct walk_view *view)
{
    if (view->work->last_event == ctx->event_id)
        return;
    ctx->prev_event = view->work->last_event;
    ctx->stood_at = view->work->at_id;
    ctx->stood_step = view->work->step;
    ctx->stood_taken = view->work->taken;
    view->work->last_event = ctx->event_id;
    view->moved = true;
}

// QTY pieces of the task are done: as the view sees it.
static bool count(struct op_ctx *ctx, struct walk_view *view, struct task_row *task, int64_t qty,
                  GError **error)
{
    if (!op_event(ctx, error))
        return false;
    task->picked += qty;
    task->on_hand -= qty;
    walk_chain(ctx, view);
    return true;
}

// And as the database has it.
static bool write_done(struct op_ctx *ctx, const struct walk_view *view,
                       const struct task_row *task, int64_t qty, GError **error)
{
    const struct walk *own = own_way(view);
    return (own->book ? own->book : book_plainly)(ctx, view, task, qty, error);
}

bool walk_book(struct op_ctx *ctx, struct walk_view *view, struct task_row *task, int64_t qty,
               GError **error)
{
    return count(ctx, view, task, qty, error) && write_done(ctx, view, task, qty, error);
}

bool walk_reload(struct op_ctx *ctx, struct walk_view *view, GError **error)
{
    struct walk_view fresh;
    bool moved = view->moved;
    int64_t last = view->work->last_event;
    if (!walk_view_load(ctx->db, view->work->id, &fresh, error))
        return false;
    walk_view_clear(view);
    *view = fresh;
    view->moved = moved;
    view->work->last_event = last;
    return true;
}

// Notes where the person stands after the tasks changed, and how far the one in hand is there.
static bool step(struct op_ctx *ctx, struct walk_view *view, int64_t at, struct work_reached far,
                 GError **error)
{
    walk_view_refresh(view);
    struct work_row *work = view->work;
    int64_t here = view->task && view->task->place_id == at ? at : 0;
    if (!here)
        far = (struct work_reached){0, 0};
    bool stays = work->at_id == here && work->step == (int64_t)far.step && work->taken == far.taken;
    const struct step_seen to = {.operator_id = work->operator_id,
                                 .location = here,
                                 .step = (int64_t)far.step,
                                 .taken = far.taken,
                                 .last_event = work->last_event,
                                 .seen = view->seen};
    if ((!stays || view->moved) && !store_work_step_seen(ctx->db, work->id, &to, error))
        return false;
    view->seen = work->last_event;
    work->at_id = here;
    work->step = (int64_t)far.step;
    work->taken = far.taken;
    view->moved = false;
    walk_view_refresh(view);
    return true;
}

static bool complete(struct op_ctx *ctx, struct walk_view *view, GError **error)
{
    const struct walk *own = own_way(view);
    view->work->done_at = ctx->now;
    return own->complete ? own->complete(ctx, view, error) : work_end(ctx, view->work, error);
}

static bool go_on(struct op_ctx *ctx, struct walk_view *view, int64_t at, struct work_reached far,
                  GError **error)
{
    return step(ctx, view, at, far, error) && (view->task || complete(ctx, view, error));
}

bool walk_advance(struct op_ctx *ctx, struct walk_view *view, int64_t at, GError **error)
{
    return go_on(ctx, view, at, (struct work_reached){0, 0}, error);
}

// --- the scan

// The site may let the item alone prove the place.
static bool item_proves_place(struct op_ctx *ctx, bool *ret_yes, GError **error)
{
    g_autofree char *proof = store_setting(ctx->db, SETTING_PLACE_PROOF, error);
    *ret_yes = !g_strcmp0(proof, "item");
    return proof != NULL;
}

// What the rules want to know besides is read when they ask for it.
static bool judge_more(struct op_ctx *ctx, struct walk_view *view, const struct scan_seen *seen,
                       struct work_stand *stand, struct scan_answer *answer, GError **error)
{
    g_autoptr(GArray) tasks = NULL;
    g_auto(op_walk_lots) lots = walk_lots_new();
    if (answer->need == NEED_TASKS) {
        if (!(tasks = walk_view_tasks(ctx->db, view, error)))
            return false;
        stand->tasks_known = true;
        stand->tasks = (const struct work_task *)(void *)tasks->data;
        stand->n_tasks = tasks->len;
        work_judge(stand, seen, answer);
    }
    if (answer->need != NEED_LOTS)
        return true;
    if (!walk_view_lots(ctx->db, view, &lots, error))
        return false;
    walk_lots_known(&lots, stand);
    work_judge(stand, seen, answer);
    return true;
}

static bool judge(struct op_ctx *ctx, struct walk_view *view, const struct scan_seen *seen,
                  struct scan_answer *ret_answer, struct work_reached *ret_far, GError **error)
{
    bool proves = false;
    if (view->stage == WALK_PLACE && seen->kind == SEEN_ITEM &&
        !item_proves_place(ctx, &proves, error))
        return false;
    const struct work_task task = walk_view_hand(view);
    struct work_stand stand = walk_view_stand(view, &task);
    stand.item_proves_place = proves;
    stand.now = own_way(view)->leaves ? ctx->now : 0;
    work_judge(&stand, seen, ret_answer);
    if (ret_answer->need != NEED_NOTHING && !judge_more(ctx, view, seen, &stand, ret_answer, error))
        return false;
    *ret_far = work_reach(&stand, ret_answer);
    return true;
}

// A step on the way to where the goods are booked: it can be taken back, too.
static bool note_step(struct op_ctx *ctx, struct walk_view *view, GError **error)
{
    if (!op_event(ctx, error))
        return false;
    walk_chain(ctx, view);
    return true;
}

// The task that a scan answered: the one in hand, or one that comes later at its place.
static struct task_row *task_answered(struct op_ctx *ctx, struct walk_view *view, int64_t id,
                                      GError **error)
{
    if (view->task->id == id)
        return view->task;
    if (!walk_view_complete(ctx->db, view, error))
        return NULL;
    for (unsigned i = 0; i < list_len(view->tasks); i++)
        if (list_at(view->tasks, struct task_row, i)->id == id)
            return list_at(view->tasks, struct task_row, i);
    g_assert_not_reached();
}

static bool act(struct op_ctx *ctx, struct walk_view *view, const struct scan_answer *answer,
                struct work_reached far, GError **error)
{
    // The sentence first: its texts are the view's, and the view moves on.
    op_say(ctx, answer->verdict, answer->say, answer->terms, answer->n_terms);
    g_assert(answer->need == NEED_NOTHING);
    if (answer->action == ACT_NONE)
        return true;
    bool book = answer->action == ACT_BOOK;
    if (book && answer->task_id == view->task->id && answer->qty == task_left(view->task) &&
        !walk_view_look_ahead(ctx->db, view, error))
        return false;
    bool on_the_way = answer->action == ACT_STEP || answer->action == ACT_TAKE_UP;
    struct task_row *task = book ? task_answered(ctx, view, answer->task_id, error) : view->task;
    if (!task)
        return false;
    int64_t at = task->place_id;
    if (answer->place_id)
        at = task->to_id = answer->place_id; // it is put there
    // The work is written first: whoever else changes it waits there, and holds nothing yet.
    return (!on_the_way || note_step(ctx, view, error)) &&
           (!book || count(ctx, view, task, answer->qty, error)) &&
           step(ctx, view, at, far, error) &&
           (!book || write_done(ctx, view, task, answer->qty, error)) &&
           (view->task || complete(ctx, view, error));
}

bool walk_scan(struct op_ctx *ctx, struct work_view *work, GError **error)
{
    g_auto(op_target) target = {0};
    struct scan_answer answer;
    struct work_reached far;
    struct walk_view *view = walk_of(work);
    const char *code = ((const struct work_args *)ctx->args)->code;
    if (!view->task)
        return walk_no_task(error);
    enum target_kind first = view->stage == WALK_ITEM ? TARGET_ITEM : TARGET_PLACE;
    if (!resolve(ctx->db, view->work->site_id, code, first, ctx->now, &target, error))
        return false;
    const struct scan_seen seen = target_seen(&target, code);
    return judge(ctx, view, &seen, &answer, &far, error) && act(ctx, view, &answer, far, error);
}

// The work before its tasks: a task that is newer than the work is found out by step().
void walk_send(struct op_ctx *ctx)
{
    const char *named = OP_VALUE(ctx->call, work_args, work);
    const char *code = OP_VALUE(ctx->call, work_args, code);
    int64_t work = named ? number_id(NUMBER_WORK, named) : 0;
    if (!work || !code)
        return;
    store_setting_send(ctx->db, SETTING_LEASE_MINUTES);
    store_work_bare_send(ctx->db, work);
    store_tasks_left_send(ctx->db, work);
    resolve_send(ctx->db, code, ctx->now);
}

// --- undo

// The task that a movement was booked for: of several for the same goods the last, because they are
// filled from the first on.
static const struct task_row *task_of(const struct walk_view *view, const struct move_row *move)
{
    for (unsigned i = list_len(view->tasks); i > 0; i--) {
        const struct task_row *row = list_at(view->tasks, struct task_row, i - 1);
        if (row->goods_id == move->goods_id && row->place_id == move->from_id &&
            (!row->to_id || row->to_id == move->to_id) && row->picked >= move->qty)
            return row;
    }
    return NULL;
}

static bool take_back_plainly(struct op_ctx *ctx, const struct walk_view *view,
                              const struct move_row *last, GError **error)
{
    const struct task_row *task = task_of(view, last);
    struct move move = move_back(last);
    move.from_allocated = move.to_allocated = false;
    return task ? op_move(ctx, &move, error) &&
                      store_task_count(ctx->db, task->id, -last->qty, 0, NULL, error)
                : walk_moved_on(error);
}

static void say_undone(struct op_ctx *ctx, const struct work_undo *undo, const char *place,
                       int64_t others)
{
    const struct term terms[] = {T_INT("qty", undo->pieces), T_TEXT("place", place),
                                 T_INT("others", others)};
    op_say(ctx, VERDICT_DONE, others ? SAY_PICK_UNDONE_OTHERS : SAY_PICK_UNDONE, terms,
           others ? 3 : 2);
    if (others)
        doc_int(ctx->doc, "others", others);
}

bool walk_undo(struct op_ctx *ctx, struct work_view *work, const struct work_undo *undo,
               GError **error)
{
    struct walk_view *view = walk_of(work);
    const struct walk *own = own_way(view);
    const struct move_row *last =
        list_len(undo->moves) ? list_at(undo->moves, struct move_row, 0) : NULL;
    if (own->give_up && !own->give_up(ctx, view, undo, error))
        return false;
    for (unsigned i = 0; i < list_len(undo->moves); i++)
        if (!(own->take_back ? own->take_back : take_back_plainly)(
                ctx, view, list_at(undo->moves, struct move_row, i), error))
            return false;
    int64_t others = 0;
    if (own->give_others && !own->give_others(ctx, view, undo, &others, error))
        return false;
    const struct work_reached far = {(size_t)undo->step, undo->taken};
    bool on_the_way = !last && !own->give_up;
    view->work->last_event = undo->before;
    view->moved = true;
    if (!walk_reload(ctx, view, error) || !go_on(ctx, view, undo->at, far, error))
        return false;
    bool in_hand = view->task && view->taken; // what was brought is on its way again
    if (last && !in_hand)
        say_undone(ctx, undo, last->from, others);
    else if ((last || on_the_way) && view->task)
        OP_SAY(ctx, VERDICT_DONE, WALK_PUT_BACK, T_INT("qty", view->taken),
               T_TEXT("item", view->task->name));
    else if (view->task)
        OP_SAY(ctx, VERDICT_DONE, PICK_UNPLANNED, T_TEXT("item", view->task->name),
               T_TEXT("place", view->task->place));
    return true;
}
