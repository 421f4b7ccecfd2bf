// SPDX-License-Identifier: Apache-2.0
// Release: allocates what orders want and makes the complete ones visible to pickers.
#include "common.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "order_plan.h"
#include "order_yield.h"
#include "call_parts.h"
#include "store_proposal.h"
#include "registry.h"
#include "release.h"

// The codes of warehouses outlive the plan.
static GArray *copied(const GArray *free)
{
    GArray *copy = g_array_new(FALSE, FALSE, sizeof(struct site_free));
    for (unsigned i = 0; i < free->len; i++) {
        struct site_free there = g_array_index(free, struct site_free, i);
        there.warehouse = g_intern_string(there.warehouse);
        g_array_append_val(copy, there);
    }
    return copy;
}

static void note_shorts(struct release_found *found, int64_t order, const struct plan *plan)
{
    for (unsigned i = 0; i < plan->lacks->len; i++) {
        const struct lack *lack = &g_array_index(plan->lacks, struct lack, i);
        const struct release_short row = {.order = order,
                                          .why = lack->why,
                                          .need = lack->need,
                                          .missing = lack->missing,
                                          .sku = g_strdup(lack->sku),
                                          .kit = g_strdup(lack->kit),
                                          .free = copied(lack->free)};
        g_array_append_val(found->shorts, row);
    }
}

// Who gave what to the order; what was said to be missing of them before is more now.
static bool note_gifts(struct op_ctx *ctx, int64_t order, const struct plan *plan,
                       struct release_found *found, GError **error)
{
    for (unsigned i = 0; i < plan->gifts->len; i++) {
        const struct gift *gift = &g_array_index(plan->gifts, struct gift, i);
        const struct release_gift row = {gift->order, order, gift->qty};
        g_array_append_val(found->gifts, row);
        if (!release_renew(ctx->db, gift->order, found->shorts, error))
            return false;
    }
    return true;
}

// What was proposed for an order that is released is over, whether the plan followed it or not.
static bool end_proposal(struct op_ctx *ctx, int64_t order, const struct plan *plan, GError **error)
{
    if (!plan->proposal)
        return true;
    if (!plan->follows)
        return store_proposal_drop(ctx->db, order, ctx->now, error);
    int64_t event = op_event(ctx, error);
    return event && store_proposal_accept(ctx->db, plan->proposal, event, ctx->now, error);
}

// The order has its goods: it is released, and its history says whether as it was proposed.
static bool end_release(struct op_ctx *ctx, const struct order_row *order, const struct plan *plan,
                        struct release_found *found, GError **error)
{
    bool outdated = plan->proposal && !plan->follows;
    enum say_id say = plan->follows ? SAY_ORDER_RELEASED_SO
                      : outdated    ? SAY_ORDER_RELEASED_ANEW
                                    : SAY_ORDER_RELEASED;
    found->released++;
    found->proposed += plan->follows;
    found->replanned += outdated;
    release_note_plan(found, order->id, plan);
    return end_proposal(ctx, order->id, plan, error) &&
           order_event(ctx, order->id, order->status, "release", error) &&
           op_note(ctx, 0, order->id, say, NULL, 0, error) &&
           note_gifts(ctx, order->id, plan, found, error);
}

// An order that is not complete is planned anew from the start: with what came in since, another
// site may have all of it.
static bool release_order(struct op_ctx *ctx, const struct order_row *order,
                          struct release_found *found, GError **error)
{
    g_auto(op_plan) plan = {0};
    int64_t before = 0;
    bool hopeful = true, again = state_has(&order_states, order->status, ST_LACKS_GOODS);
    if (!state_next(&order_states, order->status, "release",
                    number_of(NUMBER_ORDER, order->id).text, error))
        return false;
    if (again && !plan_hopeful(ctx, order->id, &hopeful, error))
        return false;
    if (!hopeful)
        return release_missing(ctx->db, order->id, found->shorts, error) >= 0;
    if (again && ((before = release_missing(ctx->db, order->id, NULL, error)) < 0 ||
                  !order_free_goods(ctx, order->id, error)))
        return false;
    if (!plan_order(ctx, order->id, &plan, error) ||
        (!plan.missing && !plan_fulfil(ctx, order->id, order->promise_at, &plan, error)) ||
        !plan_allocate(ctx, order->id, &plan, error))
        return false;
    note_shorts(found, order->id, &plan);
    if (!plan.missing)
        return end_release(ctx, order, &plan, found, error);
    return order_event(ctx, order->id, order->status, "lack", error) &&
           (plan.missing == before || // as short as before is no news
            OP_NOTE(ctx, order->id, error, ORDER_SHORT, T_INT("qty", plan.missing)));
}

