// SPDX-License-Identifier: Apache-2.0
// A place is closed, by a file, while orders have goods there.
#include "answers.h"
#include "testshop.h"

static char *problem; // the last one

// Changes the kind of a place.
static void place(struct testshop *shop, const char *code, const char *kind, int64_t walk)
{
    GError *error = NULL;
    struct import_counts counts;
    struct incoming_place row = {
        .code = (char *)code, .kind = (char *)kind, .walk = walk, .row = 2};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_autoptr(GPtrArray) found =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    g_array_append_val(rows, row);
    struct import_batch batch = {
        .rows = rows, .counts = &counts, .problems = found, .currency = "EUR"};
    import_run(shop->sam, op_find("import.places"), &batch, &error);
    g_assert_no_error(error);
    g_assert_cmpint(counts.updated, ==, 1);
    g_free(problem);
    problem = g_strdup(found->len ? ((struct incoming_problem *)found->pdata[0])->message : "");
}

static void says(const char *wanted)
{
    g_assert_cmpstr(problem, ==, wanted);
}

// A place that is closed while orders have goods there says which; nobody takes them there.
static void test_place_shut(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2, TEA A2 1");
    testshop_release(shop, "#1", "2 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    place(shop, "A2", "quarantine", -1);
    says(""); // nobody has any of it
    place(shop, "A1", "quarantine", -1);
    says("A1 is 'quarantine' now, and 2 pieces there are with orders: "
         "O-100001");
    place(shop, "A1", "returns", -1); // it was closed before
    says("");
    place(shop, "A2", "bulk", -1);
    SAYS(shop->anna, "refused",
         "A1 is blocked or in quarantine: leave Tea, and report it short as out of reach",
         "pick.scan", work, "A1");
    SAYS(shop->anna, "wrong", NULL, "pick.scan", work, "TEA");
    place(shop, "A1", "bulk", -1);
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    place(shop, "A1", "quarantine", -1); // while she stands there
    SAYS(shop->anna, "refused",
         "A1 is blocked or in quarantine: leave Tea, and report it short as out of reach",
         "pick.scan", work, "TEA");
    REFUSED(shop->anna, TOTE_STOCK_BLOCKED,
            "A1 is blocked or in quarantine: none of what is there is taken", "pick.short", work,
            "1", "unreachable");
    SAYS(shop->anna, "done",
         "A1 is blocked or in quarantine: 1 Tea stays there, and the order lacks it", "pick.short",
         work, "0", "unreachable");
    HAS(testshop_last()->json, "\"elsewhere\":1");
    testshop_check(shop->db);
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    testshop_check(shop->db);
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "unreachable");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A2");
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, "TEA");
    HAS(testshop_last()->json, "\"done\":true"); // nobody is sent back there
    LIES(shop, "TEA A1 - 2/0,TEA CART - 1/1 [O-100001]");
    testshop_check(shop->db);
}

// Where it lies nowhere else the order waits, as for goods that are not there; the books keep what
// lies there, and the undo lets it be fetched once the place is open again.
static void test_nothing_else(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3");
    testshop_release(shop, "#1", "2 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    place(shop, "A1", "quarantine", -1);
    SAYS(shop->anna, "done",
         "A1 is blocked or in quarantine: 2 Tea stay there, and the order lacks them", "pick.short",
         work, "0", "unreachable");
    HAS(testshop_last()->json, "\"done\":true");
    LIES(shop, "TEA A1 - 3/0");
    testshop_check(shop->db);
    SAYS(shop->anna, "done", "Undone, at A1 again: Tea", "pick.undo", work);
    LIES(shop, "TEA A1 - 3/2");
    testshop_check(shop->db);
    place(shop, "A1", "bulk", -1);
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, "TEA");
    testshop_check(shop->db);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/place-shut/file", test_place_shut);
    testdb_add("/place-shut/nothing-else", test_nothing_else);
    return g_test_run();
}
