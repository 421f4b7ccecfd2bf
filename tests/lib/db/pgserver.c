// SPDX-License-Identifier: Apache-2.0
// Starts PostgreSQL on a socket in a new folder, through a keeper process that outlives a test
// that dies: it stops the server and removes the folder when the last end of a pipe is closed.
#include "pgserver.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { START_SECONDS = 60, POLL_US = 5000 };

static const char *const folders[] = {"/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin",
                                      "/usr/lib/postgresql/17/bin", "/usr/pgsql-15/bin",
                                      "/usr/local/bin"};

static struct {
    char *folder; // of this run: the socket and data/
    pid_t keeper, owner;
    int life; // open as long as the test lives
    bool forgetful;
} server;

// --- the keeper's side

static const char *bin(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = g_build_filename(folders[i], "initdb", NULL);
        if (!access(path, X_OK))
            return folders[i];
    }
    return NULL;
}

bool pgserver_available(void)
{
    return bin() != NULL;
}

// PostgreSQL refuses to run as root: whom it runs as then.
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

// Starts a program of PostgreSQL with its output in FOLDER/log.
static pid_t spawn(const char *const *arguments)
{
    pid_t pid = fork();
    if (pid)
        return pid;
    g_autofree char *path = g_build_filename(bin(), arguments[0], NULL);
    g_autofree char *log = g_build_filename(server.folder, "log", NULL);
    int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
    int in = open("/dev/null", O_RDONLY);
    if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0)
        _exit(126);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    become_user();
    if (chdir("/"))
        _exit(126);
    g_auto(GStrv) argv = g_strdupv((char **)(gpointer)arguments);
    g_free(argv[0]);
    argv[0] = g_steal_pointer(&path); // by its whole name it finds the programs beside it
    execv(argv[0], argv);
    _exit(127);
}

static pid_t start_postgres(const char *data)
{
    g_autofree char *socket = g_strconcat("unix_socket_directories=", server.folder, NULL);
    const char *const initdb[] = {"initdb", "-D",         data,   "-A",
                                  "trust",  "-U",         "tote", "-E",
                                  "UTF8",   "--locale=C", "-N",   "--no-instructions",
                                  NULL};
    const char *const postgres[] = {"postgres",
                                    "-D",
                                    data,
                                    "-c",
                                    socket,
                                    "-c",
                                    "listen_addresses=",
                                    "-c",
                                    "max_connections=60",
                                    "-c",
                                    server.forgetful ? "fsync=off" : "fsync=on",
                                    "-c",
                                    "shared_buffers=32MB",
                                    NULL};
    int status = 0;
    if (waitpid(spawn(initdb), &status, 0) < 0 || status)
        return -1;
    return spawn(postgres);
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info, (void)type, (void)walk;
    return remove(path);
}

static void remove_folder(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void keep(int life)
{
    setsid(); // a Ctrl-C or a time-out of the test's group does not reach us
    prctl(PR_SET_NAME, "pgserver");
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    g_autofree char *data = g_build_filename(server.folder, "data", NULL);
    pid_t postgres = start_postgres(data);
    char byte;
    if (postgres > 0) {
        while (read(life, &byte, 1) < 0 && errno == EINTR)
            ;
        kill(postgres, SIGQUIT);
        waitpid(postgres, NULL, 0);
        remove_folder(server.folder);
    }
    _exit(postgres > 0 ? 0 : 1);
}

// --- the test's side

void pgserver_set_fsync(bool on)
{
    server.forgetful = !on;
}

static void stop(void)
{
    if (!server.keeper || server.owner != getpid()) // a forked child ends
        return;
    close(server.life);
    waitpid(server.keeper, NULL, 0);
    server.keeper = 0;
    g_clear_pointer(&server.folder, g_free);
}

static char *address(const char *database)
{
    return g_strdup_printf("postgresql://tote@/%s?host=%s", database, server.folder);
}

static void die(const char *what)
{
    g_autofree char *path = g_build_filename(server.folder, "log", NULL);
    g_autofree char *log = NULL;
    g_file_get_contents(path, &log, NULL, NULL);
    g_error("PostgreSQL of the tests: %s\n%s", what, log ? log : "");
}

static void wait_until_ready(void)
{
    g_autofree char *url = address("postgres");
    gint64 end = g_get_monotonic_time() + START_SECONDS * G_USEC_PER_SEC;
    while (PQping(url) != PQPING_OK) {
        if (waitpid(server.keeper, NULL, WNOHANG) || g_get_monotonic_time() > end)
            die("it does not start");
        g_usleep(POLL_US); // allowed: polls until a deadline
    }
}

static void start(void)
{
    if (server.keeper)
        return;
    int life[2];
    server.folder = g_dir_make_tmp("tote-pg-XXXXXX", NULL);
    if (!server.folder || pipe2(life, O_CLOEXEC))
        g_error("PostgreSQL of the tests: no folder or pipe");
    if (!geteuid() && user() && chown(server.folder, user()->pw_uid, user()->pw_gid))
        g_error("PostgreSQL of the tests: the folder cannot be given away");
    chmod(server.folder, 0755);
    server.owner = getpid();
    server.keeper = fork();
    if (!server.keeper) {
        close(life[1]);
        keep(life[0]);
    }
    close(life[0]);
    server.life = life[1];
    atexit(stop);
    wait_until_ready();
}

char *pgserver_url(const char *database)
{
    start();
    return address(database);
}

static char *run(const char *database, const char *text)
{
    g_autofree char *url = pgserver_url(database);
    PGconn *pg = PQconnectdb(url);
    PGresult *result = PQexec(pg, text);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        g_error("%s: %s", text, PQerrorMessage(pg));
    char *answer = g_strdup(PQntuples(result) ? PQgetvalue(result, 0, 0) : "");
    PQclear(result);
    PQfinish(pg);
    return answer;
}

void pgserver_exec(const char *database, const char *script)
{
    g_free(run(database, script));
}

char *pgserver_ask(const char *database, const char *query)
{
    return run(database, query);
}

void pgserver_create(const char *database, const char *template)
{
    g_autofree char *text = g_strdup_printf("CREATE DATABASE %s TEMPLATE %s", database,
                                            template ? template : "template0");
    pgserver_exec("postgres", text);
}

void pgserver_drop(const char *database)
{
    g_autofree char *text = g_strdup_printf("DROP DATABASE IF EXISTS %s WITH (FORCE)", database);
    pgserver_exec("postgres", text);
}
