// SPDX-License-Identifier: Apache-2.0
// Incoming orders: the spreading of discounts, the check of the sums, the seal.
#include "incoming.h"
#include "payload.h"

#include <string.h>

#include "errors.h"

static struct incoming_line *add_line(struct incoming_order *order, enum incoming_line_kind kind,
                                      const char *sku, int64_t qty, int64_t price)
{
    struct incoming_line *line = incoming_order_add_line(order);
    *line = (struct incoming_line){.kind = kind, .qty = qty, .price = price};
    line->sku = g_strdup(sku);
    line->name = g_strdup(sku);
    return line;
}

static struct incoming_order *make(int64_t subtotal, int64_t total)
{
    struct incoming_order *order = incoming_order_new();
    order->external_id = g_strdup("1");
    order->external_name = g_strdup("#1");
    g_strlcpy(order->currency, "EUR", sizeof order->currency);
    order->subtotal = subtotal;
    order->total = total;
    return order;
}

static int64_t discount_at(const struct incoming_order *order, guint i)
{
    return g_array_index(order->lines, struct incoming_line, i).discount;
}

static void test_agrees(void)
{
    g_autoptr(incoming_order) order = make(3000, 4330);
    add_line(order, LINE_GOODS, "A", 2, 1000);
    add_line(order, LINE_SERVICE, "B", 1, 1000);
    add_line(order, LINE_TIP, "", 1, 300);
    order->shipping = 500;
    order->tax = 450;
    order->tips = 300;
    order->duties = 80;
    incoming_order_reconcile(order);
    g_assert_cmpuint(order->problems->len, ==, 0);
    g_assert_false(order->tax_included);
    order->total = 3880;
    incoming_order_reconcile(order);
    g_assert_cmpuint(order->problems->len, ==, 0);
    g_assert_true(order->tax_included);
    g_assert_false(incoming_order_is_held(order));
    order->tax = 0; // what is not there is nowhere
    incoming_order_reconcile(order);
    g_assert_false(order->tax_included);
}

static void test_differs(void)
{
    g_autoptr(incoming_order) order = make(1000, 1001);
    add_line(order, LINE_GOODS, "A", 1, 999);
    order->first_row = 7;
    incoming_order_reconcile(order);
    g_assert_cmpuint(order->problems->len, ==, 2);
    struct incoming_problem *problem = g_ptr_array_index(order->problems, 0);
    g_assert_cmpint(problem->code, ==, TOTE_IMPORT_TOTALS);
    g_assert_cmpint(problem->row, ==, 7);
    g_assert_cmpstr(problem->order, ==, "#1");
    g_assert_nonnull(strstr(problem->message, "9.99 EUR"));
    g_assert_nonnull(strstr(problem->message, "10.00 EUR"));
    // Whoever sees the order reads the reason, and not everybody sees money.
    g_assert_cmpstr(problem->why, ==, "hold.sums_lines");
    g_assert_true(problem->holds && incoming_order_is_held(order));
    g_assert_false(order->rejected);
}

static void test_discount_is_spread(void)
{
    g_autoptr(incoming_order) order = make(2900, 2900);
    add_line(order, LINE_GOODS, "A", 1, 1000);
    add_line(order, LINE_GOODS, "B", 1, 1000);
    add_line(order, LINE_GOODS, "C", 1, 1000);
    add_line(order, LINE_TIP, "", 1, 100)->discount = 0;
    order->tips = 100;
    order->total += 100;
    order->discount = 100;
    incoming_order_reconcile(order);
    g_assert_cmpint(discount_at(order, 0), ==, 34);
    g_assert_cmpint(discount_at(order, 1), ==, 33);
    g_assert_cmpint(discount_at(order, 2), ==, 33);
    g_assert_cmpint(discount_at(order, 3), ==, 0);
    incoming_order_reconcile(order); // spreads nothing twice
    g_assert_cmpint(discount_at(order, 0), ==, 34);
    g_assert_cmpuint(order->problems->len, ==, 0);
}

static void test_discount_fills_what_is_left(void)
{
    g_autoptr(incoming_order) order = make(200, 200);
    add_line(order, LINE_GOODS, "A", 1, 1000)->discount = 1000; // worth nothing any more
    add_line(order, LINE_GOODS, "B", 1, 500);
    add_line(order, LINE_GOODS, "C", 3, 0);
    add_line(order, LINE_SERVICE, "D", 1, 300);
    order->discount = 1600;
    incoming_order_reconcile(order);
    g_assert_cmpint(discount_at(order, 0), ==, 1000);
    g_assert_cmpint(discount_at(order, 1), ==, 500);
    g_assert_cmpint(discount_at(order, 2), ==, 0);
    g_assert_cmpint(discount_at(order, 3), ==, 100);
    g_assert_cmpuint(order->problems->len, ==, 0);
}

static void test_discount_too_large(void)
{
    g_autoptr(incoming_order) order = make(-100, -100);
    add_line(order, LINE_GOODS, "A", 1, 1000);
    order->discount = 1100;
    incoming_order_reconcile(order);
    g_assert_cmpint(discount_at(order, 0), ==, 1000);
}

