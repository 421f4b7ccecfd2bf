// SPDX-License-Identifier: Apache-2.0
// The general screen runs a kind of work that has none of its own, down to the smallest terminal.
#include <glib/gstdio.h>
#include <string.h>

#include "move_plan.h"
#include "pty.h"
#include "shop.h"
#include "testtmp.h"

static const char *program; // snap_ui_kind
static char *folder;

// Six pieces of Sencha go from one place to two others.
static char *make(void)
{
    char *path = g_build_filename(folder, "shop.db", NULL);
    shop_make(path);
    struct db *db = shop_open(path);
    move_begin(db);
    move_plan(db, "TEA-SEN-100", "A-01-04-1", (const char *const[]){"A-02-09-1", "A-03-17-2"},
              (const int64_t[]){4, 2});
    db_close(db);
    return path;
}

static struct pty *start(const char *path, int cols, int rows)
{
    static const char *const env[] = {"TOTE_CLOCK=" G_STRINGIFY(SHOP_CLOCK),
                                      "XDG_CONFIG_HOME=/nonexistent", "TOTE_THROWAWAY=1", NULL};
    const char *const argv[] = {program, path, "anna", "RF-07", "pick", NULL};
    struct pty *pty =
        pty_start(argv, &(struct pty_options){.env = env, .cols = cols, .rows = rows});
    pty_settle(pty);
    return pty;
}

// From the list of picks the number of the work leads to the screen of its kind.
static void run(int cols, int rows)
{
    char *path = make();
    struct pty *pty = start(path, cols, rows);
    pty_scan(pty, "W-101");
    pty_shows(pty, cols > 20 ? "Move" : "MOVE");
    pty_shows(pty, "Nobody has W-101");
    pty_keys(pty, "%TAKE<Enter>");
    pty_shows(pty, "W-101 begins");
    pty_scan(pty, "A-01-04-1");
    pty_shows(pty, "COUNT");
    pty_shows(pty, "4 to go");
    pty_keys(pty, "3<Enter>");
    pty_shows(pty, "3 Sencha 100 g");
    pty_keys(pty, "<F2>");
    pty_shows(pty, "Undone: 3 back to");
    pty_keys(pty, "4<Enter>2<Enter>");
    pty_shows(pty, "Done");
    pty_shows(pty, "All is done");
    pty_free(pty);
    shop_remove(path);
}

static void test_small(void)
{
    run(20, 8);
}

static void test_phone(void)
{
    run(40, 25);
}

static void test_wide(void)
{
    run(120, 40);
}

// A kind of three steps: what is taken up is brought to where it goes, or wherever there is room.
static void run_stow(int cols, int rows)
{
    char *path = g_build_filename(folder, "shop.db", NULL);
    shop_make(path);
    struct db *db = shop_open(path);
    move_begin(db);
    kind_plan(db, "stow", "TEA-SEN-100", "A-01-04-1", (const char *const[]){"A-02-09-1", NULL},
              (const int64_t[]){2, 1});
    db_close(db);
    struct pty *pty = start(path, cols, rows);
    pty_keys(pty, ":works<Enter>");
    pty_shows(pty, "W-101");
    pty_shows(pty, "Stow");
    pty_keys(pty, "1<Enter>");
    pty_shows(pty, "W-101 begins");
    pty_scan(pty, "A-01-04-1");
    pty_shows(pty, "TAKE");
    pty_scan(pty, "TEA-SEN-100");
    pty_shows(pty, cols > 30 ? "taken   1" : "have 1");
    pty_scan(pty, "TEA-SEN-100");
    pty_shows(pty, "BRING TO");
    pty_shows(pty, cols > 30 ? "A - 0 2 - 0 9 - 1" : "A-02-09-1");
    pty_scan(pty, "A-01-04-1");
    pty_shows(pty, cols > 60 ? "need place A-02-09-1" : "WRONG PLACE");
    pty_keys(pty, "<Enter>");
    pty_scan(pty, "A-02-09-1");
    pty_shows(pty, "GO TO");
    pty_scan(pty, "A-01-04-1");
    pty_scan(pty, "TEA-SEN-100");
    pty_shows(pty, "any place");
    pty_scan(pty, "A-03-17-2");
    pty_shows(pty, "All is done");
    pty_free(pty);
    shop_remove(path);
}

