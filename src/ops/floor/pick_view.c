// SPDX-License-Identifier: Apache-2.0
// Where a picker stands: the first line of the walk that is not finished.
#include "pick_view.h"

#include <string.h>

#include "i18n.h"
#include "numbers.h"
#include "record_doc.h"
#include "store_stock.h"
#include "text.h"
#include "work_answer.h"

int64_t task_left(const struct task_row *task)
{
    return task->qty - task->picked - task->shorted;
}

void pick_view_refresh(struct pick_view *view)
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
    bool here = view->task && view->work->at_id == view->task->place_id;
    view->stage = !view->task ? PICK_DONE : here ? PICK_ITEM : PICK_PLACE;
}

bool pick_view_take(struct db *db, struct list *head, bool bare, struct pick_view *ret_view,
                    GError **error)
{
    g_autoptr(rowlist) owned = head;
    int64_t work = list_at(head, struct work_row, 0)->id;
    if (strcmp(list_at(head, struct work_row, 0)->kind, "pick") != 0)
        return tote_fail(error, TOTE_NOT_FOUND, "work", _("%s is no pick work"),
                         number_of(NUMBER_WORK, work).text);
    struct list *tasks = bare ? store_task_next(db, work, error) : store_tasks(db, work, error);
    if (!tasks)
        return false;
    *ret_view = (struct pick_view){.tasks = tasks, .work = list_at(head, struct work_row, 0)};
    ret_view->work_list = g_steal_pointer(&owned);
    ret_view->seen = ret_view->work->last_event;
    ret_view->partly = bare;
    pick_view_refresh(ret_view);
    return true;
}

bool pick_view_load(struct db *db, int64_t work, struct pick_view *ret_view, GError **error)
{
    g_autoptr(rowlist) head = store_work(db, work, error);
    if (!head)
        return false;
    if (!list_len(head))
        return tote_fail(error, TOTE_NOT_FOUND, "work", _("There is no work %s"),
                         number_of(NUMBER_WORK, work).text);
    return pick_view_take(db, g_steal_pointer(&head), false, ret_view, error);
}

bool work_id_of(const char *text, int64_t *ret_id, GError **error)
{
    g_autofree char *quoted = text_quote(text, -1, 40);
    *ret_id = number_id(NUMBER_WORK, text);
    return *ret_id ||
           tote_fail(error, TOTE_ARGUMENT, "work", _("%s is no work; they are called W-…"), quoted);
}

bool pick_view_find(struct db *db, const char *text, struct pick_view *ret_view, GError **error)
{
    int64_t id = 0;
    return work_id_of(text, &id, error) && pick_view_load(db, id, ret_view, error);
}

bool pick_view_again(struct db *db, const char *text, struct pick_view *view, GError **error)
{
    struct pick_view fresh;
    if (!pick_view_find(db, text, &fresh, error))
        return false;
    pick_view_clear(view);
    *view = fresh;
    return true;
}

void pick_view_clear(struct pick_view *view)
{
    list_free(view->work_list);
    list_free(view->tasks);
    list_free(view->all);
    *view = (struct pick_view){0};
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

struct work_task pick_view_task(const struct task_row *row)
{
    return (struct work_task){.id = row->id,
                              .item_id = row->item_id,
                              .item = row->name,
                              .sku = row->sku,
                              .place_id = row->place_id,
                              .place = row->place,
                              .check = row->check,
                              .lot = row->lot,
                              .qty = row->qty,
                              .done = row->picked,
                              .missing = row->shorted};
}

GArray *pick_view_tasks(struct db *db, struct pick_view *view, GError **error)
{
    list_free(view->all);
    view->all = store_tasks_bare(db, view->work->id, error);
    if (!view->all)
        return NULL;
    GArray *tasks = g_array_new(FALSE, FALSE, sizeof(struct work_task));
    for (unsigned i = 0; i < list_len(view->all); i++) {
        struct work_task task = pick_view_task(list_at(view->all, struct task_row, i));
        g_array_append_val(tasks, task);
    }
    return tasks;
}

// Puts TASKS in the place of those that the view has.
static bool replace(struct pick_view *view, struct list *tasks)
{
    if (!tasks)
        return false;
    list_free(view->tasks);
    view->tasks = tasks;
    pick_view_refresh(view);
    return true;
}

bool pick_view_look_ahead(struct db *db, struct pick_view *view, GError **error)
{
    return !view->partly || replace(view, store_tasks_left(db, view->work->id, error));
}

bool pick_view_complete(struct db *db, struct pick_view *view, GError **error)
{
    if (!view->partly)
        return true;
    view->partly = false;
    return replace(view, store_tasks_bare(db, view->work->id, error));
}

struct work_stand pick_view_stand(const struct pick_view *view, const struct work_task *task)
{
    const struct work_kind *kind = work_kind_find("pick");
    bool done = view->stage == PICK_DONE;
    return (struct work_stand){
        .kind = kind,
        .done = done,
        .step = done ? 0 : work_step_named(kind, view->stage == PICK_PLACE ? "place" : "item"),
        .task = done ? NULL : task,
        .box_type = ""};
}

// The lots that lie loose at the place of the task in hand, where the task has one.
static bool read_lots(struct db *db, const struct pick_view *view, struct list **ret_rows,
                      GPtrArray *lots, GError **error)
{
    if (view->stage != PICK_ITEM || !*view->task->lot)
        return true;
    *ret_rows = store_lots_in(db, view->task->item_id, view->task->place_id, error);
    for (unsigned i = 0; *ret_rows && i < list_len(*ret_rows); i++)
        g_ptr_array_add(lots, (void *)list_at(*ret_rows, struct lot_row, i)->lot);
    return *ret_rows != NULL;
}

static bool next_doc(struct db *db, const struct pick_view *view, struct doc *doc, GError **error)
{
    g_autoptr(GPtrArray) lots = g_ptr_array_new();
    g_autoptr(rowlist) rows = NULL;
    if (!read_lots(db, view, &rows, lots, error))
        return false;
    struct work_task task = {0};
    if (view->task)
        task = pick_view_task(view->task);
    struct work_stand stand = pick_view_stand(view, &task);
    stand.lots_known = true;
    stand.lots = (const char *const *)lots->pdata;
    stand.n_lots = lots->len;
    work_answer(&stand, doc);
    return true;
}

bool pick_view_doc(struct db *db, const struct pick_view *view, struct doc *doc, bool lines,
                   GError **error)
{
    doc_fields(doc, &work_row_record, view->work, "id kind order_id");
    if (!next_doc(db, view, doc, error))
        return false;
    doc_bool(doc, "done", view->stage == PICK_DONE);
    doc_int(doc, "left", view->total - view->done);
    doc_int(doc, "short", view->missing);
    if (!lines)
        return true;
    doc_open_list(doc, "lines");
    for (unsigned i = 0; i < list_len(view->tasks); i++)
        line_doc(list_at(view->tasks, struct task_row, i), doc);
    doc_close(doc);
    return true;
}
