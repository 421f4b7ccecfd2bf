// SPDX-License-Identifier: Apache-2.0
// Shopify exports for tests: sheets written cell by cell, read whole, and what came of them.
#pragma once

#include "channel.h"
#include "errors.h"

// All that a file came to.
struct result {
    GPtrArray *orders, *problems;
    int64_t rows, alone;
    GError *error;
};
typedef struct result import_result;
void result_free(struct result *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(import_result, result_free)

// Reads to the end and closes; READER may be NULL, with the ERROR of opening it.
struct result *read_all(struct channel_reader *reader, GError *error);
struct result *read_text(const char *text);
struct result *read_file(const char *name); // below data/

struct incoming_order *order_at(const struct result *result, guint i);
struct incoming_line *line_at(const struct incoming_order *order, guint i);
struct incoming_payment *payment_at(const struct incoming_order *order, guint i);
bool has_problem(const struct incoming_order *order, enum tote_code code);
const char *message_of(const struct incoming_order *order); // of its first problem

// Rows of all orders and rows alone are all rows.
void check_accounted(const struct result *result);

// A small export: the columns that most tests need, then rows written cell by cell.
GString *sheet_new(void);

// Adds a row: FIRST rows begin as the usual order of one cup for 10.00 EUR, others blank; then
// "Column", "value" pairs up to NULL say what differs.
void add_row(GString *sheet, int first, ...);

// The result of a sheet with one row that differs from the usual in one cell.
struct result *read_one(const char *column, const char *value);
