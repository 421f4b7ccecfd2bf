// SPDX-License-Identifier: Apache-2.0
// What would the walk be if a few pieces had other stops? From the states left of the changed
// columns (heads) over these columns to what is known of the rest (tails).
#include <string.h>

#include "walk_private.h"

enum { TAIL_STATES = 1500, TAILS_MAX = 4 * 1024 * 1024 };

// Finds every state that any stops can lead to; false if they are many.
static bool find_states(struct junctions *states)
{
    for (int32_t s = 0; s < states->n_states; s++) {
        for (int slot = 0; slot < states->slots; slot++)
            junction_next(states, s, slot);
        if (states->cross_at[s] < 0)
            junction_find_cross(states, s);
        if (states->n_states > TAIL_STATES || states->full)
            return false;
    }
    return true;
}

void walk_probe_open(struct walk *walk, int first, int last)
{
    walk->first = first;
    walk->last = last;
    walk->heads_to = first;
    walk->tails_from = last + 1;
    walk->n_tails = 0;
    walk_layers_begin(walk);
    size_t columns = (size_t)(last - first + 1);
    if (!find_states(&walk->states) || columns * (size_t)walk->states.n_states > (size_t)TAILS_MAX)
        return;
    walk->n_tails = walk->states.n_states;
    walk->tails = g_renew(int64_t, walk->tails, columns * (size_t)walk->n_tails);
    for (int i = 0; i < 2; i++)
        walk->tail_steps[i] = g_renew(int64_t, walk->tail_steps[i], walk->n_tails);
}

// --- tails

static int64_t *tails_of(const struct walk *walk, int aisle)
{
    return walk->tails + (size_t)(aisle - walk->first) * (size_t)walk->n_tails;
}

// From the costs after a stage to those before it.
static void stage_back(struct walk *walk, int aisle, const struct walk_stage *stage,
                       const int64_t *after, int64_t *before)
{
    struct walk_option options[WALK_MAX_OPTIONS];
    int n_options = walk_stage_options(walk, aisle, stage, options);
    for (int32_t s = 0; s < walk->n_tails; s++) {
        before[s] = WALK_NEVER;
        for (int k = 0; k < n_options; k++) {
            int slot = options[k].slot;
            int32_t next = slot < 0 ? s : junction_next(&walk->states, s, slot);
            if (next != JUNCTION_NONE && after[next] + options[k].cost < before[s])
                before[s] = after[next] + options[k].cost;
        }
    }
}

static const int64_t *column_back(struct walk *walk, int aisle)
{
    const int64_t *after = tails_of(walk, aisle);
    walk_stages_list(walk, aisle);
    for (int s = walk->n_stages - 1; s >= 0; s--) {
        int64_t *before = walk->tail_steps[s & 1];
        stage_back(walk, aisle, &walk->stages[s], after, before);
        after = before;
    }
    return after;
}

static void tails_back(struct walk *walk, int aisle)
{
    const struct junctions *states = &walk->states;
    int64_t *tails = tails_of(walk, aisle);
    for (int32_t s = 0; s < walk->n_tails && aisle == walk->last; s++)
        tails[s] = walk_is_end(walk, s) ? 0 : WALK_NEVER;
    if (aisle == walk->last)
        return;
    const int64_t *after = column_back(walk, aisle + 1);
    int64_t width = walk->x[aisle + 1] - walk->x[aisle];
    for (int32_t s = 0; s < walk->n_tails; s++) {
        const struct junction_cross *way = states->cross + states->cross_at[s];
        tails[s] = WALK_NEVER;
        for (int32_t k = 0; k < states->cross_n[s]; k++, way++)
            tails[s] = MIN(tails[s], after[way->state] + way->edges * width);
    }
}

// --- probing

static int64_t best_end(const struct walk *walk, const struct walk_list *ends)
{
    int64_t best = WALK_NEVER;
    for (size_t i = 0; i < ends->n; i++)
        if (ends->entries[i].cost < best && walk_is_end(walk, ends->entries[i].state))
            best = ends->entries[i].cost;
    return best;
}

static int64_t best_tail(struct walk *walk, const struct walk_list *list, int aisle)
{
    int64_t best = WALK_NEVER;
    while (walk->tails_from > aisle)
        tails_back(walk, --walk->tails_from);
    const int64_t *tails = tails_of(walk, aisle);
    for (size_t i = 0; i < list->n; i++)
        best = MIN(best, list->entries[i].cost + tails[list->entries[i].state]);
    return best;
}

int64_t walk_probe_length(struct walk *walk, int from, int to)
{
    for (; walk->heads_to < from && !walk->too_large; walk->heads_to++)
        walk_heads_run(walk, walk->heads_to);
    const size_t *at = &walk->head_at[from - walk->first];
    const struct walk_entry *in = walk->heads.entries + at[0];
    size_t n = at[1] - at[0];
    size_t seen = 0;
    for (int aisle = from;; aisle++) {
        walk->too_large |= (seen += n) > WALK_HEADS_MAX;
        if (walk->too_large || walk->states.full)
            return WALK_NEVER;
        const struct walk_list *list = walk_column_run(walk, aisle, in, n);
        if (aisle == walk->last)
            return best_end(walk, list);
        if (aisle >= to && walk->n_tails)
            return best_tail(walk, list, aisle);
        struct walk_list *next = &walk->probe[aisle & 1];
        next->n = 0;
        walk_cross_run(walk, aisle, list, next);
        in = next->entries;
        n = next->n;
    }
}

void walk_probe_keep(struct walk *walk, int from, int to)
{
    walk->heads_to = MIN(walk->heads_to, from);
    walk->tails_from = MAX(walk->tails_from, to);
}
