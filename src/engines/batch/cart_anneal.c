// SPDX-License-Identifier: Apache-2.0
// Moves of one bundle, exchanges of one for one and two for one; each costs two lengths, most of
// which are remembered.
#include "cart_anneal.h"

#include <math.h>

enum { QUANTILES = 4096 };

// Of 64 moves so many are of one bundle, and then exchanges of one for one; the rest two for one.
enum { SINGLE = 10, SWAPS = 24, KINDS = 64 };

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
    chain->rest = g_new0(struct rest, model->n + 1);
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
    g_free(chain->rest);
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

// How many bundles are lighter than LOAD.
static uint32_t lighter(const struct model *model, int64_t load)
{
    uint32_t first = 0;
    for (uint32_t n = model->n; n;) {
        uint32_t half = n / 2;
        bool right = model->cargo[model->by_load[first + half]].load[0] < load;
        first += right ? half + 1 : 0;
        n = right ? n - half - 1 : half;
    }
    return first;
}

static int64_t room_left(const struct chain *chain, uint32_t cart)
{
    return chain->model->room[0] - chain->split->carts[cart].cargo.load[0];
}

// A bundle that cart A has room for in exchange for LOAD, and not lighter than that by more than
// any other cart may have room for.
static uint32_t match(struct chain *chain, uint32_t cart_a, int64_t load)
{
    const struct model *model = chain->model;
    if (!model->resources)
        return dice_below(&chain->dice, model->n);
    uint32_t other = chain->split->cart_of[dice_below(&chain->dice, model->n)];
    uint32_t least = lighter(model, load - room_left(chain, other));
    uint32_t most = lighter(model, load + room_left(chain, cart_a) + 1);
    if (most <= least)
        return model->n;
    return model->by_load[least + dice_below(&chain->dice, most - least)];
}

// Chooses a move; false if it changes nothing.
static bool propose(struct chain *chain, struct move *ret_move)
{
    const struct split *split = chain->split;
    const uint32_t nobody = chain->model->n;
    uint64_t luck = dice_bits(&chain->dice);
    uint32_t a = (uint32_t)(((luck >> 32) * nobody) >> 32), kind = luck % KINDS;
    uint32_t cart_a = split->cart_of[a];
    struct move move = {cart_a, 0, {a, nobody}, {nobody, nobody}, 0, 0};
    if (kind < SINGLE) {
        uint32_t b = dice_below(&chain->dice, nobody + 1);
        move.cart_b = b < nobody ? split->cart_of[b] : split_empty_cart(split);
        *ret_move = move;
        return move.cart_b != cart_a && (b < nobody || split->carts[cart_a].n > 1);
    }
    if (kind >= SINGLE + SWAPS)
        move.a[1] = companion(chain, a);
    int64_t load = chain->model->cargo[a].load[0] + chain->model->cargo[move.a[1]].load[0];
    uint32_t b = match(chain, cart_a, load);
    if (b == nobody || split->cart_of[b] == cart_a)
        return false;
    move.b[0] = b;
    move.cart_b = split->cart_of[b];
    *ret_move = move;
    return true;
}

// The least that cart a can be after the move: what it is without what goes. By a rule a walk may
// get shorter by a stop more, then nothing is sure.
static int64_t least_left(struct chain *chain, const struct move *move)
{
    const struct model *model = chain->model;
    const uint32_t nobody[2] = {model->n, model->n};
    const struct cart *cart = &chain->split->carts[move->cart_a];
    if (move->a[1] != model->n || model->problem->rule != WALK_SHORTEST)
        return 0;
    uint64_t sign = cart->sign ^ model->signs[move->a[0]];
    struct rest *rest = &chain->rest[move->a[0]];
    if (rest->sign != sign)
        *rest =
            (struct rest){sign, meter_length(chain->meter, chain->split, cart, move->a, nobody)};
    return rest->length;
}

static bool accept(struct chain *chain, struct move *move, const struct climate *climate,
                   double patience, double *ret_lateness)
{
    const struct split *split = chain->split;
    const struct cart *a = &split->carts[move->cart_a], *b = &split->carts[move->cart_b];
    double most = (double)(a->length + b->length) + patience;
    *ret_lateness = 0;
    move->length_b = meter_length(chain->meter, split, b, move->b, move->a);
    if (!chain->model->timed && (double)(move->length_b + least_left(chain, move)) > most)
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

static void apply(struct chain *chain, const struct move *move, double lateness)
{
    struct split *split = chain->split;
    split_apply(split, move);
    split->lateness = lateness;
    if ((double)split->length < (double)chain->best->length * (1 + memorable)) {
        pool_add_cart(chain->pool, split, move->cart_a);
        pool_add_cart(chain->pool, split, move->cart_b);
    }
    if (split_better(split, chain->best))
        split_copy(chain->best, split);
}

void chain_round(struct chain *chain, const struct climate *climate)
{
    uint32_t tries = CHAIN_TRIES;
    if (chain->model->timed)
        tries = CLAMP(CHAIN_TIMED_LOOKS / chain->model->n, 8, CHAIN_TRIES);
    for (uint32_t i = 0; i < tries; i++) {
        struct move move;
        double lateness = 0;
        if (!propose(chain, &move) || !split_allows(chain->split, &move))
            continue;
        double patience = climate->heat * chain->patience[dice_bits(&chain->dice) % QUANTILES];
        if (accept(chain, &move, climate, patience, &lateness))
            apply(chain, &move, lateness);
    }
    chain->rounds++;
}
