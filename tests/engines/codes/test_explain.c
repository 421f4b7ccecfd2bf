// SPDX-License-Identifier: Apache-2.0
// What codes are, family by family: kind, parts with their meaning, and faults at their bytes.
#include "gtin.h"
#include "told.h"

#define GS "\x1d"
#define RS "\x1e"
#define EOT "\x04"

enum { YEAR = 2026 };

static const struct row {
    const char *code, *kind, *parts, *faults;
} retail[] = {
    {"4006381333931", "gtin", "01=04006381333931", ""},
    {"]E04006381333931", "gtin", "01=04006381333931", ""},
    {"]E0036000291452", "gtin", "", "gtin.length@3"},
    {"]E00036000291452", "gtin", "01=00036000291452", ""},
    {"036000291452", "gtin", "01=00036000291452", ""},
    {"96385074", "gtin", "01=00000096385074", ""},
    {"]E496385074", "gtin", "01=00000096385074", ""},
    {"]E496385075", "gtin", "01=96385075", "gtin.check_digit@10"},
    {"96385075", "unknown", "01=96385075", "gtin.check_digit@7"},
    {"4006381333932", "gtin", "01=4006381333932", "gtin.check_digit@12"},
    {"10614141000415", "gtin", "01=10614141000415{a package of several pieces}", ""},
    {"]I110614141000415", "gtin", "01=10614141000415{a package of several pieces}", ""},
    {"9780306406157", "gtin", "01=09780306406157{a book or sheet music (ISBN, ISMN)}", ""},
    {"90614141000039", "gtin",
     "01=90614141000039{of variable measure: weight, length or count stand beside it}", ""},
    {"]E3400638133393112", "gtin", "01=04006381333931 add-on=12", ""},
    {"]E3400638133393112345", "gtin", "01=04006381333931 add-on=12345", ""},
    {"]E34006381333931123", "gtin", "", "gtin.length@3"},
    {"]E34006381333931", "gtin", "", "gtin.length@3"},
    {"]E112", "gtin", "add-on=12", ""},
    {"]E112345", "gtin", "", "gtin.length@3"},
    {"]E212345", "gtin", "add-on=12345", ""},
    {"]E212", "gtin", "", "gtin.length@3"},
    {"]E04006381X33931", "gtin", "", "gtin.digit@3"},
    {"]E0", "gtin", "", "gtin.length@3"},
    {"04252614", "gtin", "01=00042100005264{UPC-E, written out 042100005264}", ""},
    {"106141411234567897", "sscc", "00=106141411234567897", ""},
    {"00106141411234567897", "sscc", "00=106141411234567897", ""},
    {"106141411234567898", "sscc", "00=106141411234567898", "gtin.check_digit@17"},
    {"0212345928752", "gtin",
     "01=00212345928752{made by the shop itself, often with price or weight} measure=2875{item "
     "12345: price or weight of 4 digits, its check digit is right} measure=92875{item 12345: "
     "price or weight of 5 digits without a check digit}",
     ""},
    {"123456789", "unknown", "", "code.unknown@0"},
};

