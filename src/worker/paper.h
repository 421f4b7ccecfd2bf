// SPDX-License-Identifier: Apache-2.0
// Inside this folder: what goes to printers, whatever is printed.
#pragma once

#include "outbox_kind.h"

// As struct outbox_kind says.
bool paper_deliver(struct worker *worker, const struct outbox_kind *kind, const struct job_row *job,
                   GError **error);
bool paper_follow(struct worker *worker, const struct job_row *job, GError **error);
bool paper_take_back(struct worker *worker, const struct job_row *job, GError **error);

// Is the printer of the job waited for? All jobs of one that is away wait for one try of one, and
// the worker looks again then.
bool paper_waits(struct worker *worker, const struct job_row *job);
