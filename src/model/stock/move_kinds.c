// SPDX-License-Identifier: Apache-2.0
// The table of kinds of movements.
#include "move_kinds.h"

#include <glib.h>

#include "i18n.h"
#include "work_kinds.h"

static const struct move_kind kinds[] = {
    {"count", N_("counted")}, {"adjust", N_("adjusted")}, {"move", N_("moved")},
    {"pick", N_("picked")},   {"pack", N_("packed")},     {"ship", N_("shipped")},
    {"short", N_("missing")},
};

const struct move_kind *move_kinds(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(kinds);
    return kinds;
}

const char *move_kind_label(const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (!g_strcmp0(kinds[i].code, code))
            return _(kinds[i].label);
    const struct work_kind *work = work_kind_find(code);
    return work ? _(work->label) : code;
}
