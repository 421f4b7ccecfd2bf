// SPDX-License-Identifier: Apache-2.0
// The table of settings and the one check of their values.
#include "settings.h"

#include <string.h>

#include "errors.h"
#include "i18n.h"
#include "text.h"

static const struct setting settings[] = {
#define SETTING(id, key, type, min, max, preset, help)                                             \
    [SETTING_##id] = {key, SETTING_##type, min, max, preset, help},
#include "settings.def"
#undef SETTING
};

const struct setting *setting_get(enum setting_id id)
{
    return &settings[id];
}

// Letters to change, add or leave out between two keys (Levenshtein), at most KEY_MAX each.
static int distance(const char *a, const char *b)
{
    enum { KEY_MAX = 40 };
    int row[KEY_MAX + 1];
    for (int j = 0; j <= KEY_MAX; j++)
        row[j] = j;
    int width = MIN((int)strlen(b), KEY_MAX);
    for (int i = 0; a[i] && i < KEY_MAX; i++) {
        int corner = row[0];
        row[0] = i + 1;
        for (int j = 0; j < width; j++) {
            int swap = corner + (a[i] != b[j]);
            corner = row[j + 1];
            row[j + 1] = MIN(swap, MIN(row[j], corner) + 1);
        }
    }
    return row[width];
}

static const char *nearest(const char *key)
{
    int best = 0;
    for (int i = 1; i < N_SETTINGS; i++)
        if (distance(settings[i].key, key) < distance(settings[best].key, key))
            best = i;
    return settings[best].key;
}

int setting_find(const char *key, GError **error)
{
    for (int i = 0; i < N_SETTINGS; i++)
        if (!strcmp(settings[i].key, key))
            return i;
    tote_fail(error, TOTE_ARGUMENT, "key",
              _("There is no setting '%s', the nearest is '%s'; 'tote setting list' shows all"),
              key, nearest(key));
    return -1;
}

char *setting_preset(enum setting_id id)
{
    const char *preset = settings[id].preset;
    size_t length = settings[id].type == SETTING_CHOICE ? strcspn(preset, "|") : strlen(preset);
    return g_strndup(preset, length);
}

static bool check_choice(const struct setting *setting, const char *value, GError **error)
{
    g_auto(GStrv) words = g_strsplit(setting->preset, "|", -1);
    if (g_strv_contains((const char *const *)words, value))
        return true;
    return tote_fail(error, TOTE_ARGUMENT, setting->key, _("%s is '%s'; it takes one of %s"),
                     setting->key, value, setting->preset);
}

static bool check_number(const struct setting *setting, const char *value, GError **error)
{
    if (g_ascii_string_to_signed(value, 10, setting->min, setting->max, NULL, NULL))
        return true;
    return tote_fail(
        error, TOTE_ARGUMENT, setting->key,
        _("%s is '%s'; it takes a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT),
        setting->key, value, setting->min, setting->max);
}

// Labels print the value as it is.
static bool has_hidden(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (text_is_hidden(g_utf8_get_char(text)))
            return true;
    return false;
}

static bool check_text(const struct setting *setting, const char *value, GError **error)
{
    if (!g_utf8_validate(value, -1, NULL))
        return tote_fail(error, TOTE_ARGUMENT, setting->key, _("%s is not UTF-8 text"),
                         setting->key);
    if (has_hidden(value))
        return tote_fail(error, TOTE_ARGUMENT, setting->key,
                         _("%s takes no line ends and no signs that nobody sees"), setting->key);
    int64_t length = g_utf8_strlen(value, -1);
    bool digits = setting->type != SETTING_DIGITS || !value[strspn(value, "0123456789")];
    if (digits && length >= setting->min && length <= setting->max)
        return true;
    return tote_fail(
        error, TOTE_ARGUMENT, setting->key,
        setting->type == SETTING_DIGITS
            ? _("%s is '%s'; it takes %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " digits")
            : _("%s is '%s'; it takes %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " characters"),
        setting->key, value, setting->min, setting->max);
}

bool setting_check(enum setting_id id, const char *value, GError **error)
{
    const struct setting *setting = &settings[id];
    if (setting->type == SETTING_CHOICE)
        return check_choice(setting, value, error);
    if (setting->type == SETTING_NUMBER)
        return check_number(setting, value, error);
    return check_text(setting, value, error);
}
