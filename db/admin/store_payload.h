// SPDX-License-Identifier: Apache-2.0
// What calls brought besides their arguments, kept beside the log for some weeks.
#pragma once

#include "store.h"

// Pieces that one event may have; their ids are event * PIECES_OF_EVENT + n.
enum { PIECES_OF_EVENT = 4096 };

// A piece of the text. The bytes are borrowed.
struct payload_piece {
    int64_t id, at;
    bool sealed;
    const void *bytes;
    size_t n;
};
bool store_payload_add(struct db *db, const struct payload_piece *piece, GError **error);

// Gives each piece of an event to READ, in order; its bytes live until READ returns. False with
// *error, also where READ returned false.
typedef bool (*payload_reader)(void *data, const struct payload_piece *piece, GError **error);
bool store_payload_read(struct db *db, int64_t event, payload_reader read, void *data,
                        GError **error);

// Drops what came before BEFORE (UTC ms), from the oldest call on until one that came later. How
// many, -1 with *error.
int64_t store_payload_drop(struct db *db, int64_t before, GError **error);
