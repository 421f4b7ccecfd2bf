// SPDX-License-Identifier: Apache-2.0
// Statements of a connection: run, read, or queued until the next round trip.
#include <string.h>

#include "db_private.h"
#include "i18n.h"
#include "params.h"

// So many queued calls are sent even if nobody asks: an import must not keep all its rows here.
enum { QUEUE_MOST = 256 };

struct db_rows {
    struct db *db;
    struct drv_stmt *stmt;
};

// A text as the engine spells what locks rows (driver.h).
static char *spell_locks(const struct db *db, char *text)
{
    static const struct {
        const char *token, *spelled;
    } locks[] = {{"{free ", "FOR UPDATE OF %.*s SKIP LOCKED"},
                 {"{lock ", "FOR NO KEY UPDATE OF %.*s"}};
    for (size_t i = 0; i < G_N_ELEMENTS(locks); i++) {
        const char *at = strstr(text, locks[i].token);
        if (!at)
            continue;
        const char *table = at + strlen(locks[i].token), *end = strchr(table, '}');
        GString *spelled = g_string_new_len(text, at - text);
        if (db->driver->skips_locked)
            g_string_append_printf(spelled, locks[i].spelled, (int)(end - table), table);
        g_string_append(spelled, end + 1);
        g_free(text);
        text = g_string_free(spelled, FALSE);
    }
    return text;
}

char *db_numbered(const struct db *db, const struct sql *sql, GError **error)
{
    bool mixed = false;
    char *text = params_numbered(sql->text, &mixed);
    if (text || !mixed)
        return spell_locks(db, text ? text : g_strdup(sql->text));
    tote_fail(error, TOTE_BUG, NULL, "%s has parameters by name and by number", sql->name);
    return NULL;
}

struct drv_stmt *db_statement(struct db *db, const struct sql *sql, GError **error)
{
    struct drv_stmt *stmt = g_hash_table_lookup(db->statements, sql);
    if (stmt)
        return stmt;
    g_autofree char *text = db_numbered(db, sql, error);
    stmt = text ? db->driver->prepare(db->conn, sql->name, text, error) : NULL;
    if (stmt)
        g_hash_table_insert(db->statements, (void *)sql, stmt);
    return stmt;
}

// After an error PostgreSQL refuses everything until ROLLBACK. SQLite would go on, and a commit
// would keep half of the work, so the rule is held here for both.
bool db_check_whole(const struct db *db, GError **error)
{
    return !db->tx_where || !db->broken ||
           tote_fail_full(error, TOTE_DB_FAILED, &(struct tote_fault){.detail = db->tx_where},
                          _("The transaction had failed before"));
}

// --- what waits

static size_t size_of(const struct db_value *value)
{
    return value->type == DB_TEXT    ? strlen(value->text) + 1
           : value->type == DB_BYTES ? (size_t)value->number
                                     : 0;
}

// Lets CALL own its parameters: one block with the values and then what they point to.
static void keep_args(struct drv_call *call)
{
    size_t n = (size_t)call->args.n, size = n * sizeof(struct db_value);
    for (size_t i = 0; i < n; i++)
        size += size_of(&call->args.values[i]);
    struct db_value *values = g_malloc(size + 1);
    char *place = (char *)(values + n);
    for (size_t i = 0; i < n; i++) {
        values[i] = call->args.values[i];
        size_t length = size_of(&values[i]);
        if (values[i].type == DB_TEXT || values[i].type == DB_BYTES)
            values[i].text = memcpy(place, values[i].text, length);
        place += length;
    }
    call->args.values = call->own_args = values;
}

static void clear_call(struct drv_call *call)
{
    g_free(call->own_args);
    g_free(call->subject);
}

static struct drv_call *call_at(GArray *calls, unsigned i)
{
    return &g_array_index(calls, struct drv_call, i);
}

static void clear_calls(GArray *calls)
{
    for (unsigned i = 0; i < calls->len; i++)
        clear_call(call_at(calls, i));
    g_array_set_size(calls, 0);
}

