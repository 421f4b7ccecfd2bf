// SPDX-License-Identifier: Apache-2.0
// Items, places, stock and warehouses from CSV: names of columns, units, check digits, damage.
#include "master.h"

#include <string.h>

#include "errors.h"
#include "location_kinds.h"

static struct master_reader *open_text(enum master_kind kind, const char *text)
{
    static const struct channel_options euro = {.currency = "EUR"};
    g_autoptr(GError) error = NULL;
    struct master_reader *reader = master_open_memory(kind, text, strlen(text), &euro, &error);
    g_assert_no_error(error);
    return reader;
}

static void test_items(void)
{
    g_autoptr(master_reader) reader =
        open_text(MASTER_ITEMS, "Article,Title,EAN,Price,Currency,Weight (g)\n"
                                "A-1,\"Cup, blue\",4006381333931,\"1.234,50\",EUR,350\n"
                                "B-2,,,,,\n");
    struct incoming_item item = {0};
    struct incoming_problem *problem = NULL;
    g_assert_cmpint(master_next_item(reader, &item, &problem, NULL), ==, MASTER_ROW);
    g_assert_cmpstr(item.sku, ==, "A-1");
    g_assert_cmpstr(item.name, ==, "Cup, blue");
    g_assert_cmpstr(item.gtin, ==, "4006381333931");
    g_assert_cmpint(item.price, ==, 123450);
    g_assert_cmpstr(item.currency, ==, "EUR");
    g_assert_cmpint(item.weight_g, ==, 350);
    g_assert_cmpint(item.row, ==, 2);
    incoming_item_clear(&item);
    g_assert_cmpint(master_next_item(reader, &item, &problem, NULL), ==, MASTER_ROW);
    g_assert_null(item.name);
    g_assert_cmpstr(item.gtin, ==, "");
    g_assert_cmpint(item.price, ==, -1);
    g_assert_cmpint(item.weight_g, ==, -1);
    incoming_item_clear(&item);
    g_assert_cmpint(master_next_item(reader, &item, &problem, NULL), ==, MASTER_END);
    g_assert_cmpint(master_rows_read(reader), ==, 2);
    g_assert_cmpint(master_bytes_read(reader), ==, master_bytes_total(reader));
}

// Digits that were guarded from a spreadsheet, and blanks that were pasted along.
static void test_guarded(void)
{
    g_autoptr(master_reader) reader = open_text(MASTER_ITEMS, "sku,name\n"
                                                              "\"=\"\" 00123 \"\"\",Cup\n"
                                                              "\u00a0A-1\u00a0,Pot\n"
                                                              "\u00a0,Lid\n");
    struct incoming_item item = {0};
    struct incoming_problem *problem = NULL;
    g_assert_cmpint(master_next_item(reader, &item, &problem, NULL), ==, MASTER_ROW);
    g_assert_cmpstr(item.sku, ==, "00123");
    incoming_item_clear(&item);
    g_assert_cmpint(master_next_item(reader, &item, &problem, NULL), ==, MASTER_ROW);
    g_assert_cmpstr(item.sku, ==, "A-1");
    incoming_item_clear(&item);
    g_assert_cmpint(master_next_item(reader, &item, &problem, NULL), ==, MASTER_REJECTED);
    g_assert_cmpint(problem->code, ==, TOTE_IMPORT_MISSING);
    incoming_problem_free(problem);
}

