// SPDX-License-Identifier: Apache-2.0
// The dynamic program: from the states left of a column to those left of the next.
#include <string.h>

#include "walk_private.h"

// --- lists of states, each state once at its least cost

static void list_reserve(struct walk_list *list, size_t more)
{
    if (list->n + more <= list->room)
        return;
    list->room = MAX(2 * list->room, list->n + more);
    list->entries = g_renew(struct walk_entry, list->entries, list->room);
}

static inline void put(struct walk *walk, struct walk_list *list, int32_t state, int64_t cost)
{
    struct junction_mark *mark = &walk->states.marks[state];
    if (mark->stamp == walk->stamp) {
        if (cost < list->entries[mark->spot].cost)
            list->entries[mark->spot].cost = cost;
        return;
    }
    if (list->n == list->room)
        list_reserve(list, 1);
    *mark = (struct junction_mark){walk->stamp, (int32_t)list->n};
    list->entries[list->n++] = (struct walk_entry){state, cost};
}

static void stamp_next(struct walk *walk)
{
    if (++walk->stamp)
        return;
    for (int32_t s = 0; s < walk->states.n_states; s++)
        walk->states.marks[s].stamp = 0;
    walk->stamp = 1;
}

// --- what may be done with a piece

static int pass_options(const struct walk *walk, int p, int way, struct walk_option *options)
{
    const struct junctions *states = &walk->states;
    int64_t length = walk->y[p + 1] - walk->y[p];
    int n = 0;
    for (int move = MOVE_PASS; move < states->moves; move++) {
        int up = junction_passes(states, move);
        if (way == WALK_BOTH || (way == WALK_UP && up > 0) || (way == WALK_DOWN && up < 0))
            options[n++] = (struct walk_option){junction_slot(states, p, move), ABS(up) * length};
    }
    return n;
}

// In a piece that is not two-way one can turn only where one is already: at a junction.
static int piece_options(const struct walk *walk, int aisle, int p, struct walk_option *options)
{
    const struct walk_piece *piece = &walk->piece[aisle * walk->pieces + p];
    int way = walk->way[aisle * walk->pieces + p], n = 0;
    int64_t length = walk->y[p + 1] - walk->y[p];
    const int64_t turns[] = {
        [MOVE_LOW] = piece->low, [MOVE_HIGH] = piece->high, [MOVE_ENDS] = piece->ends};
    if (!piece->any)
        options[n++] = (struct walk_option){-1, 0};
    for (int move = MOVE_LOW; piece->any && move <= MOVE_ENDS; move++)
        if (way == WALK_BOTH || !turns[move])
            options[n++] = (struct walk_option){junction_slot(&walk->states, p, move), turns[move]};
    if (way == WALK_BOTH)
        options[n++] =
            (struct walk_option){junction_slot(&walk->states, p, MOVE_TWICE), 2 * length};
    return n + pass_options(walk, p, way, options + n);
}

int walk_stage_options(const struct walk *walk, int aisle, const struct walk_stage *stage,
                       struct walk_option *options)
{
    if (stage->piece >= 0)
        return piece_options(walk, aisle, stage->piece, options);
    options[0] = (struct walk_option){stage->slot, 0};
    return 1;
}

// --- one column

static void run_stage(struct walk *walk, int aisle, const struct walk_entry *in, size_t n,
                      struct walk_stage *stage)
{
    struct walk_option options[WALK_MAX_OPTIONS];
    int n_options = walk_stage_options(walk, aisle, stage, options);
    struct walk_list *out = &stage->out;
    out->n = 0;
    stamp_next(walk);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < n_options; k++) {
            const struct walk_option *option = &options[k];
            int32_t next = option->slot < 0
                               ? in[i].state
                               : junction_next(&walk->states, in[i].state, option->slot);
            if (next != JUNCTION_NONE)
                put(walk, out, next, in[i].cost + option->cost);
        }
}

void walk_stages_list(struct walk *walk, int aisle)
{
    walk->n_stages = 0;
    for (int door = 0; door < 2; door++)
        if (walk->door[door].aisle == aisle) {
            struct walk_stage *stage = &walk->stages[walk->n_stages++];
            stage->piece = -1;
            stage->slot = junction_door_slot(&walk->states, door);
        }
    for (int p = 0; p < walk->pieces; p++)
        walk->stages[walk->n_stages++].piece = p;
}

const struct walk_list *walk_column_run(struct walk *walk, int aisle, const struct walk_entry *in,
                                        size_t n)
{
    walk_stages_list(walk, aisle);
    for (int s = 0; s < walk->n_stages; s++) {
        run_stage(walk, aisle, in, n, &walk->stages[s]);
        in = walk->stages[s].out.entries;
        n = walk->stages[s].out.n;
    }
    return &walk->stages[walk->n_stages - 1].out;
}

// The column AISLE from the heads that are kept for it.
static const struct walk_list *run_column(struct walk *walk, int aisle)
{
    const size_t *at = &walk->head_at[aisle - walk->first];
    return walk_column_run(walk, aisle, walk->heads.entries + at[0], at[1] - at[0]);
}

