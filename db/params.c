// SPDX-License-Identifier: Apache-2.0
// Parameters by name.
#include "params.h"

#include <glib.h>
#include <string.h>

enum { MAX_PARAMS = 99 };

static bool is_name(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

size_t params_next(const char **at, const char **ret_name)
{
    bool quoted = false;
    for (const char *p = *at; *p; p++) {
        if (*p == '\'')
            quoted = !quoted;
        if (!quoted && *p == ':' && p[1] == ':') { // a cast
            p++;
            continue;
        }
        if (quoted || *p != ':' || !g_ascii_isalpha(p[1]))
            continue;
        *ret_name = ++p;
        while (is_name(*p))
            p++;
        *at = p;
        return (size_t)(p - *ret_name);
    }
    return 0;
}

// The index of a name among N; N if it is new.
static size_t find(const struct param *params, size_t n, const char *name, size_t length)
{
    for (size_t i = 0; i < n; i++)
        if (params[i].length == length && !memcmp(params[i].name, name, length))
            return i;
    return n;
}

size_t params_list(const char *text, struct param *ret_params, size_t max)
{
    size_t n = 0, length;
    const char *name = NULL;
    while ((length = params_next(&text, &name))) {
        if (find(ret_params, n, name, length) < n)
            continue;
        g_assert(n < max);
        ret_params[n++] = (struct param){name, length};
    }
    return n;
}

static bool has_numbers(const char *text)
{
    bool quoted = false;
    for (const char *p = text; *p; p++) {
        if (*p == '\'')
            quoted = !quoted;
        if (*p == '$' && !quoted)
            return true;
    }
    return false;
}

char *params_numbered(const char *text, bool *ret_mixed)
{
    struct param params[MAX_PARAMS];
    size_t n = params_list(text, params, MAX_PARAMS), length;
    *ret_mixed = n && has_numbers(text);
    if (!n || *ret_mixed)
        return NULL;
    GString *numbered = g_string_new(NULL);
    const char *from = text, *at = text, *name = NULL;
    while ((length = params_next(&at, &name))) {
        g_string_append_len(numbered, from, name - 1 - from);
        g_string_append_printf(numbered, "$%zu", find(params, n, name, length) + 1);
        from = at;
    }
    g_string_append(numbered, from);
    return g_string_free(numbered, FALSE);
}
