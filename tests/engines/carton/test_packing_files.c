// SPDX-License-Identifier: Apache-2.0
// The files of the packing trials: what is read, what is refused where, what comes out for the
// published samples.
#include <glib/gstdio.h>
#include <string.h>

#include "errors.h"
#include "packing.h"
#include "trials.h"

static bool read_items(struct packing *packing, const char *text, GError **error)
{
    g_autofree char *copy = g_strdup(text);
    packing_init(packing);
    return packing_items(packing, "items", copy, strlen(copy), error);
}

static void test_rows(void)
{
    struct packing packing;
    GError *error = NULL;
    g_assert_true(read_items(&packing,
                             "\"A,1\",2,\"a \"\"big\"\"\ncup\",10,20,30,400\r\n\n"
                             "B,1,x,1,2,3,4\nA\"2,3,y,4,5,6,7\n\"A,1\",5,z,7,8,9,0",
                             &error));
    g_assert_no_error(error);
    g_assert_cmpuint(packing.orders->len, ==, 3);
    const struct packing_order *order = g_ptr_array_index(packing.orders, 0);
    g_assert_cmpstr(order->name, ==, "A,1");
    g_assert_cmpuint(order->items->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(order->names, 0), ==, "a \"big\"\ncup");
    const struct carton_item *item = &g_array_index(order->items, struct carton_item, 0);
    g_assert_cmpint(item->quantity, ==, 2);
    g_assert_cmpint(item->size[2], ==, 30);
    g_assert_cmpint(item->grams, ==, 400);
    g_assert_cmpint(g_array_index(order->items, struct carton_item, 1).size[0], ==, 7);
    order = g_ptr_array_index(packing.orders, 2);
    g_assert_cmpstr(order->name, ==, "A\"2");
    packing_clear(&packing);
    g_autoptr(GString) line = g_string_new(NULL);
    trial_put_cell(line, "a \"big\"\ncup");
    trial_put_cell(line, "plain");
    g_assert_cmpstr(line->str, ==, "\"a \"\"big\"\"\ncup\"plain");
}

