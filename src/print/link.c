// SPDX-License-Identifier: Apache-2.0
// Connections to cupsd and IPP printers that never wait without end and never ask for a password.
#include "link.h"

#include "i18n.h"

#include <string.h>
#include <sys/socket.h>

// EXCHANGES: time limits that a whole connection may take, for libcups counts from the last byte.
enum { TIMEOUT_MS = 5000, CONNECT_MS = 3000, EXCHANGES = 4 };

static const struct tote_fault of_printer = {.field = "printer"};

bool print_is_socket(const struct print_printer *printer)
{
    return printer->uri && g_str_has_prefix(printer->uri, "socket://");
}

static int give_up(http_t *http, void *data)
{
    return 0;
}

static const char *no_password(const char *prompt, http_t *http, const char *method,
                               const char *resource, void *data)
{
    return NULL;
}

// Breaks the connection when its time is over, and whatever libcups opens instead of it.
static gpointer guard(gpointer data)
{
    print_link *link = data;
    gint64 span = (gint64)link->timeout_ms * 1000, end = g_get_monotonic_time() + EXCHANGES * span;
    g_mutex_lock(&link->lock);
    while (!link->closed) {
        if (g_cond_wait_until(&link->closing, &link->lock, end))
            continue;
        shutdown(httpGetFd(link->http), SHUT_RDWR);
        end = g_get_monotonic_time() + G_USEC_PER_SEC / 10;
    }
    g_mutex_unlock(&link->lock);
    return NULL;
}

static void end_guard(print_link *link)
{
    g_mutex_lock(&link->lock);
    link->closed = true;
    g_cond_signal(&link->closing);
    g_mutex_unlock(&link->lock);
    g_thread_join(link->guard);
    g_mutex_clear(&link->lock);
    g_cond_clear(&link->closing);
}

static bool connect_to(print_link *link, const char *host, int port, http_encryption_t encryption,
                       GError **error)
{
    cupsSetPasswordCB2(no_password, NULL);
    link->http = httpConnect2(host, port, NULL, AF_UNSPEC, encryption, 1,
                              MIN(CONNECT_MS, link->timeout_ms), NULL);
    if (!link->http) {
        struct tote_fault fault = {.field = "printer", .detail = cupsLastErrorString()};
        return tote_fail_for(error, TOTE_PRINTER_AWAY, &fault,
                             link->server ? CAUSE_LINK_SERVICE : CAUSE_LINK_PRINTER,
                             &T_TEXT("host", host), 1);
    }
    httpSetTimeout(link->http, link->timeout_ms / 1000.0, give_up, NULL);
    g_mutex_init(&link->lock);
    g_cond_init(&link->closing);
    link->guard = g_thread_new("print guard", guard, link);
    return true;
}

static bool connect_printer(print_link *link, const char *uri, GError **error)
{
    char scheme[16], user[128], host[256], resource[1024];
    int port = 0;
    http_uri_status_t status =
        httpSeparateURI(HTTP_URI_CODING_ALL, uri, scheme, sizeof scheme, user, sizeof user, host,
                        sizeof host, &port, resource, sizeof resource);
    bool secure = strcmp(scheme, "ipps") == 0;
    if (status < HTTP_URI_STATUS_OK || (strcmp(scheme, "ipp") != 0 && !secure))
        return FAIL_FOR(error, TOTE_ARGUMENT, &of_printer, LINK_ADDRESS, T_TEXT("uri", uri));
    link->uri = g_strdup(uri);
    link->resource = g_strdup(resource);
    return connect_to(link, host, port,
                      secure ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, error);
}

static bool connect_server(print_link *link, const char *queue, GError **error)
{
    char uri[HTTP_MAX_URI];
    const char *name = queue ? queue : "";
    if (strlen(name) > 127 || strpbrk(name, " /#?\t") != NULL)
        return FAIL_FOR(error, TOTE_ARGUMENT, &of_printer, LINK_QUEUE_NAME, T_TEXT("queue", name));
    httpAssembleURIf(HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", ippPort(),
                     "/printers/%s", name);
    link->uri = g_strdup(uri);
    link->resource = g_strdup("/");
    link->server = true;
    return connect_to(link, cupsServer(), ippPort(), cupsEncryption(), error);
}

print_link *print_link_open(const struct print_printer *printer, GError **error)
{
    g_autoptr(print_link) link = g_new0(print_link, 1);
    link->timeout_ms = printer->timeout_ms > 0 ? printer->timeout_ms : TIMEOUT_MS;
    link->name = g_strdup(printer->queue ? printer->queue : printer->uri ? printer->uri : "");
    if (print_is_socket(printer)) {
        FAIL_FOR(error, TOTE_ARGUMENT, &of_printer, LINK_NO_LIST, T_TEXT("uri", printer->uri));
        return NULL;
    }
    bool connected = printer->uri ? connect_printer(link, printer->uri, error)
                                  : connect_server(link, printer->queue, error);
    return connected ? g_steal_pointer(&link) : NULL;
}

