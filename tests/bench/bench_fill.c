// SPDX-License-Identifier: Apache-2.0
// Fills a database of tote by SQL that both engines take; ids are computed, nothing is random.
#include "bench_fill.h"

#include <string.h>

#include "bench.h"
#include "db.h"
#include "migrate.h"
#include "people.h"
#include "vault.h"

enum { STRIDE = 7919, WORKS = 3000 }; // a prime: i * STRIDE % n shuffles 0 … n-1
static const int64_t body = INT64_C(400000000000);

struct fill fill_plan(int64_t orders, int64_t ready)
{
    int64_t works = MIN(WORKS, orders * 3 / 10);
    return (struct fill){.orders = orders, .works = works, .ready = MIN(ready, orders * 6 / 10)};
}

int64_t fill_order(const struct fill *fill, int64_t rank)
{
    return rank * STRIDE % fill->orders + 1;
}

int64_t fill_item(int64_t line)
{
    return line * STRIDE % FILL_ITEMS + 1;
}

int64_t fill_first_item(int64_t order)
{
    return MIN(fill_item(3 * order - 2), MIN(fill_item(3 * order - 1), fill_item(3 * order)));
}

char *fill_barcode(int64_t item)
{
    int64_t rest = body + item, sum = 0;
    for (int i = 0; i < 12; i++, rest /= 10)
        sum += rest % 10 * (i % 2 ? 1 : 3);
    return g_strdup_printf("%" G_GINT64_FORMAT "%d", body + item, (int)((10 - sum % 10) % 10));
}

// The numbers $FROM to $TO as n(i), in 64 bits on both engines.
#define NUMBERS(from, to)                                                                          \
    "WITH RECURSIVE n(i) AS (SELECT CAST(" from " AS BIGINT) UNION ALL SELECT i + 1 FROM n "       \
    "WHERE i < " to ") "
#define ITEM_OF(line) "((" line ") * 7919 % 10000 + 1)"
#define CHECK_DIGIT                                                                                \
    "((10 - (4 + 3 * (i % 10) + i / 10 % 10 + 3 * (i / 100 % 10) + i / 1000 % 10 + "               \
    "3 * (i / 10000 % 10) + i / 100000 % 10) % 10) % 10)"
// Moments: a second an order, its promise a day later; when all of history was over.
// Of an order: three lines, of which those that are picked have enough for a whole run.
#define PIECES "CAST(CASE WHEN state = 'picking' THEN 3000000 ELSE 6 END AS BIGINT)"
#define PLACED(order) "(1700000000000 + " order " * 1000)"
#define PROMISED(order) "(1700086400000 + " order " * 1000)"
#define OVER "1700200000000"
// Locations: 10,000 pick bins (bin n holds item n), 1,000 bulk bins, these, and a carton an order.
#define CART "11001"
#define BENCH "11002"
#define CARTON(order) "(20000 + " order ")"
// Events: 100 counts of stock, then for each order one that brought it and one that shipped it.
#define BROUGHT(order) "(100 + " order ")"
#define SHIPPED(order) "(100 + @ORDERS@ + " order ")"

// i: number of the line from 1; n: in its order. What is being picked wants so much that no load
// of a benchmark ends it.
#define LINES_OF(state)                                                                            \
    "(SELECT k.id AS order_id, k.rank AS rank, k.id * 16384 + d.n AS line, d.n AS n, " ITEM_OF(    \
        "3 * k.id - 3 + d.n") " AS item, CASE WHEN k.state = 'picking' THEN 1000000 ELSE 2 END "   \
                              "AS qty, k.state AS state FROM kept k CROSS JOIN (SELECT 1 AS n "    \
                              "UNION ALL SELECT 2 UNION ALL SELECT 3) d WHERE " state ") l "

