// SPDX-License-Identifier: Apache-2.0
// The bench: every scan, boxes, weights, undo, claims, and what closing refuses.
#include "testshop.h"

static void ready(struct testshop *shop)
{
    testshop_stock(shop, "TEA A1 10, MUG A2 5, POT A3 4");
    testshop_picked(shop, "#1", "2 TEA, 1 MUG");
    testshop_prefix(shop);
}

static void test_straight(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    ready(shop);
    SAYS(shop->pia, "done", "W-102: order O-100001, 3 pieces", "pack.open", "W-101");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "packing");
    SAYS(shop->pia, "match", "Box 1 is B2", "pack.scan", "W-102", "B2");
    SAYS(shop->pia, "match", "1 of 2 Tea", "pack.scan", "W-102", "4000000000013");
    SAYS(shop->pia, "match", "1 of 1 Mug", "pack.scan", "W-102", "MUG");
    LIES(shop, "MUG A2 - 4/0,MUG PACKED - 1/1 [W-102/1],POT A3 - 4/0,TEA A1 - 8/0,"
               "TEA CART - 1/1 [O-100001],TEA PACKED - 1/1 [W-102/1]");
    SAYS(shop->pia, "match", "2 of 2 Tea", "pack.scan", "W-102", "TEA");
    g_assert_cmpstr(testshop_answer("prompt"), ==, "All in: close the box");
    SAYS(shop->pia, "done", "Box 1 weighs 480 g, 480 g expected", "pack.weigh", "W-102", "480");
    SAYS(shop->pia, "done", "W-102 is packed; the label comes", "pack.close", "W-102");
    g_assert_cmpstr(testshop_answer("sscc"), ==, "095011010000000018");
    g_assert_cmpstr(testshop_answer("grams"), ==, "480");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "packed");
    REFUSED(shop->pia, TOTE_WORK_OVER, "W-102 is done: order O-100001 is packed", "pack.scan",
            "W-102", "TEA");
    REFUSED(shop->pia, TOTE_STATE, "Order O-100001 is packed; 'pack' needs: picked", "pack.open",
            "#1");
}

static void test_scans(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *pack = testshop_open(shop->pia, "#1");
    SAYS(shop->pia, "wrong", "Pot is not in this order: put it aside", "pack.scan", pack, "POT");
    SAYS(shop->pia, "unknown", "Nobody knows XYZZY: put it aside", "pack.scan", pack, "XYZZY");
    SAYS(shop->pia, "wrong", "Got A1, need an item of this order", "pack.scan", pack, "A1");
    SAYS(shop->pia, "refused", "3 pieces are too many: 2 of Tea to go", "pack.scan", pack,
         "]C10104000000000013303");
    SAYS(shop->pia, "match", "1 of 1 Mug", "pack.scan", pack, "MUG");
    SAYS(shop->pia, "refused", "All 1 of Mug is in: put the extra piece aside", "pack.scan", pack,
         "MUG");
    g_assert_cmpstr(testshop_answer("left"), ==, "2");
    SAYS(shop->pia, "match", "2 of 2 Tea", "pack.scan", pack, "]C10104000000000013302");
}

// An item that the order wants: nobody found it here, or another warehouse sends it.
static void test_not_picked(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3, MUG A2 1");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA, 1 MUG"));
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    testshop_pick(shop->anna, work);
    const char *pack = testshop_open(shop->pia, "#1");
    SAYS(shop->pia, "wrong", "Tea is wanted, but none was picked here: put it aside", "pack.scan",
         pack, "TEA");
    SAYS(shop->pia, "wrong", "Pot is not in this order: put it aside", "pack.scan", pack, "POT");
    testshop_pack(shop->pia, pack);
}

// Who asks to be asked is told what is missing, and nothing is closed; then it is, and so it is for
// who does not ask.
static void test_close_short(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 3, MUG A2 1");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA, 1 MUG"));
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    testshop_pick(shop->anna, work);
    const char *pack = testshop_open(shop->pia, "#1");
    REFUSED(shop->pia, TOTE_STATE, "Not all is in the box yet: 1 MUG", "pack.close", pack, NULL,
            "yes");
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "confirm", "Missing: 2 TEA. Close once more to send it so", "pack.close", pack,
         NULL, "yes");
    g_assert_cmpstr(testshop_answer("done"), ==, "false");
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    g_assert_cmpstr(testshop_answer("done"), ==, "true");
}

// Where nothing is missing nobody is asked.
static void test_close_whole(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 3");
    testshop_pick(shop->anna, testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA")));
    const char *pack = testshop_open(shop->pia, "#1");
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack, NULL, "yes");
}

