// SPDX-License-Identifier: Apache-2.0
// The batch runner on both engines: what a batch holds, when it stops, what stays.
#include "runner.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "import_file.h"
#include "release_all.h"
#include "ship_all.h"
#include "testshop.h"

enum { THINGS = 1000 };

// Feeds numbers: every third is passed over. Each batch is a transaction that writes nothing.
struct numbers {
    struct db *db;
    int64_t next, end, waiting, written, batches, largest;
    int64_t stop_after; // batches, 0 = never
    int64_t part;       // so many are written at once, others are left for later; 0 = all
};

static enum feed_step next_number(void *data, GError **error)
{
    struct numbers *numbers = data;
    (void)error;
    if (numbers->next == numbers->end)
        return FEED_END;
    bool passed = ++numbers->next % 3 == 0;
    numbers->waiting += !passed;
    return passed ? FEED_PASSED : FEED_TOOK;
}

static bool write_numbers(void *data, int64_t size, int64_t *ret_n, GError **error)
{
    struct numbers *numbers = data;
    g_assert_true(numbers->part || numbers->waiting <= size);
    numbers->largest = MAX(numbers->largest, numbers->waiting);
    *ret_n = numbers->part ? MIN(numbers->part, numbers->waiting) : numbers->waiting;
    numbers->written += *ret_n;
    numbers->batches++;
    numbers->waiting -= *ret_n;
    return db_begin(numbers->db, error) && db_commit(numbers->db, error);
}

static struct feed_state state_of(const void *data)
{
    const struct numbers *numbers = data;
    return (struct feed_state){numbers->next, numbers->end, numbers->written};
}

static const struct feed feed = {next_number, write_numbers, state_of,
                                 "stopped after %" G_GINT64_FORMAT};

static bool enough(void *data)
{
    const struct numbers *numbers = data;
    return numbers->stop_after && numbers->batches >= numbers->stop_after;
}

