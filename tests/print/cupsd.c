// SPDX-License-Identifier: Apache-2.0
// Writes the folder of a private cupsd, starts it, drives its queues and cleans up after it.
#include "cupsd.h"

#include <cups/cups.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEADLINE_S = 20, LOOK_US = 3000 };

static const char printer_script[] =
    "#!/bin/sh\n"
    "# The printer of the tests does what play/QUEUE says, a step a line, then takes the label.\n"
    "[ \"$#\" -ge 5 ] || exit 0\n"
    "root=${CUPS_SERVERBIN%/bin}\n"
    "queue=${DEVICE_URI#play:/}\n"
    "paper=$root/out/$queue-$1\n"
    "label=${6:--}\n"
    "while read -r step what; do\n"
    "    case $step in\n"
    "    reason) echo \"STATE: $what\" >&2 ;;\n"
    "    say) echo \"ERROR: $what\" >&2 ;;\n"
    "    gate) until read -r go <\"$root/play/$queue.gate\"; do :; done ;;\n"
    "    take) head -c \"$what\" \"$label\" >\"$paper.part\" ;;\n"
    "    exit) exit \"$what\" ;;\n"
    "    esac\n"
    "done <\"$root/play/$queue\"\n"
    "cat \"$label\" >\"$paper\"\n";

static const char service_conf[] = "Listen %s\n"
                                   "LogLevel info\n"
                                   "Browsing No\n"
                                   "WebInterface No\n"
                                   "DefaultAuthType None\n"
                                   "DefaultEncryption Never\n"
                                   "IdleExitTimeout 0\n"
                                   "JobRetryInterval 1\n"
                                   "ServerAlias *\n"
                                   "<Location />\n  Order deny,allow\n</Location>\n"
                                   "<Policy default>\n"
                                   "  <Limit All>\n    Order deny,allow\n  </Limit>\n"
                                   "</Policy>\n";

static const char files_conf[] = "ServerRoot %1$s/etc\n"
                                 "ServerBin %1$s/bin\n"
                                 "DataDir /usr/share/cups\n"
                                 "CacheDir %1$s/cache\n"
                                 "StateDir %1$s/run\n"
                                 "Printcap %1$s/run/printcap\n"
                                 "RequestRoot %1$s/spool\n"
                                 "TempDir %1$s/spool/tmp\n"
                                 "AccessLog %1$s/log/access\n"
                                 "ErrorLog %1$s/log/error\n"
                                 "PageLog %1$s/log/page\n"
                                 "User %2$s\n"
                                 "Group %3$s\n"
                                 "SystemGroup root\n"
                                 "Sandboxing relaxed\n"
                                 "CreateSelfSignedCerts no\n";

static char *path_in(const cupsd *service, const char *name)
{
    return g_build_filename(service->folder, name, NULL);
}

static void write_file(const cupsd *service, const char *name, const char *text, int mode)
{
    g_autofree char *path = path_in(service, name);
    g_assert_true(
        g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, NULL));
    g_assert_cmpint(chmod(path, (mode_t)mode), ==, 0); // whatever the umask is
}

static void make_folders(const cupsd *service)
{
    static const char *const own[] = {"etc", "cache", "run", "spool", "spool/tmp",
                                      "log", "bin",   "out", "play",  "bin/backend"};
    static const char *const linked[] = {"filter",  "daemon",  "driver", "notifier",
                                         "monitor", "cgi-bin", "command"};
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++) {
        g_autofree char *path = path_in(service, own[i]);
        g_assert_cmpint(g_mkdir_with_parents(path, 0755), ==, 0);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(linked); i++) {
        g_autofree char *name = g_build_filename("bin", linked[i], NULL);
        g_autofree char *path = path_in(service, name);
        g_autofree char *target = g_build_filename("/usr/lib/cups", linked[i], NULL);
        g_assert_cmpint(symlink(target, path), ==, 0);
    }
    g_autofree char *out = path_in(service, "out");
    g_assert_cmpint(chmod(service->folder, 0755), ==, 0);
    g_assert_cmpint(chmod(out, 0777), ==, 0); // printers run as another user than cupsd
}

static void write_settings(const cupsd *service, bool nobody)
{
    bool root = geteuid() == 0 && !nobody;
    const char *user = root ? "lp" : nobody ? "nobody" : g_get_user_name();
    const char *group = root ? "lp" : nobody ? "nogroup" : NULL;
    g_autofree char *own_group = g_strdup_printf("%u", (unsigned)getegid());
    g_autofree char *conf = g_strdup_printf(service_conf, service->socket);
    g_autofree char *files =
        g_strdup_printf(files_conf, service->folder, user, group ? group : own_group);
    write_file(service, "cupsd.conf", conf, 0644);
    write_file(service, "cups-files.conf", files, 0644);
    write_file(service, "bin/backend/play", printer_script, 0755);
}

