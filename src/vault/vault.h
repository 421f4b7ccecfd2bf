// SPDX-License-Identifier: Apache-2.0
// The vault: seals the text of a person so that only who holds the key file can read it.
//
// Key file.  A small text file apart from the database: keys, of which the last one is used and
// the others still open what they sealed. Each key is two, one that seals and one that makes
// tokens. The file belongs in a copy of its own, never into a backup of the database: together
// they are as good as plain text. It changes only when somebody rotates or retires a key, so that
// a copy stays good for everybody who comes later.
//
// Blob.  version (1 byte) | id of the key (4, little endian) | nonce (24) | text (n + 16)
// by XChaCha20-Poly1305, which makes a key of its own of the key and each random nonce: a text
// that was sealed again shares nothing with the one before. The head and the id of the person are
// authenticated: a blob copied into another row does not open. What stays visible is the length.
//
// Index.  vault_token() turns a word into 16 bytes by a key. Equal words give equal tokens, so the
// index tells frequencies but no words. Who holds the key can try words, and all telephone
// numbers in seconds, so tokens have to die with the text.
//
// Erasing.  The blob is overwritten with vault_erased() and the tokens are deleted; the database
// has to overwrite too (SQLite: PRAGMA secure_delete and a truncating checkpoint). Backups made
// before still open with the key file. This ends it, for all who were erased until then:
//   1 vault_rotate(), and a new copy of the key file;
//   2 each row whose vault_key_of() is another key is opened, sealed and given tokens by the new
//     one, until a pass inside a write transaction finds none;
//   3 vault_retire(), and no copy of the key file is kept longer than the backups of its days.
// From then on the key file opens neither text nor token of an older backup: it lacks the key.
// Whoever restores such a backup needs the copy of its days, and erases again.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "errors.h"

struct vault;
typedef struct vault vault_handle; // for g_autoptr(vault_handle)

enum {
    VAULT_OVERHEAD = 1 + 4 + 24 + 16, // bytes that a blob is longer than its text
    VAULT_TEXT_MAX = 1 << 20,         // bytes of one text
    VAULT_KEYS_MAX = 16,              // keys of one file
    VAULT_TOKEN = 16,                 // bytes of a token
};

// Where the keys of the database at DB_URL lie unless somebody says otherwise: "FILE.keys" beside
// a SQLite database; for a server $XDG_CONFIG_HOME/tote/DATABASE.keys (two servers with databases
// of the same name need their own places). Makes nothing. Free with g_free().
char *vault_default_path(const char *db_url);

// Makes the key file PATH (mode 0600, and its folder with mode 0700) with a fresh key; it is there
// whole or not at all. One that exists is never touched: TOTE_EXISTS, also for the slower of two
// processes, which then simply opens it. TOTE_FILE_WRITE where the folder does not take it.
bool vault_create(const char *path, GError **error);

// Opens the key file PATH; NULL with TOTE_KEYS_MISSING, _UNREADABLE, _EXPOSED (somebody else may
// read or write it) or _DAMAGED. Keys stay in locked memory that no core dump and no swap holds.
// A vault serves one thread at a time. Close it with vault_close().
struct vault *vault_open(const char *path, GError **error);

// Takes the keys of the file PATH along, an older copy of the key file: they open what they sealed
// and seal nothing. vault_keys() does not name them. Errors as vault_open().
bool vault_take_older(struct vault *vault, const char *path, GError **error);

// Wipes the keys and frees; NULL is allowed.
void vault_close(struct vault *vault);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(vault_handle, vault_close)

// The ids of all keys, the newest first; gives how many, 0 with the errors of vault_open(). Looks
// whether the file changed since: ask at the start of a transaction that seals, which takes the
// first, and at the start of a search, which takes all. An id that was kept longer may be retired.
unsigned vault_keys(struct vault *vault, uint32_t ret_keys[VAULT_KEYS_MAX], GError **error);

// Adds a fresh key to the file PATH and gives its id (may be NULL). TOTE_ENGINE_LIMIT after
// VAULT_KEYS_MAX keys; other errors as vault_open() and vault_create().
bool vault_rotate(const char *path, uint32_t *ret_key, GError **error);

// Takes all keys that are older than KEY out of the file PATH: what they sealed is lost for ever,
// that is the purpose. Only after a pass over all rows that found nothing of an older key, and
// with the key that this pass sealed by. TOTE_NOT_FOUND where the file lacks KEY.
bool vault_retire(const char *path, uint32_t key, GError **error);

// Seals N bytes of TEXT (any bytes, VAULT_TEXT_MAX at most) for the person PERSON_ID by KEY, which
// vault_keys() gave within this transaction. Gives a blob of N + VAULT_OVERHEAD bytes; the caller
// unrefs. TOTE_ENGINE_LIMIT for a longer text, TOTE_KEYS_LACKING where KEY was retired.
bool vault_seal(struct vault *vault, uint32_t key, const char *text, size_t n, int64_t person_id,
                GBytes **ret_blob, GError **error);

// Opens a blob of PERSON_ID. Gives the text, *ret_n bytes (may be NULL) and a NUL behind them;
// free it with vault_wipe(). TOTE_PERSON_ERASED for an erased one, TOTE_KEYS_LACKING where the
// key file does not hold its key, TOTE_PERSON_DAMAGED where a bit differs or the blob is of
// another person. *ret_text is NULL after an error.
bool vault_unseal(struct vault *vault, const void *blob, size_t n_blob, int64_t person_id,
                  char **ret_text, size_t *ret_n, GError **error);

// Overwrites N bytes of TEXT and frees it; NULL is allowed.
void vault_wipe(char *text, size_t n);

// The id of the key that sealed a blob, 0 for an erased one and for what is no blob. It needs no
// key file and is no secret: a column of it makes the pass of a rotation short.
uint32_t vault_key_of(const void *blob, size_t n_blob);

// The same of the first VAULT_HEAD bytes of a blob, as a statement groups by them.
enum { VAULT_HEAD = 5 };
uint32_t vault_key_of_head(const void *head, size_t n_head);

// When a key was made (UTC ms); 0 where the file lacks it.
int64_t vault_key_time(struct vault *vault, uint32_t key);

// What overwrites the blob of a person who is erased; the caller unrefs.
GBytes *vault_erased(void);
bool vault_is_erased(const void *blob, size_t n_blob);

// The token of WORD in the index KIND: 16 bytes, another in each kind and by each key. What is
// stored for a person goes by the key of the blob (vault_key_of()), who searches asks for the
// tokens by each key of vault_keys(). TOTE_KEYS_LACKING where the key file does not hold KEY.
bool vault_token(struct vault *vault, uint32_t key, int kind, const char *word,
                 uint8_t ret_token[VAULT_TOKEN], GError **error);
