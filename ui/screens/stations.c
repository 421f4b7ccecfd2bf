// SPDX-License-Identifier: Apache-2.0
// The stations: where each stands, and who logged in there last.
#include "clock.h"
#include "i18n.h"
#include "listing.h"
#include "op.h"
#include "query.h"
#include "screens.h"
#include "show.h"
#include "store_admin.h"

struct stations {
    struct listing listing;
};

static char *warehouse(const void *owner, const void *row)
{
    const char *code = ((const struct station_row *)row)->warehouse;
    return g_strdup(*code ? code : _("all"));
}

static char *operator_name(const void *owner, const void *row)
{
    const struct station_row *station = row;
    return station->operator_id ? g_utf8_strup(station->operator_name, -1)
                                : g_strdup(glyph(GLYPH_NONE));
}

static char *since(const void *owner, const void *row)
{
    int64_t at = ((const struct station_row *)row)->seen_at;
    return at ? show_moment(at, clock_now()) : g_strdup(glyph(GLYPH_NONE));
}

static const struct table_column columns[] = {
    {{N_("Station"), 8, 30, 0, true, false}, FIELD(station_row, name)},
    {{N_("Warehouse"), 9, 12, 1, false, false}, .cell = warehouse},
    {{N_("Last login"), 10, 20, 2, false, false}, .cell = operator_name},
    {{N_("Since"), 6, 8, 3, false, true}, .cell = since},
};

static struct list *read_stations(struct view *view, const struct list_page *page, GError **error)
{
    return store_stations(ui_db(view), error);
}

static char *facts(struct view *view)
{
    return g_strdup(_("all: stands nowhere, sees all work"));
}

static const struct list_kind stations_list = {
    .source = {.columns = columns,
               .n_columns = G_N_ELEMENTS(columns),
               .record = &station_row_record,
               .id = FIELD(station_row, id),
               .empty = N_("Nobody logged in at a station yet.")},
    .whole = true,
    .read = read_stations,
    .facts = facts,
};

static const char *nothing(struct view *view)
{
    return listing_row(view->state) ? NULL : _("the list is empty");
}

static bool run_stand(struct view *view, GError **error)
{
    const struct station_row *station = listing_row(view->state);
    return ui_ask_place(view, station->name, error);
}

static const struct action actions[] = {
    {.id = "station.stand",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER,
     .op = "station.warehouse",
     .label = N_("Stand elsewhere"),
     .brief = N_("Stand"),
     .tip = N_("Says in which warehouse the station stands; it holds from the next login there on"),
     .why_not = nothing,
     .run = run_stand},
    {0},
};

static char *prompt(struct view *view)
{
    return g_strdup(_("Scan or type"));
}

const struct screen stations_screen = {
    .name = "stations",
    .query = &query_station_list,
    .title = N_("Stations"),
    .help = N_("Where each station stands, and who logged in there last."),
    .about = "station",
    .actions = actions,
    LISTING_SCREEN(stations_list),
    .size = sizeof(struct stations),
    .prompt = prompt,
    .close = listing_close,
};
