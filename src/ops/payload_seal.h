// SPDX-License-Identifier: Apache-2.0
// What imports brought is sealed where it is about people, by the keys that seal them.
#pragma once

#include "people.h"

// Seals N bytes of TEXT as the piece ID of the log; the caller unrefs. False with the keys' errors.
bool payload_seal(struct people *people, int64_t id, const char *text, size_t n, GBytes **ret_blob,
                  GError **error);

// Says that the piece ID cannot be read; always false.
bool piece_damaged(int64_t id, GError **error);

// Appends what a sealed piece says to TEXT. False with the keys' errors.
bool payload_open(struct people *people, int64_t id, const void *blob, size_t n, GString *text,
                  GError **error);
