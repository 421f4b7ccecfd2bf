// SPDX-License-Identifier: Apache-2.0
// Random scripts of four people against the numbered invariants. TOTE_PROP_STEPS makes them longer;
// --seed, printed at the start of each run, repeats one.
#include "world.h"

enum { EVERY = 25 };

static int steps(int preset)
{
    const char *text = g_getenv("TOTE_PROP_STEPS");
    return text ? (int)g_ascii_strtoll(text, NULL, 10) : preset;
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
                                      "SELECT count(*) FROM sales_order WHERE status = 'shipped'"));
    world_free(world);
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
    testdb_add_for(DB_SQLITE, "/prop/script", test_sqlite);
    testdb_add_for(DB_POSTGRESQL, "/prop/script", test_pgsql);
    return g_test_run();
}
