// SPDX-License-Identifier: Apache-2.0
// HIBC, the bar codes of the health industry: Supplier Labeling Standard, ANSI/HIBC 2.6.
#include <string.h>

#include "explanation.h"
#include "i18n.h"

enum { LABELER = 4, PRODUCT_MAX = 18, LOT_MAX = 18, SERIAL_MAX = 20, MODULUS = 43 };

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

// What is read: the data from '+' to the check character, all of it in the source.
struct hibc {
    struct explanation *explanation;
    const char *source;
    gsize from, end; // END is the check character
};

static int value_of(char c)
{
    const char *found = c ? strchr(alphabet, c) : NULL;
    return found ? (int)(found - alphabet) : -1;
}

static char check_character(const char *data, gsize len)
{
    int sum = 0;
    for (gsize i = 0; i < len; i++)
        sum += value_of(data[i]);
    return alphabet[sum % MODULUS];
}

static gsize strange(const char *data, gsize len)
{
    gsize i = 0;
    while (i < len && value_of(data[i]) >= 0)
        i++;
    return i;
}

static struct explain_part *add(struct hibc *hibc, const char *id, const char *title, gsize from,
                                gsize to)
{
    return explain_add(hibc->explanation, id, title, from, to - from, from, to - from);
}

static void object(struct hibc *hibc, enum fault_code code, gsize from, gsize to,
                   const char *detail)
{
    explain_object(hibc->explanation, code, from, to - from, detail);
}

static bool digits_at(const struct hibc *hibc, gsize from, gsize to)
{
    for (gsize i = from; i < to; i++)
        if (!g_ascii_isdigit(hibc->source[i]))
            return false;
    return true;
}

// --- dates: what the letters of a pattern stand for

struct moment {
    int year, month, day, day_of_year, hour;
};

