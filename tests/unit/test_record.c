// SPDX-License-Identifier: Apache-2.0
// Rows described once: the struct, queries, INSERTs and UPDATEs on both engines, and documents.
#include "rows.h"

#include <string.h>

#include "params.h"
#include "record_doc.h"
#include "testdb.h"

#define THING_WRITTEN(X)                                                                           \
    X(KEY, other_id, "other_id")                                                                   \
    X(BOOL, ok, "fine")                                                                            \
    X(QTY, qty, "qty")                                                                             \
    X(MONEY, price, "price")                                                                       \
    X(TEXT, currency, "currency")                                                                  \
    X(TIME, made_at, "made_at")                                                                    \
    X(MAYBE, lot, "lot")                                                                           \
    X(GTIN, gtin, "gtin")                                                                          \
    X(STATE, status, "status")
#define THING_ROW(X) X(ORDER, id, "id") X(TEXT, name, "name") THING_WRITTEN(X)
RECORD(thing_row, THING_ROW);
RECORD_DEFINE(thing_row, THING_ROW);

#define WRONG_ROW(X) X(KEY, id, "id") X(TEXT, name, "nmae")
RECORD(wrong_row, WRONG_ROW);
RECORD_DEFINE(wrong_row, WRONG_ROW);

#define SHOWN_ROW(X)                                                                               \
    X(KEY, hidden, "1")                                                                            \
    X(INT, n, "2")                                                                                 \
    X(QTY, qty, "3")                                                                               \
    X(GRAMS, grams, "4")                                                                           \
    X(MONEY, total, "5")                                                                           \
    X(TEXT, currency, "6")                                                                         \
    X(TIME, placed_at, "7")                                                                        \
    X(TIME, never, "8")                                                                            \
    X(ORDER, id, "9")                                                                              \
    X(WORK, work_id, "10")                                                                         \
    X(JOB, job_id, "12")                                                                           \
    X(MANIFEST, manifest_id, "13")                                                                 \
    X(BOOL, yes, "14")                                                                             \
    X(TEXT, empty, "15")                                                                           \
    X(MAYBE, lot, "16")                                                                            \
    X(MAYBE, no_lot, "17")                                                                         \
    X(STATE, status, "18")                                                                         \
    X(GTIN, gtin, "19")
RECORD(shown_row, SHOWN_ROW);
RECORD_DEFINE(shown_row, SHOWN_ROW);

static const struct sql sql_add = {
    "thing.add", RECORD_INSERT("thing", "name", THING_WRITTEN) "RETURNING id", false};
static const struct sql sql_put = {"thing.put", RECORD_UPSERT("thing", "name", THING_WRITTEN),
                                   false};
static const struct sql sql_change = {
    "thing.change", RECORD_UPDATE("thing", "name", THING_WRITTEN) "WHERE id = :id", false};
static const struct sql sql_all = {"thing.all", RECORD_SELECT(THING_ROW) "FROM thing ORDER BY id",
                                   true};
static const struct sql sql_raise = {
    "thing.raise", "UPDATE thing SET qty = qty + $2 WHERE id = $1 " RECORD_RETURN(THING_ROW),
    false};

static const struct thing_row sample = {.name = "it's :not a name",
                                        .other_id = 7,
                                        .ok = true,
                                        .qty = -3,
                                        .price = INT64_MAX,
                                        .currency = "EUR",
                                        .made_at = 1700000000000,
                                        .lot = "L1",
                                        .gtin = "04006381333931",
                                        .status = "ready"};

static void begin(struct testdb *test)
{
    static const char *const engines[] = {
        [DB_SQLITE] = "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, "
                      "other_id INTEGER, fine INTEGER NOT NULL, qty INTEGER NOT NULL, price "
                      "INTEGER NOT NULL, currency TEXT, made_at INTEGER NOT NULL, lot TEXT, "
                      "gtin TEXT, status TEXT) STRICT;",
        [DB_POSTGRESQL] = "CREATE TABLE thing (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY "
                          "KEY, name TEXT NOT NULL UNIQUE, other_id BIGINT, fine BIGINT NOT NULL, "
                          "qty BIGINT NOT NULL, price BIGINT NOT NULL, currency TEXT, made_at "
                          "BIGINT NOT NULL, lot TEXT, gtin TEXT, status TEXT);"};
    GError *error = NULL;
    testdb_script(test->db, engines[test->engine]);
    db_begin(test->db, &error);
    g_assert_no_error(error);
}

