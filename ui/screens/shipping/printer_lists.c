// SPDX-License-Identifier: Apache-2.0
// Columns of printers and of print jobs.
#include "printer_lists.h"

#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "says.h"
#include "screens.h"
#include "show.h"

// The sign of a printer's state: the first row whose flag it has.
struct look {
    unsigned flag;
    enum glyph sign;
    enum tint tint;
};

static const struct look *look_of(const struct printer_row *printer)
{
    static const struct look looks[] = {{ST_UNREACHED, GLYPH_BAD, TINT_BAD},
                                        {ST_WANTS_PERSON, GLYPH_LOOK, TINT_WARN},
                                        {ST_ANSWERS, GLYPH_LIVE, TINT_GOOD},
                                        {0, GLYPH_STALE, TINT_TEXT}};
    const struct look *look = looks;
    while (look->flag && !state_has(&printer_states, printer->state, look->flag))
        look++;
    return look;
}

char *printer_state_text(const struct printer_row *printer)
{
    g_autofree char *why = say_stored(printer->reason, printer->reason_terms);
    return g_strdup_printf("%s %s%s%s", glyph(look_of(printer)->sign),
                           state_label(&printer_states, printer->state), *why ? ": " : "", why);
}

enum tint printer_state_tint(const struct printer_row *printer)
{
    return look_of(printer)->tint;
}

char *job_state_text(const struct job_row *job)
{
    const char *label = state_label(&job_states, job->status);
    g_autofree char *why = say_stored(job->reason, job->reason_terms);
    return *why ? g_strdup_printf("%s: %s", label, why) : g_strdup(label);
}

enum tint job_state_tint(const struct job_row *job)
{
    return state_has(&job_states, job->status, ST_WANTS_PERSON) ? TINT_WARN : TINT_TEXT;
}

// --- printers

static char *paper(const void *owner, const void *row)
{
    const struct printer_row *printer = row;
    return g_strdup_printf("%s %d", printer->format, (int)printer->dpi);
}

static char *printer_state(const void *owner, const void *row)
{
    return printer_state_text(row);
}

static enum tint printer_tint(const void *owner, const void *row)
{
    return printer_state_tint(row);
}

static char *oldest(const void *owner, const void *row)
{
    return show_age(((const struct printer_row *)row)->oldest_at, clock_now());
}

static const struct table_column printer_columns[] = {
    {{N_("Printer"), 8, 20, 0, false, false}, FIELD(printer_row, name)},
    {{N_("What"), 7, 8, 5, false, false}, .cell = paper},
    {{N_("State"), 12, 60, 1, true, false}, .cell = printer_state, .tint = printer_tint},
    {{N_("Queue"), 5, 5, 2, false, true}, FIELD(printer_row, waiting)},
    {{N_("Oldest"), 7, 8, 3, false, true}, .cell = oldest},
    {{N_("Today"), 5, 5, 4, false, true}, FIELD(printer_row, done_today)},
};

static struct list *read_printers(struct view *view, const struct list_page *page, GError **error)
{
    return store_printers(ui_db(view), show_midnight(clock_now()), error);
}

const struct list_kind printers_list = {
    .source = {.columns = printer_columns,
               .n_columns = G_N_ELEMENTS(printer_columns),
               .record = &printer_row_record,
               .id = FIELD(printer_row, id),
               .empty = N_("No printer is known. Add one: tote printer add NAME URI")},
    .whole = true,
    .read = read_printers,
};

// --- jobs

static char *what(const void *owner, const void *row)
{
    const struct job_row *job = row;
    const char *kind = words_of_jobs.word(job->kind);
    return job->copy > 1 ? g_strdup_printf(_("%s, copy %d"), kind, (int)job->copy) : g_strdup(kind);
}

static char *for_what(const void *owner, const void *row)
{
    const struct job_row *job = row;
    return g_strdup(job->order_id ? number_of(NUMBER_ORDER, job->order_id).text : job->ref);
}

static char *job_state(const void *owner, const void *row)
{
    return job_state_text(row);
}

static enum tint job_tint(const void *owner, const void *row)
{
    return job_state_tint(row);
}

static const struct table_column job_columns[] = {
    {{N_("Job"), 6, 8, 0, false, false}, FIELD(job_row, id)},
    {{N_("What"), 6, 14, 4, false, false}, .cell = what, .words = &words_of_jobs},
    {{N_("For"), 8, 20, 2, false, false}, .cell = for_what},
    {{N_("Printer"), 8, 16, 3, false, false}, FIELD(job_row, printer)},
    {{N_("State"), 12, 80, 1, true, false}, .cell = job_state, .tint = job_tint},
    {{N_("Since"), 6, 6, 5, false, true}, FIELD(job_row, created_at)},
};

static struct list *read_jobs(struct view *view, const struct list_page *page, GError **error)
{
    return store_jobs_page(ui_db(view), &page->key, error);
}

static bool open_job(struct view *view, const void *row, GError **error)
{
    const struct job_row *job = row;
    return !job->order_id ||
           ui_push(view, &order_screen, number_of(NUMBER_ORDER, job->order_id).text, error);
}

const struct list_kind jobs_list = {
    .source = {.columns = job_columns,
               .n_columns = G_N_ELEMENTS(job_columns),
               .record = &job_row_record,
               .id = FIELD(job_row, id),
               .empty = N_("Nothing was printed here yet.")},
    .state = FIELD(job_row, status),
    .read = read_jobs,
    .open = open_job,
};
