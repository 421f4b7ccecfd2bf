// SPDX-License-Identifier: Apache-2.0
// The audit: one row a call of an operation; keys and answers of calls that may be repeated.
#include "store_event.h"

RECORD_DEFINE(event_row, EVENT_ROW);
RECORD_DEFINE(call_row, CALL_ROW);
RECORD_DEFINE(part_row, PART_ROW);

enum { ADD, BY_ID, KEY_ADD, KEY_ANSWER, KEY_DROP, PARTS, PARTS_DROP, CALL_KNOWN, CALL_TURN, ABOUT };

#define EVENTS_FROM RECORD_SELECT(EVENT_ROW) "FROM event "
// A part's key is that of its command with the number of its event, and no other key is.
#define PART_OF_KEY                                                                                \
    "op_key > $1 || '#' AND op_key < $1 || '#A' AND op_key = $1 || '#' || CAST(event_id AS TEXT)"
#define SELECT_CALL RECORD_SELECT(CALL_ROW)

static const struct sql sql[] = {
    [ADD] = {"event.add", RECORD_INSERT("event", "id", EVENT_REST)},
    [BY_ID] = {"event.by_id", EVENTS_FROM "WHERE id = $1"},
    [KEY_ADD] = {"event.key_add",
                 "INSERT INTO event_key (op_key, event_id, answer) VALUES ($1, $2, $3)"},
    [KEY_ANSWER] = {"event.key_answer", "UPDATE event_key SET answer = $2 WHERE op_key = $1"},
    [KEY_DROP] = {"event.key_drop", "DELETE FROM event_key WHERE op_key = $1"},
    [PARTS] = {"event.parts", RECORD_SELECT(PART_ROW) "FROM event_key k WHERE " PART_OF_KEY
                                                      " ORDER BY event_id, op_key"},
    [PARTS_DROP] = {"event.parts_drop", "DELETE FROM event_key WHERE " PART_OF_KEY},
    [CALL_KNOWN] = {"event.call_known",
                    SELECT_CALL "FROM (SELECT 1 AS one) x LEFT JOIN station s ON s.id = $1 "
                                "LEFT JOIN event_key k ON k.op_key = $2 "
                                "LEFT JOIN event e ON e.id = k.event_id"},
    [CALL_TURN] = {"event.call_turn", "SELECT o.id FROM owner o WHERE o.id = 1 {lock o}"},
    // Ids are taken in blocks on PostgreSQL, so that the time says what was first. What said
    // nothing is no history: the worker reports every try of a label.
    [ABOUT] = {"event.about", EVENTS_FROM
               "WHERE about_id > 0 AND about_id = $1 AND about = $2 AND say <> '' ORDER BY at "
               "DESC, id DESC LIMIT $3"},
};

const struct sql_list event_sql = {"event", sql, G_N_ELEMENTS(sql)};

int64_t store_event_id(struct db *db, GError **error)
{
    return db_new_id(db, "event", error);
}

bool store_event_add(struct db *db, const struct event_row *event, GError **error)
{
    g_assert(event->id);
    return db_queue(db, &sql[ADD], ROW_ARGS(&sql[ADD], &event_row_record, event), 1, NULL, error);
}

struct list *store_event(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[BY_ID], DB_ARGS(ival(id)), &event_row_record, error);
}

bool store_event_key(struct db *db, int64_t event, const char *key, const char *answer,
                     GError **error)
{
    return db_queue(db, &sql[KEY_ADD], DB_ARGS(tval(key), ival(event), tval(answer)), 1, NULL,
                    error);
}

bool store_event_key_answer(struct db *db, const char *key, const char *answer, GError **error)
{
    return db_queue(db, &sql[KEY_ANSWER], DB_ARGS(tval(key), tval(answer)), DB_ANY, NULL, error);
}

bool store_event_key_drop(struct db *db, const char *key, GError **error)
{
    return db_queue(db, &sql[KEY_DROP], DB_ARGS(tval(key)), DB_ANY, NULL, error);
}

struct list *store_event_parts(struct db *db, const char *key, GError **error)
{
    return list_records(db, &sql[PARTS], DB_ARGS(tval(key)), &part_row_record, error);
}

bool store_event_parts_drop(struct db *db, const char *key, GError **error)
{
    return db_queue(db, &sql[PARTS_DROP], DB_ARGS(tval(key)), DB_ANY, NULL, error);
}

struct list *store_call_known(struct db *db, int64_t station, const char *key, GError **error)
{
    return list_records(db, &sql[CALL_KNOWN], DB_ARGS(idval(station), tval(key)), &call_row_record,
                        error);
}

void store_call_turn_send(struct db *db)
{
    db_send(db, &sql[CALL_TURN], DB_NO_ARGS);
}

bool store_call_turn(struct db *db, GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[CALL_TURN], &id, DB_NO_ARGS, error) >= 0;
}

struct list *store_events_about(struct db *db, const char *about, int64_t about_id, int64_t n,
                                GError **error)
{
    return list_records(db, &sql[ABOUT], DB_ARGS(ival(about_id), tval(about), ival(n)),
                        &event_row_record, error);
}
