// SPDX-License-Identifier: Apache-2.0
// Orders that two warehouses serve together, and what random deeds found: each a short story.
#include <string.h>

#include "order_pieces.h"
#include "testshop.h"

// --- the other warehouse

static void import_row(struct session *session, const char *op, const void *row, unsigned size,
                       const char *refusal)
{
    GError *error = NULL;
    struct import_counts counts;
    struct reply reply = {0};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, size);
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    g_array_append_vals(rows, row, 1);
    struct import_batch batch = {.rows = rows, .counts = &counts, .problems = problems};
    op_run(session, &(struct op_call){.op = op_find(op), .payload = &batch}, &reply, &error);
    g_assert_no_error(error);
    reply_clear(&reply);
    const struct incoming_problem *problem = problems->len ? problems->pdata[0] : NULL;
    g_assert_cmpstr(problem ? problem->message : NULL, ==, refusal);
}

static void add_place(struct testshop *shop, const char *code, const char *kind,
                      const char *refusal)
{
    const struct incoming_place row = {.code = (char *)code,
                                       .kind = (char *)kind,
                                       .walk = 1,
                                       .row = 2,
                                       .warehouse = (char *)"EAST"};
    import_row(shop->admin, "import.places", &row, sizeof row, refusal);
}

// Pots lie in the east only, tea at home only.
static struct testshop *two_sites(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    const struct incoming_stock pots = {.sku = (char *)"POT",
                                        .place = (char *)"E1",
                                        .qty = 5,
                                        .row = 2,
                                        .warehouse = (char *)"EAST"};
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "warehouse.add", "EAST");
    add_place(shop, "E1", "pick", NULL);
    import_row(shop->admin, "import.stock", &pots, sizeof pots, NULL);
    testshop_stock(shop, "TEA A1 5");
    return shop;
}

// Somebody at a station in the east, for a while.
static struct session *in_the_east(struct testshop *shop, const char *name)
{
    g_autofree char *station = g_strdup_printf("%s-EAST", name);
    SAYS(shop->sam, "done", NULL, "station.warehouse", station, "EAST");
    return testshop_login(shop->db, name, station);
}

// The pick work of the newest order at a site.
static const char *work_at(struct testshop *shop, const char *site)
{
    g_autofree char *query =
        g_strdup_printf("SELECT max(w.id) FROM work w JOIN site s ON s.id = w.site_id WHERE s.code "
                        "= '%s' AND w.kind = 'pick'",
                        site);
    g_autofree char *text = g_strdup_printf("W-%d", 100 + (int)testdb_number(shop->db, query));
    return g_intern_string(text);
}

// A number of a work means that work, not the one of its order that stands nearest.
static void test_named(struct testdb *test)
{
    g_autoptr(test_shop) shop = two_sites(test);
    g_autoptr(op_session) anna = in_the_east(shop, "anna");
    testshop_release(shop, "#1", "1 TEA, 1 POT");
    const char *far = work_at(shop, "EAST"), *near = work_at(shop, "MAIN");
    SAYS(anna, "done", NULL, "pick.start", far);
    g_assert_cmpstr(testshop_last()->subject, ==, far);
    SAYS(shop->ben, "done", NULL, "pick.start", near);
    g_assert_cmpstr(testshop_last()->subject, ==, near);
    REFUSED(shop->ben, TOTE_OTHER_SITE, NULL, "pick.start", far);
}

// One warehouse has picked its part, the other has not begun: the order says "being picked", and
// the last pick can still be taken back.
static void test_undo(struct testdb *test)
{
    g_autoptr(test_shop) shop = two_sites(test);
    g_autoptr(op_session) anna = in_the_east(shop, "anna");
    g_autoptr(op_session) pia = in_the_east(shop, "pia");
    const char *order = testshop_release(shop, "#1", "1 TEA, 1 POT");
    const char *far = work_at(shop, "EAST");
    SAYS(anna, "done", NULL, "pick.start", far);
    testshop_pick(anna, far);
    g_assert_cmpstr(testshop_status(shop->db, order), ==, "picking");
    SAYS(anna, "done", "Undone: 1 back to E1", "pick.undo", far);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM work WHERE kind = 'pack' AND "
                                            "done_at = 0"),
                    ==, 0);
    testshop_pick(anna, far);
    testshop_pack(pia, testshop_open(pia, far));
    REFUSED(anna, TOTE_STATE, NULL, "pick.undo", far);
}

