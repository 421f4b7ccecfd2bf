// SPDX-License-Identifier: Apache-2.0
// The floor of the sample shop: picking and packing, scan by scan, with a few mishaps.
#include <string.h>

#include "demo.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "pack_view.h"
#include "walk_view.h"
#include "store_item.h"

enum { WORKS_MAX = 1000, BOX_PIECES = 10, PADDING_G = 30 };

static const char *code_of(const char *gtin, const char *sku)
{
    return *gtin ? gtin : sku;
}

// A call that has to succeed.
static bool must(const struct reply *reply, GError **error)
{
    return verdict_good(reply->verdict) || tote_fail(error, TOTE_STATE, NULL, "%s", reply->message);
}

static bool pick_scan(struct demo *demo, const char *work, const char *code, struct reply *reply,
                      GError **error)
{
    demo->scans++;
    return op_do(demo->anna, reply, error, "pick.scan", work, code);
}

// --- mishaps: each returns what to scan (or to do), NULL when it does not fit here

static const char wrong_sku[] = "MUG-RED-330", short_sku[] = "TEA-EAR-250";

static const struct task_row *taken_line(const struct walk_view *view)
{
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        const struct task_row *task = list_at(view->tasks, struct task_row, i);
        if (!task_left(task) && task->picked)
            return task;
    }
    return NULL;
}

// Scans what does not belong here and tells what the floor is told.
static bool misscan(struct demo *demo, const char *work, int mishap, const char *code,
                    GError **error)
{
    struct reply reply = {0};
    if (!pick_scan(demo, work, code, &reply, error))
        return false;
    demo_tell(demo, NULL, "%s: %s", verdict_text(reply.verdict), reply.message);
    bool good = verdict_good(reply.verdict);
    demo->mishaps[mishap] = true;
    reply_clear(&reply);
    return !good || tote_fail(error, TOTE_BUG, NULL, _("A wrong scan was taken"));
}

static bool shorten(struct demo *demo, const struct walk_view *view, const char *work,
                    GError **error)
{
    struct reply reply = {0};
    g_autofree char *found = g_strdup_printf("%" G_GINT64_FORMAT, view->task->qty - 1);
    demo->mishaps[MISHAP_SHORT] = true;
    if (!op_do(demo->anna, &reply, error, "pick.short", work, found, "empty"))
        return false;
    demo_tell(demo, NULL, "short: %s", reply.message);
    bool ok = must(&reply, error);
    reply_clear(&reply);
    return ok;
}

// *ret_done: something went wrong on purpose, look at the work again.
static bool mishap(struct demo *demo, const struct walk_view *view, const char *work,
                   bool *ret_done, GError **error)
{
    const struct task_row *taken = taken_line(view);
    const struct task_row *task = view->task;
    *ret_done = true;
    if (!demo->mishaps[MISHAP_WRONG] && view->stage == WALK_ITEM && strcmp(task->sku, wrong_sku))
        return misscan(demo, work, MISHAP_WRONG, wrong_sku, error);
    if (!demo->mishaps[MISHAP_OVER] && view->stage == WALK_PLACE && taken)
        return misscan(demo, work, MISHAP_OVER, code_of(taken->gtin, taken->sku), error);
    if (!demo->mishaps[MISHAP_SHORT] && view->stage == WALK_ITEM && task->qty > 1 &&
        !task->picked && !strcmp(task->sku, short_sku))
        return shorten(demo, view, work, error);
    *ret_done = false;
    return true;
}

// --- picking

static bool pick_step(struct demo *demo, const struct walk_view *view, const char *work,
                      GError **error)
{
    struct reply reply = {0};
    const struct task_row *task = view->task;
    bool place = view->stage == WALK_PLACE;
    if (!pick_scan(demo, work, place ? task->place : code_of(task->gtin, task->sku), &reply, error))
        return false;
    bool ok = must(&reply, error);
    reply_clear(&reply);
    return ok;
}

static bool pick_work(struct demo *demo, const char *work, GError **error)
{
    for (;;) {
        g_auto(op_walk_view) view = {0};
        bool done = false;
        if (!walk_view_find(demo->db, work, &view, error))
            return false;
        if (view.stage == WALK_DONE)
            return true;
        if (!mishap(demo, &view, work, &done, error) ||
            (!done && !pick_step(demo, &view, work, error)))
            return false;
    }
}

// Work that a colleague holds is left alone.
static bool pick_order(struct demo *demo, int64_t order, int64_t *picked, GError **error)
{
    struct reply reply = {0};
    if (!op_do(demo->anna, &reply, error, "pick.start", number_of(NUMBER_ORDER, order).text, NULL))
        return false;
    bool taken = verdict_good(reply.verdict);
    bool ok = !taken || pick_work(demo, reply.subject, error);
    *picked += taken;
    reply_clear(&reply);
    return ok;
}

