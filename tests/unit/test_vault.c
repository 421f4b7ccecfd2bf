// SPDX-License-Identifier: Apache-2.0
// The vault: what is sealed opens again and nothing else does; rotation, also while others work,
// and what is left of who was erased.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vault_folder.h"

static void check_refused(struct vault *vault, const void *bytes, size_t n, int64_t id,
                          enum tote_code code)
{
    g_autoptr(GError) error = NULL;
    char *opened = (char *)1;
    g_assert_false(vault_unseal(vault, bytes, n, id, &opened, NULL, &error));
    g_assert_null(opened);
    g_assert_error(error, TOTE_ERROR, (int)code);
    g_assert_true(*tote_error_hint(error) != '\0');
}

static void check_blob_refused(struct vault *vault, GBytes *blob, int64_t id, enum tote_code code)
{
    size_t n;
    const void *bytes = g_bytes_get_data(blob, &n);
    check_refused(vault, bytes, n, id, code);
}

// --- Sealing

static void test_round_trip(void)
{
    g_autoptr(vault_handle) vault = open_at(made());
    g_autofree char *large = g_strnfill(VAULT_TEXT_MAX, 'x');
    const char *const texts[] = {"", "a", TEXT, "Žofie 李 \U0001F600", large};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GBytes) blob = seal(vault, texts[i], (int64_t)i - 1);
        g_assert_cmpuint(g_bytes_get_size(blob), ==, strlen(texts[i]) + VAULT_OVERHEAD);
        check_opens(vault, blob, (int64_t)i - 1, texts[i]);
    }
    g_autoptr(GError) error = NULL;
    g_autofree char *longer = g_strnfill(VAULT_TEXT_MAX + 1, 'x');
    GBytes *blob = NULL;
    g_assert_false(vault_seal(vault, newest(vault), longer, VAULT_TEXT_MAX + 1, 1, &blob, &error));
    g_assert_error(error, TOTE_ERROR, TOTE_ENGINE_LIMIT);
    g_assert_null(blob);
}

// The same text twice has nothing in common but the head, and shows none of its words.
static void test_nothing_shows(void)
{
    g_autoptr(vault_handle) vault = open_at(made());
    g_autoptr(GBytes) one = seal(vault, TEXT, 7), other = seal(vault, TEXT, 7);
    const uint8_t *a = g_bytes_get_data(one, NULL), *b = g_bytes_get_data(other, NULL);
    size_t n = g_bytes_get_size(one), same = 0;
    for (size_t i = 5; i < n; i++)
        same += a[i] == b[i];
    g_assert_cmpint(memcmp(a, b, 5), ==, 0);
    g_assert_cmpuint(same, <, 12); // of 90 bytes, by chance
    g_assert_null(memmem(a, n, "Quill", 5));
}

static void test_swapped_rows(void)
{
    g_autoptr(vault_handle) vault = open_at(made());
    g_autoptr(GBytes) one = seal(vault, TEXT, 1), other = seal(vault, TEXT, 2);
    check_blob_refused(vault, one, 2, TOTE_PERSON_DAMAGED);
    check_blob_refused(vault, other, 1, TOTE_PERSON_DAMAGED);
    check_blob_refused(vault, one, 1 + (1LL << 32), TOTE_PERSON_DAMAGED);
    check_blob_refused(vault, one, -1, TOTE_PERSON_DAMAGED);
    // The head of one with the text of the other, of the same person.
    g_autoptr(GBytes) again = seal(vault, TEXT, 1);
    size_t n = g_bytes_get_size(one), head = VAULT_OVERHEAD - 16;
    g_autofree uint8_t *mixed = g_memdup2(g_bytes_get_data(one, NULL), n);
    memcpy(mixed + head, (const uint8_t *)g_bytes_get_data(again, NULL) + head, n - head);
    check_refused(vault, mixed, n, 1, TOTE_PERSON_DAMAGED);
}

