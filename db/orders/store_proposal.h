// SPDX-License-Identifier: Apache-2.0
// What an engine proposed for an order, and what became of it.
#pragma once

#include "rows.h"

// problem: digest of what the engine was asked; seed and rounds give the same answer again. answer:
// "LINE SITE SETS PIECES" for each share, between blanks. closed_at: it was taken, or a newer one
// stands in its place.
#define PROPOSAL_WRITTEN(X)                                                                        \
    X(ORDER, order_id, "order_id")                                                                 \
    X(TEXT, engine, "engine")                                                                      \
    X(TEXT, problem, "problem")                                                                    \
    X(INT, seed, "seed")                                                                           \
    X(INT, rounds, "rounds")                                                                       \
    X(INT, parcels, "parcels")                                                                     \
    X(TEXT, answer, "answer")                                                                      \
    X(TIME, made_at, "made_at")                                                                    \
    X(KEY, made_by, "made_by")
#define PROPOSAL_ROW(X)                                                                            \
    X(KEY, id, "id")                                                                               \
    PROPOSAL_WRITTEN(X)                                                                            \
    X(TIME, closed_at, "closed_at")
RECORD(proposal_row, PROPOSAL_ROW);

// The one that stands for an order: one row or none.
struct list *store_proposal_open(struct db *db, int64_t order, GError **error);

// All that stand, by order.
struct list *store_proposals_open(struct db *db, GError **error);

// Writes a new one in the place of the one that stands; id and closed_at are not read.
bool store_proposal_add(struct db *db, const struct proposal_row *row, GError **error);

// The one that stands for an order, if any, is over at AT without being taken.
bool store_proposal_drop(struct db *db, int64_t order, int64_t at, GError **error);

// It was taken by the call EVENT. TOTE_STALE where it no longer stands.
bool store_proposal_accept(struct db *db, int64_t id, int64_t event, int64_t at, GError **error);
