// SPDX-License-Identifier: Apache-2.0
// Statements of the PostgreSQL engine: any number of them in one round trip, as a libpq pipeline.
#include <string.h>

#include "drv_pgsql_private.h"

// Values travel as text, bytes as they are. Binary integers were measured: the difference vanishes
// in the round trip, and they would need a description of every statement first.
enum { BOOL_OID = 16, DIGITS = 24 /* of an int64 with its sign and end */, TEXT = 0, BINARY = 1 };

struct drv_stmt {
    const struct libpq *pq;
    char *name, *text;
    int n;       // parameters
    bool known;  // to the server
    bool on_way; // its PREPARE is in the pipeline
    PGresult *result;
    int row;          // -1 = before the first
    GPtrArray *bytes; // decoded values of the row, NULL = none yet
};

int pgsql_count_parameters(const char *text)
{
    int n = 0;
    bool quoted = false;
    for (const char *p = text; *p; p++) {
        if (*p == '\'')
            quoted = !quoted;
        if (*p == '$' && !quoted)
            n = MAX(n, (int)g_ascii_strtoll(p + 1, NULL, 10));
    }
    return n;
}

// The server gets to know it with its first call.
struct drv_stmt *pgsql_prepare(void *data, const char *name, const char *text, GError **error)
{
    (void)error;
    struct conn *conn = data;
    struct drv_stmt *stmt = g_new0(struct drv_stmt, 1);
    stmt->pq = conn->pq;
    stmt->name = g_strdup_printf("%u %s", ++conn->names, name);
    stmt->text = g_strdup(text);
    stmt->n = pgsql_count_parameters(text);
    return stmt;
}

bool pgsql_check(void *data, struct drv_stmt *stmt, GError **error)
{
    struct conn *conn = data;
    if (stmt->known)
        return true;
    conn->trips++;
    PGresult *result = conn->pq->prepare(conn->pg, stmt->name, stmt->text, 0, NULL);
    if (conn->pq->resultStatus(result) != PGRES_COMMAND_OK)
        return pgsql_fail(conn, result, error);
    conn->pq->clear(result);
    stmt->known = true;
    return true;
}

int pgsql_parameters(const struct drv_stmt *stmt)
{
    return stmt->n;
}

static void forget_bytes(struct drv_stmt *stmt)
{
    g_clear_pointer(&stmt->bytes, g_ptr_array_unref);
}

void pgsql_reset(void *data, struct drv_stmt *stmt)
{
    (void)data;
    forget_bytes(stmt);
    stmt->pq->clear(stmt->result);
    stmt->result = NULL;
    stmt->row = -1;
}

// The server forgets its side with the connection, and only then are statements given up.
void pgsql_finalize(void *data, struct drv_stmt *stmt)
{
    pgsql_reset(data, stmt);
    g_free(stmt->name);
    g_free(stmt->text);
    g_free(stmt);
}

// --- the way there

static bool send_values(struct conn *conn, const struct drv_stmt *stmt, struct db_args args)
{
    size_t n = (size_t)args.n;
    g_autofree char *digits = g_malloc(n * DIGITS);
    g_autofree const char **values = g_new0(const char *, n);
    g_autofree int *lengths = g_new0(int, n), *formats = g_new0(int, n);
    for (size_t i = 0; i < n; i++) {
        const struct db_value *value = &args.values[i];
        values[i] = value->type == DB_NULL ? NULL : value->text;
        if (value->type == DB_INT) {
            g_snprintf(digits + i * DIGITS, DIGITS, "%" G_GINT64_FORMAT, value->number);
            values[i] = digits + i * DIGITS;
        }
        lengths[i] = value->type == DB_BYTES ? (int)value->number : 0; // text ends by itself
        formats[i] = value->type == DB_BYTES ? BINARY : TEXT;
    }
    return conn->pq->sendQueryPrepared(conn->pg, stmt->name, args.n, values, lengths, formats,
                                       TEXT);
}

// A call, before it the PREPARE of a statement that the server does not know.
static bool send_call(struct conn *conn, const struct drv_call *call)
{
    struct drv_stmt *stmt = call->stmt;
    if (!stmt->known && !stmt->on_way) {
        stmt->on_way = true;
        if (!conn->pq->sendPrepare(conn->pg, stmt->name, stmt->text, 0, NULL))
            return false;
    }
    return send_values(conn, stmt, call->args);
}

static bool send_all(struct conn *conn, const struct drv_call *calls, size_t n)
{
    conn->trips++;
    bool ok = conn->pq->enterPipelineMode(conn->pg);
    if (ok && conn->begin)
        ok = conn->pq->sendQueryParams(conn->pg, conn->begin, 0, NULL, NULL, NULL, NULL, TEXT);
    for (size_t i = 0; ok && i < n; i++)
        ok = send_call(conn, &calls[i]);
    return ok && conn->pq->pipelineSync(conn->pg);
}

