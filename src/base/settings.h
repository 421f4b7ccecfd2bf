// SPDX-License-Identifier: Apache-2.0
// Typed settings as one table: the parser, the listing and the manual are made from it.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum setting_id {
#define SETTING(id, key, type, min, max, preset, help) SETTING_##id,
#include "settings.def"
#undef SETTING
    N_SETTINGS,
};

enum setting_type { SETTING_TEXT, SETTING_DIGITS, SETTING_NUMBER, SETTING_CHOICE };

struct setting {
    const char *key;
    enum setting_type type;
    int64_t min, max;   // NUMBER: the range; TEXT and DIGITS: characters
    const char *preset; // the default; CHOICE: all words, the default first: "place|item"
    const char *help;   // one sentence
};

// The row of an id; its position is the id.
const struct setting *setting_get(enum setting_id id);

// The setting with this key, or -1 with *error TOTE_ARGUMENT naming the nearest key.
int setting_find(const char *key, GError **error);

// The value that holds when none is stored; caller frees.
char *setting_preset(enum setting_id id);

// Is VALUE allowed? Else TOTE_ARGUMENT saying what the setting takes.
bool setting_check(enum setting_id id, const char *value, GError **error);