static void test_grows(struct testdb *test)
{
    g_autoptr(GError) error = NULL;
    struct numbers numbers = {.db = test->db, .end = THINGS};
    g_assert_true(feed_run(test->db, &feed, &numbers, PACE_MOST, NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpint(numbers.written, ==, THINGS - THINGS / 3);
    g_assert_cmpint(numbers.largest, >, PACE_START); // empty transactions are quick
    struct numbers few = {.db = test->db, .end = THINGS};
    g_assert_true(feed_run(test->db, &feed, &few, 7, NULL, &error));
    g_assert_cmpint(few.largest, ==, 7);
    g_assert_cmpint(few.written, ==, THINGS - THINGS / 3);
}

// Batches that hold the lock for longer than where somebody looks on, however few things they hold.
static bool write_slowly(void *data, int64_t size, int64_t *ret_n, GError **error)
{
    struct numbers *numbers = data;
    if (!write_numbers(data, size, ret_n, error) || !db_begin(numbers->db, error))
        return false;
    int64_t since = clock_monotonic_us();
    while (clock_monotonic_us() < since + PACE_SHARED_US + PACE_SHARED_US / 2)
        ;
    return db_commit(numbers->db, error);
}

// They stay small, unless they end early where somebody waits, which is seen on SQLite alone.
static void test_yields(struct testdb *test)
{
    static const struct feed slow = {.next = next_number, .write = write_slowly, .state = state_of};
    struct feed yields = slow;
    yields.yields = true;
    g_autoptr(GError) error = NULL;
    struct numbers small = {.db = test->db, .end = THINGS}, large = small;
    g_assert_true(feed_run(test->db, &slow, &small, PACE_MOST, NULL, &error));
    g_assert_cmpint(small.largest, ==, PACE_START);
    g_assert_true(feed_run(test->db, &yields, &large, PACE_MOST, NULL, &error));
    g_assert_cmpint(large.largest > PACE_START, ==, db_sees_others(test->db));
}

// What a batch leaves, because somebody waited, comes with the next one.
static void test_leaves(struct testdb *test)
{
    g_autoptr(GError) error = NULL;
    struct numbers numbers = {.db = test->db, .end = THINGS, .part = 3};
    g_assert_true(feed_run(test->db, &feed, &numbers, 50, NULL, &error));
    g_assert_cmpint(numbers.written, ==, THINGS - THINGS / 3);
    g_assert_cmpint(numbers.largest, ==, 50);
    g_assert_cmpint(numbers.batches, ==, (numbers.written + 2) / 3);
}

// Stopped between two batches, it says how many are through; the next run goes on behind them.
static void test_stops(struct testdb *test)
{
    g_autoptr(GError) error = NULL;
    struct numbers numbers = {.db = test->db, .end = THINGS, .stop_after = 2};
    const struct watch watch = {.stopped = enough, .data = &numbers};
    g_assert_false(feed_run(test->db, &feed, &numbers, 10, &watch, &error));
    g_assert_true(tote_error_is(error, TOTE_CANCELLED));
    g_assert_cmpstr(error->message, ==, "stopped after 20");
    g_assert_cmpint(numbers.batches, ==, 2);
    g_clear_error(&error);
    numbers.stop_after = 0;
    g_assert_true(feed_run(test->db, &feed, &numbers, PACE_MOST, &watch, &error));
    g_assert_cmpint(numbers.written, ==, THINGS - THINGS / 3);
    struct numbers short_one = {.db = test->db, .end = 5, .stop_after = 1};
    const struct watch late = {.stopped = enough, .data = &short_one};
    g_assert_true(feed_run(test->db, &feed, &short_one, 10, &late, &error)); // nothing was left
}

static int64_t all_numbers(void *data)
{
    return ((struct numbers *)data)->end;
}

static bool write_until_full(void *data, int64_t size, int64_t *ret_n, GError **error)
{
    struct numbers *numbers = data;
    return numbers->batches < 2 ? write_numbers(data, size, ret_n, error)
                                : tote_fail(error, TOTE_DB_FULL, NULL, "The disk took no more");
}

// What fails in a later batch leaves those before it, and says so; in the first one nothing stands.
static void test_fails(struct testdb *test)
{
    static const struct feed full = {next_number, write_until_full, state_of, "", all_numbers};
    g_autoptr(GError) error = NULL;
    struct numbers numbers = {.db = test->db, .end = THINGS};
    g_assert_false(feed_run(test->db, &full, &numbers, 10, NULL, &error));
    g_assert_true(tote_error_is(error, TOTE_DB_FULL));
    g_assert_cmpstr(error->message, ==,
                    "The disk took no more; 20 of 1000 were done before and stand");
    g_assert_cmpstr(tote_error_hint(error), ==,
                    "Mend this, then give the same command again: it goes on behind what stands.");
    g_clear_error(&error);
    struct numbers none = {.db = test->db, .end = THINGS, .batches = 2};
    g_assert_false(feed_run(test->db, &full, &none, 10, NULL, &error));
    g_assert_cmpstr(error->message, ==, "The disk took no more");
    g_assert_cmpstr(tote_error_hint(error), ==, tote_code_hint(TOTE_DB_FULL));
    g_clear_error(&error);
    struct numbers before = {.db = test->db, .end = THINGS, .batches = 2, .written = 7};
    g_assert_false(feed_run(test->db, &full, &before, 10, NULL, &error)); // by an earlier run
    g_assert_cmpstr(error->message, ==, "The disk took no more");
}

static bool write_nothing_then(void *data, int64_t size, int64_t *ret_n, GError **error)
{
    struct numbers *numbers = data;
    *ret_n = 0;
    if (numbers->batches != 1)
        return write_until_full(data, size, ret_n, error);
    numbers->batches++;
    return true;
}

// A batch of which nothing stands does not make those before it forgotten.
static void test_fails_behind_nothing(struct testdb *test)
{
    static const struct feed full = {next_number, write_nothing_then, state_of, "", all_numbers};
    g_autoptr(GError) error = NULL;
    struct numbers numbers = {.db = test->db, .end = THINGS};
    g_assert_false(feed_run(test->db, &full, &numbers, 10, NULL, &error));
    g_assert_cmpstr(error->message, ==,
                    "The disk took no more; 10 of 1000 were done before and stand");
}

// A writer that has to wait for another one. Times in µs of the same clock.
struct waiter {
    struct testdb *test;
    int64_t asked_at, ended_at, held;
};

static void *wait_and_write(void *data)
{
    struct waiter *waiter = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(db_handle) db = testdb_open(waiter->test);
    waiter->asked_at = clock_monotonic_us();
    g_assert_true(db_begin(db, &error) && db_commit(db, &error));
    waiter->ended_at = clock_monotonic_us();
    waiter->held = db_held_us(db);
    g_assert_false(db_was_wanted(db));
    return NULL;
}

// The time of a transaction counts from its lock on, not from asking for it, and afterwards it is
// known that somebody waited. (PostgreSQL gives no lock at the begin.)
static void test_held(struct testdb *test)
{
    g_autoptr(GError) error = NULL;
    struct waiter waiter = {.test = test};
    g_assert_true(db_begin(test->db, &error));
    GThread *thread = g_thread_new("waiter", wait_and_write, &waiter);
    while (!db_others_wait(test->db))
        g_thread_yield();
    int64_t released_at = clock_monotonic_us();
    g_assert_true(db_commit(test->db, &error));
    g_thread_join(thread);
    g_assert_true(db_was_wanted(test->db));
    g_assert_cmpint(waiter.held, <=, waiter.ended_at - released_at);
    g_assert_cmpint(db_held_us(test->db), >=, released_at - waiter.asked_at);
}

static void import(struct session *session, const char *path, const char *what,
                   struct import_result *ret_result)
{
    g_autoptr(GError) error = NULL;
    const struct import_file file = {.what = what, .path = path, .channel = "shopify"};
    g_assert_true(import_file(session, &file, ret_result, &error));
    g_assert_no_error(error);
}

// Who may not take rows in is told so, and nothing of rows that were only read, or refused.
static void test_role(struct testdb *test)
{
    static const char text[] = "sku,name,gtin\nONE,One,\nTWO,Two,12\n";
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;
    struct import_result result = {0};
    close(g_file_open_tmp("items-XXXXXX.csv", &path, NULL));
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    const struct import_file file = {.what = "items", .path = path};
    g_assert_false(import_file(shop->pia, &file, &result, &error));
    g_assert_true(tote_error_is(error, TOTE_ROLE));
    g_assert_null(strstr(error->message, "done before"));
    g_assert_null(strstr(tote_error_hint(error), "what stands"));
    g_unlink(path);
}

// A row that strayed from its order is a row more, but no order more.
static void test_stray_row(struct testdb *test)
{
    static const char text[] = "Name,Id,Financial Status,Currency,Total,Created at,"
                               "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
                               "#1,1,paid,EUR,10,2025-01-01,1,Tea,10,TEA\n"
                               "#2,2,paid,EUR,10,2025-01-01,1,Tea,10,TEA\n"
                               "#1,,,,,,1,Mug,5,MUG\n";
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autofree char *path = NULL;
    struct import_result result = {0};
    close(g_file_open_tmp("orders-XXXXXX.csv", &path, NULL));
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    import(shop->sam, path, "orders", &result);
    g_assert_cmpint(result.rows, ==, 3);
    g_assert_cmpint(result.orders, ==, 2);
    g_assert_cmpint(result.counts.created, ==, 2);
    import_result_clear(&result);
    g_unlink(path);
}

// A release goes to the end of the queue, however large its batches become.
static void test_release(struct testdb *test)
{
    enum { ORDERS = 130 };
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct release release;
    testshop_stock(shop, "TEA A1 1000");
    for (int i = 0; i < ORDERS; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        testshop_sell(shop, name, "1 TEA");
    }
    release_begin(&release);
    g_assert_true(release_all(shop->sam, &release, NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpint(release.orders, ==, ORDERS);
    g_assert_cmpint(release.found.released, ==, ORDERS);
    release_end(&release);
}

static bool first_only(void *data)
{
    return (*(int *)data)++ == 0;
}

// A load larger than a batch: stopped between two, then run again to its end by the same call.
static void test_ship(struct testdb *test)
{
    enum { PARCELS = 130 };
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    int stops = 0;
    const struct watch once = {.stopped = first_only, .data = &stops};
    const struct shipping shipping = {.carrier = "DHL", .count = "130", .key = "load"};
    testshop_stock(shop, "TEA A1 1000");
    testshop_prefix(shop);
    for (int i = 0; i < PARCELS; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        const char *pack = testshop_open(shop->pia, testshop_picked(shop, name, "1 TEA"));
        testshop_pack(shop->pia, pack);
        SAYS(shop->pia, "done", NULL, "pack.close", pack);
    }
    g_assert_false(ship_all(shop->pia, &shipping, &once, &reply, &error));
    g_assert_true(tote_error_is(error, TOTE_CANCELLED));
    reply_clear(&reply);
    g_clear_error(&error);
    int64_t so_far = testdb_number(shop->db, "SELECT parcels FROM load");
    g_assert_cmpint(so_far, ==, PACE_START);
    testshop_check(shop->db);
    for (int i = 0; i < 2; i++) { // once more with the same key: the same answer
        g_assert_true(ship_all(shop->pia, &shipping, NULL, &reply, &error));
        g_assert_no_error(error);
        g_assert_nonnull(strstr(reply.json, "\"parcels\":130"));
        g_assert_cmpstr(reply.message, ==, "M-101: 130 parcels handed to DHL");
        reply_clear(&reply);
    }
    // A key means the same call at whatever pace, and no other one.
    const char *const slower[OP_MAX_ARGS] = {"DHL", NULL, "130", NULL, "7"};
    testshop_call(shop->pia, "ship.close", slower, "load#0", &reply, &error);
    g_assert_no_error(error);
    g_assert_true(reply.replayed && reply.said == say_row(SAY_SHIP_GOES_ON));
    reply_clear(&reply);
    const char *const other[OP_MAX_ARGS] = {"UPS", NULL, "130", NULL, "7"};
    testshop_call(shop->pia, "ship.close", other, "load#0", &reply, &error);
    g_assert_true(tote_error_is(error, TOTE_KEY_REUSED));
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM load"), ==, 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM parcel WHERE shipped_at = 0"), ==,
                    0);
}

// One that was done before stands as well, and is spoken of as one.
static void test_fails_behind_one(struct testdb *test)
{
    static const struct feed full = {next_number, write_until_full, state_of, "", all_numbers};
    g_autoptr(GError) error = NULL;
    struct numbers numbers = {.db = test->db, .end = THINGS, .batches = 1};
    g_assert_false(feed_run(test->db, &full, &numbers, 1, NULL, &error));
    g_assert_cmpstr(error->message, ==,
                    "The disk took no more; 1 of 1000 was done before and stands");
}

// Stops after so many batches.
static bool countdown(void *data)
{
    int *left = data;
    return --*left <= 0;
}

static struct import_result import_until(struct session *session, const char *path, int batches,
                                         GError **error)
{
    const struct watch watch = {.stopped = countdown, .data = &batches};
    const struct import_file file = {.what = "orders",
                                     .path = path,
                                     .channel = "shopify",
                                     .key = "k",
                                     .watch = batches ? &watch : NULL};
    struct import_result result = {0};
    import_file(session, &file, &result, error);
    return result;
}

// What comes of the file in a shop of its own, in one piece or broken off after BATCHES.
static struct import_result in_two(enum db_engine engine, const char *path, int batches)
{
    g_autoptr(GError) error = NULL;
    struct testdb *test = testdb_new(engine);
    struct testshop *shop = testshop_new(test);
    SAYS(shop->admin, "done", NULL, "setting.set", "import.batch", "7");
    if (batches) {
        import_until(shop->sam, path, batches, &error);
        g_assert_true(tote_error_is(error, TOTE_CANCELLED));
        g_clear_error(&error);
    }
    struct import_result result = import_until(shop->sam, path, 0, &error);
    g_assert_no_error(error);
    testshop_free(shop);
    testdb_free(test);
    return result;
}

// What was broken off and goes on under its key answers as if it had been done in one piece.
static void answers_whole(enum db_engine engine, const char *path, int batches)
{
    struct import_result whole = in_two(engine, path, 0), result = in_two(engine, path, batches);
    g_assert_cmpint(whole.counts.held, >, 0);
    g_assert_cmpmem(&result.counts, sizeof result.counts, &whole.counts, sizeof whole.counts);
    g_assert_cmpint(result.problems->len, ==, whole.problems->len);
    for (unsigned i = 0; i < whole.problems->len; i++) {
        const struct incoming_problem *a = result.problems->pdata[i];
        const struct incoming_problem *b = whole.problems->pdata[i];
        g_assert_cmpint(a->row, ==, b->row);
        g_assert_cmpint(a->code, ==, b->code);
    }
    import_result_clear(&result);
    import_result_clear(&whole);
}

static void test_whole_answer(struct testdb *test)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "..", "assets", "demo",
                                                  "orders-shopify.csv", NULL);
    for (int batches = 2; batches <= 8; batches += 3)
        answers_whole(test->engine, path, batches);
}

