// SPDX-License-Identifier: Apache-2.0
// Choosing what to pack: scan an order or its cart, or take one of those that were picked.
#include <string.h>

#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op.h"
#include "resolve.h"
#include "screens.h"
#include "store_order.h"
#include "store_order_read.h"
#include "store_work.h"
#include "work_list.h"

enum { OPEN = 50 };

static bool add_open(struct view *view, GError **error)
{
    g_autoptr(rowlist) packs =
        store_works_claimed(ui_db(view), "pack", ui_session(view)->site_id, OPEN, error);
    for (guint i = 0; packs && i < list_len(packs); i++) {
        const struct work_row *row = list_at(packs, struct work_row, i);
        g_autofree char *who = g_utf8_strup(row->operator_name, -1);
        bool own = row->operator_id == ui_session(view)->operator_id;
        struct work_choice choice = {.order_id = row->order_id, .mine = own};
        choice.note =
            own ? g_strdup_printf(_("go on, %d of %d"), (int)row->done, (int)row->total)
                : g_strdup_printf(_("%s packs it, %d of %d"), who, (int)row->done, (int)row->total);
        work_list_add(view->state, &choice);
    }
    return packs != NULL;
}

static bool pack_load(struct view *view, GError **error)
{
    struct work_list *self = view->state;
    work_list_begin(self,
                    N_("Nothing to pack. Orders come here when all of their lines are picked."));
    bool ok = add_open(view, error) &&
              work_list_add_waiting(self, view, "pack", ST_FREE_TO_PACK, true, error);
    work_list_end(self);
    return ok;
}

static void pack_draw(struct view *view, const struct layout *layout)
{
    struct work_list *self = view->state;
    g_autofree char *facts =
        g_strdup_printf(ngettext("%d order waits to be packed", "%d orders wait to be packed",
                                 (gulong)self->waiting),
                        self->waiting);
    work_list_draw(self, layout, facts);
}

static bool open_code(struct view *view, const char *code, GError **error)
{
    g_autofree char *pack = NULL;
    if (!ui_do(view, &pack, "pack.open", "code", code, NULL) || !pack)
        return true;
    return ui_push(view, &bench_screen, pack, error);
}

// What is packed already is shown: its label may have to be proven or printed again. False
// without *error: it is not packed.
static bool open_packed(struct view *view, const char *code, GError **error)
{
    g_auto(op_target) target = {0};
    if (!resolve(ui_db(view), ui_session(view)->site_id, code, TARGET_ORDER, clock_now(), &target,
                 error))
        return false;
    if (target.kind == TARGET_PARCEL)
        return ui_do(view, NULL, "print.proof", "sscc", code, NULL) && ui_lookup(view, code, error);
    if (target.kind != TARGET_ORDER)
        return false;
    g_autoptr(rowlist) order = store_order(ui_db(view), target.id, error);
    const char *status =
        order && list_len(order) ? list_at(order, struct order_row, 0)->status : "";
    if (strcmp(status, "packed") && strcmp(status, "shipped"))
        return false;
    g_autoptr(rowlist) parcels = store_parcels_of_order(ui_db(view), target.id, error);
    guint n = parcels ? list_len(parcels) : 0;
    if (!n)
        return false;
    const struct parcel_row *last = list_at(parcels, struct parcel_row, n - 1);
    return ui_push(view, &bench_screen, number_of(NUMBER_WORK, last->work_id).text, error);
}

static bool pack_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    return open_packed(view, text, error) || (!*error && open_code(view, text, error));
}

static bool open_row(struct view *view, int row, GError **error)
{
    int64_t order = work_list_order(view->state, row);
    return order && open_code(view, number_of(NUMBER_ORDER, order).text, error);
}

static bool pack_choose(struct view *view, int number, GError **error)
{
    return open_row(view, number - 1, error);
}

static bool run_open(struct view *view, GError **error)
{
    struct work_list *self = view->state;
    open_row(view, self->table.focus, error);
    return !error || !*error;
}

static const char *no_rows(struct view *view)
{
    struct work_list *self = view->state;
    return self->table.n ? NULL : _("nothing waits here");
}

static bool pack_move(struct view *view, enum ui_key key)
{
    return work_list_move(view->state, key);
}

static bool pack_focus(struct view *view, int *ret_y, int *ret_x)
{
    return work_list_focus(view->state, ret_y, ret_x);
}

static char *pack_prompt(struct view *view)
{
    return g_strdup(_("Scan order or number"));
}

static void pack_close(struct view *view)
{
    work_list_release(view->state);
}

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
    .title = N_("Pack"),
    .help = N_("Scan an order, its cart or its slip to pack it, or choose it by its number."),
    .actions = pack_actions,
    .size = sizeof(struct work_list),
    .roles = ROLES_BENCH,
    .floor = true,
    .load = pack_load,
    .draw = pack_draw,
    .enter = pack_enter,
    .choose = pack_choose,
    .move = pack_move,
    .focus_at = pack_focus,
    .prompt = pack_prompt,
    .close = pack_close,
};
