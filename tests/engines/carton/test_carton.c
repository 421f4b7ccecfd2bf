// SPDX-License-Identifier: Apache-2.0
// The carton engine on small orders whose answer a packer can see.
#include <string.h>

#include "carton_steps.h"
#include "errors.h"
#include "packing_check.h"

static struct case_order one_box(int x, int y, int z)
{
    struct case_order order = {.n_boxes = 1};
    order.boxes[0] = (struct carton_box){
        .inner = {x, y, z}, .tare = 100, .gross = 10000, .price = 50, .stock = -1};
    return order;
}

static struct carton_item *add(struct case_order *order, int x, int y, int z, int quantity)
{
    struct carton_item *item = &order->items[order->n_items++];
    *item = (struct carton_item){.size = {x, y, z}, .grams = 100, .quantity = quantity};
    return item;
}

static struct carton_answer *pack(const struct case_order *order)
{
    GError *error = NULL;
    struct effort effort = rounds_only(7, 5000);
    struct carton_answer *answer = carton_pack(order->boxes, order->n_boxes, order->items,
                                               order->n_items, &order->rules, &effort, &error);
    g_assert_no_error(error);
    check_answer(order, answer);
    return answer;
}

static void test_smallest_box(void)
{
    struct case_order order = one_box(200, 200, 200);
    order.boxes[order.n_boxes++] =
        (struct carton_box){.inner = {100, 100, 50}, .gross = 5000, .price = 60, .stock = -1};
    add(&order, 100, 50, 50, 2);
    g_autoptr(carton_answer) answer = pack(&order);
    g_assert_cmpuint(answer->boxes->len, ==, 1);
    g_assert_cmpint(g_array_index(answer->boxes, struct carton_packed, 0).box, ==, 1);
    g_assert_cmpint(answer->volume, ==, 500000);
    order.rules.goal = CARTON_FEWEST_THEN_PRICE; // the large one is cheaper
    g_autoptr(carton_answer) cheap = pack(&order);
    g_assert_cmpint(cheap->price, ==, 50);
}

// Two small boxes for 20 are cheaper than a large one for 50, if the price is what counts.
static void test_least_price(void)
{
    struct case_order order = one_box(100, 100, 100);
    order.boxes[order.n_boxes++] =
        (struct carton_box){.inner = {100, 100, 50}, .gross = 5000, .price = 20, .stock = -1};
    add(&order, 100, 100, 50, 2);
    g_autoptr(carton_answer) few = pack(&order);
    g_assert_cmpuint(few->boxes->len, ==, 1);
    order.rules.goal = CARTON_LEAST_PRICE;
    g_autoptr(carton_answer) cheap = pack(&order);
    g_assert_cmpint(cheap->price, ==, 40);
}

static void test_weight_splits(void)
{
    struct case_order order = one_box(200, 200, 200);
    add(&order, 50, 50, 50, 6)->grams = 4000;
    g_autoptr(carton_answer) answer = pack(&order); // two of 4 kg and the box make 8.1 kg
    g_assert_cmpuint(answer->boxes->len, ==, 3);
    g_assert_cmpuint(answer->least, ==, 3);
}

static void test_stock_ends(void)
{
    struct case_order order = one_box(100, 100, 100);
    order.boxes[0].stock = 2;
    add(&order, 100, 100, 60, 3);
    g_autoptr(carton_answer) answer = pack(&order);
    g_assert_cmpuint(answer->boxes->len, ==, 2);
    g_assert_cmpuint(answer->misfits->len, ==, 1);
    const struct carton_misfit *misfit = &g_array_index(answer->misfits, struct carton_misfit, 0);
    g_assert_cmpint(misfit->reason, ==, CARTON_NONE_LEFT);
    g_assert_cmpint(misfit->pieces, ==, 1);
}

