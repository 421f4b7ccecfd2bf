// SPDX-License-Identifier: Apache-2.0
// Proposals by the rules: as a release in its turn would serve an order, or of what is left over.
#include "propose_rest.h"

#include <string.h>

#include "propose.h"
#include "sites.h"
#include "store_location.h"

// --- what an order wants

static struct wanted_row *row_of(struct list *wanted, int64_t line)
{
    for (unsigned i = 0; i < list_len(wanted); i++)
        if (list_at(wanted, struct wanted_row, i)->line_id == line)
            return list_at(wanted, struct wanted_row, i);
    return NULL;
}

static const struct line_row *line_of(const struct list *lines, int64_t id)
{
    for (unsigned i = 0; i < list_len(lines); i++)
        if (list_at(lines, struct line_row, i)->id == id)
            return list_at(lines, struct line_row, i);
    return NULL;
}

// A share counts as its line.
static void add_wanted(struct list *wanted, const struct list *lines, const struct line_row *line)
{
    bool share = !strcmp(line->kind, "split");
    const struct line_row *whole = share ? line_of(lines, line->parent_id) : line;
    int64_t need = line->open + line->allocated - line->packed;
    struct wanted_row *row = whole ? row_of(wanted, whole->id) : NULL;
    if (!whole || !need)
        return;
    if (row) {
        row->need += need;
        return;
    }
    const struct line_row *kit = line_of(lines, whole->parent_id);
    *(struct wanted_row *)list_add(wanted) =
        (struct wanted_row){.line_id = whole->id,
                            .item_id = whole->item_id,
                            .need = need,
                            .parent_id = whole->parent_id,
                            .part = !strcmp(whole->kind, "part"),
                            .per = whole->per,
                            .sku = g_string_chunk_insert(wanted->text, whole->sku),
                            .kit = g_string_chunk_insert(wanted->text, kit ? kit->sku : "")};
}

static int by_line(const void *a, const void *b)
{
    const struct wanted_row *x = a, *y = b;
    return x->line_id < y->line_id ? -1 : x->line_id > y->line_id;
}

struct list *propose_wanted(struct db *db, int64_t order, GError **error)
{
    g_autoptr(rowlist) lines = store_order_lines(db, order, error);
    if (!lines)
        return NULL;
    struct list *wanted = list_new(sizeof(struct wanted_row));
    for (unsigned i = 0; i < list_len(lines); i++)
        if (list_at(lines, struct line_row, i)->demand)
            add_wanted(wanted, lines, list_at(lines, struct line_row, i));
    g_array_sort(wanted->rows, by_line);
    return wanted;
}

// --- what is left

static unsigned site_number(const struct leftover *leftover, int64_t site)
{
    unsigned i = 0;
    while (i < list_len(leftover->sites) &&
           list_at(leftover->sites, struct site_row, i)->id != site)
        i++;
    g_assert(i < list_len(leftover->sites));
    return i;
}

static int64_t *left_at(const struct leftover *leftover, unsigned site, int64_t item)
{
    int number = GPOINTER_TO_INT(g_hash_table_lookup(leftover->known, &item)) - 1;
    return &leftover->pieces[(size_t)number * list_len(leftover->sites) + site];
}

int64_t *leftover_at(const struct leftover *leftover, int64_t site, int64_t item)
{
    return left_at(leftover, site_number(leftover, site), item);
}

void leftover_take(const struct leftover *leftover, int64_t site, int64_t item, int64_t qty)
{
    *leftover_at(leftover, site, item) -= qty;
}

void leftover_serve(const struct leftover *free, const struct leftover *waits,
                    const struct site_stock *take)
{
    int64_t *left = leftover_at(free, take->site_id, take->item_id);
    int64_t qty = MIN(take->free, *left);
    *left -= qty;
    if (qty < take->free)
        leftover_take(waits, take->site_id, take->item_id, take->free - qty);
}

// What is left of the items that an order wants: struct site_stock.
static GArray *stock_for(const struct leftover *leftover, const struct list *wanted)
{
    GArray *stock = g_array_new(FALSE, FALSE, sizeof(struct site_stock));
    g_autoptr(GHashTable) done = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (unsigned i = 0; i < list_len(wanted); i++) {
        struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        if (!row->item_id || !g_hash_table_add(done, &row->item_id))
            continue;
        for (unsigned k = 0; k < list_len(leftover->sites); k++) {
            const struct site_stock there = {list_at(leftover->sites, struct site_row, k)->id,
                                             row->item_id, *left_at(leftover, k, row->item_id)};
            g_array_append_val(stock, there);
        }
    }
    return stock;
}

// --- planning by the rules

// An order while it is planned.
struct rest {
    const struct leftover *leftover;
    const struct list *wanted;
    const GArray *portions;
    GArray *stock;                                  // struct site_stock
    GArray *ids, *parts, *lines, *numbers, *shares; // what the sites are asked and answer
};
typedef struct rest order_rest;

