// SPDX-License-Identifier: Apache-2.0
// `bench forecast` and `bench stock`: their files, faults and answers, and on items of a real shop
// no worse than simple rules.
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "errors.h"
#include "trials.h"

static char *write_file(const char *text, gssize len)
{
    char *path = NULL;
    int handle = g_file_open_tmp("series-XXXXXX.csv", &path, NULL);
    g_assert_cmpint(handle, >=, 0);
    g_close(handle, NULL);
    g_assert_true(g_file_set_contents(path, text, len, NULL));
    return path;
}

// What the trial answers to the file PATH; NULL and *error when it fails.
static char *run_path(trial_run function, struct trial *trial, const char *path, GError **error)
{
    char *answer = NULL;
    size_t len = 0;
    trial->path = path;
    trial->out = open_memstream(&answer, &len);
    bool done = function(trial, error);
    fclose(trial->out);
    if (done)
        return answer;
    free(answer);
    return NULL;
}

static char *run_text(trial_run function, struct trial *trial, const char *text, GError **error)
{
    g_autofree char *path = write_file(text, -1);
    char *answer = run_path(function, trial, path, error);
    g_unlink(path);
    return answer;
}

static const char small[] = "note,train,horizon,series,frequency,test\n"
                            "x,5 5 5 5 5 5 5 5 5 5 5 5,3,A-1,1,9 9 9\n"
                            "x,0 0 0 0 0 0,2,\"B, \"\"2\"\"\",12,\n"
                            "x,NA nan 4 4 4 4 4,1,#C,1,1\n";

