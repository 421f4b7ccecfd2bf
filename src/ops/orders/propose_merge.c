// SPDX-License-Identifier: Apache-2.0
// Plans of the engine beside plans that orders have: as many are taken as fit together. An order
// that would save a parcel asks those that stand in its way for their goods, which go where the
// engine wants them, and so on, until a group has all that it needs.
#include "propose_ask.h"
#include "propose_rest.h"
#include "sites.h"

enum { GROUP_MOST = 64 }; // orders that make way for each other

// Offers in work. GROUPS: indices of offers, groups one behind the other; ENDS: where each ends.
struct merge {
    const struct question *question;
    GArray *offers;
    struct leftover left;  // what nobody's plan takes; below 0 while a group is put together
    GHashTable *takers;    // cell of `left` -> GArray of unsigned: whose plan takes of it
    GArray *groups, *ends; // unsigned
    bool *taken;           // by offer: its order has it
};

static struct offer *offer_at(const struct merge *merge, unsigned i)
{
    return &g_array_index(merge->offers, struct offer, i);
}

// Parcels that the order of an offer saves with it.
static int64_t saves(const struct offer *offer)
{
    return g_ascii_strtoll(offer->asked->turn, NULL, 10) - g_ascii_strtoll(offer->text, NULL, 10);
}

static int64_t *cell(const struct merge *merge, const struct site_stock *row)
{
    return leftover_at(&merge->left, row->site_id, row->item_id);
}

static void add_to_left(const struct merge *merge, const GArray *takes, int sign)
{
    for (unsigned i = 0; i < takes->len; i++) {
        const struct site_stock *row = &g_array_index(takes, struct site_stock, i);
        *cell(merge, row) += sign * row->free;
    }
}

// The plan of the offer is the order's, and the other way round; once more undoes it.
static void exchange(struct merge *merge, unsigned i)
{
    struct offer *offer = offer_at(merge, i);
    struct asked *asked = offer->asked;
    add_to_left(merge, asked->takes, 1);
    const struct offer before = {asked, asked->turn, asked->takes};
    asked->turn = offer->text;
    asked->takes = offer->takes;
    *offer = before;
    add_to_left(merge, asked->takes, -1);
    merge->taken[i] = !merge->taken[i];
}

static void exchange_group(struct merge *merge, unsigned from, unsigned to)
{
    for (unsigned i = from; i < to; i++)
        exchange(merge, g_array_index(merge->groups, unsigned, i));
}

// Pieces that takes have of a cell.
static int64_t taken_of(const struct merge *merge, const GArray *takes, const int64_t *of)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < takes->len; i++) {
        const struct site_stock *row = &g_array_index(takes, struct site_stock, i);
        sum += cell(merge, row) == of ? row->free : 0;
    }
    return sum;
}

static void index_takers(struct merge *merge)
{
    for (unsigned i = 0; i < merge->offers->len; i++) {
        const GArray *takes = offer_at(merge, i)->asked->takes;
        for (unsigned k = 0; offer_at(merge, i)->text && k < takes->len; k++) {
            int64_t *at = cell(merge, &g_array_index(takes, struct site_stock, k));
            GArray *known = g_hash_table_lookup(merge->takers, at);
            if (!known)
                g_hash_table_insert(merge->takers, at,
                                    known = g_array_new(FALSE, FALSE, sizeof(unsigned)));
            g_array_append_val(known, i);
        }
    }
}

static struct merge merge_new(const struct question *question, GArray *offers)
{
    struct merge merge = {
        .question = question,
        .offers = offers,
        .left = propose_left(question, false),
        .takers = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref),
        .groups = g_array_new(FALSE, FALSE, sizeof(unsigned)),
        .ends = g_array_new(FALSE, FALSE, sizeof(unsigned)),
        .taken = g_new0(bool, offers->len + 1)};
    index_takers(&merge);
    return merge;
}

static void merge_clear(struct merge *merge)
{
    g_free(merge->left.pieces);
    g_hash_table_unref(merge->takers);
    g_array_unref(merge->groups);
    g_array_unref(merge->ends);
    g_free(merge->taken);
}

// --- groups

// A cell of which the orders of a group take more than there is; NULL where none is.
static const int64_t *overdrawn(const struct merge *merge, unsigned from)
{
    for (unsigned i = from; i < merge->groups->len; i++) {
        const GArray *takes =
            offer_at(merge, g_array_index(merge->groups, unsigned, i))->asked->takes;
        for (unsigned k = 0; k < takes->len; k++) {
            const int64_t *at = cell(merge, &g_array_index(takes, struct site_stock, k));
            if (*at < 0)
                return at;
        }
    }
    return NULL;
}

