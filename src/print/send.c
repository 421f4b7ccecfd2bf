// SPDX-License-Identifier: Apache-2.0
// Sends a job in two steps, so that an attempt that fails half-way certainly prints nothing.
//
// Create-Job announces the job and Send-Document hands the label over. A server prints nothing
// before the document is complete, so only an answer lost after the last byte leaves a doubt.
#include "link.h"

#include "errors.h"
#include "i18n.h"

#include <string.h>

enum { PIECE = 16 * 1024, KEY_MAX_LENGTH = 60, NAME_MAX_LENGTH = 63 };

static const struct tote_fault of_printer = {.field = "printer"};

static bool spec_usable(const struct print_spec *spec, GError **error)
{
    const struct print_printer *printer = &spec->printer;
    if (!spec->key || !*spec->key || strlen(spec->key) > KEY_MAX_LENGTH ||
        strpbrk(spec->key, " \t\n"))
        return tote_fail(error, TOTE_ARGUMENT, "key", _("A print job needs a key without spaces"));
    if (!spec->bytes || spec->len == 0)
        return tote_fail_for(error, TOTE_ARGUMENT, &(struct tote_fault){.field = "label"},
                             CAUSE_LINK_NOTHING, NULL, 0);
    if (!printer->uri && (!printer->queue || !*printer->queue))
        return tote_fail_for(error, TOTE_ARGUMENT, &of_printer, CAUSE_LINK_UNNAMED, NULL, 0);
    if (print_is_socket(printer) && spec->format != PRINT_ZPL)
        return FAIL_FOR(error, TOTE_ARGUMENT, &of_printer, LINK_ZPL_ONLY,
                        T_TEXT("uri", printer->uri));
    return true;
}

static const char *mime_type(const struct print_spec *spec)
{
    if (spec->format == PRINT_PDF)
        return "application/pdf";
    return spec->printer.uri ? "application/vnd.zebra-zpl" : "application/vnd.cups-raw";
}

// Key and title, short enough for an IPP name (255 bytes, RFC 8011 5.1.3).
static char *job_name(const struct print_spec *spec)
{
    g_autofree char *name = g_strdup_printf("%s %s", spec->key, spec->title ? spec->title : "");
    g_autofree char *valid = g_utf8_make_valid(g_strchomp(name), -1);
    return g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), NAME_MAX_LENGTH));
}

// The page by its size, which every driver understands, and never fitted to another page.
static void add_page(ipp_t *request, const struct print_spec *spec)
{
    if (spec->format != PRINT_PDF || spec->width <= 0 || spec->height <= 0)
        return;
    ipp_t *size = ippNew(), *media = ippNew();
    ippAddInteger(size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "x-dimension", spec->width);
    ippAddInteger(size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "y-dimension", spec->height);
    ippAddCollection(media, IPP_TAG_ZERO, "media-size", size);
    ippAddCollection(request, IPP_TAG_JOB, "media-col", media);
    ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL, "none");
    ippDelete(size);
    ippDelete(media);
}

static bool create_job(print_link *link, const struct print_spec *spec, int *ret_job,
                       GError **error)
{
    g_autofree char *name = job_name(spec);
    ipp_t *request = print_request_new(link, IPP_OP_CREATE_JOB, 0);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, name);
    add_page(request, spec);
    g_autoptr(print_answer) answer = print_request_send(link, request, error);
    if (!answer || print_refused(link, answer, error))
        return false;
    *ret_job = print_number(answer, "job-id", 0);
    return *ret_job > 0 || FAIL_FOR(error, TOTE_PRINT_FAILED, &of_printer, LINK_NO_NUMBER,
                                    T_TEXT("printer", link->name));
}

// Writes request and document. False: the last byte did not leave, so the document is incomplete.
static bool write_document(print_link *link, ipp_t *request, const struct print_spec *spec)
{
    size_t total = ippLength(request) + spec->len;
    http_status_t status = cupsSendRequest(link->http, request, link->resource, total);
    const char *bytes = spec->bytes;
    for (size_t done = 0; status == HTTP_STATUS_CONTINUE && done < spec->len; done += PIECE)
        status = cupsWriteRequestData(link->http, bytes + done, MIN(PIECE, spec->len - done));
    return status == HTTP_STATUS_CONTINUE;
}

static enum print_outcome send_document(print_link *link, const struct print_spec *spec, int job,
                                        GError **error)
{
    ipp_t *request = print_request_new(link, IPP_OP_SEND_DOCUMENT, job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL,
                 mime_type(spec));
    ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
    bool written = write_document(link, request, spec);
    ippDelete(request);
    g_autoptr(print_answer) answer = cupsGetResponse(link->http, link->resource);
    if (!answer) {
        print_no_answer(link, error);
        return written ? PRINT_IN_DOUBT : PRINT_NOT_SENT;
    }
    return print_refused(link, answer, error) ? PRINT_NOT_SENT : PRINT_SENT;
}

// A queue without a driver would pass a PDF on as it is, and the printer would print its source.
static bool driver_there(const struct print_spec *spec, GError **error)
{
    struct print_queue *queue = NULL;
    if (spec->format != PRINT_PDF || spec->printer.uri)
        return true;
    if (!print_queue_state(&spec->printer, &queue, error))
        return false;
    bool raw = queue->raw;
    print_queue_free(queue);
    struct tote_fault fault = {
        .field = "printer", .hint = _("Choose ZPL for this printer, or give its queue a driver.")};
    return !raw || FAIL_FOR(error, TOTE_PRINT_FAILED, &fault, LINK_NO_DRIVER,
                            T_TEXT("printer", spec->printer.queue));
}

static bool is_still(const struct print_spec *spec, GError **error)
{
    return !spec->still || spec->still(spec->data, error);
}

enum print_outcome print_send(const struct print_spec *spec, int *ret_job, GError **error)
{
    int job = 0;
    if (!spec_usable(spec, error))
        return PRINT_NOT_SENT;
    *ret_job = 0;
    if (print_is_socket(&spec->printer))
        return is_still(spec, error) ? print_socket_send(spec, error) : PRINT_NOT_SENT;
    g_autoptr(print_link) link = NULL;
    if (!driver_there(spec, error) || !(link = print_link_open(&spec->printer, error)) ||
        !create_job(link, spec, &job, error))
        return PRINT_NOT_SENT;
    enum print_outcome outcome =
        is_still(spec, error) ? send_document(link, spec, job, error) : PRINT_NOT_SENT;
    if (outcome == PRINT_NOT_SENT)
        print_job_cancel(&spec->printer, job, NULL); // tidiness only: it has no document
    else
        *ret_job = job;
    return outcome;
}
