// SPDX-License-Identifier: Apache-2.0
// Packing one order: scan each piece, choose the box, weigh, close; then the label on the box.
#include <string.h>

#include "ask.h"
#include "choices.h"
#include "clock.h"
#include "entry.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op.h"
#include "pack_view.h"
#include "paint.h"
#include "people.h"
#include "resolve.h"
#include "screens.h"
#include "show.h"
#include "store_order.h"
#include "store_order_read.h"
#include "text.h"
#include "weight.h"

enum { SIDE = 24, SIDE_FROM = 70 };

struct bench {
    struct pack_view pack;
    struct list *parcels, *types, *order;
    struct person person;
    bool loaded;
};

static char *number(const struct bench *self)
{
    return g_strdup(number_of(NUMBER_WORK, self->pack.work->id).text);
}

static bool open_now(const struct bench *self)
{
    return self->loaded && pack_view_open(&self->pack);
}

static void swap(struct list **kept, struct list *fresh)
{
    list_free(*kept);
    *kept = fresh;
}

static bool load_rest(struct bench *self, const struct session *session, GError **error)
{
    struct db *db = session->db;
    swap(&self->parcels, store_parcels_of_order(db, self->pack.work->order_id, error));
    if (self->parcels)
        swap(&self->types, store_box_types(db, error));
    if (self->types)
        swap(&self->order, store_order(db, self->pack.work->order_id, error));
    if (!self->parcels || !self->types || !self->order || !list_len(self->order))
        return false;
    const struct order_row *order = list_at(self->order, struct order_row, 0);
    people_see(session, order->delivery_id ? order->delivery_id : order->billing_id, &self->person,
               NULL);
    return true;
}

static bool bench_load(struct view *view, GError **error)
{
    struct bench *self = view->state;
    struct pack_view next = {0};
    if (!pack_view_find(ui_db(view), view->arg, &next, error))
        return false;
    if (self->loaded)
        pack_view_clear(&self->pack);
    self->pack = next;
    self->loaded = true;
    return load_rest(self, ui_session(view), error);
}

static bool bench_open(struct view *view, const char *arg, GError **error)
{
    if (!arg)
        return tote_fail(error, TOTE_ARGUMENT, "pack", _("Say which packing: S-…"));
    return bench_load(view, error);
}

static void bench_heading(struct view *view, struct heading *ret_heading)
{
    struct bench *self = view->state;
    if (!self->loaded)
        return;
    struct number order = number_of(NUMBER_ORDER, self->pack.work->order_id);
    ret_heading->crumb = g_strdup(order.text);
    ret_heading->progress =
        g_strdup_printf("%d/%d", (int)self->pack.packed, (int)self->pack.picked);
}

// --- the list of what goes in

static bool goods(const struct line_row *line)
{
    return line->picked > 0;
}

static void draw_line(const struct line_row *line, struct region at, bool next)
{
    bool all = line->packed == line->picked, some = line->packed > 0;
    bool small = at.w <= 24;
    int indent = small ? 0 : at.w < 46 ? 3 : 5, right = small ? 0 : 1;
    g_autofree char *count = g_strdup_printf("%d/%d", (int)line->packed, (int)line->picked);
    enum tint tint = all ? TINT_DIM : next ? TINT_STRONG : TINT_TEXT;
    if (!small)
        paint_text(at.y, at.x + 1, 1, all ? TINT_GOOD : TINT_KEY,
                   glyph(all    ? GLYPH_DONE
                         : next ? GLYPH_FOCUS
                         : some ? GLYPH_HALF
                                : GLYPH_OPEN));
    int room = at.w - indent - right - 6, name = room >= 38 ? room - 16 : room;
    paint_text(at.y, at.x + indent, name - 1, tint, line->name);
    if (name < room)
        paint_text(at.y, at.x + indent + name, 15, TINT_DIM, line->sku);
    paint_right(at.y, at.x, at.w - right, tint, count);
}

