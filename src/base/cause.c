// SPDX-License-Identifier: Apache-2.0
// Causes as code and terms, and errors that carry them.
#include "cause.h"

#include "i18n.h"

static const struct cause causes[N_CAUSES] = {
#define CAUSE(id, code, text) [CAUSE_##id] = {code, text},
#include "causes.def"
#undef CAUSE
};

const struct cause *cause_row(enum cause_id id)
{
    g_assert((unsigned)id < N_CAUSES);
    return &causes[id];
}

struct told told_new(enum cause_id cause, const struct term *terms, size_t n)
{
    return (struct told){cause_row(cause)->code, n ? terms_json(terms, n) : g_strdup("")};
}

struct told told_nothing(void)
{
    return (struct told){"", g_strdup("")};
}

void told_clear(struct told *why)
{
    g_clear_pointer(&why->terms, g_free);
}

bool tote_fail_for(GError **error, enum tote_code code, const struct tote_fault *fault,
                   enum cause_id cause, const struct term *terms, size_t n)
{
    g_autofree char *sentence = terms_fill(_(cause_row(cause)->text), terms, n);
    g_auto(cause_told) why = told_new(cause, terms, n);
    struct tote_fault parts = fault ? *fault : (struct tote_fault){.field = NULL};
    parts.cause = why.code;
    parts.terms = why.terms;
    return tote_fail_full(error, code, &parts, "%s", sentence);
}

bool tote_fail_field(GError **error, enum tote_code code, const char *field, enum cause_id cause,
                     const char *format, ...)
{
    g_auto(cause_told) why = told_new(cause, &T_TEXT("field", field), 1);
    va_list args;
    va_start(args, format);
    g_autofree char *sentence = g_strdup_vprintf(format, args);
    va_end(args);
    return tote_fail_full(
        error, code, &(struct tote_fault){.field = field, .cause = why.code, .terms = why.terms},
        "%s", sentence);
}

struct told told_error(const GError *error)
{
    const char *field = tote_error_field(error);
    g_autofree char *hint = g_strconcat(TOTE_HINT_WORD, tote_error_code(error), NULL);
    if (tote_error_cause(error))
        return (struct told){tote_error_cause(error), g_strdup(tote_error_terms(error))};
    const struct term terms[] = {T_TEXT("error", tote_error_code(error)), T_WORD("hint", hint),
                                 T_TEXT("field", field)};
    return told_new(field ? CAUSE_OTHER_FIELD : CAUSE_OTHER, terms, field ? 3 : 2);
}
