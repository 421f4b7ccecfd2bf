// SPDX-License-Identifier: Apache-2.0
// The state tables of orders, fulfilments, parcels, loads and jobs: sound, and as they are meant.
#include "lives.h"

#include <string.h>

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

// "ready short": the states with these flags, by rank.
static void flagged(const struct state_table *table, unsigned flags, const char *wanted)
{
    const char *codes[STATES_MOST + 1] = {NULL};
    state_codes(table, flags, codes);
    g_autofree char *found = g_strjoinv(" ", (char **)codes);
    g_assert_cmpstr(found, ==, wanted);
}

static void test_flags(void)
{
    flagged(&order_states, ST_OPEN,
            "unpaid held short ready released picking picked packing packed");
    flagged(&order_states, ST_DEMAND, "unpaid held short ready");
    flagged(&order_states, ST_EDITABLE, "unpaid held short ready elsewhere cancelled");
    flagged(&order_states, ST_RELEASABLE, "short ready");
    flagged(&order_states, ST_LATE, "short ready released picking picked packing packed");
    flagged(&order_states, ST_STOPPED, "unpaid held short");
    flagged(&order_states, ST_HELD_NOW, "held");
    flagged(&order_states, ST_FREE_TO_PICK, "released picking");
    flagged(&order_states, ST_FREE_TO_PACK, "picked packing");
    flagged(&order_states, ST_HOLDS_GOODS, "short released picking picked packing packed");
    flagged(&order_states, ST_SHOWS_FLOOR, "released picking picked packing packed shipped");
    flagged(&order_states, ST_CANCELLED, "cancelled");
    flagged(&fulfilment_states, ST_OPEN, "planned released picking picked packing packed");
    flagged(&fulfilment_states, ST_HOLDS_GOODS, "planned released picking picked packing packed");
    flagged(&fulfilment_states, ST_FREE_TO_PICK, "released picking");
    flagged(&fulfilment_states, ST_FREE_TO_PACK, "picked packing");
    flagged(&parcel_states, ST_OPEN, "open closed");
    flagged(&load_states, ST_OPEN, "open");
    flagged(&job_states, ST_OPEN, "waiting sending printing doubt failed");
    flagged(&job_states, ST_WANTS_PERSON, "doubt failed");
}

// "released packed" -> the state of the order.
static void summary(const char *fulfilments, const char *order)
{
    g_auto(GStrv) states = g_strsplit(fulfilments, " ", -1);
    size_t n = *fulfilments ? g_strv_length(states) : 0;
    g_assert_cmpstr(order_state_of((const char *const *)states, n), ==, order);
}

static void test_summary(void)
{
    summary("released", "released");
    summary("released released", "released");
    summary("packed released", "picking"); // one site has begun
    summary("released picking", "picking");
    summary("shipped packing picked", "picked");
    summary("shipped shipped", "shipped");
    summary("shipped cancelled", "shipped");
    summary("cancelled packed", "packed");
    summary("cancelled cancelled", "cancelled");
    summary("planned shipped", NULL);
    summary("", NULL);
}

// Every state of a fulfilment that an order may show is one that the order has, with the flag.
static void test_summary_states(void)
{
    for (size_t i = 0; i < fulfilment_states.n_states; i++) {
        const char *code = fulfilment_states.states[i].code;
        if (!strcmp(code, "planned") || !strcmp(code, "cancelled"))
            continue;
        g_assert_true(state_has(&order_states, code, ST_FLOOR));
        for (size_t k = 0; k < i; k++) // and further along there is further along here
            g_assert_cmpint(state_rank(&order_states, fulfilment_states.states[k].code), <,
                            state_rank(&order_states, code));
    }
}

// "retry move": what may happen to a job.
static void job_allows(const char *state, const char *wanted)
{
    static const char *const events[] = {"retry", "move", "done", "cancel"};
    GString *found = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
        if (job_may(state, events[i]))
            g_string_append_printf(found, "%s%s", found->len ? " " : "", events[i]);
    g_autofree char *text = g_string_free(found, FALSE);
    g_assert_cmpstr(text, ==, wanted);
}

static void test_job_may(void)
{
    job_allows("waiting", "move cancel");
    job_allows("sending", "");
    job_allows("printing", "");
    job_allows("doubt", "retry move done cancel");
    job_allows("failed", "retry move cancel");
    job_allows("done", "retry");
    job_allows("cancelled", "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lives/sound", test_sound);
    g_test_add_func("/lives/orders", test_orders);
    g_test_add_func("/lives/jobs", test_jobs);
    g_test_add_func("/lives/flags", test_flags);
    g_test_add_func("/lives/summary", test_summary);
    g_test_add_func("/lives/summary-states", test_summary_states);
    g_test_add_func("/lives/job-may", test_job_may);
    return g_test_run();
}
