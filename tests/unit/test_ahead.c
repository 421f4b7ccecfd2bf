// SPDX-License-Identifier: Apache-2.0
// Reading ahead: things in their order, no more than there is room for, errors in their place, and
// an end at any moment.
#include "ahead.h"

#include <glib.h>
#include <stdlib.h>

enum { THINGS = 5000, ENOUGH = 1200 }; // more than ever wait

struct numbers {
    int end, fails_at; // the last one; the one that cannot be made, 0 = none
    int made, alive;   // atomic
};

struct number {
    int value;
    int *alive; // counted down when it is freed
};

static enum feed_step make(void *data, void *thing, GError **error)
{
    struct numbers *numbers = data;
    struct number *number = thing;
    *number = (struct number){g_atomic_int_add(&numbers->made, 1) + 1, &numbers->alive};
    g_atomic_int_inc(&numbers->alive);
    if (number->value != numbers->fails_at)
        return number->value == numbers->end ? FEED_END : FEED_TOOK;
    tote_fail(error, TOTE_FILE_READ, NULL, "number %d", number->value);
    return FEED_FAILED;
}

static void clear(void *thing)
{
    struct number *number = thing;
    if (number->alive)
        g_atomic_int_add(number->alive, -1);
}

static const struct ahead_kind kind = {sizeof(struct number), make, clear};

// Takes numbers until one is not like the others; how many it took.
static int take_all(struct ahead *ahead, enum feed_step *ret_last, GError **error)
{
    int n = 0;
    do {
        struct number number = {0};
        *ret_last = ahead_take(ahead, &number, error);
        g_assert_cmpint(number.value, ==, ++n);
        clear(&number);
    } while (*ret_last == FEED_TOOK);
    return n;
}

static void test_order(void)
{
    for (int end = 1; end <= THINGS; end = end < 70 ? end + 1 : end * 3) {
        struct numbers numbers = {.end = end};
        g_autoptr(GError) error = NULL;
        enum feed_step last;
        struct ahead *ahead = ahead_start(&kind, &numbers);
        g_assert_cmpint(take_all(ahead, &last, &error), ==, end);
        g_assert_cmpint(last, ==, FEED_END);
        ahead_stop(ahead);
        g_assert_cmpint(numbers.made, ==, end);
        g_assert_cmpint(numbers.alive, ==, 0);
    }
}

static void test_fails(void)
{
    struct numbers numbers = {.end = THINGS, .fails_at = 77};
    g_autoptr(GError) error = NULL;
    enum feed_step last;
    struct ahead *ahead = ahead_start(&kind, &numbers);
    g_assert_cmpint(take_all(ahead, &last, &error), ==, 77);
    g_assert_cmpint(last, ==, FEED_FAILED);
    g_assert_true(tote_error_is(error, TOTE_FILE_READ));
    ahead_stop(ahead);
    g_assert_cmpint(numbers.alive, ==, 0);
}

// Nobody takes: it stops by itself, and what it made is freed.
static void test_bounded(void)
{
    struct numbers numbers = {.end = 100 * THINGS};
    struct number number = {0};
    GError *error = NULL;
    struct ahead *ahead = ahead_start(&kind, &numbers);
    for (int i = 0; i < 10; i++) {
        g_assert_cmpint(ahead_take(ahead, &number, &error), ==, FEED_TOOK);
        clear(&number);
    }
    for (int before = -1; before != g_atomic_int_get(&numbers.made); g_thread_yield())
        before = g_atomic_int_get(&numbers.made);
    g_assert_cmpint(g_atomic_int_get(&numbers.made), <=, ENOUGH);
    ahead_stop(ahead);
    g_assert_cmpint(numbers.made, <=, ENOUGH);
    g_assert_cmpint(numbers.alive, ==, 0);
    ahead_stop(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ahead/order", test_order);
    g_test_add_func("/ahead/fails", test_fails);
    g_test_add_func("/ahead/bounded", test_bounded);
    return g_test_run();
}
