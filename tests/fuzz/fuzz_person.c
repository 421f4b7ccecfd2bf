// SPDX-License-Identifier: Apache-2.0
// Any bytes as a sealed blob, as a key file and as the text of a person: nothing crashes, no blob
// opens that the vault did not seal, and what was read is written and read again the same.
#include <glib/gstdio.h>
#include <string.h>

#include "person.h"
#include "vault_keys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t key; // of the vault

static struct vault *open_once(void)
{
    static struct vault *vault;
    uint32_t keys[VAULT_KEYS_MAX];
    if (vault)
        return vault;
    g_autofree char *folder = g_dir_make_tmp("tote-fuzz-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "keys", NULL);
    g_assert(vault_create(path, NULL));
    vault = vault_open(path, NULL);
    g_assert(vault && vault_keys(vault, keys, NULL) == 1);
    key = keys[0];
    g_unlink(path);
    g_rmdir(folder);
    return vault;
}

static void try_blob(struct vault *vault, const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    char *text = NULL;
    g_assert(!vault_unseal(vault, data, size, 1, &text, NULL, &error) && !text && error);
    g_assert(size >= VAULT_OVERHEAD || !vault_key_of(data, size));
}

// A blob of ours with the bytes laid over it somewhere opens only where that changed nothing.
static void try_patched(struct vault *vault, const uint8_t *data, size_t size)
{
    static const char plain[] = "{\"name\":\"A\"}";
    g_autoptr(GBytes) sealed = NULL;
    char *text = NULL;
    g_assert(vault_seal(vault, key, plain, sizeof plain, 1, &sealed, NULL));
    size_t n = g_bytes_get_size(sealed), at = size ? data[0] % n : 0;
    const uint8_t *whole = g_bytes_get_data(sealed, NULL);
    g_autofree uint8_t *copy = g_memdup2(whole, n);
    memcpy(copy + at, data, MIN(size, n - at));
    uint8_t differs = 0; // no memcmp(): the fuzzer would learn whole blobs from it
    for (size_t i = 0; i < n; i++)
        differs |= copy[i] ^ whole[i];
    g_assert(vault_unseal(vault, copy, n, 1, &text, NULL, NULL) == !differs);
    vault_wipe(text, text ? sizeof plain : 0);
}

static void try_keys(const uint8_t *data, size_t size)
{
    g_autoptr(key_ring) keys = keys_new(NULL);
    int line = 0;
    g_assert(keys);
    bool good = !keys_read(keys, (const char *)data, size, &line);
    g_assert(line >= 1 && keys->n <= VAULT_KEYS_MAX && (!good || keys->n > 0));
}

static void try_person(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_auto(person_data) person = {0};
    g_auto(person_data) back = {0};
    bool ok = person_decode(&person, (const char *)data, size, &error);
    g_assert(ok == !error);
    g_assert(ok || person_is_empty(&person));
    g_autofree char *text = person_encode(&person);
    g_assert(person_decode(&back, text, strlen(text), NULL));
    g_autofree char *again = person_encode(&back);
    g_assert(!strcmp(text, again));
    g_autoptr(GArray) words = person_words(&person);
    for (unsigned i = 0; i < words->len; i++) {
        const char *word = g_array_index(words, struct person_word, i).text;
        g_assert(*word && g_utf8_validate(word, -1, NULL));
    }
    g_autofree char *mask = person_mask(&person);
    g_assert(g_utf8_validate(mask, -1, NULL));
}

// The bytes as one field of a person, so that words meet more than what looks like JSON.
static void try_words(const uint8_t *data, size_t size)
{
    g_autofree char *value = g_strndup((const char *)data, size);
    g_auto(person_data) person = {0};
    person_set(&person, size ? data[0] % N_PERSON_FIELDS : 0, value);
    g_autoptr(GArray) words = person_words(&person);
    g_autoptr(GArray) asked = person_search(value);
    person_matches(&person, value);
    g_autofree char *mask = person_mask(&person);
    g_assert(words && asked && g_utf8_validate(mask, -1, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vault *vault = open_once();
    try_blob(vault, data, size);
    try_patched(vault, data, size);
    try_keys(data, size);
    try_person(data, size);
    try_words(data, size);
    return 0;
}
