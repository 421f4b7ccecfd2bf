// SPDX-License-Identifier: Apache-2.0
// What things may be called: signs that hide or mislead are named with their place.
#include "names.h"

#include <string.h>

static const struct {
    enum name_kind kind;
    const char *name;
    int at;         // the sign that is wrong, 0 = none is
    const char *of; // part of the sentence, NULL = the name is good
} cases[] = {
    {NAME_PRINTER, "PACK1", 0, NULL},
    {NAME_PRINTER, "Zebra am Tor 2", 0, NULL},
    {NAME_PRINTER, "", 0, "It is empty; the name of a printer has 1 to 40 characters"},
    {NAME_PRINTER, " PACK1", 1, "Character 1 is a blank"},
    {NAME_PRINTER, "PACK1 ", 6, "Character 6 is a blank"},
    {NAME_PRINTER, "PACK  1", 5, "Character 5 is a blank"},
    {NAME_PRINTER, "PA\x1b[31mCK", 3, "Character 3 is U+001B"},
    {NAME_PRINTER, "PA\nCK", 3, "U+000A"},
    {NAME_PRINTER, "PA\x7f", 3, "U+007F"},
    {NAME_PRINTER, "PA\xc2\x85", 3, "U+0085"},
    {NAME_PRINTER,
     "PACK\xe2\x80\xae"
     "1",
     5, "Character 5 is U+202E, which cannot stand there in"},
    {NAME_PRINTER,
     "PACK\xe2\x81\xa6"
     "1",
     5, "U+2066"},
    {NAME_PRINTER,
     "PACK\xe2\x80\x8b"
     "1",
     5, "U+200B"},
    {NAME_PRINTER,
     "PACK\xc2\xad"
     "1",
     5, "U+00AD"},
    {NAME_PRINTER,
     "PACK\xc2\xa0"
     "1",
     5, "U+00A0"},
    {NAME_PRINTER, "PACK\xe3\x85\xa4", 5, "U+3164"},
    {NAME_PRINTER,
     "\xcc\x81"
     "a",
     1, "U+0301"},
    {NAME_PRINTER, "%UNDO", 1, "Character 1 is '%'"},
    {NAME_PRINTER, "100%", 0, NULL},
    {NAME_PRINTER, "]C1PACK", 1, "Character 1 is ']'"}, // as a scanner says what it read
    {NAME_PRINTER, "[1]", 0, NULL},
    {NAME_PRINTER, "\xff", 1, "Byte 1 of the name of a printer is no UTF-8"},
    {NAME_PRINTER, "W-101", 0, "W-101 looks like a number of tote; it cannot be the name"},
    {NAME_STATION, "BENCH 1", 0, NULL},
    {NAME_STATION, "a:b", 2, "Character 2 is ':'"},
    {NAME_STATION, "abcdefghijklmnopqrstuvwx", 0, NULL},
    {NAME_STATION, "abcdefghijklmnopqrstuvwxy", 25, "25 characters are too many"},
    {NAME_OPERATOR, "J\xc3\xbcrgen", 0, NULL},
    {NAME_OPERATOR, "m-1000", 0, "number of tote"},
    {NAME_WAREHOUSE, "NORTH", 0, NULL},
    {NAME_WAREHOUSE, "NORTH 1", 6, "a blank"},
    {NAME_WAREHOUSE, "N:1", 2, "':'"},
    {NAME_PLACE, "A-01/2", 0, NULL},
    {NAME_PLACE, "W101", 0, NULL}, // an aisle and a bay; never wins over a number with its hyphen
    {NAME_PLACE, "W-12", 0, NULL}, // no work has such a number
    {NAME_PLACE, "W-101", 0, "number of tote"},
    {NAME_PLACE, "MAIN:A1", 5, "':'"},
    {NAME_SKU, "A:B", 0, NULL},
    {NAME_SKU, "4006381333931", 0, NULL}, // a GTIN
    {NAME_SKU, "O-100049", 0, "number of tote"},
    {NAME_SKU, "\xd0\x9e-100049", 0, "number of tote"}, // a Cyrillic O
    {NAME_SKU,
     "O\xe2\x80\x91"
     "100049",
     0, "number of tote"}, // a hyphen of Unicode
    {NAME_SKU,
     "\xef\xbc\xaf-\xef\xbc\x91"
     "00049",
     0, "number of tote"}, // wide signs
    {NAME_SKU, "O-100000", 0, NULL},
    {NAME_SKU, "4111 1111 1111 1111", 0, "number of a card"},
    {NAME_SKU, "TEA-4111111111111111", 0, "************1111 looks like the number of a card"},
    {NAME_ORDER, "O-100049", 0, NULL}, // the channel names its orders; see order_find()
    {NAME_ORDER,
     "#10\xe2\x80\xae"
     "01",
     4, "U+202E"},
};

