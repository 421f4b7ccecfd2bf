// SPDX-License-Identifier: Apache-2.0
// The conservation rules of stock, re-summed from history.
#include "store_check.h"

#include <string.h>

#include "i18n.h"
#include "intake.h"
#include "lives.h"

RECORD_DEFINE(difference_row, DIFFERENCE_ROW);

static const struct check_rule rules[] = {
    {"ledger", N_("Every balance is the sum of the movements that touched it")},
    {"allocated", N_("What a balance promises is what orders hold of it")},
    {"carried", N_("Goods on a cart or in a box belong to an order")},
    {"claimed", N_("A line counts as allocated what it holds")},
    {"packed", N_("A line counts as packed and shipped what lies in its boxes")},
    {"boxed", N_("What lies in a box is what was scanned into it")},
    {"tasks", N_("What is still to pick is held where it lies")},
    {"orders", N_("Every order is in the state that its work says")},
    {"counted", N_("An order counts as many pieces as its lines")},
    {"served", N_("A fulfilment is as far as its lines")},
    {"boxes", N_("Work and boxes that are not over belong to a fulfilment that is not over")},
    {"summary", N_("An order is as far as what its sites do for it")},
    {"paid", N_("An order waits for payment exactly while it is not paid")},
};

// The last rules are judged by the tables of states, not by the statement.
enum { SIZE = G_N_ELEMENTS(rules), PAID = SIZE - 1, SUMMARY = SIZE - 2 };

