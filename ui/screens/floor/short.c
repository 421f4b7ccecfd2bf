// SPDX-License-Identifier: Apache-2.0
// Too little at a place: why, and what follows. Nothing is booked before a reason is chosen.
#include <string.h>

#include "ask.h"
#include "clock.h"
#include "entry.h"
#include "i18n.h"
#include "paint.h"
#include "op.h"
#include "query.h"
#include "resolve.h"
#include "screens.h"
#include "short_reasons.h"
#include "text.h"
#include "walk_view.h"

struct short_state {
    struct walk_view pick;
    bool loaded;
};

static bool short_load(struct view *view, GError **error)
{
    struct short_state *self = view->state;
    if (!walk_view_again(ui_db(view), view->arg, &self->pick, error))
        return false;
    self->loaded = true;
    return true;
}

static bool short_open(struct view *view, const char *arg, GError **error)
{
    return short_load(view, error);
}

static int64_t order_now(struct view *view)
{
    const struct short_state *self = view->state;
    return self->loaded ? self->pick.work->order_id : 0;
}

static void short_heading(struct view *view, struct heading *ret_heading)
{
    struct short_state *self = view->state;
    if (self->loaded && self->pick.task)
        ret_heading->crumb = g_strdup(self->pick.task->sku);
}

// What a reason writes off besides the pieces that were asked for, in W cells; "" = nothing. Caller
// frees.
static char *also_lost(const struct short_reason *reason, const struct task_row *task, int w)
{
    int64_t more = task->on_hand - task_left(task);
    if (reason->books != SHORT_ALL || more <= 0)
        return g_strdup("");
    char *text = g_strdup_printf(_("   and %d more are booked as lost"), (int)more);
    if (text_width(text) <= w)
        return text;
    g_free(text);
    return g_strdup_printf(_(" +%d"), (int)more);
}

// The words of a reason that leave room for the number behind them.
static const char *words_beside(const struct action *why, const struct short_reason *reason,
                                const struct task_row *task, int w)
{
    g_autofree char *more = also_lost(reason, task, 0);
    return why->brief && text_width(_(why->label)) + text_width(more) > w ? why->brief : why->label;
}

// The reasons, one a row; two a row where the rows do not suffice, and what they write off is said
// by the answer. Returns the rows used.
static int draw_reasons(struct view *view, const struct task_row *task, struct region at)
{
    size_t reasons = 0;
    const struct short_reason *table = short_reasons(&reasons);
    int n = 0, across = at.h < (int)reasons ? 2 : 1, width = at.w / across;
    for (const struct action *why = view->screen->actions; why->id; why++, n++) {
        const char *label =
            across > 1 && why->brief ? why->brief : words_beside(why, &table[n], task, width - 2);
        int y = at.y + n / across, x = at.x + n % across * width;
        char digit[2] = {why->digit, '\0'};
        ui_offer(view, *digit); // also where there is no row for it: the prompt tells how many
        if (n / across >= at.h)
            continue;
        int end = 2 + text_width(_(label)), left = MAX(0, width - end);
        g_autofree char *more = across > 1 ? g_strdup("") : also_lost(&table[n], task, left);
        paint_text(y, x, 1, TINT_KEY, digit);
        paint_text(y, x + 2, width - 2, TINT_TEXT, _(label));
        paint_text(y, x + end, left, TINT_WARN, more);
    }
    return (n + across - 1) / across;
}

static void short_draw(struct view *view, const struct layout *layout)
{
    struct short_state *self = view->state;
    const struct task_row *task = self->loaded ? self->pick.task : NULL;
    struct region body = layout->body;
    bool small = layout->size <= SIZE_XS;
    int indent = small ? 0 : 2, row = !small && body.h > 10;
    if (!task)
        return;
    if (!small)
        paint_name(body.y + row++, body.x + indent, body.w - indent, TINT_STRONG, task->name);
    if (!small)
        paint_line(body, row++, indent, TINT_TEXT, _("%s   the book says %d here"), task->place,
                   (int)task->on_hand);
    if (body.h > 3) // the reasons come first
        paint_line(body, row++, indent, TINT_TEXT, _("Asked %d    taken %d"), (int)task->qty,
                   (int)task->picked);
    if (!small && body.h > 10) {
        row++;
        paint_line(body, row++, indent, TINT_HEAD, "%s", _("WHY?"));
    }
    row += draw_reasons(view, task, region_below(region_right(body, indent), row));
    if (small)
        return;
    paint_wrap(region_below(region_right(body, indent), row + 1), TINT_DIM,
               _("The rest is looked for in other places; if there is none the order waits. "
                 "Nothing is booked until you choose."));
}

// The words are about the line that was shown when they were asked for.
static char *line_of(const struct short_state *self)
{
    return self->loaded && self->pick.task
               ? g_strdup_printf("%" G_GINT64_FORMAT, self->pick.task->id)
               : NULL;
}

