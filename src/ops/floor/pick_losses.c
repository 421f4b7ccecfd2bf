// SPDX-License-Identifier: Apache-2.0
// What the report of an empty place took from others, and what its undo gives back to them.
#include "i18n.h"
#include "lives.h"
#include "op_pick.h"
#include "store_fulfilment.h"
#include "store_line.h"
#include "store_loss.h"

// One of those who lost something. Texts are of its rows.
struct loser {
    const struct list *losses; // struct loss_row, those of this order from FIRST to END
    unsigned first, end;
    const struct order_row *order;
    struct list *lines;     // struct line_row: what is open falls with what is given
    struct walk_view *view; // of the work that was to fetch it, NULL = there is none
    const char *item, *place;
    int64_t lacked, given;
};

static struct loss_row *loss_at(const struct loser *loser, unsigned i)
{
    return list_at(loser->losses, struct loss_row, i);
}

static struct line_row *line_of(const struct loser *loser, const struct loss_row *loss)
{
    for (unsigned i = 0; i < list_len(loser->lines); i++) {
        struct line_row *line = list_at(loser->lines, struct line_row, i);
        if (line->id == loss->line_id && line->item_id == loss->item_id)
            return line;
    }
    return NULL; // the channel wrote the order anew
}

static bool count_lacked(struct loser *loser)
{
    for (unsigned i = loser->first; i < loser->end; i++) {
        const struct line_row *line = line_of(loser, loss_at(loser, i));
        loser->lacked += line ? MIN(line->open, loss_at(loser, i)->qty) : 0;
    }
    return loser->lacked > 0;
}

// --- giving

// TASK: who fetches them, NULL = they are set aside.
static bool give(struct op_ctx *ctx, struct loser *loser, const struct loss_row *loss,
                 struct task_row *task, GError **error)
{
    struct balance there;
    struct line_row *line = line_of(loser, loss);
    const struct task_row claim = {
        .order_line_id = loss->line_id, .goods_id = loss->goods_id, .place_id = loss->location_id};
    if (store_balance_taken(ctx->db, loss->goods_id, loss->location_id, &there, error) < 0)
        return false;
    int64_t qty = MIN(MIN(line ? line->open : 0, loss->qty), there.on_hand - there.allocated);
    qty = task ? MIN(qty, task->shorted) : qty;
    if (qty <= 0)
        return true;
    line->open -= qty;
    loser->given += qty;
    return pick_claim(ctx, &claim, qty, error) &&
           (!task || store_task_count(ctx->db, task->id, 0, -qty, NULL, error));
}

static struct task_row *task_of(const struct walk_view *view, int64_t id)
{
    for (unsigned i = 0; i < list_len(view->tasks); i++)
        if (list_at(view->tasks, struct task_row, i)->id == id)
            return list_at(view->tasks, struct task_row, i);
    return NULL;
}

static bool give_to_work(struct op_ctx *ctx, struct loser *loser, GError **error)
{
    for (unsigned i = loser->first; i < loser->end; i++) {
        struct loss_row *loss = loss_at(loser, i);
        struct task_row *task = task_of(loser->view, loss->task_id);
        if (task && !give(ctx, loser, loss, task, error))
            return false;
    }
    return true;
}

// Something stays open of an order that waits: one that is complete with it is to be released.
static bool set_aside(struct op_ctx *ctx, struct loser *loser, GError **error)
{
    int64_t open = 0;
    for (unsigned i = 0; i < list_len(loser->lines); i++) {
        const struct line_row *line = list_at(loser->lines, struct line_row, i);
        open += line->demand ? line->open : 0;
    }
    if (!state_has(&order_states, loser->order->status, ST_LACKS_GOODS) || open <= loser->lacked)
        return true;
    for (unsigned i = loser->first; i < loser->end; i++)
        if (!give(ctx, loser, loss_at(loser, i), NULL, error))
            return false;
    return true;
}

// --- the work that was to fetch it

// May what is over go on, because the order still waits for it?
static bool may_go_on(struct op_ctx *ctx, const struct loser *loser, bool *ret_may, GError **error)
{
    const struct work_row *work = loser->view->work;
    const char *status = loser->order->status;
    *ret_may = work_reopens(work) && state_has(&order_states, status, ST_OPEN) &&
               (state_has(&order_states, status, ST_FLOOR) ||
                state_has(&order_states, status, ST_LACKS_GOODS));
    return !*ret_may || !work->withdrawn || pick_unplanned(ctx, work, ret_may, error);
}

// It is opened again, for anybody: who ended it has gone on to something else.
static bool open_again(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    if (!pick_reopen(ctx, work, error) || !store_work_leave(ctx->db, work->id, error))
        return false;
    if (!work->withdrawn)
        return true;
    g_autoptr(rowlist) found = store_fulfilment(ctx->db, work->fulfilment_id, error);
    const struct fulfilment_row *served =
        list_needed(found, "fulfilment", work->fulfilment_id, error);
    return served && fulfilment_event(ctx, served->id, served->status, "leave", error);
}

