// SPDX-License-Identifier: Apache-2.0
// Proposals of the source engine: what it plans for all orders together, what a release makes of
// it, and when it is left aside.
#include <string.h>

#include "release.h"
#include "testshop.h"

static int64_t proposals(struct testshop *shop, const char *which)
{
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM proposal WHERE %s", which);
    return testdb_number(shop->db, sql);
}

// Two orders want tea. By the rules the first takes that of the first warehouse, and the other one,
// which also wants a mug, has to come from both.
static void scarce(struct testshop *shop)
{
    testshop_stock(shop, "TEA A1 1, MUG A2 1, TEA NORTH:A1 1");
    testshop_sell(shop, "#1", "1 TEA");
    testshop_sell(shop, "#2", "1 TEA, 1 MUG");
}

static void test_together(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct session *north = testshop_north(shop);
    scarce(shop);
    SAYS(shop->sam, "done", "Warehouses proposed for 2 of 2 orders; parcels: 2", "order.propose",
         NULL, "yes");
    HAS(testshop_last()->json, "{\"order\":\"O-100001\",\"parcels\":1,\"from\":[{\"warehouse\":"
                               "\"NORTH\",\"pieces\":1}],\"why\":[\"O-100001: all of it from NORTH "
                               "1, which is free beside what is proposed for other orders\"]}");
    HAS(testshop_last()->json,
        "{\"order\":\"O-100002\",\"parcels\":1,\"from\":[{\"warehouse\":\"MAIN\",\"pieces\":2}]");
    SHOWS(shop, "\"proposal\":{\"engine\":\"source\",\"parcels\":1");
    LIES(shop, "MUG A2 - 1/0,TEA A1 - 1/0,TEA A1 - 1/0"); // nothing is taken yet
    SAYS(shop->sam, "done", "2 of 2 orders released to pick, 2 as proposed", "order.release",
         "#1\n#2");
    HAS(testshop_last()->json, "\"by_proposal\":2,\"replanned\":0");
    HAS(testshop_last()->json, "\"why\":[\"O-100001: from NORTH, as it was proposed\",\"O-100002: "
                               "from MAIN, as it was proposed\"]");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM fulfilment"), ==, 2);
    g_assert_cmpint(proposals(shop, "accepted_by > 0 AND closed_at > 0"), ==, 2);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM proposal p JOIN event e ON e.id "
                                            "= p.accepted_by WHERE e.op = 'order.release'"),
                    ==, 2);
    SHOWS(shop, "\"proposal\":null");
    session_free(north);
}

// Without it the rules serve the orders one by one.
static void test_beside(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct session *north = testshop_north(shop);
    scarce(shop);
    SAYS(shop->sam, "done", "2 of 2 orders released to pick", "order.release", "#1\n#2");
    HAS(testshop_last()->json,
        "\"why\":[\"O-100001: all of it from MAIN, the first warehouse that has all of it "
        "free\",\"O-100002: from MAIN 1, NORTH 1; no warehouse has all of it, so as few lines are "
        "split and as few warehouses send as can be\"]");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM fulfilment"), ==, 3);
    session_free(north);
}

// The goods went elsewhere meanwhile: the rules plan, and the proposal is over.
static void test_stale(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct session *north = testshop_north(shop);
    scarce(shop);
    SAYS(shop->sam, "done", NULL, "order.propose", "#1\n#2");
    SAYS(shop->admin, "done", NULL, "stock.adjust", "TEA", "NORTH:A1", "1", "1", "broken");
    SAYS(shop->sam, "done",
         "1 of 1 order released to pick: 0 as proposed, 1 otherwise because the proposal no "
         "longer fits",
         "order.release", "#1");
    HAS(testshop_last()->json, "\"by_proposal\":0,\"replanned\":1");
    SHOWS(shop, "Released to pick; what was proposed does not fit any more");
    LIES(shop, "MUG A2 - 1/0,TEA A1 - 1/1");
    g_assert_cmpint(proposals(shop, "accepted_by > 0"), ==, 0);
    g_assert_cmpint(proposals(shop, "closed_at = 0 AND order_id = 1"), ==, 0);
    g_assert_cmpint(proposals(shop, "closed_at = 0 AND order_id = 2"), ==, 1);
    session_free(north);
}

