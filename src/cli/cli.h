// SPDX-License-Identifier: Apache-2.0
// The command line: global options, verbs, and how answers are printed.
#pragma once

#include "session.h"

// Global options; strings are borrowed from argv and the environment.
struct cli {
    const char *url, *who, *station, *key;
    bool json;
    struct db *db;
    struct session *session;
    const char *open;    // screen to begin with; NULL = the screens decide
    const char *program; // argv[0], to find tote-worker beside it
};

// A verb. Operations are verbs by themselves (`pick.scan` is `tote pick scan`); this table holds
// what only reads, and what drives several operations.
struct verb {
    const char *name;    // "order list": one or two words
    const char *summary; // N_(), one sentence
    // Runs with the values of its args; returns the exit status, or -1 with *error.
    int (*run)(struct cli *cli, const char *const *values, GError **error);
    bool no_session; // needs no operator (init, help, dump)
    struct op_arg args[OP_MAX_ARGS];
};

// All verbs that are no operations, ending with a NULL name.
const struct verb *cli_verbs(void);

// Parses WORDS (what follows the verb) by ARGS into VALUES, which hold OP_MAX_ARGS pointers.
// Values that had to be made (ARG_REST) are owned by *ret_made.
bool cli_parse(const struct op_arg *args, char **words, const char **values, GPtrArray *made,
               GError **error);

// Opens the database and the session that the options name.
bool cli_open(struct cli *cli, bool session, GError **error);

// Prints a document, for people or as JSON.
void cli_print(const struct cli *cli, const struct doc *doc);

// "order list [--status STATUS] …": made from the args; caller frees.
char *cli_synopsis(const char *name, const struct op_arg *args);

// Runs a command line; returns the exit status of the process.
int cli_main(int argc, char **argv);

// --- verbs, by file
int verb_screens(struct cli *cli, GError **error);
int verb_init(struct cli *cli, const char *const *values, GError **error);
int verb_import(struct cli *cli, const char *const *values, GError **error);
int verb_release(struct cli *cli, const char *const *values, GError **error);
int verb_dump(struct cli *cli, const char *const *values, GError **error);
int verb_help(struct cli *cli, const char *const *values, GError **error);
int verb_version(struct cli *cli, const char *const *values, GError **error);
int verb_backup(struct cli *cli, const char *const *values, GError **error);
int verb_worker(struct cli *cli, const char *const *values, GError **error);
int verb_label_show(struct cli *cli, const char *const *values, GError **error);
int verb_scan_explain(struct cli *cli, const char *const *values, GError **error);
int verb_demo(struct cli *cli, const char *const *values, GError **error);
int verb_bench_route(struct cli *cli, const char *const *values, GError **error);
int verb_bench_batch(struct cli *cli, const char *const *values, GError **error);
int verb_bench_pack(struct cli *cli, const char *const *values, GError **error);
int verb_bench_container(struct cli *cli, const char *const *values, GError **error);
int verb_bench_source(struct cli *cli, const char *const *values, GError **error);
int verb_bench_forecast(struct cli *cli, const char *const *values, GError **error);
int verb_bench_stock(struct cli *cli, const char *const *values, GError **error);