static void remove_call(GArray *calls, unsigned i)
{
    clear_call(call_at(calls, i));
    g_array_remove_index(calls, i);
}

static void clear_ready(struct db *db)
{
    for (unsigned i = 0; i < db->ready->len; i++)
        db->driver->reset(db->conn, call_at(db->ready, i)->stmt);
    clear_calls(db->ready);
}

void db_forget_calls(struct db *db)
{
    clear_calls(db->queue);
    clear_ready(db);
}

// What was sent to be read does not know of a write that comes now: the query then goes by itself.
static void forget_sent(struct db *db)
{
    clear_ready(db);
    for (unsigned i = db->queue->len; i > 0; i--)
        if (call_at(db->queue, i - 1)->sent)
            remove_call(db->queue, i - 1);
}

// FAILED of a statement, whose name is for those who mend the program: it stands in the detail.
static bool fail_in(const struct sql *sql, const GError *failed, GError **error)
{
    const char *was = tote_error_detail(failed);
    g_autofree char *detail = was ? g_strdup_printf("%s: %s", sql->name, was) : g_strdup(sql->name);
    const struct tote_fault fault = {.field = tote_error_field(failed),
                                     .hint = tote_error_hint(failed),
                                     .detail = db_may_retry(failed) ? was : detail};
    return tote_fail_full(error, (enum tote_code)failed->code, &fault, "%s", failed->message);
}

static bool fail_stale(const struct sql *sql, const char *subject, GError **error)
{
    return tote_fail_full(error, TOTE_STALE, &(struct tote_fault){.detail = sql->name},
                          _("%s was changed by somebody else just now"), subject);
}

// Were as many rows changed as the first N calls wanted?
static bool check_counts(const struct db *db, size_t n, GError **error)
{
    for (unsigned i = 0; i < n; i++) {
        const struct drv_call *call = call_at(db->queue, i);
        if (call->want != DB_ANY && call->want != call->changed)
            return fail_stale(call->sql, call->subject, error);
    }
    return true;
}

// The call that shall fail on purpose, or the number of calls.
static size_t find_failing(const struct db *db)
{
    for (unsigned i = 0; i < db->queue->len; i++)
        if (db->fail_at && call_at(db->queue, i)->number == db->fail_at)
            return i;
    return db->queue->len;
}

// Runs all that waits, in order; what failed first is the error, as if each had run alone.
static bool run_queue(struct db *db, GError **error)
{
    g_autoptr(GError) failed = NULL;
    size_t n = db->queue->len, at = find_failing(db);
    if (at < n)
        tote_fail(&failed, TOTE_DB_FAILED, NULL, _("The database failed on purpose"));
    else if (db->driver->start(db->conn, call_at(db->queue, at = 0), n, &at, &failed))
        return check_counts(db, n, error);
    else if (!check_counts(db, at, error))
        return false;
    return fail_in(call_at(db->queue, (unsigned)at)->sql, failed, error);
}

// Puts the answers aside that db_query() will ask for.
static void keep_ready(struct db *db)
{
    for (unsigned i = 0; i < db->queue->len; i++) {
        struct drv_call *call = call_at(db->queue, i);
        if (!call->sent)
            continue;
        g_array_append_val(db->ready, *call);
        call->own_args = NULL;
    }
}

bool db_flush(struct db *db, GError **error)
{
    if (!db->queue->len)
        return true;
    bool ok = run_queue(db, error);
    if (ok)
        keep_ready(db);
    clear_calls(db->queue);
    db->broken = db->broken || !ok;
    return ok;
}

// --- running

static bool check_args(const struct db *db, const struct drv_call *call, GError **error)
{
    int wanted = db->driver->parameters(call->stmt);
    return call->args.n == wanted ||
           tote_fail(error, TOTE_BUG, NULL, "a statement with %d parameters got %d", wanted,
                     call->args.n);
}

