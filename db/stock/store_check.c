// SPDX-License-Identifier: Apache-2.0
// The conservation rules of stock, re-summed from history.
#include "store_check.h"

#include <string.h>

#include "check_rules.h"

RECORD_DEFINE(difference_row, DIFFERENCE_ROW);

static const struct sql_list *const parts[] = {&check_stock_sql, &check_floor_sql,
                                               &check_orders_sql};

static const struct sql sql[] = {
    {"check.size", "SELECT (SELECT count(*) FROM move) + (SELECT count(*) FROM balance)", true},
};

const struct sql_list check_sql = {"check", sql, G_N_ELEMENTS(sql)};

const struct check_rule *store_check_rule(size_t i)
{
    for (size_t k = 0; k < G_N_ELEMENTS(parts); i -= parts[k++]->n)
        if (i < parts[k]->n) // the query is the first member of the rule
            return (const struct check_rule *)(const void *)sql_at(parts[k], i);
    return NULL;
}

const char *store_check_name(const struct check_rule *rule)
{
    return rule->query.name + strlen("check.");
}

const char *store_check_says(const struct check_rule *rule)
{
    return rule->says;
}

struct list *store_check(struct db *db, const struct check_rule *rule, int64_t n, GError **error)
{
    return rule->judge
               ? rule->judge(db, rule, n, error)
               : list_records(db, &rule->query, DB_ARGS(ival(n)), &difference_row_record, error);
}

int64_t store_check_size(struct db *db, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[0], &n, DB_NO_ARGS, error) == 1 ? n : -1;
}
