// SPDX-License-Identifier: Apache-2.0
// Warehouses: new ones with the locations that work needs, and where stations stand.
#include <string.h>

#include "admin.h"
#include "batch.h"
#include "common.h"
#include "i18n.h"
#include "import_rows.h"
#include "location_kinds.h"
#include "registry.h"
#include "store_admin.h"
#include "store_location.h"
#include "store_print.h"

// The locations without which nothing can be received, picked, packed or lost.
static const struct {
    const char *code, *kind;
} working[] = {{"RECEIVE", "receive"}, {"CART", "cart"}, {"PACKED", "pack"}, {"LOST", "lost"}};

bool site_needs(const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(working); i++)
        if (!strcmp(working[i].kind, kind))
            return true;
    return false;
}

static bool add_locations(struct db *db, int64_t site, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(working); i++) {
        const struct location_row row = {.site_id = site,
                                         .code = working[i].code,
                                         .kind = working[i].kind,
                                         .level = location_kind_find(working[i].kind)->level};
        if (!store_location_put(db, &row, error))
            return false;
    }
    return true;
}

int64_t site_add(struct db *db, const struct site_row *row, GError **error)
{
    int64_t id = store_site_put(db, row, error);
    return id && add_locations(db, id, error) ? id : 0;
}

// --- warehouse.add

struct add_args {
    const char *code, *name;
};

static bool add(struct op_ctx *ctx, GError **error)
{
    const struct add_args *args = ctx->args;
    const struct site_row row = {
        .code = args->code, .name = args->name ? args->name : args->code, .zone = "UTC"};
    g_autoptr(rowlist) known = store_site(ctx->db, args->code, error);
    if (!known)
        return false;
    if (list_len(known))
        return tote_fail(error, TOTE_EXISTS, "warehouse", _("There is a warehouse %s already"),
                         list_at(known, struct site_row, 0)->code);
    OP_SAY(ctx, VERDICT_DONE, WAREHOUSE_ADDED, T_TEXT("warehouse", args->code));
    doc_text(ctx->doc, "warehouse", args->code);
    return site_add(ctx->db, &row, error) != 0;
}

const struct op op_warehouse_add = {
    .name = "warehouse.add",
    .summary = N_("Adds a warehouse with its goods in, cart, packing bench and lost goods."),
    .roles = ROLES_ADMIN,
    .run = add,
    .args_size = sizeof(struct add_args),
    .args = {ARG_CALLED(add_args, code, ARG_NEEDED, WAREHOUSE, N_("its short code: NORTH")),
             ARG(add_args, name, WORDS, ARG_MAYBE, N_("its name; default: the code"))},
};

// --- station.warehouse

struct station_args {
    const char *station;
    struct arg_ref warehouse;
    bool all;
};

// Who works on the floor says it of a station that stands nowhere yet; from there it is moved by
// the desk.
static bool may_choose(const struct op_ctx *ctx, const struct list *station, GError **error)
{
    const struct station_row *row =
        list_len(station) ? list_at(station, struct station_row, 0) : NULL;
    if (ctx->session->role & ROLES_DESK || !row || !row->site_id)
        return true;
    return tote_fail(error, TOTE_ROLE, "station",
                     _("%s stands in %s; only the desk puts it into another warehouse"), row->name,
                     row->warehouse);
}

// Labels that wait in the warehouse come out at the station, if it has a printer.
static bool adopt(struct op_ctx *ctx, const struct station_args *args, GError **error)
{
    g_autoptr(rowlist) station = store_station(ctx->db, args->station, error);
    int64_t printer =
        station && list_len(station) ? list_at(station, struct station_row, 0)->printer_id : 0;
    return station &&
           (!printer || store_jobs_adopt_at(ctx->db, printer, args->warehouse.id, error));
}