static int give_away(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    return lchown(path, 65534, 65534);
}

static int delete_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    remove(path);
    return 0;
}

// In the child: cupsd ends with the test, even with one that crashes.
static void prepare(gpointer nobody)
{
    if (nobody && (setgroups(0, NULL) != 0 || setgid(65534) != 0 || setuid(65534) != 0))
        _exit(127);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
}

// Is the folder nobody's? Then the process is, too.
static bool nobodys(const cupsd *service)
{
    struct stat info;
    g_assert_cmpint(stat(service->folder, &info), ==, 0);
    return info.st_uid == 65534 && geteuid() == 0;
}

static void fail_with_log(const cupsd *service)
{
    g_autofree char *path = path_in(service, "log/error"), *log = NULL;
    g_file_get_contents(path, &log, NULL, NULL);
    g_error("the private cupsd did not start:\n%s", log ? log : "(no log)");
}

static void wait_until_listening(const cupsd *service)
{
    gint64 end = g_get_monotonic_time() + DEADLINE_S * G_USEC_PER_SEC;
    http_t *http = NULL;
    while (!(http = httpConnect2(service->socket, 0, NULL, AF_UNSPEC, HTTP_ENCRYPTION_NEVER, 1,
                                 1000, NULL))) {
        if (waitpid(service->pid, NULL, WNOHANG) != 0 || g_get_monotonic_time() > end)
            fail_with_log(service);
        g_usleep(LOOK_US); // allowed: polls until a deadline
    }
    httpClose(http);
}

void cupsd_again(cupsd *service)
{
    g_autofree char *conf = path_in(service, "cupsd.conf");
    g_autofree char *files = path_in(service, "cups-files.conf");
    const char *program =
        g_file_test("/usr/sbin/cupsd", G_FILE_TEST_IS_EXECUTABLE) ? "/usr/sbin/cupsd" : "cupsd";
    const char *const argv[] = {program, "-f", "-c", conf, "-s", files, NULL};
    g_autoptr(GError) error = NULL;
    unlink(service->socket);
    g_spawn_async(NULL, (char **)argv, NULL,
                  G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                      G_SPAWN_STDERR_TO_DEV_NULL,
                  prepare, GINT_TO_POINTER(nobodys(service)), &service->pid, &error);
    g_assert_no_error(error);
    wait_until_listening(service);
}

cupsd *cupsd_start(bool nobody)
{
    cupsd *service = g_new0(cupsd, 1);
    service->folder = g_dir_make_tmp("tote-cups-XXXXXX", NULL);
    g_assert_nonnull(service->folder);
    service->socket = path_in(service, "sock");
    make_folders(service);
    write_settings(service, nobody);
    if (nobody)
        g_assert_cmpint(nftw(service->folder, give_away, 16, FTW_PHYS), ==, 0);
    cupsd_again(service);
    return service;
}

void cupsd_kill(cupsd *service)
{
    if (!service->pid)
        return;
    kill(service->pid, SIGCONT); // it may have been frozen
    kill(service->pid, SIGTERM);
    gint64 end = g_get_monotonic_time() + DEADLINE_S * G_USEC_PER_SEC;
    while (waitpid(service->pid, NULL, WNOHANG) == 0) {
        if (g_get_monotonic_time() > end)
            kill(service->pid, SIGKILL);
        g_usleep(LOOK_US); // allowed: polls until a deadline
    }
    service->pid = 0;
}

void cupsd_stop(cupsd *service)
{
    if (!service)
        return;
    cupsd_kill(service);
    nftw(service->folder, delete_one, 16, FTW_DEPTH | FTW_PHYS);
    g_free(service->folder);
    g_free(service->socket);
    g_free(service);
}

// ---- administration, by the same protocol that lpadmin speaks ----

// PPD: the file of a driver that goes with it, or NULL.
static void administer(cupsd *service, ipp_t *request, const char *ppd)
{
    http_t *http =
        httpConnect2(service->socket, 0, NULL, AF_UNSPEC, HTTP_ENCRYPTION_NEVER, 1, 5000, NULL);
    g_assert_nonnull(http);
    ipp_t *answer = cupsDoFileRequest(http, request, "/admin/", ppd);
    if (!answer || ippGetStatusCode(answer) >= IPP_STATUS_ERROR_BAD_REQUEST)
        g_error("the private cupsd refuses: %s", cupsLastErrorString());
    ippDelete(answer);
    httpClose(http);
}

