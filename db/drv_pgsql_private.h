// SPDX-License-Identifier: Apache-2.0
// What the parts of the PostgreSQL engine (drv_pgsql*.c) share. Nobody else includes it.
#pragma once

#include "driver.h"
#include "drv_pgsql_lib.h"

struct conn {
    const struct libpq *pq;
    PGconn *pg;
    char *password; // only to keep it out of messages
    char *options;  // of the address
    int wait_ms;
    const char *begin; // the BEGIN that travels with the next statement, NULL = none waits
    unsigned names;    // statements made so far: makes their names unique
    int64_t trips;     // round trips so far
    bool doubt;        // a warning came while COMMIT waited
    char *snapshot;    // of the last change token
    int64_t token;
};

// Sets *error from RESULT (may be NULL) and clears it; always false.
bool pgsql_fail(const struct conn *conn, PGresult *result, GError **error);

// The highest n of $n outside quotes.
int pgsql_count_parameters(const char *text);

// Statements, as in struct driver.
struct drv_stmt *pgsql_prepare(void *data, const char *name, const char *text, GError **error);
bool pgsql_check(void *data, struct drv_stmt *stmt, GError **error);
void pgsql_finalize(void *data, struct drv_stmt *stmt);
int pgsql_parameters(const struct drv_stmt *stmt);
bool pgsql_start(void *data, struct drv_call *calls, size_t n, size_t *ret_failed, GError **error);
bool pgsql_step(void *data, struct drv_stmt *stmt, GError **error);
void pgsql_reset(void *data, struct drv_stmt *stmt);
int64_t pgsql_changed(void *data, struct drv_stmt *stmt);
int64_t pgsql_column_int(struct drv_stmt *stmt, int column);
const char *pgsql_column_text(struct drv_stmt *stmt, int column);
const void *pgsql_column_bytes(struct drv_stmt *stmt, int column, size_t *ret_n);
int pgsql_columns(const struct drv_stmt *stmt);
bool pgsql_column_null(struct drv_stmt *stmt, int column);
