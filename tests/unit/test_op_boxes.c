// SPDX-License-Identifier: Apache-2.0
// Several boxes of one packing: what each weighs while they change, and how they are numbered.
#include <string.h>

#include "testshop.h"

// Tea and mugs weigh 100 g each, B1 90 g, B2 180 g; 150 g more or less are in order.
static const char *ready(struct testshop *shop)
{
    testshop_stock(shop, "TEA A1 20, MUG A2 20");
    testshop_picked(shop, "#1", "8 TEA, 4 MUG");
    testshop_prefix(shop);
    return testshop_open(shop->pia, "#1");
}

static void put(struct testshop *shop, const char *pack, const char *sku, int pieces)
{
    for (int i = 0; i < pieces; i++)
        SAYS(shop->pia, "match", NULL, "pack.scan", pack, sku);
}

static int64_t grams(struct testshop *shop, int n)
{
    g_autofree char *query =
        g_strdup_printf("SELECT grams + odd_grams FROM parcel WHERE n = %d", n);
    return testdb_number(shop->db, query);
}

// The wrong carton was taken: the box gets another one, and keeps what is in it.
static void test_carton(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    const char *pack = ready(shop);
    SAYS(shop->pia, "match", "Box 1 is B1", "pack.box", pack, "B1");
    put(shop, pack, "MUG", 3);
    SAYS(shop->pia, "match", "Box 1 is B2", "pack.box", pack, "B2", "1");
    SAYS(shop->pia, "done", NULL, "pack.weigh", pack, "600", "1");
    SAYS(shop->pia, "match", "Box 1 is B1: weigh it again", "pack.box", pack, "B1", "1");
    g_assert_cmpint(grams(shop, 1), ==, 0);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM parcel"), ==, 1);
    REFUSED(shop->pia, TOTE_NOT_FOUND, "There is no box 2 in W-102, which has boxes 1 to 1",
            "pack.box", pack, "B1", "2");
    SAYS(shop->pia, "match", "Box 2 begins: B2", "pack.box", pack, "B2");
    SAYS(shop->pia, "match", "Box 1 is B2", "pack.box", pack, "B2", "1"); // not the one in hand
    SAYS(shop->pia, "done", "Undone: 1 of box 1 back on the cart", "pack.undo", pack);
    put(shop, pack, "MUG", 1);
    SAYS(shop->pia, "done", "Undone: 1 of box 2 back on the cart", "pack.undo", pack);
}

// A carton that is read twice, behind its goods, begins no empty box; who wants another one of the
// kind chooses it.
static void test_read_twice(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    const char *pack = ready(shop);
    put(shop, pack, "MUG", 3);
    SAYS(shop->pia, "match", "Box 1 is B2", "pack.scan", pack, "B2");
    SAYS(shop->pia, "match", "Box 1 is B2 already; for a further box of this kind choose the box",
         "pack.scan", pack, "B2");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM parcel"), ==, 1);
    SAYS(shop->pia, "match", "Box 2 begins: B2", "pack.box", pack, "B2");
    SAYS(shop->pia, "match", "Box 2 is B2", "pack.scan", pack, "B2"); // again, and it is empty
    put(shop, pack, "MUG", 1);
    SAYS(shop->pia, "match", "Box 3 begins: B2", "pack.scan", pack, "B2");
}

