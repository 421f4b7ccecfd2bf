// SPDX-License-Identifier: Apache-2.0
// One work that walks from place to place, of any kind: go there, scan the place, then the pieces,
// or say how many. One question at a time.
#include "clock.h"
#include "holder.h"
#include "i18n.h"
#include "numbers.h"
#include "op.h"
#include "query.h"
#include "screens.h"
#include "show.h"
#include "work_state.h"
#include "work_way.h"

static char *number(const struct work *self)
{
    return g_strdup(number_of(NUMBER_WORK, self->pick.work->id).text);
}

static bool work_load(struct view *view, GError **error)
{
    struct work *self = view->state;
    if (!walk_view_again(ui_db(view), view->arg, &self->pick, error))
        return false;
    self->loaded = true;
    holder_watch(view, self->pick.work, &self->held);
    return true;
}

// A link to work that does not exist opens nothing.
static bool work_open(struct view *view, const char *arg, GError **error)
{
    if (!arg)
        return tote_fail(error, TOTE_ARGUMENT, "work", _("Say which work: W-…"));
    return work_load(view, error);
}

static int64_t order_now(struct view *view)
{
    const struct work *self = view->state;
    return self->loaded ? self->pick.work->order_id : 0;
}

static void work_heading(struct view *view, struct heading *ret_heading)
{
    struct work *self = view->state;
    if (!self->loaded)
        return;
    ret_heading->title = work_kind_find(self->pick.work->kind)->title;
    ret_heading->crumb = number(self);
    ret_heading->progress = show_pieces(self->pick.done, self->pick.total);
}

// --- what can be done

// The operation of the kind for a verb, "pick.scan", or else that of every kind, "work.scan". The
// caller frees.
static char *op_of(const struct work *self, const char *verb)
{
    char *own = g_strconcat(self->pick.work->kind, ".", verb, NULL);
    if (op_find(own))
        return own;
    g_free(own);
    return g_strconcat("work.", verb, NULL);
}

static bool step(struct view *view, const char *verb)
{
    struct work *self = view->state;
    g_autofree char *work = number(self), *op = op_of(self, verb);
    return ui_do(view, NULL, op, "work", work, NULL);
}

// Why the kind does not know OP ("pick.skip") at all, NULL = it is one of its own.
static const char *no_such(const struct work *self, const char *op)
{
    g_autofree char *own = g_strconcat(self->pick.work->kind, ".", NULL);
    return g_str_has_prefix(op, own) ? NULL : _("this kind of work does not know it");
}

static bool work_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct work *self = view->state;
    if (!self->loaded)
        return false;
    if (work_is_over(self)) {
        g_autofree char *extra =
            walk_view_extra(ui_db(view), &self->pick, text, clock_now(), error);
        if (extra)
            ui_say(view, NOTICE_REFUSED, "%s", extra);
        if (extra || (error && *error))
            return true;
        if (!ui_known(view, text, error))
            return true;
        struct view *below = ui_below(view);
        ui_pop(view);
        return below && below->screen->enter && below->screen->enter(below, text, scanned, error);
    }
    if (holder_away(view, self->pick.work) && holder_instead(view, self->pick.work, text, error))
        return true;
    g_autofree char *work = number(self), *op = op_of(self, "scan");
    if (!ui_do(view, NULL, op, "work", work, "code", text, NULL))
        return true;
    if (work_load(view, error) && self->pick.stage == WALK_DONE)
        ui_finished(view);
    return true;
}

// Where pieces are counted a digit is as many pieces; actions have their keys and words.
static bool work_choose(struct view *view, int n, GError **error)
{
    struct work *self = view->state;
    bool asked = self->loaded && !work_is_over(self) && self->held;
    if (!asked || work_expects(self) != EXPECT_QUANTITY)
        return false;
    return work_enter(view, (const char[]){(char)('0' + n), '\0'}, false, error);
}

static bool run_short(struct view *view, GError **error)
{
    return ui_push(view, &short_screen, view->arg, error);
}

static bool run_skip(struct view *view, GError **error)
{
    step(view, "skip");
    return true;
}

static bool run_undo(struct view *view, GError **error)
{
    step(view, "undo");
    return true;
}

static bool run_leave(struct view *view, GError **error)
{
    if (step(view, "leave"))
        ui_pop(view);
    return true;
}

static const char *no_task(struct view *view)
{
    struct work *self = view->state;
    if (self->loaded && work_elsewhere(self))
        return holder_elsewhere(self->pick.work);
    return self->loaded && self->pick.task ? NULL : _("nothing is left to do");
}

static const char *no_take(struct view *view)
{
    struct work *self = view->state;
    return self->loaded ? holder_why_not(self->held, self->pick.work) : _("there is no work");
}