static int64_t add(struct testdb *test, const struct thing_row *row)
{
    GError *error = NULL;
    int64_t id = 0;
    db_get(test->db, &sql_add, &id, ROW_ARGS(&sql_add, &thing_row_record, row), &error);
    g_assert_no_error(error);
    return id;
}

static struct list *read_list(struct testdb *test, const struct sql *sql, struct db_args args)
{
    GError *error = NULL;
    struct list *list = list_records(test->db, sql, args, &thing_row_record, &error);
    g_assert_no_error(error);
    return list;
}

static void run(struct testdb *test, const struct sql *sql, const struct thing_row *row)
{
    GError *error = NULL;
    int64_t changed = db_run(test->db, sql, ROW_ARGS(sql, &thing_row_record, row), &error);
    g_assert_no_error(error);
    g_assert_cmpint(changed, ==, 1);
}

static void same(const struct thing_row *found, const struct thing_row *wanted)
{
    for (size_t i = FIELD(thing_row, name); i < thing_row_record.n; i++) {
        if (field_kept(thing_row_record.fields[i].type) != KEPT_TEXT)
            g_assert_cmpint(record_number(&thing_row_record, found, i), ==,
                            record_number(&thing_row_record, wanted, i));
        else if ((int)i != FIELD(thing_row, gtin))
            g_assert_cmpstr(record_text(&thing_row_record, found, i), ==,
                            record_text(&thing_row_record, wanted, i));
    }
    g_assert_cmpstr(found->gtin, ==, "4006381333931"); // as people know it
}

// --- the struct

static void test_struct(void)
{
    struct thing_row row = {.id = 1, .name = "a", .ok = true, .qty = 2, .status = "s"};
    const struct record *record = &thing_row_record;
    g_assert_cmpstr(record->name, ==, "thing_row");
    g_assert_cmpuint(record->n, ==, 11);
    g_assert_cmpuint(record_size(record), ==, sizeof row);
    for (size_t i = 0; i < record->n; i++)
        g_assert_cmpint(record_find(record, record->fields[i].name, strlen(record->fields[i].name)),
                        ==, (int)i);
    g_assert_cmpint(record_find(record, "na", 2), ==, -1);
    g_assert_cmpint(record_find(record, "names", 5), ==, -1);
    g_assert_cmpstr(record->fields[FIELD(thing_row, ok)].column, ==, "fine");
    g_assert_cmpint(record_number(record, &row, FIELD(thing_row, ok)), ==, 1);
    g_assert_cmpint(record_number(record, &row, FIELD(thing_row, qty)), ==, 2);
    g_assert_cmpstr(record_text(record, &row, FIELD(thing_row, status)), ==, "s");
    record_set_number(record, &row, FIELD(thing_row, qty), 9);
    record_set_number(record, &row, FIELD(thing_row, ok), 0);
    record_set_text(record, &row, FIELD(thing_row, lot), "l");
    g_assert_true(row.qty == 9 && !row.ok && !strcmp(row.lot, "l") && row.id == 1);
}

