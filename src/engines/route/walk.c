// SPDX-License-Identifier: Apache-2.0
// Floors and stops are checked here; lengths and walks are put together from the parts.
#include "walk.h"

#include <string.h>

#include "errors.h"
#include "i18n.h"
#include "walk_private.h"

// So many paths along one piece the states of a one-way floor tell apart, by its rows: more rows,
// more states.
static const int most_flows[WALK_MAX_ROWS_ONE_WAY + 1] = {
    [2] = 60, [3] = 20, [4] = 10, [5] = 6, [6] = 3};

static const char *const rule_names[WALK_N_RULES] = {
    [WALK_SHORTEST] = "shortest",       [WALK_S_SHAPE] = "s-shape",
    [WALK_RETURN] = "return",           [WALK_MIDPOINT] = "midpoint",
    [WALK_LARGEST_GAP] = "largest-gap", [WALK_AISLE_BY_AISLE] = "aisle-by-aisle"};

const char *walk_rule_name(enum walk_rule rule)
{
    return rule_names[rule];
}

bool walk_rule_find(const char *name, enum walk_rule *ret_rule)
{
    for (int rule = 0; rule < WALK_N_RULES; rule++) {
        if (strcmp(name, rule_names[rule]))
            continue;
        *ret_rule = (enum walk_rule)rule;
        return true;
    }
    return false;
}

// --- the floor

static bool check_line(const int64_t *at, int n, int64_t least_step, const char *field,
                       GError **error)
{
    int64_t before = -least_step;
    for (int i = 0; i < n; i++) {
        if (at[i] < before + least_step || at[i] > WALK_MAX_SPAN)
            return tote_fail(error, TOTE_ENGINE_LIMIT, field,
                             _("%s %d lies at %" G_GINT64_FORMAT
                               "; positions have to rise from 0 to %" G_GINT64_FORMAT),
                             field, i, at[i], WALK_MAX_SPAN);
        before = at[i];
    }
    return true;
}

static bool check_counts(const struct walk_floor *floor, GError **error)
{
    if (floor->aisles < 1 || floor->aisles > WALK_MAX_AISLES)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "aisles",
                         _("A floor with %d aisles; 1 to %d can be walked"), floor->aisles,
                         WALK_MAX_AISLES);
    if (floor->rows < 2 || floor->rows > WALK_MAX_ROWS)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "rows",
                         _("A floor with %d cross aisles; 2 to %d can be walked"), floor->rows,
                         WALK_MAX_ROWS);
    return true;
}

static bool check_ways(const struct walk_floor *floor, bool *ret_two_way, bool *ret_plain,
                       GError **error)
{
    *ret_two_way = *ret_plain = true;
    for (int i = 0; floor->way && i < floor->aisles * (floor->rows - 1); i++) {
        if (floor->way[i] > WALK_CLOSED)
            return tote_fail(error, TOTE_ENGINE_LIMIT, "way",
                             _("Piece %d has the direction %d, which is none"), i, floor->way[i]);
        *ret_two_way &= floor->way[i] == WALK_BOTH || floor->way[i] == WALK_CLOSED;
        *ret_plain &= floor->way[i] == WALK_BOTH;
    }
    if (*ret_two_way || floor->rows <= WALK_MAX_ROWS_ONE_WAY)
        return true;
    return tote_fail(error, TOTE_ENGINE_LIMIT, "rows",
                     _("A floor with one-way aisles and %d cross aisles; at most %d"), floor->rows,
                     WALK_MAX_ROWS_ONE_WAY);
}

static bool check_end(const struct walk_floor *floor, const struct walk_end *end, const char *field,
                      GError **error)
{
    if (end->aisle >= 0 && end->aisle < floor->aisles && end->row >= 0 && end->row < floor->rows &&
        end->stub >= 0 && end->stub <= WALK_MAX_SPAN)
        return true;
    return tote_fail(
        error, TOTE_ENGINE_LIMIT, field,
        _("The %s at aisle %d, cross aisle %d, %" G_GINT64_FORMAT " away, is not on the floor"),
        field, end->aisle, end->row, end->stub);
}

struct walk *walk_new(const struct walk_floor *floor, const struct walk_end *start,
                      const struct walk_end *end, GError **error)
{
    bool two_way = true, plain = true;
    end = end ? end : start;
    if (!check_counts(floor, error) || !check_line(floor->x, floor->aisles, 0, "x", error) ||
        !check_line(floor->y, floor->rows, 1, "y", error) ||
        !check_ways(floor, &two_way, &plain, error) || !check_end(floor, start, "start", error) ||
        !check_end(floor, end, "end", error))
        return NULL;
    struct walk *walk = g_new0(struct walk, 1);
    size_t pieces = (size_t)floor->aisles * (size_t)(floor->rows - 1);
    walk->aisles = floor->aisles;
    walk->rows = floor->rows;
    walk->pieces = floor->rows - 1;
    walk->x = g_memdup2(floor->x, (size_t)floor->aisles * sizeof *floor->x);
    walk->y = g_memdup2(floor->y, (size_t)floor->rows * sizeof *floor->y);
    walk->way = floor->way ? g_memdup2(floor->way, pieces) : g_malloc0(pieces);
    walk->door[0] = *start;
    walk->door[1] = *end;
    walk->two_way = two_way;
    walk->plain = plain;
    walk->piece = g_new0(struct walk_piece, pieces);
    walk->head_at = g_new0(size_t, (size_t)floor->aisles + 1);
    int rows[2] = {start->row, end->row};
    junctions_init(&walk->states, walk->rows, two_way ? 0 : most_flows[walk->rows], rows);
    return walk;
}

