// SPDX-License-Identifier: Apache-2.0
// Numbers, codes and dates in files of master data, as spreadsheets write them.
#include <string.h>

#include "clock.h"
#include "master.h"

static struct master_reader *open_text(enum master_kind kind, const char *text)
{
    static const struct channel_options euro = {.currency = "EUR"};
    g_autoptr(GError) error = NULL;
    struct master_reader *reader = master_open_memory(kind, text, strlen(text), &euro, &error);
    g_assert_no_error(error);
    return reader;
}

// Reads a file of items; their prices or weights, "-" for a row that is refused. Caller frees.
static char *read_items(const char *text, bool price)
{
    g_autoptr(master_reader) reader = open_text(MASTER_ITEMS, text);
    GString *out = g_string_new(NULL);
    for (enum master_step step = MASTER_ROW; step != MASTER_END;) {
        struct incoming_item item = {0};
        struct incoming_problem *problem = NULL;
        step = master_next_item(reader, &item, &problem, NULL);
        if (step == MASTER_ROW)
            g_string_append_printf(out, "%" G_GINT64_FORMAT " ",
                                   price ? item.price : item.weight_g);
        else if (step == MASTER_REJECTED)
            g_string_append(out, "- ");
        incoming_problem_free(problem);
        incoming_item_clear(&item);
    }
    return g_string_free(out, FALSE);
}

// What reads two ways is decided by the file, or refused: never guessed.
static void test_numbers_of_a_file(void)
{
    static const struct {
        const char *text;
        bool price;
        const char *read;
    } cases[] = {
        {"sku,weight_g\nA,\"1,800\"\nB,\"1,000\"\nC,\"12,000\"\nD,1.000\nE,\"1,000 g\"\n", false,
         "- - - - - "},
        {"sku,weight_g\nA,350.000\nB,120.000\nC,76.500\n", false, "- - - "},
        {"sku,weight_g\nA,350.000\nB,0.500\nC,12.000\n", false, "350 - 12 "},
        {"sku,weight_g\nA,350.000\nB,1200\nC,12.000 g\n", false, "350 1200 12 "},
        {"sku,weight_g\nA,\"1,800\"\nB,\"1,234,000\"\nC,\"76,500\"\n", false,
         "1800 1234000 76500 "},
        {"sku,Weight\nA,2\nB,0.35\nC,45\n", false, "- - - "},
        {"sku,Weight\nA,2 kg\nB,350g\n", false, "2000 350 "},
        {"sku,Weight (kg)\nA,2\nB,0.35\nC,\"1,250\"\n", false, "2000 350 1250000 "},
        {"sku,weight_lb\nA,2\nB,\n", false, "907 -1 "},
        // Several columns: grams count, what is rounded agrees, what contradicts is refused.
        {"sku,Weight,Weight g\nA,0.5 kg,500\nB,1.1 lb,500\nC,400 g,500\nD,,500\nE,0.4 kg,\n", false,
         "500 500 - 500 400 "},
        {"sku,weight_kg,weight_lb\nA,0.5,2\nB,1,2.2\nC,0,0\nD,0,2\n", false, "- 1000 0 - "},
        {"sku,weight_g,weight_oz\nA,50,1.8\nB,50,1.85\nC,1,0\n", false, "50 - 1 "},
        {"sku,price\nA,1.234\nB,\"1,234\"\nD,12.345\n", true, "- - - "},
        {"sku,price\nA,1.234\nC,1.234.567\nD,12.345\nE,\"12,5\"\n", true,
         "123400 123456700 1234500 1250 "},
        {"sku,price\nA,\"1,234\"\nB,9.90\n", true, "123400 990 "},
        {"sku,price,currency\nA,1.234,KWD\nB,1.50,JPY\nC,1500.0,JPY\n", true, "1234 - 1500 "},
        {"sku,price\nA,1.2345\nB,1E+3\n", true, "- - "},
        {"sku,price,currency\nA,$5,EUR\nB,£5,USD\nC,$5,CAD\nD,5 €,EUR\nE,¥500,EUR\n", true,
         "- - 500 500 - "},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *read = read_items(cases[i].text, cases[i].price);
        g_assert_cmpstr(read, ==, cases[i].read);
    }
}

// Floats of whole pieces are whole; half a piece is none.
static void test_counts_of_a_file(void)
{
    static const struct {
        const char *cells[4];
        int64_t counts[4]; // -1: refused
    } cases[] = {{{"12.0", "3.00", "0.5", "1,000"}, {12, 3, -1, 1000}},
                 {{"350.000", "120.000", "76.500", "1.000"}, {-1, -1, -1, -1}},
                 {{"1.500", "120", "12.000", "1.000"}, {1500, 120, 12000, 1000}},
                 {{"1000000000", "1000000001", "0", "x"}, {1000000000, -1, 0, -1}}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) text = g_string_new("sku,place,qty\n");
        for (size_t k = 0; k < 4; k++)
            g_string_append_printf(text, "%c,A-1,\"%s\"\n", (char)('A' + k), cases[i].cells[k]);
        g_autoptr(master_reader) reader = open_text(MASTER_STOCK, text->str);
        for (size_t k = 0; k < 4; k++) {
            struct incoming_stock stock = {.qty = -1};
            struct incoming_problem *problem = NULL;
            master_next_stock(reader, &stock, &problem, NULL);
            g_assert_cmpint(stock.qty, ==, cases[i].counts[k]);
            incoming_problem_free(problem);
            incoming_stock_clear(&stock);
        }
    }
}