static bool choose(struct op_ctx *ctx, GError **error)
{
    const struct station_args *args = ctx->args;
    g_autoptr(rowlist) station = store_station(ctx->db, args->station, error);
    if (!station || !may_choose(ctx, station, error))
        return false;
    if (args->all == (args->warehouse.id > 0))
        return tote_fail(error, TOTE_USAGE, "warehouse", _("Say either a warehouse or --all"));
    if (args->all)
        OP_SAY(ctx, VERDICT_DONE, STATION_ALL, T_TEXT("station", args->station));
    else
        OP_SAY(ctx, VERDICT_DONE, STATION_STANDS, T_TEXT("station", args->station),
               T_TEXT("warehouse", args->warehouse.text));
    ctx->about = "station";
    ctx->about_id = list_len(station)
                        ? list_at(station, struct station_row, 0)->id
                        : store_station_add(ctx->db, args->station, args->warehouse.id, error);
    return ctx->about_id &&
           (!list_len(station) ||
            store_station_site(ctx->db, ctx->about_id, args->warehouse.id, error)) &&
           (args->all || adopt(ctx, args, error));
}

const struct op op_station_warehouse = {
    .name = "station.warehouse",
    .summary =
        N_("Says in which warehouse a station stands, whose work alone is done there; it holds "
           "from the next login on."),
    .roles = ROLES_FLOOR,
    .run = choose,
    .args_size = sizeof(struct station_args),
    .args = {ARG_CALLED(station_args, station, ARG_NEEDED, STATION, N_("name of the station")),
             ARG(station_args, warehouse, SITE, ARG_MAYBE, N_("code of the warehouse")),
             ARG(station_args, all, FLAG, ARG_OPTION, N_("it belongs to all of them"))},
};

// --- import.warehouses

static bool site_same(const struct site_row *a, const struct site_row *b)
{
    return a->cutoff_min == b->cutoff_min && !g_strcmp0(a->name, b->name) &&
           !g_strcmp0(a->zone, b->zone) && !g_strcmp0(a->country, b->country) &&
           !g_strcmp0(a->zip, b->zip);
}

static const char *said(const char *now, const char *before)
{
    return now ? now : before;
}

static bool import_warehouse(struct op_ctx *ctx, const struct import_batch *batch, const void *data,
                             GError **error)
{
    static const struct site_row blank = {.zone = "UTC", .country = "", .zip = ""};
    const struct incoming_warehouse *in = data;
    g_autoptr(rowlist) found = store_site(ctx->db, in->code, error);
    if (!found)
        return false;
    const struct site_row *known = list_len(found) ? list_at(found, struct site_row, 0) : NULL;
    const struct site_row *old = known ? known : &blank;
    if (!known && !import_name(batch, in->row, NAME_WAREHOUSE, in->code))
        return true;
    g_autofree char *code = name_normal(NAME_WAREHOUSE, in->code);
    const struct site_row row = {.code = code,
                                 .name = said(in->name, known ? old->name : code),
                                 .zone = said(in->zone, old->zone),
                                 .country = said(in->country, old->country),
                                 .zip = said(in->zip, old->zip),
                                 .cutoff_min =
                                     in->cutoff_min >= 0 ? in->cutoff_min : old->cutoff_min};
    if (known && site_same(&row, known)) {
        batch->counts->unchanged++;
        return true;
    }
    *(known ? &batch->counts->updated : &batch->counts->created) += 1;
    return known ? store_site_put(ctx->db, &row, error) != 0 : site_add(ctx->db, &row, error) != 0;
}

static bool import_warehouses(struct op_ctx *ctx, GError **error)
{
    return import_each(ctx, import_warehouse, error);
}

const struct op op_import_warehouses = {
    .name = "import.warehouses",
    .summary = N_("Adds and changes warehouses."),
    .roles = ROLES_ADMIN,
    .run = import_warehouses,
    .inner = true,
    .args_size = sizeof(struct import_args),
    .args = IMPORT_ARGS,
    .brings = &payload_warehouses,
};
