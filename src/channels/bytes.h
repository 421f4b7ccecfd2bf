// SPDX-License-Identifier: Apache-2.0
// The bytes of a file to import as UTF-8 text, whatever encoding they are in, in small pieces.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "watch.h"

enum bytes_encoding {
    BYTES_UTF8,
    BYTES_UTF8_MIXED,   // UTF-8 for the most part; stray bytes are read as Windows-1252
    BYTES_WINDOWS_1252, // no byte order mark and no valid UTF-8
    BYTES_UTF16LE,
    BYTES_UTF16BE,
};

// A decoder needs room for the longest character at least.
enum { BYTES_MIN_ROOM = 64 };

struct byte_source;

// Opens PATH ("-" = standard input; what cannot be read twice is first copied, see spool.h, and
// WATCH, which may be NULL, stops that) and looks through it once to find its encoding: a byte
// order mark, else valid UTF-8, else Windows-1252. Fails with TOTE_FILE_READ and as spool_copy().
struct byte_source *bytes_open(const char *path, const struct watch *watch, GError **error);

// As bytes_open() over SIZE bytes at DATA, which must stay alive; cannot fail.
struct byte_source *bytes_open_memory(const void *data, size_t size);

// A second reader of the same bytes, from their beginning; what the first does is no matter to it.
struct byte_source *bytes_again(const struct byte_source *bytes, GError **error);

// Closes and frees; NULL is allowed. Returns NULL.
struct byte_source *bytes_free(struct byte_source *bytes);
typedef struct byte_source byte_source;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(byte_source, bytes_free)

enum bytes_encoding bytes_encoding(const struct byte_source *bytes);

// How far decoding has come and where it ends, in bytes of the file.
int64_t bytes_done(const struct byte_source *bytes);
int64_t bytes_total(const struct byte_source *bytes);

// Is it a file in another encoding: taken for Windows-1252, with bytes that are no characters of
// it? They are decoded as NUL.
bool bytes_foreign(const struct byte_source *bytes);

// How the file is packed ("gzip"), by the signs that it begins with; NULL = it is not.
const char *bytes_packed(const struct byte_source *bytes);

// Offset in the file of the first NUL character decoded so far, -1 if there was none; *ret_byte
// (may be NULL) is the byte that stands there.
int64_t bytes_first_nul(const struct byte_source *bytes, unsigned char *ret_byte);

// Puts the next piece of valid UTF-8, without a byte order mark, into TO (ROOM bytes, at least
// BYTES_MIN_ROOM) and says how long it is; 0 is the end. Fails with TOTE_FILE_READ.
bool bytes_next(struct byte_source *bytes, char *to, size_t room, size_t *ret_size, GError **error);
