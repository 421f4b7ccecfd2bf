// SPDX-License-Identifier: Apache-2.0
// From which warehouses waiting orders should come, asked of the source engine: all of them
// together, by urgency, so that scarce goods among those that are served go where they save a
// parcel.
#pragma once

#include "order_plan.h"
#include "store_order.h"
#include "store_proposal.h"

enum {
    PROPOSE_MOST = 2000,  // orders of one question
    PROPOSE_ROUNDS = 100, // of the engine, for each order
    PROPOSE_SEED = 1,
};

// Asks the engine for the N orders at ORDERS, the most urgent first: whole orders only. What is
// proposed already for orders up to AFTER in the queue (all 0 = none) stays as it is. LEFT, of how
// many orders behind them nothing is said, is kept in the answer. Each that a
// release in this order would complete is served, and these in as few parcels as the engine finds,
// never more than that release. What orders that wait for more have claimed counts as free. An
// order that the engine cannot plan as the shop wants it (kits, `order.split`) is planned by the
// rules. Writes nothing. *ret_text (caller frees) is what was thought, for the
// log: a line "ENGINE PROBLEM SEED ROUNDS LEFT", then a line for each order, "ORDER PARCELS" and
// for each share " LINE SITE SETS PIECES"; PARCELS is 0 where nothing is proposed, and " CODE NEED
// MISSING SKU" says why: see propose_reason(). TOTE_NOTHING where there is one warehouse only.
bool propose_sources(struct op_ctx *ctx, const int64_t *orders, size_t n,
                     const struct release_row *after, int64_t left, char **ret_text,
                     GError **error);

// Why nothing is proposed for an order: "too_little", "apart", "kit_apart", "unknown_item", "over"
// (it is not waiting).
struct propose_reason {
    char code[16];
    int64_t need, missing; // pieces, or kits
    const char *sku;
};
// Reads " CODE NEED MISSING SKU"; the reason points into TEXT.
struct propose_reason propose_reason(const char *text);

// A share of a proposal, as its answer is written.
struct proposed_share {
    int64_t line, site; // ids
    int64_t sets;       // pieces of a line, or kits
    int64_t pieces;
};
// Reads the share at *AT and goes behind it. False at the end, and where none is written.
bool propose_next(const char **at, struct proposed_share *ret_share);

// Deals out what an order gets from the sites among its portions: kits first, which stay whole in a
// site. LEFT: struct site_stock, what the engine gives the order; it is used up. Appends shares to
// TEXT as above. False where it does not come out even, or SPLIT is false and a portion would come
// from several sites.
bool propose_deal(const struct list *wanted, const GArray *portions, bool split, GArray *left,
                  GString *text);

// Reads the answer of a proposal for what an order wants now: appends its shares (struct
// site_share) where it still serves all of PORTIONS and STOCK (struct site_stock) has the goods.
bool propose_fits(const char *answer, const struct list *wanted, const GArray *portions,
                  const GArray *stock, GArray *shares);

// "MAIN 2, NORTH 3": pieces by warehouse of the proposal that stands for an order, "" where there
// is none. NULL with *error; caller frees.
char *propose_text(struct db *db, int64_t order, GError **error);

// The same as "from" of an answer, a list that is empty where there is none.
bool propose_from_doc(struct db *db, int64_t order, struct doc *doc, GError **error);

// The proposal that stands for an order: "proposal" of an answer, null where there is none.
bool propose_doc(struct db *db, int64_t order, struct doc *doc, GError **error);
