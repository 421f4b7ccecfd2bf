// SPDX-License-Identifier: Apache-2.0
// Proposals: an engine is asked before the transaction, and what it thought is stored until a
// release takes it.
#include <string.h>

#include "common.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "propose.h"
#include "registry.h"
#include "release.h"

struct propose_args {
    const char *order;
    bool all;
    struct arg_ref after; // --all goes on behind this one
    int64_t limit;
};

// --- which orders

// The most urgent first, however they were named.
static bool named(struct op_ctx *ctx, const char *names, GArray *orders, GError **error)
{
    g_auto(GStrv) each = g_strsplit(names, "\n", -1);
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct release_row));
    for (char **name = each; *name; name++) {
        g_autoptr(rowlist) found = order_find(ctx->db, *name, error);
        if (!found)
            return false;
        const struct order_row *row = list_at(found, struct order_row, 0);
        int64_t id = row->id;
        if (!state_next(&order_states, row->status, "release", number_of(NUMBER_ORDER, id).text,
                        error))
            return false;
        const struct release_row place = {
            .promise_at = row->promise_at, .placed_at = row->placed_at, .id = id};
        bool known = false;
        for (unsigned i = 0; i < places->len; i++)
            known = known || g_array_index(places, struct release_row, i).id == id;
        if (!known)
            g_array_append_val(places, place);
    }
    g_array_sort(places, release_by_queue);
    for (unsigned i = 0; i < places->len; i++)
        g_array_append_val(orders, g_array_index(places, struct release_row, i).id);
    return orders->len <= PROPOSE_MOST ||
           tote_fail(error, TOTE_ARGUMENT, "order",
                     _("%u orders were named; at most %d are planned together"), orders->len,
                     PROPOSE_MOST);
}

// The first of the queue behind *ret_after, where the arguments say that a call goes on; *ret_left:
// how many wait behind them.
static bool waiting(struct op_ctx *ctx, GArray *orders, struct release_row *ret_after,
                    int64_t *ret_left, GError **error)
{
    const struct propose_args *args = ctx->args;
    int64_t most = args->limit ? args->limit : PROPOSE_MOST;
    g_autoptr(rowlist) found =
        args->after.id ? store_order(ctx->db, args->after.id, error) : list_new(1);
    if (!found)
        return false;
    if (args->after.id) {
        const struct order_row *order = list_at(found, struct order_row, 0);
        *ret_after = (struct release_row){
            .promise_at = order->promise_at, .placed_at = order->placed_at, .id = order->id};
    }
    g_autoptr(rowlist) rows = release_queue_read(ctx->db, ret_after, most, error);
    struct release behind = {.after = *ret_after};
    for (unsigned i = 0; rows && i < list_len(rows); i++) {
        behind.after = *list_at(rows, struct release_row, i);
        g_array_append_val(orders, behind.after.id);
    }
    *ret_left = rows ? release_left(ctx->db, &behind, error) : -1;
    return *ret_left >= 0;
}

static bool judge_args(const struct propose_args *args, GError **error)
{
    if (args->all == (args->order != NULL))
        return tote_fail(error, TOTE_USAGE, "order", _("Name orders, or give --all"));
    if (!args->all && (args->after.id || args->limit))
        return tote_fail(error, TOTE_USAGE, args->limit ? "limit" : "after",
                         _("--after and --limit go with --all"));
    return true;
}

static bool think(struct op_ctx *ctx, char **ret_thought, GError **error)
{
    const struct propose_args *args = ctx->args;
    g_autoptr(GArray) orders = g_array_new(FALSE, FALSE, sizeof(int64_t));
    struct release_row after = {0};
    int64_t left = 0;
    if (!judge_args(args, error))
        return false;
    if (!(args->all ? waiting(ctx, orders, &after, &left, error)
                    : named(ctx, args->order, orders, error)))
        return false;
    return propose_sources(ctx, (const int64_t *)(void *)orders->data, orders->len, &after, left,
                           ret_thought, error);
}

// --- storing what was thought

// What every proposal of the call shares.
struct thought {
    char engine[16], problem[80];
    int64_t seed, rounds;
    int64_t left; // orders that wait behind those of the call
};

static struct thought read_head(const char *line)
{
    struct thought thought = {0};
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    if (g_strv_length(words) != 5)
        return thought;
    g_strlcpy(thought.engine, words[0], sizeof thought.engine);
    g_strlcpy(thought.problem, words[1], sizeof thought.problem);
    thought.seed = g_ascii_strtoll(words[2], NULL, 10);
    thought.rounds = g_ascii_strtoll(words[3], NULL, 10);
    thought.left = g_ascii_strtoll(words[4], NULL, 10);
    return thought;
}

// What was thought of an order.
struct proposed {
    int64_t order, parcels; // 0 parcels: nothing is proposed
    const char *rest;       // shares, or why not
};

// Stores the line of an order; one that may no longer be released gets none.
static bool keep(struct op_ctx *ctx, const struct thought *thought, const char *line,
                 struct proposed *ret_proposed, GError **error)
{
    char *at = NULL;
    int64_t order = g_ascii_strtoll(line, &at, 10);
    int64_t parcels = g_ascii_strtoll(at, &at, 10);
    g_autoptr(rowlist) found = store_order_take(ctx->db, order, error);
    const struct order_row *row = list_needed(found, "sales_order", order, error);
    if (!row)
        return false;
    const struct proposal_row proposal = {.order_id = order,
                                          .engine = thought->engine,
                                          .problem = thought->problem,
                                          .seed = thought->seed,
                                          .rounds = thought->rounds,
                                          .parcels = parcels,
                                          .answer = at + strspn(at, " "),
                                          .made_at = ctx->now,
                                          .made_by = op_event(ctx, error)};
    bool waits = state_has(&order_states, row->status, ST_RELEASABLE);
    *ret_proposed = (struct proposed){order, waits ? parcels : 0,
                                      waits || !parcels ? proposal.answer : "over 0 0 -"};
    return proposal.made_by &&
           (ret_proposed->parcels ? store_proposal_add(ctx->db, &proposal, error)
                                  : store_proposal_drop(ctx->db, order, ctx->now, error));
}

