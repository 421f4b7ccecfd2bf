// SPDX-License-Identifier: Apache-2.0
// Work of every kind by the same verbs, and an order that two warehouses serve together.
#include <string.h>

#include "numbers.h"
#include "store_tally.h"
#include "store_work.h"
#include "testshop.h"
#include "work_kinds.h"

// Answers what the work asks for until it asks for nothing, without knowing what kind it is.
// Returns the questions, "place item item".
static char *follow(struct session *session, const char *work)
{
    g_autoptr(GString) asked = g_string_new(NULL);
    while (strcmp(testshop_answer("expect"), "nothing") != 0) {
        const char *expect = testshop_answer("expect");
        const char *code = !strcmp(expect, "choice") ? "close" : testshop_answer("target");
        g_string_append_printf(asked, "%s%s", asked->len ? " " : "", expect);
        g_assert_cmpuint(asked->len, <, 400);
        SAYS(session, !strcmp(expect, "choice") ? "done" : "match", NULL, "work.scan", work, code);
    }
    g_assert_cmpstr(testshop_answer("quantity"), ==, "0");
    return g_strdup(asked->str);
}

static void is_answer(const char *key, const char *value)
{
    g_assert_cmpstr(testshop_answer(key), ==, value);
}

static void test_any(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10, MUG A2 5");
    testshop_prefix(shop);
    REFUSED(shop->anna, TOTE_NOTHING, "No work waits for you here", "work.next");
    REFUSED(shop->anna, TOTE_NOTHING, NULL, "work.next", "pick, pack");
    g_autofree char *kinds = work_kinds_list();
    g_autofree char *unknown =
        g_strdup_printf("There is no work of kind 'foo'; there are: %s", kinds);
    REFUSED(shop->anna, TOTE_ARGUMENT, unknown, "work.next", "pick,foo");
    testshop_release(shop, "#1", "2 TEA, 1 MUG");
    SAYS(shop->anna, "done", "W-101: order O-100001, 2 lines", "work.next");
    is_answer("kind", "pick");
    is_answer("expect", "place");
    is_answer("target", "A1");
    is_answer("quantity", "2");
    g_autofree char *picking = follow(shop->anna, "W-101");
    g_assert_cmpstr(picking, ==, "place item item place item");
    REFUSED(shop->anna, TOTE_NOTHING, NULL, "work.next"); // a picker does not pack
    REFUSED(shop->anna, TOTE_ROLE, "ANNA may not do packing", "work.take", "W-102");
    SAYS(shop->pia, "done", "W-102: order O-100001, 3 pieces", "work.next");
    is_answer("kind", "pack");
    is_answer("target", "TEA");
    g_autofree char *packing = follow(shop->pia, "W-102");
    g_assert_cmpstr(packing, ==, "item item item choice");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "packed");
    REFUSED(shop->pia, TOTE_WORK_OVER, "W-102 is done: order O-100001 is packed", "work.take",
            "W-102");
    // Also who scans its number, as one does to take it over, hears that nothing is left of it.
    static const char *const numbers[] = {"W-102", "O-100001"};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        REFUSED(shop->sam, TOTE_WORK_OVER, "W-102 is done: order O-100001 is packed", "work.scan",
                "W-102", numbers[i]);
    REFUSED(shop->pia, TOTE_NOT_FOUND, "There is no work W-199", "work.take", "W-199");
}