static const struct row hibc[] = {
    {"+A123BJC5D6E71G", "hibc", "LIC=A123 PCN=BJC5D6E7 U/M=1 CHECK=G", ""}, // ANSI/HIBC 2.6
    {"+A123BJC5D6E71H", "hibc", "LIC=A123 PCN=BJC5D6E7 U/M=1 CHECK=H", "hibc.check@14"},
    {"]C0+A123BJC5D6E71G", "hibc", "LIC=A123 PCN=BJC5D6E7 U/M=1 CHECK=G", ""},
    {"+A99912345/$$52001510X0", "hibc",
     "LIC=A999 PCN=1234 U/M=5 EXP=20015{2020-01-15} LOT=10X CHECK=0", ""},
    {"+$$3260831LOT7GO", "hibc",
     "EXP=260831{2026-08-31} LOT=LOT7 LINK=G{check character of the "
     "primary data} CHECK=O",
     ""},
    {"+$$+70SN1GK", "hibc", "SER=0SN1 LINK=G{check character of the primary data} CHECK=K", ""},
    {"+$$2083126LOT7GN", "hibc",
     "EXP=083126{2026-08-31} LOT=LOT7 LINK=G{check character of the primary data} CHECK=N", ""},
    {"+$$824083126G/", "hibc",
     "QTY=24 EXP=0831{2031-08} LOT=26 LINK=G{check character of the primary data} CHECK=/", ""},
    {"+$$824GK", "hibc", "QTY=24 LINK=G{check character of the primary data} CHECK=K", ""},
    {"+$$9001207L7GA", "hibc",
     "QTY=00120 LOT=L7 LINK=G{check character of the primary data} CHECK=A", ""},
    {"+$$42608311414L7GP", "hibc",
     "EXP=26083114{2026-08-31 14:00} LOT=14L7 LINK=G{check character of the primary data} CHECK=P",
     ""},
    {"+$$42608312314L7GP", "hibc",
     "EXP=26083123{2026-08-31 23:00} LOT=14L7 LINK=G{check character of the primary data} CHECK=P",
     ""},
    {"+$$42608312414L7GQ", "hibc",
     "EXP=26083124 LOT=14L7 LINK=G{check character of the primary data} CHECK=Q", "hibc.date@4"},
    {"+$$526243L7GD", "hibc",
     "EXP=26243{2026-08-31} LOT=L7 LINK=G{check character of the primary data} CHECK=D", ""},
    {"+$$526366L7GJ", "hibc",
     "EXP=26366 LOT=L7 LINK=G{check character of the primary data} CHECK=J", "hibc.date@4"},
    {"+$$62624314L7GJ", "hibc",
     "EXP=2624314{2026-08-31 14:00} LOT=L7 LINK=G{check character of the primary data} CHECK=J",
     ""},
    {"+26243L7GG", "hibc",
     "EXP=26243{2026-08-31} LOT=L7 LINK=G{check character of the primary data} CHECK=G", ""},
    {"+$LOT7G5", "hibc", "LOT=LOT7 LINK=G{check character of the primary data} CHECK=5", ""},
    {"+$+SN1GH", "hibc", "SER=SN1 LINK=G{check character of the primary data} CHECK=H", ""},
    {"+$$+0826SN1GT", "hibc",
     "EXP=0826{2026-08} SER=SN1 LINK=G{check character of the primary data} CHECK=T", ""},
    {"+$$2133126LOT7GJ", "hibc",
     "EXP=133126 LOT=LOT7 LINK=G{check character of the primary data} CHECK=J", "hibc.date@4"},
    {"+$$1326GI", "hibc", "EXP=1326 LINK=G{check character of the primary data} CHECK=I",
     "hibc.date@3"},
    {"+$1234567890123456789GE", "hibc",
     "LOT=1234567890123456789 LINK=G{check character of the primary data} CHECK=E",
     "hibc.length@2"},
    {"+A9991234512345678901231G", "hibc", "LIC=A999 PCN=123451234567890123 U/M=1 CHECK=G", ""},
    {"+A999123451234567890123412M", "hibc", "CHECK=M", "hibc.length@1"},
    {"+A99912345/$$2083126L7/S77/16D20260101/14D20270131/Q5001", "hibc",
     "LIC=A999 PCN=1234 U/M=5 EXP=083126{2026-08-31} LOT=L7 SER=77 MFD=20260101{2026-01-01} "
     "EXP=20270131{2027-01-31} QTY=500 CHECK=1",
     ""},
    {"+A99912345/14D20271331+", "hibc", "LIC=A999 PCN=1234 U/M=5 EXP=20271331 CHECK=+",
     "hibc.date@14"},
    {"+A99912345/X.", "hibc", "LIC=A999 PCN=1234 U/M=5 CHECK=.", "hibc.part@11"},
    {"+A999123402", "hibc", "LIC=A999 PCN=1234 U/M=0{a single piece} CHECK=2", ""},
    {"+/EO5232013", "hibc", "PAS=EO523201 CHECK=3", ""},
    {"+A123", "hibc", "CHECK=3", "hibc.length@1 hibc.check@4"},
    {"+A123bJC", "hibc", "", "hibc.character@5"},
    {"+4912345678", "unknown", "", "code.unknown@0"},
    {"+", "unknown", "", "code.unknown@0"},
};

