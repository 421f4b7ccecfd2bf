// SPDX-License-Identifier: Apache-2.0
// Master data and counts from files: new, changed, the same again, and what is refused row by row.
#include <string.h>

#include "answers.h"
#include "testshop.h"

static struct import_counts counts;
static char *problems;

static void take(struct testshop *shop, const char *op, GArray *rows, bool dry)
{
    GError *error = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GPtrArray) found =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    struct import_batch batch = {
        .rows = rows, .counts = &counts, .problems = found, .currency = "EUR", .dry_run = dry};
    import_run(shop->sam, op_find(op), &batch, &error);
    g_assert_no_error(error);
    for (unsigned i = 0; i < found->len; i++) {
        const struct incoming_problem *problem = found->pdata[i];
        g_string_append_printf(text, "%d %s: %s\n", (int)problem->row,
                               tote_code_text(problem->code), problem->message);
    }
    g_free(problems);
    problems = g_string_free(g_steal_pointer(&text), FALSE);
}

static void counts_are(int created, int updated, int unchanged, int rejected, const char *sentences)
{
    g_assert_cmpstr(problems, ==, sentences);
    g_assert_cmpint(counts.created, ==, created);
    g_assert_cmpint(counts.updated, ==, updated);
    g_assert_cmpint(counts.unchanged, ==, unchanged);
    g_assert_cmpint(counts.rejected, ==, rejected);
}

static void item(struct testshop *shop, struct incoming_item row, bool dry)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    row.row = 2;
    g_array_append_val(rows, row);
    take(shop, "import.items", rows, dry);
}

// The cells that a row has; a price below 0 is none.
static struct incoming_item pen(const char *name, const char *gtin, int64_t price)
{
    return (struct incoming_item){.sku = (char *)"PEN",
                                  .name = (char *)name,
                                  .gtin = (char *)gtin,
                                  .price = price,
                                  .weight_g = -1};
}

static void test_items(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    item(shop, pen("Pen", NULL, 120), false);
    counts_are(1, 0, 0, 0, "");
    g_autofree char *before = testshop_dump(shop->db);
    item(shop, pen("Pen", NULL, 120), false);
    counts_are(0, 0, 1, 0, "");
    item(shop, pen(NULL, NULL, -1), false); // no cells: nothing to change
    counts_are(0, 0, 1, 0, "");
    g_autofree char *after = testshop_dump(shop->db);
    g_assert_cmpstr(after, ==, before);
    item(shop, pen(NULL, NULL, 130), false);
    counts_are(0, 1, 0, 0, "");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM item WHERE sku = 'PEN' "
                                            "AND name = 'Pen' AND price = 130"),
                    ==, 1);
    item(shop, pen(NULL, "4000000000051", -1), false);
    counts_are(0, 1, 0, 0, "");
    item(shop, pen(NULL, "4000000000013", -1), false);
    counts_are(0, 0, 0, 1, "2 import.duplicate: Code 4000000000013 of PEN belongs to TEA\n");
    item(shop, pen("Ballpoint", NULL, -1), true);
    counts_are(0, 1, 0, 0, "");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM item WHERE name = 'Ballpoint'"),
                    ==, 0);
}

static void place(struct testshop *shop, const char *code, const char *kind, int64_t walk)
{
    struct incoming_place row = {
        .code = (char *)code, .kind = (char *)kind, .walk = walk, .row = 2};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_array_append_val(rows, row);
    take(shop, "import.places", rows, false);
}

// Names that hide, mislead or mean something else are refused for what is new.
static int64_t codes(struct testshop *shop, const char *code)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT count(*) FROM item_code k JOIN item i ON i.id = k.item_id WHERE "
                        "i.sku = 'PEN' AND k.code = '%s'",
                        code);
    return testdb_number(shop->db, sql);
}

