// SPDX-License-Identifier: Apache-2.0
// The order of packing. Sorted by the height of its base, a piece never stands above one that
// comes later, so each can be lowered from above past all that are in.
#include "carton_steps.h"

#include <stdlib.h>

#include "i18n.h"

static int by_height(gconstpointer a, gconstpointer b)
{
    const struct carton_piece *one = a, *two = b;
    for (int axis = 2; axis >= 0; axis--)
        if (one->at[axis] != two->at[axis])
            return one->at[axis] < two->at[axis] ? -1 : 1;
    return 0;
}

static bool above(const struct carton_piece *upper, const struct carton_piece *lower)
{
    for (int axis = 0; axis < 2; axis++)
        if (upper->at[axis] >= lower->at[axis] + lower->size[axis] ||
            lower->at[axis] >= upper->at[axis] + upper->size[axis])
            return false;
    return true;
}

void steps_order(struct carton_piece *pieces, guint n)
{
    if (n < 2)
        return;
    qsort(pieces, n, sizeof *pieces, by_height);
    for (guint i = 0; i < n; i++) {
        int floor = 0;
        for (guint k = 0; k < i; k++)
            if (above(&pieces[i], &pieces[k]))
                floor = MAX(floor, pieces[k].at[2] + pieces[k].size[2]);
        pieces[i].at[2] = floor;
    }
    qsort(pieces, n, sizeof *pieces, by_height);
}

// Which size of the item (other than SKIP) is LENGTH, the earliest of equal ones.
static int which(const struct carton_item *item, int length, int skip)
{
    for (int k = 0; k < 3; k++)
        if (k != skip && item->size[k] == length)
            return k;
    return -1;
}

// The size that stands upright: of equal ones the last, so that "this side up" stays so.
static int upright_size(const struct carton_item *item, int length)
{
    int k = 2;
    while (k > 0 && (item->size[k] != length || !(item->upright == 0 || item->upright >> k & 1)))
        k--;
    return k;
}

static int third(int at, int size, int inner)
{
    gint64 middle = 2 * (gint64)at + size;
    return 3 * middle < 2 * (gint64)inner ? 0 : 3 * middle <= 4 * (gint64)inner ? 1 : 2;
}

struct carton_step carton_step_of(const struct carton_answer *answer, guint box, guint i,
                                  const struct carton_box *boxes, const struct carton_item *items)
{
    const struct carton_packed *packed = &g_array_index(answer->boxes, struct carton_packed, box);
    const struct carton_piece *pieces =
        &g_array_index(answer->pieces, struct carton_piece, packed->first);
    const struct carton_piece *piece = &pieces[i];
    const struct carton_item *item = &items[piece->item];
    const int *inner = packed->box < 0 ? piece->size : boxes[packed->box].inner;
    struct carton_step step = {.number = i + 1, .on_floor = piece->at[2] == 0};
    step.upright = upright_size(item, piece->size[2]);
    step.across = which(item, piece->size[0], step.upright);
    step.third_x = third(piece->at[0], piece->size[0], inner[0]);
    step.third_y = third(piece->at[1], piece->size[1], inner[1]);
    for (guint k = 0; k < i; k++)
        if (pieces[k].at[2] + pieces[k].size[2] == piece->at[2] && above(piece, &pieces[k]) &&
            step.n_under < CARTON_STEP_UNDER)
            step.under[step.n_under++] = k + 1;
    return step;
}

static char *under_text(const struct carton_step *step)
{
    if (step->on_floor)
        return g_strdup(_("on the floor"));
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < step->n_under; i++)
        g_string_append_printf(list, i ? ", %u" : "%u", step->under[i]);
    return g_strdup_printf(ngettext("on piece %s", "on pieces %s", step->n_under), list->str);
}

char *carton_step_text(const struct carton_step *step, const struct carton_piece *piece)
{
    static const char *const places[3][3] = {
        {N_("back left"), N_("back"), N_("back right")},
        {N_("left"), N_("middle"), N_("right")},
        {N_("front left"), N_("front"), N_("front right")},
    };
    g_autofree char *under = under_text(step);
    return g_strdup_printf(_("%u: %s, %s, %d mm from the left, %d mm from the back, "
                             "lying %d x %d, %d mm high"),
                           step->number, _(places[step->third_y][step->third_x]), under,
                           piece->at[0], piece->at[1], piece->size[0], piece->size[1],
                           piece->size[2]);
}

char *carton_misfit_text(const struct carton_misfit *misfit)
{
    if (misfit->reason == CARTON_TOO_LONG)
        return g_strdup_printf(_("size %d is %" G_GINT64_FORMAT
                                 " mm; the box that suits best takes %" G_GINT64_FORMAT " mm"),
                               misfit->side + 1, misfit->given, misfit->most);
    if (misfit->reason == CARTON_TOO_HEAVY)
        return g_strdup_printf(_("a piece weighs %" G_GINT64_FORMAT
                                 " g; the strongest box it fits into holds %" G_GINT64_FORMAT " g"),
                               misfit->given, misfit->most);
    return g_strdup(_("no box is left that holds it"));
}
