// SPDX-License-Identifier: Apache-2.0
// Carts as chains of bundles; lengths by sign in a table small enough for the processor's cache.
#include "cart_split.h"

#include <string.h>

enum { MEMORY_BITS = 15 };

struct memory {
    uint64_t sign;
    int64_t length;
};

struct meter {
    const struct model *model;
    struct ruler *ruler;
    uint64_t *row;
    struct memory *memory;
};

struct split *split_new(const struct model *model)
{
    struct split *split = g_new0(struct split, 1);
    uint32_t n = model->n;
    split->model = model;
    split->cart_of = g_new(uint32_t, n + 1);
    split->next = g_new(uint32_t, n + 1);
    split->carts = g_new0(struct cart, n + 1);
    split->live = g_new(uint32_t, n + 1);
    split->place = g_new(uint32_t, n + 1);
    for (uint32_t i = 0; i <= n; i++) {
        split->live[i] = split->place[i] = i;
        split->carts[i].head = n;
    }
    return split;
}

void split_free(struct split *split)
{
    if (!split)
        return;
    g_free(split->cart_of);
    g_free(split->next);
    g_free(split->carts);
    g_free(split->live);
    g_free(split->place);
    g_free(split);
}

void split_copy(struct split *to, const struct split *from)
{
    size_t n = from->model->n + 1;
    memcpy(to->cart_of, from->cart_of, n * sizeof *to->cart_of);
    memcpy(to->next, from->next, n * sizeof *to->next);
    memcpy(to->carts, from->carts, n * sizeof *to->carts);
    memcpy(to->live, from->live, n * sizeof *to->live);
    memcpy(to->place, from->place, n * sizeof *to->place);
    to->n_live = from->n_live;
    to->length = from->length;
    to->lateness = from->lateness;
}

uint32_t split_empty_cart(const struct split *split)
{
    return split->live[split->n_live];
}

static void swap_places(struct split *split, uint32_t i, uint32_t j)
{
    uint32_t a = split->live[i], b = split->live[j];
    split->live[i] = b;
    split->live[j] = a;
    split->place[a] = j;
    split->place[b] = i;
}

static inline void cargo_take(struct cargo *cargo, const struct cargo *less)
{
    for (int r = 0; r < CARTS_N_RESOURCES; r++)
        cargo->load[r] -= less->load[r];
    cargo->orders -= less->orders;
}

void split_put(struct split *split, uint32_t bundle, uint32_t cart_id)
{
    struct cart *cart = &split->carts[cart_id];
    if (!cart->n++)
        swap_places(split, split->place[cart_id], split->n_live++);
    split->cart_of[bundle] = cart_id;
    split->next[bundle] = cart->head;
    cart->head = bundle;
    cart->sign ^= split->model->signs[bundle];
    cargo_add(&cart->cargo, &split->model->cargo[bundle]);
}

void split_take(struct split *split, uint32_t bundle)
{
    uint32_t cart_id = split->cart_of[bundle];
    struct cart *cart = &split->carts[cart_id];
    uint32_t *link = &cart->head;
    while (*link != bundle)
        link = &split->next[*link];
    *link = split->next[bundle];
    cart->sign ^= split->model->signs[bundle];
    cargo_take(&cart->cargo, &split->model->cargo[bundle]);
    if (!--cart->n) {
        cart->sign = 0;
        swap_places(split, split->place[cart_id], --split->n_live);
    }
    if (!split->model->shunning)
        return;
    cart->cargo.kinds = cart->cargo.shuns = 0;
    for (uint32_t b = cart->head; b != split->model->n; b = split->next[b]) {
        cart->cargo.kinds |= split->model->cargo[b].kinds;
        cart->cargo.shuns |= split->model->cargo[b].shuns;
    }
}

void split_join(struct split *split, uint32_t from, uint32_t to, int64_t length)
{
    struct cart *goes = &split->carts[from], *stays = &split->carts[to];
    split->length += length - goes->length - stays->length;
    stays->length = length;
    goes->length = 0;
    while (goes->n) {
        uint32_t bundle = goes->head;
        split_take(split, bundle);
        split_put(split, bundle, to);
    }
}

void split_apply(struct split *split, const struct move *move)
{
    uint32_t nobody = split->model->n;
    struct cart *a = &split->carts[move->cart_a], *b = &split->carts[move->cart_b];
    split->length += move->length_a + move->length_b - a->length - b->length;
    for (int i = 0; i < 2; i++) {
        if (move->a[i] != nobody)
            split_take(split, move->a[i]);
        if (move->b[i] != nobody)
            split_take(split, move->b[i]);
    }
    for (int i = 0; i < 2; i++) {
        if (move->a[i] != nobody)
            split_put(split, move->a[i], move->cart_b);
        if (move->b[i] != nobody)
            split_put(split, move->b[i], move->cart_a);
    }
    a->length = move->length_a;
    b->length = move->length_b;
}

