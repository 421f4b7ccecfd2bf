// SPDX-License-Identifier: Apache-2.0
// Parameters of statements by name: ":qty" in a text becomes "$1 … $n" in order of appearance.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// The next :name in the text at *at, outside quotes: *ret_name points to it, *at moves behind it.
// Returns the length of the name, 0 at the end.
size_t params_next(const char **at, const char **ret_name);

// The first appearances of the names in TEXT, in order: up to MAX slices into it; returns how many
// there are.
struct param {
    const char *name;
    size_t length;
};
size_t params_list(const char *text, struct param *ret_params, size_t max);

// TEXT with $n instead of :name; caller frees. NULL where it has none, or also has $n (*ret_mixed).
char *params_numbered(const char *text, bool *ret_mixed);
