// SPDX-License-Identifier: Apache-2.0
// Reads the clocks of the system; converts dates by arithmetic alone (proleptic Gregorian).
#include "clock.h"

#include <glib.h>

enum { DAYS_PER_ERA = 146097 };
#define EPOCH_DAY INT64_C(719468)         // days from 0000-03-01 to 1970-01-01
#define FIRST_MS INT64_C(-62167219200000) // 0000-01-01T00:00:00Z
#define LAST_MS INT64_C(253402300799999)  // 9999-12-31T23:59:59.999Z

struct civil {
    int year, month, day; // month and day from 1
};

static int64_t fixed_ms;

void clock_fix(int64_t ms)
{
    __atomic_store_n(&fixed_ms, ms, __ATOMIC_RELAXED);
}

static bool from_environment(int64_t *ret_ms)
{
    const char *text = g_getenv("TOTE_CLOCK");
    return text && g_ascii_string_to_signed(text, 10, 1, LAST_MS, ret_ms, NULL);
}

int64_t clock_now(void)
{
    int64_t ms = __atomic_load_n(&fixed_ms, __ATOMIC_RELAXED);
    if (ms || from_environment(&ms))
        return ms;
    return g_get_real_time() / 1000;
}

int64_t clock_monotonic_us(void)
{
    return g_get_monotonic_time();
}

// Years are counted from March, so that the leap day is the last day of a year.
static int64_t days_of(struct civil date)
{
    int64_t year = (date.month > 2 ? date.year : date.year - 1) + 400;
    int64_t month = (date.month + 9) % 12; // March = 0
    int64_t day = (153 * month + 2) / 5 + date.day - 1;
    return 365 * year + year / 4 - year / 100 + year / 400 + day - EPOCH_DAY - DAYS_PER_ERA;
}

static struct civil civil_of(int64_t days)
{
    int64_t from_march = days + EPOCH_DAY + DAYS_PER_ERA; // January of the year 0 is below zero
    int64_t era = from_march / DAYS_PER_ERA - 1, day = from_march % DAYS_PER_ERA;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    day -= 365 * year + year / 4 - year / 100;
    int64_t month = (5 * day + 2) / 153;
    struct civil date = {.day = (int)(day - (153 * month + 2) / 5 + 1)};
    date.month = (int)(month < 10 ? month + 3 : month - 9);
    date.year = (int)(era * 400 + year + (date.month <= 2));
    return date;
}

char *clock_rfc3339(int64_t ms)
{
    ms = CLAMP(ms, FIRST_MS, LAST_MS) - FIRST_MS;
    int64_t rest = ms % DAY_MS;
    struct civil date = civil_of(ms / DAY_MS + FIRST_MS / DAY_MS);
    int minute = (int)(rest / MINUTE_MS), milli = (int)(rest % MINUTE_MS);
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%04d-%02d-%02dT%02d:%02d:%02d", date.year, date.month, date.day,
                    minute / 60, minute % 60, milli / SECOND_MS);
    if (milli % SECOND_MS)
        g_string_append_printf(text, ".%03d", milli % SECOND_MS);
    g_string_append_c(text, 'Z');
    return g_string_free(text, FALSE);
}

// N digits at *AT, no more and no fewer; moves *AT behind them.
static bool take_number(const char **at, int n, int min, int max, int *ret_value)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (!g_ascii_isdigit((*at)[i]))
            return false;
        value = value * 10 + ((*at)[i] - '0');
    }
    if (value < min || value > max)
        return false;
    *at += n;
    *ret_value = value;
    return true;
}

static bool take_char(const char **at, char wanted)
{
    if (**at != wanted)
        return false;
    (*at)++;
    return true;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

static bool take_date(const char **at, struct civil *date)
{
    return take_number(at, 4, 0, 9999, &date->year) && take_char(at, '-') &&
           take_number(at, 2, 1, 12, &date->month) && take_char(at, '-') &&
           take_number(at, 2, 1, days_in_month(date->year, date->month), &date->day);
}

static void take_fraction(const char **at, int *milli)
{
    for (int scale = 100; g_ascii_isdigit(**at); (*at)++, scale /= 10)
        *milli += scale * (**at - '0');
}

static bool take_time(const char **at, int64_t *ms)
{
    int hour, minute, second = 0, milli = 0;
    if (!take_number(at, 2, 0, 23, &hour) || !take_char(at, ':') ||
        !take_number(at, 2, 0, 59, &minute))
        return false;
    if (take_char(at, ':') && !take_number(at, 2, 0, 60, &second)) // 60: a leap second
        return false;
    if (**at == '.' && g_ascii_isdigit((*at)[1])) {
        (*at)++;
        take_fraction(at, &milli);
    }
    *ms += (hour * 60 + minute) * (int64_t)MINUTE_MS + second * SECOND_MS + milli;
    return true;
}

static bool take_offset(const char **at, int *minutes)
{
    if (g_ascii_strncasecmp(*at, "UTC", 3) == 0) {
        *at += 3;
        return true;
    }
    if (take_char(at, 'Z') || take_char(at, 'z'))
        return true;
    int sign = **at == '-' ? -1 : 1, hour, minute;
    if (!take_char(at, '+') && !take_char(at, '-'))
        return true; // none given
    if (!take_number(at, 2, 0, 23, &hour))
        return false;
    take_char(at, ':');
    if (!take_number(at, 2, 0, 59, &minute))
        return false;
    *minutes = sign * (hour * 60 + minute);
    return true;
}

static void skip_blanks(const char **at)
{
    while (g_ascii_isspace(**at))
        (*at)++;
}

bool clock_parse(const char *text, int64_t *ret_ms, int *ret_offset_minutes)
{
    struct civil date = {0};
    int64_t ms = 0;
    int offset = 0;
    skip_blanks(&text);
    if (!take_date(&text, &date))
        return false;
    bool timed = take_char(&text, 'T') || take_char(&text, 't') ||
                 (*text == ' ' && g_ascii_isdigit(text[1]) && take_char(&text, ' '));
    if (timed && !take_time(&text, &ms))
        return false;
    skip_blanks(&text);
    if (timed && !take_offset(&text, &offset))
        return false;
    skip_blanks(&text);
    if (*text)
        return false;
    if (ret_ms)
        *ret_ms = days_of(date) * DAY_MS + ms - offset * (int64_t)MINUTE_MS;
    if (ret_offset_minutes)
        *ret_offset_minutes = offset;
    return true;
}
