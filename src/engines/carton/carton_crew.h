// SPDX-License-Identifier: Apache-2.0
// Inside this folder: a few threads that share a list of jobs; the caller is one of them.
#pragma once

#include <glib.h>

struct crew;

// Starts a crew of N threads, the caller counted in. crew_free() ends the others.
struct crew *crew_new(guint n);
void crew_free(struct crew *crew);

// Does JOB(i, member, data) for every i below N, in any order, and returns when all are done;
// member is 0 for the caller.
void crew_run(struct crew *crew, guint n, void (*job)(guint i, guint member, void *data),
              void *data);
