// SPDX-License-Identifier: Apache-2.0
// Pictures of every screen at five sizes in tests/snap/golden; TOTE_SNAP_UPDATE=1 renews them.
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "pty.h"
#include "shop.h"
#include "store_parcel.h"
#include "testtmp.h"

static const char *program; // snap_ui
static char *folder;
static struct {
    int number, of; // every of-th case is ours
    int cases;      // seen so far
} part = {1, 1, 0};

static void nothing(struct db *db)
{
}

static void released(struct db *db)
{
    g_free(shop_do(db, "sam", "order.release", "order", "O-100001\nO-100002\nO-100004\nO-100005",
                   NULL));
}

static void pick_all(struct db *db, const char *order, const char *const codes[])
{
    g_autofree char *work = shop_do(db, "anna", "pick.start", "order", order, NULL);
    for (int i = 0; codes[i]; i++)
        g_free(shop_do(db, "anna", "pick.scan", "work", work, "code", codes[i], NULL));
}

static void picked(struct db *db)
{
    released(db);
    pick_all(db, "O-100005",
             (const char *const[]){"A-03-17-2", "5012345678900", "5012345678900", NULL});
}

static void packed(struct db *db)
{
    picked(db);
    g_free(
        shop_do(db, "sam", "station.printer", "station", "PACK2", "printer", "PACK2-ZEBRA", NULL));
    g_autofree char *pack = shop_do(db, "ben", "pack.open", "code", "O-100005", NULL);
    g_free(shop_do(db, "ben", "pack.scan", "pack", pack, "code", "5012345678900", NULL));
    g_free(shop_do(db, "ben", "pack.scan", "pack", pack, "code", "5012345678900", NULL));
    g_free(shop_do(db, "ben", "pack.close", "pack", pack, NULL));
}

// Keys as pty_keys() takes them ("scan ": scanned), after what happened in the shop before.
static const struct scene {
    const char *name, *operator, * station, *open;
    void (*before)(struct db *db);
    const char *steps[8];
} scenes[] = {
    {"login", "-", "RF-07", "-", nothing, {NULL}},
    {"home", "sam", "DESK", "home", picked, {NULL}},
    {"orders", "sam", "DESK", "orders/topick", released, {"  ", NULL}},
    {"order", "sam", "DESK", "O-100001", released, {NULL}},
    {"timeline", "sam", "DESK", "O-100005", packed, {"<Tab>", NULL}},
    {"stock", "sam", "DESK", "stock", nothing, {NULL}},
    {"item", "sam", "DESK", "item MUG-BLU-330", packed, {NULL}},
    {"moves", "sam", "DESK", "item MUG-BLU-330", packed, {"<Tab><Tab><Tab>", NULL}},
    {"pick", "anna", "RF-07", "-", released, {NULL}},
    {"pick_empty", "anna", "RF-07", "-", nothing, {NULL}},
    {"goto", "anna", "RF-07", "-", released, {"1<Enter>", NULL}},
    {"take", "anna", "RF-07", "-", released, {"1<Enter>", "31<Enter>", "scan 5012345678924", NULL}},
    {"refused",
     "anna",
     "RF-07",
     "-",
     released,
     {"1<Enter>", "31<Enter>", "scan 5012345678917", NULL}},
    {"short", "anna", "RF-07", "-", released, {"1<Enter>", "31<Enter>", "1<Enter>", NULL}},
    {"pack", "ben", "PACK2", "-", picked, {NULL}},
    {"bench", "ben", "PACK2", "-", picked, {"scan O-100005", "scan 5012345678900", NULL}},
    {"packed", "ben", "PACK2", "bench/W-105", packed, {NULL}},
    {"printers", "sam", "DESK", "printers", packed, {NULL}},
    {"help", "sam", "DESK", "orders/topick", released, {"<F1>", NULL}},
    {"actions", "sam", "DESK", "orders/topick", released, {"<F4>", NULL}},
    {"palette", "sam", "DESK", "orders/topick", released, {":re", NULL}},
    {"more", "sam", "DESK", "orders/topick", released, {"<F4>", "0", NULL}},
    {"plan", "sam", "DESK", "orders/all", released, {"      ", "<F4>", "1", NULL}},
    {"box", "ben", "PACK2", "-", picked, {"scan O-100005", "2<Enter>", NULL}},
};

static const struct {
    int cols, rows;
} sizes[] = {{80, 24}, {120, 40}, {40, 25}, {20, 16}, {20, 8}};

