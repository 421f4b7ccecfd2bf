// SPDX-License-Identifier: Apache-2.0
// The rows, made by the same SQL on both engines.
#include "fill.h"

#include "testdb.h"

const char *const large_tables[] = {"place",     "item",        "item_code",   "balance",
                                    "person",    "sales_order", "order_line",  "payment",
                                    "order_tax", "order_extra", "pick_work",   "allocation",
                                    "shipment",  "parcel",      "parcel_line", "stock_move",
                                    "event",     "outbox",      NULL};

// 3000 rows; i counts them from 1.
#define ROWS(table, columns, values)                                                               \
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"               \
    " INSERT INTO " table "(" columns ") SELECT " values " FROM n;"

static const char *const scripts[] = {
    "INSERT INTO operator(id, name, role) VALUES (1, 'Ada', 'manager');"
    "INSERT INTO printer(id, name, uri, format, dpi) VALUES (1, 'p', 'ipp://p', 'pdf', 203);"
    "INSERT INTO station(id, name) VALUES (1, 's');"
    "INSERT INTO warehouse(id, code, name) VALUES (1, 'W', 'W');",
    ROWS("place", "id, warehouse_id, code, kind, walk",
         "i, 1, 'A' || i, CASE WHEN i % 10 = 0 THEN 'bulk' ELSE 'pick' END, i"),
    ROWS("item", "id, sku, name, fold, currency", "i, 'S' || i, 'Name ' || i, 'name ' || i, 'EUR'"),
    ROWS("item_code", "code, item_id", "'C' || i, i"),
    ROWS("balance", "id, item_id, place_id, on_hand, received_at", "i, i, i, 10, i"),
    ROWS("person", "id, name", "i, 'P' || i"),
    ROWS("sales_order",
         "id, channel, external_id, external_name, status, paid, currency, placed_at, promise_at,"
         " subtotal, discount, shipping, tax, tips, duties, total, refunded, outstanding,"
         " tax_included, delivery_id, source_hash, lines, pieces, created_at",
         "i, 'shop', 'E' || i, '#' || i, CASE WHEN i % 50 = 0 THEN 'ready' ELSE 'shipped' END,"
         " 'yes', 'EUR', i, i, 10, 0, 0, 0, 0, 0, 10, 0, 0, 0, i, 'h', 1, 1, i"),
    ROWS("order_line", "id, order_id, line, kind, item_id, sku, name, qty, price",
         "i, i, 1, 'goods', CASE WHEN i % 100 = 0 THEN NULL ELSE i END, 'S' || i, 'N', 1, 10"),
    ROWS("payment", "id, order_id, n, method, amount", "i, i, 1, 'card', 10"),
    ROWS("order_tax", "order_id, n, name, amount", "i, 1, 'VAT', 1"),
    ROWS("order_extra", "order_id, n, name, value", "i, 1, 'Risk', 'Low'"),
    ROWS("pick_work", "id, order_id, status, operator_id, station_id, lease_until, started_at",
         "i, i, CASE WHEN i % 50 = 0 THEN 'open' ELSE 'done' END, 1, 1, i, i"),
    ROWS("allocation", "id, order_line_id, balance_id, qty, work_id",
         "i, i, i, 1, CASE WHEN i % 2 = 0 THEN i ELSE NULL END"),
    ROWS("shipment", "id, order_id, status, operator_id, lease_until, opened_at",
         "i, i, CASE WHEN i % 50 = 0 THEN 'packing' ELSE 'shipped' END, 1, i, i"),
    ROWS("parcel", "id, shipment_id, n, status, sscc",
         "i, i, 1, CASE WHEN i % 50 = 0 THEN 'closed' ELSE 'shipped' END, 'X' || i"),
    ROWS("parcel_line", "id, parcel_id, order_line_id, qty", "i, i, i, 1"),
    ROWS("event", "id, at, op, operator_id, order_id", "i, i, 'pick.scan', 1, i"),
    ROWS("event_key", "op_key, event_id, answer", "'K' || i, i, '{}'"),
    ROWS("stock_move", "id, at, item_id, to_place_id, qty, reason, allocation_id, event_id",
         "i, i, i, i, 1, 'receive', i, i"),
    ROWS("outbox", "id, kind, ref, order_id, printer_id, status, created_at, updated_at",
         "i, 'label', 'R' || i, i, 1, CASE WHEN i % 50 = 0 THEN 'waiting' ELSE 'done' END, i, i"),
};

void fill_tables(struct db *db)
{
    for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++)
        testdb_script(db, scripts[i]);
    // PostgreSQL's autovacuum does it too. On SQLite nobody does: its planner then trusts the
    // indexes, where counted rows would let it read all orders to find the few open ones.
    if (db_engine(db) == DB_POSTGRESQL)
        testdb_script(db, "ANALYZE");
}
