// SPDX-License-Identifier: Apache-2.0
// Card numbers in free text, and what a spreadsheet leaves behind.
#include "card.h"

#include <string.h>

static void test_card_mask(void)
{
    char scanned[] = "]C14111111111111111 it says"; // the digit before it is the scanner's
    g_assert_cmpint(card_mask(scanned), ==, 1);
    g_assert_cmpstr(scanned, ==, "]C1************1111 it says");
    static const struct {
        const char *text, *masked;
        bool phone;
    } cases[] = {
        {"4111111111111111", "************1111", false},
        {"x4111111111111111y", "x************1111y", false},
        {"4111 1111 1111 1111 1227", "**** **** **** 1111 1227", false},
        {"12 4111-1111-1111-1111", "12 ****-****-****-1111", false},
        {"378282246310005", "***********0005", false},
        {"4222222222222", "*********2222", false},
        {"6304000000000000000", "***************0000", false},
        {"4111111111111112", "4111111111111112", false},         // wrong sum
        {"411111111111", "411111111111", false},                 // too short
        {"41111111111111111111", "41111111111111111111", false}, // too long
        {"0000000000000000", "0000000000000000", false},
        {"4111  1111 \xc2\xa0- 1111 . 1111", "****  **** \xc2\xa0- **** . 1111", false},
        {"4111 -- 1111\t\t1111 / 1111", "**** -- ****\t\t**** / 1111", false},
        // The code on its back goes with it, and stays where there is no card.
        {"4111 1111 1111 1111, cvv 123", "**** **** **** 1111, cvv ***", false},
        {"CVC: 1234 378282246310005", "CVC: **** ***********0005", false},
        {"cvv 123", "cvv 123", false},
        // The numbers of parcels are no cards, though their Luhn sum be right.
        {"340123450000000017 lost", "340123450000000017 lost", false},
        {"00340123450000000017 lost", "00340123450000000017 lost", false},
        {"(00)340123450000000017", "(00)340123450000000017", false},
        {"+4222222222222", "+4222222222222", true},
        {"4222222222222", "4222222222222", true},
        {"4111111111111111", "************1111", true},
        {"4111\xc2\xa0"
         "1111/1111_1111",
         "****\xc2\xa0"
         "****/****_1111",
         false},
        {"4111\xe2\x80\x91"
         "1111\xe2\x80\x93"
         "11111111",
         "****\xe2\x80\x91****\xe2\x80\x93****1111", false},
        // Digits of other scripts, what nobody sees between them, zeros before them, two lines.
        {"\uff14\uff11\uff11\uff11 1111 1111 1111", "**** **** **** 1111", false},
        {"\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661"
         "\u0661\u0661.",
         "************\u0661\u0661\u0661\u0661.", false},
        {"4111\u200b1111 \u200b11111111", "****\u200b**** \u200b****1111", false},
        {"4111 1111\r\n1111 1111", "**** ****\r\n**** 1111", false},
        {"00004111111111111111", "0***************1111", false},
        // What machines count up is no card.
        {"_cart_token: 17483920156329", "_cart_token: 17483920156329", false},
        {"9000000000000001", "9000000000000001", false},
        {"2223003122003222", "************3222", false},
        {"2000000000000006", "2000000000000006", false},
        {"135410014004955", "***********4955", false}, // an airline's
        {"", "", false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup(cases[i].text);
        int found = cases[i].phone ? card_mask_phone(text) : card_mask(text);
        g_assert_cmpstr(text, ==, cases[i].masked);
        g_assert_cmpint(found, ==, strcmp(cases[i].text, cases[i].masked) != 0);
    }
    g_assert_cmpint(card_mask(NULL), ==, 0);
}

// Numbers of goods stay, whatever their Luhn sum is.
static void test_code(void)
{
    static const char *const cards[] = {"4111111111111111",  "SKU-4111-1111-1111-1111",
                                        "378282246310005",   "5555 5555 5555 4444 x",
                                        "04111111111111111", "\uff14111111111111111"},
                             *const goods[] = {"",
                                               "4006381333931",      // GTIN-13
                                               "1111111111116",      // no GTIN, but too short
                                               "340123450000000018", // SSCC
                                               "9000000000000001",
                                               "4111111111111112",
                                               "TEA-100"};
    for (size_t i = 0; i < G_N_ELEMENTS(cards); i++)
        g_assert_true(card_in_code(cards[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(goods); i++)
        g_assert_false(card_in_code(goods[i]));
    g_autofree char *sku = g_strdup(cards[1]);
    g_assert_cmpint(card_mask_code(sku), ==, 1);
    g_assert_cmpstr(sku, ==, "SKU-****-****-****-1111");
    g_assert_cmpint(card_mask_code(NULL), ==, 0);
}

// A key is refused where it is a card's number, not where one hides in an id.
static void test_key(void)
{
    static const char *const cards[] = {"4111111111111111", " 4111 1111 1111 1111",
                                        "3782 822463 10005", "visa 4111111111111111 today",
                                        "pay-4111-1111-1111-1111"};
    static const char *const ids[] = {"4111111111111112",
                                      "order-4111111111111111",
                                      "4111111111111111-1",
                                      "20261130-4111111111111111",
                                      "41111111-1111-1111-8111-111111111111",
                                      "0b4a4111-1111-4111-1111-111111111111",
                                      "6b1d4111111111111111a2c4",
                                      "4006381333931",
                                      "5000000000011",
                                      "night"};
    for (size_t i = 0; i < G_N_ELEMENTS(cards); i++)
        g_assert_true(card_in_key(cards[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
        g_assert_false(card_in_key(ids[i]));
}

static void test_damage(void)
{
    g_assert_true(damage_number("5.27763E+12") && damage_number("1E+15") &&
                  damage_number("5,2e+12"));
    g_assert_false(damage_number("5E12") || damage_number("E+12") || damage_number("1E+") ||
                   damage_number("1E+5x") || damage_number("") || damage_number("12"));
    g_assert_true(damage_date("11/10/24 09:17") && damage_date("5.6.2023") &&
                  damage_date("11/10/2024"));
    g_assert_false(damage_date("2024/11/10") || damage_date("11-10-24") || damage_date("") ||
                   damage_date("1/2") || damage_date("1.2.3.4"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/card/mask", test_card_mask);
    g_test_add_func("/card/code", test_code);
    g_test_add_func("/card/key", test_key);
    g_test_add_func("/card/damage", test_damage);
    return g_test_run();
}
