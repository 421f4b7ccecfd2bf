// SPDX-License-Identifier: Apache-2.0
// Sealing and opening by the keys of a file, and the tokens; vault.h draws the blob.
#include "vault.h"

#include <sodium.h>
#include <string.h>

#include "i18n.h"
#include "vault_file.h"

#define SEAL(part) crypto_aead_xchacha20poly1305_ietf_##part

enum {
    VERSION = 1,
    ERASED = 0, // as version: nothing follows
    TAG = SEAL(ABYTES),
    NONCE = SEAL(NPUBBYTES),
    AT_KEY = 1,
    AT_NONCE = AT_KEY + 4,
    AT_TEXT = AT_NONCE + NONCE,
};
G_STATIC_ASSERT((int)AT_NONCE == (int)VAULT_HEAD);
G_STATIC_ASSERT(AT_TEXT + TAG == VAULT_OVERHEAD && KEY_BYTES == SEAL(KEYBYTES));

struct vault {
    char *path;
    struct stat stat;       // of the file as it was read
    struct key_ring *ring;  // in locked memory
    struct key_ring *older; // of vault_take_older(), NULL = none
};

// --- Opening and closing

struct vault *vault_open(const char *path, GError **error)
{
    struct stat stat;
    struct key_ring *ring = key_file_read(path, &stat, error);
    if (!ring)
        return NULL;
    sodium_mprotect_readonly(ring);
    struct vault *vault = g_new0(struct vault, 1);
    *vault = (struct vault){g_strdup(path), stat, ring, NULL};
    return vault;
}

bool vault_take_older(struct vault *vault, const char *path, GError **error)
{
    struct key_ring *older = key_file_read(path, NULL, error);
    if (!older)
        return false;
    sodium_mprotect_readonly(older);
    keys_free(vault->older);
    vault->older = older;
    return true;
}

