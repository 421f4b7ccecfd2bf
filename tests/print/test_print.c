// SPDX-License-Identifier: Apache-2.0
// Every way in which printing goes well or badly, against a real cupsd and real sockets.
#include "cupsd.h"
#include "errors.h"
#include "picture.h"
#include "print.h"
#include "wire.h"

#include <cups/cups.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { DEADLINE_S = 30, LOOK_US = 3000, SHORT_MS = 400, PATIENT_MS = 60000 };

static cupsd *service; // of the whole program

// A label with a part that no other job has, so that outputs can be told apart.
static char *label_text(const char *key, size_t filling)
{
    g_autofree char *dots = g_strnfill(filling, 'x');
    return g_strdup_printf("^XA^FX %s %s^FS^XZ\n", key, dots);
}

static struct print_spec spec_of(const char *queue, const char *key, const char *text)
{
    return (struct print_spec){.printer.queue = queue,
                               .format = PRINT_ZPL,
                               .bytes = text,
                               .len = strlen(text),
                               .key = key};
}

static int print_one(const char *queue, const char *key)
{
    g_autofree char *text = label_text(key, 2000);
    struct print_spec spec = spec_of(queue, key, text);
    spec.printer.timeout_ms = PATIENT_MS;
    g_autoptr(GError) error = NULL;
    int job = 0;
    enum print_outcome outcome = print_send(&spec, &job, &error);
    g_assert_no_error(error);
    g_assert_cmpint(outcome, ==, PRINT_SENT);
    g_assert_cmpint(job, >, 0);
    return job;
}

static struct print_status look(const char *queue, int job)
{
    struct print_printer printer = {.queue = queue, .timeout_ms = PATIENT_MS};
    struct print_status status = {0};
    g_autoptr(GError) error = NULL;
    print_job_state(&printer, job, &status, &error);
    g_assert_no_error(error);
    g_assert_nonnull(status.sentence);
    return status;
}

// Waits for a state, and for a sentence with SAYS in it.
static void wait_for(const char *queue, int job, enum print_state state, const char *says)
{
    gint64 end = g_get_monotonic_time() + DEADLINE_S * G_USEC_PER_SEC;
    for (;;) {
        struct print_status status = look(queue, job);
        bool there = status.state == state && (!says || strstr(status.sentence, says));
        if (!there && g_get_monotonic_time() > end)
            g_error("job %d should be %s (%s) but is %s (%s): %s", job, print_state_text(state),
                    says ? says : "", print_state_text(status.state), status.sentence,
                    status.detail);
        print_status_clear(&status);
        if (there)
            return;
        g_usleep(LOOK_US); // allowed: polls until a deadline
    }
}

static void assert_printed_once(const char *queue, int job, const char *key)
{
    gsize len = 0;
    g_autofree char *expected = label_text(key, 2000);
    g_autofree char *bytes = cupsd_output(service, queue, job, false, &len);
    g_assert_nonnull(bytes);
    g_assert_cmpmem(bytes, len, expected, strlen(expected));
    g_assert_cmpint(cupsd_outputs(service, queue), ==, 1);
}

static int find(const char *queue, const char *key)
{
    struct print_printer printer = {.queue = queue, .timeout_ms = PATIENT_MS};
    g_autoptr(GError) error = NULL;
    int job = -1;
    print_find(&printer, key, &job, &error);
    g_assert_no_error(error);
    return job;
}

