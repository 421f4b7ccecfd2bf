// SPDX-License-Identifier: Apache-2.0
// Kits: their recipes, the lines that orders get of them, and the way of their parts to the door.
#include <string.h>

#include "answers.h"
#include "clock.h"
#include "kits.h"
#include "numbers.h"
#include "qty.h"
#include "query.h"
#include "store_line.h"
#include "store_order_read.h"
#include "testshop.h"

// Brings one row in; REFUSAL: what is said of it, NULL where it is taken.
static struct import_counts recipe(struct session *session, const char *kit, const char *sku,
                                   int64_t qty, const char *refusal)
{
    GError *error = NULL;
    struct import_counts counts;
    struct reply reply = {0};
    const struct incoming_kit row = {(char *)(uintptr_t)kit, (char *)(uintptr_t)sku, qty, 2};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    g_array_append_val(rows, row);
    struct import_batch batch = {.rows = rows, .counts = &counts, .problems = problems};
    op_run(session, &(struct op_call){.op = op_find("import.kits"), .payload = &batch}, &reply,
           &error);
    g_assert_no_error(error);
    reply_clear(&reply);
    const struct incoming_problem *problem = problems->len ? problems->pdata[0] : NULL;
    g_assert_cmpstr(problem ? problem->message : NULL, ==, refusal);
    return counts;
}

// A breakfast of two teas and a mug; SPOON and POT stand for it.
static struct testshop *kit_shop(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    testshop_prefix(shop);
    recipe(shop->sam, "SPOON", "TEA", 2, NULL);
    recipe(shop->sam, "SPOON", "MUG", 1, NULL);
    return shop;
}

// --- recipes

static void test_book(void)
{
    g_autoptr(kit_book) book = kit_book_new();
    kit_book_put(book, &(struct kit_row){"BOX", "SET", "Set", 2});
    kit_book_put(book, &(struct kit_row){"BOX", "CUP", "Cup", 1});
    kit_book_put(book, &(struct kit_row){"SET", "CUP", "Cup", 3});
    kit_book_put(book, &(struct kit_row){"SET", "BAG", "Bag", 1});
    const GArray *parts = kit_book_find(book, "BOX");
    g_assert_cmpuint(parts->len, ==, 2);
    g_assert_cmpstr(g_array_index(parts, struct kit_part, 0).sku, ==, "CUP");
    g_assert_cmpint(g_array_index(parts, struct kit_part, 0).per, ==, 7);
    g_assert_cmpint(g_array_index(parts, struct kit_part, 1).per, ==, 2);
    g_assert_null(kit_book_find(book, "CUP"));
    g_assert_cmpint(kit_book_fits(book, "SET", "BOX"), ==, KIT_CIRCLE);
    g_assert_cmpint(kit_book_fits(book, "BAG", "BAG"), ==, KIT_CIRCLE);
    g_assert_cmpint(kit_book_fits(book, "CRATE", "BOX"), ==, KIT_FITS);
    kit_book_put(book, &(struct kit_row){"CRATE", "BOX", "Box", 1});
    kit_book_put(book, &(struct kit_row){"TRUCK", "CRATE", "Crate", 1});
    g_assert_cmpint(kit_book_fits(book, "SHIP", "TRUCK"), ==, KIT_FITS);
    kit_book_put(book, &(struct kit_row){"SHIP", "TRUCK", "Truck", 1});
    g_assert_cmpint(kit_book_fits(book, "SEA", "SHIP"), ==, KIT_TOO_DEEP);
    g_assert_cmpint(kit_book_fits(book, "BAG", "PEN"), ==, KIT_TOO_DEEP);
    g_assert_cmpint(kit_book_fits(book, "SHIP", "PEN"), ==, KIT_FITS);
    kit_book_put(book, &(struct kit_row){"SET", "CUP", "Cup", 0});
    kit_book_put(book, &(struct kit_row){"SET", "BAG", "Bag", 0});
    g_assert_null(kit_book_find(book, "SET"));
}

// A sum that no number of pieces holds stays at the most, however it comes about.
static void test_book_most(void)
{
    g_autoptr(kit_book) book = kit_book_new();
    kit_book_put(book, &(struct kit_row){"BOX", "SET", "Set", QTY_MAX / 2});
    kit_book_put(book, &(struct kit_row){"BOX", "CUP", "Cup", QTY_MAX / 2});
    kit_book_put(book, &(struct kit_row){"SET", "CUP", "Cup", 1});
    kit_book_put(book, &(struct kit_row){"SET", "BAG", "Bag", 3});
    const GArray *parts = kit_book_find(book, "BOX");
    g_assert_cmpint(g_array_index(parts, struct kit_part, 0).per, ==, QTY_MAX / 2 * 2);
    g_assert_cmpint(g_array_index(parts, struct kit_part, 1).per, ==, QTY_MAX);
    kit_book_put(book, &(struct kit_row){"SET", "CUP", "Cup", 2});
    parts = kit_book_find(book, "BOX");
    g_assert_cmpint(g_array_index(parts, struct kit_part, 0).per, ==, QTY_MAX);
}

