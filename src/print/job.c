// SPDX-License-Identifier: Apache-2.0
// Looks at jobs, takes them back, and finds them again by their key.
#include "diagnosis.h"
#include "link.h"

#include "errors.h"
#include "i18n.h"

#include <string.h>

static void add_requested(ipp_t *request, const char *const *names, int n)
{
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", n, NULL,
                  names);
}

static print_answer *ask(print_link *link, ipp_op_t operation, int job, const char *const *names,
                         int n, GError **error)
{
    ipp_t *request = print_request_new(link, operation, job);
    add_requested(request, names, n);
    print_answer *answer = print_request_send(link, request, error);
    if (answer && print_refused(link, answer, error))
        g_clear_pointer(&answer, ippDelete);
    return answer;
}

static bool name_has_key(const char *name, const char *key)
{
    size_t len = strlen(key);
    return name && strncmp(name, key, len) == 0 && (name[len] == '\0' || name[len] == ' ');
}

// Is it the job that was sent? Who may not read its name has to believe its number.
static bool is_of_key(const print_link *link, print_answer *answer, const char *key, GError **error)
{
    ipp_attribute_t *name = ippFindAttribute(answer, "job-name", IPP_TAG_ZERO);
    const struct tote_fault fault = {.field = "printer", .detail = "a job of another name"};
    return !key || !name || name_has_key(ippGetString(name, 0, NULL), key) ||
           FAIL_FOR(error, TOTE_NOT_FOUND, &fault, LINK_NO_JOB, T_TEXT("printer", link->name),
                    T_INT("job", link->job));
}

bool print_job_state(const struct print_printer *printer, int job, const char *key,
                     struct print_status *ret_status, GError **error)
{
    static const char *const of_job[] = {"job-state", "job-state-reasons",
                                         "job-printer-state-message", "job-name"};
    static const char *const of_printer[] = {"printer-state", "printer-state-reasons",
                                             "printer-state-message"};
    g_autoptr(print_link) link = print_link_open(printer, error);
    if (!link)
        return false;
    g_autoptr(print_answer) own = ask(link, IPP_OP_GET_JOB_ATTRIBUTES, job, of_job, 4, error);
    if (!own || !is_of_key(link, own, key, error))
        return false;
    g_autoptr(print_answer) its = ask(link, IPP_OP_GET_PRINTER_ATTRIBUTES, 0, of_printer, 3, error);
    if (!its)
        return false;
    g_autofree char *job_reasons = print_words(own, "job-state-reasons");
    g_autofree char *job_message = print_words(own, "job-printer-state-message");
    g_autofree char *printer_reasons = print_words(its, "printer-state-reasons");
    struct print_seen seen = {.job_state = print_number(own, "job-state", IPP_JSTATE_PENDING),
                              .printer_state = print_number(its, "printer-state", 0),
                              .job_reasons = job_reasons,
                              .printer_reasons = printer_reasons};
    struct print_status status = {.job = job};
    print_diagnose(&seen, &status);
    status.detail = g_strdup_printf("job %d: %d %s \"%s\"; printer %d %s", job, seen.job_state,
                                    job_reasons, job_message, seen.printer_state, printer_reasons);
    *ret_status = status;
    return true;
}

// RET_OVER: it was over before.
static bool cancel(print_link *link, int job, bool *ret_over, GError **error)
{
    ipp_t *request = print_request_new(link, IPP_OP_CANCEL_JOB, job);
    g_autoptr(print_answer) answer = print_request_send(link, request, error);
    if (!answer)
        return false;
    *ret_over = ippGetStatusCode(answer) == IPP_STATUS_ERROR_NOT_POSSIBLE;
    return *ret_over || !print_refused(link, answer, error);
}

bool print_job_cancel(const struct print_printer *printer, int job, GError **error)
{
    g_autoptr(print_link) link = print_link_open(printer, error);
    return link && cancel(link, job, &(bool){false}, error);
}

// --- taking a job back

// BEGUN: its printing was begun, or the service does not say.
struct stand {
    ipp_jstate_t state;
    bool begun;
};

static bool never_begun(ipp_attribute_t *time_at_processing)
{
    return time_at_processing && ippGetValueTag(time_at_processing) == IPP_TAG_NOVALUE;
}

static bool stand_of(print_link *link, int job, const char *key, struct stand *ret, GError **error)
{
    static const char *const names[] = {"job-state", "job-name", "time-at-processing"};
    g_autoptr(print_answer) answer =
        ask(link, IPP_OP_GET_JOB_ATTRIBUTES, job, names, (int)G_N_ELEMENTS(names), error);
    if (!answer || !is_of_key(link, answer, key, error))
        return false;
    ret->state = (ipp_jstate_t)print_number(answer, "job-state", IPP_JSTATE_PENDING);
    ret->begun = !never_begun(ippFindAttribute(answer, "time-at-processing", IPP_TAG_ZERO));
    return true;
}

// Keeps a job from being begun between a look and its end; a service that cannot do so is believed
// what it says afterwards.
static void hold(print_link *link, int job)
{
    g_autoptr(print_answer) answer =
        print_request_send(link, print_request_new(link, IPP_OP_HOLD_JOB, job), NULL);
    (void)answer;
}

static enum print_back back_of(const struct stand *stand)
{
    if (stand->state == IPP_JSTATE_COMPLETED)
        return PRINT_BACK_OUT;
    return stand->begun ? PRINT_BACK_DOUBT : PRINT_BACK_FREE;
}

