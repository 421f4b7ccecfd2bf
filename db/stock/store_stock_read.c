// SPDX-License-Identifier: Apache-2.0
// Reading stock: what lies where, what moved, who holds it, what will come.
#include "store_line.h"
#include "store_goods.h"
#include "store_stock.h"

RECORD_DEFINE(balance_row, BALANCE_ROW);
RECORD_DEFINE(lot_row, LOT_ROW);
RECORD_DEFINE(pile_row, PILE_ROW);
RECORD_DEFINE(source_row, SOURCE_ROW);
RECORD_DEFINE(move_row, MOVE_ROW);
RECORD_DEFINE(demand_row, DEMAND_ROW);
RECORD_DEFINE(expected_row, EXPECTED_ROW);

enum {
    OF_ITEM,
    OF_SERIAL,
    PAST,
    ONE,
    TAKEN,
    TAKEN_OF_ITEM,
    LOTS,
    SOURCES,
    SOURCES_OF_ORDER,
    BONDS,
    MOVES_ITEM,
    MOVES_EVENT,
    HOLDERS,
    DEMAND,
    HELD,
    EXPECTED,
};

#define WHERE_IT_STANDS                                                                            \
    "JOIN goods g ON g.id = b.goods_id JOIN standing p ON p.id = b.location_id "                   \
    "JOIN site s ON s.id = p.site_id LEFT JOIN lot o ON o.id = g.lot_id "
#define SELECT_BALANCE RECORD_SELECT(BALANCE_ROW)
#define SELECT_MOVE RECORD_SELECT(MOVE_ROW)
#define MOVE_NAMES                                                                                 \
    "JOIN goods g ON g.id = m.goods_id LEFT JOIN lot o ON o.id = g.lot_id "                        \
    "LEFT JOIN event e ON e.id = m.id / 1024 LEFT JOIN operator p ON p.id = e.operator_id "
// $1: the day.
#define SOURCES_FROM(goods)                                                                        \
    RECORD_SELECT(SOURCE_ROW)                                                                      \
    "FROM " goods " JOIN balance b ON b.goods_id = g.id JOIN standing p ON p.id = b.location_id "  \
    "JOIN location_kind k ON k.code = p.kind JOIN location_kind n ON n.code = p.own_kind LEFT "    \
    "JOIN lot o ON o.id = g.lot_id WHERE g.owner_id = 1 AND g.cond = 'good' AND b.on_hand > "      \
    "b.allocated AND p.blocked = 0 AND k.sells = 1 AND n.picked = 0 AND " LOT_SELLS("$1")

