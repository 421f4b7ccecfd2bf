// SPDX-License-Identifier: Apache-2.0
// Screens over time: what others do shows, logins and ends, and what is sent to the terminal.
#include "acts.h"

#include <signal.h>
#include <string.h>

#include "scenes.h"
#include "testdb.h"

// What somebody does elsewhere shows without a key.
static void shows(const char *name, void (*deed)(struct db *db), const char *text)
{
    g_autoptr(scene_visit) visit = visit_new(scene_called(name), NULL);
    struct pty *pty = visit->pty;
    g_autoptr(db_handle) db = shop_open(visit->path);
    deed(db);
    pty_wait_text(pty, text);
}

static void anna_picks(struct db *db)
{
    g_free(shop_do(db, "anna", "pick.start", "order", "O-100002", NULL));
}

static void sam_takes(struct db *db)
{
    db_script(db, "UPDATE work SET lease_until = 1 WHERE operator_id > 0", NULL);
    g_free(shop_do(db, "sam", "work.take", "work", "W-101", NULL));
}

static void test_live(void)
{
    shows("home", anna_picks, "picking W-102");
    shows("goto", sam_takes, "SAM took W-101 over");
}

// The last piece too can be taken back, as long as nobody packs.
static void test_undo_last(void)
{
    struct scene own = *scene_called("goto");
    own.steps[0] = "scan O-100005", own.steps[1] = NULL;
    g_autoptr(scene_visit) visit = visit_new(&own, NULL);
    struct pty *pty = visit->pty;
    pty_send(pty, "A-03-17-2\r5012345678900\r5012345678900\r", -1);
    pty_wait_text(pty, "All picked");
    pty_keys(pty, "<F2>");
    pty_wait_text(pty, "Scan item: 1 to go");
}

// A piece too many after the last one is refused as after any line; the screen and its undo stay.
static void test_extra_last(void)
{
    struct scene own = *scene_called("goto");
    own.steps[0] = "scan O-100005", own.steps[1] = NULL;
    g_autoptr(scene_visit) visit = visit_new(&own, NULL);
    struct pty *pty = visit->pty;
    pty_send(pty, "A-03-17-2\r5012345678900\r5012345678900\r5012345678900\r", -1);
    pty_wait_text(pty, "All 2 of");
    pty_wait_text(pty, "are taken: put the extra piece back");
    pty_keys(pty, "<Enter>");
    g_assert_true(pty_has(pty, "Scan the next order"));
    pty_scan(pty, "5012345678900"); // as often as one likes
    pty_wait_text(pty, "put the extra piece back");
    pty_keys(pty, "<F2>");
    pty_wait_text(pty, "Scan item: 1 to go");
}

// Who left the work that he ended finds the way back to its undo on the list.
static void test_undo_left(void)
{
    struct scene own = *scene_called("pick");
    g_autoptr(scene_visit) visit = visit_new(&own, NULL);
    struct pty *pty = visit->pty;
    pty_keys(pty, "<F2>");
    g_assert_true(pty_has(pty, "none can be taken back"));
    pty_scan(pty, "O-100005");
    pty_send(pty, "A-03-17-2\r5012345678900\r", -1);
    pty_wait_text(pty, "Scan item: 1 to go");
    pty_keys(pty, "1<Enter>1<Enter>1<Enter>1<Enter>"); // nor in the other place
    pty_wait_text(pty, "Scan the next order");
    pty_scan(pty, "5012345678900");
    g_assert_true(pty_has(pty, "1 of Mug blue 330 ml was reported short"));
    pty_keys(pty, "<F3>"); // seen
    pty_keys(pty, "<F3>");
    g_assert_true(pty_has(pty, "Scan order or number"));
    pty_keys(pty, "<F2>");
    g_assert_true(pty_has(pty, "F2 takes its last step back"));
    pty_keys(pty, "<F2>");
    pty_wait_text(pty, "Undone: ");
    pty_wait_text(pty, "Scan the place"); // where it was called empty from afar
}

