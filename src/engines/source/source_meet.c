// SPDX-License-Identifier: Apache-2.0
// Two crews begin with the same plans and work apart for a while. When they meet, the first takes
// over what the second has gained, round by round, as far as it goes together with its own work;
// then the second copies the first. So two processors do nearly twice the rounds, and the answer
// does not depend on how many there are.
#include "source_meet.h"

static bool in_bounds(const struct book *book, int order)
{
    const struct desk *desk = book->desk;
    const struct plan *plan = &book->plans[order];
    for (int i = 0; i < plan->n; i++) {
        int node = plan->pieces[i].node, sku = desk->problem->lines[plan->pieces[i].line].sku;
        if (book->stock[(size_t)sku * (size_t)desk->n_nodes + (size_t)node] < 0 ||
            book->parcels[node] < 0 || book->units[node] < 0)
            return false;
    }
    return true;
}

static void exchange(struct book *book, struct entry *entries, int n)
{
    for (int i = 0; i < n; i++) {
        struct plan *plan = &book->plans[entries[i].order], old = *plan;
        book_give(book, entries[i].order);
        *plan = entries[i].plan;
        entries[i].plan = old;
        book_take(book, entries[i].order);
    }
}

// Takes over the N plans of a round, all or none.
static bool take_over(struct book *book, const struct marks *stale, struct entry *entries, int n)
{
    bool fits = true;
    for (int i = 0; i < n; i++)
        if (stale->is[entries[i].order])
            return false;
    exchange(book, entries, n);
    for (int i = 0; i < n && fits; i++)
        fits = in_bounds(book, entries[i].order);
    if (!fits)
        exchange(book, entries, n);
    return fits;
}

static void copy_order(struct crew *to, const struct crew *from, int order)
{
    book_give(&to->book, order);
    plan_copy(&to->book.plans[order], &from->book.plans[order]);
    book_take(&to->book, order);
    crew_note(to, order);
}

// STALE: orders whose plans in the first crew are not those that the second began a round with.
static double merge(struct crew *first, struct crew *second, struct marks *stale)
{
    struct entry *entries = second->journal.entries;
    double gained = 0;
    for (int i = 0; i < first->changed.n; i++)
        marks_add(stale, first->changed.list[i]);
    for (int i = 0, n = 1; i < second->journal.n; i += n, n = 1) {
        while (!entries[i + n - 1].last)
            n++;
        bool taken = take_over(&first->book, stale, entries + i, n);
        for (int k = i; k < i + n; k++) {
            if (!taken) {
                marks_add(stale, entries[k].order);
                continue;
            }
            crew_note(first, entries[k].order);
            gained += entries[k].plan.cost - first->book.plans[entries[k].order].cost;
        }
    }
    marks_clear(stale);
    return -gained;
}

double crews_meet(struct crew *first, struct crew *second, struct marks *stale)
{
    double more = merge(first, second, stale);
    for (int i = 0; i < second->changed.n; i++)
        marks_add(&first->changed, second->changed.list[i]);
    for (int i = 0; i < first->changed.n; i++)
        copy_order(second, first, first->changed.list[i]);
    marks_clear(&second->changed);
    first->journal.n = second->journal.n = 0;
    return more;
}
