// SPDX-License-Identifier: Apache-2.0
// Numbered schema versions, embedded in the program; upgrades are noted, downgrades refused.
#pragma once

#include "db.h"

// The newest version that this program knows.
int migrate_newest(void);

// The version of the database: 0 = empty. False with *error.
bool migrate_version(struct db *db, int *ret_version, GError **error);

// TOTE_DB_SCHEMA unless the database has exactly the newest version.
bool migrate_check(struct db *db, GError **error);

// Inside a write transaction: waits for another process that migrates the same database; SQLite's
// BEGIN has already done so.
bool migrate_wait(struct db *db, GError **error);

// Brings the database from its version up to TARGET (0 = the newest), one transaction a version,
// and its tables of codes to those of the program (codes.h).
// NOW (UTC ms) is noted. Refuses a database newer than the program.
bool migrate_up(struct db *db, int target, int64_t now, GError **error);

// TEXT of a migration with its tokens ({id} {int} {clustered} …) spelled for the engine of DB;
// caller frees.
char *migrate_spell(const struct db *db, const char *text);
