// SPDX-License-Identifier: Apache-2.0
// The table of colour roles and signs, and which of them this terminal can show.
#include "theme.h"

#include <curses.h>
#include <glib.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"

struct colours {
    short fg, bg; // -1 = the terminal's own
    attr_t attr;
};

// A role: without colour, with 8 or 16, and with 256 in the three themes.
struct look {
    const char *name;
    attr_t mono;
    struct colours few;
    struct colours many[3]; // dark, light, contrast
};

static const struct look looks[N_TINTS] = {
    [TINT_TEXT] = {"text", 0, {-1, -1, 0}, {{-1, -1, 0}, {-1, -1, 0}, {-1, -1, 0}}},
    [TINT_DIM] = {"dim", 0, {-1, -1, 0}, {{245, -1, 0}, {241, -1, 0}, {-1, -1, 0}}},
    [TINT_BAR] = {"bar",
                  A_REVERSE,
                  {7, 4, A_BOLD},
                  {{255, 236, 0}, {231, 238, 0}, {231, 16, A_REVERSE}}},
    [TINT_FOOT] = {"foot", 0, {-1, -1, 0}, {{248, 234, 0}, {236, 254, 0}, {-1, -1, 0}}},
    [TINT_FOOT_KEY] = {"foot.key",
                       A_BOLD,
                       {6, -1, A_BOLD},
                       {{111, 234, 0}, {25, 254, 0}, {-1, -1, A_BOLD}}},
    [TINT_KEY] = {"key",
                  A_BOLD,
                  {6, -1, A_BOLD},
                  {{111, -1, A_BOLD}, {25, -1, A_BOLD}, {-1, -1, A_BOLD}}},
    [TINT_FOCUS] = {"focus", A_REVERSE, {0, 6, 0}, {{231, 24, 0}, {231, 24, 0}, {16, 231, A_BOLD}}},
    [TINT_GOOD] = {"good", A_BOLD, {2, -1, 0}, {{79, -1, 0}, {23, -1, 0}, {-1, -1, A_BOLD}}},
    [TINT_GOOD_FILL] = {"good.fill",
                        A_REVERSE,
                        {0, 2, 0},
                        {{16, 79, 0}, {231, 23, 0}, {16, 231, A_BOLD}}},
    [TINT_WARN] = {"warn", A_BOLD, {3, -1, 0}, {{221, -1, 0}, {94, -1, 0}, {-1, -1, A_BOLD}}},
    [TINT_WARN_FILL] = {"warn.fill",
                        A_REVERSE,
                        {0, 3, 0},
                        {{16, 221, 0}, {16, 221, 0}, {16, 231, A_BOLD}}},
    [TINT_BAD] = {"bad", A_BOLD, {1, -1, A_BOLD}, {{209, -1, 0}, {124, -1, 0}, {-1, -1, A_BOLD}}},
    [TINT_BAD_FILL] = {"bad.fill",
                       A_BOLD | A_REVERSE,
                       {7, 1, A_BOLD},
                       {{231, 124, A_BOLD}, {231, 124, A_BOLD}, {231, 88, A_BOLD}}},
    [TINT_HEAD] = {"head",
                   A_BOLD,
                   {6, -1, A_BOLD},
                   {{109, -1, A_BOLD}, {24, -1, A_BOLD}, {-1, -1, A_BOLD}}},
    [TINT_CHART] = {"chart", 0, {6, -1, 0}, {{74, -1, 0}, {25, -1, 0}, {-1, -1, 0}}},
    [TINT_LINK] = {"link",
                   A_UNDERLINE,
                   {4, -1, A_BOLD},
                   {{117, -1, 0}, {25, -1, 0}, {-1, -1, A_UNDERLINE}}},
    [TINT_STRONG] = {"strong",
                     A_BOLD,
                     {-1, -1, A_BOLD},
                     {{-1, -1, A_BOLD}, {-1, -1, A_BOLD}, {-1, -1, A_BOLD}}},
};

