// SPDX-License-Identifier: Apache-2.0
// The bare engine on SQLite.
#include "bare.h"

#include <fcntl.h>
#include <glib.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

enum {
    BEGIN,
    COMMIT,
    SCAN_STOCK,
    SCAN_LINE,
    LEDGER,
    AUDIT,
    ADD_ORDER,
    ADD_LINE,
    LINES,
    RESERVE_STOCK,
    RESERVE_LINE,
    ORDER_STATE,
    BY_BARCODE,
    BY_NUMBER,
    N_STATEMENTS,
};

static const char *const texts[] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [SCAN_STOCK] = "UPDATE stock SET on_hand = on_hand - 1, reserved = reserved - 1 "
                   "WHERE id = ?1 AND on_hand > 0 AND reserved > 0",
    [SCAN_LINE] = "UPDATE line SET picked = picked + 1 WHERE id = ?1 AND picked < qty",
    [LEDGER] = "INSERT INTO ledger (at, stock, line, qty, who) VALUES (?1, ?2, ?3, -1, 1)",
    [AUDIT] = "INSERT INTO audit (at, who, entity, entity_id, action) "
              "VALUES (?1, 1, 'line', ?2, 'scan')",
    [ADD_ORDER] = "INSERT INTO orders (number, customer, status, at) "
                  "VALUES ('SO' || ?1, ?1 % 997, 0, 1700000000)",
    [ADD_LINE] = "INSERT INTO line (orders, product, stock, qty, reserved, picked) "
                 "VALUES (?1, ?2, ?3, 1000000, 0, 0)",
    [LINES] = "SELECT id, stock FROM line WHERE orders = ?1",
    [RESERVE_STOCK] = "UPDATE stock SET reserved = reserved + 2 "
                      "WHERE id = ?1 AND on_hand - reserved >= 2",
    [RESERVE_LINE] = "UPDATE line SET reserved = reserved + 2 "
                     "WHERE id = ?1 AND reserved + 2 <= qty",
    [ORDER_STATE] = "UPDATE orders SET status = 1 WHERE id = ?1",
    [BY_BARCODE] = "SELECT p.id, p.name, s.bin, s.on_hand - s.reserved FROM product p "
                   "JOIN stock s ON s.product = p.id WHERE p.barcode = ?1",
    [BY_NUMBER] = "SELECT o.id, o.status, l.id, l.qty, l.picked, p.name FROM orders o "
                  "JOIN line l ON l.orders = o.id JOIN product p ON p.id = l.product "
                  "WHERE o.number = ?1",
};

static const char schema[] =
    "CREATE TABLE product (id INTEGER PRIMARY KEY, barcode TEXT NOT NULL UNIQUE, name TEXT);"
    "CREATE TABLE stock (id INTEGER PRIMARY KEY, product INTEGER, bin INTEGER, "
    "on_hand INTEGER CHECK (on_hand >= 0), reserved INTEGER CHECK (reserved >= 0), "
    "UNIQUE (product, bin));"
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, customer INTEGER, "
    "status INTEGER, at INTEGER);"
    "CREATE TABLE line (id INTEGER PRIMARY KEY, orders INTEGER, product INTEGER, stock INTEGER, "
    "qty INTEGER, reserved INTEGER, picked INTEGER, CHECK (picked <= qty));"
    "CREATE TABLE ledger (id INTEGER PRIMARY KEY, at INTEGER, stock INTEGER, line INTEGER, "
    "qty INTEGER, who INTEGER);"
    "CREATE TABLE audit (id INTEGER PRIMARY KEY, at INTEGER, who INTEGER, entity TEXT, "
    "entity_id INTEGER, action TEXT);"
    "CREATE INDEX line_orders ON line (orders);"
    "BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
    "INSERT INTO product SELECT i, printf('40%011d', i), 'Product number ' || i FROM n;"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
    "INSERT INTO stock SELECT i, (i + 1) / 2, i % 2, 2000000000, 1000000000 FROM n; COMMIT;";

struct bare {
    sqlite3 *db;
    sqlite3_stmt *statements[N_STATEMENTS];
    int queue;
    int64_t orders;
};

static int64_t stock_of(int64_t line)
{
    return line * 7919 % BARE_STOCK + 1;
}

static void check(struct bare *bare, bool ok)
{
    if (!ok)
        bench_die("the bare engine: %s", sqlite3_errmsg(bare->db));
}

static void script(struct bare *bare, const char *text)
{
    check(bare, sqlite3_exec(bare->db, text, NULL, NULL, NULL) == SQLITE_OK);
}

// Binds numbers, runs to the end and returns the rows changed.
static int run(struct bare *bare, int which, int64_t a, int64_t b, int64_t c)
{
    sqlite3_stmt *stmt = bare->statements[which];
    const int64_t values[] = {a, b, c};
    for (int i = 0; i < sqlite3_bind_parameter_count(stmt); i++)
        sqlite3_bind_int64(stmt, i + 1, values[i]);
    check(bare, sqlite3_step(stmt) == SQLITE_DONE);
    sqlite3_reset(stmt);
    return sqlite3_changes(bare->db);
}

