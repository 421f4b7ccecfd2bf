// SPDX-License-Identifier: Apache-2.0
// The stack of open screens, and what screens may ask of the program.
#include "ui_internal.h"

#include <string.h>

#include "actions.h"
#include "doc.h"
#include "i18n.h"
#include "op.h"
#include "query.h"
#include "screens/screens.h"
#include "store_admin.h"

struct view *views_top(struct ui *ui)
{
    return ui->views->len ? g_ptr_array_index(ui->views, ui->views->len - 1) : NULL;
}

struct view *views_base(struct ui *ui)
{
    for (guint i = ui->views->len; i > 0; i--) {
        struct view *view = g_ptr_array_index(ui->views, i - 1);
        if (!view->screen->overlay)
            return view;
    }
    return NULL;
}

struct view *ui_below(struct view *view)
{
    guint at = 0;
    if (!g_ptr_array_find(view->ui->views, view, &at) || !at)
        return NULL;
    return g_ptr_array_index(view->ui->views, at - 1);
}

struct view *ui_above(struct view *view)
{
    guint at = 0;
    if (!g_ptr_array_find(view->ui->views, view, &at) || at + 1 >= view->ui->views->len)
        return NULL;
    return g_ptr_array_index(view->ui->views, at + 1);
}

static void view_free(struct view *view)
{
    if (view->screen->close)
        view->screen->close(view);
    g_free(view->state);
    g_free(view->arg);
    g_free(view);
}

void views_bury(struct ui *ui)
{
    for (guint i = 0; i < ui->gone->len; i++)
        view_free(g_ptr_array_index(ui->gone, i));
    g_ptr_array_set_size(ui->gone, 0);
}

static void pop(struct ui *ui)
{
    struct view *view = views_top(ui);
    g_ptr_array_set_size(ui->views, (gint)ui->views->len - 1);
    g_ptr_array_add(ui->gone, view);
    entry_set(&ui->entry, "");
    g_clear_pointer(&ui->narrowed, g_free);
}

void ui_type(struct view *view, const char *text)
{
    entry_set(&view->ui->entry, text);
    view->ui->narrow_us = 0; // at once
}

void ui_type_again(struct view *view, const char *text)
{
    ui_type(view, text);
    view->ui->entry.selected = view->ui->entry.text->len > 0;
}

void views_close_all(struct ui *ui)
{
    while (ui->views->len)
        pop(ui);
}

void views_close_overlays(struct ui *ui)
{
    while (views_top(ui) && views_top(ui)->screen->overlay)
        pop(ui);
}

static char *place_of(const char *screen, const char *arg)
{
    return g_strjoin("\n", screen, arg ? arg : "", NULL);
}

// Remembers where the station stands, for the next login: floor work or nothing, as only there
// somebody goes on by himself. Of a list only which it is: what was scanned there was answered. A
// lost note costs nothing.
static void remember(struct ui *ui)
{
    struct view *view = views_base(ui);
    if (!view || !ui->session || !ui->session->station_id || view->screen->inner)
        return;
    const char *screen = view->screen->floor ? view->screen->name : "";
    const char *arg = view->screen->floor && view->screen->of_one && view->arg ? view->arg : "";
    g_autofree char *place = place_of(screen, arg);
    g_autoptr(GError) error = NULL;
    if (!g_strcmp0(place, ui->noted) || !db_begin(ui->db, &error))
        return;
    if (store_station_draft(ui->db, ui->session->station_id, screen, arg, &error) &&
        db_commit(ui->db, &error)) {
        g_free(ui->noted);
        ui->noted = g_steal_pointer(&place);
        return;
    }
    db_rollback(ui->db);
}

static void load(struct ui *ui, struct view *view)
{
    g_autoptr(GError) error = NULL;
    view->loaded = true;
    view->touched = false;
    ui->changes.read = true;
    bool ok = !view->screen->load || !ui->db || view->screen->load(view, &error);
    bool booked = db_lost(error) && ui->told && ui->notice.level == NOTICE_DONE;
    if (!ok && !ui->lost && !booked) // what was booked stays said; the title bar says the rest
        ui_say_error(view, error);
    ui->lost = !ok && db_lost(error);
    if (ui->lost && db_reopen(ui->db, NULL))
        ui->stale = true; // the next turn reads again
}

