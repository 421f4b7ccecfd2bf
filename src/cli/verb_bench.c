// SPDX-License-Identifier: Apache-2.0
// `tote bench …`: the engines on published problems. Solutions go to standard output.
#include <math.h>

#include "i18n.h"
#include "programs.h"
#include "progress.h"
#include "text.h"
#include "trials.h"

static void show_progress(guint at, guint of, void *data)
{
    const struct watch *watch = data;
    if (of > 1)
        watch->step(watch->data, at, of, at);
}

static bool stopped(void *data)
{
    const struct watch *watch = data;
    return watch->stopped(watch->data);
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

// The options that say how long to think, in the order in which every verb lists them.
static bool take_effort(struct trial *trial, const char *const *options, GError **error)
{
    double seed = 0, rounds = 0;
    if (!number(options[0], "seconds", 0.001, 86400, &trial->seconds, error) ||
        !number(options[1], "seed", 0, 1e15, &seed, error) ||
        !number(options[2], "rounds", 1, 1e15, &rounds, error))
        return false;
    trial->seed = (guint64)seed;
    trial->rounds = (guint64)rounds;
    return true;
}

static int run(struct trial *trial, trial_run function, GError **error)
{
    struct progress progress;
    struct watch watch = progress_begin(&progress, _("Solving"));
    trial->out = stdout;
    trial->progress = show_progress;
    trial->stopped = stopped;
    trial->data = &watch;
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
    if (!number(values[1], "blocks", 1, 100, &blocks, error) ||
        !take_effort(&trial, values + 3, error))
        return -1;
    trial.blocks = (int)blocks;
    return run(&trial, trial_route, error);
}

int verb_bench_batch(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {.path = values[0], .rule = values[4]};
    (void)cli;
    return take_effort(&trial, values + 1, error) ? run(&trial, trial_batch, error) : -1;
}

int verb_bench_pack(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {
        .path = values[0], .other = values[1], .flat = values[6], .explain = values[7]};
    (void)cli;
    if (!number(values[5], "support", 0, 1, &trial.support, error) ||
        !take_effort(&trial, values + 2, error))
        return -1;
    return run(&trial, trial_pack, error);
}

int verb_bench_container(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {.path = values[0]};
    (void)cli;
    if (!number(values[4], "support", 0, 1, &trial.support, error) ||
        !take_effort(&trial, values + 1, error))
        return -1;
    return run(&trial, trial_container, error);
}

int verb_bench_source(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {.path = values[0], .online = values[4], .explain = values[5]};
    (void)cli;
    return take_effort(&trial, values + 1, error) ? run(&trial, trial_source, error) : -1;
}

int verb_bench_forecast(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {.path = values[0], .explain = values[1]};
    (void)cli;
    return run(&trial, trial_forecast, error);
}

int verb_bench_stock(struct cli *cli, const char *const *values, GError **error)
{
    struct trial trial = {.path = values[0], .service = values[1], .explain = values[2]};
    (void)cli;
    return run(&trial, trial_stock, error);
}
