// SPDX-License-Identifier: Apache-2.0
// Guarded writes: each is done once, and refused when what it was decided by is no longer so.
#include "numbers.h"
#include "store_fulfilment.h"
#include "store_line.h"
#include "store_order.h"
#include "store_parcel.h"
#include "store_print.h"
#include "store_task.h"
#include "store_work.h"
#include "testshop.h"

// What somebody read before all writes: #1 lies in an open box, #2 is being picked, #3 was packed
// and its label waits, #4 came in. A manifest is begun.
struct seen {
    struct work_row work; // the picking of #2
    int64_t packing, fulfilment, box, job, task, line, order, load;
    int64_t goods, place;
};

static bool ask(struct db *db, const struct seen *seen, GError **error)
{
    return store_work_ask(db, &seen->work, "take 2", error);
}

static bool claim(struct db *db, const struct seen *seen, GError **error)
{
    const struct claim by = {.operator_id = seen->work.operator_id,
                             .lease_until = seen->work.lease_until + MINUTE_MS};
    return store_work_claim(db, &seen->work, &by, false, TESTSHOP_NOW, error);
}

static bool step_seen(struct db *db, const struct seen *seen, GError **error)
{
    const struct step_seen step = {.operator_id = seen->work.operator_id,
                                   .last_event = seen->work.last_event + 1,
                                   .seen = seen->work.last_event};
    return store_work_step_seen(db, seen->work.id, &step, error);
}

static bool take_claim(struct db *db, const struct seen *seen, GError **error)
{
    return store_claim_take(db, seen->line, seen->goods, seen->place, 2, 0, error);
}

static bool count_task(struct db *db, const struct seen *seen, GError **error)
{
    return store_task_count(db, seen->task, 2, 0, NULL, error);
}

static bool close_work(struct db *db, const struct seen *seen, GError **error)
{
    return store_work_close(db, seen->packing, TESTSHOP_NOW, error);
}

static bool weigh_and_close_box(struct db *db, const struct seen *seen, GError **error)
{
    return store_box_weigh(db, seen->box, &(struct box_weight){.grams = 500}, error) &&
           store_box_close(db, seen->box, 1, "closed", TESTSHOP_NOW, error);
}

static bool weigh_box(struct db *db, const struct seen *seen, GError **error)
{
    return store_box_weigh(db, seen->box, &(struct box_weight){.grams = 700}, error);
}

static bool close_box(struct db *db, const struct seen *seen, GError **error)
{
    return store_box_close(db, seen->box, 1, "closed", TESTSHOP_NOW, error);
}

static bool change_fulfilment(struct db *db, const struct seen *seen, GError **error)
{
    return store_fulfilment_state(db, seen->fulfilment, "packing", "packed", 0, error);
}

static bool change_order(struct db *db, const struct seen *seen, GError **error)
{
    return store_order_status(db, seen->order, "ready", "short", 0, error);
}

static bool step_job(struct db *db, const struct seen *seen, GError **error)
{
    const struct job_step step = {
        .from = "waiting", .to = "sending", .reason = {"", ""}, .try = true};
    return store_job_step(db, seen->job, &step, error);
}

// One parcel of a manifest that goes on.
static bool step_load(struct db *db, const struct seen *seen, GError **error)
{
    const struct load_row load = {.id = seen->load, .parcels = 1, .state = "open"};
    return store_load_step(db, &load, 0, "open", error);
}

// In the order of the first time. FIRST NULL: only refused, after what the others did.
static const struct {
    const char *name;
    bool (*first)(struct db *db, const struct seen *seen, GError **error);
    bool (*again)(struct db *db, const struct seen *seen, GError **error);
} writes[] = {
    {"ask", ask, ask},
    {"claim", claim, claim},
    {"step", step_seen, step_seen},
    {"claim of goods", take_claim, take_claim},
    {"task", count_task, count_task},
    {"work", close_work, close_work},
    {"box", weigh_and_close_box, close_box},
    {"weight", NULL, weigh_box},
    {"fulfilment", change_fulfilment, change_fulfilment},
    {"order", change_order, change_order},
    {"job", step_job, step_job},
    {"manifest", step_load, step_load},
};

static void look(struct testdb *test, struct seen *seen)
{
    seen->packing = testdb_number(test->db, "SELECT w.id FROM work w JOIN parcel p ON p.work_id = "
                                            "w.id WHERE p.closed_at = 0");
    seen->fulfilment =
        testdb_number(test->db, "SELECT fulfilment_id FROM parcel WHERE closed_at = 0");
    seen->box = testdb_number(test->db, "SELECT id FROM parcel WHERE closed_at = 0");
    seen->job = testdb_number(test->db, "SELECT id FROM outbox");
    seen->order = testdb_number(test->db, "SELECT id FROM sales_order WHERE state = 'ready'");
    seen->task = testdb_number(test->db, "SELECT id FROM task WHERE done = 0");
    seen->line = testdb_number(test->db, "SELECT line_id FROM task WHERE done = 0");
    seen->goods = testdb_number(test->db, "SELECT goods_id FROM task WHERE done = 0");
    seen->place = testdb_number(test->db, "SELECT from_id FROM task WHERE done = 0");
}

static void begin_load(struct testdb *test, struct seen *seen)
{
    const struct load_row load = {
        .site_id = testdb_number(test->db, "SELECT id FROM site WHERE code = 'MAIN'"),
        .carrier = "DHL",
        .planned = 2,
        .begun_at = TESTSHOP_NOW,
        .operator_id = 1,
        .state = "open"};
    testdb_begin(test->db);
    seen->load = store_load_add(test->db, &load, NULL);
    g_assert_cmpint(seen->load, >, 0);
    testdb_commit(test->db);
}

static void test_twice(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    struct seen seen = {0};
    g_autoptr(GError) error = NULL;
    testshop_stock(shop, "TEA A1 20");
    testshop_prefix(shop);
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#3", "1 TEA"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    testshop_pack(shop->pia, testshop_open(shop->pia, testshop_picked(shop, "#1", "1 TEA")));
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#2", "2 TEA"));
    testshop_sell(shop, "#4", "1 TEA");
    g_autoptr(rowlist) found = store_work(test->db, number_id(NUMBER_WORK, work), &error);
    seen.work = *list_at(found, struct work_row, 0);
    look(test, &seen);
    begin_load(test, &seen);
    testshop_free(shop); // all is well; what follows breaks the sums
    for (size_t i = 0; i < G_N_ELEMENTS(writes); i++) {
        testdb_begin(test->db);
        if (writes[i].first && !writes[i].first(test->db, &seen, &error))
            g_error("%s: %s", writes[i].name, error->message);
        testdb_commit(test->db);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(writes); i++) {
        testdb_begin(test->db);
        if (writes[i].again(test->db, &seen, &error) && db_commit(test->db, &error))
            g_error("%s: done again", writes[i].name);
        g_assert_true(tote_error_is(error, TOTE_STALE));
        g_clear_error(&error);
        db_rollback(test->db);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/guards/twice", test_twice);
    return g_test_run();
}
