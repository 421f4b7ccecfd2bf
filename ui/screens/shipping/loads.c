// SPDX-License-Identifier: Apache-2.0
// The end of the day: what waits for each carrier, the manifests, and how one is closed.
#include <string.h>

#include "ask.h"
#include "carriers.h"
#include "clock.h"
#include "entry.h"
#include "i18n.h"
#include "lives.h"
#include "listing.h"
#include "numbers.h"
#include "op.h"
#include "paint.h"
#include "query.h"
#include "screens.h"
#include "ship_wait.h"
#include "show.h"
#include "store_load.h"

// A row: what waits for a carrier (then status is "", and id is none of a manifest), or a manifest.
#define LOAD_LISTED(X)                                                                             \
    X(KEY, id, "")                                                                                 \
    X(KEY, site_id, "")                                                                            \
    X(TEXT, carrier, "")                                                                           \
    X(TEXT, warehouse, "")                                                                         \
    X(STATE, status, "")                                                                           \
    X(INT, parcels, "")                                                                            \
    X(INT, planned, "")                                                                            \
    X(INT, missing, "")                                                                            \
    X(GRAMS, grams, "")                                                                            \
    X(INT, unweighed, "")                                                                          \
    X(TIME, at, "")
RECORD(load_listed, LOAD_LISTED);
RECORD_DEFINE(load_listed, LOAD_LISTED);

struct loads {
    struct listing listing;
    struct ship_waiting waiting; // of the focused row, where it is no closed manifest
    int64_t waiting_of;
};

static bool is_closed(const struct load_listed *load)
{
    return load->id > 0 && !state_has(&load_states, load->status, ST_OPEN);
}

// --- columns

static char *carrier(const void *owner, const void *row)
{
    const struct load_listed *load = row;
    return g_strdup(*load->carrier ? carrier_shown(load->carrier) : _("any carrier"));
}

static char *state(const void *owner, const void *row)
{
    const struct load_listed *load = row;
    if (load->id <= 0)
        return g_strdup(_("waits"));
    if (!is_closed(load))
        return g_strdup_printf(_("%d of %d so far"), (int)load->parcels, (int)load->planned);
    return load->missing ? g_strdup_printf(_("done, %d stayed"), (int)load->missing)
                         : g_strdup(state_label(&load_states, load->status));
}

static enum tint state_tint(const void *owner, const void *row)
{
    const struct load_listed *load = row;
    return load->missing ? TINT_WARN : TINT_TEXT;
}

static char *manifest(const void *owner, const void *row)
{
    const struct load_listed *load = row;
    return g_strdup(load->id > 0 ? number_of(NUMBER_MANIFEST, load->id).text : "");
}

static char *weight(const void *owner, const void *row)
{
    return show_weight(((const struct load_listed *)row)->grams);
}

static char *age(const void *owner, const void *row)
{
    return show_age(((const struct load_listed *)row)->at, clock_now());
}

static const struct table_column columns[] = {
    {{N_("Carrier"), 9, 20, 0, true, false}, .cell = carrier, .tint = table_link},
    {{N_("Parcels"), 7, 7, 1, false, true}, FIELD(load_listed, parcels)},
    {{N_("State"), 8, 20, 2, false, false}, .cell = state, .tint = state_tint},
    {{N_("Weight"), 10, 11, 3, false, true}, .cell = weight},
    {{N_("Manifest"), 9, 10, 4, false, false}, .cell = manifest},
    {{N_("Since"), 7, 7, 5, false, true}, .cell = age},
    {{N_("Where"), 6, 10, 6, false, false}, FIELD(load_listed, warehouse)},
};

// --- reading

static const struct saved_view views[] = {
    {"todo", N_("To hand over"), .has = ST_OPEN},
    {"gone", N_("Handed over"), .lacks = ST_OPEN},
};

static void add_load(struct list *list, const struct load_seen *seen)
{
    struct load_listed *row = list_add(list);
    *row = (struct load_listed){
        .id = seen->id,
        .site_id = seen->site_id,
        .carrier = g_string_chunk_insert(list->text, seen->carrier),
        .warehouse = g_string_chunk_insert(list->text, seen->warehouse),
        .status = state_find(&load_states, seen->status)->code,
        .parcels = seen->parcels,
        .planned = seen->planned,
        .missing = seen->missing,
        .grams = seen->grams,
        .unweighed = seen->unweighed,
        .at = seen->closed_at ? seen->closed_at : seen->begun_at,
    };
}

