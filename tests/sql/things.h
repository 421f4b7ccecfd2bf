// SPDX-License-Identifier: Apache-2.0
// A small shop in the middle of its day, whose things the rows of tests name: "@picking".
#pragma once

#include "testshop.h"

enum { THINGS = 26 };

// Makes them: #1 lies in an open box, #2 is being picked, #3 was packed and its label waits, #4
// came in and has a proposal, #5 came in. NUMBERS: their ids, THINGS.
void things_make(struct testshop *shop, int64_t *numbers);

// TEXT with the ids of what it names; caller frees.
char *things_in(const char *text, const int64_t *numbers);

// The statement with VALUES in the place of $1, $2 …, up to what it would answer; caller frees.
char *things_values(const char *text, const char *values);

const struct sql *things_statement(const char *name);

void things_script(struct db *db, const char *text, const int64_t *numbers);