static struct bare *open_file(const char *path, const char *sync)
{
    struct bare *bare = g_new0(struct bare, 1);
    g_autofree char *side = g_strconcat(path, ".queue", NULL);
    g_autofree char *pragmas =
        g_strdup_printf("PRAGMA journal_mode=WAL; PRAGMA synchronous=%s;", sync);
    check(bare, sqlite3_open(path, &bare->db) == SQLITE_OK);
    sqlite3_busy_timeout(bare->db, 10000);
    script(bare, pragmas);
    bare->queue = open(side, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (bare->queue < 0)
        bench_die("no lock file %s", side);
    return bare;
}

static void prepare(struct bare *bare)
{
    for (int i = 0; i < N_STATEMENTS; i++)
        check(bare, sqlite3_prepare_v3(bare->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT,
                                       &bare->statements[i], NULL) == SQLITE_OK);
    sqlite3_stmt *newest = NULL;
    check(bare, sqlite3_prepare_v2(bare->db, "SELECT coalesce(max(id), 0) FROM orders", -1, &newest,
                                   NULL) == SQLITE_OK);
    sqlite3_step(newest);
    bare->orders = sqlite3_column_int64(newest, 0);
    sqlite3_finalize(newest);
}

struct bare *bare_open(const char *path, const char *sync)
{
    struct bare *bare = open_file(path, sync);
    prepare(bare);
    return bare;
}

void bare_close(struct bare *bare)
{
    for (int i = 0; i < N_STATEMENTS; i++)
        sqlite3_finalize(bare->statements[i]);
    sqlite3_close(bare->db);
    close(bare->queue);
    g_free(bare);
}

void bare_fill(const char *path, int64_t orders)
{
    struct bare *bare = open_file(path, "OFF");
    script(bare, schema);
    prepare(bare);
    bare_bulk(bare, orders, orders);
    script(bare, "PRAGMA wal_checkpoint(TRUNCATE)");
    bare_close(bare);
}

void bare_write_back(const char *path)
{
    struct bare *bare = open_file(path, "FULL");
    script(bare, "PRAGMA wal_checkpoint(TRUNCATE)");
    bare_close(bare);
}

// In order of arrival: who is next holds the first byte, so that nobody passes those who sleep.
static void wait_in_line(struct bare *bare)
{
    struct flock byte = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};
    bool ok = !fcntl(bare->queue, F_OFD_SETLKW, &byte) && !flock(bare->queue, LOCK_EX);
    byte.l_type = F_UNLCK;
    if (!ok || fcntl(bare->queue, F_OFD_SETLK, &byte))
        bench_die("the lock file failed");
}

void bare_begin(struct bare *bare)
{
    wait_in_line(bare);
    run(bare, BEGIN, 0, 0, 0);
}

void bare_commit(struct bare *bare)
{
    run(bare, COMMIT, 0, 0, 0);
    flock(bare->queue, LOCK_UN);
}

bool bare_scan(struct bare *bare, int64_t line)
{
    int64_t now = time(NULL), stock = stock_of(line);
    bare_begin(bare);
    bool ok = run(bare, SCAN_STOCK, stock, 0, 0) == 1 && run(bare, SCAN_LINE, line, 0, 0) == 1;
    run(bare, LEDGER, now, stock, line);
    run(bare, AUDIT, now, line, 0);
    bare_commit(bare);
    return ok;
}

void bare_bulk(struct bare *bare, int64_t n, int64_t per)
{
    for (int64_t i = 0; i < n; i++) {
        if (i % per == 0)
            bare_begin(bare);
        int64_t order = ++bare->orders;
        run(bare, ADD_ORDER, order, 0, 0);
        for (int64_t line = 3 * order - 2; line <= 3 * order; line++)
            run(bare, ADD_LINE, order, (stock_of(line) + 1) / 2, stock_of(line));
        if (i == n - 1 || (i + 1) % per == 0)
            bare_commit(bare);
    }
}

void bare_allocate(struct bare *bare, int64_t order)
{
    sqlite3_stmt *lines = bare->statements[LINES];
    sqlite3_bind_int64(lines, 1, order);
    while (sqlite3_step(lines) == SQLITE_ROW) {
        int64_t line = sqlite3_column_int64(lines, 0), stock = sqlite3_column_int64(lines, 1);
        check(bare, run(bare, RESERVE_STOCK, stock, 0, 0) == 1);
        check(bare, run(bare, RESERVE_LINE, line, 0, 0) == 1);
    }
    sqlite3_reset(lines);
    run(bare, ORDER_STATE, order, 0, 0);
    run(bare, AUDIT, time(NULL), order, 0);
}

static int rows(struct bare *bare, int which, const char *text)
{
    sqlite3_stmt *stmt = bare->statements[which];
    int n = 0;
    sqlite3_bind_text(stmt, 1, text, -1, SQLITE_STATIC);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        n++;
    sqlite3_reset(stmt);
    return n;
}

int bare_barcode(struct bare *bare, int64_t product)
{
    char text[32];
    g_snprintf(text, sizeof text, "40%011" G_GINT64_FORMAT, product);
    return rows(bare, BY_BARCODE, text);
}

int bare_order(struct bare *bare, int64_t order)
{
    char text[32];
    g_snprintf(text, sizeof text, "SO%" G_GINT64_FORMAT, order);
    return rows(bare, BY_NUMBER, text);
}
