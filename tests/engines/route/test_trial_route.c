// SPDX-License-Identifier: Apache-2.0
// `bench route` on published problems: its walks are measured here by other means, and they are
// as short as the published optima (one block) and those of an independent program (several).
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "errors.h"
#include "sprp.h"
#include "trials.h"

enum { TEXT_MAX = 1 << 16, CELLS_MAX = 64, PLACES_MAX = 256 };

static char *data_path(const char *name)
{
    return g_test_build_filename(G_TEST_DIST, "data", name, NULL);
}

// What the trial writes. Caller frees.
static char *run(struct trial trial, GError **error)
{
    g_autofree char *text = g_malloc0(TEXT_MAX);
    FILE *out = fmemopen(text, TEXT_MAX, "w");
    trial.out = out;
    bool done = trial_route(&trial, error);
    fclose(out);
    return done ? g_steal_pointer(&text) : NULL;
}

// --- an independent measure: all of it in the file's own distances

struct ruler {
    struct sprp file;
    int blocks;
    double cell_y[CELLS_MAX], row_y[CELLS_MAX];
};

static void ruler_open(struct ruler *ruler, const char *name, int blocks)
{
    g_autofree char *path = data_path(name);
    gsize len = 0;
    g_autofree char *text = trial_read(NULL, path, &len, NULL);
    g_assert_true(sprp_parse(name, text, len, &ruler->file, NULL));
    const struct sprp *file = &ruler->file;
    double y = 0;
    int cell = file->cells;
    ruler->blocks = blocks;
    for (int b = 0; b < blocks; b++) {
        ruler->row_y[b] = y;
        y += file->bottom_to_cell;
        for (int k = 0; k < file->cells / blocks; k++) {
            ruler->cell_y[--cell] = y;
            y += file->cell_step;
        }
        y += file->top_to_cell - file->cell_step;
    }
    ruler->row_y[blocks] = y;
}

static double between(const struct ruler *ruler, int a, double y, int b, double z)
{
    double best = INFINITY;
    if (a == b)
        return fabs(y - z);
    for (int r = 0; r <= ruler->blocks; r++)
        best = MIN(best, fabs(y - ruler->row_y[r]) + fabs(z - ruler->row_y[r]));
    return best + abs(a - b) * ruler->file.aisle_gap;
}

// Takes what lies in a cell off the order.
static void take(const struct ruler *ruler, int aisle, int cell, double *lacking)
{
    for (guint i = 0; i < ruler->file.places->len; i++) {
        const struct sprp_place *p = &g_array_index(ruler->file.places, struct sprp_place, i);
        if (p->aisle == aisle && p->cell == cell)
            lacking[p->article] -= p->quantity;
    }
}

// The length of VISITS, after it was found to hold everything that the order wants.
static double measure(const struct ruler *ruler, const char *visits)
{
    const struct sprp *file = &ruler->file;
    double lacking[PLACES_MAX] = {0}, door = ruler->row_y[file->depot_at_top ? ruler->blocks : 0];
    double length = 2 * file->to_depot, y = door;
    int at = file->depot_aisle;
    g_auto(GStrv) words = g_strsplit(visits, " ", -1);
    for (guint i = 0; i < file->lines->len; i++) {
        const struct sprp_line *line = &g_array_index(file->lines, struct sprp_line, i);
        lacking[line->article] += line->quantity;
    }
    for (char **word = words; *word; word++) {
        char *end = NULL;
        int aisle = (int)strtol(*word, &end, 10), cell = (int)strtol(end + 1, NULL, 10);
        length += between(ruler, at, y, aisle, ruler->cell_y[cell]);
        at = aisle;
        y = ruler->cell_y[cell];
        take(ruler, aisle, cell, lacking);
    }
    for (guint a = 0; a < file->weights->len; a++)
        g_assert_cmpfloat(lacking[a], <=, 0);
    return length + between(ruler, at, y, file->depot_aisle, door);
}

static void test_lengths(void)
{
    static const struct {
        const char *name;
        int blocks;
        double best;
    } cases[] = {
        {"unit_F1_m5_C30_a7_0.txt", 0, 116},   {"unit_F1_m5_C30_a7_0.txt", 2, 92},
        {"unit_F1_m5_C30_a7_0.txt", 3, 90},    {"unit_F1_m10_C30_a15_0.txt", 1, 244},
        {"unit_F1_m10_C30_a15_0.txt", 2, 204}, {"unit_F1_m10_C30_a15_0.txt", 3, 168},
        {"unit_F2_m5_C30_a15_0.txt", 0, 128},  {"unit_F5_m10_C30_a7_0.txt", 0, 86},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct ruler ruler = {0};
        g_autoptr(GError) error = NULL;
        g_autofree char *path = data_path(cases[i].name);
        g_autofree char *text =
            run((struct trial){.path = path, .blocks = cases[i].blocks}, &error);
        g_assert_no_error(error);
        g_assert_true(g_str_has_prefix(text, cases[i].name));
        ruler_open(&ruler, cases[i].name, MAX(1, cases[i].blocks));
        g_assert_cmpfloat_with_epsilon(
            measure(&ruler, g_strchomp(text + strlen(cases[i].name) + 1)), cases[i].best, 1e-6);
        sprp_clear(&ruler.file);
    }
}

static void test_rules(void)
{
    g_autofree char *path = data_path("unit_F1_m10_C30_a15_0.txt");
    g_autofree char *shortest = run((struct trial){.path = path}, NULL);
    g_autofree char *taught = run((struct trial){.path = path, .rule = "return"}, NULL);
    g_assert_cmpstr(shortest, !=, taught);
}

static void test_refusals(void)
{
    g_autofree char *path = data_path("unit_F1_m5_C30_a7_0.txt");
    g_autofree char *rules = data_path("rules.txt");
    const struct {
        struct trial trial;
        enum tote_code code;
    } cases[] = {
        {{.path = path, .rule = "by-feel"}, TOTE_ARGUMENT},
        {{.path = path, .blocks = 7}, TOTE_TRIAL},
        {{.path = path, .blocks = 10}, TOTE_ENGINE_LIMIT},
        {{.path = rules}, TOTE_TRIAL},
        {{.path = "/nonexistent"}, TOTE_FILE_READ},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(run(cases[i].trial, &error));
        g_assert_true(tote_error_is(error, cases[i].code));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/trial-route/lengths", test_lengths);
    g_test_add_func("/trial-route/rules", test_rules);
    g_test_add_func("/trial-route/refusals", test_refusals);
    return g_test_run();
}
