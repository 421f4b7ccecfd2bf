// SPDX-License-Identifier: Apache-2.0
// Opens whatever a code stands for, from any screen.
#include "clock.h"
#include "i18n.h"
#include "numbers.h"
#include "op.h"
#include "order_views.h"
#include "people.h"
#include "resolve.h"
#include "screens/screens.h"
#include "store_item.h"
#include "store_pages.h"
#include "store_parcel.h"
#include "store_work.h"
#include "text.h"
#include "ui_internal.h"
#include "work_kinds.h"

// Which screen shows what kind of thing, and by which number.
static const struct {
    enum target_kind kind;
    const struct screen *screen, *instead; // instead: where somebody may not open it
    enum number_kind number;
} doors[] = {
    {TARGET_ORDER, &order_screen, &pick_screen, NUMBER_ORDER},
};

static bool open_item(struct view *view, int64_t id, GError **error)
{
    g_autoptr(rowlist) found = store_item(ui_db(view), id, error);
    if (!found || !list_len(found))
        return false;
    return ui_push(view, &item_screen, list_at(found, struct item_row, 0)->sku, error);
}

// The label on a box: who packs sees its bench, the others whose it is.
static bool open_parcel(struct view *view, const char *sscc, GError **error)
{
    g_autoptr(rowlist) found = store_parcel_by_sscc(ui_db(view), sscc, error);
    if (!found || !list_len(found))
        return false;
    const struct waiting_row *row = list_at(found, struct waiting_row, 0);
    struct number order = number_of(NUMBER_ORDER, row->order_id);
    bool bench = ui_may(view, &bench_screen);
    if (bench && !ui_push(view, &bench_screen, number_of(NUMBER_WORK, row->work_id).text, error))
        return false;
    if (row->load_id)
        ui_say(view, NOTICE_LOOK, _("A box of order %s, handed over with %s"), order.text,
               number_of(NUMBER_MANIFEST, row->load_id).text);
    else if (!bench)
        ui_say(view, NOTICE_NOTE, _("A box of order %s"), order.text);
    return true;
}

// A work: each kind has its screen.
static bool open_work(struct view *view, int64_t id, GError **error)
{
    g_autoptr(rowlist) found = store_work(ui_db(view), id, error);
    if (!found || !list_len(found))
        return false;
    const struct work_kind *kind = work_kind_find(list_at(found, struct work_row, 0)->kind);
    return ui_push(view, ui_screen_find(kind->screen), number_of(NUMBER_WORK, id).text, error);
}

bool ui_lookup(struct view *view, const char *code, GError **error)
{
    g_auto(op_target) target = {0};
    const struct session *session = ui_session(view);
    g_autoptr(GError) failed = NULL;
    if (!session) // a word on the login screen that means nothing there
        return tote_fail(error, TOTE_ROLE, NULL, _("Log in first"));
    if (!resolve(ui_db(view), session->site_id, code, TARGET_ITEM, clock_now(), &target, &failed)) {
        // Several orders of one name are shown as a list, to who may see it.
        if (tote_error_is(failed, TOTE_AMBIGUOUS) && ui_find_orders(view, code, NULL))
            return true;
        g_propagate_error(error, g_steal_pointer(&failed));
        return false;
    }
    if (target.kind == TARGET_ITEM)
        return open_item(view, target.id, error);
    for (size_t i = 0; i < G_N_ELEMENTS(doors); i++) {
        const struct screen *screen =
            ui_may(view, doors[i].screen) ? doors[i].screen : doors[i].instead;
        if (doors[i].kind == target.kind && screen)
            return ui_push(view, screen, number_of(doors[i].number, target.id).text, error);
    }
    if (target.kind == TARGET_WORK)
        return open_work(view, target.id, error);
    if (target.kind == TARGET_PARCEL) {
        if (!open_parcel(view, target.name, error))
            return false;
        if (target.problem)
            ui_say(view, NOTICE_LOOK, "%s", target.problem);
        return true;
    }
    if (target.kind == TARGET_VOID) {
        ui_say(view, NOTICE_LOOK, "%s", target.problem);
        return true;
    }
    if (target.kind == TARGET_PLACE) {
        ui_say(view, NOTICE_NOTE, _("Place %s"), target.name);
        return true;
    }
    bool manifest = number_id(NUMBER_MANIFEST, code) && ui_may(view, &load_screen);
    return manifest && ui_push(view, &load_screen, code, error);
}

bool ui_known(struct view *view, const char *code, GError **error)
{
    g_auto(op_target) target = {0};
    if (!resolve(ui_db(view), ui_session(view)->site_id, code, TARGET_ORDER, clock_now(), &target,
                 error))
        return false;
    if (target.kind != TARGET_NONE && target.kind != TARGET_VOID)
        return true;
    g_autofree char *quoted = text_quote(code, -1, 40);
    if (target.kind == TARGET_VOID)
        ui_say(view, NOTICE_LOOK, "%s", target.problem);
    else
        ui_say(view, NOTICE_REFUSED, _("Nobody here knows '%s'"), quoted);
    return false;
}

// Who may not see the queue finds no orders; customers are searched where their role may see them.
bool ui_find_orders(struct view *view, const char *text, GError **error)
{
    struct session *session = ui_session(view);
    if (!ui_may(view, &orders_screen))
        return false;
    g_autoptr(GArray) found = people_find_orders(session, text, error);
    if (!found || !found->len)
        return false;
    if (found->len == 1)
        return ui_push(view, &order_screen,
                       number_of(NUMBER_ORDER, g_array_index(found, int64_t, 0)).text, error);
    g_autofree char *copy = g_strdup(text);
    const char *where = order_view_of(ui_db(view), found, error);
    if (!where || !ui_push(view, &orders_screen, where, error))
        return false;
    ui_type(view, copy);
    return true;
}

static bool open_items(struct view *view, const char *text, GError **error)
{
    const struct page_key page = {NULL, false, 2};
    g_autofree char *copy = g_strdup(text);
    g_autoptr(rowlist) found = store_items_page(ui_db(view), text, &page, error);
    if (!found || !list_len(found))
        return false;
    if (list_len(found) == 1)
        return ui_push(view, &item_screen, list_at(found, struct item_row, 0)->sku, error);
    if (!ui_push(view, &stock_screen, NULL, error))
        return false;
    ui_type(view, copy);
    return true;
}

// A SKU is what it is; most are written in capitals, and typed without.
static bool find_items(struct view *view, const char *text, GError **error)
{
    g_autofree char *upper = g_utf8_strup(text, -1);
    return open_items(view, text, error) || (!*error && open_items(view, upper, error));
}

bool ui_find(struct view *view, const char *text, bool scanned, GError **error)
{
    bool number = g_ascii_isdigit(*text) && !text[1]; // of the screen, or of nothing
    bool words = !scanned && !number && view->screen->wants_text && !view->screen->overlay;
    if (ui_lookup(view, text, error) || *error)
        return !*error;
    return words && ui_may(view, &stock_screen) && find_items(view, text, error);
}
