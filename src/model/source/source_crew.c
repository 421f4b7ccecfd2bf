// SPDX-License-Identifier: Apache-2.0
// Ruin and recreate: take out an order that pays more than it would alone, and some that want the
// same items; put them back in another turn, each at its least cost; accept like annealing.
#include <string.h>

#include "source_crew.h"

enum { WORK_EACH = 50000 }; // fillings of lines for one order, some milliseconds at most

static const double same = 1e-6; // costs nearer than this make nobody unhappy

static void note_mood(struct crew *crew, int order)
{
    bool pays_more = crew->book.plans[order].cost > crew->hall->alone[order] + same;
    int at = crew->unhappy_at[order];
    if (pays_more == (at >= 0))
        return;
    if (pays_more) {
        crew->unhappy_at[order] = crew->n_unhappy;
        crew->unhappy[crew->n_unhappy++] = order;
        return;
    }
    int last = crew->unhappy[--crew->n_unhappy];
    crew->unhappy[at] = last;
    crew->unhappy_at[last] = at;
    crew->unhappy_at[order] = -1;
}

static void note_change(struct crew *crew, int order)
{
    if (crew->is_changed[order])
        return;
    crew->is_changed[order] = true;
    crew->changed[crew->n_changed++] = order;
}

void crew_gather(struct crew *crew)
{
    int n = crew->hall->desk->problem->n_orders;
    crew->ask.most_work = WORK_EACH;
    for (int i = 0; i < n; i++) {
        crew->unhappy_at[i] = -1;
        note_mood(crew, i);
        note_change(crew, i);
    }
}

static bool is_out(const struct crew *crew, int order)
{
    for (int i = 0; i < crew->n_out; i++)
        if (crew->out[i] == order)
            return true;
    return false;
}

static void take_out(struct crew *crew, int order)
{
    struct plan *plan = &crew->book.plans[order], *before = &crew->before[crew->n_out];
    struct plan empty = {.pieces = before->pieces, .room = before->room};
    book_give(&crew->book, order);
    *before = *plan;
    *plan = empty;
    crew->out[crew->n_out++] = order;
}

// Has ORDER goods of SKU at a place that WANTS would like best?
static bool in_the_way(const struct crew *crew, int order, int sku, int wants)
{
    const struct desk *desk = crew->hall->desk;
    const struct plan *plan = &crew->book.plans[order];
    for (int i = 0; i < plan->n; i++) {
        if (desk->problem->lines[plan->pieces[i].line].sku != sku)
            continue;
        for (uint64_t set = crew->hall->alone_set[wants]; set; set &= set - 1)
            if (desk_node(desk, wants, __builtin_ctzll(set)) == plan->pieces[i].node)
                return true;
    }
    return false;
}

static uint32_t roll(struct crew *crew, int n)
{
    return dice_below(&crew->dice, (uint32_t)n);
}

// An order that shares an item with one that is out already; more often than others the first.
static void ruin_more(struct crew *crew, bool anyone)
{
    const struct hall *hall = crew->hall;
    const struct source_problem *p = hall->desk->problem;
    int from = crew->out[roll(crew, 4) ? roll(crew, crew->n_out) : 0];
    const struct source_order *o = &p->orders[from];
    int sku = p->lines[o->first + (int)roll(crew, o->n)].sku, first = hall->sku_first[sku];
    int order = hall->sku_orders[first + (int)roll(crew, hall->sku_first[sku + 1] - first)];
    if (!is_out(crew, order) && (anyone || in_the_way(crew, order, sku, from)))
        take_out(crew, order);
}

// Of two unhappy orders the one that could gain more.
static int saddest(struct crew *crew)
{
    const struct plan *plans = crew->book.plans;
    int a = crew->unhappy[roll(crew, crew->n_unhappy)];
    int b = crew->unhappy[roll(crew, crew->n_unhappy)];
    return plans[a].cost - crew->hall->alone[a] > plans[b].cost - crew->hall->alone[b] ? a : b;
}

