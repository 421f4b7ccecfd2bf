// SPDX-License-Identifier: Apache-2.0
// The table of printer troubles, most urgent first, and what to do about each.
#include "diagnosis.h"

#include "i18n.h"

#include <cups/ipp.h>
#include <string.h>

static const struct print_reason reasons[] = {
    {"cover-open", true, N_("The printer's cover is open; close it")},
    {"door-open", true, N_("The printer's door is open; close it")},
    {"interlock-open", true, N_("The printer's print head is open; close it")},
    {"media-jam", true, N_("Paper is jammed in the printer; remove it")},
    {"media-empty", true, N_("The printer is out of labels; load a new roll")},
    {"media-needed", true, N_("The printer waits for labels; load the size of this job")},
    {"input-tray-missing", true, N_("The paper tray is missing; put it in")},
    {"output-area-full", true, N_("The printer's output is full; take the labels out")},
    {"cutter-jam", true, N_("The printer's cutter is jammed; clear it")},
    {"marker-supply-empty", true, N_("The printer's ribbon or ink is used up; replace it")},
    {"marker-supply-missing", true, N_("The printer has no ribbon or ink; put it in")},
    {"toner-empty", true, N_("The printer's toner is used up; replace it")},
    {"offline", true, N_("The printer is off or unplugged; switch it on")},
    {"shutdown", true, N_("The printer is switched off; switch it on")},
    {"timed-out", true, N_("The printer does not answer; check its power and cable")},
    {"hold-new-jobs", true, N_("The printer's queue holds new jobs; release it with cupsenable")},
    {"paused", true, N_("The printer is paused; press pause on it, or run cupsenable")},
    {"stopped-partly", true, N_("A part of the printer has stopped; look at it")},
    {"spool-area-full", true, N_("The printer's memory is full; switch it off and on")},
    {"cups-missing-filter", true, N_("The printer's driver is not installed; install it")},
    {"cups-insecure-filter", true,
     N_("The printer's driver may be changed by anybody; CUPS "
        "refuses to run it")},
    {"other", true, N_("The printer reports a fault; look at its display")},
    {"connecting-to-device", false, N_("The printer is being connected")},
    {"moving-to-paused", false, N_("The printer is being paused")},
    {"media-low", false, N_("The printer will soon be out of labels")},
    {"marker-supply-low", false, N_("The printer's ribbon or ink will soon be used up")},
    {"toner-low", false, N_("The printer's toner will soon be used up")},
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
    const char *sentence;
} holds[] = {
    {"job-incoming", N_("The job was announced, but its label has not arrived")},
    {"cups-held-for-authentication", N_("The printer asks for a user and password")},
    {"resources-are-not-ready", N_("The printer failed; CUPS tries again by itself")},
    {"job-hold-until-specified", N_("Somebody holds the job back; release it")},
};

static const char *held_because(const char *job_reasons)
{
    g_auto(GStrv) list = g_strsplit(job_reasons ? job_reasons : "", ",", -1);
    for (size_t i = 0; i < G_N_ELEMENTS(holds); i++)
        if (list_has(list, holds[i].word))
            return _(holds[i].sentence);
    return _("The job is held back; release it");
}

static void stopped(struct print_status *status, const struct print_reason *reason)
{
    bool why = reason && reason->attention && strcmp(reason->word, "paused") != 0;
    status->state = PRINT_STOPPED;
    status->attention = true;
    status->sentence =
        why ? _(reason->sentence) : _("The printer is stopped; look at it, then run cupsenable");
}

static void under_way(struct print_status *status, enum print_state state, const char *sentence,
                      const struct print_reason *reason)
{
    status->state = state;
    status->attention = reason && reason->attention;
    status->sentence = reason ? _(reason->sentence) : sentence;
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
        under_way(status, PRINT_DONE, _("Printed"), NULL);
        break;
    case IPP_JSTATE_ABORTED:
        under_way(status, PRINT_ABORTED,
                  _("The printer gave the job up; a part may have been printed"), NULL);
        break;
    case IPP_JSTATE_CANCELED:
        under_way(status, PRINT_CANCELLED, _("The job was cancelled"), NULL);
        break;
    case IPP_JSTATE_HELD:
        under_way(status, PRINT_HELD, held_because(seen->job_reasons), NULL);
        status->attention = true;
        break;
    case IPP_JSTATE_STOPPED:
        stopped(status, reason);
        break;
    case IPP_JSTATE_PROCESSING:
        under_way(status, PRINT_PRINTING, _("Being printed"), reason);
        break;
    default: // pending
        if (halted)
            stopped(status, reason);
        else
            under_way(status, PRINT_WAITING, _("Waiting in the queue"), reason);
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
        under_way(&status, PRINT_STOPPED, NULL,
                  &(struct print_reason){
                      .attention = true,
                      .sentence = N_("The queue accepts no jobs; open it with cupsaccept")});
    else if (printer_state == IPP_PSTATE_PROCESSING)
        under_way(&status, PRINT_PRINTING, _("Printing"), reason);
    else
        under_way(&status, PRINT_WAITING, _("Ready"), reason);
    queue->attention = status.attention;
    queue->sentence = status.sentence;
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
