// SPDX-License-Identifier: Apache-2.0
// What is in the database, as text that tests compare.
#include "testshop.h"

#include <string.h>

#include "numbers.h"
#include "people.h"
#include "store_order_read.h"

// What operations write. The names are the program's own, not a user's.
static const char *const tables[] = {
    "setting",        "counter",    "site",       "location",   "operator",      "printer",
    "station",        "channel",    "owner",      "item",       "item_code",     "lot",
    "goods",          "balance",    "move",       "plate_move", "person",        "person_index",
    "sales_order",    "fulfilment", "order_line", "allocation", "payment_event", "order_tax",
    "work",           "task",       "loss",       "box_type",   "load",          "parcel",
    "parcel_line",    "void_label", "event",      "event_key",  "outbox",        "import_run",
    "import_question"};

static void append_rows(struct db *db, const struct sql *sql, GString *to)
{
    GError *error = NULL;
    g_autoptr(db_rows) rows = db_query(db, sql, DB_NO_ARGS, &error);
    g_assert_no_error(error);
    while (db_next(rows, &error))
        g_string_append_printf(to, "%s\n", db_text(rows, 0));
    g_assert_no_error(error);
}

static char *lines_of(struct db *db, const struct sql *sql)
{
    GString *lines = g_string_new(NULL);
    append_rows(db, sql, lines);
    return g_string_free(lines, FALSE);
}

// --- everything

// SQLite: the columns one by one, quoted, because a row has no text form of its own. Statements are
// known by address, so each has its place for good.
static char *sqlite_columns(struct db *db, size_t i)
{
    static struct sql known[G_N_ELEMENTS(tables)];
    if (!known[i].text)
        known[i] = (struct sql){
            .name = "test.columns",
            .text = g_strdup_printf("SELECT group_concat('quote(' || name || ')', ' || '','' || ') "
                                    "FROM pragma_table_info('%s')",
                                    tables[i])};
    return lines_of(db, &known[i]);
}

static const struct sql *dump_statement(struct db *db, size_t i)
{
    static struct sql known[2][G_N_ELEMENTS(tables)];
    struct sql *sql = &known[db_engine(db)][i];
    if (sql->text)
        return sql;
    g_autofree char *row =
        db_engine(db) == DB_SQLITE ? sqlite_columns(db, i) : g_strdup("CAST(t AS TEXT)");
    sql->name = "test.dump";
    sql->text =
        g_strdup_printf("SELECT %s AS line FROM %s t ORDER BY 1", g_strchomp(row), tables[i]);
    return sql;
}

char *testshop_dump(struct db *db)
{
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_string_append_printf(all, "-- %s\n", tables[i]);
        append_rows(db, dump_statement(db, i), all);
    }
    return g_string_free(all, FALSE);
}

// --- balances

// Goods on a cart are told by the orders that claim them, those in a box by the box.
#define BALANCES                                                                                   \
    "(SELECT b.goods_id AS goods_id, b.location_id AS location_id, b.on_hand AS on_hand, "         \
    "b.allocated AS allocated, p.plate AS lpn FROM balance b JOIN standing p ON p.id = "           \
    "b.location_id JOIN location_kind k ON k.code = p.own_kind WHERE k.picked = 0 UNION ALL "      \
    "SELECT b.goods_id, b.location_id, CAST(sum(a.qty) AS BIGINT), CAST(sum(a.qty) AS BIGINT), "   \
    "'O-' || CAST(100000 + l.order_id AS TEXT) FROM balance b JOIN standing p ON p.id = "          \
    "b.location_id JOIN location_kind k ON k.code = p.own_kind JOIN allocation a ON a.goods_id = " \
    "b.goods_id AND a.location_id = b.location_id JOIN order_line l ON l.id = a.line_id WHERE "    \
    "k.picked = 1 GROUP BY b.goods_id, b.location_id, l.order_id) "
#define BALANCE_LINE                                                                               \
    "SELECT i.sku || ' ' || p.code || ' ' || coalesce(o.code, '-') || ' ' "                        \
    "|| CAST(b.on_hand AS TEXT) || '/' || CAST(b.allocated AS TEXT) "                              \
    "|| CASE WHEN b.lpn = '' THEN '' ELSE ' [' || b.lpn || ']' END "
#define BALANCE_FROM                                                                               \
    "AS line FROM " BALANCES "b JOIN goods g ON g.id = b.goods_id JOIN item i ON i.id = "          \
    "g.item_id JOIN standing p ON p.id = b.location_id LEFT JOIN lot o ON o.id = g.lot_id "        \
    "JOIN balance v ON v.goods_id = b.goods_id AND v.location_id = b.location_id "                 \
    "WHERE b.on_hand <> 0 OR b.allocated <> 0 ORDER BY 1"

char *testshop_balances(struct db *db)
{
    static const struct sql sql = {"test.balances", BALANCE_LINE BALANCE_FROM, true};
    return lines_of(db, &sql);
}

char *testshop_balances_whole(struct db *db)
{
    static const struct sql sql = {"test.balances",
                                   BALANCE_LINE "|| ' ' || CAST(v.since AS TEXT) || g.serial || "
                                                "CAST(g.owner_id AS TEXT) || g.cond " BALANCE_FROM,
                                   true};
    return lines_of(db, &sql);
}

void testshop_lies(const char *where, struct db *db, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    g_autoptr(GString) wanted = g_string_new(NULL);
    for (int i = 0; parts[i] && *text; i++)
        g_string_append_printf(wanted, "%s\n", g_strstrip(parts[i]));
    g_autofree char *found = testshop_balances(db);
    if (strcmp(found, wanted->str))
        g_error("%s: there lies\n%snot\n%s", where, found, wanted->str);
}

const char *testshop_status(struct db *db, const char *order)
{
    static const struct sql sql = {"test.status", "SELECT state FROM sales_order WHERE id = $1",
                                   false};
    GError *error = NULL;
    g_autofree char *status = NULL;
    int64_t id = number_id(NUMBER_ORDER, order);
    db_get_text(db, &sql, &status, DB_ARGS(ival(id)), &error);
    g_assert_no_error(error);
    return g_intern_string(status);
}

char *testshop_names(struct session *session)
{
    GError *error = NULL;
    GString *all = g_string_new(NULL);
    const struct queue_filter filter = {.limit = 10};
    g_autoptr(rowlist) rows = store_queue(session->db, &filter, &error);
    g_assert_no_error(error);
    g_assert_true(people_fill_names(session, rows, &queue_row_record, &error));
    g_assert_no_error(error);
    for (unsigned i = 0; i < list_len(rows); i++)
        g_string_append_printf(all, "%s,", list_at(rows, struct queue_row, i)->customer);
    return g_string_free(all, FALSE);
}
