// SPDX-License-Identifier: Apache-2.0
// What imports ask, and the answers of a person.
#include "common.h"
#include "i18n.h"
#include "import_question.h"
#include "import_take.h"
#include "lives.h"
#include "numbers.h"
#include "record_doc.h"
#include "registry.h"
#include "relabel.h"

// --- import.answer

struct answer_args {
    struct arg_ref order;
    bool keep, take;
};

static void say_taken(struct op_ctx *ctx, const struct order_row *order, int64_t labels)
{
    g_autofree char *state = g_strconcat("order:", order->status, NULL);
    const struct term terms[] = {T_TEXT("order", ctx->subject), T_TEXT("channel", order->channel),
                                 T_WORD("state", state), T_INT("labels", labels)};
    op_say(ctx, VERDICT_DONE, labels ? SAY_IMPORT_TAKEN_LABELS : SAY_IMPORT_TAKEN, terms,
           labels ? 4 : 3);
    doc_text(ctx->doc, "status", order->status);
    doc_as(ctx->doc, state_label(&order_states, order->status));
    doc_int(ctx->doc, "labels", labels);
}

static bool take(struct op_ctx *ctx, const struct order_row *order,
                 const struct question_row *question, GError **error)
{
    struct payload_list list;
    int64_t labels = 0;
    bool ok = import_question_read(ctx->db, ctx->session->people, order->id, &list, error) &&
              import_take(ctx, order, question, list.orders->pdata[0], error);
    payload_list_clear(&list);
    g_autoptr(rowlist) now = ok ? store_order(ctx->db, order->id, error) : NULL;
    const struct order_row *row = now ? list_needed(now, "sales_order", order->id, error) : NULL;
    if (!row || (!import_question_is_money(question) && !import_question_refunds_left(question) &&
                 !relabel_order(ctx, row->id, row->shipping_method, &labels, error)))
        return false;
    say_taken(ctx, row, labels);
    return true;
}

static bool keep(struct op_ctx *ctx, const struct order_row *order)
{
    OP_SAY(ctx, VERDICT_DONE, IMPORT_KEPT, T_TEXT("order", ctx->subject),
           T_TEXT("channel", order->channel));
    doc_text(ctx->doc, "status", order->status);
    doc_as(ctx->doc, state_label(&order_states, order->status));
    return true;
}

static bool answer(struct op_ctx *ctx, GError **error)
{
    const struct answer_args *args = ctx->args;
    g_autoptr(rowlist) found = store_order_take(ctx->db, args->order.id, error);
    const struct order_row *order =
        list_needed(found, "sales_order", args->order.id, error); // never deleted
    g_autoptr(rowlist) asked = order ? store_question(ctx->db, order->id, error) : NULL;
    if (!asked)
        return false;
    struct number number = number_of(NUMBER_ORDER, order->id);
    if (!list_len(asked))
        return tote_fail(error, TOTE_NOT_FOUND, "order", _("No import asks about %s"), number.text);
    if (args->keep == args->take)
        return tote_fail(error, TOTE_USAGE, "keep",
                         _("Say one of two: --keep, it stays as it is here, or --take, it becomes "
                           "what the channel says"));
    ctx->order_id = order->id;
    ctx->subject = g_strdup(number.text);
    doc_text(ctx->doc, "order", number.text);
    return (args->keep ? keep(ctx, order)
                       : take(ctx, order, list_at(asked, struct question_row, 0), error)) &&
           store_question_drop(ctx->db, order->id, NULL, error);
}

const struct op op_import_answer = {
    .name = "import.answer",
    .summary = N_("Answers what an import asks about an order that the floor has begun: it stays "
                  "as it is, or becomes what the channel says where its state allows that."),
    .roles = ROLES_DESK,
    .run = answer,
    .args_size = sizeof(struct answer_args),
    .args = {ARG(answer_args, order, ORDER, ARG_NEEDED, N_("the order")),
             ARG(answer_args, keep, FLAG, ARG_OPTION,
                 N_("it stays as it is here, and the same content is not asked about again")),
             ARG(answer_args, take, FLAG, ARG_OPTION, N_("it becomes what the channel says"))},
};

// --- import.conflicts

static void part_doc(const struct question_part *part, struct doc *doc)
{
    g_autofree char *what = question_part_text(part);
    doc_open_object(doc, NULL);
    doc_text(doc, "what", what);
    doc_text(doc, "was", part->was);
    doc_text(doc, "says", part->says);
    doc_close(doc);
}

// All differences in a line, for lists: "other total (10.00 EUR here, 12.00 EUR there)".
static char *differs(const GPtrArray *parts)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < parts->len; i++) {
        const struct question_part *part = parts->pdata[i];
        g_autofree char *what = question_part_text(part);
        g_string_append_printf(text, "%s%s", i ? "; " : "", what);
        if (part->was && part->says)
            g_string_append_printf(text, _(" (here: %s, there: %s)"), part->was, part->says);
    }
    return g_string_free(text, FALSE);
}

static bool question_doc(struct query_ctx *ctx, const struct question_row *row, GError **error)
{
    g_autoptr(GPtrArray) parts = import_question_parts(ctx->session, row, error);
    doc_open_object(ctx->doc, NULL);
    doc_fields(ctx->doc, &question_row_record, row, "id=order_id");
    doc_for_programs(ctx->doc);
    doc_fields(ctx->doc, &question_row_record, row,
               "order_id external=external_name channel status/order at");
    g_autofree char *line = parts ? differs(parts) : NULL;
    doc_text(ctx->doc, "differs", line);
    doc_open_list(ctx->doc, "differences");
    for (unsigned i = 0; parts && i < parts->len; i++)
        part_doc(parts->pdata[i], ctx->doc);
    doc_close(ctx->doc);
    doc_close(ctx->doc);
    return parts != NULL;
}

static bool conflicts(struct query_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) questions = store_questions(ctx->db, error);
    bool ok = questions != NULL;
    doc_open_list(ctx->doc, "conflicts");
    for (unsigned i = 0; ok && i < list_len(questions); i++)
        ok = question_doc(ctx, list_at(questions, struct question_row, i), error);
    doc_close(ctx->doc);
    return ok;
}

const struct query query_import_conflicts = {
    .name = "import.conflicts",
    .summary = N_("Lists the orders of which a channel says something else than what the floor has "
                  "begun: what is so here, what the channel says."),
    .roles = ROLES_DESK,
    .sees = SEES_ALL,
    .run = conflicts,
};
