// SPDX-License-Identifier: Apache-2.0
// Copies what can be read only once, as long as nobody stops it and it is not too much.
#include "spool.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "errors.h"
#include "i18n.h"
#include "text.h"

enum { PIECE = 64 * 1024, SHOWN_CELLS = 60, WAIT_MS = 100 };

struct spool {
    int from, to;
    int64_t done, most;
    const struct watch *watch;
    char *name; // of what is read, for people
};

static bool stopped(const struct spool *spool, GError **error)
{
    const struct watch *watch = spool->watch;
    if (!watch || !watch->stopped || !watch->stopped(watch->data))
        return false;
    const struct tote_fault fault = {.hint = _("Start it again when it shall be read.")};
    tote_fail_full(error, TOTE_CANCELLED, &fault,
                   _("Stopped while %s was read; nothing was changed"), spool->name);
    return true;
}

static bool fail(enum tote_code code, const char *format, const char *name, GError **error)
{
    int cause = errno;
    const struct tote_fault fault = {.field = "file", .detail = g_strerror(cause)};
    g_autofree char *what = g_strdup_printf(format, name);
    return tote_fail_full(error, code, &fault, "%s: %s", what, g_strerror(cause));
}

// Waits until something can be read, and asks meanwhile whether it is still wanted: a signal that
// comes just before the wait would be noticed by nobody else.
static bool wait_for(struct spool *spool, GError **error)
{
    struct pollfd poll_fd = {.fd = spool->from, .events = POLLIN};
    for (;;) {
        if (stopped(spool, error))
            return false;
        int ready = poll(&poll_fd, 1, WAIT_MS);
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return fail(TOTE_FILE_READ, _("%s cannot be read"), spool->name, error);
    }
}

static bool read_piece(struct spool *spool, char *piece, size_t *ret_n, GError **error)
{
    ssize_t n;
    do {
        if (!wait_for(spool, error))
            return false;
        n = read(spool->from, piece, PIECE);
    } while (n < 0 && (errno == EINTR || errno == EAGAIN));
    if (n < 0)
        return fail(TOTE_FILE_READ, _("%s cannot be read"), spool->name, error);
    *ret_n = (size_t)n;
    spool->done += n;
    if (spool->done <= spool->most)
        return true;
    const struct tote_fault fault = {.field = "file",
                                     .hint = _("Save it as a file and import that: a file may be "
                                               "of any size.")};
    return tote_fail_full(error, TOTE_FILE_SIZE, &fault,
                          _("%s has more than %" G_GINT64_FORMAT
                            " bytes, which is the most of what can be read only once"),
                          spool->name, spool->most);
}

static bool write_piece(struct spool *spool, const char *piece, size_t n, GError **error)
{
    for (size_t done = 0; done < n;) {
        ssize_t put = write(spool->to, piece + done, n - done);
        if (put < 0 && errno != EINTR)
            return fail(TOTE_FILE_WRITE, _("A copy of %s cannot be kept"), spool->name, error);
        done += put > 0 ? (size_t)put : 0;
    }
    return true;
}

static bool copy(struct spool *spool, GError **error)
{
    g_autofree char *piece = g_malloc(PIECE);
    for (size_t n = 1; n > 0;)
        if (!read_piece(spool, piece, &n, error) || !write_piece(spool, piece, n, error))
            return false;
    return lseek(spool->to, 0, SEEK_SET) == 0 ||
           fail(TOTE_FILE_WRITE, _("A copy of %s cannot be kept"), spool->name, error);
}

bool spool_needless(int fd)
{
    struct stat about;
    return fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && lseek(fd, 0, SEEK_CUR) == 0;
}

int spool_copy(int fd, const char *path, int64_t most, const struct watch *watch, GError **error)
{
    g_autofree char *quoted = text_quote(path, -1, SHOWN_CELLS), *at = NULL;
    g_autofree char *name =
        strcmp(path, "-") != 0 ? g_strdup_printf("\"%s\"", quoted) : g_strdup(_("standard input"));
    struct spool spool = {.from = fd, .most = most, .watch = watch, .name = name};
    spool.to = g_file_open_tmp("tote-import-XXXXXX", &at, NULL);
    if (spool.to < 0) {
        fail(TOTE_FILE_WRITE, _("A copy of %s cannot be kept"), name, error);
        return -1;
    }
    unlink(at);
    if (copy(&spool, error))
        return spool.to;
    close(spool.to);
    return -1;
}