// What a refusal says: the most there may be, and how a number can be read.
static void test_said(void)
{
    static const struct {
        enum master_kind kind;
        const char *text, *message;
    } cases[] = {
        {MASTER_STOCK, "sku,place,qty\nA,B,1000000001\n",
         "Column \"qty\": \"1000000001\" is no whole number from 0 to 1000000000; write it like "
         "12"},
        {MASTER_KITS, "kit,sku,qty\nA,B,\n",
         "Column \"qty\": \"\" is no number of pieces from 0 to 1000000000; 0 takes the part out"},
        {MASTER_ITEMS, "sku,weight_g\nA,76.500\n",
         "Column \"weight_g\": \"76.500\" reads two ways, as 76500 or as 76.5, and no other cell "
         "of "
         "the column says which; write it without a separator between thousands, like 1000 or 1.5"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(master_reader) reader = open_text(cases[i].kind, cases[i].text);
        struct incoming_problem *problem = NULL;
        enum master_step step = MASTER_END;
        if (cases[i].kind == MASTER_STOCK)
            step = master_next_stock(reader, &(struct incoming_stock){0}, &problem, NULL);
        else if (cases[i].kind == MASTER_KITS)
            step = master_next_kit(reader, &(struct incoming_kit){0}, &problem, NULL);
        else
            step = master_next_item(reader, &(struct incoming_item){0}, &problem, NULL);
        g_assert_cmpint(step, ==, MASTER_REJECTED);
        g_assert_cmpstr(problem->message, ==, cases[i].message);
        incoming_problem_free(problem);
    }
}

// What only writing adds to a code is taken away.
static void test_codes_as_written(void)
{
    static const struct {
        const char *cell, *gtin;
    } cases[] = {{"'4006381333931", "4006381333931"},
                 {"4006381333931.0", "4006381333931"},
                 {"978-0-306-40615-7", "9780306406157"},
                 {"4 006381 333931", "4006381333931"},
                 {"SHOP-0001", "SHOP-0001"},
                 {"123456", "123456"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("sku,barcode\nA,%s\n", cases[i].cell);
        g_autoptr(master_reader) reader = open_text(MASTER_ITEMS, text);
        struct incoming_item item = {0};
        struct incoming_problem *problem = NULL;
        g_assert_cmpint(master_next_item(reader, &item, &problem, NULL), ==, MASTER_ROW);
        g_assert_cmpstr(item.gtin, ==, cases[i].gtin);
        incoming_item_clear(&item);
    }
}

// What has happened lies in the past, give or take clocks; goods expire years ahead.
static void test_dates(void)
{
    static const struct {
        const char *text, *message; // NULL = it is taken
    } cases[] = {
        {"received\nA,B,1,2000-01-01\n", NULL},
        {"received\nA,B,1,2028-11-24\n", NULL},
        {"received\nA,B,1,2126-11-24\n", "Column \"received_at\": \"2126-11-24\" cannot be its "
                                         "date; needed is one from 2000-01-01 to "
                                         "2028-11-25"},
        {"lot,expiry\nA,B,1,L,2076-11-11\n", NULL},
        {"lot,expiry\nA,B,1,L,2076-11-12\n",
         "Column \"expiry\": \"2076-11-12\" cannot be its date; needed is one from 2000-01-01 to "
         "2076-11-11"},
    };
    clock_fix(INT64_C(1795478400000)); // 2026-11-24
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strconcat("sku,place,qty,", cases[i].text, NULL);
        g_autoptr(master_reader) reader = open_text(MASTER_STOCK, text);
        struct incoming_stock stock = {0};
        struct incoming_problem *problem = NULL;
        master_next_stock(reader, &stock, &problem, NULL);
        g_assert_cmpstr(problem ? problem->message : NULL, ==, cases[i].message);
        incoming_problem_free(problem);
        incoming_stock_clear(&stock);
    }
    clock_fix(0);
}

// Where the unit is not the gram, a heavy piece shows how exact it is.
static void test_heavy(void)
{
    static const struct {
        const char *text;
        int64_t grams;
    } cases[] = {{"1000 oz", 28350}, {"1000 lb", 453592}, {"1000 kg", 1000000}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("sku,weight_g\nA,\"%s\"\n", cases[i].text);
        g_autoptr(master_reader) reader = open_text(MASTER_ITEMS, text);
        struct incoming_item item = {0};
        struct incoming_problem *problem = NULL;
        g_assert_cmpint(master_next_item(reader, &item, &problem, NULL), ==, MASTER_ROW);
        g_assert_cmpint(item.weight_g, ==, cases[i].grams);
        incoming_item_clear(&item);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/master/numbers-of-a-file", test_numbers_of_a_file);
    g_test_add_func("/master/counts-of-a-file", test_counts_of_a_file);
    g_test_add_func("/master/said", test_said);
    g_test_add_func("/master/codes-as-written", test_codes_as_written);
    g_test_add_func("/master/dates", test_dates);
    g_test_add_func("/master/heavy", test_heavy);
    return g_test_run();
}
