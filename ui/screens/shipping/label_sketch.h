// SPDX-License-Identifier: Apache-2.0
// What the label of a print job says, sketched beside the list of jobs.
#pragma once

#include "layout.h"
#include "people.h"
#include "screen.h"
#include "store_print.h"

enum { SKETCH_WIDTH = 26, SKETCH_ROWS = 11 };

// What was read for the label of a job; kept until another one is drawn.
struct label_sketch {
    int64_t job;
    struct list *box, *boxes, *parcels;
    struct person person;
    char *service;
};

// Has the job a label to sketch?
bool label_sketched(const struct job_row *job);
void label_sketch_draw(struct label_sketch *sketch, const struct session *session,
                       const struct job_row *job, struct region at);
// What is shown may have changed: it is read again.
void label_sketch_stale(struct label_sketch *sketch);
void label_sketch_release(struct label_sketch *sketch);
