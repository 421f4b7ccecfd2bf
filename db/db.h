// SPDX-License-Identifier: Apache-2.0
// One connection to the database, the same on SQLite and PostgreSQL: statements and transactions.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "errors.h"

// One statement of a store, written once for both engines. Its parameters are all :name (arguments
// stand in the order in which the names first appear) or all $1 … $n; see the rules in
// ARCHITECTURE.md. Stores keep theirs in a table of these; db_all_statements() lists all.
struct sql {
    const char *name; // "order.insert": for tests, traces and errors
    const char *text;
    bool scans; // it may read a whole large table on purpose (checks, reports)
};

// The statements of one store.
struct sql_list {
    const char *store;
    const struct sql *statements;
    size_t n;
    size_t apart; // bytes from one to the next, where each begins a larger row; 0: side by side
};

static inline const struct sql *sql_at(const struct sql_list *list, size_t i)
{
    const char *first = (const char *)list->statements;
    size_t apart = list->apart ? list->apart : sizeof(struct sql);
    return (const struct sql *)(const void *)(first + i * apart);
}

// A parameter. Text and bytes are not copied: they must live until the call returns.
struct db_value {
    enum { DB_NULL, DB_INT, DB_TEXT, DB_BYTES } type;
    int64_t number;   // DB_BYTES: how many
    const void *text; // DB_TEXT: a string, DB_BYTES: what is kept as it is
};

static inline struct db_value ival(int64_t number)
{
    return (struct db_value){.type = DB_INT, .number = number};
}

static inline struct db_value tval(const char *text)
{
    return (struct db_value){.type = text ? DB_TEXT : DB_NULL, .text = text};
}

// N bytes as they are (column type {bytes}); NULL for NULL.
static inline struct db_value bval(const void *bytes, size_t n)
{
    return (struct db_value){
        .type = bytes ? DB_BYTES : DB_NULL, .number = (int64_t)n, .text = bytes};
}

// An id where 0 means none.
static inline struct db_value idval(int64_t id)
{
    return (struct db_value){.type = id ? DB_INT : DB_NULL, .number = id};
}

