// SPDX-License-Identifier: Apache-2.0
// What the source engine is asked for the orders that wait, and its answer as text for the log.
#include "propose.h"

#include <string.h>

#include "clock.h"
#include "common.h"
#include "digest.h"
#include "i18n.h"
#include "lives.h"
#include "order_plan.h"
#include "propose_ask.h"
#include "propose_rest.h"
#include "release.h"
#include "sites.h"
#include "store_location.h"
#include "store_waiting.h"

static void asked_clear(void *data)
{
    struct asked *asked = data;
    list_free(asked->wanted);
    g_array_unref(asked->portions);
    g_clear_pointer(&asked->stands, g_free);
    g_clear_pointer(&asked->turn, g_free);
    g_array_unref(asked->takes);
}

static void question_clear(struct question *question)
{
    g_clear_pointer(&question->sites, list_free);
    g_clear_pointer(&question->known, g_hash_table_unref);
    GArray **arrays[] = {&question->asked, &question->items,   &question->nodes,
                         &question->stock, &question->claims,  &question->orders,
                         &question->lines, &question->distance};
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_clear_pointer(arrays[i], g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(source_question, question_clear)

static struct question question_new(void)
{
    struct question question = {
        .asked = g_array_new(FALSE, FALSE, sizeof(struct asked)),
        .items = g_array_new(FALSE, FALSE, sizeof(int64_t)),
        .known = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
        .nodes = g_array_new(FALSE, TRUE, sizeof(struct source_node)),
        .stock = g_array_new(FALSE, TRUE, sizeof(struct source_stock)),
        .claims = g_array_new(FALSE, TRUE, sizeof(struct waiting)),
        .orders = g_array_new(FALSE, TRUE, sizeof(struct source_order)),
        .lines = g_array_new(FALSE, TRUE, sizeof(struct source_line)),
        .distance = g_array_new(FALSE, TRUE, sizeof(double))};
    g_array_set_clear_func(question.asked, asked_clear);
    return question;
}

// --- what is asked

// Among equals the first warehouse: less than a parcel, whatever an order has of pieces.
static const double later_site = 1e-7;

static void add_nodes(struct question *question)
{
    for (unsigned i = 0; i < list_len(question->sites); i++) {
        const struct source_node node = {.fixed = 1,
                                         .handling = i * later_site,
                                         .max_parcels = SOURCE_NO_LIMIT,
                                         .max_units = SOURCE_NO_LIMIT};
        g_array_append_val(question->nodes, node);
    }
}

// The number of the item in the problem.
static int sku_of(struct question *question, int64_t item)
{
    void *number = g_hash_table_lookup(question->known, &item);
    if (number)
        return GPOINTER_TO_INT(number) - 1;
    g_array_append_val(question->items, item);
    g_hash_table_insert(question->known, g_memdup2(&item, sizeof item),
                        GINT_TO_POINTER((int)question->items->len));
    return (int)question->items->len - 1;
}

// Pieces that the lines want of an item.
static int64_t wanted_of(const struct list *wanted, int64_t item)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < list_len(wanted); i++) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        sum += row->item_id == item ? row->need : 0;
    }
    return sum;
}

// Is the order one for the engine? Every SKU known, and no more than it takes.
static bool for_engine(const struct list *wanted)
{
    for (unsigned i = 0; i < list_len(wanted); i++) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        if (!row->item_id || wanted_of(wanted, row->item_id) > SOURCE_MAX_QTY)
            return false;
    }
    return list_len(wanted) > 0 && list_len(wanted) <= SOURCE_MAX_LINES;
}

// All items that an order wants, so that it is known where they lie.
static void add_items(struct question *question, const struct list *wanted)
{
    for (unsigned i = 0; i < list_len(wanted); i++)
        if (list_at(wanted, struct wanted_row, i)->item_id)
            sku_of(question, list_at(wanted, struct wanted_row, i)->item_id);
}

// Adds the lines of an order: those of one item are one.
static void add_lines(struct question *question, const struct list *wanted)
{
    struct source_order order = {.first = (int)question->lines->len,
                                 .max_parcels = SOURCE_NO_LIMIT,
                                 .complete = true,
                                 .preferred = -1};
    for (unsigned i = 0; i < list_len(wanted); i++) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        struct source_line line = {sku_of(question, row->item_id), (int)row->need};
        int known = order.first;
        while (known < (int)question->lines->len &&
               g_array_index(question->lines, struct source_line, known).sku != line.sku)
            known++;
        if (known < (int)question->lines->len)
            g_array_index(question->lines, struct source_line, known).qty += line.qty;
        else
            g_array_append_val(question->lines, line);
    }
    order.n = (int)question->lines->len - order.first;
    g_array_append_val(question->orders, order);
    g_array_set_size(question->distance,
                     question->distance->len + question->nodes->len); // nobody is farther
}

// STANDS: its plan of an earlier call, NULL = it is asked about.
static bool add_order(struct op_ctx *ctx, struct question *question, int64_t id, const char *stands,
                      GError **error)
{
    g_autoptr(rowlist) found = store_order(ctx->db, id, error);
    const struct order_row *order = list_needed(found, "sales_order", id, error);
    if (!order)
        return false;
    if (!state_has(&order_states, order->status, ST_RELEASABLE))
        return true;
    struct list *wanted = propose_wanted(ctx->db, id, error);
    if (!wanted)
        return false;
    struct asked asked = {.order = id,
                          .number = -1,
                          .stands = g_strdup(stands),
                          .wanted = wanted,
                          .portions = plan_portions(wanted, question->rules.kits),
                          .takes = g_array_new(FALSE, FALSE, sizeof(struct site_stock))};
    add_items(question, wanted);
    if (!stands && for_engine(wanted)) {
        asked.number = (int)question->orders->len;
        add_lines(question, wanted);
    }
    g_array_append_val(question->asked, asked);
    return true;
}

