// SPDX-License-Identifier: Apache-2.0
// Moves of one bundle, exchanges of one for one and two for one; each costs two lengths, most of
// which are remembered.
#include "cart_anneal.h"

#include <math.h>

enum { QUANTILES = 4096 };

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
    uint32_t cart_a = split->cart_of[a], kind = luck & 15;
    if (b == nobody) {
        *ret_move =
            (struct move){cart_a, split_empty_cart(split), {a, nobody}, {nobody, nobody}, 0, 0};
        return split->carts[cart_a].n > 1;
    }
    uint32_t cart_b = split->cart_of[b];
    *ret_move = (struct move){cart_a, cart_b, {a, nobody}, {nobody, nobody}, 0, 0};
    if (kind >= 5)
        ret_move->b[0] = b;
    if (kind >= 13)
        ret_move->a[1] = companion(chain, a);
    return cart_a != cart_b;
}

// The seconds that one unit of lateness weighs in length.
static double weight(const struct chain *chain)
{
    return 1e3 * (double)chain->split->length / (chain->split->n_live + 1.0);
}

static bool accept(struct chain *chain, struct move *move, double patience, double *ret_lateness)
{
    const struct split *split = chain->split;
    const struct cart *a = &split->carts[move->cart_a], *b = &split->carts[move->cart_b];
    double most = (double)(a->length + b->length) + patience;
    *ret_lateness = 0;
    move->length_b = meter_length(chain->meter, split, b, move->b, move->a);
    if ((double)move->length_b > most)
        return false;
    move->length_a = meter_length(chain->meter, split, a, move->a, move->b);
    double change = (double)(move->length_a + move->length_b) - (double)(a->length + b->length);
    if (!chain->model->timed)
        return change <= patience;
    *ret_lateness = late_seconds(chain->late, split, move, NULL);
    return change + (*ret_lateness - split->lateness) * weight(chain) <= patience;
}

static void apply(struct chain *chain, const struct move *move, double lateness)
{
    split_apply(chain->split, move);
    chain->split->lateness = lateness;
    pool_add_cart(chain->pool, chain->split, move->cart_a);
    pool_add_cart(chain->pool, chain->split, move->cart_b);
    if (split_better(chain->split, chain->best))
        split_copy(chain->best, chain->split);
}

void chain_round(struct chain *chain, double heat)
{
    for (int i = 0; i < CHAIN_TRIES; i++) {
        struct move move;
        double lateness = 0;
        if (!propose(chain, &move) || !split_allows(chain->split, &move))
            continue;
        double patience = heat * chain->patience[dice_bits(&chain->dice) % QUANTILES];
        if (accept(chain, &move, patience, &lateness))
            apply(chain, &move, lateness);
    }
    chain->rounds++;
}
