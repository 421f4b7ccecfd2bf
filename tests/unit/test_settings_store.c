// SPDX-License-Identifier: Apache-2.0
// Settings, operators and counters in the database, through the operations that change them.
#include "store_admin.h"
#include "testshop.h"

static void is(struct testshop *shop, enum setting_id id, const char *wanted)
{
    GError *error = NULL;
    g_autofree char *value = store_setting(shop->db, id, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(value, ==, wanted);
}

static void test_settings(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    is(shop, SETTING_LEASE_MINUTES, "30"); // the default
    SAYS(shop->admin, "done", "claim.lease_minutes is now '5'", "setting.set",
         "claim.lease_minutes", "5");
    is(shop, SETTING_LEASE_MINUTES, "5");
    g_assert_cmpint(store_setting_number(shop->db, SETTING_LEASE_MINUTES, NULL), ==, 5);
    SAYS(shop->admin, "done", NULL, "setting.set", "claim.lease_minutes", "6");
    is(shop, SETTING_LEASE_MINUTES, "6");
    REFUSED(shop->admin, TOTE_ARGUMENT, NULL, "setting.set", "claim.lease_minutes", "0");
    REFUSED(shop->admin, TOTE_ARGUMENT, NULL, "setting.set", "claim.lease", "5");
    REFUSED(shop->admin, TOTE_ARGUMENT, "'E1R' is no currency of ISO 4217, like EUR or USD",
            "setting.set", "shop.currency", "E1R");
    REFUSED(shop->sam, TOTE_ROLE, NULL, "setting.set", "shop.name", "Ours");
    is(shop, SETTING_LEASE_MINUTES, "6");
}

static void test_operators(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    SAYS(shop->admin, "done", "eve may work as picker", "operator.add", "Eve");
    REFUSED(shop->admin, TOTE_EXISTS, "There is an operator eve already", "operator.add", "EVE");
    REFUSED(shop->admin, TOTE_ARGUMENT, NULL, "operator.add", "Max", "boss");
    REFUSED(shop->admin, TOTE_ARGUMENT,
            "It is empty; the name of an operator has 1 to 24 characters", "operator.add", "");
    REFUSED(shop->admin, TOTE_ARGUMENT, NULL, "operator.add", "a:b");
    REFUSED(shop->sam, TOTE_ROLE, NULL, "operator.add", "Max");
}

static void test_counter(struct testdb *test)
{
    GError *error = NULL;
    g_assert_true(db_begin(test->db, &error));
    g_assert_cmpint(store_counter_take(test->db, "x", 1, &error), ==, 1);
    g_assert_cmpint(store_counter_take(test->db, "x", 5, &error), ==, 2);
    g_assert_cmpint(store_counter_take(test->db, "x", 1, &error), ==, 7);
    g_assert_cmpint(store_counter_take(test->db, "y", 3, &error), ==, 1);
    g_assert_true(db_commit(test->db, &error));
    g_assert_true(db_begin(test->db, &error));
    g_assert_cmpint(store_counter_take(test->db, "x", 9, &error), ==, 8);
    db_rollback(test->db);
    g_assert_true(db_begin(test->db, &error));
    g_assert_cmpint(store_counter_take(test->db, "x", 1, &error), ==, 8);
    g_assert_true(db_commit(test->db, &error));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/settings/set", test_settings);
    testdb_add("/settings/operators", test_operators);
    testdb_add("/settings/counter", test_counter);
    return g_test_run();
}
