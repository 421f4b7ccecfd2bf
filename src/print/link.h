// SPDX-License-Identifier: Apache-2.0
// One connection to a print server with a time limit, and requests over it.
#pragma once

#include "print.h"

#include <cups/cups.h>

typedef struct print_link {
    http_t *http;
    char *name;     // for messages: queue or URI
    char *uri;      // printer-uri of requests
    char *resource; // path of requests
    bool server;    // a CUPS queue, not a printer by itself
    int timeout_ms;
    int job; // that the last request was about, 0 = none

    // Ends an exchange that the other side draws out, however it does that.
    GThread *guard;
    GMutex lock;
    GCond closing;
    bool closed; // under the lock
} print_link;

// Connects to the printer's server. NULL with *error: TOTE_PRINTER_AWAY, TOTE_ARGUMENT.
print_link *print_link_open(const struct print_printer *printer, GError **error);
void print_link_close(print_link *link); // NULL is allowed
G_DEFINE_AUTOPTR_CLEANUP_FUNC(print_link, print_link_close)

typedef ipp_t print_answer;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(print_answer, ippDelete)

// A request with the attributes that every one needs. JOB 0 = none. Owned by the caller until it
// is sent.
ipp_t *print_request_new(print_link *link, ipp_op_t operation, int job);

// Sends REQUEST (which is consumed) and waits for the answer, or for none: then *error is
// TOTE_PRINTER_AWAY. A refusal of the server is an answer, see print_refused().
print_answer *print_request_send(print_link *link, ipp_t *request, GError **error);

// Did the server refuse? Then *error says so: TOTE_NOT_FOUND, TOTE_PRINT_FAILED.
bool print_refused(const print_link *link, print_answer *answer, GError **error);

// *error: no answer within the time limit, or the connection broke.
bool print_no_answer(const print_link *link, GError **error);

// Values of an attribute joined by commas; "" when it is missing. Caller frees.
char *print_words(print_answer *answer, const char *name);
int print_number(print_answer *answer, const char *name, int otherwise);

// Is this printer one for raw sockets? They know no requests.
bool print_is_socket(const struct print_printer *printer);

// Writes to a raw socket printer; see print_send().
enum print_outcome print_socket_send(const struct print_spec *spec, GError **error);
