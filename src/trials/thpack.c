// SPDX-License-Identifier: Apache-2.0
// Reads the container files of the OR-Library (Beasley 1990), line by line.
#include <string.h>

#include "i18n.h"
#include "packing.h"
#include "text.h"
#include "trials.h"

enum { NUMBERS_MAX = 8, SHOWN_MAX = 40, PROBLEMS_MAX = 10000 };

struct lines {
    const char *file, *next;
    guint line, row_line;
    int n;
    int numbers[NUMBERS_MAX];
};

static bool wrong(const struct lines *lines, const char *needed, GError **error)
{
    return trial_fail(error, lines->file, lines->row_line, _("needs %s"), needed);
}

// One number of the line at *TEXT; a fraction is cut off. Sets *ret_end at the end of the line.
static bool take_number(struct lines *lines, const char **text, GError **error)
{
    char *end = NULL;
    double value = g_ascii_strtod(*text, &end);
    if (end == *text || !(value >= 0 && value <= G_MAXINT) || lines->n == NUMBERS_MAX) {
        g_autofree char *shown = text_quote(*text, (gssize)strcspn(*text, "\r\n"), SHOWN_MAX);
        return trial_fail(error, lines->file, lines->row_line,
                          _("at most %d whole numbers are needed here: \"%s\""), NUMBERS_MAX,
                          shown);
    }
    lines->numbers[lines->n++] = (int)value;
    *text = end;
    return true;
}

// The numbers of the next line that has any; fails at the end of the file.
static bool next_line(struct lines *lines, const char *needed, GError **error)
{
    for (lines->n = 0; !lines->n;) {
        const char *text = lines->next;
        lines->row_line = lines->line;
        if (!*text)
            return wrong(lines, needed, error);
        while (*text && *text != '\n') {
            if (*text == ' ' || *text == '\t' || *text == '\r')
                text++;
            else if (!take_number(lines, &text, error))
                return false;
        }
        lines->next = *text ? text + 1 : text;
        lines->line++;
    }
    return true;
}

static bool size_ok(const struct lines *lines, int size, GError **error)
{
    return (size >= 1 && size <= CARTON_MAX_SIDE) ||
           trial_fail(error, lines->file, lines->row_line, _("size %d is not from 1 to %d"), size,
                      CARTON_MAX_SIDE);
}

static bool read_kind(struct lines *lines, struct thpack *problem, GError **error)
{
    struct carton_item item = {0};
    if (!next_line(lines, _("a kind of piece"), error))
        return false;
    if (lines->n != 8)
        return wrong(lines, _("number, three times size and upright, quantity"), error);
    for (int k = 0; k < 3; k++) {
        item.size[k] = lines->numbers[1 + 2 * k];
        item.upright |= lines->numbers[2 + 2 * k] ? 1u << k : 0;
        if (!size_ok(lines, item.size[k], error))
            return false;
    }
    item.quantity = lines->numbers[7];
    if (!item.upright || item.quantity > CARTON_MAX_PIECES)
        return wrong(lines, _("a size that may stand upright, and at most 5000 pieces"), error);
    g_array_append_val(problem->items, item);
    g_array_append_val(problem->kinds, lines->numbers[0]);
    return true;
}

static bool read_problem(struct lines *lines, struct thpack *problem, GError **error)
{
    if (!next_line(lines, _("the number of a problem"), error))
        return false;
    problem->number = lines->numbers[0];
    problem->box = (struct carton_box){.gross = CARTON_MAX_GRAMS, .stock = -1};
    if (!next_line(lines, _("the sizes of the container"), error))
        return false;
    if (lines->n < 3)
        return wrong(lines, _("three sizes of the container"), error);
    for (int k = 0; k < 3; k++) {
        problem->box.inner[k] = lines->numbers[k];
        if (!size_ok(lines, lines->numbers[k], error))
            return false;
    }
    if (!next_line(lines, _("the number of kinds"), error))
        return false;
    int kinds = lines->numbers[0];
    if (lines->n != 1 || kinds > CARTON_MAX_ITEMS)
        return wrong(lines, _("the number of kinds, at most 1000"), error);
    for (int k = 0; k < kinds; k++)
        if (!read_kind(lines, problem, error))
            return false;
    return true;
}

GArray *thpack_read(const char *file, const char *text, GError **error)
{
    struct lines lines = {.file = file, .next = text, .line = 1};
    GArray *problems = g_array_new(false, true, sizeof(struct thpack));
    if (!next_line(&lines, _("the number of problems"), error))
        goto fail;
    int n = lines.numbers[0];
    if (n > PROBLEMS_MAX) {
        wrong(&lines, _("at most 10000 problems"), error);
        goto fail;
    }
    for (int i = 0; i < n; i++) {
        struct thpack problem = {.items = g_array_new(false, false, sizeof(struct carton_item)),
                                 .kinds = g_array_new(false, false, sizeof(int))};
        g_array_append_val(problems, problem);
        if (!read_problem(&lines, &g_array_index(problems, struct thpack, i), error))
            goto fail;
    }
    return problems;
fail:
    thpack_free(problems);
    return NULL;
}

void thpack_free(GArray *problems)
{
    for (guint i = 0; i < problems->len; i++) {
        g_array_free(g_array_index(problems, struct thpack, i).items, true);
        g_array_free(g_array_index(problems, struct thpack, i).kinds, true);
    }
    g_array_free(problems, true);
}