// PIECES: found of the line in all, those that are taken already among them.
static bool book_found(struct view *view, int64_t pieces, const char *reason)
{
    g_autofree char *work = g_strdup(view->arg);
    g_autofree char *found = g_strdup_printf("%" G_GINT64_FORMAT, pieces);
    struct view *below = ui_below(view);
    ui_pop(view);
    ui_do(below, NULL, "pick.short", "work", work, "found", found, "reason", reason, NULL);
    return true;
}

static bool book(struct view *view, const char *reason, GError **error)
{
    struct short_state *self = view->state;
    return !self->loaded || !self->pick.task || book_found(view, self->pick.task->picked, reason);
}

static bool is_code(struct view *view, const char *text)
{
    const struct short_state *self = view->state;
    g_auto(op_target) target = {0};
    if (self->loaded && self->pick.task && !strcmp(self->pick.task->lot, text))
        return true;
    return resolve(ui_db(view), ui_session(view)->site_id, text, TARGET_ITEM, clock_now(), &target,
                   NULL) &&
           target.kind != TARGET_NONE;
}

// The item was found after all: the scan goes to the pick.
static bool short_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct view *below = ui_below(view);
    g_autofree char *copy = g_strdup(text);
    int number = scanned ? -1 : entry_number(text);
    if (number >= 0 && number < 100 && !is_code(view, text)) { // a reason that there is not
        ui_say(view, NOTICE_LOOK, _("There is no number %s here; F4 lists them"), text);
        return true;
    }
    ui_pop(view);
    return below && below->screen->enter && below->screen->enter(below, copy, scanned, error);
}

static char *short_prompt(struct view *view)
{
    size_t reasons = 0;
    short_reasons(&reasons);
    return ui_small(view) ? g_strdup_printf(_("1-%d, or scan it"), (int)reasons)
                          : g_strdup(_("Number, or scan it"));
}

static void short_close(struct view *view)
{
    struct short_state *self = view->state;
    if (self->loaded)
        walk_view_clear(&self->pick);
}

static bool book_words(struct view *view, const char *line, const char *reason, GError **error)
{
    g_autofree char *now = line_of(view->state);
    if (!g_strcmp0(now, line))
        return book(view, reason, error);
    ui_say(view, NOTICE_LOOK, _("The line in hand is another one by now: nothing was booked"));
    return true;
}

static bool take_few(struct view *view, const char *line, const char *text, GError **error)
{
    const struct short_state *self = view->state;
    g_autofree char *now = line_of(self);
    int64_t most = self->pick.task ? task_left(self->pick.task) - 1 : 0, found = entry_number(text);
    if (g_strcmp0(now, line))
        return book_words(view, line, NULL, error);
    if (found >= 1 && found <= most)
        return book_found(view, self->pick.task->picked + found, "too_few");
    ui_say(view, NOTICE_LOOK, _("Of %d asked there may be 1 to %d; Esc goes back"), (int)most + 1,
           (int)most);
    return false;
}

// Some are there, and none of them was scanned yet: they are taken with the answer.
static bool run_few(struct view *view, GError **error)
{
    const struct short_state *self = view->state;
    const struct task_row *task = self->loaded ? self->pick.task : NULL;
    if (!task || task->picked || task_left(task) < 2)
        return book(view, "too_few", error);
    g_autofree char *line = line_of(self);
    const struct asking asking = {.question = _("How many are here, and you take them?"),
                                  .consequence = _("The others are looked for in other places."),
                                  .about = line,
                                  .answer = take_few};
    return ask(view, &asking, error);
}

// Words of one's own.
static bool run_asking(struct view *view, GError **error)
{
    g_autofree char *line = line_of(view->state);
    const struct asking asking = {
        .question = _("What is wrong?"), .about = line, .answer = book_words};
    return ask(view, &asking, error);
}

#define SHORT_REASON(id, ...)                                                                      \
    static bool run_##id(struct view *view, GError **error)                                        \
    {                                                                                              \
        return !strcmp(#id, "other")     ? run_asking(view, error)                                 \
               : !strcmp(#id, "too_few") ? run_few(view, error)                                    \
                                         : book(view, #id, error);                                 \
    }
#include "short_reasons.def"
#undef SHORT_REASON

#define SHORT_REASON(id_, also_, number, label_, brief_, tip_, books_)                             \
    {.id = "short." #id_,                                                                          \
     .digit = number,                                                                              \
     .label = label_,                                                                              \
     .brief = brief_,                                                                              \
     .tip = tip_,                                                                                  \
     .run = run_##id_},

static const struct action short_actions[] = {
#include "short_reasons.def"
    {0}};

const struct screen short_screen = {
    .name = "short",
    .query = &query_work_list,
    .title = N_("Short"),
    .help = N_("Say why there is too little by its number. If you found it, scan it instead."),
    .about = "order",
    .about_id = order_now,
    .actions = short_actions,
    .size = sizeof(struct short_state),
    .floor = true,
    .inner = true,
    .open = short_open,
    .load = short_load,
    .draw = short_draw,
    .heading = short_heading,
    .prompt = short_prompt,
    .enter = short_enter,
    .close = short_close,
};