// F10 as often as one likes leads to the first screen; out is another key, and it says so.
static void test_first_screen(void)
{
    g_autoptr(scene_visit) visit = visit_new(scene_called("orders"), NULL);
    struct pty *pty = visit->pty;
    pty_keys(pty, "<F10><F10><F10>");
    g_assert_true(pty_has(pty, "NEEDS YOU") && pty_has(pty, "F12 Log out"));
    pty_keys(pty, "<F12>");
    g_assert_true(pty_has(pty, "SCAN YOUR BADGE") && pty_has(pty, "SAM is logged out"));
}

// As many orders as no screen has rows.
static void many_orders(struct db *db)
{
    g_autoptr(GError) error = NULL;
    db_script(db,
              "CREATE TEMP TABLE more AS SELECT * FROM sales_order WHERE id < 5;"
              "UPDATE more SET id = id + 8, external_id = 'x' || id;"
              "INSERT INTO sales_order SELECT * FROM more;"
              "UPDATE more SET id = id + 4, external_id = 'x' || id;"
              "INSERT INTO sales_order SELECT * FROM more;"
              "CREATE TEMP TABLE all_of AS SELECT * FROM sales_order;"
              "UPDATE all_of SET id = id + 16, external_id = 'y' || id;"
              "INSERT INTO sales_order SELECT * FROM all_of;"
              "UPDATE all_of SET id = id + 16, external_id = 'y' || id;"
              "INSERT INTO sales_order SELECT * FROM all_of;"
              "DROP TABLE more; DROP TABLE all_of",
              &error);
    g_assert_no_error(error);
}

// How many rows are marked stands under a full list, not on its last row.
static void test_all_marked(void)
{
    struct scene all = *scene_called("orders");
    all.before = many_orders;
    all.open = "orders/all";
    all.steps[0] = NULL;
    g_autoptr(scene_visit) visit =
        visit_new(&all, &(struct pty_options){.env = scene_env, .cols = 120, .rows = 40});
    pty_keys(visit->pty, ":mark_all<Enter>");
    g_autofree char *text = pty_text(visit->pty);
    const char *sign = strstr(text, "48 of 48 marked");
    if (!sign)
        g_error("nothing says how many are marked:\n%s", text);
    g_autofree char *row = g_strndup(sign, strcspn(sign, "\n"));
    g_assert_null(strstr(row, "ready")); // no order stands there
}

static void many_pieces(struct db *db)
{
    scene_called("item_sites")->before(db);
    g_free(shop_do(db, "admin", "stock.adjust", "item", "POT-CST-800", "place", "MAIN:B-01-04-3",
                   "qty", "2000", "reason", "found", NULL));
}

// Which warehouse it is can be read where the name of the place has to be cut.
static void test_short_warehouse(void)
{
    struct scene many = *scene_called("item_sites");
    many.before = many_pieces;
    g_autoptr(scene_visit) visit = visit_new(&many, NULL);
    g_autofree char *text = pty_text(visit->pty);
    if (!strstr(text, "M…:B-01-04-3"))
        g_error("the warehouse is cut:\n%s", text);
}

// Rows that come above what is seen push nothing away, and are counted.
static void test_new_above(void)
{
    const struct scene *scene = scene_called("orders");
    g_autoptr(scene_visit) visit =
        visit_new(scene, &(struct pty_options){.env = scene_env, .rows = 8});
    struct pty *pty = visit->pty;
    pty_keys(pty, "<F6><End>");
    struct db *db = shop_open(visit->path);
    g_free(shop_do(db, "anna", "pick.start", "order", "O-100002", NULL));
    pty_wait_text(pty, "of 3");
    g_assert_false(pty_has(pty, "new ↑"));
    g_free(shop_do(db, "sam", "order.release", "order", "O-100007", NULL));
    pty_wait_text(pty, "+1 new ↑");
    pty_keys(pty, "<Up>");
    g_assert_false(pty_has(pty, "new ↑"));
    db_close(db);
}

// The next login stands at the same prompt.
static void test_resume(void)
{
    const struct scene *scene = scene_called("take");
    char *path = scene_shop(scene);
    struct pty *pty = scene_start(scene, path, &(struct pty_options){.env = scene_env});
    g_assert_true(pty_has(pty, "Scan item: 5 to go"));
    pty_free(pty);
    struct scene again = *scene;
    again.steps[0] = NULL;
    pty = scene_start(&again, path, &(struct pty_options){.env = scene_env});
    g_assert_true(pty_has(pty, "Scan item: 5 to go"));
    pty_free(pty);
    shop_remove(path);
}