static const struct {
    const char *ascii, *utf8;
} glyphs[N_GLYPHS] = {
    [GLYPH_ELLIPSIS] = {"~", "…"}, [GLYPH_FOCUS] = {">", "▸"},     [GLYPH_MARK] = {"*", "●"},
    [GLYPH_DONE] = {"+", "✓"},     [GLYPH_LOOK] = {"!", "▲"},      [GLYPH_BAD] = {"x", "✗"},
    [GLYPH_LIVE] = {"*", "●"},     [GLYPH_STALE] = {"o", "○"},     [GLYPH_PATH] = {">", "›"},
    [GLYPH_PROMPT] = {">", "›"},   [GLYPH_DOT] = {"-", "·"},       [GLYPH_ZERO] = {".", "·"},
    [GLYPH_NONE] = {"-", "–"},     [GLYPH_FULL] = {"#", "●"},      [GLYPH_HALF] = {"/", "◐"},
    [GLYPH_OPEN] = {"o", "○"},     [GLYPH_RULE] = {"-", "─"},      [GLYPH_BAR] = {"|", "│"},
    [GLYPH_SORT_UP] = {"^", "↑"},  [GLYPH_SORT_DOWN] = {"v", "↓"}, [GLYPH_TIMES] = {"x", "×"},
    [GLYPH_TO] = {">", "→"},       [GLYPH_ENTER] = {"Enter", "⏎"},
};

static const char *const base_names[N_THEMES] = {"dark", "light", "contrast", "mono"};
static const char *const tier_names[] = {"ascii", "acs", "utf8"};

static struct {
    enum theme_base base;
    enum glyph_tier tier;
    bool small, utf8, colours;
    struct colours own[N_TINTS]; // of the theme file
    bool has_own[N_TINTS];
} theme;

static int find(const char *const *names, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (!g_ascii_strcasecmp(names[i], name))
            return i;
    return -1;
}

// "79", "16 on 79 bold" → colours.
static bool read_colours(const char *text, struct colours *ret)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \t", -1);
    struct colours colours = {-1, -1, 0};
    short *next = &colours.fg;
    for (int i = 0; words[i]; i++) {
        guint64 number;
        if (!*words[i])
            continue;
        if (!strcmp(words[i], "on"))
            next = &colours.bg;
        else if (!strcmp(words[i], "bold"))
            colours.attr |= A_BOLD;
        else if (g_ascii_string_to_unsigned(words[i], 10, 0, 255, &number, NULL))
            *next = (short)number;
        else
            return false;
    }
    *ret = colours;
    return true;
}

static bool read_line(char *line)
{
    char *equals = strchr(line, '=');
    if (!equals)
        return !*g_strstrip(line);
    *equals = '\0';
    const char *key = g_strstrip(line), *value = g_strstrip(equals + 1);
    int found;
    if (!strcmp(key, "base")) {
        found = find(base_names, N_THEMES, value);
        theme.base = found < 0 ? theme.base : (enum theme_base)found;
        return found >= 0;
    }
    if (!strcmp(key, "glyphs")) {
        found = find(tier_names, G_N_ELEMENTS(tier_names), value);
        theme.tier = found < 0 ? theme.tier : (enum glyph_tier)found;
        return found >= 0;
    }
    for (int i = 0; i < N_TINTS; i++)
        if (!strcmp(key, looks[i].name))
            return theme.has_own[i] = read_colours(value, &theme.own[i]);
    return false;
}

static char *read_file(void)
{
    const char *home = g_get_user_config_dir();
    g_autofree char *path = g_build_filename(home, "tote", "theme", NULL), *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return NULL;
    char *problem = NULL;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (int i = 0; lines[i]; i++) {
        if (lines[i][0] == '#' || read_line(lines[i]) || problem)
            continue;
        problem = g_strdup_printf(_("Theme: line %d is not understood: %s"), i + 1, path);
    }
    return problem;
}

// Terminals of an age that knows no UTF-8, whatever the locale of the host says.
static bool old_terminal(const char *term)
{
    static const char *const names[] = {"vt52", "vt100", "vt102",   "vt220", "vt320",
                                        "ansi", "dumb",  "unknown", "wyse60"};
    return find(names, G_N_ELEMENTS(names), term) >= 0;
}

