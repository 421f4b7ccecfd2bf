// SPDX-License-Identifier: Apache-2.0
// What is done in lists: to one row, to marked rows by a plan, taken back, and in long menus.
#include <glib/gstdio.h>
#include <string.h>

#include "clock.h"
#include "pty.h"
#include "shop.h"
#include "store_order.h"
#include "testtmp.h"

static const char *program; // snap_ui
static char *folder;
static const char *const env[] = {"TOTE_CLOCK=" G_STRINGIFY(SHOP_CLOCK),
                                  "XDG_CONFIG_HOME=/nonexistent", "TOTE_THROWAWAY=1", NULL};

// A shop with somebody at its desk. Orders 1, 2, 4, 5 are released.
struct desk {
    char *path;
    struct db *db;
    struct pty *pty;
};

static struct desk *desk_of(const char *who, const char *open, int cols, int rows)
{
    struct desk *desk = g_new0(struct desk, 1);
    desk->path = g_build_filename(folder, "shop.db", NULL);
    shop_make(desk->path);
    desk->db = shop_open(desk->path);
    g_free(shop_do(desk->db, "sam", "order.release", "order",
                   "O-100001\nO-100002\nO-100004\nO-100005", NULL));
    const char *const argv[] = {program, desk->path, who, "DESK", open, NULL};
    desk->pty = pty_start(argv, &(struct pty_options){.env = env, .cols = cols, .rows = rows});
    pty_settle(desk->pty);
    return desk;
}

static struct desk *desk_new(const char *open, int cols, int rows)
{
    return desk_of("sam", open, cols, rows);
}

static void desk_free(struct desk *desk)
{
    pty_free(desk->pty);
    db_close(desk->db);
    shop_remove(desk->path);
    g_free(desk);
}

// The orders 1 to 8 as the database has them: "released held …".
static void states(struct desk *desk, const char *expected)
{
    GString *text = g_string_new(NULL);
    for (int64_t id = 1; id <= 8; id++) {
        g_autoptr(rowlist) found = store_order(desk->db, id, NULL);
        g_string_append_printf(text, "%s%s", id > 1 ? " " : "",
                               list_at(found, struct order_row, 0)->status);
    }
    g_assert_cmpstr(text->str, ==, expected);
    g_string_free(text, TRUE);
}

#define BEFORE "released released ready released released unpaid ready ready"

static void has(struct desk *desk, const char *text)
{
    pty_shows(desk->pty, text);
}

// Marked rows: the plan says what refuses; nothing is done before the answer; what came back to
// where it was is taken back, the rest stays.
static void test_hold_marked(void)
{
    struct desk *desk = desk_new("orders/route", 80, 24);
    states(desk, BEFORE);
    pty_keys(desk->pty, "   <F4>");
    pty_keys(desk->pty, "2<Enter>");
    has(desk, "Hold: 3 of 3");
    has(desk, "Hold: why?");
    pty_keys(desk->pty, "<Esc>");
    states(desk, BEFORE);
    pty_keys(desk->pty, "<F4>2<Enter>");
    pty_keys(desk->pty, "stocktaking<Enter>");
    has(desk, "Hold: 3 done. F2 undoes it");
    states(desk, "released released held released released unpaid held held");
    pty_keys(desk->pty, "<F2>");
    has(desk, "Hold: 3 undone");
    states(desk, BEFORE);
    pty_keys(desk->pty, ":hold<Enter>"); // the marks went with the deed: it is about one
    has(desk, "O-100003: Hold: why?");
    pty_keys(desk->pty, "<Esc>");
    pty_keys(desk->pty, "<F2>");
    has(desk, "nothing was done here that can be undone");
    desk_free(desk);
}

// What a scan swept away narrows nothing any more when somebody comes back.
static void test_swept_away(void)
{
    struct desk *desk = desk_new("orders/all", 80, 24);
    pty_keys(desk->pty, "O-100003<Left>");
    pty_wait_gone(desk->pty, "O-100008");
    pty_scan(desk->pty, "O-100001");
    pty_wait_text(desk->pty, "Timeline");
    pty_keys(desk->pty, "<F3>");
    pty_wait_text(desk->pty, "O-100008");
    desk_free(desk);
}

