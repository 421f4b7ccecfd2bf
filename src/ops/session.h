// SPDX-License-Identifier: Apache-2.0
// Who works where: log-in of an operator at a station.
#pragma once

#include "op.h"

// Logs OPERATOR in at STATION (NULL: the command line, no station). A log-in at a station raises
// its epoch, so that an older session there stops; an unknown station is created. TAKE = false
// joins without raising the epoch (command line with --station). DB stays the caller's.
struct session *session_open(struct db *db, const char *operator, const char * station, bool take,
                             GError **error);
void session_free(struct session *session);

// Notes that somebody leaves a station, while nobody else has taken it over; then, and where the
// database is away, there is nothing to note. The session still has to be freed.
void session_leave(struct session *session);
typedef struct session op_session;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(op_session, session_free)

// Refuses because only these ROLES may do WHAT ("'order.cancel'"), and says so: TOTE_ROLE. Always
// false.
bool session_may_not(const struct session *session, unsigned roles, const char *what,
                     GError **error);

// The role that a code names; a picker's where it names none.
enum role session_role(const char *code);

// Where the session's station stands, for people: the code of the warehouse, *ret_all where it
// stands in none of several. Both are empty where the shop has one warehouse: then nobody asks.
// *ret_code is freed by the caller. False with *error.
bool session_stands(const struct session *session, char **ret_code, bool *ret_all, GError **error);

// The station was put into another warehouse: the session works there from now on.
bool session_move(struct session *session, GError **error);

// Is this still the newest session of its station? TOTE_STATION_TAKEN if not.
bool session_current(const struct session *session, GError **error);
