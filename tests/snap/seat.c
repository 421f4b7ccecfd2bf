// SPDX-License-Identifier: Apache-2.0
// A shop with somebody at a terminal.
#include "seat.h"

#include <glib/gstdio.h>

#include "clock.h"
#include "shop.h"
#include "testtmp.h"

static const char *snap_ui;
static char *folder;
static const char *const env[] = {"TOTE_CLOCK=" G_STRINGIFY(SHOP_CLOCK),
                                  "XDG_CONFIG_HOME=/nonexistent", "TOTE_THROWAWAY=1", NULL};

void seat_begin(const char *program, const char *name)
{
    g_autofree char *kind = g_strdup_printf("tote-%s-XXXXXX", name);
    snap_ui = program;
    folder = g_build_filename(testtmp_folder(), kind, NULL);
    g_assert_nonnull(g_mkdtemp(folder));
}

void seat_end(void)
{
    g_rmdir(folder);
    g_clear_pointer(&folder, g_free);
}

struct seat *seat_new(void (*before)(struct db *db), const char *who, const char *open, int cols,
                      int rows)
{
    struct seat *seat = g_new0(struct seat, 1);
    seat->path = g_build_filename(folder, "shop.db", NULL);
    shop_make(seat->path);
    seat->db = shop_open(seat->path);
    before(seat->db);
    const char *const argv[] = {snap_ui, seat->path, who, "RF-07", open, NULL};
    seat->pty = pty_start(argv, &(struct pty_options){.env = env, .cols = cols, .rows = rows});
    pty_settle(seat->pty);
    return seat;
}

void seat_free(struct seat *seat)
{
    static const char *const ends[] = {"", "-wal", "-shm", ".queue"};
    pty_free(seat->pty);
    db_close(seat->db);
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *file = g_strconcat(seat->path, ends[i], NULL);
        g_unlink(file);
    }
    g_free(seat->path);
    g_free(seat);
}

// --- what happened before

void seat_released(struct db *db)
{
    g_free(shop_do(db, "sam", "order.release", "order", "O-100001\nO-100002\nO-100004\nO-100005",
                   NULL));
}

char *seat_pick(struct db *db, const char *order, const char *const codes[])
{
    char *work = shop_do(db, "anna", "pick.start", "order", order, NULL);
    for (int i = 0; codes[i]; i++)
        g_free(shop_do(db, "anna", "pick.scan", "work", work, "code", codes[i], NULL));
    return work;
}

void seat_pack(struct db *db, const char *order, const char *place, const char *item, int pieces)
{
    const char *const codes[] = {place, item, pieces > 1 ? item : NULL, NULL};
    g_free(seat_pick(db, order, codes));
    g_autofree char *pack = shop_do(db, "ben", "pack.open", "code", order, NULL);
    for (int i = 0; i < pieces; i++)
        g_free(shop_do(db, "ben", "pack.scan", "pack", pack, "code", item, NULL));
    g_free(shop_do(db, "ben", "pack.close", "pack", pack, NULL));
}

void seat_packed(struct db *db)
{
    seat_released(db);
    seat_pack(db, "O-100005", "A-03-17-2", "5012345678900", 2);
}