// One's own work first, then what somebody began, then what is promised first; packing before
// picking, which blocks carts.
static void test_next(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10, MUG A2 5");
    testshop_picked(shop, "#1", "1 TEA");
    testshop_release(shop, "#2", "2 TEA");
    struct incoming_order *early = testshop_order("#3", "1 MUG");
    early->placed_at = early->paid_at = TESTSHOP_NOW - 600 * (int64_t)MINUTE_MS;
    incoming_order_seal(early);
    testshop_import(shop->sam, NULL, NULL, early, NULL);
    SAYS(shop->sam, "done", NULL, "order.release", "#3");
    SAYS(shop->sam, "done", "W-102: order O-100001, 1 piece", "work.next");
    SAYS(shop->sam, "done", "W-102 goes on", "work.next");
    SAYS(shop->sam, "done", "W-104: order O-100003, 1 line", "work.next", "pick");
    SAYS(shop->sam, "done", "W-104 given back", "work.leave", "W-104");
    SAYS(shop->ben, "done", "W-104: order O-100003, 1 line", "work.next");
    SAYS(shop->anna, "done", "W-103: order O-100002, 1 line", "work.next");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-103", "A1");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-103", "TEA");
    SAYS(shop->anna, "done", NULL, "work.leave", "W-103");
    SAYS(shop->ben, "match", NULL, "work.scan", "W-104", "A2");
    SAYS(shop->ben, "match", NULL, "work.scan", "W-104", "MUG");
    SAYS(shop->ben, "done", NULL, "work.next");
    is_answer("work", "W-103");
    g_assert_nonnull(strstr(testshop_last()->json, "Somebody began it and gave it back"));
    SAYS(shop->ben, "done", "Undone: 1 back to A1", "work.undo", "W-103");
    SAYS(shop->anna, "taken", NULL, "work.take", "W-103");
    SAYS(shop->anna, "done", "W-103 taken over from ben", "work.take", "W-103");
    SAYS(shop->ben, "taken", "ANNA has just taken W-103: scan W-103 or its order to take it over",
         "work.scan", "W-103", "A1");
}

// Neither warehouse has both: two fulfilments, picked, packed and shipped by themselves.
static void test_two_warehouses(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 10, MUG NORTH:A1 5, POT NORTH:A2 1");
    testshop_release(shop, "#1", "2 TEA, 1 MUG, 1 POT");
    LIES(shop, "MUG A1 - 5/1,POT A2 - 1/1,TEA A1 - 10/2");
    SAYS(shop->anna, "done", "W-101: order O-100001, 1 line", "work.next");
    SAYS(shop->anna, "match", "Place A1", "work.scan", "W-101", "A1"); // hers, not the other A1
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "TEA");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "TEA");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==,
                    "picking"); // the north has not begun
    REFUSED(shop->anna, TOTE_NOTHING, NULL, "work.next");
    REFUSED(shop->sam, TOTE_STATE, NULL, "order.cancel", "#1");
    SAYS(shop->pia, "done", "W-103: order O-100001, 2 pieces", "pack.open", "#1");
    testshop_pack(shop->pia, "W-103");
    SAYS(shop->pia, "done", NULL, "pack.close", "W-103");
    SAYS(shop->pia, "done", "M-101: 1 parcel handed to DHL", "ship.close", "DHL");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "released"); // the rest of it
    SAYS(north, "done", "W-102: order O-100001, 2 lines", "work.next");
    testshop_pick(north, "W-102");
    SAYS(north, "done", "W-104: order O-100001, 2 pieces", "pack.open", "#1");
    testshop_pack(north, "W-104");
    SAYS(north, "done", NULL, "pack.close", "W-104");
    REFUSED(shop->pia, TOTE_NOTHING, NULL, "ship.close", "DHL"); // nothing of hers
    REFUSED(shop->pia, TOTE_OTHER_SITE,
            "Closing the manifest is work of NORTH; this station stands in MAIN", "ship.close",
            "UPS", "NORTH");
    SAYS(north, "done", "M-102: 1 parcel handed to UPS", "ship.close", "UPS");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "shipped");
    LIES(shop, "MUG A1 - 4/0,TEA A1 - 8/0");
}

