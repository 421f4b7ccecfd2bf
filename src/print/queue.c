// SPDX-License-Identifier: Apache-2.0
// The queues of the print service and the state of each.
#include "diagnosis.h"
#include "link.h"

#include "errors.h"
#include "i18n.h"

#include <string.h>

static const char *const queue_attributes[] = {"printer-name",
                                               "printer-info",
                                               "printer-state",
                                               "printer-state-reasons",
                                               "printer-make-and-model",
                                               "queued-job-count",
                                               "printer-is-accepting-jobs"};

void print_queue_free(struct print_queue *queue)
{
    if (!queue)
        return;
    g_free(queue->name);
    g_free(queue->info);
    g_free(queue);
}

static void queue_destroy(gpointer queue)
{
    print_queue_free(queue);
}

static void take_text(char **to, ipp_attribute_t *attribute)
{
    g_free(*to);
    *to = g_strdup(ippGetString(attribute, 0, NULL));
}

static void take_words(GString *words, ipp_attribute_t *attribute)
{
    for (int i = 0; i < ippGetCount(attribute); i++)
        g_string_append_printf(words, "%s%s", i > 0 ? "," : "", ippGetString(attribute, i, NULL));
}

static void take(struct print_queue *queue, GString *reasons, int *state, ipp_attribute_t *a)
{
    const char *name = ippGetName(a);
    if (!name)
        return;
    if (strcmp(name, "printer-name") == 0)
        take_text(&queue->name, a);
    else if (strcmp(name, "printer-info") == 0)
        take_text(&queue->info, a);
    else if (strcmp(name, "printer-state") == 0)
        *state = ippGetInteger(a, 0);
    else if (strcmp(name, "printer-state-reasons") == 0)
        take_words(reasons, a);
    else if (strcmp(name, "queued-job-count") == 0)
        queue->jobs = ippGetInteger(a, 0);
    else if (strcmp(name, "printer-is-accepting-jobs") == 0)
        queue->accepting = ippGetBoolean(a, 0);
    else if (strcmp(name, "printer-make-and-model") == 0)
        queue->raw = strstr(ippGetString(a, 0, NULL), "Raw Printer") != NULL;
}

static struct print_queue *read_queue(print_answer *answer, ipp_attribute_t *first)
{
    struct print_queue *queue = g_new0(struct print_queue, 1);
    g_autoptr(GString) reasons = g_string_new(NULL);
    int state = 0;
    for (ipp_attribute_t *a = first; a && ippGetGroupTag(a) == IPP_TAG_PRINTER;
         a = ippNextAttribute(answer))
        take(queue, reasons, &state, a);
    queue->name = queue->name ? queue->name : g_strdup("");
    queue->info = queue->info ? queue->info : g_strdup("");
    print_queue_diagnose(queue, state, reasons->str);
    return queue;
}

static gint by_name(gconstpointer a, gconstpointer b)
{
    const struct print_queue *const *one = a, *const *two = b;
    return strcmp((*one)->name, (*two)->name);
}

static GPtrArray *read_queues(print_answer *answer)
{
    GPtrArray *queues = g_ptr_array_new_with_free_func(queue_destroy);
    for (ipp_attribute_t *a = ippFirstAttribute(answer); a; a = ippNextAttribute(answer))
        if (ippGetGroupTag(a) == IPP_TAG_PRINTER)
            g_ptr_array_add(queues, read_queue(answer, a));
    g_ptr_array_sort(queues, by_name);
    return queues;
}

static print_answer *ask(const struct print_printer *printer, ipp_op_t operation, GError **error)
{
    g_autoptr(print_link) link = print_link_open(printer, error);
    if (!link)
        return NULL;
    ipp_t *request = print_request_new(link, operation, 0);
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  (int)G_N_ELEMENTS(queue_attributes), NULL, queue_attributes);
    g_autoptr(print_answer) answer = print_request_send(link, request, error);
    // A server without any queue says "not found" to the list of them.
    bool none = answer && operation == IPP_OP_CUPS_GET_PRINTERS &&
                ippGetStatusCode(answer) == IPP_STATUS_ERROR_NOT_FOUND;
    if (!answer || (!none && print_refused(link, answer, error)))
        return NULL;
    return g_steal_pointer(&answer);
}

bool print_queue_list(int timeout_ms, GPtrArray **ret_queues, GError **error)
{
    struct print_printer server = {.timeout_ms = timeout_ms};
    g_autoptr(print_answer) answer = ask(&server, IPP_OP_CUPS_GET_PRINTERS, error);
    if (!answer)
        return false;
    *ret_queues = read_queues(answer);
    return true;
}

bool print_queue_state(const struct print_printer *printer, struct print_queue **ret_queue,
                       GError **error)
{
    g_autoptr(print_answer) answer = ask(printer, IPP_OP_GET_PRINTER_ATTRIBUTES, error);
    if (!answer)
        return false;
    g_autoptr(GPtrArray) queues = read_queues(answer);
    if (queues->len == 0)
        return FAIL_FOR(error, TOTE_PRINT_FAILED, &(struct tote_fault){.field = "printer"},
                        LINK_SILENT,
                        T_TEXT("printer", printer->queue ? printer->queue : printer->uri));
    *ret_queue = g_ptr_array_steal_index(queues, 0);
    return true;
}