static const struct row others[] = {
    {"[)>" RS "06" GS "1PABC" GS "Q5" GS "1TLOT7" RS EOT, "iso15434", "1P=ABC Q=5 1T=LOT7", ""},
    {"]d1[)>" RS "06" GS "12D20260831" RS EOT, "iso15434", "12D=20260831{2026-08-31}", ""},
    {"[)>" RS "06" GS "D260831" RS EOT, "iso15434", "D=260831{2026-08-31}", ""},
    {"[)>" RS "06" GS "14D20260831" RS EOT, "iso15434", "14D=20260831{2026-08-31}", ""},
    {"[)>" RS "06" GS "16D20260831" RS EOT, "iso15434", "16D=20260831{2026-08-31}", ""},
    {"[)>" RS "06" GS "14D20261331" RS EOT, "iso15434", "14D=20261331", "gs1.day@7"},
    {"[)>" RS "06" GS "123ZX" RS EOT, "iso15434", "123Z=X", ""},
    {"[)>" RS "06" GS "777" RS EOT, "iso15434", "=777", "iso15434.identifier@7"},
    {"[)>" RS "06" GS "S" RS EOT, "iso15434", "S=", "iso15434.empty@7"},
    {"[)>" RS "06" GS "SX", "iso15434", "S=X", "iso15434.end@9"},
    {"[)>06" GS "SX" RS EOT, "iso15434", "S=X", "iso15434.header@3"},
    {"[)>" RS "77" GS "SX" RS EOT, "iso15434", "", "iso15434.format@4"},
    {"[)>" RS RS EOT, "iso15434", "", "iso15434.format@4"},
    {"[)>", "iso15434", "", "iso15434.end@3 iso15434.header@3 iso15434.format@3"},
    {"[)>" RS "05" GS "0109521141123454" GS "10AB" RS EOT, "iso15434", "01=09521141123454 10=AB",
     ""},
    {"[)>" RS "05" GS "10AB" RS "06" GS "SX" RS EOT, "iso15434", "S=X 10=AB", "gs1.requires@7"},
    {"[)>" RS "12" GS "MFR U1234" GS "SER 77" RS EOT, "iso15434", "MFR=U1234 SER=77", ""},
    {"[)>" RS "12" GS "MFR U1234" GS "SERIAL" RS EOT, "iso15434", "MFR=U1234 =SERIAL",
     "iso15434.identifier@17"},
    {"[)>" RS "01" GS "961Z001" GS "840" RS EOT, "iso15434", "=961Z001 =840", ""},
    {"[)>" RS "07free" RS EOT, "iso15434", "=free", ""},
    {"RR473124829GB", "s10", "service=RR{registered letter} serial=47312482 check=9 country=GB",
     ""}, // UPU S10
    {"CP100000140DE", "s10", "service=CP{parcel} serial=10000014 check=0 country=DE", ""},
    {"CP100000025DE", "s10", "service=CP{parcel} serial=10000002 check=5 country=DE", ""},
    {"RR473124828GB", "s10", "service=RR{registered letter} serial=47312482 check=8 country=GB",
     "s10.check_digit@10"},
    {"RR473124829XQ", "s10", "service=RR{registered letter} serial=47312482 check=9 country=XQ",
     "s10.country@11"},
    {"WR473124829GB", "s10", "service=WR serial=47312482 check=9 country=GB", "s10.service@0"},
    {"RR47312482GB", "unknown", "", "code.unknown@0"},
    {"=W12342612345600", "isbt128", "==W12342612345600", "isbt128.refused@0"},
    {"=SUM(A1)", "unknown", "", "code.unknown@0"},
    {"&>0260831", "isbt128", "=&>0260831", "isbt128.refused@0"},
    {"%UNDO", "command", "command=UNDO", ""},
    {"P:A-01-2", "place", "place=A-01-2", ""},
    {"O-123456", "order", "order=O-123456", ""},
    {"T-0042", "tote", "tote=T-0042", ""},
    {"W-17-2", "work", "work=W-17-2", ""},
    {"S-88", "shipment", "shipment=S-88", ""},
    {"TOTE:T/0042/KEY", "tote", "tote=T-0042", ""},
    {"TOTE:X/1", "link", "link=X/1", ""},
    {"]C0O-123456", "order", "order=O-123456", ""},
    {"HELLO", "unknown", "", "code.unknown@0"},
    {"]C0HELLO", "unknown", "=HELLO", ""},
    {"]Q1^HELLO", "unknown", "=^HELLO", ""},
    {"]Q1HELLO|^99A", "unknown", "=HELLO|^99A", ""},
    {"]Q1", "unknown", "=", ""},
    {"]y1HELLO", "unknown", "", "aim.unknown@0"},
    {"]CzHELLO", "unknown", "", "aim.unknown@0"},
    {"]", "unknown", "", "aim.unknown@0"},
    {"", "unknown", "", "code.empty@0"},
};

