// SPDX-License-Identifier: Apache-2.0
// The event loop: waits for keys, signals, changes of others and the clock; one repaint an event.
#include "ui_internal.h"

#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "clock.h"
#include "i18n.h"
#include "paint.h"
#include "store_admin.h"

enum { BATCH = 4096 };

void ui_offer(struct view *view, char digit)
{
    if (view == view->ui->offered_by)
        view->ui->offered |= 1U << (digit - '0');
}

void ui_fail(struct ui *ui, GError *error)
{
    if (ui->end)
        g_error_free(error);
    else
        ui->end = error;
    ui->quit = true;
}

void ui_paint(struct ui *ui)
{
    int h, w, y = 0, x = 0;
    int64_t begun = clock_monotonic_us();
    changes_jobs(ui);
    views_reload(ui);
    term_size(&h, &w);
    ui->layout = layout_of(h, w);
    notice_make_room(&ui->notice, &ui->layout, views_top(ui)->screen->overlay);
    theme_small(ui->layout.size <= SIZE_XS);
    paint_clear();
    ui->offered = 0;
    ui->offered_by = views_top(ui);
    struct view *base = views_base(ui);
    if (!notice_fills(&ui->notice, &ui->layout))
        for (guint i = 0; i < ui->views->len; i++) {
            struct view *view = g_ptr_array_index(ui->views, i);
            if (view == base || (i && view->screen->overlay))
                view->screen->draw(view, &ui->layout);
        }
    chrome_draw(ui, &y, &x);
    paint_show(y, x);
    changes_painted(ui, begun);
}

// For tests: all that came was handled and painted ('i': input, 't': only a timer or others).
static void say_idle(struct ui *ui)
{
    if (ui->idle_fd >= 0 && write(ui->idle_fd, ui->handled ? "i" : "t", 1) < 0)
        ui->idle_fd = -1;
    ui->handled = false;
}

// All queued keys, one time for all: see src/scan/frame.h.
static bool read_keys(struct ui *ui)
{
    struct term_event event;
    int64_t now = clock_monotonic_us();
    int n = 0;
    while (n < BATCH && !ui->quit && term_read(&event)) {
        dispatch_event(ui, &event, now);
        n++;
    }
    ui->flushing = false;
    views_bury(ui);
    return n > 0;
}

static bool read_signals(struct ui *ui, int fd)
{
    struct signalfd_siginfo info;
    bool resized = false;
    while (read(fd, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGWINCH)
            resized = term_resize();
        else
            ui->quit = true;
    }
    return resized;
}

// What to wait for besides input: the earliest of the timers (µs), -1 = none.
static int64_t next_due(struct ui *ui, int64_t now)
{
    int64_t dues[] = {framer_due(ui->framer), ui->narrow_us, term_bell_due(now),
                      changes_due(ui, now), now + (MINUTE_MS - clock_now() % MINUTE_MS) * 1000};
    int64_t due = -1;
    for (size_t i = 0; i < G_N_ELEMENTS(dues); i++)
        if (dues[i] >= 0 && (due < 0 || dues[i] < due))
            due = dues[i];
    return due;
}

// Something is typed and not judged yet: not idle.
static bool busy(struct ui *ui)
{
    return framer_due(ui->framer) >= 0 || ui->narrow_us >= 0 || ui->stale || ui->changes.touched;
}

static bool end_of_input(short events)
{
    int waiting = 0;
    return events & (POLLHUP | POLLERR) || (ioctl(STDIN_FILENO, FIONREAD, &waiting) || !waiting);
}

// What came from the keyboard or the line; false = nothing.
static bool take_input(struct ui *ui, short events)
{
    if (!events)
        return false;
    bool gone = end_of_input(events);
    if (read_keys(ui))
        ui->handled = true;
    else if (gone || term_gone())
        ui->quit = true;
    return true;
}

// Waits; true when something happened that may change the picture.
static bool wait_for_event(struct ui *ui, int signals)
{
    int64_t now = clock_monotonic_us(), due = next_due(ui, now), minute = clock_now() / MINUTE_MS;
    struct pollfd fds[] = {
        {STDIN_FILENO, POLLIN, 0}, {signals, POLLIN, 0}, {changes_fd(ui, now), POLLIN, 0}};
    int64_t wait = due < 0 ? MINUTE_MS : MAX(0, due - now + 999) / 1000;
    if (poll(fds, G_N_ELEMENTS(fds), (int)MIN(wait, MINUTE_MS)) < 0)
        return false;
    bool changed = fds[1].revents && read_signals(ui, signals);
    ui->handled = ui->handled || fds[1].revents;
    bool input = take_input(ui, fds[0].revents);
    now = clock_monotonic_us();
    if (ui->narrow_us >= 0 || framer_due(ui->framer) >= 0) {
        dispatch_idle(ui, now);
        ui->flushing = false;
        changed = true;
    }
    term_bell_due(now);
    bool others = changes_look(ui, now, input || fds[2].revents);
    return changed || input || others || clock_now() / MINUTE_MS != minute;
}

