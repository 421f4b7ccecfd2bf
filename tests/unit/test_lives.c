// SPDX-License-Identifier: Apache-2.0
// The state tables of orders, fulfilments, parcels, loads and jobs: sound, and as they are meant.
#include "lives.h"

#include <string.h>

#include "code_tables.h"

static void test_sound(void)
{
    size_t n = 0;
    for (const struct state_table *const *table = model_state_tables(); *table; table++, n++) {
        g_autofree char *fault = state_table_fault(*table);
        g_assert_cmpstr(fault, ==, NULL);
    }
    g_assert_cmpuint(n, ==, 6);
}

// A translation has the words of all events.
static void test_events(void)
{
    for (const struct state_table *const *table = model_state_tables(); *table; table++)
        for (size_t i = 0; i < (*table)->n_transitions; i++)
            if (!g_strv_contains(model_event_words(), (*table)->transitions[i].event))
                g_error("event %s has no word", (*table)->transitions[i].event);
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
    leads(&job_states, "doubt", "finish", NULL); // nor does the worker know what a person must see
    leads(&job_states, "printing", "see", NULL);
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
            "unpaid held ready short released picking picked packing packed");
    flagged(&order_states, ST_DEMAND, "unpaid held ready short");
    flagged(&order_states, ST_EDITABLE, "unpaid held ready short elsewhere cancelled");
    flagged(&order_states, ST_RELEASABLE, "ready short");
    flagged(&order_states, ST_LATE, "ready short released picking picked packing packed");
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
    flagged(&job_states, ST_OPEN, "waiting sending printing moving cancelling doubt failed");
    flagged(&job_states, ST_WANTS_PERSON, "doubt failed");
    flagged(&job_states, ST_MAY_BE_OUT, "moving cancelling doubt done");
    flagged(&order_states, ST_LACKS_GOODS, "short");
    flagged(&order_states, ST_LEFT, "shipped");
    flagged(&fulfilment_states, ST_LEFT, "shipped");
    flagged(&printer_states, ST_WANTS_PERSON, "trouble away");
    flagged(&printer_states, ST_UNREACHED, "away");
    flagged(&printer_states, ST_ANSWERS, "ready printing");
}

// "released packed" -> the state of the order, of which a part is wanted still or not.
static void sums(const char *fulfilments, bool wanted, const char *order)
{
    g_auto(GStrv) states = g_strsplit(fulfilments, " ", -1);
    size_t n = *fulfilments ? g_strv_length(states) : 0;
    g_assert_cmpstr(order_state_of((const char *const *)states, n, wanted), ==, order);
}

static void summary(const char *fulfilments, const char *order)
{
    sums(fulfilments, false, order);
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
    summary("shipped released", "released");
    summary("cancelled cancelled", "short"); // nothing was found, and nobody said cancel
    summary("lacking packed", "packed");
    summary("lacking cancelled", "short");
    summary("planned shipped", NULL);
    summary("planned picking", NULL);
    summary("", NULL);
    sums("shipped", true, "short");
    sums("shipped packed", true, "packed");
}

// Every state of a fulfilment that an order may show is one that the order has, with the flag.
static void test_summary_states(void)
{
    for (size_t i = 0; i < fulfilment_states.n_states; i++) {
        const struct state *state = &fulfilment_states.states[i];
        const char *order = state->stands_for;
        unsigned same = ST_OPEN | ST_FREE_TO_PICK | ST_FREE_TO_PACK | ST_WORKED_ON | ST_LEFT;
        if (!order)
            continue;
        g_assert_true(state_has(&order_states, order, ST_FLOOR));
        g_assert_cmpuint(state->flags & same, ==, state_find(&order_states, order)->flags & same);
        for (size_t k = 0; k < i; k++) // and further along there is further along here
            g_assert_cmpint(state_rank(&order_states, fulfilment_states.states[k].stands_for), <,
                            state_rank(&order_states, order));
    }
}

// What the fulfilments of an order can be: each of two sites in any state of its life.
static const char *pair(const char *left, const char *right, bool wanted)
{
    const char *const states[] = {left, right};
    return order_state_of(states, 2, wanted);
}

