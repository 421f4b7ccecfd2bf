// SPDX-License-Identifier: Apache-2.0
// What is done on screens step by step, beside the pictures of them; a table a file.
#pragma once

#include <stddef.h>

struct act {
    const char *name;
    void (*function)(void);
};

extern const struct act acts_desk[], acts_keys[], acts_scans[], acts_screens[];
extern const size_t n_acts_desk, n_acts_keys, n_acts_scans, n_acts_screens;
