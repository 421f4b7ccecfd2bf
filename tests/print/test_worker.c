// SPDX-License-Identifier: Apache-2.0
// From a closed box to paper: tote and tote-worker against a real cupsd with every fault.
// argv[1] is tote; tote-worker stands beside it.
#include "jobs.h"
#include "wire.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEADLINE_S = 40, LOOK_US = 10000 };

static const char *tote;

// A shop in a folder of its own, with a queue of its own.
struct shop {
    char *folder, *queue;
    char **env;
    int boxes; // closed so far
};

static void put(const struct shop *shop, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(shop->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

// Runs tote with the words of LINE; returns what it printed, *ret_status its exit status.
static char *run_for(const struct shop *shop, const char *line, int *ret_status)
{
    g_autofree char *command = g_strdup_printf("%s --json %s", tote, line);
    g_auto(GStrv) argv = NULL;
    char *out = NULL;
    g_autofree char *err = NULL;
    g_autoptr(GError) error = NULL;
    int wait_status = 0;
    g_assert_true(g_shell_parse_argv(command, NULL, &argv, &error));
    g_spawn_sync(shop->folder, argv, shop->env, G_SPAWN_DEFAULT, NULL, NULL, &out, &err,
                 &wait_status, &error);
    g_assert_no_error(error);
    g_assert_true(WIFEXITED(wait_status));
    *ret_status = WEXITSTATUS(wait_status);
    if (*ret_status > 1)
        g_test_message("%s: %s%s", line, out, err);
    return out;
}

static char *run(const struct shop *shop, const char *line)
{
    int status = 0;
    char *out = run_for(shop, line, &status);
    g_assert_cmpint(status, ==, 0);
    return out;
}

static void do_run(const struct shop *shop, const char *line)
{
    g_autofree char *out = run(shop, line);
    g_assert_nonnull(out);
}

static const char *const orders =
    "Name,Id,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
    "Lineitem requires shipping,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,"
    "Shipping Country\n";

static void add_orders(const struct shop *shop, int n)
{
    g_autoptr(GString) csv = g_string_new(orders);
    for (int i = 1; i <= n; i++)
        g_string_append_printf(csv,
                               "#%d,%d,paid,2026-11-20 10:00:00 +0000,unfulfilled,EUR,5.00,0.00,"
                               "0.00,5.00,0.00,2026-11-20 10:00:00 +0000,1,Mug,5.00,MUG,true,"
                               "Ana Example,1 Test Street,Testtown,12345,DE\n",
                               1000 + i, 70000 + i);
    put(shop, "orders.csv", csv->str);
    put(shop, "items.csv", "sku,name,price\nMUG,Mug,5.00\n");
    put(shop, "places.csv", "place,walk\nA-1,1\n");
    put(shop, "stock.csv", "sku,place,qty\nMUG,A-1,100\n");
}

static struct shop *shop_new(const char *queue, const char *policy, int n)
{
    struct shop *shop = g_new0(struct shop, 1);
    shop->folder = g_dir_make_tmp("tote-worker-XXXXXX", NULL);
    shop->queue = g_strdup(queue);
    g_autofree char *db = g_build_filename(shop->folder, "shop.db", NULL);
    shop->env = g_environ_setenv(g_get_environ(), "TOTE_DB", db, TRUE);
    shop->env = g_environ_setenv(shop->env, "TOTE_THROWAWAY", "1", TRUE);
    shop->env = g_environ_setenv(shop->env, "TOTE_ASSETS", TEST_ASSETS, TRUE);
    shop->env = g_environ_setenv(shop->env, "CUPS_SERVER", service->socket, TRUE);
    cupsd_add_queue(service, queue, NULL, policy);
    add_orders(shop, n);
    do_run(shop, "init");
    do_run(shop, "setting set gs1.prefix 4012345");
    g_autofree char *printer = g_strdup_printf("printer add P1 cups:%s", queue);
    do_run(shop, printer);
    do_run(shop, "import items items.csv");
    do_run(shop, "import places places.csv");
    do_run(shop, "import stock stock.csv");
    do_run(shop, "import orders --channel shopify orders.csv");
    return shop;
}

static void shop_free(struct shop *shop)
{
    static const char *const files[] = {"orders.csv",  "items.csv", "places.csv",
                                        "stock.csv",   "shop.db",   "shop.db-wal",
                                        "shop.db-shm", "label.zpl", "shop.db.queue"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(shop->folder, files[i], NULL);
        unlink(path);
    }
    rmdir(shop->folder);
    g_strfreev(shop->env);
    g_free(shop->folder);
    g_free(shop->queue);
    g_free(shop);
}

// Picks and packs the next order: one more label in the outbox.
static void close_box(struct shop *shop)
{
    int n = ++shop->boxes;
    const char *const steps[] = {
        "order release #%d", "pick start --order #%d", "pick scan W-%d A-1", "pick scan W-%d MUG",
        "pack open #%d",     "pack scan W-%d MUG",     "pack close W-%d"};
    const int order = 1000 + n, picking = 100 + 2 * n - 1, packing = picking + 1;
    const int numbers[] = {order, order, picking, picking, order, packing, packing};
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_autofree char *quoted = g_strdup_printf(steps[i], numbers[i]);
        g_auto(GStrv) words = g_strsplit(quoted, "#", 2);
        g_autofree char *line = g_strjoinv("'#'", words);
        do_run(shop, line);
    }
}

static int count(const char *text, const char *part)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, part)); at++)
        n++;
    return n;
}

