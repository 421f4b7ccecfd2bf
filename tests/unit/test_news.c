// SPDX-License-Identifier: Apache-2.0
// What others did is noticed, also when it committed late; what touches nothing is left alone.
#include "store_log.h"
#include "testshop.h"

#include "news.h"
#include "numbers.h"
#include "store_event.h"

static void look(struct news *news)
{
    g_autoptr(GError) error = NULL;
    news_read(news, &error);
    g_assert_no_error(error);
}

static struct news *news_of(struct db *db)
{
    g_autoptr(GError) error = NULL;
    struct news *news = news_new(db);
    news_skip(news, &error);
    g_assert_no_error(error);
    look(news); // PostgreSQL: what may have been under way
    look(news);
    g_assert_false(news_any(news));
    return news;
}

// The events of scans at orders, one each, as a call would leave them.
static void scan_at(struct db *db, int64_t order)
{
    const struct event_row event = {.id = store_event_id(db, NULL),
                                    .op = "pick.skip",
                                    .operator_id = 1,
                                    .about = "order",
                                    .about_id = order,
                                    .subject = "",
                                    .result = "",
                                    .say = "",
                                    .terms = "",
                                    .args = "{}",
                                    .ids = ""};
    g_assert_true(store_event_add(db, &event, NULL));
}

static void test_touch(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10, MUG A2 5");
    const char *first = testshop_release(shop, "#1", "2 TEA");
    const char *second = testshop_release(shop, "#2", "2 MUG");
    int64_t one = number_id(NUMBER_ORDER, first), two = number_id(NUMBER_ORDER, second);
    struct db *other = testdb_open(test);
    struct news *news = news_of(other);
    const char *work = testshop_start(shop->anna, second);
    look(news);
    g_assert_true(news_touch(news, "order", two));
    g_assert_true(news_touch(news, "order", 0));
    g_assert_true(news_touch(news, NULL, 0)); // stock, say
    g_assert_false(news_touch(news, "order", one));
    g_assert_false(news_touch(news, "station", 1));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A2");
    SAYS(shop->sam, "done", NULL, "order.hold", first, "why", NULL);
    look(news);
    g_assert_true(news_touch(news, "order", one));
    SAYS(shop->sam, "done", NULL, "stock.adjust", "POT", "A3", "4", NULL, "found");
    look(news);
    g_assert_true(news_touch(news, "order", two)); // not alone: it may matter to anybody
    look(news);
    g_assert_false(news_touch(news, NULL, 0));
    news_free(news);
    db_close(other);
}

// The station of a session that somebody else takes.
static void test_station(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct db *other = testdb_open(test);
    struct news *news = news_of(other);
    struct session *again = testshop_login(shop->db, "anna", "anna");
    look(news);
    g_assert_true(news_touch(news, "station", again->station_id));
    g_assert_false(news_touch(news, "station", again->station_id + 1));
    g_assert_false(news_touch(news, "order", 0));
    session_free(again);
    news_free(news);
    db_close(other);
}

// More at once than anybody would look at one by one.
static void test_much(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct db *other = testdb_open(test);
    struct news *news = news_of(other);
    g_assert_true(db_begin(shop->db, NULL));
    for (int i = 0; i < 1000; i++)
        scan_at(shop->db, 1);
    g_assert_true(db_commit(shop->db, NULL));
    look(news);
    g_assert_true(news_touch(news, "order", 2));
    look(news); // what may still have been under way
    look(news);
    g_assert_false(news_any(news));
    g_assert_true(db_begin(shop->db, NULL));
    scan_at(shop->db, 1);
    g_assert_true(db_commit(shop->db, NULL));
    look(news);
    g_assert_true(news_touch(news, "order", 1));
    g_assert_false(news_touch(news, "order", 2));
    news_free(news);
    db_close(other);
}

