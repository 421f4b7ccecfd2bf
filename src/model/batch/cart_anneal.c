// SPDX-License-Identifier: Apache-2.0
// Moves of one bundle, exchanges of one for one and two for one; each costs two lengths, most of
// which are remembered.
#include "cart_anneal.h"

#include <math.h>

enum { QUANTILES = 4096 };

// Carts may be overloaded by this share on the way to something better.
static const double most_over = 0.1;

struct chain *chain_new(const struct model *model, uint64_t seed, GError **error)
{
    struct ruler *ruler = ruler_new(model->problem, error);
    if (!ruler)
        return NULL;
    struct chain *chain = g_new0(struct chain, 1);
    chain->model = model;
    chain->ruler = ruler;
    chain->meter = meter_new(model, ruler);
    chain->late = late_new(model);
    chain->split = split_new(model);
    chain->best = split_new(model);
    chain->pool = pool_new();
    for (uint32_t b = 0; b < model->n; b++) // the simplex begins with the bundles alone
        pool_add(chain->pool, model->signs[b], meter_row(chain->meter, model_row(model, b)), &b, 1);
    dice_seed(&chain->dice, seed);
    chain->patience = g_new(double, QUANTILES);
    for (int i = 0; i < QUANTILES; i++)
        chain->patience[i] = -log((i + 0.5) / QUANTILES);
    return chain;
}

void chain_free(struct chain *chain)
{
    if (!chain)
        return;
    ruler_free(chain->ruler);
    meter_free(chain->meter);
    late_free(chain->late);
    split_free(chain->split);
    split_free(chain->best);
    pool_free(chain->pool);
    g_free(chain->patience);
    g_free(chain);
}

void chain_set(struct chain *chain, const struct split *split)
{
    split_copy(chain->split, split);
    if (!chain->best->n_live || split_better(split, chain->best))
        split_copy(chain->best, split);
    for (uint32_t i = 0; i < split->n_live; i++)
        pool_add_cart(chain->pool, split, split->live[i]);
}

// Another bundle on the cart of BUNDLE, or nobody.
static uint32_t companion(const struct chain *chain, uint32_t bundle)
{
    const struct split *split = chain->split;
    uint32_t other = split->next[bundle];
    if (other == chain->model->n)
        other = split->carts[split->cart_of[bundle]].head;
    return other == bundle ? chain->model->n : other;
}

// Chooses a move; false if it changes nothing.
static bool propose(struct chain *chain, struct move *ret_move)
{
    const struct split *split = chain->split;
    const uint32_t nobody = chain->model->n;
    uint64_t luck = dice_bits(&chain->dice);
    uint32_t a = (uint32_t)(((luck >> 32) * nobody) >> 32);
    uint32_t b = dice_below(&chain->dice, nobody + 1);
    uint32_t cart_a = split->cart_of[a], kind = luck & 63;
    if (b == nobody) {
        *ret_move = (struct move){
            cart_a, split_empty_cart(split), {a, nobody}, {nobody, nobody}, 0, 0, 0, 0};
        return split->carts[cart_a].n > 1;
    }
    uint32_t cart_b = split->cart_of[b];
    *ret_move = (struct move){cart_a, cart_b, {a, nobody}, {nobody, nobody}, 0, 0, 0, 0};
    if (kind >= 20)
        ret_move->b[0] = b;
    if (kind >= 40)
        ret_move->a[1] = companion(chain, a);
    if (kind >= 60)
        ret_move->b[1] = companion(chain, b);
    return cart_a != cart_b;
}

static bool accept(struct chain *chain, struct move *move, const struct climate *climate,
                   double patience, double *ret_lateness)
{
    const struct split *split = chain->split;
    const struct cart *a = &split->carts[move->cart_a], *b = &split->carts[move->cart_b];
    double less = (move->over_a + move->over_b - a->over - b->over) * climate->overload;
    double most = (double)(a->length + b->length) + patience - less;
    *ret_lateness = 0;
    move->length_b = meter_length(chain->meter, split, b, move->b, move->a);
    if ((double)move->length_b > most && !chain->model->timed)
        return false;
    move->length_a = meter_length(chain->meter, split, a, move->a, move->b);
    double length = (double)(move->length_a + move->length_b);
    if (!chain->model->timed)
        return length <= most;
    *ret_lateness = late_seconds(chain->late, split, move, NULL);
    return length + (*ret_lateness - split->lateness) * climate->second <= most;
}

// Carts of a split that is longer than the best by a larger share are not worth remembering.
static const double memorable = 0.04;

static void remember(struct chain *chain, uint32_t cart)
{
    if (chain->split->carts[cart].over == 0)
        pool_add_cart(chain->pool, chain->split, cart);
}

static void apply(struct chain *chain, const struct move *move, double lateness)
{
    struct split *split = chain->split;
    split_apply(split, move);
    split->lateness = lateness;
    if ((double)split->length < (double)chain->best->length * (1 + memorable)) {
        remember(chain, move->cart_a);
        remember(chain, move->cart_b);
    }
    if (!split->n_over && split_better(split, chain->best))
        split_copy(chain->best, split);
}

void chain_round(struct chain *chain, const struct climate *climate)
{
    for (int i = 0; i < CHAIN_TRIES; i++) {
        struct move move;
        double lateness = 0;
        if (!propose(chain, &move) || !split_allows(chain->split, &move, most_over))
            continue;
        double patience = climate->heat * chain->patience[dice_bits(&chain->dice) % QUANTILES];
        if (accept(chain, &move, climate, patience, &lateness))
            apply(chain, &move, lateness);
    }
    chain->rounds++;
}
