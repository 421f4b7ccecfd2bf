// SPDX-License-Identifier: Apache-2.0
// Plans: what would happen to which things, which refuse it and why, and what has to be typed.
#include "deed_plan.h"

#include <string.h>

#include "lives.h"
#include "testshop.h"

static GArray *ids_of(int n)
{
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (int64_t i = 1; i <= n; i++)
        g_array_append_val(ids, i);
    return ids;
}

// The plan of an action for the first N orders; MANY: they are marked.
static struct plan *plan_of(struct testshop *shop, const char *action, int n, bool many)
{
    GError *error = NULL;
    g_autoptr(GArray) ids = ids_of(n);
    struct plan *plan =
        plan_make(shop->db, &order_object, object_action(&order_object, action), ids, &error);
    g_assert_no_error(error);
    plan->many = many;
    return plan;
}

// The rows as text: "O-100001 + held, O-100002 - only when …".
static void rows(const struct plan *plan, const char *expected)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < plan->rows->len; i++) {
        const struct plan_row *row = &g_array_index(plan->rows, struct plan_row, i);
        g_string_append_printf(text, "%s %s %s\n", row->object.number.text,
                               row->refusal ? "-" : "+",
                               row->refusal ? row->refusal : row->outcome);
    }
    g_assert_cmpstr(text->str, ==, expected);
    g_string_free(text, TRUE);
}

// Three orders: ready, held, released to pick.
static struct testshop *shop_of(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_sell(shop, "#1", "1 TEA");
    testshop_sell(shop, "#2", "1 TEA");
    testshop_release(shop, "#3", "1 TEA");
    SAYS(shop->sam, "done", NULL, "order.hold", "#2", "wait");
    return shop;
}

static void test_rows(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_of(test);
    g_autoptr(deed_plan) hold = plan_of(shop, "order.hold", 4, true); // the fourth is not there
    rows(hold, "O-100001 + held\n"
               "O-100002 - it is held; only when waiting for payment, ready, short of goods or "
               "released to pick\n"
               "O-100003 + held; its goods are free again\n");
    g_assert_cmpint(hold->n_do, ==, 2);
    g_assert_null(plan_refusal(hold));
    g_autoptr(deed_plan) release = plan_of(shop, "order.release", 1, false);
    rows(release, "O-100001 + to pick if all is in stock, else it waits for goods\n");
    g_autoptr(deed_plan) unhold = plan_of(shop, "order.unhold", 1, false);
    g_assert_cmpstr(plan_refusal(unhold), ==, "it is ready; only when held");
}

static void asks(struct plan *plan, const char *question)
{
    g_autofree char *text = plan_question(plan);
    g_assert_cmpstr(text, ==, question);
}

// Nothing is sure before the number, the count or yes was typed.
static void test_sure(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_of(test);
    bool last = false;
    g_autoptr(deed_plan) one = plan_of(shop, "order.cancel", 1, false);
    asks(one, "Cancel the order: type its number, O-100001");
    g_assert_false(plan_answer(one, "yes", &last));
    g_assert_true(plan_answer(one, "o-100001", &last) && last);
    g_autoptr(deed_plan) three = plan_of(shop, "order.cancel", 3, true);
    asks(three, "Cancel the order: type 3, how many");
    g_assert_false(plan_answer(three, "O-100001", &last));
    g_assert_false(plan_answer(three, "2", &last));
    g_assert_true(plan_answer(three, "3", &last) && last);
    g_autoptr(deed_plan) pay = plan_of(shop, "order.pay", 1, false);
    g_assert_true(plan_asks(pay));
    g_assert_false(plan_answer(pay, "no", &last));
    g_assert_true(plan_answer(pay, "YES", &last));
    g_autoptr(deed_plan) hold = plan_of(shop, "order.hold", 3, true);
    asks(hold, "Hold: why?");
    g_assert_true(plan_answer(hold, "the customer rang", &last) && last);
    g_assert_cmpstr(hold->answer, ==, "the customer rang");
    g_autoptr(deed_plan) release = plan_of(shop, "order.release", 3, true);
    asks(release, "Enter does it");
    g_assert_false(plan_asks(release));
    g_assert_false(plan_answer(release, "anything", &last));
}

// A failed job is tried again at once; what may be on paper already is asked about.
static void test_print_again(struct testdb *test)
{
    const struct deed *deed = object_action(&job_object, "print.retry")->deed;
    g_assert_true(deed->sure_in("failed"));
    g_assert_false(deed->sure_in("doubt"));
    g_assert_false(deed->sure_in("done"));
    const struct action *seen = object_action(&job_object, "print.seen");
    g_assert_cmpstr(object_refusal(&job_object, seen, "printing"), ==,
                    "it is printing; only when perhaps printed");
    g_assert_null(object_refusal(&job_object, seen, "doubt"));
    const struct action *retry = object_action(&job_object, "print.retry");
    g_assert_cmpstr(object_refusal(&job_object, retry, "waiting"), ==,
                    "it is waiting: it comes by itself as soon as its printer takes it");
    g_assert_cmpstr(object_refusal(&job_object, retry, "cancelled"), ==,
                    "it is cancelled; only when perhaps printed, not printed or printed");
}

