// SPDX-License-Identifier: Apache-2.0
// Setting up: operators, settings, printers.
#include <string.h>

#include "admin.h"
#include "common.h"
#include "i18n.h"
#include "lives.h"
#include "migrate.h"
#include "money.h"
#include "people.h"
#include "registry.h"
#include "store_admin.h"
#include "store_location.h"
#include "store_parcel.h"
#include "store_print.h"

struct operator_args {
    const char *name, *role;
};

static bool add_operator(struct op_ctx *ctx, GError **error)
{
    const struct operator_args *args = ctx->args;
    const char *name = args->name, *role = args->role;
    g_autoptr(rowlist) known = store_operator(ctx->db, name, error);
    if (!known)
        return false;
    if (list_len(known))
        return tote_fail(error, TOTE_EXISTS, "name", _("There is an operator %s already"), name);
    OP_SAY(ctx, VERDICT_DONE, OPERATOR_ADDED, T_TEXT("operator", name), T_TEXT("role", role));
    doc_text(ctx->doc, "operator", name);
    doc_text(ctx->doc, "role", role);
    return store_operator_add(ctx->db, name, role, error) != 0;
}

const struct op op_operator_add = {
    .name = "operator.add",
    .summary = N_("Adds a person who works with tote."),
    .roles = ROLES_ADMIN,
    .run = add_operator,
    .args_size = sizeof(struct operator_args),
    .args = {ARG_CALLED(operator_args, name, ARG_NEEDED, OPERATOR, N_("the name to log in with")),
             ARG_OF(operator_args, role, ARG_OPTION, "picker|packer|manager|admin",
                    N_("picker (default), packer, manager or admin"))},
};

struct setting_args {
    const char *key, *value;
};

static bool set(struct op_ctx *ctx, GError **error)
{
    const struct setting_args *args = ctx->args;
    const char *value = args->value;
    int id = setting_find(args->key, error);
    if (id < 0 || !setting_check((enum setting_id)id, value, error))
        return false;
    if (id == SETTING_SHOP_CURRENCY && !money_currency_known(value))
        return tote_fail(error, TOTE_ARGUMENT, "value",
                         _("'%s' is no currency of ISO 4217, like EUR or USD"), value);
    OP_SAY(ctx, VERDICT_DONE, SETTING_SET, T_TEXT("key", args->key), T_TEXT("value", value));
    doc_text(ctx->doc, "key", args->key);
    doc_text(ctx->doc, "value", value);
    return store_setting_put(ctx->db, (enum setting_id)id, value, error);
}

const struct op op_setting_set = {
    .name = "setting.set",
    .summary = N_("Changes a setting of the shop."),
    .roles = ROLES_ADMIN,
    .run = set,
    .args_size = sizeof(struct setting_args),
    .args = {ARG(setting_args, key, TEXT, ARG_NEEDED, N_("the setting; 'setting list' shows all")),
             ARG(setting_args, value, TEXT, ARG_NEEDED, N_("its new value"))},
};

struct printer_args {
    const char *name, *uri, *format, *dpi;
};

// A station of its name prints on it, unless another one was chosen for it; so do labels that wait
// in its warehouse.
static bool join_station(struct op_ctx *ctx, const char *name, int64_t printer, GError **error)
{
    g_autoptr(rowlist) found = store_station(ctx->db, name, error);
    const struct station_row *station =
        found && list_len(found) ? list_at(found, struct station_row, 0) : NULL;
    if (!station || station->printer_id)
        return found != NULL;
    return store_station_printer(ctx->db, station->id, printer, error) &&
           store_jobs_adopt_at(ctx->db, printer, station->site_id, error);
}

static bool printed_on(const struct list *stations, int64_t printer, const char *name)
{
    bool any = false;
    for (unsigned i = 0; i < list_len(stations); i++) {
        const struct station_row *row = list_at(stations, struct station_row, i);
        any = any || (row->printer_id == printer && (!name || !strcmp(row->name, name)));
    }
    return any;
}

// Of several warehouses it is one's as soon as a station there prints on it.
static bool settle_printer(struct op_ctx *ctx, const char *name, int64_t printer, GError **error)
{
    g_autoptr(rowlist) sites = store_sites(ctx->db, error);
    if (!sites || !join_station(ctx, name, printer, error))
        return false;
    g_autoptr(rowlist) stations = store_stations(ctx->db, error);
    if (!stations)
        return false;
    bool several = list_len(sites) > 1, own = printed_on(stations, printer, name);
    op_say(ctx, VERDICT_DONE,
           own                                               ? SAY_PRINTER_JOINED
           : several && !printed_on(stations, printer, NULL) ? SAY_PRINTER_ALONE
                                                             : SAY_PRINTER_ADDED,
           &T_TEXT("printer", name), 1);
    return several || store_jobs_adopt(ctx->db, printer, error);
}

