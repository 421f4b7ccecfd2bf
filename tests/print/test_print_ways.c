// SPDX-License-Identifier: Apache-2.0
// The other ways to a printer: PDF through a driver, raw ports, printers that speak IPP themselves.
#include <arpa/inet.h>
#include <cups/cups.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "jobs.h"
#include "picture.h"
#include "wire.h"

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
    job_assert_outcome(&spec, PRINT_NOT_SENT, TOTE_PRINT_FAILED, "no driver");
    g_assert_cmpint(job_find("rawpdf", "tote-1"), ==, 0);
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
    job_wait("zebra", job, PRINT_DONE, NULL);
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
    g_autofree char *text = job_text("tote-1", size);
    wire_end *sink = wire_open(habit, 1000, NULL);
    g_autofree char *uri = g_strdup_printf("socket://127.0.0.1:%d", sink->port);
    struct print_spec spec = job_spec("lab", "tote-1", text);
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
        job_assert_outcome(&spec, expected, TOTE_PRINT_FAILED, "only a part");
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
    socket_outcome(SINK_RESET, 2000, PRINT_IN_DOUBT); // took all, and threw it away
}

// A connection that ends before the first byte went leaves no doubt: nothing can come out. One that
// ends later leaves it. Here the label itself ends it, at a byte that cannot be read: a reset comes
// when it likes.
static void test_socket_first_byte(void)
{
    static const struct {
        size_t readable;
        enum print_outcome outcome;
    } rows[] = {{0, PRINT_NOT_SENT}, {1024 * 1024, PRINT_IN_DOUBT}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        size_t len = rows[i].readable + 1024 * 1024;
        char *text = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        g_assert_true(text != MAP_FAILED);
        g_assert_cmpint(mprotect(text + rows[i].readable, 1024 * 1024, PROT_NONE), ==, 0);
        wire_end *sink = wire_open(SINK_TAKE, 0, NULL);
        g_autofree char *uri = g_strdup_printf("socket://127.0.0.1:%d", sink->port);
        struct print_spec spec = job_spec("lab", "tote-1", "");
        spec.printer.uri = uri;
        spec.bytes = text;
        spec.len = len;
        job_assert_outcome(&spec, rows[i].outcome, TOTE_PRINT_FAILED, "only a part");
        g_bytes_unref(wire_close(sink));
        munmap(text, len);
    }
}

// An address without a port means 9100; on a loopback address that nobody else is likely to use.
static void test_socket_port(void)
{
    g_autofree char *text = job_text("tote-1", 100);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(9100)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), job = -1, b[3];
    for (int i = 0; i < 3; i++)
        b[i] = g_random_int_range(2, 250);
    g_autofree char *host = g_strdup_printf("127.%d.%d.%d", b[0], b[1], b[2]);
    g_autofree char *uri = g_strdup_printf("socket://%s", host);
    g_assert_cmpint(inet_pton(AF_INET, host, &at.sin_addr), ==, 1);
    g_assert_cmpint(bind(fd, (struct sockaddr *)&at, sizeof at), ==, 0);
    g_assert_cmpint(listen(fd, 1), ==, 0);
    struct print_spec spec = job_spec("lab", "tote-1", text);
    spec.printer.uri = uri;
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(print_send(&spec, &job, &error), ==, PRINT_SENT);
    g_assert_no_error(error);
    close(fd);
}

static void test_socket_away(void)
{
    g_autofree char *text = job_text("tote-1", 10);
    struct print_spec spec = job_spec("lab", "tote-1", text);
    struct print_status status;
    g_autoptr(GError) error = NULL;
    int job = -1;
    wire_end *sink = wire_open(SINK_TAKE, 0, NULL);
    g_autofree char *uri = g_strdup_printf("socket://127.0.0.1:%d", sink->port);
    g_bytes_unref(wire_close(sink)); // the port is free now
    spec.printer.uri = uri;
    job_assert_outcome(&spec, PRINT_NOT_SENT, TOTE_PRINTER_AWAY, "does not answer");
    g_assert_false(print_find(&spec.printer, "tote-1", &job, &error));
    g_assert_true(tote_error_is(error, TOTE_ARGUMENT));
    g_clear_error(&error);
    g_assert_false(print_job_state(&spec.printer, 1, NULL, &status, &error));
    g_assert_true(tote_error_is(error, TOTE_ARGUMENT));
}