static void rest_clear(struct rest *rest)
{
    GArray **arrays[] = {&rest->stock, &rest->ids,     &rest->parts,
                         &rest->lines, &rest->numbers, &rest->shares};
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_clear_pointer(arrays[i], g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(order_rest, rest_clear)

static struct rest rest_new(const struct leftover *leftover, const struct list *wanted,
                            const GArray *portions)
{
    return (struct rest){.leftover = leftover,
                         .wanted = wanted,
                         .portions = portions,
                         .stock = stock_for(leftover, wanted),
                         .ids = g_array_new(FALSE, FALSE, sizeof(int64_t)),
                         .parts = g_array_new(FALSE, FALSE, sizeof(struct site_part)),
                         .lines = g_array_new(FALSE, FALSE, sizeof(struct site_line)),
                         .numbers = g_array_new(FALSE, FALSE, sizeof(unsigned)),
                         .shares = g_array_new(FALSE, FALSE, sizeof(struct site_share))};
}

static const struct portion *portion_of(const struct rest *rest, const struct site_share *share)
{
    unsigned number = g_array_index(rest->numbers, unsigned, share->line);
    return &g_array_index(rest->portions, struct portion, number);
}

static void ask_sites(struct rest *rest, bool split)
{
    for (unsigned i = 0; i < list_len(rest->leftover->sites); i++)
        g_array_append_val(rest->ids, list_at(rest->leftover->sites, struct site_row, i)->id);
    plan_ask(rest->wanted, rest->portions, rest->parts, rest->lines, rest->numbers);
    site_choose(&(struct site_question){.lines = (struct site_line *)(void *)rest->lines->data,
                                        .n_lines = rest->lines->len,
                                        .sites = (const int64_t *)(void *)rest->ids->data,
                                        .n_sites = rest->ids->len,
                                        .stock = (struct site_stock *)(void *)rest->stock->data,
                                        .n_stock = rest->stock->len,
                                        .split = split},
                rest->shares);
}

// What the shares take: struct site_stock.
static void add_takes(const struct rest *rest, GArray *takes)
{
    for (unsigned i = 0; i < rest->shares->len; i++) {
        const struct site_share *share = &g_array_index(rest->shares, struct site_share, i);
        const struct portion *portion = portion_of(rest, share);
        for (unsigned k = 0; k < portion->n; k++) {
            const struct wanted_row *row =
                list_at(rest->wanted, struct wanted_row, portion->first + k);
            const struct site_stock take = {share->site_id, row->item_id,
                                            share->qty * plan_per(portion, row)};
            g_array_append_val(takes, take);
        }
    }
}

static void write_share(const struct rest *rest, const struct site_share *share, GString *text)
{
    const struct portion *portion = portion_of(rest, share);
    int64_t pieces = 0;
    for (unsigned i = 0; i < portion->n; i++)
        pieces += share->qty *
                  plan_per(portion, list_at(rest->wanted, struct wanted_row, portion->first + i));
    g_string_append_printf(
        text, " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
        list_at(rest->wanted, struct wanted_row, portion->first)->line_id, share->site_id,
        share->qty, pieces);
}

static char *say_shares(const struct rest *rest)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GHashTable) sites = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (unsigned i = 0; i < rest->shares->len; i++) {
        struct site_share *share = &g_array_index(rest->shares, struct site_share, i);
        write_share(rest, share, text);
        g_hash_table_add(sites, &share->site_id);
    }
    return g_strdup_printf(" %u%s", g_hash_table_size(sites), text->str);
}

// --- what is lacking

static const char *const codes[] = {
    [LACK_UNKNOWN] = "unknown_item", [LACK_NOWHERE] = "too_little",
    [LACK_LITTLE] = "too_little",    [LACK_APART] = "apart",
    [LACK_KIT_APART] = "kit_apart",  [LACK_PART_APART] = "kit_apart"};

// Sets of a portion that are not served.
static int64_t missing_of(const struct rest *rest, unsigned portion)
{
    for (unsigned i = 0; i < rest->numbers->len; i++)
        if (g_array_index(rest->numbers, unsigned, i) == portion)
            return g_array_index(rest->lines, struct site_line, i).missing;
    return g_array_index(rest->portions, struct portion, portion).sets; // nobody knows the SKU
}

// The first thing that the order lacks; NULL where it lacks nothing.
static char *say_lack(const struct rest *rest)
{
    g_auto(op_plan) plan = plan_new(g_ptr_array_new());
    for (unsigned i = 0; i < rest->portions->len; i++) {
        const struct shortage shortage = {.wanted = rest->wanted,
                                          .sites = rest->leftover->sites,
                                          .stock = rest->stock,
                                          .left = rest->stock,
                                          .portion =
                                              &g_array_index(rest->portions, struct portion, i),
                                          .missing = missing_of(rest, i)};
        if (shortage.missing)
            plan_lack(&plan, &shortage);
    }
    if (!plan.lacks->len)
        return NULL;
    const struct lack *lack = &g_array_index(plan.lacks, struct lack, 0);
    return g_strdup_printf(" 0 %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s", codes[lack->why],
                           lack->need, lack->missing, lack->sku);
}

