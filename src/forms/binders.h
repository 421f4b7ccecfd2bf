// SPDX-License-Identifier: Apache-2.0
// Inside this folder: what each label says, from the database to the fields of its design.
#pragma once

#include "label.h"
#include "op.h"

// The shipping label of the box with this SSCC.
label_fields *bind_shipping_label(const struct session *session, const char *sscc, GError **error);
// Grams as the label shows them, "1.24 kg": rounded up to ten grams, "" for 0. Caller frees.
char *shipping_weight_text(int64_t grams);

// The SSCCs of all that people mean: a box, or the closed boxes of an order.
bool find_shipping_labels(const struct session *session, const char *word, int64_t now,
                          GPtrArray *refs, GError **error);
