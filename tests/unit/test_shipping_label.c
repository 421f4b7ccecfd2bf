// SPDX-License-Identifier: Apache-2.0
// What a shipping label says: whose address, which box of how many, who sends it; field by field.
#include <string.h>

#include "intake.h"
#include "label_kind.h"
#include "testshop.h"

// Every field that has a value, "name: value; …", lines of an address divided by "/".
static char *said(struct testshop *shop, const char *sscc, GError **error)
{
    const struct label_kind *kind = label_kind_find("shipping");
    g_autoptr(label_fields) fields = kind->bind(shop->pia, sscc, error);
    g_autoptr(GString) text = g_string_new(NULL);
    if (!fields)
        return NULL;
    for (const struct label_field_info *info = label_field_table; info->name; info++) {
        const char *value = label_fields_get(fields, info->name);
        if (*value && strcmp(info->name, "sscc") != 0)
            g_string_append_printf(text, "%s%s: %s", text->len ? "; " : "", info->name, value);
    }
    return g_strdelimit(g_strdup(text->str), "\n", '/');
}

// The SSCCs of the labels that WORD means, in their order.
static GPtrArray *labels_of(struct testshop *shop, const char *word)
{
    GPtrArray *refs = g_ptr_array_new_with_free_func(g_free);
    GError *error = NULL;
    label_kind_find("shipping")->find(shop->pia, word, clock_now(), refs, &error);
    g_assert_no_error(error);
    return refs;
}

// An order that was picked, of four teas that Pia packs into BOXES boxes and closes.
static void pack_order(struct testshop *shop, struct incoming_order *order, int boxes)
{
    g_autofree char *name = g_strdup(order->external_name);
    incoming_order_seal(order);
    testshop_import(shop->sam, NULL, NULL, order, NULL);
    SAYS(shop->sam, "done", NULL, "order.release", name);
    testshop_pick(shop->anna, testshop_start(shop->anna, name));
    const char *pack = testshop_open(shop->pia, name);
    for (int i = 0; i < boxes; i++) {
        SAYS(shop->pia, "match", NULL, "pack.box", pack, "B1");
        for (int n = 0; n < 4 / boxes; n++)
            SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    }
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
}

static void fill(struct incoming_person *person, const char *const *values)
{
    char **members[] = {&person->name,     &person->company, &person->address1,
                        &person->address2, &person->city,    &person->zip,
                        &person->province, &person->country, &person->phone};
    for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
        g_free(*members[i]);
        *members[i] = g_strdup(values[i]);
    }
}

static struct testshop *shop_with_tea(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 40");
    testshop_prefix(shop);
    return shop;
}

// Who gets the goods, and not who pays, wherever both are known; each value where it belongs.
static void test_whose(struct testdb *test)
{
    static const char *const nobody[9] = {NULL};
    static const char *const payer[9] = {"Pay Er", "Payers Ltd", "1 Bill Road", "Floor 9", "Paris",
                                         "75001",  "IdF",        "fr",          "+33 1"};
    static const char *const gets[9] = {"Ann Other", "Others Ltd", "12 Harbour Lane",
                                        "Flat 3",    "Leeds",      "LS1 4DY",
                                        "Yorkshire", "gb",         "+44 2"};
    static const char *const firm[9] = {
        NULL, "Others Ltd", "12 Harbour Lane", NULL, "Leeds", "LS1 4DY", NULL, "gb", NULL};
    static const char all[] = "to.name: Ann Other; to.company: Others Ltd; to.address: 12 Harbour "
                              "Lane/Flat 3; to.postcode: LS1 4DY; to.city: Leeds; to.region: "
                              "Yorkshire; to.country: GB; to.phone: +44 2; ";
    static const struct {
        const char *const *payer, *const *gets;
        const char *says;
    } rows[] = {
        {payer, gets, all},
        {nobody, gets, all},
        {payer, firm,
         "to.name: Others Ltd; to.address: 12 Harbour Lane; to.postcode: LS1 4DY; to.city: Leeds; "
         "to.country: GB; "},
        {payer, nobody,
         "to.name: Pay Er; to.company: Payers Ltd; to.address: 1 Bill Road/Floor 9; to.postcode: "
         "75001; to.city: Paris; to.region: IdF; to.country: FR; to.phone: +33 1; "},
    };
    g_autoptr(test_shop) shop = shop_with_tea(test);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        g_autofree char *name = g_strdup_printf("#%zu", i + 1);
        g_autofree char *expected =
            g_strdup_printf("from.name: My shop; %sorder.number: O-%d; order.channel: %s; "
                            "parcel.number: 1; parcel.count: 1; parcel.weight: 0.49 kg; "
                            "carrier.service: DHL Paket; ship.date: 2026-11-22",
                            rows[i].says, 100001 + (int)i, name);
        struct incoming_order *order = testshop_order(name, "4 TEA");
        order->shipping_method = g_strdup("DHL Paket");
        fill(&order->billing, rows[i].payer);
        bool sent_to = rows[i].gets != nobody; // else it would be held
        fill(&order->delivery, sent_to ? rows[i].gets : gets);
        pack_order(shop, order, 1);
        if (!sent_to)
            testdb_script(shop->db, "UPDATE sales_order SET delivery_id = NULL WHERE id = (SELECT "
                                    "max(o.id) FROM sales_order o)");
        g_autoptr(GPtrArray) refs = labels_of(shop, name);
        g_assert_cmpuint(refs->len, ==, 1);
        g_autofree char *text = said(shop, refs->pdata[0], &error);
        g_assert_no_error(error);
        g_assert_cmpstr(text, ==, expected);
    }
}

