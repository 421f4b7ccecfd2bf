// SPDX-License-Identifier: Apache-2.0
// Labels that lie in a queue which does not print: moved and cancelled from tote, never printed
// twice. argv[1] is tote.
#include "paper_shop.h"

#include <signal.h>
#include <string.h>

// One label that lies in the stopped queue of the shop, and another printer P2.
static struct shop *stuck(const char *queue, const char *other)
{
    struct shop *shop = shop_new(queue, "stop-printer", 1);
    shop_close_box(shop);
    cupsd_order(service, queue, CUPSD_PAUSE);
    cupsd_add_queue(service, other, NULL, "stop-printer");
    g_autofree char *add = g_strdup_printf("printer add P2 cups:%s", other);
    shop_do(shop, add);
    GPid worker = worker_start(shop);
    shop_wait_for(shop, "printing", 1, "top");
    worker_end(worker, SIGTERM);
    return shop;
}

// What lay in the queue of the shop does not come when the printer is mended.
static void mended(const struct shop *shop, int papers)
{
    cupsd_order(service, shop->queue, CUPSD_RESUME);
    int job = job_print(shop->queue, "tote-after");
    job_wait(shop->queue, job, PRINT_DONE, NULL);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, papers + 1);
}

// One of its jobs needs a person.
static void work_that_fails(const struct shop *shop)
{
    int status = 0;
    g_autofree char *said = shop_run_for(shop, "worker --once", &status);
    g_assert_nonnull(strstr(said, "\"failed\":1"));
    g_assert_cmpint(status, ==, 3);
}

static void test_moved(void)
{
    struct shop *shop = stuck("away", "near");
    g_autofree char *said = shop_run(shop, "print move J-8001 P2");
    g_assert_nonnull(strstr(said, "gives it back"));
    g_assert_cmpint(shop_jobs_in(shop, "moving"), ==, 1);
    shop_do(shop, "worker --once");
    g_assert_cmpint(shop_jobs_in(shop, "done"), ==, 1);
    g_assert_true(shop_list_says(shop, "\"printer\":\"P2\""));
    g_assert_cmpint(cupsd_outputs(service, "near"), ==, 1);
    mended(shop, 0);
    shop_free(shop);
}

// To another printer of tote that is the same queue, and back: its old job is not taken for it.
static void test_moved_back(void)
{
    struct shop *shop = stuck("round", "trip");
    shop_do(shop, "printer add P3 cups:round");
    shop_do(shop, "print move J-8001 P3");
    shop_do(shop, "worker --once"); // it lies in the same queue once more
    g_assert_cmpint(shop_jobs_in(shop, "printing"), ==, 1);
    cupsd_order(service, shop->queue, CUPSD_RESUME);
    shop_do(shop, "worker --once");
    g_assert_cmpint(shop_jobs_in(shop, "done"), ==, 1);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    shop_free(shop);
}

static void test_cancelled(void)
{
    struct shop *shop = stuck("never", "mind");
    shop_do(shop, "print cancel J-8001");
    g_assert_cmpint(shop_jobs_in(shop, "cancelling"), ==, 1);
    shop_do(shop, "worker --once");
    g_assert_cmpint(shop_jobs_in(shop, "cancelled"), ==, 1);
    mended(shop, 0);
    shop_free(shop);
}

// It came out before anybody asked for it: it is printed, and goes nowhere else.
static void test_too_late(void)
{
    struct shop *shop = stuck("late", "early");
    cupsd_order(service, shop->queue, CUPSD_RESUME);
    while (!cupsd_outputs(service, shop->queue))
        g_usleep(10000); // allowed: polls, and the test has a limit
    shop_do(shop, "print move J-8001 P2");
    shop_do(shop, "worker --once");
    g_assert_cmpint(shop_jobs_in(shop, "done"), ==, 1);
    g_assert_cmpint(cupsd_outputs(service, "early"), ==, 0);
    shop_free(shop);
}