// Unfinished lines come first, so that what is to do is always visible.
static int draw_lines(const struct bench *self, struct region at)
{
    int row = 0, hidden = 0;
    bool next = true;
    for (int pass = 0; pass < 2; pass++)
        for (guint i = 0; i < list_len(self->pack.lines); i++) {
            const struct line_row *line = list_at(self->pack.lines, struct line_row, i);
            bool all = line->packed == line->picked;
            if (!goods(line) || all != (pass == 1))
                continue;
            if (row >= at.h) {
                hidden++;
                continue;
            }
            draw_line(line, region_top(region_below(at, row++), 1), next && !all);
            next = next && all;
        }
    if (hidden)
        paint_cell(at.y + at.h - 1, at.x, at.w, TINT_DIM, _("… more below"));
    return row;
}

// --- box, weight, label

static const struct box_row *last_box(const struct bench *self)
{
    guint n = self->pack.boxes ? list_len(self->pack.boxes) : 0;
    return n ? list_at(self->pack.boxes, struct box_row, n - 1) : NULL;
}

static const struct parcel_row *last_parcel(const struct bench *self)
{
    guint n = self->parcels ? list_len(self->parcels) : 0;
    return n ? list_at(self->parcels, struct parcel_row, n - 1) : NULL;
}

// What the label is doing, in words; the proof is the scan of the printed label.
static char *label_state(const struct bench *self, enum tint *ret_tint)
{
    const struct parcel_row *parcel = last_parcel(self);
    *ret_tint = TINT_TEXT;
    if (!parcel || !parcel->job_id)
        return g_strdup(_("comes when the box is closed"));
    if (parcel->proof_at) {
        *ret_tint = TINT_GOOD;
        return g_strdup_printf(_("%s proven on its box"), glyph(GLYPH_DONE));
    }
    bool bad = !strcmp(parcel->job_status, "failed") || !strcmp(parcel->job_status, "doubt");
    *ret_tint = bad || *parcel->job_reason ? TINT_WARN : TINT_TEXT;
    if (*parcel->job_reason)
        return g_strdup_printf("%s %s: %s", glyph(GLYPH_LOOK),
                               state_label(&job_states, parcel->job_status), parcel->job_reason);
    return g_strdup(state_label(&job_states, parcel->job_status));
}

static void draw_types(const struct bench *self, struct region at)
{
    const struct box_row *box = last_box(self);
    paint_line(at, 0, 0, TINT_HEAD, "%s", _("BOX"));
    for (guint i = 0; self->types && i < list_len(self->types); i++) {
        const struct box_type_row *type = list_at(self->types, struct box_type_row, i);
        bool here = box && !strcmp(box->box, type->code);
        paint_line(at, (int)i + 1, 0, here ? TINT_STRONG : TINT_TEXT, "%s %-4s %s",
                   here ? glyph(GLYPH_FOCUS) : " ", type->code, type->name);
    }
}

static void draw_side(const struct bench *self, struct region side)
{
    int types = self->types ? (int)list_len(self->types) : 0, row;
    const struct box_row *box = last_box(self);
    enum tint tint;
    draw_types(self, side);
    row = MIN(types, 5) + 2;
    paint_line(side, row++, 0, TINT_HEAD, "%s", _("WEIGHT"));
    g_autofree char *is = show_weight(box ? box->grams : 0);
    g_autofree char *expect = show_weight(box ? box->weight_g : 0);
    bool weighed = box && box->grams, known = box && box->weight_g;
    bool off = box && weight_is_off(box->grams, box->weight_g);
    paint_line(side, row++, 0, off ? TINT_WARN : TINT_TEXT, _("is      %s %s"),
               weighed ? is : glyph(GLYPH_NONE),
               off                ? glyph(GLYPH_LOOK)
               : weighed && known ? glyph(GLYPH_DONE)
                                  : "");
    paint_line(side, row++, 0, TINT_TEXT, _("expect  %s"), known ? expect : glyph(GLYPH_NONE));
    if (off)
        paint_line(side, row, 0, TINT_WARN, "%s", _("far off: count again"));
    row++;
    paint_line(side, row++, 0, TINT_HEAD, "%s", _("LABEL"));
    g_autofree char *label = label_state(self, &tint);
    const struct parcel_row *parcel = last_parcel(self);
    if (parcel && *parcel->printer)
        paint_line(side, row++, 0, TINT_TEXT, "%s", parcel->printer);
    row += paint_wrap(region_below(side, row), tint, label);
    int boxes = (int)list_len(self->pack.boxes);
    if (boxes > 1)
        paint_line(side, row + 1, 0, TINT_TEXT, _("box %d of %d"), boxes, boxes);
}

