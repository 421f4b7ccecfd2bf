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

void marks_open(struct marks *marks, int n_orders)
{
    *marks = (struct marks){.list = g_new(int, n_orders + 1), .is = g_new0(bool, n_orders + 1)};
}

void marks_close(struct marks *marks)
{
    g_free(marks->list);
    g_free(marks->is);
}

void marks_add(struct marks *marks, int order)
{
    if (marks->is[order])
        return;
    marks->is[order] = true;
    marks->list[marks->n++] = order;
}

void marks_clear(struct marks *marks)
{
    while (marks->n)
        marks->is[marks->list[--marks->n]] = false;
}

void crew_note(struct crew *crew, int order)
{
    note_mood(crew, order);
    marks_add(&crew->changed, order);
}

static bool same_plan(const struct plan *a, const struct plan *b)
{
    return a->n == b->n && a->set == b->set &&
           (!a->n || !memcmp(a->pieces, b->pieces, (size_t)a->n * sizeof *a->pieces));
}

static void write_down(struct journal *journal, int order, const struct plan *plan)
{
    if (journal->n == journal->room) {
        int room = MAX(64, journal->room * 2);
        journal->entries = g_renew(struct entry, journal->entries, room);
        memset(journal->entries + journal->room, 0,
               (size_t)(room - journal->room) * sizeof *journal->entries);
        journal->room = room;
    }
    struct entry *entry = &journal->entries[journal->n++];
    entry->order = order;
    entry->last = false;
    plan_copy(&entry->plan, plan);
}

// Notes the orders whose plans the round has changed.
static void note_round(struct crew *crew)
{
    int before = crew->journal.n;
    for (int i = 0; i < crew->n_out; i++) {
        const struct plan *plan = &crew->book.plans[crew->out[i]];
        if (same_plan(plan, &crew->before[i]))
            continue;
        crew_note(crew, crew->out[i]);
        write_down(&crew->journal, crew->out[i], plan);
    }
    if (crew->journal.n > before)
        crew->journal.entries[crew->journal.n - 1].last = true;
}

void crew_gather(struct crew *crew)
{
    int n = crew->hall->desk->problem->n_orders;
    crew->ask.most_work = WORK_EACH;
    for (int i = 0; i < n; i++) {
        crew->unhappy_at[i] = -1;
        note_mood(crew, i);
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
    for (int i = 0; i < crew->n_out; i++)
        after += crew->book.plans[crew->out[i]].cost;
    note_round(crew);
    return after - before;
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
    marks_open(&crew->changed, n);
}

void crew_close(struct crew *crew)
{
    for (int i = 0; i < MOST_OUT; i++)
        g_free(crew->before[i].pieces);
    g_free(crew->unhappy);
    g_free(crew->unhappy_at);
    marks_close(&crew->changed);
    for (int i = 0; i < crew->journal.room; i++)
        g_free(crew->journal.entries[i].plan.pieces);
    g_free(crew->journal.entries);
    ask_close(&crew->ask);
    book_close(&crew->book);
}