bool demo_pick(struct demo *demo, GError **error)
{
    int64_t picked = 0;
    g_autoptr(rowlist) open = store_works_claimed(demo->db, "pick", 0, WORKS_MAX, error);
    for (unsigned i = 0; open && i < list_len(open); i++)
        if (!pick_order(demo, list_at(open, struct work_row, i)->order_id, &picked, error))
            return false;
    g_autoptr(rowlist) waiting =
        open ? store_choices(demo->db, "pick", state_first(&fulfilment_states, ST_FREE_TO_PICK), 0,
                             WORKS_MAX, error)
             : NULL;
    for (unsigned i = 0; waiting && i < list_len(waiting); i++)
        if (!pick_order(demo, list_at(waiting, struct choice_row, i)->order_id, &picked, error))
            return false;
    if (waiting)
        demo_tell(demo, "pick",
                  _("%" G_GINT64_FORMAT " orders picked with %" G_GINT64_FORMAT " scans"), picked,
                  demo->scans);
    return waiting != NULL;
}

// --- packing

static bool bench(struct demo *demo, const char *op, const char *pack, const char *value,
                  GError **error)
{
    struct reply reply = {0};
    if (!op_do(demo->ben, &reply, error, op, pack, value))
        return false;
    bool ok = must(&reply, error);
    reply_clear(&reply);
    return ok;
}

static bool pack_scan(struct demo *demo, const struct pack_view *view, const char *pack,
                      GError **error)
{
    for (unsigned i = 0; i < list_len(view->lines); i++) {
        const struct line_row *line = list_at(view->lines, struct line_row, i);
        if (line->packed >= line->picked)
            continue;
        g_autoptr(rowlist) item = store_item(demo->db, line->item_id, error);
        demo->scans++;
        return item && bench(demo, "pack.scan", pack,
                             code_of(list_at(item, struct item_row, 0)->gtin, line->sku), error);
    }
    return tote_fail(error, TOTE_NOTHING, "pack", _("Nothing is left to pack"));
}

static bool weigh(struct demo *demo, const struct pack_view *view, const char *pack, GError **error)
{
    g_autofree char *grams =
        g_strdup_printf("%" G_GINT64_FORMAT, view->box->weight_g + view->box->tare_g + PADDING_G);
    return bench(demo, "pack.weigh", pack, grams, error);
}

// A box as large as the rest needs; a further one when it is full.
static bool choose_box(struct demo *demo, const struct pack_view *view, const char *pack,
                       GError **error)
{
    int64_t left = view->picked - view->packed;
    const char *type = left <= 2 ? "B1" : left <= 6 ? "B2" : "B3";
    if (view->box->pieces >= BOX_PIECES)
        return weigh(demo, view, pack, error) && bench(demo, "pack.box", pack, type, error);
    return *view->box->box || bench(demo, "pack.box", pack, type, error);
}

static bool pack_all(struct demo *demo, const char *pack, GError **error)
{
    for (;;) {
        g_auto(op_pack_view) view = {0};
        if (!pack_view_find(demo->db, pack, &view, error))
            return false;
        if (view.packed >= view.picked)
            return weigh(demo, &view, pack, error) && bench(demo, "pack.close", pack, NULL, error);
        if (!choose_box(demo, &view, pack, error) || !pack_scan(demo, &view, pack, error))
            return false;
    }
}

static bool pack_order(struct demo *demo, int64_t order, int64_t *packed, GError **error)
{
    struct reply reply = {0};
    if (!op_do(demo->ben, &reply, error, "pack.open", number_of(NUMBER_ORDER, order).text))
        return false;
    bool taken = verdict_good(reply.verdict);
    bool ok = !taken || pack_all(demo, reply.subject, error);
    *packed += taken;
    reply_clear(&reply);
    return ok;
}

bool demo_pack(struct demo *demo, GError **error)
{
    int64_t packed = 0;
    demo->scans = 0;
    g_autoptr(rowlist) open = store_works_claimed(demo->db, "pack", 0, WORKS_MAX, error);
    for (unsigned i = 0; open && i < list_len(open); i++)
        if (!pack_order(demo, list_at(open, struct work_row, i)->order_id, &packed, error))
            return false;
    g_autoptr(rowlist) waiting =
        open ? store_choices(demo->db, "pack", state_first(&fulfilment_states, ST_FREE_TO_PACK), 0,
                             WORKS_MAX, error)
             : NULL;
    for (unsigned i = 0; waiting && i < list_len(waiting); i++)
        if (!pack_order(demo, list_at(waiting, struct choice_row, i)->order_id, &packed, error))
            return false;
    if (waiting)
        demo_tell(demo, "pack",
                  _("%" G_GINT64_FORMAT " orders packed with %" G_GINT64_FORMAT " scans"), packed,
                  demo->scans);
    return waiting != NULL;
}
