// SPDX-License-Identifier: Apache-2.0
// Key files: those that are not as they should be, where they lie, and several processes that make
// or change one at the same moment.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vault_folder.h"
#include "vault_keys.h"

static void check_no_vault(const char *path, enum tote_code code)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(vault_open(path, &error));
    g_assert_error(error, TOTE_ERROR, (int)code);
    g_assert_nonnull(strstr(error->message, code == TOTE_KEYS_UNREADABLE ? "" : "key file"));
}

static void test_missing(void)
{
    g_autofree char *below = g_build_filename(made(), "x.keys", NULL);
    check_no_vault(new_path(), TOTE_KEYS_MISSING);
    check_no_vault(below, TOTE_KEYS_MISSING);
    check_no_vault(folder, TOTE_KEYS_UNREADABLE);
    g_autoptr(GError) error = NULL;
    g_assert_false(vault_rotate(new_path(), NULL, &error));
    g_assert_error(error, TOTE_ERROR, TOTE_KEYS_MISSING);
}

static void test_rights(void)
{
    const char *path = made();
    struct stat was;
    g_assert_cmpint(g_stat(path, &was), ==, 0);
    g_assert_cmpint(was.st_mode & 07777, ==, 0600);
    const int wide[] = {0640, 0604, 0660, 0666, 0610, 0601, 0620};
    for (size_t i = 0; i < G_N_ELEMENTS(wide); i++) {
        g_assert_cmpint(g_chmod(path, wide[i]), ==, 0);
        check_no_vault(path, TOTE_KEYS_EXPOSED);
    }
    g_assert_false(vault_rotate(path, NULL, NULL));
    g_assert_cmpint(g_chmod(path, 0400), ==, 0);
    vault_close(open_at(path));
    g_assert_true(vault_rotate(path, NULL, NULL));
    g_assert_cmpint(g_stat(path, &was), ==, 0);
    g_assert_cmpint(was.st_mode & 07777, ==, 0400); // as it was
}

// Without rights at all; root may read everything, so it goes as somebody else.
static void test_unreadable(void)
{
    const char *path = made();
    g_assert_cmpint(g_chmod(path, 0), ==, 0);
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (chmod(folder, 0755) || seteuid(65534)))
            _exit(2);
        GError *error = NULL;
        _exit(vault_open(path, &error) == NULL && tote_error_is(error, TOTE_KEYS_UNREADABLE) ? 0
                                                                                             : 1);
    }
    int status;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
}

static void test_symbolic_link(void)
{
    const char *path = made(), *name = new_path();
    g_assert_cmpint(symlink(path, name), ==, 0);
    g_assert_true(vault_rotate(name, NULL, NULL));
    g_assert_true(g_file_test(name, G_FILE_TEST_IS_SYMLINK));
    g_autoptr(vault_handle) one = open_at(name), other = open_at(path);
    g_autoptr(GBytes) blob = seal(one, TEXT, 1);
    check_opens(other, blob, 1, TEXT);
}

static void put_file(const char *path, const char *bytes, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    g_assert_cmpint(fd, >=, 0);
    g_assert_cmpint(write(fd, bytes, n), ==, (gssize)n);
    close(fd);
}

