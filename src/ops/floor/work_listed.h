// SPDX-License-Identifier: Apache-2.0
// What the query work.list finds, for screens as well.
#pragma once

#include "op.h"
#include "store_work.h"

// kind: NULL = every kind; site: 0 = that of the session's station, which may stand in none: then
// all; limit: 0 = all; claimed: only what somebody has in hand.
struct work_asked {
    const char *kind;
    int64_t site, limit;
    bool claimed;
};

// Open work (struct work_row): the most urgent first, what somebody has in hand kind by kind.
struct list *work_listed(const struct session *session, const struct work_asked *asked,
                         GError **error);
