// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: whose hold it is, and what is said of one that a person placed.
#pragma once

#include "store_order.h"

// Does a person's hold stay on the order? Only a person takes it off.
bool import_held_by_person(const struct order_fate *fate);

// FATE becomes the person's hold of KNOWN; what the import itself has against the order is told
// beside it, so that it is not gone with that hold. *ret_terms is to live as long as FATE does.
void import_keep_hold(const struct order_row *known, struct order_fate *fate, char **ret_terms);
