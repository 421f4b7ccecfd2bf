// SPDX-License-Identifier: Apache-2.0
// Master data and counted stock from files: places, stock.
#include <string.h>

#include "admin.h"
#include "batch.h"
#include "common.h"
#include "i18n.h"
#include "import_rows.h"
#include "lot_promised.h"
#include "registry.h"
#include "location_kinds.h"
#include "store_goods.h"
#include "store_item.h"
#include "store_location.h"
#include "store_stock.h"

// --- places

static bool place_same(const struct location_row *a, const struct location_row *b)
{
    return a->walk == b->walk && !g_strcmp0(a->zone, b->zone) && !g_strcmp0(a->kind, b->kind) &&
           !g_strcmp0(a->check, b->check);
}

// Goods of orders and goods for sale do not change sides because a place is called otherwise, nor
// does a bench with boxes on it, or the cart of work that is under way; and a warehouse keeps one
// of each kind that its work needs. *ret_why: NULL where it may change.
static bool kind_may_change(struct op_ctx *ctx, const struct location_row *old,
                            const struct location_kind *kind, const char **ret_why, GError **error)
{
    const struct location_kind *was = old ? location_kind_find(old->kind) : kind;
    int64_t bonds = 0, others = 1;
    *ret_why = NULL;
    if (was == kind)
        return true;
    bool crosses = !was || was->orders != kind->orders || was->level != kind->level;
    if (crosses && (bonds = store_location_bonds(ctx->db, old->id, error)) < 0)
        return false;
    if (was && site_needs(was->code) &&
        (others = store_locations_of_kind(ctx->db, old->site_id, was->code, error) - 1) < 0)
        return false;
    *ret_why = bonds ? N_("%s holds goods: it cannot turn from %s into %s")
               : !others
                   ? N_("%s is the only one of its kind there: it cannot turn from %s into %s")
                   : NULL;
    return true;
}

// The site that a row names, else the caller's, else the only one. 1, 0 = a problem was noted, -1.
static int find_site(struct op_ctx *ctx, const struct import_batch *batch, const char *named,
                     int64_t row, int64_t *ret_site, GError **error)
{
    *ret_site = ctx->session->site_id;
    if (*ret_site && !named)
        return 1;
    g_autoptr(rowlist) sites =
        named ? store_site(ctx->db, named, error) : store_sites(ctx->db, error);
    if (!sites)
        return -1;
    if (!list_len(sites))
        import_refuse(
            batch, row, TOTE_NOT_FOUND,
            _("Column \"warehouse\": there is no warehouse %s; import it first, or correct "
              "the cell"),
            named ? named : "");
    else if (list_len(sites) > 1)
        import_refuse(batch, row, TOTE_AMBIGUOUS,
                      _("There are several warehouses, among them %s and %s: the column "
                        "'warehouse' says which one is meant"),
                      list_at(sites, struct site_row, 0)->code,
                      list_at(sites, struct site_row, 1)->code);
    else
        *ret_site = list_at(sites, struct site_row, 0)->id;
    return list_len(sites) == 1;
}

// The location with this code at a site itself; NULL with *error, an empty list where it has none.
static struct list *place_at(struct op_ctx *ctx, const char *code, int64_t site, GError **error)
{
    g_autoptr(rowlist) found = store_locations_by_code(ctx->db, code, site, error);
    for (unsigned i = found ? list_len(found) : 0; i > 0; i--)
        if (list_at(found, struct location_row, i - 1)->site_id != site)
            g_array_remove_index(found->rows, i - 1);
    return g_steal_pointer(&found);
}

// What the file says over what is known; cells that the file does not have change nothing.
static struct location_row place_merged(const struct incoming_place *in, int64_t site,
                                        const struct location_kind *kind,
                                        const struct location_row *old)
{
    return (struct location_row){.id = old ? old->id : 0,
                                 .site_id = site,
                                 .code = in->code,
                                 .kind = kind->code,
                                 .level = kind->level,
                                 .zone = in->zone ? in->zone
                                         : old    ? old->zone
                                                  : "",
                                 .walk = in->walk >= 0 ? in->walk
                                         : old         ? old->walk
                                                       : 0,
                                 .check = in->check ? in->check
                                          : old     ? old->check
                                                    : ""};
}

