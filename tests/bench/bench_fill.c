// SPDX-License-Identifier: Apache-2.0
// Fills a database of tote by SQL that both engines take; ids are computed, nothing is random.
#include "bench_fill.h"

#include "bench.h"
#include "db.h"
#include "migrate.h"

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
#define ORDER_OF_RANK "(i * 7919 % @ORDERS@ + 1)"
#define CHECK_DIGIT                                                                                \
    "((10 - (4 + 3 * (i % 10) + i / 10 % 10 + 3 * (i / 100 % 10) + i / 1000 % 10 + "               \
    "3 * (i / 10000 % 10) + i / 100000 % 10) % 10) % 10)"

static const char *const catalogue[] = {
    "INSERT INTO warehouse (id, code, name) VALUES (1, 'MAIN', 'Main')",
    "INSERT INTO operator (id, name, role) VALUES (1, 'bench', 'admin')",
    NUMBERS("1", "11000") "INSERT INTO place (id, warehouse_id, code, zone, kind, walk, "
                          "check_digits) SELECT i, 1, 'A-' || (100000 + i), 'A', "
                          "CASE WHEN i <= 10000 THEN 'pick' ELSE 'bulk' END, i, '' FROM n",
    "INSERT INTO place (id, warehouse_id, code, kind) VALUES (11001, 1, 'CART', 'cart'), "
    "(11002, 1, 'PACK', 'pack'), (11003, 1, 'LOST', 'lost')",
    NUMBERS("1", "10000") "INSERT INTO item (id, sku, name, fold, price, currency, weight_g) "
                          "SELECT i, 'SKU-' || (100000 + i), 'Product number ' || i, "
                          "'product number ' || i, 1990, 'EUR', 250 FROM n",
    NUMBERS("1", "10000") "INSERT INTO item_code (code, item_id) "
                          "SELECT '0' || (400000000000 + i) || " CHECK_DIGIT ", i FROM n",
    NUMBERS("1", "10000") "INSERT INTO balance (id, item_id, place_id, on_hand, allocated, "
                          "received_at) SELECT i, i, i, 2000000000, 1000000000, 1 FROM n",
    NUMBERS("1", "10000") "INSERT INTO balance (id, item_id, place_id, on_hand, received_at) "
                          "SELECT 10000 + i, i, 10001 + i % 1000, 1000000, 2 FROM n",
};

static const char *const orders[] = {
    NUMBERS("1", "@ORDERS@") "INSERT INTO person (id, name, address1, city, zip, province, "
                             "country, phone, email) SELECT i, 'Ana Example ' || i, "
                             "i % 900 || ' Sample Street', 'Springfield', '01109', 'MA', 'US', "
                             "'+1 555 0100', 'ana' || i || '@example.com' FROM n",
    NUMBERS("1", "@ORDERS@") "INSERT INTO sales_order (id, channel, external_id, external_name, "
                             "status, paid, currency, placed_at, promise_at, subtotal, discount, "
                             "shipping, tax, tips, duties, total, refunded, outstanding, "
                             "tax_included, shipping_method, source_status, source, delivery_id, "
                             "source_hash, lines, pieces, created_at) SELECT i, 'shopify', "
                             "'' || (4410000000000 + i), '#' || (1000 + i), 'shipped', 'yes', "
                             "'EUR', 1700000000000 + i * 1000, 1700086400000 + i * 1000, 5970, 0, "
                             "490, 420, 0, 0, 6880, 0, 0, 0, 'Standard', 'paid', 'web', i, "
                             "'' || (i * 7919 % 1000003), 3, 6, 1700000000000 + i * 1000 FROM n",
    NUMBERS("1", "3 * @ORDERS@") "INSERT INTO order_line (id, order_id, line, kind, item_id, sku, "
                                 "name, qty, price) SELECT i, (i + 2) / 3, (i - 1) % 3 + 1, "
                                 "'goods', " ITEM_OF("i") ", 'SKU-' || (100000 + " ITEM_OF(
                                     "i") "), 'Product number ' || " ITEM_OF("i") ", 2, 1990 "
                                                                                  "FROM n",
    NUMBERS("1", "@ORDERS@") "INSERT INTO payment (id, order_id, n, method, amount) "
                             "SELECT i, i, 1, 'Shopify Payments', 6880 FROM n",
    NUMBERS("1", "@ORDERS@") "INSERT INTO order_tax (order_id, n, name, amount) "
                             "SELECT i, 1, 'MA State Tax', 420 FROM n",
    NUMBERS("1", "@ORDERS@") "INSERT INTO event (id, at, op, operator_id, order_id, subject, "
                             "result, say, terms) SELECT i, 1700000000000 + i * 1000, "
                             "'import.orders', 1, i, 'O-' || (100000 + i), 'done', "
                             "'import.created', '{\"name\":\"#' || (1000 + i) || '\"}' FROM n",
};

