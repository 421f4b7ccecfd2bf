// SPDX-License-Identifier: Apache-2.0
// SSCCs that never repeat, manifests, and goods that left the house.
#include <string.h>

#include "incoming.h"
#include "query.h"
#include "testshop.h"

static const char *packed(struct testshop *shop, const char *name, const char *lines)
{
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, name, lines));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    return testshop_answer("sscc");
}

// The orders of its parcels, in the order that they went.
static void manifest_shows(struct testshop *shop, const char *manifest, const char *orders)
{
    g_autoptr(doc_handle) doc = doc_new();
    g_autoptr(GError) error = NULL;
    const char *const values[OP_MAX_ARGS] = {manifest};
    g_assert_true(query_run(shop->pia, query_find("ship.show"), values, doc, NULL, &error));
    g_autofree char *json = doc_json(doc);
    g_auto(GStrv) found = g_strsplit(strstr(json, "\"parcel_list\""), "\"order\":\"", -1);
    g_autoptr(GString) seen = g_string_new(NULL);
    for (int i = 1; found[i]; i++)
        g_string_append_printf(seen, "%s%.8s", i > 1 ? "," : "", found[i]);
    g_assert_cmpstr(seen->str, ==, orders);
}

static void test_ship(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10, MUG A2 5");
    testshop_prefix(shop);
    REFUSED(shop->pia, TOTE_NOTHING, "No packed parcel waits for DHL", "ship.close", "DHL");
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
    manifest_shows(shop, "M-101", "O-100001,O-100002");
}

// A carrier takes what goes by its services; a method that names nobody goes with anybody.
static void test_carrier(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    testshop_packed_by(shop, "#1", "DPD Classic");
    REFUSED(shop->pia, TOTE_NOTHING, "No packed parcel waits for DHL", "ship.close", "DHL");
    testshop_packed_by(shop, "#2", "dhl Paket");
    testshop_packed_by(shop, "#3", "Bike messenger");
    REFUSED(shop->pia, TOTE_ARGUMENT, NULL, "ship.close", "DLH"); // a slip of the pen
    REFUSED(shop->pia, TOTE_SHIP_COUNT, "Counted by hand: 3, but 2 are packed and labelled",
            "ship.close", "DHL", NULL, "3");
    SAYS(shop->pia, "done", "M-101: 2 parcels handed to DHL", "ship.close", "dhl", NULL, "2");
    HAS(testshop_last()->json, "1 parcel has a shipping method that names no");
    HAS(testshop_last()->json, "2 parcels go though no printer has their labels");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "packed");
    g_assert_cmpstr(testshop_status(shop->db, "O-100003"), ==, "shipped");
    testshop_packed_by(shop, "#4", "bike Messenger, slow");
    SAYS(shop->pia, "done", "M-102: 1 parcel handed to Bike messenger", "ship.close",
         "Bike messenger");
    SAYS(shop->pia, "done", "M-103: 1 parcel handed to DPD", "ship.close", "DPD");
}

// What customers fetch is no carrier's, and needs no label.
static void test_fetched(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one"); // prints nothing
    SAYS(shop->pia, "match", NULL, "print.proof", testshop_packed_by(shop, "#1", "DHL Paket"));
    testshop_packed_by(shop, "#2", "Store pickup");
    SAYS(shop->pia, "done", "M-101: 1 parcel handed to DHL", "ship.close", "DHL");
    g_assert_cmpstr(testshop_status(shop->db, "O-100002"), ==, "packed");
    SAYS(shop->pia, "done", "M-102: 1 parcel handed to Pick-up", "ship.close", "pick up");
    g_assert_cmpstr(testshop_status(shop->db, "O-100002"), ==, "shipped");
}

