// SPDX-License-Identifier: Apache-2.0
// Statements of the SQLite engine: parameters, rows, and RETURNING made cheap.
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "drv_sqlite_private.h"

struct drv_stmt {
    sqlite3_stmt *stmt;
    int *index; // $n -> SQLite's own parameter number ($1 is a name to SQLite)
    int n;
    bool done;           // step() reached the end; another sqlite3_step() would start again
    sqlite3_stmt *after; // reads what RETURNING would give, NULL = stmt itself gives the rows
    int64_t changed;
};

// False where $1 … $n has gaps, which PostgreSQL refuses.
static bool map_parameters(struct drv_stmt *stmt)
{
    stmt->n = sqlite3_bind_parameter_count(stmt->stmt);
    stmt->index = g_new0(int, stmt->n + 1);
    for (int i = 1; i <= stmt->n; i++) {
        const char *name = sqlite3_bind_parameter_name(stmt->stmt, i);
        int number = name ? (int)strtol(name + 1, NULL, 10) : 0;
        if (number >= 1 && number <= stmt->n)
            stmt->index[number] = i;
    }
    for (int i = 1; i <= stmt->n; i++)
        if (!stmt->index[i])
            return false;
    return true;
}

void sqlite_finalize(void *data, struct drv_stmt *stmt)
{
    (void)data;
    sqlite3_finalize(stmt->stmt);
    sqlite3_finalize(stmt->after);
    g_free(stmt->index);
    g_free(stmt);
}

static int compile(struct conn *conn, const char *text, sqlite3_stmt **ret_stmt)
{
    return sqlite3_prepare_v3(conn->db, text, -1, SQLITE_PREPARE_PERSISTENT, ret_stmt, NULL);
}

// Do rows of TABLE have the row id that an insert leaves? Clustered tables have none.
static bool has_row_id(struct conn *conn, const char *table)
{
    g_autofree char *text = g_strdup_printf("SELECT rowid FROM %s", table);
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(conn->db, text, -1, &stmt, NULL);
    sqlite3_finalize(stmt);
    return rc == SQLITE_OK;
}

// SQLite collects what RETURNING gives in a temporary table and keeps a journal of the statement,
// which costs more than the change. Where the row is known it is read afterwards instead: a new
// one by its row id, a changed one by the id that the statement names. *ret_after is that query.
// Returns TEXT without its RETURNING; NULL where RETURNING has to stay. Caller frees both.
static char *without_returning(struct conn *conn, const char *text, char **ret_after)
{
    static const char key[] = " WHERE id = $1", returning[] = " RETURNING ";
    const char *columns = strstr(text, returning), *where = strstr(text, key);
    bool insert = g_str_has_prefix(text, "INSERT INTO ") && !strstr(text, "ON CONFLICT");
    bool update = g_str_has_prefix(text, "UPDATE ") && where && where < columns &&
                  !g_ascii_isdigit(where[strlen(key)]);
    if (!columns || (insert && strcmp(columns, " RETURNING id")) || (!insert && !update))
        return NULL;
    const char *rest = text + strlen(insert ? "INSERT INTO " : "UPDATE ");
    g_autofree char *table = g_strndup(rest, strcspn(rest, " ("));
    if (insert && !has_row_id(conn, table))
        return NULL;
    *ret_after =
        insert ? g_strdup("SELECT last_insert_rowid()")
               : g_strdup_printf("SELECT %s FROM %s%s", columns + strlen(returning), table, key);
    return g_strndup(text, (size_t)(columns - text));
}

struct drv_stmt *sqlite_prepare(void *data, const char *name, const char *text, GError **error)
{
    struct conn *conn = data;
    struct drv_stmt *stmt = g_new0(struct drv_stmt, 1);
    g_autofree char *after = NULL;
    g_autofree char *plain = without_returning(conn, text, &after);
    int rc = compile(conn, plain ? plain : text, &stmt->stmt);
    if (rc == SQLITE_OK && after)
        rc = compile(conn, after, &stmt->after);
    if (rc != SQLITE_OK) {
        sqlite_fail(conn, rc, error);
        sqlite_finalize(conn, stmt);
        return NULL;
    }
    if (map_parameters(stmt))
        return stmt;
    tote_fail(error, TOTE_BUG, NULL, "the parameters of %s are not $1 to $%d", name, stmt->n);
    sqlite_finalize(conn, stmt);
    return NULL;
}

