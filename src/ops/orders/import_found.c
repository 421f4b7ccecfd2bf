// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: what a batch finds in the database, asked for many at once.
#include "import_found.h"

#include <string.h>

enum {
    AHEAD = 32,          // orders that are looked up together
    ITEMS_MOST = 100000, // so many are remembered from batch to batch
};

struct import_found {
    const struct import_batch *batch;
    unsigned from, to;  // the orders that were looked up
    struct list *known; // struct known_row of them
    GHashTable *orders; // external id -> its row, &written where this batch wrote it
    struct list *twins; // struct twin_row: those that have a name of the new ones
    GHashTable *fresh;  // names that were written since
    struct list *again; // the row of one that was written in this batch
    GHashTable *items;  // SKU -> int64_t *
    int64_t channel;    // held; 0 = not there yet
    const struct incoming_order *order; // in hand
    const struct import_texts *texts;   // of it, NULL = not made yet
    struct import_texts made;
    GString *kept; // texts of those that were written
};

static const char written;

// --- looking up

static const struct incoming_order *order_at(const struct import_batch *batch, unsigned i)
{
    return batch->orders->pdata[i];
}

static bool find_orders(struct import_found *found, struct op_ctx *ctx, GError **error)
{
    const struct import_batch *batch = found->batch;
    const char *keys[AHEAD];
    size_t n = 0;
    for (unsigned i = found->from; i < found->to; i++)
        if (!order_at(batch, i)->rejected || order_at(batch, i)->continues)
            keys[n++] = order_at(batch, i)->external_id;
    g_hash_table_remove_all(found->orders);
    g_clear_pointer(&found->known, list_free);
    found->known = store_orders_known(ctx->db, batch->channel, keys, n, error);
    for (unsigned i = 0; found->known && i < list_len(found->known); i++) {
        struct known_row *row = list_at(found->known, struct known_row, i);
        g_hash_table_insert(found->orders, (void *)row->external_id, row);
    }
    return found->known != NULL;
}

// Who has the names of the new ones already?
static bool find_twins(struct import_found *found, struct op_ctx *ctx, GError **error)
{
    const char *names[AHEAD];
    size_t n = 0;
    for (unsigned i = found->from; i < found->to; i++) {
        const struct incoming_order *order = order_at(found->batch, i);
        if (!order->rejected && !g_hash_table_contains(found->orders, order->external_id))
            names[n++] = order->external_name;
    }
    g_hash_table_remove_all(found->fresh);
    g_clear_pointer(&found->twins, list_free);
    found->twins = store_orders_alike(ctx->db, found->batch->channel, names, n, error);
    return found->twins != NULL;
}

// The SKUs of these orders that no item is remembered for, each once.
static GHashTable *skus_to_find(const struct import_found *found)
{
    GHashTable *skus = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned i = found->from; i < found->to; i++) {
        const GArray *lines = order_at(found->batch, i)->lines;
        for (unsigned k = 0; k < lines->len; k++) {
            const char *sku = g_array_index(lines, struct incoming_line, k).sku;
            if (sku && *sku && !g_hash_table_contains(found->items, sku))
                g_hash_table_add(skus, (void *)sku);
        }
    }
    return skus;
}

static void remember_item(struct import_found *found, const char *sku, int64_t item)
{
    g_hash_table_insert(found->items, g_strdup(sku), g_memdup2(&item, sizeof item));
}

// The only one of these items whose SKU is CAPITALS but for the letters' size, 0 = none or several.
static int64_t only_item(const struct list *items, const char *capitals)
{
    int64_t id = 0;
    for (unsigned i = 0; i < list_len(items); i++) {
        const struct sku_row *row = list_at(items, struct sku_row, i);
        if (g_ascii_strcasecmp(row->sku, capitals))
            continue;
        if (id)
            return 0;
        id = row->id;
    }
    return id;
}

// SKUs that no item has are looked for in other letters: a shop writes "tea-1" for TEA-1.
static bool find_letters(struct import_found *found, struct op_ctx *ctx, const char *const *skus,
                         guint n, GError **error)
{
    g_autoptr(GPtrArray) capitals = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < n; i++)
        if (!g_hash_table_contains(found->items, skus[i]))
            g_ptr_array_add(capitals, g_ascii_strup(skus[i], -1));
    g_autoptr(rowlist) items =
        store_items_of_letters(ctx->db, (const char *const *)capitals->pdata, capitals->len, error);
    for (guint i = 0; items && list_len(items) && i < n; i++) {
        int64_t item = g_hash_table_contains(found->items, skus[i]) ? 0 : only_item(items, skus[i]);
        if (item)
            remember_item(found, skus[i], item);
    }
    return items != NULL;
}

