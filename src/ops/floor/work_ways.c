// SPDX-License-Identifier: Apache-2.0
// The list of the ways of all kinds of work.
#include "work_way.h"

#define WORK_KIND(id, ...) extern const struct work_way work_way_##id;
#include "work_kinds.def"
#undef WORK_KIND

#define WORK_KIND(id, ...) &work_way_##id,

static const struct work_way *const ways[] = {
#include "work_kinds.def"
};

const struct work_way *const *work_ways(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(ways);
    return ways;
}
