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
    FIRST_LEAD = 0xd9, // of the digits beyond ASCII the lowest are Arabic
};

// How many bytes the digit at TEXT takes, of whatever script; 0 = it is none.
static size_t digit_at(const char *text, char *ret_digit)
{
    if (g_ascii_isdigit(*text))
        *ret_digit = *text;
    if ((unsigned char)*text < FIRST_LEAD)
        return g_ascii_isdigit(*text) ? 1 : 0;
    gunichar c = g_utf8_get_char_validated(text, -1);
    if (c >= 0x110000 || !g_unichar_isdigit(c))
        return 0;
    *ret_digit = (char)('0' + g_unichar_digit_value(c));
    return (size_t)(g_utf8_next_char(text) - text);
}

// May TEXT hold a number of LEAST digits? Nearly every text holds too few, and is done with here.
// Bytes that begin a sign of a script with digits count as one.
static bool has_digits(const char *text, int least)
{
    int n = 0;
    for (; *text && n < least; text++)
        n += g_ascii_isdigit(*text) || (unsigned char)*text >= FIRST_LEAD;
    return n >= least;
}

static bool is_digit(const char *text)
{
    char digit;
    return digit_at(text, &digit) > 0;
}

// How many bytes of SIGNS, one of N, stand at TEXT; 0 = none.
static size_t one_of(const char *text, const char *const *signs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (g_str_has_prefix(text, signs[i]))
            return strlen(signs[i]);
    return 0;
}

static size_t visible(const char *text)
{
    static const char *const signs[] = {
        "\r\n",         "\xc2\xa0",     "\xe2\x80\x87", "\xe2\x80\x89", "\xe2\x80\x8a",
        "\xe2\x80\x90", "\xe2\x80\x91", "\xe2\x80\x92", "\xe2\x80\x93", "\xe2\x80\x94",
        "\xe2\x80\xaf", "\xe2\x88\x92", "\xe3\x80\x80", "\xef\xbc\x8d"};
    size_t whole = one_of(text, signs, G_N_ELEMENTS(signs));
    return whole ? whole : *text && strchr(" -._/\n\r\t", *text) ? 1 : 0;
}

// Signs without width: a soft hyphen, joiners, marks.
static size_t unseen(const char *text)
{
    static const char *const signs[] = {"\xc2\xad",     "\xe2\x80\x8b", "\xe2\x80\x8c",
                                        "\xe2\x80\x8d", "\xe2\x81\xa0", "\xef\xbb\xbf"};
    size_t n = 0, sign;
    while ((unsigned char)text[n] >= 0x80 && (sign = one_of(text + n, signs, G_N_ELEMENTS(signs))))
        n += sign;
    return n;
}

// How many bytes stand at TEXT between groups of digits: any run of signs, and what nobody sees;
// 0 = none.
static size_t separator(const char *text)
{
    size_t n = unseen(text), sign;
    while ((sign = visible(text + n)))
        n += sign + unseen(text + n + sign);
    return n;
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
    char digits[MAX_DIGITS + 1];
    size_t at = 0, length = 0;
    bool zeros = true;
    for (int n = 0; n <= MAX_DIGITS;) {
        size_t bytes = digit_at(from + at, &digits[n]);
        if (bytes) {
            zeros &= digits[n++] == '0';
            at += bytes;
            continue;
        }
        if (n >= min_digits && !zeros && luhn(digits, n))
            length = at;
        size_t skip = separator(from + at);
        if (!skip || !is_digit(from + at + skip))
            break;
        at += skip;
    }
    return length;
}

static int count_digits(const char *from, size_t length)
{
    int n = 0;
    for (size_t i = 0; i < length; i++)
        n += is_digit(from + i);
    return n;
}

// Returns how long the text is that was LENGTH bytes: a sign may be shorter than its digit.
static size_t mask_digits(char *from, size_t length)
{
    int left = count_digits(from, length);
    for (size_t i = 0; left > SHOWN_DIGITS; i++) {
        char digit;
        size_t bytes = digit_at(from + i, &digit);
        if (!bytes)
            continue;
        from[i] = '*';
        memmove(from + i + 1, from + i + bytes, strlen(from + i + bytes) + 1);
        length -= bytes - 1;
        left--;
    }
    return length;
}

// How long the group of digits at TEXT is. ZEROS: before a number they are stepped over one by one.
static size_t group(const char *text, bool zeros)
{
    char first = 0, digit = 0;
    size_t at = digit_at(text, &first), bytes;
    while (!(zeros && first == '0') && (bytes = digit_at(text + at, &digit)))
        at += bytes;
    return at;
}

// Is the digit at I the modifier of an AIM identifier, "]C1", that a scanner puts before a code?
static bool behind_aim(const char *text, size_t i)
{
    return i >= 2 && text[i - 2] == ']' && g_ascii_isalpha(text[i - 1]);
}

