// SPDX-License-Identifier: Apache-2.0
// The layout of the public routing and batching collections: what is read, what is refused where.
#include <string.h>

#include "errors.h"
#include "sprp.h"

#define HEAD                                                                                       \
    "NAME : a\nLAYOUT : two-block\nNUM_AISLES : 3\nNUM_CELLS : 6\nDEPOT_AISLE : 1\n"               \
    "DEPOT_LOCATION : top\nDISTANCE_AISLE_TO_AISLE : 3\nDISTANCE_CELL_TO_CELL : 0.5\n"             \
    "DISTANCE_TOP_TO_CELL : 1\nDISTANCE_BOTTOM_TO_CELL : 1.25\n"
#define ARTICLES_OF "ARTICLE_SECTION\nNUM_ARTICLES : 2\nID 0\nID 1 WEIGHT 2.5\n"
#define PLACES_OF                                                                                  \
    "SKU_SECTION\nNUM_SKUS : 2\nID 1 AISLE 2 CELL 5 QUANTITY 4 LEFT_RIGHT_HAND_SIDE left\n"        \
    "ID 0 AISLE 0 CELL 0\n"

static bool parse(const char *text, struct sprp *file, GError **error)
{
    return sprp_parse("a.txt", text, strlen(text), file, error);
}

static void test_routing(void)
{
    g_auto(sprp) file = {0};
    g_autoptr(GError) error = NULL;
    parse(HEAD ARTICLES_OF PLACES_OF "ORDER_SECTION\nNUM_ARTICLES : 2\nID 1 QUANTITY 3\nID 0\n",
          &file, &error);
    g_assert_no_error(error);
    g_assert_cmpint(file.aisles, ==, 3);
    g_assert_cmpint(file.cells, ==, 6);
    g_assert_cmpint(file.blocks, ==, 2);
    g_assert_cmpint(file.depot_aisle, ==, 1);
    g_assert_true(file.depot_at_top);
    g_assert_cmpfloat(file.aisle_gap, ==, 3);
    g_assert_cmpfloat(file.cell_step, ==, 0.5);
    g_assert_cmpfloat(file.top_to_cell, ==, 1);
    g_assert_cmpfloat(file.bottom_to_cell, ==, 1.25);
    g_assert_cmpfloat(file.to_depot, ==, 0);
    g_assert_cmpuint(file.places->len, ==, 2);
    struct sprp_place place = g_array_index(file.places, struct sprp_place, 0);
    g_assert_cmpint(place.article, ==, 1);
    g_assert_cmpint(place.aisle, ==, 2);
    g_assert_cmpint(place.cell, ==, 5);
    g_assert_cmpfloat(place.quantity, ==, 4);
    g_assert_cmpuint(file.weights->len, ==, 2);
    g_assert_cmpfloat(g_array_index(file.weights, double, 0), ==, 1);
    g_assert_cmpfloat(g_array_index(file.weights, double, 1), ==, 2.5);
    g_assert_cmpuint(file.orders->len, ==, 1);
    g_assert_cmpuint(g_array_index(file.orders, struct sprp_order, 0).n, ==, 2);
    g_assert_cmpfloat(g_array_index(file.lines, struct sprp_line, 0).quantity, ==, 3);
    g_assert_cmpfloat(g_array_index(file.lines, struct sprp_line, 1).quantity, ==, 1);
}

// How many blocks the warehouse has, as different collections say it.
static void test_blocks(void)
{
    static const struct {
        const char *says;
        int blocks;
    } cases[] = {{"LAYOUT : single-block\n", 1},
                 {"LAYOUT : double-block\n", 2},
                 {"LAYOUT : multi-block\nNUM_BLOCKS : 5\n", 5},
                 {"NUM_BLOCKS : 3\nLAYOUT : multi-block\n", 3},
                 {"LAYOUT : multi-block\n", 0},
                 {"", 0}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(sprp) file = {0};
        g_autofree char *head = g_strdup(strstr(HEAD, "NUM_AISLES"));
        g_autofree char *text = g_strconcat(
            cases[i].says, head, ARTICLES_OF PLACES_OF "ORDER_SECTION\nID 0 QUANTITY 1\n", NULL);
        g_assert_true(parse(text, &file, NULL));
        g_assert_cmpint(file.blocks, ==, cases[i].blocks);
    }
}

