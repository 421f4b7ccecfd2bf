// SPDX-License-Identifier: Apache-2.0
// What every operation gets for nothing: roles, arguments, keys, epochs, audit, rollback.
#include "op.h"

#include <string.h>

#include "registry.h"
#include "testshop.h"

static const char *const tea[OP_MAX_ARGS] = {"#1"};

static void test_registry(void)
{
    const char *before = "";
    for (const struct op *const *op = op_all(); *op; op++) {
        g_assert_cmpstr(before, <, (*op)->name);
        before = (*op)->name;
        g_assert_true(op_find((*op)->name) == *op);
        g_assert_nonnull((*op)->run);
        g_assert_cmpuint((*op)->roles & ROLE_ADMIN, ==, ROLE_ADMIN);
        g_assert_nonnull((*op)->summary);
        bool option = false;
        for (int i = 0; i < OP_MAX_ARGS && (*op)->args[i].name; i++) {
            g_assert_true((*op)->args[i].option || !option); // positional ones come first
            option = (*op)->args[i].option;
            g_assert_nonnull((*op)->args[i].help);
        }
    }
    g_assert_null(op_find("pick.dance"));
}

// Nobody may more than the table says, nobody less.
static void test_roles(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct session *const people[] = {shop->anna, shop->pia, shop->sam, shop->admin};
    const enum role roles[] = {ROLE_PICKER, ROLE_PACKER, ROLE_MANAGER, ROLE_ADMIN};
    for (const struct op *const *op = op_all(); *op; op++)
        for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
            g_autoptr(GError) error = NULL;
            struct reply reply = {0};
            struct op_call call = {.op = *op};
            if ((*op)->inner && ((*op)->roles & roles[i]))
                continue; // wants a payload
            bool ok = op_run(people[i], &call, &reply, &error);
            g_assert_true(((*op)->roles & roles[i]) ? !tote_error_is(error, TOTE_ROLE)
                                                    : tote_error_is(error, TOTE_ROLE));
            if (ok)
                reply_clear(&reply);
        }
}

static bool keyed(struct session *session, const char *op, const char *const *values,
                  const char *key, struct reply *reply, GError **error)
{
    reply_clear(reply);
    return testshop_call(session, op, values, key, reply, error);
}

static void test_key(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct reply first = {0}, second = {0};
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "2 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    const char *const *scan = TESTSHOP_VALUES(work, "TEA");
    g_assert_true(keyed(shop->anna, "pick.scan", scan, "k1", &first, &error));
    g_autofree char *before = testshop_dump(shop->db);
    g_assert_true(keyed(shop->anna, "pick.scan", scan, "k1", &second, &error));
    g_assert_no_error(error);
    g_autofree char *after = testshop_dump(shop->db);
    g_assert_cmpstr(after, ==, before);
    g_assert_false(first.replayed);
    g_assert_true(second.replayed);
    g_assert_cmpstr(first.json, ==, second.json);
    g_assert_cmpstr(first.message, ==, second.message);
    g_assert_cmpstr(first.subject, ==, second.subject);
    g_assert_cmpint(first.verdict, ==, second.verdict);
    LIES(shop, "TEA A1 - 9/1,TEA CART - 1/1 [O-100001]");
    // A wrong scan is an answer too.
    const char *const *wrong = TESTSHOP_VALUES(work, "MUG");
    g_assert_true(keyed(shop->anna, "pick.scan", wrong, "k2", &first, &error));
    g_assert_true(keyed(shop->anna, "pick.scan", wrong, "k2", &second, &error));
    g_assert_cmpint(second.verdict, ==, VERDICT_WRONG);
    reply_clear(&first);
    reply_clear(&second);
}

