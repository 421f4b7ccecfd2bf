// SPDX-License-Identifier: Apache-2.0
// The table of the kinds of master data that files bring.
#include "master_kinds.h"

#include <string.h>

#include "i18n.h"

static enum master_step next_item(struct master_reader *reader, void *row,
                                  struct incoming_problem **ret_problem, GError **error)
{
    return master_next_item(reader, row, ret_problem, error);
}

static enum master_step next_place(struct master_reader *reader, void *row,
                                   struct incoming_problem **ret_problem, GError **error)
{
    return master_next_place(reader, row, ret_problem, error);
}

static enum master_step next_stock(struct master_reader *reader, void *row,
                                   struct incoming_problem **ret_problem, GError **error)
{
    return master_next_stock(reader, row, ret_problem, error);
}

static enum master_step next_kit(struct master_reader *reader, void *row,
                                 struct incoming_problem **ret_problem, GError **error)
{
    return master_next_kit(reader, row, ret_problem, error);
}

static enum master_step next_warehouse(struct master_reader *reader, void *row,
                                       struct incoming_problem **ret_problem, GError **error)
{
    return master_next_warehouse(reader, row, ret_problem, error);
}

static void clear_warehouse(void *row)
{
    incoming_warehouse_clear(row);
}

static void clear_kit(void *row)
{
    incoming_kit_clear(row);
}

static void clear_item(void *row)
{
    incoming_item_clear(row);
}

static void clear_place(void *row)
{
    incoming_place_clear(row);
}

static void clear_stock(void *row)
{
    incoming_stock_clear(row);
}

static char *key_of_item(const void *row)
{
    return g_strdup(((const struct incoming_item *)row)->sku);
}

static char *key_of_kit(const void *row)
{
    const struct incoming_kit *kit = row;
    return g_strconcat(kit->kit, KEY_PART, kit->sku, NULL);
}

static char *key_of_warehouse(const void *row)
{
    return g_strdup(((const struct incoming_warehouse *)row)->code);
}

static char *key_of_place(const void *row)
{
    const struct incoming_place *place = row;
    return place->warehouse ? g_strdup_printf("%s:%s", place->warehouse, place->code)
                            : g_strdup(place->code);
}

static const char *or_none(const char *part)
{
    return part ? part : "";
}

static char *key_of_stock(const void *row)
{
    const struct incoming_stock *stock = row;
    return g_strjoin(KEY_PART, stock->sku, or_none(stock->warehouse), stock->place,
                     or_none(stock->lot), or_none(stock->owner), or_none(stock->cond),
                     or_none(stock->serial), NULL);
}

static const struct master_file files[] = {
    {"warehouses", "import.warehouses", MASTER_WAREHOUSES, sizeof(struct incoming_warehouse),
     next_warehouse, clear_warehouse, offsetof(struct incoming_warehouse, row), "warehouse",
     key_of_warehouse},
    {"items", "import.items", MASTER_ITEMS, sizeof(struct incoming_item), next_item, clear_item,
     offsetof(struct incoming_item, row), "sku", key_of_item},
    {"kits", "import.kits", MASTER_KITS, sizeof(struct incoming_kit), next_kit, clear_kit,
     offsetof(struct incoming_kit, row), "kit, sku", key_of_kit},
    {"places", "import.places", MASTER_PLACES, sizeof(struct incoming_place), next_place,
     clear_place, offsetof(struct incoming_place, row), "place", key_of_place},
    {"stock", "import.stock", MASTER_STOCK, sizeof(struct incoming_stock), next_stock, clear_stock,
     offsetof(struct incoming_stock, row), "sku, place", key_of_stock},
};

const struct master_file *master_file_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        if (!strcmp(name, files[i].name))
            return &files[i];
    return NULL;
}

char *import_kinds(void)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", files[i].name);
    return g_strdup_printf(_("%s or orders"), names->str);
}
