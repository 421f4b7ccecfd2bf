// SPDX-License-Identifier: Apache-2.0
// Settings: the table is sound, each value is checked by its type.
#include "settings.h"

#include <string.h>

#include "errors.h"

static void test_table(void)
{
    for (int id = 0; id < N_SETTINGS; id++) {
        const struct setting *setting = setting_get((enum setting_id)id);
        g_autofree char *preset = setting_preset((enum setting_id)id);
        GError *error = NULL;
        setting_check((enum setting_id)id, preset, &error);
        g_assert_no_error(error);
        g_assert_cmpint(setting_find(setting->key, &error), ==, id);
        g_assert_cmpint(setting->min, <=, setting->max);
        g_assert_cmpint(setting->help[strlen(setting->help) - 1], ==, '.');
        g_assert_null(strchr(preset, '|'));
    }
}

static void test_find(void)
{
    GError *error = NULL;
    g_assert_cmpint(setting_find("gs1.prefiks", &error), ==, -1);
    g_assert_true(tote_error_is(error, TOTE_ARGUMENT));
    g_assert_nonnull(strstr(error->message, "nearest is 'gs1.prefix'"));
    g_clear_error(&error);
    static const char *const odd[] = {"", "x",
                                      "claim.lease_minutes.and.a.very.long.tail.behind.it"};
    for (size_t i = 0; i < G_N_ELEMENTS(odd); i++) {
        g_assert_cmpint(setting_find(odd[i], &error), ==, -1);
        g_clear_error(&error);
    }
}

struct attempt {
    enum setting_id id;
    const char *value, *piece; // of the refusal; NULL = allowed
};

static const struct attempt attempts[] = {
    {SETTING_LABEL_DPI, "300", NULL},
    {SETTING_LABEL_DPI, "250", "203|300|600"},
    {SETTING_LABEL_DPI, "", "203|300|600"},
    {SETTING_LABEL_DPI, "203|300", "203|300|600"},
    {SETTING_LEASE_MINUTES, "1", NULL},
    {SETTING_LEASE_MINUTES, "480", NULL},
    {SETTING_LEASE_MINUTES, "0", "from 1 to 480"},
    {SETTING_LEASE_MINUTES, "481", "from 1 to 480"},
    {SETTING_LEASE_MINUTES, "ten", "'ten'"},
    {SETTING_LEASE_MINUTES, "10 ", "whole number"},
    {SETTING_LEASE_MINUTES, "1.5", "whole number"},
    {SETTING_LEASE_MINUTES, "99999999999999999999", "whole number"},
    {SETTING_GS1_PREFIX, "4012345", NULL},
    {SETTING_GS1_PREFIX, "", NULL},
    {SETTING_GS1_PREFIX, "40123a5", "digits"},
    {SETTING_GS1_PREFIX, "1234567890123", "0 to 12 digits"},
    {SETTING_SHOP_NAME, "Müller & Söhne", NULL},
    {SETTING_SHOP_NAME, "", "1 to 60 characters"},
    {SETTING_SHOP_NAME, "a\nb", "nobody sees"},
    {SETTING_SHOP_NAME, "a\033[2J", "nobody sees"},
    {SETTING_SHOP_NAME, "a\u202egnp", "nobody sees"},
    {SETTING_SHOP_NAME,
     "a\xc2\x85"
     "b",
     "nobody sees"},
    {SETTING_SHOP_NAME, "\xff\xfe", "UTF-8"},
    {SETTING_PLACE_PROOF, "item", NULL},
    {SETTING_PLACE_PROOF, "Item", "place|item"},
};

static void test_check(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
        const struct attempt *attempt = &attempts[i];
        GError *error = NULL;
        bool allowed = setting_check(attempt->id, attempt->value, &error);
        g_assert_cmpint(allowed, ==, !attempt->piece);
        g_assert_cmpint(allowed, ==, !error);
        if (allowed)
            continue;
        g_assert_true(tote_error_is(error, TOTE_ARGUMENT));
        g_assert_cmpstr(tote_error_field(error), ==, setting_get(attempt->id)->key);
        g_assert_nonnull(strstr(error->message, attempt->piece));
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
        g_error_free(error);
    }
}

// Exactly as many characters as allowed, not bytes.
static void test_length(void)
{
    GString *name = g_string_new(NULL);
    for (int i = 0; i < 60; i++)
        g_string_append(name, "ü");
    GError *error = NULL;
    g_assert_true(setting_check(SETTING_SHOP_NAME, name->str, &error));
    g_string_append(name, "ü");
    g_assert_false(setting_check(SETTING_SHOP_NAME, name->str, &error));
    g_clear_error(&error);
    g_string_free(name, TRUE);
}

static void test_preset(void)
{
    g_autofree char *proof = setting_preset(SETTING_PLACE_PROOF);
    g_assert_cmpstr(proof, ==, "place");
    g_autofree char *dpi = setting_preset(SETTING_LABEL_DPI);
    g_assert_cmpstr(dpi, ==, "203");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/settings/table", test_table);
    g_test_add_func("/settings/find", test_find);
    g_test_add_func("/settings/check", test_check);
    g_test_add_func("/settings/length", test_length);
    g_test_add_func("/settings/preset", test_preset);
    return g_test_run();
}
