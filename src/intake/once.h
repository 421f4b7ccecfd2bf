// SPDX-License-Identifier: Apache-2.0
// What was met before in a file: the same key twice is taken once.
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct once once_set;
struct once *once_new(void);
void once_free(struct once *once);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(once_set, once_free)

// Is KEY met for the first time?
bool once_first(struct once *once, const char *key);
