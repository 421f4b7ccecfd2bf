// SPDX-License-Identifier: Apache-2.0
// Print jobs of the tests: sent to a private cupsd, followed until they stand where they should.
#include "jobs.h"

#include <cups/cups.h>
#include <string.h>

enum { DEADLINE_S = 30, LOOK_US = 3000 };

cupsd *service;

void jobs_begin(void)
{
    service = cupsd_start(false);
    cupsSetServer(service->socket);
}

char *job_text(const char *key, size_t filling)
{
    g_autofree char *dots = g_strnfill(filling, 'x');
    return g_strdup_printf("^XA^FX %s %s^FS^XZ\n", key, dots);
}

struct print_spec job_spec(const char *queue, const char *key, const char *text)
{
    return (struct print_spec){.printer.queue = queue,
                               .format = PRINT_ZPL,
                               .bytes = text,
                               .len = strlen(text),
                               .key = key};
}

int job_print(const char *queue, const char *key)
{
    g_autofree char *text = job_text(key, 2000);
    struct print_spec spec = job_spec(queue, key, text);
    spec.printer.timeout_ms = PATIENT_MS;
    g_autoptr(GError) error = NULL;
    int job = 0;
    enum print_outcome outcome = print_send(&spec, &job, &error);
    g_assert_no_error(error);
    g_assert_cmpint(outcome, ==, PRINT_SENT);
    g_assert_cmpint(job, >, 0);
    return job;
}

struct print_status job_look(const char *queue, int job)
{
    struct print_printer printer = {.queue = queue, .timeout_ms = PATIENT_MS};
    struct print_status status = {0};
    g_autoptr(GError) error = NULL;
    print_job_state(&printer, job, NULL, &status, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status.cause, <, N_CAUSES);
    return status;
}

void job_wait(const char *queue, int job, enum print_state state, const char *says)
{
    gint64 end = g_get_monotonic_time() + DEADLINE_S * G_USEC_PER_SEC;
    for (;;) {
        struct print_status status = job_look(queue, job);
        const char *sentence = cause_row(status.cause)->text;
        bool there = status.state == state && (!says || strstr(sentence, says));
        if (!there && g_get_monotonic_time() > end)
            g_error("job %d should be %s (%s) but is %s (%s): %s", job, print_state_text(state),
                    says ? says : "", print_state_text(status.state), sentence, status.detail);
        print_status_clear(&status);
        if (there)
            return;
        g_usleep(LOOK_US); // allowed: polls until a deadline
    }
}

void job_assert_once(const char *queue, int job, const char *key)
{
    gsize len = 0;
    g_autofree char *expected = job_text(key, 2000);
    g_autofree char *bytes = cupsd_output(service, queue, job, false, &len);
    g_assert_nonnull(bytes);
    g_assert_cmpmem(bytes, len, expected, strlen(expected));
    g_assert_cmpint(cupsd_outputs(service, queue), ==, 1);
}

int job_find(const char *queue, const char *key)
{
    struct print_printer printer = {.queue = queue, .timeout_ms = PATIENT_MS};
    g_autoptr(GError) error = NULL;
    int job = -1;
    print_find(&printer, key, &job, &error);
    g_assert_no_error(error);
    return job;
}

void job_assert_outcome(const struct print_spec *spec, enum print_outcome expected,
                        enum tote_code code, const char *says)
{
    g_autoptr(GError) error = NULL;
    int job = 0;
    enum print_outcome outcome = print_send(spec, &job, &error);
    g_assert_nonnull(error);
    if (outcome != expected || !tote_error_is(error, code) || !strstr(error->message, says))
        g_error("outcome %d, %s: %s (%s)", outcome, tote_error_code(error), error->message,
                tote_error_detail(error));
    g_assert_cmpstr(tote_error_field(error), ==, "printer");
}
