// SPDX-License-Identifier: Apache-2.0
// The main job of a shop, from the first import to the carrier, call by call.
#pragma once

#include "testshop.h"

// One call of the job: RUN makes it and returns whether it was done; false with *error.
struct job_call {
    const char *name; // "pick.scan W-101 A1"
    struct session *session;
    bool (*run)(const struct job_call *call, GError **error);
    const char *op;
    const char *values[OP_MAX_ARGS];
};

// What lies in the house at its end.
#define JOB_LEAVES "CUP E1 L9 1/0,MUG A2 - 4/0,POT LOST - 1/0,TEA A1 - 2/0,TEA A5 - 2/0"

// Makes every call of the job through TRY, which has to bring it to its end.
typedef void (*job_try)(struct testshop *shop, const struct job_call *call);
void job_run(struct testshop *shop, job_try try_call);

// Does the job call this operation?
bool job_has(const char *op);
