// SPDX-License-Identifier: Apache-2.0
// Who is served is settled by urgency, as a release in its turn would; the engine then looks for
// fewer parcels for those. An order whose plan by the engine does not keep to the rules of the shop
// stays with that of its turn, and the others take what of the engine's plans fits beside it: all
// of them together never lack what one of them got before.
#include "propose.h"
#include "propose_ask.h"
#include "propose_rest.h"
#include "store_location.h"

enum { TRIES = 3 }; // of the engine, each without the orders that it cannot serve by the rules

static const double shortage = 1000; // of a piece: more than parcels that could be saved

static struct asked *asked_at(const struct question *question, unsigned i)
{
    return &g_array_index(question->asked, struct asked, i);
}

// --- goods by item and site

static struct leftover leftover_new(const struct question *question)
{
    return (struct leftover){question->sites, question->known,
                             g_new0(int64_t, question->items->len * list_len(question->sites) + 1)};
}

static int64_t *pieces_at(const struct question *question, const struct leftover *leftover,
                          const struct source_stock *stock)
{
    return &leftover->pieces[(size_t)stock->sku * list_len(question->sites) + (size_t)stock->node];
}

static void add_free(const struct question *question, const struct leftover *leftover)
{
    for (unsigned i = 0; i < question->stock->len; i++) {
        const struct source_stock *row = &g_array_index(question->stock, struct source_stock, i);
        *pieces_at(question, leftover, row) += row->qty;
    }
}

static void add_claims(const struct question *question, const struct leftover *leftover)
{
    for (unsigned i = 0; i < question->claims->len; i++) {
        const struct waiting *claim = &g_array_index(question->claims, struct waiting, i);
        *pieces_at(question, leftover, &claim->stock) += claim->stock.qty;
    }
}

static void take_all(const struct leftover *leftover, const GArray *takes)
{
    for (unsigned i = 0; i < takes->len; i++) {
        const struct site_stock *row = &g_array_index(takes, struct site_stock, i);
        leftover_take(leftover, row->site_id, row->item_id, row->free);
    }
}

struct leftover propose_left(const struct question *question, bool fixed_only)
{
    struct leftover left = leftover_new(question);
    add_free(question, &left);
    add_claims(question, &left);
    for (unsigned i = 0; i < question->asked->len; i++)
        if (asked_at(question, i)->turn && (asked_at(question, i)->fixed || !fixed_only))
            take_all(&left, asked_at(question, i)->takes);
    return left;
}

// --- by urgency

// An order that is released again gives back what it has claimed, as far as others left it that.
static void free_claims(const struct question *question, int64_t order, const struct leftover *free,
                        const struct leftover *waits)
{
    for (unsigned i = 0; i < question->claims->len; i++) {
        const struct waiting *claim = &g_array_index(question->claims, struct waiting, i);
        int64_t *had = pieces_at(question, waits, &claim->stock);
        int64_t qty = claim->order == order ? MIN(claim->stock.qty, *had) : 0;
        *had -= qty;
        *pieces_at(question, free, &claim->stock) += qty;
    }
}

static void take_turns(const struct question *question)
{
    const struct leftover free = leftover_new(question), waits = leftover_new(question);
    add_free(question, &free);
    add_claims(question, &waits);
    for (unsigned i = 0; i < question->asked->len; i++) {
        struct asked *asked = asked_at(question, i);
        free_claims(question, asked->order, &free, &waits);
        bool stands = asked->stands && propose_stands(&free, &waits, asked->stands, asked->wanted,
                                                      asked->portions, asked->takes);
        asked->turn = stands ? g_strdup(asked->stands)
                             : propose_turn(&free, &waits, &question->rules, asked->wanted,
                                            asked->portions, asked->takes);
        asked->fixed = !asked->turn || asked->number < 0;
    }
    g_free(free.pieces);
    g_free(waits.pieces);
}

bool propose_holds(const struct question *question)
{
    const struct leftover free = leftover_new(question), waits = leftover_new(question);
    bool holds = true;
    add_free(question, &free);
    add_claims(question, &waits);
    for (unsigned i = 0; holds && i < question->asked->len; i++) {
        const struct asked *asked = asked_at(question, i);
        g_autoptr(GArray) takes = g_array_new(FALSE, FALSE, sizeof(struct site_stock));
        free_claims(question, asked->order, &free, &waits);
        g_autofree char *anyway = asked->turn ? NULL
                                              : propose_turn(&free, &waits, &question->rules,
                                                             asked->wanted, asked->portions, takes);
        holds = !anyway;
        for (unsigned k = 0; asked->turn && k < asked->takes->len; k++)
            leftover_serve(&free, &waits, &g_array_index(asked->takes, struct site_stock, k));
    }
    g_free(free.pieces);
    g_free(waits.pieces);
    return holds;
}

// --- with fewer parcels

static GArray *open_orders(const struct question *question)
{
    GArray *orders = g_array_new(FALSE, FALSE, sizeof(struct source_order));
    for (unsigned i = 0; i < question->asked->len; i++) {
        const struct asked *asked = asked_at(question, i);
        if (!asked->fixed)
            g_array_append_val(orders,
                               g_array_index(question->orders, struct source_order, asked->number));
    }
    return orders;
}

