// SPDX-License-Identifier: Apache-2.0
// A program at a terminal of its own, which tells when it stands idle.
#include "bench_screen.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

enum { PATIENCE_MS = 20000, IDLE_FD = 9 };

void screen_start(const char *const *argv, struct screen_program *program)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    int ends[2];
    if (pipe(ends))
        bench_die("no pipe");
    program->pid = forkpty(&program->terminal, NULL, NULL, &size);
    if (!program->pid) {
        g_autofree char *number = g_strdup_printf("%d", IDLE_FD);
        dup2(ends[1], IDLE_FD);
        g_setenv("TOTE_IDLE_FD", number, TRUE);
        g_setenv("TERM", "xterm-256color", TRUE);
        g_setenv("LC_ALL", "C.UTF-8", TRUE);
        execv(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    close(ends[1]);
    program->idle = ends[0];
}

void screen_wait(const struct screen_program *program)
{
    static char screen[65536];
    for (;;) {
        struct pollfd fds[] = {{.fd = program->terminal, .events = POLLIN},
                               {.fd = program->idle, .events = POLLIN}};
        if (poll(fds, 2, PATIENCE_MS) <= 0)
            bench_die("the program painted nothing");
        if (fds[0].revents & POLLIN && read(program->terminal, screen, sizeof screen) < 0)
            bench_die("the terminal is gone");
        if (fds[1].revents && read(program->idle, screen, 1) != 1)
            bench_die("the program ended: %s", screen);
        if (fds[1].revents)
            return;
    }
}

void screen_end(struct screen_program *program)
{
    kill(program->pid, SIGKILL);
    close(program->terminal);
    close(program->idle);
    waitpid(program->pid, NULL, 0);
}