static const struct sql sql[] = {
    [OF_ITEM] = {"balance.of_item", SELECT_BALANCE
                 "FROM (SELECT v.* FROM goods i JOIN balance v ON v.goods_id = i.id WHERE "
                 "i.item_id = $1 AND v.on_hand > 0) b " WHERE_IT_STANDS
                 "ORDER BY s.id, p.walk, p.code, p.plate, o.code, b.goods_id"},
    // "+ 0": there are few goods of one serial number, and many of one item.
    [OF_SERIAL] = {"balance.of_serial", SELECT_BALANCE
                   "FROM (SELECT v.* FROM goods i JOIN balance v ON v.goods_id = i.id WHERE "
                   "i.serial = $2 AND i.serial <> '' AND i.item_id + 0 = $1 AND v.on_hand > 0) "
                   "b " WHERE_IT_STANDS "ORDER BY b.location_id, b.goods_id"},
    [PAST] = {"balance.past", SELECT_BALANCE
              "FROM (SELECT f.goods_id AS goods_id, f.location_id AS location_id, CAST(sum(f.qty) "
              "AS BIGINT) AS on_hand, 0 AS allocated, 0 AS since FROM (SELECT m.goods_id AS "
              "goods_id, m.to_id AS location_id, m.qty AS qty FROM goods i JOIN move m ON "
              "m.goods_id = i.id WHERE i.item_id = :item AND m.at <= :at AND m.to_id IS NOT NULL "
              "UNION ALL SELECT m.goods_id, m.from_id, -m.qty FROM goods i JOIN move m ON "
              "m.goods_id = i.id WHERE i.item_id = :item AND m.at <= :at AND m.from_id IS NOT "
              "NULL) f GROUP BY f.goods_id, f.location_id HAVING sum(f.qty) <> "
              "0) b " WHERE_IT_STANDS "ORDER BY s.id, p.walk, p.code, p.plate, o.code, b.goods_id"},
    [ONE] = {"balance.one",
             "SELECT on_hand, allocated FROM balance WHERE goods_id = $1 AND location_id = $2"},
    [TAKEN] = {"balance.taken", "SELECT on_hand, allocated FROM balance WHERE goods_id = $1 AND "
                                "location_id = $2 {lock balance}"},
    [TAKEN_OF_ITEM] = {"balance.taken_of_item",
                       RECORD_SELECT(PILE_ROW) "FROM goods g JOIN balance b ON b.goods_id = g.id "
                                               "AND b.location_id = $2 WHERE g.item_id = $1 AND "
                                               "b.on_hand > 0 ORDER BY b.goods_id {lock b}"},
    [LOTS] = {"balance.lots", RECORD_SELECT(LOT_ROW) "FROM goods g JOIN balance b ON b.goods_id = "
                                                     "g.id LEFT JOIN lot o ON o.id = g.lot_id "
                                                     "WHERE g.item_id = $1 AND b.location_id = $2 "
                                                     "AND b.on_hand > 0 ORDER BY o.code, g.id"},
    [SOURCES] = {"balance.sources", SOURCES_FROM("goods g") "AND g.item_id = $2"},
    [SOURCES_OF_ORDER] =
        {"balance.sources_of_order",
         SOURCES_FROM(
             "order_line l JOIN goods g ON g.item_id = l.item_id") "AND l.id > $2 AND l.id < $3 "
                                                                   "AND l.open > 0"},
    [BONDS] = {"location.bonds",
               "SELECT CAST((SELECT coalesce(sum(b.on_hand), 0) FROM balance b WHERE b.location_id "
               "= $1) + (SELECT count(*) FROM location c WHERE c.parent_id = $1) + (SELECT "
               "count(*) FROM work w WHERE w.done_at = 0 AND w.cart_id = $1) AS BIGINT)"},
    [MOVES_ITEM] =
        {"move.of_item", SELECT_MOVE
         "FROM (SELECT v.* FROM goods i JOIN move v ON v.goods_id = i.id WHERE i.item_id = $1 "
         "ORDER BY v.id DESC LIMIT $2) m " MOVE_NAMES "ORDER BY m.at DESC, m.id DESC"},
    [MOVES_EVENT] =
        {"move.of_event", SELECT_MOVE
         "FROM (SELECT v.* FROM (SELECT s.id AS id FROM task t JOIN goods g ON g.id = t.goods_id "
         "JOIN goods "
         "s ON s.item_id = g.item_id WHERE t.id > :task AND t.id < :tasks UNION "
         "SELECT l.goods_id FROM parcel q JOIN parcel_line l ON l.parcel_id = q.id WHERE q.work_id "
         "= :work) i JOIN move v ON v.goods_id = i.id WHERE v.id >= :first AND v.id < :end) "
         "m " MOVE_NAMES "ORDER BY m.id DESC"},
    [HOLDERS] =
        {"stock.holders",
         RECORD_SELECT(
             DEMAND_ROW) "FROM (SELECT l.order_id AS order_id, o.state AS state, a.qty AS qty FROM "
                         "goods g JOIN "
                         "balance b ON b.goods_id = g.id JOIN allocation a ON a.location_id = "
                         "b.location_id AND "
                         "a.goods_id = b.goods_id JOIN order_line l ON l.id = a.line_id JOIN "
                         "sales_order o ON "
                         "o.id = l.order_id WHERE g.item_id = $1 AND b.allocated > 0 UNION ALL "
                         "SELECT l.order_id, "
                         "o.state, c.qty FROM goods g JOIN balance b ON b.goods_id = g.id JOIN "
                         "parcel_line c ON "
                         "c.parcel_id = b.location_id AND c.goods_id = b.goods_id JOIN order_line "
                         "l ON l.id = "
                         "c.line_id JOIN sales_order o ON o.id = l.order_id WHERE g.item_id = $1 "
                         "AND b.allocated > "
                         "0) q GROUP BY q.order_id, q.state ORDER BY q.order_id DESC LIMIT $2"},
    [DEMAND] = {"stock.demand",
                "SELECT CAST(coalesce(sum(l.open), 0) AS BIGINT) FROM order_line l JOIN line_kind "
                "k ON k.code = l.kind JOIN sales_order o ON o.id = l.order_id JOIN order_state s "
                "ON s.code = o.state WHERE l.item_id = $1 AND l.open > 0 AND k.demand = 1 AND "
                "s.demand = 1"},
    [HELD] = {"stock.held", "SELECT CAST(coalesce(sum(qty), 0) AS BIGINT) FROM hold WHERE "
                            "item_id = $1 AND until_at > $2"},
    [EXPECTED] = {"stock.expected",
                  RECORD_SELECT(EXPECTED_ROW) "FROM purchase_line WHERE item_id = $1 AND open > 0 "
                                              "GROUP BY expected_day ORDER "
                                              "BY expected_day"},
};

const struct sql_list stock_read_sql = {"stock_read", sql, G_N_ELEMENTS(sql)};

struct list *store_balances_of_item(struct db *db, int64_t item, GError **error)
{
    return list_records(db, &sql[OF_ITEM], DB_ARGS(ival(item)), &balance_row_record, error);
}

struct list *store_balances_of_serial(struct db *db, int64_t item, const char *serial,
                                      GError **error)
{
    return list_records(db, &sql[OF_SERIAL], DB_ARGS(ival(item), tval(serial)), &balance_row_record,
                        error);
}

