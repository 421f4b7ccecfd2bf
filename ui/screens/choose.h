// SPDX-License-Identifier: Apache-2.0
// One of several names, chosen over a screen: by number, by arrow, by typing or by a scan.
#pragma once

#include "screen.h"

// What happens with the answer; VIEW is the screen that asked.
typedef bool (*choose_answer)(struct view *view, const char *name, void *data, GError **error);

// Opens the question. NAMES (taken) are what can be chosen, shown as the LABELS (taken; NULL = as
// themselves). What is scanned is an answer too, and
// so is typed text that is no part of a name where OTHERS. DATA is freed with FREE_DATA (may be
// NULL) when the question is gone.
struct choice {
    const char *question, *consequence; // borrowed; consequence may be NULL
    GPtrArray *names, *labels;
    bool others;
    choose_answer answer;
    void *data;
    GDestroyNotify free_data;
};
bool choose(struct view *view, const struct choice *choice, GError **error);
