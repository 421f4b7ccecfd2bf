// SPDX-License-Identifier: Apache-2.0
// What waits for each carrier, and the manifests.
#include "i18n.h"
#include "query.h"
#include "record_doc.h"
#include "store_load.h"

enum { MANIFESTS = 200 };

struct list_args {
    struct arg_ref warehouse;
};

static void loads_doc(struct doc *doc, const struct list *loads)
{
    for (unsigned i = 0; i < list_len(loads); i++)
        doc_row(doc, &load_seen_record, list_at(loads, struct load_seen, i),
                "manifest=id warehouse carrier state=status/load parcels planned missing grams "
                "unweighed begun_at closed_at");
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
