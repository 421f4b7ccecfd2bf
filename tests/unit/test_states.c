// SPDX-License-Identifier: Apache-2.0
// State tables: what happens next, the sentence of a refusal, and the faults a table can have.
#include "states.h"

#include <string.h>

#include "errors.h"

static const struct state states[] = {
    {"new", "new", false},
    {"open", "being worked on", false},
    {"done", "done", true},
    {"left", "left", true}, // nothing leads here in the broken table
};

static const struct transition rows[] = {
    {"new", "start", "open", NULL, "started"},
    {"open", "scan", "open", NULL, "scanned"},
    {"open", "finish", "done", "nothing is missing", "finished"},
    {"open", "leave", "left", NULL, "left"},
    {"new", "leave", "left", NULL, "left"},
};

static const struct state_table good = {
    "work", "Work", "new", states, G_N_ELEMENTS(states), rows, G_N_ELEMENTS(rows)};

static void test_next(void)
{
    GError *error = NULL;
    const struct transition *row = state_next(&good, "open", "finish", "7", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(row->to, ==, "done");
    g_assert_cmpstr(row->guard, ==, "nothing is missing");
    g_assert_cmpstr(state_next(&good, "open", "scan", "7", &error)->to, ==, "open");
}

static void refused(const char *from, const char *event, const char *sentence)
{
    GError *error = NULL;
    g_assert_null(state_next(&good, from, event, "W7", &error));
    g_assert_true(tote_error_is(error, TOTE_STATE));
    g_assert_cmpstr(error->message, ==, sentence);
    g_assert_cmpstr(tote_error_field(error), ==, "work");
    g_error_free(error);
}

static void test_refusals(void)
{
    refused("done", "finish", "Work W7 is done; 'finish' needs: being worked on");
    refused("done", "leave", "Work W7 is done; 'leave' needs: being worked on, new");
    refused("new", "fly", "Work W7 is new; 'fly' needs: no state allows it");
    refused("odd", "start", "Work W7 is odd; 'start' needs: new");
}

static void test_labels(void)
{
    g_assert_cmpstr(state_label(&good, "open"), ==, "being worked on");
    g_assert_cmpstr(state_label(&good, "odd"), ==, "odd");
    g_assert_true(state_find(&good, "done")->final);
    g_assert_null(state_find(&good, "DONE"));
    g_assert_null(state_find(&good, NULL));
}

static void faulty(const struct state_table *table, const char *piece)
{
    g_autofree char *fault = state_table_fault(table);
    g_assert_nonnull(fault);
    g_assert_nonnull(strstr(fault, piece));
}

static void test_faults(void)
{
    g_autofree char *none = state_table_fault(&good);
    g_assert_null(none);
    struct state_table table = good;
    table.initial = "odd";
    faulty(&table, "initial");
    table = good;
    table.n_transitions = 3;
    faulty(&table, "left");
    static const struct transition unknown[] = {{"new", "start", "odd", NULL, ""}};
    table.transitions = unknown;
    table.n_transitions = 1;
    faulty(&table, "unknown");
    static const struct transition exits[] = {{"done", "again", "open", NULL, ""}};
    table.transitions = exits;
    faulty(&table, "final");
    static const struct transition twice[] = {{"new", "start", "open", NULL, ""},
                                              {"new", "start", "done", NULL, ""}};
    table.transitions = twice;
    table.n_transitions = 2;
    faulty(&table, "twice");
}

// Two states that only lead to each other are an island.
static void test_island(void)
{
    static const struct state four[] = {
        {"new", "new", false}, {"end", "end", true}, {"a", "a", false}, {"b", "b", false}};
    static const struct transition island[] = {
        {"new", "go", "end", NULL, ""}, {"a", "go", "b", NULL, ""}, {"b", "go", "a", NULL, ""}};
    struct state_table table = {"t", "T", "new", four, 4, island, 3};
    faulty(&table, "nothing leads to a");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/states/next", test_next);
    g_test_add_func("/states/refusals", test_refusals);
    g_test_add_func("/states/labels", test_labels);
    g_test_add_func("/states/faults", test_faults);
    g_test_add_func("/states/island", test_island);
    return g_test_run();
}