// One asked again stands in the place of the older; an order that lacks goods gets none.
static void test_again(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct session *north = testshop_north(shop);
    scarce(shop);
    testshop_sell(shop, "#3", "9 POT, 1 SPOON");
    SAYS(shop->sam, "done", NULL, "order.propose", "#1");
    SAYS(shop->sam, "done", "Warehouses proposed for 2 of 3 orders; parcels: 2", "order.propose",
         NULL, "yes");
    g_assert_cmpint(proposals(shop, "order_id = 1"), ==, 2);
    g_assert_cmpint(proposals(shop, "closed_at = 0"), ==, 2);
    HAS(testshop_last()->json, "{\"order\":\"O-100003\",\"parcels\":0,\"from\":[],"
                               "\"code\":\"too_little\",\"why\":[\"O-100003: 9 of 9 POT are "
                               "missing, with what is proposed for other orders\"]}");
    session_free(north);
}

// What the shop forbids is not proposed: five pots would have to come from two warehouses.
static void test_rules(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct session *north = testshop_north(shop);
    testshop_stock(shop, "POT A3 2, POT NORTH:A1 3");
    testshop_sell(shop, "#1", "5 POT");
    SAYS(shop->admin, "done", NULL, "setting.set", "order.split", "lines");
    SAYS(shop->sam, "done",
         "O-100001: no warehouse has all 5 POT left, and the setting order.split keeps lines whole",
         "order.propose", "#1");
    HAS(testshop_last()->json, "\"code\":\"apart\"");
    SAYS(shop->admin, "done", NULL, "setting.set", "order.split", "pieces");
    SAYS(shop->sam, "done", "Proposed for O-100001: MAIN 2, NORTH 3", "order.propose", "#1");
    SHOWS(shop, "\"from\":[{\"warehouse\":\"MAIN\",\"pieces\":2},"
                "{\"warehouse\":\"NORTH\",\"pieces\":3}]");
    SAYS(shop->sam, "done", "1 of 1 order released to pick, 1 as proposed", "order.release", "#1");
    LIES(shop, "POT A1 - 3/3,POT A3 - 2/2");
    session_free(north);
}

// Lines that stay whole: the engine deals pieces of an item, so what it plans for three lines of
// one item does not come out even; the rules place them.
static void test_lines(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    testshop_stock(shop, "POT A3 6, POT NORTH:A1 4");
    testshop_sell(shop, "#1", "4 POT, 3 POT, 3 POT");
    SAYS(shop->admin, "done", NULL, "setting.set", "order.split", "lines");
    SAYS(shop->sam, "done", "Proposed for O-100001: MAIN 6, NORTH 4", "order.propose", "#1");
    SAYS(shop->sam, "done", "1 of 1 order released to pick, 1 as proposed", "order.release", "#1");
    LIES(shop, "POT A1 - 4/4,POT A3 - 6/6");
}

// What saves a parcel for some orders stands although all plans of the engine together do not: with
// O-100001 in NORTH, the two teas of O-100002 would lie together in MAIN, and it would be complete
// before O-100004.
static void test_some(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    testshop_stock(shop, "TEA A1 2, TEA NORTH:A1 1, MUG A2 1, POT A3 2, SPOON A4 1, SPOON "
                         "NORTH:A2 1");
    SAYS(shop->admin, "done", NULL, "setting.set", "order.split", "lines");
    testshop_sell(shop, "#1", "1 TEA");
    testshop_sell(shop, "#2", "2 TEA");
    testshop_sell(shop, "#3", "1 TEA, 1 MUG");
    testshop_sell(shop, "#4", "1 TEA, 1 POT");
    testshop_sell(shop, "#5", "1 SPOON");
    testshop_sell(shop, "#6", "1 SPOON, 1 POT");
    SAYS(shop->sam, "done", "Warehouses proposed for 5 of 6 orders; parcels: 6", "order.propose",
         NULL, "yes");
    HAS(testshop_last()->json,
        "{\"order\":\"O-100005\",\"parcels\":1,\"from\":[{\"warehouse\":\"NORTH\",\"pieces\":1}]");
    HAS(testshop_last()->json,
        "{\"order\":\"O-100006\",\"parcels\":1,\"from\":[{\"warehouse\":\"MAIN\",\"pieces\":2}]");
    SAYS(shop->sam, "done", "5 of 6 orders released to pick, 5 as proposed", "order.release",
         "#1\n#2\n#3\n#4\n#5\n#6");
}

