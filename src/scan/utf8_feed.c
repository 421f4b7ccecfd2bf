// SPDX-License-Identifier: Apache-2.0
// Bytes to characters, one byte at a time.
#include "utf8_feed.h"

enum { BROKEN = 0xFFFD };

static const gunichar INVALID = (gunichar)-1, PARTIAL = (gunichar)-2;

int utf8_feed_end(struct utf8_feed *feed, gunichar *ret_char)
{
    int begun = feed->n > 0;
    *ret_char = BROKEN;
    feed->n = 0;
    return begun;
}

int utf8_feed(struct utf8_feed *feed, guint8 byte, gunichar *ret_chars)
{
    if (!byte) { // it would end the text, and ends what was begun
        int n = utf8_feed_end(feed, ret_chars);
        ret_chars[n] = 0;
        return n + 1;
    }
    feed->bytes[feed->n++] = (char)byte;
    gunichar c = g_utf8_get_char_validated(feed->bytes, feed->n);
    if (c == PARTIAL)
        return 0;
    int had = feed->n;
    feed->n = 0;
    ret_chars[0] = c == INVALID ? BROKEN : c;
    // The byte that broke it may begin another one, or be a key.
    return c == INVALID && had > 1 ? 1 + utf8_feed(feed, byte, ret_chars + 1) : 1;
}