// What was asked for before is worked out again when a recipe changes, also one further down.
static void test_book_follows(void)
{
    g_autoptr(kit_book) book = kit_book_new();
    kit_book_put(book, &(struct kit_row){"BOX", "SET", "Set", 2});
    kit_book_put(book, &(struct kit_row){"SET", "CUP", "Cup", 3});
    const GArray *parts = kit_book_find(book, "BOX");
    g_assert_cmpint(g_array_index(parts, struct kit_part, 0).per, ==, 6);
    kit_book_put(book, &(struct kit_row){"SET", "CUP", "Cup", 4});
    parts = kit_book_find(book, "BOX");
    g_assert_cmpint(g_array_index(parts, struct kit_part, 0).per, ==, 8);
    kit_book_put(book, &(struct kit_row){"BOX", "SET", "Set", 0});
    g_assert_null(kit_book_find(book, "BOX"));
}

static void test_recipes(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    g_assert_cmpint(recipe(shop->sam, "SPOON", "TEA", 2, NULL).unchanged, ==, 1);
    g_assert_cmpint(recipe(shop->sam, "SPOON", "TEA", 3, NULL).updated, ==, 1);
    recipe(shop->sam, "POT", "SPOON", 1, NULL);
    recipe(shop->sam, "SPOON", "POT", 1, "POT cannot be part of SPOON: a kit would hold itself");
    recipe(shop->sam, "TEA", "TEA", 1, "TEA cannot be part of TEA: a kit would hold itself");
    recipe(shop->sam, "POT", "CUP", 1, "The item CUP is not in the catalogue; import it first");
    recipe(shop->sam, "BOX", "TEA", 1, "The item BOX is not in the catalogue; import it first");
    recipe(shop->sam, "SPOON", "TEA", 100000, NULL);
    recipe(
        shop->sam, "POT", "SPOON", 10000,
        "With 10000 of SPOON in POT a kit would hold more pieces of one item than can be counted");
    recipe(shop->sam, "SPOON", "TEA", 10, NULL);
    recipe(shop->sam, "POT", "SPOON", 90000, NULL);
    recipe(shop->sam, "SPOON", "TEA", 90000, // also where what holds it does
           "With 90000 of TEA in SPOON a kit would hold more pieces of one item than can be "
           "counted");
    g_assert_cmpint(recipe(shop->sam, "SPOON", "TEA", 10, NULL).unchanged, ==, 1);
    recipe(shop->sam, "POT", "TEA", 100001, "100001 of TEA in one POT: 100000 at most");
    g_assert_cmpint(recipe(shop->sam, "POT", "SPOON", 0, NULL).updated, ==, 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM kit"), ==, 2);
    GError *error = NULL;
    struct reply reply = {0};
    g_assert_false(
        op_run(shop->anna, &(struct op_call){.op = op_find("import.kits")}, &reply, &error));
    g_assert_true(tote_error_is(error, TOTE_ROLE));
    g_clear_error(&error);
}

// --- orders

// The kit's line stays, its parts stand under it, and what changes later changes no order.
static void test_lines(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    struct import_counts counts;
    testshop_stock(shop, "TEA A1 9, MUG A2 9");
    testshop_sell(shop, "#1", "3 SPOON, 1 MUG");
    recipe(shop->sam, "SPOON", "TEA", 5, NULL);
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#1");
    LIES(shop, "MUG A2 - 9/4,TEA A1 - 9/6");
    SHOWS(shop, "\"lines\":[{\"line\":1,\"sku\":\"SPOON\",\"name\":\"SPOON\",\"kind\":\"kit\","
                "\"qty\":3,\"allocated\":3,\"picked\":0,\"packed\":0,\"shipped\":0,\"returned\":0,"
                "\"missing\":0,\"part_of\":null,\"sites\":[],\"cancelled\":0},{\"line\":3,\"sku\":"
                "\"TEA\",\"name\":\"Tea\","
                "\"kind\":\"part\",\"qty\":6,\"allocated\":6");
    SHOWS(shop, "\"part_of\":\"SPOON\"");
    SHOWS(shop, "{\"line\":2,\"sku\":\"MUG\",\"name\":\"MUG\",\"kind\":\"goods\",\"qty\":1");
    struct incoming_order *again = testshop_order("#1", "3 SPOON, 1 MUG");
    again->total += 100;
    incoming_order_seal(again);
    g_autofree char *told = NULL;
    testshop_import(shop->sam, &counts, &told, again, NULL);
    HAS(told, "changed its total");
    g_assert_cmpint(counts.held, ==, 0); // the channel knows nothing of parts
    const char *work = testshop_start(shop->anna, "O-100001");
    HAS(testshop_last()->json, "\"part_of\":\"SPOON\"");
    testshop_pick(shop->anna, work);
    SHOWS(shop, "\"kind\":\"kit\",\"qty\":3,\"allocated\":3,\"picked\":3,\"packed\":0");
    const char *pack = testshop_open(shop->pia, "O-100001");
    HAS(testshop_last()->json, "\"part_of\":\"SPOON\"");
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL", "MAIN");
    SHOWS(shop, "\"kind\":\"kit\",\"qty\":3,\"allocated\":3,\"picked\":3,\"packed\":3,"
                "\"shipped\":3");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "shipped");
    testshop_sell(shop, "#2", "1 SPOON");
    g_assert_cmpint(testdb_number(shop->db, "SELECT per FROM order_line WHERE order_id = 2 AND sku "
                                            "= 'TEA'"),
                    ==, 5);
    SAYS(shop->sam, "done", NULL, "order.cancel", "#2");
}