static const char *const env[] = {"TOTE_CLOCK=" G_STRINGIFY(SHOP_CLOCK),
                                  "XDG_CONFIG_HOME=/nonexistent", "TOTE_THROWAWAY=1", NULL};
static const char *const plain_env[] = {"TOTE_CLOCK=" G_STRINGIFY(SHOP_CLOCK),
                                        "XDG_CONFIG_HOME=/nonexistent", "TOTE_THROWAWAY=1",
                                        "NO_COLOR=1", NULL};

// The file after what happened BEFORE, made once and copied from then on.
static GBytes *shop_after(void (*before)(struct db *db), const char *path)
{
    static GHashTable *made;
    if (!made)
        made = g_hash_table_new(NULL, NULL);
    GBytes *shop = g_hash_table_lookup(made, (void *)(uintptr_t)before);
    if (shop)
        return shop;
    char *bytes = NULL;
    gsize len = 0;
    shop_make(path);
    struct db *db = shop_open(path);
    before(db);
    db_close(db); // brings its log into the file
    g_assert_true(g_file_get_contents(path, &bytes, &len, NULL));
    shop = g_bytes_new_take(bytes, len);
    g_hash_table_insert(made, (void *)(uintptr_t)before, shop);
    return shop;
}

static char *fresh_shop(const struct scene *scene)
{
    char *path = g_strdup_printf("%s/%s.db", folder, scene->name);
    gsize len;
    const char *bytes = g_bytes_get_data(shop_after(scene->before, path), &len);
    g_assert_true(
        g_file_set_contents_full(path, bytes, (gssize)len, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    return path;
}

static void drop_shop(char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm", ".queue"};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *file = g_strconcat(path, ends[i], NULL);
        g_unlink(file);
    }
    g_free(path);
}

static struct pty *start(const struct scene *scene, const char *path, const struct pty_options *how)
{
    const char *const argv[] = {program, path, scene->operator, scene->station, scene->open, NULL};
    struct pty *pty = pty_start(argv, how);
    pty_settle(pty);
    for (int i = 0; scene->steps[i]; i++) {
        if (g_str_has_prefix(scene->steps[i], "scan "))
            pty_scan(pty, scene->steps[i] + 5);
        else
            pty_keys(pty, scene->steps[i]);
    }
    return pty;
}

static const struct scene *scene_called(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++)
        if (!strcmp(scenes[i].name, name))
            return &scenes[i];
    g_error("no scene %s", name);
}

// --- pictures

static void test_scene(gconstpointer data)
{
    const struct scene *scene = data;
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        char *path = fresh_shop(scene);
        const struct pty_options how = {.cols = sizes[i].cols, .rows = sizes[i].rows, .env = env};
        struct pty *pty = start(scene, path, &how);
        g_autofree char *golden = g_strdup_printf("tests/snap/golden/%s_%dx%d.txt", scene->name,
                                                  sizes[i].cols, sizes[i].rows);
        pty_expect_golden(pty, golden);
        pty_free(pty);
        drop_shop(path);
    }
}

// Without colour nothing may be lost: no colour is sent, and the signs are there.
static void test_plain(gconstpointer data)
{
    const struct scene *scene = data;
    static const struct pty_options ways[] = {{.env = plain_env}, {.env = env, .term = "vt100"}};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        char *path = fresh_shop(scene);
        struct pty *pty = start(scene, path, &ways[i]);
        g_autofree char *attributes = pty_attributes(pty);
        g_assert_null(strstr(attributes, "fg="));
        g_assert_null(strstr(attributes, "bg="));
        pty_free(pty);
        drop_shop(path);
    }
}

// Every row ends inside the window, and the footer still names help.
static void check_size(struct pty *pty, int cols, int rows)
{
    g_autofree char *text = pty_text(pty);
    g_assert_false(pty_ended(pty));
    if (cols >= 16 && rows >= 6 && !strstr(text, "Help") && !strstr(text, "XXX"))
        g_error("%dx%d: no way to help:\n%s", cols, rows, text);
}

