// SPDX-License-Identifier: Apache-2.0
// Proposals of small random shops beside what a release in order of promise does without them: who
// that serves is proposed, in no more parcels, and a release of the proposals serves just them.
// TOTE_PROP_SEEDS=N tries N times as many cases; --seed, printed at the start, repeats a run.
#include <stdlib.h>
#include <string.h>

#include "testshop.h"

enum { CASES = 30, ORDERS = 6, ITEMS = 3 };

static const char *const skus[ITEMS] = {"TEA", "MUG", "POT"};
static const char *const usual[] = {"A1", "NORTH:A1"}, *const other[] = {"A3", "NORTH:A3"};

// A shop as it is filled, and in what order its orders are due.
struct drawn {
    char *stock, *more, *lines[ORDERS];
    int due[ORDERS]; // hours after the promise
    bool early;      // the first ones were released when only `stock` was there
    const char *split;
};

static char *draw_stock(int most, const char *const *places)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < ITEMS; i++)
        for (int k = 0; k < 2; k++) {
            int qty = g_test_rand_int_range(0, most);
            if (qty)
                g_string_append_printf(text, "%s%s %s %d", text->len ? ", " : "", skus[i],
                                       places[k], qty);
        }
    return g_string_free(text, FALSE);
}

static char *draw_lines(void)
{
    GString *text = g_string_new(NULL);
    int first = g_test_rand_int_range(0, ITEMS), n = g_test_rand_int_range(1, ITEMS + 1);
    for (int i = 0; i < n; i++)
        g_string_append_printf(text, "%s%d %s", i ? ", " : "", g_test_rand_int_range(1, 4),
                               skus[(first + i) % ITEMS]);
    return g_string_free(text, FALSE);
}

static struct drawn draw(const char *split)
{
    struct drawn drawn = {
        .stock = draw_stock(6, usual), .more = draw_stock(4, other), .split = split};
    drawn.early = g_test_rand_int_range(0, 2);
    for (int i = 0; i < ORDERS; i++) {
        drawn.lines[i] = draw_lines();
        drawn.due[i] = g_test_rand_int_range(0, 100);
    }
    return drawn;
}

static void drawn_clear(struct drawn *drawn)
{
    g_free(drawn->stock);
    g_free(drawn->more);
    for (int i = 0; i < ORDERS; i++)
        g_free(drawn->lines[i]);
}

static int by_due(const void *a, const void *b, void *data)
{
    const struct drawn *drawn = data;
    int x = *(const int *)a, y = *(const int *)b;
    return drawn->due[x] != drawn->due[y] ? drawn->due[x] - drawn->due[y] : x - y;
}

// The orders that wait, the most urgent first, a name a line.
static char *names(struct testshop *shop, const struct drawn *drawn)
{
    int order[ORDERS];
    GString *text = g_string_new(NULL);
    for (int i = 0; i < ORDERS; i++)
        order[i] = i;
    g_qsort_with_data(order, ORDERS, sizeof *order, by_due, (void *)(uintptr_t)drawn);
    for (int i = 0; i < ORDERS; i++) {
        g_autofree char *number = g_strdup_printf("O-%d", 100001 + order[i]);
        if (strcmp(testshop_status(shop->db, number), "released") != 0)
            g_string_append_printf(text, "%s#%d", text->len ? "\n" : "", order[i] + 1);
    }
    return g_string_free(text, FALSE);
}

static void fill(struct testshop *shop, const struct drawn *drawn)
{
    testshop_two_houses(shop);
    SAYS(shop->admin, "done", NULL, "setting.set", "order.split", drawn->split);
    testshop_stock(shop, *drawn->stock ? drawn->stock : "SPOON A1 1");
    for (int i = 0; i < ORDERS; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i + 1);
        g_autofree char *script =
            g_strdup_printf("UPDATE sales_order SET placed_at = id, promise_at = %" G_GINT64_FORMAT
                            " WHERE id = %d;",
                            TESTSHOP_NOW + INT64_C(3600000) * drawn->due[i], i + 1);
        testshop_sell(shop, name, drawn->lines[i]);
        testdb_script(shop->db, script);
    }
    if (!drawn->early)
        return;
    SAYS(shop->sam, "done", NULL, "order.release", "#1\n#2\n#3");
    if (*drawn->more)
        testshop_stock(shop, drawn->more);
}