// Each rule is one scan of what it compares: both sides are summed by numbers alone, one of them
// as less than nothing, and only what does not come to nothing is looked up.
static const struct sql sql[] = {
    // All movements by balance, each counted once in and once out.
    {"check.ledger",
     "WITH flow AS (SELECT m.goods_id AS goods_id, m.to_id AS location_id, m.qty AS qty FROM move "
     "m WHERE m.to_id IS NOT NULL UNION ALL SELECT m.goods_id, m.from_id, -m.qty FROM move m WHERE "
     "m.from_id IS NOT NULL UNION ALL SELECT b.goods_id, b.location_id, -b.on_hand FROM balance "
     "b), wrong AS (SELECT f.goods_id AS goods_id, f.location_id AS location_id, "
     "CAST(sum(f.qty) AS BIGINT) AS off FROM flow f GROUP BY f.goods_id, f.location_id HAVING "
     "sum(f.qty) <> 0 LIMIT $1) SELECT 1, i.sku, p.code, coalesce(b.on_hand, 0) + w.off, "
     "coalesce(b.on_hand, 0) FROM wrong w JOIN goods g ON g.id = w.goods_id JOIN item i ON i.id = "
     "g.item_id JOIN location p ON p.id = w.location_id LEFT JOIN balance b ON b.goods_id = "
     "w.goods_id AND b.location_id = w.location_id",
     true},
    {"check.allocated",
     "WITH held AS (SELECT a.goods_id AS goods_id, a.location_id AS location_id, a.qty AS qty FROM "
     "allocation a UNION ALL SELECT l.goods_id, l.parcel_id, l.qty FROM parcel_line l JOIN parcel "
     "q ON q.id = l.parcel_id WHERE q.shipped_at = 0 UNION ALL SELECT b.goods_id, b.location_id, "
     "-b.allocated FROM balance b), wrong AS (SELECT h.goods_id AS goods_id, h.location_id AS "
     "location_id, CAST(sum(h.qty) AS BIGINT) AS off FROM held h GROUP BY h.goods_id, "
     "h.location_id HAVING sum(h.qty) <> 0 LIMIT $1) SELECT 1, i.sku, p.code, "
     "coalesce(b.allocated, 0) + w.off, coalesce(b.allocated, 0) FROM wrong w JOIN goods g ON g.id "
     "= w.goods_id JOIN item i ON i.id = g.item_id JOIN location p ON p.id = w.location_id LEFT "
     "JOIN balance b ON b.goods_id = w.goods_id AND b.location_id = w.location_id",
     true},
    {"check.carried",
     "SELECT 1, i.sku, p.code, b.on_hand, b.allocated FROM balance b JOIN goods g ON g.id = "
     "b.goods_id JOIN item i ON i.id = g.item_id JOIN location p ON p.id = b.location_id JOIN "
     "location_kind k ON k.code = p.kind WHERE (k.picked = 1 OR k.level = 5) AND b.on_hand <> "
     "b.allocated LIMIT $1",
     true},
    {"check.claimed",
     "SELECT 1, l.sku, CAST(l.id AS TEXT), CAST(coalesce(sum(a.qty), 0) AS BIGINT), l.allocated "
     "FROM order_line l LEFT JOIN allocation a ON a.line_id = l.id GROUP BY l.id, l.sku, "
     "l.allocated HAVING coalesce(sum(a.qty), 0) <> l.allocated LIMIT $1",
     true},
    {"check.packed",
     "WITH boxed AS (SELECT c.line_id AS line_id, CASE WHEN q.shipped_at = 0 THEN c.qty ELSE 0 END "
     "AS packed, CASE WHEN q.shipped_at = 0 THEN 0 ELSE c.qty END AS shipped FROM parcel_line c "
     "JOIN parcel q ON q.id = c.parcel_id UNION ALL SELECT l.id, -l.packed, -l.shipped FROM "
     "order_line l WHERE l.packed + l.shipped > 0), wrong AS (SELECT b.line_id AS line_id, "
     "CAST(sum(b.packed) AS BIGINT) AS off FROM boxed b GROUP BY b.line_id HAVING sum(b.packed) <> "
     "0 OR sum(b.shipped) <> 0 LIMIT $1) SELECT 1, coalesce(l.sku, ''), CAST(w.line_id AS TEXT), "
     "coalesce(l.packed, 0) + w.off, coalesce(l.packed, 0) FROM wrong w LEFT JOIN order_line l ON "
     "l.id = w.line_id",
     true},
    // Places and carts are older than the first box: most movements are passed by their number.
    {"check.boxed",
     "WITH flow AS (SELECT m.to_id AS box, m.goods_id AS goods_id, m.line_id AS line_id, m.qty AS "
     "qty FROM move m WHERE m.to_id >= (SELECT min(q.id) FROM parcel q) UNION ALL SELECT "
     "m.from_id, m.goods_id, m.line_id, -m.qty FROM move m WHERE m.to_id IS NOT NULL AND m.from_id "
     ">= (SELECT min(q.id) FROM parcel q) UNION ALL SELECT c.parcel_id, c.goods_id, c.line_id, "
     "-c.qty FROM parcel_line c), sums AS (SELECT f.box AS box, f.goods_id AS goods_id, f.line_id "
     "AS line_id, CAST(sum(f.qty) AS BIGINT) AS off FROM flow f GROUP BY f.box, f.goods_id, "
     "f.line_id HAVING sum(f.qty) <> 0) SELECT 1, i.sku, p.code, coalesce(c.qty, 0), "
     "coalesce(c.qty, 0) + s.off FROM sums s JOIN parcel q ON q.id = s.box JOIN goods g ON g.id = "
     "s.goods_id JOIN item i ON i.id = g.item_id JOIN location p ON p.id = s.box LEFT JOIN "
     "parcel_line c ON c.parcel_id = s.box AND c.line_id = s.line_id AND c.goods_id = s.goods_id "
     "LIMIT $1",
     true},
    // Several tasks may ask for the same: a place that was found later may be on the walk already.
    {"check.tasks",
     "SELECT 1, i.sku, p.code, CAST(sum(t.qty - t.done - t.short) AS BIGINT), coalesce(a.qty, 0) "
     "FROM work w CROSS JOIN task t JOIN goods g ON g.id = t.goods_id JOIN item i ON "
     "i.id = g.item_id JOIN location p ON p.id = t.from_id LEFT JOIN allocation a ON a.line_id = "
     "t.line_id AND a.goods_id = t.goods_id AND a.location_id = t.from_id WHERE w.done_at = 0 AND "
     "t.work_id = w.id AND t.line_id IS NOT NULL "
     "GROUP BY w.id, t.line_id, t.goods_id, t.from_id, i.sku, p.code, a.qty HAVING sum(t.qty - "
     "t.done - t.short) <> coalesce(a.qty, 0) LIMIT $1",
     true},
    {"check.orders",
     "SELECT 1, CAST(o.id AS TEXT), o.state, CAST((SELECT coalesce(sum(l.allocated), 0) FROM "
     "order_line l WHERE l.id > o.id * 16384 AND l.id < (o.id + 1) * 16384) AS BIGINT), "
     "CAST((SELECT coalesce(sum(l.open), 0) FROM order_line l WHERE l.id > o.id * 16384 AND l.id < "
     "(o.id + 1) * 16384) AS BIGINT) FROM sales_order o JOIN order_state s ON s.code = o.state "
     "WHERE (s.open = 0) <> (o.closed_at > 0) OR (s.open = 0 AND EXISTS (SELECT 1 FROM order_line "
     "l JOIN line_kind k ON k.code = l.kind WHERE l.id > o.id * 16384 AND l.id < (o.id + 1) * "
     "16384 AND l.allocated + l.packed > 0 AND k.demand = 1)) LIMIT $1",
     true},
    // Shares and their lines together are what was ordered; a kit counts by its parts.
    {"check.counted",
     "WITH sums AS (SELECT l.order_id AS id, l.qty AS qty FROM order_line l JOIN line_kind k ON "
     "k.code = l.kind WHERE k.demand = 1 UNION ALL SELECT o.id, -o.pieces FROM sales_order o), "
     "wrong AS (SELECT s.id AS id, CAST(sum(s.qty) AS BIGINT) AS off FROM sums s GROUP BY s.id "
     "HAVING sum(s.qty) <> 0 LIMIT $1) SELECT 1, CAST(o.id AS TEXT), o.state, o.pieces + w.off, "
     "o.pieces FROM wrong w JOIN sales_order o ON o.id = w.id",
     true},
    // Before packing nothing is in boxes, from packed on all is; what is over has no box here.
    {"check.served",
     "WITH sums AS (SELECT l.fulfilment_id AS id, CAST(sum(l.allocated) AS BIGINT) AS held, "
     "CAST(sum(l.packed) AS BIGINT) AS packed FROM order_line l WHERE l.fulfilment_id IS NOT NULL "
     "GROUP BY l.fulfilment_id) SELECT 1, CAST(f.id AS TEXT), f.state, coalesce(s.held, 0), "
     "coalesce(s.packed, 0) FROM fulfilment f JOIN fulfilment_state t ON t.code = f.state CROSS "
     "JOIN (SELECT rank FROM fulfilment_state WHERE code = 'packing') b LEFT JOIN sums s ON s.id = "
     "f.id WHERE (t.open = 0) <> (f.closed_at > 0) OR (t.open = 0 AND coalesce(s.packed, 0) > 0) "
     "OR (t.open = 1 AND t.rank < b.rank AND coalesce(s.packed, 0) > 0) OR (t.open = 1 AND t.rank "
     "> b.rank AND (coalesce(s.packed, 0) = 0 OR coalesce(s.held, 0) > 0)) OR (t.open = 1 AND "
     "coalesce(s.packed, 0) + coalesce(s.held, 0) = 0) LIMIT $1",
     true},
    {"check.boxes",
     "SELECT 1, CAST(f.id AS TEXT), f.state, x.id, 0 FROM (SELECT w.id AS id, w.fulfilment_id AS "
     "fulfilment_id FROM work w WHERE w.done_at = 0 UNION ALL SELECT q.id, q.fulfilment_id FROM "
     "parcel q JOIN parcel_state s ON s.code = q.state WHERE (q.shipped_at = 0 OR s.open = 1) AND "
     "EXISTS (SELECT 1 FROM parcel_line c WHERE c.parcel_id = q.id AND c.qty > 0)) x "
     "JOIN fulfilment f ON f.id = x.fulfilment_id WHERE f.closed_at > 0 LIMIT $1",
     true},
    [SUMMARY] = {"check.summary",
                 "SELECT o.id, o.state, f.state FROM fulfilment f JOIN sales_order o ON o.id = "
                 "f.order_id WHERE f.closed_at = 0 UNION ALL SELECT o.id, o.state, '' FROM "
                 "sales_order o WHERE o.closed_at = 0 ORDER BY 1, 3",
                 true},
    [PAID] = {"check.paid",
              "SELECT o.id, o.state, o.paid FROM sales_order o WHERE o.closed_at = 0 ORDER BY o.id",
              true},
    [SIZE] = {"check.size", "SELECT (SELECT count(*) FROM move) + (SELECT count(*) FROM balance)",
              true},
};

