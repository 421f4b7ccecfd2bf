// SPDX-License-Identifier: Apache-2.0
// Work of every kind and who has it.
#include "store_work.h"

#include "i18n.h"

RECORD_DEFINE(work_row, WORK_ROW);
RECORD_DEFINE(choice_row, CHOICE_ROW);
RECORD_DEFINE(work_count, WORK_COUNT);

enum {
    BY_ID,
    BARE,
    OF_FULFILMENT,
    OPEN_OF_FULFILMENT,
    OF_ORDER,
    OF_PLACE,
    OF_OPERATOR,
    ENDED,
    OPEN,
    CLAIMED,
    IN_HAND,
    ALONE,
    CHOICES,
    CHOICE_TAKE,
    ALONE_TAKE,
    CHOICES_COUNT,
    WORK_COUNTS,
    ADD,
    RENEW,
    CLAIM,
    LEAVE,
    ASK,
    STEP,
    STEP_SEEN,
    CLOSE,
};

#define WORKS_FROM RECORD_SELECT(WORK_ROW) "FROM work WHERE "
#define SELECT_CHOICE RECORD_SELECT(CHOICE_ROW)
#define FREE_WORKS                                                                                 \
    SELECT_CHOICE                                                                                  \
    "FROM work w JOIN fulfilment f ON f.id = w.fulfilment_id JOIN sales_order o ON "               \
    "o.id = f.order_id JOIN site s ON s.id = w.site_id "                                           \
    "WHERE w.done_at = 0 AND w.kind = $1 AND f.state = $2 AND ($3 = 0 "                            \
    "OR w.site_id = $3) AND w.operator_id IS NULL ORDER BY w.due_at, w.id "

static const struct sql sql[] = {
    [BY_ID] = {"work.by_id", WORKS_FROM "id = $1"},
    [BARE] = {"work.bare", RECORD_SELECT(WORK_OWN) "FROM work WHERE id = $1 {lock work}"},
    [OF_FULFILMENT] = {"work.of_fulfilment",
                       WORKS_FROM "fulfilment_id = $1 AND kind = $2 ORDER BY id DESC LIMIT 1"},
    [OPEN_OF_FULFILMENT] = {"work.open_of_fulfilment",
                            WORKS_FROM "fulfilment_id = $1 AND done_at = 0 ORDER BY id"},
    [OF_ORDER] = {"work.of_order", WORKS_FROM "fulfilment_id > $1 AND fulfilment_id < $2 AND kind "
                                              "= $3 AND done_at = 0 ORDER BY id"},
    [OF_PLACE] = {"work.of_place",
                  WORKS_FROM "done_at = 0 AND id IN (SELECT w.id FROM goods g JOIN allocation a ON "
                             "a.location_id = $2 AND a.goods_id = g.id JOIN order_line l ON l.id = "
                             "a.line_id JOIN work w ON w.fulfilment_id = l.fulfilment_id AND "
                             "w.done_at = 0 WHERE g.item_id = $1) ORDER BY due_at, id"},
    [OF_OPERATOR] =
        {"work.of_operator", WORKS_FROM
         "done_at = 0 AND operator_id = $1 ORDER BY started_at DESC, due_at, id LIMIT 20"},
    [ENDED] = {"work.ended", WORKS_FROM "operator_id = $1 AND kind = $2 AND done_at <> 0 ORDER BY "
                                        "done_at DESC, id DESC LIMIT 1"},
    [OPEN] = {"work.open", WORKS_FROM "done_at = 0 AND ($1 = '' OR kind = $1) AND ($2 = 0 OR "
                                      "site_id = $2) ORDER BY due_at, id LIMIT $3"},
    [CLAIMED] = {"work.claimed", WORKS_FROM "done_at = 0 AND operator_id > 0 AND kind = $1 AND ($2 "
                                            "= 0 OR site_id = $2) ORDER BY id LIMIT $3"},
    [IN_HAND] = {"work.in_hand",
                 WORKS_FROM "done_at = 0 AND operator_id > 0 AND ($1 = 0 OR site_id = $1) "
                            "ORDER BY kind, id LIMIT $2"},
    [ALONE] = {"work.alone",
               WORKS_FROM "done_at = 0 AND kind = $1 AND fulfilment_id IS NULL AND operator_id IS "
                          "NULL AND ($2 = 0 OR site_id = $2) ORDER BY due_at, id LIMIT $3"},
    [CHOICES] = {"work.choices", FREE_WORKS "LIMIT $4"},
    [CHOICE_TAKE] = {"work.choice_take", FREE_WORKS "LIMIT 1 {free w}"},
    [ALONE_TAKE] = {"work.alone_take",
                    "SELECT w.id FROM work w WHERE w.done_at = 0 AND w.kind = $1 AND "
                    "w.fulfilment_id IS NULL AND ($2 = 0 OR w.site_id = $2) AND w.operator_id IS "
                    "NULL ORDER BY w.due_at, w.id LIMIT 1 {free w}"},
    [CHOICES_COUNT] = {"work.choices_count",
                       "SELECT count(*) FROM work w JOIN fulfilment f ON f.id = w.fulfilment_id "
                       "WHERE w.done_at = 0 AND w.kind = $1 AND f.state = $2 AND ($3 = 0 OR "
                       "w.site_id = $3) AND w.operator_id IS NULL"},
    [WORK_COUNTS] = {"work.counts", RECORD_SELECT(WORK_COUNT)},
    [ADD] = {"work.add",
             "INSERT INTO work (id, kind, site_id, fulfilment_id, cart_id, due_at, made_at) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7)"},
    [RENEW] = {"work.renew", "UPDATE work SET lease_until = $3, ask = '' WHERE id = $1 AND "
                             "operator_id = $2 AND done_at = 0 " RECORD_RETURN(WORK_ROW)},
    [CLAIM] = {"work.claim",
               "UPDATE work SET operator_id = $2, station_id = $3, lease_until = $4, ask = '', "
               "started_at = CASE WHEN operator_id = $2 AND started_at > 0 THEN started_at ELSE $5 "
               "END, at_id = CASE WHEN operator_id = $2 OR CAST($8 AS BIGINT) = 1 THEN at_id "
               "END, step = CASE WHEN operator_id = $2 THEN step ELSE 0 END, taken = CASE WHEN "
               "operator_id = $2 THEN taken ELSE 0 END WHERE id = $1 AND done_at = 0 AND "
               "coalesce(operator_id, 0) = $6 AND "
               "lease_until = $7"},
    [LEAVE] = {"work.leave",
               "UPDATE work SET operator_id = NULL, station_id = NULL, lease_until = "
               "0, ask = '', at_id = NULL, step = 0, taken = 0 WHERE id = $1 AND done_at = 0"},
    [ASK] = {"work.ask",
             "UPDATE work SET ask = $2 WHERE id = $1 AND coalesce(operator_id, 0) = $3 AND "
             "lease_until = $4"},
    [STEP] = {"work.step",
              "UPDATE work SET at_id = $2, last_event = $3 WHERE id = $1 AND done_at = 0"},
    [STEP_SEEN] = {"work.step_seen",
                   "UPDATE work SET at_id = $3, last_event = $4, step = $6, taken = $7 WHERE id = "
                   "$1 AND operator_id = $2 AND last_event = $5 AND done_at = 0"},
    [CLOSE] = {"work.close", "UPDATE work SET done_at = $2, withdrawn = $3 WHERE id = $1 AND "
                             "(done_at = 0) <> (CAST($2 AS BIGINT) = 0)"},
};

