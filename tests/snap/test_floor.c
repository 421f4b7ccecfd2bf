// SPDX-License-Identifier: Apache-2.0
// Work that a colleague has and pieces that are missing: pictures at each size, and the way back.
#include <string.h>

#include "seat.h"
#include "shop.h"
#include "store_order_read.h"

// --- what happened before

static void anna_has(struct db *db)
{
    seat_released(db);
    g_free(seat_pick(db, "O-100001", (const char *const[]){NULL}));
}

// One of four pieces was not there.
static void found_short(struct db *db)
{
    seat_released(db);
    g_autofree char *work =
        seat_pick(db, "O-100004", (const char *const[]){"A-01-04-1", "5012345678924", NULL});
    g_free(shop_do(db, "anna", "pick.short", "work", work, "found", "1", "reason", "empty", NULL));
    static const char *const rest[] = {"A-02-09-1", "5012345678955", "5012345678955", NULL};
    g_free(seat_pick(db, "O-100004", rest));
}

// The first of two boxes is in hand again, a piece in each.
static void two_boxes(struct db *db)
{
    seat_released(db);
    static const char *const codes[] = {"A-03-17-2", "5012345678900", "5012345678900", NULL};
    static const char *const in[] = {"B1", "5012345678900", "B2", "5012345678900", "%BOX1", NULL};
    g_free(seat_pick(db, "O-100005", codes));
    g_autofree char *pack = shop_do(db, "ben", "pack.open", "code", "O-100005", NULL);
    for (int i = 0; in[i]; i++)
        g_free(shop_do(db, "ben", "pack.scan", "pack", pack, "code", in[i], NULL));
}

// The station stands in another warehouse by now, where an order waits.
static void moved_away(struct db *db)
{
    anna_has(db);
    g_free(shop_do(db, "admin", "warehouse.add", "code", "NORD", "name", "In the north", NULL));
    db_script(db,
              "UPDATE location SET kind = 'pick' WHERE code = 'RECEIVE' AND site_id = (SELECT "
              "max(id) FROM site)",
              NULL);
    g_free(shop_do(db, "admin", "stock.adjust", "item", "POT-CST-800", "place", "NORD:RECEIVE",
                   "qty", "8", "reason", "found", NULL));
    g_free(shop_do(db, "sam", "order.release", "order", "O-100003", NULL));
    g_free(shop_do(db, "sam", "station.warehouse", "station", "RF-07", "warehouse", "NORD", NULL));
}

static void sam_takes(struct db *db)
{
    db_script(db, "UPDATE work SET lease_until = 1 WHERE operator_id > 0", NULL);
    g_free(shop_do(db, "sam", "work.take", "work", "W-101", NULL));
}

static void has(struct seat *seat, const char *text)
{
    pty_shows(seat->pty, text);
}

// --- pictures

static const struct scene {
    const char *name, *who, *open;
    void (*before)(struct db *db);
    const char *scan; // NULL = none
} scenes[] = {
    {"held", "ben", "work/W-101", anna_has, NULL},
    {"lacking", "ben", "pack", found_short, "O-100004"},
    {"order_short", "sam", "O-100004", found_short, NULL},
};

static void test_pictures(void)
{
    static const int sizes[][2] = {{80, 24}, {120, 40}, {40, 25}, {20, 16}, {20, 8}};
    for (size_t i = 0; i < G_N_ELEMENTS(scenes) * G_N_ELEMENTS(sizes); i++) {
        const struct scene *scene = &scenes[i / G_N_ELEMENTS(sizes)];
        const int *size = sizes[i % G_N_ELEMENTS(sizes)];
        struct seat *seat = seat_new(scene->before, scene->who, scene->open, size[0], size[1]);
        if (scene->scan)
            pty_scan(seat->pty, scene->scan);
        g_autofree char *golden =
            g_strdup_printf("tests/snap/golden/%s_%dx%d.txt", scene->name, size[0], size[1]);
        pty_expect_golden(seat->pty, golden);
        seat_free(seat);
    }
}

// --- taking over

