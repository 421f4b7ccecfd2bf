// SPDX-License-Identifier: Apache-2.0
// Plans an order: one site if one has everything, the fewest places there, the oldest goods first.
#include "order_plan.h"

#include <string.h>

#include "alloc.h"
#include "clock.h"
#include "common.h"
#include "propose.h"
#include "sites.h"
#include "store_admin.h"
#include "store_location.h"

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

static void array_drop(void *array)
{
    g_array_unref(array);
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
        struct pool pool = {item, store_sources(ctx->db, item, plan_day(ctx), error)};
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

int64_t plan_day(const struct op_ctx *ctx)
{
    return ctx->now / DAY_MS;
}

bool plan_read_rules(struct op_ctx *ctx, const struct list *sites, struct plan_rules *ret_rules,
                     GError **error)
{
    *ret_rules = (struct plan_rules){.kits = true};
    if (list_len(sites) < 2)
        return true;
    g_autofree char *split = store_setting(ctx->db, SETTING_ORDER_SPLIT, error);
    if (!split)
        return false;
    ret_rules->split = strcmp(split, "lines") != 0;
    ret_rules->kits = strcmp(split, "parts") != 0;
    return true;
}

// --- choosing

int64_t plan_choose(struct list *sources, const struct choice *choice, GArray *takes)
{
    g_autoptr(GArray) offers = g_array_new(FALSE, FALSE, sizeof(struct alloc_source));
    for (unsigned i = 0; i < list_len(sources); i++) {
        const struct source_row *row = list_at(sources, struct source_row, i);
        bool left_out = row->location_id == choice->not_there &&
                        (!choice->goods || row->goods_id == choice->goods);
        const struct alloc_source offer = {.balance_id = i + 1,
                                           .free = row->free,
                                           .received_at = row->since,
                                           .expires_day = row->expires_day};
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

// Portions of which every SKU is known, as the sites are asked for them; PARTS (struct site_part)
// hold what they are made of. NUMBERS: of the portions.
static void ask_lines(const struct list *wanted, const GArray *portions, GArray *parts,
                      GArray *lines, GArray *numbers)
{
    for (unsigned i = 0; i < portions->len; i++) {
        const struct portion *portion = &g_array_index(portions, struct portion, i);
        const struct site_line line = {.n_parts = portion->n, .need = portion->sets};
        if (portion->unknown)
            continue;
        g_array_append_val(lines, line);
        g_array_append_val(numbers, i);
        for (unsigned k = 0; k < portion->n; k++) {
            const struct wanted_row *row = list_at(wanted, struct wanted_row, portion->first + k);
            const struct site_part part = {row->item_id, plan_per(portion, row)};
            g_array_append_val(parts, part);
        }
    }
    const struct site_part *next = (const struct site_part *)(void *)parts->data;
    for (unsigned i = 0; i < lines->len; i++) {
        struct site_line *line = &g_array_index(lines, struct site_line, i);
        line->parts = next;
        next += line->n_parts;
    }
}

// What the planning of an order works on.
struct desk {
    const struct list *wanted, *sites;
    struct plan_rules rules;
    GArray *pools, *stock, *portions; // struct pool, site_stock, portion
    GArray *left;                     // struct site_stock: what the shares leave
    struct list *proposal;            // struct proposal_row: what stands for the order, or NULL
};

// Takes the goods of a share from their places.
static void take_share(const struct desk *desk, const struct portion *portion,
                       const struct site_share *share, struct plan *plan)
{
    for (unsigned k = 0; k < portion->n; k++) {
        const struct wanted_row *row = list_at(desk->wanted, struct wanted_row, portion->first + k);
        const struct choice choice = {.line = row->line_id,
                                      .site = share->site_id,
                                      .need = share->qty * plan_per(portion, row)};
        plan_choose(pool_of(desk->pools, row->item_id)->sources, &choice, plan->takes);
    }
}

static void note_lack(const struct desk *desk, const struct portion *portion, int64_t missing,
                      struct plan *plan)
{
    const struct shortage shortage = {desk->wanted, desk->sites, desk->stock,
                                      desk->left,   portion,     missing};
    if (!missing)
        return;
    if (!desk->left->len)
        read_stock(desk->pools, desk->left);
    plan_lack(plan, &shortage);
}

// Takes what was proposed, where the order still wants it and the goods are still there.
static bool take_proposal(const struct desk *desk, GArray *shares, struct plan *plan)
{
    if (!desk->proposal || !list_len(desk->proposal))
        return false;
    const struct proposal_row *row = list_at(desk->proposal, struct proposal_row, 0);
    plan->proposal = row->id;
    plan->follows = propose_fits(row->answer, desk->wanted, desk->portions, desk->stock, shares);
    return plan->follows;
}

static void choose(const struct desk *desk, struct plan *plan)
{
    g_autoptr(GArray) sites = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(struct site_part));
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct site_line));
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(unsigned));
    g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(struct site_share));
    for (unsigned i = 0; i < list_len(desk->sites); i++)
        g_array_append_val(sites, list_at(desk->sites, struct site_row, i)->id);
    ask_lines(desk->wanted, desk->portions, parts, lines, numbers);
    if (!take_proposal(desk, shares, plan))
        site_choose(&(struct site_question){.lines = (struct site_line *)(void *)lines->data,
                                            .n_lines = lines->len,
                                            .sites = (const int64_t *)(void *)sites->data,
                                            .n_sites = sites->len,
                                            .stock = (struct site_stock *)(void *)desk->stock->data,
                                            .n_stock = desk->stock->len,
                                            .split = desk->rules.split},
                    shares);
    for (unsigned i = 0; i < shares->len; i++) {
        const struct site_share *share = &g_array_index(shares, struct site_share, i);
        unsigned number = g_array_index(numbers, unsigned, share->line);
        take_share(desk, &g_array_index(desk->portions, struct portion, number), share, plan);
    }
    for (unsigned i = 0, asked = 0; i < desk->portions->len; i++) {
        const struct portion *portion = &g_array_index(desk->portions, struct portion, i);
        note_lack(desk, portion,
                  portion->unknown ? portion->sets
                                   : g_array_index(lines, struct site_line, asked++).missing,
                  plan);
    }
}