void vault_close(struct vault *vault)
{
    if (!vault)
        return;
    keys_free(vault->ring);
    keys_free(vault->older);
    g_free(vault->path);
    g_free(vault);
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_dev == b->st_dev && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

// Where the file is another one than was read, its keys take the place of ours; ours stay where it
// cannot be read.
static bool look_again(struct vault *vault, GError **error)
{
    struct stat now;
    if (stat(vault->path, &now) == 0 && same_file(&now, &vault->stat))
        return true;
    struct key_ring *ring = key_file_read(vault->path, &now, error);
    if (!ring)
        return false;
    sodium_mprotect_readonly(ring);
    keys_free(vault->ring);
    vault->ring = ring;
    vault->stat = now;
    return true;
}

// The key with this id, looked for in the file once more where it was rotated meanwhile.
static const struct vault_key *find_key(struct vault *vault, uint32_t id)
{
    const struct vault_key *key = keys_find(vault->ring, id);
    if (!key && vault->older)
        key = keys_find(vault->older, id);
    if (!key && look_again(vault, NULL))
        key = keys_find(vault->ring, id);
    return key;
}

static bool fail_lacking(uint32_t id, GError **error)
{
    return tote_fail(error, TOTE_KEYS_LACKING, NULL, _("The key file lacks the key %08x"), id);
}

// --- Keys

bool vault_create(const char *path, GError **error)
{
    g_autoptr(key_ring) ring = keys_new(error);
    return ring && keys_add(ring) && key_file_create(path, ring, error);
}

unsigned vault_keys(struct vault *vault, uint32_t ret_keys[VAULT_KEYS_MAX], GError **error)
{
    if (!look_again(vault, error))
        return 0;
    unsigned n = vault->ring->n;
    for (unsigned i = 0; i < n; i++)
        ret_keys[i] = vault->ring->keys[n - 1 - i].id;
    return n;
}

static bool add_key(struct key_ring *ring, uint32_t *key, GError **error)
{
    *key = keys_add(ring);
    return *key || tote_fail(error, TOTE_KEYS_FULL, NULL,
                             _("The key file holds %d keys, which is the most"), VAULT_KEYS_MAX);
}

bool vault_rotate(const char *path, uint32_t *ret_key, GError **error)
{
    uint32_t key = 0;
    bool ok = key_file_edit(path, add_key, &key, error);
    if (ret_key)
        *ret_key = ok ? key : 0;
    return ok;
}

static bool drop_older(struct key_ring *ring, uint32_t *key, GError **error)
{
    return keys_retire(ring, *key) ||
           tote_fail(error, TOTE_NOT_FOUND, NULL, _("The key file has no key %08x"), *key);
}

bool vault_retire(const char *path, uint32_t key, GError **error)
{
    return key_file_edit(path, drop_older, &key, error);
}

// --- Sealing

// What is authenticated beside the text: the head of the blob, and whose it is.
struct beside {
    uint8_t bytes[AT_NONCE + 8];
};

static struct beside beside(const uint8_t *blob, int64_t person_id)
{
    struct beside to;
    uint64_t id = GUINT64_TO_LE((uint64_t)person_id);
    memcpy(to.bytes, blob, AT_NONCE);
    memcpy(to.bytes + AT_NONCE, &id, sizeof id);
    return to;
}

static void put_head(uint8_t *blob, uint32_t key)
{
    uint32_t id = GUINT32_TO_LE(key);
    blob[0] = VERSION;
    memcpy(blob + AT_KEY, &id, sizeof id);
    randombytes_buf(blob + AT_NONCE, NONCE);
}

bool vault_seal(struct vault *vault, uint32_t key_id, const char *text, size_t n, int64_t person_id,
                GBytes **ret_blob, GError **error)
{
    *ret_blob = NULL;
    if (n > VAULT_TEXT_MAX)
        return tote_fail(error, TOTE_ENGINE_LIMIT, NULL,
                         _("A person's data are longer than %d bytes"), VAULT_TEXT_MAX);
    const struct vault_key *key = find_key(vault, key_id);
    if (!key)
        return fail_lacking(key_id, error);
    uint8_t *blob = g_malloc(n + VAULT_OVERHEAD);
    put_head(blob, key_id);
    struct beside with = beside(blob, person_id);
    SEAL(encrypt)
    (blob + AT_TEXT, NULL, (const uint8_t *)text, n, with.bytes, sizeof with.bytes, NULL,
     blob + AT_NONCE, key->seals);
    *ret_blob = g_bytes_new_take(blob, n + VAULT_OVERHEAD);
    return true;
}

// --- Opening of blobs

static bool looks_sealed(const uint8_t *blob, size_t n)
{
    return n >= VAULT_OVERHEAD && n - VAULT_OVERHEAD <= VAULT_TEXT_MAX && blob[0] == VERSION;
}

uint32_t vault_key_of_head(const void *head, size_t n_head)
{
    uint32_t id;
    if (n_head < VAULT_HEAD || *(const uint8_t *)head != VERSION)
        return 0;
    memcpy(&id, (const uint8_t *)head + AT_KEY, sizeof id);
    return GUINT32_FROM_LE(id);
}

uint32_t vault_key_of(const void *blob, size_t n_blob)
{
    return looks_sealed(blob, n_blob) ? vault_key_of_head(blob, VAULT_HEAD) : 0;
}

int64_t vault_key_time(struct vault *vault, uint32_t id)
{
    const struct vault_key *key = find_key(vault, id);
    return key ? key->created_ms : 0;
}

static bool fail_damaged(int64_t person_id, GError **error)
{
    return tote_fail(
        error, TOTE_PERSON_DAMAGED, NULL,
        _("The sealed data of person %" G_GINT64_FORMAT " are damaged or belong to somebody else"),
        person_id);
}

// What is sealed in BLOB into TEXT, which has room for it and a NUL.
static bool open_text(const struct vault_key *key, const uint8_t *blob, size_t n_blob,
                      int64_t person_id, char *text)
{
    struct beside with = beside(blob, person_id);
    text[n_blob - VAULT_OVERHEAD] = '\0';
    return SEAL(decrypt)((uint8_t *)text, NULL, NULL, blob + AT_TEXT, n_blob - AT_TEXT, with.bytes,
                         sizeof with.bytes, blob + AT_NONCE, key->seals) == 0;
}

bool vault_unseal(struct vault *vault, const void *blob, size_t n_blob, int64_t person_id,
                  char **ret_text, size_t *ret_n, GError **error)
{
    *ret_text = NULL;
    if (vault_is_erased(blob, n_blob))
        return tote_fail(error, TOTE_PERSON_ERASED, NULL, _("This person was erased"));
    if (!looks_sealed(blob, n_blob))
        return fail_damaged(person_id, error);
    uint32_t key_id = vault_key_of(blob, n_blob);
    const struct vault_key *key = find_key(vault, key_id);
    if (!key)
        return fail_lacking(key_id, error);
    char *text = g_malloc(n_blob - VAULT_OVERHEAD + 1);
    if (!open_text(key, blob, n_blob, person_id, text)) {
        g_free(text); // nothing of it was opened
        return fail_damaged(person_id, error);
    }
    *ret_text = text;
    if (ret_n)
        *ret_n = n_blob - VAULT_OVERHEAD;
    return true;
}

void vault_wipe(char *text, size_t n)
{
    if (text)
        sodium_memzero(text, n);
    g_free(text);
}

GBytes *vault_erased(void)
{
    static const uint8_t erased[] = {ERASED};
    return g_bytes_new_static(erased, sizeof erased);
}

bool vault_is_erased(const void *blob, size_t n_blob)
{
    return n_blob == 1 && *(const uint8_t *)blob == ERASED;
}

// --- The index

bool vault_token(struct vault *vault, uint32_t key_id, int kind, const char *word,
                 uint8_t ret_token[VAULT_TOKEN], GError **error)
{
    // BLAKE2b's own field for the purpose of a hash keeps the kinds apart.
    uint8_t purpose[crypto_generichash_blake2b_PERSONALBYTES] = "tote word";
    uint32_t number = GUINT32_TO_LE((uint32_t)kind);
    const struct vault_key *key = find_key(vault, key_id);
    if (!key)
        return fail_lacking(key_id, error);
    memcpy(purpose + sizeof purpose - sizeof number, &number, sizeof number);
    crypto_generichash_blake2b_salt_personal(ret_token, VAULT_TOKEN, (const uint8_t *)word,
                                             strlen(word), key->tokens, KEY_BYTES, NULL, purpose);
    return true;
}
