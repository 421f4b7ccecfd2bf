// SPDX-License-Identifier: Apache-2.0
// `tote key`: the key file of customers' data.
#include "i18n.h"
#include "people.h"
#include "programs.h"
#include "progress.h"
#include "reseal_all.h"

static void begin_answer(const struct cli *cli, bool ok, struct doc *doc)
{
    g_autofree char *path = people_key_path(cli->url);
    doc_bool(doc, "ok", ok);
    doc_text(doc, "file", path);
}

static int end_answer(const struct cli *cli, bool ok, struct doc *doc)
{
    g_autoptr(GError) error = NULL;
    doc_text(doc, NULL, _("Copy the key file now, and keep the copy apart from backups."));
    doc_close(doc);
    if (ok) {
        cli_print(cli, doc);
        return TOTE_EXIT_OK;
    }
    tote_fail(&error, TOTE_PERSON_DAMAGED, NULL,
              _("Not everything could be opened and sealed anew"));
    return cli_print_failed(cli, doc, error);
}

int verb_key_init(struct cli *cli, const char *const *values, GError **error)
{
    (void)values;
    bool made = false;
    g_autofree char *path = people_key_path(cli->url);
    g_autoptr(doc_handle) doc = doc_new();
    if (!people_make_keys(cli->db, &made, error))
        return -1;
    if (!made) {
        tote_fail(error, TOTE_EXISTS, "file", _("%s is there already"), path);
        return -1;
    }
    begin_answer(cli, true, doc);
    doc_open_list(doc, "findings");
    return end_answer(cli, true, doc);
}

// Who stays sealed as before, by number: nothing else can be told of them.
static void skipped_doc(const struct reseal *reseal, struct doc *doc)
{
    doc_open_list(doc, "skipped");
    for (unsigned i = 0; i < reseal->persons_skipped->len; i++)
        doc_int(doc, NULL, g_array_index(reseal->persons_skipped, int64_t, i));
    doc_close(doc);
    doc_open_list(doc, "findings");
    for (unsigned i = 0; i < reseal->persons_skipped->len; i++) {
        g_autofree char *finding =
            g_strdup_printf(_("Person %" G_GINT64_FORMAT " cannot be opened and was passed over"),
                            g_array_index(reseal->persons_skipped, int64_t, i));
        doc_text(doc, NULL, finding);
    }
    g_autofree char *pieces = g_strdup_printf(
        ngettext("%" G_GINT64_FORMAT " piece of the log cannot be opened and was passed over",
                 "%" G_GINT64_FORMAT " pieces of the log cannot be opened and were passed over",
                 (gulong)reseal->skipped[SEALED_PIECE]),
        reseal->skipped[SEALED_PIECE]);
    if (reseal->skipped[SEALED_PIECE])
        doc_text(doc, NULL, pieces);
    g_autofree char *questions = g_strdup_printf(
        ngettext("%" G_GINT64_FORMAT " question of an import cannot be opened and was passed over",
                 "%" G_GINT64_FORMAT " questions of imports cannot be opened and were passed over",
                 (gulong)reseal->skipped[SEALED_QUESTION]),
        reseal->skipped[SEALED_QUESTION]);
    if (reseal->skipped[SEALED_QUESTION])
        doc_text(doc, NULL, questions);
}

static int answer(const struct cli *cli, const struct reseal *reseal, bool resumed)
{
    g_autoptr(doc_handle) doc = doc_new();
    bool ok = true;
    for (enum sealed_kind kind = 0; kind < SEALED_KINDS; kind++)
        ok = ok && !reseal->skipped[kind];
    begin_answer(cli, ok, doc);
    doc_bool(doc, "resumed", resumed);
    doc_int(doc, "resealed", reseal->done[SEALED_PERSON]);
    doc_int(doc, "log", reseal->done[SEALED_PIECE]);
    doc_int(doc, "questions", reseal->done[SEALED_QUESTION]);
    skipped_doc(reseal, doc);
    return end_answer(cli, ok, doc);
}

int verb_key_rotate(struct cli *cli, const char *const *values, GError **error)
{
    bool resumed = false;
    struct reseal reseal;
    struct progress progress;
    if (values[0] && !people_take_older_keys(values[0], error))
        return -1;
    if (!people_rotate(cli->session->people, &resumed, error))
        return -1;
    const struct watch watch = progress_begin(&progress, _("Sealing"));
    bool ok = reseal_all(cli->session, &watch, &reseal, error);
    progress_end(&progress);
    if (!ok)
        return -1;
    int status = answer(cli, &reseal, resumed);
    reseal_clear(&reseal);
    return status;
}
