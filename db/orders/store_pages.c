// SPDX-License-Identifier: Apache-2.0
// Pages of lists that may be long, found by the key of a row and never by counting rows.
#include "store_pages.h"

#include <string.h>

#include "text_words.h"

RECORD_DEFINE(pages_count, PAGES_COUNT);

// Of the queue of orders: all, what a site has in hand, what any site has, what misses pieces. Of
// each its orders of rows and single ones.
enum { QUEUE_ALL, QUEUE_SITE, QUEUE_SITES, QUEUE_LACKING, N_QUEUES };
enum { QUEUE_OF = 2 * N_SORTS, QUEUE_STATEMENTS };

// Of each list the page that begins with a key, then the one that ends with it.
enum {
    ITEMS = N_QUEUES * QUEUE_STATEMENTS,
    ITEMS_LIKE = ITEMS + 2,
    JOBS = ITEMS_LIKE + 2,
    QUEUE_ENDED = JOBS + 2,
    QUEUE_COUNT = QUEUE_ENDED + 2,
    N_STATEMENTS,
};

#define CHOSEN                                                                                     \
    " AND (:channel = '' OR o.channel_id = (SELECT c.id FROM channel c WHERE c.code = :channel)) " \
    "AND o.promise_at < :before "
#define OF_ALL RECORD_SELECT(QUEUE_ROW) "FROM sales_order o WHERE o.state IN " QUEUE_STATES CHOSEN
#define OF_SITE                                                                                    \
    RECORD_SELECT(QUEUE_ROW)                                                                       \
    "FROM fulfilment f JOIN sales_order o ON o.id = f.order_id WHERE f.state IN " QUEUE_STATES     \
        CHOSEN "AND f.site_id = :site AND f.closed_at = 0 "
// By the first of its fulfilments that fits.
#define OF_SITES                                                                                   \
    RECORD_SELECT(QUEUE_ROW)                                                                       \
    "FROM site w JOIN fulfilment f ON f.site_id = w.id JOIN sales_order o ON o.id = f.order_id "   \
    "WHERE f.state IN " QUEUE_STATES CHOSEN                                                        \
    "AND f.closed_at = 0 AND NOT EXISTS (SELECT 1 FROM fulfilment g WHERE g.id > o.id * " PARTS    \
    " AND g.id < f.id AND g.closed_at = 0 AND g.state IN " QUEUE_STATES ") "
#define OF_LACKING                                                                                 \
    RECORD_SELECT(QUEUE_ROW)                                                                       \
    "FROM sales_order o WHERE o.lacks = 1 AND o.state IN " QUEUE_STATES CHOSEN
// The largest first, those of one size by number.
#define LARGEST(name, queue, field)                                                                \
    {name, queue "AND (o." field " < :key OR (o." field                                            \
                 " = :key AND o.id >= :id)) ORDER BY o." field " DESC, o.id LIMIT :limit"},        \
    {                                                                                              \
        name "_back", queue "AND (o." field " > :key OR (o." field " = :key AND o.id <= :id)) "    \
                            "ORDER BY o." field ", o.id DESC LIMIT :limit"                         \
    }
// As enum queue_sort has them.
#define QUEUE(name, queue)                                                                         \
    {"queue." name "_promise",                                                                     \
     queue "AND (o.promise_at, o.placed_at, o.id) >= (:promise, :placed, :id) "                    \
           "ORDER BY o.promise_at, o.placed_at, o.id LIMIT :limit"},                               \
        {"queue." name "_promise_back",                                                            \
         queue "AND (o.promise_at, o.placed_at, o.id) <= (:promise, :placed, :id) "                \
               "ORDER BY o.promise_at DESC, o.placed_at DESC, o.id DESC LIMIT :limit"},            \
        LARGEST("queue." name "_placed", queue, "placed_at"),                                      \
        LARGEST("queue." name "_value", queue, "total"),                                           \
    {                                                                                              \
        "queue." name "_of",                                                                       \
            queue "AND o.id IN (:i1, :i2, :i3, :i4, :i5, :i6, :i7, :i8, :i9, :i10, :i11, :i12, "   \
                  ":i13, :i14, :i15, :i16)"                                                        \
    }

