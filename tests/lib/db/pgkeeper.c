// SPDX-License-Identifier: Apache-2.0
// Starts and ends PostgreSQL. Locks, not signals, say who needs the server, so that it ends also
// after a kill of its users: the kernel lets go of their locks.
#include "pgkeeper.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib.h>
#include <grp.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { START_SECONDS = 60, POLL_US = 5000, START_FD = 3, RUN_FD, OTHER_FDS, SPARE_FDS = 20 };

static const char *const folders[] = {"/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin",
                                      "/usr/lib/postgresql/17/bin", "/usr/pgsql-15/bin",
                                      "/usr/local/bin"};

static const char *bin(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = g_build_filename(folders[i], "initdb", NULL);
        if (!access(path, X_OK))
            return folders[i];
    }
    return NULL;
}

bool pgkeeper_available(void)
{
    return bin() != NULL;
}

// --- folders

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info, (void)type, (void)walk;
    remove(path);
    return 0;
}

// Under another name first: who comes now makes a new folder instead of using half of this one.
void pgkeeper_remove(const char *folder)
{
    g_autofree char *gone = g_strdup_printf("%s.gone%d", folder, (int)getpid());
    if (!rename(folder, gone))
        nftw(gone, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

unsigned long long pgkeeper_birth(int pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/stat", pid);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL) || !strrchr(text, ')'))
        return 0;
    g_auto(GStrv) words = g_strsplit(strrchr(text, ')') + 2, " ", 21); // from the third on
    return g_strv_length(words) < 20 ? 0 : g_ascii_strtoull(words[19], NULL, 10);
}

static bool run_lives(const char *words)
{
    int pid;
    unsigned long long birth;
    return sscanf(words, "run-%d-%llu", &pid, &birth) == 2 && pgkeeper_birth(pid) == birth;
}

static void sweep_one(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, PGKEEPER_USERS, NULL);
    int users = open(path, O_RDONLY | O_CLOEXEC);
    if (users >= 0 && !flock(users, LOCK_EX | LOCK_NB))
        pgkeeper_remove(folder);
    if (users >= 0)
        close(users);
}

void pgkeeper_sweep(const char *tmp, const char *name_begin)
{
    g_autoptr(GDir) dir = g_dir_open(tmp, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *folder = g_build_filename(tmp, name, NULL);
        if (g_str_has_prefix(name, name_begin) && !run_lives(name + strlen(name_begin)))
            sweep_one(folder);
    }
}

// --- PostgreSQL

// It refuses to run as root: whom it runs as then.
static const struct passwd *user(void)
{
    const struct passwd *found = getpwnam("postgres");
    return found ? found : getpwnam("nobody");
}

static void become_user(void)
{
    const struct passwd *who = geteuid() ? NULL : user();
    if (who && (setgroups(0, NULL) || setgid(who->pw_gid) || setuid(who->pw_uid)))
        _exit(126);
    prctl(PR_SET_PDEATHSIG, SIGQUIT); // after the change of user, which clears it
}

// Starts a program of PostgreSQL with its output in the log.
static pid_t spawn(const char *folder, GPtrArray *arguments)
{
    pid_t pid = fork();
    if (pid)
        return pid;
    g_autofree char *path = g_build_filename(bin(), arguments->pdata[0], NULL);
    g_autofree char *log = g_build_filename(folder, PGKEEPER_LOG, NULL);
    int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (dup2(out, 1) < 0 || dup2(out, 2) < 0 || chdir("/"))
        _exit(126);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    become_user();
    arguments->pdata[0] = path; // by its whole name it finds the programs beside it
    execv(path, (char **)arguments->pdata);
    _exit(127);
}

static void add(GPtrArray *words, const char *const *more)
{
    for (int i = 0; more[i]; i++)
        g_ptr_array_add(words, (void *)(uintptr_t)more[i]);
}

static bool make_cluster(const char *folder, const char *data)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status = 0;
    add(words, (const char *const[]){"initdb", "-D", data, "-A", "trust", "-U", "tote", "-E",
                                     "UTF8", "--locale=C", "-N", "--no-instructions", NULL});
    g_ptr_array_add(words, NULL);
    return waitpid(spawn(folder, words), &status, 0) > 0 && !status;
}