static void test_refused(void)
{
    struct desk *desk = desk_new("orders/all", 80, 24);
    pty_keys(desk->pty, "        <F4>"); // all eight
    pty_keys(desk->pty, "3<Enter>");     // take the hold off
    has(desk, "Take the hold off: 0 of 8");
    has(desk, "; only when held");
    has(desk, "Nothing of it can be done now");
    has(desk, "Esc goes back"); // and nothing is asked
    g_assert_false(pty_has(desk->pty, "Answer, then Enter"));
    pty_keys(desk->pty, "<Enter>");
    states(desk, BEFORE);
    pty_keys(desk->pty, "<Esc><F4>");
    pty_keys(desk->pty, "5<Enter>"); // cancel
    has(desk, "Cancel the order: type 8, how many");
    pty_keys(desk->pty, "y<Enter>"); // no number: the question stays, with what was typed
    has(desk, "'y' does not answer it: nothing was done");
    has(desk, "Cancel the order: type 8, how many");
    states(desk, BEFORE);
    pty_keys(desk->pty, "<BS>no<Enter>");
    has(desk, "Nothing was done");
    states(desk, BEFORE);
    pty_keys(desk->pty, ":cancel<Enter>");
    pty_keys(desk->pty, "8<Enter>");
    has(desk, "Cancel the order: 8 done");
    states(desk, "cancelled cancelled cancelled cancelled cancelled cancelled cancelled cancelled");
    desk_free(desk);
}

// What refuses is left out; the others are done.
static void test_some(void)
{
    struct desk *desk = desk_new("orders/all", 80, 24);
    pty_keys(desk->pty, ":mark_all<Enter>:pay<Enter>");
    has(desk, "Mark as paid: 1 of 8");
    pty_keys(desk->pty, "1<Enter>");
    has(desk, "Mark as paid: 1 done");
    g_assert_false(pty_has(desk->pty, "not:"));
    states(desk, "released released ready released released ready ready ready");
    desk_free(desk);
}

// Who may is asked of the operation: a packer sees the orders, and holds none.
static void test_right(void)
{
    struct desk *desk = desk_of("ben", "orders/topick", 80, 24);
    pty_keys(desk->pty, ":hold<Enter>");
    has(desk, "Hold: not now, it needs another right");
    pty_keys(desk->pty, " :hold<Enter>"); // marked or not
    has(desk, "Hold: not now, it needs another right");
    states(desk, BEFORE);
    desk_free(desk);
    desk = desk_of("anna", "pick", 80, 24);
    pty_scan(desk->pty, "%ORDERS");
    has(desk, "'Orders' needs another right");
    pty_keys(desk->pty, "<Enter>");
    pty_scan(desk->pty, ":orders"); // typed in one piece
    has(desk, "'Orders' needs another right");
    desk_free(desk);
}

// Where there is room for a few rows only, every one of them can be come to.
static void test_little_room(void)
{
    struct desk *desk = desk_new("home", 20, 8);
    static const char *const places[] = {"A-01-04-1", "B-01-04-3"};
    static const char *const rows[] = {"Short",  "Not paid", "Held", "Late", "Imports",
                                       "Labels", "Route",    "Pick", "Pack", "Ship"};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        for (size_t page = 0; page < i && !pty_has(desk->pty, rows[i]); page++)
            pty_keys(desk->pty, "<PgDn>");
        has(desk, rows[i]);
    }
    desk_free(desk);
    desk = desk_new("item/POT-CST-800", 20, 8);
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
        g_free(shop_do(desk->db, "admin", "stock.adjust", "item", "POT-CST-800", "place", places[i],
                       "qty", "2", "reason", "found", NULL));
    pty_keys(desk->pty, "<F5>");
    has(desk, "more: Tab");
    pty_keys(desk->pty, "<Down>");
    has(desk, "[Where");
    desk_free(desk);
}

// Somebody else was faster: what can still be done is done, and the other one is named.
static void test_changed_meanwhile(void)
{
    struct desk *desk = desk_new("orders/topick", 80, 24);
    pty_keys(desk->pty, "    <F4>");
    pty_keys(desk->pty, "2<Enter>");
    has(desk, "Hold: 4 of 4, not done yet");
    g_free(shop_do(desk->db, "anna", "pick.start", "order", "O-100002", NULL));
    pty_keys(desk->pty, "late<Enter>");
    has(desk, "Hold: 3 done, 1 not: Order O-100002 is being picked");
    states(desk, "held picking ready held held unpaid ready ready");
    pty_keys(desk->pty, "<F2>"); // their goods are given back: no way to where they were
    has(desk, "Undo: not now, O-100001 is held; back: Unhold, then Release. It is");
    has(desk, "in Held (and 2 more)"); // where their rows went
    desk_free(desk);
}

