// SPDX-License-Identifier: Apache-2.0
// Weights of boxes: what is tolerated, and what is odd.
#include "box_weight.h"

#include "store_admin.h"

bool weight_rules_read(struct db *db, struct weight_rules *ret_rules, GError **error)
{
    *ret_rules = (struct weight_rules){0};
    g_autoptr(rowlist) types = store_box_types(db, error);
    for (unsigned i = 0; types && i < list_len(types); i++)
        ret_rules->carton = MAX(ret_rules->carton, list_at(types, struct box_type_row, i)->tare_g);
    if (types)
        ret_rules->percent = store_setting_number(db, SETTING_WEIGHT_PERCENT, error);
    if (types && ret_rules->percent >= 0)
        ret_rules->at_least = store_setting_number(db, SETTING_WEIGHT_GRAMS, error);
    return types && ret_rules->percent >= 0 && ret_rules->at_least >= 0;
}

struct weight_known box_known(const struct box_row *box, const struct weight_rules *rules)
{
    return (struct weight_known){.goods = box->weight_g,
                                 .weightless = box->weightless,
                                 .tare = box->tare_g,
                                 .carton = *box->box && box->tare_g ? 0 : rules->carton,
                                 .percent = rules->percent,
                                 .at_least = rules->at_least};
}

enum weight_verdict box_odd(const struct box_row *box, const struct weight_rules *rules,
                            int64_t *ret_off)
{
    const struct weight_known known = box_known(box, rules);
    bool kept = box->grams && box->grams == box->odd_grams;
    int64_t grams = box->grams ? box->grams : box->odd_grams;
    enum weight_verdict verdict = weight_judge(&known, grams, ret_off);
    bool odd = verdict == WEIGHT_LIGHT || verdict == WEIGHT_HEAVY;
    return odd && !kept ? verdict : WEIGHT_WITHIN;
}

bool box_weight_lapse(struct db *db, const struct box_row *box, GError **error)
{
    return (!box->grams && !box->odd_grams) ||
           store_box_weigh(db, box->id, &(struct box_weight){0}, error);
}
