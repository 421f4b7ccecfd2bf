// SPDX-License-Identifier: Apache-2.0
// Looks actions up and proves that their tables are sound.
#include "actions.h"

#include <string.h>

#include "i18n.h"
#include "op.h"
#include "ui.h"

const char *action_word(const struct action *action)
{
    const char *dot = strrchr(action->id, '.');
    return dot ? dot + 1 : action->id;
}

static const struct action *row_with_key(const struct action *rows, enum ui_key key)
{
    for (; rows && rows->id; rows++)
        if (rows->key == key)
            return rows;
    return NULL;
}

const struct action *action_by_key(const struct view *view, enum ui_key key)
{
    const struct action *own = key ? row_with_key(view->screen->actions, key) : NULL;
    return own || !key ? own : row_with_key(ui_common_actions(), key);
}

const struct action *action_by_digit(const struct view *view, char digit)
{
    for (const struct action *row = view->screen->actions; row && row->id; row++)
        if (row->digit == digit && digit)
            return row;
    return NULL;
}

const struct action *action_by_word(const struct view *view, const char *word)
{
    g_autoptr(GPtrArray) all = action_list(view->screen);
    for (guint i = 0; i < all->len; i++) {
        const struct action *row = g_ptr_array_index(all, i);
        if (!g_ascii_strcasecmp(action_word(row), word) || !g_ascii_strcasecmp(row->id, word))
            return row;
    }
    return NULL;
}

const char *action_why_not(struct view *view, const struct action *action)
{
    struct session *session = ui_session(view);
    if (action->roles && !(session && (session->role & action->roles)))
        return _("it needs another right; ask a supervisor");
    return action->why_not ? action->why_not(view) : NULL;
}

// Is a common action hidden by a row of the screen's own?
static bool covered(const struct screen *screen, const struct action *common)
{
    for (const struct action *row = screen->actions; row && row->id; row++)
        if ((common->key && row->key == common->key) ||
            !strcmp(action_word(row), action_word(common)))
            return true;
    return false;
}

GPtrArray *action_list(const struct screen *screen)
{
    GPtrArray *all = g_ptr_array_new();
    for (const struct action *row = screen->actions; row && row->id; row++)
        g_ptr_array_add(all, (gpointer)row);
    for (const struct action *row = ui_common_actions(); row->id; row++)
        if (!covered(screen, row))
            g_ptr_array_add(all, (gpointer)row);
    return all;
}

static char *pair_fault(const struct screen *screen, const struct action *a, const struct action *b)
{
    if (a->key && a->key == b->key)
        return g_strdup_printf("%s: %s and %s share the key %s", screen->name, a->id, b->id,
                               ui_key_name(a->key));
    if (a->digit && a->digit == b->digit)
        return g_strdup_printf("%s: %s and %s share the digit %c", screen->name, a->id, b->id,
                               a->digit);
    if (!g_ascii_strcasecmp(action_word(a), action_word(b)))
        return g_strdup_printf("%s: %s and %s share a word", screen->name, a->id, b->id);
    return NULL;
}

static bool empty(const char *text)
{
    return !text || !*text;
}

char *screen_fault(const struct screen *screen)
{
    if (empty(screen->title) || empty(screen->help))
        return g_strdup_printf("%s: title or help is empty", screen->name);
    g_autoptr(GPtrArray) all = action_list(screen);
    for (guint i = 0; i < all->len; i++) {
        const struct action *a = g_ptr_array_index(all, i);
        if (empty(a->label) || empty(a->tip) || !a->run)
            return g_strdup_printf("%s: %s lacks label, tip or run", screen->name, a->id);
        for (guint j = 0; j < i; j++) {
            char *fault = pair_fault(screen, a, g_ptr_array_index(all, j));
            if (fault)
                return fault;
        }
    }
    return NULL;
}
