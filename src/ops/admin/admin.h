// SPDX-License-Identifier: Apache-2.0
// What a new database begins with.
#pragma once

#include "db.h"

// Fills a migrated, empty database: the operator `admin`, one warehouse with its working places
// (RECEIVE, CART, PACKED, LOST) and three box types; and its key file (people.h) unless there is
// one. TOTE_EXISTS where somebody else has done it meanwhile.
bool admin_init(struct db *db, GError **error);

// Does the database have the tables and nobody in it? Then its making broke off, and admin_init()
// goes on.
bool admin_unfinished(struct db *db, bool *ret_unfinished, GError **error);

// Fails with TOTE_EXISTS: somebody is in it.
bool admin_exists(struct db *db, GError **error);

// May a warehouse not be without a location of this kind?
bool site_needs(const char *kind);

// Adds a warehouse with its working places; returns its id, 0 with *error.
struct site_row;
int64_t site_add(struct db *db, const struct site_row *row, GError **error);