// Where there is a printer, a label that never came out of it or is in doubt stays behind.
static void test_missing(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    const char *waits = testshop_packed_by(shop, "#1", "DHL Paket");
    testshop_packed_by(shop, "#2", "DHL Paket");
    const char *proven = testshop_packed_by(shop, "#3", "DHL Express");
    static const char *const steps[] = {"send", "sent", "finish"};
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        SAYS(shop->pia, "done", NULL, "print.step", "J-8002", steps[i], NULL, NULL, NULL, "w1");
    REFUSED(shop->pia, TOTE_SHIP_MISSING, NULL, "ship.close", "DHL");
    SAYS(shop->pia, "match", NULL, "print.proof", proven);
    g_autofree char *refusal =
        g_strdup_printf("1 parcel for DHL cannot go: %s of O-100001: label waiting", waits);
    REFUSED(shop->pia, TOTE_SHIP_MISSING, refusal, "ship.close", "DHL");
    SAYS(shop->pia, "done", "M-101: 2 parcels handed to DHL; 1 stays here", "ship.close", "DHL",
         NULL, "2", "1");
    g_assert_null(strstr(testshop_last()->json, "no printer has")); // one told of both
    g_assert_cmpstr(testshop_answer("parcel"), ==, waits);
    SAYS(shop->pia, "done", NULL, "print.step", "J-8001", "send", NULL, NULL, NULL, "w1");
    SAYS(shop->pia, "done", NULL, "print.step", "J-8001", "lose", NULL, NULL, NULL, "w1");
    REFUSED(shop->pia, TOTE_SHIP_MISSING, NULL, "ship.close", "DHL");
    REFUSED(shop->pia, TOTE_NOTHING, NULL, "ship.close", "DHL", NULL, NULL, "1");
    SAYS(shop->pia, "done", NULL, "print.seen", "J-8001");
    SAYS(shop->pia, "done", "M-102: 1 parcel handed to DHL", "ship.close", "DHL");
    const char *anybodys = testshop_packed_by(shop, "#4", "Slow way"); // stops each, and says why
    g_autofree char *any =
        g_strdup_printf("1 parcel for DHL cannot go: %s of O-100004: label "
                        "waiting (its order names no carrier: it goes with the first that comes)",
                        anybodys);
    REFUSED(shop->pia, TOTE_SHIP_MISSING, any, "ship.close", "DHL");
}

// A bench whose clock goes ahead: its parcel is told, not passed over.
static void test_clocks(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    testshop_packed_by(shop, "#1", "DHL Paket");
    testshop_packed_by(shop, "#2", "DHL Paket");
    testshop_packed_by(shop, "#3", "DHL Paket");
    testdb_script(shop->db, "UPDATE parcel SET closed_at = closed_at + 300000 WHERE id = (SELECT "
                            "max(id) FROM parcel)");
    REFUSED(shop->pia, TOTE_SHIP_MISSING, NULL, "ship.close", "DHL");
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL", NULL, "2", "1", "1"); // goes on
    SAYS(shop->pia, "done", "M-101: 2 parcels handed to DHL; 1 stays here", "ship.close", "DHL",
         NULL, "2", "1");
    HAS(testshop_last()->json, "of O-100003: it was packed at 2026-");
    HAS(testshop_last()->json, "the clocks differ");
    REFUSED(shop->pia, TOTE_NOTHING,
            "No parcel for DHL can go: 095011010000000032 of O-100003: it was packed at "
            "2026-11-22T03:25:00Z, and here it is 2026-11-22T03:20:00Z: the clocks differ",
            "ship.close", "DHL", NULL, NULL, "1");
}

static void call_back(struct testshop *shop, const char *name)
{
    struct incoming_order *order = testshop_order(name, "1 TEA");
    g_autofree char *problems = NULL;
    order->shipping_method = g_strdup("DHL");
    order->cancelled_at = TESTSHOP_NOW;
    incoming_order_seal(order);
    testshop_import(shop->sam, NULL, &problems, order, NULL);
}

// What the channel cancelled while the floor had it stays in the house until a person answers, and
// everybody who has it in hand is told.
static void test_called_back(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    testshop_release(shop, "#1", "1 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    HAS(testshop_last()->json, "\"stop\":null");
    call_back(shop, "#1");
    SHOWS(shop, "An import asks: the channel cancelled it");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    HAS(testshop_last()->json, "\"stop\":\"Do not send it: the channel cancelled it\"");
    const char *pack = testshop_open(shop->pia, "#1");
    testshop_pack(shop->pia, pack);
    HAS(testshop_last()->json, "\"stop\":\"Do not send it: the channel cancelled it\"");
    SAYS(shop->pia, "confirm",
         "This order is called back: leave it until somebody has answered, or close once more to "
         "pack it all the same",
         "pack.close", pack, NULL, "yes");
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    HAS(testshop_last()->json, "\"stop\":\"Do not send it: the channel cancelled it\"");
    g_autofree char *sscc = g_strdup(testshop_answer("sscc"));
    g_autofree char *refusal = g_strdup_printf(
        "1 parcel for DHL cannot go: %s of O-100001: Do not send it: the channel cancelled it",
        sscc);
    REFUSED(shop->pia, TOTE_SHIP_MISSING, refusal, "ship.close", "DHL");
    testshop_packed_by(shop, "#2", "DHL");
    SAYS(shop->pia, "done", "M-101: 1 parcel handed to DHL; 1 stays here", "ship.close", "DHL",
         NULL, NULL, "1");
    HAS(testshop_last()->json, "\"stop\":\"Do not send it: the channel cancelled it\"");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "packed");
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", "1");
    SAYS(shop->pia, "done", "M-102: 1 parcel handed to DHL", "ship.close", "DHL");
}

