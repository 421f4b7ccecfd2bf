// SPDX-License-Identifier: Apache-2.0
// The words of verdicts.
#include "verdict.h"

#include <glib.h>

static const struct {
    const char *text;
    bool good;
} verdicts[N_VERDICTS] = {
    [VERDICT_DONE] = {"done", true},
    [VERDICT_MATCH] = {"match", true},
    [VERDICT_CONFIRM] = {"confirm", true},
    [VERDICT_WRONG] = {"wrong", false},
    [VERDICT_AMBIGUOUS] = {"ambiguous", false},
    [VERDICT_UNKNOWN] = {"unknown", false},
    [VERDICT_REFUSED] = {"refused", false},
    [VERDICT_STALE] = {"stale", false},
    [VERDICT_TAKEN] = {"taken", false},
};

const char *verdict_text(enum verdict verdict)
{
    g_assert((unsigned)verdict < N_VERDICTS);
    return verdicts[verdict].text;
}

bool verdict_good(enum verdict verdict)
{
    g_assert((unsigned)verdict < N_VERDICTS);
    return verdicts[verdict].good;
}

enum verdict verdict_find(const char *text)
{
    for (int i = 0; i < N_VERDICTS; i++)
        if (!g_strcmp0(verdicts[i].text, text))
            return (enum verdict)i;
    return VERDICT_DONE;
}

char *verdicts_good(void)
{
    GString *words = g_string_new(",");
    for (int i = 0; i < N_VERDICTS; i++)
        if (verdicts[i].good)
            g_string_append_printf(words, "%s,", verdicts[i].text);
    return g_string_free(words, FALSE);
}
