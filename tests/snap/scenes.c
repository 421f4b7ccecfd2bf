// SPDX-License-Identifier: Apache-2.0
// What the tests of screens begin with: the scenes, and the shops behind them.
#include "scenes.h"

#include <glib/gstdio.h>
#include <string.h>

#include "testtmp.h"

static const char *program; // snap_ui
static char *folder, *keys;

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

// An order whose customer asks something of who packs.
static void noted(struct db *db)
{
    released(db);
    pick_all(db, "O-100002", (const char *const[]){"A-04-02-1", "5012345678931", NULL});
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

// A second warehouse with the goods that the first one lacks, and a station in each.
static void two_sites(struct db *db)
{
    g_free(shop_do(db, "admin", "warehouse.add", "code", "NORD", "name", "In the north", NULL));
    g_free(shop_do(db, "sam", "station.warehouse", "station", "DESK", "warehouse", "MAIN", NULL));
    g_free(shop_do(db, "sam", "station.warehouse", "station", "RF-07", "warehouse", "NORD", NULL));
    g_free(shop_do(db, "admin", "stock.adjust", "item", "POT-CST-800", "place", "NORD:RECEIVE",
                   "qty", "8", "reason", "found", NULL));
    picked(db);
}

static void shipped(struct db *db)
{
    packed(db);
    g_free(shop_do(db, "ben", "print.proof", "sscc", "095011010000000018", NULL));
    g_free(shop_do(db, "ben", "ship.close", "carrier", "DHL", NULL));
}

static void kits(struct db *db)
{
    packed(db);
    shop_kit(db, "TEA-EAR-250", "MUG-BLU-330", 2);
    shop_kit(db, "TEA-EAR-250", "SPN-BAM-1", 1);
    shop_kit(db, "POT-CST-800", "TEA-EAR-250", 1);
}

// The channel changes orders that the floor has begun.
static void asked(struct db *db)
{
    picked(db);
    shop_sell_again(db, "#1001", "5 MUG-BLU-330,6 TEA-SEN-100,1 SPN-BAM-1");
    shop_sell_again(db, "#1005", "1 MUG-BLU-330");
}

static void called_back(struct db *db)
{
    picked(db);
    g_free(shop_do(db, "anna", "pick.start", "order", "O-100001", NULL));
    shop_call_back(db, "#1001");
    shop_call_back(db, "#1005");
}

const struct scene scenes[] = {
    {"login", "-", "RF-07", "-", nothing, {NULL}},
    {"home", "sam", "DESK", "home", picked, {NULL}},
    {"orders", "sam", "DESK", "orders/topick", released, {"  ", NULL}},
    {"order", "sam", "DESK", "O-100001", released, {NULL}},
    {"timeline", "sam", "DESK", "O-100005", packed, {"<Tab>", NULL}},
    {"row", "sam", "DESK", "O-100005", packed, {"<Tab>", "<Enter>", NULL}},
    {"stock", "sam", "DESK", "stock", nothing, {NULL}},
    {"item", "sam", "DESK", "item MUG-BLU-330", packed, {NULL}},
    {"moves", "sam", "DESK", "item MUG-BLU-330", packed, {"<Tab><Tab><Tab>", NULL}},
    {"pick", "anna", "RF-07", "-", released, {NULL}},
    {"pick_empty", "anna", "RF-07", "-", nothing, {NULL}},
    {"works", "anna", "RF-07", "works", picked, {NULL}},
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
    {"noted", "ben", "PACK2", "-", noted, {"scan O-100002", NULL}},
    {"note", "ben", "PACK2", "-", noted, {"scan O-100002", ":note<Enter>", NULL}},
    {"packed", "ben", "PACK2", "bench/W-105", packed, {NULL}},
    {"reopen", "ben", "PACK2", "bench/W-105", packed, {"<F2>", NULL}},
    {"reopened", "ben", "PACK2", "bench/W-105", packed, {"<F2>", "yes<Enter>", NULL}},
    {"printers", "sam", "DESK", "printers", packed, {NULL}},
    {"loads", "ben", "PACK2", "loads", packed, {NULL}},
    {"gone", "ben", "PACK2", "bench/W-105", shipped, {NULL}},
    {"load", "ben", "PACK2", "load/M-101", shipped, {NULL}},
    {"help", "sam", "DESK", "orders/topick", released, {"<F1>", NULL}},
    {"actions", "sam", "DESK", "orders/topick", released, {"<F4>", NULL}},
    {"palette", "sam", "DESK", "orders/topick", released, {":re", NULL}},
    {"more", "sam", "DESK", "orders/topick", released, {"<F4>", "0<Enter>", NULL}},
    {"plan", "sam", "DESK", "orders/all", released, {"      ", "<F4>", "1<Enter>", NULL}},
    {"kit", "sam", "DESK", "item TEA-EAR-250", kits, {NULL}},
    {"stations", "sam", "DESK", "stations", two_sites, {NULL}},
    {"home_picker", "anna", "RF-07", "home", released, {NULL}},
    {"home_sites", "sam", "RF-07", "home", two_sites, {NULL}},
    {"pick_sites", "anna", "RF-07", "-", two_sites, {"scan O-100001", NULL}},
    {"where", "-", "RF-09", "-", two_sites, {"anna<Enter>", NULL}},
    {"everywhere", "-", "RF-09", "-", two_sites, {"anna<Enter>", "3<Enter>", NULL}},
    {"conflicts", "sam", "DESK", "conflicts", asked, {NULL}},
    {"called_back", "ben", "PACK2", "-", called_back, {"scan O-100005", NULL}},
    {"called_back_pick", "anna", "RF-07", "-", called_back, {"scan O-100001", NULL}},
    {"called_back_order", "sam", "DESK", "O-100005", called_back, {NULL}},
    {"item_sites", "sam", "DESK", "item POT-CST-800", two_sites, {NULL}},
    {"box", "ben", "PACK2", "-", picked, {"scan O-100005", "2<Enter>", NULL}},
};
const size_t n_scenes = G_N_ELEMENTS(scenes);

const char *const scene_env[] = {"TOTE_CLOCK=" G_STRINGIFY(SHOP_CLOCK),
                                 "XDG_CONFIG_HOME=/nonexistent", "TOTE_THROWAWAY=1", NULL};

void scenes_begin(const char *snap_ui)
{
    program = snap_ui;
    folder = g_build_filename(testtmp_folder(), "tote-snap-XXXXXX", NULL);
    g_assert_nonnull(g_mkdtemp(folder));
    // Shops are copied from one another: all are sealed by one key file.
    keys = g_build_filename(folder, "shops.keys", NULL);
    g_setenv("TOTE_KEYS", keys, TRUE);
}

void scenes_end(void)
{
    g_unlink(keys);
    g_rmdir(folder);
    g_clear_pointer(&keys, g_free);
    g_clear_pointer(&folder, g_free);
}

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

char *scene_shop(const struct scene *scene)
{
    char *path = g_strdup_printf("%s/%s.db", folder, scene->name);
    gsize len;
    const char *bytes = g_bytes_get_data(shop_after(scene->before, path), &len);
    g_assert_true(
        g_file_set_contents_full(path, bytes, (gssize)len, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    return path;
}

struct pty *scene_open(const struct scene *scene, const char *path, const struct pty_options *how)
{
    const char *const argv[] = {program, path, scene->operator, scene->station, scene->open, NULL};
    return pty_start(argv, how);
}

struct pty *scene_start(const struct scene *scene, const char *path, const struct pty_options *how)
{
    struct pty *pty = scene_open(scene, path, how);
    pty_settle(pty);
    for (int i = 0; scene->steps[i]; i++) {
        if (g_str_has_prefix(scene->steps[i], "scan "))
            pty_scan(pty, scene->steps[i] + 5);
        else
            pty_keys(pty, scene->steps[i]);
    }
    return pty;
}

const struct scene *scene_called(const char *name)
{
    for (size_t i = 0; i < n_scenes; i++)
        if (!strcmp(scenes[i].name, name))
            return &scenes[i];
    g_error("no scene %s", name);
}

struct visit *visit_new(const struct scene *scene, const struct pty_options *how)
{
    static const struct pty_options usual = {.env = scene_env};
    struct visit *visit = g_new(struct visit, 1);
    visit->path = scene_shop(scene);
    visit->pty = scene_start(scene, visit->path, how ? how : &usual);
    return visit;
}

void visit_free(struct visit *visit)
{
    pty_free(visit->pty);
    shop_remove(visit->path);
    g_free(visit);
}
