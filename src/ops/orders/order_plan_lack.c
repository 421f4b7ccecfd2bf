// SPDX-License-Identifier: Apache-2.0
// What is asked of the sites for an order, and why part of it is not to be had.
#include "order_plan.h"
#include "sites.h"
#include "store_location.h"

// --- portions

// The rows of WANTED from FIRST on that are parts of one kit.
static unsigned parts_of_kit(const struct list *wanted, unsigned first)
{
    const struct wanted_row *row = list_at(wanted, struct wanted_row, first);
    unsigned n = 1;
    while (row->part && first + n < list_len(wanted)) {
        const struct wanted_row *next = list_at(wanted, struct wanted_row, first + n);
        if (!next->part || next->parent_id != row->parent_id)
            break;
        n++;
    }
    return n;
}

// Is as much wanted of each part as so many kits take?
static bool alike(const struct list *wanted, const struct portion *portion)
{
    for (unsigned i = 0; i < portion->n; i++) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, portion->first + i);
        if (row->need != portion->sets * row->per)
            return false;
    }
    return true;
}

int64_t plan_per(const struct portion *portion, const struct wanted_row *row)
{
    return portion->kit ? row->per : 1;
}

GArray *plan_portions(const struct list *wanted, bool kits)
{
    GArray *portions = g_array_new(FALSE, FALSE, sizeof(struct portion));
    for (unsigned i = 0; i < list_len(wanted);) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        struct portion portion = {.first = i, .n = parts_of_kit(wanted, i), .kit = row->part};
        portion.sets = row->need / row->per;
        if (!portion.kit || !kits || !alike(wanted, &portion))
            portion = (struct portion){.first = i, .n = 1, .sets = row->need};
        for (unsigned k = 0; k < portion.n; k++)
            portion.unknown |= !list_at(wanted, struct wanted_row, i + k)->item_id;
        g_array_append_val(portions, portion);
        i += portion.n;
    }
    return portions;
}

void plan_ask(const struct list *wanted, const GArray *portions, GArray *parts, GArray *lines,
              GArray *numbers)
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

// --- lacks

// STOCK: struct site_stock.
static int64_t free_at(const GArray *stock, int64_t site, int64_t item)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < stock->len; i++) {
        const struct site_stock *row = &g_array_index(stock, struct site_stock, i);
        sum += row->site_id == site && row->item_id == item ? row->free : 0;
    }
    return sum;
}

// Kits that a site could make up of what the plan leaves.
static int64_t kits_at(const struct shortage *shortage, int64_t site)
{
    int64_t sets = INT64_MAX;
    for (unsigned i = 0; i < shortage->portion->n; i++) {
        const struct wanted_row *row =
            list_at(shortage->wanted, struct wanted_row, shortage->portion->first + i);
        sets = MIN(sets, free_at(shortage->left, site, row->item_id) / row->per);
    }
    return sets;
}

// Lists what the plan leaves where: what it takes is the order's own. ROW: NULL for the kit.
static void add_free(const struct shortage *shortage, const struct wanted_row *row, GArray *free)
{
    for (unsigned i = 0; i < list_len(shortage->sites); i++) {
        const struct site_row *site = list_at(shortage->sites, struct site_row, i);
        const struct site_free there = {site->code,
                                        row ? free_at(shortage->left, site->id, row->item_id)
                                            : kits_at(shortage, site->id)};
        if (there.qty)
            g_array_append_val(free, there);
    }
}

// What was free of an item in all sites before the plan.
static int64_t free_before(const struct shortage *shortage, int64_t item)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < list_len(shortage->sites); i++)
        sum += free_at(shortage->stock, list_at(shortage->sites, struct site_row, i)->id, item);
    return sum;
}

// What all lines of the order want of the item of a row.
static int64_t wanted_of_item(const struct list *wanted, const struct wanted_row *row)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < list_len(wanted); i++) {
        const struct wanted_row *other = list_at(wanted, struct wanted_row, i);
        sum += other->item_id == row->item_id ? other->need : 0;
    }
    return sum;
}