// A weight is that of the goods and the carton that it was taken of.
static void test_lapse(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    const char *pack = ready(shop);
    put(shop, pack, "MUG", 3);
    SAYS(shop->pia, "done", NULL, "pack.weigh", pack, "310");
    SAYS(shop->pia, "match", "Box 1 is B1: weigh it again", "pack.box", pack, "B1");
    g_assert_cmpint(grams(shop, 1), ==, 0); // another carton
    SAYS(shop->pia, "done", "Box 1 weighs 400 g, 390 g expected", "pack.weigh", pack, "400");
    put(shop, pack, "TEA", 1);
    g_assert_cmpint(grams(shop, 1), ==, 0); // another piece
    SAYS(shop->pia, "confirm", NULL, "pack.weigh", pack, "900");
    SAYS(shop->pia, "done", "Undone: 1 back on the cart", "pack.undo", pack);
    g_assert_cmpint(grams(shop, 1), ==, 0); // one less, and what was odd is not asked any more
    SAYS(shop->pia, "done", NULL, "pack.weigh", pack, "400");
    SAYS(shop->pia, "match", "Box 2 begins: B2", "pack.box", pack, "B2");
    put(shop, pack, "MUG", 1);
    put(shop, pack, "TEA", 8);
    g_assert_cmpint(grams(shop, 1), ==, 400); // nothing happened to it
    SAYS(shop->pia, "done",
         "W-102 is packed; box 2 not weighed, 1080 g by its items; the labels come", "pack.close",
         pack);
    g_assert_cmpint(grams(shop, 1), ==, 400);
}

static void test_weigh_any(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    const char *pack = ready(shop);
    REFUSED(shop->pia, TOTE_STATE, "Nothing is in box 1 yet: weigh it when it is filled",
            "pack.weigh", pack, "300");
    SAYS(shop->pia, "match", NULL, "pack.box", pack, "B1");
    put(shop, pack, "MUG", 4);
    SAYS(shop->pia, "match", "Box 2 begins: B2", "pack.box", pack, "B2");
    SAYS(shop->pia, "done", "Box 1 weighs 480 g, 490 g expected", "pack.weigh", pack, "480", "1");
    REFUSED(shop->pia, TOTE_STATE, "Nothing is in box 2 yet: weigh it when it is filled",
            "pack.weigh", pack, "980");
    REFUSED(shop->pia, TOTE_NOT_FOUND, "There is no box 3 in W-102, which has boxes 1 to 2",
            "pack.weigh", pack, "980", "3");
    put(shop, pack, "TEA", 8);
    SAYS(shop->pia, "done", "Box 2 weighs 980 g, 980 g expected", "pack.weigh", pack, "980");
    SAYS(shop->pia, "done", "W-102 is packed; the labels come", "pack.close", pack);
}

// The number of a box, or the command for it, takes an earlier one in hand again.
static void test_earlier_box(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    const char *pack = ready(shop);
    SAYS(shop->pia, "match", NULL, "pack.box", pack, "B1");
    put(shop, pack, "MUG", 3);
    SAYS(shop->pia, "match", "Box 2 begins: B2", "pack.box", pack, "B2");
    put(shop, pack, "TEA", 2);
    SAYS(shop->pia, "match", "Box 1 is in hand", "pack.scan", pack, "%box1");
    g_assert_cmpstr(testshop_answer("box"), ==, "1");
    put(shop, pack, "MUG", 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT sum(c.qty) FROM parcel p JOIN parcel_line c ON "
                                            "c.parcel_id = p.id WHERE p.n = 1"),
                    ==, 4);
    SAYS(shop->pia, "match", "Box 2 is in hand", "pack.scan", pack, "w-102/2");
    put(shop, pack, "TEA", 1);
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "W-102/1");
    SAYS(shop->pia, "done", "Undone: 1 of box 2 back on the cart", "pack.undo", pack);
    g_assert_cmpint(testdb_number(shop->db, "SELECT sum(c.qty) FROM parcel p JOIN parcel_line c ON "
                                            "c.parcel_id = p.id WHERE p.n = 2"),
                    ==, 2);
    g_assert_cmpstr(testshop_answer("box"), ==, "1"); // still in hand
    SAYS(shop->pia, "wrong", "Got %BOX3, which is no open box here: 2 are open", "pack.scan", pack,
         "%BOX3");
    SAYS(shop->pia, "match", "Box 3 begins: B1", "pack.box", pack, "B1"); // behind the last one
    g_assert_cmpstr(testshop_answer("box"), ==, "3");
    put(shop, pack, "TEA", 6);
    SAYS(shop->pia, "done",
         "W-102 is packed; boxes 1, 2, 3 not weighed, 1560 g by their items; the labels come",
         "pack.close", pack);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM parcel WHERE state = 'closed'"),
                    ==, 3);
}

