// SPDX-License-Identifier: Apache-2.0
// A growing list of sets with a hash table over their signs.
#include "cart_pool.h"

enum { FIRST_SETS = 1 << 12, FIRST_BUNDLES = 1 << 15 };

struct pool *pool_new(void)
{
    struct pool *pool = g_new0(struct pool, 1);
    pool->max_sets = FIRST_SETS;
    pool->max_bundles = FIRST_BUNDLES;
    pool->sets = g_new(struct pool_set, pool->max_sets);
    pool->bundles = g_new(uint32_t, pool->max_bundles);
    pool->mask = 2 * POOL_MAX_SETS - 1;
    pool->slots = g_new0(uint32_t, pool->mask + 1);
    return pool;
}

void pool_free(struct pool *pool)
{
    if (!pool)
        return;
    g_free(pool->sets);
    g_free(pool->bundles);
    g_free(pool->slots);
    g_free(pool);
}

// The slot of a set, or the free one where it belongs.
static uint32_t *slot_of(struct pool *pool, uint64_t sign)
{
    uint32_t at = (uint32_t)(sign >> 20) & pool->mask;
    while (pool->slots[at] && pool->sets[pool->slots[at] - 1].sign != sign)
        at = (at + 1) & pool->mask;
    return &pool->slots[at];
}

// Room for one more set of N bundles?
static bool make_room(struct pool *pool, uint32_t n)
{
    if (pool->n_sets == POOL_MAX_SETS)
        return false;
    if (pool->n_sets == pool->max_sets)
        pool->sets = g_renew(struct pool_set, pool->sets, pool->max_sets *= 2);
    while (pool->n_bundles + n > pool->max_bundles)
        pool->bundles = g_renew(uint32_t, pool->bundles, pool->max_bundles *= 2);
    return true;
}

// A new set without members; NULL if it is known or the pool is full.
static struct pool_set *new_set(struct pool *pool, uint64_t sign, int64_t length, uint32_t n,
                                uint32_t *ret_index)
{
    uint32_t *slot = slot_of(pool, sign);
    *ret_index = *slot ? *slot - 1 : pool->n_sets;
    if (*slot || !make_room(pool, n))
        return NULL;
    *slot = pool->n_sets + 1;
    struct pool_set *set = &pool->sets[pool->n_sets++];
    *set = (struct pool_set){sign, length, pool->n_bundles, n};
    pool->n_bundles += n;
    return set;
}

uint32_t pool_add(struct pool *pool, uint64_t sign, int64_t length, const uint32_t *bundles,
                  uint32_t n)
{
    uint32_t index = 0;
    struct pool_set *set = new_set(pool, sign, length, n, &index);
    for (uint32_t i = 0; set && i < n; i++)
        pool->bundles[set->first + i] = bundles[i];
    return index;
}

void pool_add_cart(struct pool *pool, const struct split *split, uint32_t cart_id)
{
    const struct cart *cart = &split->carts[cart_id];
    uint32_t index = 0;
    struct pool_set *set =
        cart->n ? new_set(pool, cart->sign, cart->length, cart->n, &index) : NULL;
    if (!set)
        return;
    uint32_t at = set->first;
    for (uint32_t b = cart->head; b != split->model->n; b = split->next[b])
        pool->bundles[at++] = b;
}

void pool_merge(struct pool *pool, const struct pool *from, uint32_t first)
{
    for (uint32_t i = first; i < from->n_sets; i++) {
        const struct pool_set *set = &from->sets[i];
        pool_add(pool, set->sign, set->length, from->bundles + set->first, set->n);
    }
}
