// SPDX-License-Identifier: Apache-2.0
// Writing the ledger and the balances.
#include "store_stock.h"

#include "i18n.h"

// A row of the ledger, as it is written.
#define LEDGER_REST(X)                                                                             \
    X(KEY, id, "id")                                                                               \
    X(TIME, at, "at")                                                                              \
    X(TEXT, kind, "kind")                                                                          \
    X(KEY, from_id, "from_id")                                                                     \
    X(KEY, to_id, "to_id")                                                                         \
    X(QTY, qty, "qty")                                                                             \
    X(KEY, line_id, "line_id")                                                                     \
    X(KEY, undoes, "undoes")
#define LEDGER(X) X(KEY, goods_id, "goods_id") LEDGER_REST(X)
RECORD(ledger, LEDGER);
RECORD_DEFINE(ledger, LEDGER);

enum { TAKE, GIVE, ALLOCATE, SWEEP, BOOK };

static const struct sql sql[] = {
    [TAKE] = {"balance.take",
              "UPDATE balance SET on_hand = on_hand - $3, allocated = allocated - $4 WHERE "
              "goods_id = $1 AND location_id = $2 AND on_hand >= $3 AND allocated >= $4"},
    // Pieces that come back ($7) find the age of the goods as they left it. Else an empty place
    // takes the age of what comes, and a filled one that of its oldest piece.
    [GIVE] = {"balance.give",
              "INSERT INTO balance (goods_id, location_id, on_hand, allocated, since) "
              "VALUES ($1, $2, $3, $4, coalesce((SELECT f.since FROM balance f WHERE f.goods_id = "
              "$1 AND f.location_id = $5), $6)) "
              "ON CONFLICT (goods_id, location_id) DO UPDATE "
              "SET on_hand = balance.on_hand + excluded.on_hand, "
              "allocated = balance.allocated + excluded.allocated, "
              "since = CASE WHEN $7 = 0 AND (balance.on_hand = 0 OR excluded.since < "
              "balance.since) THEN excluded.since ELSE balance.since END"},
    [ALLOCATE] = {"balance.allocate",
                  "UPDATE balance SET allocated = allocated + $3 WHERE goods_id = $1 AND "
                  "location_id = $2 AND allocated + $3 >= 0 AND allocated + $3 <= on_hand"},
    [SWEEP] = {"balance.sweep", "DELETE FROM balance WHERE location_id = $1 AND on_hand = 0"},
    [BOOK] = {"move.add", RECORD_INSERT("move", "goods_id", LEDGER_REST)},
};

const struct sql_list stock_sql = {"stock", sql, G_N_ELEMENTS(sql)};

static bool take(struct db *db, const struct move *move, GError **error)
{
    return !move->from_id ||
           db_run_one(db, &sql[TAKE], _("The stock of this place"),
                      DB_ARGS(ival(move->goods_id), ival(move->from_id), ival(move->qty),
                              ival(move->from_allocated ? move->qty : 0)),
                      error);
}

static bool give(struct db *db, const struct move *move, GError **error)
{
    return !move->to_id ||
           db_queue(db, &sql[GIVE],
                    DB_ARGS(ival(move->goods_id), ival(move->to_id), ival(move->qty),
                            ival(move->to_allocated ? move->qty : 0), idval(move->from_id),
                            ival(move->since ? move->since : move->at), ival(move->undoes != 0)),
                    1, NULL, error);
}

bool store_stock_move(struct db *db, const struct move *move, GError **error)
{
    g_assert(move->qty > 0 && move->id && move->from_id != move->to_id);
    const struct ledger row = {.goods_id = move->goods_id,
                               .id = move->id,
                               .at = move->at,
                               .kind = move->kind,
                               .from_id = move->from_id,
                               .to_id = move->to_id,
                               .qty = move->qty,
                               .line_id = move->line_id,
                               .undoes = move->undoes};
    return take(db, move, error) && give(db, move, error) &&
           db_queue(db, &sql[BOOK], ROW_ARGS(&sql[BOOK], &ledger_record, &row), 1, NULL, error);
}

bool store_balance_allocate(struct db *db, int64_t goods, int64_t location, int64_t qty,
                            GError **error)
{
    return db_run_one(db, &sql[ALLOCATE], _("The stock of this place"),
                      DB_ARGS(ival(goods), ival(location), ival(qty)), error);
}

bool store_balances_sweep(struct db *db, int64_t location, GError **error)
{
    return db_queue(db, &sql[SWEEP], DB_ARGS(ival(location)), DB_ANY, NULL, error);
}
