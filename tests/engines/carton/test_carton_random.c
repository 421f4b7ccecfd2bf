// SPDX-License-Identifier: Apache-2.0
// Random orders with every rule: the answer keeps all of them, is never worse than filling boxes
// one piece after the other, is the same for the same seed, and is complete without any effort.
#include <string.h>

#include "packing_check.h"

enum { CASES = 250 };

static struct carton_item random_item(int largest)
{
    struct carton_item item = {.grams = g_test_rand_int_range(0, 900),
                               .quantity = g_test_rand_int_range(0, 6)};
    for (int k = 0; k < 3; k++)
        item.size[k] = g_test_rand_int_range(1, largest);
    item.upright = (unsigned)g_test_rand_int_range(0, 8);
    if (g_test_rand_int_range(0, 3) == 0)
        item.flags = 1u << g_test_rand_int_range(0, 4);
    if (g_test_rand_int_range(0, 4) == 0)
        item.bears = g_test_rand_int_range(1, 2000);
    return item;
}

static void random_order(struct case_order *order)
{
    static const double supports[] = {0, 0, 0.5, 0.75, 1};
    int largest = g_test_rand_int_range(20, 200);
    *order = (struct case_order){.n_boxes = (guint)g_test_rand_int_range(1, 5),
                                 .n_items = (guint)g_test_rand_int_range(0, 10)};
    for (guint b = 0; b < order->n_boxes; b++) {
        struct carton_box *box = &order->boxes[b];
        for (int k = 0; k < 3; k++)
            box->inner[k] = g_test_rand_int_range(30, 250);
        box->tare = g_test_rand_int_range(0, 300);
        box->gross = g_test_rand_int_range(100, 12000);
        box->price = g_test_rand_int_range(0, 500);
        box->stock = g_test_rand_int_range(0, 4) ? -1 : g_test_rand_int_range(0, 3);
    }
    for (guint i = 0; i < order->n_items; i++)
        order->items[i] = random_item(largest);
    order->rules.support = supports[g_test_rand_int_range(0, G_N_ELEMENTS(supports))];
    order->rules.goal = (enum carton_goal)g_test_rand_int_range(0, 3);
    order->rules.flat = g_test_rand_int_range(0, 4) == 0;
}

static struct carton_answer *pack(const struct case_order *order, const struct effort *effort)
{
    GError *error = NULL;
    struct carton_answer *answer = carton_pack(order->boxes, order->n_boxes, order->items,
                                               order->n_items, &order->rules, effort, &error);
    g_assert_no_error(error);
    return answer;
}

static bool same_pieces(const struct carton_answer *a, const struct carton_answer *b)
{
    return a->pieces->len == b->pieces->len &&
           (!a->pieces->len || !memcmp(a->pieces->data, b->pieces->data,
                                       a->pieces->len * sizeof(struct carton_piece)));
}

static bool same_boxes(const struct carton_answer *a, const struct carton_answer *b)
{
    bool same = a->boxes->len == b->boxes->len;
    for (guint i = 0; same && i < a->boxes->len; i++) {
        const struct carton_packed *one = &g_array_index(a->boxes, struct carton_packed, i);
        const struct carton_packed *two = &g_array_index(b->boxes, struct carton_packed, i);
        same = one->box == two->box && one->first == two->first && one->n == two->n;
    }
    return same;
}

static void test_rules(void)
{
    for (int i = 0; i < CASES; i++) {
        struct case_order order;
        random_order(&order);
        struct effort effort = rounds_only((guint64)i, 2000);
        g_autoptr(carton_answer) answer = pack(&order, &effort);
        check_answer(&order, answer);
        if (!answer->misfits->len)
            g_assert_cmpuint(answer->boxes->len, >=, answer->least);
        g_autoptr(carton_answer) again = pack(&order, &effort);
        g_assert_true(same_boxes(answer, again));
        g_assert_true(same_pieces(answer, again));
    }
}

static double all_spent(double best, void *data)
{
    (void)best;
    (*(int *)data)++;
    return 1;
}