static void test_resize(gconstpointer data)
{
    const struct scene *scene = data;
    char *path = fresh_shop(scene);
    struct pty *pty = start(scene, path, &(struct pty_options){.env = env});
    guint32 seed = 7;
    pty_keys(pty, "ab");
    for (int i = 0; i < 60; i++) {
        seed = seed * 1664525 + 1013904223;
        int cols = 8 + (int)(seed >> 16) % 193, rows = 3 + (int)(seed >> 8) % 58;
        pty_resize(pty, cols, rows);
        check_size(pty, cols, rows);
    }
    pty_resize(pty, 80, 24);
    g_assert_true(pty_has(pty, "ab"));
    pty_free(pty);
    drop_shop(path);
}

// --- input

static void test_typing(gconstpointer data)
{
    const struct scene *scene = data;
    char *path = fresh_shop(scene);
    struct pty *pty = start(scene, path, &(struct pty_options){.env = env});
    struct db *db = shop_open(path);
    int64_t before = db_change_token(db);
    guint32 seed = 11;
    for (int i = 0; i < 200; i++) {
        seed = seed * 1664525 + 1013904223;
        char key[2] = {(char)(' ' + (seed >> 16) % 95), '\0'};
        pty_send(pty, key, 1);
        pty_settle(pty);
    }
    g_assert_cmpint(db_change_token(db), ==, before);
    db_close(db);
    pty_free(pty);
    drop_shop(path);
}

// Many scans at once: each gets its place in the order, none is lost.
static void test_burst(void)
{
    const struct scene *scene = scene_called("bench");
    struct scene quiet = *scene;
    quiet.steps[0] = "scan O-100005";
    quiet.steps[1] = NULL;
    char *path = fresh_shop(scene);
    struct pty *pty = start(&quiet, path, &(struct pty_options){.env = env});
    pty_send(pty, "5012345678900\r5012345678900\r", -1);
    pty_settle(pty);
    g_assert_true(pty_has(pty, "2/2"));
    pty_send(pty, "5012345678917\rA-03-17-2\r5012345678924\r", -1);
    pty_settle(pty);
    g_assert_true(pty_has(pty, "A-03-17-2, 5012345678924"));
    pty_free(pty);
    drop_shop(path);
}

// A scanner that reads twice proves a place once, but two pieces are two pieces.
static void test_same_again(void)
{
    const struct scene *scene = scene_called("goto");
    char *path = fresh_shop(scene);
    struct pty *pty = start(scene, path, &(struct pty_options){.env = env});
    pty_send(pty, "A-01-04-1\rA-01-04-1\r", -1);
    pty_settle(pty);
    g_assert_true(pty_has(pty, "= same again, ignored: A-01-04-1"));
    g_assert_true(pty_has(pty, "Scan item: 6 to go"));
    pty_send(pty, "5012345678924\r5012345678924\r", -1);
    pty_settle(pty);
    g_assert_true(pty_has(pty, "Scan item: 4 to go"));
    pty_send(pty, "5012345678917\r5012345678917\r", -1);
    pty_settle(pty);
    g_assert_true(pty_has(pty, "Got Mug red"));
    pty_free(pty);
    drop_shop(path);
}

static char *sscc_of(const char *path)
{
    struct db *db = shop_open(path);
    g_autoptr(GError) error = NULL;
    g_autoptr(rowlist) waiting = store_parcels_waiting(db, 0, &error);
    g_assert_no_error(error);
    char *sscc = g_strdup(list_at(waiting, struct waiting_row, 0)->sscc);
    db_close(db);
    return sscc;
}

// The label is scanned on its box, as scanners send it, with and without their identifier; from
// the bench that closed the box and from the list of the next one.
static void test_proof(void)
{
    static const struct {
        const char *open, *before;
    } ways[] = {{"bench/W-105", "]C100"}, {"bench/W-105", "00"}, {"pack", "00"}, {"home", "00"}};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        struct scene scene = *scene_called("packed");
        scene.open = ways[i].open;
        char *path = fresh_shop(&scene);
        g_autofree char *sscc = sscc_of(path), *label = g_strconcat(ways[i].before, sscc, NULL);
        struct pty *pty = start(&scene, path, &(struct pty_options){.env = env});
        g_assert_false(pty_has(pty, "proven"));
        pty_scan(pty, label);
        if (!strcmp(ways[i].open, "home")) // looked up: the bench opens, nothing is said yet
            g_assert_true(pty_has(pty, "Scan the label on its box"));
        else
            g_assert_true(pty_has(pty, "✓ proven on its box"));
        pty_scan(pty, label); // at once again: the same pull of the trigger
        pty_free(pty);
        drop_shop(path);
    }
}

