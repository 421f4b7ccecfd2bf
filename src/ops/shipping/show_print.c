// SPDX-License-Identifier: Apache-2.0
// The print queue as a document.
#include "answers.h"
#include "clock.h"
#include "record_doc.h"
#include "says.h"
#include "store_print.h"

enum { JOBS = 200 };

// The sentence for who reads it, and the code for programs.
static void reason_doc(struct doc *doc, const char *code, const char *terms)
{
    g_autofree char *words = say_stored(code, terms);
    doc_text(doc, "reason", words);
    doc_text(doc, "reason_code", *code ? code : NULL);
}

bool show_jobs(struct db *db, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) jobs = store_jobs(db, 0, JOBS, error);
    if (!jobs)
        return false;
    doc_open_list(doc, "jobs");
    for (unsigned i = 0; i < list_len(jobs); i++) {
        const struct job_row *job = list_at(jobs, struct job_row, i);
        doc_open_object(doc, NULL);
        doc_fields(doc, &job_row_record, job, "id kind ref order_id printer state=status/job");
        reason_doc(doc, job->reason, job->reason_terms);
        doc_fields(doc, &job_row_record, job, "tries");
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
        const struct printer_row *printer = list_at(printers, struct printer_row, i);
        doc_open_object(doc, NULL);
        doc_fields(doc, &printer_row_record, printer, "printer=name uri format dpi state/printer");
        reason_doc(doc, printer->reason, printer->reason_terms);
        doc_fields(doc, &printer_row_record, printer, "waiting since=state_at");
        doc_close(doc);
    }
    doc_close(doc);
    return true;
}
