// SPDX-License-Identifier: Apache-2.0
// The tables of codes, the kinds of locations and of work: sound, and as SQL asks them.
#include "code_tables.h"

#include <glib.h>
#include <string.h>

#include "location_kinds.h"

static const struct code_table *table_named(const char *name)
{
    size_t n = 0;
    const struct code_table *tables = model_code_tables(&n);
    for (size_t i = 0; i < n; i++)
        if (!strcmp(tables[i].name, name))
            return &tables[i];
    g_error("no table %s", name);
}

// "1 1 1 4": the numbers of a code.
static void row_is(const char *table_name, const char *code, const char *wanted)
{
    const struct code_table *table = table_named(table_name);
    int64_t values[CODE_COLUMNS];
    for (size_t i = 0; i < model_code_rows(table); i++) {
        if (strcmp(model_code(table, i, values), code) != 0)
            continue;
        GString *found = g_string_new(NULL);
        for (size_t c = 0; c < table->n_columns; c++)
            g_string_append_printf(found, "%s%d", c ? " " : "", (int)values[c]);
        g_autofree char *text = g_string_free(found, FALSE);
        g_assert_cmpstr(text, ==, wanted);
        return;
    }
    g_error("no %s in %s", code, table_name);
}

static void test_sound(void)
{
    size_t n = 0;
    const struct code_table *tables = model_code_tables(&n);
    g_assert_cmpuint(n, ==, 10);
    for (size_t i = 0; i < n; i++) {
        g_autoptr(GHashTable) codes = g_hash_table_new(g_str_hash, g_str_equal);
        int64_t values[CODE_COLUMNS];
        g_assert_cmpuint(model_code_rows(&tables[i]), >, 1);
        for (size_t r = 0; r < model_code_rows(&tables[i]); r++)
            g_assert_true(g_hash_table_add(codes, (void *)model_code(&tables[i], r, values)));
        for (size_t c = 0; c < CODE_COLUMNS; c++)
            g_assert_true((tables[i].columns[c] != NULL) == (c < tables[i].n_columns));
    }
}

static void test_rows(void)
{
    row_is("order_state", "short", "1 1 1 1 1 1 4"); // open … lacks holds_goods rank
    row_is("order_state", "released", "1 0 0 1 0 1 5");
    row_is("order_state", "elsewhere", "0 0 1 0 0 0 11");
    row_is("order_state", "shipped", "0 0 0 0 0 0 10");
    row_is("fulfilment_state", "packed", "1 1 0 0 0 6"); // open holds_goods gone picks packs rank
    row_is("fulfilment_state", "shipped", "0 0 1 0 0 7");
    row_is("parcel_state", "closed", "1 2");
    row_is("load_state", "closed", "0 2");
    row_is("outbox_state", "doubt", "1 1 0 0"); // open wants_person cancelled came_out
    row_is("outbox_state", "done", "0 0 0 1");
    row_is("outbox_state", "cancelled", "0 0 1 0");
    row_is("printer_state", "away", "1"); // wants_person
    row_is("printer_state", "printing", "0");
    row_is("location_kind", "pick", "1 1 0"); // level sells picked
    row_is("location_kind", "lost", "1 0 0");
    row_is("location_kind", "cart", "3 0 1");
    row_is("location_kind", "tote", "4 0 1");
    row_is("location_kind", "carton", "5 0 0");
    row_is("line_kind", "kit", "0 0 1 1"); // goods demand listed priced
    row_is("line_kind", "part", "1 1 0 1");
    row_is("line_kind", "tip", "0 0 0 0");
    row_is("pay_kind", "refund", "-1");
    row_is("pay_kind", "capture", "1");
    row_is("work_kind", "pick", "20 1"); // rank counts
    row_is("work_kind", "pack", "10 2");
}

static void test_locations(void)
{
    g_autofree char *list = location_kind_import_list();
    g_assert_cmpstr(list, ==,
                    "pick, bulk, receive, pack, ship, stage, dock, quarantine, returns, lost, "
                    "cart, tote");
    g_assert_cmpstr(location_kind_import(" Ship ")->code, ==, "ship");
    g_assert_null(location_kind_import("truck"));
    g_assert_null(location_kind_import("odd"));
    g_assert_null(location_kind_import(NULL));
    g_assert_cmpint(location_kind_find("truck")->level, ==, LEVEL_TRUCK);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codes/sound", test_sound);
    g_test_add_func("/codes/rows", test_rows);
    g_test_add_func("/codes/locations", test_locations);
    return g_test_run();
}