// Who lost the work sees it without a key, and what to do; the number of the work takes it back.
static void test_take_back(void)
{
    struct seat *seat = seat_new(anna_has, "anna", "work/W-101", 20, 8);
    has(seat, "A-01-04-1");
    sam_takes(seat->db);
    pty_wait_text(seat->pty, "SAM took W-101 over");
    has(seat, "TAKEN");
    pty_keys(seat->pty, "<Enter>");
    has(seat, "SAM has W-101.");
    has(seat, "it or its order to");
    g_assert_false(pty_has(seat->pty, "A-01-04-1")); // the old prompt is gone
    pty_scan(seat->pty, "A-01-04-1");
    has(seat, "TAKEN");
    has(seat, "scan W-101");
    has(seat, "take it over");
    pty_keys(seat->pty, "<Enter>");
    pty_scan(seat->pty, "W-101");
    has(seat, "W-101 taken over"); // and from whom, in the row below
    has(seat, "from sam");
    has(seat, "A-01-04-1");
    seat_free(seat);
}

// By hand: the first time asks, the second takes.
static void test_take_by_number(void)
{
    struct seat *seat = seat_new(anna_has, "ben", "work/W-101", 40, 25);
    pty_keys(seat->pty, "4<Enter>");
    has(seat, "ANNA has just taken W-101");
    pty_keys(seat->pty, "<Enter>4<Enter>");
    has(seat, "W-101 taken over from anna");
    seat_free(seat);
}

// What an undo comes to can be read on the smallest screen.
static void test_undo_small(void)
{
    struct seat *seat = seat_new(anna_has, "anna", "work/W-101", 20, 8);
    pty_scan(seat->pty, "A-01-04-1");
    pty_scan(seat->pty, "5012345678924");
    pty_keys(seat->pty, "<F2>");
    has(seat, "Undone: 1 back to");
    has(seat, "A-01-04-1");
    seat_free(seat);
}

// A short is a deed of the work, too: with no piece picked it can be taken back.
static void test_undo_only_short(void)
{
    struct seat *seat = seat_new(anna_has, "anna", "work/W-101", 80, 24);
    pty_keys(seat->pty, "1<Enter>1<Enter>");
    has(seat, "not at");
    pty_keys(seat->pty, "<F2>");
    has(seat, "Undone: 60 back to A-01-04-1"); // all that the books say of the place
    pty_keys(seat->pty, "<F2>");
    has(seat, "nothing was done yet");
    seat_free(seat);
}

// An order that went short as a whole: the screen and the refusal say what can be done.
static void test_all_short(void)
{
    struct seat *seat = seat_new(seat_released, "anna", "home", 80, 24);
    g_autofree char *work = seat_pick(seat->db, "O-100002", (const char *const[]){NULL});
    g_autofree char *link = g_strconcat(":work ", work, "<Enter>", NULL);
    pty_keys(seat->pty, link);
    pty_keys(seat->pty, "1<Enter>1<Enter>");
    has(seat, "Nothing was found");
    has(seat, "move it from LOST to its place");
    pty_keys(seat->pty, "<F2>"); // it was a slip
    has(seat, "Undone: ");
    has(seat, "GO TO"); // the place was never scanned
    seat_free(seat);
}

// A code that nobody knows is no reason to leave what is packed.
static void test_unknown_when_packed(void)
{
    struct seat *seat = seat_new(seat_packed, "ben", "bench/W-105", 80, 24);
    pty_scan(seat->pty, "99887766");
    has(seat, "Nobody here knows '99887766'");
    pty_keys(seat->pty, "<Enter>");
    has(seat, "Scan the label on its box");
    seat_free(seat);
}

// Which box takes what comes stands on every size; lists have all the room that there is.
static void test_box_in_hand(void)
{
    static const int sizes[][2] = {{40, 25}, {20, 16}, {20, 8}};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        struct seat *seat = seat_new(two_boxes, "ben", "bench/W-105", sizes[i][0], sizes[i][1]);
        has(seat, "Into box 1 B1");
        seat_free(seat);
    }
    struct seat *seat = seat_new(two_boxes, "ben", "bench/W-105", 80, 24);
    has(seat, "box 1 of 2");
    pty_keys(seat->pty, "3<Enter>");
    has(seat, "Box 1 B1, 1 piece, not weighed");
    pty_keys(seat->pty, "1<Enter>abc<Enter>");
    has(seat, "Weight of box 1 in grams?");
    pty_keys(seat->pty, "<BS><BS><BS>800<Enter>");
    g_assert_false(pty_has(seat->pty, "Nobody"));
    g_assert_false(pty_has(seat->pty, "in grams?"));
    seat_free(seat);
}

