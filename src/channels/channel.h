// SPDX-License-Identifier: Apache-2.0
// Where orders come from: one row per channel, one way to read them all, one order at a time.
// A further channel is a file that fills a `struct channel`, and a row in channel.c.
#pragma once

#include "bytes.h"
#include "csv.h"
#include "incoming.h"

struct channel_options {
    const char *currency;      // of files that name none; NULL = such a file is refused
    const struct watch *watch; // stops the copying of what can be read only once; NULL = nobody
};

// What every reader has in common; a channel puts it first in its own struct.
struct channel_reader {
    const struct channel *channel;
    struct csv_reader *csv;          // NULL where the channel is no table of text
    const struct byte_source *bytes; // never NULL
    char **unused;                   // columns that nothing is read from, NULL = none
    GQueue problems;                 // struct incoming_problem *, of no order
    int64_t rows_alone;              // rows that belong to no order; empty ones have no problem
};

struct channel {
    const char *name, *summary; // "shopify"; one line for the manual, marked with N_()
    // Takes over BYTES, also on failure. The base part is filled by channel_init().
    struct channel_reader *(*open)(struct byte_source *bytes, const struct channel_options *options,
                                   GError **error);
    bool (*next)(struct channel_reader *reader, struct incoming_order **ret_order, GError **error);
    void (*close)(struct channel_reader *reader); // frees all but the queue of problems
};

// The channel of this name, NULL if there is none; all of them, ended by NULL.
const struct channel *channel_find(const char *name);
const struct channel *const *channel_list(void);

// Their names, "shopify, etsy". Caller frees.
char *channel_names(void);

// Opens PATH ("-" = standard input). OPTIONS may be NULL. Fails with TOTE_FILE_READ, with
// TOTE_IMPORT_HEADER when it is no file of this channel, and as csv_open(). Close it with
// channel_close().
struct channel_reader *channel_open(const struct channel *channel, const char *path,
                                    const struct channel_options *options, GError **error);

// What has to be told of how the bytes of a file were read, NULL = nothing. Caller frees.
struct incoming_problem *encoding_problem(const struct byte_source *bytes);

// As channel_open() over SIZE bytes at DATA, which must stay alive.
struct channel_reader *channel_open_memory(const struct channel *channel, const void *data,
                                           size_t size, const struct channel_options *options,
                                           GError **error);

// The next order, owned by the caller; NULL at the end. An order that must not be stored comes
// too, marked `rejected`: the rows of all orders and channel_rows_alone() make up
// channel_rows_read(). An error means that the rest of the file cannot be read; what was given
// before is complete.
bool channel_next(struct channel_reader *reader, struct incoming_order **ret_order, GError **error);

// The oldest problem that belongs to no order and was not taken yet, NULL if there is none; free
// with incoming_problem_free(). Ask after each channel_next().
struct incoming_problem *channel_take_problem(struct channel_reader *reader);

// Rows read so far (without the header), and those of them that belong to no order.
int64_t channel_rows_read(const struct channel_reader *reader);
int64_t channel_rows_alone(const struct channel_reader *reader);

// Names of the columns that nothing is read from, as people see them, ended by NULL; those that
// every file of the channel has and nobody needs are left out. Valid until the reader is closed.
const char *const *channel_unused(const struct channel_reader *reader);

// Progress, in bytes of the file.
int64_t channel_bytes_read(const struct channel_reader *reader);
int64_t channel_bytes_total(const struct channel_reader *reader);

// Closes and frees; NULL is allowed. Returns NULL.
struct channel_reader *channel_close(struct channel_reader *reader);
typedef struct channel_reader channel_reader;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(channel_reader, channel_close)

// -- For the files of channels --

// Fills the base of a reader over the table CSV.
void channel_init(struct channel_reader *reader, const struct channel *channel,
                  struct csv_reader *csv);

// Notes that row ROW belongs to no order, or (row 0) something about the file as a whole.
void channel_note(struct channel_reader *reader, int64_t row, enum tote_code code,
                  const char *format, ...) G_GNUC_PRINTF(4, 5);
