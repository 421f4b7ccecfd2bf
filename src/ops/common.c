// SPDX-License-Identifier: Apache-2.0
// Finding orders, leases, changes of an order's state, audit notes.
#include "common.h"

#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "store_admin.h"
#include "store_event.h"
#include "store_stock.h"
#include "text.h"

static struct list *by_number(struct db *db, const char *text, GError **error)
{
    int64_t id = number_id(NUMBER_ORDER, text);
    if (id)
        return store_order(db, id, error);
    if (!(id = number_id(NUMBER_WORK, text)))
        return store_orders_by_name(db, text, error);
    g_autoptr(rowlist) work = store_work(db, id, error);
    if (!work)
        return NULL;
    id = list_len(work) ? list_at(work, struct work_row, 0)->order_id : 0;
    return store_order(db, id, error);
}

struct list *order_find(struct db *db, const char *text, GError **error)
{
    g_autoptr(rowlist) found = by_number(db, text, error);
    if (!found)
        return NULL;
    if (list_len(found) == 1)
        return g_steal_pointer(&found);
    g_autofree char *quoted = text_quote(text, -1, 40);
    if (list_len(found))
        tote_fail(error, TOTE_AMBIGUOUS, "order", _("%u orders are called %s, the newest is %s"),
                  list_len(found), quoted,
                  number_of(NUMBER_ORDER, list_at(found, struct order_row, 0)->id).text);
    else
        tote_fail(error, TOTE_NOT_FOUND, "order", _("There is no order %s"), quoted);
    return NULL;
}

struct list *order_take(struct db *db, const char *text, GError **error)
{
    g_autoptr(rowlist) found = order_find(db, text, error);
    return found ? store_order_take(db, list_at(found, struct order_row, 0)->id, error) : NULL;
}

bool claim_make(struct op_ctx *ctx, struct claim *ret_claim, GError **error)
{
    int64_t minutes = store_setting_number(ctx->db, SETTING_LEASE_MINUTES, error);
    if (minutes < 0)
        return false;
    *ret_claim = (struct claim){.operator_id = ctx->session->operator_id,
                                .station_id = ctx->session->station_id,
                                .lease_until = ctx->now + minutes * 60000};
    return true;
}

bool order_event(struct op_ctx *ctx, int64_t order, const char *status, const char *event,
                 const char **ret_to, GError **error)
{
    const struct transition *row =
        state_next(&order_states, status, event, number_of(NUMBER_ORDER, order).text, error);
    if (!row)
        return false;
    ctx->order_id = order;
    if (ret_to)
        *ret_to = row->to;
    return !g_strcmp0(row->to, status) ||
           store_order_status(ctx->db, order, status, row->to, error);
}

bool order_free_goods(struct op_ctx *ctx, int64_t order, GError **error)
{
    g_autoptr(rowlist) allocations = store_allocations(ctx->db, order, error);
    if (!allocations)
        return false;
    for (unsigned i = 0; i < list_len(allocations); i++) {
        const struct allocation_row *row = list_at(allocations, struct allocation_row, i);
        if (row->shorted == row->qty) // looked for and not found: it holds nothing
            continue;
        if (!store_allocation_drop(ctx->db, row->id, error) ||
            !store_balance_allocate(ctx->db, row->balance_id, -row->qty, error))
            return false;
    }
    return true;
}

bool op_note(struct op_ctx *ctx, int64_t order, enum say_id say, const struct term *terms, size_t n,
             GError **error)
{
    g_autofree char *json = terms_json(terms, n);
    struct number number = number_of(NUMBER_ORDER, order);
    const struct event_row event = {.op = ctx->call->op->name,
                                    .operator_id = ctx->session->operator_id,
                                    .station_id = ctx->session->station_id,
                                    .order_id = order,
                                    .at = ctx->now,
                                    .subject = number.text,
                                    .result = verdict_text(VERDICT_DONE),
                                    .say = say_code(say),
                                    .terms = json,
                                    .args = ""};
    return store_event_add(ctx->db, &event, error) != 0;
}
