// SPDX-License-Identifier: Apache-2.0
// One row of a table whole: what its columns have no room for.
#include "row.h"

#include "i18n.h"
#include "paint.h"
#include "screens.h"

struct row {
    GPtrArray *cells; // "Said: …"
    int top, height, lines;
};

static GPtrArray *cells_of(const struct table *table, const struct table_source *source,
                           const void *owner)
{
    GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < source->n_columns; i++) {
        if (!table_shows(table, source, i))
            continue;
        g_autofree char *head = table_head(table, source, i);
        g_autofree char *text = table_cell(table, source, owner, table_focused(table, source), i);
        if (text && *g_strstrip(text))
            g_ptr_array_add(cells, g_strdup_printf(_("%s: %s"), head, text));
    }
    return cells;
}

bool row_show(struct view *view, const struct table *table, const struct table_source *source,
              const void *owner, GError **error)
{
    if (!table->n)
        return true;
    GPtrArray *cells = cells_of(table, source, owner);
    if (!ui_push(view, &row_screen, NULL, error)) {
        g_ptr_array_unref(cells);
        return false;
    }
    ((struct row *)ui_above(view)->state)->cells = cells;
    return true;
}

static GPtrArray *lines_of(const struct row *self, int w)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; self->cells && i < self->cells->len; i++) {
        g_auto(GStrv) parts = paint_break(self->cells->pdata[i], w);
        for (int k = 0; parts[k]; k++)
            g_ptr_array_add(lines, g_strdup(parts[k]));
    }
    return lines;
}

static void row_draw(struct view *view, const struct layout *layout)
{
    struct row *self = view->state;
    struct region body = layout->body;
    bool framed = body.h >= 8 && body.w > 24;
    if (layout->facts.h)
        body = (struct region){layout->facts.y, 0, body.h + 1, body.w};
    struct region inside = framed ? paint_frame(body, _(row_screen.title)) : body;
    if (!framed)
        paint_fill(body, TINT_TEXT);
    g_autoptr(GPtrArray) lines = lines_of(self, inside.w);
    self->height = inside.h;
    self->lines = (int)lines->len;
    self->top = CLAMP(self->top, 0, MAX(0, self->lines - inside.h));
    for (int i = 0; i < inside.h && self->top + i < self->lines; i++)
        paint_text(inside.y + i, inside.x, inside.w, TINT_TEXT, lines->pdata[self->top + i]);
    if (self->top + inside.h < self->lines)
        paint_right(body.y + body.h - 1, body.x, body.w - 2 * framed, TINT_KEY,
                    framed ? _(" more: PgDn ") : glyph(GLYPH_SORT_DOWN));
}

static bool row_move(struct view *view, enum ui_key key)
{
    struct row *self = view->state;
    int page = MAX(1, self->height - 1), n = self->lines;
    const int steps[UK_N] = {[UK_UP] = -1,     [UK_DOWN] = 1,  [UK_PGUP] = -page,
                             [UK_PGDN] = page, [UK_HOME] = -n, [UK_END] = n};
    self->top = CLAMP(self->top + steps[key], 0, MAX(0, n - self->height));
    return true;
}

static bool run_close(struct view *view, GError **error)
{
    ui_pop(view);
    return true;
}

static char *row_prompt(struct view *view)
{
    return g_strdup(_("Enter goes back"));
}

static void row_close(struct view *view)
{
    g_clear_pointer(&((struct row *)view->state)->cells, g_ptr_array_unref);
}

static const struct action row_actions[] = {
    {.id = "row.close",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Close"),
     .tip = N_("Goes back to the list"),
     .run = run_close},
    {0},
};

const struct screen row_screen = {
    .name = "row",
    .title = N_("The row whole"),
    .help = N_("All that the columns of a row say, none of it cut. Enter goes back to the list."),
    .actions = row_actions,
    .size = sizeof(struct row),
    .overlay = true,
    .inner = true,
    .draw = row_draw,
    .move = row_move,
    .prompt = row_prompt,
    .close = row_close,
};