static void add_waiting(struct list *list, const struct carrier_waits *waits)
{
    struct load_listed *row = list_add(list);
    *row = (struct load_listed){
        .id = -waits->id,
        .site_id = waits->site_id,
        .carrier = g_string_chunk_insert(list->text, waits->carrier),
        .warehouse = g_string_chunk_insert(list->text, waits->warehouse),
        .status = "",
        .parcels = waits->parcels,
        .grams = waits->grams,
        .unweighed = waits->unweighed,
        .at = waits->since,
    };
}

static bool add_open(struct list *list, struct view *view, GError **error)
{
    g_autoptr(rowlist) open = store_loads_open(ui_db(view), ui_site(view), error);
    g_autoptr(rowlist) waiting =
        open ? store_carriers_waiting(ui_db(view), ui_site(view), error) : NULL;
    for (guint i = 0; waiting && i < list_len(open); i++)
        add_load(list, list_at(open, struct load_seen, i));
    for (guint i = 0; waiting && i < list_len(waiting); i++)
        add_waiting(list, list_at(waiting, struct carrier_waits, i));
    return waiting != NULL;
}

static bool add_closed(struct list *list, struct view *view, const struct page_key *page,
                       GError **error)
{
    const struct load_listed *from = page->from;
    const struct loads_wanted wanted = {ui_site(view), from ? from->id : 0, page->limit,
                                        page->back};
    g_autoptr(rowlist) closed = store_loads_closed(ui_db(view), &wanted, error);
    guint n = closed ? list_len(closed) : 0;
    for (guint i = 0; i < n; i++)
        add_load(list, list_at(closed, struct load_seen, page->back ? n - 1 - i : i));
    return closed != NULL;
}

static struct list *read_loads(struct view *view, const struct list_page *page, GError **error)
{
    g_autoptr(rowlist) list = list_new(sizeof(struct load_listed));
    ((struct loads *)view->state)->waiting_of = 0;
    bool ok =
        page->view->has ? add_open(list, view, error) : add_closed(list, view, &page->key, error);
    return ok ? g_steal_pointer(&list) : NULL;
}

// As many as show_at_least() says exactly.
static bool count_loads(struct view *view, int64_t *ret_counts, GError **error)
{
    g_autoptr(rowlist) list = list_new(sizeof(struct load_listed));
    if (!add_open(list, view, error))
        return false;
    ret_counts[0] = list_len(list);
    ret_counts[1] = store_loads_count(ui_db(view), ui_site(view), COUNT_MOST, error);
    return ret_counts[1] >= 0;
}

// --- the focused one

// Beside a manifest that is open others may wait for the same carrier.
static bool look_at(struct view *view, const struct load_listed *load, struct ship_waiting *waiting)
{
    return load->id > 0
               ? ship_ahead(ui_db(view), load->site_id, load->carrier, clock_now(), waiting, NULL)
               : ship_count(ui_db(view), load->site_id, load->carrier, clock_now(), waiting, NULL);
}

// What can go and what cannot, by the rule that closes; judged when the focus comes to the row.
// NULL: it cannot be told now.
static const struct ship_waiting *waiting_of(struct view *view, const struct load_listed *load)
{
    struct loads *self = view->state;
    if (self->waiting_of == load->id)
        return &self->waiting;
    g_clear_pointer(&self->waiting.rows, g_array_unref);
    self->waiting = (struct ship_waiting){.rows = ship_missing_new()};
    self->waiting_of = 0;
    if (!is_closed(load) && !look_at(view, load, &self->waiting))
        return NULL;
    self->waiting_of = load->id;
    return &self->waiting;
}

static guint n_missing(const struct ship_waiting *waiting)
{
    return waiting ? waiting->rows->len : 0;
}

static char *headline(struct view *view, const void *row)
{
    const struct load_listed *load = row;
    const struct ship_waiting *waiting = waiting_of(view, load);
    g_autofree char *name = carrier(NULL, row), *grams = show_weight(load->grams);
    g_autofree char *unweighed =
        load->unweighed ? g_strdup_printf(_(" and what %d parcels weigh"), (int)load->unweighed)
                        : g_strdup("");
    g_autofree char *parcels = show_parcels(load->parcels);
    if (is_closed(load))
        return g_strdup_printf("%s %s %s, %s%s", name, glyph(GLYPH_DOT), parcels, grams, unweighed);
    if (!waiting)
        return g_strdup_printf(_("%s %s it cannot be counted now"), name, glyph(GLYPH_DOT));
    return g_strdup_printf(_("%s %s %d can go, %d cannot, %s%s"), name, glyph(GLYPH_DOT),
                           (int)waiting->go, (int)waiting->missing, grams, unweighed);
}