// At a station only work of its warehouse is done, by whatever verb; without a station all of it.
static void test_other_warehouse(struct testdb *test)
{
    static const char *const no = "W-101 is work of NORTH; this station stands in MAIN";
    static const char *const pack_no = "W-102 is work of NORTH; this station stands in MAIN";
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    g_autoptr(op_session) line = testshop_login(shop->db, "sam", NULL);
    static const char *const picks[] = {"work.take",  "work.leave", "work.undo", "pick.skip",
                                        "pick.leave", "pick.undo",  "pick.start"};
    static const char *const packs[] = {"work.take",  "work.leave", "work.undo", "pack.close",
                                        "pack.leave", "pack.undo",  "pack.open"};
    testshop_prefix(shop);
    testshop_stock(shop, "TEA NORTH:A1 10");
    testshop_release(shop, "#1", "2 TEA");
    for (size_t i = 0; i < G_N_ELEMENTS(picks); i++)
        REFUSED(shop->anna, TOTE_OTHER_SITE, no, picks[i], "W-101");
    REFUSED(shop->anna, TOTE_OTHER_SITE, no, "pick.start", "#1");
    REFUSED(shop->anna, TOTE_OTHER_SITE, no, "work.scan", "W-101", "W-101");
    REFUSED(shop->anna, TOTE_OTHER_SITE, no, "pick.scan", "W-101", "A1");
    REFUSED(shop->anna, TOTE_OTHER_SITE, no, "pick.short", "W-101", "0");
    SAYS(line, "done", NULL, "pick.start", "#1");
    SAYS(line, "match", NULL, "pick.scan", "W-101", "A1");
    // Also what the same person began elsewhere waits there.
    REFUSED(shop->sam, TOTE_OTHER_SITE, no, "pick.scan", "W-101", "TEA");
    REFUSED(shop->sam, TOTE_NOTHING, NULL, "work.next");
    // But everybody comes away from it.
    SAYS(shop->sam, "done", "W-101 given back", "work.leave", "W-101");
    SAYS(line, "done", NULL, "pick.start", "#1");
    SAYS(shop->sam, "done", "W-101 given back", "pick.leave", "W-101");
    REFUSED(shop->sam, TOTE_OTHER_SITE, no, "work.leave", "W-101");
    SAYS(line, "done", NULL, "pick.start", "#1");
    testshop_pick(line, "W-101");
    for (size_t i = 0; i < G_N_ELEMENTS(packs); i++)
        REFUSED(shop->pia, TOTE_OTHER_SITE, pack_no, packs[i], "W-102");
    REFUSED(shop->pia, TOTE_OTHER_SITE, pack_no, "pack.open", "#1");
    REFUSED(shop->pia, TOTE_OTHER_SITE, pack_no, "pack.scan", "W-102", "TEA");
    REFUSED(shop->pia, TOTE_OTHER_SITE, pack_no, "pack.box", "W-102", "B1");
    REFUSED(shop->pia, TOTE_OTHER_SITE, pack_no, "pack.weigh", "W-102", "100");
    testshop_open(line, "#1");
    SAYS(shop->sam, "done", NULL, "pack.leave", "W-102");
    testshop_open(north, "#1");
    testshop_pack(north, "W-102");
    SAYS(north, "done", NULL, "pack.close", "W-102");
    SAYS(line, "done", "M-101: 1 parcel handed to DHL", "ship.close", "DHL", "NORTH");
}

// Of two works of an order at different sites the one here is meant, also where one's own is there.
static void test_nearest(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    (void)north; // lives to the end of the block
    g_autoptr(op_session) line = testshop_login(shop->db, "sam", NULL);
    testshop_stock(shop, "TEA A1 10, MUG NORTH:A1 5");
    testshop_release(shop, "#1", "2 TEA, 1 MUG");
    SAYS(line, "done", NULL, "pick.start", "W-102");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM work w JOIN site s ON s.id = "
                                            "w.site_id WHERE w.id = 2 AND s.code = 'NORTH'"),
                    ==, 1);
    SAYS(shop->sam, "done", "W-101: order O-100001, 1 line", "pick.start", "#1");
}

// What was taken back is not packed, what nobody found is not picked: neither counts as done today.
static void test_withdrawn(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    testshop_stock(shop, "TEA A1 5, MUG A2 1");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "1 TEA"));
    testshop_pick(shop->anna, work);
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    REFUSED(shop->pia, TOTE_WORK_OVER, "W-102 was withdrawn: order O-100001 is being picked",
            "work.take", "W-102");
    const char *none = testshop_start(shop->ben, testshop_release(shop, "#2", "1 MUG"));
    SAYS(shop->ben, "done", NULL, "pick.short", none, "0", "empty");
    testshop_release(shop, "#3", "1 TEA");
    SAYS(shop->sam, "done", NULL, "order.cancel", "#3");
    g_autoptr(rowlist) hours = store_done_hours(shop->db, TESTSHOP_NOW - 60 * MINUTE_MS, 0, &error);
    for (unsigned i = 0; i < list_len(hours); i++) {
        int64_t what = list_at(hours, struct hour_row, i)->what;
        g_assert_true(what == TALLY_CAME || what == TALLY_SCANS);
    }
    testshop_pick(shop->anna, work); // the same packing waits again
    SAYS(shop->pia, "done", "W-102: order O-100001, 1 piece", "work.take", "W-102");
    list_free(g_steal_pointer(&hours));
    hours = store_done_hours(shop->db, TESTSHOP_NOW - 60 * MINUTE_MS, 0, &error);
    int64_t picked = 0;
    for (unsigned i = 0; i < list_len(hours); i++)
        picked += list_at(hours, struct hour_row, i)->what == TALLY_PICKED;
    g_assert_cmpint(picked, ==, 1);
}