// A label finds its job; a job is moved by a number and cancelled after a question only.
static void test_printers(void)
{
    const struct scene *scene = scene_called("printers");
    char *path = fresh_shop(scene);
    g_autofree char *sscc = sscc_of(path), *label = g_strconcat("]C100", sscc, NULL);
    struct pty *pty = start(scene, path, &(struct pty_options){.env = env});
    pty_scan(pty, label);
    g_assert_true(pty_has(pty, sscc) && pty_has(pty, "LS1 4DY Leeds") && pty_has(pty, "0.840 kg"));
    pty_keys(pty, "2<Enter>1");
    g_assert_true(pty_has(pty, "J-8001 goes to PACK2-ZEBRA"));
    pty_keys(pty, "4<Enter>no<Enter>");
    g_assert_true(pty_has(pty, "Nothing was done"));
    pty_keys(pty, "4<Enter>yes<Enter>");
    g_assert_true(pty_has(pty, "J-8001 is cancelled"));
    pty_free(pty);
    drop_shop(path);
}

// The weight of a box: what is far off is asked about, near is a sign.
static void test_weigh(void)
{
    const struct scene *scene = scene_called("bench");
    char *path = fresh_shop(scene);
    struct pty *pty = start(scene, path, &(struct pty_options){.env = env});
    pty_scan(pty, "5012345678900");
    pty_keys(pty, "3<Enter>");
    g_assert_true(pty_has(pty, "g expected, 150 g more or less are in order."));
    pty_keys(pty, "2500<Enter>");
    g_assert_true(pty_has(pty, "2.500 kg ▲") && pty_has(pty, "kg too heavy"));
    pty_keys(pty, "3<Enter>2500<Enter>");
    pty_keys(pty, "3<Enter>");
    pty_scan(pty, "1010");
    g_assert_true(pty_has(pty, "1.010 kg ✓"));
    pty_keys(pty, "1<Enter>");
    g_assert_true(pty_has(pty, "is packed"));
    pty_free(pty);
    drop_shop(path);
}

// What somebody does elsewhere shows without a key.
static void shows(const char *name, void (*deed)(struct db *db), const char *text)
{
    char *path = fresh_shop(scene_called(name));
    struct pty *pty = start(scene_called(name), path, &(struct pty_options){.env = env});
    g_autoptr(db_handle) db = shop_open(path);
    deed(db);
    pty_wait_text(pty, text);
    pty_free(pty);
    drop_shop(path);
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
    shows("home", anna_picks, "pick W-102");
    shows("goto", sam_takes, "SAM took W-101 over");
}

// The last piece too can be taken back, as long as nobody packs.
static void test_undo_last(void)
{
    struct scene own = *scene_called("goto");
    own.steps[0] = "scan O-100005", own.steps[1] = NULL;
    char *path = fresh_shop(&own);
    struct pty *pty = start(&own, path, &(struct pty_options){.env = env});
    pty_send(pty, "A-03-17-2\r5012345678900\r5012345678900\r", -1);
    pty_wait_text(pty, "All picked");
    pty_keys(pty, "<F2>");
    pty_wait_text(pty, "Scan item: 1 to go");
    pty_free(pty);
    drop_shop(path);
}

// Rows that come above what is seen push nothing away, and are counted.
static void test_new_above(void)
{
    const struct scene *scene = scene_called("orders");
    char *path = fresh_shop(scene);
    struct pty *pty = start(scene, path, &(struct pty_options){.env = env, .rows = 8});
    pty_keys(pty, "<F6><End>");
    struct db *db = shop_open(path);
    g_free(shop_do(db, "anna", "pick.start", "order", "O-100002", NULL));
    pty_wait_text(pty, "of 3");
    g_assert_false(pty_has(pty, "new ↑"));
    g_free(shop_do(db, "sam", "order.release", "order", "O-100007", NULL));
    pty_wait_text(pty, "+1 new ↑");
    pty_keys(pty, "<Up>");
    g_assert_false(pty_has(pty, "new ↑"));
    db_close(db);
    pty_free(pty);
    drop_shop(path);
}

// The next login stands at the same prompt.
static void test_resume(void)
{
    const struct scene *scene = scene_called("take");
    char *path = fresh_shop(scene);
    struct pty *pty = start(scene, path, &(struct pty_options){.env = env});
    g_assert_true(pty_has(pty, "Scan item: 5 to go"));
    pty_free(pty);
    struct scene again = *scene;
    again.steps[0] = NULL;
    pty = start(&again, path, &(struct pty_options){.env = env});
    g_assert_true(pty_has(pty, "Scan item: 5 to go"));
    pty_free(pty);
    drop_shop(path);
}

