// SPDX-License-Identifier: Apache-2.0
// A fair queue in front of SQLite's write lock. SQLite's own busy timeout starves: of 32 waiting
// processes one does all the work and others wait seconds. Here they come in order of arrival.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "driver.h"
#include "i18n.h"

char *lock_queue_path(const char *path)
{
    return g_strconcat(path, ".queue", NULL);
}

// Puts the byte into the file that lock_queue_announce() reads.
static bool fill(int fd)
{
    struct stat info;
    return !fstat(fd, &info) && (info.st_size || pwrite(fd, "\n", 1, 0) == 1);
}

int lock_queue_open(const char *path, GError **error)
{
    g_autofree char *side = lock_queue_path(path);
    struct stat db_file = {.st_uid = geteuid(), .st_gid = getegid()};
    mode_t mode = stat(path, &db_file) ? 0660 : db_file.st_mode & 0777;
    int fd = open(side, O_RDWR | O_CREAT | O_CLOEXEC, mode);
    if (fd < 0)
        tote_fail_full(error, TOTE_DB_OPEN, &(struct tote_fault){.detail = g_strerror(errno)},
                       _("The lock file %s cannot be opened: %s"), side, g_strerror(errno));
    else if (!geteuid() && fchown(fd, db_file.st_uid, db_file.st_gid) + fchmod(fd, mode))
        g_debug("%s keeps its owner", side); // root looked first: the stations must get in too
    if (fd >= 0 && !fill(fd))
        g_debug("%s stays empty: nobody is told of commits", side);
    return fd;
}

// Reading the one byte of the file is an event for who watches it, and costs no write to the disk.
void lock_queue_announce(int fd)
{
    char byte;
    if (pread(fd, &byte, 1, 0) != 1)
        g_debug("nobody is told of a commit");
}

static void wake(int signal_number)
{
    (void)signal_number; // only interrupts flock()
}

// A timer that interrupts the wait; its signal is outside those that the program uses.
static bool start_timer(int wait_ms, timer_t *ret_timer)
{
    struct sigaction action = {.sa_handler = wake};
    sigaction(SIGRTMIN, &action, NULL);
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN};
    // Repeats, so that a signal between the check and flock() cannot be missed for good.
    struct itimerspec when = {{0, 20 * 1000000}, {wait_ms / 1000, wait_ms % 1000 * 1000000L + 1}};
    return !timer_create(CLOCK_MONOTONIC, &event, ret_timer) &&
           !timer_settime(*ret_timer, 0, &when, NULL);
}

// The turnstile: a lock of the first byte, held by the one who is next. Without it the one who
// leaves and comes again at once would be served before those who sleep: flock(2) is in order of
// arrival only among these.
static int turnstile(int fd, short type, bool wait)
{
    struct flock byte = {.l_type = type, .l_whence = SEEK_SET, .l_len = 1};
    return fcntl(fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &byte);
}

// Both locks, one after the other; 0, or -1 with errno. EINTR: the timer has rung.
static int take_both(int fd, bool *passed, bool wait)
{
    if (!*passed && turnstile(fd, F_WRLCK, wait))
        return -1;
    *passed = true;
    return flock(fd, LOCK_EX | (wait ? 0 : LOCK_NB));
}

static int wait_in_line(int fd, bool *passed, int wait_ms)
{
    timer_t timer;
    if (!start_timer(wait_ms, &timer))
        return take_both(fd, passed, true);
    gint64 end = g_get_monotonic_time() + wait_ms * G_GINT64_CONSTANT(1000);
    int rc;
    do
        rc = take_both(fd, passed, true);
    while (rc && errno == EINTR && g_get_monotonic_time() < end);
    int saved = errno;
    timer_delete(timer);
    errno = saved;
    return rc;
}

bool lock_queue_enter(int fd, int wait_ms, GError **error)
{
    bool passed = false;
    int rc = take_both(fd, &passed, false);
    if (rc)
        rc = wait_in_line(fd, &passed, wait_ms);
    int saved = errno;
    if (passed)
        turnstile(fd, F_UNLCK, false);
    if (!rc)
        return true;
    return tote_fail_full(error, TOTE_DB_BUSY, &(struct tote_fault){.detail = g_strerror(saved)},
                          _("The database was busy for %d ms"), wait_ms);
}

bool lock_queue_waited_for(int fd)
{
    struct flock byte = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};
    return !fcntl(fd, F_OFD_GETLK, &byte) && byte.l_type != F_UNLCK;
}

void lock_queue_leave(int fd)
{
    flock(fd, LOCK_UN);
}
