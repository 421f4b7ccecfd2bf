// SPDX-License-Identifier: Apache-2.0
// The error domain: codes from errors.def and the parts that a GError alone cannot carry.
#include "errors.h"

#include <string.h>

#include "i18n.h"

enum {
    EXIT_CALL = TOTE_EXIT_CALL,
    EXIT_REFUSED = TOTE_EXIT_REFUSED,
    EXIT_SURROUNDINGS = TOTE_EXIT_SURROUNDINGS
};

static const struct {
    const char *code, *hint;
    int exit;
} codes[] = {
#define ERROR_CODE(name, code, exit, hint) [TOTE_##name] = {code, hint, EXIT_##exit},
#include "errors.def"
#undef ERROR_CODE
};

typedef struct {
    char *field, *hint, *detail, *terms;
    const char *cause;
    int position;
} ToteErrorPrivate;

static void tote_error_private_init(ToteErrorPrivate *priv)
{
    *priv = (ToteErrorPrivate){0};
}

static void tote_error_private_copy(const ToteErrorPrivate *from, ToteErrorPrivate *to)
{
    to->field = g_strdup(from->field);
    to->hint = g_strdup(from->hint);
    to->detail = g_strdup(from->detail);
    to->position = from->position;
    to->cause = from->cause;
    to->terms = g_strdup(from->terms);
}

static void tote_error_private_clear(ToteErrorPrivate *priv)
{
    g_free(priv->field);
    g_free(priv->hint);
    g_free(priv->detail);
    g_free(priv->terms);
}

static ToteErrorPrivate *tote_error_get_private(const GError *error);
G_DEFINE_EXTENDED_ERROR(ToteError, tote_error)

static bool fail(GError **error, enum tote_code code, const struct tote_fault *fault,
                 const char *format, va_list args)
{
    if (!error)
        return false;
    g_return_val_if_fail(!*error, false); // the first failure is the one to tell
    *error = g_error_new_valist(TOTE_ERROR, (int)code, format, args);
    ToteErrorPrivate *priv = tote_error_get_private(*error);
    priv->field = g_strdup(fault->field);
    priv->hint = g_strdup(fault->hint);
    priv->detail = g_strdup(fault->detail);
    priv->position = fault->position;
    priv->cause = fault->cause;
    priv->terms = g_strdup(fault->terms);
    return false;
}

bool tote_fail(GError **error, enum tote_code code, const char *field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail(error, code, &(struct tote_fault){.field = field}, format, args);
    va_end(args);
    return false;
}

bool tote_fail_full(GError **error, enum tote_code code, const struct tote_fault *fault,
                    const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail(error, code, fault, format, args);
    va_end(args);
    return false;
}

static enum tote_code code_of(const GError *error)
{
    bool ours =
        error && error->domain == TOTE_ERROR && error->code >= 0 && error->code < TOTE_N_CODES;
    return ours ? (enum tote_code)error->code : TOTE_BUG;
}

static const ToteErrorPrivate *parts(const GError *error)
{
    static const ToteErrorPrivate none;
    return error && error->domain == TOTE_ERROR ? tote_error_get_private(error) : &none;
}

bool tote_error_is(const GError *error, enum tote_code code)
{
    return error && error->domain == TOTE_ERROR && error->code == (int)code;
}

const char *tote_error_code(const GError *error)
{
    return codes[code_of(error)].code;
}

const char *tote_error_hint(const GError *error)
{
    const char *own = parts(error)->hint;
    return own ? own : _(codes[code_of(error)].hint);
}

const char *tote_error_own_hint(const GError *error)
{
    return parts(error)->hint;
}

const char *tote_error_field(const GError *error)
{
    return parts(error)->field;
}

const char *tote_error_detail(const GError *error)
{
    return parts(error)->detail;
}

int tote_error_position(const GError *error)
{
    return parts(error)->position;
}

const char *tote_error_cause(const GError *error)
{
    return parts(error)->cause;
}

const char *tote_error_terms(const GError *error)
{
    const char *terms = parts(error)->terms;
    return terms ? terms : "";
}

enum tote_exit tote_error_exit(const GError *error)
{
    return tote_code_exit(code_of(error));
}

const char *tote_code_text(enum tote_code code)
{
    return codes[code].code;
}

const char *tote_code_hint(enum tote_code code)
{
    return codes[code].hint;
}

enum tote_exit tote_code_exit(enum tote_code code)
{
    return (enum tote_exit)codes[code].exit;
}

const char *tote_hint_word(const char *word)
{
    for (size_t i = 0; g_str_has_prefix(word, TOTE_HINT_WORD) && i < G_N_ELEMENTS(codes); i++)
        if (!strcmp(codes[i].code, word + strlen(TOTE_HINT_WORD)))
            return _(codes[i].hint);
    return NULL;
}