// A newer login takes the station: the older program says so and ends.
static void test_taken(void)
{
    const struct scene *scene = scene_called("pick");
    char *path = fresh_shop(scene);
    struct pty *old = start(scene, path, &(struct pty_options){.env = env});
    struct pty *new = start(scene, path, &(struct pty_options){.env = env});
    g_assert_cmpint(pty_wait_exit(old), ==, 1);
    g_assert_false(pty_ended(new));
    pty_free(old);
    pty_free(new);
    drop_shop(path);
}

// 500 frames without a pause: all are answered, the last refusal stands, nothing is booked.
static void test_storm(void)
{
    const struct scene *scene = scene_called("take");
    char *path = fresh_shop(scene);
    struct pty *pty = start(scene, path, &(struct pty_options){.env = env});
    for (int i = 0; i < 50; i++) {
        GString *frames = g_string_new(NULL);
        for (int k = 0; k < 10; k++)
            g_string_append_printf(frames, "X%04d-%03d\r", i * 10 + k, i);
        pty_send(pty, frames->str, (gssize)frames->len);
        pty_settle(pty);
        g_string_free(frames, TRUE);
    }
    g_assert_true(pty_has(pty, "Nobody knows X0490-049"));
    g_assert_true(pty_has(pty, "Not booked: X0491-049, X0492-049"));
    pty_keys(pty, "<Enter>");
    pty_scan(pty, "5012345678924");
    g_assert_true(pty_has(pty, "Scan item: 4 to go"));
    pty_free(pty);
    drop_shop(path);
}

// Two orders picked with scans alone, not one key.
static void test_hands_free(void)
{
    static const char *const scans[] = {"O-100002",  "A-04-02-1",     "5012345678931", "O-100005",
                                        "A-03-17-2", "5012345678900", "5012345678900"};
    const struct scene *scene = scene_called("pick");
    char *path = fresh_shop(scene);
    struct pty *pty = start(scene, path, &(struct pty_options){.env = env, .cols = 20, .rows = 10});
    for (size_t i = 0; i < G_N_ELEMENTS(scans); i++) {
        pty_scan(pty, scans[i]);
        g_assert_cmpint(pty_has(pty, "All picked"), ==, i == 2 || i == 6);
    }
    pty_free(pty);
    drop_shop(path);
}

static void test_barcodes(void)
{
    const struct scene *scene = scene_called("take");
    char *path = fresh_shop(scene);
    struct pty *pty = start(scene, path, &(struct pty_options){.env = env});
    pty_scan(pty, "%UNDO");
    g_assert_true(pty_has(pty, "Scan item: 6 to go"));
    pty_scan(pty, "%SKIP");
    g_assert_true(pty_has(pty, "comes at the end"));
    pty_scan(pty, "%HELP");
    g_assert_true(pty_has(pty, "Help: Pick"));
    pty_scan(pty, "%BACK");
    g_assert_true(pty_has(pty, "A - 0 3 - 1 7 - 2"));
    pty_scan(pty, "%SHORT");
    g_assert_true(pty_has(pty, "Place is empty"));
    pty_scan(pty, "%BACK");
    pty_scan(pty, "%BACK");
    g_assert_true(pty_has(pty, "orders wait"));
    pty_scan(pty, "%NONSENSE");
    g_assert_true(pty_has(pty, "Nobody here knows"));
    pty_free(pty);
    drop_shop(path);
}

// The ways out: by command, by signal, by a dropped line; the terminal is given back.
static void test_ends(void)
{
    static const struct {
        const char *keys;
        int signal;
    } ways[] = {{":quit<Enter>", 0}, {"<F10>", 0}, {NULL, SIGTERM}, {NULL, SIGHUP}};
    const struct scene *scene = scene_called("home");
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        char *path = fresh_shop(scene);
        struct pty *pty = start(scene, path, &(struct pty_options){.env = env});
        if (ways[i].keys)
            pty_keys(pty, ways[i].keys);
        else
            pty_signal(pty, ways[i].signal);
        g_assert_cmpint(pty_wait_exit(pty), ==, 0);
        pty_free(pty);
        drop_shop(path);
    }
}