static void test_refused(void)
{
    static const struct {
        const char *text, *field;
    } cases[] = {
        {"", "items"},
        {"A,1,x,1,2,3\n", "items:1"},
        {"A,1,x,1,2,3,4\n\n\"B\n\",one,x,1,2,3,4\n", "items:3"},
        {"A,1,x,0,2,3,4", "items:1"},
        {"A,1,x,1,2,99999999999999999999,4", "items:1"},
        {"A,-1,x,1,2,3,4", "items:1"},
        {"\"A,1,x,1,2,3,4", "items:1"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct packing packing;
        GError *error = NULL;
        g_assert_false(read_items(&packing, cases[i].text, &error));
        g_assert_true(tote_error_is(error, TOTE_TRIAL));
        g_assert_cmpstr(tote_error_field(error), ==, cases[i].field);
        g_error_free(error);
        packing_clear(&packing);
    }
}

static void test_thpack_refused(void)
{
    static const struct {
        const char *text, *field;
    } cases[] = {
        {"", "f:1"},
        {"1\n1 1\n10 10 10\n1\n1 5 0 5 0 5 0 3\n", "f:5"}, // may not stand at all
        {"1\n1 1\n10 10\n", "f:3"},
        {"1\n1 1\n10 10 10\n1\n1 5 0 5 0 5 1\n", "f:5"},
        {"1\n1 1\n10 10 x\n", "f:3"},
        {"1\n1 1\n10 10 10\n2\n1 5 0 5 0 5 1 3\n", "f:6"},
        {"99999999", "f:1"},
        {"1\n1\n1 1 1\n99999999\n", "f:4"},
        {"1\n1\n200000 1 1\n1\n", "f:3"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        g_assert_null(thpack_read("f", cases[i].text, &error));
        g_assert_true(tote_error_is(error, TOTE_TRIAL));
        g_assert_cmpstr(tote_error_field(error), ==, cases[i].field);
        g_error_free(error);
    }
}

static void test_thpack(void)
{
    GError *error = NULL;
    GArray *problems =
        thpack_read("f", " 1\n 7 123\n 58 23 22\n\n 1\n 4 10 0 9 1 8 1 40\n", &error);
    g_assert_no_error(error);
    g_assert_cmpuint(problems->len, ==, 1);
    const struct thpack *problem = &g_array_index(problems, struct thpack, 0);
    g_assert_cmpint(problem->number, ==, 7);
    g_assert_cmpint(problem->box.inner[1], ==, 23);
    g_assert_cmpint(g_array_index(problem->kinds, int, 0), ==, 4);
    const struct carton_item *item = &g_array_index(problem->items, struct carton_item, 0);
    g_assert_cmpuint(item->upright, ==, 6);
    g_assert_cmpint(item->quantity, ==, 40);
    thpack_free(problems);
}

// What the trial prints for the sample files, as rows of cells.
static char **run(trial_run function, struct trial *trial)
{
    GError *error = NULL;
    g_autofree char *path = NULL, *text = NULL;
    int file = g_file_open_tmp("tote-packing-XXXXXX", &path, &error);
    g_assert_no_error(error);
    trial->out = fdopen(file, "w");
    g_assert_true(function(trial, &error));
    g_assert_no_error(error);
    fclose(trial->out);
    g_assert_true(g_file_get_contents(path, &text, NULL, &error));
    g_unlink(path);
    return g_strsplit(text, "\n", -1);
}

// 60 orders need 62 boxes as published; every piece of the file is in one.
static void test_pack(void)
{
    g_autofree char *boxes = g_test_build_filename(G_TEST_DIST, "data", "boxes.csv", NULL);
    g_autofree char *items = g_test_build_filename(G_TEST_DIST, "data", "items.csv", NULL);
    struct trial trial = {.path = boxes, .other = items, .rounds = 3000, .seconds = 60};
    g_auto(GStrv) rows = run(trial_pack, &trial);
    g_auto(GStrv) again = run(trial_pack, &trial);
    g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *text = NULL;
    struct packing packing;
    gsize len = 0;
    guint pieces = 0;
    g_assert_true(g_strv_equal((const char *const *)rows, (const char *const *)again));
    for (guint i = 0; rows[i] && *rows[i]; i++) {
        g_auto(GStrv) cells = g_strsplit(rows[i], ",", -1);
        g_assert_cmpuint(g_strv_length(cells), ==, 10);
        g_hash_table_add(used, g_strdup_printf("%s %s", cells[0], cells[1]));
        pieces++;
    }
    g_assert_cmpuint(g_hash_table_size(used), <=, 62);
    packing_init(&packing);
    g_assert_true(g_file_get_contents(items, &text, &len, NULL));
    g_assert_true(packing_items(&packing, "items", text, len, NULL));
    for (guint i = 0; i < packing.orders->len; i++) {
        const struct packing_order *order = g_ptr_array_index(packing.orders, i);
        for (guint k = 0; k < order->items->len; k++)
            pieces -= (guint)g_array_index(order->items, struct carton_item, k).quantity;
    }
    g_assert_cmpuint(pieces, ==, 0);
    packing_clear(&packing);
}

// Three containers are more than nine tenths full.
static void test_container(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", "thpack.txt", NULL);
    struct trial trial = {.path = path, .rounds = 30000, .seconds = 60};
    g_auto(GStrv) rows = run(trial_container, &trial);
    gint64 volume[4] = {0};
    for (guint i = 0; rows[i] && *rows[i]; i++) {
        g_auto(GStrv) cells = g_strsplit(rows[i], ",", -1);
        gint64 v[8];
        g_assert_cmpuint(g_strv_length(cells), ==, 8);
        for (int k = 0; k < 8; k++)
            v[k] = g_ascii_strtoll(cells[k], NULL, 10);
        g_assert_true(v[0] >= 1 && v[0] <= 3);
        volume[v[0]] += v[5] * v[6] * v[7];
    }
    for (int i = 1; i <= 3; i++) {
        g_assert_cmpint(volume[i], >, 587 * 233 * 220 / 10 * 9);
        g_assert_cmpint(volume[i], <=, 587 * 233 * 220);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/packing-files/rows", test_rows);
    g_test_add_func("/packing-files/refused", test_refused);
    g_test_add_func("/packing-files/thpack", test_thpack);
    g_test_add_func("/packing-files/thpack-refused", test_thpack_refused);
    g_test_add_func("/packing-files/pack", test_pack);
    g_test_add_func("/packing-files/container", test_container);
    return g_test_run();
}
