// SPDX-License-Identifier: Apache-2.0
// The last pieces: an order that waits for more goods gives what it has to one that is complete
// with it, and to no other.
#include "doc.h"
#include "release.h"
#include "testshop.h"

static int64_t claimed(struct testshop *shop, int order)
{
    g_autofree char *sql = g_strdup_printf("SELECT CAST(coalesce(sum(allocated), 0) AS BIGINT) "
                                           "FROM order_line WHERE order_id = %d",
                                           order);
    return testdb_number(shop->db, sql);
}

static const char *state(struct testshop *shop, int order)
{
    g_autofree char *number = g_strdup_printf("O-%d", 100000 + order);
    return g_intern_string(testshop_status(shop->db, number));
}

// The first order can never ship; the last mug and teas go to who needs just them.
static void test_last(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2, MUG A2 1");
    testshop_sell(shop, "#1", "2 TEA, 1 MUG, 1 POT");
    SAYS(shop->sam, "done", "#1 is short: it waits for goods", "order.release", "#1");
    g_assert_cmpint(claimed(shop, 1), ==, 3);
    testshop_sell(shop, "#2", "1 TEA, 1 MUG");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#2");
    HAS(testshop_last()->json, "\"given\":[{\"order\":\"O-100001\",\"to\":\"O-100002\",\"pieces\":"
                               "2}]");
    HAS(testshop_last()->json, "O-100001 gave 2 to O-100002, which is complete with them");
    LIES(shop, "MUG A2 - 1/1,TEA A1 - 2/2");
    g_assert_cmpint(claimed(shop, 1), ==, 1); // what nobody needs stays with it
    g_assert_cmpstr(state(shop, 1), ==, "short");
    SHOWS(shop, "Gave 2 pieces to O-100002, complete with them");
    testshop_pick(shop->anna, testshop_start(shop->anna, "O-100002"));
}

// Several lines of one order may take the parts of one claim, also the last of it.
static void test_parts_of_claim(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 4");
    testshop_sell(shop, "#1", "4 TEA, 1 POT");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_sell(shop, "#2", "1 TEA, 3 TEA");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#2");
    LIES(shop, "TEA A1 - 4/4");
    g_assert_cmpint(claimed(shop, 1), ==, 0);
    g_assert_cmpint(claimed(shop, 2), ==, 4);
}

// Who stays short takes nothing from anybody; free goods are taken first, then those of the least
// urgent.
static void test_least(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2");
    testshop_sell(shop, "#1", "1 TEA, 1 POT");
    testshop_sell(shop, "#2", "1 TEA, 1 POT");
    testdb_script(shop->db, "UPDATE sales_order SET promise_at = promise_at + id;");
    SAYS(shop->sam, "done", NULL, "order.release", "#1\n#2");
    testshop_sell(shop, "#3", "3 TEA");
    SAYS(shop->sam, "done", "#3 is short: it waits for goods", "order.release", "#3");
    HAS(testshop_last()->json, "\"given\":[]");
    g_assert_cmpint(claimed(shop, 3), ==, 0);
    testshop_stock(shop, "TEA A3 1");
    testshop_sell(shop, "#4", "2 TEA");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#4");
    LIES(shop, "TEA A1 - 2/2,TEA A3 - 1/1");
    g_assert_cmpint(claimed(shop, 1), ==, 1);
    g_assert_cmpint(claimed(shop, 2), ==, 0);
    g_assert_cmpint(claimed(shop, 4), ==, 2);
}

// Also where the least urgent came first.
static void test_least_first(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2");
    testshop_sell(shop, "#1", "1 TEA, 1 POT");
    testshop_sell(shop, "#2", "1 TEA, 1 POT");
    testdb_script(shop->db, "UPDATE sales_order SET promise_at = promise_at - id;");
    SAYS(shop->sam, "done", NULL, "order.release", "#1\n#2");
    testshop_sell(shop, "#3", "1 TEA");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#3");
    g_assert_cmpint(claimed(shop, 1), ==, 0);
    g_assert_cmpint(claimed(shop, 2), ==, 1);
}