static const char *const catalogue[] = {
    "INSERT INTO site (id, code, name) VALUES (1, 'MAIN', 'Main')",
    "INSERT INTO channel (id, code, kind) VALUES (1, 'shopify', 'shopify')",
    "INSERT INTO operator (id, name, role) VALUES (1, 'bench', 'admin')",
    NUMBERS("1", "11000") "INSERT INTO location (id, site_id, kind, level, code, zone, walk) "
                          "SELECT i, 1, CASE WHEN i <= 10000 THEN 'pick' ELSE 'bulk' END, 1, "
                          "'A-' || (100000 + i), 'A', i FROM n",
    "INSERT INTO location (id, site_id, kind, level, code) VALUES (" CART
    ", 1, 'cart', 3, 'CART'), (" BENCH ", 1, 'pack', 1, 'PACK'), (11003, 1, 'lost', 1, 'LOST')",
    NUMBERS("1", "10000") "INSERT INTO item (id, sku, name, price, currency, weight_g) "
                          "SELECT i, 'SKU-' || (100000 + i), 'Product number ' || i, "
                          "1990, 'EUR', 250 FROM n",
    NUMBERS("1", "10000") "INSERT INTO item_code (code, item_id) "
                          "SELECT '0' || (400000000000 + i) || " CHECK_DIGIT ", i FROM n",
    NUMBERS("1", "10000") "INSERT INTO goods (id, item_id) SELECT i, i FROM n",
    NUMBERS("1",
            "100") "INSERT INTO event (id, at, op, operator_id, verdict, say, terms) SELECT i, "
                   "1, 'import.stock', 1, 'done', 'import.rows', '{\"rows\":200}' FROM n",
};

// kept: which life each order has, by its rank among the shuffled ones.
static const char *const orders[] = {
    "CREATE TEMPORARY TABLE kept (id BIGINT PRIMARY KEY, rank BIGINT, state TEXT)",
    NUMBERS("0", "@ORDERS@ - 1") "INSERT INTO kept SELECT i * 7919 % @ORDERS@ + 1, i, "
                                 "CASE WHEN i < @WORKS@ THEN 'picking' "
                                 "WHEN i < @WORKS@ + @READY@ THEN 'ready' ELSE 'shipped' END "
                                 "FROM n ORDER BY 1",
    "INSERT INTO sales_order (id, channel_id, external_id, external_name, state, paid, currency, "
    "placed_at, promise_at, subtotal, discount, shipping, tax, tips, duties, total, refunded, "
    "outstanding, tax_included, shipping_method, source_status, source, delivery_id, source_hash, "
    "lines, pieces, created_at, closed_at) SELECT id, 1, '' || (4410000000000 + id), "
    "'#' || (1000 + id), state, 'yes', 'EUR', " PLACED("id") ", " PROMISED(
        "id") ", 1990 * (" PIECES "), 0, 490, 420, 0, 0, 910 + 1990 * (" PIECES
              "), 0, 0, 0, 'Standard', 'paid', 'web', id, "
              "'' || (id * 7919 % 1000003), 3, " PIECES
              ", " PLACED("id") ", CASE WHEN state = 'shipped' THEN " OVER " ELSE 0 END FROM kept "
                                "ORDER BY id",
    "INSERT INTO fulfilment (id, order_id, site_id, state, promise_at, lines, pieces, closed_at) "
    "SELECT id * 16384 + 1, id, 1, state, " PROMISED(
        "id") ", 3, " PIECES ", CASE WHEN state = 'shipped' THEN " OVER " ELSE 0 END FROM kept "
              "WHERE state <> 'ready' ORDER BY id",
    "INSERT INTO order_line (id, order_id, kind, item_id, fulfilment_id, sku, name, qty, open, "
    "allocated, shipped, price) SELECT line, order_id, 'goods', item, CASE WHEN state = 'ready' "
    "THEN NULL ELSE order_id * 16384 + 1 END, 'SKU-' || (100000 + item), 'Product number ' || "
    "item, qty, CASE WHEN state = 'ready' THEN qty ELSE 0 END, CASE WHEN state = 'picking' THEN "
    "qty ELSE 0 END, CASE WHEN state = 'shipped' THEN qty ELSE 0 END, 1990 "
    "FROM " LINES_OF("1 = 1") "ORDER BY line",
    "INSERT INTO payment_event (order_id, n, kind, method, amount) SELECT id, 1, 'capture', "
    "'Shopify Payments', total FROM sales_order ORDER BY id",
    NUMBERS("1", "@ORDERS@") "INSERT INTO order_tax (order_id, n, name, amount) "
                             "SELECT i, 1, 'MA State Tax', 420 FROM n",
    NUMBERS("1", "@ORDERS@") "INSERT INTO event (id, at, op, operator_id, about, about_id, "
                             "subject, verdict, say, terms) SELECT " BROUGHT("i") ", " PLACED(
                                 "i") ", 'import.orders', 1, 'order', i, 'O-' || (100000 + i), "
                                      "'done', 'import.created', '{\"name\":\"#' || (1000 + i) || "
                                      "'\"}' FROM n",
};

