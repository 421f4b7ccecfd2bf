// SPDX-License-Identifier: Apache-2.0
// Orders of channels: new, the same again, and changed at every moment of their life.
#include "keep.h"
#include "testshop.h"

#include <string.h>

static struct incoming_order *paid_as(const char *name, const char *lines, enum incoming_paid paid)
{
    struct incoming_order *order = testshop_order(name, lines);
    order->paid = paid;
    return testshop_sealed(order);
}

static struct incoming_order *cancelled(const char *name, const char *lines)
{
    struct incoming_order *order = testshop_order(name, lines);
    order->cancelled_at = TESTSHOP_NOW;
    return testshop_sealed(order);
}

static struct incoming_order *moved(const char *name, const char *lines)
{
    struct incoming_order *order = testshop_order(name, lines);
    g_free(order->delivery.city);
    order->delivery.city = g_strdup("York");
    return testshop_sealed(order);
}

#define STATUS_IS(shop, status) g_assert_cmpstr(testshop_status((shop)->db, "O-100001"), ==, status)

static void test_fates(struct testdb *test)
{
    static const struct {
        enum incoming_paid paid;
        const char *status, *problem;
    } fates[] = {{PAID_YES, "ready", ""},
                 {PAID_NO, "unpaid", ""},
                 {PAID_PARTLY, "unpaid", ""},
                 {PAID_REFUNDED, "held", "import.held: The payment was given back"},
                 {PAID_VOID, "held", "import.held: The payment was voided"},
                 {PAID_REFUNDED_PARTLY, "held",
                  "import.held: A part was refunded: check what is still to ship"}};
    g_autoptr(test_shop) shop = testshop_new(test);
    for (size_t i = 0; i < G_N_ELEMENTS(fates); i++) {
        g_autofree char *name = g_strdup_printf("#%d", (int)i + 1);
        g_autofree char *order = g_strdup_printf("O-10000%d", (int)i + 1);
        testshop_take(shop, paid_as(name, "1 TEA", fates[i].paid), fates[i].problem);
        g_assert_cmpstr(testshop_status(shop->db, order), ==, fates[i].status);
    }
    testshop_take(shop, cancelled("#7", "1 TEA"), "");
    g_assert_cmpstr(testshop_status(shop->db, "O-100007"), ==, "cancelled");
}

static void test_same_again(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_assert_cmpint(testshop_take(shop, testshop_order("#1", "2 TEA"), "").created, ==, 1);
    g_autofree char *before = testshop_dump(shop->db);
    g_assert_cmpint(testshop_take(shop, testshop_order("#1", "2 TEA"), "").unchanged, ==, 1);
    g_autofree char *after = testshop_dump(shop->db);
    g_assert_cmpstr(after, ==, before);
    g_assert_cmpint(
        testdb_number(shop->db,
                      "SELECT count(*) FROM event WHERE about = 'order' AND about_id = 1"),
        ==, 1);
}

static void test_changed_early(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3");
    testshop_take(shop, testshop_order("#1", "5 TEA"), "");
    SAYS(shop->sam, "done", NULL, "order.release", "#1"); // short: it holds three
    LIES(shop, "TEA A1 - 3/3");
    g_assert_cmpint(testshop_take(shop, testshop_order("#1", "2 TEA, 1 MUG"), "").updated, ==, 1);
    STATUS_IS(shop, "ready");
    LIES(shop, "TEA A1 - 3/0");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM order_line"), ==, 2);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM person"), ==, 1);
    testshop_take(shop, cancelled("#1", "2 TEA, 1 MUG"), "");
    STATUS_IS(shop, "cancelled");
    for (int i = 0; i < 3; i++) { // cancelled stays cancelled, as it was
        struct import_counts live = testshop_take(
            shop, testshop_order("#1", "9 TEA"),
            "import.conflict: O-100001 (#1): the channel wants it sent, but it is already "
            "cancelled");
        g_assert_cmpint(live.conflicts, ==, 1);
        g_assert_cmpint(live.updated, ==, 0);
    }
    STATUS_IS(shop, "cancelled");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM order_line WHERE qty = 9"), ==,
                    0);
    testshop_take(shop, cancelled("#1", "2 TEA, 1 MUG"), ""); // they agree again
}