static void assert_outcome(const struct print_spec *spec, enum print_outcome expected,
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

// TIMEOUT_MS: short only where no answer can come; elsewhere a busy machine would decide the case.
static void assert_not_sent_within(int timeout_ms, const char *queue, enum tote_code code,
                                   const char *says)
{
    g_autofree char *text = label_text("refused", 10);
    struct print_spec spec = spec_of(queue, "refused", text);
    spec.printer.timeout_ms = timeout_ms;
    assert_outcome(&spec, PRINT_NOT_SENT, code, says);
}

static void assert_not_sent(const char *queue, enum tote_code code, const char *says)
{
    assert_not_sent_within(PATIENT_MS, queue, code, says);
}

// ---- the rows of a printer's life ----

static void test_done(void)
{
    cupsd_add_queue(service, "good", NULL, "stop-printer");
    int job = print_one("good", "tote-1");
    wait_for("good", job, PRINT_DONE, NULL);
    assert_printed_once("good", job, "tote-1");
}

static void test_paper_out(void)
{
    cupsd_add_queue(service, "paper", NULL, "stop-printer");
    cupsd_play(service, "paper",
               "reason +media-empty-error\ngate\nreason -media-empty-error\ngate\n");
    int job = print_one("paper", "tote-1");
    wait_for("paper", job, PRINT_PRINTING, "out of labels");
    struct print_status status = look("paper", job);
    g_assert_true(status.attention);
    print_status_clear(&status);
    cupsd_open_gate(service, "paper");
    wait_for("paper", job, PRINT_PRINTING, "Being printed");
    cupsd_open_gate(service, "paper");
    wait_for("paper", job, PRINT_DONE, NULL);
    assert_printed_once("paper", job, "tote-1");
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
        int job = print_one("reasons", "tote-1");
        wait_for("reasons", job, PRINT_PRINTING, rows[i].says);
        cupsd_open_gate(service, "reasons");
        wait_for("reasons", job, PRINT_DONE, "Printed");
    }
}

static void test_printer_stops(void)
{
    cupsd_add_queue(service, "stops", NULL, "stop-printer");
    cupsd_play(service, "stops", "reason +media-empty-error\nexit 4\n");
    int job = print_one("stops", "tote-1");
    wait_for("stops", job, PRINT_STOPPED, "out of labels");
    g_assert_cmpint(cupsd_outputs(service, "stops"), ==, 0);
    cupsd_play(service, "stops", "reason -media-empty-error\n");
    cupsd_order(service, "stops", CUPSD_RESUME);
    wait_for("stops", job, PRINT_DONE, NULL);
    assert_printed_once("stops", job, "tote-1");
}

static void test_job_aborted(void)
{
    cupsd_add_queue(service, "aborts", NULL, "abort-job");
    cupsd_play(service, "aborts", "exit 1\n");
    int job = print_one("aborts", "tote-1");
    wait_for("aborts", job, PRINT_ABORTED, "gave the job up");
    g_assert_cmpint(cupsd_outputs(service, "aborts"), ==, 0);
}

// A part came out: the job stays where it is, and nothing prints by itself.
static void test_partial_output(void)
{
    cupsd_add_queue(service, "partial", NULL, "stop-printer");
    cupsd_play(service, "partial", "take 1000\nsay the cable was pulled\nexit 1\n");
    int job = print_one("partial", "tote-1");
    wait_for("partial", job, PRINT_STOPPED, NULL);
    gsize len = 0;
    g_autofree char *part = cupsd_output(service, "partial", job, true, &len);
    g_assert_nonnull(part);
    g_assert_cmpint(len, ==, 1000);
    g_assert_cmpint(find("partial", "tote-1"), ==, job);
    g_assert_cmpint(cupsd_outputs(service, "partial"), ==, 1);
}

static void test_held(void)
{
    cupsd_add_queue(service, "held", NULL, "stop-printer");
    cupsd_play(service, "held", "exit 2\n");
    int job = print_one("held", "tote-1");
    wait_for("held", job, PRINT_HELD, "user and password");
}

static void test_queue_stopped(void)
{
    cupsd_add_queue(service, "paused", NULL, "stop-printer");
    cupsd_order(service, "paused", CUPSD_PAUSE);
    int job = print_one("paused", "tote-1");
    wait_for("paused", job, PRINT_STOPPED, "cupsenable");
    cupsd_order(service, "paused", CUPSD_RESUME);
    wait_for("paused", job, PRINT_DONE, NULL);
    assert_printed_once("paused", job, "tote-1");
}

static void test_queue_rejects(void)
{
    cupsd_add_queue(service, "closed", NULL, "stop-printer");
    cupsd_order(service, "closed", CUPSD_REJECT);
    assert_not_sent("closed", TOTE_PRINT_FAILED, "accepts no jobs");
    g_assert_cmpint(find("closed", "refused"), ==, 0);
    cupsd_order(service, "closed", CUPSD_ACCEPT);
    int job = print_one("closed", "tote-1");
    wait_for("closed", job, PRINT_DONE, NULL);
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
        print_job_state(&(struct print_printer){.queue = "good"}, 99999, &status, &error));
    g_assert_true(tote_error_is(error, TOTE_NOT_FOUND));
    g_assert_nonnull(strstr(error->message, "99999"));
}

