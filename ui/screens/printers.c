// SPDX-License-Identifier: Apache-2.0
// Printers and their jobs: what waits and why; retry, move, mark as printed.
#include <string.h>

#include "ask.h"
#include "choices.h"
#include "clock.h"
#include "entry.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op.h"
#include "paint.h"
#include "people.h"
#include "screens.h"
#include "show.h"
#include "store_order.h"
#include "store_order_read.h"
#include "store_parcel.h"
#include "store_print.h"
#include "table.h"

enum { JOBS = 100, SKETCH = 26, SKETCH_ROWS = 11, SSCC_SCANNED = 20 };

struct printers {
    struct list *printers, *jobs;
    struct table upper, lower;
    bool below;       // the jobs have the focus
    int64_t sketched; // the job whose label was read
    struct list *box, *boxes, *parcels;
    struct person person;
    char *service;
};

static const struct printer_row *printer_at(const struct printers *self, int row)
{
    return list_at(self->printers, struct printer_row, row);
}

static const struct job_row *job_at(const struct printers *self, int row)
{
    return list_at(self->jobs, struct job_row, row);
}

static const struct job_row *job_of(const struct printers *self)
{
    return self->jobs && self->lower.n ? job_at(self, self->lower.focus) : NULL;
}

static int64_t printer_id(void *owner, int row)
{
    return printer_at(owner, row)->id;
}

static int64_t job_id(void *owner, int row)
{
    return job_at(owner, row)->id;
}

// States of a printer in words, with their sign.
static const struct {
    const char *state, *label;
    enum glyph sign;
    enum tint tint;
} states[] = {
    {"ready", N_("ready"), GLYPH_LIVE, TINT_GOOD},
    {"printing", N_("printing"), GLYPH_LIVE, TINT_GOOD},
    {"trouble", N_("needs a person"), GLYPH_LOOK, TINT_WARN},
    {"away", N_("not reached"), GLYPH_BAD, TINT_BAD},
    {"unknown", N_("not used yet"), GLYPH_STALE, TINT_TEXT},
};

static char *state_cell(const struct printer_row *printer)
{
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        if (!strcmp(states[i].state, printer->state))
            return g_strdup_printf("%s %s%s%s", glyph(states[i].sign), _(states[i].label),
                                   *printer->reason ? ": " : "", printer->reason);
    return g_strdup(printer->state);
}

static char *printer_cell(void *owner, int row, int column)
{
    const struct printer_row *printer = printer_at(owner, row);
    switch (column) {
    case 0:
        return g_strdup(printer->name);
    case 1:
        return g_strdup_printf("%s %d", printer->format, (int)printer->dpi);
    case 2:
        return state_cell(printer);
    case 3:
        return show_count(printer->waiting);
    case 4:
        return show_age(printer->oldest_at, clock_now());
    default:
        return show_count(printer->done_today);
    }
}

static enum tint printer_tint(void *owner, int row, int column)
{
    const struct printer_row *printer = printer_at(owner, row);
    for (size_t i = 0; i < G_N_ELEMENTS(states) && column == 2; i++)
        if (!strcmp(states[i].state, printer->state))
            return states[i].tint;
    return TINT_TEXT;
}

static char *job_state(const struct job_row *job)
{
    const char *label = state_label(&job_states, job->status);
    return *job->reason ? g_strdup_printf("%s: %s", label, job->reason) : g_strdup(label);
}

static char *job_cell(void *owner, int row, int column)
{
    const struct job_row *job = job_at(owner, row);
    switch (column) {
    case 0:
        return g_strdup(number_of(NUMBER_JOB, job->id).text);
    case 1:
        return job->copy > 1 ? g_strdup_printf(_("%s, copy %d"), job->kind, (int)job->copy)
                             : g_strdup(job->kind);
    case 2:
        return g_strdup(job->order_id ? number_of(NUMBER_ORDER, job->order_id).text : job->ref);
    case 3:
        return g_strdup(job->printer);
    case 4:
        return job_state(job);
    default:
        return show_moment(job->created_at, clock_now());
    }
}

