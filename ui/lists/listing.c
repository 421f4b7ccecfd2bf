// SPDX-License-Identifier: Apache-2.0
// Reading a list page by page, and moving through it.
#include "listing.h"

#include <string.h>

#include "i18n.h"

enum { UNKNOWN = -1 };

void listing_begin(struct listing *listing, const struct list_kind *kind)
{
    g_assert(kind->n_views <= LISTING_VIEWS);
    listing->kind = kind;
    listing->table.numbered = kind->numbered;
    listing->table.sorted = -1;
}

// The list of a list screen; made ready where the screen did not.
static struct listing *listing_of(struct view *view)
{
    struct listing *listing = view->state;
    if (!listing->kind)
        listing_begin(listing, view->screen->list);
    return listing;
}

const void *listing_row(const struct listing *listing)
{
    return listing->rows ? table_focused(&listing->table, &listing->kind->source) : NULL;
}

int64_t listing_focused(const struct view *view)
{
    const struct listing *listing = view->screen->list ? view->state : NULL;
    const struct table *table = listing && listing->rows ? &listing->table : NULL;
    return table && table->n && !table_marks(table) ? table->id : 0;
}

static int sort_of(const struct listing *listing)
{
    const struct list_kind *kind = listing->kind;
    int own = kind->n_views ? kind->views[listing->view].order : 0;
    return own ? own : listing->sort;
}

const struct list_sort *listing_sort(const struct listing *listing)
{
    return listing->kind->n_sorts ? &listing->kind->sorts[sort_of(listing)] : NULL;
}

// --- pages

static int64_t total_of(const struct listing *listing)
{
    if (!listing->more_above && !listing->more_below)
        return listing->table.n;
    bool known = !listing->search || !*listing->search;
    int64_t count = listing->counts[listing->view];
    return known && count < COUNT_MOST ? count : UNKNOWN;
}

// FIRST is what is believed to stand before the page; at both ends of the list it is known.
static void place(struct listing *listing, int64_t first)
{
    int64_t total = total_of(listing);
    if (!listing->more_above)
        first = 0;
    else if (!listing->more_below && total != UNKNOWN)
        first = total - listing->table.n;
    listing->first = MAX(first, 0);
}

// Reads the page that begins (or ends) with FROM, a row of the present page.
static bool read_page(struct listing *listing, struct view *view, const void *from, bool back,
                      GError **error)
{
    const struct list_kind *kind = listing->kind;
    const struct list_page page = {.view = kind->n_views ? &kind->views[listing->view] : NULL,
                                   .search = listing->search ? listing->search : "",
                                   .sort = sort_of(listing),
                                   .key = {from, back, LISTING_PAGE}};
    listing->table.empty = NULL;
    struct list *rows = kind->read(view, &page, error);
    if (!rows)
        return false;
    if (!from && !list_len(rows) && kind->none && !(kind->any && kind->any(view)))
        listing->table.empty = kind->none;
    if (*page.search) // whatever else a list says where it is empty: this one may be full
        listing->table.empty = N_("Nothing in this list fits what is typed. Esc shows all of it.");
    listing->table.sees = ui_sees(view);
    bool full = !kind->whole && list_len(rows) >= LISTING_PAGE;
    listing->more_above = back ? full : from != NULL;
    listing->more_below = back ? from != NULL : full;
    table_set(&listing->table, &kind->source, rows);
    list_free(listing->rows);
    listing->rows = rows;
    const struct list_sort *sort = listing_sort(listing);
    listing->table.sorted = sort ? sort->column : -1;
    listing->table.down = sort && sort->down;
    listing->table.sorted_head = sort ? sort->head : NULL;
    return true;
}

static bool count(struct listing *listing, struct view *view, GError **error)
{
    for (int i = 0; i < LISTING_VIEWS; i++)
        listing->counts[i] = UNKNOWN;
    return !listing->kind->count || listing->kind->count(view, listing->counts, error);
}