static void test_cancel(void)
{
    struct print_printer printer = {.queue = "cancel"};
    g_autoptr(GError) error = NULL;
    cupsd_add_queue(service, "cancel", NULL, "stop-printer");
    cupsd_order(service, "cancel", CUPSD_PAUSE);
    int job = print_one("cancel", "tote-1");
    g_assert_true(print_job_cancel(&printer, job, &error));
    wait_for("cancel", job, PRINT_CANCELLED, NULL);
    g_assert_true(print_job_cancel(&printer, job, &error)); // over already: no error
    cupsd_order(service, "cancel", CUPSD_RESUME);
    cupsd_play(service, "cancel", "reason +media-empty-error\ngate\n");
    job = print_one("cancel", "tote-2");
    wait_for("cancel", job, PRINT_PRINTING, "out of labels");
    g_assert_true(print_job_cancel(&printer, job, &error));
    wait_for("cancel", job, PRINT_CANCELLED, NULL);
    g_assert_no_error(error);
    g_assert_cmpint(cupsd_outputs(service, "cancel"), ==, 0);
}

static void test_queue_list(void)
{
    g_autoptr(GPtrArray) queues = NULL;
    g_autoptr(GError) error = NULL;
    cupsd_add_queue(service, "aaa-list", NULL, "stop-printer");
    cupsd_order(service, "aaa-list", CUPSD_PAUSE);
    int job = print_one("aaa-list", "tote-1");
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
    int one = print_one("find", "tote-88");
    int two = print_one("find", "tote-8841");
    wait_for("find", one, PRINT_DONE, NULL);
    wait_for("find", two, PRINT_DONE, NULL);
    g_assert_cmpint(find("find", "tote-88"), ==, one);
    g_assert_cmpint(find("find", "tote-8841"), ==, two);
    g_assert_cmpint(find("find", "tote-8"), ==, 0);
    g_assert_cmpint(find("find", "tote-88410"), ==, 0);
}

static void test_title(void)
{
    g_autofree char *text = label_text("tote-5", 10), *long_title = g_strnfill(400, 'y');
    const char *const titles[] = {"Parcel O-100401", long_title, "bad \xff utf-8"};
    cupsd_add_queue(service, "title", NULL, "stop-printer");
    for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
        g_autofree char *key = g_strdup_printf("tote-%zu", i);
        struct print_spec spec = spec_of("title", key, text);
        g_autoptr(GError) error = NULL;
        int job = 0;
        spec.title = titles[i];
        g_assert_cmpint(print_send(&spec, &job, &error), ==, PRINT_SENT);
        g_assert_no_error(error);
        g_assert_cmpint(find("title", key), ==, job);
    }
}

// The last answer is lost after the whole label went out: in doubt, and it can be found again.
static void test_answer_lost(void)
{
    g_autofree char *text = label_text("tote-1", 2000);
    struct print_spec spec = spec_of("doubt", "tote-1", text);
    spec.printer.timeout_ms = PATIENT_MS;
    cupsd_add_queue(service, "doubt", NULL, "stop-printer");
    wire_end *relay = wire_open(RELAY_LOSE_ANSWER, spec.len, service->socket);
    g_autofree char *server = g_strdup_printf("127.0.0.1:%d", relay->port);
    cupsSetServer(server);
    assert_outcome(&spec, PRINT_IN_DOUBT, TOTE_PRINTER_AWAY, "did not answer");
    cupsSetServer(service->socket);
    g_bytes_unref(wire_close(relay));
    int job = find("doubt", "tote-1");
    g_assert_cmpint(job, >, 0);
    wait_for("doubt", job, PRINT_DONE, NULL);
    assert_printed_once("doubt", job, "tote-1");
}