#define ENDED                                                                                      \
    RECORD_SELECT(QUEUE_ROW) "FROM sales_order o WHERE o.state = :state AND o.closed_at > 0 "

#define ITEMS_FROM RECORD_SELECT(ITEM_FOUND) ", 1 FROM item i WHERE "
// A GTIN is kept with 14 digits, and nobody types the first ones where they are 0.
#define CODES_BEGIN(n)                                                                             \
    "UNION SELECT c.item_id FROM item_code c WHERE c.code >= :c" #n " AND c.code < :d" #n " "
#define WORD_BEGINS(n)                                                                             \
    "AND (:w" #n                                                                                   \
    " = '' OR EXISTS (SELECT 1 FROM item_word x WHERE x.item_id = i.id AND x.word >= "             \
    ":w" #n " AND x.word < :e" #n ")) "
#define ITEMS_BEGIN                                                                                \
    ITEMS_FROM                                                                                     \
    "i.id IN (SELECT w.item_id FROM item_word w WHERE w.word >= :w1 AND w.word < "                 \
    ":e1 " CODES_BEGIN(1) CODES_BEGIN(2) CODES_BEGIN(3) ") " WORD_BEGINS(2) WORD_BEGINS(3) "AND "
#define JOBS_FROM                                                                                  \
    RECORD_SELECT(JOB_ROW) "FROM outbox j LEFT JOIN printer p ON p.id = j.printer_id WHERE "

static const struct sql sql[N_STATEMENTS] = {
    [QUEUE_ALL * QUEUE_STATEMENTS] = QUEUE("page", OF_ALL),
    [QUEUE_SITE * QUEUE_STATEMENTS] = QUEUE("site", OF_SITE),
    [QUEUE_SITES * QUEUE_STATEMENTS] = QUEUE("sites", OF_SITES),
    [QUEUE_LACKING * QUEUE_STATEMENTS] = QUEUE("lacking", OF_LACKING),
    [ITEMS] = {"item.page", ITEMS_FROM "i.sku >= $1 ORDER BY i.sku LIMIT $2"},
    {"item.page_back", ITEMS_FROM "i.sku <= $1 ORDER BY i.sku DESC LIMIT $2"},
    [ITEMS_LIKE] = {"item.page_like", ITEMS_BEGIN "i.sku >= :sku ORDER BY i.sku LIMIT :limit"},
    {"item.page_like_back", ITEMS_BEGIN "i.sku <= :sku ORDER BY i.sku DESC LIMIT :limit"},
    [JOBS] = {"job.page", JOBS_FROM "j.id <= $1 ORDER BY j.id DESC LIMIT $2"},
    {"job.page_back", JOBS_FROM "j.id >= $1 ORDER BY j.id LIMIT $2"},
    [QUEUE_ENDED] = {"queue.page_ended", ENDED "AND (o.closed_at, o.id) <= (:key, :id) "
                                               "ORDER BY o.closed_at DESC, o.id DESC LIMIT :limit"},
    {"queue.page_ended_back", ENDED "AND (o.closed_at, o.id) >= (:key, :id) "
                                    "ORDER BY o.closed_at, o.id LIMIT :limit"},
    [QUEUE_COUNT] = {"queue.pages_count", RECORD_SELECT(PAGES_COUNT)},
};

const struct sql_list pages_sql = {"pages", sql, G_N_ELEMENTS(sql)};

struct list *store_in_order(struct list *list, const struct page_key *page)
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

enum { AT_ONCE = 16 }; // ids that one statement takes
enum { CHANNEL = STATES_MOST, BEFORE, SITE, MOST_VALUES = SITE + 1 + AT_ONCE };

// Returns how many values the filter has; the key of the page comes behind them.
static int fill_filter(const struct queue_filter *filter, struct db_value *values)
{
    queue_states(filter, values);
    values[CHANNEL] = tval(filter->channel ? filter->channel : "");
    values[BEFORE] = ival(filter->promise_before ? filter->promise_before : INT64_MAX);
    values[SITE] = ival(filter->site);
    return filter->site > 0 ? SITE + 1 : SITE;
}

