// SPDX-License-Identifier: Apache-2.0
// Can a set of sites serve lines that share their items? Every way to place them is tried.
#include "sites_choice.h"

struct search {
    struct choice *choice;
    const struct group *group;
    size_t *at; // of each line: which of the chosen sites has it whole; n_chosen = it is split
    int splits; // lines that may still be split
    int tries;
};

static size_t line_of(const struct search *search, size_t i)
{
    return search->choice->order[search->group->first + i];
}

static const struct site_line *row_of(const struct search *search, size_t i)
{
    return choice_line(search->choice, search->group, i);
}

// Pieces may come from anywhere; sets of several only from where all of a set lie.
static bool is_loose(const struct site_line *line)
{
    return line->n_parts == 1 && line->parts[0].per == 1;
}

// --- what can be seen at once

static int64_t wanted_of(const struct search *search, int64_t item)
{
    int64_t sum = 0;
    for (size_t i = 0; i < search->group->n; i++) {
        const struct site_line *row = row_of(search, i);
        for (size_t p = 0; p < row->n_parts; p++)
            sum += row->parts[p].item_id == item ? row->need * row->parts[p].per : 0;
    }
    return sum;
}

static bool has_enough(const struct search *search, int64_t item)
{
    const struct choice *choice = search->choice;
    int64_t wanted = wanted_of(search, item);
    for (size_t k = 0; k < choice->n_chosen && wanted > 0; k++)
        wanted -= *choice_left(choice, choice->chosen[k], item);
    return wanted <= 0;
}

static bool is_whole_somewhere(const struct search *search, size_t i)
{
    const struct choice *choice = search->choice;
    for (size_t k = 0; k < choice->n_chosen; k++)
        if (choice_sets(choice, line_of(search, i), choice->chosen[k]) >= row_of(search, i)->need)
            return true;
    return false;
}

// Is there enough of each item, and may what no site has whole be split?
static bool hopeful(const struct search *search)
{
    int apart = 0;
    for (size_t i = 0; i < search->group->n; i++) {
        const struct site_line *row = row_of(search, i);
        apart += !is_whole_somewhere(search, i);
        for (size_t p = 0; p < row->n_parts; p++)
            if (!has_enough(search, row->parts[p].item_id))
                return false;
    }
    return apart <= search->splits;
}

// --- lines that are split

static bool is_split(const struct search *search, size_t i)
{
    return search->at[i] == search->choice->n_chosen;
}

// Takes back what lines that are split were given, all or the loose ones only.
static void take_back(struct search *search, bool loose_only)
{
    struct choice *choice = search->choice;
    for (size_t i = 0; i < search->group->n; i++) {
        if (!is_split(search, i) || (loose_only && !is_loose(row_of(search, i))))
            continue;
        size_t line = line_of(search, i);
        for (size_t k = 0; k < choice->n_chosen; k++)
            choice_give(choice, line, choice->chosen[k],
                        -choice->given[line * choice->asked->n_sites + choice->chosen[k]]);
    }
}

// Serves the lines that are split from where most of them is; LOOSE: those of pieces.
static bool share(struct search *search, bool loose)
{
    for (size_t i = 0; i < search->group->n; i++) {
        if (!is_split(search, i) || is_loose(row_of(search, i)) != loose)
            continue;
        choice_share(search->choice, line_of(search, i));
        if (row_of(search, i)->missing)
            return false;
    }
    return true;
}

// The line from I on that is split into sets and misses some; the number of lines: there is none.
static size_t next_of_sets(const struct search *search, size_t i)
{
    while (i < search->group->n &&
           (!is_split(search, i) || is_loose(row_of(search, i)) || !row_of(search, i)->missing))
        i++;
    return i;
}

// Deals the sets of the lines from I on that are split, from the K-th of the chosen sites on, and
// then the pieces, which may come from anywhere.
static bool deal(struct search *search, size_t i, size_t k)
{
    struct choice *choice = search->choice;
    size_t next = next_of_sets(search, i);
    if (next == search->group->n) {
        bool all = share(search, true);
        if (!all)
            take_back(search, true);
        return all;
    }
    if (next != i)
        k = 0;
    if (k == choice->n_chosen || ++search->tries > SITES_TRIES)
        return false;
    size_t line = line_of(search, next), site = choice->chosen[k];
    int64_t most = MIN(row_of(search, next)->missing, choice_sets(choice, line, site));
    for (int64_t sets = most; sets >= 0; sets--) {
        choice_give(choice, line, site, sets);
        if (deal(search, next, k + 1))
            return true;
        choice_give(choice, line, site, -sets);
    }
    return false;
}

static bool serve_split(struct search *search)
{
    if (share(search, false) && share(search, true))
        return true;
    take_back(search, false);
    return deal(search, 0, 0);
}

// --- lines that are whole

// Where the line before is the same, its sites are not tried again in another order.
static size_t first_site(const struct search *search, size_t i)
{
    const struct site_line *row = row_of(search, i), *before = i ? row_of(search, i - 1) : row;
    bool same = i && is_loose(row) && is_loose(before) && row->need == before->need &&
                row->parts[0].item_id == before->parts[0].item_id;
    return same ? search->at[i - 1] : 0;
}

static bool place(struct search *search, size_t i)
{
    struct choice *choice = search->choice;
    if (++search->tries > SITES_TRIES)
        return false;
    if (i == search->group->n)
        return serve_split(search);
    int64_t need = row_of(search, i)->need;
    for (size_t k = first_site(search, i); k < choice->n_chosen; k++) {
        if (choice_sets(choice, line_of(search, i), choice->chosen[k]) < need)
            continue;
        search->at[i] = k;
        choice_give(choice, line_of(search, i), choice->chosen[k], need);
        if (place(search, i + 1))
            return true;
        choice_give(choice, line_of(search, i), choice->chosen[k], -need);
    }
    search->at[i] = choice->n_chosen;
    if (!search->splits)
        return false;
    search->splits--;
    if (place(search, i + 1))
        return true;
    search->splits++;
    return false;
}

bool group_search(struct choice *choice, const struct group *group, int splits)
{
    g_autofree size_t *at = g_new0(size_t, group->n);
    struct search search = {.choice = choice, .group = group, .at = at, .splits = splits};
    return hopeful(&search) && place(&search, 0);
}
