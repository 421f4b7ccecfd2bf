// SPDX-License-Identifier: Apache-2.0
// Finds the server of this run or has it started, and holds it as long as the program lives.
#include "pgserver.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pgkeeper.h"
#include "testtmp.h"

static const char name_begin[] = "tote-pg-";
static const char name_alone[] = "tote-pg-XXXXXX";

static struct {
    char *folder; // the socket is in it; NULL = none yet
    int users;    // its lock says that this program and its children use the server
    bool own;
} server;

bool pgserver_available(void)
{
    return pgkeeper_available();
}

void pgserver_own(void)
{
    server.own = true;
}

static char *address(const char *database)
{
    return g_strdup_printf("postgresql://tote@/%s?host=%s", database, server.folder);
}

static void die(const char *what)
{
    g_autofree char *path = g_build_filename(server.folder, PGKEEPER_LOG, NULL);
    g_autofree char *log = NULL;
    g_file_get_contents(path, &log, NULL, NULL);
    pgkeeper_remove(server.folder);
    g_error("PostgreSQL of the tests: %s\n%s", what, log ? log : "");
}

// The process that runs all the test programs; 0 = none, a program alone.
static int run_process(void)
{
    const char *number = g_getenv("TOTE_TEST_RUN");
    if (server.own)
        return 0;
    if (number)
        return (int)g_ascii_strtoll(number, NULL, 10);
    return g_getenv("TOTE_TEST_BY_PARENT") ? getppid() : 0;
}

static int open_in_folder(const char *name)
{
    g_autofree char *path = g_build_filename(server.folder, name, NULL);
    return open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
}

static void lock(int fd, int how)
{
    while (flock(fd, how))
        if (errno != EINTR)
            die("no lock");
}

static const char *base(void)
{
    return server.own ? g_get_tmp_dir() : testtmp_folder();
}

// Makes or finds the folder and holds it. One that is just being removed is left alone.
static bool hold_folder(int run)
{
    g_clear_pointer(&server.folder, g_free);
    server.folder =
        run ? g_strdup_printf("%s/%srun-%d-%llu", base(), name_begin, run, pgkeeper_birth(run))
            : g_build_filename(base(), name_alone, NULL);
    if (run ? mkdir(server.folder, 0755) && errno != EEXIST : !g_mkdtemp(server.folder))
        g_error("PostgreSQL of the tests: no folder");
    server.users = open_in_folder(PGKEEPER_USERS);
    if (server.users < 0 && errno == ENOENT)
        return false;
    struct stat info;
    lock(server.users, LOCK_SH);
    if (!fstat(server.users, &info) && info.st_nlink)
        return true;
    close(server.users);
    return false;
}

static bool ready(void)
{
    g_autofree char *path = g_build_filename(server.folder, PGKEEPER_READY, NULL);
    return !access(path, F_OK);
}

// The first program has the server started; the others wait here meanwhile.
static void start_once(int run_fd)
{
    int turn = open_in_folder(PGKEEPER_START);
    lock(turn, LOCK_EX);
    if (!ready()) {
        pgkeeper_sweep(base(), name_begin);
        pgkeeper_begin(&(struct pgkeeper){server.folder, turn, run_fd, server.own});
        close(turn); // the keeper has it now, until the server answers
        turn = open_in_folder(PGKEEPER_START);
        lock(turn, LOCK_EX);
    }
    close(turn);
    if (!ready())
        die("it does not start");
}

static void start(void)
{
    if (server.folder)
        return;
    int run = run_process(), run_fd = run ? pidfd_open(run, 0) : -1;
    if (run_fd < 0)
        run = 0;
    while (!hold_folder(run))
        ;
    start_once(run_fd);
    if (run_fd >= 0)
        close(run_fd);
}

char *pgserver_url(const char *database)
{
    start();
    return address(database);
}

int pgserver_lock(const char *name)
{
    start();
    int fd = open_in_folder(name);
    lock(fd, LOCK_EX);
    return fd;
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
    g_autofree char *text = g_strdup_printf("CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy",
                                            database, template ? template : "template0");
    pgserver_exec("postgres", text);
}

void pgserver_drop(const char *database)
{
    g_autofree char *text = g_strdup_printf("DROP DATABASE IF EXISTS %s WITH (FORCE)", database);
    pgserver_exec("postgres", text);
}