static void test_not_from_here(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    testshop_stock(shop, "TEA NORTH:A1 2, MUG MAIN:A2 1");
    testshop_release(shop, "#1", "2 TEA, 1 MUG");
    testshop_pick(shop->anna, testshop_start(shop->anna, "#1"));
    const char *pack = testshop_open(shop->pia, "#1");
    SAYS(shop->pia, "wrong", "Tea is wanted, but none was picked here: put it aside", "pack.scan",
         pack, "TEA");
}

static void test_two_boxes(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *pack = testshop_open(shop->pia, "#1");
    SAYS(shop->pia, "match", "Box 1 is B1", "pack.scan", pack, "B1"); // also a place is called so
    SAYS(shop->pia, "match", "Box 1 is B2", "pack.box", pack, "B2");  // still empty: changed
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "MUG");
    SAYS(shop->pia, "match", "Box 2 begins: B3", "pack.scan", pack, "B3");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    SAYS(shop->pia, "match", "Box 3 begins: B1", "pack.box", pack, "B1"); // and stays empty
    REFUSED(shop->pia, TOTE_NOT_FOUND, "There is no box type B9", "pack.box", pack, "B9");
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM parcel"), ==, 2);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(DISTINCT c.code) FROM parcel p JOIN "
                                            "location c ON c.id = p.id WHERE p.state = 'closed'"),
                    ==, 2);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox"), ==, 2);
    LIES(shop, "MUG A2 - 4/0,MUG PACKED - 1/1 [095011010000000018],POT A3 - 4/0,TEA A1 - 8/0,"
               "TEA PACKED - 2/2 [095011010000000025]");
}

// A box that was emptied again behind the current one is dropped with all that was kept for it.
static void test_box_emptied(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *pack = testshop_open(shop->pia, "#1");
    SAYS(shop->pia, "match", "Box 1 is B1", "pack.box", pack, "B1");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "MUG");
    SAYS(shop->pia, "match", "Box 2 begins: B1", "pack.box", pack, "B1");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "]C10104000000000013302");
    SAYS(shop->pia, "match", "Box 3 begins: B2", "pack.box", pack, "B2");
    SAYS(shop->pia, "done", NULL, "pack.undo", pack); // out of box 2
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "]C10104000000000013302");
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM parcel"), ==, 2);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM balance b JOIN location c ON "
                                            "c.id = b.location_id WHERE c.kind = 'carton'"),
                    ==, 2);
}

// Tea and mugs weigh 100 g each, B1 90 g: 390 g, and 150 g more or less are in order.
static void test_weight(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    ready(shop);
    const char *pack = testshop_open(shop->pia, "#1");
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", "Box 1 weighs 390 g, 390 g expected", "pack.weigh", pack, "390");
    SAYS(shop->pia, "confirm", "151 g too light; 239 g again keeps it. Count what is in box 1",
         "pack.weigh", pack, "239");
    g_assert_cmpstr(testshop_answer("weight"), ==, "light");
    g_assert_cmpstr(testshop_answer("expected"), ==, "390");
    g_assert_cmpstr(testshop_answer("tolerance"), ==, "150");
    REFUSED(shop->pia, TOTE_STATE, "Box 1: 239 g is 151 g too light; weigh it again", "pack.close",
            pack);
    SAYS(shop->pia, "confirm", "151 g too heavy; 541 g again keeps it. Count what is in box 1",
         "pack.weigh", pack, "541");
    SAYS(shop->pia, "done", "Box 1 weighs 541 g, kept though 390 g are expected", "pack.weigh",
         pack, "541");
    SAYS(shop->admin, "done", NULL, "setting.set", "pack.weight_grams", "151");
    SAYS(shop->pia, "done", "Box 1 weighs 541 g, 390 g expected", "pack.weigh", pack, "541");
    SAYS(shop->admin, "done", NULL, "setting.set", "pack.weight_grams", "0"); // 5 per cent are left
    REFUSED(shop->pia, TOTE_STATE, "Box 1: 541 g is 151 g too heavy; weigh it again", "pack.close",
            pack);
    SAYS(shop->pia, "confirm", NULL, "pack.weigh", pack, "541");
    SAYS(shop->pia, "done", NULL, "pack.weigh", pack, "541");
    SAYS(shop->pia, "done", "W-102 is packed; the label comes", "pack.close", pack);
}

