// SPDX-License-Identifier: Apache-2.0
// Proposals between the engine's units and the lines of an order. Pure.
#include "propose.h"

#include <string.h>

#include "sites.h"

static int64_t *left_at(const GArray *stock, int64_t site, int64_t item)
{
    for (unsigned i = 0; i < stock->len; i++) {
        struct site_stock *row = &g_array_index(stock, struct site_stock, i);
        if (row->site_id == site && row->item_id == item)
            return &row->free;
    }
    return NULL;
}

static const struct wanted_row *part(const struct list *wanted, const struct portion *portion,
                                     unsigned i)
{
    return list_at(wanted, struct wanted_row, portion->first + i);
}

// Sets of the portion that a site has goods for.
static int64_t sets_at(const struct list *wanted, const struct portion *portion,
                       const GArray *stock, int64_t site)
{
    int64_t sets = portion->sets;
    for (unsigned i = 0; i < portion->n; i++) {
        const struct wanted_row *row = part(wanted, portion, i);
        const int64_t *left = left_at(stock, site, row->item_id);
        sets = MIN(sets, left ? *left / plan_per(portion, row) : 0);
    }
    return sets;
}

// Takes the goods of so many sets; returns the pieces.
static int64_t take(const struct list *wanted, const struct portion *portion, const GArray *stock,
                    int64_t site, int64_t sets)
{
    int64_t pieces = 0;
    for (unsigned i = 0; i < portion->n; i++) {
        const struct wanted_row *row = part(wanted, portion, i);
        int64_t qty = sets * plan_per(portion, row);
        *left_at(stock, site, row->item_id) -= qty;
        pieces += qty;
    }
    return pieces;
}

static bool deal(const struct list *wanted, const struct portion *portion, bool split, GArray *left,
                 GString *text)
{
    int64_t rest = portion->sets;
    unsigned sites = 0;
    for (unsigned i = 0; i < left->len && rest; i++) {
        int64_t site = g_array_index(left, struct site_stock, i).site_id;
        int64_t sets = MIN(rest, sets_at(wanted, portion, left, site));
        if (!sets)
            continue;
        g_string_append_printf(text, " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                               part(wanted, portion, 0)->line_id, site, sets);
        g_string_append_printf(text, " %" G_GINT64_FORMAT, take(wanted, portion, left, site, sets));
        rest -= sets;
        sites++;
    }
    return !rest && (split || sites == 1);
}

bool propose_deal(const struct list *wanted, const GArray *portions, bool split, GArray *left,
                  GString *text)
{
    for (int single = 0; single < 2; single++)
        for (unsigned i = 0; i < portions->len; i++) {
            const struct portion *portion = &g_array_index(portions, struct portion, i);
            if ((portion->n == 1) == (single == 1) && !deal(wanted, portion, split, left, text))
                return false;
        }
    return true;
}

// --- reading it again

bool propose_next(const char **at, struct proposed_share *ret_share)
{
    int64_t numbers[4];
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        char *end = NULL;
        numbers[i] = g_ascii_strtoll(*at, &end, 10);
        if (end == *at)
            return false;
        *at = end;
    }
    *ret_share = (struct proposed_share){numbers[0], numbers[1], numbers[2], numbers[3]};
    return true;
}

// The number of the portion that begins with a line; -1 = none.
static int portion_of(const struct list *wanted, const GArray *portions, int64_t line)
{
    for (unsigned i = 0; i < portions->len; i++)
        if (part(wanted, &g_array_index(portions, struct portion, i), 0)->line_id == line)
            return (int)i;
    return -1;
}

// Takes a share; false where the goods or the line are not there any more.
static bool take_share(const struct proposed_share *share, const struct list *wanted,
                       const GArray *portions, GArray *left, GArray *shares)
{
    int number = portion_of(wanted, portions, share->line);
    if (number < 0)
        return false;
    const struct portion *portion = &g_array_index(portions, struct portion, number);
    if (share->sets < 1 || share->sets > sets_at(wanted, portion, left, share->site))
        return false;
    take(wanted, portion, left, share->site, share->sets);
    const struct site_share taken = {(size_t)number, share->site, share->sets};
    g_array_append_val(shares, taken);
    return true;
}

// Do the shares serve every portion, all of it?
static bool whole(const GArray *portions, const GArray *shares, unsigned first)
{
    for (unsigned i = 0; i < portions->len; i++) {
        int64_t rest = g_array_index(portions, struct portion, i).sets;
        for (unsigned k = first; k < shares->len; k++) {
            const struct site_share *share = &g_array_index(shares, struct site_share, k);
            rest -= share->line == i ? share->qty : 0;
        }
        if (rest)
            return false;
    }
    return true;
}

// Rows of one site and item as one, since shares of it are taken off.
static GArray *summed(const GArray *stock)
{
    GArray *left = g_array_new(FALSE, FALSE, sizeof(struct site_stock));
    for (unsigned i = 0; i < stock->len; i++) {
        const struct site_stock row = g_array_index(stock, struct site_stock, i);
        int64_t *known = left_at(left, row.site_id, row.item_id);
        if (known)
            *known += row.free;
        else
            g_array_append_val(left, row);
    }
    return left;
}

bool propose_fits(const char *answer, const struct list *wanted, const GArray *portions,
                  const GArray *stock, GArray *shares)
{
    g_autoptr(GArray) left = summed(stock);
    unsigned first = shares->len;
    struct proposed_share share;
    bool fits = true;
    while (fits && propose_next(&answer, &share))
        fits = take_share(&share, wanted, portions, left, shares);
    if (fits && whole(portions, shares, first))
        return true;
    g_array_set_size(shares, first);
    return false;
}

struct propose_reason propose_reason(const char *text)
{
    struct propose_reason reason = {0};
    text += strspn(text, " ");
    size_t n = strcspn(text, " ");
    g_strlcpy(reason.code, text, MIN(n + 1, sizeof reason.code));
    char *at = (char *)(uintptr_t)text + n;
    reason.need = g_ascii_strtoll(at, &at, 10);
    reason.missing = g_ascii_strtoll(at, &at, 10);
    reason.sku = at + strspn(at, " ");
    return reason;
}
