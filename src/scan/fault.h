// SPDX-License-Identifier: Apache-2.0
// What can be wrong with a code: a stable code, the place, and a sentence for the operator.
#pragma once

#include <glib.h>
#include <stdbool.h>

enum fault_code {
    FAULT_NONE,
#define FAULT(name, code, sentence) FAULT_##name,
#include "fault.def"
#undef FAULT
    N_FAULTS
};

enum { FAULTS_MAX = 16, FAULT_DETAIL_MAX = 80 };

// One fault. `value` is borrowed from whatever was read and need not end in a NUL.
struct fault {
    enum fault_code code;
    gsize position, length; // bytes of the code as given, the first is 0
    char ai[8];             // the identifier concerned, "" if none
    const char *value;
    gsize value_len;
    char detail[FAULT_DETAIL_MAX]; // what was needed
};

// The first FAULTS_MAX faults of a code; later ones are dropped. {0} is an empty list.
struct faults {
    unsigned count;
    struct fault list[FAULTS_MAX + 1]; // the last row takes what is dropped
};

// Adds a fault with the fields given and the rest empty; DETAIL may be NULL. The row returned
// may be filled further; once the list is full it is a row that nobody reads.
struct fault *fault_add(struct faults *faults, enum fault_code code, gsize position, gsize length,
                        const char *detail);

// Sets the value of FAULT to LEN bytes of VALUE, which outlive it.
void fault_value(struct fault *fault, const char *value, gsize len);

// "gs1.check_digit", …: stable, for programs; never NULL.
const char *fault_code_text(enum fault_code code);

// The sentence in the language of the user; free with g_free().
char *fault_sentence(const struct fault *fault);