static void test_too_long(void)
{
    struct case_order order = one_box(300, 200, 100);
    order.boxes[order.n_boxes++] =
        (struct carton_box){.inner = {400, 50, 50}, .gross = 5000, .stock = -1};
    add(&order, 60, 410, 20, 2);
    add(&order, 50, 50, 50, 1);
    g_autoptr(carton_answer) answer = pack(&order);
    g_assert_cmpuint(answer->boxes->len, ==, 1);
    g_assert_cmpuint(answer->misfits->len, ==, 1);
    const struct carton_misfit *misfit = &g_array_index(answer->misfits, struct carton_misfit, 0);
    g_assert_cmpuint(misfit->item, ==, 0);
    g_assert_cmpint(misfit->reason, ==, CARTON_TOO_LONG);
    g_assert_cmpint(misfit->pieces, ==, 2);
    g_assert_cmpint(misfit->side, ==, 1);
    g_assert_cmpint(misfit->given, ==, 410);
    g_assert_cmpint(misfit->most, ==, 400);
    g_autofree char *text = carton_misfit_text(misfit);
    g_assert_nonnull(strstr(text, "410 mm"));
    g_assert_nonnull(strstr(text, "400 mm"));
}

static void test_too_heavy(void)
{
    struct case_order order = one_box(300, 200, 100);
    add(&order, 50, 50, 50, 1)->grams = 9901;
    g_autoptr(carton_answer) answer = pack(&order);
    const struct carton_misfit *misfit = &g_array_index(answer->misfits, struct carton_misfit, 0);
    g_assert_cmpint(misfit->reason, ==, CARTON_TOO_HEAVY);
    g_assert_cmpint(misfit->given, ==, 9901);
    g_assert_cmpint(misfit->most, ==, 9900);
    g_autofree char *text = carton_misfit_text(misfit);
    g_assert_nonnull(strstr(text, "9901 g"));
    order.items[0].grams = 9900;
    g_autoptr(carton_answer) lighter = pack(&order);
    g_assert_cmpuint(lighter->misfits->len, ==, 0);
}

// A box that weighs more than it may is never used, not even for pieces that weigh nothing, and
// not when it is the last one in stock.
static void test_box_too_heavy(void)
{
    struct case_order order = one_box(300, 200, 100);
    order.boxes[order.n_boxes] = order.boxes[0];
    order.boxes[order.n_boxes++].tare = order.boxes[0].gross + 1;
    order.boxes[0].stock = 0;
    add(&order, 50, 50, 50, 2)->grams = 0;
    g_autoptr(carton_answer) answer = pack(&order);
    g_assert_cmpuint(answer->boxes->len, ==, 0);
}

static void test_alone(void)
{
    struct case_order order = one_box(100, 100, 100);
    add(&order, 20, 20, 20, 2)->flags = CARTON_ALONE;
    add(&order, 900, 20, 20, 1)->flags = CARTON_AS_IS;
    add(&order, 20, 20, 20, 3);
    g_autoptr(carton_answer) answer = pack(&order);
    int as_is = 0;
    for (guint i = 0; i < answer->boxes->len; i++)
        as_is += g_array_index(answer->boxes, struct carton_packed, i).box < 0;
    g_assert_cmpuint(answer->boxes->len, ==, 4); // two alone, one as it is, one for the rest
    g_assert_cmpint(as_is, ==, 1);
    g_assert_cmpuint(answer->least, ==, 4);
}

// Two plates that would fill the box: with nothing allowed on top each needs its own.
static void test_no_stack(void)
{
    struct case_order order = one_box(100, 100, 100);
    struct carton_item *plate = add(&order, 100, 100, 50, 2);
    g_autoptr(carton_answer) stacked = pack(&order);
    g_assert_cmpuint(stacked->boxes->len, ==, 1);
    plate->flags = CARTON_NO_STACK;
    plate->upright = CARTON_UPRIGHT;
    g_autoptr(carton_answer) apart = pack(&order);
    g_assert_cmpuint(apart->boxes->len, ==, 2);
}

