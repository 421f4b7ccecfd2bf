// SPDX-License-Identifier: Apache-2.0
// What codes are: precedence of the shapes, GS1 element strings, and objections in words.
#include "classify.h"

#include <string.h>

enum { YEAR = 2026 };

#define GS "\x1d"

static const struct {
    const char *data, *aim;
    enum code_kind kind;
    const char *text; // NULL = as given
} shapes[] = {
    {"%UNDO", "", CODE_COMMAND, "UNDO"},
    {"%order_release2", "", CODE_COMMAND, "ORDER_RELEASE2"},
    {"%", "", CODE_TEXT, NULL},
    {"%no way", "", CODE_TEXT, NULL},
    {"4006381333931", "]E0", CODE_GTIN, NULL},
    {"96385074", "", CODE_GTIN, NULL},
    {"036000291452", "", CODE_GTIN, NULL},
    {"10614141000415", "]I1", CODE_GTIN, NULL},
    {"4006381333932", "", CODE_TEXT, NULL},
    {"400638133393101", "]E3", CODE_GTIN, NULL},
    {"400638133393112359", "]E3", CODE_GTIN, NULL}, // 18 digits, but an EAN and its add-on
    {"400638133393112359", "", CODE_SSCC, NULL},
    {"003400638133393100", "", CODE_TEXT, NULL},
    {"106141411234567897", "", CODE_SSCC, NULL},
    {"00106141411234567897", "", CODE_SSCC, NULL},
    {"00106141411234567897", "]C1", CODE_SSCC, NULL},
    {"106141411234567898", "", CODE_TEXT, NULL},
    {"O-123456", "", CODE_ORDER, NULL},
    {" o-123456\r", "", CODE_ORDER, "O-123456"},
    {"O-", "", CODE_TEXT, NULL},
    {"O-12A", "", CODE_TEXT, NULL},
    {"o-blue", "", CODE_TEXT, NULL},
    {"W-17-2", "", CODE_WORK, NULL},
    {"S-88", "", CODE_SHIPMENT, NULL},
    {"t-0042", "", CODE_TOTE, "T-0042"},
    {"T-SHIRT", "", CODE_TEXT, NULL},
    {"T-SHIRT 5", "", CODE_TEXT, NULL},
    {"TOTE:O/123", "", CODE_LINK, "O/123"},
    {"tote:w/5/7K3M9Q", "", CODE_LINK, "w/5/7K3M9Q"},
    {"TOTE:", "", CODE_TEXT, NULL},
    {"P:A-03-17-2", "", CODE_PLACE, "A-03-17-2"},
    {"p: A-1 ", "", CODE_PLACE, "A-1"},
    {"P:", "", CODE_TEXT, NULL},
    {"A-03-17-2", "", CODE_TEXT, NULL},
    {"back\\slash", "", CODE_TEXT, NULL},
    {"Größe L", "", CODE_TEXT, NULL},
    {"a\x07", "", CODE_TEXT, "a\\x07"},
    {"", "", CODE_TEXT, NULL},
    {"[)>\x1e"
     "06" GS "1P7\x1e\x04",
     "]d1", CODE_TEXT, "[)>\\x1e06\\x1d1P7\\x1e\\x04"},
};

static void check_shapes(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++) {
        g_auto(scan_code) code = {0};
        code_read(shapes[i].data, -1, shapes[i].aim, YEAR, &code);
        g_test_message("shape %u", (guint)i);
        g_assert_cmpstr(code_kind_text(code.kind), ==, code_kind_text(shapes[i].kind));
        g_assert_cmpstr(code.text, ==, shapes[i].text ? shapes[i].text : shapes[i].data);
        g_assert_cmpstr(code.symbology, ==, shapes[i].aim);
    }
}

