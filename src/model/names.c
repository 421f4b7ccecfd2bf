// SPDX-License-Identifier: Apache-2.0
// The table of kinds of names, and the one check of them.
#include "names.h"

#include <string.h>

#include "card.h"
#include "i18n.h"
#include "numbers.h"
#include "text.h"

enum { SHOWN_CELLS = 40, LOOK_SIZE = 64 };

// ":" stands between a warehouse and its place, and between the parts of a key that screens make.
static const struct name_rule rules[N_NAME_KINDS] = {
    [NAME_WAREHOUSE] = {N_("the code of a warehouse"), 16, ":/ ", false, LETTERS_CAPITAL},
    [NAME_PLACE] = {N_("the code of a place"), 40, ":", false, LETTERS_AS_THEY_ARE},
    [NAME_STATION] = {N_("the name of a station"), 24, ":", false, LETTERS_AS_THEY_ARE},
    [NAME_OPERATOR] = {N_("the name of an operator"), 24, ":", false, LETTERS_SMALL},
    [NAME_PRINTER] = {N_("the name of a printer"), 40, ":", false, LETTERS_AS_THEY_ARE},
    [NAME_SKU] = {N_("the SKU of an item"), 255, "", false, LETTERS_AS_THEY_ARE},
    [NAME_LOT] = {N_("a lot"), 255, "", true, LETTERS_AS_THEY_ARE},
    [NAME_SERIAL] = {N_("a serial number"), 255, "", true, LETTERS_AS_THEY_ARE},
    [NAME_OWNER] = {N_("the code of an owner"), 255, "", true, LETTERS_AS_THEY_ARE},
    [NAME_ORDER] = {N_("the name of an order"), 255, "", true, LETTERS_AS_THEY_ARE},
};

const struct name_rule *name_rule(enum name_kind kind)
{
    g_assert((unsigned)kind < N_NAME_KINDS);
    return &rules[kind];
}

static bool is_ascii(const char *text)
{
    while (*text && (guchar)*text < 0x80)
        text++;
    return !*text;
}

// --- look-alikes of numbers

// Letters of other scripts that look like those which numbers begin with.
static char letter_like(gunichar c)
{
    static const struct {
        gunichar from;
        char to;
    } alike[] = {{0x41E, 'O'}, {0x43E, 'O'}, {0x39F, 'O'}, {0x3BF, 'O'}, {0x555, 'O'},
                 {0x51C, 'W'}, {0x51D, 'W'}, {0x461, 'W'}, {0x408, 'J'}, {0x458, 'J'},
                 {0x41C, 'M'}, {0x43C, 'M'}, {0x39C, 'M'}};
    for (size_t i = 0; i < G_N_ELEMENTS(alike); i++)
        if (alike[i].from == c)
            return alike[i].to;
    return c < 0x80 ? (char)c : 0;
}

// TEXT as the ASCII that it looks like; false where it looks like none, or is longer than a number.
static bool looks(const char *text, char ret_look[LOOK_SIZE])
{
    g_autofree char *plain = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
    int n = 0;
    for (const char *at = plain; at && *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        bool dash = g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION || c == 0x2212;
        int digit = g_unichar_digit_value(c);
        char sign = dash ? '-' : digit >= 0 ? (char)('0' + digit) : letter_like(c);
        if (!sign || n + 1 == LOOK_SIZE)
            return false;
        ret_look[n++] = sign;
    }
    ret_look[n] = '\0';
    return plain != NULL;
}

bool name_is_number(const char *text)
{
    static const enum number_kind kinds[] = {NUMBER_ORDER, NUMBER_WORK, NUMBER_JOB,
                                             NUMBER_MANIFEST};
    char look[LOOK_SIZE] = "";
    if (is_ascii(text) ? (*text && text[1] != '-') : !looks(text, look))
        return false;
    const char *number = is_ascii(text) ? text : look;
    for (size_t i = 0; *number && number[1] == '-' && i < G_N_ELEMENTS(kinds); i++)
        if (number_id(kinds[i], number))
            return true;
    return false;
}

// --- one sign