// The cable breaks in the middle of the label: nothing prints, also not later.
static void test_cut(void)
{
    g_autofree char *text = label_text("tote-1", 8 * 1024 * 1024);
    struct print_spec spec = spec_of("cut", "tote-1", text);
    spec.printer.timeout_ms = PATIENT_MS;
    cupsd_add_queue(service, "cut", NULL, "stop-printer");
    wire_end *relay = wire_open(RELAY_CUT, 100000, service->socket);
    g_autofree char *server = g_strdup_printf("127.0.0.1:%d", relay->port);
    cupsSetServer(server);
    assert_outcome(&spec, PRINT_NOT_SENT, TOTE_PRINTER_AWAY, "did not answer");
    cupsSetServer(service->socket);
    g_bytes_unref(wire_close(relay));
    g_assert_cmpint(find("cut", "tote-1"), ==, 0);
    int job = print_one("cut", "tote-2"); // the queue works and prints only this
    wait_for("cut", job, PRINT_DONE, NULL);
    assert_printed_once("cut", job, "tote-2");
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
    g_assert_cmpint(find("frozen", "refused"), ==, 0);
    job = print_one("frozen", "tote-1");
    wait_for("frozen", job, PRINT_DONE, NULL);
    assert_printed_once("frozen", job, "tote-1");
}

static void test_down(void)
{
    g_autoptr(GPtrArray) queues = NULL;
    g_autoptr(GError) error = NULL;
    cupsd_add_queue(service, "down", NULL, "stop-printer");
    int job = print_one("down", "tote-1");
    wait_for("down", job, PRINT_DONE, NULL);
    cupsd_kill(service);
    assert_not_sent("down", TOTE_PRINTER_AWAY, "is not running");
    g_assert_false(print_queue_list(SHORT_MS, &queues, &error));
    g_assert_true(tote_error_is(error, TOTE_PRINTER_AWAY));
    cupsd_again(service);
    g_assert_cmpint(find("down", "tote-1"), ==, job); // it remembers across its own restart
    assert_printed_once("down", job, "tote-1");
}

// Two services at once, one of them of an ordinary user.
static void test_ordinary_user(void)
{
    g_autoptr(cupsd) other = cupsd_start(geteuid() == 0);
    cupsd_add_queue(other, "good2", NULL, "stop-printer");
    cupsSetServer(other->socket);
    int job = print_one("good2", "tote-1");
    wait_for("good2", job, PRINT_DONE, NULL);
    g_assert_cmpint(cupsd_outputs(other, "good2"), ==, 1);
    cupsSetServer(service->socket);
    assert_not_sent("good2", TOTE_NOT_FOUND, "good2");
}

// ---- PDF ----

static GBytes *shipping_label(enum label_format format, GPtrArray **ret_codes)
{
    g_autoptr(label_design) design =
        label_design_load(TEST_ASSETS "/labels/shipping-4x6.svg", NULL);
    g_autoptr(label_fields) fields = label_fields_example();
    struct label_options options = {.dpi = 203, .format = format};
    GBytes *bytes = NULL;
    g_assert_true(label_render(design, fields, &options, &bytes, ret_codes, NULL));
    return bytes;
}

static struct print_spec pdf_spec(const char *queue, GBytes *pdf)
{
    gsize len;
    const void *bytes = g_bytes_get_data(pdf, &len);
    return (struct print_spec){.printer.queue = queue,
                               .format = PRINT_PDF,
                               .bytes = bytes,
                               .len = len,
                               .key = "tote-1",
                               .width = 10160,
                               .height = 15240};
}

static void test_pdf_raw_queue(void)
{
    GBytes *pdf = shipping_label(LABEL_PDF, NULL);
    struct print_spec spec = pdf_spec("rawpdf", pdf);
    cupsd_add_queue(service, "rawpdf", NULL, "stop-printer");
    assert_outcome(&spec, PRINT_NOT_SENT, TOTE_PRINT_FAILED, "no driver");
    g_assert_cmpint(find("rawpdf", "tote-1"), ==, 0);
    g_bytes_unref(pdf);
}

// Has the code of the label the same dots, bar for bar, as in our own bitmap?
static void assert_same_code(const picture *printed)
{
    g_autoptr(GPtrArray) codes = NULL;
    GBytes *png = shipping_label(LABEL_PNG, &codes);
    gsize len;
    const void *bytes = g_bytes_get_data(png, &len);
    g_autoptr(picture) ours = picture_of_png(bytes, len);
    const struct label_code *code = codes->pdata[0];
    g_autoptr(picture) cut_printed = picture_cut(printed, code);
    g_autoptr(picture) cut_ours = picture_cut(ours, code);
    g_assert_cmpint(picture_differences(cut_printed, cut_ours, NULL), ==, 0);
    g_bytes_unref(png);
}

