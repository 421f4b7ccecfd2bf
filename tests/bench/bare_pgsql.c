// SPDX-License-Identifier: Apache-2.0
// The bare engine on PostgreSQL: prepared statements, binary numbers, six round trips a scan.
#include <endian.h>
#include <glib.h>
#include <libpq-fe.h>
#include <time.h>

#include "bare.h"
#include "bench.h"

enum { BEGIN, STOCK, LINE, LEDGER, AUDIT, COMMIT, N_STATEMENTS };

static const char *const texts[] = {
    [BEGIN] = "BEGIN",
    [STOCK] = "UPDATE stock SET on_hand = on_hand - 1, reserved = reserved - 1 "
              "WHERE id = $1 AND on_hand > 0 AND reserved > 0",
    [LINE] = "UPDATE line SET picked = picked + 1 WHERE id = $1 AND picked < qty",
    [LEDGER] = "INSERT INTO ledger (at, stock, line, qty, who) VALUES ($1, $2, $3, -1, $4)",
    [AUDIT] = "INSERT INTO audit (at, who, entity, entity_id, action) "
              "VALUES ($1, $2, 'line', $3, 'scan')",
    [COMMIT] = "COMMIT",
};

static const char schema[] =
    "CREATE TABLE stock (id BIGINT PRIMARY KEY, product BIGINT, bin BIGINT, "
    "on_hand BIGINT CHECK (on_hand >= 0), reserved BIGINT CHECK (reserved >= 0));"
    "CREATE TABLE line (id BIGINT PRIMARY KEY, orders BIGINT, product BIGINT, stock BIGINT, "
    "qty BIGINT, reserved BIGINT, picked BIGINT, CHECK (picked <= qty));"
    "CREATE TABLE ledger (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at BIGINT, "
    "stock BIGINT, line BIGINT, qty BIGINT, who BIGINT);"
    "CREATE TABLE audit (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at BIGINT, "
    "who BIGINT, entity TEXT, entity_id BIGINT, action TEXT);"
    "INSERT INTO stock SELECT i, (i + 1) / 2, i % 2, 2000000000, 1000000000 "
    "FROM generate_series(1, 20000) i;";

struct bare_pgsql {
    PGconn *pg;
};

static void check(struct bare_pgsql *bare, PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        bench_die("the bare engine: %s", PQerrorMessage(bare->pg));
    PQclear(result);
}

static struct bare_pgsql *connect_to(const char *url)
{
    struct bare_pgsql *bare = g_new0(struct bare_pgsql, 1);
    bare->pg = PQconnectdb(url);
    if (PQstatus(bare->pg) != CONNECTION_OK)
        bench_die("the bare engine: %s", PQerrorMessage(bare->pg));
    return bare;
}

void bare_pgsql_fill(const char *url, int64_t orders)
{
    struct bare_pgsql *bare = connect_to(url);
    g_autofree char *lines = g_strdup_printf(
        "INSERT INTO line SELECT i, (i + 2) / 3, (i * 7919 %% 20000 + 2) / 2, "
        "i * 7919 %% 20000 + 1, 1000000, 0, 0 FROM generate_series(1::bigint, %" G_GINT64_FORMAT
        ") i",
        3 * orders);
    check(bare, PQexec(bare->pg, schema));
    check(bare, PQexec(bare->pg, lines));
    check(bare, PQexec(bare->pg, "VACUUM ANALYZE"));
    check(bare, PQexec(bare->pg, "CHECKPOINT"));
    PQfinish(bare->pg);
    g_free(bare);
}

struct bare_pgsql *bare_pgsql_open(const char *url)
{
    struct bare_pgsql *bare = connect_to(url);
    static const Oid types[] = {20, 20, 20, 20};
    static const int n[] = {0, 1, 1, 4, 3, 0};
    for (int i = 0; i < N_STATEMENTS; i++) {
        char name[8];
        g_snprintf(name, sizeof name, "s%d", i);
        check(bare, PQprepare(bare->pg, name, texts[i], n[i], types));
    }
    return bare;
}

// One round trip; the rows changed.
static int run(struct bare_pgsql *bare, int which, int n, const int64_t *numbers)
{
    static const int lengths[] = {8, 8, 8, 8}, formats[] = {1, 1, 1, 1};
    uint64_t raw[4];
    const char *values[4];
    char name[8];
    for (int i = 0; i < n; i++) {
        raw[i] = htobe64((uint64_t)numbers[i]);
        values[i] = (const char *)&raw[i];
    }
    g_snprintf(name, sizeof name, "s%d", which);
    PGresult *result = PQexecPrepared(bare->pg, name, n, values, lengths, formats, 1);
    int changed = (int)g_ascii_strtoll(PQcmdTuples(result), NULL, 10);
    check(bare, result);
    return changed;
}

bool bare_pgsql_scan(struct bare_pgsql *bare, int64_t line, int64_t who)
{
    int64_t now = time(NULL), stock = line * 7919 % BARE_STOCK + 1;
    run(bare, BEGIN, 0, NULL);
    bool ok = run(bare, STOCK, 1, &stock) == 1 && run(bare, LINE, 1, &line) == 1;
    run(bare, LEDGER, 4, (const int64_t[]){now, stock, line, who});
    run(bare, AUDIT, 3, (const int64_t[]){now, who, line});
    run(bare, COMMIT, 0, NULL);
    return ok;
}