static void draw_facts(const struct bench *self, struct region row)
{
    const struct order_row *order = list_at(self->order, struct order_row, 0);
    const char *said = person_get(&self->person, PERSON_note);
    const char *name = person_get(&self->person, PERSON_name);
    const char *dot = glyph(GLYPH_DOT);
    g_autofree char *note = said ? g_strdup_printf(" %s \"%s\"", dot, said) : g_strdup("");
    g_autofree char *text =
        g_strdup_printf("%s %s %s%s", name ? name : "", dot, order->shipping_method, note);
    paint_text(row.y, 1, row.w - 2, TINT_TEXT, text);
}

static void draw_small(const struct bench *self, struct region body)
{
    enum tint tint;
    if (open_now(self)) {
        draw_lines(self, body);
        return;
    }
    g_autofree char *label = label_state(self, &tint);
    paint_line(body, 0, 0, TINT_GOOD, _("%s Packed"), glyph(GLYPH_DONE));
    paint_line(body, 1, 0, TINT_TEXT, "%s", _("Label:"));
    paint_wrap(region_below(body, 2), tint, label);
}

static void bench_draw(struct view *view, const struct layout *layout)
{
    struct bench *self = view->state;
    struct region body = layout->body;
    if (!self->loaded || !self->order)
        return;
    if (layout->size <= SIZE_XS) {
        draw_small(self, body);
        return;
    }
    if (layout->facts.h)
        draw_facts(self, layout->facts);
    bool wide = body.w >= SIDE_FROM;
    struct region left = wide ? region_left(body, body.w - SIDE - 2) : body;
    int choices = body.h >= 8 ? 2 : 0, row = body.h > 10;
    struct region list = region_below(left, row);
    list.h = MAX(1, list.h - choices - 4);
    paint_line(left, row, 5, TINT_HEAD, "%s", _("Item"));
    paint_right(left.y + row, left.x, left.w - 1, TINT_HEAD, _("Scanned"));
    row += 2 + draw_lines(self, region_below(list, 1));
    if (row + choices + 1 < body.h) {
        paint_line(left, row, 5, TINT_TEXT, _("%d of %d scanned"), (int)self->pack.packed,
                   (int)self->pack.picked);
        paint_bar(left.y + row + 1, left.x + 5, MIN(40, left.w - 6), (long)self->pack.packed,
                  (long)self->pack.picked);
    }
    choices_draw(view, region_below(region_right(left, 2), body.h - choices));
    if (wide)
        draw_side(self, region_below(region_right(body, body.w - SIDE - 1), body.h > 10));
    else if (!open_now(self)) {
        enum tint tint;
        g_autofree char *label = label_state(self, &tint);
        paint_line(left, body.h - choices - 1, 2, tint, _("Label: %s"), label);
    }
}

// Has every closed box the scan of its label?
static bool proven(const struct bench *self)
{
    guint n = self->parcels ? list_len(self->parcels) : 0, done = 0;
    for (guint i = 0; i < n; i++)
        done += list_at(self->parcels, struct parcel_row, i)->proof_at > 0;
    return n && done == n;
}