// The driver for Zebra printers turns the PDF into as many dots as the label has.
static void test_pdf_driver(void)
{
    GBytes *pdf = shipping_label(LABEL_PDF, NULL);
    struct print_spec spec = pdf_spec("zebra", pdf);
    g_autoptr(GError) error = NULL;
    gsize len = 0;
    int job = 0;
    cupsd_add_queue(service, "zebra", "drv:///sample.drv/zebra.ppd", "stop-printer");
    g_assert_cmpint(print_send(&spec, &job, &error), ==, PRINT_SENT);
    g_assert_no_error(error);
    wait_for("zebra", job, PRINT_DONE, NULL);
    g_autofree char *zpl = cupsd_output(service, "zebra", job, false, &len);
    g_assert_nonnull(zpl);
    g_autoptr(picture) dots = picture_of_zpl(zpl, len);
    g_assert_cmpint(dots->width, ==, 816); // 812 dots in whole bytes: not fitted, not turned
    g_assert_cmpint(dots->height, ==, 1218);
    assert_same_code(dots);
    g_bytes_unref(pdf);
}

// ---- raw ports ----

static void socket_outcome(enum wire_habit habit, size_t size, enum print_outcome expected)
{
    g_autofree char *text = label_text("tote-1", size);
    wire_end *sink = wire_open(habit, 1000, NULL);
    g_autofree char *uri = g_strdup_printf("socket://127.0.0.1:%d", sink->port);
    struct print_spec spec = spec_of("lab", "tote-1", text);
    spec.printer.uri = uri;
    spec.printer.timeout_ms = SHORT_MS;
    if (expected == PRINT_SENT) {
        int job = -1;
        g_autoptr(GError) error = NULL;
        spec.printer.timeout_ms = 0;
        g_assert_cmpint(print_send(&spec, &job, &error), ==, PRINT_SENT);
        g_assert_no_error(error);
        g_assert_cmpint(job, ==, 0);
    } else {
        assert_outcome(&spec, expected, TOTE_PRINT_FAILED, "only a part");
    }
    GBytes *taken = wire_close(sink);
    gsize len;
    const void *bytes = g_bytes_get_data(taken, &len);
    if (habit == SINK_TAKE)
        g_assert_cmpmem(bytes, len, text, strlen(text));
    g_bytes_unref(taken);
}

static void test_socket(void)
{
    socket_outcome(SINK_TAKE, 50000, PRINT_SENT);
    socket_outcome(SINK_STALL, 8 * 1024 * 1024, PRINT_IN_DOUBT);
    socket_outcome(SINK_RESET, 8 * 1024 * 1024, PRINT_IN_DOUBT);
}

static void test_socket_away(void)
{
    g_autofree char *text = label_text("tote-1", 10);
    struct print_spec spec = spec_of("lab", "tote-1", text);
    struct print_status status;
    g_autoptr(GError) error = NULL;
    int job = -1;
    wire_end *sink = wire_open(SINK_TAKE, 0, NULL);
    g_autofree char *uri = g_strdup_printf("socket://127.0.0.1:%d", sink->port);
    g_bytes_unref(wire_close(sink)); // the port is free now
    spec.printer.uri = uri;
    assert_outcome(&spec, PRINT_NOT_SENT, TOTE_PRINTER_AWAY, "does not answer");
    g_assert_false(print_find(&spec.printer, "tote-1", &job, &error));
    g_assert_true(tote_error_is(error, TOTE_ARGUMENT));
    g_clear_error(&error);
    g_assert_false(print_job_state(&spec.printer, 1, &status, &error));
    g_assert_true(tote_error_is(error, TOTE_ARGUMENT));
}