// Nobody's name: no label, and a sentence that says what is missing.
static void test_nobody(struct testdb *test)
{
    static const char *const street[9] = {NULL, NULL, "12 Harbour Lane", NULL, "Leeds"};
    g_autoptr(test_shop) shop = shop_with_tea(test);
    g_autoptr(GError) error = NULL;
    struct incoming_order *order = testshop_order("#1", "4 TEA");
    fill(&order->delivery, street);
    order->source = g_strdup("pos"); // what is sent to nobody is held long before
    pack_order(shop, order, 1);
    g_autoptr(GPtrArray) refs = labels_of(shop, "#1");
    g_assert_null(said(shop, refs->pdata[0], &error));
    g_assert_true(tote_error_is(error, TOTE_LABEL_DATA));
    g_assert_cmpstr(tote_error_field(error), ==, "to.name");
}

// A printable label of this order?
static bool has_label(struct testshop *shop, const char *name)
{
    const struct label_options options = {.dpi = 203, .format = LABEL_ZPL};
    g_autoptr(GPtrArray) refs = labels_of(shop, name);
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GError) error = NULL;
    bool made = label_kind_render(label_kind_find("shipping"), shop->pia, refs->pdata[0], &options,
                                  &bytes, NULL, &error);
    g_assert_true(made || tote_error_is(error, TOTE_LABEL_DATA));
    return made;
}

// An order is held for those parts of its address that the design of the label needs, and for no
// others: each of them, and both of a pair, is left out once.
static void test_needs(struct testdb *test)
{
    enum { NAME, COMPANY, STREET1, STREET2, CITY, ZIP, PROVINCE, COUNTRY, PHONE, N_PARTS };
    static const char *const all[N_PARTS] = {"Ann Other", "Others Ltd", "12 Harbour Lane",
                                             "Flat 3",    "Leeds",      "LS1 4DY",
                                             "Yorkshire", "gb",         "+44 2"};
    static const unsigned pairs[] = {0, 1U << NAME | 1U << COMPANY, 1U << STREET1 | 1U << STREET2};
    static const size_t n_pairs = G_N_ELEMENTS(pairs);
    g_autoptr(test_shop) shop = shop_with_tea(test);
    testshop_stock(shop, "TEA A2 40");
    int held = 0;
    for (size_t i = 0; i < n_pairs + N_PARTS; i++) {
        unsigned left_out = i < n_pairs ? pairs[i] : 1U << (i - n_pairs);
        const char *values[N_PARTS];
        for (unsigned k = 0; k < N_PARTS; k++)
            values[k] = left_out & 1U << k ? NULL : all[k];
        g_autofree char *name = g_strdup_printf("#%zu", i + 1);
        struct incoming_order *order = testshop_order(name, "4 TEA");
        fill(&order->delivery, values);
        order->shipping_method = g_strdup("DHL Paket");
        bool taken = intake_has_way(order);
        g_clear_pointer(&order->shipping_method, g_free);
        order->source = g_strdup("pos"); // so that it comes in, whatever it lacks
        pack_order(shop, order, 1);
        if (has_label(shop, name) != taken)
            g_error("without the parts %#x the order is %s", left_out, taken ? "taken" : "held");
        held += !taken;
    }
    g_assert_cmpint(held, ==, 4); // name and company, both streets, the city, the country
}