// Cancels a job that stood so. A service that forgets what is over (PreserveJobHistory No) knows
// nothing afterwards: what it held was not begun then.
static bool end(print_link *link, int job, const char *key, struct stand before,
                enum print_back *ret_back, GError **error)
{
    struct stand after;
    bool over = false;
    g_autoptr(GError) gone = NULL;
    if (!cancel(link, job, &over, error))
        return false;
    if (stand_of(link, job, key, &after, &gone)) {
        *ret_back = back_of(&after);
        return true;
    }
    bool held = before.state == IPP_JSTATE_HELD && !before.begun && !over;
    *ret_back = held ? PRINT_BACK_FREE : PRINT_BACK_DOUBT;
    if (tote_error_is(gone, TOTE_NOT_FOUND))
        return true;
    g_propagate_error(error, g_steal_pointer(&gone));
    return false;
}

bool print_job_take_back(const struct print_printer *printer, int job, const char *key,
                         enum print_back *ret_back, GError **error)
{
    struct stand now;
    g_autoptr(print_link) link = print_link_open(printer, error);
    if (!link || !stand_of(link, job, key, &now, error))
        return false;
    if (now.state < IPP_JSTATE_PROCESSING && !now.begun) {
        hold(link, job);
        if (!stand_of(link, job, key, &now, error))
            return false;
    }
    if (now.state < IPP_JSTATE_CANCELED)
        return end(link, job, key, now, ret_back, error);
    *ret_back = back_of(&now);
    return true;
}

// One job of a list.
struct listed {
    int id, documents;
    bool named, incoming, back; // back: taken back before it was begun
};

// Reads attributes from the present one to the end of the job's group.
static struct listed read_job(print_answer *answer, ipp_attribute_t *first, const char *key)
{
    struct listed job = {.documents = -1};
    bool ended = false, fresh = false;
    for (ipp_attribute_t *a = first; a && ippGetGroupTag(a) == IPP_TAG_JOB;
         a = ippNextAttribute(answer)) {
        const char *name = ippGetName(a);
        if (!name)
            continue;
        if (strcmp(name, "job-id") == 0)
            job.id = ippGetInteger(a, 0);
        else if (strcmp(name, "number-of-documents") == 0)
            job.documents = ippGetInteger(a, 0);
        else if (strcmp(name, "job-name") == 0)
            job.named = name_has_key(ippGetString(a, 0, NULL), key);
        else if (strcmp(name, "job-state-reasons") == 0)
            job.incoming = ippContainsString(a, "job-incoming");
        else if (strcmp(name, "job-state") == 0)
            ended = ippGetInteger(a, 0) == IPP_JSTATE_CANCELED;
        else if (strcmp(name, "time-at-processing") == 0)
            fresh = never_begun(a);
    }
    job.back = ended && fresh;
    return job;
}

// The newest job of KEY that has its document. What has none is cancelled: were its document to
// come after all, it would be printed behind the caller's back.
static bool newest(print_link *link, print_answer *answer, const char *key, int *job,
                   GError **error)
{
    for (ipp_attribute_t *a = ippFirstAttribute(answer); a; a = ippNextAttribute(answer)) {
        if (ippGetGroupTag(a) != IPP_TAG_JOB)
            continue;
        struct listed found = read_job(answer, a, key);
        bool empty = found.incoming || found.documents == 0;
        if (found.named && empty && !cancel(link, found.id, &(bool){false}, error))
            return false;
        if (found.named && !empty && !found.back)
            *job = MAX(*job, found.id);
    }
    return true;
}

bool print_find(const struct print_printer *printer, const char *key, int *ret_job, GError **error)
{
    // The last makes cupsd load each job: without it, one that was just over came without a name.
    static const char *const names[] = {"job-id",
                                        "job-name",
                                        "job-state",
                                        "job-state-reasons",
                                        "number-of-documents",
                                        "time-at-processing"};
    static const char *const which[] = {"not-completed", "completed"};
    g_autoptr(print_link) link = print_link_open(printer, error);
    int job = 0;
    for (size_t i = 0; link && i < G_N_ELEMENTS(which); i++) {
        ipp_t *request = print_request_new(link, IPP_OP_GET_JOBS, 0);
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, which[i]);
        add_requested(request, names, (int)G_N_ELEMENTS(names));
        g_autoptr(print_answer) answer = print_request_send(link, request, error);
        if (!answer || print_refused(link, answer, error) ||
            !newest(link, answer, key, &job, error))
            return false;
    }
    if (!link)
        return false;
    *ret_job = job;
    return true;
}

// When the oldest job of a list was made, in seconds; INT64_MAX where there is none.
static int64_t oldest(print_answer *answer)
{
    int64_t first = INT64_MAX;
    for (ipp_attribute_t *a = ippFindAttribute(answer, "time-at-creation", IPP_TAG_INTEGER); a;
         a = ippFindNextAttribute(answer, "time-at-creation", IPP_TAG_INTEGER))
        first = MIN(first, ippGetInteger(a, 0));
    return first;
}

bool print_remembers(const struct print_printer *printer, int64_t since, bool *ret_remembers,
                     GError **error)
{
    static const char *const names[] = {"job-id", "time-at-creation"};
    g_autoptr(print_link) link = print_link_open(printer, error);
    if (!link)
        return false;
    ipp_t *request = print_request_new(link, IPP_OP_GET_JOBS, 0);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, "completed");
    add_requested(request, names, (int)G_N_ELEMENTS(names));
    g_autoptr(print_answer) answer = print_request_send(link, request, error);
    if (!answer || print_refused(link, answer, error))
        return false;
    *ret_remembers = oldest(answer) <= since / 1000;
    return true;
}
