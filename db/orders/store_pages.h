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

// Items whose SKU or folded name begins with TEXT or FOLD, by SKU (struct item_row).
struct list *store_items_page(struct db *db, const char *text, const char *fold,
                              const struct page_key *page, GError **error);

// Print jobs, the newest first (struct job_row).
struct list *store_jobs_page(struct db *db, const struct page_key *page, GError **error);