// What a file corrects is no code any more; what somebody added stays, and so do cells left empty.
static void test_corrected_code(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    item(shop, pen("Pen", "4000000000051", -1), false);
    testdb_script(shop->db, "INSERT INTO item_code (code, item_id) SELECT 'OURS-1', id FROM item "
                            "WHERE sku = 'PEN';");
    item(shop, pen(NULL, NULL, -1), false);
    counts_are(0, 0, 1, 0, "");
    item(shop, pen(NULL, "4000000000068", -1), false);
    counts_are(0, 1, 0, 0,
               "2 import.value: Code 4000000000068 takes the place of 4000000000051, which is no "
               "code of PEN any more\n");
    g_assert_cmpint(codes(shop, "04000000000051"), ==, 0);
    g_assert_cmpint(codes(shop, "04000000000068"), ==, 1);
    g_assert_cmpint(codes(shop, "OURS-1"), ==, 1);
    item(shop, pen(NULL, "4000000000068", -1), false);
    counts_are(0, 0, 1, 0, "");
    item(shop, pen(NULL, "OURS-1", -1), false); // and is somebody's still
    counts_are(0, 1, 0, 0,
               "2 import.value: Code OURS-1 takes the place of 4000000000068, which is no code of "
               "PEN any more\n");
    item(shop, pen(NULL, "4000000000013", -1), false);
    counts_are(0, 0, 0, 1, "2 import.duplicate: Code 4000000000013 of PEN belongs to TEA\n");
    item(shop, pen(NULL, "4000000000075", -1), false);
    counts_are(0, 1, 0, 0, "");
    g_assert_cmpint(codes(shop, "OURS-1"), ==, 1);
}

static void test_names(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct incoming_item row = pen("Pen", NULL, 120);
    row.sku = (char *)"W-101";
    item(shop, row, false);
    counts_are(0, 0, 0, 1,
               "2 import.value: W-101 looks like a number of tote; it cannot be the SKU of an "
               "item\n");
    g_autoptr(GArray) places = g_array_new(FALSE, TRUE, sizeof(struct incoming_place));
    const struct incoming_place bad = {.code = (char *)"MAIN:A9", .walk = -1, .row = 7};
    g_array_append_val(places, bad);
    take(shop, "import.places", places, false);
    counts_are(0, 0, 0, 1,
               "7 import.value: Character 5 is ':', which cannot stand there in the code of a "
               "place\n");
}

static void test_places(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    place(shop, "C1", "bulk", 40);
    counts_are(1, 0, 0, 0, "");
    place(shop, "C1", "bulk", 40);
    counts_are(0, 0, 1, 0, "");
    place(shop, "C1", NULL, 41);
    counts_are(0, 1, 0, 0, "");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM location WHERE code = 'C1' "
                                            "AND kind = 'bulk' AND walk = 41"),
                    ==, 1);
    place(shop, "C2", "shelf", 1);
    counts_are(0, 0, 0, 1,
               "2 import.value: Kind 'shelf' of place C2: needed is pick, bulk, receive, pack, "
               "ship, stage, dock, quarantine, returns, lost, cart, tote\n");
}

// A place with goods does not turn into a cart: its goods would belong to no order.
static void test_kind(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 5");
    place(shop, "A1", "cart", 1);
    counts_are(0, 0, 0, 1, "2 stock.blocked: A1 holds goods: it cannot turn from pick into cart\n");
    place(shop, "A1", "bulk", 1);
    counts_are(0, 1, 0, 0, "");
    place(shop, "A2", "cart", 1); // nothing lies there
    counts_are(0, 1, 0, 0, "");
    testshop_picked(shop, "#1", "1 TEA");
    place(shop, "CART", "pick", 1);
    counts_are(0, 0, 0, 1,
               "2 stock.blocked: CART holds goods: it cannot turn from cart into pick\n");
}

static void count(struct testshop *shop, const char *sku, const char *where, int64_t qty, bool dry)
{
    struct incoming_stock row = {.sku = (char *)sku, .place = (char *)where, .qty = qty, .row = 2};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_array_append_val(rows, row);
    take(shop, "import.stock", rows, dry);
}

