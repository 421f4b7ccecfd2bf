// SPDX-License-Identifier: Apache-2.0
// Forecasts in words.
#include "words.h"

#include <math.h>

#include "i18n.h"

static const struct {
    const char *a, *many;
} units[FORECAST_N_UNITS] = {
    [FORECAST_PERIOD] = {N_("a period"), N_("periods")},
    [FORECAST_DAY] = {N_("a day"), N_("days")},
    [FORECAST_WEEK] = {N_("a week"), N_("weeks")},
    [FORECAST_MONTH] = {N_("a month"), N_("months")},
    [FORECAST_QUARTER] = {N_("a quarter"), N_("quarters")},
    [FORECAST_YEAR] = {N_("a year"), N_("years")},
};

// How the numbers were found, by kind.
static const char *const methods[FORECAST_N_KINDS] = {
    [FORECAST_NONE] = N_("It has never sold."),
    [FORECAST_NEW] = N_("It is new: the mean of its own few periods and of items like it."),
    [FORECAST_REGULAR] = N_("It sells evenly: the mean of a theta forecast and a damped trend."),
    [FORECAST_ERRATIC] = N_("It sells always, but now little, now much: the mean of a smoothed "
                            "level and a theta forecast."),
    [FORECAST_INTERMITTENT] = N_("It sells now and then, about as much each time: the mean of a "
                                 "smoothed level and a theta forecast."),
    [FORECAST_LUMPY] = N_("It sells now and then, now little, now much: the mean of a smoothed "
                          "level and a theta forecast."),
};

enum { SHOWN_SEASON = 5, SHOWN_TREND = 5 }; // percent that are worth a word

char *words_number(double number)
{
    if (fabs(number) >= 9.95 || number == floor(number))
        return g_strdup_printf("%.0f", number);
    return g_strdup_printf(fabs(number) >= 0.095 ? "%.1f" : "%.1g", number);
}

const char *words_a_unit(enum forecast_unit unit)
{
    return _(units[unit].a);
}

const char *words_units(enum forecast_unit unit)
{
    return _(units[unit].many);
}

void words_add(GString *to, const char *format, ...)
{
    va_list args;
    if (to->len)
        g_string_append_c(to, ' ');
    va_start(args, format);
    g_string_append_vprintf(to, format, args);
    va_end(args);
}

enum forecast_unit forecast_unit_of(int m)
{
    static const struct {
        int m;
        enum forecast_unit unit;
    } known[] = {{12, FORECAST_MONTH}, {52, FORECAST_WEEK}, {53, FORECAST_WEEK},  {7, FORECAST_DAY},
                 {365, FORECAST_DAY},  {366, FORECAST_DAY}, {4, FORECAST_QUARTER}};
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (known[i].m == m)
            return known[i].unit;
    return FORECAST_PERIOD;
}

static const char *direction(const struct forecast *found)
{
    double change = found->level > 0 ? 100 * found->trend / found->level : 0;
    if (fabs(change) * 6 < SHOWN_TREND) // over half a dozen periods
        return "";
    return change > 0 ? _(", rising") : _(", falling");
}

static void say_level(GString *words, const struct forecast *found, enum forecast_unit unit)
{
    g_autofree char *level = words_number(found->level);
    words_add(words, _("It sells %s %s now%s."), level, words_a_unit(unit), direction(found));
    if (found->empty >= 0.05)
        words_add(words, _("In %.0f %% of %s it sells nothing."), 100 * found->empty,
                  words_units(unit));
}

static void say_season(GString *words, const struct forecast *found)
{
    double more = 100 * (found->high - 1);
    if (found->season > 0 && more >= SHOWN_SEASON)
        words_add(words, _("It has a season: up to %.0f %% more, first in period %d from now."),
                  more, found->high_at + 1);
}

char *forecast_words(const struct forecast *found, enum forecast_unit unit)
{
    GString *words = g_string_new(NULL);
    if (found->level > 0)
        say_level(words, found, unit);
    if (found->gap > 0 && found->since > 2 * found->gap)
        words_add(words, _("It has not sold for the last %d %s."), found->since, words_units(unit));
    say_season(words, found);
    words_add(words, "%s", _(methods[found->kind]));
    if (found->filled)
        words_add(words, _("%d of %d %s were not known and were filled."), found->filled,
                  found->known, words_units(unit));
    return g_string_free(words, FALSE);
}