static void test_batching(void)
{
    g_auto(sprp) file = {0};
    g_autoptr(GError) error = NULL;
    parse(HEAD "PICKER_CAPACITY : 30\r\n" ARTICLES_OF PLACES_OF
               "ORDER_SECTION\r\nNUM_ORDERS : 2\r\nNUM_ARTICLES_IN_ORDER 1\r\nID 0 QUANTITY 1\r\n"
               "NUM_ARTICLES_IN_ORDER 2\r\nID 1 QUANTITY 2\r\n  ID 0   QUANTITY\t5\r\n",
          &file, &error);
    g_assert_no_error(error);
    g_assert_cmpfloat(file.capacity, ==, 30);
    g_assert_cmpuint(file.orders->len, ==, 2);
    struct sprp_order second = g_array_index(file.orders, struct sprp_order, 1);
    g_assert_cmpuint(second.first, ==, 1);
    g_assert_cmpuint(second.n, ==, 2);
    g_assert_cmpfloat(g_array_index(file.lines, struct sprp_line, 2).quantity, ==, 5);
}

static void test_faults(void)
{
    static const struct {
        const char *text, *where;
    } cases[] = {
        {"", "a.txt"},
        {"NUM_AISLES : 3\nARTICLE_SECTION\n", "a.txt:2"},
        {"NUM_AISLES : three\n", "a.txt:1"},
        {"NUM_AISLES : 2.5\n", "a.txt:1"},
        {"NUM_AISLES : 0\n", "a.txt:1"},
        {"NUM_AISLES : 10001\n", "a.txt:1"},
        {"NUM_AISLES :\n", "a.txt:1"},
        {"\nDISTANCE_AISLE_TO_AISLE : nan\n", "a.txt:2"},
        {"\nDISTANCE_AISLE_TO_AISLE : -1\n", "a.txt:2"},
        {HEAD "DEPOT_AISLE : 3\nARTICLE_SECTION\n", "a.txt:12"},
        {HEAD ARTICLES_OF, "a.txt"},
        {HEAD ARTICLES_OF PLACES_OF "ORDER_SECTION\n", "a.txt"},
        {HEAD ARTICLES_OF "ID x\n", "a.txt:15"},
        {HEAD ARTICLES_OF "ID 1 WEIGHT -1\n", "a.txt:15"},
        {HEAD ARTICLES_OF "SKU_SECTION\nID 2 AISLE 0 CELL 0\n", "a.txt:16"},
        {HEAD ARTICLES_OF "SKU_SECTION\nID 1 AISLE 3 CELL 0\n", "a.txt:16"},
        {HEAD ARTICLES_OF "SKU_SECTION\nID 1 AISLE 0 CELL 6\n", "a.txt:16"},
        {HEAD ARTICLES_OF "SKU_SECTION\nID 1 AISLE 0 CELL\n", "a.txt:16"},
        {HEAD ARTICLES_OF "SKU_SECTION\nID 1 AISLE 0 CELL 0 QUANTITY 1e99\n", "a.txt:16"},
        {HEAD ARTICLES_OF PLACES_OF "ORDER_SECTION\nID 7\n", "a.txt:20"},
        {HEAD ARTICLES_OF PLACES_OF "ORDER_SECTION\nID 1 QUANTITY -2\n", "a.txt:20"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct sprp file = {0};
        g_autoptr(GError) error = NULL;
        g_assert_false(parse(cases[i].text, &file, &error));
        g_assert_true(tote_error_is(error, TOTE_TRIAL));
        g_assert_cmpstr(tote_error_field(error), ==, cases[i].where);
        g_assert_null(file.places); // nothing is left to clear
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sprp/routing", test_routing);
    g_test_add_func("/sprp/blocks", test_blocks);
    g_test_add_func("/sprp/batching", test_batching);
    g_test_add_func("/sprp/faults", test_faults);
    return g_test_run();
}