static int jobs_in(const struct shop *shop, const char *state)
{
    g_autofree char *list = run(shop, "print list");
    g_autofree char *part = g_strdup_printf("\"state\":\"%s\"", state);
    return count(list, part);
}

static bool list_says(const struct shop *shop, const char *text)
{
    g_autofree char *list = run(shop, "print list");
    return strstr(list, text) != NULL;
}

// Waits until N jobs are in STATE and the list says SAYS (NULL = anything).
static void wait_for(const struct shop *shop, const char *state, int n, const char *says)
{
    gint64 end = g_get_monotonic_time() + DEADLINE_S * G_USEC_PER_SEC;
    while (jobs_in(shop, state) != n || (says && !list_says(shop, says))) {
        if (g_get_monotonic_time() > end) {
            g_autofree char *list = run(shop, "print list");
            g_error("no %d jobs in state %s (%s): %s", n, state, says ? says : "", list);
        }
        g_usleep(LOOK_US); // allowed: polls until a deadline
    }
}

static GPid worker_start(const struct shop *shop)
{
    const char *argv[] = {tote, "worker", NULL};
    GPid pid = 0;
    g_autoptr(GError) error = NULL;
    g_spawn_async(shop->folder, (char **)argv, shop->env,
                  G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, &pid, &error);
    g_assert_no_error(error);
    return pid;
}

static void worker_end(GPid pid, int signal_number)
{
    kill(pid, signal_number);
    waitpid(pid, NULL, 0);
}

// --- the cases

static void test_done(void)
{
    struct shop *shop = shop_new("done", "stop-printer", 1);
    gsize len = 0, shown_len = 0;
    g_autofree char *shown = NULL;
    close_box(shop);
    g_assert_cmpint(jobs_in(shop, "waiting"), ==, 1);
    do_run(shop, "label show shipping W-102 --to label.zpl");
    g_autofree char *path = g_build_filename(shop->folder, "label.zpl", NULL);
    g_assert_true(g_file_get_contents(path, &shown, &shown_len, NULL));
    g_autofree char *answer = run(shop, "worker --once");
    g_assert_nonnull(strstr(answer, "\"done\":1"));
    g_assert_nonnull(strstr(answer, "\"waiting\":0"));
    g_assert_cmpint(jobs_in(shop, "done"), ==, 1);
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
    g_autofree char *list = run(shop, "print list");
    const char *ref = strstr(list, "\"ref\":\"") + strlen("\"ref\":\"");
    g_autofree char *key = g_strdup_printf("tote-%.18s-1", ref);
    int job = job_print(shop->queue, key);
    job_wait(shop->queue, job, PRINT_DONE, NULL);
}

