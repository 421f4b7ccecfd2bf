// SPDX-License-Identifier: Apache-2.0
// Money: the currency table, reading amounts as text, checked sums, splitting without loss.
#include "money.h"

#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "errors.h"
#include "i18n.h"
#include "text.h"

enum { SHOWN_CELLS = 40, DEFAULT_EXPONENT = 2 };

// Currencies whose minor unit is not a hundredth (ISO 4217).
static const struct {
    char code[4];
    int exponent;
} exponents[] = {
    {"BHD", 3}, {"BIF", 0}, {"CLF", 4}, {"CLP", 0}, {"DJF", 0}, {"GNF", 0}, {"IQD", 3},
    {"ISK", 0}, {"JOD", 3}, {"JPY", 0}, {"KMF", 0}, {"KRW", 0}, {"KWD", 3}, {"LYD", 3},
    {"OMR", 3}, {"PYG", 0}, {"RWF", 0}, {"TND", 3}, {"UGX", 0}, {"UYI", 0}, {"UYW", 4},
    {"VND", 0}, {"VUV", 0}, {"XAF", 0}, {"XOF", 0}, {"XPF", 0},
};

#define DOLLARS                                                                                    \
    "USD AUD BBD BMD BND BRL BSD BZD CAD CLP COP CUP CVE DOP FJD GYD HKD ARS JMD KYD LRD MOP MXN " \
    "NAD NIO NZD SBD SGD SRD TOP TTD TWD UYU WST XCD ZWG ZWL"

// Signs of currencies around an amount, and who uses them: any other currency in the file is a
// contradiction and refused. Longer signs first.
static const struct {
    const char *text, *currencies;
} marks[] = {
    {"US$", "USD"},
    {"CA$", "CAD"},
    {"AU$", "AUD"},
    {"NZ$", "NZD"},
    {"HK$", "HKD"},
    {"R$", "BRL"},
    {"Rs.", "INR LKR MUR NPR PKR SCR"},
    {"Rs", "INR LKR MUR NPR PKR SCR"},
    {"kr.", "DKK ISK NOK SEK"},
    {"kr", "DKK ISK NOK SEK"},
    {"zł", "PLN"},
    {"Kč", "CZK"},
    {"Ft", "HUF"},
    {"€", "EUR"},
    {"₹", "INR"},
    {"₺", "TRY"},
    {"₴", "UAH"},
    {"₪", "ILS"},
    {"₩", "KPW KRW"},
    {"₱", "CUP PHP"},
    {"₫", "VND"},
    {"฿", "THB"},
    {"৳", "BDT"},
    {"₽", "RUB"},
    {"£", "GBP EGP FKP GIP LBP SDG SHP SSP SYP"},
    {"¥", "CNY JPY"},
    {"$", DOLLARS},
};

// Blanks that stand between groups of digits or around an amount.
static const char *const blanks[] = {" ", "\t", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89"};
static const char minus_sign[] = "\xe2\x88\x92";

int money_exponent(const char *currency)
{
    for (size_t i = 0; i < G_N_ELEMENTS(exponents); i++)
        if (exponents[i].code[0] == currency[0] && strcmp(exponents[i].code, currency) == 0)
            return exponents[i].exponent;
    return DEFAULT_EXPONENT;
}

bool money_currency_valid(const char *text)
{
    return text && g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) &&
           g_ascii_isupper(text[2]) && !text[3];
}

bool money_currency_known(const char *text)
{
    // ISO 4217, what people pay with: no metals, no units of account, no code for tests.
    static const char known[] =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN "
        "BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR "
        "FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD "
        "JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT "
        "MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG "
        "QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS "
        "TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG "
        "XOF XPF YER ZAR ZMW ZWG ZWL";
    const char *at = money_currency_valid(text) ? strstr(known, text) : NULL;
    return at && (at == known || at[-1] == ' ');
}

struct money money_of(int64_t minor, const char *currency)
{
    g_assert(money_currency_valid(currency));
    struct money amount = {.minor = minor};
    memcpy(amount.currency, currency, sizeof amount.currency);
    return amount;
}

// What of the text is still unread, and what was found around the digits.
struct amount_text {
    const char *from, *to;
    const char *currency;
    bool negative, contradicts;
};

static bool starts(const struct amount_text *text, const char *with)
{
    size_t n = strlen(with);
    return (size_t)(text->to - text->from) >= n && memcmp(text->from, with, n) == 0;
}

static bool ends(const struct amount_text *text, const char *with)
{
    size_t n = strlen(with);
    return (size_t)(text->to - text->from) >= n && memcmp(text->to - n, with, n) == 0;
}

// Takes WHAT off the front or the back.
static bool take(struct amount_text *text, const char *what)
{
    if (starts(text, what))
        text->from += strlen(what);
    else if (ends(text, what))
        text->to -= strlen(what);
    else
        return false;
    return true;
}

static bool take_blank(struct amount_text *text)
{
    for (size_t i = 0; i < G_N_ELEMENTS(blanks); i++)
        if (take(text, blanks[i]))
            return true;
    return false;
}

