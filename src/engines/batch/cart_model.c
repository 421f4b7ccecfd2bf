// SPDX-License-Identifier: Apache-2.0
// Checks the problem, binds orders that belong together, sets aside what fits nowhere.
#include "cart_model.h"

#include <stdlib.h>

#include "dice.h"
#include "errors.h"
#include "i18n.h"

static const char *const resource_names[] = {N_("pieces"), N_("weight"), N_("volume"), N_("totes"),
                                             N_("orders")};

const char *carts_resource_name(enum carts_resource resource)
{
    return _(resource_names[MIN(resource, CARTS_N_RESOURCES)]);
}

static bool limit(GError **error, const char *field, const char *sentence, uint32_t order)
{
    return tote_fail(error, TOTE_ENGINE_LIMIT, field, _("Order %u: %s"), order, sentence);
}

static bool check_stops(const struct carts_problem *p, GError **error)
{
    if (p->n_stops > CARTS_MAX_STOPS)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "stops",
                         _("%zu stops were given; at most %d are planned at once"), p->n_stops,
                         CARTS_MAX_STOPS);
    for (size_t i = 0; i < p->n_stops; i++) {
        const struct walk_stop *stop = &p->stops[i];
        if (stop->aisle < 0 || stop->aisle >= p->floor.aisles || stop->y < 0 ||
            stop->y > p->floor.y[p->floor.rows - 1])
            return tote_fail(error, TOTE_ENGINE_LIMIT, "stops",
                             _("Stop %zu lies off the floor: aisle %d, at %" G_GINT64_FORMAT), i,
                             stop->aisle, stop->y);
    }
    return true;
}

static bool check_order(const struct carts_problem *p, uint32_t i, GError **error)
{
    const struct carts_order *order = &p->orders[i];
    if (order->first > p->n_stops || order->n > p->n_stops - order->first)
        return limit(error, "orders", _("its stops are outside the list of stops"), i);
    for (int r = 0; r < CARTS_N_RESOURCES; r++)
        if (order->load[r] < 0 || order->load[r] > CARTS_MAX_AMOUNT)
            return limit(error, "load", _("a load must be from 0 to 10^15"), i);
    if (order->due > CARTS_MAX_AMOUNT)
        return limit(error, "due", _("a cut-off must be at most 10^15 seconds away"), i);
    if (order->due >= 0 && !p->crew.pickers)
        return limit(error, "crew", _("it has a cut-off, but no pickers are given"), i);
    return true;
}

static bool check_crew(const struct carts_crew *crew, GError **error)
{
    const double most = (double)CARTS_MAX_AMOUNT;
    if (!crew->pickers)
        return true;
    if (crew->pickers > CARTS_MAX_PICKERS)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "crew",
                         _("%u pickers were given; at most %d are planned"), crew->pickers,
                         CARTS_MAX_PICKERS);
    if (!(crew->per_second > 0 && crew->per_second <= most) ||
        !(crew->per_piece >= 0 && crew->per_piece <= 1e6) ||
        !(crew->per_cart >= 0 && crew->per_cart <= 1e6))
        return tote_fail(error, TOTE_ENGINE_LIMIT, "crew",
                         _("The speed must be above 0, the times from 0 to 10^6 seconds"));
    return true;
}

bool model_check(const struct carts_problem *p, GError **error)
{
    if (p->n_orders > CARTS_MAX_ORDERS)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "orders",
                         _("%u orders were given; at most %d are planned at once"), p->n_orders,
                         CARTS_MAX_ORDERS);
    if (p->rule >= WALK_N_RULES)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "rule", _("There is no walking rule %d"),
                         (int)p->rule);
    for (int r = 0; r < CARTS_N_RESOURCES; r++)
        if (p->limit[r] < 0 || p->limit[r] > CARTS_MAX_AMOUNT)
            return tote_fail(error, TOTE_ENGINE_LIMIT, "limit",
                             _("The limit of %s must be from 0 (none) to 10^15"),
                             carts_resource_name(r));
    if (!check_crew(&p->crew, error) || !check_stops(p, error))
        return false;
    for (uint32_t i = 0; i < p->n_orders; i++)
        if (!check_order(p, i, error))
            return false;
    return true;
}

// Which orders are together: bundle_of becomes the first order of each bundle.
static void bind(struct model *model)
{
    const struct carts_problem *p = model->problem;
    g_autoptr(GHashTable) heads = g_hash_table_new(NULL, NULL);
    for (uint32_t i = 0; i < p->n_orders; i++) {
        gpointer key = GUINT_TO_POINTER(p->orders[i].together), head = NULL;
        model->bundle_of[i] = i;
        if (!p->orders[i].together)
            continue;
        if (g_hash_table_lookup_extended(heads, key, NULL, &head))
            model->bundle_of[i] = GPOINTER_TO_UINT(head);
        else
            g_hash_table_insert(heads, key, GUINT_TO_POINTER(i));
    }
}

static struct cargo cargo_of(const struct model *model, const struct carts_order *order)
{
    struct cargo cargo = {.orders = 1, .kinds = order->kinds, .shuns = order->shuns};
    for (int r = 0; r < model->resources; r++)
        cargo.load[r] = order->load[model->resource[r]];
    return cargo;
}

// Why the bundle fits on no cart: sets *ret, or answers false.
static bool too_large(const struct model *model, const struct cargo *cargo,
                      struct carts_refusal *ret)
{
    for (int r = 0; r < model->resources; r++)
        if (cargo->load[r] > model->room[r]) {
            *ret = (struct carts_refusal){0, model->resource[r], cargo->load[r], model->room[r]};
            return true;
        }
    *ret = (struct carts_refusal){0, CARTS_N_RESOURCES, cargo->orders, model->most_orders};
    return cargo->orders > model->most_orders;
}

