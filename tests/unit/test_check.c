// SPDX-License-Identifier: Apache-2.0
// The stock check finds what was tampered with, and of a shop that is well nothing.
#include "store_check.h"

#include <string.h>

#include "compare.h"
#include "testshop.h"

struct tamper {
    const char *rules; // the names of those that find it
    const char *script;
};

// What a hand at the file may do: nothing that points somewhere is looked at before the end.
static void loosen(struct testdb *test)
{
    bool sqlite = test->engine == DB_SQLITE;
    GError *error = NULL;
    db_script(test->db,
              sqlite ? "PRAGMA defer_foreign_keys = ON" : "SET session_replication_role = replica",
              &error);
    g_assert_no_error(error);
}

// The names of all rules that find something, with blanks between; caller frees.
static char *found(struct db *db)
{
    GString *names = g_string_new(NULL);
    const struct check_rule *rule = NULL;
    for (size_t i = 0; (rule = store_check_rule(i)); i++) {
        GError *error = NULL;
        g_autoptr(rowlist) list = store_check(db, rule, 10, &error);
        g_assert_no_error(error);
        if (list_len(list))
            g_string_append_printf(names, "%s%s", names->len ? " " : "", store_check_name(rule));
    }
    return g_string_free(names, FALSE);
}

static char *tampered(struct testdb *test, const char *script)
{
    GError *error = NULL;
    testdb_begin(test->db);
    loosen(test);
    db_script(test->db, script, &error);
    g_assert_no_error(error);
    char *names = found(test->db);
    db_rollback(test->db);
    return names;
}

// The first difference that a rule finds then; caller frees.
static char *told_of(struct testdb *test, const char *script, const char *name)
{
    GError *error = NULL;
    const struct check_rule *rule = NULL;
    testdb_begin(test->db);
    loosen(test);
    db_script(test->db, script, &error);
    g_assert_no_error(error);
    for (size_t i = 0; (rule = store_check_rule(i)) && strcmp(store_check_name(rule), name);)
        i++;
    g_autoptr(rowlist) list = store_check(test->db, rule, 1, &error);
    g_assert_no_error(error);
    const struct difference_row *row = list_at(list, struct difference_row, 0);
    char *told = g_strdup_printf("%s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, row->what,
                                 row->where, row->expected, row->found);
    db_rollback(test->db);
    return told;
}

static bool names_rule(const char *names, const char *rule)
{
    g_auto(GStrv) words = g_strsplit(names, " ", -1);
    return g_strv_contains((const char *const *)words, rule);
}

