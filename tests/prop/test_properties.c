// SPDX-License-Identifier: Apache-2.0
// Random scripts of the people of two warehouses against the numbered invariants. TOTE_PROP_STEPS
// makes them longer; --seed, printed at the start of each run, repeats one.
#include "world.h"

enum { EVERY = 25 };

static int steps(int preset)
{
    const char *text = g_getenv("TOTE_PROP_STEPS");
    return text ? (int)g_ascii_strtoll(text, NULL, 10) : preset;
}

// Fulfilments of several parcels of which one or all left.
static int parcels_left(struct world *world, const char *which)
{
    g_autofree char *query =
        g_strdup_printf("SELECT count(*) FROM (SELECT p.fulfilment_id FROM parcel p GROUP BY "
                        "p.fulfilment_id HAVING count(*) > 1 AND %s(p.shipped_at) > 0) x",
                        which);
    return (int)testdb_number(world->shop->db, query);
}

static void run_script(struct testdb *test, int n)
{
    struct world *world = world_new(test);
    for (int i = 1; i <= n; i++) {
        deed(world);
        invariants(world);
        if (i % EVERY == 0)
            testshop_check(world->shop->db);
    }
    g_test_message("%d done, %d refused, %d orders, %d shipped", world->done, world->refused,
                   world->orders,
                   (int)testdb_number(world->shop->db,
                                      "SELECT count(*) FROM sales_order WHERE state = 'shipped'"));
    g_test_message("%u operations, %d orders from two warehouses", g_hash_table_size(world->called),
                   (int)testdb_number(world->shop->db,
                                      "SELECT count(*) FROM (SELECT f.order_id FROM fulfilment f "
                                      "GROUP BY f.order_id HAVING min(f.site_id) <> "
                                      "max(f.site_id)) x"));
    g_test_message("%d fulfilments of several parcels sent one, %d sent all",
                   parcels_left(world, "max"), parcels_left(world, "min"));
    world_free(world);
}

// --- every operation has a deed

static bool called_by(const struct deed *deed, const char *op)
{
    g_auto(GStrv) ops = g_strsplit(deed->ops, " ", -1);
    return g_strv_contains((const char *const *)ops, op);
}

static bool has_deed(const char *op)
{
    for (const struct deed_list *const *list = all_deeds(); *list; list++)
        for (size_t i = 0; i < (*list)->n; i++)
            if (called_by(&(*list)->deeds[i], op))
                return true;
    return false;
}

static void test_every_operation(void)
{
    for (const struct op *const *op = op_all(); *op; op++)
        if (!has_deed((*op)->name)) {
            g_test_message("%s has no deed", (*op)->name);
            g_test_fail();
        }
}

static void test_sqlite(struct testdb *test)
{
    run_script(test, steps(1500));
}

static void test_pgsql(struct testdb *test)
{
    run_script(test, steps(500));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/prop/every-operation", test_every_operation);
    testdb_add_for(DB_SQLITE, "/prop/script", test_sqlite);
    testdb_add_for(DB_POSTGRESQL, "/prop/script", test_pgsql);
    return g_test_run();
}
