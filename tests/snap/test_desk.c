// SPDX-License-Identifier: Apache-2.0
// What a desk reads: whole rows, which money it is, numbers that stay, and where a login goes on.
#include <string.h>

#include "seat.h"
#include "shop.h"

static void has(struct seat *seat, const char *text)
{
    pty_shows(seat->pty, text);
}

// Which money it is stands beside it: once in the head, or in each row where there are several.
static void test_currency(void)
{
    static const char *const two = "UPDATE sales_order SET currency = 'USD' WHERE id = 3";
    struct seat *seat = seat_new(seat_released, "sam", "orders/all", 80, 24);
    has(seat, "Value EUR");
    db_script(seat->db, two, NULL);
    pty_keys(seat->pty, "<F5>");
    has(seat, "84.90 USD");
    has(seat, "78.90 EUR");
    g_assert_false(pty_has(seat->pty, "Value EUR"));
    seat_free(seat);
    seat = seat_new(seat_released, "sam", "orders/all", 40, 25); // there are no heads
    has(seat, "84.90 EUR");
    seat_free(seat);
}

// The view that is shown is marked, however far behind it stands; a day of another year says so.
static void test_views_and_years(void)
{
    struct seat *seat = seat_new(seat_released, "sam", "orders/cancelled", 40, 25);
    has(seat, "[Cancelled]");
    pty_keys(seat->pty, "<Tab>");
    has(seat, "[Not from here]");
    pty_keys(seat->pty, "<Tab>");
    has(seat, "[All 8]");
    seat_free(seat);
    seat = seat_new(seat_released, "sam", "orders/all", 80, 24);
    db_script(seat->db, "UPDATE sales_order SET promise_at = promise_at + 5184000000 WHERE id = 3",
              NULL);
    pty_keys(seat->pty, "<F5>");
    has(seat, "Jan'27");
    seat_free(seat);
}

// What cannot be read anew stays as it was read last: no number becomes 0 by that.
static void test_unread(void)
{
    struct seat *seat = seat_new(seat_released, "sam", "home", 80, 24);
    has(seat, "Orders in");
    g_autofree char *before = pty_text(seat->pty);
    const char *pick = strstr(before, "8  Pick");
    g_autofree char *row = g_strndup(pick, strcspn(pick, "\n"));
    db_script(seat->db, "ALTER TABLE order_count RENAME TO gone", NULL);
    pty_keys(seat->pty, "<F5>");
    has(seat, row);
    db_script(seat->db, "ALTER TABLE gone RENAME TO order_count", NULL);
    seat_free(seat);
}

static void long_held(struct db *db)
{
    seat_released(db);
    g_free(shop_do(db, "sam", "order.hold", "order", "O-100003", "reason",
                   "the customer rang up and asks us to wait for a second order that comes on "
                   "Friday, both in one box please, so that only one parcel has to be paid\nUVWXYZ",
                   NULL));
}

// Whatever a cell has no room for can be read, at every size; so in lists, and Enter goes back.
static void whole_at(int cols, int rows)
{
    struct seat *seat = seat_new(long_held, "sam", "O-100003", cols, rows);
    pty_keys(seat->pty, "<Tab>");
    g_assert_false(pty_has(seat->pty, "UVWXYZ"));
    pty_keys(seat->pty, "<Enter>");
    for (int page = 0; page < 9 && !pty_has(seat->pty, "UVWXYZ"); page++)
        pty_keys(seat->pty, "<PgDn>");
    has(seat, "UVWXYZ");
    g_assert_false(pty_has(seat->pty, "␊")); // a line ends there
    pty_keys(seat->pty, "<Enter>");
    g_assert_false(pty_has(seat->pty, "UVWXYZ"));
    pty_keys(seat->pty, "<F8>"); // as in every list
    has(seat, cols > 20 ? "Enter Close" : "Enter");
    g_assert_false(pty_has(seat->pty, "F8 does nothing"));
    pty_keys(seat->pty, "<Enter>");
    pty_keys(seat->pty, ":orders all<Enter>");
    pty_keys(seat->pty, "<F8>");
    has(seat, "Order: O-1000");
    seat_free(seat);
}

static void test_row_whole(void)
{
    whole_at(80, 24);
    whole_at(40, 25);
    whole_at(20, 8);
}

static void two_picked(struct db *db)
{
    static const char *const mugs[] = {"A-03-17-2", "5012345678900", "5012345678900", NULL};
    static const char *const tea[] = {"A-04-02-1", "5012345678931", NULL};
    seat_released(db);
    g_free(seat_pick(db, "O-100005", mugs));
    g_free(seat_pick(db, "O-100002", tea));
}

// Of two works in hand the one is offered in which the device stood, and that one opens.
static void test_offered_where_it_stood(void)
{
    struct seat *seat = seat_new(two_picked, "ben", "pack", 80, 24);
    pty_scan(seat->pty, "O-100005");
    pty_scan(seat->pty, "5012345678900");
    g_autofree char *other = shop_do(seat->db, "ben", "pack.open", "code", "O-100002", NULL);
    pty_keys(seat->pty, ":logout<Enter>");
    has(seat, "(1/2)");
    g_assert_false(pty_has(seat->pty, other));
    pty_keys(seat->pty, "1<Enter>");
    has(seat, "O-100005");
    pty_keys(seat->pty, "<F3>:logout<Enter>"); // it stood at the list: there it goes on
    has(seat, "Log in as BEN again");
    seat_free(seat);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc < 2)
        return 2;
    seat_begin(argv[1], "desk");
    g_test_add_func("/desk/currency", test_currency);
    g_test_add_func("/desk/views-and-years", test_views_and_years);
    g_test_add_func("/desk/unread", test_unread);
    g_test_add_func("/desk/row-whole", test_row_whole);
    g_test_add_func("/desk/offered-where-it-stood", test_offered_where_it_stood);
    int result = g_test_run();
    seat_end();
    return result;
}
