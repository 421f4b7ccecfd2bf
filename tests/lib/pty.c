// SPDX-License-Identifier: Apache-2.0
// The process side of the terminal harness: start, write, read, wait, end.
#include "pty_private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    DEADLINE_MS = 20000, // for anything; only a failing test ever waits that long
    PIECE = 180,         // bytes of a paste in one write
    IDLE_FD = 3,         // its number in the program
};

// Written to the slave after the program's output: once it arrives at the master, all that the
// program wrote before has arrived too (the kernel moves pty data by a worker, in order).
static const char BARRIER[] = "\033_tote-barrier\033\\";

void pty_give_up(const struct pty *pty, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *sentence = g_strdup_vprintf(format, args);
    va_end(args);
    g_autofree char *screen = pty_text(pty);
    g_autofree char *message = g_strdup_printf("%s; the screen:\n%s", sentence, screen);
    if (pty->pid > 0 && !pty->ended)
        kill(pty->pid, SIGKILL);
    g_assertion_message("tote-test", __FILE__, __LINE__, G_STRFUNC, message);
    abort();
}

// ---- start ----

static GStrv environment(const struct pty_options *options, const char *idle)
{
    static const char *const kept[] = {
        "PATH",         "ASAN_OPTIONS",   "UBSAN_OPTIONS",     "LSAN_OPTIONS",
        "TSAN_OPTIONS", "GLIBC_TUNABLES", "LLVM_PROFILE_FILE", "TOTE_KEYS"};
    GStrv env = g_new0(char *, 1);
    for (gsize i = 0; i < G_N_ELEMENTS(kept); i++)
        if (g_getenv(kept[i]))
            env = g_environ_setenv(env, kept[i], g_getenv(kept[i]), TRUE);
    env = g_environ_setenv(env, "TZ", "UTC", TRUE);
    env = g_environ_setenv(env, "TERM", options->term ? options->term : "xterm-256color", TRUE);
    env = g_environ_setenv(env, "LC_ALL", options->locale ? options->locale : "C.UTF-8", TRUE);
    env = g_environ_setenv(env, "TOTE_IDLE_FD", idle, TRUE);
    for (gsize i = 0; options->env && options->env[i]; i++) {
        g_auto(GStrv) pair = g_strsplit(options->env[i], "=", 2);
        g_assert_nonnull(pair[1]);
        env = g_environ_setenv(env, pair[0], pair[1], TRUE);
    }
    return env;
}

static bool take_terminal(const char *name)
{
    int slave = setsid() > 0 ? open(name, O_RDWR) : -1;
    return slave >= 0 && ioctl(slave, TIOCSCTTY, 0) == 0 && dup2(slave, 0) == 0 &&
           dup2(slave, 1) == 1 && dup2(slave, 2) == 2;
}

// In the child: make the slave the terminal and become the program.
G_NORETURN static void become(const char *const argv[], const struct pty_options *options,
                              const char *name, int idle)
{
    g_autofree char *number = g_strdup_printf("%d", IDLE_FD);
    GStrv env = environment(options, number);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGHUP, SIG_DFL); // nohup may have started the tests
    int kept = fcntl(idle, F_DUPFD, IDLE_FD + 1);
    if (take_terminal(name) && dup2(kept, IDLE_FD) == IDLE_FD) {
        close_range(IDLE_FD + 1, ~0U, 0);
        if (!options->cwd || chdir(options->cwd) == 0)
            execvpe(argv[0], (char *const *)(gpointer)argv, env);
    }
    dprintf(STDERR_FILENO, "cannot run %s: %s\n", argv[0], g_strerror(errno));
    _exit(127);
}

static void spawn(struct pty *pty, const char *const argv[], const struct pty_options *options)
{
    struct winsize size = {.ws_row = (unsigned short)pty->rows,
                           .ws_col = (unsigned short)pty->cols};
    int idle[2];
    char name[64];
    pty->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    bool made = pty->master >= 0 && grantpt(pty->master) == 0 && unlockpt(pty->master) == 0 &&
                ptsname_r(pty->master, name, sizeof name) == 0 &&
                ioctl(pty->master, TIOCSWINSZ, &size) == 0 && pipe2(idle, O_CLOEXEC) == 0;
    if (!made)
        g_error("no pseudo terminal: %s", g_strerror(errno));
    pty->slave = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    pty->pid = fork();
    if (pty->pid < 0)
        g_error("no process: %s", g_strerror(errno));
    if (pty->pid == 0)
        become(argv, options, name, idle[1]);
    pty->pidfd = (int)syscall(SYS_pidfd_open, pty->pid, 0);
    pty->idle = idle[0];
    close(idle[1]);
    fcntl(pty->idle, F_SETFL, O_NONBLOCK);
    g_assert_true(pty->slave >= 0 && pty->pidfd >= 0);
}

static int on_bell(void *user)
{
    struct pty *pty = user;
    pty->bells++;
    return 1;
}

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
    struct pty *pty = user;
    if (prop == VTERM_PROP_CURSORVISIBLE)
        pty->cursor_visible = value->boolean;
    if (prop == VTERM_PROP_TITLE)
        g_string_assign(pty->title, value->string);
    return 1;
}

