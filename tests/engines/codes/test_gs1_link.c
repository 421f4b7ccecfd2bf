// SPDX-License-Identifier: Apache-2.0
// GS1 Digital Links: which addresses are some, what they say, and how they are written.
#include "told.h"

#define GTIN "09521141123454"
#define LINK "https://id.gs1.org/01/" GTIN

enum { YEAR = 2026 };

struct row {
    const char *code, *kind, *bracketed, *faults;
};

static void check_rows(const struct row *rows, gsize count, bool short_gtin)
{
    g_autoptr(explanation_handle) explanation = explanation_new();
    for (gsize i = 0; i < count; i++) {
        explain_code(explanation, rows[i].code, strlen(rows[i].code), YEAR, short_gtin);
        g_autofree char *faults = told_faults(explanation);
        g_test_message("%s", rows[i].code);
        g_assert_cmpstr(faults, ==, rows[i].faults);
        g_assert_cmpstr(explanation->kind, ==, rows[i].kind);
        g_assert_cmpstr(explanation->bracketed, ==, rows[i].bracketed);
    }
}

static void test_addresses(void)
{
    static const struct row rows[] = {
        {"https://shop.example/01/" GTIN, "gs1-link", "(01)" GTIN, ""},
        {"http://shop.example/01/" GTIN, "gs1-link", "(01)" GTIN, ""},
        {"HTTPS://SHOP.EXAMPLE/01/" GTIN, "gs1-link", "(01)" GTIN, ""},
        {"]Q1https://shop.example/01/" GTIN, "gs1-link", "(01)" GTIN, ""},
        {"https://[::1]:8080/a/b/01/" GTIN, "gs1-link", "(01)" GTIN, ""},
        {"https://shop.example/01/1/01/" GTIN, "gs1-link", "(01)" GTIN, ""},
        {"https://shop.example/01/" GTIN "#top", "gs1-link", "(01)" GTIN, ""},
        {"https://shop.example/01/" GTIN "?", "gs1-link", "(01)" GTIN, ""},
        {"Https://shop.example/01/" GTIN, "unknown", NULL, "code.unknown@0"},
        {"]Q1Https://shop.example/01/" GTIN, "unknown", NULL, ""},
        {"ftp://shop.example/01/" GTIN, "unknown", NULL, "code.unknown@0"},
        {"https://01/" GTIN, "unknown", NULL, "link.no_key@0"},
        {"https://shop.example", "unknown", NULL, "link.domain@0"},
        {"https:///01/" GTIN, "unknown", NULL, "link.domain@0"},
        {"https://shop_1.example/01/" GTIN, "unknown", NULL, "link.domain@0"},
        {"https://shop.example/blue/shirt", "unknown", NULL, "link.no_key@0"},
        {"https://shop.example/gtin/" GTIN, "unknown", NULL, "link.no_key@0"},
        {"https://shop.example/01/" GTIN "/", "unknown", NULL, "link.no_key@0"},
        {"https://shop.example/01/" GTIN "/blue/1", "unknown", NULL, "link.no_key@0"},
        {"https://shop.example/a b/01/" GTIN, "gs1-link", NULL, "link.character@22"},
        {"https://shop.example/01/0952114112345", "gs1-link", NULL, "gs1.length@37"},
    };
    check_rows(rows, G_N_ELEMENTS(rows), false);
}

static void test_paths(void)
{
    static const struct row rows[] = {
        {LINK "/22/1/10/B/21/S", "gs1-link", "(01)" GTIN "(22)1(10)B(21)S", ""},
        {LINK "/10/B", "gs1-link", "(01)" GTIN "(10)B", ""},
        {LINK "/235/T", "gs1-link", "(01)" GTIN "(235)T", ""},
        {LINK "/10/B%2Fb/21/a+b", "gs1-link", "(01)" GTIN "(10)B/b(21)a+b", ""},
        {LINK "/10/B%2", "gs1-link", "(01)" GTIN "(10)B%2", ""},
        {LINK "/10/B%00", "gs1-link", NULL, "link.nul@40"},
        {LINK "/10/B%5E", "gs1-link", NULL, "gs1.caret@40"},
        {LINK "/10/B%20", "gs1-link", NULL, "gs1.character@41"},
        {LINK "/10/%41%20", "gs1-link", NULL, "gs1.character@43"},
        {LINK "/10//21/S", "gs1-link", NULL, "link.empty@40"},
        {LINK "/10/", "gs1-link", NULL, "link.empty@40"},
        {LINK "/21/S/10/B", "gs1-link", NULL, "link.order@19"},
        {LINK "/22/1/235/T", "gs1-link", NULL, "link.order@19"},
        {LINK "/10/B/10/B", "gs1-link", NULL, "link.order@19"},
        {LINK "/99/B", "gs1-link", NULL, "link.order@19"},
        {"https://id.gs1.org/414/9521141123454/254/X", "gs1-link", "(414)9521141123454(254)X", ""},
        {"https://id.gs1.org/414/9521141123454/7040/1ABC", "gs1-link",
         "(414)9521141123454(7040)1ABC", ""},
        {"https://id.gs1.org/8010/9521ABC/8011/1", "gs1-link", "(8010)9521ABC(8011)1", ""},
    };
    check_rows(rows, G_N_ELEMENTS(rows), false);
}

