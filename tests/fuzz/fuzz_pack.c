// SPDX-License-Identifier: Apache-2.0
// Any bytes as files of the packing trials: nothing crashes, what is read is within the limits of
// the engine, and small orders are packed whole.
#include <string.h>

#include "packing.h"
#include "trials.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FEW = 40 }; // pieces that are packed as well

static int pieces_of(const GArray *items)
{
    int pieces = 0;
    for (guint i = 0; i < items->len && pieces <= FEW; i++)
        pieces += g_array_index(items, struct carton_item, i).quantity;
    return pieces;
}

static void pack_order(const struct packing *packing, const GArray *items)
{
    struct effort effort = {.rounds = 50};
    struct carton_rules rules = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(carton_answer) answer = carton_pack(
        (const struct carton_box *)(const void *)packing->boxes->data, packing->boxes->len,
        (const struct carton_item *)(const void *)items->data, items->len, &rules, &effort, &error);
    int pieces = 0;
    g_assert(!answer == (error != NULL));
    if (!answer)
        return;
    for (guint i = 0; i < answer->misfits->len; i++)
        pieces += g_array_index(answer->misfits, struct carton_misfit, i).pieces;
    g_assert(pieces + (int)answer->pieces->len == pieces_of(items));
}

// The boxes stand before the first NUL byte, the items behind it.
static void read_orders(const uint8_t *data, size_t size)
{
    struct packing packing;
    g_autofree char *text = g_strndup((const char *)data, size); // up to the first NUL
    size_t boxes = strlen(text), rest = boxes < size ? size - boxes - 1 : 0;
    g_autofree char *items = g_malloc(rest + 1);
    memcpy(items, data + size - rest, rest);
    items[rest] = '\0';
    packing_init(&packing);
    if (packing_boxes(&packing, "boxes", text, boxes, NULL) &&
        packing_items(&packing, "items", items, rest, NULL)) {
        const struct packing_order *order = g_ptr_array_index(packing.orders, 0);
        if (pieces_of(order->items) <= FEW && packing.boxes->len <= 8)
            pack_order(&packing, order->items);
    }
    packing_clear(&packing);
}

static void read_containers(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autoptr(GError) error = NULL;
    GArray *problems = thpack_read("containers", text, &error);
    g_assert(!problems == (error != NULL));
    for (guint i = 0; problems && i < problems->len; i++) {
        const struct thpack *problem = &g_array_index(problems, struct thpack, i);
        g_assert(problem->items->len == problem->kinds->len);
    }
    if (problems)
        thpack_free(problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_orders(data, size);
    read_containers(data, size);
    return 0;
}
