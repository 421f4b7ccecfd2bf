// SPDX-License-Identifier: Apache-2.0
// A bitmap as ZPL II: ^GFA with the run lengths of Zebra's alternative compression scheme.
#include "raster.h"

#include <string.h>

// N times the hex digit: g..z are 20 to 400 in steps of 20, G..Y are 1 to 19.
static void put_run(GString *out, char digit, int n)
{
    for (; n > 419; n -= 400)
        g_string_append_c(out, 'z');
    if (n >= 20)
        g_string_append_c(out, (char)('g' + n / 20 - 1));
    if (n % 20 > 0 && n > 1)
        g_string_append_c(out, (char)('G' + n % 20 - 1));
    g_string_append_c(out, digit);
}

static char hex_digit(const guint8 *row, int index)
{
    return "0123456789ABCDEF"[index % 2 ? row[index / 2] & 15 : row[index / 2] >> 4];
}

// One row; the rest of it as ',' when it is all 0 and '!' when it is all F.
static void put_row(GString *out, const guint8 *row, int digits)
{
    for (int i = 0; i < digits;) {
        char digit = hex_digit(row, i);
        int end = i;
        while (end < digits && hex_digit(row, end) == digit)
            end++;
        if (end == digits && (digit == '0' || digit == 'F'))
            g_string_append_c(out, digit == '0' ? ',' : '!');
        else
            put_run(out, digit, end - i);
        i = end;
    }
}

GBytes *zpl_write(const bitmap *map)
{
    gsize stride = (gsize)map->stride, total = stride * (gsize)map->height;
    GString *out = g_string_sized_new(32 * 1024);
    g_string_append_printf(out, "^XA^PW%d^LL%d^LH0,0^FO0,0^GFA,%zu,%zu,%zu,", map->width,
                           map->height, total, total, stride);
    for (int y = 0; y < map->height; y++) {
        const guint8 *row = map->bits + (gsize)y * stride;
        if (y > 0 && memcmp(row, row - stride, stride) == 0)
            g_string_append_c(out, ':');
        else
            put_row(out, row, map->stride * 2);
    }
    g_string_append(out, "^FS^PQ1^XZ\n");
    return g_string_free_to_bytes(out);
}