// --- the way back

// The answer of the next command in the pipeline; NULL with *error. Caller clears it.
static PGresult *receive(struct conn *conn, GError **error)
{
    PGresult *result = conn->pq->getResult(conn->pg);
    ExecStatusType status = conn->pq->resultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        pgsql_fail(conn, result, error);
        return NULL;
    }
    conn->pq->clear(conn->pq->getResult(conn->pg)); // NULL: the end of this command
    return result;
}

static bool receive_nothing(struct conn *conn, GError **error)
{
    PGresult *result = receive(conn, error);
    conn->pq->clear(result);
    return result != NULL;
}

static int64_t rows_changed(const struct libpq *pq, PGresult *result)
{
    if (g_str_has_prefix(pq->cmdStatus(result), "SELECT"))
        return 0;
    return g_ascii_strtoll(pq->cmdTuples(result), NULL, 10);
}

static bool receive_call(struct conn *conn, struct drv_call *call, GError **error)
{
    struct drv_stmt *stmt = call->stmt;
    if (stmt->on_way) {
        stmt->on_way = false;
        stmt->known = receive_nothing(conn, error);
        if (!stmt->known)
            return false;
    }
    PGresult *result = receive(conn, error);
    if (!result)
        return false;
    pgsql_reset(conn, stmt);
    stmt->result = result;
    call->changed = rows_changed(conn->pq, result);
    return true;
}

static bool receive_all(struct conn *conn, struct drv_call *calls, size_t n, size_t *ret_failed,
                        GError **error)
{
    *ret_failed = 0;
    if (conn->begin && !receive_nothing(conn, error))
        return false;
    for (; *ret_failed < n; ++*ret_failed)
        if (!receive_call(conn, &calls[*ret_failed], error))
            return false;
    return true;
}

// Reads on to the end of the pipeline, past what a failed command has kept from running. Two ends
// of commands without a result between them: nothing comes any more.
static void leave(struct conn *conn)
{
    bool synced = false;
    for (int ends = 0; !synced && ends < 2;) {
        PGresult *result = conn->pq->getResult(conn->pg);
        ends = result ? 0 : ends + 1;
        synced = conn->pq->resultStatus(result) == PGRES_PIPELINE_SYNC;
        conn->pq->clear(result);
    }
    conn->pq->exitPipelineMode(conn->pg);
}

bool pgsql_start(void *data, struct drv_call *calls, size_t n, size_t *ret_failed, GError **error)
{
    struct conn *conn = data;
    *ret_failed = 0;
    bool ok = send_all(conn, calls, n);
    if (!ok)
        pgsql_fail(conn, NULL, error);
    else
        ok = receive_all(conn, calls, n, ret_failed, error);
    leave(conn);
    conn->begin = NULL;
    for (size_t i = 0; i < n; i++)
        calls[i].stmt->on_way = false;
    return ok;
}

// --- rows

bool pgsql_step(void *data, struct drv_stmt *stmt, GError **error)
{
    (void)data;
    (void)error; // start() has already fetched all rows
    forget_bytes(stmt);
    if (stmt->row < stmt->pq->ntuples(stmt->result))
        stmt->row++;
    return stmt->row < stmt->pq->ntuples(stmt->result);
}

int64_t pgsql_changed(void *data, struct drv_stmt *stmt)
{
    (void)data;
    return rows_changed(stmt->pq, stmt->result);
}

int pgsql_columns(const struct drv_stmt *stmt)
{
    return stmt->pq->nfields(stmt->result);
}

bool pgsql_column_null(struct drv_stmt *stmt, int column)
{
    return stmt->pq->getisnull(stmt->result, stmt->row, column);
}

const char *pgsql_column_text(struct drv_stmt *stmt, int column)
{
    bool null = pgsql_column_null(stmt, column);
    return null ? NULL : stmt->pq->getvalue(stmt->result, stmt->row, column);
}

int64_t pgsql_column_int(struct drv_stmt *stmt, int column)
{
    const char *text = pgsql_column_text(stmt, column);
    if (text && stmt->pq->ftype(stmt->result, column) == BOOL_OID)
        return *text == 't';
    return text ? g_ascii_strtoll(text, NULL, 10) : 0;
}

// The copy lives until the next row.
const void *pgsql_column_bytes(struct drv_stmt *stmt, int column, size_t *ret_n)
{
    *ret_n = 0;
    const char *text = pgsql_column_text(stmt, column);
    if (!text)
        return NULL;
    if (!stmt->bytes)
        stmt->bytes = g_ptr_array_new_with_free_func(stmt->pq->freemem);
    unsigned char *bytes = stmt->pq->unescapeBytea((const unsigned char *)text, ret_n);
    g_ptr_array_add(stmt->bytes, bytes);
    return bytes;
}
