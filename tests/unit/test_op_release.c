// SPDX-License-Identifier: Apache-2.0
// Release: whole orders, short ones, several at once, everything that waits. Where goods come
// from is in tests/table.
#include "release.h"

#include <string.h>

#include "testshop.h"

static void test_short(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3, MUG A2 9");
    testshop_sell(shop, "#1", "5 TEA, 1 MUG");
    SAYS(shop->sam, "done", "#1 is short: it waits for goods", "order.release", "#1");
    g_assert_cmpstr(testshop_answer("missing"), ==, "2");
    g_assert_nonnull(strstr(testshop_last()->json,
                            "\"why\":[\"O-100001: 2 of 5 TEA are missing: none is free\"]"));
    HAS(testshop_last()->json, "\"missing\":2,\"free\":[]"); // the three are the order's own
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "short");
    LIES(shop, "MUG A2 - 9/1,TEA A1 - 3/3"); // what is there is kept for it
    int64_t events = testdb_number(shop->db, "SELECT count(*) FROM event");
    SAYS(shop->sam, "done", NULL, "order.release", "#1"); // as short as before: no news
    HAS(testshop_last()->json, "\"why\":[\"O-100001: 2 of 5 TEA are missing: none is free\"]");
    g_assert_cmpint(
        testdb_number(shop->db,
                      "SELECT count(*) FROM event WHERE about = 'order' AND about_id = 1"),
        ==, 2);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM event"), <=, events + 1);
    testshop_stock(shop, "TEA A5 1");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    g_assert_cmpstr(testshop_answer("missing"), ==, "1");
    testshop_stock(shop, "TEA A6 8");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#1");
    HAS(testshop_last()->json, "\"why\":[\"O-100001: all of it from MAIN, the only warehouse\"]");
    LIES(shop, "MUG A2 - 9/1,TEA A1 - 3/0,TEA A5 - 1/0,TEA A6 - 8/5"); // planned anew
}

// What lacks because nobody knows it is told apart from what lies nowhere.
static void test_unknown(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 1");
    testshop_sell(shop, "#1", "2 TEA, 1 GHOST");
    SAYS(shop->sam, "done", "#1 is short: it waits for goods", "order.release", "#1");
    g_assert_nonnull(
        strstr(testshop_last()->json, "O-100001: 1 of 2 TEA is missing: none is free"));
    g_assert_nonnull(strstr(testshop_last()->json,
                            "O-100001: the item GHOST is not in the catalogue; import it"));
}

// A trial answers what a release would, and leaves all as it was.
static void test_dry(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 5");
    testshop_sell(shop, "#1", "3 TEA");
    testshop_sell(shop, "#2", "3 TEA");
    int64_t events = testdb_number(shop->db, "SELECT count(*) FROM event");
    SAYS(shop->sam, "done", "1 of 2 orders would be released to pick; nothing was changed",
         "order.release", "#1\n#2", "yes");
    HAS(testshop_last()->json,
        "\"dry_run\":true,\"released\":1,\"short\":[{\"order\":\"O-100002\"");
    struct release release;
    bool more = true;
    release_begin(&release);
    release.dry = true;
    g_assert_true(release_batch(shop->sam, &release, &more, NULL));
    g_assert_false(more);
    g_assert_cmpint(release.orders, ==, 2);
    g_assert_cmpint(release.found.released, ==, 1);
    g_assert_cmpuint(release.found.shorts->len, ==, 1);
    release_end(&release);
    LIES(shop, "TEA A1 - 5/0");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "ready");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM event"), ==, events);
}

static void test_several(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_sell(shop, "#1", "1 TEA");
    testshop_sell(shop, "#2", "1 TEA");
    testshop_sell(shop, "#3", "9 TEA");
    SAYS(shop->sam, "done", "2 of 3 orders released to pick", "order.release", "#1\n#2\n#3");
    testshop_sell(shop, "#4", "1 TEA");
    REFUSED(shop->sam, TOTE_STATE, NULL, "order.release", "#4\n#1"); // all or none
    REFUSED(shop->sam, TOTE_NOT_FOUND, "There is no order #9", "order.release", "#4\n#9");
    REFUSED(shop->anna, TOTE_ROLE, NULL, "order.release", "#4");
}

