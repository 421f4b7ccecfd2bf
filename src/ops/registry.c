// SPDX-License-Identifier: Apache-2.0
// The table of operations.
#include "registry.h"

const struct op *const *op_all(void)
{
#define ROW(id) &op_##id,
    static const struct op *const all[] = {OPERATIONS(ROW) NULL};
#undef ROW
    return all;
}

const struct op *op_find(const char *name)
{
    for (const struct op *const *op = op_all(); *op; op++)
        if (!g_strcmp0((*op)->name, name))
            return *op;
    return NULL;
}

char *op_scans(void)
{
    GString *names = g_string_new(",");
    for (const struct op *const *op = op_all(); *op; op++)
        if ((*op)->scan)
            g_string_append_printf(names, "%s,", (*op)->name);
    return g_string_free(names, FALSE);
}
