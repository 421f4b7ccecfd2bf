// SPDX-License-Identifier: Apache-2.0
// Text on a terminal: everything walks one iterator that yields what may be shown.
#include "text.h"

#include <string.h>

enum {
    REPLACEMENT = 0xFFFD,
    PICTURES = 0x2400, // control pictures: U+2400 + control code
    SOFT_HYPHEN = 0xAD,
    ZWNJ = 0x200C,
    ZWJ = 0x200D,
    MARKS_MAX = 4, // what a cell of ncurses holds besides its base
};

// One sign as it may be shown, and the bytes of the source that it stands for.
struct sign {
    gunichar shown;
    const char *start;
    int bytes;
    bool valid; // the source is well-formed here
};

static gunichar picture(gunichar c)
{
    if (c < 0x20)
        return PICTURES + c;
    return c == 0x7F ? PICTURES + 0x21 : REPLACEMENT;
}

bool text_is_hidden(gunichar c)
{
    static const unsigned hidden = 1u << G_UNICODE_CONTROL | 1u << G_UNICODE_FORMAT |
                                   1u << G_UNICODE_UNASSIGNED | 1u << G_UNICODE_SURROGATE |
                                   1u << G_UNICODE_LINE_SEPARATOR |
                                   1u << G_UNICODE_PARAGRAPH_SEPARATOR;
    if ((c >= 0x20 && c < 0x7F) || c == ZWJ || c == ZWNJ)
        return false;
    return hidden >> g_unichar_type(c) & 1;
}

static gunichar shown_as(gunichar c)
{
    if (c == SOFT_HYPHEN)
        return '-';
    if (!text_is_hidden(c))
        return c;
    return g_unichar_type(c) == G_UNICODE_CONTROL ? picture(c) : REPLACEMENT;
}

// The sign at AT, which is before END.
static struct sign sign_at(const char *at, const char *end)
{
    gunichar c = g_utf8_get_char_validated(at, end - at);
    if (c == (gunichar)-1 || c == (gunichar)-2 || (c == 0 && *at))
        return (struct sign){REPLACEMENT, at, 1, false};
    return (struct sign){shown_as(c), at, c ? g_utf8_next_char(at) - at : 1, true};
}

static int sign_width(gunichar c)
{
    if (g_unichar_iszerowidth(c))
        return 0;
    // Circled tens and hexagrams: narrow for Unicode, two cells for glibc and so for ncurses.
    if ((c >= 0x3248 && c <= 0x324F) || (c >= 0x4DC0 && c <= 0x4DFF))
        return 2;
    return g_unichar_iswide(c) ? 2 : 1;
}

static bool is_regional(gunichar c)
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

// Does NEXT belong to the user-perceived character whose last sign is LAST? REGIONALS counts the
// regional indicators it has. A subset of Unicode TR 29 that never splits what people see as one.
static bool joins(gunichar last, gunichar next, int regionals)
{
    if (g_unichar_iszerowidth(next) || g_unichar_ismark(next))
        return true;
    if (last == ZWJ && next >= 0x2190)
        return true;
    if (next >= 0x1F3FB && next <= 0x1F3FF)
        return true;
    return is_regional(next) && regionals == 1;
}

// Appends the user-perceived character at AT to OUT (may be NULL) and returns where the next
// one starts; adds its cells to *CELLS.
static const char *cluster(const char *at, const char *end, GString *out, int *cells)
{
    gunichar last = 0;
    int regionals = 0, marks = 0;
    for (bool first = true; at < end; first = false) {
        struct sign sign = sign_at(at, end);
        if (!first && !joins(last, sign.shown, regionals))
            break;
        int width = sign_width(sign.shown);
        marks = width == 0 ? marks + 1 : 0;
        if (out && marks <= MARKS_MAX)
            g_string_append_unichar(out, sign.shown);
        *cells += width;
        regionals += is_regional(sign.shown);
        last = sign.shown;
        at += sign.bytes;
    }
    return at;
}

int text_width(const char *utf8)
{
    if (!utf8)
        return 0;
    int cells = 0;
    for (const char *end = utf8 + strlen(utf8); utf8 < end;) {
        struct sign sign = sign_at(utf8, end);
        cells += sign_width(sign.shown);
        utf8 += sign.bytes;
    }
    return cells;
}

// Whole characters of UTF8 that fit into CELLS; *ret_used says how many cells they take.
static GString *head(const char *utf8, int cells, int *ret_used)
{
    GString *out = g_string_new(NULL);
    int used = 0;
    for (const char *end = utf8 + strlen(utf8); utf8 < end;) {
        int width = 0;
        const char *next = cluster(utf8, end, NULL, &width);
        if (used + width > cells)
            break;
        cluster(utf8, end, out, &used);
        utf8 = next;
    }
    *ret_used = used;
    return out;
}

static char *fit(const char *utf8, int cells, const char *ellipsis, bool right)
{
    if (cells < 1)
        return g_strdup("");
    const char *text = utf8 ? utf8 : "";
    const char *sign = ellipsis ? ellipsis : "…";
    int sign_cells = text_width(sign);
    bool cut = text_width(text) > cells;
    bool marked = cut && sign_cells <= cells;
    int used = 0;
    GString *out = head(text, marked ? cells - sign_cells : cells, &used);
    if (marked) {
        g_string_append(out, sign);
        used += sign_cells;
    }
    g_autofree char *blanks = g_strnfill(cells - used, ' ');
    g_string_insert(out, right ? 0 : -1, blanks);
    return g_string_free(out, FALSE);
}

char *text_fit(const char *utf8, int cells, const char *ellipsis)
{
    return fit(utf8, cells, ellipsis, false);
}

char *text_fit_right(const char *utf8, int cells, const char *ellipsis)
{
    return fit(utf8, cells, ellipsis, true);
}

