// SPDX-License-Identifier: Apache-2.0
// Tallies: what was done in each quarter of an hour.
#include "store_tally.h"

RECORD_DEFINE(hour_row, HOUR_ROW);

enum { ADD, ORDERS_ADD, HOURS };

// Those of no site.
#define CAME "0"
#define SCANS "4"
_Static_assert(TALLY_CAME == 0 && TALLY_SCANS == 4 && TALLY_REFUSED == N_TALLIES - 1,
               "CAME and SCANS are these, and behind SCANS all are of no site");

static const struct sql sql[] = {
    [ADD] = {"tally.add", "INSERT INTO tally (at, what, part, n) VALUES ($1, $2, $3, $4) ON "
                          "CONFLICT (at, what, part) DO UPDATE SET n = tally.n + excluded.n"},
    [ORDERS_ADD] = {"tally.orders_add",
                    "INSERT INTO order_count (state, n) VALUES ($1, $2) ON CONFLICT (state) DO "
                    "UPDATE SET n = order_count.n + excluded.n"},
    [HOURS] = {"tally.hours",
               "SELECT 1, what, (at - $1) / 3600000 AS hour, CAST(sum(n) AS BIGINT) FROM tally "
               "WHERE at > $1 - 900000 AND at < $1 + 90000000 AND ($2 = 0 OR what = " CAME " OR "
               "what >= " SCANS " OR part = $2) GROUP BY what, hour HAVING sum(n) <> 0"},
};

const struct sql_list tally_sql = {"tally", sql, G_N_ELEMENTS(sql)};

struct tally_row tally_of(enum tally what, int64_t at, int64_t part, int64_t n)
{
    // Ids are drawn in blocks (db_new_id()): neighbours may be a whole number of slices apart.
    int64_t slice = (part + part / TALLY_SLICES) % TALLY_SLICES;
    return (struct tally_row){
        .at = at - at % TALLY_MS, .what = what, .part = what >= TALLY_SCANS ? slice : part, .n = n};
}

int tally_order(const void *a, const void *b)
{
    const struct tally_row *one = a, *two = b;
    int64_t by[] = {one->at - two->at, (int64_t)one->what - (int64_t)two->what,
                    one->part - two->part};
    for (size_t i = 0; i < G_N_ELEMENTS(by); i++)
        if (by[i])
            return by[i] < 0 ? -1 : 1;
    return 0;
}

bool store_tally_add(struct db *db, const struct tally_row *row, GError **error)
{
    return db_queue(db, &sql[ADD],
                    DB_ARGS(ival(row->at), ival(row->what), ival(row->part), ival(row->n)), 1, NULL,
                    error);
}

bool store_order_count_add(struct db *db, const char *state, int64_t n, GError **error)
{
    return db_queue(db, &sql[ORDERS_ADD], DB_ARGS(tval(state), ival(n)), 1, NULL, error);
}

struct list *store_done_hours(struct db *db, int64_t since, int64_t site, GError **error)
{
    return list_records(db, &sql[HOURS], DB_ARGS(ival(since), ival(site)), &hour_row_record, error);
}
