// SPDX-License-Identifier: Apache-2.0
// What imports brought is sealed where it is about people, by the keys that seal them.
#pragma once

#include "people.h"
#include "store_person.h"

// Seals N bytes of TEXT as the piece ID of the log or the question of the order ID; the caller
// unrefs. False with the keys' errors.
bool payload_seal(struct people *people, enum sealed_kind kind, int64_t id, const char *text,
                  size_t n, GBytes **ret_blob, GError **error);

// Says that the piece ID cannot be read; always false.
bool piece_damaged(int64_t id, GError **error);

// Appends what a sealed piece or question says to TEXT. False with the keys' errors.
bool payload_open(struct people *people, enum sealed_kind kind, int64_t id, const void *blob,
                  size_t n, GString *text, GError **error);
