// SPDX-License-Identifier: Apache-2.0
// What the log keeps of imports, packed: a small text that looks like all others of its kind. Each
// piece is a Zstandard frame of its own, because each is sealed and erased by itself, over a
// dictionary of what every order says, which makes a third of a text of a thousand bytes.
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "errors.h"

// Packs N bytes of TEXT in pieces of a few hundred kilobytes: GBytes *, which the array owns. Any
// thread may call it.
GPtrArray *payload_pack(const char *text, size_t n);

// Appends the text of a piece. False with TOTE_LOG_UNREADABLE for anything else.
bool payload_unpack(const void *piece, size_t n, GString *text, GError **error);