// Without autovacuum no plan depends on when it came by, and no template is busy.
static pid_t start_postgres(const struct pgkeeper *keeper, const char *data)
{
    static const char *const forgetful[] = {
        "-c", "fsync=off",         "-c", "full_page_writes=off", "-c", "autovacuum=off",
        "-c", "wal_level=minimal", "-c", "max_wal_senders=0",    "-c", "checkpoint_timeout=1h",
        NULL};
    g_autofree char *socket = g_strconcat("unix_socket_directories=", keeper->folder, NULL);
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    add(words,
        (const char *const[]){"postgres", "-D", data, "-c", socket, "-c", "listen_addresses=", "-c",
                              "max_connections=200", "-c", "shared_buffers=64MB", NULL});
    if (!keeper->durable)
        add(words, forgetful);
    g_ptr_array_add(words, NULL);
    return spawn(keeper->folder, words);
}

static bool wait_until_ready(const char *folder, pid_t postgres)
{
    g_autofree char *url = g_strdup_printf("postgresql://tote@/postgres?host=%s", folder);
    gint64 end = g_get_monotonic_time() + START_SECONDS * G_USEC_PER_SEC;
    while (PQping(url) != PQPING_OK) {
        if (waitpid(postgres, NULL, WNOHANG) || g_get_monotonic_time() > end)
            return false;
        g_usleep(POLL_US); // allowed: polls until a deadline
    }
    return true;
}

static void stop_postgres(pid_t postgres)
{
    kill(postgres, SIGQUIT);
    waitpid(postgres, NULL, 0);
}

// The process, or -1 with the reason in the log.
static pid_t bring_up(const struct pgkeeper *keeper)
{
    g_autofree char *data = g_build_filename(keeper->folder, "data", NULL);
    g_autofree char *ready = g_build_filename(keeper->folder, PGKEEPER_READY, NULL);
    if (!geteuid() && user() && chown(keeper->folder, user()->pw_uid, user()->pw_gid))
        return -1;
    if (chmod(keeper->folder, 0755) || !make_cluster(keeper->folder, data))
        return -1;
    pid_t postgres = start_postgres(keeper, data);
    if (wait_until_ready(keeper->folder, postgres) && g_file_set_contents(ready, "", 0, NULL))
        return postgres;
    stop_postgres(postgres);
    return -1;
}

// --- the process

// A test's end is seen when its output is closed, and its locks end with its files: keep neither.
static void let_go_of_all(struct pgkeeper *keeper)
{
    int start = fcntl(keeper->start, F_DUPFD_CLOEXEC, SPARE_FDS);
    int run = keeper->run < 0 ? -1 : fcntl(keeper->run, F_DUPFD_CLOEXEC, SPARE_FDS);
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; fd < START_FD; fd++)
        dup2(nothing, fd);
    keeper->start = dup3(start, START_FD, O_CLOEXEC);
    keeper->run = run < 0 ? -1 : dup3(run, RUN_FD, O_CLOEXEC);
    if (run < 0)
        close(RUN_FD);
    close_range(OTHER_FDS, ~0U, 0);
}

static void wait_until_unused(const struct pgkeeper *keeper, int users)
{
    struct pollfd run = {.fd = keeper->run, .events = POLLIN};
    while (keeper->run >= 0 && poll(&run, 1, -1) < 0 && errno == EINTR)
        ;
    while (flock(users, LOCK_EX) && errno == EINTR)
        ;
}

static void keep(struct pgkeeper *keeper)
{
    setsid(); // a Ctrl-C or a time-out of the test's group does not reach us
    prctl(PR_SET_NAME, "pgkeeper");
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    let_go_of_all(keeper);
    g_autofree char *path = g_build_filename(keeper->folder, PGKEEPER_USERS, NULL);
    int users = open(path, O_RDONLY | O_CLOEXEC);
    pid_t postgres = bring_up(keeper);
    close(keeper->start);
    if (postgres < 0)
        _exit(1);
    wait_until_unused(keeper, users);
    stop_postgres(postgres);
    pgkeeper_remove(keeper->folder);
    _exit(0);
}

void pgkeeper_begin(const struct pgkeeper *keeper)
{
    pid_t between = fork();
    if (!between) {
        struct pgkeeper own = *keeper;
        if (!fork())
            keep(&own);
        _exit(0);
    }
    waitpid(between, NULL, 0);
}
