// SPDX-License-Identifier: Apache-2.0
// The PostgreSQL engine: addresses, sessions, errors, transactions. Statements: drv_pgsql_call.c.
#include <string.h>

#include "drv_pgsql_private.h"
#include "i18n.h"

enum { WAIT_MS = 10000, OLDEST_SERVER = 130000 };

// --- errors

static const struct {
    const char *state; // SQLSTATE or its beginning, the special before the general
    enum tote_code code;
} states[] = {
    {"23", TOTE_DB_CONSTRAINT}, {"40001", TOTE_DB_BUSY}, {"40P01", TOTE_DB_BUSY},
    {"55P03", TOTE_DB_BUSY},    {"53", TOTE_DB_FULL},    {"58030", TOTE_DB_FULL},
    {"08P01", TOTE_DB_FAILED}, // a protocol error of ours: the connection stands
    {"08", TOTE_DB_LOST},       {"57P01", TOTE_DB_LOST}, {"57P02", TOTE_DB_LOST},
    {"57P03", TOTE_DB_LOST},    {"25006", TOTE_BUG}, // see session()
};

static enum tote_code code_of(const struct conn *conn, const char *state)
{
    if (conn->pq->status(conn->pg) != CONNECTION_OK)
        return TOTE_DB_LOST;
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        if (g_str_has_prefix(state, states[i].state))
            return states[i].code;
    return TOTE_DB_FAILED;
}

static const char *sentence_of(enum tote_code code)
{
    return code == TOTE_DB_CONSTRAINT ? _("A rule of the database refused it (%s)")
           : code == TOTE_DB_BUSY     ? _("The database is busy (%s)")
           : code == TOTE_DB_FULL     ? _("The database took no more (%s)")
           : code == TOTE_DB_LOST     ? _("The connection to the database was lost")
           : code == TOTE_BUG         ? "a write outside a transaction (%s)"
                                      : _("The database failed (%s)");
}

// What the server or libpq says, on one line and never with the password; caller frees.
static char *message_of(const struct conn *conn, const PGresult *result)
{
    const char *text = result ? conn->pq->resultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    g_autoptr(GString) line = g_string_new(text ? text : conn->pq->errorMessage(conn->pg));
    if (conn->password && *conn->password)
        g_string_replace(line, conn->password, "***", 0);
    g_strchomp(line->str);
    return g_strdelimit(g_string_free(g_steal_pointer(&line), FALSE), "\n\t", ' ');
}

bool pgsql_fail(const struct conn *conn, PGresult *result, GError **error)
{
    const char *state = result ? conn->pq->resultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    enum tote_code code = code_of(conn, state ? state : "");
    bool retry = code == TOTE_DB_BUSY && g_str_has_prefix(state, "40");
    g_autofree char *message = message_of(conn, result);
    g_autofree char *detail =
        retry ? g_strdup(DB_RETRY_DETAIL)
              : g_strdup_printf("SQLSTATE %s: %s", state ? state : "none", message);
    conn->pq->clear(result);
    return tote_fail_full(error, code, &(struct tote_fault){.detail = detail}, sentence_of(code),
                          message);
}

// Takes RESULT: true when it is what a good statement answers.
static bool check(const struct conn *conn, PGresult *result, GError **error)
{
    ExecStatusType status = conn->pq->resultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        return pgsql_fail(conn, result, error);
    conn->pq->clear(result);
    return true;
}

// One round trip with TEXT, after a BEGIN that still waits. Caller clears the result.
static PGresult *ask(struct conn *conn, const char *text)
{
    const char *begin = conn->begin;
    conn->begin = NULL;
    if (begin) {
        conn->trips++;
        PGresult *begun = conn->pq->exec(conn->pg, begin);
        if (conn->pq->resultStatus(begun) != PGRES_COMMAND_OK)
            return begun;
        conn->pq->clear(begun);
    }
    conn->trips++;
    return conn->pq->exec(conn->pg, text);
}

static bool run(struct conn *conn, const char *text, GError **error)
{
    return check(conn, ask(conn, text), error);
}

// --- opening