// A page in the middle begins again with the row it began with; when all behind that is gone, the
// last page is shown.
bool listing_read(struct listing *listing, struct view *view, GError **error)
{
    const void *from =
        listing->more_above ? table_row(&listing->table, &listing->kind->source, 0) : NULL;
    if (!count(listing, view, error) || !read_page(listing, view, from, false, error) ||
        (from && !listing->table.n && !read_page(listing, view, NULL, true, error)))
        return false;
    place(listing, listing->first);
    return true;
}

// A page that somebody turned to: nothing is new above it.
static bool turn_to(struct listing *listing, struct view *view, const void *from, bool back,
                    GError **error)
{
    int at = from ? listing->table.n / 2 : 0;
    int64_t first = listing->first + at;
    if (!read_page(listing, view, from, back, error))
        return false;
    place(listing, back ? first - (listing->table.n - 1) : first);
    listing->table.above = 0;
    return true;
}

static const void *middle(const struct listing *listing)
{
    return table_row(&listing->table, &listing->kind->source, listing->table.n / 2);
}

bool listing_reset(struct listing *listing, struct view *view, GError **error)
{
    listing->first = 0;
    return turn_to(listing, view, NULL, false, error);
}

// Turns the page before the focus would leave it.
static void turn_before(struct listing *listing, struct view *view, enum ui_key key)
{
    const struct table *table = &listing->table;
    int page = MAX(1, table->height - 1);
    int reach[UK_N] = {[UK_UP] = 1, [UK_DOWN] = 1, [UK_PGUP] = page, [UK_PGDN] = page};
    bool down = key == UK_DOWN || key == UK_PGDN, up = key == UK_UP || key == UK_PGUP;
    if (key == UK_HOME && listing->more_above)
        listing_reset(listing, view, NULL);
    if (key == UK_END && listing->more_below)
        turn_to(listing, view, NULL, true, NULL);
    if (down && listing->more_below && table->focus + reach[key] >= table->n)
        turn_to(listing, view, middle(listing), false, NULL);
    if (up && listing->more_above && table->focus < reach[key])
        turn_to(listing, view, middle(listing), true, NULL);
}

bool listing_step(struct listing *listing, struct view *view, enum ui_key key)
{
    if (!listing->rows)
        return false;
    turn_before(listing, view, key);
    return table_move(&listing->table, &listing->kind->source, key);
}

bool listing_turn(struct listing *listing, struct view *view, int step, GError **error)
{
    int n = listing->kind->n_views;
    listing->view = (listing->view + step + n) % n;
    table_home(&listing->table);
    table_unmark(&listing->table);
    return count(listing, view, error) && listing_reset(listing, view, error);
}

void listing_remember(struct listing *listing, struct list_done done)
{
    g_clear_pointer(&listing->done.ids, g_array_unref);
    g_free(listing->done.why);
    listing->done = done;
}

// The one that shows the least beside it: where several do, the last.
const struct saved_view *listing_other_view(const struct listing *listing,
                                            const struct state_table *states, const char *state)
{
    const struct saved_view *views = listing->kind->views;
    int n = listing->kind->n_views;
    if (!n || saved_view_takes(&views[listing->view], states, state))
        return NULL;
    for (int i = n - 1; i >= 0; i--)
        if (!views[i].late && saved_view_takes(&views[i], states, state))
            return &views[i];
    return NULL;
}

void listing_release(struct listing *listing)
{
    table_release(&listing->table);
    list_free(listing->rows);
    g_free(listing->search);
    listing_remember(listing, (struct list_done){0});
}

