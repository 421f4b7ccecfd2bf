// SPDX-License-Identifier: Apache-2.0
// The bench: open, scan every piece, boxes.
#include "op_pack.h"

#include <string.h>

#include "box_weight.h"
#include "carriers.h"
#include "claims.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "registry.h"
#include "resolve.h"
#include "location_kinds.h"
#include "store_fulfilment.h"
#include "store_location.h"
#include "work_claim.h"

// --- steps shared with op_ship.c

static bool pack_enter(struct op_ctx *ctx, struct pack_view *view, bool *ret_go, GError **error)
{
    struct claim claim;
    int64_t id = ((const struct work_args *)ctx->args)->work.id;
    if (!claim_make(ctx, &claim, error))
        return false;
    g_autoptr(rowlist) mine = store_work_renew(ctx->db, id, &claim, error);
    *ret_go = mine && list_len(mine);
    if (*ret_go && strcmp(list_at(mine, struct work_row, 0)->kind, "pack") != 0)
        return tote_fail(error, TOTE_NOT_FOUND, "pack", _("There is no packing %s"),
                         number_of(NUMBER_WORK, id).text);
    if (!mine || !(*ret_go ? pack_view_take(ctx->db, g_steal_pointer(&mine), view, error)
                           : pack_view_load(ctx->db, id, view, error)))
        return false;
    ctx->order_id = view->work->order_id;
    ctx->subject = g_strdup(number_of(NUMBER_WORK, id).text);
    return work_within_reach(ctx, view->work, error) &&
           (*ret_go || work_explain(ctx, view->work, error));
}

bool pack_finish(struct op_ctx *ctx, int64_t work, GError **error)
{
    g_auto(op_pack_view) view = {0};
    if (!pack_view_load(ctx->db, work, &view, error))
        return false;
    pack_view_doc(&view, ctx->doc);
    return true;
}

bool pack_work(struct op_ctx *ctx, pack_step step, GError **error)
{
    g_auto(op_pack_view) view = {0};
    bool mine = false;
    return pack_enter(ctx, &view, &mine, error) && (!mine || step(ctx, &view, error)) &&
           pack_finish(ctx, view.work->id, error);
}

struct number pack_box_name(int64_t work, int64_t n)
{
    struct number name;
    g_snprintf(name.text, sizeof name.text, "%.20s/%d", number_of(NUMBER_WORK, work).text, (int)n);
    return name;
}

// --- pack.open

