// SPDX-License-Identifier: Apache-2.0
// Pieces with serial numbers: the one that was scanned is the one that is booked, and only once.
#include "testshop.h"

// The code of Tea with a serial number, as a scanner gives it.
#define TEA(serial) "(01)04000000000013(21)" serial

static void test_pick(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 1 serial=S1, TEA A1 1 serial=S2, TEA A1 1 serial=S3");
    testshop_release(shop, "#1", "2 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    g_assert_cmpstr(testshop_answer("expect"), ==, "serial");
    g_assert_cmpstr(testshop_answer("target"), ==, "S1");
    SAYS(shop->anna, "wrong", "Wrong serial number: got S9, need S1", "pick.scan", work, TEA("S9"));
    SAYS(shop->anna, "wrong", "Wrong serial number: got S3, need S1", "pick.scan", work, TEA("S3"));
    SAYS(shop->anna, "ambiguous", "Tea lies here with several serial numbers: scan S1", "pick.scan",
         work, "TEA");
    // The piece of the next task may come first, and counts once.
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, TEA("S2"));
    SAYS(shop->anna, "wrong", "Wrong serial number: got S2, need S1", "pick.scan", work, TEA("S2"));
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM balance b JOIN goods g ON g.id = "
                                            "b.goods_id JOIN location l ON l.id = b.location_id "
                                            "WHERE b.on_hand = 1 AND l.code = 'A1' AND g.serial IN "
                                            "('S1', 'S3')"),
                    ==, 2);
    SAYS(shop->anna, "done", "Undone: 1 back to A1", "pick.undo", work);
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, TEA("S2"));
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, TEA("S1"));
    g_assert_cmpstr(testshop_answer("expect"), ==, "nothing");
    testshop_check(shop->db);
}

static void test_pack(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 1 serial=S1, TEA A1 1 serial=S2");
    testshop_release(shop, "#1", "2 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, TEA("S1"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, TEA("S2"));
    const char *pack = testshop_open(shop->pia, "O-100001");
    SAYS(shop->pia, "wrong",
         "Tea with serial number S9 was not picked here, or is in: put it aside", "pack.scan", pack,
         TEA("S9"));
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, TEA("S2"));
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM parcel_line p JOIN goods g ON "
                                            "g.id = p.goods_id WHERE g.serial = 'S2' AND p.qty = "
                                            "1"),
                    ==, 1);
    SAYS(shop->pia, "wrong",
         "Tea with serial number S2 was not picked here, or is in: put it aside", "pack.scan", pack,
         TEA("S2"));
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, TEA("S1"));
    testshop_check(shop->db);
}

// By hand, one piece is moved, written off and found by its number, scanned or named.
static void test_by_hand(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 1 serial=S1, TEA A1 1 serial=S2, TEA A1 1 serial=S3");
    REFUSED(shop->sam, TOTE_STOCK_SHORT,
            "Tea has serial numbers at A1: one of them has to be named", "stock.move", "TEA", "A1",
            "A5", "1");
    REFUSED(shop->sam, TOTE_STOCK_SHORT, "No Tea with the serial number S9 lies at A1",
            "stock.move", "TEA", "A1", "A5", "1", NULL, "S9");
    SAYS(shop->sam, "done", "1 Tea from A1 to A5", "stock.move", TEA("S2"), "A1", "A5", "1");
    SAYS(shop->sam, "done", NULL, "stock.move", "TEA", "A1", "A4", "1", NULL, "S3");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM balance b JOIN goods g ON g.id = "
                                            "b.goods_id JOIN location l ON l.id = b.location_id "
                                            "WHERE b.on_hand = 1 AND l.code || g.serial IN "
                                            "('A1S1', 'A5S2', 'A4S3')"),
                    ==, 3);
    SAYS(shop->sam, "done", NULL, "stock.adjust", TEA("S2"), "A5", "1", "1", "lost");
    REFUSED(shop->sam, TOTE_STOCK_SERIAL,
            "Tea with the serial number S1 stands at A1 already, and there is one piece of it",
            "stock.adjust", "TEA", "A5", "1", NULL, "found", NULL, "S1");
    REFUSED(shop->sam, TOTE_STOCK_SERIAL, "A serial number is that of one piece", "stock.adjust",
            "TEA", "A5", "2", NULL, "found", NULL, "S2");
    SAYS(shop->sam, "done", NULL, "stock.adjust", "TEA", "A4", "1", NULL, "found", NULL, "S2");
    REFUSED(shop->sam, TOTE_STOCK_SHORT, NULL, "stock.adjust", "TEA", "A5", "1", "1", "lost", NULL,
            "S2");
    testshop_check(shop->db);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/serials/pick", test_pick);
    testdb_add("/serials/pack", test_pack);
    testdb_add("/serials/by-hand", test_by_hand);
    return g_test_run();
}
