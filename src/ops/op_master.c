// SPDX-License-Identifier: Apache-2.0
// Master data and counted stock from files: items, places, stock.
#include <string.h>

#include "batch.h"
#include "common.h"
#include "gs1.h"
#include "i18n.h"
#include "registry.h"
#include "store_admin.h"
#include "store_item.h"
#include "store_stock.h"
#include "text.h"

// Runs ROW for each row of the batch; a row that a rule refuses becomes a problem, not an error.
typedef bool (*row_function)(struct op_ctx *ctx, const struct import_batch *batch, const void *row,
                             GError **error);

static bool each_row(struct op_ctx *ctx, row_function function, GError **error)
{
    const struct import_batch *batch = ctx->call->payload;
    unsigned size = g_array_get_element_size(batch->rows);
    *batch->counts = (struct import_counts){0};
    g_ptr_array_set_size(batch->problems, 0);
    for (unsigned i = 0; i < batch->rows->len; i++)
        if (!function(ctx, batch, batch->rows->data + (size_t)i * size, error))
            return false;
    ctx->dry = batch->dry_run;
    ctx->silent = !batch->counts->created && !batch->counts->updated;
    OP_SAY(ctx, VERDICT_DONE, IMPORT_ROWS, T_INT("rows", batch->rows->len));
    return true;
}

static bool refuse(const struct import_batch *batch, int64_t row, enum tote_code code,
                   const char *format, ...) G_GNUC_PRINTF(4, 5);

static bool refuse(const struct import_batch *batch, int64_t row, enum tote_code code,
                   const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    import_problem(batch, row, NULL, code, message);
    batch->counts->rejected++;
    return true;
}

// --- items

// The GTIN as 14 digits, the form that scans are compared in.
static char *gtin14(const char *gtin)
{
    return gtin && *gtin ? g_strdup_printf("%014" G_GINT64_FORMAT, g_ascii_strtoll(gtin, NULL, 10))
                         : g_strdup("");
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
    return true;
}

// GTIN "": no new code.
static bool save_item(struct op_ctx *ctx, const struct item_row *row, const char *gtin,
                      GError **error)
{
    g_autofree char *fold = text_fold(row->name);
    int64_t id = store_item_put(ctx->db, row, fold, error);
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
    struct item_row row = merged(in, old, batch->currency);
    bool has = true;
    if (!code_owner(ctx, gtin, row.id, &has, &other, error))
        return false;
    if (other)
        return refuse(batch, in->row, TOTE_IMPORT_DUPLICATE, _("GTIN %s of %s belongs to %s"),
                      in->gtin, in->sku, other);
    if (old && has && item_same(&row, old)) {
        batch->counts->unchanged++;
        return true;
    }
    *(old ? &batch->counts->updated : &batch->counts->created) += 1;
    return save_item(ctx, &row, has ? "" : gtin, error);
}

static bool import_items(struct op_ctx *ctx, GError **error)
{
    return each_row(ctx, import_item, error);
}

const struct op op_import_items = {
    .name = "import.items",
    .summary = N_("Adds and changes items."),
    .roles = ROLES_DESK,
    .run = import_items,
    .inner = true,
};

// --- places

static bool place_same(const struct place_row *a, const struct place_row *b)
{
    return a->walk == b->walk && !g_strcmp0(a->zone, b->zone) && !g_strcmp0(a->kind, b->kind) &&
           !g_strcmp0(a->check, b->check);
}

// Goods of orders and goods for sale do not change sides because a place is called otherwise.
static bool kind_may_change(struct op_ctx *ctx, const struct place_row *old, const char *kind,
                            bool *ret_may, GError **error)
{
    static const char *const hands[] = {"cart", "pack", NULL};
    int64_t pieces = 0;
    bool crosses = old && g_strcmp0(old->kind, kind) &&
                   (g_strv_contains(hands, old->kind) || g_strv_contains(hands, kind));
    if (crosses && (pieces = store_place_pieces(ctx->db, old->id, error)) < 0)
        return false;
    *ret_may = !pieces;
    return true;
}

