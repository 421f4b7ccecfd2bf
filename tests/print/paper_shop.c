// SPDX-License-Identifier: Apache-2.0
// A shop whose labels go to a private cupsd, driven by the programs tote and tote-worker.
#include "paper_shop.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEADLINE_S = 40, LOOK_US = 10000 };

const char *tote;

static void put(const struct shop *shop, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(shop->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

// Runs tote with the words of LINE; returns what it printed, *ret_status its exit status.
char *shop_run_for(const struct shop *shop, const char *line, int *ret_status)
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

char *shop_run(const struct shop *shop, const char *line)
{
    int status = 0;
    char *out = shop_run_for(shop, line, &status);
    g_assert_cmpint(status, ==, 0);
    return out;
}

void shop_do(const struct shop *shop, const char *line)
{
    g_autofree char *out = shop_run(shop, line);
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

struct shop *shop_new(const char *queue, const char *policy, int n)
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
    shop_do(shop, "init");
    shop_do(shop, "setting set gs1.prefix 4012345");
    g_autofree char *printer = g_strdup_printf("printer add P1 cups:%s", queue);
    shop_do(shop, printer);
    shop_do(shop, "import items items.csv");
    shop_do(shop, "import places places.csv");
    shop_do(shop, "import stock stock.csv");
    shop_do(shop, "import orders --channel shopify orders.csv");
    return shop;
}

void shop_free(struct shop *shop)
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
void shop_close_box(struct shop *shop)
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
        shop_do(shop, line);
    }
}

static int count(const char *text, const char *part)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, part)); at++)
        n++;
    return n;
}

int shop_jobs_in(const struct shop *shop, const char *state)
{
    g_autofree char *list = shop_run(shop, "print list");
    g_autofree char *part = g_strdup_printf("\"state\":\"%s\"", state);
    return count(list, part);
}

bool shop_list_says(const struct shop *shop, const char *text)
{
    g_autofree char *list = shop_run(shop, "print list");
    return strstr(list, text) != NULL;
}

// Waits until N jobs are in STATE and the list says SAYS (NULL = anything).
void shop_wait_for(const struct shop *shop, const char *state, int n, const char *says)
{
    gint64 end = g_get_monotonic_time() + DEADLINE_S * G_USEC_PER_SEC;
    while (shop_jobs_in(shop, state) != n || (says && !shop_list_says(shop, says))) {
        if (g_get_monotonic_time() > end) {
            g_autofree char *list = shop_run(shop, "print list");
            g_error("no %d jobs in state %s (%s): %s", n, state, says ? says : "", list);
        }
        g_usleep(LOOK_US); // allowed: polls until a deadline
    }
}

GPid worker_start(const struct shop *shop)
{
    const char *argv[] = {tote, "worker", NULL};
    GPid pid = 0;
    g_autoptr(GError) error = NULL;
    g_spawn_async(shop->folder, (char **)argv, shop->env,
                  G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, &pid, &error);
    g_assert_no_error(error);
    return pid;
}

void worker_end(GPid pid, int signal_number)
{
    kill(pid, signal_number);
    waitpid(pid, NULL, 0);
}

void shop_minutes_later(struct shop *shop, int minutes)
{
    g_autofree char *later = g_strdup_printf("%" G_GINT64_FORMAT, g_get_real_time() / 1000 +
                                                                      (gint64)minutes * 60 * 1000);
    shop->env = g_environ_setenv(shop->env, "TOTE_CLOCK", later, TRUE);
}

wire_end *shop_over_wire(struct shop *shop, enum wire_habit habit)
{
    g_autofree char *label = g_build_filename(shop->folder, "label.zpl", NULL), *shown = NULL;
    gsize len = 0;
    shop_do(shop, "label show shipping W-102 --to label.zpl");
    g_assert_true(g_file_get_contents(label, &shown, &len, NULL));
    wire_end *wire = wire_open(habit, len, service->socket);
    g_autofree char *add = g_strdup_printf("printer add LINE cups:%s --format zpl", shop->queue);
    g_autofree char *server = g_strdup_printf("127.0.0.1:%d", wire->port);
    shop->env = g_environ_setenv(shop->env, "CUPS_SERVER", server, TRUE);
    shop_do(shop, add);
    shop_do(shop, "print move J-8001 LINE");
    return wire;
}
