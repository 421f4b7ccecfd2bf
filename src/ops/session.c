// SPDX-License-Identifier: Apache-2.0
// Log-in: the operator's role and the station's epoch.
#include "session.h"

#include <string.h>

#include "i18n.h"
#include "people.h"
#include "registry.h"
#include "store_admin.h"
#include "store_location.h"
#include "text.h"

bool session_may_not(const struct session *session, unsigned roles, const char *what,
                     GError **error)
{
    g_autofree char *names = role_names(roles);
    g_autofree char *hint = g_strdup_printf(_("Who may do it: %s."), names);
    return tote_fail_full(error, TOTE_ROLE, &(struct tote_fault){.hint = hint},
                          _("%s may not do %s"), session->operator_name, what);
}

enum role session_role(const char *code)
{
    const struct role_row *row = role_find(code);
    return row ? row->role : ROLE_PICKER;
}

static bool find_operator(struct session *session, const char *name, GError **error)
{
    g_autofree char *normal = name_normal(NAME_OPERATOR, name);
    g_autofree char *quoted = text_quote(name, -1, 40);
    g_autoptr(rowlist) found = store_operator(session->db, normal, error);
    if (!found)
        return false;
    if (!list_len(found))
        return tote_fail(error, TOTE_OPERATOR_UNKNOWN, "operator",
                         _("There is no operator called %s"), quoted);
    const struct operator_row *row = list_at(found, struct operator_row, 0);
    session->operator_id = row->id;
    session->operator_name = g_utf8_strup(row->name, -1);
    session->role = session_role(row->role);
    return true;
}

// --- station.login

struct login_args {
    const char *station;
    bool take;
};

// What a login gives back.
struct entered {
    int64_t station, site, epoch;
};

// The station of this name: 1, 0 where there is none yet, -1 with *error.
static int find_station(struct db *db, const char *name, struct entered *ret_entered,
                        GError **error)
{
    g_autoptr(rowlist) found = store_station(db, name, error);
    if (!found)
        return -1;
    if (list_len(found)) {
        const struct station_row *row = list_at(found, struct station_row, 0);
        *ret_entered = (struct entered){.station = row->id, .site = row->site_id};
    }
    return list_len(found) > 0;
}

// A new station stands in the one warehouse that there is. Of several it stands in none until
// somebody says in which: it sees the work of all, and nothing is hidden from a new device.
static bool add_station(struct db *db, const char *name, struct entered *entered, GError **error)
{
    g_autoptr(rowlist) sites = store_sites(db, error);
    if (!sites)
        return false;
    if (!list_len(sites))
        return tote_fail(error, TOTE_NOT_FOUND, "warehouse", _("There is no warehouse"));
    entered->site = list_len(sites) == 1 ? list_at(sites, struct site_row, 0)->id : 0;
    entered->station = store_station_add(db, name, entered->site, error);
    return entered->station != 0;
}

// Finds or makes the station; who takes it raises its epoch.
static bool login(struct op_ctx *ctx, GError **error)
{
    const struct login_args *args = ctx->args;
    struct entered entered = {0};
    int found = find_station(ctx->db, args->station, &entered, error);
    if (found < 0 || (!found && !add_station(ctx->db, args->station, &entered, error)))
        return false;
    if (args->take)
        entered.epoch = store_station_login(ctx->db, entered.station, ctx->session->operator_id,
                                            ctx->now, error);
    ctx->about = "station";
    ctx->about_id = entered.station;
    OP_SAY(ctx, VERDICT_DONE, STATION_ENTERED, T_TEXT("station", args->station));
    if (ctx->call->result)
        *(struct entered *)ctx->call->result = entered;
    return entered.epoch >= 0;
}

