// SPDX-License-Identifier: Apache-2.0
// GS1 messages in all their forms: what is read, what the other forms of it are, and which rule
// objects at which byte.
#include "told.h"

#define GS "\x1d"
#define GTIN "09521141123454" // a GTIN of the demonstration prefix of GS1
#define SSCC "106141411234567897"
#define GLN "9521141123454"

enum { YEAR = 2026 };

// BRACKETED is what the message says, NULL if not all of it can be believed.
struct row {
    const char *code, *kind, *bracketed, *faults;
};

static void check_rows(const struct row *rows, gsize count)
{
    g_autoptr(explanation_handle) explanation = explanation_new();
    for (gsize i = 0; i < count; i++) {
        explain_code(explanation, rows[i].code, strlen(rows[i].code), YEAR, false);
        g_autofree char *faults = told_faults(explanation);
        g_test_message("%s", rows[i].code);
        g_assert_cmpstr(faults, ==, rows[i].faults);
        g_assert_cmpstr(explanation->kind, ==, rows[i].kind);
        g_assert_cmpstr(explanation->bracketed, ==, rows[i].bracketed);
    }
}

static void test_symbols(void)
{
    static const struct row rows[] = {
        {"]C101" GTIN "10AB" GS "17260831", "gs1", "(01)" GTIN "(10)AB(17)260831", ""},
        {"]d201" GTIN "10AB" GS "17260831" GS, "gs1", "(01)" GTIN "(10)AB(17)260831", ""},
        {"]Q3" GS "01" GTIN "10AB", "gs1", "(01)" GTIN "(10)AB", ""},
        {"]e001" GTIN GS "10AB", "gs1", "(01)" GTIN "(10)AB", ""},
        {"]J101" GTIN "21(x", "gs1", "(01)" GTIN "(21)\\(x", ""},
        {"]z101" GTIN, "gs1", "(01)" GTIN, ""},
        {"^01" GTIN "10AB^21C", "gs1", "(01)" GTIN "(10)AB(21)C", ""},
        {"01" GTIN "10AB" GS "21C", "gs1", "(01)" GTIN "(10)AB(21)C", ""},
        {"01" GTIN "10AB", "gs1", "(01)" GTIN "(10)AB", ""},
        {"]C100" SSCC, "sscc", "(00)" SSCC, ""},
        {"]C100" SSCC "02" GTIN "3724", "gs1", "(00)" SSCC "(02)" GTIN "(37)24", ""},
        {"]C1", "gs1", NULL, "gs1.empty@3"},
        {"]d2" GS, "gs1", NULL, "gs1.empty@3"},
        {"^", "gs1", NULL, "gs1.empty@0"},
        {"]C1HELLO", "gs1", NULL, "gs1.no_ai@3"},
        {"]C101" GTIN "5", "gs1", NULL, "gs1.no_ai@19"},
        {"]C10512345678901234", "gs1", NULL, "gs1.no_ai@3"},
        {"]C10412345678901234569512", "gs1", NULL, "gs1.unknown_ai@5"},
        {"]C13106001250", "gs1", NULL, "gs1.unknown_ai@7"},
        {"]C101" GTIN "10AB" GS GS "21C", "gs1", NULL, "gs1.separator@24"},
        {"]C10109521141123453", "gs1", NULL, "gs1.check_digit@18"},
        {"]C1010952114112345" GS "10A", "gs1", NULL, "gs1.length@18"},
        {"]C101" GTIN "10", "gs1", NULL, "gs1.length@21"},
        {"]C101" GTIN "10ABCDEFGHIJKLMNOPQRSTU", "gs1", NULL, "gs1.no_separator@41"},
        {"]C101" GTIN "10ABCDEFGHIJKLMNOPQRSTU" GS "21C", "gs1", NULL, "gs1.length@41"},
        {"]C101" GTIN "10A^B", "gs1", NULL, "gs1.character@22"},
        {"]C101" GTIN "17261331", "gs1", NULL, "gs1.month@23"},
        {"]C101" GTIN "423276250", "gs1", "(01)" GTIN "(423)276250", ""},
        {"]C101" GTIN "4232762", "gs1", NULL, "gs1.length@25"},
        {"]C101" GTIN "42327625", "gs1", NULL, "gs1.length@25"},
        {"]C101" GTIN "7007260801"
         "260831",
         "gs1", "(01)" GTIN "(7007)260801260831", ""},
        {"]C101" GTIN "70072608012608", "gs1", NULL, "gs1.length@29"},
        {"]C18003"
         "0" GLN "SN",
         "gs1", "(8003)0" GLN "SN", ""},
        {"]C18003"
         "0" GLN,
         "gs1", "(8003)0" GLN, ""},
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_brackets(void)
{
    static const struct row rows[] = {
        {"(01)" GTIN "(10)AB(21)C", "gs1", "(01)" GTIN "(10)AB(21)C", ""},
        {"(01)" GTIN "(10)A\\(1)", "gs1", "(01)" GTIN "(10)A\\(1)", ""},
        {"(01)" GTIN "(10)A\\(", "gs1", "(01)" GTIN "(10)A\\(", ""},
        {"(00)" SSCC, "sscc", "(00)" SSCC, ""},
        {"(01)" GTIN "(10)A\\B", "gs1", NULL, "gs1.character@23"},
        {"(01)" GTIN "(10)A\\(#", "gs1", NULL, "gs1.character@25"},
        {"(01)" GTIN "(10)", "gs1", NULL, "gs1.length@22"},
        {"(10)(01)" GTIN, "gs1", NULL, "gs1.length@4"},
        {"(01)" GTIN "5(10)A", "gs1", NULL, "gs1.length@18"},
        {"(01)" GTIN "(10)A^", "gs1", NULL, "gs1.caret@23"},
        {"(01)" GTIN "(1A)A", "gs1", NULL, "gs1.bracket@18"},
        {"(01)" GTIN "(10)A(B)", "gs1", NULL, "gs1.bracket@23"},
        {"(01)" GTIN "(89)A", "gs1", NULL, "gs1.unknown_ai@22"},
        {"(310)001250(01)" GTIN, "gs1", NULL, "gs1.unknown_ai@5"},
        {"(12345)1", "gs1", NULL, "gs1.bracket@0"},
        {"(15", "gs1", NULL, "gs1.bracket@0"},
        {"(1)5", "gs1", NULL, "gs1.bracket@0"},
        {"()5", "unknown", NULL, "code.unknown@0"},
        {"(", "unknown", NULL, "code.unknown@0"},
        {"(99)A", "gs1", "(99)A", ""},
        {"(99)A ", "gs1", NULL, "gs1.character@5"},
        {"(4300)A%20B", "gs1", "(4300)A%20B", "gs1.requires@0"},
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_rules(void)
{
    static const struct row rows[] = {
        {"(10)AB", "gs1", "(10)AB", "gs1.requires@0"},
        {"(01)" GTIN "(10)AB(10)AB", "gs1", "(01)" GTIN "(10)AB(10)AB", ""},
        {"(01)" GTIN "(10)AB(10)ABC", "gs1", NULL, "gs1.repeat@24"},
        {"(01)" GTIN "(10)AB(99)X(10)AC", "gs1", NULL, "gs1.repeat@29"},
        {"(01)" GTIN "(02)" GTIN, "gs1", "(01)" GTIN "(02)" GTIN,
         "gs1.requires@18 gs1.excludes@18"},
        {"(01)" GTIN "(37)5", "gs1", "(01)" GTIN "(37)5", "gs1.excludes@0 gs1.requires@18"},
        {"(00)" SSCC "(02)" GTIN "(37)5", "gs1", "(00)" SSCC "(02)" GTIN "(37)5", ""},
        {"(02)" GTIN "(37)5", "gs1", "(02)" GTIN "(37)5", "gs1.requires@18"},
        {"(01)" GTIN "(21)A(235)B", "gs1", "(01)" GTIN "(21)A(235)B", "gs1.excludes@18"},
        {"(01)" GTIN "(3102)001250(3103)012500", "gs1", "(01)" GTIN "(3102)001250(3103)012500",
         "gs1.excludes@18 gs1.excludes@30"},
        {"(01)" GTIN "(3102)001250(3102)001250", "gs1", "(01)" GTIN "(3102)001250(3102)001250", ""},
        {"(01)" GTIN "(250)X", "gs1", "(01)" GTIN "(250)X", "gs1.requires@18"},
        {"(01)" GTIN "(250)X(21)Y", "gs1", "(01)" GTIN "(250)X(21)Y", ""},
        {"(01)" GTIN "(8041)123456789012345(21)X", "gs1", "(01)" GTIN "(8041)123456789012345(21)X",
         "gs1.requires@18"},
        {"(01)" GTIN "(8041)123456789012345(8040)123456789012345(21)X", "gs1",
         "(01)" GTIN "(8041)123456789012345(8040)123456789012345(21)X", ""},
        {"(01)" GTIN "(3922)1299", "gs1", "(01)" GTIN "(3922)1299", "gs1.requires@18"},
        {"(01)" GTIN "(3922)1299(3202)000500", "gs1", "(01)" GTIN "(3922)1299(3202)000500", ""},
        {"(3940)1234(3941)1234(255)" GLN, "gs1", "(3940)1234(3941)1234(255)" GLN,
         "gs1.excludes@0 gs1.excludes@10"},
        {"(253)" GLN "(8030)sig", "gs1", "(253)" GLN "(8030)sig", "gs1.no_serial@0"},
        {"(253)" GLN "A(8030)sig", "gs1", "(253)" GLN "A(8030)sig", ""},
        {"(255)" GLN "(8030)sig", "gs1", "(255)" GLN "(8030)sig", "gs1.no_serial@0"},
        {"(8003)0" GLN "(8030)sig", "gs1", "(8003)0" GLN "(8030)sig", "gs1.no_serial@0"},
        {"(01)" GTIN "(8030)sig", "gs1", "(01)" GTIN "(8030)sig", "gs1.requires@18"},
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

// The parts of a composite count as one message; the number of a retail symbol is its (01).
static void test_composites(void)
{
    static const struct row rows[] = {
        {"^01" GTIN "|^10AB^21C", "gs1", "(01)" GTIN "(10)AB(21)C", ""},
        {"(01)" GTIN "|(10)AB(21)C", "gs1", "(01)" GTIN "(10)AB(21)C", ""},
        {"]e001" GTIN "|]e110AB" GS "21C", "gs1", "(01)" GTIN "(10)AB(21)C", ""},
        {"]E09521141123454|]e010AB", "gs1", "(01)" GTIN "(10)AB", ""},
        {"]E496385074|]e010AB", "gs1", "(01)00000096385074(10)AB", ""},
        {"9521141123454|^10AB", "gs1", "(01)" GTIN "(10)AB", ""},
        {"]E09521141123453|]e010AB", "gs1", NULL, "gtin.check_digit@15"},
        {"]E09521141123454|]e0", "gs1", NULL, "gs1.empty@20"},
        {"]E09521141123454|", "gtin", NULL, "gtin.digit@3"},
        {"^01" GTIN "|", "gs1", NULL, "gs1.empty@18"},
        {"PLAIN|^01" GTIN, "gs1", "(01)" GTIN, ""},
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_too_many(void)
{
    g_autoptr(GString) code = g_string_new("^01" GTIN);
    for (int i = 0; i < GS1_ELEMENTS_MAX; i++)
        g_string_append(code, i ? "^99A" : "99A");
    g_autoptr(explanation_handle) explanation = explanation_new();
    explain_code(explanation, code->str, code->len, YEAR, false);
    g_autofree char *faults = told_faults(explanation);
    g_assert_cmpstr(faults, ==, "gs1.too_many@269");
    g_assert_cmpuint(explanation->count, ==, GS1_ELEMENTS_MAX);
}

// Separators stand only where a reader needs them.
static void test_separators(void)
{
    static const char code[] = "(01)" GTIN "(17)260831(10)A(21)B(3103)001250(99)C";
    g_autoptr(explanation_handle) explanation = explanation_new();
    explain_code(explanation, code, sizeof code - 1, YEAR, false);
    g_assert_cmpstr(explanation->element_string, ==,
                    "01" GTIN "17260831"
                    "10A" GS "21B" GS "3103001250"
                    "99C");
}

// A part begins and ends where it stands in the code, whatever its form.
static void test_places(void)
{
    static const struct {
        const char *code;
        gsize position, length; // of the last part
    } rows[] = {
        {"]C101" GTIN "10AB" GS "21C", 24, 3},
        {"(01)" GTIN "(10)A\\(1)", 18, 9},
        {"https://a.b/x/01/" GTIN "/10/A%2FB?17=260831", 41, 9},
        {"https://a.b/x/01/" GTIN "/10/A%2FB", 32, 8},
    };
    g_autoptr(explanation_handle) explanation = explanation_new();
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        explain_code(explanation, rows[i].code, strlen(rows[i].code), YEAR, false);
        const struct explain_part *last = &explanation->parts[explanation->count - 1];
        g_test_message("%s", rows[i].code);
        g_assert_cmpuint(last->position, ==, rows[i].position);
        g_assert_cmpuint(last->length, ==, rows[i].length);
    }
}

static void test_sentences(void)
{
    static const struct {
        const char *code, *sentence;
    } rows[] = {
        {"(01)09521141123453", "(01) has a wrong check digit: \"09521141123453\""},
        {"(10)AB", "(10) stands only with (01), (02), (03), (8006), (8026)"},
        {"(250)X", "(250) stands only with (01)+(21), (03)+(21), (8006)+(21)"},
        {"(99)A|(21)B(235)C", "(21) stands only with (01), (03), (8006)"},
        {"(8110)0614141123456210150010"
         "5",
         "(8110) ends before the serial number"},
        {"(01)" GTIN "(11)2601", "(11) needs 6 digits; the code says \"2601\""},
        {"(01)" GTIN "(10)", "(10) needs 1 to 20 characters; the code says \"\""},
    };
    g_autoptr(explanation_handle) explanation = explanation_new();
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        explain_code(explanation, rows[i].code, strlen(rows[i].code), YEAR, false);
        g_assert_cmpuint(explanation->message.faults.count, >, 0);
        g_autofree char *sentence = fault_sentence(&explanation->message.faults.list[0]);
        g_assert_cmpstr(sentence, ==, rows[i].sentence);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/gs1-message/symbols", test_symbols);
    g_test_add_func("/gs1-message/brackets", test_brackets);
    g_test_add_func("/gs1-message/rules", test_rules);
    g_test_add_func("/gs1-message/composites", test_composites);
    g_test_add_func("/gs1-message/too-many", test_too_many);
    g_test_add_func("/gs1-message/separators", test_separators);
    g_test_add_func("/gs1-message/places", test_places);
    g_test_add_func("/gs1-message/sentences", test_sentences);
    return g_test_run();
}
