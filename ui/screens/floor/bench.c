// SPDX-License-Identifier: Apache-2.0
// Packing one order: scan each piece, choose the box, weigh, close; then the label on the box.
#include "ask.h"
#include "bench_state.h"
#include "called_back.h"
#include "clock.h"
#include "deed_plan.h"
#include "entry.h"
#include "holder.h"
#include "i18n.h"
#include "note.h"
#include "lives.h"
#include "numbers.h"
#include "op.h"
#include "query.h"
#include "resolve.h"
#include "screens.h"
#include "show.h"
#include "work_way.h"

char *bench_number(const struct bench *self)
{
    return g_strdup(number_of(NUMBER_WORK, self->pack.work->id).text);
}

bool bench_open_now(const struct bench *self)
{
    return self->loaded && pack_view_open(&self->pack);
}

bool bench_elsewhere(const struct bench *self)
{
    return bench_open_now(self) && !self->held;
}

static bool bench_open(struct view *view, const char *arg, GError **error)
{
    if (!arg)
        return tote_fail(error, TOTE_ARGUMENT, "pack", _("Say which packing: W-…"));
    return bench_load(view, error);
}

static int64_t order_now(struct view *view)
{
    const struct bench *self = view->state;
    return self->loaded ? self->pack.work->order_id : 0;
}

static void bench_heading(struct view *view, struct heading *ret_heading)
{
    struct bench *self = view->state;
    if (!self->loaded)
        return;
    struct number order = number_of(NUMBER_ORDER, self->pack.work->order_id);
    ret_heading->crumb = g_strdup(order.text);
    ret_heading->progress = show_pieces(self->pack.packed, self->pack.picked);
}

static char *bench_prompt(struct view *view)
{
    struct bench *self = view->state;
    int left = (int)(self->pack.picked - self->pack.packed);
    if (!self->loaded)
        return NULL;
    if (!bench_open_now(self) && (bench_proven(self) || bench_gone(self)))
        return g_strdup(_("Scan the next order"));
    if (!bench_open_now(self))
        return g_strdup(ui_small(view) ? _("Scan the label") : _("Scan the label on its box"));
    if (bench_elsewhere(self))
        return holder_prompt();
    if (holder_away(view, self->pack.work))
        return holder_away_prompt(view);
    if (left)
        return g_strdup_printf(_("Scan item: %d to go"), left);
    if (self->pack.weigh)
        return g_strdup_printf(_("Weigh box %d: grams"), (int)self->pack.weigh->n);
    return g_strdup(ui_small(view) ? _("All in: 1 closes")
                                   : _("All in: 1 and Enter close the box"));
}

// --- doing

static bool act(struct view *view, const char *op)
{
    g_autofree char *pack = bench_number(view->state);
    return ui_do(view, NULL, op, "pack", pack, NULL);
}

// Is the parcel one of the boxes here?
static bool is_own(const struct bench *self, int64_t parcel)
{
    for (guint i = 0; i < list_len(self->pack.boxes); i++)
        if (list_at(self->pack.boxes, struct box_row, i)->id == parcel)
            return true;
    return false;
}

// The label's own number proves it on its box; while that waits no other label is right. Anything
// else begins the next order.
static bool enter_closed(struct view *view, const char *text, bool scanned, GError **error)
{
    g_auto(op_target) target = {0};
    const struct bench *self = view->state;
    if (!resolve(ui_db(view), ui_session(view)->site_id, text, TARGET_PARCEL, clock_now(), &target,
                 error))
        return false;
    bool waits = !bench_proven(self) && !bench_gone(self);
    if (target.kind == TARGET_PARCEL && (waits || is_own(self, target.id))) {
        g_autofree char *pack = bench_number(self);
        if (ui_do(view, NULL, "print.proof", "sscc", text, "work", pack, NULL))
            ui_finished(view);
        return true;
    }
    if (target.kind == TARGET_NONE || target.kind == TARGET_VOID)
        return ui_known(view, text, error) || true;
    struct view *below = ui_below(view);
    g_autofree char *copy = g_strdup(text);
    ui_pop(view);
    return below && below->screen->enter && below->screen->enter(below, copy, scanned, error);
}

static bool bench_counts(struct view *view, const char *code)
{
    const struct bench *self = view->state;
    return bench_open_now(self) && self->held && !bench_is_type(self, code);
}

