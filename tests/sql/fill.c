// SPDX-License-Identifier: Apache-2.0
// The rows, made by the same SQL on both engines.
#include "fill.h"

#include "migrate.h"
#include "testdb.h"

const char *const large_tables[] = {"location",
                                    "item",
                                    "item_code",
                                    "item_word",
                                    "kit",
                                    "lot",
                                    "goods",
                                    "balance",
                                    "move",
                                    "plate_move",
                                    "person",
                                    "sales_order",
                                    "fulfilment",
                                    "order_line",
                                    "allocation",
                                    "hold",
                                    "payment_event",
                                    "order_tax",
                                    "person_index",
                                    "purchase",
                                    "arrival",
                                    "purchase_line",
                                    "arrival_line",
                                    "promise",
                                    "work",
                                    "task",
                                    "loss",
                                    "load",
                                    "parcel",
                                    "parcel_line",
                                    "event",
                                    "outbox",
                                    "event_key",
                                    "event_payload",
                                    "import_run",
                                    "proposal",
                                    "import_question",
                                    "tally",
                                    "void_label",
                                    NULL};

const char *const open_indexes[] = {"work_operator",
                                    "arrival_open",
                                    "parcel_waiting",
                                    "outbox_due",
                                    "person_todo",
                                    "proposal_open",
                                    "sales_order_lacks",
                                    "fulfilment_open",
                                    "work_free",
                                    "load_open",
                                    NULL};

// 3000 rows; i counts them from 1.
#define ROWS(table, columns, values)                                                               \
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"               \
    " INSERT INTO " table "(" columns ") SELECT " values " FROM n;"

// Part of an order: PARTS_OF_ORDER and the first of its lines and fulfilments.
#define PART "i * 16384 + 1"
// Every fiftieth order is open, as in a shop that is some months old.
#define OPEN(open, closed) "CASE WHEN i % 50 = 0 THEN " open " ELSE " closed " END"