static void test_weights(void)
{
    static const struct {
        const char *text;
        int64_t grams;
    } cases[] = {{"350", 350},      {"350 g", 350},   {"0.35 kg", 350},
                 {"0,35kg", 350},   {"1 KG", 1000},   {"0", 0},
                 {".5 kg", 500},    {"12.0", 12},     {"0.0005 kg", -2},
                 {"1.5", -2},       {"3 oz", 85},     {"-1", -2},
                 {"kg", -2},        {"1,2,3", -2},    {"9999999999999999", -2},
                 {"2 lbs", 907},    {"1 lb.", 454},   {"12.000000", 12},
                 {"1 800 g", 1800}, {"1,800", -2},    {"1,000", -2},
                 {"3 stone", -2},   {"1.000 kg", -2}, {"1.0000 kg", 1000}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("sku,weight_g\nA,\"%s\"\n", cases[i].text);
        g_autoptr(master_reader) reader = open_text(MASTER_ITEMS, text);
        struct incoming_item item = {.weight_g = -2};
        struct incoming_problem *problem = NULL;
        master_next_item(reader, &item, &problem, NULL);
        g_assert_cmpint(item.weight_g, ==, cases[i].grams);
        g_assert_true((problem != NULL) == (cases[i].grams == -2));
        incoming_problem_free(problem);
        incoming_item_clear(&item);
    }
}

static void test_places(void)
{
    g_autoptr(master_reader) reader = open_text(
        MASTER_PLACES, "Bin;Zone;Type;Sequence;Check digits\nA-01-1;A;PICK;10;47\nB;;;;\n");
    struct incoming_place place = {0};
    struct incoming_problem *problem = NULL;
    g_assert_cmpint(master_next_place(reader, &place, &problem, NULL), ==, MASTER_ROW);
    g_assert_cmpstr(place.code, ==, "A-01-1");
    g_assert_cmpstr(place.zone, ==, "A");
    g_assert_cmpstr(place.kind, ==, "pick");
    g_assert_cmpint(place.walk, ==, 10);
    g_assert_cmpstr(place.check, ==, "47");
    incoming_place_clear(&place);
    g_assert_cmpint(master_next_place(reader, &place, &problem, NULL), ==, MASTER_ROW);
    g_assert_null(place.kind);
    g_assert_cmpint(place.walk, ==, -1);
    g_assert_null(place.check);
    incoming_place_clear(&place);
}

// Each kind that may be imported is read, in any case; none other is, and the refusal names all.
static void test_place_kinds(void)
{
    size_t n;
    const struct location_kind *kinds = location_kinds(&n);
    g_autofree char *all = location_kind_import_list();
    for (size_t i = 0; i < n; i++) {
        g_autofree char *shouted = g_ascii_strup(kinds[i].code, -1);
        g_autofree char *text = g_strdup_printf("place,kind\nA, %s \n", shouted);
        g_autoptr(master_reader) reader = open_text(MASTER_PLACES, text);
        struct incoming_place place = {0};
        struct incoming_problem *problem = NULL;
        enum master_step step = master_next_place(reader, &place, &problem, NULL);
        g_assert_cmpint(step, ==, kinds[i].import ? MASTER_ROW : MASTER_REJECTED);
        g_assert_cmpstr(place.kind, ==, kinds[i].import ? kinds[i].code : NULL);
        g_assert_true(!problem || strstr(problem->message, all));
        incoming_problem_free(problem);
        incoming_place_clear(&place);
    }
}

static void test_places_of_warehouses(void)
{
    g_autoptr(master_reader) reader =
        open_text(MASTER_PLACES, "warehouse,place,aisle\n B1 ,A-01-1,A\n,A-01-2,\n");
    struct incoming_place place = {0};
    struct incoming_problem *problem = NULL;
    g_assert_cmpint(master_next_place(reader, &place, &problem, NULL), ==, MASTER_ROW);
    g_assert_cmpstr(place.warehouse, ==, "B1");
    g_assert_cmpstr(place.code, ==, "A-01-1");
    incoming_place_clear(&place);
    g_assert_null(place.warehouse);
    g_assert_cmpint(master_next_place(reader, &place, &problem, NULL), ==, MASTER_ROW);
    g_assert_null(place.warehouse);
    incoming_place_clear(&place);
}

