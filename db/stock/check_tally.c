// SPDX-License-Identifier: Apache-2.0
// What the check says of the numbers of a day.
#include "check_rules.h"

#include "clock.h"
#include "i18n.h"
#include "store_tally.h"
#include "verdict.h"

static struct list *judge_tally(struct db *db, const struct check_rule *rule, int64_t n,
                                GError **error);

// What happened: the number of its row (enum tally), when, of which site or station, how often;
// of a scan also what was said. A call of the log has arguments, notes beside it have none.
#define HAPPENED                                                                                   \
    "SELECT 0 AS kept, 0 AS what, created_at AS at, 0 AS part, 1 AS n, '' AS verdict FROM "        \
    "sales_order UNION ALL SELECT 0, k.counts, w.done_at, w.site_id, 1, '' FROM work w JOIN "      \
    "work_kind k ON k.code = w.kind WHERE w.done_at > 0 AND w.withdrawn = 0 AND k.counts > 0 "     \
    "UNION ALL SELECT 0, 3, closed_at, site_id, parcels, '' FROM load WHERE closed_at > 0 "        \
    "UNION ALL SELECT 0, 4, at, coalesce(station_id, 0), 1, verdict FROM event WHERE op LIKE "     \
    "'%.scan' AND args <> ''"
_Static_assert(TALLY_CAME == 0 && TALLY_SHIPPED == 3 && TALLY_SCANS == 4, "HAPPENED has these");

static const struct check_rule rules[] = {
    {{"check.tally",
      "SELECT h.kept, h.what, h.at - h.at % 900000 AS quarter, h.part, CAST(sum(h.n) AS BIGINT), "
      "h.verdict FROM (" HAPPENED " UNION ALL SELECT 1, what, at, part, n, '' FROM tally) h GROUP "
      "BY h.kept, h.what, quarter, h.part, h.verdict ORDER BY h.kept, h.what, quarter, h.part, "
      "h.verdict",
      true},
     N_("Each quarter of an hour counts the orders, picks, packs, parcels and scans of its time"),
     judge_tally},
    {{"check.states",
      "WITH sums AS (SELECT state, count(*) AS n FROM sales_order GROUP BY state UNION ALL SELECT "
      "state, -n FROM order_count), wrong AS (SELECT s.state AS state, CAST(sum(s.n) AS BIGINT) AS "
      "off FROM sums s GROUP BY s.state HAVING sum(s.n) <> 0 LIMIT $1) SELECT 1, w.state, '', "
      "coalesce(c.n, 0) + w.off, coalesce(c.n, 0) FROM wrong w LEFT JOIN order_count c ON c.state "
      "= w.state",
      true},
     N_("As many orders are in each state as its number says"),
     NULL},
};

const struct sql_list check_tally_sql = {"check_tally", &rules[0].query, G_N_ELEMENTS(rules),
                                         sizeof(struct check_rule)};

struct counted {
    struct tally_row row;
    int64_t found;
};

static int by_row(const void *a, const void *b, gpointer data)
{
    (void)data;
    return tally_order(a, b);
}

// The entry of a row; row.n becomes what should be counted, which nothing happened of yet.
static struct counted *entry_of(GTree *all, struct tally_row row)
{
    row.n = 0;
    struct counted *known = g_tree_lookup(all, &row);
    if (known)
        return known;
    known = g_new0(struct counted, 1);
    known->row = row;
    g_tree_insert(all, known, known);
    return known;
}

static void take(struct db_rows *rows, GTree *all)
{
    enum tally what = (enum tally)db_int(rows, 1);
    int64_t at = db_int(rows, 2), part = db_int(rows, 3), n = db_int(rows, 4);
    if (db_int(rows, 0)) {
        entry_of(all, (struct tally_row){.at = at, .what = what, .part = part})->found += n;
        return;
    }
    entry_of(all, tally_of(what, at, part, 0))->row.n += n;
    if (what == TALLY_SCANS && !verdict_good(verdict_find(db_text(rows, 5))))
        entry_of(all, tally_of(TALLY_REFUSED, at, part, 0))->row.n += n;
}

struct told {
    struct list *list;
    int64_t most;
};

static gboolean tell(gpointer key, gpointer value, gpointer data)
{
    static const char *const names[N_TALLIES] = {"came",    "picked", "packed",
                                                 "shipped", "scans",  "refused"};
    const struct counted *counted = value;
    struct told *told = data;
    enum tally what = counted->row.what;
    (void)key;
    if (counted->row.n == counted->found)
        return FALSE;
    g_autofree char *at = clock_rfc3339(counted->row.at);
    const struct difference_row row = {
        .what = (unsigned)what < N_TALLIES ? names[what] : "",
        .where = g_string_chunk_insert(told->list->text, at),
        .expected = counted->row.n,
        .found = counted->found,
    };
    g_array_append_val(told->list->rows, row);
    return list_len(told->list) >= told->most;
}

static struct list *judge_tally(struct db *db, const struct check_rule *rule, int64_t n,
                                GError **error)
{
    g_autoptr(rowlist) list = list_new(sizeof(struct difference_row));
    g_autoptr(db_rows) rows = db_query(db, &rule->query, DB_NO_ARGS, error);
    g_autoptr(GTree) all = g_tree_new_full(by_row, NULL, NULL, g_free);
    GError *failed = NULL;
    while (rows && db_next(rows, &failed))
        take(rows, all);
    if (failed)
        g_propagate_error(error, failed);
    g_tree_foreach(all, tell, &(struct told){list, n});
    return rows && !failed ? g_steal_pointer(&list) : NULL;
}
