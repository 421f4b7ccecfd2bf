// SPDX-License-Identifier: Apache-2.0
// Carts leave by urgency, cut-off and coming, each with the picker who is free first.
#include "cart_late.h"

#include <stdlib.h>

struct late {
    const struct model *model;
    struct trip *trips;
    double *free_at; // per picker
};

struct late *late_new(const struct model *model)
{
    struct late *late = g_new0(struct late, 1);
    late->model = model;
    late->trips = g_new(struct trip, model->n + 1);
    late->free_at = g_new0(double, model->problem->crew.pickers + 1);
    return late;
}

void late_free(struct late *late)
{
    if (!late)
        return;
    g_free(late->trips);
    g_free(late->free_at);
    g_free(late);
}

// Walks through what is on a cart after a move: first what stays, then what comes.
struct reader {
    const struct split *split;
    const uint32_t *out, *in; // NULL: nothing goes or comes
    uint32_t at;
    int next_in;
};

static struct reader read_cart(const struct split *split, uint32_t cart, const struct move *move)
{
    struct reader reader = {.split = split, .at = split->carts[cart].head};
    if (move && (cart == move->cart_a || cart == move->cart_b)) {
        reader.out = cart == move->cart_a ? move->a : move->b;
        reader.in = cart == move->cart_a ? move->b : move->a;
    }
    return reader;
}

static bool next_bundle(struct reader *reader, uint32_t *ret_bundle)
{
    uint32_t nobody = reader->split->model->n;
    while (reader->at != nobody) {
        uint32_t bundle = reader->at;
        reader->at = reader->split->next[bundle];
        if (!reader->out || (bundle != reader->out[0] && bundle != reader->out[1])) {
            *ret_bundle = bundle;
            return true;
        }
    }
    while (reader->in && reader->next_in < 2) {
        *ret_bundle = reader->in[reader->next_in++];
        if (*ret_bundle != nobody)
            return true;
    }
    return false;
}

static int64_t length_after(const struct split *split, uint32_t cart, const struct move *move)
{
    if (move && cart == move->cart_a)
        return move->length_a;
    return move && cart == move->cart_b ? move->length_b : split->carts[cart].length;
}

// False: nothing is on it any more.
static bool make_trip(const struct split *split, uint32_t cart, const struct move *move,
                      struct trip *ret_trip)
{
    const struct model *model = split->model;
    const struct carts_crew *crew = &model->problem->crew;
    struct reader reader = read_cart(split, cart, move);
    struct trip trip = {cart, UINT32_MAX, INT32_MIN, INT64_MAX, 0, 0, 0};
    for (uint32_t b = 0; next_bundle(&reader, &b);) {
        trip.earliest = MIN(trip.earliest, b);
        trip.urgency = MAX(trip.urgency, model->urgency[b]);
        trip.due = MIN(trip.due, model->due[b]);
        trip.takes += model->seconds[b];
    }
    if (crew->pickers)
        trip.takes += crew->per_cart + (double)length_after(split, cart, move) / crew->per_second;
    *ret_trip = trip;
    return trip.earliest != UINT32_MAX;
}

static int by_leaving(const void *a, const void *b)
{
    const struct trip *x = a, *y = b;
    if (x->urgency != y->urgency)
        return x->urgency > y->urgency ? -1 : 1;
    if (x->due != y->due)
        return x->due < y->due ? -1 : 1;
    return x->earliest < y->earliest ? -1 : 1;
}

// Gives each trip to the picker who is free first.
static void hand_out(struct late *late, uint32_t n)
{
    uint32_t pickers = late->model->problem->crew.pickers;
    for (uint32_t p = 0; p < pickers; p++)
        late->free_at[p] = 0;
    for (uint32_t i = 0; i < n && pickers; i++) {
        uint32_t first = 0;
        for (uint32_t p = 1; p < pickers; p++)
            if (late->free_at[p] < late->free_at[first])
                first = p;
        late->trips[i].leaves = late->free_at[first];
        late->trips[i].back = late->free_at[first] += late->trips[i].takes;
    }
}

const struct trip *late_trips(struct late *late, const struct split *split, const struct move *move,
                              uint32_t *ret_n)
{
    uint32_t n = 0;
    bool opens = move && split->place[move->cart_b] >= split->n_live;
    for (uint32_t i = 0; i < split->n_live + (opens ? 1 : 0); i++)
        n += make_trip(split, split->live[i], move, &late->trips[n]) ? 1 : 0;
    qsort(late->trips, n, sizeof *late->trips, by_leaving);
    hand_out(late, n);
    *ret_n = n;
    return late->trips;
}

// The lateness of a bundle's orders when their cart is back.
static double late_bundle(const struct model *model, uint32_t bundle, double back, uint32_t *orders)
{
    double seconds = 0;
    for (uint32_t i = model->first_order[bundle]; i < model->first_order[bundle + 1]; i++) {
        int64_t due = model->problem->orders[model->order[i]].due;
        if (due < 0 || back <= (double)due)
            continue;
        seconds += back - (double)due;
        ++*orders;
    }
    return seconds;
}

double late_seconds(struct late *late, const struct split *split, const struct move *move,
                    uint32_t *ret_orders)
{
    uint32_t n = 0, orders = 0;
    double seconds = 0;
    if (late->model->timed) {
        const struct trip *trips = late_trips(late, split, move, &n);
        for (uint32_t i = 0; i < n; i++) {
            struct reader reader = read_cart(split, trips[i].cart, move);
            for (uint32_t b = 0; next_bundle(&reader, &b);)
                seconds += late_bundle(late->model, b, trips[i].back, &orders);
        }
    }
    if (ret_orders)
        *ret_orders = orders;
    return seconds;
}
