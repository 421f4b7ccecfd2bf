// SPDX-License-Identifier: Apache-2.0
// The main job from end to end: master data, stock, orders, picking with every mishap, packing,
// labels, the carrier. At its end the books are right and nothing is left over.
#include "job.h"

static void just(struct testshop *shop, const struct job_call *call)
{
    GError *error = NULL;
    bool ok = call->run(call, &error);
    if (!ok)
        g_error("%s: %s", call->name, error ? error->message : "");
    testshop_check(shop->db);
}

static void test_job(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    job_run(shop, just);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "shipped");
    g_assert_cmpstr(testshop_status(shop->db, "O-100002"), ==, "cancelled");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM sales_order WHERE state = "
                                            "'shipped' AND external_name = '#3'"),
                    ==, 1);
    LIES(shop, JOB_LEAVES);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM parcel WHERE state = 'shipped'"),
                    ==, 4);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM load WHERE parcels = 1"), ==, 4);
    g_assert_cmpint(testdb_number(shop->db, "SELECT sum(missing) FROM load WHERE closed_at > 0"),
                    ==, 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM parcel WHERE proof_at > 0"), ==,
                    3);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/main-job", test_job);
    return g_test_run();
}
