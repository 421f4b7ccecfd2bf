// SPDX-License-Identifier: Apache-2.0
// Makes the sample shop from assets/demo, as an administrator would by hand.
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "admin.h"
#include "assets.h"
#include "clock.h"
#include "demo.h"
#include "i18n.h"
#include "import_file.h"
#include "lives.h"
#include "migrate.h"
#include "release_all.h"
#include "store_admin.h"
#include "store_order_read.h"

enum { FOLDER_MODE = 0700 };

static const char shop_name[] = "Harbour Tea & Table";

// 952 is the GS1 prefix for demonstrations: its numbers are nobody's.
static const struct {
    const char *op, *first, *second;
} setup[] = {
    {"operator.add", "anna", "picker"},
    {"operator.add", "ben", "packer"},
    {"operator.add", "sam", "manager"},
    {"setting.set", "shop.address1", "Sample Quay 3"},
    {"setting.set", "shop.city", "27568 Bremerhaven"},
    {"setting.set", "shop.country", "Germany"},
    {"setting.set", "gs1.prefix", "9521234"},
    {"printer.add", "PACK1", "cups:PACK1"},
    {"station.printer", "PACK1", "PACK1"},
};

static bool run_setup(struct demo *demo, const char *op, const char *first, const char *second,
                      GError **error)
{
    struct op_call call = {.op = op_find(op), .values = {first, second}};
    struct reply reply = {0};
    bool ok = op_run(demo->admin, &call, &reply, error);
    reply_clear(&reply);
    return ok;
}

// --- orders of today

static int64_t newest(const char *text, GRegex *stamp)
{
    int64_t latest = 0;
    g_autoptr(GMatchInfo) match = NULL;
    for (g_regex_match(stamp, text, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL)) {
        int64_t at = 0;
        g_autofree char *found = g_match_info_fetch(match, 0);
        if (clock_parse(found, &at, NULL))
            latest = MAX(latest, at);
    }
    return latest;
}

// Moves one time, which keeps its offset: "2026-11-24 14:29:00 +0100".
static gboolean move(const GMatchInfo *match, GString *result, gpointer delta)
{
    int64_t at = 0;
    int offset = 0;
    g_autofree char *found = g_match_info_fetch(match, 0);
    if (!clock_parse(found, &at, &offset)) {
        g_string_append(result, found);
        return FALSE;
    }
    g_autofree char *local = clock_rfc3339(at + *(int64_t *)delta + offset * MINUTE_MS);
    g_string_append_len(result, local, strlen("2026-11-24"));
    g_string_append_c(result, ' ');
    g_string_append_len(result, local + strlen("2026-11-24T"), strlen("14:29:00"));
    g_string_append(result, strrchr(found, ' '));
    return FALSE;
}

// The orders as if the newest had come in just now, in whole minutes: promises lie around today.
static char *orders_of_today(const char *text)
{
    g_autoptr(GRegex) stamp =
        g_regex_new("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}", 0, 0, NULL);
    int64_t delta = (clock_now() - newest(text, stamp)) / MINUTE_MS * MINUTE_MS;
    return g_regex_replace_eval(stamp, text, -1, 0, 0, move, &delta, NULL);
}

// The orders in memory that ends with FD: they say who people are, so no file of them stays behind.
static int open_orders(GError **error)
{
    g_autoptr(GError) failed = NULL;
    g_autofree char *asset = asset_path("demo/orders-shopify.csv");
    g_autofree char *text = NULL;
    if (!g_file_get_contents(asset, &text, NULL, &failed)) {
        tote_fail(error, TOTE_FILE_READ, NULL, "%s", failed->message);
        return -1;
    }
    g_autofree char *moved = orders_of_today(text);
    int fd = memfd_create("orders", MFD_CLOEXEC);
    for (size_t n = strlen(moved), at = 0; fd >= 0 && at < n;) {
        ssize_t written = write(fd, moved + at, n - at);
        at += written > 0 ? (size_t)written : 0;
        if (written < 0) {
            close(fd);
            fd = -1;
        }
    }
    if (fd < 0)
        tote_fail(error, TOTE_FILE_WRITE, "dir", "%s", g_strerror(errno));
    return fd;
}

// --- imports

static bool take_in(struct demo *demo, const char *what, const char *path, const char *channel,
                    GError **error)
{
    const struct import_file file = {.what = what, .path = path, .channel = channel};
    struct import_result result = {0};
    if (!import_file(demo->admin, &file, &result, error))
        return false;
    if (channel)
        demo_tell(demo, "import",
                  _("%" G_GINT64_FORMAT " orders of %s: %" G_GINT64_FORMAT " new, %" G_GINT64_FORMAT
                    " held"),
                  result.orders, channel, result.counts.created, result.counts.held);
    else
        demo_tell(demo, "import", _("%" G_GINT64_FORMAT " rows of %s: %" G_GINT64_FORMAT " new"),
                  result.rows, what, result.counts.created);
    for (unsigned i = 0; channel && i < result.problems->len; i++) {
        const struct incoming_problem *problem = result.problems->pdata[i];
        demo_tell(demo, NULL, "%s: %s", problem->order, problem->message);
    }
    demo->orders = channel ? result.orders : 0;
    import_result_clear(&result);
    return true;
}

