// SPDX-License-Identifier: Apache-2.0
// Inside the vault: the keys of a key file, and the text that a key file is.
#pragma once

#include "vault.h"

enum { KEY_BYTES = 32, KEY_FILE_MAX = 8192 };

struct vault_key {
    uint32_t id;        // drawn at random, so that keys of two files are never taken for another
    int64_t created_ms; // for people; the order in the file says which is newest
    uint8_t seals[KEY_BYTES], tokens[KEY_BYTES];
};

// Lives in locked memory only: keys_new().
struct key_ring {
    unsigned n; // the last key is the newest
    struct vault_key keys[VAULT_KEYS_MAX];
};

// No keys yet, in locked memory between guard pages; NULL with TOTE_BUG where there is none.
struct key_ring *keys_new(GError **error);

// Wipes and frees; NULL is allowed.
void keys_free(struct key_ring *ring);
typedef struct key_ring key_ring; // for g_autoptr(key_ring)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(key_ring, keys_free)

// Adds a fresh key as the newest and gives its id; 0 when there are VAULT_KEYS_MAX already.
uint32_t keys_add(struct key_ring *ring);

// Takes out all keys that are older than the one with this id; false when that is not there.
bool keys_retire(struct key_ring *ring, uint32_t id);

// The key with this id, NULL if none.
const struct vault_key *keys_find(const struct key_ring *ring, uint32_t id);

// The file as text, KEY_FILE_MAX bytes at most with its NUL; gives its length.
size_t keys_write(const struct key_ring *ring, char text[KEY_FILE_MAX]);

// Reads the N bytes of a file into *ring; NULL when all is well, else what is wrong, untranslated.
// *ret_line is the line it is about. *ring may be half filled then.
const char *keys_read(struct key_ring *ring, const char *text, size_t n, int *ret_line);
