// SPDX-License-Identifier: Apache-2.0
// How a work that walks from place to place is drawn, at every size.
#include <string.h>

#include "choices.h"
#include "holder.h"
#include "i18n.h"
#include "numbers.h"
#include "paint.h"
#include "show.h"
#include "text.h"
#include "work_state.h"

enum { CARD_WIDTH = 42, WALK_FROM = 70, TIGHT = 4 };

bool work_is_over(const struct work *self)
{
    return self->pick.stage == WALK_DONE || self->pick.work->done_at;
}

bool work_elsewhere(const struct work *self)
{
    return !work_is_over(self) && !self->held;
}

enum expect work_expects(const struct work *self)
{
    return self->pick.flow->steps[self->pick.step].expect;
}

bool work_brings(const struct work *self)
{
    return self->pick.stage == WALK_TARGET;
}

// The word over what the step waits for.
static const char *step_word(const struct work *self)
{
    static const char *const words[N_EXPECTS] = {
        [EXPECT_PLACE] = N_("GO TO"), [EXPECT_ITEM] = N_("TAKE"), [EXPECT_QUANTITY] = N_("COUNT")};
    const char *word = words[work_expects(self)];
    return work_brings(self) ? _("BRING TO") : word ? _(word) : _("DO");
}

// The place to go to, and pieces to take there or to bring there.
static const char *goal(const struct work *self)
{
    const struct task_row *task = self->pick.task;
    return !work_brings(self) ? task->place : task->to_id ? task->to : _("any place");
}

static int pieces(const struct work *self)
{
    int64_t left = task_left(self->pick.task);
    return (int)(work_brings(self) && self->pick.taken ? self->pick.taken : left);
}

// "MUG-1", and of a part of a kit also which kit.
static char *sku_text(const struct task_row *task)
{
    if (!*task->part_of)
        return g_strdup(task->sku);
    g_autofree char *part = g_strdup_printf(_("part of %s"), task->part_of);
    return g_strdup_printf("%s %s %s", task->sku, glyph(GLYPH_DOT), part);
}

// Which piece of the item: the one of this serial number, or of this lot. Returns the rows taken.
static int draw_which(const struct task_row *task, struct region body, int row, int indent)
{
    bool serial = *task->serial;
    if (serial)
        paint_line(body, row, indent, TINT_STRONG, _("serial %s"), task->serial);
    else if (*task->lot)
        paint_line(body, row, indent, TINT_TEXT, _("lot %s"), task->lot);
    return serial || *task->lot;
}

// --- handhelds

static void draw_place_xs(const struct work *self, struct region body)
{
    const struct task_row *task = self->pick.task;
    bool roomy = body.h >= 5;
    int width = text_width(goal(self)), indent = MAX(0, (body.w - width) / 2);
    paint_line(body, 0, 0, TINT_HEAD, "%s", step_word(self));
    paint_line(body, roomy ? 2 : 1, indent, TINT_STRONG, "%s", goal(self));
    int used = paint_line(body, body.h - 1, 0, TINT_TEXT, "%d ", pieces(self));
    paint_name(body.y + body.h - 1, body.x + used, body.w - used, TINT_TEXT, task->name);
}

static void draw_item_xs(const struct work *self, struct region body)
{
    const struct task_row *task = self->pick.task;
    paint_text(body.y, body.x, body.w - 3, TINT_TEXT, task->place);
    paint_right(body.y, body.x, body.w, TINT_GOOD, _("ok"));
    paint_name(body.y + 1, body.x, body.w, TINT_STRONG, task->name);
    g_autofree char *sku = sku_text(task);
    int row = 2;
    if (body.h >= 5)
        paint_line(body, row++, 0, TINT_TEXT, "%s", sku);
    paint_line(body, row++, 3, TINT_STRONG, _("%s %d   have %d"), step_word(self),
               (int)(task->qty - task->shorted), (int)(task->picked + self->pick.taken));
    draw_which(task, body, row, 0);
}

// --- phones and terminals: the task in a column of 40

// For which order, where it is for one. Returns the next row.
static int draw_order(const struct work *self, struct region card, int row)
{
    int64_t order = self->pick.work->order_id;
    if (order)
        paint_line(card, row++, 2, TINT_TEXT, _("for order %s"),
                   number_of(NUMBER_ORDER, order).text);
    return row;
}

