// SPDX-License-Identifier: Apache-2.0
// Rows of a file that are the same or only nearly so, and what the two parts of an import that was
// broken off come to.
#include <glib/gstdio.h>
#include <unistd.h>

#include "import_file.h"
#include "shopify_sheet.h"
#include "testshop.h"

// Caller frees, and removes the file.
static char *file_of(const char *text)
{
    char *path = NULL;
    close(g_file_open_tmp("rows-XXXXXX.csv", &path, NULL));
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

// Goods at a place are told apart by all that goods are: only the last row stands there twice.
static void test_same_goods(struct testdb *test)
{
    static const char text[] = "sku,place,lot,owner,condition,serial,qty\n"
                               "TEA,A1,,,,,7\n"
                               "TEA,A1,L1,,,,5\n"
                               "TEA,A1,L2,,,,3\n"
                               "TEA,A1,,acme,,,2\n"
                               "TEA,A1,,,damaged,,4\n"
                               "TEA,A1,,,,S1,1\n"
                               "TEA,A1,,,,S2,1\n"
                               "TEA,A2,L1,,,,6\n"
                               "MUG,A1,L1,,,,8\n"
                               "TEA,A1,L2,,,,9\n";
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = file_of(text);
    struct import_result result = {0};
    const struct import_file file = {.what = "stock", .path = path};
    g_assert_true(import_file(shop->admin, &file, &result, &error));
    g_assert_no_error(error);
    g_assert_cmpint(result.rows, ==, 10);
    g_assert_cmpint(result.counts.rejected, ==, 1);
    g_assert_cmpuint(result.problems->len, ==, 1);
    const struct incoming_problem *problem = result.problems->pdata[0];
    g_assert_cmpint(problem->code, ==, TOTE_IMPORT_DUPLICATE);
    g_assert_cmpint(problem->row, ==, 11);
    g_assert_cmpint(problem->first_row, ==, 4);
    import_result_clear(&result);
    g_unlink(path);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM balance WHERE on_hand > 0"), ==,
                    9);
    g_assert_cmpint(testdb_number(shop->db, "SELECT CAST(sum(on_hand) AS BIGINT) FROM balance"), ==,
                    37);
}

// --- orders

// *ret_row: of the first problem with a double, and of what it names, 0 = there is none.
static struct import_counts import_orders(struct testshop *shop, const char *path, int ret_rows[2])
{
    g_autoptr(GError) error = NULL;
    const struct import_file file = {.what = "orders", .path = path, .channel = "shopify"};
    struct import_result result = {0};
    g_assert_true(import_file(shop->sam, &file, &result, &error));
    g_assert_no_error(error);
    ret_rows[0] = ret_rows[1] = 0;
    for (unsigned i = 0; i < result.problems->len && !ret_rows[0]; i++) {
        const struct incoming_problem *problem = result.problems->pdata[i];
        if (problem->code != TOTE_IMPORT_DUPLICATE)
            continue;
        ret_rows[0] = (int)problem->row;
        ret_rows[1] = (int)problem->first_row;
        g_assert_cmpstr(
            problem->message, ==,
            "The file has this order twice and says another thing in row 2, which counts");
    }
    struct import_counts counts = result.counts;
    import_result_clear(&result);
    return counts;
}

// Two days' exports in one file: an order is as the file says first, the other word is told, and
// the file changes nothing when it comes again. What is the same twice needs no word.
static void test_orders(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GString) sheet = sheet_new();
    int rows[2];
    add_row(sheet, true, "Name", "#1", "Id", "1", NULL);
    add_row(sheet, true, "Name", "#2", "Id", "2", NULL);
    add_row(sheet, true, "Name", "#1", "Id", "1", "Lineitem name", "Bowl", NULL);
    add_row(sheet, true, "Name", "#2", "Id", "2", NULL);
    g_autofree char *path = file_of(sheet->str);
    struct import_counts counts = import_orders(shop, path, rows);
    g_assert_cmpint(counts.created, ==, 2);
    g_assert_cmpint(counts.updated, ==, 0);
    g_assert_cmpint(counts.unchanged, ==, 1);
    g_assert_cmpint(counts.rejected, ==, 1);
    g_assert_cmpint(rows[0], ==, 4);
    g_assert_cmpint(rows[1], ==, 2);
    g_autofree char *before = testshop_dump(shop->db);
    counts = import_orders(shop, path, rows);
    g_assert_cmpint(counts.unchanged, ==, 3);
    g_assert_cmpint(counts.updated, ==, 0);
    g_assert_cmpint(rows[0], ==, 4);
    g_autofree char *after = testshop_dump(shop->db);
    g_assert_cmpstr(after, ==, before);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM order_line WHERE name = 'Cup'"),
                    ==, 2);
    g_unlink(path);
}

