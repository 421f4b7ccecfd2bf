// SPDX-License-Identifier: Apache-2.0
// The print queue as a document.
#include "answers.h"
#include "clock.h"
#include "record_doc.h"
#include "says.h"
#include "store_print.h"

enum { JOBS = 200 };

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
        doc_text(doc, "reason", say_word(job->reason));
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
    for (unsigned i = 0; i < list_len(printers); i++)
        doc_row(doc, &printer_row_record, list_at(printers, struct printer_row, i),
                "printer=name uri format dpi state/printer reason waiting since=state_at");
    doc_close(doc);
    return true;
}