// A person's hold is taken off by a person, but it does not keep a cancelled order alive.
static void test_held_by_person(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_take(shop, testshop_order("#1", "2 TEA"), "");
    SAYS(shop->sam, "done", NULL, "order.hold", "#1", "call her");
    SHOWS(shop, "\"hold\":{\"by\":\"person\",\"reason\":\"call her (SAM)\"}");
    testshop_take(shop, testshop_order("#1", "3 TEA"), "import.held: call her (SAM)");
    SHOWS(shop, "\"message\":\"Changed by shopify; it stays held: call her (SAM)\"");
    // What the import itself has against it is told beside.
    for (int qty = 4; qty < 6; qty++) {
        g_autofree char *lines = g_strdup_printf("%d TEA", qty);
        struct incoming_order *order = testshop_order("#1", lines);
        ORDER_HOLD(order, 2, TOTE_IMPORT_VALUE, HOLD_PAID_WORD, T_TEXT("word", "maybe"),
                   T_TEXT("column", "Financial Status"));
        testshop_take(shop, testshop_sealed(order), NULL);
        SHOWS(shop, "\"reason\":\"call her (SAM); the import as well: \\\"maybe\\\" in column "
                    "\\\"Financial Status\\\" is not known; see in the shop whether the order is "
                    "paid\"");
    }
    testshop_take(shop, testshop_order("#1", "3 TEA"), "import.held: call her (SAM)");
    testshop_take(shop, cancelled("#1", "3 TEA"), "");
    STATUS_IS(shop, "cancelled");
}

static void test_after_release(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "2 TEA");
    const char *lines =
        "import.conflict: O-100001 (#1): the channel changed its lines, but it is "
        "already released to pick\nimport.conflict: O-100001 (#1): the channel "
        "changed its total, but it is already released to pick (14.00 EUR here, 21.00 EUR there)";
    g_autofree char *after = NULL;
    for (int i = 0; i < 3; i++) { // said each time, written once
        struct import_counts counts = testshop_take(shop, testshop_order("#1", "3 TEA"), lines);
        g_assert_cmpint(counts.conflicts, ==, 1);
        g_assert_cmpint(counts.updated, ==, 0);
        g_assert_cmpint(counts.held, ==, 0);
        g_autofree char *now = testshop_dump(shop->db);
        g_assert_true(!after || !strcmp(after, now));
        g_free(after);
        after = g_steal_pointer(&now);
    }
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM event WHERE say = "
                                            "'import.conflict'"),
                    ==, 2);
    testshop_take(
        shop, moved("#1", "2 TEA"),
        "import.conflict: O-100001 (#1): the channel changed its address, but it is already "
        "released to pick");
    LIES(shop, "TEA A1 - 9/2");
    STATUS_IS(shop, "released");
    struct incoming_order *refund = paid_as("#1", "2 TEA", PAID_REFUNDED_PARTLY);
    refund->refunded = 100;
    testshop_take(
        shop, testshop_sealed(refund),
        "import.conflict: O-100001 (#1): the channel gave a part of the payment back, but it is "
        "already released to pick");
    STATUS_IS(shop, "released");
    testshop_take(shop, cancelled("#1", "2 TEA"), "");
    STATUS_IS(shop, "cancelled");
    LIES(shop, "TEA A1 - 9/0");
}

// Somebody got the money back: nothing leaves before a person looked.
static void test_refunded(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "2 TEA");
    testshop_take(shop, paid_as("#1", "2 TEA", PAID_REFUNDED),
                  "import.held: The payment was given back");
    STATUS_IS(shop, "held");
    LIES(shop, "TEA A1 - 9/0");
    SAYS(shop->sam, "done", "O-100001 waits for payment again", "order.unhold", "#1");
}

static struct incoming_order *shipped_as(const char *name, const char *lines,
                                         enum incoming_shipped shipped)
{
    struct incoming_order *order = testshop_order(name, lines);
    order->shipped = shipped;
    return testshop_sealed(order);
}

