// SPDX-License-Identifier: Apache-2.0
// Reads the files of the packing trials. Any bytes may be in them.
#include "packing.h"

#include <string.h>

#include "i18n.h"
#include "text.h"
#include "trials.h"

enum { CELLS_MAX = 16, SHOWN_MAX = 40 };

// Rows of cells, cut in place.
struct rows {
    const char *file;
    char *next, *end;
    guint line, row_line; // the line to read next; the line the row began on
    int n;
    char *cells[CELLS_MAX];
};

static void order_free(void *data)
{
    struct packing_order *order = data;
    g_free(order->name);
    g_array_free(order->items, true);
    g_ptr_array_free(order->names, true);
    g_free(order);
}

void packing_init(struct packing *packing)
{
    *packing = (struct packing){
        .boxes = g_array_new(false, false, sizeof(struct carton_box)),
        .names = g_ptr_array_new_with_free_func(g_free),
        .orders = g_ptr_array_new_with_free_func(order_free),
        .by_name = g_hash_table_new(g_str_hash, g_str_equal),
    };
}

void packing_clear(struct packing *packing)
{
    g_array_free(packing->boxes, true);
    g_ptr_array_free(packing->names, true);
    g_hash_table_destroy(packing->by_name);
    g_ptr_array_free(packing->orders, true);
}

// The cell that begins at rows->next, unquoted in place; stops at its comma, line end or the end.
static char *take_cell(struct rows *rows)
{
    char *cell = rows->next, *to = cell;
    bool quoted = *rows->next == '"';
    for (rows->next += quoted; rows->next < rows->end; rows->next++) {
        char c = *rows->next;
        if (quoted && c == '"' && rows->next[1] == '"')
            rows->next++;
        else if (quoted && c == '"') {
            quoted = false;
            continue;
        } else if (!quoted && (c == ',' || c == '\n'))
            break;
        rows->line += c == '\n';
        *to++ = c;
    }
    if (to > cell && to[-1] == '\r')
        to--;
    // The byte at `to` may be the separator that the caller still has to see.
    char separator = rows->next < rows->end ? *rows->next : '\0';
    *to = '\0';
    if (separator)
        rows->next++;
    rows->line += separator == '\n';
    rows->n += separator == ',' ? 1 : -rows->n - 1; // see next_row()
    return cell;
}

// Reads the next row that is not empty; false at the end.
static bool next_row(struct rows *rows)
{
    char *spare = NULL;
    while (rows->next < rows->end) {
        int n = 0;
        rows->row_line = rows->line;
        do {
            char **cell = n < CELLS_MAX ? &rows->cells[n] : &spare;
            rows->n = n;
            *cell = take_cell(rows);
            n++;
        } while (rows->n >= 0);
        rows->n = MIN(n, CELLS_MAX);
        if (n > 1 || *rows->cells[0])
            return true;
    }
    return false;
}

static bool cell_number(const struct rows *rows, int column, gint64 least, gint64 most,
                        gint64 *ret_value, GError **error)
{
    if (g_ascii_string_to_signed(rows->cells[column], 10, least, most, ret_value, NULL))
        return true;
    g_autofree char *shown = text_quote(rows->cells[column], -1, SHOWN_MAX);
    return trial_fail(error, rows->file, rows->row_line,
                      _("column %d is \"%s\"; a whole number from %" G_GINT64_FORMAT
                        " to %" G_GINT64_FORMAT " is needed"),
                      column + 1, shown, least, most);
}

static bool cells(const struct rows *rows, int needed, GError **error)
{
    return rows->n >= needed || trial_fail(error, rows->file, rows->row_line,
                                           _("has %d columns; %d are needed"), rows->n, needed);
}

static bool sizes(const struct rows *rows, int column, int *ret_size, GError **error)
{
    for (int k = 0; k < 3; k++) {
        gint64 size = 0;
        if (!cell_number(rows, column + k, 1, CARTON_MAX_SIDE, &size, error))
            return false;
        ret_size[k] = (int)size;
    }
    return true;
}

bool packing_boxes(struct packing *packing, const char *file, char *text, gsize len, GError **error)
{
    struct rows rows = {.file = file, .next = text, .end = text + len, .line = 1};
    while (next_row(&rows)) {
        struct carton_box box = {.stock = -1};
        if (packing->boxes->len == CARTON_MAX_BOXES)
            return trial_fail(error, file, rows.row_line, _("has more than %d boxes"),
                              CARTON_MAX_BOXES);
        if (!cells(&rows, 9, error) || !sizes(&rows, 1, box.outer, error) ||
            !cell_number(&rows, 4, 0, CARTON_MAX_GRAMS, &box.tare, error) ||
            !sizes(&rows, 5, box.inner, error) ||
            !cell_number(&rows, 8, 0, CARTON_MAX_GRAMS, &box.gross, error))
            return false;
        g_array_append_val(packing->boxes, box);
        g_ptr_array_add(packing->names, g_strdup(rows.cells[0]));
    }
    return packing->boxes->len || trial_fail(error, file, 0, _("holds no box"));
}

static struct packing_order *order_of(struct packing *packing, const char *name)
{
    struct packing_order *order = g_hash_table_lookup(packing->by_name, name);
    if (order)
        return order;
    order = g_new(struct packing_order, 1);
    order->name = g_strdup(name);
    order->items = g_array_new(false, false, sizeof(struct carton_item));
    order->names = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(packing->orders, order);
    g_hash_table_insert(packing->by_name, order->name, order);
    return order;
}

bool packing_items(struct packing *packing, const char *file, char *text, gsize len, GError **error)
{
    struct rows rows = {.file = file, .next = text, .end = text + len, .line = 1};
    for (guint n = 0; next_row(&rows); n++) {
        struct carton_item item = {0};
        gint64 quantity = 0;
        if (n == PACKING_MAX_ROWS)
            return trial_fail(error, file, rows.row_line, _("has more than %d rows"),
                              PACKING_MAX_ROWS);
        if (!cells(&rows, 7, error) ||
            !cell_number(&rows, 1, 0, CARTON_MAX_PIECES, &quantity, error) ||
            !sizes(&rows, 3, item.size, error) ||
            !cell_number(&rows, 6, 0, CARTON_MAX_GRAMS, &item.grams, error))
            return false;
        item.quantity = (int)quantity;
        struct packing_order *order = order_of(packing, rows.cells[0]);
        g_array_append_val(order->items, item);
        g_ptr_array_add(order->names, g_strdup(rows.cells[2]));
    }
    return packing->orders->len || trial_fail(error, file, 0, _("holds no order"));
}