// The printer has it in hand: only a person knows what came out, and has the copy where it was
// wanted.
static void test_half_way(void)
{
    struct shop *shop = shop_new("half", "stop-printer", 1);
    cupsd_add_queue(service, "way", NULL, "stop-printer");
    shop_do(shop, "printer add P2 cups:way");
    cupsd_play(service, shop->queue, "take 500\ngate\n");
    shop_close_box(shop);
    GPid worker = worker_start(shop);
    shop_wait_for(shop, "printing", 1, "Being printed");
    shop_do(shop, "print move J-8001 P2");
    shop_wait_for(shop, "doubt", 1, NULL);
    g_assert_cmpint(cupsd_outputs(service, "way"), ==, 0);
    shop_do(shop, "print retry J-8001");
    shop_wait_for(shop, "done", 1, NULL);
    worker_end(worker, SIGTERM);
    g_assert_cmpint(cupsd_outputs(service, "way"), ==, 1);
    shop_free(shop);
}

// Its print service is gone for good: after a while a person says what becomes of the label.
static void test_service_gone(void)
{
    struct shop *shop = stuck("gone", "here");
    shop_do(shop, "print move J-8001 P2");
    cupsd_kill(service);
    shop_do(shop, "worker --once");
    g_assert_cmpint(shop_jobs_in(shop, "moving"), ==, 1);
    g_assert_false(shop_list_says(shop, "\"reason\":\"\""));
    shop_minutes_later(shop, 2);
    work_that_fails(shop);
    g_assert_cmpint(shop_jobs_in(shop, "doubt"), ==, 1);
    cupsd_again(service);
    shop_free(shop);
}

// A worker died while it sent, and the service forgot that label; that it knows a newer one says
// nothing of it.
static void test_forgot_killed(void)
{
    struct shop *shop = shop_new("anew", "stop-printer", 2);
    shop_close_box(shop);
    wire_end *wire = shop_over_wire(shop, RELAY_HOLD_ANSWER);
    GPid worker = worker_start(shop);
    while (!cupsd_outputs(service, shop->queue))
        g_usleep(10000); // allowed: polls, and the test has a limit
    worker_end(worker, SIGKILL);
    g_bytes_unref(wire_close(wire));
    cupsd_order(service, shop->queue, CUPSD_FORGET);
    shop->env = g_environ_setenv(shop->env, "CUPS_SERVER", service->socket, TRUE);
    shop_close_box(shop);
    shop_do(shop, "worker --once");
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 2);
    shop_minutes_later(shop, 2);
    work_that_fails(shop);
    g_assert_cmpint(shop_jobs_in(shop, "doubt"), ==, 1);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 2);
    shop_free(shop);
}

// A print service that forgets what it printed: nobody knows what became of a label, and its
// printer says once what to do about it.
static void test_forgets(void)
{
    cupsd_kill(service);
    cupsd_set(service, "PreserveJobHistory No");
    cupsd_again(service);
    struct shop *shop = shop_new("forgets", "stop-printer", 1);
    shop_close_box(shop);
    work_that_fails(shop);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    g_assert_cmpint(shop_jobs_in(shop, "doubt"), ==, 1);
    g_autofree char *printers = shop_run(shop, "printer list");
    g_assert_nonnull(strstr(printers, "PreserveJobHistory Yes"));
    shop_free(shop);
}

// A worker died while it sent: what such a service does not know any more may have come out.
static void test_forgets_killed(void)
{
    struct shop *shop = shop_new("mute", "stop-printer", 1);
    shop_close_box(shop);
    wire_end *wire = shop_over_wire(shop, RELAY_HOLD_ANSWER);
    GPid worker = worker_start(shop);
    while (!cupsd_outputs(service, shop->queue))
        g_usleep(10000); // allowed: polls, and the test has a limit
    worker_end(worker, SIGKILL);
    shop_minutes_later(shop, 2);
    work_that_fails(shop);
    g_assert_cmpint(shop_jobs_in(shop, "doubt"), ==, 1);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    g_bytes_unref(wire_close(wire));
    shop_free(shop);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(argc, ==, 2);
    tote = argv[1];
    jobs_begin();
    g_test_add_func("/worker/back/moved", test_moved);
    g_test_add_func("/worker/back/moved-back", test_moved_back);
    g_test_add_func("/worker/back/cancelled", test_cancelled);
    g_test_add_func("/worker/back/too-late", test_too_late);
    g_test_add_func("/worker/back/half-way", test_half_way);
    g_test_add_func("/worker/back/service-gone", test_service_gone);
    g_test_add_func("/worker/back/forgot-killed", test_forgot_killed);
    g_test_add_func("/worker/back/forgets", test_forgets); // from here on
    g_test_add_func("/worker/back/forgets-killed", test_forgets_killed);
    int rc = g_test_run();
    cupsd_stop(service);
    return rc;
}
