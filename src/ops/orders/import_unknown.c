// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: goods that are not in the catalogue.
#include "import_unknown.h"

#include <string.h>

#include "card.h"
#include "i18n.h"
#include "kits.h"

enum { SHOWN_CELLS = 40, SHOWN_GOODS = 3 };

static bool is_known(const struct order_fate *fate, const char *sku)
{
    return g_hash_table_contains(fate->items, sku) ||
           (fate->kits && kit_book_find(fate->kits, sku) != NULL);
}

void import_tell_unknown(const struct import_batch *batch, const struct incoming_order *order,
                         const struct order_fate *fate)
{
    g_autoptr(GString) names = g_string_new(NULL);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    unsigned n = 0;
    for (unsigned i = 0; fate->ships && i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        bool named = line->sku && *line->sku;
        const char *name = named ? line->sku : line->name ? line->name : "";
        if (line->kind != LINE_GOODS || (named && is_known(fate, name)) ||
            !g_hash_table_add(seen, (void *)name) || n++ >= SHOWN_GOODS)
            continue;
        g_autofree char *shown = cell_quote(name, SHOWN_CELLS);
        g_string_append_printf(names, named ? "%s%s" : _("%s%s (without a SKU)"),
                               names->len ? ", " : "", shown);
    }
    if (!n)
        return;
    if (n > SHOWN_GOODS)
        g_string_append(names, ", …");
    g_autofree char *message = g_strdup_printf(
        _("Not in the catalogue: %s; import the items before it is released"), names->str);
    import_problem(batch, order->first_row, order->external_name, TOTE_NOT_FOUND, message);
}
