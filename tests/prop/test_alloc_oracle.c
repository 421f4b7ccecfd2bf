// SPDX-License-Identifier: Apache-2.0
// The choice of places against all subsets, and of many places against a table of what can be had:
// no choice has fewer places, none of as few is older.
// TOTE_PROP_SEEDS=N tries N times as many cases; --seed, printed at the start, repeats a run.
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"

enum { MAX = 8, CASES = 60000, MANY = 60, MANY_CASES = 4000, CROWD = 100000 };

// How many times the usual number of cases.
static int seeds(void)
{
    const char *text = g_getenv("TOTE_PROP_SEEDS");
    return text ? (int)g_ascii_strtoll(text, NULL, 10) : 1;
}

// Ranks of the chosen places by age, as a bit set with the oldest in the highest bit: of two sets
// of one size the greater number is the older choice.
static unsigned age_bits(const struct alloc_source *by_age, size_t n, unsigned set)
{
    unsigned bits = 0;
    for (size_t i = 0; i < n; i++)
        bits = bits << 1 | (set >> by_age[i].balance_id & 1);
    return bits;
}

static int64_t sum(const int64_t *free_at, size_t n, unsigned set)
{
    int64_t pieces = 0;
    for (size_t i = 0; i < n; i++)
        pieces += (set >> i & 1) * free_at[i];
    return pieces;
}

// The best set by trying all: fewest places that are enough, the oldest of those.
static unsigned best_set(const struct alloc_source *by_age, const int64_t *free_at, size_t n,
                         int64_t need)
{
    unsigned best = (1U << n) - 1;
    for (unsigned set = 1; set < 1U << n; set++) {
        int size = __builtin_popcount(set), least = __builtin_popcount(best);
        if (sum(free_at, n, set) < need || size > least)
            continue;
        if (size < least || age_bits(by_age, n, set) > age_bits(by_age, n, best))
            best = set;
    }
    return best;
}

static void check_case(const struct alloc_source *given, size_t n, int64_t need)
{
    struct alloc_source sources[MAX];
    int64_t free_at[MAX] = {0}, all = 0, taken = 0;
    unsigned set = 0;
    memcpy(sources, given, n * sizeof *sources);
    for (size_t i = 0; i < n; i++) {
        free_at[given[i].balance_id] = given[i].free;
        all += given[i].free;
    }
    int64_t missing = alloc_choose(sources, n, need);
    for (size_t i = 0; i < n; i++) {
        g_assert_cmpint(sources[i].take, >=, 0);
        g_assert_cmpint(sources[i].take, <=, sources[i].free);
        taken += sources[i].take;
        set |= (unsigned)(sources[i].take > 0) << sources[i].balance_id;
    }
    g_assert_cmpint(missing, ==, MAX(0, need - all));
    g_assert_cmpint(taken, ==, need - missing);
    g_assert_cmphex(set, ==, best_set(sources, free_at, n, MIN(need, all)));
}

static void test_all_subsets(void)
{
    for (int i = 0; i < CASES * seeds(); i++) {
        struct alloc_source given[MAX];
        size_t n = (size_t)g_test_rand_int_range(1, MAX + 1);
        int few = g_test_rand_int_range(2, 12); // small numbers make ties likely
        int64_t all = 0;
        for (size_t k = 0; k < n; k++) {
            given[k] = (struct alloc_source){.balance_id = (int64_t)k,
                                             .free = g_test_rand_int_range(1, few),
                                             .received_at = g_test_rand_int_range(0, few)};
            all += given[k].free;
        }
        check_case(given, n, g_test_rand_int_range(1, (int)all + 3));
    }
}

// most[i][k]: the most pieces that K of the places from I on hold, -1 where there are not so many.
static void fill_most(const struct alloc_source *by_age, size_t n, int64_t most[][MANY + 1])
{
    for (size_t k = 0; k <= n; k++)
        most[n][k] = k ? -1 : 0;
    for (size_t i = n; i-- > 0;) {
        most[i][0] = 0;
        for (size_t k = 1; k <= n; k++) {
            int64_t with = most[i + 1][k - 1] < 0 ? -1 : by_age[i].free + most[i + 1][k - 1];
            most[i][k] = MAX(with, most[i + 1][k]);
        }
    }
}