// The box whose odd weight was asked about; NULL = none.
static const struct box_row *odd_box(const struct bench *self)
{
    for (guint i = 0; i < list_len(self->pack.boxes); i++) {
        const struct box_row *box = list_at(self->pack.boxes, struct box_row, i);
        if (box->odd_grams && !box->grams)
            return box;
    }
    return NULL;
}

// An odd weight was asked about: a number that is no code is the answer.
static bool answers_weight(struct view *view, const char *text)
{
    struct bench *self = view->state;
    const struct box_row *box = odd_box(self);
    g_auto(op_target) target = {0};
    return box && entry_number(text) >= 0 &&
           resolve(ui_db(view), ui_session(view)->site_id, text, TARGET_ITEM, clock_now(), &target,
                   NULL) &&
           target.kind == TARGET_NONE;
}

static bool bench_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct bench *self = view->state;
    if (!self->loaded)
        return false;
    if (!bench_open_now(self))
        return enter_closed(view, text, scanned, error);
    if (holder_away(view, self->pack.work) && holder_instead(view, self->pack.work, text, error))
        return true;
    if (answers_weight(view, text)) {
        g_autofree char *box = g_strdup_printf("%" G_GINT64_FORMAT, odd_box(self)->n);
        bench_weigh(view, box, text, error);
        return true;
    }
    g_autofree char *pack = bench_number(self);
    ui_do(view, NULL, "pack.scan", "pack", pack, "code", text, NULL);
    return true;
}

// Where pieces are missing, or the order is called back, the first time asks, the second closes.
static bool run_close(struct view *view, GError **error)
{
    struct bench *self = view->state;
    g_autofree char *pack = bench_number(self);
    int64_t about = self->pack.missing * 2 + called_back(self->pack.work->asked);
    const char *ask = self->asked != about ? "yes" : NULL;
    if (!ui_do(view, NULL, "pack.close", "pack", pack, "ask", ask, NULL))
        return true;
    self->asked = about;
    return ask || (ui_finished(view), true);
}

static bool open_again(struct view *view, const char *pack, const char *text, GError **error)
{
    if (!said_yes(text) && !said_no(text)) {
        ask_not_understood(view, text);
        return false;
    }
    if (said_yes(text))
        ui_do(view, NULL, "pack.undo", "pack", pack, NULL);
    return true;
}

// What is closed is opened as a whole, and its labels are void: that is asked.
static bool run_undo(struct view *view, GError **error)
{
    struct bench *self = view->state;
    if (bench_open_now(self))
        return act(view, "pack.undo") || true;
    g_autofree char *pack = bench_number(self);
    g_autofree char *question = g_strdup_printf(_("Open %s again? Type yes."), pack);
    const struct asking asking = {.question = question,
                                  .consequence = _("Its labels are void then: take them off. To "
                                                   "close it prints new ones."),
                                  .about = pack,
                                  .answer = open_again};
    return ask(view, &asking, error);
}

static bool run_leave(struct view *view, GError **error)
{
    return !act(view, "pack.leave") || (ui_pop(view), true);
}

static const struct action *print_again(void)
{
    return object_action(&job_object, "print.retry");
}

// What can be done with the label is said where jobs are.
static bool run_reprint(struct view *view, GError **error)
{
    return deed_start_on(view, &job_object, print_again(), bench_parcel(view->state)->job_id,
                         error);
}

static const char *closed(struct view *view)
{
    const struct bench *self = view->state;
    if (bench_elsewhere(self))
        return holder_elsewhere(self->pack.work);
    return bench_open_now(self) ? NULL : _("the box is closed");
}

static const char *one_box(struct view *view)
{
    struct bench *self = view->state;
    return closed(view)                     ? closed(view)
           : list_len(self->pack.boxes) < 2 ? _("there is one box only")
                                            : NULL;
}

static const char *no_take(struct view *view)
{
    struct bench *self = view->state;
    return self->loaded ? holder_why_not(self->held, self->pack.work) : _("there is no work");
}

static bool run_take(struct view *view, GError **error)
{
    holder_take(view, ((struct bench *)view->state)->pack.work);
    return true;
}

static const char *nothing_in(struct view *view)
{
    struct bench *self = view->state;
    return closed(view) ? closed(view) : self->pack.packed ? NULL : _("nothing is in the box yet");
}

