// SPDX-License-Identifier: Apache-2.0
// When a worker that lingers goes: what it can do nothing about does not keep it.
#include "store_print.h"
#include "testshop.h"
#include "worker.h"

static void pack_one(struct testshop *shop)
{
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#1", "1 TEA"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
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
    SAYS(shop->pia, "done", NULL, "print.step", "J-8001", "doubt", NULL, NULL, NULL, "w1");
    lingers(shop, "ZEBRA", true);
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

// More jobs than it takes at once: it stays as long as they get any further.
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
}

// A printer that cannot be reached is asked once, not for each of its jobs.
static void test_away(struct testdb *test)
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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/worker/linger", test_linger);
    testdb_add("/worker/works-on", test_works_on);
    testdb_add("/worker/away", test_away);
    return g_test_run();
}