static void test_counts(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    count(shop, "TEA", "A1", 10, true);
    counts_are(1, 0, 0, 0, "");
    LIES(shop, "");
    count(shop, "TEA", "A1", 10, false);
    counts_are(1, 0, 0, 0, "");
    count(shop, "TEA", "A1", 10, false);
    counts_are(0, 0, 1, 0, "");
    count(shop, "TEA", "A1", 7, false); // the difference is booked, not the count
    counts_are(0, 1, 0, 0, "");
    g_assert_cmpint(testdb_number(shop->db, "SELECT qty FROM move WHERE "
                                            "from_id IS NOT NULL"),
                    ==, 3);
    testshop_release(shop, "#1", "4 TEA");
    count(shop, "TEA", "A1", 3, false);
    counts_are(0, 0, 0, 1, "2 stock.short: TEA at A1: 3 counted, but 4 are promised to orders\n");
    count(shop, "TEA", "A1", 4, false);
    counts_are(0, 1, 0, 0, "");
    LIES(shop, "TEA A1 - 4/4");
    count(shop, "XYZ", "A1", 1, false);
    counts_are(0, 0, 0, 1, "2 not_found: There is no item XYZ; import items first\n");
    count(shop, "TEA", "Z9", 1, false);
    counts_are(0, 0, 0, 1,
               "2 not_found: Column \"place\": there is no place Z9; import it first, or correct "
               "the cell\n");
    count(shop, "TEA", "CART", 1, false);
    counts_are(0, 0, 0, 1,
               "2 stock.blocked: CART holds goods of orders; picking and packing move them\n");
}

static void count_serial(struct testshop *shop, const char *warehouse, const char *where,
                         const char *cond, int64_t qty)
{
    struct incoming_stock row = {.sku = (char *)"TEA",
                                 .warehouse = (char *)warehouse,
                                 .place = (char *)where,
                                 .cond = (char *)cond,
                                 .serial = (char *)"S1",
                                 .qty = qty,
                                 .row = 2};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_array_append_val(rows, row);
    row.serial = (char *)"S2"; // another piece may lie there
    row.row = 3;
    g_array_append_val(rows, row);
    take(shop, "import.stock", rows, false);
}

// A piece with a serial number stands in one place, as goods of one kind.
static void test_serials(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    count_serial(shop, "MAIN", "A1", NULL, 1);
    counts_are(2, 0, 0, 0, "");
    count_serial(shop, "MAIN", "A1", NULL, 1);
    counts_are(0, 0, 2, 0, "");
    static const char refused[] =
        "2 stock.serial: TEA with the serial number S1 stands at MAIN:A1 (good) already, and "
        "there is one piece of it\n"
        "3 stock.serial: TEA with the serial number S2 stands at MAIN:A1 (good) already, and "
        "there is one piece of it\n";
    count_serial(shop, "MAIN", "A2", NULL, 1);
    counts_are(0, 0, 0, 2, refused);
    count_serial(shop, "NORTH", "A1", NULL, 1);
    counts_are(0, 0, 0, 2, refused);
    count_serial(shop, "MAIN", "A1", "damaged", 1);
    counts_are(0, 0, 0, 2, refused);
    count_serial(shop, "MAIN", "A1", NULL, 0);
    count_serial(shop, "NORTH", "A1", NULL, 1);
    counts_are(2, 0, 0, 0, "");
    LIES(shop, "TEA A1 - 1/0,TEA A1 - 1/0");
}

// A row without a warehouse counts where the place is; of two places of one name it says neither.
static void test_counts_of_sites(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    g_autoptr(op_session) nowhere = testshop_login(shop->db, "sam", NULL);
    struct session *own = shop->sam;
    shop->sam = nowhere;
    count(shop, "TEA", "A1", 10, false);
    counts_are(0, 0, 0, 1,
               "2 ambiguous: Several warehouses have a place A1, among them MAIN and NORTH: the "
               "column 'warehouse' says which one is meant\n");
    place(shop, "D1", "bulk", 1);
    counts_are(0, 0, 0, 1,
               "2 ambiguous: There are several warehouses, among them MAIN and NORTH: the column "
               "'warehouse' says which one is meant\n");
    count(shop, "TEA", "A6", 4, false);
    counts_are(1, 0, 0, 0, "");
    testdb_script(shop->db, "UPDATE location SET code = 'N9' WHERE code = 'A3' AND site_id = "
                            "(SELECT id FROM site WHERE code = 'NORTH')");
    count(shop, "TEA", "N9", 2, false);
    counts_are(1, 0, 0, 0, "");
    shop->sam = own; // who stands somewhere counts there
    count(shop, "TEA", "A1", 3, false);
    counts_are(1, 0, 0, 0, "");
    LIES(shop, "TEA A1 - 3/0,TEA A6 - 4/0,TEA N9 - 2/0");
}

