// SPDX-License-Identifier: Apache-2.0
// Keeps the pieces of the walk in step with the chosen bins.
#include <string.h>

#include "choose_private.h"
#include "errors.h"
#include "i18n.h"

// --- limits

static bool check_bins(const struct walk *walk, const struct walk_bin *bins, size_t n,
                       size_t n_wants, GError **error)
{
    for (size_t i = 0; i < n; i++) {
        const struct walk_bin *bin = &bins[i];
        if (bin->stop.aisle < 0 || bin->stop.aisle >= walk->aisles || bin->stop.y < walk->y[0] ||
            bin->stop.y > walk->y[walk->rows - 1])
            return tote_fail(error, TOTE_ENGINE_LIMIT, "stop",
                             _("Bin %zu at aisle %d, %" G_GINT64_FORMAT " is not on the floor"), i,
                             bin->stop.aisle, bin->stop.y);
        if (bin->article < 0 || (size_t)bin->article >= n_wants)
            return tote_fail(error, TOTE_ENGINE_LIMIT, "article",
                             _("Bin %zu holds article %d, which is not one of %zu"), i,
                             bin->article, n_wants);
        if (bin->quantity < 0 || bin->quantity > WALK_MAX_QUANTITY || bin->extra < 0 ||
            bin->extra > WALK_MAX_SPAN)
            return tote_fail(error, TOTE_ENGINE_LIMIT, "quantity",
                             _("Bin %zu holds %" G_GINT64_FORMAT " and costs %" G_GINT64_FORMAT
                               "; both have to be from 0 to %" G_GINT64_FORMAT),
                             i, bin->quantity, bin->extra, WALK_MAX_SPAN);
    }
    return true;
}

static bool check_counts(size_t n_bins, const struct walk_want *wants, size_t n_wants,
                         GError **error)
{
    if (n_bins > WALK_MAX_BINS || n_wants > WALK_MAX_WANTS)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "bins",
                         _("%zu bins for %zu articles; at most %d for %d"), n_bins, n_wants,
                         WALK_MAX_BINS, WALK_MAX_WANTS);
    for (size_t a = 0; a < n_wants; a++)
        if (wants[a].quantity < 0 || wants[a].quantity > WALK_MAX_QUANTITY ||
            wants[a].most_bins < 0)
            return tote_fail(
                error, TOTE_ENGINE_LIMIT, "wants",
                _("Article %zu: %" G_GINT64_FORMAT " pieces from %d bins cannot be wanted"), a,
                wants[a].quantity, wants[a].most_bins);
    return true;
}

static bool check_stock(const struct chooser *c, GError **error)
{
    for (size_t a = 0; a < c->n_wants; a++) {
        int64_t there = 0, able = 0;
        int most = c->wants[a].most_bins;
        for (size_t i = c->from[a]; i < c->from[a + 1]; i++) {
            int64_t quantity = c->bins[c->by_article[i]].quantity;
            there += quantity;
            if (!most || i - c->from[a] < (size_t)most)
                able += quantity;
        }
        if (able >= c->wants[a].quantity)
            continue;
        return tote_fail(error, TOTE_ENGINE_LIMIT,
                         there < c->wants[a].quantity ? "quantity" : "most_bins",
                         there < c->wants[a].quantity
                             ? _("Article %zu: %" G_GINT64_FORMAT " are wanted, %" G_GINT64_FORMAT
                                 " lie within reach")
                             : _("Article %zu: %" G_GINT64_FORMAT
                                 " are wanted, the bins allowed hold %" G_GINT64_FORMAT),
                         a, c->wants[a].quantity, able);
    }
    return true;
}

// --- tables

static int by_fullness(const void *a, const void *b, void *data)
{
    const struct walk_bin *bins = data;
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    if (bins[i].article != bins[j].article)
        return bins[i].article < bins[j].article ? -1 : 1;
    if (bins[i].quantity != bins[j].quantity)
        return bins[i].quantity > bins[j].quantity ? -1 : 1;
    return (i > j) - (i < j);
}

static int by_place(const void *a, const void *b, void *data)
{
    const struct walk_bin *bins = data;
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    int order = walk_compare(&bins[i].stop, &bins[j].stop);
    return order ? order : (i > j) - (i < j);
}

