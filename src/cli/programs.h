// SPDX-License-Identifier: Apache-2.0
// What differs between the two programs: `tote` has screens and hands printing to `tote-worker`;
// the worker renders and prints and has no screens.
#pragma once

#include "cli.h"

// The tables of keys of all screens as text ("" in the worker); caller frees.
char *screens_keys(void);

// The path of tote-worker: beside this program, else the installed one; caller frees.
char *worker_path(const struct cli *cli);