void walk_free(struct walk *walk)
{
    if (!walk)
        return;
    for (int s = 0; s < WALK_MAX_STAGES; s++)
        g_free(walk->stages[s].out.entries);
    junctions_clear(&walk->states);
    g_free(walk->x);
    g_free(walk->y);
    g_free(walk->way);
    g_free(walk->piece);
    g_free(walk->head_at);
    g_free(walk->heads.entries);
    g_free(walk->tails);
    for (int i = 0; i < 2; i++) {
        g_free(walk->tail_steps[i]);
        g_free(walk->probe[i].entries);
    }
    g_free(walk->sorted);
    g_free(walk);
}

// --- stops

int walk_compare(const struct walk_stop *a, const struct walk_stop *b)
{
    if (a->aisle != b->aisle)
        return a->aisle < b->aisle ? -1 : 1;
    return (a->y > b->y) - (a->y < b->y);
}

static int compare_stops(const void *a, const void *b)
{
    return walk_compare(a, b);
}

int walk_piece_at(const struct walk *walk, int64_t y)
{
    int p = 0;
    while (p + 1 < walk->pieces && y > walk->y[p + 1])
        p++;
    return p;
}

struct walk_piece walk_piece_of(const struct walk *walk, int p, int64_t first, int64_t last,
                                int64_t gap)
{
    int64_t low = walk->y[p], high = walk->y[p + 1];
    return (struct walk_piece){.low = 2 * (last - low),
                               .high = 2 * (high - first),
                               .ends = 2 * (high - low - gap),
                               .any = true};
}

void walk_columns_of(const struct walk *walk, int low, int high, int *ret_first, int *ret_last)
{
    const struct walk_end *door = walk->door;
    *ret_first = walk->plain ? MIN(low, MIN(door[0].aisle, door[1].aisle)) : 0;
    *ret_last = walk->plain ? MAX(high, MAX(door[0].aisle, door[1].aisle)) : walk->aisles - 1;
}

void walk_pieces_fill(struct walk *walk, const struct walk_stop *stops, size_t n)
{
    walk_columns_of(walk, stops[0].aisle, stops[n - 1].aisle, &walk->first, &walk->last);
    memset(walk->piece + walk->first * walk->pieces, 0,
           (size_t)(walk->last - walk->first + 1) * (size_t)walk->pieces * sizeof *walk->piece);
    for (size_t i = 0, j = 0; i < n; i = j) {
        int p = walk_piece_at(walk, stops[i].y);
        int64_t gap = 0;
        for (j = i + 1; j < n && stops[j].aisle == stops[i].aisle; j++) {
            if (p + 1 < walk->pieces && stops[j].y > walk->y[p + 1])
                break;
            gap = MAX(gap, stops[j].y - stops[j - 1].y);
        }
        walk->piece[stops[i].aisle * walk->pieces + p] =
            walk_piece_of(walk, p, stops[i].y, stops[j - 1].y, gap);
    }
}

static const struct walk_stop *sorted_stops(struct walk *walk, const struct walk_stop *stops,
                                            size_t n)
{
    size_t i = 1;
    while (i < n && walk_compare(&stops[i - 1], &stops[i]) <= 0)
        i++;
    if (i >= n)
        return stops;
    if (n > walk->sorted_room) {
        walk->sorted_room = 2 * n;
        walk->sorted = g_renew(struct walk_stop, walk->sorted, walk->sorted_room);
    }
    memcpy(walk->sorted, stops, n * sizeof *stops);
    qsort(walk->sorted, n, sizeof *stops, compare_stops);
    return walk->sorted;
}

// --- lengths

static bool round_trip(const struct walk *walk)
{
    return walk->door[0].aisle == walk->door[1].aisle && walk->door[0].row == walk->door[1].row;
}

int64_t walk_total(const struct walk *walk, int64_t length, size_t n)
{
    return n || !round_trip(walk) ? length + walk->door[0].stub + walk->door[1].stub : 0;
}

// The columns of a walk without stops, and their pieces.
static void empty_fill(struct walk *walk)
{
    struct walk_stop door = {walk->door[0].aisle, 0};
    walk_pieces_fill(walk, &door, 1);
    walk->piece[door.aisle * walk->pieces].any = false;
}

