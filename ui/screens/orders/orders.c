// SPDX-License-Identifier: Apache-2.0
// The order queue: saved views as tabs, pages of rows, the lines of the focused order.
#include <string.h>

#include "clock.h"
#include "code_flag.h"
#include "i18n.h"
#include "intake.h"
#include "lives.h"
#include "listing.h"
#include "numbers.h"
#include "op.h"
#include "order_pieces.h"
#include "order_views.h"
#include "paint.h"
#include "people.h"
#include "pieces.h"
#include "query.h"
#include "screens.h"
#include "show.h"
#include "store_order.h"
#include "text.h"

struct orders {
    struct listing listing;
    struct list *lines; // of the focused order, for the strip
    int64_t lines_of;
};

// --- columns

// Of what is over: when that was.
static char *age(const void *owner, const void *row)
{
    const struct queue_row *order = row;
    int64_t now = clock_now();
    return order->closed_at ? show_moment(order->closed_at, now) : show_age(order->placed_at, now);
}

static char *promise(const void *owner, const void *row)
{
    const struct queue_row *order = row;
    int64_t now = clock_now();
    bool over = order->closed_at > 0;
    g_autofree char *day =
        over ? show_moment(order->promise_at, now) : show_day(order->promise_at, now);
    const char *sign = over                                   ? " "
                       : !intake_counts_as_paid(order->paid)  ? "$"
                       : show_is_late(order->promise_at, now) ? "!"
                                                              : " ";
    return g_strdup_printf("%s %s", sign, day);
}

static enum tint promise_tint(const void *owner, const void *row)
{
    const struct queue_row *order = row;
    bool late = !order->closed_at && show_is_late(order->promise_at, clock_now());
    return late ? TINT_WARN : TINT_TEXT;
}

static enum tint state_tint(const void *owner, const void *row)
{
    const struct queue_row *order = row;
    bool stopped = state_has(&order_states, order->status, ST_STOPPED);
    return stopped ? TINT_WARN : TINT_TEXT;
}

static int64_t missing(const struct queue_row *order)
{
    return pieces_missing(order->status, order->open);
}

// "2/3" where a piece is missing.
static char *pieces(const void *owner, const void *row)
{
    const struct queue_row *order = row;
    int64_t lacks = missing(order);
    return lacks ? g_strdup_printf("%d/%d", (int)(order->pieces - lacks), (int)order->pieces)
                 : show_count(order->pieces);
}

static enum tint pieces_tint(const void *owner, const void *row)
{
    return missing(row) ? TINT_WARN : TINT_TEXT;
}

static char *state(const void *owner, const void *row)
{
    return g_strdup(queue_state_brief(row));
}

enum { COLUMN_ORDER, COLUMN_AGE, COLUMN_PROMISE, COLUMN_VALUE = 6 };
static const struct table_column columns[] = {
    {{N_("Order"), 8, 10, 0, false, false}, FIELD(queue_row, id), .tint = table_link},
    {{N_("Age"), 7, 7, 4, false, true}, .cell = age},
    {{N_("Promise"), 8, 8, 2, false, false}, .cell = promise, .tint = promise_tint},
    {{N_("Customer"), 11, 40, 3, true, false}, FIELD(queue_row, customer)},
    {{N_("Ln"), 3, 3, 7, false, true}, FIELD(queue_row, lines)},
    {{N_("Qty"), 4, 5, 6, false, true}, .cell = pieces, .tint = pieces_tint},
    {{N_("Value"), 9, 11, 5, false, true}, FIELD(queue_row, total)},
    {{N_("Shop no."), 8, 12, 8, false, false}, FIELD(queue_row, external_name)},
    {{N_("State"), 8, 9, 1, false, false},
     .cell = state,
     .tint = state_tint,
     .words = &words_of_orders},
};

