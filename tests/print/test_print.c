// SPDX-License-Identifier: Apache-2.0
// Every way in which a queue of a print service goes well or badly, against a real cupsd.
#include <cups/cups.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "diagnosis.h"
#include "jobs.h"
#include "wire.h"

// TIMEOUT_MS: short only where no answer can come; elsewhere a busy machine would decide the case.
static void assert_not_sent_within(int timeout_ms, const char *queue, enum tote_code code,
                                   const char *says)
{
    g_autofree char *text = job_text("refused", 10);
    struct print_spec spec = job_spec(queue, "refused", text);
    spec.printer.timeout_ms = timeout_ms;
    job_assert_outcome(&spec, PRINT_NOT_SENT, code, says);
}

static void assert_not_sent(const char *queue, enum tote_code code, const char *says)
{
    assert_not_sent_within(PATIENT_MS, queue, code, says);
}

// ---- the rows of a printer's life ----

static void test_done(void)
{
    cupsd_add_queue(service, "good", NULL, "stop-printer");
    int job = job_print("good", "tote-1");
    job_wait("good", job, PRINT_DONE, NULL);
    job_assert_once("good", job, "tote-1");
}

static void test_paper_out(void)
{
    cupsd_add_queue(service, "paper", NULL, "stop-printer");
    cupsd_play(service, "paper",
               "reason +media-empty-error\ngate\nreason -media-empty-error\ngate\n");
    int job = job_print("paper", "tote-1");
    job_wait("paper", job, PRINT_PRINTING, "out of labels");
    struct print_status status = job_look("paper", job);
    g_assert_true(status.attention);
    print_status_clear(&status);
    cupsd_open_gate(service, "paper");
    job_wait("paper", job, PRINT_PRINTING, "Being printed");
    cupsd_open_gate(service, "paper");
    job_wait("paper", job, PRINT_DONE, NULL);
    job_assert_once("paper", job, "tote-1");
}

static void test_reasons(void)
{
    static const struct {
        const char *reason, *says;
    } rows[] = {
        {"cover-open-report", "cover is open"},           {"media-jam-warning", "jammed"},
        {"marker-supply-empty-error", "ribbon"},          {"offline-report", "off or unplugged"},
        {"media-low-report,cover-open", "cover is open"}, {"com.example-strange", "Being printed"}};
    cupsd_add_queue(service, "reasons", NULL, "stop-printer");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *script =
            g_strdup_printf("reason %s\ngate\nreason -%s\n", rows[i].reason, rows[i].reason);
        cupsd_play(service, "reasons", script);
        int job = job_print("reasons", "tote-1");
        job_wait("reasons", job, PRINT_PRINTING, rows[i].says);
        cupsd_open_gate(service, "reasons");
        job_wait("reasons", job, PRINT_DONE, "Printed");
    }
}

// Of two reasons the more urgent one is told, whichever comes first; and whether somebody has to
// come.
static void test_most_urgent(void)
{
    static const char *const words[] = {
        "cover-open", "door-open", "interlock-open", "media-jam", "media-empty", "media-needed",
        "input-tray-missing", "output-area-full", "cutter-jam", "marker-supply-empty",
        "marker-supply-missing", "toner-empty", "offline", "shutdown", "timed-out", "hold-new-jobs",
        "paused", "stopped-partly", "spool-area-full", "cups-missing-filter",
        "cups-insecure-filter", "other",
        // nobody has to come for these
        "connecting-to-device", "moving-to-paused", "media-low", "marker-supply-low", "toner-low"};
    enum { SOFT = 5 };
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        for (size_t j = i; j < G_N_ELEMENTS(words); j++) {
            g_autofree char *both = g_strdup_printf("none,%s-report,%s", words[j], words[i]);
            const struct print_reason *told = print_reason_of(both);
            g_assert_cmpstr(told ? told->word : NULL, ==, words[i]);
            g_assert_cmpint(told->attention, ==, i + SOFT < G_N_ELEMENTS(words));
        }
    static const char *const nothing[] = {"", "none", "media-jams", "media", "cover-open-soon"};
    for (size_t i = 0; i < G_N_ELEMENTS(nothing); i++)
        g_assert_null(print_reason_of(nothing[i]));
}

static void test_printer_stops(void)
{
    cupsd_add_queue(service, "stops", NULL, "stop-printer");
    cupsd_play(service, "stops", "reason +media-empty-error\nexit 4\n");
    int job = job_print("stops", "tote-1");
    job_wait("stops", job, PRINT_STOPPED, "out of labels");
    g_assert_cmpint(cupsd_outputs(service, "stops"), ==, 0);
    cupsd_play(service, "stops", "reason -media-empty-error\n");
    cupsd_order(service, "stops", CUPSD_RESUME);
    job_wait("stops", job, PRINT_DONE, NULL);
    job_assert_once("stops", job, "tote-1");
}