static void loop(struct ui *ui, int signals)
{
    bool told = false;
    ui_paint(ui);
    while (!ui->quit) {
        if (!busy(ui) && !told) {
            say_idle(ui);
            told = true;
        }
        bool changed = wait_for_event(ui, signals);
        if (changed && !ui->quit)
            ui_paint(ui);
        views_bury(ui);
        told = told && !changed;
    }
}

static int open_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGWINCH);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

static void close_signals(int fd)
{
    sigset_t set;
    close(fd);
    sigemptyset(&set);
    sigprocmask(SIG_SETMASK, &set, NULL);
}

static char *station_of(const struct ui_options *options)
{
    const char *name = options->station ? options->station : g_getenv("TOTE_STATION");
    if (name && *name)
        return g_strdup(name);
    const char *tty = ttyname(STDIN_FILENO);
    char *made = g_strdup(tty && g_str_has_prefix(tty, "/dev/") ? tty + 5 : "console");
    return g_strdelimit(made, "/", '-');
}

static bool open_database(struct ui *ui, GError **error)
{
    ui->db = ui->options->db;
    if (!ui->db) {
        ui->db = db_open(ui->options->url, &(struct db_options){.station = true}, error);
        ui->own_db = ui->db != NULL;
    }
    if (!ui->db)
        return false;
    ui->fresh_at = clock_now();
    ui->shop = store_setting(ui->db, SETTING_SHOP_NAME, NULL);
    return true;
}

// The frame is painted before the database is asked for anything.
static bool start(struct ui *ui, GError **error)
{
    g_autoptr(GError) refused = NULL;
    views_first(ui);
    ui_paint(ui);
    if (!open_database(ui, error))
        return false;
    ui->stale = true;
    if (ui->options->who && !ui_login(views_top(ui), ui->options->who, &refused))
        ui_say_error(views_top(ui), refused);
    return true;
}

static void ui_init(struct ui *ui, const struct ui_options *options)
{
    const char *idle = g_getenv("TOTE_IDLE_FD");
    *ui = (struct ui){
        .options = options, .station = station_of(options), .narrow_us = -1, .handled = true};
    gint64 fd = -1;
    if (idle)
        g_ascii_string_to_signed(idle, 10, 3, 1 << 20, &fd, NULL);
    ui->idle_fd = (int)fd;
    ui->views = g_ptr_array_new();
    ui->gone = g_ptr_array_new();
    ui->framer = framer_new(scan_profile_default());
    entry_init(&ui->entry);
}

static void ui_release(struct ui *ui)
{
    views_close_all(ui);
    views_bury(ui);
    g_ptr_array_unref(ui->views);
    g_ptr_array_unref(ui->gone);
    changes_leave(ui);
    changes_end(ui);
    session_free(ui->session);
    if (ui->own_db)
        db_close(ui->db);
    framer_free(ui->framer);
    entry_release(&ui->entry);
    notice_clear(&ui->notice);
    g_free(ui->narrowed);
    g_free(ui->last_scan);
    g_free(ui->tried);
    g_free(ui->station);
    g_free(ui->noted);
    g_free(ui->shop);
    g_free(ui->place);
}

bool ui_run(const struct ui_options *options, GError **error)
{
    struct ui ui;
    setlocale(LC_ALL, "");
    g_autofree char *problem = theme_load();
    int signals = open_signals();
    if (!term_open(error)) {
        close_signals(signals);
        return false;
    }
    ui_init(&ui, options);
    bool started = start(&ui, error);
    if (started && problem)
        ui_say(views_top(&ui), NOTICE_LOOK, "%s", problem);
    if (started)
        loop(&ui, signals);
    if (ui.end) // nobody here asked for it
        term_discard();
    term_close();
    GError *end = ui.end;
    ui_release(&ui);
    close_signals(signals);
    if (started && end)
        g_propagate_error(error, end);
    return started && !end;
}
