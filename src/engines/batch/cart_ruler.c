// SPDX-License-Identifier: Apache-2.0
// The fast ruler: per aisle one word of bits; Ratliff and Rosenthal's states as five whole
// numbers. Anything else goes through walk.h.
#include "cart_ruler.h"

#include <string.h>

enum { SLOTS = 64, FAR = 1 << 29, QUICK_MAX_AISLES = 256 };

struct ruler {
    size_t words;
    // Quick: everything in units of `unit`, the depot at the bottom
    bool quick, mirrored;
    int64_t unit;
    int32_t aisles, depot, length, first, step, stub2;
    int32_t *twice_gap; // from aisle j to j + 1, there and back
    // Else
    struct walk *walk;
    enum walk_rule rule;
    struct walk_stop *stops; // distinct, sorted by aisle and y: bit i of a row is stop i
    size_t n_stops;
    struct walk_stop *chosen;
};

static int64_t common(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

static int by_place(const void *a, const void *b)
{
    const struct walk_stop *x = a, *y = b;
    if (x->aisle != y->aisle)
        return x->aisle < y->aisle ? -1 : 1;
    return (x->y > y->y) - (x->y < y->y);
}

// The stops as bits of one long row.
static void list_stops(struct ruler *ruler, const struct carts_problem *problem)
{
    size_t n = problem->n_stops, kept = 0;
    ruler->stops = g_memdup2(problem->stops, n * sizeof *ruler->stops);
    if (n)
        qsort(ruler->stops, n, sizeof *ruler->stops, by_place);
    for (size_t i = 0; i < n; i++)
        if (!kept || by_place(&ruler->stops[kept - 1], &ruler->stops[i]))
            ruler->stops[kept++] = ruler->stops[i];
    ruler->n_stops = kept;
    ruler->chosen = g_new(struct walk_stop, kept + 1);
    ruler->words = kept / 64 + 1;
}

// Height of a stop above the cross aisle with the depot.
static int64_t height(const struct carts_problem *problem, int64_t y)
{
    return problem->start.row ? problem->floor.y[1] - y : y;
}

static bool plain_floor(const struct carts_problem *problem)
{
    const struct walk_floor *floor = &problem->floor;
    return floor->rows == 2 && !floor->way && !problem->end && problem->rule == WALK_SHORTEST &&
           floor->aisles <= QUICK_MAX_AISLES && problem->n_stops > 0;
}

// The largest unit that measures everything in whole numbers, and the spacing of places.
static bool quick_units(struct ruler *ruler, const struct carts_problem *problem)
{
    const struct walk_floor *floor = &problem->floor;
    int64_t low = INT64_MAX, high = 0, step = 0, span = floor->x[floor->aisles - 1];
    for (size_t i = 0; i < problem->n_stops; i++) {
        int64_t y = height(problem, problem->stops[i].y);
        low = MIN(low, y);
        high = MAX(high, y);
    }
    for (size_t i = 0; i < problem->n_stops; i++)
        step = common(step, height(problem, problem->stops[i].y) - low);
    step = MAX(step, 1);
    int64_t unit = common(common(step, low), common(floor->y[1], problem->start.stub));
    for (int j = 0; j < floor->aisles; j++)
        unit = common(unit, floor->x[j]);
    unit = MAX(unit, 1);
    double most = 4.0 * (double)span + 2.0 * (double)floor->aisles * (double)floor->y[1] +
                  2.0 * (double)problem->start.stub;
    if ((high - low) / step >= SLOTS || most / (double)unit >= FAR / 4)
        return false;
    ruler->unit = unit;
    ruler->first = (int32_t)(low / unit);
    ruler->step = (int32_t)(step / unit);
    ruler->length = (int32_t)(floor->y[1] / unit);
    ruler->stub2 = (int32_t)(2 * problem->start.stub / unit);
    return true;
}

static bool make_quick(struct ruler *ruler, const struct carts_problem *problem)
{
    const struct walk_floor *floor = &problem->floor;
    if (!plain_floor(problem) || !quick_units(ruler, problem))
        return false;
    ruler->quick = true;
    ruler->mirrored = problem->start.row == 1;
    ruler->aisles = floor->aisles;
    ruler->depot = problem->start.aisle;
    ruler->words = (size_t)floor->aisles;
    ruler->twice_gap = g_new0(int32_t, (size_t)floor->aisles);
    for (int j = 0; j + 1 < floor->aisles; j++)
        ruler->twice_gap[j] = (int32_t)(2 * (floor->x[j + 1] - floor->x[j]) / ruler->unit);
    return true;
}

struct ruler *ruler_new(const struct carts_problem *problem, GError **error)
{
    struct walk *measure = walk_new(&problem->floor, &problem->start, problem->end, error);
    if (!measure)
        return NULL;
    struct ruler *ruler = g_new0(struct ruler, 1);
    ruler->walk = measure;
    ruler->rule = problem->rule;
    if (!make_quick(ruler, problem))
        list_stops(ruler, problem);
    return ruler;
}

void ruler_free(struct ruler *ruler)
{
    if (!ruler)
        return;
    walk_free(ruler->walk);
    g_free(ruler->twice_gap);
    g_free(ruler->stops);
    g_free(ruler->chosen);
    g_free(ruler);
}

size_t ruler_words(const struct ruler *ruler)
{
    return ruler->words;
}

void ruler_mark(const struct ruler *ruler, struct walk_stop stop, uint64_t *row)
{
    if (!ruler->quick) {
        const struct walk_stop *found =
            bsearch(&stop, ruler->stops, ruler->n_stops, sizeof stop, by_place);
        size_t bit = (size_t)(found - ruler->stops);
        row[bit / 64] |= UINT64_C(1) << bit % 64;
        return;
    }
    int64_t y = stop.y / ruler->unit; // whole, as every height is
    if (ruler->mirrored)
        y = ruler->length - y;
    row[stop.aisle] |= UINT64_C(1) << (y - ruler->first) / ruler->step;
}

// Length of the longest run of ones.
static inline int32_t longest_run(uint64_t ones)
{
    uint64_t runs[6] = {ones};
    for (int k = 1; k < 6; k++)
        runs[k] = runs[k - 1] & runs[k - 1] >> (1 << (k - 1));
    uint64_t starts = ~UINT64_C(0);
    int32_t length = 0;
    for (int k = 5; k >= 0; k--) {
        uint64_t longer = starts & runs[k] >> length;
        starts = longer ? longer : starts;
        length += longer ? 1 << k : 0;
    }
    return length;
}

// What the stops of one aisle cost: from below, from above, from both ends around the largest
// gap. Nothing for an empty aisle.
struct visit {
    int32_t below, above, split;
};

static inline struct visit visit_aisle(const struct ruler *r, uint64_t bits)
{
    if (!bits)
        return (struct visit){0, 0, 0};
    int low = __builtin_ctzll(bits), high = 63 - __builtin_clzll(bits);
    uint64_t between = ~bits & (~UINT64_C(0) << low) & (~UINT64_C(0) >> (63 - high));
    int32_t gap = high == low ? 0 : (longest_run(between) + 1) * r->step;
    return (struct visit){2 * (r->first + high * r->step),
                          2 * (r->length - r->first - low * r->step), 2 * (r->length - gap)};
}

// The states after an aisle, each with its cheapest way to get there: both junctions odd; both
// even and joined; both even and in two parts; only the lower one met; only the upper one met.
struct states {
    int32_t odd, joined, parts, lower, upper;
};

static inline struct states first_aisle(const struct ruler *r, struct visit v)
{
    return (struct states){r->length, FAR, v.split, v.below, v.above};
}

static inline struct states next_aisle(const struct ruler *r, struct states s, int32_t gap2,
                                       struct visit v)
{
    int32_t odd = s.odd + gap2, lower = MIN(s.lower, s.joined) + gap2;
    int32_t upper = MIN(s.upper, s.joined) + gap2;
    int32_t parts = s.parts + 2 * gap2, joined = s.joined + 2 * gap2;
    int32_t stay = MIN(MIN(v.below, v.above), v.split);
    int32_t one = MIN(MIN(lower, upper), parts);
    int32_t far_lower = lower + MIN(v.above, v.split), far_upper = upper + MIN(v.below, v.split);
    return (struct states){MIN(odd + stay, one + r->length), MIN(odd + r->length, joined + stay),
                           MIN(parts + stay, MIN(far_lower, far_upper)), lower + v.below,
                           upper + v.above};
}

// At the depot the lower junction has to be met.
static inline void meet_depot(struct states *s)
{
    s->parts = MIN(s->parts, s->upper);
    s->upper = FAR;
}

static int64_t quick_length(const struct ruler *r, const uint64_t *row)
{
    int left = 0, right = r->aisles - 1;
    while (left < r->depot && !row[left])
        left++;
    while (right > r->depot && !row[right])
        right--;
    if (left == right && !row[left])
        return 0;
    struct states s = first_aisle(r, visit_aisle(r, row[left]));
    if (left == r->depot)
        meet_depot(&s);
    for (int j = left + 1; j <= right; j++) {
        s = next_aisle(r, s, r->twice_gap[j - 1], visit_aisle(r, row[j]));
        if (j == r->depot)
            meet_depot(&s);
    }
    return (int64_t)(MIN(MIN(s.joined, s.lower), s.upper) + r->stub2) * r->unit;
}

int64_t ruler_length(struct ruler *ruler, const uint64_t *row)
{
    if (ruler->quick)
        return quick_length(ruler, row);
    size_t n = 0;
    for (size_t w = 0; w < ruler->words; w++)
        for (uint64_t bits = row[w]; bits; bits &= bits - 1)
            ruler->chosen[n++] = ruler->stops[w * 64 + (size_t)__builtin_ctzll(bits)];
    if (!n)
        return 0;
    return walk_length_by(ruler->walk, ruler->rule, ruler->chosen, n);
}
