// SPDX-License-Identifier: Apache-2.0
// The files of `tote bench source`, read: nodes, stock and orders as tables of text.
#pragma once

#include "sourcing.h"

enum { SOURCING_TEXTS = 3 }; // nodes.csv, stock.csv, orders.csv, in this order

// Reads the three texts. Fails with TOTE_TRIAL (the field names file and row) and
// TOTE_ENGINE_LIMIT. Free with sourcing_files_free(), which returns NULL.
struct sourcing_files *sourcing_parse(const char *const texts[SOURCING_TEXTS],
                                      const gsize lens[SOURCING_TEXTS], GError **error);
struct sourcing_files *sourcing_files_free(struct sourcing_files *files);
typedef struct sourcing_files sourcing_files;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sourcing_files, sourcing_files_free)

// The problem in the files; it lives as long as they do. SHORTAGE: cost of a unit not shipped.
void sourcing_problem(const struct sourcing_files *files, double shortage,
                      struct source_problem *ret_problem);