static void count_lot(struct testshop *shop, int64_t qty, int64_t day)
{
    struct incoming_stock row = {.sku = (char *)"TEA",
                                 .place = (char *)"A1",
                                 .lot = (char *)"L1",
                                 .qty = qty,
                                 .expires_day = day,
                                 .row = 2};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_array_append_val(rows, row);
    take(shop, "import.stock", rows, false);
}

// A lot takes the day of the latest file; what expired is not there for orders.
static void test_expiry(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    const int64_t today = TESTSHOP_NOW / DAY_MS;
    count_lot(shop, 5, today + 9);
    counts_are(1, 0, 0, 0, "");
    count_lot(shop, 5, 0); // does not say
    counts_are(0, 0, 1, 0, "");
    count_lot(shop, 5, today - 1);
    counts_are(0, 1, 0, 0, "");
    count_lot(shop, 5, today - 1);
    counts_are(0, 0, 1, 0, "");
    struct import_counts orders;
    testshop_import(shop->sam, &orders, NULL, testshop_order("#1", "1 TEA"), NULL);
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "short");
    count_lot(shop, 5, today + 9);
    counts_are(0, 1, 0, 0, "");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "released");
}

static void warehouse(struct testshop *shop, const char *name, int64_t cutoff_min)
{
    struct incoming_warehouse row = {
        .code = (char *)"NORTH", .name = (char *)name, .cutoff_min = cutoff_min, .row = 2};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    struct session *desk = shop->sam;
    g_array_append_val(rows, row);
    shop->sam = shop->admin;
    take(shop, "import.warehouses", rows, false);
    shop->sam = desk;
}

// The hour until which orders leave the same day may be changed alone, and be midnight.
static void test_warehouses(struct testdb *test)
{
    static const char cutoff[] = "SELECT cutoff_min FROM site WHERE code = 'NORTH'";
    g_autoptr(test_shop) shop = testshop_new(test);
    warehouse(shop, "North", 840);
    counts_are(1, 0, 0, 0, "");
    warehouse(shop, NULL, 840);
    counts_are(0, 0, 1, 0, "");
    warehouse(shop, "North", 900);
    counts_are(0, 1, 0, 0, "");
    warehouse(shop, NULL, -1); // does not say
    counts_are(0, 0, 1, 0, "");
    g_assert_cmpint(testdb_number(shop->db, cutoff), ==, 900);
    warehouse(shop, NULL, 0);
    counts_are(0, 1, 0, 0, "");
    g_assert_cmpint(testdb_number(shop->db, cutoff), ==, 0);
}

// Who corrects a date learns which orders have goods that may not leave any more, on the shelf or
// in a parcel.
static void test_expiry_promised(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    const int64_t today = TESTSHOP_NOW / DAY_MS;
    count_lot(shop, 5, today + 9);
    testshop_prefix(shop);
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#1", "1 TEA"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    testshop_release(shop, "#2", "2 TEA");
    count_lot(shop, 4, today + 8);
    counts_are(0, 1, 0, 0, "");
    count_lot(shop, 4, today);
    counts_are(0, 1, 0, 0,
               "2 stock.expired: Lot L1 of TEA is past its date now, and 3 pieces of it are with "
               "orders: O-100001, O-100002\n");
}

