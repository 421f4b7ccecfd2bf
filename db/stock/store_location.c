// SPDX-License-Identifier: Apache-2.0
// Sites, and the tree of locations: places, and what moves about between them.
#include "store_location.h"

#include "i18n.h"

RECORD_DEFINE(site_row, SITE_ROW);
RECORD_DEFINE(location_row, LOCATION_ROW);

enum {
    SITES,
    SITE_BY_CODE,
    SITE_PUT,
    BY_CODE,
    BY_LETTERS,
    BY_ID,
    OF_KIND,
    KIND_COUNT,
    ADD,
    CHANGE,
    PLATE_ADD,
    RENAME,
    HELD
};

#define LOCATIONS_FROM RECORD_SELECT(LOCATION_ROW) "FROM location "

static const struct sql sql[] = {
    [SITES] = {"site.list", RECORD_SELECT(SITE_ROW) "FROM site WHERE id > 0 ORDER BY id", true},
    [SITE_BY_CODE] = {"site.by_code", RECORD_SELECT(SITE_ROW) "FROM site WHERE code = $1 AND "
                                                              "id > 0"},
    [SITE_PUT] = {"site.put", RECORD_INSERT("site", "id",
                                            SITE_WRITTEN) "ON CONFLICT (code) DO UPDATE SET code = "
                                                          "excluded.code" SITE_REST(
                                                              RECORD_TAKE) " RETURNING id"},
    [BY_CODE] = {"location.by_code", LOCATIONS_FROM
                 "WHERE code = $1 AND ($2 = 0 OR site_id = $2 OR site_id = 0) ORDER BY site_id, id "
                 "LIMIT 5"},
    [BY_LETTERS] = {"location.by_letters",
                    LOCATIONS_FROM "WHERE upper(code) = upper($1) AND ($2 = 0 OR site_id = $2) AND "
                                   "site_id > 0 ORDER BY site_id, id LIMIT 5"},
    [BY_ID] = {"location.by_id", LOCATIONS_FROM "WHERE id = $1"},
    // The smallest id as an aggregate: for ORDER BY … LIMIT 1 PostgreSQL may walk all ids until one
    // fits.
    [OF_KIND] = {"location.of_kind", "SELECT x.id FROM (SELECT min(l.id) AS id FROM location l "
                                     "WHERE l.site_id = $1 AND l.site_id > 0 AND l.kind = $2) x "
                                     "WHERE x.id IS NOT NULL"},
    [KIND_COUNT] = {"location.kind_count",
                    "SELECT count(*) FROM location WHERE site_id = $1 AND "
                    "site_id > 0 AND kind = $2",
                    true},
    [ADD] = {"location.add", RECORD_INSERT("location", "id", LOCATION_ADDED)},
    [CHANGE] = {"location.change", RECORD_UPDATE("location", "site_id",
                                                 LOCATION_WRITTEN) "WHERE id = :id RETURNING id"},
    [PLATE_ADD] = {"location.plate_add",
                   "INSERT INTO location (id, site_id, kind, level, parent_id, parent_level, code) "
                   "VALUES ($6, 0, $1, $2, $3, $4, $5)"},
    [HELD] = {"location.held", "SELECT id FROM location WHERE id = $1 {lock location}"},
    [RENAME] = {"location.rename", "UPDATE location SET code = $2 WHERE id = $1"},
};

const struct sql_list location_sql = {"location", sql, G_N_ELEMENTS(sql)};

struct list *store_sites(struct db *db, GError **error)
{
    return list_records(db, &sql[SITES], DB_NO_ARGS, &site_row_record, error);
}

struct list *store_site(struct db *db, const char *code, GError **error)
{
    g_autofree char *upper = g_utf8_strup(code, -1);
    return list_records(db, &sql[SITE_BY_CODE], DB_ARGS(tval(upper)), &site_row_record, error);
}

// Writes a row; returns its id, 0 with *error.
static int64_t put(struct db *db, int statement, const struct record *record, const void *row,
                   GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[statement], &id, ROW_ARGS(&sql[statement], record, row), error) == 1 ? id
                                                                                                : 0;
}

int64_t store_site_put(struct db *db, const struct site_row *row, GError **error)
{
    g_autofree char *upper = g_utf8_strup(row->code, -1);
    struct site_row written = *row;
    written.code = upper;
    written.id = db_new_id(db, "site", error);
    return written.id ? put(db, SITE_PUT, &site_row_record, &written, error) : 0;
}

struct list *store_locations_by_code(struct db *db, const char *code, int64_t site, GError **error)
{
    return list_records(db, &sql[BY_CODE], DB_ARGS(tval(code), ival(site)), &location_row_record,
                        error);
}

struct list *store_locations_by_letters(struct db *db, const char *code, int64_t site,
                                        GError **error)
{
    return list_records(db, &sql[BY_LETTERS], DB_ARGS(tval(code), ival(site)), &location_row_record,
                        error);
}

struct list *store_location(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[BY_ID], DB_ARGS(ival(id)), &location_row_record, error);
}

int64_t store_location_of_kind(struct db *db, int64_t site, const char *kind, GError **error)
{
    int64_t id = 0;
    if (!db_get(db, &sql[OF_KIND], &id, DB_ARGS(ival(site), tval(kind)), error))
        tote_fail(error, TOTE_NOT_FOUND, "place", _("The warehouse has no place of kind '%s'"),
                  kind);
    return id;
}

int64_t store_locations_of_kind(struct db *db, int64_t site, const char *kind, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[KIND_COUNT], &n, DB_ARGS(ival(site), tval(kind)), error) == 1 ? n : -1;
}

int64_t store_location_put(struct db *db, const struct location_row *row, GError **error)
{
    if (row->id)
        return put(db, CHANGE, &location_row_record, row, error);
    struct location_row written = *row;
    written.id = db_new_id(db, "location", error);
    return written.id &&
                   db_queue(db, &sql[ADD], ROW_ARGS(&sql[ADD], &location_row_record, &written), 1,
                            NULL, error)
               ? written.id
               : 0;
}

int64_t store_plate_add(struct db *db, const struct plate *plate, GError **error)
{
    int64_t id = db_new_id(db, "location", error);
    return id && db_queue(db, &sql[PLATE_ADD],
                          DB_ARGS(tval(plate->kind), ival(plate->level), ival(plate->parent_id),
                                  ival(plate->parent_level), tval(plate->code), ival(id)),
                          1, NULL, error)
               ? id
               : 0;
}

bool store_location_rename(struct db *db, int64_t id, const char *code, GError **error)
{
    return db_run_one(db, &sql[RENAME], code, DB_ARGS(ival(id), tval(code)), error);
}

bool store_location_hold(struct db *db, int64_t id, GError **error)
{
    int64_t held = 0;
    return db_engine(db) == DB_SQLITE || // one writes at a time
           db_get(db, &sql[HELD], &held, DB_ARGS(ival(id)), error) == 1;
}
