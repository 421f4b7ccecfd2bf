// SPDX-License-Identifier: Apache-2.0
// Where a SQLite database may lie: the sentences for network and memory file systems.
#include <glib.h>
#include <string.h>
#include <sys/vfs.h>

#include "driver.h"

struct judgement {
    unsigned long magic;
    const char *name; // NULL = taken
    bool throwaway;   // taken when asked for
};

static const struct judgement judgements[] = {
    {0x6969, "NFS", false},      {0xFE534D42, "SMB", false},  {0xFF534D42, "CIFS", false},
    {0x65735546, "FUSE", false}, {0x01021997, "9p", false},   {0x00C36400, "Ceph", false},
    {0x01021994, "tmpfs", true}, {0x858458F6, "ramfs", true}, {0xEF53, NULL, false},
    {0x58465342, NULL, false},   {0x9123683E, NULL, false},   {0x794c7630, NULL, false},
    {0x2FC12FC1, NULL, false},   {0xDEADBEEF, NULL, false},
};

static void check(const struct judgement *want, bool allow)
{
    GError *error = NULL;
    bool taken = filesystem_judge("/srv/tote.db", want->magic, allow, &error);
    g_assert_cmpint(taken, ==, !want->name || (allow && want->throwaway));
    g_assert_cmpint(taken, ==, error == NULL);
    if (taken)
        return;
    g_assert_true(tote_error_is(error, TOTE_DB_NETWORK_FS));
    g_assert_nonnull(strstr(error->message, "/srv/tote.db"));
    g_assert_nonnull(strstr(error->message, want->name));
    g_assert_nonnull(strstr(error->message, want->throwaway ? "memory" : "network"));
    const char *advice = want->throwaway ? "TOTE_THROWAWAY=1" : "SSH";
    g_assert_nonnull(strstr(tote_error_hint(error), advice));
    g_error_free(error);
}

static void test_judgements(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(judgements); i++) {
        check(&judgements[i], false);
        check(&judgements[i], true);
    }
}

static void test_real_tmpfs(void)
{
    struct statfs info;
    if (statfs("/dev/shm", &info) || info.f_type != 0x01021994) {
        g_test_skip("/dev/shm is no tmpfs here");
        return;
    }
    GError *error = NULL;
    g_assert_false(filesystem_check("/dev/shm/tote.db", false, &error));
    g_assert_true(tote_error_is(error, TOTE_DB_NETWORK_FS));
    g_clear_error(&error);
    g_assert_true(filesystem_check("/dev/shm/tote.db", true, &error));
    g_assert_no_error(error);
}

static void test_no_folder(void)
{
    GError *error = NULL;
    g_assert_false(filesystem_check("/no/such/folder/tote.db", false, &error));
    g_assert_true(tote_error_is(error, TOTE_DB_OPEN));
    g_assert_nonnull(strstr(error->message, "/no/such/folder"));
    g_error_free(error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/filesystem/judgements", test_judgements);
    g_test_add_func("/filesystem/real-tmpfs", test_real_tmpfs);
    g_test_add_func("/filesystem/no-folder", test_no_folder);
    return g_test_run();
}
