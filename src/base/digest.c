// SPDX-License-Identifier: Apache-2.0
// BLAKE2b without a key, as RFC 7693 writes it down.
#include "digest.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { ROUNDS = 12, BLOCK = 128, WORDS = 16 };

static const uint64_t start[8] = {UINT64_C(0x6a09e667f3bcc908), UINT64_C(0xbb67ae8584caa73b),
                                  UINT64_C(0x3c6ef372fe94f82b), UINT64_C(0xa54ff53a5f1d36f1),
                                  UINT64_C(0x510e527fade682d1), UINT64_C(0x9b05688c2b3e6c1f),
                                  UINT64_C(0x1f83d9abfb41bd6b), UINT64_C(0x5be0cd19137e2179)};

static const uint8_t order[ROUNDS][WORDS] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
};

static inline uint64_t turn(uint64_t word, int bits)
{
    return word >> bits | word << (64 - bits);
}

static inline void mix(uint64_t v[WORDS], int a, int b, int c, int d, uint64_t x, uint64_t y)
{
    v[a] += v[b] + x;
    v[d] = turn(v[d] ^ v[a], 32);
    v[c] += v[d];
    v[b] = turn(v[b] ^ v[c], 24);
    v[a] += v[b] + y;
    v[d] = turn(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = turn(v[b] ^ v[c], 63);
}

static inline void mix_all(uint64_t v[WORDS], const uint64_t m[WORDS], const uint8_t *s)
{
    mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
    mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
    mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
    mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
    mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
    mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
    mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
    mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
}

// Takes in one block; COUNT bytes are in by then.
static void compress(uint64_t h[8], const uint8_t block[BLOCK], uint64_t count, bool last)
{
    uint64_t v[WORDS], m[WORDS];
    memcpy(m, block, BLOCK);
    for (int i = 0; i < WORDS; i++)
        m[i] = GUINT64_FROM_LE(m[i]);
    memcpy(v, h, sizeof start);
    memcpy(v + 8, start, sizeof start);
    v[12] ^= count;
    v[14] ^= last ? UINT64_MAX : 0;
    for (int i = 0; i < ROUNDS; i++)
        mix_all(v, m, order[i]);
    for (int i = 0; i < 8; i++)
        h[i] ^= v[i] ^ v[i + 8];
}

void digest_text(const void *data, size_t n, char ret_text[DIGEST_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    const uint8_t *bytes = data;
    uint8_t block[BLOCK] = {0};
    uint64_t h[8];
    size_t at = 0;
    memcpy(h, start, sizeof h);
    h[0] ^= 0x01010000 ^ DIGEST_BYTES; // no key, one leaf
    for (; n - at > BLOCK; at += BLOCK)
        compress(h, bytes + at, at + BLOCK, false);
    if (n > at)
        memcpy(block, bytes + at, n - at);
    compress(h, block, n, true);
    for (int i = 0; i < DIGEST_BYTES; i++) {
        uint8_t byte = (uint8_t)(h[i / 8] >> 8 * (i % 8));
        ret_text[2 * i] = digits[byte >> 4];
        ret_text[2 * i + 1] = digits[byte & 15];
    }
    ret_text[2 * DIGEST_BYTES] = '\0';
}
