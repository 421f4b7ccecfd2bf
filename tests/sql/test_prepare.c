// SPDX-License-Identifier: Apache-2.0
// Every statement of every store: it prepares on both engines, and reads no large table from end
// to end, nor makes an index of its own for one call, unless it says so.
#include <string.h>

#include "fill.h"
#include "store.h"
#include "testdb.h"

typedef void (*visit)(struct testdb *test, const struct sql *sql);

static void each_statement(struct testdb *test, visit function)
{
    for (const struct sql_list *const *list = db_all_statements(); *list; list++)
        for (size_t i = 0; i < (*list)->n; i++)
            function(test, sql_at(*list, i));
}

// --- preparing

static void prepare(struct testdb *test, const struct sql *sql)
{
    g_autoptr(GError) error = NULL;
    g_assert_nonnull(sql->name);
    if (db_check(test->db, sql, &error))
        return;
    g_test_message("%s: %s\n%s", sql->name, error->message, sql->text);
    g_test_fail();
}

static void test_prepare(struct testdb *test)
{
    each_statement(test, prepare);
}

static void test_names(void)
{
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    for (const struct sql_list *const *list = db_all_statements(); *list; list++)
        for (size_t i = 0; i < (*list)->n; i++)
            if (!g_hash_table_add(names, (void *)sql_at(*list, i)->name)) {
                g_test_message("%s stands twice", sql_at(*list, i)->name);
                g_test_fail();
            }
}

// --- plans

static bool is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

// The next word at *at as a slice; moves *at behind it. Empty at the end or before a sign.
static GString *next_word(const char **at)
{
    while (g_ascii_isspace(**at))
        (*at)++;
    GString *word = g_string_new(NULL);
    for (; is_word(**at); (*at)++)
        g_string_append_c(word, **at);
    return word;
}

// Where NAME stands in TEXT as a whole word, from AT on; NULL if nowhere.
static const char *find_word(const char *text, const char *at, const char *name)
{
    size_t length = strlen(name);
    while ((at = strstr(at, name)) && ((at > text && is_word(at[-1])) || is_word(at[length])))
        at++;
    return at;
}

// Does TEXT give TABLE this NAME, "FROM item AS i" or "FROM item"? SQLite's plans show the alias.
static bool names_table(const char *text, const char *table, const char *name)
{
    if (!strcmp(table, name))
        return true;
    for (const char *at = text; (at = find_word(text, at, table)); at++) {
        const char *rest = at + strlen(table);
        g_autoptr(GString) word = next_word(&rest);
        if (!g_ascii_strcasecmp(word->str, "AS")) {
            g_string_free(g_steal_pointer(&word), TRUE);
            word = next_word(&rest);
        }
        if (!strcmp(word->str, name))
            return true;
    }
    return false;
}

// The view is part of the plans: the location that it begins with has a name there.
static const char view[] = "FROM location l";

static const char *large(const char *text, const char *name)
{
    if (*text && strstr(text, "standing") && names_table(view, "location", name))
        return "location";
    for (const char *const *table = large_tables; *table; table++)
        if (names_table(text, *table, name))
            return *table;
    return NULL;
}

// What SQLite makes anew in each call where no index of ours fits.
static bool makes_index(const char *step)
{
    return strstr(step, "AUTOMATIC") || strstr(step, "BLOOM");
}

static bool uses_open_index(const char *step)
{
    for (const char *const *name = open_indexes; *name; name++)
        if (find_word(step, step, *name))
            return true;
    return false;
}

// Does the step go along an index from its beginning to its end? That is cheap only where the
// statement stops after some rows, or the index is a short one. STEPS: from this one on.
static bool along_index(enum db_engine engine, const struct sql *sql, char *const *steps)
{
    if (find_word(sql->text, sql->text, "LIMIT") || uses_open_index(*steps))
        return false;
    if (engine == DB_SQLITE)
        return true;
    for (steps++; *steps && !strstr(*steps, "->"); steps++)
        if (strstr(*steps, "Index Cond:"))
            return false;
    return true;
}