enum { SHORT_TAIL = 8 };

// The last words of UTF8 in half of CELLS, a size ("330 ml") in two thirds where there are few;
// where the last word is longer, the last signs in two fifths.
static const char *tail(const char *utf8, int cells)
{
    const int words = MAX(cells / 2, MIN(cells * 2 / 3, SHORT_TAIL));
    const char *signs = NULL, *end = utf8 + strlen(utf8), *before = " ";
    for (int left = text_width(utf8); utf8 < end;) {
        int width = 0;
        if (*before == ' ' && left <= words)
            return utf8;
        if (!signs && left <= cells * 2 / 5)
            signs = utf8;
        before = utf8;
        utf8 = cluster(utf8, end, NULL, &width);
        left -= width;
    }
    return signs ? signs : end;
}

char *text_squeeze(const char *utf8, int cells, const char *ellipsis)
{
    const char *text = utf8 ? utf8 : "", *sign = ellipsis ? ellipsis : "…";
    int room = cells - text_width(sign), used = 0;
    if (text_width(text) <= cells)
        return g_strdup(text);
    if (room < 2)
        return text_fit(text, cells, ellipsis);
    g_autofree char *end = text_clean(tail(text, room));
    GString *out = head(text, room - text_width(end), &used);
    g_string_append(out, sign);
    g_string_append(out, end);
    return g_string_free(out, FALSE);
}

char *text_clean(const char *utf8)
{
    const char *at = utf8 ? utf8 : "";
    GString *out = g_string_new(NULL);
    int cells = 0;
    for (const char *end = at + strlen(at); at < end;)
        at = cluster(at, end, out, &cells);
    return g_string_free(out, FALSE);
}

// Letters that carry their accent inside, so that no decomposition takes it away.
static const struct {
    gunichar from;
    const char *to;
} letters[] = {
    {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},
    {0x0127, "h"},  {0x0131, "i"}, {0x0142, "l"}, {0x0153, "oe"}, {0x0167, "t"},
};

// Combining marks that people leave out when they search. Marks of other scripts are letters to
// their readers (Devanagari vowels, kana voicing) and stay.
static const struct {
    gunichar first, last;
} accents[] = {
    {0x0300, 0x036F}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
    {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x20D0, 0x20F0}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
};

static bool left_out(gunichar c)
{
    for (gsize i = 0; i < G_N_ELEMENTS(accents); i++)
        if (c >= accents[i].first && c <= accents[i].last)
            return true;
    return g_unichar_type(c) == G_UNICODE_FORMAT;
}

// Cherokee folds to capitals in Unicode; GLib swaps the case instead, at every call.
static gunichar cherokee(gunichar c)
{
    if (c >= 0xAB70 && c <= 0xABBF)
        return c - 0xAB70 + 0x13A0;
    return c >= 0x13F8 && c <= 0x13FD ? c - 8 : c;
}

static void fold_letter(GString *out, gunichar c)
{
    for (gsize i = 0; i < G_N_ELEMENTS(letters); i++)
        if (letters[i].from == c) {
            g_string_append(out, letters[i].to);
            return;
        }
    g_string_append_unichar(out, cherokee(c));
}

char *text_fold(const char *utf8)
{
    g_autofree char *valid = g_utf8_make_valid(utf8 ? utf8 : "", -1);
    g_autofree char *apart = g_utf8_normalize(valid, -1, G_NORMALIZE_NFKD);
    g_autofree char *folded = g_utf8_casefold(apart, -1);
    g_autofree char *again = g_utf8_normalize(folded, -1, G_NORMALIZE_NFKD);
    GString *out = g_string_new(NULL);
    bool blank = false;
    for (const char *at = again; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (left_out(c))
            continue;
        bool space = g_unichar_isspace(c) || g_unichar_iscntrl(c);
        if (space) {
            blank = out->len > 0;
            continue;
        }
        if (blank)
            g_string_append_c(out, ' ');
        blank = false;
        fold_letter(out, c);
    }
    return g_string_free(out, FALSE);
}

// One sign as an error sentence shows it, in PIECE.
static void quote_sign(const struct sign *sign, GString *piece)
{
    g_string_truncate(piece, 0);
    bool same =
        sign->valid && sign->shown != SOFT_HYPHEN && g_utf8_get_char(sign->start) == sign->shown;
    if (same && sign->shown == '\\')
        g_string_append(piece, "\\\\");
    else if (same)
        g_string_append_unichar(piece, sign->shown);
    else
        for (int i = 0; i < sign->bytes; i++)
            g_string_append_printf(piece, "\\x%02x", (guchar)sign->start[i]);
}

char *text_quote(const char *bytes, gssize len, int max)
{
    if (!bytes)
        return g_strdup("");
    const char *end = bytes + (len < 0 ? strlen(bytes) : (gsize)len);
    g_autoptr(GString) piece = g_string_new(NULL);
    GString *out = g_string_new(NULL);
    gsize keep = 0; // bytes of `out` that leave room for the ellipsis
    int cells = 0;
    while (bytes < end) {
        struct sign sign = sign_at(bytes, end);
        quote_sign(&sign, piece);
        cells += text_width(piece->str);
        if (max > 0 && cells > max) {
            g_string_truncate(out, keep);
            g_string_append(out, "…");
            break;
        }
        g_string_append_len(out, piece->str, piece->len);
        if (cells < max)
            keep = out->len;
        bytes += sign.bytes;
    }
    return g_string_free(out, FALSE);
}

void text_append_number(GString *to, int64_t number)
{
    char digits[20];
    size_t n = 0;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do
        digits[sizeof digits - ++n] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        g_string_append_c(to, '-');
    g_string_append_len(to, digits + sizeof digits - n, (gssize)n);
}