// What the undo left as it was is told with its reason, and may be tried again where that helps.
static void test_undo_part(void)
{
    struct desk *desk = desk_new("orders/route", 80, 24);
    g_free(shop_do(desk->db, "sam", "order.release", "order", "O-100003", NULL));
    g_free(shop_do(desk->db, "admin", "stock.adjust", "item", "POT-CST-800", "place", "B-01-04-3",
                   "qty", "20", "reason", "found", NULL));
    states(desk, "released released short released released unpaid ready ready");
    pty_keys(desk->pty, ":mark_all<Enter>:release<Enter>");
    pty_keys(desk->pty, "<Enter>");
    states(desk, "released released released released released unpaid released released");
    g_autofree char *work = shop_do(desk->db, "anna", "pick.start", "order", "O-100007", NULL);
    pty_keys(desk->pty, "<F2>");
    has(desk, "Release to pick: 1 undone, 2 not: Order O-100007 is being picked");
    states(desk, "released released released released released unpaid picking ready");
    pty_keys(desk->pty, "<F2>");
    has(desk, "Release to pick: 0 undone, 2 not: Order O-100007 is being picked");
    g_free(shop_do(desk->db, "anna", "pick.leave", "work", work, NULL));
    pty_keys(desk->pty, "<F2>");
    has(desk, "1 undone, 1 not: O-100003 is released to pick;");
    has(desk, "way back to short of goods here. It is in To pick");
    states(desk, "released released released released released unpaid ready ready");
    pty_keys(desk->pty, "<F2>");
    has(desk, "not now, O-100003 is released to pick");
    desk_free(desk);
}

// What nothing takes back says so, by its name.
static void test_no_undo(void)
{
    struct desk *desk = desk_new("orders/unpaid", 80, 24);
    pty_keys(desk->pty, " :pay<Enter>");
    pty_keys(desk->pty, "1<Enter>");
    has(desk, "Mark as paid: 1 done");
    pty_keys(desk->pty, "<F2>");
    has(desk, "Undo: not now, nothing takes back 'Mark as paid'");
    desk_free(desk);
}

// A search that finds nothing blames neither the list nor its view, and says how it ends.
static void test_no_hit(void)
{
    struct desk *desk = desk_new("orders/all", 80, 24);
    pty_keys(desk->pty, "teapot");
    pty_wait_text(desk->pty, "Nothing in this list fits what is typed. Esc shows all of it.");
    pty_keys(desk->pty, "<Esc>");
    pty_wait_text(desk->pty, "O-100001");
    desk_free(desk);
}

// One row, the same actions on the list and on the order itself.
static void test_one(void)
{
    struct desk *desk = desk_new("orders/route", 80, 24);
    pty_keys(desk->pty, "<F4>1<Enter>");
    has(desk, "O-100003 is short: it waits for goods");
    pty_keys(desk->pty, "O-100006<Enter>");
    pty_keys(desk->pty, "<F4>8<Enter>");
    has(desk, "Has the money come? Type yes.");
    pty_keys(desk->pty, "yes<Enter>");
    has(desk, "O-100006");
    states(desk, "released released short released released ready ready ready");
    pty_keys(desk->pty, ":hold<Enter>why not<Enter>");
    states(desk, "released released short released released held ready ready");
    pty_keys(desk->pty, "<F4>");
    has(desk, "not now: it is held; only when ready or short");
    desk_free(desk);
}

// Two orders about which an import asks; the second one was given back by its picker.
static struct desk *asked_of(void)
{
    struct desk *desk = desk_new("home", 80, 24);
    g_free(shop_do(desk->db, "anna", "pick.start", "order", "O-100001", NULL));
    g_autofree char *work = shop_do(desk->db, "anna", "pick.start", "order", "O-100005", NULL);
    shop_sell_again(desk->db, "#1001", "5 MUG-BLU-330,6 TEA-SEN-100,1 SPN-BAM-1,1 FIL-PAP-100");
    shop_sell_again(desk->db, "#1005", "1 MUG-BLU-330");
    g_free(shop_do(desk->db, "anna", "pick.leave", "work", work, NULL));
    pty_keys(desk->pty, ":conflicts<Enter>");
    has(desk, "#1001");
    has(desk, "#1005");
    has(desk, "1 FIL-PAP-100"); // the end of a difference that takes two lines
    return desk;
}