// What the file has as cancelled or refunded as well is not sent before a person looked, once.
static void test_back(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GString) sheet = sheet_new();
    int rows[2];
    add_row(sheet, true, "Name", "#1", "Id", "1", "Extra", "Pick up", NULL);
    add_row(sheet, true, "Name", "#2", "Id", "2", "Extra", "Pick up", NULL);
    add_row(sheet, true, "Name", "#1", "Id", "1", "Extra", "Pick up", "Cancelled at",
            "2026-03-03 10:00:00 +0100", NULL);
    g_string_replace(sheet, "Extra", "Shipping Method", 1);
    g_autofree char *path = file_of(sheet->str);
    struct import_counts counts = import_orders(shop, path, rows);
    g_assert_cmpint(counts.rejected, ==, 1);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "held");
    g_assert_cmpint(
        testdb_number(shop->db, "SELECT count(*) FROM event WHERE say = 'import.twice'"), ==, 1);
    import_orders(shop, path, rows);
    g_assert_cmpint(
        testdb_number(shop->db, "SELECT count(*) FROM event WHERE say = 'import.twice'"), ==, 1);
    g_unlink(path);
}

// --- in two parts

// Stops after so many batches.
static bool countdown(void *data)
{
    int *left = data;
    return --*left <= 0;
}

static struct import_result import_until(struct session *session, const char *path, int batches,
                                         GError **error)
{
    const struct watch watch = {.stopped = countdown, .data = &batches};
    const struct import_file file = {
        .what = "items", .path = path, .key = "k", .watch = batches ? &watch : NULL};
    struct import_result result = {0};
    import_file(session, &file, &result, error);
    return result;
}

enum { ITEMS = 60 };

// Of three items one is new, one has another name, one is as it was.
static char *items(bool later)
{
    g_autoptr(GString) text = g_string_new("sku,name\n");
    for (int i = 0; i < ITEMS; i++)
        if (later || i % 3)
            g_string_append_printf(text, "NEW-%d,%s\n", i, later && i % 3 == 1 ? "Other" : "Thing");
    return file_of(text->str);
}

// What comes of the later file in a shop that has the earlier one.
static struct import_counts counts_of(enum db_engine engine, const char *before, const char *path,
                                      int batches)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(test_database) test = testdb_new(engine);
    g_autoptr(test_shop) shop = testshop_new(test);
    const struct import_file file = {.what = "items", .path = before};
    struct import_result result = {0};
    SAYS(shop->admin, "done", NULL, "setting.set", "import.batch", "7");
    g_assert_true(import_file(shop->admin, &file, &result, &error));
    import_result_clear(&result);
    if (batches) {
        import_until(shop->admin, path, batches, &error);
        g_assert_true(tote_error_is(error, TOTE_CANCELLED));
        g_clear_error(&error);
    }
    result = import_until(shop->admin, path, 0, &error);
    g_assert_no_error(error);
    struct import_counts counts = result.counts;
    import_result_clear(&result);
    return counts;
}

// Broken off after any batch, it comes to what it comes to in one piece.
static void test_parts(struct testdb *test)
{
    g_autofree char *before = items(false), *path = items(true);
    for (int batches = 0; batches <= 6; batches += 2) {
        struct import_counts counts = counts_of(test->engine, before, path, batches);
        g_assert_cmpint(counts.created, ==, ITEMS / 3);
        g_assert_cmpint(counts.updated, ==, ITEMS / 3);
        g_assert_cmpint(counts.unchanged, ==, ITEMS / 3);
        g_assert_cmpint(counts.rejected, ==, 0);
    }
    g_unlink(before);
    g_unlink(path);
}

static void import(struct session *session, const char *path, struct import_result *ret_result)
{
    g_autoptr(GError) error = NULL;
    const struct import_file file = {.what = "items", .path = path};
    g_assert_true(import_file(session, &file, ret_result, &error));
    g_assert_no_error(error);
}

// The same key twice in a file is taken once, also when the two are in different batches.
static void test_same_key(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GString) text = g_string_new("sku,name\n");
    struct import_result result = {0};
    for (int i = 0; i < 300; i++)
        g_string_append_printf(text, "NEW-%d,Thing\n", i);
    g_string_append(text, "NEW-7,Another\n");
    g_autofree char *path = file_of(text->str);
    import(shop->admin, path, &result);
    g_assert_cmpint(result.counts.created, ==, 300);
    g_assert_cmpint(result.counts.rejected, ==, 1);
    g_assert_cmpuint(result.problems->len, ==, 1);
    const struct incoming_problem *problem = result.problems->pdata[0];
    g_assert_cmpint(problem->code, ==, TOTE_IMPORT_DUPLICATE);
    g_assert_cmpint(problem->row, ==, 302);
    g_assert_cmpint(problem->first_row, ==, 9);
    g_assert_cmpstr(problem->field, ==, "sku");
    g_assert_cmpstr(problem->message, ==,
                    "NEW-7 stands in the file twice: in row 9, which counts, and in row 302");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM item WHERE name = 'Another'"), ==,
                    0);
    import_result_clear(&result);
    import(shop->admin, path, &result); // resumed: nothing is made twice
    g_assert_cmpint(result.counts.created, ==, 0);
    g_assert_cmpint(result.counts.unchanged, ==, 300);
    import_result_clear(&result);
    g_unlink(path);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM import_run"), ==, 1);
    g_assert_cmpint(testdb_number(shop->db,
                                  "SELECT count(*) FROM import_run WHERE kind = 'items' "
                                  "AND row_count = 301 AND created = 300 AND updated = 0"),
                    ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/import-twice/same-key", test_same_key);
    testdb_add("/import-twice/same-goods", test_same_goods);
    testdb_add("/import-twice/orders", test_orders);
    testdb_add("/import-twice/back", test_back);
    testdb_add("/import-twice/parts", test_parts);
    return g_test_run();
}
