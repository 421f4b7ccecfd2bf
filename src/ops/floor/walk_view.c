// SPDX-License-Identifier: Apache-2.0
// Where a person who walks stands: the first task that is not finished.
#include "walk_view.h"

#include "i18n.h"
#include "numbers.h"
#include "record_doc.h"
#include "resolve.h"
#include "store_stock.h"
#include "text.h"
#include "work_answer.h"
#include "work_way.h"

int64_t task_left(const struct task_row *task)
{
    return task->qty - task->picked - task->shorted;
}

static void find_step(struct walk_view *view)
{
    const struct work_row *work = view->work;
    bool here = view->task && work->at_id == view->task->place_id;
    view->step = work_step_at(view->flow, here, (size_t)work->step);
    view->taken = here ? MIN(work->taken, task_left(view->task)) : 0;
    bool place = view->flow->steps[view->step].expect == EXPECT_PLACE;
    view->stage = !view->task                                ? WALK_DONE
                  : work_step_brings(view->flow, view->step) ? WALK_TARGET
                  : place                                    ? WALK_PLACE
                                                             : WALK_ITEM;
}

void walk_view_refresh(struct walk_view *view)
{
    view->task = NULL;
    view->done = view->total = view->missing = view->lines_done = 0;
    view->n_lines = list_len(view->tasks);
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        struct task_row *task = list_at(view->tasks, struct task_row, i);
        view->total += task->qty - task->shorted;
        view->done += task->picked;
        view->missing += task->shorted - (task->made_by ? task->qty : 0);
        view->lines_done += task_left(task) == 0;
        if (!view->task && task_left(task))
            view->task = task;
    }
    find_step(view);
}

bool walk_view_take(struct db *db, struct list *head, bool bare, struct walk_view *ret_view,
                    GError **error)
{
    g_autoptr(rowlist) owned = head;
    struct work_row *row = list_at(head, struct work_row, 0);
    const struct work_way *way = work_way_of(row->kind);
    if (!way->walk)
        return tote_fail(error, TOTE_NOT_FOUND, "work", _("%s (%s) goes to no places"),
                         number_of(NUMBER_WORK, row->id).text, _(work_kind_find(row->kind)->label));
    struct list *tasks =
        bare ? store_task_next(db, row->id, error) : store_tasks(db, row->id, error);
    if (!tasks)
        return false;
    *ret_view = (struct walk_view){.tasks = tasks, .flow = way->flow, .partly = bare};
    ret_view->head = g_steal_pointer(&owned);
    ret_view->work = row;
    ret_view->seen = row->last_event;
    walk_view_refresh(ret_view);
    return true;
}

bool walk_view_load(struct db *db, int64_t work, struct walk_view *ret_view, GError **error)
{
    g_autoptr(rowlist) head = store_work(db, work, error);
    if (!head)
        return false;
    if (!list_len(head))
        return tote_fail(error, TOTE_NOT_FOUND, "work", _("There is no work %s"),
                         number_of(NUMBER_WORK, work).text);
    return walk_view_take(db, g_steal_pointer(&head), false, ret_view, error);
}

bool work_id_of(const char *text, int64_t *ret_id, GError **error)
{
    g_autofree char *quoted = text_quote(text, -1, 40);
    *ret_id = number_id(NUMBER_WORK, text);
    return *ret_id ||
           tote_fail(error, TOTE_ARGUMENT, "work", _("%s is no work; they are called W-…"), quoted);
}

bool walk_view_find(struct db *db, const char *text, struct walk_view *ret_view, GError **error)
{
    int64_t id = 0;
    return work_id_of(text, &id, error) && walk_view_load(db, id, ret_view, error);
}

bool walk_view_again(struct db *db, const char *text, struct walk_view *view, GError **error)
{
    struct walk_view fresh;
    if (!walk_view_find(db, text, &fresh, error))
        return false;
    walk_view_clear(view);
    *view = fresh;
    return true;
}

void walk_view_clear(struct walk_view *view)
{
    list_free(view->head);
    list_free(view->tasks);
    list_free(view->all);
    *view = (struct walk_view){0};
}

char *walk_view_extra(struct db *db, const struct walk_view *view, const char *code, int64_t now,
                      GError **error)
{
    g_auto(op_target) target = {0};
    const struct task_row *found = NULL;
    int64_t taken = 0, missing = 0;
    if (!resolve(db, view->work->site_id, code, TARGET_ITEM, now, &target, error) ||
        target.kind != TARGET_ITEM)
        return NULL;
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        const struct task_row *task = list_at(view->tasks, struct task_row, i);
        if (task->item_id != target.id)
            continue;
        found = task;
        taken += task->picked;
        missing += task->shorted - (task->made_by ? task->qty : 0);
    }
    enum say_id say = missing <= 0               ? SAY_PICK_ALL_TAKEN
                      : work_reopens(view->work) ? SAY_PICK_SAID_SHORT
                                                 : SAY_PICK_STAYS_SHORT;
    const struct term terms[] = {T_INT("qty", missing > 0 ? missing : taken),
                                 T_TEXT("item", found ? found->name : "")};
    return taken || missing > 0 ? say_text(say_code(say), terms, G_N_ELEMENTS(terms)) : NULL;
}

static void line_doc(const struct task_row *task, struct doc *doc)
{
    doc_open_object(doc, NULL);
    doc_fields(doc, &task_row_record, task,
               "place sku name gtin qty picked short=shorted lot order_id");
    doc_null(doc, "tote");
    doc_text(doc, "part_of", *task->part_of ? task->part_of : NULL);
    doc_close(doc);
}