const struct sql_list work_sql = {"work", sql, G_N_ELEMENTS(sql)};

static struct list *works(struct db *db, int statement, struct db_args args, GError **error)
{
    return list_records(db, &sql[statement], args, &work_row_record, error);
}

struct list *store_work(struct db *db, int64_t id, GError **error)
{
    return works(db, BY_ID, DB_ARGS(ival(id)), error);
}

struct list *store_work_bare(struct db *db, int64_t id, GError **error)
{
    return works(db, BARE, DB_ARGS(ival(id)), error);
}

void store_work_bare_send(struct db *db, int64_t id)
{
    db_send(db, &sql[BARE], DB_ARGS(ival(id)));
}

struct list *store_work_of_fulfilment(struct db *db, int64_t fulfilment, const char *kind,
                                      GError **error)
{
    return works(db, OF_FULFILMENT, DB_ARGS(ival(fulfilment), tval(kind)), error);
}

struct list *store_works_of_fulfilment(struct db *db, int64_t fulfilment, GError **error)
{
    return works(db, OPEN_OF_FULFILMENT, DB_ARGS(ival(fulfilment)), error);
}

struct list *store_works_of_order(struct db *db, int64_t order, const char *kind, GError **error)
{
    return works(
        db, OF_ORDER,
        DB_ARGS(ival(order * PARTS_OF_ORDER), ival((order + 1) * PARTS_OF_ORDER), tval(kind)),
        error);
}

struct list *store_works_of_place(struct db *db, int64_t item, int64_t location, GError **error)
{
    return works(db, OF_PLACE, DB_ARGS(ival(item), ival(location)), error);
}

struct list *store_works_of_operator(struct db *db, int64_t operator_id, GError **error)
{
    return works(db, OF_OPERATOR, DB_ARGS(ival(operator_id)), error);
}

struct list *store_work_ended(struct db *db, int64_t operator_id, const char *kind, GError **error)
{
    return works(db, ENDED, DB_ARGS(ival(operator_id), tval(kind)), error);
}

struct list *store_works_open(struct db *db, const char *kind, int64_t site, int64_t n,
                              GError **error)
{
    return works(db, OPEN, DB_ARGS(tval(kind), ival(site), ival(n)), error);
}

