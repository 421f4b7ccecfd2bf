// SPDX-License-Identifier: Apache-2.0
// Plans an order: one site if one has everything, the fewest places there, the oldest goods first.
#include "order_plan.h"

#include <string.h>

#include "alloc.h"
#include "clock.h"
#include "common.h"
#include "order_yield.h"
#include "propose.h"
#include "sites.h"
#include "store_admin.h"
#include "store_location.h"

// What is free of an item, everywhere.
struct pool {
    int64_t item;
    struct list *sources; // struct source_row; the plan owns it
    struct list *waits;   // the same of what waiting orders have; NULL: it is left to them
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

// Reads the sources of every item that the lines of the order want. WANTED: struct wanted_row.
static bool read_pools(struct op_ctx *ctx, int64_t order, const struct list *wanted,
                       struct plan *plan, GArray *pools, GError **error)
{
    struct list *all = store_sources_of_order(ctx->db, order, plan_day(ctx), error);
    if (!all)
        return false;
    g_ptr_array_add(plan->owned, all);
    for (unsigned i = 0; i < list_len(wanted); i++) {
        struct pool pool = {.item = list_at(wanted, struct wanted_row, i)->item_id};
        if (!pool.item || pool_of(pools, pool.item))
            continue;
        pool.sources = list_new(sizeof(struct source_row));
        g_ptr_array_add(plan->owned, pool.sources);
        g_array_append_val(pools, pool);
    }
    for (unsigned i = 0; i < list_len(all); i++) {
        const struct source_row *row = list_at(all, struct source_row, i);
        struct pool *pool = pool_of(pools, row->item_id);
        if (pool)
            g_array_append_vals(pool->sources->rows, row, 1);
    }
    return true;
}

static void add_stock(const struct list *sources, int64_t item, GArray *stock)
{
    for (unsigned k = 0; sources && k < list_len(sources); k++) {
        const struct source_row *row = list_at(sources, struct source_row, k);
        const struct site_stock there = {row->site_id, item, row->free};
        g_array_append_val(stock, there);
    }
}

static void read_stock(const GArray *pools, GArray *stock)
{
    for (unsigned i = 0; i < pools->len; i++) {
        const struct pool *pool = &g_array_index(pools, struct pool, i);
        add_stock(pool->sources, pool->item, stock);
        add_stock(pool->waits, pool->item, stock);
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

// What the planning of an order works on.
struct desk {
    const struct list *wanted, *sites;
    struct plan_rules rules;
    GArray *pools, *stock, *portions; // struct pool, site_stock, portion
    GArray *left;                     // struct site_stock: what the shares leave
    struct list *proposal;            // struct proposal_row: what stands for the order, or NULL
};

// Takes the goods of a share from their places: what is free first.
static void take_share(const struct desk *desk, const struct portion *portion,
                       const struct site_share *share, struct plan *plan)
{
    for (unsigned k = 0; k < portion->n; k++) {
        const struct wanted_row *row = list_at(desk->wanted, struct wanted_row, portion->first + k);
        const struct choice choice = {.line = row->line_id,
                                      .site = share->site_id,
                                      .need = share->qty * plan_per(portion, row)};
        const struct pool *pool = pool_of(desk->pools, row->item_id);
        struct choice rest = choice;
        rest.need = plan_choose(pool->sources, &choice, plan->takes);
        unsigned n = plan->takes->len;
        if (rest.need && pool->waits)
            plan_choose(pool->waits, &rest, plan->takes);
        yield_mark(plan->takes, n);
    }
}

// Kits that nobody makes up: the order waits with the parts that lie where the fewest are missing,
// as it waits with pieces of a line, so what is missing is what nobody has there.
static void take_parts(const struct desk *desk, const struct shortage *shortage, struct plan *plan)
{
    g_autofree int64_t *missing = g_new0(int64_t, shortage->portion->n);
    int64_t site = plan_best_site(shortage);
    for (unsigned i = 0; i < shortage->portion->n; i++) {
        const struct wanted_row *row =
            list_at(desk->wanted, struct wanted_row, shortage->portion->first + i);
        const struct choice choice = {
            .line = row->line_id, .site = site, .need = shortage->missing * row->per};
        missing[i] = row->item_id ? plan_choose(pool_of(desk->pools, row->item_id)->sources,
                                                &choice, plan->takes)
                                  : choice.need;
    }
    g_array_set_size(desk->left, 0);
    read_stock(desk->pools, desk->left);
    for (unsigned i = 0; i < shortage->portion->n; i++)
        plan_lack_part(plan, shortage,
                       list_at(desk->wanted, struct wanted_row, shortage->portion->first + i),
                       missing[i]);
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
    if (portion->kit)
        take_parts(desk, &shortage, plan);
    else
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
    plan_ask(desk->wanted, desk->portions, parts, lines, numbers);
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

// --- with what waiting orders have

// Pieces of an item that the order wants and that are not free.
static int64_t lacking(const struct desk *desk, int64_t item)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < list_len(desk->wanted); i++) {
        const struct wanted_row *row = list_at(desk->wanted, struct wanted_row, i);
        sum += row->item_id == item ? row->need : 0;
    }
    for (unsigned i = 0; i < desk->stock->len; i++) {
        const struct site_stock *row = &g_array_index(desk->stock, struct site_stock, i);
        sum -= row->item_id == item ? row->free : 0;
    }
    return MAX(sum, 0);
}

// Have others what the order lacks? That is asked first, since few orders could be complete so.
static bool others_have(struct op_ctx *ctx, int64_t order, const struct desk *desk, bool *ret_have,
                        GError **error)
{
    *ret_have = true;
    for (unsigned i = 0; i < list_len(desk->wanted) && *ret_have; i++) {
        int64_t item = list_at(desk->wanted, struct wanted_row, i)->item_id;
        int64_t lack = item ? lacking(desk, item) : 0;
        int64_t there = lack ? store_waiting_sum(ctx->db, item, order, error) : 0;
        if (there < 0)
            return false;
        *ret_have = item && there >= lack;
    }
    return true;
}

// Adds what they have to the pools.
static bool read_waits(struct op_ctx *ctx, int64_t order, GArray *pools, struct plan *plan,
                       GError **error)
{
    for (unsigned i = 0; i < pools->len; i++) {
        struct pool *pool = &g_array_index(pools, struct pool, i);
        struct list *waits = store_waiting(ctx->db, pool->item, plan_day(ctx), order, error);
        if (!waits)
            return false;
        pool->waits = yield_sources(waits);
        g_ptr_array_add(plan->owned, waits);
        g_ptr_array_add(plan->owned, pool->waits);
        g_ptr_array_add(plan->waits, waits);
    }
    return true;
}

static void take_over(struct plan *plan, struct plan *from)
{
    struct plan old = *plan;
    *plan = *from;
    *from = old;
}

struct plan plan_new(GPtrArray *owned)
{
    return (struct plan){.takes = g_array_new(FALSE, FALSE, sizeof(struct take)),
                         .lacks = g_array_new(FALSE, FALSE, sizeof(struct lack)),
                         .from = g_array_new(FALSE, FALSE, sizeof(struct site_free)),
                         .gifts = g_array_new(FALSE, FALSE, sizeof(struct gift)),
                         .waits = g_ptr_array_new(),
                         .owned = owned,
                         .frees = g_ptr_array_new_with_free_func(array_drop)};
}

// Plans once more as if what waiting orders have were free, and keeps that where the order is
// complete by it and was not, or may come as it was proposed.
static bool plan_with_others(struct op_ctx *ctx, int64_t order, const struct desk *desk,
                             struct plan *plan, GError **error)
{
    g_autoptr(GArray) pools = g_array_new(FALSE, FALSE, sizeof(struct pool));
    g_autoptr(GArray) stock = g_array_new(FALSE, FALSE, sizeof(struct site_stock));
    g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(struct site_stock));
    g_auto(op_plan) other = plan_new(g_ptr_array_ref(plan->owned));
    struct desk with = *desk;
    bool have = false;
    if (!others_have(ctx, order, desk, &have, error))
        return false;
    if (!have)
        return true;
    with.pools = pools;
    with.stock = stock;
    with.left = left;
    if (!read_pools(ctx, order, desk->wanted, &other, pools, error) ||
        !read_waits(ctx, order, pools, &other, error))
        return false;
    read_stock(pools, stock);
    choose(&with, &other);
    if (!other.missing && (plan->missing || other.follows))
        take_over(plan, &other);
    return true;
}

// From where the plan takes how much.
static void sum_sites(const struct list *sites, struct plan *plan)
{
    plan->chosen = list_len(sites) > 1;
    for (unsigned i = 0; i < list_len(sites); i++) {
        const struct site_row *site = list_at(sites, struct site_row, i);
        struct site_free from = {.warehouse = site->code};
        for (unsigned k = 0; k < plan->takes->len; k++) {
            const struct take *take = &g_array_index(plan->takes, struct take, k);
            from.qty += take->site == site->id ? take->qty : 0;
        }
        if (from.qty)
            g_array_append_val(plan->from, from);
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
        !read_pools(ctx, order, wanted, plan, pools, error))
        return false;
    g_autoptr(GArray) portions = plan_portions(wanted, desk.rules.kits);
    desk.portions = portions;
    read_stock(pools, stock);
    choose(&desk, plan);
    bool outdated = plan->proposal && !plan->follows;
    if ((plan->missing || outdated) && !plan_with_others(ctx, order, &desk, plan, error))
        return false;
    sum_sites(sites, plan);
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
    g_auto(op_plan) plan = plan_new(g_ptr_array_new_with_free_func(list_drop));
    struct list *wanted = read_wanted(ctx, order, error);
    if (!wanted)
        return false;
    g_ptr_array_add(plan.owned, wanted);
    if (list_len(wanted) && !plan_lines(ctx, order, wanted, &plan, error))
        return false;
    plan.wanted = wanted;
    *ret_plan = plan;
    plan = (struct plan){0}; // the caller owns it now
    return true;
}

void plan_clear(struct plan *plan)
{
    g_clear_pointer(&plan->takes, g_array_unref);
    g_clear_pointer(&plan->lacks, g_array_unref);
    g_clear_pointer(&plan->from, g_array_unref);
    g_clear_pointer(&plan->frees, g_ptr_array_unref);
    g_clear_pointer(&plan->waits, g_ptr_array_unref);
    g_clear_pointer(&plan->gifts, g_array_unref);
    g_clear_pointer(&plan->owned, g_ptr_array_unref);
}

// *ret: what ORDER wants stands with orders that wait for the rest of theirs.
static bool waiting_have(struct op_ctx *ctx, int64_t order, const struct list *wanted, bool *ret,
                         GError **error)
{
    *ret = true;
    for (unsigned i = 0; *ret && i < list_len(wanted); i++) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        int64_t there = row->item_id ? store_waiting_sum(ctx->db, row->item_id, order, error) : 0;
        if (there < 0)
            return false;
        *ret = row->item_id && there >= row->need;
    }
    return true;
}