// Where the name of the table stands that a step reads from end to end, or NULL.
static const char *scan_of(enum db_engine engine, const struct sql *sql, char *const *steps)
{
    static const char *const signs[] = {"Seq Scan on ", " on "};
    bool sqlite = engine == DB_SQLITE;
    bool indexed = strstr(*steps, sqlite ? " INDEX " : "Index ") != NULL;
    const char *sign = sqlite ? "SCAN " : signs[indexed && strstr(*steps, " Scan using ")];
    const char *at = strstr(*steps, sign);
    if (!at || (indexed && !along_index(engine, sql, steps)))
        return NULL;
    return at + strlen(sign);
}

// The large table that a step of a plan reads from end to end, or NULL. STEPS: from this one on.
static const char *scanned(const struct testdb *test, const struct sql *sql, char *const *steps)
{
    bool sqlite = test->engine == DB_SQLITE;
    const char *at = scan_of(test->engine, sql, steps);
    if (!at)
        return NULL;
    g_autoptr(GString) name = next_word(&at);
    // An INSERT with RETURNING lists the children of its table as well, and skips them when it
    // runs: a new parent breaks no reference.
    if (sqlite && g_str_has_prefix(sql->text, "INSERT") &&
        !find_word(sql->text, sql->text, name->str))
        return NULL;
    return large(sqlite ? sql->text : "", name->str);
}

// Columns of which a few values stand in all rows of a table.
static const char *const shared_columns[] = {"channel_id", "site_id", "operator_id", "station_id",
                                             "owner_id",   "state",   "kind",        "about",
                                             "status",     NULL};

// Does SQLite search with nothing but shared columns, "(channel_id=? AND state=?)"? That reads a
// part of the table that grows with it.
static bool by_shared_columns(const struct sql *sql, const char *step)
{
    const char *at = strstr(step, "SEARCH ") ? strchr(step, '(') : NULL;
    if (!at || find_word(sql->text, sql->text, "LIMIT") || strstr(sql->text, "SELECT min(") ||
        uses_open_index(step))
        return false;
    for (at++; *at && *at != ')';) {
        g_autoptr(GString) column = next_word(&at);
        if (!column->len || !g_strv_contains(shared_columns, column->str))
            return false;
        at += strcspn(at, " )");
        at += strspn(at, " ");
        at += g_str_has_prefix(at, "AND ") ? 4 : 0;
    }
    return true;
}

// What is wrong with the plan (a table that is read as a whole, or how it is read), or NULL.
static const char *wrong(const struct testdb *test, const struct sql *sql, char *const *steps)
{
    for (; *steps; steps++) {
        const char *table = scanned(test, sql, steps);
        if (table)
            return table;
        if (makes_index(*steps))
            return "an index made for one call";
        if (test->engine == DB_SQLITE && by_shared_columns(sql, *steps))
            return "what shares a column";
    }
    return NULL;
}

static void judge_plan(struct testdb *test, const struct sql *sql)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *plan = db_plan(test->db, sql, &error);
    if (error) {
        g_test_message("%s: %s", sql->name, error->message);
        g_test_fail();
        return;
    }
    g_auto(GStrv) steps = g_strsplit(plan, "\n", -1);
    const char *why = sql->scans ? NULL : wrong(test, sql, steps);
    if (!why)
        return;
    g_test_message("%s reads all of %s:\n%s\n%s", sql->name, why, sql->text, plan);
    g_test_fail();
}

static void test_plans(struct testdb *test)
{
    fill_tables(test->db);
    each_statement(test, judge_plan);
}

