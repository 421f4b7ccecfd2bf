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
typedef struct session op_session;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(op_session, session_free)

// The role that a code names; a picker's where it names none.
enum role session_role(const char *code);

// Is this still the newest session of its station? TOTE_STATION_TAKEN if not.
bool session_current(const struct session *session, GError **error);
