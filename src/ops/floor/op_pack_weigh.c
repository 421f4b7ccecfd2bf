// SPDX-License-Identifier: Apache-2.0
// The scale of the bench: the weight of a box, judged at once.
#include "box_weight.h"
#include "i18n.h"
#include "numbers.h"
#include "op_pack.h"
#include "registry.h"

static const struct {
    const char *word; // as the answer says it
    enum say_id odd;  // of those that are asked about
} verdicts[] = {
    [WEIGHT_UNKNOWN] = {"unknown", SAY_PACK_WEIGHS},
    [WEIGHT_WITHIN] = {"within", SAY_PACK_WEIGHS_RIGHT},
    [WEIGHT_LIGHT] = {"light", SAY_PACK_LIGHT},
    [WEIGHT_HEAVY] = {"heavy", SAY_PACK_HEAVY},
};

// An odd weight is asked about; given again it is kept.
static bool keep_weight(struct op_ctx *ctx, const struct box_row *box, int64_t grams,
                        const struct weight_known *known, GError **error)
{
    int64_t off = 0;
    enum weight_verdict verdict = weight_judge(known, grams, &off);
    bool odd = verdict == WEIGHT_LIGHT || verdict == WEIGHT_HEAVY;
    bool again = odd && box->odd_grams == grams;
    const struct box_weight weight = {.grams = odd && !again ? 0 : grams,
                                      .odd_grams = odd ? grams : 0};
    const struct term terms[] = {T_INT("box", box->n), T_INT("grams", grams),
                                 T_INT("expected", known->goods + known->tare), T_INT("off", off)};
    op_say(ctx, odd && !again ? VERDICT_CONFIRM : VERDICT_DONE,
           again ? SAY_PACK_ODD_KEPT : verdicts[verdict].odd, terms, G_N_ELEMENTS(terms));
    doc_text(ctx->doc, "weight", verdicts[verdict].word);
    doc_int(ctx->doc, "expected", weight_expected(known));
    doc_int(ctx->doc, "tolerance", weight_tolerated(known, grams));
    return store_box_weigh(ctx->db, box->id, &weight, error);
}

bool pack_weigh_box(struct op_ctx *ctx, const struct box_row *box, int64_t grams, GError **error)
{
    struct weight_rules rules;
    g_assert(weight_possible(grams)); // whoever reads a weight has refused others
    if (!box->pieces)
        return tote_fail(error, TOTE_STATE, "box",
                         _("Nothing is in box %d yet: weigh it when it is filled"), (int)box->n);
    if (!weight_rules_read(ctx->db, &rules, error))
        return false;
    const struct weight_known known = box_known(box, &rules);
    return keep_weight(ctx, box, grams, &known, error);
}

const struct box_row *pack_named_box(struct op_ctx *ctx, const struct pack_view *view, int64_t n,
                                     GError **error)
{
    const struct box_row *box = pack_view_box(view, n);
    if (!box)
        tote_fail(error, TOTE_NOT_FOUND, "box",
                  _("There is no box %d in %s, which has boxes 1 to %u"), (int)n, ctx->subject,
                  list_len(view->boxes));
    return box;
}

static bool note_weight(struct op_ctx *ctx, struct work_view *work, GError **error)
{
    const struct work_args *args = ctx->args;
    const struct pack_view *view = pack_of(work);
    const struct box_row *box =
        args->number ? pack_named_box(ctx, view, args->number, error) : view->box;
    return box && pack_weigh_box(ctx, box, args->grams, error);
}

static bool weigh(struct op_ctx *ctx, GError **error)
{
    return work_do(ctx, "pack", note_weight, error);
}

const struct op op_pack_weigh = {
    .name = "pack.weigh",
    .summary = N_("Notes the weight of a box, the one in hand; asks again where it is odd."),
    .roles = ROLES_BENCH,
    .run = weigh,
    .alone = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("pack", N_("the packing, W-…")),
             ARG(work_args, grams, GRAMS, ARG_NEEDED, N_("weight in grams")),
             {"box", ARG_NUMBER, ARG_OPTION, N_("number of another box of the packing"),
              offsetof(struct work_args, number), NULL}},
};
