// SPDX-License-Identifier: Apache-2.0
// The tables of actions as text: `tote dump keys`, from which the manual is made.
#include "actions.h"
#include "i18n.h"
#include "ui.h"

static void add_action(GString *text, const struct action *action)
{
    g_autofree char *barcode = g_ascii_strup(action_word(action), -1);
    char digit[2] = {action->digit, '\0'};
    g_string_append_printf(text, "  %-10s %-2s :%-12s %%%-12s %s. %s.\n", ui_key_name(action->key),
                           digit, action_word(action), barcode, _(action->label), _(action->tip));
}

char *ui_keys_text(void)
{
    GString *text = g_string_new(_("Every screen:\n"));
    for (const struct action *row = ui_common_actions(); row->id; row++)
        add_action(text, row);
    for (const struct screen *const *screen = ui_screens(); *screen; screen++) {
        g_string_append_printf(text, "\n%s (:%s): %s\n", _((*screen)->title), (*screen)->name,
                               _((*screen)->help));
        for (const struct action *row = (*screen)->actions; row && row->id; row++)
            add_action(text, row);
    }
    return g_string_free(text, FALSE);
}