static char *bench_prompt(struct view *view)
{
    struct bench *self = view->state;
    int left = (int)(self->pack.picked - self->pack.packed);
    if (!self->loaded)
        return NULL;
    if (!open_now(self) && proven(self))
        return g_strdup(_("Scan the next order"));
    if (!open_now(self))
        return g_strdup(ui_small(view) ? _("Scan the label") : _("Scan the label on its box"));
    if (left)
        return g_strdup_printf(_("Scan item: %d to go"), left);
    return g_strdup(ui_small(view) ? _("All in: 1 closes")
                                   : _("All in: 1 and Enter close the box"));
}

// --- doing

static bool act(struct view *view, const char *op)
{
    g_autofree char *pack = number(view->state);
    return ui_do(view, NULL, op, "pack", pack, NULL);
}

// The label's own number proves it on its box; anything else begins the next order.
static bool enter_closed(struct view *view, const char *text, bool scanned, GError **error)
{
    g_auto(op_target) target = {0};
    if (!resolve(ui_db(view), ui_session(view)->site_id, text, TARGET_PARCEL, clock_now(), &target,
                 error))
        return false;
    if (target.kind == TARGET_PARCEL) {
        if (ui_do(view, NULL, "print.proof", "sscc", text, NULL))
            ui_finished(view);
        return true;
    }
    struct view *below = ui_below(view);
    g_autofree char *copy = g_strdup(text);
    ui_pop(view);
    return below && below->screen->enter && below->screen->enter(below, copy, scanned, error);
}

static bool bench_counts(struct view *view, const char *code)
{
    struct bench *self = view->state;
    bool box = false;
    for (guint i = 0; self->types && i < list_len(self->types); i++)
        box = box || !strcmp(list_at(self->types, struct box_type_row, i)->code, code);
    return open_now(self) && !box;
}

static bool bench_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct bench *self = view->state;
    if (!self->loaded)
        return false;
    if (!open_now(self))
        return enter_closed(view, text, scanned, error);
    g_autofree char *pack = number(self);
    ui_do(view, NULL, "pack.scan", "pack", pack, "code", text, NULL);
    return true;
}

static bool weigh(struct view *view, const char *grams, GError **error)
{
    g_autofree char *pack = number(view->state);
    ui_do(view, NULL, "pack.weigh", "pack", pack, "grams", grams, NULL);
    return true;
}

static bool run_weigh(struct view *view, GError **error)
{
    struct bench *self = view->state;
    const struct box_row *box = last_box(self);
    g_autofree char *expect = show_weight(box ? box->weight_g : 0);
    g_autofree char *text =
        box && box->weight_g ? g_strdup_printf(_("The books expect %s without the carton."), expect)
                             : NULL;
    return ask_or_scan(view, _("Weight of the box in grams?"), text, weigh, error);
}

// The code of a box, or its number in the question.
static bool set_box(struct view *view, const char *code, GError **error)
{
    struct bench *self = view->state;
    g_autofree char *pack = number(self);
    int n = entry_number(code), known = self->types ? (int)list_len(self->types) : 0;
    if (n >= 1 && n <= known)
        code = list_at(self->types, struct box_type_row, n - 1)->code;
    ui_do(view, NULL, "pack.box", "pack", pack, "code", code, NULL);
    return true;
}

static bool run_box(struct view *view, GError **error)
{
    struct bench *self = view->state;
    GString *codes = g_string_new(NULL);
    for (guint i = 0; self->types && i < list_len(self->types); i++)
        g_string_append_printf(codes, "%s%u %s", i ? "   " : "", i + 1,
                               list_at(self->types, struct box_type_row, i)->code);
    g_autofree char *known = g_string_free(codes, FALSE);
    return ask_or_scan(view,
                       _("Which box? Scan its code or type its number. Another code "
                         "than before begins another box."),
                       known, set_box, error);
}

static bool run_close(struct view *view, GError **error)
{
    if (act(view, "pack.close"))
        ui_finished(view);
    return true;
}

static bool run_undo(struct view *view, GError **error)
{
    act(view, "pack.undo");
    return true;
}

static bool run_leave(struct view *view, GError **error)
{
    if (act(view, "pack.leave"))
        ui_pop(view);
    return true;
}