// Two boxes of one order: which of how many, each its own code and weight; and the sender's lines.
static void test_boxes(struct testdb *test)
{
    static const char *const from[][2] = {{"shop.name", "Harbour Supply"},
                                          {"shop.address1", "14 Quay Street"},
                                          {"shop.city", "Bristol BS1 4DJ"},
                                          {"shop.country", "UK"}};
    g_autoptr(test_shop) shop = shop_with_tea(test);
    for (size_t i = 0; i < G_N_ELEMENTS(from); i++)
        SAYS(shop->admin, "done", NULL, "setting.set", from[i][0], from[i][1]);
    pack_order(shop, testshop_order("#1", "4 TEA"), 1); // of another order
    pack_order(shop, testshop_order("#2", "4 TEA"), 2);
    testdb_script(shop->db, "UPDATE parcel SET grams = 12345 WHERE n = 2");
    g_autoptr(GPtrArray) refs = labels_of(shop, "#2");
    g_assert_cmpuint(refs->len, ==, 2);
    for (int i = 0; i < 2; i++) {
        GError *error = NULL;
        g_autofree char *expected = g_strdup_printf(
            "from.name: Harbour Supply; from.address: 14 Quay Street/Bristol BS1 "
            "4DJ/UK; to.name: Ann Other; to.address: 12 Harbour Lane; to.city: Leeds; "
            "to.country: GB; order.number: O-100002; "
            "order.channel: #2; parcel.number: %d; parcel.count: 2; parcel.weight: "
            "%s kg; ship.date: 2026-11-22",
            i + 1, i ? "12.35" : "0.29");
        g_autofree char *text = said(shop, refs->pdata[i], &error);
        g_assert_no_error(error);
        g_assert_cmpstr(text, ==, expected);
        g_autoptr(GPtrArray) one = labels_of(shop, refs->pdata[i]); // by its own code
        g_assert_cmpuint(one->len, ==, 1);
        g_assert_cmpstr(one->pdata[0], ==, refs->pdata[i]);
    }
}

// Where an item has no weight nobody knows that of the box: none is better than one too low.
static void test_weightless(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_with_tea(test);
    g_autoptr(GError) error = NULL;
    testshop_stock(shop, "MUG A1 40");
    testdb_script(shop->db, "UPDATE item SET weight_g = 0 WHERE sku = 'MUG'");
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#1", "2 TEA, 1 MUG"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    g_autoptr(GPtrArray) refs = labels_of(shop, "#1");
    g_assert_cmpuint(refs->len, ==, 1);
    g_autofree char *text = said(shop, refs->pdata[0], &error);
    g_assert_no_error(error);
    g_assert_null(strstr(text, "parcel.weight"));
}

static void test_unknown(struct testdb *test)
{
    static const struct {
        const char *word;
        enum tote_code code;
    } rows[] = {{"#1", TOTE_STATE}, {"#2", TOTE_STATE}, {"#9", TOTE_NOT_FOUND}};
    g_autoptr(test_shop) shop = shop_with_tea(test);
    g_autoptr(GPtrArray) refs = g_ptr_array_new();
    testshop_picked(shop, "#1", "1 TEA");
    testshop_pack(shop->pia, testshop_open(shop->pia, testshop_picked(shop, "#2", "1 TEA")));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(
            label_kind_find("shipping")->find(shop->pia, rows[i].word, clock_now(), refs, &error));
        g_assert_true(tote_error_is(error, rows[i].code));
    }
    g_autoptr(GError) error = NULL;
    g_assert_null(said(shop, "340123450000000017", &error));
    g_assert_true(tote_error_is(error, TOTE_NOT_FOUND));
    g_assert_cmpuint(refs->len, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/shipping-label/whose", test_whose);
    testdb_add("/shipping-label/nobody", test_nobody);
    testdb_add("/shipping-label/needs", test_needs);
    testdb_add("/shipping-label/boxes", test_boxes);
    testdb_add("/shipping-label/weightless", test_weightless);
    testdb_add("/shipping-label/unknown", test_unknown);
    return g_test_run();
}