const struct sql_list check_sql = {"check", sql, G_N_ELEMENTS(sql)};

const struct check_rule *store_check_rules(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(rules);
    return rules;
}

// --- rules of the state tables

// An order whose rows come one after the other.
struct summed {
    int64_t id;
    char *state;
    GPtrArray *open; // states of its fulfilments that are not over; owned
};

static void note(struct list *list, int64_t order, const char *state, int64_t expected,
                 int64_t found)
{
    char id[24];
    g_snprintf(id, sizeof id, "%" G_GINT64_FORMAT, order);
    *(struct difference_row *)list_add(list) =
        (struct difference_row){.what = g_string_chunk_insert(list->text, id),
                                .where = g_string_chunk_insert(list->text, state),
                                .expected = expected,
                                .found = found};
}

// Where no site has anything to do, the order says nothing that only a site can be at.
static bool sums_up(const struct summed *summed)
{
    if (summed->open->len) {
        const char *state =
            order_state_of((const char *const *)summed->open->pdata, summed->open->len, false);
        return !state || !strcmp(state, summed->state);
    }
    return !state_find(&fulfilment_states, summed->state) ||
           !state_has(&order_states, summed->state, ST_OPEN);
}

static void end_summed(struct summed *summed, struct list *list)
{
    if (summed->id && !sums_up(summed))
        note(list, summed->id, summed->state, summed->open->len, 0);
    g_free(summed->state);
    g_ptr_array_set_size(summed->open, 0);
}

