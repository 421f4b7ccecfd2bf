// SPDX-License-Identifier: Apache-2.0
// One question over a screen: the answer is typed into the entry line.
#include "ask.h"

#include "i18n.h"
#include "paint.h"
#include "screens.h"

struct ask {
    char *question, *consequence;
    ask_answer answer;
};

bool ask(struct view *view, const char *question, const char *consequence, ask_answer answer,
         GError **error)
{
    struct view *over = NULL;
    if (!ui_push(view, &ask_screen, NULL, error))
        return false;
    over = ui_above(view);
    struct ask *self = over->state;
    self->question = g_strdup(question);
    self->consequence = g_strdup(consequence);
    self->answer = answer;
    return true;
}

static void ask_draw(struct view *view, const struct layout *layout)
{
    struct ask *self = view->state;
    struct region body = layout->body;
    bool framed = body.h >= 6 && body.w > 24;
    if (framed && body.h > 8)
        body = region_below(body, body.h - 7);
    struct region inside = framed ? paint_frame(body, NULL) : body;
    if (!framed)
        paint_fill(body, TINT_TEXT);
    int row = paint_wrap(inside, TINT_STRONG, self->question ? self->question : "");
    if (self->consequence)
        paint_wrap(region_below(inside, row + framed), TINT_TEXT, self->consequence);
}

static bool ask_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct ask *self = view->state;
    struct view *below = ui_below(view);
    ask_answer answer = self->answer;
    if (scanned)
        return false;
    ui_pop(view);
    return answer(below, text, error);
}

static char *ask_prompt(struct view *view)
{
    return g_strdup(_("Type the answer, Enter"));
}

static void ask_close(struct view *view)
{
    struct ask *self = view->state;
    g_free(self->question);
    g_free(self->consequence);
}

const struct screen ask_screen = {
    .name = "ask",
    .title = N_("Question"),
    .help = N_("Type the answer and press Enter. Esc goes back; nothing is changed then."),
    .size = sizeof(struct ask),
    .overlay = true,
    .inner = true,
    .draw = ask_draw,
    .enter = ask_enter,
    .prompt = ask_prompt,
    .close = ask_close,
};
