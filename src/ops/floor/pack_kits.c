// SPDX-License-Identifier: Apache-2.0
// Kits at the bench: a kit goes out whole.
#include <string.h>

#include "i18n.h"
#include "op_pack.h"
#include "store_admin.h"
#include "store_order.h"

// How many kits the lines have begun, by the part that they have most of.
static int64_t sets_begun(const struct list *lines, int64_t kit)
{
    int64_t sets = 0;
    for (unsigned i = 0; i < list_len(lines); i++) {
        const struct line_row *line = list_at(lines, struct line_row, i);
        if (line->kit_line == kit)
            sets = MAX(sets, (line->packed + line->per - 1) / line->per);
    }
    return sets;
}

// Pieces of a part that the kits which the lines have begun lack.
static int64_t lack_of(const struct list *lines, const struct line_row *line)
{
    return line->kit_line ? sets_begun(lines, line->kit_line) * line->per - line->packed : 0;
}

// Does the order have whole sets of a kit in its boxes, with those that left before?
static bool whole_by_now(const struct list *all, int64_t kit)
{
    for (unsigned i = 0; i < list_len(all); i++) {
        const struct line_row *line = list_at(all, struct line_row, i);
        if (line->kit_line == kit && lack_of(all, line))
            return false;
    }
    return true;
}

// Which parts the kits in the boxes lack. ALL: the lines of the order.
static char *parts_missing(const struct pack_view *view, const struct list *all)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < list_len(view->lines); i++) {
        const struct line_row *line = list_at(view->lines, struct line_row, i);
        int64_t lack = lack_of(view->lines, line);
        if (lack && !whole_by_now(all, line->kit_line))
            g_string_append_printf(text, _("%s%" G_GINT64_FORMAT " %s of %s"),
                                   text->len ? ", " : "", lack, line->name, line->part_of);
    }
    return g_string_free(text, FALSE);
}

// How many whole kits the lines have, by the part that they have least of.
static int64_t sets_whole(const struct list *lines, int64_t kit)
{
    int64_t sets = INT64_MAX;
    for (unsigned i = 0; i < list_len(lines); i++) {
        const struct line_row *line = list_at(lines, struct line_row, i);
        if (line->kit_line == kit)
            sets = MIN(sets, line->packed / line->per);
    }
    return sets;
}

// Which parts in the boxes belong to no whole kit.
static char *parts_spare(const struct list *all)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < list_len(all); i++) {
        const struct line_row *line = list_at(all, struct line_row, i);
        int64_t spare =
            line->kit_line ? line->packed - sets_whole(all, line->kit_line) * line->per : 0;
        if (spare)
            g_string_append_printf(text, _("%s%" G_GINT64_FORMAT " %s of %s"),
                                   text->len ? ", " : "", spare, line->name, line->part_of);
    }
    return g_string_free(text, FALSE);
}

static bool has_kits(const struct pack_view *view)
{
    for (unsigned i = 0; i < list_len(view->lines); i++)
        if (list_at(view->lines, struct line_row, i)->kit_line)
            return true;
    return false;
}

// A kit goes out whole, unless the shop lets its parts travel alone, or the packer says so.
bool pack_kits_whole(struct op_ctx *ctx, const struct pack_view *view, GError **error)
{
    if (!has_kits(view) || ((const struct work_args *)ctx->args)->parts)
        return true;
    g_autofree char *split = store_setting(ctx->db, SETTING_ORDER_SPLIT, error);
    g_autoptr(rowlist) all =
        split ? store_order_lines_shown(ctx->db, view->work->order_id, error) : NULL;
    if (!all)
        return false;
    g_autofree char *rest = parts_missing(view, all);
    if (!*rest || !strcmp(split, "parts"))
        return true;
    g_autofree char *spare = parts_spare(all);
    const struct tote_fault fault = {.field = "parts", .hint = _("With --parts it is sent so.")};
    return tote_fail_full(error, TOTE_STATE, &fault,
                          _("A kit is not whole: missing are %s, and %s in the boxes make none"),
                          rest, spare);
}
