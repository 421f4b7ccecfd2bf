// SPDX-License-Identifier: Apache-2.0
// Print jobs: what people may decide in which state, copies, the worker's reports, and the proof.
#include <string.h>

#include "answers.h"
#include "store_print.h"
#include "testshop.h"

// A closed box with its job J-8001 on printer ONE; TWO stands beside it.
static void ready(struct testshop *shop)
{
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    SAYS(shop->admin, "done", NULL, "printer.add", "TWO", "socket://127.0.0.1:9", "pdf", "300");
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#1", "1 TEA"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
}

static void step(struct testshop *shop, const char *event, const char *reason)
{
    SAYS(shop->anna, "done", NULL, "print.step", "J-8001", event, reason, "77", "1795317600000",
         "w1");
}

static void state_is(struct testshop *shop, const char *job, const char *status)
{
    g_autofree char *query =
        g_strdup_printf("SELECT count(*) FROM outbox WHERE id = %d AND state = '%s'",
                        (int)g_ascii_strtoll(job + 2, NULL, 10) - 8000, status);
    g_assert_cmpint(testdb_number(shop->db, query), ==, 1);
}

static void test_good_day(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    state_is(shop, "J-8001", "waiting");
    step(shop, "send", "");
    step(shop, "sent", "");
    state_is(shop, "J-8001", "printing");
    step(shop, "wait", "printer.empty");
    step(shop, "finish", "");
    state_is(shop, "J-8001", "done");
    g_assert_cmpint(testdb_number(shop->db, "SELECT tries FROM outbox"), ==, 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT remote_job FROM outbox"), ==, 77);
    REFUSED(shop->pia, TOTE_STATE, NULL, "print.cancel", "J-8001");
    REFUSED(shop->pia, TOTE_STATE, "Print job J-8001 is printed: it stays where it is",
            "print.move", "J-8001", "TWO");
    SAYS(shop->pia, "done", NULL, "print.retry", "J-8001"); // another copy is a job of its own
    g_assert_cmpint(testdb_number(shop->db, "SELECT copy FROM outbox WHERE id = 2"), ==, 2);
    // Who asks again before that one came out gets no third.
    SAYS(shop->pia, "done", "J-8002 is under way and prints the label again", "print.retry",
         "J-8001");
    g_assert_cmpstr(testshop_answer("copy"), ==, "J-8002");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox"), ==, 2);
    state_is(shop, "J-8001", "done");
    state_is(shop, "J-8002", "waiting");
}

static void test_failed(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    REFUSED(shop->pia, TOTE_STATE, NULL, "print.retry", "J-8001"); // it waits already
    step(shop, "send", "");
    REFUSED(shop->pia, TOTE_STATE, NULL, "print.move", "J-8001", "TWO"); // it is under way
    REFUSED(shop->anna, TOTE_STATE, NULL, "print.step", "J-8001", "finish");
    step(shop, "fail", "link.no_queue");
    g_autofree char *json = testshop_order_json(shop); // whose history are not the tries of a label
    g_assert_nonnull(strstr(json, "pack.close"));
    g_assert_null(strstr(json, "print.step"));
    SAYS(shop->pia, "done",
         "J-8001 belongs to TWO now, but nothing comes: it is not printed. Print it again (print "
         "retry J-8001)",
         "print.move", "J-8001", "TWO");
    g_assert_cmpint(testdb_number(shop->db, "SELECT next_at FROM outbox"), ==, 0); // at once
    SAYS(shop->pia, "done", "J-8001 waits for the printer", "print.retry", "J-8001");
    state_is(shop, "J-8001", "waiting");
    g_assert_cmpint(testdb_number(shop->db, "SELECT printer_id FROM outbox"), ==, 2);
    SAYS(shop->pia, "done", "J-8001 is cancelled", "print.cancel", "J-8001");
    REFUSED(shop->pia, TOTE_STATE, NULL, "print.retry", "J-8001");
}

static void report(struct testshop *shop, const char *event, const char *worker)
{
    SAYS(shop->anna, "done", NULL, "print.step", "J-8001", event, "", "77", "0", worker);
}

// A job is its worker's until that was silent for too long; then it is one other's, and what the
// first says when it wakes up is not heard.
static void test_silent_worker(struct testdb *test)
{
    static const char *const events[] = {"sent", "unsent", "lose", "fail"};
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    SAYS(shop->anna, "done", NULL, "print.step", "J-8001", "send", "", "0", "4102444800000", "w1");
    REFUSED(shop->anna, TOTE_STALE, "Another worker has print job J-8001", "print.step", "J-8001",
            "take", "", "0", "0", "w2");
    testdb_script(shop->db, "UPDATE outbox SET next_at = 5");
    SAYS(shop->anna, "done", NULL, "print.step", "J-8001", "take", "", "0", "4102444800000", "w2");
    g_assert_cmpint(testdb_number(shop->db, "SELECT tries FROM outbox"), ==, 2);
    for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
        REFUSED(shop->anna, TOTE_STALE, "Another worker has print job J-8001", "print.step",
                "J-8001", events[i], "", "0", "0", "w1");
    report(shop, "sent", "w2");
    report(shop, "finish", "w1"); // what the print service has, everybody follows
    state_is(shop, "J-8001", "done");
}

// Perhaps the label came out: only a person says what becomes of it.
static void test_doubt(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    step(shop, "send", "");
    step(shop, "lose", "job.aborted");
    REFUSED(shop->anna, TOTE_STATE, NULL, "print.step", "J-8001", "send");
    SAYS(shop->pia, "done",
         "J-8001 belongs to TWO now, but nothing comes: it is perhaps printed. Print it again "
         "(print retry J-8001)",
         "print.move", "J-8001", "TWO");
    REFUSED(shop->anna, TOTE_STATE, NULL, "print.step", "J-8001", "finish"); // a worker cannot know
    SAYS(shop->pia, "done", "J-8001 was printed", "print.seen", "J-8001");
    state_is(shop, "J-8001", "done");
}

// Why a job ended is kept as a code; its words are made for who reads the queue.
static void test_doubt_again(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    step(shop, "send", "");
    step(shop, "lose", "job.aborted");
    SAYS(shop->pia, "done", "J-8002 prints the label again", "print.retry", "J-8001");
    state_is(shop, "J-8001", "cancelled");
    state_is(shop, "J-8002", "waiting");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox WHERE id = 1 AND reason "
                                            "= 'print.again'"),
                    ==, 1);
    g_autoptr(doc_handle) doc = doc_new();
    g_assert_true(show_jobs(shop->db, doc, NULL));
    g_autofree char *json = doc_json(doc);
    g_assert_nonnull(strstr(json, "\"Printed again as a copy\""));
}

