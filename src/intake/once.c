// SPDX-License-Identifier: Apache-2.0
// A set of the keys met so far.
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

bool once_first(struct once *once, const char *key)
{
    return g_hash_table_add(once->keys, g_strdup(key));
}