static void test_damaged_file(void)
{
    const char *path = made(), *broken = new_path();
    g_assert_true(vault_rotate(path, NULL, NULL));
    g_autofree char *bytes = NULL;
    size_t n;
    g_assert_true(g_file_get_contents(path, &bytes, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        char kept = bytes[i];
        bytes[i] ^= 1 << (i % 7);
        put_file(broken, bytes, n);
        check_no_vault(broken, TOTE_KEYS_DAMAGED);
        put_file(broken, bytes, i);
        check_no_vault(broken, TOTE_KEYS_DAMAGED);
        bytes[i] = kept;
    }
    g_autofree char *longer = g_strconcat(bytes, "\n", NULL);
    put_file(broken, longer, n + 1);
    check_no_vault(broken, TOTE_KEYS_DAMAGED);
    g_autofree char *huge = g_strnfill(100000, '#');
    put_file(broken, huge, 100000);
    check_no_vault(broken, TOTE_KEYS_DAMAGED);
    put_file(broken, bytes, n);
    vault_close(open_at(broken));
}

// --- The keys themselves

// Every key is drawn: none of two files, of two rotations or of two purposes has much in common.
static void test_keys_are_drawn(void)
{
    g_autoptr(key_ring) one = keys_new(NULL), other = keys_new(NULL);
    g_assert_true(keys_add(one) && keys_add(one) && keys_add(other));
    const uint8_t zero[KEY_BYTES] = {0};
    const uint8_t *keys[] = {zero,
                             one->keys[0].seals,
                             one->keys[0].tokens,
                             one->keys[1].seals,
                             one->keys[1].tokens,
                             other->keys[0].seals,
                             other->keys[0].tokens};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        for (size_t j = 0; j < i; j++) {
            int same = 0;
            for (int byte = 0; byte < KEY_BYTES; byte++)
                same += keys[i][byte] == keys[j][byte];
            g_assert_cmpint(same, <, 8); // of 32, by chance
        }
}

// A full file is read as it was written; one that holds a key twice is none of ours.
static void test_keys_as_text(void)
{
    g_autoptr(key_ring) ring = keys_new(NULL), back = keys_new(NULL);
    char text[KEY_FILE_MAX];
    int line = 0;
    while (keys_add(ring))
        continue;
    g_assert_cmpuint(ring->n, ==, VAULT_KEYS_MAX);
    size_t n = keys_write(ring, text);
    g_assert_null(keys_read(back, text, n, &line));
    g_assert_cmpmem(back, sizeof *back, ring, sizeof *ring);
    g_assert_true(keys_retire(ring, ring->keys[VAULT_KEYS_MAX - 2].id));
    g_assert_cmpuint(ring->n, ==, 2);
    for (unsigned i = 0; i < 2; i++)
        g_assert_cmpmem(&ring->keys[i], sizeof ring->keys[i], &back->keys[VAULT_KEYS_MAX - 2 + i],
                        sizeof ring->keys[i]);
    g_assert_cmpuint(ring->keys[2].id, ==, 0);
    ring->keys[1].id = ring->keys[0].id;
    n = keys_write(ring, text);
    g_assert_nonnull(keys_read(back, text, n, &line));
    g_assert_cmpint(line, ==, 5); // behind the header, two remarks and the first
    ring->n = 0;
    n = keys_write(ring, text);
    g_assert_nonnull(keys_read(back, text, n, &line));
}

// Nothing of a person goes into the file, whatever was sealed with it.
static void test_file_holds_keys_alone(void)
{
    const char *path = made();
    g_autoptr(vault_handle) vault = open_at(path);
    g_bytes_unref(seal(vault, TEXT, 1));
    g_autofree char *text = NULL;
    size_t n;
    g_assert_true(g_file_get_contents(path, &text, &n, NULL));
    g_assert_null(strstr(text, "Quill"));
    g_assert_null(strstr(text, "example"));
    static const char *const starts[] = {"tote-keys 1", "# ", "# ", "key ", "check "};
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, G_N_ELEMENTS(starts) + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        g_assert_true(g_str_has_prefix(lines[i], starts[i]));
}

static void test_create_refuses(void)
{
    g_autoptr(GError) error = NULL;
    const char *path = made();
    g_autofree char *before = NULL, *after = NULL;
    g_assert_true(g_file_get_contents(path, &before, NULL, NULL));
    g_assert_false(vault_create(path, &error));
    g_assert_error(error, TOTE_ERROR, TOTE_EXISTS);
    g_assert_true(g_file_get_contents(path, &after, NULL, NULL));
    g_assert_cmpstr(before, ==, after);
    g_clear_error(&error);
    g_autofree char *below = g_build_filename(path, "x.keys", NULL);
    g_assert_false(vault_create(below, &error));
    g_assert_error(error, TOTE_ERROR, TOTE_FILE_WRITE);
}

static void test_create_makes_folder(void)
{
    g_autofree char *path = g_build_filename(folder, "new", "deep", "x.keys", NULL);
    g_autofree char *made_folder = g_path_get_dirname(path);
    struct stat was;
    g_assert_true(vault_create(path, NULL));
    g_assert_cmpint(g_stat(made_folder, &was), ==, 0);
    g_assert_cmpint(was.st_mode & 0777, ==, 0700);
    vault_close(open_at(path));
    g_unlink(path);
    g_rmdir(made_folder);
}

// --- Several processes

enum { CROWD = 8 };

// Runs WORK in CROWD processes that start together; gives how many returned true.
static int crowd(bool (*work)(const char *path), const char *path)
{
    int gate[2], done = 0;
    pid_t children[CROWD];
    g_assert_cmpint(pipe(gate), ==, 0);
    for (int i = 0; i < CROWD; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            char byte;
            close(gate[1]);
            if (read(gate[0], &byte, 1) != 0) // until all are there
                _exit(2);
            _exit(work(path) ? 0 : 1);
        }
    }
    close(gate[0]);
    close(gate[1]);
    for (int i = 0; i < CROWD; i++) {
        int status;
        g_assert_cmpint(waitpid(children[i], &status, 0), ==, children[i]);
        g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
        done += WEXITSTATUS(status) == 0;
    }
    return done;
}

