// SPDX-License-Identifier: Apache-2.0
// Lengths, transforms and style properties of SVG 1.1, as far as labels need them.
#include "svg.h"

#include <math.h>
#include <string.h>

static const double number_max = 1e5; // no label is larger in any unit; keeps sums finite

struct svg_matrix svg_matrix_nest(const struct svg_matrix *outer, const struct svg_matrix *inner)
{
    return (struct svg_matrix){
        .a = outer->a * inner->a + outer->c * inner->b,
        .b = outer->b * inner->a + outer->d * inner->b,
        .c = outer->a * inner->c + outer->c * inner->d,
        .d = outer->b * inner->c + outer->d * inner->d,
        .e = outer->a * inner->e + outer->c * inner->f + outer->e,
        .f = outer->b * inner->e + outer->d * inner->f + outer->f,
    };
}

bool svg_matrix_upright(const struct svg_matrix *m)
{
    const double tiny = 1e-9;
    return fabs(m->b) < tiny && fabs(m->c) < tiny && m->a > tiny && m->d > tiny;
}

static bool number(const char **at, double *ret_value)
{
    char *end = NULL;
    double value = g_ascii_strtod(*at, &end);
    if (end == *at || !isfinite(value) || fabs(value) > number_max)
        return false;
    *at = end;
    *ret_value = value;
    return true;
}

bool svg_length(const char *text, double *ret_value)
{
    double value;
    if (!text || !number(&text, &value) || (*text && strcmp(text, "px") != 0))
        return false;
    *ret_value = value;
    return true;
}

bool svg_length_mm(const char *text, double *ret_mm)
{
    static const struct {
        const char *unit;
        double mm;
    } units[] = {{"mm", 1}, {"cm", 10}, {"in", 25.4}};
    double value;
    if (!text || !number(&text, &value))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (strcmp(text, units[i].unit) == 0) {
            *ret_mm = value * units[i].mm;
            return true;
        }
    }
    return false;
}

// Reads "(1, 2 …)" and moves *AT behind it; returns how many numbers, -1 if it is malformed.
static int arguments(const char **at, double *values, int max)
{
    int n = 0;
    *at += strspn(*at, " \t\r\n");
    if (**at != '(')
        return -1;
    for ((*at)++; **at != ')'; n++) {
        *at += strspn(*at, " \t\r\n,");
        if (n == max || !number(at, &values[n]))
            return -1;
        *at += strspn(*at, " \t\r\n,");
    }
    (*at)++;
    return n;
}

static bool one_transform(const char *name, size_t len, const double *v, int n,
                          struct svg_matrix *ret_matrix)
{
    struct svg_matrix m = {1, 0, 0, 1, 0, 0};
    if (len == 9 && strncmp(name, "translate", len) == 0 && (n == 1 || n == 2)) {
        m.e = v[0];
        m.f = n == 2 ? v[1] : 0;
    } else if (len == 5 && strncmp(name, "scale", len) == 0 && (n == 1 || n == 2)) {
        m.a = v[0];
        m.d = n == 2 ? v[1] : v[0];
    } else if (len == 6 && strncmp(name, "matrix", len) == 0 && n == 6) {
        m = (struct svg_matrix){v[0], v[1], v[2], v[3], v[4], v[5]};
    } else if (len == 6 && strncmp(name, "rotate", len) == 0 && (n == 1 || n == 3)) {
        double turn = v[0] * G_PI / 180, x = n == 3 ? v[1] : 0, y = n == 3 ? v[2] : 0;
        m = (struct svg_matrix){cos(turn), sin(turn), -sin(turn), cos(turn), 0, 0};
        m.e = x - m.a * x - m.c * y;
        m.f = y - m.b * x - m.d * y;
    } else {
        return false;
    }
    *ret_matrix = m;
    return true;
}

bool svg_transform(const char *text, struct svg_matrix *ret_matrix)
{
    struct svg_matrix all = {1, 0, 0, 1, 0, 0};
    const char *at = text;
    while (*(at += strspn(at, " \t\r\n,"))) {
        size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyzXY");
        const char *name = at;
        double values[6];
        at += len;
        int n = arguments(&at, values, (int)G_N_ELEMENTS(values));
        struct svg_matrix one;
        if (n < 0 || !one_transform(name, len, values, n, &one))
            return false;
        all = svg_matrix_nest(&all, &one);
    }
    *ret_matrix = all;
    return true;
}

struct svg_style svg_style_copy(const struct svg_style *style)
{
    struct svg_style copy = *style;
    copy.family = g_strdup(style->family);
    return copy;
}

void svg_style_clear(struct svg_style *style)
{
    g_clear_pointer(&style->family, g_free);
}

static void set_family(struct svg_style *style, const char *value)
{
    g_free(style->family);
    style->family = g_strdup(value);
    g_strdelimit(style->family, "'\"", ' ');
    g_strstrip(style->family);
}

static bool is_white(const char *value)
{
    static const char *const names[] = {"white", "#fff", "#ffffff", "rgb(255,255,255)"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_ascii_strcasecmp(value, names[i]) == 0)
            return true;
    return false;
}

static enum svg_align align_of(const char *value)
{
    if (g_str_equal(value, "middle") || g_str_equal(value, "center"))
        return SVG_MIDDLE;
    return g_str_equal(value, "end") || g_str_equal(value, "right") ? SVG_END : SVG_START;
}

bool svg_style_set(struct svg_style *style, const char *property, const char *value)
{
    if (g_str_equal(property, "font-size"))
        return svg_length(value, &style->size) && style->size > 0;
    if (g_str_equal(property, "font-family"))
        set_family(style, value);
    else if (g_str_equal(property, "font-weight"))
        style->bold = g_str_equal(value, "bold") || g_str_equal(value, "bolder") ||
                      g_ascii_strtoll(value, NULL, 10) >= 600;
    else if (g_str_equal(property, "font-style"))
        style->italic = g_str_equal(value, "italic") || g_str_equal(value, "oblique");
    else if (g_str_equal(property, "fill"))
        style->white = is_white(value);
    else if (g_str_equal(property, "text-anchor") || g_str_equal(property, "text-align"))
        style->align = align_of(value);
    return true;
}

char *svg_style_value(const char *style, const char *property)
{
    g_auto(GStrv) parts = g_strsplit(style ? style : "", ";", -1);
    char *found = NULL;
    for (char **part = parts; *part; part++) {
        char *colon = strchr(*part, ':');
        if (!colon)
            continue;
        *colon = '\0';
        if (!g_str_equal(g_strstrip(*part), property))
            continue;
        g_free(found); // the last one counts
        found = g_strdup(g_strstrip(colon + 1));
    }
    return found;
}