// Each rule finds what breaks it: the check is worth something only if it can fail.
static void test_rules(struct testdb *test)
{
    static const struct tamper cases[] = {
        {"ledger", "UPDATE balance SET on_hand = on_hand + 1, allocated = allocated + 1 WHERE "
                   "allocated > 0"},
        {"ledger", "UPDATE move SET qty = qty + 1 WHERE kind = 'count'"},
        {"allocated", "UPDATE balance SET allocated = allocated + 1 WHERE on_hand > allocated"},
        {"allocated", "UPDATE balance SET allocated = allocated - 1 WHERE allocated > 0"},
        {"carried", "UPDATE balance SET on_hand = on_hand + 1 WHERE on_hand = allocated"},
        {"claimed", "UPDATE allocation SET qty = qty + 1"},
        {"packed", "UPDATE parcel_line SET qty = qty + 5"},
        {"packed", "UPDATE order_line SET packed = packed - 1, shipped = shipped + 1 WHERE packed "
                   "> 0"},
        {"boxed", "UPDATE parcel_line SET qty = qty - 1"},
        {"tasks", "UPDATE task SET qty = qty + 1 WHERE done = 0"},
        {"orders",
         "UPDATE sales_order SET state = 'cancelled', closed_at = 1 WHERE external_name = "
         "'#1'"},
        {"orders", "UPDATE sales_order SET closed_at = 1 WHERE external_name = '#1'"},
        {"counted", "UPDATE sales_order SET pieces = pieces + 1 WHERE external_name = '#3'"},
        {"counted", "UPDATE order_line SET qty = qty + 1, open = open + 1 WHERE packed > 0"},
        {"served", "UPDATE fulfilment SET state = 'packed' WHERE state = 'packing'; "
                   "UPDATE order_line SET packed = packed - 1, allocated = allocated + 1 WHERE "
                   "packed > 0"},
        {"served", "UPDATE fulfilment SET state = 'picked' WHERE state = 'packing'"},
        {"served", "UPDATE fulfilment SET closed_at = 1 WHERE state = 'released'"},
        {"served",
         "UPDATE fulfilment SET state = 'shipped', closed_at = 1 WHERE state = 'packing'"},
        {"served", "UPDATE order_line SET fulfilment_id = NULL WHERE packed > 0"},
        {"boxes", "UPDATE fulfilment SET state = 'shipped', closed_at = 1"},
        {"boxes", "UPDATE fulfilment SET closed_at = 1 WHERE state = 'released'"},
        {"summary", "UPDATE sales_order SET state = 'picked' WHERE external_name = '#3'"},
        {"summary", "UPDATE fulfilment SET state = 'picking' WHERE state = 'released'"},
        {"summary", "UPDATE fulfilment SET closed_at = 1 WHERE state = 'released'"},
        {"paid", "UPDATE sales_order SET state = 'unpaid' WHERE external_name = '#3'"},
        {"paid", "UPDATE sales_order SET state = 'ready', paid = 'no' WHERE external_name = '#3'"},
    };
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 20");
    testshop_pack(shop->pia, testshop_open(shop->pia, testshop_picked(shop, "#1", "3 TEA")));
    testshop_picked(shop, "#2", "2 TEA");
    testshop_release(shop, "#3", "2 TEA");
    testshop_free(shop); // all is well
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *names = tampered(test, cases[i].script);
        if (!names_rule(names, cases[i].rules))
            g_error("the rule '%s' does not find: %s", cases[i].rules, cases[i].script);
    }
}

// Two orders that left, one that is being picked, of which something was undone, one that waits,
// and kits in kits.
static void fill(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 40, MUG A2 40");
    testshop_prefix(shop);
    for (int i = 1; i <= 2; i++) {
        testshop_release(shop, i == 1 ? "#1" : "#2", "2 TEA");
        testshop_send_off(shop->admin, shop, "MAIN");
    }
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#3", "2 TEA, 1 MUG"));
    testshop_pick(shop->anna, work);
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    testshop_sell(shop, "#4", "1 TEA");
    testdb_script(test->db, "INSERT INTO kit (kit_id, part_id, per) SELECT a.id, b.id, 1 FROM item "
                            "a JOIN item b ON a.sku = 'POT' AND b.sku = 'MUG' OR a.sku = 'MUG' AND "
                            "b.sku = 'TEA'");
    testshop_free(shop); // all is well
}

#define OF_ORDER_1 " WHERE order_id = 1"
#define FULFILMENT_1 "16385"
#define FULFILMENT_2 "32769"
#define HUGE_AMOUNT "9223372036854775807"
#define PAYMENT "INSERT INTO payment_event (order_id, n, kind, amount, method) VALUES "