// On its day a lot is expired already, on the day before it is sold.
static void test_expires_today(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    const int64_t today = TESTSHOP_NOW / DAY_MS;
    count_lot(shop, 5, today);
    testshop_sell(shop, "#1", "1 TEA");
    SAYS(shop->sam, "done", "#1 is short: it waits for goods", "order.release", "#1");
    g_autoptr(doc_handle) before = doc_new();
    g_assert_true(show_stock(shop->db, 1, TESTSHOP_NOW, before, NULL));
    g_autofree char *blocked = doc_json(before);
    HAS(blocked, "\"serial\":null,\"blocked\":true}");
    count_lot(shop, 5, today + 1);
    g_autoptr(doc_handle) after = doc_new();
    g_assert_true(show_stock(shop->db, 1, TESTSHOP_NOW, after, NULL));
    g_autofree char *sold = doc_json(after);
    HAS(sold, "\"serial\":null,\"blocked\":false}");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#1");
}

// A price without a currency is in that of the item, or of the shop.
static void test_currency(struct testdb *test)
{
    static const char dollars[] = "SELECT count(*) FROM item WHERE sku = 'PEN' AND price = 130 AND "
                                  "currency = 'USD'";
    g_autoptr(test_shop) shop = testshop_new(test);
    item(shop, pen("Pen", NULL, 120), false);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM item WHERE sku = 'PEN' AND "
                                            "currency = 'EUR'"),
                    ==, 1);
    struct incoming_item row = pen(NULL, NULL, 120);
    g_strlcpy(row.currency, "USD", sizeof row.currency);
    item(shop, row, false);
    item(shop, pen(NULL, NULL, 130), false);
    g_assert_cmpint(testdb_number(shop->db, dollars), ==, 1);
}

// New check digits on a place are a change like any other.
static void test_check_digits(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct incoming_place row = {.code = (char *)"A1", .check = (char *)"47", .walk = -1, .row = 2};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_array_append_val(rows, row);
    take(shop, "import.places", rows, false);
    counts_are(0, 1, 0, 0, "");
    take(shop, "import.places", rows, false);
    counts_are(0, 0, 1, 0, "");
    testshop_stock(shop, "TEA A1 1");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "1 TEA"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "47");
}

// What people call an item is no code of another one, and a currency goes with its price.
static void test_no_code(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    item(shop, pen("Pen", "MUG", 120), false);
    counts_are(0, 0, 0, 1, "2 import.duplicate: Code MUG of PEN belongs to MUG\n");
    item(shop, pen("Pen", NULL, 120), false);
    struct incoming_item row = pen(NULL, NULL, -1);
    row.currency[0] = 'U', row.currency[1] = 'S', row.currency[2] = 'D';
    item(shop, row, false);
    counts_are(0, 0, 1, 0, "");
}

// A warehouse keeps one of each kind that its work needs, and what is in a box is not counted.
static void test_needed(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    place(shop, "CART", "pick", 1);
    counts_are(0, 0, 0, 1,
               "2 stock.blocked: CART is the only one of its kind there: it cannot turn from cart "
               "into pick\n");
    place(shop, "CART2", "cart", 1);
    place(shop, "CART", "pick", 1);
    counts_are(0, 1, 0, 0, "");
    testshop_stock(shop, "TEA A1 5");
    testshop_open_by(shop, "#1", "DHL");
    shop->sam->site_id = 0; // who stands nowhere sees the carts and boxes of all warehouses
    count(shop, "TEA", "W-102/1", 3, false);
    counts_are(0, 0, 0, 1,
               "2 not_found: Column \"place\": there is no place W-102/1; import it first, or "
               "correct the cell\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/master/items", test_items);
    testdb_add("/master/corrected-code", test_corrected_code);
    testdb_add("/master/names", test_names);
    testdb_add("/master/places", test_places);
    testdb_add("/master/kind", test_kind);
    testdb_add("/master/serials", test_serials);
    testdb_add("/master/counts", test_counts);
    testdb_add("/master/counts-of-sites", test_counts_of_sites);
    testdb_add("/master/expiry", test_expiry);
    testdb_add("/master/warehouses", test_warehouses);
    testdb_add("/master/expiry-promised", test_expiry_promised);
    testdb_add("/master/expires-today", test_expires_today);
    testdb_add("/master/currency", test_currency);
    testdb_add("/master/check-digits", test_check_digits);
    testdb_add("/master/no-code", test_no_code);
    testdb_add("/master/needed", test_needed);
    int status = g_test_run();
    g_free(problems);
    return status;
}
