// SPDX-License-Identifier: Apache-2.0
// Changes of state of orders and of what their sites do for them.
#include <string.h>

#include "common.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "store_fulfilment.h"
#include "store_line.h"
#include "store_task.h"
#include "tally.h"

static int64_t closed_at(const struct op_ctx *ctx, const struct state_table *table,
                         const char *state)
{
    return state_has(table, state, ST_OPEN) ? 0 : ctx->now;
}

// Writes what a row of the table leads to.
static bool take_row(struct op_ctx *ctx, int64_t order, const char *status,
                     const struct transition *row, GError **error)
{
    ctx->order_id = order;
    if (!strcmp(row->to, status))
        return true;
    op_tally_order(ctx, status, row->to);
    return store_order_status(ctx->db, order, status, row->to,
                              closed_at(ctx, &order_states, row->to), error);
}

bool order_event(struct op_ctx *ctx, int64_t order, const char *status, const char *event,
                 GError **error)
{
    const struct transition *row =
        state_next(&order_states, status, event, number_of(NUMBER_ORDER, order).text, error);
    return row && take_row(ctx, order, status, row, error);
}

// --- the order as the summary of what its sites do

// Is part of the order still wanted by nobody's hands?
static bool wants_more(struct op_ctx *ctx, int64_t order, bool *ret_wants, GError **error)
{
    g_autoptr(rowlist) wanted = store_order_wanted(ctx->db, order, error);
    *ret_wants = wanted && list_len(wanted);
    return wanted != NULL;
}

// The state of an order by its fulfilments. FULFILMENTS: struct fulfilment_row.
static bool summary(struct op_ctx *ctx, int64_t order, const struct list *fulfilments,
                    const char **ret_state, GError **error)
{
    g_autoptr(GPtrArray) states = g_ptr_array_new();
    bool open = false, wants = false;
    for (unsigned i = 0; i < list_len(fulfilments); i++) {
        const char *state = list_at(fulfilments, struct fulfilment_row, i)->status;
        g_ptr_array_add(states, (void *)state);
        open = open || state_has(&fulfilment_states, state, ST_OPEN);
    }
    if (!open && !wants_more(ctx, order, &wants, error))
        return false;
    *ret_state = order_state_of((const char *const *)states->pdata, states->len, wants);
    return true;
}

// Brings the order's own state after those of its fulfilments, where a row of its table leads.
static bool settle(struct op_ctx *ctx, int64_t order, GError **error)
{
    g_autoptr(rowlist) found = store_order_take(ctx->db, order, error);
    const struct order_row *row = list_needed(found, "sales_order", order, error);
    g_autoptr(rowlist) fulfilments = row ? store_fulfilments(ctx->db, order, error) : NULL;
    const char *to = NULL;
    if (!fulfilments || !summary(ctx, order, fulfilments, &to, error))
        return false;
    ctx->order_id = order;
    if (!to || !strcmp(row->status, to))
        return true;
    const struct transition *way =
        state_towards(&order_states, row->status, to, number_of(NUMBER_ORDER, order).text, error);
    return way && take_row(ctx, order, row->status, way, error);
}

bool fulfilment_event(struct op_ctx *ctx, int64_t fulfilment, const char *state, const char *event,
                      GError **error)
{
    int64_t order = line_order(fulfilment);
    const struct transition *row =
        state_next(&fulfilment_states, state, event, number_of(NUMBER_ORDER, order).text, error);
    if (!row)
        return false;
    return (!strcmp(row->to, state) ||
            store_fulfilment_state(ctx->db, fulfilment, state, row->to,
                                   closed_at(ctx, &fulfilment_states, row->to), error)) &&
           settle(ctx, order, error);
}

// --- giving goods back

static bool free_claim(struct op_ctx *ctx, const struct claim_row *claim, GError **error)
{
    const struct line_change change = {.open = claim->qty, .claimed = -claim->qty};
    return store_claim_take(ctx->db, claim->line_id, claim->goods_id, claim->location_id,
                            claim->qty, 0, error) &&
           store_balance_allocate(ctx->db, claim->goods_id, claim->location_id, -claim->qty,
                                  error) &&
           store_line_count(ctx->db, claim->line_id, &change, error);
}

// A work that nobody began, with its tasks.
static bool drop_work(struct op_ctx *ctx, int64_t work, GError **error)
{
    g_autoptr(rowlist) tasks = store_tasks(ctx->db, work, error);
    for (unsigned i = 0; tasks && i < list_len(tasks); i++) {
        const struct task_row *task = list_at(tasks, struct task_row, i);
        if (!task->picked && !task->shorted && !store_task_drop(ctx->db, task->id, error))
            return false;
    }
    return tasks && store_work_withdraw(ctx->db, work, ctx->now, error);
}

// The open works of a fulfilment end with it.
static bool drop_works(struct op_ctx *ctx, int64_t fulfilment, GError **error)
{
    g_autoptr(rowlist) works = store_works_of_fulfilment(ctx->db, fulfilment, error);
    for (unsigned i = 0; works && i < list_len(works); i++)
        if (!drop_work(ctx, list_at(works, struct work_row, i)->id, error))
            return false;
    return works != NULL;
}

static bool drop_fulfilment(struct op_ctx *ctx, const struct fulfilment_row *row, GError **error)
{
    const struct transition *to = state_next(&fulfilment_states, row->status, "cancel",
                                             number_of(NUMBER_ORDER, row->order_id).text, error);
    return to && store_fulfilment_state(ctx->db, row->id, row->status, to->to, ctx->now, error) &&
           store_lines_unserve(ctx->db, row->order_id, row->id, error) &&
           drop_works(ctx, row->id, error);
}

bool order_free_goods(struct op_ctx *ctx, int64_t order, GError **error)
{
    g_autoptr(rowlist) fulfilments = store_fulfilments(ctx->db, order, error);
    g_autoptr(rowlist) claims = fulfilments ? store_claims(ctx->db, order, error) : NULL;
    for (unsigned i = 0; claims && i < list_len(fulfilments); i++) {
        const struct fulfilment_row *row = list_at(fulfilments, struct fulfilment_row, i);
        if (state_has(&fulfilment_states, row->status, ST_OPEN) &&
            !drop_fulfilment(ctx, row, error))
            return false;
    }
    for (unsigned i = 0; claims && i < list_len(claims); i++)
        if (!free_claim(ctx, list_at(claims, struct claim_row, i), error))
            return false;
    return claims != NULL;
}
