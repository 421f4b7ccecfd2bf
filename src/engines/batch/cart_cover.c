// SPDX-License-Identifier: Apache-2.0
// Column generation by neighbours of the sets in use, then dives that force in one set at a time.
#include "cart_cover.h"

#include <math.h>
#include <string.h>

#include "cart_simplex.h"

enum { MAX_GROWTHS = 12, MAX_DIVES = 200, MAX_BUNDLES_OF_SET = 16 };

struct cover {
    struct chain *chain;
    struct simplex *root, *dive;
    uint32_t *active; // sets that can be part of something better
    uint32_t n_active;
    uint64_t *row, *rest; // stops of a set; of a set less one
    int64_t grain;        // every length is a multiple of it
    uint32_t grained;     // sets that were looked at for it
    bool (*stop)(void *data);
    void *data;
};

static bool ended(struct cover *cover)
{
    return cover->stop && cover->stop(cover->data);
}

// A set that is looked at: its bundles and amounts, one of them (or nobody) taken out.
struct draft {
    uint32_t bundles[MAX_BUNDLES_OF_SET + 1], n;
    struct cargo cargo;
    uint64_t sign;
    double worth;
};

static void draft_make(struct cover *cover, uint32_t set_id, uint32_t out, struct draft *ret)
{
    const struct model *model = cover->chain->model;
    const struct pool_set *set = &cover->chain->pool->sets[set_id];
    *ret = (struct draft){.n = 0};
    memset(cover->rest, 0, model->words * sizeof *cover->rest);
    for (uint32_t i = 0; i < set->n; i++) {
        uint32_t b = cover->chain->pool->bundles[set->first + i];
        if (b == out)
            continue;
        ret->bundles[ret->n++] = b;
        ret->sign ^= model->signs[b];
        ret->worth += cover->root->worth[b];
        cargo_add(&ret->cargo, &model->cargo[b]);
        for (size_t w = 0; w < model->words; w++)
            cover->rest[w] |= model_row(model, b)[w];
    }
}

// Adds DRAFT with IN to the pool if it is dearer than it is worth by less than LIMIT.
static void try_with(struct cover *cover, struct draft *draft, uint32_t in, int64_t least,
                     double limit)
{
    const struct model *model = cover->chain->model;
    double worth = draft->worth + cover->root->worth[in];
    if ((double)least > worth + limit)
        return;
    struct cargo cargo = draft->cargo;
    cargo_add(&cargo, &model->cargo[in]);
    if (!cargo_fits(model, &cargo) || !cargo_agree(&draft->cargo, &model->cargo[in]))
        return;
    const uint64_t *row = model_row(model, in);
    for (size_t w = 0; w < model->words; w++)
        cover->row[w] = cover->rest[w] | row[w];
    int64_t length = meter_row(cover->chain->meter, cover->row);
    draft->bundles[draft->n] = in;
    if ((double)length < worth + limit)
        pool_add(cover->chain->pool, draft->sign ^ model->signs[in], length, draft->bundles,
                 draft->n + 1);
}

// The neighbours of a set: one bundle more, one less, one exchanged.
static void grow_set(struct cover *cover, uint32_t set_id, double limit)
{
    const struct model *model = cover->chain->model;
    struct draft draft;
    uint32_t n = cover->chain->pool->sets[set_id].n;
    if (n > MAX_BUNDLES_OF_SET)
        return;
    for (uint32_t k = 0; k <= n; k++) {
        uint32_t first = cover->chain->pool->sets[set_id].first;
        uint32_t out = k < n ? cover->chain->pool->bundles[first + k] : model->n;
        draft_make(cover, set_id, out, &draft);
        int64_t least = meter_row(cover->chain->meter, cover->rest);
        if (k < n && draft.n && (double)least < draft.worth + limit)
            pool_add(cover->chain->pool, draft.sign, least, draft.bundles, draft.n);
        if (model->problem->rule != WALK_SHORTEST)
            least = 0; // by a rule a walk may be shorter with one stop more
        for (uint32_t in = 0; in < model->n; in++) {
            bool there = in == out;
            for (uint32_t i = 0; i < draft.n && !there; i++)
                there = draft.bundles[i] == in;
            if (!there)
                try_with(cover, &draft, in, least, limit);
        }
    }
}

// Neighbours of every set in use. Answers whether the pool grew.
static bool grow(struct cover *cover, double limit)
{
    uint32_t before = cover->chain->pool->n_sets;
    for (uint32_t r = 0; r < cover->root->m && !ended(cover); r++)
        if (cover->root->share[r] > 1e-3)
            grow_set(cover, cover->root->basic[r], limit);
    return cover->chain->pool->n_sets > before;
}

