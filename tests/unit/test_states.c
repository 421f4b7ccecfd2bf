// SPDX-License-Identifier: Apache-2.0
// State tables: what happens next, the sentence of a refusal, flags, guards, and the faults that a
// table can have.
#include "states.h"

#include <string.h>

#include "errors.h"

enum { BUSY = ST_FIRST, LATE = ST_FIRST << 1, OTHER = ST_FIRST << 2 };

static const struct state states[] = {
    {"open", "being worked on", ST_OPEN | BUSY | LATE},
    {"new", "new", ST_OPEN | LATE},
    {"done", "done", 0},
    {"left", "left", 0}, // nothing leads here in the broken table
};

static const struct guard guards[] = {{"whole", "nothing is missing"}};

static const struct transition rows[] = {
    {"new", "start", "open", NULL, "started"},       {"open", "scan", "open", NULL, "scanned"},
    {"open", "finish", "done", "whole", "finished"}, {"open", "leave", "left", NULL, "left"},
    {"new", "leave", "left", NULL, "left"},
};

static const struct state_table good = {.name = "work",
                                        .noun = "Work",
                                        .initial = "new",
                                        .states = states,
                                        .n_states = G_N_ELEMENTS(states),
                                        .transitions = rows,
                                        .n_transitions = G_N_ELEMENTS(rows),
                                        .guards = guards,
                                        .n_guards = G_N_ELEMENTS(guards),
                                        .flags = ST_OPEN | BUSY | LATE};

