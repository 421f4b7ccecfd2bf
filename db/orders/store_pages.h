// SPDX-License-Identifier: Apache-2.0
// Pages of lists that may be long, found by the key of a row and never by counting rows.
#pragma once

#include "store_item.h"
#include "store_order_read.h"
#include "store_print.h"

// Which page of a list. FROM is a row of an earlier page, of the list's own struct: the page begins
// with it, or with what comes behind its place when it is gone; NULL = with the first row. BACK:
// the page ends there instead; NULL = with the last row. Rows stand in the list's order either way.
struct page_key {
    const void *from;
    bool back;
    int64_t limit;
};

// Turns a page round that was read from its end; returns LIST, which may be NULL.
struct list *store_in_order(struct list *list, const struct page_key *page);

// Orders as store_queue() reads them (struct queue_row); limit and offset of FILTER are not used.
struct list *store_queue_page(struct db *db, const struct queue_filter *filter,
                              const struct page_key *page, GError **error);

// How many orders are on its pages, where it is about sites: COUNT_MOST at most; and when the
// oldest of the most urgent ones was placed.
#define PAGES_COUNT(X)                                                                             \
    X(INT, n,                                                                                      \
      "(SELECT count(*) FROM (SELECT DISTINCT f.order_id " OPEN_AT_SITES "LIMIT 10000) x)")        \
    X(TIME, oldest_placed,                                                                         \
      "coalesce((SELECT min(o.placed_at) FROM (SELECT f.order_id AS id " OPEN_AT_SITES             \
      "ORDER BY f.promise_at, f.id LIMIT 500) x JOIN sales_order o ON o.id = x.id), 0)")
#define OPEN_AT_SITES                                                                              \
    "FROM site w JOIN fulfilment f ON f.site_id = w.id WHERE f.state IN " QUEUE_STATES             \
    " AND f.closed_at = 0 AND (:site = -1 OR w.id = :site) "
RECORD(pages_count, PAGES_COUNT);
bool store_queue_pages_count(struct db *db, const struct queue_filter *filter,
                             struct pages_count *ret_count, GError **error);

// Items of which each word of TEXT (the first three) begins a word of SKU or name, or one of whose
// codes begins with TEXT, by SKU (struct item_row). "": all.
struct list *store_items_page(struct db *db, const char *text, const struct page_key *page,
                              GError **error);

// Print jobs, the newest first (struct job_row).
struct list *store_jobs_page(struct db *db, const struct page_key *page, GError **error);