// Every byte changed in every bit, every length: each is refused, by the key's id where that
// changed. The copies are exact, so that a sanitizer sees a read behind the end.
static void test_damage(void)
{
    g_autoptr(vault_handle) vault = open_at(made());
    g_autoptr(GBytes) blob = seal(vault, TEXT, 5);
    size_t n;
    const uint8_t *bytes = g_bytes_get_data(blob, &n);
    for (size_t i = 0; i < n; i++)
        for (int bit = 0; bit < 8; bit++) {
            g_autofree uint8_t *copy = g_memdup2(bytes, n);
            copy[i] ^= (uint8_t)(1 << bit);
            bool names_key = i >= 1 && i < 5;
            check_refused(vault, copy, n, 5, names_key ? TOTE_KEYS_LACKING : TOTE_PERSON_DAMAGED);
        }
    for (size_t cut = 0; cut < n; cut++) {
        g_autofree uint8_t *copy = g_memdup2(bytes, cut);
        check_refused(vault, copy, cut, 5, TOTE_PERSON_DAMAGED);
    }
    g_autofree uint8_t *longer = g_malloc0(n + 1);
    memcpy(longer, bytes, n);
    check_refused(vault, longer, n + 1, 5, TOTE_PERSON_DAMAGED);
}

static void test_other_file(void)
{
    g_autoptr(vault_handle) vault = open_at(made()), stranger = open_at(made());
    g_autoptr(GBytes) blob = seal(vault, TEXT, 5);
    check_blob_refused(stranger, blob, 5, TOTE_KEYS_LACKING);
}

static void test_erased(void)
{
    g_autoptr(vault_handle) vault = open_at(made());
    g_autoptr(GBytes) erased = vault_erased(), blob = seal(vault, TEXT, 3);
    size_t n;
    const uint8_t *bytes = g_bytes_get_data(erased, &n);
    g_assert_true(vault_is_erased(bytes, n));
    g_assert_false(vault_is_erased(bytes, 0));
    g_assert_false(vault_is_erased(g_bytes_get_data(blob, NULL), g_bytes_get_size(blob)));
    check_blob_refused(vault, erased, 3, TOTE_PERSON_ERASED);
    g_assert_cmpuint(vault_key_of(bytes, n), ==, 0);
}

// --- Rotation

static void check_key_of(GBytes *blob, uint32_t key)
{
    size_t n;
    const void *bytes = g_bytes_get_data(blob, &n);
    g_assert_cmpuint(vault_key_of(bytes, n), ==, key);
    g_assert_cmpuint(vault_key_of(bytes, VAULT_OVERHEAD - 1), ==, 0);
}

// KEYS (N of them, the newest first) are those of the file.
static void check_keys(struct vault *vault, const uint32_t *keys, unsigned n)
{
    uint32_t held[VAULT_KEYS_MAX];
    g_assert_cmpuint(vault_keys(vault, held, NULL), ==, n);
    g_assert_cmpmem(held, n * sizeof *held, keys, n * sizeof *keys);
}

static void test_rotation(void)
{
    g_autoptr(GError) error = NULL;
    const char *path = made();
    g_autoptr(vault_handle) vault = open_at(path);
    g_autoptr(GBytes) old = seal(vault, TEXT, 9);
    uint32_t first = newest(vault), second, third;
    check_key_of(old, first);
    g_assert_true(vault_rotate(path, &second, &error));
    g_assert_true(vault_rotate(path, &third, &error));
    check_keys(vault, (uint32_t[]){third, second, first}, 3);
    g_autoptr(GBytes) fresh = seal(vault, TEXT, 9);
    check_key_of(fresh, third);
    check_opens(vault, old, 9, TEXT);
    check_opens(vault, fresh, 9, TEXT);
    g_assert_true(vault_retire(path, first, &error)); // nothing is older
    check_keys(vault, (uint32_t[]){third, second, first}, 3);
    g_assert_true(vault_retire(path, second, &error)); // who rotated later loses nothing
    check_keys(vault, (uint32_t[]){third, second}, 2);
    g_autoptr(vault_handle) retired = open_at(path);
    check_blob_refused(retired, old, 9, TOTE_KEYS_LACKING);
    check_opens(retired, fresh, 9, TEXT);
    g_assert_false(vault_retire(path, first, &error));
    g_assert_error(error, TOTE_ERROR, TOTE_NOT_FOUND);
    check_keys(vault, (uint32_t[]){third, second}, 2);
}

