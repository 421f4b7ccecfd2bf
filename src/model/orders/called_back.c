// SPDX-License-Identifier: Apache-2.0
// What an import asks about an order, and which of it means that nothing is to be sent.
#include "called_back.h"

#include <glib.h>
#include <string.h>

#include "i18n.h"
#include "says.h"

// A sum that changed keeps nothing here. What is still to be sent, but perhaps not so, waits.
static const struct reason {
    enum say_id what;
    const char *text; // N_(), what the channel did stands in it
    const char *word; // N_()
} reasons[] = {
    {SAY_IMPORT_WHAT_CANCELLED, N_("Do not send it: %s"), N_("Cancelled there")},
    {SAY_IMPORT_WHAT_REFUNDED, N_("Do not send it: %s"), N_("Paid back there")},
    {SAY_IMPORT_WHAT_PART_REFUNDED, N_("Do not send it: %s"), N_("Paid back in part")},
    {SAY_IMPORT_WHAT_UNPAID, N_("Do not send it: %s"), N_("Not paid any more")},
    {SAY_IMPORT_WHAT_SHIPPED, N_("Do not send it: %s"), N_("Shipped there")},
    {SAY_IMPORT_WHAT_PARTLY, N_("Do not send it yet: %s"), N_("Part sent there")},
    {SAY_IMPORT_WHAT_UNCLEAR, N_("Do not send it yet: %s"), N_("Part sent there")},
    {SAY_IMPORT_WHAT_LINES, N_("Do not send it yet: %s"), N_("Other lines there")},
    {SAY_IMPORT_WHAT_ADDRESS, N_("Do not send it yet: %s"), N_("Other address")},
    {SAY_IMPORT_WHAT_METHOD, N_("Do not send it yet: %s"), N_("Other shipping")},
};

static bool asks(const char *asked, enum say_id what)
{
    const char *code = say_code(what);
    size_t n = strlen(code);
    for (const char *line = asked; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (!strncmp(line, code, n) && (!line[n] || line[n] == '\n'))
            return true;
    }
    return false;
}

// The gravest of what is asked, a line each; a sum may stand before it.
static const struct reason *reason_of(const char *asked)
{
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
        if (asks(asked, reasons[i].what))
            return &reasons[i];
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
    return why ? g_strdup_printf(_(reason->text), why) : NULL;
}

const char *called_back_word(const char *asked)
{
    const struct reason *reason = reason_of(asked);
    return reason ? _(reason->word) : NULL;
}
