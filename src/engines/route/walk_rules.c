// SPDX-License-Identifier: Apache-2.0
// The walking rules that people are trained on. Several blocks: Roodbergen and de Koster 2001,
// "Routing methods for warehouses with multiple cross aisles"; one block is the textbook case.
//
// A rule is told from the side of the doors: near is their row, far the opposite one. A floor
// with its doors at the top is looked at upside down.
#include <string.h>

#include "errors.h"
#include "i18n.h"
#include "walk_private.h"

struct shelf { // a stop as the rule sees it
    int aisle;
    int64_t y;
    size_t index;
    bool seen;
};

struct ruling {
    const struct walk *walk;
    enum walk_rule rule;
    bool upside_down;
    int64_t y[WALK_MAX_ROWS]; // rows, near first
    struct shelf *shelves;    // by aisle, then y
    size_t n;
    size_t *from; // per aisle: its first shelf; one more at the end
    struct walk_stop at;
    GArray *points;
    struct walk_tour *tour;
};

static int64_t turned(const struct ruling *r, int64_t y)
{
    return r->upside_down ? r->walk->y[r->walk->rows - 1] - y : y;
}

static void put(struct ruling *r, int aisle, int64_t y, int stop)
{
    int64_t real = r->upside_down ? r->walk->y[r->walk->rows - 1] - y : y;
    struct walk_point point = {aisle, real, stop};
    r->tour->length += ABS(y - r->at.y) + ABS(r->walk->x[aisle] - r->walk->x[r->at.aisle]);
    r->at = (struct walk_stop){aisle, y};
    g_array_append_val(r->points, point);
}

static void take(struct ruling *r, struct shelf *shelf)
{
    if (shelf->seen)
        return;
    shelf->seen = true;
    put(r, shelf->aisle, shelf->y, (int)shelf->index);
    r->tour->order[r->tour->n++] = shelf->index;
}

// Along the aisle one is in to height Y, taking what lies on the way.
static void go_to(struct ruling *r, int64_t y)
{
    size_t from = r->from[r->at.aisle], to = r->from[r->at.aisle + 1];
    int64_t begin = r->at.y;
    for (size_t i = from; i < to && y >= begin; i++)
        if (r->shelves[i].y >= begin && r->shelves[i].y <= y)
            take(r, &r->shelves[i]);
    for (size_t i = to; i-- > from && y < begin;)
        if (r->shelves[i].y <= begin && r->shelves[i].y >= y)
            take(r, &r->shelves[i]);
    put(r, r->at.aisle, y, -1);
}

static void go_along(struct ruling *r, int aisle)
{
    put(r, aisle, r->at.y, -1);
}

// --- one piece of an aisle

struct piece { // stops of an aisle between two rows that were not seen yet
    int aisle;
    int64_t least, most;
};

static GArray *open_pieces(const struct ruling *r, int block)
{
    GArray *pieces = g_array_new(false, false, sizeof(struct piece));
    for (size_t i = 0; i < r->n; i++) {
        const struct shelf *shelf = &r->shelves[i];
        bool inside = shelf->y >= r->y[block] && shelf->y <= r->y[block + 1];
        if (shelf->seen || !inside)
            continue;
        struct piece *last =
            pieces->len ? &g_array_index(pieces, struct piece, pieces->len - 1) : NULL;
        struct piece piece = {shelf->aisle, shelf->y, shelf->y};
        if (last && last->aisle == shelf->aisle)
            last->most = shelf->y;
        else
            g_array_append_val(pieces, piece);
    }
    return pieces;
}

// Where the trips into a piece from its two ends part: those up to *ret_low belong to the lower
// end, the others to the upper one.
static void part(const struct ruling *r, int block, const struct piece *piece, int64_t *ret_low)
{
    int64_t low = r->y[block], high = r->y[block + 1], before = low, gap = -1;
    *ret_low = low + (high - low) / 2;
    if (r->rule == WALK_MIDPOINT)
        return;
    for (size_t i = r->from[piece->aisle]; i < r->from[piece->aisle + 1]; i++) {
        int64_t y = r->shelves[i].y;
        if (y < piece->least || y > piece->most || r->shelves[i].seen)
            continue;
        if (y - before > gap) {
            gap = y - before;
            *ret_low = before;
        }
        before = y;
    }
    if (high - before > gap)
        *ret_low = before;
}