static void test_check(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        bool ok = name_check(cases[i].kind, cases[i].name, "name", &error);
        g_autofree char *shown = g_strescape(cases[i].name, NULL);
        g_test_message("%s: %s", shown, error ? error->message : "good");
        g_assert_cmpint(ok, ==, !cases[i].of);
        if (ok)
            continue;
        g_assert_true(tote_error_is(error, TOTE_ARGUMENT));
        g_assert_cmpstr(tote_error_field(error), ==, "name");
        g_assert_cmpint(tote_error_position(error), ==, cases[i].at);
        g_assert_nonnull(strstr(error->message, cases[i].of));
        for (const char *at = error->message; *at; at++) // the sentence shows no such sign itself
            g_assert_false(g_ascii_iscntrl(*at));
    }
}

static void test_rules(void)
{
    for (int kind = 0; kind < N_NAME_KINDS; kind++) {
        const struct name_rule *rule = name_rule((enum name_kind)kind);
        g_assert_true(rule->what && *rule->what && rule->most > 0 && rule->without);
        g_assert_false(name_check((enum name_kind)kind, "", NULL, NULL));
        g_assert_false(name_check((enum name_kind)kind, "a\xe2\x80\xae", NULL, NULL));
        g_assert_true(name_check((enum name_kind)kind, "A1", NULL, NULL));
    }
}

// Signs that show nothing, though Unicode counts them as letters, marks or symbols.
static void test_blank_signs(void)
{
    static const gunichar signs[] = {0x34F,  0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B,  0x180F,
                                     0x2800, 0x3164, 0xFE00, 0xFE0F, 0xFFA0, 0xE0100, 0xE01EF};
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        g_autoptr(GError) error = NULL;
        char sign[8] = "";
        g_unichar_to_utf8(signs[i], sign);
        g_autofree char *name = g_strdup_printf("PACK%s1", sign);
        g_autofree char *told = g_strdup_printf("Character 5 is U+%04X,", signs[i]);
        g_assert_false(name_check(NAME_PRINTER, name, NULL, &error));
        g_assert_true(g_str_has_prefix(error->message, told));
    }
}

static void test_normal(void)
{
    g_autofree char *place = name_normal(NAME_PLACE, "Re\xcc\x81gal"); // as some keyboards send it
    g_assert_cmpstr(place, ==, "R\xc3\xa9gal");
    g_autofree char *site = name_normal(NAME_WAREHOUSE, "n\xc3\xb6rd");
    g_assert_cmpstr(site, ==, "N\xc3\x96RD");
    g_autofree char *operator= name_normal(NAME_OPERATOR, "ANNA");
    g_assert_cmpstr(operator, ==, "anna");
}

static void test_address(void)
{
    static const char *const good[] = {"cups:PACK1",
                                       "cups://PACK1",
                                       "PACK1",
                                       "socket://10.0.0.9:9100",
                                       "socket://zebra",
                                       "ipp://host/ipp/print",
                                       "ipps://h:631/ipp/print",
                                       "socket://[fe80::1]:9100"};
    static const char *const bad[] = {"",           "cups:",           "file:///etc/passwd",
                                      "http://h/x", "socket://",       "ipp:///ipp/print",
                                      "PACK 1",     "cups:a\nb",       "socket://h:99999",
                                      "lpd://h/q",  "ipp://h/\x1b[0m", "socket://h:x"};
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        g_assert_true(name_check_address(good[i], "uri", NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *shown = g_strescape(bad[i], NULL);
        g_test_message("%s", shown);
        g_assert_false(name_check_address(bad[i], "uri", &error));
        g_assert_true(tote_error_is(error, TOTE_ARGUMENT));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/names/check", test_check);
    g_test_add_func("/names/rules", test_rules);
    g_test_add_func("/names/blank-signs", test_blank_signs);
    g_test_add_func("/names/normal", test_normal);
    g_test_add_func("/names/address", test_address);
    return g_test_run();
}