// The statements of the queue that the filter is about.
static const struct sql *queue_of(const struct queue_filter *filter)
{
    g_assert(!filter->site || !filter->lacking);
    int queue = filter->site == EVERY_SITE ? QUEUE_SITES
                : filter->site             ? QUEUE_SITE
                : filter->lacking          ? QUEUE_LACKING
                                           : QUEUE_ALL;
    return &sql[queue * QUEUE_STATEMENTS];
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
    values[0] = ival(!row                  ? most
                     : sort == SORT_ENDED  ? row->closed_at
                     : sort == SORT_PLACED ? row->placed_at
                                           : row->total);
    values[1] = ival(row ? row->id : sort == SORT_ENDED ? most : least);
    return 2;
}

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

// The orders of the statements, for what is read piece by piece.
static int by_sort(const void *one, const void *other, void *sort)
{
    const struct queue_row *a = one, *b = other;
    enum queue_sort by = *(const enum queue_sort *)sort;
    int promise = by_number(a->promise_at, b->promise_at);
    int placed = by_number(a->placed_at, b->placed_at);
    int first = by == SORT_VALUE    ? by_number(b->total, a->total)
                : by == SORT_PLACED ? -placed
                : by == SORT_ENDED  ? by_number(b->closed_at, a->closed_at)
                : promise           ? promise
                                    : placed;
    int number = by_number(a->id, b->id);
    return first ? first : by == SORT_ENDED ? -number : number;
}

// Leaves the page of a whole sorted list.
static void cut(struct list *list, enum queue_sort sort, const struct page_key *page)
{
    unsigned from = 0, to = list_len(list), limit = (unsigned)page->limit;
    while (page->from && !page->back && from < to &&
           by_sort(list_at(list, struct queue_row, from), page->from, &sort) < 0)
        from++;
    while (page->from && page->back && to > from &&
           by_sort(list_at(list, struct queue_row, to - 1), page->from, &sort) > 0)
        to--;
    if (to - from > limit)
        *(page->back ? &from : &to) = page->back ? to - limit : from + limit;
    g_array_set_size(list->rows, to);
    g_array_remove_range(list->rows, 0, from);
}

// Some of the orders that somebody searched for.
static bool add_these(struct db *db, const struct queue_filter *filter, unsigned at,
                      struct list *list, GError **error)
{
    struct db_value values[MOST_VALUES];
    const GArray *ids = filter->orders;
    int n = fill_filter(filter, values);
    for (unsigned i = 0; i < AT_ONCE; i++)
        values[n++] = ival(at + i < ids->len ? g_array_index(ids, int64_t, at + i) : 0);
    g_autoptr(db_rows) rows =
        db_query(db, &queue_of(filter)[QUEUE_OF], (struct db_args){values, n}, error);
    g_autoptr(GError) failed = NULL;
    while (rows && db_next(rows, &failed))
        list_add_record(list, rows, &queue_row_record);
    if (!failed)
        return rows != NULL;
    g_propagate_error(error, g_steal_pointer(&failed));
    return false;
}

static struct list *these(struct db *db, const struct queue_filter *filter,
                          const struct page_key *page, GError **error)
{
    g_autoptr(rowlist) list = list_new(sizeof(struct queue_row));
    enum queue_sort sort = filter->sort;
    for (unsigned i = 0; i < filter->orders->len; i += AT_ONCE)
        if (!add_these(db, filter, i, list, error))
            return NULL;
    g_array_sort_with_data(list->rows, by_sort, &sort);
    cut(list, sort, page);
    return g_steal_pointer(&list);
}

// Those of one state, which is the first of the filter.
static struct list *ended(struct db *db, const struct queue_filter *filter,
                          const struct page_key *page, GError **error)
{
    struct db_value values[MOST_VALUES];
    int n = 1;
    g_assert(filter->statuses[0] && !filter->statuses[1]);
    values[0] = tval(filter->statuses[0]);
    n += fill_key(SORT_ENDED, page->from, page->back, values + n);
    values[n] = ival(page->limit);
    return store_in_order(list_records(db, &sql[QUEUE_ENDED + page->back],
                                       (struct db_args){values, n + 1}, &queue_row_record, error),
                          page);
}