static void test_way_back(struct testdb *test)
{
    const struct deed *hold = object_action(&order_object, "order.hold")->deed;
    const struct deed *release = object_action(&order_object, "order.release")->deed;
    g_assert_true(object_leads_back(&order_object, hold, "held", "ready"));
    g_assert_true(object_leads_back(&order_object, hold, "held", "unpaid"));
    g_assert_false(object_leads_back(&order_object, hold, "held", "released"));
    g_assert_false(object_leads_back(&order_object, hold, "cancelled", "ready"));
    g_assert_true(object_leads_back(&order_object, release, "released", "ready"));
    g_assert_true(object_leads_back(&order_object, release, "short", "ready"));
    // It would be ready afterwards, and its goods gone.
    g_assert_false(object_leads_back(&order_object, release, "short", "short"));
    g_assert_false(object_leads_back(&order_object, release, "released", "short"));
    g_assert_true(object_came_to(&order_object, release, "released", "short"));
    g_assert_false(object_came_to(&order_object, release, "short", "ready"));
}

// A quick yes does nothing to many: they have to be counted.
static void test_many(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_of(test);
    bool last = false;
    g_autoptr(deed_plan) three = plan_of(shop, "order.cancel", 3, true);
    g_assert_false(plan_answer(three, "yes", &last));
    g_assert_false(plan_answer(three, "", &last));
    g_autoptr(deed_plan) pay = plan_of(shop, "order.pay", 3, true);
    g_assert_false(plan_answer(pay, "yes", &last));
}

// What comes of it depends on more than its state sometimes, and then that is said.
static void test_guard(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_of(test);
    g_autoptr(deed_plan) unhold = plan_of(shop, "order.unhold", 2, true);
    rows(unhold, "O-100001 - it is ready; only when held\n"
                 "O-100002 + hold taken off, where it is paid\n");
}

// What is said of each row of a plan of many is what would come of it, and nothing of it is done.
static void test_trial(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_of(test);
    g_autofree char *before = NULL, *after = NULL;
    testshop_sell(shop, "#4", "8 TEA");
    testshop_sell(shop, "#5", "1 TEA");
    g_autoptr(deed_plan) release = plan_of(shop, "order.release", 5, true);
    before = testshop_dump(shop->db);
    plan_try(release, shop->sam);
    after = testshop_dump(shop->db);
    g_assert_cmpstr(before, ==, after);
    rows(release, "O-100001 + released to pick\n"
                  "O-100002 - it is held; only when ready or short of goods\n"
                  "O-100003 - it is released to pick; only when ready or short of goods\n"
                  "O-100004 + released to pick\n"
                  "O-100005 + short of goods\n"); // nine of ten pieces are somebody's by then
    g_assert_true(g_array_index(release->rows, struct plan_row, 4).otherwise);
    g_assert_false(g_array_index(release->rows, struct plan_row, 3).otherwise);
}

// A trial that is refused is no row that will be done.
static void test_trial_refused(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_of(test);
    struct incoming_order *order = testshop_order("#4", "1 TEA");
    g_clear_pointer(&order->delivery.name, g_free);
    testshop_take(shop, testshop_sealed(order), NULL);
    g_autoptr(deed_plan) unhold = plan_of(shop, "order.unhold", 4, true);
    g_assert_cmpint(unhold->n_do, ==, 2);
    plan_try(unhold, shop->sam);
    g_assert_cmpint(unhold->n_do, ==, 1);
    rows(unhold, "O-100001 - it is ready; only when held\n"
                 "O-100002 + hold taken off\n"
                 "O-100003 - it is released to pick; only when held\n"
                 "O-100004 - O-100004 has no delivery address with name, street, city and "
                 "country: correct it in the channel and import it again, or cancel it\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/deed-plan/rows", test_rows);
    testdb_add("/deed-plan/sure", test_sure);
    testdb_add("/deed-plan/print-again", test_print_again);
    testdb_add("/deed-plan/way-back", test_way_back);
    testdb_add("/deed-plan/many", test_many);
    testdb_add("/deed-plan/guard", test_guard);
    testdb_add("/deed-plan/trial", test_trial);
    testdb_add("/deed-plan/trial-refused", test_trial_refused);
    return g_test_run();
}
