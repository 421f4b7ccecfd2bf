// SPDX-License-Identifier: Apache-2.0
// Work of every kind: claims, the tasks in their order, and the guarded counts.
#pragma once

#include "parts.h"
#include "rows.h"
#include "store_fulfilment.h"

// One work. The columns name no other table, as an UPDATE … RETURNING wants it.
// order_id: of its fulfilment, 0 where it has none. done, total: pieces of its tasks that are done,
// and all that are there to take; of a packing, which has none, those in its boxes and all that
// were picked. withdrawn: it ended without a result. asked: what an import asks about the order
// (question_row.what), "" = nothing.
#define WORK_OWN(X)                                                                                \
    X(WORK, id, "work.id")                                                                         \
    X(TEXT, kind, "work.kind")                                                                     \
    X(KEY, site_id, "work.site_id")                                                                \
    X(KEY, fulfilment_id, "work.fulfilment_id")                                                    \
    X(ORDER, order_id, "coalesce(work.fulfilment_id / " PARTS ", 0)")                              \
    X(KEY, operator_id, "work.operator_id")                                                        \
    X(TIME, lease_until, "work.lease_until")                                                       \
    X(TIME, due_at, "work.due_at")                                                                 \
    X(KEY, at_id, "work.at_id")                                                                    \
    X(INT, step, "work.step")                                                                      \
    X(QTY, taken, "work.taken")                                                                    \
    X(KEY, last_event, "work.last_event")                                                          \
    X(TIME, done_at, "work.done_at")                                                               \
    X(TEXT, ask, "work.ask")
// The tasks t of the work.
#define ITS_TASKS "FROM task t WHERE t.id > work.id * " TASKS " AND t.id < (work.id + 1) * " TASKS
// The rest, and what other tables say of it: 0 and "" where only what a scan needs was read (bare).
#define WORK_TOLD(X)                                                                               \
    X(KEY, station_id, "work.station_id")                                                          \
    X(KEY, cart_id, "work.cart_id")                                                                \
    X(TIME, made_at, "work.made_at")                                                               \
    X(TIME, started_at, "work.started_at")                                                         \
    X(BOOL, withdrawn, "work.withdrawn")                                                           \
    X(TEXT, asked,                                                                                 \
      "coalesce((SELECT q.what FROM import_question q WHERE q.order_id = work.fulfilment_id "      \
      "/ " PARTS "), '')")                                                                         \
    X(QTY, done,                                                                                   \
      "CAST((SELECT coalesce(sum(t.done), 0) " ITS_TASKS ") + "                                    \
      "(SELECT coalesce(sum(c.qty), 0) FROM parcel b JOIN parcel_line c ON c.parcel_id = b.id "    \
      "WHERE b.work_id = work.id) AS BIGINT)")                                                     \
    X(QTY, total,                                                                                  \
      "CAST(CASE WHEN EXISTS (SELECT 1 " ITS_TASKS ") THEN (SELECT "                               \
      "sum(t.qty - t.short) " ITS_TASKS ") ELSE (SELECT "                                          \
      "coalesce(sum(c.qty), 0) "                                                                   \
      "FROM parcel b JOIN parcel_line c ON c.parcel_id = b.id WHERE b.work_id = work.id) + "       \
      "(SELECT coalesce(sum(a.qty), 0) FROM order_line l JOIN allocation a ON a.line_id = l.id "   \
      "JOIN location p ON p.id = a.location_id JOIN location_kind k ON k.code = p.kind WHERE "     \
      "l.id > work.fulfilment_id / " PARTS " * " PARTS " AND l.id < (work.fulfilment_id / " PARTS  \
      " + 1) * " PARTS                                                                             \
      " AND l.fulfilment_id = work.fulfilment_id AND k.picked = 1) END AS BIGINT)")                \
    X(TEXT, operator_name, "(SELECT o.name FROM operator o WHERE o.id = work.operator_id)")        \
    X(TEXT, station_name, "(SELECT s.name FROM station s WHERE s.id = work.station_id)")           \
    X(STATE, status, "(SELECT f.state FROM fulfilment f WHERE f.id = work.fulfilment_id)")         \
    X(STATE, order_status,                                                                         \
      "(SELECT r.state FROM sales_order r WHERE r.id = work.fulfilment_id / " PARTS ")")           \
    X(TEXT, warehouse, "(SELECT s.code FROM site s WHERE s.id = work.site_id)")
