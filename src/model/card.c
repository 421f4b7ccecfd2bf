// SPDX-License-Identifier: Apache-2.0
// Finds card numbers in text, and the traces of a spreadsheet.
#include "card.h"

#include <string.h>

#include "text.h"

enum {
    MIN_DIGITS = 13,
    MAX_DIGITS = 19,
    MIN_PHONE_DIGITS = 15, // a longer number in a telephone field is none
    SHOWN_DIGITS = 4,
};

static bool is_separator(char c)
{
    return c == ' ' || c == '-' || c == '.';
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
        if (!digit && !(is_separator(from[i]) && g_ascii_isdigit(from[i + 1])))
            break;
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