// Nothing is written while nothing happens.
static void test_idle(void)
{
    const struct scene *scene = scene_called("home");
    char *path = fresh_shop(scene);
    struct pty *pty = start(scene, path, &(struct pty_options){.env = env});
    gsize before = pty_bytes(pty);
    int64_t end = g_get_monotonic_time() + 2500000;
    while (g_get_monotonic_time() < end)
        pty_keys(pty, "<F11>"); // a key that means nothing
    g_test_message("2.5 s of keys without meaning: %zu bytes", pty_bytes(pty) - before);
    g_assert_cmpint((int)(pty_bytes(pty) - before), <=, 30);
    pty_free(pty);
    drop_shop(path);
}

// Half a screen of frame stands before the database is read.
static void test_start(void)
{
    const struct scene *scene = scene_called("login");
    char *path = fresh_shop(scene);
    const char *const argv[] = {program, path, "-", "RF-07", NULL};
    int64_t from = g_get_monotonic_time();
    struct pty *pty = pty_start(argv, &(struct pty_options){.env = env});
    pty_wait_text(pty, "Badge or name");
    g_test_message("first paint after %d ms", (int)((g_get_monotonic_time() - from) / 1000));
    pty_free(pty);
    drop_shop(path);
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
        char *path = fresh_shop(&scene);
        const struct pty_options how = {.cols = limits[i].cols, .rows = limits[i].rows, .env = env};
        struct pty *pty = start(&scene, path, &how);
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
        pty_free(pty);
        drop_shop(path);
    }
}

static void test_focus_bytes(void)
{
    const struct scene *scene = scene_called("orders");
    char *path = fresh_shop(scene);
    struct pty *pty = start(scene, path, &(struct pty_options){.env = env});
    gsize down = cost(pty, "<Up>", NULL);
    g_test_message("focus moved: %zu bytes", down);
    g_assert_cmpint((int)down, <=, 250);
    gsize list = cost(pty, "<F4>", NULL);
    g_test_message("list of actions: %zu bytes", list);
    g_assert_cmpint((int)list, <=, 2500);
    pty_free(pty);
    drop_shop(path);
}

static void add(const char *kind, const char *name, gconstpointer data, GTestDataFunc function)
{
    g_autofree char *path = g_build_path("/", "/snap", kind, name, NULL);
    if (part.cases++ % part.of == part.number - 1)
        g_test_add_data_func(path, data, function);
}

static void add_scenes(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++) {
        const struct scene *scene = &scenes[i];
        add("picture", scene->name, scene, test_scene);
        add("plain", scene->name, scene, test_plain);
        if (!strchr("l", scene->name[0]))
            add("resize", scene->name, scene, test_resize);
        if (strstr("home orders item take bench", scene->name))
            add("typing", scene->name, scene, test_typing);
    }
}

static const struct act {
    const char *name;
    void (*function)(void);
} acts[] = {
    {"burst", test_burst},
    {"storm", test_storm},
    {"hands_free", test_hands_free},
    {"barcodes", test_barcodes},
    {"ends", test_ends},
    {"idle", test_idle},
    {"start", test_start},
    {"same_again", test_same_again},
    {"proof", test_proof},
    {"weigh", test_weigh},
    {"printers", test_printers},
    {"live", test_live},
    {"new_above", test_new_above},
    {"undo_last", test_undo_last},
    {"resume", test_resume},
    {"taken", test_taken},
    {"bytes", test_bytes},
    {"focus", test_focus_bytes},
};

static void run_act(gconstpointer act)
{
    ((const struct act *)act)->function();
}

// test_snap SNAP_UI [--part NUMBER/OF]
int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc < 2)
        return 2;
    program = argv[1];
    if (argc == 4 &&
        (strcmp(argv[2], "--part") || sscanf(argv[3], "%d/%d", &part.number, &part.of) != 2))
        return 2;
    folder = g_build_filename(testtmp_folder(), "tote-snap-XXXXXX", NULL);
    g_assert_nonnull(g_mkdtemp(folder));
    // Shops are copied from one another: all are sealed by one key file.
    g_autofree char *keys = g_build_filename(folder, "shops.keys", NULL);
    g_setenv("TOTE_KEYS", keys, TRUE);
    add_scenes();
    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
        add("", acts[i].name, &acts[i], run_act);
    int result = g_test_run();
    g_unlink(keys);
    g_rmdir(folder);
    g_free(folder);
    return result;
}
