// SPDX-License-Identifier: Apache-2.0
// What an import asks about lines, address or method stops the floor; the last two are taken over.
#include <string.h>

#include "payload.h"
#include "store_order.h"
#include "store_print.h"
#include "testshop.h"

static struct incoming_order *by(struct incoming_order *order, const char *method)
{
    g_free(order->shipping_method);
    order->shipping_method = g_strdup(method);
    return testshop_sealed(order);
}

#define STOPS(text)                                                                                \
    HAS(testshop_last()->json, "\"stop\":\"Do not send it yet: the channel changed its " text "\"")

// Picks, packs and loads #1, which is stopped for TEXT at each step; the number of its
// parcel, for g_free().
static char *stopped_all_the_way(struct testshop *shop, const char *text, const char *carrier)
{
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    HAS(testshop_last()->json, text);
    testshop_pick(shop->anna, work);
    const char *pack = testshop_open(shop->pia, "#1");
    testshop_pack(shop->pia, pack);
    HAS(testshop_last()->json, text);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    HAS(testshop_last()->json, text);
    char *sscc = g_strdup(testshop_answer("sscc"));
    SAYS(shop->pia, "match", NULL, "print.proof", sscc);
    HAS(testshop_last()->json, text);
    REFUSED(shop->pia, TOTE_SHIP_MISSING, NULL, "ship.close", carrier);
    return sscc;
}

// What a person has to answer about address, lines or method keeps the parcel here, wherever it
// stands in what is asked; a sum does not.
static void test_stops(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    testshop_take(shop, by(testshop_order("#1", "2 TEA"), "DHL Paket"), "");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_take(shop, by(testshop_dearer("#1", "2 TEA"), "DHL Paket"), NULL);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    HAS(testshop_last()->json, "\"stop\":null"); // a sum
    SAYS(shop->anna, "done", NULL, "pick.leave", work);
    testshop_take(shop, by(testshop_order("#1", "2 TEA"), "UPS Express"), NULL);
    testshop_start(shop->anna, "#1");
    STOPS("shipping method");
    SAYS(shop->anna, "done", NULL, "pick.leave", work);
    struct incoming_order *order = testshop_moved("#1", "2 TEA");
    order->outstanding = 100; // which is asked first
    testshop_take(shop, by(order, "DHL Paket"), NULL);
    testshop_start(shop->anna, "#1");
    STOPS("address");
    SAYS(shop->anna, "done", NULL, "pick.leave", work);
    testshop_take(shop, by(testshop_moved("#1", "3 TEA"), "DHL Paket"), NULL);
    g_free(stopped_all_the_way(shop, "Do not send it yet: the channel changed its lines", "DHL"));
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", "1");
    SAYS(shop->pia, "done", "M-101: 1 parcel handed to DHL", "ship.close", "DHL");
}

static char *number_of_parcel(struct testshop *shop)
{
    g_autofree char *json = testshop_order_json(shop);
    const char *at = strstr(json, "\"sscc\":\"");
    g_assert_nonnull(at);
    return g_strndup(at + strlen("\"sscc\":\""), 18);
}

