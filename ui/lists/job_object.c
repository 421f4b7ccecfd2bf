// SPDX-License-Identifier: Apache-2.0
// What can be done with a print job.
#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "object.h"
#include "show.h"
#include "store_print.h"

static bool read_job(struct db *db, int64_t id, struct object *ret_object, GError **error)
{
    g_autoptr(rowlist) found = store_job(db, id, error);
    if (!found || !list_len(found))
        return false;
    const struct job_row *row = list_at(found, struct job_row, 0);
    ret_object->id = row->id;
    ret_object->number = number_of(NUMBER_JOB, row->id);
    ret_object->state = g_strdup(row->status);
    ret_object->what = g_strdup(row->ref);
    return true;
}

// What goes back into the queue was certainly not printed; all else comes as another copy.
static bool no_copy(const char *state)
{
    const struct transition *row = state_next(&job_states, state, "retry", "", NULL);
    return row && state_has(&job_states, row->to, ST_OPEN);
}

static GPtrArray *printer_names(struct view *view, GError **error)
{
    g_autoptr(rowlist) found = store_printers(ui_db(view), show_midnight(clock_now()), error);
    GPtrArray *names = found ? g_ptr_array_new_with_free_func(g_free) : NULL;
    for (guint i = 0; found && i < list_len(found); i++)
        g_ptr_array_add(names, g_strdup(list_at(found, struct printer_row, i)->name));
    return names;
}

static const struct action actions[] = {
    {.id = "print.retry",
     .key = UK_F9,
     .flags = ACTION_FOOTER | ACTION_BODY,
     .label = N_("Print again"),
     .brief = N_("Again"),
     .tip = N_("Tries the job again; asks first where it may have been printed"),
     .deed = &(const struct deed){.op = "print.retry",
                                  .event = "retry",
                                  .early = N_("it comes by itself as soon as its printer takes it"),
                                  .question = N_("This label may have been printed. Print it "
                                                 "again? Type yes."),
                                  .consequence = N_("Two labels with one number must not leave "
                                                    "the house: throw the other away."),
                                  .sure = SURE_YES,
                                  .sure_in = no_copy}},
    {.id = "print.move",
     .flags = ACTION_BODY,
     .label = N_("Move the job"),
     .brief = N_("Move"),
     .tip = N_("The job is printed by another printer"),
     .deed = &(const struct deed){.op = "print.move",
                                  .event = "move",
                                  .answer = "printer",
                                  .question = N_("Print it where?"),
                                  .offers = printer_names}},
    {.id = "print.seen",
     .flags = ACTION_BODY,
     .label = N_("Seen: printed"),
     .brief = N_("Seen"),
     .tip = N_("Ends the doubt about a job"),
     .deed = &(const struct deed){.op = "print.seen", .event = "see"}},
    {.id = "print.cancel",
     .flags = ACTION_BODY,
     .label = N_("Cancel the job"),
     .brief = N_("Cancel"),
     .tip = N_("It is not printed any more"),
     .deed = &(const struct deed){.op = "print.cancel",
                                  .event = "cancel",
                                  .question = N_("Cancel this job for good? Type yes."),
                                  .consequence = N_("Its box keeps its number, but no label comes "
                                                    "out for it."),
                                  .sure = SURE_YES}},
    {0},
};

const struct object_kind job_object = {
    .argument = "job",
    .number = NUMBER_JOB,
    .states = &job_states,
    .actions = actions,
    .read = read_job,
};