// The service gives a driver 30 s to make its file, which a busy machine can exceed: the file
// is made before, without a limit. Caller frees the path.
static char *driver_file(const cupsd *service, const char *driver)
{
    const char *const argv[] = {"/usr/lib/cups/daemon/cups-driverd", "cat", driver, NULL};
    char *path = path_in(service, "driver.ppd");
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    int status = 0;
    g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL,
                 &status, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, 0);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

static ipp_t *order_new(ipp_op_t operation, const char *queue)
{
    char uri[HTTP_MAX_URI];
    ipp_t *request = ippNewRequest(operation);
    httpAssembleURIf(HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0,
                     "/printers/%s", queue);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
                 cupsUser());
    return request;
}

void cupsd_set(const cupsd *service, const char *line)
{
    g_autofree char *path = path_in(service, "cupsd.conf"), *old = NULL;
    g_assert_true(g_file_get_contents(path, &old, NULL, NULL));
    g_autofree char *text = g_strdup_printf("%s\n%s", line, old);
    write_file(service, "cupsd.conf", text, 0644);
}

void cupsd_add_queue(cupsd *service, const char *name, const char *driver, const char *policy)
{
    g_autofree char *device = g_strdup_printf("play:/%s", name);
    g_autofree char *gate_name = g_strdup_printf("play/%s.gate", name);
    g_autofree char *gate = path_in(service, gate_name);
    cupsd_play(service, name, "");
    g_assert_cmpint(mkfifo(gate, 0644), ==, 0);
    g_assert_cmpint(chmod(gate, 0644), ==, 0);
    ipp_t *request = order_new(IPP_OP_CUPS_ADD_MODIFY_PRINTER, name);
    ippAddString(request, IPP_TAG_PRINTER, IPP_TAG_URI, "device-uri", NULL, device);
    ippAddString(request, IPP_TAG_PRINTER, IPP_TAG_NAME, "printer-error-policy", NULL, policy);
    ippAddInteger(request, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", IPP_PSTATE_IDLE);
    ippAddBoolean(request, IPP_TAG_PRINTER, "printer-is-accepting-jobs", 1);
    g_autofree char *ppd = driver ? driver_file(service, driver) : NULL;
    administer(service, request, ppd);
}

void cupsd_order(cupsd *service, const char *queue, enum cupsd_order order)
{
    static const ipp_op_t operations[] = {[CUPSD_PAUSE] = IPP_OP_PAUSE_PRINTER,
                                          [CUPSD_RESUME] = IPP_OP_RESUME_PRINTER,
                                          [CUPSD_REJECT] = IPP_OP_CUPS_REJECT_JOBS,
                                          [CUPSD_ACCEPT] = IPP_OP_CUPS_ACCEPT_JOBS,
                                          [CUPSD_FORGET] = IPP_OP_PURGE_JOBS};
    administer(service, order_new(operations[order], queue), NULL);
}

// ---- the printer ----

void cupsd_play(cupsd *service, const char *queue, const char *script)
{
    g_autofree char *name = g_build_filename("play", queue, NULL);
    write_file(service, name, script, 0644);
}

void cupsd_open_gate(cupsd *service, const char *queue)
{
    g_autofree char *name = g_strdup_printf("play/%s.gate", queue);
    g_autofree char *path = path_in(service, name);
    gint64 end = g_get_monotonic_time() + DEADLINE_S * G_USEC_PER_SEC;
    int fd;
    while ((fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)) < 0) {
        g_assert_cmpint(errno, ==, ENXIO); // the printer is not there yet
        g_assert_cmpint(g_get_monotonic_time(), <, end);
        g_usleep(LOOK_US); // allowed: polls until a deadline
    }
    g_assert_cmpint(write(fd, "go\n", 3), ==, 3);
    close(fd);
}

char *cupsd_output(const cupsd *service, const char *queue, int job, bool part, gsize *ret_len)
{
    g_autofree char *name = g_strdup_printf("out/%s-%d%s", queue, job, part ? ".part" : "");
    g_autofree char *path = path_in(service, name);
    char *bytes = NULL;
    return g_file_get_contents(path, &bytes, ret_len, NULL) ? bytes : NULL;
}

int cupsd_outputs(const cupsd *service, const char *queue)
{
    g_autofree char *out = path_in(service, "out"), *begin = g_strdup_printf("%s-", queue);
    g_autoptr(GDir) dir = g_dir_open(out, 0, NULL);
    const char *name;
    int n = 0;
    while ((name = g_dir_read_name(dir)))
        n += g_str_has_prefix(name, begin);
    return n;
}
