// SPDX-License-Identifier: Apache-2.0
// Orders that wait for more goods give what they have claimed to an order that is complete with it.
#include "order_yield.h"

#include "common.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "store_order.h"

static struct source_row *source_of(const struct list *sources, const struct waits_row *row)
{
    for (unsigned i = 0; i < list_len(sources); i++) {
        struct source_row *source = list_at(sources, struct source_row, i);
        if (source->goods_id == row->goods_id && source->location_id == row->location_id)
            return source;
    }
    return NULL;
}

struct list *yield_sources(const struct list *waits)
{
    struct list *sources = list_new(sizeof(struct source_row));
    for (unsigned i = 0; i < list_len(waits); i++) {
        const struct waits_row *row = list_at(waits, struct waits_row, i);
        struct source_row *source = source_of(sources, row);
        if (source)
            source->free += row->qty;
        else
            *(struct source_row *)list_add(sources) =
                (struct source_row){.goods_id = row->goods_id,
                                    .location_id = row->location_id,
                                    .site_id = row->site_id,
                                    .free = row->qty,
                                    .since = row->since,
                                    .expires_day = row->expires_day,
                                    .walk = row->walk,
                                    .place = row->place};
    }
    return sources;
}

void yield_mark(GArray *takes, unsigned n)
{
    for (unsigned i = n; i < takes->len;) {
        struct take *take = &g_array_index(takes, struct take, i), *same = NULL;
        for (unsigned k = 0; k < n && !same; k++) {
            struct take *other = &g_array_index(takes, struct take, k);
            if (other->line == take->line && other->goods == take->goods &&
                other->location == take->location)
                same = other;
        }
        take->of_others = take->qty;
        if (!same) {
            i++;
            continue;
        }
        same->qty += take->qty;
        same->of_others += take->qty;
        g_array_remove_index(takes, i);
    }
}

// --- giving

// A part of a claim that is given.
struct loan {
    const struct waits_row *of;
    int64_t qty;
};

// Orders are locked in the order of their numbers.
static int by_order(const void *a, const void *b)
{
    const struct waits_row *x = ((const struct loan *)a)->of, *y = ((const struct loan *)b)->of;
    if (x->line_id != y->line_id) // lines carry the number of their order
        return x->line_id < y->line_id ? -1 : 1;
    if (x->goods_id != y->goods_id)
        return x->goods_id < y->goods_id ? -1 : 1;
    return x->location_id < y->location_id ? -1 : x->location_id > y->location_id;
}

// Who gives what a take needs: the rows of one item stand together, the least urgent first.
static void find_loans(const struct take *take, const GPtrArray *waits, GArray *loans)
{
    int64_t need = take->of_others;
    for (unsigned i = 0; i < waits->len; i++) {
        const struct list *list = waits->pdata[i];
        for (unsigned k = 0; k < list_len(list) && need; k++) {
            struct waits_row *row = list_at(list, struct waits_row, k);
            struct loan loan = {row, MIN(need, row->qty)};
            if (row->goods_id != take->goods || row->location_id != take->location || !loan.qty)
                continue;
            g_array_append_val(loans, loan);
            row->qty -= loan.qty;
            need -= loan.qty;
        }
    }
    g_assert(!need); // the plan takes no more than there is
}

// Locks the order that gives; whoever released it meanwhile has its goods.
static bool enter(struct op_ctx *ctx, int64_t order, GError **error)
{
    g_autoptr(rowlist) found = store_order_take(ctx->db, order, error);
    const struct order_row *row = list_needed(found, "sales_order", order, error);
    return row && (state_has(&order_states, row->status, ST_LACKS_GOODS) ||
                   tote_fail(error, TOTE_STALE, "order", _("%s waits for goods no longer"),
                             number_of(NUMBER_ORDER, order).text));
}

// The balance stays as it is: the claim on it only changes hands.
static bool give(struct op_ctx *ctx, const struct loan *loan, GError **error)
{
    const struct waits_row *of = loan->of;
    const struct line_change change = {.open = loan->qty, .claimed = -loan->qty};
    return store_claim_take(ctx->db, of->line_id, of->goods_id, of->location_id, loan->qty, of->qty,
                            error) &&
           store_line_count(ctx->db, of->line_id, &change, error);
}

static bool note(struct op_ctx *ctx, int64_t to, const struct gift *gift, GError **error)
{
    return OP_NOTE(ctx, gift->order, error, ORDER_GAVE, T_INT("qty", gift->qty),
                   T_TEXT("order", number_of(NUMBER_ORDER, to).text));
}

// Loans that are several parts of one claim are one: what is left of it is known only once.
static void join(GArray *loans)
{
    g_array_sort(loans, by_order);
    for (unsigned i = 1; i < loans->len;) {
        struct loan *before = &g_array_index(loans, struct loan, i - 1), *loan = before + 1;
        if (loan->of != before->of) {
            i++;
            continue;
        }
        before->qty += loan->qty;
        g_array_remove_index(loans, i);
    }
}

bool yield_take(struct op_ctx *ctx, int64_t order, struct plan *plan, GError **error)
{
    g_autoptr(GArray) loans = g_array_new(FALSE, FALSE, sizeof(struct loan));
    for (unsigned i = 0; i < plan->takes->len; i++)
        find_loans(&g_array_index(plan->takes, struct take, i), plan->waits, loans);
    join(loans);
    for (unsigned i = 0; i < loans->len; i++) {
        const struct loan *loan = &g_array_index(loans, struct loan, i);
        unsigned n = plan->gifts->len;
        struct gift *last = n ? &g_array_index(plan->gifts, struct gift, n - 1) : NULL;
        const struct gift gift = {loan->of->order_id, loan->qty};
        if (last && last->order == gift.order)
            last->qty += gift.qty;
        else if (enter(ctx, gift.order, error))
            g_array_append_val(plan->gifts, gift);
        else
            return false;
        if (!give(ctx, loan, error))
            return false;
    }
    bool ok = true;
    for (unsigned i = 0; i < plan->gifts->len && ok; i++)
        ok = note(ctx, order, &g_array_index(plan->gifts, struct gift, i), error);
    return ok;
}
