// SPDX-License-Identifier: Apache-2.0
// What waits for each carrier, and the manifests.
#include "i18n.h"
#include "query.h"
#include "record_doc.h"
#include "store_load.h"

enum { MANIFESTS = 200, PAGE = 500 };

struct list_args {
    struct arg_ref warehouse;
};

#define LOAD_KEYS                                                                                  \
    "manifest=id warehouse carrier state=status/load parcels planned missing grams unweighed "     \
    "begun_at closed_at"

static void loads_doc(struct doc *doc, const struct list *loads)
{
    for (unsigned i = 0; i < list_len(loads); i++)
        doc_row(doc, &load_seen_record, list_at(loads, struct load_seen, i), LOAD_KEYS);
}

static bool list_ship(struct query_ctx *ctx, GError **error)
{
    const struct list_args *args = ctx->args;
    int64_t site = args->warehouse.id ? args->warehouse.id : ctx->session->site_id;
    const struct loads_wanted wanted = {.site = site, .n = MANIFESTS};
    g_autoptr(rowlist) waiting = store_carriers_waiting(ctx->db, site, error);
    g_autoptr(rowlist) open = waiting ? store_loads_open(ctx->db, site, error) : NULL;
    g_autoptr(rowlist) closed = open ? store_loads_closed(ctx->db, &wanted, error) : NULL;
    if (!closed)
        return false;
    doc_open_list(ctx->doc, "waiting");
    for (unsigned i = 0; i < list_len(waiting); i++)
        doc_row(ctx->doc, &carrier_waits_record, list_at(waiting, struct carrier_waits, i),
                "warehouse carrier parcels grams unweighed since");
    doc_close(ctx->doc);
    doc_open_list(ctx->doc, "manifests");
    loads_doc(ctx->doc, open);
    loads_doc(ctx->doc, closed);
    doc_close(ctx->doc);
    return true;
}

const struct query query_ship_list = {
    .name = "ship.list",
    .summary = N_("Lists what waits for each carrier, and the manifests, the newest first."),
    .roles = ROLES_BENCH,
    .run = list_ship,
    .args_size = sizeof(struct list_args),
    .args = {ARG(list_args, warehouse, SITE, ARG_OPTION,
                 N_("the warehouse that they leave; default: that of the station, else all"))},
};

// --- ship.show

struct show_args {
    struct arg_ref manifest;
};

static bool show_parcels(struct query_ctx *ctx, int64_t load, GError **error)
{
    struct load_parcel from = {0};
    const struct page_key page = {.from = &from, .limit = PAGE};
    for (unsigned n = PAGE; n == PAGE;) {
        g_autoptr(rowlist) rows = store_load_parcels(ctx->db, load, &page, error);
        if (!rows)
            return false;
        n = list_len(rows);
        for (unsigned i = 0; i < n; i++) {
            const struct load_parcel *row = list_at(rows, struct load_parcel, i);
            doc_row(ctx->doc, &load_parcel_record, row,
                    "parcel=sscc order=order_id service grams shipped_at");
            from.id = row->id + 1;
        }
    }
    return true;
}

static bool show_ship(struct query_ctx *ctx, GError **error)
{
    const struct show_args *args = ctx->args;
    g_autoptr(rowlist) found = store_load_seen(ctx->db, args->manifest.id, error);
    if (!found)
        return false;
    if (!list_len(found))
        return tote_fail(error, TOTE_NOT_FOUND, "manifest", _("There is no manifest %s"),
                         args->manifest.text);
    doc_fields(ctx->doc, &load_seen_record, list_at(found, struct load_seen, 0), LOAD_KEYS);
    doc_open_list(ctx->doc, "parcel_list");
    bool ok = show_parcels(ctx, args->manifest.id, error);
    doc_close(ctx->doc);
    return ok;
}

const struct query query_ship_show = {
    .name = "ship.show",
    .summary = N_("Shows a manifest and the parcels on it."),
    .roles = ROLES_BENCH,
    .run = show_ship,
    .args_size = sizeof(struct show_args),
    .args = {ARG(show_args, manifest, LOAD, ARG_NEEDED, N_("the manifest, M-…"))},
};
