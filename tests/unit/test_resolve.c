// SPDX-License-Identifier: Apache-2.0
// From a code to the thing: each kind, each way to write it, and what wins where two are called
// the same.
#include "resolve.h"

#include "testshop.h"

static void is(struct testshop *shop, const char *code, enum target_kind prefer,
               enum target_kind kind, const char *name, int64_t qty)
{
    GError *error = NULL;
    g_auto(op_target) target = {0};
    g_assert_true(resolve(shop->db, 0, code, prefer, TESTSHOP_NOW, &target, &error));
    g_assert_no_error(error);
    g_assert_cmpint(target.kind, ==, kind);
    g_assert_cmpstr(target.name, ==, name);
    g_assert_cmpint(target.qty, ==, qty);
}

static void test_items(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    is(shop, "TEA", TARGET_ITEM, TARGET_ITEM, "Tea", 1);
    is(shop, "4000000000013", TARGET_ITEM, TARGET_ITEM, "Tea", 1);
    is(shop, "04000000000013", TARGET_ITEM, TARGET_ITEM, "Tea", 1);
    is(shop, "]E04000000000013", TARGET_PLACE, TARGET_ITEM, "Tea", 1);
    is(shop, "]C10104000000000013", TARGET_ITEM, TARGET_ITEM, "Tea", 1);
    is(shop,
       "]C1010400000000001337"
       "12",
       TARGET_ITEM, TARGET_ITEM, "Tea", 12);
    is(shop, "4000000000014", TARGET_ITEM, TARGET_NONE, NULL, 1); // wrong check digit
    is(shop, "", TARGET_ITEM, TARGET_NONE, NULL, 1);
    is(shop, "'; DROP TABLE item; --", TARGET_ITEM, TARGET_NONE, NULL, 1);
}

static void test_others(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_open(shop->pia, testshop_picked(shop, "#1", "1 TEA"));
    testshop_prefix(shop);
    testshop_pack(shop->pia, "W-102");
    SAYS(shop->pia, "done", NULL, "pack.close", "W-102");
    is(shop, "A1", TARGET_PLACE, TARGET_PLACE, "A1", 1);
    is(shop, "P:A1", TARGET_ITEM, TARGET_PLACE, "A1", 1);
    is(shop, "O-100001", TARGET_ITEM, TARGET_ORDER, "O-100001", 1);
    is(shop, "#1", TARGET_ITEM, TARGET_ORDER, "O-100001", 1);
    is(shop, "W-101", TARGET_ITEM, TARGET_WORK, "W-101", 1);
    is(shop, "W-102", TARGET_ITEM, TARGET_WORK, "W-102", 1);
    is(shop, "W-999", TARGET_WORK, TARGET_NONE, NULL, 1);
    is(shop, "B2", TARGET_ITEM, TARGET_BOX_TYPE, "B2", 1);
    is(shop, "]C100095011010000000018", TARGET_ITEM, TARGET_PARCEL, "095011010000000018", 1);
    is(shop, "095011010000000018", TARGET_PARCEL, TARGET_PARCEL, "095011010000000018", 1);
    is(shop, "%UNDO", TARGET_ITEM, TARGET_COMMAND, "UNDO", 1);
}

// The other letter case, where it is not the name of two.
static void test_letters(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    is(shop, "tea", TARGET_PLACE, TARGET_ITEM, "Tea", 1);
    is(shop, "a1", TARGET_ITEM, TARGET_PLACE, "A1", 1);
    is(shop, "main:a1", TARGET_ITEM, TARGET_PLACE, "MAIN:A1", 1);
    testdb_script(shop->db, "INSERT INTO item (sku, name, currency) VALUES "
                            "('Tea', 'Other', 'EUR'), ('a2', 'Paper', 'EUR')");
    is(shop, "tEA", TARGET_ITEM, TARGET_NONE, NULL, 1);
    is(shop, "Tea", TARGET_ITEM, TARGET_ITEM, "Other", 1);
    is(shop, "a2", TARGET_PLACE, TARGET_ITEM, "Paper", 1);
    testshop_two_houses(shop);
    g_auto(op_target) target = {0};
    g_autoptr(GError) error = NULL;
    g_assert_false(resolve(shop->db, 0, "a1", TARGET_PLACE, TESTSHOP_NOW, &target, &error));
    g_assert_true(tote_error_is(error, TOTE_AMBIGUOUS));
}

// An SKU and a place of one name: what the screen asks for comes first.
static void test_same_name(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testdb_script(shop->db, "INSERT INTO item (sku, name, currency) VALUES "
                            "('A2', 'Paper', 'EUR')");
    is(shop, "A2", TARGET_PLACE, TARGET_PLACE, "A2", 1);
    is(shop, "A2", TARGET_ITEM, TARGET_ITEM, "Paper", 1);
}

// Places that differ by their letters alone: other letters mean none of them.
static void test_letters_of_two(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testdb_script(shop->db, "INSERT INTO location (id, site_id, code, kind, level) SELECT 9001, "
                            "site_id, 'Dk', kind, level FROM location WHERE code = 'A1'; INSERT "
                            "INTO location (id, site_id, code, kind, level) SELECT 9002, site_id, "
                            "'dK', kind, level FROM location WHERE code = 'A1';");
    is(shop, "Dk", TARGET_ITEM, TARGET_PLACE, "Dk", 1);
    is(shop, "dk", TARGET_PLACE, TARGET_NONE, NULL, 1);
}

// A box is a parcel, not a place.
static void test_box(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 5");
    testshop_open_by(shop, "#1", "DHL");
    is(shop, "W-102/1", TARGET_PLACE, TARGET_NONE, NULL, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/resolve/items", test_items);
    testdb_add("/resolve/others", test_others);
    testdb_add("/resolve/letters", test_letters);
    testdb_add("/resolve/same-name", test_same_name);
    testdb_add("/resolve/letters-of-two", test_letters_of_two);
    testdb_add("/resolve/box", test_box);
    return g_test_run();
}
