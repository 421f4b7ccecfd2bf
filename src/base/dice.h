// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same on every machine: xoshiro256** seeded by splitmix64
// (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators").
#pragma once

#include <stdint.h>

struct dice {
    uint64_t s[4];
};

// Starts at SEED; every seed is good, also 0.
static inline void dice_seed(struct dice *dice, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        uint64_t z = seed += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        dice->s[i] = z ^ (z >> 31);
    }
}

// 64 random bits.
static inline uint64_t dice_bits(struct dice *dice)
{
    uint64_t *s = dice->s, five = s[1] * 5, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 45) | (s[3] >> 19);
    return ((five << 7) | (five >> 57)) * 9;
}

// 0 <= answer < N, without the bias of a remainder (Lemire 2019); N = 0 gives 0.
static inline uint32_t dice_below(struct dice *dice, uint32_t n)
{
    uint64_t m = (dice_bits(dice) >> 32) * n;
    if ((uint32_t)m < n) {
        uint32_t floor = (uint32_t)-n % n;
        while ((uint32_t)m < floor)
            m = (dice_bits(dice) >> 32) * n;
    }
    return (uint32_t)(m >> 32);
}

// 0 <= answer < 1.
static inline double dice_share(struct dice *dice)
{
    return (double)(dice_bits(dice) >> 11) * 0x1p-53;
}
