// SPDX-License-Identifier: Apache-2.0
// The conservation rules of stock, re-summed from history.
#include "store_check.h"

#include <string.h>

#include "check_rules.h"
#include "numbers.h"
#include "parts.h"

RECORD_DEFINE(difference_row, DIFFERENCE_ROW);

static const struct sql_list *const parts[] = {&check_stock_sql, &check_floor_sql,
                                               &check_orders_sql, &check_tally_sql};

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

// The id in TEXT as people know it, a text of the list.
static const char *named(const struct list *list, enum check_names names, const char *text)
{
    static const enum number_kind kinds[] = {[NAMES_ORDER] = NUMBER_ORDER,
                                             [NAMES_PART] = NUMBER_ORDER,
                                             [NAMES_WORK] = NUMBER_WORK,
                                             [NAMES_MANIFEST] = NUMBER_MANIFEST};
    int64_t id = names == NAMES_TEXT ? 0 : g_ascii_strtoll(text, NULL, 10);
    if (id <= 0)
        return text;
    id /= names == NAMES_PART ? PARTS_OF_ORDER : 1;
    return g_string_chunk_insert(list->text, number_of(kinds[names], id).text);
}

struct list *store_check(struct db *db, const struct check_rule *rule, int64_t n, GError **error)
{
    struct list *list = rule->judge ? rule->judge(db, rule, n, error)
                                    : list_records(db, &rule->query, DB_ARGS(ival(n)),
                                                   &difference_row_record, error);
    for (unsigned i = 0; list && i < list_len(list); i++) {
        struct difference_row *row = list_at(list, struct difference_row, i);
        row->what = named(list, rule->what, row->what);
        row->where = named(list, rule->where, row->where);
    }
    return list;
}

int64_t store_check_size(struct db *db, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[0], &n, DB_NO_ARGS, error) == 1 ? n : -1;
}