// What the channel shipped itself is not shipped once more.
static void test_shipped_there(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "2 TEA");
    g_assert_cmpint(testshop_take(shop, shipped_as("#1", "2 TEA", SHIPPED_WHOLE), "").updated, ==,
                    1);
    STATUS_IS(shop, "elsewhere");
    LIES(shop, "TEA A1 - 9/0");
    testshop_take(shop, testshop_order("#1", "2 TEA"), "");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    g_assert_cmpint(testshop_take(shop, shipped_as("#1", "2 TEA", SHIPPED_PARTLY),
                                  "import.held: The channel shipped a part of it")
                        .held,
                    ==, 1);
    STATUS_IS(shop, "held");
    LIES(shop, "TEA A1 - 9/0");
}

static void test_shipped_while_picked(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_picked(shop, "#1", "2 TEA");
    for (int i = 0; i < 2; i++) {
        struct import_counts counts = testshop_take(
            shop, shipped_as("#1", "2 TEA", SHIPPED_WHOLE),
            "import.conflict: O-100001 (#1): the channel shipped it itself, but it is already "
            "picked");
        g_assert_cmpint(counts.conflicts, ==, 1);
    }
    STATUS_IS(shop, "picked");
    LIES(shop, "TEA A1 - 7/0,TEA CART - 2/2 [O-100001]");
}

static void test_while_picked(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_picked(shop, "#1", "2 TEA");
    testshop_take(
        shop, cancelled("#1", "2 TEA"),
        "import.conflict: O-100001 (#1): the channel cancelled it, but it is already picked");
    testshop_take(
        shop, paid_as("#1", "2 TEA", PAID_REFUNDED),
        "import.conflict: O-100001 (#1): the channel gave the payment back, but it is already "
        "picked");
    STATUS_IS(shop, "picked");
    LIES(shop, "TEA A1 - 7/0,TEA CART - 2/2 [O-100001]");
}

// One id under two names: the first order stays as it was, in the same batch and later.
static void test_twins(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct incoming_order *first = testshop_order("#1", "1 TEA");
    struct import_counts counts;
    g_autofree char *problems = NULL;
    g_autofree char *id = g_strdup(first->external_id);
    struct incoming_order *twins[2];
    for (size_t i = 0; i < G_N_ELEMENTS(twins); i++) {
        twins[i] = testshop_order("#2", "3 MUG");
        g_free(twins[i]->external_id);
        twins[i]->external_id = g_strdup(id);
        testshop_sealed(twins[i]);
    }
    g_autofree char *sentence =
        g_strdup_printf("import.duplicate: Its id %s is that of order #1 (O-100001) already; "
                        "nothing of it was taken in",
                        id);
    testshop_import(shop->sam, &counts, &problems, first, twins[0], NULL);
    g_assert_cmpstr(problems, ==, sentence);
    g_assert_cmpint(counts.created, ==, 1);
    g_assert_cmpint(counts.rejected, ==, 1);
    counts = testshop_take(shop, twins[1], sentence);
    g_assert_cmpint(counts.rejected, ==, 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM order_line WHERE sku = 'MUG'"),
                    ==, 0);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM sales_order"), ==, 1);
    counts = testshop_take(
        shop, testshop_order("O-100001", "1 TEA"),
        "import.value: The name O-100001 looks like a number of tote; here this order is "
        "O-100002");
    g_assert_cmpint(counts.created, ==, 1);
}

static void test_batch(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct incoming_order *bad = testshop_order("#2", "1 TEA");
    incoming_order_reject(bad, 3, TOTE_IMPORT_VALUE, "the price is no number");
    struct incoming_order *doubtful = testshop_order("#3", "1 TEA");
    incoming_order_hold(doubtful, 4, TOTE_IMPORT_TOTALS, SAY_HOLD_SUMS_TOTAL, NULL, 0,
                        "the sums differ");
    struct import_counts counts;
    g_autofree char *problems = NULL;
    testshop_import(shop->sam, &counts, &problems, testshop_order("#1", "1 TEA"), bad, doubtful,
                    testshop_order("#1", "1 TEA"), NULL);
    g_assert_cmpstr(problems, ==,
                    "import.value: the price is no number\nimport.totals: the sums differ");
    g_assert_cmpint(counts.created, ==, 2);
    g_assert_cmpint(counts.rejected, ==, 1);
    g_assert_cmpint(counts.held, ==, 1);
    g_assert_cmpint(counts.unchanged, ==, 1);
    g_assert_cmpstr(testshop_status(shop->db, "O-100002"), ==, "held");
}