// Kits come from several warehouses as whole kits only. One that is short waits with the parts that
// lie together best, and whoever tells what is missing says the same: pieces of the other parts.
static void test_sites(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    struct session *north = testshop_north(shop);
    testshop_stock(shop, "TEA A1 5");
    testshop_sell(shop, "#1", "2 SPOON");
    for (int i = 0; i < 2; i++) {
        SAYS(shop->sam, "done", NULL, "order.release", "#1");
        HAS(testshop_last()->json, "\"sku\":\"MUG\",\"missing\":2,\"free\":[]}],\"why\":["
                                   "\"O-100001: 2 of 2 MUG are missing: none is free\"]");
        SHOWS(shop, "\"MUG: 2 missing, part of SPOON\"]");
        SHOWS(shop, "\"missing\":2");
    }
    testshop_stock(shop, "MUG NORTH:A2 2");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    HAS(testshop_last()->json,
        "\"why\":[\"O-100001: 2 of 2 MUG are missing where the other parts of "
        "SPOON lie: NORTH has 2\"]");
    SHOWS(shop, "\"MUG: 2 missing, part of SPOON; free: NORTH has 2\"]");
    LIES(shop, "MUG A2 - 2/0,TEA A1 - 5/4");
    testshop_stock(shop, "MUG A2 1, TEA NORTH:A1 2");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#1");
    LIES(shop, "MUG A2 - 1/1,MUG A2 - 2/1,TEA A1 - 2/2,TEA A1 - 5/2");
    testshop_send_off(north, shop, "NORTH");
    SHOWS(shop, "\"kind\":\"kit\",\"qty\":2,\"allocated\":2,\"picked\":1,\"packed\":1,"
                "\"shipped\":1");
    testshop_send_off(shop->pia, shop, "MAIN");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "shipped");
    session_free(north);
}

// A part that is also sold by itself: of a kit no more is missing than it takes.
static void test_part_alone(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    testshop_stock(shop, "TEA A1 3, MUG A2 2");
    testshop_sell(shop, "#1", "2 SPOON, 5 TEA");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    HAS(testshop_last()->json, "\"O-100001: 4 of 4 TEA are missing: none is free\"");
}

// A shop may let the parts of one kit come from several warehouses.
static void test_parts(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    struct session *north = testshop_north(shop);
    testshop_stock(shop, "TEA A1 5, MUG NORTH:A2 2");
    SAYS(shop->admin, "done", NULL, "setting.set", "order.split", "parts");
    testshop_release(shop, "#1", "2 SPOON");
    testshop_send_off(north, shop, "NORTH");
    SHOWS(shop, "\"kind\":\"kit\",\"qty\":2,\"allocated\":2,\"picked\":0,\"packed\":0");
    testshop_send_off(shop->pia, shop, "MAIN");
    SHOWS(shop, "\"kind\":\"kit\",\"qty\":2,\"allocated\":2,\"picked\":2,\"packed\":2");
    session_free(north);
}