static bool import_place(struct op_ctx *ctx, const struct import_batch *batch, const void *data,
                         GError **error)
{
    static const char *const kinds[] = {"pick", "bulk", "receive", "cart", "pack", "lost", NULL};
    const struct incoming_place *in = data;
    const char *kind = in->kind && *in->kind ? in->kind : "pick";
    if (!g_strv_contains(kinds, kind))
        return refuse(batch, in->row, TOTE_IMPORT_VALUE,
                      _("Kind '%s' of place %s: needed is pick, bulk, receive, cart, pack or lost"),
                      kind, in->code);
    int64_t warehouse = store_warehouse(ctx->db, error);
    g_autoptr(rowlist) found = warehouse ? store_place_by_code(ctx->db, in->code, error) : NULL;
    if (!found)
        return false;
    const struct place_row *old = list_len(found) ? list_at(found, struct place_row, 0) : NULL;
    struct place_row row = {.id = old ? old->id : 0,
                            .warehouse_id = warehouse,
                            .code = in->code,
                            .zone = in->zone ? in->zone
                                    : old    ? old->zone
                                             : "",
                            .kind = in->kind || !old ? kind : old->kind,
                            .walk = in->walk >= 0 ? in->walk
                                    : old         ? old->walk
                                                  : 0,
                            .check = in->check ? in->check
                                     : old     ? old->check
                                               : ""};
    bool may = true;
    if (!kind_may_change(ctx, old, row.kind, &may, error))
        return false;
    if (!may)
        return refuse(batch, in->row, TOTE_STOCK_BLOCKED,
                      _("%s holds goods: it cannot turn from %s into %s"), in->code, old->kind,
                      row.kind);
    if (old && place_same(&row, old)) {
        batch->counts->unchanged++;
        return true;
    }
    *(old ? &batch->counts->updated : &batch->counts->created) += 1;
    return store_place_put(ctx->db, &row, error) != 0;
}

static bool import_places(struct op_ctx *ctx, GError **error)
{
    return each_row(ctx, import_place, error);
}

const struct op op_import_places = {
    .name = "import.places",
    .summary = N_("Adds and changes places."),
    .roles = ROLES_DESK,
    .run = import_places,
    .inner = true,
};

// --- stock

struct count {
    int64_t item, place, now_there, allocated, balance;
};

// 1 = known item and place, 0 = a problem was noted, -1 = *error.
static int find_count(struct op_ctx *ctx, const struct import_batch *batch,
                      const struct incoming_stock *in, struct count *ret_count, GError **error)
{
    struct count count = {0};
    struct balance_row at = {0};
    g_autoptr(rowlist) place = store_place_by_code(ctx->db, in->place, error);
    int known = place ? store_order_item(ctx->db, in->sku, &count.item, error) : -1;
    if (known < 0)
        return -1;
    if (!known || !list_len(place)) {
        refuse(batch, in->row, TOTE_NOT_FOUND,
               known ? _("There is no place %s") : _("There is no item %s; import items first"),
               known ? in->place : in->sku);
        return 0;
    }
    const char *kind = list_at(place, struct place_row, 0)->kind;
    if (!strcmp(kind, "cart") || !strcmp(kind, "pack")) {
        refuse(batch, in->row, TOTE_STOCK_BLOCKED,
               _("%s holds goods of orders; picking and packing move them"), in->place);
        return 0;
    }
    count.place = list_at(place, struct place_row, 0)->id;
    if (store_balance_at(ctx->db, count.item, count.place, in->lot ? in->lot : "", &at, error) < 0)
        return -1;
    count.balance = at.id;
    count.now_there = at.on_hand;
    count.allocated = at.allocated;
    *ret_count = count;
    return 1;
}

// Books the difference between what was counted and what the book says.
static bool book_count(struct op_ctx *ctx, const struct incoming_stock *in,
                       const struct count *count, GError **error)
{
    int64_t more = in->qty - count->now_there;
    const struct move move = {.at = ctx->now,
                              .item_id = count->item,
                              .qty = ABS(more),
                              .event_id = op_event(ctx, error),
                              .reason = "count",
                              .from_balance = more < 0 ? count->balance : 0,
                              .to_place = more > 0 ? count->place : 0,
                              .lot = in->lot,
                              .received_at = in->received_at};
    return move.event_id && store_stock_move(ctx->db, &move, NULL, error);
}

static bool import_count(struct op_ctx *ctx, const struct import_batch *batch, const void *data,
                         GError **error)
{
    const struct incoming_stock *in = data;
    struct count count;
    int known = find_count(ctx, batch, in, &count, error);
    if (known <= 0)
        return known == 0;
    if (in->qty == count.now_there) {
        batch->counts->unchanged++;
        return true;
    }
    if (in->qty < count.allocated)
        return refuse(batch, in->row, TOTE_STOCK_SHORT,
                      _("%s at %s: %" G_GINT64_FORMAT " counted, but %" G_GINT64_FORMAT
                        " are promised to orders"),
                      in->sku, in->place, in->qty, count.allocated);
    *(count.balance ? &batch->counts->updated : &batch->counts->created) += 1;
    return book_count(ctx, in, &count, error);
}

static bool import_stock(struct op_ctx *ctx, GError **error)
{
    return each_row(ctx, import_count, error);
}

const struct op op_import_stock = {
    .name = "import.stock",
    .summary = N_("Books what was counted: the difference to what the book says."),
    .roles = ROLES_DESK,
    .run = import_stock,
    .inner = true,
};