// Whether a job that waits is stopped say its printer, or the job itself where the printer is seen
// as idle again by then.
static void test_waits_or_stopped(void)
{
    static const struct {
        int printer_state;
        const char *job_reasons, *printer_reasons;
        enum print_state state;
        enum cause_id cause;
        bool attention;
    } rows[] = {
        {IPP_PSTATE_IDLE, "none", "none", PRINT_WAITING, CAUSE_JOB_WAITING, false},
        {IPP_PSTATE_STOPPED, "none", "none", PRINT_STOPPED, CAUSE_PRINTER_STOPPED, true},
        {IPP_PSTATE_IDLE, "printer-stopped", "none", PRINT_STOPPED, CAUSE_PRINTER_STOPPED, true},
        {IPP_PSTATE_IDLE, "job-queued,printer-stopped", "cover-open-report", PRINT_STOPPED,
         CAUSE_PRINTER_COVER, true},
        {IPP_PSTATE_IDLE, "printer-stopped-partly", "none", PRINT_WAITING, CAUSE_JOB_WAITING,
         false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct print_seen seen = {IPP_JSTATE_PENDING, rows[i].printer_state,
                                        rows[i].job_reasons, rows[i].printer_reasons};
        struct print_status status = {0};
        print_diagnose(&seen, &status);
        g_assert_cmpint(status.state, ==, rows[i].state);
        g_assert_cmpint(status.cause, ==, rows[i].cause);
        g_assert_cmpint(status.attention, ==, rows[i].attention);
    }
}

static void test_job_aborted(void)
{
    cupsd_add_queue(service, "aborts", NULL, "abort-job");
    cupsd_play(service, "aborts", "exit 1\n");
    int job = job_print("aborts", "tote-1");
    job_wait("aborts", job, PRINT_ABORTED, "gave the job up");
    g_assert_cmpint(cupsd_outputs(service, "aborts"), ==, 0);
}

// A part came out: the job stays where it is, and nothing prints by itself.
static void test_partial_output(void)
{
    cupsd_add_queue(service, "partial", NULL, "stop-printer");
    cupsd_play(service, "partial", "take 1000\nsay the cable was pulled\nexit 1\n");
    int job = job_print("partial", "tote-1");
    job_wait("partial", job, PRINT_STOPPED, NULL);
    gsize len = 0;
    g_autofree char *part = cupsd_output(service, "partial", job, true, &len);
    g_assert_nonnull(part);
    g_assert_cmpint(len, ==, 1000);
    g_assert_cmpint(job_find("partial", "tote-1"), ==, job);
    g_assert_cmpint(cupsd_outputs(service, "partial"), ==, 1);
}

static void test_held(void)
{
    cupsd_add_queue(service, "held", NULL, "stop-printer");
    cupsd_play(service, "held", "exit 2\n");
    int job = job_print("held", "tote-1");
    job_wait("held", job, PRINT_HELD, "user and password");
}

static void test_queue_stopped(void)
{
    cupsd_add_queue(service, "paused", NULL, "stop-printer");
    cupsd_order(service, "paused", CUPSD_PAUSE);
    int job = job_print("paused", "tote-1");
    job_wait("paused", job, PRINT_STOPPED, "cupsenable");
    cupsd_order(service, "paused", CUPSD_RESUME);
    job_wait("paused", job, PRINT_DONE, NULL);
    job_assert_once("paused", job, "tote-1");
}

static void test_queue_rejects(void)
{
    cupsd_add_queue(service, "closed", NULL, "stop-printer");
    cupsd_order(service, "closed", CUPSD_REJECT);
    assert_not_sent("closed", TOTE_PRINT_FAILED, "accepts no jobs");
    g_assert_cmpint(job_find("closed", "refused"), ==, 0);
    struct print_printer printer = {.queue = "closed"};
    struct print_queue *queue = NULL;
    g_assert_true(print_queue_state(&printer, &queue, NULL));
    g_assert_true(!queue->accepting && !queue->stopped && queue->attention);
    g_assert_cmpint(queue->cause, ==, CAUSE_PRINTER_CLOSED);
    print_queue_free(queue);
    cupsd_order(service, "closed", CUPSD_ACCEPT);
    int job = job_print("closed", "tote-1");
    job_wait("closed", job, PRINT_DONE, NULL);
}

static void test_queue_unknown(void)
{
    struct print_printer printer = {.queue = "nowhere"};
    struct print_status status;
    struct print_queue *queue = NULL;
    g_autoptr(GError) error = NULL;
    assert_not_sent("nowhere", TOTE_NOT_FOUND, "nowhere");
    assert_not_sent("no where", TOTE_ARGUMENT, "no where");
    g_assert_false(print_queue_state(&printer, &queue, &error));
    g_assert_true(tote_error_is(error, TOTE_NOT_FOUND));
    g_clear_error(&error);
    g_assert_false(
        print_job_state(&(struct print_printer){.queue = "good"}, 99999, NULL, &status, &error));
    g_assert_true(tote_error_is(error, TOTE_NOT_FOUND));
    g_assert_nonnull(strstr(error->message, "99999"));
}

static void test_cancel(void)
{
    struct print_printer printer = {.queue = "cancel"};
    g_autoptr(GError) error = NULL;
    cupsd_add_queue(service, "cancel", NULL, "stop-printer");
    cupsd_order(service, "cancel", CUPSD_PAUSE);
    int job = job_print("cancel", "tote-1");
    g_assert_true(print_job_cancel(&printer, job, &error));
    job_wait("cancel", job, PRINT_CANCELLED, NULL);
    g_assert_true(print_job_cancel(&printer, job, &error)); // over already: no error
    cupsd_order(service, "cancel", CUPSD_RESUME);
    cupsd_play(service, "cancel", "reason +media-empty-error\ngate\n");
    job = job_print("cancel", "tote-2");
    job_wait("cancel", job, PRINT_PRINTING, "out of labels");
    g_assert_true(print_job_cancel(&printer, job, &error));
    job_wait("cancel", job, PRINT_CANCELLED, NULL);
    g_assert_no_error(error);
    g_assert_cmpint(cupsd_outputs(service, "cancel"), ==, 0);
}

static void test_queue_list(void)
{
    g_autoptr(GPtrArray) queues = NULL;
    g_autoptr(GError) error = NULL;
    cupsd_add_queue(service, "aaa-list", NULL, "stop-printer");
    cupsd_order(service, "aaa-list", CUPSD_PAUSE);
    int job = job_print("aaa-list", "tote-1");
    g_assert_cmpint(job, >, 0);
    g_assert_true(print_queue_list(0, &queues, &error));
    g_assert_no_error(error);
    const struct print_queue *queue = queues->pdata[0];
    g_assert_cmpstr(queue->name, ==, "aaa-list");
    g_assert_true(queue->stopped && queue->accepting && queue->raw && queue->attention);
    g_assert_cmpint(queue->jobs, ==, 1);
}

// ---- never twice ----

static void test_find(void)
{
    cupsd_add_queue(service, "find", NULL, "stop-printer");
    int one = job_print("find", "tote-88");
    int two = job_print("find", "tote-8841");
    job_wait("find", one, PRINT_DONE, NULL);
    job_wait("find", two, PRINT_DONE, NULL);
    g_assert_cmpint(job_find("find", "tote-88"), ==, one);
    g_assert_cmpint(job_find("find", "tote-8841"), ==, two);
    g_assert_cmpint(job_find("find", "tote-8"), ==, 0);
    g_assert_cmpint(job_find("find", "tote-88410"), ==, 0);
}

// Of two of one key the later one, though it waits and the other one is over.
static void test_find_newest(void)
{
    cupsd_add_queue(service, "newest", NULL, "stop-printer");
    int one = job_print("newest", "tote-1");
    job_wait("newest", one, PRINT_DONE, NULL);
    cupsd_order(service, "newest", CUPSD_PAUSE);
    int two = job_print("newest", "tote-1");
    g_assert_cmpint(job_find("newest", "tote-1"), ==, two);
    cupsd_order(service, "newest", CUPSD_RESUME);
    job_wait("newest", two, PRINT_DONE, NULL);
    g_assert_cmpint(job_find("newest", "tote-1"), ==, two);
}

static void test_title(void)
{
    g_autofree char *text = job_text("tote-5", 10), *long_title = g_strnfill(400, 'y');
    const char *const titles[] = {"Parcel O-100401", long_title, "bad \xff utf-8"};
    cupsd_add_queue(service, "title", NULL, "stop-printer");
    for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
        g_autofree char *key = g_strdup_printf("tote-%zu", i);
        struct print_spec spec = job_spec("title", key, text);
        g_autoptr(GError) error = NULL;
        int job = 0;
        spec.title = titles[i];
        g_assert_cmpint(print_send(&spec, &job, &error), ==, PRINT_SENT);
        g_assert_no_error(error);
        g_assert_cmpint(job_find("title", key), ==, job);
    }
}