// A part is not where it should be: the kit goes out whole, or somebody says that it need not.
static void test_short(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    testshop_stock(shop, "TEA A1 4, MUG A2 2");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 SPOON"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "3", "broken");
    testshop_pick(shop->anna, work);
    const char *pack = testshop_open(shop->pia, work);
    testshop_pack(shop->pia, pack);
    REFUSED(shop->pia, TOTE_STATE,
            "A kit is not whole: missing are 1 Tea of SPOON, and 1 Tea of SPOON, 1 Mug of SPOON in "
            "the boxes make none",
            "pack.close", pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack, "yes");
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL", "MAIN");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "short");
    SHOWS(shop, "\"kind\":\"kit\",\"qty\":2,\"allocated\":1,\"picked\":1,\"packed\":1,"
                "\"shipped\":1");
    SHOWS(shop, "\"TEA: 1 missing, part of SPOON\"");
    testshop_stock(shop, "TEA A3 1");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#1");
    testshop_pick(shop->anna, testshop_start(shop->anna, "O-100001"));
    pack = testshop_open(shop->pia, "O-100001");
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack); // the rest of a kit that left
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL", "MAIN");
    SHOWS(shop, "\"kind\":\"kit\",\"qty\":2,\"allocated\":2,\"picked\":2,\"packed\":2,"
                "\"shipped\":2");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "shipped");
}

// A part of a kit that is begun asks for the others, though no kit is whole.
static void test_begun(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    testshop_stock(shop, "TEA A1 4, MUG A2 2");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 SPOON"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "3", "broken");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A2");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "1", "broken");
    testshop_pick(shop->anna, work);
    const char *pack = testshop_open(shop->pia, work);
    testshop_pack(shop->pia, pack);
    REFUSED(shop->pia, TOTE_STATE,
            "A kit is not whole: missing are 1 Tea of SPOON, 1 Mug of SPOON, and 1 Tea of SPOON in "
            "the boxes make none",
            "pack.close", pack);
}

// What a kit lacks are whole kits, what an order lacks are pieces of goods.
static void test_units(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    testshop_stock(shop, "TEA A1 8, MUG A2 4");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "4 SPOON"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "1", "broken");
    testshop_pick(shop->anna, work);
    SHOWS(shop, "\"kind\":\"kit\",\"qty\":4,\"allocated\":0,\"picked\":0,\"packed\":0,"
                "\"shipped\":0,\"returned\":0,\"missing\":4,");
    SHOWS(shop, "\"kind\":\"part\",\"qty\":8,\"allocated\":1,\"picked\":1,\"packed\":0,"
                "\"shipped\":0,\"returned\":0,\"missing\":7,");
    g_autoptr(rowlist) orders = store_queue(shop->db, &(struct queue_filter){.limit = 1}, NULL);
    const struct queue_row *order = list_at(orders, struct queue_row, 0);
    g_assert_cmpint(order->pieces, ==, 12);
    g_assert_cmpint(order->open, ==, 7);
}

static void test_stock(struct testdb *test)
{
    GError *error = NULL;
    g_autoptr(test_shop) shop = kit_shop(test);
    struct session *north = testshop_north(shop);
    g_autoptr(doc_handle) doc = doc_new(), plain = doc_new();
    testshop_stock(shop, "TEA A1 5, MUG A2 9, TEA NORTH:A1 2, MUG NORTH:A2 1");
    int64_t kit = testdb_number(shop->db, "SELECT id FROM item WHERE sku = 'SPOON'");
    g_assert_true(show_stock(shop->db, kit, clock_now(), doc, &error));
    g_autofree char *json = doc_json(doc);
    HAS(json, "\"kit\":{\"parts\":[{\"sku\":\"TEA\",\"name\":\"Tea\",\"qty\":2,\"free\":7},"
              "{\"sku\":\"MUG\",\"name\":\"Mug\",\"qty\":1,\"free\":10}],\"sites\":[{\"warehouse\":"
              "\"MAIN\",\"buildable\":2},{\"warehouse\":\"NORTH\",\"buildable\":1}],"
              "\"buildable\":3}");
    g_assert_true(show_stock(shop->db, 1, clock_now(), plain, &error));
    g_autofree char *none = doc_json(plain);
    HAS(none, "\"kit\":null");
    session_free(north);
}

