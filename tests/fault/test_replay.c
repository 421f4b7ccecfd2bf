// SPDX-License-Identifier: Apache-2.0
// A day of a shop, two stations at once and a kill in between, made again from its log over the
// morning's copy: the same database, row by row. What was changed past the log is found.
#include <string.h>

#include "admin.h"
#include "compare.h"
#include "crew.h"
#include "pgserver.h"
#include "release.h"
#include "replay.h"

enum { ORDERS = 8 };

// --- a day

// The people of one station, on the connection of its process.
static void come_in(struct testshop *shop, struct member *member)
{
    struct session **const people[] = {&shop->admin, &shop->sam, &shop->anna, &shop->pia};
    const char *const names[] = {"admin", "sam", member->place == 1 ? "ben" : "anna", "pia"};
    *shop = (struct testshop){.db = member->db};
    for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
        g_autofree char *station = g_strdup_printf("%s%d", names[i], member->place);
        *people[i] = testshop_login(member->db, names[i], station);
    }
}

static void go_home(struct testshop *shop)
{
    session_free(shop->admin);
    session_free(shop->sam);
    session_free(shop->anna);
    session_free(shop->pia);
}

static void release_waiting(struct testshop *shop)
{
    struct release release;
    bool more = true;
    release_begin(&release);
    while (more)
        g_assert_true(release_batch(shop->sam, &release, &more, NULL));
    release_end(&release);
}

// An order from the import to its closed box, with a step back on the way.
static void serve(struct testshop *shop, struct member *member, const char *name)
{
    const char *order = testshop_sell(shop, name, "2 TEA, 1 MUG");
    struct reply reply = {0};
    testshop_call(shop->sam, "order.release", TESTSHOP_VALUES(order), NULL, &reply, NULL);
    reply_clear(&reply); // the other one's release of the queue may have been faster
    const char *work = testshop_start(shop->anna, order);
    crew_say(member, name);
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "wrong", NULL, "pick.scan", work, "POT");
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    crew_say(member, name);
    testshop_pick(shop->anna, work);
    crew_say(member, name);
    const char *pack = testshop_open(shop->pia, order);
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    crew_say(member, name);
}

// Whatever is most urgent, which both stations want; it is given back.
static void take_any(struct testshop *shop)
{
    static const char *const ops[] = {"pick.start", "work.next"};
    for (size_t i = 0; i < G_N_ELEMENTS(ops); i++) {
        struct reply reply = {0};
        g_autoptr(GError) error = NULL;
        if (!testshop_call(shop->anna, ops[i], TESTSHOP_VALUES(NULL), NULL, &reply, &error))
            continue;
        if (!reply.verdict || verdict_good(reply.verdict))
            testshop_call(shop->anna, "work.leave", TESTSHOP_VALUES(reply.subject), NULL, &reply,
                          NULL);
        reply_clear(&reply);
    }
}

static void work_a_day(struct member *member)
{
    struct testshop shop;
    come_in(&shop, member);
    for (int i = 0; i < ORDERS; i++) {
        g_autofree char *name = g_strdup_printf("#%d.%d.%d", member->place, member->generation, i);
        g_autofree char *waits = g_strconcat(name, "w", NULL);
        serve(&shop, member, name);
        testshop_sell(&shop, waits, i % 2 ? "1 SPOON, 1 POT" : "1 MUG");
        release_waiting(&shop);
    }
    go_home(&shop);
}

static void take_all(struct member *member)
{
    struct testshop shop;
    come_in(&shop, member);
    for (int i = 0; i < 2 * ORDERS; i++)
        take_any(&shop);
    go_home(&shop);
}

// What only one does: goods come in, a carrier leaves, something is short.
static void evening(struct testdb *test)
{
    struct testshop shop = {.test = test, .db = test->db};
    struct member alone = {.db = test->db, .place = 9};
    struct reply reply = {0};
    come_in(&shop, &alone);
    testshop_stock(&shop, "SPOON A5 3, POT B1 9 lot=L1");
    release_waiting(&shop);
    const char *work = testshop_start(shop.anna, testshop_release(&shop, "#late", "3 POT"));
    testshop_release(&shop, "#too", "2 POT"); // of the same place
    testshop_call(shop.anna, "pick.short", TESTSHOP_VALUES(work, "0", "empty"), "k1", &reply, NULL);
    reply_clear(&reply);
    SAYS(shop.anna, "done", NULL, "pick.undo", work);
    SAYS(shop.anna, "done", NULL, "pick.short", work, "1", "reach");
    SAYS(shop.anna, "done", NULL, "pick.undo", work);
    SAYS(shop.anna, "done", NULL, "pick.short", work, "1", "few");
    SAYS(shop.pia, "done", NULL, "ship.close", "DHL");
    SAYS(shop.sam, "done", NULL, "order.hold", testshop_sell(&shop, "#h", "1 TEA"), "asks");
    go_home(&shop);
}

