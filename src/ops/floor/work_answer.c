// SPDX-License-Identifier: Apache-2.0
// What a work wants next, as every answer of a scan tells it.
#include "work_answer.h"

#include "called_back.h"
#include "i18n.h"

static void choices(const struct work_step *step, struct doc *doc)
{
    doc_open_list(doc, "choices");
    for (size_t i = 0; step && i < step->n_choices; i++) {
        doc_open_object(doc, NULL);
        doc_text(doc, "key", step->choices[i].key);
        doc_text(doc, "label", _(step->choices[i].label));
        doc_text(doc, "code", step->choices[i].code);
        doc_close(doc);
    }
    doc_close(doc);
}

void work_answer(const struct work_stand *stand, struct doc *doc)
{
    struct work_expectation next;
    work_expect(stand, &next);
    g_autofree char *prompt = say_text(say_code(next.prompt), next.terms, next.n_terms);
    doc_text(doc, "prompt", prompt);
    doc_text(doc, "expect", expect_code(next.expect));
    doc_text(doc, "target", next.target);
    doc_int(doc, "quantity", next.quantity);
    choices(next.expect == EXPECT_CHOICE ? next.step : NULL, doc);
}

void work_stop_doc(const struct work_row *work, struct doc *doc)
{
    g_autofree char *stop = called_back_text(work->asked);
    doc_text(doc, "stop", stop);
}