// Bins that can be used: something is in them, and there is a way to them and back.
static size_t usable_bins(struct chooser *c, size_t *ret_bins)
{
    const struct walk *walk = c->walk;
    struct walk_stop from = {walk->door[0].aisle, walk->y[walk->door[0].row]};
    struct walk_stop to = {walk->door[1].aisle, walk->y[walk->door[1].row]};
    g_autofree int64_t *there = walk->plain ? NULL : walk_distances(walk, from, false);
    g_autofree int64_t *home = walk->plain ? NULL : walk_distances(walk, to, true);
    size_t n = 0;
    for (size_t i = 0; i < c->n_bins; i++) {
        const struct walk_bin *bin = &c->bins[i];
        bool reached = walk->plain || (walk_reach(walk, there, bin->stop, false) >= 0 &&
                                       walk_reach(walk, home, bin->stop, true) >= 0);
        if (reached && bin->quantity && c->wants[bin->article].quantity)
            ret_bins[n++] = i;
    }
    return n;
}

static void list_articles(struct chooser *c, size_t n)
{
    size_t at = 0;
    g_qsort_with_data(c->by_article, (int)n, sizeof(size_t), by_fullness,
                      (void *)(uintptr_t)c->bins);
    for (size_t a = 0; a < c->n_wants; a++) {
        c->from[a] = at;
        while (at < n && (size_t)c->bins[c->by_article[at]].article == a)
            at++;
    }
    c->from[c->n_wants] = at;
}

static void list_spots(struct chooser *c, size_t n)
{
    const struct walk *walk = c->walk;
    size_t *order = c->by_spot;
    memcpy(order, c->by_article, n * sizeof *order);
    g_qsort_with_data(order, (int)n, sizeof(size_t), by_place, (void *)(uintptr_t)c->bins);
    for (size_t i = 0; i < n; i++) {
        const struct walk_stop *stop = &c->bins[order[i]].stop;
        if (!i || walk_compare(&c->bins[order[i - 1]].stop, stop)) {
            c->spot_from[c->n_spots] = i;
            c->spot_y[c->n_spots] = stop->y;
            c->spot_piece[c->n_spots++] = stop->aisle * walk->pieces + walk_piece_at(walk, stop->y);
        }
        c->spot_of[order[i]] = c->n_spots - 1;
    }
    c->spot_from[c->n_spots] = n;
    size_t at = 0;
    for (int piece = 0; piece < walk->aisles * walk->pieces; piece++) {
        c->piece_from[piece] = at;
        while (at < c->n_spots && c->spot_piece[at] == piece)
            at++;
    }
    c->piece_from[walk->aisles * walk->pieces] = at;
}

static void allocate(struct chooser *c)
{
    size_t pieces = (size_t)c->walk->aisles * (size_t)c->walk->pieces, n = c->n_bins + 1;
    c->by_article = g_new0(size_t, n);
    c->from = g_new0(size_t, c->n_wants + 1);
    c->spot_of = g_new0(size_t, n);
    c->by_spot = g_new0(size_t, n);
    c->spot_from = g_new0(size_t, n);
    c->spot_y = g_new0(int64_t, n);
    c->spot_used = g_new0(uint32_t, n);
    c->spot_piece = g_new0(int, n);
    c->piece_from = g_new0(size_t, pieces + 1);
    c->chosen = g_new0(bool, n);
    c->held = g_new0(int64_t, c->n_wants + 1);
    c->n_held = g_new0(int, c->n_wants + 1);
    c->changes = g_new0(size_t, 4 * n);
    c->touched = g_new0(int, pieces);
    c->old_pieces = g_new0(struct walk_piece, pieces);
    c->is_touched = g_new0(bool, pieces);
}

void chooser_clear(struct chooser *c)
{
    void *arrays[] = {c->by_spot,    c->spot_from, c->by_article, c->from,
                      c->spot_of,    c->spot_y,    c->spot_used,  c->spot_piece,
                      c->piece_from, c->chosen,    c->held,       c->n_held,
                      c->changes,    c->touched,   c->old_pieces, c->is_touched};
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_free(arrays[i]);
}

bool chooser_open(struct chooser *c, struct walk *walk, const struct walk_bin *bins, size_t n_bins,
                  const struct walk_want *wants, size_t n_wants, GError **error)
{
    *c = (struct chooser){
        .walk = walk, .bins = bins, .wants = wants, .n_bins = n_bins, .n_wants = n_wants};
    if (!check_counts(n_bins, wants, n_wants, error) ||
        !check_bins(walk, bins, n_bins, n_wants, error))
        return false;
    allocate(c);
    size_t n = usable_bins(c, c->by_article);
    list_articles(c, n);
    list_spots(c, n);
    int first = walk->door[0].aisle, last = first;
    if (c->n_spots) {
        first = c->spot_piece[0] / walk->pieces;
        last = c->spot_piece[c->n_spots - 1] / walk->pieces;
    }
    walk_columns_of(walk, first, last, &first, &last);
    memset(walk->piece, 0, (size_t)walk->aisles * (size_t)walk->pieces * sizeof *walk->piece);
    walk_probe_open(walk, first, last);
    return check_stock(c, error);
}