static bool release_one(struct op_ctx *ctx, const char *text, struct release_found *found,
                        GError **error)
{
    g_autoptr(rowlist) taken = order_take(ctx->db, text, error);
    const struct order_row *order =
        list_needed(taken, "sales_order", number_id(NUMBER_ORDER, text), error);
    return order && release_order(ctx, order, found, error);
}

// --- all that wait

enum { BATCH = 100 };

void release_begin(struct release *release)
{
    *release = (struct release){.size = BATCH};
    release_found_begin(&release->found);
}

void release_end(struct release *release)
{
    release_found_end(&release->found);
}

// Where the run stands, and what this batch found.
struct batch {
    struct release_row after, reached;
    struct release_found found;
    int64_t size, orders;
};
typedef struct batch release_part;

// Somebody may have held or cancelled it since the queue was read: then it waits no longer.
static bool release_waiting(struct op_ctx *ctx, const struct order_row *order, struct batch *batch,
                            GError **error)
{
    bool waits = state_has(&order_states, order->status, ST_RELEASABLE);
    return !waits || release_order(ctx, order, &batch->found, error);
}

// Is A before B in the queue?
static bool before(const struct release_row *a, const struct release_row *b)
{
    if (a->promise_at != b->promise_at)
        return a->promise_at < b->promise_at;
    if (a->placed_at != b->placed_at)
        return a->placed_at < b->placed_at;
    return a->id < b->id;
}

int release_by_queue(const void *a, const void *b)
{
    return before(a, b) ? -1 : before(b, a);
}

struct list *release_queue_read(struct db *db, const struct release_row *after, int64_t n_orders,
                                GError **error)
{
    const char *states[STATES_MOST];
    size_t n = state_codes(&order_states, ST_RELEASABLE, states);
    g_autoptr(rowlist) all = list_new(sizeof(struct release_row));
    for (size_t i = 0; i < n; i++) {
        g_autoptr(rowlist) rows = store_orders_to_release(db, states[i], after, n_orders, error);
        if (!rows)
            return NULL;
        g_array_append_vals(all->rows, rows->rows->data, rows->rows->len);
    }
    g_array_sort(all->rows, release_by_queue);
    if (list_len(all) > n_orders)
        g_array_set_size(all->rows, (unsigned)n_orders);
    return g_steal_pointer(&all);
}

// The orders of a batch as the log keeps them: their ids.
static char *found_text(const struct list *rows)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < list_len(rows); i++)
        g_string_append_printf(text, "%s%" G_GINT64_FORMAT, i ? " " : "",
                               list_at(rows, struct release_row, i)->id);
    return g_string_free(text, FALSE);
}

static struct list *read_found(const char *text)
{
    g_auto(GStrv) ids = g_strsplit(text, " ", -1);
    struct list *rows = list_new(sizeof(struct release_row));
    for (int i = 0; ids[i]; i++)
        ((struct release_row *)list_add(rows))->id = g_ascii_strtoll(ids[i], NULL, 10);
    return rows;
}

// FOUND: the orders that a replay is given, NULL: look for them.
static bool release_next(struct op_ctx *ctx, const char *found, struct batch *batch, GError **error)
{
    g_autoptr(rowlist) rows =
        found ? read_found(found) : release_queue_read(ctx->db, &batch->after, batch->size, error);
    if (rows)
        ctx->chosen = found_text(rows);
    for (unsigned i = 0; rows && i < list_len(rows); i++) {
        int64_t id = list_at(rows, struct release_row, i)->id;
        g_autoptr(rowlist) taken = store_order_take(ctx->db, id, error);
        const struct order_row *order = list_needed(taken, "sales_order", id, error);
        if (!order || !release_waiting(ctx, order, batch, error))
            return false;
    }
    if (!rows)
        return false;
    batch->orders = list_len(rows);
    batch->reached =
        batch->orders ? *list_at(rows, struct release_row, list_len(rows) - 1) : batch->after;
    return true;
}