static void test_which(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    REFUSED(shop->pia, TOTE_NOT_FOUND, "There is no print job J-8009", "print.retry", "J-8009");
    REFUSED(shop->pia, TOTE_NOT_FOUND, "There is no print job X", "print.cancel", "X");
    REFUSED(shop->pia, TOTE_NOT_FOUND, "There is no printer NINE", "print.move", "J-8001", "NINE");
    REFUSED(shop->anna, TOTE_ROLE, NULL, "print.cancel", "J-8001");
    REFUSED(shop->sam, TOTE_ROLE, NULL, "printer.add", "THREE", "cups:x");
    REFUSED(shop->admin, TOTE_ARGUMENT, NULL, "printer.add", "THREE", "cups:x", "png");
    REFUSED(shop->admin, TOTE_ARGUMENT, "dpi is 204; needed is one of: 203, 300, 600",
            "printer.add", "THREE", "cups:x", "zpl", "204");
}

static void test_proof(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    SAYS(shop->pia, "unknown", "No box has the SSCC 395011010000000033", "print.proof",
         "395011010000000033");
    SAYS(shop->pia, "unknown", NULL, "print.proof", "TEA");
    static const char *const scans[] = {"095011010000000018", "00095011010000000018",
                                        "]C100095011010000000018"};
    SAYS(shop->pia, "match",
         "The label is on box W-102/1, but J-8001 did not print it and still waits: cancel that "
         "job, or a second label comes",
         "print.proof", scans[0]);
    step(shop, "send", "");
    for (size_t i = 0; i < G_N_ELEMENTS(scans); i++) {
        testdb_script(shop->db, "UPDATE parcel SET proof_at = 0");
        SAYS(shop->pia, "match", "The label is on box W-102/1", "print.proof", scans[i]);
        g_assert_cmpint(testdb_number(shop->db, "SELECT proof_at FROM parcel"), ==, TESTSHOP_NOW);
    }
}