// A service that was killed gives the number of a job that it lost to the next one.
static void test_others_number(void)
{
    struct print_printer printer = {.queue = "number", .timeout_ms = PATIENT_MS};
    struct print_status status = {0};
    GError *error = NULL;
    cupsd_add_queue(service, "number", NULL, "stop-printer");
    int job = job_print("number", "tote-1");
    g_assert_true(print_job_state(&printer, job, "tote-1", &status, &error));
    g_assert_no_error(error);
    print_status_clear(&status);
    static const char *const others[] = {"tote-12", "tote", "other"};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        g_assert_false(print_job_state(&printer, job, others[i], &status, &error));
        g_assert_true(tote_error_is(error, TOTE_NOT_FOUND));
        g_assert_nonnull(strstr(error->message, "knows no job"));
        g_clear_error(&error);
    }
}

static bool not_mine(void *data, GError **error)
{
    const struct print_spec *spec = data;
    g_autoptr(GError) failed = NULL;
    g_autoptr(GPtrArray) queues = NULL;
    g_assert_true(print_queue_list(PATIENT_MS, &queues, &failed));
    for (guint i = 0; i < queues->len; i++) {
        const struct print_queue *queue = queues->pdata[i];
        if (!strcmp(queue->name, spec->printer.queue))
            g_assert_cmpint(queue->jobs, ==, 1); // asked when nobody else can announce it any more
    }
    return tote_fail(error, TOTE_STALE, "printer", "taken");
}

