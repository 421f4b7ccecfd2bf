// SPDX-License-Identifier: Apache-2.0
// The ledger and the balances.
#include "store_stock.h"

#include "i18n.h"

RECORD_DEFINE(balance_row, BALANCE_ROW);
RECORD_DEFINE(move_row, MOVE_ROW);
RECORD_DEFINE(demand_row, DEMAND_ROW);

// What names a balance, taken from the source and given to the target; left: pieces that stay.
#define GOODS(X)                                                                                   \
    X(KEY, item_id, "item_id")                                                                     \
    X(KEY, place_id, "place_id")                                                                   \
    X(TEXT, lot, "lot")                                                                            \
    X(TEXT, serial, "serial")                                                                      \
    X(TEXT, lpn, "lpn")                                                                            \
    X(TEXT, owner, "owner")                                                                        \
    X(TEXT, cond, "cond")                                                                          \
    X(TIME, received_at, "received_at")                                                            \
    X(QTY, left, "on_hand")
RECORD(goods, GOODS);
RECORD_DEFINE(goods, GOODS);

// A row of the ledger, as it is written.
#define LEDGER_REST(X)                                                                             \
    X(KEY, item_id, "item_id")                                                                     \
    X(TEXT, lot, "lot")                                                                            \
    X(TEXT, serial, "serial")                                                                      \
    X(TEXT, owner, "owner")                                                                        \
    X(TEXT, cond, "cond")                                                                          \
    X(KEY, from_place_id, "from_place_id")                                                         \
    X(TEXT, from_lpn, "from_lpn")                                                                  \
    X(KEY, to_place_id, "to_place_id")                                                             \
    X(TEXT, to_lpn, "to_lpn")                                                                      \
    X(QTY, qty, "qty")                                                                             \
    X(TEXT, reason, "reason")                                                                      \
    X(KEY, allocation_id, "allocation_id")                                                         \
    X(KEY, parcel_line_id, "parcel_line_id")                                                       \
    X(KEY, undoes, "undoes")                                                                       \
    X(KEY, event_id, "event_id")
#define LEDGER(X) X(TIME, at, "at") LEDGER_REST(X)
RECORD(ledger, LEDGER);
RECORD_DEFINE(ledger, LEDGER);

enum {
    BALANCE_TAKE,
    BALANCE_GIVE,
    BALANCE_ALLOCATE,
    BALANCE_SWEEP,
    MOVE_ADD,
    BALANCES_OF_ITEM,
    BALANCES_PAST,
    SOURCES,
    BALANCES_LPN,
    BALANCES_OF_LPN,
    BALANCE_AT,
    PLACE_PIECES,
    MOVES_OF_ITEM,
    LAST_OF_WORK,
    LAST_OF_SHIPMENT,
    HOLDERS,
    DEMAND,
};

#define BALANCE_COLUMNS                                                                            \
    RECORD_SELECT(BALANCE_ROW)                                                                     \
    "FROM balance b "                                                                              \
    "JOIN place p ON p.id = b.place_id JOIN warehouse w ON w.id = p.warehouse_id "
#define MOVE_COLUMNS                                                                               \
    RECORD_SELECT(MOVE_ROW)                                                                        \
    "FROM stock_move m LEFT JOIN place f ON f.id = m.from_place_id "                               \
    "LEFT JOIN place t ON t.id = m.to_place_id LEFT JOIN event e ON e.id = m.event_id "            \
    "LEFT JOIN operator o ON o.id = e.operator_id "
#define NOT_UNDONE                                                                                 \
    "m.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM stock_move u WHERE u.undoes = m.id) "

#define SELECT_BALANCE RECORD_SELECT(BALANCE_ROW)
#define SELECT_DEMAND RECORD_SELECT(DEMAND_ROW)

