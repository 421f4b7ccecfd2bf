// SPDX-License-Identifier: Apache-2.0
// Rows by the list of their fields.
#include "record.h"

#include <glib.h>
#include <string.h>

#define KEPT(type, member)                                                                         \
    [FIELD_##type] = _Generic((field_##type){0}, int64_t: KEPT_NUMBER, bool: KEPT_BOOL,            \
                              const char *: KEPT_TEXT),

enum field_kept field_kept(enum field_type type)
{
    static const enum field_kept kept[N_FIELD_TYPES] = {FIELD_TYPES(KEPT)};
    return kept[type];
}

bool field_is_id(enum field_type type)
{
    static const bool ids[N_FIELD_TYPES] = {[FIELD_KEY] = true,
                                            [FIELD_ORDER] = true,
                                            [FIELD_WORK] = true,
                                            [FIELD_JOB] = true,
                                            [FIELD_MANIFEST] = true};
    return ids[type];
}

int record_find(const struct record *record, const char *name, size_t length)
{
    for (size_t i = 0; i < record->n; i++)
        if (!strncmp(record->fields[i].name, name, length) && !record->fields[i].name[length])
            return (int)i;
    return -1;
}

size_t record_size(const struct record *record)
{
    return record->n * FIELD_ROOM;
}

static enum field_kept kept_at(const struct record *record, size_t i)
{
    g_assert(i < record->n);
    return field_kept(record->fields[i].type);
}

int64_t record_number(const struct record *record, const void *row, size_t i)
{
    const char *at = (const char *)row + i * FIELD_ROOM;
    enum field_kept kept = kept_at(record, i);
    g_assert(kept != KEPT_TEXT);
    return kept == KEPT_BOOL ? *(const bool *)at : *(const int64_t *)(const void *)at;
}

const char *record_text(const struct record *record, const void *row, size_t i)
{
    const char *at = (const char *)row + i * FIELD_ROOM;
    g_assert(kept_at(record, i) == KEPT_TEXT);
    return *(const char *const *)(const void *)at;
}

void record_set_number(const struct record *record, void *row, size_t i, int64_t value)
{
    char *at = (char *)row + i * FIELD_ROOM;
    enum field_kept kept = kept_at(record, i);
    g_assert(kept != KEPT_TEXT);
    if (kept == KEPT_BOOL)
        *(bool *)at = value != 0;
    else
        *(int64_t *)(void *)at = value;
}

void record_set_text(const struct record *record, void *row, size_t i, const char *value)
{
    char *at = (char *)row + i * FIELD_ROOM;
    g_assert(kept_at(record, i) == KEPT_TEXT);
    *(const char **)(void *)at = value;
}
