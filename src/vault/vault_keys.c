// SPDX-License-Identifier: Apache-2.0
// A key file as text: a line a key, and a check over all of it that tells damage from a wrong key.
#include "vault_keys.h"

#include <sodium.h>
#include <string.h>

#include "clock.h"
#include "i18n.h"

#define HEADER "tote-keys 1\n"
#define REMARK                                                                                     \
    "# The keys that open the people of a database. Keep a copy of this file, apart from the\n"    \
    "# backups of the database: without it they stay sealed, with it anybody reads them.\n"

enum { HEX_KEY = 2 * KEY_BYTES, CHECK_BYTES = 16, HEX_CHECK = 2 * CHECK_BYTES };

struct key_ring *keys_new(GError **error)
{
    struct key_ring *ring = sodium_init() < 0 ? NULL : sodium_malloc(sizeof *ring);
    if (!ring) {
        tote_fail(error, TOTE_BUG, NULL, _("There is no protected memory for the keys"));
        return NULL;
    }
    sodium_memzero(ring, sizeof *ring);
    return ring;
}

void keys_free(struct key_ring *ring)
{
    sodium_free(ring); // wipes
}

const struct vault_key *keys_find(const struct key_ring *ring, uint32_t id)
{
    for (unsigned i = 0; i < ring->n; i++)
        if (ring->keys[i].id == id)
            return &ring->keys[i];
    return NULL;
}

uint32_t keys_add(struct key_ring *ring)
{
    if (ring->n == VAULT_KEYS_MAX)
        return 0;
    uint32_t id = 0;
    while (!id || keys_find(ring, id))
        id = randombytes_random();
    struct vault_key *key = &ring->keys[ring->n++];
    key->id = id;
    key->created_ms = clock_now();
    randombytes_buf(key->seals, sizeof key->seals);
    randombytes_buf(key->tokens, sizeof key->tokens);
    return id;
}

bool keys_retire(struct key_ring *ring, uint32_t id)
{
    const struct vault_key *oldest = keys_find(ring, id);
    if (!oldest)
        return false;
    unsigned kept = ring->n - (unsigned)(oldest - ring->keys);
    memmove(ring->keys, oldest, kept * sizeof *oldest);
    sodium_memzero(ring->keys + kept, (ring->n - kept) * sizeof *oldest);
    ring->n = kept;
    return true;
}

// --- Writing. Nothing of a key passes through memory that is not wiped.

struct writer {
    char *text;
    size_t at;
};

static void put(struct writer *to, const char *words)
{
    size_t n = strlen(words);
    g_assert(to->at + n < KEY_FILE_MAX);
    memcpy(to->text + to->at, words, n + 1);
    to->at += n;
}

static void put_hex(struct writer *to, const uint8_t *bytes, size_t n, const char *behind)
{
    g_assert(to->at + 2 * n + 1 < KEY_FILE_MAX);
    sodium_bin2hex(to->text + to->at, KEY_FILE_MAX - to->at, bytes, n);
    to->at += 2 * n;
    put(to, behind);
}

static void check_of(const char *text, size_t n, uint8_t check[CHECK_BYTES])
{
    crypto_generichash(check, CHECK_BYTES, (const unsigned char *)text, n, NULL, 0);
}

size_t keys_write(const struct key_ring *ring, char text[KEY_FILE_MAX])
{
    struct writer to = {.text = text};
    put(&to, HEADER REMARK);
    for (unsigned i = 0; i < ring->n; i++) {
        const struct vault_key *key = &ring->keys[i];
        g_autofree char *created = clock_rfc3339(key->created_ms);
        g_autofree char *start = g_strdup_printf("key %08x %s ", key->id, created);
        put(&to, start);
        put_hex(&to, key->seals, sizeof key->seals, " ");
        put_hex(&to, key->tokens, sizeof key->tokens, "\n");
    }
    uint8_t check[CHECK_BYTES];
    check_of(text, to.at, check);
    put(&to, "check ");
    put_hex(&to, check, sizeof check, "\n");
    return to.at;
}

// --- Reading

struct reader {
    const char *at, *end; // what is left
    int line;             // of `at`, from 1
};

static bool take(struct reader *from, const char *words)
{
    size_t n = strlen(words);
    if ((size_t)(from->end - from->at) < n || memcmp(from->at, words, n) != 0)
        return false;
    from->at += n;
    from->line += words[n - 1] == '\n';
    return true;
}

// N bytes as put_hex() wrote them, in small letters: there is one way to write a file.
static bool take_hex(struct reader *from, uint8_t *bytes, size_t n)
{
    size_t got = 0;
    for (const char *at = from->at; at < from->end && at < from->at + 2 * n; at++)
        if (g_ascii_isupper(*at))
            return false;
    if ((size_t)(from->end - from->at) < 2 * n ||
        sodium_hex2bin(bytes, n, from->at, 2 * n, NULL, &got, NULL) != 0 || got != n)
        return false;
    from->at += 2 * n;
    return true;
}

static void skip_line(struct reader *from)
{
    const char *end = memchr(from->at, '\n', from->end - from->at);
    from->at = end ? end + 1 : from->end;
    from->line++;
}

static bool take_time(struct reader *from, int64_t *ms)
{
    const char *blank = memchr(from->at, ' ', from->end - from->at);
    if (!blank || blank - from->at > 32)
        return false;
    g_autofree char *time = g_strndup(from->at, blank - from->at);
    from->at = blank + 1;
    return clock_parse(time, ms, NULL);
}

static bool take_key(struct reader *from, struct key_ring *ring)
{
    if (ring->n == VAULT_KEYS_MAX)
        return false;
    struct vault_key *key = &ring->keys[ring->n];
    uint8_t id[4];
    if (!take_hex(from, id, sizeof id) || !take(from, " ") || !take_time(from, &key->created_ms) ||
        !take_hex(from, key->seals, sizeof key->seals) || !take(from, " ") ||
        !take_hex(from, key->tokens, sizeof key->tokens) || !take(from, "\n"))
        return false;
    key->id = (uint32_t)id[0] << 24 | (uint32_t)id[1] << 16 | (uint32_t)id[2] << 8 | id[3];
    if (!key->id || keys_find(ring, key->id)) {
        from->line--; // it is about the line just read
        return false;
    }
    ring->n++;
    return true;
}

// The lines between the header and the check.
static const char *take_keys(struct reader *from, struct key_ring *ring)
{
    while (take(from, "#"))
        skip_line(from);
    while (take(from, "key "))
        if (!take_key(from, ring))
            return N_("a key is not complete");
    return ring->n ? NULL : N_("there is no key");
}

const char *keys_read(struct key_ring *ring, const char *text, size_t n, int *ret_line)
{
    struct reader from = {text, text + n, 1};
    uint8_t check[CHECK_BYTES], stated[CHECK_BYTES];
    const char *wrong = NULL;
    ring->n = 0;
    if (!take(&from, HEADER))
        wrong = take(&from, "tote-keys ") ? N_("it is of another version of tote")
                                          : N_("it is no key file");
    if (!wrong)
        wrong = take_keys(&from, ring);
    *ret_line = from.line;
    if (wrong)
        return wrong;
    check_of(text, from.at - text, check);
    if (!take(&from, "check ") || !take_hex(&from, stated, sizeof stated) || !take(&from, "\n") ||
        from.at != from.end)
        return N_("its end is missing or something follows it");
    return sodium_memcmp(check, stated, sizeof check) ? N_("its check does not fit its keys")
                                                      : NULL;
}
