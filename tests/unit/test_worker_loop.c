// SPDX-License-Identifier: Apache-2.0
// The loop of the worker: when it goes, and what it knows of a label that it could not hand over.
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "paper.h"
#include "store_print.h"
#include "testshop.h"
#include "worker.h"

// One label, with all that a label needs.
static void pack_order(struct testshop *shop, const char *name)
{
    struct incoming_order *order = testshop_order(name, "1 TEA");
    order->delivery.zip = g_strdup("LS1 4DY");
    incoming_order_seal(order);
    testshop_import(shop->sam, NULL, NULL, order, NULL);
    SAYS(shop->sam, "done", NULL, "order.release", name);
    testshop_pick(shop->anna, testshop_start(shop->anna, name));
    const char *pack = testshop_open(shop->pia, name);
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
}

static void pack_one(struct testshop *shop)
{
    pack_order(shop, "#1");
}

// It would go on for ever where jobs that wait kept it.
static void lingers(struct testshop *shop, const char *printer, bool wants_person)
{
    const struct worker_options options = {.linger = true, .linger_us = 1};
    struct worker_result result = {0};
    g_autoptr(GError) error = NULL;
    g_assert_true(worker_run(shop->pia, &options, &result, &error));
    g_assert_no_error(error);
    g_assert_cmpint(result.done, ==, 0);
    g_autoptr(rowlist) waits = store_jobs_waits(shop->db, &error);
    g_assert_no_error(error);
    g_assert_cmpint(list_len(waits), ==, 1);
    const struct wait_row *row = list_at(waits, struct wait_row, 0);
    g_assert_cmpstr(row->printer, ==, printer);
    g_assert_cmpint(row->jobs, ==, 1);
    g_assert_cmpint(row->wants_person, ==, wants_person);
}

static void test_linger(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    pack_one(shop);
    lingers(shop, "", false); // no printer yet
    g_assert_cmpint(store_jobs_workable(shop->db, NULL), ==, 0);
    SAYS(shop->admin, "done", NULL, "printer.add", "ZEBRA", "socket://127.0.0.1:9");
    g_assert_cmpint(store_jobs_workable(shop->db, NULL), ==, 1);
    SAYS(shop->pia, "done", NULL, "print.step", "J-8001", "send", NULL, NULL, NULL, "w1");
    SAYS(shop->pia, "done", NULL, "print.step", "J-8001", "lose", NULL, NULL, NULL, "w1");
    lingers(shop, "ZEBRA", true);
}

// What another worker had said already is no work of this one.
static void test_counted_once(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    char name[] = "w2";
    struct worker worker = {.session = shop->pia, .name = name};
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ZEBRA", "socket://127.0.0.1:9");
    pack_one(shop);
    SAYS(shop->pia, "done", NULL, "print.step", "J-8001", "send", NULL, NULL, NULL, "w1");
    SAYS(shop->pia, "done", NULL, "print.step", "J-8001", "sent", NULL, NULL, NULL, "w1");
    g_autoptr(rowlist) jobs = store_jobs(shop->db, 0, 2, NULL);
    const struct job_row *job = list_at(jobs, struct job_row, 0);
    g_assert_true(paper_follow(&worker, job, &error));
    g_assert_cmpint(worker.done, ==, 1);
    g_assert_false(paper_follow(&worker, job, &error));
    g_assert_true(tote_error_is(error, TOTE_STATE));
    g_assert_cmpint(worker.done, ==, 1);
}

// --- printers that are away

// One worker more, an hour later.
static void next_worker(struct testshop *shop, int hour)
{
    const struct worker_options options = {.linger = true, .linger_us = 1};
    struct worker_result result = {0};
    g_autoptr(GError) error = NULL;
    clock_fix(TESTSHOP_NOW + INT64_C(60) * MINUTE_MS * hour);
    worker_run(shop->pia, &options, &result, &error);
    g_assert_no_error(error);
}

static void job_is(struct testshop *shop, const char *status, int64_t tries)
{
    g_autoptr(rowlist) jobs = store_jobs(shop->db, 0, 2, NULL);
    g_assert_cmpint(list_len(jobs), ==, 1);
    const struct job_row *job = list_at(jobs, struct job_row, 0);
    if (strcmp(job->status, status) != 0)
        g_error("the job is %s, not %s: %s", job->status, status, job->reason);
    g_assert_cmpint(job->tries, ==, tries);
}

