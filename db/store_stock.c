// SPDX-License-Identifier: Apache-2.0
// The ledger and the balances.
#include "store_stock.h"

#include "i18n.h"

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
    "SELECT b.id, b.item_id, b.place_id, b.on_hand, b.allocated, b.received_at, p.walk, p.code, "  \
    "p.kind, b.lot, b.lpn, w.code, p.zone, p.blocked FROM balance b "                              \
    "JOIN place p ON p.id = b.place_id JOIN warehouse w ON w.id = p.warehouse_id "
#define MOVE_COLUMNS                                                                               \
    "SELECT m.id, m.at, m.qty, m.allocation_id, m.from_place_id, m.to_place_id, "                  \
    "m.parcel_line_id, m.item_id, m.reason, f.code, t.code, o.name, m.from_lpn, m.to_lpn, m.lot "  \
    "FROM stock_move m LEFT JOIN place f ON f.id = m.from_place_id "                               \
    "LEFT JOIN place t ON t.id = m.to_place_id LEFT JOIN event e ON e.id = m.event_id "            \
    "LEFT JOIN operator o ON o.id = e.operator_id "
#define NOT_UNDONE                                                                                 \
    "m.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM stock_move u WHERE u.undoes = m.id) "

static const struct sql sql[] = {
    [BALANCE_TAKE] = {"balance.take",
                      "UPDATE balance SET on_hand = on_hand - $2, allocated = allocated - $3 "
                      "WHERE id = $1 AND on_hand >= $2 AND allocated >= $3 "
                      "RETURNING item_id, place_id, lot, serial, lpn, owner, cond, received_at, "
                      "on_hand"},
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
    [MOVE_ADD] = {"move.add",
                  "INSERT INTO stock_move (at, item_id, lot, serial, owner, cond, from_place_id, "
                  "from_lpn, to_place_id, to_lpn, qty, reason, allocation_id, parcel_line_id, "
                  "undoes, event_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
                  "$13, $14, $15, $16) RETURNING id"},
    [BALANCES_OF_ITEM] = {"balance.of_item",
                          BALANCE_COLUMNS "WHERE b.item_id = $1 AND b.on_hand > 0 "
                                          "ORDER BY p.walk, p.code, b.id"},
    [BALANCES_PAST] =
        {"balance.past",
         "SELECT 0, $1, p.id, CAST(sum(f.qty) AS BIGINT), 0, 0, p.walk, p.code, p.kind, f.lot, "
         "f.lpn, w.code, p.zone, p.blocked FROM "
         "(SELECT m.to_place_id AS place_id, m.lot AS lot, m.to_lpn AS lpn, m.qty AS qty "
         "FROM stock_move m WHERE m.item_id = $1 AND m.at <= $2 AND m.to_place_id IS NOT NULL "
         "UNION ALL SELECT m.from_place_id, m.lot, m.from_lpn, -m.qty FROM stock_move m "
         "WHERE m.item_id = $1 AND m.at <= $2 AND m.from_place_id IS NOT NULL) f "
         "JOIN place p ON p.id = f.place_id JOIN warehouse w ON w.id = p.warehouse_id "
         "GROUP BY p.id, p.walk, p.code, p.kind, f.lot, f.lpn, w.code, p.zone, p.blocked "
         "HAVING sum(f.qty) <> 0 ORDER BY p.walk, p.code, p.id, f.lot, f.lpn"},
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
    [HOLDERS] = {"stock.holders",
                 "SELECT l.order_id, o.status, CAST(sum(a.qty - a.short) AS BIGINT) "
                 "FROM order_line l JOIN sales_order o ON o.id = l.order_id "
                 "JOIN allocation a ON a.order_line_id = l.id WHERE l.item_id = $1 "
                 "AND o.status IN ('short', 'released', 'picking', 'picked', 'packing', 'packed') "
                 "GROUP BY l.order_id, o.status ORDER BY l.order_id DESC LIMIT $2"},
    [DEMAND] = {"stock.demand",
                "SELECT CAST(coalesce(sum(l.qty - coalesce((SELECT sum(a.qty - a.short) "
                "FROM allocation a WHERE a.order_line_id = l.id), 0)), 0) AS BIGINT) "
                "FROM order_line l JOIN sales_order o ON o.id = l.order_id WHERE l.item_id = $1 "
                "AND l.kind = 'goods' AND o.status IN ('unpaid', 'held', 'ready', 'short')"},
};

const struct sql_list stock_sql = {"stock", sql, G_N_ELEMENTS(sql)};

// What names a balance, taken from the source and given to the target.
struct goods {
    int64_t item_id, place_id, received_at, left;
    char *lot, *serial, *lpn, *owner, *cond;
};

static void goods_clear(struct goods *goods)
{
    g_free(goods->lot);
    g_free(goods->serial);
    g_free(goods->lpn);
    g_free(goods->owner);
    g_free(goods->cond);
}

static bool take(struct db *db, const struct move *move, struct goods *ret_goods, GError **error)
{
    g_autoptr(db_rows) rows = db_query(db, &sql[BALANCE_TAKE],
                                       DB_ARGS(ival(move->from_balance), ival(move->qty),
                                               ival(move->from_allocated ? move->qty : 0)),
                                       error);
    if (!rows)
        return false;
    g_autoptr(GError) failed = NULL;
    if (!db_next(rows, &failed)) {
        if (failed)
            g_propagate_error(error, g_steal_pointer(&failed));
        else
            tote_fail(error, TOTE_STALE, "qty", _("The goods are no longer there"));
        return false;
    }
    *ret_goods = (struct goods){
        .item_id = db_int(rows, 0),
        .place_id = db_int(rows, 1),
        .lot = db_dup(rows, 2),
        .serial = db_dup(rows, 3),
        .lpn = db_dup(rows, 4),
        .owner = db_dup(rows, 5),
        .cond = db_dup(rows, 6),
        .received_at = db_int(rows, 7),
        .left = db_int(rows, 8),
    };
    return true;
}

