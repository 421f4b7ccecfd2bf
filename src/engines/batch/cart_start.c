// SPDX-License-Identifier: Apache-2.0
// First come first served and savings: Clarke and Wright's rule with every saving measured anew.
#include "cart_start.h"

#include <stdlib.h>
#include <string.h>

void start_in_turn(struct split *split, struct meter *meter, const uint32_t *sorted)
{
    const struct model *model = split->model;
    const uint32_t nobody = model->n;
    uint32_t cart = split_empty_cart(split);
    for (uint32_t i = 0; i < model->n; i++) {
        // Coming from an empty cart: only the limits of the cart it goes to matter.
        struct move move = {split_empty_cart(split), cart, {sorted[i], nobody},
                            {nobody, nobody},        0,    0};
        if (split->carts[cart].n && !split_allows(split, &move))
            cart = split_empty_cart(split);
        split_put(split, sorted[i], cart);
    }
    split_measure(split, meter);
}

uint32_t *start_as_come(const struct model *model)
{
    uint32_t *sorted = g_new(uint32_t, model->n + 1);
    for (uint32_t b = 0; b < model->n; b++)
        sorted[b] = b;
    return sorted;
}

static int by_cut_off(const void *a, const void *b, void *data)
{
    const struct model *model = data;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if (model->urgency[x] != model->urgency[y])
        return model->urgency[x] > model->urgency[y] ? -1 : 1;
    if (model->due[x] != model->due[y])
        return model->due[x] < model->due[y] ? -1 : 1;
    return x < y ? -1 : 1;
}

uint32_t *start_by_cut_off(const struct model *model)
{
    uint32_t *sorted = start_as_come(model);
    qsort_r(sorted, model->n, sizeof *sorted, by_cut_off, (void *)model);
    return sorted;
}

// Every live cart with its best partner among the carts with a larger number.
struct savings {
    struct split *split;
    struct meter *meter;
    uint64_t *rows, *both; // stops per cart; of two carts
    int64_t *saved;        // per cart; below 0 = no partner
    uint32_t *partner;
    bool (*stop)(void *data);
    void *data;
};

static uint64_t *row_of(const struct savings *s, uint32_t cart)
{
    return s->rows + cart * s->split->model->words;
}

// What joining two carts saves; -1 if they cannot be joined.
static int64_t saved_by(const struct savings *s, uint32_t i, uint32_t j)
{
    const struct model *model = s->split->model;
    const struct cart *a = &s->split->carts[i], *b = &s->split->carts[j];
    struct cargo cargo = a->cargo;
    cargo_add(&cargo, &b->cargo);
    if (!cargo_fits(model, &cargo) || !cargo_agree(&a->cargo, &b->cargo))
        return -1;
    for (size_t w = 0; w < model->words; w++)
        s->both[w] = row_of(s, i)[w] | row_of(s, j)[w];
    int64_t saved = a->length + b->length - meter_row(s->meter, s->both);
    return MAX(saved, -1);
}

static void offer(struct savings *s, uint32_t i, uint32_t j)
{
    uint32_t low = MIN(i, j), high = MAX(i, j);
    int64_t saved = saved_by(s, i, j);
    if (saved > s->saved[low]) {
        s->saved[low] = saved;
        s->partner[low] = high;
    }
}

// In large waves a cart looks for a partner only among so many of those that came near it.
enum { NEAR = 256 };

// The best partner of cart I; false: stopped.
static bool find_partner(struct savings *s, uint32_t i)
{
    const struct split *split = s->split;
    s->saved[i] = -1;
    for (uint32_t j = i + 1, near = 0; j < split->model->n && near < NEAR; j++)
        if (split->carts[j].n) {
            offer(s, i, j);
            near++;
        }
    return !s->stop || !s->stop(s->data);
}

// The cart that saves most with its partner; model->n = none.
static uint32_t best_pair(const struct savings *s)
{
    uint32_t best = s->split->model->n;
    int64_t most = 0;
    for (uint32_t i = 0; i < s->split->model->n; i++)
        if (s->split->carts[i].n && s->saved[i] > most) {
            most = s->saved[i];
            best = i;
        }
    return best;
}

// Joins cart I with its partner; false: stopped.
static bool join(struct savings *s, uint32_t i)
{
    struct split *split = s->split;
    uint32_t gone = s->partner[i], n = split->model->n;
    int64_t length = split->carts[i].length + split->carts[gone].length - s->saved[i];
    for (size_t w = 0; w < split->model->words; w++)
        row_of(s, i)[w] |= row_of(s, gone)[w];
    split_join(split, gone, i, length);
    bool goes_on = find_partner(s, i);
    for (uint32_t k = n, near = 0; k-- > 0 && goes_on;) {
        if (!split->carts[k].n || k == i)
            continue;
        if (s->saved[k] >= 0 && (s->partner[k] == i || s->partner[k] == gone))
            goes_on = find_partner(s, k);
        else if (k < i && near++ < NEAR)
            offer(s, k, i);
    }
    return goes_on;
}

// What was stopped half-way is brought to an end without looking for the best: what fits, goes.
static void fill_up(struct savings *s)
{
    struct split *split = s->split;
    uint32_t n = split->model->n;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = i + 1, near = 0; split->carts[i].n && j < n && near < NEAR; j++) {
            struct cargo cargo = split->carts[i].cargo;
            cargo_add(&cargo, &split->carts[j].cargo);
            near += split->carts[j].n ? 1 : 0;
            if (split->carts[j].n && cargo_fits(split->model, &cargo) &&
                cargo_agree(&split->carts[i].cargo, &split->carts[j].cargo))
                split_join(split, j, i, 0);
        }
    split_measure(split, s->meter);
}

static void begin_alone(struct savings *s)
{
    struct split *split = s->split;
    for (uint32_t b = 0; b < split->model->n; b++)
        split_put(split, b, b);
    split_measure(split, s->meter);
    memcpy(s->rows, split->model->rows, split->model->n * split->model->words * sizeof *s->rows);
}

void start_savings(struct split *split, struct meter *meter, bool (*stop)(void *data), void *data)
{
    const struct model *model = split->model;
    g_autofree uint64_t *rows = g_new(uint64_t, (model->n + 1) * model->words);
    g_autofree int64_t *saved = g_new(int64_t, model->n + 1);
    g_autofree uint32_t *partner = g_new(uint32_t, model->n + 1);
    struct savings s = {split, meter,   rows, rows + model->n * model->words,
                        saved, partner, stop, data};
    bool goes_on = true;
    begin_alone(&s);
    for (uint32_t i = 0; i < model->n && goes_on; i++)
        goes_on = find_partner(&s, i);
    for (uint32_t i = 0; goes_on && (i = best_pair(&s)) < model->n;)
        goes_on = join(&s, i);
    if (!goes_on)
        fill_up(&s);
}