// Does nothing that comes in quarrel with what stays on the cart or with the other that comes?
static bool agree(const struct split *split, const struct cart *cart, const uint32_t out[2],
                  const uint32_t in[2])
{
    const struct cargo *cargo = split->model->cargo;
    for (uint32_t b = cart->head; b != split->model->n; b = split->next[b])
        if (b != out[0] && b != out[1] &&
            !(cargo_agree(&cargo[b], &cargo[in[0]]) && cargo_agree(&cargo[b], &cargo[in[1]])))
            return false;
    return cargo_agree(&cargo[in[0]], &cargo[in[1]]);
}

static inline bool roomy(const struct split *split, const struct cart *cart, const uint32_t out[2],
                         const uint32_t in[2])
{
    const struct model *model = split->model;
    const struct cargo *cargo = model->cargo;
    for (int r = 0; r < model->resources; r++)
        if (cart->cargo.load[r] - cargo[out[0]].load[r] - cargo[out[1]].load[r] +
                cargo[in[0]].load[r] + cargo[in[1]].load[r] >
            model->room[r])
            return false;
    return cart->cargo.orders - cargo[out[0]].orders - cargo[out[1]].orders + cargo[in[0]].orders +
               cargo[in[1]].orders <=
           model->most_orders;
}

bool split_allows(const struct split *split, const struct move *move)
{
    const struct cart *a = &split->carts[move->cart_a], *b = &split->carts[move->cart_b];
    if (!roomy(split, b, move->b, move->a) || !roomy(split, a, move->a, move->b))
        return false;
    return !split->model->shunning ||
           (agree(split, b, move->b, move->a) && agree(split, a, move->a, move->b));
}

struct meter *meter_new(const struct model *model, struct ruler *ruler)
{
    struct meter *meter = g_new0(struct meter, 1);
    meter->model = model;
    meter->ruler = ruler;
    meter->row = g_new(uint64_t, model->words);
    meter->memory = g_new0(struct memory, (size_t)1 << MEMORY_BITS);
    return meter;
}

void meter_free(struct meter *meter)
{
    if (!meter)
        return;
    g_free(meter->row);
    g_free(meter->memory);
    g_free(meter);
}

int64_t meter_row(struct meter *meter, const uint64_t *row)
{
    int64_t length = ruler_length(meter->ruler, row);
    return length < 0 ? CART_NO_WALK : length;
}

static inline void mix(uint64_t *row, const uint64_t *more, size_t words)
{
    for (size_t w = 0; w < words; w++)
        row[w] |= more[w];
}

static int64_t measure(struct meter *meter, const struct split *split, const struct cart *cart,
                       const uint32_t out[2], const uint32_t in[2])
{
    const struct model *model = meter->model;
    const uint64_t *x = model_row(model, in[0]), *y = model_row(model, in[1]);
    for (size_t w = 0; w < model->words; w++)
        meter->row[w] = x[w] | y[w];
    for (uint32_t b = cart->head; b != model->n; b = split->next[b])
        if (b != out[0] && b != out[1])
            mix(meter->row, model_row(model, b), model->words);
    return meter_row(meter, meter->row);
}

int64_t meter_length(struct meter *meter, const struct split *split, const struct cart *cart,
                     const uint32_t out[2], const uint32_t in[2])
{
    const uint64_t *signs = meter->model->signs;
    uint64_t sign = cart->sign ^ signs[out[0]] ^ signs[out[1]] ^ signs[in[0]] ^ signs[in[1]];
    struct memory *memory = &meter->memory[sign >> (64 - MEMORY_BITS)];
    if (memory->sign == sign)
        return memory->length; // of nothing, too: an empty memory knows it as 0
    int64_t length = measure(meter, split, cart, out, in);
    *memory = (struct memory){sign, length};
    return length;
}

void split_measure(struct split *split, struct meter *meter)
{
    const uint32_t nobody[2] = {split->model->n, split->model->n};
    split->length = 0;
    for (uint32_t i = 0; i < split->n_live; i++) {
        struct cart *cart = &split->carts[split->live[i]];
        cart->length = meter_length(meter, split, cart, nobody, nobody);
        split->length += cart->length;
    }
}

bool split_better(const struct split *a, const struct split *b)
{
    if (a->lateness != b->lateness)
        return a->lateness < b->lateness;
    return a->length < b->length;
}
