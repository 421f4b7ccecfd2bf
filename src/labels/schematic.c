// SPDX-License-Identifier: Apache-2.0
// The sketch of a label: its filled boxes in 1/100 mm, for a preview made of characters.
#include "bind.h"
#include "design.h"
#include "elements.h"

#include <math.h>
#include <string.h>

static void cell_free(gpointer data)
{
    struct label_cell *cell = data;
    g_free(cell->text);
    g_free(cell);
}

// A text that does not flow has no box: it is as high as its lines and about half as wide as high.
static void guess_size(const struct label_item *item, const char *text, struct label_cell *cell)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    glong longest = 0;
    for (char **line = lines; *line; line++)
        longest = MAX(longest, g_utf8_strlen(*line, -1));
    double width = (double)longest * item->style.size * 0.55, left = item->x;
    if (item->style.align != SVG_START)
        left -= item->style.align == SVG_MIDDLE ? width / 2 : width;
    cell->x = (int)lround(left * 100);
    cell->y = (int)lround((item->y - item->style.size) * 100);
    cell->width = (int)lround(width * 100);
    cell->height = (int)lround(g_strv_length(lines) * item->style.size * 120);
}

static struct label_cell *cell_new(const struct label_item *item, char *text)
{
    struct label_cell *cell = g_new0(struct label_cell, 1);
    cell->code = item->kind == LABEL_ITEM_CODE;
    cell->text = text;
    cell->x = (int)lround(item->x * 100);
    cell->y = (int)lround(item->y * 100);
    cell->width = (int)lround(item->width * 100);
    cell->height = (int)lround(item->height * 100);
    if (!item->flowed && !cell->code)
        guess_size(item, text, cell);
    return cell;
}

static gint by_place(gconstpointer a, gconstpointer b)
{
    const struct label_cell *one = *(struct label_cell *const *)a;
    const struct label_cell *two = *(struct label_cell *const *)b;
    return one->y != two->y ? one->y - two->y : one->x - two->x;
}

bool label_schematic(const label_design *design, const label_fields *fields, GPtrArray **ret_cells,
                     GError **error)
{
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(cell_free);
    for (guint i = 0; i < design->items->len; i++) {
        const struct label_item *item = design->items->pdata[i];
        g_autofree char *text = NULL;
        if (!label_bind(item->text, fields, false, &text, NULL, error))
            return false;
        if (!*text)
            continue;
        if (item->kind == LABEL_ITEM_CODE && label_symbology_gs1(item->symbology)) {
            char *readable = elements_readable(text);
            g_free(text);
            text = readable;
        }
        g_ptr_array_add(cells, cell_new(item, g_steal_pointer(&text)));
    }
    g_ptr_array_sort(cells, by_place);
    *ret_cells = g_steal_pointer(&cells);
    return true;
}
