// SPDX-License-Identifier: Apache-2.0
// `tote bench route`: reads the problems, asks the engine, writes the walks.
#include <math.h>
#include <string.h>

#include "errors.h"
#include "i18n.h"
#include "sprp.h"
#include "trials.h"
#include "walk.h"
#include "walk_bins.h"

enum { SCALE_MAX = 1000000, NOWHERE = -1 };

struct problem {
    struct sprp sprp;
    const char *name;
    int blocks;
    double scale; // units of the engine per unit of the file
    int64_t *x, *y, *cell_y;
    int64_t *wanted; // per article
    GArray *bins;    // struct walk_bin: the places of what is wanted
    GArray *cells;   // int: the cell of each
    bool scattered;  // does an article lie in several places?
};

static void problem_clear(struct problem *p)
{
    sprp_clear(&p->sprp);
    g_free(p->x);
    g_free(p->y);
    g_free(p->cell_y);
    g_free(p->wanted);
    g_clear_pointer(&p->bins, g_array_unref);
    g_clear_pointer(&p->cells, g_array_unref);
}
typedef struct problem problem_auto;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(problem_auto, problem_clear)

// --- the floor

// The engine counts in whole units: the smallest power of ten that leaves no fraction.
static double scale_of(const struct sprp *file)
{
    const double lengths[] = {file->aisle_gap, file->cell_step, file->top_to_cell,
                              file->bottom_to_cell, file->to_depot};
    double scale = 1;
    for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++)
        while (scale < SCALE_MAX &&
               fabs(lengths[i] * scale - rint(lengths[i] * scale)) > 1e-9 * scale)
            scale *= 10;
    return scale;
}

static int64_t units(const struct problem *p, double length)
{
    return (int64_t)llrint(length * p->scale);
}

// Cells are counted from the top; each block has the same number, and a cross aisle on each side.
static bool lay_out(struct problem *p, GError **error)
{
    const struct sprp *s = &p->sprp;
    int each = s->cells / p->blocks;
    if (s->cells % p->blocks)
        return trial_fail(error, p->name, 0, _("%d cells cannot be divided into %d blocks"),
                          s->cells, p->blocks);
    p->x = g_new(int64_t, s->aisles);
    p->y = g_new0(int64_t, p->blocks + 1);
    p->cell_y = g_new(int64_t, s->cells);
    for (int a = 0; a < s->aisles; a++)
        p->x[a] = a * units(p, s->aisle_gap);
    for (int b = 0; b < p->blocks; b++) {
        int64_t first = p->y[b] + units(p, s->bottom_to_cell);
        for (int k = 0; k < each; k++)
            p->cell_y[s->cells - 1 - b * each - k] = first + k * units(p, s->cell_step);
        p->y[b + 1] = first + (each - 1) * units(p, s->cell_step) + units(p, s->top_to_cell);
    }
    return true;
}

static struct walk *open_walk(const struct problem *p, GError **error)
{
    const struct walk_floor floor = {p->sprp.aisles, p->blocks + 1, p->x, p->y, NULL};
    const struct walk_end door = {p->sprp.depot_aisle, p->sprp.depot_at_top ? p->blocks : 0,
                                  units(p, p->sprp.to_depot)};
    return walk_new(&floor, &door, NULL, error);
}

// --- the stops

static bool whole_number(const struct problem *p, double quantity, int64_t *ret_quantity,
                         GError **error)
{
    *ret_quantity = (int64_t)quantity;
    return quantity == floor(quantity) ||
           trial_fail(error, p->name, 0, _("needs whole quantities; it has %g"), quantity);
}

static bool find_wants(struct problem *p, GError **error)
{
    p->wanted = g_new0(int64_t, p->sprp.weights->len + 1);
    for (guint i = 0; i < p->sprp.lines->len; i++) {
        const struct sprp_line *line = &g_array_index(p->sprp.lines, struct sprp_line, i);
        int64_t quantity = 0;
        if (!whole_number(p, line->quantity, &quantity, error))
            return false;
        p->wanted[line->article] += quantity;
    }
    return true;
}

static bool find_bins(struct problem *p, GError **error)
{
    g_autofree int *places = g_new0(int, p->sprp.weights->len + 1);
    p->bins = g_array_new(false, false, sizeof(struct walk_bin));
    p->cells = g_array_new(false, false, sizeof(int));
    for (guint i = 0; i < p->sprp.places->len; i++) {
        const struct sprp_place *place = &g_array_index(p->sprp.places, struct sprp_place, i);
        struct walk_bin bin = {{place->aisle, p->cell_y[place->cell]}, place->article, 0, 0};
        if (!p->wanted[place->article])
            continue;
        if (!whole_number(p, place->quantity, &bin.quantity, error))
            return false;
        p->scattered |= ++places[place->article] > 1;
        g_array_append_val(p->bins, bin);
        g_array_append_val(p->cells, place->cell);
    }
    for (guint a = 0; a < p->sprp.weights->len; a++)
        if (p->wanted[a] && !places[a])
            return trial_fail(error, p->name, 0, _("article %u is wanted but lies nowhere"), a);
    return true;
}

