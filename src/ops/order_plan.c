// SPDX-License-Identifier: Apache-2.0
// Plans an order: one site if one has everything, the fewest places there, the oldest goods first.
#include "order_plan.h"

#include <string.h>

#include "alloc.h"
#include "common.h"
#include "sites.h"
#include "store_location.h"

enum { DAY_MS = 86400000 };

// What is free of an item, everywhere.
struct pool {
    int64_t item;
    struct list *sources; // struct source_row; the plan owns it
};

// --- reading

static void list_drop(void *list)
{
    list_free(list);
}

static struct pool *pool_of(GArray *pools, int64_t item)
{
    for (unsigned i = 0; i < pools->len; i++)
        if (g_array_index(pools, struct pool, i).item == item)
            return &g_array_index(pools, struct pool, i);
    return NULL;
}

// Reads the sources of every item that the lines want. WANTED: struct wanted_row.
static bool read_pools(struct op_ctx *ctx, const struct list *wanted, struct plan *plan,
                       GArray *pools, GError **error)
{
    for (unsigned i = 0; i < list_len(wanted); i++) {
        int64_t item = list_at(wanted, struct wanted_row, i)->item_id;
        if (!item || pool_of(pools, item))
            continue;
        struct pool pool = {item, store_sources(ctx->db, item, ctx->now / DAY_MS, error)};
        if (!pool.sources)
            return false;
        g_ptr_array_add(plan->owned, pool.sources);
        g_array_append_val(pools, pool);
    }
    return true;
}

static void read_stock(const GArray *pools, GArray *stock)
{
    for (unsigned i = 0; i < pools->len; i++) {
        const struct pool *pool = &g_array_index(pools, struct pool, i);
        for (unsigned k = 0; k < list_len(pool->sources); k++) {
            const struct source_row *row = list_at(pool->sources, struct source_row, k);
            const struct site_stock there = {row->site_id, pool->item, row->free};
            g_array_append_val(stock, there);
        }
    }
}

static bool read_sites(struct op_ctx *ctx, GArray *ids, GError **error)
{
    g_autoptr(rowlist) sites = store_sites(ctx->db, error);
    for (unsigned i = 0; sites && i < list_len(sites); i++)
        g_array_append_val(ids, list_at(sites, struct site_row, i)->id);
    return sites != NULL;
}

// --- choosing

int64_t plan_choose(struct list *sources, const struct choice *choice, GArray *takes)
{
    g_autoptr(GArray) offers = g_array_new(FALSE, FALSE, sizeof(struct alloc_source));
    for (unsigned i = 0; i < list_len(sources); i++) {
        const struct source_row *row = list_at(sources, struct source_row, i);
        bool left_out = row->goods_id == choice->goods && row->location_id == choice->not_there;
        const struct alloc_source offer = {
            .balance_id = i + 1, .free = row->free, .received_at = row->since};
        if (row->free > 0 && !left_out && (!choice->site || row->site_id == choice->site))
            g_array_append_val(offers, offer);
    }
    int64_t missing =
        alloc_choose((struct alloc_source *)(void *)offers->data, offers->len, choice->need);
    for (unsigned i = 0; i < offers->len; i++) {
        const struct alloc_source *offer = &g_array_index(offers, struct alloc_source, i);
        struct source_row *row = list_at(sources, struct source_row, offer->balance_id - 1);
        const struct take take = {.line = choice->line,
                                  .goods = row->goods_id,
                                  .location = row->location_id,
                                  .site = row->site_id,
                                  .qty = offer->take,
                                  .walk = row->walk,
                                  .place = row->place};
        if (take.qty)
            g_array_append_val(takes, take);
        row->free -= take.qty;
    }
    return missing;
}

// Gives every line that has an item its site. LINES: struct site_line, one for each of WANTED.
static void choose_sites(const struct list *wanted, const GArray *sites, const GArray *stock,
                         GArray *lines)
{
    for (unsigned i = 0; i < list_len(wanted); i++) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        const struct site_line line = {.item_id = row->item_id, .need = row->need};
        g_array_append_val(lines, line);
    }
    site_choose((struct site_line *)(void *)lines->data, lines->len,
                (const int64_t *)(void *)sites->data, sites->len,
                (const struct site_stock *)(void *)stock->data, stock->len);
}

