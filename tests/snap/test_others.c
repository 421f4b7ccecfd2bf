// SPDX-License-Identifier: Apache-2.0
// What others change appears by itself; what touches nothing in sight is not read; a screen at rest
// does nothing at all.
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "admin.h"
#include "op.h"
#include "pgserver.h"
#include "pty.h"
#include "session.h"
#include "shop.h"
#include "testdb.h"
#include "testtmp.h"

static const char *program; // snap_ui
static char *folder;

// A shop with orders 1, 2, 4, 5 released, a screen in it, and a connection of somebody else.
struct scene {
    char *path, *fifo;
    struct db *db;
    struct pty *pty;
};

static struct scene *scene_new(const char *who, const char *station, const char *open)
{
    struct scene *scene = g_new0(struct scene, 1);
    scene->path = g_build_filename(folder, "shop.db", NULL);
    scene->fifo = g_build_filename(folder, "calls", NULL);
    g_assert_cmpint(mkfifo(scene->fifo, 0600), ==, 0);
    shop_make(scene->path);
    scene->db = shop_open(scene->path);
    g_free(shop_do(scene->db, "sam", "order.release", "order",
                   "O-100001\nO-100002\nO-100004\nO-100005", NULL));
    g_autofree char *calls = g_strconcat("TOTE_SNAP_CALLS=", scene->fifo, NULL);
    const char *const env[] = {"TOTE_CLOCK=" G_STRINGIFY(SHOP_CLOCK),
                               "XDG_CONFIG_HOME=/nonexistent", "TOTE_THROWAWAY=1", calls, NULL};
    const char *const argv[] = {program, scene->path, who, station, open, NULL};
    scene->pty = pty_start(argv, &(struct pty_options){.env = env});
    pty_settle(scene->pty);
    return scene;
}

static void scene_free(struct scene *scene)
{
    static const char *const ends[] = {"", "-wal", "-shm", ".queue"};
    pty_free(scene->pty);
    db_close(scene->db);
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *file = g_strconcat(scene->path, ends[i], NULL);
        g_unlink(file);
    }
    g_unlink(scene->fifo);
    g_free(scene->fifo);
    g_free(scene->path);
    g_free(scene);
}

// How many statements the program has run; it answers when it stands at rest.
static int64_t statements(struct scene *scene)
{
    int64_t calls = -1;
    pty_signal(scene->pty, SIGUSR1);
    int fd = open(scene->fifo, O_RDONLY | O_CLOEXEC);
    g_assert_cmpint(fd, >=, 0);
    g_assert_cmpint(read(fd, &calls, sizeof calls), ==, sizeof calls);
    close(fd);
    return calls;
}

static void hold(struct scene *scene, const char *order)
{
    g_free(shop_do(scene->db, "sam", "order.hold", "order", order, "reason", "wait", NULL));
}

static void unhold(struct scene *scene, const char *order)
{
    g_free(shop_do(scene->db, "sam", "order.unhold", "order", order, NULL));
}

static void scan(struct scene *scene, const char *work, const char *code)
{
    g_free(shop_do(scene->db, "ben", "pick.scan", "work", work, "code", code, NULL));
}

// A key makes it look, so that the answer to the key is behind the look.
static void press(struct scene *scene)
{
    pty_keys(scene->pty, "a");
}

// Somebody picks another order: each commit costs the one look into the log, and nothing is read.
static void test_unrelated(void)
{
    struct scene *scene = scene_new("anna", "RF-07", NULL);
    pty_keys(scene->pty, "1<Enter>");
    g_assert_true(pty_has(scene->pty, "A-01-04-1"));
    press(scene);
    int64_t before = statements(scene);
    g_autofree char *work = shop_do(scene->db, "ben", "pick.start", "order", "O-100005", NULL);
    press(scene);
    static const char *const codes[] = {"A-03-17-2", "5012345678900", "5012345678900"};
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        scan(scene, work, codes[i]);
        press(scene);
    }
    g_assert_cmpint(statements(scene) - before, ==, 1 + G_N_ELEMENTS(codes));
    pty_keys(scene->pty, "<Esc><F5>");
    g_assert_cmpint(statements(scene) - before, >, 2 + G_N_ELEMENTS(codes)); // that one reads
    scene_free(scene);
}

