// SPDX-License-Identifier: Apache-2.0
// Chooses sites: every set of few sites is tried, the smallest first, the preferred first among
// equals; where there are many sites the set grows by the site that helps most.
#include "sites.h"

#include <stdlib.h>
#include <string.h>

// Up to so many sites every set is tried.
enum { SITES_EXACT = 12 };

// How well a set of sites serves.
struct served {
    size_t whole;    // lines
    int64_t missing; // sets
};

struct choice {
    const struct site_question *asked;
    size_t n_items;
    GHashTable *numbers;  // of items: int64_t * in the question -> number
    int64_t *free, *left; // pieces by site and item: all, and of the try at hand
    int64_t *given;       // sets by line and site, of the try at hand
    size_t *order;        // of the lines: what needs most first, so that small ones fill the gaps
    size_t *chosen;       // numbers of the sites of the try at hand
    size_t n_chosen;
    struct served wanted; // what all sites together do
};

static int64_t *left_at(const struct choice *choice, size_t site, int64_t item)
{
    void *number = g_hash_table_lookup(choice->numbers, &item);
    return &choice->left[site * choice->n_items + GPOINTER_TO_SIZE(number)];
}

static int64_t *given_at(const struct choice *choice, size_t line, size_t site)
{
    return &choice->given[line * choice->asked->n_sites + site];
}

// --- setting up

static void number_items(struct choice *choice)
{
    for (size_t i = 0; i < choice->asked->n_lines; i++) {
        const struct site_line *line = &choice->asked->lines[i];
        g_assert(line->need > 0 && line->n_parts > 0);
        for (size_t p = 0; p < line->n_parts; p++) {
            void *item = (void *)(uintptr_t)&line->parts[p].item_id;
            if (!g_hash_table_contains(choice->numbers, item))
                g_hash_table_insert(choice->numbers, item, GSIZE_TO_POINTER(choice->n_items++));
        }
    }
}

static void count_stock(struct choice *choice)
{
    const struct site_question *asked = choice->asked;
    for (size_t i = 0; i < asked->n_stock; i++) {
        const struct site_stock *stock = &asked->stock[i];
        void *number;
        if (!g_hash_table_lookup_extended(choice->numbers, &stock->item_id, NULL, &number))
            continue;
        for (size_t s = 0; s < asked->n_sites; s++)
            if (asked->sites[s] == stock->site_id)
                choice->free[s * choice->n_items + GPOINTER_TO_SIZE(number)] += MAX(0, stock->free);
    }
}

static int64_t pieces(const struct site_line *line)
{
    int64_t sum = 0;
    for (size_t p = 0; p < line->n_parts; p++)
        sum += line->parts[p].per * line->need;
    return sum;
}

static int by_pieces(const void *a, const void *b, void *data)
{
    const struct site_line *lines = data;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    int64_t more = pieces(&lines[y]) - pieces(&lines[x]);
    return more ? (more > 0 ? 1 : -1) : x < y ? -1 : x > y;
}

static void order_lines(struct choice *choice)
{
    size_t n = choice->asked->n_lines;
    for (size_t i = 0; i < n; i++)
        choice->order[i] = i;
    g_qsort_with_data(choice->order, (int)n, sizeof *choice->order, by_pieces,
                      choice->asked->lines);
}

// --- trying a set

// Sets of a line that a site still has.
static int64_t sets_left(const struct choice *choice, size_t line, size_t site)
{
    const struct site_line *row = &choice->asked->lines[line];
    int64_t sets = INT64_MAX;
    for (size_t p = 0; p < row->n_parts; p++)
        sets = MIN(sets, *left_at(choice, site, row->parts[p].item_id) / row->parts[p].per);
    return sets;
}

static void give(struct choice *choice, size_t line, size_t site, int64_t sets)
{
    struct site_line *row = &choice->asked->lines[line];
    for (size_t p = 0; p < row->n_parts; p++)
        *left_at(choice, site, row->parts[p].item_id) -= sets * row->parts[p].per;
    *given_at(choice, line, site) += sets;
    row->missing -= sets;
}

static bool serve_whole(struct choice *choice, size_t line)
{
    struct site_line *row = &choice->asked->lines[line];
    for (size_t k = 0; k < choice->n_chosen && row->missing; k++)
        if (sets_left(choice, line, choice->chosen[k]) >= row->need)
            give(choice, line, choice->chosen[k], row->need);
    return !row->missing;
}

// From the sites with most of it, which are the fewest.
static void serve_split(struct choice *choice, size_t line)
{
    struct site_line *row = &choice->asked->lines[line];
    while (row->missing) {
        size_t best = 0;
        int64_t most = 0;
        for (size_t k = 0; k < choice->n_chosen; k++) {
            int64_t sets = sets_left(choice, line, choice->chosen[k]);
            if (sets > most) {
                best = choice->chosen[k];
                most = sets;
            }
        }
        if (!most)
            return;
        give(choice, line, best, MIN(most, row->missing));
    }
}