// An order that waits is complete with what another one that waits has.
static void test_both(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 1, MUG A2 1");
    testshop_sell(shop, "#1", "1 TEA, 1 POT");
    testshop_sell(shop, "#2", "1 MUG, 1 SPOON");
    testshop_sell(shop, "#3", "1 TEA, 1 MUG, 1 GHOST");
    testshop_sell(shop, "#4", "1 TEA, 2 MUG");
    SAYS(shop->sam, "done", NULL, "order.release", "#1\n#2\n#3\n#4");
    SAYS(shop->sam, "done", NULL, "order.release", "#4"); // one mug for two: nobody gives
    g_assert_cmpint(claimed(shop, 4), ==, 0);
    testshop_stock(shop, "MUG A4 1");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#4");
    g_assert_cmpint(claimed(shop, 1) + claimed(shop, 2), ==, 0);
}

// Over all that wait, in the order of their promises: what an earlier one was said to lack is what
// it lacks in the end, whether the same batch takes from it or a later one.
static void told_by(struct testdb *test, int64_t size)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct release release;
    bool more = true;
    testshop_stock(shop, "TEA A1 2");
    testshop_sell(shop, "#1", "2 TEA, 1 POT");
    testshop_sell(shop, "#2", "2 TEA");
    release_begin(&release);
    for (release.size = size; more;)
        g_assert_true(release_batch(shop->sam, &release, &more, NULL));
    g_assert_cmpint(release.found.released, ==, 1);
    g_assert_cmpuint(release.found.gifts->len, ==, 1);
    g_assert_cmpuint(release.found.shorts->len, ==, 2);
    for (unsigned i = 0; i < 2; i++)
        g_assert_cmpint(g_array_index(release.found.shorts, struct release_short, i).missing, ==,
                        i ? 1 : 2);
    release_end(&release);
}

static void test_told(struct testdb *test)
{
    told_by(test, 100);
}

static void test_told_later(struct testdb *test)
{
    told_by(test, 1);
}

// Goods that were proposed to a complete order are not kept from it by one that waits.
static void test_proposed(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    testshop_stock(shop, "TEA A1 1, MUG A2 1, TEA NORTH:A1 1");
    testshop_sell(shop, "#1", "1 TEA");
    testshop_sell(shop, "#2", "1 TEA, 1 MUG");
    SAYS(shop->sam, "done", NULL, "order.propose", NULL, "yes"); // #1 from NORTH, #2 from MAIN
    testshop_sell(shop, "#3", "1 TEA, 9 POT");
    SAYS(shop->sam, "done", "#3 is short: it waits for goods", "order.release", "#3");
    SAYS(shop->sam, "done", "2 of 2 orders released to pick, 2 as proposed", "order.release",
         "#1\n#2");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM fulfilment"), ==, 2);
    g_assert_cmpint(claimed(shop, 3), ==, 0);
}

// A trial says who would give, and nobody does.
static void test_trial(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 1");
    testshop_sell(shop, "#1", "1 TEA, 1 POT");
    testshop_sell(shop, "#2", "1 TEA");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    SAYS(shop->sam, "done", NULL, "order.release", "#2", "yes");
    HAS(testshop_last()->json, "\"given\":[{\"order\":\"O-100001\"");
    g_assert_cmpint(claimed(shop, 1), ==, 1);
    g_assert_cmpstr(state(shop, 2), ==, "ready");
}

// What a run over all that waits says, in batches of SIZE.
static char *run_of(struct testshop *shop, int64_t size, bool dry)
{
    struct release release;
    g_autoptr(doc_handle) doc = doc_new();
    bool more = true;
    release_begin(&release);
    release.dry = dry;
    release.size = size;
    while (more) {
        g_assert_true(release_batch(shop->sam, &release, &more, NULL));
        more = more && !dry;
    }
    release_doc(&release.found, doc);
    release_end(&release);
    return doc_json(doc);
}