// Somebody adds a second warehouse: from then on a station that is logged in has a place.
static void test_second_warehouse(void)
{
    struct scene *scene = scene_new("sam", "DESK", "home");
    pty_keys(scene->pty, ":place<Enter>");
    pty_shows(scene->pty, "there is one warehouse");
    g_free(shop_do(scene->db, "admin", "warehouse.add", "code", "NORTH", NULL));
    press(scene);
    pty_keys(scene->pty, "<Esc>:place<Enter>");
    pty_shows(scene->pty, "Where is DESK?");
    scene_free(scene);
}

// Takes it from whoever has it: asks first.
static void take(struct scene *scene, const char *work)
{
    g_autoptr(GError) error = NULL;
    struct session *session = session_open(scene->db, "ben", NULL, false, &error);
    g_assert_no_error(error);
    for (int i = 0; i < 2; i++) {
        struct reply reply = {0};
        op_do(session, &reply, &error, "work.take", work);
        g_assert_no_error(error);
        reply_clear(&reply);
    }
    session_free(session);
}

// Somebody takes the order over, in the middle of what touches nobody: it is said by itself.
static void test_related(void)
{
    struct scene *scene = scene_new("anna", "RF-07", NULL);
    pty_keys(scene->pty, "1<Enter>");
    g_assert_true(pty_has(scene->pty, "W-101"));
    g_autofree char *work = shop_do(scene->db, "ben", "pick.start", "order", "O-100005", NULL);
    take(scene, "W-101");
    scan(scene, work, "A-03-17-2");
    pty_wait_text(scene->pty, "BEN took W-101 over");
    scene_free(scene);
}

// Many changes, faster than anybody reads a screen: the last one is on it in the end.
static void test_burst(void)
{
    struct scene *scene = scene_new("sam", "DESK", "orders/held");
    static const char *const orders[] = {"O-100003", "O-100007", "O-100008"};
    for (int i = 0; i < 10; i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(orders); k++)
            hold(scene, orders[k]);
        for (size_t k = 0; i < 9 && k < G_N_ELEMENTS(orders); k++)
            unhold(scene, orders[k]);
    }
    for (size_t k = 0; k < G_N_ELEMENTS(orders); k++)
        pty_wait_text(scene->pty, orders[k]);
    for (size_t k = 0; k < G_N_ELEMENTS(orders); k++)
        unhold(scene, orders[k]);
    for (size_t k = 0; k < G_N_ELEMENTS(orders); k++)
        pty_wait_gone(scene->pty, orders[k]);
    scene_free(scene);
}

// What lies under another screen is true again when somebody comes back to it.
static void test_below(void)
{
    struct scene *scene = scene_new("sam", "DESK", "orders/held");
    pty_keys(scene->pty, ":stock<Enter>");
    hold(scene, "O-100003");
    press(scene);
    pty_keys(scene->pty, "<Esc><F3>");
    g_assert_true(pty_has(scene->pty, "O-100003"));
    scene_free(scene);
}

// At rest it sleeps until the clock of the title changes, whatever else there is.
static void test_rest(void)
{
    static const char *const places[] = {NULL, "home", "orders", "pick", "printers"};
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        struct scene *scene = scene_new("sam", "DESK", places[i]);
        g_autofree char *path = g_strdup_printf("/proc/%d/syscall", pty_pid(scene->pty));
        long call = -1, timeout = 0;
        while (call < 0) { // it says so just before it sleeps
            g_autofree char *text = NULL;
            if (!g_file_get_contents(path, &text, NULL, NULL)) {
                g_test_skip("nobody may look what a process waits for");
                break;
            }
            if (sscanf(text, "%ld %*x %*x %lx", &call, (unsigned long *)&timeout) < 2)
                call = -1;
            g_thread_yield();
        }
        if (call >= 0)
            g_assert_cmpint(timeout, >, 1000);
        scene_free(scene);
    }
}

