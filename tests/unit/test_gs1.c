// SPDX-License-Identifier: Apache-2.0
// Check digits against published examples, and every edge of making an SSCC.
#include "errors.h"
#include "gs1.h"

#include <string.h>

static void test_check_digit_known(void)
{
    // Published keys of each length: GTIN-8, -12, -13, -14, GLN and SSCC.
    static const char *const good[] = {"96385074",          "614141007349",  "4006381333931",
                                       "09520123456788",    "9521141123454", "340123450000000000",
                                       "106141412345678908"};
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
        size_t len = strlen(good[i]);
        g_assert_cmpint(gs1_check_digit(good[i], len - 1), ==, good[i][len - 1]);
        g_assert_true(gs1_check_digit_ok(good[i]));
    }
}

static void test_check_digit_refuses(void)
{
    g_assert_cmpint(gs1_check_digit(NULL, 3), ==, 0);
    g_assert_cmpint(gs1_check_digit("", 0), ==, 0);
    g_assert_cmpint(gs1_check_digit("12a4", 4), ==, 0);
    g_assert_cmpint(gs1_check_digit("1234567890123456789012345678901", 31), ==, 0);
    g_assert_false(gs1_check_digit_ok(NULL));
    g_assert_false(gs1_check_digit_ok("7"));
    g_assert_false(gs1_check_digit_ok("96385075"));
}

static void test_every_single_digit_error_is_seen(void)
{
    char code[] = "340123450000000000";
    for (size_t at = 0; at < SSCC_LENGTH; at++) {
        char right = code[at];
        for (char digit = '0'; digit <= '9'; digit++) {
            code[at] = digit;
            g_assert_true(sscc_valid(code) == (digit == right));
        }
        code[at] = right;
    }
}

static void test_lengths(void)
{
    g_assert_true(gtin_valid("96385074"));
    g_assert_true(gtin_valid("614141007349"));
    g_assert_false(gtin_valid("340123450000000000"));
    g_assert_false(gtin_valid("00000"));
    g_assert_false(gtin_valid(NULL));
    g_assert_false(sscc_valid("4006381333931"));
    g_assert_false(sscc_valid(""));
    g_assert_false(sscc_valid(NULL));
    g_assert_false(sscc_valid("3401234500000000000"));
}

static void test_make(void)
{
    char sscc[SSCC_LENGTH + 1];
    g_autoptr(GError) error = NULL;
    g_assert_true(sscc_make("4012345", 3, 0, sscc, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(sscc, ==, "340123450000000000");
    g_assert_true(sscc_make("0614141", 1, 234567890, sscc, &error));
    g_assert_cmpstr(sscc, ==, "106141412345678908");
}

static void test_make_every_prefix_length(void)
{
    for (int len = GS1_PREFIX_MIN; len <= GS1_PREFIX_MAX; len++) {
        g_autofree char *prefix = g_strnfill((gsize)len, '9');
        gint64 end = 1;
        for (int i = 0; i < 16 - len; i++)
            end *= 10;
        char sscc[SSCC_LENGTH + 1];
        g_autoptr(GError) error = NULL;
        g_assert_true(sscc_make(prefix, 9, end - 1, sscc, &error));
        g_assert_true(sscc_valid(sscc));
        char before[sizeof sscc];
        memcpy(before, sscc, sizeof sscc);
        g_assert_false(sscc_make(prefix, 9, end, sscc, &error));
        g_assert_true(tote_error_is(error, TOTE_SSCC_EXHAUSTED));
        g_assert_cmpmem(before, sizeof before, sscc, sizeof sscc);
    }
}

static void assert_refused(const char *prefix, int extension, gint64 serial, enum tote_code code,
                           const char *field)
{
    char sscc[SSCC_LENGTH + 1] = "untouched";
    g_autoptr(GError) error = NULL;
    g_assert_false(sscc_make(prefix, extension, serial, sscc, &error));
    g_assert_true(tote_error_is(error, code));
    g_assert_cmpstr(tote_error_field(error), ==, field);
    g_assert_cmpstr(sscc, ==, "untouched");
}

static void test_make_refuses(void)
{
    assert_refused(NULL, 0, 1, TOTE_GS1_PREFIX, "gs1.prefix");
    assert_refused("", 0, 1, TOTE_GS1_PREFIX, "gs1.prefix");
    assert_refused("123", 0, 1, TOTE_GS1_PREFIX, "gs1.prefix");
    assert_refused("1234567890123", 0, 1, TOTE_GS1_PREFIX, "gs1.prefix");
    assert_refused("12345x7", 0, 1, TOTE_GS1_PREFIX, "gs1.prefix");
    assert_refused("4012345", 10, 1, TOTE_GS1_PREFIX, "gs1.extension");
    assert_refused("4012345", -1, 1, TOTE_GS1_PREFIX, "gs1.extension");
    assert_refused("4012345", 0, -1, TOTE_SSCC_EXHAUSTED, "serial");
    assert_refused("4012345", 0, G_MAXINT64, TOTE_SSCC_EXHAUSTED, "serial");
    assert_refused("4012345", 0, G_MININT64, TOTE_SSCC_EXHAUSTED, "serial");
    g_assert_false(sscc_make("4012345", 0, -1, (char[SSCC_LENGTH + 1]){0}, NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/gs1/check-digit/known", test_check_digit_known);
    g_test_add_func("/gs1/check-digit/refuses", test_check_digit_refuses);
    g_test_add_func("/gs1/check-digit/single-errors", test_every_single_digit_error_is_seen);
    g_test_add_func("/gs1/lengths", test_lengths);
    g_test_add_func("/gs1/sscc/make", test_make);
    g_test_add_func("/gs1/sscc/prefix-lengths", test_make_every_prefix_length);
    g_test_add_func("/gs1/sscc/refuses", test_make_refuses);
    return g_test_run();
}