// What a hand or a fault can make of a row, and exactly what finds it.
static void test_hand(struct testdb *test)
{
    static const struct tamper cases[] = {
        // work
        {"finished worked tally", "UPDATE work SET done_at = 1 WHERE done_at = 0"},
        {"boxes tally",
         "UPDATE work SET done_at = 0 WHERE fulfilment_id = " FULFILMENT_1 " AND kind = 'pick'"},
        {"worked", "INSERT INTO work (id, kind, site_id, fulfilment_id, made_at) SELECT 9999, "
                   "'pack', site_id, fulfilment_id, 1 FROM work WHERE done_at = 0"},
        {"planned", "UPDATE fulfilment SET pieces = pieces + 1" OF_ORDER_1},
        {"planned", "UPDATE fulfilment SET lines = lines + 1 WHERE closed_at = 0"},
        // lines
        {"goods", "UPDATE order_line SET item_id = (SELECT id FROM item WHERE sku = 'POT') WHERE "
                  "allocated > 0"},
        {"goods", "UPDATE order_line SET item_id = NULL" OF_ORDER_1},
        {"serving", "UPDATE order_line SET fulfilment_id = NULL" OF_ORDER_1},
        {"serving", "UPDATE order_line SET fulfilment_id = " FULFILMENT_2 OF_ORDER_1},
        {"served serving", "UPDATE order_line SET fulfilment_id = NULL WHERE allocated > 0"},
        {"lines", "UPDATE sales_order SET lines = lines + 1 WHERE id = 1"},
        {"counted", "UPDATE sales_order SET pieces = pieces + 1 WHERE id = 1"},
        // states
        {"orders states", "UPDATE sales_order SET state = 'ready', closed_at = 0 WHERE id = 1"},
        {"orders held states", "UPDATE sales_order SET state = 'held', closed_at = 0 WHERE id = 2"},
        {"gone states", "UPDATE sales_order SET state = 'cancelled' WHERE id = 1"},
        {"left orders served states",
         "UPDATE fulfilment SET state = 'packed', closed_at = 0" OF_ORDER_1
         "; UPDATE sales_order SET state = 'packed', closed_at = 0 WHERE id = 1"},
        {"parcels left", "UPDATE parcel SET fulfilment_id = " FULFILMENT_1},
        {"left serving", "UPDATE fulfilment SET state = 'cancelled'" OF_ORDER_1},
        // money
        {"paid", "UPDATE sales_order SET paid = 'no' WHERE id = 1"},
        {"paid", "UPDATE sales_order SET paid = 'void' WHERE id = 3"},
        {"sums", "UPDATE sales_order SET total = total + 1 WHERE id = 1"},
        {"sums", "UPDATE sales_order SET subtotal = subtotal + 1, total = total + 1 WHERE id = 4"},
        {"sums", "UPDATE order_line SET price = price + 1 WHERE shipped > 0"},
        {"sums", "INSERT INTO order_tax (order_id, n, name, amount) VALUES (1, 1, 'VAT', -5)"},
        {"sums", "UPDATE sales_order SET tax = 5, tax_included = 1 WHERE id = 1"},
        {"held", "UPDATE sales_order SET hold_say = 'hold.twin', held_by = 'import' WHERE id = 1"},
        {"held", "UPDATE sales_order SET hold_say = 'hold.twin' WHERE id = 4"},
        {"held", "UPDATE sales_order SET hold_terms = '{}' WHERE id = 4"},
        {"payments", PAYMENT "(1, 1, 'capture', 1, 'card')"},
        {"payments", PAYMENT "(1, 1, 'capture', 1400, 'card'), (1, 2, 'refund', 100, 'card')"},
        {"payments paid", PAYMENT "(3, 1, 'capture', 2100, 'card'); "
                                  "UPDATE sales_order SET paid = 'no' WHERE id = 3"},
    };
    fill(test);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *names = tampered(test, cases[i].script);
        if (!strcmp(names, cases[i].rules))
            continue;
        g_test_message("'%s' is found, not '%s': %s", names, cases[i].rules, cases[i].script);
        g_test_fail();
    }
}