// What was asked of a line is not booked for the one that is in hand by then.
static void test_line_went_on(void)
{
    static const char *const ways[][2] = {{"3<Enter>", "1<Enter>"}, {"7<Enter>", "torn<Enter>"}};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        struct seat *seat = seat_new(anna_has, "anna", "work/W-101", 80, 24);
        pty_keys(seat->pty, "1<Enter>");
        pty_keys(seat->pty, ways[i][0]);
        g_free(shop_do(seat->db, "anna", "pick.skip", "work", "W-101", NULL));
        pty_keys(seat->pty, "<F11>");
        pty_keys(seat->pty, ways[i][1]);
        has(seat, "The line in hand is another one by now: nothing was booked");
        seat_free(seat);
    }
}

// What the block of a refusal covered is there again with the first key behind it.
static void test_number_behind_block(void)
{
    struct seat *seat = seat_new(anna_has, "anna", "work/W-101", 40, 25);
    pty_scan(seat->pty, "A-01-04-1");
    pty_scan(seat->pty, "5012345678917");
    has(seat, "WRONG ITEM");
    pty_keys(seat->pty, "1<Enter>");
    has(seat, "Place is empty");
    g_assert_false(pty_has(seat->pty, "There is no number"));
    seat_free(seat);
}

// Work of a warehouse where the station does not stand any more: the screen says how to go on.
static void test_moved_away(void)
{
    struct seat *seat = seat_new(moved_away, "anna", "work/W-101", 80, 24);
    has(seat, "F3 leaves it; or scan another W-");
    pty_scan(seat->pty, "A-01-04-1");
    has(seat, "scan work of this place.");
    pty_keys(seat->pty, "<Enter>");
    pty_scan(seat->pty, "W-106"); // what NORD has of order 3
    has(seat, "Cast iron pot");
    g_assert_false(pty_has(seat->pty, "F3 leaves it"));
    seat_free(seat);
}

// The number over the list of work is that of its rows, with what is in somebody's hands.
static void test_counts(void)
{
    struct seat *seat = seat_new(anna_has, "ben", "pick", 80, 24);
    has(seat, "3 orders wait, 1 in hand");
    has(seat, "of 4");
    has(seat, "ANNA picks it, 0 of 10 pcs");
    seat_free(seat);
}

// The number on the screen that PATTERN shows; where there is none it is 0.
static int number_in(struct seat *seat, const char *pattern)
{
    g_autofree char *text = pty_text(seat->pty);
    g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(regex, text, 0, &match))
        return 0;
    g_autofree char *found = g_match_info_fetch(match, 1);
    return (int)g_ascii_strtoll(found, NULL, 10);
}

// What was found short is with what lacks goods, whatever became of it, and home counts it.
static void test_short_is_seen(void)
{
    struct seat *seat = seat_new(found_short, "sam", "orders/short", 80, 24);
    has(seat, "[Short 2]");
    has(seat, "6 of 10 pieces missing"); // of one whose goods should have lain there, too
    has(seat, "3/4");
    pty_keys(seat->pty, ":home<Enter>");
    pty_wait_text(seat->pty, "NEEDS YOU");
    g_assert_cmpint(number_in(seat, "Short of goods +([0-9]+)"), ==, 2);
    seat_free(seat);
}

// The bench asks before the box of such an order is closed; once more closes it.
static void test_close_short(void)
{
    struct seat *seat = seat_new(found_short, "ben", "pack", 80, 24);
    pty_scan(seat->pty, "O-100004");
    pty_scan(seat->pty, "5012345678955");
    pty_scan(seat->pty, "%CLOSE");
    has(seat, "Not all is in the box yet");
    pty_keys(seat->pty, "<Enter>");
    pty_scan(seat->pty, "%MISSING"); // what is not there: how to go on
    has(seat, "give it back (4)");
    pty_scan(seat->pty, "5012345678955");
    pty_scan(seat->pty, "5012345678924");
    pty_scan(seat->pty, "%CLOSE");
    has(seat, "Missing: 1 ");
    has(seat, "Close once more to send it so");
    pty_scan(seat->pty, "%CLOSE");
    has(seat, "W-105 is packed");
    seat_free(seat);
}

