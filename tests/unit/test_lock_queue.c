// SPDX-License-Identifier: Apache-2.0
// The queue before the write lock: order of arrival, the end of patience, a holder that dies.
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "driver.h"

enum { PROCESSES = 8, ROUNDS = 300, POLL_US = 500, PATIENT_MS = 20000 };

struct place {
    char *folder, *path, *side;
};

static struct place place_new(void)
{
    struct place place = {.folder = g_dir_make_tmp("tote-queue-XXXXXX", NULL)};
    place.path = g_build_filename(place.folder, "tote.db", NULL);
    place.side = g_strconcat(place.path, ".queue", NULL);
    g_assert_true(g_file_set_contents(place.path, "x", 1, NULL));
    return place;
}

static void place_clear(struct place *place)
{
    g_unlink(place->path);
    g_unlink(place->side);
    g_assert_cmpint(g_rmdir(place->folder), ==, 0);
    g_free(place->path);
    g_free(place->side);
    g_free(place->folder);
}

static int queue(const struct place *place)
{
    GError *error = NULL;
    int fd = lock_queue_open(place->path, &error);
    g_assert_no_error(error);
    return fd;
}

// How many processes the kernel lists as waiting for the lock.
static int waiting(const struct place *place)
{
    struct stat info;
    g_autofree char *locks = NULL;
    g_assert_cmpint(stat(place->side, &info), ==, 0);
    g_autofree char *inode = g_strdup_printf(":%lu ", (unsigned long)info.st_ino);
    g_assert_true(g_file_get_contents("/proc/locks", &locks, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(locks, "\n", -1);
    int n = 0;
    for (char **line = lines; *line; line++)
        n += strstr(*line, inode) && strstr(*line, "->");
    return n;
}

static void await_waiting(const struct place *place, int n)
{
    while (waiting(place) != n)
        g_usleep(POLL_US); // allowed: polls until a deadline
}

static void await_all(void)
{
    int status;
    while (wait(&status) > 0)
        g_assert_cmpint(status, ==, 0);
}

// In line, then says its number and leaves.
static void visitor(const struct place *place, char number, int out)
{
    int fd = queue(place);
    bool ok = lock_queue_enter(fd, PATIENT_MS, NULL) && write(out, &number, 1) == 1;
    lock_queue_leave(fd);
    _exit(!ok);
}

static void test_order_of_arrival(void)
{
    struct place place = place_new();
    int fd = queue(&place), out[2];
    char order[PROCESSES + 1] = "";
    g_assert_cmpint(pipe(out), ==, 0);
    g_assert_true(lock_queue_enter(fd, 1000, NULL));
    g_assert_false(lock_queue_waited_for(fd));
    for (int i = 0; i < PROCESSES; i++) {
        if (!fork())
            visitor(&place, (char)('1' + i), out[1]);
        await_waiting(&place, i + 1);
        g_assert_true(lock_queue_waited_for(fd));
    }
    lock_queue_leave(fd);
    for (int i = 0; i < PROCESSES; i++)
        g_assert_cmpint(read(out[0], order + i, 1), ==, 1);
    g_assert_cmpstr(order, ==, "12345678");
    await_all();
    close(out[0]);
    close(out[1]);
    close(fd);
    place_clear(&place);
}

// Takes its turn ROUNDS times and counts.
static void eager(const struct place *place, int *turns)
{
    int fd = queue(place);
    for (int i = 0; i < ROUNDS; i++) {
        if (!lock_queue_enter(fd, PATIENT_MS, NULL))
            _exit(1);
        ++*turns;
        lock_queue_leave(fd);
    }
    _exit(0);
}

// Who leaves and comes again at once stands behind the one who has waited.
static void test_no_overtaking(void)
{
    struct place place = place_new();
    int *turns =
        mmap(NULL, sizeof *turns, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    g_assert_true(turns != MAP_FAILED);
    int fd = queue(&place);
    g_assert_true(lock_queue_enter(fd, PATIENT_MS, NULL));
    if (!fork())
        eager(&place, turns);
    while (*turns < ROUNDS) {
        await_waiting(&place, 1);
        int before = *turns;
        lock_queue_leave(fd);
        g_assert_true(lock_queue_enter(fd, PATIENT_MS, NULL));
        g_assert_cmpint(*turns, >, before);
    }
    await_all();
    munmap(turns, sizeof *turns);
    close(fd);
    place_clear(&place);
}

// Goes through ROUNDS times as fast as it can; shared[0] counts who is inside. Nobody waits longer
// than its patience, or the process fails.
static void worker(const struct place *place, int *shared, int number)
{
    int fd = queue(place);
    for (int i = 0; i < ROUNDS; i++) {
        if (!lock_queue_enter(fd, PATIENT_MS, NULL))
            _exit(1);
        if (shared[0]++) // somebody else is inside
            _exit(2);
        shared[number + 1]++;
        shared[0]--;
        lock_queue_leave(fd);
    }
    _exit(0);
}

static void test_one_at_a_time(void)
{
    struct place place = place_new();
    size_t size = sizeof(int) * (PROCESSES + 1);
    int *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    g_assert_true(shared != MAP_FAILED);
    for (int i = 0; i < PROCESSES; i++)
        if (!fork())
            worker(&place, shared, i);
    await_all();
    for (int i = 1; i <= PROCESSES; i++)
        g_assert_cmpint(shared[i], ==, ROUNDS);
    munmap(shared, size);
    place_clear(&place);
}

static void test_patience(void)
{
    struct place place = place_new();
    GError *error = NULL;
    int holder = queue(&place), other = queue(&place), third = queue(&place);
    g_assert_true(lock_queue_enter(holder, 1000, &error));
    gint64 start = g_get_monotonic_time();
    g_assert_false(lock_queue_enter(other, 80, &error));
    g_assert_cmpint(g_get_monotonic_time() - start, >=, 80000);
    g_assert_true(tote_error_is(error, TOTE_DB_BUSY));
    g_assert_nonnull(strstr(error->message, "80 ms"));
    g_clear_error(&error);
    g_assert_cmpint(waiting(&place), ==, 0); // gave up its place
    g_assert_false(lock_queue_waited_for(holder));
    lock_queue_leave(holder);
    g_assert_true(lock_queue_enter(third, 80, &error)); // and stands in nobody's way
    g_assert_no_error(error);
    lock_queue_leave(third);
    g_assert_true(lock_queue_enter(other, 80, &error));
    g_assert_no_error(error);
    close(holder);
    close(other);
    close(third);
    place_clear(&place);
}

static void test_holder_dies(void)
{
    struct place place = place_new();
    int in[2];
    char byte;
    g_assert_cmpint(pipe(in), ==, 0);
    pid_t child = fork();
    if (!child) {
        g_assert_true(lock_queue_enter(queue(&place), 1000, NULL));
        g_assert_cmpint(write(in[1], "x", 1), ==, 1);
        pause();
    }
    g_assert_cmpint(read(in[0], &byte, 1), ==, 1);
    int fd = queue(&place);
    g_assert_false(lock_queue_enter(fd, 1, NULL));
    kill(child, SIGKILL);
    g_assert_true(lock_queue_enter(fd, PATIENT_MS, NULL));
    waitpid(child, NULL, 0);
    close(fd);
    close(in[0]);
    close(in[1]);
    place_clear(&place);
}

// The lock file is as open as the database, whatever the umask of who comes first.
static void test_mode(void)
{
    struct place place = place_new();
    g_assert_cmpint(g_chmod(place.path, 0660), ==, 0);
    mode_t before = umask(077);
    close(queue(&place));
    umask(before);
    struct stat info;
    g_assert_cmpint(stat(place.side, &info), ==, 0);
    g_assert_cmpint(info.st_mode & 0777, ==, geteuid() ? 0600 : 0660);
    place_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lock-queue/order-of-arrival", test_order_of_arrival);
    g_test_add_func("/lock-queue/no-overtaking", test_no_overtaking);
    g_test_add_func("/lock-queue/one-at-a-time", test_one_at_a_time);
    g_test_add_func("/lock-queue/patience", test_patience);
    g_test_add_func("/lock-queue/holder-dies", test_holder_dies);
    g_test_add_func("/lock-queue/mode", test_mode);
    return g_test_run();
}
