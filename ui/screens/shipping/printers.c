// SPDX-License-Identifier: Apache-2.0
// Printers and their jobs: what waits and why; what can be done with a job stands in its object.
#include <string.h>

#include "choices.h"
#include "i18n.h"
#include "label_sketch.h"
#include "op.h"
#include "paint.h"
#include "printer_lists.h"
#include "query.h"
#include "row.h"
#include "screens.h"

enum { SSCC_SCANNED = 20 };

struct printers {
    struct listing jobs; // first: actions are about them
    struct listing printers;
    bool below; // the jobs have the focus
    struct label_sketch sketch;
};

static struct listing *focused(struct printers *self)
{
    return self->below ? &self->jobs : &self->printers;
}

static bool printers_open(struct view *view, const char *arg, GError **error)
{
    struct printers *self = view->state;
    listing_begin(&self->jobs, &jobs_list);
    listing_begin(&self->printers, &printers_list);
    return true;
}

static bool printers_load(struct view *view, GError **error)
{
    struct printers *self = view->state;
    label_sketch_stale(&self->sketch);
    return listing_read(&self->printers, view, error) && listing_read(&self->jobs, view, error);
}

// --- drawing

// The whole of what the rows had to cut.
static void draw_whole(const struct printers *self, struct region at)
{
    const struct job_row *job = listing_row(&self->jobs);
    const struct printer_row *printer = self->below ? NULL : listing_row(&self->printers);
    if (printer) {
        g_autofree char *state = printer_state_text(printer);
        g_autofree char *text = g_strdup_printf("%s  %s", printer->name, state);
        paint_wrap(at, printer_state_tint(printer), text);
    } else if (job) {
        g_autofree char *state = job_state_text(job);
        g_autofree char *text =
            g_strdup_printf("%s  %s", number_of(NUMBER_JOB, job->id).text, state);
        paint_wrap(at, job_state_tint(job), text);
    }
}

static void draw_list(struct listing *listing, struct region at, enum size_class size)
{
    table_draw(&listing->table, &listing->kind->source, NULL, at, size);
}

static void draw_wide(struct view *view, struct region body)
{
    struct printers *self = view->state;
    const struct job_row *job = listing_row(&self->jobs);
    int upper = MAX(3, MIN(self->printers.table.n + 1, body.h / 3));
    bool sketch = label_sketched(job);
    draw_list(&self->printers, region_top(body, upper), SIZE_M);
    struct region lower = region_below(body, upper + 1);
    struct region jobs = region_top(lower, lower.h - 5);
    if (sketch)
        jobs.w -= SKETCH_WIDTH + 1;
    draw_list(&self->jobs, jobs, SIZE_M);
    if (sketch)
        label_sketch_draw(&self->sketch, ui_session(view), job,
                          region_top(region_right(lower, lower.w - SKETCH_WIDTH), SKETCH_ROWS));
    struct region rest = region_below(region_right(lower, 2), lower.h - 4);
    rest.w -= sketch ? SKETCH_WIDTH + 2 : 2;
    draw_whole(self, region_top(rest, 2));
    choices_draw(view, region_below(rest, 2));
}

static void printers_draw(struct view *view, const struct layout *layout)
{
    struct printers *self = view->state;
    struct region body = layout->body;
    if (!self->jobs.rows)
        return;
    if (layout->facts.h)
        paint_text(layout->facts.y, 1, layout->facts.w - 2, TINT_DIM,
                   _("proven = the printed label was scanned on its box"));
    if (layout->size >= SIZE_M && body.h >= 16) {
        draw_wide(view, body);
        return;
    }
    if (body.h < 8) { // one of the two
        draw_list(focused(self), body, layout->size);
        return;
    }
    int lines = layout->size == SIZE_S ? 2 : 1;
    int upper = MIN(self->printers.table.n * lines + 1, body.h / 2);
    draw_list(&self->printers, region_top(body, upper), layout->size);
    draw_list(&self->jobs, region_below(body, upper + 1), layout->size);
}

// --- moving

static bool printers_move(struct view *view, enum ui_key key)
{
    return listing_step(focused(view->state), view, key);
}

static bool printers_focus(struct view *view, int *ret_y, int *ret_x)
{
    const struct table *table = &focused(view->state)->table;
    *ret_y = table->cursor_y;
    *ret_x = table->cursor_x;
    return table->moved && table->n;
}

static char *printers_hint(struct view *view, const char *text)
{
    struct printers *self = view->state;
    return self->below ? listing_hint(view, text) : NULL;
}

static const char *not_in_jobs(struct view *view)
{
    struct printers *self = view->state;
    return self->below && self->jobs.table.n ? NULL : _("Tab goes to the jobs first");
}

static const char *no_job(struct view *view)
{
    return listing_row(view->state) ? NULL : _("there is no job");
}

static bool run_order(struct view *view, GError **error)
{
    return jobs_list.open(view, listing_row(view->state), error);
}

static const char *no_row(struct view *view)
{
    return focused(view->state)->table.n ? NULL : _("the list is empty");
}

// The one of the two lists that the keys move in.
static bool run_whole(struct view *view, GError **error)
{
    const struct listing *listing = focused(view->state);
    return row_show(view, &listing->table, &listing->kind->source, NULL, error);
}

static bool run_pane(struct view *view, GError **error)
{
    struct printers *self = view->state;
    self->below = !self->below;
    return true;
}

// A label or a parcel finds its job.
static bool printers_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct printers *self = view->state;
    bool marked = strlen(text) == SSCC_SCANNED && g_str_has_prefix(text, "00");
    const char *sscc = marked ? text + 2 : text; // "00" says: an SSCC follows
    for (int i = 0; i < self->jobs.table.n; i++) {
        const struct job_row *job = table_row(&self->jobs.table, &jobs_list.source, i);
        if (strcmp(job->ref, sscc) && number_id(NUMBER_JOB, text) != job->id)
            continue;
        self->below = true;
        table_go(&self->jobs.table, &jobs_list.source, i);
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
    listing_release(&self->jobs);
    listing_release(&self->printers);
    label_sketch_release(&self->sketch);
}

static const struct action printers_actions[] = {
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
    {.id = "print.whole",
     .key = UK_F8,
     .label = N_("The row whole"),
     .brief = N_("Row"),
     .tip = N_("Shows all that its columns say, none of it cut"),
     .why_not = no_row,
     .run = run_whole},
    {.id = "print.mark",
     .key = UK_SPACE,
     .flags = ACTION_FOOTER,
     .label = N_("Mark"),
     .tip = N_("Marks the job; actions then work on all marked jobs"),
     .why_not = not_in_jobs,
     .run = listing_mark},
    {0},
};

const struct screen printers_screen = {
    .name = "printers",
    .query = &query_print_list,
    .title = N_("Printers"),
    .help = N_("What every printer does, and each job with the reason why it waits."),
    .actions = printers_actions,
    .list = &jobs_list,
    .object = &job_object,
    .object_now = listing_object,
    .size = sizeof(struct printers),
    .open = printers_open,
    .load = printers_load,
    .draw = printers_draw,
    .enter = printers_enter,
    .move = printers_move,
    .focus_at = printers_focus,
    .prompt = printers_prompt,
    .hint = printers_hint,
    .close = printers_close,
};