static void read_summed(struct db_rows *rows, struct summed *summed, struct list *list)
{
    const char *state = db_text(rows, 2);
    if (db_int(rows, 0) != summed->id) {
        end_summed(summed, list);
        summed->id = db_int(rows, 0);
        summed->state = db_dup(rows, 1);
    }
    if (*state)
        g_ptr_array_add(summed->open, g_strdup(state));
}

static struct list *check_summary(struct db *db, int64_t n, GError **error)
{
    g_autoptr(rowlist) list = list_new(sizeof(struct difference_row));
    g_autoptr(db_rows) rows = db_query(db, &sql[SUMMARY], DB_NO_ARGS, error);
    g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func(g_free);
    struct summed summed = {.open = open};
    GError *failed = NULL;
    while (rows && list_len(list) < n && db_next(rows, &failed))
        read_summed(rows, &summed, list);
    end_summed(&summed, list);
    if (failed)
        g_propagate_error(error, failed);
    return rows && !failed ? g_steal_pointer(&list) : NULL;
}

static struct list *check_paid(struct db *db, int64_t n, GError **error)
{
    g_autoptr(rowlist) list = list_new(sizeof(struct difference_row));
    g_autoptr(db_rows) rows = db_query(db, &sql[PAID], DB_NO_ARGS, error);
    GError *failed = NULL;
    while (rows && list_len(list) < n && db_next(rows, &failed)) {
        const char *state = db_text(rows, 1);
        bool paid = intake_counts_as_paid(db_text(rows, 2));
        bool waits = !strcmp(state, "unpaid"), goes_on = !strcmp(state, "ready");
        if ((waits && paid) || (goes_on && !paid))
            note(list, db_int(rows, 0), state, waits, paid);
    }
    if (failed)
        g_propagate_error(error, failed);
    return rows && !failed ? g_steal_pointer(&list) : NULL;
}

struct list *store_check(struct db *db, size_t rule, int64_t n, GError **error)
{
    if (rule == SUMMARY)
        return check_summary(db, n, error);
    if (rule == PAID)
        return check_paid(db, n, error);
    return list_records(db, &sql[rule], DB_ARGS(ival(n)), &difference_row_record, error);
}

int64_t store_check_size(struct db *db, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[SIZE], &n, DB_NO_ARGS, error) == 1 ? n : -1;
}