// A numbered call of SQL. False with *error: the transaction is broken.
static bool new_call(struct db *db, const struct sql *sql, struct db_args args, int64_t want,
                     struct drv_call *ret_call, GError **error)
{
    GError *failed = NULL;
    *ret_call = (struct drv_call){.sql = sql, .args = args, .want = want, .number = ++db->calls};
    if (db_check_whole(db, &failed))
        ret_call->stmt = db_statement(db, sql, &failed);
    if (ret_call->stmt && check_args(db, ret_call, &failed))
        return true;
    db->broken = true;
    fail_in(sql, failed, error);
    g_error_free(failed);
    return false;
}

// Runs SQL after all that waits. Its rows are in the statement that it returns; NULL with *error.
static struct drv_stmt *start(struct db *db, const struct sql *sql, struct db_args args,
                              GError **error)
{
    struct drv_call call;
    if (!new_call(db, sql, args, DB_ANY, &call, error))
        return NULL;
    g_array_append_val(db->queue, call);
    return db_flush(db, error) ? call.stmt : NULL;
}

// One step; an error breaks the transaction.
static bool step(struct db *db, struct drv_stmt *stmt, GError **error)
{
    GError *failed = NULL;
    if (db->driver->step(db->conn, stmt, &failed))
        return true;
    if (failed) {
        db->broken = true;
        g_propagate_error(error, failed);
    }
    return false;
}

int64_t db_run(struct db *db, const struct sql *sql, struct db_args args, GError **error)
{
    forget_sent(db);
    struct drv_stmt *stmt = start(db, sql, args, error);
    if (!stmt)
        return -1;
    g_autoptr(GError) failed = NULL;
    while (step(db, stmt, &failed))
        ;
    int64_t changed = failed ? -1 : db->driver->changed(db->conn, stmt);
    db->driver->reset(db->conn, stmt);
    if (failed)
        fail_in(sql, failed, error);
    return changed;
}

// A queued write where the engine has no round trips to save.
static bool run_now(struct db *db, const struct sql *sql, struct db_args args, int64_t want,
                    const char *subject, GError **error)
{
    int64_t changed = db_run(db, sql, args, error);
    if (changed < 0 || want == DB_ANY || want == changed)
        return changed >= 0;
    db->broken = true;
    return fail_stale(sql, subject, error);
}

bool db_queue(struct db *db, const struct sql *sql, struct db_args args, int64_t want,
              const char *subject, GError **error)
{
    if (!db->tx_where)
        return tote_fail(error, TOTE_BUG, NULL, "%s: a write outside a transaction", sql->name);
    if (!db->driver->pipelined)
        return run_now(db, sql, args, want, subject, error);
    forget_sent(db);
    struct drv_call call;
    if (!new_call(db, sql, args, want, &call, error))
        return false;
    call.subject = g_strdup(subject);
    keep_args(&call);
    g_array_append_val(db->queue, call);
    return db->queue->len < QUEUE_MOST || db_flush(db, error);
}

// --- reading

static bool same_args(struct db_args a, struct db_args b)
{
    bool same = a.n == b.n;
    for (int i = 0; same && i < a.n; i++) {
        const struct db_value *one = &a.values[i], *two = &b.values[i];
        size_t size = size_of(one);
        same = one->type == two->type && size == size_of(two) &&
               (one->type != DB_INT || one->number == two->number) &&
               (!size || !memcmp(one->text, two->text, size));
    }
    return same;
}

// Where SQL stands in CALLS as sent by db_send(), or their number.
static unsigned find_sent(GArray *calls, const struct sql *sql)
{
    unsigned i = 0;
    while (i < calls->len && !(call_at(calls, i)->sent && call_at(calls, i)->sql == sql))
        i++;
    return i;
}

void db_send(struct db *db, const struct sql *sql, struct db_args args)
{
    bool useful = db->driver->pipelined && (db->tx_where || db->reading) && !db->broken;
    if (!useful || find_sent(db->queue, sql) < db->queue->len ||
        find_sent(db->ready, sql) < db->ready->len)
        return;
    struct drv_call call = {.sql = sql, .args = args, .want = DB_ANY, .sent = true};
    call.stmt = db_statement(db, sql, NULL);
    if (!call.stmt || !check_args(db, &call, NULL))
        return; // the query will say why
    keep_args(&call);
    g_array_append_val(db->queue, call);
}