void views_reload(struct ui *ui)
{
    if (ui->stale || ui->lost)
        changes_all(ui);
    ui->stale = false;
    struct view *base = views_base(ui), *top = views_top(ui);
    if (base && !base->loaded)
        load(ui, base);
    if (top && !top->loaded)
        load(ui, top);
}

// The same screen with the same argument may already lie in the stack: go back to it.
static bool bring_back(struct ui *ui, const struct screen *screen, const char *arg)
{
    for (guint i = 0; i < ui->views->len; i++) {
        struct view *view = g_ptr_array_index(ui->views, i);
        if (view->screen != screen || g_strcmp0(view->arg, arg))
            continue;
        while (views_top(ui) != view)
            pop(ui);
        view->loaded = false;
        return true;
    }
    return false;
}

static bool may(const struct ui *ui, const struct screen *screen)
{
    return !screen->query || (ui->session && query_may(ui->session, screen->query));
}

static bool needs_right(const struct screen *screen, GError **error)
{
    g_autofree char *names = role_names(screen->query->roles);
    g_autofree char *hint = g_strdup_printf(_("Who may do it: %s."), names);
    return tote_fail_full(error, TOTE_ROLE, &(struct tote_fault){.hint = hint},
                          _("'%s' needs another right"), _(screen->title));
}

static bool may_open(struct ui *ui, const struct screen *screen, GError **error)
{
    if (!screen->outside && !ui->session)
        return tote_fail(error, TOTE_ROLE, NULL, _("Log in first"));
    if (ui->session && !may(ui, screen))
        return needs_right(screen, error);
    return true;
}

static bool push(struct ui *ui, const struct screen *screen, const char *arg, GError **error)
{
    if (!may_open(ui, screen, error))
        return false;
    if (bring_back(ui, screen, arg))
        return true;
    struct view *view = g_new0(struct view, 1);
    *view = (struct view){.screen = screen, .ui = ui, .arg = g_strdup(arg)};
    view->state = g_malloc0(screen->size ? screen->size : 1);
    g_ptr_array_add(ui->views, view);
    if (!screen->overlay || !ui->entry.text->str[0] || ui->entry.text->str[0] != ':')
        entry_set(&ui->entry, "");
    if (screen->open && !screen->open(view, view->arg, error)) {
        if (views_top(ui) == view)
            pop(ui);
        return false;
    }
    if (ui->views->len > UI_DEPTH) {
        g_ptr_array_add(ui->gone, g_ptr_array_index(ui->views, 1));
        g_ptr_array_remove_index(ui->views, 1);
    }
    if (!screen->overlay)
        remember(ui);
    return true;
}

bool ui_push(struct view *view, const struct screen *screen, const char *arg, GError **error)
{
    struct ui *ui = view->ui;
    if (!screen->overlay)
        views_close_overlays(ui);
    return push(ui, screen, arg, error);
}

void ui_pop(struct view *view)
{
    struct ui *ui = view->ui;
    if (!g_ptr_array_find(ui->views, view, NULL))
        return;
    bool last = false, overlay = view->screen->overlay;
    while (ui->views->len && !last) {
        last = views_top(ui) == view;
        pop(ui);
    }
    if (!ui->views->len)
        views_first(ui);
    views_top(ui)->loaded = false;
    if (!overlay)
        remember(ui);
}

const struct screen *ui_screen_find(const char *name)
{
    for (const struct screen *const *screen = ui_screens(); *screen; screen++)
        if (!g_ascii_strcasecmp((*screen)->name, name))
            return *screen;
    return NULL;
}

void views_first(struct ui *ui)
{
    g_autoptr(GError) error = NULL;
    const struct screen *screen =
        ui->session ? ui_screen_find(role_row(ui->session->role)->first) : &login_screen;
    views_close_all(ui);
    if (!push(ui, screen, NULL, &error))
        ui_fail(ui, g_steal_pointer(&error));
}