static const char *const work[] = {
    "INSERT INTO work (id, kind, site_id, fulfilment_id, operator_id, lease_until, cart_id, "
    "due_at, at_id, made_at, started_at, done_at) SELECT rank + 1, 'pick', 1, id * 16384 + 1, 1, "
    "4000000000000, " CART ", " PROMISED("id") ", NULL, " OVER ", " OVER
                                               ", CASE WHEN state = 'shipped' THEN " OVER
                                               " ELSE 0 END FROM kept WHERE state <> "
                                               "'ready' ORDER BY rank",
    "INSERT INTO task (id, work_id, seq, line_id, goods_id, from_id, to_id, qty, done) SELECT "
    "(rank + 1) * 1048576 + n, rank + 1, item * 1024, line, item, item, " CART
    ", qty, CASE WHEN state = "
    "'shipped' THEN qty ELSE 0 END FROM " LINES_OF("k.state <> 'ready'") "ORDER BY rank, n",
    ("UPDATE work SET at_id = (SELECT t.from_id FROM task t WHERE t.id > work.id * 1048576 "
     "AND t.id < (work.id + 1) * 1048576 ORDER BY t.seq LIMIT 1) WHERE done_at = 0"),
};

// Of an order that was shipped: its carton, what lay in it, and what moved.
static const char *const history[] = {
    "INSERT INTO location (id, site_id, kind, level, parent_id, parent_level, code) "
    "SELECT " CARTON("id") ", 0, 'carton', 5, " BENCH
                           ", 1, '' || (340000000000000000 + id) FROM kept WHERE state = "
                           "'shipped' ORDER BY id",
    "INSERT INTO load (id, site_id, carrier, state, parcels, planned, unnamed, grams, "
    "operator_id, begun_at, closed_at) SELECT 1, 1, 'DHL', 'closed', count(*), count(*), count(*), "
    "1500 * count(*), 1, " OVER ", " OVER " FROM kept WHERE state = 'shipped'",
    "INSERT INTO parcel (id, fulfilment_id, work_id, n, state, grams, load_id, closed_at, "
    "shipped_at) "
    "SELECT " CARTON("id") ", id * 16384 + 1, rank + 1, 1, 'shipped', 1500, 1, " OVER ", " OVER
                           " FROM kept WHERE state = 'shipped' ORDER BY id",
    "INSERT INTO parcel_line (parcel_id, line_id, goods_id, qty) SELECT " CARTON(
        "order_id") ", line, item, qty FROM " LINES_OF("k.state = 'shipped'") "ORDER BY line",
    "INSERT INTO event (id, at, op, operator_id, about, about_id, subject, verdict, say, "
    "terms) "
    "SELECT " SHIPPED("id") ", " OVER
                            ", 'ship.close', 1, 'order', id, 'O-' || (100000 + id), 'done', "
                            "'parcel.shipped', '{}' FROM kept WHERE state = 'shipped' ORDER BY id",
    "INSERT INTO move (goods_id, id, at, kind, from_id, to_id, qty, line_id) SELECT "
    "item, " SHIPPED(
        "order_id") " * 1024 + n + 3 * m.step, " OVER
                    ", m.kind, CASE WHEN m.step = 0 THEN item WHEN m.step = 1 THEN " CART
                    " ELSE " CARTON(
                        "order_id") " END, CASE WHEN m.step = 0 THEN " CART
                                    " WHEN m.step = 1 THEN " CARTON(
                                        "order_id") " END, qty, line FROM " LINES_OF("k.state "
                                                                                     "= "
                                                                                     "'shipped"
                                                                                     "'") "CROS"
                                                                                          "S "
                                                                                          "JOIN"
                                                                                          " ("
                                                                                          "SELE"
                                                                                          "CT "
                                                                                          "0 "
                                                                                          "AS "
                                                                                          "step"
                                                                                          ", "
                                                                                          "'pic"
                                                                                          "k' "
                                                                                          "AS "
                                                                                          "kind"
                                                                                          " UNI"
                                                                                          "ON "
                                                                                          "ALL "
                                                                                          "SELE"
                                                                                          "CT "
                                                                                          "1, "
                                                                                          "'pac"
                                                                                          "k' "
                                                                                          "UNIO"
                                                                                          "N "
                                                                                          "ALL "
                                                                                          "SELE"
                                                                                          "CT "
                                                                                          "2, "
                                                                                          "'shi"
                                                                                          "p') "
                                                                                          "m "
                                                                                          "ORDE"
                                                                                          "R "
                                                                                          "BY "
                                                                                          "1, "
                                                                                          "2",
};

