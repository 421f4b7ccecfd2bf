// SPDX-License-Identifier: Apache-2.0
// Pieces that are not to be had where they were planned: other places, and for an empty place
// everybody who was to fetch something there.
#include "i18n.h"
#include "op_pick.h"
#include "store_line.h"
#include "store_location.h"
#include "store_loss.h"

// --- claims of tasks

int64_t pick_claimed(const struct walk_view *view, const struct task_row *task)
{
    int64_t claimed = 0;
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        const struct task_row *row = list_at(view->tasks, struct task_row, i);
        if (row->order_line_id == task->order_line_id && row->goods_id == task->goods_id &&
            row->place_id == task->place_id)
            claimed += task_left(row);
    }
    return claimed;
}

bool pick_unclaim(struct op_ctx *ctx, const struct walk_view *view, const struct task_row *task,
                  int64_t qty, GError **error)
{
    const struct line_change open = {.open = qty, .claimed = -qty};
    return store_line_count(ctx->db, task->order_line_id, &open, error) &&
           store_claim_take(ctx->db, task->order_line_id, task->goods_id, task->place_id, qty,
                            pick_claimed(view, task) - qty, error) &&
           store_balance_allocate(ctx->db, task->goods_id, task->place_id, -qty, error);
}

bool pick_claim(struct op_ctx *ctx, const struct task_row *task, int64_t qty, GError **error)
{
    const struct line_change held = {.open = -qty, .claimed = qty};
    return store_line_count(ctx->db, task->order_line_id, &held, error) &&
           store_balance_allocate(ctx->db, task->goods_id, task->place_id, qty, error) &&
           store_claim_add(ctx->db, task->order_line_id, task->goods_id, task->place_id, qty,
                           error);
}

bool pick_seek(struct op_ctx *ctx, const struct walk_view *view, const struct task_row *task,
               int64_t qty, bool nowhere_there, int64_t *ret_found, GError **error)
{
    int64_t still = 0;
    const struct want want = {.line = task->order_line_id,
                              .item = task->item_id,
                              .need = qty,
                              .view = view,
                              .goods = nowhere_there ? 0 : task->goods_id,
                              .not_there = task->place_id,
                              .instead_of = task->id,
                              .to = task->to_id};
    if (!release_elsewhere(ctx, &want, &still, error))
        return false;
    *ret_found = qty - still;
    return true;
}

// --- an empty place: the others

// The work of somebody else, or of nobody yet, and what it was to fetch there.
struct other {
    struct walk_view view;
    GPtrArray *tasks; // struct task_row, of the view
    GArray *wanted;   // int64_t, pieces of each
};

static void other_free(void *data)
{
    struct other *other = data;
    walk_view_clear(&other->view);
    g_ptr_array_unref(other->tasks);
    g_array_unref(other->wanted);
    g_free(other);
}

GPtrArray *pick_others_new(void)
{
    return g_ptr_array_new_with_free_func(other_free);
}

// For the undo.
static bool note_loss(struct op_ctx *ctx, const struct loss_row *loss, GError **error)
{
    int64_t event = op_event(ctx, error);
    return event && store_loss_add(ctx->db, event, loss, error);
}

// What is left of a task there is short; nothing of it is claimed there any more.
static bool stop_task(struct op_ctx *ctx, const struct emptied *place, struct other *other,
                      struct task_row *task, GError **error)
{
    int64_t left = task_left(task);
    const struct loss_row loss = {.line_id = task->order_line_id,
                                  .goods_id = task->goods_id,
                                  .location_id = task->place_id,
                                  .task_id = task->id,
                                  .qty = left};
    if (!pick_unclaim(ctx, &other->view, task, left, error) ||
        !store_task_count(ctx->db, task->id, 0, left, place->reason, error) ||
        !note_loss(ctx, &loss, error))
        return false;
    task->shorted += left;
    g_ptr_array_add(other->tasks, task);
    g_array_append_val(other->wanted, left);
    return true;
}

// Of a work that waits until this call is done.
static bool stop_work(struct op_ctx *ctx, const struct emptied *place, int64_t work,
                      GPtrArray *others, GError **error)
{
    struct other *other = g_new0(struct other, 1);
    other->tasks = g_ptr_array_new();
    other->wanted = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_ptr_array_add(others, other);
    g_autoptr(rowlist) held = store_work_bare(ctx->db, work, error);
    if (!held || !walk_view_load(ctx->db, work, &other->view, error))
        return false;
    for (unsigned i = 0; i < list_len(other->view.tasks); i++) {
        struct task_row *row = list_at(other->view.tasks, struct task_row, i);
        bool there = row->item_id == place->item && row->place_id == place->place;
        if (there && task_left(row) && !stop_task(ctx, place, other, row, error))
            return false;
    }
    return true;
}

