// SPDX-License-Identifier: Apache-2.0
// Pages by key: forwards and backwards they are cut from the same list, whatever is equal in it.
#include <string.h>

#include "lives.h"
#include "numbers.h"
#include "people.h"
#include "store_order.h"
#include "store_pages.h"
#include "store_lacks.h"
#include "testshop.h"

enum { ORDERS = 23 };

// Orders of which many share moment and price, so that only the number tells them apart.
static void fill(struct testshop *shop)
{
    for (int i = 0; i < ORDERS; i++) {
        g_autofree char *name = g_strdup_printf("#%d", i);
        struct incoming_order *order = testshop_order(name, i % 3 ? "1 TEA" : "2 TEA");
        order->placed_at = TESTSHOP_NOW - (i % 5) * MINUTE_MS;
        order->paid_at = order->placed_at;
        order->shipping += i % 2;
        order->total += i % 2;
        incoming_order_seal(order);
        testshop_import(shop->sam, NULL, NULL, order, NULL);
    }
}

static char *ids(const struct list *list)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < list_len(list); i++)
        g_string_append_printf(text, "%" G_GINT64_FORMAT " ",
                               list_at(list, struct queue_row, i)->id);
    return g_string_free(text, FALSE);
}

static struct list *read_page(struct testshop *shop, const struct queue_filter *filter,
                              const void *from, bool back, int64_t limit)
{
    GError *error = NULL;
    const struct page_key page = {from, back, limit};
    struct list *list = store_queue_page(shop->db, filter, &page, &error);
    g_assert_no_error(error);
    return list;
}

// Adds the rows of PAGE in front of ALL or behind it; the one in common with the page before stands
// once.
static void join(GArray *all, const struct list *page, bool back)
{
    bool first = !all->len;
    if (!list_len(page))
        return;
    if (back && !first)
        g_array_remove_index(all, 0);
    if (back)
        g_array_prepend_vals(all, page->rows->data, list_len(page));
    else
        g_array_append_vals(all, list_at(page, struct queue_row, !first), list_len(page) - !first);
}

// Walks through all pages of LIMIT rows, each from the last (or first) row of the one before.
static char *walk(struct testshop *shop, const struct queue_filter *filter, bool back, int limit)
{
    const struct list all = {g_array_new(FALSE, FALSE, sizeof(struct queue_row)), NULL};
    struct list *page = read_page(shop, filter, NULL, back, limit);
    join(all.rows, page, back);
    while ((int)list_len(page) == limit && all.rows->len <= ORDERS) { // more would go round
        const void *edge = list_at(page, struct queue_row, back ? 0 : (unsigned)limit - 1);
        struct list *next = read_page(shop, filter, edge, back, limit);
        list_free(page);
        page = next;
        join(all.rows, page, back);
    }
    list_free(page);
    char *text = ids(&all);
    g_array_unref(all.rows);
    return text;
}

// What was searched for is sorted and turned over as the whole list is.
static void found_pages(struct testshop *shop, enum queue_sort sort, const char *all)
{
    g_autoptr(GArray) orders = people_find_orders(shop->sam, "O-10", NULL);
    const struct queue_filter filter = {.sort = sort, .orders = orders};
    for (int limit = 2; limit <= 7; limit++) {
        g_autofree char *down = walk(shop, &filter, false, limit);
        g_autofree char *up = walk(shop, &filter, true, limit);
        g_assert_cmpstr(down, ==, all);
        g_assert_cmpstr(up, ==, all);
    }
}

static void test_queue(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    fill(shop);
    for (int sort = 0; sort < N_SORTS; sort++) {
        const struct queue_filter filter = {.sort = sort, .limit = 100};
        g_autoptr(rowlist) whole = store_queue(shop->db, &filter, NULL);
        g_autofree char *all = ids(whole);
        g_assert_cmpint(list_len(whole), ==, ORDERS);
        for (int limit = 2; limit <= 7; limit++) {
            g_autofree char *down = walk(shop, &filter, false, limit);
            g_autofree char *up = walk(shop, &filter, true, limit);
            g_assert_cmpstr(down, ==, all);
            g_assert_cmpstr(up, ==, all);
        }
        found_pages(shop, sort, all);
    }
}

