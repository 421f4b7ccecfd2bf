// SPDX-License-Identifier: Apache-2.0
// An answer as a flat list of tokens, and the two ways to write it.
#include "doc.h"

#include <string.h>

#include "clock.h"
#include "errors.h"
#include "i18n.h"
#include "text.h"

enum kind {
    DOC_TEXT,
    DOC_INT,
    DOC_BOOL,
    DOC_MONEY,
    DOC_TIME,
    DOC_NULL,
    DOC_OBJECT,
    DOC_LIST,
    DOC_CLOSE
};

struct token {
    enum kind kind;
    const char *key;
    const char *text; // DOC_TEXT
    int64_t number;
    char currency[4];
    bool unseen;       // by people
    const char *shown; // what people see instead; NULL = the value
};

struct doc {
    GArray *tokens;
    GStringChunk *strings; // of all tokens: one allocation for many
    int depth;
    bool mute;
    struct token thrown_away; // the last one of a mute document
};

struct doc *doc_new(void)
{
    struct doc *doc = g_new0(struct doc, 1);
    doc->tokens = g_array_new(FALSE, TRUE, sizeof(struct token));
    doc->strings = g_string_chunk_new(1024);
    return doc;
}

void doc_free(struct doc *doc)
{
    if (!doc)
        return;
    g_array_unref(doc->tokens);
    g_string_chunk_free(doc->strings);
    g_free(doc);
}

void doc_mute(struct doc *doc)
{
    doc->mute = true;
}

bool doc_is_mute(const struct doc *doc)
{
    return doc->mute;
}

static const char *keep(struct doc *doc, const char *text)
{
    return text && !doc->mute ? g_string_chunk_insert(doc->strings, text) : NULL;
}

static struct token *add(struct doc *doc, enum kind kind, const char *key)
{
    if (doc->mute)
        return &doc->thrown_away;
    g_array_append_val(doc->tokens, ((struct token){.kind = kind, .key = keep(doc, key)}));
    return &g_array_index(doc->tokens, struct token, doc->tokens->len - 1);
}

void doc_text(struct doc *doc, const char *key, const char *text)
{
    add(doc, text ? DOC_TEXT : DOC_NULL, key)->text = keep(doc, text);
}

void doc_int(struct doc *doc, const char *key, int64_t value)
{
    add(doc, DOC_INT, key)->number = value;
}

void doc_bool(struct doc *doc, const char *key, bool value)
{
    add(doc, DOC_BOOL, key)->number = value;
}

void doc_money(struct doc *doc, const char *key, struct money amount)
{
    struct token *token = add(doc, DOC_MONEY, key);
    token->number = amount.minor;
    g_strlcpy(token->currency, amount.currency, sizeof token->currency);
}

void doc_time(struct doc *doc, const char *key, int64_t utc_ms)
{
    add(doc, utc_ms ? DOC_TIME : DOC_NULL, key)->number = utc_ms;
}

void doc_null(struct doc *doc, const char *key)
{
    add(doc, DOC_NULL, key);
}

static struct token *last(struct doc *doc)
{
    return doc->mute ? &doc->thrown_away
                     : &g_array_index(doc->tokens, struct token, doc->tokens->len - 1);
}

void doc_as(struct doc *doc, const char *text)
{
    last(doc)->shown = keep(doc, text);
}

void doc_for_programs(struct doc *doc)
{
    last(doc)->unseen = true;
}

void doc_open_object(struct doc *doc, const char *key)
{
    add(doc, DOC_OBJECT, key);
    doc->depth++;
}

void doc_open_list(struct doc *doc, const char *key)
{
    add(doc, DOC_LIST, key);
    doc->depth++;
}

void doc_close(struct doc *doc)
{
    g_assert(doc->depth > 0);
    doc->depth--;
    add(doc, DOC_CLOSE, NULL);
}

void doc_error(struct doc *doc, const GError *error)
{
    g_autofree char *message = text_clean(error->message); // it quotes what was given
    doc_open_object(doc, "error");
    doc_text(doc, "code", tote_error_code(error));
    doc_text(doc, "message", message);
    doc_text(doc, "hint", tote_error_hint(error));
    doc_text(doc, "field", tote_error_field(error));
    if (tote_error_position(error))
        doc_int(doc, "position", tote_error_position(error));
    if (tote_error_detail(error))
        doc_text(doc, "detail", tote_error_detail(error));
    doc_close(doc);
}

// --- JSON

// Must C be escaped in a string?
static bool json_special(char c)
{
    return c == '"' || c == '\\' || (unsigned char)c < 0x20 || c == 0x7f;
}

static void json_escape(GString *out, char c)
{
    if (c == '"' || c == '\\')
        g_string_append_printf(out, "\\%c", c);
    else if (c == '\n')
        g_string_append(out, "\\n");
    else
        g_string_append_printf(out, "\\u%04x", (unsigned)c);
}

