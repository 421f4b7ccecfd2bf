// SPDX-License-Identifier: Apache-2.0
// A menu of any length is reached by digits, by typing and by arrows.
#include "menu.h"

static void fill(struct menu *menu, int n)
{
    menu_begin(menu);
    for (int i = 1; i <= n; i++) {
        g_autofree char *label = g_strdup_printf("Entry %d", i);
        const struct menu_row row = {.label = g_intern_string(label),
                                     .brief = i == 7 ? "Short" : NULL,
                                     .word = i == 12 ? "twelve" : NULL,
                                     .why_not = i == 5 ? "not today" : NULL,
                                     .digit = i == 3 ? '1' : 0};
        menu_add(menu, &row);
    }
    menu_end(menu);
}

static void chosen(struct menu *menu, int number, const char *label)
{
    const struct menu_row *row = menu_choose(menu, number);
    g_assert_cmpstr(row ? row->label : NULL, ==, label);
}

// The third has the 1 for good, the fifth cannot be chosen: the others share what is left.
static void test_digits(void)
{
    struct menu menu = {0};
    fill(&menu, 24);
    chosen(&menu, 1, "Entry 3");
    chosen(&menu, 2, "Entry 1");
    chosen(&menu, 3, "Entry 2");
    chosen(&menu, 4, "Entry 4");
    chosen(&menu, 5, "Entry 6");
    chosen(&menu, 9, "Entry 10");
    g_assert_cmpint(menu.pages, ==, 3);
    chosen(&menu, 0, NULL);
    g_assert_cmpstr(menu_focused(&menu)->label, ==, "Entry 11");
    chosen(&menu, 1, "Entry 11");
    chosen(&menu, 9, "Entry 19");
    chosen(&menu, 0, NULL);
    chosen(&menu, 5, "Entry 24");
    chosen(&menu, 6, NULL);
    chosen(&menu, 0, NULL); // round again
    chosen(&menu, 1, "Entry 3");
    menu_release(&menu);
}

static void test_typing(void)
{
    struct menu menu = {0};
    fill(&menu, 24);
    chosen(&menu, 0, NULL);
    menu_narrow(&menu, "ENTRY 1");
    g_assert_cmpint(menu.shown->len, ==, 11);
    g_assert_cmpstr(menu_focused(&menu)->label, ==, "Entry 1");
    chosen(&menu, 2, "Entry 10");
    menu_narrow(&menu, "twelve");
    g_assert_cmpstr(menu_focused(&menu)->label, ==, "Entry 12");
    chosen(&menu, 1, "Entry 12");
    menu_narrow(&menu, "shor"); // as it is called where there is little room
    chosen(&menu, 1, "Entry 7");
    g_assert_cmpint(menu.pages, ==, 1);
    menu_narrow(&menu, "thirteen");
    g_assert_null(menu_focused(&menu));
    chosen(&menu, 1, NULL);
    menu_narrow(&menu, "");
    g_assert_cmpint(menu.shown->len, ==, 24);
    menu_release(&menu);
}

static void test_arrows(void)
{
    struct menu menu = {0};
    fill(&menu, 24);
    menu.height = 3; // 20x8
    for (int i = 1; i <= 24; i++, menu_move(&menu, UK_DOWN)) {
        g_autofree char *label = g_strdup_printf("Entry %d", i);
        g_assert_cmpstr(menu_focused(&menu)->label, ==, label);
    }
    g_assert_cmpstr(menu_focused(&menu)->label, ==, "Entry 24");
    menu_move(&menu, UK_PGUP);
    g_assert_cmpstr(menu_focused(&menu)->label, ==, "Entry 22");
    menu_move(&menu, UK_HOME);
    g_assert_cmpstr(menu_focused(&menu)->label, ==, "Entry 1");
    menu_move(&menu, UK_END);
    fill(&menu, 7); // fewer now
    g_assert_cmpstr(menu_focused(&menu)->label, ==, "Entry 7");
    menu_release(&menu);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/menu/digits", test_digits);
    g_test_add_func("/menu/typing", test_typing);
    g_test_add_func("/menu/arrows", test_arrows);
    return g_test_run();
}