void walk_cross_run(struct walk *walk, int aisle, const struct walk_list *from,
                    struct walk_list *out)
{
    struct junctions *states = &walk->states;
    int64_t width = walk->x[aisle + 1] - walk->x[aisle];
    stamp_next(walk);
    for (size_t i = 0; i < from->n; i++) {
        int32_t state = from->entries[i].state;
        if (states->cross_at[state] < 0)
            junction_find_cross(states, state);
        const struct junction_cross *way = states->cross + states->cross_at[state];
        for (int32_t k = 0; k < states->cross_n[state]; k++, way++)
            put(walk, out, way->state, from->entries[i].cost + way->edges * width);
    }
}

void walk_heads_run(struct walk *walk, int aisle)
{
    const struct walk_list *list = run_column(walk, aisle);
    size_t *at = &walk->head_at[aisle - walk->first];
    walk->heads.n = at[1];
    walk_cross_run(walk, aisle, list, &walk->heads);
    at[2] = walk->heads.n;
    walk->too_large |= walk->heads.n > WALK_HEADS_MAX;
}

void walk_layers_begin(struct walk *walk)
{
    walk->too_large = false;
    walk->heads.n = 0;
    list_reserve(&walk->heads, 1);
    walk->heads.entries[walk->heads.n++] = (struct walk_entry){JUNCTION_EMPTY, 0};
    walk->head_at[0] = 0;
    walk->head_at[1] = 1;
}

int64_t walk_layers_run(struct walk *walk, int32_t *ret_state)
{
    int64_t best = -1;
    walk_layers_begin(walk);
    for (int aisle = walk->first; aisle < walk->last && !walk->too_large; aisle++)
        walk_heads_run(walk, aisle);
    if (walk->too_large || walk->states.full)
        return -1;
    const struct walk_list *ends = run_column(walk, walk->last);
    for (size_t i = 0; i < ends->n; i++) {
        int32_t state = ends->entries[i].state;
        if (!walk_is_end(walk, state) || (best >= 0 && ends->entries[i].cost >= best))
            continue;
        best = ends->entries[i].cost;
        *ret_state = state;
    }
    return walk->states.full ? -1 : best;
}

// --- back from the end

// The entry of IN from which OPTION leads to TO; *ret_slot says by which.
static struct walk_entry before(struct walk *walk, int aisle, const struct walk_entry *in,
                                const struct walk_stage *stage, struct walk_entry to, int *ret_slot)
{
    struct walk_option options[WALK_MAX_OPTIONS];
    int n_options = walk_stage_options(walk, aisle, stage, options);
    for (;; in++)
        for (int k = 0; k < n_options; k++) {
            int slot = options[k].slot;
            int32_t next = slot < 0 ? in->state : junction_next(&walk->states, in->state, slot);
            if (next != to.state || in->cost + options[k].cost != to.cost)
                continue;
            *ret_slot = slot;
            return *in;
        }
}

static struct walk_entry column_back(struct walk *walk, int aisle, struct walk_entry to,
                                     struct walk_plan *plan)
{
    run_column(walk, aisle);
    for (int s = walk->n_stages - 1; s >= 0; s--) {
        const struct walk_stage *stage = &walk->stages[s];
        const struct walk_entry *in = s ? walk->stages[s - 1].out.entries
                                        : walk->heads.entries + walk->head_at[aisle - walk->first];
        int slot = -1;
        to = before(walk, aisle, in, stage, to, &slot);
        if (stage->piece >= 0)
            plan->move[aisle * walk->pieces + stage->piece] =
                slot < 0 ? -1 : (int8_t)(slot % walk->states.moves);
    }
    return to;
}

static struct walk_entry cross_back(struct walk *walk, int aisle, struct walk_entry to,
                                    struct walk_plan *plan)
{
    struct junctions *states = &walk->states;
    const struct junction_state *state = &states->states[to.state];
    const struct walk_entry *from = run_column(walk, aisle)->entries;
    int64_t width = walk->x[aisle + 1] - walk->x[aisle];
    for (int r = 0; r < walk->rows && to.state != JUNCTION_ENDED; r++) {
        int flow = state->part[r] ? state->flow[r] : 0;
        plan->flow[aisle * walk->rows + r] = (int8_t)flow;
        plan->edges[aisle * walk->rows + r] = (uint8_t)(flow ? ABS(flow) : state->part[r] ? 2 : 0);
    }
    for (;; from++) {
        const struct junction_cross *way = states->cross + states->cross_at[from->state];
        for (int32_t k = 0; k < states->cross_n[from->state]; k++, way++)
            if (way->state == to.state && from->cost + way->edges * width == to.cost)
                return *from;
    }
}

void walk_layers_plan(struct walk *walk, int32_t state, int64_t cost, struct walk_plan *ret_plan)
{
    struct walk_entry to = {state, cost};
    for (int aisle = walk->last;; aisle--) {
        to = column_back(walk, aisle, to, ret_plan);
        if (aisle == walk->first)
            return;
        to = cross_back(walk, aisle - 1, to, ret_plan);
    }
}