// Everything that waits, in batches, the most urgent first; short ones are looked at once.
static void test_all(struct testdb *test)
{
    enum { N = 230 };
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 200");
    for (int i = 0; i < N; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        struct incoming_order *order = testshop_order(name, i < 200 ? "1 TEA" : "1 POT");
        order->placed_at = order->paid_at = TESTSHOP_NOW - (i + 1) * (int64_t)MINUTE_MS;
        incoming_order_seal(order);
        testshop_import(shop->sam, NULL, NULL, order, NULL);
    }
    SAYS(shop->sam, "done", NULL, "order.hold", "#229", "not this one");
    struct release release;
    bool more = true;
    int batches = 0;
    release_begin(&release);
    for (; more; batches++)
        g_assert_true(release_batch(shop->sam, &release, &more, NULL));
    g_assert_cmpint(batches, ==, 3);
    g_assert_cmpint(release.orders, ==, N - 1);
    g_assert_cmpint(release.found.released, ==, 200);
    g_assert_cmpuint(release.found.shorts->len, ==, 29);
    release_end(&release);
    LIES(shop, "TEA A1 - 200/200");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "released");
    g_assert_cmpstr(testshop_status(shop->db, "O-100229"), ==, "short"); // the oldest
    g_assert_cmpstr(testshop_status(shop->db, "O-100230"), ==, "held");
}

// A batch that has to be done again looks at the same orders again.
static void test_again(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 200");
    testshop_sell(shop, "#1", "1 TEA");
    struct release release;
    bool more = true;
    release_begin(&release);
    db_fail_at(shop->db, 8);
    g_assert_false(release_batch(shop->sam, &release, &more, NULL));
    db_fail_at(shop->db, 0);
    g_autoptr(GError) error = NULL; // a part is refused by the name of the verb
    g_assert_false(release_batch(shop->anna, &release, &more, &error));
    g_assert_cmpstr(error->message, ==, "ANNA may not do 'order.release'");
    g_assert_cmpstr(tote_error_hint(error), ==, "Who may do it: manager, admin.");
    g_assert_true(release_batch(shop->sam, &release, &more, NULL));
    g_assert_cmpint(release.found.released, ==, 1);
    release_end(&release);
}

// A queue that names an order which is no more: the database says so, and nothing falls over.
static void test_damaged(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    const struct op_call call = {
        .op = op_find("order.release_next"), .values = {"0 0 0", "10"}, .chosen = "77"};
    g_assert_false(op_run(shop->sam, &call, &reply, &error));
    g_assert_true(tote_error_is(error, TOTE_DB_DAMAGED));
    g_assert_cmpint(tote_error_exit(error), ==, TOTE_EXIT_SURROUNDINGS);
    g_assert_cmpstr(error->message, ==,
                    "The database is damaged: row 77 of 'sales_order' is missing, which other rows "
                    "name");
}

static void test_statements(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9, MUG A2 9");
    testshop_sell(shop, "#1", "1 TEA, 1 MUG");
    int64_t before = db_calls(shop->db);
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    g_test_message("release of an order of two lines: %d statements",
                   (int)(db_calls(shop->db) - before));
    g_assert_cmpint(db_calls(shop->db) - before, <=, 28);
}

// What expires first goes first, though it came later.
static void test_expiry(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 5 lot=LATE age=90, TEA A2 5 lot=SOON, TEA A3 5 age=99");
    testdb_script(shop->db, "UPDATE lot SET expires_day = 30000 WHERE code = 'LATE';"
                            "UPDATE lot SET expires_day = 29000 WHERE code = 'SOON';");
    testshop_release(shop, "#1", "2 TEA");
    LIES(shop, "TEA A1 LATE 5/0,TEA A2 SOON 5/2,TEA A3 - 5/0");
}

// What belongs to somebody else, or is not good, lies in the house and is never sold.
static void test_not_ours(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 5 owner=acme, TEA A2 5 cond=damaged, TEA A3 1");
    testshop_sell(shop, "#1", "2 TEA");
    SAYS(shop->sam, "done", "#1 is short: it waits for goods", "order.release", "#1");
    testshop_stock(shop, "TEA A3 2");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#1");
    HAS(testshop_last()->json, "\"short\":[]");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/release/short", test_short);
    testdb_add("/release/unknown", test_unknown);
    testdb_add("/release/dry", test_dry);
    testdb_add("/release/several", test_several);
    testdb_add("/release/all", test_all);
    testdb_add("/release/again", test_again);
    testdb_add("/release/damaged", test_damaged);
    testdb_add("/release/expiry", test_expiry);
    testdb_add("/release/statements", test_statements);
    testdb_add("/release/not-ours", test_not_ours);
    return g_test_run();
}