static bool create_and_open(const char *path)
{
    GError *error = NULL;
    bool mine = vault_create(path, &error);
    if (!mine && !tote_error_is(error, TOTE_EXISTS))
        _exit(3);
    struct vault *vault = vault_open(path, NULL); // whoever made it, it is whole
    if (!vault)
        _exit(4);
    vault_close(vault);
    return mine;
}

static bool rotate(const char *path)
{
    return vault_rotate(path, NULL, NULL);
}

static int files_like(const char *path)
{
    g_autofree char *name = g_path_get_basename(path);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    int n = 0;
    for (const char *file; (file = g_dir_read_name(dir));)
        n += g_str_has_prefix(file, name);
    return n;
}

static void test_race_to_create(void)
{
    for (int round = 0; round < 8; round++) {
        const char *path = new_path();
        g_assert_cmpint(crowd(create_and_open, path), ==, 1);
        g_assert_cmpint(files_like(path), ==, 1); // and no half of one
    }
}

static void test_race_to_rotate(void)
{
    const char *path = made();
    g_autofree char *text = NULL;
    g_assert_cmpint(crowd(rotate, path), ==, CROWD);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) keys = g_strsplit(text, "\nkey ", -1);
    g_assert_cmpuint(g_strv_length(keys), ==, CROWD + 2); // none was lost
    g_assert_cmpint(files_like(path), ==, 1);
}

// --- Where they lie

static void test_default_path(void)
{
    static const struct {
        const char *url, *path;
    } cases[] = {
        {"shop.db", "shop.db.keys"},
        {"/srv/a b/shop.db", "/srv/a b/shop.db.keys"},
        {"sqlite:/srv/shop.db", "/srv/shop.db.keys"},
        {"postgresql://host/shop", "/cfg/tote/shop.keys"},
        {"postgres://me:s3cret@h1,h2:5433/shop?sslmode=require", "/cfg/tote/shop.keys"},
        {"postgresql:///?host=/run&dbname=other", "/cfg/tote/other.keys"},
        {"postgresql://me:s3cret@host", "/cfg/tote/me.keys"},
        {"postgresql://me@host/", "/cfg/tote/me.keys"},
        {"postgresql://host/a%2F..%2Fb", "/cfg/tote/a%2F..%2Fb.keys"},
        {"postgresql://host/caf%C3%A9", "/cfg/tote/café.keys"},
        {"postgresql://host/../x", "/cfg/tote/..%2Fx.keys"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = vault_default_path(cases[i].url);
        g_assert_cmpstr(path, ==, cases[i].path);
    }
}

int main(int argc, char **argv)
{
    g_setenv("XDG_CONFIG_HOME", "/cfg", TRUE);
    static const struct vault_test tests[] = {
        {"/vault-file/missing", test_missing},
        {"/vault-file/rights", test_rights},
        {"/vault-file/unreadable", test_unreadable},
        {"/vault-file/symbolic-link", test_symbolic_link},
        {"/vault-file/damaged-file", test_damaged_file},
        {"/vault-file/keys-are-drawn", test_keys_are_drawn},
        {"/vault-file/keys-as-text", test_keys_as_text},
        {"/vault-file/keys-alone", test_file_holds_keys_alone},
        {"/vault-file/create-refuses", test_create_refuses},
        {"/vault-file/create-makes-folder", test_create_makes_folder},
        {"/vault-file/race-to-create", test_race_to_create},
        {"/vault-file/race-to-rotate", test_race_to_rotate},
        {"/vault-file/default-path", test_default_path},
    };
    return run_in_folder(argc, argv, tests, G_N_ELEMENTS(tests));
}