// By enum queue_sort.
static const struct list_sort sorts[] = {
    [SORT_PROMISE] = {N_("promise"), COLUMN_PROMISE, false},
    [SORT_PLACED] = {N_("age"), COLUMN_AGE, false},
    [SORT_VALUE] = {N_("value"), COLUMN_VALUE, true},
    [SORT_ENDED] = {N_("end"), COLUMN_AGE, true, .head = N_("Ended")},
};

// --- reading

static struct list *read_orders(struct view *view, const struct list_page *page, GError **error)
{
    struct orders *self = view->state;
    struct queue_filter filter = {.sort = (enum queue_sort)page->sort};
    g_autoptr(GArray) found =
        *page->search ? people_find_orders(ui_session(view), page->search, error) : NULL;
    if (*page->search && !found)
        return NULL;
    filter.orders = found;
    filter.site = page->view->here ? order_views_site(view) : 0;
    saved_view_states(page->view, filter.site ? &fulfilment_states : &order_states,
                      filter.statuses);
    filter.promise_before = page->view->late ? clock_now() : 0;
    filter.lacking = page->view->lacking != 0;
    self->lines_of = 0;
    g_autoptr(rowlist) rows = store_queue_page(ui_db(view), &filter, &page->key, error);
    if (!rows || !people_fill_names(ui_session(view), rows, &queue_row_record, error))
        return NULL;
    return g_steal_pointer(&rows);
}

static void add_count(void *data, enum order_view view, const struct count_row *row, int64_t n)
{
    ((int64_t *)data)[view] += n;
}

static bool count_orders(struct view *view, int64_t *ret_counts, GError **error)
{
    for (int i = 0; i < (int)N_ORDER_VIEWS; i++)
        ret_counts[i] = order_views[i].order == SORT_ENDED ? -1 : 0;
    return order_views_count(view, add_count, ret_counts, error);
}

static bool any_order(struct view *view)
{
    return order_views_any(ui_db(view));
}

static bool open_order(struct view *view, const void *row, GError **error)
{
    const struct queue_row *order = row;
    return ui_push(view, &order_screen, number_of(NUMBER_ORDER, order->id).text, error);
}

// --- the focused order

// Its lines are read when the focus comes to it.
static const struct list *lines_of(struct view *view, const struct queue_row *order)
{
    struct orders *self = view->state;
    if (self->lines_of != order->id) {
        list_free(self->lines);
        self->lines = store_order_lines_shown(ui_db(view), order->id, NULL);
        self->lines_of = order->id;
    }
    return self->lines;
}

// What it is, and since when it is over.
static char *state_now(const struct queue_row *order)
{
    g_autofree char *state = queue_state_words(order);
    g_autofree char *day = show_moment(order->closed_at, clock_now()),
                    *at = show_clock(order->closed_at);
    if (!order->closed_at)
        return g_steal_pointer(&state);
    return strcmp(day, at) != 0 ? g_strdup_printf("%s %s %s", state, day, at)
                                : g_strdup_printf("%s %s", state, at);
}

static char *headline(struct view *view, const void *row)
{
    const struct queue_row *order = row;
    const char *dot = glyph(GLYPH_DOT);
    g_autofree char *state = state_now(order);
    g_autofree char *hold = say_stored(order->hold_say, order->hold_terms);
    if (*order->hold_say)
        return g_strdup_printf("%s %s %s: %s", order->customer, dot, state, hold);
    g_autofree char *lines =
        g_strdup_printf(ngettext("%d line", "%d lines", (gulong)order->lines), (int)order->lines);
    if (missing(order))
        return g_strdup_printf(
            ngettext("%s %s %s %s %s, %d of %d piece missing",
                     "%s %s %s %s %s, %d of %d pieces missing", (gulong)order->pieces),
            order->customer, dot, state, dot, lines, (int)missing(order), (int)order->pieces);
    return g_strdup_printf("%s %s %s %s %s", order->customer, dot, state, dot, lines);
}

