// SPDX-License-Identifier: Apache-2.0
// Processes that work at once, die on request and are replaced.
#include "crew.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct crew {
    struct testdb *test;
    crew_work work;
    int n;
    pid_t pid[CREW_MAX]; // 0 = ended
    int generation[CREW_MAX];
    int pipe[2];
    char *log;
};

static void work_and_exit(struct crew *crew, int place)
{
    struct member member = {.crew = crew,
                            .db = testdb_open(crew->test),
                            .place = place,
                            .generation = crew->generation[place]};
    crew->work(&member);
    db_close(member.db);
    _exit(0);
}

static void hire(struct crew *crew, int place)
{
    pid_t pid = fork();
    g_assert_cmpint(pid, >=, 0);
    if (pid == 0)
        work_and_exit(crew, place);
    crew->pid[place] = pid;
}

struct crew *crew_begin(struct testdb *test, int n, crew_work work)
{
    struct crew *crew = g_new0(struct crew, 1);
    GError *error = NULL;
    crew->test = test;
    crew->work = work;
    crew->n = n;
    db_close(test->db);
    test->db = NULL;
    g_assert_cmpint(pipe2(crew->pipe, O_CLOEXEC), ==, 0);
    int fd = g_file_open_tmp("tote-crew-XXXXXX", &crew->log, &error);
    g_assert_no_error(error);
    close(fd);
    for (int i = 0; i < n; i++)
        hire(crew, i);
    return crew;
}

void crew_say(struct member *member, const char *text)
{
    g_autofree char *line = g_strconcat(text, "\n", NULL);
    ssize_t length = (ssize_t)strlen(line);
    int fd = open(member->crew->log, O_WRONLY | O_APPEND | O_CLOEXEC);
    bool ok = fd >= 0 && write(fd, line, (size_t)length) == length;
    close(fd);
    if (!ok || write(member->crew->pipe[1], ".", 1) != 1)
        _exit(3);
}

// Notes who ended by itself; a failure of a member is one of the test.
static bool any_at_work(struct crew *crew)
{
    bool any = false;
    for (int i = 0; i < crew->n; i++) {
        int status = 0;
        if (crew->pid[i] && waitpid(crew->pid[i], &status, WNOHANG) == crew->pid[i]) {
            g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
            crew->pid[i] = 0;
        }
        any = any || crew->pid[i];
    }
    return any;
}

void crew_wait(struct crew *crew, int n)
{
    char byte;
    GPollFD fd = {.fd = crew->pipe[0], .events = G_IO_IN};
    while (n > 0 && any_at_work(crew)) // a member that ends says nothing: look again now and then
        if (g_poll(&fd, 1, 100) == 1 && read(crew->pipe[0], &byte, 1) == 1)
            n--;
}

bool crew_kill(struct crew *crew, int place)
{
    if (!any_at_work(crew))
        return false;
    while (!crew->pid[place])
        place = (place + 1) % crew->n;
    kill(crew->pid[place], SIGKILL);
    int status = 0;
    g_assert_cmpint(waitpid(crew->pid[place], &status, 0), ==, crew->pid[place]);
    g_assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    crew->generation[place]++;
    hire(crew, place);
    return true;
}

char *crew_end(struct crew *crew)
{
    GError *error = NULL;
    char *log = NULL;
    crew_wait(crew, INT_MAX);
    g_file_get_contents(crew->log, &log, NULL, &error);
    g_assert_no_error(error);
    unlink(crew->log);
    close(crew->pipe[0]);
    close(crew->pipe[1]);
    crew->test->db = testdb_open(crew->test);
    g_free(crew->log);
    g_free(crew);
    return log;
}
