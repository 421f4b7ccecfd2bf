// SPDX-License-Identifier: Apache-2.0
// One question over a screen: the answer is typed into the entry line.
#include "ask.h"

#include <string.h>

#include "i18n.h"
#include "paint.h"
#include "screens.h"
#include "text.h"

struct ask {
    char *question, *consequence;
    ask_answer answer;
    bool scans; // a scan is an answer too
};

static bool put(struct view *view, const struct ask *question, GError **error)
{
    if (!ui_push(view, &ask_screen, NULL, error))
        return false;
    struct ask *self = ui_above(view)->state;
    *self = *question;
    self->question = g_strdup(question->question);
    self->consequence = g_strdup(question->consequence);
    return true;
}

bool ask(struct view *view, const char *question, const char *consequence, ask_answer answer,
         GError **error)
{
    const struct ask asked = {(char *)question, (char *)consequence, answer, false};
    return put(view, &asked, error);
}

bool ask_or_scan(struct view *view, const char *question, const char *consequence,
                 ask_answer answer, GError **error)
{
    const struct ask asked = {(char *)question, (char *)consequence, answer, true};
    return put(view, &asked, error);
}

bool said_yes(const char *answer)
{
    g_autofree char *folded = text_fold(answer), *yes = text_fold(_("yes"));
    return !strcmp(folded, yes) || !strcmp(folded, "yes");
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
    if (scanned && !self->scans)
        return false;
    g_autofree char *copy = g_strdup(text);
    ui_pop(view);
    return answer(below, copy, error);
}

static char *ask_prompt(struct view *view)
{
    return g_strdup(_("Answer, then Enter"));
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
    .wants_text = true,
    .inner = true,
    .draw = ask_draw,
    .enter = ask_enter,
    .prompt = ask_prompt,
    .close = ask_close,
};
