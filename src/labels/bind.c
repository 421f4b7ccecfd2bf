// SPDX-License-Identifier: Apache-2.0
// Fills the placeholders of a design's text with the values of one label.
#include "bind.h"

#include "errors.h"
#include "i18n.h"

#include <string.h>

static const char isolate_begin[] = "\xe2\x81\xa8", isolate_end[] = "\xe2\x81\xa9";

// Finds the next placeholder at or after *AT; *AT is then behind it. RET_BEFORE: text up to it.
// False: there is none, and RET_BEFORE is the rest.
static bool next_placeholder(const char **at, char **ret_before, char **ret_name,
                             bool *ret_optional)
{
    const char *open = strchr(*at, '{');
    const char *close = open ? strchr(open, '}') : NULL;
    if (!close) {
        *ret_before = g_strdup(*at);
        return false;
    }
    *ret_before = g_strndup(*at, (gsize)(open - *at));
    *ret_optional = close[-1] == '?' && close - 1 > open;
    *ret_name = g_strndup(open + 1, (gsize)(close - open - 1 - (*ret_optional ? 1 : 0)));
    *at = close + 1;
    return true;
}

static bool check_name(const char *name, GError **error)
{
    if (label_field_find(name) || (g_str_has_prefix(name, "user.") && name[5]))
        return true;
    return tote_fail(error, TOTE_LABEL_DESIGN, name,
                     _("The design asks for {%s}, which is no field of labels"), name);
}

bool label_bind_check(const char *text, GError **error)
{
    for (const char *at = text;;) {
        g_autofree char *before = NULL, *name = NULL;
        bool optional;
        bool found = next_placeholder(&at, &before, &name, &optional);
        if (strpbrk(before, "{}"))
            return tote_fail(error, TOTE_LABEL_DESIGN, NULL,
                             _("The text \"%s\" has a brace without its partner"), before);
        if (!found)
            return true;
        if (!check_name(name, error))
            return false;
    }
}

struct line {
    GString *out;
    int optional, known; // placeholders that may be empty, and how many of them are not
    bool required;
};

static bool put_value(struct line *line, const label_fields *fields, const char *name,
                      bool optional, bool isolate, GError **error)
{
    const char *value = label_fields_get(fields, name);
    if (!*value && !optional)
        return tote_fail(error, TOTE_LABEL_DATA, name,
                         _("The label needs %s, which has no value; fill it in"), name);
    line->optional += optional;
    line->known += optional && *value;
    line->required |= !optional;
    if (!*value)
        return true;
    if (isolate)
        g_string_append(line->out, isolate_begin);
    g_string_append(line->out, value);
    if (isolate)
        g_string_append(line->out, isolate_end);
    return true;
}

// The field that fills a text most: the one to shorten where it does not fit.
struct longest {
    char *name;
    size_t len;
};

static bool bind_line(const char *text, const label_fields *fields, bool isolate, GString *out,
                      struct longest *longest, GError **error)
{
    g_autoptr(GString) made = g_string_new(NULL);
    struct line line = {.out = made};
    bool mixed = isolate && !(text[0] == '{' && strchr(text, '}') == text + strlen(text) - 1);
    for (const char *at = text;;) {
        g_autofree char *before = NULL, *name = NULL;
        bool optional = false;
        bool found = next_placeholder(&at, &before, &name, &optional);
        g_string_append(made, before);
        if (!found)
            break;
        if (!put_value(&line, fields, name, optional, mixed, error))
            return false;
        size_t len = strlen(label_fields_get(fields, name));
        if (!longest->name || len > longest->len) {
            g_free(longest->name);
            *longest = (struct longest){.name = g_steal_pointer(&name), .len = len};
        }
    }
    if (line.optional > 0 && line.known == 0 && !line.required)
        return true;
    g_strstrip(made->str);
    if (out->len > 0)
        g_string_append_c(out, '\n');
    g_string_append(out, made->str);
    return true;
}

bool label_bind(const char *text, const label_fields *fields, bool isolate, char **ret_text,
                char **ret_field, GError **error)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GString) out = g_string_new(NULL);
    struct longest longest = {0};
    bool bound = true;
    for (char **line = lines; bound && *line; line++)
        bound = bind_line(*line, fields, isolate, out, &longest, error);
    if (bound)
        *ret_text = g_strdup(out->str);
    if (bound && ret_field)
        *ret_field = g_steal_pointer(&longest.name);
    g_free(longest.name);
    return bound;
}
