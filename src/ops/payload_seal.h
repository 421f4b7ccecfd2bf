// SPDX-License-Identifier: Apache-2.0
// The one place where what imports brought is sealed and opened: it is about people.
#pragma once

#include "db.h"

// Seals N bytes of TEXT as the piece ID of the database DB. *ret_sealed is false, and the blob the
// text itself, where the database has no keys. The caller unrefs. False with *error.
bool payload_seal(struct db *db, int64_t id, const char *text, size_t n, GBytes **ret_blob,
                  bool *ret_sealed, GError **error);

// Appends the text of a piece to TEXT. False with *error.
bool payload_open(struct db *db, int64_t id, bool sealed, const void *blob, size_t n, GString *text,
                  GError **error);
