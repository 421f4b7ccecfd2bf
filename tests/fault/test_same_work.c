// SPDX-License-Identifier: Apache-2.0
// Stations that scan the same work at once, each in a process of its own: colleagues who take it
// from each other, and one person at several. No piece counts twice, and somebody has it always.
#include <string.h>

#include "crew.h"
#include "incoming.h"
#include "walk_view.h"

enum { PIECES = 60, MEMBERS = 3 };

static void fill(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 100");
    g_autofree char *lines = g_strdup_printf("%d TEA", PIECES);
    SAYS(shop->anna, "done", NULL, "pick.start", testshop_release(shop, "#1", lines));
    SAYS(shop->anna, "match", NULL, "pick.scan", "W-101", "A1");
    testshop_free(shop);
    clock_fix(TESTSHOP_NOW);
}

// What a rule may say to somebody who comes too late; anything else is the program's fault.
static enum verdict scan(struct session *session, const char *code)
{
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    if (!testshop_call(session, "pick.scan", TESTSHOP_VALUES("W-101", code), NULL, &reply,
                       &error)) {
        if (!tote_error_is(error, TOTE_WORK_OVER) && !tote_error_is(error, TOTE_NOTHING) &&
            !tote_error_is(error, TOTE_STALE))
            g_error("%s: %s (%s)", code, error->message, tote_error_code(error));
        return VERDICT_STALE;
    }
    enum verdict verdict = reply.verdict;
    reply_clear(&reply);
    return verdict;
}

static bool done(struct db *db)
{
    g_autoptr(GError) error = NULL;
    g_auto(op_walk_view) view = {0};
    if (!walk_view_find(db, "W-101", &view, &error))
        g_error("W-101: %s", error->message);
    return view.stage == WALK_DONE;
}

// Scans the piece, and where a colleague has the work its number, until nothing is left. Each
// counted piece is said.
static void pick(struct member *member, const char *name, const char *station)
{
    struct session *session = testshop_login(member->db, name, station);
    while (!done(member->db)) {
        enum verdict verdict = scan(session, "TEA");
        if (verdict == VERDICT_MATCH)
            crew_say(member, station);
        else if (verdict == VERDICT_TAKEN)
            scan(session, "W-101");
        else if (verdict == VERDICT_WRONG) // who took it over stands nowhere yet
            scan(session, "A1");
    }
    session_free(session);
}

static void colleague(struct member *member)
{
    static const char *const names[MEMBERS] = {"anna", "ben", "sam"};
    g_autofree char *station = g_ascii_strup(names[member->place], -1);
    pick(member, names[member->place], station);
}

static void same_person(struct member *member)
{
    g_autofree char *station = g_strdup_printf("HAND%d", member->place);
    pick(member, "anna", station);
}

static int pieces_said(const char *log)
{
    int n = 0;
    for (const char *at = log; (at = strchr(at, '\n')); at++)
        n++;
    return n;
}

static void is_number(struct testdb *test, const char *query, int64_t wanted)
{
    int64_t n = testdb_number(test->db, query);
    if (n != wanted)
        g_error("%s: %d, not %d", query, (int)n, (int)wanted);
}

static void together(struct testdb *test, crew_work work)
{
    fill(test);
    g_autofree char *log = crew_end(crew_begin(test, MEMBERS, work));
    g_assert_cmpint(pieces_said(log), ==, PIECES);
    is_number(test, "SELECT CAST(sum(done) AS BIGINT) FROM task", PIECES);
    is_number(test, "SELECT CAST(sum(qty) AS BIGINT) FROM move WHERE kind = 'pick'", PIECES);
    is_number(test,
              "SELECT CAST(sum(b.on_hand) AS BIGINT) FROM balance b JOIN location l ON l.id = "
              "b.location_id WHERE l.kind = 'cart'",
              PIECES);
    // A scan that counted is one event with one movement, of one person.
    is_number(test,
              "SELECT count(*) FROM event e WHERE e.op = 'pick.scan' AND e.say = 'pick.match' AND "
              "(SELECT count(*) FROM move m WHERE m.id >= e.id * 1024 AND m.id < (e.id + 1) * "
              "1024) <> 1",
              0);
    is_number(test,
              "SELECT count(*) FROM work WHERE kind = 'pick' AND done_at > 0 AND operator_id > 0",
              1);
    is_number(test, "SELECT count(*) FROM work WHERE kind = 'pack'", 1);
    testshop_check(test->db);
    clock_fix(0);
}