static void test_key_reused(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "2 TEA");
    g_assert_true(keyed(shop->anna, "pick.start", tea, "k1", &reply, &error));
    g_assert_false(keyed(shop->anna, "pick.leave", TESTSHOP_VALUES("W-101"), "k1", &reply, &error));
    g_assert_true(tote_error_is(error, TOTE_KEY_REUSED));
    g_assert_cmpstr(error->message, ==, "The key 'k1' was used for 'pick.start'");
    // Nor does it answer the same operation about something else.
    g_clear_error(&error);
    testshop_release(shop, "#2", "1 TEA");
    g_autofree char *before = testshop_dump(shop->db);
    g_assert_false(
        keyed(shop->anna, "pick.start", TESTSHOP_VALUES("O-100002"), "k1", &reply, &error));
    g_assert_true(tote_error_is(error, TOTE_KEY_REUSED));
    g_assert_cmpstr(error->message, ==,
                    "The key 'k1' was used for 'pick.start' with another order: '#1'");
    g_clear_error(&error);
    g_assert_false(
        keyed(shop->anna, "pick.start", TESTSHOP_VALUES("#1", "1"), "k1", &reply, &error));
    g_assert_cmpstr(error->message, ==, "The key 'k1' was used for 'pick.start' without next");
    g_autofree char *after = testshop_dump(shop->db);
    g_assert_cmpstr(after, ==, before);
    // Nor somebody else, nor the same person elsewhere.
    g_clear_error(&error);
    g_assert_false(keyed(shop->ben, "pick.start", tea, "k1", &reply, &error));
    g_assert_cmpstr(error->message, ==, "The key 'k1' was used by somebody else");
    g_clear_error(&error);
    g_autoptr(op_session) elsewhere = testshop_login(shop->db, "anna", "ELSEWHERE");
    g_assert_false(keyed(elsewhere, "pick.start", tea, "k1", &reply, &error));
    g_assert_cmpstr(error->message, ==, "The key 'k1' was used at another station");
    // An empty one is the mistake of a script: it would be used by the next call already.
    g_clear_error(&error);
    g_assert_false(keyed(shop->anna, "pick.leave", TESTSHOP_VALUES("W-101"), "", &reply, &error));
    g_assert_true(tote_error_is(error, TOTE_ARGUMENT));
}

// A refused call leaves its key free: the same request may be made again when it can be done.
static void test_key_of_refusal(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    g_assert_false(keyed(shop->anna, "pick.start", tea, "k1", &reply, &error));
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "2 TEA");
    g_clear_error(&error);
    g_assert_true(keyed(shop->anna, "pick.start", tea, "k1", &reply, &error));
    g_assert_cmpstr(reply.subject, ==, "W-101");
    reply_clear(&reply);
}

static void test_epoch(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "2 TEA");
    g_autoptr(op_session) newer = testshop_login(shop->db, "ben", "ANNA");
    REFUSED(shop->anna, TOTE_STATION_TAKEN, "Station ANNA was taken over by a newer login",
            "pick.start", "#1");
    SAYS(newer, "done", NULL, "pick.start", "#1");
}

static void test_arguments(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    REFUSED(shop->sam, TOTE_USAGE, "reason is missing: why, in words", "order.hold", "#1");
    REFUSED(shop->sam, TOTE_ARGUMENT,
            "qty is '-3'; a whole number from 0 to 1000000000000000 is needed", "stock.move", "TEA",
            "A1", "A2", "-3");
    REFUSED(shop->sam, TOTE_ARGUMENT, "reason is not UTF-8 text", "order.hold", "#1", "\xff");
}

// Every call writes one row of the audit, with who, where, what came of it.
static void test_audit(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "2 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    int64_t rows = testdb_number(shop->db, "SELECT count(*) FROM event");
    SAYS(shop->anna, "wrong", NULL, "pick.scan", work, "A2");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM event"), ==, rows + 3);
    g_assert_cmpint(
        testdb_number(shop->db, "SELECT count(*) FROM event e JOIN move m "
                                "ON m.id / 1024 = e.id WHERE e.op = 'pick.scan' "
                                "AND e.verdict = 'match' AND e.subject = 'W-101' AND "
                                "e.about = 'order' AND e.about_id = 1 AND e.say = 'pick.match' AND "
                                "e.terms = '{\"qty\":1,\"item\":\"Tea\"}'"),
        ==, 1);
}

