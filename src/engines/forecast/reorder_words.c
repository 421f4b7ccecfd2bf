// SPDX-License-Identifier: Apache-2.0
// Reorder points and quantities in words.
#include "i18n.h"
#include "reorder.h"
#include "words.h"

static const char *const causes[REORDER_N_CAUSES] = {
    [REORDER_BY_REVIEW] = N_("what is sold until the next look"),
    [REORDER_BY_COST] = N_("where the costs of ordering and of keeping are least"),
    [REORDER_BY_SHELF] = N_("not more than is sold before it spoils"),
    [REORDER_BY_MINIMUM] = N_("the least order"),
    [REORDER_BY_PACK] = N_("whole packs"),
    [REORDER_BY_MOST] = N_("there is no room for more"),
};

static void say_delivery(GString *words, const struct reorder_ask *ask, enum forecast_unit unit)
{
    g_autofree char *lead = words_number(ask->lead);
    g_autofree char *spread = words_number(ask->lead_spread);
    g_autofree char *review = words_number(ask->review);
    if (ask->lead_spread > 0)
        words_add(words, _("Delivery takes %s %s, give or take %s."), lead, words_units(unit),
                  spread);
    else
        words_add(words, _("Delivery takes %s %s."), lead, words_units(unit));
    if (ask->review > 0)
        words_add(words, _("The stock is looked at every %s %s."), review, words_units(unit));
}

static void say_promise(GString *words, const struct reorder_ask *ask,
                        const struct reorder_plan *plan)
{
    g_autofree char *cycles = words_number(1 / (1 - ask->share));
    g_autofree char *keep = words_number(plan->safety > 0 ? plan->safety : 0);
    g_autofree char *mean = words_number(plan->demand.mean);
    words_add(words, _("Until goods ordered next are in, %s are expected to be sold."), mean);
    if (plan->cut)
        words_add(words,
                  _("The shelf has no room for what was promised: it serves %.1f %% of the "
                    "demand and is empty in %.1f %% of the cycles."),
                  100 * plan->fill, 100 * (1 - plan->cycle));
    else if (ask->service == REORDER_CYCLE)
        words_add(words, _("To be out of stock in at most 1 of %s cycles keep %s more."), cycles,
                  keep);
    else
        words_add(words, _("To serve %.4g %% of the demand from the shelf keep %s more."),
                  100 * ask->share, keep);
}

static void say_order(GString *words, const struct reorder_plan *plan)
{
    g_autofree char *point = words_number(plan->point);
    g_autofree char *quantity = words_number(plan->quantity);
    words_add(words, _("Order when %s are left, open orders included."), point);
    words_add(words, _("Order %s at a time: %s."), quantity, _(causes[plan->cause]));
}

char *reorder_words(const struct reorder_ask *ask, const struct reorder_plan *plan,
                    enum forecast_unit unit)
{
    GString *words = g_string_new(NULL);
    say_delivery(words, ask, unit);
    say_promise(words, ask, plan);
    say_order(words, plan);
    return g_string_free(words, FALSE);
}
