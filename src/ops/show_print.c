// SPDX-License-Identifier: Apache-2.0
// The print queue as a document.
#include "numbers.h"
#include "answers.h"
#include "store_print.h"

enum { JOBS = 200, DAY_MS = 86400000 };

bool show_jobs(struct db *db, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) jobs = store_jobs(db, 0, JOBS, error);
    if (!jobs)
        return false;
    doc_open_list(doc, "jobs");
    for (unsigned i = 0; i < list_len(jobs); i++) {
        const struct job_row *row = list_at(jobs, struct job_row, i);
        doc_open_object(doc, NULL);
        doc_text(doc, "job", number_of(NUMBER_JOB, row->id).text);
        doc_text(doc, "kind", row->kind);
        doc_text(doc, "ref", row->ref);
        doc_text(doc, "order", number_of(NUMBER_ORDER, row->order_id).text);
        doc_text(doc, "printer", *row->printer ? row->printer : NULL);
        doc_text(doc, "state", row->status);
        doc_text(doc, "reason", row->reason);
        doc_int(doc, "tries", row->tries);
        doc_close(doc);
    }
    doc_close(doc);
    return true;
}

bool show_printers(struct db *db, int64_t now, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) printers = store_printers(db, now - now % DAY_MS, error);
    if (!printers)
        return false;
    doc_open_list(doc, "printers");
    for (unsigned i = 0; i < list_len(printers); i++) {
        const struct printer_row *row = list_at(printers, struct printer_row, i);
        doc_open_object(doc, NULL);
        doc_text(doc, "printer", row->name);
        doc_text(doc, "uri", row->uri);
        doc_text(doc, "format", row->format);
        doc_int(doc, "dpi", row->dpi);
        doc_text(doc, "state", row->state);
        doc_text(doc, "reason", row->reason);
        doc_int(doc, "waiting", row->waiting);
        doc_close(doc);
    }
    doc_close(doc);
    return true;
}
