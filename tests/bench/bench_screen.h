// SPDX-License-Identifier: Apache-2.0
// A program at a terminal of its own, which tells when it stands idle.
#pragma once

#include <sys/types.h>

struct screen_program {
    pid_t pid;
    int terminal, idle;
};

void screen_start(const char *const *argv, struct screen_program *program);
// Reads what it paints until it says that it stands idle.
void screen_wait(const struct screen_program *program);
void screen_end(struct screen_program *program); // by force