static void check_numbers(void)
{
    static const struct {
        const char *data, *aim, *gtin, *sscc;
    } cases[] = {
        {"4006381333931", "]E0", "04006381333931", ""},
        {"96385074", "]E4", "00000096385074", ""},
        {"036000291452", "", "00036000291452", ""},
        {"10614141000415", "", "10614141000415", ""},
        {"400638133393101", "]E3", "04006381333931", ""},
        {"00106141411234567897", "", "", "106141411234567897"},
        {"106141411234567897", "", "", "106141411234567897"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(scan_code) code = {0};
        code_read(cases[i].data, -1, cases[i].aim, YEAR, &code);
        g_assert_cmpstr(code.gtin, ==, cases[i].gtin);
        g_assert_cmpstr(code.sscc, ==, cases[i].sscc);
        g_assert_null(code.problem);
    }
}

static void check_links(void)
{
    static const struct {
        const char *data;
        enum code_kind target;
        const char *number;
    } cases[] = {
        {"TOTE:O/123", CODE_ORDER, "O-123"}, {"tote:t/0042/7K3M9Q", CODE_TOTE, "T-0042"},
        {"TOTE:X/1", CODE_LINK, NULL},       {"TOTE:O/", CODE_LINK, NULL},
        {"TOTE:OO/1", CODE_LINK, NULL},      {"TOTE:O/\x1b[2J1", CODE_LINK, NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(scan_code) code = {0};
        code_read(cases[i].data, -1, NULL, YEAR, &code);
        g_assert_cmpint(code.kind, ==, CODE_LINK);
        g_assert_cmpint(code.target, ==, cases[i].target);
        g_assert_cmpstr(code.number, ==, cases[i].number);
    }
}

// A GS1 code as one line: only what it says.
static char *parts(const struct code *code)
{
    GString *out = g_string_new(NULL);
    const struct {
        const char *name, *value;
    } texts[] = {
        {"sscc", code->sscc},
        {"gtin", code->gtin},
        {"content", code->content_gtin},
        {"lot", code->lot},
        {"serial", code->serial},
        {"expiry", code->expiry},
        {"best", code->best_before},
        {"produced", code->produced},
        {"packed", code->packed},
        {"rest", code->rest ? code->rest : ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        if (*texts[i].value)
            g_string_append_printf(out, "%s=%s ", texts[i].name, texts[i].value);
    if (code->qty)
        g_string_append_printf(out, "qty=%" G_GINT64_FORMAT " ", code->qty);
    if (code->weight_mg >= 0)
        g_string_append_printf(out, "mg=%" G_GINT64_FORMAT " ", code->weight_mg);
    return g_strchomp(g_string_free(out, FALSE));
}

static const struct {
    const char *data, *aim, *parts, *problem;
} elements[] = {
    {"0104006381333931"
     "17260831"
     "10LOT7" GS "21S1",
     "]C1", "gtin=04006381333931 lot=LOT7 serial=S1 expiry=2026-08-31", NULL},
    {GS "0104006381333931" GS "10A" GS, "]d2", "gtin=04006381333931 lot=A", NULL},
    {"(01)04006381333931(17)260200(10)A(B)", "", "gtin=04006381333931 lot=A(B) expiry=2026-02-28",
     NULL},
    {"(01)04006381333931(10)7" GS "(21)9", "", "gtin=04006381333931 lot=7 serial=9", NULL},
    {"01040063813339311726083110LOT7", "", "gtin=04006381333931 lot=LOT7 expiry=2026-08-31", NULL},
    {"00106141411234567897"
     "0204006381333931"
     "3724",
     "]C1", "sscc=106141411234567897 content=04006381333931 qty=24", NULL},
    {"0104006381333931"
     "3103001250"
     "11250101"
     "13250102"
     "15250103"
     "3012",
     "]e0",
     "gtin=04006381333931 best=2025-01-03 produced=2025-01-01 packed=2025-01-02 qty=12 "
     "mg=1250000",
     NULL},
    {"0104006381333932", "]C1", "rest=(01)04006381333932",
     "(01) has a wrong check digit: \"04006381333932\""},
    {"010400638133393", "]C1", "rest=(01)0400638133393",
     "(01) needs 14 digits; the code says \"0400638133393\""},
    {"0104006381333931"
     "240XY" GS "10A",
     "]C1", "gtin=04006381333931 lot=A rest=(240)XY",
     "The code also says (240) \"XY\", which tote does not use"},
    {"0104006381333931"
     "4109521141123454"
     "10A",
     "]C1", "gtin=04006381333931 lot=A rest=(410)9521141123454",
     "The code also says (410) \"9521141123454\", which tote does not use"},
    {"0104006381333931"
     "4101234567890123"
     "10A",
     "]C1", "gtin=04006381333931 lot=A rest=(410)1234567890123",
     "(410) has a wrong check digit: \"1234567890123\""},
    {"https://example.com/01/04006381333931/10/A%2FB?17=260831", "]Q1",
     "gtin=04006381333931 lot=A/B expiry=2026-08-31", NULL},
    {"0104006381333931"
     "17261301",
     "]C1", "gtin=04006381333931 rest=(17)261301", "(17) is no date: \"261301\""},
    {"10ABCDEFGHIJKLMNOPQRSTUVW21S", "]C1", "rest=(10)ABCDEFGHIJKLMNOPQRSTUVW21S",
     "(10) runs on to \"ABCDEFGHIJKLMNOPQRSTUVW21S\": the scanner leaves out the separator; "
     "set it up"},
    {"10A" GS "10B", "]C1", "lot=A rest=(10)B", "The code says (10) twice and differently: \"B\""},
    {"10A" GS "10A", "]C1", "lot=A", NULL},
    {"(30)5(37)7", "", "rest=(37)7 qty=5", "The code says (37) twice and differently: \"7\""},
    {"(30)5(37)5", "", "qty=5", NULL},
    {"(3103)001000(3102)000200", "", "rest=(3102)000200 mg=1000000",
     "The code says (3102) twice and differently: \"000200\""},
    {"(3103)001000(3102)000100", "", "mg=1000000", NULL},
    {"(17)260831(17)260901", "", "expiry=2026-08-31 rest=(17)260901",
     "The code says (17) twice and differently: \"260901\""},
    {"0104006381333931"
     "3106001250",
     "]C1", "gtin=04006381333931 rest=(3106)001250", "(3106) does not exist; it says \"001250\""},
    {"(310)001250(01)04006381333931", "", "gtin=04006381333931 rest=(310)001250",
     "(310) does not exist; it says \"001250\""},
    {"HELLO", "]C1", "rest=HELLO", "\"HELLO\" does not start with a GS1 application identifier"},
    {"0104006381333931"
     "30",
     "]C1", "gtin=04006381333931 rest=(30)", "(30) needs 1 to 8 digits; the code says \"\""},
    {"", "]C1", "", NULL},
};

static void check_elements(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(elements); i++) {
        g_auto(scan_code) code = {0};
        code_read(elements[i].data, -1, elements[i].aim, YEAR, &code);
        g_autofree char *got = parts(&code);
        g_assert_cmpstr(got, ==, elements[i].parts);
        g_assert_cmpstr(code.problem, ==, elements[i].problem);
        bool sscc = g_str_has_prefix(got, "sscc");
        g_assert_cmpint(code.kind, ==, sscc ? CODE_SSCC : CODE_GS1);
    }
}

static void check_centuries(void)
{
    static const struct {
        int this_year;
        const char *date, *expiry;
    } cases[] = {
        {2026, "770101", "1977-01-01"}, {2026, "760101", "2076-01-01"},
        {2050, "000101", "2100-01-01"}, {2050, "010101", "2001-01-01"},
        {2024, "240229", "2024-02-29"}, {2023, "230229", ""},
        {2026, "260400", "2026-04-30"}, {-5, "260400", "1926-04-30"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *data = g_strconcat("17", cases[i].date, NULL);
        g_auto(scan_code) code = {0};
        code_read(data, -1, "]C1", cases[i].this_year, &code);
        g_assert_cmpstr(code.expiry, ==, cases[i].expiry);
    }
}

static void check_hints(void)
{
    g_auto(scan_code) code = {0};
    code_read("4006381333932", -1, NULL, YEAR, &code);
    g_assert_cmpint(code.kind, ==, CODE_TEXT);
    g_assert_cmpstr(code.problem, ==,
                    "\"4006381333932\" would be a GS1 number if its last digit were 1; scan or "
                    "type it again");
}

// Any bytes under any identifier: an answer, and its text can be shown.
static void check_random_bytes(void)
{
    static const char *const aims[] = {"", "]C1", "]d2", "]E3", "]C0"};
    static const char signs[] = "0123456789()%OTWS-P:/" GS "AB\\\xC3\xA4\x00\x1e ";
    for (int round = 0; round < 50000; round++) {
        char data[60];
        int len = g_test_rand_int_range(0, sizeof data);
        for (int i = 0; i < len; i++)
            data[i] = signs[g_test_rand_int_range(0, sizeof signs)];
        g_auto(scan_code) code = {0};
        code_read(data, len, aims[round % (int)G_N_ELEMENTS(aims)], YEAR, &code);
        g_assert_true(g_utf8_validate(code.text, -1, NULL));
        g_assert_true(!code.rest || g_utf8_validate(code.rest, -1, NULL));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/classify/shapes", check_shapes);
    g_test_add_func("/classify/numbers", check_numbers);
    g_test_add_func("/classify/links", check_links);
    g_test_add_func("/classify/elements", check_elements);
    g_test_add_func("/classify/centuries", check_centuries);
    g_test_add_func("/classify/hints", check_hints);
    g_test_add_func("/classify/random-bytes", check_random_bytes);
    return g_test_run();
}
