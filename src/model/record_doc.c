// SPDX-License-Identifier: Apache-2.0
// Each type of field as a member of a document.
#include "record_doc.h"

#include <string.h>

#include "lives.h"
#include "numbers.h"

// A field of a row under the key that it is shown by.
struct shown {
    const struct record *record;
    const void *row;
    size_t i;
    const char *key;
};

static int64_t number(const struct shown *field)
{
    return record_number(field->record, field->row, field->i);
}

static const char *text(const struct shown *field)
{
    return record_text(field->record, field->row, field->i);
}

static void show_int(struct doc *doc, const struct shown *field)
{
    doc_int(doc, field->key, number(field));
}

static void show_bool(struct doc *doc, const struct shown *field)
{
    doc_bool(doc, field->key, number(field) != 0);
}

static void show_time(struct doc *doc, const struct shown *field)
{
    doc_time(doc, field->key, number(field));
}

static void show_text(struct doc *doc, const struct shown *field)
{
    doc_text(doc, field->key, text(field));
}

static void show_maybe(struct doc *doc, const struct shown *field)
{
    const char *value = text(field);
    doc_text(doc, field->key, value && *value ? value : NULL);
}

static void show_money(struct doc *doc, const struct shown *field)
{
    int currency = record_find(field->record, "currency", strlen("currency"));
    g_assert(currency >= 0); // a record with money says in which
    const char *code = record_text(field->record, field->row, (size_t)currency);
    doc_money(doc, field->key, money_of(number(field), code));
}

struct way {
    void (*show)(struct doc *doc, const struct shown *field); // NULL: never shown
    const char *key;                                          // instead of the member's name
    enum number_kind kind;                                    // where there is a key
};

static const struct way ways[N_FIELD_TYPES] = {
    [FIELD_INT] = {.show = show_int},
    [FIELD_QTY] = {.show = show_int},
    [FIELD_GRAMS] = {.show = show_int},
    [FIELD_MONEY] = {.show = show_money},
    [FIELD_TIME] = {.show = show_time},
    [FIELD_ORDER] = {.key = "order", .kind = NUMBER_ORDER},
    [FIELD_WORK] = {.key = "work", .kind = NUMBER_WORK},
    [FIELD_JOB] = {.key = "job", .kind = NUMBER_JOB},
    [FIELD_MANIFEST] = {.key = "manifest", .kind = NUMBER_MANIFEST},
    [FIELD_BOOL] = {.show = show_bool},
    [FIELD_TEXT] = {.show = show_text},
    [FIELD_MAYBE] = {.show = show_maybe},
    [FIELD_STATE] = {.show = show_maybe}, // of what has none, as a work without an order
    [FIELD_GTIN] = {.show = show_text},
};

static void show_number(struct doc *doc, const struct shown *field, const struct way *way)
{
    int64_t id = number(field);
    const char *key = field->key ? field->key : way->key;
    doc_text(doc, key, id ? number_of(way->kind, id).text : NULL);
}

// The name of a time says what happened: "placed" for placed_at.
static char *own_key(const struct field *field)
{
    bool at = field->type == FIELD_TIME && g_str_has_suffix(field->name, "_at");
    return g_strndup(field->name, strlen(field->name) - (at ? strlen("_at") : 0));
}

// KEY NULL: the field's own.
static void show(struct doc *doc, struct shown field)
{
    const struct field *described = &field.record->fields[field.i];
    const struct way *way = &ways[described->type];
    g_autofree char *own = field.key ? NULL : own_key(described);
    if (way->key) {
        show_number(doc, &field, way);
        return;
    }
    if (own)
        field.key = own;
    if (way->show)
        way->show(doc, &field);
}

void doc_record(struct doc *doc, const struct record *record, const void *row)
{
    for (size_t i = 0; i < record->n; i++)
        show(doc, (struct shown){record, row, i, NULL});
}

// People read the word of a state, programs its code.
static void show_state_word(struct doc *doc, const char *table, const char *code)
{
    const struct state_table *const *of = model_state_tables();
    while (*of && strcmp((*of)->name, table) != 0)
        of++;
    if (!*of)
        g_error("there are no states of %s", table);
    if (code && *code)
        doc_as(doc, state_label(*of, code));
}

// One word of a choice: NAME or KEY=NAME, or with the states' table behind it NAME/TABLE.
static void show_word(struct doc *doc, const struct record *record, const void *row,
                      const char *word)
{
    const char *equals = strchr(word, '=');
    const char *name = equals ? equals + 1 : word;
    g_autofree char *key = equals ? g_strndup(word, (size_t)(equals - word)) : NULL;
    size_t n = strcspn(name, "/");
    int i = record_find(record, name, n);
    if (i < 0)
        g_error("%s has no field %s", record->name, name);
    show(doc, (struct shown){record, row, (size_t)i, key});
    if (name[n])
        show_state_word(doc, name + n + 1, record_text(record, row, (size_t)i));
}

void doc_fields(struct doc *doc, const struct record *record, const void *row, const char *fields)
{
    g_auto(GStrv) words = g_strsplit(fields, " ", -1);
    for (char **word = words; *word; word++)
        show_word(doc, record, row, *word);
}

void doc_row(struct doc *doc, const struct record *record, const void *row, const char *fields)
{
    doc_open_object(doc, NULL);
    doc_fields(doc, record, row, fields);
    doc_close(doc);
}