// The first one is answered somewhere else; a key that means nothing makes the list look.
static void answered_elsewhere(struct desk *desk)
{
    g_free(shop_do(desk->db, "sam", "import.answer", "order", "O-100001", "keep", "1", NULL));
    pty_keys(desk->pty, "<F11>");
    g_assert_false(pty_has(desk->pty, "#1001"));
}

// An answer belongs to what was asked about, whatever stands under the cursor when it comes.
static void test_answered_meanwhile(void)
{
    struct desk *desk = asked_of();
    pty_keys(desk->pty, ":take<Enter>");
    has(desk, "Shall O-100001 become what shopify says? Type yes.");
    has(desk, "The floor is at it");
    answered_elsewhere(desk);
    pty_keys(desk->pty, "yes<Enter>");
    has(desk, "No import asks about O-100001");
    states(desk, "picking released ready released released unpaid ready ready");
    has(desk, "#1005");
    pty_keys(desk->pty, ":take<Enter>");
    has(desk, "Its release is taken back");
    pty_keys(desk->pty, "maybe<Enter>");
    has(desk, "'maybe' does not answer it");
    has(desk, "Shall O-100005 become");
    pty_keys(desk->pty, "<Esc>yes<Enter>");
    has(desk, "No import asks anything");
    desk_free(desk);
}

// So does what is chosen from the list of actions.
static void test_left_meanwhile(void)
{
    struct desk *desk = asked_of();
    pty_keys(desk->pty, "<F4>keep<F11>");
    answered_elsewhere(desk);
    pty_keys(desk->pty, "<Enter>");
    has(desk, "Keep it as it is here: not now, its row left the list meanwhile");
    has(desk, "#1005");
    desk_free(desk);
}

// What cannot be taken stays in the line, with its question.
static void test_typed_again(void)
{
    struct desk *desk = desk_new("item MUG-BLU-330", 80, 24);
    pty_keys(desk->pty, "1<Enter>A-01-04-1 nowhere<Enter>");
    has(desk, "Move: from which place, to which, how many?");
    has(desk, "A-01-04-1 nowhere");
    pty_keys(desk->pty, "<Right> 1<Enter>"); // without it that would begin anew
    has(desk, "A-01-04-1 nowhere 1");
    has(desk, "Move: from which place, to which, how many?");
    pty_keys(desk->pty, "<Esc>A-03-17-2 A-02-09-1 1<Enter>");
    g_assert_false(pty_has(desk->pty, "Move: from which place"));
    desk_free(desk);
}

#define DOWN_4 "<Down><Down><Down><Down>"
#define BY_ARROWS "<F4>" DOWN_4 DOWN_4 "<Enter>"

// The ninth entry on a handheld: by digits, by typing, by arrows.
static void test_long_menu(void)
{
    static const char *const ways[] = {"<F4>0<Enter>4<Enter>", "<F4>view b<Enter>", BY_ARROWS};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        struct desk *desk = desk_new("orders/topick", 20, 8);
        pty_keys(desk->pty, "<F4>");
        has(desk, "v");
        pty_keys(desk->pty, "<Esc>");
        pty_keys(desk->pty, ways[i]);
        has(desk, "ORDERS To route");
        desk_free(desk);
    }
}

// What somebody types narrows; Enter opens the row that the focus is on.
static void test_narrow(void)
{
    struct desk *desk = desk_new("stock", 80, 24);
    pty_keys(desk->pty, "mug<Down><Enter>");
    has(desk, "Mug red 330 ml");
    has(desk, "WHO HOLDS IT");
    pty_keys(desk->pty, "<F3>zebra<Enter>");
    has(desk, "Nobody here knows 'zebra'");
    has(desk, "1-7 of 7");
    pty_scan(desk->pty, "5012345678900");
    has(desk, "WHO HOLDS IT");
    desk_free(desk);
}

// The lists of an item whole, and from who holds it to the order.
static void test_item(void)
{
    struct desk *desk = desk_new("item TEA-SEN-100", 80, 24);
    pty_keys(desk->pty, "<Enter>"); // nothing to open here
    has(desk, "Tab goes to the orders that hold it");
    pty_keys(desk->pty, "<Tab>");
    has(desk, "[Where 1]");
    pty_keys(desk->pty, "<Tab>");
    has(desk, "[Who holds it 2]");
    has(desk, "1-2 of 2");
    pty_keys(desk->pty, "<Down><Enter>");
    has(desk, "O-100001");
    has(desk, "[1 Lines 3]");
    desk_free(desk);
}