static void test_next(void)
{
    GError *error = NULL;
    const struct transition *row = state_next(&good, "open", "finish", "7", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(row->to, ==, "done");
    g_assert_cmpstr(state_guard(&good, row), ==, "nothing is missing");
    row = state_next(&good, "open", "scan", "7", &error);
    g_assert_cmpstr(row->to, ==, "open");
    g_assert_null(state_guard(&good, row));
    g_assert_true(state_may(&good, "new", "leave"));
    g_assert_false(state_may(&good, "done", "leave"));
    g_assert_false(state_may(&good, NULL, "leave"));
}

static void refused(const char *from, const char *event, const char *sentence)
{
    GError *error = NULL;
    g_assert_null(state_next(&good, from, event, "W7", &error));
    g_assert_true(tote_error_is(error, TOTE_STATE));
    g_assert_cmpstr(error->message, ==, sentence);
    g_assert_cmpstr(tote_error_field(error), ==, "work");
    g_error_free(error);
    g_autofree char *why = state_why_not(&good, from, event, "W7");
    g_assert_cmpstr(why, ==, sentence);
}

static void test_refusals(void)
{
    refused("done", "finish", "Work W7 is done; 'finish' needs: being worked on");
    refused("done", "leave", "Work W7 is done; 'leave' needs: being worked on, new");
    refused("new", "fly", "Work W7 is new; 'fly' needs: no state allows it");
    refused("odd", "start", "Work W7 is odd; 'start' needs: new");
    g_assert_null(state_why_not(&good, "new", "start", "W7"));
}

// By whatever event; nothing leads from one end to another.
static void test_towards(void)
{
    GError *error = NULL;
    g_assert_cmpstr(state_towards(&good, "new", "open", "W7", &error)->event, ==, "start");
    g_assert_cmpstr(state_towards(&good, "open", "left", "W7", &error)->event, ==, "leave");
    g_assert_no_error(error);
    g_assert_null(state_towards(&good, "new", "done", "W7", &error));
    g_assert_true(tote_error_is(error, TOTE_STATE));
    g_assert_cmpstr(error->message, ==, "Work W7 is new; nothing leads from there to: done");
    g_error_free(error);
}

// The shortest way to where an event is allowed, by what may be done only.
static void test_way(void)
{
    static const char *const all[] = {"start", "scan", "leave", NULL};
    static const char *const none[] = {"leave", NULL};
    const struct transition *way[STATES_MOST] = {NULL};
    g_assert_cmpuint(state_way(&good, "new", "finish", all, way), ==, 1);
    g_assert_cmpstr(way[0]->event, ==, "start");
    g_assert_cmpuint(state_way(&good, "new", "finish", none, way), ==, 0);
    g_assert_cmpuint(state_way(&good, "open", "finish", all, way), ==, 0); // it is there
    g_assert_cmpuint(state_way(&good, "done", "finish", all, way), ==, 0);
}

// What there is one of is found by its flag.
static void test_first(void)
{
    g_assert_cmpstr(state_first(&good, BUSY), ==, "open");
    g_assert_cmpstr(state_first(&good, LATE), ==, "open"); // of two the first by rank
}

static void test_guard_fails(void)
{
    GError *error = NULL;
    g_assert_false(state_guard_fails(&good, &rows[2], "W7", &error));
    g_assert_true(tote_error_is(error, TOTE_STATE));
    g_assert_cmpstr(error->message, ==,
                    "Work W7 is being worked on; 'finish' asks: nothing is missing");
    g_error_free(error);
}

static void test_labels(void)
{
    g_assert_cmpstr(state_label(&good, "open"), ==, "being worked on");
    g_assert_cmpstr(state_label(&good, "odd"), ==, "odd");
    g_assert_null(state_find(&good, "DONE"));
    g_assert_null(state_find(&good, NULL));
}

static void test_flags(void)
{
    const char *codes[STATES_MOST];
    g_assert_true(state_has(&good, "open", ST_OPEN | BUSY));
    g_assert_false(state_has(&good, "new", ST_OPEN | BUSY));
    g_assert_false(state_has(&good, "odd", 0));
    g_assert_cmpint(state_rank(&good, "done"), ==, 3);
    g_assert_cmpint(state_rank(&good, "odd"), ==, 0);
    g_assert_cmpuint(state_codes(&good, ST_OPEN, codes), ==, 2);
    g_assert_cmpstr(codes[0], ==, "open"); // by rank
    g_assert_cmpstr(codes[1], ==, "new");
    g_assert_null(codes[2]);
    g_assert_null(codes[STATES_MOST - 1]);
    g_assert_cmpuint(state_codes(&good, 0, codes), ==, 4);
    g_assert_cmpuint(state_codes(&good, ST_OPEN | BUSY, codes), ==, 1);
}

static void faulty(const struct state_table *table, const char *piece)
{
    g_autofree char *fault = state_table_fault(table);
    g_assert_nonnull(fault);
    g_assert_nonnull(strstr(fault, piece));
}

static void faulty_rows(const struct transition *transitions, size_t n, const char *piece)
{
    struct state_table table = good;
    table.transitions = transitions;
    table.n_transitions = n;
    faulty(&table, piece);
}

static void test_faulty_rows(void)
{
    g_autofree char *none = state_table_fault(&good);
    g_assert_null(none);
    faulty_rows(rows, 3, "nothing leads to left");
    static const struct transition unknown[] = {{"new", "start", "odd", NULL, ""}};
    faulty_rows(unknown, 1, "unknown state");
    static const struct transition exits[] = {{"done", "again", "open", NULL, ""}};
    faulty_rows(exits, 1, "final state done has an exit");
    static const struct transition twice[] = {{"new", "start", "open", NULL, ""},
                                              {"new", "start", "done", NULL, ""}};
    faulty_rows(twice, 2, "twice");
    static const struct transition asks[] = {{"new", "start", "open", "odd", ""}};
    faulty_rows(asks, 1, "unknown guard odd");
    static const struct transition born[] = {{"", "make", "new", NULL, ""}};
    faulty_rows(born, 1, "unknown state"); // this table begins with "new"
    static const struct transition unasked[] = {{"new", "start", "open", NULL, ""},
                                                {"open", "finish", "done", NULL, ""},
                                                {"open", "leave", "left", NULL, ""}};
    faulty_rows(unasked, 3, "no row asks guard whole");
    static const struct transition stuck[] = {{"new", "start", "open", NULL, ""},
                                              {"open", "scan", "open", NULL, ""},
                                              {"new", "leave", "left", NULL, ""},
                                              {"new", "skip", "done", "whole", ""}};
    faulty_rows(stuck, 4, "open state open has no way out");
}

static void faulty_states(const struct state *changed, const char *piece)
{
    struct state four[4];
    struct state_table table = good;
    memcpy(four, states, sizeof four);
    four[3] = *changed;
    table.states = four;
    faulty(&table, piece);
}

static void test_faulty_states(void)
{
    struct state_table table = good;
    table.initial = "odd";
    faulty(&table, "initial");
    struct state five[5] = {[4] = {"done", "over", 0}};
    memcpy(five, states, sizeof states);
    faulty(&(struct state_table){.name = "work",
                                 .noun = "Work",
                                 .initial = "new",
                                 .states = five,
                                 .n_states = 5,
                                 .transitions = rows,
                                 .n_transitions = G_N_ELEMENTS(rows),
                                 .guards = guards,
                                 .n_guards = G_N_ELEMENTS(guards),
                                 .flags = good.flags},
           "done stands twice");
    faulty_states(&(struct state){"left", "left", OTHER}, "does not know");
}

// A final state may be noted again, and a table may begin with nothing.
static void test_sound(void)
{
    static const struct state two[] = {{"a", "a", ST_OPEN}, {"b", "b", 0}};
    static const struct transition moves[] = {
        {"", "make", "a", NULL, ""}, {"a", "end", "b", NULL, ""}, {"b", "copy", "b", NULL, ""}};
    const struct state_table table = {.name = "t",
                                      .noun = "T",
                                      .initial = "",
                                      .states = two,
                                      .n_states = 2,
                                      .transitions = moves,
                                      .n_transitions = 3,
                                      .flags = ST_OPEN};
    g_autofree char *fault = state_table_fault(&table);
    g_assert_cmpstr(fault, ==, NULL);
    g_assert_cmpstr(state_next(&table, "", "make", "x", NULL)->to, ==, "a");
}

// Two states that only lead to each other are an island.
static void test_island(void)
{
    static const struct state four[] = {
        {"new", "new", ST_OPEN}, {"end", "end", 0}, {"a", "a", ST_OPEN}, {"b", "b", 1}};
    static const struct transition island[] = {
        {"new", "go", "end", NULL, ""}, {"a", "go", "b", NULL, ""}, {"b", "go", "a", NULL, ""}};
    const struct state_table table = {.name = "t",
                                      .noun = "T",
                                      .initial = "new",
                                      .states = four,
                                      .n_states = 4,
                                      .transitions = island,
                                      .n_transitions = 3,
                                      .flags = ST_OPEN};
    faulty(&table, "nothing leads to a");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/states/next", test_next);
    g_test_add_func("/states/refusals", test_refusals);
    g_test_add_func("/states/guard-fails", test_guard_fails);
    g_test_add_func("/states/towards", test_towards);
    g_test_add_func("/states/way", test_way);
    g_test_add_func("/states/first", test_first);
    g_test_add_func("/states/labels", test_labels);
    g_test_add_func("/states/flags", test_flags);
    g_test_add_func("/states/faulty-rows", test_faulty_rows);
    g_test_add_func("/states/faulty-states", test_faulty_states);
    g_test_add_func("/states/sound", test_sound);
    g_test_add_func("/states/island", test_island);
    return g_test_run();
}