// A COMMIT that waits for its standby and is cancelled answers success with a warning (01000, or
// 57P01 at a shutdown); the message itself is translated by the server. The transaction is then
// only on this server, so it counts as in doubt.
static void on_notice(void *data, const PGresult *result)
{
    struct conn *conn = data;
    const char *state = conn->pq->resultErrorField(result, PG_DIAG_SQLSTATE);
    if (state && (g_str_has_prefix(state, "01") || g_str_has_prefix(state, "57P")))
        conn->doubt = true;
}

// Read-only by default: a write outside db_begin() fails, as on SQLite. Set here and not with the
// other options, where target_session_attrs=read-write would then refuse every server.
static bool session(struct conn *conn, GError **error)
{
    return run(conn, "SET default_transaction_read_only = on", error);
}

// Settings that travel with the connection; caller frees. A process that is stuck inside a
// transaction must not hold its row locks for ever. Views of the spine join more than the eight
// tables that are planned by default, and planning costs more than running: one plan, made once,
// for an index that is as cheap as it is on a disk of today. What the address asks for comes last.
static char *session_options(const struct conn *conn)
{
    return g_strdup_printf("-c lock_timeout=%d -c idle_in_transaction_session_timeout=60000"
                           " -c join_collapse_limit=20 -c from_collapse_limit=20"
                           " -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1"
                           " -c jit=off %s",
                           conn->wait_ms, conn->options ? conn->options : "");
}

// In an address only the user's part may hold an '@', '/' or '?' must not stand before it.
// Otherwise libpq takes half of a password for a host name, and shows it in its messages.
static bool check_address(const char *url, GError **error)
{
    const char *rest = strstr(url, "://");
    const char *at = strrchr(url, '@');
    rest = rest ? rest + 3 : url;
    if (!at || rest + strcspn(rest, "@/?#") == at)
        return true;
    return tote_fail_full(
        error, TOTE_DB_OPEN,
        &(struct tote_fault){.field = "db",
                             .hint = _("Write @ / ? # in a password as %40 %2F %3F %23.")},
        _("The address of the PostgreSQL database has a special character in its password"));
}

static bool parse_address(struct conn *conn, const char *url, GError **error)
{
    if (!check_address(url, error))
        return false;
    char *reason = NULL; // quotes the address with its password: not to be shown
    PQconninfoOption *options = conn->pq->conninfoParse(url, &reason);
    conn->pq->freemem(reason);
    if (!options)
        return tote_fail(error, TOTE_DB_OPEN, "db",
                         _("The address of the PostgreSQL database is not like "
                           "postgresql://user@host/database"));
    for (PQconninfoOption *option = options; option->keyword; option++) {
        if (!strcmp(option->keyword, "password"))
            conn->password = g_strdup(option->val);
        if (!strcmp(option->keyword, "options"))
            conn->options = g_strdup(option->val);
    }
    conn->pq->conninfoFree(options);
    return true;
}

static bool check_server(const struct conn *conn, GError **error)
{
    int version = conn->pq->serverVersion(conn->pg);
    const char *encoding = conn->pq->parameterStatus(conn->pg, "server_encoding");
    if (version < OLDEST_SERVER)
        return tote_fail(error, TOTE_DB_OPEN, "db",
                         _("This PostgreSQL is version %d, tote needs %d or newer"),
                         version / 10000, OLDEST_SERVER / 10000);
    if (g_strcmp0(encoding, "UTF8"))
        return tote_fail_full(
            error, TOTE_DB_OPEN,
            &(struct tote_fault){
                .field = "db", .hint = _("Create it with: createdb --encoding UTF8 -T template0")},
            _("The PostgreSQL database keeps text as %s and not as UTF-8"), encoding);
    return true;
}

