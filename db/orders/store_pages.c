// SPDX-License-Identifier: Apache-2.0
// Pages of lists that may be long, found by the key of a row and never by counting rows.
#include "store_pages.h"

#include <string.h>

#include "lives.h"
#include "numbers.h"
#include "text.h"

// Of each list the page that begins with a key, then the one that ends with it.
enum {
    QUEUE_PROMISE,
    QUEUE_PLACED = QUEUE_PROMISE + 2,
    QUEUE_VALUE = QUEUE_PLACED + 2,
    ITEMS = QUEUE_VALUE + 2,
    ITEMS_LIKE = ITEMS + 2,
    JOBS = ITEMS_LIKE + 2,
    N_STATEMENTS = JOBS + 2,
};

#define QUEUE                                                                                      \
    RECORD_SELECT(QUEUE_ROW)                                                                       \
    "FROM sales_order o "                                                                          \
    "LEFT JOIN person p ON p.id = o.delivery_id LEFT JOIN person b ON b.id = o.billing_id "        \
    "WHERE o.state IN ($1, $2, $3, $4, $5, $6, $7, $8, $9) AND ($10 = '' OR o.channel_id = "       \
    "(SELECT c.id FROM channel c WHERE c.code = $10)) "                                            \
    "AND o.promise_at < $11 "
// The largest first, those of one size by number.
#define LARGEST(name, field)                                                                       \
    {name, QUEUE "AND (o." field " < $12 OR (o." field                                             \
                 " = $12 AND o.id >= $13)) ORDER BY o." field " DESC, o.id LIMIT $14"},            \
    {                                                                                              \
        name "_back", QUEUE "AND (o." field " > $12 OR (o." field " = $12 AND o.id <= $13)) "      \
                            "ORDER BY o." field ", o.id DESC LIMIT $14"                            \
    }

#define ITEMS_FROM RECORD_SELECT(ITEM_FOUND) ", 1 FROM item i WHERE "
#define ITEMS_BEGIN                                                                                \
    ITEMS_FROM                                                                                     \
    "i.id IN (SELECT a.id FROM item a WHERE a.sku >= $1 AND a.sku < $2 UNION SELECT b.id FROM "    \
    "item b WHERE b.fold >= $3 AND b.fold < $4) AND "
#define JOBS_FROM                                                                                  \
    RECORD_SELECT(JOB_ROW) "FROM outbox j LEFT JOIN printer p ON p.id = j.printer_id WHERE "

static const struct sql sql[N_STATEMENTS] = {
    [QUEUE_PROMISE] = {"queue.page_promise",
                       QUEUE "AND (o.promise_at, o.placed_at, o.id) >= ($12, $13, $14) "
                             "ORDER BY o.promise_at, o.placed_at, o.id LIMIT $15"},
    {"queue.page_promise_back", QUEUE "AND (o.promise_at, o.placed_at, o.id) <= ($12, $13, $14) "
                                      "ORDER BY o.promise_at DESC, o.placed_at DESC, o.id DESC "
                                      "LIMIT $15"},
    [QUEUE_PLACED] = LARGEST("queue.page_placed", "placed_at"),
    [QUEUE_VALUE] = LARGEST("queue.page_value", "total"),
    [ITEMS] = {"item.page", ITEMS_FROM "i.sku >= $1 ORDER BY i.sku LIMIT $2"},
    {"item.page_back", ITEMS_FROM "i.sku <= $1 ORDER BY i.sku DESC LIMIT $2"},
    [ITEMS_LIKE] = {"item.page_like", ITEMS_BEGIN "i.sku >= $5 ORDER BY i.sku LIMIT $6"},
    {"item.page_like_back", ITEMS_BEGIN "i.sku <= $5 ORDER BY i.sku DESC LIMIT $6"},
    [JOBS] = {"job.page", JOBS_FROM "j.id <= $1 ORDER BY j.id DESC LIMIT $2"},
    {"job.page_back", JOBS_FROM "j.id >= $1 ORDER BY j.id LIMIT $2"},
};

const struct sql_list pages_sql = {"pages", sql, G_N_ELEMENTS(sql)};

// A page that was read from its end is turned round.
static struct list *in_order(struct list *list, const struct page_key *page)
{
    if (!list || !page->back)
        return list;
    size_t size = g_array_get_element_size(list->rows);
    g_autofree void *spare = g_malloc(size);
    for (unsigned i = 0, j = list_len(list); i + 1 < j; i++) {
        char *a = list->rows->data + size * i, *b = list->rows->data + size * --j;
        memcpy(spare, a, size);
        memcpy(a, b, size);
        memcpy(b, spare, size);
    }
    return list;
}

// --- orders

static bool holds(const char *text, const char *fold)
{
    g_autofree char *folded = text_fold(text ? text : "");
    return strstr(folded, fold) != NULL;
}