// A sign of several bytes at P; what nobody would see is written by its number.
static const char *json_sign(GString *out, const char *p)
{
    gunichar c = g_utf8_get_char(p);
    const char *next = g_utf8_next_char(p);
    if (!text_is_hidden(c))
        g_string_append_len(out, p, next - p);
    else if (c < 0x10000)
        g_string_append_printf(out, "\\u%04x", c);
    else
        g_string_append_printf(out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                               0xdc00 + ((c - 0x10000) & 0x3ff));
    return next;
}

static void json_string(GString *out, const char *text)
{
    g_autofree char *made = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
    g_string_append_c(out, '"');
    for (const char *p = made ? made : text; *p;) {
        const char *from = p;
        while (*p && !json_special(*p) && !(*p & 0x80))
            p++;
        g_string_append_len(out, from, p - from);
        if (*p & 0x80)
            p = json_sign(out, p);
        else if (*p)
            json_escape(out, *p++);
    }
    g_string_append_c(out, '"');
}

static void json_money(GString *out, const struct token *token)
{
    g_string_append_printf(out, "{\"minor\":%" G_GINT64_FORMAT ",\"currency\":", token->number);
    json_string(out, token->currency);
    g_string_append_c(out, '}');
}

static void json_value(GString *out, const struct token *token)
{
    g_autofree char *time = token->kind == DOC_TIME ? clock_rfc3339(token->number) : NULL;
    if (token->kind == DOC_TEXT)
        json_string(out, token->text);
    else if (token->kind == DOC_INT)
        g_string_append_printf(out, "%" G_GINT64_FORMAT, token->number);
    else if (token->kind == DOC_BOOL)
        g_string_append(out, token->number ? "true" : "false");
    else if (token->kind == DOC_MONEY)
        json_money(out, token);
    else if (token->kind == DOC_TIME)
        json_string(out, time);
    else
        g_string_append(out, "null");
}

char *doc_json(const struct doc *doc)
{
    GString *out = g_string_new("{");
    g_autoptr(GString) closers = g_string_new("}");
    bool first = true;
    for (unsigned i = 0; i < doc->tokens->len; i++) {
        const struct token *token = &g_array_index(doc->tokens, struct token, i);
        if (token->kind == DOC_CLOSE) {
            g_string_append_c(out, closers->str[closers->len - 1]);
            g_string_truncate(closers, closers->len - 1);
            first = false;
            continue;
        }
        if (!first)
            g_string_append_c(out, ',');
        if (token->key) {
            json_string(out, token->key);
            g_string_append_c(out, ':');
        }
        first = token->kind == DOC_OBJECT || token->kind == DOC_LIST;
        if (first) {
            g_string_append_c(out, token->kind == DOC_OBJECT ? '{' : '[');
            g_string_append_c(closers, token->kind == DOC_OBJECT ? '}' : ']');
        } else {
            json_value(out, token);
        }
    }
    while (closers->len) {
        g_string_append_c(out, closers->str[closers->len - 1]);
        g_string_truncate(closers, closers->len - 1);
    }
    return g_string_free(out, FALSE);
}

// --- text for people

static const struct token *at(const struct doc *doc, unsigned i)
{
    return i < doc->tokens->len ? &g_array_index(doc->tokens, struct token, i) : NULL;
}

static unsigned after(const struct doc *doc, unsigned i)
{
    int depth = 0;
    do {
        enum kind kind = at(doc, i)->kind;
        depth += kind == DOC_OBJECT || kind == DOC_LIST ? 1 : kind == DOC_CLOSE ? -1 : 0;
        i++;
    } while (depth > 0 && i < doc->tokens->len);
    return i;
}

static char *cell(const struct token *token)
{
    struct money amount = {.minor = token->number};
    g_strlcpy(amount.currency, token->currency, sizeof amount.currency);
    if (token->shown)
        return text_clean(token->shown);
    switch (token->kind) {
    case DOC_TEXT:
        return text_clean(token->text);
    case DOC_INT:
        return g_strdup_printf("%" G_GINT64_FORMAT, token->number);
    case DOC_BOOL:
        return g_strdup(token->number ? _("yes") : _("no"));
    case DOC_MONEY:
        return money_show(amount);
    case DOC_TIME:
        return clock_rfc3339(token->number);
    case DOC_NULL:
        return g_strdup("–");
    case DOC_OBJECT:
    case DOC_LIST:
    case DOC_CLOSE:
        return g_strdup("…");
    }
    return NULL;
}

// Is it a member that a table shows? Nested ones are left out.
static bool is_cell(const struct token *token)
{
    return token->kind != DOC_OBJECT && token->kind != DOC_LIST && !token->unseen;
}

// What has no key shares one column.
static const char *key_of(const struct token *token)
{
    return token->key ? token->key : "";
}