int64_t walk_length(struct walk *walk, const struct walk_stop *stops, size_t n)
{
    int32_t state = 0;
    if (n)
        walk_pieces_fill(walk, sorted_stops(walk, stops, n), n);
    else
        empty_fill(walk);
    int64_t length = walk_layers_run(walk, &state);
    return length < 0 ? -1 : walk_total(walk, length, n);
}

int64_t walk_length_by(struct walk *walk, enum walk_rule rule, const struct walk_stop *stops,
                       size_t n)
{
    g_auto(walk_tour_auto) tour = {0};
    if (rule == WALK_SHORTEST)
        return walk_length(walk, stops, n);
    return walk_by_rule(walk, rule, stops, n, &tour, NULL) ? tour.length : -1;
}

// --- walks

static bool check_stops(const struct walk *walk, const struct walk_stop *stops, size_t n,
                        GError **error)
{
    if (n > WALK_MAX_STOPS)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "stops",
                         _("A walk with %zu stops; at most %d are taken"), n, WALK_MAX_STOPS);
    for (size_t i = 0; i < n; i++)
        if (stops[i].aisle < 0 || stops[i].aisle >= walk->aisles || stops[i].y < walk->y[0] ||
            stops[i].y > walk->y[walk->rows - 1])
            return tote_fail(error, TOTE_ENGINE_LIMIT, "stops",
                             _("Stop %zu at aisle %d, %" G_GINT64_FORMAT " is not on the floor"), i,
                             stops[i].aisle, stops[i].y);
    return true;
}

bool walk_refuse(const struct walk *walk, const struct walk_stop *stops, size_t n, GError **error)
{
    struct walk_stop from = {walk->door[0].aisle, walk->y[walk->door[0].row]};
    struct walk_stop to = {walk->door[1].aisle, walk->y[walk->door[1].row]};
    g_autofree int64_t *there = walk_distances(walk, from, false);
    g_autofree int64_t *home = walk_distances(walk, to, true);
    for (size_t i = 0; i < n; i++) {
        bool came = walk_reach(walk, there, stops[i], false) >= 0;
        if (came && walk_reach(walk, home, stops[i], true) >= 0)
            continue;
        return tote_fail(error, TOTE_ENGINE_LIMIT, "way",
                         came ? _("No way leads back from aisle %d, %" G_GINT64_FORMAT)
                              : _("No way leads to aisle %d, %" G_GINT64_FORMAT),
                         stops[i].aisle, stops[i].y);
    }
    if (walk_reach(walk, there, to, false) < 0)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "way",
                         _("No way leads from the start to the end"));
    if (walk->states.full || walk->too_large)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "rows",
                         _("A walk through %d aisles with %d cross aisles has too many states"),
                         walk->last - walk->first + 1, walk->rows);
    return tote_fail(error, TOTE_ENGINE_LIMIT, "way",
                     _("Each place can be reached, but no walk along these ways passes all"));
}

static int by_place(const void *a, const void *b, void *data)
{
    const struct walk_stop *stops = data;
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    int order = walk_compare(&stops[i], &stops[j]);
    return order ? order : (i > j) - (i < j);
}

// More groups of stops than the states count paths: a shorter walk might use one piece oftener.
static bool is_proven(const struct walk *walk)
{
    int groups = 1;
    for (int i = walk->first * walk->pieces; i < (walk->last + 1) * walk->pieces; i++)
        groups += walk->piece[i].any;
    return walk->two_way || groups <= walk->states.most_flow;
}

static bool shortest(struct walk *walk, const struct walk_stop *stops, size_t n,
                     struct walk_tour *tour, GError **error)
{
    g_autofree struct walk_stop *sorted = g_new(struct walk_stop, n + 1);
    g_autofree size_t *index = g_new(size_t, n + 1);
    struct walk_entry end = {0};
    for (size_t i = 0; i < n; i++)
        index[i] = i;
    g_qsort_with_data(index, (int)n, sizeof *index, by_place, (void *)(uintptr_t)stops);
    for (size_t i = 0; i < n; i++)
        sorted[i] = stops[index[i]];
    if (n)
        walk_pieces_fill(walk, sorted, n);
    else
        empty_fill(walk);
    end.cost = walk_layers_run(walk, &end.state);
    if (end.cost < 0)
        return walk_refuse(walk, stops, n, error);
    walk_trace(walk, sorted, index, n, end, tour);
    tour->length = walk_total(walk, end.cost, n);
    tour->proven = is_proven(walk);
    return true;
}

bool walk_tour(struct walk *walk, enum walk_rule rule, const struct walk_stop *stops, size_t n,
               struct walk_tour *ret_tour, GError **error)
{
    *ret_tour = (struct walk_tour){0};
    if (!check_stops(walk, stops, n, error))
        return false;
    return rule == WALK_SHORTEST ? shortest(walk, stops, n, ret_tour, error)
                                 : walk_by_rule(walk, rule, stops, n, ret_tour, error);
}

void walk_tour_clear(struct walk_tour *tour)
{
    g_clear_pointer(&tour->order, g_free);
    g_clear_pointer(&tour->points, g_free);
    tour->n = tour->n_points = 0;
}
