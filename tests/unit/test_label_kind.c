// SPDX-License-Identifier: Apache-2.0
// Every kind of label has a design of the size of its media, and one word of its own.
#include "label_kind.h"

#include "assets.h"
#include "binders.h"

static void test_designs(void)
{
    size_t n = 0;
    const struct label_kind *kinds = label_kinds(&n);
    g_assert_cmpuint(n, >, 0);
    for (size_t i = 0; i < n; i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *path = asset_path(kinds[i].design);
        g_autoptr(label_design) design = label_design_load(path, &error);
        g_assert_no_error(error);
        g_assert_cmpint(ABS(label_design_width(design) - kinds[i].media.width), <=, 1);
        g_assert_cmpint(ABS(label_design_height(design) - kinds[i].media.height), <=, 1);
    }
}

static void test_words(void)
{
    size_t n = 0;
    const struct label_kind *kinds = label_kinds(&n);
    for (size_t i = 0; i < n; i++) {
        g_assert_true(label_kind_find(kinds[i].kind) == &kinds[i]);
        g_assert_true(label_kind_of_job(kinds[i].outbox) == &kinds[i]);
        for (const char *const *word = kinds[i].aliases; *word; word++)
            g_assert_true(label_kind_find(*word) == &kinds[i]);
    }
    g_assert_null(label_kind_find("nothing"));
    g_assert_null(label_kind_of_job("nothing"));
}

// A carrier bills what a parcel weighs at most: never less than it does, and never nothing.
static void test_weight(void)
{
    static const struct {
        int64_t grams;
        const char *text;
    } cases[] = {{0, ""},           {1, "0.01 kg"},     {9, "0.01 kg"},    {10, "0.01 kg"},
                 {11, "0.02 kg"},   {999, "1.00 kg"},   {1000, "1.00 kg"}, {1001, "1.01 kg"},
                 {1239, "1.24 kg"}, {31995, "32.00 kg"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = shipping_weight_text(cases[i].grams);
        g_assert_cmpstr(text, ==, cases[i].text);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/label-kind/designs", test_designs);
    g_test_add_func("/label-kind/words", test_words);
    g_test_add_func("/label-kind/weight", test_weight);
    return g_test_run();
}