#define WORK_ROW(X) WORK_OWN(X) WORK_TOLD(X)
RECORD(work_row, WORK_ROW);

// By id: one row or none; bare: what it takes for a scan. Of a fulfilment: the newest of this kind;
// all open ones. Of an order: the open ones of this kind. Of a place: the open ones of which a line
// claims the item there, the most urgent first. Of an operator: open ones, the newest
// claim first, of several in one call the most urgent. Claimed ones of this kind at a site (0 =
// all); those of every kind, kind by kind.
struct list *store_work(struct db *db, int64_t id, GError **error);
struct list *store_work_bare(struct db *db, int64_t id, GError **error);
void store_work_bare_send(struct db *db, int64_t id); // announces the read, see db_send()
struct list *store_work_of_fulfilment(struct db *db, int64_t fulfilment, const char *kind,
                                      GError **error);
struct list *store_works_of_fulfilment(struct db *db, int64_t fulfilment, GError **error);
struct list *store_works_of_order(struct db *db, int64_t order, const char *kind, GError **error);
struct list *store_works_of_place(struct db *db, int64_t item, int64_t location, GError **error);
struct list *store_works_of_operator(struct db *db, int64_t operator_id, GError **error);
// The one of a kind that an operator ended last: one row or none.
struct list *store_work_ended(struct db *db, int64_t operator_id, const char *kind, GError **error);
// Open ones of a kind ("" = any) at a site (0 = any), the most urgent first.
struct list *store_works_open(struct db *db, const char *kind, int64_t site, int64_t n,
                              GError **error);
struct list *store_works_claimed(struct db *db, const char *kind, int64_t site, int64_t n,
                                 GError **error);

struct list *store_works_in_hand(struct db *db, int64_t site, int64_t n, GError **error);

// Work that nobody has: what can be begun. Those whose fulfilment is in a state, the most urgent
// first. customer: empty until people_fill_names() (src/ops/people/people.h).
#define CHOICE_ROW(X)                                                                              \
    X(WORK, id, "w.id")                                                                            \
    X(TEXT, kind, "w.kind")                                                                        \
    X(ORDER, order_id, "f.order_id")                                                               \
    X(INT, lines, "f.lines")                                                                       \
    X(QTY, pieces, "f.pieces")                                                                     \
    X(QTY, missing, FULFILMENT_MISSING("f.id"))                                                    \
    X(TIME, promise_at, "f.promise_at")                                                            \
    X(STATE, status, "f.state")                                                                    \
    X(TEXT, external_name, "o.external_name")                                                      \
    X(KEY, person_id, "coalesce(o.delivery_id, o.billing_id)")                                     \
    X(TEXT, customer, "''")                                                                        \
    X(TEXT, warehouse, "s.code")
RECORD(choice_row, CHOICE_ROW);
struct list *store_choices(struct db *db, const char *kind, const char *state, int64_t site,
                           int64_t n, GError **error);

// The open ones (struct work_row) that nobody has, of a kind that serves no fulfilment, the most
// urgent first.
struct list *store_works_alone(struct db *db, const char *kind, int64_t site, int64_t n,
                               GError **error);

// The first of them, kept for the caller until the commit: whoever asks meanwhile gets the next.
struct list *store_choice_take(struct db *db, const char *kind, const char *state, int64_t site,
                               GError **error);

// The same of a kind that serves no fulfilment; *ret_work is its id, 0 = there is none.
bool store_work_alone_take(struct db *db, const char *kind, int64_t site, int64_t *ret_work,
                           GError **error);

