// SPDX-License-Identifier: Apache-2.0
// Times, ages and numbers in short words.
#include "show.h"

#include <locale.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "i18n.h"
#include "money.h"
#include "paint.h"
#include "query.h"
#include "store_order_read.h"
#include "text.h"

static struct tm local(int64_t ms)
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm parts;
    localtime_r(&seconds, &parts);
    return parts;
}

static char *formatted(const char *format, int64_t ms)
{
    struct tm parts = local(ms);
    char text[64];
    return g_strdup(strftime(text, sizeof text, format, &parts) ? text : "");
}

char *show_clock(int64_t ms)
{
    return ms ? formatted("%H:%M", ms) : g_strdup("");
}

int64_t show_midnight(int64_t now)
{
    struct tm parts = local(now);
    parts.tm_hour = parts.tm_min = parts.tm_sec = 0;
    parts.tm_isdst = -1;
    return (int64_t)mktime(&parts) * 1000;
}

// A day of another year says which, in no more cells: "Dec'25".
static char *day_text(int64_t ms, int64_t now)
{
    return formatted(local(ms).tm_year == local(now).tm_year ? "%e %b" : "%b'%y", ms);
}

char *show_moment(int64_t ms, int64_t now)
{
    return ms >= show_midnight(now) ? formatted("%H:%M", ms) : day_text(ms, now);
}

char *show_date(int64_t ms)
{
    return formatted("%a %e %b %Y", ms);
}

char *show_day_number(int64_t ms)
{
    return formatted("%d", ms);
}

int show_hour(int64_t ms)
{
    return local(ms).tm_hour;
}

char *show_age(int64_t ms, int64_t now)
{
    int64_t age = ms && now > ms ? now - ms : 0;
    if (!ms)
        return g_strdup(glyph(GLYPH_NONE));
    if (age < HOUR_MS)
        return g_strdup_printf(_("%d min"), (int)(age / MINUTE_MS));
    if (age < DAY_MS)
        return g_strdup_printf(_("%d h %02d"), (int)(age / HOUR_MS),
                               (int)(age % HOUR_MS / MINUTE_MS));
    return g_strdup_printf(_("%d d"), (int)MIN(age / DAY_MS, 9999));
}

bool show_is_late(int64_t ms, int64_t now)
{
    return ms < now;
}

char *show_day(int64_t ms, int64_t now)
{
    int64_t midnight = show_midnight(now);
    if (ms < midnight)
        return g_strdup(_("late"));
    if (ms < midnight + DAY_MS)
        return g_strdup(_("today"));
    return ms < midnight + 7 * (int64_t)DAY_MS ? formatted("%a", ms) : day_text(ms, now);
}

char *show_due(int64_t ms, int64_t now)
{
    g_autofree char *day = show_day(ms, now);
    return g_strdup_printf("%s%s", show_is_late(ms, now) ? "! " : "", day);
}

char *show_count(int64_t n)
{
    return n ? g_strdup_printf("%" G_GINT64_FORMAT, n) : g_strdup(glyph(GLYPH_ZERO));
}

char *show_at_least(int64_t n)
{
    return n < COUNT_MOST ? show_count(n) : g_strdup_printf("%d+", COUNT_MOST);
}

char *show_money(int64_t minor, const char *currency)
{
    if (!currency || !money_currency_valid(currency))
        return g_strdup("");
    return money_show_number(money_of(minor, currency));
}

char *show_price(unsigned sees, int64_t minor, const char *currency)
{
    g_autofree char *number = sees & SEES_MONEY ? show_money(minor, currency) : NULL;
    return number ? g_strdup_printf("%s %s", number, currency) : g_strdup("");
}

char *show_place(const char *code, int w)
{
    GString *spaced = g_string_new(NULL);
    for (const char *p = code; *p; p = g_utf8_next_char(p)) {
        if (spaced->len)
            g_string_append_c(spaced, ' ');
        g_string_append_unichar(spaced, g_utf8_get_char(p));
    }
    if (text_width(spaced->str) <= w)
        return g_string_free(spaced, FALSE);
    g_string_free(spaced, TRUE);
    return g_strdup(code);
}

char *show_weight(int64_t grams)
{
    return g_strdup_printf("%" G_GINT64_FORMAT "%s%03d kg", grams / 1000,
                           localeconv()->decimal_point, (int)(grams % 1000));
}

char *show_parcels(int64_t n)
{
    return g_strdup_printf(ngettext("%d parcel", "%d parcels", (gulong)n), (int)n);
}

char *show_pieces(int64_t done, int64_t total)
{
    return g_strdup_printf(_("%d/%d pcs"), (int)done, (int)total);
}