// What is over comes the newest first, page by page as a whole, also of those that were searched
// for.
static void test_ended(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    GString *expected = g_string_new(NULL);
    fill(shop);
    g_assert_true(db_begin(shop->db, NULL));
    for (int id = 1; id <= ORDERS; id++) // two at a time
        g_assert_true(
            store_order_status(shop->db, id, "ready", "cancelled", TESTSHOP_NOW + id / 2, NULL));
    for (int id = ORDERS; id; id--)
        g_string_append_printf(expected, "%d ", id);
    g_autoptr(GArray) orders = people_find_orders(shop->sam, "O-10", NULL);
    struct queue_filter filter = {.statuses = {"cancelled"}, .sort = SORT_ENDED};
    for (int limit = 2; limit <= 14; limit++) {
        filter.orders = limit % 2 ? orders : NULL;
        g_autofree char *down = walk(shop, &filter, false, limit / 2 + 1);
        g_autofree char *up = walk(shop, &filter, true, limit / 2 + 1);
        g_assert_cmpstr(down, ==, expected->str);
        g_assert_cmpstr(up, ==, expected->str);
    }
    filter.statuses[0] = "shipped";
    filter.orders = NULL;
    g_autofree char *none = walk(shop, &filter, false, 3);
    g_assert_cmpstr(none, ==, "");
    db_rollback(shop->db); // their work says otherwise
    g_string_free(expected, TRUE);
}

// A row that is gone still says where the page begins, and filters hold on every page.
static void test_filter(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    fill(shop);
    struct queue_filter filter = {.statuses = {"ready"}, .sort = SORT_VALUE};
    g_autoptr(rowlist) first = read_page(shop, &filter, NULL, false, 5);
    const struct queue_row *from = list_at(first, struct queue_row, 2);
    SAYS(shop->sam, "done", NULL, "order.hold", number_of(NUMBER_ORDER, from->id).text, "gone");
    g_autoptr(rowlist) next = read_page(shop, &filter, from, false, 2);
    g_autofree char *left = ids(next);
    g_autofree char *expected = g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " ",
                                                list_at(first, struct queue_row, 3)->id,
                                                list_at(first, struct queue_row, 4)->id);
    g_assert_cmpstr(left, ==, expected);
    g_autoptr(GArray) orders = people_find_orders(shop->sam, "#1", NULL);
    filter.orders = orders;
    g_autoptr(rowlist) found = read_page(shop, &filter, NULL, false, 3);
    g_autoptr(rowlist) last = read_page(shop, &filter, NULL, true, 3);
    for (unsigned i = 0; i < 3; i++) {
        g_assert_nonnull(strstr(list_at(found, struct queue_row, i)->external_name, "#1"));
        g_assert_nonnull(strstr(list_at(last, struct queue_row, i)->external_name, "#1"));
    }
    g_assert_cmpint(list_at(found, struct queue_row, 0)->total, >=,
                    list_at(last, struct queue_row, 2)->total);
}

// What a filter finds must be WANTED, whichever way it is asked.
static void finds(struct testshop *shop, const struct queue_filter *filter, int wanted)
{
    g_autoptr(rowlist) page = read_page(shop, filter, NULL, false, 100);
    g_autoptr(rowlist) whole = store_queue(shop->db, filter, NULL);
    g_assert_cmpint(list_len(page), ==, wanted);
    g_assert_cmpint(list_len(whole), ==, wanted);
    g_assert_cmpint(store_queue_count(shop->db, filter, NULL), ==, wanted);
}

// However many states the table has, an order in each is found: by its state, among the open ones,
// and among all.
static void test_states(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct queue_filter all = {.limit = 100}, open = {.limit = 100};
    int n_open = 0;
    fill(shop);
    g_autoptr(rowlist) orders = store_queue(shop->db, &open, NULL);
    g_assert_cmpuint(order_states.n_states, <=, list_len(orders));
    g_assert_true(db_begin(shop->db, NULL));
    for (unsigned i = 0; i < list_len(orders); i++) {
        const struct state *state = &order_states.states[i % order_states.n_states];
        const struct queue_row *order = list_at(orders, struct queue_row, i);
        g_assert_true(store_order_status(shop->db, order->id, "ready", state->code, 0, NULL));
        all.statuses[i % order_states.n_states] = state->code;
        n_open += (state->flags & ST_OPEN) != 0;
    }
    finds(shop, &open, n_open);
    finds(shop, &all, ORDERS);
    for (size_t i = 0; i < order_states.n_states; i++) {
        const struct queue_filter one = {.statuses = {order_states.states[i].code}, .limit = 100};
        finds(shop, &one, 1 + (i < ORDERS - order_states.n_states));
    }
    db_rollback(shop->db); // their work says otherwise
}

