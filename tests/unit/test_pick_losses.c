// SPDX-License-Identifier: Apache-2.0
// What the report of an empty place takes from others, and what its undo gives back to them.
#include <string.h>

#include "testshop.h"

// What the newest rows of the history of an order say: "code qty", the newest first.
static void told(struct testshop *shop, int order, const char *wanted)
{
    static const struct sql sql = {"test.told",
                                   "SELECT say, terms FROM event WHERE about = 'order' AND "
                                   "about_id = $1 AND say IN ('pick.lost_aside', "
                                   "'pick.moved_short', 'pick.given_back', 'pick.turned_up') "
                                   "ORDER BY id DESC LIMIT 1",
                                   true};
    g_autoptr(GError) error = NULL;
    g_autoptr(db_rows) rows = db_query(shop->db, &sql, DB_ARGS(ival(order)), &error);
    g_assert_no_error(error);
    g_autofree char *text = NULL;
    if (db_next(rows, &error))
        text = g_strdup_printf("%s %s", db_text(rows, 0), db_text(rows, 1));
    g_assert_cmpstr(text, ==, wanted);
}

static void status_is(struct testshop *shop, const char *order, const char *status)
{
    g_assert_cmpstr(testshop_status(shop->db, order), ==, status);
}

// One that somebody has in hand and one that nobody has: both are as they were.
static void test_works(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10, MUG A2 5");
    const char *first = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA"));
    const char *second = testshop_start(shop->ben, testshop_release(shop, "#2", "2 TEA, 1 MUG"));
    testshop_release(shop, "#3", "4 TEA");
    SAYS(shop->ben, "match", NULL, "pick.scan", second, "A1");
    SAYS(shop->ben, "match", NULL, "pick.scan", second, "TEA");
    g_autofree char *before = testshop_balances_whole(shop->db);
    SAYS(shop->anna, "done", NULL, "pick.short", first, "0", "empty");
    LIES(shop, "MUG A2 - 5/1,TEA CART - 1/1 [O-100002],TEA LOST - 9/0");
    told(shop, 2, "pick.moved_short {\"item\":\"Tea\",\"place\":\"A1\",\"qty\":1,\"missing\":1}");
    status_is(shop, "O-100003", "short");
    SAYS(shop->anna, "done", "Undone: 9 back to A1, also for 2 other orders", "pick.undo", first);
    g_assert_cmpstr(testshop_answer("others"), ==, "2");
    g_autofree char *after = testshop_balances_whole(shop->db);
    g_assert_cmpstr(after, ==, before);
    told(shop, 2, "pick.given_back {\"qty\":1,\"item\":\"Tea\",\"place\":\"A1\"}");
    told(shop, 3, "pick.given_back {\"qty\":4,\"item\":\"Tea\",\"place\":\"A1\"}");
    status_is(shop, "O-100003", "released");
    testshop_check(shop->db);
    testshop_pick(shop->ben, second);
    testshop_pick(shop->pia, testshop_start(shop->pia, "#3"));
    LIES(shop, "MUG A2 - 4/0,MUG CART - 1/1 [O-100002],TEA A1 - 4/2,TEA CART - 2/2 [O-100002],"
               "TEA CART - 4/4 [O-100003]");
}

// The same once more: what was given back is taken again, and given back again.
static void test_twice(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 6");
    const char *first = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA"));
    testshop_release(shop, "#2", "4 TEA");
    for (int n = 0; n < 3; n++) {
        SAYS(shop->anna, "done", NULL, "pick.short", first, "0", "few");
        LIES(shop, "TEA LOST - 6/0");
        status_is(shop, "O-100002", "short");
        SAYS(shop->anna, "done", NULL, "pick.undo", first);
        LIES(shop, "TEA A1 - 6/6");
        status_is(shop, "O-100002", "released");
    }
}