static enum glyph_tier tier_of(const char *term, bool utf8)
{
    int asked = find(tier_names, G_N_ELEMENTS(tier_names), g_getenv("TOTE_GLYPHS") ?: "");
    if (asked >= 0)
        return asked == GLYPHS_UTF8 && !utf8 ? GLYPHS_ACS : (enum glyph_tier)asked;
    if (!strcmp(term, "ansi") || !strcmp(term, "dumb"))
        return GLYPHS_ASCII;
    return utf8 && !old_terminal(term) ? GLYPHS_UTF8 : GLYPHS_ACS;
}

// COLORFGBG = "0;15": some terminals tell that their background is light.
static bool light_background(void)
{
    const char *said = g_getenv("COLORFGBG"), *last = said ? strrchr(said, ';') : NULL;
    return last && (!strcmp(last, ";15") || !strcmp(last, ";7"));
}

char *theme_load(void)
{
    const char *term = g_getenv("TERM") ?: "vt100", *no_colour = g_getenv("NO_COLOR");
    bool utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
    theme.base = light_background() ? THEME_LIGHT : THEME_DARK;
    theme.tier = tier_of(term, utf8);
    char *problem = read_file();
    theme.utf8 = utf8 && theme.tier == GLYPHS_UTF8;
    if (no_colour && *no_colour)
        theme.base = THEME_MONO;
    return problem;
}

static struct colours colours_of(enum tint tint)
{
    if (theme.has_own[tint])
        return theme.own[tint];
    return COLORS >= 256 ? looks[tint].many[theme.base] : looks[tint].few;
}

void theme_start(void)
{
    theme.colours = theme.base != THEME_MONO && has_colors() && start_color() == OK;
    if (!theme.colours)
        return;
    bool own = use_default_colors() == OK;
    for (int i = 0; i < N_TINTS; i++) {
        struct colours c = colours_of(i);
        if (!own)
            c = (struct colours){c.fg < 0 ? COLOR_WHITE : c.fg, c.bg < 0 ? COLOR_BLACK : c.bg, 0};
        if (c.fg >= 0 || c.bg >= 0)
            init_pair((short)(i + 1), c.fg, c.bg);
    }
}

void theme_attributes(enum tint tint, unsigned *ret_attributes, short *ret_pair)
{
    struct colours c = theme.colours ? colours_of(tint) : (struct colours){-1, -1, 0};
    *ret_pair = c.fg >= 0 || c.bg >= 0 ? (short)(tint + 1) : 0;
    *ret_attributes = (unsigned)(theme.colours ? c.attr : looks[tint].mono);
}

void theme_small(bool small)
{
    theme.small = small;
}

enum glyph_tier theme_tier(void)
{
    return theme.small ? GLYPHS_ASCII : theme.tier;
}

const char *glyph(enum glyph glyph)
{
    return theme_tier() == GLYPHS_UTF8 ? glyphs[glyph].utf8 : glyphs[glyph].ascii;
}

bool theme_utf8(void)
{
    return theme.utf8;
}

bool theme_reorders(void)
{
    static const char *const families[] = {"xterm", "vte", "gnome", "konsole", "mlterm", "foot"};
    const char *term = g_getenv("TERM") ?: "";
    for (size_t i = 0; theme.utf8 && i < G_N_ELEMENTS(families); i++)
        if (g_str_has_prefix(term, families[i]))
            return true;
    return false;
}

const char *theme_role_name(enum tint tint)
{
    return looks[tint].name;
}

bool theme_role_fill(enum theme_base base, enum tint tint, int *ret_fg, int *ret_bg)
{
    if (base >= THEME_MONO || looks[tint].many[base].bg < 0)
        return false;
    bool swapped = looks[tint].many[base].attr & A_REVERSE;
    *ret_fg = swapped ? looks[tint].many[base].bg : looks[tint].many[base].fg;
    *ret_bg = swapped ? looks[tint].many[base].fg : looks[tint].many[base].bg;
    return true;
}