// One warehouse that has everything serves alone, whichever it is; a place is named with its site.
static void test_one_of_two(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_stock(shop, "TEA A1 10, TEA NORTH:A1 5, MUG NORTH:A2 5");
    testshop_release(shop, "#1", "2 TEA, 1 MUG");
    REFUSED(shop->anna, TOTE_NOTHING, NULL, "work.next");
    SAYS(north, "done", "W-101: order O-100001, 2 lines", "work.next");
    SAYS(shop->sam, "done", "1 Tea from NORTH:A1 to NORTH:A2", "stock.move", "TEA", "NORTH:A1",
         "NORTH:A2", "1");
    REFUSED(shop->sam, TOTE_NOT_FOUND, NULL, "stock.move", "TEA", "SOUTH:A1", "A2", "1");
    REFUSED(north, TOTE_STATE,
            "A1 is in NORTH, A2 in MAIN: goods on their way between warehouses lie in neither",
            "stock.move", "TEA", "A1", "MAIN:A2", "1");
    SAYS(north, "done", NULL, "stock.adjust", "TEA", "A1", "1", "yes", "to MAIN");
    SAYS(north, "done", NULL, "stock.adjust", "TEA", "MAIN:A2", "1", NULL, "from NORTH");
    REFUSED(shop->admin, TOTE_EXISTS, "There is a warehouse NORTH already", "warehouse.add",
            "north");
    REFUSED(shop->admin, TOTE_ARGUMENT, NULL, "warehouse.add", "no blank");
    REFUSED(shop->anna, TOTE_ROLE, NULL, "warehouse.add", "EAST");
}

// What a part shipment leaves open waits for goods, and ends as shipped when the rest is cancelled.
static void test_rest(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 5, MUG A2 1");
    testshop_release(shop, "#1", "2 TEA, 1 MUG");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    const char *pack = testshop_open(shop->pia, "#1");
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "short");
    testshop_stock(shop, "MUG A3 1");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#1");
    LIES(shop, "MUG A3 - 1/1,MUG LOST - 1/0,TEA A1 - 3/0");
    SAYS(shop->sam, "done", NULL, "order.cancel", "#1");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "shipped");
    LIES(shop, "MUG A3 - 1/0,MUG LOST - 1/0,TEA A1 - 3/0");
}

// Without a station both warehouses are here: what one has in hand already is meant.
static void test_own_first(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) line = testshop_login(shop->db, "sam", NULL);
    testshop_two_houses(shop);
    testshop_stock(shop, "TEA A1 10, MUG NORTH:A1 5");
    testshop_release(shop, "#1", "2 TEA, 1 MUG");
    SAYS(line, "done", NULL, "pick.start", "W-102");
    SAYS(line, "done", "W-102 goes on", "pick.start", "#1");
}

// Where the work says that somebody stands, or which box is in hand.
static int64_t place_of(struct testshop *shop, int64_t work)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(rowlist) rows = store_work(shop->db, work, &error);
    g_assert_no_error(error);
    g_assert_cmpint(list_len(rows), ==, 1);
    return list_at(rows, struct work_row, 0)->at_id;
}