static void test_hand_goods(struct testdb *test)
{
    static const struct tamper cases[] = {
        // movements
        {"moved", "UPDATE move SET line_id = NULL WHERE kind = 'ship'"},
        {"moved", "UPDATE move SET at = at + 1 WHERE kind = 'count'"},
        {"moved", "UPDATE event SET about_id = 2 WHERE about_id = 1 AND about = 'order'"},
        {"log", "DELETE FROM event WHERE id = (SELECT min(id) / 4096 FROM event_payload)"},
        {"moved log", "DELETE FROM event WHERE id = (SELECT max(id / 1024) FROM move)"},
        {"picked", "UPDATE task SET done = done - 1, short = short + 1 WHERE id = (SELECT min(id) "
                   "FROM task WHERE done > 0)"},
        {"picked", "UPDATE task SET goods_id = goods_id + 1 WHERE id = (SELECT min(id) FROM task "
                   "WHERE done > 0)"},
        {"goods", "UPDATE goods SET cond = 'damaged' WHERE id = (SELECT min(goods_id) FROM "
                  "parcel_line)"},
        {"undone", "UPDATE move SET undoes = undoes + 500 WHERE undoes IS NOT NULL"},
        // parcels
        {"parcels loads", "UPDATE parcel SET load_id = NULL WHERE fulfilment_id = " FULFILMENT_1},
        {"boxes parcels", "UPDATE parcel SET state = 'closed' WHERE fulfilment_id = " FULFILMENT_1},
        {"loads", "UPDATE parcel SET grams = grams + 5 WHERE fulfilment_id = " FULFILMENT_1},
        {"loads", "UPDATE load SET unweighed = unweighed + 1 WHERE id = 1"},
        {"parcels loads",
         "UPDATE parcel SET carrier = 'nobody' WHERE fulfilment_id = " FULFILMENT_1},
        {"allocated packed boxes parcels labelled left",
         "DELETE FROM outbox WHERE subject_id IN (SELECT id FROM parcel WHERE fulfilment_id "
         "= " FULFILMENT_1
         "); UPDATE parcel SET shipped_at = 0 WHERE fulfilment_id = " FULFILMENT_1},
        {"parcels", "UPDATE parcel SET closed_at = 0 WHERE fulfilment_id = " FULFILMENT_1},
        {"loads tally",
         "UPDATE load SET parcels = parcels + 1, planned = planned + 1 WHERE id = 1"},
        {"numbers", "UPDATE location SET site_id = 1, code = (SELECT min(code) FROM location WHERE "
                    "level = 5) WHERE id = (SELECT max(id) FROM parcel)"},
        {"counter", "UPDATE counter SET value = value - 1 WHERE name = 'sscc'"},
        {"counter", "DELETE FROM counter WHERE name = 'sscc'"},
        // recipes and people
        {"kits", "INSERT INTO kit (kit_id, part_id, per) SELECT a.id, b.id, 1 FROM item a JOIN "
                 "item b ON a.sku = 'TEA' AND b.sku = 'POT'"},
        {"people", "DELETE FROM person WHERE id = (SELECT delivery_id FROM sales_order WHERE id = "
                   "1)"},
    };
    fill(test);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *names = tampered(test, cases[i].script);
        if (!strcmp(names, cases[i].rules))
            continue;
        g_test_message("'%s' is found, not '%s': %s", names, cases[i].rules, cases[i].script);
        g_test_fail();
    }
}

// The numbers of the day are what happened in it, and nothing else finds where they are not.
static void test_numbers(struct testdb *test)
{
    static const struct tamper cases[] = {
        {"tally", "UPDATE tally SET n = n + 1 WHERE what = 4"},
        {"states", "UPDATE order_count SET n = n - 1 WHERE state = 'ready'"},
        {"states", "DELETE FROM order_count WHERE n > 0"},
        {"tally", "DELETE FROM tally WHERE what = 0"},
        {"tally", "INSERT INTO tally (at, what, part, n) VALUES (900000, 3, 1, 1)"},
        {"tally", "UPDATE event SET verdict = 'wrong' WHERE op = 'pick.scan'"},
    };
    fill(test);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *names = tampered(test, cases[i].script);
        g_assert_cmpstr(names, ==, cases[i].rules);
    }
}

// What a rule finds is told as people know it, and what of it differs.
static void test_told(struct testdb *test)
{
    static const struct {
        const char *rule, *script, *told;
    } cases[] = {
        {"sums", "UPDATE order_line SET price = price + 1" OF_ORDER_1, "O-100001 lines 1400 1402"},
        {"sums", "UPDATE sales_order SET total = total + 1 WHERE id = 1",
         "O-100001 total 1400 1401"},
        {"planned", "UPDATE fulfilment SET lines = lines + 1" OF_ORDER_1, "O-100001 shipped 2 2"},
        {"loads", "UPDATE load SET parcels = parcels - 1 WHERE id = 1", "M-101 DHL 1 0"},
        {"claimed",
         "UPDATE order_line SET allocated = allocated - 1, open = open + 1 WHERE "
         "allocated = 1",
         "MUG O-100003 1 0"},
    };
    fill(test);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *told = told_of(test, cases[i].script, cases[i].rule);
        g_assert_cmpstr(told, ==, cases[i].told);
    }
}