// Each job stands under the number that its label has.
static void jobs_are(struct testshop *shop, const char *first, const char *second)
{
    GError *error = NULL;
    g_autoptr(rowlist) jobs = store_jobs(shop->db, 0, 9, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(list_len(jobs), ==, 2);
    for (unsigned i = 0; i < list_len(jobs); i++) {
        const struct job_row *job = list_at(jobs, struct job_row, i);
        g_assert_cmpstr(job->ref, ==, job->copy == 1 ? first : second);
    }
}

// An address and a method are taken over whatever the floor has of the order: no piece moves. What
// is closed gets another number and a new label; the waiting job of the old one is taken out.
static void test_address_of_packed(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    testshop_take(shop, by(testshop_order("#1", "2 TEA"), "DHL Paket"), "");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_take(shop, by(testshop_moved("#1", "2 TEA"), "UPS Express"), NULL);
    g_autofree char *old =
        stopped_all_the_way(shop, "Do not send it yet: the channel changed its address", "DHL");
    SAYS(shop->sam, "done",
         "O-100001 is as shopify says now: packed; the labels of 1 parcel are void, and new ones "
         "are printed",
         "import.answer", "#1", NULL, "1");
    g_assert_cmpint(
        testshop_take(shop, by(testshop_moved("#1", "2 TEA"), "UPS Express"), "").unchanged, ==, 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox WHERE state = "
                                            "'cancelled' AND done_at > 0 AND copy = 1"),
                    ==, 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox WHERE state = "
                                            "'waiting' AND printer_id > 0 AND copy = 2"),
                    ==, 1);
    SHOWS(shop, "Delivery address changed by shopify");
    SHOWS(shop, "Shipping method changed by shopify");
    SHOWS(shop, "is void");
    g_autofree char *sscc = number_of_parcel(shop);
    g_autofree char *is_void = g_strdup_printf(
        "Label %s is void: the box has %s now; put its new label on it and scan that", old, sscc);
    SAYS(shop->pia, "wrong", is_void, "print.proof", old);
    g_assert_cmpint(testdb_number(shop->db, "SELECT proof_at FROM parcel"), ==, 0);
    jobs_are(shop, old, sscc);
    REFUSED(shop->pia, TOTE_NOTHING, NULL, "ship.close", "DHL"); // it goes with another one
    g_autofree char *waits =
        g_strdup_printf("1 parcel for UPS cannot go: %s of O-100001: label waiting", sscc);
    REFUSED(shop->pia, TOTE_SHIP_MISSING, waits, "ship.close", "UPS"); // nothing to put on yet
    testshop_printed(shop, "J-8002");
    g_autofree char *put_on = g_strdup_printf(
        "1 parcel for UPS cannot go: %s of O-100001: label printed: an older one is void: put the "
        "new one on its box and scan it there",
        sscc);
    REFUSED(shop->pia, TOTE_SHIP_MISSING, put_on, "ship.close",
            "UPS"); // the old one was on its box
    SAYS(shop->pia, "match", NULL, "print.proof", sscc);
    SAYS(shop->pia, "done", "M-101: 1 parcel handed to UPS", "ship.close", "UPS");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "shipped");
}

// #1, packed; its label is job J-8001.
static void packed(struct testshop *shop)
{
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    testshop_take(shop, by(testshop_order("#1", "2 TEA"), "DHL Paket"), "");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_pick(shop->anna, testshop_start(shop->anna, "#1"));
    const char *pack = testshop_open(shop->pia, "#1");
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
}

// The desk takes another address over, and the new label is job JOB.
static void readdress(struct testshop *shop, const char *job)
{
    testshop_take(shop, by(testshop_moved("#1", "2 TEA"), "DHL Paket"), NULL);
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
    testshop_printed(shop, job);
}

// Of an old label that no printer made anything of, no box can have one.
static void test_address_of_unprinted(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    packed(shop);
    readdress(shop, "J-8002");
    SAYS(shop->pia, "done", "M-101: 1 parcel handed to DHL", "ship.close", "DHL");
}

// The old label came out, and another copy of it was asked for, which no printer has made yet.
static void test_address_of_copied(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    packed(shop);
    testshop_printed(shop, "J-8001");
    SAYS(shop->pia, "done", NULL, "print.retry", "J-8001");
    readdress(shop, "J-8003");
    REFUSED(shop->pia, TOTE_SHIP_MISSING, NULL, "ship.close", "DHL");
    g_autofree char *sscc = number_of_parcel(shop);
    SAYS(shop->pia, "match", NULL, "print.proof", sscc);
    SAYS(shop->pia, "done", "M-101: 1 parcel handed to DHL", "ship.close", "DHL");
}

// A label that came out otherwise than by its job, which goes on waiting, is told of.
static void test_proof_of_waiting(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    packed(shop);
    testshop_take(shop, by(testshop_moved("#1", "2 TEA"), "DHL Paket"), NULL);
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
    g_autofree char *sscc = number_of_parcel(shop);
    SAYS(shop->pia, "match",
         "The label is on box W-102/1, but J-8002 did not print it and still waits: cancel that "
         "job, "
         "or a second label comes",
         "print.proof", sscc);
}