// The N-th box of a packing: a carton that stands on the bench of its site.
static bool add_box(struct op_ctx *ctx, const struct work_row *work, int64_t n, const char *type,
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

static bool answer_as(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    g_free(ctx->subject);
    ctx->subject = g_strdup(number_of(NUMBER_WORK, work->id).text);
    ctx->order_id = work->order_id;
    return pack_finish(ctx, work->id, error);
}

// It goes as its order says: the box keeps it, whatever becomes of the order.
static bool add_first_box(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    g_autoptr(rowlist) order = store_order(ctx->db, work->order_id, error);
    return order &&
           add_box(ctx, work, 1, "", list_at(order, struct order_row, 0)->shipping_method, error);
}

// Nobody packs it yet. One that was given back has its first box already.
static bool begin(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    g_autoptr(rowlist) boxes = store_boxes(ctx->db, work->id, error);
    if (!boxes || !fulfilment_event(ctx, work->fulfilment_id, work->status, "pack", error) ||
        !work_claim(ctx, work, error) || (!list_len(boxes) && !add_first_box(ctx, work, error)))
        return false;
    g_autoptr(rowlist) found = store_fulfilment(ctx->db, work->fulfilment_id, error);
    if (!found || !answer_as(ctx, work, error))
        return false;
    const struct fulfilment_row *served = list_at(found, struct fulfilment_row, 0);
    const struct term terms[] = {
        T_TEXT("work", ctx->subject), T_TEXT("order", number_of(NUMBER_ORDER, work->order_id).text),
        T_INT("pieces", served->pieces - served->missing), T_INT("missing", served->missing)};
    op_say(ctx, VERDICT_DONE, served->missing ? SAY_PACK_STARTED_SHORT : SAY_PACK_STARTED, terms,
           served->missing ? 4 : 3);
    return true;
}

bool pack_take(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    return work_within_reach(ctx, work, error) &&
           (work->operator_id ? work_resume(ctx, work, answer_as, error) : begin(ctx, work, error));
}

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
    return pack_take(ctx, work, error);
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

// --- pack.scan

// What this call booked can be undone: it is the newest link of the packing's chain.
static bool chain(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    ctx->prev_event = work->last_event;
    return store_work_step(ctx->db, work->id, 0, ctx->event_id, error);
}

static bool put(struct op_ctx *ctx, const struct pack_view *view, const struct claim_row *claim,
                int64_t qty, GError **error)
{
    const struct move move = {.kind = "pack",
                              .goods_id = claim->goods_id,
                              .qty = qty,
                              .from_id = claim->location_id,
                              .to_id = view->box->id,
                              .line_id = claim->line_id,
                              .from_allocated = true,
                              .to_allocated = true};
    return store_claim_take(ctx->db, claim->line_id, claim->goods_id, claim->location_id, qty,
                            claim->qty - qty, error) &&
           op_move(ctx, &move, error) &&
           store_box_put(ctx->db, view->box->id, claim->line_id, claim->goods_id, qty, error);
}

// Books QTY pieces from the cart into the box; from more than one claim where lots are mixed.
static bool book(struct op_ctx *ctx, const struct pack_view *view, const struct line_row *line,
                 int64_t qty, GError **error)
{
    const struct line_change packed = {.claimed = -qty, .packed = qty};
    g_autoptr(rowlist) claims = store_claims_picked(ctx->db, line->id, error);
    if (!claims || !store_line_count(ctx->db, line->id, &packed, error) ||
        !box_weight_lapse(ctx->db, view->box, error))
        return false;
    for (unsigned i = 0; i < list_len(claims) && qty; i++) {
        const struct claim_row *claim = list_at(claims, struct claim_row, i);
        int64_t part = MIN(qty, claim->qty);
        if (!put(ctx, view, claim, part, error))
            return false;
        qty -= part;
    }
    if (qty)
        return tote_fail(error, TOTE_STALE, "pack", _("The goods are not on the cart"));
    return chain(ctx, view->work, error);
}

static void judge(const struct pack_view *view, const struct scan_seen *seen,
                  struct scan_answer *ret_answer)
{
    g_autoptr(GArray) tasks = pack_view_tasks(view);
    const struct work_stand stand = pack_view_stand(view, tasks);
    work_judge(&stand, seen, ret_answer);
    g_assert(ret_answer->need == NEED_NOTHING);
}

// Is it an answer to the question what to do now that all is in? *ret_grams: the weight that a
// number is where one is asked for, else 0.
static bool ends(const struct pack_view *view, const char *code, int64_t *ret_grams)
{
    g_autoptr(GArray) tasks = pack_view_tasks(view);
    const struct work_stand stand = pack_view_stand(view, tasks);
    const struct work_kind *kind = stand.kind;
    struct work_expectation next;
    work_expect(&stand, &next);
    *ret_grams = next.expect == EXPECT_WEIGHT ? weight_of_text(code) : 0;
    return *ret_grams || ((next.expect == EXPECT_CHOICE || next.expect == EXPECT_WEIGHT) &&
                          step_choice_find(&kind->steps[work_step_named(kind, "close")], code));
}

static const struct line_row *line_of(const struct pack_view *view, int64_t id)
{
    for (unsigned i = 0; i < list_len(view->lines); i++)
        if (list_at(view->lines, struct line_row, i)->id == id)
            return list_at(view->lines, struct line_row, i);
    g_assert_not_reached();
}

static bool act(struct op_ctx *ctx, const struct pack_view *view, const struct scan_answer *answer,
                const char *type, GError **error)
{
    op_say(ctx, answer->verdict, answer->say, answer->terms, answer->n_terms);
    switch (answer->action) {
    case ACT_BOOK:
        return book(ctx, view, line_of(view, answer->task_id), answer->qty, error);
    case ACT_BOX_TYPE:
        return (!strcmp(view->box->box, type) || box_weight_lapse(ctx->db, view->box, error)) &&
               store_box_type(ctx->db, view->box->id, type, error);
    case ACT_BOX_NEXT:
        return add_box(ctx, view->work, view->box->n + 1, type, view->box->service, error);
    case ACT_NONE:
    case ACT_AT_PLACE:
        break;
    }
    return true;
}

// At the bench a box type comes before a place or an order of the same name.
static bool resolve_here(struct op_ctx *ctx, struct target *target, GError **error)
{
    const char *code = ((const struct work_args *)ctx->args)->code;
    if (!resolve(ctx->db, ctx->session->site_id, code, TARGET_ITEM, ctx->now, target, error))
        return false;
    if (target->kind == TARGET_ITEM || target->kind == TARGET_NONE)
        return true;
    g_autoptr(rowlist) type = store_box_type_by_code(ctx->db, code, error);
    if (type && list_len(type)) {
        target->kind = TARGET_BOX_TYPE;
        g_free(target->name);
        target->name = g_strdup(list_at(type, struct box_type_row, 0)->code);
    }
    return type != NULL;
}

static bool take_scan(struct op_ctx *ctx, struct pack_view *view, GError **error)
{
    g_auto(op_target) target = {0};
    struct scan_answer answer;
    int64_t grams = 0;
    if (ends(view, ((const struct work_args *)ctx->args)->code, &grams))
        return grams ? pack_weigh_box(ctx, view->weigh, grams, error)
                     : pack_close_all(ctx, view, error);
    if (!resolve_here(ctx, &target, error))
        return false;
    const struct scan_seen seen = target_seen(&target, ((const struct work_args *)ctx->args)->code);
    judge(view, &seen, &answer);
    return act(ctx, view, &answer, seen.name, error);
}

bool pack_scan(struct op_ctx *ctx, GError **error)
{
    bool taken = false;
    if (!work_take_by_scan(ctx, "pack", &taken, error))
        return false;
    if (taken)
        return true;
    return pack_work(ctx, take_scan, error);
}

const struct op op_pack_scan = {
    .name = "pack.scan",
    .summary = N_("Takes one scan at the bench: an item into the box, or a box type."),
    .roles = ROLES_BENCH,
    .run = pack_scan,
    .alone = true,
    .scan = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("pack", N_("the packing, W-…")),
             ARG(work_args, code, TEXT, ARG_NEEDED, N_("what was scanned or typed"))},
};

// --- pack.box

static bool take_box(struct op_ctx *ctx, struct pack_view *view, GError **error)
{
    const char *type = ((const struct work_args *)ctx->args)->box.text;
    const struct scan_seen seen = {.kind = SEEN_BOX_TYPE,
                                   .qty = 1,
                                   .code = type,
                                   .text = type,
                                   .name = type,
                                   .lot = "",
                                   .serial = ""};
    struct scan_answer answer;
    judge(view, &seen, &answer);
    return act(ctx, view, &answer, type, error);
}

static bool box(struct op_ctx *ctx, GError **error)
{
    return pack_work(ctx, take_box, error);
}

const struct op op_pack_box = {
    .name = "pack.box",
    .summary = N_("Chooses the carton of the box in hand; where that has one, and goods, the next "
                  "box begins."),
    .roles = ROLES_BENCH,
    .run = box,
    .alone = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("pack", N_("the packing, W-…")),
             {"code", ARG_BOX_TYPE, ARG_NEEDED, N_("code of the box type"),
              offsetof(struct work_args, box), NULL}},
};
