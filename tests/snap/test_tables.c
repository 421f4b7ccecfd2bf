// SPDX-License-Identifier: Apache-2.0
// The tables of the screens are sound; columns and regions fit every size.
#include <string.h>

#include "actions.h"
#include "layout.h"
#include "theme.h"
#include "ui.h"

static void test_actions(void)
{
    for (const struct screen *const *screen = ui_screens(); *screen; screen++) {
        g_autofree char *fault = screen_fault(*screen);
        g_assert_cmpstr(fault, ==, NULL);
        g_assert_true((*screen)->draw != NULL);
    }
}

static void test_names(void)
{
    for (const struct screen *const *a = ui_screens(); *a; a++) {
        g_assert_true(ui_screen_find((*a)->name) == *a);
        for (const struct action *row = ui_common_actions(); row->id; row++)
            g_assert_cmpstr(action_word(row), !=, (*a)->inner ? "" : (*a)->name);
    }
    g_autofree char *text = ui_keys_text();
    g_assert_nonnull(strstr(text, "%RELEASE"));
}

// Regions of one screen, from the top: none overlaps, none leaves the window.
static void check_layout(int h, int w)
{
    struct layout layout = layout_of(h, w);
    const struct region regions[] = {layout.title, layout.facts,  layout.body,  layout.prompt,
                                     layout.entry, layout.notice, layout.footer};
    int rows = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(regions); i++) {
        g_assert_cmpint(regions[i].h, >=, 0);
        g_assert_cmpint(regions[i].y + regions[i].h, <=, h);
        g_assert_cmpint(regions[i].x + regions[i].w, <=, w);
        rows += regions[i].h;
    }
    g_assert_cmpint(rows, <=, h);
    g_assert_cmpint(layout.entry.h, ==, 1);
}

static void test_layout(void)
{
    for (int h = 1; h <= 60; h++)
        for (int w = 1; w <= 200; w++)
            check_layout(h, w);
}

static void test_columns(void)
{
    static const struct column columns[] = {
        {"a", 8, 12, 0, false, false}, {"b", 6, 8, 2, false, true}, {"c", 10, 40, 1, true, false}};
    for (int w = 1; w <= 120; w++) {
        short widths[3];
        int used = columns_fit(columns, 3, w, 1, widths);
        g_assert_cmpint(used, <=, MAX(w, 1));
        g_assert_cmpint(widths[0], >, 0);
        if (!widths[2])
            g_assert_cmpint(widths[1], ==, 0);
    }
}

// Contrast by WCAG of a pair of the 256-colour palette.
static double luminance(int index)
{
    static const double steps[] = {0, 95, 135, 175, 215, 255};
    double c[3];
    for (int i = 0; i < 3; i++) {
        int n = index - 16, part = i == 0 ? n / 36 : i == 1 ? n / 6 % 6 : n % 6;
        double v = (index >= 232 ? 8 + 10.0 * (index - 232) : steps[part]) / 255;
        double t = (v + 0.055) / 1.055; // to the power of 2.4, without libm: t^2 * t^0.4
        double root = t;
        for (int k = 0; k < 60 && t > 0; k++)
            root -= (root * root * root * root * root - t * t) / (5 * root * root * root * root);
        c[i] = v <= 0.04045 ? v / 12.92 : t * t * root;
    }
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

static void test_contrast(void)
{
    for (int base = 0; base < THEME_MONO; base++)
        for (int tint = 0; tint < N_TINTS; tint++) {
            int fg, bg;
            if (!theme_role_fill(base, tint, &fg, &bg) || fg < 16 || bg < 16)
                continue;
            double a = luminance(fg), b = luminance(bg);
            double contrast = (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
            bool text = tint == TINT_FOOT_KEY;
            if (contrast < (text ? 4.5 : 7))
                g_error("theme %d, %s: contrast %.1f", base, theme_role_name(tint), contrast);
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ui/actions", test_actions);
    g_test_add_func("/ui/names", test_names);
    g_test_add_func("/ui/layout", test_layout);
    g_test_add_func("/ui/columns", test_columns);
    g_test_add_func("/ui/contrast", test_contrast);
    return g_test_run();
}
