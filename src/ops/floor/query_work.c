// SPDX-License-Identifier: Apache-2.0
// Queries about work.
#include "i18n.h"
#include "query.h"
#include "record_doc.h"
#include "text.h"
#include "work_kinds.h"
#include "work_listed.h"

struct list_args {
    const char *kind;
    struct arg_ref warehouse;
    int64_t limit;
    bool claimed;
};

struct list *work_listed(const struct session *session, const struct work_asked *asked,
                         GError **error)
{
    const char *kind = asked->kind ? asked->kind : "";
    int64_t site = asked->site ? asked->site : session->site_id;
    int64_t limit = asked->limit ? asked->limit : INT32_MAX;
    if (asked->claimed && !asked->kind)
        return store_works_in_hand(session->db, site, limit, error);
    return (asked->claimed ? store_works_claimed : store_works_open)(session->db, kind, site, limit,
                                                                     error);
}

static bool work_list(struct query_ctx *ctx, GError **error)
{
    const struct list_args *args = ctx->args;
    if (args->kind && !work_kind_find(args->kind)) {
        g_autofree char *all = work_kinds_list();
        g_autofree char *quoted = text_quote(args->kind, -1, 40);
        return tote_fail(error, TOTE_ARGUMENT, "kind",
                         _("There is no work of kind '%s'; there are: %s"), quoted, all);
    }
    const struct work_asked asked = {args->kind, args->warehouse.id, args->limit, args->claimed};
    g_autoptr(rowlist) works = work_listed(ctx->session, &asked, error);
    doc_open_list(ctx->doc, "works");
    for (unsigned i = 0; works && i < list_len(works); i++)
        doc_row(ctx->doc, &work_row_record, list_at(works, struct work_row, i),
                "work=id kind order_id status/fulfilment warehouse operator=operator_name "
                "station=station_name done total due_at");
    doc_close(ctx->doc);
    return works != NULL;
}

const struct query query_work_list = {
    .name = "work.list",
    .summary = N_("Lists open work, the most urgent first: who has it and how far it is."),
    .roles = ROLES_FLOOR,
    .run = work_list,
    .args_size = sizeof(struct list_args),
    .args = {ARG(list_args, kind, TEXT, ARG_OPTION, N_("only of this kind")),
             ARG(list_args, warehouse, SITE, ARG_OPTION,
                 N_("of this warehouse; default: that of the station")),
             ARG(list_args, claimed, FLAG, ARG_OPTION, N_("only what somebody has in hand")),
             ARG(list_args, limit, NUMBER, ARG_OPTION, N_("at most so many; default: all"))},
};