static void printer_is(struct testshop *shop, const char *state, const char *reason)
{
    g_autofree char *query = g_strdup_printf("SELECT count(*) FROM printer WHERE id = 1 AND "
                                             "state = '%s' AND reason = '%s'",
                                             state, reason);
    g_assert_cmpint(testdb_number(shop->db, query), ==, 1);
}

// What is new about it is kept, be it the state or only the reason; what is not is not logged.
static void test_printer_state(struct testdb *test)
{
    static const char *const reports[][3] = {{"stop", "printer.empty", "trouble"},
                                             {"stop", "printer.cover_open", "trouble"},
                                             {"miss", "printer.cover_open", "away"},
                                             {"rest", "", "ready"},
                                             {"work", "", "printing"}};
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    printer_is(shop, "unknown", "");
    REFUSED(shop->anna, TOTE_STATE, NULL, "printer.state", "1", "trouble", "printer.off");
    for (size_t i = 0; i < G_N_ELEMENTS(reports); i++) {
        SAYS(shop->anna, "done", NULL, "printer.state", "1", reports[i][0], reports[i][1]);
        int64_t events = testdb_number(shop->db, "SELECT count(*) FROM event");
        struct reply reply = {0};
        g_assert_true(
            op_do(shop->anna, &reply, NULL, "printer.state", "1", reports[i][0], reports[i][1]));
        reply_clear(&reply);
        g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM event"), ==, events);
        printer_is(shop, reports[i][2], reports[i][1]);
    }
}

static void shows(struct testshop *shop, bool (*show)(struct db *db, struct doc *doc),
                  const char *const *wanted)
{
    g_autoptr(doc_handle) doc = doc_new();
    g_assert_true(show(shop->db, doc));
    g_autofree char *json = doc_json(doc);
    for (; *wanted; wanted++)
        if (!strstr(json, *wanted))
            g_error("%s is not in %s", *wanted, json);
}

static bool jobs(struct db *db, struct doc *doc)
{
    return show_jobs(db, doc, NULL);
}

static bool printers(struct db *db, struct doc *doc)
{
    return show_printers(db, TESTSHOP_NOW, doc, NULL);
}

// A reason is a code with its terms; the sentence is made for who reads it, and a worker that
// brings a sentence of its own language is refused.
static void test_reason(struct testdb *test)
{
    static const char host[] = "{\"host\":\"10.0.0.9\"}";
    static const char *const kept[] = {
        "SELECT count(*) FROM outbox WHERE reason = 'link.no_printer' AND reason_terms = "
        "'{\"host\":\"10.0.0.9\"}'",
        "SELECT count(*) FROM printer WHERE reason = 'link.no_printer' AND reason_terms = "
        "'{\"host\":\"10.0.0.9\"}'"};
    static const char *const wanted[] = {"\"The printer at 10.0.0.9 does not answer\"",
                                         "\"reason_code\":\"link.no_printer\"", NULL};
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    step(shop, "send", "");
    SAYS(shop->anna, "done", NULL, "print.step", "J-8001", "unsent", "link.no_printer", NULL, NULL,
         "w1", host);
    SAYS(shop->anna, "done", NULL, "printer.state", "1", "miss", "link.no_printer", host);
    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
        g_assert_cmpint(testdb_number(shop->db, kept[i]), ==, 1);
    shows(shop, jobs, wanted);
    shows(shop, printers, wanted);
    REFUSED(
        shop->anna, TOTE_ARGUMENT,
        "'The printer is off' is no code of a reason; give one that this program knows, or none",
        "print.step", "J-8001", "send", "The printer is off");
    REFUSED(shop->anna, TOTE_ARGUMENT, NULL, "printer.state", "1", "miss", "The printer is off");
    REFUSED(shop->anna, TOTE_ARGUMENT, "The terms of 'link.no_printer' are no JSON",
            "printer.state", "1", "miss", "link.no_printer", "host 10.0.0.9");
}