// "orders", "pick W-101", "o/100415", ":stock MUG", "O-100415".
bool views_link(struct ui *ui, const char *link, GError **error)
{
    const char *text = *link == ':' ? link + 1 : link;
    g_auto(GStrv) words = g_strsplit_set(text, " /", 2);
    if (!words[0])
        return true;
    const struct screen *screen = ui_screen_find(words[0]);
    if (screen && !screen->inner)
        return screen == views_base(ui)->screen && !words[1] ? true
                                                             : push(ui, screen, words[1], error);
    g_autofree char *number = words[1] && strlen(words[0]) == 1
                                  ? g_strdup_printf("%s-%s", words[0], words[1])
                                  : g_strdup(text);
    g_autoptr(GError) failed = NULL;
    if (ui_lookup(views_top(ui), number, &failed))
        return true;
    if (failed) {
        g_propagate_error(error, g_steal_pointer(&failed));
        return false;
    }
    return tote_fail(error, TOTE_NOT_FOUND, NULL, _("Nothing here is called '%s'"), text);
}

bool ui_link(struct view *view, const char *link, GError **error)
{
    views_close_overlays(view->ui);
    return views_link(view->ui, link, error);
}

struct db *ui_db(struct view *view)
{
    return view->ui->db;
}

struct session *ui_session(struct view *view)
{
    return view->ui->session;
}

unsigned ui_sees(struct view *view)
{
    const struct session *session = view->ui ? view->ui->session : NULL;
    while (view && view->screen->overlay)
        view = ui_below(view);
    const struct query *query = view ? view->screen->query : NULL;
    return session && query ? query_sees(session, query) : 0;
}

bool ui_may(struct view *view, const struct screen *screen)
{
    return may(view->ui, screen);
}

const char *ui_station_name(struct view *view)
{
    return view->ui->station;
}

void ui_quit(struct view *view)
{
    view->ui->quit = true;
}

// Where the station stood before this login: read before the first screen is noted there.
static struct list *stood(struct ui *ui)
{
    struct list *before = store_station(ui->db, ui->station, NULL);
    bool known = before && list_len(before);
    const struct station_row *row = known ? list_at(before, struct station_row, 0) : NULL;
    g_free(ui->noted);
    ui->noted = row ? place_of(row->screen, row->draft) : NULL;
    return before;
}

// Goes on there, where that is floor work that this operator may open, and who left it: what
// somebody else did there is nothing to go on with.
static void resume(struct ui *ui, const struct list *before)
{
    if (!before || !list_len(before))
        return;
    const struct station_row *row = list_at(before, struct station_row, 0);
    const struct screen *screen = *row->screen ? ui_screen_find(row->screen) : NULL;
    if (row->operator_id != ui->session->operator_id)
        return;
    if (screen && screen->floor && !screen->inner && screen != views_base(ui)->screen)
        push(ui, screen, *row->draft ? row->draft : NULL, NULL);
}

// Is it a station of several warehouses of which nobody said yet where it stands?
static bool new_somewhere(struct ui *ui, const struct list *before)
{
    bool placed = before && list_len(before) && list_at(before, struct station_row, 0)->placed;
    return before && !placed && ui->place && !ui->session->site_id;
}

bool ui_login(struct view *view, const char *operator, GError ** error)
{
    struct ui *ui = view->ui;
    g_autoptr(rowlist) before = stood(ui);
    struct session *session = session_open(ui->db, operator, ui->station, true, error);
    if (!session)
        return false;
    session_free(ui->session);
    ui->session = session;
    session->mute = true; // screens show what the database has
    place_read(ui);
    changes_begin(ui);
    views_first(ui);
    const char *link = ui->options->open;
    g_autoptr(GError) failed = NULL;
    if (link && !views_link(ui, link, &failed))
        ui_say_error(views_top(ui), failed);
    if (!link)
        resume(ui, before);
    return !new_somewhere(ui, before) || ui_ask_place(views_top(ui), session->station_name, error);
}

void ui_logout(struct view *view)
{
    struct ui *ui = view->ui;
    g_autofree char *who = g_utf8_strup(ui->session->operator_name, -1);
    changes_leave(ui);
    g_clear_pointer(&ui->session, session_free);
    g_clear_pointer(&ui->place, g_free);
    views_first(ui);
    if (!ui->quit)
        ui_say(views_top(ui), NOTICE_NOTE, _("%s is logged out"), who);
}
