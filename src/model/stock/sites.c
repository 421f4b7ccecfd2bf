// SPDX-License-Identifier: Apache-2.0
// Chooses sites: every set of few sites is tried, the smallest first, the preferred first among
// equals; where there are many sites the set grows by the site that helps most.
#include <stdlib.h>
#include <string.h>

#include "sites_choice.h"

int64_t *choice_left(const struct choice *choice, size_t site, int64_t item)
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

// What the lines are put in order by.
struct ordering {
    const struct site_line *lines;
    size_t *head; // of each line: one of those that it shares items with, or itself
};

static size_t head_of(const struct ordering *ordering, size_t line)
{
    while (ordering->head[line] != line)
        line = ordering->head[line];
    return line;
}

static int by_group(const void *a, const void *b, void *data)
{
    const struct ordering *ordering = data;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    size_t of_x = ordering->head[x], of_y = ordering->head[y];
    if (of_x != of_y)
        return of_x < of_y ? -1 : 1;
    int64_t more = pieces(&ordering->lines[y]) - pieces(&ordering->lines[x]);
    return more ? (more > 0 ? 1 : -1) : x < y ? -1 : x > y;
}

// Puts the head of all lines that share items with a line in its place.
static void find_heads(const struct choice *choice, const struct ordering *ordering)
{
    g_autofree size_t *first = g_new0(size_t, choice->n_items + 1); // line that wants it, + 1
    for (size_t i = 0; i < choice->asked->n_lines; i++) {
        const struct site_line *line = &ordering->lines[i];
        ordering->head[i] = i;
        for (size_t p = 0; p < line->n_parts; p++) {
            void *number = g_hash_table_lookup(choice->numbers, &line->parts[p].item_id);
            size_t *known = &first[GPOINTER_TO_SIZE(number)];
            if (*known)
                ordering->head[head_of(ordering, i)] = head_of(ordering, *known - 1);
            else
                *known = i + 1;
        }
    }
    for (size_t i = 0; i < choice->asked->n_lines; i++)
        ordering->head[i] = head_of(ordering, i);
}

static void order_lines(struct choice *choice)
{
    size_t n = choice->asked->n_lines;
    g_autofree size_t *head = g_new0(size_t, n + 1);
    struct ordering ordering = {choice->asked->lines, head};
    find_heads(choice, &ordering);
    for (size_t i = 0; i < n; i++)
        choice->order[i] = i;
    g_qsort_with_data(choice->order, (int)n, sizeof *choice->order, by_group, &ordering);
    for (size_t i = 0; i < n; i++) {
        if (!i || head[choice->order[i]] != head[choice->order[i - 1]])
            choice->groups[choice->n_groups++] = (struct group){.first = i};
        choice->groups[choice->n_groups - 1].n++;
    }
}

// --- trying a set

int64_t choice_sets(const struct choice *choice, size_t line, size_t site)
{
    const struct site_line *row = &choice->asked->lines[line];
    int64_t sets = INT64_MAX;
    for (size_t p = 0; p < row->n_parts; p++)
        sets = MIN(sets, *choice_left(choice, site, row->parts[p].item_id) / row->parts[p].per);
    return sets;
}

void choice_give(struct choice *choice, size_t line, size_t site, int64_t sets)
{
    struct site_line *row = &choice->asked->lines[line];
    for (size_t p = 0; p < row->n_parts; p++)
        *choice_left(choice, site, row->parts[p].item_id) -= sets * row->parts[p].per;
    *given_at(choice, line, site) += sets;
    row->missing -= sets;
}

static bool serve_whole(struct choice *choice, size_t line)
{
    struct site_line *row = &choice->asked->lines[line];
    for (size_t k = 0; k < choice->n_chosen && row->missing; k++)
        if (choice_sets(choice, line, choice->chosen[k]) >= row->need)
            choice_give(choice, line, choice->chosen[k], row->need);
    return !row->missing;
}