static bool save_place(struct op_ctx *ctx, const struct import_batch *batch,
                       const struct incoming_place *in, int64_t site,
                       const struct location_kind *kind, GError **error)
{
    const char *why = NULL;
    g_autoptr(rowlist) found = place_at(ctx, in->code, site, error);
    if (!found)
        return false;
    const struct location_row *old =
        list_len(found) ? list_at(found, struct location_row, 0) : NULL;
    if (!old && !import_name(batch, in->row, NAME_PLACE, in->code))
        return true;
    if (old && !in->kind)
        kind = location_kind_find(old->kind);
    struct location_row row = place_merged(in, site, kind, old);
    if (!kind_may_change(ctx, old, kind, &why, error))
        return false;
    if (why)
        return import_refuse(batch, in->row, TOTE_STOCK_BLOCKED, _(why), in->code, old->kind,
                             row.kind);
    if (old && place_same(&row, old)) {
        batch->counts->unchanged++;
        return true;
    }
    *(old ? &batch->counts->updated : &batch->counts->created) += 1;
    return (!old || tell_shut(ctx, batch, in, old, kind, error)) &&
           store_location_put(ctx->db, &row, error) != 0;
}

static bool import_place(struct op_ctx *ctx, const struct import_batch *batch, const void *data,
                         GError **error)
{
    const struct incoming_place *in = data;
    const char *text = in->kind && *in->kind ? in->kind : "pick";
    const struct location_kind *kind = location_kind_import(text);
    int64_t site = 0;
    if (!kind) {
        g_autofree char *kinds = location_kind_import_list();
        return import_refuse(batch, in->row, TOTE_IMPORT_VALUE,
                             _("Kind '%s' of place %s: needed is %s"), text, in->code, kinds);
    }
    int known = find_site(ctx, batch, in->warehouse, in->row, &site, error);
    return known == 1 ? save_place(ctx, batch, in, site, kind, error) : known == 0;
}

static bool import_places(struct op_ctx *ctx, GError **error)
{
    return import_each(ctx, import_place, error);
}

const struct op op_import_places = {
    .name = "import.places",
    .summary = N_("Adds and changes places."),
    .roles = ROLES_DESK,
    .run = import_places,
    .inner = true,
    .args_size = sizeof(struct import_args),
    .args = IMPORT_ARGS,
    .brings = &payload_places,
};

// --- stock

struct count {
    struct goods what;
    int64_t goods, place;
    bool known;          // the books know of these goods there
    struct balance book; // what lies there as they say
};

// Where a row without a warehouse counts: at the caller's, else in the only one that has the place.
// 1, 0 = a problem was noted, -1 = *error; *ret_place is empty where there is no such place.
static int find_place(struct op_ctx *ctx, const struct import_batch *batch,
                      const struct incoming_stock *in, struct list **ret_place, GError **error)
{
    int64_t site = ctx->session->site_id;
    int known = in->warehouse ? find_site(ctx, batch, in->warehouse, in->row, &site, error) : 1;
    if (known != 1)
        return known;
    g_autoptr(rowlist) found = site ? place_at(ctx, in->place, site, error)
                                    : store_locations_by_code(ctx->db, in->place, 0, error);
    if (!found)
        return -1;
    for (unsigned i = list_len(found); i > 0; i--)
        if (!list_at(found, struct location_row, i - 1)->site_id) // a cart, a box
            g_array_remove_index(found->rows, i - 1);
    if (list_len(found) > 1) {
        import_refuse(batch, in->row, TOTE_AMBIGUOUS,
                      _("Several warehouses have a place %s, among them %s and %s: the column "
                        "'warehouse' says which one is meant"),
                      in->place, list_at(found, struct location_row, 0)->warehouse,
                      list_at(found, struct location_row, 1)->warehouse);
        return 0;
    }
    *ret_place = g_steal_pointer(&found);
    return 1;
}

// 1 = known item and place, 0 = a problem was noted, -1 = *error.
static int find_count(struct op_ctx *ctx, const struct import_batch *batch,
                      const struct incoming_stock *in, struct count *ret_count, GError **error)
{
    struct count count = {.what = {.lot = in->lot,
                                   .owner = in->owner,
                                   .cond = in->cond,
                                   .serial = in->serial,
                                   .expires_day = MAX(in->expires_day, 0)}};
    g_autoptr(rowlist) place = NULL;
    int known = find_place(ctx, batch, in, &place, error);
    if (known != 1)
        return known;
    known = store_order_item(ctx->db, in->sku, &count.what.item_id, error);
    if (known < 0)
        return -1;
    if (!known || !list_len(place)) {
        import_refuse(
            batch, in->row, TOTE_NOT_FOUND,
            known
                ? _("Column \"place\": there is no place %s; import it first, or correct the cell")
                : _("There is no item %s; import items first"),
            known ? in->place : in->sku);
        return 0;
    }
    const struct location_row *row = list_at(place, struct location_row, 0);
    const struct location_kind *kind = location_kind_find(row->kind);
    if (kind && kind->orders) {
        import_refuse(batch, in->row, TOTE_STOCK_BLOCKED,
                      _("%s holds goods of orders; picking and packing move them"), in->place);
        return 0;
    }
    count.place = row->id;
    // Two who count the same place come one after the other, and pickers wait.
    if (!store_location_hold(ctx->db, count.place, error))
        return -1;
    int found = store_goods_find(ctx->db, &count.what, &count.goods, error);
    if (found == 1)
        found = store_balance_taken(ctx->db, count.goods, count.place, &count.book, error);
    if (found < 0)
        return -1;
    count.known = found == 1;
    *ret_count = count;
    return 1;
}