void print_link_close(print_link *link)
{
    if (!link)
        return;
    if (link->guard)
        end_guard(link);
    if (link->http)
        httpClose(link->http);
    g_free(link->name);
    g_free(link->uri);
    g_free(link->resource);
    g_free(link);
}

ipp_t *print_request_new(print_link *link, ipp_op_t operation, int job)
{
    ipp_t *request = ippNewRequest(operation);
    link->job = job;
    if (operation != IPP_OP_CUPS_GET_PRINTERS)
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, link->uri);
    if (job > 0)
        ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
                 cupsUser());
    return request;
}

bool print_no_answer(const print_link *link, GError **error)
{
    g_autofree char *detail =
        g_strdup_printf("HTTP %d, libcups: %s", httpGetStatus(link->http), cupsLastErrorString());
    struct tote_fault fault = {.field = "printer", .detail = detail};
    http_status_t status = httpGetStatus(link->http);
    if (status == HTTP_STATUS_UNAUTHORIZED || status == HTTP_STATUS_FORBIDDEN)
        return FAIL_FOR(error, TOTE_PRINT_FAILED, &fault, LINK_FORBIDDEN,
                        T_TEXT("user", cupsUser()), T_TEXT("printer", link->name));
    g_autofree char *seconds = g_strdup_printf("%.3g", link->timeout_ms / 1000.0);
    return tote_fail_for(error, TOTE_PRINTER_AWAY, &fault,
                         link->server ? CAUSE_LINK_SERVICE_LATE : CAUSE_LINK_PRINTER_LATE,
                         &T_TEXT("seconds", seconds), 1);
}

print_answer *print_request_send(print_link *link, ipp_t *request, GError **error)
{
    ipp_t *answer = cupsDoRequest(link->http, request, link->resource);
    if (!answer)
        print_no_answer(link, error);
    return answer;
}

bool print_refused(const print_link *link, print_answer *answer, GError **error)
{
    ipp_status_t status = ippGetStatusCode(answer);
    const struct term name = T_TEXT("printer", link->name);
    struct tote_fault fault = {.field = "printer", .detail = ippErrorString(status)};
    switch ((int)status) {
    case IPP_STATUS_ERROR_NOT_FOUND:
        if (link->job > 0)
            return !FAIL_FOR(error, TOTE_NOT_FOUND, &fault, LINK_NO_JOB, name,
                             T_INT("job", link->job));
        return !FAIL_FOR(error, TOTE_NOT_FOUND, &fault, LINK_NO_QUEUE, name);
    case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS:
        fault.hint = _("Open the queue with cupsaccept; the label waits.");
        return !FAIL_FOR(error, TOTE_PRINT_FAILED, &fault, LINK_CLOSED, name);
    case IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED:
        fault.hint = _("Choose the other label format for this printer: PDF with a driver, ZPL "
                       "without one.");
        return !FAIL_FOR(error, TOTE_PRINT_FAILED, &fault, LINK_FORMAT, name);
    case IPP_STATUS_ERROR_NOT_AUTHENTICATED:
    case IPP_STATUS_ERROR_NOT_AUTHORIZED:
    case IPP_STATUS_ERROR_FORBIDDEN:
        return !FAIL_FOR(error, TOTE_PRINT_FAILED, &fault, LINK_FORBIDDEN,
                         T_TEXT("user", cupsUser()), name);
    default:
        break;
    }
    if (status < IPP_STATUS_ERROR_BAD_REQUEST)
        return false;
    return !FAIL_FOR(error, TOTE_PRINT_FAILED, &fault, LINK_REFUSED, name);
}

static void append_value(GString *words, ipp_attribute_t *attribute, int index)
{
    const char *text = ippGetString(attribute, index, NULL);
    if (words->len > 0)
        g_string_append_c(words, ',');
    g_string_append(words, text ? text : "");
}

char *print_words(print_answer *answer, const char *name)
{
    g_autoptr(GString) words = g_string_new(NULL);
    ipp_attribute_t *attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    for (int i = 0; attribute && i < ippGetCount(attribute); i++)
        append_value(words, attribute, i);
    return g_strdup(words->str);
}

int print_number(print_answer *answer, const char *name, int otherwise)
{
    ipp_attribute_t *attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    return attribute ? ippGetInteger(attribute, 0) : otherwise;
}
