// SPDX-License-Identifier: Apache-2.0
// The end of the day at a station: what waits for the carriers is counted and handed over.
#include <string.h>

#include "seat.h"
#include "shop.h"

// And order 2: both labels are out, and the method of one names no carrier.
static void two_packed(struct db *db)
{
    seat_packed(db);
    seat_pack(db, "O-100002", "A-04-02-1", "5012345678931", 1);
    g_free(shop_do(db, "ben", "print.proof", "sscc", "095011010000000018", NULL));
    g_free(shop_do(db, "ben", "print.proof", "sscc", "095011010000000025", NULL));
    db_script(db, "UPDATE parcel SET carrier = '' WHERE id = (SELECT min(id) FROM parcel)", NULL);
}

// More than one call hands over.
static void a_thousand_packed(struct db *db)
{
    two_packed(db);
    db_script(
        db,
        "CREATE TEMP TABLE many AS WITH RECURSIVE k(k) AS (SELECT 1 UNION ALL SELECT k + 1 "
        "FROM k WHERE k < 1100) SELECT k FROM k;"
        "INSERT INTO location (id, site_id, kind, level, parent_id, parent_level, code) "
        "SELECT 1000000 + k, site_id, kind, level, parent_id, parent_level, "
        "printf('3%017d', k) FROM many, location WHERE id = (SELECT max(id) FROM parcel);"
        "INSERT INTO parcel (id, fulfilment_id, work_id, n, state, carrier, grams, proof_at, "
        "closed_at) SELECT 1000000 + k, fulfilment_id, work_id, 1 + k, state, carrier, grams, "
        "proof_at, closed_at FROM many, parcel WHERE parcel.id = (SELECT max(id) FROM parcel);"
        "DROP TABLE many",
        NULL);
}

static void broken_off(struct db *db)
{
    two_packed(db);
    g_free(shop_do(db, "ben", "ship.close", "carrier", "DHL", "size", "1", NULL));
}

static void has(struct seat *seat, const char *text)
{
    pty_shows(seat->pty, text);
}

// What was counted by hand has to agree, then the manifest is closed.
static void test_hand_over(void)
{
    struct seat *seat = seat_new(seat_packed, "ben", "loads", 80, 24);
    has(seat, "[To hand over 1]");
    has(seat, "0 can go, 1 cannot, 0.840 kg");
    pty_keys(seat->pty, "<F9>");
    has(seat, "1 parcel for DHL cannot go: 095011010000000018");
    has(seat, "F4: Close");
    g_free(shop_do(seat->db, "ben", "print.proof", "sscc", "095011010000000018", NULL));
    pty_keys(seat->pty, "<F5>");
    pty_wait_text(seat->pty, "1 can go, 0 cannot, 0.840 kg");
    pty_keys(seat->pty, "<F9>");
    has(seat, "DHL: how many did you count? Or yes.");
    pty_keys(seat->pty, "2<Enter>");
    has(seat, "Counted by hand: 2, but 1 is packed");
    pty_keys(seat->pty, "1<Enter>");
    has(seat, "1 parcel handed to DHL");
    has(seat, "[To hand over 0]");
    pty_keys(seat->pty, "<F7>");
    has(seat, "[Handed over 1]");
    has(seat, "M-101");
    pty_keys(seat->pty, "<Enter>");
    has(seat, "DHL · 1 parcel, 0.840 kg");
    pty_keys(seat->pty, "<F3>");
    has(seat, "0.840 kg");
    pty_keys(seat->pty, "<F9>");
    has(seat, "it is closed");
    seat_free(seat);
}

// What names no carrier goes with the one that is asked for, whose own parcels are counted, too.
static void test_hand_over_unnamed(void)
{
    struct seat *seat = seat_new(two_packed, "ben", "loads", 80, 24);
    has(seat, "[To hand over 2]");
    pty_keys(seat->pty, "<Home><F9>");
    has(seat, "Which carrier takes them?");
    pty_keys(seat->pty, "no<Enter>");
    pty_lacks(seat->pty, "Which carrier");
    pty_keys(seat->pty, "<F9>");
    pty_keys(seat->pty, "Nobody<Enter>");
    has(seat, "No carrier is called 'Nobody'");
    pty_keys(seat->pty, "<C-u>dhl<Enter>");
    has(seat, "DHL: how many did you count? Or yes.");
    has(seat, "2 leave the books");
    pty_keys(seat->pty, "1<Enter>");
    has(seat, "Counted by hand: 1, but 2 are packed");
    pty_keys(seat->pty, "2<Enter>");
    has(seat, "2 parcels handed to DHL");
    has(seat, "[To hand over 0]");
    seat_free(seat);
}

