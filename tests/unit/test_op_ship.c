// SPDX-License-Identifier: Apache-2.0
// SSCCs that never repeat, manifests, and goods that left the house.
#include "testshop.h"

static const char *packed(struct testshop *shop, const char *name, const char *lines)
{
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, name, lines));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    return testshop_answer("sscc");
}

static void test_ship(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10, MUG A2 5");
    testshop_prefix(shop);
    REFUSED(shop->pia, TOTE_NOTHING, "No packed parcel waits for a carrier", "ship.close", "DHL");
    packed(shop, "#1", "2 TEA, 1 MUG");
    packed(shop, "#2", "3 TEA");
    testshop_picked(shop, "#3", "1 MUG"); // not packed: it stays
    REFUSED(shop->anna, TOTE_ROLE, "ANNA may not do 'ship.close'", "ship.close", "DHL");
    REFUSED(shop->pia, TOTE_USAGE, "carrier is missing: the carrier", "ship.close");
    SAYS(shop->pia, "done", "M-101: 2 parcels handed to DHL", "ship.close", "DHL");
    LIES(shop, "MUG A2 - 3/0,MUG CART - 1/1 [O-100003],TEA A1 - 5/0");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "shipped");
    g_assert_cmpstr(testshop_status(shop->db, "O-100002"), ==, "shipped");
    g_assert_cmpstr(testshop_status(shop->db, "O-100003"), ==, "picked");
    g_assert_cmpint(testdb_number(shop->db, "SELECT CAST(sum(qty) AS BIGINT) FROM move "
                                            "WHERE kind = 'ship'"),
                    ==, 6);
    REFUSED(shop->pia, TOTE_NOTHING, NULL, "ship.close", "DHL");
}

// A close that fails takes its number back; no committed number is given twice.
static void test_sscc(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    const char *first = packed(shop, "#1", "1 TEA");
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#2", "1 TEA"));
    testshop_pack(shop->pia, pack);
    struct reply reply = {0};
    g_autoptr(GError) error = NULL;
    db_fail_at(shop->db, 13); // after the counter was raised
    g_assert_false(
        testshop_call(shop->pia, "pack.close", TESTSHOP_VALUES(pack), NULL, &reply, &error));
    db_fail_at(shop->db, 0);
    g_assert_true(tote_error_is(error, TOTE_DB_FAILED));
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    const char *second = testshop_answer("sscc");
    SAYS(shop->admin, "done", NULL, "setting.set", "gs1.extension", "3");
    const char *third = packed(shop, "#3", "1 TEA");
    g_assert_cmpstr(first, ==, "095011010000000018");
    g_assert_cmpstr(second, ==, "095011010000000025");
    g_assert_cmpstr(third, ==, "395011010000000033");
}

// Two shops that share nothing but this program: different prefixes, no number in common.
static void test_two_shops(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(test_database) other = testdb_new(test->engine);
    g_autoptr(test_shop) second = testshop_new(other);
    testshop_stock(shop, "TEA A1 10");
    testshop_stock(second, "TEA A1 10");
    testshop_prefix(shop);
    SAYS(second->admin, "done", NULL, "setting.set", "gs1.prefix", "9501102");
    const char *here = packed(shop, "#1", "1 TEA");
    const char *there = packed(second, "#1", "1 TEA");
    g_assert_cmpstr(here, !=, there);
}

static void test_printer_of_station(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    packed(shop, "#1", "1 TEA"); // no printer yet: the label waits for one
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox WHERE printer_id IS NULL"),
                    ==, 1);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    SAYS(shop->admin, "done", NULL, "printer.add", "TWO", "cups:two");
    g_assert_cmpint(testdb_number(shop->db, "SELECT printer_id FROM outbox"), ==, 1);
    SAYS(shop->sam, "done", "Station PIA prints on TWO", "station.printer", "PIA", "TWO");
    packed(shop, "#2", "1 TEA");
    g_assert_cmpint(testdb_number(shop->db, "SELECT max(printer_id) FROM outbox"), ==, 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/ship/ship", test_ship);
    testdb_add("/ship/sscc", test_sscc);
    testdb_add("/ship/two-shops", test_two_shops);
    testdb_add("/ship/printer", test_printer_of_station);
    return g_test_run();
}