// Order 3 is served by two warehouses; the first has picked its part. The station stands in SITE.
static void half_picked(struct db *db, const char *site)
{
    static const char *const codes[] = {"A-02-09-1",
                                        "5012345678955",
                                        "5012345678955",
                                        "5012345678955",
                                        "5012345678955",
                                        "5012345678955",
                                        NULL};
    moved_away(db);
    g_free(seat_pick(db, "W-105", codes));
    g_free(shop_do(db, "sam", "station.warehouse", "station", "RF-07", "warehouse", site, NULL));
}

static void half_picked_here(struct db *db)
{
    half_picked(db, "MAIN");
}

static void half_picked_there(struct db *db)
{
    half_picked(db, "NORD");
}

// What home says is to pick is what Pick offers, and what is in hand; the tabs count the orders
// that the warehouse still has to pick, however far the other one is.
static void counts_agree(void (*before)(struct db *db), int waits, int works, int picking, int pack)
{
    struct seat *seat = seat_new(before, "sam", "home", 80, 24);
    g_assert_cmpint(number_in(seat, "Pick +([^ ]+)"), ==, waits);
    g_assert_cmpint(number_in(seat, "Pick +[^ ]+ +([^ ]+)"), ==, works);
    g_assert_cmpint(number_in(seat, "Pack +([^ ]+)"), ==, pack);
    pty_keys(seat->pty, ":pick<Enter>");
    pty_wait_text(seat->pty, "wait");
    g_assert_cmpint(number_in(seat, "([0-9]+) orders? waits?"), ==, waits);
    pty_keys(seat->pty, ":pack<Enter>");
    pty_wait_text(seat->pty, "Pack");
    g_assert_cmpint(number_in(seat, "([0-9]+) orders? waits?"), ==, pack);
    pty_keys(seat->pty, ":orders topick<Enter>");
    pty_wait_text(seat->pty, "To pick");
    g_assert_cmpint(number_in(seat, "To pick ([0-9]+)"), ==, waits);
    g_assert_cmpint(number_in(seat, "Picking ([0-9]+)"), ==, picking);
    seat_free(seat);
}

static void test_counts_here(void)
{
    counts_agree(half_picked_here, 3, 1, 1, 1);
}

static void test_counts_there(void)
{
    counts_agree(half_picked_there, 1, 0, 0, 0);
}

// A screen that lies below already is gone back to: what was above it is not on the way home.
static void test_gone_back_to(void)
{
    struct seat *seat = seat_new(seat_released, "sam", "home", 80, 24);
    pty_wait_text(seat->pty, "NEEDS YOU");
    pty_keys(seat->pty, ":orders<Enter>");
    pty_keys(seat->pty, ":stock<Enter>");
    has(seat, "MUG-BLU-330");
    pty_keys(seat->pty, ":orders<Enter>");
    has(seat, "O-100001");
    pty_keys(seat->pty, "<F3>");
    pty_wait_text(seat->pty, "NEEDS YOU");
    seat_free(seat);
}

// A code that only narrows a list to several opens none of them.
static void test_scan_of_several(void)
{
    struct seat *seat = seat_new(seat_released, "sam", "stock", 80, 24);
    pty_scan(seat->pty, "MUG-");
    has(seat, "Nobody here knows 'MUG-'");
    has(seat, "POT-CST-800");
    pty_scan(seat->pty, "SPN-"); // of one
    has(seat, "Bamboo spoon");
    g_assert_false(pty_has(seat->pty, "POT-CST-800"));
    seat_free(seat);
}

// Who may not pack is told whose box it is.
static void test_box_of_others(void)
{
    struct seat *seat = seat_new(seat_packed, "anna", "pick", 80, 24);
    g_autoptr(rowlist) parcels = store_parcels_of_order(seat->db, 5, NULL);
    g_assert_cmpint(list_len(parcels), ==, 1);
    pty_scan(seat->pty, list_at(parcels, struct parcel_row, 0)->sscc);
    has(seat, "A box of order O-100005");
    seat_free(seat);
}