// Whoever comes next begins at his own first screen: nothing of the one before is there any more,
// not what was refused, nor what was opened.
static void test_next_person(void)
{
    struct scene scene = *scene_called("pick");
    scene.before = scene_called("pack")->before;
    g_autoptr(scene_visit) visit = visit_new(&scene, NULL);
    struct pty *pty = visit->pty;
    pty_scan(pty, "O-100001");
    pty_keys(pty, "<F10>");
    pty_scan(pty, "O-100005"); // picked already
    g_assert_true(pty_has(pty, "O-100005"));
    pty_keys(pty, "<Enter>:logout<Enter>");
    g_assert_true(pty_has(pty, "ANNA is logged out"));
    pty_keys(pty, "anna<Enter>"); // the same one: no scan is made again
    g_assert_false(pty_has(pty, "O-100005"));
    pty_scan(pty, "W-101");
    g_assert_true(pty_has(pty, "A-01-04-1"));
    pty_keys(pty, ":logout<Enter>ben<Enter>");
    g_assert_false(pty_has(pty, "A-01-04-1"));
    g_assert_true(pty_has(pty, "Pack"));
}

static void cancelled(struct db *db)
{
    g_free(shop_do(db, "sam", "order.cancel", "order", "O-100001", NULL));
}

// What ended before anybody picked it promises nothing and goes nowhere.
static void test_ended(void)
{
    struct scene scene = *scene_called("order");
    struct visit *goes = visit_new(&scene, NULL);
    g_assert_true(pty_has(goes->pty, "promise") && pty_has(goes->pty, "ROUTED"));
    visit_free(goes);
    scene.before = cancelled;
    g_autoptr(scene_visit) ended = visit_new(&scene, NULL);
    g_assert_true(pty_has(ended->pty, "cancelled"));
    g_assert_false(pty_has(ended->pty, "promise") || pty_has(ended->pty, "ROUTED"));
}

// Who has nothing to decide at home finds the way to the work there.
static void test_way_home(void)
{
    g_autoptr(scene_visit) visit = visit_new(scene_called("home_picker"), NULL);
    struct pty *pty = visit->pty;
    g_assert_false(pty_has(pty, "ORDERS NOW"));
    pty_keys(pty, "<Enter>");
    g_assert_true(pty_has(pty, "4 orders wait"));
    pty_keys(pty, ":home<Enter>1<Enter>");
    g_assert_true(pty_has(pty, "4 orders wait"));
}

// The number of a work stands apart from its pieces, however little room there is.
static void test_floor_number(void)
{
    struct scene scene = *scene_called("home");
    scene.before = scene_called("called_back_pick")->before;
    g_autoptr(scene_visit) visit =
        visit_new(&scene, &(struct pty_options){.env = scene_env, .cols = 40, .rows = 25});
    g_assert_true(pty_has(visit->pty, " W-101 "));
}

// A sentence of two rows leaves a dialog whole.
static void test_dialog_edge(void)
{
    struct scene scene = *scene_called("orders");
    scene.steps[0] = NULL;
    g_autoptr(scene_visit) visit =
        visit_new(&scene, &(struct pty_options){.env = scene_env, .cols = 45, .rows = 24});
    struct pty *pty = visit->pty;
    pty_keys(pty, ":cancel<Enter>");
    g_assert_true(pty_has(pty, "└"));
    pty_keys(pty, "an answer that it is not<Enter>");
    g_assert_true(pty_has(pty, "nothing was done"));
    g_assert_true(pty_has(pty, "└"));
}

// A newer login takes the station: the older program says so and ends.
static void test_taken(void)
{
    const struct scene *scene = scene_called("pick");
    char *path = scene_shop(scene);
    struct pty *old = scene_start(scene, path, &(struct pty_options){.env = scene_env});
    struct pty *new = scene_start(scene, path, &(struct pty_options){.env = scene_env});
    g_assert_cmpint(pty_wait_exit(old), ==, 1);
    g_assert_false(pty_ended(new));
    pty_free(old);
    pty_free(new);
    shop_remove(path);
}