static void expire(struct testshop *shop, const char *lot)
{
    g_autofree char *script =
        g_strdup_printf("UPDATE lot SET expires_day = %" G_GINT64_FORMAT " WHERE code = '%s';",
                        TESTSHOP_NOW / DAY_MS, lot);
    testdb_script(shop->db, script);
}

// What passes its date after the release is taken, packed and loaded by nobody: it is short where
// it lies, and other goods are looked for.
static void test_expired(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3 lot=L1 age=9, TEA A2 1 lot=L2");
    testshop_prefix(shop);
    const char *packed_one = testshop_packed_by(shop, "#1", "DHL");
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#2", "1 TEA"));
    testshop_release(shop, "#3", "1 TEA");
    expire(shop, "L1");
    const char *work = testshop_start(shop->anna, "#3");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "refused",
         "Lot L1 of Tea is past its date or blocked: leave it, and report it short as expired",
         "pick.scan", work, "TEA");
    REFUSED(shop->anna, TOTE_ARGUMENT, NULL, "pick.short", work, "1", "expired");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "expired");
    HAS(testshop_last()->json, "\"elsewhere\":1");
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "past-date");
    testshop_pick(shop->anna, work); // of L2
    REFUSED(shop->pia, TOTE_STOCK_EXPIRED,
            "TEA of a lot that is past its date or blocked was picked: put it aside", "pack.scan",
            pack, "TEA");
    g_autofree char *refusal =
        g_strdup_printf("1 parcel for DHL cannot go: %s of O-100001: Do not send it: goods in it "
                        "are past their date or blocked",
                        packed_one);
    REFUSED(shop->pia, TOTE_SHIP_MISSING, refusal, "ship.close", "DHL");
    SAYS(shop->pia, "match", NULL, "print.proof", packed_one);
    HAS(testshop_last()->json, "\"stop\":\"Do not send it: goods in it are past their date");
}

// Of several pieces that are asked for, none is counted as found where none may be taken.
static void test_expired_found(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3 lot=L1");
    testshop_release(shop, "#1", "3 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    expire(shop, "L1");
    REFUSED(shop->anna, TOTE_STOCK_EXPIRED,
            "Lot L1 of Tea is past its date or blocked: none of it is taken", "pick.short", work,
            "2", "expired");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "expired");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "short");
}

// The same where the manifest was begun before.
static void test_called_back_late(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    testshop_packed_by(shop, "#1", "DHL");
    testshop_packed_by(shop, "#2", "DHL");
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL", NULL, NULL, NULL, "1");
    clock_fix(TESTSHOP_NOW + MINUTE_MS);
    call_back(shop, "#2");
    SAYS(shop->pia, "done", "M-101: 1 parcel handed to DHL", "ship.close", "DHL");
    HAS(testshop_last()->json, "\"stop\":\"Do not send it: the channel cancelled it\"");
    g_assert_cmpstr(testshop_status(shop->db, "O-100002"), ==, "packed");
}

// Which warehouse: the one that is named, else that of the station; else all are listed.
static void test_two_warehouses(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    testshop_packed_by(shop, "#1", "DHL");
    g_autoptr(op_session) nowhere = testshop_login(shop->db, "pia", NULL);
    REFUSED(nowhere, TOTE_USAGE,
            "There are 2 warehouses, and it is not said which one is meant: MAIN, NORTH",
            "ship.close", "DHL");
    REFUSED(north, TOTE_NOTHING, NULL, "ship.close", "DHL"); // stands where nothing is packed
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL");
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

// Three that are missing are named; of more than that it says that there are more.
static void test_names_missing(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    for (int i = 1; i <= 4; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        g_autoptr(GError) error = NULL;
        struct reply reply = {0};
        testshop_packed_by(shop, name, "DHL");
        g_assert_false(op_do(shop->pia, &reply, &error, "ship.close", "DHL"));
        g_assert_true(tote_error_is(error, TOTE_SHIP_MISSING));
        g_assert_cmpint(g_str_has_suffix(error->message, " …"), ==, i > 3);
        HAS(error->message, "of O-100001: label waiting");
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/ship/ship", test_ship);
    testdb_add("/ship/called-back", test_called_back);
    testdb_add("/ship/expired", test_expired);
    testdb_add("/ship/expired-found", test_expired_found);
    testdb_add("/ship/called-back-late", test_called_back_late);
    testdb_add("/ship/carrier", test_carrier);
    testdb_add("/ship/fetched", test_fetched);
    testdb_add("/ship/missing", test_missing);
    testdb_add("/ship/clocks", test_clocks);
    testdb_add("/ship/two-warehouses", test_two_warehouses);
    testdb_add("/ship/sscc", test_sscc);
    testdb_add("/ship/two-shops", test_two_shops);
    testdb_add("/ship/printer", test_printer_of_station);
    testdb_add("/ship/names-missing", test_names_missing);
    return g_test_run();
}
