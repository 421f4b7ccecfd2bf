// SPDX-License-Identifier: Apache-2.0
// Order by order as they arrive, and the best plans of one order beside each other.
#include "errors.h"
#include "i18n.h"
#include "source_desk.h"

bool source_online(const struct source_problem *problem, struct source_answer *ret_answer,
                   GError **error)
{
    g_auto(source_desk) desk = {0};
    struct book book;
    struct ask ask;
    *ret_answer = (struct source_answer){0};
    if (!desk_open(&desk, problem, error))
        return false;
    struct plan *plans = plans_new(problem->n_orders);
    book_open(&book, &desk, plans);
    ask_open(&ask, &desk);
    book_fill(&book, &ask);
    desk_answer(&desk, plans, ret_answer);
    ask_close(&ask);
    book_close(&book);
    plans_free(plans, problem->n_orders);
    return true;
}

static bool wrong(GError **error, const char *field, int64_t got, int64_t least, int64_t most)
{
    return tote_fail(error, TOTE_ENGINE_LIMIT, field,
                     _("%s is %" G_GINT64_FORMAT "; it needs a number from %" G_GINT64_FORMAT
                       " to %" G_GINT64_FORMAT),
                     field, got, least, most);
}

// Takes the goods of ORDER in OTHERS from the book, whoever planned them.
static bool take_other(struct book *book, const struct source_answer *others, int order,
                       const int *inner, GError **error)
{
    const struct source_problem *p = book->desk->problem;
    for (int i = others->first[order]; i < others->first[order + 1]; i++) {
        const struct source_piece *piece = &others->pieces[i];
        if (piece->line < 0 || piece->line >= p->n_lines)
            return wrong(error, "others.line", piece->line, 0, p->n_lines - 1);
        if (piece->node < 0 || piece->node >= p->n_nodes)
            return wrong(error, "others.node", piece->node, 0, p->n_nodes - 1);
        if (piece->qty < 0 || piece->qty > SOURCE_MAX_QTY)
            return wrong(error, "others.qty", piece->qty, 0, SOURCE_MAX_QTY);
        int node = inner[piece->node];
        int32_t *left =
            &book->stock[(size_t)p->lines[piece->line].sku * (size_t)p->n_nodes + (size_t)node];
        *left = MAX(*left - piece->qty, 0);
        book->units[node] -= piece->qty;
        if (i == others->first[order] || others->pieces[i - 1].node != piece->node)
            book->parcels[node]--;
    }
    return true;
}

static bool take_others(struct book *book, const struct source_answer *others, int order,
                        GError **error)
{
    const struct desk *desk = book->desk;
    g_autofree int *inner = g_new(int, desk->n_nodes + 1);
    if (others->n_orders != desk->problem->n_orders)
        return wrong(error, "others.n_orders", others->n_orders, desk->problem->n_orders,
                     desk->problem->n_orders);
    for (int i = 0; i < desk->n_nodes; i++)
        inner[desk->outer[i]] = i;
    for (int i = 0; i < others->n_orders; i++)
        if (i != order && !take_other(book, others, i, inner, error))
            return false;
    return true;
}

static void put_choices(const struct desk *desk, struct ask *ask, struct source_choices *ret)
{
    struct plan plan = {0};
    *ret = (struct source_choices){.n = ask->n, .exact = ask->exact, .bound = ask->bound};
    for (int i = 0; i < ask->n; i++) {
        struct source_choice *choice = &ret->best[i];
        ask_plan_of(ask, i, &plan);
        choice->n_pieces = plan.n;
        choice->pieces = g_new(struct source_piece, plan.n + 1);
        desk_pieces(desk, &plan, choice->pieces);
        desk_terms(desk, ask->order, &plan, &choice->terms);
    }
    g_free(plan.pieces);
}

bool source_choose(const struct source_problem *problem, int order, int wanted,
                   const struct source_answer *others, struct source_choices *ret_choices,
                   GError **error)
{
    g_auto(source_desk) desk = {0};
    struct book book;
    struct ask ask;
    *ret_choices = (struct source_choices){0};
    if (wanted < 1 || wanted > SOURCE_MAX_CHOICES)
        return wrong(error, "wanted", wanted, 1, SOURCE_MAX_CHOICES);
    if (order < 0 || order >= problem->n_orders)
        return wrong(error, "order", order, 0, problem->n_orders - 1);
    if (!desk_open(&desk, problem, error))
        return false;
    book_open(&book, &desk, NULL);
    ask_open(&ask, &desk);
    ask.wanted = wanted;
    bool taken = !others || take_others(&book, others, order, error);
    if (taken) {
        ask_plan(&ask, &book, order);
        put_choices(&desk, &ask, ret_choices);
    }
    ask_close(&ask);
    book_close(&book);
    return taken;
}

void source_choices_clear(struct source_choices *choices)
{
    for (int i = 0; i < choices->n; i++)
        g_free(choices->best[i].pieces);
    *choices = (struct source_choices){0};
}