struct work_task walk_view_task(const struct task_row *row)
{
    return (struct work_task){.id = row->id,
                              .item_id = row->item_id,
                              .item = row->name,
                              .sku = row->sku,
                              .place_id = row->place_id,
                              .place = row->place,
                              .check = row->check,
                              .lot = row->lot,
                              .serial = row->serial,
                              .to_id = row->to_id,
                              .to = row->to,
                              .to_check = row->to_check,
                              .qty = row->qty,
                              .done = row->picked,
                              .missing = row->shorted,
                              .instead = row->made_by ? row->qty : 0,
                              .stops_day = row->stops_day,
                              .shut = row->shut};
}

struct work_task walk_view_hand(const struct walk_view *view)
{
    struct work_task task = walk_view_task(view->task);
    task.taken = view->taken;
    return task;
}

GArray *walk_view_tasks(struct db *db, struct walk_view *view, GError **error)
{
    list_free(view->all);
    view->all = store_tasks_bare(db, view->work->id, error);
    if (!view->all)
        return NULL;
    GArray *tasks = g_array_new(FALSE, FALSE, sizeof(struct work_task));
    for (unsigned i = 0; i < list_len(view->all); i++) {
        struct work_task task = walk_view_task(list_at(view->all, struct task_row, i));
        g_array_append_val(tasks, task);
    }
    return tasks;
}

// Puts TASKS in the place of those that the view has.
static bool replace(struct walk_view *view, struct list *tasks)
{
    if (!tasks)
        return false;
    list_free(view->tasks);
    view->tasks = tasks;
    walk_view_refresh(view);
    return true;
}

bool walk_view_look_ahead(struct db *db, struct walk_view *view, GError **error)
{
    return !view->partly || replace(view, store_tasks_left(db, view->work->id, error));
}

bool walk_view_complete(struct db *db, struct walk_view *view, GError **error)
{
    int64_t id = view->work->id;
    if (!view->partly)
        return true;
    g_autoptr(rowlist) head = store_work(db, id, error);
    struct work_row *work = list_needed(head, "work", id, error);
    if (!work)
        return false;
    list_free(view->head);
    view->head = g_steal_pointer(&head);
    view->work = work;
    view->partly = false;
    return replace(view, store_tasks(db, id, error));
}

struct work_stand walk_view_stand(const struct walk_view *view, const struct work_task *task)
{
    bool done = view->stage == WALK_DONE;
    return (struct work_stand){.flow = view->flow,
                               .done = done,
                               .step = view->step,
                               .task = done ? NULL : task,
                               .box_type = ""};
}

bool walk_view_lots(struct db *db, const struct walk_view *view, struct walk_lots *lots,
                    GError **error)
{
    lots->rows = store_lots_in(db, view->task->item_id, view->task->place_id, error);
    for (unsigned i = 0; lots->rows && i < list_len(lots->rows); i++) {
        const struct lot_row *row = list_at(lots->rows, struct lot_row, i);
        g_ptr_array_add(lots->lots, (void *)row->lot);
        g_ptr_array_add(lots->serials, (void *)row->serial);
    }
    return lots->rows != NULL;
}

struct walk_lots walk_lots_new(void)
{
    return (struct walk_lots){NULL, g_ptr_array_new(), g_ptr_array_new()};
}

void walk_lots_clear(struct walk_lots *lots)
{
    list_free(lots->rows);
    g_ptr_array_unref(lots->lots);
    g_ptr_array_unref(lots->serials);
}

void walk_lots_known(const struct walk_lots *lots, struct work_stand *stand)
{
    stand->lots_known = true;
    stand->lots = (const char *const *)lots->lots->pdata;
    stand->serials = (const char *const *)lots->serials->pdata;
    stand->n_lots = lots->lots->len;
}

char *walk_view_prompt(const struct walk_view *view)
{
    struct work_expectation next;
    const struct work_task task = walk_view_hand(view);
    const struct work_stand stand = walk_view_stand(view, &task);
    work_expect(&stand, &next);
    return say_text(say_code(next.prompt), next.terms, next.n_terms);
}

static bool next_doc(struct db *db, const struct walk_view *view, struct doc *doc, GError **error)
{
    g_auto(op_walk_lots) lots = walk_lots_new();
    bool asks = view->stage == WALK_ITEM && (*view->task->lot || *view->task->serial);
    if (asks && !walk_view_lots(db, view, &lots, error))
        return false;
    struct work_task task = {0};
    if (view->task)
        task = walk_view_hand(view);
    struct work_stand stand = walk_view_stand(view, &task);
    walk_lots_known(&lots, &stand);
    work_answer(&stand, doc);
    return true;
}

bool walk_view_doc(struct db *db, const struct walk_view *view, struct doc *doc, bool lines,
                   GError **error)
{
    doc_fields(doc, &work_row_record, view->work, "id kind order_id");
    if (!next_doc(db, view, doc, error))
        return false;
    doc_bool(doc, "done", view->stage == WALK_DONE);
    doc_int(doc, "left", view->total - view->done);
    doc_int(doc, "short", view->missing);
    work_stop_doc(view->work, doc);
    if (!lines)
        return true;
    doc_open_list(doc, "lines");
    for (unsigned i = 0; i < list_len(view->tasks); i++)
        line_doc(list_at(view->tasks, struct task_row, i), doc);
    doc_close(doc);
    return true;
}