static void reprint(struct view *view)
{
    const struct parcel_row *parcel = last_parcel(view->state);
    g_autofree char *job = g_strdup(number_of(NUMBER_JOB, parcel->job_id).text);
    ui_do(view, NULL, "print.retry", "job", job, NULL);
}

static bool reprint_answered(struct view *view, const char *answer, GError **error)
{
    if (said_yes(answer) && last_parcel(view->state))
        reprint(view);
    else
        ui_say(view, NOTICE_NOTE, _("Not printed again"));
    return true;
}

// A label that may exist already is printed again only when somebody looked.
static bool run_reprint(struct view *view, GError **error)
{
    if (strcmp(last_parcel(view->state)->job_status, "failed"))
        return ask(view, _("Print this label once more? Type yes."),
                   _("Two labels with one number must not leave the house: throw the other away."),
                   reprint_answered, error);
    reprint(view);
    return true;
}

static const char *closed(struct view *view)
{
    return open_now(view->state) ? NULL : _("the box is closed");
}

static const char *nothing_in(struct view *view)
{
    struct bench *self = view->state;
    return closed(view) ? closed(view) : self->pack.packed ? NULL : _("nothing is in the box yet");
}

static const char *no_label(struct view *view)
{
    const struct parcel_row *parcel = last_parcel(view->state);
    if (!parcel || !parcel->job_id)
        return _("there is no label yet");
    return job_may(parcel->job_status, "retry") ? NULL : _("its first print is still under way");
}

static void bench_close(struct view *view)
{
    struct bench *self = view->state;
    if (self->loaded)
        pack_view_clear(&self->pack);
    swap(&self->parcels, NULL);
    swap(&self->types, NULL);
    person_clear(&self->person);
    swap(&self->order, NULL);
}

static const struct action bench_actions[] = {
    {.id = "pack.undo",
     .key = UK_F2,
     .flags = ACTION_FOOTER,
     .label = N_("Undo last scan"),
     .brief = N_("Undo"),
     .tip = N_("Takes the last piece out of the box again"),
     .why_not = nothing_in,
     .run = run_undo},
    {.id = "pack.close",
     .digit = '1',
     .flags = ACTION_BODY,
     .label = N_("Close the box"),
     .brief = N_("Close"),
     .tip = N_("Gives the box its number and prints the label"),
     .why_not = nothing_in,
     .run = run_close},
    {.id = "pack.box",
     .digit = '2',
     .flags = ACTION_BODY,
     .label = N_("Choose the box"),
     .brief = N_("Box"),
     .tip = N_("Or scan the code of the box"),
     .why_not = closed,
     .run = run_box},
    {.id = "pack.weigh",
     .digit = '3',
     .flags = ACTION_BODY,
     .label = N_("Type the weight"),
     .brief = N_("Kg"),
     .tip = N_("Weight of the closed box in grams"),
     .why_not = closed,
     .run = run_weigh},
    {.id = "pack.leave",
     .digit = '4',
     .label = N_("Give the order back"),
     .brief = N_("Leave"),
     .tip = N_("Another bench can pack it; only while nothing is in a box"),
     .why_not = closed,
     .run = run_leave},
    {.id = "pack.reprint",
     .key = UK_F9,
     .flags = ACTION_FOOTER,
     .label = N_("Reprint"),
     .tip = N_("Prints the label once more; asks first where there may be one already"),
     .why_not = no_label,
     .run = run_reprint},
    {0},
};

const struct screen bench_screen = {
    .name = "bench",
    .of_one = true,
    .title = N_("Pack"),
    .help = N_("Scan every piece into the box, weigh it, close it, scan its label."),
    .actions = bench_actions,
    .size = sizeof(struct bench),
    .roles = ROLES_BENCH,
    .floor = true,
    .open = bench_open,
    .load = bench_load,
    .draw = bench_draw,
    .heading = bench_heading,
    .prompt = bench_prompt,
    .counts = bench_counts,
    .enter = bench_enter,
    .close = bench_close,
};
