// SPDX-License-Identifier: Apache-2.0
// Work of every kind that one may do: one's own, what nobody has, and what the others are at. What
// a kind waits for is in its table; picking and packing have lists of their own besides.
#include "clock.h"
#include "holder.h"
#include "i18n.h"
#include "lives.h"
#include "listing.h"
#include "numbers.h"
#include "op.h"
#include "query.h"
#include "screens.h"
#include "show.h"
#include "store_work.h"
#include "work_kinds.h"
#include "work_way.h"

enum { MOST = 50 };

// A row: a work. pieces: still to be done of those that there are; due_at: promised, 0 = never.
#define WORK_LISTED(X)                                                                             \
    X(WORK, id, "")                                                                                \
    X(TEXT, kind, "")                                                                              \
    X(ORDER, order_id, "")                                                                         \
    X(QTY, pieces, "")                                                                             \
    X(TIME, due_at, "")                                                                            \
    X(TEXT, note, "")                                                                              \
    X(BOOL, mine, "")
RECORD(work_listed, WORK_LISTED);
RECORD_DEFINE(work_listed, WORK_LISTED);

struct works {
    struct listing listing;
    int64_t waiting, in_hand; // in all, also those that are not listed
};

// --- columns

static char *kind(const void *owner, const void *row)
{
    return g_strdup(_(work_kind_find(((const struct work_listed *)row)->kind)->title));
}

static char *due(const void *owner, const void *row)
{
    const struct work_listed *work = row;
    return work->due_at ? show_due(work->due_at, clock_now()) : g_strdup("");
}

static enum tint due_tint(const void *owner, const void *row)
{
    const struct work_listed *work = row;
    return work->due_at && show_is_late(work->due_at, clock_now()) ? TINT_WARN : TINT_TEXT;
}

static char *pieces(const void *owner, const void *row)
{
    return g_strdup_printf(_("%d pcs"), (int)((const struct work_listed *)row)->pieces);
}

static char *order(const void *owner, const void *row)
{
    int64_t id = ((const struct work_listed *)row)->order_id;
    return g_strdup(id ? number_of(NUMBER_ORDER, id).text : "");
}

static const struct table_column columns[] = {
    {{N_("Work"), 6, 9, 0, false, false}, FIELD(work_listed, id), .tint = table_link},
    {{N_("Kind"), 6, 12, 1, false, false}, .cell = kind},
    {{N_("Promise"), 8, 8, 4, false, false}, .cell = due, .tint = due_tint},
    {{N_("Pieces"), 7, 9, 2, false, true}, .cell = pieces},
    {{N_("Order"), 8, 12, 3, false, false}, .cell = order},
    {{N_("What"), 10, 40, 5, true, false}, FIELD(work_listed, note)},
};

// --- reading

static struct work_listed *add(struct list *list, const char *of_kind, int64_t id, int64_t order_id,
                               const char *note)
{
    struct work_listed *row = list_add(list);
    *row = (struct work_listed){.id = id,
                                .kind = g_string_chunk_insert(list->text, of_kind),
                                .order_id = order_id,
                                .note = g_string_chunk_insert(list->text, note)};
    return row;
}

// Who sees the work of all warehouses has to know which one it is.
static const char *where(struct view *view, const char *warehouse)
{
    return ui_session(view)->site_id ? "" : warehouse;
}

static bool add_claimed(struct list *list, struct view *view, const char *of_kind, bool mine,
                        GError **error)
{
    const struct session *session = ui_session(view);
    g_autoptr(rowlist) works =
        store_works_claimed(session->db, of_kind, session->site_id, MOST, error);
    for (guint i = 0; works && i < list_len(works); i++) {
        const struct work_row *work = list_at(works, struct work_row, i);
        g_autofree char *who = holder_who(work);
        if ((work->operator_id == session->operator_id) != mine)
            continue;
        struct work_listed *row =
            add(list, of_kind, work->id, work->order_id, mine ? _("yours") : who);
        row->pieces = work->total - work->done;
        row->due_at = work->due_at;
        row->mine = mine;
    }
    return works != NULL;
}

// Of a kind that serves orders: in the states that its way says.
static bool add_for_orders(struct list *list, struct view *view, const char *of_kind, unsigned free,
                           GError **error)
{
    const char *states[STATES_MOST];
    bool ok = true;
    for (size_t i = state_codes(&fulfilment_states, free, states); i > 0 && ok; i--) {
        g_autoptr(rowlist) found = store_choices(ui_db(view), of_kind, states[i - 1],
                                                 ui_session(view)->site_id, MOST, error);
        ok = found != NULL;
        for (guint k = 0; ok && k < list_len(found); k++) {
            const struct choice_row *choice = list_at(found, struct choice_row, k);
            struct work_listed *row =
                add(list, of_kind, choice->id, choice->order_id, where(view, choice->warehouse));
            row->pieces = choice->pieces - choice->missing;
            row->due_at = choice->promise_at;
        }
    }
    return ok;
}

