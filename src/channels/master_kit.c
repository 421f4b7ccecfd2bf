// SPDX-License-Identifier: Apache-2.0
// A row of kits: how many pieces of an item go into one kit.
#include "i18n.h"
#include "master_row.h"

enum { K_KIT, K_SKU, K_QTY, N_KIT };

static const struct column columns[] = {
    [K_KIT] = {"kit", true, "kit sku|bundle|bundle sku|parent|parent sku|set",
               N_("The item that is sold as a kit.")},
    [K_SKU] = {"sku", true, "part|part sku|component|component sku|child|child sku",
               N_("An item that belongs into it; it may be a kit itself.")},
    [K_QTY] = {"qty", true, "quantity|pieces|per|per kit|count",
               N_("Pieces of it in one kit; 0 takes it out of the kit.")},
};

static bool read_kit(const struct master_reader *reader, void *ret_row, GError **error)
{
    struct incoming_kit kit = {.qty = -1, .row = reader->row->number};
    bool good = master_key(reader, K_KIT, NAME_SKU, &kit.kit, error) &&
                master_key(reader, K_SKU, NAME_SKU, &kit.sku, error) &&
                master_count(reader, K_QTY, &kit.qty, error);
    if (good && kit.qty < 0)
        good = master_refuse_count(
            reader, K_QTY, TOTE_IMPORT_MISSING,
            _("\"%s\" is no number of pieces from 0 to %" G_GINT64_FORMAT "; 0 takes the part out"),
            error);
    if (good)
        *(struct incoming_kit *)ret_row = kit;
    else
        incoming_kit_clear(&kit);
    return good;
}

const struct master_file master_kits = {columns, N_KIT, read_kit};
