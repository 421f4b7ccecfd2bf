// SPDX-License-Identifier: Apache-2.0
// Tasks: the steps of a work, goods from one location to another.
#pragma once

#include "parts.h"
#include "rows.h"
#include "store_goods.h"

// A task: what stands in its own row and a scan needs; what a scan is judged by as well (bare); and
// the rest, which only a screen shows or a plan wants. Members that were not read are 0 and "".
// place, to: of the location that the goods are taken from, and of that where they go; line: number
// in the order; part_of: SKU of the kit whose part it is; stops_day: of its lot (LOT_STOPS); shut:
// nothing that stands there may leave the house.
#define TASK_OWN(X)                                                                                \
    X(KEY, id, "t.id")                                                                             \
    X(INT, seq, "t.seq")                                                                           \
    X(KEY, order_line_id, "t.line_id")                                                             \
    X(KEY, goods_id, "t.goods_id")                                                                 \
    X(KEY, place_id, "t.from_id")                                                                  \
    X(KEY, to_id, "t.to_id")                                                                       \
    X(QTY, qty, "t.qty")                                                                           \
    X(QTY, picked, "t.done")                                                                       \
    X(QTY, shorted, "t.short")
#define TASK_BARE(X)                                                                               \
    TASK_OWN(X)                                                                                    \
    X(KEY, item_id, "g.item_id")                                                                   \
    X(TEXT, place, "p.code")                                                                       \
    X(TEXT, check, "p.check_digits")                                                               \
    X(MAYBE, to, "d.code")                                                                         \
    X(MAYBE, to_check, "d.check_digits")                                                           \
    X(TEXT, sku, "i.sku")                                                                          \
    X(TEXT, name, "i.name")                                                                        \
    X(MAYBE, lot, "o.code")                                                                        \
    X(TEXT, serial, "g.serial")                                                                    \
    X(INT, stops_day, LOT_STOPS)                                                                   \
    X(BOOL, shut,                                                                                  \
      "coalesce((SELECT CASE WHEN w.blocked = 1 OR h.sells = 0 THEN 1 ELSE 0 END FROM standing w " \
      "JOIN location_kind h ON h.code = w.kind WHERE w.id = t.from_id), 0)")                       \
    X(INT, made_by, "t.made_by")
#define TASK_ROW(X)                                                                                \
    TASK_BARE(X)                                                                                   \
    X(KEY, work_id, "t.work_id")                                                                   \
    X(INT, instead_of, "t.instead_of")                                                             \
    X(ORDER, order_id, "coalesce(t.line_id / " PARTS ", 0)")                                       \
    X(INT, line, "coalesce(t.line_id - t.line_id / " PARTS " * " PARTS ", 0)")                     \
    X(INT, walk, "p.walk")                                                                         \
    X(QTY, on_hand, "coalesce(b.on_hand, 0)")                                                      \
    X(TEXT, zone, "p.zone")                                                                        \
    X(GTIN, gtin, "(SELECT min(c.code) FROM item_code c WHERE c.item_id = i.id)")                  \
    X(TEXT, part_of,                                                                               \
      "coalesce((SELECT k.sku FROM order_line l JOIN order_line u ON u.id = l.parent_id JOIN "     \
      "order_line k ON k.id = CASE WHEN u.kind = 'kit' THEN u.id ELSE u.parent_id END WHERE l.id " \
      "= t.line_id), '')")
RECORD(task_row, TASK_ROW);

// All tasks of a work in their order; bare: what it takes to judge a scan.
struct list *store_tasks(struct db *db, int64_t work, GError **error);
struct list *store_tasks_bare(struct db *db, int64_t work, GError **error);

// Those that are not finished: the first of them, bare; all of them, with what stands in their own
// rows. _send() announces both reads, see db_send().
struct list *store_task_next(struct db *db, int64_t work, GError **error);
struct list *store_tasks_left(struct db *db, int64_t work, GError **error);
void store_tasks_left_send(struct db *db, int64_t work);

// Adds a task (work_id, seq, order_line_id, goods_id, place_id, to_id, qty, made_by, instead_of).
bool store_task_add(struct db *db, const struct task_row *task, GError **error);
// Removes one of which nothing was done; TOTE_STALE otherwise.
bool store_task_drop(struct db *db, int64_t task, GError **error);

// done += QTY (negative: undo) and short += SHORTED, guarded by qty; TOTE_STALE otherwise. REASON
// (NULL = none) is why pieces are short.
bool store_task_count(struct db *db, int64_t task, int64_t qty, int64_t shorted, const char *reason,
                      GError **error);
bool store_task_order(struct db *db, int64_t task, int64_t seq, GError **error);