// A closed packing has its boxes to open.
static const char *no_undo(struct view *view)
{
    struct bench *self = view->state;
    if (!self->loaded || bench_open_now(self))
        return nothing_in(view);
    return bench_gone(self)                ? _("it was handed over")
           : work_reopens(self->pack.work) ? NULL
                                           : _("the box is closed");
}

static const char *undo_now(struct view *view, bool brief)
{
    struct bench *self = view->state;
    if (!self->loaded || bench_open_now(self))
        return NULL;
    return brief ? _("Open") : _("Open it again");
}

static const char *no_label(struct view *view)
{
    const struct parcel_row *parcel = bench_parcel(view->state);
    if (!parcel || !parcel->job_id || !parcel->closed_at)
        return _("there is no label yet");
    bool comes = state_has(&job_states, parcel->job_status, ST_OPEN) &&
                 !state_has(&job_states, parcel->job_status, ST_WANTS_PERSON);
    if (comes)
        return _("it is not printed yet");
    return object_refusal(&job_object, print_again(), parcel->job_status);
}

static void bench_close(struct view *view)
{
    struct bench *self = view->state;
    bench_release(self);
}

static const char *no_note(struct view *view)
{
    return bench_note(view->state) ? NULL : _("the customer asks nothing");
}

static bool run_note(struct view *view, GError **error)
{
    return note_show(view, bench_note(view->state), error);
}

// What is not there, or broken, is the pick's to report.
static bool run_missing(struct view *view, GError **error)
{
    ui_say(view, NOTICE_LOOK, "%s",
           _("Undo (F2) until all is out, give it back (4), open it in Pick: undo, Short"));
    return true;
}

static const struct action bench_actions[] = {
    {.id = "pack.undo",
     .key = UK_F2,
     .flags = ACTION_FOOTER,
     .label = N_("Undo last scan"),
     .brief = N_("Undo"),
     .tip = N_("Takes the last piece out of the box again; opens boxes that are closed again"),
     .now = undo_now,
     .why_not = no_undo,
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
     .run = bench_ask_box},
    {.id = "pack.weigh",
     .digit = '3',
     .flags = ACTION_BODY,
     .label = N_("Type the weight"),
     .brief = N_("g"),
     .tip = N_("Weight of the filled box in grams"),
     .why_not = closed,
     .run = bench_ask_weigh},
    {.id = "pack.leave",
     .digit = '4',
     .label = N_("Give the order back"),
     .brief = N_("Leave"),
     .tip = N_("Another bench can pack it; only while nothing is in a box"),
     .why_not = closed,
     .run = run_leave},
    {.id = "pack.missing",
     .label = N_("A piece is missing or broken"),
     .tip = N_("Take all out, give the order back; its pick reports it short"),
     .why_not = closed,
     .run = run_missing},
    {.id = "pack.take",
     .digit = '5',
     .flags = ACTION_BODY,
     .label = N_("Take it in hand"),
     .brief = N_("Take"),
     .tip = N_("Where a colleague has it the first time asks, the second takes it over"),
     .why_not = no_take,
     .run = run_take},
    {.id = "pack.hand",
     .digit = '6',
     .label = N_("Take another box in hand"),
     .brief = N_("Hand"),
     .tip = N_("What comes goes into it; %BOX1 or the number of the box (W-102/1) does the same"),
     .why_not = one_box,
     .run = bench_ask_hand},
    {.id = "pack.carton",
     .digit = '7',
     .label = N_("Another carton for this box"),
     .brief = N_("Carton"),
     .tip = N_("The box in hand goes into another carton; its goods stay, it is weighed again"),
     .why_not = closed,
     .run = bench_ask_carton},
    {.id = "pack.note",
     .digit = '8',
     .label = N_("Read the note"),
     .brief = N_("Note"),
     .tip = N_("What the customer asks of who packs, whole"),
     .why_not = no_note,
     .run = run_note},
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
    .query = &query_order_show,
    .title = N_("Pack"),
    .help = N_("Scan every piece into the box, weigh it, close it, scan its label."),
    .about = "order",
    .about_id = order_now,
    .own = "%BOX",
    .actions = bench_actions,
    .size = sizeof(struct bench),
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
