// SPDX-License-Identifier: Apache-2.0
// Rows, columns and numbers of the list of work.
#include "work_list.h"

#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "op.h"
#include "people.h"
#include "show.h"
#include "store_work.h"

enum { CHOICES = 50 };

RECORD_DEFINE(work_choice, WORK_CHOICE);

static bool is_late(const struct work_choice *choice)
{
    return choice->promise_at && show_is_late(choice->promise_at, clock_now());
}

// Where there is no room for the promise, what is late is marked here.
static char *lines(const void *owner, const void *row)
{
    const struct work_choice *choice = row;
    bool mark = is_late(choice) && ((const struct listing *)owner)->table.size <= SIZE_XS;
    g_autofree char *text = choice->lines ? g_strdup_printf(_("%d ln"), (int)choice->lines)
                                          : g_strdup(choice->mine ? _("yours") : _("taken"));
    return g_strconcat(mark ? "! " : "", text, NULL);
}

static char *promise(const void *owner, const void *row)
{
    const struct work_choice *choice = row;
    return choice->promise_at ? show_due(choice->promise_at, clock_now()) : g_strdup("");
}

static char *pieces(const void *owner, const void *row)
{
    const struct work_choice *choice = row;
    if (choice->missing)
        return show_pieces(choice->pieces - choice->missing, choice->pieces);
    return choice->pieces ? g_strdup_printf(_("%d pcs"), (int)choice->pieces) : g_strdup("");
}

static enum tint promise_tint(const void *owner, const void *row)
{
    return is_late(row) ? TINT_WARN : TINT_TEXT;
}

static enum tint pieces_tint(const void *owner, const void *row)
{
    return ((const struct work_choice *)row)->missing ? TINT_WARN : TINT_TEXT;
}

const struct table_column work_columns[N_WORK_COLUMNS] = {
    {{N_("Order"), 8, 12, 0, false, false}, FIELD(work_choice, order_id), .tint = table_link},
    {{N_("Lines"), 6, 8, 1, false, true}, .cell = lines},
    {{N_("Promise"), 8, 8, 2, false, false}, .cell = promise, .tint = promise_tint},
    {{N_("Pieces"), 7, 9, 3, false, true}, .cell = pieces, .tint = pieces_tint},
    {{N_("What"), 10, 60, 4, true, false}, FIELD(work_choice, note)},
};

bool work_list_go(struct view *view, const struct screen *screen, const char *work, GError **error)
{
    ((struct work_list *)view->state)->away = true;
    return ui_push(view, screen, work, error);
}

void work_list_draw(struct view *view, const struct layout *layout)
{
    struct work_list *self = view->state;
    if (self->away)
        table_home(&self->listing.table);
    self->away = false;
    listing_draw(view, layout);
}

struct work_choice *work_list_add(struct list *list, int64_t order, const char *note)
{
    struct work_choice *choice = list_add(list);
    choice->order_id = order;
    choice->note = g_string_chunk_insert(list->text, note);
    return choice;
}

static bool add_of_state(struct list *list, struct view *view, const char *kind, const char *state,
                         bool customers, int64_t *waiting, GError **error)
{
    int64_t site = ui_session(view)->site_id;
    int64_t n = store_choices_count(ui_db(view), kind, state, site, error);
    g_autoptr(rowlist) orders =
        n < 0 ? NULL : store_choices(ui_db(view), kind, state, site, CHOICES, error);
    *waiting += n;
    if (!orders ||
        (customers && !people_fill_names(ui_session(view), orders, &choice_row_record, error)))
        return false;
    for (guint i = 0; i < list_len(orders); i++) {
        const struct choice_row *order = list_at(orders, struct choice_row, i);
        const char *name = customers ? order->customer : order->external_name;
        // Who sees the work of all warehouses has to know which one it is.
        g_autofree char *note =
            site ? g_strdup(name) : g_strdup_printf("%s  %s", order->warehouse, name);
        struct work_choice *choice = work_list_add(list, order->order_id, note);
        choice->lines = order->lines;
        choice->pieces = order->pieces;
        choice->missing = order->missing;
        choice->promise_at = order->promise_at;
    }
    return true;
}

bool work_list_add_waiting(struct list *list, struct view *view, const char *kind, unsigned free_to,
                           bool customers, int64_t *ret_waiting, GError **error)
{
    const char *states[STATES_MOST];
    size_t n = state_codes(&fulfilment_states, free_to, states);
    *ret_waiting = 0;
    for (size_t i = n; i > 0; i--)
        if (!add_of_state(list, view, kind, states[i - 1], customers, ret_waiting, error))
            return false;
    return true;
}

// Of all warehouses an order may be there more than once, as the work of each.
static const char *wait_words(int64_t site, gulong n)
{
    return site ? ngettext("%d order waits", "%d orders wait", n)
                : ngettext("%d task waits", "%d tasks wait", n);
}

char *work_list_facts(struct view *view)
{
    const struct work_list *self = view->state;
    g_autofree char *all = g_strdup_printf(
        wait_words(ui_session(view)->site_id, (gulong)self->waiting), (int)self->waiting);
    int64_t listed = self->listing.rows ? list_len(self->listing.rows) : 0;
    bool whole = listed == self->waiting + self->in_hand;
    g_autofree char *hand =
        self->in_hand ? g_strdup_printf(_(", %d in hand"), (int)self->in_hand) : g_strdup("");
    g_autofree char *shown = whole ? g_strdup("") : g_strdup_printf(_("; %d listed"), (int)listed);
    return g_strconcat(all, hand, shown, NULL);
}
