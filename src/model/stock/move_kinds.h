// SPDX-License-Identifier: Apache-2.0
// Kinds of movements of the ledger: why pieces went from here to there.
#pragma once

#include <stddef.h>

struct move_kind {
    const char *code, *label; // label: N_("picked")
};

// All kinds; their number in *ret_n.
const struct move_kind *move_kinds(size_t *ret_n);

// The label of a code, translated; of a kind of work that books under its own name
// the label of that; else the code itself.
const char *move_kind_label(const char *code);