static int *field_of(struct moment *moment, char letter)
{
    static const struct {
        char letter;
        gsize member;
    } fields[] = {
        {'Y', offsetof(struct moment, year)}, {'M', offsetof(struct moment, month)},
        {'D', offsetof(struct moment, day)},  {'J', offsetof(struct moment, day_of_year)},
        {'H', offsetof(struct moment, hour)},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
        if (fields[i].letter == letter)
            return (int *)(void *)((char *)moment + fields[i].member);
    return NULL;
}

// Turns the day of the year into month and day; false if the year has no such day.
static bool place_day(struct moment *moment)
{
    int day = moment->day_of_year;
    for (moment->month = 1; moment->month <= 12; moment->month++) {
        int days = lint_days_of_month(moment->year, moment->month);
        if (day >= 1 && day <= days) {
            moment->day = day;
            return true;
        }
        day -= days;
    }
    return false;
}

static bool moment_good(struct moment *moment, const char *pattern)
{
    if (strchr(pattern, 'J') && !place_day(moment))
        return false;
    int days = lint_days_of_month(moment->year, moment->month);
    bool day = !strpbrk(pattern, "DJ") || (moment->day >= 1 && moment->day <= days);
    return days > 0 && day && moment->hour < 24;
}

// Reads source[FROM..] by PATTERN as the date called TITLE.
static void read_date(struct hibc *hibc, const char *id, const char *title, gsize from,
                      const char *pattern)
{
    gsize len = strlen(pattern), to = MIN(from + len, hibc->end);
    struct moment moment = {0};
    bool good = to - from == len && digits_at(hibc, from, to);
    for (gsize i = 0; good && i < len; i++) {
        int *field = field_of(&moment, pattern[i]);
        *field = *field * 10 + hibc->source[from + i] - '0';
    }
    if (good && !strstr(pattern, "YYYY"))
        moment.year = lint_full_year(moment.year, hibc->explanation->message.this_year);
    struct explain_part *part = add(hibc, id, title, from, to);
    if (!good || !moment_good(&moment, pattern)) {
        object(hibc, FAULT_HIBC_DATE, from, to, NULL);
        return;
    }
    if (!strpbrk(pattern, "DJ"))
        part->text = explain_print(hibc->explanation, "%04d-%02d", moment.year, moment.month);
    else if (strchr(pattern, 'H'))
        part->text = explain_print(hibc->explanation, "%04d-%02d-%02d %02d:00", moment.year,
                                   moment.month, moment.day, moment.hour);
    else
        part->text = explain_print(hibc->explanation, "%04d-%02d-%02d", moment.year, moment.month,
                                   moment.day);
}

// --- parts

static void read_name(struct hibc *hibc, bool serial, gsize from, gsize to)
{
    gsize most = serial ? SERIAL_MAX : LOT_MAX;
    if (from == to)
        return;
    add(hibc, serial ? "SER" : "LOT", serial ? N_("SERIAL") : N_("LOT"), from, to);
    if (to - from > most)
        object(hibc, FAULT_HIBC_SHORT, from, to, serial ? N_("serial number") : N_("lot"));
}

// Quantity behind "$$": 8 and two digits, or 9 and five. Returns where it ends.
static gsize read_quantity(struct hibc *hibc, gsize from, gsize to)
{
    gsize len = from < to && hibc->source[from] == '8'   ? 2
                : from < to && hibc->source[from] == '9' ? 5
                                                         : 0;
    if (!len)
        return from;
    gsize end = MIN(from + 1 + len, to);
    add(hibc, "QTY", N_("QUANTITY"), from + 1, end);
    if (end - from - 1 != len || !digits_at(hibc, from + 1, end))
        object(hibc, FAULT_HIBC_QUANTITY, from + 1, end, NULL);
    return end;
}

// The date behind "$$" by its flag; without one it is month and year.
static const struct {
    char flag;
    const char *pattern;
} dates[] = {
    {'2', "MMDDYY"}, {'3', "YYMMDD"},  {'4', "YYMMDDHH"},
    {'5', "YYJJJ"},  {'6', "YYJJJHH"}, {'7', ""},
};

static gsize read_flagged_date(struct hibc *hibc, gsize from, gsize to)
{
    const char *pattern = "MMYY";
    gsize skip = 0;
    for (gsize i = 0; from < to && i < G_N_ELEMENTS(dates); i++)
        if (dates[i].flag == hibc->source[from]) {
            pattern = dates[i].pattern;
            skip = 1;
        }
    gsize end = MIN(from + skip + strlen(pattern), to);
    if (*pattern && from < to)
        read_date(hibc, "EXP", N_("EXPIRY"), from + skip, pattern);
    return end;
}

// Lot or serial number with or without quantity and expiry: "$", "$+", "$$", "$$+".
static void read_secondary(struct hibc *hibc, gsize from, gsize to)
{
    gsize at = from;
    while (at < to && at < from + 2 && hibc->source[at] == '$')
        at++;
    bool dated = at - from == 2, serial = at < to && hibc->source[at] == '+';
    at += serial ? 1 : 0;
    if (dated && !serial)
        at = read_quantity(hibc, at, to);
    if (dated)
        at = read_flagged_date(hibc, at, to);
    read_name(hibc, serial, at, to);
}

static void read_julian(struct hibc *hibc, gsize from, gsize to)
{
    gsize end = MIN(from + 5, to);
    read_date(hibc, "EXP", N_("EXPIRY"), from, "YYJJJ");
    read_name(hibc, false, end, to);
}

static void read_serial(struct hibc *hibc, gsize from, gsize to)
{
    read_name(hibc, true, from + 1, to);
}

static void read_expiry(struct hibc *hibc, gsize from, gsize to)
{
    read_date(hibc, "EXP", N_("EXPIRY"), from + 3, "YYYYMMDD");
    if (to > from + 11)
        object(hibc, FAULT_HIBC_PART, from, to, NULL);
}

static void read_made(struct hibc *hibc, gsize from, gsize to)
{
    read_date(hibc, "MFD", N_("MADE"), from + 3, "YYYYMMDD");
    if (to > from + 11)
        object(hibc, FAULT_HIBC_PART, from, to, NULL);
}

static void read_count(struct hibc *hibc, gsize from, gsize to)
{
    add(hibc, "QTY", N_("QUANTITY"), from + 1, to);
    if (to - from < 2 || to - from > 6 || !digits_at(hibc, from + 1, to))
        object(hibc, FAULT_HIBC_QUANTITY, from, to, NULL);
}

// Parts behind the first, by how they start; the first row that fits. Digits are a julian date.
static const struct {
    const char *start;
    void (*read)(struct hibc *hibc, gsize from, gsize to);
} parts[] = {
    {"14D", read_expiry}, {"16D", read_made}, {"$", read_secondary},
    {"S", read_serial},   {"Q", read_count},
};

static void read_part(struct hibc *hibc, gsize from, gsize to)
{
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
        gsize len = strlen(parts[i].start);
        if (to - from >= len && memcmp(hibc->source + from, parts[i].start, len) == 0) {
            parts[i].read(hibc, from, to);
            return;
        }
    }
    if (to - from >= 5 && digits_at(hibc, from, from + 5))
        read_julian(hibc, from, to);
    else
        object(hibc, FAULT_HIBC_PART, from, to, NULL);
}

