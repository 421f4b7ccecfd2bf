// SPDX-License-Identifier: Apache-2.0
// The table of outbox kinds, and the step that all of them report by.
#include "outbox_kind.h"

#include <string.h>

#include "label_kind.h"
#include "numbers.h"
#include "paper.h"

static bool is_label(const char *kind)
{
    return label_kind_of_job(kind) != NULL;
}

static bool render_label(const struct session *session, const struct job_row *job,
                         struct outgoing *outgoing, GError **error)
{
    const struct label_kind *kind = label_kind_of_job(job->kind);
    const struct label_options options = {
        .dpi = outgoing->dpi, .format = outgoing->format == PRINT_PDF ? LABEL_PDF : LABEL_ZPL};
    g_assert(kind);
    outgoing->width = kind->media.width;
    outgoing->height = kind->media.height;
    return label_kind_render(kind, session, job->ref, &options, &outgoing->bytes, NULL, error);
}

static const struct outbox_kind kinds[] = {
    {is_label,
     render_label,
     paper_deliver,
     paper_follow,
     paper_take_back,
     {.first_ms = 2000, .most_ms = 60000}},
};

const struct outbox_kind *outbox_kind_find(const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (kinds[i].takes(kind))
            return &kinds[i];
    return NULL;
}

bool outbox_step(struct worker *worker, const struct job_row *job, const char *event,
                 const struct told *why, int remote, int64_t next_at, GError **error)
{
    g_autofree char *remote_text = g_strdup_printf("%d", remote);
    g_autofree char *next_text = g_strdup_printf("%" G_GINT64_FORMAT, next_at);
    struct op_call call = {.op = op_find("print.step"),
                           .values = {number_of(NUMBER_JOB, job->id).text, event, why->code,
                                      remote_text, next_text, worker->name, why->terms}};
    struct reply reply = {0};
    bool ok = op_run(worker->session, &call, &reply, error);
    reply_clear(&reply);
    // What another worker said before is its own doing.
    worker->done += ok && !strcmp(event, "finish");
    worker->failed += ok && (!strcmp(event, "lose") || !strcmp(event, "fail"));
    worker->moved +=
        ok && (!strcmp(event, "sent") || !strcmp(event, "finish") || !strcmp(event, "lose") ||
               !strcmp(event, "freed") || !strcmp(event, "fail"));
    return ok;
}
