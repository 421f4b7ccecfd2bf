// SPDX-License-Identifier: Apache-2.0
// The desk, step by step: what is over, what is not there yet, what takes a deed back, and what is
// said to whom.
#include "acts.h"

#include <string.h>

#include "admin.h"
#include "scenes.h"
#include "testdb.h"
#include "testtmp.h"

static void has(struct visit *visit, const char *text)
{
    pty_shows(visit->pty, text);
}

static void lacks(struct visit *visit, const char *text)
{
    pty_lacks(visit->pty, text);
}

static void type(struct visit *visit, const char *text)
{
    g_autofree char *keys = g_strconcat(text, "<Enter>", NULL);
    pty_keys(visit->pty, keys);
}

// What is over has views of its own, the latest first; a customer all of whose orders are over is
// found there.
static void test_over(void)
{
    struct scene scene = *scene_called("packed");
    scene.operator= "sam";
    scene.station = "DESK";
    scene.open = "orders/shipped";
    g_autoptr(scene_visit) visit = visit_new(&scene, NULL);
    has(visit, "[Shipped]");
    has(visit, "No order is in this view");
    struct db *db = shop_open(visit->path);
    g_assert_true(db_script(db, "UPDATE outbox SET state = 'done'", NULL));
    g_free(shop_do(db, "ben", "ship.close", "carrier", "DHL", NULL));
    g_free(shop_do(db, "sam", "order.cancel", "order", "O-100003", NULL));
    g_free(shop_do(db, "sam", "order.cancel", "order", "O-100007", NULL));
    db_close(db);
    pty_keys(visit->pty, "<F5>");
    has(visit, "O-100005");
    has(visit, "Ended");
    has(visit, "shipped 14:32");
    pty_keys(visit->pty, "<F6>");
    has(visit, "Sort: not now, this view has one order");
    pty_keys(visit->pty, "<F7>");
    has(visit, "[Cancelled]");
    lacks(visit, "not now");
    has(visit, "O-100003");
    has(visit, "O-100007");
    type(visit, ":home");
    pty_keys(visit->pty, "<F7>");
    has(visit, "[Shipped]");
    type(visit, ":home");
    type(visit, "o-10000"); // eight, six of them open
    has(visit, "[All 5]");
}

static void test_over_alone(void)
{
    struct scene scene = *scene_called("home");
    g_autoptr(scene_visit) visit = visit_new(&scene, NULL);
    struct db *db = shop_open(visit->path);
    for (int i = 1; i <= 8; i++) {
        g_autofree char *order = g_strdup_printf("O-10000%d", i);
        if (i != 5)
            g_free(shop_do(db, "sam", "order.cancel", "order", order, NULL));
    }
    db_close(db);
    type(visit, "o-10000");
    has(visit, "[All 1]");
    type(visit, ":home");
    type(visit, "mug");
    has(visit, "MUG-RED-330");
}

// A shop without orders and items says where they come from.
static void test_empty(void)
{
    g_autofree char *path = g_build_filename(testtmp_folder(), "tote-snap-empty.db", NULL);
    GError *error = NULL;
    testdb_copy_newest(path);
    struct db *db = shop_open(path);
    g_assert_true(admin_init(db, &error));
    g_free(shop_do(db, "admin", "operator.add", "name", "sam", "role", "manager", NULL));
    db_close(db);
    static const struct pty_options usual = {.env = scene_env};
    struct scene scene = *scene_called("home");
    struct visit visit = {path, scene_open(&scene, path, &usual)};
    pty_settle(visit.pty);
    has(&visit, "No orders yet: 'tote import' brings");
    type(&visit, ":orders");
    has(&visit, "No order came yet. 'tote import orders");
    pty_keys(visit.pty, "<F7>");
    has(&visit, "No order came yet. 'tote import orders");
    type(&visit, ":stock");
    has(&visit, "No item is known yet. 'tote import items FILE'");
    lacks(&visit, "begins like this");
    type(&visit, ":conflicts");
    has(&visit, "No import asks anything.");
    lacks(&visit, "F4 answers");
    pty_free(visit.pty);
    shop_remove(g_steal_pointer(&path));
}

// Taking a release back is taken back by a release; where the rows are is said, until another view
// is shown.
static void test_unrelease(void)
{
    struct scene scene = *scene_called("orders");
    g_autoptr(scene_visit) visit = visit_new(&scene, NULL); // two are marked
    type(visit, ":unrelease");
    pty_keys(visit->pty, "<Enter>");
    has(visit, "F2 undoes");
    has(visit, "it. Now in To route");
    pty_keys(visit->pty, "<F7>");
    lacks(visit, "Now in To route");
    for (int i = 0; i < 20 && !pty_has(visit->pty, "[To pick"); i++)
        pty_keys(visit->pty, "<F7>");
    pty_keys(visit->pty, "<F2>");
    has(visit, "Take the release back: 2 undone");
    has(visit, "[To pick 4]");
}

