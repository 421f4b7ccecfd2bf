// SPDX-License-Identifier: Apache-2.0
// The codec of what imports bring: tables of fields to text and back.
#include "payload.h"

#include <errno.h>
#include <string.h>

#include "i18n.h"
#include "text.h"

// --- one value

int64_t payload_number(const struct payload_field *field, const void *member)
{
    if (field->kind == PAYLOAD_INT64)
        return *(const int64_t *)member;
    return field->kind == PAYLOAD_BOOL ? *(const bool *)member : *(const int *)member;
}

static void set_number(const struct payload_field *field, void *member, int64_t value)
{
    if (field->kind == PAYLOAD_INT64)
        *(int64_t *)member = value;
    else if (field->kind == PAYLOAD_BOOL)
        *(bool *)member = value != 0;
    else
        *(int *)member = (int)value;
}

static int count_words(const char *const *words)
{
    int n = 0;
    while (words && words[n])
        n++;
    return n;
}

static int find_word(const char *const *words, const char *word)
{
    for (int i = 0; words[i]; i++)
        if (!strcmp(words[i], word))
            return i;
    return -1;
}

static int find_problem(const char *word)
{
    for (int i = 0; i < TOTE_N_CODES; i++)
        if (!strcmp(tote_code_text((enum tote_code)i), word))
            return i;
    return -1;
}

// --- writing

static void append_name(GString *text, const char *name, char behind)
{
    g_string_append(text, name);
    g_string_append_c(text, behind);
}

static void append_line(GString *text, const char *name, const char *value)
{
    append_name(text, name, ' ');
    for (;;) {
        size_t plain = strcspn(value, "\n\\");
        g_string_append_len(text, value, (gssize)plain);
        value += plain;
        if (!*value)
            break;
        g_string_append(text, *value++ == '\n' ? "\\n" : "\\\\");
    }
    g_string_append_c(text, '\n');
}

static void append_struct(const struct payload_field *field, const void *data, GString *text)
{
    append_name(text, field->name, '\n');
    payload_write(field->type, data, text);
    g_string_append_len(text, ".\n", 2);
}

static void write_list(const struct payload_field *field, const void *member, GString *text)
{
    if (field->kind == PAYLOAD_ROWS) {
        const GArray *rows = *(GArray *const *)member;
        for (unsigned i = 0; rows && i < rows->len; i++)
            append_struct(field, rows->data + i * field->type->size, text);
        return;
    }
    const GPtrArray *things = *(GPtrArray *const *)member;
    for (unsigned i = 0; things && i < things->len; i++)
        if (field->kind == PAYLOAD_THINGS)
            append_struct(field, things->pdata[i], text);
        else
            append_line(text, field->name, things->pdata[i]);
}

static void write_text(const struct payload_field *field, const void *member, GString *text)
{
    const char *value = field->kind == PAYLOAD_CODE ? member : *(char *const *)member;
    if (value && (field->kind == PAYLOAD_TEXT || *value))
        append_line(text, field->name, value);
}

static void write_number(const struct payload_field *field, const void *member, GString *text)
{
    int64_t value = payload_number(field, member);
    if (!value)
        return;
    if (field->kind == PAYLOAD_WORD) {
        g_assert(value > 0 && value < count_words(field->words));
        append_line(text, field->name, field->words[value]);
    } else if (field->kind == PAYLOAD_PROBLEM)
        append_line(text, field->name, tote_code_text((enum tote_code)value));
    else {
        append_name(text, field->name, ' ');
        text_append_number(text, value);
        g_string_append_c(text, '\n');
    }
}

// A struct inside that says nothing is left out.
static void write_part(const struct payload_field *field, const void *member, GString *text)
{
    size_t before = text->len, nothing = strlen(field->name) + strlen("\n.\n");
    append_struct(field, member, text);
    if (text->len == before + nothing)
        g_string_truncate(text, before);
}

static void write_field(const struct payload_field *field, const void *member, GString *text)
{
    if (field->kind == PAYLOAD_TEXT || field->kind == PAYLOAD_CODE)
        write_text(field, member, text);
    else if (field->kind == PAYLOAD_PART)
        write_part(field, member, text);
    else if (field->kind >= PAYLOAD_ROWS)
        write_list(field, member, text);
    else
        write_number(field, member, text);
}

void payload_write(const struct payload_type *type, const void *data, GString *text)
{
    for (size_t i = 0; i < type->n; i++)
        write_field(&type->fields[i], (const char *)data + type->fields[i].at, text);
}

