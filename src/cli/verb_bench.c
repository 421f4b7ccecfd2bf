// SPDX-License-Identifier: Apache-2.0
// `tote bench …`: the engines on published problems. Solutions go to standard output.
#include <math.h>

#include "cli.h"
#include "i18n.h"
#include "progress.h"
#include "text.h"
#include "trials.h"

static void show_progress(guint at, guint of, void *data)
{
    if (of > 1)
        progress_step(data, at, of, at);
}

static bool stopped(void *data)
{
    (void)data;
    return progress_stopped();
}

// WORD as a number from LEAST to MOST; *ret_value stays as it is when WORD is NULL.
static bool number(const char *word, const char *option, double least, double most,
                   double *ret_value, GError **error)
{
    char *end = NULL;
    if (!word)
        return true;
    double value = g_ascii_strtod(word, &end);
    if (end != word && !*end && isfinite(value) && value >= least && value <= most) {
        *ret_value = value;
        return true;
    }
    g_autofree char *shown = text_quote(word, -1, 40);
    return tote_fail(error, TOTE_ARGUMENT, option, _("--%s needs a number from %g to %g, not %s"),
                     option, least, most, shown);
}

// SECONDS and SEED are the words of these options, or NULL.
static int run(struct trial *trial, trial_run function, const char *seconds, const char *seed,
               GError **error)
{
    struct progress progress;
    double start = 0;
    if (!number(seconds, "seconds", 0.001, 86400, &trial->seconds, error) ||
        !number(seed, "seed", 0, 1e15, &start, error))
        return -1;
    trial->seed = (guint64)start;
    trial->out = stdout;
    trial->progress = show_progress;
    trial->stopped = stopped;
    trial->data = &progress;
    progress_begin(&progress, _("Solving"));
    bool done = function(trial, error);
    progress_end(&progress);
    if (done && !fflush(stdout))
        return TOTE_EXIT_OK;
    if (done)
        tote_fail(error, TOTE_FILE_WRITE, NULL, _("The solutions cannot be written"));
    return -1;
}

int verb_bench_route(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {.path = values[0], .rule = values[2]};
    double blocks = 0;
    (void)cli;
    if (!number(values[1], "blocks", 1, 100, &blocks, error))
        return -1;
    trial.blocks = (int)blocks;
    return run(&trial, trial_route, values[3], values[4], error);
}

int verb_bench_batch(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {.path = values[0], .rule = values[3]};
    (void)cli;
    return run(&trial, trial_batch, values[1], values[2], error);
}

int verb_bench_pack(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {.path = values[0], .other = values[1], .flat = values[5]};
    (void)cli;
    if (!number(values[4], "support", 0, 1, &trial.support, error))
        return -1;
    return run(&trial, trial_pack, values[2], values[3], error);
}

int verb_bench_container(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {.path = values[0]};
    (void)cli;
    if (!number(values[3], "support", 0, 1, &trial.support, error))
        return -1;
    return run(&trial, trial_container, values[1], values[2], error);
}

int verb_bench_source(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {.path = values[0], .online = values[3]};
    (void)cli;
    return run(&trial, trial_source, values[1], values[2], error);
}

int verb_bench_forecast(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {.path = values[0], .explain = values[1]};
    (void)cli;
    return run(&trial, trial_forecast, NULL, NULL, error);
}

int verb_bench_stock(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {.path = values[0], .service = values[1], .explain = values[2]};
    (void)cli;
    return run(&trial, trial_stock, NULL, NULL, error);
}
