// SPDX-License-Identifier: Apache-2.0
// The table of label kinds.
#include "binders.h"
#include "label_kind.h"

static const char *const shipping_aliases[] = {"label", "parcel", NULL};

static const struct label_kind kinds[] = {
    {.kind = "shipping",
     .aliases = shipping_aliases,
     .outbox = "label",
     .design = "labels/shipping-4x6.svg",
     .query = &query_order_show,
     .sees = SEES_PEOPLE,
     .bind = bind_shipping_label,
     .find = find_shipping_labels,
     .media = {"4x6", 10160, 15240}},
};

const struct label_kind *label_kinds(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(kinds);
    return kinds;
}