struct list *store_queue_page(struct db *db, const struct queue_filter *filter,
                              const struct page_key *page, GError **error)
{
    struct db_value values[MOST_VALUES];
    if (filter->orders)
        return these(db, filter, page, error);
    if (filter->sort == SORT_ENDED)
        return ended(db, filter, page, error);
    int n = fill_filter(filter, values);
    n += fill_key(filter->sort, page->from, page->back, values + n);
    values[n] = ival(page->limit);
    const struct sql *statement = &queue_of(filter)[2 * filter->sort + page->back];
    return store_in_order(
        list_records(db, statement, (struct db_args){values, n + 1}, &queue_row_record, error),
        page);
}

bool store_queue_pages_count(struct db *db, const struct queue_filter *filter,
                             struct pages_count *ret_count, GError **error)
{
    struct db_value values[STATES_MOST + 1];
    queue_states(filter, values);
    values[STATES_MOST] = ival(filter->site);
    g_autoptr(rowlist) found =
        list_records(db, &sql[QUEUE_COUNT], (struct db_args){values, STATES_MOST + 1},
                     &pages_count_record, error);
    if (found)
        *ret_count = *list_at(found, struct pages_count, 0);
    return found != NULL;
}

// --- items and print jobs

// Behind every text. Ranges instead of LIKE: both engines can use the index for them whatever is
// typed.
static const char last_text[] = "\U0010FFFD";

enum { WORDS = 3, CODES = 3, FOUND_VALUES = 2 * (WORDS + CODES) + 2 };

// Where a range of texts begins and ends that begin with BEGIN and TEXT; *ret_end is its caller's.
static void range(const char *begin, const char *text, char **ret_from, char **ret_end)
{
    *ret_from = g_strconcat(begin, text, NULL);
    *ret_end = g_strconcat(begin, text, last_text, NULL);
}

// What was typed, as ITEMS_BEGIN takes it: its first word, what codes may begin with, its other
// words, "" = none. In RET_TEXTS, which end with NULL.
static void ranges(const char *text, char *ret_texts[FOUND_VALUES - 1])
{
    static const char *const zeros[CODES] = {"", "0", "00"};
    g_autoptr(GPtrArray) words = text_words(text);
    int n = 0;
    for (unsigned i = 0; i < WORDS; i++) {
        const char *word = i < words->len ? words->pdata[i] : i ? "" : text;
        range("", word, &ret_texts[n], &ret_texts[n + 1]);
        n += 2;
        for (int k = 0; !i && k < CODES; k++, n += 2)
            range(zeros[k], text, &ret_texts[n], &ret_texts[n + 1]);
    }
    ret_texts[n] = NULL;
}

static struct list *items_with(struct db *db, const char *text, const struct page_key *page,
                               struct db_value key, GError **error)
{
    char *texts[FOUND_VALUES - 1];
    struct db_value values[FOUND_VALUES];
    int n = 0;
    ranges(text, texts);
    for (; texts[n]; n++)
        values[n] = tval(texts[n]);
    values[n] = key;
    values[n + 1] = ival(page->limit);
    struct list *list = list_records(db, &sql[ITEMS_LIKE + page->back],
                                     (struct db_args){values, n + 2}, &item_row_record, error);
    for (int i = 0; i < n; i++)
        g_free(texts[i]);
    return list;
}

struct list *store_items_page(struct db *db, const char *text, const struct page_key *page,
                              GError **error)
{
    const struct item_row *from = page->from;
    struct db_value key = tval(from ? from->sku : page->back ? last_text : "");
    struct list *list =
        *text ? items_with(db, text, page, key, error)
              : list_records(db, &sql[ITEMS + page->back], DB_ARGS(key, ival(page->limit)),
                             &item_row_record, error);
    return store_in_order(list, page);
}

struct list *store_jobs_page(struct db *db, const struct page_key *page, GError **error)
{
    const struct job_row *from = page->from;
    int64_t key = from ? from->id : page->back ? 0 : INT64_MAX;
    return store_in_order(list_records(db, &sql[JOBS + page->back],
                                       DB_ARGS(ival(key), ival(page->limit)), &job_row_record,
                                       error),
                          page);
}
