// SPDX-License-Identifier: Apache-2.0
// Any bytes as a routing or batching problem: nothing crashes, and what is read is within bounds.
#include <glib.h>
#include <math.h>
#include <stdint.h>

#include "sprp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_places(const struct sprp *file)
{
    for (guint i = 0; i < file->places->len; i++) {
        const struct sprp_place *place = &g_array_index(file->places, struct sprp_place, i);
        g_assert((guint)place->article < file->weights->len);
        g_assert(place->aisle >= 0 && place->aisle < file->aisles);
        g_assert(place->cell >= 0 && place->cell < file->cells);
        g_assert(isfinite(place->quantity) && place->quantity >= 0);
    }
}

static void check_orders(const struct sprp *file)
{
    guint at = 0;
    for (guint i = 0; i < file->orders->len; i++) {
        const struct sprp_order *order = &g_array_index(file->orders, struct sprp_order, i);
        g_assert(order->first == at);
        at += order->n;
    }
    g_assert(at == file->lines->len);
    for (guint i = 0; i < file->lines->len; i++)
        g_assert((guint)g_array_index(file->lines, struct sprp_line, i).article <
                 file->weights->len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_auto(sprp) file = {0};
    bool read = sprp_parse("fuzz", (const char *)data, size, &file, &error);
    g_assert(read == !error);
    g_assert(!error || g_utf8_validate(error->message, -1, NULL));
    if (!read)
        return 0;
    g_assert(file.aisles >= 1 && file.aisles <= SPRP_MAX_AISLES);
    g_assert(file.depot_aisle < file.aisles);
    check_places(&file);
    check_orders(&file);
    return 0;
}
