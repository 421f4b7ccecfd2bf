// SPDX-License-Identifier: Apache-2.0
// Every check of a value: what it lets through, and where and why it objects.
#include <string.h>

#include "lint.h"

enum { YEAR = 2026 };

static bool run(enum lint lint, const char *text, struct lint_fault *ret_fault)
{
    struct lint_text value = {text, strlen(text), YEAR};
    *ret_fault = (struct lint_fault){0};
    return lint_run(lint, &value, ret_fault);
}

// FAULT_NONE = passes. POSITION and LENGTH of the objection.
static const struct row {
    enum lint lint;
    const char *text;
    enum fault_code code;
    gsize position, length;
} rows[] = {
    {LINT_NUMERIC, "0123456789", FAULT_NONE, 0, 0},
    {LINT_NUMERIC, "12x45", FAULT_DIGIT, 2, 1},
    {LINT_NUMERIC, "12 ", FAULT_DIGIT, 2, 1},
    {LINT_CSET82, "!\"%&'()*+,-./09:;<=>?AZ_az", FAULT_NONE, 0, 0},
    {LINT_CSET82, "AB#", FAULT_CSET82, 2, 1},
    {LINT_CSET82, "A B", FAULT_CSET82, 1, 1},
    {LINT_CSET82, "$", FAULT_CSET82, 0, 1},
    {LINT_CSET82, "a\x7f", FAULT_CSET82, 1, 1},
    {LINT_CSET82, "a\xc3\xa4", FAULT_CSET82, 1, 1},
    {LINT_CSET39, "#-/09AZ", FAULT_NONE, 0, 0},
    {LINT_CSET39, "A_", FAULT_CSET39, 1, 1},
    {LINT_CSET39, "Ab", FAULT_CSET39, 1, 1},
    {LINT_CSET64, "AZaz09-_", FAULT_NONE, 0, 0},
    {LINT_CSET64, "q", FAULT_NONE, 0, 0},
    {LINT_CSET64, "qw=", FAULT_NONE, 0, 0},
    {LINT_CSET64, "q==", FAULT_NONE, 0, 0},
    {LINT_CSET64, "qwe=", FAULT_PADDING64, 3, 1},
    {LINT_CSET64, "qwe===", FAULT_PADDING64, 3, 3},
    {LINT_CSET64, "q=w", FAULT_CSET64, 1, 1},
    {LINT_CSET64, "q/w", FAULT_CSET64, 1, 1},
    {LINT_CSUM, "4006381333931", FAULT_NONE, 0, 0},
    {LINT_CSUM, "0", FAULT_NONE, 0, 0},
    {LINT_CSUM, "4006381333930", FAULT_CHECK_DIGIT, 12, 1},
    {LINT_CSUM, "40063813x3931", FAULT_DIGIT, 8, 1},
    {LINT_CSUM, "", FAULT_CHECK_SHORT, 0, 0},
    {LINT_CSUMALPHA, "22", FAULT_NONE, 0, 0},
    {LINT_CSUMALPHA, "!22", FAULT_NONE, 0, 0},
    {LINT_CSUMALPHA, "1987654Ad4X4bL5ttr2310c2K", FAULT_NONE, 0, 0}, // GS1 General Specifications
    {LINT_CSUMALPHA, "1987654Ad4X4bL5ttr2310c2L", FAULT_CHECK_PAIR, 23, 2},
    {LINT_CSUMALPHA, "1987654Ad4X4bL5ttr2310c3K", FAULT_CHECK_PAIR, 23, 2},
    {LINT_CSUMALPHA, "198 654Ad4X4bL5ttr2310c2K", FAULT_CSET82, 3, 1},
    {LINT_CSUMALPHA, "2", FAULT_CHECK_SHORT, 0, 1},
    {LINT_GCPPOS1, "4006", FAULT_NONE, 0, 0},
    {LINT_GCPPOS1, "40063A", FAULT_NONE, 0, 0},
    {LINT_GCPPOS1, "400", FAULT_PREFIX_SHORT, 0, 3},
    {LINT_GCPPOS1, "400A1", FAULT_PREFIX, 3, 1},
    {LINT_GCPPOS2, "X4006", FAULT_NONE, 0, 0},
    {LINT_GCPPOS2, "X400", FAULT_PREFIX_SHORT, 1, 3},
    {LINT_GCPPOS2, "X", FAULT_PREFIX_SHORT, 0, 1},
    {LINT_GCPPOS2, "X40A61", FAULT_PREFIX, 3, 1},
    {LINT_HASNONDIGIT, "12-3", FAULT_NONE, 0, 0},
    {LINT_HASNONDIGIT, "1234", FAULT_NO_LETTER, 0, 4},
    {LINT_NONZERO, "0010", FAULT_NONE, 0, 0},
    {LINT_NONZERO, "000", FAULT_ZERO, 0, 3},
    {LINT_NONZERO, "", FAULT_ZERO, 0, 0},
    {LINT_NONZERO, "0a", FAULT_DIGIT, 1, 1},
    {LINT_NOZEROPREFIX, "10", FAULT_NONE, 0, 0},
    {LINT_NOZEROPREFIX, "010", FAULT_LEADING_ZERO, 0, 1},
    {LINT_NOZEROPREFIX, "0", FAULT_LEADING_ZERO, 0, 1},
    {LINT_ZERO, "0", FAULT_NONE, 0, 0},
    {LINT_ZERO, "1", FAULT_NOT_ZERO, 0, 1},
    {LINT_HYPHEN, "-", FAULT_NONE, 0, 0},
    {LINT_HYPHEN, "+", FAULT_HYPHEN, 0, 1},
    {LINT_HYPHEN, "", FAULT_HYPHEN, 0, 0},
    {LINT_YESNO, "0", FAULT_NONE, 0, 0},
    {LINT_YESNO, "1", FAULT_NONE, 0, 0},
    {LINT_YESNO, "2", FAULT_YES_NO, 0, 1},
    {LINT_YESNO, "01", FAULT_YES_NO, 0, 2},
    {LINT_WINDING, "9", FAULT_NONE, 0, 0},
    {LINT_WINDING, "2", FAULT_WINDING, 0, 1},
    {LINT_ISO5218, "9", FAULT_NONE, 0, 0},
    {LINT_ISO5218, "3", FAULT_SEX, 0, 1},
    {LINT_ISO5218, "", FAULT_SEX, 0, 0},
    {LINT_IMPORTERIDX, "_", FAULT_NONE, 0, 0},
    {LINT_IMPORTERIDX, "z", FAULT_NONE, 0, 0},
    {LINT_IMPORTERIDX, "=", FAULT_IMPORTER, 0, 1},
    {LINT_IMPORTERIDX, "AB", FAULT_IMPORTER, 0, 2},
    {LINT_PCENC, "A%20b%fF+", FAULT_NONE, 0, 0},
    {LINT_PCENC, "A%2", FAULT_PERCENT, 1, 2},
    {LINT_PCENC, "A%2gC", FAULT_PERCENT, 1, 3},
    {LINT_PCENC, "%20%", FAULT_PERCENT, 3, 1},
    {LINT_PIECEOFTOTAL, "0102", FAULT_NONE, 0, 0},
    {LINT_PIECEOFTOTAL, "0909", FAULT_NONE, 0, 0},
    {LINT_PIECEOFTOTAL, "010", FAULT_PIECE_LENGTH, 0, 3},
    {LINT_PIECEOFTOTAL, "", FAULT_PIECE_LENGTH, 0, 0},
    {LINT_PIECEOFTOTAL, "0002", FAULT_PIECE_ZERO, 0, 2},
    {LINT_PIECEOFTOTAL, "0200", FAULT_TOTAL_ZERO, 2, 2},
    {LINT_PIECEOFTOTAL, "0302", FAULT_PIECE_ABOVE, 0, 4},
    {LINT_POSINSEQSLASH, "1/2", FAULT_NONE, 0, 0},
    {LINT_POSINSEQSLASH, "9/10", FAULT_NONE, 0, 0},
    {LINT_POSINSEQSLASH, "10/9", FAULT_PIECE_ABOVE, 0, 4},
    {LINT_POSINSEQSLASH, "3/2", FAULT_PIECE_ABOVE, 0, 3},
    {LINT_POSINSEQSLASH, "1/", FAULT_SEQUENCE, 0, 2},
    {LINT_POSINSEQSLASH, "/2", FAULT_SEQUENCE, 0, 2},
    {LINT_POSINSEQSLASH, "1/2/3", FAULT_SEQUENCE, 0, 5},
    {LINT_POSINSEQSLASH, "12", FAULT_SEQUENCE, 0, 2},
    {LINT_POSINSEQSLASH, "01/2", FAULT_LEADING_ZERO, 0, 2},
    {LINT_POSINSEQSLASH, "1/02", FAULT_LEADING_ZERO, 2, 2},
    {LINT_LATITUDE, "1800000000", FAULT_NONE, 0, 0},
    {LINT_LATITUDE, "1800000001", FAULT_LATITUDE, 0, 10},
    {LINT_LATITUDE, "180000000", FAULT_PLACE_LENGTH, 0, 9},
    {LINT_LONGITUDE, "3600000000", FAULT_NONE, 0, 0},
    {LINT_LONGITUDE, "3600000001", FAULT_LONGITUDE, 0, 10},
    {LINT_LONGITUDE, "36000x0001", FAULT_DIGIT, 5, 1},
    {LINT_YYMMD0, "260200", FAULT_NONE, 0, 0},
    {LINT_YYMMD0, "240229", FAULT_NONE, 0, 0},
    {LINT_YYMMD0, "260229", FAULT_DAY, 4, 2},
    {LINT_YYMMD0, "261301", FAULT_MONTH, 2, 2},
    {LINT_YYMMD0, "260001", FAULT_MONTH, 2, 2},
    {LINT_YYMMD0, "2602", FAULT_DATE_LENGTH, 0, 4},
    {LINT_YYMMD0, "2602001", FAULT_DATE_LENGTH, 0, 7},
    {LINT_YYMMD0, "26x200", FAULT_DIGIT, 2, 1},
    {LINT_YYMMDD, "260228", FAULT_NONE, 0, 0},
    {LINT_YYMMDD, "260200", FAULT_DAY, 4, 2},
    {LINT_YYMMDD, "000229", FAULT_NONE, 0, 0},
    {LINT_YYYYMMDD, "20000229", FAULT_NONE, 0, 0},
    {LINT_YYYYMMDD, "19000229", FAULT_DAY, 6, 2},
    {LINT_YYYYMMDD, "20260100", FAULT_DAY, 6, 2},
    {LINT_YYYYMMDD, "260101", FAULT_DATE_LENGTH, 0, 6},
    {LINT_HHMI, "2359", FAULT_NONE, 0, 0},
    {LINT_HHMI, "2400", FAULT_HOUR, 0, 2},
    {LINT_HHMI, "2360", FAULT_MINUTE, 2, 2},
    {LINT_HHMI, "236", FAULT_DATE_LENGTH, 0, 3},
    {LINT_HH, "23", FAULT_NONE, 0, 0},
    {LINT_HH, "24", FAULT_HOUR, 0, 2},
    {LINT_MI, "59", FAULT_NONE, 0, 0},
    {LINT_MI, "60", FAULT_MINUTE, 0, 2},
    {LINT_SS, "59", FAULT_NONE, 0, 0},
    {LINT_SS, "60", FAULT_SECOND, 0, 2},
    {LINT_ISO3166, "276", FAULT_NONE, 0, 0},
    {LINT_ISO3166, "277", FAULT_COUNTRY, 0, 3},
    {LINT_ISO3166, "999", FAULT_COUNTRY, 0, 3},
    {LINT_ISO3166, "27", FAULT_COUNTRY, 0, 2},
    {LINT_ISO3166999, "999", FAULT_NONE, 0, 0},
    {LINT_ISO3166999, "998", FAULT_COUNTRY, 0, 3},
    {LINT_ISO3166ALPHA2, "DE", FAULT_NONE, 0, 0},
    {LINT_ISO3166ALPHA2, "de", FAULT_COUNTRY, 0, 2},
    {LINT_ISO3166ALPHA2, "XX", FAULT_COUNTRY, 0, 2},
    {LINT_ISO4217, "978", FAULT_NONE, 0, 0},
    {LINT_ISO4217, "280", FAULT_CURRENCY, 0, 3},
    {LINT_IBAN, "GB82WEST12345698765432", FAULT_NONE, 0, 0},
    {LINT_IBAN, "DE89370400440532013000", FAULT_NONE, 0, 0},
    {LINT_IBAN, "DE88370400440532013000", FAULT_IBAN_CHECK, 2, 2},
    {LINT_IBAN, "XX89370400440532013000", FAULT_IBAN_COUNTRY, 0, 2},
    {LINT_IBAN, "DE8937040044o532013000", FAULT_IBAN_CHARACTER, 12, 1},
    {LINT_IBAN, "DE89370400", FAULT_IBAN_SHORT, 0, 10},
    {LINT_MEDIATYPE, "10", FAULT_NONE, 0, 0},
    {LINT_MEDIATYPE, "80", FAULT_NONE, 0, 0},
    {LINT_MEDIATYPE, "00", FAULT_MEDIA, 0, 2},
    {LINT_MEDIATYPE, "11", FAULT_MEDIA, 0, 2},
    {LINT_MEDIATYPE, "79", FAULT_MEDIA, 0, 2},
    {LINT_MEDIATYPE, "1", FAULT_MEDIA, 0, 1},
    {LINT_PACKAGETYPE, "CT", FAULT_NONE, 0, 0},
    {LINT_PACKAGETYPE, "8", FAULT_NONE, 0, 0},
    {LINT_PACKAGETYPE, "1A", FAULT_NONE, 0, 0},
    {LINT_PACKAGETYPE, "ZZ", FAULT_NONE, 0, 0},
    {LINT_PACKAGETYPE, "200", FAULT_NONE, 0, 0},
    {LINT_PACKAGETYPE, "20", FAULT_PACKAGE, 0, 2},
    {LINT_PACKAGETYPE, "C", FAULT_PACKAGE, 0, 1},
    {LINT_PACKAGETYPE, "CT ", FAULT_PACKAGE, 0, 3},
    {LINT_PACKAGETYPE, "", FAULT_PACKAGE, 0, 0},
    // 0|614141|123456|2|10|1|5|0|010: prefix, offer, save value, requirement, code, family
    {LINT_COUPONCODE, "0614141123456210150010", FAULT_NONE, 0, 0},
    {LINT_COUPONCODE, "", FAULT_COUPON_MISSING, 0, 0},
    {LINT_COUPONCODE, "7614141", FAULT_COUPON_INVALID, 0, 1},
    {LINT_COUPONCODE, "061414", FAULT_COUPON_SHORT, 1, 5},
    {LINT_COUPONCODE, "0614141", FAULT_COUPON_SHORT, 0, 7},
    {LINT_COUPONCODE, "0614141123456010150010", FAULT_COUPON_INVALID, 13, 1},
    {LINT_COUPONCODE, "0614141123456210155010", FAULT_COUPON_INVALID, 18, 1},
    {LINT_COUPONCODE, "061414112345621015001", FAULT_COUPON_SHORT, 19, 2},
    {LINT_COUPONCODE, "0614141123456210150010x", FAULT_DIGIT, 22, 1},
    {LINT_COUPONCODE, "06141411234562101500107", FAULT_COUPON_EXCESS, 22, 1},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "3260831"
     "4260801",
     FAULT_NONE, 0, 0},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "3260801"
     "4260801",
     FAULT_NONE, 0, 0},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "3260731"
     "4260801",
     FAULT_COUPON_ORDER, 22, 14},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "3261331",
     FAULT_COUPON_INVALID, 23, 6},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "4260800",
     FAULT_COUPON_INVALID, 23, 6},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "1"
     "1"
     "15"
     "0"
     "012"
     "9",
     FAULT_NONE, 0, 0},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "1"
     "1"
     "15"
     "0"
     "012"
     "0614141",
     FAULT_NONE, 0, 0},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "1"
     "4",
     FAULT_COUPON_INVALID, 23, 1},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "2"
     "15"
     "9"
     "012"
     "7",
     FAULT_COUPON_INVALID, 29, 1},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "5"
     "0123456",
     FAULT_NONE, 0, 0},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "5",
     FAULT_COUPON_MISSING, 0, 23},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "6"
     "11234567",
     FAULT_NONE, 0, 0},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "6"
     "0123456",
     FAULT_COUPON_INVALID, 23, 1},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "9"
     "5"
     "2"
     "7"
     "1",
     FAULT_NONE, 0, 0},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "9"
     "3",
     FAULT_COUPON_INVALID, 23, 1},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "9"
     "5"
     "2"
     "7"
     "2",
     FAULT_COUPON_INVALID, 26, 1},
    {LINT_COUPONCODE,
     "0614141123456210150010"
     "9"
     "5"
     "2",
     FAULT_COUPON_MISSING, 0, 25},
    {LINT_COUPONPOSOFFER,
     "1"
     "0614141"
     "123456"
     "0987654",
     FAULT_NONE, 0, 0},
    {LINT_COUPONPOSOFFER,
     "2"
     "0614141"
     "123456"
     "0987654",
     FAULT_COUPON_INVALID, 0, 1},
    {LINT_COUPONPOSOFFER,
     "1"
     "7614141",
     FAULT_COUPON_INVALID, 1, 1},
    {LINT_COUPONPOSOFFER,
     "1"
     "0614141"
     "12345",
     FAULT_COUPON_SHORT, 8, 5},
    {LINT_COUPONPOSOFFER,
     "1"
     "0614141"
     "123456",
     FAULT_COUPON_MISSING, 0, 14},
    {LINT_COUPONPOSOFFER,
     "1"
     "0614141"
     "123456"
     "1987654",
     FAULT_COUPON_SHORT, 15, 6},
    {LINT_COUPONPOSOFFER,
     "1"
     "0614141"
     "123456"
     "09876543",
     FAULT_COUPON_EXCESS, 21, 1},
};

