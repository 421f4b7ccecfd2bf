// SPDX-License-Identifier: Apache-2.0
// What a killed process left is swept by the next one; what lives, and what is no part, stays.
#include "part.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

static char *folder;

static int make(const char *path, char **ret_part)
{
    return path ? part_make(path, 0640, ret_part) : part_make_folder("tote-replay-", ret_part);
}

// A process that made a part, and died or waits to be killed (*ret_pid); the name of its part.
static char *made_by_other(const char *path, pid_t *ret_pid)
{
    char name[512] = "";
    int pipes[2];
    g_assert_cmpint(pipe(pipes), ==, 0);
    *ret_pid = fork();
    if (!*ret_pid) {
        char *part = NULL;
        make(path, &part);
        g_autofree char *beside =
            path ? g_strconcat(part, "-wal", NULL) : g_build_filename(part, "tote.db", NULL);
        g_file_set_contents(beside, "x", 1, NULL);
        if (write(pipes[1], part, strlen(part) + 1) > 0)
            pause();
        _exit(0);
    }
    g_assert_cmpint(read(pipes[0], name, sizeof name - 1), >, 0);
    close(pipes[0]);
    close(pipes[1]);
    return g_strdup(name);
}

static void kill_it(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static int entries(void)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    int n = 0;
    while (g_dir_read_name(dir))
        n++;
    return n;
}

static bool is_there(const char *path)
{
    return !access(path, F_OK);
}

static void swept(const char *path, const char *other_path)
{
    pid_t dead = 0, alive = 0;
    g_autofree char *lives = made_by_other(path, &alive);
    g_autofree char *left = made_by_other(path, &dead);
    g_autofree char *mine = NULL;
    kill_it(dead);
    g_assert_true(is_there(left) && is_there(lives));
    int fd = make(other_path, &mine);
    g_assert_cmpint(fd, >=, 0);
    g_assert_false(is_there(left));
    g_assert_true(is_there(lives) && is_there(mine));
    kill_it(alive);
    (path ? part_drop : part_drop_folder)(mine);
    close(fd);
    g_autofree char *next = NULL;
    fd = make(other_path, &next);
    g_assert_false(is_there(lives));
    (path ? part_drop : part_drop_folder)(next);
    close(fd);
}

static void test_files(void)
{
    g_autofree char *path = g_build_filename(folder, "copy.db", NULL);
    g_autofree char *other = g_build_filename(folder, "tomorrow.db", NULL);
    g_autofree char *look = g_build_filename(folder, "copy.db.backup", NULL);
    g_autofree char *alike = g_build_filename(folder, "copy.db.tote-part-notes.txt", NULL);
    g_file_set_contents(look, "mine", -1, NULL);
    g_file_set_contents(alike, "mine", -1, NULL);
    swept(path, other);
    g_assert_true(is_there(look) && is_there(alike));
    unlink(look);
    unlink(alike);
    g_assert_cmpint(entries(), ==, 0);
}

static void test_folders(void)
{
    g_autofree char *alike = g_build_filename(folder, "tote-replay-of-mine", NULL);
    g_mkdir(alike, 0700);
    swept(NULL, NULL);
    g_assert_true(is_there(alike));
    g_rmdir(alike);
    g_assert_cmpint(entries(), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("tote-test-XXXXXX", NULL);
    g_setenv("TMPDIR", folder, TRUE);
    g_test_add_func("/part/files", test_files);
    g_test_add_func("/part/folders", test_folders);
    int failed = g_test_run();
    g_rmdir(folder);
    g_free(folder);
    return failed;
}