static GArray *open_stock(const struct question *question)
{
    struct leftover left = propose_left(question, true);
    unsigned n_sites = list_len(question->sites);
    GArray *stock = g_array_new(FALSE, FALSE, sizeof(struct source_stock));
    for (unsigned i = 0; i < question->items->len * n_sites; i++) {
        const struct source_stock row = {
            .node = (int)(i % n_sites), .sku = (int)(i / n_sites), .qty = left.pieces[i]};
        if (row.qty > 0)
            g_array_append_val(stock, row);
    }
    g_free(left.pieces);
    return stock;
}

static bool ask_engine(const struct question *question, const GArray *orders,
                       struct source_answer *ret_answer, GError **error)
{
    g_autoptr(GArray) stock = open_stock(question);
    const struct source_problem problem = {
        .nodes = (const struct source_node *)(void *)question->nodes->data,
        .stock = (const struct source_stock *)(void *)stock->data,
        .orders = (const struct source_order *)(void *)orders->data,
        .lines = (const struct source_line *)(void *)question->lines->data,
        .n_nodes = (int)question->nodes->len,
        .n_stock = (int)stock->len,
        .n_orders = (int)orders->len,
        .n_lines = (int)question->lines->len,
        .n_skus = (int)question->items->len,
        .distance = (const double *)(void *)question->distance->data,
        .shortage = shortage};
    const struct effort effort = {PROPOSE_SEED, orders->len * PROPOSE_ROUNDS, NULL, NULL};
    return source_batch(&problem, &effort, ret_answer, error);
}

// What the engine gives an order, by site and item.
static GArray *given(const struct question *question, const struct source_answer *answer,
                     unsigned order)
{
    GArray *given = g_array_new(FALSE, FALSE, sizeof(struct site_stock));
    for (int i = answer->first[order]; i < answer->first[order + 1]; i++) {
        const struct source_piece *piece = &answer->pieces[i];
        int sku = g_array_index(question->lines, struct source_line, piece->line).sku;
        const struct site_stock row = {
            list_at(question->sites, struct site_row, (unsigned)piece->node)->id,
            g_array_index(question->items, int64_t, sku), piece->qty};
        g_array_append_val(given, row);
    }
    return given;
}

// The engine's plan of an order as shares of its lines; NULL where there is none, or it does not
// keep to the rules of the shop.
static char *as_engine(const struct question *question, const struct source_terms *terms,
                       const struct asked *asked, const GArray *takes)
{
    g_autoptr(GArray) left = g_array_copy((GArray *)(uintptr_t)takes);
    g_autoptr(GString) shares = g_string_new(NULL);
    if (!terms->n_parcels || terms->short_units ||
        !propose_deal(asked->wanted, asked->portions, question->rules.split, left, shares))
        return NULL;
    return g_strdup_printf(" %d%s", terms->n_parcels, shares->str);
}

static void offer_clear(void *data)
{
    struct offer *offer = data;
    g_free(offer->text);
    g_array_unref(offer->takes);
}

static GArray *read_offers(const struct question *question, const struct source_answer *answer)
{
    GArray *offers = g_array_new(FALSE, FALSE, sizeof(struct offer));
    g_array_set_clear_func(offers, offer_clear);
    for (unsigned i = 0; i < question->asked->len; i++) {
        struct offer offer = {.asked = asked_at(question, i)};
        if (offer.asked->fixed)
            continue;
        offer.takes = given(question, answer, offers->len);
        offer.text = as_engine(question, &answer->terms[offers->len], offer.asked, offer.takes);
        g_array_append_val(offers, offer);
    }
    return offers;
}

// Fixes what the engine cannot serve by the rules. Is anything left to be asked?
static bool fix(GArray *offers)
{
    bool more = false;
    for (unsigned i = 0; i < offers->len; i++) {
        const struct offer *offer = &g_array_index(offers, struct offer, i);
        offer->asked->fixed = !offer->text;
        more = more || !offer->text;
    }
    return more;
}

static bool save_parcels(const struct question *question, GError **error)
{
    bool more = true;
    for (int i = 0; more && i < TRIES; i++) {
        g_autoptr(GArray) orders = open_orders(question);
        g_auto(source_answer) answer = {0};
        if (!orders->len)
            return true;
        if (!ask_engine(question, orders, &answer, error))
            return false;
        g_autoptr(GArray) offers = read_offers(question, &answer);
        propose_merge(question, offers);
        more = fix(offers);
    }
    return true;
}

bool propose_think(struct question *question, GHashTable *lines, GError **error)
{
    take_turns(question);
    if (!save_parcels(question, error))
        return false;
    struct leftover left = propose_left(question, false);
    for (unsigned i = 0; i < question->asked->len; i++) {
        struct asked *asked = asked_at(question, i);
        if (asked->stands)
            continue;
        char *line = asked->turn
                         ? g_steal_pointer(&asked->turn)
                         : propose_rest(&left, &question->rules, asked->wanted, asked->portions);
        g_hash_table_insert(lines, &asked->order, line);
    }
    g_free(left.pieces);
    return true;
}
