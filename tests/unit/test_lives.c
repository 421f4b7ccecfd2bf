// SPDX-License-Identifier: Apache-2.0
// The state tables of orders, work, shipments, parcels and jobs: sound, and as they are meant.
#include "lives.h"

static void test_sound(void)
{
    size_t n = 0;
    for (const struct state_table *const *table = model_state_tables(); *table; table++, n++) {
        g_autofree char *fault = state_table_fault(*table);
        g_assert_cmpstr(fault, ==, NULL);
    }
    g_assert_cmpuint(n, ==, 5);
}

static void leads(const struct state_table *table, const char *from, const char *event,
                  const char *to)
{
    const struct transition *row = state_next(table, from, event, "X", NULL);
    g_assert_cmpstr(row ? row->to : NULL, ==, to);
}

// What must never happen, and the ways back.
static void test_orders(void)
{
    leads(&order_states, "held", "unhold", "ready");
    leads(&order_states, "held", "await", "unpaid");
    leads(&order_states, "picking", "lack", "short");
    leads(&order_states, "released", "cancel", "cancelled");
    leads(&order_states, "picking", "cancel", NULL);
    leads(&order_states, "unpaid", "release", NULL);
    leads(&order_states, "held", "release", NULL);
    leads(&order_states, "packing", "unpick", NULL);
    leads(&order_states, "packed", "pack", NULL);
    leads(&order_states, "shipped", "ship", NULL);
    leads(&order_states, "cancelled", "unhold", NULL);
}

// A label that may have come out is never printed again without a person.
static void test_jobs(void)
{
    leads(&job_states, "doubt", "send", NULL);
    leads(&job_states, "printing", "unsent", NULL);
    leads(&job_states, "sending", "unsent", "waiting");
    leads(&job_states, "done", "cancel", NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lives/sound", test_sound);
    g_test_add_func("/lives/orders", test_orders);
    g_test_add_func("/lives/jobs", test_jobs);
    return g_test_run();
}
