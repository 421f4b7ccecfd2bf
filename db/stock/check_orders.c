// SPDX-License-Identifier: Apache-2.0
// What the check says of orders, their lines and their money.
#include "check_rules.h"

#include <string.h>

#include "i18n.h"
#include "intake.h"
#include "lives.h"
#include "parts.h"
#include "says.h"

static struct list *judge_summary(struct db *db, const struct check_rule *rule, int64_t n,
                                  GError **error);
static struct list *judge_paid(struct db *db, const struct check_rule *rule, int64_t n,
                               GError **error);
static struct list *judge_sums(struct db *db, const struct check_rule *rule, int64_t n,
                               GError **error);
static struct list *judge_held(struct db *db, const struct check_rule *rule, int64_t n,
                               GError **error);
static struct list *judge_payments(struct db *db, const struct check_rule *rule, int64_t n,
                                   GError **error);

// A sum beyond it is shown as 0: no column holds it.
#define MOST "9000000000000000000"
#define AMOUNT(sum)                                                                                \
    "CASE WHEN " sum " BETWEEN -" MOST " AND " MOST " THEN CAST(" sum " AS BIGINT) ELSE 0 END"

static const struct check_rule rules[] = {
    // One that is open wants something yet, one that is over nothing.
    {{"check.orders",
      "SELECT 1, CAST(o.id AS TEXT), o.state, s.open, CASE WHEN o.closed_at = 0 THEN 1 ELSE 0 "
      "END FROM sales_order o JOIN order_state s ON s.code = o.state WHERE (s.open = 0) <> "
      "(o.closed_at > 0) OR s.open <> CASE WHEN EXISTS (SELECT 1 FROM order_line l JOIN "
      "line_kind k ON k.code = l.kind WHERE l.id > o.id * " PARTS " AND l.id < (o.id + 1) * " PARTS
      " "
      "AND l.open + l.allocated + l.packed > 0 AND k.demand = 1) THEN 1 ELSE 0 END LIMIT $1",
      true},
     N_("Every order is in the state that its work and its lines say"),
     NULL,
     .what = NAMES_ORDER},
    {{"check.gone",
      "SELECT 1, CAST(o.id AS TEXT), o.state, coalesce(t.gone, 0), 1 - coalesce(t.gone, 0) FROM "
      "sales_order o LEFT JOIN fulfilment_state t ON t.code = o.state WHERE o.closed_at > 0 AND "
      "coalesce(t.gone, 0) <> CASE WHEN EXISTS (SELECT 1 FROM order_line l WHERE l.id > o.id "
      "* " PARTS " AND l.id < (o.id + 1) * " PARTS " AND l.shipped > 0) THEN 1 ELSE 0 END LIMIT $1",
      true},
     N_("An order that is shipped sent something, and no other that is over did"),
     NULL,
     .what = NAMES_ORDER},
    // Shares and their lines together are what was ordered; a kit counts by its parts.
    {{"check.counted",
      "WITH sums AS (SELECT l.order_id AS id, l.qty AS qty FROM order_line l JOIN line_kind k ON "
      "k.code = l.kind WHERE k.demand = 1 UNION ALL SELECT o.id, -o.pieces FROM sales_order o), "
      "wrong AS (SELECT s.id AS id, CAST(sum(s.qty) AS BIGINT) AS off FROM sums s GROUP BY s.id "
      "HAVING sum(s.qty) <> 0 LIMIT $1) SELECT 1, CAST(o.id AS TEXT), o.state, o.pieces + w.off, "
      "o.pieces FROM wrong w JOIN sales_order o ON o.id = w.id",
      true},
     N_("An order counts as many pieces as its lines"),
     NULL,
     .what = NAMES_ORDER},
    {{"check.lines",
      "WITH sums AS (SELECT l.order_id AS id, 1 AS n FROM order_line l JOIN line_kind k ON k.code "
      "= l.kind WHERE k.listed = 1 UNION ALL SELECT o.id, -o.lines FROM sales_order o), wrong AS "
      "(SELECT s.id AS id, "
      "CAST(sum(s.n) AS BIGINT) AS off FROM sums s GROUP BY s.id HAVING sum(s.n) <> 0 LIMIT $1) "
      "SELECT 1, CAST(o.id AS TEXT), o.state, o.lines + w.off, o.lines FROM wrong w JOIN "
      "sales_order o ON o.id = w.id",
      true},
     N_("An order counts its lines of goods"),
     NULL,
     .what = NAMES_ORDER},
    // Before packing nothing is in boxes, from packed on all is; what is over has no box here.
    {{"check.served",
      "WITH sums AS (SELECT l.fulfilment_id AS id, CAST(sum(l.allocated) AS BIGINT) AS held, "
      "CAST(sum(l.packed) AS BIGINT) AS packed FROM order_line l WHERE l.fulfilment_id IS NOT "
      "NULL GROUP BY l.fulfilment_id) SELECT 1, CAST(f.id AS TEXT), f.state, coalesce(s.held, "
      "0), coalesce(s.packed, 0) FROM fulfilment f JOIN fulfilment_state t ON t.code = f.state "
      "CROSS JOIN (SELECT max(rank) AS rank FROM fulfilment_state WHERE packs = 1) b LEFT JOIN "
      "sums s "
      "ON s.id = f.id WHERE (t.open = 0) <> (f.closed_at > 0) OR (t.open = 0 AND "
      "coalesce(s.packed, 0) > 0) OR (t.open = 1 AND t.rank < b.rank AND coalesce(s.packed, 0) > "
      "0) OR (t.open = 1 AND t.rank > b.rank AND (coalesce(s.packed, 0) = 0 OR coalesce(s.held, "
      "0) > 0)) OR (t.open = 1 AND coalesce(s.packed, 0) + coalesce(s.held, 0) = 0) LIMIT $1",
      true},
     N_("A fulfilment is as far as its lines"),
     NULL,
     .what = NAMES_PART},
    // What an order that is short holds waits for the rest, and nobody works for it.
    {{"check.serving",
      "SELECT 1, l.sku, CAST(l.id AS TEXT), l.allocated + l.packed + l.shipped, "
      "coalesce(l.fulfilment_id, 0) FROM order_line l JOIN sales_order o ON o.id = l.order_id "
      "JOIN order_state s ON s.code = o.state LEFT JOIN fulfilment f ON f.id = l.fulfilment_id "
      "LEFT JOIN fulfilment_state t ON t.code = "
      "f.state WHERE l.fulfilment_id / " PARTS " <> l.order_id OR (t.open = 0 AND t.gone = 0) OR "
      "(l.fulfilment_id IS NULL AND l.packed + l.shipped > 0) OR (l.allocated > 0 AND "
      "coalesce(f.closed_at, 1) > 0 AND s.lacks = 0) LIMIT $1",
      true},
     N_("A line is served by a fulfilment of its own order, which is not over while it holds "
        "goods"),
     NULL,
     .where = NAMES_PART},
    {{"check.lacking",
      "SELECT 1, CAST(o.id AS TEXT), o.state, x.lacks, o.lacks FROM (SELECT o.id AS id, CASE WHEN "
      "s.holds_goods = 1 AND EXISTS (SELECT 1 FROM order_line l JOIN line_kind k ON k.code = "
      "l.kind WHERE l.id > o.id * " PARTS " AND l.id < (o.id + 1) * " PARTS " AND l.open > 0 AND "
      "k.demand = 1) THEN 1 ELSE 0 END AS lacks FROM sales_order o JOIN order_state s ON s.code = "
      "o.state) x JOIN sales_order o ON o.id = x.id WHERE x.lacks <> o.lacks LIMIT $1",
      true},
     N_("An order that misses pieces of what it holds is marked so, and no other is"),
     NULL,
     .what = NAMES_ORDER},
    {{"check.summary",
      "SELECT o.id, o.state, f.state FROM fulfilment f JOIN sales_order o ON o.id = f.order_id "
      "WHERE f.closed_at = 0 UNION ALL SELECT o.id, o.state, '' FROM sales_order o WHERE "
      "o.closed_at = 0 ORDER BY 1, 3",
      true},
     N_("An order is as far as what its sites do for it"),
     judge_summary,
     .what = NAMES_ORDER},
    {{"check.held",
      "SELECT o.id, o.state, CASE WHEN o.hold_say = '' AND o.hold_terms = '' AND o.held_by = '' "
      "THEN 0 WHEN o.hold_say "
      "<> '' "
      "AND o.held_by <> '' THEN 1 ELSE 2 END FROM "
      "sales_order o WHERE o.hold_say <> '' OR o.hold_terms <> '' OR o.held_by <> '' OR "
      "o.closed_at = 0 ORDER BY o.id",
      true},
     N_("An order is held by somebody, for a reason, exactly while its state says so"),
     judge_held,
     .what = NAMES_ORDER},
    // What a channel brought so is told in the log: the order was held for it, came in with it, or
    // its sums changed. Each part that differs is a row: lines, tax, total.
    // Amounts are added as 1.0 times themselves, which no amount lets wrap, however it came there.
    {{"check.sums",
      "WITH sums AS (SELECT o.id AS id, 1.0 * o.subtotal + o.discount AS goods, 1.0 * o.subtotal + "
      "o.shipping + o.tips + o.duties + CASE WHEN o.tax_included = 1 THEN 0 ELSE o.tax END AS "
      "charged, 1.0 * o.tax AS tax, 1.0 * o.total AS total, (SELECT coalesce(sum(1.0 * l.qty * "
      "l.price), 0) FROM order_line l WHERE l.id > o.id * " PARTS " AND l.id < (o.id + 1) * " PARTS
      " AND l.kind IN (SELECT k.code FROM line_kind k WHERE k.priced = 1)) AS worth, (SELECT "
      "coalesce(sum(1.0 * x.amount), 0) FROM order_tax x WHERE x.order_id = o.id) AS taxes FROM "
      "sales_order o), wrong AS (SELECT w.id AS id, w.goods AS goods, w.charged AS charged, w.tax "
      "AS tax, w.total AS total, w.worth AS worth, w.taxes AS taxes FROM sums w WHERE (w.worth <> "
      "w.goods OR w.taxes <> w.tax OR w.charged <> w.total) AND NOT EXISTS (SELECT 1 FROM event e "
      "WHERE e.about_id = w.id AND e.about = 'order' AND e.say IN ($2, $3, $4, $5, $6))), parts AS "
      "(SELECT w.id AS id, 'lines' AS part, w.goods AS expected, w.worth AS found FROM wrong w "
      "WHERE w.worth <> w.goods UNION ALL SELECT w.id, 'tax', w.tax, w.taxes FROM wrong w WHERE "
      "w.taxes <> w.tax UNION ALL SELECT w.id, 'total', w.charged, w.total FROM wrong w WHERE "
      "w.charged <> w.total) SELECT 1, CAST(p.id AS TEXT), p.part, " AMOUNT(
          "p.expected") ", " AMOUNT("p.found") " FROM parts p ORDER BY p.id, p.part LIMIT $1",
      true},
     N_("The lines of an order come to its subtotal, its sums to its total, its taxes to its tax"),
     judge_sums,
     .what = NAMES_ORDER},
    // Judged are orders of which every amount is known.
    {{"check.payments",
      "WITH taken AS (SELECT p.order_id AS id, sum(CASE WHEN k.sign > 0 THEN 1.0 * p.amount ELSE "
      "0 END) AS got, sum(CASE WHEN k.sign < 0 THEN 1.0 * p.amount ELSE 0 END) AS back FROM "
      "payment_event p JOIN pay_kind k ON k.code = p.kind GROUP BY p.order_id HAVING count(*) = "
      "count(p.amount)) SELECT 1, CAST(o.id AS TEXT), o.paid, o.total, CASE WHEN t.got - t.back "
      "BETWEEN -" MOST " AND " MOST " THEN CAST(t.got - t.back AS BIGINT) ELSE 0 END FROM taken t "
      "JOIN sales_order o ON o.id = t.id WHERE (t.back > 0 AND t.back <> 1.0 * o.refunded) OR "
      "(o.paid = $2 AND t.got + o.outstanding < 1.0 * o.total) OR (o.paid = $3 AND o.total > 0 AND "
      "t.got >= 1.0 * o.total) LIMIT $1",
      true},
     N_("What was taken and given back for an order is what its payment state says"),
     judge_payments,
     .what = NAMES_ORDER},
    // A payment that the channel took back later is told in the log.
    {{"check.paid",
      "SELECT o.id, o.state, o.paid, CASE WHEN o.paid IN ($1, $2) THEN 0 WHEN EXISTS (SELECT 1 "
      "FROM event e WHERE e.about_id = o.id AND e.about = 'order' AND e.say = $3) THEN 1 ELSE 0 "
      "END FROM sales_order o WHERE o.closed_at = 0 OR o.paid NOT IN ($1, $2) ORDER BY o.id",
      true},
     N_("An order waits for payment exactly while it is not paid, and goes to the floor paid"),
     judge_paid,
     .what = NAMES_ORDER},
    {{"check.people",
      "SELECT 1, CAST(o.id AS TEXT), o.state, o.delivery_id, 0 FROM sales_order o WHERE "
      "o.delivery_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = "
      "o.delivery_id) UNION ALL SELECT 1, CAST(o.id AS TEXT), o.state, o.billing_id, 0 FROM "
      "sales_order o WHERE o.billing_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person p WHERE "
      "p.id = o.billing_id) LIMIT $1",
      true},
     N_("Who pays and who gets the goods is somebody"),
     NULL,
     .what = NAMES_ORDER},
};

