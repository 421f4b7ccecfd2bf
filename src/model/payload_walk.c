// SPDX-License-Identifier: Apache-2.0
// What imports bring, field by field: to tell equal from changed, to find its texts, to free it.
#include "payload.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

// --- the canonical text. Each part is written with its length in front, so that no two things are
// written alike.

static void put_number(GString *to, int64_t number)
{
    text_append_number(to, number);
    g_string_append_c(to, ';');
}

static void put_text(GString *to, const char *text)
{
    if (!text) {
        g_string_append_len(to, "-;", 2); // unlike the empty text "0:;"
        return;
    }
    size_t n = strlen(text);
    text_append_number(to, (int64_t)n);
    g_string_append_c(to, ':');
    g_string_append_len(to, text, (gssize)n);
    g_string_append_c(to, ';');
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// N elements of TYPE, each SIZE bytes behind the one before, in an order of their own.
static void put_set(GString *to, const struct payload_type *type, const void *elements, size_t n)
{
    put_number(to, (int64_t)n);
    if (!n)
        return;
    g_autoptr(GString) all = g_string_sized_new(256);
    g_autofree size_t *at = g_new(size_t, n);
    g_autofree const char **texts = g_new(const char *, n);
    for (size_t i = 0; i < n; i++) {
        at[i] = all->len;
        payload_canon(type, (const char *)elements + i * type->size, all);
        g_string_append_c(all, '\0');
    }
    for (size_t i = 0; i < n; i++)
        texts[i] = all->str + at[i];
    qsort(texts, n, sizeof *texts, compare_texts);
    for (size_t i = 0; i < n; i++)
        put_text(to, texts[i]);
}

// Name and value in turn, as a list of texts has them.
struct pair {
    char *name, *value;
};
static const struct payload_field pair_fields[] = {
    {"name", PAYLOAD_TEXT, offsetof(struct pair, name), NULL, NULL, 0},
    {"value", PAYLOAD_TEXT, offsetof(struct pair, value), NULL, NULL, 0},
};
static const struct payload_type pair = {sizeof(struct pair), pair_fields, 2, NULL};

static void put_list(GString *to, const struct payload_field *field, const void *member)
{
    if (field->kind == PAYLOAD_ROWS) {
        const GArray *rows = *(GArray *const *)member;
        put_set(to, field->type, rows->data, rows->len);
        return;
    }
    const GPtrArray *things = *(GPtrArray *const *)member;
    g_assert(field->kind == PAYLOAD_TEXTS && things->len % 2 == 0);
    put_set(to, &pair, things->pdata, things->len / 2);
}

void payload_canon(const struct payload_type *type, const void *data, GString *text)
{
    for (const struct payload_field *field = type->fields; field < type->fields + type->n;
         field++) {
        const void *member = (const char *)data + field->at;
        if (field->marks & PAYLOAD_BESIDE)
            continue;
        if (field->kind == PAYLOAD_TEXT)
            put_text(text, *(char *const *)member);
        else if (field->kind == PAYLOAD_CODE)
            put_text(text, member);
        else if (field->kind == PAYLOAD_PART)
            payload_canon(field->type, member, text);
        else if (field->kind >= PAYLOAD_ROWS)
            put_list(text, field, member);
        else
            put_number(text, payload_number(field, member));
    }
}

// --- the texts

static void list_texts(const struct payload_field *field, void *member, payload_text_func each,
                       void *user)
{
    if (field->kind == PAYLOAD_ROWS) {
        const GArray *rows = *(GArray **)member;
        for (unsigned i = 0; i < rows->len; i++)
            payload_texts(field->type, rows->data + i * field->type->size, each, user);
        return;
    }
    const GPtrArray *things = *(GPtrArray **)member;
    for (unsigned i = 0; i < things->len; i++)
        if (field->kind == PAYLOAD_TEXTS)
            each(field, things->pdata[i], user);
        else
            payload_texts(field->type, things->pdata[i], each, user);
}

void payload_texts(const struct payload_type *type, void *data, payload_text_func each, void *user)
{
    for (size_t i = 0; i < type->n; i++) {
        const struct payload_field *field = &type->fields[i];
        void *member = (char *)data + field->at;
        if (field->marks & PAYLOAD_BESIDE)
            continue;
        if (field->kind == PAYLOAD_TEXT && *(char **)member)
            each(field, *(char **)member, user);
        else if (field->kind == PAYLOAD_PART)
            payload_texts(field->type, member, each, user);
        else if (field->kind >= PAYLOAD_ROWS)
            list_texts(field, member, each, user);
    }
}

// --- the end

void payload_clear(const struct payload_type *type, void *data)
{
    for (size_t i = 0; i < type->n; i++) {
        const struct payload_field *field = &type->fields[i];
        void *member = (char *)data + field->at;
        if (field->kind == PAYLOAD_TEXT)
            g_free(*(char **)member);
        else if (field->kind == PAYLOAD_PART)
            payload_clear(field->type, member);
        else if (field->kind == PAYLOAD_ROWS && *(GArray **)member)
            g_array_unref(*(GArray **)member);
        else if (field->kind > PAYLOAD_ROWS && *(GPtrArray **)member)
            g_ptr_array_unref(*(GPtrArray **)member);
    }
    memset(data, 0, type->size);
}