// A label is work of the warehouse in which its parcel stands.
static void test_elsewhere(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    ready(shop);
    static const char *const deeds[] = {"print.cancel", "print.retry", "print.seen"};
    for (size_t i = 0; i < G_N_ELEMENTS(deeds); i++)
        REFUSED(north, TOTE_OTHER_SITE, "J-8001 is work of MAIN; this station stands in NORTH",
                deeds[i], "J-8001");
    REFUSED(north, TOTE_OTHER_SITE, NULL, "print.move", "J-8001", "TWO");
    REFUSED(north, TOTE_OTHER_SITE, NULL, "print.proof", "095011010000000018");
    SAYS(shop->pia, "match", NULL, "print.proof", "095011010000000018");
    SAYS(shop->pia, "done", NULL, "print.cancel", "J-8001");
}

static int64_t printer_of(struct testshop *shop, int job)
{
    g_autofree char *query =
        g_strdup_printf("SELECT coalesce(printer_id, 0) FROM outbox WHERE id = %d", job);
    return testdb_number(shop->db, query);
}

// Why the first job waits, as the queue says it.
static void reason_is(struct testshop *shop, const char *reason)
{
    g_autoptr(doc_handle) doc = doc_new();
    g_assert_true(show_jobs(shop->db, doc, NULL));
    g_autofree char *json = doc_json(doc), *wanted = g_strdup_printf("\"reason\":\"%s\"", reason);
    HAS(json, wanted);
}

// A label that no printer can have says why, at the bench and in the queue.
static void test_no_printer(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#1", "1 TEA"));
    g_autofree char *waits = g_strdup_printf(
        "%s is packed; its label waits: no printer is known yet: tote printer add", pack);
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", waits, "pack.close", pack);
    reason_is(shop, "no printer is known yet: tote printer add");
    SAYS(shop->admin, "done", "Printer ONE is known", "printer.add", "ONE", "cups:one");
    reason_is(shop, "");
}

// A printer that is called like a station is its printer, whichever of them is known first; labels
// of its warehouse that wait come out then.
static void test_of_station(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    session_free(testshop_north(shop));
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", "Printer N1 is known; station N1 prints on it", "printer.add", "N1",
         "cups:n1");
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#1", "1 TEA"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    g_assert_cmpint(printer_of(shop, 1), ==, 0);
    SAYS(shop->admin, "done", "Printer PIA is known; station PIA prints on it", "printer.add",
         "PIA", "cups:pia");
    g_assert_cmpint(printer_of(shop, 1), ==, 2);
    SAYS(shop->admin, "done", NULL, "station.printer", "PIA", "N1"); // it was chosen, and stays
    SAYS(shop->admin, "done", NULL, "printer.add", "PIA", "cups:other");
    g_assert_cmpint(testdb_number(shop->db, "SELECT printer_id FROM station WHERE name = 'PIA'"),
                    ==, 1);
    SAYS(shop->admin, "done", NULL, "printer.add", "BENCH9", "cups:nine");
    SAYS(shop->admin, "done", NULL, "station.warehouse", "BENCH9", "MAIN");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM station s JOIN printer p ON p.id "
                                            "= s.printer_id WHERE s.name = 'BENCH9' AND p.name = "
                                            "s.name"),
                    ==, 1);
}

// A station that comes into a warehouse brings its printer along.
static void test_moves_in(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    session_free(testshop_north(shop));
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "N1", "cups:n1");
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#1", "1 TEA"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    g_assert_cmpint(printer_of(shop, 1), ==, 0);
    SAYS(shop->admin, "done", NULL, "station.warehouse", "N1", "MAIN");
    g_assert_cmpint(printer_of(shop, 1), ==, 1);
}