static void test_queries(void)
{
    static const struct row rows[] = {
        {LINK "?17=260831&3103=001250", "gs1-link", "(01)" GTIN "(17)260831(3103)001250", ""},
        {LINK "?&&17=260831&lang=de&x&99=A", "gs1-link", "(01)" GTIN "(17)260831(99)A", ""},
        {LINK "?=&17=260831", "gs1-link", "(01)" GTIN "(17)260831", ""},
        {LINK "?99=A%2BB", "gs1-link", "(01)" GTIN "(99)A+B", ""},
        {LINK "?99=A+B", "gs1-link", NULL, "gs1.character@41"},
        {LINK "?99=", "gs1-link", NULL, "link.empty@40"},
        {LINK "?99=A&99=A", "gs1-link", NULL, "link.repeat@45"},
        {LINK "?01=" GTIN, "gs1-link", NULL, "link.repeat@40"},
        {LINK "?10=B", "gs1-link", NULL, "link.path@40"},
        {LINK "/235/T?10=B", "gs1-link", "(01)" GTIN "(235)T(10)B", ""},
        {LINK "?8200=x", "gs1-link", NULL, "link.attribute@42"},
        {LINK "?89=x", "gs1-link", NULL, "gs1.unknown_ai@40"},
        {LINK "?12345=x", "gs1-link", NULL, "gs1.no_ai@37"},
        {"https://id.gs1.org/8004/9521X?01=9521141123454", "gs1-link", "(8004)9521X(01)" GTIN, ""},
        {"https://id.gs1.org/8004/9521X?01=96385074", "gs1-link", "(8004)9521X(01)00000096385074",
         ""},
        {LINK "?3922=1299", "gs1-link", "(01)" GTIN "(3922)1299", "gs1.requires@37"},
    };
    check_rows(rows, G_N_ELEMENTS(rows), false);
}

static void test_short_gtin(void)
{
    static const struct row rows[] = {
        {"https://id.gs1.org/01/9521141123454", "gs1-link", "(01)" GTIN, ""},
        {"https://id.gs1.org/01/036000291452/10/B", "gs1-link", "(01)00036000291452(10)B", ""},
        {"https://id.gs1.org/01/96385074", "gs1-link", "(01)00000096385074", ""},
        {"https://id.gs1.org/01/9638507", "gs1-link", NULL, "gs1.length@29"},
    };
    check_rows(rows, G_N_ELEMENTS(rows), true);
}

static void test_written(void)
{
    static const struct {
        const char *code, *link; // NULL = cannot be written as a link
    } rows[] = {
        {"(01)" GTIN, LINK},
        {"(21)S(10)B(22)1(01)" GTIN, LINK "/22/1/10/B/21/S"},
        {"(01)" GTIN "(10)B/1+ 2", NULL},
        {"(01)" GTIN "(10)B/1+2", LINK "/10/B%2F1%2B2"},
        {"(01)" GTIN "(99)a+b&c", LINK "?99=a%2Bb%26c"},
        {"(99)A(01)" GTIN "(3103)001250(98)B(17)260831", LINK "?3103=001250&17=260831&99=A&98=B"},
        {"(01)" GTIN "(10)B(10)B(99)A(99)A", LINK "/10/B?99=A"},
        {"(253)9521141123454X(01)" GTIN, "https://id.gs1.org/253/9521141123454X?01=" GTIN},
        {"(01)" GTIN "(253)9521141123454X", LINK "?253=9521141123454X"},
        {"(01)" GTIN "(235)T(10)B", NULL},
        {"(01)" GTIN "(8200)x", NULL},
        {"(10)B", NULL},
        {"(99)B", NULL},
        {"(03)" GTIN, NULL},
        {"(01)09521141123453", NULL},
        {"(414)9521141123454(254)X(7040)1ABC", NULL},
        {"(00)106141411234567897(403)R", "https://id.gs1.org/00/106141411234567897?403=R"},
    };
    g_autoptr(explanation_handle) explanation = explanation_new();
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        explain_code(explanation, rows[i].code, strlen(rows[i].code), YEAR, false);
        g_test_message("%s", rows[i].code);
        g_assert_cmpstr(explanation->link, ==, rows[i].link);
    }
}

// Any stem may stand before the key; a slash at its end is not doubled.
static void test_stems(void)
{
    static const char code[] = "(01)" GTIN "(10)B";
    static const char *const stems[] = {"https://shop.example/x", "https://shop.example/x/"};
    for (gsize i = 0; i < G_N_ELEMENTS(stems); i++) {
        g_auto(gs1_message_value) message;
        g_autoptr(GString) out = g_string_new("see ");
        gs1_message_init(&message, code, sizeof code - 1, YEAR);
        gs1_read_brackets(&message, 0, sizeof code - 1);
        g_assert_true(gs1_write_link(&message, stems[i], out));
        g_assert_cmpstr(out->str, ==, "see https://shop.example/x/01/" GTIN "/10/B");
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/gs1-link/addresses", test_addresses);
    g_test_add_func("/gs1-link/paths", test_paths);
    g_test_add_func("/gs1-link/queries", test_queries);
    g_test_add_func("/gs1-link/short-gtin", test_short_gtin);
    g_test_add_func("/gs1-link/written", test_written);
    g_test_add_func("/gs1-link/stems", test_stems);
    return g_test_run();
}