static void test_rows(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct lint_fault fault;
        bool good = run(rows[i].lint, rows[i].text, &fault);
        g_test_message("%s \"%s\"", lint_name(rows[i].lint), rows[i].text);
        g_assert_cmpstr(fault_code_text(good ? FAULT_NONE : fault.code), ==,
                        fault_code_text(rows[i].code));
        g_assert_cmpuint(fault.position, ==, rows[i].position);
        g_assert_cmpuint(fault.length, ==, rows[i].length);
    }
}

static void test_every_check_is_tried(void)
{
    bool passed[N_LINTS] = {false}, failed[N_LINTS] = {false};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        (rows[i].code == FAULT_NONE ? passed : failed)[rows[i].lint] = true;
    for (unsigned lint = LINT_NONE + 1; lint < N_LINTS; lint++) {
        g_test_message("%s", lint_name((enum lint)lint));
        g_assert_true(failed[lint]);
        g_assert_true(passed[lint]);
        g_assert_cmpint(lint_of_name(lint_name((enum lint)lint)), ==, (int)lint);
    }
    g_assert_cmpint(lint_of_name("no such check"), ==, LINT_NONE);
    g_assert_cmpstr(lint_name((enum lint)(N_LINTS + 3)), ==, "");
}

// Every day of a century, and the days that do not exist, as GLib knows them.
static void test_every_date(void)
{
    char text[16];
    for (int year = 1977; year <= 2076; year++)
        for (int month = 0; month <= 13; month++)
            for (int day = 0; day <= 32; day++) {
                struct lint_fault fault;
                bool real = month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
                            g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
                bool open = day == 0 && month >= 1 && month <= 12;
                g_snprintf(text, sizeof text, "%02d%02d%02d", year % 100, month, day);
                g_assert_true(run(LINT_YYMMDD, text, &fault) == real);
                g_assert_true(run(LINT_YYMMD0, text, &fault) == (real || open));
                g_snprintf(text, sizeof text, "%04d%02d%02d", year, month, day);
                g_assert_true(run(LINT_YYYYMMDD, text, &fault) == real);
            }
}