// What a call was given stands in the audit, also what no other table keeps.
static void test_audit_args(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "2 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "damaged");
    g_assert_cmpint(testdb_number(shop->db,
                                  "SELECT count(*) FROM event WHERE op = 'pick.short' AND args = "
                                  "'{\"work\":\"W-101\",\"found\":\"0\",\"reason\":\"damaged\"}'"),
                    ==, 1);
}

// Screens call by position, and keep no answers.
static void test_do(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "2 TEA");
    g_assert_true(op_do(shop->ben, &reply, &error, "pick.start", "#1", NULL));
    g_assert_cmpstr(reply.subject, ==, "W-101");
    reply_clear(&reply);
    g_assert_true(op_do(shop->ben, &reply, &error, "pick.scan", "W-101", "A1"));
    reply_clear(&reply);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM event e JOIN event_key k ON "
                                            "k.event_id = e.id WHERE e.op LIKE 'pick.%'"),
                    ==, 0);
}

// The longest key and the longest words that are taken.
static void test_longest(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct reply reply = {0};
    testshop_sell(shop, "#1", "1 TEA");
    g_autofree char *key = g_strnfill(200, 'k');
    g_autofree char *longer = g_strnfill(201, 'k');
    g_autofree char *words = g_strnfill(500, 'w');
    g_autofree char *more = g_strnfill(501, 'w');
    g_autoptr(GError) error = NULL;
    const char *const *hold = TESTSHOP_VALUES("#1", words);
    g_assert_false(keyed(shop->sam, "order.hold", hold, longer, &reply, &error));
    g_assert_true(tote_error_is(error, TOTE_ARGUMENT));
    g_clear_error(&error);
    REFUSED(shop->sam, TOTE_ARGUMENT, "reason has 501 characters; needed are 1 to 500",
            "order.hold", "#1", more);
    g_assert_true(keyed(shop->sam, "order.hold", hold, key, &reply, &error));
    g_assert_no_error(error);
    reply_clear(&reply);
}

// A call that found nothing to do keeps its key as well.
static void test_silent_key(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    testshop_two_houses(shop);
    const char *const *all = TESTSHOP_VALUES(NULL, "yes");
    g_assert_true(keyed(shop->sam, "order.propose", all, "k7", &reply, &error));
    g_assert_no_error(error);
    g_assert_true(keyed(shop->sam, "order.propose", all, "k7", &reply, &error));
    g_assert_true(reply.replayed);
    reply_clear(&reply);
}

// What an import brought is kept for 30 days.
static void test_kept(struct testdb *test)
{
    static const char kept[] = "SELECT count(*) FROM event_payload";
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_sell(shop, "#1", "1 TEA");
    int64_t n = testdb_number(shop->db, kept);
    g_assert_cmpint(n, >, 0);
    clock_fix(TESTSHOP_NOW + INT64_C(30) * DAY_MS);
    testshop_sell(shop, "#2", "1 TEA");
    g_assert_cmpint(testdb_number(shop->db, kept), ==, n + 1);
    clock_fix(TESTSHOP_NOW + INT64_C(30) * DAY_MS + 1);
    testshop_sell(shop, "#3", "1 TEA");
    g_assert_cmpint(testdb_number(shop->db, kept), ==, 2);
    clock_fix(TESTSHOP_NOW);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/op/registry", test_registry);
    testdb_add("/op/roles", test_roles);
    testdb_add("/op/key", test_key);
    testdb_add("/op/key-reused", test_key_reused);
    testdb_add("/op/key-of-refusal", test_key_of_refusal);
    testdb_add("/op/epoch", test_epoch);
    testdb_add("/op/arguments", test_arguments);
    testdb_add("/op/audit", test_audit);
    testdb_add("/op/audit-args", test_audit_args);
    testdb_add("/op/do", test_do);
    testdb_add("/op/longest", test_longest);
    testdb_add("/op/silent-key", test_silent_key);
    testdb_add("/op/kept", test_kept);
    return g_test_run();
}