static void test_params(void)
{
    static const struct {
        const char *text, *numbered; // NULL: as it is
    } cases[] = {
        {"SELECT 1", NULL},
        {"SELECT $1", NULL},
        {"SELECT ':a', 'it''s :b'", NULL},
        {"SELECT x::text", NULL},
        {"SELECT :a", "SELECT $1"},
        {"a = :b AND c = :c_2 OR (:b) = ':b'", "a = $1 AND c = $2 OR ($1) = ':b'"},
        {"VALUES (:qty, :qty_2, :qt, :qty)", "VALUES ($1, $2, $3, $1)"},
        {"SELECT :a, 'a $ and $1'", "SELECT $1, 'a $ and $1'"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        bool mixed = true;
        g_autofree char *numbered = params_numbered(cases[i].text, &mixed);
        g_assert_cmpstr(numbered, ==, cases[i].numbered);
        g_assert_false(mixed);
    }
    bool mixed = false;
    g_assert_null(params_numbered("SELECT $1, :b", &mixed));
    g_assert_true(mixed);
}

// --- in the database

static void test_round_trip(struct testdb *test)
{
    begin(test);
    g_assert_cmpint(add(test, &sample), ==, 1);
    g_autoptr(rowlist) list = read_list(test, &sql_all, DB_NO_ARGS);
    g_assert_cmpint(list_len(list), ==, 1);
    g_assert_cmpint(list_at(list, struct thing_row, 0)->id, ==, 1);
    same(list_at(list, struct thing_row, 0), &sample);
}

// No id is NULL, no text is "", and a NULL column reads as 0 or "".
static void test_null(struct testdb *test)
{
    const struct thing_row bare = {.name = "bare"};
    begin(test);
    add(test, &bare);
    g_assert_cmpint(testdb_number(test->db, "SELECT count(*) FROM thing WHERE other_id IS NULL "
                                            "AND fine = 0 AND qty = 0 AND lot = ''"),
                    ==, 1);
    GError *error = NULL;
    static const struct sql clear = {"thing.clear", "UPDATE thing SET lot = NULL, gtin = NULL",
                                     true};
    db_run(test->db, &clear, DB_NO_ARGS, &error);
    g_assert_no_error(error);
    g_autoptr(rowlist) list = read_list(test, &sql_all, DB_NO_ARGS);
    const struct thing_row *row = list_at(list, struct thing_row, 0);
    g_assert_cmpint(row->other_id, ==, 0);
    g_assert_false(row->ok);
    g_assert_cmpstr(row->lot, ==, "");
    g_assert_cmpstr(row->gtin, ==, "");
}

static void test_change(struct testdb *test)
{
    struct thing_row row = sample;
    begin(test);
    row.id = add(test, &sample);
    row.name = "another";
    row.qty = 12;
    run(test, &sql_change, &row);
    row.lot = "L2";
    row.ok = false;
    run(test, &sql_put, &row); // the name is there: changed
    g_autoptr(rowlist) list = read_list(test, &sql_all, DB_NO_ARGS);
    g_assert_cmpint(list_len(list), ==, 1);
    same(list_at(list, struct thing_row, 0), &row);
    row.name = "a third";
    run(test, &sql_put, &row); // it is not: added
    g_autoptr(rowlist) both = read_list(test, &sql_all, DB_NO_ARGS);
    g_assert_cmpint(list_len(both), ==, 2);
}

static void test_returning(struct testdb *test)
{
    struct thing_row wanted = sample;
    begin(test);
    int64_t id = add(test, &sample);
    wanted.qty = 7;
    g_autoptr(rowlist) list = read_list(test, &sql_raise, DB_ARGS(ival(id), ival(10)));
    g_assert_cmpint(list_len(list), ==, 1);
    same(list_at(list, struct thing_row, 0), &wanted);
    g_autoptr(rowlist) none = read_list(test, &sql_raise, DB_ARGS(ival(id + 1), ival(10)));
    g_assert_cmpint(list_len(none), ==, 0);
}

// What is wrong in a list or its parameters is seen when the statement is prepared.
static void test_wrong(struct testdb *test)
{
    static const struct sql wrong[] = {
        {"wrong.select", RECORD_SELECT(WRONG_ROW) "FROM thing", true},
        {"wrong.insert", RECORD_INSERT("thing", "qty", WRONG_ROW), false},
        {"wrong.update", RECORD_UPDATE("thing", "qty", WRONG_ROW) "WHERE id = :id", false},
        {"wrong.mixed", "SELECT id FROM thing WHERE id = $1 AND name = :name", false},
    };
    begin(test);
    db_rollback(test->db); // of the transaction only; the table stays
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(db_check(test->db, &wrong[i], &error));
        g_assert_nonnull(error);
    }
    GError *error = NULL;
    g_assert_true(db_check(test->db, &sql_all, &error));
    g_assert_true(db_check(test->db, &sql_put, &error));
    g_autofree char *plan = db_plan(test->db, &sql_change, &error);
    g_assert_no_error(error);
    g_assert_nonnull(plan);
}

