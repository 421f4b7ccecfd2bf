// SPDX-License-Identifier: Apache-2.0
// Ways to a printer: queues of CUPS, IPP printers and raw port 9100; what became of each job.
//
// For one thread at a time. Every call opens its own connection and ends within the time limit,
// whatever the printer does. Nothing is sent a second time on its own: a job's name carries the
// caller's key, so that a job can be found again by print_find() after a crash.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "cause.h"

// Where to print. With a URI the queue is only a name for messages.
struct print_printer {
    const char *queue; // name of a CUPS queue on cupsServer(), or of the printer
    const char *uri;   // NULL, or ipp://host:port/ipp/print, or socket://host:9100
    int timeout_ms;    // how long to wait for an answer; 0 = 5000
};

enum print_format { PRINT_PDF, PRINT_ZPL };

struct print_spec {
    struct print_printer printer;
    enum print_format format;
    const void *bytes;
    size_t len;
    const char *key;   // "tote-8841": of one thing, for every try of it; 60 bytes, no spaces
    const char *title; // for people, no personal data; may be NULL
    int width, height; // of the page in 1/100 mm (PWG 5101.1); used for PDF, 0 = printer's own
    // Asked when the job is announced, before its bytes go: is it still the caller's to print? What
    // is not is taken back and certainly not sent. NULL = it is.
    bool (*still)(void *data, GError **error);
    void *data;
};

// What is certain after an attempt to send.
enum print_outcome {
    PRINT_SENT,     // handed over completely
    PRINT_NOT_SENT, // certainly nothing will come out: may be tried again without asking
    PRINT_IN_DOUBT, // may come out: look with print_find(), or ask a person before printing again
};

// Sends one job. RET_JOB is the job's number when a queue or IPP printer gave one (also when in
// doubt), else 0. *error is set unless PRINT_SENT: TOTE_PRINTER_AWAY, TOTE_NOT_FOUND (no such
// queue), TOTE_PRINT_FAILED (refused), TOTE_ARGUMENT; the field is "printer". Each error of this
// folder says its cause (cause.h).
enum print_outcome print_send(const struct print_spec *spec, int *ret_job, GError **error);

enum print_state {
    PRINT_WAITING,   // in the queue
    PRINT_PRINTING,  // being printed, or held up at the printer: see attention
    PRINT_STOPPED,   // in the queue of a stopped printer
    PRINT_HELD,      // somebody or something holds the job back
    PRINT_DONE,      // everything was handed to the printer
    PRINT_ABORTED,   // given up; a part may have been printed
    PRINT_CANCELLED, // taken back; a part may have been printed
};

struct print_status {
    int job;
    enum print_state state;
    bool attention;      // a person has to do something at the printer or to its queue
    enum cause_id cause; // what is going on; it has no terms
    char *detail;        // the words of CUPS, for the log; freed by print_status_clear()
};

void print_status_clear(struct print_status *status);

// Short stable word for a state: "waiting", "printing", "stopped", "held", "done", "aborted",
// "cancelled".
const char *print_state_text(enum print_state state);

// What became of JOB, which was sent with KEY: a service that lost its last minute gives numbers
// out once more. NULL = whatever it is called. Errors: TOTE_PRINTER_AWAY, TOTE_NOT_FOUND (no such
// job or queue, or it is another's), TOTE_ARGUMENT (a socket:// printer keeps no jobs).
bool print_job_state(const struct print_printer *printer, int job, const char *key,
                     struct print_status *ret_status, GError **error);

// Takes JOB back. A job that is already over is no error. Errors: as print_job_state().
bool print_job_cancel(const struct print_printer *printer, int job, GError **error);

// What a job is that was taken back.
enum print_back {
    PRINT_BACK_FREE,  // its printing was never begun: certainly nothing came out, nor will
    PRINT_BACK_OUT,   // it was printed before
    PRINT_BACK_DOUBT, // it was begun: a part may have come out
};

// Takes JOB of KEY back and says what it was then. Errors: as print_job_state(); then nothing is
// known, and it may be tried again.
bool print_job_take_back(const struct print_printer *printer, int job, const char *key,
                         enum print_back *ret_back, GError **error);

// Looks for the newest job of KEY, finished ones included. RET_JOB is 0 when there is none, which
// means that nothing was handed over: jobs that were announced but never got their document are
// cancelled on the way, and those that were taken back before they were begun do not count. Errors:
// as print_job_state(); then nothing is known.
bool print_find(const struct print_printer *printer, const char *key, int *ret_job, GError **error);

// Does it know a job that is over and was made by SINCE (ms; INT64_MAX: any)? It forgets the
// oldest first, or all of a queue that is made anew: one that knows none (PreserveJobHistory No)
// cannot say what became of a label, nor that one was not sent since then. Errors: as
// print_job_state().
bool print_remembers(const struct print_printer *printer, int64_t since, bool *ret_remembers,
                     GError **error);

struct print_queue {
    char *name;
    char *info;     // the description that the administrator gave it; may be ""
    bool stopped;   // takes jobs but does not print them
    bool accepting; // takes jobs
    bool raw;       // has no driver: prints ZPL as it is, but no PDF
    int jobs;       // waiting or printing
    bool attention;
    enum cause_id cause;
};

// The queues of cupsServer(), by name. RET_QUEUES: struct print_queue, freed with the array.
// TIMEOUT_MS: as in struct print_printer. Errors: TOTE_PRINTER_AWAY.
bool print_queue_list(int timeout_ms, GPtrArray **ret_queues, GError **error);

// One queue, or an IPP printer by URI. Caller frees with print_queue_free().
// Errors: as print_job_state().
bool print_queue_state(const struct print_printer *printer, struct print_queue **ret_queue,
                       GError **error);
void print_queue_free(struct print_queue *queue); // NULL is allowed
