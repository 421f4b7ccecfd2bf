// SPDX-License-Identifier: Apache-2.0
// The table of printer troubles, most urgent first, and what to do about each.
#include "diagnosis.h"

#include <cups/ipp.h>
#include <string.h>

static const struct print_reason reasons[] = {
    {"cover-open", true, CAUSE_PRINTER_COVER},
    {"door-open", true, CAUSE_PRINTER_DOOR},
    {"interlock-open", true, CAUSE_PRINTER_HEAD},
    {"media-jam", true, CAUSE_PRINTER_JAM},
    {"media-empty", true, CAUSE_PRINTER_EMPTY},
    {"media-needed", true, CAUSE_PRINTER_MEDIA},
    {"input-tray-missing", true, CAUSE_PRINTER_TRAY},
    {"output-area-full", true, CAUSE_PRINTER_OUTPUT},
    {"cutter-jam", true, CAUSE_PRINTER_CUTTER},
    {"marker-supply-empty", true, CAUSE_PRINTER_RIBBON},
    {"marker-supply-missing", true, CAUSE_PRINTER_NO_RIBBON},
    {"toner-empty", true, CAUSE_PRINTER_TONER},
    {"offline", true, CAUSE_PRINTER_OFF},
    {"shutdown", true, CAUSE_PRINTER_SHUT},
    {"timed-out", true, CAUSE_PRINTER_MUTE},
    {"hold-new-jobs", true, CAUSE_PRINTER_HOLDS},
    {"paused", true, CAUSE_PRINTER_PAUSED},
    {"stopped-partly", true, CAUSE_PRINTER_PARTLY},
    {"spool-area-full", true, CAUSE_PRINTER_MEMORY},
    {"cups-missing-filter", true, CAUSE_PRINTER_NO_DRIVER},
    {"cups-insecure-filter", true, CAUSE_PRINTER_OPEN_DRIVER},
    {"other", true, CAUSE_PRINTER_FAULT},
    {"connecting-to-device", false, CAUSE_PRINTER_CONNECTING},
    {"moving-to-paused", false, CAUSE_PRINTER_PAUSING},
    {"media-low", false, CAUSE_PRINTER_LOW},
    {"marker-supply-low", false, CAUSE_PRINTER_RIBBON_LOW},
    {"toner-low", false, CAUSE_PRINTER_TONER_LOW},
};

static bool word_is(const char *keyword, const char *word)
{
    static const char *const suffixes[] = {"", "-error", "-warning", "-report"};
    size_t len = strlen(word);
    if (strncmp(keyword, word, len) != 0)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
        if (strcmp(keyword + len, suffixes[i]) == 0)
            return true;
    return false;
}

static bool list_has(char *const *list, const char *word)
{
    for (; *list; list++)
        if (word_is(*list, word))
            return true;
    return false;
}

const struct print_reason *print_reason_of(const char *printer_reasons)
{
    g_auto(GStrv) list = g_strsplit(printer_reasons ? printer_reasons : "", ",", -1);
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
        if (list_has(list, reasons[i].word))
            return &reasons[i];
    return NULL;
}

static const struct {
    const char *word; // of job-state-reasons (RFC 8011, 5.3.8)
    enum cause_id cause;
} holds[] = {
    {"job-incoming", CAUSE_JOB_INCOMING},
    {"cups-held-for-authentication", CAUSE_JOB_LOGIN},
    {"resources-are-not-ready", CAUSE_JOB_TRIED},
    {"job-hold-until-specified", CAUSE_JOB_HELD},
};

static enum cause_id held_because(const char *job_reasons)
{
    g_auto(GStrv) list = g_strsplit(job_reasons ? job_reasons : "", ",", -1);
    for (size_t i = 0; i < G_N_ELEMENTS(holds); i++)
        if (list_has(list, holds[i].word))
            return holds[i].cause;
    return CAUSE_JOB_BACK;
}

static void stopped(struct print_status *status, const struct print_reason *reason)
{
    bool why = reason && reason->attention && strcmp(reason->word, "paused") != 0;
    status->state = PRINT_STOPPED;
    status->attention = true;
    status->cause = why ? reason->cause : CAUSE_PRINTER_STOPPED;
}

static void under_way(struct print_status *status, enum print_state state, enum cause_id cause,
                      const struct print_reason *reason)
{
    status->state = state;
    status->attention = reason && reason->attention;
    status->cause = reason ? reason->cause : cause;
}

// Reasons of a printer stay after the job that met them, so they count only for open jobs.
void print_diagnose(const struct print_seen *seen, struct print_status *status)
{
    const struct print_reason *reason = print_reason_of(seen->printer_reasons);
    g_auto(GStrv) own = g_strsplit(seen->job_reasons ? seen->job_reasons : "", ",", -1);
    bool halted = seen->printer_state == IPP_PSTATE_STOPPED || list_has(own, "printer-stopped");
    status->attention = false;
    switch (seen->job_state) {
    case IPP_JSTATE_COMPLETED:
        under_way(status, PRINT_DONE, CAUSE_JOB_PRINTED, NULL);
        break;
    case IPP_JSTATE_ABORTED:
        under_way(status, PRINT_ABORTED, CAUSE_JOB_ABORTED, NULL);
        break;
    case IPP_JSTATE_CANCELED:
        under_way(status, PRINT_CANCELLED, CAUSE_JOB_CANCELLED, NULL);
        break;
    case IPP_JSTATE_HELD:
        under_way(status, PRINT_HELD, held_because(seen->job_reasons), NULL);
        status->attention = true;
        break;
    case IPP_JSTATE_STOPPED:
        stopped(status, reason);
        break;
    case IPP_JSTATE_PROCESSING:
        under_way(status, PRINT_PRINTING, CAUSE_JOB_PRINTING, reason);
        break;
    default: // pending
        if (halted)
            stopped(status, reason);
        else
            under_way(status, PRINT_WAITING, CAUSE_JOB_WAITING, reason);
    }
}

void print_queue_diagnose(struct print_queue *queue, int printer_state, const char *words)
{
    const struct print_reason *reason = print_reason_of(words);
    struct print_status status = {0};
    queue->stopped = printer_state == IPP_PSTATE_STOPPED;
    if (queue->stopped)
        stopped(&status, reason);
    else if (!queue->accepting)
        under_way(&status, PRINT_STOPPED, CAUSE_PRINTER_CLOSED,
                  &(struct print_reason){.attention = true, .cause = CAUSE_PRINTER_CLOSED});
    else if (printer_state == IPP_PSTATE_PROCESSING)
        under_way(&status, PRINT_PRINTING, CAUSE_PRINTER_PRINTING, reason);
    else
        under_way(&status, PRINT_WAITING, CAUSE_PRINTER_READY, reason);
    queue->attention = status.attention;
    queue->cause = status.cause;
}

const char *print_state_text(enum print_state state)
{
    switch (state) {
    case PRINT_WAITING:
        return "waiting";
    case PRINT_PRINTING:
        return "printing";
    case PRINT_STOPPED:
        return "stopped";
    case PRINT_HELD:
        return "held";
    case PRINT_DONE:
        return "done";
    case PRINT_ABORTED:
        return "aborted";
    case PRINT_CANCELLED:
        return "cancelled";
    }
    g_assert_not_reached();
}

void print_status_clear(struct print_status *status)
{
    g_clear_pointer(&status->detail, g_free);
}
