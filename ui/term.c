// SPDX-License-Identifier: Apache-2.0
// Opens the terminal through curses and reads keys as every client sends them.
#include "term.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "clock.h"
#include "errors.h"
#include "i18n.h"
#include "theme.h"
#include "utf8_feed.h"

enum { CODE_PASTE_IN = KEY_MAX + 1, CODE_PASTE_OUT, ESC_DELAY_MS = 25 };
enum { NONE_LATER = 0xFFFFFFFF };
enum { DISCARD_QUIET_MS = 250, DISCARD_MOST_US = 3000000 };
enum { BELL_GAP_US = 180000, DEFAULT_ROWS = 24, DEFAULT_COLUMNS = 80 };

// What clients send whatever TERM says: both cursor modes, PuTTY's and vt100's function keys.
static const struct {
    const char *sequence;
    int code;
} extra_keys[] = {
    {"\033[A", KEY_UP},           {"\033OA", KEY_UP},
    {"\033[B", KEY_DOWN},         {"\033OB", KEY_DOWN},
    {"\033[C", KEY_RIGHT},        {"\033OC", KEY_RIGHT},
    {"\033[D", KEY_LEFT},         {"\033OD", KEY_LEFT},
    {"\033[H", KEY_HOME},         {"\033OH", KEY_HOME},
    {"\033[1~", KEY_HOME},        {"\033[7~", KEY_HOME},
    {"\033[F", KEY_END},          {"\033OF", KEY_END},
    {"\033[4~", KEY_END},         {"\033[8~", KEY_END},
    {"\033[5~", KEY_PPAGE},       {"\033[6~", KEY_NPAGE},
    {"\033[3~", KEY_DC},          {"\033[Z", KEY_BTAB},
    {"\177", KEY_BACKSPACE},      {"\010", KEY_BACKSPACE},
    {"\033OP", KEY_F(1)},         {"\033OQ", KEY_F(2)},
    {"\033OR", KEY_F(3)},         {"\033OS", KEY_F(4)},
    {"\033[11~", KEY_F(1)},       {"\033[12~", KEY_F(2)},
    {"\033[13~", KEY_F(3)},       {"\033[14~", KEY_F(4)},
    {"\033[[A", KEY_F(1)},        {"\033[[B", KEY_F(2)},
    {"\033[[C", KEY_F(3)},        {"\033[[D", KEY_F(4)},
    {"\033[[E", KEY_F(5)},        {"\033[15~", KEY_F(5)},
    {"\033[17~", KEY_F(6)},       {"\033[18~", KEY_F(7)},
    {"\033[19~", KEY_F(8)},       {"\033[20~", KEY_F(9)},
    {"\033[21~", KEY_F(10)},      {"\033[23~", KEY_F(11)},
    {"\033[24~", KEY_F(12)},      {"\033OM", KEY_ENTER},
    {"\033[200~", CODE_PASTE_IN}, {"\033[201~", CODE_PASTE_OUT},
};

static const struct {
    int code;
    enum ui_key key;
} key_codes[] = {
    {KEY_UP, UK_UP},         {KEY_DOWN, UK_DOWN},         {KEY_LEFT, UK_LEFT},
    {KEY_RIGHT, UK_RIGHT},   {KEY_PPAGE, UK_PGUP},        {KEY_NPAGE, UK_PGDN},
    {KEY_HOME, UK_HOME},     {KEY_END, UK_END},           {KEY_BACKSPACE, UK_BACKSPACE},
    {KEY_DC, UK_DELETE},     {KEY_BTAB, UK_BACKTAB},      {KEY_ENTER, UK_ENTER},
    {KEY_RESIZE, UK_RESIZE}, {CODE_PASTE_IN, UK_MARK_IN}, {CODE_PASTE_OUT, UK_MARK_OUT},
};

static struct {
    SCREEN *screen;
    bool gone;
    struct utf8_feed feed;
    gunichar later; // known, and not given yet; NONE_LATER
    int rings_left;
    int64_t next_ring_us;
} term = {.later = NONE_LATER};

static const struct {
    enum ui_key key;
    const char *name;
} key_names[] = {
    {UK_ENTER, N_("Enter")},       {UK_ESC, N_("Esc")},     {UK_TAB, N_("Tab")},
    {UK_BACKTAB, N_("Shift-Tab")}, {UK_SPACE, N_("Space")}, {UK_UP, N_("Up")},
    {UK_DOWN, N_("Down")},         {UK_LEFT, N_("Left")},   {UK_RIGHT, N_("Right")},
    {UK_PGUP, N_("PgUp")},         {UK_PGDN, N_("PgDn")},   {UK_HOME, N_("Home")},
    {UK_END, N_("End")},           {UK_DELETE, N_("Del")},  {UK_BACKSPACE, N_("Backspace")},
    {UK_INTERRUPT, N_("Ctrl-C")},
};

const char *ui_key_name(enum ui_key key)
{
    static const char *const functions[] = {"F1", "F2", "F3", "F4",  "F5",  "F6",
                                            "F7", "F8", "F9", "F10", "F11", "F12"};
    if (key >= UK_F1 && key <= UK_F12)
        return functions[key - UK_F1];
    for (size_t i = 0; i < G_N_ELEMENTS(key_names); i++)
        if (key_names[i].key == key)
            return _(key_names[i].name);
    return "";
}

static void send(const char *sequence)
{
    if (write(STDOUT_FILENO, sequence, strlen(sequence)) < 0 && errno == EIO)
        term.gone = true;
}