// A bench without a printer takes one of its warehouse, and none of another one, old or new.
static void test_other_house(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    struct session *north = testshop_north(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "NORD", "cups:nord");
    SAYS(north, "done", NULL, "station.printer", "N1", "NORD");
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#1", "1 TEA"));
    g_autofree char *waits = g_strdup_printf(
        "%s is packed; its label waits: no station of this warehouse has a printer yet; the desk "
        "gives it one: tote station printer",
        pack);
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", waits, "pack.close", pack);
    g_assert_cmpint(printer_of(shop, 1), ==, 0);
    SAYS(
        shop->admin, "done",
        "Printer HERE is known, but no station prints on it yet: tote station printer STATION HERE",
        "printer.add", "HERE", "cups:here");
    reason_is(shop, "no station of its warehouse has a printer yet: tote station printer");
    g_assert_cmpint(printer_of(shop, 1), ==, 0);
    SAYS(north, "done", NULL, "station.printer", "N1", "NORD");
    g_assert_cmpint(printer_of(shop, 1), ==, 0);
    SAYS(shop->admin, "done", NULL, "station.printer", "BENCH9", "HERE");
    g_assert_cmpint(printer_of(shop, 1), ==, 2);
    pack = testshop_open(shop->pia, testshop_picked(shop, "#2", "1 TEA"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    g_assert_cmpint(printer_of(shop, 2), ==, 2);
    session_free(north);
}

// A job is over when it came out or somebody cancelled it; one that failed may be tried again.
static void test_over(struct testdb *test)
{
    static const char query[] = "SELECT done_at FROM outbox WHERE id = 1";
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    step(shop, "send", "");
    step(shop, "fail", "link.no_queue");
    g_assert_cmpint(testdb_number(shop->db, query), ==, 0);
    SAYS(shop->pia, "done", NULL, "print.cancel", "J-8001");
    g_assert_cmpint(testdb_number(shop->db, query), ==, TESTSHOP_NOW);
}

// A label comes out where its box is closed, also where the warehouse has a printer that is older.
static void test_own_printer(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    SAYS(shop->admin, "done", NULL, "station.printer", "ANNA", "ONE");
    SAYS(shop->admin, "done", NULL, "station.printer", "PIA", "TWO");
    testshop_packed_by(shop, "#2", "DHL");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox j JOIN printer p ON p.id "
                                            "= j.printer_id WHERE j.id = 2 AND p.name = 'TWO'"),
                    ==, 1);
}

// Who asks again when the copy came out gets another one; an order tells nothing of tries.
static void test_third_copy(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    testshop_printed(shop, "J-8001");
    SAYS(shop->pia, "done", NULL, "print.retry", "J-8001");
    testshop_printed(shop, "J-8002");
    SAYS(shop->pia, "done", NULL, "print.retry", "J-8001");
    g_assert_cmpstr(testshop_answer("copy"), ==, "J-8003");
    g_autofree char *json = testshop_order_json(shop);
    g_assert_null(strstr(json, "print.step"));
    HAS(json, "\"op\":\"pack.close\"");
}

// What waits for a person wakes no worker.
static void test_next(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    int64_t at = 0;
    ready(shop);
    SAYS(shop->anna, "done", NULL, "print.step", "J-8001", "send", "", "7", "1795317700000", "w1");
    g_assert_true(store_jobs_next(shop->db, TESTSHOP_NOW, &at, &error));
    g_assert_cmpint(at, ==, INT64_C(1795317700000));
    SAYS(shop->anna, "done", NULL, "print.step", "J-8001", "lose", "", "7", "1795317700000", "w1");
    g_assert_true(store_jobs_next(shop->db, TESTSHOP_NOW, &at, &error));
    g_assert_cmpint(at, ==, 0);
    g_assert_no_error(error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/print/silent-worker", test_silent_worker);
    testdb_add("/print/good-day", test_good_day);
    testdb_add("/print/failed", test_failed);
    testdb_add("/print/doubt", test_doubt);
    testdb_add("/print/doubt-again", test_doubt_again);
    testdb_add("/print/which", test_which);
    testdb_add("/print/proof", test_proof);
    testdb_add("/print/elsewhere", test_elsewhere);
    testdb_add("/print/no-printer", test_no_printer);
    testdb_add("/print/of-station", test_of_station);
    testdb_add("/print/moves-in", test_moves_in);
    testdb_add("/print/other-house", test_other_house);
    testdb_add("/print/printer-state", test_printer_state);
    testdb_add("/print/reason", test_reason);
    testdb_add("/print/over", test_over);
    testdb_add("/print/own-printer", test_own_printer);
    testdb_add("/print/third-copy", test_third_copy);
    testdb_add("/print/next", test_next);
    return g_test_run();
}