static enum tint job_tint(void *owner, int row, int column)
{
    const struct job_row *job = job_at(owner, row);
    bool bad = !strcmp(job->status, "failed") || !strcmp(job->status, "doubt");
    return column == 4 && bad ? TINT_WARN : TINT_TEXT;
}

static const struct column printer_columns[] = {
    {N_("Printer"), 8, 20, 0, false, false}, {N_("What"), 7, 8, 5, false, false},
    {N_("State"), 12, 60, 1, true, false},   {N_("Queue"), 5, 5, 2, false, true},
    {N_("Oldest"), 7, 8, 3, false, true},    {N_("Today"), 5, 5, 4, false, true},
};
static const struct column job_columns[] = {
    {N_("Job"), 6, 8, 0, false, false},    {N_("What"), 6, 14, 4, false, false},
    {N_("For"), 8, 20, 2, false, false},   {N_("Printer"), 8, 16, 3, false, false},
    {N_("State"), 12, 80, 1, true, false}, {N_("Since"), 6, 6, 5, false, true},
};

static const struct table_source printer_source = {
    .columns = printer_columns,
    .n_columns = G_N_ELEMENTS(printer_columns),
    .id = printer_id,
    .cell = printer_cell,
    .tint = printer_tint,
    .empty = N_("No printer is known. Add one: tote printer add NAME URI"),
};
static const struct table_source job_source = {
    .columns = job_columns,
    .n_columns = G_N_ELEMENTS(job_columns),
    .id = job_id,
    .cell = job_cell,
    .tint = job_tint,
    .empty = N_("Nothing was printed here yet."),
};

static bool printers_load(struct view *view, GError **error)
{
    struct printers *self = view->state;
    struct list *found = store_printers(ui_db(view), show_midnight(clock_now()), error);
    struct list *jobs = found ? store_jobs(ui_db(view), 0, JOBS, error) : NULL;
    if (!jobs) {
        list_free(found);
        return false;
    }
    list_free(self->printers);
    list_free(self->jobs);
    self->printers = found;
    self->jobs = jobs;
    self->sketched = 0;
    self->upper.sorted = self->lower.sorted = -1;
    table_set(&self->upper, &printer_source, self, (int)list_len(found));
    table_set(&self->lower, &job_source, self, (int)list_len(jobs));
    return true;
}

// --- the label of the focused job, sketched

static void drop_sketch(struct printers *self)
{
    struct list **lists[] = {&self->box, &self->boxes, &self->parcels};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        list_free(*lists[i]);
        *lists[i] = NULL;
    }
    person_clear(&self->person);
}

// Reads what the label of a job says: box, order's parcels and addressee. Kept until the next.
static void load_sketch(struct view *view, const struct job_row *job)
{
    struct printers *self = view->state;
    if (self->sketched == job->id)
        return;
    drop_sketch(self);
    self->sketched = job->id;
    self->box = store_parcel_by_sscc(ui_db(view), job->ref, NULL);
    if (!self->box || !list_len(self->box))
        return;
    const struct waiting_row *box = list_at(self->box, struct waiting_row, 0);
    self->boxes = store_boxes(ui_db(view), box->work_id, NULL);
    self->parcels = store_parcels_of_order(ui_db(view), box->order_id, NULL);
    g_autoptr(rowlist) order = store_order(ui_db(view), box->order_id, NULL);
    if (!order || !list_len(order))
        return;
    const struct order_row *row = list_at(order, struct order_row, 0);
    g_free(self->service);
    self->service = g_strdup(row->shipping_method);
    people_see(ui_session(view), row->delivery_id ? row->delivery_id : row->billing_id,
               &self->person, NULL);
}

static int64_t grams_of(const struct printers *self, const char *sscc)
{
    for (guint i = 0; self->boxes && i < list_len(self->boxes); i++) {
        const struct box_row *box = list_at(self->boxes, struct box_row, i);
        if (!strcmp(box->sscc, sscc))
            return box->grams ? box->grams : box->weight_g;
    }
    return 0;
}