// What is found in another place comes before the line that was left for the end of the walk.
static void test_skipped(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 5, POT A3 1 age=9, POT A6 1");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "1 TEA, 1 POT"));
    SAYS(shop->anna, "done", NULL, "pick.skip", work);
    SAYS(shop->anna, "match", "Place A3", "pick.scan", work, "A3");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    SAYS(shop->anna, "match", "Place A6", "pick.scan", work, "A6");
}

// A place that is on the walk already has the pieces that another lacks: two tasks ask for the
// same, and the check of stock takes both together.
static void test_twice(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "POT A3 2 age=9, POT A6 4");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "5 POT"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A3");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "1", "empty");
    LIES(shop, "POT A6 - 4/4,POT CART - 1/1 [O-100001],POT LOST - 1/0");
    testshop_check(shop->db);
    testshop_pick(shop->anna, work);
}

// A bench with boxes, a cart that work takes along and the only place for lost goods stay what they
// are.
static void test_kinds(struct testdb *test)
{
    g_autoptr(test_shop) shop = two_sites(test);
    g_autoptr(op_session) anna = in_the_east(shop, "anna");
    g_autoptr(op_session) pia = in_the_east(shop, "pia");
    testshop_release(shop, "#1", "1 POT");
    const char *work = work_at(shop, "EAST");
    add_place(shop, "CART2", "cart", NULL);
    add_place(shop, "BENCH2", "pack", NULL);
    add_place(shop, "CART", "pick", "CART holds goods: it cannot turn from cart into pick");
    SAYS(anna, "done", NULL, "pick.start", work);
    testshop_pick(anna, work);
    testshop_pack(pia, testshop_open(pia, work));
    add_place(shop, "PACKED", "cart", "PACKED holds goods: it cannot turn from pack into cart");
    add_place(shop, "CART", "pick", NULL);
    add_place(shop, "LOST", "pick",
              "LOST is the only one of its kind there: it cannot turn from lost into pick");
    add_place(shop, "CART2", "pick",
              "CART2 is the only one of its kind there: it cannot turn from cart into pick");
}

// Two tasks for the same goods: what was scanned at once for the first comes back at once.
static void test_undo_twice(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "POT A3 2 age=9, POT A6 4");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "5 POT"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A3");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "1", "empty");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A6");
    SAYS(shop->anna, "match", "+3 Pot", "pick.scan", work, "]C10104000000000037303");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "POT");
    SAYS(shop->anna, "done", "Undone: 1 back to A6", "pick.undo", work);
    SAYS(shop->anna, "done", "Undone: 3 back to A6", "pick.undo", work);
    SAYS(shop->anna, "done", "Undone: 2 back to A3", "pick.undo", work);
}

// A packing is no picking, also for the one who has it in hand.
static void test_kinds_of_work(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 5");
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#1", "2 TEA"));
    g_autofree char *no = g_strdup_printf("%s is work of another kind: packing, not picking", pack);
    testshop_pack(shop->pia, pack);
    REFUSED(shop->pia, TOTE_NOT_FOUND, no, "pick.scan", pack, "TEA");
    REFUSED(shop->pia, TOTE_NOT_FOUND, no, "pick.undo", pack);
    REFUSED(shop->pia, TOTE_NOT_FOUND, no, "pick.leave", pack);
}

// A station that nobody could log in at is not made.
static void test_stations(struct testdb *test)
{
    g_autoptr(test_shop) shop = two_sites(test);
    REFUSED(shop->sam, TOTE_ARGUMENT, NULL, "station.warehouse", "a:b", "EAST");
    REFUSED(shop->sam, TOTE_ARGUMENT, NULL, "station.warehouse", "", "EAST");
    SAYS(shop->sam, "done", "Station S9 stands in EAST", "station.warehouse", "S9", "EAST");
}

// A piece that went into a box and out again leaves no trace that stops the channel from changing
// the order.
static void test_rewrite(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct import_counts counts;
    testshop_stock(shop, "TEA A1 5");
    const char *order = testshop_picked(shop, "#1", "1 TEA");
    const char *work = work_at(shop, "MAIN");
    const char *pack = testshop_open(shop->pia, order);
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.undo", pack);
    SAYS(shop->pia, "done", NULL, "pack.leave", pack);
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    SAYS(shop->anna, "done", NULL, "pick.leave", work);
    SAYS(shop->sam, "done", NULL, "order.hold", order, "ask");
    g_autofree char *told = NULL;
    testshop_import(shop->sam, &counts, &told, testshop_order("#1", "2 TEA, 1 MUG"), NULL);
    g_assert_cmpstr(told, ==, "import.held: ask (SAM)");
    g_assert_cmpint(counts.updated, ==, 1);
    LIES(shop, "TEA A1 - 5/0");
}

