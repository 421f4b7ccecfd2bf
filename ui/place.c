// SPDX-License-Identifier: Apache-2.0
// In which warehouse a station stands: shown in the title bar, asked by a list of the warehouses.
#include <string.h>

#include "choose.h"
#include "i18n.h"
#include "store_location.h"
#include "ui_internal.h"

bool place_read(struct ui *ui)
{
    g_autofree char *code = NULL;
    bool all = false;
    if (!session_stands(ui->session, &code, &all, NULL))
        return false; // it stays as it was
    char *place = all ? g_strdup(_("all")) : g_steal_pointer(&code);
    bool other = g_strcmp0(place, ui->place) != 0;
    g_free(ui->place);
    ui->place = place;
    return other;
}

int64_t ui_site(struct view *view)
{
    const struct ui *ui = view->ui;
    return ui->place && ui->session ? ui->session->site_id : 0;
}

bool ui_sites(struct view *view)
{
    return view->ui->place != NULL;
}

static bool stand(struct view *view, const char *name, void *data, GError **error)
{
    struct ui *ui = view->ui;
    const char *station = data;
    bool own = !g_strcmp0(station, ui->session->station_name);
    const char *what = *name ? "warehouse" : "all", *value = *name ? name : "yes";
    if (!ui_do(view, NULL, "station.warehouse", "station", station, what, value, NULL))
        return true;
    if (own && !session_move(ui->session, error))
        return false;
    if (own)
        place_read(ui);
    return true;
}

static void add(struct choice *choice, const char *name, char *label)
{
    g_ptr_array_add(choice->names, g_strdup(name));
    g_ptr_array_add(choice->labels, label);
}

bool ui_ask_place(struct view *view, const char *station, GError **error)
{
    g_autoptr(rowlist) sites = store_sites(ui_db(view), error);
    if (!sites)
        return false;
    g_autofree char *question = g_strdup_printf(_("Where is %s?"), station);
    struct choice choice = {.question = question,
                            .consequence =
                                _("The work of that warehouse alone is shown and done there."),
                            .names = g_ptr_array_new_with_free_func(g_free),
                            .labels = g_ptr_array_new_with_free_func(g_free),
                            .answer = stand,
                            .data = g_strdup(station),
                            .free_data = g_free};
    for (unsigned i = 0; i < list_len(sites); i++) {
        const struct site_row *site = list_at(sites, struct site_row, i);
        add(&choice, site->code,
            strcmp(site->code, site->name) ? g_strdup_printf("%s  %s", site->code, site->name)
                                           : g_strdup(site->code));
    }
    add(&choice, "", g_strdup(_("all of them")));
    return choose(view, &choice, error);
}