// Serves what the sites chosen can: lines whole first, then, where that is allowed, in shares.
static struct served serve(struct choice *choice)
{
    const struct site_question *asked = choice->asked;
    struct served served = {0};
    memcpy(choice->left, choice->free, asked->n_sites * choice->n_items * sizeof *choice->left);
    memset(choice->given, 0, asked->n_lines * asked->n_sites * sizeof *choice->given);
    for (size_t i = 0; i < asked->n_lines; i++) {
        asked->lines[choice->order[i]].missing = asked->lines[choice->order[i]].need;
        served.whole += serve_whole(choice, choice->order[i]);
    }
    for (size_t i = 0; i < asked->n_lines; i++) {
        if (asked->split)
            serve_split(choice, choice->order[i]);
        served.missing += asked->lines[i].missing;
    }
    return served;
}

static bool serves_all(struct choice *choice)
{
    struct served served = serve(choice);
    return served.whole >= choice->wanted.whole &&
           (!choice->asked->split || served.missing <= choice->wanted.missing);
}

// Completes the set by MORE of the sites from FROM on; true when it serves all that can be served.
static bool extend(struct choice *choice, size_t from, size_t more)
{
    if (!more)
        return serves_all(choice);
    for (size_t s = from; s + more <= choice->asked->n_sites; s++) {
        choice->chosen[choice->n_chosen++] = s;
        if (extend(choice, s + 1, more - 1))
            return true;
        choice->n_chosen--;
    }
    return false;
}

static bool is_chosen(const struct choice *choice, size_t site)
{
    for (size_t k = 0; k < choice->n_chosen; k++)
        if (choice->chosen[k] == site)
            return true;
    return false;
}

static bool better(const struct served *a, const struct served *b)
{
    return a->whole != b->whole ? a->whole > b->whole : a->missing < b->missing;
}

// Adds the site with which the most lines are served.
static void grow(struct choice *choice)
{
    size_t best = choice->asked->n_sites, n = choice->n_chosen;
    struct served most = {0};
    for (size_t s = 0; s < choice->asked->n_sites; s++) {
        choice->n_chosen = n;
        if (is_chosen(choice, s))
            continue;
        choice->chosen[choice->n_chosen++] = s;
        struct served served = serve(choice);
        if (best == choice->asked->n_sites || better(&served, &most)) {
            best = s;
            most = served;
        }
    }
    g_assert(best < choice->asked->n_sites); // the last site brings all there is
    choice->n_chosen = n;
    choice->chosen[choice->n_chosen++] = best;
}

// All in the order of preference.
static void choose_all(struct choice *choice)
{
    for (choice->n_chosen = 0; choice->n_chosen < choice->asked->n_sites; choice->n_chosen++)
        choice->chosen[choice->n_chosen] = choice->n_chosen;
}

static void choose_sites(struct choice *choice)
{
    size_t n_sites = choice->asked->n_sites;
    choose_all(choice);
    choice->wanted = serve(choice);
    choice->n_chosen = 0;
    if (n_sites > SITES_EXACT) {
        while (choice->n_chosen < n_sites && !serves_all(choice))
            grow(choice);
        if (serves_all(choice))
            return;
        choose_all(choice);
        serve(choice);
        return;
    }
    for (size_t size = 0; size <= n_sites; size++)
        if (extend(choice, 0, size))
            return;
    g_assert_not_reached(); // all sites together serve what they serve
}

// --- what is short

static void serve_short(struct choice *choice, size_t line)
{
    size_t best = 0;
    int64_t most = -1;
    for (size_t s = 0; s < choice->asked->n_sites; s++) {
        int64_t left = sets_left(choice, line, s);
        // Among equals one that ships something anyway.
        if (left > most || (left == most && is_chosen(choice, s) && !is_chosen(choice, best))) {
            best = s;
            most = left;
        }
    }
    give(choice, line, best, MIN(most, choice->asked->lines[line].missing));
    if (!is_chosen(choice, best))
        choice->chosen[choice->n_chosen++] = best;
}

static void say_shares(const struct choice *choice, GArray *shares)
{
    for (size_t i = 0; i < choice->asked->n_lines; i++)
        for (size_t s = 0; s < choice->asked->n_sites; s++) {
            const struct site_share share = {i, choice->asked->sites[s], *given_at(choice, i, s)};
            if (share.qty)
                g_array_append_val(shares, share);
        }
}

void site_choose(const struct site_question *question, GArray *shares)
{
    g_autoptr(GHashTable) numbers = g_hash_table_new(g_int64_hash, g_int64_equal);
    size_t n_lines = question->n_lines, n_sites = question->n_sites;
    g_autofree size_t *order = g_new0(size_t, n_lines + 1);
    g_autofree size_t *chosen = g_new0(size_t, n_sites + 1);
    g_autofree int64_t *given = g_new0(int64_t, n_lines * n_sites + 1);
    struct choice choice = {
        .asked = question, .numbers = numbers, .given = given, .order = order, .chosen = chosen};
    number_items(&choice);
    g_autofree int64_t *counts = g_new0(int64_t, 2 * n_sites * choice.n_items + 1);
    choice.free = counts;
    choice.left = counts + n_sites * choice.n_items;
    count_stock(&choice);
    order_lines(&choice);
    choose_sites(&choice);
    if (question->split) // an order that is short anyway takes what the others have, too
        choose_all(&choice);
    for (size_t i = 0; n_sites && i < n_lines; i++)
        if (question->lines[i].missing)
            question->split ? serve_split(&choice, i) : serve_short(&choice, i);
    say_shares(&choice, shares);
}