// A serial line or a raw client says 0x0; curses would then believe the terminal type.
static void give_size(void)
{
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || (size.ws_row && size.ws_col))
        return;
    guint64 w = DEFAULT_COLUMNS, h = DEFAULT_ROWS;
    g_auto(GStrv) asked = g_strsplit(g_getenv("TOTE_SIZE") ?: "", "x", 2);
    if (g_strv_length(asked) == 2 &&
        (!g_ascii_string_to_unsigned(asked[0], 10, 8, 400, &w, NULL) ||
         !g_ascii_string_to_unsigned(asked[1], 10, 3, 200, &h, NULL))) {
        w = DEFAULT_COLUMNS;
        h = DEFAULT_ROWS;
    }
    size.ws_row = (unsigned short)h;
    size.ws_col = (unsigned short)w;
    ioctl(STDOUT_FILENO, TIOCSWINSZ, &size);
}

static void set_modes(void)
{
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    intrflush(stdscr, FALSE);
    leaveok(stdscr, FALSE);
    set_escdelay(ESC_DELAY_MS);
    for (size_t i = 0; i < G_N_ELEMENTS(extra_keys); i++)
        define_key(extra_keys[i].sequence, extra_keys[i].code);
}

bool term_open(GError **error)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return tote_fail(error, TOTE_TERMINAL, NULL, _("This is no terminal"));
    const char *type = g_getenv("TERM");
    if (!type || !*type || !strcmp(type, "dumb"))
        return tote_fail_full(
            error, TOTE_TERMINAL,
            &(struct tote_fault){
                .hint = _("Set TERM to what the terminal is, for example TERM=xterm-256color, or "
                          "name a verb: 'tote help'.")},
            _("The terminal says that it is '%s', and the screens need one that can place text"),
            type && *type ? type : _("nothing"));
    give_size();
    term.screen = newterm(NULL, stdout, stdin);
    if (!term.screen)
        term.screen = newterm("vt100", stdout, stdin);
    if (!term.screen)
        return tote_fail(error, TOTE_TERMINAL, NULL, _("The terminal '%s' is unknown here"),
                         type ? type : "");
    set_term(term.screen);
    set_modes();
    theme_start();
    send("\033[?2004h");
    if (theme_reorders())
        send("\033[8l");
    return true;
}

void term_discard(void)
{
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    int64_t end = clock_monotonic_us() + DISCARD_MOST_US;
    while (poll(&input, 1, DISCARD_QUIET_MS) > 0 && input.revents == POLLIN &&
           !tcflush(STDIN_FILENO, TCIFLUSH) && clock_monotonic_us() < end)
        ;
}

void term_close(void)
{
    if (!term.screen)
        return;
    send("\033[?2004l");
    if (theme_reorders())
        send("\033[8h");
    endwin();
    delscreen(term.screen);
    term.screen = NULL;
}

static enum ui_key key_of(int code)
{
    if (code >= KEY_F(1) && code <= KEY_F(12))
        return (enum ui_key)(UK_F1 + code - KEY_F(1));
    for (size_t i = 0; i < G_N_ELEMENTS(key_codes); i++)
        if (key_codes[i].code == code)
            return key_codes[i].key;
    return UK_NONE;
}

// Control characters that are keys of their own.
static enum ui_key key_of_char(gunichar c)
{
    switch (c) {
    case 3:
        return UK_INTERRUPT;
    case 8:
    case 127:
        return UK_BACKSPACE;
    case 26:
        return UK_F2;
    case 27:
        return UK_ESC;
    default:
        return UK_NONE;
    }
}

static bool give_char(struct term_event *ret_event, gunichar c)
{
    *ret_event = (struct term_event){key_of_char(c), c, ""};
    return true;
}

static bool give_key(struct term_event *ret_event, int code)
{
    char *sequence = keybound(code, 0);
    *ret_event = (struct term_event){key_of(code), 0, ""};
    g_strlcpy(ret_event->sequence, sequence ? sequence : "", sizeof ret_event->sequence);
    free(sequence);
    return true;
}

// Bytes are read, not characters: get_wch() drops what follows a byte that is no UTF-8, and with it
// whole scans.
bool term_read(struct term_event *ret_event)
{
    gunichar chars[2] = {term.later, NONE_LATER};
    int known = term.later != NONE_LATER;
    term.later = NONE_LATER;
    while (!known) {
        errno = 0;
        int got = getch();
        if (got == ERR) {
            term.gone = term.gone || errno == EIO || errno == EBADF;
            *ret_event = (struct term_event){UK_NONE, 0, ""};
            return false;
        }
        if (got < KEY_MIN) {
            known = utf8_feed(&term.feed, (guint8)got, chars);
            continue;
        }
        if (!utf8_feed_end(&term.feed, chars))
            return give_key(ret_event, got);
        ungetch(got);
        known = 1;
    }
    term.later = known > 1 ? chars[1] : NONE_LATER;
    return give_char(ret_event, chars[0]);
}

bool term_gone(void)
{
    return term.gone;
}

bool term_resize(void)
{
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_row || !size.ws_col)
        return false;
    if (size.ws_row == LINES && size.ws_col == COLS)
        return false;
    resize_term(size.ws_row, size.ws_col);
    clearok(curscr, TRUE);
    return true;
}

void term_size(int *ret_h, int *ret_w)
{
    *ret_h = LINES;
    *ret_w = COLS;
}

void term_bell(int times, int64_t now_us)
{
    term.rings_left = times;
    term.next_ring_us = now_us;
}

int64_t term_bell_due(int64_t now_us)
{
    while (term.rings_left > 0 && term.next_ring_us <= now_us) {
        send("\a");
        term.rings_left--;
        term.next_ring_us += BELL_GAP_US;
    }
    return term.rings_left > 0 ? term.next_ring_us : -1;
}
