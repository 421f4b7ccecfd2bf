// SPDX-License-Identifier: Apache-2.0
// Finds card numbers in text, and the traces of a spreadsheet.
#include "card.h"

#include <string.h>

#include "gs1.h"
#include "text.h"

enum {
    MIN_DIGITS = 13,
    MAX_DIGITS = 19,
    MIN_PHONE_DIGITS = 15, // a longer number in a telephone field is none
    MIN_CODE_DIGITS = 14,  // a shorter number in a code is none
    SHOWN_DIGITS = 4,
};

// How many bytes stand at TEXT as one sign between groups of digits; 0 = none.
static size_t separator(const char *text)
{
    static const char *const signs[] = {" ",
                                        "-",
                                        ".",
                                        "_",
                                        "/",
                                        "\xc2\xa0",
                                        "\xe2\x80\x90",
                                        "\xe2\x80\x91",
                                        "\xe2\x80\x93",
                                        "\xe2\x80\xaf",
                                        "\xe2\x88\x92"};
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
        if (g_str_has_prefix(text, signs[i]))
            return strlen(signs[i]);
    return 0;
}

static bool luhn(const char *digits, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int digit = digits[n - 1 - i] - '0';
        digit *= 1 + i % 2;
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

// The longest card number that starts at FROM and ends where a group of digits ends: its length
// in bytes, 0 if there is none.
static size_t card_at(const char *from, int min_digits)
{
    char digits[MAX_DIGITS];
    size_t length = 0;
    int n = 0;
    bool zeros = true;
    for (size_t i = 0; n <= MAX_DIGITS; i++) {
        bool digit = g_ascii_isdigit(from[i]);
        if (!digit && i > 0 && g_ascii_isdigit(from[i - 1]) && n >= min_digits && !zeros &&
            luhn(digits, n))
            length = i;
        size_t skip = digit ? 0 : separator(from + i);
        if (!digit && !(skip && g_ascii_isdigit(from[i + skip])))
            break;
        i += skip ? skip - 1 : 0;
        if (!digit)
            continue;
        if (n < MAX_DIGITS)
            digits[n] = from[i];
        zeros &= from[i] == '0';
        n++;
    }
    return length;
}

static void mask_digits(char *from, size_t length)
{
    int left = 0;
    for (size_t i = 0; i < length; i++)
        left += g_ascii_isdigit(from[i]);
    for (size_t i = 0; left > SHOWN_DIGITS; i++) {
        left -= g_ascii_isdigit(from[i]);
        if (g_ascii_isdigit(from[i]))
            from[i] = '*';
    }
}

static int mask(char *text, int min_digits)
{
    int found = 0;
    for (size_t i = 0; text && text[i];) {
        if (!g_ascii_isdigit(text[i])) {
            i++;
            continue;
        }
        size_t length = card_at(text + i, min_digits);
        if (length) {
            mask_digits(text + i, length);
            found++;
            i += length;
        }
        while (g_ascii_isdigit(text[i])) // the next group of digits
            i++;
    }
    return found;
}

int card_mask(char *text)
{
    return mask(text, MIN_DIGITS);
}

int card_mask_phone(char *text)
{
    if (!text || text[0] == '+' || strncmp(text, "00", 2) == 0)
        return 0;
    return mask(text, MIN_PHONE_DIGITS);
}

// Who issues cards of numbers that begin so, with how many digits.
static bool is_issued(const char *digits, int n)
{
    static const struct {
        int from, to, places; // the first digits
        int least, most;      // of them all
    } issuers[] = {{4, 4, 1, 16, 19},     {51, 55, 2, 16, 16},   {2221, 2720, 4, 16, 16},
                   {34, 34, 2, 15, 15},   {37, 37, 2, 15, 15},   {6011, 6011, 4, 16, 19},
                   {644, 649, 3, 16, 19}, {65, 65, 2, 16, 19},   {3528, 3589, 4, 16, 19},
                   {62, 62, 2, 16, 19},   {300, 305, 3, 14, 19}, {36, 36, 2, 14, 19},
                   {38, 39, 2, 14, 19},   {50, 50, 2, 16, 19},   {56, 58, 2, 16, 19}};
    for (size_t i = 0; i < G_N_ELEMENTS(issuers); i++) {
        int first = 0;
        for (int k = 0; k < issuers[i].places; k++)
            first = 10 * first + digits[k] - '0';
        if (first >= issuers[i].from && first <= issuers[i].to && n >= issuers[i].least &&
            n <= issuers[i].most)
            return true;
    }
    return false;
}

// Numbers of goods have right Luhn sums by chance: only what an issuer gives is a card, and no
// GTIN or SSCC is.
static bool is_card(const char *from, size_t length)
{
    char digits[MAX_DIGITS + 1];
    int n = 0;
    for (size_t i = 0; i < length && n < MAX_DIGITS; i++)
        if (g_ascii_isdigit(from[i]))
            digits[n++] = from[i];
    digits[n] = '\0';
    return is_issued(digits, n) && !gtin_valid(digits) && !sscc_valid(digits);
}

// How many card numbers a code holds. MASKED (NULL: not) is the code itself, where all but their
// last digits are replaced.
static int cards_in_code(const char *text, char *masked)
{
    int found = 0;
    for (size_t i = 0; text[i];) {
        size_t length = g_ascii_isdigit(text[i]) ? card_at(text + i, MIN_CODE_DIGITS) : 0;
        bool card = length && is_card(text + i, length);
        if (card && masked)
            mask_digits(masked + i, length);
        found += card;
        i += card ? length : 1;
        while (!card && g_ascii_isdigit(text[i - 1]) && g_ascii_isdigit(text[i]))
            i++; // the next group of digits
    }
    return found;
}

bool card_in_code(const char *code)
{
    return cards_in_code(code, NULL) > 0;
}

int card_mask_code(char *code)
{
    return code ? cards_in_code(code, code) : 0;
}

char *cell_quote(const char *text, int max)
{
    g_autofree char *masked = g_strdup(text);
    card_mask(masked);
    return text_quote(masked, -1, max);
}

static const char *skip_digits(const char *text)
{
    while (g_ascii_isdigit(*text))
        text++;
    return text;
}

bool damage_number(const char *text)
{
    const char *at = skip_digits(text);
    if (at == text)
        return false;
    if (*at == '.' || *at == ',')
        at = skip_digits(at + 1);
    if ((*at != 'E' && *at != 'e') || at[1] != '+')
        return false;
    const char *exponent = at + 2, *end = skip_digits(exponent);
    return end > exponent && !*end;
}

bool damage_date(const char *text)
{
    const char *at = text;
    for (int i = 0; i < 3; i++) {
        const char *number = at;
        at = skip_digits(at);
        if (at == number || at - number > (i < 2 ? 2 : 4))
            return false;
        if (i < 2 && *at != '/' && *at != '.')
            return false;
        at += i < 2;
    }
    return !*at || *at == ' ';
}

bool damage_flag(const char *text)
{
    return strcmp(text, "TRUE") == 0 || strcmp(text, "FALSE") == 0;
}