// An order that waits: what was set aside for it, told when it is lost and when it is back.
static void test_aside(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 5");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA"));
    testshop_sell(shop, "#2", "4 TEA");
    SAYS(shop->sam, "done", "#2 is short: it waits for goods", "order.release", "#2");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    told(shop, 2, "pick.lost_aside {\"item\":\"Tea\",\"place\":\"A1\",\"qty\":3}");
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    LIES(shop, "TEA A1 - 5/5");
    told(shop, 2, "pick.given_back {\"qty\":3,\"item\":\"Tea\",\"place\":\"A1\"}");
}

// Who was sent elsewhere, has other goods by now, or wants none, is given nothing.
static void test_wants_none(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9 age=9, TEA A4 3");
    const char *first = testshop_start(shop->anna, testshop_release(shop, "#1", "1 TEA"));
    testshop_release(shop, "#2", "2 TEA"); // goes to A4
    testshop_release(shop, "#3", "2 TEA"); // cancelled
    testshop_release(shop, "#4", "2 TEA"); // has others
    SAYS(shop->anna, "done", NULL, "pick.short", first, "0", "empty");
    SAYS(shop->sam, "done", NULL, "order.cancel", "#3");
    testshop_stock(shop, "TEA A5 2");
    SAYS(shop->sam, "done", NULL, "order.release", "#4");
    SAYS(shop->anna, "done", "Undone: 9 back to A1", "pick.undo", first);
    LIES(shop, "TEA A1 - 9/1,TEA A4 - 3/2,TEA A5 - 2/2");
    told(shop, 2, NULL);
    told(shop, 4, "pick.moved_short {\"item\":\"Tea\",\"place\":\"A1\",\"qty\":2,\"missing\":2}");
}

// What was picked without it waits for a bench: it is picked on, by whoever comes.
static void test_picked(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9, MUG A2 5");
    const char *first = testshop_start(shop->anna, testshop_release(shop, "#1", "1 TEA"));
    const char *second = testshop_start(shop->ben, testshop_release(shop, "#2", "2 TEA, 1 MUG"));
    SAYS(shop->ben, "done", NULL, "pick.skip", second);
    SAYS(shop->ben, "match", NULL, "pick.scan", second, "A2");
    SAYS(shop->ben, "match", NULL, "pick.scan", second, "MUG");
    SAYS(shop->anna, "done", NULL, "pick.short", first, "0", "empty");
    status_is(shop, "O-100002", "picked");
    SAYS(shop->anna, "done", NULL, "pick.undo", first);
    status_is(shop, "O-100002", "picking");
    testshop_check(shop->db);
    testshop_pick(shop->pia, testshop_start(shop->pia, "#2"));
    status_is(shop, "O-100002", "picked");
    testshop_pack(shop->pia, testshop_open(shop->pia, "#2"));
}

// A bench has it by now: it goes out without, and its history says that the rest is there.
static void test_packing(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9, MUG A2 5");
    const char *first = testshop_start(shop->anna, testshop_release(shop, "#1", "1 TEA"));
    const char *second = testshop_start(shop->ben, testshop_release(shop, "#2", "2 TEA, 1 MUG"));
    SAYS(shop->ben, "done", NULL, "pick.skip", second);
    SAYS(shop->ben, "match", NULL, "pick.scan", second, "A2");
    SAYS(shop->ben, "match", NULL, "pick.scan", second, "MUG");
    SAYS(shop->anna, "done", NULL, "pick.short", first, "0", "empty");
    testshop_open(shop->pia, "#2");
    SAYS(shop->anna, "done", "Undone: 9 back to A1", "pick.undo", first);
    LIES(shop, "MUG A2 - 4/0,MUG CART - 1/1 [O-100002],TEA A1 - 9/1");
    told(shop, 2, "pick.turned_up {\"qty\":2,\"item\":\"Tea\",\"place\":\"A1\"}");
}