static void add_lack(struct plan *plan, const struct lack *lack)
{
    g_ptr_array_add(plan->frees, lack->free);
    g_array_append_val(plan->lacks, *lack);
}

// A line of which there is too little; SCARCE_ONLY: one that could be had is left out. Says whether
// there is.
static bool lack_of_row(struct plan *plan, const struct shortage *shortage,
                        const struct wanted_row *row, bool scarce_only)
{
    struct lack lack = {.need = row->need,
                        .missing = shortage->missing * plan_per(shortage->portion, row),
                        .sku = row->sku,
                        .free = g_array_new(FALSE, FALSE, sizeof(struct site_free))};
    int64_t free = row->item_id ? free_before(shortage, row->item_id) : 0;
    int64_t wanted = wanted_of_item(shortage->wanted, row);
    bool scarce = !row->item_id || free < wanted;
    lack.why = !row->item_id ? LACK_UNKNOWN
               : !free       ? LACK_NOWHERE
               : scarce      ? LACK_LITTLE
                             : LACK_APART;
    if (row->item_id)
        add_free(shortage, row, lack.free);
    if (scarce_only && row->item_id && scarce) // the other kits have their part of it
        lack.missing = MIN(lack.missing, wanted - free);
    if (scarce || !scarce_only)
        add_lack(plan, &lack);
    else
        g_array_unref(lack.free);
    return scarce;
}

void plan_lack(struct plan *plan, const struct shortage *shortage)
{
    const struct portion *portion = shortage->portion;
    bool scarce = false;
    for (unsigned i = 0; i < portion->n; i++) {
        const struct wanted_row *row =
            list_at(shortage->wanted, struct wanted_row, portion->first + i);
        scarce |= lack_of_row(plan, shortage, row, portion->kit);
        plan->missing += shortage->missing * plan_per(portion, row);
    }
    if (scarce || !portion->kit)
        return;
    struct lack lack = {.why = LACK_KIT_APART,
                        .need = portion->sets,
                        .missing = shortage->missing,
                        .sku = list_at(shortage->wanted, struct wanted_row, portion->first)->kit,
                        .free = g_array_new(FALSE, FALSE, sizeof(struct site_free))};
    add_free(shortage, NULL, lack.free);
    add_lack(plan, &lack);
}

// --- kits in parts

// Pieces that a site lacks of the parts.
static int64_t lacking_at(const struct shortage *shortage, int64_t site)
{
    int64_t lacking = 0;
    for (unsigned i = 0; i < shortage->portion->n; i++) {
        const struct wanted_row *row =
            list_at(shortage->wanted, struct wanted_row, shortage->portion->first + i);
        int64_t need = shortage->missing * row->per;
        lacking += need - MIN(need, MAX(0, free_at(shortage->left, site, row->item_id)));
    }
    return lacking;
}

int64_t plan_best_site(const struct shortage *shortage)
{
    int64_t best = 0, least = INT64_MAX;
    for (unsigned i = 0; i < list_len(shortage->sites); i++) {
        int64_t site = list_at(shortage->sites, struct site_row, i)->id;
        int64_t lacking = lacking_at(shortage, site);
        best = lacking < least ? site : best;
        least = MIN(lacking, least);
    }
    return best;
}

void plan_lack_part(struct plan *plan, const struct shortage *shortage,
                    const struct wanted_row *row, int64_t missing)
{
    struct lack lack = {.need = row->need, .missing = missing, .sku = row->sku, .kit = row->kit};
    if (!missing)
        return;
    lack.free = g_array_new(FALSE, FALSE, sizeof(struct site_free));
    if (row->item_id)
        add_free(shortage, row, lack.free);
    lack.why = !row->item_id ? LACK_UNKNOWN : lack.free->len ? LACK_PART_APART : LACK_NOWHERE;
    plan->missing += missing;
    add_lack(plan, &lack);
}
