// SPDX-License-Identifier: Apache-2.0
// Settings, counters, operators, stations, warehouses.
#include "store_admin.h"

#include "i18n.h"

enum {
    SETTING_READ,
    SETTING_PUT,
    COUNTER_TAKE,
    OPERATOR_NAMED,
    OPERATORS,
    OPERATOR_ADD,
    STATION_NAMED,
    STATION_ADD,
    STATION_LOGIN,
    STATION_EPOCH,
    STATION_DRAFT,
    STATION_PRINTER,
    WAREHOUSE_ADD,
    WAREHOUSE_FIRST,
    IMPORT_NOTE,
};

static const struct sql sql[] = {
    [SETTING_READ] = {"setting.get", "SELECT value FROM setting WHERE name = $1"},
    [SETTING_PUT] = {"setting.put", "INSERT INTO setting (name, value) VALUES ($1, $2) "
                                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"},
    [COUNTER_TAKE] = {"counter.take",
                      "INSERT INTO counter (name, value) VALUES ($1, $2) "
                      "ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value "
                      "RETURNING value"},
    [OPERATOR_NAMED] = {"operator.named", "SELECT id, name, role, active FROM operator "
                                          "WHERE name = $1 AND active = 1"},
    [OPERATORS] = {"operator.list", "SELECT id, name, role, active FROM operator ORDER BY name",
                   true},
    [OPERATOR_ADD] = {"operator.add",
                      "INSERT INTO operator (name, role) VALUES ($1, $2) RETURNING id"},
    [STATION_NAMED] = {"station.named",
                       "SELECT s.id, s.epoch, s.operator_id, s.printer_id, s.seen_at, s.name, "
                       "s.screen, s.draft, o.name FROM station s "
                       "LEFT JOIN operator o ON o.id = s.operator_id WHERE s.name = $1"},
    [STATION_ADD] = {"station.add", "INSERT INTO station (name) VALUES ($1) RETURNING id"},
    [STATION_LOGIN] = {"station.login",
                       "UPDATE station SET epoch = epoch + 1, operator_id = $2, seen_at = $3 "
                       "WHERE id = $1 RETURNING epoch"},
    [STATION_EPOCH] = {"station.epoch", "SELECT epoch FROM station WHERE id = $1"},
    [STATION_DRAFT] = {"station.draft", "UPDATE station SET screen = $2, draft = $3 WHERE id = $1"},
    [STATION_PRINTER] = {"station.printer", "UPDATE station SET printer_id = $2 WHERE id = $1"},
    [WAREHOUSE_ADD] = {"warehouse.add",
                       "INSERT INTO warehouse (code, name) VALUES ($1, $2) RETURNING id"},
    [WAREHOUSE_FIRST] = {"warehouse.first", "SELECT id FROM warehouse ORDER BY id LIMIT 1", true},
    [IMPORT_NOTE] = {"import.note",
                     "INSERT INTO import_run (kind, channel, file_hash, bytes, row_count, created, "
                     "updated, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"},
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

static void read_operator(struct list *list, struct db_rows *rows, void *data)
{
    struct operator_row *row = data;
    *row = (struct operator_row){.id = db_int(rows, 0),
                                 .name = list_text(list, rows, 1),
                                 .role = list_text(list, rows, 2),
                                 .active = db_int(rows, 3) == 1};
}

struct list *store_operator(struct db *db, const char *name, GError **error)
{
    g_autofree char *lower = g_utf8_strdown(name, -1);
    return list_query(db, &sql[OPERATOR_NAMED], DB_ARGS(tval(lower)), sizeof(struct operator_row),
                      read_operator, error);
}

struct list *store_operators(struct db *db, GError **error)
{
    return list_query(db, &sql[OPERATORS], DB_NO_ARGS, sizeof(struct operator_row), read_operator,
                      error);
}

int64_t store_operator_add(struct db *db, const char *name, const char *role, GError **error)
{
    g_autofree char *lower = g_utf8_strdown(name, -1);
    int64_t id = 0;
    return db_get(db, &sql[OPERATOR_ADD], &id, DB_ARGS(tval(lower), tval(role)), error) == 1 ? id
                                                                                             : 0;
}

static void read_station(struct list *list, struct db_rows *rows, void *data)
{
    struct station_row *row = data;
    *row = (struct station_row){
        .id = db_int(rows, 0),
        .epoch = db_int(rows, 1),
        .operator_id = db_int(rows, 2),
        .printer_id = db_int(rows, 3),
        .seen_at = db_int(rows, 4),
        .name = list_text(list, rows, 5),
        .screen = list_text(list, rows, 6),
        .draft = list_text(list, rows, 7),
        .operator_name = list_text(list, rows, 8),
    };
}

struct list *store_station(struct db *db, const char *name, GError **error)
{
    return list_query(db, &sql[STATION_NAMED], DB_ARGS(tval(name)), sizeof(struct station_row),
                      read_station, error);
}

int64_t store_station_add(struct db *db, const char *name, GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[STATION_ADD], &id, DB_ARGS(tval(name)), error) == 1 ? id : 0;
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

int64_t store_warehouse_add(struct db *db, const char *code, const char *name, GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[WAREHOUSE_ADD], &id, DB_ARGS(tval(code), tval(name)), error) == 1 ? id
                                                                                             : 0;
}

int64_t store_warehouse(struct db *db, GError **error)
{
    int64_t id = 0;
    int found = db_get(db, &sql[WAREHOUSE_FIRST], &id, DB_NO_ARGS, error);
    if (!found)
        tote_fail(error, TOTE_NOT_FOUND, "warehouse", _("There is no warehouse"));
    return id;
}

bool store_import_note(struct db *db, const struct import_note *note, GError **error)
{
    return db_run(db, &sql[IMPORT_NOTE],
                  DB_ARGS(tval(note->kind), tval(note->channel ? note->channel : ""),
                          tval(note->file_hash ? note->file_hash : ""), ival(note->bytes),
                          ival(note->rows), ival(note->created), ival(note->updated),
                          ival(note->at)),
                  error) == 1;
}