// A serial number is that of one piece: 1 = it may be counted here, 0 = it stands elsewhere, or as
// other goods, and a problem was noted, -1 = *error.
static int check_serial(struct op_ctx *ctx, const struct import_batch *batch,
                        const struct incoming_stock *in, const struct count *count, GError **error)
{
    if (!in->serial || !*in->serial || !in->qty)
        return 1;
    g_autoptr(rowlist) found =
        store_balances_of_serial(ctx->db, count->what.item_id, in->serial, error);
    for (unsigned i = 0; found && i < list_len(found); i++) {
        const struct balance_row *row = list_at(found, struct balance_row, i);
        if (row->location_id == count->place && row->goods_id == count->goods)
            continue;
        import_refuse(batch, in->row, TOTE_STOCK_SERIAL,
                      _("%s with the serial number %s stands at %s:%s (%s) already, and "
                        "there is one piece of it"),
                      in->sku, in->serial, row->warehouse, row->place, row->cond);
        return 0;
    }
    return found ? 1 : -1;
}

// Books the difference between what was counted and what the book says.
static bool book_count(struct op_ctx *ctx, const struct incoming_stock *in, struct count *count,
                       GError **error)
{
    int64_t more = in->qty - count->book.on_hand;
    if (!count->goods && !(count->goods = store_goods_make(ctx->db, &count->what, error)))
        return false;
    const struct move move = {.kind = "count",
                              .goods_id = count->goods,
                              .qty = ABS(more),
                              .from_id = more < 0 ? count->place : 0,
                              .to_id = more > 0 ? count->place : 0,
                              .since = in->received_at};
    return op_move(ctx, &move, error);
}

// A lot that a file gives another day expires on that one: else its goods would be sold too long. A
// row without a day says nothing of it.
static bool correct_expiry(struct op_ctx *ctx, const struct import_batch *batch,
                           const struct incoming_stock *in, const struct count *count,
                           bool *ret_corrected, GError **error)
{
    int64_t day = 0;
    int known = count->what.expires_day ? store_lot_expiry(ctx->db, &count->what, &day, error) : 0;
    *ret_corrected = known == 1 && day != count->what.expires_day;
    return known >= 0 && (!*ret_corrected || (store_lot_set_expiry(ctx->db, &count->what, error) &&
                                              tell_promised(ctx, batch, in, &count->what, error)));
}

static bool import_count(struct op_ctx *ctx, const struct import_batch *batch, const void *data,
                         GError **error)
{
    const struct incoming_stock *in = data;
    struct count count;
    int known = find_count(ctx, batch, in, &count, error);
    if (known == 1)
        known = check_serial(ctx, batch, in, &count, error);
    if (known <= 0)
        return known == 0;
    if (in->qty < count.book.allocated)
        return import_refuse(batch, in->row, TOTE_STOCK_SHORT,
                             ngettext("%s at %s: %" G_GINT64_FORMAT
                                      " counted, but %" G_GINT64_FORMAT " is promised to an order",
                                      "%s at %s: %" G_GINT64_FORMAT
                                      " counted, but %" G_GINT64_FORMAT " are promised to orders",
                                      (gulong)count.book.allocated),
                             in->sku, in->place, in->qty, count.book.allocated);
    bool corrected = false, same = in->qty == count.book.on_hand;
    if (!correct_expiry(ctx, batch, in, &count, &corrected, error))
        return false;
    *(same && !corrected    ? &batch->counts->unchanged
      : count.known || same ? &batch->counts->updated
                            : &batch->counts->created) += 1;
    return same || book_count(ctx, in, &count, error);
}

static bool import_stock(struct op_ctx *ctx, GError **error)
{
    return import_each(ctx, import_count, error);
}

const struct op op_import_stock = {
    .name = "import.stock",
    .summary = N_("Books what was counted: the difference to what the book says."),
    .roles = ROLES_DESK,
    .run = import_stock,
    .inner = true,
    .args_size = sizeof(struct import_args),
    .args = IMPORT_ARGS,
    .brings = &payload_stock,
};
