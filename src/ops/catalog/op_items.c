// SPDX-License-Identifier: Apache-2.0
// Items from files, and the codes on them.
#include "batch.h"
#include "common.h"
#include "gs1.h"
#include "i18n.h"
#include "import_rows.h"
#include "registry.h"
#include "store_item.h"
#include "text.h"

// A GTIN as 14 digits, the form that scans are compared in; a code of the house as it is.
static char *gtin14(const char *gtin)
{
    return gtin && gtin_valid(gtin)
               ? g_strdup_printf("%014" G_GINT64_FORMAT, g_ascii_strtoll(gtin, NULL, 10))
               : g_strdup(gtin ? gtin : "");
}

// Who has the code: *ret_has when the item itself, *ret_sku (NULL = nobody) when another one.
static bool code_owner(struct op_ctx *ctx, const char *code, int64_t item, bool *ret_has,
                       char **ret_sku, GError **error)
{
    *ret_has = !*code;
    if (!*code)
        return true;
    g_autoptr(rowlist) owner = store_item_by_code(ctx->db, code, error);
    if (!owner)
        return false;
    const struct item_row *row = list_len(owner) ? list_at(owner, struct item_row, 0) : NULL;
    *ret_has = row && row->id == item;
    *ret_sku = row && row->id != item ? g_strdup(row->sku) : NULL;
    if (row || gtin_valid(code))
        return true;
    // What people call another item is no code of this one.
    g_autoptr(rowlist) called = store_item_by_sku(ctx->db, code, error);
    const struct item_row *named =
        called && list_len(called) ? list_at(called, struct item_row, 0) : NULL;
    *ret_sku = named && named->id != item ? g_strdup(named->sku) : NULL;
    return called != NULL;
}

// The codes whose place CODE takes: what a file said before, not what somebody added. NULL with
// *error.
static struct list *codes_before(struct op_ctx *ctx, int64_t item, const char *code, GError **error)
{
    return item && *code ? store_item_codes_of_file(ctx->db, item, code, error)
                         : list_new(sizeof(struct item_code_row));
}

// Whoever has the old one on its goods has to know that no scan takes it any more.
static bool drop_codes(struct op_ctx *ctx, const struct import_batch *batch,
                       const struct incoming_item *in, const struct list *codes, GError **error)
{
    for (unsigned i = 0; i < list_len(codes); i++) {
        const struct item_code_row *old = list_at(codes, struct item_code_row, i);
        g_autofree char *message =
            g_strdup_printf(_("Code %s takes the place of %s, which is no code of %s any more"),
                            in->gtin, old->shown, in->sku);
        import_problem(batch, in->row, NULL, TOTE_IMPORT_VALUE, message);
        if (!store_item_code_drop(ctx->db, old->code, error))
            return false;
    }
    return true;
}

// GTIN "": no new code.
static bool save_item(struct op_ctx *ctx, const struct item_row *row, const char *gtin,
                      GError **error)
{
    int64_t id = store_item_put(ctx->db, row, error);
    if (!id || (*gtin && !store_item_code_put(ctx->db, gtin, id, 1, error)))
        return false;
    return row->id || store_item_link_lines(ctx->db, id, row->sku, error) >= 0;
}

// What the file says over what is known; cells that the file does not have change nothing.
static struct item_row merged(const struct incoming_item *in, const struct item_row *old,
                              const char *currency)
{
    return (struct item_row){
        .id = old ? old->id : 0,
        .sku = in->sku,
        .name = in->name ? in->name
                : old    ? old->name
                         : in->sku,
        .price = in->price >= 0 ? in->price
                 : old          ? old->price
                                : 0,
        .currency = in->price >= 0 && *in->currency ? in->currency
                    : old                           ? old->currency
                                                    : currency,
        .weight_g = in->weight_g >= 0 ? in->weight_g
                    : old             ? old->weight_g
                                      : 0,
    };
}

static bool item_same(const struct item_row *a, const struct item_row *b)
{
    return a->price == b->price && a->weight_g == b->weight_g && !g_strcmp0(a->name, b->name) &&
           !g_strcmp0(a->currency, b->currency);
}

static bool import_item(struct op_ctx *ctx, const struct import_batch *batch, const void *data,
                        GError **error)
{
    const struct incoming_item *in = data;
    g_autofree char *gtin = gtin14(in->gtin);
    g_autofree char *other = NULL;
    g_autoptr(rowlist) found = store_item_by_sku(ctx->db, in->sku, error);
    if (!found)
        return false;
    const struct item_row *old = list_len(found) ? list_at(found, struct item_row, 0) : NULL;
    if (!old && !import_name(batch, in->row, NAME_SKU, in->sku))
        return true;
    struct item_row row = merged(in, old, batch->currency);
    bool has = true;
    if (!code_owner(ctx, gtin, row.id, &has, &other, error))
        return false;
    if (other)
        return import_refuse(batch, in->row, TOTE_IMPORT_DUPLICATE,
                             _("Code %s of %s belongs to %s"), in->gtin, in->sku, other);
    g_autoptr(rowlist) before = codes_before(ctx, row.id, gtin, error);
    if (!before)
        return false;
    if (old && has && !list_len(before) && item_same(&row, old)) {
        batch->counts->unchanged++;
        return true;
    }
    *(old ? &batch->counts->updated : &batch->counts->created) += 1;
    return drop_codes(ctx, batch, in, before, error) &&
           save_item(ctx, &row, has ? "" : gtin, error);
}

static bool import_items(struct op_ctx *ctx, GError **error)
{
    return import_each(ctx, import_item, error);
}

const struct op op_import_items = {
    .name = "import.items",
    .summary = N_("Adds and changes items."),
    .roles = ROLES_DESK,
    .run = import_items,
    .inner = true,
    .args_size = sizeof(struct import_args),
    .args = IMPORT_ARGS,
    .brings = &payload_items,
};
