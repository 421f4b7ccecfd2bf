// SPDX-License-Identifier: Apache-2.0
// Recipes of kits from files. An order has its parts as lines of its own: it keeps the recipe that
// it came with.
#include <string.h>

#include "i18n.h"
#include "import_rows.h"
#include "kit_recipes.h"
#include "registry.h"
#include "store_item.h"
#include "store_kit.h"

bool kit_recipes(struct db *db, struct kit_book **ret_book, GError **error)
{
    g_autoptr(rowlist) rows = store_kits(db, error);
    *ret_book = rows && list_len(rows) ? kit_book_new() : NULL;
    for (unsigned i = 0; rows && i < list_len(rows); i++) {
        const struct kit_recipe_row *row = list_at(rows, struct kit_recipe_row, i);
        kit_book_put(*ret_book,
                     &(struct kit_row){row->kit, row->part, row->name, row->per, row->part_id});
    }
    return rows != NULL;
}

// The item of a SKU; 0 where a problem was noted, -1 with *error.
static int64_t item_of(struct op_ctx *ctx, const struct import_batch *batch,
                       const struct incoming_kit *in, const char *sku, GError **error)
{
    g_autoptr(rowlist) found = store_item_by_sku(ctx->db, sku, error);
    if (!found)
        return -1;
    if (list_len(found))
        return list_at(found, struct item_row, 0)->id;
    import_refuse(batch, in->row, TOTE_NOT_FOUND,
                  _("The item %s is not in the catalogue; import it first"), sku);
    return 0;
}

// A new part: false where a problem was noted.
static bool may_be_part(const struct import_batch *batch, const struct kit_book *book,
                        const struct incoming_kit *in)
{
    enum kit_fit fit = kit_book_fits(book, in->kit, in->sku);
    if (fit == KIT_CIRCLE)
        import_refuse(batch, in->row, TOTE_IMPORT_VALUE,
                      _("%s cannot be part of %s: a kit would hold itself"), in->sku, in->kit);
    else if (fit == KIT_TOO_DEEP)
        import_refuse(batch, in->row, TOTE_IMPORT_VALUE,
                      _("With %s in %s kits would lie in kits more than %d deep"), in->sku, in->kit,
                      KIT_DEPTH);
    return fit == KIT_FITS;
}

static bool change(struct op_ctx *ctx, const struct import_batch *batch,
                   const struct incoming_kit *in, int64_t kit, int64_t part, GError **error)
{
    struct kit_book *book = batch->kits;
    int64_t now = kit_book_per(book, in->kit, in->sku);
    if (now == in->qty) {
        batch->counts->unchanged++;
        return true;
    }
    if (!now && !may_be_part(batch, book, in))
        return true;
    kit_book_put(book, &(struct kit_row){in->kit, in->sku, "", in->qty});
    if (kit_book_overflows(book, in->kit)) {
        kit_book_put(book, &(struct kit_row){in->kit, in->sku, "", now});
        return import_refuse(batch, in->row, TOTE_IMPORT_VALUE,
                             _("With %" G_GINT64_FORMAT " of %s in %s a kit would hold more pieces "
                               "of one item than can be counted"),
                             in->qty, in->sku, in->kit);
    }
    *(now ? &batch->counts->updated : &batch->counts->created) += 1;
    return in->qty ? store_kit_put(ctx->db, kit, part, in->qty, error)
                   : store_kit_drop(ctx->db, kit, part, error);
}

static bool import_kit(struct op_ctx *ctx, const struct import_batch *batch, const void *data,
                       GError **error)
{
    const struct incoming_kit *in = data;
    if (in->qty > KIT_MOST)
        return import_refuse(batch, in->row, TOTE_IMPORT_VALUE,
                             _("%" G_GINT64_FORMAT " of %s in one %s: %d at most"), in->qty,
                             in->sku, in->kit, KIT_MOST);
    int64_t kit = item_of(ctx, batch, in, in->kit, error);
    int64_t part = kit > 0 ? item_of(ctx, batch, in, in->sku, error) : kit;
    return part > 0 ? change(ctx, batch, in, kit, part, error) : part == 0;
}

// All rows are judged over one reading of the recipes, which follows what they change.
static bool import_kits(struct op_ctx *ctx, GError **error)
{
    g_autoptr(kit_book) book = NULL;
    if (!kit_recipes(ctx->db, &book, error))
        return false;
    if (!book)
        book = kit_book_new();
    struct import_batch batch = *(const struct import_batch *)ctx->call->payload;
    batch.kits = book;
    return import_each_of(ctx, &batch, import_kit, error);
}

const struct op op_import_kits = {
    .name = "import.kits",
    .summary = N_("Adds and changes recipes of kits."),
    .roles = ROLES_DESK,
    .run = import_kits,
    .inner = true,
    .args_size = sizeof(struct import_args),
    .args = IMPORT_ARGS,
    .brings = &payload_kits,
};