// What somebody else took while it was announced is taken back, and nothing comes out.
static void test_taken_away(void)
{
    g_autofree char *text = job_text("tote-1", 2000);
    struct print_spec spec = job_spec("taken", "tote-1", text);
    spec.printer.timeout_ms = PATIENT_MS;
    spec.still = not_mine;
    spec.data = &spec;
    cupsd_add_queue(service, "taken", NULL, "stop-printer");
    job_assert_outcome(&spec, PRINT_NOT_SENT, TOTE_STALE, "taken");
    g_assert_cmpint(job_find("taken", "tote-1"), ==, 0);
    int job = job_print("taken", "tote-1");
    job_wait("taken", job, PRINT_DONE, NULL);
    job_assert_once("taken", job, "tote-1");
}

// The last answer is lost after the whole label went out: in doubt, and it can be found again.
static void test_answer_lost(void)
{
    g_autofree char *text = job_text("tote-1", 2000);
    struct print_spec spec = job_spec("doubt", "tote-1", text);
    spec.printer.timeout_ms = PATIENT_MS;
    cupsd_add_queue(service, "doubt", NULL, "stop-printer");
    wire_end *relay = wire_open(RELAY_LOSE_ANSWER, spec.len, service->socket);
    g_autofree char *server = g_strdup_printf("127.0.0.1:%d", relay->port);
    cupsSetServer(server);
    job_assert_outcome(&spec, PRINT_IN_DOUBT, TOTE_PRINTER_AWAY, "did not answer");
    cupsSetServer(service->socket);
    g_bytes_unref(wire_close(relay));
    int job = job_find("doubt", "tote-1");
    g_assert_cmpint(job, >, 0);
    job_wait("doubt", job, PRINT_DONE, NULL);
    job_assert_once("doubt", job, "tote-1");
}

// The cable breaks in the middle of the label: nothing prints, also not later.
static void test_cut(void)
{
    g_autofree char *text = job_text("tote-1", 8 * 1024 * 1024);
    struct print_spec spec = job_spec("cut", "tote-1", text);
    spec.printer.timeout_ms = PATIENT_MS;
    cupsd_add_queue(service, "cut", NULL, "stop-printer");
    wire_end *relay = wire_open(RELAY_CUT, 100000, service->socket);
    g_autofree char *server = g_strdup_printf("127.0.0.1:%d", relay->port);
    cupsSetServer(server);
    job_assert_outcome(&spec, PRINT_NOT_SENT, TOTE_PRINTER_AWAY, "did not answer");
    cupsSetServer(service->socket);
    g_bytes_unref(wire_close(relay));
    g_assert_cmpint(job_find("cut", "tote-1"), ==, 0);
    int job = job_print("cut", "tote-2"); // the queue works and prints only this
    job_wait("cut", job, PRINT_DONE, NULL);
    job_assert_once("cut", job, "tote-2");
}

