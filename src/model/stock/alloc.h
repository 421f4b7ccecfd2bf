// SPDX-License-Identifier: Apache-2.0
// Which places an order line takes its goods from.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Goods that an order line could take: one balance.
struct alloc_source {
    int64_t balance_id;
    int64_t free;        // pieces on hand and not allocated, > 0
    int64_t received_at; // UTC ms: the older first
    int64_t expires_day; // since 1970, 0 = never: what expires first before what is older
    int64_t take;        // out: pieces to take here
};

// Sets `take` of each source so that NEED pieces come from as few places as possible and, among
// those choices, from what expires first, then the oldest stock; sources are sorted so on return.
// With too little everywhere, all of it is taken. Returns the pieces that are missing.
int64_t alloc_choose(struct alloc_source *sources, size_t n, int64_t need);