// The orders up to AFTER for which something is proposed.
static bool add_standing(struct op_ctx *ctx, struct question *question,
                         const struct release_row *after, GError **error)
{
    g_autoptr(rowlist) rows = store_proposals_open(ctx->db, error);
    for (unsigned i = 0; rows && i < list_len(rows); i++) {
        const struct proposal_row *row = list_at(rows, struct proposal_row, i);
        g_autoptr(rowlist) found = store_order(ctx->db, row->order_id, error);
        const struct order_row *order = list_needed(found, "sales_order", row->order_id, error);
        if (!order)
            return false;
        const struct release_row place = {
            .promise_at = order->promise_at, .placed_at = order->placed_at, .id = order->id};
        if (release_by_queue(&place, after) > 0)
            continue;
        g_autofree char *stands =
            g_strdup_printf(" %" G_GINT64_FORMAT " %s", row->parcels, row->answer);
        if (!add_order(ctx, question, order->id, stands, error))
            return false;
    }
    return rows != NULL;
}

static int node_of(const struct question *question, int64_t site)
{
    for (unsigned i = 0; i < list_len(question->sites); i++)
        if (list_at(question->sites, struct site_row, i)->id == site)
            return (int)i;
    return -1;
}

// ORDER: whose claim it is, 0 = it is free.
static void add_pieces(struct question *question, int64_t order, int64_t site, int sku, int64_t qty)
{
    const struct waiting claim = {order, {.node = node_of(question, site), .sku = sku, .qty = qty}};
    if (claim.stock.node < 0)
        return;
    if (order)
        g_array_append_val(question->claims, claim);
    else
        g_array_append_val(question->stock, claim.stock);
}

// What is free, and what orders have claimed that wait for more: they are asked about too, or give
// it to an order that is complete with it.
static bool add_stock(struct op_ctx *ctx, struct question *question, GError **error)
{
    for (unsigned i = 0; i < question->items->len; i++) {
        int64_t item = g_array_index(question->items, int64_t, i);
        g_autoptr(rowlist) sources = store_sources(ctx->db, item, plan_day(ctx), error);
        g_autoptr(rowlist) waits =
            sources ? store_waiting(ctx->db, item, plan_day(ctx), 0, error) : NULL;
        if (!waits)
            return false;
        for (unsigned k = 0; k < list_len(sources); k++) {
            const struct source_row *row = list_at(sources, struct source_row, k);
            add_pieces(question, 0, row->site_id, (int)i, row->free);
        }
        for (unsigned k = 0; k < list_len(waits); k++) {
            const struct waits_row *row = list_at(waits, struct waits_row, k);
            add_pieces(question, row->order_id, row->site_id, (int)i, row->qty);
        }
    }
    return true;
}

static bool read_question(struct op_ctx *ctx, const int64_t *orders, size_t n,
                          const struct release_row *after, struct question *question,
                          GError **error)
{
    question->sites = store_sites(ctx->db, error);
    if (!question->sites || !plan_read_rules(ctx, question->sites, &question->rules, error))
        return false;
    if (list_len(question->sites) < 2)
        return tote_fail(error, TOTE_NOTHING, "order",
                         _("There is one warehouse: nothing is to be chosen"));
    add_nodes(question);
    if (after->id && !add_standing(ctx, question, after, error))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!add_order(ctx, question, orders[i], NULL, error))
            return false;
    return add_stock(ctx, question, error);
}

// --- its answer

// Same question, same digest.
static void digest_of(const struct question *question, char ret_digest[DIGEST_TEXT])
{
    const GArray *parts[] = {question->nodes, question->stock, question->claims, question->orders,
                             question->lines};
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        g_byte_array_append(bytes, (const guint8 *)parts[i]->data,
                            parts[i]->len * g_array_get_element_size((GArray *)parts[i]));
    for (unsigned i = 0; i < question->asked->len; i++) {
        const char *stands = g_array_index(question->asked, struct asked, i).stands;
        g_byte_array_append(bytes, (const guint8 *)stands, stands ? (guint)strlen(stands) : 0);
    }
    digest_text(bytes->data, bytes->len, ret_digest);
}

bool propose_sources(struct op_ctx *ctx, const int64_t *orders, size_t n,
                     const struct release_row *after, int64_t left, char **ret_text, GError **error)
{
    g_auto(source_question) question = question_new();
    g_autoptr(GHashTable) lines =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free); // keys: of the question
    char digest[DIGEST_TEXT];
    if (!db_begin_read(ctx->db, error))
        return false;
    bool ok = read_question(ctx, orders, n, after, &question, error);
    db_end_read(ctx->db);
    if (!ok || !propose_think(&question, lines, error))
        return false;
    digest_of(&question, digest);
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "source %s %d %u %" G_GINT64_FORMAT, digest, PROPOSE_SEED,
                           question.orders->len * PROPOSE_ROUNDS, left);
    for (size_t i = 0; i < n; i++) {
        const char *line = g_hash_table_lookup(lines, &orders[i]);
        g_string_append_printf(text, "\n%" G_GINT64_FORMAT "%s", orders[i],
                               line ? line : " 0 over 0 0 -");
    }
    *ret_text = g_string_free(text, FALSE);
    return true;
}
