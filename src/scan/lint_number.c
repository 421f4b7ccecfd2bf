// SPDX-License-Identifier: Apache-2.0
// Checks of numbers: dates, times, pieces of a total and places on earth.
#include <string.h>

#include "i18n.h"
#include "lint_checks.h"

enum { CENTURY = 100, LATITUDE_DIGITS = 10 };

int lint_full_year(int yy, int this_year)
{
    int difference = yy - this_year % CENTURY;
    int century = this_year - this_year % CENTURY;
    if (difference >= 51)
        century -= CENTURY;
    else if (difference <= -50)
        century += CENTURY;
    return century + yy;
}

int lint_days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month < 1 || month > 12)
        return 0;
    return days[month - 1] + (month == 2 && leap);
}

// A date whose year takes YEAR_DIGITS digits; day 00 only if NO_DAY.
static bool date(const struct lint_text *text, gsize year_digits, bool no_day,
                 struct lint_fault *ret_fault)
{
    gsize month_at = year_digits, day_at = year_digits + 2;
    if (!lint_digits(text, ret_fault))
        return false;
    if (text->len != day_at + 2) {
        lint_object(ret_fault, FAULT_DATE_LENGTH, 0, text->len);
        ret_fault->detail = year_digits == 2 ? N_("a date YYMMDD") : N_("a date YYYYMMDD");
        return false;
    }
    int year = lint_number(text->text, year_digits);
    if (year_digits == 2)
        year = lint_full_year(year, text->this_year);
    int month = lint_number(text->text + month_at, 2), day = lint_number(text->text + day_at, 2);
    int days = lint_days_of_month(year, month);
    if (!days)
        return lint_object(ret_fault, FAULT_MONTH, month_at, 2);
    if (day > days || (day == 0 && !no_day))
        return lint_object(ret_fault, FAULT_DAY, day_at, 2);
    return true;
}

bool lint_yymmd0(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return date(text, 2, true, ret_fault);
}

bool lint_yymmdd(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return date(text, 2, false, ret_fault);
}

bool lint_yyyymmdd(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return date(text, 4, false, ret_fault);
}

// Two digits at *AT below LIMIT.
static bool below(const struct lint_text *text, gsize at, int limit, enum fault_code code,
                  struct lint_fault *ret_fault)
{
    if (lint_number(text->text + at, 2) < limit)
        return true;
    return lint_object(ret_fault, code, at, 2);
}

static bool time_digits(const struct lint_text *text, gsize len, struct lint_fault *ret_fault)
{
    if (!lint_digits(text, ret_fault))
        return false;
    if (text->len == len)
        return true;
    lint_object(ret_fault, FAULT_DATE_LENGTH, 0, text->len);
    ret_fault->detail = len == 4 ? N_("a time HHMM") : N_("two digits of a time");
    return false;
}

bool lint_hh(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return time_digits(text, 2, ret_fault) && below(text, 0, 24, FAULT_HOUR, ret_fault);
}

bool lint_mi(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return time_digits(text, 2, ret_fault) && below(text, 0, 60, FAULT_MINUTE, ret_fault);
}

bool lint_ss(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return time_digits(text, 2, ret_fault) && below(text, 0, 60, FAULT_SECOND, ret_fault);
}

bool lint_hhmi(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return time_digits(text, 4, ret_fault) && below(text, 0, 24, FAULT_HOUR, ret_fault) &&
           below(text, 2, 60, FAULT_MINUTE, ret_fault);
}

// --- pieces

static bool all_zero(const char *digits, gsize len)
{
    for (gsize i = 0; i < len; i++)
        if (digits[i] != '0')
            return false;
    return true;
}

bool lint_pieceoftotal(const struct lint_text *text, struct lint_fault *ret_fault)
{
    gsize half = text->len / 2;
    if (!lint_digits(text, ret_fault))
        return false;
    if (text->len == 0 || text->len % 2 != 0)
        return lint_object(ret_fault, FAULT_PIECE_LENGTH, 0, text->len);
    if (all_zero(text->text, half))
        return lint_object(ret_fault, FAULT_PIECE_ZERO, 0, half);
    if (all_zero(text->text + half, half))
        return lint_object(ret_fault, FAULT_TOTAL_ZERO, half, half);
    if (memcmp(text->text, text->text + half, half) > 0)
        return lint_object(ret_fault, FAULT_PIECE_ABOVE, 0, text->len);
    return true;
}

// Digits at the start of LEN characters.
static gsize digits_at(const char *text, gsize len)
{
    gsize count = 0;
    while (count < len && g_ascii_isdigit(text[count]))
        count++;
    return count;
}

bool lint_posinseqslash(const struct lint_text *text, struct lint_fault *ret_fault)
{
    gsize before = digits_at(text->text, text->len);
    if (before == 0 || before + 1 >= text->len || text->text[before] != '/')
        return lint_object(ret_fault, FAULT_SEQUENCE, 0, text->len);
    const char *end = text->text + before + 1;
    gsize after = text->len - before - 1;
    if (digits_at(end, after) != after)
        return lint_object(ret_fault, FAULT_SEQUENCE, 0, text->len);
    if (text->text[0] == '0')
        return lint_object(ret_fault, FAULT_LEADING_ZERO, 0, before);
    if (*end == '0')
        return lint_object(ret_fault, FAULT_LEADING_ZERO, before + 1, after);
    if (before > after || (before == after && memcmp(text->text, end, after) > 0))
        return lint_object(ret_fault, FAULT_PIECE_ABOVE, 0, text->len);
    return true;
}

// --- places

static bool degrees(const struct lint_text *text, const char *most, enum fault_code code,
                    struct lint_fault *ret_fault)
{
    if (text->len != LATITUDE_DIGITS)
        return lint_object(ret_fault, FAULT_PLACE_LENGTH, 0, text->len);
    if (!lint_digits(text, ret_fault))
        return false;
    if (memcmp(text->text, most, LATITUDE_DIGITS) > 0)
        return lint_object(ret_fault, code, 0, LATITUDE_DIGITS);
    return true;
}

bool lint_latitude(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return degrees(text, "1800000000", FAULT_LATITUDE, ret_fault);
}

bool lint_longitude(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return degrees(text, "3600000000", FAULT_LONGITUDE, ret_fault);
}
