// SPDX-License-Identifier: Apache-2.0
// Texts that look like all others of their kind, packed: what the log keeps of the orders of a
// batch, and people. Each is a Zstandard frame of its own, because each is sealed by itself, over a
// dictionary of what all of them say, which leaves half of a text of two hundred bytes.
#pragma once

#include <glib.h>
#include <stdbool.h>

// Packs N bytes of TEXT, as one piece or in pieces of a few hundred kilobytes (GBytes *, which the
// array owns). Any thread may call it.
GBytes *pack_text(const char *text, size_t n);
GPtrArray *pack_text_pieces(const char *text, size_t n);

// Appends the text of a piece. False, and nothing is appended, for anything else.
bool unpack_text(const void *piece, size_t n, GString *text);
