// SPDX-License-Identifier: Apache-2.0
// The table of kinds of locations.
#include "location_kinds.h"

#include <glib.h>
#include <string.h>

#include "i18n.h"

static const struct location_kind kinds[] = {
    {"pick", N_("pick bin"), LEVEL_PLACE, true, false, true, false},
    {"bulk", N_("bulk bin"), LEVEL_PLACE, true, false, true, false},
    {"receive", N_("goods in"), LEVEL_PLACE, false, false, true, false},
    {"pack", N_("packing bench"), LEVEL_PLACE, false, false, true, true},
    {"ship", N_("goods out"), LEVEL_PLACE, false, false, true, false},
    {"stage", N_("staging lane"), LEVEL_PLACE, false, false, true, false},
    {"dock", N_("dock"), LEVEL_PLACE, false, false, true, false},
    {"bench", N_("work bench"), LEVEL_PLACE, false, false, false, false},
    {"quarantine", N_("quarantine"), LEVEL_PLACE, false, false, true, false},
    {"returns", N_("returns"), LEVEL_PLACE, false, false, true, false},
    {"lost", N_("lost and found"), LEVEL_PLACE, false, false, true, false},
    {"truck", N_("truck"), LEVEL_TRUCK, false, false, false, false},
    {"cart", N_("cart"), LEVEL_CART, false, true, true, true},
    {"pallet", N_("pallet"), LEVEL_CART, false, false, false, false},
    {"plate", N_("plate"), LEVEL_PLATE, false, false, false, false},
    {"tote", N_("tote"), LEVEL_PLATE, false, true, true, true},
    {"carton", N_("carton"), LEVEL_CARTON, false, false, false, true},
};

const struct location_kind *location_kinds(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(kinds);
    return kinds;
}

const struct location_kind *location_kind_find(const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (!g_strcmp0(kinds[i].code, code))
            return &kinds[i];
    return NULL;
}

const struct location_kind *location_kind_import(const char *text)
{
    g_autofree char *code = text ? g_ascii_strdown(text, -1) : NULL;
    const struct location_kind *kind = code ? location_kind_find(g_strstrip(code)) : NULL;
    return kind && kind->import ? kind : NULL;
}

char *location_kind_import_list(void)
{
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (kinds[i].import)
            g_string_append_printf(list, "%s%s", list->len ? ", " : "", kinds[i].code);
    g_assert(list->len);
    return g_string_free(list, FALSE);
}