// *ret_there: the work goes on, and fetches what it is given.
static bool enter_work(struct op_ctx *ctx, struct loser *loser, int64_t work, bool *ret_there,
                       GError **error)
{
    *ret_there = false;
    if (!work)
        return true;
    if (!walk_view_load(ctx->db, work, loser->view, error))
        return false;
    *ret_there = !loser->view->work->done_at;
    return *ret_there || (may_go_on(ctx, loser, ret_there, error) &&
                          (!*ret_there || open_again(ctx, loser->view->work, error)));
}

// --- one after the other

static bool tell(struct op_ctx *ctx, const struct loser *loser, GError **error)
{
    const struct term terms[] = {T_INT("qty", loser->given ? loser->given : loser->lacked),
                                 T_TEXT("item", loser->item), T_TEXT("place", loser->place)};
    return op_note(ctx, 0, loser->order->id,
                   loser->given ? SAY_PICK_GIVEN_BACK : SAY_PICK_TURNED_UP, terms,
                   G_N_ELEMENTS(terms), error);
}

static bool give_back(struct op_ctx *ctx, struct loser *loser, GError **error)
{
    int64_t order = loss_at(loser, loser->first)->order_id;
    int64_t work = loss_at(loser, loser->first)->work_id;
    g_auto(op_walk_view) view = {0};
    // Whoever changes one of them waits until this call is done.
    g_autoptr(rowlist) held = work ? store_work_bare(ctx->db, work, error) : NULL;
    if (work && !held)
        return false;
    g_autoptr(rowlist) taken = store_order_take(ctx->db, order, error);
    g_autoptr(rowlist) lines = taken ? store_order_lines(ctx->db, order, error) : NULL;
    bool there = false;
    if (!lines)
        return false;
    loser->order = list_len(taken) ? list_at(taken, struct order_row, 0) : NULL;
    loser->lines = lines;
    loser->view = &view;
    if (!loser->order || !count_lacked(loser)) // it found as much elsewhere, or wants it no more
        return true;
    return enter_work(ctx, loser, work, &there, error) &&
           (there ? give_to_work : set_aside)(ctx, loser, error) && tell(ctx, loser, error);
}

// What the losses are of and where they lay, as the work calls it whose report it was.
static const struct task_row *reported(const struct walk_view *view, const struct loss_row *loss)
{
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        const struct task_row *row = list_at(view->tasks, struct task_row, i);
        if (row->item_id == loss->item_id && row->place_id == loss->location_id)
            return row;
    }
    return NULL;
}

// Pieces of this work that its own report left at a place that was shut: they are to be fetched
// there again.
static bool fetch_again(struct op_ctx *ctx, const struct loss_row *loss, struct task_row *task,
                        GError **error)
{
    struct balance there;
    if (store_balance_taken(ctx->db, loss->goods_id, loss->location_id, &there, error) < 0)
        return false;
    if (there.on_hand - there.allocated < loss->qty)
        return walk_moved_on(error);
    task->shorted -= loss->qty;
    return pick_claim(ctx, task, loss->qty, error) &&
           store_task_count(ctx->db, task->id, 0, -loss->qty, NULL, error);
}

bool pick_fetch_again(struct op_ctx *ctx, const struct walk_view *view,
                      const struct work_undo *undo, GError **error)
{
    g_autoptr(rowlist) losses = store_losses(ctx->db, undo->event, error);
    for (unsigned i = 0; losses && i < list_len(losses); i++) {
        const struct loss_row *loss = list_at(losses, struct loss_row, i);
        struct task_row *task = loss->task_id ? task_of(view, loss->task_id) : NULL;
        if (task && !fetch_again(ctx, loss, task, error))
            return false;
    }
    return losses != NULL;
}

bool pick_give_losses_back(struct op_ctx *ctx, const struct walk_view *view,
                           const struct work_undo *undo, int64_t *ret_others, GError **error)
{
    int64_t order = ctx->order_id; // the call stays about the order of its own work
    g_autoptr(rowlist) losses = store_losses(ctx->db, undo->event, error);
    *ret_others = 0;
    for (unsigned first = 0, end; losses && first < list_len(losses); first = end) {
        const struct loss_row *loss = list_at(losses, struct loss_row, first);
        const struct task_row *row = reported(view, loss);
        for (end = first + 1; end < list_len(losses); end++)
            if (list_at(losses, struct loss_row, end)->order_id != loss->order_id)
                break;
        struct loser loser = {.losses = losses,
                              .first = first,
                              .end = end,
                              .item = row ? row->name : "",
                              .place = row ? row->place : ""};
        if (loss->work_id != view->work->id && !give_back(ctx, &loser, error))
            return false;
        *ret_others += loser.given > 0;
    }
    ctx->order_id = order;
    return losses && (!list_len(losses) || store_losses_drop(ctx->db, undo->event, error));
}