// Whatever one of two sites does, a row of the order's table leads to what both sum up to.
static void test_summary_rows(void)
{
    for (size_t i = 0; i < fulfilment_states.n_transitions; i++)
        for (size_t k = 0; k < fulfilment_states.n_states; k++) {
            const struct transition *row = &fulfilment_states.transitions[i];
            const char *other = fulfilment_states.states[k].code;
            bool wanted = state_has(&fulfilment_states, row->to, ST_CANCELLED); // by somebody else
            bool lacked = state_has(&fulfilment_states, row->from, ST_CANCELLED);
            const char *before = pair(row->from, other, lacked);
            const char *after = pair(row->to, other, wanted);
            // Planned ones, and those that end with their order, do not move it.
            if (!before || !after || !strcmp(before, after) || !strcmp(row->event, "cancel"))
                continue;
            GError *error = NULL;
            g_assert_nonnull(state_towards(&order_states, before, after, "X", &error));
            g_assert_no_error(error);
        }
}

static void words(const char *state, struct order_sites sites, const char *wanted)
{
    g_autofree char *text = order_state_words(state, &sites);
    g_assert_cmpstr(text, ==, wanted);
}

static void test_words(void)
{
    words("released", (struct order_sites){2, 2, 0}, "released to pick");
    words("released", (struct order_sites){2, 1, 1}, "released to pick; 1 of 2 warehouses shipped");
    words("short", (struct order_sites){1, 0, 1}, "short of goods; a part was shipped");
    words("released", (struct order_sites){1, 1, 1}, "released to pick; a part was shipped");
    words("shipped", (struct order_sites){2, 0, 2}, "shipped");
    words("ready", (struct order_sites){0, 0, 0}, "ready");
    words("picking", (struct order_sites){2, 2, 0, 1}, "being picked");
    words("picking", (struct order_sites){2, 2, 0, 0}, "begun, not in hand now");
    words("packing", (struct order_sites){3, 2, 1, 0},
          "begun, not in hand now; 1 of 3 warehouses shipped");
}

// --- a new state is one row

enum { MORE = STATES_MOST };

// A copy of a table with one more state, and the rows that lead there and on.
struct grown {
    struct state states[MORE];
    struct transition rows[80];
    struct state_table table;
};

// STATE stands behind AFTER.
static void grow(struct grown *grown, const struct state_table *from, const char *after,
                 struct state state, struct transition there, struct transition on)
{
    g_assert_cmpuint(from->n_states, <, MORE);
    g_assert_cmpuint(from->n_transitions + 2, <=, G_N_ELEMENTS(grown->rows));
    grown->table = *from;
    size_t at = (size_t)state_rank(from, after);
    memcpy(grown->states, from->states, at * sizeof *from->states);
    grown->states[at] = state;
    memcpy(&grown->states[at + 1], from->states + at, (from->n_states - at) * sizeof *from->states);
    grown->table.n_states++;
    memcpy(grown->rows, from->transitions, from->n_transitions * sizeof *from->transitions);
    grown->rows[grown->table.n_transitions++] = there;
    grown->rows[grown->table.n_transitions++] = on;
    grown->table.states = grown->states;
    grown->table.transitions = grown->rows;
}

// "checked": a site looks over what was picked before it is packed; orders show it as a state too.
static void grow_checked(struct grown *orders, struct grown *fulfilments)
{
    const unsigned has = ST_OPEN | ST_HOLDS_GOODS | ST_FREE_TO_PACK;
    grow(orders, &order_states, "picked",
         (struct state){"checked", "checked", has | ST_LATE | ST_FLOOR | ST_SHOWS_FLOOR},
         (struct transition){"picked", "check", "checked", NULL, "checked"},
         (struct transition){"checked", "pack", "packing", "bench_free", "packing began"});
    grow(fulfilments, &fulfilment_states, "picked",
         (struct state){"checked", "checked", has, "checked"},
         (struct transition){"picked", "check", "checked", NULL, "checked"},
         (struct transition){"checked", "pack", "packing", "bench_free", "packing began"});
}

