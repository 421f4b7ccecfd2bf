// SPDX-License-Identifier: Apache-2.0
// Which tables give their new rows ids from db_new_id(): all whose ids are not made of others, so
// that a call of the log can be given the ids again that it took.
#include "ids.h"

#define TABLES(X)                                                                                  \
    X(site)                                                                                        \
    X(location)                                                                                    \
    X(operator)                                                                                    \
    X(printer)                                                                                     \
    X(station)                                                                                     \
    X(channel)                                                                                     \
    X(owner)                                                                                       \
    X(item)                                                                                        \
    X(lot)                                                                                         \
    X(goods)                                                                                       \
    X(person)                                                                                      \
    X(sales_order)                                                                                 \
    X(work)                                                                                        \
    X(load)                                                                                        \
    X(event)                                                                                       \
    X(outbox)                                                                                      \
    X(import_run)                                                                                  \
    X(proposal)

#define INDEX(table) OF_##table,
enum { TABLES(INDEX) N_TABLES };

#define STATEMENT(table) [OF_##table] = {"ids." #table, "SELECT max(id) FROM " #table},
static const struct sql sql[] = {TABLES(STATEMENT)};

const struct sql_list ids_sql = {"ids", sql, G_N_ELEMENTS(sql)};

// People see the numbers of these (src/model/numbers.h).
static const bool seen[N_TABLES] = {
    [OF_sales_order] = true, [OF_work] = true, [OF_load] = true, [OF_outbox] = true};

#define SOURCE(table) [OF_##table] = {#table, &sql[OF_##table], &seen[OF_##table]},
static const struct id_source sources[] = {TABLES(SOURCE)};

void ids_register(void)
{
    static gsize known;
    if (g_once_init_enter(&known)) {
        db_register_ids(sources, G_N_ELEMENTS(sources));
        g_once_init_leave(&known, 1);
    }
}