static bool find_items(struct import_found *found, struct op_ctx *ctx, GError **error)
{
    if (g_hash_table_size(found->items) > ITEMS_MOST)
        g_hash_table_remove_all(found->items);
    g_autoptr(GHashTable) skus = skus_to_find(found);
    guint n = 0;
    g_autofree void **keys = g_hash_table_get_keys_as_array(skus, &n);
    g_autoptr(rowlist) items = store_items_of(ctx->db, (const char *const *)keys, n, error);
    for (unsigned i = 0; items && i < list_len(items); i++) {
        const struct sku_row *row = list_at(items, struct sku_row, i);
        remember_item(found, row->sku, row->id);
    }
    return items && find_letters(found, ctx, (const char *const *)keys, n, error);
}

static bool look_up(struct import_found *found, struct op_ctx *ctx, unsigned from, GError **error)
{
    found->from = from;
    found->to = MIN(from + AHEAD, found->batch->orders->len);
    return store_channel(ctx->db, found->batch->channel, &found->channel, error) &&
           find_orders(found, ctx, error) && find_twins(found, ctx, error) &&
           find_items(found, ctx, error);
}

GHashTable *import_items_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

struct import_found *import_found_new(const struct import_batch *batch)
{
    struct import_found *found = g_new0(struct import_found, 1);
    found->batch = batch;
    found->orders = g_hash_table_new(g_str_hash, g_str_equal);
    found->fresh = g_hash_table_new(g_str_hash, g_str_equal);
    found->kept = g_string_new(NULL);
    found->items = batch->items ? g_hash_table_ref(batch->items) : import_items_new();
    return found;
}

void import_found_free(struct import_found *found)
{
    if (!found)
        return;
    g_hash_table_unref(found->orders);
    g_hash_table_unref(found->items);
    g_hash_table_unref(found->fresh);
    g_clear_pointer(&found->twins, list_free);
    g_clear_pointer(&found->known, list_free);
    g_clear_pointer(&found->again, list_free);
    import_texts_clear(&found->made);
    g_string_free(found->kept, TRUE);
    g_free(found);
}

// --- order by order

GHashTable *import_found_items(const struct import_found *found)
{
    return found->items;
}

int64_t import_found_channel(struct import_found *found, struct op_ctx *ctx, GError **error)
{
    if (!found->channel)
        found->channel = store_channel_add(ctx->db, found->batch->channel, error);
    return found->channel;
}

// An order that stands in the batch twice is asked for again.
static bool ask_again(struct import_found *found, struct op_ctx *ctx,
                      const struct known_row **ret_known, GError **error)
{
    const char *key = found->order->external_id;
    g_clear_pointer(&found->again, list_free);
    found->again = store_orders_known(ctx->db, found->batch->channel, &key, 1, error);
    bool there = found->again && list_len(found->again);
    *ret_known = there ? list_at(found->again, struct known_row, 0) : NULL;
    return found->again != NULL;
}

bool import_found_turn(struct import_found *found, struct op_ctx *ctx, unsigned i,
                       const struct known_row **ret_known, GError **error)
{
    const GArray *texts = found->batch->texts;
    found->order = order_at(found->batch, i);
    found->texts = texts ? &g_array_index(texts, struct import_texts, i) : NULL;
    import_texts_clear(&found->made);
    if (i >= found->to && !look_up(found, ctx, i, error))
        return false;
    const void *known = g_hash_table_lookup(found->orders, found->order->external_id);
    *ret_known = known;
    return known != &written || ask_again(found, ctx, ret_known, error);
}

bool import_found_twin(struct import_found *found, struct op_ctx *ctx, int64_t known,
                       bool *ret_twin, GError **error)
{
    const struct incoming_order *order = found->order;
    const char *name = order->external_name;
    g_autoptr(rowlist) now = NULL;
    const struct list *rows = found->twins;
    *ret_twin = false;
    if (known || g_hash_table_contains(found->fresh, name)) {
        now = store_orders_alike(ctx->db, found->batch->channel, &name, 1, error);
        rows = now;
    }
    for (unsigned i = 0; rows && i < list_len(rows); i++) {
        const struct twin_row *row = list_at(rows, struct twin_row, i);
        *ret_twin |= !strcmp(row->external_name, name) && row->placed_at == order->placed_at &&
                     strcmp(row->external_id, order->external_id) && (!known || row->id < known);
    }
    return rows != NULL;
}

const struct import_texts *import_found_texts(struct import_found *found)
{
    if (!found->texts) {
        import_texts_make(found->order, &found->made);
        found->texts = &found->made;
    }
    return found->texts;
}

void import_found_written(struct import_found *found)
{
    g_hash_table_insert(found->orders, found->order->external_id, (void *)&written);
    g_hash_table_add(found->fresh, found->order->external_name);
    const GString *text = import_found_texts(found)->kept;
    g_string_append_len(found->kept, text->str, (gssize)text->len);
}

const GString *import_found_kept(const struct import_found *found)
{
    return found->kept;
}