// Nothing of it is to be sent, so nobody has to look at its sums; the check knows that it came so.
static void test_odd_sums(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autofree char *problems = NULL;
    struct incoming_order *orders[] = {testshop_order("#1", "1 TEA"), testshop_order("#2", "1 TEA"),
                                       testshop_order("#3", "1 TEA")};
    orders[0]->cancelled_at = TESTSHOP_NOW;
    orders[1]->shipped = SHIPPED_WHOLE;
    for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
        orders[i]->subtotal -= 100;
        orders[i]->total -= 100;
        incoming_order_reconcile(orders[i]);
        incoming_order_seal(orders[i]);
    }
    testshop_import(shop->sam, NULL, &problems, orders[0], orders[1], orders[2], NULL);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "cancelled");
    g_assert_cmpstr(testshop_status(shop->db, "O-100003"), ==, "held");
    g_assert_cmpint(testdb_number(shop->db, "SELECT CAST(sum(about_id) AS BIGINT) FROM event WHERE "
                                            "say = 'import.sums'"),
                    ==, 1 + 2);
}

// Taxes by name that are not all of its tax.
static struct incoming_order *oddly_taxed(const char *lines)
{
    struct incoming_order *order = testshop_order("#1", lines);
    order->tax = 160;
    order->total += order->tax;
    incoming_order_add_tax(order)->amount = 120;
    incoming_order_problem(order, 2, TOTE_IMPORT_TOTALS, "odd");
    return testshop_sealed(order);
}

// An order whose sums differ and that is sent all the same: nothing of it says that it is not.
static void test_odd_and_sent(struct testdb *test)
{
    static const char told[] = "Its sums do not agree in shopify; taken as they are\"";
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_take(shop, oddly_taxed("1 TEA"), "import.totals: odd");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "ready");
    SHOWS(shop, told);
    SAYS(shop->sam, "done", NULL, "order.hold", "#1", "wait");
    testshop_take(shop, oddly_taxed("2 TEA"), NULL);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "held");
    g_assert_cmpint(
        testdb_number(shop->db, "SELECT count(*) FROM event WHERE say = 'import.sums_sent'"), ==,
        2);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM event WHERE say = 'import.sums'"),
                    ==, 0);
    testshop_check(shop->db);
}

// Another kind of work that picks, whose movements are called after it, is no difference.
static void test_another_pick(struct testdb *test)
{
    fill(test);
    g_autofree char *names =
        tampered(test, "INSERT INTO work_kind (code, rank, counts) SELECT 'waves', rank + 100, "
                       "counts FROM work_kind WHERE code = 'pick'; UPDATE work SET kind = 'waves' "
                       "WHERE kind = 'pick'; UPDATE move SET kind = 'waves' WHERE kind = 'pick'");
    g_assert_false(names_rule(names, "picked"));
}

// Amounts of which the sum is too large for a column stop no check, on either engine.
static void test_huge(struct testdb *test)
{
    static const struct tamper cases[] = {
        {"sums", "UPDATE sales_order SET shipping = " HUGE_AMOUNT " WHERE id = 1"},
        {"sums", "UPDATE sales_order SET subtotal = " HUGE_AMOUNT ", discount = " HUGE_AMOUNT
                 " WHERE id = 1"},
        {"sums", "INSERT INTO order_tax (order_id, n, name, amount) VALUES (1, 1, 'A', " HUGE_AMOUNT
                 "), (1, 2, 'B', " HUGE_AMOUNT ")"},
        {"payments",
         PAYMENT "(1, 1, 'capture', " HUGE_AMOUNT ", 'card'), (1, 2, 'capture', " HUGE_AMOUNT
                 ", 'card'), (1, 3, 'refund', 5, 'card')"},
        {"payments", PAYMENT "(1, 1, 'refund', " HUGE_AMOUNT
                             ", 'card'), (1, 2, 'refund', " HUGE_AMOUNT ", 'card')"},
    };
    fill(test);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *names = tampered(test, cases[i].script);
        g_assert_cmpstr(names, ==, cases[i].rules);
    }
}