// A printer of its own that speaks IPP, without any print service: the cupsd behind the relay plays
// it. It takes PDF, and refuses ZPL without leaving a job behind.
static void test_ipp_printer(void)
{
    wire_end *relay = wire_open(RELAY_CUT, G_MAXSIZE, service->socket);
    g_autofree char *uri = g_strdup_printf("ipp://127.0.0.1:%d/printers/direct", relay->port);
    g_autofree char *text = label_text("tote-2", 2000);
    GBytes *pdf = shipping_label(LABEL_PDF, NULL);
    struct print_spec good = pdf_spec(NULL, pdf), bad = spec_of("label printer", "tote-2", text);
    struct print_queue *queue = NULL;
    g_autoptr(GError) error = NULL;
    int job = 0, found = 0;
    cupsd_add_queue(service, "direct", "drv:///sample.drv/zebra.ppd", "stop-printer");
    cupsSetServer("/nonexistent/socket");
    good.printer.uri = bad.printer.uri = uri;
    g_assert_cmpint(print_send(&good, &job, &error), ==, PRINT_SENT);
    g_assert_true(print_find(&good.printer, "tote-1", &found, &error));
    g_assert_cmpint(found, ==, job);
    assert_outcome(&bad, PRINT_NOT_SENT, TOTE_PRINT_FAILED, "kind of file");
    g_assert_true(print_find(&bad.printer, "tote-2", &found, &error));
    g_assert_cmpint(found, ==, 0);
    g_assert_true(print_queue_state(&good.printer, &queue, &error));
    g_assert_cmpstr(queue->name, ==, "direct");
    g_assert_false(queue->raw);
    g_assert_no_error(error);
    print_queue_free(queue);
    cupsSetServer(service->socket);
    wait_for("direct", job, PRINT_DONE, NULL);
    g_bytes_unref(wire_close(relay));
    g_bytes_unref(pdf);
}

static void test_arguments(void)
{
    const char *const uris[] = {"http://127.0.0.1/", "ipp://", "nonsense", "socket://"};
    g_autofree char *text = label_text("x", 1);
    for (size_t i = 0; i < G_N_ELEMENTS(uris); i++) {
        struct print_spec spec = spec_of("q", "tote-1", text);
        int job = 0;
        g_autoptr(GError) error = NULL;
        spec.printer.uri = uris[i];
        g_assert_cmpint(print_send(&spec, &job, &error), ==, PRINT_NOT_SENT);
        g_assert_nonnull(error);
    }
    struct print_spec nameless = spec_of("good", "two words", text);
    g_assert_cmpint(print_send(&nameless, &(int){0}, NULL), ==, PRINT_NOT_SENT);
    struct print_spec empty = spec_of("good", "tote-1", "");
    g_assert_cmpint(print_send(&empty, &(int){0}, NULL), ==, PRINT_NOT_SENT);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    service = cupsd_start(false);
    cupsSetServer(service->socket);
    g_test_add_func("/print/job/done", test_done);
    g_test_add_func("/print/job/paper-out", test_paper_out);
    g_test_add_func("/print/job/reasons", test_reasons);
    g_test_add_func("/print/job/printer-stops", test_printer_stops);
    g_test_add_func("/print/job/aborted", test_job_aborted);
    g_test_add_func("/print/job/partial", test_partial_output);
    g_test_add_func("/print/job/held", test_held);
    g_test_add_func("/print/job/cancel", test_cancel);
    g_test_add_func("/print/queue/stopped", test_queue_stopped);
    g_test_add_func("/print/queue/rejects", test_queue_rejects);
    g_test_add_func("/print/queue/unknown", test_queue_unknown);
    g_test_add_func("/print/queue/list", test_queue_list);
    g_test_add_func("/print/once/find", test_find);
    g_test_add_func("/print/once/title", test_title);
    g_test_add_func("/print/once/answer-lost", test_answer_lost);
    g_test_add_func("/print/once/cut", test_cut);
    g_test_add_func("/print/service/frozen", test_frozen);
    g_test_add_func("/print/service/down", test_down);
    g_test_add_func("/print/service/ordinary-user", test_ordinary_user);
    g_test_add_func("/print/pdf/raw-queue", test_pdf_raw_queue);
    g_test_add_func("/print/pdf/driver", test_pdf_driver);
    g_test_add_func("/print/direct/socket", test_socket);
    g_test_add_func("/print/direct/socket-away", test_socket_away);
    g_test_add_func("/print/direct/ipp", test_ipp_printer);
    g_test_add_func("/print/arguments", test_arguments);
    int failed = g_test_run();
    cupsd_stop(service);
    return failed;
}
