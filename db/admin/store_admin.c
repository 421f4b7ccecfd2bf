// SPDX-License-Identifier: Apache-2.0
// Settings, counters, operators, stations.
#include "store_admin.h"

#include "i18n.h"

RECORD_DEFINE(operator_row, OPERATOR_ROW);
RECORD_DEFINE(station_row, STATION_ROW);
RECORD_DEFINE(import_note, IMPORT_NOTE);

enum {
    SETTING_READ,
    SETTING_PUT,
    COUNTER_TAKE,
    OPERATOR_NAMED,
    OPERATORS,
    OPERATOR_ADD,
    STATION_NAMED,
    STATIONS,
    STATION_ADD,
    STATION_LOGIN,
    STATION_EPOCH,
    STATION_DRAFT,
    STATION_PRINTER,
    STATION_SITE,
    IMPORT_NOTED,
};

#define SELECT_OPERATOR RECORD_SELECT(OPERATOR_ROW)
#define SELECT_STATION RECORD_SELECT(STATION_ROW)

static const struct sql sql[] = {
    [SETTING_READ] = {"setting.get", "SELECT value FROM setting WHERE name = $1 AND scope = ''"},
    [SETTING_PUT] = {"setting.put", "INSERT INTO setting (name, value) VALUES ($1, $2) "
                                    "ON CONFLICT (name, scope, scope_id) DO UPDATE SET value = "
                                    "excluded.value"},
    [COUNTER_TAKE] = {"counter.take",
                      "INSERT INTO counter (name, value) VALUES ($1, $2) "
                      "ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value "
                      "RETURNING value"},
    [OPERATOR_NAMED] = {"operator.named",
                        SELECT_OPERATOR "FROM operator WHERE name = $1 AND active = 1"},
    [OPERATORS] = {"operator.list", SELECT_OPERATOR "FROM operator ORDER BY name", true},
    [OPERATOR_ADD] = {"operator.add", "INSERT INTO operator (id, name, role) VALUES ($1, $2, $3)"},
    [STATION_NAMED] =
        {"station.named", SELECT_STATION
         "FROM station s LEFT JOIN operator o ON o.id = s.operator_id WHERE s.name = $1"},
    [STATIONS] = {"station.list",
                  SELECT_STATION
                  "FROM station s LEFT JOIN operator o ON o.id = s.operator_id ORDER BY s.name",
                  true},
    [STATION_ADD] = {"station.add",
                     "INSERT INTO station (id, name, site_id, printer_id) VALUES ($1, $2, "
                     "nullif($3, 0), (SELECT p.id FROM printer p WHERE p.name = $2))"},
    [STATION_LOGIN] = {"station.login",
                       "UPDATE station SET epoch = epoch + 1, operator_id = $2, seen_at = $3 "
                       "WHERE id = $1 RETURNING epoch"},
    [STATION_EPOCH] = {"station.epoch", "SELECT epoch FROM station WHERE id = $1"},
    [STATION_DRAFT] = {"station.draft", "UPDATE station SET screen = $2, draft = $3 WHERE id = $1"},
    [STATION_PRINTER] = {"station.printer", "UPDATE station SET printer_id = $2 WHERE id = $1"},
    [STATION_SITE] = {"station.site", "UPDATE station SET site_id = $2 WHERE id = $1"},
    [IMPORT_NOTED] = {"import.note", RECORD_INSERT("import_run", "id", IMPORT_NOTE_REST)},
};

const struct sql_list admin_sql = {"admin", sql, G_N_ELEMENTS(sql)};

char *store_setting(struct db *db, enum setting_id id, GError **error)
{
    char *value = NULL;
    int found =
        db_get_text(db, &sql[SETTING_READ], &value, DB_ARGS(tval(setting_get(id)->key)), error);
    if (found < 0)
        return NULL;
    return found ? value : setting_preset(id);
}

void store_setting_send(struct db *db, enum setting_id id)
{
    db_send(db, &sql[SETTING_READ], DB_ARGS(tval(setting_get(id)->key)));
}

