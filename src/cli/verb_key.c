// SPDX-License-Identifier: Apache-2.0
// `tote key`: the key file of customers' data.
#include <stdio.h>

#include "i18n.h"
#include "people.h"
#include "programs.h"

static int answer(struct cli *cli, int64_t resealed)
{
    g_autofree char *path = people_key_path(cli->url);
    g_autoptr(doc_handle) doc = doc_new();
    doc_bool(doc, "ok", true);
    doc_text(doc, "file", path);
    if (resealed >= 0)
        doc_int(doc, "resealed", resealed);
    doc_open_list(doc, "findings");
    doc_text(doc, NULL, _("Copy the key file now, and keep the copy apart from backups."));
    doc_close(doc);
    cli_print(cli, doc);
    return TOTE_EXIT_OK;
}

int verb_key_init(struct cli *cli, const char *const *values, GError **error)
{
    (void)values;
    bool made = false;
    g_autofree char *path = people_key_path(cli->url);
    if (!people_make_keys(cli->db, &made, error))
        return -1;
    if (made)
        return answer(cli, -1);
    tote_fail(error, TOTE_EXISTS, "file", _("%s is there already"), path);
    return -1;
}

// Once over everybody; *ret_resealed is how many had an older key.
static bool pass(struct session *session, int64_t *ret_resealed, GError **error)
{
    long long last = 0, done = 0;
    *ret_resealed = 0;
    do {
        g_autofree char *after = g_strdup_printf("%lld", last);
        struct op_call call = {.op = op_find("person.reseal"), .values = {after}};
        struct reply reply = {0};
        if (!op_run(session, &call, &reply, error))
            return false;
        sscanf(reply.subject, "%lld %lld", &last, &done);
        reply_clear(&reply);
        *ret_resealed += done;
    } while (last);
    return true;
}

// Somebody may have sealed by the old key while the first pass went by: until nobody is left.
int verb_key_rotate(struct cli *cli, const char *const *values, GError **error)
{
    (void)values;
    int64_t all = 0, now = 0;
    if (!people_rotate(cli->session->people, error))
        return -1;
    do {
        if (!pass(cli->session, &now, error))
            return -1;
        all += now;
    } while (now);
    return answer(cli, all);
}