static void test_service_down(void)
{
    struct shop *shop = shop_new("down", "stop-printer", 1);
    close_box(shop);
    print_others(shop);
    cupsd_kill(service);
    int status = 0;
    g_autofree char *answer = run_for(shop, "worker --once", &status);
    g_assert_nonnull(strstr(answer, "\"waiting\":1"));
    g_assert_cmpint(jobs_in(shop, "waiting"), ==, 1);
    g_assert_false(list_says(shop, "\"reason\":\"\"")); // it says why
    cupsd_again(service);
    GPid worker = worker_start(shop);
    wait_for(shop, "done", 1, NULL);
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
    close_box(shop);
    cupsd_order(service, shop->queue, CUPSD_PAUSE);
    GPid worker = worker_start(shop);
    wait_for(shop, "printing", 1, "top");
    worker_end(worker, SIGTERM);
    cupsd_kill(service);
    forget("spool");
    forget("cache");
    cupsd_again(service);
    worker = worker_start(shop);
    wait_for(shop, "doubt", 1, NULL);
    worker_end(worker, SIGTERM);
    shop_free(shop);
}

static void test_paper_out(void)
{
    struct shop *shop = shop_new("paper", "stop-printer", 1);
    close_box(shop);
    cupsd_play(service, shop->queue,
               "reason +media-empty-error\ngate\nreason -media-empty-error\n");
    GPid worker = worker_start(shop);
    wait_for(shop, "printing", 1, "out of labels");
    cupsd_open_gate(service, shop->queue);
    wait_for(shop, "done", 1, NULL);
    worker_end(worker, SIGTERM);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    shop_free(shop);
}

static void test_printer_stopped(void)
{
    struct shop *shop = shop_new("stopped", "stop-printer", 1);
    close_box(shop);
    cupsd_order(service, shop->queue, CUPSD_PAUSE);
    GPid worker = worker_start(shop);
    wait_for(shop, "printing", 1, "top");
    cupsd_order(service, shop->queue, CUPSD_RESUME);
    wait_for(shop, "done", 1, NULL);
    worker_end(worker, SIGTERM);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    shop_free(shop);
}

// A job that the print service gave up: only a person has it printed again.
static void test_aborted(void)
{
    struct shop *shop = shop_new("aborted", "abort-job", 1);
    close_box(shop);
    cupsd_play(service, shop->queue, "take 500\nexit 1\n");
    GPid worker = worker_start(shop);
    wait_for(shop, "doubt", 1, NULL);
    worker_end(worker, SIGTERM);
    int parts = cupsd_outputs(service, shop->queue);
    cupsd_play(service, shop->queue, "");
    g_autofree char *again = run(shop, "worker --once");
    g_assert_nonnull(strstr(again, "\"done\":0"));
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, parts);
    do_run(shop, "print retry J-8001");
    do_run(shop, "worker --once");
    g_assert_cmpint(jobs_in(shop, "done"), ==, 1);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, parts + 1);
    shop_free(shop);
}

// The worker dies while the job is at the printer: the next one follows it, nothing comes twice.
static void test_worker_killed(void)
{
    struct shop *shop = shop_new("killed", "stop-printer", 1);
    close_box(shop);
    cupsd_play(service, shop->queue, "gate\n");
    GPid worker = worker_start(shop);
    wait_for(shop, "printing", 1, NULL);
    worker_end(worker, SIGKILL);
    worker = worker_start(shop);
    cupsd_open_gate(service, shop->queue);
    wait_for(shop, "done", 1, NULL);
    worker_end(worker, SIGTERM);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    shop_free(shop);
}

