// SPDX-License-Identifier: Apache-2.0
// The list of the kinds of work.
#include "work_kinds.h"

#include "i18n.h"

#define WORK_KIND(id, title, label, rank, roles, screen, counts)                                   \
    {#id, title, label, rank, roles, screen, counts},

static const struct work_kind kinds[] = {
#include "work_kinds.def"
};

const struct work_kind *work_kinds(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(kinds);
    return kinds;
}
