// SPDX-License-Identifier: Apache-2.0
// Bounds of every number that enters: what lies within them cannot overflow 64 bits later.
#include "carton_limits.h"

#include <math.h>

#include "errors.h"
#include "i18n.h"

static bool within(const char *field, guint index, gint64 value, gint64 least, gint64 most,
                   GError **error)
{
    if (value >= least && value <= most)
        return true;
    g_autofree char *name = g_strdup_printf(field, index);
    return tote_fail(error, TOTE_ENGINE_LIMIT, name,
                     _("%s is %" G_GINT64_FORMAT "; it has to be from %" G_GINT64_FORMAT
                       " to %" G_GINT64_FORMAT),
                     name, value, least, most);
}

static bool check_box(const struct carton_box *box, guint i, GError **error)
{
    for (int k = 0; k < 3; k++)
        if (!within("boxes[%u].inner", i, box->inner[k], 1, CARTON_MAX_SIDE, error) ||
            !within("boxes[%u].outer", i, box->outer[k], 0, CARTON_MAX_SIDE, error))
            return false;
    return within("boxes[%u].tare", i, box->tare, 0, CARTON_MAX_GRAMS, error) &&
           within("boxes[%u].gross", i, box->gross, 0, CARTON_MAX_GRAMS, error) &&
           within("boxes[%u].price", i, box->price, 0, CARTON_MAX_PRICE, error);
}

static bool check_item(const struct carton_item *item, guint i, GError **error)
{
    for (int k = 0; k < 3; k++)
        if (!within("items[%u].size", i, item->size[k], 1, CARTON_MAX_SIDE, error))
            return false;
    return within("items[%u].grams", i, item->grams, 0, CARTON_MAX_GRAMS, error) &&
           within("items[%u].quantity", i, item->quantity, 0, CARTON_MAX_PIECES, error) &&
           within("items[%u].upright", i, item->upright, 0, CARTON_ANY_WAY, error) &&
           within("items[%u].flags", i, item->flags, 0, 15, error) &&
           within("items[%u].bears", i, item->bears, 0, CARTON_MAX_GRAMS, error);
}

bool limits_check(const struct carton_box *boxes, guint n_boxes, const struct carton_item *items,
                  guint n_items, const struct carton_rules *rules, GError **error)
{
    gint64 pieces = 0, grams = 0;
    if (!within("boxes", 0, n_boxes, 1, CARTON_MAX_BOXES, error) ||
        !within("items", 0, n_items, 0, CARTON_MAX_ITEMS, error))
        return false;
    if (!(rules->support >= 0 && rules->support <= 1))
        return tote_fail(error, TOTE_ENGINE_LIMIT, "support",
                         _("The supported share is %g; it has to be from 0 to 1"), rules->support);
    for (guint i = 0; i < n_boxes; i++)
        if (!check_box(&boxes[i], i, error))
            return false;
    for (guint i = 0; i < n_items; i++) {
        if (!check_item(&items[i], i, error))
            return false;
        pieces += items[i].quantity;
        grams += items[i].grams * items[i].quantity;
    }
    return within("pieces", 0, pieces, 0, CARTON_MAX_PIECES, error) &&
           within("grams of all pieces", 0, grams, 0, CARTON_MAX_GRAMS, error) &&
           within("threads", 0, rules->threads, 0, CARTON_MAX_THREADS, error);
}
