// SPDX-License-Identifier: Apache-2.0
// What is scanned into boxes and what is still to come.
#include "pack_view.h"

#include <string.h>

#include "box_weight.h"
#include "i18n.h"
#include "numbers.h"
#include "walk_view.h"
#include "record_doc.h"
#include "scan_steps.h"
#include "store_admin.h"
#include "work_answer.h"

// Pieces of a line that nobody found.
static int64_t short_of(const struct line_row *line)
{
    return line->demand ? line->open : 0;
}

// Keeps the lines of the fulfilment.
static void keep_own(struct pack_view *view)
{
    for (unsigned i = list_len(view->lines); i > 0; i--) {
        const struct line_row *line = list_at(view->lines, struct line_row, i - 1);
        if (line->fulfilment_id != view->work->fulfilment_id) {
            if (line->demand)
                g_array_append_val(view->elsewhere, line->item_id);
            g_array_remove_index(view->lines->rows, i - 1);
        }
    }
}

static void count(struct pack_view *view)
{
    for (unsigned i = 0; i < list_len(view->lines); i++) {
        const struct line_row *line = list_at(view->lines, struct line_row, i);
        view->packed += line->packed;
        view->picked += line->picked;
        view->missing += short_of(line);
    }
    for (unsigned i = 0; i < list_len(view->boxes); i++) {
        struct box_row *box = list_at(view->boxes, struct box_row, i);
        bool chosen = view->box && view->box->id == view->work->at_id;
        if (!box->closed_at && !chosen)
            view->box = box;
    }
}

struct box_row *pack_view_box(const struct pack_view *view, int64_t n)
{
    for (unsigned i = 0; i < list_len(view->boxes); i++)
        if (list_at(view->boxes, struct box_row, i)->n == n)
            return list_at(view->boxes, struct box_row, i);
    return NULL;
}

GArray *pack_view_open_boxes(const struct pack_view *view)
{
    GArray *open = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (unsigned i = 0; i < list_len(view->boxes); i++) {
        const struct box_row *box = list_at(view->boxes, struct box_row, i);
        if (!box->closed_at)
            g_array_append_val(open, box->n);
    }
    return open;
}

bool pack_view_open(const struct pack_view *view)
{
    return !view->work->done_at;
}

// The first filled box whose weight is odd or, with EVERY, not known; NULL = none.
static struct box_row *unsettled(const struct pack_view *view, bool every)
{
    for (unsigned i = 0; i < list_len(view->boxes); i++) {
        struct box_row *box = list_at(view->boxes, struct box_row, i);
        if (!box->closed_at && box->pieces && !box->grams && (every || box->odd_grams))
            return box;
    }
    return NULL;
}

// When all is in, what was odd is asked again; and what nobody weighed where the shop asks for it.
static bool find_weigh(struct db *db, struct pack_view *view, GError **error)
{
    bool all = pack_view_open(view) && view->picked && view->packed == view->picked;
    if (!all || !unsettled(view, true))
        return true;
    g_autofree char *how = store_setting(db, SETTING_UNWEIGHED, error);
    if (how)
        view->weigh = unsettled(view, !strcmp(how, "ask"));
    return how != NULL;
}

bool pack_view_take(struct db *db, struct list *head, struct pack_view *ret_view, GError **error)
{
    g_auto(op_pack_view) view = {.head = head};
    view.work = list_at(view.head, struct work_row, 0);
    view.lines = store_order_lines(db, view.work->order_id, error);
    view.boxes = view.lines ? store_boxes(db, view.work->id, error) : NULL;
    if (!view.boxes)
        return false;
    view.elsewhere = g_array_new(FALSE, FALSE, sizeof(int64_t));
    keep_own(&view);
    count(&view);
    if (!find_weigh(db, &view, error))
        return false;
    *ret_view = view;
    view = (struct pack_view){0}; // the caller owns it now
    return true;
}

bool pack_view_load(struct db *db, int64_t work, struct pack_view *ret_view, GError **error)
{
    g_autoptr(rowlist) head = store_work(db, work, error);
    if (!head)
        return false;
    if (!list_len(head) || strcmp(list_at(head, struct work_row, 0)->kind, "pack") != 0)
        return tote_fail(error, TOTE_NOT_FOUND, "pack", _("There is no packing %s"),
                         number_of(NUMBER_WORK, work).text);
    return pack_view_take(db, g_steal_pointer(&head), ret_view, error);
}

bool pack_view_find(struct db *db, const char *text, struct pack_view *ret_view, GError **error)
{
    int64_t id = 0;
    return work_id_of(text, &id, error) && pack_view_load(db, id, ret_view, error);
}

