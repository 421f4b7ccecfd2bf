// SPDX-License-Identifier: Apache-2.0
// The first state of an order: every rule, and which comes first where several apply.
#include "intake.h"
#include "carriers.h"

#include <string.h>

static struct incoming_order *order_of(enum incoming_paid paid)
{
    struct incoming_order *order = incoming_order_new();
    struct incoming_line *line = incoming_order_add_line(order);
    line->kind = LINE_GOODS;
    line->qty = 2;
    order->delivery.address1 = g_strdup("12 Harbour Lane");
    order->delivery.city = g_strdup("York");
    order->delivery.country = g_strdup("GB");
    order->delivery.company = g_strdup("Tea & Co");
    order->paid = paid;
    return order;
}

static void comes_as(struct incoming_order *order, const char *event, const char *reason)
{
    struct hold_reason held;
    g_assert_cmpstr(intake_judge(order, false, &held), ==, event);
    g_assert_true(!*reason == (strcmp(event, INTAKE_HOLD) != 0));
    if (*reason) {
        g_autofree char *said = say_stored(held.say, held.terms);
        g_assert_cmpstr(said, ==, reason);
    }
    incoming_order_free(order);
}

static void test_payment(void)
{
    comes_as(order_of(PAID_YES), "accept", "");
    comes_as(order_of(PAID_NO), "await", "");
    comes_as(order_of(PAID_PARTLY), "await", "");
    comes_as(order_of(PAID_REFUNDED), INTAKE_HOLD, "The payment was given back");
    comes_as(order_of(PAID_VOID), INTAKE_HOLD, "The payment was voided");
    comes_as(order_of(PAID_REFUNDED_PARTLY), INTAKE_HOLD,
             "A part was refunded: check what is still to ship");
}

static void test_nothing_to_ship(void)
{
    struct incoming_order *order = order_of(PAID_YES);
    g_array_index(order->lines, struct incoming_line, 0).kind = LINE_SERVICE;
    comes_as(order, "skip", "");
    order = order_of(PAID_YES);
    order->shipped = SHIPPED_WHOLE;
    comes_as(order, "skip", "");
    order = order_of(PAID_YES);
    order->shipped = SHIPPED_WHOLE;
    order->cancelled_at = 1;
    comes_as(order, "void", "");
}

static void test_partly_shipped(void)
{
    struct incoming_order *order = order_of(PAID_YES);
    order->shipped = SHIPPED_PARTLY;
    order->fulfilled_at = 1;
    comes_as(order, INTAKE_HOLD, "The channel shipped a part of it");
    order = order_of(PAID_YES);
    order->shipped = SHIPPED_UNCLEAR;
    comes_as(order, INTAKE_HOLD, "It is not clear what the channel shipped of it");
}

static void test_twin(void)
{
    struct hold_reason held;
    struct incoming_order *order = order_of(PAID_NO);
    g_assert_cmpstr(intake_judge(order, true, &held), ==, INTAKE_HOLD);
    g_assert_cmpstr(held.say, ==, "hold.twin");
    order->cancelled_at = 1;
    g_assert_cmpstr(intake_judge(order, true, &held), ==, INTAKE_VOID);
    incoming_order_free(order);
}

