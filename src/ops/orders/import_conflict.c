// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: where the channel and a known order differ so that a person decides.
#include "import_conflict.h"

#include <string.h>

#include "common.h"
#include "i18n.h"
#include "import_people.h"
#include "import_hold.h"
#include "intake.h"
#include "lives.h"
#include "numbers.h"

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *joined(GPtrArray *lines)
{
    g_ptr_array_sort(lines, by_text);
    g_ptr_array_add(lines, NULL);
    return g_strjoinv("\n", (char **)lines->pdata);
}

static char *line_text(const char *sku, const char *name, int64_t price, int64_t qty)
{
    return g_strdup_printf("%s\t%s\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT, sku ? sku : "",
                           name ? name : "", price, qty);
}

bool import_same_lines(struct op_ctx *ctx, int64_t id, const struct incoming_order *order,
                       bool *ret_same, GError **error)
{
    g_autoptr(rowlist) lines = store_order_lines_shown(ctx->db, id, error);
    if (!lines)
        return false;
    g_autoptr(GPtrArray) ours = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) theirs = g_ptr_array_new_with_free_func(g_free);
    for (unsigned i = 0; i < list_len(lines); i++) {
        const struct line_row *row = list_at(lines, struct line_row, i);
        if (!*row->part_of) // the channel knows the kit
            g_ptr_array_add(ours, line_text(row->sku, row->name, row->price, row->qty));
    }
    for (unsigned i = 0; i < order->lines->len; i++) {
        const struct incoming_line *row = &g_array_index(order->lines, struct incoming_line, i);
        g_ptr_array_add(theirs, line_text(row->sku, row->name, row->price, row->qty));
    }
    g_autofree char *a = joined(ours);
    g_autofree char *b = joined(theirs);
    *ret_same = !strcmp(a, b);
    return true;
}

bool import_floor(struct op_ctx *ctx, int64_t order, struct import_floor *ret_floor, GError **error)
{
    g_autoptr(rowlist) lines = store_order_lines(ctx->db, order, error);
    *ret_floor = (struct import_floor){false, false};
    for (unsigned i = 0; lines && i < list_len(lines); i++) {
        const struct line_row *row = list_at(lines, struct line_row, i);
        ret_floor->handled = ret_floor->handled || row->picked > 0;
        ret_floor->left = ret_floor->left || row->shipped > 0;
    }
    return lines != NULL;
}

// Did the channel ship what lies here? What this house shipped comes back as shipped, too.
static enum say_id shipped_there(const struct order_row *known, const struct incoming_order *order,
                                 const struct import_floor *floor)
{
    static const enum say_id what[] = {[SHIPPED_NO] = N_SAYS,
                                       [SHIPPED_UNCLEAR] = SAY_IMPORT_WHAT_UNCLEAR,
                                       [SHIPPED_PARTLY] = SAY_IMPORT_WHAT_PARTLY,
                                       [SHIPPED_WHOLE] = SAY_IMPORT_WHAT_SHIPPED};
    bool own = state_has(&order_states, known->status, ST_LEFT) ||
               (order->shipped != SHIPPED_WHOLE && floor->left);
    return own ? N_SAYS : what[order->shipped];
}

// What the channel took back; a refund of what left the house concerns nobody here.
static enum say_id taken_back(const struct order_row *known, const struct incoming_order *order)
{
    bool other = g_strcmp0(known->paid, intake_paid_code(order->paid)) != 0;
    bool part = (other && order->paid == PAID_REFUNDED_PARTLY) || order->refunded > known->refunded;
    bool left = state_has(&order_states, known->status, ST_LEFT);
    if (left && intake_given_back(order))
        return N_SAYS; // it came back, or did not please
    if (order->cancelled_at)
        return SAY_IMPORT_WHAT_CANCELLED;
    if (intake_given_back(order))
        return other ? SAY_IMPORT_WHAT_REFUNDED : N_SAYS;
    return part && !left ? SAY_IMPORT_WHAT_PART_REFUNDED : N_SAYS;
}

// A channel's own words are "payment/shipping".
bool import_other_payment_word(const struct order_row *known, const struct incoming_order *order)
{
    const char *was = known->source_status, *is = order->source_status ? order->source_status : "";
    size_t n = strcspn(was, "/");
    return n != strcspn(is, "/") || strncmp(was, is, n) != 0;
}

