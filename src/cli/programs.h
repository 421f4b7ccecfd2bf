// SPDX-License-Identifier: Apache-2.0
// The verbs of the two programs: `tote` has screens and hands printing to `tote-worker`, which
// renders and prints and has no screens. Each has a table of its own.
#pragma once

#include "cli.h"

extern const struct verb verbs_of_tote[], verbs_of_worker[];

// --- verbs of both programs, described in verbs_both.def

int verb_help(struct cli *cli, const char *const *values, GError **error);
int verb_version(struct cli *cli, const char *const *values, GError **error);

// --- verbs of tote

int verb_screens(struct cli *cli, const char *const *values, GError **error);
int hand_worker(struct cli *cli, const char *const *values, GError **error);
int hand_label_show(struct cli *cli, const char *const *values, GError **error);
int verb_init(struct cli *cli, const char *const *values, GError **error);
int verb_import(struct cli *cli, const char *const *values, GError **error);
int verb_release(struct cli *cli, const char *const *values, GError **error);
int verb_ship(struct cli *cli, const char *const *values, GError **error);
int verb_dump(struct cli *cli, const char *const *values, GError **error);
int verb_backup(struct cli *cli, const char *const *values, GError **error);
int verb_key_init(struct cli *cli, const char *const *values, GError **error);
int verb_key_rotate(struct cli *cli, const char *const *values, GError **error);
int verb_replay(struct cli *cli, const char *const *values, GError **error);
int verb_scan_explain(struct cli *cli, const char *const *values, GError **error);
int verb_demo(struct cli *cli, const char *const *values, GError **error);
int verb_bench_route(struct cli *cli, const char *const *values, GError **error);
int verb_bench_batch(struct cli *cli, const char *const *values, GError **error);
int verb_bench_pack(struct cli *cli, const char *const *values, GError **error);
int verb_bench_container(struct cli *cli, const char *const *values, GError **error);
int verb_bench_source(struct cli *cli, const char *const *values, GError **error);
int verb_bench_forecast(struct cli *cli, const char *const *values, GError **error);
int verb_bench_stock(struct cli *cli, const char *const *values, GError **error);

// The tables of keys of all screens as text; caller frees.
char *screens_keys(void);

// The path of tote-worker: beside this program, else the installed one; caller frees.
char *worker_path(void);

// --- verbs of tote-worker

int verb_worker(struct cli *cli, const char *const *values, GError **error);
int verb_label_show(struct cli *cli, const char *const *values, GError **error);