// Into the piece from the row one stands on and back, as far as its share goes.
static void dip(struct ruling *r, int block, const struct piece *piece)
{
    int64_t here = r->at.y, share = 0, reach = here;
    bool upwards = here == r->y[block];
    part(r, block, piece, &share);
    for (size_t i = r->from[piece->aisle]; i < r->from[piece->aisle + 1]; i++) {
        const struct shelf *shelf = &r->shelves[i];
        if (shelf->seen || shelf->y < piece->least || shelf->y > piece->most)
            continue;
        if (upwards && shelf->y <= share)
            reach = MAX(reach, shelf->y);
        if (!upwards && shelf->y > share)
            reach = MIN(reach, shelf->y);
    }
    if (reach == here && !(upwards ? piece->least == here : piece->most == here))
        return;
    go_along(r, piece->aisle);
    go_to(r, reach);
    go_to(r, here);
}

// --- one block

// Piece number I, counted from the side where one begins.
static const struct piece *nth(const GArray *pieces, bool from_right, guint i)
{
    return &g_array_index(pieces, struct piece, from_right ? pieces->len - 1 - i : i);
}

static bool nearer_right(const struct ruling *r, const GArray *pieces)
{
    const int64_t *x = r->walk->x;
    int64_t left = ABS(x[r->at.aisle] - x[nth(pieces, false, 0)->aisle]);
    return ABS(x[r->at.aisle] - x[nth(pieces, true, 0)->aisle]) < left;
}

static void return_trip(struct ruling *r, const struct piece *piece)
{
    int64_t here = r->at.y;
    go_along(r, piece->aisle);
    go_to(r, piece->most);
    go_to(r, here);
}

// Through every piece; the last one is a return trip if that is how to end on the near side.
static void s_shape(struct ruling *r, int block, const GArray *pieces, bool from_right)
{
    for (guint i = 0; i < pieces->len; i++) {
        const struct piece *piece = nth(pieces, from_right, i);
        bool near = r->at.y == r->y[block];
        if (i + 1 == pieces->len && near) {
            return_trip(r, piece);
            return;
        }
        go_along(r, piece->aisle);
        go_to(r, near ? r->y[block + 1] : r->y[block]);
    }
}

// Along the far row with trips from above, back along the near row with trips from below.
static void around(struct ruling *r, int block, const GArray *pieces, bool from_right)
{
    guint first = 0, last = pieces->len - 1;
    if (r->at.y == r->y[block]) {
        if (!last) {
            return_trip(r, nth(pieces, from_right, 0));
            return;
        }
        go_along(r, nth(pieces, from_right, 0)->aisle);
        go_to(r, r->y[block + 1]);
        first = 1;
    }
    for (guint i = first; i < last; i++)
        dip(r, block, nth(pieces, from_right, i));
    go_along(r, nth(pieces, from_right, last)->aisle);
    go_to(r, r->y[block]);
    for (guint i = last; i-- > first;)
        dip(r, block, nth(pieces, from_right, i));
}

// On the way to the first aisle of the only block: what is to be taken from the near row anyway.
static void dip_on_the_way(struct ruling *r)
{
    g_autoptr(GArray) pieces = open_pieces(r, 0);
    for (guint i = pieces->len; i-- > 1;) {
        const struct piece *piece = nth(pieces, false, i);
        if (i + 1 < pieces->len && piece->aisle <= r->walk->door[0].aisle)
            dip(r, 0, piece);
    }
}

