// SPDX-License-Identifier: Apache-2.0
// The table of application identifiers: complete, in order, and at one with the lengths that
// the first two digits give.
#include <string.h>

#include "ai_table.h"

// Every identifier of a row, one after the other: "3100" … "3105".
static guint identifiers(const struct ai_row *row)
{
    return (guint)(g_ascii_strtoull(row->last, NULL, 10) - g_ascii_strtoull(row->first, NULL, 10)) +
           1;
}

static void name(const struct ai_row *row, guint i, char ret_ai[8])
{
    guint64 number = g_ascii_strtoull(row->first, NULL, 10) + i;
    g_snprintf(ret_ai, 8, "%0*u", (int)strlen(row->first), (guint)number);
}

// The figures of the GS1 syntax dictionary of 2025: 224 lines, 541 identifiers.
static void test_counts(void)
{
    gsize count = 0;
    guint all = 0, fixed = 0, attributes = 0, keys = 0;
    const struct ai_row *rows = ai_rows(&count);
    for (gsize i = 0; i < count; i++) {
        all += identifiers(&rows[i]);
        fixed += rows[i].fixed ? identifiers(&rows[i]) : 0;
        attributes += rows[i].attribute ? identifiers(&rows[i]) : 0;
        keys += rows[i].key != NULL;
    }
    g_assert_cmpuint(count, ==, 224);
    g_assert_cmpuint(all, ==, 541);
    g_assert_cmpuint(fixed, ==, 337);
    g_assert_cmpuint(attributes, ==, 525);
    g_assert_cmpuint(keys, ==, 16);
}

static void test_every_identifier_is_found(void)
{
    gsize count = 0;
    const struct ai_row *rows = ai_rows(&count);
    for (gsize i = 0; i < count; i++)
        for (guint k = 0; k < identifiers(&rows[i]); k++) {
            char ai[8];
            name(&rows[i], k, ai);
            g_assert_true(ai_of(ai, strlen(ai)) == &rows[i]);
            g_assert_cmpuint(ai_length(ai, strlen(ai)), ==, strlen(ai));
            g_assert_null(ai_of(ai, strlen(ai) - 1));
        }
}

static void test_nothing_else_is_found(void)
{
    static const char *const strange[] = {"",   "2",   "23",   "05", "234", "2345", "3106", "371",
                                          "80", "800", "8000", "89", "1A",  "x1",   "99999"};
    for (gsize i = 0; i < G_N_ELEMENTS(strange); i++)
        g_assert_null(ai_of(strange[i], strlen(strange[i])));
    g_assert_cmpuint(ai_length("4", 1), ==, 0);
    g_assert_cmpuint(ai_length("31A0", 4), ==, 0);
    g_assert_cmpuint(ai_length("310", 3), ==, 0);
    g_assert_cmpuint(ai_length("05", 2), ==, 0);
}

// A value without separator behind it has the length that its first two digits give.
static void test_predefined_lengths(void)
{
    gsize count = 0;
    const struct ai_row *rows = ai_rows(&count);
    for (gsize i = 0; i < count; i++) {
        gsize fixed = ai_fixed_length(rows[i].first);
        g_assert_true(rows[i].fixed == (fixed > 0));
        if (fixed) {
            g_assert_cmpuint(ai_min(&rows[i]), ==, fixed);
            g_assert_cmpuint(ai_max(&rows[i]), ==, fixed);
        }
    }
    g_assert_cmpuint(ai_fixed_length("04"), ==, 16); // not assigned yet
    g_assert_cmpuint(ai_fixed_length("10"), ==, 0);
}

// Only the last component may vary in length, and nothing mandatory follows an optional one.
static void test_components(void)
{
    gsize count = 0;
    const struct ai_row *rows = ai_rows(&count);
    for (gsize i = 0; i < count; i++) {
        const struct ai_part *part = rows[i].parts;
        g_assert_cmpuint(part->max, >, 0);
        for (; part->max; part++) {
            bool last = part[1].max == 0;
            g_assert_cmpuint(part->min, >, 0);
            g_assert_true(last || part->min == part->max);
            g_assert_true(last || !part->optional || part[1].optional);
        }
    }
}

static bool known_pattern(const char *pattern)
{
    gsize count = 0;
    const struct ai_row *rows = ai_rows(&count);
    for (gsize i = 0; i < count; i++)
        for (guint k = 0; k < identifiers(&rows[i]); k++) {
            char ai[8];
            name(&rows[i], k, ai);
            if (ai_matches(ai, pattern, strlen(pattern)))
                return true;
        }
    return false;
}

// Whatever a row names stands in the table itself.
static void test_associations_exist(void)
{
    gsize count = 0;
    const struct ai_row *rows = ai_rows(&count);
    for (gsize i = 0; i < count; i++) {
        const char *const lists[] = {rows[i].requires, rows[i].excludes, rows[i].key};
        for (gsize k = 0; k < G_N_ELEMENTS(lists); k++) {
            g_auto(GStrv) items = g_strsplit_set(lists[k] ? lists[k] : "", ",+|", -1);
            for (char **item = items; *item; item++)
                g_assert_true(!**item || known_pattern(*item));
        }
    }
}

static void test_patterns(void)
{
    g_assert_true(ai_matches("01", "01", 2));
    g_assert_true(ai_matches("3105", "310n", 4));
    g_assert_true(ai_matches("3105", "31nn", 4));
    g_assert_false(ai_matches("3105", "311n", 4));
    g_assert_false(ai_matches("310", "310n", 4));
    g_assert_false(ai_matches("3105", "310", 3));
    g_assert_false(ai_matches("", "01", 2));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ai-table/counts", test_counts);
    g_test_add_func("/ai-table/every-identifier", test_every_identifier_is_found);
    g_test_add_func("/ai-table/nothing-else", test_nothing_else_is_found);
    g_test_add_func("/ai-table/predefined-lengths", test_predefined_lengths);
    g_test_add_func("/ai-table/components", test_components);
    g_test_add_func("/ai-table/associations", test_associations_exist);
    g_test_add_func("/ai-table/patterns", test_patterns);
    return g_test_run();
}
