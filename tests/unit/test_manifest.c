// SPDX-License-Identifier: Apache-2.0
// A manifest goes on with what it was begun with, whatever becomes fit, or unfit, to go meanwhile.
#include <string.h>

#include "query.h"
#include "testshop.h"

// A load that was broken off goes on with what it was begun with.
static void test_resumed(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    testshop_packed_by(shop, "#1", "DHL");
    testshop_packed_by(shop, "#2", "");
    testshop_packed_by(shop, "#3", "DHL");
    SAYS(shop->pia, "done", "M-101: 1 of 3 parcels handed to DHL so far", "ship.close", "DHL", NULL,
         "3", NULL, "1");
    clock_fix(TESTSHOP_NOW + MINUTE_MS);
    testshop_packed_by(shop, "#4", "DHL"); // too late for this one
    REFUSED(shop->pia, TOTE_SHIP_COUNT, NULL, "ship.close", "DHL", NULL, "4");
    SAYS(shop->pia, "done", "M-101: 2 of 3 parcels handed to DHL so far", "ship.close", "DHL", NULL,
         NULL, NULL, "1");
    SAYS(shop->pia, "done", "M-101: 3 parcels handed to DHL", "ship.close", "DHL", NULL, "3");
    SAYS(shop->pia, "done", "M-102: 1 parcel handed to DHL", "ship.close", "DHL");
}

// A manifest takes as many as were counted for it, also where another label came out meanwhile.
static void test_as_counted(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    testshop_packed_by(shop, "#1", "DHL");
    testshop_packed_by(shop, "#2", "DHL");
    testshop_packed_by(shop, "#3", "DHL");
    testshop_printed(shop, "J-8001");
    testshop_printed(shop, "J-8002");
    SAYS(shop->pia, "done", "M-101: 1 of 2 parcels handed to DHL so far", "ship.close", "DHL", NULL,
         "2", "1", "1");
    testshop_printed(shop, "J-8003");
    SAYS(shop->pia, "done", "M-101: 2 parcels handed to DHL; 1 stays here", "ship.close", "DHL",
         NULL, "2", "1");
    g_assert_cmpstr(testshop_status(shop->db, "O-100003"), ==, "packed");
    SAYS(shop->pia, "done", "M-102: 1 parcel handed to DHL", "ship.close", "DHL");
}

static void print_late(struct testshop *shop, const char *sscc)
{
    (void)sscc;
    testshop_printed(shop, "J-8002");
}

static void prove_late(struct testshop *shop, const char *sscc)
{
    SAYS(shop->pia, "match", NULL, "print.proof", sscc);
}

// Whatever makes a parcel fit to go after a manifest was begun, it goes with the next one, and does
// not push out one that was counted.
static void test_fit_later(struct testdb *test)
{
    void (*const ways[])(struct testshop * shop, const char *sscc) = {print_late, prove_late};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autoptr(test_database) own = testdb_new(test->engine);
        g_autoptr(test_shop) shop = testshop_new(own);
        testshop_stock(shop, "TEA A1 10");
        testshop_prefix(shop);
        SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
        testshop_packed_by(shop, "#1", "DHL");
        const char *waits = testshop_packed_by(shop, "#2", "DHL");
        testshop_packed_by(shop, "#3", "DHL");
        testshop_printed(shop, "J-8001");
        testshop_printed(shop, "J-8003");
        SAYS(shop->pia, "done", "M-101: 1 of 2 parcels handed to DHL so far", "ship.close", "DHL",
             NULL, "2", "1", "1");
        clock_fix(TESTSHOP_NOW + MINUTE_MS);
        ways[i](shop, waits);
        SAYS(shop->pia, "done", "M-101: 2 parcels handed to DHL; 1 stays here", "ship.close", "DHL",
             NULL, "2", "1");
        g_assert_cmpstr(testshop_status(shop->db, "O-100002"), ==, "packed");
        g_assert_cmpstr(testshop_status(shop->db, "O-100003"), ==, "shipped");
        clock_fix(TESTSHOP_NOW);
    }
}

static void day_ends(struct testshop *shop)
{
    g_autofree char *script =
        g_strdup_printf("UPDATE lot SET expires_day = %" G_GINT64_FORMAT " WHERE code = 'L1';",
                        TESTSHOP_NOW / DAY_MS + 1);
    testdb_script(shop->db, script);
    clock_fix(TESTSHOP_NOW + DAY_MS);
}