// Block by block, the farthest first, each from the nearer side.
static void by_blocks(struct ruling *r)
{
    int block = 0;
    for (size_t i = 0; i < r->n; i++)
        while (block + 2 < r->walk->rows && r->shelves[i].y > r->y[block + 1])
            block++;
    if (!block && r->rule != WALK_S_SHAPE)
        dip_on_the_way(r);
    go_along(r, r->shelves[0].aisle);
    go_to(r, r->y[block]);
    for (; block >= 0; block--) {
        g_autoptr(GArray) pieces = open_pieces(r, block);
        bool from_right = pieces->len && nearer_right(r, pieces);
        if (pieces->len && r->rule == WALK_S_SHAPE)
            s_shape(r, block, pieces, from_right);
        else if (pieces->len)
            around(r, block, pieces, from_right);
        go_to(r, r->y[block]);
    }
}

static void by_returns(struct ruling *r)
{
    for (size_t i = 0; i < r->n; i = r->from[r->shelves[i].aisle + 1]) {
        go_along(r, r->shelves[i].aisle);
        go_to(r, r->shelves[r->from[r->at.aisle + 1] - 1].y);
        go_to(r, r->y[0]);
    }
}

// --- aisle by aisle

// From row A to row B through all stops of an aisle: first away from B, then towards it.
static void sweep(struct ruling *r, int a, int b, int64_t least, int64_t most)
{
    bool rises = r->y[b] >= r->y[a];
    int64_t begin = rises ? MIN(least, r->y[a]) : MAX(most, r->y[a]);
    int64_t end = rises ? MAX(most, r->y[b]) : MIN(least, r->y[b]);
    go_to(r, begin);
    go_to(r, end);
    go_to(r, r->y[b]);
}

static int64_t sweep_length(const struct ruling *r, int a, int b, int64_t least, int64_t most)
{
    int64_t low = MIN(r->y[a], r->y[b]), high = MAX(r->y[a], r->y[b]);
    return high - low + 2 * MAX(0, low - least) + 2 * MAX(0, most - high);
}

// Best row in which to leave each aisle: ret_from[k * rows + s] is the row to enter aisle K of
// COLUMNS by when it is left by row S. Answers nothing else; the last aisle is left by LAST_ROW.
static void choose_rows(const struct ruling *r, const GArray *columns, int first_row, int last_row,
                        int8_t *ret_from)
{
    int rows = r->walk->rows;
    int64_t costs[2][WALK_MAX_ROWS] = {{0}};
    const int64_t never = INT64_MAX / 4;
    for (int a = 0; a < rows; a++)
        costs[0][a] = a == first_row ? 0 : never;
    for (guint k = 0; k < columns->len; k++) {
        const struct piece *column = &g_array_index(columns, struct piece, k);
        int64_t *in = costs[k & 1], *out = costs[~k & 1];
        for (int s = 0; s < rows; s++) {
            out[s] = never;
            bool leaves = k + 1 < columns->len || s == last_row;
            for (int a = 0; a < rows && leaves; a++) {
                int64_t cost = in[a] + sweep_length(r, a, s, column->least, column->most);
                if (cost >= out[s])
                    continue;
                out[s] = cost;
                ret_from[k * (guint)rows + (guint)s] = (int8_t)a;
            }
        }
    }
}

static GArray *columns_of(const struct ruling *r)
{
    GArray *columns = g_array_new(false, false, sizeof(struct piece));
    for (size_t i = 0; i < r->n; i = r->from[r->shelves[i].aisle + 1]) {
        int aisle = r->shelves[i].aisle;
        struct piece column = {aisle, r->shelves[i].y, r->shelves[r->from[aisle + 1] - 1].y};
        g_array_append_val(columns, column);
    }
    return columns;
}

