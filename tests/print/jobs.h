// SPDX-License-Identifier: Apache-2.0
// Print jobs of the tests: sent to a private cupsd, followed until they stand where they should.
#pragma once

#include "cupsd.h"
#include "errors.h"
#include "print.h"

enum { SHORT_MS = 400, PATIENT_MS = 60000 };

// Of the whole program; jobs_begin() starts it.
extern cupsd *service;
void jobs_begin(void);

// A label with a part that no other job has, so that outputs can be told apart.
char *job_text(const char *key, size_t filling);
struct print_spec job_spec(const char *queue, const char *key, const char *text);

// Sends one, which must go well. Returns the number of the job.
int job_print(const char *queue, const char *key);

struct print_status job_look(const char *queue, int job);
int job_find(const char *queue, const char *key); // 0: not there

// Waits for a state, and for a sentence with SAYS in it.
void job_wait(const char *queue, int job, enum print_state state, const char *says);

// What job_print() sent came out, byte by byte, and nothing else did.
void job_assert_once(const char *queue, int job, const char *key);

// Sending fails in this way.
void job_assert_outcome(const struct print_spec *spec, enum print_outcome expected,
                        enum tote_code code, const char *says);
