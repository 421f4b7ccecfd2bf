// SPDX-License-Identifier: Apache-2.0
// One question over a screen: the answer is typed into the entry line.
#include "ask.h"

#include <string.h>

#include "i18n.h"
#include "paint.h"
#include "screens.h"
#include "text.h"

struct ask {
    struct asking asking; // its texts are owned
};

bool ask(struct view *view, const struct asking *asking, GError **error)
{
    if (!ui_push(view, &ask_screen, NULL, error))
        return false;
    struct ask *self = ui_above(view)->state;
    self->asking = *asking;
    self->asking.question = g_strdup(asking->question);
    self->asking.consequence = g_strdup(asking->consequence);
    self->asking.about = g_strdup(asking->about);
    return true;
}

static bool is_word(const char *answer, const char *english, const char *own)
{
    g_autofree char *folded = text_fold(answer), *word = text_fold(own);
    return !strcmp(folded, word) || !strcmp(folded, english);
}

bool said_yes(const char *answer)
{
    return is_word(answer, "yes", _("yes"));
}

bool said_no(const char *answer)
{
    return is_word(answer, "no", _("no"));
}

void ask_not_understood(struct view *view, const char *text)
{
    g_autofree char *quoted = text_quote(text, -1, 40);
    ui_say(view, NOTICE_LOOK, _("'%s' does not answer it: nothing was done. Esc goes back"),
           quoted);
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
    int row = paint_wrap(inside, TINT_STRONG, self->asking.question ? self->asking.question : "");
    if (self->asking.consequence)
        paint_wrap(region_below(inside, row + framed), TINT_TEXT, self->asking.consequence);
}

// The question is closed first, because an answer may close the screen below, too.
static bool ask_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct view *below = ui_below(view);
    struct asking asking = ((struct ask *)view->state)->asking;
    g_autofree char *copy = g_strdup(text), *about = g_strdup(asking.about);
    g_autofree char *question = g_strdup(asking.question);
    g_autofree char *consequence = g_strdup(asking.consequence);
    asking.question = question;
    asking.consequence = consequence;
    asking.about = about;
    ui_pop(view);
    if (asking.answer(below, about, copy, error) || !ask(below, &asking, NULL))
        return true;
    if (!scanned)
        ui_type_again(below, copy);
    return true;
}

static char *ask_prompt(struct view *view)
{
    return g_strdup(_("Answer, then Enter"));
}

static void ask_close(struct view *view)
{
    struct ask *self = view->state;
    g_free((char *)self->asking.question);
    g_free((char *)self->asking.consequence);
    g_free((char *)self->asking.about);
}

const struct screen ask_screen = {
    .name = "ask",
    .title = N_("Question"),
    .help = N_("Type the answer and press Enter. Esc goes back; nothing is changed then."),
    .size = sizeof(struct ask),
    .overlay = true,
    .wants_text = true,
    .inner = true,
    .draw = ask_draw,
    .enter = ask_enter,
    .prompt = ask_prompt,
    .close = ask_close,
};
