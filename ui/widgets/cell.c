// SPDX-License-Identifier: Apache-2.0
// How each type of field looks in a list.
#include "cell.h"

#include <string.h>

#include "clock.h"
#include "numbers.h"
#include "show.h"
#include "theme.h"

static char *number_cell(enum number_kind kind, int64_t id)
{
    return g_strdup(id ? number_of(kind, id).text : "");
}

static char *money_cell(const struct record *record, const void *row, int64_t amount)
{
    int currency = record_find(record, "currency", strlen("currency"));
    return show_money(amount, currency < 0 ? NULL : record_text(record, row, (size_t)currency));
}

static char *value_cell(const struct record *record, const void *row, int field)
{
    int64_t value = record_number(record, row, (size_t)field);
    switch ((int)record->fields[field].type) {
    case FIELD_ORDER:
        return number_cell(NUMBER_ORDER, value);
    case FIELD_WORK:
        return number_cell(NUMBER_WORK, value);
    case FIELD_JOB:
        return number_cell(NUMBER_JOB, value);
    case FIELD_MANIFEST:
        return number_cell(NUMBER_MANIFEST, value);
    case FIELD_MONEY:
        return money_cell(record, row, value);
    case FIELD_GRAMS:
        return show_weight(value);
    case FIELD_TIME:
        return value ? show_moment(value, clock_now()) : g_strdup("");
    case FIELD_BOOL:
        return g_strdup(value ? glyph(GLYPH_DONE) : "");
    default:
        return show_count(value);
    }
}

char *cell_text(const struct record *record, const void *row, int field)
{
    if (field_kept(record->fields[field].type) == KEPT_TEXT)
        return g_strdup(record_text(record, row, (size_t)field));
    return value_cell(record, row, field);
}