static bool add_printer(struct op_ctx *ctx, GError **error)
{
    const struct printer_args *args = ctx->args;
    const struct transition *added =
        state_next(&printer_states, printer_states.initial, "add", args->name, error);
    if (!added)
        return false;
    const struct printer_row row = {.name = args->name,
                                    .state = added->to,
                                    .uri = args->uri,
                                    .format = args->format,
                                    .dpi = g_ascii_strtoll(args->dpi, NULL, 10)};
    doc_text(ctx->doc, "printer", row.name);
    int64_t id = store_printer_put(ctx->db, &row, error);
    return id && settle_printer(ctx, row.name, id, error);
}

const struct op op_printer_add = {
    .name = "printer.add",
    .summary = N_("Adds a label printer: a CUPS queue by name, or a printer's own address."),
    .roles = ROLES_ADMIN,
    .run = add_printer,
    .args_size = sizeof(struct printer_args),
    .args = {ARG_CALLED(printer_args, name, ARG_NEEDED, PRINTER, N_("its name")),
             ARG(printer_args, uri, ADDRESS, ARG_NEEDED,
                 N_("cups:QUEUE, ipp://host/ipp/print or socket://host:9100")),
             ARG_OF(printer_args, format, ARG_OPTION, "auto|zpl|pdf",
                    N_("auto (default: zpl for a raw queue, else pdf), zpl or pdf")),
             ARG_OF(printer_args, dpi, ARG_OPTION, "203|300|600",
                    N_("dots per inch: 203 (default), 300 or 600"))},
};

struct station_args {
    const char *station;
    struct arg_ref printer;
};

static bool choose_printer(struct op_ctx *ctx, GError **error)
{
    const struct station_args *args = ctx->args;
    g_autoptr(rowlist) station = store_station(ctx->db, args->station, error);
    if (!station)
        return false;
    const struct station_row *row =
        list_len(station) ? list_at(station, struct station_row, 0) : NULL;
    int64_t site = row ? row->site_id : 0, id = row ? row->id : 0;
    if (!id && site_of_call(ctx, NULL, &site, error))
        id = store_station_add(ctx->db, args->station, site, error);
    OP_SAY(ctx, VERDICT_DONE, STATION_PRINTS, T_TEXT("station", args->station),
           T_TEXT("printer", args->printer.text));
    return id && store_station_printer(ctx->db, id, args->printer.id, error) &&
           store_jobs_adopt_at(ctx->db, args->printer.id, site, error);
}

const struct op op_station_printer = {
    .name = "station.printer",
    .summary = N_("Chooses the printer on which a station's labels come out."),
    .roles = ROLES_DESK,
    .run = choose_printer,
    .alone = true,
    .args_size = sizeof(struct station_args),
    .args = {ARG_CALLED(station_args, station, ARG_NEEDED, STATION, N_("name of the station")),
             ARG(station_args, printer, PRINTER, ARG_NEEDED, N_("name of the printer"))},
};

// --- a new database

static bool add_boxes(struct db *db, GError **error)
{
    static const struct box_type_row types[] = {{.code = "B1",
                                                 .name = "200×150×100",
                                                 .length_mm = 200,
                                                 .width_mm = 150,
                                                 .height_mm = 100,
                                                 .tare_g = 90},
                                                {.code = "B2",
                                                 .name = "300×200×150",
                                                 .length_mm = 300,
                                                 .width_mm = 200,
                                                 .height_mm = 150,
                                                 .tare_g = 180},
                                                {.code = "B3",
                                                 .name = "400×300×200",
                                                 .length_mm = 400,
                                                 .width_mm = 300,
                                                 .height_mm = 200,
                                                 .tare_g = 340}};
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (!store_box_type_put(db, &types[i], error))
            return false;
    return true;
}

// Of several that make one database at the same time, one does.
static bool is_first(struct db *db, GError **error)
{
    bool unfinished = false;
    return migrate_wait(db, error) && admin_unfinished(db, &unfinished, error) &&
           (unfinished || admin_exists(db, error));
}

bool admin_init(struct db *db, GError **error)
{
    if (!people_make_keys(db, NULL, error) || !db_begin(db, error))
        return false;
    const struct site_row first = {.code = "MAIN", .name = "Main", .zone = "UTC"};
    bool ok = is_first(db, error) && site_add(db, &first, error) &&
              store_operator_add(db, "admin", "admin", error) && add_boxes(db, error) &&
              db_commit(db, error);
    if (!ok)
        db_rollback(db);
    return ok;
}

bool admin_exists(struct db *db, GError **error)
{
    return tote_fail(error, TOTE_EXISTS, "db", _("%s is a database of tote already (schema %d)"),
                     db_name(db), migrate_newest());
}

bool admin_unfinished(struct db *db, bool *ret_unfinished, GError **error)
{
    g_autoptr(rowlist) operators = store_operators(db, error);
    *ret_unfinished = operators && !list_len(operators);
    return operators != NULL;
}