// What values mean.
static const struct row meanings[] = {
    {"(11)260200", "gs1", "11=260200{2026-02-28}", "gs1.requires@0"},
    {"(17)240200", "gs1", "17=240200{2024-02-29}", "gs1.requires@0"},
    {"(17)770101", "gs1", "17=770101{1977-01-01}", "gs1.requires@0"},
    {"(7003)2608311430", "gs1", "7003=2608311430{2026-08-31 14:30}", "gs1.requires@0"},
    {"(8008)26083114", "gs1", "8008=26083114{2026-08-31 14}", "gs1.requires@0"},
    {"(8008)260831143015", "gs1", "8008=260831143015{2026-08-31 14:30:15}", "gs1.requires@0"},
    {"(7007)260801260831", "gs1", "7007=260801260831{2026-08-01 – 2026-08-31}", "gs1.requires@0"},
    {"(3103)001250", "gs1", "3103=001250{1.250 kg}", "gs1.requires@0"},
    {"(3100)000000", "gs1", "3100=000000{0 kg}", "gs1.requires@0"},
    {"(3105)001250", "gs1", "3105=001250{0.01250 kg}", "gs1.requires@0"},
    {"(3163)000250", "gs1", "3163=000250{0.250 m³}", "gs1.requires@0"},
    {"(3371)000125", "gs1", "3371=000125{12.5 kg/m²}", "gs1.requires@0"},
    {"(3632)001250", "gs1", "3632=001250{12.50 gal (US)}", "gs1.requires@0"},
    {"(3902)1299", "gs1", "3902=1299{12.99}", "gs1.requires@0"},
    {"(3905)1", "gs1", "3905=1{0.00001}", "gs1.requires@0"},
    {"(3912)9781299", "gs1", "3912=9781299{12.99 EUR}", "gs1.requires@0"},
    {"(3941)0125", "gs1", "3941=0125{12.5 %}", "gs1.requires@0"},
    {"(421)27612345", "gs1", "421=27612345{DE 12345}", ""},
    {"(423)276250", "gs1", "423=276250{DE, FR}", "gs1.requires@0"},
    {"(7030)276X1", "gs1", "7030=276X1{DE X1}", "gs1.requires@0"},
    {"(7030)999X1", "gs1", "7030=999X1{ X1}", "gs1.requires@0"},
    {"(4300)Ann%27s+caf%C3%A9", "gs1", "4300=Ann%27s+caf%C3%A9{Ann's café}", "gs1.requires@0"},
    {"(4309)02790858483015297971", "gs1", // the example of the General Specifications
     "4309=02790858483015297971{-62.0914152, -58.4702029}", "gs1.requires@0"},
    {"(4309)09000000002000000000", "gs1", "4309=09000000002000000000{0.0000000, -160.0000000}",
     "gs1.requires@0"},
    {"(4321)1", "gs1", "4321=1{yes}", "gs1.requires@0"},
    {"(4331)001850", "gs1", "4331=001850{18.50 °C}", "gs1.requires@0"},
    {"(4330)000400-", "gs1", "4330=000400-{-4.00 °F}", "gs1.requires@0"},
    {"(7252)2", "gs1", "7252=2{female}", "gs1.requires@0"},
    {"(7250)19791231", "gs1", "7250=19791231{1979-12-31}", "gs1.requires@0"},
    {"(7258)1/3", "gs1", "7258=1/3{1 of 3}", "gs1.requires@0"},
    {"(8006)095211411234540102", "gs1", "8006=095211411234540102{piece 01 of 02}", ""},
};