static const char *const work[] = {
    NUMBERS("0", "@WORKS@ - 1") "UPDATE sales_order SET status = 'picking' "
                                "WHERE id IN (SELECT " ORDER_OF_RANK " FROM n)",
    NUMBERS("@WORKS@", "@WORKS@ + @READY@ - 1") "UPDATE sales_order SET status = 'ready' "
                                                "WHERE id IN (SELECT " ORDER_OF_RANK " FROM n)",
    "UPDATE order_line SET qty = 1000000 WHERE order_id IN "
    "(SELECT id FROM sales_order WHERE status = 'picking')",
    NUMBERS("0", "@WORKS@ - 1") "INSERT INTO pick_work (id, order_id, status, operator_id, "
                                "lease_until, place_ok, started_at) SELECT i + 1, " ORDER_OF_RANK
                                ", 'open', 1, 4000000000000, 1, 1700000000000 FROM n",
    NUMBERS(
        "0",
        "3 * @WORKS@ - 1") "INSERT INTO allocation (id, order_line_id, balance_id, qty, "
                           "work_id) SELECT i + 1, l, " ITEM_OF(
                               "l") ", 1000000, w FROM "
                                    "(SELECT i, i / 3 + 1 AS w, 3 * (i / 3 * 7919 % @ORDERS@) + "
                                    "i % 3 + 1 AS l FROM n) x",
    "UPDATE pick_work SET allocation_id = (SELECT a.id FROM allocation a WHERE a.work_id = "
    "pick_work.id ORDER BY a.balance_id LIMIT 1)",
};

// What numbers come next: PostgreSQL counts apart from the ids that were given here.
static const char *const counted[] = {"warehouse", "operator", "place",       "item",
                                      "balance",   "person",   "sales_order", "order_line",
                                      "payment",   "event",    "pick_work",   "allocation"};

static void script(struct db *db, const char *text)
{
    GError *error = NULL;
    bench_check(db_script(db, text, &error), &error);
}

static void run(struct db *db, const struct fill *fill, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_autoptr(GString) text = g_string_new(texts[i]);
        const struct {
            const char *name;
            int64_t value;
        } values[] = {
            {"@ORDERS@", fill->orders}, {"@WORKS@", fill->works}, {"@READY@", fill->ready}};
        for (size_t k = 0; k < G_N_ELEMENTS(values); k++) {
            g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, values[k].value);
            g_string_replace(text, values[k].name, number, 0);
        }
        script(db, text->str);
    }
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
    bench_check(db && migrate_up(db, 0, 1700000000000, &error), &error);
    if (db_engine(db) == DB_SQLITE) // nobody needs this file after a power cut
        script(db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000");
    bench_check(db_begin(db, &error), &error);
    run(db, fill, catalogue, G_N_ELEMENTS(catalogue));
    run(db, fill, orders, G_N_ELEMENTS(orders));
    run(db, fill, work, G_N_ELEMENTS(work));
    count_on(db);
    bench_check(db_commit(db, &error), &error);
    end(db);
}
