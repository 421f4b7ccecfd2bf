// SPDX-License-Identifier: Apache-2.0
// Looking up application identifiers in the table of ai.def.
#include "ai_table.h"

#include <string.h>

#define FIXED 1
#define ATTR 2
#define PART(SET, MIN, MAX, OPTIONAL, ...)                                                         \
    {                                                                                              \
        LINT_##SET, MIN, MAX, OPTIONAL,                                                            \
        {                                                                                          \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }
#define N(LEN) PART(NUMERIC, LEN, LEN, false, LINT_NONE)
#define N1(LEN, A) PART(NUMERIC, LEN, LEN, false, LINT_##A)
#define N2(LEN, A, B) PART(NUMERIC, LEN, LEN, false, LINT_##A, LINT_##B)
#define N_TO(LEN) PART(NUMERIC, 1, LEN, false, LINT_NONE)
#define N_TO1(LEN, A) PART(NUMERIC, 1, LEN, false, LINT_##A)
#define X(LEN) PART(CSET82, LEN, LEN, false, LINT_NONE)
#define X1(LEN, A) PART(CSET82, LEN, LEN, false, LINT_##A)
#define X_TO(LEN) PART(CSET82, 1, LEN, false, LINT_NONE)
#define X_TO1(LEN, A) PART(CSET82, 1, LEN, false, LINT_##A)
#define X_TO2(LEN, A, B) PART(CSET82, 1, LEN, false, LINT_##A, LINT_##B)
#define X_TO3(LEN, A, B, C) PART(CSET82, 1, LEN, false, LINT_##A, LINT_##B, LINT_##C)
#define Y_TO1(LEN, A) PART(CSET39, 1, LEN, false, LINT_##A)
#define Z_TO(LEN) PART(CSET64, 1, LEN, false, LINT_NONE)
#define OPT_N1(LEN, A) PART(NUMERIC, LEN, LEN, true, LINT_##A)
#define OPT_N_TO(LEN) PART(NUMERIC, 1, LEN, true, LINT_NONE)
#define OPT_X1(LEN, A) PART(CSET82, LEN, LEN, true, LINT_##A)
#define OPT_X_TO(LEN) PART(CSET82, 1, LEN, true, LINT_NONE)

static const struct ai_row rows[] = {
#define AI(FIRST, LAST, TITLE, FLAGS, REQUIRES, EXCLUDES, KEY, ...)                                \
    {FIRST,    LAST,     TITLE, ((FLAGS)&FIXED) != 0, ((FLAGS)&ATTR) != 0,                         \
     REQUIRES, EXCLUDES, KEY,   {__VA_ARGS__}},
#include "ai.def"
#undef AI
};

// By the first two digits: digits of the identifier, and of a predefined value (0 = separator).
static const struct {
    char first[3], last[3];
    guint8 ai_len, value_len;
} lengths[] = {
    {"00", "00", 2, 18}, {"01", "03", 2, 14}, {"04", "04", 2, 16}, {"10", "10", 2, 0},
    {"11", "19", 2, 6},  {"20", "20", 2, 2},  {"21", "22", 2, 0},  {"23", "25", 3, 0},
    {"30", "30", 2, 0},  {"31", "36", 4, 6},  {"37", "37", 2, 0},  {"39", "39", 4, 0},
    {"40", "40", 3, 0},  {"41", "41", 3, 13}, {"42", "42", 3, 0},  {"43", "43", 4, 0},
    {"70", "70", 4, 0},  {"71", "71", 3, 0},  {"72", "72", 4, 0},  {"80", "82", 4, 0},
    {"90", "99", 2, 0},
};

const struct ai_row *ai_rows(gsize *ret_count)
{
    *ret_count = G_N_ELEMENTS(rows);
    return rows;
}

// The row of `lengths` that starts like DATA, -1 if none.
static int length_row(const char *data)
{
    if (!g_ascii_isdigit(data[0]) || !g_ascii_isdigit(data[1]))
        return -1;
    for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++)
        if (memcmp(data, lengths[i].first, 2) >= 0 && memcmp(data, lengths[i].last, 2) <= 0)
            return (int)i;
    return -1;
}

bool ai_digits(const char *text, gsize len)
{
    for (gsize i = 0; i < len; i++)
        if (!g_ascii_isdigit(text[i]))
            return false;
    return len > 0;
}

gsize ai_item(const char *at, const char *end, char separator)
{
    const char *found = memchr(at, separator, (gsize)(end - at));
    return (gsize)((found ? found : end) - at);
}

gsize ai_length(const char *data, gsize len)
{
    int row = len < AI_LENGTH_MIN ? -1 : length_row(data);
    if (row < 0 || len < lengths[row].ai_len || !ai_digits(data, lengths[row].ai_len))
        return 0;
    return lengths[row].ai_len;
}

gsize ai_fixed_length(const char *ai)
{
    int row = length_row(ai);
    return row < 0 ? 0 : lengths[row].value_len;
}

const struct ai_row *ai_of(const char *ai, gsize len)
{
    gsize low = 0, high = G_N_ELEMENTS(rows);
    if (len < AI_LENGTH_MIN || len > AI_LENGTH_MAX)
        return NULL;
    while (low < high) {
        gsize middle = low + (high - low) / 2;
        const struct ai_row *row = &rows[middle];
        gsize row_len = strlen(row->first);
        gsize both = MIN(len, row_len);
        int below = memcmp(ai, row->first, both), above = memcmp(ai, row->last, both);
        if (below >= 0 && above <= 0)
            return len == row_len ? row : NULL;
        if (below < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

gsize ai_min(const struct ai_row *row)
{
    gsize sum = 0;
    for (const struct ai_part *part = row->parts; part->max; part++)
        sum += part->optional ? 0 : part->min;
    return sum;
}

gsize ai_max(const struct ai_row *row)
{
    gsize sum = 0;
    for (const struct ai_part *part = row->parts; part->max; part++)
        sum += part->max;
    return sum;
}

bool ai_numeric(const struct ai_row *row)
{
    for (const struct ai_part *part = row->parts; part->max; part++)
        if (part->set != LINT_NUMERIC)
            return false;
    return true;
}

bool ai_matches(const char *ai, const char *pattern, gsize pattern_len)
{
    for (gsize i = 0; i < pattern_len; i++)
        if (!ai[i] || (pattern[i] != 'n' && pattern[i] != ai[i]))
            return false;
    return ai[pattern_len] == '\0';
}