// An answer always says what would get the packing to its end.
static void test_asked(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    const char *pack = ready(shop);
    SAYS(shop->pia, "match", NULL, "pack.box", pack, "B1");
    put(shop, pack, "MUG", 4);
    SAYS(shop->pia, "match", NULL, "pack.box", pack, "B2");
    put(shop, pack, "TEA", 8);
    g_assert_cmpstr(testshop_answer("expect"), ==, "choice");
    SAYS(shop->pia, "confirm", NULL, "pack.weigh", pack, "100", "1");
    g_assert_cmpstr(testshop_answer("expect"), ==, "weight");
    g_assert_cmpstr(testshop_answer("quantity"), ==, "100");
    g_assert_cmpstr(testshop_answer("prompt"), ==, "Weigh box 1");
    REFUSED(shop->pia, TOTE_STATE, "Box 1: 100 g is 390 g too light; weigh it again", "pack.scan",
            pack, "%CLOSE");
    SAYS(shop->pia, "confirm", NULL, "pack.scan", pack, "101"); // a scale that types
    SAYS(shop->pia, "done", "Box 1 weighs 101 g, kept though 490 g are expected", "pack.scan", pack,
         "101");
    g_assert_cmpstr(testshop_answer("expect"), ==, "choice");
    SAYS(shop->admin, "done", NULL, "setting.set", "pack.unweighed", "ask");
    SAYS(shop->pia, "done", NULL, "pack.weigh", pack, "101", "1");
    g_assert_cmpstr(testshop_answer("expect"), ==, "weight");
    g_assert_cmpstr(testshop_answer("quantity"), ==, "980");
    SAYS(shop->pia, "wrong", "0.98 is no weight in grams: box 2 takes whole grams, 980 for 0.98 kg",
         "pack.scan", pack, "0.98");
    SAYS(shop->pia, "wrong", "2,5 is no weight in grams: box 2 takes whole grams, 2500 for 2,5 kg",
         "pack.scan", pack, "2,5");
    SAYS(shop->pia, "wrong", "980000 is no weight: a box weighs 1 to 100000 g", "pack.scan", pack,
         "980000");
    SAYS(shop->pia, "done", "Box 2 weighs 980 g, 980 g expected", "pack.scan", pack, "980");
    SAYS(shop->pia, "done", "W-102 is packed; the labels come", "pack.scan", pack, "close");
    g_assert_cmpstr(testshop_answer("expect"), ==, "nothing");
}

// What stayed empty is no parcel and does not count.
static void test_numbers(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    const char *pack = ready(shop);
    SAYS(shop->pia, "match", NULL, "pack.box", pack, "B1");
    put(shop, pack, "MUG", 1);
    SAYS(shop->pia, "done", NULL, "pack.weigh", pack, "190");
    SAYS(shop->pia, "match", "Box 2 begins: B2", "pack.box", pack, "B2");
    SAYS(shop->pia, "done", NULL, "pack.undo", pack); // out of box 1
    g_assert_cmpint(grams(shop, 1), ==, 0);
    put(shop, pack, "MUG", 4);
    SAYS(shop->pia, "match", "Box 3 begins: B1", "pack.box", pack, "B1");
    put(shop, pack, "TEA", 8);
    SAYS(shop->pia, "done", NULL, "pack.weigh", pack, "890");
    SAYS(shop->pia, "done",
         "W-102 is packed; box 1 not weighed, 580 g by its items; the labels come", "pack.close",
         pack);
    g_assert_cmpint(grams(shop, 1), ==, 580);
    g_assert_cmpint(grams(shop, 2), ==, 890);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM parcel"), ==, 2);
    SHOWS(shop, "\"parcel\":2,\"status\":\"closed\"");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/boxes/read-twice", test_read_twice);
    testdb_add("/boxes/carton", test_carton);
    testdb_add("/boxes/lapse", test_lapse);
    testdb_add("/boxes/weigh-any", test_weigh_any);
    testdb_add("/boxes/earlier-box", test_earlier_box);
    testdb_add("/boxes/asked", test_asked);
    testdb_add("/boxes/numbers", test_numbers);
    return g_test_run();
}
