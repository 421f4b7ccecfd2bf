// SPDX-License-Identifier: Apache-2.0
// The log as a replay reads it: calls in the order in which they happened.
#include "store_log.h"

RECORD_DEFINE(log_row, LOG_ROW);
RECORD_DEFINE(news_row, NEWS_ROW);

enum { END, END_SEQ, NAMED, BY_ID, BY_SEQ, CALL, COUNT_ID, COUNT_SEQ, KEYS, NEWS_ID, NEWS_SEQ };

#define LOG_FROM RECORD_SELECT(LOG_ROW) "FROM event "
#define NEWS_FROM RECORD_SELECT(NEWS_ROW) "FROM event "

static const struct sql sql[] = {
    [END] = {"log.end", "SELECT coalesce(max(id), 0) FROM event"},
    [END_SEQ] = {"log.end_seq", "SELECT coalesce(max(seq), 0) FROM event WHERE seq > 0"},
    [NAMED] = {"log.named",
               "SELECT coalesce(max(n.id), 0) FROM (SELECT max(k.event_id) AS id FROM event_key k "
               "UNION ALL SELECT max(p.id) / 4096 FROM event_payload p UNION ALL SELECT max(m.id) "
               "/ 1024 FROM move m UNION ALL SELECT max(w.last_event) FROM work w) n",
               true},
    [BY_ID] = {"log.by_id", LOG_FROM "WHERE id > $1 AND args <> '' ORDER BY id LIMIT $2"},
    [BY_SEQ] = {"log.by_seq",
                LOG_FROM "WHERE seq > $1 AND seq > 0 AND args <> '' ORDER BY seq LIMIT $2"},
    [CALL] = {"log.call", LOG_FROM "WHERE id = $1"},
    [COUNT_ID] = {"log.count_id", "SELECT count(*) FROM event WHERE id > $1 AND args <> ''"},
    [COUNT_SEQ] = {"log.count_seq",
                   "SELECT count(*) FROM event WHERE seq > $1 AND seq > 0 AND args <> ''"},
    [KEYS] = {"log.keys", "SELECT event_id, op_key FROM event_key WHERE event_id > $1", true},
    [NEWS_ID] = {"log.news_id", NEWS_FROM "WHERE id > $1 ORDER BY id LIMIT $2"},
    [NEWS_SEQ] = {"log.news_seq", NEWS_FROM "WHERE seq > $1 AND seq > 0 ORDER BY seq LIMIT $2"},
};

const struct sql_list log_sql = {"log", sql, G_N_ELEMENTS(sql)};

static bool by_seq(const struct db *db)
{
    return db_engine(db) == DB_POSTGRESQL;
}

bool store_log_end(struct db *db, struct log_mark *ret_mark, GError **error)
{
    return db_get(db, &sql[END], &ret_mark->id, DB_NO_ARGS, error) == 1 &&
           db_get(db, &sql[END_SEQ], &ret_mark->seq, DB_NO_ARGS, error) == 1;
}

bool store_log_whole(struct db *db, int64_t *ret_lost, GError **error)
{
    static const struct sql newest_was = {
        "log.newest_was", "SELECT seq FROM sqlite_sequence WHERE name = 'event'", false};
    int64_t is = 0, was = 0;
    *ret_lost = 0;
    if (db_get(db, &sql[END], &is, DB_NO_ARGS, error) < 0 ||
        db_get(db, by_seq(db) ? &sql[NAMED] : &newest_was, &was, DB_NO_ARGS, error) < 0)
        return false;
    if (is < was)
        *ret_lost = was;
    return true;
}

struct list *store_log(struct db *db, const struct log_mark *mark, int64_t n, GError **error)
{
    return list_records(db, &sql[by_seq(db) ? BY_SEQ : BY_ID],
                        DB_ARGS(ival(by_seq(db) ? mark->seq : mark->id), ival(n)), &log_row_record,
                        error);
}

struct list *store_log_news(struct db *db, const struct log_mark *mark, int64_t n, GError **error)
{
    return list_records(db, &sql[by_seq(db) ? NEWS_SEQ : NEWS_ID],
                        DB_ARGS(ival(by_seq(db) ? mark->seq : mark->id), ival(n)), &news_row_record,
                        error);
}

struct list *store_log_call(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[CALL], DB_ARGS(ival(id)), &log_row_record, error);
}

int64_t store_log_count(struct db *db, const struct log_mark *mark, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[by_seq(db) ? COUNT_SEQ : COUNT_ID], &n,
                  DB_ARGS(ival(by_seq(db) ? mark->seq : mark->id)), error) == 1
               ? n
               : -1;
}

GHashTable *store_log_keys(struct db *db, int64_t id, GError **error)
{
    g_autoptr(db_rows) rows = db_query(db, &sql[KEYS], DB_ARGS(ival(id)), error);
    g_autoptr(GHashTable) keys = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    GError *failed = NULL;
    while (rows && db_next(rows, &failed)) {
        int64_t event = db_int(rows, 0);
        g_hash_table_insert(keys, g_memdup2(&event, sizeof event), db_dup(rows, 1));
    }
    if (failed)
        g_propagate_error(error, failed);
    return rows && !failed ? g_steal_pointer(&keys) : NULL;
}
