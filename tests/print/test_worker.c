// SPDX-License-Identifier: Apache-2.0
// From a closed box to paper: tote and tote-worker against a real cupsd with every fault.
// argv[1] is tote; tote-worker stands beside it.
#include "paper_shop.h"
#include "wire.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { DEADLINE_S = 40, LOOK_US = 10000 };

// --- the cases

static void test_done(void)
{
    struct shop *shop = shop_new("done", "stop-printer", 1);
    gsize len = 0, shown_len = 0;
    g_autofree char *shown = NULL;
    shop_close_box(shop);
    g_assert_cmpint(shop_jobs_in(shop, "waiting"), ==, 1);
    shop_do(shop, "label show shipping W-102 --to label.zpl");
    g_autofree char *path = g_build_filename(shop->folder, "label.zpl", NULL);
    g_assert_true(g_file_get_contents(path, &shown, &shown_len, NULL));
    g_autofree char *answer = shop_run(shop, "worker --once");
    g_assert_nonnull(strstr(answer, "\"done\":1"));
    g_assert_nonnull(strstr(answer, "\"waiting\":0"));
    g_assert_cmpint(shop_jobs_in(shop, "done"), ==, 1);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    for (int job = 1; job < 100 && !len; job++) {
        g_autofree char *bytes = cupsd_output(service, shop->queue, job, false, &len);
        if (bytes)
            g_assert_cmpmem(bytes, len, shown, shown_len);
    }
    g_assert_cmpuint(len, ==, shown_len);
    shop_free(shop);
}

// A label of another shop, or of this one before it was put back to a backup, has the same number.
static void print_others(const struct shop *shop)
{
    g_autofree char *list = shop_run(shop, "print list");
    const char *ref = strstr(list, "\"ref\":\"") + strlen("\"ref\":\"");
    g_autofree char *key = g_strdup_printf("tote-%.18s-1", ref);
    int job = job_print(shop->queue, key);
    job_wait(shop->queue, job, PRINT_DONE, NULL);
}

static void test_service_down(void)
{
    struct shop *shop = shop_new("down", "stop-printer", 1);
    shop_close_box(shop);
    print_others(shop);
    cupsd_kill(service);
    int status = 0;
    g_autofree char *answer = shop_run_for(shop, "worker --once", &status);
    g_assert_nonnull(strstr(answer, "\"waiting\":1"));
    g_assert_cmpint(shop_jobs_in(shop, "waiting"), ==, 1);
    g_assert_false(shop_list_says(shop, "\"reason\":\"\"")); // it says why
    cupsd_again(service);
    GPid worker = worker_start(shop);
    shop_wait_for(shop, "done", 1, NULL);
    worker_end(worker, SIGTERM);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 2);
    shop_free(shop);
}

// Everything in a folder of the print service goes, folders in it stay.
static void forget(const char *name)
{
    g_autofree char *path = g_build_filename(service->folder, name, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    for (const char *file; (file = g_dir_read_name(dir));) {
        g_autofree char *at = g_build_filename(path, file, NULL);
        if (g_file_test(at, G_FILE_TEST_IS_REGULAR))
            unlink(at);
    }
}

// A job that the print service does not know any more may have come out: somebody has to look.
static void test_forgotten(void)
{
    struct shop *shop = shop_new("forgotten", "stop-printer", 1);
    shop_close_box(shop);
    cupsd_order(service, shop->queue, CUPSD_PAUSE);
    GPid worker = worker_start(shop);
    shop_wait_for(shop, "printing", 1, "top");
    worker_end(worker, SIGTERM);
    cupsd_kill(service);
    forget("spool");
    forget("cache");
    cupsd_again(service);
    worker = worker_start(shop);
    shop_wait_for(shop, "doubt", 1, NULL);
    worker_end(worker, SIGTERM);
    shop_free(shop);
}

static void test_paper_out(void)
{
    struct shop *shop = shop_new("paper", "stop-printer", 1);
    shop_close_box(shop);
    cupsd_play(service, shop->queue,
               "reason +media-empty-error\ngate\nreason -media-empty-error\n");
    GPid worker = worker_start(shop);
    shop_wait_for(shop, "printing", 1, "out of labels");
    cupsd_open_gate(service, shop->queue);
    shop_wait_for(shop, "done", 1, NULL);
    worker_end(worker, SIGTERM);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    shop_free(shop);
}

static void test_printer_stopped(void)
{
    struct shop *shop = shop_new("stopped", "stop-printer", 1);
    shop_close_box(shop);
    cupsd_order(service, shop->queue, CUPSD_PAUSE);
    GPid worker = worker_start(shop);
    shop_wait_for(shop, "printing", 1, "top");
    cupsd_order(service, shop->queue, CUPSD_RESUME);
    shop_wait_for(shop, "done", 1, NULL);
    worker_end(worker, SIGTERM);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    shop_free(shop);
}

// A job that the print service gave up: only a person has it printed again.
static void test_aborted(void)
{
    struct shop *shop = shop_new("aborted", "abort-job", 1);
    shop_close_box(shop);
    cupsd_play(service, shop->queue, "take 500\nexit 1\n");
    GPid worker = worker_start(shop);
    shop_wait_for(shop, "doubt", 1, NULL);
    worker_end(worker, SIGTERM);
    int parts = cupsd_outputs(service, shop->queue);
    cupsd_play(service, shop->queue, "");
    g_autofree char *again = shop_run(shop, "worker --once");
    g_assert_nonnull(strstr(again, "\"done\":0"));
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, parts);
    shop_do(shop, "print retry J-8001");
    shop_do(shop, "worker --once");
    g_assert_cmpint(shop_jobs_in(shop, "done"), ==, 1);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, parts + 1);
    shop_free(shop);
}