static const struct sql sql[] = {
    [BALANCE_TAKE] = {"balance.take",
                      "UPDATE balance SET on_hand = on_hand - $2, allocated = allocated - $3 WHERE "
                      "id = $1 AND on_hand >= $2 AND allocated >= $3 " RECORD_RETURN(GOODS)},
    // Pieces that come back ($11) find the age of the goods as they left it. Else an empty place
    // takes the age of what comes, and a filled one that of its oldest piece.
    [BALANCE_GIVE] = {"balance.give",
                      "INSERT INTO balance (item_id, place_id, lot, serial, lpn, owner, cond, "
                      "on_hand, allocated, received_at) "
                      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
                      "ON CONFLICT (item_id, place_id, lot, serial, lpn, owner, cond) DO UPDATE "
                      "SET on_hand = balance.on_hand + excluded.on_hand, "
                      "allocated = balance.allocated + excluded.allocated, "
                      "received_at = CASE WHEN $11 = 0 AND (balance.on_hand = 0 "
                      "OR excluded.received_at < balance.received_at) "
                      "THEN excluded.received_at ELSE balance.received_at END"},
    [BALANCE_ALLOCATE] = {"balance.allocate",
                          "UPDATE balance SET allocated = allocated + $2 "
                          "WHERE id = $1 AND allocated + $2 >= 0 AND allocated + $2 <= on_hand"},
    [BALANCE_SWEEP] = {"balance.sweep",
                       "DELETE FROM balance WHERE id = $1 AND on_hand = 0 AND lpn <> ''"},
    [MOVE_ADD] = {"move.add", RECORD_INSERT("stock_move", "at", LEDGER_REST) "RETURNING id"},
    [BALANCES_OF_ITEM] = {"balance.of_item",
                          BALANCE_COLUMNS "WHERE b.item_id = $1 AND b.on_hand > 0 "
                                          "ORDER BY p.walk, p.code, b.id"},
    [BALANCES_PAST] =
        {"balance.past", SELECT_BALANCE
         "FROM (SELECT 0 AS id, f.item_id AS item_id, f.place_id AS place_id, CAST(sum(f.qty) AS "
         "BIGINT) AS on_hand, 0 AS allocated, 0 AS received_at, f.lot AS lot, f.lpn AS lpn FROM "
         "(SELECT m.item_id AS item_id, m.to_place_id AS place_id, m.lot AS lot, m.to_lpn AS lpn, "
         "m.qty AS qty FROM stock_move m WHERE m.item_id = :item AND m.at <= :at AND m.to_place_id "
         "IS NOT NULL UNION ALL SELECT m.item_id, m.from_place_id, m.lot, m.from_lpn, -m.qty FROM "
         "stock_move m WHERE m.item_id = :item AND m.at <= :at AND m.from_place_id IS NOT NULL) f "
         "GROUP BY f.item_id, f.place_id, f.lot, f.lpn HAVING sum(f.qty) <> 0) b JOIN place p ON "
         "p.id = b.place_id JOIN warehouse w ON w.id = p.warehouse_id ORDER BY p.walk, p.code, "
         "p.id, b.lot, b.lpn"},
    [SOURCES] = {"balance.sources",
                 "SELECT b.id, b.on_hand - b.allocated, b.received_at FROM balance b "
                 "JOIN place p ON p.id = b.place_id WHERE b.item_id = $1 "
                 "AND b.on_hand > b.allocated AND p.blocked = 0 AND p.kind IN ('pick', 'bulk') "
                 "AND b.cond = 'good' AND b.lpn = '' AND b.owner = ''"},
    [BALANCES_LPN] = {"balance.item_lpn",
                      BALANCE_COLUMNS "WHERE b.item_id = $1 AND b.place_id = $2 AND b.lpn = $3 "
                                      "AND b.on_hand > 0 ORDER BY b.received_at, b.id"},
    [BALANCES_OF_LPN] = {"balance.of_lpn",
                         BALANCE_COLUMNS "WHERE b.place_id = $1 AND b.lpn = $2 AND b.on_hand > 0 "
                                         "ORDER BY b.id"},
    [BALANCE_AT] = {"balance.at",
                    BALANCE_COLUMNS "WHERE b.item_id = $1 AND b.place_id = $2 AND b.lot = $3 "
                                    "AND b.serial = '' AND b.lpn = '' AND b.owner = '' "
                                    "AND b.cond = 'good'"},
    [PLACE_PIECES] = {"balance.pieces_at",
                      "SELECT CAST(coalesce(sum(on_hand), 0) AS BIGINT) FROM balance "
                      "WHERE place_id = $1"},
    [MOVES_OF_ITEM] = {"move.of_item",
                       MOVE_COLUMNS "WHERE m.item_id = $1 ORDER BY m.id DESC LIMIT $2"},
    [LAST_OF_WORK] = {"move.last_of_work",
                      MOVE_COLUMNS "WHERE m.allocation_id IN "
                                   "(SELECT a.id FROM allocation a WHERE a.work_id = $1) "
                                   "AND m.reason IN ('pick', 'short') AND " NOT_UNDONE
                                   "ORDER BY m.id DESC LIMIT 1"},
    [LAST_OF_SHIPMENT] = {"move.last_of_shipment", MOVE_COLUMNS
                          "WHERE m.parcel_line_id IN (SELECT l.id FROM parcel_line l "
                          "JOIN parcel p ON p.id = l.parcel_id WHERE p.shipment_id = $1) "
                          "AND m.reason = 'pack' AND " NOT_UNDONE "AND m.event_id = "
                          "(SELECT x.event_id FROM stock_move x WHERE x.parcel_line_id IN "
                          "(SELECT l.id FROM parcel_line l JOIN parcel p ON p.id = l.parcel_id "
                          "WHERE p.shipment_id = $1) AND x.reason = 'pack' AND x.undoes IS NULL "
                          "AND NOT EXISTS (SELECT 1 FROM stock_move u WHERE u.undoes = x.id) "
                          "ORDER BY x.id DESC LIMIT 1) ORDER BY m.id DESC"},
    [HOLDERS] = {"stock.holders", SELECT_DEMAND
                 "FROM order_line l JOIN sales_order o ON o.id = l.order_id JOIN allocation a ON "
                 "a.order_line_id = l.id WHERE l.item_id = $1 AND o.status IN ('short', "
                 "'released', 'picking', 'picked', 'packing', 'packed') GROUP BY l.order_id, "
                 "o.status ORDER BY l.order_id DESC LIMIT $2"},
    [DEMAND] = {"stock.demand",
                "SELECT CAST(coalesce(sum(l.qty - coalesce((SELECT sum(a.qty - a.short) "
                "FROM allocation a WHERE a.order_line_id = l.id), 0)), 0) AS BIGINT) "
                "FROM order_line l JOIN sales_order o ON o.id = l.order_id WHERE l.item_id = $1 "
                "AND l.kind = 'goods' AND o.status IN ('unpaid', 'held', 'ready', 'short')"},
};