// What an engine proposes keeps kits whole, too, unless the shop lets their parts come apart.
static void test_proposed(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    struct session *north = testshop_north(shop);
    testshop_stock(shop, "TEA A1 2, MUG A2 1, TEA NORTH:A1 3, MUG NORTH:A2 1");
    testshop_sell(shop, "#1", "2 SPOON");
    SAYS(shop->sam, "done", "Proposed for O-100001: MAIN 3, NORTH 3", "order.propose", "#1");
    SAYS(shop->sam, "done", "1 of 1 order released to pick, 1 as proposed", "order.release", "#1");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM proposal WHERE accepted_by > 0"),
                    ==, 1);
    testshop_stock(shop, "TEA A5 1, MUG NORTH:A3 1");
    testshop_sell(shop, "#2", "1 SPOON"); // a tea is here, the other one and the mug are there
    SAYS(shop->sam, "done",
         "O-100002: 1 of 1 kits SPOON cannot be made up where their parts are left",
         "order.propose", "#2");
    HAS(testshop_last()->json, "\"code\":\"kit_apart\"");
    SAYS(shop->admin, "done", NULL, "setting.set", "order.split", "parts");
    SAYS(shop->sam, "done", "Proposed for O-100002: MAIN 1, NORTH 2", "order.propose", "#2");
    session_free(north);
}

// The engine takes the teas from where they are cheapest, so that the kit cannot be made up: the
// rules plan it.
static void test_proposed_loose(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    testshop_two_houses(shop);
    testshop_stock(shop, "TEA A1 4, TEA NORTH:A1 3, MUG NORTH:A2 1");
    testshop_sell(shop, "#1", "1 SPOON, 3 TEA");
    SAYS(shop->sam, "done", "Proposed for O-100001: MAIN 3, NORTH 3", "order.propose", "#1");
    SAYS(shop->sam, "done", "1 of 1 order released to pick, 1 as proposed", "order.release", "#1");
    LIES(shop, "MUG A2 - 1/1,TEA A1 - 3/2,TEA A1 - 4/3");
}

// As many pieces as a kit may have, and not one more.
static void test_most(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    g_assert_cmpint(recipe(shop->sam, "POT", "TEA", 100000, NULL).created, ==, 1);
    recipe(shop->sam, "POT", "TEA", 100001, "100001 of TEA in one POT: 100000 at most");
}

// Lines stay whole: of a part that some warehouse has, only what nobody has is missing.
static void test_lacking_part(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    testshop_two_houses(shop);
    SAYS(shop->admin, "done", NULL, "setting.set", "order.split", "lines");
    testshop_stock(shop, "TEA A1 3, TEA NORTH:A1 2, MUG A2 3");
    testshop_sell(shop, "#1", "3 SPOON");
    SAYS(shop->sam, "done", NULL, "order.propose", "#1");
    HAS(testshop_last()->json, "1 of 6 TEA are missing");
}

// A share of a part that another warehouse has is of the same kit.
static void test_share_of_part(struct testdb *test)
{
    g_autoptr(test_shop) shop = kit_shop(test);
    g_autoptr(GError) error = NULL;
    unsigned shares = 0;
    testshop_two_houses(shop);
    SAYS(shop->admin, "done", NULL, "setting.set", "order.split", "parts");
    testshop_stock(shop, "TEA A1 1, TEA NORTH:A1 1, MUG A2 1");
    testshop_release(shop, "#1", "1 SPOON");
    g_autoptr(rowlist) lines = store_order_lines(shop->db, 1, &error);
    g_assert_no_error(error);
    for (unsigned i = 0; i < list_len(lines); i++) {
        const struct line_row *line = list_at(lines, struct line_row, i);
        shares += !strcmp(line->kind, "split");
        g_assert_cmpstr(line->part_of, ==, strcmp(line->kind, "kit") ? "SPOON" : "");
        g_assert_true((line->kit_line > 0) == (strcmp(line->kind, "kit") != 0));
    }
    g_assert_cmpuint(shares, ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/kit/book", test_book);
    g_test_add_func("/kit/book/follows", test_book_follows);
    g_test_add_func("/kit/book/most", test_book_most);
    testdb_add("/kit/recipes", test_recipes);
    testdb_add("/kit/lines", test_lines);
    testdb_add("/kit/sites", test_sites);
    testdb_add("/kit/part-alone", test_part_alone);
    testdb_add("/kit/parts", test_parts);
    testdb_add("/kit/short", test_short);
    testdb_add("/kit/begun", test_begun);
    testdb_add("/kit/units", test_units);
    testdb_add("/kit/stock", test_stock);
    testdb_add("/kit/proposed", test_proposed);
    testdb_add("/kit/proposed_loose", test_proposed_loose);
    testdb_add("/kit/most", test_most);
    testdb_add("/kit/lacking-part", test_lacking_part);
    testdb_add("/kit/share-of-part", test_share_of_part);
    return g_test_run();
}
