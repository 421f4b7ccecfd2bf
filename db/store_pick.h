// SPDX-License-Identifier: Apache-2.0
// Pick work: claims, the lines in walk order, and the guarded counts.
#pragma once

#include "store.h"

struct work_row {
    int64_t id, order_id, operator_id, station_id, lease_until, allocation_id, started_at;
    int64_t done, total; // pieces picked or short, and asked
    const char *status, *ask, *operator_name, *station_name, *order_status;
    bool place_ok;
};
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

struct task_row {
    int64_t allocation_id, order_line_id, balance_id, place_id, item_id, qty, picked, shorted, line,
        on_hand, walk;
    const char *place, *zone, *check, *sku, *name, *gtin, *lot;
    bool skipped;
};
// All lines of a work in walk order, skipped ones last.
struct list *store_tasks(struct db *db, int64_t work, GError **error);

// picked += QTY (negative: undo) and short += SHORTED, guarded by qty; TOTE_STALE otherwise.
bool store_task_count(struct db *db, int64_t allocation, int64_t qty, int64_t shorted,
                      GError **error);
bool store_task_skip(struct db *db, int64_t allocation, bool skipped, GError **error);
bool store_tasks_unskip(struct db *db, int64_t work, GError **error); // all of the work

struct choice_row {
    int64_t order_id, lines, pieces, promise_at;
    const char *status, *external_name, *customer;
};
// Orders that can be picked (released), packed (picked): best first.
struct list *store_choices(struct db *db, const char *status, int64_t n, GError **error);
