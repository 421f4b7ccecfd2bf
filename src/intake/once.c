// SPDX-License-Identifier: Apache-2.0
// The keys met so far, and where.
#include "once.h"

struct once {
    GHashTable *keys;
};

struct once *once_new(void)
{
    struct once *made = g_new0(struct once, 1);
    made->keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return made;
}

void once_free(struct once *once)
{
    if (once)
        g_hash_table_unref(once->keys);
    g_free(once);
}

int64_t once_before(struct once *once, const char *key, int64_t row)
{
    int64_t first = (int64_t)GPOINTER_TO_SIZE(g_hash_table_lookup(once->keys, key));
    if (!first)
        g_hash_table_insert(once->keys, g_strdup(key), GSIZE_TO_POINTER((gsize)row));
    return first;
}