// Is the search in the number, the channel's name or the customer?
static bool matches(struct db_rows *rows, const char *fold)
{
    int64_t id = db_int(rows, RECORD_COLUMN(queue_row, id));
    return holds(number_of(NUMBER_ORDER, id).text, fold) ||
           holds(db_text(rows, RECORD_COLUMN(queue_row, external_name)), fold) ||
           holds(db_text(rows, RECORD_COLUMN(queue_row, customer)), fold);
}

// Names cannot be searched by an index (they are personal data): rows stream by in order and the
// page is filled with those that match.
static struct list *search(struct db_rows *rows, const char *text, int64_t limit, GError **error)
{
    g_autoptr(rowlist) list = list_new(sizeof(struct queue_row));
    g_autofree char *fold = text_fold(text);
    g_autoptr(GError) failed = NULL;
    while (list_len(list) < limit && db_next(rows, &failed))
        if (matches(rows, fold))
            list_add_record(list, rows, &queue_row_record);
    if (!failed)
        return g_steal_pointer(&list);
    g_propagate_error(error, g_steal_pointer(&failed));
    return NULL;
}

enum { CHANNEL = QUEUE_STATUSES, BEFORE, KEYS, MOST_VALUES = KEYS + 4 };

// Without any, every open state is meant.
static void fill_states(const struct queue_filter *filter, struct db_value *values)
{
    const char *codes[QUEUE_STATUSES] = {0};
    bool any = filter->statuses[0] != NULL;
    if (!any)
        g_assert(state_codes(&order_states, ST_OPEN, codes, QUEUE_STATUSES) <= QUEUE_STATUSES);
    for (int i = 0; i < QUEUE_STATUSES; i++)
        values[i] = tval(any ? filter->statuses[i] : codes[i]);
}

// The key of ROW in an order; without a row the one that lies before or behind all.
static int fill_key(enum queue_sort sort, const struct queue_row *row, bool back,
                    struct db_value *values)
{
    int64_t least = back ? INT64_MAX : INT64_MIN, most = back ? INT64_MIN : INT64_MAX;
    if (sort == SORT_PROMISE) {
        values[0] = ival(row ? row->promise_at : least);
        values[1] = ival(row ? row->placed_at : least);
        values[2] = ival(row ? row->id : least);
        return 3;
    }
    values[0] = ival(!row ? most : sort == SORT_PLACED ? row->placed_at : row->total);
    values[1] = ival(row ? row->id : least);
    return 2;
}

struct list *store_queue_page(struct db *db, const struct queue_filter *filter,
                              const struct page_key *page, GError **error)
{
    static const int statements[N_SORTS] = {QUEUE_PROMISE, QUEUE_PLACED, QUEUE_VALUE};
    bool searching = filter->search && *filter->search;
    struct db_value values[MOST_VALUES];
    fill_states(filter, values);
    values[CHANNEL] = tval(filter->channel ? filter->channel : "");
    values[BEFORE] = ival(filter->promise_before ? filter->promise_before : INT64_MAX);
    int n = KEYS + fill_key(filter->sort, page->from, page->back, values + KEYS);
    values[n] = ival(searching ? INT32_MAX : page->limit);
    const struct sql *statement = &sql[statements[filter->sort] + page->back];
    const struct db_args args = {values, n + 1};
    if (!searching)
        return in_order(list_records(db, statement, args, &queue_row_record, error), page);
    g_autoptr(db_rows) rows = db_query(db, statement, args, error);
    return rows ? in_order(search(rows, filter->search, page->limit, error), page) : NULL;
}

// --- items and print jobs

// Behind every text, as in store_items_like().
static const char last_text[] = "\U0010FFFD";

struct list *store_items_page(struct db *db, const char *text, const char *fold,
                              const struct page_key *page, GError **error)
{
    const struct item_row *from = page->from;
    struct db_value key = tval(from         ? from->sku
                               : page->back ? last_text
                                            : ""),
                    limit = ival(page->limit);
    struct list *list;
    if (*text) {
        g_autofree char *text_end = g_strconcat(text, last_text, NULL);
        g_autofree char *fold_end = g_strconcat(fold, last_text, NULL);
        list = list_records(
            db, &sql[ITEMS_LIKE + page->back],
            DB_ARGS(tval(text), tval(text_end), tval(fold), tval(fold_end), key, limit),
            &item_row_record, error);
    } else {
        list = list_records(db, &sql[ITEMS + page->back], DB_ARGS(key, limit), &item_row_record,
                            error);
    }
    return in_order(list, page);
}

struct list *store_jobs_page(struct db *db, const struct page_key *page, GError **error)
{
    const struct job_row *from = page->from;
    int64_t key = from ? from->id : page->back ? 0 : INT64_MAX;
    return in_order(list_records(db, &sql[JOBS + page->back], DB_ARGS(ival(key), ival(page->limit)),
                                 &job_row_record, error),
                    page);
}