// A manifest that was broken off goes on with what was counted when it was begun.
static void test_hand_over_rest(void)
{
    struct seat *seat = seat_new(broken_off, "ben", "loads", 80, 24);
    has(seat, "1 of 2 so far");
    has(seat, "1 can go, 0 cannot");
    pty_keys(seat->pty, "<F9>");
    has(seat, "DHL goes on: yes or no?");
    has(seat, "M-101 was begun: what is left of it (1) leaves the books");
    pty_keys(seat->pty, "1<Enter>");
    has(seat, "'1' does not answer it");
    pty_keys(seat->pty, "<C-u>no<Enter><F9>yes<Enter>");
    has(seat, "2 parcels handed to DHL");
    has(seat, "[To hand over 0]");
    pty_scan(seat->pty, "M-101");
    has(seat, "DHL · 2 parcels, 1.130 kg");
    pty_keys(seat->pty, "<End>");
    has(seat, "095011010000000025");
    seat_free(seat);
}

static void test_hand_over_many(void)
{
    struct seat *seat = seat_new(a_thousand_packed, "ben", "loads", 80, 24);
    pty_keys(seat->pty, "<End>");
    has(seat, "1102 can go, 0 cannot");
    pty_keys(seat->pty, "<F9>1102<Enter>");
    has(seat, "1102 parcels handed to DHL");
    has(seat, "[To hand over 0]");
    // Read from its end, a page stands in the order of the others.
    pty_keys(seat->pty, "<F7><Enter><End>");
    has(seat, "300000000000001099");
    has(seat, "300000000000001100");
    has(seat, "1086-1102 of 1102");
    seat_free(seat);
}

// --- rows that are not there

static void as_it_is(struct db *db)
{
}

// 0 is no row, and an empty list has none.
static void test_no_row(void)
{
    static const char *const screens[] = {"pick", "pack"};
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(screens); i++) {
        struct seat *seat = seat_new(i % 2 ? seat_released : as_it_is, i < 2 ? "anna" : "ben",
                                     screens[i / 2], 80, 24);
        pty_keys(seat->pty, "0<Enter>");
        pty_settle(seat->pty);
        g_assert_false(pty_ended(seat->pty));
        g_assert_false(pty_has(seat->pty, "O-100000"));
        seat_free(seat);
    }
}

static void two_closed(struct db *db)
{
    seat_packed(db);
    seat_pack(db, "O-100002", "A-04-02-1", "5012345678931", 1);
}

// At the bench of an order the label of another one's box is wrong and proves nothing there.
static void test_other_label(void)
{
    struct seat *seat = seat_new(two_closed, "ben", "bench/W-105", 80, 24);
    pty_scan(seat->pty, "00095011010000000025");
    has(seat, "This is the label of O-100002, box W-106/1");
    g_assert_false(pty_has(seat->pty, "proven"));
    pty_scan(seat->pty, "00095011010000000018");
    has(seat, "proven on its box");
    pty_scan(seat->pty, "00095011010000000025"); // the next one
    has(seat, "O-100002");
    has(seat, "proven on its box");
    seat_free(seat);
}

static void handed_over(struct db *db)
{
    two_packed(db);
    g_free(shop_do(db, "ben", "ship.close", "carrier", "DHL", NULL));
}

// The label of a box that left says so, wherever it is scanned.
static void test_gone(void)
{
    static const char *const opens[] = {"bench/W-105", "pack", "home"};
    for (size_t i = 0; i < G_N_ELEMENTS(opens); i++) {
        struct seat *seat = seat_new(handed_over, "ben", opens[i], 80, 24);
        pty_scan(seat->pty, "00095011010000000018");
        has(seat, "handed over with M-101");
        seat_free(seat);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc < 2)
        return 2;
    seat_begin(argv[1], "hand-over");
    g_test_add_func("/rows/none", test_no_row);
    g_test_add_func("/hand-over/counted", test_hand_over);
    g_test_add_func("/hand-over/unnamed", test_hand_over_unnamed);
    g_test_add_func("/hand-over/rest", test_hand_over_rest);
    g_test_add_func("/hand-over/many", test_hand_over_many);
    g_test_add_func("/label/other", test_other_label);
    g_test_add_func("/label/gone", test_gone);
    int result = g_test_run();
    seat_end();
    return result;
}