// The words of the only order, in the list and beside it.
static void is_told(struct testshop *shop, const char *words)
{
    struct queue_filter filter = {.limit = 9};
    g_autoptr(rowlist) rows = store_queue(shop->db, &filter, NULL);
    g_autoptr(rowlist) sites = store_fulfilments(shop->db, 1, NULL);
    const struct queue_row *row = list_at(rows, struct queue_row, 0);
    g_autofree char *listed = queue_state_words(row);
    g_autofree char *shown = order_words(row->status, sites);
    g_assert_cmpstr(listed, ==, words);
    g_assert_cmpstr(shown, ==, words);
}

// One warehouse has sent its part; the rest can be held, and cancelled, which ends the order.
static void test_rest(struct testdb *test)
{
    g_autoptr(test_shop) shop = two_sites(test);
    g_autoptr(op_session) anna = in_the_east(shop, "anna");
    g_autoptr(op_session) pia = in_the_east(shop, "pia");
    const char *order = testshop_release(shop, "#1", "1 TEA, 1 POT");
    const char *far = work_at(shop, "EAST");
    SAYS(anna, "done", NULL, "pick.start", far);
    testshop_pick(anna, far);
    const char *pack = testshop_open(pia, far);
    testshop_pack(pia, pack);
    SAYS(pia, "done", NULL, "pack.close", pack);
    REFUSED(shop->pia, TOTE_NOTHING, NULL, "ship.close", "DHL", "MAIN");
    SAYS(pia, "done", NULL, "ship.close", "DHL", "EAST");
    g_assert_cmpstr(testshop_status(shop->db, order), ==, "released");
    is_told(shop, "released to pick; 1 of 2 warehouses shipped");
    SAYS(shop->sam, "done", NULL, "order.hold", order, "ask");
    is_told(shop, "held; a part was shipped");
    LIES(shop, "POT E1 - 4/0,TEA A1 - 5/0");
    SAYS(shop->sam, "done", NULL, "order.unhold", order);
    SAYS(shop->sam, "done", NULL, "order.release", order);
    SAYS(shop->sam, "done", NULL, "order.cancel", order);
    g_assert_cmpstr(testshop_status(shop->db, order), ==, "shipped");
    LIES(shop, "POT E1 - 4/0,TEA A1 - 5/0");
}

// Two parcels of one fulfilment: with the first it is not over, with the second it is, whether they
// leave together or one by one.
static void two_parcels(struct testdb *test, const char *size)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 5");
    testshop_prefix(shop);
    const char *order = testshop_picked(shop, "#1", "2 TEA");
    const char *pack = testshop_open(shop->pia, order);
    for (int i = 0; i < 2; i++) {
        SAYS(shop->pia, "match", NULL, "pack.box", pack, "B1");
        SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    }
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    if (size) {
        SAYS(shop->pia, "done", "M-101: 1 of 2 parcels handed to DHL so far", "ship.close", "DHL",
             NULL, NULL, NULL, size);
        g_assert_cmpstr(testshop_status(shop->db, order), ==, "packed");
    }
    SAYS(shop->pia, "done", "M-101: 2 parcels handed to DHL", "ship.close", "DHL");
    g_assert_cmpstr(testshop_status(shop->db, order), ==, "shipped");
}

static void test_parcels(struct testdb *test)
{
    two_parcels(test, NULL);
}

static void test_parcel_by_parcel(struct testdb *test)
{
    two_parcels(test, "1");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/warehouses/named", test_named);
    testdb_add("/warehouses/undo", test_undo);
    testdb_add("/warehouses/skipped", test_skipped);
    testdb_add("/warehouses/twice", test_twice);
    testdb_add("/warehouses/kinds", test_kinds);
    testdb_add("/warehouses/undo-twice", test_undo_twice);
    testdb_add("/warehouses/kinds-of-work", test_kinds_of_work);
    testdb_add("/warehouses/stations", test_stations);
    testdb_add("/warehouses/rewrite", test_rewrite);
    testdb_add("/warehouses/rest", test_rest);
    testdb_add("/warehouses/parcels", test_parcels);
    testdb_add("/warehouses/parcel-by-parcel", test_parcel_by_parcel);
    return g_test_run();
}
