// SPDX-License-Identifier: Apache-2.0
// What the tests of the vault share: a folder for key files, and sealing that has to go well.
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "vault.h"

#define TEXT "{\"name\":\"Zacharias Quill\",\"email\":\"z.quill@example.org\"}"

static char *folder; // of this program, gone at its end

static inline void begin_folder(void)
{
    folder = g_dir_make_tmp("tote-vault-XXXXXX", NULL);
    g_assert_nonnull(folder);
}

// A path that no other test uses; owned by the program.
static inline const char *new_path(void)
{
    static int count;
    g_autofree char *name = g_strdup_printf("%d.keys", ++count);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return g_intern_string(path);
}

static inline struct vault *open_at(const char *path)
{
    g_autoptr(GError) error = NULL;
    struct vault *vault = vault_open(path, &error);
    g_assert_no_error(error);
    g_assert_nonnull(vault);
    return vault;
}

static inline const char *made(void)
{
    g_autoptr(GError) error = NULL;
    const char *path = new_path();
    g_assert_true(vault_create(path, &error));
    g_assert_no_error(error);
    return path;
}

// The newest key of the file as it is now.
static inline uint32_t newest(struct vault *vault)
{
    g_autoptr(GError) error = NULL;
    uint32_t keys[VAULT_KEYS_MAX];
    unsigned n = vault_keys(vault, keys, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(n, >=, 1);
    return keys[0];
}

static inline GBytes *seal(struct vault *vault, const char *text, int64_t id)
{
    g_autoptr(GError) error = NULL;
    GBytes *blob = NULL;
    g_assert_true(vault_seal(vault, newest(vault), text, strlen(text), id, &blob, &error));
    g_assert_no_error(error);
    return blob;
}

// Opens BLOB and compares it to TEXT.
static inline void check_opens(struct vault *vault, GBytes *blob, int64_t id, const char *text)
{
    g_autoptr(GError) error = NULL;
    size_t n, got = 0;
    const void *bytes = g_bytes_get_data(blob, &n);
    char *opened = NULL;
    bool ok = vault_unseal(vault, bytes, n, id, &opened, &got, &error);
    g_assert_no_error(error);
    g_assert_true(ok);
    g_assert_cmpstr(opened, ==, text);
    g_assert_cmpuint(got, ==, strlen(text));
    vault_wipe(opened, got);
}

static inline void end_folder(void)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_remove(path);
    }
    g_rmdir(folder);
    g_free(folder);
}

struct vault_test {
    const char *name;
    void (*run)(void);
};

// The program: all TESTS with the folder around them.
static inline int run_in_folder(int argc, char **argv, const struct vault_test *tests, size_t n)
{
    g_test_init(&argc, &argv, NULL);
    begin_folder();
    for (size_t i = 0; i < n; i++)
        g_test_add_func(tests[i].name, tests[i].run);
    int failed = g_test_run();
    end_folder();
    return failed;
}