// What cannot go, and why.
static void strip(struct view *view, const void *row, struct region at)
{
    const struct ship_waiting *waiting = waiting_of(view, row);
    for (guint i = 0; i < n_missing(waiting) && (int)i < at.h; i++) {
        g_autofree char *text =
            ship_missing_text(&g_array_index(waiting->rows, struct missing_row, i));
        paint_text(at.y + (int)i, at.x + 3, at.w - 4, TINT_WARN, text);
    }
}

static void detail(struct view *view, const void *row, struct region side)
{
    const struct ship_waiting *waiting = waiting_of(view, row);
    g_autofree char *head = headline(view, row);
    struct region rest = region_below(side, 1 + paint_wrap(region_top(side, 3), TINT_STRONG, head));
    for (guint i = 0; i < n_missing(waiting) && rest.h > 0; i++) {
        g_autofree char *text =
            ship_missing_text(&g_array_index(waiting->rows, struct missing_row, i));
        rest = region_below(rest, MAX(1, paint_wrap(rest, TINT_WARN, text)));
    }
}

static bool open_load(struct view *view, const void *row, GError **error)
{
    const struct load_listed *load = row;
    if (load->id > 0)
        return ui_push(view, &load_screen, number_of(NUMBER_MANIFEST, load->id).text, error);
    ui_say(view, NOTICE_LOOK, _("It waits: what is handed over is on a manifest"));
    return true;
}

static const struct list_kind loads_list = {
    .source = {.columns = columns,
               .n_columns = G_N_ELEMENTS(columns),
               .record = &load_listed_record,
               .id = FIELD(load_listed, id),
               .empty = N_("Nothing is here. Packed parcels wait under To hand over.")},
    .views = views,
    .n_views = G_N_ELEMENTS(views),
    .read = read_loads,
    .open = open_load,
    .count = count_loads,
    .headline = headline,
    .strip = strip,
    .detail = detail,
};

// --- closing

static const char *not_open(struct view *view)
{
    const struct load_listed *load = listing_row(view->state);
    return !load ? _("nothing is chosen") : is_closed(load) ? _("it is closed") : NULL;
}

static const char *none_stays(struct view *view)
{
    const char *why = not_open(view);
    if (why)
        return why;
    return n_missing(waiting_of(view, listing_row(view->state))) ? NULL
                                                                 : _("nothing of it has to stay");
}

// What a question is about, kept in one text. carrier: "" = it is asked for first. load: the
// manifest that goes on, 0 = a new one.
struct handing {
    int64_t site, load;
    const char *warehouse, *carrier;
    bool without;
};

static char *handing_text(const struct handing *handing)
{
    return g_strdup_printf("%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%s\n%d\n%s", handing->site,
                           handing->load, handing->warehouse, handing->without, handing->carrier);
}

// PARTS: of such a text, which *RET stands on.
static void handing_read(GStrv parts, struct handing *ret)
{
    *ret = (struct handing){.site = g_ascii_strtoll(parts[0], NULL, 10),
                            .load = g_ascii_strtoll(parts[1], NULL, 10),
                            .warehouse = parts[2],
                            .without = *parts[3] == '1',
                            .carrier = parts[4]};
}

// Is the same manifest open still, with fewer than *LEFT parcels to come?
static bool goes_on(struct view *view, struct handing *handing, int64_t *left)
{
    struct ship_waiting ahead = {.rows = ship_missing_new()};
    int64_t before = *left;
    bool known =
        ship_ahead(ui_db(view), handing->site, handing->carrier, clock_now(), &ahead, NULL);
    bool same = !handing->load || handing->load == ahead.load;
    handing->load = ahead.load;
    *left = ahead.go;
    g_array_unref(ahead.rows);
    return known && ahead.load && same && ahead.go < before;
}

// Batch by batch until the manifest is closed. COUNT: what was counted by hand, NULL = nothing.
static bool hand_over(struct view *view, struct handing *handing, const char *count)
{
    int64_t left = G_MAXINT64;
    do {
        if (!ui_answer(view, "ship.close", "carrier", handing->carrier, "warehouse",
                       handing->warehouse, "count", count, "without",
                       handing->without ? "yes" : NULL, NULL))
            return false;
    } while (goes_on(view, handing, &left));
    return true;
}

static bool close_counted(struct view *view, const char *about, const char *text, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(about, "\n", 5);
    struct handing handing;
    handing_read(parts, &handing);
    bool count = !handing.load && entry_number(text) >= 0; // what goes on was counted
    if (said_no(text))
        return true;
    if (!count && !said_yes(text)) {
        ask_not_understood(view, text);
        return false;
    }
    // After a yes, what cannot go is no matter of the answer.
    return hand_over(view, &handing, count ? text : NULL) || !count;
}

