// SPDX-License-Identifier: Apache-2.0
// The table of the reasons why there is too little at a place.
#include "short_reasons.h"

#include <glib.h>

#include "i18n.h"

#define SHORT_REASON(id, also, number, label, brief, tip, books) {#id, also, label, books},

static const struct short_reason reasons[] = {
#include "short_reasons.def"
};

const struct short_reason *short_reasons(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(reasons);
    return reasons;
}

// The reason that the word is, NULL where it is none.
static const struct short_reason *named(const char *text)
{
    g_autofree char *word = g_strdelimit(g_strstrip(g_strdup(text)), "- ", '_');
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
        if (!g_ascii_strcasecmp(word, reasons[i].code) ||
            !g_ascii_strcasecmp(word, reasons[i].also))
            return &reasons[i];
    return NULL;
}

const struct short_reason *short_reason_of(const char *text)
{
    const struct short_reason *reason = named(text);
    return reason ? reason : &reasons[G_N_ELEMENTS(reasons) - 1];
}

char *short_reason_kept(const char *text)
{
    g_autofree char *words = g_strstrip(g_strdup(text));
    const char *code = short_reason_of(text)->code;
    return named(text) ? g_strdup(code) : g_strdup_printf("%s: %s", code, words);
}

char *short_reasons_list(void)
{
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "", reasons[i].code);
    return g_string_free(list, FALSE);
}
