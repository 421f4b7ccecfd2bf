// SPDX-License-Identifier: Apache-2.0
// The databases that one test of PostgreSQL leaves to the next are new ones.
#include "testdb.h"

#include "pgserver.h"

// All rows of all tables, and where the numbers of the ids stand; caller frees.
static char *content(const struct testdb *test)
{
    return pgserver_ask(
        test->name,
        "SELECT (SELECT string_agg(query_to_xml(format('SELECT * FROM %I t ORDER BY t', relname), "
        "true, true, '')::text, '' ORDER BY relname) FROM pg_class WHERE relkind = 'r' AND "
        "relnamespace = 'public'::regnamespace) || (SELECT string_agg(sequencename || ' ' || "
        "coalesce(last_value, 0), ',' ORDER BY sequencename) FROM pg_sequences)");
}

static void used_rows(struct testdb *test)
{
    g_autofree char *clean = content(test), *name = NULL;
    {
        g_autoptr(test_database) other = testdb_new(DB_POSTGRESQL);
        name = g_strdup(other->name);
        testdb_script(other->db, "INSERT INTO operator (name, role) VALUES ('anna', 'picker');"
                                 "UPDATE site SET zone = 'UTC', country = 'XX';"
                                 "DELETE FROM work_kind; DELETE FROM code_set");
        g_autofree char *used = content(other);
        g_assert_cmpstr(used, !=, clean);
    }
    g_autoptr(test_database) next = testdb_new(DB_POSTGRESQL);
    g_autofree char *now = content(next);
    g_assert_cmpstr(next->name, ==, name);
    g_assert_cmpstr(now, ==, clean);
}

static void changed_schema(struct testdb *test)
{
    g_autofree char *name = NULL;
    {
        g_autoptr(test_database) other = testdb_new(DB_POSTGRESQL);
        name = g_strdup(other->name);
        testdb_script(other->db, "ALTER TABLE site ALTER COLUMN zone DROP NOT NULL");
    }
    g_autoptr(test_database) next = testdb_new(DB_POSTGRESQL);
    g_assert_cmpstr(next->name, !=, name);
    g_assert_cmpstr(next->name, !=, test->name);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add_for(DB_POSTGRESQL, "/testdb/used-rows", used_rows);
    testdb_add_for(DB_POSTGRESQL, "/testdb/changed-schema", changed_schema);
    return g_test_run();
}