static bool load(const struct trial *trial, const char *folder, const char *name, struct problem *p,
                 GError **error)
{
    gsize len = 0;
    g_autofree char *text = trial_read(folder, name, &len, error);
    p->name = name;
    if (!text || !sprp_parse(name, text, len, &p->sprp, error))
        return false;
    p->blocks = trial->blocks ? trial->blocks : MAX(1, p->sprp.blocks);
    p->scale = scale_of(&p->sprp);
    return lay_out(p, error) && find_wants(p, error) && find_bins(p, error);
}

// --- solving

// Keeps the bins to take from only.
static bool choose(struct problem *p, struct walk *walk, const struct effort *effort,
                   GError **error)
{
    guint n_wants = p->sprp.weights->len, kept = 0;
    struct walk_bin *bins = (struct walk_bin *)(void *)p->bins->data;
    int *cells = (int *)(void *)p->cells->data;
    g_autofree struct walk_want *wants = g_new0(struct walk_want, n_wants + 1);
    struct walk_choice choice = {0};
    for (guint a = 0; a < n_wants; a++)
        wants[a].quantity = p->wanted[a];
    if (!walk_choose(walk, bins, p->bins->len, wants, n_wants, effort, &choice, error))
        return false;
    for (guint i = 0; i < p->bins->len; i++)
        if (choice.take[i]) {
            bins[kept] = bins[i];
            cells[kept++] = cells[i];
        }
    g_array_set_size(p->bins, kept);
    g_array_set_size(p->cells, kept);
    walk_choice_clear(&choice);
    return true;
}

static void write_visits(FILE *out, const struct problem *p, const struct walk_tour *tour)
{
    g_autoptr(GString) text = g_string_new(p->name);
    int aisle = NOWHERE, cell = NOWHERE;
    for (size_t i = 0; i < tour->n; i++) {
        const struct walk_bin *bin = &g_array_index(p->bins, struct walk_bin, tour->order[i]);
        int at = g_array_index(p->cells, int, tour->order[i]);
        if (bin->stop.aisle == aisle && at == cell)
            continue;
        aisle = bin->stop.aisle;
        cell = at;
        g_string_append_printf(text, " %d:%d", aisle, cell);
    }
    g_string_append_c(text, '\n');
    fwrite(text->str, 1, text->len, out);
}

static bool solve(struct problem *p, enum walk_rule rule, const struct effort *effort, FILE *out,
                  GError **error)
{
    g_autoptr(walk_auto) walk = open_walk(p, error);
    g_auto(walk_tour_auto) tour = {0};
    if (!walk || (p->scattered && !choose(p, walk, effort, error)))
        return false;
    g_autofree struct walk_stop *stops = g_new(struct walk_stop, p->bins->len + 1);
    for (guint i = 0; i < p->bins->len; i++)
        stops[i] = g_array_index(p->bins, struct walk_bin, i).stop;
    if (!walk_tour(walk, rule, stops, p->bins->len, &tour, error))
        return false;
    write_visits(out, p, &tour);
    return true;
}

static bool find_rule(const struct trial *trial, enum walk_rule *ret_rule, GError **error)
{
    *ret_rule = WALK_SHORTEST;
    return !trial->rule || walk_rule_find(trial->rule, ret_rule) ||
           tote_fail(error, TOTE_ARGUMENT, "rule", _("There is no walking rule \"%s\""),
                     trial->rule);
}

static bool run_file(struct trial *trial, const char *folder, const char *name,
                     const struct effort *given, const void *rule, GError **error)
{
    g_auto(problem_auto) p = {.name = name};
    struct effort effort = *given;
    if (trial->seconds > 0 && !effort.rounds)
        effort.rounds = UINT64_MAX; // only the time counts
    g_autoptr(GError) cause = NULL;
    if (!load(trial, folder, name, &p, error))
        return false;
    if (solve(&p, *(const enum walk_rule *)rule, &effort, trial->out, &cause))
        return true;
    if (!tote_error_is(cause, TOTE_ENGINE_LIMIT)) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return false;
    }
    return tote_fail(error, TOTE_ENGINE_LIMIT, tote_error_field(cause), "%s: %s", name,
                     cause->message);
}

bool trial_route(struct trial *trial, GError **error)
{
    enum walk_rule rule = WALK_SHORTEST;
    return find_rule(trial, &rule, error) && trial_each(trial, ".txt", 0, run_file, &rule, error);
}