static const char *const scripts[] = {
    "INSERT INTO operator(id, name, role) VALUES (1, 'ada', 'manager');"
    "INSERT INTO printer(id, name, state, uri, format, dpi) VALUES (1, 'p', 'ready', 'ipp://p', "
    "'pdf', 203);"
    "INSERT INTO site(id, code, name) VALUES (1, 'W', 'W'), (2, 'E', 'E');"
    "INSERT INTO station(id, site_id, name) VALUES (1, 1, 's');"
    "INSERT INTO channel(id, code, kind) VALUES (1, 'shop', 'file');"
    "INSERT INTO supplier(id, code, name) VALUES (1, 'sup', 'Sup');"
    "INSERT INTO setting(name, value) VALUES ('a', 'b');"
    "INSERT INTO counter(name, value) VALUES ('sscc', 1);"
    "INSERT INTO box_type(code, name, length_mm, width_mm, height_mm) VALUES ('B', 'B', 1, 1, 1);",
    // Places, then a carton each, then carts that stand about.
    ROWS("location", "id, site_id, kind, level, code, walk",
         "i, 1 + i % 2, CASE WHEN i % 10 = 0 THEN 'bulk' ELSE 'pick' END, 1, 'A' || i, i"),
    ROWS("location", "id, site_id, kind, level, parent_id, parent_level, code",
         "3000 + i, 0, 'carton', 5, i, 1, 'X' || i"),
    ROWS("location", "id, site_id, kind, level, parent_id, parent_level, code",
         "6000 + i, 0, 'plate', 4, i, 1, 'P' || i"),
    ROWS("item", "id, sku, name, currency", "i, 'S' || i, 'Name ' || i, 'EUR'"),
    ROWS("item_word", "item_id, word", "i, 's' || i"),
    ROWS("item_code", "code, item_id", "'C' || i, i"),
    ROWS("kit", "kit_id, part_id, per", "i, 3001 - i, 1"),
    ROWS("lot", "id, item_id, code", "i, i, 'L' || i"),
    ROWS("goods", "id, item_id, lot_id, serial",
         "i, i, i, CASE WHEN i % 3 = 0 THEN 'N' || i ELSE '' END"),
    ROWS("balance", "goods_id, location_id, on_hand, allocated, since", "i, i, 10, 1, i"),
    ROWS("balance", "goods_id, location_id, on_hand, allocated, since", "i, 3000 + i, 1, 1, i"),
    ROWS("balance", "goods_id, location_id, on_hand, allocated, since", "i, 6000 + i, 7, 0, i"),
    ROWS("move", "goods_id, id, at, kind, to_id, qty, line_id",
         "i, i * 1024, i, 'receive', i, 1, " PART),
    ROWS("plate_move", "plate_id, id, at, kind, to_id", "6000 + i, i * 1024 + 1, i, 'receive', i"),
    ROWS("person", "id, sealed, made_at, indexed",
         "i, CAST('P' || i AS {bytes}), i, " OPEN("0", "1")),
    ROWS("person_index", "kind, token, person_id", "1, CAST('T' || i AS {bytes}), i"),
    ROWS(
        "sales_order",
        "id, channel_id, external_id, external_name, state, paid, currency, placed_at, promise_at,"
        " subtotal, discount, shipping, tax, tips, duties, total, refunded, outstanding,"
        " tax_included, billing_id, delivery_id, source_hash, lines, pieces, created_at, closed_at",
        "i, 1, 'E' || i, '#' || i, " OPEN(
            "'ready'", "'shipped'") ", 'yes', 'EUR', i, i, 10, 0, 0,"
                                    " 0, 0, 0, 10, 0, 0, 0, i, i, 'h', 1, 1, i, " OPEN("0", "i")),
    ROWS("import_question", "order_id, at, what, brought",
         "i, i, 'import.what_lines', CAST('B' || i AS {bytes})"),
    ROWS(
        "proposal",
        "id, order_id, engine, problem, seed, rounds, parcels, answer, made_at, made_by, closed_at",
        "i, i, 'source', 'p', 1, 1, 1, '1 1 1 1', i, i, " OPEN("0", "i")),
    ROWS("fulfilment", "id, order_id, site_id, state, promise_at, lines, pieces, closed_at",
         PART ", i, 1 + i % 2, " OPEN("'picking'", "'shipped'") ", i, 1, 1, " OPEN("0", "i")),
    ROWS("order_line",
         "id, order_id, kind, item_id, fulfilment_id, qty, open, allocated, price, sku, name",
         PART ", i, 'goods', CASE WHEN i % 100 = 0 THEN NULL ELSE i END, " PART
              ", 1, " OPEN("1", "0") ", " OPEN("0", "1") ", 10, 'S' || i, 'N'"),
    ROWS("allocation", "line_id, goods_id, location_id, qty", PART ", i, i, 1"),
    ROWS("hold", "id, item_id, site_id, qty, until_at, ref", "i, i, 1, 1, i, 'B' || i"),
    ROWS("payment_event", "order_id, n, kind, amount, method", "i, 1, 'capture', 10, 'card'"),
    ROWS("order_tax", "order_id, n, name, amount", "i, 1, 'VAT', 1"),
    ROWS("purchase", "id, supplier_id, site_id, name, currency", "i, 1, 1, 'PO' || i, 'EUR'"),
    ROWS("purchase_line", "id, purchase_id, site_id, item_id, qty, open, received, expected_day",
         PART ", i, 1, i, 1, " OPEN("1", "0") ", " OPEN("0", "1") ", i"),
    ROWS("arrival", "id, site_id, supplier_id, name, due_at, closed_at",
         "i, 1, 1, 'AN' || i, i, " OPEN("0", "i")),
    ROWS("arrival_line", "id, arrival_id, purchase_line_id, item_id, qty",
         PART ", i, " PART ", i, 1"),
    ROWS("promise", "line_id, day, qty, purchase_line_id", PART ", i, 1, " PART),
    ROWS("work",
         "id, kind, site_id, fulfilment_id, operator_id, station_id, lease_until, due_at, made_at,"
         " started_at, done_at",
         "i, 'pick', 1 + i % 2, " PART ", 1, 1, i, i, i, i, " OPEN("0", "i")),
    ROWS("work", "id, kind, site_id, fulfilment_id, due_at, made_at, done_at",
         "3000 + i, 'pack', 1 + i % 2, " PART ", i, i, " OPEN("0", "i")),
    ROWS("task", "id, work_id, seq, line_id, goods_id, from_id, to_id, qty",
         "CAST(i AS BIGINT) * 1048576 + 1, i, 1024, " PART ", i, i, 6000 + i, 1"),
    ROWS("loss", "event_id, line_id, goods_id, location_id, task_id, qty",
         "i, " PART ", i, i, i, 1"),
    ROWS("load", "id, site_id, carrier, state, operator_id, closed_at",
         "i, 1, 'DHL', 'closed', 1, i"),
    ROWS("parcel", "id, fulfilment_id, work_id, n, state, load_id, closed_at, shipped_at",
         "3000 + i, " PART ", 3000 + i, 1, " OPEN("'closed'", "'shipped'") ", " OPEN(
             "NULL", "i") ", i, " OPEN("0", "i")),
    ROWS("parcel_line", "parcel_id, line_id, goods_id, qty", "3000 + i, " PART ", i, 1"),
    ROWS("void_label", "sscc, parcel_id, copy, at", "'V' || i, 3000 + i, 1, i"),
    ROWS("event", "id, at, op, operator_id, about, about_id", "i, i, 'pick.scan', 1, 'order', i"),
    ROWS("event_payload", "id, at, sealed, brought", "i * 4096, i, 1, CAST('B' || i AS {bytes})"),
    ROWS("event_key", "op_key, event_id, answer", "'K' || i, i, '{}'"),
    ROWS("outbox",
         "id, kind, subject_id, order_id, printer_id, state, created_at, updated_at, done_at",
         "i, 'label', 3000 + i, i, 1, " OPEN("'waiting'", "'done'") ", i, i, " OPEN("0", "i")),
    "INSERT INTO order_count (state, n) SELECT state, count(*) FROM sales_order GROUP BY state;",
    ROWS("tally", "at, what, part, n", "i * 1000, i % 6, 1, 1"),
    ROWS("import_run", "id, kind, row_count, created, updated, at", "i, 'orders', 1, 1, 0, i"),
};

void fill_tables(struct db *db)
{
    for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
        g_autofree char *script = migrate_spell(db, scripts[i]);
        testdb_script(db, script);
    }
    // PostgreSQL's autovacuum does it too. On SQLite nobody does: its planner then trusts the
    // indexes, where counted rows would let it read all orders to find the few open ones.
    if (db_engine(db) == DB_POSTGRESQL)
        testdb_script(db, "ANALYZE");
}