static bool add_alone(struct list *list, struct view *view, const char *of_kind, GError **error)
{
    g_autoptr(rowlist) found =
        store_works_alone(ui_db(view), of_kind, ui_session(view)->site_id, MOST, error);
    for (guint i = 0; found && i < list_len(found); i++) {
        const struct work_row *work = list_at(found, struct work_row, i);
        struct work_listed *row = add(list, of_kind, work->id, 0, where(view, work->warehouse));
        row->pieces = work->total - work->done;
        row->due_at = work->due_at;
    }
    return found != NULL;
}

static bool add_free(struct list *list, struct view *view, const char *of_kind, GError **error)
{
    struct works *self = view->state;
    struct work_count count;
    unsigned free = work_way_of(of_kind)->free;
    if (!store_work_counts(ui_db(view), of_kind, ui_session(view)->site_id, &count, error))
        return false;
    self->waiting += count.waiting;
    self->in_hand += count.in_hand;
    return free ? add_for_orders(list, view, of_kind, free, error)
                : add_alone(list, view, of_kind, error);
}

static struct list *read_works(struct view *view, const struct list_page *page, GError **error)
{
    struct works *self = view->state;
    size_t n = 0;
    const struct work_kind *kinds = work_kinds(&n);
    g_autoptr(rowlist) list = list_new(sizeof(struct work_listed));
    bool ok = true;
    self->waiting = self->in_hand = 0;
    for (int part = 0; part < 3; part++) // one's own, free, of the others
        for (size_t i = 0; i < n && ok; i++)
            if (kinds[i].roles & ui_session(view)->role)
                ok = part == 1 ? add_free(list, view, kinds[i].code, error)
                               : add_claimed(list, view, kinds[i].code, !part, error);
    return ok ? g_steal_pointer(&list) : NULL;
}

static char *facts(struct view *view)
{
    const struct works *self = view->state;
    g_autofree char *wait = g_strdup_printf(
        ngettext("%d task waits", "%d tasks wait", (gulong)self->waiting), (int)self->waiting);
    g_autofree char *hand =
        self->in_hand ? g_strdup_printf(_(", %d in hand"), (int)self->in_hand) : g_strdup("");
    return g_strconcat(wait, hand, NULL);
}

// --- doing

static bool take(struct view *view, const char *number, const char *of_kind, GError **error)
{
    g_autofree char *work = NULL;
    if (!ui_do(view, &work, "work.take", "work", number, NULL) || !work)
        return true;
    return ui_push(view, ui_screen_find(work_kind_find(of_kind)->screen), work, error);
}

static bool open_row(struct view *view, const void *row, GError **error)
{
    const struct work_listed *work = row;
    return take(view, number_of(NUMBER_WORK, work->id).text, work->kind, error);
}

static bool run_row(struct view *view, GError **error)
{
    return open_row(view, listing_row(view->state), error);
}

static const char *no_rows(struct view *view)
{
    return listing_row(view->state) ? NULL : _("nothing waits here");
}

static char *prompt(struct view *view)
{
    return g_strdup(_("Scan work or number"));
}

static const struct list_kind works_list = {
    .source = {.columns = columns,
               .n_columns = G_N_ELEMENTS(columns),
               .record = &work_listed_record,
               .id = FIELD(work_listed, id),
               .empty = N_("No work waits here.")},
    .whole = true,
    .numbered = true,
    .read = read_works,
    .open = open_row,
    .facts = facts,
};

static const struct action works_actions[] = {
    {.id = "works.open",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Start"),
     .tip = N_("Takes the work of the row in hand, or goes on with it"),
     .why_not = no_rows,
     .run = run_row},
    {0},
};

const struct screen works_screen = {
    .name = "works",
    .query = &query_work_list,
    .title = N_("All work"),
    .help = N_("Work of every kind: choose one by its number in the list and Enter."),
    .about = "order",
    .actions = works_actions,
    LISTING_SCREEN(works_list),
    .size = sizeof(struct works),
    .floor = true,
    .open = listing_open,
    .choose = listing_choose,
    .prompt = prompt,
    .close = listing_close,
};