static void on_reply(const char *bytes, size_t len, void *user)
{
    struct pty *pty = user;
    g_string_append_len(pty->replies, bytes, (gssize)len);
}

static const VTermScreenCallbacks callbacks = {.bell = on_bell, .settermprop = on_property};

struct pty *pty_start(const char *const argv[], const struct pty_options *options)
{
    static const struct pty_options none;
    const struct pty_options *given = options ? options : &none;
    struct pty *pty = g_new0(struct pty, 1);
    pty->cols = given->cols ? given->cols : 80;
    pty->rows = given->rows ? given->rows : 24;
    pty->replies = g_string_new(NULL);
    pty->title = g_string_new(NULL);
    pty->cursor_visible = true;
    pty->vt = vterm_new(pty->rows, pty->cols);
    vterm_set_utf8(pty->vt, 1);
    vterm_output_set_callback(pty->vt, on_reply, pty);
    pty->screen = vterm_obtain_screen(pty->vt);
    vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
    vterm_screen_enable_altscreen(pty->screen, 1);
    vterm_screen_reset(pty->screen, 1);
    spawn(pty, argv, given);
    pty->awaiting = true;
    return pty;
}

// ---- write and read ----

static void flush_replies(struct pty *pty)
{
    if (pty->replies->len && pty->master >= 0) {
        gssize written = write(pty->master, pty->replies->str, pty->replies->len);
        (void)written; // a program that does not read its answers loses them
    }
    g_string_truncate(pty->replies, 0);
}

// Hands BYTES to the terminal. It gets no piece of our own barrier.
static void show(struct pty *pty, const char *bytes, gsize len)
{
    pty->bytes += len;
    vterm_input_write(pty->vt, bytes, len);
    vterm_screen_flush_damage(pty->screen);
    flush_replies(pty);
}

// Appends what the master has now to OUT; false at the end of the terminal.
static bool read_some(struct pty *pty, GString *out)
{
    char buffer[65536];
    for (;;) {
        gssize got = read(pty->master, buffer, sizeof buffer);
        if (got > 0)
            g_string_append_len(out, buffer, got);
        else if (got < 0 && errno == EINTR)
            continue;
        else
            return got < 0 && errno == EAGAIN;
    }
}

static bool pump(struct pty *pty)
{
    if (pty->master < 0)
        return false;
    g_autoptr(GString) bytes = g_string_new(NULL);
    bool open = read_some(pty, bytes);
    show(pty, bytes->str, bytes->len);
    return open;
}

// Milliseconds left until the monotonic time DEADLINE; aborts when there are none.
static int time_left(const struct pty *pty, gint64 deadline, const char *what)
{
    gint64 left = (deadline - g_get_monotonic_time()) / 1000;
    if (left <= 0)
        pty_give_up(pty, "waited %d s for %s", DEADLINE_MS / 1000, what);
    return (int)left;
}

static gint64 new_deadline(void)
{
    return g_get_monotonic_time() + (gint64)DEADLINE_MS * 1000;
}

// The program ended: take its last output and its status.
static void reap(struct pty *pty)
{
    if (ioctl(pty->slave, FIONREAD, &pty->left) != 0)
        pty->left = 0;
    close(pty->slave);
    pty->slave = -1;
    struct pollfd last = {.fd = pty->master, .events = POLLIN};
    gint64 deadline = new_deadline();
    while (pump(pty))
        poll(&last, 1, time_left(pty, deadline, "the end of the output"));
    int status = 0;
    waitpid(pty->pid, &status, 0);
    pty->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    pty->ended = true;
    pty->awaiting = false;
}

// Blocks until the program writes, signals idle or ends; handles output and end.
static void wait_event(struct pty *pty, gint64 deadline, const char *what)
{
    struct pollfd events[] = {{.fd = pty->pidfd, .events = POLLIN},
                              {.fd = pty->idle, .events = POLLIN},
                              {.fd = pty->master, .events = POLLIN}};
    int ready = poll(events, G_N_ELEMENTS(events), time_left(pty, deadline, what));
    if (ready > 0 && events[2].revents & POLLIN)
        pump(pty);
    if (ready > 0 && events[0].revents & POLLIN && !pty->ended)
        reap(pty);
}

// Reads all output that the program wrote before now.
static void read_all_output(struct pty *pty)
{
    gint64 deadline = new_deadline();
    g_autoptr(GString) bytes = g_string_new(NULL);
    struct pollfd readable = {.fd = pty->master, .events = POLLIN};
    gsize sent = 0, len = sizeof BARRIER - 1;
    const char *found = NULL;
    while (!found) {
        gssize wrote = sent < len ? write(pty->slave, BARRIER + sent, len - sent) : 0;
        if (wrote < 0 && errno != EAGAIN)
            break; // the program just ended: reap() reads the rest
        sent += wrote > 0 ? (gsize)wrote : 0;
        poll(&readable, 1, time_left(pty, deadline, "the output"));
        read_some(pty, bytes);
        found = memmem(bytes->str, bytes->len, BARRIER, len);
    }
    if (found)
        g_string_erase(bytes, found - bytes->str, (gssize)len);
    show(pty, bytes->str, bytes->len);
}