static void ruin(struct crew *crew)
{
    static const int fewest = 4, tries_each = 6;
    int many = fewest + (int)roll(crew, MOST_OUT - fewest + 1);
    bool anyone = roll(crew, 2);
    crew->n_out = 0;
    take_out(crew, saddest(crew));
    for (int tries = tries_each * many; tries && crew->n_out < many; tries--)
        ruin_more(crew, anyone);
}

static void shuffle(struct crew *crew)
{
    for (int i = crew->n_out - 1; i > 0; i--) {
        int k = (int)roll(crew, i + 1), order = crew->out[i];
        struct plan plan = crew->before[i];
        crew->out[i] = crew->out[k];
        crew->before[i] = crew->before[k];
        crew->out[k] = order;
        crew->before[k] = plan;
    }
}

// Puts the orders back; answers how many it could for MOST at most, if the rest cost as alone.
static int recreate(struct crew *crew, double most)
{
    const struct hall *hall = crew->hall;
    for (int i = 0; i < crew->n_out; i++)
        most -= hall->alone[crew->out[i]];
    for (int i = 0; i < crew->n_out; i++) {
        int order = crew->out[i];
        struct plan *plan = &crew->book.plans[order];
        crew->ask.limit = most + hall->alone[order];
        crew->ask.enough = hall->alone[order];
        crew->ask.try_first = hall->alone_set[order];
        if (!ask_plan(&crew->ask, &crew->book, order))
            return i;
        ask_plan_of(&crew->ask, 0, plan);
        most -= plan->cost - hall->alone[order];
        book_take(&crew->book, order);
    }
    return crew->n_out;
}

// As it was before; the first DONE orders have been put back already.
static void undo(struct crew *crew, int done)
{
    for (int i = 0; i < crew->n_out; i++) {
        struct plan *plan = &crew->book.plans[crew->out[i]], tried = *plan;
        if (i < done)
            book_give(&crew->book, crew->out[i]);
        *plan = crew->before[i];
        crew->before[i] = tried;
    }
    for (int i = 0; i < crew->n_out; i++)
        book_take(&crew->book, crew->out[i]);
}

double crew_round(struct crew *crew)
{
    double before = 0, after = 0, luck = dice_share(&crew->dice);
    if (!crew->n_unhappy)
        return 0;
    ruin(crew);
    shuffle(crew);
    for (int i = 0; i < crew->n_out; i++)
        before += crew->before[i].cost;
    int done = recreate(crew, before + 3 * luck * luck * crew->heat);
    if (done < crew->n_out) {
        undo(crew, done);
        return 0;
    }
    for (int i = 0; i < crew->n_out; i++) {
        after += crew->book.plans[crew->out[i]].cost;
        note_mood(crew, crew->out[i]);
        note_change(crew, crew->out[i]);
    }
    return after - before;
}

void crew_copy_changes(struct crew *crew, struct plan *to)
{
    for (int i = 0; i < crew->n_changed; i++) {
        plan_copy(&to[crew->changed[i]], &crew->book.plans[crew->changed[i]]);
        crew->is_changed[crew->changed[i]] = false;
    }
    crew->n_changed = 0;
}

void crew_open(struct crew *crew, const struct hall *hall, const struct desk *desk,
               struct plan *plans, uint64_t seed)
{
    int n = desk->problem->n_orders;
    *crew = (struct crew){.hall = hall};
    book_open(&crew->book, desk, plans);
    ask_open(&crew->ask, desk);
    dice_seed(&crew->dice, seed);
    crew->unhappy = g_new(int, n + 1);
    crew->unhappy_at = g_new(int, n + 1);
    crew->changed = g_new(int, n + 1);
    crew->is_changed = g_new0(bool, n + 1);
}

void crew_close(struct crew *crew)
{
    for (int i = 0; i < MOST_OUT; i++)
        g_free(crew->before[i].pieces);
    g_free(crew->unhappy);
    g_free(crew->unhappy_at);
    g_free(crew->changed);
    g_free(crew->is_changed);
    ask_close(&crew->ask);
    book_close(&crew->book);
}