static bool run_take(struct view *view, GError **error)
{
    holder_take(view, ((struct work *)view->state)->pick.work);
    return true;
}

static const char *no_short(struct view *view)
{
    return no_task(view) ? no_task(view) : no_such(view->state, "pick.short");
}

static const char *last_line(struct view *view)
{
    struct work *self = view->state;
    if (no_task(view))
        return no_task(view);
    if (no_such(self, "pick.skip"))
        return no_such(self, "pick.skip");
    return self->pick.n_lines - self->pick.lines_done > 1 ? NULL : _("it is the last line");
}

static const char *nothing_done(struct view *view)
{
    struct work *self = view->state;
    if (self->loaded && work_elsewhere(self))
        return holder_elsewhere(self->pick.work);
    if (self->loaded && self->pick.work->done_at && !work_reopens(self->pick.work))
        return _("it is too late for that");
    return self->loaded && work_has_deed(self->pick.work) ? NULL : _("nothing was done yet");
}

static char *work_prompt(struct view *view)
{
    struct work *self = view->state;
    if (!self->loaded)
        return NULL;
    if (work_is_over(self))
        return g_strdup(_("Scan the next order"));
    if (work_elsewhere(self))
        return holder_prompt();
    if (holder_away(view, self->pick.work))
        return holder_away_prompt(view);
    int left = (int)(task_left(self->pick.task) - self->pick.taken);
    if (work_expects(self) == EXPECT_ITEM)
        return g_strdup_printf(_("Scan item: %d to go"), left);
    if (work_expects(self) == EXPECT_QUANTITY)
        return g_strdup_printf(_("How many? %d to go"), left);
    bool brings = work_brings(self);
    if (self->pick.stage != WALK_PLACE && !brings)
        return walk_view_prompt(&self->pick);
    if (!*(brings ? self->pick.task->to_check : self->pick.task->check))
        return g_strdup(_("Scan the place"));
    return g_strdup(ui_small(view) ? _("Scan place or check#")
                                   : _("Scan place or type check digits"));
}

// A place is proven once; pieces are counted.
static bool work_counts(struct view *view, const char *code)
{
    struct work *self = view->state;
    const struct task_row *task = self->loaded && self->held ? self->pick.task : NULL;
    return task && (self->pick.stage == WALK_ITEM ||
                    (g_ascii_strcasecmp(code, task->place) && g_ascii_strcasecmp(code, task->to)));
}

static const char *work_wrong(struct view *view)
{
    struct work *self = view->state;
    return self->pick.stage == WALK_ITEM ? _("WRONG ITEM") : _("WRONG PLACE");
}

static void work_close(struct view *view)
{
    struct work *self = view->state;
    if (self->loaded)
        walk_view_clear(&self->pick);
}

static const struct action work_actions[] = {
    {.id = "work.undo",
     .key = UK_F2,
     .flags = ACTION_FOOTER,
     .label = N_("Undo last scan"),
     .brief = N_("Undo"),
     .tip = N_("Takes the last piece or short back, in the books too"),
     .why_not = nothing_done,
     .run = run_undo},
    {.id = "pick.short",
     .digit = '1',
     .flags = ACTION_BODY,
     .label = N_("Short"),
     .tip = N_("There are too few; nothing is booked until you say why"),
     .why_not = no_short,
     .run = run_short},
    {.id = "pick.skip",
     .digit = '2',
     .flags = ACTION_BODY,
     .label = N_("Skip for now"),
     .brief = N_("Skip"),
     .tip = N_("The line comes again at the end of the walk"),
     .why_not = last_line,
     .run = run_skip},
    {.id = "work.leave",
     .digit = '3',
     .label = N_("Give the work back"),
     .brief = N_("Leave"),
     .tip = N_("Anybody can go on with it; what is on the cart stays there"),
     .why_not = no_task,
     .run = run_leave},
    {.id = "work.take",
     .digit = '4',
     .flags = ACTION_BODY,
     .op = "work.take",
     .label = N_("Take it in hand"),
     .brief = N_("Take"),
     .tip = N_("Where a colleague has it the first time asks, the second takes it over"),
     .why_not = no_take,
     .run = run_take},
    {0},
};

const struct screen work_screen = {
    .name = "work",
    .of_one = true,
    .query = &query_work_list,
    .title = N_("Work"),
    .help = N_("Go to the place shown and scan it, then scan each piece you take."),
    .about = "order",
    .about_id = order_now,
    .actions = work_actions,
    .size = sizeof(struct work),
    .floor = true,
    .open = work_open,
    .load = work_load,
    .draw = work_draw,
    .heading = work_heading,
    .prompt = work_prompt,
    .wrong = work_wrong,
    .counts = work_counts,
    .enter = work_enter,
    .choose = work_choose,
    .close = work_close,
};
