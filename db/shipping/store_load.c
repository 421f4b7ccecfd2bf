// SPDX-License-Identifier: Apache-2.0
// Manifests, and what waits for one, as lists show them.
#include "store_load.h"

RECORD_DEFINE(load_seen, LOAD_SEEN);
RECORD_DEFINE(load_parcel, LOAD_PARCEL);
RECORD_DEFINE(carrier_waits, CARRIER_WAITS);

enum { ONE, OPEN, CLOSED, CLOSED_BACK, COUNT, WAITING, PARCELS, PARCELS_BACK };

#define LOADS RECORD_SELECT(LOAD_SEEN) "FROM load d WHERE ($1 = 0 OR d.site_id = $1) AND "

#define PARCELS_OF                                                                                 \
    RECORD_SELECT(LOAD_PARCEL)                                                                     \
    "FROM parcel p JOIN location c ON c.id = p.id JOIN fulfilment f ON f.id = p.fulfilment_id "    \
    "WHERE p.load_id = $1 AND "

static const struct sql sql[] = {
    [ONE] = {"load.seen", RECORD_SELECT(LOAD_SEEN) "FROM load d WHERE d.id = $1"},
    [PARCELS] = {"load.parcels", PARCELS_OF "p.id >= $2 ORDER BY p.id LIMIT $3"},
    [PARCELS_BACK] = {"load.parcels_back", PARCELS_OF "p.id <= $2 ORDER BY p.id DESC LIMIT $3"},
    [OPEN] = {"load.seen_open", LOADS "d.closed_at = 0 ORDER BY d.site_id, d.carrier"},
    [CLOSED] = {"load.page", LOADS "d.closed_at > 0 AND d.id <= $2 ORDER BY d.id DESC LIMIT $3"},
    [CLOSED_BACK] = {"load.page_back",
                     LOADS "d.closed_at > 0 AND d.id >= $2 ORDER BY d.id LIMIT $3"},
    [COUNT] = {"load.count", "SELECT count(*) FROM (SELECT 1 FROM load WHERE closed_at > 0 AND ($1 "
                             "= 0 OR site_id = $1) LIMIT $2) x"},
    [WAITING] = {"load.waiting",
                 RECORD_SELECT(
                     CARRIER_WAITS) "FROM parcel p JOIN fulfilment f ON f.id = p.fulfilment_id "
                                    "JOIN site s ON s.id = f.site_id WHERE p.shipped_at = 0 AND "
                                    "p.closed_at > 0 AND ($1 = 0 OR f.site_id = $1) GROUP BY "
                                    "s.id, s.code, p.carrier ORDER BY s.code, p.carrier"},
};

const struct sql_list load_sql = {"load", sql, G_N_ELEMENTS(sql)};

struct list *store_loads_open(struct db *db, int64_t site, GError **error)
{
    return list_records(db, &sql[OPEN], DB_ARGS(ival(site)), &load_seen_record, error);
}

struct list *store_load_seen(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[ONE], DB_ARGS(ival(id)), &load_seen_record, error);
}

struct list *store_load_parcels(struct db *db, int64_t load, const struct page_key *page,
                                GError **error)
{
    const struct load_parcel *row = page->from;
    int64_t from = row ? row->id : page->back ? INT64_MAX : 0;
    return store_in_order(list_records(db, &sql[page->back ? PARCELS_BACK : PARCELS],
                                       DB_ARGS(ival(load), ival(from), ival(page->limit)),
                                       &load_parcel_record, error),
                          page);
}

struct list *store_loads_closed(struct db *db, const struct loads_wanted *wanted, GError **error)
{
    int64_t from = wanted->from ? wanted->from : wanted->back ? 0 : INT64_MAX;
    return list_records(db, &sql[wanted->back ? CLOSED_BACK : CLOSED],
                        DB_ARGS(ival(wanted->site), ival(from), ival(wanted->n)), &load_seen_record,
                        error);
}

int64_t store_loads_count(struct db *db, int64_t site, int64_t most, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[COUNT], &n, DB_ARGS(ival(site), ival(most)), error) == 1 ? n : -1;
}

struct list *store_carriers_waiting(struct db *db, int64_t site, GError **error)
{
    return list_records(db, &sql[WAITING], DB_ARGS(ival(site)), &carrier_waits_record, error);
}