// An order that is short is planned of all that it could have: what it has claimed itself, and
// what another one has that stays short.
static void test_short(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    testshop_stock(shop, "TEA A1 2, MUG A2 1");
    testshop_sell(shop, "#1", "2 TEA, 1 POT");
    testshop_sell(shop, "#2", "1 MUG, 1 SPOON");
    SAYS(shop->sam, "done", NULL, "order.release", "#1\n#2");
    testshop_stock(shop, "POT NORTH:A1 1");
    testshop_sell(shop, "#3", "1 MUG");
    SAYS(shop->sam, "done", "Warehouses proposed for 2 of 3 orders; parcels: 3", "order.propose",
         NULL, "yes");
    HAS(testshop_last()->json, "{\"order\":\"O-100001\",\"parcels\":2,\"from\":[{"
                               "\"warehouse\":\"MAIN\",\"pieces\":2},{\"warehouse\":\"NORTH\","
                               "\"pieces\":1}],\"why\":[\"O-100001: from MAIN 2, NORTH 1; no "
                               "warehouse has all of it beside what is proposed for other orders"
                               "\"]}");
    HAS(testshop_last()->json, "O-100002: 1 of 1 MUG are missing");
    SAYS(shop->sam, "done", "2 of 2 orders released to pick, 2 as proposed", "order.release",
         "#1\n#3");
    testshop_sell(shop, "#4", "1 GHOST");
    SAYS(shop->sam, "done", "O-100004: the item GHOST is not in the catalogue; import it",
         "order.propose", "#4");
}

// Planned over two warehouses, taken back and short since: its line is one for the proposal.
static void test_gathered(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    testshop_stock(shop, "POT A3 2, POT NORTH:A1 3");
    testshop_release(shop, "#1", "5 POT");
    SAYS(shop->sam, "done", NULL, "order.unrelease", "#1");
    SAYS(shop->sam, "done", "Proposed for O-100001: MAIN 2, NORTH 3", "order.propose", "#1");
    SAYS(shop->sam, "done", "1 of 1 order released to pick, 1 as proposed", "order.release", "#1");
    SAYS(shop->sam, "done", NULL, "order.unrelease", "#1");
    SAYS(shop->admin, "done", NULL, "stock.adjust", "POT", "A3", "1", "1", "broken");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_stock(shop, "POT A4 5");
    SAYS(shop->sam, "done", "Proposed for O-100001: MAIN 5", "order.propose", "#1");
    SAYS(shop->sam, "done", "1 of 1 order released to pick, 1 as proposed", "order.release", "#1");
}

// An order that is too large for the engine does not stop the others.
static void test_large(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct session *north = testshop_north(shop);
    scarce(shop);
    testshop_sell(shop, "#3", "900000 POT, 900000 POT");
    SAYS(shop->sam, "done", "Warehouses proposed for 2 of 3 orders; parcels: 2", "order.propose",
         NULL, "yes");
    session_free(north);
}

// A call that leaves orders out says so, and the next one goes on behind it: what is proposed for
// those before is not to be had twice.
static void test_goes_on(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    scarce(shop);
    SAYS(shop->sam, "done",
         "Warehouses proposed for 1 of 1 order; parcels: 1. 1 more wait: go on with --all --after "
         "O-100001",
         "order.propose", NULL, "yes", NULL, "1");
    HAS(testshop_last()->json, "\"left_out\":1,\"next\":\"O-100001\"");
    SAYS(shop->sam, "done", "Proposed for O-100002: MAIN 1, NORTH 1", "order.propose", NULL, "yes",
         "O-100001");
    HAS(testshop_last()->json, "\"left_out\":0,\"next\":null");
    SAYS(shop->sam, "done", "2 of 2 orders released to pick, 2 as proposed", "order.release",
         "#1\n#2");
    REFUSED(shop->sam, TOTE_USAGE, "--after and --limit go with --all", "order.propose", "#1", NULL,
            "O-100001");
    REFUSED(shop->sam, TOTE_ARGUMENT, "limit is '2001'; a whole number from 1 to 2000 is needed",
            "order.propose", NULL, "yes", NULL, "2001");
}

