// SPDX-License-Identifier: Apache-2.0
// What the source engine takes: every number of a problem is checked before anything is made of it.
#include "errors.h"
#include "i18n.h"
#include "source_desk.h"

// TABLE[ROW].MEMBER is not what it has to be.
static bool refuse(GError **error, const char *table, int row, const char *member, const char *got,
                   const char *needed)
{
    g_autofree char *field = row < 0 ? g_strdup_printf("%s%s", table, member)
                                     : g_strdup_printf("%s[%d].%s", table, row, member);
    return tote_fail(error, TOTE_ENGINE_LIMIT, field, _("%s is %s; it needs %s"), field, got,
                     needed);
}

static bool whole(GError **error, const char *table, int row, const char *member, int64_t value,
                  int64_t least, int64_t most)
{
    if (value >= least && value <= most)
        return true;
    g_autofree char *got = g_strdup_printf("%" G_GINT64_FORMAT, value);
    g_autofree char *needed =
        g_strdup_printf(_("a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT), least, most);
    return refuse(error, table, row, member, got, needed);
}

static bool cost(GError **error, const char *table, int row, const char *member, double value)
{
    if (value >= 0 && value <= SOURCE_MAX_COST)
        return true;
    g_autofree char *got = g_strdup_printf("%g", value);
    g_autofree char *needed = g_strdup_printf(_("a number from 0 to %g"), SOURCE_MAX_COST);
    return refuse(error, table, row, member, got, needed);
}

static bool check_counts(const struct source_problem *p, GError **error)
{
    const struct {
        const char *name;
        int count, most;
    } counts[] = {
        {"n_nodes", p->n_nodes, SOURCE_MAX_NODES},    {"n_stock", p->n_stock, SOURCE_MAX_CELLS},
        {"n_orders", p->n_orders, SOURCE_MAX_ORDERS}, {"n_lines", p->n_lines, SOURCE_MAX_ALL_LINES},
        {"n_skus", p->n_skus, SOURCE_MAX_SKUS},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        if (!whole(error, "", -1, counts[i].name, counts[i].count, 0, counts[i].most))
            return false;
    return whole(error, "", -1, "n_nodes x n_skus", (int64_t)p->n_nodes * p->n_skus, 0,
                 SOURCE_MAX_CELLS) &&
           whole(error, "", -1, "n_nodes x n_orders", (int64_t)p->n_nodes * p->n_orders, 0,
                 SOURCE_MAX_CELLS) &&
           cost(error, "", -1, "shortage", p->shortage);
}

static bool check_node(const struct source_problem *p, int i, GError **error)
{
    const struct source_node *node = &p->nodes[i];
    return cost(error, "nodes", i, "fixed", node->fixed) &&
           cost(error, "nodes", i, "per_km", node->per_km) &&
           cost(error, "nodes", i, "handling", node->handling) &&
           whole(error, "nodes", i, "max_parcels", node->max_parcels, 0, SOURCE_NO_LIMIT) &&
           whole(error, "nodes", i, "max_units", node->max_units, 0, SOURCE_NO_LIMIT);
}

static bool check_stock(const struct source_problem *p, int i, GError **error)
{
    const struct source_stock *stock = &p->stock[i];
    const int64_t most = INT64_C(1000) * SOURCE_MAX_QTY;
    return whole(error, "stock", i, "node", stock->node, 0, p->n_nodes - 1) &&
           whole(error, "stock", i, "sku", stock->sku, 0, p->n_skus - 1) &&
           whole(error, "stock", i, "qty", stock->qty, -most, most) &&
           whole(error, "stock", i, "keep", stock->keep, 0, most);
}

// SEEN[sku] is the last order + 1 that names it.
static bool check_lines(const struct source_problem *p, int order, int *seen, GError **error)
{
    const struct source_order *o = &p->orders[order];
    for (int i = o->first; i < o->first + o->n; i++) {
        const struct source_line *line = &p->lines[i];
        if (!whole(error, "lines", i, "sku", line->sku, 0, p->n_skus - 1) ||
            !whole(error, "lines", i, "qty", line->qty, 0, SOURCE_MAX_QTY))
            return false;
        if (seen[line->sku] == order + 1)
            return refuse(error, "lines", i, "sku", _("in the order already"),
                          _("one line an item: add them up"));
        seen[line->sku] = order + 1;
    }
    return true;
}

static bool check_order(const struct source_problem *p, int i, int *seen, GError **error)
{
    const struct source_order *order = &p->orders[i];
    if (!whole(error, "orders", i, "n", order->n, 0, MIN(SOURCE_MAX_LINES, p->n_lines)) ||
        !whole(error, "orders", i, "first", order->first, 0, p->n_lines - order->n) ||
        !whole(error, "orders", i, "max_parcels", order->max_parcels, 0, SOURCE_NO_LIMIT) ||
        !whole(error, "orders", i, "priority", order->priority, 0, SOURCE_MAX_PRIORITY) ||
        !whole(error, "orders", i, "preferred", order->preferred, -1, p->n_nodes - 1) ||
        !cost(error, "orders", i, "bonus", order->bonus) || !check_lines(p, i, seen, error))
        return false;
    for (size_t k = 0; k < (size_t)p->n_nodes; k++)
        if (!cost(error, "distance", (int)((size_t)i * (size_t)p->n_nodes + k), "km",
                  p->distance[(size_t)i * (size_t)p->n_nodes + k]))
            return false;
    return true;
}

static bool check_prices(const struct source_problem *p, GError **error)
{
    for (int i = 0; p->price && i < p->n_nodes * p->n_skus; i++)
        if (!cost(error, "", -1, "price", p->price[i]))
            return false;
    return true;
}

bool source_check(const struct source_problem *p, GError **error)
{
    if (!check_counts(p, error))
        return false;
    g_autofree int *seen = g_new0(int, p->n_skus + 1);
    for (int i = 0; i < p->n_nodes; i++)
        if (!check_node(p, i, error))
            return false;
    for (int i = 0; i < p->n_stock; i++)
        if (!check_stock(p, i, error))
            return false;
    for (int i = 0; i < p->n_orders; i++)
        if (!check_order(p, i, seen, error))
            return false;
    return check_prices(p, error);
}
