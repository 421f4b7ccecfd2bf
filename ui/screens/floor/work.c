// SPDX-License-Identifier: Apache-2.0
// Picking one order: go to the place, scan it, scan the pieces. One question at a time.
#include <string.h>

#include "choices.h"
#include "holder.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "paint.h"
#include "pick_view.h"
#include "screens.h"
#include "show.h"
#include "text.h"

enum { CARD_WIDTH = 42, WALK_FROM = 70 };

struct work {
    struct pick_view pick;
    bool loaded;
    bool held; // by the one who sits here, when it was read last
};

static char *number(const struct work *self)
{
    return g_strdup(number_of(NUMBER_WORK, self->pick.work->id).text);
}

static bool work_load(struct view *view, GError **error)
{
    struct work *self = view->state;
    if (!pick_view_again(ui_db(view), view->arg, &self->pick, error))
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
    ret_heading->crumb = number(self);
    ret_heading->progress = show_pieces(self->pick.done, self->pick.total);
}

// Is nothing left to do, or was the work given back?
static bool over(const struct work *self)
{
    return self->pick.stage == PICK_DONE || self->pick.work->done_at;
}

// Does somebody else have it, or nobody?
static bool elsewhere(const struct work *self)
{
    return !over(self) && !self->held;
}

static const char *stage_word(const struct work *self)
{
    return self->pick.stage == PICK_PLACE ? _("GO TO") : _("TAKE");
}

// "MUG-1", and of a part of a kit also which kit.
static char *sku_text(const struct task_row *task)
{
    if (!*task->part_of)
        return g_strdup(task->sku);
    g_autofree char *part = g_strdup_printf(_("part of %s"), task->part_of);
    return g_strdup_printf("%s %s %s", task->sku, glyph(GLYPH_DOT), part);
}

// --- handhelds

static void draw_place_xs(const struct work *self, struct region body)
{
    const struct task_row *task = self->pick.task;
    bool roomy = body.h >= 5;
    int width = text_width(task->place), indent = MAX(0, (body.w - width) / 2);
    paint_line(body, 0, 0, TINT_HEAD, "%s", stage_word(self));
    paint_line(body, roomy ? 2 : 1, indent, TINT_STRONG, "%s", task->place);
    paint_line(body, body.h - 1, 0, TINT_TEXT, "%d %s", (int)task_left(task), task->name);
}

static void draw_item_xs(const struct work *self, struct region body)
{
    const struct task_row *task = self->pick.task;
    paint_text(body.y, body.x, body.w - 3, TINT_TEXT, task->place);
    paint_right(body.y, body.x, body.w, TINT_GOOD, _("ok"));
    paint_line(body, 1, 0, TINT_STRONG, "%s", task->name);
    g_autofree char *sku = sku_text(task);
    int row = 2;
    if (body.h >= 5)
        paint_line(body, row++, 0, TINT_TEXT, "%s", sku);
    paint_line(body, row++, 3, TINT_STRONG, _("TAKE %d   have %d"),
               (int)(task->qty - task->shorted), (int)task->picked);
    if (*task->lot)
        paint_line(body, row, 0, TINT_TEXT, _("lot %s"), task->lot);
}

// --- phones and terminals: the task in a column of 40

static int draw_place_card(const struct work *self, struct region card)
{
    const struct task_row *task = self->pick.task;
    g_autofree char *spaced = show_place(task->place, card.w - 6);
    int roomy = card.h >= 14, row = roomy;
    paint_line(card, row, 2, TINT_HEAD, "%s", stage_word(self));
    row += 1 + roomy;
    paint_line(card, row, 4, TINT_STRONG, "%s", spaced);
    row += 1 + roomy;
    if (*task->zone)
        paint_line(card, row++, 4, TINT_TEXT, _("zone %s"), task->zone);
    row += roomy;
    paint_line(card, row++, 2, TINT_TEXT, _("for  %d %s %s"), (int)task_left(task),
               glyph(GLYPH_TIMES), task->name);
    g_autofree char *sku = sku_text(task);
    paint_line(card, row++, 2, TINT_DIM, "     %s", sku);
    // Where the item's card has it too: what stays needs no bytes.
    paint_line(card, row++, 2, TINT_TEXT, _("for order %s"),
               number_of(NUMBER_ORDER, self->pick.work->order_id).text);
    return row;
}