// Takes connections and what comes over them, without anybody who reads it.
static int printer_on(int *ret_port)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_cmpint(bind(fd, (struct sockaddr *)&at, size), ==, 0);
    g_assert_cmpint(listen(fd, 4), ==, 0);
    g_assert_cmpint(getsockname(fd, (struct sockaddr *)&at, &size), ==, 0);
    *ret_port = ntohs(at.sin_port);
    return fd;
}

// The only job is tried again in so many seconds.
static void waits_for(struct testshop *shop, int seconds)
{
    g_autoptr(rowlist) jobs = store_jobs(shop->db, 0, 2, NULL);
    const struct job_row *job = list_at(jobs, struct job_row, 0);
    g_assert_cmpint(job->next_at - clock_now(), ==, seconds * 1000);
}

// What never reached a printer waits for it, whoever tries and however often; then it comes out.
static void test_away(struct testdb *test)
{
    static const char *const away[] = {"socket://127.0.0.1:1", "socket://printer.invalid",
                                       "socket://127.0.0.1:1"};
    g_autoptr(test_shop) shop = testshop_new(test);
    int port = 0, hour = 0;
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    pack_one(shop);
    for (size_t i = 0; i < G_N_ELEMENTS(away); i++) {
        SAYS(shop->admin, "done", NULL, "printer.add", "ZEBRA", away[i]);
        next_worker(shop, ++hour);
        job_is(shop, "waiting", hour);
        waits_for(shop, 1 << hour); // longer each time
    }
    int fd = printer_on(&port);
    g_autofree char *uri = g_strdup_printf("socket://127.0.0.1:%d", port);
    SAYS(shop->admin, "done", NULL, "printer.add", "ZEBRA", uri);
    next_worker(shop, ++hour);
    job_is(shop, "done", hour);
    close(fd);
}

