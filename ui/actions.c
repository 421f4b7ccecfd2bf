// SPDX-License-Identifier: Apache-2.0
// Looks actions up and proves that their tables are sound.
#include "actions.h"

#include <string.h>

#include "deed_plan.h"
#include "i18n.h"
#include "listing.h"
#include "op.h"
#include "ui.h"

const char *action_word(const struct action *action)
{
    const char *dot = strrchr(action->id, '.');
    return dot ? dot + 1 : action->id;
}

const struct action *action_by_key(const struct view *view, enum ui_key key)
{
    g_autoptr(GPtrArray) all = action_list(view->screen);
    for (guint i = 0; key && i < all->len; i++)
        if (((const struct action *)g_ptr_array_index(all, i))->key == key)
            return g_ptr_array_index(all, i);
    return NULL;
}

// The digits that the screen's own rows take.
static void own_digits(const struct screen *screen, bool ret_taken['9' + 1])
{
    for (const struct action *row = screen->actions; row && row->id; row++)
        ret_taken[(unsigned char)row->digit] = true;
}

char action_digit(const struct screen *screen, const struct action *action)
{
    bool taken['9' + 1] = {false};
    char digit = '0';
    if (action->digit || !screen->object)
        return action->digit;
    own_digits(screen, taken);
    for (const struct action *row = screen->object->actions; row->id; row++) {
        do
            digit++;
        while (digit <= '9' && taken[(int)digit]);
        if (digit > '9')
            return 0;
        if (row == action)
            return digit;
    }
    return 0;
}

const struct action *action_by_digit(const struct view *view, char digit)
{
    g_autoptr(GPtrArray) all = action_list(view->screen);
    for (guint i = 0; i < all->len; i++)
        if (action_digit(view->screen, g_ptr_array_index(all, i)) == digit)
            return g_ptr_array_index(all, i);
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

const char *action_label(struct view *view, const struct action *action, bool brief)
{
    const char *now = action->now ? action->now(view, brief) : NULL;
    return now ? now : brief && action->brief ? _(action->brief) : _(action->label);
}

unsigned action_roles(const struct action *action)
{
    const char *op = action->deed ? action->deed->op : action->op;
    return op ? op_find(op)->roles : 0;
}

bool action_never(struct view *view, const struct action *action)
{
    const struct session *session = ui_session(view);
    unsigned roles = action_roles(action);
    return (roles && !(session && (session->role & roles))) || (action->sees & ~ui_sees(view));
}

const char *action_why_not(struct view *view, const struct action *action)
{
    if (action_never(view, action))
        return _("it needs another right; ask a supervisor");
    if (action->deed)
        return deed_why_not(view, action);
    return action->why_not ? action->why_not(view) : NULL;
}

void action_say_listed(struct view *view, const struct action *action, int number)
{
    const char digit[] = {(char)('0' + number), '\0'};
    if (action_never(view, action)) // F4 has it as little
        ui_say(view, NOTICE_LOOK, _("There is no number %s here; F4 lists them"), digit);
    else
        ui_say(view, NOTICE_LOOK, _("There is no number %s here: F4, then %s is '%s'"), digit,
               digit, _(action->label));
}

bool action_say_none(struct view *view, enum ui_key key)
{
    if (key < UK_F1 || key > UK_F10)
        return false;
    ui_say(view, NOTICE_LOOK, _("%s does nothing here; F4 lists what can be done"),
           ui_key_name(key));
    return true;
}

// Does a row before hide this one, by its key or its word?
static bool covered(const GPtrArray *all, const struct action *action)
{
    for (guint i = 0; i < all->len; i++) {
        const struct action *row = g_ptr_array_index(all, i);
        if ((action->key && row->key == action->key) ||
            !strcmp(action_word(row), action_word(action)))
            return true;
    }
    return false;
}

static void add(GPtrArray *all, const struct action *action)
{
    if (!covered(all, action))
        g_ptr_array_add(all, (gpointer)action);
}

GPtrArray *action_list(const struct screen *screen)
{
    GPtrArray *all = g_ptr_array_new();
    for (const struct action *row = screen->actions; row && row->id; row++)
        g_ptr_array_add(all, (gpointer)row); // all of them: screen_fault() looks for doubles
    for (const struct action *row = screen->object ? screen->object->actions : NULL; row && row->id;
         row++)
        add(all, row);
    for (const struct action *row = screen->list ? listing_actions() : NULL; row && row->id; row++)
        if (listing_offers(screen, row))
            add(all, row);
    for (const struct action *row = ui_common_actions(); row->id; row++)
        add(all, row);
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
    char *wrong = screen->object ? object_fault(screen->object) : NULL;
    if (wrong)
        return wrong;
    g_autoptr(GPtrArray) all = action_list(screen);
    for (guint i = 0; i < all->len; i++) {
        const struct action *a = g_ptr_array_index(all, i);
        if (empty(a->label) || empty(a->tip) || (!a->run && !a->deed))
            return g_strdup_printf("%s: %s lacks label, tip or run", screen->name, a->id);
        for (guint j = 0; j < i; j++) {
            char *fault = pair_fault(screen, a, g_ptr_array_index(all, j));
            if (fault)
                return fault;
        }
    }
    return NULL;
}