static void draw_count(const struct task_row *task, struct region card, int row)
{
    int asked = (int)(task->qty - task->shorted), taken = (int)task->picked;
    paint_line(card, row, 9, TINT_STRONG, _("TAKE   %2d"), asked);
    GString *dots = g_string_new(NULL);
    for (int i = 0; i < asked && asked <= 12; i++)
        g_string_append(dots, glyph(i < taken ? GLYPH_FULL : GLYPH_OPEN));
    g_autofree char *signs = g_string_free(dots, FALSE);
    paint_line(card, row + 1, 9, TINT_TEXT, _("taken  %2d   %s"), taken, signs);
}

static int draw_item_card(const struct work *self, struct region card)
{
    const struct task_row *task = self->pick.task;
    g_autofree char *spaced = show_place(task->place, card.w - 14);
    int roomy = card.h >= 12, row = roomy;
    int used = paint_line(card, row, 2, TINT_TEXT, "%s", spaced);
    paint_line(card, row, 2 + used + 3, TINT_GOOD, _("%s place"), glyph(GLYPH_DONE));
    row += 1 + roomy;
    paint_line(card, row++, 2, TINT_STRONG, "%s", task->name);
    size_t digits = *task->part_of ? 0 : strlen(task->gtin); // the kit takes their room
    g_autofree char *sku = sku_text(task);
    paint_line(card, row++, 2, TINT_TEXT, digits > 6 ? "%s   %s%s" : "%s", sku,
               glyph(GLYPH_ELLIPSIS), digits > 6 ? task->gtin + digits - 6 : "");
    if (*task->lot)
        paint_line(card, row++, 2, TINT_TEXT, _("lot %s"), task->lot);
    row += roomy;
    draw_count(task, card, row);
    row += 2 + roomy;
    paint_line(card, row++, 2, TINT_TEXT, _("for order %s"),
               number_of(NUMBER_ORDER, self->pick.work->order_id).text);
    return row;
}

static int draw_task(struct pick_view *pick, struct region list, int row, unsigned i, bool now)
{
    const struct task_row *task = list_at(pick->tasks, struct task_row, i);
    const char *sign = !task_left(task) ? glyph(task->shorted ? GLYPH_LOOK : GLYPH_DONE)
                       : now            ? glyph(GLYPH_FOCUS)
                                        : " ";
    enum tint tint = !task_left(task) ? TINT_DIM : now ? TINT_STRONG : TINT_TEXT;
    if (row >= list.h)
        return row;
    paint_text(list.y + row, list.x + 2, 1, TINT_KEY, sign);
    paint_text(list.y + row, list.x + 4, 11, tint, task->place);
    paint_text(list.y + row, list.x + 16, list.w - 21, tint, task->name);
    g_autofree char *qty = show_count(task_left(task) ? task_left(task) : task->picked);
    paint_right(list.y + row, list.x + list.w - 5, 4, tint, qty);
    return row + 1;
}

// What comes next and what is done, beside the task.
static void draw_walk(struct work *self, struct region list)
{
    int row = 0, left = 0, hidden = 0, n = (int)list_len(self->pick.tasks);
    for (int i = 0; i < n; i++)
        left += task_left(list_at(self->pick.tasks, struct task_row, i)) > 0;
    int room = left < list.h / 2 ? left : MAX(list.h / 2, list.h - 3 - (n - left));
    paint_line(list, row++, 2, TINT_HEAD, "%s", _("NEXT"));
    for (int i = 0, shown = 0; i < n; i++) {
        struct task_row *task = list_at(self->pick.tasks, struct task_row, i);
        if (!task_left(task))
            continue;
        if (shown++ < room)
            row = draw_task(&self->pick, list, row, (unsigned)i, task == self->pick.task);
        else
            hidden++;
    }
    if (hidden)
        paint_line(list, row++, 4, TINT_DIM, _("%s %d more"), glyph(GLYPH_ELLIPSIS), hidden);
    if (n > left)
        paint_line(list, row++, 2, TINT_HEAD, "%s", _("DONE"));
    for (int i = n; i > 0; i--)
        if (!task_left(list_at(self->pick.tasks, struct task_row, i - 1)))
            row = draw_task(&self->pick, list, row, (unsigned)(i - 1), false);
}