static int draw_place_card(const struct work *self, struct region card)
{
    const struct task_row *task = self->pick.task;
    bool any = work_brings(self) && !task->to_id;
    g_autofree char *spaced = any ? g_strdup(goal(self)) : show_place(goal(self), card.w - 6);
    int roomy = card.h >= 14, row = roomy;
    paint_line(card, row, 2, TINT_HEAD, "%s", step_word(self));
    row += 1 + roomy;
    paint_line(card, row, 4, TINT_STRONG, "%s", spaced);
    row += 1 + roomy;
    if (*task->zone && !work_brings(self))
        paint_line(card, row++, 4, TINT_TEXT, _("zone %s"), task->zone);
    row += roomy;
    int used =
        2 + paint_line(card, row, 2, TINT_TEXT, _("for  %d %s "), pieces(self), glyph(GLYPH_TIMES));
    paint_name(card.y + row++, card.x + used, card.w - used, TINT_TEXT, task->name);
    g_autofree char *sku = sku_text(task);
    paint_line(card, row++, 2, TINT_DIM, "     %s", sku);
    // Where the item's card has it too: what stays needs no bytes.
    return draw_order(self, card, row);
}

static void draw_count(const struct work *self, struct region card, int row)
{
    const struct task_row *task = self->pick.task;
    int asked = (int)(task->qty - task->shorted), taken = (int)(task->picked + self->pick.taken);
    paint_line(card, row, 9, TINT_STRONG, _("%s   %2d"), step_word(self), asked);
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
    paint_name(card.y + row++, card.x + 2, card.w - 2, TINT_STRONG, task->name);
    size_t digits = *task->part_of ? 0 : strlen(task->gtin); // the kit takes their room
    g_autofree char *sku = sku_text(task);
    paint_line(card, row++, 2, TINT_TEXT, digits > 6 ? "%s   %s%s" : "%s", sku,
               glyph(GLYPH_ELLIPSIS), digits > 6 ? task->gtin + digits - 6 : "");
    row += draw_which(task, card, row, 2);
    row += roomy;
    draw_count(self, card, row);
    row += 2 + roomy;
    return draw_order(self, card, row);
}

static int draw_task(struct walk_view *pick, struct region list, int row, unsigned i, bool now)
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
    paint_name(list.y + row, list.x + 16, list.w - 21, tint, task->name);
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
        bool gone = self->pick.missing && !self->pick.total;
        paint_line(body, row, indent, TINT_WARN, "%s",
                   gone ? _("Nothing was found") : _("Withdrawn"));
        paint_wrap(rest, TINT_TEXT,
                   gone && rest.h < 4 ? _("F2 undoes it. Found later: tell the desk")
                   : gone ? _("F2 takes it back. What turns up later: move it from LOST to its "
                              "place, then release its order.")
                          : _("Nothing is to do here."));
        return;
    }
    if (missing)
        paint_line(body, row, indent, TINT_WARN, _("%s Done, %s"), glyph(GLYPH_LOOK), missing);
    else
        paint_line(body, row, indent, TINT_GOOD, _("%s Done"), glyph(GLYPH_DONE));
    g_autofree char *then = say_text(say_code(work_finished(self->pick.flow)), NULL, 0);
    paint_wrap(rest, TINT_TEXT, then);
}

void work_draw(struct view *view, const struct layout *layout)
{
    struct work *self = view->state;
    if (!self->loaded)
        return;
    bool tight = layout->body.h < TIGHT;
    struct region body = layout->body;
    if (!tight)
        body = holder_draw_stop(self->pick.work, body);
    draw_facts(self, layout);
    if (work_is_over(self)) {
        draw_done(self, body);
        return;
    }
    if (work_elsewhere(self)) {
        holder_draw(self->pick.work, body, layout->size > SIZE_XS ? 2 : 0);
        choices_draw(view, region_below(region_right(body, 2), MAX(4, body.h - 3)));
        return;
    }
    bool place = self->pick.stage != WALK_ITEM;
    if (layout->size <= SIZE_XS) {
        (place ? draw_place_xs : draw_item_xs)(self, body);
        if (tight) // in the place of the word or of the place where one stands
            holder_draw_stop(self->pick.work, body);
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