// A scanner goes on while its station is taken over: nothing of it is left to the shell behind.
static void test_taken_scanning(void)
{
    const struct scene *scene = scene_called("pick");
    char *path = scene_shop(scene);
    struct pty *old = scene_start(scene, path, &(struct pty_options){.env = scene_env});
    pty_signal(old, SIGSTOP);
    struct pty *new = scene_start(scene, path, &(struct pty_options){.env = scene_env});
    g_autoptr(GString) scans = g_string_new(NULL); // more than it reads at once
    while (scans->len < 10000)
        g_string_append(scans, "A-01-01-1\r5012345678924\rls\rid\r");
    pty_send(old, scans->str, -1);
    pty_signal(old, SIGCONT);
    g_assert_cmpint(pty_wait_exit(old), ==, 1);
    g_assert_cmpint(pty_left(old), ==, 0);
    pty_free(old);
    pty_free(new);
    shop_remove(path);
}

// The ways out: by command, by signal, by a dropped line; the terminal is given back.
static void test_ends(void)
{
    static const struct {
        const char *keys;
        int signal;
    } ways[] = {{":quit<Enter>", 0}, {"<F12>:quit<Enter>", 0}, {NULL, SIGTERM}, {NULL, SIGHUP}};
    const struct scene *scene = scene_called("home");
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autoptr(scene_visit) visit = visit_new(scene, NULL);
        struct pty *pty = visit->pty;
        if (ways[i].keys)
            pty_keys(pty, ways[i].keys);
        else
            pty_signal(pty, ways[i].signal);
        g_assert_cmpint(pty_wait_exit(pty), ==, 0);
    }
}

// Nothing is written while nothing happens.
static void test_idle(void)
{
    const struct scene *scene = scene_called("home");
    g_autoptr(scene_visit) visit = visit_new(scene, NULL);
    struct pty *pty = visit->pty;
    gsize before = pty_bytes(pty);
    int64_t end = g_get_monotonic_time() + 2500000;
    while (g_get_monotonic_time() < end)
        pty_keys(pty, "<F11>"); // a key that means nothing
    g_test_message("2.5 s of keys without meaning: %zu bytes", pty_bytes(pty) - before);
    g_assert_cmpint((int)(pty_bytes(pty) - before), <=, 30);
}

// Half a screen of frame stands before the database is read.
static void test_start(void)
{
    const struct scene *scene = scene_called("login");
    char *path = scene_shop(scene);
    int64_t from = g_get_monotonic_time();
    struct pty *pty = scene_open(scene, path, &(struct pty_options){.env = scene_env});
    pty_wait_text(pty, "Badge or name");
    g_test_message("first paint after %d ms", (int)((g_get_monotonic_time() - from) / 1000));
    pty_free(pty);
    shop_remove(path);
}

static gsize cost(struct pty *pty, const char *keys, const char *scan)
{
    gsize before = pty_bytes(pty);
    if (keys)
        pty_keys(pty, keys);
    else
        pty_scan(pty, scan);
    return pty_bytes(pty) - before;
}

// Bytes to the terminal, measured and limited: the lines of handhelds are slow.
static void test_bytes(void)
{
    static const struct {
        int cols, rows, good, bad;
    } limits[] = {{20, 10, 250, 350}, {40, 25, 300, 800}, {80, 24, 400, 800}};
    for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
        struct scene scene = *scene_called("take");
        scene.steps[2] = NULL;
        const struct pty_options how = {
            .cols = limits[i].cols, .rows = limits[i].rows, .env = scene_env};
        g_autoptr(scene_visit) visit = visit_new(&scene, &how);
        struct pty *pty = visit->pty;
        gsize opened = pty_bytes(pty), first = cost(pty, NULL, "5012345678924");
        gsize good = cost(pty, NULL, "5012345678924");
        int bells = pty_bells(pty);
        gsize bad = cost(pty, NULL, "5012345678917");
        g_test_message("%dx%d: start, login, two screens %zu, first scan %zu, good scan %zu, "
                       "refused scan %zu bytes",
                       limits[i].cols, limits[i].rows, opened, first, good, bad);
        g_assert_cmpint((int)first, <=, 400);
        g_assert_cmpint((int)good, <=, limits[i].good);
        g_assert_cmpint((int)bad, <=, limits[i].bad);
        int64_t end = g_get_monotonic_time() + 600000;
        while (g_get_monotonic_time() < end)
            pty_keys(pty, "<F11>");
        g_assert_cmpint(pty_bells(pty) - bells, ==, 3);
    }
}

