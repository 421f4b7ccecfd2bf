// SPDX-License-Identifier: Apache-2.0
// Which states each saved view of the orders shows, as a desk would say it.
#include "code_flag.h"
#include "lives.h"
#include "order_views.h"

#include <glib.h>

static void shows(enum order_view view, const char *expected)
{
    const char *codes[STATES_MOST];
    size_t n = saved_view_states(&order_views[view], &order_states, codes);
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(text, "%s%s", i ? " " : "", codes[i]);
        g_assert_true(order_views[view].lacking ||
                      saved_view_takes(&order_views[view], &order_states, codes[i]));
    }
    for (size_t i = n; i < G_N_ELEMENTS(codes); i++)
        g_assert_null(codes[i]);
    g_assert_cmpstr(text->str, ==, expected);
    g_string_free(text, TRUE);
}

static void test_orders(void)
{
    shows(VIEW_ALL, "unpaid held ready short released picking picked packing packed");
    shows(VIEW_ROUTE, "ready short");
    shows(VIEW_TO_PICK, "released");
    shows(VIEW_PICKING, "picking");
    shows(VIEW_TO_PACK, "picked packing");
    shows(VIEW_PACKED, "packed");
    shows(VIEW_HELD, "held");
    shows(VIEW_UNPAID, "unpaid");
    shows(VIEW_SHORT, "short released picking picked packing packed"); // of these what lacks
    shows(VIEW_LATE, "ready short released picking picked packing");
    g_assert_true(order_views[VIEW_LATE].late && !order_views[VIEW_ALL].late);
}

// What is short is in its view for that alone; of what is on the floor nobody can say it by its
// state.
static void test_lacking(void)
{
    g_assert_true(saved_view_takes(&order_views[VIEW_SHORT], &order_states, "short"));
    g_assert_false(saved_view_takes(&order_views[VIEW_SHORT], &order_states, "packing"));
    for (int i = 0; i < (int)N_ORDER_VIEWS; i++)
        g_assert_cmpint(order_views[i].lacking != 0, ==, i == (int)VIEW_SHORT);
}

// What a warehouse has to do is told by its own part of an order, with the words of that.
static void test_here(void)
{
    const struct {
        enum order_view view;
        const char *takes, *leaves;
    } rows[] = {{VIEW_TO_PICK, "released", "picking"},
                {VIEW_PICKING, "picking", "picked"},
                {VIEW_TO_PACK, "packing", "packed"},
                {VIEW_PACKED, "packed", "planned"}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct saved_view *view = &order_views[rows[i].view];
        g_assert_true(view->here);
        g_assert_true(saved_view_takes(view, &fulfilment_states, rows[i].takes));
        g_assert_false(saved_view_takes(view, &fulfilment_states, rows[i].leaves));
        g_assert_false(saved_view_takes(view, &fulfilment_states, "shipped"));
    }
}

// Whatever state an order is in, a view shows it; one of what is over shows one state, as its page
// wants it.
static void test_all_states(void)
{
    for (size_t i = 0; i < order_states.n_states; i++) {
        int n = 0;
        for (int view = 0; view < (int)N_ORDER_VIEWS; view++)
            n += saved_view_takes(&order_views[view], &order_states, order_states.states[i].code);
        g_assert_cmpint(n, >=, 1);
    }
    shows(VIEW_SHIPPED, "shipped");
    shows(VIEW_CANCELLED, "cancelled");
    shows(VIEW_ELSEWHERE, "elsewhere");
    for (int view = 0; view < (int)N_ORDER_VIEWS; view++)
        g_assert_cmpint(order_views[view].order == SORT_ENDED, ==, view >= (int)VIEW_SHIPPED);
}

static void test_names(void)
{
    g_assert_cmpint(saved_view_find(order_views, N_ORDER_VIEWS, "late"), ==, VIEW_LATE);
    g_assert_cmpint(saved_view_find(order_views, N_ORDER_VIEWS, "LATE"), ==, VIEW_LATE);
    g_assert_cmpint(saved_view_find(order_views, N_ORDER_VIEWS, "lat"), ==, -1);
    g_assert_cmpint(saved_view_find(order_views, N_ORDER_VIEWS, NULL), ==, -1);
    g_assert_false(saved_view_takes(&order_views[VIEW_ALL], &order_states, "shipped"));
    g_assert_false(saved_view_takes(&order_views[VIEW_ALL], &order_states, "no such state"));
}

static void test_codes(void)
{
    g_assert_true(code_flag("line_kind", "goods", "goods"));
    g_assert_true(code_flag("line_kind", "part", "goods"));
    g_assert_false(code_flag("line_kind", "tip", "goods"));
    g_assert_false(code_flag("line_kind", "goods", "colour"));
    g_assert_false(code_flag("line_kind", "wind", "goods"));
    g_assert_false(code_flag("weather", "goods", "goods"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/saved-view/orders", test_orders);
    g_test_add_func("/saved-view/lacking", test_lacking);
    g_test_add_func("/saved-view/here", test_here);
    g_test_add_func("/saved-view/states", test_all_states);
    g_test_add_func("/saved-view/names", test_names);
    g_test_add_func("/saved-view/codes", test_codes);
    return g_test_run();
}