// A trial says what the run does, also of an order that has all of an item and gives of it.
static void test_trial_of_all(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 4");
    testshop_sell(shop, "#1", "4 TEA, 1 POT");
    testshop_sell(shop, "#2", "2 TEA");
    testdb_script(shop->db, "UPDATE sales_order SET promise_at = promise_at + id;");
    g_autofree char *trial = run_of(shop, 100, true);
    g_autofree char *run = run_of(shop, 1, false);
    HAS(run, "O-100001: 2 of 4 TEA are missing");
    g_assert_cmpstr(trial, ==, run);
}

// --- two that race for the last pieces

// Somebody at another connection who releases one order.
struct racer {
    struct testdb *test;
    const char *order;
    char *said;
};

static void *release_one(void *data)
{
    struct racer *racer = data;
    struct reply reply = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(db_handle) db = testdb_open(racer->test);
    struct session *session = session_open(db, "sam", NULL, true, &error);
    g_assert_no_error(error);
    testshop_call(session, "order.release", TESTSHOP_VALUES(racer->order), NULL, &reply, &error);
    g_assert_no_error(error);
    racer->said = g_strdup(reply.message);
    reply_clear(&reply);
    session_free(session);
    return NULL;
}

// Begins a release and comes back when it waits as the Nth for the lock of a row.
static GThread *begin(struct testshop *shop, struct racer *racer, int n)
{
    static const char waiting[] = "SELECT count(*) FROM pg_stat_activity WHERE datname = "
                                  "current_database() AND wait_event_type = 'Lock'";
    GThread *thread = g_thread_new("racer", release_one, racer);
    while (testdb_number(shop->db, waiting) < n)
        g_thread_yield();
    return thread;
}

// An order that was released while another one planned to take its goods gives nothing up.
static void test_released_meanwhile(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(db_handle) holder = testdb_open(test);
    testshop_stock(shop, "TEA A1 1");
    struct racer owner = {test, testshop_sell(shop, "#1", "1 TEA, 1 POT"), NULL};
    struct racer taker = {test, testshop_sell(shop, "#2", "1 TEA"), NULL};
    SAYS(shop->sam, "done", "#1 is short: it waits for goods", "order.release", "#1");
    testshop_stock(shop, "POT A2 1");
    testdb_begin(holder);
    list_free(store_order_take(holder, 1, NULL));
    GThread *first = begin(shop, &owner, 1), *second = begin(shop, &taker, 2);
    testdb_commit(holder);
    g_thread_join(first);
    g_thread_join(second);
    g_assert_cmpstr(owner.said, ==, "1 of 1 order released to pick");
    g_assert_cmpstr(taker.said, ==, "O-100002 is short: it waits for goods");
    g_assert_cmpint(claimed(shop, 1), ==, 2);
    g_free(owner.said);
    g_free(taker.said);
}

// Of many orders people read what is short, not each that goes well; programs are told of all.
static void test_told_many(struct testdb *test)
{
    enum { MANY = 12 };
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(doc_handle) doc = doc_new();
    struct release release;
    bool more = true;
    testshop_stock(shop, "TEA A1 12");
    for (int i = 1; i <= MANY + 1; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        testshop_sell(shop, name, "1 TEA");
    }
    release_begin(&release);
    while (more)
        g_assert_true(release_batch(shop->sam, &release, &more, NULL));
    release_doc(&release.found, doc);
    release_end(&release);
    g_autofree char *json = doc_json(doc), *text = doc_show(doc);
    HAS(json, "O-100012: all of it from MAIN");
    HAS(text, "1 of 1 TEA");
    g_assert_null(strstr(text, "all of it"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/yield/last", test_last);
    testdb_add("/yield/parts-of-claim", test_parts_of_claim);
    testdb_add("/yield/least", test_least);
    testdb_add("/yield/least-first", test_least_first);
    testdb_add("/yield/both", test_both);
    testdb_add("/yield/told", test_told);
    testdb_add("/yield/told_later", test_told_later);
    testdb_add("/yield/proposed", test_proposed);
    testdb_add("/yield/trial", test_trial);
    testdb_add("/yield/trial-of-all", test_trial_of_all);
    testdb_add_for(DB_POSTGRESQL, "/yield/released-meanwhile", test_released_meanwhile);
    testdb_add("/yield/told-many", test_told_many);
    return g_test_run();
}