static void test_overflow(void)
{
    g_autoptr(incoming_order) order = make(0, 0);
    add_line(order, LINE_GOODS, "A", 2, INT64_MAX);
    incoming_order_reconcile(order);
    g_assert_true(incoming_order_is_held(order));
    g_autoptr(incoming_order) many = make(0, 0);
    add_line(many, LINE_GOODS, "A", 1, INT64_MAX);
    add_line(many, LINE_GOODS, "B", 1, INT64_MAX);
    many->discount = 5;
    incoming_order_reconcile(many);
    g_assert_true(incoming_order_is_held(many));
    g_assert_cmpint(discount_at(many, 0) + discount_at(many, 1), ==, 5);
    g_autoptr(incoming_order) sums = make(INT64_MAX, 0);
    sums->shipping = INT64_MAX;
    incoming_order_reconcile(sums);
    g_assert_true(incoming_order_is_held(sums));
}

// What is said once holds the order all the same when it comes to that, and is told once then.
static void test_told_then_held(void)
{
    g_autoptr(incoming_order) order = make(1, 1);
    incoming_order_problem(order, 2, TOTE_IMPORT_VALUE, "odd");
    incoming_order_problem(order, 3, TOTE_IMPORT_VALUE, "odd");
    g_assert_cmpuint(order->problems->len, ==, 1);
    g_assert_false(incoming_order_is_held(order));
    for (int i = 0; i < 2; i++)
        incoming_order_hold(order, 4, TOTE_IMPORT_VALUE, SAY_HOLD_SUMS_HUGE, NULL, 0, "odd");
    g_assert_cmpuint(order->problems->len, ==, 2);
    g_assert_true(incoming_order_is_held(order));
    incoming_order_problem(order, 5, TOTE_IMPORT_VALUE, "odd");
    g_assert_cmpuint(order->problems->len, ==, 2);
}

static void test_left_alone(void)
{
    g_autoptr(incoming_order) order = make(1, 2);
    incoming_order_reject(order, 3, TOTE_IMPORT_VALUE, "row %d", 3);
    incoming_order_reconcile(order);
    g_assert_cmpuint(order->problems->len, ==, 1);
    g_assert_true(order->rejected);
    g_autoptr(incoming_order) coinless = make(0, 0);
    coinless->currency[0] = 0;
    incoming_order_reconcile(coinless);
    g_assert_true(incoming_order_is_held(coinless));
}

// A new order that says all there is to say.
static struct incoming_order *full(void)
{
    struct incoming_order *order = make(2900, 2900);
    add_line(order, LINE_GOODS, "A", 1, 1000);
    add_line(order, LINE_GOODS, "B", 1, 1000);
    add_line(order, LINE_GOODS, "B", 1, 1000);
    order->discount = 100;
    order->note = g_strdup("ring");
    order->billing.name = g_strdup("Ana Example");
    incoming_order_add_payment(order)->method = g_strdup("card");
    incoming_order_add_tax(order)->amount = 5;
    g_ptr_array_add(order->extra, g_strdup("x"));
    g_ptr_array_add(order->extra, g_strdup("1"));
    g_ptr_array_add(order->extra, g_strdup("y"));
    g_ptr_array_add(order->extra, g_strdup("2"));
    return order;
}

static char *sealed(struct incoming_order *order)
{
    incoming_order_reconcile(order);
    incoming_order_seal(order);
    char *hash = g_strdup(order->hash);
    incoming_order_free(order);
    return hash;
}

static void swap_lines(struct incoming_order *order, guint a, guint b)
{
    struct incoming_line *lines = (struct incoming_line *)(void *)order->lines->data;
    struct incoming_line kept = lines[a];
    lines[a] = lines[b];
    lines[b] = kept;
}

// The hash of a full order of which one field says something else.
static char *sealed_other(const struct payload_field *field, const struct payload_type *of)
{
    struct incoming_order *order = full();
    char *member =
        of == &payload_order ? (char *)order + field->at : order->lines->data + field->at;
    if (field->kind == PAYLOAD_TEXT) {
        g_free(*(char **)(void *)member);
        *(char **)(void *)member = g_strdup("other");
    } else if (field->kind == PAYLOAD_CODE)
        g_strlcpy(member, "XXX", 4);
    else if (field->kind == PAYLOAD_INT64)
        *(int64_t *)(void *)member += 7;
    else if (field->kind == PAYLOAD_BOOL)
        *(bool *)member = !*(bool *)member;
    else if (field->kind < PAYLOAD_PART)
        *(int *)(void *)member += 1;
    incoming_order_seal(order);
    char *hash = g_strdup(order->hash);
    incoming_order_free(order);
    return hash;
}

