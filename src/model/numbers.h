// SPDX-License-Identifier: Apache-2.0
// Numbers that people see: a letter for the kind and the id. One table for making and reading.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum number_kind { NUMBER_ORDER, NUMBER_WORK, NUMBER_JOB, NUMBER_MANIFEST };

// "O-100001" for order id 1, "W-101" for work id 1 …; the buffer is large enough for any id.
enum { NUMBER_SIZE = 32 };
struct number {
    char text[NUMBER_SIZE];
};
struct number number_of(enum number_kind kind, int64_t id);

// The id in TEXT ("O-100001", also "o100001"), or 0 when it is no number of this kind.
int64_t number_id(enum number_kind kind, const char *text);
