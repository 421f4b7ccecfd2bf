// SPDX-License-Identifier: Apache-2.0
// `tote bench batch`: order-batching problems in the text layout of sprp.h; one line a file: its
// name, then the orders of each cart, carts divided by "|".
#include <math.h>
#include <string.h>

#include "carts.h"
#include "errors.h"
#include "i18n.h"
#include "sprp.h"
#include "trials.h"

// Lengths of the files are metres with a few decimals: the engine counts thousandths. Loads are
// pieces or kilograms: millionths, loads rounded up and the capacity down.
static const double length_units = 1e3, load_units = 1e6, most_units = 1e12;

static const double seconds_default = 1;

struct batch {
    const struct sprp *file;
    GArray *stops;  // struct walk_stop
    GArray *orders; // struct carts_order
    int64_t *x;
    int64_t y[2];
};

static int64_t units(double value, double scale)
{
    return (int64_t)llround(CLAMP(value * scale, 0, most_units));
}

// A load in units, rounded up, but not for the noise of a sum of decimals.
static int64_t load_of(double load)
{
    return (int64_t)ceil(CLAMP(load * load_units - 1e-3, 0, 1e14));
}

// Where each article lies: index of its place, -1 nowhere.
static int *places_of(const struct sprp *file)
{
    int *place = g_new(int, file->weights->len + 1);
    for (guint i = 0; i < file->weights->len; i++)
        place[i] = -1;
    for (guint i = file->places->len; i-- > 0;)
        place[g_array_index(file->places, struct sprp_place, i).article] = (int)i;
    return place;
}

static struct walk_stop stop_of(const struct sprp *file, const struct sprp_place *place)
{
    double y = file->bottom_to_cell + (file->cells - 1 - place->cell) * file->cell_step;
    return (struct walk_stop){place->aisle, units(y, length_units)};
}

static bool add_order(struct batch *batch, const char *name, guint at, const int *place,
                      GError **error)
{
    const struct sprp *file = batch->file;
    const struct sprp_order *row = &g_array_index(file->orders, struct sprp_order, at);
    struct carts_order order = {.first = batch->stops->len, .n = row->n, .due = -1};
    double load = 0;
    for (guint i = 0; i < row->n; i++) {
        struct sprp_line line = g_array_index(file->lines, struct sprp_line, row->first + i);
        if (place[line.article] < 0)
            return trial_fail(error, name, 0, _("article %d of order %u lies nowhere"),
                              line.article, at);
        struct walk_stop stop =
            stop_of(file, &g_array_index(file->places, struct sprp_place, place[line.article]));
        g_array_append_val(batch->stops, stop);
        load += line.quantity * g_array_index(file->weights, double, line.article);
    }
    order.load[CARTS_WEIGHT] = load_of(load);
    g_array_append_val(batch->orders, order);
    return true;
}

static bool fill(struct batch *batch, const char *name, GError **error)
{
    const struct sprp *file = batch->file;
    g_autofree int *place = places_of(file);
    batch->x = g_new(int64_t, (gsize)file->aisles);
    for (int j = 0; j < file->aisles; j++)
        batch->x[j] = units(j * file->aisle_gap, length_units);
    batch->y[1] =
        units(file->bottom_to_cell + (file->cells - 1) * file->cell_step + file->top_to_cell,
              length_units);
    for (guint i = 0; i < file->orders->len; i++)
        if (!add_order(batch, name, i, place, error))
            return false;
    return true;
}

static void write_plan(FILE *out, const char *name, const struct carts_plan *plan)
{
    fputs(name, out);
    for (guint32 c = 0; c < plan->n_carts; c++) {
        fputs(c ? " |" : "", out);
        for (guint32 i = 0; i < plan->carts[c].n; i++)
            fprintf(out, " %u", plan->orders[plan->carts[c].first + i]);
    }
    fputc('\n', out);
}

static bool refuse(const char *name, const struct carts_refusal *refusal, GError **error)
{
    return trial_fail(error, name, 0, _("order %u needs %g of a cart's %s; there is room for %g"),
                      refusal->order, (double)refusal->needs / load_units,
                      carts_resource_name(refusal->resource), (double)refusal->limit / load_units);
}

static bool plan(const struct batch *batch, const char *name, const struct trial *trial,
                 enum walk_rule rule, const struct effort *effort, GError **error)
{
    const struct sprp *file = batch->file;
    const struct carts_problem problem = {
        .floor = {.aisles = file->aisles, .rows = 2, .x = batch->x, .y = batch->y},
        .start = {file->depot_aisle, file->depot_at_top, units(file->to_depot, length_units)},
        .rule = rule,
        .stops = (const struct walk_stop *)(const void *)batch->stops->data,
        .n_stops = batch->stops->len,
        .orders = (const struct carts_order *)(const void *)batch->orders->data,
        .n_orders = batch->orders->len,
        .limit[CARTS_WEIGHT] = (int64_t)floor(CLAMP(file->capacity, 0, 1e8) * load_units + 1e-3)};
    g_auto(carts_plan) answer = {0};
    if (!carts_plan_make(&problem, effort, &answer, error))
        return false;
    if (answer.n_refusals)
        return refuse(name, &answer.refusals[0], error);
    write_plan(trial->out, name, &answer);
    return true;
}

static bool solve(struct trial *trial, const char *folder, const char *name,
                  const struct effort *effort, const void *rule, GError **error)
{
    gsize len = 0;
    g_autofree char *text = trial_read(folder, name, &len, error);
    g_auto(sprp) file = {0};
    if (!text || !sprp_parse(name, text, len, &file, error))
        return false;
    struct batch batch = {.file = &file,
                          .stops = g_array_new(false, false, sizeof(struct walk_stop)),
                          .orders = g_array_new(false, false, sizeof(struct carts_order))};
    bool done = fill(&batch, name, error) &&
                plan(&batch, name, trial, *(const enum walk_rule *)rule, effort, error);
    g_array_unref(batch.stops);
    g_array_unref(batch.orders);
    g_free(batch.x);
    return done;
}

bool trial_batch(struct trial *trial, GError **error)
{
    enum walk_rule rule = WALK_SHORTEST;
    if (trial->rule && !walk_rule_find(trial->rule, &rule))
        return tote_fail(error, TOTE_ARGUMENT, "rule", _("There is no walking rule %s"),
                         trial->rule);
    return trial_each(trial, ".txt", seconds_default, solve, &rule, error);
}
