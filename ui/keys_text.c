// SPDX-License-Identifier: Apache-2.0
// The tables of actions as text: `tote dump keys`, from which the manual is made.
#include "actions.h"
#include "i18n.h"
#include "ui.h"

static void add_action(GString *text, const struct screen *screen, const struct action *action)
{
    g_autofree char *barcode = g_ascii_strup(action_word(action), -1);
    char digit[2] = {screen ? action_digit(screen, action) : action->digit, '\0'};
    g_string_append_printf(text, "  %-10s %-2s :%-12s %%%-12s %s. %s.\n", ui_key_name(action->key),
                           digit, action_word(action), barcode, _(action->label), _(action->tip));
}

static bool is_common(const struct action *action)
{
    for (const struct action *row = ui_common_actions(); row->id; row++)
        if (row == action)
            return true;
    return false;
}

// What the screen has beside the common ones.
static void add_screen(GString *text, const struct screen *screen)
{
    g_autoptr(GPtrArray) all = action_list(screen);
    for (guint i = 0; i < all->len; i++)
        if (!is_common(g_ptr_array_index(all, i)))
            add_action(text, screen, g_ptr_array_index(all, i));
}

char *ui_keys_text(void)
{
    GString *text = g_string_new(_("Every screen:\n"));
    for (const struct action *row = ui_common_actions(); row->id; row++)
        add_action(text, NULL, row);
    for (const struct screen *const *screen = ui_screens(); *screen; screen++) {
        g_string_append_printf(text, "\n%s (:%s): %s\n", _((*screen)->title), (*screen)->name,
                               _((*screen)->help));
        add_screen(text, *screen);
    }
    return g_string_free(text, FALSE);
}
