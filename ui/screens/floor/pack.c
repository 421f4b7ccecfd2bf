// SPDX-License-Identifier: Apache-2.0
// Choosing what to pack: scan an order or its cart, or take one of those that were picked.
#include "clock.h"
#include "holder.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op.h"
#include "query.h"
#include "resolve.h"
#include "screens.h"
#include "store_order.h"
#include "store_order_read.h"
#include "store_work.h"
#include "work_list.h"

enum { OPEN = 50 };

static bool add_open(struct list *list, struct view *view, GError **error)
{
    g_autoptr(rowlist) packs =
        store_works_claimed(ui_db(view), "pack", ui_session(view)->site_id, OPEN, error);
    for (guint i = 0; packs && i < list_len(packs); i++) {
        const struct work_row *row = list_at(packs, struct work_row, i);
        g_autofree char *who = holder_who(row);
        bool own = row->operator_id == ui_session(view)->operator_id;
        g_autofree char *note =
            own ? g_strdup_printf(_("go on, %d of %d pcs"), (int)row->done, (int)row->total)
                : g_strdup_printf(_("%s packs it, %d of %d pcs"), who, (int)row->done,
                                  (int)row->total);
        work_list_add(list, row->order_id, note)->mine = own;
        ((struct work_list *)view->state)->in_hand++;
    }
    return packs != NULL;
}

static struct list *read_work(struct view *view, const struct list_page *page, GError **error)
{
    struct work_list *self = view->state;
    g_autoptr(rowlist) list = list_new(sizeof(struct work_choice));
    self->in_hand = 0;
    bool ok =
        add_open(list, view, error) &&
        work_list_add_waiting(list, view, "pack", ST_FREE_TO_PACK, true, &self->waiting, error);
    return ok ? g_steal_pointer(&list) : NULL;
}

static char *facts(struct view *view)
{
    return work_list_facts(view);
}

static bool open_code(struct view *view, const char *code, GError **error)
{
    g_autofree char *pack = NULL;
    if (!ui_do(view, &pack, "pack.open", "code", code, NULL) || !pack)
        return true;
    return work_list_go(view, &bench_screen, pack, error);
}

// Through with packing, and from here.
static const struct saved_view packed = {.has = ST_SHOWS_FLOOR,
                                         .lacks = ST_FREE_TO_PICK | ST_FREE_TO_PACK};

// The packing to show of them: the last one of the warehouse where one stands, else the last.
static int64_t packing_of(struct view *view, const struct list *parcels, GError **error)
{
    int64_t site = ui_session(view)->site_id;
    for (guint i = list_len(parcels); site && i > 0; i--) {
        int64_t id = list_at(parcels, struct parcel_row, i - 1)->work_id;
        g_autoptr(rowlist) work = store_work(ui_db(view), id, error);
        if (!work)
            return 0;
        if (list_len(work) && list_at(work, struct work_row, 0)->site_id == site)
            return id;
    }
    return list_at(parcels, struct parcel_row, list_len(parcels) - 1)->work_id;
}

// What is packed already is shown: its label may have to be proven or printed again. False
// without *error: it is not packed.
static bool open_packed(struct view *view, const char *code, GError **error)
{
    g_auto(op_target) target = {0};
    if (!resolve(ui_db(view), ui_session(view)->site_id, code, TARGET_ORDER, clock_now(), &target,
                 error))
        return false;
    if (target.kind == TARGET_PARCEL) // what it is not was said
        return !ui_do(view, NULL, "print.proof", "sscc", code, NULL) ||
               ui_lookup(view, code, error);
    if (target.kind != TARGET_ORDER)
        return false;
    g_autoptr(rowlist) order = store_order(ui_db(view), target.id, error);
    const char *status =
        order && list_len(order) ? list_at(order, struct order_row, 0)->status : "";
    if (!saved_view_takes(&packed, &order_states, status))
        return false;
    g_autoptr(rowlist) parcels = store_parcels_of_order(ui_db(view), target.id, error);
    if (!parcels || !list_len(parcels))
        return false;
    int64_t packing = packing_of(view, parcels, error);
    return packing && ui_push(view, &bench_screen, number_of(NUMBER_WORK, packing).text, error);
}

// Is it the number of a work that serves no order? It is shown as from anywhere.
static bool without_order(struct view *view, const char *text, GError **error)
{
    int64_t work = number_id(NUMBER_WORK, text);
    g_autoptr(rowlist) found = work ? store_work(ui_db(view), work, error) : NULL;
    return found && list_len(found) && !list_at(found, struct work_row, 0)->order_id;
}

static bool pack_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    if (without_order(view, text, error) || *error)
        return false;
    return open_packed(view, text, error) || (!*error && open_code(view, text, error));
}

static bool open_row(struct view *view, const void *row, GError **error)
{
    const struct work_choice *choice = row;
    return open_code(view, number_of(NUMBER_ORDER, choice->order_id).text, error);
}

static bool run_open(struct view *view, GError **error)
{
    return open_row(view, listing_row(view->state), error);
}

static const char *no_rows(struct view *view)
{
    return listing_row(view->state) ? NULL : _("nothing waits here");
}

static char *pack_prompt(struct view *view)
{
    return g_strdup(_("Scan order or number"));
}

static const struct list_kind pack_list = {
    .source = WORK_SOURCE(N_("Nothing to pack. Picked orders come here.")),
    .whole = true,
    .numbered = true,
    .read = read_work,
    .open = open_row,
    .facts = facts,
};

static const struct action pack_actions[] = {
    {.id = "pack.open",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Open"),
     .tip = N_("Begins to pack the order of the row"),
     .why_not = no_rows,
     .run = run_open},
    {0},
};

const struct screen pack_screen = {
    .name = "pack",
    .query = &query_order_list,
    .title = N_("Pack"),
    .help = N_("Scan an order, its cart or its slip to pack it, or choose it by its number."),
    .about = "order",
    .actions = pack_actions,
    LISTING_DRAWN(pack_list, work_list_draw),
    .size = sizeof(struct work_list),
    .floor = true,
    .enter = pack_enter,
    .choose = listing_choose,
    .prompt = pack_prompt,
    .close = listing_close,
};
