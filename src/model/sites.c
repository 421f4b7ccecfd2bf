// SPDX-License-Identifier: Apache-2.0
// Chooses sites: every set of few sites is tried, the smallest first, the preferred first among
// equals; where there are many sites the set grows by the site that helps most.
#include "sites.h"

#include <stdbool.h>
#include <string.h>

// Up to so many sites every set is tried.
enum { SITES_EXACT = 12 };

struct choice {
    struct site_line *lines;
    size_t n_lines;
    const int64_t *sites;
    size_t n_sites, n_items;
    size_t *item_of;      // number of the item of each line
    int64_t *free, *left; // pieces by site and item: all, and of the try at hand
    size_t *chosen;       // numbers of the sites of the try at hand, ascending
    size_t n_chosen;
    size_t wanted; // lines that can be served whole
};

static int64_t *left_at(const struct choice *choice, size_t site, size_t line)
{
    return &choice->left[site * choice->n_items + choice->item_of[line]];
}

// --- setting up

static void number_items(struct choice *choice, GHashTable *numbers)
{
    for (size_t i = 0; i < choice->n_lines; i++) {
        void *item = &choice->lines[i].item_id;
        g_assert(choice->lines[i].need > 0);
        if (!g_hash_table_contains(numbers, item))
            g_hash_table_insert(numbers, item, GSIZE_TO_POINTER(choice->n_items++));
        choice->item_of[i] = GPOINTER_TO_SIZE(g_hash_table_lookup(numbers, item));
    }
}

static void count_stock(struct choice *choice, GHashTable *numbers, const struct site_stock *stock,
                        size_t n_stock)
{
    for (size_t i = 0; i < n_stock; i++) {
        void *number;
        if (!g_hash_table_lookup_extended(numbers, &stock[i].item_id, NULL, &number))
            continue;
        for (size_t s = 0; s < choice->n_sites; s++)
            if (choice->sites[s] == stock[i].site_id)
                choice->free[s * choice->n_items + GPOINTER_TO_SIZE(number)] +=
                    MAX(0, stock[i].free);
    }
}

// --- trying a set

// Serves lines whole from the sites chosen; says how many.
static size_t serve(struct choice *choice)
{
    size_t whole = 0;
    memcpy(choice->left, choice->free, choice->n_sites * choice->n_items * sizeof *choice->left);
    for (size_t i = 0; i < choice->n_lines; i++) {
        struct site_line *line = &choice->lines[i];
        line->site_id = 0;
        line->missing = line->need;
        for (size_t k = 0; k < choice->n_chosen && line->missing; k++) {
            int64_t *left = left_at(choice, choice->chosen[k], i);
            if (*left < line->need)
                continue;
            *left -= line->need;
            line->site_id = choice->sites[choice->chosen[k]];
            line->missing = 0;
            whole++;
        }
    }
    return whole;
}

// Completes the set by MORE of the sites from FROM on; true when it serves all that can be served.
static bool extend(struct choice *choice, size_t from, size_t more)
{
    if (!more)
        return serve(choice) >= choice->wanted;
    for (size_t s = from; s + more <= choice->n_sites; s++) {
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

// Adds the site with which the most lines are served.
static void grow(struct choice *choice)
{
    size_t best = choice->n_sites, most = 0, n = choice->n_chosen;
    for (size_t s = 0; s < choice->n_sites; s++) {
        choice->n_chosen = n;
        if (is_chosen(choice, s))
            continue;
        choice->chosen[choice->n_chosen++] = s;
        size_t whole = serve(choice);
        if (whole > most || best == choice->n_sites) {
            best = s;
            most = whole;
        }
    }
    g_assert(best < choice->n_sites); // the last site brings all there is
    choice->n_chosen = n;
    choice->chosen[choice->n_chosen++] = best;
}

static void choose_sites(struct choice *choice)
{
    for (size_t s = 0; s < choice->n_sites; s++)
        choice->chosen[choice->n_chosen++] = s;
    choice->wanted = serve(choice);
    choice->n_chosen = 0;
    if (choice->n_sites > SITES_EXACT) {
        while (serve(choice) < choice->wanted)
            grow(choice);
        return;
    }
    for (size_t size = 0; size <= choice->n_sites; size++)
        if (extend(choice, 0, size))
            return;
    g_assert_not_reached(); // all sites together serve what they serve
}

// --- what no site has whole

static void serve_short(struct choice *choice, size_t line)
{
    size_t best = 0;
    int64_t most = -1;
    for (size_t s = 0; s < choice->n_sites; s++) {
        int64_t left = *left_at(choice, s, line);
        // Among equals one that ships something anyway.
        if (left > most || (left == most && is_chosen(choice, s) && !is_chosen(choice, best))) {
            best = s;
            most = left;
        }
    }
    struct site_line *row = &choice->lines[line];
    int64_t take = MIN(most, row->need);
    row->site_id = choice->sites[best];
    row->missing = row->need - take;
    *left_at(choice, best, line) -= take;
    if (!is_chosen(choice, best))
        choice->chosen[choice->n_chosen++] = best;
}

void site_choose(struct site_line *lines, size_t n_lines, const int64_t *sites, size_t n_sites,
                 const struct site_stock *stock, size_t n_stock)
{
    g_autoptr(GHashTable) numbers = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autofree size_t *item_of = g_new0(size_t, n_lines + 1);
    g_autofree size_t *chosen = g_new0(size_t, n_sites + 1);
    struct choice choice = {.lines = lines,
                            .n_lines = n_lines,
                            .sites = sites,
                            .n_sites = n_sites,
                            .item_of = item_of,
                            .chosen = chosen};
    number_items(&choice, numbers);
    g_autofree int64_t *counts = g_new0(int64_t, 2 * n_sites * choice.n_items + 1);
    choice.free = counts;
    choice.left = counts + n_sites * choice.n_items;
    count_stock(&choice, numbers, stock, n_stock);
    choose_sites(&choice);
    for (size_t i = 0; n_sites && i < n_lines; i++)
        if (lines[i].missing)
            serve_short(&choice, i);
    for (size_t i = 0; i < n_lines; i++)
        g_assert(lines[i].missing >= 0 && (lines[i].site_id || !n_sites));
}