// What no hand can write, whoever holds the file: the tables themselves refuse it.
static void test_refused(struct testdb *test)
{
    static const char *const scripts[] = {
        "UPDATE order_line SET returned = shipped + 1" OF_ORDER_1,
        "UPDATE order_line SET open = open + 1" OF_ORDER_1,
        "UPDATE kit SET part_id = kit_id",
        "UPDATE fulfilment SET order_id = 2" OF_ORDER_1,
        "UPDATE location SET code = (SELECT min(code) FROM location WHERE level = 5) WHERE level "
        "= 5",
        "UPDATE balance SET on_hand = allocated - 1",
    };
    fill(test);
    for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
        g_autoptr(GError) error = NULL;
        testdb_begin(test->db);
        g_assert_false(db_script(test->db, scripts[i], &error));
        g_assert_true(tote_error_is(error, TOTE_DB_CONSTRAINT));
        db_rollback(test->db);
    }
}

// Whom an order bills has to be known as well as who gets it; the row names the one who is missing.
static void test_bills(struct testdb *test)
{
    const struct check_rule *rule = NULL;
    GError *error = NULL;
    fill(test);
    for (size_t i = 0; (rule = store_check_rule(i)) && strcmp(store_check_name(rule), "people");)
        i++;
    g_assert_nonnull(rule);
    testdb_begin(test->db);
    loosen(test);
    g_assert_true(
        db_script(test->db, "UPDATE sales_order SET billing_id = 777777 WHERE id = 2", &error));
    g_autoptr(rowlist) list = store_check(test->db, rule, 10, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(list_len(list), ==, 1);
    g_assert_cmpint(list_at(list, struct difference_row, 0)->expected, ==, 777777);
    db_rollback(test->db);
}

// What two databases differ in is found on whichever side a row is more, changed, or missing.
static void test_compare(struct testdb *test)
{
    static const char *const scripts[] = {
        "INSERT INTO channel (id, code, kind) VALUES (7, 'x', 'x')",
        "UPDATE channel SET code = 'z' WHERE id = 1", "DELETE FROM channel WHERE id = 2"};
    testdb_script(test->db, "INSERT INTO channel (id, code, kind) VALUES (1, 'a', 'a'), (2, 'b', "
                            "'b')");
    size_t n = 0;
    const struct compared *tables = compare_tables(&n), *channel = tables;
    while (strcmp(channel->table, "channel") != 0)
        channel++;
    for (size_t i = 0; i <= G_N_ELEMENTS(scripts); i++)
        for (int side = 0; side < 2; side++) {
            g_autoptr(test_database) copy = testdb_copy(test);
            g_autofree char *difference = NULL;
            int64_t rows = 0;
            if (i < G_N_ELEMENTS(scripts))
                testdb_script(copy->db, scripts[i]);
            g_assert_true(compare_table(side ? test->db : copy->db, side ? copy->db : test->db,
                                        channel, &rows, &difference, NULL));
            g_assert_true((difference != NULL) == (i < G_N_ELEMENTS(scripts)));
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/check/rules", test_rules);
    testdb_add("/check/hand", test_hand);
    testdb_add("/check/hand-goods", test_hand_goods);
    testdb_add("/check/numbers", test_numbers);
    testdb_add("/check/told", test_told);
    testdb_add("/check/odd-sums", test_odd_sums);
    testdb_add("/check/odd-and-sent", test_odd_and_sent);
    testdb_add("/check/another-pick", test_another_pick);
    testdb_add("/check/huge", test_huge);
    testdb_add("/check/refused", test_refused);
    testdb_add("/check/bills", test_bills);
    testdb_add("/check/compare", test_compare);
    return g_test_run();
}
