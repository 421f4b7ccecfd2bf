// SPDX-License-Identifier: Apache-2.0
// The tables of codes in the database: states, kinds of locations, of work, of lines.
#pragma once

#include "code_tables.h"
#include "db.h"

// The tables of a program, and its version as a number that grows.
struct code_book {
    const struct code_table *tables;
    size_t n;
    int64_t version;
};

struct code_book codes_of_program(void);

// Brings the database to the tables of BOOK, under the lock of migrations: new codes are added, and
// numbers that are otherwise are changed. Codes that the program does not know stay: rows may use
// them. Every set that was ever written is kept by its digest, so a program whose set was written
// once writes no more, and an older one (of a smaller version, or of the same with a code less)
// that comes to the database of a newer one adds what is missing and changes nothing. A code can
// therefore go only together with a new version. Outside a transaction, at the newest schema.
// TOTE_DB_SCHEMA where it may not be written.
bool codes_follow(struct db *db, const struct code_book *book, GError **error);
