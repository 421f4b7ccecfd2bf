// SPDX-License-Identifier: Apache-2.0
// What is going to be done to which things: each row with its outcome or its refusal; then one
// question, and then it is done.
#include "plan.h"

#include "ask.h"
#include "choose.h"
#include "i18n.h"
#include "paint.h"
#include "screens.h"

enum { ONE_LINE_FROM = 60 };

struct plan_view {
    struct plan *plan;
    int top, height;
};

static bool choose_done(struct view *view, const char *name, void *data, GError **error)
{
    struct plan *plan = data;
    plan->answer = g_strdup(name);
    return plan_show(view, plan, error);
}

static void plan_drop(void *plan)
{
    plan_free(plan);
}

// The answer is one of several names.
static bool offer(struct view *view, struct plan *plan, GError **error)
{
    GPtrArray *names = plan->action->deed->offers(view, error);
    if (!names) {
        plan_free(plan);
        return false;
    }
    g_autofree char *question = plan_question(plan);
    const struct choice choice = {.question = question,
                                  .names = names,
                                  .answer = choose_done,
                                  .data = plan,
                                  .free_data = plan_drop};
    return choose(view, &choice, error);
}

bool plan_show(struct view *view, struct plan *plan, GError **error)
{
    g_autoptr(deed_plan) own = plan;
    if (plan->n_do && plan->action->deed->offers && !plan->answer)
        return offer(view, g_steal_pointer(&own), error);
    if (!plan->many && !plan_asks(plan)) {
        plan_carry_out(view, plan);
        return true;
    }
    if (!ui_push(view, &plan_screen, NULL, error))
        return false;
    ((struct plan_view *)ui_above(view)->state)->plan = g_steal_pointer(&own);
    return true;
}

// --- drawing

// One row where there is room for it, else the reason in a second one.
static void draw_row(const struct plan_row *row, struct region at)
{
    const char *text = row->refusal ? row->refusal : row->outcome;
    const struct object *object = &row->object;
    bool warn = row->refusal || row->otherwise;
    enum tint tint = warn ? TINT_WARN : TINT_TEXT;
    paint_text(at.y, at.x, 1, warn ? TINT_WARN : TINT_GOOD,
               glyph(row->refusal ? GLYPH_BAD : GLYPH_TO)); // nothing is done yet
    if (at.h > 1) {
        paint_line(at, 0, 2, tint, "%s  %s", object->number.text, object->what);
        paint_line(at, 1, 2, tint, "%s", text);
        return;
    }
    int used = paint_line(at, 0, 2, tint, "%s", object->number.text);
    paint_line(at, 0, 2 + used + 2, tint, "%s", text);
}

static void draw_rows(struct plan_view *self, struct region at)
{
    int n = (int)self->plan->rows->len, lines = at.w < ONE_LINE_FROM && at.h > 1 ? 2 : 1;
    self->height = at.h / lines;
    self->top = CLAMP(self->top, 0, MAX(0, n - self->height));
    for (int i = 0; i < self->height && self->top + i < n; i++)
        draw_row(&g_array_index(self->plan->rows, struct plan_row, self->top + i),
                 region_top(region_below(at, i * lines), lines));
    if (self->top + self->height < n)
        paint_right(at.y + at.h - 1, at.x, at.w, TINT_KEY, glyph(GLYPH_SORT_DOWN));
    if (self->top)
        paint_right(at.y, at.x, at.w, TINT_KEY, glyph(GLYPH_SORT_UP));
}

static char *head_of(const struct plan *plan, bool small)
{
    return g_strdup_printf(small ? _("%s: %d of %d") : _("%s: %d of %d, not done yet"),
                           _(plan->action->label), plan->n_do, (int)plan->rows->len);
}

// The question about one thing, as any other question looks.
static void draw_question(const struct plan *plan, struct region body)
{
    bool framed = body.h >= 6 && body.w > 24;
    if (framed && body.h > 8)
        body = region_below(body, body.h - 7);
    struct region inside = framed ? paint_frame(body, NULL) : body;
    if (!framed)
        paint_fill(body, TINT_TEXT);
    g_autofree char *question = plan_question(plan);
    int row = paint_wrap(inside, TINT_STRONG, question);
    if (plan->action->deed->consequence)
        paint_wrap(region_below(inside, row + framed), TINT_TEXT,
                   _(plan->action->deed->consequence));
}