static void test_dry_run(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autofree char *before = testshop_dump(shop->db);
    struct import_counts counts;
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    g_autoptr(GPtrArray) orders = g_ptr_array_new();
    g_autoptr(incoming_order) order = testshop_order("#1", "1 TEA");
    g_ptr_array_add(orders, order);
    struct import_batch batch = {.channel = "shopify",
                                 .dry_run = true,
                                 .orders = orders,
                                 .counts = &counts,
                                 .problems = problems};
    g_assert_true(import_run(shop->sam, op_find("import.orders"), &batch, NULL));
    g_assert_cmpint(counts.created, ==, 1);
    g_autofree char *after = testshop_dump(shop->db);
    g_assert_cmpstr(after, ==, before);
}

// A batch that holds the same order twice, as an export that two were joined to has it.
static void test_twice_in_a_batch(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct import_counts counts;
    testshop_import(shop->sam, &counts, NULL, testshop_order("#1", "1 TEA"),
                    testshop_order("#2", "1 TEA"), testshop_order("#1", "1 TEA"),
                    testshop_order("#1", "2 TEA"), testshop_order("#1", "2 TEA"), NULL);
    g_assert_cmpint(counts.created, ==, 2);
    g_assert_cmpint(counts.updated, ==, 1);
    g_assert_cmpint(counts.unchanged, ==, 2);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM order_line"), ==, 2);
    g_assert_cmpint(testdb_number(shop->db, "SELECT sum(qty) FROM order_line"), ==, 3);
}

static void free_order(void *order)
{
    incoming_order_free(order);
}

// How many orders a call brought, as the log has kept them.
static unsigned kept_orders(struct testshop *shop, int64_t event, GError **error)
{
    struct payload_list list;
    bool found = false;
    g_autofree char *query =
        g_strdup_printf("SELECT pieces FROM event WHERE id = %" G_GINT64_FORMAT, event);
    int64_t pieces = testdb_number(shop->db, query);
    bool ok = keep_read(shop->db, shop->sam->people, op_find("import.orders"), event, pieces, &list,
                        &found, error);
    unsigned n = ok && found ? list.orders->len : 0;
    payload_list_clear(&list);
    return n;
}

// Of what orders brought: what rows bring is not sealed.
#define PIECES(what) "SELECT " what " FROM event_payload WHERE sealed = 1"

// Of a batch of which a part was erased from the log, the rest does not pass for all of it.
static void test_kept(struct testdb *test)
{
    enum { LONG_NOTE = 400000 }; // so that it takes two pieces
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct incoming_order *wordy = testshop_order("#2", "1 TEA");
    wordy->note = g_strnfill(LONG_NOTE, 'x');
    testshop_import(shop->sam, NULL, NULL, testshop_order("#1", "1 TEA"), wordy, NULL);
    int64_t event = testdb_number(shop->db, PIECES("max(id) / 4096"));
    g_assert_cmpint(testdb_number(shop->db, PIECES("count(*)")), ==, 2);
    g_assert_cmpuint(kept_orders(shop, event, &error), ==, 2);
    g_assert_no_error(error);
    static const char *const erased[] = {
        "UPDATE event_payload SET id = id - 4096 WHERE sealed = 1 AND id % 4096 = "
        "1", // the last one
        "UPDATE event_payload SET id = id + 4096 WHERE sealed = 1 AND id % 4096 = "
        "1; "
        "DELETE FROM event_payload WHERE sealed = 1 AND id % 4096 = 0",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(erased); i++) {
        testdb_script(shop->db, erased[i]);
        g_assert_cmpuint(kept_orders(shop, event, &error), ==, 0);
        g_assert_true(tote_error_is(error, TOTE_LOG_UNREADABLE));
        g_assert_nonnull(strstr(error->message, "was erased from the log"));
        g_clear_error(&error);
    }
}