// The worker dies while the job is at the printer: the next one follows it, nothing comes twice.
static void test_worker_killed(void)
{
    struct shop *shop = shop_new("killed", "stop-printer", 1);
    shop_close_box(shop);
    cupsd_play(service, shop->queue, "gate\n");
    GPid worker = worker_start(shop);
    shop_wait_for(shop, "printing", 1, NULL);
    worker_end(worker, SIGKILL);
    worker = worker_start(shop);
    cupsd_open_gate(service, shop->queue);
    shop_wait_for(shop, "done", 1, NULL);
    worker_end(worker, SIGTERM);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    shop_free(shop);
}

static void wait_for_paper(const struct shop *shop)
{
    gint64 end = g_get_monotonic_time() + DEADLINE_S * G_USEC_PER_SEC;
    while (!cupsd_outputs(service, shop->queue)) {
        g_assert_cmpint(g_get_monotonic_time(), <, end);
        g_usleep(LOOK_US); // allowed: polls until a deadline
    }
}

// The answer to the last byte is lost: the worker cannot know, and leaves it to a person.
static void test_answer_lost(void)
{
    struct shop *shop = shop_new("lost", "stop-printer", 1);
    shop_close_box(shop);
    wire_end *wire = shop_over_wire(shop, RELAY_LOSE_ANSWER);
    int status = 0;
    g_autofree char *answer = shop_run_for(shop, "worker --once", &status);
    g_assert_nonnull(strstr(answer, "\"done\":0"));
    g_assert_cmpint(shop_jobs_in(shop, "doubt"), ==, 1);
    wait_for_paper(shop);
    g_bytes_unref(wire_close(wire));
    shop_free(shop);
}

// The worker dies after the label went out and before it could report: the next one finds the job
// in the print service, once the first has been silent for too long, and prints nothing. While the
// service cannot be asked nobody prints it elsewhere.
static void test_killed_before_report(void)
{
    struct shop *shop = shop_new("silent", "stop-printer", 1);
    shop_close_box(shop);
    wire_end *wire = shop_over_wire(shop, RELAY_HOLD_ANSWER);
    GPid worker = worker_start(shop);
    wait_for_paper(shop);
    worker_end(worker, SIGKILL);
    g_assert_cmpint(shop_jobs_in(shop, "sending"), ==, 1);
    shop_minutes_later(shop, 2);
    cupsd_kill(service);
    int status = 0;
    g_autofree char *away = shop_run_for(shop, "worker --once", &status);
    g_assert_nonnull(strstr(away, "\"waiting\":1"));
    g_assert_cmpint(shop_jobs_in(shop, "sending"), ==, 1);
    g_assert_false(shop_list_says(shop, "\"reason\":\"\"")); // it says why
    shop_do(shop, "printer add P2 socket://127.0.0.1:9");
    g_autofree char *moved = shop_run_for(shop, "print move J-8001 P2", &status);
    g_assert_nonnull(strstr(moved, "being sent"));
    cupsd_again(service);
    shop_minutes_later(shop, 4);
    shop_do(shop, "worker --once");
    g_assert_cmpint(shop_jobs_in(shop, "done"), ==, 1);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    g_bytes_unref(wire_close(wire));
    shop_free(shop);
}

static void test_two_workers(void)
{
    struct shop *shop = shop_new("two", "stop-printer", 5);
    for (int i = 0; i < 5; i++)
        shop_close_box(shop);
    GPid one = worker_start(shop), two = worker_start(shop);
    shop_wait_for(shop, "done", 5, NULL);
    worker_end(one, SIGTERM);
    worker_end(two, SIGTERM);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 5);
    shop_free(shop);
}

static void test_reprint(void)
{
    struct shop *shop = shop_new("reprint", "stop-printer", 1);
    shop_close_box(shop);
    shop_do(shop, "worker --once");
    shop_do(shop, "worker --once"); // printed is printed
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    shop_do(shop, "print retry J-8001"); // somebody asked: a second copy
    shop_do(shop, "worker --once");
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 2);
    g_assert_cmpint(shop_jobs_in(shop, "done"), ==, 2);
    shop_free(shop);
}

static void test_move(void)
{
    struct shop *shop = shop_new("moved", "stop-printer", 1);
    shop_close_box(shop);
    cupsd_order(service, shop->queue, CUPSD_REJECT);
    int status = 0;
    g_autofree char *answer = shop_run_for(shop, "worker --once", &status);
    g_assert_nonnull(strstr(answer, "\"waiting\":1"));
    cupsd_add_queue(service, "other", NULL, "stop-printer");
    shop_do(shop, "printer add P2 cups://other"); // as good as cups:other
    shop_do(shop, "print move J-8001 P2");
    shop_do(shop, "worker --once");
    g_assert_cmpint(cupsd_outputs(service, "other"), ==, 1);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 0);
    shop_free(shop);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(argc, ==, 2);
    tote = argv[1];
    jobs_begin();
    g_test_add_func("/worker/done", test_done);
    g_test_add_func("/worker/service-down", test_service_down);
    g_test_add_func("/worker/forgotten", test_forgotten);
    g_test_add_func("/worker/paper-out", test_paper_out);
    g_test_add_func("/worker/printer-stopped", test_printer_stopped);
    g_test_add_func("/worker/aborted", test_aborted);
    g_test_add_func("/worker/killed", test_worker_killed);
    g_test_add_func("/worker/answer-lost", test_answer_lost);
    g_test_add_func("/worker/killed-before-report", test_killed_before_report);
    g_test_add_func("/worker/two", test_two_workers);
    g_test_add_func("/worker/reprint", test_reprint);
    g_test_add_func("/worker/move", test_move);
    int rc = g_test_run();
    cupsd_stop(service);
    return rc;
}