const struct op op_station_login = {
    .name = "station.login",
    .summary = N_("Logs somebody in at a station, which is made where there is none."),
    .roles = ROLES_FLOOR,
    .run = login,
    .alone = true,
    .inner = true,
    .args_size = sizeof(struct login_args),
    .args = {ARG_CALLED(login_args, station, ARG_NEEDED, STATION, N_("name of the station")),
             ARG(login_args, take, FLAG, ARG_OPTION, N_("end older sessions there"))},
};

// --- station.logout

static bool logout(struct op_ctx *ctx, GError **error)
{
    (void)error;
    ctx->about = "station";
    ctx->about_id = ctx->session->station_id;
    OP_SAY(ctx, VERDICT_DONE, STATION_LEFT);
    return true;
}

const struct op op_station_logout = {
    .name = "station.logout",
    .summary = N_("Notes that somebody leaves a station."),
    .roles = ROLES_FLOOR,
    .run = logout,
    .alone = true,
    .inner = true,
};

void session_leave(struct session *session)
{
    struct reply reply = {0};
    const struct op_call call = {.op = &op_station_logout};
    g_autoptr(GError) nobody = NULL; // who leaves is not kept from it
    if (session->station_id && session->epoch)
        op_run(session, &call, &reply, &nobody);
    reply_clear(&reply);
}

// --- sessions

// Only a login that takes the station, or makes it, writes anything.
static bool enter(struct session *session, const char *name, bool take, GError **error)
{
    struct entered entered = {0};
    struct reply reply = {0};
    const struct op_call call = {
        .op = &op_station_login, .values = {name, take ? "yes" : NULL}, .result = &entered};
    int found = take ? 0 : find_station(session->db, name, &entered, error);
    if (found < 0 || (!found && !op_run(session, &call, &reply, error)))
        return false;
    reply_clear(&reply);
    session->station_name = g_strdup(name);
    session->station_id = entered.station;
    session->site_id = entered.site;
    session->epoch = entered.epoch;
    return true;
}

static bool log_in(struct session *session, const char *operator, const char * station, bool take,
                   GError **error)
{
    if (!find_operator(session, operator, error))
        return false;
    if (!station)
        return true;
    if (!name_check(NAME_STATION, station, "station", error))
        return false;
    g_autofree char *name = name_normal(NAME_STATION, station);
    return enter(session, name, take, error);
}

struct session *session_open(struct db *db, const char *operator, const char * station, bool take,
                             GError **error)
{
    struct session *session = g_new0(struct session, 1);
    session->db = db;
    session->people = people_new(db);
    if (log_in(session, operator, station, take, error))
        return session;
    session_free(session);
    return NULL;
}

void session_free(struct session *session)
{
    if (!session)
        return;
    people_free(session->people);
    g_free(session->operator_name);
    g_free(session->station_name);
    g_free(session);
}

bool session_stands(const struct session *session, char **ret_code, bool *ret_all, GError **error)
{
    g_autoptr(rowlist) sites = store_sites(session->db, error);
    *ret_code = NULL;
    *ret_all = false;
    if (!sites || list_len(sites) < 2)
        return sites != NULL;
    *ret_all = !session->site_id;
    for (unsigned i = 0; i < list_len(sites); i++)
        if (list_at(sites, struct site_row, i)->id == session->site_id)
            *ret_code = g_strdup(list_at(sites, struct site_row, i)->code);
    return true;
}

bool session_move(struct session *session, GError **error)
{
    struct entered entered = {.site = session->site_id};
    int found = session->station_name
                    ? find_station(session->db, session->station_name, &entered, error)
                    : 0;
    session->site_id = found >= 0 ? entered.site : session->site_id;
    return found >= 0;
}

bool session_current(const struct session *session, GError **error)
{
    if (!session->station_id || !session->epoch)
        return true;
    int64_t epoch = store_station_epoch(session->db, session->station_id, error);
    if (epoch < 0)
        return false;
    return epoch == session->epoch ||
           tote_fail(error, TOTE_STATION_TAKEN, "station",
                     _("Station %s was taken over by a newer login"), session->station_name);
}
