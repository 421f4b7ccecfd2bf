// SPDX-License-Identifier: Apache-2.0
// Recipes of kits, and what a kit comes down to where kits are in kits.
#include "kits.h"

#include <string.h>

#include "qty.h"

struct kit_book {
    GStringChunk *text;
    GHashTable *recipes; // SKU -> GArray of struct kit_part, as they were added
    GHashTable *flat;    // SKU -> the same, come down to items: made when asked for
};

static void drop(void *array)
{
    g_array_unref(array);
}

struct kit_book *kit_book_new(void)
{
    struct kit_book *book = g_new0(struct kit_book, 1);
    book->text = g_string_chunk_new(1024);
    book->recipes = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, drop);
    book->flat = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, drop);
    return book;
}

void kit_book_free(struct kit_book *book)
{
    if (!book)
        return;
    g_hash_table_unref(book->recipes);
    g_hash_table_unref(book->flat);
    g_string_chunk_free(book->text);
    g_free(book);
}

static struct kit_part *find_part(const struct kit_book *book, const char *kit, const char *part)
{
    GArray *recipe = g_hash_table_lookup(book->recipes, kit);
    for (unsigned i = 0; recipe && i < recipe->len; i++)
        if (!strcmp(g_array_index(recipe, struct kit_part, i).sku, part))
            return &g_array_index(recipe, struct kit_part, i);
    return NULL;
}

int64_t kit_book_per(const struct kit_book *book, const char *kit, const char *part)
{
    const struct kit_part *found = find_part(book, kit, part);
    return found ? found->per : 0;
}

static void add(struct kit_book *book, const struct kit_row *row)
{
    const char *kit = g_string_chunk_insert_const(book->text, row->kit);
    const struct kit_part part = {g_string_chunk_insert_const(book->text, row->part),
                                  g_string_chunk_insert_const(book->text, row->name), row->per,
                                  row->item};
    GArray *recipe = g_hash_table_lookup(book->recipes, kit);
    if (!recipe) {
        recipe = g_array_new(FALSE, FALSE, sizeof(struct kit_part));
        g_hash_table_insert(book->recipes, (void *)(uintptr_t)kit, recipe);
    }
    g_array_append_val(recipe, part);
}

static void take_out(struct kit_book *book, const char *kit, const struct kit_part *part)
{
    GArray *recipe = g_hash_table_lookup(book->recipes, kit);
    g_array_remove_index(recipe, (unsigned)(part - (struct kit_part *)(void *)recipe->data));
    if (!recipe->len)
        g_hash_table_remove(book->recipes, kit);
}

void kit_book_put(struct kit_book *book, const struct kit_row *row)
{
    struct kit_part *part = find_part(book, row->kit, row->part);
    g_hash_table_remove_all(book->flat);
    if (part && row->per)
        part->per = row->per;
    else if (part)
        take_out(book, row->kit, part);
    else if (row->per)
        add(book, row);
}

// Adds the part so many times; what is there already has more. A sum that no number holds stays at
// the most.
static void add_part(GArray *flat, const struct kit_part *part, int64_t times)
{
    int64_t pieces = 0;
    if (!qty_mul(part->per, times, &pieces) || pieces > QTY_MAX)
        pieces = QTY_MAX;
    for (unsigned i = 0; i < flat->len; i++) {
        struct kit_part *there = &g_array_index(flat, struct kit_part, i);
        if (!strcmp(there->sku, part->sku)) {
            there->per = MIN(there->per + pieces, QTY_MAX);
            return;
        }
    }
    const struct kit_part added = {part->sku, part->name, pieces, part->item};
    g_array_append_val(flat, added);
}

static void flatten(const struct kit_book *book, const GArray *recipe, int64_t times, int depth,
                    GArray *flat)
{
    for (unsigned i = 0; i < recipe->len; i++) {
        const struct kit_part *part = &g_array_index(recipe, struct kit_part, i);
        const GArray *deeper = g_hash_table_lookup(book->recipes, part->sku);
        int64_t pieces = 0;
        if (!deeper || depth >= KIT_DEPTH || !qty_mul(times, part->per, &pieces))
            add_part(flat, part, times);
        else
            flatten(book, deeper, MIN(pieces, QTY_MAX), depth + 1, flat);
    }
}

const GArray *kit_book_find(struct kit_book *book, const char *sku)
{
    GArray *flat = g_hash_table_lookup(book->flat, sku);
    void *key, *recipe;
    if (flat || !g_hash_table_lookup_extended(book->recipes, sku, &key, &recipe))
        return flat;
    flat = g_array_new(FALSE, FALSE, sizeof(struct kit_part));
    flatten(book, recipe, 1, 1, flat);
    g_hash_table_insert(book->flat, key, flat);
    return flat;
}

// --- what a recipe may become

// Levels of kits from SKU down, 0 where it is none; -1 where TARGET is among them.
static int levels_down(const struct kit_book *book, const char *sku, const char *target, int depth)
{
    const GArray *recipe = g_hash_table_lookup(book->recipes, sku);
    int most = 0;
    if (!strcmp(sku, target))
        return -1;
    for (unsigned i = 0; recipe && depth <= KIT_DEPTH && i < recipe->len; i++) {
        const char *part = g_array_index(recipe, struct kit_part, i).sku;
        int levels = levels_down(book, part, target, depth + 1);
        if (levels < 0)
            return -1;
        most = MAX(most, levels);
    }
    return recipe ? most + 1 : 0;
}

// Levels of kits from SKU up, itself counted.
static int levels_up(const struct kit_book *book, const char *sku, int depth)
{
    GHashTableIter iter;
    void *kit, *recipe;
    int most = 0;
    g_hash_table_iter_init(&iter, book->recipes);
    while (depth <= KIT_DEPTH && g_hash_table_iter_next(&iter, &kit, &recipe)) {
        const GArray *parts = recipe;
        for (unsigned i = 0; i < parts->len; i++)
            if (!strcmp(g_array_index(parts, struct kit_part, i).sku, sku))
                most = MAX(most, levels_up(book, kit, depth + 1));
    }
    return most + 1;
}

enum kit_fit kit_book_fits(const struct kit_book *book, const char *kit, const char *part)
{
    int down = levels_down(book, part, kit, 1);
    if (down < 0)
        return KIT_CIRCLE;
    return down + levels_up(book, kit, 1) > KIT_DEPTH ? KIT_TOO_DEEP : KIT_FITS;
}

static bool overflows(struct kit_book *book, const char *kit, int depth)
{
    const GArray *flat = kit_book_find(book, kit);
    GHashTableIter iter;
    void *above, *recipe;
    for (unsigned i = 0; flat && i < flat->len; i++)
        if (g_array_index(flat, struct kit_part, i).per >= QTY_MAX)
            return true;
    g_hash_table_iter_init(&iter, book->recipes);
    while (depth <= KIT_DEPTH && g_hash_table_iter_next(&iter, &above, &recipe))
        if (find_part(book, above, kit) && overflows(book, above, depth + 1))
            return true;
    return false;
}

bool kit_book_overflows(struct kit_book *book, const char *kit)
{
    return overflows(book, kit, 1);
}
