// SPDX-License-Identifier: Apache-2.0
// What a killed process left is swept by the next one; what lives, and what is no part, stays.
#include "part.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

static char *folder;

// The moment between the making of a part and its lock, in which others act: the next lock finds
// what it was asked for swept, and a new one under its name.
static bool others_act;
static char *of_others;

static void make_anew(const char *path)
{
    if (g_rmdir(path) == 0)
        g_mkdir(path, 0700);
    else
        g_assert_true(!unlink(path) && g_file_set_contents(path, "theirs", -1, NULL));
}

// Takes the place of the one of the C library, which it does what that does.
int flock(int fd, int operation)
{
    if (others_act) {
        g_autofree char *link = g_strdup_printf("/proc/self/fd/%d", fd);
        of_others = g_file_read_link(link, NULL);
        make_anew(of_others);
        others_act = false;
    }
    return (int)syscall(SYS_flock, fd, operation);
}

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
    g_autofree char *longer = g_build_filename(folder, "copy.db.tote-part-ABCDEFGH", NULL);
    g_autofree char *shorter = g_build_filename(folder, "copy.db.tote-part-ABC", NULL);
    const char *const stays[] = {look, alike, longer, shorter};
    for (size_t i = 0; i < G_N_ELEMENTS(stays); i++)
        g_file_set_contents(stays[i], "mine", -1, NULL);
    swept(path, other);
    for (size_t i = 0; i < G_N_ELEMENTS(stays); i++) {
        g_assert_true(is_there(stays[i]));
        unlink(stays[i]);
    }
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

// Who locked what is no longer there makes another one, and the one of others stays theirs.
static void test_swept_before_its_lock(void)
{
    g_autofree char *path = g_build_filename(folder, "copy.db", NULL);
    const char *const paths[] = {path, NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *mine = NULL;
        others_act = true;
        int fd = make(paths[i], &mine);
        g_assert_cmpint(fd, >=, 0);
        g_assert_false(others_act);
        g_assert_cmpstr(mine, !=, of_others);
        g_assert_true(is_there(of_others) && is_there(mine));
        part_drop_folder(of_others);
        (paths[i] ? part_drop : part_drop_folder)(mine);
        unlink(of_others);
        close(fd);
        g_clear_pointer(&of_others, g_free);
    }
    g_assert_cmpint(entries(), ==, 0);
}

// Of two that take the same name one gets it, and the other's file stays as it is.
static void test_keep(void)
{
    g_autofree char *path = g_build_filename(folder, "kept", NULL), *one = NULL, *two = NULL;
    int first = part_make(path, 0600, &one), second = part_make(path, 0600, &two);
    g_assert_cmpint(part_keep(one, path), ==, 0);
    g_assert_cmpint(part_keep(two, path), ==, -1);
    g_assert_cmpint(errno, ==, EEXIST);
    g_assert_true(is_there(path) && is_there(two) && !is_there(one));
    part_drop(two);
    unlink(path);
    close(first);
    close(second);
    g_assert_cmpint(entries(), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("tote-test-XXXXXX", NULL);
    g_setenv("TMPDIR", folder, TRUE);
    g_test_add_func("/part/files", test_files);
    g_test_add_func("/part/folders", test_folders);
    g_test_add_func("/part/swept-before-its-lock", test_swept_before_its_lock);
    g_test_add_func("/part/keep", test_keep);
    int failed = g_test_run();
    g_rmdir(folder);
    g_free(folder);
    return failed;
}
