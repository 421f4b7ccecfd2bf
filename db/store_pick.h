// SPDX-License-Identifier: Apache-2.0
// Pick work: claims, the lines in walk order, and the guarded counts.
#pragma once

#include "rows.h"

// One work. The columns name no other table, as an UPDATE … RETURNING wants it.
// done: pieces picked or short; total: pieces asked for.
#define WORK_ROW(X)                                                                                \
    X(WORK, id, "pick_work.id")                                                                    \
    X(ORDER, order_id, "pick_work.order_id")                                                       \
    X(KEY, operator_id, "pick_work.operator_id")                                                   \
    X(KEY, station_id, "pick_work.station_id")                                                     \
    X(TIME, lease_until, "pick_work.lease_until")                                                  \
    X(KEY, allocation_id, "pick_work.allocation_id")                                               \
    X(TIME, started_at, "pick_work.started_at")                                                    \
    X(QTY, done,                                                                                   \
      "CAST((SELECT coalesce(sum(a.picked + a.short), 0) FROM allocation a WHERE a.work_id = "     \
      "pick_work.id) AS BIGINT)")                                                                  \
    X(QTY, total,                                                                                  \
      "CAST((SELECT coalesce(sum(a.qty), 0) FROM allocation a WHERE a.work_id = pick_work.id) AS " \
      "BIGINT)")                                                                                   \
    X(STATE, status, "pick_work.status")                                                           \
    X(TEXT, ask, "pick_work.ask")                                                                  \
    X(TEXT, operator_name, "(SELECT o.name FROM operator o WHERE o.id = pick_work.operator_id)")   \
    X(TEXT, station_name, "(SELECT s.name FROM station s WHERE s.id = pick_work.station_id)")      \
    X(STATE, order_status, "(SELECT r.status FROM sales_order r WHERE r.id = pick_work.order_id)") \
    X(BOOL, place_ok, "pick_work.place_ok")
RECORD(work_row, WORK_ROW);
struct list *store_work(struct db *db, int64_t id, GError **error);
// The open work of an order; of an operator (newest first); all open ones.
struct list *store_work_of_order(struct db *db, int64_t order, GError **error);
struct list *store_works_of_operator(struct db *db, int64_t operator_id, GError **error);
struct list *store_works_open(struct db *db, int64_t n, GError **error);

struct claim {
    int64_t operator_id, station_id, lease_until;
};
int64_t store_work_add(struct db *db, int64_t order, const struct claim *claim, int64_t now,
                       GError **error);
// Ties the order's unpicked allocations to the work; returns how many, -1 with *error.
int64_t store_work_take_lines(struct db *db, int64_t work, int64_t order, GError **error);
// Unties those of which nothing was picked.
bool store_work_give_lines(struct db *db, int64_t work, GError **error);

// Renews the lease and drops a pending question, if the work is open and the claim the operator's:
// a list of that one work, else an empty one. Other changes of the work wait until this
// transaction ends.
struct list *store_work_renew(struct db *db, int64_t work, const struct claim *claim,
                              GError **error);

// Where the picker stands.
struct work_mark {
    int64_t allocation_id;
    bool place_ok;
};
bool store_work_step(struct db *db, int64_t work, const struct work_mark *step, GError **error);
// Another operator takes the work over.
bool store_work_claim(struct db *db, int64_t work, const struct claim *claim, GError **error);
bool store_work_ask(struct db *db, int64_t work, const char *ask, GError **error);
bool store_work_status(struct db *db, int64_t work, const char *from, const char *to, int64_t now,
                       GError **error);

#define TASK_ROW(X)                                                                                \
    X(KEY, allocation_id, "a.id")                                                                  \
    X(KEY, order_line_id, "a.order_line_id")                                                       \
    X(KEY, balance_id, "a.balance_id")                                                             \
    X(KEY, place_id, "b.place_id")                                                                 \
    X(KEY, item_id, "b.item_id")                                                                   \
    X(ORDER, order_id, "l.order_id")                                                               \
    X(QTY, qty, "a.qty")                                                                           \
    X(QTY, picked, "a.picked")                                                                     \
    X(QTY, shorted, "a.short")                                                                     \
    X(INT, line, "l.line")                                                                         \
    X(QTY, on_hand, "b.on_hand")                                                                   \
    X(INT, walk, "p.walk")                                                                         \
    X(TEXT, place, "p.code")                                                                       \
    X(TEXT, zone, "p.zone")                                                                        \
    X(TEXT, check, "p.check_digits")                                                               \
    X(TEXT, sku, "i.sku")                                                                          \
    X(TEXT, name, "i.name")                                                                        \
    X(GTIN, gtin, "(SELECT min(c.code) FROM item_code c WHERE c.item_id = i.id)")                  \
    X(MAYBE, lot, "b.lot")                                                                         \
    X(BOOL, skipped, "a.skipped")
RECORD(task_row, TASK_ROW);
// All lines of a work in walk order, skipped ones last.
struct list *store_tasks(struct db *db, int64_t work, GError **error);

// picked += QTY (negative: undo) and short += SHORTED, guarded by qty; TOTE_STALE otherwise.
bool store_task_count(struct db *db, int64_t allocation, int64_t qty, int64_t shorted,
                      GError **error);
bool store_task_skip(struct db *db, int64_t allocation, bool skipped, GError **error);
bool store_tasks_unskip(struct db *db, int64_t work, GError **error); // all of the work

#define CHOICE_ROW(X)                                                                              \
    X(ORDER, order_id, "o.id")                                                                     \
    X(INT, lines, "o.lines")                                                                       \
    X(QTY, pieces, "o.pieces")                                                                     \
    X(TIME, promise_at, "o.promise_at")                                                            \
    X(STATE, status, "o.status")                                                                   \
    X(TEXT, external_name, "o.external_name")                                                      \
    X(TEXT, customer, "coalesce(CASE WHEN p.name <> '' THEN p.name END, p.company, '')")
RECORD(choice_row, CHOICE_ROW);
// Orders that can be picked (released), packed (picked): best first.
struct list *store_choices(struct db *db, const char *status, int64_t n, GError **error);
