// SPDX-License-Identifier: Apache-2.0
// Pickers that die at any moment: what was acknowledged is in the ledger once, what was not is
// there at most once a death, and the others finish the work.
#include <string.h>
#include <unistd.h>

#include "crew.h"
#include "walk_view.h"
#include "release.h"
#include "store_work.h"

enum { PICKERS = 8 };

static void check(bool ok, const GError *error)
{
    if (!ok)
        g_error("a member failed: %s", error ? error->message : "without a word");
}

// --- the shop

static void fill(struct testshop *shop, int orders)
{
    struct release release;
    bool more = true;
    testshop_stock(shop, "TEA A1 400 age=3, TEA A4 400 age=1, MUG A2 400, POT A3 400");
    for (int i = 0; i < PICKERS; i++) {
        g_autofree char *name = g_strdup_printf("picker%d", i);
        SAYS(shop->admin, "done", NULL, "operator.add", name, "picker");
    }
    for (int i = 0; i < orders; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        g_autofree char *lines =
            g_strdup_printf("%d TEA, %d MUG, 1 POT", 1 + g_test_rand_int_range(0, 6),
                            1 + g_test_rand_int_range(0, 3));
        testshop_sell(shop, name, lines);
    }
    release_begin(&release);
    while (more)
        g_assert_true(release_batch(shop->sam, &release, &more, NULL));
    g_assert_cmpint(release.found.released, ==, orders);
    release_end(&release);
}

// --- a picker

static bool pick_once(struct member *member, struct session *session, const char *work, int *step)
{
    g_autoptr(GError) error = NULL;
    g_auto(op_walk_view) view = {0};
    struct reply reply = {0};
    check(walk_view_find(member->db, work, &view, &error), error);
    if (view.stage == WALK_DONE)
        return false;
    const char *code = view.stage == WALK_PLACE ? view.task->place : view.task->sku;
    g_autofree char *key = g_strdup_printf("p%d.%d.%d", member->place, member->generation, ++*step);
    bool ok = testshop_call(session, "pick.scan", TESTSHOP_VALUES(work, code), key, &reply, &error);
    check(ok && reply.verdict == VERDICT_MATCH, error);
    if (reply.message[0] == '+')
        crew_say(member, key);
    reply_clear(&reply);
    return true;
}

// The work that the dead one had, else the next order; NULL when none is left.
static char *take_work(struct member *member, struct session *session)
{
    for (;;) {
        g_autoptr(GError) error = NULL;
        struct reply reply = {0};
        g_autoptr(rowlist) mine = store_works_of_operator(member->db, session->operator_id, &error);
        check(mine != NULL, error);
        const char *order = NULL;
        g_autofree char *number = NULL;
        if (list_len(mine))
            order = number =
                g_strdup_printf("W-%d", 100 + (int)list_at(mine, struct work_row, 0)->id);
        bool ok =
            testshop_call(session, "pick.start", TESTSHOP_VALUES(order), NULL, &reply, &error);
        if (tote_error_is(error, TOTE_NOTHING))
            return NULL;
        check(ok, error);
        char *work = reply.verdict == VERDICT_DONE ? g_strdup(reply.subject) : NULL;
        reply_clear(&reply);
        if (work)
            return work;
    }
}

static void picker(struct member *member)
{
    int step = 0;
    g_autofree char *name = g_strdup_printf("picker%d", member->place);
    struct session *session = testshop_login(member->db, name, name);
    char *work;
    while ((work = take_work(member, session))) {
        while (pick_once(member, session, work, &step))
            ;
        g_free(work);
    }
    session_free(session);
}

// --- what is left

static int64_t rows_of(struct db *db, const char *key)
{
    static const struct sql sql = {"test.key",
                                   "SELECT count(*) FROM event_key k JOIN event e ON e.id = "
                                   "k.event_id JOIN move m ON m.id / 1024 = e.id WHERE k.op_key = "
                                   "$1",
                                   true};
    GError *error = NULL;
    int64_t n = -1;
    db_get(db, &sql, &n, DB_ARGS(tval(key)), &error);
    g_assert_no_error(error);
    return n;
}

static void judge(struct testdb *test, char *log, int kills)
{
    g_auto(GStrv) keys = g_strsplit(g_strchomp(log), "\n", -1);
    int64_t acknowledged = 0;
    for (; keys[acknowledged]; acknowledged++)
        if (rows_of(test->db, keys[acknowledged]) != 1)
            g_error("%s was acknowledged and has %d ledger rows", keys[acknowledged],
                    (int)rows_of(test->db, keys[acknowledged]));
    int64_t booked = testdb_number(test->db, "SELECT count(*) FROM move WHERE kind = 'pick'");
    g_test_message("%d scans acknowledged, %d booked, %d killed", (int)acknowledged, (int)booked,
                   kills);
    g_assert_cmpint(booked, >=, acknowledged);
    g_assert_cmpint(booked - acknowledged, <=, kills);
    g_assert_cmpint(booked, ==,
                    testdb_number(test->db, "SELECT CAST(sum(qty) AS BIGINT) FROM order_line"));
    g_assert_cmpint(
        testdb_number(test->db, "SELECT count(*) FROM sales_order WHERE state <> 'picked'"), ==, 0);
    testshop_check(test->db);
}

static void run(struct testdb *test, int pickers, int orders, int kills)
{
    struct testshop *shop = testshop_new(test);
    fill(shop, orders);
    testshop_free(shop);
    clock_fix(TESTSHOP_NOW);
    struct crew *crew = crew_begin(test, pickers, picker);
    int done = 0;
    for (; done < kills; done++) {
        crew_wait(crew, g_test_rand_int_range(1, 25));
        if (!crew_kill(crew, g_test_rand_int_range(0, pickers)))
            break;
    }
    g_autofree char *log = crew_end(crew);
    g_assert_cmpint(done, ==, kills);
    judge(test, log, kills);
    clock_fix(0);
}

static void test_sqlite(struct testdb *test)
{
    run(test, PICKERS, 100, 20);
}

static void test_pgsql(struct testdb *test)
{
    run(test, 4, 40, 8);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add_for(DB_SQLITE, "/kill/pickers", test_sqlite);
    testdb_add_for(DB_POSTGRESQL, "/kill/pickers", test_pgsql);
    return g_test_run();
}