// A glass bears what is not heavier than itself.
static void test_fragile(void)
{
    struct case_order order = one_box(100, 100, 100);
    struct carton_item *glass = add(&order, 100, 100, 40, 1);
    struct carton_item *book = add(&order, 100, 100, 60, 1);
    glass->flags = CARTON_FRAGILE;
    glass->upright = book->upright = CARTON_UPRIGHT;
    book->grams = 3000;
    g_autoptr(carton_answer) on_book = pack(&order);
    g_assert_cmpuint(on_book->boxes->len, ==, 1);
    g_assert_cmpuint(g_array_index(on_book->pieces, struct carton_piece, 0).item, ==, 1);
    book->flags = CARTON_NO_STACK; // now neither may lie below
    g_autoptr(carton_answer) apart = pack(&order);
    g_assert_cmpuint(apart->boxes->len, ==, 2);
    book->grams = 100; // light enough to lie on the glass
    g_autoptr(carton_answer) on_glass = pack(&order);
    g_assert_cmpuint(on_glass->boxes->len, ==, 1);
}

static void test_steps(void)
{
    struct case_order order = one_box(120, 60, 90);
    order.rules.support = 1;
    add(&order, 60, 60, 40, 2)->upright = CARTON_UPRIGHT;
    add(&order, 120, 60, 50, 1)->upright = CARTON_UPRIGHT;
    order.items[1].bears = 1; // has to lie on top
    g_autoptr(carton_answer) answer = pack(&order);
    g_assert_cmpuint(answer->boxes->len, ==, 1);
    struct carton_step first = carton_step_of(answer, 0, 0, order.boxes, order.items);
    struct carton_step last = carton_step_of(answer, 0, 2, order.boxes, order.items);
    g_assert_true(first.on_floor && !last.on_floor);
    g_assert_cmpint(first.upright, ==, 2);
    g_assert_cmpint(first.third_x, ==, 0);
    g_assert_cmpint(last.across, ==, 0);
    g_assert_cmpuint(last.number, ==, 3);
    g_assert_cmpuint(last.n_under, ==, 2);
    g_assert_cmpuint(last.under[0], ==, 1);
    g_assert_cmpuint(last.under[1], ==, 2);
    g_autofree char *text =
        carton_step_text(&last, &g_array_index(answer->pieces, struct carton_piece, 2));
    g_assert_cmpstr(text, ==,
                    "3: middle, on pieces 1, 2, 0 mm from the left, 0 mm from the back, "
                    "lying 120 x 60, 50 mm high");
}

static void refused(const struct case_order *order, const char *field)
{
    GError *error = NULL;
    struct effort effort = rounds_only(1, 100);
    g_assert_null(carton_pack(order->boxes, order->n_boxes, order->items, order->n_items,
                              &order->rules, &effort, &error));
    g_assert_true(tote_error_is(error, TOTE_ENGINE_LIMIT));
    g_assert_cmpstr(tote_error_field(error), ==, field);
    g_error_free(error);
}

// What lies just within is packed, or named as what does not fit.
static void taken(const struct case_order *order)
{
    g_autoptr(GError) error = NULL;
    struct effort effort = rounds_only(1, 0);
    g_autoptr(carton_answer) answer = carton_pack(order->boxes, order->n_boxes, order->items,
                                                  order->n_items, &order->rules, &effort, &error);
    g_assert_no_error(error);
    g_assert_nonnull(answer);
}

