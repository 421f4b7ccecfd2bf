// SPDX-License-Identifier: Apache-2.0
// Sets the shop up: people, places, items, stock, orders.
#include "testshop.h"

#include <string.h>

#include "admin.h"
#include "answers.h"

static const char *const items[][2] = {
    {"TEA", "Tea"}, {"MUG", "Mug"}, {"POT", "Pot"}, {"SPOON", "Spoon"}};
static const char *const gtins[] = {"4000000000013", "4000000000020", "4000000000037",
                                    "4000000000044"};
static const char *const places[][3] = {
    {"A1", "pick", "11"}, {"A2", "pick", ""}, {"A3", "pick", ""}, {"A4", "pick", ""},
    {"A5", "pick", ""},   {"A6", "pick", ""}, {"B1", "bulk", ""}};

// --- imports

static void import(struct session *session, const char *op, struct import_batch *batch,
                   char **ret_problems)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    g_autoptr(GString) lines = g_string_new(NULL);
    batch->problems = problems;
    batch->currency = "EUR";
    import_run(session, op_find(op), batch, &error);
    g_assert_no_error(error);
    for (unsigned i = 0; i < problems->len; i++) {
        const struct incoming_problem *problem = problems->pdata[i];
        if (!ret_problems && batch->orders && problem->code == TOTE_NOT_FOUND)
            continue; // a test may sell what nobody has
        g_string_append_printf(lines, "%s%s: %s", i ? "\n" : "", tote_code_text(problem->code),
                               problem->message);
    }
    if (ret_problems)
        *ret_problems = g_string_free(g_steal_pointer(&lines), FALSE);
    else
        g_assert_cmpstr(lines->str, ==, "");
}

static void import_rows(struct session *session, const char *op, GArray *rows)
{
    struct import_counts counts;
    import(session, op, &(struct import_batch){.rows = rows, .counts = &counts}, NULL);
}

static void add_items(struct session *admin)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(struct incoming_item));
    for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
        const struct incoming_item row = {.sku = (char *)items[i][0],
                                          .name = (char *)items[i][1],
                                          .gtin = (char *)gtins[i],
                                          .price = 700,
                                          .currency = "EUR",
                                          .weight_g = 100,
                                          .row = (int64_t)i + 2};
        g_array_append_val(rows, row);
    }
    import_rows(admin, "import.items", rows);
}

static void add_places(struct session *admin)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(struct incoming_place));
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        const struct incoming_place row = {.code = (char *)places[i][0],
                                           .kind = (char *)places[i][1],
                                           .check = (char *)places[i][2],
                                           .walk = (int64_t)i + 1,
                                           .row = (int64_t)i + 2};
        g_array_append_val(rows, row);
    }
    import_rows(admin, "import.places", rows);
}

// "TEA A1 10 lot=L7 age=2", "TEA NORTH:A1 10"
static struct incoming_stock stock_row(char *const *words, int64_t n)
{
    struct incoming_stock row = {.sku = words[0], .place = words[1], .row = n};
    char *colon = strchr(words[1], ':');
    if (colon) {
        *colon = '\0';
        row.warehouse = words[1];
        row.place = colon + 1;
    }
    row.qty = g_ascii_strtoll(words[2], NULL, 10);
    for (int i = 3; words[i]; i++) {
        if (g_str_has_prefix(words[i], "lot="))
            row.lot = words[i] + 4;
        else if (g_str_has_prefix(words[i], "cond="))
            row.cond = words[i] + 5;
        else if (g_str_has_prefix(words[i], "owner="))
            row.owner = words[i] + 6;
        else if (g_str_has_prefix(words[i], "serial="))
            row.serial = words[i] + 7;
        else if (g_str_has_prefix(words[i], "age="))
            row.received_at =
                TESTSHOP_NOW - g_ascii_strtoll(words[i] + 4, NULL, 10) * 24 * 60 * MINUTE_MS;
        else
            g_error("stock: '%s' is not understood", words[i]);
    }
    return row;
}

void testshop_stock(struct testshop *shop, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(struct incoming_stock));
    for (int i = 0; parts[i]; i++) {
        char **words = g_strsplit(g_strstrip(parts[i]), " ", -1);
        g_ptr_array_add(kept, words);
        struct incoming_stock row = stock_row(words, i + 2);
        g_array_append_val(rows, row);
    }
    import_rows(shop->admin, "import.stock", rows);
}

struct session *testshop_north(struct testshop *shop)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(struct incoming_place));
    SAYS(shop->admin, "done", "There is a warehouse NORTH now", "warehouse.add", "NORTH", "North");
    SAYS(shop->admin, "done", "Station N1 stands in NORTH", "station.warehouse", "N1", "NORTH");
    for (size_t i = 0; i < 3; i++) {
        const struct incoming_place row = {.code = (char *)places[i][0],
                                           .kind = (char *)"pick",
                                           .walk = (int64_t)i + 1,
                                           .warehouse = (char *)"NORTH",
                                           .row = (int64_t)i + 2};
        g_array_append_val(rows, row);
    }
    import_rows(shop->admin, "import.places", rows);
    return testshop_login(shop->db, "admin", "N1");
}

