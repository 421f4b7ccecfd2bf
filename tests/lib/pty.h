// SPDX-License-Identifier: Apache-2.0
// Runs a terminal program on a pseudo terminal and looks at its screen through libvterm.
// Rows and columns count from 0, as in ncurses. Whatever goes wrong (no answer within the
// deadline, a program that died) aborts the test with a sentence and the screen as it stood.
//
// Idle signal. The program under test finds in TOTE_IDLE_FD the number of an open descriptor and
// writes one byte to it each time just before it blocks for input, when everything queued was
// handled and painted: 'i' if input or a new window size was handled since the last byte (also
// the first time), 't' if only a timer or a change from outside woke it. Then nothing here has
// to sleep: pty_settle() waits for the 'i' that answers what was sent, and for all the output
// before it. Send, settle, look; what comes unasked (a timer, another station) is waited for
// with pty_wait_text().
#pragma once

#include <glib.h>
#include <stdbool.h>

// How to start; zero means the value in brackets.
struct pty_options {
    int cols, rows;         // [80 x 24]
    const char *term;       // [xterm-256color]
    const char *locale;     // LC_ALL [C.UTF-8]; in "C" ncurses may use REP, which libvterm
                            // 0.1.4 draws wrongly: use a terminal without it (vt220) there
    const char *const *env; // more "NAME=value", NULL at the end; else only PATH, TZ=UTC and
                            // the options of sanitizers are set
    const char *cwd;        // [the present one]
};

struct pty;

// Starts ARGV (argv[0] is looked up in PATH, NULL at the end). OPTIONS may be NULL.
// Does not wait: call pty_settle() or pty_wait_text() next. Free with pty_free().
struct pty *pty_start(const char *const argv[], const struct pty_options *options);

// Kills the program if it still runs and frees PTY (NULL is allowed). Returns NULL.
struct pty *pty_free(struct pty *pty);
typedef struct pty test_pty;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(test_pty, pty_free)

// Writes LEN bytes (-1 = up to the NUL) in one piece and does not wait. At most 200 bytes arrive
// in one read of the program; a second send before pty_settle() may settle too early.
void pty_send(struct pty *pty, const char *bytes, gssize len);

// Types KEYS one by one, each settled: characters stand for themselves, names in <> for keys:
// <Enter> <Tab> <Esc> <BS> <Up> <Down> <Left> <Right> <Home> <End> <PgUp> <PgDn> <Ins> <Del>
// <F1>…<F24>, <C-x> for control, <S-name> <C-name> <A-name> for modifiers, <lt> for "<".
void pty_keys(struct pty *pty, const char *keys);

// A scanner: CODE and CR in one write, then settles. Up to 199 bytes.
void pty_scan(struct pty *pty, const char *code);

// A paste of TEXT through bracketed paste, in pieces of 180 bytes, then settles.
void pty_paste(struct pty *pty, const char *text);

// Changes the window; the program gets SIGWINCH. Settles.
void pty_resize(struct pty *pty, int cols, int rows);

// Waits until the program answered all that was sent and its output was read; also returns when
// it ended. Returns at once where nothing was sent since.
void pty_settle(struct pty *pty);

// Waits until TEXT stands on the screen, or no longer does. For programs without idle signal
// and for changes from outside. It may return in the midst of a paint: wait for each text that is
// asked, pty_has() may come too early.
void pty_wait_text(struct pty *pty, const char *text);
void pty_wait_gone(struct pty *pty, const char *text);

// Waits for the end of the program: its exit status, or 128 + the signal that ended it.
int pty_wait_exit(struct pty *pty);

// Sends SIGNAL to the program, by its process id; does not wait.
void pty_signal(struct pty *pty, int signal);

// The line drops: the terminal goes away, the program gets SIGHUP. Only pty_wait_exit() and
// pty_free() are of use afterwards; the screen keeps what was read last.
void pty_hangup(struct pty *pty);

// ---- the screen; none of these waits ----

// Row ROW, the whole screen (rows ended by \n), as UTF-8 without blanks at the right. Wide
// signs count once. Free with g_free().
char *pty_row(const struct pty *pty, int row);
char *pty_text(const struct pty *pty);

// Attributes that are not the default, one row a line: "3: 0-9 bold fg=14, 20 reverse".
// Words: bold underline italic blink reverse strike fg= bg= (index or #rrggbb). A_DIM is not
// seen by libvterm 0.1.4. Free with g_free().
char *pty_attributes(const struct pty *pty);

// Those of one cell: "bold fg=14", "" if default. Free with g_free().
char *pty_attributes_at(const struct pty *pty, int row, int col);

bool pty_has(const struct pty *pty, const char *text); // on one row
// Fails with the picture where the text is not there, or is.
void pty_shows(const struct pty *pty, const char *text);
void pty_lacks(const struct pty *pty, const char *text);
int pty_find_row(const struct pty *pty, const char *text); // first row with TEXT, -1 if none
void pty_cursor(const struct pty *pty, int *ret_row, int *ret_col, bool *ret_visible);
const char *pty_title(const struct pty *pty); // window title, "" if never set

// Counted since the start: bells, bytes the program wrote, frames (idle signals) it finished.
int pty_bells(const struct pty *pty);
gsize pty_bytes(const struct pty *pty);
int pty_frames(const struct pty *pty);
bool pty_ended(const struct pty *pty);
int pty_left(const struct pty *pty); // bytes that an ended program left to who reads next
int pty_pid(const struct pty *pty);

// Compares size, text, cursor and attributes with the file PATH, relative to the top of the
// source. With TOTE_SNAP_UPDATE=1 in the environment it writes the file instead. A difference
// prints both versions of each row that differs and fails the test, which goes on.
bool pty_expect_golden(const struct pty *pty, const char *path);
