// SPDX-License-Identifier: Apache-2.0
// Things as documents: what `tote … show` and `… list` answer.
#pragma once

#include "db.h"
#include "doc.h"
#include "free.h"
#include "op.h"
#include "store_order_read.h"
#include "store_stock.h"

// One order, whole: head, addressee, lines, payments, shipments, events, why. SEES (query.h):
// without SEES_MONEY no price and no payment is in it, without SEES_PEOPLE no addressee. Operations
// leave SEES_PEOPLE out: the database keeps their answers. Where the addressee cannot be read,
// `people` of the answer says why, and so does *ret_beside (NULL: nobody asks) where that is not as
// it should be.
bool show_order(const struct session *session, int64_t order, unsigned sees, int64_t now,
                struct doc *doc, GError **ret_beside, GError **error);

// Adds the orders that the filter finds to the open list, and takes what it added from the
// filter's limit.
bool show_queue(struct db *db, struct queue_filter *filter, unsigned sees, struct doc *doc,
                GError **error);

// Pieces of a balance that may be sold on the day of NOW (UTC ms).
int64_t balance_free(const struct balance_row *row, int64_t now);

// What of an item is free and why, for every screen and answer: PLACES (struct balance_row),
// baskets, and orders that hold nothing yet.
bool stock_terms(struct db *db, int64_t item, const struct list *places, int64_t now,
                 struct free_terms *ret_terms, GError **error);

// One item everywhere: sums, places, projection, terms.
bool show_stock(struct db *db, int64_t item, int64_t now, struct doc *doc, GError **error);
// "moves": what moved last of an item, each with the reason that somebody gave.
bool show_stock_moves(struct db *db, int64_t item, struct doc *doc, GError **error);
// The reason that somebody typed for a move, NULL = none. Caller frees.
char *stock_move_why(const struct move_row *move);

// The same at a moment of the past (UTC ms), from the ledger: what lay where. What was promised
// then is not kept, so allocated, held, available and all terms but on_hand are null, nothing is
// projected, and `note` says so.
bool show_stock_past(struct db *db, int64_t item, int64_t at, struct doc *doc, GError **error);

// Re-sums the ledger and every rule; *ret_ok is whether all hold.
bool show_stock_check(struct db *db, struct doc *doc, bool *ret_ok, GError **error);

// Jobs of the outbox and printers.
bool show_jobs(struct db *db, struct doc *doc, GError **error);
bool show_printers(struct db *db, int64_t now, struct doc *doc, GError **error);