// By order: how many warehouses serve it; 0 = it is short.
static int64_t served(struct testshop *shop, int order)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT count(*) FROM fulfilment WHERE order_id = %d", order + 1);
    return testdb_number(shop->db, sql);
}

static bool proposed(struct testshop *shop, int order)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT count(*) FROM proposal WHERE closed_at = 0 AND order_id = %d", order + 1);
    return testdb_number(shop->db, sql) > 0;
}

static void check_case(const struct drawn *drawn)
{
    g_autoptr(test_database) first = testdb_new(DB_SQLITE), second = testdb_new(DB_SQLITE);
    g_autoptr(test_shop) plain = testshop_new(first);
    g_autoptr(test_shop) planned = testshop_new(second);
    int64_t before = 0, after = 0, n = 0, by_proposal[ORDERS] = {0};
    fill(plain, drawn);
    fill(planned, drawn);
    g_autofree char *wait = names(planned, drawn);
    if (!*wait)
        return;
    SAYS(planned->sam, "done", NULL, "order.propose", NULL, "yes");
    for (int i = 0; i < ORDERS; i++)
        n += by_proposal[i] = proposed(planned, i);
    SAYS(plain->sam, "done", NULL, "order.release", wait);
    SAYS(planned->sam, "done", NULL, "order.release", wait);
    g_assert_cmpstr(testshop_answer("replanned"), ==, "0");
    g_assert_cmpint(g_ascii_strtoll(testshop_answer("by_proposal"), NULL, 10), ==, n);
    g_assert_cmpint(g_ascii_strtoll(testshop_answer("released"), NULL, 10), ==, n);
    for (int i = 0; i < ORDERS; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i + 1);
        if (!strstr(wait, name))
            continue;
        int64_t parcels = served(plain, i);
        if (parcels && !by_proposal[i])
            g_error("%s (%s) is complete and not proposed: %s; %s", name, drawn->lines[i],
                    drawn->stock, wait);
        before += parcels;
        after += parcels ? served(planned, i) : 0;
    }
    g_assert_cmpint(after, <=, before);
}

static void check(const char *split)
{
    const char *more = g_getenv("TOTE_PROP_SEEDS");
    for (int64_t i = CASES * (more ? g_ascii_strtoll(more, NULL, 10) : 1); i > 0; i--) {
        struct drawn drawn = draw(split);
        check_case(&drawn);
        drawn_clear(&drawn);
    }
}

static void test_pieces(void)
{
    check("pieces");
}

// Lines that stay whole.
static void test_lines(void)
{
    check("lines");
}

// The most urgent order is not left out for two that would go in one parcel each.
static void test_urgent(void)
{
    struct drawn drawn = {.stock = g_strdup("TEA A1 5, TEA NORTH:A1 4, MUG A2 1"),
                          .more = g_strdup(""),
                          .split = "pieces"};
    static const char *const lines[ORDERS] = {"3 TEA", "5 TEA", "4 TEA", "4 TEA", "2 TEA", "1 MUG"};
    for (int i = 0; i < ORDERS; i++) {
        drawn.lines[i] = g_strdup(lines[i]);
        drawn.due[i] = i;
    }
    check_case(&drawn);
    drawn_clear(&drawn);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/propose-set/urgent", test_urgent);
    g_test_add_func("/propose-set/pieces", test_pieces);
    g_test_add_func("/propose-set/lines", test_lines);
    return g_test_run();
}
