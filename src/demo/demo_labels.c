// SPDX-License-Identifier: Apache-2.0
// The end of the sample shop's day: labels into files by tote-worker, then the carrier.
#include <string.h>
#include <unistd.h>

#include "demo.h"
#include "i18n.h"
#include "lives.h"
#include "store_order_read.h"
#include "store_parcel.h"

enum { FOLDER_MODE = 0700 };

// One label by the worker, as `tote label show` does it. One that cannot be rendered is told.
static bool render(struct demo *demo, const char *sscc, const char *path, GError **error)
{
    const char *const argv[] = {demo->worker, "--db",     demo->url, "--as", "sam", "label",
                                "show",       "shipping", sscc,      "--to", path,  NULL};
    g_autoptr(GError) failed = NULL;
    g_autofree char *said = NULL;
    int status = 0;
    if (!g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                      NULL, &said, &status, &failed))
        return tote_fail(error, TOTE_PRINT_FAILED, NULL, "%s", failed->message);
    if (status)
        demo_tell(demo, NULL, "%s", g_strchomp(said));
    return true;
}

// Every label as PDF; the first also as a picture and in the language of label printers.
static bool render_missing(struct demo *demo, const char *folder, const char *sscc, bool first,
                           GError **error)
{
    static const char *const endings[] = {"pdf", "png", "zpl"};
    for (size_t i = 0; i < (first ? G_N_ELEMENTS(endings) : 1); i++) {
        g_autofree char *path = g_strdup_printf("%s/%s.%s", folder, sscc, endings[i]);
        if (access(path, F_OK) && !render(demo, sscc, path, error))
            return false;
    }
    return true;
}

// The label is on its box: it is scanned there.
static bool prove(struct demo *demo, const char *sscc, GError **error)
{
    struct reply reply = {0};
    bool ok = op_do(demo->ben, &reply, error, "print.proof", sscc);
    reply_clear(&reply);
    return ok;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *all_in(const char *folder)
{
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir)))
        g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
    g_ptr_array_sort(paths, by_name);
    return paths;
}

bool demo_labels(struct demo *demo, GPtrArray **ret_paths, GError **error)
{
    g_autofree char *folder = g_build_filename(demo->dir, "labels", NULL);
    g_autoptr(rowlist) parcels = store_parcels_waiting(demo->db, 0, error);
    if (!parcels)
        return false;
    if (g_mkdir_with_parents(folder, FOLDER_MODE))
        return tote_fail(error, TOTE_FILE_WRITE, "dir", _("The folder %s cannot be made"), folder);
    for (unsigned i = 0; i < list_len(parcels); i++)
        if (!render_missing(demo, folder, list_at(parcels, struct waiting_row, i)->sscc, i == 0,
                            error) ||
            !prove(demo, list_at(parcels, struct waiting_row, i)->sscc, error))
            return false;
    *ret_paths = all_in(folder);
    demo_tell(demo, "label", _("%u parcels; %u labels in %s"), list_len(parcels), (*ret_paths)->len,
              folder);
    demo_tell(demo, NULL,
              _("printing waits for the queue PACK1; '%s --db %s printer add PACK1 URI' names "
                "another printer"),
              demo->program, demo->url);
    return true;
}

// One carrier's truck. Where nothing waits for it that is told too.
static bool load_truck(struct demo *demo, const char *step, const char *carrier, GError **error)
{
    struct reply reply = {0};
    g_autoptr(GError) failed = NULL;
    if (op_do(demo->ben, &reply, &failed, "ship.close", carrier))
        demo_tell(demo, step, "%s", reply.message);
    reply_clear(&reply);
    if (failed && !tote_error_is(failed, TOTE_NOTHING)) {
        g_propagate_error(error, g_steal_pointer(&failed));
        return false;
    }
    if (failed)
        demo_tell(demo, step, "%s", failed->message);
    return true;
}

bool demo_ship(struct demo *demo, GError **error)
{
    const struct queue_filter shipped = {.statuses = {state_first(&order_states, ST_LEFT)}};
    if (!load_truck(demo, "ship", "DHL", error) || !load_truck(demo, NULL, "DPD", error))
        return false;
    demo->shipped = store_queue_count(demo->db, &shipped, error);
    return demo->shipped >= 0;
}
