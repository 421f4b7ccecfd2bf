// SPDX-License-Identifier: Apache-2.0
// From a plan to the floor: a fulfilment for each site, with its pick work and tasks.
#include <string.h>

#include "common.h"
#include "lives.h"
#include "numbers.h"
#include "op_release.h"
#include "order_plan.h"
#include "store_fulfilment.h"
#include "store_location.h"
#include "store_task.h"

// As the picker walks; what lies at one place together.
static int by_walk(const void *a, const void *b)
{
    const struct take *x = a, *y = b;
    if (x->site != y->site)
        return x->site < y->site ? -1 : 1;
    if (x->walk != y->walk)
        return x->walk < y->walk ? -1 : 1;
    int place = strcmp(x->place, y->place);
    return place ? place : x->line < y->line ? -1 : x->line > y->line;
}

// The takes FIRST to END are one site's.
struct share {
    struct take *takes;
    unsigned n;
};

static bool first_of_line(const struct share *share, unsigned i)
{
    for (unsigned k = 0; k < i; k++)
        if (share->takes[k].line == share->takes[i].line)
            return false;
    return true;
}

static int64_t add_fulfilment(struct op_ctx *ctx, int64_t order, int64_t promise_at,
                              const struct share *share, GError **error)
{
    const struct transition *released =
        state_next(&fulfilment_states, fulfilment_states.initial, "release",
                   number_of(NUMBER_ORDER, order).text, error);
    if (!released)
        return 0;
    struct fulfilment_row row = {.order_id = order,
                                 .site_id = share->takes[0].site,
                                 .status = released->to,
                                 .promise_at = promise_at};
    for (unsigned i = 0; i < share->n; i++) {
        row.pieces += share->takes[i].qty;
        row.lines += first_of_line(share, i);
    }
    return store_fulfilment_add(ctx->db, &row, error);
}

static bool add_tasks(struct op_ctx *ctx, int64_t work, int64_t cart, const struct share *share,
                      GError **error)
{
    for (unsigned i = 0; i < share->n; i++) {
        const struct take *take = &share->takes[i];
        const struct task_row task = {.work_id = work,
                                      .seq = (int64_t)(i + 1) * TASK_SEQ_STEP,
                                      .order_line_id = take->line,
                                      .goods_id = take->goods,
                                      .place_id = take->location,
                                      .to_id = cart,
                                      .qty = take->qty};
        if (!store_task_add(ctx->db, &task, error))
            return false;
    }
    return true;
}

static bool fulfil(struct op_ctx *ctx, int64_t order, int64_t promise_at, const struct share *share,
                   GError **error)
{
    int64_t site = share->takes[0].site;
    int64_t cart = store_location_of_kind(ctx->db, site, "cart", error);
    int64_t fulfilment = cart ? add_fulfilment(ctx, order, promise_at, share, error) : 0;
    for (unsigned i = 0; i < share->n; i++)
        share->takes[i].fulfilment = fulfilment;
    const struct new_work work = {.kind = "pick",
                                  .site_id = site,
                                  .fulfilment_id = fulfilment,
                                  .cart_id = cart,
                                  .due_at = promise_at,
                                  .now = ctx->now};
    int64_t id = fulfilment ? store_work_add(ctx->db, &work, error) : 0;
    return id && add_tasks(ctx, id, cart, share, error);
}

// --- lines that several sites serve

// What the takes from I on want of the line at their site; they become the share's.
static int64_t hand_over(GArray *takes, unsigned i, int64_t share)
{
    const struct take first = g_array_index(takes, struct take, i);
    int64_t qty = 0;
    for (unsigned k = i; k < takes->len; k++) {
        struct take *take = &g_array_index(takes, struct take, k);
        if (take->line != first.line || take->site != first.site)
            continue;
        qty += take->qty;
        take->line = share ? share : take->line;
    }
    return qty;
}

// Lie pieces of the line in boxes? It stays with the fulfilment that they are of.
static bool is_kept(const struct list *wanted, int64_t line)
{
    for (unsigned i = 0; i < list_len(wanted); i++) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        if (row->line_id == line)
            return row->boxed > 0;
    }
    return false;
}