// A worker that took a job and never came back leaves a doubt: nobody else can know.
static void test_never_back(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    pack_one(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ZEBRA", "socket://127.0.0.1:1");
    SAYS(shop->pia, "done", NULL, "print.step", "J-8001", "send", NULL, NULL, NULL, "w1");
    next_worker(shop, 1);
    job_is(shop, "doubt", 2);
}

// A shop with the label of one box at a printer that nobody can reach, and COPIES more of it.
static struct testshop *shop_of_labels(struct testdb *test, int copies)
{
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ZEBRA", "ipp://127.0.0.1:9/ipp/print");
    pack_one(shop);
    SAYS(shop->admin, "done", NULL, "person.index", NULL); // that would keep the worker, too
    for (int i = 1; i <= copies; i++) {
        g_autofree char *copy = g_strdup_printf(
            "INSERT INTO outbox (id, kind, subject_id, copy, order_id, printer_id, state, "
            "created_at, updated_at) SELECT id + %d, kind, subject_id, copy + %d, order_id, "
            "printer_id, state, created_at, updated_at FROM outbox WHERE copy = 1",
            i, i);
        testdb_script(shop->db, copy);
    }
    return shop;
}

// More jobs than it takes at once: it goes on until all have got any further, in one look.
static void test_works_on(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_of_labels(test, 119);
    const struct worker_options options = {.linger = true, .linger_us = 1};
    struct worker_result result = {0};
    g_autoptr(GError) error = NULL;
    testdb_script(shop->db, "UPDATE outbox SET state = 'printing'"); // all bytes were taken
    g_assert_true(worker_run(shop->pia, &options, &result, &error));
    g_assert_no_error(error);
    g_assert_cmpint(result.done, ==, 120);
    g_assert_cmpint(result.waiting, ==, 0);
    g_assert_cmpint(result.rounds, <=, 2); // the other finds that nothing moves any more
}

// Sixty labels, as SCRIPT leaves them, at a printer that nobody can reach; then one of another,
// which must not stand behind them.
static void another_comes(struct testdb *test, const char *script)
{
    static const char last[] = "SELECT count(*) FROM outbox o JOIN printer p ON p.id = "
                               "o.printer_id WHERE p.name = 'LASER' AND o.state IN ('printing', "
                               "'done')";
    g_autoptr(test_shop) shop = shop_of_labels(test, 60);
    const struct worker_options options = {.linger = true, .linger_us = 1};
    struct worker_result result = {0};
    g_autoptr(GError) error = NULL;
    int port = 0, fd = printer_on(&port);
    g_autofree char *uri = g_strdup_printf("socket://127.0.0.1:%d", port);
    SAYS(shop->admin, "done", NULL, "printer.add", "LASER", uri);
    testdb_script(shop->db, "UPDATE outbox SET printer_id = (SELECT id FROM printer WHERE name = "
                            "'LASER') WHERE id = (SELECT max(id) FROM outbox)");
    testdb_script(shop->db, script);
    g_assert_true(worker_run(shop->pia, &options, &result, &error));
    g_assert_no_error(error);
    g_assert_cmpint(testdb_number(shop->db, last), ==, 1);
    close(fd);
}

static void test_behind_waiting(struct testdb *test)
{
    another_comes(test, "UPDATE outbox SET next_at = 0 WHERE copy <= 60");
}

static void test_behind_printing(struct testdb *test)
{
    another_comes(test, "UPDATE outbox SET state = 'printing', remote_job = 7 WHERE copy <= 60");
}

// A printer that cannot be reached is asked once, not for each of its jobs.
static void test_asked_once(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_of_labels(test, 2);
    const struct worker_options options = {.linger = true, .linger_us = 1};
    struct worker_result result = {0};
    g_autoptr(GError) error = NULL;
    g_assert_true(worker_run(shop->pia, &options, &result, &error));
    g_assert_no_error(error);
    g_assert_cmpint(result.waiting, ==, 3);
    g_assert_cmpint(testdb_number(shop->db, "SELECT CAST(sum(tries) AS BIGINT) FROM outbox"), ==,
                    1);
}

// Without the keys of people labels of others go on: nobody is made findable, and that is all.
static void test_no_keys(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    const struct worker_options options = {.linger = true, .linger_us = 1};
    struct worker_result result = {0};
    g_autoptr(GError) error = NULL;
    g_autofree char *away = g_strconcat(test->keys, ".away", NULL);
    testshop_sell(shop, "#1", "1 TEA");
    g_assert_cmpint(g_rename(test->keys, away), ==, 0);
    g_autoptr(db_handle) db = testdb_open(test);
    struct session *sam = testshop_login(db, "sam", "SAM");
    worker_run(sam, &options, &result, &error);
    g_assert_no_error(error);
    g_assert_cmpint(testdb_number(db, "SELECT count(*) FROM person WHERE indexed > 0"), ==, 0);
    session_free(sam);
    g_assert_cmpint(g_rename(away, test->keys), ==, 0);
}

// --- rest

// Who has nothing to do sleeps: the first look, and the one that finds the time over.
static void rests(struct testshop *shop)
{
    const struct worker_options options = {.linger = true, .linger_us = 1300000};
    struct worker_result result = {0};
    g_autoptr(GError) error = NULL;
    g_assert_true(worker_run(shop->pia, &options, &result, &error));
    g_assert_no_error(error);
    g_assert_cmpint(result.rounds, <=, 2);
}

static void test_rests(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    rests(shop);
}

// So does who has to do in ten seconds only.
static void test_rests_until(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_of_labels(test, 0);
    g_autofree char *later =
        g_strdup_printf("UPDATE outbox SET next_at = %" G_GINT64_FORMAT, TESTSHOP_NOW + 10000);
    testdb_script(shop->db, later);
    rests(shop);
    job_is(shop, "waiting", 0);
}

// A worker beside the shop, with a connection of its own.
struct beside {
    const char *url;
    volatile sig_atomic_t stop;
    struct worker_result result;
};

static gpointer work_beside(gpointer data)
{
    struct beside *beside = data;
    const struct worker_options options = {
        .linger = true, .linger_us = 20 * G_USEC_PER_SEC, .stop = &beside->stop};
    g_autoptr(GError) error = NULL;
    struct db *db = db_open(beside->url, NULL, &error);
    g_assert_no_error(error);
    struct session *session = session_open(db, "sam", NULL, true, &error);
    g_assert_no_error(error);
    worker_run(session, &options, &beside->result, &error);
    g_assert_no_error(error);
    session_free(session);
    db_close(db);
    return NULL;
}

// Takes one label from whoever connects.
static void take_label(int fd)
{
    char bytes[4096];
    struct pollfd comes = {.fd = fd, .events = POLLIN};
    g_assert_cmpint(poll(&comes, 1, 15000), ==, 1);
    int label = accept(fd, NULL, NULL);
    g_assert_cmpint(label, >=, 0);
    while (read(label, bytes, sizeof bytes) > 0)
        ;
    close(label);
}

// Who rests is woken by what is committed elsewhere.
static void test_woken(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct beside beside = {.url = test->url};
    int port = 0, fd = printer_on(&port);
    g_autofree char *uri = g_strdup_printf("socket://127.0.0.1:%d", port);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ZEBRA", uri);
    pack_one(shop);
    GThread *thread = g_thread_new("worker", work_beside, &beside);
    take_label(fd); // it has looked, and will rest
    pack_order(shop, "#2");
    take_label(fd);
    beside.stop = 1;
    SAYS(shop->admin, "done", NULL, "printer.add", "LASER", uri);
    g_thread_join(thread);
    close(fd);
}

// --- what a person does while a label is on its way

struct canceller {
    const char *url;
    int printer;
};

// Once the first label is at its printer, the second is cancelled; then the printer is away.
static gpointer cancel_second(gpointer data)
{
    struct canceller *canceller = data;
    struct pollfd comes = {.fd = canceller->printer, .events = POLLIN};
    struct reply reply = {0};
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(poll(&comes, 1, 15000), ==, 1);
    int label = accept(canceller->printer, NULL, NULL);
    struct db *db = db_open(canceller->url, NULL, &error);
    g_assert_no_error(error);
    struct session *session = session_open(db, "sam", NULL, true, &error);
    g_assert_no_error(error);
    testshop_call(session, "print.cancel", TESTSHOP_VALUES("J-8002"), NULL, &reply, &error);
    g_assert_no_error(error);
    reply_clear(&reply);
    session_free(session);
    db_close(db);
    close(canceller->printer);
    close(label);
    return NULL;
}

// A job that moved on since the worker saw it due is left alone, and the worker goes on.
static void test_moved_on(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_of_labels(test, 1);
    const struct worker_options options = {.linger = true, .linger_us = 1};
    struct worker_result result = {0};
    g_autoptr(GError) error = NULL;
    int port = 0;
    struct canceller canceller = {test->url, printer_on(&port)};
    g_autofree char *uri = g_strdup_printf("ipp://127.0.0.1:%d/ipp/print", port);
    SAYS(shop->admin, "done", NULL, "printer.add", "ZEBRA", uri);
    SAYS(shop->admin, "done", NULL, "printer.add", "LASER", "socket://127.0.0.1:1");
    testdb_script(shop->db, "UPDATE outbox SET printer_id = (SELECT id FROM printer WHERE name = "
                            "'LASER') WHERE id = 2");
    GThread *thread = g_thread_new("canceller", cancel_second, &canceller);
    bool ok = worker_run(shop->pia, &options, &result, &error);
    g_thread_join(thread);
    g_assert_no_error(error);
    g_assert_true(ok);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox WHERE id = 2 AND state = "
                                            "'cancelled' AND tries = 0"),
                    ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/worker/counted-once", test_counted_once);
    testdb_add("/worker/linger", test_linger);
    testdb_add("/worker/away", test_away);
    testdb_add("/worker/never-back", test_never_back);
    testdb_add("/worker/works-on", test_works_on);
    testdb_add("/worker/behind-waiting", test_behind_waiting);
    testdb_add("/worker/behind-printing", test_behind_printing);
    testdb_add("/worker/asked-once", test_asked_once);
    testdb_add("/worker/no-keys", test_no_keys);
    testdb_add_for(DB_SQLITE, "/worker/rests", test_rests); // others of a server move its token
    testdb_add_for(DB_SQLITE, "/worker/rests-until", test_rests_until);
    testdb_add("/worker/woken", test_woken);
    testdb_add("/worker/moved-on", test_moved_on);
    return g_test_run();
}