static void bind(sqlite3_stmt *stmt, int at, const struct db_value *value)
{
    if (value->type == DB_INT)
        sqlite3_bind_int64(stmt, at, value->number);
    else if (value->type == DB_TEXT)
        sqlite3_bind_text(stmt, at, value->text, -1, SQLITE_STATIC);
    else if (value->type == DB_BYTES)
        sqlite3_bind_blob64(stmt, at, value->text, (uint64_t)value->number, SQLITE_STATIC);
    else
        sqlite3_bind_null(stmt, at);
}

void sqlite_reset(void *data, struct drv_stmt *stmt)
{
    (void)data;
    sqlite3_reset(stmt->stmt);
    if (stmt->after)
        sqlite3_reset(stmt->after);
}

int sqlite_parameters(const struct drv_stmt *stmt)
{
    return stmt->n;
}

// Always one call: there is no round trip that several could share.
bool sqlite_start(void *data, struct drv_call *calls, size_t n, size_t *ret_failed, GError **error)
{
    struct conn *conn = data;
    struct drv_stmt *stmt = calls->stmt;
    const struct db_args args = calls->args;
    *ret_failed = 0;
    sqlite_reset(conn, stmt);
    if (n != 1)
        return tote_fail(error, TOTE_BUG, NULL, "several calls at once");
    for (int i = 0; i < args.n; i++)
        bind(stmt->stmt, stmt->index[i + 1], &args.values[i]);
    if (stmt->after && sqlite3_bind_parameter_count(stmt->after))
        bind(stmt->after, 1, &args.values[0]);
    stmt->changed = 0;
    stmt->done = false;
    if (!sqlite3_stmt_readonly(stmt->stmt) && !conn->writing)
        return tote_fail(error, TOTE_BUG, NULL, "a write outside a transaction");
    return true;
}

// The next row of STMT; false at its end, or with *error.
static bool step(struct conn *conn, sqlite3_stmt *stmt, GError **error)
{
    int rc = sqlite3_step(stmt);
    return rc == SQLITE_ROW || (rc != SQLITE_DONE && sqlite_fail(conn, rc, error));
}

bool sqlite_step(void *data, struct drv_stmt *stmt, GError **error)
{
    struct conn *conn = data;
    GError *failed = NULL;
    if (stmt->done)
        return false;
    if (step(conn, stmt->stmt, &failed))
        return true;
    stmt->done = true;
    if (failed)
        g_propagate_error(error, failed);
    else if (!sqlite3_stmt_readonly(stmt->stmt))
        stmt->changed = sqlite3_changes64(conn->db);
    return stmt->after && stmt->changed && step(conn, stmt->after, error);
}

int64_t sqlite_changed(void *data, struct drv_stmt *stmt)
{
    (void)data;
    return stmt->changed;
}

// The statement that stands on the row.
static sqlite3_stmt *row_of(const struct drv_stmt *stmt)
{
    return stmt->after ? stmt->after : stmt->stmt;
}

int64_t sqlite_column_int(struct drv_stmt *stmt, int column)
{
    return sqlite3_column_int64(row_of(stmt), column);
}

const char *sqlite_column_text(struct drv_stmt *stmt, int column)
{
    return (const char *)sqlite3_column_text(row_of(stmt), column);
}

const void *sqlite_column_bytes(struct drv_stmt *stmt, int column, size_t *ret_n)
{
    sqlite3_stmt *row = row_of(stmt);
    const void *bytes = sqlite3_column_blob(row, column); // NULL also where there are none
    *ret_n = (size_t)sqlite3_column_bytes(row, column);
    return bytes || sqlite3_column_type(row, column) == SQLITE_NULL ? bytes : "";
}

int sqlite_columns(const struct drv_stmt *stmt)
{
    return sqlite3_column_count(stmt->after ? stmt->after : stmt->stmt);
}

bool sqlite_column_null(struct drv_stmt *stmt, int column)
{
    return sqlite3_column_type(row_of(stmt), column) == SQLITE_NULL;
}