static void test_refused(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 1");
    testshop_sell(shop, "#1", "1 TEA");
    REFUSED(shop->sam, TOTE_NOTHING, "There is one warehouse: nothing is to be chosen",
            "order.propose", "#1");
    struct session *north = testshop_north(shop);
    REFUSED(shop->sam, TOTE_USAGE, "Name orders, or give --all", "order.propose", NULL);
    REFUSED(shop->sam, TOTE_USAGE, NULL, "order.propose", "#1", "yes");
    REFUSED(shop->sam, TOTE_NOT_FOUND, NULL, "order.propose", "#9");
    SAYS(shop->sam, "done", NULL, "order.hold", "#1", "ask");
    REFUSED(shop->sam, TOTE_STATE, NULL, "order.propose", "#1");
    REFUSED(shop->anna, TOTE_ROLE, NULL, "order.propose", "#1");
    session_free(north);
}

// A release of all in several batches tells of all of them what became of the proposals.
static void test_batches(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct release release;
    bool more = true;
    testshop_two_houses(shop);
    testshop_stock(shop, "TEA NORTH:A1 3");
    for (int i = 1; i <= 3; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        testshop_sell(shop, name, "1 TEA");
    }
    SAYS(shop->sam, "done", NULL, "order.propose", NULL, "yes");
    SAYS(shop->admin, "done", NULL, "stock.adjust", "TEA", "NORTH:A1", "3", "1", "broken");
    testshop_stock(shop, "TEA A1 3");
    release_begin(&release);
    for (release.size = 1; more;)
        g_assert_true(release_batch(shop->sam, &release, &more, NULL));
    g_assert_cmpint(release.found.released, ==, 3);
    g_assert_cmpint(release.found.replanned, ==, 3);
    g_assert_cmpint(release.found.proposed, ==, 0);
    release_end(&release);
}

// A run that was broken off says what it did before as well.
static void test_resumed(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    testshop_two_houses(shop);
    scarce(shop);
    SAYS(shop->sam, "done", NULL, "order.propose", NULL, "yes");
    struct release first, again;
    bool more = true;
    release_begin(&first);
    release_begin(&again);
    first.key = again.key = "run";
    first.size = 1;
    g_assert_true(release_batch(shop->sam, &first, &more, &error));
    g_assert_true(release_resume(shop->sam, &again, &error));
    g_assert_no_error(error);
    g_assert_cmpint(again.orders, ==, 1);
    g_assert_cmpint(again.found.released, ==, 1);
    g_assert_cmpint(again.found.proposed, ==, 1);
    g_assert_cmpint(again.found.replanned, ==, 0);
    g_assert_cmpuint(again.found.plans->len, ==, 1);
    release_end(&first);
    release_end(&again);
    SAYS(shop->sam, "done", NULL, "command.end", "run"); // and then its parts are no more
    g_assert_cmpint(
        testdb_number(shop->db, "SELECT count(*) FROM event_key WHERE op_key LIKE 'run#%'"), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/propose/together", test_together);
    testdb_add("/propose/beside", test_beside);
    testdb_add("/propose/stale", test_stale);
    testdb_add("/propose/again", test_again);
    testdb_add("/propose/rules", test_rules);
    testdb_add("/propose/lines", test_lines);
    testdb_add("/propose/some", test_some);
    testdb_add("/propose/short", test_short);
    testdb_add("/propose/gathered", test_gathered);
    testdb_add("/propose/large", test_large);
    testdb_add("/propose/goes-on", test_goes_on);
    testdb_add("/propose/refused", test_refused);
    testdb_add("/propose/batches", test_batches);
    testdb_add("/propose/resumed", test_resumed);
    return g_test_run();
}
