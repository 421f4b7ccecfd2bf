// SPDX-License-Identifier: Apache-2.0
// Slices of the effort: first both chains anneal; then, again and again, one chooses among the
// carts met while the other anneals from the best so far. What is found is shared between slices,
// so that rounds alone decide what is found.
#include "cart_search.h"

#include <math.h>

#include "cart_cover.h"

// In lengths of a typical cart: the heat at the beginning (and what a small wave adds, shared by
// its orders), in every other later slice, and at the end.
static const double hot = 0.03, small = 0.6, warm = 0.3, cold = 0.002;
static const double first_slice = 0.7, later_slice = 0.1; // of the effort
// The price of a second of lateness at the beginning, in what is walked in a second, and by how
// much it rises: early a little lateness is a way out, in the end nothing is dearer.
static const double late_price = 0.03, late_rise = 1e6;
enum { PIVOTS_OF_ROUND = 2, SHARE_UNIT = 1 << 20 };

struct search {
    struct chain *chain, *helper;
    struct cover *cover;
    const struct effort *effort;
    uint64_t rounds;
    double typical;
    // Of this slice
    double from, to, heat;
    uint32_t merged;        // sets of the helper's pool that the chain's has, too
    uint64_t extra, pivots; // rounds that covers stand for; pivots of covers
    double clock;           // the share that the clock says
    int told;               // the same for the helper, atomic, in SHARE_UNITs
};

// The share that is spent. Only what the clock says is told to the helper: rounds it counts itself.
static double share_now(struct search *search)
{
    const struct effort *effort = search->effort;
    const struct chain *chain = search->chain;
    double rounds = (double)(chain->rounds + search->extra);
    if (effort->spent)
        search->clock = effort->spent((double)chain->best->length, effort->data);
    g_atomic_int_set(&search->told, (int)(MIN(search->clock, 1) * SHARE_UNIT));
    return search->rounds ? MAX(search->clock, rounds / (double)search->rounds) : search->clock;
}

static struct climate climate_at(const struct search *search, double share)
{
    double u = CLAMP((share - search->from) / (search->to - search->from), 0, 1);
    double heat = search->heat * pow(cold / search->heat, u);
    double second = search->chain->model->problem->crew.per_second * late_price;
    return (struct climate){search->typical * heat, second * pow(late_rise, u)};
}

static gpointer help(gpointer data)
{
    struct search *search = data;
    struct chain *helper = search->helper;
    for (;;) {
        double clock = (double)g_atomic_int_get(&search->told) / SHARE_UNIT;
        double own = search->rounds ? (double)helper->rounds / (double)search->rounds : 0;
        double share = MAX(clock, own);
        if (share >= search->to)
            return NULL;
        struct climate climate = climate_at(search, share);
        chain_round(helper, &climate);
    }
}

static bool slice_over(void *data)
{
    struct search *search = data;
    return share_now(search) >= search->to;
}

// A cover asks before each pivot: so many pivots count as a round.
static bool cover_over(void *data)
{
    struct search *search = data;
    search->extra += ++search->pivots % PIVOTS_OF_ROUND == 0 ? 1 : 0;
    return slice_over(search);
}

static void slice(struct search *search, bool cover)
{
    struct chain *chain = search->chain;
    GThread *thread = g_thread_new("carts", help, search);
    if (cover && search->cover)
        cover_improve(search->cover, cover_over, search);
    for (double share = share_now(search); share < search->to; share = share_now(search)) {
        struct climate climate = climate_at(search, share);
        chain_round(chain, &climate);
    }
    if (search->clock >= search->to)
        g_atomic_int_set(&search->told, SHARE_UNIT); // what is told is rounded
    g_thread_join(thread);
}

static void share_findings(struct search *search)
{
    struct chain *chain = search->chain, *helper = search->helper;
    pool_merge(chain->pool, helper->pool, search->merged);
    search->merged = helper->pool->n_sets;
    if (helper->best->n_live && split_better(helper->best, chain->best))
        split_copy(chain->best, helper->best);
    chain_set(chain, chain->best);
    chain_set(helper, chain->best);
}

void search_run(struct chain *chain, struct chain *helper, const struct effort *effort)
{
    double hottest = hot + small / chain->model->n;
    struct search search = {.chain = chain,
                            .helper = helper,
                            .effort = effort,
                            .rounds = effort->rounds,
                            .heat = hottest,
                            .to = first_slice};
    if (!search.rounds && !effort->spent)
        search.rounds = 64 * (uint64_t)chain->model->n;
    search.typical = (double)chain->best->length / MAX(chain->best->n_live, 1);
    chain_set(helper, chain->best);
    search.cover = cover_new(chain);
    slice(&search, false);
    for (int k = 0; share_now(&search) < 1; k++) {
        share_findings(&search);
        search.from = search.to;
        search.to = MIN(1, search.from + later_slice);
        search.heat = hottest * (k % 2 ? 1 : warm);
        slice(&search, true);
    }
    share_findings(&search);
    cover_free(search.cover);
    chain->rounds += search.extra;
}