// What lies where, so that it agrees with all that was promised and moved.
static const char *const stock[] = {
    NUMBERS("1", "10000") "INSERT INTO balance (goods_id, location_id, on_hand, since) "
                          "SELECT i, i, 2000000000, 1 FROM n",
    NUMBERS("1", "10000") "INSERT INTO balance (goods_id, location_id, on_hand, since) "
                          "SELECT i, 10001 + i % 1000, 1000000, 2 FROM n",
    "UPDATE balance SET allocated = 1000000 * c.times FROM (SELECT item, count(*) AS times "
    "FROM " LINES_OF("k.state = 'picking'") "GROUP BY item) c WHERE balance.goods_id = c.item AND "
                                            "balance.location_id = c.item",
    "INSERT INTO allocation (line_id, goods_id, location_id, qty) SELECT line, item, item, qty "
    "FROM " LINES_OF("k.state = 'picking'") "ORDER BY line",
    "INSERT INTO move (goods_id, id, at, kind, to_id, qty) SELECT b.goods_id, (1 + b.goods_id % "
    "100) * 1024 + 2 * (b.goods_id / 100) + CASE WHEN b.location_id > 10000 THEN 1 ELSE 0 END, 1, "
    "'count', b.location_id, b.on_hand + coalesce((SELECT sum(m.qty) FROM move m WHERE m.goods_id "
    "= b.goods_id AND m.from_id = b.location_id), 0) FROM balance b ORDER BY 1, 2",
    "DROP TABLE kept",
    "INSERT INTO order_count (state, n) SELECT state, count(*) FROM sales_order GROUP BY 1",
    // The numbers of each quarter of an hour: came, picked, shipped.
    "INSERT INTO tally (at, what, part, n) SELECT created_at / 900000 * 900000, 0, 0, count(*) "
    "FROM sales_order GROUP BY 1 UNION ALL SELECT done_at / 900000 * 900000, 1, 1, count(*) FROM "
    "work WHERE done_at > 0 GROUP BY 1 UNION ALL SELECT closed_at / 900000 * 900000, 3, 1, parcels "
    "FROM load",
};

// What numbers come next: PostgreSQL counts apart from the ids that were given here.
static const char *const counted[] = {"site", "channel", "operator", "location",
                                      "item", "goods",   "person",   "sales_order",
                                      "work", "load",    "event"};

static void script(struct db *db, const char *text)
{
    GError *error = NULL;
    bench_check(db_script(db, text, &error), &error);
}

