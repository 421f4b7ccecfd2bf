// SPDX-License-Identifier: Apache-2.0
// The bare engine: the smallest transactions that could do the same work, on a narrow schema.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { BARE_PRODUCTS = 10000, BARE_STOCK = 2 * BARE_PRODUCTS };

struct bare;

// Opens a file of SQLite (WAL). SYNC is "FULL" or "NORMAL". Writers wait in line on a side file.
struct bare *bare_open(const char *path, const char *sync);
void bare_close(struct bare *bare);

// Makes the tables and ORDERS orders of three lines in a new file.
void bare_fill(const char *path, int64_t orders);

// Writes the log of any SQLite database at PATH back into its file, which nobody has open.
void bare_write_back(const char *path);

// Guarded stock, guarded line, ledger, audit: one commit. False where a guard refused.
bool bare_scan(struct bare *bare, int64_t line);

// Adds N orders of three lines, committing every PER orders.
void bare_bulk(struct bare *bare, int64_t n, int64_t per);

// Reserves two pieces for each line of an order; begin and commit are the caller's.
void bare_allocate(struct bare *bare, int64_t order);
void bare_begin(struct bare *bare);
void bare_commit(struct bare *bare);

// Reads: a product and its two stock rows; an order with its lines. The number of rows.
int bare_barcode(struct bare *bare, int64_t product);
int bare_order(struct bare *bare, int64_t order);

// The same scan on PostgreSQL in six round trips.
struct bare_pgsql;
void bare_pgsql_fill(const char *url, int64_t orders);
struct bare_pgsql *bare_pgsql_open(const char *url);
bool bare_pgsql_scan(struct bare_pgsql *bare, int64_t line, int64_t who);