static void test_stock(void)
{
    g_autoptr(master_reader) reader =
        open_text(MASTER_STOCK, "sku\tlocation\ton_hand\tbatch\treceived\n"
                                "A-1\tA-01-1\t12\tL7\t2026-11-24\nA-1\tB\t0\t\t\n");
    struct incoming_stock stock = {0};
    struct incoming_problem *problem = NULL;
    g_assert_cmpint(master_next_stock(reader, &stock, &problem, NULL), ==, MASTER_ROW);
    g_assert_cmpstr(stock.sku, ==, "A-1");
    g_assert_cmpstr(stock.place, ==, "A-01-1");
    g_assert_cmpint(stock.qty, ==, 12);
    g_assert_cmpstr(stock.lot, ==, "L7");
    g_assert_cmpint(stock.received_at, ==, 1795478400000);
    incoming_stock_clear(&stock);
    g_assert_cmpint(master_next_stock(reader, &stock, &problem, NULL), ==, MASTER_ROW);
    g_assert_cmpint(stock.qty, ==, 0);
    g_assert_cmpint(stock.received_at, ==, 0);
    g_assert_null(stock.lot);
    incoming_stock_clear(&stock);
}

static void test_stock_of_several(void)
{
    g_autoptr(master_reader) reader =
        open_text(MASTER_STOCK, "sku,place,qty,warehouse,expiry,owner,condition,serial,lot\n"
                                "A-1,B,1,B1, 2027-06-30 ,Smith,Damaged,SN-7,L1\n"
                                "A-1,B,12,,,,GOOD,,\n"
                                "A-1,B,0,,2000-01-01,,blocked,SN-8,L2\n");
    struct incoming_stock stock = {0};
    struct incoming_problem *problem = NULL;
    g_assert_cmpint(master_next_stock(reader, &stock, &problem, NULL), ==, MASTER_ROW);
    g_assert_cmpstr(stock.warehouse, ==, "B1");
    g_assert_cmpint(stock.expires_day, ==, 20999);
    g_assert_cmpstr(stock.owner, ==, "Smith");
    g_assert_cmpstr(stock.cond, ==, "damaged");
    g_assert_cmpstr(stock.serial, ==, "SN-7");
    incoming_stock_clear(&stock);
    g_assert_cmpint(master_next_stock(reader, &stock, &problem, NULL), ==, MASTER_ROW);
    g_assert_null(stock.warehouse);
    g_assert_cmpint(stock.expires_day, ==, 0);
    g_assert_null(stock.owner);
    g_assert_null(stock.cond); // good needs no word
    g_assert_null(stock.serial);
    incoming_stock_clear(&stock);
    g_assert_cmpint(master_next_stock(reader, &stock, &problem, NULL), ==, MASTER_ROW);
    g_assert_cmpint(stock.expires_day, ==, 10957);
    g_assert_cmpstr(stock.cond, ==, "blocked");
    g_assert_cmpstr(stock.serial, ==, "SN-8");
    incoming_stock_clear(&stock);
}

// A lot expires on one day, whatever row of the file says it first.
static void test_two_expiries(void)
{
    static const enum master_step steps[] = {MASTER_ROW, MASTER_REJECTED, MASTER_ROW,
                                             MASTER_ROW, MASTER_ROW,      MASTER_END};
    g_autoptr(master_reader) reader =
        open_text(MASTER_STOCK, "sku,place,qty,lot,expiry\n"
                                "A-1,B,1,L1,2027-06-30\nA-1,C,1,L1,2027-07-30\n"
                                "A-1,D,1,L1,2027-06-30\nA-1,E,1,L1,\nA-2,B,1,L1,2028-01-01\n");
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        struct incoming_stock stock = {0};
        struct incoming_problem *problem = NULL;
        g_assert_cmpint(master_next_stock(reader, &stock, &problem, NULL), ==, steps[i]);
        if (steps[i] == MASTER_REJECTED) {
            g_assert_cmpint(problem->row, ==, 3);
            g_assert_cmpint(problem->code, ==, TOTE_IMPORT_DUPLICATE);
            g_assert_cmpint(problem->first_row, ==, 2);
            g_assert_cmpstr(problem->field, ==, "expiry");
            g_assert_cmpstr(problem->message, ==,
                            "Column \"expiry\": \"2027-07-30\", but row 2 gives this lot another "
                            "day; a lot expires on one day");
        }
        incoming_problem_free(problem);
        incoming_stock_clear(&stock);
    }
}