void testshop_two_houses(struct testshop *shop)
{
    session_free(testshop_north(shop));
}

// --- orders

struct incoming_order *testshop_order(const char *name, const char *lines)
{
    struct incoming_order *order = incoming_order_new();
    g_auto(GStrv) parts = g_strsplit(lines, ",", -1);
    for (int i = 0; parts[i]; i++) {
        g_auto(GStrv) words = g_strsplit(g_strstrip(parts[i]), " ", 2);
        struct incoming_line *line = incoming_order_add_line(order);
        line->qty = g_ascii_strtoll(words[0], NULL, 10);
        line->sku = g_strdup(words[1]);
        line->name = g_strdup(words[1]);
        line->price = 700;
        order->subtotal += line->qty * line->price;
    }
    order->external_id = g_strdup_printf("id-%s", name);
    order->external_name = g_strdup(name);
    g_strlcpy(order->currency, "EUR", sizeof order->currency);
    order->placed_at = order->paid_at = TESTSHOP_NOW - 60 * MINUTE_MS;
    order->paid = PAID_YES;
    order->total = order->subtotal;
    order->delivery.name = g_strdup("Ann Other");
    order->delivery.address1 = g_strdup("12 Harbour Lane");
    order->delivery.city = g_strdup("Leeds");
    order->delivery.country = g_strdup("GB");
    order->first_row = 2;
    incoming_order_seal(order);
    return order;
}

struct incoming_order *testshop_sealed(struct incoming_order *order)
{
    incoming_order_seal(order);
    return order;
}

struct incoming_order *testshop_moved(const char *name, const char *lines)
{
    struct incoming_order *order = testshop_order(name, lines);
    g_free(order->delivery.city);
    order->delivery.city = g_strdup("York");
    return testshop_sealed(order);
}

struct incoming_order *testshop_dearer(const char *name, const char *lines)
{
    struct incoming_order *order = testshop_order(name, lines);
    order->total += 100;
    return testshop_sealed(order);
}

static void order_free(void *order)
{
    incoming_order_free(order);
}

void testshop_import(struct session *session, struct import_counts *ret_counts, char **ret_problems,
                     struct incoming_order *order, ...)
{
    struct import_counts counts;
    g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func(order_free);
    va_list args;
    va_start(args, order);
    for (; order; order = va_arg(args, struct incoming_order *))
        g_ptr_array_add(orders, order);
    va_end(args);
    import(session, "import.orders",
           &(struct import_batch){.channel = "shopify", .orders = orders, .counts = &counts},
           ret_problems);
    if (ret_counts)
        *ret_counts = counts;
}

struct import_counts testshop_take(struct testshop *shop, struct incoming_order *order,
                                   const char *problem)
{
    struct import_counts counts;
    g_autofree char *problems = NULL;
    testshop_import(shop->sam, &counts, &problems, order, NULL);
    if (problem)
        g_assert_cmpstr(problems, ==, problem);
    return counts;
}

// --- the shop

struct session *testshop_login(struct db *db, const char *name, const char *station)
{
    GError *error = NULL;
    struct session *session = session_open(db, name, station, true, &error);
    g_assert_no_error(error);
    return session;
}

struct testshop *testshop_new(struct testdb *test)
{
    GError *error = NULL;
    struct testshop *shop = g_new0(struct testshop, 1);
    clock_fix(TESTSHOP_NOW);
    shop->test = test;
    shop->db = test->db;
    admin_init(shop->db, &error);
    g_assert_no_error(error);
    shop->admin = testshop_login(shop->db, "admin", "ADMIN");
    add_items(shop->admin);
    add_places(shop->admin);
    SAYS(shop->admin, "done", NULL, "operator.add", "anna", "picker");
    SAYS(shop->admin, "done", NULL, "operator.add", "ben", "picker");
    SAYS(shop->admin, "done", NULL, "operator.add", "pia", "packer");
    SAYS(shop->admin, "done", NULL, "operator.add", "sam", "manager");
    shop->anna = testshop_login(shop->db, "anna", "ANNA");
    shop->ben = testshop_login(shop->db, "ben", "BEN");
    shop->pia = testshop_login(shop->db, "pia", "PIA");
    shop->sam = testshop_login(shop->db, "sam", "SAM");
    return shop;
}

void testshop_check(struct db *db)
{
    GError *error = NULL;
    bool whole = false;
    g_autoptr(doc_handle) doc = doc_new();
    show_stock_check(db, doc, &whole, &error);
    g_assert_no_error(error);
    g_autofree char *text = doc_json(doc);
    if (!whole)
        g_error("the stock check found: %s", text);
}

void testshop_free(struct testshop *shop)
{
    if (!shop)
        return;
    testshop_check(shop->db);
    session_free(shop->anna);
    session_free(shop->ben);
    session_free(shop->pia);
    session_free(shop->sam);
    session_free(shop->admin);
    clock_fix(0);
    g_free(shop);
}