// TEXT with the numbers of FILL in it, as a transaction of its own: one for all of it would be a
// log in which each page is looked for.
static void run_one(struct db *db, const struct fill *fill, const char *text)
{
    GError *error = NULL;
    g_autoptr(GString) filled = g_string_new(text);
    const struct {
        const char *name;
        int64_t value;
    } values[] = {{"@ORDERS@", fill->orders}, {"@WORKS@", fill->works}, {"@READY@", fill->ready}};
    for (size_t k = 0; k < G_N_ELEMENTS(values); k++) {
        g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, values[k].value);
        g_string_replace(filled, values[k].name, number, 0);
    }
    bench_check(db_begin(db, &error), &error);
    script(db, filled->str);
    bench_check(db_commit(db, &error), &error);
    if (db_engine(db) == DB_SQLITE)
        script(db, "PRAGMA wal_checkpoint(TRUNCATE)");
}

// Everybody sealed as the program does it, one person an order.
static void people(struct db *db, const struct fill *fill)
{
    static const struct sql add = {
        "bench.person", "INSERT INTO person (id, sealed, made_at, indexed) VALUES ($1, $2, 1, 1)",
        false};
    GError *error = NULL;
    uint32_t keys[VAULT_KEYS_MAX];
    g_autofree char *path = people_key_path(db_url(db));
    struct vault *vault = vault_open(path, &error);
    bench_check(vault && vault_keys(vault, keys, &error) && db_begin(db, &error), &error);
    for (int64_t i = 1; i <= fill->orders; i++) {
        const struct person person = {.name = (char *)"Ana Example",
                                      .street1 = (char *)"17 Sample Street",
                                      .city = (char *)"Springfield",
                                      .zip = (char *)"01109",
                                      .country = (char *)"US",
                                      .email = (char *)"ana@example.com"};
        g_autoptr(GBytes) packed = person_pack(&person);
        gsize n_packed = 0;
        const void *text = g_bytes_get_data(packed, &n_packed);
        g_autoptr(GBytes) blob = NULL;
        bool ok = vault_seal(vault, keys[0], text, n_packed, i, &blob, &error);
        gsize n = 0;
        const void *bytes = ok ? g_bytes_get_data(blob, &n) : NULL;
        bench_check(ok && db_queue(db, &add, DB_ARGS(ival(i), bval(bytes, n)), 1, NULL, &error),
                    &error);
    }
    bench_check(db_commit(db, &error), &error);
    vault_close(vault);
}

static void run(struct db *db, const struct fill *fill, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        run_one(db, fill, texts[i]);
}

static void count_on(struct db *db)
{
    for (size_t i = 0; i < G_N_ELEMENTS(counted) && db_engine(db) == DB_POSTGRESQL; i++) {
        g_autofree char *text =
            g_strdup_printf("SELECT setval(pg_get_serial_sequence('%s', 'id'), max(id)) FROM %s",
                            counted[i], counted[i]);
        script(db, text);
    }
}

static void end(struct db *db)
{
    if (db_engine(db) == DB_SQLITE) {
        script(db, "PRAGMA wal_checkpoint(TRUNCATE)");
        return;
    }
    script(db, "VACUUM ANALYZE");
    script(db, "CHECKPOINT");
}

void fill_database(const char *url, const struct fill *fill)
{
    GError *error = NULL;
    const struct db_options options = {.create = true, .any_schema = true};
    g_autoptr(db_handle) db = db_open(url, &options, &error);
    bool made = false;
    bench_check(db && migrate_up(db, 0, 1700000000000, &error), &error);
    bench_check(people_make_keys(db, &made, &error), &error);
    if (db_engine(db) == DB_SQLITE) // nobody needs this file after a power cut
        script(db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000");
    run(db, fill, catalogue, G_N_ELEMENTS(catalogue));
    people(db, fill);
    run(db, fill, orders, G_N_ELEMENTS(orders));
    run(db, fill, work, G_N_ELEMENTS(work));
    run(db, fill, history, G_N_ELEMENTS(history));
    run(db, fill, stock, G_N_ELEMENTS(stock));
    bench_check(db_begin(db, &error), &error);
    count_on(db);
    bench_check(db_commit(db, &error), &error);
    end(db);
}