// Sizes that are multiples of ten meet exactly, so pieces often touch from above and below.
static void test_touching(void)
{
    for (int i = 0; i < 4 * CASES; i++) {
        struct case_order order = {.n_boxes = 1, .n_items = 6, .rules = {.support = 0.5}};
        order.boxes[0] = (struct carton_box){.inner = {60, 60, 70}, .gross = 50000, .stock = -1};
        for (guint k = 0; k < order.n_items; k++) {
            struct carton_item *item = &order.items[k];
            for (int axis = 0; axis < 3; axis++)
                item->size[axis] = 10 * g_test_rand_int_range(1, 5);
            item->quantity = g_test_rand_int_range(1, 4);
            item->grams = g_test_rand_int_range(0, 500);
            item->bears = g_test_rand_int_range(0, 2) * g_test_rand_int_range(1, 900);
            item->flags = g_test_rand_int_range(0, 4) ? 0 : CARTON_NO_STACK;
        }
        struct effort effort = rounds_only((guint64)i, 500);
        g_autoptr(carton_answer) answer = pack(&order, &effort);
        check_answer(&order, answer);
    }
}

// Nothing but the first packing is made, and it is a whole one.
static void test_no_effort(void)
{
    int asked = 0;
    for (int i = 0; i < CASES; i++) {
        struct case_order order;
        random_order(&order);
        struct effort effort = {.spent = all_spent, .data = &asked};
        g_autoptr(carton_answer) answer = pack(&order, &effort);
        check_answer(&order, answer);
    }
    g_assert_cmpint(asked, >, 0);
}

// The simple rule: pieces one after the other, side by side in a row along x, a new box when the
// row is full or the box too heavy; every piece in its first turn that fits.
static int rows_of_boxes(const struct case_order *order)
{
    const struct carton_box *box = &order->boxes[0];
    int boxes = 0, used = 0;
    gint64 grams = 0;
    for (guint i = 0; i < order->n_items; i++)
        for (int n = 0; n < order->items[i].quantity; n++) {
            const struct carton_item *item = &order->items[i];
            if (!boxes || used + item->size[0] > box->inner[0] ||
                grams + item->grams > box->gross) {
                boxes++;
                used = 0;
                grams = box->tare;
            }
            used += item->size[0];
            grams += item->grams;
        }
    return boxes;
}

static void test_simple_rule(void)
{
    for (int i = 0; i < CASES; i++) {
        struct case_order order = {.n_boxes = 1, .n_items = 8, .rules = {.support = 1}};
        order.boxes[0] = (struct carton_box){.inner = {100, 90, 80}, .gross = 5000, .stock = -1};
        for (guint k = 0; k < order.n_items; k++)
            order.items[k] = (struct carton_item){.size = {g_test_rand_int_range(5, 100),
                                                           g_test_rand_int_range(5, 90),
                                                           g_test_rand_int_range(5, 80)},
                                                  .quantity = g_test_rand_int_range(0, 5),
                                                  .upright = CARTON_UPRIGHT,
                                                  .grams = g_test_rand_int_range(1, 2000)};
        struct effort effort = rounds_only(1, 500);
        g_autoptr(carton_answer) answer = pack(&order, &effort);
        check_answer(&order, answer);
        g_assert_cmpint((int)answer->boxes->len, <=, rows_of_boxes(&order));
    }
}

static void test_load(void)
{
    for (int i = 0; i < CASES / 2; i++) {
        struct case_order order;
        GError *error = NULL;
        random_order(&order);
        order.rules.threads = 1 + i % 3;
        for (guint k = 0; k < order.n_items; k++)
            order.items[k].flags &= CARTON_NO_STACK | CARTON_FRAGILE;
        struct effort effort = rounds_only((guint64)i, 3000);
        order.boxes[0].stock = -1;
        g_autoptr(carton_answer) answer =
            carton_load(&order.boxes[0], order.items, order.n_items, &order.rules, &effort, &error);
        g_assert_no_error(error);
        order.rules.threads = 1;
        g_autoptr(carton_answer) again =
            carton_load(&order.boxes[0], order.items, order.n_items, &order.rules, &effort, &error);
        g_assert_true(same_pieces(answer, again));
        int inside[G_N_ELEMENTS(order.items)] = {0};
        for (guint k = 0; k < answer->pieces->len; k++)
            inside[g_array_index(answer->pieces, struct carton_piece, k).item]++;
        for (guint k = 0; k < order.n_items; k++) { // what stays behind is no fault
            g_assert_cmpint(inside[k], <=, order.items[k].quantity);
            order.items[k].quantity = inside[k];
        }
        check_answer(&order, answer);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/carton/random/rules", test_rules);
    g_test_add_func("/carton/random/touching", test_touching);
    g_test_add_func("/carton/random/no-effort", test_no_effort);
    g_test_add_func("/carton/random/simple-rule", test_simple_rule);
    g_test_add_func("/carton/random/load", test_load);
    return g_test_run();
}
