// SPDX-License-Identifier: Apache-2.0
// What the customer asks of who packs, whole: over a bench that has no room for it.
#include "note.h"

#include "i18n.h"
#include "paint.h"
#include "screens.h"

struct note {
    char *text;
    int top, height, lines;
};

bool note_show(struct view *view, const char *text, GError **error)
{
    g_autofree char *copy = g_strdup(text);
    if (!ui_push(view, &note_screen, NULL, error))
        return false;
    ((struct note *)ui_above(view)->state)->text = g_steal_pointer(&copy);
    return true;
}

static void note_draw(struct view *view, const struct layout *layout)
{
    struct note *self = view->state;
    struct region body = layout->body;
    bool framed = body.h >= 8 && body.w > 24;
    struct region inside = framed ? paint_frame(body, _(note_screen.title)) : body;
    if (!framed)
        paint_fill(body, TINT_TEXT);
    g_auto(GStrv) lines = paint_break(self->text ? self->text : "", inside.w);
    self->height = inside.h;
    self->lines = (int)g_strv_length(lines);
    self->top = CLAMP(self->top, 0, MAX(0, self->lines - inside.h));
    for (int i = 0; i < inside.h && self->top + i < self->lines; i++)
        paint_text(inside.y + i, inside.x, inside.w, TINT_TEXT, lines[self->top + i]);
}

static bool note_move(struct view *view, enum ui_key key)
{
    struct note *self = view->state;
    int page = MAX(1, self->height - 1), n = self->lines;
    const int steps[UK_N] = {[UK_UP] = -1,     [UK_DOWN] = 1,  [UK_PGUP] = -page,
                             [UK_PGDN] = page, [UK_HOME] = -n, [UK_END] = n};
    self->top = CLAMP(self->top + steps[key], 0, MAX(0, n - self->height));
    return true;
}

// Who scans has read it: the piece counts.
static bool note_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct view *below = ui_below(view);
    g_autofree char *copy = g_strdup(text);
    ui_pop(view);
    return below && below->screen->enter && below->screen->enter(below, copy, scanned, error);
}

static bool run_close(struct view *view, GError **error)
{
    ui_pop(view);
    return true;
}

static char *note_prompt(struct view *view)
{
    const struct note *self = view->state;
    return g_strdup(self->lines > self->height ? _("PgDn: more") : _("Enter goes back"));
}

static void note_close(struct view *view)
{
    g_free(((struct note *)view->state)->text);
}

static const struct action note_actions[] = {
    {.id = "note.close",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Close"),
     .tip = N_("Goes back to the bench"),
     .run = run_close},
    {0},
};

const struct screen note_screen = {
    .name = "note",
    .title = N_("Note of the order"),
    .help = N_("What the customer asks of who packs. Scan the next piece, or Enter goes back."),
    .actions = note_actions,
    .size = sizeof(struct note),
    .overlay = true,
    .inner = true,
    .draw = note_draw,
    .move = note_move,
    .enter = note_enter,
    .prompt = note_prompt,
    .close = note_close,
};