static void aisle_by_aisle(struct ruling *r, int first_row, int last_row)
{
    g_autoptr(GArray) columns = columns_of(r);
    guint rows = (guint)r->walk->rows;
    g_autofree int8_t *from = g_malloc0(columns->len * rows);
    g_autofree int8_t *leave = g_malloc0(columns->len + 1);
    choose_rows(r, columns, first_row, last_row, from);
    leave[columns->len] = (int8_t)last_row;
    for (guint k = columns->len; k-- > 0;)
        leave[k] = from[k * rows + (guint)leave[k + 1]]; // the row by which aisle K is entered
    for (guint k = 0; k < columns->len; k++) {
        const struct piece *column = &g_array_index(columns, struct piece, k);
        go_along(r, column->aisle);
        sweep(r, leave[k], leave[k + 1], column->least, column->most);
    }
}

// --- the whole

static bool defined(const struct walk *walk, enum walk_rule rule, GError **error)
{
    const struct walk_end *door = walk->door;
    bool outside = door[0].row == door[1].row && (!door[0].row || door[0].row == walk->rows - 1);
    if (!walk->plain)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "rule",
                         _("The rule %s needs aisles that are open both ways"),
                         walk_rule_name(rule));
    if (rule != WALK_AISLE_BY_AISLE && !outside)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "rule",
                         _("The rule %s needs start and end on the same outer cross aisle"),
                         walk_rule_name(rule));
    return true;
}

static int by_place(const void *a, const void *b)
{
    const struct shelf *s = a, *t = b;
    if (s->aisle != t->aisle)
        return s->aisle < t->aisle ? -1 : 1;
    if (s->y != t->y)
        return s->y < t->y ? -1 : 1;
    return (s->index > t->index) - (s->index < t->index);
}

static void set_up(struct ruling *r, const struct walk_stop *stops)
{
    const struct walk *walk = r->walk;
    r->upside_down = r->rule != WALK_AISLE_BY_AISLE && walk->door[0].row;
    for (int row = 0; row < walk->rows; row++)
        r->y[row] = turned(r, walk->y[r->upside_down ? walk->rows - 1 - row : row]);
    for (size_t i = 0; i < r->n; i++)
        r->shelves[i] = (struct shelf){stops[i].aisle, turned(r, stops[i].y), i, false};
    if (r->n)
        qsort(r->shelves, r->n, sizeof *r->shelves, by_place);
    size_t at = 0;
    for (int aisle = 0; aisle < walk->aisles; aisle++) {
        r->from[aisle] = at;
        while (at < r->n && r->shelves[at].aisle == aisle)
            at++;
    }
    r->from[walk->aisles] = at;
    r->at = (struct walk_stop){walk->door[0].aisle, turned(r, walk->y[walk->door[0].row])};
}

static void follow(struct ruling *r)
{
    const struct walk_end *door = r->walk->door;
    put(r, r->at.aisle, r->at.y, -1);
    if (r->n && r->rule == WALK_AISLE_BY_AISLE)
        aisle_by_aisle(r, door[0].row, door[1].row);
    else if (r->n && r->rule == WALK_RETURN)
        by_returns(r);
    else if (r->n)
        by_blocks(r);
    else if (r->rule == WALK_AISLE_BY_AISLE)
        go_to(r, turned(r, r->walk->y[door[1].row]));
    go_along(r, door[1].aisle);
    r->tour->length = walk_total(r->walk, r->tour->length, r->n);
}

bool walk_by_rule(const struct walk *walk, enum walk_rule rule, const struct walk_stop *stops,
                  size_t n, struct walk_tour *ret_tour, GError **error)
{
    *ret_tour = (struct walk_tour){0};
    if (!defined(walk, rule, error))
        return false;
    g_autofree struct shelf *shelves = g_new(struct shelf, n + 1);
    g_autofree size_t *from = g_new(size_t, walk->aisles + 1);
    struct ruling r = {.walk = walk,
                       .rule = rule,
                       .shelves = shelves,
                       .n = n,
                       .from = from,
                       .points = g_array_new(false, false, sizeof(struct walk_point)),
                       .tour = ret_tour};
    ret_tour->order = g_new(size_t, n + 1);
    set_up(&r, stops);
    follow(&r);
    ret_tour->n_points = r.points->len;
    ret_tour->points = (struct walk_point *)(void *)g_array_free(r.points, false);
    return true;
}