static void test_new_state(void)
{
    struct grown orders, fulfilments;
    grow_checked(&orders, &fulfilments);
    const struct order_tables both = {&orders.table, &fulfilments.table};
    g_autofree char *order_fault = state_table_fault(&orders.table);
    g_autofree char *fulfilment_fault = state_table_fault(&fulfilments.table);
    g_assert_cmpstr(order_fault, ==, NULL);
    g_assert_cmpstr(fulfilment_fault, ==, NULL);
    // The summary, by rank and what it stands for.
    const char *const cases[][3] = {{"checked", "checked", "checked"},
                                    {"checked", "picked", "picked"},
                                    {"checked", "packed", "checked"},
                                    {"released", "checked", "picking"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(order_state_by(&both, cases[i], 2, false), ==, cases[i][2]);
    leads(&orders.table, "picked", "check", "checked");
    g_assert_nonnull(state_towards(&orders.table, "picked", "checked", "X", NULL));
    flagged(&orders.table, ST_FREE_TO_PACK, "picked checked packing"); // lists and views ask so
    g_assert_null(strstr(state_label(&orders.table, "checked"), "_"));
}

// Its flags come into the table that SQL joins, from the same row.
static void test_new_state_in_sql(void)
{
    struct grown orders, fulfilments;
    size_t n = 0;
    int64_t values[CODE_COLUMNS];
    grow_checked(&orders, &fulfilments);
    struct code_table table = {.name = NULL};
    const struct code_table *tables = model_code_tables(&n);
    for (size_t i = 0; i < n; i++)
        if (!strcmp(tables[i].name, "order_state"))
            table = tables[i];
    struct code_states source = *(const struct code_states *)table.source;
    source.states = &orders.table;
    table.source = &source;
    g_assert_cmpuint(model_code_rows(&table), ==, order_states.n_states + 1);
    size_t at = (size_t)state_rank(&order_states, "picked");
    g_assert_cmpstr(model_code(&table, at, values), ==, "checked");
    g_assert_cmpint(values[0], ==, 1); // open
    g_assert_cmpint(values[1], ==, 0); // demand
    g_assert_cmpint(values[3], ==, 1); // late
    g_assert_cmpint(values[6], ==, 8); // rank
    g_assert_cmpstr(model_code(&table, at + 1, values), ==, "packing");
    g_assert_cmpint(values[6], ==, 9); // and those behind it moved on
}

// A state that nothing leads to, or an event that is called like one, is refused.
static void test_new_state_faults(void)
{
    struct grown grown;
    grow(&grown, &load_states, "closed", (struct state){"sealed", "sealed", ST_OPEN},
         (struct transition){"open", "sealed", "sealed", NULL, "sealed"},
         (struct transition){"sealed", "go", "closed", NULL, "gone"});
    g_autofree char *called = state_table_fault(&grown.table);
    g_assert_cmpstr(called, ==, "load: event sealed is called like a state");
    grown.rows[1].event = "seal";
    g_autofree char *sound = state_table_fault(&grown.table);
    g_assert_cmpstr(sound, ==, NULL);
    grown.rows[1].to = "closed";
    g_autofree char *lost = state_table_fault(&grown.table);
    g_assert_cmpstr(lost, ==, "load: nothing leads to sealed");
}

// "retry move": what may happen to a job.
static void job_allows(const char *state, const char *wanted)
{
    static const char *const events[] = {"retry", "move", "see", "cancel"};
    GString *found = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
        if (state_may(&job_states, state, events[i]))
            g_string_append_printf(found, "%s%s", found->len ? " " : "", events[i]);
    g_autofree char *text = g_string_free(found, FALSE);
    g_assert_cmpstr(text, ==, wanted);
}

static void test_job_may(void)
{
    job_allows("waiting", "move cancel");
    job_allows("sending", "");
    job_allows("printing", "move cancel");
    job_allows("moving", "move cancel");
    job_allows("cancelling", "move");
    job_allows("doubt", "retry move see cancel");
    job_allows("failed", "retry move cancel");
    job_allows("done", "retry");
    job_allows("cancelled", "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lives/sound", test_sound);
    g_test_add_func("/lives/events", test_events);
    g_test_add_func("/lives/orders", test_orders);
    g_test_add_func("/lives/jobs", test_jobs);
    g_test_add_func("/lives/flags", test_flags);
    g_test_add_func("/lives/summary", test_summary);
    g_test_add_func("/lives/summary-states", test_summary_states);
    g_test_add_func("/lives/summary-rows", test_summary_rows);
    g_test_add_func("/lives/words", test_words);
    g_test_add_func("/lives/job-may", test_job_may);
    g_test_add_func("/lives/new-state", test_new_state);
    g_test_add_func("/lives/new-state-in-sql", test_new_state_in_sql);
    g_test_add_func("/lives/new-state-faults", test_new_state_faults);
    return g_test_run();
}
