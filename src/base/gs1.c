// SPDX-License-Identifier: Apache-2.0
// Check digits of GS1 keys and SSCC numbers (GS1 General Specifications, sections 3.2 and 7.9.1).
#include "gs1.h"

#include "errors.h"
#include "i18n.h"

#include <string.h>

enum { SSCC_BODY = SSCC_LENGTH - 1 };

static bool all_digits(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!g_ascii_isdigit(text[i]))
            return false;
    return true;
}

char gs1_check_digit(const char *digits, size_t len)
{
    if (!digits || len < 1 || len > GS1_DIGITS_MAX || !all_digits(digits, len))
        return '\0';
    int sum = 0;
    for (size_t i = 0; i < len; i++) {
        int weight = (len - i) % 2 == 1 ? 3 : 1;
        sum += weight * (digits[i] - '0');
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

bool gs1_check_digit_ok(const char *code)
{
    size_t len = code ? strnlen(code, GS1_DIGITS_MAX + 2) : 0;
    if (len < 2 || len > GS1_DIGITS_MAX + 1)
        return false;
    return gs1_check_digit(code, len - 1) == code[len - 1];
}

bool gtin_valid(const char *code)
{
    size_t len = code ? strnlen(code, GS1_DIGITS_MAX) : 0;
    return (len == 8 || (len >= 12 && len <= 14)) && gs1_check_digit_ok(code);
}

bool sscc_valid(const char *code)
{
    return code && strnlen(code, SSCC_LENGTH + 1) == SSCC_LENGTH && gs1_check_digit_ok(code);
}

static bool prefix_usable(const char *prefix, int extension, GError **error)
{
    size_t len = prefix ? strnlen(prefix, GS1_DIGITS_MAX) : 0;
    if (len < GS1_PREFIX_MIN || len > GS1_PREFIX_MAX || !all_digits(prefix, len))
        return tote_fail(error, TOTE_GS1_PREFIX, "gs1.prefix",
                         _("The GS1 company prefix is \"%.30s\"; it needs %d to %d digits"),
                         prefix ? prefix : "", GS1_PREFIX_MIN, GS1_PREFIX_MAX);
    if (extension < 0 || extension > 9)
        return tote_fail(error, TOTE_GS1_PREFIX, "gs1.extension",
                         _("The SSCC extension digit is %d; it needs to be 0 to 9"), extension);
    return true;
}

bool sscc_make(const char *gs1_prefix, int extension, gint64 serial, char ret_sscc[SSCC_LENGTH + 1],
               GError **error)
{
    if (!prefix_usable(gs1_prefix, extension, error))
        return false;
    int room = SSCC_BODY - 1 - (int)strlen(gs1_prefix);
    char number[24];
    int digits = g_snprintf(number, sizeof number, "%0*" G_GINT64_FORMAT, room, serial);
    if (serial < 0 || digits > room)
        return tote_fail(error, TOTE_SSCC_EXHAUSTED, "serial",
                         _("Serial number %" G_GINT64_FORMAT
                           " does not fit the %d digits that the GS1 prefix %s leaves"),
                         serial, room, gs1_prefix);
    ret_sscc[0] = (char)('0' + extension);
    g_snprintf(ret_sscc + 1, SSCC_LENGTH, "%s%s", gs1_prefix, number);
    ret_sscc[SSCC_BODY] = gs1_check_digit(ret_sscc, SSCC_BODY);
    ret_sscc[SSCC_LENGTH] = '\0';
    return true;
}