static const struct {
    const char *code;
    enum say_id say;
} whys[] = {{"too_little", SAY_PROPOSE_LACKING},
            {"apart", SAY_PROPOSE_APART},
            {"kit_apart", SAY_PROPOSE_KIT_APART},
            {"unknown_item", SAY_PROPOSE_UNKNOWN},
            {"over", SAY_PROPOSE_OVER}};

// Why an order is to come from there, or from nowhere, in the answer.
static void why_doc(struct doc *doc, enum say_id say, const struct term *terms, size_t n)
{
    g_autofree char *why = say_text(say_code(say), terms, n);
    doc_open_list(doc, "why");
    doc_text(doc, NULL, why);
    doc_close(doc);
}

// Why nothing is proposed for an order, in the answer and as its sentence.
static void tell_why(struct op_ctx *ctx, const char *order, const char *text)
{
    const struct propose_reason reason = propose_reason(text);
    const struct term terms[] = {T_TEXT("order", order), T_TEXT("sku", reason.sku),
                                 T_INT("need", reason.need), T_INT("missing", reason.missing)};
    enum say_id say = SAY_PROPOSE_OVER;
    for (size_t i = 0; i < G_N_ELEMENTS(whys); i++)
        say = !strcmp(whys[i].code, reason.code) ? whys[i].say : say;
    doc_text(ctx->doc, "code", reason.code);
    why_doc(ctx->doc, say, terms, G_N_ELEMENTS(terms));
    op_say(ctx, VERDICT_DONE, say, terms, G_N_ELEMENTS(terms));
}

// The order in the answer, and where something is proposed for it in its history.
static bool tell(struct op_ctx *ctx, const struct proposed *proposed, GError **error)
{
    struct number number = number_of(NUMBER_ORDER, proposed->order);
    g_autofree char *from = propose_text(ctx->db, proposed->order, error);
    if (!from)
        return false;
    const struct term terms[] = {T_TEXT("order", number.text), T_TEXT("from", from)};
    doc_open_object(ctx->doc, NULL);
    doc_text(ctx->doc, "order", number.text);
    doc_int(ctx->doc, "parcels", proposed->parcels);
    if (!propose_from_doc(ctx->db, proposed->order, ctx->doc, error))
        return false;
    if (proposed->parcels) {
        why_doc(ctx->doc, proposed->parcels == 1 ? SAY_PROPOSE_ONE : SAY_PROPOSE_SEVERAL, terms, 2);
        op_say(ctx, VERDICT_DONE, SAY_ORDER_PROPOSED, terms, 2);
    } else {
        tell_why(ctx, number.text, proposed->rest);
    }
    doc_close(ctx->doc);
    return !proposed->parcels ||
           op_note(ctx, 0, proposed->order, SAY_ORDER_PROPOSED, terms, 2, error);
}

static bool propose(struct op_ctx *ctx, GError **error)
{
    g_auto(GStrv) lines = g_strsplit(ctx->call->chosen, "\n", -1);
    const struct thought thought = read_head(lines[0] ? lines[0] : "");
    int64_t orders = 0, proposed = 0, parcels = 0, last = 0;
    ctx->chosen = g_strdup(ctx->call->chosen);
    doc_open_list(ctx->doc, "orders");
    for (char **line = lines[0] ? lines + 1 : lines; *line; line++) {
        struct proposed of_order;
        if (!keep(ctx, &thought, *line, &of_order, error) || !tell(ctx, &of_order, error))
            return false;
        orders++;
        last = of_order.order;
        proposed += of_order.parcels > 0;
        parcels += of_order.parcels;
    }
    doc_close(ctx->doc);
    doc_int(ctx->doc, "proposed", proposed);
    doc_int(ctx->doc, "parcels", parcels);
    doc_int(ctx->doc, "left_out", thought.left);
    const struct number next = number_of(NUMBER_ORDER, last);
    doc_text(ctx->doc, "next", thought.left ? next.text : NULL);
    ctx->silent = !orders;
    if (thought.left)
        OP_SAY(ctx, VERDICT_DONE, ORDERS_PROPOSED_PART, T_INT("proposed", proposed),
               T_INT("orders", orders), T_INT("parcels", parcels), T_INT("left", thought.left),
               T_TEXT("order", next.text));
    else if (orders != 1) // of one order everybody wants to know from where, or why not
        OP_SAY(ctx, VERDICT_DONE, ORDERS_PROPOSED, T_INT("proposed", proposed),
               T_INT("orders", orders), T_INT("parcels", parcels));
    return true;
}

const struct op op_order_propose = {
    .name = "order.propose",
    .summary = N_("Asks the engine from which warehouses orders should come, all of them together; "
                  "a release takes what it proposes."),
    .roles = ROLES_DESK,
    .think = think,
    .run = propose,
    .args_size = sizeof(struct propose_args),
    .args = {ARG(propose_args, order, REST, ARG_MAYBE, N_("the orders")),
             ARG(propose_args, all, FLAG, ARG_OPTION,
                 N_("every order that waits, the most urgent first, up to 2,000")),
             ARG(propose_args, after, ORDER, ARG_OPTION,
                 N_("with --all: go on behind this order; what is proposed before it stays")),
             ARG_BETWEEN(propose_args, limit, ARG_OPTION, 1, PROPOSE_MOST,
                         N_("with --all: at most so many, up to 2,000"))},
};
