// SPDX-License-Identifier: Apache-2.0
// Log-in: the operator's role and the station's epoch.
#include "session.h"

#include <string.h>

#include "i18n.h"
#include "people.h"
#include "store_admin.h"
#include "store_location.h"
#include "text.h"

static const struct {
    const char *code;
    enum role role;
} roles[] = {{"picker", ROLE_PICKER},
             {"packer", ROLE_PACKER},
             {"manager", ROLE_MANAGER},
             {"admin", ROLE_ADMIN}};

static enum role role_of(const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
        if (!strcmp(roles[i].code, code))
            return roles[i].role;
    return ROLE_PICKER;
}

static bool find_operator(struct session *session, const char *name, GError **error)
{
    g_autoptr(rowlist) found = store_operator(session->db, name, error);
    if (!found)
        return false;
    g_autofree char *quoted = text_quote(name, -1, 40);
    if (!list_len(found))
        return tote_fail(error, TOTE_OPERATOR_UNKNOWN, "operator",
                         _("There is no operator called %s"), quoted);
    const struct operator_row *row = list_at(found, struct operator_row, 0);
    session->operator_id = row->id;
    session->operator_name = g_utf8_strup(row->name, -1);
    session->role = role_of(row->role);
    return true;
}

bool station_name_valid(const char *name, GError **error)
{
    bool ok = g_utf8_validate(name, -1, NULL) && *name && g_utf8_strlen(name, -1) <= 24 &&
              !strpbrk(name, ":\n");
    return ok || tote_fail(error, TOTE_ARGUMENT, "station",
                           _("A station's name has 1 to 24 characters and no colon"));
}

// A new station stands in the oldest warehouse until somebody says otherwise.
static bool first_site(struct session *session, GError **error)
{
    g_autoptr(rowlist) sites = store_sites(session->db, error);
    if (!sites)
        return false;
    if (!list_len(sites))
        return tote_fail(error, TOTE_NOT_FOUND, "warehouse", _("There is no warehouse"));
    session->site_id = list_at(sites, struct site_row, 0)->id;
    return true;
}

// Finds or makes the station; a login raises its epoch. Inside a transaction.
static bool enter_station(struct session *session, const char *name, bool take, int64_t now,
                          GError **error)
{
    g_autoptr(rowlist) found = store_station(session->db, name, error);
    if (!found)
        return false;
    session->station_name = g_strdup(name);
    if (list_len(found)) {
        session->station_id = list_at(found, struct station_row, 0)->id;
        session->site_id = list_at(found, struct station_row, 0)->site_id;
    } else if (first_site(session, error))
        session->station_id = store_station_add(session->db, name, session->site_id, error);
    if (!session->station_id || !take)
        return session->station_id != 0;
    session->epoch =
        store_station_login(session->db, session->station_id, session->operator_id, now, error);
    return session->epoch >= 0;
}

static bool log_in(struct session *session, const char *operator, const char * station, bool take,
                   int64_t now, GError **error)
{
    if (!find_operator(session, operator, error))
        return false;
    if (!station)
        return true;
    if (!station_name_valid(station, error) || !db_begin(session->db, error))
        return false;
    if (enter_station(session, station, take, now, error) && db_commit(session->db, error))
        return true;
    db_rollback(session->db);
    return false;
}

struct session *session_open(struct db *db, const char *operator, const char * station, bool take,
                             int64_t now, GError **error)
{
    struct session *session = g_new0(struct session, 1);
    session->db = db;
    session->people = people_new(db);
    if (log_in(session, operator, station, take, now, error))
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

bool session_current(struct session *session, GError **error)
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