// Signs that show nothing though Unicode counts them as letters, marks or symbols.
static bool is_blank_sign(gunichar c)
{
    static const gunichar ranges[][2] = {
        {0x34F, 0x34F},   {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x2800, 0x2800},
        {0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFFA0, 0xFFA0}, {0xFFFD, 0xFFFD}, {0xE0100, 0xE01EF}};
    for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

// Can it be seen where it stands, and nowhere else?
static bool is_plain(gunichar c)
{
    static const unsigned hidden = 1u << G_UNICODE_CONTROL | 1u << G_UNICODE_FORMAT |
                                   1u << G_UNICODE_SURROGATE | 1u << G_UNICODE_PRIVATE_USE |
                                   1u << G_UNICODE_UNASSIGNED | 1u << G_UNICODE_LINE_SEPARATOR |
                                   1u << G_UNICODE_PARAGRAPH_SEPARATOR;
    if (c < 0x7F)
        return c >= ' ';
    GUnicodeType type = g_unichar_type(c);
    return !(hidden >> type & 1) && type != G_UNICODE_SPACE_SEPARATOR && !is_blank_sign(c);
}

// May C stand in a name between BEFORE and AFTER (0 at its ends)?
static bool may_stand(const struct name_rule *rule, gunichar before, gunichar c, gunichar after)
{
    if (c == ' ' && (!before || !after || after == ' '))
        return false;
    if (!before &&
        (c == '%' || c == ']' || g_unichar_ismark(c))) // a command, an AIM id, half a sign
        return false;
    return is_plain(c) && (c >= 0x80 || !strchr(rule->without, (int)c));
}

static bool refuse_sign(const struct name_rule *rule, const char *sign, int at, const char *field,
                        GError **error)
{
    gunichar c = g_utf8_get_char(sign);
    char shown[16] = "";
    if (is_plain(c) && c != ' ' && !g_unichar_ismark(c))
        g_snprintf(shown, sizeof shown, "'%.*s'", (int)(g_utf8_next_char(sign) - sign), sign);
    else if (c == ' ')
        g_strlcpy(shown, _("a blank"), sizeof shown);
    else
        g_snprintf(shown, sizeof shown, "U+%04X", c);
    return tote_fail_full(
        error, TOTE_ARGUMENT, &(struct tote_fault){.field = field, .position = at},
        _("Character %d is %s, which cannot stand there in %s"), at, shown, _(rule->what));
}

static bool check_signs(const struct name_rule *rule, const char *name, const char *field,
                        GError **error)
{
    gunichar before = 0;
    int at = 1;
    for (const char *sign = name; *sign; sign = g_utf8_next_char(sign), at++) {
        gunichar c = g_utf8_get_char(sign);
        if (!may_stand(rule, before, c, g_utf8_get_char(g_utf8_next_char(sign))))
            return refuse_sign(rule, sign, at, field, error);
        before = c;
    }
    return at - 1 <= rule->most ||
           tote_fail_full(error, TOTE_ARGUMENT,
                          &(struct tote_fault){.field = field, .position = rule->most + 1},
                          _("%d characters are too many for %s: it has 1 to %d"), at - 1,
                          _(rule->what), rule->most);
}

// --- a name

bool name_check(enum name_kind kind, const char *name, const char *field, GError **error)
{
    const struct name_rule *rule = name_rule(kind);
    const char *end = NULL;
    if (!*name)
        return tote_fail(error, TOTE_ARGUMENT, field, _("It is empty; %s has 1 to %d characters"),
                         _(rule->what), rule->most);
    if (!g_utf8_validate(name, -1, &end))
        return tote_fail_full(
            error, TOTE_ARGUMENT,
            &(struct tote_fault){.field = field, .position = (int)(end - name) + 1},
            _("Byte %d of %s is no UTF-8"), (int)(end - name) + 1, _(rule->what));
    if (!check_signs(rule, name, field, error))
        return false;
    bool card = card_in_code(name);
    if (!card && (rule->number || !name_is_number(name)))
        return true;
    g_autofree char *shown = cell_quote(name, SHOWN_CELLS);
    return tote_fail(error, TOTE_ARGUMENT, field,
                     card ? _("%s looks like the number of a card, which is never kept: it cannot "
                              "be %s")
                          : _("%s looks like a number of tote; it cannot be %s"),
                     shown, _(rule->what));
}

char *name_composed(const char *text)
{
    return is_ascii(text) ? NULL : g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
}

char *name_normal(enum name_kind kind, const char *name)
{
    g_autofree char *composed = name_composed(name);
    if (!composed && !g_utf8_validate(name, -1, NULL))
        return g_strdup(name);
    if (!composed)
        composed = g_strdup(name);
    enum name_letters letters = name_rule(kind)->letters;
    return letters == LETTERS_SMALL     ? g_utf8_strdown(composed, -1)
           : letters == LETTERS_CAPITAL ? g_utf8_strup(composed, -1)
                                        : g_steal_pointer(&composed);
}

// --- addresses

// A queue of CUPS: what its own tools allow.
static bool is_queue(const char *name)
{
    size_t n = strlen(name);
    for (const char *at = name; *at; at++)
        if (!g_ascii_isgraph(*at) || strchr("/#?'\"\\<>:", *at))
            return false;
    return n > 0 && n <= 127;
}

static bool is_network(const char *address)
{
    static const char *const schemes[] = {"ipp", "ipps", "socket"};
    g_autofree char *scheme = NULL;
    g_autofree char *host = NULL;
    int port = 0;
    for (const char *at = address; *at; at++)
        if (!g_ascii_isgraph(*at))
            return false;
    if (!g_uri_split_network(address, G_URI_FLAGS_NONE, &scheme, &host, &port, NULL) || !*host)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
        if (!strcmp(scheme, schemes[i]))
            return true;
    return false;
}

bool name_check_address(const char *address, const char *field, GError **error)
{
    static const char *const prefixes[] = {"cups://", "cups:", ""};
    g_autofree char *masked = g_strdup(address);
    if (card_mask(masked))
        return tote_fail(error, TOTE_ARGUMENT, field,
                         _("%s holds a card number, which is never kept; leave it out"), field);
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (g_str_has_prefix(address, prefixes[i]) && is_queue(address + strlen(prefixes[i])))
            return true;
    if (is_network(address))
        return true;
    g_autofree char *shown = text_quote(address, -1, SHOWN_CELLS);
    return tote_fail(error, TOTE_ARGUMENT, field,
                     _("'%s' is no address of a printer; needed is cups:QUEUE, "
                       "socket://HOST:9100, ipp://HOST/ipp/print or ipps://HOST/ipp/print"),
                     shown);
}
