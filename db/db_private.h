// SPDX-License-Identifier: Apache-2.0
// What the parts of the connection (db*.c) share. Nobody else includes it.
#pragma once

#include "driver.h"

struct db {
    const struct driver *driver;
    void *conn;
    char *url, *target, *name;
    GHashTable *statements; // const struct sql * -> struct drv_stmt *
    const char *tx_where;   // where the open transaction began, NULL = none
    int reading;            // depth of open read transactions
    bool commit_lost;       // of the last transaction
    bool broken;            // a call failed in the open transaction
    int64_t calls, fail_at;
    int64_t since_us, held_us; // of the write transaction: its begin, and how long the last was
    GArray *queue;             // struct drv_call that wait for the next round trip
    GArray *ready;             // struct drv_call of db_send() with their answers
    GHashTable *ids;           // name of a table -> struct id_block *
    GArray *taken;             // struct taken_id of the open transaction, on PostgreSQL
    char *given;               // what db_ids_give() said
    GHashTable *given_ids;     // the same: name of a table -> GQueue of int64_t *
};

// The prepared statement of SQL, made on first use. NULL with *error.
// The text of SQL as the drivers want it, with $n where it names its parameters; caller frees.
char *db_numbered(const struct db *db, const struct sql *sql, GError **error);

struct drv_stmt *db_statement(struct db *db, const struct sql *sql, GError **error);

// Refuses what comes after a failed call of the open transaction.
bool db_check_whole(const struct db *db, GError **error);

// Sends what waits and checks the counts of rows. False with *error: the transaction is broken.
bool db_flush(struct db *db, GError **error);

// Forgets what waits and the answers that nobody has asked for.
void db_forget_calls(struct db *db);

// Forgets the ids that hold for one transaction (SQLite), or ALL of them.
void db_forget_ids(struct db *db, bool all);
void db_free_ids(void *block);

// At the begin of a write transaction: nothing is taken, and what was given can be taken again.
void db_start_ids(struct db *db);

// An id that was taken. The name is one of the sources.
struct taken_id {
    const char *table;
    int64_t id;
};
