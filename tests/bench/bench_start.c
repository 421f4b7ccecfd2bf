// SPDX-License-Identifier: Apache-2.0
// Start to first screen in a terminal, and the private memory of a station that stands there.
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "bench_fill.h"

enum { TIMES = 20, SCANS = 1000, PATIENCE_MS = 20000, IDLE_FD = 9 };

struct program {
    pid_t pid;
    int terminal, idle;
};

static void start(const char *const *argv, struct program *program)
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

// Reads what it paints until it says that it stands idle.
static void wait_idle(const struct program *program)
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

// KiB that only this process has. What it merely reads of a mapped file is the system's cache and
// counts as private as long as nobody else maps it: left out, for both.
static double private_memory(pid_t pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/smaps_rollup", pid);
    g_autofree char *text = NULL;
    double sum = 0;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return 0;
    for (char *at = strstr(text, "Private_Dirty"); at; at = strstr(at + 1, "Private_Dirty"))
        sum += (double)g_ascii_strtoll(strchr(at, ':') + 1, NULL, 10);
    return sum;
}

static void end(struct program *program)
{
    kill(program->pid, SIGKILL);
    close(program->terminal);
    close(program->idle);
    waitpid(program->pid, NULL, 0);
}

// Codes of items at the first screen: each is looked up, so that the database's cache fills.
static double memory_after_scans(const struct program *program, int64_t n)
{
    for (int64_t i = 1; i <= n; i++) {
        g_autofree char *code = fill_barcode(i * 7 % FILL_ITEMS + 1);
        g_autofree char *keys = g_strconcat(code, "\r", NULL);
        if (write(program->terminal, keys, strlen(keys)) < 0)
            bench_die("the terminal is gone");
        wait_idle(program);
    }
    return private_memory(program->pid) / 1024;
}

static void measure(const char *const *argv, float *ms, size_t n, int64_t scans, double *ret_memory)
{
    for (size_t i = 0; i < n; i++) {
        struct program program;
        double begin = bench_now();
        start(argv, &program);
        wait_idle(&program);
        ms[i] = (float)((bench_now() - begin) * 1000);
        if (i == n - 1)
            *ret_memory = memory_after_scans(&program, scans);
        end(&program);
    }
}

void bench_start(struct bench *bench)
{
    const char *const bare[] = {bench->bare_screen, bench->bare_path, NULL};
    const char *const tote[] = {bench->tote, "--db",      bench->path, "--as",
                                "bench",     "--station", "screen",    NULL};
    float theirs[TIMES], ours[TIMES];
    size_t n = bench->orders < 1000 ? 2 : TIMES;
    int64_t scans = bench->orders < 1000 ? 5 : SCANS;
    double private_bare = 0, private_tote = 0;
    measure(bare, theirs, n, scans, &private_bare);
    measure(tote, ours, n, scans, &private_tote);
    bench_pair(bench, "start to first screen", "p50", "ms", bench_quantile(theirs, n, 0.5),
               bench_quantile(ours, n, 0.5), AIM_RATIO_MAX, 2.5);
    bench_pair(bench, "memory of a station", "private", "MiB", private_bare, private_tote,
               AIM_RATIO_MAX, 3);
}