// The judge itself: it sees a scan behind an alias and along an index, an index made on the way,
// and keeps quiet about an index of ours.
static void test_judge(struct testdb *test)
{
    static const struct {
        struct sql sql;
        const char *sqlite, *pgsql;
    } cases[] = {
        {{"b", "SELECT o.id FROM sales_order o WHERE o.source_hash = $1", false},
         "sales_order",
         "sales_order"},
        {{"c", "SELECT x.id FROM item AS x WHERE x.name = $1", false}, "item", "item"},
        {{"d", "UPDATE person SET indexed = $1 WHERE made_at = $2", false}, "person", "person"},
        {{"e", "SELECT id FROM sales_order WHERE id = $1", false}, NULL, NULL},
        {{"f", "SELECT item.id FROM item JOIN goods g ON g.item_id = item.id WHERE g.id = $1",
          false},
         NULL,
         NULL},
        {{"g", "SELECT name FROM operator WHERE role = $1", false}, NULL, NULL},
        {{"h", "SELECT count(*) FROM item WHERE sku > ''", false}, NULL, NULL},
        {{"i", "SELECT sku FROM item ORDER BY sku", false}, "item", "item"},
        {{"j", "SELECT sku FROM item ORDER BY sku LIMIT 5", false}, NULL, NULL},
        {{"k",
          "SELECT s.id FROM supplier s JOIN purchase p ON p.supplier_id = s.id WHERE s.id < $1",
          false},
         "purchase",
         "purchase"},
        {{"l", "SELECT o.total FROM sales_order o WHERE o.channel_id = $1 AND o.hold_say = $2",
          false},
         "what shares a column",
         NULL},
        {{"m", "SELECT o.id FROM sales_order o WHERE o.channel_id = $1 AND o.external_id = $2",
          false},
         NULL,
         NULL},
    };
    fill_tables(test->db);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        g_autofree char *plan = db_plan(test->db, &cases[i].sql, &error);
        g_assert_no_error(error);
        g_auto(GStrv) steps = g_strsplit(plan, "\n", -1);
        g_assert_cmpstr(wrong(test, &cases[i].sql, steps), ==,
                        test->engine == DB_SQLITE ? cases[i].sqlite : cases[i].pgsql);
    }
}

// --- the rows that the plans are made for

static const struct sql tables[] = {
    [DB_SQLITE] = {"test.tables", "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1",
                   true},
    [DB_POSTGRESQL] = {"test.tables",
                       "SELECT CAST(tablename AS TEXT) FROM pg_catalog.pg_tables WHERE schemaname "
                       "= 'public' ORDER BY 1",
                       true},
};

static GPtrArray *table_names(struct db *db)
{
    GError *error = NULL;
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(db_rows) rows = db_query(db, &tables[db_engine(db)], DB_NO_ARGS, &error);
    g_assert_no_error(error);
    while (db_next(rows, &error))
        g_ptr_array_add(names, g_strdup(db_text(rows, 0)));
    g_assert_no_error(error);
    return names;
}

// A new table that nobody fills would have plans that say nothing.
static void test_filled(struct testdb *test)
{
    fill_tables(test->db);
    g_autoptr(GPtrArray) names = table_names(test->db);
    g_assert_cmpuint(names->len, >, 40);
    for (unsigned i = 0; i < names->len; i++) {
        const char *name = names->pdata[i];
        g_autofree char *query = g_strdup_printf("SELECT count(*) FROM %s", name);
        int64_t least = g_strv_contains(large_tables, name) ? 3000 : 1;
        if (testdb_number(test->db, query) >= least)
            continue;
        g_test_message("%s has less than %d rows", name, (int)least);
        g_test_fail();
    }
    for (const char *const *table = large_tables; *table; table++)
        g_assert_true(g_ptr_array_find_with_equal_func(names, *table, g_str_equal, NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sql/names", test_names);
    testdb_add("/sql/prepare", test_prepare);
    testdb_add("/sql/filled", test_filled);
    testdb_add("/sql/judge", test_judge);
    testdb_add("/sql/plans", test_plans);
    return g_test_run();
}
