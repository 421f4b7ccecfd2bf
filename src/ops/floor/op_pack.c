// SPDX-License-Identifier: Apache-2.0
// The bench: scan every piece, boxes.
#include "op_pack.h"

#include <string.h>

#include "box_weight.h"
#include "i18n.h"
#include "lives.h"
#include "lots.h"
#include "numbers.h"
#include "registry.h"
#include "resolve.h"
#include "scan_steps.h"

struct pack_view *pack_of(struct work_view *view)
{
    return (struct pack_view *)(void *)view; // it begins with it
}

// --- pack.scan

// What was picked before its date is not sent after it. Nobody sees at a piece of which lot it is.
static bool may_leave(struct op_ctx *ctx, const struct line_row *line, const struct list *claims,
                      GError **error)
{
    for (unsigned i = 0; i < list_len(claims); i++)
        if (lot_stopped(list_at(claims, struct claim_row, i)->stops_day, ctx->now))
            return tote_fail(error, TOTE_STOCK_EXPIRED, "code",
                             _("%s of a lot that is past its date or blocked was picked: put it "
                               "aside"),
                             line->name);
    return true;
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
// SERIAL: that piece ("" = any).
static bool book(struct op_ctx *ctx, const struct pack_view *view, const struct line_row *line,
                 int64_t qty, const char *serial, GError **error)
{
    const struct line_change packed = {.claimed = -qty, .packed = qty};
    g_autoptr(rowlist) claims = store_claims_picked(ctx->db, line->id, error);
    if (!claims || !may_leave(ctx, line, claims, error) ||
        !store_line_count(ctx->db, line->id, &packed, error) ||
        !box_weight_lapse(ctx->db, view->box, error))
        return false;
    for (unsigned i = 0; i < list_len(claims) && qty; i++) {
        const struct claim_row *claim = list_at(claims, struct claim_row, i);
        int64_t part = MIN(qty, claim->qty);
        if (*serial && *claim->serial && strcmp(claim->serial, serial) != 0)
            continue;
        if (!put(ctx, view, claim, part, error))
            return false;
        qty -= part;
    }
    if (qty)
        return tote_fail(error, TOTE_STALE, "pack", _("The goods are not on the cart"));
    return work_chain(ctx, view->work, view->work->at_id, error);
}

static void judge(const struct pack_view *view, const struct scan_seen *seen,
                  struct scan_answer *ret_answer)
{
    g_autoptr(GArray) tasks = pack_view_tasks(view);
    g_autoptr(GArray) boxes = pack_view_open_boxes(view);
    const struct work_stand stand = pack_view_stand(view, tasks, boxes);
    work_judge(&stand, seen, ret_answer);
    g_assert(ret_answer->need == NEED_NOTHING);
}

// Is it an answer to the question what to do now that all is in? *ret_grams: the weight that a
// number is where one is asked for, else 0.
static bool ends(const struct pack_view *view, const char *code, int64_t *ret_grams)
{
    g_autoptr(GArray) tasks = pack_view_tasks(view);
    g_autoptr(GArray) boxes = pack_view_open_boxes(view);
    const struct work_stand stand = pack_view_stand(view, tasks, boxes);
    const struct work_flow *flow = stand.flow;
    struct work_expectation next;
    work_expect(&stand, &next);
    *ret_grams = next.expect == EXPECT_WEIGHT ? weight_of_text(code) : 0;
    return *ret_grams || ((next.expect == EXPECT_CHOICE || next.expect == EXPECT_WEIGHT) &&
                          step_choice_find(&flow->steps[work_step_named(flow, "close")], code));
}

static const struct line_row *line_of(const struct pack_view *view, int64_t id)
{
    for (unsigned i = 0; i < list_len(view->lines); i++)
        if (list_at(view->lines, struct line_row, i)->id == id)
            return list_at(view->lines, struct line_row, i);
    g_assert_not_reached();
}

static bool has_line(const struct pack_view *view, int64_t id, int64_t item)
{
    for (unsigned i = 0; i < list_len(view->lines); i++) {
        const struct line_row *line = list_at(view->lines, struct line_row, i);
        if (line->id == id)
            return line->item_id == item;
    }
    return false;
}

// What comes goes into the box with this id.
static bool take_in_hand(struct op_ctx *ctx, const struct work_row *work, int64_t box,
                         GError **error)
{
    return store_work_step(ctx->db, work->id, box, work->last_event, error);
}

// The box in hand is a TYPE. Another carton weighs something else: what the scale said lapses, and
// that is said.
static bool set_type(struct op_ctx *ctx, const struct box_row *box, const char *type,
                     GError **error)
{
    bool other = strcmp(box->box, type) != 0;
    if (other && (box->grams || box->odd_grams))
        OP_SAY(ctx, VERDICT_MATCH, PACK_BOX_IS_AGAIN, T_INT("box", box->n), T_TEXT("type", type));
    return (!other || box_weight_lapse(ctx->db, box, error)) &&
           store_box_type(ctx->db, box->id, type, error);
}

// A further box begins, and is in hand.
static bool next_box(struct op_ctx *ctx, const struct pack_view *view, const char *type,
                     GError **error)
{
    int64_t n = list_at(view->boxes, struct box_row, list_len(view->boxes) - 1)->n + 1;
    return (!view->work->at_id || take_in_hand(ctx, view->work, 0, error)) &&
           pack_add_box(ctx, view->work, n, type, view->box->service, error);
}

static bool act(struct op_ctx *ctx, const struct pack_view *view, const struct scan_answer *answer,
                const struct scan_seen *seen, GError **error)
{
    const char *type = seen->name;
    op_say(ctx, answer->verdict, answer->say, answer->terms, answer->n_terms);
    switch (answer->action) {
    case ACT_BOOK:
        return book(ctx, view, line_of(view, answer->task_id), answer->qty, seen->serial, error);
    case ACT_BOX_TYPE:
        return set_type(ctx, view->box, type, error);
    case ACT_BOX_NEXT:
        return next_box(ctx, view, type, error);
    case ACT_BOX_TAKE:
        return take_in_hand(ctx, view->work, pack_view_box(view, seen->id)->id, error);
    case ACT_NONE:
    case ACT_AT_PLACE:
    case ACT_STEP:
    case ACT_TAKE_UP:
        break;
    }
    return true;
}

// Is CODE one of the boxes here: what it is called (W-102/1), or the command for it (%BOX1)?
static bool is_box(const struct pack_view *view, const char *code, struct scan_seen *ret_seen)
{
    g_autofree char *start = g_strconcat(number_of(NUMBER_WORK, view->work->id).text, "/", NULL);
    const char *n = !g_ascii_strncasecmp(code, start, strlen(start)) ? code + strlen(start)
                    : !g_ascii_strncasecmp(code, "%BOX", 4)          ? code + 4
                                                                     : "";
    if (!*n || strlen(n) > 3 || strspn(n, "0123456789") != strlen(n))
        return false;
    *ret_seen = (struct scan_seen){.kind = SEEN_BOX,
                                   .id = g_ascii_strtoll(n, NULL, 10),
                                   .qty = 1,
                                   .code = code,
                                   .text = code,
                                   .name = code,
                                   .lot = "",
                                   .serial = ""};
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

// Which line has the piece of this serial number on the cart, if those there have any: the answer
// is about that one, or nobody picked it.
static bool judge_serial(struct op_ctx *ctx, const struct pack_view *view,
                         const struct scan_seen *seen, struct scan_answer *answer, GError **error)
{
    g_autoptr(rowlist) claims = store_claims(ctx->db, view->work->order_id, error);
    bool kept = false;
    for (unsigned i = 0; claims && i < list_len(claims); i++) {
        const struct claim_row *claim = list_at(claims, struct claim_row, i);
        if (!claim->picked || !*claim->serial || !has_line(view, claim->line_id, seen->id))
            continue;
        kept = true;
        if (strcmp(claim->serial, seen->serial) != 0)
            continue;
        answer->task_id = claim->line_id;
        return true;
    }
    if (kept) {
        *answer = (struct scan_answer){.action = ACT_NONE};
        SCAN_SAY(answer, VERDICT_WRONG, SAY_PACK_WRONG_SERIAL, T_TEXT("got", seen->serial),
                 T_TEXT("item", seen->name));
    }
    return claims != NULL;
}

static bool judge_and_act(struct op_ctx *ctx, const struct pack_view *view,
                          const struct scan_seen *seen, GError **error)
{
    struct scan_answer answer;
    judge(view, seen, &answer);
    if (answer.action == ACT_BOOK && *seen->serial &&
        !judge_serial(ctx, view, seen, &answer, error))
        return false;
    return act(ctx, view, &answer, seen, error);
}

static bool take_scan(struct op_ctx *ctx, struct work_view *work, GError **error)
{
    g_auto(op_target) target = {0};
    struct pack_view *view = pack_of(work);
    struct scan_seen seen;
    int64_t grams = 0;
    const char *code = ((const struct work_args *)ctx->args)->code;
    if (ends(view, code, &grams))
        return grams ? pack_weigh_box(ctx, view->weigh, grams, error)
                     : pack_close_all(ctx, work, error);
    if (is_box(view, code, &seen))
        return judge_and_act(ctx, view, &seen, error);
    if (!resolve_here(ctx, &target, error))
        return false;
    seen = target_seen(&target, code);
    return judge_and_act(ctx, view, &seen, error);
}

static bool scan(struct op_ctx *ctx, GError **error)
{
    return work_scan(ctx, "pack", error);
}

const struct op op_pack_scan = {
    .name = "pack.scan",
    .summary = N_("Takes one scan at the bench: an item into the box, or a box type."),
    .roles = ROLES_BENCH,
    .run = scan,
    .alone = true,
    .scan = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("pack", N_("the packing, W-…")),
             ARG(work_args, code, TEXT, ARG_NEEDED, N_("what was scanned or typed"))},
};

// --- pack.box

// A box that is named gets another carton, whatever is in it.
static bool retype(struct op_ctx *ctx, const struct pack_view *view, const char *type,
                   GError **error)
{
    int64_t n = ((const struct work_args *)ctx->args)->number;
    const struct box_row *named = pack_named_box(ctx, view, n, error);
    if (!named)
        return false;
    OP_SAY(ctx, VERDICT_MATCH, PACK_BOX_IS, T_INT("box", n), T_TEXT("type", type));
    return set_type(ctx, named, type, error);
}

static bool take_box(struct op_ctx *ctx, struct work_view *work, GError **error)
{
    const struct work_args *args = ctx->args;
    const char *type = args->box.text;
    const struct scan_seen seen = {.kind = SEEN_BOX_TYPE,
                                   .qty = 1,
                                   .code = type,
                                   .text = type,
                                   .name = type,
                                   .lot = "",
                                   .serial = "",
                                   .chosen = true};
    return args->number ? retype(ctx, pack_of(work), type, error)
                        : judge_and_act(ctx, pack_of(work), &seen, error);
}

static bool box(struct op_ctx *ctx, GError **error)
{
    return work_do(ctx, "pack", take_box, error);
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
              offsetof(struct work_args, box), NULL},
             {"box", ARG_NUMBER, ARG_OPTION,
              N_("number of the box that gets this carton, also with goods in it"),
              offsetof(struct work_args, number), NULL}},
};

// --- the kind

static bool read_view(struct db *db, struct list *head, struct work_view *ret_view, GError **error)
{
    return pack_view_take(db, head, pack_of(ret_view), error);
}

static void clear_view(struct work_view *view)
{
    pack_view_clear(pack_of(view));
}

static bool answer_view(struct db *db, struct work_view *view, struct doc *doc, bool whole,
                        GError **error)
{
    pack_view_doc(pack_of(view), doc);
    return true;
}

const struct work_way work_way_pack = {
    .flow = &pack_flow,
    .free = ST_FREE_TO_PACK,
    .size = sizeof(struct pack_view),
    .read = read_view,
    .clear = clear_view,
    .answer = answer_view,
    .again = true,
    .begin = pack_begin,
    .scan = take_scan,
    .leave = pack_give_back,
    .reopens = "reopen",
    .reopen = pack_reopen,
    .opens = true,
    .undo = pack_undo_last,
};