// Who had the file open all along opens what the new key sealed, and seals by it.
static void test_rotation_beside(void)
{
    const char *path = made();
    g_autoptr(vault_handle) reader = open_at(path), writer = open_at(path), last = open_at(path);
    uint32_t first = newest(writer), second;
    g_assert_true(vault_rotate(path, &second, NULL));
    g_autoptr(vault_handle) other = open_at(path);
    g_autoptr(GBytes) blob = seal(other, TEXT, 4), theirs = seal(writer, TEXT, 4);
    check_opens(reader, blob, 4, TEXT);
    check_key_of(theirs, second);
    uint8_t one[VAULT_TOKEN], same[VAULT_TOKEN];
    g_assert_true(vault_token(last, second, 1, "quill", one, NULL));
    g_assert_true(vault_token(other, second, 1, "quill", same, NULL));
    g_assert_cmpmem(one, VAULT_TOKEN, same, VAULT_TOKEN);
    // A key that was kept too long does not seal what nobody will open.
    g_assert_true(vault_retire(path, second, NULL));
    check_keys(writer, &second, 1);
    g_autoptr(GError) error = NULL;
    GBytes *none = NULL;
    g_assert_false(vault_seal(writer, first, "x", 1, 4, &none, &error));
    g_assert_error(error, TOTE_ERROR, TOTE_KEYS_LACKING);
    g_assert_null(none);
    check_opens(writer, theirs, 4, TEXT);
}

// After an erasure is finished, the key file opens nothing of the erased in an older backup of the
// database: no text, and no token tells a word. Everybody else is read and found as before.
static void test_erasure(void)
{
    const char *path = made();
    g_autoptr(vault_handle) before = open_at(path);
    g_autoptr(GBytes) backup = seal(before, TEXT, 1), stays = seal(before, TEXT, 2);
    uint32_t first = newest(before), second;
    uint8_t old[VAULT_TOKEN], token[VAULT_TOKEN];
    g_assert_true(vault_token(before, first, 1, "quill", old, NULL));
    g_assert_true(vault_rotate(path, &second, NULL));
    check_opens(before, stays, 2, TEXT);
    g_autoptr(GBytes) moved = seal(before, TEXT, 2);
    g_assert_true(vault_retire(path, second, NULL));

    g_autoptr(vault_handle) today = open_at(path);
    g_autoptr(GError) error = NULL;
    check_blob_refused(today, backup, 1, TOTE_KEYS_LACKING);
    check_keys(today, &second, 1);
    g_assert_true(vault_token(today, second, 1, "quill", token, NULL));
    g_assert_true(memcmp(old, token, VAULT_TOKEN) != 0);
    g_assert_false(vault_token(today, first, 1, "quill", token, &error));
    g_assert_error(error, TOTE_ERROR, TOTE_KEYS_LACKING);
    check_opens(today, moved, 2, TEXT);
}

// What is open still opens when the file is away or spoilt; a transaction that seals does not
// begin, for nobody might ever open what it sealed.
static void test_file_away(void)
{
    const char *path = made();
    g_autoptr(vault_handle) vault = open_at(path);
    g_autoptr(GBytes) blob = seal(vault, TEXT, 4);
    uint32_t keys[VAULT_KEYS_MAX];
    g_autoptr(GError) missing = NULL, damaged = NULL;
    g_assert_cmpint(truncate(path, 20), ==, 0);
    g_assert_cmpuint(vault_keys(vault, keys, &damaged), ==, 0);
    g_assert_error(damaged, TOTE_ERROR, TOTE_KEYS_DAMAGED);
    check_opens(vault, blob, 4, TEXT);
    g_assert_cmpint(g_unlink(path), ==, 0);
    g_assert_cmpuint(vault_keys(vault, keys, &missing), ==, 0);
    g_assert_error(missing, TOTE_ERROR, TOTE_KEYS_MISSING);
    check_opens(vault, blob, 4, TEXT);
}