// Takes the answer of db_send() for SQL with the same ARGS. One with others is dropped: there is
// room for one answer of a statement. False with or without *error: there is none.
static bool take_ready(struct db *db, const struct sql *sql, struct db_args args, GError **error)
{
    unsigned waits = find_sent(db->queue, sql);
    if (waits < db->queue->len && !same_args(call_at(db->queue, waits)->args, args))
        remove_call(db->queue, waits);
    else if (waits < db->queue->len && !db_flush(db, error))
        return false;
    unsigned at = find_sent(db->ready, sql);
    if (at == db->ready->len)
        return false;
    bool same = same_args(call_at(db->ready, at)->args, args);
    remove_call(db->ready, at);
    return same;
}

// The statement with the answer of SQL: one that is there already, or a new one.
static struct drv_stmt *ask(struct db *db, const struct sql *sql, struct db_args args,
                            GError **error)
{
    GError *failed = NULL;
    bool purpose = db->fail_at && db->calls + 1 == db->fail_at;
    if (!purpose && !db->broken && take_ready(db, sql, args, &failed)) {
        db->calls++;
        return db_statement(db, sql, error);
    }
    if (!failed)
        return start(db, sql, args, error);
    db->calls++;
    g_propagate_error(error, failed);
    return NULL;
}

struct db_rows *db_query(struct db *db, const struct sql *sql, struct db_args args, GError **error)
{
    struct drv_stmt *stmt = ask(db, sql, args, error);
    if (!stmt)
        return NULL;
    struct db_rows *rows = g_new(struct db_rows, 1);
    *rows = (struct db_rows){.db = db, .stmt = stmt};
    return rows;
}

bool db_next(struct db_rows *rows, GError **error)
{
    return step(rows->db, rows->stmt, error);
}

void db_rows_free(struct db_rows *rows)
{
    if (!rows)
        return;
    rows->db->driver->reset(rows->db->conn, rows->stmt);
    g_free(rows);
}

int64_t db_int(struct db_rows *rows, int column)
{
    return rows->db->driver->column_int(rows->stmt, column);
}

const char *db_text(struct db_rows *rows, int column)
{
    return rows->db->driver->column_text(rows->stmt, column);
}

const void *db_bytes(struct db_rows *rows, int column, size_t *ret_n)
{
    return rows->db->driver->column_bytes(rows->stmt, column, ret_n);
}

char *db_dup(struct db_rows *rows, int column)
{
    return g_strdup(db_text(rows, column));
}

bool db_is_null(struct db_rows *rows, int column)
{
    return rows->db->driver->column_null(rows->stmt, column);
}

int db_columns(const struct db_rows *rows)
{
    return rows->db->driver->columns(rows->stmt);
}

// Steps to the first row of a query: 1 there is one, 0 none, -1 with *error.
static int first_row(struct db_rows *rows, GError **error)
{
    if (!rows)
        return -1;
    g_autoptr(GError) failed = NULL;
    bool found = db_next(rows, &failed);
    if (!failed)
        return found;
    g_propagate_error(error, g_steal_pointer(&failed));
    return -1;
}

int db_get(struct db *db, const struct sql *sql, int64_t *ret_value, struct db_args args,
           GError **error)
{
    g_autoptr(db_rows) rows = db_query(db, sql, args, error);
    int found = first_row(rows, error);
    if (found == 1)
        *ret_value = db_int(rows, 0);
    return found;
}

int db_get_text(struct db *db, const struct sql *sql, char **ret_value, struct db_args args,
                GError **error)
{
    g_autoptr(db_rows) rows = db_query(db, sql, args, error);
    int found = first_row(rows, error);
    if (found == 1)
        *ret_value = db_dup(rows, 0);
    return found;
}

bool db_run_one(struct db *db, const struct sql *sql, const char *subject, struct db_args args,
                GError **error)
{
    if (db->tx_where)
        return db_queue(db, sql, args, 1, subject, error);
    int64_t changed = db_run(db, sql, args, error);
    return changed == 1 || (changed >= 0 && fail_stale(sql, subject, error));
}
