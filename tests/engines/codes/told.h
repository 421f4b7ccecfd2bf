// SPDX-License-Identifier: Apache-2.0
// An explanation as two lines of text that a table of tests can hold.
#pragma once

#include <string.h>

#include "explain.h"

// The parts as "id=value id=value", with "{text}" behind a value that means more; free it.
static inline char *told_parts(const struct explanation *explanation)
{
    GString *out = g_string_new(NULL);
    for (unsigned i = 0; i < explanation->count; i++) {
        const struct explain_part *part = &explanation->parts[i];
        g_string_append_printf(out, "%s%s=%s", i ? " " : "", part->id, part->value);
        if (part->text)
            g_string_append_printf(out, "{%s}", part->text);
    }
    return g_string_free(out, FALSE);
}

// The faults as "code@position code@position"; free it.
static inline char *told_faults(const struct explanation *explanation)
{
    const struct faults *faults = &explanation->message.faults;
    GString *out = g_string_new(NULL);
    for (unsigned i = 0; i < faults->count; i++)
        g_string_append_printf(out, "%s%s@%u", i ? " " : "", fault_code_text(faults->list[i].code),
                               (guint)faults->list[i].position);
    return g_string_free(out, FALSE);
}