static void check_rows(const struct row *rows, gsize count)
{
    g_autoptr(explanation_handle) explanation = explanation_new();
    for (gsize i = 0; i < count; i++) {
        explain_code(explanation, rows[i].code, strlen(rows[i].code), YEAR, false);
        g_autofree char *parts = told_parts(explanation);
        g_autofree char *faults = told_faults(explanation);
        g_test_message("%s", rows[i].code);
        g_assert_cmpstr(faults, ==, rows[i].faults);
        g_assert_cmpstr(explanation->kind, ==, rows[i].kind);
        g_assert_cmpstr(parts, ==, rows[i].parts);
    }
}

static void test_retail(void)
{
    check_rows(retail, G_N_ELEMENTS(retail));
}

static void test_hibc(void)
{
    check_rows(hibc, G_N_ELEMENTS(hibc));
}

static void test_others(void)
{
    check_rows(others, G_N_ELEMENTS(others));
}

static void test_meanings(void)
{
    check_rows(meanings, G_N_ELEMENTS(meanings));
}

static void test_forms_of_a_number(void)
{
    g_autoptr(explanation_handle) explanation = explanation_new();
    explain_code(explanation, "4006381333931", 13, YEAR, false);
    g_assert_cmpstr(explanation->gtin, ==, "04006381333931");
    g_assert_cmpstr(explanation->element_string, ==, "0104006381333931");
    g_assert_cmpstr(explanation->bracketed, ==, "(01)04006381333931");
    g_assert_cmpstr(explanation->link, ==, "https://id.gs1.org/01/04006381333931");
    explain_code(explanation, "4006381333930", 13, YEAR, false);
    g_assert_cmpstr(explanation->gtin, ==, "");
    g_assert_null(explanation->link);
}

// What contradicts itself has no address.
static void test_no_link(void)
{
    static const struct {
        const char *code;
        bool link;
    } rows[] = {{"]C1010952114112345410AB", true},
                {"]C1010952114112345410AB" GS "10AB", true},
                {"]C1010952114112345410AB" GS "10CD", false}};
    g_autoptr(explanation_handle) explanation = explanation_new();
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        explain_code(explanation, rows[i].code, strlen(rows[i].code), YEAR, false);
        g_test_message("%s", rows[i].code);
        g_assert_true((explanation->link != NULL) == rows[i].link);
    }
}

// What the first digits say that are no company's: each range from its first to its last.
static void test_prefixes(void)
{
    static const char shop[] = "made by the shop itself, often with price or weight";
    static const struct {
        const char *prefix, *note;
    } rows[] = {
        {"019", NULL},
        {"020", shop},
        {"029", shop},
        {"030", NULL},
        {"039", NULL},
        {"040", "made by the company for itself"},
        {"049", "made by the company for itself"},
        {"050", "a coupon"},
        {"059", "a coupon"},
        {"060", NULL},
        {"199", NULL},
        {"200", shop},
        {"299", shop},
        {"300", NULL},
        {"976", NULL},
        {"977", "a newspaper or magazine (ISSN)"},
        {"978", "a book or sheet music (ISBN, ISMN)"},
        {"979", "a book or sheet music (ISBN, ISMN)"},
        {"980", "a receipt for a refund"},
        {"981", "a coupon in a common currency"},
        {"984", "a coupon in a common currency"},
        {"985", NULL},
        {"989", NULL},
        {"990", "a coupon"},
        {"999", "a coupon"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *gtin = g_strdup_printf("0%s0000000000", rows[i].prefix);
        g_test_message("%s", gtin);
        g_assert_cmpstr(gtin_note(gtin), ==, rows[i].note);
    }
}

// The worked examples of the General Specifications, and every single slip of them.
static void test_prices(void)
{
    g_assert_cmpint(measure_check_digit("2875", 4), ==, '9');
    g_assert_cmpint(measure_check_digit("14685", 5), ==, '6');
    g_assert_cmpint(measure_check_digit("123", 3), ==, 0);
    g_assert_cmpint(measure_check_digit("12a4", 4), ==, 0);
    char price[] = "2875", other[] = "14685";
    for (gsize at = 0; at < 4; at++)
        for (char right = price[at], c = '0'; c <= '9'; c++) {
            price[at] = c;
            g_assert_true((measure_check_digit(price, 4) == '9') == (c == right));
            price[at] = right;
        }
    for (gsize at = 0; at < 5; at++)
        for (char right = other[at], c = '0'; c <= '9'; c++) {
            other[at] = c;
            g_assert_true((measure_check_digit(other, 5) == '6') == (c == right));
            other[at] = right;
        }
    g_assert_cmpint(measure_check_digit("00000", 5), ==, '0');
    for (int i = 0; i < 100000; i++) { // there is one for each, also where the sum ends in 0
        char text[] = "00000";
        g_snprintf(text, sizeof text, "%05d", i);
        g_assert_true(g_ascii_isdigit(measure_check_digit(text, 5)));
    }
    struct measure measures[MEASURES_MAX];
    g_assert_cmpuint(gtin_measures("0212345928752", measures), ==, 2);
    g_assert_cmpuint(measures[0].value, ==, 8);
    g_assert_cmpuint(gtin_measures("4006381333931", measures), ==, 0);
}

// Every UPC-E has an UPC-A of twelve digits whose check digit it shares.
static void test_upc_e(void)
{
    static const struct {
        const char *short_form, *upc_a;
    } rows[] = {{"04252614", "042100005264"},
                {"01234531", "012300000451"},
                {"01234543", "012340000053"},
                {"01234558", "012345000058"}};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        char upc_a[13] = "";
        bool good = gtin_of_upc_e(rows[i].short_form, upc_a);
        g_test_message("%s %s", rows[i].short_form, upc_a);
        g_assert_true(good);
        g_assert_cmpstr(upc_a, ==, rows[i].upc_a);
    }
    char upc_a[13];
    g_assert_false(gtin_of_upc_e("24252614", upc_a));
    g_assert_false(gtin_of_upc_e("04252615", upc_a));
    g_assert_false(gtin_of_upc_e("0425261x", upc_a));
}