// The site that a line is planned at first keeps the line; what others serve of it becomes a share,
// and so does the rest of what was sent in part.
static bool split_lines(struct op_ctx *ctx, const struct list *wanted, GArray *takes,
                        GError **error)
{
    g_autoptr(GHashTable) site_of =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    for (unsigned i = 0; i < takes->len; i++) {
        const struct take *take = &g_array_index(takes, struct take, i);
        void *site = NULL;
        bool kept = is_kept(wanted, take->line);
        if (!kept && !g_hash_table_lookup_extended(site_of, &take->line, NULL, &site)) {
            g_hash_table_insert(site_of, g_memdup2(&take->line, sizeof take->line),
                                GSIZE_TO_POINTER((gsize)take->site));
            continue;
        }
        if (!kept && GPOINTER_TO_SIZE(site) == (gsize)take->site)
            continue;
        int64_t share = store_line_split(ctx->db, take->line, hand_over(takes, i, 0), error);
        if (!share)
            return false;
        hand_over(takes, i, share);
        i--; // it is the share's now, and kept by its site
    }
    return true;
}

bool plan_fulfil(struct op_ctx *ctx, int64_t order, int64_t promise_at, struct plan *plan,
                 GError **error)
{
    g_array_sort(plan->takes, by_walk);
    if (!split_lines(ctx, plan->wanted, plan->takes, error))
        return false;
    struct take *takes = (struct take *)(void *)plan->takes->data;
    for (unsigned first = 0, end; first < plan->takes->len; first = end) {
        for (end = first + 1; end < plan->takes->len && takes[end].site == takes[first].site; end++)
            continue;
        if (!fulfil(ctx, order, promise_at, &(struct share){takes + first, end - first}, error))
            return false;
    }
    return true;
}

// --- what a picker did not find

// Does a task come later on the walk than a place of that rank and code?
static bool walks_after(const struct task_row *row, int64_t walk, const char *place)
{
    return row->walk > walk || (row->walk == walk && strcmp(row->place, place) > 0);
}

// Between the tasks that come before and after it on the walk, and before those that the picker
// left for the end: they stand behind tasks of places that come later.
static int64_t seq_for(const struct walk_view *view, const struct take *take)
{
    const struct task_row *before = NULL;
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        const struct task_row *row = list_at(view->tasks, struct task_row, i);
        bool put_last = before && walks_after(before, row->walk, row->place);
        if (task_left(row) && (put_last || walks_after(row, take->walk, take->place)))
            return ((before ? before->seq : 0) + row->seq) / 2;
        before = row;
    }
    return (before ? before->seq : 0) + TASK_SEQ_STEP;
}

static bool add_elsewhere(struct op_ctx *ctx, const struct want *want, const struct take *take,
                          GError **error)
{
    const struct line_change held = {.open = -take->qty, .claimed = take->qty};
    const struct task_row task = {.work_id = want->view->work->id,
                                  .seq = seq_for(want->view, take),
                                  .order_line_id = take->line,
                                  .goods_id = take->goods,
                                  .place_id = take->location,
                                  .to_id = want->to,
                                  .qty = take->qty,
                                  .instead_of = want->instead_of,
                                  .made_by = op_event(ctx, error)};
    return task.made_by &&
           store_balance_allocate(ctx->db, take->goods, take->location, take->qty, error) &&
           store_claim_add(ctx->db, take->line, take->goods, take->location, take->qty, error) &&
           store_line_count(ctx->db, take->line, &held, error) &&
           store_task_add(ctx->db, &task, error);
}

bool release_elsewhere(struct op_ctx *ctx, const struct want *want, int64_t *ret_missing,
                       GError **error)
{
    g_autoptr(GArray) takes = g_array_new(FALSE, FALSE, sizeof(struct take));
    g_autoptr(rowlist) sources = store_sources(ctx->db, want->item, plan_day(ctx), error);
    const struct choice choice = {.line = want->line,
                                  .site = want->view->work->site_id,
                                  .need = want->need,
                                  .goods = want->goods,
                                  .not_there = want->not_there};
    if (!sources)
        return false;
    *ret_missing = plan_choose(sources, &choice, takes);
    for (unsigned i = 0; i < takes->len; i++)
        if (!add_elsewhere(ctx, want, &g_array_index(takes, struct take, i), error))
            return false;
    return true;
}