// Goods from outside: loose, good, without serial, our own.
static void arrive(const struct move *move, struct goods *ret_goods)
{
    *ret_goods = (struct goods){
        .item_id = move->item_id,
        .received_at = move->received_at ? move->received_at : move->at,
        .lot = g_strdup(move->lot ? move->lot : ""),
        .serial = g_strdup(""),
        .lpn = g_strdup(""),
        .owner = g_strdup(""),
        .cond = g_strdup("good"),
        .left = 1,
    };
}

static bool give(struct db *db, const struct move *move, const struct goods *goods, GError **error)
{
    return db_run(db, &sql[BALANCE_GIVE],
                  DB_ARGS(ival(goods->item_id), ival(move->to_place), tval(goods->lot),
                          tval(goods->serial), tval(move->to_lpn ? move->to_lpn : ""),
                          tval(goods->owner), tval(goods->cond), ival(move->qty),
                          ival(move->to_allocated ? move->qty : 0), ival(goods->received_at),
                          ival(move->undoes != 0)),
                  error) == 1;
}

static bool book(struct db *db, const struct move *move, const struct goods *goods,
                 int64_t *ret_move, GError **error)
{
    return db_get(db, &sql[MOVE_ADD], ret_move,
                  DB_ARGS(ival(move->at), ival(goods->item_id), tval(goods->lot),
                          tval(goods->serial), tval(goods->owner), tval(goods->cond),
                          idval(goods->place_id), tval(goods->lpn), idval(move->to_place),
                          tval(move->to_lpn ? move->to_lpn : ""), ival(move->qty),
                          tval(move->reason), idval(move->allocation_id),
                          idval(move->parcel_line_id), idval(move->undoes), ival(move->event_id)),
                  error) == 1;
}

bool store_stock_move(struct db *db, const struct move *move, int64_t *ret_move, GError **error)
{
    struct goods goods;
    if (!move->from_balance)
        arrive(move, &goods);
    else if (!take(db, move, &goods, error))
        return false;
    int64_t id = 0;
    bool ok = book(db, move, &goods, &id, error);
    if (ok && move->to_place)
        ok = give(db, move, &goods, error);
    if (ok && move->from_balance && !goods.left && *goods.lpn)
        ok = db_run(db, &sql[BALANCE_SWEEP], DB_ARGS(ival(move->from_balance)), error) >= 0;
    goods_clear(&goods);
    if (ok && ret_move)
        *ret_move = id;
    return ok;
}

bool store_balance_allocate(struct db *db, int64_t balance, int64_t qty, GError **error)
{
    return db_run_one(db, &sql[BALANCE_ALLOCATE], _("The stock of this place"),
                      DB_ARGS(ival(balance), ival(qty)), error);
}

static void read_balance(struct list *list, struct db_rows *rows, void *data)
{
    struct balance_row *row = data;
    *row = (struct balance_row){
        .id = db_int(rows, 0),
        .item_id = db_int(rows, 1),
        .place_id = db_int(rows, 2),
        .on_hand = db_int(rows, 3),
        .allocated = db_int(rows, 4),
        .received_at = db_int(rows, 5),
        .walk = db_int(rows, 6),
        .place = list_text(list, rows, 7),
        .kind = list_text(list, rows, 8),
        .lot = list_text(list, rows, 9),
        .lpn = list_text(list, rows, 10),
        .warehouse = list_text(list, rows, 11),
        .zone = list_text(list, rows, 12),
        .blocked = db_int(rows, 13) == 1,
    };
}

static struct list *balances(struct db *db, int statement, struct db_args args, GError **error)
{
    return list_query(db, &sql[statement], args, sizeof(struct balance_row), read_balance, error);
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

static void read_move(struct list *list, struct db_rows *rows, void *data)
{
    struct move_row *row = data;
    *row = (struct move_row){
        .id = db_int(rows, 0),
        .at = db_int(rows, 1),
        .qty = db_int(rows, 2),
        .allocation_id = db_int(rows, 3),
        .from_place_id = db_int(rows, 4),
        .to_place_id = db_int(rows, 5),
        .parcel_line_id = db_int(rows, 6),
        .item_id = db_int(rows, 7),
        .reason = list_text(list, rows, 8),
        .from = list_text(list, rows, 9),
        .to = list_text(list, rows, 10),
        .operator_name = list_text(list, rows, 11),
        .from_lpn = list_text(list, rows, 12),
        .to_lpn = list_text(list, rows, 13),
        .lot = list_text(list, rows, 14),
    };
}

static struct list *moves(struct db *db, int statement, struct db_args args, GError **error)
{
    return list_query(db, &sql[statement], args, sizeof(struct move_row), read_move, error);
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

static void read_holder(struct list *list, struct db_rows *rows, void *data)
{
    struct demand_row *row = data;
    *row = (struct demand_row){
        .order_id = db_int(rows, 0), .status = list_text(list, rows, 1), .qty = db_int(rows, 2)};
}

struct list *store_holders(struct db *db, int64_t item, int64_t n, GError **error)
{
    return list_query(db, &sql[HOLDERS], DB_ARGS(ival(item), ival(n)), sizeof(struct demand_row),
                      read_holder, error);
}

int64_t store_demand(struct db *db, int64_t item, GError **error)
{
    int64_t pieces = 0;
    return db_get(db, &sql[DEMAND], &pieces, DB_ARGS(ival(item)), error) < 0 ? -1 : pieces;
}