const struct sql_list check_orders_sql = {"check_orders", &rules[0].query, G_N_ELEMENTS(rules),
                                          sizeof(struct check_rule)};

// --- rules of the state tables

// Of a damaged file anything may come, also nothing where the schema wants a text.
static const char *text_of(struct db_rows *rows, int column)
{
    const char *text = db_text(rows, column);
    return text ? text : "";
}

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
    const char *state = text_of(rows, 2);
    if (db_int(rows, 0) != summed->id) {
        end_summed(summed, list);
        summed->id = db_int(rows, 0);
        summed->state = g_strdup(text_of(rows, 1));
    }
    if (*state)
        g_ptr_array_add(summed->open, g_strdup(state));
}

static struct list *judge_summary(struct db *db, const struct check_rule *rule, int64_t n,
                                  GError **error)
{
    g_autoptr(rowlist) list = list_new(sizeof(struct difference_row));
    g_autoptr(db_rows) rows = db_query(db, &rule->query, DB_NO_ARGS, error);
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

static struct list *judge_paid(struct db *db, const struct check_rule *rule, int64_t n,
                               GError **error)
{
    g_autoptr(rowlist) list = list_new(sizeof(struct difference_row));
    g_autoptr(db_rows) rows = db_query(db, &rule->query,
                                       DB_ARGS(tval(intake_paid_code(PAID_YES)),
                                               tval(intake_paid_code(PAID_REFUNDED_PARTLY)),
                                               tval(say_code(SAY_IMPORT_PAYMENT))),
                                       error);
    GError *failed = NULL;
    while (rows && list_len(list) < n && db_next(rows, &failed)) {
        const char *state = text_of(rows, 1);
        bool paid = intake_counts_as_paid(text_of(rows, 2));
        bool lacks = state_has(&order_states, state, ST_LACKS_GOODS);
        bool releasable = state_has(&order_states, state, ST_RELEASABLE);
        bool waits = state_has(&order_states, state, ST_WAITS_MONEY);
        bool goes_on = releasable && !lacks;
        bool released = state_has(&order_states, state, ST_FLOOR) || lacks;
        bool told = db_int(rows, 3) > 0; // that the channel changed it
        if ((waits && paid) || (goes_on && !paid) || (released && !paid && !told))
            note(list, db_int(rows, 0), state, waits, paid);
    }
    if (failed)
        g_propagate_error(error, failed);
    return rows && !failed ? g_steal_pointer(&list) : NULL;
}

static struct list *judge_held(struct db *db, const struct check_rule *rule, int64_t n,
                               GError **error)
{
    g_autoptr(rowlist) list = list_new(sizeof(struct difference_row));
    g_autoptr(db_rows) rows = db_query(db, &rule->query, DB_NO_ARGS, error);
    GError *failed = NULL;
    while (rows && list_len(list) < n && db_next(rows, &failed)) {
        int64_t held = state_has(&order_states, text_of(rows, 1), ST_HELD_NOW);
        if (held != db_int(rows, 2)) // 2: somebody without a reason, or the other way round
            note(list, db_int(rows, 0), text_of(rows, 1), held, db_int(rows, 2));
    }
    if (failed)
        g_propagate_error(error, failed);
    return rows && !failed ? g_steal_pointer(&list) : NULL;
}

// --- money

static struct list *judge_sums(struct db *db, const struct check_rule *rule, int64_t n,
                               GError **error)
{
    return list_records(
        db, &rule->query,
        DB_ARGS(ival(n), tval(say_code(SAY_IMPORT_CREATED_HELD)),
                tval(say_code(SAY_IMPORT_CHANGED_HELD)), tval(say_code(SAY_IMPORT_SUMS)),
                tval(say_code(SAY_IMPORT_SUMS_SENT)), tval(say_code(SAY_IMPORT_PAYMENT))),
        &difference_row_record, error);
}

static struct list *judge_payments(struct db *db, const struct check_rule *rule, int64_t n,
                                   GError **error)
{
    return list_records(
        db, &rule->query,
        DB_ARGS(ival(n), tval(intake_paid_code(PAID_YES)), tval(intake_paid_code(PAID_NO))),
        &difference_row_record, error);
}