// Does an issuer give numbers that begin so? Those that machines count up begin with 1, 7, 8, 9,
// and one in ten has a right Luhn sum. (15 digits with a 1 are of airlines.)
static bool begins_as_card(const char *from, size_t length)
{
    int n = 0, first = 0, four = 0;
    for (size_t i = 0; i < length; i++) {
        char digit = 0;
        if (!digit_at(from + i, &digit) || (n == 0 && digit == '0'))
            continue;
        n++;
        first = n == 1 ? digit - '0' : first;
        four = n <= 4 ? four * 10 + digit - '0' : four;
    }
    return (first >= 3 && first <= 6) || (four >= 2221 && four <= 2720) || (first == 1 && n == 15);
}

// Is the group of digits at TEXT the number of a parcel: an SSCC, also with its identifier "00"?
static bool is_parcel(const char *text, size_t length)
{
    enum { SSCC_DIGITS = 18, WITH_IDENTIFIER = 20 };
    size_t before = length == WITH_IDENTIFIER && g_str_has_prefix(text, "00") ? 2 : 0;
    g_autofree char *digits = length - before == SSCC_DIGITS ? g_strndup(text, length) : NULL;
    return digits && sscc_valid(digits + before);
}

// The words before the code on the back of a card.
static const char *const code_words[] = {"cvv2", "cvv", "cvc2",          "cvc",
                                         "csc",  "cid", "security code", "Prüfnummer"};

// Where the digits of a code stand behind one of these words at TEXT, 0 = nowhere.
static size_t code_behind(const char *text)
{
    for (size_t i = 0; i < G_N_ELEMENTS(code_words); i++) {
        size_t n = strlen(code_words[i]);
        if (g_ascii_strncasecmp(text, code_words[i], n))
            continue;
        n += strspn(text + n, " :=#.-\t\r\n");
        size_t digits = strspn(text + n, "0123456789");
        if (digits == 3 || digits == 4)
            return n;
    }
    return 0;
}

// Beside the number of a card nobody may keep the code on its back, either.
static void mask_codes(char *text)
{
    for (size_t i = 0; text[i]; i++) {
        bool begins = i == 0 || !g_ascii_isalnum(text[i - 1]);
        size_t n = begins ? code_behind(text + i) : 0;
        for (char *at = text + i + n; n && g_ascii_isdigit(*at); at++)
            *at = '*';
    }
}

static int mask(char *text, int min_digits)
{
    int found = 0;
    if (!text || !has_digits(text, min_digits))
        return 0;
    for (size_t i = 0; text[i];) {
        if (!is_digit(text + i)) {
            i++;
            continue;
        }
        if (behind_aim(text, i)) {
            i++;
            continue;
        }
        size_t parcel = strspn(text + i, "0123456789");
        if (is_parcel(text + i, parcel)) {
            i += parcel;
            continue;
        }
        size_t length = card_at(text + i, min_digits);
        length = begins_as_card(text + i, length) ? length : 0;
        found += length > 0;
        i += length ? mask_digits(text + i, length) : group(text + i, true);
    }
    if (found)
        mask_codes(text);
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
// GTIN or SSCC is. Zeros before it are none of the issuer's.
static bool is_card(const char *from, size_t length)
{
    char digits[MAX_DIGITS + 1];
    int n = 0;
    for (size_t i = 0; i < length && n < MAX_DIGITS; i++)
        n += digit_at(from + i, &digits[n]) > 0;
    digits[n] = '\0';
    int zeros = (int)strspn(digits, "0");
    return is_issued(digits + zeros, n - zeros) && !gtin_valid(digits) && !sscc_valid(digits);
}

// How many card numbers a code holds. MASKED (NULL: not) is the code itself, where all but their
// last digits are replaced.
static int cards_in_code(const char *text, char *masked)
{
    int found = 0;
    if (!has_digits(text, MIN_CODE_DIGITS))
        return 0;
    for (size_t i = 0; text[i];) {
        size_t length = is_digit(text + i) ? card_at(text + i, MIN_CODE_DIGITS) : 0;
        bool card = length && is_card(text + i, length);
        found += card;
        if (card)
            i += masked ? mask_digits(masked + i, length) : length;
        else // a number of goods is none from its second digit on, either
            i += is_digit(text + i) ? group(text + i, !length) : 1;
    }
    return found;
}

bool card_in_code(const char *code)
{
    return cards_in_code(code, NULL) > 0;
}

static bool is_blank(char c)
{
    return !c || g_ascii_isspace(c);
}

// "4111 1111 1111 1111": as nothing but cards is written.
static bool in_fours(const char *from, size_t length)
{
    enum { FOUR = 4 };
    bool fours = length % (FOUR + 1) == FOUR && length > FOUR;
    for (size_t i = 0; fours && i < length; i++)
        fours =
            i % (FOUR + 1) == FOUR ? from[i] == ' ' || from[i] == '-' : g_ascii_isdigit(from[i]);
    return fours;
}

bool card_in_key(const char *key)
{
    for (size_t i = 0; key[i]; i++) {
        char before = i ? key[i - 1] : '\0';
        size_t length =
            is_digit(key + i) && !g_ascii_isalnum(before) ? card_at(key + i, MIN_CODE_DIGITS) : 0;
        if (!length || !is_card(key + i, length))
            continue;
        char behind = key[i + length];
        if ((is_blank(before) && is_blank(behind)) ||
            (in_fours(key + i, length) && !g_ascii_isalnum(behind)))
            return true;
    }
    return false;
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
