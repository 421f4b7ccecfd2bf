// SPDX-License-Identifier: Apache-2.0
// The bench begins: which packing is meant, and its first box.
#include "carriers.h"
#include "i18n.h"
#include "lives.h"
#include "location_kinds.h"
#include "op_pack.h"
#include "registry.h"
#include "store_fulfilment.h"
#include "store_location.h"

struct number pack_box_name(int64_t work, int64_t n)
{
    struct number name;
    g_snprintf(name.text, sizeof name.text, "%.20s/%d", number_of(NUMBER_WORK, work).text, (int)n);
    return name;
}

// The N-th box of a packing: a carton that stands on the bench of its site.
bool pack_add_box(struct op_ctx *ctx, const struct work_row *work, int64_t n, const char *type,
                  const char *service, GError **error)
{
    struct number name = pack_box_name(work->id, n);
    int64_t bench = store_location_of_kind(ctx->db, work->site_id, "pack", error);
    const struct plate carton = {.kind = "carton",
                                 .code = name.text,
                                 .level = LEVEL_CARTON,
                                 .parent_id = bench,
                                 .parent_level = LEVEL_PLACE};
    const struct new_box box = {.id = bench ? store_plate_add(ctx->db, &carton, error) : 0,
                                .fulfilment_id = work->fulfilment_id,
                                .work_id = work->id,
                                .n = n,
                                .type = type,
                                .service = service,
                                .carrier = carrier_of(service),
                                .state = parcel_states.initial};
    return box.id && store_box_add(ctx->db, &box, error);
}

// It goes as its order says: the box keeps it, whatever becomes of the order.
static bool add_first_box(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    g_autoptr(rowlist) order = store_order(ctx->db, work->order_id, error);
    return order && pack_add_box(ctx, work, 1, "",
                                 list_at(order, struct order_row, 0)->shipping_method, error);
}

// One that was given back has its first box already.
bool pack_begin(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    g_autoptr(rowlist) boxes = store_boxes(ctx->db, work->id, error);
    if (!boxes || !fulfilment_event(ctx, work->fulfilment_id, work->status, "pack", error) ||
        (!list_len(boxes) && !add_first_box(ctx, work, error)))
        return false;
    g_autoptr(rowlist) found = store_fulfilment(ctx->db, work->fulfilment_id, error);
    const struct fulfilment_row *served =
        list_needed(found, "fulfilment", work->fulfilment_id, error);
    if (!served)
        return false;
    const struct term terms[] = {
        T_TEXT("work", ctx->subject), T_TEXT("order", number_of(NUMBER_ORDER, work->order_id).text),
        T_INT("pieces", served->pieces - served->missing), T_INT("missing", served->missing)};
    op_say(ctx, VERDICT_DONE, served->missing ? SAY_PACK_STARTED_SHORT : SAY_PACK_STARTED, terms,
           served->missing ? 4 : 3);
    return true;
}

// --- pack.open

// The packings that CODE means: of the order, or of the fulfilment that a work belongs to.
static struct list *find_packings(struct op_ctx *ctx, const char *code, int64_t *ret_order,
                                  GError **error)
{
    int64_t id = number_id(NUMBER_WORK, code);
    g_autoptr(rowlist) work = id ? store_work(ctx->db, id, error) : NULL;
    if (id && !work)
        return NULL;
    if (work && list_len(work)) {
        *ret_order = list_at(work, struct work_row, 0)->order_id;
        return store_work_of_fulfilment(ctx->db, list_at(work, struct work_row, 0)->fulfilment_id,
                                        "pack", error);
    }
    g_autoptr(rowlist) order = order_find(ctx->db, code, error);
    if (!order)
        return NULL;
    *ret_order = list_at(order, struct order_row, 0)->id;
    return store_works_of_order(ctx->db, *ret_order, "pack", error);
}

// Nothing of the order can be packed: its state says why.
static bool refuse(struct op_ctx *ctx, int64_t id, GError **error)
{
    struct number number = number_of(NUMBER_ORDER, id);
    g_autoptr(rowlist) order = store_order(ctx->db, id, error);
    if (!order || !state_next(&order_states, list_at(order, struct order_row, 0)->status, "pack",
                              number.text, error))
        return false;
    return tote_fail(error, TOTE_NOTHING, "order", _("Nothing of %s waits to be packed"),
                     number.text);
}

struct open_args {
    const char *code;
};

static bool open_pack(struct op_ctx *ctx, GError **error)
{
    int64_t order = 0;
    const char *code = ((const struct open_args *)ctx->args)->code;
    g_autoptr(rowlist) packings = find_packings(ctx, code, &order, error);
    if (!packings)
        return false;
    const struct work_row *work = work_best(ctx, packings);
    if (!work || work->done_at)
        return refuse(ctx, order, error);
    return work_take(ctx, work, error);
}

const struct op op_pack_open = {
    .name = "pack.open",
    .summary = N_("Begins to pack a picked order, goes on with it, or takes it over."),
    .roles = ROLES_BENCH,
    .run = open_pack,
    .alone = true,
    .args_size = sizeof(struct open_args),
    .args = {ARG(open_args, code, TEXT, ARG_NEEDED, N_("order, pick work or packing"))},
};