void payload_write_rows(const struct payload_type *list, const void *data, size_t n, GString *text)
{
    const struct payload_field *field = &list->fields[0];
    for (size_t i = 0; i < n; i++)
        append_struct(field, (const char *)data + i * field->type->size, text);
}

// --- reading

struct reader {
    const char *at; // the next line
    int64_t line;
};

static bool fail_line(const struct reader *reader, GError **error)
{
    return tote_fail_full(
        error, TOTE_LOG_UNREADABLE, &(struct tote_fault){.position = (int)reader->line},
        _("Line %" G_GINT64_FORMAT " of what an import brought is not understood"), reader->line);
}

// The next line is NAME, and VALUE (unescaped; NULL of a struct) behind it; false at the end.
static bool next_line(struct reader *reader, char **ret_name, char **ret_value)
{
    const char *end = strchr(reader->at, '\n');
    *ret_name = *ret_value = NULL;
    if (!end)
        return false;
    size_t name = strcspn(reader->at, " \n");
    *ret_name = g_strndup(reader->at, name);
    reader->line++;
    if (reader->at[name] == ' ') {
        GString *value = g_string_new(NULL);
        for (const char *c = reader->at + name + 1; c < end; c++) {
            bool escaped = *c == '\\' && c + 1 < end;
            c += escaped;
            g_string_append_c(value, escaped && *c == 'n' ? '\n' : *c);
        }
        *ret_value = g_string_free(value, FALSE);
    }
    reader->at = end + 1;
    return true;
}

static bool read_number(const struct payload_field *field, void *member, const char *value)
{
    char *end = NULL;
    errno = 0;
    int64_t number = field->kind == PAYLOAD_WORD      ? find_word(field->words, value)
                     : field->kind == PAYLOAD_PROBLEM ? find_problem(value)
                                                      : g_ascii_strtoll(value, &end, 10);
    bool coded = field->kind == PAYLOAD_WORD || field->kind == PAYLOAD_PROBLEM;
    if (coded ? number < 0 : errno || end == value || *end)
        return false;
    set_number(field, member, number);
    return payload_number(field, member) == number;
}

static bool read_value(const struct payload_field *field, void *member, const char *value)
{
    if (!value)
        return false;
    if (field->kind == PAYLOAD_TEXTS)
        g_ptr_array_add(*(GPtrArray **)member, g_strdup(value));
    else if (field->kind == PAYLOAD_CODE)
        return g_strlcpy(member, value, 4) < 4;
    else if (field->kind != PAYLOAD_TEXT)
        return read_number(field, member, value);
    else if (*(char **)member)
        return false; // twice
    else
        *(char **)member = g_strdup(value);
    return true;
}

static bool read_struct(struct reader *reader, const struct payload_type *type, void *data,
                        bool inner, GError **error);

// The place that an element of a list, or a struct inside, is read into. It belongs to the list.
static void *place_for(const struct payload_field *field, void *member)
{
    const struct payload_type *type = field->type;
    if (field->kind == PAYLOAD_PART)
        return member;
    if (field->kind == PAYLOAD_ROWS) {
        GArray *rows = *(GArray **)member;
        g_array_set_size(rows, rows->len + 1); // zeroed
        return rows->data + (rows->len - 1) * type->size;
    }
    void *thing = type->make ? type->make() : g_malloc0(type->size);
    g_ptr_array_add(*(GPtrArray **)member, thing);
    return thing;
}

static const struct payload_field *find_field(const struct payload_type *type, const char *name)
{
    for (size_t i = 0; i < type->n; i++)
        if (!strcmp(type->fields[i].name, name))
            return &type->fields[i];
    return NULL;
}

static bool read_field(struct reader *reader, const struct payload_field *field, void *data,
                       const char *value, GError **error)
{
    void *member = (char *)data + field->at;
    if (!field->type)
        return read_value(field, member, value) || fail_line(reader, error);
    return value ? fail_line(reader, error)
                 : read_struct(reader, field->type, place_for(field, member), true, error);
}

static bool read_struct(struct reader *reader, const struct payload_type *type, void *data,
                        bool inner, GError **error)
{
    for (;;) {
        g_autofree char *name = NULL;
        g_autofree char *value = NULL;
        if (!next_line(reader, &name, &value))
            return (!inner && !*reader->at) || fail_line(reader, error);
        if (inner && !value && !strcmp(name, "."))
            return true;
        const struct payload_field *field = find_field(type, name);
        if (!field || !read_field(reader, field, data, value, error))
            return field ? false : fail_line(reader, error);
    }
}

bool payload_read(const struct payload_type *type, const char *text, void *data, GError **error)
{
    struct reader reader = {.at = text};
    return read_struct(&reader, type, data, false, error);
}