int64_t store_setting_number(struct db *db, enum setting_id id, GError **error)
{
    g_autofree char *value = store_setting(db, id, error);
    return value ? g_ascii_strtoll(value, NULL, 10) : -1;
}

bool store_setting_put(struct db *db, enum setting_id id, const char *value, GError **error)
{
    return db_run(db, &sql[SETTING_PUT], DB_ARGS(tval(setting_get(id)->key), tval(value)), error) ==
           1;
}

int64_t store_counter_take(struct db *db, const char *name, int64_t n, GError **error)
{
    int64_t last = 0;
    if (db_get(db, &sql[COUNTER_TAKE], &last, DB_ARGS(tval(name), ival(n)), error) != 1)
        return 0;
    return last - n + 1;
}

struct list *store_operator(struct db *db, const char *name, GError **error)
{
    g_autofree char *lower = g_utf8_strdown(name, -1);
    return list_records(db, &sql[OPERATOR_NAMED], DB_ARGS(tval(lower)), &operator_row_record,
                        error);
}

struct list *store_operators(struct db *db, GError **error)
{
    return list_records(db, &sql[OPERATORS], DB_NO_ARGS, &operator_row_record, error);
}

int64_t store_operator_add(struct db *db, const char *name, const char *role, GError **error)
{
    g_autofree char *lower = g_utf8_strdown(name, -1);
    int64_t id = db_new_id(db, "operator", error);
    bool ok = id && db_queue(db, &sql[OPERATOR_ADD], DB_ARGS(ival(id), tval(lower), tval(role)), 1,
                             NULL, error);
    return ok ? id : 0;
}

struct list *store_station(struct db *db, const char *name, GError **error)
{
    return list_records(db, &sql[STATION_NAMED], DB_ARGS(tval(name)), &station_row_record, error);
}

struct list *store_stations(struct db *db, GError **error)
{
    return list_records(db, &sql[STATIONS], DB_NO_ARGS, &station_row_record, error);
}

int64_t store_station_add(struct db *db, const char *name, int64_t site, GError **error)
{
    int64_t id = db_new_id(db, "station", error);
    bool ok = id && db_queue(db, &sql[STATION_ADD], DB_ARGS(ival(id), tval(name), ival(site)), 1,
                             NULL, error);
    return ok ? id : 0;
}

int64_t store_station_login(struct db *db, int64_t station, int64_t operator_id, int64_t now,
                            GError **error)
{
    int64_t epoch = 0;
    return db_get(db, &sql[STATION_LOGIN], &epoch,
                  DB_ARGS(ival(station), ival(operator_id), ival(now)), error) == 1
               ? epoch
               : -1;
}

int64_t store_station_epoch(struct db *db, int64_t station, GError **error)
{
    int64_t epoch = -1;
    return db_get(db, &sql[STATION_EPOCH], &epoch, DB_ARGS(ival(station)), error) == 1 ? epoch : -1;
}

bool store_station_draft(struct db *db, int64_t station, const char *screen, const char *draft,
                         GError **error)
{
    return db_run(db, &sql[STATION_DRAFT], DB_ARGS(ival(station), tval(screen), tval(draft)),
                  error) == 1;
}

bool store_station_printer(struct db *db, int64_t station, int64_t printer, GError **error)
{
    return db_run(db, &sql[STATION_PRINTER], DB_ARGS(ival(station), idval(printer)), error) == 1;
}

bool store_station_site(struct db *db, int64_t station, int64_t site, GError **error)
{
    return db_run(db, &sql[STATION_SITE], DB_ARGS(ival(station), ival(site)), error) == 1;
}

bool store_import_note(struct db *db, const struct import_note *note, GError **error)
{
    struct import_note row = *note;
    row.id = db_new_id(db, "import_run", error);
    return row.id &&
           db_queue(db, &sql[IMPORT_NOTED], ROW_ARGS(&sql[IMPORT_NOTED], &import_note_record, &row),
                    1, NULL, error);
}
