// SPDX-License-Identifier: Apache-2.0
// `tote import`: one file into the database, and what became of it.
#include <string.h>

#include "i18n.h"
#include "import_file.h"
#include "programs.h"
#include "progress.h"

static void problems_doc(const GPtrArray *problems, struct doc *doc)
{
    doc_open_list(doc, "problems");
    for (unsigned i = 0; i < problems->len; i++) {
        const struct incoming_problem *problem = problems->pdata[i];
        doc_open_object(doc, NULL);
        doc_int(doc, "row", problem->row);
        if (problem->first_row)
            doc_int(doc, "first_row", problem->first_row);
        doc_text(doc, "order", problem->order);
        if (problem->field)
            doc_text(doc, "field", problem->field);
        doc_text(doc, "code", tote_code_text(problem->code));
        doc_text(doc, "message", problem->message);
        doc_close(doc);
    }
    doc_close(doc);
}

// Where every row was refused nothing changed: that is no success.
static bool took_nothing(const struct import_result *result)
{
    const struct import_counts *counts = &result->counts;
    return (counts->rejected || result->problems->len) &&
           !(counts->created + counts->updated + counts->unchanged + counts->conflicts +
             counts->held);
}

static int answer(const struct cli *cli, const struct import_result *result, struct doc *doc)
{
    g_autoptr(GError) error = NULL;
    if (!took_nothing(result)) {
        cli_print(cli, doc);
        return TOTE_EXIT_OK;
    }
    tote_fail(&error, TOTE_IMPORT_NOTHING, "file", _("Nothing of the file was taken in"));
    return cli_print_failed(cli, doc, error);
}

static int report(const struct cli *cli, const struct import_file *file,
                  const struct import_result *result)
{
    bool orders = !strcmp(file->what, "orders");
    g_autoptr(doc_handle) doc = doc_new();
    doc_int(doc, "rows", result->rows);
    if (orders)
        doc_int(doc, "orders", result->orders);
    doc_int(doc, "created", result->counts.created);
    doc_int(doc, "updated", result->counts.updated);
    doc_int(doc, "unchanged", result->counts.unchanged);
    if (orders) {
        doc_int(doc, "conflicts", result->counts.conflicts);
        doc_int(doc, "held", result->counts.held);
    }
    doc_int(doc, "rejected", result->counts.rejected);
    if (file->dry_run)
        doc_bool(doc, "dry_run", true);
    if (result->unused && *result->unused) {
        doc_open_list(doc, "unused");
        for (char **name = result->unused; *name; name++)
            doc_text(doc, NULL, *name);
        doc_close(doc);
    }
    problems_doc(result->problems, doc);
    return answer(cli, result, doc);
}

int verb_import(struct cli *cli, const char *const *values, GError **error)
{
    struct progress progress;
    const struct watch watch = progress_begin(&progress, _("Importing"));
    const struct import_file file = {.what = values[0],
                                     .path = values[1],
                                     .channel = values[2],
                                     .key = values[3] ? NULL : cli->key,
                                     .dry_run = values[3] != NULL,
                                     .watch = &watch};
    struct import_result result = {0};
    bool ok = import_file(cli->session, &file, &result, error);
    progress_end(&progress);
    if (!ok)
        return -1;
    int status = report(cli, &file, &result);
    import_result_clear(&result);
    return status;
}