// Connects with defaults that notice a dead server within seconds; the address, given after them,
// overrides each of them.
static bool connect_to(struct conn *conn, const char *url, GError **error)
{
    static const char *const names[] = {"connect_timeout",
                                        "tcp_user_timeout",
                                        "keepalives_idle",
                                        "keepalives_interval",
                                        "keepalives_count",
                                        "client_encoding",
                                        "fallback_application_name",
                                        "dbname",
                                        "options",
                                        NULL};
    g_autofree char *options = session_options(conn);
    const char *const values[] = {"5", "5000", "3", "1", "3", "UTF8", "tote", url, options, NULL};
    conn->pg = conn->pq->connectdbParams(names, values, 1);
    if (conn->pg && conn->pq->status(conn->pg) == CONNECTION_OK) {
        conn->pq->setNoticeReceiver(conn->pg, on_notice, conn);
        return check_server(conn, error) && session(conn, error);
    }
    g_autofree char *message = message_of(conn, NULL);
    return tote_fail_full(error, TOTE_DB_OPEN,
                          &(struct tote_fault){.field = "db", .detail = message},
                          _("The PostgreSQL database cannot be opened (%s)"), message);
}

static void pgsql_close(void *data)
{
    struct conn *conn = data;
    if (conn->pg)
        conn->pq->finish(conn->pg);
    g_free(conn->password);
    g_free(conn->options);
    g_free(conn->snapshot);
    g_free(conn);
}

static bool pgsql_open(const char *target, const struct db_options *options, void **ret_conn,
                       GError **error)
{
    const struct libpq *pq = libpq_load(error);
    if (!pq)
        return false;
    struct conn *conn = g_new0(struct conn, 1);
    conn->pq = pq;
    conn->wait_ms = options->wait_ms ? options->wait_ms : WAIT_MS;
    if (!parse_address(conn, target, error) || !connect_to(conn, target, error)) {
        pgsql_close(conn);
        return false;
    }
    *ret_conn = conn;
    return true;
}

// Connects again, with several hosts in the address to the one that writes now.
static bool pgsql_reopen(void *data, GError **error)
{
    struct conn *conn = data;
    conn->begin = NULL;
    conn->pq->reset(conn->pg);
    g_clear_pointer(&conn->snapshot, g_free); // another server may count anew
    if (conn->pq->status(conn->pg) != CONNECTION_OK)
        return pgsql_fail(conn, NULL, error);
    return session(conn, error);
}

// --- transactions

// Writers use READ COMMITTED: every change is guarded by its own WHERE and a count of rows or by a
// constraint, a row lock makes the second writer see what the first one did, and there is nothing
// to try again. SERIALIZABLE would refuse pickers who merely read neighbouring rows.
static bool pgsql_begin(void *data, bool write, GError **error)
{
    struct conn *conn = data;
    if (conn->pq->status(conn->pg) != CONNECTION_OK)
        return pgsql_fail(conn, NULL, error);
    conn->begin = write ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                        : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    return true;
}

static bool pgsql_commit(void *data, GError **error)
{
    struct conn *conn = data;
    conn->doubt = false;
    if (conn->begin) { // nothing was asked, so nothing was begun
        conn->begin = NULL;
        return true;
    }
    PGresult *result = ask(conn, "COMMIT");
    if (conn->pq->resultStatus(result) != PGRES_COMMAND_OK)
        return pgsql_fail(conn, result, error);
    // COMMIT of a transaction that had failed answers ROLLBACK, without an error.
    bool committed = !strcmp(conn->pq->cmdStatus(result), "COMMIT");
    conn->pq->clear(result);
    if (!committed)
        return tote_fail(error, TOTE_DB_FAILED, NULL, _("The transaction had failed before"));
    if (conn->doubt)
        return tote_fail_full(error, TOTE_DB_LOST, &(struct tote_fault){.detail = DB_DOUBT_DETAIL},
                              _("No standby of the database has confirmed the change"));
    return true;
}

static void pgsql_rollback(void *data)
{
    struct conn *conn = data;
    conn->begin = NULL;
    if (conn->pq->transactionStatus(conn->pg) != PQTRANS_IDLE)
        run(conn, "ROLLBACK", NULL);
}

// --- the rest

static bool pgsql_script(void *data, const char *script, GError **error)
{
    return run(data, script, error);
}