// Who could leave some of a cell to others with its offer, the one that saves most; -1 = nobody.
static int who_leaves(const struct merge *merge, const int64_t *at)
{
    const GArray *takers = g_hash_table_lookup(merge->takers, at);
    int best = -1;
    for (unsigned i = 0; takers && i < takers->len; i++) {
        unsigned k = g_array_index(takers, unsigned, i);
        const struct offer *offer = offer_at(merge, k);
        if (!merge->taken[k] &&
            taken_of(merge, offer->asked->takes, at) > taken_of(merge, offer->takes, at) &&
            (best < 0 || saves(offer) > saves(offer_at(merge, (unsigned)best))))
            best = (int)k;
    }
    return best;
}

// Exchanges the plan of an order, and those of as many others as make it fit. False, with nothing
// changed, where they do not fit or save nothing together.
static bool take_group(struct merge *merge, unsigned first)
{
    unsigned from = merge->groups->len;
    int64_t saved = 0;
    const int64_t *at = NULL;
    for (int next = (int)first; next >= 0; next = at ? who_leaves(merge, at) : -1) {
        unsigned number = (unsigned)next;
        saved += saves(offer_at(merge, number));
        g_array_append_val(merge->groups, number);
        exchange(merge, number);
        at = overdrawn(merge, from);
        if (merge->groups->len - from >= GROUP_MOST)
            break;
    }
    if (!at && saved > 0) {
        g_array_append_val(merge->ends, merge->groups->len);
        return true;
    }
    exchange_group(merge, from, merge->groups->len);
    g_array_set_size(merge->groups, from);
    return false;
}

static unsigned begin_of(const struct merge *merge, unsigned group)
{
    return group ? g_array_index(merge->ends, unsigned, group - 1) : 0;
}

// Exchanges one group where that still fits.
static bool try_group(struct merge *merge, unsigned group)
{
    unsigned from = begin_of(merge, group), to = g_array_index(merge->ends, unsigned, group);
    exchange_group(merge, from, to);
    bool fits = true;
    for (unsigned i = from; i < to && fits; i++) {
        const GArray *takes =
            offer_at(merge, g_array_index(merge->groups, unsigned, i))->asked->takes;
        for (unsigned k = 0; k < takes->len && fits; k++)
            fits = *cell(merge, &g_array_index(takes, struct site_stock, k)) >= 0;
    }
    if (!fits)
        exchange_group(merge, from, to);
    return fits;
}

// Takes as many of the groups from .. to - 1 as a release can follow: all of them, or what is found
// in each half.
static void take_groups(struct merge *merge, unsigned from, unsigned to)
{
    g_autofree bool *done = g_new0(bool, to - from + 1);
    for (unsigned i = from; i < to; i++)
        done[i - from] = try_group(merge, i);
    if (propose_holds(merge->question))
        return;
    for (unsigned i = to; i-- > from;)
        if (done[i - from])
            exchange_group(merge, begin_of(merge, i), g_array_index(merge->ends, unsigned, i));
    if (to - from < 2)
        return;
    take_groups(merge, from, from + (to - from) / 2);
    take_groups(merge, from + (to - from) / 2, to);
}

// --- all of them, or groups

static bool take_all(struct merge *merge)
{
    int64_t saved = 0;
    for (unsigned i = 0; i < merge->offers->len; i++) {
        if (!offer_at(merge, i)->text)
            return false;
        saved += saves(offer_at(merge, i));
    }
    if (saved <= 0)
        return true;
    for (unsigned i = 0; i < merge->offers->len; i++)
        exchange(merge, i);
    if (propose_holds(merge->question))
        return true;
    for (unsigned i = 0; i < merge->offers->len; i++)
        exchange(merge, i);
    return false;
}

void propose_merge(const struct question *question, GArray *offers)
{
    struct merge merge = merge_new(question, offers);
    if (!take_all(&merge)) {
        for (unsigned i = 0; i < offers->len; i++)
            if (!merge.taken[i] && offer_at(&merge, i)->text && saves(offer_at(&merge, i)) > 0)
                take_group(&merge, i);
        exchange_group(&merge, 0, merge.groups->len);
        if (merge.ends->len)
            take_groups(&merge, 0, merge.ends->len);
    }
    merge_clear(&merge);
}
