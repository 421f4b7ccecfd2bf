// SPDX-License-Identifier: Apache-2.0
// What imports brought is sealed where it is about people, by the keys that seal them.
#include "payload_seal.h"

#include "people_private.h"

// A piece is bound to its place as a person is to theirs, and the two never open each other.
static int64_t bound_to(int64_t id)
{
    return -id;
}

bool payload_seal(struct people *people, int64_t id, const char *text, size_t n, GBytes **ret_blob,
                  GError **error)
{
    uint32_t keys[VAULT_KEYS_MAX];
    return people_keys(people, keys, error) &&
           vault_seal(people->vault, keys[0], text, n, bound_to(id), ret_blob, error);
}

bool payload_open(struct people *people, int64_t id, const void *blob, size_t n, GString *text,
                  GError **error)
{
    uint32_t keys[VAULT_KEYS_MAX];
    char *opened = NULL;
    size_t length = 0;
    if ((!people->vault && !people_keys(people, keys, error)) ||
        !vault_unseal(people->vault, blob, n, bound_to(id), &opened, &length, error))
        return false;
    g_string_append_len(text, opened, (gssize)length);
    vault_wipe(opened, length);
    return true;
}