// Every field of an order and of a line tells, but those of the reading.
static void test_seal_asks_all(void)
{
    const struct payload_type *line = NULL;
    g_autoptr(incoming_order) order = full();
    incoming_order_seal(order);
    for (size_t i = 0; i < payload_order.n; i++)
        if (payload_order.fields[i].at == offsetof(struct incoming_order, lines))
            line = payload_order.fields[i].type;
    const struct payload_type *const types[] = {&payload_order, line};
    for (size_t t = 0; t < G_N_ELEMENTS(types); t++)
        for (size_t i = 0; i < types[t]->n; i++) {
            const struct payload_field *field = &types[t]->fields[i];
            if (field->kind >= PAYLOAD_PART)
                continue;
            g_autofree char *hash = sealed_other(field, types[t]);
            bool beside = field->marks & PAYLOAD_BESIDE;
            if (beside != !strcmp(hash, order->hash))
                g_error("'%s' tells wrongly", field->name);
        }
}

static void test_seal_is_the_same(void)
{
    g_autofree char *hash = sealed(full());
    g_assert_cmpuint(strlen(hash), ==, 32);
    struct incoming_order *again = full();
    incoming_order_problem(again, 1, TOTE_IMPORT_VALUE, "seen");
    again->first_row = 99;
    g_autofree char *same = sealed(again);
    g_assert_cmpstr(hash, ==, same);
    struct incoming_order *turned = full(); // the odd cent of the discount must not wander
    swap_lines(turned, 0, 2);
    gpointer *extra = turned->extra->pdata;
    gpointer name = extra[0], value = extra[1];
    extra[0] = extra[2];
    extra[1] = extra[3];
    extra[2] = name;
    extra[3] = value;
    g_autofree char *other = sealed(turned);
    g_assert_cmpstr(hash, ==, other);
}

// Two lines that differ in one thing alone, and a discount of which both bear an odd half cent.
static struct incoming_order *nearly_same(int what, bool turned)
{
    struct incoming_order *order = make(0, 0);
    for (int i = 0; i < 2; i++) {
        bool other = (i == 1) != turned;
        struct incoming_line *line = add_line(order, LINE_GOODS, "A", 2, 600);
        if (other && what < 2)
            *(what ? line->name : line->sku) = 'B';
        line->price *= other && what == 2 ? 3 : 1;
        line->qty *= other && what == 3 ? 3 : 1;
        line->discount = other && what == 4 ? 800 : 0; // a third is left
    }
    order->discount = (what < 2 ? 101 : 102) + (what == 4 ? 800 : 0);
    return order;
}

// Which line bears the odd cent of a discount does not depend on where it stands in the file.
static void test_seal_of_turned_lines(void)
{
    for (int what = 0; what < 5; what++) {
        g_autofree char *hash = sealed(nearly_same(what, false));
        g_autofree char *same = sealed(nearly_same(what, true));
        g_assert_cmpstr(hash, ==, same);
    }
}

static void change_note(struct incoming_order *order)
{
    order->note[0] = 'R';
}

static void change_no_note(struct incoming_order *order)
{
    g_clear_pointer(&order->note, g_free);
}

static void change_empty_note(struct incoming_order *order)
{
    order->note[0] = 0;
}

static void change_qty(struct incoming_order *order)
{
    g_array_index(order->lines, struct incoming_line, 1).qty = 2;
}

static void change_copy(struct incoming_order *order)
{
    g_array_set_size(order->lines, 2); // one of two equal lines is gone
}

static void change_cells(struct incoming_order *order)
{
    g_free(order->billing.name); // the same letters in other cells
    order->billing.name = g_strdup("Ana");
    order->billing.company = g_strdup(" Example");
}

static void change_refund(struct incoming_order *order)
{
    order->refunded = 1;
}

static void change_delivery(struct incoming_order *order)
{
    order->delivery.name = g_steal_pointer(&order->billing.name);
}

static void change_payment(struct incoming_order *order)
{
    g_array_index(order->payments, struct incoming_payment, 0).amount = 1;
}

static void change_extra(struct incoming_order *order)
{
    ((char *)g_ptr_array_index(order->extra, 3))[0] = '3';
}

static void change_paid(struct incoming_order *order)
{
    order->paid = PAID_YES;
}

static void test_seal_differs(void)
{
    static void (*const changes[])(struct incoming_order * order) = {
        change_note,   change_no_note,  change_empty_note, change_qty,   change_copy, change_cells,
        change_refund, change_delivery, change_payment,    change_extra, change_paid};
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_add(seen, sealed(full()));
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        struct incoming_order *order = full();
        changes[i](order);
        g_assert_true(g_hash_table_add(seen, sealed(order)));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/incoming/seal-asks-all", test_seal_asks_all);
    g_test_add_func("/incoming/seal-of-turned-lines", test_seal_of_turned_lines);
    g_test_add_func("/incoming/agrees", test_agrees);
    g_test_add_func("/incoming/differs", test_differs);
    g_test_add_func("/incoming/discount-is-spread", test_discount_is_spread);
    g_test_add_func("/incoming/discount-fills-what-is-left", test_discount_fills_what_is_left);
    g_test_add_func("/incoming/discount-too-large", test_discount_too_large);
    g_test_add_func("/incoming/overflow", test_overflow);
    g_test_add_func("/incoming/told-then-held", test_told_then_held);
    g_test_add_func("/incoming/left-alone", test_left_alone);
    g_test_add_func("/incoming/seal-is-the-same", test_seal_is_the_same);
    g_test_add_func("/incoming/seal-differs", test_seal_differs);
    return g_test_run();
}
