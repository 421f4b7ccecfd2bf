// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: a row that stands apart is not taken in, so its order must not go
// on as if it were whole.
#include "import_stray.h"

#include <string.h>

#include "common.h"
#include "i18n.h"
#include "intake.h"
#include "lives.h"
#include "numbers.h"
#include "store_event.h"
#include "tally.h"

enum { EVENTS = 200 };

// Why an order is held that is as it came, and what its log says of that.
struct doubt {
    enum say_id hold, note;
};

static const struct doubt apart = {SAY_HOLD_APART, SAY_IMPORT_APART};
static const struct doubt twice = {SAY_HOLD_TWICE, SAY_IMPORT_TWICE};

// Was it held for that already, and came in as it is now before? Then somebody took the hold off.
static bool was_seen(struct op_ctx *ctx, int64_t order, const struct doubt *doubt, bool *ret_seen,
                     GError **error)
{
    static const enum say_id came[] = {SAY_IMPORT_CREATED, SAY_IMPORT_CREATED_HELD,
                                       SAY_IMPORT_CHANGED, SAY_IMPORT_CHANGED_HELD,
                                       SAY_IMPORT_CHANGED_STAYS};
    g_autoptr(rowlist) events = store_events_about(ctx->db, "order", order, EVENTS, error);
    bool over = false;
    *ret_seen = false;
    for (unsigned i = 0; events && !over && i < list_len(events); i++) {
        const char *say = list_at(events, struct event_row, i)->say;
        over = *ret_seen = !strcmp(say, say_code(doubt->note));
        for (size_t k = 0; k < G_N_ELEMENTS(came); k++)
            over = over || !strcmp(say, say_code(came[k]));
    }
    return events != NULL;
}

// The floor is too far: who reads the file learns that the order goes on without the row.
static void tell_late(const struct import_batch *batch, const struct order_row *row,
                      const struct incoming_order *order)
{
    g_autofree char *message = g_strdup_printf(
        _("%s goes on without the row, as it is already %s; see in the shop what was ordered"),
        number_of(NUMBER_ORDER, row->id).text, state_label(&order_states, row->status));
    import_problem(batch, order->first_row, order->external_name, TOTE_IMPORT_SPLIT, message);
}

static bool hold(struct op_ctx *ctx, const struct import_batch *batch, struct import_found *found,
                 const struct order_row *row, const struct doubt *doubt, GError **error)
{
    const struct term channel = T_TEXT("channel", batch->channel);
    const struct transition *way = state_next(&order_states, row->status, "hold", "", error);
    batch->counts->held++;
    import_found_written(found);
    if (!way || !order_free_goods(ctx, row->id, error))
        return false;
    op_tally_order(ctx, way->from, way->to);
    return store_order_hold(ctx->db, row->id, way, say_code(doubt->hold), "", HELD_BY_IMPORT,
                            error) &&
           op_note(ctx, 0, row->id, doubt->note, &channel, 1, error);
}

static bool hold_order(struct op_ctx *ctx, const struct import_batch *batch,
                       struct import_found *found, int64_t id, const struct incoming_order *order,
                       const struct doubt *doubt, GError **error)
{
    bool seen = false;
    g_autoptr(rowlist) taken = store_order_take(ctx->db, id, error);
    const struct order_row *row = list_needed(taken, "sales_order", id, error);
    if (!row)
        return false;
    if (!state_has(&order_states, row->status, ST_OPEN) ||
        state_has(&order_states, row->status, ST_HELD_NOW))
        return true;
    if (!was_seen(ctx, id, doubt, &seen, error))
        return false;
    if (!seen && state_may(&order_states, row->status, "hold"))
        return hold(ctx, batch, found, row, doubt, error);
    if (!seen)
        tell_late(batch, row, order);
    return true;
}

bool import_stray(struct op_ctx *ctx, const struct import_batch *batch, struct import_found *found,
                  const struct known_row *known, const struct incoming_order *order, GError **error)
{
    const char *name = order->external_name;
    if (known)
        return strcmp(known->external_name, name) != 0 ||
               hold_order(ctx, batch, found, known->id, order, &apart, error);
    g_autoptr(rowlist) rows = store_orders_alike(ctx->db, batch->channel, &name, 1, error);
    for (unsigned i = 0; rows && i < list_len(rows); i++)
        if (!hold_order(ctx, batch, found, list_at(rows, struct twin_row, i)->id, order, &apart,
                        error))
            return false;
    return rows != NULL;
}

bool import_says_two(const struct import_batch *batch, const struct known_row *known,
                     const struct incoming_order *order)
{
    if (!order->again || !strcmp(known->source_hash, order->hash) ||
        !strcmp(known->review_hash, order->hash))
        return false;
    g_autofree char *message =
        g_strdup_printf(_("The file has this order twice and says another thing in row "
                          "%" G_GINT64_FORMAT ", which counts"),
                        order->again);
    struct incoming_problem *problem = incoming_problem_new(order->first_row, order->external_name,
                                                            TOTE_IMPORT_DUPLICATE, false, message);
    problem->first_row = order->again;
    g_ptr_array_add(batch->problems, problem);
    batch->counts->rejected++;
    return true;
}

bool import_twice(struct op_ctx *ctx, const struct import_batch *batch, struct import_found *found,
                  const struct known_row *known, const struct incoming_order *order, GError **error)
{
    bool back = order->cancelled_at || intake_given_back(order) ||
                order->paid == PAID_REFUNDED_PARTLY || order->refunded > 0;
    return !back || hold_order(ctx, batch, found, known->id, order, &twice, error);
}
