// SPDX-License-Identifier: Apache-2.0
// Pickers of two warehouses and a desk that holds and releases, all at once on the same orders: an
// order always is the summary of what both do.
#include <string.h>

#include "crew.h"
#include "numbers.h"
#include "walk_view.h"
#include "release.h"

enum { ORDERS = 40, MEMBERS = 5, DESK = 4, ROUNDS = 60 };

// --- the shop

static void import_row(struct testshop *shop, const char *op, const void *row, unsigned size)
{
    GError *error = NULL;
    struct import_counts counts;
    struct reply reply = {0};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, size);
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    g_array_append_vals(rows, row, 1);
    struct import_batch batch = {.rows = rows, .counts = &counts, .problems = problems};
    op_run(shop->admin, &(struct op_call){.op = op_find(op), .payload = &batch}, &reply, &error);
    g_assert_no_error(error);
    g_assert_cmpint(counts.created, ==, 1);
    reply_clear(&reply);
}

static void release_all(struct session *session)
{
    g_autoptr(GError) error = NULL;
    struct release release;
    bool more = true, ok = true;
    release_begin(&release);
    while (ok && more)
        ok = release_batch(session, &release, &more, &error);
    if (!ok)
        g_error("a release gave up: %s", error->message);
    release_end(&release);
}

static void fill(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    const struct incoming_place place = {
        .code = (char *)"E1", .kind = (char *)"pick", .row = 2, .warehouse = (char *)"EAST"};
    const struct incoming_stock pots = {.sku = (char *)"POT",
                                        .place = (char *)"E1",
                                        .qty = 200,
                                        .row = 2,
                                        .warehouse = (char *)"EAST"};
    SAYS(shop->admin, "done", NULL, "warehouse.add", "EAST");
    import_row(shop, "import.places", &place, sizeof place);
    import_row(shop, "import.stock", &pots, sizeof pots);
    testshop_stock(shop, "TEA A1 200");
    for (int i = 0; i < DESK; i++) {
        g_autofree char *name = g_strdup_printf("picker%d", i);
        SAYS(shop->admin, "done", NULL, "operator.add", name, "picker");
        SAYS(shop->sam, "done", NULL, "station.warehouse", name, i % 2 ? "EAST" : "MAIN");
    }
    for (int i = 0; i < ORDERS; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        testshop_sell(shop, name, "1 TEA, 2 POT");
    }
    release_all(shop->sam);
    testshop_free(shop);
    clock_fix(TESTSHOP_NOW);
}

// --- the members

// What a rule may say to somebody who comes too late; anything else is the program's fault.
static bool attempt(struct session *session, const char *op, const char *const *values,
                    struct reply *ret_reply)
{
    g_autoptr(GError) error = NULL;
    bool ok = testshop_call(session, op, values, NULL, ret_reply, &error);
    if (!ok && !tote_error_is(error, TOTE_STATE) && !tote_error_is(error, TOTE_WORK_OVER) &&
        !tote_error_is(error, TOTE_NOTHING))
        g_error("%s: %s (%s)", op, error->message, tote_error_code(error));
    return ok;
}

static void pick_work(struct member *member, struct session *session, const char *work)
{
    for (;;) {
        g_autoptr(GError) error = NULL;
        g_auto(op_walk_view) view = {0};
        struct reply reply = {0};
        if (!walk_view_find(member->db, work, &view, &error))
            g_error("%s: %s", work, error->message);
        if (view.stage == WALK_DONE)
            return;
        const char *code = view.stage == WALK_PLACE ? view.task->place : view.task->sku;
        attempt(session, "pick.scan", TESTSHOP_VALUES(work, code), &reply);
        reply_clear(&reply);
    }
}

static void picker(struct member *member)
{
    g_autofree char *name = g_strdup_printf("picker%d", member->place);
    struct session *session = testshop_login(member->db, name, name);
    for (;;) {
        struct reply reply = {0};
        if (!attempt(session, "pick.start", TESTSHOP_VALUES(NULL), &reply))
            break;
        g_autofree char *work = g_strdup(reply.subject);
        bool mine = reply.verdict == VERDICT_DONE;
        reply_clear(&reply);
        if (mine)
            pick_work(member, session, work);
        crew_say(member, "picked");
    }
    session_free(session);
}

static void desk(struct member *member)
{
    struct session *sam = testshop_login(member->db, "sam", NULL);
    for (int i = 0; i < ROUNDS; i++) {
        struct reply reply = {0};
        struct number order = number_of(NUMBER_ORDER, 1 + g_test_rand_int_range(0, ORDERS));
        if (attempt(sam, "order.hold", TESTSHOP_VALUES(order.text, "ask"), &reply)) {
            reply_clear(&reply);
            attempt(sam, "order.unhold", TESTSHOP_VALUES(order.text), &reply);
            reply_clear(&reply);
            release_all(sam);
        }
        reply_clear(&reply);
        crew_say(member, "held");
    }
    session_free(sam);
}

static void work(struct member *member)
{
    member->place == DESK ? desk(member) : picker(member);
}

// --- what is left

static void test_both(struct testdb *test)
{
    fill(test);
    g_free(crew_end(crew_begin(test, MEMBERS, work)));
    // The desk may have been the last: what it released is picked now.
    g_free(crew_end(crew_begin(test, DESK, work)));
    testshop_check(test->db);
    g_assert_cmpint(testdb_number(test->db, "SELECT count(*) FROM sales_order WHERE state = "
                                            "'picked'"),
                    ==, ORDERS);
    g_assert_cmpint(testdb_number(test->db, "SELECT count(*) FROM fulfilment WHERE state = "
                                            "'picked'"),
                    ==, 2 * ORDERS);
    g_assert_cmpint(testdb_number(test->db, "SELECT count(*) FROM work WHERE kind = 'pack' AND "
                                            "done_at = 0"),
                    ==, 2 * ORDERS);
    clock_fix(0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/two-sites/pickers-and-desk", test_both);
    return g_test_run();
}
