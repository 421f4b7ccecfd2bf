// SPDX-License-Identifier: Apache-2.0
// What the books say of the weight of a box, with what the settings tolerate.
#pragma once

#include "store_parcel.h"
#include "weight.h"

// Reads settings and box types once, for all boxes of a bench. False with *error.
struct weight_rules {
    int64_t percent, at_least;
    int64_t carton; // the heaviest there is
};
bool weight_rules_read(struct db *db, struct weight_rules *ret_rules, GError **error);

struct weight_known box_known(const struct box_row *box, const struct weight_rules *rules);

// Is the weight that was noted one that somebody has to look at: not confirmed, or of a box that
// changed since? WEIGHT_LIGHT or WEIGHT_HEAVY then, with *ret_off (may be NULL) grams.
enum weight_verdict box_odd(const struct box_row *box, const struct weight_rules *rules,
                            int64_t *ret_off);

// What was noted of the weight of BOX lapses: its goods or its carton change.
bool box_weight_lapse(struct db *db, const struct box_row *box, GError **error);