static void test_colleagues(struct testdb *test)
{
    together(test, colleague);
}

static void test_same_person(struct testdb *test)
{
    together(test, same_person);
}

// --- everybody asks for the next work

enum { STARTERS = 8, STARTS = 6 };

static void starter(struct member *member)
{
    g_autofree char *station = g_strdup_printf("HAND%d", member->place);
    struct session *session = testshop_login(member->db, "anna", station);
    for (int i = 0; i < STARTS; i++) {
        g_autoptr(GError) error = NULL;
        struct reply reply = {0};
        if (!testshop_call(session, "pick.start", TESTSHOP_VALUES(NULL), NULL, &reply, &error))
            g_error("pick.start: %s", error->message);
        if (reply.verdict != VERDICT_DONE)
            g_error("pick.start: %s", reply.message);
        crew_say(member, reply.subject);
        reply_clear(&reply);
    }
    session_free(session);
}

// There is enough for all: nobody is refused, and nobody gets what somebody else has.
static void test_next(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 100");
    for (int i = 0; i < STARTERS * STARTS; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        testshop_release(shop, name, "1 TEA");
    }
    testshop_free(shop);
    clock_fix(TESTSHOP_NOW);
    g_autofree char *log = crew_end(crew_begin(test, STARTERS, starter));
    g_assert_cmpint(pieces_said(log), ==, STARTERS * STARTS);
    is_number(test, "SELECT count(*) FROM work WHERE operator_id IS NULL", 0);
    testshop_check(test->db);
    clock_fix(0);
}

// --- everybody closes the same manifest

enum { CLOSERS = 6 };
static const char *const carriers[] = {"DHL", "DPD", "GLS", "UPS", "TNT", "USPS", "FedEx", "Evri"};

static void pack_for(struct testshop *shop, const char *carrier)
{
    struct incoming_order *order = testshop_order(carrier, "1 TEA");
    order->shipping_method = g_strdup(carrier);
    incoming_order_seal(order);
    testshop_import(shop->sam, NULL, NULL, order, NULL);
    SAYS(shop->sam, "done", NULL, "order.release", carrier);
    testshop_pick(shop->anna, testshop_start(shop->anna, carrier));
    const char *pack = testshop_open(shop->pia, carrier);
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
}

static void closer(struct member *member)
{
    struct session *session = testshop_login(member->db, "pia", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(carriers); i++) {
        g_autoptr(GError) error = NULL;
        struct reply reply = {0};
        if (testshop_call(session, "ship.close", TESTSHOP_VALUES(carriers[i]), NULL, &reply,
                          &error))
            crew_say(member, reply.subject);
        else if (!tote_error_is(error, TOTE_NOTHING) && !tote_error_is(error, TOTE_ARGUMENT))
            g_error("ship.close: %s", error->message);
        reply_clear(&reply);
    }
    session_free(session);
}

// One of them hands each parcel over; the others are told that nothing waits.
static void test_close(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 20");
    testshop_prefix(shop);
    for (size_t i = 0; i < G_N_ELEMENTS(carriers); i++)
        pack_for(shop, carriers[i]);
    testshop_free(shop);
    clock_fix(TESTSHOP_NOW);
    g_autofree char *log = crew_end(crew_begin(test, CLOSERS, closer));
    is_number(test, "SELECT count(*) FROM load WHERE parcels = 0", 0);
    g_assert_cmpint(pieces_said(log), ==, G_N_ELEMENTS(carriers));
    is_number(test, "SELECT count(*) FROM load", G_N_ELEMENTS(carriers));
    testshop_check(test->db);
    clock_fix(0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/same-work/colleagues", test_colleagues);
    testdb_add("/same-work/same-person", test_same_person);
    testdb_add("/same-work/next", test_next);
    testdb_add("/same-work/close", test_close);
    return g_test_run();
}