static void test_stow(void)
{
    run_stow(20, 8);
    run_stow(40, 25);
    run_stow(120, 40);
}

// What is free of kinds without a list of their own is counted on the first screen of the desk, and
// a number leads to the list; F12 ends the work of a picker, too.
static void test_counted(void)
{
    static const char *const env[] = {"TOTE_CLOCK=" G_STRINGIFY(SHOP_CLOCK),
                                      "XDG_CONFIG_HOME=/nonexistent", "TOTE_THROWAWAY=1", NULL};
    char *path = make();
    const char *const argv[] = {program, path, "sam", "DESK", "home", NULL};
    struct pty *pty = pty_start(argv, &(struct pty_options){.env = env, .cols = 80, .rows = 24});
    pty_settle(pty);
    pty_shows(pty, "Other work");
    pty_keys(pty, "<End><Enter>");
    pty_shows(pty, "1 task waits");
    pty_shows(pty, "W-101");
    pty_free(pty);
    pty = start(path, 20, 8);
    pty_scan(pty, "W-101");
    pty_keys(pty, "%TAKE<Enter>");
    pty_shows(pty, "W-101 begins");
    pty_keys(pty, "<F12>");
    pty_shows(pty, "LOGIN");
    pty_free(pty);
    shop_remove(path);
}

// A short line and a skipped one are deeds of picking.
static void test_not_here(void)
{
    char *path = make();
    struct pty *pty = start(path, 80, 24);
    pty_scan(pty, "W-101");
    pty_keys(pty, "%TAKE<Enter>");
    pty_scan(pty, "A-01-04-1");
    pty_shows(pty, "COUNT");
    g_assert_false(pty_has(pty, "Short"));
    g_assert_false(pty_has(pty, "Skip"));
    pty_free(pty);
    shop_remove(path);
}

// Where a colleague has it a digit counts nothing: it is the number of an action.
static void test_taken(void)
{
    char *path = make();
    struct pty *pty = start(path, 80, 24);
    struct db *db = shop_open(path);
    pty_scan(pty, "W-101");
    pty_keys(pty, "%TAKE<Enter>");
    pty_scan(pty, "A-01-04-1");
    pty_shows(pty, "COUNT");
    db_script(db, "UPDATE work SET lease_until = 1", NULL);
    g_free(shop_do(db, "ben", "work.take", "work", "W-101", NULL));
    pty_wait_text(pty, "BEN took W-101 over");
    pty_keys(pty, "<Enter>4<Enter>");
    pty_shows(pty, "BEN has just taken W-101");
    pty_keys(pty, "<Enter>4<Enter>");
    pty_shows(pty, "W-101 taken over from ben");
    db_close(db);
    pty_free(pty);
    shop_remove(path);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc < 2)
        return 2;
    program = argv[1];
    kinds_begin();
    folder = g_build_filename(testtmp_folder(), "tote-kind-XXXXXX", NULL);
    g_assert_nonnull(g_mkdtemp(folder));
    g_test_add_func("/kind/small", test_small);
    g_test_add_func("/kind/phone", test_phone);
    g_test_add_func("/kind/wide", test_wide);
    g_test_add_func("/kind/not-here", test_not_here);
    g_test_add_func("/kind/taken", test_taken);
    g_test_add_func("/kind/stow", test_stow);
    g_test_add_func("/kind/counted", test_counted);
    int result = g_test_run();
    g_rmdir(folder);
    g_free(folder);
    return result;
}
