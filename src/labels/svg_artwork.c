// SPDX-License-Identifier: Apache-2.0
// Writes artwork out again: known elements, own attributes, embedded pictures only.
#include "svg_artwork.h"

#include <string.h>

bool svg_artwork_ignored(const char *element)
{
    static const char *const silent[] = {"metadata", "title", "desc", NULL};
    return strchr(element, ':') || g_strv_contains(silent, element);
}

bool svg_artwork_known(const char *element)
{
    static const char *const known[] = {
        "svg",   "g",        "defs",           "symbol",  "rect", "circle",         "ellipse",
        "line",  "polyline", "path",           "image",   "use",  "text",           "tspan",
        "style", "clipPath", "linearGradient", "polygon", "stop", "radialGradient", NULL};
    return g_strv_contains(known, element);
}

static bool attribute_kept(const char *name, bool root)
{
    static const char *const own[] = {"width", "height", "xmlns", NULL};
    if (root && g_strv_contains(own, name))
        return false;
    if (g_str_has_prefix(name, "data-") || g_str_has_prefix(name, "on"))
        return false;
    return !strchr(name, ':') || strcmp(name, "xlink:href") == 0;
}

static bool inside_file(const char *name, const char *value)
{
    if (strcmp(name, "href") != 0 && strcmp(name, "xlink:href") != 0)
        return true;
    return value[0] == '#' || g_str_has_prefix(value, "data:image/png") ||
           g_str_has_prefix(value, "data:image/jpeg");
}

bool svg_artwork_open(GString *out, const char *element, const char **names, const char **values,
                      bool root)
{
    g_string_append_printf(out, "<%s", element);
    if (root)
        g_string_append(out, " xmlns=\"http://www.w3.org/2000/svg\""
                             " xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    for (int i = 0; names[i]; i++) {
        if (!attribute_kept(names[i], root))
            continue;
        if (!inside_file(names[i], values[i]))
            return false;
        g_autofree char *value = g_markup_escape_text(values[i], -1);
        g_string_append_printf(out, " %s=\"%s\"", names[i], value);
    }
    g_string_append_c(out, '>');
    return true;
}

void svg_artwork_text(GString *out, const char *text, gsize len)
{
    g_autofree char *escaped = g_markup_escape_text(text, (gssize)len);
    g_string_append(out, escaped);
}

void svg_artwork_close(GString *out, const char *element)
{
    g_string_append_printf(out, "</%s>", element);
}
