// SPDX-License-Identifier: Apache-2.0
// Processes that want the same pieces, and imports that are broken off in the middle.
#include <string.h>

#include "crew.h"
#include "release.h"

enum { ORDERS = 240 };

// --- the same pieces

static void releaser(struct member *member)
{
    struct session *sam = testshop_login(member->db, "sam", NULL);
    for (int round = 0; round < 3; round++) {
        g_autoptr(GError) error = NULL;
        struct release release;
        bool more = true, ok = true;
        release_begin(&release);
        while (ok && more)
            ok = release_batch(sam, &release, &more, &error);
        if (!ok)
            g_error("a release gave up: %s", error->message);
        release_end(&release);
        crew_say(member, "released");
    }
    session_free(sam);
}

// More is wanted than is there, in places that every order shares.
static void test_release(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 100 age=3, TEA A4 150 age=1, MUG A2 250");
    for (int i = 0; i < ORDERS; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        testshop_sell(shop, name, i % 2 ? "2 TEA, 1 MUG" : "1 MUG, 3 TEA");
    }
    testshop_free(shop);
    clock_fix(TESTSHOP_NOW);
    g_autofree char *log = crew_end(crew_begin(test, 6, releaser));
    g_auto(GStrv) lines = g_strsplit(g_strchomp(log), "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 18); // nobody gave up
    testshop_check(test->db);
    g_assert_cmpint(testdb_number(test->db,
                                  "SELECT CAST(sum(b.allocated) AS BIGINT) FROM balance b "
                                  "JOIN goods g ON g.id = b.goods_id JOIN item i ON i.id = "
                                  "g.item_id WHERE i.sku = 'TEA'"),
                    ==, 250); // to the last piece, and not one more
    g_assert_cmpint(testdb_number(test->db, "SELECT CAST(sum(qty) AS BIGINT) FROM allocation"), ==,
                    testdb_number(test->db, "SELECT CAST(sum(allocated) AS BIGINT) FROM balance"));
    g_assert_cmpint(testdb_number(test->db, "SELECT count(*) FROM sales_order "
                                            "WHERE state NOT IN ('released', 'short')"),
                    ==, 0);
    clock_fix(0);
}

// --- an import that dies

enum { FILE_ORDERS = 300, BATCH = 10 };

static void free_order(void *order)
{
    incoming_order_free(order);
}

static void import_batch(struct session *sam, int from)
{
    g_autoptr(GError) error = NULL;
    struct import_counts counts;
    struct reply reply = {0};
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func(free_order);
    for (int i = from; i < from + BATCH; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        g_autofree char *lines = g_strdup_printf("%d TEA, 1 MUG", 1 + i % 5);
        g_ptr_array_add(orders, testshop_order(name, lines));
    }
    struct import_batch batch = {
        .channel = "shopify", .orders = orders, .counts = &counts, .problems = problems};
    struct op_call call = {.op = op_find("import.orders"), .payload = &batch};
    if (!op_run(sam, &call, &reply, &error))
        g_error("the import failed: %s", error->message);
    reply_clear(&reply);
}

static void import_all(struct db *db, struct member *member)
{
    struct session *sam = testshop_login(db, "sam", NULL);
    for (int i = 0; i < FILE_ORDERS; i += BATCH) {
        import_batch(sam, i);
        if (member)
            crew_say(member, "batch");
    }
    session_free(sam);
}

static void importer(struct member *member)
{
    if (member->generation < 2)
        import_all(member->db, member);
}

// What was imported, without the numbers that the database gives.
static char *orders_in(struct db *db)
{
    static const struct sql sql = {
        "test.orders",
        "SELECT o.external_name || ' ' || o.state || ' ' || o.source_hash || ' ' "
        "|| CAST(count(l.id) AS TEXT) || ' ' || CAST(sum(l.qty) AS TEXT) || ' ' "
        "|| CAST((SELECT count(*) FROM event e WHERE e.about_id = o.id AND e.about = 'order') AS "
        "TEXT) "
        "FROM sales_order o JOIN order_line l ON l.order_id = o.id GROUP BY o.id, "
        "o.external_name, o.state, o.source_hash ORDER BY o.external_name",
        true};
    GError *error = NULL;
    GString *lines = g_string_new(NULL);
    g_autoptr(db_rows) rows = db_query(db, &sql, DB_NO_ARGS, &error);
    g_assert_no_error(error);
    while (db_next(rows, &error))
        g_string_append_printf(lines, "%s\n", db_text(rows, 0));
    g_assert_no_error(error);
    return g_string_free(lines, FALSE);
}

static void test_import(struct testdb *test)
{
    testshop_free(testshop_new(test));
    clock_fix(TESTSHOP_NOW);
    struct crew *crew = crew_begin(test, 1, importer);
    for (int i = 0; i < 2; i++) {
        crew_wait(crew, g_test_rand_int_range(1, FILE_ORDERS / BATCH / 3));
        g_assert_true(crew_kill(crew, 0));
    }
    g_free(crew_end(crew));
    int64_t there = testdb_number(test->db, "SELECT count(*) FROM sales_order");
    g_assert_cmpint(there % BATCH, ==, 0); // batches, whole ones
    g_assert_cmpint(there, >, 0);
    g_assert_cmpint(there, <, FILE_ORDERS);
    import_all(test->db, NULL);
    g_autofree char *found = orders_in(test->db);
    g_autoptr(test_database) other = testdb_new(test->engine);
    testshop_free(testshop_new(other));
    clock_fix(TESTSHOP_NOW);
    import_all(other->db, NULL);
    g_autofree char *wanted = orders_in(other->db);
    g_assert_cmpstr(found, ==, wanted);
    clock_fix(0);
}

// --- counting

enum { COUNTERS = 3, COUNTS = 60, FIRST_COUNT = 100 };

// Three count the same lots of the same places, each another number, while one corrects a place
// that they count, too.
static void count_or_correct(struct member *member)
{
    static const char *const stations[] = {"ANNA", "BEN", "PIA", "SAM"};
    struct session *admin = testshop_login(member->db, "admin", stations[member->place]);
    struct testshop shop = {.db = member->db, .admin = admin};
    for (int i = 0; i < COUNTS; i++) {
        int qty = FIRST_COUNT + member->place;
        g_autofree char *counted =
            g_strdup_printf("TEA A6 %d lot=L%d, MUG A5 %d lot=L%d, TEA A1 %d", qty, i, qty, i, qty);
        if (member->place < COUNTERS)
            testshop_stock(&shop, counted);
        else
            SAYS(admin, "done", NULL, "stock.adjust", "TEA", "A1", "1", NULL, "found");
        crew_say(member, "step");
    }
    session_free(admin);
}

// Who counts reads what the book says and books the difference: were that not guarded, two who see
// the same book would both book it, and a lot would be there twice.
static void test_count(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 1"); // there is something to correct
    testshop_free(shop);
    clock_fix(TESTSHOP_NOW);
    g_free(crew_end(crew_begin(test, COUNTERS + 1, count_or_correct)));
    testshop_check(test->db);
    g_assert_cmpint(testdb_number(test->db, "SELECT count(*) FROM balance b JOIN goods g ON g.id = "
                                            "b.goods_id WHERE g.lot_id IS NOT NULL AND b.on_hand "
                                            "BETWEEN 100 AND 102"),
                    ==, 2 * COUNTS);
    g_assert_cmpint(testdb_number(test->db, "SELECT count(*) FROM lot"), ==, 2 * COUNTS);
    clock_fix(0);
}

// --- what there is once

enum { ONLY = 3, ONCE = 40 };

static void bring(struct session *session, const char *op, struct import_batch *batch)
{
    g_autoptr(GError) error = NULL;
    struct import_counts counts;
    struct reply reply = {0};
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    batch->counts = &counts;
    batch->problems = problems;
    if (!op_run(session, &(struct op_call){.op = op_find(op), .payload = batch}, &reply, &error))
        g_error("the import failed: %s", error->message);
    reply_clear(&reply);
}

// An order whose id everybody spells in another way, as another export of the shop would.
static void bring_order(struct session *session, int i, int who)
{
    g_autofree char *name = g_strdup_printf("#%d", i);
    g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func(free_order);
    struct incoming_order *order = testshop_order(name, "1 TEA");
    g_free(order->external_id);
    order->external_id = g_strdup_printf("%d-%d", who, i);
    incoming_order_seal(order);
    g_ptr_array_add(orders, order);
    bring(session, "import.orders", &(struct import_batch){.channel = "shopify", .orders = orders});
}

// A piece that everybody has found in another place; QTY: 0 where it is gone.
static void bring_piece(struct session *session, int i, int who, int64_t qty)
{
    static const char *const places[] = {"A1", "A2", "A3"};
    g_autofree char *serial = g_strdup_printf("S%d", i);
    const struct incoming_stock row = {
        .sku = (char *)"TEA", .place = (char *)places[who], .serial = serial, .qty = 1, .row = 2};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_array_append_val(rows, row);
    bring(session, "import.stock", &(struct import_batch){.rows = rows});
}

static struct session *at_own_station(struct member *member)
{
    static const char *const stations[] = {"ANNA", "BEN", "PIA"};
    return testshop_login(member->db, "admin", stations[member->place]);
}

static void bring_orders(struct member *member)
{
    g_autoptr(op_session) admin = at_own_station(member);
    for (int i = 0; i < ONCE; i++)
        bring_order(admin, i, member->place);
}

static void bring_pieces(struct member *member)
{
    g_autoptr(op_session) admin = at_own_station(member);
    for (int i = 0; i < ONCE; i++)
        bring_piece(admin, i, member->place, 1);
}

// A name with its time is not unique by the schema: who brings an order reads who has them, and
// were that not guarded, several would read that nobody has.
static void test_one_order(struct testdb *test)
{
    testshop_free(testshop_new(test));
    clock_fix(TESTSHOP_NOW);
    g_free(crew_end(crew_begin(test, ONLY, bring_orders)));
    testshop_check(test->db);
    g_assert_cmpint(testdb_number(test->db, "SELECT count(*) FROM sales_order"), ==, ONLY * ONCE);
    g_assert_cmpint(
        testdb_number(test->db, "SELECT count(*) FROM sales_order WHERE state = 'ready'"), ==,
        ONCE);
    clock_fix(0);
}

// Nor does the schema know that a serial number stands in one place.
static void test_one_piece(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    for (int i = 0; i < ONCE; i++) // known to the house, so that no new row of goods tells
        for (int64_t qty = 1; qty >= 0; qty--)
            bring_piece(shop->admin, i, 0, qty);
    testshop_free(shop);
    clock_fix(TESTSHOP_NOW);
    g_free(crew_end(crew_begin(test, ONLY, bring_pieces)));
    testshop_check(test->db);
    g_assert_cmpint(testdb_number(test->db, "SELECT CAST(sum(b.on_hand) AS BIGINT) FROM balance b "
                                            "JOIN goods g ON g.id = b.goods_id JOIN location l ON "
                                            "l.id = b.location_id WHERE g.serial <> '' AND l.kind "
                                            "= 'pick'"),
                    ==, ONCE);
    clock_fix(0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/parallel/release", test_release);
    testdb_add("/parallel/import", test_import);
    testdb_add("/parallel/count", test_count);
    testdb_add("/parallel/one-order", test_one_order);
    testdb_add("/parallel/one-piece", test_one_piece);
    return g_test_run();
}