// What is to be sent needs an address, what is collected or handed over does not.
static void test_nowhere(void)
{
    static const struct {
        const char *method, *source, *city, *event;
    } cases[] = {
        {NULL, "web", NULL, INTAKE_HOLD},
        {"DHL Paket", "web", "", INTAKE_HOLD},
        {"DHL Paket", "web", "York", "accept"},
        {"Local Pickup", "web", NULL, "accept"},
        {"Pick up", "web", NULL, "accept"},
        {"PICK-UP", "web", NULL, "accept"},
        {"Pickup", "web", NULL, "accept"},
        {"Click & Collect", "web", NULL, "accept"},
        {"Local delivery", "web", NULL, INTAKE_HOLD}, // somebody has to drive there
        {"Lokale Lieferung", "pos", NULL, INTAKE_HOLD},
        {"Lokale Lieferung", "web", "York", "accept"},
        {"DHL Paket", "pos", NULL, INTAKE_HOLD},
        {"In Store", "web", NULL, "accept"},
        {"DPD Pickup", "web", NULL, INTAKE_HOLD}, // a carrier brings it to its shop
        {"ABHOLUNG im Laden", NULL, NULL, "accept"},
        {NULL, "pos", NULL, "accept"},
        {"Counter", "pos", NULL, "accept"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct incoming_order *order = order_of(PAID_YES);
        g_free(order->delivery.city);
        order->delivery.city = g_strdup(cases[i].city);
        if (!cases[i].city || !*cases[i].city)
            g_clear_pointer(&order->delivery.address1, g_free);
        order->billing.city = g_strdup("Leeds"); // says who pays only
        order->shipping_method = g_strdup(cases[i].method);
        order->source = g_strdup(cases[i].source);
        comes_as(order, cases[i].event,
                 strcmp(cases[i].event, INTAKE_HOLD) != 0
                     ? ""
                     : "Nobody says where it goes: it has no delivery address, and its shipping "
                       "method names no pick-up");
    }
}

// What nobody sends goes with no carrier: a parcel without one goes with whoever comes first.
static void test_settled(void)
{
    static const struct {
        const char *method, *source, *city, *settled;
    } cases[] = {
        {NULL, "pos", NULL, "Pick-up"},
        {NULL, "pos", "York", NULL}, // to be sent, and nobody said by whom
        {"Counter", "pos", NULL, "Pick-up (Counter)"},
        {"Local delivery", "web", NULL, "Local delivery"},
        {"Local delivery", "pos", NULL, "Local delivery"},
        {"Local delivery", "web", "York", "Local delivery"},
        {"Abholung", "pos", NULL, "Abholung"},
        {"DHL Paket", "pos", NULL, "DHL Paket"},
        {NULL, "web", NULL, NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct incoming_order *order = order_of(PAID_YES);
        g_free(order->delivery.city);
        order->delivery.city = g_strdup(cases[i].city);
        order->shipping_method = g_strdup(cases[i].method);
        order->source = g_strdup(cases[i].source);
        intake_settle(order);
        g_assert_cmpstr(order->shipping_method, ==, cases[i].settled);
        if (cases[i].settled && g_str_has_prefix(cases[i].settled, "Pick-up"))
            g_assert_cmpstr(carrier_of(order->shipping_method), ==, CARRIER_FETCHED);
        incoming_order_free(order);
    }
}

// Without a name no label can be made.
static void test_nobody(void)
{
    struct incoming_order *order = order_of(PAID_YES);
    g_clear_pointer(&order->delivery.company, g_free);
    comes_as(order, INTAKE_HOLD,
             "Nobody says to whom it goes: its delivery address has no name and no company");
    order = order_of(PAID_YES);
    g_clear_pointer(&order->delivery.company, g_free);
    order->delivery.name = g_strdup("Ann Other");
    comes_as(order, "accept", "");
}

// What the label needs of the address, whatever else it has.
static void test_lacks(void)
{
    static const struct {
        const char *street, *flat, *city, *country, *lacks; // NULL: nothing
    } cases[] = {
        {"1 Lane", NULL, "York", "GB", NULL},
        {NULL, "Flat 3", "York", "GB", NULL},
        {"", "", "York", "GB", "no street"},
        {"1 Lane", NULL, NULL, "GB", "no city"},
        {"1 Lane", NULL, "York", NULL, "no country"},
        {NULL, NULL, "York", "", "no street and no country"},
        {"1 Lane", NULL, NULL, NULL, "no city and no country"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct incoming_order *order = order_of(PAID_YES);
        struct incoming_person *to = &order->delivery;
        g_free(to->address1);
        g_free(to->city);
        g_free(to->country);
        to->address1 = g_strdup(cases[i].street);
        to->address2 = g_strdup(cases[i].flat);
        to->city = g_strdup(cases[i].city);
        to->country = g_strdup(cases[i].country);
        to->zip = g_strdup("YO1 7HH");
        g_autofree char *why = g_strconcat("No label can be made of it: its delivery address has ",
                                           cases[i].lacks, NULL);
        comes_as(order, cases[i].lacks ? INTAKE_HOLD : "accept", cases[i].lacks ? why : "");
    }
}

static void test_problem_first(void)
{
    struct incoming_order *order = order_of(PAID_REFUNDED);
    incoming_order_problem(order, 2, TOTE_IMPORT_RAGGED, "does not matter");
    incoming_order_hold(order, 2, TOTE_IMPORT_VALUE, SAY_HOLD_SKU, &T_TEXT("sku", "x y"), 1,
                        "with amounts");
    comes_as(order, INTAKE_HOLD, "x y in \"Lineitem sku\" can be the SKU of no item; correct it");
}

// Of what is over, given back or no goods at all the channel wants nothing sent.
static void test_live(void)
{
    static const struct {
        enum incoming_paid paid;
        enum incoming_shipped shipped;
        bool cancelled, service, live;
    } cases[] = {
        {PAID_YES, SHIPPED_NO, false, false, true},
        {PAID_NO, SHIPPED_NO, false, false, true},
        {PAID_PARTLY, SHIPPED_PARTLY, false, false, true},
        {PAID_REFUNDED_PARTLY, SHIPPED_UNCLEAR, false, false, true},
        {PAID_REFUNDED, SHIPPED_NO, false, false, false},
        {PAID_VOID, SHIPPED_NO, false, false, false},
        {PAID_YES, SHIPPED_WHOLE, false, false, false},
        {PAID_YES, SHIPPED_NO, true, false, false},
        {PAID_YES, SHIPPED_NO, false, true, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(incoming_order) order = order_of(cases[i].paid);
        order->shipped = cases[i].shipped;
        order->cancelled_at = cases[i].cancelled;
        if (cases[i].service)
            g_array_index(order->lines, struct incoming_line, 0).kind = LINE_SERVICE;
        g_assert_true(intake_live(order) == cases[i].live);
    }
}

static void test_codes(void)
{
    g_assert_cmpstr(intake_paid_code(PAID_YES), ==, "yes");
    g_assert_cmpstr(intake_paid_code(PAID_VOID), ==, "void");
    g_assert_cmpstr(intake_kind_code(LINE_TIP), ==, "tip");
    g_assert_true(intake_counts_as_paid("yes"));
    g_assert_true(intake_counts_as_paid("part_refunded"));
    g_assert_false(intake_counts_as_paid("no"));
    g_assert_false(intake_counts_as_paid("part"));
    g_assert_false(intake_counts_as_paid("refunded"));
    g_assert_false(intake_counts_as_paid("void"));
}

static void test_counts(void)
{
    g_autoptr(incoming_order) order = order_of(PAID_YES);
    struct incoming_line *line = incoming_order_add_line(order);
    line->kind = LINE_TIP;
    line->qty = 9;
    incoming_order_add_line(order)->qty = 3;
    g_assert_cmpint(intake_pieces(order), ==, 5);
    g_assert_cmpint(intake_goods_lines(order), ==, 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/intake/nowhere", test_nowhere);
    g_test_add_func("/intake/settled", test_settled);
    g_test_add_func("/intake/lacks", test_lacks);
    g_test_add_func("/intake/twin", test_twin);
    g_test_add_func("/intake/payment", test_payment);
    g_test_add_func("/intake/nothing-to-ship", test_nothing_to_ship);
    g_test_add_func("/intake/partly-shipped", test_partly_shipped);
    g_test_add_func("/intake/nobody", test_nobody);
    g_test_add_func("/intake/problem-first", test_problem_first);
    g_test_add_func("/intake/live", test_live);
    g_test_add_func("/intake/codes", test_codes);
    g_test_add_func("/intake/counts", test_counts);
    return g_test_run();
}