static bool plan_lines(struct op_ctx *ctx, int64_t order, const struct list *wanted,
                       struct plan *plan, GError **error)
{
    g_autoptr(rowlist) sites = store_sites(ctx->db, error);
    g_autoptr(GArray) pools = g_array_new(FALSE, FALSE, sizeof(struct pool));
    g_autoptr(GArray) stock = g_array_new(FALSE, FALSE, sizeof(struct site_stock));
    g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(struct site_stock));
    struct desk desk = {
        .wanted = wanted, .sites = sites, .pools = pools, .stock = stock, .left = left};
    g_autoptr(rowlist) proposal =
        sites && list_len(sites) > 1 ? store_proposal_open(ctx->db, order, error) : NULL;
    desk.proposal = proposal;
    if (!sites || (list_len(sites) > 1 && !proposal) ||
        !plan_read_rules(ctx, sites, &desk.rules, error) ||
        !read_pools(ctx, wanted, plan, pools, error))
        return false;
    g_autoptr(GArray) portions = plan_portions(wanted, desk.rules.kits);
    desk.portions = portions;
    read_stock(pools, stock);
    choose(&desk, plan);
    g_ptr_array_add(plan->owned, g_steal_pointer(&sites));
    return true;
}

// What the order wants, with the shares of its lines put together.
static struct list *read_wanted(struct op_ctx *ctx, int64_t order, GError **error)
{
    g_autoptr(rowlist) wanted = store_order_wanted(ctx->db, order, error);
    bool split = false;
    for (unsigned i = 0; wanted && i < list_len(wanted); i++)
        split = split || list_at(wanted, struct wanted_row, i)->split;
    if (!wanted || !split)
        return g_steal_pointer(&wanted);
    return store_lines_gather(ctx->db, order, error) ? store_order_wanted(ctx->db, order, error)
                                                     : NULL;
}

bool plan_order(struct op_ctx *ctx, int64_t order, struct plan *ret_plan, GError **error)
{
    g_auto(op_plan) plan = {.takes = g_array_new(FALSE, FALSE, sizeof(struct take)),
                            .lacks = g_array_new(FALSE, FALSE, sizeof(struct lack)),
                            .owned = g_ptr_array_new_with_free_func(list_drop),
                            .frees = g_ptr_array_new_with_free_func(array_drop)};
    struct list *wanted = read_wanted(ctx, order, error);
    if (!wanted)
        return false;
    g_ptr_array_add(plan.owned, wanted);
    if (list_len(wanted) && !plan_lines(ctx, order, wanted, &plan, error))
        return false;
    *ret_plan = plan;
    plan = (struct plan){0}; // the caller owns it now
    return true;
}

void plan_clear(struct plan *plan)
{
    g_clear_pointer(&plan->takes, g_array_unref);
    g_clear_pointer(&plan->lacks, g_array_unref);
    g_clear_pointer(&plan->frees, g_ptr_array_unref);
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
        g_autoptr(rowlist) sources = store_sources(ctx->db, item, plan_day(ctx), error);
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

static bool allocate(struct op_ctx *ctx, const struct take *take, GError **error)
{
    const struct line_change held = {.open = -take->qty, .claimed = take->qty};
    return store_balance_allocate(ctx->db, take->goods, take->location, take->qty, error) &&
           store_claim_add(ctx->db, take->line, take->goods, take->location, take->qty, error) &&
           (take->fulfilment
                ? store_line_serve(ctx->db, take->line, take->qty, take->fulfilment, error)
                : store_line_count(ctx->db, take->line, &held, error));
}

bool plan_allocate(struct op_ctx *ctx, struct plan *plan, GError **error)
{
    g_array_sort(plan->takes, by_balance);
    for (unsigned i = 0; i < plan->takes->len; i++)
        if (!allocate(ctx, &g_array_index(plan->takes, struct take, i), error))
            return false;
    return true;
}