// One took its place in the log first and commits last, with 1 and with many behind it.
static void commit_late(struct testdb *test, int behind)
{
    struct db *slow = testdb_open(test), *other = testdb_open(test);
    struct news *news = news_of(other);
    g_assert_true(db_begin(slow, NULL));
    scan_at(slow, 7);
    g_assert_true(store_event_id(slow, NULL) > 0);
    g_autoptr(rowlist) sent = store_event(slow, 1, NULL); // takes the queued row along
    g_assert_nonnull(sent);
    for (int i = 0; i < behind; i++) {
        g_assert_true(db_begin(test->db, NULL));
        scan_at(test->db, 8);
        g_assert_true(db_commit(test->db, NULL));
        look(news);
        g_assert_true(news_touch(news, "order", 8));
        g_assert_false(news_touch(news, "order", 7));
    }
    g_assert_true(db_commit(slow, NULL));
    look(news);
    g_assert_true(news_touch(news, "order", 7));
    g_assert_false(news_touch(news, "order", 8));
    look(news);
    g_assert_false(news_any(news));
    news_free(news);
    db_close(other);
    db_close(slow);
}

static void test_late(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    (void)shop; // lives to the end of the block
    commit_late(test, 1);
    commit_late(test, 200);
}

// A place that is given up may still be filled: then everything counts as touched.
static void test_very_late(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    (void)shop; // lives to the end of the block
    struct db *slow = testdb_open(test), *other = testdb_open(test);
    struct news *news = news_of(other);
    g_assert_true(db_begin(slow, NULL));
    scan_at(slow, 7);
    g_autoptr(rowlist) sent = store_event(slow, 1, NULL);
    (void)sent; // lives to the end of the block
    for (int i = 0; i < 10; i++) {
        g_assert_true(db_begin(test->db, NULL));
        for (int n = 0; n < 150; n++)
            scan_at(test->db, 8);
        g_assert_true(db_commit(test->db, NULL));
        look(news);
    }
    g_assert_true(news_touch(news, "order", 7));
    g_assert_true(db_commit(slow, NULL));
    g_assert_true(db_begin(test->db, NULL));
    scan_at(test->db, 8);
    g_assert_true(db_commit(test->db, NULL));
    look(news);
    g_assert_true(news_touch(news, "order", 7));
    news_free(news);
    db_close(other);
    db_close(slow);
}

// However long somebody looks, what others do is told one by one.
static void test_long(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    (void)shop; // lives to the end of the block
    struct db *other = testdb_open(test);
    struct news *news = news_of(other);
    for (int i = 0; i < 10; i++) {
        g_assert_true(db_begin(test->db, NULL));
        for (int n = 0; n < 150; n++)
            scan_at(test->db, 8);
        g_assert_true(db_commit(test->db, NULL));
        look(news);
        g_assert_true(news_touch(news, "order", 8));
        g_assert_false(news_touch(news, "order", 7));
    }
    news_free(news);
    db_close(other);
}

// A log that lost its end is not whole: what the calls booked still names them.
static void test_whole(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    int64_t lost = 1;
    g_assert_true(store_log_whole(test->db, &lost, &error));
    g_assert_cmpint(lost, ==, 0);
    g_assert_true(op_do(shop->sam, &reply, &error, "stock.adjust", "TEA", "A1", "7", NULL, "x"));
    reply_clear(&reply);
    testshop_free(shop); // all is well; what follows is not
    int64_t newest = testdb_number(test->db, "SELECT max(id) FROM event");
    testdb_script(test->db, "DELETE FROM event WHERE op = 'stock.adjust'");
    g_assert_true(store_log_whole(test->db, &lost, &error));
    g_assert_cmpint(lost, ==, newest);
    g_assert_no_error(error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/news/touch", test_touch);
    testdb_add("/news/station", test_station);
    testdb_add("/news/much", test_much);
    testdb_add("/news/long", test_long);
    testdb_add_for(DB_POSTGRESQL, "/news/late", test_late);
    testdb_add_for(DB_POSTGRESQL, "/news/very-late", test_very_late);
    testdb_add("/news/whole", test_whole);
    return g_test_run();
}
