// SPDX-License-Identifier: Apache-2.0
// Progress bars on standard error.
#include "progress.h"

#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "clock.h"
#include "i18n.h"

enum { WIDTH = 30, BAR_EVERY_US = 100000, LINE_EVERY_US = 5000000 };

static volatile sig_atomic_t stopped;

// Who asks for an end gets one without a half state, and without files left behind.
static const int ends[] = {SIGINT, SIGTERM, SIGHUP};

static void stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

static void draw_bar(const struct progress *progress, int64_t done, int64_t total, int64_t count)
{
    int filled = total > 0 ? (int)(WIDTH * MIN(done, total) / total) : 0;
    double seconds = (double)(clock_monotonic_us() - progress->start_us) / 1e6;
    double left = done > 0 ? seconds * (double)(total - done) / (double)done : 0;
    GString *bar = g_string_new(NULL);
    for (int i = 0; i < WIDTH; i++)
        g_string_append(bar, i < filled ? "█" : "·");
    fprintf(stderr, _("\r%s %s %" G_GINT64_FORMAT " · %.0f s left · Ctrl-C stops  "),
            progress->what, bar->str, count, left);
    g_string_free(bar, TRUE);
    fflush(stderr);
}

static void step(void *data, int64_t done, int64_t total, int64_t count)
{
    struct progress *progress = data;
    int64_t now = clock_monotonic_us();
    if (now - progress->shown_us < (progress->bar ? BAR_EVERY_US : LINE_EVERY_US))
        return;
    progress->shown_us = now;
    if (progress->bar)
        draw_bar(progress, done, total, count);
    else
        fprintf(stderr, _("%s: %" G_GINT64_FORMAT " done, %d %%\n"), progress->what, count,
                total > 0 ? (int)(100 * done / total) : 0);
}

static bool is_stopped(void *data)
{
    (void)data;
    return stopped;
}

struct watch progress_begin(struct progress *progress, const char *what)
{
    stopped = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        signal(ends[i], stop);
    *progress = (struct progress){.what = what,
                                  .bar = isatty(STDERR_FILENO),
                                  .start_us = clock_monotonic_us(),
                                  .shown_us = clock_monotonic_us()};
    return (struct watch){.step = step, .stopped = is_stopped, .data = progress};
}

void progress_end(struct progress *progress)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        signal(ends[i], SIG_DFL);
    if (progress->bar)
        fputs("\r\033[K", stderr);
}
