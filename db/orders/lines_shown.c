// SPDX-License-Identifier: Apache-2.0
// Lines of an order as people ordered them, of those that the floor works on.
#include "lines_shown.h"

#include <string.h>

static struct line_row *line_at(const struct list *lines, unsigned i)
{
    return list_at(lines, struct line_row, i);
}

static struct line_row *line_by_id(const struct list *lines, int64_t id)
{
    for (unsigned i = 0; id && i < list_len(lines); i++)
        if (line_at(lines, i)->id == id)
            return line_at(lines, i);
    return NULL;
}

static bool is_kind(const struct line_row *line, const char *kind)
{
    return !strcmp(line->kind, kind);
}

void lines_name_kits(struct list *lines)
{
    for (unsigned i = 0; i < list_len(lines); i++) {
        struct line_row *line = line_at(lines, i), *up = line_by_id(lines, line->parent_id);
        if (up && is_kind(line, "split"))
            up = line_by_id(lines, up->parent_id);
        line->part_of = up ? up->sku : "";
        line->kit_line = up ? up->id : 0;
    }
}

// --- shares

static void add_shares(struct list *lines)
{
    for (unsigned i = list_len(lines); i > 0; i--) {
        const struct line_row *share = line_at(lines, i - 1);
        struct line_row *line = line_by_id(lines, share->parent_id);
        if (!line || !is_kind(share, "split"))
            continue;
        line->qty += share->qty;
        line->open += share->open;
        line->cancelled += share->cancelled;
        line->allocated += share->allocated;
        line->picked += share->picked;
        line->packed += share->packed;
        line->shipped += share->shipped;
        g_array_remove_index(lines->rows, i - 1);
    }
}

// --- kits

// The counters of the parts of a kit, as whole sets; false where it has none.
static bool count_sets(const struct list *lines, const struct line_row *kit,
                       struct line_row *ret_sets)
{
    bool any = false;
    for (unsigned i = 0; i < list_len(lines); i++) {
        const struct line_row *part = line_at(lines, i);
        if (part->parent_id != kit->id || !is_kind(part, "part"))
            continue;
        if (!any)
            *ret_sets = (struct line_row){.cancelled = INT64_MAX,
                                          .allocated = INT64_MAX,
                                          .picked = INT64_MAX,
                                          .packed = INT64_MAX,
                                          .shipped = INT64_MAX};
        any = true;
        ret_sets->cancelled = MIN(ret_sets->cancelled, part->cancelled / part->per);
        ret_sets->allocated = MIN(ret_sets->allocated, part->allocated / part->per);
        ret_sets->picked = MIN(ret_sets->picked, part->picked / part->per);
        ret_sets->packed = MIN(ret_sets->packed, part->packed / part->per);
        ret_sets->shipped = MIN(ret_sets->shipped, part->shipped / part->per);
    }
    return any;
}

static void count_kit(const struct list *lines, struct line_row *kit)
{
    struct line_row sets;
    if (!count_sets(lines, kit, &sets))
        return;
    kit->cancelled = sets.cancelled;
    kit->allocated = sets.allocated;
    kit->picked = sets.picked;
    kit->packed = sets.packed;
    kit->shipped = sets.shipped;
    kit->open = kit->qty - kit->allocated - kit->cancelled;
}

// Parts stand behind their kit, in their own order.
static int by_kit(const void *a, const void *b)
{
    const struct line_row *x = a, *y = b;
    int64_t kit_x = is_kind(x, "part") ? x->parent_id : x->id;
    int64_t kit_y = is_kind(y, "part") ? y->parent_id : y->id;
    if (kit_x != kit_y)
        return kit_x < kit_y ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

void lines_show(struct list *lines)
{
    add_shares(lines);
    for (unsigned i = 0; i < list_len(lines); i++)
        if (is_kind(line_at(lines, i), "kit"))
            count_kit(lines, line_at(lines, i));
    g_array_sort(lines->rows, by_kit);
}
