// SPDX-License-Identifier: Apache-2.0
// A row of warehouses: where it is, what its clocks show and until when an order goes out today.
#include <string.h>

#include "country.h"
#include "i18n.h"
#include "master_row.h"

enum { W_CODE, W_NAME, W_COUNTRY, W_ZIP, W_ZONE, W_CUTOFF, N_WAREHOUSE };

enum { MINUTES_PER_HOUR = 60, HOURS_PER_DAY = 24 };

static const struct column columns[] = {
    [W_CODE] = {"warehouse", true, "code|warehouse code|site|site code|depot",
                N_("The code of the warehouse.")},
    [W_NAME] = {"name", false, "title|description|warehouse name|site name",
                N_("What people call it.")},
    [W_COUNTRY] = {"country", false, "country code",
                   N_("The country where it stands, two letters as in ISO 3166.")},
    [W_ZIP] = {"zip", false, "zip code|postcode|post code|postal code",
               N_("Its postcode; it is kept, and nothing is planned by it.")},
    [W_ZONE] = {"timezone", false, "time zone|tz",
                N_("The time zone of its clocks, like Europe/Berlin.")},
    [W_CUTOFF] = {"cutoff", false, "cut off|cutoff time|cut off time|order cutoff",
                  N_("Until when an order still goes out on the same day, like 16:30 by its "
                     "clocks.")},
};

static bool read_country(const struct master_reader *reader, char **ret_country, GError **error)
{
    g_autofree char *text = master_text(reader, W_COUNTRY);
    g_autofree char *capitals = text ? g_ascii_strup(text, -1) : NULL;
    if (capitals && (strlen(capitals) != 2 || !country_known(capitals)))
        return master_refuse(reader, W_COUNTRY, TOTE_IMPORT_VALUE,
                             _("\"%s\" is no country; write it as two letters like DE or GB"),
                             error);
    *ret_country = g_steal_pointer(&capitals);
    return true;
}

// Words of letters, digits, "_", "+" and "-" with "/" between them; the first is a letter.
static bool is_zone(const char *text)
{
    bool good = g_ascii_isalpha(*text);
    for (const char *at = text; good && *at; at++)
        good = *at == '/' ? at[1] && at[1] != '/' : g_ascii_isalnum(*at) || strchr("_+-", *at);
    return good;
}

// Without time zone files on this machine, all that looks like one counts.
static bool is_known_zone(const char *text)
{
    g_autoptr(GTimeZone) sure = g_time_zone_new_identifier("Europe/Berlin");
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(text);
    return zone || !sure;
}

static bool read_zone(const struct master_reader *reader, char **ret_zone, GError **error)
{
    g_autofree char *text = master_text(reader, W_ZONE);
    if (text && (!is_zone(text) || !is_known_zone(text)))
        return master_refuse(reader, W_ZONE, TOTE_IMPORT_VALUE,
                             _("\"%s\" is no time zone; write it like Europe/Berlin"), error);
    *ret_zone = g_steal_pointer(&text);
    return true;
}

// "16:30" or "9:05" in minutes since midnight; -1 for anything else.
static int64_t time_of_day(const char *text)
{
    static const char digits[] = "0123456789";
    size_t n = strspn(text, digits);
    if (n < 1 || n > 2 || text[n] != ':' || strspn(text + n + 1, digits) != 2 || text[n + 3])
        return -1;
    int64_t hour = g_ascii_strtoll(text, NULL, 10);
    int64_t minute = g_ascii_strtoll(text + n + 1, NULL, 10);
    bool good = hour < HOURS_PER_DAY && minute < MINUTES_PER_HOUR;
    return good ? hour * MINUTES_PER_HOUR + minute : -1;
}

static bool read_cutoff(const struct master_reader *reader, int64_t *ret_minutes, GError **error)
{
    g_autofree char *text = master_text(reader, W_CUTOFF);
    *ret_minutes = text ? time_of_day(text) : -1;
    return !text || *ret_minutes >= 0 ||
           master_refuse(reader, W_CUTOFF, TOTE_IMPORT_VALUE,
                         _("\"%s\" is no time of day; write it like 16:30"), error);
}

static bool read_cells(const struct master_reader *reader, struct incoming_warehouse *warehouse,
                       GError **error)
{
    warehouse->name = master_free_text(reader, W_NAME);
    return master_key(reader, W_CODE, NAME_WAREHOUSE, &warehouse->code, error) &&
           read_country(reader, &warehouse->country, error) &&
           master_words(reader, W_ZIP, &warehouse->zip, error) &&
           read_zone(reader, &warehouse->zone, error) &&
           read_cutoff(reader, &warehouse->cutoff_min, error);
}

static bool read_warehouse(const struct master_reader *reader, void *ret_row, GError **error)
{
    struct incoming_warehouse warehouse = {.cutoff_min = -1, .row = reader->row->number};
    bool good = read_cells(reader, &warehouse, error);
    if (good)
        *(struct incoming_warehouse *)ret_row = warehouse;
    else
        incoming_warehouse_clear(&warehouse);
    return good;
}

const struct master_file master_warehouses = {columns, N_WAREHOUSE, read_warehouse};