static void batch_clear(struct batch *batch)
{
    release_found_end(&batch->found);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(release_part, batch_clear)

// "PROMISE PLACED ID" of the order after which the queue goes on.
static char *row_text(const struct release_row *row)
{
    return g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                           row->promise_at, row->placed_at, row->id);
}

static struct release_row row_read(const char *text)
{
    char *at = NULL;
    struct release_row row = {.promise_at = g_ascii_strtoll(text, &at, 10)};
    row.placed_at = g_ascii_strtoll(at, &at, 10);
    row.id = g_ascii_strtoll(at, NULL, 10);
    return row;
}

struct queue_args {
    const char *after;
    int64_t size;
    bool dry_run;
};

// The sentence of how many were, or in a trial would be, released.
static void say_released(struct op_ctx *ctx, const struct release_found *found, int64_t orders)
{
    const struct term terms[] = {T_INT("released", found->released), T_INT("orders", orders),
                                 T_INT("proposed", found->proposed),
                                 T_INT("replanned", found->replanned)};
    if (ctx->dry)
        op_say(ctx, VERDICT_DONE, SAY_ORDERS_PLANNED, terms, 2);
    else if (found->replanned)
        op_say(ctx, VERDICT_DONE, SAY_ORDERS_RELEASED_ANEW, terms, 4);
    else if (found->proposed)
        op_say(ctx, VERDICT_DONE, SAY_ORDERS_RELEASED_SO, terms, 3);
    else
        op_say(ctx, VERDICT_DONE, SAY_ORDERS_RELEASED, terms, 2);
}

// What is not found out once more where a run goes on.
static char *part_text(const struct op_call *call, const struct release_found *found)
{
    if (!call->part_of)
        return NULL;
    GString *text = g_string_new(NULL);
    PARTS_LINE(text, T_INT("orders", found->released), T_INT("proposed", found->proposed),
               T_INT("replanned", found->replanned));
    for (unsigned i = 0; i < found->gifts->len; i++) {
        const struct release_gift *gift = &g_array_index(found->gifts, struct release_gift, i);
        PARTS_LINE(text, T_INT("from", gift->from), T_INT("to", gift->to), T_INT("qty", gift->qty));
    }
    for (unsigned i = 0; i < found->plans->len; i++)
        PARTS_LINE(text, T_TEXT("plan", found->plans->pdata[i]));
    return g_string_free(text, FALSE);
}

static void take_part(void *data, const struct term *terms, size_t n)
{
    struct release *release = data;
    struct release_found *found = &release->found;
    const struct release_gift gift = {parts_int(terms, n, "from"), parts_int(terms, n, "to"),
                                      parts_int(terms, n, "qty")};
    release->orders += parts_int(terms, n, "orders");
    found->released += parts_int(terms, n, "orders");
    found->proposed += parts_int(terms, n, "proposed");
    found->replanned += parts_int(terms, n, "replanned");
    if (gift.qty)
        g_array_append_val(found->gifts, gift);
    if (*parts_text(terms, n, "plan"))
        g_ptr_array_add(found->plans, g_strdup(parts_text(terms, n, "plan")));
}

bool release_resume(struct session *session, struct release *release, GError **error)
{
    return parts_read(session->db, release->key, take_part, release, error);
}

// What it found is for the caller that wants it (struct batch); the operation may run twice.
static bool release_queue(struct op_ctx *ctx, GError **error)
{
    const struct queue_args *args = ctx->args;
    g_auto(release_part) batch = {.after = row_read(args->after), .size = args->size};
    release_found_begin(&batch.found);
    if (!release_next(ctx, ctx->call->chosen, &batch, error))
        return false;
    ctx->order_id = 0;
    ctx->silent = !batch.orders;
    ctx->dry = args->dry_run;
    ctx->part = part_text(ctx->call, &batch.found);
    say_released(ctx, &batch.found, batch.orders);
    if (ctx->call->result) {
        batch_clear(ctx->call->result);
        *(struct batch *)ctx->call->result = batch;
        batch = (struct batch){0};
    }
    return true;
}