static void test_centuries(void)
{
    static const struct {
        int yy, this_year, year;
    } cases[] = {{77, 2026, 1977}, {76, 2026, 2076}, {26, 2026, 2026},
                 {0, 2050, 2100},  {1, 2050, 2001},  {99, 2049, 2099},
                 {99, 2048, 1999}, {48, 1998, 2048}, {49, 1998, 1949}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(lint_full_year(cases[i].yy, cases[i].this_year), ==, cases[i].year);
}

// A check digit finds every digit that is wrong and every pair of neighbours that changed
// places unless they differ by 5.
static void test_check_digit_finds_slips(void)
{
    char key[] = "106141411234567897";
    struct lint_fault fault;
    for (gsize at = 0; key[at]; at++) {
        char right = key[at];
        for (char digit = '0'; digit <= '9'; digit++) {
            key[at] = digit;
            g_assert_true(run(LINT_CSUM, key, &fault) == (digit == right));
        }
        key[at] = right;
    }
    for (gsize at = 0; key[at + 1]; at++) {
        char a = key[at], b = key[at + 1];
        key[at] = b;
        key[at + 1] = a;
        g_assert_true(run(LINT_CSUM, key, &fault) == (ABS(a - b) == 5 || a == b));
        key[at] = a;
        key[at + 1] = b;
    }
}

// Check characters find every character that is wrong.
static void test_check_pair_finds_slips(void)
{
    static const char set[] = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                              "abcdefghijklmnopqrstuvwxyz";
    for (int round = 0; round < 300; round++) {
        char text[32] = "", pair[3];
        gsize len = (gsize)g_test_rand_int_range(1, 24);
        for (gsize i = 0; i < len; i++)
            text[i] = set[g_test_rand_int_range(0, (int)sizeof set - 1)];
        g_assert_true(lint_check_pair(text, len, pair));
        memcpy(text + len, pair, 2);
        struct lint_fault fault;
        g_assert_true(run(LINT_CSUMALPHA, text, &fault));
        gsize at = (gsize)g_test_rand_int_range(0, (int)len);
        char right = text[at];
        text[at] = set[g_test_rand_int_range(0, (int)sizeof set - 1)];
        g_assert_true(run(LINT_CSUMALPHA, text, &fault) == (text[at] == right));
    }
    g_assert_false(lint_check_pair("A B", 3, (char[3]){0}));
}

// A text with a check pair has up to 99 characters, the pair counted.
static void test_check_pair_of_the_longest(void)
{
    enum { MOST = 97 };
    char text[MOST + 4] = "", pair[3];
    struct lint_fault fault;
    memset(text, 'A', MOST);
    g_assert_true(lint_check_pair(text, MOST, pair));
    memcpy(text + MOST, pair, 2);
    g_assert_true(run(LINT_CSUMALPHA, text, &fault));
    memset(text, 'A', MOST + 3);
    g_assert_false(lint_check_pair(text, MOST + 1, pair));
    g_assert_false(run(LINT_CSUMALPHA, text, &fault));
    g_assert_cmpint(fault.code, ==, FAULT_CHECK_LONG);
}

// The list of the standard: as many as there were in 2025, letters for the digits.
static void test_lists(void)
{
    int currencies = 0;
    for (int number = 0; number < 1000; number++) {
        char digits[8];
        g_snprintf(digits, sizeof digits, "%03d", number);
        currencies += lint_currency_of(digits) != NULL;
    }
    g_assert_cmpint(currencies, ==, 179);
    g_assert_cmpmem(lint_currency_of("840"), 3, "USD", 3);
    g_assert_cmpmem(lint_currency_of("999"), 3, "XXX", 3);
}

// Any bytes: an answer whose place lies within the text.
static void test_any_bytes(void)
{
    for (int round = 0; round < 200000; round++) {
        char text[40];
        int len = g_test_rand_int_range(0, sizeof text);
        for (int i = 0; i < len; i++)
            text[i] =
                (char)(round % 3 ? g_test_rand_int_range('0', ':') : g_test_rand_int_range(0, 256));
        struct lint_text value = {text, (gsize)len, YEAR};
        struct lint_fault fault = {0};
        if (!lint_run((enum lint)(round % N_LINTS), &value, &fault)) {
            g_assert_cmpint(fault.code, !=, FAULT_NONE);
            g_assert_cmpuint(fault.position + fault.length, <=, (guint)len);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lint/rows", test_rows);
    g_test_add_func("/lint/every-check", test_every_check_is_tried);
    g_test_add_func("/lint/every-date", test_every_date);
    g_test_add_func("/lint/centuries", test_centuries);
    g_test_add_func("/lint/check-digit", test_check_digit_finds_slips);
    g_test_add_func("/lint/check-pair", test_check_pair_finds_slips);
    g_test_add_func("/lint/check-pair-of-the-longest", test_check_pair_of_the_longest);
    g_test_add_func("/lint/lists", test_lists);
    g_test_add_func("/lint/any-bytes", test_any_bytes);
    return g_test_run();
}
