// SPDX-License-Identifier: Apache-2.0
// Bytes to characters, one byte at a time: what is no UTF-8 becomes U+FFFD and takes nothing with
// it that follows.
#pragma once

#include <glib.h>

// What stands of a character so far; all zero at the beginning.
struct utf8_feed {
    char bytes[4];
    int n;
};

// The characters that are known with this BYTE: none, one, or two where it ends a broken one.
// Fills RET_CHARS, which has room for two, and returns their number.
int utf8_feed(struct utf8_feed *feed, guint8 byte, gunichar *ret_chars);

// Nothing of the kind follows: 1 where a character was begun, which is U+FFFD then.
int utf8_feed_end(struct utf8_feed *feed, gunichar *ret_char);
