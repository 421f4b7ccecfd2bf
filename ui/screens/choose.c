// SPDX-License-Identifier: Apache-2.0
// One of several names, chosen over a screen.
#include "choose.h"

#include "ask.h"
#include "i18n.h"
#include "menu.h"
#include "paint.h"
#include "screens.h"

struct choose {
    struct choice choice; // question and consequence are owned
    struct menu menu;
};

static void drop(const struct choice *choice)
{
    if (choice->names)
        g_ptr_array_unref(choice->names);
    if (choice->labels)
        g_ptr_array_unref(choice->labels);
    if (choice->data && choice->free_data)
        choice->free_data(choice->data);
}

bool choose(struct view *view, const struct choice *choice, GError **error)
{
    if (!ui_push(view, &choose_screen, NULL, error)) {
        drop(choice);
        return false;
    }
    struct choose *self = ui_above(view)->state;
    self->choice = *choice;
    self->choice.question = g_strdup(choice->question);
    self->choice.consequence = g_strdup(choice->consequence);
    menu_begin(&self->menu);
    for (guint i = 0; i < choice->names->len; i++) {
        const char *name = g_ptr_array_index(choice->names, i);
        const struct menu_row row = {
            .label = choice->labels ? g_ptr_array_index(choice->labels, i) : name, .data = name};
        menu_add(&self->menu, &row);
    }
    menu_end(&self->menu);
    return true;
}

// Question, consequence where there is room, then the names; on a handheld as many as fit.
static void choose_draw(struct view *view, const struct layout *layout)
{
    struct choose *self = view->state;
    struct region body = layout->body;
    int rows = self->menu.shown ? (int)self->menu.shown->len : 0;
    bool framed = body.h >= 6 && body.w > 24;
    int wanted = rows + (self->choice.consequence ? 7 : 5);
    if (framed && body.h > wanted + 1)
        body = region_below(body, body.h - wanted);
    struct region inside = framed ? paint_frame(body, NULL) : body;
    if (!framed)
        paint_fill(body, TINT_TEXT);
    int used = paint_wrap(region_top(inside, MAX(1, inside.h / 2)), TINT_STRONG,
                          self->choice.question ? self->choice.question : "");
    if (framed && self->choice.consequence)
        used += paint_wrap(region_top(region_below(inside, used), 2), TINT_TEXT,
                           self->choice.consequence);
    struct region list = region_below(inside, used + framed);
    if (!rows)
        paint_text(list.y, list.x, list.w, TINT_TEXT, _("Nothing has such a name"));
    else
        menu_draw(&self->menu, list);
}

// Closes the question, then gives the answer to who asked.
static bool give(struct view *view, const char *name, GError **error)
{
    struct choose *self = view->state;
    struct view *below = ui_below(view);
    g_autofree char *copy = g_strdup(name);
    void *data = g_steal_pointer(&self->choice.data);
    choose_answer answer = self->choice.answer;
    ui_pop(view);
    return answer(below, copy, data, error);
}

static bool choose_choose(struct view *view, int number, GError **error)
{
    struct choose *self = view->state;
    const struct menu_row *row = menu_choose(&self->menu, number);
    if (row)
        give(view, row->data, error);
    return row || !number;
}

static bool run_row(struct view *view, GError **error)
{
    const struct menu_row *row = menu_focused(&((struct choose *)view->state)->menu);
    return !row || give(view, row->data, error);
}

static void choose_narrow(struct view *view, const char *text)
{
    menu_typing(&((struct choose *)view->state)->menu, text);
}

static bool choose_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct choose *self = view->state;
    for (guint i = 0; i < self->choice.names->len; i++)
        if (!g_ascii_strcasecmp(g_ptr_array_index(self->choice.names, i), text))
            return give(view, g_ptr_array_index(self->choice.names, i), error) || true;
    if (scanned && self->choice.others)
        return give(view, text, error) || true;
    if (scanned) {
        ask_not_understood(view, text);
        return true;
    }
    menu_narrow(&self->menu, text);
    const struct menu_row *row = menu_focused(&self->menu);
    if (!row && !self->choice.others)
        return true; // the empty list says it
    return give(view, row ? row->data : text, error) || true;
}

static bool choose_move(struct view *view, enum ui_key key)
{
    menu_move(&((struct choose *)view->state)->menu, key);
    return true;
}

static char *choose_prompt(struct view *view)
{
    struct choose *self = view->state;
    return g_strdup(self->menu.pages > 1 ? _("Number, name, 0 more") : _("Number or name"));
}

static void choose_close(struct view *view)
{
    struct choose *self = view->state;
    menu_release(&self->menu);
    g_free((char *)self->choice.question);
    g_free((char *)self->choice.consequence);
    drop(&self->choice);
}

static const struct action choose_actions[] = {
    {.id = "choose.this",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Choose"),
     .tip = N_("Takes the row in focus"),
     .run = run_row},
    {0},
};

const struct screen choose_screen = {
    .name = "choose",
    .title = N_("Question"),
    .help = N_("Choose by number, by arrow or by name. Esc goes back; nothing is changed then."),
    .actions = choose_actions,
    .size = sizeof(struct choose),
    .overlay = true,
    .wants_text = true,
    .inner = true,
    .draw = choose_draw,
    .move = choose_move,
    .narrow = choose_narrow,
    .enter = choose_enter,
    .choose = choose_choose,
    .prompt = choose_prompt,
    .close = choose_close,
};
