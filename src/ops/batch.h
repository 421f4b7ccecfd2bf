// SPDX-License-Identifier: Apache-2.0
// Native input of the import operations: a batch of orders or rows, and what became of them.
#pragma once

#include "op.h"

// A batch is one transaction. The operation sets the counts and appends problems; it may run
// twice, so it starts by clearing both.
struct import_counts {
    int64_t created, updated, unchanged, held, rejected;
};

// Channel and currency are arguments of the call as well, so that the log has them; import_run()
// makes it.
struct import_batch {
    const char *channel;  // of orders; else NULL
    bool dry_run;         // everything but keeping it
    GPtrArray *orders;    // struct incoming_order *
    GArray *rows;         // struct incoming_item, _place or _stock
    const char *currency; // of prices without one
    struct import_counts *counts;
    GPtrArray *problems;   // struct incoming_problem *, owned
    struct kit_book *kits; // the operation's own: recipes, NULL = none
};

struct import_args {
    const char *channel, *currency;
};
#define IMPORT_ARGS                                                                                \
    {                                                                                              \
        ARG(import_args, channel, TEXT, ARG_MAYBE, N_("whose orders they are")),                   \
            ARG(import_args, currency, TEXT, ARG_MAYBE, N_("of prices without one")),              \
    }

// Calls OP with a batch; false with *error as op_run().
bool import_run(struct session *session, const struct op *op, const struct import_batch *batch,
                GError **error);

// Notes a problem of a row in the batch.
void import_problem(const struct import_batch *batch, int64_t row, const char *order,
                    enum tote_code code, const char *message);
