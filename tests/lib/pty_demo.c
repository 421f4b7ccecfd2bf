// SPDX-License-Identifier: Apache-2.0
// The smallest terminal program with an idle signal, for the test of the harness itself.
// It echoes what it reads; q ends it, b rings, w waits for a timer and then shows "late".
#include <curses.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char line[400];
static size_t used;
static int keys, idle_fd = -1;
static bool late;

static void paint(void)
{
    erase();
    attron(A_REVERSE);
    mvprintw(0, 0, "%-*.*s", COLS, COLS, "demo");
    attroff(A_REVERSE);
    mvprintw(1, 0, "%dx%d keys %d", COLS, LINES, keys);
    attron(A_BOLD | COLOR_PAIR(1));
    mvaddstr(2, 0, "日本 e\xCC\x81|");
    attroff(A_BOLD | COLOR_PAIR(1));
    for (int row = 3; row < LINES - 1; row++)
        mvprintw(row, 0, "row %d %.*s", row, keys % 7 * 10,
                 "............................................................");
    mvprintw(LINES - 1, 0, "> %s", line);
    refresh();
}

static void signal_idle(char what)
{
    if (idle_fd >= 0 && write(idle_fd, &what, 1) != 1)
        exit(3);
}

static void handle(int key)
{
    keys++;
    if (key == 'q')
        exit((endwin(), 7));
    if (key == 'b')
        beep();
    if (key == 'w')
        late = true;
    if (key == KEY_F(4))
        used = (size_t)snprintf(line, sizeof line, "F4");
    else if (key == KEY_UP)
        used = (size_t)snprintf(line, sizeof line, "Up");
    else if (key == '\r')
        used = 0;
    else if (key < 0x100 && key > 0x1f && used + 1 < sizeof line)
        line[used++] = (char)key;
    line[used] = '\0';
}

// Everything that is queued, then one painting. False if there was nothing.
static bool handle_queued(void)
{
    bool any = false;
    for (int key; (key = getch()) != ERR; any = true)
        if (key == KEY_RESIZE)
            keys += 100;
        else
            handle(key);
    return any;
}

// Blocks until there is input or a signal. SIGWINCH comes through here and nowhere else: a
// blocking getch() loses one that comes between its look at the flag and its read().
static void block(void)
{
    sigset_t none;
    sigemptyset(&none);
    struct timespec limit = {.tv_nsec = 30000000};
    ppoll(&(struct pollfd){.fd = STDIN_FILENO, .events = POLLIN}, 1, late ? &limit : NULL, &none);
}

static void start_screen(void)
{
    initscr();
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    set_escdelay(25);
    start_color();
    use_default_colors();
    init_pair(1, COLOR_YELLOW, COLOR_BLUE);
}

int main(void)
{
    setlocale(LC_ALL, "");
    idle_fd = getenv("TOTE_IDLE_FD") ? (int)strtol(getenv("TOTE_IDLE_FD"), NULL, 10) : -1;
    sigset_t resize;
    sigemptyset(&resize);
    sigaddset(&resize, SIGWINCH);
    sigprocmask(SIG_BLOCK, &resize, NULL);
    start_screen();
    paint();
    signal_idle('i');
    for (;;) {
        block();
        bool timer = late;
        late = false;
        bool handled = handle_queued();
        if (!handled && timer)
            used = (size_t)snprintf(line, sizeof line, "late");
        paint();
        signal_idle(handled ? 'i' : 't');
    }
}
