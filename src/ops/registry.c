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
