// SPDX-License-Identifier: Apache-2.0
// The numbers of the start screen.
#include "home_state.h"

#include <string.h>

#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "says.h"
#include "show.h"
#include "store_order_read.h"
#include "store_print.h"
#include "store_question.h"
#include "store_work.h"

const struct home_row_way home_rows[N_ROWS] = {
    [NEED_SHORT] = {N_("Short of goods"), NULL, VIEW_SHORT},
    [NEED_UNPAID] = {N_("Not paid yet"), NULL, VIEW_UNPAID},
    [NEED_HELD] = {N_("Held, decide"), NULL, VIEW_HELD},
    [NEED_LATE] = {N_("Late, not packed yet"), NULL, VIEW_LATE},
    [NEED_IMPORT] = {N_("Imports ask"), "conflicts", 0},
    [NEED_PRINT] = {N_("Labels not printed"), "printers", 0},
    [STAGE_ROUTE] = {N_("Route"), NULL, VIEW_ROUTE},
    [STAGE_PICK] = {N_("Pick"), NULL, VIEW_TO_PICK, true, WORK_COUNTS_PICKED},
    [STAGE_PACK] = {N_("Pack"), NULL, VIEW_TO_PACK, true, WORK_COUNTS_PACKED},
    [STAGE_SHIP] = {N_("Ship"), NULL, VIEW_PACKED},
    [STAGE_WORK] = {N_("Other work"), "works", 0, true, WORK_COUNTS_NOT},
};

// What is nobody's waits, for a person or for goods.
static const struct saved_view waiting = {.lacks = ST_WORKED_ON};

static void add_to_stage(struct stage *stage, const struct count_row *count, int64_t n)
{
    if (!saved_view_takes(&waiting, &order_states, count->status)) {
        stage->working += n;
        return;
    }
    stage->waiting += n;
    stage->oldest = stage->oldest ? MIN(stage->oldest, count->oldest_placed) : count->oldest_placed;
}

// Adds to each number that counts what a view shows.
static void add_count(void *data, enum order_view view, const struct count_row *count, int64_t n)
{
    struct home *self = data;
    for (int row = 0; row < (int)N_ROWS; row++) {
        if (home_rows[row].screen || home_rows[row].works || home_rows[row].view != view)
            continue;
        if (row < (int)N_NEEDS)
            self->needs[row] += n;
        else
            add_to_stage(&self->stages[row - (int)N_NEEDS], count, n);
    }
}

// Orders in, picked, packed and shipped of today and its scans, by the hour.
static bool load_hours(struct home *self, struct view *view, GError **error)
{
    int64_t now = clock_now(), midnight = show_midnight(now), last = (now - midnight) / HOUR_MS;
    g_autoptr(rowlist) hours = store_done_hours(ui_db(view), midnight, ui_site(view), error);
    for (guint i = 0; hours && i < list_len(hours); i++) {
        const struct hour_row *row = list_at(hours, struct hour_row, i);
        int64_t at = HOURS - 1 - last + row->hour;
        if (row->what < 0 || row->what >= N_TALLIES)
            continue; // a newer program counts more
        self->done[row->what] += row->n;
        if (at >= 0 && at < HOURS)
            self->hours[row->what][at] = (long)row->n;
    }
    self->stages[STAGE_ROUTE - N_NEEDS].done = -1; // nobody counts it
    self->stages[STAGE_SHIP - N_NEEDS].done = -1;  // parcels are counted, and these are orders
    self->stages[STAGE_WORK - N_NEEDS].done = -1;  // it counts as nothing
    self->stages[STAGE_PICK - N_NEEDS].done = self->done[TALLY_PICKED];
    self->stages[STAGE_PACK - N_NEEDS].done = self->done[TALLY_PACKED];
    self->floor.scans = self->done[TALLY_SCANS];
    self->floor.refused = self->done[TALLY_REFUSED];
    return hours != NULL;
}

// In a few words why no printer has a label.
static const char *lack_words(const char *lacks)
{
    static const struct {
        enum say_id why;
        const char *words;
    } lacking[] = {{SAY_PRINT_NO_PRINTER, N_("Labels: no printer")},
                   {SAY_PRINT_NO_STATION, N_("Labels: no station prints")}};
    for (size_t i = 0; i < G_N_ELEMENTS(lacking); i++)
        if (!strcmp(lacks, say_code(lacking[i].why)))
            return _(lacking[i].words);
    return say_word(lacks);
}

// Labels that want a person: jobs in trouble, what has no printer, and what waits at one that
// stopped. Which printer that is says the first of them; none at all says more.
static bool load_printers(struct home *self, struct db *db, GError **error)
{
    g_autoptr(rowlist) waits = store_jobs_waits(db, error);
    const char *none = NULL;
    for (guint i = 0; waits && i < list_len(waits); i++) {
        const struct wait_row *row = list_at(waits, struct wait_row, i);
        bool stopped = *row->printer && state_has(&printer_states, row->state, ST_WANTS_PERSON);
        if (row->wants_person || stopped || !*row->printer)
            self->needs[NEED_PRINT] += row->jobs;
        if (stopped && !self->printer)
            self->printer = g_strdup_printf(_("%s: %s"), row->printer,
                                            state_label(&printer_states, row->state));
        if (!*row->printer)
            none = lack_words(row->lacks);
    }
    if (none) {
        g_free(self->printer);
        self->printer = g_strdup(none);
    }
    return waits != NULL;
}

// What waits to be picked and packed is what those screens offer: an order that several warehouses
// serve is the work of each. Every kind is a part of the row that says how it counts.
static bool load_works(struct home *self, struct view *view, GError **error)
{
    size_t n = 0;
    const struct work_kind *kinds = work_kinds(&n);
    for (size_t i = 0; i < n; i++) {
        struct work_count count = {0};
        int row = STAGE_ROUTE;
        while (!home_rows[row].works || home_rows[row].counts != kinds[i].counts)
            row++; // the last one takes what counts as nothing
        struct stage *stage = &self->stages[row - (int)N_NEEDS];
        if (!store_work_counts(ui_db(view), kinds[i].code, ui_site(view), &count, error))
            return false;
        stage->waiting += count.waiting;
        stage->working += count.in_hand;
        if (count.oldest_placed && (!stage->oldest || count.oldest_placed < stage->oldest))
            stage->oldest = count.oldest_placed;
    }
    return true;
}

static bool load_questions(struct home *self, struct db *db, GError **error)
{
    int64_t n = store_questions_count(db, error);
    self->needs[NEED_IMPORT] = MAX(n, 0);
    return n >= 0;
}

bool home_numbers_read(struct home *self, struct view *view, GError **error)
{
    struct db *db = ui_db(view);
    return order_views_count(view, add_count, self, error) && load_works(self, view, error) &&
           load_hours(self, view, error) && load_questions(self, db, error) &&
           load_printers(self, db, error);
}