// Bells until a while after KEYS or a SCAN.
static int rings(struct pty *pty, const char *keys, const char *scan)
{
    int before = pty_bells(pty);
    cost(pty, keys, scan);
    int64_t end = g_get_monotonic_time() + 600000;
    while (g_get_monotonic_time() < end)
        pty_keys(pty, "<F11>");
    return pty_bells(pty) - before;
}

// Who looks elsewhere hears what it came to: nothing, once to look, three times to stop.
static void test_bells(void)
{
    struct scene scene = *scene_called("take");
    scene.steps[2] = NULL;
    g_autoptr(scene_visit) pick = visit_new(&scene, NULL);
    g_assert_cmpint(rings(pick->pty, NULL, "5012345678924"), ==, 0);
    g_assert_cmpint(rings(pick->pty, NULL, "5012345678917"), ==, 3);
    g_autoptr(scene_visit) desk = visit_new(scene_called("orders"), NULL);
    g_assert_cmpint(rings(desk->pty, "<F2>", NULL), ==, 1); // nothing can be undone
}

// A number that is no reason is no code either: the question stays.
static void test_short_other_number(void)
{
    g_autoptr(scene_visit) visit = visit_new(scene_called("short"), NULL);
    pty_keys(visit->pty, "99<Enter>");
    g_assert_true(pty_has(visit->pty, "There is no number 99 here"));
    g_assert_true(pty_has(visit->pty, "WHY?"));
}

// Each number of the screen of what is short books the reason that stands beside it.
static void test_reasons(void)
{
    static const char *const reasons[] = {"not_found",   "damaged",    "too_few",
                                          "unreachable", "wrong_item", "expired"};
    for (int i = 0; i < (int)G_N_ELEMENTS(reasons); i++) {
        g_autoptr(scene_visit) visit = visit_new(scene_called("short"), NULL);
        g_autofree char *keys = g_strdup_printf("%d<Enter>", i + 1);
        g_autofree char *query = g_strdup_printf("SELECT count(*) FROM event WHERE op = "
                                                 "'pick.short' AND args LIKE '%%\"%s\"%%'",
                                                 reasons[i]);
        pty_keys(visit->pty, keys);
        if (!strcmp(reasons[i], "too_few")) // nothing was scanned yet: how many are there?
            pty_keys(visit->pty, "9<Enter><BS>2<Enter>");
        struct db *db = shop_open(visit->path);
        g_assert_cmpint(testdb_number(db, query), ==, 1);
        db_close(db);
    }
}

static void test_focus_bytes(void)
{
    const struct scene *scene = scene_called("orders");
    g_autoptr(scene_visit) visit = visit_new(scene, NULL);
    struct pty *pty = visit->pty;
    gsize down = cost(pty, "<Up>", NULL);
    g_test_message("focus moved: %zu bytes", down);
    g_assert_cmpint((int)down, <=, 250);
    gsize list = cost(pty, "<F4>", NULL);
    g_test_message("list of actions: %zu bytes", list);
    g_assert_cmpint((int)list, <=, 2500);
}

const struct act acts_screens[] = {
    {"ends", test_ends},
    {"idle", test_idle},
    {"start", test_start},
    {"live", test_live},
    {"new_above", test_new_above},
    {"undo_last", test_undo_last},
    {"short other number", test_short_other_number},
    {"resume", test_resume},
    {"way home", test_way_home},
    {"floor number", test_floor_number},
    {"dialog edge", test_dialog_edge},
    {"ended", test_ended},
    {"next person", test_next_person},
    {"taken", test_taken},
    {"taken-scanning", test_taken_scanning},
    {"bytes", test_bytes},
    {"bells", test_bells},
    {"focus", test_focus_bytes},
    {"reasons", test_reasons},
    {"extra_last", test_extra_last},
    {"undo_left", test_undo_left},
    {"first_screen", test_first_screen},
    {"short_warehouse", test_short_warehouse},
    {"all_marked", test_all_marked},
};
const size_t n_acts_screens = G_N_ELEMENTS(acts_screens);
