// SPDX-License-Identifier: Apache-2.0
// Native input of the import operations: a batch of orders or rows, and what became of them.
#pragma once

#include "op.h"

// A batch is one transaction. The operation sets the counts and appends problems; it may run
// twice, so it starts by clearing both.
struct import_counts {
    int64_t created, updated, unchanged, held, rejected;
    int64_t conflicts; // known orders about which a person is asked; nothing of them was changed
};

// What is stored of an order as text. Who reads a file can make it before the batch begins, in a
// thread of its own: it needs neither the database nor the keys.
struct import_texts {
    GBytes *delivery, *billing; // people, as they will be sealed; NULL: nobody
    bool one;                   // who is billed lives where the goods go: one person
    GString *kept;              // the order as the log keeps it (payload.h)
};

// The customer's note and the columns that tote does not know go with the addressee, else with who
// is billed.
void import_texts_make(const struct incoming_order *order, struct import_texts *ret_texts);
void import_texts_clear(struct import_texts *texts);

// Channel and currency are arguments of the call as well, so that the log has them; import_run()
// makes it.
struct import_batch {
    const char *part_of;  // key of the command that brings it, NULL = none
    const char *channel;  // of orders; else NULL
    bool dry_run;         // everything but keeping it
    GPtrArray *orders;    // struct incoming_order *
    GArray *texts;        // struct import_texts of the orders; NULL: the operation makes them
    GArray *rows;         // struct incoming_item, _place or _stock
    const char *currency; // of prices without one
    struct import_counts *counts;
    unsigned *taken; // orders: at most so many, and then how many it were, since the operation ends
                     // early where somebody waits for the database. NULL: all of them
    GPtrArray *problems; // struct incoming_problem *, owned
    GHashTable *items; // import_items_new(): what earlier batches found; NULL: nothing. Items keep
                       // their id and SKU
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

// An empty table of items for import_batch; g_hash_table_unref().
GHashTable *import_items_new(void);

// Calls OP with a batch; false with *error as op_run().
bool import_run(struct session *session, const struct op *op, const struct import_batch *batch,
                GError **error);

// What a batch leaves for the answer of its command (call_parts.h), caller frees; and adds such a
// line to COUNTS and PROBLEMS.
char *import_part(const struct import_batch *batch);
struct term;
void import_part_add(struct import_counts *counts, GPtrArray *problems, const struct term *terms,
                     size_t n);

// Notes a problem of a row in the batch.
void import_problem(const struct import_batch *batch, int64_t row, const char *order,
                    enum tote_code code, const char *message);
