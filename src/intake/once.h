// SPDX-License-Identifier: Apache-2.0
// What was met before in a file: the same key twice is taken once.
#pragma once

#include <glib.h>
#include <stdint.h>

typedef struct once once_set;
struct once *once_new(void);
void once_free(struct once *once);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(once_set, once_free)

// The row in which KEY was met first; 0: this one, ROW (from 1), is it.
int64_t once_before(struct once *once, const char *key, int64_t row);