// Where the key stands among the keys, which it joins where it is new.
static guint column_of(GPtrArray *keys, const char *key)
{
    guint at = 0;
    if (!g_ptr_array_find_with_equal_func(keys, key, g_str_equal, &at)) {
        at = keys->len;
        g_ptr_array_add(keys, (gpointer)key);
    }
    return at;
}

// The keys of all objects of a list, in the order in which they first come; the doc keeps them.
static GPtrArray *keys_of(const struct doc *doc, unsigned list)
{
    GPtrArray *keys = g_ptr_array_new();
    for (unsigned i = list + 1; at(doc, i) && at(doc, i)->kind != DOC_CLOSE; i = after(doc, i))
        for (unsigned m = i + 1; at(doc, m) && at(doc, m)->kind != DOC_CLOSE; m = after(doc, m))
            if (is_cell(at(doc, m)))
                column_of(keys, key_of(at(doc, m)));
    return keys;
}

static GPtrArray *heads(const GPtrArray *keys)
{
    GPtrArray *row = g_ptr_array_new_with_free_func(g_free);
    for (guint c = 0; c < keys->len; c++)
        g_ptr_array_add(row, g_utf8_strup(keys->pdata[c], -1));
    return row;
}

// The object that starts at i as strings, each in the column of its key.
static GPtrArray *cells(const struct doc *doc, unsigned i, GPtrArray *keys)
{
    GPtrArray *row = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_set_size(row, (int)keys->len);
    for (i++; at(doc, i) && at(doc, i)->kind != DOC_CLOSE; i = after(doc, i)) {
        if (!is_cell(at(doc, i)))
            continue;
        char **place = (char **)&row->pdata[column_of(keys, key_of(at(doc, i)))];
        g_free(*place);
        *place = cell(at(doc, i));
    }
    for (guint c = 0; c < row->len; c++)
        row->pdata[c] = row->pdata[c] ? row->pdata[c] : g_strdup("");
    return row;
}

static void widen(GArray *widths, const GPtrArray *row)
{
    for (unsigned c = 0; c < row->len; c++) {
        int width = text_width(row->pdata[c]);
        if (c >= widths->len)
            g_array_append_val(widths, width);
        else if (g_array_index(widths, int, c) < width)
            g_array_index(widths, int, c) = width;
    }
}

static void show_row(GString *out, const GPtrArray *row, const GArray *widths)
{
    for (unsigned c = 0; c < row->len; c++) {
        g_autofree char *fitted = text_fit(row->pdata[c], g_array_index(widths, int, c), "…");
        g_string_append_printf(out, "  %s", fitted);
    }
    while (out->len && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

static void show_table(GString *out, const struct doc *doc, unsigned list)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    g_autoptr(GArray) widths = g_array_new(FALSE, TRUE, sizeof(int));
    g_autoptr(GPtrArray) keys = keys_of(doc, list);
    g_ptr_array_add(rows, heads(keys));
    for (unsigned i = list + 1; at(doc, i) && at(doc, i)->kind != DOC_CLOSE; i = after(doc, i))
        g_ptr_array_add(rows, cells(doc, i, keys));
    for (unsigned r = 0; r < rows->len; r++)
        widen(widths, rows->pdata[r]);
    for (unsigned r = 0; r < rows->len; r++)
        show_row(out, rows->pdata[r], widths);
}

static void show_member(GString *out, const struct doc *doc, unsigned i);

static void show_nested(GString *out, const struct doc *doc, unsigned i)
{
    const struct token *first = at(doc, i + 1);
    bool empty = !first || first->kind == DOC_CLOSE;
    if (empty && at(doc, i)->kind == DOC_LIST && at(doc, i)->key)
        g_string_append_printf(out, "%-14s %s\n", at(doc, i)->key, _("none"));
    if (empty)
        return;
    if (at(doc, i)->key)
        g_string_append_printf(out, "%s\n", at(doc, i)->key);
    if (at(doc, i)->kind == DOC_LIST && first->kind == DOC_OBJECT) {
        show_table(out, doc, i);
        return;
    }
    for (unsigned m = i + 1; at(doc, m) && at(doc, m)->kind != DOC_CLOSE; m = after(doc, m))
        show_member(out, doc, m);
}

static void show_member(GString *out, const struct doc *doc, unsigned i)
{
    const struct token *token = at(doc, i);
    if (token->kind == DOC_OBJECT || token->kind == DOC_LIST) {
        show_nested(out, doc, i);
        return;
    }
    if (token->unseen)
        return;
    g_autofree char *value = cell(token);
    if (token->key)
        g_string_append_printf(out, "%-14s %s\n", token->key, value);
    else
        g_string_append_printf(out, "  %s\n", value);
}

char *doc_show(const struct doc *doc)
{
    GString *out = g_string_new(NULL);
    for (unsigned i = 0; i < doc->tokens->len; i = after(doc, i))
        show_member(out, doc, i);
    return g_string_free(out, FALSE);
}
