// SPDX-License-Identifier: Apache-2.0
// Trials of the engines on published benchmark files: `tote bench …`. Needs no database.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

#include "effort.h"

// One trial as the command line asks for it. Strings are borrowed. Each kind of trial says which
// members it uses; the others are ignored.
struct trial {
    const char *path;  // file or folder with the problems
    const char *other; // a second file: the items of `bench pack`
    FILE *out;         // solutions go here, in the text format of the published collection
    double seconds;    // of thinking per problem; 0 = the trial's own default, without a limit
                       // where rounds are given
    guint64 seed, rounds;
    int blocks;          // route: blocks of the warehouse, 0 = what the file says, else 1
    const char *rule;    // route, batch: walking rule, NULL = the shortest walk
    double support;      // pack, container: least supported share of a base, 0 to 1
    bool flat;           // pack: pieces turn on the floor only
    bool online;         // source: order by order as they arrive, no second thoughts
    bool explain;        // pack, source, forecast, stock: say in words how each answer came about
    const char *service; // stock: service levels, "0.9,0.95,0.98"; NULL = these three
    // Called when problem AT of OF begins; NULL = nobody looks.
    void (*progress)(guint at, guint of, void *data);
    bool (*stopped)(void *data); // Ctrl-C; NULL = never
    void *data;
    // Private to trials.c
    gint64 start_us;
    double limit;
};

typedef bool (*trial_run)(struct trial *trial, GError **error);

// Each reads its files, solves problem by problem and writes a solution as soon as it is found.
// Fails with TOTE_FILE_READ, TOTE_TRIAL (a file is not what it should be; the field names file
// and line), TOTE_ENGINE_LIMIT (a problem is larger than the engine takes), TOTE_CANCELLED.
bool trial_route(struct trial *trial, GError **error);
bool trial_batch(struct trial *trial, GError **error);
bool trial_pack(struct trial *trial, GError **error);
bool trial_container(struct trial *trial, GError **error);
bool trial_source(struct trial *trial, GError **error);
bool trial_forecast(struct trial *trial, GError **error);
bool trial_stock(struct trial *trial, GError **error);

// --- for the trials themselves

// Starts problem AT of OF: shows progress, restarts the stopwatch. The effort answered allows
// trial->seconds, or SECONDS if the caller named neither seconds nor rounds (0 = no limit).
struct effort trial_begin(struct trial *trial, guint at, guint of, double seconds);

// Fails with TOTE_CANCELLED once Ctrl-C was pressed; ask between problems.
bool trial_goes_on(const struct trial *trial, GError **error);

// The names of the files in the folder PATH that end in SUFFIX, or of all if none does, sorted
// bytewise, NULL-terminated; a path to a single file gives that one. *ret_folder is what they are
// in. Fails with TOTE_FILE_READ, also when there is none. Caller frees both.
char **trial_files(const char *path, const char *suffix, char **ret_folder, GError **error);

// Solves the problem in the file FOLDER/NAME and writes the solution.
typedef bool (*trial_solve)(struct trial *trial, const char *folder, const char *name,
                            const struct effort *effort, const void *data, GError **error);

// Solves the problem files of trial->path, each with SECONDS as in trial_begin(). A file that
// cannot be solved does not keep the others from being solved; the first such fault is the answer.
bool trial_each(struct trial *trial, const char *suffix, double seconds, trial_solve solve,
                const void *data, GError **error);

// The whole file FOLDER/NAME (FOLDER may be NULL), NUL-terminated; at most 256 MB. Caller frees.
char *trial_read(const char *folder, const char *name, gsize *ret_len, GError **error);

// TEXT as one cell of a table, in quotes where it has to be.
void trial_put_cell(GString *to, const char *text);

// A row of one quoted cell that begins with "# ": words which readers of tables pass over.
void trial_put_words(GString *to, const char *words);

// Always false: FILE, LINE (1 = first, 0 = no line) has to be mended. FORMAT says what was got,
// what was needed.
bool trial_fail(GError **error, const char *file, guint line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
