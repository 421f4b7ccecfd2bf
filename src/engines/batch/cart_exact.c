// SPDX-License-Identifier: Apache-2.0
// Bundle after bundle on each cart in use and on one more.
#include "cart_exact.h"

struct exact {
    struct chain *chain;
    struct split *split;
    bool (*stop)(void *data);
    void *data;
    bool stopped;
};

static void judge(struct exact *exact)
{
    struct chain *chain = exact->chain;
    split_measure(exact->split, chain->meter);
    exact->split->lateness = late_seconds(chain->late, exact->split, NULL, NULL);
    if (split_better(exact->split, chain->best))
        split_copy(chain->best, exact->split);
    exact->stopped = exact->stop && exact->stop(exact->data);
}

// Recursion as deep as there are bundles, at most EXACT_MAX_BUNDLES.
static void place(struct exact *exact, uint32_t bundle)
{
    struct split *split = exact->split;
    uint32_t nobody = split->model->n;
    if (bundle == nobody) {
        judge(exact);
        return;
    }
    bool opened = false;
    for (uint32_t cart = 0; cart < nobody && !opened && !exact->stopped; cart++) {
        struct move move = {.cart_a = split_empty_cart(split),
                            .cart_b = cart,
                            .a = {bundle, nobody},
                            .b = {nobody, nobody}};
        opened = !split->carts[cart].n;
        if (!opened && !split_allows(split, &move))
            continue;
        split_put(split, bundle, cart);
        place(exact, bundle + 1);
        split_take(split, bundle);
    }
}

bool exact_run(struct chain *chain, bool (*stop)(void *data), void *data)
{
    struct exact exact = {.chain = chain, .stop = stop, .data = data};
    if (chain->model->n > EXACT_MAX_BUNDLES)
        return false;
    exact.split = split_new(chain->model);
    place(&exact, 0);
    split_free(exact.split);
    return !exact.stopped;
}