// "1 missing", where pieces were found short and nowhere else; NULL = none.
static char *missing_text(const struct work *self)
{
    return self->pick.missing ? g_strdup_printf(_("%d missing"), (int)self->pick.missing) : NULL;
}

static void draw_facts(struct work *self, const struct layout *layout)
{
    struct region row = layout->facts;
    if (!row.h)
        return;
    int bar = layout->size == SIZE_S ? row.w - 2 : 36;
    paint_bar(row.y, 1, MIN(bar, row.w - 2), (long)self->pick.done, (long)self->pick.total);
    if (layout->size == SIZE_S)
        return;
    g_autofree char *missing = missing_text(self);
    g_autofree char *text =
        g_strdup_printf(_("%d of %d lines %s %d of %d pieces%s%s"), (int)self->pick.lines_done,
                        (int)self->pick.n_lines, glyph(GLYPH_DOT), (int)self->pick.done,
                        (int)self->pick.total, missing ? ", " : "", missing ? missing : "");
    paint_text(row.y, 39, row.w - 40, TINT_TEXT, text);
}

static void draw_done(const struct work *self, struct region body)
{
    int indent = body.w > 24 ? 2 : 0, row = body.h > 6 ? 2 : 0;
    g_autofree char *missing = missing_text(self);
    struct region rest = region_below(region_right(body, indent), body.h > 6 ? 4 : 1);
    if (self->pick.work->withdrawn) {
        paint_line(body, row, indent, TINT_WARN, "%s", _("Withdrawn"));
        paint_wrap(rest, TINT_TEXT, _("Nothing is to do here."));
        return;
    }
    if (missing)
        paint_line(body, row, indent, TINT_WARN, _("%s Picked, %s"), glyph(GLYPH_LOOK), missing);
    else
        paint_line(body, row, indent, TINT_GOOD, _("%s All picked"), glyph(GLYPH_DONE));
    paint_wrap(rest, TINT_TEXT,
               body.w > 24 ? _("Bring the cart to a packing bench, then scan the next order.")
                           : _("Bring the cart to a packing bench."));
}

static void work_draw(struct view *view, const struct layout *layout)
{
    struct work *self = view->state;
    if (!self->loaded)
        return;
    struct region body = layout->body;
    draw_facts(self, layout);
    if (over(self)) {
        draw_done(self, body);
        return;
    }
    if (elsewhere(self)) {
        holder_draw(self->pick.work, body, layout->size > SIZE_XS ? 2 : 0);
        choices_draw(view, region_below(region_right(body, 2), MAX(4, body.h - 3)));
        return;
    }
    bool place = self->pick.stage == PICK_PLACE;
    if (layout->size <= SIZE_XS) {
        (place ? draw_place_xs : draw_item_xs)(self, body);
        return;
    }
    bool wide = body.w >= WALK_FROM;
    struct region card = wide ? region_left(body, CARD_WIDTH - 1) : body;
    card.h -= MIN(3, card.h / 5);
    int row = (place ? draw_place_card : draw_item_card)(self, card);
    int at = MAX(row, body.h - 3);
    choices_draw(view, region_below(region_right(region_left(body, card.w), 2), at));
    if (!wide)
        return;
    paint_wall(body.y, body.x + CARD_WIDTH + 1, body.h);
    draw_walk(self, region_right(body, CARD_WIDTH + 2));
}

// --- what can be done

static bool step(struct view *view, const char *op, GError **error)
{
    struct work *self = view->state;
    g_autofree char *work = number(self);
    ui_do(view, NULL, op, "work", work, NULL);
    return true;
}

static bool work_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct work *self = view->state;
    if (!self->loaded)
        return false;
    if (over(self)) {
        struct view *below = ui_below(view);
        ui_pop(view);
        return below && below->screen->enter && below->screen->enter(below, text, scanned, error);
    }
    g_autofree char *work = number(self);
    if (!ui_do(view, NULL, "pick.scan", "work", work, "code", text, NULL))
        return true;
    if (work_load(view, error) && self->pick.stage == PICK_DONE)
        ui_finished(view);
    return true;
}