// Two orders of one name, of which the same is to be said: each has its row.
static void test_whole_twins(struct testdb *test)
{
    g_autoptr(GString) text = g_string_new("Name,Id,Financial Status,Currency,Subtotal,Total,"
                                           "Created at,Lineitem quantity,Lineitem name,"
                                           "Lineitem price,Lineitem sku\n");
    g_autofree char *path = NULL;
    for (int i = 1; i <= 10; i++)
        g_string_append_printf(text, "#%d,%d,paid,EUR,10,10,2025-01-01,1,Tea,10,%s\n", MAX(i, 2), i,
                               i <= 2 ? "NIX" : "TEA");
    close(g_file_open_tmp("orders-XXXXXX.csv", &path, NULL));
    g_assert_true(g_file_set_contents(path, text->str, -1, NULL));
    answers_whole(test->engine, path, 1);
    g_unlink(path);
}

// So does a release.
static void test_whole_release(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct release release;
    int64_t released = 0;
    bool more = false;
    testshop_stock(shop, "TEA A1 9");
    for (int i = 1; i <= 4; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        testshop_sell(shop, name, "2 TEA");
    }
    for (int i = 0; i < 2; i++) {
        release_begin(&release);
        release.key = "k";
        release.size = 3;
        g_assert_true(i ? release_all(shop->sam, &release, NULL, &error)
                        : release_batch(shop->sam, &release, &more, &error));
        released = release.found.released;
        release_end(&release);
    }
    g_assert_no_error(error);
    g_assert_cmpint(released, ==, 4);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/runner/grows", test_grows);
    testdb_add("/runner/yields", test_yields);
    testdb_add("/runner/leaves", test_leaves);
    testdb_add("/runner/stops", test_stops);
    testdb_add("/runner/fails", test_fails);
    testdb_add("/runner/fails-behind-nothing", test_fails_behind_nothing);
    testdb_add_for(DB_SQLITE, "/runner/held", test_held);
    testdb_add("/runner/role", test_role);
    testdb_add("/runner/stray-row", test_stray_row);
    testdb_add("/runner/release", test_release);
    testdb_add("/runner/ship", test_ship);
    testdb_add("/runner/fails-behind-one", test_fails_behind_one);
    testdb_add("/runner/whole-answer", test_whole_answer);
    testdb_add("/runner/whole-twins", test_whole_twins);
    testdb_add("/runner/whole-release", test_whole_release);
    return g_test_run();
}