// A box that nobody weighed has the weight of its items and carton, and that is said.
static void test_unweighed(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    ready(shop);
    const char *pack = testshop_open(shop->pia, "#1");
    testshop_pack(shop->pia, pack);
    SAYS(shop->admin, "done", NULL, "setting.set", "pack.unweighed", "ask");
    REFUSED(shop->pia, TOTE_STATE, "Box 1 is not weighed yet", "pack.close", pack);
    SAYS(shop->admin, "done", NULL, "setting.set", "pack.unweighed", "calculate");
    SAYS(shop->pia, "done",
         "W-102 is packed; box 1 not weighed, 390 g by its items; the label comes", "pack.close",
         pack);
    g_assert_cmpstr(testshop_answer("grams"), ==, "390");
    g_assert_cmpstr(testshop_answer("calculated"), ==, "true");
}

static void test_close_refused(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10, MUG A2 5");
    testshop_picked(shop, "#1", "2 TEA, 1 MUG");
    const char *pack = testshop_open(shop->pia, "#1");
    REFUSED(shop->pia, TOTE_STATE, "Not all is in the box yet: 2 TEA, 1 MUG", "pack.close", pack);
    testshop_pack(shop->pia, pack);
    SAYS(shop->admin, "done", NULL, "setting.set", "gs1.prefix", "");
    REFUSED(shop->pia, TOTE_GS1_PREFIX, "The box needs an SSCC, but the shop has no GS1 prefix yet",
            "pack.close", pack);
    REFUSED(shop->pia, TOTE_ARGUMENT, "'0' is no weight of a box: it weighs 1 to 100000 g",
            "pack.weigh", pack, "0");
    REFUSED(shop->pia, TOTE_ARGUMENT, "'100001' is no weight of a box: it weighs 1 to 100000 g",
            "pack.weigh", pack, "100001");
    REFUSED(shop->pia, TOTE_ARGUMENT, "'0.65' is no weight in grams; 0.65 kg are 650", "pack.weigh",
            pack, "0.65");
    REFUSED(shop->pia, TOTE_ARGUMENT, "X is no work; they are called W-…", "pack.close", "X");
    REFUSED(shop->pia, TOTE_NOT_FOUND, "There is no work W-199", "pack.close", "W-199");
    REFUSED(shop->anna, TOTE_ROLE, "ANNA may not do 'pack.close'", "pack.close", pack);
    testshop_prefix(shop);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
}

// Pieces of two lots in one scan: booked lot by lot, and taken back by one undo.
static void test_mixed_lots(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2 lot=L1 age=5, TEA A4 9 lot=L2");
    SAYS(shop->sam, "done", NULL, "stock.adjust", "TEA", "A4", "7", "1", "sold", "L2");
    testshop_picked(shop, "#1", "4 TEA");
    g_autofree char *before = testshop_balances_whole(shop->db);
    const char *pack = testshop_open(shop->pia, "#1");
    SAYS(shop->pia, "match", "3 of 4 Tea", "pack.scan", pack, "]C10104000000000013303");
    LIES(shop, "TEA CART L2 1/1 [O-100001],TEA PACKED L1 2/2 [W-102/1],"
               "TEA PACKED L2 1/1 [W-102/1]");
    SAYS(shop->pia, "done", "Undone: 3 back on the cart", "pack.undo", pack);
    g_autofree char *after = testshop_balances_whole(shop->db);
    g_assert_cmpstr(after, ==, before);
    REFUSED(shop->pia, TOTE_UNDO, "Nothing was done yet in W-102", "pack.undo", pack);
}

static void test_undo(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    g_autofree char *before = testshop_balances_whole(shop->db);
    const char *pack = testshop_open(shop->pia, "#1");
    testshop_pack(shop->pia, pack);
    REFUSED(shop->pia, TOTE_STATE, "3 pieces are in a box: take them out first (F2)", "pack.leave",
            pack);
    for (int i = 0; i < 3; i++)
        SAYS(shop->pia, "done", "Undone: 1 back on the cart", "pack.undo", pack);
    g_autofree char *after = testshop_balances_whole(shop->db);
    g_assert_cmpstr(after, ==, before);
    testshop_check(shop->db);
    SAYS(shop->pia, "done", "W-102 given back", "pack.leave", pack);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "picked");
    SAYS(shop->anna, "done", "Undone: 1 back to A2", "pick.undo", "W-101"); // the picker may again
    testshop_pick(shop->anna, "W-101");
    SAYS(shop->pia, "done", "W-102: order O-100001, 3 pieces", "pack.open", "#1"); // the same one
    testshop_pack(shop->pia, "W-102");
    SAYS(shop->pia, "done", NULL, "pack.close", "W-102");
}