static int by_id(gconstpointer a, gconstpointer b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

GArray *listing_marked(const struct listing *listing)
{
    const struct table *table = &listing->table;
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autoptr(GArray) elsewhere = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (int i = 0; table_marks(table) && i < table->n; i++) {
        int64_t id = table_id(table, &listing->kind->source, i);
        if (!table_marked(table, id))
            continue;
        g_array_append_val(ids, id);
        g_hash_table_add(seen, g_hash_table_lookup(table->marks, &id));
    }
    GHashTableIter iter;
    gpointer key;
    if (table_marks(table)) {
        g_hash_table_iter_init(&iter, table->marks);
        while (g_hash_table_iter_next(&iter, &key, NULL))
            if (!g_hash_table_contains(seen, key))
                g_array_append_vals(elsewhere, key, 1);
    }
    g_array_sort(elsewhere, by_id);
    g_array_append_vals(ids, elsewhere->data, elsewhere->len);
    return ids;
}

// --- for the screen

bool listing_open(struct view *view, const char *arg, GError **error)
{
    struct listing *listing = listing_of(view);
    int found = saved_view_find(listing->kind->views, (size_t)listing->kind->n_views, arg);
    listing->view = MAX(found, 0);
    return true;
}

bool listing_load(struct view *view, GError **error)
{
    return listing_read(listing_of(view), view, error);
}

void listing_heading(struct view *view, struct heading *ret_heading)
{
    struct listing *listing = listing_of(view);
    ret_heading->crumb = g_strdup(_(listing->kind->views[listing->view].label));
}

char *listing_prompt(struct view *view)
{
    struct listing *listing = listing_of(view);
    if (listing->search && *listing->search)
        return g_strdup_printf(_("Narrowed to '%s'; Esc shows all"), listing->search);
    return g_strdup(_("Scan or type"));
}

char *listing_hint(struct view *view, const char *text)
{
    struct listing *listing = listing_of(view);
    return table_position(&listing->table, listing->first, total_of(listing));
}

// Commands and questions narrow nothing.
void listing_narrow(struct view *view, const char *text)
{
    struct listing *listing = listing_of(view);
    g_free(listing->search);
    listing->search = g_strdup(*text && strchr(":?%", *text) ? "" : text);
    if (*listing->search)
        table_home(&listing->table);
    listing_reset(listing, view, NULL);
}

bool listing_move(struct view *view, enum ui_key key)
{
    return listing_step(listing_of(view), view, key);
}

bool listing_focus(struct view *view, int *ret_y, int *ret_x)
{
    struct listing *listing = listing_of(view);
    *ret_y = listing->table.cursor_y;
    *ret_x = listing->table.cursor_x;
    return listing->table.moved && listing->table.n;
}

// The list is whole again when somebody comes back to it.
static bool open_found(struct listing *listing, struct view *view, GError **error)
{
    const void *row = listing_row(listing);
    bool opened = row && listing->kind->open(view, row, error);
    listing_narrow(view, "");
    return opened;
}

bool listing_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct listing *listing = listing_of(view);
    if (ui_lookup(view, text, error) || (error && *error))
        return true;
    if (!scanned && g_ascii_isdigit(*text) && !text[1]) { // a number of the screen, or of nothing
        listing_narrow(view, "");
        return false;
    }
    if (g_strcmp0(listing->search, text))
        listing_narrow(view, text);
    if (scanned && listing->table.n > 1) { // a code is one thing or none
        listing_narrow(view, "");
        return false;
    }
    return open_found(listing, view, error);
}

bool listing_choose(struct view *view, int number, GError **error)
{
    struct listing *listing = listing_of(view);
    if (!listing->rows || number < 1 || number > listing->table.n)
        return false;
    return listing->kind->open(view, table_row(&listing->table, &listing->kind->source, number - 1),
                               error);
}

int64_t listing_object(struct view *view, const char **ret_state)
{
    struct listing *listing = listing_of(view);
    const void *row = listing_row(listing);
    const struct list_kind *kind = listing->kind;
    if (!row)
        return 0;
    *ret_state = record_text(kind->source.record, row, (size_t)kind->state);
    return listing->table.id;
}

void listing_close(struct view *view)
{
    listing_release(view->state);
}
