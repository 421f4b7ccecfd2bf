// SPDX-License-Identifier: Apache-2.0
// Every statement of every call of the main job fails once: the call says so, nothing at all has
// changed, and the same call then does its work.
#include "job.h"

enum { MANY = 3000 };

static int failures;

// True when the call went through before its N-th statement came.
static bool fails_at(struct testshop *shop, const struct job_call *call, int n)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *before = testshop_dump(shop->db);
    db_fail_at(shop->db, n);
    bool ok = call->run(call, &error);
    db_fail_at(shop->db, 0);
    if (ok)
        return true;
    if (!tote_error_is(error, TOTE_DB_FAILED))
        g_error("%s, statement %d: %s", call->name, n,
                error ? error->message : "refused without a word");
    g_assert_false(db_in_transaction(shop->db));
    g_autofree char *after = testshop_dump(shop->db);
    if (g_strcmp0(before, after))
        g_error("%s, statement %d failed and left something:\n%s\nbefore:\n%s", call->name, n,
                after, before);
    failures++;
    return false;
}

static void every_statement(struct testshop *shop, const struct job_call *call)
{
    int n = 1;
    while (n < MANY && !fails_at(shop, call, n))
        n++;
    g_assert_cmpint(n, >, 1);
    g_assert_cmpint(n, <, MANY);
}

static void test_all(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    failures = 0;
    job_run(shop, every_statement);
    g_test_message("%d statements failed", failures);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM sales_order WHERE "
                                            "state = 'shipped'"),
                    ==, 2);
    LIES(shop, JOB_LEAVES);
}

static void test_every_operation(void)
{
    for (const struct op *const *op = op_all(); *op; op++)
        if (!job_has((*op)->name)) {
            g_test_message("%s has no turn", (*op)->name);
            g_test_fail();
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fail-at/every-operation", test_every_operation);
    testdb_add("/fail-at", test_all);
    return g_test_run();
}
