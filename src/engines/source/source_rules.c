// SPDX-License-Identifier: Apache-2.0
// The rules of thumb of shop systems: places in some turn, from each as much as it has.
#include "errors.h"
#include "i18n.h"
#include "source_desk.h"

struct place {
    double by; // less comes first
    int seat, node;
};

static int by_turn(gconstpointer a, gconstpointer b)
{
    const struct place *x = a, *y = b;
    return x->by < y->by ? -1 : x->by > y->by ? 1 : x->node - y->node;
}

static double by_list(const struct book *book, int order, int node)
{
    (void)order;
    return book->desk->outer[node];
}

static double by_distance(const struct book *book, int order, int node)
{
    const struct source_problem *p = book->desk->problem;
    return p->distance[(size_t)order * (size_t)p->n_nodes + (size_t)book->desk->outer[node]];
}

static int32_t stock_of(const struct book *book, int line, int node)
{
    const struct source_problem *p = book->desk->problem;
    return book->stock[(size_t)p->lines[line].sku * (size_t)p->n_nodes + (size_t)node];
}

static double by_stock(const struct book *book, int order, int node)
{
    const struct source_order *o = &book->desk->problem->orders[order];
    double sum = 0;
    for (int i = o->first; i < o->first + o->n; i++)
        sum -= stock_of(book, i, node);
    return sum;
}

static const struct rule {
    const char *name;
    double (*turn)(const struct book *book, int order, int node);
    bool one_first; // the first place that has all of it, if there is one
} rules[SOURCE_N_RULES] = {
    [SOURCE_BY_PRIORITY] = {N_("places in the order of the list"), by_list, false},
    [SOURCE_NEAREST] = {N_("nearest place first"), by_distance, false},
    [SOURCE_MOST_STOCK] = {N_("most stock first"), by_stock, false},
    [SOURCE_ONE_OR_NEAREST] = {N_("one place if possible, else the nearest"), by_distance, true},
};

const char *source_rule_name(enum source_rule rule)
{
    return _(rules[rule].name);
}

static int list_places(const struct book *book, const struct rule *rule, int order,
                       struct place *ret_places)
{
    int n = 0;
    for (uint64_t set = book->desk->allowed[order]; set; set &= set - 1) {
        int seat = __builtin_ctzll(set), node = desk_node(book->desk, order, seat);
        if (book->parcels[node] > 0 && book->units[node] > 0)
            ret_places[n++] = (struct place){rule->turn(book, order, node), seat, node};
    }
    qsort(ret_places, (size_t)n, sizeof *ret_places, by_turn);
    return n;
}

static bool has_all(const struct book *book, int order, int node)
{
    const struct source_order *o = &book->desk->problem->orders[order];
    int64_t units = 0;
    for (int i = o->first; i < o->first + o->n; i++) {
        units += book->desk->problem->lines[i].qty;
        if (stock_of(book, i, node) < book->desk->problem->lines[i].qty)
            return false;
    }
    return units <= book->units[node];
}

// Takes as much of the order as there is at PLACE. OPEN: units by line of the order.
static void take_from(const struct book *book, int order, struct place place, int32_t *open,
                      struct plan *plan)
{
    const struct source_order *o = &book->desk->problem->orders[order];
    int64_t room = book->units[place.node];
    for (int i = 0; i < o->n; i++) {
        int32_t qty = (int32_t)MIN(MIN(open[i], stock_of(book, o->first + i, place.node)), room);
        if (qty <= 0)
            continue;
        plan_add(plan, (struct piece){o->first + i, place.node, qty});
        plan->set |= UINT64_C(1) << place.seat;
        open[i] -= qty;
        room -= qty;
    }
}

static void plan_by(const struct book *book, const struct rule *rule, int order, struct plan *plan)
{
    const struct source_problem *p = book->desk->problem;
    const struct source_order *o = &p->orders[order];
    struct place places[SOURCE_MAX_EXACT];
    g_autofree int32_t *open = g_new(int32_t, o->n + 1);
    int n = list_places(book, rule, order, places), first = 0;
    int64_t missing = 0;
    for (int i = 0; i < o->n; i++)
        open[i] = p->lines[o->first + i].qty;
    while (rule->one_first && first < n && !has_all(book, order, places[first].node))
        first++;
    for (int i = first < n ? first : 0; i < n; i++)
        if (__builtin_popcountll(plan->set) < o->max_parcels)
            take_from(book, order, places[i], open, plan);
    for (int i = 0; i < o->n; i++)
        missing += open[i];
    if (missing && o->complete) {
        plan->n = 0;
        plan->set = 0;
    }
}

bool source_by_rule(const struct source_problem *problem, enum source_rule rule,
                    struct source_answer *ret_answer, GError **error)
{
    g_auto(source_desk) desk = {0};
    struct book book;
    *ret_answer = (struct source_answer){0};
    if ((unsigned)rule >= SOURCE_N_RULES)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "rule", _("rule is %d; it needs 0 to %d"),
                         (int)rule, SOURCE_N_RULES - 1);
    if (!desk_open(&desk, problem, error))
        return false;
    struct plan *plans = plans_new(problem->n_orders);
    g_autofree int *turns = desk_turns(&desk);
    book_open(&book, &desk, plans);
    for (int i = 0; i < problem->n_orders; i++) {
        plan_by(&book, &rules[rule], turns[i], &plans[turns[i]]);
        book_take(&book, turns[i]);
    }
    desk_answer(&desk, plans, ret_answer);
    book_close(&book);
    plans_free(plans, problem->n_orders);
    return true;
}