// What shows money is no action of who sees none.
static void test_no_money(void)
{
    static const char *const who[] = {"sam", "ben"};
    for (size_t i = 0; i < G_N_ELEMENTS(who); i++) {
        struct seat *seat = seat_new(seat_released, who[i], "O-100001", 80, 24);
        pty_keys(seat->pty, "<F4>money");
        g_assert_true(pty_has(seat->pty, "Nothing has such a name") == (i == 1));
        seat_free(seat);
    }
}

// A code as short as the number of a reason is the item that was found after all.
static void test_found_after_all(void)
{
    struct seat *seat = seat_new(anna_has, "anna", "work/W-101", 80, 24);
    db_script(seat->db,
              "INSERT INTO item_code (code, item_id) SELECT '77', id FROM item WHERE sku = "
              "'TEA-SEN-100'",
              NULL);
    pty_scan(seat->pty, "A-01-04-1");
    pty_keys(seat->pty, "1<Enter>");
    has(seat, "Place is empty");
    pty_keys(seat->pty, "78<Enter>");
    has(seat, "There is no number 78 here");
    pty_keys(seat->pty, "77<Enter>");
    has(seat, "Scan item: 5 to go");
    seat_free(seat);
}

// Who went back from the floor before logging out does not stand there at the next login.
static void test_back_is_noted(void)
{
    struct seat *seat = seat_new(seat_released, "sam", NULL, 80, 24);
    pty_wait_text(seat->pty, "NEEDS YOU");
    pty_keys(seat->pty, ":pick<Enter>");
    has(seat, "orders wait");
    pty_keys(seat->pty, "<F3>");
    pty_wait_text(seat->pty, "NEEDS YOU");
    pty_keys(seat->pty, ":logout<Enter>");
    pty_scan(seat->pty, "sam");
    pty_wait_text(seat->pty, "NEEDS YOU");
    pty_keys(seat->pty, ":pick<Enter>"); // but who logs out there does
    pty_keys(seat->pty, ":logout<Enter>");
    pty_scan(seat->pty, "sam");
    has(seat, "orders wait");
    seat_free(seat);
}

static void picked(struct db *db)
{
    static const char *const codes[] = {"A-03-17-2", "5012345678900", "5012345678900", NULL};
    seat_released(db);
    g_free(seat_pick(db, "O-100005", codes));
}

// The next person at the device reads what was in hand there, whatever kind it is.
static void test_offered_again(void)
{
    struct seat *seat = seat_new(picked, "ben", "pack", 80, 24);
    pty_scan(seat->pty, "O-100005");
    pty_scan(seat->pty, "5012345678900");
    pty_keys(seat->pty, ":logout<Enter>");
    has(seat, "Go on: Pack W-105 (1/2)");
    seat_free(seat);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc < 2)
        return 2;
    seat_begin(argv[1], "floor");
    g_test_add_func("/floor/pictures", test_pictures);
    g_test_add_func("/floor/take-back", test_take_back);
    g_test_add_func("/floor/take-by-number", test_take_by_number);
    g_test_add_func("/floor/undo-small", test_undo_small);
    g_test_add_func("/floor/undo-only-short", test_undo_only_short);
    g_test_add_func("/floor/all-short", test_all_short);
    g_test_add_func("/floor/unknown-when-packed", test_unknown_when_packed);
    g_test_add_func("/floor/number-behind-block", test_number_behind_block);
    g_test_add_func("/floor/line-went-on", test_line_went_on);
    g_test_add_func("/floor/moved-away", test_moved_away);
    g_test_add_func("/floor/box-in-hand", test_box_in_hand);
    g_test_add_func("/floor/counts", test_counts);
    g_test_add_func("/floor/short-is-seen", test_short_is_seen);
    g_test_add_func("/floor/close-short", test_close_short);
    g_test_add_func("/floor/counts-here", test_counts_here);
    g_test_add_func("/floor/counts-there", test_counts_there);
    g_test_add_func("/floor/offered-again", test_offered_again);
    g_test_add_func("/floor/gone-back-to", test_gone_back_to);
    g_test_add_func("/floor/scan-of-several", test_scan_of_several);
    g_test_add_func("/floor/box-of-others", test_box_of_others);
    g_test_add_func("/floor/no-money", test_no_money);
    g_test_add_func("/floor/found-after-all", test_found_after_all);
    g_test_add_func("/floor/back-is-noted", test_back_is_noted);
    int result = g_test_run();
    seat_end();
    return result;
}