bool plan_hopeful(struct op_ctx *ctx, int64_t order, bool *ret_hopeful, GError **error)
{
    g_autoptr(rowlist) wanted = store_order_wanted(ctx->db, order, error);
    g_autoptr(rowlist) sources =
        wanted ? store_sources_of_order(ctx->db, order, plan_day(ctx), error) : NULL;
    *ret_hopeful = sources && (!list_len(wanted) || list_len(sources));
    return sources && (*ret_hopeful || waiting_have(ctx, order, wanted, ret_hopeful, error));
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

// What another order gave is allocated already.
static bool allocate(struct op_ctx *ctx, const struct take *take, GError **error)
{
    const struct line_change held = {.open = -take->qty, .claimed = take->qty};
    int64_t qty = take->qty - take->of_others;
    return (!qty || store_balance_allocate(ctx->db, take->goods, take->location, qty, error)) &&
           store_claim_add(ctx->db, take->line, take->goods, take->location, take->qty, error) &&
           (take->fulfilment
                ? store_line_serve(ctx->db, take->line, take->qty, take->fulfilment, error)
                : store_line_count(ctx->db, take->line, &held, error));
}

bool plan_allocate(struct op_ctx *ctx, int64_t order, struct plan *plan, GError **error)
{
    g_array_sort(plan->takes, by_balance);
    if (!yield_take(ctx, order, plan, error))
        return false;
    for (unsigned i = 0; i < plan->takes->len; i++)
        if (!allocate(ctx, &g_array_index(plan->takes, struct take, i), error))
            return false;
    return true;
}
