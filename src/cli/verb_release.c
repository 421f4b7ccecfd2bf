// SPDX-License-Identifier: Apache-2.0
// `tote order release`: the orders named, or all that wait, batch by batch.
#include "cli.h"
#include "i18n.h"
#include "progress.h"
#include "release.h"

static void print(const struct cli *cli, const struct release *release)
{
    g_autoptr(doc_handle) doc = doc_new();
    doc_int(doc, "orders", release->orders);
    release_doc(release->released, release->shorts, doc);
    cli_print(cli, doc);
}

static bool all(struct cli *cli, struct release *release, GError **error)
{
    struct progress progress;
    progress_begin(&progress, _("Releasing"));
    bool ok = true, more = true;
    while (ok && more) {
        ok = release_batch(cli->session, release, &more, error);
        progress_step(&progress, 0, 0, release->orders);
        if (ok && more && progress_stopped())
            ok = tote_fail(error, TOTE_CANCELLED, NULL,
                           _("Stopped after %" G_GINT64_FORMAT " orders; they are complete"),
                           release->orders);
    }
    progress_end(&progress);
    return ok;
}

static int named(struct cli *cli, const char *orders, GError **error)
{
    struct op_call call = {.op = op_find("order.release"), .values = {orders}, .key = cli->key};
    struct reply reply = {0};
    if (!op_run(cli->session, &call, &reply, error))
        return -1;
    g_print("%s%s",
            cli->json    ? reply.json
            : reply.text ? reply.text
                         : reply.message,
            cli->json ? "\n" : "");
    reply_clear(&reply);
    return TOTE_EXIT_OK;
}

int verb_release(struct cli *cli, const char *const *values, GError **error)
{
    if (!values[0] == !values[1]) {
        tote_fail(error, TOTE_USAGE, "order", _("Name orders, or give --all"));
        return -1;
    }
    if (values[0])
        return named(cli, values[0], error);
    struct release release;
    release_begin(&release);
    bool ok = all(cli, &release, error);
    if (ok)
        print(cli, &release);
    release_end(&release);
    return ok ? TOTE_EXIT_OK : -1;
}