// Digits that do not stand on a screen do nothing, whatever its size.
static void only_shown(const char *open, int cols, int rows)
{
    struct desk *desk = desk_new(open, cols, rows);
    g_autofree char *before = pty_text(desk->pty);
    for (char digit = '1'; digit <= '9'; digit++) {
        g_autofree char *keys = g_strdup_printf("%c<Enter>", digit);
        g_autofree char *no = g_strdup_printf(cols > 20 ? "no number %c" : "number %c here", digit);
        if (strchr(before, digit))
            continue;
        pty_keys(desk->pty, keys);
        g_autofree char *after = pty_text(desk->pty);
        if (!strstr(after, no))
            g_error("%s %dx%d: %c is not shown but acts:\n%s\n%s", open, cols, rows, digit, before,
                    after);
    }
    desk_free(desk);
}

static void test_digits(void)
{
    static const char *const screens[] = {"O-100001", "item MUG-BLU-330", "stock"};
    static const struct {
        int cols, rows;
    } sizes[] = {{80, 24}, {120, 40}, {40, 25}, {20, 16}, {20, 8}};
    for (size_t i = 0; i < G_N_ELEMENTS(screens); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(sizes); k++)
            only_shown(screens[i], sizes[k].cols, sizes[k].rows);
}

// The order's parts stand in its tabs; what can be done with it only in F4.
static void test_order_digits(void)
{
    struct desk *desk = desk_new("O-100001", 80, 24);
    pty_keys(desk->pty, "4<Enter>");
    g_assert_true(pty_has(desk->pty, "[4 Parcels 0]"));
    for (char digit = '5'; digit <= '9'; digit++) {
        g_autofree char *keys = g_strdup_printf("%c<Enter>", digit);
        g_autofree char *no = g_strdup_printf("There is no number %c here", digit);
        pty_keys(desk->pty, keys);
        g_assert_true(pty_has(desk->pty, no));
    }
    pty_keys(desk->pty, "<F3>"); // and what was said of this screen goes with it
    g_assert_false(pty_has(desk->pty, "There is no number 9 here"));
    desk_free(desk);
}

// What is cancelled of an order is told line by line on its screen.
static void test_cancelled_lines(void)
{
    struct desk *desk = desk_new("O-100001", 120, 30);
    g_assert_false(pty_has(desk->pty, "cancelled"));
    g_free(shop_do(desk->db, "sam", "order.cancel", "order", "O-100001", NULL));
    pty_wait_text(desk->pty, "1 cancelled");
    has(desk, "6 cancelled");
    desk_free(desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc < 2)
        return 2;
    program = argv[1];
    folder = g_build_filename(testtmp_folder(), "tote-lists-XXXXXX", NULL);
    g_assert_nonnull(g_mkdtemp(folder));
    g_test_add_func("/lists/hold-marked", test_hold_marked);
    g_test_add_func("/lists/refused", test_refused);
    g_test_add_func("/lists/swept-away", test_swept_away);
    g_test_add_func("/lists/some", test_some);
    g_test_add_func("/lists/little-room", test_little_room);
    g_test_add_func("/lists/right", test_right);
    g_test_add_func("/lists/changed-meanwhile", test_changed_meanwhile);
    g_test_add_func("/lists/undo-part", test_undo_part);
    g_test_add_func("/lists/no-undo", test_no_undo);
    g_test_add_func("/lists/no-hit", test_no_hit);
    g_test_add_func("/lists/one", test_one);
    g_test_add_func("/lists/answered-meanwhile", test_answered_meanwhile);
    g_test_add_func("/lists/left-meanwhile", test_left_meanwhile);
    g_test_add_func("/lists/typed-again", test_typed_again);
    g_test_add_func("/lists/long-menu", test_long_menu);
    g_test_add_func("/lists/narrow", test_narrow);
    g_test_add_func("/lists/item", test_item);
    g_test_add_func("/lists/digits", test_digits);
    g_test_add_func("/lists/order-digits", test_order_digits);
    g_test_add_func("/lists/cancelled-lines", test_cancelled_lines);
    int result = g_test_run();
    g_rmdir(folder);
    g_free(folder);
    return result;
}