// One explanation for many codes says the same as a new one for each.
static void test_used_again(void)
{
    g_autoptr(explanation_handle) used = explanation_new();
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        for (gsize k = 0; k < G_N_ELEMENTS(retail); k++) {
            g_autoptr(explanation_handle) fresh = explanation_new();
            explain_code(used, retail[k].code, strlen(retail[k].code), YEAR, false);
            explain_code(used, others[i].code, strlen(others[i].code), YEAR, false);
            explain_code(fresh, others[i].code, strlen(others[i].code), YEAR, false);
            g_autofree char *a = told_parts(used), *b = told_parts(fresh);
            g_autofree char *c = told_faults(used), *d = told_faults(fresh);
            g_assert_cmpstr(a, ==, b);
            g_assert_cmpstr(c, ==, d);
            g_assert_cmpstr(used->aim, ==, fresh->aim);
            g_assert_cmpstr(used->kind, ==, fresh->kind);
        }
}

// Faults beyond the list are dropped, not written behind it.
static void test_many_faults(void)
{
    g_autoptr(GString) code = g_string_new("]C1");
    for (int i = 0; i < 40; i++)
        g_string_append(code, "01" GS);
    g_autoptr(explanation_handle) explanation = explanation_new();
    explain_code(explanation, code->str, code->len, YEAR, false);
    g_assert_cmpuint(explanation->message.faults.count, ==, FAULTS_MAX);
    g_assert_cmpuint(explanation->count, ==, 40);
}

static void test_long(void)
{
    g_autofree char *code = g_strnfill(EXPLAIN_BYTES_MAX + 1, 'A');
    g_autoptr(explanation_handle) explanation = explanation_new();
    explain_code(explanation, code, EXPLAIN_BYTES_MAX + 1, YEAR, false);
    const struct faults *faults = &explanation->message.faults;
    g_assert_cmpint(faults->list[faults->count - 1].code, ==, FAULT_CODE_LIMIT);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/explain/retail", test_retail);
    g_test_add_func("/explain/hibc", test_hibc);
    g_test_add_func("/explain/others", test_others);
    g_test_add_func("/explain/meanings", test_meanings);
    g_test_add_func("/explain/forms", test_forms_of_a_number);
    g_test_add_func("/explain/no-link", test_no_link);
    g_test_add_func("/explain/prefixes", test_prefixes);
    g_test_add_func("/explain/prices", test_prices);
    g_test_add_func("/explain/upc-e", test_upc_e);
    g_test_add_func("/explain/used-again", test_used_again);
    g_test_add_func("/explain/many-faults", test_many_faults);
    g_test_add_func("/explain/long", test_long);
    return g_test_run();
}