static char *skus(const struct list *list)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < list_len(list); i++)
        g_string_append_printf(text, "%s ", list_at(list, struct item_row, i)->sku);
    return g_string_free(text, FALSE);
}

// The page of two items that begins or ends with SKU must be EXPECTED.
static void items(struct testshop *shop, const char *text, const char *sku, bool back,
                  const char *expected)
{
    GError *error = NULL;
    const struct item_row row = {.sku = sku};
    const struct page_key page = {sku ? &row : NULL, back, 2};
    g_autoptr(rowlist) list = store_items_page(shop->db, text, &page, &error);
    g_assert_no_error(error);
    g_autofree char *found = skus(list);
    g_assert_cmpstr(found, ==, expected);
}

static void test_items(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    items(shop, "", NULL, false, "MUG POT ");
    items(shop, "", "POT", false, "POT SPOON ");
    items(shop, "", NULL, true, "SPOON TEA ");
    items(shop, "", "SPOON", true, "POT SPOON ");
    items(shop, "", "Q", false, "SPOON TEA ");
    items(shop, "s", NULL, false, "SPOON ");
    items(shop, "s", NULL, true, "SPOON ");
    items(shop, "s", "T", false, "");
    // Any word of the name or the SKU, or a code as it is shown.
    int64_t mug = testdb_number(shop->db, "SELECT id FROM item WHERE sku = 'MUG'");
    const struct item_row bowl = {
        .id = mug, .sku = "MUG", .name = "Mátcha bowl 茶筅, X-12/blue", .currency = "EUR"};
    GError *error = NULL;
    g_assert_true(db_begin(shop->db, &error));
    int64_t id = store_item_put(shop->db, &bowl, &error);
    g_assert_no_error(error);
    g_assert_cmpint(id, ==, mug);
    g_assert_true(store_item_code_put(shop->db, "09521234002611", mug, 1, &error));
    g_assert_true(store_item_code_put(shop->db, "00036000291452", mug, 1, &error));
    g_assert_true(db_commit(shop->db, &error));
    static const char *const words[] = {
        "bowl",          "BO",    "茶",   "matcha", "x-12",         "blue mu",  "Bowl matc",
        "9521234002611", "95212", "0952", "mug",    "036000291452", "bowl x 12"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        items(shop, words[i], NULL, false, "MUG ");
    items(shop, "owl", NULL, false, "");
    items(shop, "bowl red", NULL, false, "");
    items(shop, "bowl matcha red", NULL, false, "");
    items(shop, "1234002611", NULL, false, "");
    items(shop, "-", NULL, false, "");
}

static void test_jobs(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    GError *error = NULL;
    g_assert_true(db_begin(shop->db, &error));
    for (int i = 0; i < 5; i++) {
        const struct new_job job = {
            .kind = "label", .state = "waiting", .subject_id = 1 + i % 2, .now = 1};
        g_assert_cmpint(store_job_add(shop->db, &job, &error), >, 0);
    }
    g_assert_true(db_commit(shop->db, &error));
    g_autoptr(rowlist) first =
        store_jobs_page(shop->db, &(struct page_key){NULL, false, 3}, &error);
    int64_t newest = list_at(first, struct job_row, 0)->id;
    const struct job_row *third = list_at(first, struct job_row, 2);
    g_assert_cmpint(third->id, ==, newest - 2);
    g_autoptr(rowlist) next =
        store_jobs_page(shop->db, &(struct page_key){third, false, 9}, &error);
    g_assert_cmpint(list_len(next), ==, 3);
    g_assert_cmpint(list_at(next, struct job_row, 0)->id, ==, third->id);
    g_autoptr(rowlist) back = store_jobs_page(shop->db, &(struct page_key){third, true, 2}, &error);
    g_assert_cmpint(list_at(back, struct job_row, 0)->id, ==, third->id + 1);
    g_assert_cmpint(list_at(back, struct job_row, 1)->id, ==, third->id);
}

// What is over is asked for by its warehouse as well.
static void test_warehouse_ended(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 2");
    testshop_packed_by(shop, "#1", "DHL");
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL");
    struct queue_filter filter = {.limit = 100, .statuses = {"shipped"}, .site = 1};
    g_autoptr(rowlist) here = store_queue(shop->db, &filter, NULL);
    g_assert_cmpint(list_len(here), ==, 1);
    filter.site = testdb_number(shop->db, "SELECT id FROM site WHERE code = 'NORTH'");
    g_autoptr(rowlist) there = store_queue(shop->db, &filter, NULL);
    g_assert_cmpint(list_len(there), ==, 0);
}

// A warehouse is shown what it serves, on pages, in the whole list and in their number.
static void test_warehouse(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    testshop_stock(shop, "TEA A1 1, MUG NORTH:A1 2");
    testshop_release(shop, "#1", "1 TEA");
    testshop_release(shop, "#2", "1 MUG");
    testshop_release(shop, "#3", "1 MUG");
    struct queue_filter filter = {.limit = 100, .statuses = {"released"}};
    finds(shop, &filter, 3);
    filter.site = testdb_number(shop->db, "SELECT id FROM site WHERE code = 'NORTH'");
    finds(shop, &filter, 2);
    g_autofree char *north = walk(shop, &filter, false, 2);
    g_assert_cmpstr(north, ==, "2 3 ");
    filter.site = testdb_number(shop->db, "SELECT id FROM site WHERE code = 'MAIN'");
    finds(shop, &filter, 1);
}

static char *listed(struct testshop *shop, struct queue_filter filter)
{
    filter.limit = 100;
    return walk(shop, &filter, false, 2);
}

// What misses pieces is found in whatever state it is, and no more once it has them again; the
// mark counts as many.
static void test_lacking(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    const char *states[STATES_MOST];
    struct queue_filter filter = {.lacking = true};
    g_assert_cmpuint(state_codes(&order_states, ST_HOLDS_GOODS, states), >, 1);
    memcpy(filter.statuses, states, sizeof states);
    testshop_stock(shop, "TEA A1 2, MUG A2 9");
    testshop_release(shop, "#1", "1 MUG");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#2", "2 TEA, 1 MUG"));
    const char *short_one = testshop_sell(shop, "#3", "2 POT, 1 MUG");
    SAYS(shop->sam, "done", NULL, "order.release", short_one);
    g_autofree char *before = listed(shop, filter);
    g_assert_cmpstr(before, ==, "3 ");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    g_autofree char *after = listed(shop, filter);
    g_assert_cmpstr(after, ==, "2 3 ");
    g_assert_cmpint(store_orders_lacking(shop->db, 100, NULL), ==, 2);
    g_assert_cmpint(store_orders_lacking(shop->db, 1, NULL), ==, 1);
    testshop_pick(shop->anna, work);
    g_autofree char *picked = listed(shop, filter);
    g_assert_cmpstr(picked, ==, "2 3 ");
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    g_autofree char *undone = listed(shop, filter);
    g_assert_cmpstr(undone, ==, "3 ");
    SAYS(shop->sam, "done", NULL, "order.unrelease", "O-100003");
    g_assert_cmpint(store_orders_lacking(shop->db, 100, NULL), ==, 0);
}

// An order that two warehouses serve is for each what its own part is.
static void test_parts(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    testshop_stock(shop, "TEA A1 1, MUG NORTH:A1 2");
    testshop_release(shop, "#1", "1 TEA, 1 MUG");
    testshop_release(shop, "#2", "1 MUG");
    testshop_pick(shop->anna, testshop_start(shop->anna, testshop_work_at(shop, "pick", "MAIN")));
    const int64_t main = testdb_number(shop->db, "SELECT id FROM site WHERE code = 'MAIN'");
    const int64_t north = testdb_number(shop->db, "SELECT id FROM site WHERE code = 'NORTH'");
    const struct {
        int64_t site;
        const char *state, *orders;
    } cases[] = {{main, "released", ""},      {main, "picking", ""},  {main, "picked", "1 "},
                 {north, "released", "1 2 "}, {north, "picking", ""}, {north, "picked", ""},
                 {0, "picking", "1 "},        {0, "released", "2 "}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *found = listed(
            shop, (struct queue_filter){.site = cases[i].site, .statuses = {cases[i].state}});
        g_assert_cmpstr(found, ==, cases[i].orders);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/pages/queue", test_queue);
    testdb_add("/pages/ended", test_ended);
    testdb_add("/pages/filter", test_filter);
    testdb_add("/pages/states", test_states);
    testdb_add("/pages/items", test_items);
    testdb_add("/pages/jobs", test_jobs);
    testdb_add("/pages/warehouse", test_warehouse);
    testdb_add("/pages/lacking", test_lacking);
    testdb_add("/pages/parts", test_parts);
    testdb_add("/pages/warehouse-ended", test_warehouse_ended);
    return g_test_run();
}