// --- documents

static const struct shown_row shown = {.hidden = 1,
                                       .n = 2,
                                       .qty = 3,
                                       .grams = 450,
                                       .total = 1999,
                                       .currency = "EUR",
                                       .placed_at = 1700000000000,
                                       .id = 1,
                                       .work_id = 1,
                                       .job_id = 3,
                                       .manifest_id = 0,
                                       .yes = true,
                                       .empty = "",
                                       .lot = "L\"1",
                                       .no_lot = "",
                                       .status = "ready",
                                       .gtin = "4006381333931"};

static char *of_fields(const char *fields)
{
    g_autoptr(doc_handle) doc = doc_new();
    if (fields)
        doc_fields(doc, &shown_row_record, &shown, fields);
    else
        doc_record(doc, &shown_row_record, &shown);
    return doc_json(doc);
}

static char *by_hand(void)
{
    g_autoptr(doc_handle) doc = doc_new();
    doc_int(doc, "n", 2);
    doc_int(doc, "qty", 3);
    doc_int(doc, "grams", 450);
    doc_money(doc, "total", money_of(1999, "EUR"));
    doc_text(doc, "currency", "EUR");
    doc_time(doc, "placed", 1700000000000);
    doc_null(doc, "never");
    doc_text(doc, "order", "O-100001");
    doc_text(doc, "work", "W-101");
    doc_text(doc, "job", "J-8003");
    doc_null(doc, "manifest");
    doc_bool(doc, "yes", true);
    doc_text(doc, "empty", "");
    doc_text(doc, "lot", "L\"1");
    doc_null(doc, "no_lot");
    doc_text(doc, "status", "ready");
    doc_text(doc, "gtin", "4006381333931");
    return doc_json(doc);
}

static void test_doc(void)
{
    g_autofree char *all = of_fields(NULL), *hand = by_hand();
    g_assert_cmpstr(all, ==, hand);
    static const struct {
        const char *fields, *json;
    } cases[] = {
        {"qty n", "{\"qty\":3,\"n\":2}"},
        {"id box=lot mine=work_id",
         "{\"order\":\"O-100001\",\"box\":\"L\\\"1\",\"mine\":\"W-101\"}"},
        {"hidden", "{}"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *json = of_fields(cases[i].fields);
        g_assert_cmpstr(json, ==, cases[i].json);
    }
}

static void test_doc_row(void)
{
    g_autoptr(doc_handle) doc = doc_new();
    doc_open_list(doc, "rows");
    doc_row(doc, &shown_row_record, &shown, "n");
    doc_row(doc, &shown_row_record, &shown, "n");
    doc_close(doc);
    g_autofree char *json = doc_json(doc);
    g_assert_cmpstr(json, ==, "{\"rows\":[{\"n\":2},{\"n\":2}]}");
}

// A slip of the pen in a choice stops the program at its first run.
static void test_doc_unknown(void)
{
    if (g_test_subprocess()) {
        g_autofree G_GNUC_UNUSED char *json = of_fields("n quantity");
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*shown_row has no field quantity*");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/record/struct", test_struct);
    g_test_add_func("/record/params", test_params);
    testdb_add("/record/round-trip", test_round_trip);
    testdb_add("/record/null", test_null);
    testdb_add("/record/change", test_change);
    testdb_add("/record/returning", test_returning);
    testdb_add("/record/wrong", test_wrong);
    g_test_add_func("/record/doc", test_doc);
    g_test_add_func("/record/doc-row", test_doc_row);
    g_test_add_func("/record/doc-unknown", test_doc_unknown);
    return g_test_run();
}
