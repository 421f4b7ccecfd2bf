// SPDX-License-Identifier: Apache-2.0
// Fuzzer of the codes: any bytes behind the sign of each family. What is told lies within the
// code, can be shown, and any form written of it reads back without fault.
#include <stdint.h>
#include <string.h>

#include "explain.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// The signs of the families: element strings, brackets, links, retail symbols, HIBC, envelopes.
static const char *const signs[] = {
    "",
    "]C1",
    "]d2",
    "^",
    "(01)",
    "(8110)",
    "]E0",
    "]E3",
    "https://",
    "https://a/01/",
    "http://a/b/414/",
    "+",
    "+A123",
    "+$$",
    "[)>\036",
    "[)>\03606\035",
};

static bool only_together(const struct faults *faults)
{
    for (unsigned i = 0; i < faults->count; i++)
        if (faults->list[i].code != FAULT_REQUIRES && faults->list[i].code != FAULT_EXCLUDES &&
            faults->list[i].code != FAULT_NO_SERIAL)
            return false;
    return true;
}

static void check(const struct explanation *explanation, size_t len)
{
    const struct faults *faults = &explanation->message.faults;
    for (unsigned i = 0; i < faults->count; i++) {
        g_autofree char *sentence = fault_sentence(&faults->list[i]);
        g_assert(g_utf8_validate(sentence, -1, NULL));
        g_assert(faults->list[i].position + faults->list[i].length <= len);
    }
    for (unsigned i = 0; i < explanation->count; i++)
        g_assert(explanation->parts[i].position + explanation->parts[i].length <= len);
}

// The forms that were written of a code read back as the same message.
static void check_forms(const struct explanation *explanation)
{
    g_autoptr(explanation_handle) again = explanation_new();
    g_autofree char *symbol = g_strconcat("]d2", explanation->element_string, NULL);
    if (!explanation->bracketed)
        return;
    explain_code(again, explanation->bracketed, strlen(explanation->bracketed), 2026, false);
    g_assert(only_together(&again->message.faults));
    g_assert_cmpstr(again->bracketed, ==, explanation->bracketed);
    explain_code(again, symbol, strlen(symbol), 2026, false);
    g_assert(only_together(&again->message.faults));
    g_assert_cmpstr(again->bracketed, ==, explanation->bracketed);
    if (!explanation->link)
        return;
    explain_code(again, explanation->link, strlen(explanation->link), 2026, false);
    g_assert(only_together(&again->message.faults));
    g_assert_cmpstr(again->link, ==, explanation->link);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > 2000)
        return 0;
    g_autoptr(GString) code = g_string_new(signs[data[0] % G_N_ELEMENTS(signs)]);
    g_string_append_len(code, (const char *)data + 1, (gssize)size - 1);
    g_autoptr(explanation_handle) explanation = explanation_new();
    explain_code(explanation, code->str, code->len, 2026, data[0] & 0x10);
    check(explanation, code->len);
    check_forms(explanation);
    return 0;
}
