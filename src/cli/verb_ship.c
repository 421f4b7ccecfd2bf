// SPDX-License-Identifier: Apache-2.0
// `tote ship close`: the parcels of a carrier, batch by batch, and what cannot go.
#include "i18n.h"
#include "programs.h"
#include "progress.h"
#include "query.h"
#include "ship_all.h"

// The refusal as JSON, with the list of what is missing beside it.
static int refuse(struct cli *cli, const char *const *values, const GError *failed, GError **error)
{
    g_autoptr(doc_handle) doc = doc_new();
    const char *const asked[OP_MAX_ARGS] = {values[0], values[1]};
    doc_error(doc, failed);
    if (!query_run(cli->session, query_find("ship.missing"), asked, doc, NULL, error))
        return -1;
    cli_print(cli, doc);
    return (int)tote_error_exit(failed);
}

int verb_ship(struct cli *cli, const char *const *values, GError **error)
{
    const struct shipping shipping = {.carrier = values[0],
                                      .warehouse = values[1],
                                      .count = values[2],
                                      .without = values[3],
                                      .key = cli->key};
    struct reply reply = {0};
    struct progress progress;
    const struct watch watch = progress_begin(&progress, _("Handing over"));
    g_autoptr(GError) failed = NULL;
    bool ok = ship_all(cli->session, &shipping, &watch, &reply, &failed);
    progress_end(&progress);
    if (ok)
        cli_answer(cli, reply.json, reply.text ? reply.text : reply.message);
    reply_clear(&reply);
    if (ok)
        return TOTE_EXIT_OK;
    if (cli->json && tote_error_is(failed, TOTE_SHIP_MISSING))
        return refuse(cli, values, failed, error);
    g_propagate_error(error, g_steal_pointer(&failed));
    return -1;
}
