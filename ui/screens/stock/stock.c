// SPDX-License-Identifier: Apache-2.0
// Looking an item up by code, name or SKU.
#include "answers.h"
#include "clock.h"
#include "i18n.h"
#include "listing.h"
#include "op.h"
#include "paint.h"
#include "query.h"
#include "screens.h"
#include "show.h"
#include "store_stock.h"
#include "text.h"

struct stock {
    struct listing listing;
    struct list *places; // of the focused item, for the strip
    int64_t places_of;
};

static const struct table_column columns[] = {
    {{N_("SKU"), 8, 20, 0, false, false}, FIELD(item_row, sku)},
    {{N_("Item"), 10, 60, 1, true, false}, FIELD(item_row, name), .named = true},
    {{N_("Code"), 8, 14, 2, false, false}, FIELD(item_row, gtin)},
    {{N_("Price"), 8, 10, 3, false, true}, FIELD(item_row, price)},
};

static struct list *read_items(struct view *view, const struct list_page *page, GError **error)
{
    struct stock *self = view->state;
    self->places_of = 0;
    return store_items_page(ui_db(view), page->search, &page->key, error);
}

static bool open_item(struct view *view, const void *row, GError **error)
{
    g_autofree char *sku = g_strdup(((const struct item_row *)row)->sku);
    return ui_push(view, &item_screen, sku, error);
}

// --- the focused item

// Its places are read when the focus comes to it.
static const struct list *places_of(struct view *view, const struct item_row *item)
{
    struct stock *self = view->state;
    if (self->places_of != item->id) {
        list_free(self->places);
        self->places = store_balances_of_item(ui_db(view), item->id, NULL);
        self->places_of = item->id;
    }
    return self->places;
}

static char *headline(struct view *view, const void *row)
{
    const struct item_row *item = row;
    struct free_terms terms;
    const struct list *places = places_of(view, item);
    if (!places || !stock_terms(ui_db(view), item->id, places, clock_now(), &terms, NULL))
        return g_strdup(item->name);
    return g_strdup_printf(_("%s %s %d of %d free"), item->name, glyph(GLYPH_DOT),
                           (int)free_available(&terms), (int)terms.on_hand);
}

// Where it lies.
static void strip(struct view *view, const void *row, struct region at)
{
    const struct list *places = places_of(view, row);
    int across = MAX(1, at.w / 26), n = places ? (int)list_len(places) : 0;
    if (!n)
        paint_line(at, 0, 3, TINT_TEXT, "%s", _("Nothing lies anywhere"));
    for (int i = 0; i < MIN(n, across * at.h); i++) {
        const struct balance_row *place = list_at(places, struct balance_row, i);
        g_autofree char *text = g_strdup_printf("%4d  %s", (int)place->on_hand, place->label);
        paint_text(at.y + i / across, at.x + 3 + i % across * 26, 22,
                   place->blocked ? TINT_WARN : TINT_TEXT, text);
    }
}

static void detail(struct view *view, const void *row, struct region side)
{
    const struct item_row *item = row;
    g_autofree char *price = show_price(ui_sees(view), item->price, item->currency);
    g_autofree char *weight = show_weight(item->weight_g), *head = headline(view, row);
    paint_line(side, 0, 0, TINT_HEAD, "%s", item->sku);
    paint_line(side, 1, 0, TINT_STRONG, "%s", head);
    paint_line(side, 2, 0, TINT_TEXT, "%s", *item->gtin ? item->gtin : _("no code"));
    paint_line(side, 3, 0, TINT_TEXT, "%s", price);
    paint_line(side, 4, 0, TINT_TEXT, "%s", weight);
    strip(view, row, region_below(side, 6));
}

static const struct list_kind stock_list = {
    .source = {.columns = columns,
               .n_columns = G_N_ELEMENTS(columns),
               .record = &item_row_record,
               .id = FIELD(item_row, id),
               .empty =
                   N_("No item has such words. Scan it, or type some of its name, SKU or code.")},
    .none =
        N_("No item is known yet. 'tote import items FILE' brings them, then places and stock."),
    .read = read_items,
    .open = open_item,
    .headline = headline,
    .strip = strip,
    .detail = detail,
};

// ":stock mug" begins narrowed.
static bool stock_open(struct view *view, const char *arg, GError **error)
{
    struct stock *self = view->state;
    self->listing.search = g_strdup(arg);
    return true;
}

static char *stock_prompt(struct view *view)
{
    return g_strdup(_("Scan or type an item"));
}

static void stock_close(struct view *view)
{
    struct stock *self = view->state;
    list_free(self->places);
    listing_close(view);
}

const struct screen stock_screen = {
    .name = "stock",
    .query = &query_stock_show,
    .title = N_("Stock"),
    .help = N_("Finds an item by its code, its SKU or words of its name, also by their "
               "beginnings."),
    LISTING_SCREEN(stock_list),
    .size = sizeof(struct stock),
    .open = stock_open,
    .wants_text = true,
    .narrow = listing_narrow,
    .enter = listing_enter,
    .prompt = stock_prompt,
    .close = stock_close,
};