static void test_claims(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *pack = testshop_open(shop->pia, "#1");
    clock_fix(TESTSHOP_NOW + 3 * MINUTE_MS);
    SAYS(shop->pia, "done", "W-102 goes on", "pack.open", "W-102");
    SAYS(shop->sam, "taken", "PIA has W-102 for 3 min: scan W-102 or its order to take it over",
         "pack.scan", pack, "TEA");
    SAYS(shop->sam, "taken", NULL, "pack.box", pack, "B1");
    SAYS(shop->sam, "taken", NULL, "pack.weigh", pack, "100");
    SAYS(shop->sam, "taken", NULL, "pack.undo", pack);
    SAYS(shop->sam, "taken", NULL, "pack.leave", pack);
    SAYS(shop->sam, "taken", NULL, "pack.close", pack);
    SAYS(shop->sam, "done", "W-102 taken over from pia", "pack.open", "#1");
    SAYS(shop->pia, "taken", "SAM has just taken W-102: scan W-102 or its order to take it over",
         "pack.scan", pack, "TEA");
    clock_fix(TESTSHOP_NOW + 33 * MINUTE_MS);
    SAYS(shop->pia, "done", "W-102 taken over from sam", "pack.open", "#1"); // the lease ran out
}

static void test_open_refused(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "2 TEA");
    REFUSED(shop->pia, TOTE_STATE, "Order O-100001 is released to pick; 'pack' needs: picked",
            "pack.open", "#1");
    REFUSED(shop->pia, TOTE_NOT_FOUND, "There is no order W-109", "pack.open", "W-109");
    REFUSED(shop->pia, TOTE_NOT_FOUND, "There is no order O-199999", "pack.open", "O-199999");
    REFUSED(shop->anna, TOTE_ROLE, NULL, "pack.open", "#1");
}

static void test_statements(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *pack = testshop_open(shop->pia, "#1");
    int64_t before = db_calls(shop->db);
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "4000000000013");
    g_test_message("a scan at the bench: %d statements", (int)(db_calls(shop->db) - before));
    g_assert_cmpint(db_calls(shop->db) - before, <=, 21);
}

// The number of the pick work means its packing, also when that is closed.
static void test_open_closed(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    testshop_pack(shop->pia, testshop_open(shop->pia, "W-101"));
    SAYS(shop->pia, "done", NULL, "pack.close", "W-102");
    const char *const names[] = {"W-101", "W-102", "#1"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        REFUSED(shop->pia, TOTE_STATE, "Order O-100001 is packed; 'pack' needs: picked",
                "pack.open", names[i]);
}

// Nobody said which carton it is: it may be the heaviest, and no heavier.
static void test_unknown_carton(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *pack = testshop_open(shop->pia, "#1");
    const char *const skus[] = {"TEA", "TEA", "MUG"};
    for (size_t i = 0; i < G_N_ELEMENTS(skus); i++)
        SAYS(shop->pia, "match", NULL, "pack.scan", pack, skus[i]);
    // 300 g of goods, up to 340 g of B3, 150 g more or less
    SAYS(shop->pia, "confirm", NULL, "pack.weigh", pack, "791");
    SAYS(shop->pia, "done", NULL, "pack.weigh", pack, "790");
    SAYS(shop->pia, "match", NULL, "pack.box", pack, "B1");
    SAYS(shop->pia, "confirm", NULL, "pack.weigh", pack, "790");
}

// Of several lots on the cart the oldest is packed first, whichever was known first.
static void test_oldest(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 1 lot=NEW age=1, TEA A4 2 lot=OLD age=9");
    testshop_picked(shop, "#1", "3 TEA");
    const char *pack = testshop_open(shop->pia, "#1");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    LIES(shop, "TEA CART NEW 1/1 [O-100001],TEA CART OLD 1/1 [O-100001],"
               "TEA PACKED OLD 1/1 [W-102/1]");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/pack/straight", test_straight);
    testdb_add("/pack/scans", test_scans);
    testdb_add("/pack/not-picked", test_not_picked);
    testdb_add("/pack/not-from-here", test_not_from_here);
    testdb_add("/pack/two-boxes", test_two_boxes);
    testdb_add("/pack/box-emptied", test_box_emptied);
    testdb_add("/pack/weight", test_weight);
    testdb_add("/pack/unweighed", test_unweighed);
    testdb_add("/pack/close-refused", test_close_refused);
    testdb_add("/pack/mixed-lots", test_mixed_lots);
    testdb_add("/pack/undo", test_undo);
    testdb_add("/pack/close-short", test_close_short);
    testdb_add("/pack/close-whole", test_close_whole);
    testdb_add("/pack/claims", test_claims);
    testdb_add("/pack/open-refused", test_open_refused);
    testdb_add("/pack/statements", test_statements);
    testdb_add("/pack/open-closed", test_open_closed);
    testdb_add("/pack/unknown-carton", test_unknown_carton);
    testdb_add("/pack/oldest", test_oldest);
    return g_test_run();
}