// The parameters of a call, in order: DB_ARGS(ival(id), tval(name)).
struct db_args {
    const struct db_value *values;
    int n;
};
#define DB_ARGS(...)                                                                               \
    ((struct db_args){                                                                             \
        (const struct db_value[]){__VA_ARGS__},                                                    \
        (int)(sizeof((const struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value))})
#define DB_NO_ARGS ((struct db_args){NULL, 0})

struct db;
typedef struct db db_handle;
struct db_rows;
typedef struct db_rows db_rows;

enum db_engine { DB_SQLITE, DB_POSTGRESQL };

// How to open. All zero is what a station wants.
struct db_options {
    bool create;          // SQLite: make the file if it is not there
    bool any_schema;      // do not check the schema's version (init, migrations, tests)
    bool allow_throwaway; // SQLite: also on tmpfs, which forgets everything (tests)
    bool station;         // SQLite: one of many that mostly wait: it keeps little in memory
    bool read_only;       // SQLite: only to be read, such as a backup
    bool else_read_only;  // SQLite: reading will do where it may not be written, or where its disk
                          // is full and nobody else is in, who would have to wait until db_close()
    int wait_ms;          // longest wait for the write lock; 0 = 10 s
};

// Opens URL: a path, sqlite:PATH or postgresql://…. NULL with *error: TOTE_DB_OPEN,
// TOTE_DB_NETWORK_FS (a database on a network file system), TOTE_DB_SCHEMA (version differs).
struct db *db_open(const char *url, const struct db_options *options, GError **error);
void db_close(struct db *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(db_handle, db_close)

enum db_engine db_engine(const struct db *db);
const char *db_url(const struct db *db);
const char *db_name(const struct db *db); // the URL without a password, for people

// Runs a statement without rows. Returns the number of rows changed, -1 with *error.
// A violated constraint is TOTE_DB_CONSTRAINT.
int64_t db_run(struct db *db, const struct sql *sql, struct db_args args, GError **error);

// A write that must change exactly one row: a guarded update that hit nothing is TOTE_STALE with
// SUBJECT in the sentence. Inside a write transaction it is db_queue() with 1: on PostgreSQL the
// refusal may come with a later call, at the latest with the commit.
bool db_run_one(struct db *db, const struct sql *sql, const char *subject, struct db_args args,
                GError **error);

// A write whose answer nobody waits for, inside a write transaction. WANT rows must change (DB_ANY:
// any number): otherwise TOTE_STALE with SUBJECT in the sentence, and the transaction is broken.
// SQLite runs it now. On PostgreSQL it is kept (with copies of ARGS and SUBJECT) and travels, in
// order, with the next read, db_run() or the commit, one of which then returns its error.
enum { DB_ANY = -1 };
bool db_queue(struct db *db, const struct sql *sql, struct db_args args, int64_t want,
              const char *subject, GError **error);

// Announces a read that db_query() or db_get() will ask for with the same ARGS in this transaction:
// on PostgreSQL several of them travel together. Only a hint: outside a transaction and on SQLite
// it does nothing, and a write in between makes the query go by itself. ARGS are copied. One at a
// time for each statement.
void db_send(struct db *db, const struct sql *sql, struct db_args args);

// Starts a query. Rows are read with db_next() and given back with db_rows_free(), also after an
// error. NULL with *error. Only one reader of the same statement at a time.
struct db_rows *db_query(struct db *db, const struct sql *sql, struct db_args args, GError **error);

// Steps to the next row: true while there is one; false at the end or with *error.
bool db_next(struct db_rows *rows, GError **error);
void db_rows_free(struct db_rows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(db_rows, db_rows_free)

// Columns of the present row, counted from 0. Text and bytes live until the next db_next().
int64_t db_int(struct db_rows *rows, int column);                      // NULL reads as 0
const char *db_text(struct db_rows *rows, int column);                 // NULL for NULL
char *db_dup(struct db_rows *rows, int column);                        // caller frees
const void *db_bytes(struct db_rows *rows, int column, size_t *ret_n); // NULL, 0 for NULL
bool db_is_null(struct db_rows *rows, int column);
int db_columns(const struct db_rows *rows); // how many there are

// The first column of the first row as a number: 1 found, 0 no row, -1 with *error.
int db_get(struct db *db, const struct sql *sql, int64_t *ret_value, struct db_args args,
           GError **error);

// The first column of the first row as text (caller frees): 1 found, 0 no row, -1 with *error.
int db_get_text(struct db *db, const struct sql *sql, char **ret_value, struct db_args args,
                GError **error);

// Write transactions: BEGIN IMMEDIATE behind a fair queue on SQLite, BEGIN on PostgreSQL, where it
// travels with the first statement. So [reads] [queued writes] [commit] are three round trips: the
// counts of rows are looked at before COMMIT is sent. Transactions do not nest, and not inside a
// read transaction. Any error inside means db_rollback(): further calls and the commit are refused.
// db_begin() remembers WHERE for error details.
#define db_begin(db, error) db_begin_at((db), G_STRLOC, (error))
bool db_begin_at(struct db *db, const char *where, GError **error);
bool db_commit(struct db *db, GError **error);
void db_rollback(struct db *db); // harmless outside a transaction
bool db_in_transaction(const struct db *db);

// How long the last write transaction was open, without the wait for its lock; microseconds.
int64_t db_held_us(const struct db *db);

// Does another process wait for the lock that the open write transaction holds? Long work commits
// then and goes on behind it. False where the engine has no such lock (PostgreSQL). A system call.
bool db_others_wait(const struct db *db);

// Can it be seen at all?
bool db_sees_others(const struct db *db);

// Did one, when the last commit was done with it?
bool db_was_wanted(const struct db *db);

// A read transaction: all queries until db_end_read() see one moment. Keep it under two seconds.
// It may nest, and does nothing inside a write transaction.
bool db_begin_read(struct db *db, GError **error);
void db_end_read(struct db *db);

// Is this an error after which the whole transaction may be tried again (lock, serialization,
// deadlock)? A lost connection is not: see db_lost().
bool db_may_retry(const GError *error);
bool db_lost(const GError *error);

// Was it lost while the last transaction committed, so that nobody knows whether that stands? What
// says so to who called: TOTE_DB_LOST that is db_in_doubt().
bool db_commit_lost(const struct db *db);
bool db_in_doubt(const GError *error);
bool db_fail_in_doubt(GError **error);

bool db_reopen(struct db *db, GError **error);

// A number that differs whenever somebody else may have committed since (false alarms are
// allowed, misses are not). It stands still inside a transaction. About a microsecond on SQLite,
// a round trip on PostgreSQL.
int64_t db_change_token(struct db *db);

// A descriptor that becomes readable when somebody may have committed, to wait for without waking
// up in between; the change token stays the judge. Programs that write past tote are only noticed
// when they close the file. db_watch_clear() makes it quiet again, before the token is looked at.
// -1: the engine has none (PostgreSQL). The connection owns it.
int db_watch_fd(struct db *db);
void db_watch_clear(struct db *db);

// The id of a row that is inserted later in this write transaction, so that other rows can name it
// at once. TABLE has a column id of the type {id} and stands among the registered sources. SQLite:
// counts on from the highest (within a transaction all new rows of TABLE get theirs from here);
// PostgreSQL: blocks of DB_ID_BLOCK from the column's own sequence, with gaps and out of order
// between connections. 0 with *error.
enum { DB_ID_BLOCK = 64 };
int64_t db_new_id(struct db *db, const char *table, GError **error);

// Takes ID, which a transaction before this one had from db_new_id() and may not have used.
void db_repeat_id(struct db *db, const char *table, int64_t id);

// The ids that the open write transaction took, "TABLE ID ID;TABLE ID", for the log; "" on SQLite,
// where they follow from what is there. Caller frees.
char *db_ids_taken(struct db *db);

// From now on each write transaction is given the ids of TEXT, as db_ids_taken() wrote it, in order
// for each table, and an id more is TOTE_LOG_DIFFERS: what a replay does. "": they count on from
// the highest, on PostgreSQL too, where nobody else may write then. NULL: as ever.
void db_ids_give(struct db *db, const char *text);

// Where SQLite finds the highest id of a table: MAX answers it, or 0 or NULL without rows. Where
// *SEEN (may be NULL), people read the ids as numbers: PostgreSQL gives one at first, and twice as
// many each time that a transaction wants more.
struct id_source {
    const char *table;
    const struct sql *max;
    const bool *seen;
};

// Makes N sources known in this process; they must last. Before the first db_new_id() of a table.
void db_register_ids(const struct id_source *sources, size_t n);

// Runs a script of statements separated by ';' outside the statement tables: migrations only.
bool db_script(struct db *db, const char *script, GError **error);

// Prepares a statement without running it: for the test that tries all of them.
bool db_check(struct db *db, const struct sql *sql, GError **error);

// The query plan, a step a line; caller frees. SQLite: EXPLAIN QUERY PLAN, PostgreSQL: EXPLAIN.
char *db_plan(struct db *db, const struct sql *sql, GError **error);

// Writes a consistent copy to a new file while others work (SQLite only).
bool db_copy(struct db *db, const char *path, GError **error);

// Looks such a copy over: its pages, indexes and references. What is wrong is added to FINDINGS as
// sentences (char *), the first ones of many. TOLD (may be NULL) hears how many tables are through
// and answers false to stop.
struct db_look {
    GPtrArray *findings;
    bool (*told)(void *data, int64_t done, int64_t total);
    void *data;
};
bool db_copy_look(struct db *db, const char *path, const struct db_look *how, GError **error);

// Round trips to the server so far (0 on SQLite).
int64_t db_trips(const struct db *db);

// Calls of statements so far, queued ones too, and the n-th from now that shall fail (0 = none):
// fault tests. A queued call fails when it is sent.
int64_t db_calls(const struct db *db);
void db_fail_at(struct db *db, int64_t call);