// Another file in the same place is noticed, also where it is as large as the one before and was
// written into it, within the same second.
static void test_file_overwritten(void)
{
    const char *path = made(), *other = made();
    const struct timespec times[][2] = {{{1700000000, 1}, {1700000000, 1}},
                                        {{1700000000, 2}, {1700000000, 2}}};
    g_autofree char *keys = NULL;
    gsize n = 0;
    g_assert_cmpint(utimensat(AT_FDCWD, path, times[0], 0), ==, 0);
    g_autoptr(vault_handle) vault = open_at(path);
    g_autoptr(vault_handle) its = open_at(other);
    g_assert_cmpuint(newest(vault), !=, newest(its));
    g_assert_true(g_file_get_contents(other, &keys, &n, NULL));
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    g_assert_cmpint(write(fd, keys, n), ==, (ssize_t)n);
    close(fd);
    g_assert_cmpint(utimensat(AT_FDCWD, path, times[1], 0), ==, 0);
    g_assert_cmpuint(newest(vault), ==, newest(its));
}

static void test_rotation_limit(void)
{
    g_autoptr(GError) error = NULL;
    const char *path = made();
    g_autoptr(vault_handle) vault = open_at(path);
    g_autoptr(GBytes) blob = seal(vault, TEXT, 1);
    uint32_t keys[VAULT_KEYS_MAX] = {newest(vault)}, more = 1;
    for (int i = 1; i < VAULT_KEYS_MAX; i++) {
        memmove(keys + 1, keys, (size_t)i * sizeof *keys);
        g_assert_true(vault_rotate(path, &keys[0], NULL));
    }
    g_assert_false(vault_rotate(path, &more, &error));
    g_assert_error(error, TOTE_ERROR, TOTE_KEYS_FULL);
    g_assert_cmpint((int)tote_error_exit(error), ==, TOTE_EXIT_REFUSED);
    g_assert_cmpuint(more, ==, 0);
    check_keys(vault, keys, VAULT_KEYS_MAX);
    check_opens(vault, blob, 1, TEXT);
}

// --- Tokens

static void test_token(void)
{
    g_autoptr(vault_handle) vault = open_at(made()), stranger = open_at(made());
    uint32_t key = newest(vault);
    uint8_t one[VAULT_TOKEN], same[VAULT_TOKEN], kind[VAULT_TOKEN], word[VAULT_TOKEN],
        file[VAULT_TOKEN];
    vault_token(vault, key, 1, "quill", one, NULL);
    vault_token(vault, key, 1, "quill", same, NULL);
    vault_token(vault, key, 2, "quill", kind, NULL);
    vault_token(vault, key, 1, "quil", word, NULL);
    vault_token(stranger, newest(stranger), 1, "quill", file, NULL);
    g_assert_cmpmem(one, VAULT_TOKEN, same, VAULT_TOKEN);
    g_assert_true(memcmp(one, kind, VAULT_TOKEN) != 0);
    g_assert_true(memcmp(one, word, VAULT_TOKEN) != 0);
    g_assert_true(memcmp(one, file, VAULT_TOKEN) != 0);
}

int main(int argc, char **argv)
{
    static const struct vault_test tests[] = {
        {"/vault/round-trip", test_round_trip},
        {"/vault/nothing-shows", test_nothing_shows},
        {"/vault/swapped-rows", test_swapped_rows},
        {"/vault/damage", test_damage},
        {"/vault/other-file", test_other_file},
        {"/vault/erased", test_erased},
        {"/vault/rotation", test_rotation},
        {"/vault/rotation-beside", test_rotation_beside},
        {"/vault/erasure", test_erasure},
        {"/vault/file-away", test_file_away},
        {"/vault/file-overwritten", test_file_overwritten},
        {"/vault/rotation-limit", test_rotation_limit},
        {"/vault/token", test_token},
    };
    return run_in_folder(argc, argv, tests, G_N_ELEMENTS(tests));
}
