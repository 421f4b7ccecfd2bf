// SPDX-License-Identifier: Apache-2.0
// The words of the kinds of print jobs.
#include "job_kinds.h"

#include <glib.h>

#include "i18n.h"

static const struct job_kind kinds[] = {
    {"label", N_("label")},
};

const struct job_kind *job_kinds(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(kinds);
    return kinds;
}

const char *job_kind_label(const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (!g_strcmp0(kinds[i].code, code))
            return _(kinds[i].label);
    return code;
}