// It answers without end and never says anything: the whole exchange has a limit.
static void test_ipp_chatter(void)
{
    wire_end *sink = wire_open(SINK_CHATTER, 0, NULL);
    g_autofree char *uri = g_strdup_printf("ipp://127.0.0.1:%d/ipp/print", sink->port);
    GBytes *pdf = shipping_label(LABEL_PDF, NULL);
    struct print_spec spec = pdf_spec(NULL, pdf);
    spec.printer.uri = uri;
    spec.printer.timeout_ms = SHORT_MS;
    job_assert_outcome(&spec, PRINT_NOT_SENT, TOTE_PRINTER_AWAY, "");
    g_bytes_unref(wire_close(sink));
    g_bytes_unref(pdf);
}

// A printer of its own that speaks IPP, without any print service: the cupsd behind the relay plays
// it. It takes PDF, and refuses ZPL without leaving a job behind.
static void test_ipp_printer(void)
{
    wire_end *relay = wire_open(RELAY_CUT, G_MAXSIZE, service->socket);
    g_autofree char *uri = g_strdup_printf("ipp://127.0.0.1:%d/printers/direct", relay->port);
    g_autofree char *text = job_text("tote-2", 2000);
    GBytes *pdf = shipping_label(LABEL_PDF, NULL);
    struct print_spec good = pdf_spec(NULL, pdf), bad = job_spec("label printer", "tote-2", text);
    struct print_queue *queue = NULL;
    g_autoptr(GError) error = NULL;
    int job = 0, found = 0;
    cupsd_add_queue(service, "direct", "drv:///sample.drv/zebra.ppd", "stop-printer");
    cupsSetServer("/nonexistent/socket");
    good.printer.uri = bad.printer.uri = uri;
    g_assert_cmpint(print_send(&good, &job, &error), ==, PRINT_SENT);
    g_assert_true(print_find(&good.printer, "tote-1", &found, &error));
    g_assert_cmpint(found, ==, job);
    job_assert_outcome(&bad, PRINT_NOT_SENT, TOTE_PRINT_FAILED, "kind of file");
    g_assert_true(print_find(&bad.printer, "tote-2", &found, &error));
    g_assert_cmpint(found, ==, 0);
    g_assert_true(print_queue_state(&good.printer, &queue, &error));
    g_assert_cmpstr(queue->name, ==, "direct");
    g_assert_false(queue->raw);
    g_assert_no_error(error);
    print_queue_free(queue);
    cupsSetServer(service->socket);
    job_wait("direct", job, PRINT_DONE, NULL);
    g_bytes_unref(wire_close(relay));
    g_bytes_unref(pdf);
}

static void test_arguments(void)
{
    const char *const uris[] = {"http://127.0.0.1/", "ipp://", "nonsense", "socket://"};
    g_autofree char *text = job_text("x", 1);
    for (size_t i = 0; i < G_N_ELEMENTS(uris); i++) {
        struct print_spec spec = job_spec("q", "tote-1", text);
        int job = 0;
        g_autoptr(GError) error = NULL;
        spec.printer.uri = uris[i];
        g_assert_cmpint(print_send(&spec, &job, &error), ==, PRINT_NOT_SENT);
        g_assert_nonnull(error);
    }
    struct print_spec nameless = job_spec("good", "two words", text);
    g_assert_cmpint(print_send(&nameless, &(int){0}, NULL), ==, PRINT_NOT_SENT);
    struct print_spec empty = job_spec("good", "tote-1", "");
    g_assert_cmpint(print_send(&empty, &(int){0}, NULL), ==, PRINT_NOT_SENT);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    jobs_begin();
    g_test_add_func("/print/pdf/raw-queue", test_pdf_raw_queue);
    g_test_add_func("/print/pdf/driver", test_pdf_driver);
    g_test_add_func("/print/direct/ipp-chatter", test_ipp_chatter);
    g_test_add_func("/print/direct/socket", test_socket);
    g_test_add_func("/print/direct/socket-first-byte", test_socket_first_byte);
    g_test_add_func("/print/direct/socket-port", test_socket_port);
    g_test_add_func("/print/direct/socket-away", test_socket_away);
    g_test_add_func("/print/direct/ipp", test_ipp_printer);
    g_test_add_func("/print/arguments", test_arguments);
    int failed = g_test_run();
    cupsd_stop(service);
    return failed;
}