static bool proven(const struct printers *self, const char *sscc)
{
    for (guint i = 0; self->parcels && i < list_len(self->parcels); i++) {
        const struct parcel_row *parcel = list_at(self->parcels, struct parcel_row, i);
        if (!strcmp(parcel->sscc, sscc))
            return parcel->proof_at > 0;
    }
    return false;
}

// Some bars in the place of the code: nobody can scan a terminal.
static void draw_bars(struct region at, int row)
{
    static const char fine[] = "▌║█│▌║▌│█║▌║│█▌║│▌█║│║▌█│║", plain[] = "|!||!|!||||!||!|||!!||!|||";
    const char *bars = theme_tier() == GLYPHS_UTF8 ? fine : plain;
    int w = MIN(at.w, 22);
    g_autofree char *text = g_utf8_substring(bars, 0, w);
    for (int i = 0; i < 2; i++)
        paint_line(at, row + i, 0, TINT_TEXT, "%s", text);
}

static void draw_address(const struct printers *self, struct region at, int row)
{
    const struct person *to = &self->person;
    if (person_is_empty(to))
        return;
    paint_line(at, row++, 0, TINT_STRONG, "%s", people_name(to));
    paint_line(at, row++, 0, TINT_TEXT, "%s", to->street1 ? to->street1 : "");
    paint_line(at, row++, 0, TINT_TEXT, "%s %s", to->zip ? to->zip : "", to->city ? to->city : "");
    paint_line(at, row++, 0, TINT_TEXT, "%s", to->country ? to->country : "");
}

static void draw_sketch(struct view *view, struct region at)
{
    struct printers *self = view->state;
    const struct job_row *job = job_of(self);
    if (!job || strcmp(job->kind, "label"))
        return;
    load_sketch(view, job);
    bool known = self->box && list_len(self->box), sure = known && proven(self, job->ref);
    struct region inside = paint_frame(at, sure ? _("proven") : _("label"));
    if (!known) {
        paint_wrap(inside, TINT_TEXT, _("Its box is not known"));
        return;
    }
    g_autofree char *weight = show_weight(grams_of(self, job->ref));
    draw_address(self, inside, 0);
    paint_line(inside, 4, 0, TINT_TEXT, "%s", self->service ? self->service : "");
    paint_line(inside, 5, 0, TINT_TEXT, "%s", weight);
    draw_bars(inside, 6);
    paint_line(inside, 8, 0, TINT_TEXT, "%s", job->ref);
    paint_right(at.y + at.h - 1, at.x, at.w - 2, TINT_DIM, _(" not to scale "));
}

// The whole of what the rows had to cut.
static void draw_detail(struct view *view, struct region at)
{
    struct printers *self = view->state;
    const struct job_row *job = job_of(self);
    g_autofree char *text = NULL;
    enum tint tint = TINT_TEXT;
    if (!self->below && self->upper.n) {
        const struct printer_row *printer = printer_at(self, self->upper.focus);
        g_autofree char *state = state_cell(printer);
        text = g_strdup_printf("%s  %s", printer->name, state);
        tint = printer_tint(self, self->upper.focus, 2);
    } else if (job) {
        g_autofree char *state = job_state(job);
        text = g_strdup_printf("%s  %s", number_of(NUMBER_JOB, job->id).text, state);
        tint = job_tint(self, self->lower.focus, 4);
    }
    if (text)
        paint_wrap(at, tint, text);
}

static void draw_wide(struct view *view, struct region body)
{
    struct printers *self = view->state;
    int upper = MIN((int)list_len(self->printers) + 1, body.h / 3);
    bool sketch = job_of(self) && !strcmp(job_of(self)->kind, "label");
    table_draw(&self->upper, &printer_source, self, region_top(body, MAX(3, upper)), SIZE_M);
    struct region lower = region_below(body, MAX(3, upper) + 1);
    struct region jobs = region_top(lower, lower.h - 5);
    if (sketch)
        jobs.w -= SKETCH + 1;
    table_draw(&self->lower, &job_source, self, jobs, SIZE_M);
    if (sketch)
        draw_sketch(view, region_top(region_right(lower, lower.w - SKETCH), SKETCH_ROWS));
    struct region rest = region_below(region_right(lower, 2), lower.h - 4);
    rest.w -= sketch ? SKETCH + 2 : 2;
    draw_detail(view, region_top(rest, 2));
    choices_draw(view, region_below(rest, 2));
}