static bool free_claim(struct op_ctx *ctx, const struct claim_row *row, GError **error)
{
    const struct line_change open = {.open = row->qty, .claimed = -row->qty};
    const struct loss_row loss = {.line_id = row->line_id,
                                  .goods_id = row->goods_id,
                                  .location_id = row->location_id,
                                  .qty = row->qty};
    return store_line_count(ctx->db, row->line_id, &open, error) &&
           store_claim_take(ctx->db, row->line_id, row->goods_id, row->location_id, row->qty, 0,
                            error) &&
           store_balance_allocate(ctx->db, row->goods_id, row->location_id, -row->qty, error) &&
           note_loss(ctx, &loss, error);
}

static bool tell_lost(struct op_ctx *ctx, const struct emptied *place, int64_t order, int64_t qty,
                      GError **error)
{
    return OP_NOTE(ctx, order, error, PICK_LOST_ASIDE, T_TEXT("item", place->name),
                   T_TEXT("place", place->code), T_INT("qty", qty));
}

// What is still claimed there is set aside for orders that lack goods, and for no work. The claims
// of an order stand together.
static bool free_set_aside(struct op_ctx *ctx, const struct emptied *place, GError **error)
{
    g_autoptr(rowlist) claims = store_claims_at(ctx->db, place->item, place->place, error);
    int64_t qty = 0;
    for (unsigned i = 0; claims && i < list_len(claims); i++) {
        const struct claim_row *row = list_at(claims, struct claim_row, i);
        if (row->served) // released since the works were read: again from the start
            return tote_fail(error, TOTE_STALE, "work", _("Somebody else changed it meanwhile"));
        if (!free_claim(ctx, row, error))
            return false;
        qty += row->qty;
        int64_t order = line_order(row->line_id);
        bool last = i + 1 == list_len(claims) ||
                    line_order(list_at(claims, struct claim_row, i + 1)->line_id) != order;
        if (last && !tell_lost(ctx, place, order, qty, error))
            return false;
        qty = last ? 0 : qty;
    }
    return claims != NULL;
}

// All that the books still say of the item there.
static bool lose_rest(struct op_ctx *ctx, struct emptied *place, GError **error)
{
    g_autoptr(rowlist) piles = store_piles_taken(ctx->db, place->item, place->place, error);
    for (unsigned i = 0; piles && i < list_len(piles); i++) {
        const struct pile_row *pile = list_at(piles, struct pile_row, i);
        const struct move move = {.kind = "short",
                                  .goods_id = pile->goods_id,
                                  .qty = pile->on_hand,
                                  .from_id = place->place,
                                  .to_id = place->lost};
        place->more += pile->on_hand;
        if (!op_move(ctx, &move, error))
            return false;
    }
    return piles != NULL;
}

bool pick_clear_place(struct op_ctx *ctx, struct emptied *place, GPtrArray *others, GError **error)
{
    g_autoptr(rowlist) works = store_works_of_place(ctx->db, place->item, place->place, error);
    for (unsigned i = 0; works && i < list_len(works); i++) {
        int64_t work = list_at(works, struct work_row, i)->id;
        if (work != place->work && !stop_work(ctx, place, work, others, error))
            return false;
    }
    return works && free_set_aside(ctx, place, error) && lose_rest(ctx, place, error);
}

// A work of which nothing is left to fetch is over.
static bool settle(struct op_ctx *ctx, int64_t work, GError **error)
{
    g_auto(op_walk_view) view = {0};
    return walk_view_load(ctx->db, work, &view, error) &&
           (view.task || pick_complete(ctx, &view, error));
}

static bool send_elsewhere(struct op_ctx *ctx, const struct emptied *place, struct other *other,
                           GError **error)
{
    int64_t wanted = 0, elsewhere = 0;
    for (unsigned i = 0; i < other->tasks->len; i++) {
        int64_t qty = g_array_index(other->wanted, int64_t, i), found = 0;
        const struct task_row *task = g_ptr_array_index(other->tasks, i);
        if (!pick_seek(ctx, &other->view, task, qty, false, &found, error))
            return false;
        wanted += qty;
        elsewhere += found;
    }
    const struct term terms[] = {T_TEXT("item", place->name), T_TEXT("place", place->code),
                                 T_INT("qty", wanted), T_INT("missing", wanted - elsewhere)};
    return op_note(ctx, 0, other->view.work->order_id,
                   wanted == elsewhere ? SAY_PICK_MOVED : SAY_PICK_MOVED_SHORT, terms,
                   G_N_ELEMENTS(terms), error) &&
           settle(ctx, other->view.work->id, error);
}

bool pick_replan(struct op_ctx *ctx, const struct emptied *place, GPtrArray *others, GError **error)
{
    int64_t order = ctx->order_id; // the call stays about the order of its own work
    for (unsigned i = 0; i < others->len; i++)
        if (!send_elsewhere(ctx, place, g_ptr_array_index(others, i), error))
            return false;
    ctx->order_id = order;
    if (others->len)
        doc_int(ctx->doc, "others", others->len);
    return true;
}
