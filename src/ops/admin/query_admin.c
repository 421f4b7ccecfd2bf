// SPDX-License-Identifier: Apache-2.0
// Queries about the house itself: people who work here, settings, printers, print jobs.
#include "answers.h"
#include "i18n.h"
#include "query.h"
#include "record_doc.h"
#include "store_admin.h"
#include "store_location.h"

static bool operator_list(struct query_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) operators = store_operators(ctx->db, error);
    doc_open_list(ctx->doc, "operators");
    for (unsigned i = 0; operators && i < list_len(operators); i++) {
        const struct operator_row *row = list_at(operators, struct operator_row, i);
        doc_open_object(ctx->doc, NULL);
        doc_text(ctx->doc, "operator", row->name);
        doc_text(ctx->doc, "role", row->role);
        doc_bool(ctx->doc, "active", row->active);
        doc_close(ctx->doc);
    }
    doc_close(ctx->doc);
    return operators != NULL;
}

const struct query query_operator_list = {
    .name = "operator.list",
    .summary = N_("Lists the people who work with tote."),
    .roles = ROLES_DESK,
    .run = operator_list,
};

static bool setting_list(struct query_ctx *ctx, GError **error)
{
    doc_open_list(ctx->doc, "settings");
    for (int i = 0; i < N_SETTINGS; i++) {
        g_autofree char *value = store_setting(ctx->db, (enum setting_id)i, error);
        if (!value)
            return false;
        doc_open_object(ctx->doc, NULL);
        doc_text(ctx->doc, "key", setting_get((enum setting_id)i)->key);
        doc_text(ctx->doc, "value", value);
        doc_text(ctx->doc, "does", _(setting_get((enum setting_id)i)->help));
        doc_close(ctx->doc);
    }
    doc_close(ctx->doc);
    return true;
}

const struct query query_setting_list = {
    .name = "setting.list",
    .summary = N_("Lists the settings and their values."),
    .roles = ROLES_FLOOR,
    .run = setting_list,
};

// People read the time of day until which orders still leave; 0 is none.
static void show_warehouse(struct doc *doc, const struct site_row *site)
{
    int minutes = (int)site->cutoff_min;
    g_autofree char *clock =
        minutes ? g_strdup_printf("%02d:%02d", minutes / 60, minutes % 60) : g_strdup("");
    doc_open_object(doc, NULL);
    doc_fields(doc, &site_row_record, site,
               "warehouse=code name timezone=zone country zip cutoff_min");
    doc_as(doc, clock);
    doc_close(doc);
}

static bool warehouse_list(struct query_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) sites = store_sites(ctx->db, error);
    doc_open_list(ctx->doc, "warehouses");
    for (unsigned i = 0; sites && i < list_len(sites); i++)
        show_warehouse(ctx->doc, list_at(sites, struct site_row, i));
    doc_close(ctx->doc);
    return sites != NULL;
}

const struct query query_warehouse_list = {
    .name = "warehouse.list",
    .summary = N_("Lists the warehouses."),
    .roles = ROLES_FLOOR,
    .run = warehouse_list,
};

static bool station_list(struct query_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) stations = store_stations(ctx->db, error);
    doc_open_list(ctx->doc, "stations");
    for (unsigned i = 0; stations && i < list_len(stations); i++) {
        const struct station_row *row = list_at(stations, struct station_row, i);
        doc_open_object(ctx->doc, NULL);
        doc_text(ctx->doc, "station", row->name);
        doc_text(ctx->doc, "warehouse", row->site_id ? row->warehouse : NULL);
        doc_text(ctx->doc, "operator", row->operator_id ? row->operator_name : NULL);
        doc_fields(ctx->doc, &station_row_record, row, "since=seen_at");
        doc_close(ctx->doc);
    }
    doc_close(ctx->doc);
    return stations != NULL;
}

const struct query query_station_list = {
    .name = "station.list",
    .summary = N_("Lists the stations: where each stands (nowhere said: it sees the work of all), "
                  "and who logged in there last, since when."),
    .roles = ROLES_DESK,
    .run = station_list,
};

static bool print_list(struct query_ctx *ctx, GError **error)
{
    return show_jobs(ctx->db, ctx->doc, error);
}

const struct query query_print_list = {
    .name = "print.list",
    .summary = N_("Lists print jobs, the newest first."),
    .roles = ROLES_BENCH,
    .sees = SEES_PEOPLE,
    .run = print_list,
};

static bool printer_list(struct query_ctx *ctx, GError **error)
{
    return show_printers(ctx->db, ctx->now, ctx->doc, error);
}

const struct query query_printer_list = {
    .name = "printer.list",
    .summary = N_("Lists printers and their state."),
    .roles = ROLES_BENCH,
    .run = printer_list,
};
