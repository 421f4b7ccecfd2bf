// SPDX-License-Identifier: Apache-2.0
// The terminal program alone, for tests: snap_ui DATABASE OPERATOR|- STATION [OPEN]; or
// snap_ui --make DATABASE to fill one. With TOTE_SNAP_CALLS=FIFO each SIGUSR1 writes into it how
// many statements it has run.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "shop.h"
#include "ui.h"

static const char *word(char **argv, int argc, int i)
{
    return i < argc && strcmp(argv[i], "-") ? argv[i] : NULL;
}

static struct db *db;
static const char *fifo;

static void tell_calls(int signal_number)
{
    (void)signal_number;
    int64_t calls = db_calls(db);
    int fd = open(fifo, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, &calls, sizeof calls) != sizeof calls)
        _exit(3);
    close(fd);
}

static int run(const char *const *words)
{
    g_autoptr(GError) error = NULL;
    fifo = g_getenv("TOTE_SNAP_CALLS");
    if (fifo) {
        db = db_open(words[0], NULL, &error);
        signal(SIGUSR1, tell_calls);
    }
    const struct ui_options options = {
        .url = words[0], .db = db, .who = words[1], .station = words[2], .open = words[3]};
    bool ok = !error && ui_run(&options, &error);
    db_close(db);
    if (!ok)
        fprintf(stderr, "%s\n", error->message);
    return !ok;
}

int main(int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "--make")) {
        shop_make(argv[2]);
        return 0;
    }
    if (argc < 4)
        return 2;
    const char *const words[] = {argv[1], word(argv, argc, 2), word(argv, argc, 3),
                                 word(argv, argc, 4)};
    return run(words);
}