const struct sql_list stock_sql = {"stock", sql, G_N_ELEMENTS(sql)};

// Takes the pieces from their balance: a list of one struct goods. NULL with *error.
static struct list *take(struct db *db, const struct move *move, GError **error)
{
    int64_t promised = move->from_allocated ? move->qty : 0;
    g_autoptr(rowlist) list = list_records(
        db, &sql[BALANCE_TAKE], DB_ARGS(ival(move->from_balance), ival(move->qty), ival(promised)),
        &goods_record, error);
    if (list && !list_len(list))
        tote_fail(error, TOTE_STALE, "qty", _("The goods are no longer there"));
    return list && list_len(list) ? g_steal_pointer(&list) : NULL;
}

// Goods from outside: loose, good, without serial, our own.
static struct goods arrive(const struct move *move)
{
    return (struct goods){.item_id = move->item_id,
                          .received_at = move->received_at ? move->received_at : move->at,
                          .lot = move->lot,
                          .cond = "good",
                          .left = 1};
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static bool give(struct db *db, const struct move *move, const struct goods *goods, GError **error)
{
    return db_run(db, &sql[BALANCE_GIVE],
                  DB_ARGS(ival(goods->item_id), ival(move->to_place), tval(or_empty(goods->lot)),
                          tval(or_empty(goods->serial)), tval(or_empty(move->to_lpn)),
                          tval(or_empty(goods->owner)), tval(goods->cond), ival(move->qty),
                          ival(move->to_allocated ? move->qty : 0), ival(goods->received_at),
                          ival(move->undoes != 0)),
                  error) == 1;
}

static bool book(struct db *db, const struct move *move, const struct goods *goods,
                 int64_t *ret_move, GError **error)
{
    const struct ledger row = {.at = move->at,
                               .item_id = goods->item_id,
                               .lot = goods->lot,
                               .serial = goods->serial,
                               .owner = goods->owner,
                               .cond = goods->cond,
                               .from_place_id = goods->place_id,
                               .from_lpn = goods->lpn,
                               .to_place_id = move->to_place,
                               .to_lpn = move->to_lpn,
                               .qty = move->qty,
                               .reason = move->reason,
                               .allocation_id = move->allocation_id,
                               .parcel_line_id = move->parcel_line_id,
                               .undoes = move->undoes,
                               .event_id = move->event_id};
    return db_get(db, &sql[MOVE_ADD], ret_move, ROW_ARGS(&sql[MOVE_ADD], &ledger_record, &row),
                  error) == 1;
}

bool store_stock_move(struct db *db, const struct move *move, int64_t *ret_move, GError **error)
{
    g_autoptr(rowlist) taken = move->from_balance ? take(db, move, error) : NULL;
    if (move->from_balance && !taken)
        return false;
    struct goods goods = taken ? *list_at(taken, struct goods, 0) : arrive(move);
    int64_t id = 0;
    bool ok = book(db, move, &goods, &id, error);
    if (ok && move->to_place)
        ok = give(db, move, &goods, error);
    if (ok && move->from_balance && !goods.left && *goods.lpn)
        ok = db_run(db, &sql[BALANCE_SWEEP], DB_ARGS(ival(move->from_balance)), error) >= 0;
    if (ok && ret_move)
        *ret_move = id;
    return ok;
}

bool store_balance_allocate(struct db *db, int64_t balance, int64_t qty, GError **error)
{
    return db_run_one(db, &sql[BALANCE_ALLOCATE], _("The stock of this place"),
                      DB_ARGS(ival(balance), ival(qty)), error);
}

static struct list *balances(struct db *db, int statement, struct db_args args, GError **error)
{
    return list_records(db, &sql[statement], args, &balance_row_record, error);
}

struct list *store_balances_of_item(struct db *db, int64_t item, GError **error)
{
    return balances(db, BALANCES_OF_ITEM, DB_ARGS(ival(item)), error);
}

struct list *store_balances_past(struct db *db, int64_t item, int64_t at, GError **error)
{
    return balances(db, BALANCES_PAST, DB_ARGS(ival(item), ival(at)), error);
}

static void read_source(struct list *list, struct db_rows *rows, void *data)
{
    struct alloc_source *row = data;
    (void)list;
    *row = (struct alloc_source){
        .balance_id = db_int(rows, 0), .free = db_int(rows, 1), .received_at = db_int(rows, 2)};
}

struct list *store_sources(struct db *db, int64_t item, GError **error)
{
    return list_query(db, &sql[SOURCES], DB_ARGS(ival(item)), sizeof(struct alloc_source),
                      read_source, error);
}

struct list *store_balances_lpn(struct db *db, int64_t item, int64_t place, const char *lpn,
                                GError **error)
{
    return balances(db, BALANCES_LPN, DB_ARGS(ival(item), ival(place), tval(lpn)), error);
}

struct list *store_balances_of_lpn(struct db *db, int64_t place, const char *lpn, GError **error)
{
    return balances(db, BALANCES_OF_LPN, DB_ARGS(ival(place), tval(lpn)), error);
}

int store_balance_at(struct db *db, int64_t item, int64_t place, const char *lot,
                     struct balance_row *ret_row, GError **error)
{
    g_autoptr(rowlist) list =
        balances(db, BALANCE_AT, DB_ARGS(ival(item), ival(place), tval(lot)), error);
    if (!list)
        return -1;
    if (!list_len(list))
        return 0;
    *ret_row = *list_at(list, struct balance_row, 0);
    ret_row->place = ret_row->kind = ret_row->lot = ret_row->lpn = NULL; // they die with the list
    ret_row->warehouse = ret_row->zone = NULL;
    return 1;
}

int64_t store_place_pieces(struct db *db, int64_t place, GError **error)
{
    int64_t pieces = 0;
    return db_get(db, &sql[PLACE_PIECES], &pieces, DB_ARGS(ival(place)), error) < 0 ? -1 : pieces;
}

static struct list *moves(struct db *db, int statement, struct db_args args, GError **error)
{
    return list_records(db, &sql[statement], args, &move_row_record, error);
}

struct list *store_moves_of_item(struct db *db, int64_t item, int64_t n, GError **error)
{
    return moves(db, MOVES_OF_ITEM, DB_ARGS(ival(item), ival(n)), error);
}

struct list *store_last_move_of_work(struct db *db, int64_t work, GError **error)
{
    return moves(db, LAST_OF_WORK, DB_ARGS(ival(work)), error);
}

struct list *store_last_moves_of_shipment(struct db *db, int64_t shipment, GError **error)
{
    return moves(db, LAST_OF_SHIPMENT, DB_ARGS(ival(shipment)), error);
}

struct list *store_holders(struct db *db, int64_t item, int64_t n, GError **error)
{
    return list_records(db, &sql[HOLDERS], DB_ARGS(ival(item), ival(n)), &demand_row_record, error);
}

int64_t store_demand(struct db *db, int64_t item, GError **error)
{
    int64_t pieces = 0;
    return db_get(db, &sql[DEMAND], &pieces, DB_ARGS(ival(item)), error) < 0 ? -1 : pieces;
}