static bool import_orders(struct demo *demo, GError **error)
{
    int fd = open_orders(error);
    if (fd < 0)
        return false;
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);
    bool ok = take_in(demo, "orders", path, "shopify", error);
    close(fd);
    return ok;
}

// Those that came in when the shop was made, whatever became of them.
static bool count_orders(struct demo *demo, GError **error)
{
    demo->orders = 0;
    for (size_t i = 0; i < order_states.n_states; i++) {
        const struct queue_filter filter = {.statuses = {order_states.states[i].code}};
        int64_t n = store_queue_count(demo->db, &filter, error);
        if (n < 0)
            return false;
        demo->orders += n;
    }
    return true;
}

static bool import_master(struct demo *demo, GError **error)
{
    static const char *const names[] = {"items", "places", "stock"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *relative = g_strdup_printf("demo/%s.csv", names[i]);
        g_autofree char *path = asset_path(relative);
        if (!take_in(demo, names[i], path, NULL, error))
            return false;
    }
    return true;
}

// --- the shop

static struct session *log_in(struct demo *demo, const char *name, const char *station,
                              GError **error)
{
    return session_open(demo->db, name, station, false, error);
}

static bool log_in_admin(struct demo *demo, GError **error)
{
    demo->admin = log_in(demo, "admin", NULL, error);
    return demo->admin != NULL;
}

// The name of the shop is set last: it marks a shop that is complete.
static bool make(struct demo *demo, GError **error)
{
    const struct db_options options = {.create = true, .any_schema = true};
    demo->db = db_open(demo->url, &options, error);
    if (!demo->db || !migrate_up(demo->db, 0, clock_now(), error) || !admin_init(demo->db, error) ||
        !log_in_admin(demo, error))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(setup); i++)
        if (!run_setup(demo, setup[i].op, setup[i].first, setup[i].second, error))
            return false;
    demo_tell(demo, "shop", _("%s in %s; anna picks, ben packs, sam manages"), shop_name,
              demo->dir);
    return import_master(demo, error) && import_orders(demo, error) &&
           run_setup(demo, "setting.set", "shop.name", shop_name, error);
}

static bool go_on(struct demo *demo, GError **error)
{
    demo->db = db_open(demo->url, NULL, error);
    if (!demo->db || !log_in_admin(demo, error))
        return false;
    g_autofree char *name = store_setting(demo->db, SETTING_SHOP_NAME, error);
    if (!name)
        return false;
    if (strcmp(name, shop_name))
        return tote_fail(error, TOTE_EXISTS, "dir", _("%s is no complete sample shop"), demo->url);
    demo_tell(demo, "shop", _("%s in %s goes on"), shop_name, demo->dir);
    return count_orders(demo, error);
}

bool demo_open_shop(struct demo *demo, GError **error)
{
    demo->began_us = clock_monotonic_us();
    demo->doc = doc_new();
    doc_text(demo->doc, "dir", demo->dir);
    doc_open_list(demo->doc, "steps");
    if (g_mkdir_with_parents(demo->dir, FOLDER_MODE))
        return tote_fail(error, TOTE_FILE_WRITE, "dir", _("The folder %s cannot be made"),
                         demo->dir);
    g_setenv("TOTE_THROWAWAY", "1", FALSE); // a sample shop may live in memory
    demo->url = g_build_filename(demo->dir, "shop.db", NULL);
    bool ok = access(demo->url, F_OK) ? make(demo, error) : go_on(demo, error);
    if (!ok)
        return false;
    demo->anna = log_in(demo, "anna", "HAND1", error);
    demo->ben = demo->anna ? log_in(demo, "ben", "PACK1", error) : NULL;
    demo->sam = demo->ben ? log_in(demo, "sam", NULL, error) : NULL;
    return demo->sam != NULL;
}

void demo_clear(struct demo *demo)
{
    session_free(demo->anna);
    session_free(demo->ben);
    session_free(demo->sam);
    session_free(demo->admin);
    db_close(demo->db);
    g_free(demo->url);
    doc_free(demo->doc);
}

bool demo_release(struct demo *demo, GError **error)
{
    struct release release;
    release_begin(&release);
    bool ok = release_all(demo->sam, &release, NULL, error);
    if (ok)
        demo_tell(demo, "release",
                  _("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " orders released, %" //
                    G_GINT64_FORMAT " short"),
                  release.found.released, release.orders, release.orders - release.found.released);
    for (unsigned i = 0; ok && i < release.found.shorts->len; i++) {
        g_autofree char *why =
            release_why(&g_array_index(release.found.shorts, struct release_short, i));
        demo_tell(demo, NULL, "%s", why);
    }
    release_end(&release);
    return ok;
}