static void printers_draw(struct view *view, const struct layout *layout)
{
    struct printers *self = view->state;
    struct region body = layout->body;
    if (!self->printers)
        return;
    if (layout->facts.h)
        paint_text(layout->facts.y, 1, layout->facts.w - 2, TINT_DIM,
                   _("proven = the printed label was scanned on its box"));
    if (layout->size >= SIZE_M && body.h >= 16) {
        draw_wide(view, body);
        return;
    }
    int lines = layout->size == SIZE_S ? 2 : 1;
    int upper = MIN((int)list_len(self->printers) * lines + 1, body.h / 2);
    bool one = body.h < 8;
    if (!one || !self->below)
        table_draw(&self->upper, &printer_source, self, one ? body : region_top(body, upper),
                   layout->size);
    struct region lower = one ? body : region_below(body, upper + 1);
    if (!one || self->below)
        table_draw(&self->lower, &job_source, self, lower, layout->size);
}

// The focus of the pane that has it.
static bool printers_move(struct view *view, enum ui_key key)
{
    struct printers *self = view->state;
    if (!self->printers)
        return false;
    return self->below ? table_move(&self->lower, &job_source, self, key)
                       : table_move(&self->upper, &printer_source, self, key);
}

static bool printers_focus(struct view *view, int *ret_y, int *ret_x)
{
    struct printers *self = view->state;
    struct table *table = self->below ? &self->lower : &self->upper;
    *ret_y = table->cursor_y;
    *ret_x = table->cursor_x;
    return table->moved && table->n;
}

static const char *no_job(struct view *view)
{
    return job_of(view->state) ? NULL : _("there is no job");
}

static const char *not_open(struct view *view, const char *event, const char *sentence)
{
    const struct job_row *job = job_of(view->state);
    if (!job)
        return no_job(view);
    return job_may(job->status, event) ? NULL : sentence;
}

static const char *no_retry(struct view *view)
{
    return not_open(view, "retry", _("the job is still under way"));
}

static const char *no_seen(struct view *view)
{
    return not_open(view, "done", _("only where it is not sure whether it was printed"));
}

static const char *no_cancel(struct view *view)
{
    return not_open(view, "cancel", _("the job is over or under way"));
}

static bool act(struct view *view, const char *op)
{
    g_autofree char *job = g_strdup(number_of(NUMBER_JOB, job_of(view->state)->id).text);
    ui_do(view, NULL, op, "job", job, NULL);
    return true;
}

static bool again(struct view *view, const char *answer, GError **error)
{
    if (job_of(view->state) && said_yes(answer))
        return act(view, "print.retry");
    ui_say(view, NOTICE_NOTE, _("Not printed again"));
    return true;
}

// A label that may exist already is printed again only when somebody looked.
static bool run_retry(struct view *view, GError **error)
{
    const struct job_row *job = job_of(view->state);
    if (!strcmp(job->status, "failed"))
        return act(view, "print.retry");
    return ask(view, _("This label may have been printed. Print it again? Type yes."),
               _("Two labels with one number must not leave the house: throw the other away."),
               again, error);
}

// The name of a printer, or its number in the question.
static bool move_to(struct view *view, const char *printer, GError **error)
{
    struct printers *self = view->state;
    int n = entry_number(printer);
    if (!job_of(self))
        return true;
    if (n >= 1 && n <= (int)list_len(self->printers))
        printer = printer_at(self, n - 1)->name;
    g_autofree char *job = g_strdup(number_of(NUMBER_JOB, job_of(view->state)->id).text);
    ui_do(view, NULL, "print.move", "job", job, "printer", printer, NULL);
    return true;
}

static bool run_move(struct view *view, GError **error)
{
    struct printers *self = view->state;
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < list_len(self->printers); i++)
        g_string_append_printf(names, "%s%u %s", i ? "   " : "", i + 1,
                               printer_at(self, (int)i)->name);
    g_autofree char *known = g_string_free(names, FALSE);
    return ask(view, _("Print it where? Name or number of a printer."), known, move_to, error);
}