void pack_view_clear(struct pack_view *view)
{
    list_free(view->head);
    list_free(view->lines);
    list_free(view->boxes);
    g_clear_pointer(&view->elsewhere, g_array_unref);
    *view = (struct pack_view){0};
}

GArray *pack_view_tasks(const struct pack_view *view)
{
    GArray *tasks = g_array_new(FALSE, FALSE, sizeof(struct work_task));
    for (unsigned i = 0; i < list_len(view->lines); i++) {
        const struct line_row *line = list_at(view->lines, struct line_row, i);
        const struct work_task task = {.id = line->id,
                                       .item_id = line->item_id,
                                       .item = line->name,
                                       .sku = line->sku,
                                       .place = "",
                                       .check = "",
                                       .lot = "",
                                       .serial = "",
                                       .to = "",
                                       .to_check = "",
                                       .qty = line->picked + short_of(line),
                                       .done = line->packed,
                                       .missing = short_of(line)};
        if (task.qty)
            g_array_append_val(tasks, task);
    }
    for (unsigned i = 0; i < view->elsewhere->len; i++) {
        const struct work_task task = {.item_id = g_array_index(view->elsewhere, int64_t, i),
                                       .item = "",
                                       .sku = "",
                                       .place = "",
                                       .check = "",
                                       .lot = "",
                                       .serial = "",
                                       .to = "",
                                       .to_check = "",
                                       .qty = 1,
                                       .missing = 1};
        g_array_append_val(tasks, task);
    }
    return tasks;
}

// What would do: given again it is kept, or what its goods and its carton weigh.
static int64_t grams_of(const struct box_row *box)
{
    const struct weight_known known = box_known(box, &(struct weight_rules){0});
    return box->odd_grams ? box->odd_grams : weight_expected(&known);
}

struct work_stand pack_view_stand(const struct pack_view *view, const GArray *tasks,
                                  const GArray *boxes)
{
    return (struct work_stand){.flow = &pack_flow,
                               .done = !pack_view_open(view),
                               .step = work_step_named(&pack_flow, "item"),
                               .tasks_known = true,
                               .tasks = (const struct work_task *)(void *)tasks->data,
                               .n_tasks = tasks->len,
                               .box = view->box ? view->box->n : 0,
                               .box_pieces = view->box ? view->box->pieces : 0,
                               .box_typed = view->box ? view->box->typed_pieces : 0,
                               .box_type = view->box ? view->box->box : "",
                               .boxes = (const int64_t *)(void *)boxes->data,
                               .n_boxes = boxes->len,
                               .weigh_box = view->weigh ? view->weigh->n : 0,
                               .weigh_grams = view->weigh ? grams_of(view->weigh) : 0};
}

static void lines_doc(const struct pack_view *view, struct doc *doc)
{
    doc_open_list(doc, "lines");
    for (unsigned i = 0; i < list_len(view->lines); i++) {
        const struct line_row *line = list_at(view->lines, struct line_row, i);
        if (!line->demand)
            continue;
        doc_open_object(doc, NULL);
        doc_fields(doc, &line_row_record, line,
                   "line sku name qty picked scanned=packed missing=open");
        doc_text(doc, "part_of", *line->part_of ? line->part_of : NULL);
        doc_close(doc);
    }
    doc_close(doc);
}

static void boxes_doc(const struct pack_view *view, struct doc *doc)
{
    doc_open_list(doc, "boxes");
    for (unsigned i = 0; i < list_len(view->boxes); i++)
        doc_row(doc, &box_row_record, list_at(view->boxes, struct box_row, i),
                "n status/parcel box pieces sscc grams calculated carrier service label=sscc");
    doc_close(doc);
}

void pack_view_doc(const struct pack_view *view, struct doc *doc)
{
    g_autoptr(GArray) tasks = pack_view_tasks(view);
    g_autoptr(GArray) boxes = pack_view_open_boxes(view);
    const struct work_stand stand = pack_view_stand(view, tasks, boxes);
    doc_fields(doc, &work_row_record, view->work, "pack=id work=id kind order_id status");
    work_answer(&stand, doc);
    doc_int(doc, "left", view->picked - view->packed);
    doc_int(doc, "missing", view->missing);
    doc_bool(doc, "done", !pack_view_open(view));
    work_stop_doc(view->work, doc);
    doc_int(doc, "box", view->box ? view->box->n : 0);
    lines_doc(view, doc);
    boxes_doc(view, doc);
}