// The text of a snapshot (xmin:xmax:running) says of each transaction whether it is over. One that
// commits between two calls runs in the first snapshot and is over in the second, so the two texts
// differ: nothing is missed. Own commits and those of other databases raise the token as well.
// Inside a transaction the token stands still, as on SQLite.
static int64_t pgsql_change_token(void *data)
{
    struct conn *conn = data;
    PGTransactionStatusType status = conn->pq->transactionStatus(conn->pg);
    if (conn->begin || status == PQTRANS_INTRANS || status == PQTRANS_INERROR)
        return conn->token;
    PGresult *result = ask(conn, "SELECT pg_current_snapshot()");
    bool ok = conn->pq->resultStatus(result) == PGRES_TUPLES_OK;
    const char *snapshot = ok ? conn->pq->getvalue(result, 0, 0) : NULL;
    if (!snapshot || g_strcmp0(snapshot, conn->snapshot)) {
        conn->token++;
        g_free(conn->snapshot);
        conn->snapshot = g_strdup(snapshot);
    }
    conn->pq->clear(result);
    return conn->token;
}

// "EXPLAIN EXECUTE plan (NULL, NULL)"; caller frees.
static char *explain_text(int n)
{
    GString *text = g_string_new("EXPLAIN EXECUTE plan");
    for (int i = 0; i < n; i++)
        g_string_append(text, i ? ", NULL" : " (NULL");
    if (n)
        g_string_append_c(text, ')');
    return g_string_free(text, FALSE);
}

static char *explain(struct conn *conn, const char *text, GError **error)
{
    conn->trips++;
    if (!check(conn, conn->pq->prepare(conn->pg, "plan", text, 0, NULL), error))
        return NULL;
    g_autofree char *question = explain_text(pgsql_count_parameters(text));
    PGresult *result = ask(conn, question);
    if (conn->pq->resultStatus(result) != PGRES_TUPLES_OK) {
        pgsql_fail(conn, result, error);
        return NULL;
    }
    GString *plan = g_string_new(NULL);
    for (int i = 0; i < conn->pq->ntuples(result); i++)
        g_string_append_printf(plan, "%s\n", conn->pq->getvalue(result, i, 0));
    conn->pq->clear(result);
    return g_string_free(plan, FALSE);
}

// The generic plan, with whole-table scans made so dear that they only stay where no index fits:
// small tables of a test would otherwise be scanned anyway.
static char *pgsql_plan(void *data, const char *text, GError **error)
{
    struct conn *conn = data;
    if (!run(conn,
             "BEGIN READ ONLY; SET LOCAL plan_cache_mode = force_generic_plan;"
             "SET LOCAL enable_seqscan = off",
             error))
        return NULL;
    char *plan = explain(conn, text, error);
    run(conn, "ROLLBACK", NULL);
    run(conn, "DEALLOCATE plan", NULL);
    return plan;
}

static int64_t pgsql_trips(const void *data)
{
    const struct conn *conn = data;
    return conn->trips;
}

const struct driver driver_pgsql = {
    .engine = DB_POSTGRESQL,
    .pipelined = true,
    .open = pgsql_open,
    .close = pgsql_close,
    .reopen = pgsql_reopen,
    .prepare = pgsql_prepare,
    .check = pgsql_check,
    .finalize = pgsql_finalize,
    .parameters = pgsql_parameters,
    .start = pgsql_start,
    .step = pgsql_step,
    .reset = pgsql_reset,
    .changed = pgsql_changed,
    .column_int = pgsql_column_int,
    .column_text = pgsql_column_text,
    .column_bytes = pgsql_column_bytes,
    .columns = pgsql_columns,
    .column_null = pgsql_column_null,
    .begin = pgsql_begin,
    .commit = pgsql_commit,
    .rollback = pgsql_rollback,
    .script = pgsql_script,
    .plan = pgsql_plan,
    .change_token = pgsql_change_token,
    .trips = pgsql_trips,
    .type_id = "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
    .type_log_id = "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
    .type_int = "BIGINT",
    // Byte order on both engines, whatever locale the database was made with: ORDER BY agrees, and
    // an index serves a range of beginnings.
    .type_text = "TEXT COLLATE \"C\"",
    .type_bytes = "BYTEA",
    .type_seq = "BIGINT GENERATED ALWAYS AS IDENTITY",
    .table_end = "",
    .table_clustered = "",
    .skips_locked = true,
};