static bool run_seen(struct view *view, GError **error)
{
    return act(view, "print.seen");
}

static bool cancel(struct view *view, const char *answer, GError **error)
{
    if (job_of(view->state) && said_yes(answer))
        return act(view, "print.cancel");
    ui_say(view, NOTICE_NOTE, _("Nothing was cancelled"));
    return true;
}

static bool run_cancel(struct view *view, GError **error)
{
    return ask(view, _("Cancel this job for good? Type yes."),
               _("Its box keeps its number, but no label comes out for it."), cancel, error);
}

static bool run_pane(struct view *view, GError **error)
{
    struct printers *self = view->state;
    self->below = !self->below;
    return true;
}

static bool run_order(struct view *view, GError **error)
{
    const struct job_row *job = job_of(view->state);
    if (!job->order_id)
        return true;
    return ui_push(view, &order_screen, number_of(NUMBER_ORDER, job->order_id).text, error);
}

// A label or a parcel finds its job.
static bool printers_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct printers *self = view->state;
    bool marked = strlen(text) == SSCC_SCANNED && g_str_has_prefix(text, "00");
    const char *sscc = marked ? text + 2 : text; // "00" says: an SSCC follows
    for (int i = 0; self->jobs && i < self->lower.n; i++) {
        const struct job_row *job = job_at(self, i);
        if (strcmp(job->ref, sscc) && number_id(NUMBER_JOB, text) != job->id)
            continue;
        self->below = true;
        table_go(&self->lower, &job_source, self, i);
        return true;
    }
    return false;
}

static char *printers_prompt(struct view *view)
{
    return g_strdup(_("Scan a label"));
}

static void printers_close(struct view *view)
{
    struct printers *self = view->state;
    table_release(&self->upper);
    table_release(&self->lower);
    list_free(self->printers);
    list_free(self->jobs);
    drop_sketch(self);
    g_free(self->service);
}

static const struct action printers_actions[] = {
    {.id = "print.retry",
     .key = UK_F9,
     .digit = '1',
     .flags = ACTION_FOOTER | ACTION_BODY,
     .label = N_("Print again"),
     .brief = N_("Again"),
     .tip = N_("Tries the job again; asks first where it may have been printed"),
     .why_not = no_retry,
     .run = run_retry},
    {.id = "print.move",
     .digit = '2',
     .flags = ACTION_BODY,
     .label = N_("Move the job"),
     .brief = N_("Move"),
     .tip = N_("The job is printed by another printer"),
     .why_not = no_cancel,
     .run = run_move},
    {.id = "print.seen",
     .digit = '3',
     .flags = ACTION_BODY,
     .label = N_("Seen: printed"),
     .brief = N_("Seen"),
     .tip = N_("Ends the doubt about a job"),
     .why_not = no_seen,
     .run = run_seen},
    {.id = "print.cancel",
     .digit = '4',
     .flags = ACTION_BODY,
     .label = N_("Cancel the job"),
     .brief = N_("Cancel"),
     .tip = N_("It is not printed any more"),
     .why_not = no_cancel,
     .run = run_cancel},
    {.id = "print.order",
     .key = UK_ENTER,
     .label = N_("Open its order"),
     .tip = N_("Shows the order of the job"),
     .why_not = no_job,
     .run = run_order},
    {.id = "print.pane",
     .key = UK_TAB,
     .flags = ACTION_FOOTER,
     .label = N_("Jobs or printers"),
     .brief = N_("Pane"),
     .tip = N_("Moves between printers and jobs"),
     .run = run_pane},
    {0},
};

const struct screen printers_screen = {
    .name = "printers",
    .title = N_("Printers"),
    .help = N_("What every printer does, and each job with the reason why it waits."),
    .actions = printers_actions,
    .size = sizeof(struct printers),
    .roles = ROLES_BENCH,
    .load = printers_load,
    .draw = printers_draw,
    .enter = printers_enter,
    .move = printers_move,
    .focus_at = printers_focus,
    .prompt = printers_prompt,
    .close = printers_close,
};