// It is planned anew and short of something else: what it lacks is set aside for it. One that would
// be complete with it is left to the release.
static void test_planned_anew(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9, MUG A2 2, POT A3 1");
    const char *first = testshop_start(shop->anna, testshop_release(shop, "#1", "1 TEA"));
    const char *second = testshop_start(shop->ben, testshop_release(shop, "#2", "2 TEA, 1 MUG"));
    testshop_release(shop, "#3", "2 TEA, 1 MUG, 1 POT");
    SAYS(shop->ben, "done", NULL, "pick.skip", second);
    SAYS(shop->ben, "done", NULL, "pick.short", second, "0", "empty"); // the mug
    SAYS(shop->anna, "done", NULL, "pick.short", first, "0", "empty");
    SAYS(shop->pia, "done", NULL, "pick.short", testshop_start(shop->pia, "#3"), "0", "empty");
    testshop_stock(shop, "MUG A4 2");
    SAYS(shop->sam, "done", NULL, "order.release", "#2");
    SAYS(shop->sam, "done", NULL, "order.release", "#3");
    SAYS(shop->anna, "done", NULL, "pick.undo", first);
    LIES(shop, "MUG A4 - 2/2,MUG LOST - 2/0,POT LOST - 1/0,TEA A1 - 9/3");
    told(shop, 2, "pick.turned_up {\"qty\":2,\"item\":\"Tea\",\"place\":\"A1\"}");
    SAYS(shop->sam, "done", NULL, "order.release", "#2");
    status_is(shop, "O-100002", "released");
    status_is(shop, "O-100003", "short");
}

// A line of which a part has left the house waits as well; that no report is refused for it.
static void test_rest(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 4");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "4 TEA"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "1", "damaged");
    testshop_ship(shop->pia, shop, "MAIN");
    status_is(shop, "O-100001", "short");
    testshop_stock(shop, "TEA A4 3");
    work = testshop_start(shop->anna, testshop_release(shop, "#2", "1 TEA"));
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    LIES(shop, "TEA A4 - 3/3,TEA LOST - 3/0");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    told(shop, 1, "pick.lost_aside {\"item\":\"Tea\",\"place\":\"A4\",\"qty\":2}");
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    LIES(shop, "TEA A4 - 3/3,TEA LOST - 3/0");
}

// Several orders that wait: each is told what it lost itself.
static void test_aside_each(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 7");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA"));
    testshop_sell(shop, "#2", "2 TEA, 1 POT");
    testshop_sell(shop, "#3", "3 TEA, 1 POT");
    SAYS(shop->sam, "done", NULL, "order.release", "#2\n#3");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    told(shop, 2, "pick.lost_aside {\"item\":\"Tea\",\"place\":\"A1\",\"qty\":2}");
    told(shop, 3, "pick.lost_aside {\"item\":\"Tea\",\"place\":\"A1\",\"qty\":3}");
}

// A line that is of another item by now is given nothing of the old one.
static void test_other_item(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 4");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA"));
    testshop_release(shop, "#2", "2 TEA");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    testshop_import(shop->sam, NULL, NULL, testshop_order("#2", "2 MUG, 1 POT"), NULL);
    SAYS(shop->sam, "done", NULL, "order.release", "#2");
    status_is(shop, "O-100002", "short");
    SAYS(shop->anna, "done", "Undone: 4 back to A1", "pick.undo", work);
    LIES(shop, "TEA A1 - 4/2");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/losses/works", test_works);
    testdb_add("/losses/twice", test_twice);
    testdb_add("/losses/aside", test_aside);
    testdb_add("/losses/wants-none", test_wants_none);
    testdb_add("/losses/picked", test_picked);
    testdb_add("/losses/packing", test_packing);
    testdb_add("/losses/planned-anew", test_planned_anew);
    testdb_add("/losses/rest", test_rest);
    testdb_add("/losses/aside-each", test_aside_each);
    testdb_add("/losses/other-item", test_other_item);
    return g_test_run();
}