// Whoever comes by a walk has to prove the place anew, whichever way they come by it; only who goes
// on with their own stands where they stood.
static void test_place_is_proved(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "5 TEA");
    SAYS(shop->anna, "done", NULL, "work.take", "W-101");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "A1");
    is_answer("expect", "item");
    SAYS(shop->anna, "done", "W-101 goes on", "work.take", "W-101");
    is_answer("expect", "item");
    // Taken over.
    SAYS(shop->sam, "taken", NULL, "work.take", "W-101");
    SAYS(shop->sam, "done", "W-101 taken over from anna", "work.take", "W-101");
    is_answer("expect", "place");
    is_answer("target", "A1");
    SAYS(shop->sam, "wrong", NULL, "work.scan", "W-101", "TEA");
    is_answer("expect", "place");
    SAYS(shop->sam, "match", NULL, "work.scan", "W-101", "A1");
    SAYS(shop->sam, "match", NULL, "work.scan", "W-101", "TEA");
    // Its number was scanned.
    SAYS(shop->ben, "taken", NULL, "work.scan", "W-101", "W-101");
    SAYS(shop->ben, "done", "W-101 taken over from sam", "work.scan", "W-101", "W-101");
    is_answer("expect", "place");
    SAYS(shop->ben, "match", NULL, "work.scan", "W-101", "A1");
    // The time was over.
    clock_fix(TESTSHOP_NOW + 24 * 60 * MINUTE_MS);
    SAYS(shop->anna, "done", "W-101 taken over from ben", "pick.start", "W-101");
    is_answer("expect", "place");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "A1");
    clock_fix(TESTSHOP_NOW);
    // It was given back.
    SAYS(shop->anna, "done", NULL, "work.leave", "W-101");
    g_assert_cmpint(place_of(shop, 1), ==, 0);
    SAYS(shop->sam, "done", NULL, "work.next");
    is_answer("expect", "place");
}

// The box that a packer took in hand is a thing of the packing: it stays for who takes that over.
static void test_box_in_hand(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#1", "2 TEA"));
    static const char *const codes[] = {"B1", "TEA", "B2", "%BOX1"};
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        SAYS(shop->pia, "match", NULL, "pack.scan", pack, codes[i]);
    int64_t box = place_of(shop, 2);
    g_assert_cmpint(box, !=, 0);
    SAYS(shop->sam, "taken", NULL, "work.take", pack);
    SAYS(shop->sam, "done", NULL, "work.take", pack);
    g_assert_cmpint(place_of(shop, 2), ==, box);
}

// What the person ended last is offered to be opened again, whichever was planned first.
static void test_ended(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "1 TEA");
    testshop_release(shop, "#2", "1 TEA");
    static const char *const works[] = {"W-102", "W-101"};
    for (int i = 0; i < 2; i++) {
        clock_fix(TESTSHOP_NOW + i * MINUTE_MS);
        testshop_pick(shop->anna, testshop_start(shop->anna, works[i]));
        g_autoptr(rowlist) ended =
            store_work_ended(shop->db, shop->anna->operator_id, "pick", &error);
        g_assert_no_error(error);
        g_assert_cmpint(list_len(ended), ==, 1);
        g_assert_cmpstr(number_of(NUMBER_WORK, list_at(ended, struct work_row, 0)->id).text, ==,
                        works[i]);
    }
    clock_fix(TESTSHOP_NOW);
}

// What is taken back leaves the person where it stood: a place that was called empty from afar is
// still to be scanned, and one that was scanned before is not.
static void test_short_from_afar(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2, MUG A2 1");
    testshop_release(shop, "#1", "2 TEA, 1 MUG");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    SAYS(shop->anna, "done", "Undone: 2 back to A1", "pick.undo", work);
    g_assert_cmpstr(testshop_answer("expect"), ==, "place");
    g_assert_cmpstr(testshop_answer("target"), ==, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "1", "few");
    g_assert_cmpstr(testshop_answer("target"), ==, "A2");
    SAYS(shop->anna, "done", "Undone: 1 back to A1", "pick.undo", work);
    g_assert_cmpstr(testshop_answer("expect"), ==, "item");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    // A colleague who takes it over stands nowhere, also where the deed of another is taken back.
    SAYS(shop->ben, "taken", NULL, "work.take", work);
    SAYS(shop->ben, "done", NULL, "work.take", work);
    SAYS(shop->ben, "done", NULL, "pick.undo", work);
    g_assert_cmpstr(testshop_answer("expect"), ==, "place");
    testshop_check(shop->db);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/works/short-from-afar", test_short_from_afar);
    testdb_add("/works/any", test_any);
    testdb_add("/works/next", test_next);
    testdb_add("/works/two-warehouses", test_two_warehouses);
    testdb_add("/works/other-warehouse", test_other_warehouse);
    testdb_add("/works/nearest", test_nearest);
    testdb_add("/works/withdrawn", test_withdrawn);
    testdb_add("/works/one-of-two", test_one_of_two);
    testdb_add("/works/rest", test_rest);
    testdb_add("/works/own-first", test_own_first);
    testdb_add("/works/place-is-proved", test_place_is_proved);
    testdb_add("/works/box-in-hand", test_box_in_hand);
    testdb_add("/works/ended", test_ended);
    return g_test_run();
}