static void plan_line(const struct wanted_row *row, int64_t site, const GArray *pools,
                      struct plan *plan)
{
    struct pool *pool = pool_of((GArray *)(uintptr_t)pools, row->item_id);
    const struct choice choice = {.line = row->line_id, .site = site, .need = row->need};
    int64_t missing = pool ? plan_choose(pool->sources, &choice, plan->takes) : row->need;
    const struct lack lack = {row->line_id, missing, row->sku, !row->item_id};
    plan->missing += missing;
    if (missing)
        g_array_append_val(plan->lacks, lack);
}

static bool plan_lines(struct op_ctx *ctx, const struct list *wanted, struct plan *plan,
                       GError **error)
{
    g_autoptr(GArray) pools = g_array_new(FALSE, FALSE, sizeof(struct pool));
    g_autoptr(GArray) sites = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GArray) stock = g_array_new(FALSE, FALSE, sizeof(struct site_stock));
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct site_line));
    if (!read_pools(ctx, wanted, plan, pools, error) || !read_sites(ctx, sites, error))
        return false;
    read_stock(pools, stock);
    choose_sites(wanted, sites, stock, lines);
    for (unsigned i = 0; i < list_len(wanted); i++)
        plan_line(list_at(wanted, struct wanted_row, i),
                  g_array_index(lines, struct site_line, i).site_id, pools, plan);
    return true;
}

bool plan_order(struct op_ctx *ctx, int64_t order, struct plan *ret_plan, GError **error)
{
    g_auto(op_plan) plan = {.takes = g_array_new(FALSE, FALSE, sizeof(struct take)),
                            .lacks = g_array_new(FALSE, FALSE, sizeof(struct lack)),
                            .owned = g_ptr_array_new_with_free_func(list_drop)};
    struct list *wanted = store_order_wanted(ctx->db, order, error);
    if (!wanted)
        return false;
    g_ptr_array_add(plan.owned, wanted);
    if (list_len(wanted) && !plan_lines(ctx, wanted, &plan, error))
        return false;
    *ret_plan = plan;
    plan = (struct plan){0}; // the caller owns it now
    return true;
}

void plan_clear(struct plan *plan)
{
    g_clear_pointer(&plan->takes, g_array_unref);
    g_clear_pointer(&plan->lacks, g_array_unref);
    g_clear_pointer(&plan->owned, g_ptr_array_unref);
}

bool plan_hopeful(struct op_ctx *ctx, int64_t order, bool *ret_hopeful, GError **error)
{
    g_autoptr(rowlist) wanted = store_order_wanted(ctx->db, order, error);
    *ret_hopeful = wanted && !list_len(wanted);
    for (unsigned i = 0; wanted && !*ret_hopeful && i < list_len(wanted); i++) {
        int64_t item = list_at(wanted, struct wanted_row, i)->item_id;
        if (!item)
            continue;
        g_autoptr(rowlist) sources = store_sources(ctx->db, item, ctx->now / DAY_MS, error);
        if (!sources)
            return false;
        *ret_hopeful = list_len(sources) > 0;
    }
    return wanted != NULL;
}

// --- writing

// Everybody who allocates takes the balances in this order, so that nobody waits in a circle.
static int by_balance(const void *a, const void *b)
{
    const struct take *x = a, *y = b;
    if (x->goods != y->goods)
        return x->goods < y->goods ? -1 : 1;
    if (x->location != y->location)
        return x->location < y->location ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

bool plan_allocate(struct op_ctx *ctx, struct plan *plan, GError **error)
{
    g_array_sort(plan->takes, by_balance);
    for (unsigned i = 0; i < plan->takes->len; i++) {
        const struct take *take = &g_array_index(plan->takes, struct take, i);
        const struct line_change held = {.open = -take->qty, .claimed = take->qty};
        if (!store_balance_allocate(ctx->db, take->goods, take->location, take->qty, error) ||
            !store_claim_add(ctx->db, take->line, take->goods, take->location, take->qty, error) ||
            !store_line_count(ctx->db, take->line, &held, error))
            return false;
    }
    return true;
}
