// SPDX-License-Identifier: Apache-2.0
// Colour roles and signs. Word and sign always say it first; colour repeats it.
#pragma once

#include <stdbool.h>

enum tint {
    TINT_TEXT,
    TINT_DIM,
    TINT_BAR,
    TINT_FOOT,
    TINT_FOOT_KEY,
    TINT_KEY,
    TINT_FOCUS,
    TINT_GOOD,
    TINT_GOOD_FILL,
    TINT_WARN,
    TINT_WARN_FILL,
    TINT_BAD,
    TINT_BAD_FILL,
    TINT_HEAD,
    TINT_CHART,
    TINT_LINK,
    TINT_STRONG,
    N_TINTS,
};

enum theme_base { THEME_DARK, THEME_LIGHT, THEME_CONTRAST, THEME_MONO, N_THEMES };

// ACS: ASCII signs, but the terminal's own line characters.
enum glyph_tier { GLYPHS_ASCII, GLYPHS_ACS, GLYPHS_UTF8 };

enum glyph {
    GLYPH_ELLIPSIS,
    GLYPH_FOCUS,   // in front of the focused row
    GLYPH_MARK,    // in front of a marked row
    GLYPH_DONE,    // accepted
    GLYPH_LOOK,    // look at it
    GLYPH_BAD,     // refused, stopped
    GLYPH_LIVE,    // data is fresh
    GLYPH_STALE,   // data is old
    GLYPH_PATH,    // between two places of the path
    GLYPH_PROMPT,  // in front of the entry line
    GLYPH_DOT,     // between two facts
    GLYPH_ZERO,    // a zero in a column of numbers
    GLYPH_NONE,    // unknown
    GLYPH_FULL,    // a step that is done
    GLYPH_HALF,    // a step that is going on
    GLYPH_OPEN,    // a step to come
    GLYPH_RULE,    // a rule across
    GLYPH_BAR,     // a wall down
    GLYPH_SORT_UP, // ascending
    GLYPH_SORT_DOWN,
    GLYPH_TIMES, // 3 × this
    GLYPH_TO,    // into
    GLYPH_ENTER, // the Enter key
    N_GLYPHS,
};

// Reads the theme file (~/.config/tote/theme) and the surroundings: NO_COLOR, TERM, locale,
// TOTE_GLYPHS. Before term_open(). A line that is not understood is skipped; the first such line
// is returned as a sentence for the notice row (caller frees), NULL = all understood.
char *theme_load(void);

// Sets up the colours; after the terminal was opened.
void theme_start(void);

// Signs in plain ASCII while the screen is a handheld's.
void theme_small(bool small);

enum glyph_tier theme_tier(void);
const char *glyph(enum glyph glyph);

// May outside text be written as UTF-8? Else it is spelled in ASCII.
bool theme_utf8(void);

// Does the terminal reorder right-to-left text itself, unless told not to?
bool theme_reorders(void);

// The curses attributes of a role (attr_t and pair), for paint.c.
void theme_attributes(enum tint tint, unsigned *ret_attributes, short *ret_pair);

// One row of `tote theme --show`: the name of a role and its colours (foreground, background,
// -1 = the terminal's own) in the dark, light or contrast theme. False: not a filled role.
const char *theme_role_name(enum tint tint);
bool theme_role_fill(enum theme_base base, enum tint tint, int *ret_fg, int *ret_bg);