// Numbers the bundles that fit, in the order in which their first orders came.
static void number(struct model *model, const struct cargo *whole)
{
    uint32_t n_orders = model->problem->n_orders;
    g_autofree uint32_t *number_of = g_new(uint32_t, n_orders + 1);
    struct carts_refusal refusal;
    for (uint32_t i = 0; i < n_orders; i++) {
        uint32_t head = model->bundle_of[i];
        if (head == i)
            number_of[i] = too_large(model, &whole[i], &refusal) ? UINT32_MAX : model->n++;
    }
    for (uint32_t i = 0; i < n_orders; i++) {
        uint32_t head = model->bundle_of[i];
        model->bundle_of[i] = number_of[head];
        if (number_of[head] != UINT32_MAX)
            continue;
        too_large(model, &whole[head], &refusal);
        refusal.order = i;
        g_array_append_val(model->refusals, refusal);
    }
}

// Fills one bundle's members with those of one more order.
static void fill(struct model *model, const struct ruler *ruler, uint32_t i)
{
    const struct carts_problem *p = model->problem;
    const struct carts_order *order = &p->orders[i];
    uint32_t b = model->bundle_of[i];
    struct cargo cargo = cargo_of(model, order);
    cargo_add(&model->cargo[b], &cargo);
    for (uint32_t s = 0; s < order->n; s++)
        ruler_mark(ruler, p->stops[order->first + s], model->rows + b * model->words);
    model->due[b] = MIN(model->due[b], order->due < 0 ? INT64_MAX : order->due);
    model->urgency[b] = MAX(model->urgency[b], order->urgency);
    model->seconds[b] += p->crew.per_piece * (double)order->load[CARTS_PIECES];
    model->timed = model->timed || order->due >= 0;
    model->shunning = model->shunning || order->shuns;
}

// The orders of each bundle, bundle by bundle.
static void list_orders(struct model *model)
{
    uint32_t n_orders = model->problem->n_orders, at = 0;
    model->first_order = g_new0(uint32_t, model->n + 2);
    model->order = g_new(uint32_t, n_orders + 1);
    for (uint32_t i = 0; i < n_orders; i++)
        if (model->bundle_of[i] != UINT32_MAX)
            model->first_order[model->bundle_of[i] + 2]++;
    for (uint32_t b = 2; b <= model->n; b++)
        model->first_order[b] += model->first_order[b - 1];
    for (at = 0; at < n_orders; at++)
        if (model->bundle_of[at] != UINT32_MAX)
            model->order[model->first_order[model->bundle_of[at] + 1]++] = at;
}

static void set_limits(struct model *model)
{
    const struct carts_problem *p = model->problem;
    for (int r = 0; r < CARTS_N_RESOURCES; r++)
        if (p->limit[r]) {
            model->resource[model->resources] = r;
            model->room[model->resources++] = p->limit[r];
        }
    model->most_orders =
        p->most_orders && p->most_orders < INT32_MAX ? (int32_t)p->most_orders : INT32_MAX;
}

static void bind_and_number(struct model *model)
{
    const struct carts_problem *p = model->problem;
    g_autofree struct cargo *whole = g_new0(struct cargo, p->n_orders + 1);
    bind(model);
    for (uint32_t i = 0; i < p->n_orders; i++) {
        struct cargo cargo = cargo_of(model, &p->orders[i]);
        cargo_add(&whole[model->bundle_of[i]], &cargo);
    }
    number(model, whole);
}

static int by_load(const void *a, const void *b, void *data)
{
    const struct cargo *cargo = data;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if (cargo[x].load[0] != cargo[y].load[0])
        return cargo[x].load[0] < cargo[y].load[0] ? -1 : 1;
    return x < y ? -1 : 1;
}

static void sort_by_load(struct model *model)
{
    model->by_load = g_new(uint32_t, model->n + 1);
    for (uint32_t b = 0; b < model->n; b++)
        model->by_load[b] = b;
    qsort_r(model->by_load, model->n, sizeof *model->by_load, by_load, model->cargo);
}

struct model *model_new(const struct carts_problem *problem, const struct ruler *ruler)
{
    struct model *model = g_new0(struct model, 1);
    model->problem = problem;
    model->bundle_of = g_new(uint32_t, problem->n_orders + 1);
    model->refusals = g_array_new(false, false, sizeof(struct carts_refusal));
    set_limits(model);
    bind_and_number(model);
    uint32_t n = model->n;
    model->words = ruler_words(ruler);
    model->cargo = g_new0(struct cargo, n + 1);
    model->rows = g_new0(uint64_t, (n + 1) * model->words);
    model->due = g_new(int64_t, n + 1);
    model->urgency = g_new0(int32_t, n + 1);
    model->seconds = g_new0(double, n + 1);
    model->signs = g_new(uint64_t, n + 1);
    struct dice dice;
    dice_seed(&dice, 0);
    for (uint32_t b = 0; b <= n; b++) {
        model->signs[b] = dice_bits(&dice);
        model->due[b] = INT64_MAX;
        model->urgency[b] = INT32_MIN;
    }
    model->signs[n] = 0;
    for (uint32_t i = 0; i < problem->n_orders; i++)
        if (model->bundle_of[i] != UINT32_MAX)
            fill(model, ruler, i);
    list_orders(model);
    sort_by_load(model);
    return model;
}

void model_free(struct model *model)
{
    if (!model)
        return;
    g_free(model->bundle_of);
    g_free(model->cargo);
    g_free(model->rows);
    g_free(model->signs);
    g_free(model->due);
    g_free(model->urgency);
    g_free(model->seconds);
    g_free(model->by_load);
    g_free(model->first_order);
    g_free(model->order);
    g_array_unref(model->refusals);
    g_free(model);
}