static void test_warehouses(void)
{
    g_autoptr(master_reader) reader =
        open_text(MASTER_WAREHOUSES,
                  "warehouse,name,country,zip,lat,lon,timezone,cutoff,parcels_per_day,cost_parcel\n"
                  "B1,Berlin,de,01067,52.5,13.4,Europe/Berlin,16:30,900,4.50\nB2,,,,,,,,,\n");
    struct incoming_warehouse warehouse = {0};
    struct incoming_problem *problem = NULL;
    g_assert_cmpint(master_next_warehouse(reader, &warehouse, &problem, NULL), ==, MASTER_ROW);
    g_assert_cmpstr(warehouse.code, ==, "B1");
    g_assert_cmpstr(warehouse.name, ==, "Berlin");
    g_assert_cmpstr(warehouse.country, ==, "DE");
    g_assert_cmpstr(warehouse.zip, ==, "01067");
    g_assert_cmpstr(warehouse.zone, ==, "Europe/Berlin");
    g_assert_cmpint(warehouse.cutoff_min, ==, 16 * 60 + 30);
    g_assert_cmpint(warehouse.row, ==, 2);
    incoming_warehouse_clear(&warehouse);
    g_assert_cmpint(master_next_warehouse(reader, &warehouse, &problem, NULL), ==, MASTER_ROW);
    g_assert_cmpstr(warehouse.code, ==, "B2");
    g_assert_null(warehouse.name);
    g_assert_null(warehouse.country);
    g_assert_null(warehouse.zip);
    g_assert_null(warehouse.zone);
    g_assert_cmpint(warehouse.cutoff_min, ==, -1);
    incoming_warehouse_clear(&warehouse);
    g_assert_cmpint(master_next_warehouse(reader, &warehouse, &problem, NULL), ==, MASTER_END);
}

// Reads a warehouse with one further cell: what becomes of it, or that it is rejected.
static bool read_warehouse(const char *column, const char *cell,
                           struct incoming_warehouse *ret_warehouse)
{
    g_autofree char *text = g_strdup_printf("warehouse,%s\nB1,%s\n", column, cell);
    g_autoptr(master_reader) reader = open_text(MASTER_WAREHOUSES, text);
    struct incoming_problem *problem = NULL;
    enum master_step step = master_next_warehouse(reader, ret_warehouse, &problem, NULL);
    g_assert_true((step == MASTER_REJECTED) == (problem != NULL));
    g_assert_true(!problem || problem->code == TOTE_IMPORT_VALUE);
    incoming_problem_free(problem);
    return step == MASTER_ROW;
}

static void test_cutoffs(void)
{
    static const struct {
        const char *text;
        int64_t minutes; // -1: refused
    } cases[] = {{"00:00", 0},  {"9:05", 545},   {"23:59", 1439},  {" 14:00 ", 840},
                 {"24:00", -1}, {"12:60", -1},   {"12", -1},       {"12:", -1},
                 {":30", -1},   {"12:5", -1},    {"012:00", -1},   {"12:000", -1},
                 {"-1:00", -1}, {"2:00 PM", -1}, {"0.583333", -1}, {"noon", -1}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct incoming_warehouse warehouse = {0};
        bool good = read_warehouse("cutoff", cases[i].text, &warehouse);
        g_assert_true(good == (cases[i].minutes >= 0));
        g_assert_cmpint(warehouse.cutoff_min, ==, MAX(0, cases[i].minutes));
        incoming_warehouse_clear(&warehouse);
    }
}

static void test_zones(void)
{
    static const char *const good[] = {"UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+1",
                                       "America/Port-au-Prince"};
    static const char *const bad[] = {"+01:00",         "Europe / Berlin", "Europe/",
                                      "Europe//Berlin", "/Berlin",         "../Berlin"};
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
        struct incoming_warehouse warehouse = {0};
        g_assert_true(read_warehouse("timezone", good[i], &warehouse));
        g_assert_cmpstr(warehouse.zone, ==, good[i]);
        incoming_warehouse_clear(&warehouse);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_false(read_warehouse("timezone", bad[i], &(struct incoming_warehouse){0}));
}