// How many they are in all; -1 with *error.
int64_t store_choices_count(struct db *db, const char *kind, const char *state, int64_t site,
                            GError **error);

// Work of a kind at a site (0 = all): what nobody has, by the rule of store_choices_count() where
// it serves fulfilments, what somebody has, 10000 of each at most; and since when the oldest of the
// most urgent waits: its order was placed, or it came up.
#define FREE_AT_SITE                                                                               \
    "FROM work w LEFT JOIN fulfilment f ON f.id = w.fulfilment_id LEFT JOIN fulfilment_state s "   \
    "ON s.code = f.state WHERE w.kind = $1 AND w.done_at = 0 AND w.operator_id IS NULL AND "       \
    "(s.picks = 1 OR s.packs = 1 OR w.fulfilment_id IS NULL) AND ($2 = 0 OR w.site_id = $2) "
#define WORK_COUNT(X)                                                                              \
    X(INT, waiting, "(SELECT count(*) FROM (SELECT 1 " FREE_AT_SITE "LIMIT 10000) x)")             \
    X(INT, in_hand,                                                                                \
      "(SELECT count(*) FROM (SELECT 1 FROM work w WHERE w.done_at = 0 AND w.operator_id > 0 AND " \
      "w.kind = $1 AND ($2 = 0 OR w.site_id = $2) LIMIT 10000) x)")                                \
    X(TIME, oldest_placed,                                                                         \
      "coalesce((SELECT min(coalesce(o.placed_at, x.made_at)) FROM (SELECT f.order_id AS id, "     \
      "w.made_at " FREE_AT_SITE                                                                    \
      "ORDER BY w.due_at, w.id LIMIT 500) x LEFT JOIN sales_order o ON o.id = x.id), 0)")
RECORD(work_count, WORK_COUNT);
bool store_work_counts(struct db *db, const char *kind, int64_t site, struct work_count *ret_count,
                       GError **error);

struct claim {
    int64_t operator_id, station_id, lease_until;
};

// A new work that nobody has yet; returns its id, 0 with *error.
struct new_work {
    const char *kind;
    int64_t site_id, fulfilment_id, cart_id, due_at, now;
};
int64_t store_work_add(struct db *db, const struct new_work *work, GError **error);

// Renews the lease and drops a pending question, if the work is open and the claim the operator's:
// a list of that one work, else an empty one. Other changes of the work wait until this
// transaction ends.
struct list *store_work_renew(struct db *db, int64_t work, const struct claim *claim,
                              GError **error);

// Somebody takes the work, as it was when SEEN was read: TOTE_STALE where somebody else was faster.
// Where its operator stood is not known of the next one, unless KEEPS_AT.
bool store_work_claim(struct db *db, const struct work_row *seen, const struct claim *claim,
                      bool keeps_at, int64_t now, GError **error);
// Nobody has it any more.
bool store_work_leave(struct db *db, int64_t work, GError **error);
// SEEN: the claim that was read; another one since then is TOTE_STALE.
bool store_work_ask(struct db *db, const struct work_row *seen, const char *ask, GError **error);
// Where the operator stands for certain (0 = not known), and the newest event that can be undone.
bool store_work_step(struct db *db, int64_t work, int64_t location, int64_t last_event,
                     GError **error);
// The same for a work that was only read: TOTE_STALE where it has another operator by now, or a
// newer event than the one SEEN.
struct step_seen {
    int64_t operator_id, location, step, taken, last_event, seen;
};
bool store_work_step_seen(struct db *db, int64_t work, const struct step_seen *step,
                          GError **error);
// Ends it at NOW, or opens it again (NOW 0); TOTE_STALE where it is so already.
bool store_work_close(struct db *db, int64_t work, int64_t now, GError **error);
// Ends it at NOW without a result: it was not wanted any more, or nothing was found.
bool store_work_withdraw(struct db *db, int64_t work, int64_t now, GError **error);