static void test_formats(void)
{
    g_autoptr(GError) error = NULL;
    struct trial trial = {0};
    g_autofree char *points = run_text(trial_forecast, &trial, small, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(points, ==, "series,forecast\nA-1,5 5 5\n\"B, \"\"2\"\"\",0 0\n\"#C\",4\n");
    // Pieces never vary less than by chance: Poisson with mean 15, and with mean 4.
    trial.service = "0.5,0.999";
    g_autofree char *levels = run_text(trial_stock, &trial, small, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(levels, ==,
                    "series,p,level\nA-1,0.5,15\nA-1,0.999,28\n\"B, \"\"2\"\"\",0.5,0\n"
                    "\"B, \"\"2\"\"\",0.999,0\n\"#C\",0.5,4\n\"#C\",0.999,11\n");
}

// Also where so many are sold that a gamma distribution stands for the count.
static void test_whole_pieces(void)
{
    g_autoptr(GError) error = NULL;
    struct trial trial = {0};
    g_autofree char *levels = run_text(
        trial_stock, &trial,
        "series,frequency,horizon,train\nM,1,3,9000 9900 8700 9100 9300 8800 9050\n", &error);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(levels, "M,0.98,"));
    g_assert_null(strchr(strstr(levels, "M,0.98,") + 7, '.'));
}

// Words stand in rows of a single cell, which readers of the answers pass over.
static void test_explain(void)
{
    const trial_run functions[] = {trial_forecast, trial_stock};
    for (size_t f = 0; f < G_N_ELEMENTS(functions); f++) {
        g_autoptr(GError) error = NULL;
        struct trial plain = {0}, explain = {.explain = true};
        g_autofree char *without = run_text(functions[f], &plain, small, &error);
        g_autofree char *with = run_text(functions[f], &explain, small, &error);
        g_autoptr(GString) rest = g_string_new(NULL);
        g_auto(GStrv) lines = g_strsplit(with, "\n", -1);
        guint words = 0;
        for (guint i = 0; lines[i] && *lines[i]; i++) {
            if (g_str_has_prefix(lines[i], "\"# ")) {
                g_assert_true(g_str_has_suffix(lines[i], "\""));
                words++;
            } else {
                g_string_append_printf(rest, "%s\n", lines[i]);
            }
        }
        g_assert_cmpstr(rest->str, ==, without);
        g_assert_cmpuint(words, ==, f ? 9 : 3);
    }
}

static void test_faults(void)
{
#define HEADER "series,frequency,horizon,train\n"
    const struct {
        const char *text, *says;
        enum tote_code code;
    } rows[] = {
        {"series,frequency,train\nA,1,1\n", "horizon", TOTE_TRIAL},
        {"", "", TOTE_TRIAL},
        {HEADER "A,one,3,1 2 3\n", ":2: frequency", TOTE_TRIAL},
        {HEADER "A,1,3.5,1 2 3\n", ":2: horizon", TOTE_TRIAL},
        {HEADER "A,1,1,1 2 3\nB,1,3,1 2 x3\n", ":3: train", TOTE_TRIAL},
        {HEADER "A,1,3,1,2\n", NULL, 0},
        {HEADER "A,1,3,1 2 nant\n", ":2: train", TOTE_TRIAL},
        {HEADER "A,0,3,1 2 3\n", ":2: season", TOTE_ENGINE_LIMIT},
        {HEADER "A,1,3,1 -2 3\n", ":2: ", TOTE_ENGINE_LIMIT},
        {HEADER "A,1,1001,1 2 3\n", ":2: horizon", TOTE_ENGINE_LIMIT},
        {HEADER "A,1,1,inf\n", ":2: ", TOTE_ENGINE_LIMIT},
        {HEADER "A,1,1,\"1 2\n", "", TOTE_TRIAL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        struct trial trial = {0};
        g_autofree char *answer = run_text(trial_forecast, &trial, rows[i].text, &error);
        if (!rows[i].says) {
            g_assert_nonnull(answer);
            continue;
        }
        g_assert_null(answer);
        g_assert_true(tote_error_is(error, rows[i].code));
        g_assert_nonnull(strstr(error->message, rows[i].says));
    }
#undef HEADER
}

static void test_services(void)
{
    const char *wrong[] = {"", "0.4", "1", "0.9,", "0.9 0.95", "nan"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        struct trial trial = {.service = wrong[i]};
        g_autofree char *answer = run_text(trial_stock, &trial, small, &error);
        g_assert_null(answer);
        g_assert_cmpstr(tote_error_field(error), ==, "service");
    }
}

static void test_missing_file(void)
{
    g_autoptr(GError) error = NULL;
    struct trial trial = {0};
    g_autofree char *answer = run_path(trial_stock, &trial, "/nowhere/at/all.csv", &error);
    g_assert_null(answer);
    g_assert_true(tote_error_is(error, TOTE_FILE_READ));
}

static bool at_once(void *data)
{
    (void)data;
    return true;
}

static void test_stopped(void)
{
    g_autoptr(GError) error = NULL;
    struct trial trial = {.stopped = at_once};
    g_autofree char *answer = run_text(trial_forecast, &trial, small, &error);
    g_assert_null(answer);
    g_assert_true(tote_error_is(error, TOTE_CANCELLED));
}

// --- items of a real shop

struct item {
    double y[64], next[64];
    int n, h;
};

static int numbers(const char *text, double *out)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    int n = 0;
    for (; words[n]; n++)
        out[n] = g_ascii_strtod(words[n], NULL);
    return n;
}

static GArray *read_items(const char *path)
{
    GArray *items = g_array_new(FALSE, TRUE, sizeof(struct item));
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 1; lines[i] && *lines[i]; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], ",", -1);
        struct item item = {0};
        item.n = numbers(cells[3], item.y);
        item.h = numbers(cells[4], item.next);
        g_array_append_val(items, item);
    }
    return items;
}

// Mean squared error, in units of the mean squared change from week to week.
static double error_of(const struct item *item, const double *points)
{
    double change = 0, error = 0;
    for (int t = 1; t < item->n; t++)
        change += pow(item->y[t] - item->y[t - 1], 2) / (item->n - 1);
    for (int k = 0; k < item->h; k++)
        error += pow(item->next[k] - points[k], 2) / item->h;
    return change > 0 ? sqrt(error / change) : 0;
}