// To keep what the channel cancelled is asked; no leaves the question open.
static void test_keep_asks(void)
{
    struct scene scene = *scene_called("conflicts");
    scene.before = scene_called("called_back")->before;
    g_autoptr(scene_visit) visit = visit_new(&scene, NULL);
    type(visit, ":keep");
    has(visit, "stay as it is here? Type yes.");
    has(visit, "Do not send it: the channel cancelled it. Kept,");
    type(visit, "no");
    has(visit, "O-100001");
    has(visit, "O-100005");
    type(visit, ":keep");
    type(visit, "yes");
    has(visit, "stays as it is here");
}

// A key without a meaning on a screen says so.
static void test_no_key(void)
{
    static const char *const opens[] = {"O-100001", "stock", "item MUG-BLU-330", "home"};
    for (size_t i = 0; i < G_N_ELEMENTS(opens); i++) {
        struct scene scene = *scene_called("order");
        scene.open = opens[i];
        g_autoptr(scene_visit) visit = visit_new(&scene, NULL);
        pty_keys(visit->pty, "<F2>");
        has(visit, "F2 does nothing here; F4 lists what can be done");
    }
}

// Nobody at a screen is sent to the command line.
static void test_no_command_line(void)
{
    g_autoptr(scene_visit) visit = visit_new(scene_called("item"), NULL);
    type(visit, ":move");
    type(visit, "A-03-17-2 B-01-04-3 500");
    has(visit, "says where it lies, and what is claimed");
    lacks(visit, "tote ");
}

// A picker is told what to do about an order that the desk still has.
static void test_desk_has_it(void)
{
    g_autoptr(scene_visit) visit = visit_new(scene_called("pick"), NULL);
    pty_scan(visit->pty, "O-100003");
    has(visit, "The desk has");
}

// What is lost is on hand and not for sale: the terms add up.
static void test_terms(void)
{
    static const int sizes[][2] = {{80, 24}, {40, 25}};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        const struct pty_options how = {.env = scene_env, .cols = sizes[i][0], .rows = sizes[i][1]};
        struct scene scene = *scene_called("item");
        g_autoptr(scene_visit) visit = visit_new(&scene, &how);
        lacks(visit, "Not for sale");
        struct db *db = shop_open(visit->path);
        g_free(shop_do(db, "admin", "stock.move", "item", "MUG-BLU-330", "from", "B-01-04-3", "to",
                       "LOST", "qty", "11", NULL));
        db_close(db);
        pty_keys(visit->pty, "<F5>");
        has(visit, "Not for sale 11");
        has(visit, "FREE 56");
    }
}

// ":stat" is the stations, not what has "station" among its words.
static void test_word_first(void)
{
    g_autoptr(scene_visit) visit = visit_new(scene_called("home"), NULL);
    type(visit, ":stat");
    has(visit, "Home › Stations");
}

// What waits and is nobody's waits, also for goods; rows that follow are marked on a small screen.
static void test_home(void)
{
    struct scene scene = *scene_called("home");
    g_autoptr(scene_visit) visit = visit_new(&scene, NULL);
    struct db *db = shop_open(visit->path);
    g_free(shop_do(db, "sam", "order.release", "order", "O-100003", NULL)); // goods are missing
    db_close(db);
    pty_keys(visit->pty, "<F5>");
    has(visit, "Route               3        ·");
    pty_resize(visit->pty, 20, 8);
    g_autofree char *first = pty_text(visit->pty);
    g_assert_nonnull(strstr(first, "v\n"));
    pty_keys(visit->pty, "<End>");
    g_autofree char *last = pty_text(visit->pty);
    g_assert_null(strstr(last, "v\n"));
}

// Labels that wait are a need where their printer waits for somebody, and none where it prints; in
// doubt they are one anyhow.
static void test_home_labels(void)
{
    static const struct {
        const char *printer, *job, *need;
    } rows[] = {{"ready", "waiting", "Labels not printed           ·"},
                {"printing", "waiting", "Labels not printed           ·"},
                {"trouble", "waiting", "PACK2-ZEBRA: needs a pe…     1"},
                {"away", "waiting", "PACK2-ZEBRA: not reached     1"},
                {"ready", "doubt", "Labels not printed           1"}};
    struct scene scene = *scene_called("packed");
    scene.operator= "sam";
    scene.station = "DESK";
    scene.open = "home";
    g_autoptr(scene_visit) visit = visit_new(&scene, NULL);
    struct db *db = shop_open(visit->path);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *script =
            g_strdup_printf("UPDATE printer SET state = '%s'; UPDATE outbox SET state = '%s'",
                            rows[i].printer, rows[i].job);
        g_assert_true(db_script(db, script, NULL));
        pty_keys(visit->pty, "<F5>");
        has(visit, rows[i].need);
    }
    db_close(db);
}

const struct act acts_desk[] = {
    {"over", test_over},
    {"over_alone", test_over_alone},
    {"empty", test_empty},
    {"unrelease", test_unrelease},
    {"keep_asks", test_keep_asks},
    {"no_key", test_no_key},
    {"no_command_line", test_no_command_line},
    {"desk_has_it", test_desk_has_it},
    {"terms", test_terms},
    {"word_first", test_word_first},
    {"home", test_home},
    {"home_labels", test_home_labels},
};
const size_t n_acts_desk = G_N_ELEMENTS(acts_desk);