struct list *store_works_claimed(struct db *db, const char *kind, int64_t site, int64_t n,
                                 GError **error)
{
    return works(db, CLAIMED, DB_ARGS(tval(kind), ival(site), ival(n)), error);
}

struct list *store_works_alone(struct db *db, const char *kind, int64_t site, int64_t n,
                               GError **error)
{
    return works(db, ALONE, DB_ARGS(tval(kind), ival(site), ival(n)), error);
}

struct list *store_works_in_hand(struct db *db, int64_t site, int64_t n, GError **error)
{
    return works(db, IN_HAND, DB_ARGS(ival(site), ival(n)), error);
}

struct list *store_choices(struct db *db, const char *kind, const char *state, int64_t site,
                           int64_t n, GError **error)
{
    return list_records(db, &sql[CHOICES], DB_ARGS(tval(kind), tval(state), ival(site), ival(n)),
                        &choice_row_record, error);
}

struct list *store_choice_take(struct db *db, const char *kind, const char *state, int64_t site,
                               GError **error)
{
    return list_records(db, &sql[CHOICE_TAKE], DB_ARGS(tval(kind), tval(state), ival(site)),
                        &choice_row_record, error);
}

bool store_work_alone_take(struct db *db, const char *kind, int64_t site, int64_t *ret_work,
                           GError **error)
{
    *ret_work = 0;
    return db_get(db, &sql[ALONE_TAKE], ret_work, DB_ARGS(tval(kind), ival(site)), error) >= 0;
}

int64_t store_choices_count(struct db *db, const char *kind, const char *state, int64_t site,
                            GError **error)
{
    int64_t n = -1;
    struct db_args args = DB_ARGS(tval(kind), tval(state), ival(site));
    return db_get(db, &sql[CHOICES_COUNT], &n, args, error) == 1 ? n : -1;
}

bool store_work_counts(struct db *db, const char *kind, int64_t site, struct work_count *ret_count,
                       GError **error)
{
    g_autoptr(rowlist) rows = list_records(db, &sql[WORK_COUNTS], DB_ARGS(tval(kind), ival(site)),
                                           &work_count_record, error);
    if (!rows)
        return false;
    *ret_count = *list_at(rows, struct work_count, 0);
    return true;
}

int64_t store_work_add(struct db *db, const struct new_work *work, GError **error)
{
    int64_t id = db_new_id(db, "work", error);
    return id && db_queue(db, &sql[ADD],
                          DB_ARGS(ival(id), tval(work->kind), ival(work->site_id),
                                  idval(work->fulfilment_id), idval(work->cart_id),
                                  ival(work->due_at), ival(work->now)),
                          1, NULL, error)
               ? id
               : 0;
}

struct list *store_work_renew(struct db *db, int64_t work, const struct claim *claim,
                              GError **error)
{
    return works(db, RENEW, DB_ARGS(ival(work), ival(claim->operator_id), ival(claim->lease_until)),
                 error);
}

static bool change(struct db *db, int statement, struct db_args args, GError **error)
{
    return db_run_one(db, &sql[statement], _("The work"), args, error);
}

bool store_work_claim(struct db *db, const struct work_row *seen, const struct claim *claim,
                      bool keeps_at, int64_t now, GError **error)
{
    return change(db, CLAIM,
                  DB_ARGS(ival(seen->id), ival(claim->operator_id), idval(claim->station_id),
                          ival(claim->lease_until), ival(now), ival(seen->operator_id),
                          ival(seen->lease_until), ival(keeps_at)),
                  error);
}

bool store_work_leave(struct db *db, int64_t work, GError **error)
{
    return change(db, LEAVE, DB_ARGS(ival(work)), error);
}

bool store_work_ask(struct db *db, const struct work_row *seen, const char *ask, GError **error)
{
    return change(
        db, ASK,
        DB_ARGS(ival(seen->id), tval(ask), ival(seen->operator_id), ival(seen->lease_until)),
        error);
}

bool store_work_step(struct db *db, int64_t work, int64_t location, int64_t last_event,
                     GError **error)
{
    return change(db, STEP, DB_ARGS(ival(work), idval(location), ival(last_event)), error);
}

bool store_work_step_seen(struct db *db, int64_t work, const struct step_seen *step, GError **error)
{
    return change(db, STEP_SEEN,
                  DB_ARGS(ival(work), ival(step->operator_id), idval(step->location),
                          ival(step->last_event), ival(step->seen), ival(step->step),
                          ival(step->taken)),
                  error);
}

bool store_work_close(struct db *db, int64_t work, int64_t now, GError **error)
{
    return change(db, CLOSE, DB_ARGS(ival(work), ival(now), ival(0)), error);
}

bool store_work_withdraw(struct db *db, int64_t work, int64_t now, GError **error)
{
    return change(db, CLOSE, DB_ARGS(ival(work), ival(now), ival(1)), error);
}