// ---- the service itself ----

static void test_frozen(void)
{
    cupsd_add_queue(service, "frozen", NULL, "stop-printer");
    struct print_printer printer = {.queue = "frozen", .timeout_ms = SHORT_MS};
    g_autoptr(GError) error = NULL;
    int job = -1;
    g_assert_cmpint(kill(service->pid, SIGSTOP), ==, 0);
    assert_not_sent_within(SHORT_MS, "frozen", TOTE_PRINTER_AWAY, "did not answer within 0.4 s");
    g_assert_false(print_find(&printer, "refused", &job, &error));
    g_assert_true(tote_error_is(error, TOTE_PRINTER_AWAY));
    g_assert_cmpint(job, ==, -1);
    g_assert_cmpint(kill(service->pid, SIGCONT), ==, 0);
    // It now reads what was waiting: the announcement of a job whose label never comes.
    g_assert_cmpint(job_find("frozen", "refused"), ==, 0);
    job = job_print("frozen", "tote-1");
    job_wait("frozen", job, PRINT_DONE, NULL);
    job_assert_once("frozen", job, "tote-1");
}

static void test_down(void)
{
    g_autoptr(GPtrArray) queues = NULL;
    g_autoptr(GError) error = NULL;
    cupsd_add_queue(service, "down", NULL, "stop-printer");
    int job = job_print("down", "tote-1");
    job_wait("down", job, PRINT_DONE, NULL);
    cupsd_kill(service);
    assert_not_sent("down", TOTE_PRINTER_AWAY, "is not running");
    g_assert_false(print_queue_list(SHORT_MS, &queues, &error));
    g_assert_true(tote_error_is(error, TOTE_PRINTER_AWAY));
    cupsd_again(service);
    g_assert_cmpint(job_find("down", "tote-1"), ==, job); // it remembers across its own restart
    job_assert_once("down", job, "tote-1");
}

// A service that has no queue yet answers with none of them, and that is no fault.
static void no_queues(void)
{
    g_autoptr(GPtrArray) queues = NULL;
    g_autoptr(GError) error = NULL;
    g_assert_true(print_queue_list(PATIENT_MS, &queues, &error));
    g_assert_no_error(error);
    g_assert_cmpint(queues->len, ==, 0);
}

// Two services at once, one of them of an ordinary user.
static void test_ordinary_user(void)
{
    g_autoptr(cupsd) other = cupsd_start(geteuid() == 0);
    cupsSetServer(other->socket);
    no_queues();
    cupsd_add_queue(other, "good2", NULL, "stop-printer");
    int job = job_print("good2", "tote-1");
    job_wait("good2", job, PRINT_DONE, NULL);
    g_assert_cmpint(cupsd_outputs(other, "good2"), ==, 1);
    cupsSetServer(service->socket);
    assert_not_sent("good2", TOTE_NOT_FOUND, "good2");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    jobs_begin();
    g_test_add_func("/print/job/done", test_done);
    g_test_add_func("/print/job/paper-out", test_paper_out);
    g_test_add_func("/print/job/reasons", test_reasons);
    g_test_add_func("/print/job/most-urgent", test_most_urgent);
    g_test_add_func("/print/job/printer-stops", test_printer_stops);
    g_test_add_func("/print/job/waits-or-stopped", test_waits_or_stopped);
    g_test_add_func("/print/job/aborted", test_job_aborted);
    g_test_add_func("/print/job/partial", test_partial_output);
    g_test_add_func("/print/job/held", test_held);
    g_test_add_func("/print/job/cancel", test_cancel);
    g_test_add_func("/print/queue/stopped", test_queue_stopped);
    g_test_add_func("/print/queue/rejects", test_queue_rejects);
    g_test_add_func("/print/queue/unknown", test_queue_unknown);
    g_test_add_func("/print/queue/list", test_queue_list);
    g_test_add_func("/print/once/find", test_find);
    g_test_add_func("/print/once/find-newest", test_find_newest);
    g_test_add_func("/print/once/title", test_title);
    g_test_add_func("/print/once/others-number", test_others_number);
    g_test_add_func("/print/once/taken-away", test_taken_away);
    g_test_add_func("/print/once/answer-lost", test_answer_lost);
    g_test_add_func("/print/once/cut", test_cut);
    g_test_add_func("/print/service/frozen", test_frozen);
    g_test_add_func("/print/service/down", test_down);
    g_test_add_func("/print/service/ordinary-user", test_ordinary_user);
    int failed = g_test_run();
    cupsd_stop(service);
    return failed;
}