// --- changes

static void touch(struct chooser *c, int piece)
{
    if (c->is_touched[piece])
        return;
    c->is_touched[piece] = true;
    c->old_pieces[c->n_touched] = c->walk->piece[piece];
    c->touched[c->n_touched++] = piece;
}

static void flip(struct chooser *c, size_t bin)
{
    const struct walk_bin *b = &c->bins[bin];
    bool on = !c->chosen[bin];
    size_t spot = c->spot_of[bin];
    c->chosen[bin] = on;
    c->held[b->article] += on ? b->quantity : -b->quantity;
    c->n_held[b->article] += on ? 1 : -1;
    c->extra += on ? b->extra : -b->extra;
    c->spot_used[spot] += on ? 1 : -1;
}

void chooser_toggle(struct chooser *c, size_t bin)
{
    flip(c, bin);
    c->changes[c->n_changes++] = bin;
    size_t spot = c->spot_of[bin];
    if (c->spot_used[spot] == c->chosen[bin]) // it became used, or unused
        touch(c, c->spot_piece[spot]);
}

static void measure_piece(struct chooser *c, int piece)
{
    size_t first = c->piece_from[piece], last = c->piece_from[piece + 1];
    while (first < last && !c->spot_used[first])
        first++;
    while (first < last && !c->spot_used[last - 1])
        last--;
    if (first == last) {
        c->walk->piece[piece] = (struct walk_piece){0};
        return;
    }
    int64_t before = c->spot_y[first], gap = 0;
    for (size_t i = first + 1; i < last; i++) {
        if (!c->spot_used[i])
            continue;
        gap = MAX(gap, c->spot_y[i] - before);
        before = c->spot_y[i];
    }
    c->walk->piece[piece] =
        walk_piece_of(c->walk, piece % c->walk->pieces, c->spot_y[first], c->spot_y[last - 1], gap);
}

static void columns_touched(const struct chooser *c, int *ret_from, int *ret_to)
{
    *ret_from = c->walk->last;
    *ret_to = c->walk->first;
    for (int i = 0; i < c->n_touched; i++) {
        int aisle = c->touched[i] / c->walk->pieces;
        *ret_from = MIN(*ret_from, aisle);
        *ret_to = MAX(*ret_to, aisle);
    }
}

int64_t chooser_measure(struct chooser *c)
{
    int from = 0, to = 0;
    if (!c->n_touched)
        return c->length + c->extra;
    for (int i = 0; i < c->n_touched; i++)
        measure_piece(c, c->touched[i]);
    columns_touched(c, &from, &to);
    int64_t length = walk_probe_length(c->walk, from, to);
    return length >= WALK_NEVER ? WALK_NEVER : length + c->extra;
}

static void forget(struct chooser *c)
{
    for (int i = 0; i < c->n_touched; i++)
        c->is_touched[c->touched[i]] = false;
    c->n_touched = 0;
    c->n_changes = 0;
}

void chooser_keep(struct chooser *c, int64_t cost)
{
    int from = 0, to = 0;
    c->cost = cost;
    c->length = cost - c->extra;
    if (c->n_touched) {
        columns_touched(c, &from, &to);
        walk_probe_keep(c->walk, from, to);
    }
    forget(c);
}

void chooser_undo(struct chooser *c)
{
    while (c->n_changes)
        flip(c, c->changes[--c->n_changes]);
    for (int i = 0; i < c->n_touched; i++)
        c->walk->piece[c->touched[i]] = c->old_pieces[i];
    forget(c);
}

// --- rules of an article

bool chooser_may_add(const struct chooser *c, size_t bin)
{
    size_t article = (size_t)c->bins[bin].article;
    const struct walk_want *want = &c->wants[article];
    int64_t lacking = want->quantity - c->held[article] - c->bins[bin].quantity;
    if (!want->most_bins)
        return true;
    int left = want->most_bins - c->n_held[article] - 1;
    for (size_t i = c->from[article]; i < c->from[article + 1] && left > 0 && lacking > 0; i++) {
        size_t other = c->by_article[i];
        if (other == bin || c->chosen[other])
            continue;
        lacking -= c->bins[other].quantity;
        left--;
    }
    return left >= 0 && lacking <= 0;
}

void chooser_trim(struct chooser *c, size_t article, size_t but, size_t at)
{
    size_t from = c->from[article], n = c->from[article + 1] - from;
    for (size_t i = 0; i < n; i++) {
        size_t bin = c->by_article[from + (at + i) % n];
        if (bin != but && chooser_is_spare(c, bin))
            chooser_toggle(c, bin);
    }
}
