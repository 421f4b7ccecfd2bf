// SPDX-License-Identifier: Apache-2.0
// The books of a search: what is left, who has what, and answers made from them.
#include <string.h>

#include "source_desk.h"

void book_open(struct book *book, const struct desk *desk, struct plan *plans)
{
    size_t n = (size_t)desk->n_nodes, cells = n * (size_t)desk->problem->n_skus;
    *book = (struct book){
        .desk = desk,
        .stock = g_memdup2(desk->stock, (cells + 1) * sizeof *desk->stock),
        .parcels = g_memdup2(desk->parcels, (n + 1) * sizeof *desk->parcels),
        .units = g_memdup2(desk->units, (n + 1) * sizeof *desk->units),
        .plans = plans,
    };
}

void book_close(struct book *book)
{
    g_free(book->stock);
    g_free(book->parcels);
    g_free(book->units);
    *book = (struct book){0};
}

static void move(struct book *book, int order, int sign)
{
    const struct plan *plan = &book->plans[order];
    const struct source_line *lines = book->desk->problem->lines;
    size_t n = (size_t)book->desk->n_nodes;
    for (int i = 0; i < plan->n; i++) {
        const struct piece *piece = &plan->pieces[i];
        book->stock[(size_t)lines[piece->line].sku * n + (size_t)piece->node] += sign * piece->qty;
        book->units[piece->node] += sign * piece->qty;
    }
    for (uint64_t set = plan->set; set; set &= set - 1)
        book->parcels[desk_node(book->desk, order, __builtin_ctzll(set))] += sign;
}

void book_take(struct book *book, int order)
{
    move(book, order, -1);
}

void book_give(struct book *book, int order)
{
    move(book, order, 1);
}

struct plan *plans_new(int n)
{
    return g_new0(struct plan, n + 1);
}

void plans_free(struct plan *plans, int n)
{
    for (int i = 0; plans && i < n; i++)
        g_free(plans[i].pieces);
    g_free(plans);
}

static void make_room(struct plan *plan, int n)
{
    if (plan->room >= n)
        return;
    plan->room = MAX(n, plan->room * 2);
    plan->pieces = g_renew(struct piece, plan->pieces, plan->room);
}

void plan_add(struct plan *plan, struct piece piece)
{
    make_room(plan, plan->n + 1);
    plan->pieces[plan->n++] = piece;
}

void plan_copy(struct plan *to, const struct plan *from)
{
    make_room(to, from->n);
    to->cost = from->cost;
    to->set = from->set;
    to->n = from->n;
    if (from->n)
        memcpy(to->pieces, from->pieces, (size_t)from->n * sizeof *from->pieces);
}

static int in_turn(gconstpointer a, gconstpointer b, gpointer data)
{
    const struct source_order *orders = ((const struct source_problem *)data)->orders;
    int x = *(const int *)a, y = *(const int *)b;
    return orders[x].priority != orders[y].priority ? orders[y].priority - orders[x].priority
                                                    : x - y;
}

int *desk_turns(const struct desk *desk)
{
    int n = desk->problem->n_orders;
    int *turns = g_new(int, n + 1);
    for (int i = 0; i < n; i++)
        turns[i] = i;
    g_qsort_with_data(turns, n, sizeof *turns, in_turn, (gpointer)desk->problem);
    return turns;
}

void book_fill(struct book *book, struct ask *ask)
{
    g_autofree int *turns = desk_turns(book->desk);
    for (int i = 0; i < book->desk->problem->n_orders; i++) {
        ask_plan(ask, book, turns[i]);
        ask_plan_of(ask, 0, &book->plans[turns[i]]);
        book_take(book, turns[i]);
    }
}

static void add_parcels(const struct desk *desk, int order, const struct plan *plan,
                        struct source_terms *terms)
{
    const struct source_problem *p = desk->problem;
    const struct source_order *o = &p->orders[order];
    for (uint64_t set = plan->set; set; set &= set - 1) {
        int outer = desk->outer[desk_node(desk, order, __builtin_ctzll(set))];
        double km = p->distance[(size_t)order * (size_t)p->n_nodes + (size_t)outer];
        double far = p->nodes[outer].per_km * km;
        terms->n_parcels++;
        terms->parcels += p->nodes[outer].fixed;
        terms->distance += far;
        if (outer == o->preferred)
            terms->bonus += MIN(o->bonus, p->nodes[outer].fixed + far);
    }
}

void desk_terms(const struct desk *desk, int order, const struct plan *plan,
                struct source_terms *ret_terms)
{
    const struct source_problem *p = desk->problem;
    const struct source_order *o = &p->orders[order];
    struct source_terms terms = {0};
    add_parcels(desk, order, plan, &terms);
    for (int i = o->first; i < o->first + o->n; i++)
        terms.short_units += p->lines[i].qty;
    for (int i = 0; i < plan->n; i++) {
        const struct piece *piece = &plan->pieces[i];
        size_t cell = (size_t)p->lines[piece->line].sku * (size_t)desk->n_nodes;
        terms.short_units -= piece->qty;
        terms.handling += desk->handling[piece->node] * piece->qty;
        if (desk->price)
            terms.opportunity += desk->price[cell + (size_t)piece->node] * piece->qty;
    }
    terms.shortage = p->shortage * (double)terms.short_units;
    terms.rank = (desk->short_price[order] - p->shortage) * (double)terms.short_units;
    terms.total = terms.parcels + terms.distance + terms.handling - terms.bonus + terms.shortage +
                  terms.rank + terms.opportunity;
    *ret_terms = terms;
}

static void add_terms(struct source_terms *sum, const struct source_terms *terms)
{
    sum->parcels += terms->parcels;
    sum->distance += terms->distance;
    sum->handling += terms->handling;
    sum->bonus += terms->bonus;
    sum->shortage += terms->shortage;
    sum->rank += terms->rank;
    sum->opportunity += terms->opportunity;
    sum->total += terms->total;
    sum->n_parcels += terms->n_parcels;
    sum->short_units += terms->short_units;
}

static int by_node_and_line(gconstpointer a, gconstpointer b)
{
    const struct source_piece *x = a, *y = b;
    return x->node != y->node ? x->node - y->node : x->line - y->line;
}

void desk_pieces(const struct desk *desk, const struct plan *plan, struct source_piece *to)
{
    for (int i = 0; i < plan->n; i++)
        to[i] = (struct source_piece){plan->pieces[i].line, desk->outer[plan->pieces[i].node],
                                      plan->pieces[i].qty};
    if (plan->n)
        qsort(to, (size_t)plan->n, sizeof *to, by_node_and_line);
}

void desk_answer(const struct desk *desk, const struct plan *plans,
                 struct source_answer *ret_answer)
{
    int n = desk->problem->n_orders;
    *ret_answer = (struct source_answer){
        .n_orders = n,
        .first = g_new0(int, n + 1),
        .terms = g_new0(struct source_terms, n + 1),
    };
    for (int i = 0; i < n; i++)
        ret_answer->first[i + 1] = ret_answer->n_pieces += plans[i].n;
    ret_answer->pieces = g_new0(struct source_piece, ret_answer->n_pieces + 1);
    for (int i = 0; i < n; i++) {
        desk_pieces(desk, &plans[i], ret_answer->pieces + ret_answer->first[i]);
        desk_terms(desk, i, &plans[i], &ret_answer->terms[i]);
        add_terms(&ret_answer->sum, &ret_answer->terms[i]);
    }
}

void source_answer_clear(struct source_answer *answer)
{
    g_free(answer->pieces);
    g_free(answer->first);
    g_free(answer->terms);
    *answer = (struct source_answer){0};
}