void choice_share(struct choice *choice, size_t line)
{
    struct site_line *row = &choice->asked->lines[line];
    while (row->missing) {
        size_t best = 0;
        int64_t most = 0;
        for (size_t k = 0; k < choice->n_chosen; k++) {
            int64_t sets = choice_sets(choice, line, choice->chosen[k]);
            if (sets > most) {
                best = choice->chosen[k];
                most = sets;
            }
        }
        if (!most)
            return;
        choice_give(choice, line, best, MIN(most, row->missing));
    }
}

// Nothing is given yet.
static void begin_try(struct choice *choice)
{
    const struct site_question *asked = choice->asked;
    memcpy(choice->left, choice->free, asked->n_sites * choice->n_items * sizeof *choice->left);
    memset(choice->given, 0, asked->n_lines * asked->n_sites * sizeof *choice->given);
    for (size_t i = 0; i < asked->n_lines; i++)
        asked->lines[i].missing = asked->lines[i].need;
}

// Serves what the sites chosen can of a group: lines whole first, then, where that is allowed, in
// shares.
static struct served serve(struct choice *choice, const struct group *group)
{
    struct served served = {0};
    for (size_t i = 0; i < group->n; i++)
        served.whole += serve_whole(choice, choice->order[group->first + i]);
    for (size_t i = 0; i < group->n; i++) {
        if (choice->asked->split)
            choice_share(choice, choice->order[group->first + i]);
        served.missing += choice_line(choice, group, i)->missing;
    }
    return served;
}

// What all sites can do for a group.
static void find_wanted(struct choice *choice, struct group *group)
{
    int most = choice->asked->split ? (int)group->n : 0;
    for (group->splits = 0; group->splits <= most; group->splits++)
        if (group_search(choice, group, group->splits))
            return;
    group->splits = -1;
    group->wanted = serve(choice, group);
}

// Do the sites chosen serve of a group what all of them do?
static bool serves(struct choice *choice, const struct group *group)
{
    if (group->splits >= 0)
        return group_search(choice, group, group->splits);
    struct served served = serve(choice, group);
    return served.whole >= group->wanted.whole &&
           (!choice->asked->split || served.missing <= group->wanted.missing);
}

static bool serves_all(struct choice *choice)
{
    bool all = true;
    begin_try(choice);
    for (size_t i = 0; i < choice->n_groups && all; i++)
        all = serves(choice, &choice->groups[i]);
    return all;
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

// What the chosen sites serve, line by line.
static struct served serve_each(struct choice *choice)
{
    struct served all = {0};
    begin_try(choice);
    for (size_t i = 0; i < choice->n_groups; i++) {
        struct served served = serve(choice, &choice->groups[i]);
        all.whole += served.whole;
        all.missing += served.missing;
    }
    return all;
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
        struct served served = serve_each(choice);
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
    begin_try(choice);
    for (size_t i = 0; i < choice->n_groups; i++)
        find_wanted(choice, &choice->groups[i]);
    choice->n_chosen = 0;
    for (size_t size = 0; n_sites <= SITES_EXACT && size <= n_sites; size++)
        if (extend(choice, 0, size))
            return;
    g_assert(n_sites > SITES_EXACT); // all sites together serve what they serve
    while (choice->n_chosen < n_sites && !serves_all(choice))
        grow(choice);
    if (serves_all(choice))
        return;
    choose_all(choice); // a search that is cut off may depend on the order
    serves_all(choice);
}

// --- what is short

static void serve_short(struct choice *choice, size_t line)
{
    size_t best = 0;
    int64_t most = -1;
    for (size_t s = 0; s < choice->asked->n_sites; s++) {
        int64_t left = choice_sets(choice, line, s);
        // Among equals one that ships something anyway.
        if (left > most || (left == most && is_chosen(choice, s) && !is_chosen(choice, best))) {
            best = s;
            most = left;
        }
    }
    choice_give(choice, line, best, MIN(most, choice->asked->lines[line].missing));
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
    g_autofree struct group *groups = g_new0(struct group, n_lines + 1);
    struct choice choice = {.asked = question,
                            .numbers = numbers,
                            .given = given,
                            .order = order,
                            .groups = groups,
                            .chosen = chosen};
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
            question->split ? choice_share(&choice, i) : serve_short(&choice, i);
    say_shares(&choice, shares);
}