// Reads one row of any kind: the problem it is rejected with.
static struct incoming_problem *problem_of(enum master_kind kind, const char *text)
{
    g_autoptr(master_reader) reader = open_text(kind, text);
    struct incoming_item item = {0};
    struct incoming_place place = {0};
    struct incoming_stock stock = {0};
    struct incoming_kit kit = {0};
    struct incoming_warehouse warehouse = {0};
    struct incoming_problem *problem = NULL;
    if (kind == MASTER_ITEMS)
        master_next_item(reader, &item, &problem, NULL);
    else if (kind == MASTER_PLACES)
        master_next_place(reader, &place, &problem, NULL);
    else if (kind == MASTER_STOCK)
        master_next_stock(reader, &stock, &problem, NULL);
    else if (kind == MASTER_KITS)
        master_next_kit(reader, &kit, &problem, NULL);
    else
        master_next_warehouse(reader, &warehouse, &problem, NULL);
    g_assert_null(item.sku);
    g_assert_null(place.code);
    g_assert_null(stock.sku);
    g_assert_null(kit.kit);
    g_assert_null(warehouse.code);
    return problem;
}

static void test_refused(void)
{
    static const struct {
        enum master_kind kind;
        const char *text;
        enum tote_code code;
    } cases[] = {
        {MASTER_ITEMS, "sku,name\n,Cup\n", TOTE_IMPORT_MISSING},
        {MASTER_ITEMS, "sku\n5.27763E+12\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_ITEMS, "sku,ean\nA,4.00638E+12\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_ITEMS, "sku,ean\nA,4006381333932\n", TOTE_CHECK_DIGIT},
        {MASTER_ITEMS, "sku,ean\nA,400638133393\n", TOTE_CHECK_DIGIT},
        {MASTER_ITEMS, "sku,ean\nA,12345\n", TOTE_IMPORT_VALUE},
        {MASTER_ITEMS, "sku,barcode\nA,4006381333932\n", TOTE_CHECK_DIGIT},
        {MASTER_ITEMS, "sku,barcode\nA,4.00638E+12\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_ITEMS, "sku,ean,barcode\nA,4006381333931,X-1\n", TOTE_IMPORT_VALUE},
        {MASTER_ITEMS, "sku,ean\nA,X001ABC\n", TOTE_IMPORT_VALUE},
        {MASTER_ITEMS, "sku,price\nA,cheap\n", TOTE_IMPORT_VALUE},
        {MASTER_ITEMS, "sku,price\nA,-1\n", TOTE_IMPORT_VALUE},
        {MASTER_ITEMS, "sku,price,currency\nA,1,euro\n", TOTE_IMPORT_VALUE},
        {MASTER_ITEMS, "sku,name\nA,Cup,blue\n", TOTE_IMPORT_RAGGED},
        {MASTER_PLACES, "place,kind\nA,shelf\n", TOTE_IMPORT_VALUE},
        {MASTER_PLACES, "place,walk\nA,1.5\n", TOTE_IMPORT_VALUE},
        {MASTER_PLACES, "place\n1E+10\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_STOCK, "sku,place,qty\nA,B,\n", TOTE_IMPORT_MISSING},
        {MASTER_STOCK, "sku,place,qty\nA,,1\n", TOTE_IMPORT_MISSING},
        {MASTER_STOCK, "sku,place,qty\nA,B,-1\n", TOTE_IMPORT_VALUE},
        {MASTER_STOCK, "sku,place,qty\nA,B,1.5\n", TOTE_IMPORT_VALUE},
        {MASTER_STOCK, "sku,place,qty\nA,B,1E+3\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_STOCK, "sku,place,qty,lot\nA,B,1,1E+11\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_STOCK, "sku,place,qty,received\nA,B,1,07/04/25\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_STOCK, "sku,place,qty,received\nA,B,1,soon\n", TOTE_IMPORT_VALUE},
        {MASTER_PLACES, "place,warehouse\nA,1E+10\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_STOCK, "sku,place,qty,warehouse\nA,B,1,1E+10\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_STOCK, "sku,place,qty,expiry\nA,B,1,30.06.27\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_STOCK, "sku,place,qty,expiry\nA,B,1,2027-06-30\n", TOTE_IMPORT_MISSING},
        {MASTER_STOCK, "sku,place,qty,expiry\nA,B,1,2027-06-31\n", TOTE_IMPORT_VALUE},
        {MASTER_STOCK, "sku,place,qty,expiry\nA,B,1,1970-01-01\n", TOTE_IMPORT_VALUE},
        {MASTER_STOCK, "sku,place,qty,expiry\nA,B,1,2027-06-30T22:00-04:00\n", TOTE_IMPORT_VALUE},
        {MASTER_STOCK, "sku,place,qty,received\nA,B,1,2126-11-24\n", TOTE_IMPORT_VALUE},
        {MASTER_STOCK, "sku,place,qty,lot,expiry\nA,B,1,L,2227-06-30\n", TOTE_IMPORT_VALUE},
        {MASTER_STOCK, "sku,place,qty,owner\nA,B,1,1E+10\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_STOCK, "sku,place,qty,condition\nA,B,1,fine\n", TOTE_IMPORT_VALUE},
        {MASTER_STOCK, "sku,place,qty,serial\nA,B,2,SN-7\n", TOTE_IMPORT_VALUE},
        {MASTER_STOCK, "sku,serial,place,qty\nA,1E+10,B,1\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_KITS, "kit,sku,qty\n,TEA,1\n", TOTE_IMPORT_MISSING},
        {MASTER_KITS, "kit,sku,qty\nSET,TEA,\n", TOTE_IMPORT_MISSING},
        {MASTER_KITS, "bundle,component,quantity\nSET,TEA,-1\n", TOTE_IMPORT_VALUE},
        {MASTER_WAREHOUSES, "warehouse,name\n,Berlin\n", TOTE_IMPORT_MISSING},
        {MASTER_WAREHOUSES, "warehouse,country\nB1,UK\n", TOTE_IMPORT_VALUE},
        {MASTER_WAREHOUSES, "warehouse,country\nB1,DEU\n", TOTE_IMPORT_VALUE},
        {MASTER_WAREHOUSES, "warehouse,country\nB1,D\n", TOTE_IMPORT_VALUE},
        {MASTER_WAREHOUSES, "warehouse,cutoff\nB1,25:00\n", TOTE_IMPORT_VALUE},
        {MASTER_WAREHOUSES, "warehouse,zip\nB1,1E+10\n", TOTE_IMPORT_SPREADSHEET},
        {MASTER_WAREHOUSES, "warehouse,name\nB1,Berlin,Ost\n", TOTE_IMPORT_RAGGED},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct incoming_problem *problem = problem_of(cases[i].kind, cases[i].text);
        if (!problem || problem->code != cases[i].code)
            g_error("%s: %s", cases[i].text, problem ? problem->message : "was let in");
        g_assert_cmpint(problem->row, ==, 2);
        incoming_problem_free(problem);
    }
}

static void test_price_needs_currency(void)
{
    const char *text = "sku,price\nA,5\nB,\n";
    g_autoptr(master_reader) reader =
        master_open_memory(MASTER_ITEMS, text, strlen(text), NULL, NULL);
    struct incoming_item item = {0};
    struct incoming_problem *problem = NULL;
    g_assert_cmpint(master_next_item(reader, &item, &problem, NULL), ==, MASTER_REJECTED);
    g_assert_cmpint(problem->code, ==, TOTE_IMPORT_MISSING);
    incoming_problem_free(problem);
    g_assert_cmpint(master_next_item(reader, &item, &problem, NULL), ==, MASTER_ROW);
    incoming_item_clear(&item);
}

static void test_files_refused(void)
{
    static const struct channel_options none;
    g_autoptr(GError) error = NULL;
    g_assert_null(master_open_memory(MASTER_STOCK, "a,qty\n", 6, &none, &error));
    g_assert_true(tote_error_is(error, TOTE_IMPORT_HEADER));
    g_assert_nonnull(strstr(error->message, "sku, place"));
    g_clear_error(&error);
    g_autoptr(master_reader) reader = open_text(MASTER_STOCK, "sku,place,qty\n\"A,B,1\n");
    struct incoming_stock stock = {0};
    struct incoming_problem *problem = NULL;
    g_assert_cmpint(master_next_stock(reader, &stock, &problem, &error), ==, MASTER_FAILED);
    g_assert_true(tote_error_is(error, TOTE_IMPORT_QUOTE));
}

// No name of a column means two of one kind, and every column is explained.
// Of another kind: nothing but the key is known of it. A file that is short on purpose is taken.
static void test_other_kind(void)
{
    static const struct {
        const char *text;
        bool good;
    } cases[] = {
        {"node,sku,qty\n1,A,2\n", false}, {"sku\nA\n", true}, {"sku,name,qty\nA,B,1\n", true}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(master_reader) reader =
            master_open_memory(MASTER_ITEMS, cases[i].text, strlen(cases[i].text), NULL, &error);
        g_assert_true((reader != NULL) == cases[i].good);
        g_assert_true(cases[i].good || tote_error_is(error, TOTE_IMPORT_HEADER));
    }
}

static void test_tables(void)
{
    for (int kind = 0; kind < N_MASTER_KINDS; kind++) {
        int n = 0;
        const struct column *columns = master_columns((enum master_kind)kind, &n);
        g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        for (int i = 0; i < n; i++) {
            g_assert_true(g_hash_table_add(seen, g_strdup(columns[i].name)));
            g_assert_nonnull(columns[i].about);
            g_auto(GStrv) names = g_strsplit(columns[i].also ? columns[i].also : "", "|", -1);
            for (int j = 0; names[j]; j++)
                g_assert_true(g_hash_table_add(seen, g_strdup(names[j])));
        }
    }
}

// Of two columns that can mean the name, the one that is called so counts, wherever it stands.
static void test_own_name(void)
{
    static const char *const texts[] = {"sku,title,name\nA,Other,Own\n",
                                        "sku,name,title\nA,Own,Other\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(master_reader) reader = open_text(MASTER_ITEMS, texts[i]);
        struct incoming_item item = {0};
        struct incoming_problem *problem = NULL;
        g_assert_cmpint(master_next_item(reader, &item, &problem, NULL), ==, MASTER_ROW);
        g_assert_cmpstr(item.name, ==, "Own");
        incoming_item_clear(&item);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/master/items", test_items);
    g_test_add_func("/master/guarded", test_guarded);
    g_test_add_func("/master/weights", test_weights);
    g_test_add_func("/master/places", test_places);
    g_test_add_func("/master/place-kinds", test_place_kinds);
    g_test_add_func("/master/places-of-warehouses", test_places_of_warehouses);
    g_test_add_func("/master/stock", test_stock);
    g_test_add_func("/master/stock-of-several", test_stock_of_several);
    g_test_add_func("/master/two-expiries", test_two_expiries);
    g_test_add_func("/master/warehouses", test_warehouses);
    g_test_add_func("/master/cutoffs", test_cutoffs);
    g_test_add_func("/master/zones", test_zones);
    g_test_add_func("/master/refused", test_refused);
    g_test_add_func("/master/price-needs-currency", test_price_needs_currency);
    g_test_add_func("/master/files-refused", test_files_refused);
    g_test_add_func("/master/other-kind", test_other_kind);
    g_test_add_func("/master/tables", test_tables);
    g_test_add_func("/master/own-name", test_own_name);
    return g_test_run();
}