// A shop in the morning, its copy, and the day.
static struct testdb *live(struct testdb *test)
{
    g_setenv("TOTE_KEYS", test->keys, TRUE);
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 900 age=3, MUG A2 900, POT A3 40");
    testshop_prefix(shop);
    testshop_sell(shop, "#0", "1 SPOON");
    testshop_free(shop);
    struct testdb *morning = testdb_copy(test);
    clock_fix(TESTSHOP_NOW + MINUTE_MS);
    struct crew *crew = crew_begin(test, 2, work_a_day);
    crew_wait(crew, 11);
    g_assert_true(crew_kill(crew, 0));
    g_free(crew_end(crew));
    g_free(crew_end(crew_begin(test, 2, take_all)));
    evening(test);
    return morning;
}

// --- again

static bool run_again(struct testdb *test, struct testdb *morning, int64_t *ret_calls,
                      GError **error)
{
    struct replay replay = {.log = test->db, .over = morning->db};
    g_assert_true(db_begin_read(test->db, NULL));
    bool ok = replay_run(&replay, error);
    db_end_read(test->db);
    *ret_calls = replay.calls;
    return ok;
}

// The first difference; NULL: none.
static char *difference(struct testdb *test, struct testdb *morning)
{
    size_t n = 0;
    const struct compared *tables = compare_tables(&n);
    for (size_t i = 0; i < n; i++) {
        GError *error = NULL;
        char *found = NULL;
        int64_t rows = 0;
        compare_table(test->db, morning->db, &tables[i], &rows, &found, &error);
        g_assert_no_error(error);
        if (found)
            return found;
    }
    return NULL;
}

static void test_same(struct testdb *test)
{
    g_autoptr(test_database) morning = live(test);
    g_autoptr(GError) error = NULL;
    int64_t calls = 0;
    run_again(test, morning, &calls, &error);
    g_assert_no_error(error);
    g_assert_cmpint(calls, >, 200);
    g_autofree char *found = difference(test, morning);
    g_assert_cmpstr(found, ==, NULL);
    testshop_check(morning->db);
    g_test_message("%d calls made again", (int)calls);
    // Made again once more there is nothing left to do.
    run_again(test, morning, &calls, &error);
    g_assert_no_error(error);
    g_assert_cmpint(calls, ==, 0);
}

// The log of one engine, from its first row on, over an empty shop of the other.
static void test_across(struct testdb *test)
{
    if (!pgserver_available()) {
        g_test_skip("PostgreSQL is not installed");
        return;
    }
    testdb_free(live(test)); // the day from its first call on: its morning is not needed
    enum db_engine engine = test->engine == DB_SQLITE ? DB_POSTGRESQL : DB_SQLITE;
    g_autoptr(test_database) empty = testdb_new(engine);
    g_autoptr(GError) error = NULL;
    int64_t calls = 0;
    g_assert_true(admin_init(empty->db, NULL));
    run_again(test, empty, &calls, &error);
    g_assert_no_error(error);
    g_autofree char *found = difference(test, empty);
    g_assert_cmpstr(found, ==, NULL);
}

enum { SCARCE = 30 };

// One releases more than is there, again and again, the others bring it, piece by piece: what a
// release found missing depends on who was first.
static void trade(struct member *member)
{
    struct testshop shop;
    come_in(&shop, member);
    for (int i = 0; i < SCARCE; i++) {
        struct reply reply = {0};
        if (member->place)
            testshop_call(shop.sam, "stock.adjust",
                          TESTSHOP_VALUES("SPOON", "A5", "1", NULL, "found"), NULL, &reply, NULL);
        else
            release_waiting(&shop);
        reply_clear(&reply);
    }
    go_home(&shop);
}

