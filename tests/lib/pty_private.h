// SPDX-License-Identifier: Apache-2.0
// What the parts of the terminal harness share; tests use pty.h.
#pragma once

#include <sys/types.h>
#include <vterm.h>

#include "pty.h"

struct pty {
    VTerm *vt;
    VTermScreen *screen;
    int cols, rows;
    int master, slave; // our own end of the slave; -1 once the program ended
    int idle;          // read end of the idle signal
    int pidfd;
    pid_t pid;
    bool awaiting; // something was sent that no idle signal answered yet
    bool ended;
    int left;
    int status;
    GString *replies; // what the terminal itself wants to send
    GString *title;
    int bells, frames;
    gsize bytes;
    bool cursor_visible;
};

// Aborts the test: what was waited for, and the screen.
G_NORETURN void pty_give_up(const struct pty *pty, const char *format, ...) G_GNUC_PRINTF(2, 3);

// Cell at ROW, COL as UTF-8 into OUT; returns the cells it takes.
int pty_cell_text(const struct pty *pty, int row, int col, GString *out);