// Goods whose last day ends while a manifest is open go with it; with the next one they do not.
static void test_expired_meanwhile(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10 lot=L1");
    testshop_prefix(shop);
    testshop_packed_by(shop, "#1", "DHL");
    testshop_packed_by(shop, "#2", "DHL");
    testshop_packed_by(shop, "#3", "DPD");
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL", NULL, "2", NULL, "1");
    day_ends(shop);
    SAYS(shop->pia, "done", "M-101: 2 parcels handed to DHL", "ship.close", "DHL");
    REFUSED(shop->pia, TOTE_SHIP_MISSING, NULL, "ship.close", "DPD");
    clock_fix(TESTSHOP_NOW);
}

static char *listed(struct testshop *shop)
{
    GError *error = NULL;
    g_autoptr(doc_handle) doc = doc_new();
    query_run(shop->pia, query_find("ship.list"), TESTSHOP_VALUES(NULL), doc, NULL, &error);
    g_assert_no_error(error);
    return doc_json(doc);
}

// What waits for a carrier is what is closed, and not gone.
static void test_waits_for_carrier(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    const char *open = testshop_open_by(shop, "#1", "DHL");
    g_autofree char *none = listed(shop);
    HAS(none, "\"waiting\":[]");
    testshop_packed_by(shop, "#2", "DHL");
    testshop_packed_by(shop, "#3", "DHL");
    g_autofree char *two = listed(shop);
    HAS(two, "\"carrier\":\"DHL\",\"parcels\":2");
    SAYS(shop->pia, "done", "M-101: 2 parcels handed to DHL", "ship.close", "DHL");
    g_autofree char *gone = listed(shop);
    HAS(gone, "\"waiting\":[]");
    SAYS(shop->pia, "done", NULL, "pack.close", open);
    g_autofree char *one = listed(shop);
    HAS(one, "\"carrier\":\"DHL\",\"parcels\":1");
}

// A box that stood open when the manifest was begun waits for the next one: it neither goes with
// this one nor is missed by it.
static void test_closed_later(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    const char *pack = testshop_open_by(shop, "#1", "DHL");
    testshop_packed_by(shop, "#2", "DHL");
    testshop_packed_by(shop, "#3", "DHL");
    const char *waits = testshop_packed_by(shop, "#4", "DHL");
    testshop_printed(shop, "J-8001");
    testshop_printed(shop, "J-8002");
    SAYS(shop->pia, "done", "M-101: 1 of 2 parcels handed to DHL so far", "ship.close", "DHL", NULL,
         "2", "1", "1");
    clock_fix(TESTSHOP_NOW + MINUTE_MS);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    SAYS(shop->pia, "done", "M-101: 2 parcels handed to DHL; 1 stays here", "ship.close", "DHL",
         NULL, "2", "1");
    const char *missing = strstr(testshop_last()->json, "\"parcel\":");
    g_assert_cmpstr(testshop_answer("parcel"), ==, waits);
    g_assert_true(missing && !strstr(missing + 1, "\"parcel\":"));
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "packed");
}

// More parcels than one read takes.
static void test_many(struct testdb *test)
{
    enum { MANY = 201 };
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 201");
    testshop_prefix(shop);
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "201 TEA"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "]C1010400000000001330201");
    const char *pack = testshop_open(shop->pia, "#1");
    for (int i = 0; i < MANY; i++) {
        SAYS(shop->pia, "match", NULL, "pack.box", pack, "B1");
        SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    }
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    SAYS(shop->pia, "done", "M-101: 201 parcels handed to DHL", "ship.close", "DHL", NULL, "201");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/manifest/resumed", test_resumed);
    testdb_add("/manifest/as-counted", test_as_counted);
    testdb_add("/manifest/fit-later", test_fit_later);
    testdb_add("/manifest/expired-meanwhile", test_expired_meanwhile);
    testdb_add("/manifest/waits-for-carrier", test_waits_for_carrier);
    testdb_add("/manifest/closed-later", test_closed_later);
    testdb_add_for(DB_SQLITE, "/manifest/many", test_many);
    return g_test_run();
}