static void plan_draw(struct view *view, const struct layout *layout)
{
    struct plan_view *self = view->state;
    struct region body = layout->body;
    if (!self->plan)
        return;
    if (!self->plan->many) {
        draw_question(self->plan, body);
        return;
    }
    bool framed = body.h >= 6 && body.w > 24;
    int rows = (int)self->plan->rows->len * (body.w < ONE_LINE_FROM ? 2 : 1) + 5;
    if (framed && body.h > rows + 3)
        body = region_below(body, body.h - rows);
    g_autofree char *head = head_of(self->plan, !framed);
    struct region inside = framed ? paint_sheet(body, head) : region_below(body, 1);
    if (!framed) {
        paint_fill(body, TINT_TEXT);
        paint_text(body.y, body.x, body.w, TINT_STRONG, head);
        draw_rows(self, inside);
        return;
    }
    const char *consequence = self->plan->action->deed->consequence;
    g_autofree char *question = plan_question(self->plan);
    struct region foot = region_below(inside, inside.h - 2);
    draw_rows(self, region_top(inside, inside.h - 3));
    paint_line(foot, 0, 0, TINT_STRONG, "%s",
               self->plan->n_do ? question : _("Nothing of it can be done now"));
    if (consequence)
        paint_line(foot, 1, 0, TINT_TEXT, "%s", _(consequence));
}

// --- doing

// Takes the plan out of the question, closes that, and does it. Where what was typed is refused, it
// is asked for again.
static void carry_out(struct view *view)
{
    struct plan_view *self = view->state;
    struct view *below = ui_below(view);
    g_autoptr(deed_plan) plan = g_steal_pointer(&self->plan);
    ui_pop(view);
    if (plan_carry_out(below, plan) || plan->action->deed->offers)
        return;
    g_autofree char *typed = g_steal_pointer(&plan->answer);
    if (plan_show(below, g_steal_pointer(&plan), NULL))
        ui_type_again(below, typed);
}

static bool plan_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct plan_view *self = view->state;
    bool last = false;
    if (!self->plan->n_do || (!plan_wants_words(self->plan) && said_no(text))) {
        ui_say(view, NOTICE_NOTE, _("Nothing was done"));
        ui_pop(view);
    } else if (!plan_answer(self->plan, text, &last)) {
        ask_not_understood(view, text);
        if (!scanned)
            ui_type_again(view, text);
    } else if (last) {
        carry_out(view);
    }
    return true;
}

static const char *asks(struct view *view)
{
    struct plan_view *self = view->state;
    if (self->plan && !self->plan->n_do)
        return _("nothing of it can be done now");
    return self->plan && plan_asks(self->plan) ? _("type the answer") : NULL;
}

static bool run_do(struct view *view, GError **error)
{
    carry_out(view);
    return true;
}

static bool plan_move(struct view *view, enum ui_key key)
{
    struct plan_view *self = view->state;
    int n = self->plan ? (int)self->plan->rows->len : 0, page = MAX(1, self->height - 1);
    const int steps[UK_N] = {[UK_UP] = -1,     [UK_DOWN] = 1,  [UK_PGUP] = -page,
                             [UK_PGDN] = page, [UK_HOME] = -n, [UK_END] = n};
    self->top = CLAMP(self->top + steps[key], 0, MAX(0, n - self->height));
    return true;
}

static char *plan_prompt(struct view *view)
{
    struct plan_view *self = view->state;
    if (self->plan && !self->plan->n_do)
        return g_strdup(_("Esc goes back"));
    if (self->plan && self->plan->many && ui_small(view))
        return plan_question(self->plan);
    return g_strdup(self->plan && plan_asks(self->plan) ? _("Answer, then Enter")
                                                        : _("Enter does it"));
}

static void plan_close(struct view *view)
{
    plan_free(((struct plan_view *)view->state)->plan);
}

static const struct action plan_actions[] = {
    {.id = "plan.do",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Do it"),
     .tip = N_("Does it to the rows that do not refuse"),
     .why_not = asks,
     .run = run_do},
    {0},
};

const struct screen plan_screen = {
    .name = "plan",
    .title = N_("Plan"),
    .help =
        N_("What will happen to which rows, and which refuse it and why. Esc goes back; nothing "
           "is changed then."),
    .actions = plan_actions,
    .size = sizeof(struct plan_view),
    .overlay = true,
    .wants_text = true,
    .inner = true,
    .draw = plan_draw,
    .move = plan_move,
    .enter = plan_enter,
    .prompt = plan_prompt,
    .close = plan_close,
};
