// SPDX-License-Identifier: Apache-2.0
// The sentences of says.def, made for who reads them.
#include "says.h"

#include <string.h>

#include "errors.h"
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
    const char *hint = tote_hint_word(code);
    if (say || hint)
        return say ? _(say->text) : hint;
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

// The words of a TERM_SAID. Caller frees.
static char *said_text(const char *said)
{
    size_t n = strcspn(said, " ");
    g_autofree char *code = g_strndup(said, n);
    return say_stored(code, said[n] ? said + n + 1 : "");
}

char *say_text(const char *code, const struct term *terms, size_t n)
{
    const struct say *say = say_find(code);
    struct term shown[TERMS_MAX];
    g_autoptr(GPtrArray) made = NULL;
    g_assert(code && n <= TERMS_MAX);
    if (!say)
        return unknown(code, terms, n);
    for (size_t i = 0; i < n; i++) {
        const char *text = terms[i].text ? terms[i].text : "";
        shown[i] = terms[i];
        if (terms[i].type == TERM_WORD)
            shown[i].text = say_word(text);
        if (terms[i].type != TERM_SAID)
            continue;
        if (!made)
            made = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(made, said_text(text));
        shown[i].text = made->pdata[made->len - 1];
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
