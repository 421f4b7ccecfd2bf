// SPDX-License-Identifier: Apache-2.0
// What an import asks about an order, and which of it means that nothing is to be sent.
#include "called_back.h"

#include <glib.h>
#include <string.h>

#include "i18n.h"
#include "says.h"

static const struct reason {
    enum say_id what;
    const char *word; // N_()
} reasons[] = {
    {SAY_IMPORT_WHAT_CANCELLED, N_("Cancelled there")},
    {SAY_IMPORT_WHAT_REFUNDED, N_("Paid back there")},
    {SAY_IMPORT_WHAT_PART_REFUNDED, N_("Paid back in part")},
    {SAY_IMPORT_WHAT_UNPAID, N_("Not paid any more")},
};

// What is asked stands in lines, the gravest first.
static const struct reason *reason_of(const char *asked)
{
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++) {
        const char *code = say_code(reasons[i].what);
        size_t n = strlen(code);
        if (!strncmp(asked, code, n) && (!asked[n] || asked[n] == '\n'))
            return &reasons[i];
    }
    return NULL;
}

bool called_back(const char *asked)
{
    return reason_of(asked) != NULL;
}

char *called_back_text(const char *asked)
{
    const struct reason *reason = reason_of(asked);
    g_autofree char *why = reason ? say_text(say_code(reason->what), NULL, 0) : NULL;
    return why ? g_strdup_printf(_("Do not send it: %s"), why) : NULL;
}

const char *called_back_word(const char *asked)
{
    const struct reason *reason = reason_of(asked);
    return reason ? _(reason->word) : NULL;
}
