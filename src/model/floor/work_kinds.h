// SPDX-License-Identifier: Apache-2.0
// The kinds of work: one row each in work_kinds.def.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "roles.h"

// As which number of the flow of orders a work counts when it is done.
enum work_counts { WORK_COUNTS_NOT, WORK_COUNTS_PICKED, WORK_COUNTS_PACKED };

struct work_kind {
    const char *code;   // "pick"
    const char *title;  // N_("Pick"): of its screen
    const char *label;  // N_("picking")
    int rank;           // which kind comes first where a person may do several
    unsigned roles;     // enum role
    const char *screen; // name of the screen that shows a work of it
    enum work_counts counts;
};

// All kinds, by their rank; their number in *ret_n.
const struct work_kind *work_kinds(size_t *ret_n);

// The kind of this code, or NULL.
const struct work_kind *work_kind_find(const char *code);

// All of their codes: "pack, pick". Caller frees.
char *work_kinds_list(void);

// Is each of CODES ("pick, pack") a kind? TOTE_ARGUMENT about `kind` if not, with those there are.
bool work_kinds_known(const char *codes, GError **error);
