// SPDX-License-Identifier: Apache-2.0
// One manifest: the parcels on it.
#include "clock.h"
#include "i18n.h"
#include "listing.h"
#include "numbers.h"
#include "op.h"
#include "query.h"
#include "screens.h"
#include "show.h"
#include "store_load.h"

struct load {
    struct listing listing;
    char *facts;
    int64_t parcels;
};

static int64_t load_id(struct view *view)
{
    return number_id(NUMBER_MANIFEST, view->arg);
}

static char *weight(const void *owner, const void *row)
{
    return show_weight(((const struct load_parcel *)row)->grams);
}

static char *left_at(const void *owner, const void *row)
{
    return show_moment(((const struct load_parcel *)row)->shipped_at, clock_now());
}

static const struct table_column columns[] = {
    {{N_("Parcel"), 18, 18, 0, false, false}, FIELD(load_parcel, sscc)},
    {{N_("Order"), 8, 10, 1, false, false}, FIELD(load_parcel, order_id), .tint = table_link},
    {{N_("Weight"), 9, 11, 2, false, true}, .cell = weight},
    {{N_("Method"), 8, 30, 3, true, false}, FIELD(load_parcel, service)},
    {{N_("Handed over"), 11, 12, 4, false, true}, .cell = left_at},
};

static struct list *read_parcels(struct view *view, const struct list_page *page, GError **error)
{
    return store_load_parcels(ui_db(view), load_id(view), &page->key, error);
}

static bool count_parcels(struct view *view, int64_t *ret_counts, GError **error)
{
    ret_counts[0] = ((struct load *)view->state)->parcels;
    return true;
}

// "DHL · 2 parcels, 1.130 kg".
static char *facts_of(const struct load_seen *load)
{
    g_autofree char *grams = show_weight(load->grams);
    g_autofree char *parcels = show_parcels(load->parcels);
    return g_strdup_printf("%s %s %s, %s", load->carrier, glyph(GLYPH_DOT), parcels, grams);
}

static char *facts(struct view *view)
{
    return g_strdup(((struct load *)view->state)->facts);
}

static bool open_order(struct view *view, const void *row, GError **error)
{
    const struct load_parcel *parcel = row;
    const struct number order = number_of(NUMBER_ORDER, parcel->order_id);
    const struct screen *screen = ui_may(view, &order_screen) ? &order_screen : &bench_screen;
    return ui_push(
        view, screen,
        screen == &order_screen ? order.text : number_of(NUMBER_WORK, parcel->work_id).text, error);
}

static const struct list_kind load_list = {
    .source = {.columns = columns,
               .n_columns = G_N_ELEMENTS(columns),
               .record = &load_parcel_record,
               .id = FIELD(load_parcel, id),
               .empty = N_("No parcel of it has left yet.")},
    .read = read_parcels,
    .count = count_parcels,
    .open = open_order,
    .facts = facts,
};

static bool read_head(struct view *view, GError **error)
{
    struct load *self = view->state;
    g_autoptr(rowlist) found = store_load_seen(ui_db(view), load_id(view), error);
    if (!found)
        return false;
    if (!list_len(found))
        return tote_fail(error, TOTE_NOT_FOUND, "manifest", _("There is no manifest %s"),
                         view->arg);
    const struct load_seen *load = list_at(found, struct load_seen, 0);
    g_free(self->facts);
    self->facts = facts_of(load);
    self->parcels = load->parcels;
    return true;
}

static bool load_load(struct view *view, GError **error)
{
    return read_head(view, error) && listing_load(view, error);
}

static bool load_open(struct view *view, const char *arg, GError **error)
{
    if (!arg)
        return tote_fail(error, TOTE_ARGUMENT, "manifest", _("Say which manifest"));
    return listing_open(view, NULL, error) && read_head(view, error);
}

static void load_heading(struct view *view, struct heading *ret_heading)
{
    ret_heading->title = N_("Manifest");
    ret_heading->crumb = g_strdup(view->arg);
}

static char *prompt(struct view *view)
{
    return g_strdup(_("Scan or type"));
}

static void load_close(struct view *view)
{
    g_free(((struct load *)view->state)->facts);
    listing_close(view);
}

const struct screen load_screen = {
    .name = "load",
    .of_one = true,
    .query = &query_ship_show,
    .title = N_("Manifest"),
    .help = N_("The parcels that were handed over together. Enter opens the order of one."),
    .about = "load",
    .list = &load_list,
    .draw = listing_draw,
    .hint = listing_hint,
    .move = listing_move,
    .focus_at = listing_focus,
    .size = sizeof(struct load),
    .open = load_open,
    .load = load_load,
    .heading = load_heading,
    .prompt = prompt,
    .close = load_close,
};
