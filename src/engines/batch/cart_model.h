// SPDX-License-Identifier: Apache-2.0
// A problem made ready for the search: orders that belong together are one bundle, bundles that
// fit on no cart are set aside, stops are rows of bits.
#pragma once

#include "cart_ruler.h"

// What is on a cart, or on a bundle: loads of the resources that are limited only.
struct cargo {
    int64_t load[CARTS_N_RESOURCES];
    int32_t orders;
    uint64_t kinds, shuns;
};

// Arrays by bundle have one more: bundle n is nobody, without stops, loads or sign.
struct model {
    const struct carts_problem *problem;
    uint32_t n;                    // bundles that fit
    uint32_t *bundle_of;           // per order; UINT32_MAX = on no cart
    struct cargo *cargo;           // per bundle
    uint64_t *rows;                // words per bundle
    uint64_t *signs;               // per bundle: the sign of a set is the XOR of them
    int64_t *due;                  // per bundle: the earliest cut-off, INT64_MAX = none
    int32_t *urgency;              // per bundle: the largest
    double *seconds;               // per bundle: of picking its pieces
    uint32_t *by_load;             // bundles, the lightest first by the first limited resource
    uint32_t *first_order, *order; // bundle b: order[first_order[b] … first_order[b + 1] - 1]
    size_t words;
    bool timed, shunning; // are there cut-offs; are there kinds that are shunned
    int resources;        // how many are limited
    enum carts_resource resource[CARTS_N_RESOURCES]; // which: load[i] is of resource[i]
    int64_t room[CARTS_N_RESOURCES];                 // and its limit
    int32_t most_orders;
    GArray *refusals; // struct carts_refusal
};

// Checks every number of the problem. Fails with TOTE_ENGINE_LIMIT; the field names the member.
bool model_check(const struct carts_problem *problem, GError **error);

// A checked problem and a ruler made for it; both are borrowed. Free with model_free().
struct model *model_new(const struct carts_problem *problem, const struct ruler *ruler);
void model_free(struct model *model);

static inline void cargo_add(struct cargo *cargo, const struct cargo *more)
{
    for (int r = 0; r < CARTS_N_RESOURCES; r++)
        cargo->load[r] += more->load[r];
    cargo->orders += more->orders;
    cargo->kinds |= more->kinds;
    cargo->shuns |= more->shuns;
}

// Is there room on a cart for all of CARGO, as far as amounts go?
static inline bool cargo_fits(const struct model *model, const struct cargo *cargo)
{
    for (int r = 0; r < model->resources; r++)
        if (cargo->load[r] > model->room[r])
            return false;
    return cargo->orders <= model->most_orders;
}

// May these two share a cart, as far as kinds go?
static inline bool cargo_agree(const struct cargo *a, const struct cargo *b)
{
    return !(a->kinds & b->shuns) && !(b->kinds & a->shuns);
}

static inline const uint64_t *model_row(const struct model *model, uint32_t bundle)
{
    return model->rows + bundle * model->words;
}