static void test_scarce(struct testdb *test)
{
    g_setenv("TOTE_KEYS", test->keys, TRUE);
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "SPOON A5 1, MUG A2 900");
    for (int i = 0; i < SCARCE; i++) {
        g_autofree char *name = g_strdup_printf("#s%d", i);
        testshop_sell(shop, name, "2 SPOON, 2 MUG");
    }
    testshop_free(shop);
    g_autoptr(test_database) morning = testdb_copy(test);
    g_autoptr(GError) error = NULL;
    int64_t calls = 0;
    clock_fix(TESTSHOP_NOW + MINUTE_MS);
    g_free(crew_end(crew_begin(test, 3, trade)));
    run_again(test, morning, &calls, &error);
    g_assert_no_error(error);
    g_autofree char *found = difference(test, morning);
    g_assert_cmpstr(found, ==, NULL);
}

// What another hand changed, in the log's database or in the copy.
static void test_differs(struct testdb *test)
{
    g_autoptr(test_database) morning = live(test);
    g_autoptr(test_database) second = testdb_copy(morning);
    g_autoptr(GError) error = NULL;
    int64_t calls = 0;
    testdb_script(test->db, "UPDATE printer SET dpi = 300; UPDATE item SET name = 'Teapot' WHERE "
                            "sku = 'POT'");
    run_again(test, morning, &calls, &error);
    g_assert_no_error(error);
    g_autofree char *found = difference(test, morning);
    g_assert_nonnull(found);
    g_assert_true(g_str_has_prefix(found, "item: "));
    // A call that does something else than it did: its code is another item's now.
    testdb_script(second->db, "UPDATE item SET sku = 'TEE' WHERE sku = 'TEA'");
    g_assert_false(run_again(test, second, &calls, &error));
    g_assert_true(tote_error_is(error, TOTE_LOG_DIFFERS));
    g_assert_nonnull(strstr(error->message, "order.release"));
}

// What an import brought is gone: it is said, and nothing is guessed.
static void test_dropped(struct testdb *test)
{
    g_autoptr(test_database) morning = live(test);
    g_autoptr(GError) error = NULL;
    int64_t calls = 0;
    testdb_script(test->db, "DELETE FROM event_payload");
    g_assert_false(run_again(test, morning, &calls, &error));
    g_assert_true(tote_error_is(error, TOTE_LOG_UNREADABLE));
}

// A log whose last call is gone, which nothing else would miss.
static void test_cut_off(struct testdb *test)
{
    g_autoptr(test_database) morning = live(test);
    g_autoptr(GError) error = NULL;
    int64_t calls = 0;
    struct session *admin = session_open(test->db, "admin", NULL, false, &error);
    SAYS(admin, "done", NULL, "setting.set", "shop.name", "Shop");
    SAYS(admin, "done", NULL, "setting.set", "shop.name", "Shop");
    session_free(admin);
    testdb_script(test->db, "DELETE FROM event WHERE id = (SELECT max(id) FROM event)");
    g_assert_false(run_again(test, morning, &calls, &error));
    g_assert_true(tote_error_is(error, TOTE_LOG_UNREADABLE));
    g_assert_true(g_str_has_prefix(error->message, "The end of the log is missing"));
}

// One that something else names is missed on every engine: here its movement does.
static void test_cut_off_named(struct testdb *test)
{
    g_autoptr(test_database) morning = live(test);
    g_autoptr(GError) error = NULL;
    int64_t calls = 0;
    struct session *admin = session_open(test->db, "admin", NULL, false, &error);
    SAYS(admin, "done", NULL, "stock.adjust", "TEA", "A1", "1", NULL, "found");
    session_free(admin);
    testdb_script(test->db, "DELETE FROM event WHERE id = (SELECT max(id) FROM event)");
    g_assert_false(run_again(test, morning, &calls, &error));
    g_assert_true(tote_error_is(error, TOTE_LOG_UNREADABLE));
    g_assert_true(g_str_has_prefix(error->message, "The end of the log is missing"));
}

// Every table is compared, but the versions of the schema and of its codes.
static void test_tables(struct testdb *test)
{
    size_t n = 0;
    compare_tables(&n);
    const char *query =
        test->engine == DB_SQLITE
            ? "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            : "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()";
    g_assert_cmpint((int64_t)n + 2, ==, testdb_number(test->db, query));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/replay/same", test_same);
    testdb_add("/replay/across", test_across);
    testdb_add("/replay/scarce", test_scarce);
    testdb_add("/replay/differs", test_differs);
    testdb_add_for(DB_SQLITE, "/replay/dropped", test_dropped);
    testdb_add_for(DB_SQLITE, "/replay/cut-off", test_cut_off);
    testdb_add("/replay/cut-off-named", test_cut_off_named);
    testdb_add("/replay/tables", test_tables);
    return g_test_run();
}