char *propose_rest(const struct leftover *leftover, const struct plan_rules *rules,
                   const struct list *wanted, const GArray *portions)
{
    g_auto(order_rest) rest = rest_new(leftover, wanted, portions);
    g_autoptr(GArray) takes = g_array_new(FALSE, FALSE, sizeof(struct site_stock));
    if (!portions->len)
        return g_strdup(" 0 over 0 0 -");
    ask_sites(&rest, rules->split);
    char *lack = say_lack(&rest);
    if (lack)
        return lack;
    add_takes(&rest, takes);
    for (unsigned i = 0; i < takes->len; i++) {
        const struct site_stock *take = &g_array_index(takes, struct site_stock, i);
        leftover_take(leftover, take->site_id, take->item_id, take->free);
    }
    return say_shares(&rest);
}

// --- as a release would

static bool is_whole(const struct rest *rest)
{
    bool whole = rest->portions->len > 0;
    for (unsigned i = 0; i < rest->portions->len && whole; i++)
        whole = !missing_of(rest, i);
    return whole;
}

static void claim(const struct rest *rest, const struct leftover *waits, int64_t site, int64_t item,
                  int64_t qty)
{
    leftover_take(rest->leftover, site, item, qty);
    leftover_take(waits, site, item, -qty);
}

// The parts of kits that nobody makes up, where the fewest are missing.
static void claim_parts(const struct rest *rest, const struct leftover *waits,
                        const struct portion *portion, int64_t missing)
{
    g_autoptr(GArray) left = stock_for(rest->leftover, rest->wanted);
    const struct shortage shortage = {.wanted = rest->wanted,
                                      .sites = rest->leftover->sites,
                                      .left = left,
                                      .portion = portion,
                                      .missing = missing};
    int64_t site = plan_best_site(&shortage);
    for (unsigned i = 0; i < portion->n; i++) {
        const struct wanted_row *row = list_at(rest->wanted, struct wanted_row, portion->first + i);
        int64_t there = row->item_id ? *leftover_at(rest->leftover, site, row->item_id) : 0;
        if (there > 0)
            claim(rest, waits, site, row->item_id, MIN(there, missing * row->per));
    }
}

// What an order gets that stays short is claimed: it waits with it.
static void claim_takes(const struct rest *rest, const struct leftover *waits)
{
    g_autoptr(GArray) takes = g_array_new(FALSE, FALSE, sizeof(struct site_stock));
    add_takes(rest, takes);
    for (unsigned i = 0; i < takes->len; i++) {
        const struct site_stock *take = &g_array_index(takes, struct site_stock, i);
        claim(rest, waits, take->site_id, take->item_id, take->free);
    }
    for (unsigned i = 0; i < rest->portions->len; i++) {
        const struct portion *portion = &g_array_index(rest->portions, struct portion, i);
        int64_t missing = missing_of(rest, i);
        if (portion->kit && missing)
            claim_parts(rest, waits, portion, missing);
    }
}

char *propose_turn(const struct leftover *free, const struct leftover *waits,
                   const struct plan_rules *rules, const struct list *wanted,
                   const GArray *portions, GArray *takes)
{
    g_auto(order_rest) alone = rest_new(free, wanted, portions);
    ask_sites(&alone, rules->split);
    bool whole = is_whole(&alone);
    g_auto(order_rest) with = rest_new(free, wanted, portions);
    g_autoptr(GArray) waiting = stock_for(waits, wanted);
    g_array_append_vals(with.stock, waiting->data, waiting->len);
    if (!whole)
        ask_sites(&with, rules->split);
    if (!whole && !is_whole(&with)) {
        claim_takes(&alone, waits);
        return NULL;
    }
    const struct rest *taken = whole ? &alone : &with;
    add_takes(taken, takes);
    for (unsigned i = 0; i < takes->len; i++)
        leftover_serve(free, waits, &g_array_index(takes, struct site_stock, i));
    return say_shares(taken);
}

bool propose_stands(const struct leftover *free, const struct leftover *waits, const char *stands,
                    const struct list *wanted, const GArray *portions, GArray *takes)
{
    g_auto(order_rest) rest = rest_new(free, wanted, portions);
    g_autoptr(GArray) waiting = stock_for(waits, wanted);
    g_array_append_vals(rest.stock, waiting->data, waiting->len);
    for (unsigned i = 0; i < portions->len; i++)
        g_array_append_val(rest.numbers, i);
    const char *answer = stands + strspn(stands, " ");
    answer += strcspn(answer, " "); // the parcels
    if (!propose_fits(answer, wanted, portions, rest.stock, rest.shares))
        return false;
    add_takes(&rest, takes);
    for (unsigned i = 0; i < takes->len; i++)
        leftover_serve(free, waits, &g_array_index(takes, struct site_stock, i));
    return true;
}
