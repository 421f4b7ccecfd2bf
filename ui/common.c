// SPDX-License-Identifier: Apache-2.0
// The actions that every screen has, and the list of all screens.
#include "i18n.h"
#include "screens/screens.h"
#include "ui_internal.h"

static bool run_help(struct view *view, GError **error)
{
    return ui_push(view, &help_screen, NULL, error);
}

static bool run_back(struct view *view, GError **error)
{
    if (ui_below(view))
        ui_pop(view);
    return true;
}

static const char *nothing_below(struct view *view)
{
    return ui_below(view) ? NULL : _("this is the first screen");
}

static bool run_actions(struct view *view, GError **error)
{
    return ui_push(view, &palette_screen, NULL, error);
}

static bool run_refresh(struct view *view, GError **error)
{
    view->ui->stale = true;
    return true;
}

static bool run_home(struct view *view, GError **error)
{
    views_first(view->ui);
    return true;
}

static const char *no_session(struct view *view)
{
    return ui_session(view) ? NULL : _("nobody is logged in");
}

// The floor says it once; from there the desk moves a station.
static const char *no_place(struct view *view)
{
    const struct session *session = ui_session(view);
    if (!session)
        return _("nobody is logged in");
    if (!view->ui->place || !session->station_name)
        return _("there is one warehouse");
    return !session->site_id || session->role & ROLES_DESK ? NULL : _("only the desk moves it");
}

static bool run_place(struct view *view, GError **error)
{
    return ui_ask_place(view, ui_session(view)->station_name, error);
}

static bool run_logout(struct view *view, GError **error)
{
    ui_logout(view);
    return true;
}

static bool run_quit(struct view *view, GError **error)
{
    ui_quit(view);
    return true;
}

static const struct action common_actions[] = {
    {.id = "help",
     .key = UK_F1,
     .flags = ACTION_FOOTER,
     .label = N_("Help"),
     .tip = N_("What this screen is for, and all of its keys"),
     .run = run_help},
    {.id = "back",
     .key = UK_F3,
     .flags = ACTION_FOOTER,
     .label = N_("Back"),
     .tip = N_("Goes back to the screen before; nothing is lost"),
     .why_not = nothing_below,
     .run = run_back},
    {.id = "actions",
     .key = UK_F4,
     .flags = ACTION_FOOTER,
     .label = N_("Actions"),
     .brief = N_("More"),
     .tip = N_("Everything that can be done here, by number"),
     .run = run_actions},
    {.id = "refresh",
     .key = UK_F5,
     .label = N_("Read again"),
     .tip = N_("Reads the database again"),
     .why_not = no_session,
     .run = run_refresh},
    {.id = "start",
     .key = UK_F10,
     .label = N_("First screen"),
     .tip = N_("Goes to the screen you begin with"),
     .why_not = no_session,
     .run = run_home},
    {.id = "logout",
     .key = UK_F12,
     .label = N_("Log out"),
     .tip = N_("Ends your work at this station"),
     .why_not = no_session,
     .run = run_logout},
    {.id = "quit",
     .label = N_("Leave the program"),
     .tip = N_("Ends the program on this terminal"),
     .run = run_quit},
    {.id = "place",
     .label = N_("Where is this station"),
     .tip = N_("Says in which warehouse this station stands: its work alone is done here then"),
     .why_not = no_place,
     .run = run_place},
    {0},
};

const struct action *ui_common_actions(void)
{
    return common_actions;
}

const struct screen *const *ui_screens(void)
{
    static const struct screen *const screens[] = {
        &login_screen, &home_screen,   &orders_screen,   &order_screen,    &stock_screen,
        &item_screen,  &pick_screen,   &work_screen,     &short_screen,    &pack_screen,
        &bench_screen, &note_screen,   &printers_screen, &help_screen,     &palette_screen,
        &ask_screen,   &choose_screen, &plan_screen,     &stations_screen, &conflicts_screen,
        &loads_screen, &load_screen,   &works_screen,    &row_screen,      NULL};
    return screens;
}