const struct op op_order_release_next = {
    .name = "order.release_next",
    .summary = N_("Releases the next orders of the queue."),
    .roles = ROLES_DESK,
    .run = release_queue,
    .inner = true,
    .part_of = "order.release",
    .args_size = sizeof(struct queue_args),
    .args = {ARG(queue_args, after, TEXT, ARG_NEEDED, N_("where the last batch ended")),
             ARG(queue_args, size, NUMBER, ARG_NEEDED, N_("orders at most")),
             ARG(queue_args, dry_run, FLAG, ARG_OPTION, N_("change nothing"))},
};

// Adds what a batch found to what the run did. Who is short since an earlier batch may have given
// goods in this one; a trial is one batch, of which the database knows nothing any more.
static bool add_found(struct db *db, const struct release_found *batch, struct release *release,
                      GError **error)
{
    struct release_found *run = &release->found;
    run->released += batch->released;
    run->proposed += batch->proposed;
    run->replanned += batch->replanned;
    g_array_append_vals(run->gifts, batch->gifts->data, batch->gifts->len);
    g_array_append_vals(run->shorts, batch->shorts->data, batch->shorts->len);
    g_array_set_clear_func(batch->shorts, NULL); // their text belongs to the run now
    g_ptr_array_extend_and_steal(run->plans, g_ptr_array_ref(batch->plans));
    for (unsigned i = 0; !release->dry && i < batch->gifts->len; i++)
        if (!release_renew(db, g_array_index(batch->gifts, struct release_gift, i).from,
                           run->shorts, error))
            return false;
    return true;
}

bool release_batch(struct session *session, struct release *release, bool *ret_more, GError **error)
{
    g_auto(release_part) batch = {0};
    g_autofree char *after = row_text(&release->after);
    g_autofree char *size = g_strdup_printf("%" G_GINT64_FORMAT, release->size);
    struct op_call call = {.op = &op_order_release_next,
                           .values = {after, size, release->dry ? "yes" : NULL},
                           .part_of = release->dry ? NULL : release->key,
                           .result = &batch};
    struct reply reply = {0};
    if (!op_run(session, &call, &reply, error))
        return false;
    reply_clear(&reply);
    release->after = batch.reached;
    release->orders += batch.orders;
    *ret_more = batch.orders == release->size;
    return add_found(session->db, &batch.found, release, error);
}

int64_t release_left(struct db *db, const struct release *release, GError **error)
{
    const char *states[STATES_MOST];
    size_t n = state_codes(&order_states, ST_RELEASABLE, states);
    int64_t left = 0;
    for (size_t i = 0; i < n; i++) {
        g_autoptr(rowlist) rows =
            store_orders_to_release(db, states[i], &release->after, INT32_MAX, error);
        if (!rows)
            return -1;
        left += list_len(rows);
    }
    return left;
}

struct release_args {
    const char *order;
    bool dry_run;
};

static bool release(struct op_ctx *ctx, GError **error)
{
    const struct release_args *args = ctx->args;
    g_auto(GStrv) orders = g_strsplit(args->order, "\n", -1);
    g_auto(release_part) batch = {0};
    release_found_begin(&batch.found);
    for (char **order = orders; *order; order++)
        if (!release_one(ctx, *order, &batch.found, error))
            return false;
    ctx->order_id = 0;
    ctx->dry = args->dry_run;
    if (ctx->dry)
        doc_bool(ctx->doc, "dry_run", true);
    release_doc(&batch.found, ctx->doc);
    unsigned n = g_strv_length(orders);
    if (n == 1 && batch.found.shorts->len && !ctx->dry)
        OP_SAY(ctx, VERDICT_DONE, ORDER_SHORT_WAITS, T_TEXT("order", orders[0]));
    else
        say_released(ctx, &batch.found, n);
    return true;
}

const struct op op_order_release = {
    .name = "order.release",
    .summary = N_("Allocates goods to orders and releases the complete ones to the pickers."),
    .roles = ROLES_DESK,
    .run = release,
    .args_size = sizeof(struct release_args),
    .args = {ARG(release_args, order, REST, ARG_NEEDED,
                 N_("the orders; --all takes every one that waits")),
             ARG(release_args, dry_run, FLAG, ARG_OPTION,
                 N_("say what would happen, change nothing"))},
};