// Is the payment no longer what it was when the goods were promised? Where the goods are gone it
// concerns nobody here. What the channel always called so, a person marked as paid here.
static enum say_id unpaid(const struct order_row *known, const struct incoming_order *order)
{
    if (state_has(&order_states, known->status, ST_LEFT) || intake_given_back(order) ||
        !intake_counts_as_paid(known->paid))
        return N_SAYS;
    if (intake_counts_as_paid(intake_paid_code(order->paid)))
        return order->outstanding > known->outstanding ? SAY_IMPORT_WHAT_OUTSTANDING : N_SAYS;
    return import_other_payment_word(known, order) ? SAY_IMPORT_WHAT_UNPAID : N_SAYS;
}

// How it is sent matters until it is gone.
static enum say_id method(const struct order_row *known, const struct incoming_order *order)
{
    const char *now = order->shipping_method ? order->shipping_method : "";
    return !strcmp(known->shipping_method, now) || state_has(&order_states, known->status, ST_LEFT)
               ? N_SAYS
               : SAY_IMPORT_WHAT_METHOD;
}

bool import_differs(struct op_ctx *ctx, const struct order_row *known,
                    const struct incoming_order *order, const struct import_floor *floor,
                    struct import_conflict *ret_conflict, GError **error)
{
    bool lines = true, delivery = true;
    if (!import_same_lines(ctx, known->id, order, &lines, error) ||
        !import_same_delivery(ctx, known->delivery_id, &order->delivery, &delivery, error))
        return false;
    const enum say_id back = taken_back(known, order);
    bool whole = back != N_SAYS && back != SAY_IMPORT_WHAT_PART_REFUNDED;
    const enum say_id what[CONFLICTS_MOST] = {back,
                                              unpaid(known, order),
                                              whole ? N_SAYS : shipped_there(known, order, floor),
                                              lines ? N_SAYS : SAY_IMPORT_WHAT_LINES,
                                              delivery ? N_SAYS : SAY_IMPORT_WHAT_ADDRESS,
                                              method(known, order),
                                              known->total == order->total ? N_SAYS
                                                                           : SAY_IMPORT_WHAT_TOTAL};
    unsigned most = order->cancelled_at ? 1 : CONFLICTS_MOST; // the rest does not matter then
    *ret_conflict = (struct import_conflict){.n = 0};
    for (unsigned i = 0; i < most; i++)
        if (what[i] != N_SAYS)
            ret_conflict->what[ret_conflict->n++] = what[i];
    return true;
}

// The sentence of a difference. Amounts are told to who reads the file only; the log does not
// have them.
static void tell(const struct import_batch *batch, const struct order_row *known,
                 const struct incoming_order *order, enum say_id what, const struct term *terms,
                 size_t n)
{
    g_autofree char *plain = say_text(say_code(SAY_IMPORT_CONFLICT), terms, n);
    g_autofree char *ours = money_show(money_of(known->total, known->currency));
    g_autofree char *theirs = money_show(money_of(order->total, order->currency));
    g_autofree char *sums = g_strdup_printf(_("%s (%s here, %s there)"), plain, ours, theirs);
    import_problem(batch, order->first_row, order->external_name, TOTE_IMPORT_CONFLICT,
                   what == SAY_IMPORT_WHAT_TOTAL ? sums : plain);
}

bool import_ask(struct op_ctx *ctx, const struct import_batch *batch, const struct order_row *known,
                const struct incoming_order *order, const struct import_conflict *conflict,
                bool ask, GError **error)
{
    g_autofree char *state = g_strconcat("order:", known->status, NULL);
    struct number number = number_of(NUMBER_ORDER, known->id);
    for (unsigned i = 0; i < conflict->n; i++) {
        const struct term terms[] = {
            T_TEXT("order", number.text), T_TEXT("name", order->external_name),
            T_WORD("what", say_code(conflict->what[i])), T_WORD("state", state)};
        tell(batch, known, order, conflict->what[i], terms, G_N_ELEMENTS(terms));
        if (ask &&
            !op_note(ctx, 0, known->id, SAY_IMPORT_CONFLICT, terms, G_N_ELEMENTS(terms), error))
            return false;
    }
    return !ask || store_order_review(ctx->db, known->id, order->hash, error);
}

bool import_note_sums(struct op_ctx *ctx, const struct import_batch *batch, int64_t id,
                      const struct incoming_order *order, const struct order_fate *fate,
                      GError **error)
{
    const struct term channel = T_TEXT("channel", batch->channel);
    return (*fate->hold_say && !import_held_by_person(fate)) || !incoming_order_differs(order) ||
           op_note(ctx, 0, id, fate->ships ? SAY_IMPORT_SUMS_SENT : SAY_IMPORT_SUMS, &channel, 1,
                   error);
}
