// SPDX-License-Identifier: Apache-2.0
// Every statement of every store: it prepares on both engines, and reads no large table from end
// to end unless it says so.
#include <string.h>

#include "fill.h"
#include "store.h"
#include "testdb.h"

typedef void (*visit)(struct testdb *test, const struct sql *sql);

static void each_statement(struct testdb *test, visit function)
{
    for (const struct sql_list *const *list = db_all_statements(); *list; list++)
        for (size_t i = 0; i < (*list)->n; i++)
            function(test, &(*list)->statements[i]);
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
            if (!g_hash_table_add(names, (void *)(*list)->statements[i].name)) {
                g_test_message("%s stands twice", (*list)->statements[i].name);
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

static const char *large(const char *text, const char *name)
{
    for (const char *const *table = large_tables; *table; table++)
        if (names_table(text, *table, name))
            return *table;
    return NULL;
}

// The large table that a step of a plan reads from end to end, or NULL.
static const char *scanned(const struct testdb *test, const struct sql *sql, const char *step)
{
    bool sqlite = test->engine == DB_SQLITE;
    const char *sign = sqlite ? "SCAN " : "Seq Scan on ";
    const char *at = strstr(step, sign);
    if (!at || (sqlite && strstr(at, " INDEX ")))
        return NULL;
    at += strlen(sign);
    g_autoptr(GString) name = next_word(&at);
    // An INSERT with RETURNING lists the children of its table as well, and skips them when it
    // runs: a new parent breaks no reference.
    if (sqlite && g_str_has_prefix(sql->text, "INSERT") &&
        !find_word(sql->text, sql->text, name->str))
        return NULL;
    return large(sqlite ? sql->text : "", name->str);
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
    for (char **step = steps; *step && !sql->scans; step++) {
        const char *table = scanned(test, sql, *step);
        if (!table)
            continue;
        g_test_message("%s reads all of %s:\n%s\n%s", sql->name, table, sql->text, plan);
        g_test_fail();
        return;
    }
}

static void test_plans(struct testdb *test)
{
    fill_tables(test->db);
    each_statement(test, judge_plan);
}

// The judge itself: it sees a scan behind an alias, and keeps quiet about an index.
static void test_judge(struct testdb *test)
{
    static const struct {
        struct sql sql;
        const char *table;
    } cases[] = {
        {{"b", "SELECT o.id FROM sales_order o WHERE o.source_hash = $1", false}, "sales_order"},
        {{"c", "SELECT x.id FROM item AS x WHERE x.name = $1", false}, "item"},
        {{"d", "UPDATE person SET note = $1 WHERE phone = $2", false}, "person"},
        {{"e", "SELECT id FROM sales_order WHERE id = $1", false}, NULL},
        {{"f", "SELECT item.id FROM item JOIN balance b ON b.item_id = item.id WHERE b.id = $1",
          false},
         NULL},
        {{"g", "SELECT name FROM operator WHERE role = $1", false}, NULL},
    };
    fill_tables(test->db);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        g_autofree char *plan = db_plan(test->db, &cases[i].sql, &error);
        g_assert_no_error(error);
        const char *found = NULL;
        g_auto(GStrv) steps = g_strsplit(plan, "\n", -1);
        for (char **step = steps; *step && !found; step++)
            found = scanned(test, &cases[i].sql, *step);
        g_assert_cmpstr(found, ==, cases[i].table);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sql/names", test_names);
    testdb_add("/sql/prepare", test_prepare);
    testdb_add("/sql/judge", test_judge);
    testdb_add("/sql/plans", test_plans);
    return g_test_run();
}