// A batch is packed and sealed as one: what many orders say alike is kept once.
static void test_kept_together(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_import(shop->sam, NULL, NULL, testshop_order("#1", "1 TEA"),
                    testshop_order("#2", "1 TEA"), testshop_order("#3", "2 MUG"),
                    testshop_order("#4", "1 TEA"), testshop_order("#5", "1 TEA, 2 MUG"), NULL);
    g_assert_cmpint(testdb_number(shop->db, PIECES("count(*)")), ==, 1);
    g_assert_cmpint(testdb_number(shop->db, PIECES("sum(length(brought))")), <, 5 * 90);
    int64_t event = testdb_number(shop->db, PIECES("max(id) / 4096"));
    g_assert_cmpuint(kept_orders(shop, event, NULL), ==, 5);
}

// Wants the database again and again.
struct impatient {
    struct testdb *test;
    int begun, enough; // atomic
};

static void *want(void *data)
{
    struct impatient *impatient = data;
    g_autoptr(db_handle) db = testdb_open(impatient->test);
    while (!g_atomic_int_get(&impatient->enough)) {
        g_assert_true(db_begin(db, NULL) && db_commit(db, NULL));
        g_atomic_int_set(&impatient->begun, 1);
    }
    return NULL;
}

// Where others wait, a batch ends early with what it has, and says how far it came.
static void test_gives_way(struct testdb *test)
{
    enum { ORDERS = 400 };
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func(free_order);
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    struct import_counts counts;
    unsigned taken = ORDERS;
    for (int i = 0; i < ORDERS; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        g_ptr_array_add(orders, testshop_order(name, "1 TEA, 2 MUG"));
    }
    struct import_batch batch = {.channel = "shopify",
                                 .orders = orders,
                                 .counts = &counts,
                                 .problems = problems,
                                 .taken = &taken};
    struct impatient impatient = {.test = test};
    GThread *thread = g_thread_new("impatient", want, &impatient);
    while (!g_atomic_int_get(&impatient.begun))
        g_thread_yield();
    for (int i = 0; i < 5 && taken == ORDERS; i++) {
        g_assert_true(import_run(shop->sam, op_find("import.orders"), &batch, NULL));
        g_assert_cmpint(counts.created + counts.unchanged, ==, taken);
    }
    g_atomic_int_set(&impatient.enough, 1);
    g_thread_join(thread);
    g_assert_cmpint(taken, <, ORDERS);
    g_assert_cmpint(taken, >=, 8);
    int64_t n = testdb_number(shop->db, "SELECT count(*) FROM sales_order");
    g_assert_cmpint(n, >=, taken);
    taken = 3; // nobody waits any more
    g_assert_true(import_run(shop->sam, op_find("import.orders"), &batch, NULL));
    g_assert_cmpint(taken, ==, 3);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/import/fates", test_fates);
    testdb_add("/import/same-again", test_same_again);
    testdb_add("/import/changed-early", test_changed_early);
    testdb_add("/import/held-by-person", test_held_by_person);
    testdb_add("/import/after-release", test_after_release);
    testdb_add("/import/refunded", test_refunded);
    testdb_add("/import/shipped-there", test_shipped_there);
    testdb_add("/import/shipped-while-picked", test_shipped_while_picked);
    testdb_add("/import/while-picked", test_while_picked);
    testdb_add("/import/twins", test_twins);
    testdb_add("/import/batch", test_batch);
    testdb_add("/import/dry-run", test_dry_run);
    testdb_add("/import/twice-in-a-batch", test_twice_in_a_batch);
    testdb_add("/import/kept", test_kept);
    testdb_add("/import/kept_together", test_kept_together);
    testdb_add_for(DB_SQLITE, "/import/gives-way", test_gives_way);
    return g_test_run();
}