// Labeler (a letter and three characters), product, and one digit for the unit.
static void read_primary(struct hibc *hibc, gsize from, gsize to)
{
    if (to - from < LABELER + 2 || to - from > LABELER + PRODUCT_MAX + 1) {
        object(hibc, FAULT_HIBC_SHORT, from, to, N_("primary data"));
        return;
    }
    add(hibc, "LIC", N_("LABELER"), from, from + LABELER);
    add(hibc, "PCN", N_("PRODUCT"), from + LABELER, to - 1);
    struct explain_part *unit = add(hibc, "U/M", N_("UNIT"), to - 1, to);
    unit->text = hibc->source[to - 1] == '0' ? _("a single piece") : NULL;
    for (gsize i = from; i < to - 1; i++)
        if (!g_ascii_isalnum(hibc->source[i])) {
            object(hibc, FAULT_HIBC_LABELER, from, to, NULL);
            return;
        }
    if (!g_ascii_isdigit(hibc->source[to - 1]))
        object(hibc, FAULT_HIBC_QUANTITY, to - 1, to, NULL);
}

// Secondary data of its own ends with the check character of the primary data.
static void read_alone(struct hibc *hibc, gsize from)
{
    gsize to = hibc->end;
    if (to - from < 2) {
        object(hibc, FAULT_HIBC_SHORT, from, to, N_("secondary data"));
        return;
    }
    gsize link = to - 1;
    hibc->end = link;
    read_part(hibc, from, link);
    struct explain_part *part = add(hibc, "LINK", N_("LINK"), link, to);
    part->text = _("check character of the primary data");
    hibc->end = to;
}

static void read_parts(struct hibc *hibc)
{
    gsize from = hibc->from + 1, end = hibc->end;
    bool first = true;
    while (from <= end) {
        const char *slash = memchr(hibc->source + from, '/', end - from);
        gsize to = slash ? (gsize)(slash - hibc->source) : end;
        hibc->end = to;
        if (first)
            read_primary(hibc, from, to);
        else
            read_part(hibc, from, to);
        from = to + 1;
        first = false;
    }
    hibc->end = end;
}

// Numbers with a plus in front are no HIBC unless their check character is right.
static bool is_hibc(const char *data, gsize len)
{
    bool right =
        len > 3 && strange(data, len) == len && check_character(data, len - 1) == data[len - 1];
    if (len < 4 || data[0] != '+')
        return false;
    return g_ascii_isupper(data[1]) || data[1] == '$' || right;
}

bool explain_hibc(struct explanation *explanation, gsize from)
{
    const char *source = explanation->message.source;
    gsize len = explanation->message.source_len - from;
    struct hibc hibc = {explanation, source, from, from + len - 1};
    if (!is_hibc(source + from, len))
        return false;
    explanation->kind = "hibc";
    gsize bad = strange(source + from, len);
    if (bad < len) {
        object(&hibc, FAULT_HIBC_CHARACTER, from + bad, from + bad + 1, NULL);
        return true;
    }
    if (source[from + 1] == '/')
        add(&hibc, "PAS", N_("PROVIDER APPLICATION"), from + 2, hibc.end);
    else if (g_ascii_isupper(source[from + 1]))
        read_parts(&hibc);
    else
        read_alone(&hibc, from + 1);
    char right[2] = {check_character(source + from, len - 1), '\0'};
    add(&hibc, "CHECK", N_("CHECK"), hibc.end, hibc.end + 1);
    if (right[0] != source[hibc.end])
        object(&hibc, FAULT_HIBC_CHECK, hibc.end, hibc.end + 1, right);
    return true;
}
