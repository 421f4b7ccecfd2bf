// SPDX-License-Identifier: Apache-2.0
// What an engine proposed for an order, and what became of it.
#include "store_proposal.h"

#include "i18n.h"

RECORD_DEFINE(proposal_row, PROPOSAL_ROW);

enum { OPEN, OPEN_ALL, ADD, DROP, ACCEPT };

static const struct sql sql[] = {
    [OPEN] = {"proposal.open",
              RECORD_SELECT(PROPOSAL_ROW) "FROM proposal WHERE order_id = $1 AND closed_at = 0"},
    [OPEN_ALL] = {"proposal.open_all",
                  RECORD_SELECT(PROPOSAL_ROW) "FROM proposal WHERE closed_at = "
                                              "0 ORDER BY order_id",
                  true},
    [ADD] = {"proposal.add", RECORD_INSERT("proposal", "id", PROPOSAL_WRITTEN)},
    [DROP] = {"proposal.drop",
              "UPDATE proposal SET closed_at = $2 WHERE order_id = $1 AND closed_at = 0"},
    [ACCEPT] = {"proposal.accept", "UPDATE proposal SET accepted_by = $2, closed_at = $3 WHERE "
                                   "id = $1 AND closed_at = 0"},
};

const struct sql_list proposal_sql = {"proposal", sql, G_N_ELEMENTS(sql)};

struct list *store_proposal_open(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[OPEN], DB_ARGS(ival(order)), &proposal_row_record, error);
}

struct list *store_proposals_open(struct db *db, GError **error)
{
    return list_records(db, &sql[OPEN_ALL], DB_NO_ARGS, &proposal_row_record, error);
}

bool store_proposal_add(struct db *db, const struct proposal_row *row, GError **error)
{
    struct proposal_row written = *row;
    written.id = db_new_id(db, "proposal", error);
    struct db_args args = ROW_ARGS(&sql[ADD], &proposal_row_record, &written);
    return written.id && store_proposal_drop(db, row->order_id, row->made_at, error) &&
           db_queue(db, &sql[ADD], args, 1, NULL, error);
}

bool store_proposal_drop(struct db *db, int64_t order, int64_t at, GError **error)
{
    return db_run(db, &sql[DROP], DB_ARGS(ival(order), ival(at)), error) >= 0;
}

bool store_proposal_accept(struct db *db, int64_t id, int64_t event, int64_t at, GError **error)
{
    return db_run_one(db, &sql[ACCEPT], _("The proposal"), DB_ARGS(ival(id), ival(event), ival(at)),
                      error);
}