static bool take_mark(struct amount_text *text)
{
    if (take(text, text->currency))
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (!take(text, marks[i].text))
            continue;
        text->contradicts |= !strstr(marks[i].currencies, text->currency);
        return true;
    }
    return false;
}

static bool take_sign(struct amount_text *text)
{
    if (text->negative)
        return false;
    bool opens = starts(text, "(") && ends(text, ")") && text->to - text->from >= 2;
    if (opens) {
        text->from++;
        text->to--;
    }
    text->negative = opens || take(text, "-") || take(text, minus_sign);
    return text->negative;
}

// Separators of one amount: which one is the decimal point (0: none of them).
static char decimal_of(const struct amount_text *text, int exponent)
{
    const char *dot = NULL, *comma = NULL;
    int dots = 0, commas = 0;
    for (const char *at = text->from; at < text->to; at++) {
        dots += *at == '.';
        commas += *at == ',';
        dot = *at == '.' ? at : dot;
        comma = *at == ',' ? at : comma;
    }
    if (dot && comma)
        return dot > comma ? '.' : ',';
    if (dots == 1)
        return '.';
    if (commas != 1)
        return 0;
    // "1,234" groups thousands; "0,234" and "1,23" do not.
    bool groups = text->to - comma == 4 && comma > text->from && comma - text->from <= 3 &&
                  *text->from != '0' && exponent != 3;
    return groups ? 0 : ',';
}

// Length of the group separator at AT, 0 if there is none.
static size_t group_mark(const char *at, const char *to, char decimal)
{
    struct amount_text rest = {.from = at, .to = to};
    if ((*at == '.' || *at == ',' || *at == '\'') && *at != decimal)
        return 1;
    if (starts(&rest, "\xe2\x80\x99")) // typographic apostrophe, Swiss
        return 3;
    for (size_t i = 0; i < G_N_ELEMENTS(blanks); i++)
        if (starts(&rest, blanks[i]))
            return strlen(blanks[i]);
    return 0;
}

static bool add_digit(uint64_t *value, char digit)
{
    return !__builtin_mul_overflow(*value, 10, value) &&
           !__builtin_add_overflow(*value, (uint64_t)(digit - '0'), value);
}

// Digits before the decimal point, in groups or not. Groups have two (India) or three digits,
// the last one three.
static bool read_whole(struct amount_text *text, char decimal, uint64_t *value, int *n_digits)
{
    int in_group = 0, groups = 0;
    while (text->from < text->to && *text->from != decimal) {
        size_t mark = group_mark(text->from, text->to, decimal);
        if (mark) {
            if (in_group == 0 || in_group > 3 || (groups > 0 && in_group < 2))
                return false;
            groups++;
            in_group = 0;
            text->from += mark;
            continue;
        }
        if (!g_ascii_isdigit(*text->from) || !add_digit(value, *text->from++))
            return false;
        in_group++;
        (*n_digits)++;
    }
    return groups == 0 || in_group == 3;
}

// Digits behind the decimal point; what the currency does not have is rounded, half away from 0.
static bool read_fraction(struct amount_text *text, int exponent, uint64_t *value, int *n_digits)
{
    int used = 0;
    bool up = false;
    for (; text->from < text->to; text->from++, used++) {
        if (!g_ascii_isdigit(*text->from))
            return false;
        if (used < exponent && !add_digit(value, *text->from))
            return false;
        up |= used == exponent && *text->from >= '5';
        (*n_digits)++;
    }
    for (; used < exponent; used++)
        if (!add_digit(value, '0'))
            return false;
    return !__builtin_add_overflow(*value, (uint64_t)up, value);
}

// Nothing but digits at both ends, as nearly always.
static bool is_bare(const struct amount_text *text)
{
    return text->from < text->to && g_ascii_isdigit(*text->from) && g_ascii_isdigit(text->to[-1]);
}

static bool read_amount(struct amount_text *text, int64_t *minor)
{
    int exponent = money_exponent(text->currency), n_digits = 0;
    uint64_t value = 0;
    while (!is_bare(text) && (take_blank(text) || take_mark(text) || take_sign(text)))
        ;
    if (!text->negative && text->from < text->to && *text->from == '+')
        text->from++;
    char decimal = decimal_of(text, exponent);
    if (!read_whole(text, decimal, &value, &n_digits))
        return false;
    if (decimal && text->from < text->to)
        text->from++;
    if (!read_fraction(text, exponent, &value, &n_digits))
        return false;
    if (n_digits == 0 || value > INT64_MAX)
        return false;
    *minor = text->negative ? -(int64_t)value : (int64_t)value;
    return true;
}

bool money_parse(const char *text, const char *currency, const char *field,
                 struct money *ret_amount, GError **error)
{
    g_assert(money_currency_valid(currency));
    struct amount_text rest = {.from = text, .to = text + strlen(text), .currency = currency};
    int64_t minor = 0;
    if (read_amount(&rest, &minor) && !rest.contradicts) {
        *ret_amount = money_of(minor, currency);
        return true;
    }
    g_autofree char *shown = text_quote(text, -1, SHOWN_CELLS);
    if (rest.contradicts)
        return tote_fail(error, TOTE_IMPORT_VALUE, field,
                         _("\"%s\" names another currency than %s; give the amount in %s"), shown,
                         currency, currency);
    return tote_fail(error, TOTE_IMPORT_VALUE, field,
                     _("\"%s\" is not an amount in %s; write it like 1234.50"), shown, currency);
}

