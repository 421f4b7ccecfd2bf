// SPDX-License-Identifier: Apache-2.0
// Print jobs that the print service has: asked back by people, given back to the worker.
#include "answers.h"
#include "says.h"
#include "store_print.h"
#include "testshop.h"

static void step(struct testshop *shop, const char *event)
{
    SAYS(shop->anna, "done", NULL, "print.step", "J-8001", event, "printer.stopped", "77", "0",
         "w1");
}

// J-8001 lies at the printer ONE; TWO stands beside it.
static void lying(struct testshop *shop)
{
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    SAYS(shop->admin, "done", NULL, "printer.add", "TWO", "socket://127.0.0.1:9", "pdf", "300");
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#1", "1 TEA"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    step(shop, "send");
    step(shop, "sent");
}

static void job_is(struct testshop *shop, const char *status, int printer)
{
    g_autofree char *query =
        g_strdup_printf("SELECT count(*) FROM outbox WHERE id = 1 AND state = '%s' AND remote_job "
                        "= 77 AND printer_id = %d",
                        status, printer);
    if (testdb_number(shop->db, query) != 1) {
        g_autoptr(rowlist) jobs = store_jobs(shop->db, 0, 9, NULL);
        const struct job_row *job = list_at(jobs, struct job_row, 0);
        g_error("the job is %s, %d, %d", job->status, (int)job->remote_job, (int)job->printer_id);
    }
}

static void test_move(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    lying(shop);
    SAYS(shop->pia, "done",
         "J-8001 goes to TWO as soon as ONE gives it back; if a part of it came out, you are asked",
         "print.move", "J-8001", "TWO");
    job_is(shop, "moving", 1); // which is where it is until then, with its reason
    g_assert_cmpint(
        testdb_number(shop->db, "SELECT count(*) FROM outbox WHERE reason = 'printer.stopped'"), ==,
        1);
    REFUSED(shop->pia, TOTE_STATE, NULL, "print.retry", "J-8001");
    step(shop, "freed");
    job_is(shop, "waiting", 2);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(moves_to) FROM outbox"), ==, 0);
}

// Who changes his mind before the worker came is heard.
static void test_cancel(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    lying(shop);
    SAYS(shop->pia, "done", NULL, "print.move", "J-8001", "TWO");
    SAYS(
        shop->pia, "done",
        "J-8001 is cancelled as soon as ONE gives it back; if a part of it came out, you are asked",
        "print.cancel", "J-8001");
    job_is(shop, "cancelling", 1);
    step(shop, "freed");
    job_is(shop, "cancelled", 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox WHERE done_at > 0"), ==,
                    1);
}

// Printed before, or nobody knows: the copy then comes where the job was wanted.
static void test_late(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    lying(shop);
    SAYS(shop->pia, "done", NULL, "print.cancel", "J-8001");
    SAYS(shop->pia, "done", NULL, "print.move", "J-8001", "TWO");
    step(shop, "lose");
    job_is(shop, "doubt", 1);
    SAYS(shop->pia, "done", NULL, "print.retry", "J-8001");
    g_assert_cmpint(testdb_number(shop->db, "SELECT printer_id FROM outbox WHERE id = 2"), ==, 2);
}

// A worker that slept tells of a job of the print service that this one is not any more.
static void test_other_number(struct testdb *test)
{
    static const char *const events[] = {"freed", "finish", "lose"};
    g_autoptr(test_shop) shop = testshop_new(test);
    lying(shop);
    SAYS(shop->pia, "done", NULL, "print.move", "J-8001", "TWO");
    for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
        REFUSED(shop->anna, TOTE_STALE, NULL, "print.step", "J-8001", events[i], "", "76", "0",
                "w1");
    job_is(shop, "moving", 1);
}

// The order goes otherwise while its label is asked back: the old one is not printed elsewhere.
static void test_void(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    lying(shop);
    SAYS(shop->pia, "done", NULL, "print.move", "J-8001", "TWO");
    SAYS(shop->pia, "done", NULL, "pack.undo", "W-102");
    job_is(shop, "cancelling", 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox WHERE done_at > 0"), ==,
                    0);
    step(shop, "freed");
    job_is(shop, "cancelled", 1);
}

// Labels behind the one that met a dead printer say why they wait, as it does.
static void test_behind(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    lying(shop);
    testshop_packed_by(shop, "#2", "DHL");
    SAYS(shop->anna, "done", NULL, "printer.state", "1", "miss", "link.no_printer",
         "{\"host\":\"10.0.0.9\"}");
    g_autoptr(rowlist) jobs = store_jobs(shop->db, 0, 9, NULL);
    const struct job_row *behind = list_at(jobs, struct job_row, 0);
    g_assert_cmpstr(behind->status, ==, "waiting");
    g_autofree char *why = say_stored(behind->reason, behind->reason_terms);
    g_assert_cmpstr(why, ==, "The printer at 10.0.0.9 does not answer");
    g_assert_cmpstr(list_at(jobs, struct job_row, 1)->reason, ==, "printer.stopped"); // its own
    SAYS(shop->anna, "done", NULL, "printer.state", "1", "work", "job.printing");
    g_autoptr(rowlist) again = store_jobs(shop->db, 0, 9, NULL);
    g_assert_cmpstr(list_at(again, struct job_row, 0)->reason, ==, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/print-back/move", test_move);
    testdb_add("/print-back/cancel", test_cancel);
    testdb_add("/print-back/late", test_late);
    testdb_add("/print-back/other-number", test_other_number);
    testdb_add("/print-back/void", test_void);
    testdb_add("/print-back/behind", test_behind);
    return g_test_run();
}
