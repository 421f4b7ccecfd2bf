// SPDX-License-Identifier: Apache-2.0
// The list of faults and how they become sentences.
#include "fault.h"

#include <string.h>

#include "i18n.h"
#include "text.h"

enum { SHOWN_MAX = 30 };

static const struct {
    const char *code, *sentence;
} faults_known[] = {
    [FAULT_NONE] = {"", ""},
#define FAULT(name, code, sentence) [FAULT_##name] = {code, sentence},
#include "fault.def"
#undef FAULT
};

struct fault *fault_add(struct faults *faults, enum fault_code code, gsize position, gsize length,
                        const char *detail)
{
    struct fault *fault = &faults->list[faults->count];
    if (faults->count < FAULTS_MAX)
        faults->count++;
    fault->code = code;
    fault->position = position;
    fault->length = length;
    fault->ai[0] = '\0';
    fault->value = "";
    fault->value_len = 0;
    g_strlcpy(fault->detail, detail ? detail : "", sizeof fault->detail);
    return fault;
}

void fault_value(struct fault *fault, const char *value, gsize len)
{
    fault->value = value;
    fault->value_len = len;
}

const char *fault_code_text(enum fault_code code)
{
    return (unsigned)code < N_FAULTS ? faults_known[code].code : "";
}

// Appends what NAME stands for; false if it stands for nothing.
static bool append_named(GString *out, const char *name, gsize len, const struct fault *fault)
{
    if (len == 2 && strncmp(name, "ai", len) == 0) {
        g_string_append(out, fault->ai);
    } else if (len == 5 && strncmp(name, "value", len) == 0) {
        g_autofree char *shown = text_quote(fault->value, (gssize)fault->value_len, SHOWN_MAX);
        g_string_append(out, shown);
    } else if (len == 6 && strncmp(name, "detail", len) == 0) {
        g_string_append(out, fault->detail[0] ? _(fault->detail) : "");
    } else {
        return false;
    }
    return true;
}

char *fault_sentence(const struct fault *fault)
{
    const char *sentence = "";
    if ((unsigned)fault->code < N_FAULTS && fault->code != FAULT_NONE)
        sentence = _(faults_known[fault->code].sentence);
    GString *out = g_string_new(NULL);
    while (*sentence) {
        const char *end = *sentence == '{' ? strchr(sentence, '}') : NULL;
        if (end && append_named(out, sentence + 1, (gsize)(end - sentence - 1), fault))
            sentence = end + 1;
        else
            g_string_append_c(out, *sentence++);
    }
    return g_string_free(out, FALSE);
}
