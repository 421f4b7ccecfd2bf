// SPDX-License-Identifier: Apache-2.0
// GTIN in its lengths, and the structures of numbers with a price or weight inside.
#include "gtin.h"

#include <string.h>

#include "gs1.h"
#include "i18n.h"

bool gtin_fill(const char *digits, gsize len, char ret_gtin[GTIN_DIGITS + 1])
{
    if (len != 8 && (len < 12 || len > GTIN_DIGITS))
        return false;
    memset(ret_gtin, '0', GTIN_DIGITS - len);
    memcpy(ret_gtin + GTIN_DIGITS - len, digits, len);
    ret_gtin[GTIN_DIGITS] = '\0';
    return true;
}

bool gtin_of_upc_e(const char *digits, char ret_upc_a[13])
{
    // By the last of the six digits: where each of the ten digits behind the number system
    // comes from; '0' is a zero, 'a' the first of the six.
    static const char *const patterns[] = {
        "ab00000cde", "ab10000cde", "ab20000cde", "abc00000de", "abcd00000e",
        "abcde00005", "abcde00006", "abcde00007", "abcde00008", "abcde00009",
    };
    if (digits[0] != '0' && digits[0] != '1')
        return false;
    for (int i = 0; i < 8; i++)
        if (!g_ascii_isdigit(digits[i]))
            return false;
    const char *pattern = patterns[digits[6] - '0'];
    ret_upc_a[0] = digits[0];
    for (int i = 0; i < 10; i++)
        ret_upc_a[i + 1] = g_ascii_isdigit(pattern[i]) ? pattern[i] : digits[1 + pattern[i] - 'a'];
    ret_upc_a[11] = digits[7];
    ret_upc_a[12] = '\0';
    return gs1_check_digit_ok(ret_upc_a);
}

// Prefixes of 13 digits (GS1 General Specifications 1.4.2) that are no company prefixes.
static const struct {
    const char *first, *last, *note;
} prefixes[] = {
    {"020", "029", N_("made by the shop itself, often with price or weight")},
    {"040", "049", N_("made by the company for itself")},
    {"050", "059", N_("a coupon")},
    {"200", "299", N_("made by the shop itself, often with price or weight")},
    {"977", "977", N_("a newspaper or magazine (ISSN)")},
    {"978", "979", N_("a book or sheet music (ISBN, ISMN)")},
    {"980", "980", N_("a receipt for a refund")},
    {"981", "984", N_("a coupon in a common currency")},
    {"990", "999", N_("a coupon")},
};

const char *gtin_note(const char *gtin)
{
    if (gtin[0] == '9')
        return N_("of variable measure: weight, length or count stand beside it");
    if (gtin[0] != '0')
        return N_("a package of several pieces");
    if (memcmp(gtin, "000000", 6) == 0 && memcmp(gtin, "0000000", 7) != 0)
        return gtin[6] == '2' ? N_("made by the shop itself") : NULL;
    if (memcmp(gtin, "0000000", 7) == 0)
        return N_("made by the shop itself");
    for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (memcmp(gtin + 1, prefixes[i].first, 3) >= 0 &&
            memcmp(gtin + 1, prefixes[i].last, 3) <= 0)
            return prefixes[i].note;
    return NULL;
}

// --- price and weight inside the number

// The products of a digit with the four weights of GS1: tens added (+) or taken away (-).
enum weight { TWO_MINUS, THREE, FIVE_PLUS, FIVE_MINUS };

static int product(enum weight weight, char c)
{
    static const char *const products[] = {
        [TWO_MINUS] = "0246891357",
        [THREE] = "0369258147",
        [FIVE_PLUS] = "0516273849",
        [FIVE_MINUS] = "0594837261",
    };
    return products[weight][c - '0'] - '0';
}

char measure_check_digit(const char *digits, gsize len)
{
    static const enum weight four[] = {TWO_MINUS, TWO_MINUS, THREE, FIVE_MINUS};
    static const enum weight five[] = {FIVE_PLUS, TWO_MINUS, FIVE_MINUS, FIVE_PLUS, TWO_MINUS};
    int sum = 0;
    if (len != 4 && len != 5)
        return '\0';
    for (gsize i = 0; i < len; i++) {
        if (!g_ascii_isdigit(digits[i]))
            return '\0';
        sum += product(len == 4 ? four[i] : five[i], digits[i]);
    }
    if (len == 4)
        return (char)('0' + sum * 3 % 10);
    for (char c = '0'; c <= '9'; c++)
        if (product(FIVE_MINUS, c) == (10 - sum % 10) % 10)
            return c;
    return '\0';
}

static const struct measure measures[MEASURES_MAX] = {
    {N_("price or weight of 4 digits, its check digit is right"), 2, 5, 8, 4, true},
    {N_("price or weight of 5 digits, its check digit is right"), 2, 4, 7, 5, true},
    {N_("price or weight of 5 digits without a check digit"), 2, 5, 7, 5, false},
};

unsigned gtin_measures(const char *digits, struct measure ret_measures[MEASURES_MAX])
{
    unsigned count = 0;
    bool in_store = digits[0] == '2' || (digits[0] == '0' && digits[1] == '2');
    for (gsize i = 0; in_store && i < MEASURES_MAX; i++) {
        const struct measure *measure = &measures[i];
        char check = measure_check_digit(digits + measure->value, measure->value_len);
        if (!measure->checked || check == digits[measure->value - 1])
            ret_measures[count++] = *measure;
    }
    return count;
}