bool money_parse_foreign(const char *text, const char *currency, int64_t *ret_minor)
{
    struct amount_text rest = {.from = text, .to = text + strlen(text), .currency = currency};
    return read_amount(&rest, ret_minor) && rest.contradicts;
}

bool money_possible(int64_t minor)
{
    return minor >= -MONEY_MOST && minor <= MONEY_MOST;
}

bool money_add(struct money a, struct money b, struct money *ret_sum)
{
    int64_t minor;
    if (strcmp(a.currency, b.currency) != 0 || __builtin_add_overflow(a.minor, b.minor, &minor))
        return false;
    *ret_sum = money_of(minor, a.currency);
    return true;
}

bool money_sub(struct money a, struct money b, struct money *ret_difference)
{
    int64_t minor;
    if (strcmp(a.currency, b.currency) != 0 || __builtin_sub_overflow(a.minor, b.minor, &minor))
        return false;
    *ret_difference = money_of(minor, a.currency);
    return true;
}

bool money_mul(struct money a, int64_t times, struct money *ret_product)
{
    int64_t minor;
    if (__builtin_mul_overflow(a.minor, times, &minor))
        return false;
    *ret_product = money_of(minor, a.currency);
    return true;
}

// What a part is short of, for the order in which the left-over units go round.
struct remainder {
    unsigned __int128 rest;
    size_t part;
};

static int larger_first(const void *a, const void *b)
{
    const struct remainder *x = a, *y = b;
    if (x->rest != y->rest)
        return x->rest > y->rest ? -1 : 1;
    return x->part < y->part ? -1 : x->part > y->part;
}

bool money_split(struct money total, const int64_t *weights, size_t n, int64_t *ret_minor)
{
    unsigned __int128 sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (weights[i] < 0)
            return false;
        sum += (uint64_t)weights[i];
    }
    if (n == 0)
        return total.minor == 0;
    bool equal = sum == 0, negative = total.minor < 0;
    uint64_t size = negative ? -(uint64_t)total.minor : (uint64_t)total.minor, left = size;
    g_autofree struct remainder *order = g_new(struct remainder, n);
    sum = equal ? n : sum;
    for (size_t i = 0; i < n; i++) {
        unsigned __int128 share = (unsigned __int128)size * (equal ? 1 : (uint64_t)weights[i]);
        order[i] = (struct remainder){share % sum, i};
        ret_minor[i] = (int64_t)(uint64_t)(share / sum);
        left -= (uint64_t)(share / sum);
    }
    if (left)
        qsort(order, n, sizeof *order, larger_first);
    for (size_t i = 0; i < left; i++)
        ret_minor[order[i].part] = (int64_t)((uint64_t)ret_minor[order[i].part] + 1);
    for (size_t i = 0; negative && i < n; i++)
        ret_minor[i] = (int64_t) - (uint64_t)ret_minor[i];
    return true;
}

// Digits of the amount without sign, at least one before the point.
static char *digits_of(struct money amount, int exponent)
{
    uint64_t size = amount.minor < 0 ? -(uint64_t)amount.minor : (uint64_t)amount.minor;
    return g_strdup_printf("%0*" G_GUINT64_FORMAT, exponent + 1, size);
}

char *money_plain(struct money amount)
{
    int exponent = money_exponent(amount.currency);
    g_autofree char *digits = digits_of(amount, exponent);
    int whole = (int)strlen(digits) - exponent;
    return g_strdup_printf("%s%.*s%s%s", amount.minor < 0 ? "-" : "", whole, digits,
                           exponent ? "." : "", digits + whole);
}

// Where the locale puts its thousands mark: true when POSITION digits follow to the right.
static bool group_ends(const struct lconv *locale, int position)
{
    const char *group = locale->grouping;
    int end = 0;
    while (end < position) {
        if (*group <= 0 || *group == CHAR_MAX)
            return false;
        end += *group;
        group += group[1] != 0; // the last size repeats
    }
    return end == position;
}

char *money_show_number(struct money amount)
{
    const struct lconv *locale = localeconv();
    int exponent = money_exponent(amount.currency);
    g_autofree char *digits = digits_of(amount, exponent);
    int whole = (int)strlen(digits) - exponent;
    GString *text = g_string_new(amount.minor < 0 ? "-" : "");
    for (int i = 0; i < whole; i++) {
        if (i > 0 && group_ends(locale, whole - i))
            g_string_append(text, locale->thousands_sep);
        g_string_append_c(text, digits[i]);
    }
    if (exponent)
        g_string_append_printf(text, "%s%s", locale->decimal_point, digits + whole);
    return g_string_free(text, FALSE);
}

char *money_show(struct money amount)
{
    g_autofree char *number = money_show_number(amount);
    return g_strdup_printf("%s %s", number, amount.currency);
}