static void test_real_forecasts(void)
{
    g_autofree char *path =
        g_test_build_filename(G_TEST_DIST, "data", "retail_weekly_sample.csv", NULL);
    g_autoptr(GArray) items = read_items(path);
    g_autoptr(GError) error = NULL;
    struct trial trial = {0};
    g_autofree char *answer = run_path(trial_forecast, &trial, path, &error);
    g_auto(GStrv) lines = g_strsplit(answer, "\n", -1);
    double ours = 0, naive = 0, recent = 0;
    for (guint i = 0; i < items->len; i++) {
        struct item *item = &g_array_index(items, struct item, i);
        double points[64], last[64], six[64], mean = 0;
        g_assert_cmpint(numbers(strchr(lines[i + 1], ',') + 1, points), ==, item->h);
        for (int t = MAX(0, item->n - 6); t < item->n; t++)
            mean += item->y[t] / MIN(6, item->n);
        for (int k = 0; k < item->h; k++) {
            last[k] = item->y[item->n - 1];
            six[k] = mean;
        }
        ours += error_of(item, points) / items->len;
        naive += error_of(item, last) / items->len;
        recent += error_of(item, six) / items->len;
    }
    g_test_message("ours %.4f, last week %.4f, mean of six %.4f", ours, naive, recent);
    g_assert_cmpfloat(ours, <, 0.95 * naive);
    g_assert_cmpfloat(ours, <, recent);
}

// Pinball cost at P, by mean demand; the rule beside it: mean and normal spread of all weeks.
static void test_real_stock(void)
{
    g_autofree char *path =
        g_test_build_filename(G_TEST_DIST, "data", "retail_weekly_sample.csv", NULL);
    g_autoptr(GArray) items = read_items(path);
    g_autoptr(GError) error = NULL;
    struct trial trial = {.service = "0.95"};
    g_autofree char *answer = run_path(trial_stock, &trial, path, &error);
    g_auto(GStrv) lines = g_strsplit(answer, "\n", -1);
    double ours = 0, rule = 0, p = 0.95;
    int reached = 0;
    for (guint i = 0; i < items->len; i++) {
        struct item *item = &g_array_index(items, struct item, i);
        double mean = 0, square = 0, wanted = 0;
        for (int t = 0; t < item->n; t++) {
            mean += item->y[t] / item->n;
            square += item->y[t] * item->y[t] / item->n;
        }
        for (int k = 0; k < item->h; k++)
            wanted += item->next[k];
        double level = g_ascii_strtod(strrchr(lines[i + 1], ',') + 1, NULL);
        double normal = mean * item->h + 1.645 * sqrt((square - mean * mean) * item->h);
        double scale = mean * item->h * items->len;
        ours += (p * fmax(0, wanted - level) + (1 - p) * fmax(0, level - wanted)) / scale;
        rule += (p * fmax(0, wanted - normal) + (1 - p) * fmax(0, normal - wanted)) / scale;
        reached += wanted <= level;
    }
    g_test_message("cost %.4f, normal rule %.4f, reached %.3f", ours, rule,
                   (double)reached / items->len);
    g_assert_cmpfloat(ours, <, 0.85 * rule);
    g_assert_cmpfloat((double)reached / items->len, >, 0.84);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stock-trials/formats", test_formats);
    g_test_add_func("/stock-trials/whole-pieces", test_whole_pieces);
    g_test_add_func("/stock-trials/explain", test_explain);
    g_test_add_func("/stock-trials/faults", test_faults);
    g_test_add_func("/stock-trials/services", test_services);
    g_test_add_func("/stock-trials/missing-file", test_missing_file);
    g_test_add_func("/stock-trials/stopped", test_stopped);
    g_test_add_func("/stock-trials/real-forecasts", test_real_forecasts);
    g_test_add_func("/stock-trials/real-stock", test_real_stock);
    return g_test_run();
}