struct list *store_balances_past(struct db *db, int64_t item, int64_t at, GError **error)
{
    return list_records(db, &sql[PAST], DB_ARGS(ival(item), ival(at)), &balance_row_record, error);
}

static int read_balance(struct db *db, int statement, int64_t goods, int64_t location,
                        struct balance *ret_balance, GError **error)
{
    *ret_balance = (struct balance){0};
    g_autoptr(db_rows) rows =
        db_query(db, &sql[statement], DB_ARGS(ival(goods), ival(location)), error);
    GError *failed = NULL;
    if (!rows || !db_next(rows, &failed)) {
        bool bad = !rows || failed;
        if (failed)
            g_propagate_error(error, failed);
        return bad ? -1 : 0;
    }
    *ret_balance = (struct balance){db_int(rows, 0), db_int(rows, 1)};
    return 1;
}

int store_balance(struct db *db, int64_t goods, int64_t location, struct balance *ret_balance,
                  GError **error)
{
    return read_balance(db, ONE, goods, location, ret_balance, error);
}

int store_balance_taken(struct db *db, int64_t goods, int64_t location, struct balance *ret_balance,
                        GError **error)
{
    return read_balance(db, TAKEN, goods, location, ret_balance, error);
}

struct list *store_piles_taken(struct db *db, int64_t item, int64_t location, GError **error)
{
    return list_records(db, &sql[TAKEN_OF_ITEM], DB_ARGS(ival(item), ival(location)),
                        &pile_row_record, error);
}

struct list *store_lots_in(struct db *db, int64_t item, int64_t location, GError **error)
{
    return list_records(db, &sql[LOTS], DB_ARGS(ival(item), ival(location)), &lot_row_record,
                        error);
}

static int by_balance(const void *a, const void *b)
{
    const struct source_row *x = a, *y = b;
    if (x->goods_id != y->goods_id)
        return x->goods_id < y->goods_id ? -1 : 1;
    return x->location_id < y->location_id ? -1 : x->location_id > y->location_id;
}

// Of equal ones the choice is the same wherever the rows are kept. An engine that sorts them takes
// as long as it does to find them: these are a few.
static struct list *sources(struct db *db, int statement, struct db_args args, GError **error)
{
    struct list *found = list_records(db, &sql[statement], args, &source_row_record, error);
    if (found)
        g_array_sort(found->rows, by_balance);
    return found;
}

struct list *store_sources(struct db *db, int64_t item, int64_t day, GError **error)
{
    return sources(db, SOURCES, DB_ARGS(ival(day), ival(item)), error);
}

struct list *store_sources_of_order(struct db *db, int64_t order, int64_t day, GError **error)
{
    const struct db_args args =
        DB_ARGS(ival(day), ival(line_id(order, 0)), ival(line_id(order + 1, 0)));
    struct list *found = sources(db, SOURCES_OF_ORDER, args, error);
    unsigned n = 0;
    for (unsigned i = 0; found && i < list_len(found); i++)
        if (!n || by_balance(list_at(found, struct source_row, n - 1),
                             list_at(found, struct source_row, i)))
            *list_at(found, struct source_row, n++) = *list_at(found, struct source_row, i);
    if (found)
        g_array_set_size(found->rows, n);
    return found;
}

static int64_t number(struct db *db, int statement, struct db_args args, GError **error)
{
    int64_t n = 0;
    return db_get(db, &sql[statement], &n, args, error) < 0 ? -1 : n;
}

int64_t store_location_bonds(struct db *db, int64_t location, GError **error)
{
    return number(db, BONDS, DB_ARGS(ival(location)), error);
}

struct list *store_moves_of_item(struct db *db, int64_t item, int64_t n, GError **error)
{
    return list_records(db, &sql[MOVES_ITEM], DB_ARGS(ival(item), ival(n)), &move_row_record,
                        error);
}

struct list *store_moves_of_event(struct db *db, int64_t event, int64_t work, GError **error)
{
    return list_records(db, &sql[MOVES_EVENT],
                        DB_ARGS(ival(work * TASKS_OF_WORK), ival((work + 1) * TASKS_OF_WORK),
                                ival(work), ival(event * MOVES_OF_EVENT),
                                ival((event + 1) * MOVES_OF_EVENT)),
                        &move_row_record, error);
}

struct list *store_holders(struct db *db, int64_t item, int64_t n, GError **error)
{
    return list_records(db, &sql[HOLDERS], DB_ARGS(ival(item), ival(n)), &demand_row_record, error);
}

int64_t store_demand(struct db *db, int64_t item, GError **error)
{
    return number(db, DEMAND, DB_ARGS(ival(item)), error);
}

int64_t store_held(struct db *db, int64_t item, int64_t now, GError **error)
{
    return number(db, HELD, DB_ARGS(ival(item), ival(now)), error);
}

struct list *store_expected(struct db *db, int64_t item, GError **error)
{
    return list_records(db, &sql[EXPECTED], DB_ARGS(ival(item)), &expected_row_record, error);
}