// One byte of the idle signal; 0 if there is none.
static char next_idle(struct pty *pty)
{
    char byte = 0;
    if (pty->idle < 0 || read(pty->idle, &byte, 1) != 1)
        return 0;
    pty->frames++;
    return byte;
}

static bool input_is_read(const struct pty *pty)
{
    int unread = 0;
    return ioctl(pty->slave, FIONREAD, &unread) != 0 || unread == 0;
}

void pty_settle(struct pty *pty)
{
    gint64 deadline = new_deadline();
    while (pty->awaiting && !pty->ended) {
        for (char byte; pty->awaiting && (byte = next_idle(pty));)
            if (byte != 't' && input_is_read(pty))
                pty->awaiting = false;
        if (pty->awaiting)
            wait_event(pty, deadline, "the idle signal");
    }
    if (!pty->ended && pty->slave >= 0)
        read_all_output(pty);
}

static void send(struct pty *pty, const char *bytes, gsize len)
{
    while (next_idle(pty))
        ; // signals from before cannot answer what comes now
    pty->awaiting = !pty->ended;
    gint64 deadline = new_deadline();
    struct pollfd writable = {.fd = pty->master, .events = POLLIN | POLLOUT};
    for (gsize sent = 0; sent < len && pty->master >= 0 && !pty->ended;) {
        gssize wrote = write(pty->master, bytes + sent, len - sent);
        if (wrote < 0 && errno != EAGAIN && errno != EINTR)
            return;
        sent += wrote > 0 ? (gsize)wrote : 0;
        if (sent < len)
            poll(&writable, 1, time_left(pty, deadline, "the program to read"));
        pump(pty);
    }
}

void pty_send(struct pty *pty, const char *bytes, gssize len)
{
    send(pty, bytes, len < 0 ? strlen(bytes) : (gsize)len);
}

void pty_scan(struct pty *pty, const char *code)
{
    g_autofree char *bytes = g_strconcat(code, "\r", NULL);
    pty_send(pty, bytes, -1);
    pty_settle(pty);
}

void pty_paste(struct pty *pty, const char *text)
{
    g_autofree char *all = g_strconcat("\033[200~", text, "\033[201~", NULL);
    for (gsize at = 0, len = strlen(all); at < len;) {
        gsize piece = MIN(len - at, PIECE);
        if (len - at - piece < 12)
            piece = len - at; // never cut inside the end mark
        send(pty, all + at, piece);
        pty_settle(pty);
        at += piece;
    }
}

void pty_resize(struct pty *pty, int cols, int rows)
{
    if (cols == pty->cols && rows == pty->rows)
        return;
    send(pty, "", 0);
    pty->cols = cols;
    pty->rows = rows;
    vterm_set_size(pty->vt, rows, cols);
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    if (ioctl(pty->master, TIOCSWINSZ, &size) != 0)
        pty_give_up(pty, "the window cannot be %dx%d", cols, rows);
    pty_settle(pty);
}

// ---- wait and end ----

static void wait_for(struct pty *pty, const char *text, bool there)
{
    g_autofree char *what = g_strdup_printf("\"%s\" to %s", text, there ? "show" : "go");
    gint64 deadline = new_deadline();
    while (pty_has(pty, text) != there) {
        if (pty->ended)
            pty_give_up(pty, "the program ended (status %d) before %s", pty->status, what);
        while (next_idle(pty))
            ;
        wait_event(pty, deadline, what);
    }
}

void pty_wait_text(struct pty *pty, const char *text)
{
    wait_for(pty, text, true);
}

void pty_wait_gone(struct pty *pty, const char *text)
{
    wait_for(pty, text, false);
}

int pty_wait_exit(struct pty *pty)
{
    gint64 deadline = new_deadline();
    while (!pty->ended) {
        while (next_idle(pty))
            ;
        wait_event(pty, deadline, "the program to end");
    }
    return pty->status;
}

int pty_left(const struct pty *pty)
{
    return pty->left;
}

void pty_signal(struct pty *pty, int signal)
{
    if (!pty->ended)
        kill(pty->pid, signal);
}

void pty_hangup(struct pty *pty)
{
    close(pty->slave);
    close(pty->master);
    pty->slave = pty->master = -1;
}

struct pty *pty_free(struct pty *pty)
{
    if (!pty)
        return NULL;
    if (!pty->ended) {
        kill(pty->pid, SIGKILL);
        waitpid(pty->pid, NULL, 0);
    }
    for (gsize i = 0; i < 4; i++) {
        int fd = (const int[]){pty->master, pty->slave, pty->idle, pty->pidfd}[i];
        if (fd >= 0)
            close(fd);
    }
    vterm_free(pty->vt);
    g_string_free(pty->replies, TRUE);
    g_string_free(pty->title, TRUE);
    g_free(pty);
    return NULL;
}
