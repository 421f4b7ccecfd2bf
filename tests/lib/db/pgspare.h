// SPDX-License-Identifier: Apache-2.0
// Databases of PostgreSQL with their connections, which serve one test of this program after the
// other. Most of the time of a test there went into preparing some 150 statements on a connection
// that was new.
#pragma once

#include <stdbool.h>

#include "testdb.h"

// Gives TEST the name and the connection of a database that is as the migrations make it. False
// where none is spare.
bool pgspare_take(struct testdb *test);

// Takes the database of TEST with its connection, ends who else is connected, and brings it back
// to what the migrations made. False, and nothing was taken, where the test changed more than rows.
bool pgspare_give(struct testdb *test);

// Remembers what a database is like that the migrations made just now, for pgspare_give().
void pgspare_know(struct testdb *test);
