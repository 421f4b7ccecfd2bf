// SPDX-License-Identifier: Apache-2.0
// The audit: one row a call of an operation; keys and answers of calls that may be repeated.
#include "store_event.h"

RECORD_DEFINE(event_row, EVENT_ROW);
RECORD_DEFINE(call_row, CALL_ROW);

enum { EVENT_BEGIN, EVENT_END, EVENT_ADD, KEY_ADD, CALL_KNOWN, EVENTS_OF_ORDER };

#define EVENT_COLUMNS                                                                              \
    RECORD_SELECT(EVENT_ROW)                                                                       \
    "FROM event e JOIN operator o ON o.id = e.operator_id "                                        \
    "LEFT JOIN station s ON s.id = e.station_id "

#define SELECT_CALL RECORD_SELECT(CALL_ROW)

static const struct sql sql[] = {
    [EVENT_BEGIN] = {"event.begin", "INSERT INTO event (op, operator_id, station_id, at, args) "
                                    "VALUES ($1, $2, $3, $4, $5) RETURNING id"},
    [EVENT_END] = {"event.end",
                   "UPDATE event SET order_id = $2, subject = $3, result = $4, say = $5, "
                   "terms = $6 "
                   "WHERE id = $1"},
    [EVENT_ADD] = {"event.add",
                   "INSERT INTO event (op, operator_id, station_id, at, order_id, subject, result, "
                   "say, terms, args) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
                   "RETURNING id"},
    [KEY_ADD] = {"event.key_add",
                 "INSERT INTO event_key (op_key, event_id, answer) VALUES ($1, $2, $3)"},
    [CALL_KNOWN] = {"event.call_known",
                    SELECT_CALL "FROM (SELECT 1 AS one) x LEFT JOIN station s ON s.id = $1 "
                                "LEFT JOIN event_key k ON k.op_key = $2 "
                                "LEFT JOIN event e ON e.id = k.event_id"},
    [EVENTS_OF_ORDER] = {"event.of_order",
                         EVENT_COLUMNS "WHERE e.order_id = $1 ORDER BY e.id DESC LIMIT $2"},
};

const struct sql_list event_sql = {"event", sql, G_N_ELEMENTS(sql)};

int64_t store_event_begin(struct db *db, const struct event_row *event, GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[EVENT_BEGIN], &id,
                  DB_ARGS(tval(event->op), ival(event->operator_id), idval(event->station_id),
                          ival(event->at), tval(event->args)),
                  error) == 1
               ? id
               : 0;
}

bool store_event_end(struct db *db, const struct event_row *event, GError **error)
{
    return db_run(db, &sql[EVENT_END],
                  DB_ARGS(ival(event->id), idval(event->order_id), tval(event->subject),
                          tval(event->result), tval(event->say), tval(event->terms)),
                  error) == 1;
}

bool store_event_key(struct db *db, int64_t event, const char *key, const char *answer,
                     GError **error)
{
    return db_queue(db, &sql[KEY_ADD], DB_ARGS(tval(key), ival(event), tval(answer)), 1, NULL,
                    error);
}

int64_t store_event_add(struct db *db, const struct event_row *event, GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[EVENT_ADD], &id,
                  DB_ARGS(tval(event->op), ival(event->operator_id), idval(event->station_id),
                          ival(event->at), idval(event->order_id), tval(event->subject),
                          tval(event->result), tval(event->say), tval(event->terms),
                          tval(event->args)),
                  error) == 1
               ? id
               : 0;
}

struct list *store_call_known(struct db *db, int64_t station, const char *key, GError **error)
{
    return list_records(db, &sql[CALL_KNOWN], DB_ARGS(idval(station), tval(key)), &call_row_record,
                        error);
}

struct list *store_events_of_order(struct db *db, int64_t order_id, int64_t n, GError **error)
{
    return list_records(db, &sql[EVENTS_OF_ORDER], DB_ARGS(ival(order_id), ival(n)),
                        &event_row_record, error);
}