// Sets `take` of places sorted by age: each is in it with which the rest can still be had.
static void choose_by_table(struct alloc_source *by_age, size_t n, int64_t need)
{
    int64_t most[MANY + 1][MANY + 1];
    size_t places = 1;
    fill_most(by_age, n, most);
    while (places < n && most[0][places] < need)
        places++;
    need = MIN(need, most[0][places]);
    for (size_t i = 0; i < n; i++) {
        int64_t rest = need && places ? most[i + 1][places - 1] : -1;
        bool taken = rest >= 0 && by_age[i].free + rest >= need;
        by_age[i].take = taken ? MIN(by_age[i].free, need) : 0;
        need -= by_age[i].take;
        places -= taken;
    }
}

static int older_first(const void *a, const void *b)
{
    const struct alloc_source *x = a, *y = b;
    if (x->received_at != y->received_at)
        return x->received_at < y->received_at ? -1 : 1;
    return (x->balance_id > y->balance_id) - (x->balance_id < y->balance_id);
}

static void check_many(size_t n, int sizes, int ages)
{
    struct alloc_source places[MANY], wanted[MANY];
    int64_t all = 0;
    for (size_t i = 0; i < n; i++) {
        places[i] = (struct alloc_source){.balance_id = (int64_t)i,
                                          .free = g_test_rand_int_range(1, sizes),
                                          .received_at = g_test_rand_int_range(0, ages)};
        all += places[i].free;
    }
    int64_t need = g_test_rand_int_range(1, (int)all + 3);
    memcpy(wanted, places, n * sizeof *wanted);
    qsort(wanted, n, sizeof *wanted, older_first);
    choose_by_table(wanted, n, need);
    g_assert_cmpint(alloc_choose(places, n, need), ==, MAX(0, need - all));
    g_assert_cmpmem(places, n * sizeof *places, wanted, n * sizeof *wanted);
}

static void test_many_places(void)
{
    static const int sizes[] = {3, 12, 1000, 1000000};
    for (int i = 0; i < MANY_CASES * seeds(); i++) {
        size_t n = (size_t)g_test_rand_int_range(1, MANY + 1);
        check_many(n, sizes[i % 4], g_test_rand_int_range(1, 2 * MANY));
    }
}

static void test_edges(void)
{
    struct alloc_source one = {.balance_id = 0, .free = 5};
    g_assert_cmpint(alloc_choose(NULL, 0, 7), ==, 7);
    g_assert_cmpint(alloc_choose(&one, 1, 0), ==, 0);
    g_assert_cmpint(one.take, ==, 0);
}

// An item that lies everywhere: more than is there, and half of it. Trying every place against
// every other would not end here.
static void test_crowd(void)
{
    g_autofree struct alloc_source *many = g_new0(struct alloc_source, CROWD);
    int64_t all = 0, taken = 0;
    for (int i = 0; i < CROWD; i++) {
        many[i] = (struct alloc_source){.balance_id = i, .free = 1 + i % 7};
        all += many[i].free;
    }
    g_assert_cmpint(alloc_choose(many, CROWD, all + 9), ==, 9);
    for (int i = 0; i < CROWD; i++)
        g_assert_cmpint(many[i].take, ==, many[i].free);
    g_assert_cmpint(alloc_choose(many, CROWD, all / 2), ==, 0);
    for (int i = 0; i < CROWD; i++)
        taken += many[i].take;
    g_assert_cmpint(taken, ==, all / 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/alloc/all-subsets", test_all_subsets);
    g_test_add_func("/alloc/many-places", test_many_places);
    g_test_add_func("/alloc/edges", test_edges);
    g_test_add_func("/alloc/crowd", test_crowd);
    return g_test_run();
}
