// SPDX-License-Identifier: Apache-2.0
// The terminal harness against its demo program: argv[1] is the demo.
#include "pty.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *demo;

static struct pty *start(int cols, int rows)
{
    const char *const argv[] = {demo, NULL};
    struct pty *pty = pty_start(argv, &(struct pty_options){.cols = cols, .rows = rows});
    pty_settle(pty);
    return pty;
}

static void expect_row(const struct pty *pty, int row, const char *wanted)
{
    g_autofree char *text = pty_row(pty, row);
    g_assert_cmpstr(text, ==, wanted);
}

static void check_screen(void)
{
    g_autoptr(test_pty) pty = start(40, 10);
    expect_row(pty, 0, "demo");
    expect_row(pty, 1, "40x10 keys 0");
    expect_row(pty, 2, "日本 e\xCC\x81|");
    g_autofree char *bar = pty_attributes_at(pty, 0, 39);
    g_assert_cmpstr(bar, ==, "reverse");
    g_autofree char *wide = pty_attributes_at(pty, 2, 0);
    g_assert_cmpstr(wide, ==, "bold fg=3 bg=4");
    g_autofree char *all = pty_attributes(pty);
    g_assert_cmpstr(all, ==, "0: 0-39 reverse\n2: 0-6 bold fg=3 bg=4\n");
    int row, col;
    bool visible;
    pty_cursor(pty, &row, &col, &visible);
    g_assert_true(row == 9 && col == 2 && visible);
    g_assert_cmpint(pty_find_row(pty, "row 5"), ==, 5);
    g_assert_cmpuint(pty_bytes(pty), >, 50);
}

static void check_keys(void)
{
    g_autoptr(test_pty) pty = start(80, 24);
    pty_keys(pty, "ace");
    expect_row(pty, 23, "> ace");
    pty_keys(pty, "<F4>");
    expect_row(pty, 23, "> F4");
    pty_keys(pty, "<Up>");
    expect_row(pty, 23, "> Up");
    pty_keys(pty, "<Enter>x<lt>y");
    expect_row(pty, 23, "> x<y");
    pty_keys(pty, "bb");
    g_assert_cmpint(pty_bells(pty), ==, 2);
    pty_send(pty, "12345678", -1);
    pty_settle(pty);
    expect_row(pty, 23, "> x<ybb12345678");
    pty_scan(pty, "T-0042");
    expect_row(pty, 23, ">");
}

// Timer wake-ups come unasked and do not answer a key.
static void check_timer(void)
{
    g_autoptr(test_pty) pty = start(80, 24);
    pty_keys(pty, "w");
    pty_wait_text(pty, "> late");
    pty_keys(pty, "<Enter>");
    pty_wait_gone(pty, "> late");
}

static void check_resize(void)
{
    static const int sizes[][2] = {{20, 10}, {40, 16}, {80, 24}, {200, 60}, {20, 8}};
    g_autoptr(test_pty) pty = start(80, 24);
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
        pty_resize(pty, sizes[i][0], sizes[i][1]);
        g_autofree char *wanted = g_strdup_printf("%dx%d keys", sizes[i][0], sizes[i][1]);
        g_assert_true(pty_has(pty, wanted));
    }
    pty_resize(pty, 20, 8); // nothing to wait for
}

// Each key gets the whole frame that answers it, never an older or a half one.
static void check_no_race(void)
{
    g_autoptr(test_pty) pty = start(200, 60);
    gint64 start_us = g_get_monotonic_time();
    enum { KEYS = 2000 };
    for (int i = 1; i <= KEYS; i++) {
        pty_keys(pty, i % 50 ? "a" : "<Enter>");
        g_autofree char *wanted = g_strdup_printf("200x60 keys %d", i);
        expect_row(pty, 1, wanted);
        g_autofree char *last = pty_row(pty, 59);
        g_assert_cmpuint(strlen(last), ==, i % 50 ? (gsize)(i % 50) + 2 : 1);
    }
    g_test_message("%.3f ms from key to settled screen",
                   (double)(g_get_monotonic_time() - start_us) / 1000 / KEYS);
}

static void check_end(void)
{
    g_autoptr(test_pty) pty = start(80, 24);
    pty_keys(pty, "qignored");
    g_assert_true(pty_ended(pty));
    g_assert_cmpint(pty_wait_exit(pty), ==, 7);
    g_autoptr(test_pty) killed = start(80, 24);
    pty_signal(killed, SIGKILL);
    g_assert_cmpint(pty_wait_exit(killed), ==, 128 + SIGKILL);
    g_autoptr(test_pty) dropped = start(80, 24);
    pty_hangup(dropped);
    g_assert_cmpint(pty_wait_exit(dropped), ==, 128 + SIGHUP);
    const char *const missing[] = {"/nonexistent/program", NULL};
    g_autoptr(test_pty) none = pty_start(missing, NULL);
    g_assert_cmpint(pty_wait_exit(none), ==, 127);
    g_assert_true(pty_has(none, "cannot run"));
}

// A program without idle signal, output larger than any buffer, and the last words of a
// program that ends.
static void check_plain_program(void)
{
    const char *const argv[] = {"sh", "-c", "yes abcdefgh | head -20000; echo done", NULL};
    g_autoptr(test_pty) pty = pty_start(argv, NULL);
    pty_wait_text(pty, "done");
    g_assert_cmpint(pty_wait_exit(pty), ==, 0);
    g_assert_cmpuint(pty_bytes(pty), ==, 20000 * 10 + 6);
}

static void check_golden(void)
{
    g_autofree char *path = g_strdup_printf("%s/pty-golden-%d", g_get_tmp_dir(), (int)getpid());
    g_autofree char *relative = g_strdup_printf("../../../../../../../../../../..%s", path);
    g_autoptr(test_pty) pty = start(20, 6);
    g_setenv("TOTE_SNAP_UPDATE", "1", TRUE);
    g_assert_true(pty_expect_golden(pty, relative));
    g_unsetenv("TOTE_SNAP_UPDATE");
    g_assert_true(pty_expect_golden(pty, relative));
    g_autofree char *golden = NULL;
    g_assert_true(g_file_get_contents(path, &golden, NULL, NULL));
    g_assert_cmpstr(golden, ==,
                    "20x6, cursor 5,2\ndemo\n20x6 keys 0\n日本 e\xCC\x81|\nrow 3\nrow 4\n>\n"
                    "--- attributes\n0: 0-19 reverse\n2: 0-6 bold fg=3 bg=4\n");
    g_unlink(path);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(argc, ==, 2);
    demo = argv[1];
    g_test_add_func("/pty/screen", check_screen);
    g_test_add_func("/pty/keys", check_keys);
    g_test_add_func("/pty/timer", check_timer);
    g_test_add_func("/pty/resize", check_resize);
    g_test_add_func("/pty/no-race", check_no_race);
    g_test_add_func("/pty/end", check_end);
    g_test_add_func("/pty/plain-program", check_plain_program);
    g_test_add_func("/pty/golden", check_golden);
    return g_test_run();
}