// Where the old label is out, only a scan tells which of the two is on the box.
static void test_address_of_labelled(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    packed(shop);
    testshop_printed(shop, "J-8001");
    readdress(shop, "J-8002");
    g_autofree char *sscc = number_of_parcel(shop);
    g_autofree char *why = g_strdup_printf(
        "1 parcel for DHL cannot go: %s of O-100001: label printed: an older one is "
        "void: put the new one on its box and scan it there",
        sscc);
    REFUSED(shop->pia, TOTE_SHIP_MISSING, why, "ship.close", "DHL");
    SAYS(shop->pia, "match", NULL, "print.proof", sscc);
    SAYS(shop->pia, "done", "M-101: 1 parcel handed to DHL", "ship.close", "DHL");
}

// The address is another one while the picker walks, and while the bench packs: both go on.
static void test_address_in_hand(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    testshop_release(shop, "#1", "2 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    testshop_take(shop, testshop_moved("#1", "2 TEA"), NULL);
    SAYS(shop->sam, "done", "O-100001 is as shopify says now: being picked", "import.answer", "#1",
         NULL, "1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    HAS(testshop_last()->json, "\"stop\":null");
    const char *pack = testshop_open(shop->pia, "#1");
    testshop_pack(shop->pia, pack);
    testshop_take(shop, by(testshop_moved("#1", "2 TEA"), "UPS Express"), NULL);
    SAYS(shop->sam, "done", "O-100001 is as shopify says now: being packed", "import.answer", "#1",
         NULL, "1");
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    SAYS(shop->pia, "done", "M-101: 1 parcel handed to UPS", "ship.close", "UPS");
    SHOWS(shop, "Delivery address changed by shopify");
}

// A parcel that left keeps what it went by; the part that is still here goes by the new one.
static void test_method_of_rest(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_stock(shop, "TEA A1 2, TEA NORTH:A1 2");
    testshop_prefix(shop);
    testshop_take(shop, by(testshop_order("#1", "4 TEA"), "DHL Paket"), "");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_pick(north, testshop_start(north, testshop_work_at(shop, "pick", "NORTH")));
    const char *pack = testshop_open(north, testshop_work_at(shop, "pack", "NORTH"));
    testshop_pack(north, pack);
    SAYS(north, "done", NULL, "pack.close", pack);
    SAYS(north, "match", NULL, "print.proof", testshop_answer("sscc"));
    SAYS(north, "done", NULL, "ship.close", "DHL", "NORTH");
    testshop_take(shop, by(testshop_order("#1", "4 TEA"), "UPS Express"), NULL);
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
    g_assert_cmpint(testdb_number(shop->db,
                                  "SELECT count(*) FROM parcel WHERE shipped_at > 0 AND proof_at > "
                                  "0 AND carrier = 'DHL' AND service = 'DHL Paket'"),
                    ==, 1);
    testshop_pick(shop->anna, testshop_start(shop->anna, "#1"));
    pack = testshop_open(shop->pia, "#1");
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    SAYS(shop->pia, "done", "M-102: 1 parcel handed to UPS", "ship.close", "UPS");
}

static int64_t voided(struct testshop *shop)
{
    return testdb_number(shop->db, "SELECT voided FROM parcel");
}

// A label of which no printer was asked may have come out of a file; one that waits at a printer
// has not.
static void test_void(struct testdb *test)
{
    for (int printer = 0; printer < 2; printer++) {
        g_autoptr(test_database) own = testdb_new(test->engine);
        g_autoptr(test_shop) shop = testshop_new(own);
        testshop_stock(shop, "TEA A1 9");
        testshop_prefix(shop);
        if (printer)
            SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
        testshop_packed_by(shop, "#1", "DHL");
        testshop_take(shop, by(testshop_moved("#1", "1 TEA"), "DHL"), NULL);
        SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
        g_assert_cmpstr(testshop_answer("labels"), ==, "1");
        g_assert_cmpint(voided(shop), ==, !printer);
    }
}

// A sum is no matter of the label.
static void test_sum(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    testshop_packed_by(shop, "#1", "DHL");
    testshop_take(shop, by(testshop_dearer("#1", "1 TEA"), "DHL"), NULL);
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
    g_assert_cmpstr(testshop_answer("labels"), ==, "0");
    g_assert_cmpint(voided(shop), ==, 0);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox"), ==, 1);
}

static struct incoming_order *wishes(const char *wish)
{
    struct incoming_order *order = testshop_order("#1", "1 TEA");
    if (!order->extra)
        order->extra = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(order->extra, g_strdup("Wish"));
    g_ptr_array_add(order->extra, g_strdup(wish));
    return testshop_sealed(order);
}

// Words in a column that tote does not know: other ones are told, though they are as many.
static void test_wish(struct testdb *test)
{
    static const char told[] =
        "SELECT count(*) FROM event WHERE about = 'order' AND say = 'import.changed_extra'";
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_take(shop, wishes("no card"), NULL);
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_start(shop->anna, "#1");
    testshop_take(shop, wishes("a card"), NULL);
    g_assert_cmpint(testdb_number(shop->db, told), ==, 1);
}

// --- whatever a channel says

// What an order keeps as it was when it is released.
static bool kept(const char *name)
{
    static const char *const names[] = {"external_id", "external_name", "currency",
                                        "placed_at",   "placed_offset", "tax_included"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (!strcmp(name, names[i]))
            return true;
    return false;
}

// Gives the member another value. False: it is of a kind that is no column.
static bool change(const struct payload_field *field, struct incoming_order *order)
{
    void *member = (char *)order + field->at;
    if (field->kind == PAYLOAD_TEXT) {
        g_free(*(char **)member);
        *(char **)member = g_strdup("other");
    } else if (field->kind == PAYLOAD_INT64)
        *(int64_t *)member += 1;
    return field->kind == PAYLOAD_TEXT || field->kind == PAYLOAD_INT64;
}

// The column of the order is as the channel says, or somebody is asked about it.
static void is_taken(struct testshop *shop, int64_t id, const struct payload_field *field,
                     const struct incoming_order *order)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *asked = g_strdup_printf(
        "SELECT count(*) FROM import_question WHERE order_id = %" G_GINT64_FORMAT, id);
    g_autoptr(rowlist) rows = store_order(shop->db, id, &error);
    g_assert_no_error(error);
    size_t i = (size_t)record_find(&order_row_record, field->name, strlen(field->name));
    const void *row = list_at(rows, struct order_row, 0), *member = (char *)order + field->at;
    bool same = field->kind == PAYLOAD_TEXT
                    ? !strcmp(record_text(&order_row_record, row, i), *(char *const *)member)
                    : record_number(&order_row_record, row, i) == *(const int64_t *)member;
    if (!same && !testdb_number(shop->db, asked))
        g_error("%s of a released order is not taken over, and nobody is asked", field->name);
}

// Is it a column that a channel may say something else of?
static bool may_change(const struct payload_field *field)
{
    return !(field->marks & PAYLOAD_BESIDE) && !kept(field->name) &&
           record_find(&order_row_record, field->name, strlen(field->name)) >= 0;
}

// None of them is forgotten once an order is on the floor.
static void test_columns(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    int64_t id = 0;
    testshop_stock(shop, "TEA A1 99");
    for (size_t i = 0; i < payload_order.n; i++) {
        const struct payload_field *field = &payload_order.fields[i];
        g_autofree char *name = g_strdup_printf("#%zu", i);
        g_autoptr(incoming_order) said = testshop_order(name, "1 TEA");
        if (!may_change(field) || !change(field, said))
            continue;
        struct incoming_order *order = testshop_order(name, "1 TEA");
        change(field, order);
        testshop_release(shop, name, "1 TEA");
        g_assert_cmpint(testshop_take(shop, testshop_sealed(order), NULL).unchanged, ==, 0);
        is_taken(shop, ++id, field, said);
    }
    g_assert_cmpint(id, >=, 13);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/readdress/stops", test_stops);
    testdb_add("/readdress/packed", test_address_of_packed);
    testdb_add("/readdress/unprinted", test_address_of_unprinted);
    testdb_add("/readdress/copied", test_address_of_copied);
    testdb_add("/readdress/proof-of-waiting", test_proof_of_waiting);
    testdb_add("/readdress/labelled", test_address_of_labelled);
    testdb_add("/readdress/in-hand", test_address_in_hand);
    testdb_add("/readdress/method-of-rest", test_method_of_rest);
    testdb_add("/readdress/void", test_void);
    testdb_add("/readdress/sum", test_sum);
    testdb_add("/readdress/wish", test_wish);
    testdb_add("/readdress/columns", test_columns);
    return g_test_run();
}