// A label that goes to the queue of SHOP, but over a bad line that counts the bytes of the label.
static wire_end *close_box_over(struct shop *shop, enum wire_habit habit)
{
    g_autofree char *label = g_build_filename(shop->folder, "label.zpl", NULL), *shown = NULL;
    gsize len = 0;
    close_box(shop);
    do_run(shop, "label show shipping W-102 --to label.zpl");
    g_assert_true(g_file_get_contents(label, &shown, &len, NULL));
    wire_end *wire = wire_open(habit, len, service->socket);
    g_autofree char *add = g_strdup_printf("printer add LINE cups:%s --format zpl", shop->queue);
    g_autofree char *server = g_strdup_printf("127.0.0.1:%d", wire->port);
    shop->env = g_environ_setenv(shop->env, "CUPS_SERVER", server, TRUE);
    do_run(shop, add);
    do_run(shop, "print move J-8001 LINE");
    return wire;
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
    wire_end *wire = close_box_over(shop, RELAY_LOSE_ANSWER);
    int status = 0;
    g_autofree char *answer = run_for(shop, "worker --once", &status);
    g_assert_nonnull(strstr(answer, "\"done\":0"));
    g_assert_cmpint(jobs_in(shop, "doubt"), ==, 1);
    wait_for_paper(shop);
    g_bytes_unref(wire_close(wire));
    shop_free(shop);
}

static void minutes_later(struct shop *shop, int minutes)
{
    g_autofree char *later = g_strdup_printf("%" G_GINT64_FORMAT, g_get_real_time() / 1000 +
                                                                      (gint64)minutes * 60 * 1000);
    shop->env = g_environ_setenv(shop->env, "TOTE_CLOCK", later, TRUE);
}

// The worker dies after the label went out and before it could report: the next one finds the job
// in the print service, once the first has been silent for too long, and prints nothing. While the
// service cannot be asked nobody prints it elsewhere.
static void test_killed_before_report(void)
{
    struct shop *shop = shop_new("silent", "stop-printer", 1);
    wire_end *wire = close_box_over(shop, RELAY_HOLD_ANSWER);
    GPid worker = worker_start(shop);
    wait_for_paper(shop);
    worker_end(worker, SIGKILL);
    g_assert_cmpint(jobs_in(shop, "sending"), ==, 1);
    minutes_later(shop, 2);
    cupsd_kill(service);
    int status = 0;
    g_autofree char *away = run_for(shop, "worker --once", &status);
    g_assert_nonnull(strstr(away, "\"waiting\":1"));
    g_assert_cmpint(jobs_in(shop, "sending"), ==, 1);
    g_assert_false(list_says(shop, "\"reason\":\"\"")); // it says why
    do_run(shop, "printer add P2 socket://127.0.0.1:9");
    g_autofree char *moved = run_for(shop, "print move J-8001 P2", &status);
    g_assert_nonnull(strstr(moved, "being sent"));
    cupsd_again(service);
    minutes_later(shop, 4);
    do_run(shop, "worker --once");
    g_assert_cmpint(jobs_in(shop, "done"), ==, 1);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    g_bytes_unref(wire_close(wire));
    shop_free(shop);
}

static void test_two_workers(void)
{
    struct shop *shop = shop_new("two", "stop-printer", 5);
    for (int i = 0; i < 5; i++)
        close_box(shop);
    GPid one = worker_start(shop), two = worker_start(shop);
    wait_for(shop, "done", 5, NULL);
    worker_end(one, SIGTERM);
    worker_end(two, SIGTERM);
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 5);
    shop_free(shop);
}

static void test_reprint(void)
{
    struct shop *shop = shop_new("reprint", "stop-printer", 1);
    close_box(shop);
    do_run(shop, "worker --once");
    do_run(shop, "worker --once"); // printed is printed
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 1);
    do_run(shop, "print retry J-8001"); // somebody asked: a second copy
    do_run(shop, "worker --once");
    g_assert_cmpint(cupsd_outputs(service, shop->queue), ==, 2);
    g_assert_cmpint(jobs_in(shop, "done"), ==, 2);
    shop_free(shop);
}

static void test_move(void)
{
    struct shop *shop = shop_new("moved", "stop-printer", 1);
    close_box(shop);
    cupsd_order(service, shop->queue, CUPSD_REJECT);
    int status = 0;
    g_autofree char *answer = run_for(shop, "worker --once", &status);
    g_assert_nonnull(strstr(answer, "\"waiting\":1"));
    cupsd_add_queue(service, "other", NULL, "stop-printer");
    do_run(shop, "printer add P2 cups://other"); // as good as cups:other
    do_run(shop, "print move J-8001 P2");
    do_run(shop, "worker --once");
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
