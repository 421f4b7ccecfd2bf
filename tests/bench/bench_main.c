// SPDX-License-Identifier: Apache-2.0
// The benchmarks' program: bench --tote FILE --bare-screen FILE [--orders N] [--runs N]
// [--seconds S] [--only CASE,…] [--tiny]. TSV as it measures, a table at the end.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bare.h"
#include "bench.h"
#include "bench_fill.h"

// In the order in which they change the databases least.
static const struct {
    const char *name;
    void (*run)(struct bench *bench);
} cases[] = {
    {"read", bench_read},   {"start", bench_start},   {"idle", bench_idle},   {"scan", bench_scan},
    {"alloc", bench_alloc}, {"import", bench_import}, {"pgsql", bench_pgsql},
};

static char *only;
static gboolean tiny, keep;

static bool wanted(const char *name)
{
    g_auto(GStrv) names = g_strsplit(only ? only : "", ",", -1);
    return !only || g_strv_contains((const char *const *)names, name);
}

static void options(struct bench *bench, int *argc, char ***argv)
{
    GError *error = NULL;
    GOptionEntry entries[] = {
        {"tote", 0, 0, G_OPTION_ARG_FILENAME, &bench->tote, NULL, "FILE"},
        {"bare-screen", 0, 0, G_OPTION_ARG_FILENAME, &bench->bare_screen, NULL, "FILE"},
        {"orders", 0, 0, G_OPTION_ARG_INT64, &bench->orders, "orders in the database", "N"},
        {"some", 0, 0, G_OPTION_ARG_INT64, &bench->some, "orders of an import", "N"},
        {"runs", 0, 0, G_OPTION_ARG_INT, &bench->runs, "repetitions", "N"},
        {"seconds", 0, 0, G_OPTION_ARG_DOUBLE, &bench->seconds, "of a load", "S"},
        {"folder", 0, 0, G_OPTION_ARG_FILENAME, &bench->folder, "where to work", "FOLDER"},
        {"keep", 0, 0, G_OPTION_ARG_NONE, &keep, "keep the databases and use them again", NULL},
        {"only", 0, 0, G_OPTION_ARG_STRING, &only, "read,start,idle,scan,alloc,import,pgsql",
         "CASES"},
        {"tiny", 0, 0, G_OPTION_ARG_NONE, &tiny, "only show that all of it works", NULL},
        {NULL}};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    bench_check(g_option_context_parse(context, argc, argv, &error), &error);
    if (!bench->tote || !bench->bare_screen)
        bench_die("--tote and --bare-screen are needed");
}

static void make_databases(struct bench *bench)
{
    bench->path = g_build_filename(bench->folder, "tote.db", NULL);
    bench->bare_path = g_build_filename(bench->folder, "bare.db", NULL);
    if (!access(bench->path, F_OK) && keep)
        return;
    double start = bench_now();
    struct fill fill = fill_plan(bench->orders, bench->some * bench->runs);
    fill_database(bench->path, &fill);
    bare_fill(bench->bare_path, bench->orders);
    fprintf(stderr, "filled in %.1f s\n", bench_now() - start);
}

static void remove_all(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        unlink(path);
    }
    rmdir(folder);
}

static void release(struct bench *bench)
{
    char *const owned[] = {bench->tote, bench->bare_screen, bench->folder,
                           bench->path, bench->bare_path,   only};
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++)
        g_free(owned[i]);
}

int main(int argc, char **argv)
{
    struct bench bench = {.orders = 10000, .some = 10000, .seconds = 2, .runs = 3};
    bench.pairs = g_ptr_array_new();
    options(&bench, &argc, &argv);
    if (tiny) {
        bench.orders = bench.some = 600;
        bench.seconds = 0.1;
        bench.runs = 1;
        bench.prove = true;
        g_setenv("TOTE_THROWAWAY", "1", TRUE);
    }
    if (!bench.folder)
        bench.folder = g_dir_make_tmp("tote-bench-XXXXXX", NULL);
    g_mkdir_with_parents(bench.folder, 0700);
    make_databases(&bench);
    bench_prove(&bench, bench.path);
    for (bench.run = 1; bench.run <= bench.runs; bench.run++)
        for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
            if (wanted(cases[i].name))
                cases[i].run(&bench);
    bench_prove(&bench, bench.path);
    bench_table(&bench);
    if (!keep)
        remove_all(bench.folder);
    release(&bench);
    return 0;
}
