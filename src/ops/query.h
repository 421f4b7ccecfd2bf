// SPDX-License-Identifier: Apache-2.0
// Queries: what somebody may read, one registry with roles beside it as operations have them. A
// query makes the answer of its verb, its JSON and its help. A screen, which shows more and reads
// it by pages, reads for itself, but by the row of a query (`struct screen`): that says who may
// open it and what it may show.
#pragma once

#include "op.h"

// What a running query sees and fills in.
struct query_ctx {
    struct db *db;
    const struct session *session;
    const void *args;          // the query's own struct, filled by its table
    const char *const *values; // what was given for each of them, NULL = nothing
    int64_t now;               // UTC ms
    unsigned sees;             // SEES_…: what does not go into the document for others
    struct doc *doc;           // the answer
    GError *beside; // the answer is a no (stock.check), or a part of it could not be read: told
                    // beside it, the first one
};

struct query {
    const char *name;    // "order.show": verb `tote order show`
    const char *summary; // N_(), one sentence
    unsigned roles;      // who may ask
    unsigned sees;       // SEES_… (roles.h) that it may tell, to those who may see them
    bool (*run)(struct query_ctx *ctx, GError **error);
    size_t args_size;
    struct op_arg args[OP_MAX_ARGS];
};

// May SESSION ask QUERY, and which of SEES_… does it get then?
bool query_may(const struct session *session, const struct query *query);
unsigned query_sees(const struct session *session, const struct query *query);

// The registry, sorted by name; ends with NULL.
const struct query *const *query_all(void);

// The query of this name; NULL if there is none.
const struct query *query_find(const char *name);

// TOTE_ROLE unless SESSION may ask QUERY and gets all of SEES: for what is read by the row of
// QUERY, and is called NAME. False with *error.
bool query_allows(const struct session *session, const struct query *query, unsigned sees,
                  const char *name, GError **error);

// Asks QUERY with a text value (or NULL) for each of its args. Role and arguments are checked as
// for an operation; everything is read at one moment. The answer goes into DOC; *ret_beside (may
// be NULL: nobody asks) is what has to be told beside it, NULL = nothing. False with *error.
bool query_run(const struct session *session, const struct query *query, const char *const *values,
               struct doc *doc, GError **ret_beside, GError **error);

#define QUERIES(X)                                                                                 \
    X(customer_find)                                                                               \
    X(import_conflicts)                                                                            \
    X(key_list)                                                                                    \
    X(operator_list)                                                                               \
    X(order_list)                                                                                  \
    X(order_show)                                                                                  \
    X(print_list)                                                                                  \
    X(printer_list)                                                                                \
    X(setting_list)                                                                                \
    X(ship_list)                                                                                   \
    X(ship_missing)                                                                                \
    X(ship_show)                                                                                   \
    X(station_list)                                                                                \
    X(stock_check)                                                                                 \
    X(stock_show)                                                                                  \
    X(warehouse_list)                                                                              \
    X(work_list)

#define DECLARE(id) extern const struct query query_##id;
QUERIES(DECLARE)
#undef DECLARE
