// SPDX-License-Identifier: Apache-2.0
// Where keys and scans lead to: back from a work, past a question, to several things of one name.
#include <string.h>

#include "seat.h"
#include "shop.h"

static void has(struct seat *seat, const char *text)
{
    pty_shows(seat->pty, text);
}

static int in_hand(const struct seat *seat)
{
    return pty_find_row(seat->pty, "▸");
}

// Who gives a work back is at the top of the list, and not where that work stands now.
static void test_back_to_the_top(void)
{
    struct seat *seat = seat_new(seat_released, "anna", "pick", 80, 24);
    int top = in_hand(seat);
    pty_keys(seat->pty, "<Down><Down><Down>");
    g_assert_cmpint(in_hand(seat), ==, top + 3);
    pty_keys(seat->pty, "<Enter>");
    has(seat, "for order O-100005");
    pty_scan(seat->pty, "%LEAVE");
    g_assert_cmpint(in_hand(seat), ==, top);
    pty_keys(seat->pty, "<Down>");
    g_assert_cmpint(in_hand(seat), ==, top + 1); // once
    seat_free(seat);
}

static void to_pack(struct db *db)
{
    static const char *const codes[] = {"A-03-17-2", "5012345678900", "5012345678900", NULL};
    seat_released(db);
    g_free(seat_pick(db, "O-100005", codes));
    g_free(shop_do(db, "ben", "pack.open", "code", "O-100005", NULL));
}

// A piece that is scanned while it is asked for the box or the carton counts; the answer goes on.
static void test_piece_is_no_answer(void)
{
    struct seat *seat = seat_new(to_pack, "ben", "bench/W-105", 80, 24);
    pty_keys(seat->pty, "2<Enter>");
    has(seat, "Which box?");
    pty_scan(seat->pty, "B1");
    has(seat, "B1");
    pty_keys(seat->pty, "2<Enter>");
    pty_scan(seat->pty, "5012345678900");
    has(seat, "1/2");
    pty_keys(seat->pty, "<F4>7<Enter>");
    has(seat, "Which carton is box 1?");
    pty_scan(seat->pty, "5012345678900");
    has(seat, "2/2");
    pty_keys(seat->pty, "<F4>7<Enter>");
    pty_scan(seat->pty, "B2");
    has(seat, "Box 1 is B2");
    seat_free(seat);
}

static void twins(struct db *db)
{
    db_script(db, "UPDATE sales_order SET external_name = '#1001' WHERE external_name = '#1002'",
              NULL);
}

// Several orders of one name are listed to who may see the orders; the others are told of them.
static void test_twins(void)
{
    struct seat *seat = seat_new(twins, "sam", "home", 80, 24);
    pty_scan(seat->pty, "#1001");
    has(seat, "O-100001");
    has(seat, "O-100002");
    pty_lacks(seat->pty, "O-100003");
    seat_free(seat);
    seat = seat_new(twins, "anna", "pick", 80, 24);
    pty_scan(seat->pty, "#1001");
    has(seat, "2 orders are called #1001: O-100002, O-100001");
    seat_free(seat);
}

static void noted(struct db *db)
{
    seat_released(db);
    g_free(seat_pick(db, "O-100002", (const char *const[]){"A-04-02-1", "5012345678931", NULL}));
}

// Who scans the next piece over the note of the order has read it; who only closes it books
// nothing.
static void test_piece_over_note(void)
{
    struct seat *seat = seat_new(noted, "ben", "pack", 80, 24);
    pty_scan(seat->pty, "O-100002");
    pty_keys(seat->pty, ":note<Enter>");
    has(seat, "Note of the order");
    pty_keys(seat->pty, "<Enter>");
    pty_lacks(seat->pty, "Note of the order");
    has(seat, "0/1");
    pty_keys(seat->pty, ":note<Enter>");
    pty_scan(seat->pty, "5012345678931");
    pty_lacks(seat->pty, "Note of the order");
    has(seat, "1/1");
    pty_keys(seat->pty, "<F2>");
    has(seat, "0/1");
    pty_keys(seat->pty, ":note<Enter>TEA-EAR-250<Enter>"); // typed
    pty_lacks(seat->pty, "Note of the order");
    has(seat, "1/1");
    seat_free(seat);
}

static void row_has(const struct seat *seat, const char *of, const char *text)
{
    g_autofree char *row = pty_row(seat->pty, pty_find_row(seat->pty, of));
    if (!strstr(row, text))
        g_error("\"%s\" is not in: %s", text, row);
}

// None of six is there of ten pieces, and the work is given back.
static void none_there(struct db *db)
{
    seat_released(db);
    g_autofree char *work = seat_pick(db, "O-100001", (const char *const[]){"A-01-04-1", NULL});
    g_free(shop_do(db, "anna", "pick.short", "work", work, "found", "0", "reason", "empty", NULL));
    g_free(shop_do(db, "anna", "work.leave", "work", work, NULL));
}

// What is not there is not work that waits.
static void test_works_without_missing(void)
{
    struct seat *seat = seat_new(none_there, "anna", "works", 80, 24);
    row_has(seat, "O-100001", "4 pcs");
    seat_free(seat);
}

// A second warehouse has work as well.
static void two_houses(struct db *db)
{
    seat_released(db);
    g_free(shop_do(db, "admin", "warehouse.add", "code", "NORD", "name", "In the north", NULL));
    db_script(db,
              "UPDATE location SET kind = 'pick' WHERE code = 'RECEIVE' AND site_id = (SELECT "
              "max(id) FROM site)",
              NULL);
    g_free(shop_do(db, "admin", "stock.adjust", "item", "POT-CST-800", "place", "NORD:RECEIVE",
                   "qty", "8", "reason", "found", NULL));
    g_free(shop_do(db, "sam", "order.release", "order", "O-100003", NULL));
}

// At a station of every warehouse each row says where its work is.
static void test_works_say_where(void)
{
    struct seat *seat = seat_new(two_houses, "anna", "works", 80, 24);
    row_has(seat, "W-101", "MAIN");
    row_has(seat, "W-106", "NORD");
    seat_free(seat);
}

// The last line of a page is the first of the next one, so that nobody loses the thread.
static void test_page_of_a_row(void)
{
    struct seat *seat = seat_new(seat_packed, "sam", "O-100005", 20, 8);
    pty_keys(seat->pty, "<Tab><Enter>");
    g_assert_cmpint(pty_find_row(seat->pty, "Said: W-105 is"), ==, 3);
    pty_lacks(seat->pty, "packed; box 1 not");
    pty_keys(seat->pty, "<PgDn>");
    g_assert_cmpint(pty_find_row(seat->pty, "Said: W-105 is"), ==, 1);
    has(seat, "packed; box 1 not");
    seat_free(seat);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc < 2)
        return 2;
    seat_begin(argv[1], "ways");
    g_test_add_func("/ways/back-to-the-top", test_back_to_the_top);
    g_test_add_func("/ways/piece-is-no-answer", test_piece_is_no_answer);
    g_test_add_func("/ways/twins", test_twins);
    g_test_add_func("/ways/piece-over-note", test_piece_over_note);
    g_test_add_func("/ways/works-without-missing", test_works_without_missing);
    g_test_add_func("/ways/works-say-where", test_works_say_where);
    g_test_add_func("/ways/page-of-a-row", test_page_of_a_row);
    int result = g_test_run();
    seat_end();
    return result;
}