// What it is made of.
static void strip(struct view *view, const void *row, struct region at)
{
    const struct list *lines = lines_of(view, row);
    int across = at.w >= 70 ? 2 : 1, width = (at.w - 3) / across;
    int n = lines ? (int)list_len(lines) : 0;
    for (int i = 0; i < MIN(n, across * at.h); i++) {
        const struct line_row *line = list_at(lines, struct line_row, i);
        g_autofree char *text = g_strdup_printf("%d %s %s  %s", (int)line->qty, glyph(GLYPH_TIMES),
                                                line->sku, line->name);
        paint_text(at.y + i / across, at.x + 3 + i % across * width, width - 2, TINT_TEXT, text);
    }
}

// SKU: how wide the SKUs of the order are.
static int draw_line(const struct line_row *line, int sku, struct region side, int row)
{
    int x = paint_line(side, row, 0, TINT_TEXT, "%3d %s ", (int)line->qty, glyph(GLYPH_TIMES));
    paint_line(side, row, x, TINT_TEXT, "%s", line->sku);
    paint_line(side, row++, x + sku + 2, TINT_TEXT, "%s", line->name);
    if (line->allocated < line->qty - line->picked && code_flag("line_kind", line->kind, "goods"))
        paint_line(side, row++, 6, TINT_WARN, _("%d of %d allocated"),
                   (int)(line->allocated + line->picked), (int)line->qty);
    return row;
}

static void detail(struct view *view, const void *data, struct region side)
{
    const struct queue_row *order = data;
    const struct list *lines = lines_of(view, order);
    g_autofree char *total = show_price(ui_sees(view), order->total, order->currency);
    paint_line(side, 0, 0, TINT_HEAD, "%s", number_of(NUMBER_ORDER, order->id).text);
    paint_line(side, 1, 0, TINT_STRONG, "%s", order->customer);
    paint_line(side, 2, 0, TINT_TEXT, "%s %s", order->channel, order->external_name);
    paint_line(side, 3, 0, TINT_TEXT, "%s", order->shipping_method);
    paint_line(side, 4, 0, TINT_TEXT, "%s", total);
    g_autofree char *state = state_now(order);
    g_autofree char *hold =
        *order->hold_say ? say_stored(order->hold_say, order->hold_terms) : g_strdup("");
    paint_line(side, 5, 0, TINT_TEXT, "%s", state);
    int row = 7 + paint_wrap(region_top(region_below(side, 6), 3), TINT_WARN, hold);
    int sku = 0;
    for (guint i = 0; lines && i < list_len(lines); i++)
        sku = MAX(sku, text_width(list_at(lines, struct line_row, i)->sku));
    for (guint i = 0; lines && i < list_len(lines); i++)
        row = draw_line(list_at(lines, struct line_row, i), sku, side, row);
}

static const struct list_kind orders_list = {
    .source = {.columns = columns,
               .n_columns = G_N_ELEMENTS(columns),
               .record = &queue_row_record,
               .id = FIELD(queue_row, id),
               .empty = N_("No order is in this view. F7 shows another one.")},
    .none = N_("No order came yet. 'tote import orders --channel NAME FILE' brings them."),
    .any = any_order,
    .views = order_views,
    .n_views = N_ORDER_VIEWS,
    .sorts = sorts,
    .n_sorts = N_SORTS,
    .state = FIELD(queue_row, status),
    .read = read_orders,
    .count = count_orders,
    .open = open_order,
    .headline = headline,
    .strip = strip,
    .detail = detail,
};

static void orders_close(struct view *view)
{
    struct orders *self = view->state;
    list_free(self->lines);
    listing_close(view);
}

const struct screen orders_screen = {
    .name = "orders",
    .query = &query_order_list,
    .title = N_("Orders"),
    .help = N_("Orders by view, the most urgent first. Type to narrow, Space marks, F4 acts."),
    .about = "order",
    LISTING_SCREEN(orders_list),
    .object = &order_object,
    .object_now = listing_object,
    .size = sizeof(struct orders),
    .open = listing_open,
    .heading = listing_heading,
    .prompt = listing_prompt,
    .wants_text = true,
    .narrow = listing_narrow,
    .enter = listing_enter,
    .close = orders_close,
};
