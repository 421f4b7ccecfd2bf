// SPDX-License-Identifier: Apache-2.0
// What the report of an empty place took from the lines of others, for the undo of that report.
#pragma once

#include "parts.h"
#include "rows.h"

// Pieces that a line had claimed at a place. task_id: of the work that was to fetch them there, 0 =
// they were set aside for an order that waits for more; work_id: of that task, 0 = it is gone.
#define LOSS_ROW(X)                                                                                \
    X(KEY, line_id, "x.line_id")                                                                   \
    X(ORDER, order_id, "x.line_id / " PARTS)                                                       \
    X(KEY, goods_id, "x.goods_id")                                                                 \
    X(KEY, location_id, "x.location_id")                                                           \
    X(KEY, task_id, "x.task_id")                                                                   \
    X(KEY, work_id, "t.work_id")                                                                   \
    X(KEY, item_id, "g.item_id")                                                                   \
    X(QTY, qty, "x.qty")
RECORD(loss_row, LOSS_ROW);

// What one event took, order by order.
struct list *store_losses(struct db *db, int64_t event, GError **error);

// Notes a loss (line_id, goods_id, location_id, task_id, qty).
bool store_loss_add(struct db *db, int64_t event, const struct loss_row *loss, GError **error);
// The event is undone: it took nothing.
bool store_losses_drop(struct db *db, int64_t event, GError **error);
