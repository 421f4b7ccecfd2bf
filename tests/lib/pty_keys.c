// SPDX-License-Identifier: Apache-2.0
// Keys by name: "ab<Enter><F4>" becomes the sequences that the terminal sends in its mode.
#include "pty_private.h"

#include <string.h>
#include <stdlib.h>

static const struct {
    const char *name;
    VTermKey key;
} names[] = {
    {"Enter", VTERM_KEY_ENTER},  {"Tab", VTERM_KEY_TAB},     {"Esc", VTERM_KEY_ESCAPE},
    {"BS", VTERM_KEY_BACKSPACE}, {"Up", VTERM_KEY_UP},       {"Down", VTERM_KEY_DOWN},
    {"Left", VTERM_KEY_LEFT},    {"Right", VTERM_KEY_RIGHT}, {"Home", VTERM_KEY_HOME},
    {"End", VTERM_KEY_END},      {"PgUp", VTERM_KEY_PAGEUP}, {"PgDn", VTERM_KEY_PAGEDOWN},
    {"Ins", VTERM_KEY_INS},      {"Del", VTERM_KEY_DEL},
};

static const struct {
    char letter;
    VTermModifier modifier;
} modifiers[] = {
    {'C', VTERM_MOD_CTRL},
    {'S', VTERM_MOD_SHIFT},
    {'A', VTERM_MOD_ALT},
};

static VTermKey key_of(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i].name, name) == 0)
            return names[i].key;
    int number = name[0] == 'F' ? (int)g_ascii_strtoull(name + 1, NULL, 10) : 0;
    return number >= 1 && number <= 24 ? (VTermKey)VTERM_KEY_FUNCTION(number) : VTERM_KEY_NONE;
}

static VTermModifier modifier_of(const char **name)
{
    int all = VTERM_MOD_NONE;
    for (gsize i = 0; i < G_N_ELEMENTS(modifiers); i++)
        if ((*name)[0] == modifiers[i].letter && (*name)[1] == '-') {
            all |= (int)modifiers[i].modifier;
            *name += 2;
            i = (gsize)-1; // there may be another one
        }
    return (VTermModifier)all;
}

static void press(struct pty *pty, const char *given)
{
    const char *name = given;
    VTermModifier modifier = modifier_of(&name);
    VTermKey key = key_of(name);
    if (strcmp(name, "lt") == 0)
        vterm_keyboard_unichar(pty->vt, '<', modifier);
    else if (key != VTERM_KEY_NONE)
        vterm_keyboard_key(pty->vt, key, modifier);
    else if (name != given && name[0] && !name[1])
        vterm_keyboard_unichar(pty->vt, (guchar)name[0], modifier);
    else
        pty_give_up(pty, "the test presses a key \"<%s>\" that does not exist", given);
}

void pty_keys(struct pty *pty, const char *keys)
{
    while (*keys && !pty->ended) {
        const char *close = *keys == '<' ? strchr(keys, '>') : NULL;
        if (close) {
            g_autofree char *name = g_strndup(keys + 1, (gsize)(close - keys - 1));
            press(pty, name);
            keys = close + 1;
        } else {
            vterm_keyboard_unichar(pty->vt, g_utf8_get_char(keys), VTERM_MOD_NONE);
            keys = g_utf8_next_char(keys);
        }
        g_autofree char *bytes = g_strdup(pty->replies->str);
        g_string_truncate(pty->replies, 0);
        pty_send(pty, bytes, -1);
        pty_settle(pty);
    }
}
