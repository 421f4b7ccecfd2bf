// SPDX-License-Identifier: Apache-2.0
// Where keys and scans lead to: back from a work, past a question, to several things of one name.
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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc < 2)
        return 2;
    seat_begin(argv[1], "ways");
    g_test_add_func("/ways/back-to-the-top", test_back_to_the_top);
    g_test_add_func("/ways/piece-is-no-answer", test_piece_is_no_answer);
    g_test_add_func("/ways/twins", test_twins);
    int result = g_test_run();
    seat_end();
    return result;
}