// Every number that enters, on both sides of both ends.
static void test_limits(void)
{
    struct case_order good = one_box(100, 100, 100), bad;
    add(&good, 10, 10, 10, 1);
#define REFUSED(member, value, field)                                                              \
    bad = good;                                                                                    \
    bad.member = value;                                                                            \
    refused(&bad, field)
#define TAKEN(member, value)                                                                       \
    bad = good;                                                                                    \
    bad.member = value;                                                                            \
    taken(&bad)
#define LIMITS(member, least, most, field)                                                         \
    REFUSED(member, (least)-1, field);                                                             \
    TAKEN(member, least);                                                                          \
    TAKEN(member, most);                                                                           \
    REFUSED(member, (most) + 1, field)
    for (int k = 0; k < 3; k++) {
        LIMITS(boxes[0].inner[k], 1, CARTON_MAX_SIDE, "boxes[0].inner");
        LIMITS(boxes[0].outer[k], 0, CARTON_MAX_SIDE, "boxes[0].outer");
        LIMITS(items[0].size[k], 1, CARTON_MAX_SIDE, "items[0].size");
    }
    LIMITS(boxes[0].tare, 0, CARTON_MAX_GRAMS, "boxes[0].tare");
    LIMITS(boxes[0].gross, 0, CARTON_MAX_GRAMS, "boxes[0].gross");
    LIMITS(boxes[0].price, 0, CARTON_MAX_PRICE, "boxes[0].price");
    LIMITS(items[0].grams, 0, CARTON_MAX_GRAMS, "items[0].grams");
    LIMITS(items[0].quantity, 0, CARTON_MAX_PIECES, "items[0].quantity");
    LIMITS(items[0].upright, 0u, 7u, "items[0].upright");
    LIMITS(items[0].flags, 0u, 15u, "items[0].flags");
    LIMITS(items[0].bears, 0, CARTON_MAX_GRAMS, "items[0].bears");
    LIMITS(rules.threads, 0, CARTON_MAX_THREADS, "threads");
    TAKEN(rules.support, 0);
    TAKEN(rules.support, 1);
    REFUSED(n_boxes, 0, "boxes");
    REFUSED(boxes[0].gross, G_MAXINT64, "boxes[0].gross");
    REFUSED(items[0].grams, G_MAXINT64, "items[0].grams");
    REFUSED(rules.support, -0.01, "support");
    REFUSED(rules.support, 1.01, "support");
    REFUSED(rules.support, 0.0 / 0.0, "support");
    bad = good;
    for (int i = 0; i < 2; i++)
        add(&bad, 10, 10, 10, 4000);
    refused(&bad, "pieces");
    bad = good;
    add(&bad, 10, 10, 10, 2)->grams = CARTON_MAX_GRAMS;
    refused(&bad, "grams of all pieces");
}

// Sides of 100 m: volumes only fit into 64 bits.
static void test_large(void)
{
    struct case_order order = one_box(100000, 100000, 100000);
    add(&order, 100000, 100000, 50000, 2);
    g_autoptr(carton_answer) answer = pack(&order);
    g_assert_cmpuint(answer->boxes->len, ==, 1);
    g_assert_cmpint(answer->volume, ==, G_GINT64_CONSTANT(1000000000000000));
}

static void test_empty(void)
{
    struct case_order order = one_box(100, 100, 100);
    g_autoptr(carton_answer) nothing = pack(&order);
    g_assert_cmpuint(nothing->boxes->len + nothing->misfits->len, ==, 0);
    add(&order, 10, 10, 10, 0);
    g_autoptr(carton_answer) none = pack(&order);
    g_assert_cmpuint(none->boxes->len + none->misfits->len, ==, 0);
}

// Twenty long pieces that fill a box only when some stand: block by block, not row by row.
static void test_twenty(void)
{
    struct case_order order = one_box(229, 305, 520);
    GError *error = NULL;
    add(&order, 80, 285, 70, 20);
    struct effort effort = rounds_only(1, 0);
    g_autoptr(carton_answer) answer =
        carton_pack(order.boxes, 1, order.items, order.n_items, &order.rules, &effort, &error);
    g_assert_no_error(error);
    check_answer(&order, answer);
    g_assert_cmpuint(answer->boxes->len, ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/carton/smallest-box", test_smallest_box);
    g_test_add_func("/carton/least-price", test_least_price);
    g_test_add_func("/carton/weight-splits", test_weight_splits);
    g_test_add_func("/carton/stock-ends", test_stock_ends);
    g_test_add_func("/carton/too-long", test_too_long);
    g_test_add_func("/carton/too-heavy", test_too_heavy);
    g_test_add_func("/carton/box-too-heavy", test_box_too_heavy);
    g_test_add_func("/carton/alone", test_alone);
    g_test_add_func("/carton/no-stack", test_no_stack);
    g_test_add_func("/carton/fragile", test_fragile);
    g_test_add_func("/carton/steps", test_steps);
    g_test_add_func("/carton/limits", test_limits);
    g_test_add_func("/carton/large", test_large);
    g_test_add_func("/carton/empty", test_empty);
    g_test_add_func("/carton/twenty", test_twenty);
    return g_test_run();
}
