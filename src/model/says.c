// SPDX-License-Identifier: Apache-2.0
// The sentences of says.def, made for who reads them.
#include "says.h"

#include <string.h>

#include "i18n.h"
#include "lives.h"

static const struct say says[N_SAYS] = {
#define SAY(id, code, text) [SAY_##id] = {code, text},
#include "says.def"
#undef SAY
};

const struct say *say_row(enum say_id id)
{
    g_assert((unsigned)id < N_SAYS);
    return &says[id];
}

const char *say_code(enum say_id id)
{
    return say_row(id)->code;
}

const struct say *say_find(const char *code)
{
    for (size_t i = 0; code && i < N_SAYS; i++)
        if (!strcmp(says[i].code, code))
            return &says[i];
    return NULL;
}

const char *say_word(const char *code)
{
    const struct say *say = say_find(code);
    const char *colon = strchr(code, ':');
    if (say)
        return _(say->text);
    for (const struct state_table *const *table = model_state_tables(); colon && *table; table++)
        if (strlen((*table)->name) == (size_t)(colon - code) &&
            g_str_has_prefix(code, (*table)->name))
            return state_find(*table, colon + 1) ? state_label(*table, colon + 1) : code;
    return code;
}

// A code that this program does not know: of a newer one, or of a table that is gone.
static char *unknown(const char *code, const struct term *terms, size_t n)
{
    g_autofree char *json = n ? terms_json(terms, n) : g_strdup("");
    return g_strdup_printf("%s%s%s", code, n ? " " : "", json);
}

char *say_text(const char *code, const struct term *terms, size_t n)
{
    const struct say *say = say_find(code);
    struct term shown[TERMS_MAX];
    g_assert(code && n <= TERMS_MAX);
    if (!say)
        return unknown(code, terms, n);
    for (size_t i = 0; i < n; i++) {
        shown[i] = terms[i];
        if (terms[i].type == TERM_WORD)
            shown[i].text = say_word(terms[i].text ? terms[i].text : "");
    }
    return terms_fill(_(say->text), shown, n);
}

char *say_stored(const char *code, const char *json)
{
    g_autoptr(GArray) terms = NULL;
    if (!terms_parse(json, &terms))
        return g_strdup_printf("%s %s", code, json); // damaged, but nothing is hidden
    return say_text(code, (const struct term *)(void *)terms->data, terms->len);
}