// Who logs out or goes is in the log.
static void test_leave(void)
{
    static const char left[] = "SELECT count(*) FROM event WHERE op = 'station.logout'";
    struct scene *scene = scene_new("anna", "RF-07", NULL);
    pty_keys(scene->pty, ":logout<Enter>");
    g_assert_true(pty_has(scene->pty, "ANNA is logged out"));
    g_assert_cmpint(testdb_number(scene->db, left), ==, 1);
    pty_scan(scene->pty, "sam");
    pty_signal(scene->pty, SIGTERM);
    pty_wait_exit(scene->pty);
    g_assert_cmpint(testdb_number(scene->db, left), ==, 2);
    scene_free(scene);
}

// A server that is away: the screen says since when it knows nothing new, and is there again when
// the server is.
static void test_away(void)
{
    if (!pgserver_available()) {
        g_test_skip("PostgreSQL is not installed");
        return;
    }
    struct testdb *test = testdb_new(DB_POSTGRESQL);
    g_setenv("TOTE_KEYS", test->keys, TRUE);
    g_assert_true(admin_init(test->db, NULL));
    g_free(shop_do(test->db, "admin", "operator.add", "name", "sam", "role", "manager", NULL));
    g_autofree char *shut = g_strdup_printf("ALTER DATABASE %s ALLOW_CONNECTIONS false; SELECT "
                                            "pg_terminate_backend(pid) FROM pg_stat_activity "
                                            "WHERE datname = '%s'",
                                            test->name, test->name);
    g_autofree char *let_in =
        g_strdup_printf("ALTER DATABASE %s ALLOW_CONNECTIONS true", test->name);
    static const char *const env[] = {"XDG_CONFIG_HOME=/nonexistent", NULL}; // its clock runs
    const char *const argv[] = {program, test->url, "sam", "DESK", "home", NULL};
    struct pty *pty = pty_start(argv, &(struct pty_options){.env = env});
    pty_wait_text(pty, "SAM");
    pty_wait_text(pty, " live");
    db_close(g_steal_pointer(&test->db));
    pgserver_exec("postgres", shut);
    pty_scan(pty, "4006381333931"); // before anything else could notice
    g_assert_true(pty_has(pty, "Not booked: 4006381333931"));
    g_assert_true(pty_has(pty, "The database is away. Try it again"));
    g_assert_false(pty_has(pty, " live"));
    pty_keys(pty, "<Enter>");
    g_assert_false(pty_has(pty, " live"));
    pgserver_exec("postgres", let_in);
    pty_wait_text(pty, " live"); // without a key
    pgserver_exec("postgres", shut);
    pty_wait_gone(pty, " live"); // so, too
    pty_wait_text(pty, "The connection to the database was lost. Nothing is lost; this");
    pgserver_exec("postgres", let_in);
    pty_wait_text(pty, " live");
    pty_free(pty);
    testdb_free(test);
    g_unsetenv("TOTE_KEYS");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc != 2)
        return 2;
    program = argv[1];
    folder = g_build_filename(testtmp_folder(), "tote-others-XXXXXX", NULL);
    g_assert_nonnull(g_mkdtemp(folder));
    g_test_add_func("/others/unrelated", test_unrelated);
    g_test_add_func("/others/second-warehouse", test_second_warehouse);
    g_test_add_func("/others/related", test_related);
    g_test_add_func("/others/burst", test_burst);
    g_test_add_func("/others/below", test_below);
    g_test_add_func("/others/rest", test_rest);
    g_test_add_func("/others/leave", test_leave);
    g_test_add_func("/others/away", test_away);
    int result = g_test_run();
    g_rmdir(folder);
    g_free(folder);
    return result;
}
