// SPDX-License-Identifier: Apache-2.0
// Empties databases instead of making them anew.
#include "pgspare.h"

#include <glib.h>
#include <stdlib.h>
#include <unistd.h>

#include "pgserver.h"

struct spare {
    char *name;
    struct db *db;
};

static struct spare spares[4];
static pid_t owner; // a child that a test forks drops nothing

// Of a new database; all have one template.
static char *shape;  // what each change of the schema changes
static char *script; // what makes it new again

// A change of the schema writes a row of these catalogs, or takes one out.
static const struct sql shape_of = {
    "test.shape", "SELECT count(*) || ' ' || sum(x) FROM (SELECT xmin::text::bigint x FROM pg_class"
                  " UNION ALL SELECT xmin::text::bigint FROM pg_attribute"
                  " UNION ALL SELECT xmin::text::bigint FROM pg_constraint"
                  " UNION ALL SELECT xmin::text::bigint FROM pg_trigger"
                  " UNION ALL SELECT xmin::text::bigint FROM pg_proc"
                  " UNION ALL SELECT xmin::text::bigint FROM pg_statistic"
                  " UNION ALL SELECT xmin::text::bigint FROM pg_db_role_setting) c"};

// The rows that the migrations brought, and where the numbers stand. No foreign key is in the way
// of deleting and filling in any order.
static const char helper[] =
    "CREATE FUNCTION pg_temp.rows_of(t text) RETURNS jsonb LANGUAGE plpgsql AS $$ DECLARE r jsonb; "
    "BEGIN EXECUTE format('SELECT jsonb_agg(x) FROM %I x', t) INTO r; RETURN r; END $$";
static const struct sql make_script = {
    "test.script",
    "SELECT 'DO $do$ BEGIN SET LOCAL session_replication_role = replica;' || string_agg(format("
    "'DELETE FROM %1$I;', c.relname) || coalesce(format('INSERT INTO %1$I OVERRIDING SYSTEM VALUE "
    "SELECT * FROM jsonb_populate_recordset(NULL::%1$I, %2$L);', c.relname, "
    "pg_temp.rows_of(c.relname)), ''), '') || (SELECT string_agg(format('PERFORM setval(%L, %s, "
    "%L);', s.sequencename, coalesce(s.last_value, s.start_value), s.last_value IS NOT NULL), '') "
    "FROM pg_sequences s WHERE s.schemaname = 'public') || 'END $do$' "
    "FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"};

static const struct sql end_others = {
    "test.end_others",
    "SELECT 'ended ' || count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"};

// The text that SQL gives, NULL where it fails; caller frees.
static char *ask(struct db *db, const struct sql *sql)
{
    char *text = NULL;
    struct db_rows *rows = db_query(db, sql, DB_NO_ARGS, NULL);
    if (rows && db_next(rows, NULL))
        text = g_strdup(db_text(rows, 0));
    db_rows_free(rows);
    return text;
}

static bool run(struct db *db, const char *text)
{
    bool ok = db_begin(db, NULL) && db_script(db, text, NULL) && db_commit(db, NULL);
    if (!ok)
        db_rollback(db);
    return ok;
}

static void drop_all(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(spares) && owner == getpid(); i++)
        if (spares[i].name) {
            db_close(spares[i].db);
            pgserver_drop(spares[i].name);
            g_free(spares[i].name);
        }
}

void pgspare_know(struct testdb *test)
{
    if (owner)
        return;
    owner = getpid();
    atexit(drop_all);
    shape = ask(test->db, &shape_of);
    if (run(test->db, helper))
        script = ask(test->db, &make_script);
    if (!shape || !script)
        g_error("PostgreSQL of the tests: it is not known what %s is like", test->name);
    testdb_script(test->db, "DROP FUNCTION pg_temp.rows_of(text)");
}

bool pgspare_take(struct testdb *test)
{
    for (size_t i = 0; i < G_N_ELEMENTS(spares) && owner == getpid(); i++)
        if (spares[i].name) {
            test->name = g_steal_pointer(&spares[i].name);
            test->db = g_steal_pointer(&spares[i].db);
            return true;
        }
    return false;
}

// As it was made: nothing of this test is left in the connection or in the database.
static bool clean(struct db *db)
{
    db_rollback(db);
    db_fail_at(db, 0);
    db_ids_give(db, NULL);
    g_autofree char *ended = ask(db, &end_others);
    g_autofree char *now = ended ? ask(db, &shape_of) : NULL;
    return !g_strcmp0(now, shape) && run(db, script);
}

bool pgspare_give(struct testdb *test)
{
    for (size_t i = 0; i < G_N_ELEMENTS(spares) && test->db && owner == getpid(); i++) {
        if (spares[i].name)
            continue;
        if (!clean(test->db))
            return false;
        spares[i].name = g_strdup(test->name);
        spares[i].db = g_steal_pointer(&test->db);
        return true;
    }
    return false;
}