static double gap(const struct cover *cover)
{
    return (double)cover->chain->best->length - simplex_bound(cover->root);
}

static bool solve_root(struct cover *cover)
{
    struct pool *pool = cover->chain->pool;
    for (int i = 0; i < MAX_GROWTHS; i++) {
        if (!simplex_solve(cover->root, NULL, pool->n_sets, cover->stop, cover->data))
            return false;
        double limit = MAX(gap(cover), 0) * 0.3;
        if (!grow(cover, limit))
            break;
    }
    return simplex_solve(cover->root, NULL, pool->n_sets, cover->stop, cover->data);
}

static void list_active(struct cover *cover)
{
    double limit = gap(cover);
    cover->n_active = 0;
    cover->active = g_renew(uint32_t, cover->active, cover->chain->pool->n_sets);
    for (uint32_t i = 0; i < cover->chain->pool->n_sets; i++)
        if (simplex_excess(cover->root, i) < limit)
            cover->active[cover->n_active++] = i;
}

// A whole choice: every share is 0 or 1. The chain takes it over.
static void take_over(struct cover *cover)
{
    struct chain *chain = cover->chain;
    struct split *split = split_new(chain->model);
    uint32_t put = 0;
    for (uint32_t r = 0; r < cover->dive->m; r++) {
        if (cover->dive->share[r] < 0.5)
            continue;
        const struct pool_set *set = &chain->pool->sets[cover->dive->basic[r]];
        uint32_t cart = split_empty_cart(split);
        for (uint32_t i = 0; i < set->n; i++, put++)
            split_put(split, chain->pool->bundles[set->first + i], cart);
    }
    if (put == chain->model->n) {
        split_measure(split, chain->meter);
        chain_set(chain, split);
    }
    split_free(split);
}

// The row of the set to force in next: a large share that is not whole, with some luck; m = none.
static uint32_t choose_row(struct cover *cover, double luck)
{
    const struct simplex *dive = cover->dive;
    uint32_t row = dive->m;
    double most = 0;
    for (uint32_t r = 0; r < dive->m; r++) {
        if (dive->share[r] < 0.01 || dive->share[r] > 0.99)
            continue;
        double value = dive->share[r] + luck * dice_share(&cover->chain->dice);
        if (value > most) {
            most = value;
            row = r;
        }
    }
    return row;
}

// Can a choice that costs at least BOUND not be better than the best?
static bool hopeless(const struct cover *cover, double bound)
{
    double best = (double)cover->chain->best->length;
    return bound > best - (double)cover->grain + 1e-7 * best;
}

static void dive(struct cover *cover, double luck)
{
    simplex_copy(cover->dive, cover->root);
    while (!hopeless(cover, simplex_bound(cover->dive))) {
        uint32_t row = choose_row(cover, luck);
        if (row == cover->dive->m) {
            take_over(cover);
            return;
        }
        simplex_fix(cover->dive, cover->dive->basic[row]);
        if (!simplex_solve(cover->dive, cover->active, cover->n_active, cover->stop, cover->data))
            return;
    }
}

static void find_grain(struct cover *cover)
{
    const struct pool *pool = cover->chain->pool;
    for (; cover->grained < pool->n_sets && cover->grain != 1; cover->grained++) {
        int64_t a = cover->grain, b = pool->sets[cover->grained].length;
        for (int64_t rest = 0; b; a = b, b = rest)
            rest = a % b;
        cover->grain = a;
    }
}

struct cover *cover_new(struct chain *chain)
{
    const struct model *model = chain->model;
    if (model->n > COVER_MAX_BUNDLES || model->n < 2 || model->timed)
        return NULL;
    struct cover *cover = g_new0(struct cover, 1);
    cover->chain = chain;
    cover->root = simplex_new(chain->pool, model->n, 1);
    cover->dive = simplex_new(chain->pool, model->n, 1);
    cover->row = g_new(uint64_t, model->words);
    cover->rest = g_new(uint64_t, model->words);
    return cover;
}

void cover_free(struct cover *cover)
{
    if (!cover)
        return;
    simplex_free(cover->root);
    simplex_free(cover->dive);
    g_free(cover->active);
    g_free(cover->row);
    g_free(cover->rest);
    g_free(cover);
}

void cover_improve(struct cover *cover, bool (*stop)(void *data), void *data)
{
    cover->stop = stop;
    cover->data = data;
    if (!solve_root(cover))
        return;
    find_grain(cover);
    list_active(cover);
    for (int i = 0; i < MAX_DIVES && !hopeless(cover, simplex_bound(cover->root)); i++) {
        dive(cover, i ? 0.5 : 0);
        if (ended(cover))
            break;
    }
}