static bool run_short(struct view *view, GError **error)
{
    return ui_push(view, &short_screen, view->arg, error);
}

static bool run_skip(struct view *view, GError **error)
{
    return step(view, "pick.skip", error);
}

static bool run_undo(struct view *view, GError **error)
{
    return step(view, "pick.undo", error);
}

static bool run_leave(struct view *view, GError **error)
{
    struct work *self = view->state;
    g_autofree char *work = number(self);
    if (ui_do(view, NULL, "pick.leave", "work", work, NULL))
        ui_pop(view);
    return true;
}

static const char *no_task(struct view *view)
{
    struct work *self = view->state;
    if (self->loaded && elsewhere(self))
        return _("it is not in your hands");
    return self->loaded && self->pick.task ? NULL : _("nothing is left to pick");
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

static const char *last_line(struct view *view)
{
    struct work *self = view->state;
    if (no_task(view))
        return no_task(view);
    return self->pick.n_lines - self->pick.lines_done > 1 ? NULL : _("it is the last line");
}

static const char *nothing_done(struct view *view)
{
    struct work *self = view->state;
    if (self->loaded && elsewhere(self))
        return _("it is not in your hands");
    if (self->loaded && self->pick.work->done_at &&
        !state_may(&fulfilment_states, self->pick.work->status, "unpick"))
        return _("it is being packed already");
    return self->loaded && self->pick.done ? NULL : _("nothing was picked yet");
}

static char *work_prompt(struct view *view)
{
    struct work *self = view->state;
    if (!self->loaded)
        return NULL;
    if (over(self))
        return g_strdup(_("Scan the next order"));
    if (elsewhere(self))
        return holder_prompt();
    if (self->pick.stage == PICK_ITEM)
        return g_strdup_printf(_("Scan item: %d to go"), (int)task_left(self->pick.task));
    if (!*self->pick.task->check)
        return g_strdup(_("Scan the place"));
    return g_strdup(ui_small(view) ? _("Scan place or check#")
                                   : _("Scan place or type check digits"));
}

// A place is proven once; pieces are counted.
static bool work_counts(struct view *view, const char *code)
{
    struct work *self = view->state;
    const struct task_row *task = self->loaded && self->held ? self->pick.task : NULL;
    return task && (self->pick.stage == PICK_ITEM || g_ascii_strcasecmp(code, task->place));
}

static const char *work_wrong(struct view *view)
{
    struct work *self = view->state;
    return self->pick.stage == PICK_PLACE ? _("WRONG PLACE") : _("WRONG ITEM");
}

static void work_close(struct view *view)
{
    struct work *self = view->state;
    if (self->loaded)
        pick_view_clear(&self->pick);
}

static const struct action work_actions[] = {
    {.id = "pick.undo",
     .key = UK_F2,
     .flags = ACTION_FOOTER,
     .label = N_("Undo last scan"),
     .brief = N_("Undo"),
     .tip = N_("Puts the last piece back, in the books too"),
     .why_not = nothing_done,
     .run = run_undo},
    {.id = "pick.short",
     .digit = '1',
     .flags = ACTION_BODY,
     .label = N_("Short"),
     .tip = N_("There are too few; nothing is booked until you say why"),
     .why_not = no_task,
     .run = run_short},
    {.id = "pick.skip",
     .digit = '2',
     .flags = ACTION_BODY,
     .label = N_("Skip for now"),
     .brief = N_("Skip"),
     .tip = N_("The line comes again at the end of the walk"),
     .why_not = last_line,
     .run = run_skip},
    {.id = "pick.leave",
     .digit = '3',
     .label = N_("Give the work back"),
     .brief = N_("Leave"),
     .tip = N_("Anybody can go on with it; what is on the cart stays there"),
     .why_not = no_task,
     .run = run_leave},
    {.id = "pick.take",
     .digit = '4',
     .flags = ACTION_BODY,
     .roles = ROLES_FLOOR,
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
    .title = N_("Pick"),
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
    .close = work_close,
};
