// SPDX-License-Identifier: Apache-2.0
// What print jobs print, in words.
#pragma once

#include <stddef.h>

struct job_kind {
    const char *code, *label; // label: N_("label")
};

// All kinds that have a word; their number in *ret_n.
const struct job_kind *job_kinds(size_t *ret_n);

// The label of a code, translated; the code itself where the table does not know it.
const char *job_kind_label(const char *code);
