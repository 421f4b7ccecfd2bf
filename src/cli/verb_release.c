// SPDX-License-Identifier: Apache-2.0
// `tote order release`: the orders named, or all that wait, batch by batch.
#include "i18n.h"
#include "programs.h"
#include "progress.h"
#include "release_all.h"

static void print(const struct cli *cli, const struct release *release)
{
    g_autoptr(doc_handle) doc = doc_new();
    if (release->dry)
        doc_bool(doc, "dry_run", true);
    doc_int(doc, "orders", release->orders);
    release_doc(&release->found, doc);
    cli_print(cli, doc);
}

// ORDERS and whether it is a trial, as the operation takes them.
static int named(struct cli *cli, const char *orders, const char *dry, GError **error)
{
    g_autofree char *key = cli->key ? key_of_part(cli->key, 0) : NULL;
    struct op_call call = {.op = op_find("order.release"), .values = {orders, dry}, .key = key};
    struct reply reply = {0};
    if (!op_run(cli->session, &call, &reply, error))
        return -1;
    cli_answer(cli, reply.json, reply.text ? reply.text : reply.message);
    reply_clear(&reply);
    return TOTE_EXIT_OK;
}

// A batch that is not kept leaves its goods to the next, so a trial is one batch.
static bool planned(const struct cli *cli, struct release *release, GError **error)
{
    bool more = false;
    release->size = INT32_MAX;
    return release_batch(cli->session, release, &more, error);
}

int verb_release(struct cli *cli, const char *const *values, GError **error)
{
    if (!values[0] == !values[1]) {
        tote_fail(error, TOTE_USAGE, "order", _("Name orders, or give --all"));
        return -1;
    }
    if (values[0])
        return named(cli, values[0], values[2], error);
    struct release release;
    struct progress progress;
    const struct watch watch = progress_begin(&progress, _("Releasing"));
    release_begin(&release);
    release.dry = values[2] != NULL;
    release.key = cli->key;
    bool ok = release.dry ? planned(cli, &release, error)
                          : release_all(cli->session, &release, &watch, error);
    progress_end(&progress);
    if (ok)
        print(cli, &release);
    release_end(&release);
    return ok ? TOTE_EXIT_OK : -1;
}