static char *question_of(struct view *view, const char *carrier, const struct ship_waiting *ahead)
{
    return ahead->load      ? g_strdup_printf(_("%s goes on: yes or no?"), carrier)
           : ui_small(view) ? g_strdup_printf(_("%s: how many?"), carrier)
                            : g_strdup_printf(_("%s: how many did you count? Or yes."), carrier);
}

static char *consequence_of(const struct ship_waiting *ahead)
{
    if (ahead->load)
        return g_strdup_printf(_("%s was begun: what is left of it (%d) leaves the books now, and "
                                 "nothing brings it back."),
                               number_of(NUMBER_MANIFEST, ahead->load).text, (int)ahead->go);
    return g_strdup_printf(_("%d leave the books, and nothing brings them back; %d cannot go."),
                           (int)ahead->go, (int)ahead->missing);
}

// Counted anew: what names no carrier goes with whom it is asked for.
static bool ask_count(struct view *view, const struct handing *handing, GError **error)
{
    struct ship_waiting ahead = {.rows = ship_missing_new()};
    bool ok =
        ship_ahead(ui_db(view), handing->site, handing->carrier, clock_now(), &ahead, error) &&
        (ahead.load || ship_may_begin(&ahead, handing->carrier, handing->without, error));
    struct handing asked = *handing;
    asked.load = ahead.load;
    g_autofree char *about = handing_text(&asked);
    g_autofree char *question = question_of(view, carrier_shown(handing->carrier), &ahead);
    g_autofree char *consequence = consequence_of(&ahead);
    const struct asking asking = {question, consequence, about, close_counted};
    g_array_unref(ahead.rows);
    return ok && ask(view, &asking, error);
}

static bool carrier_named(struct view *view, const char *about, const char *text, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(about, "\n", 5);
    struct handing handing;
    handing_read(parts, &handing);
    if (said_no(text))
        return true;
    return ship_carrier(ui_db(view), handing.site, text, clock_now(), &handing.carrier, error) &&
           ask_count(view, &handing, error);
}

static bool ask_close(struct view *view, bool without, GError **error)
{
    const struct load_listed *load = listing_row(view->state);
    const struct handing handing = {.site = load->site_id,
                                    .warehouse = load->warehouse,
                                    .carrier = load->carrier,
                                    .without = without};
    if (*load->carrier)
        return ask_count(view, &handing, error);
    g_autofree char *about = handing_text(&handing);
    const struct asking asking = {_("Which carrier takes them?"),
                                  _("What waits for that carrier goes with them."), about,
                                  carrier_named};
    return ask(view, &asking, error);
}

static bool run_close(struct view *view, GError **error)
{
    return ask_close(view, false, error);
}

static bool run_without(struct view *view, GError **error)
{
    return ask_close(view, true, error);
}

static bool run_labels(struct view *view, GError **error)
{
    return ui_push(view, &printers_screen, NULL, error);
}

static const struct action actions[] = {
    {.id = "load.close",
     .key = UK_F9,
     .flags = ACTION_FOOTER,
     .op = "ship.close",
     .label = N_("Hand over and close"),
     .brief = N_("Close"),
     .tip = N_("The carrier takes what waits for it, and the manifest is closed"),
     .why_not = not_open,
     .run = run_close},
    {.id = "load.without",
     .op = "ship.close",
     .label = N_("Close without what cannot go"),
     .brief = N_("Without"),
     .tip = N_("What has no label or is called back stays here"),
     .why_not = none_stays,
     .run = run_without},
    {.id = "load.labels",
     .label = N_("Labels and printers"),
     .brief = N_("Labels"),
     .tip = N_("Shows which labels were not printed, to print them"),
     .run = run_labels},
    {0},
};

static char *prompt(struct view *view)
{
    return g_strdup(not_open(view)   ? _("Scan or type")
                    : ui_small(view) ? _("F9 closes")
                                     : _("F9 hands over and closes"));
}

static void loads_close(struct view *view)
{
    g_clear_pointer(&((struct loads *)view->state)->waiting.rows, g_array_unref);
    listing_close(view);
}

const struct screen loads_screen = {
    .name = "loads",
    .query = &query_ship_list,
    .title = N_("Manifests"),
    .help = N_("What waits for each carrier, and what was handed over. Count the parcels by hand "
               "before you close: the number has to agree."),
    .actions = actions,
    LISTING_SCREEN(loads_list),
    .size = sizeof(struct loads),
    .open = listing_open,
    .heading = listing_heading,
    .prompt = prompt,
    .close = loads_close,
};
