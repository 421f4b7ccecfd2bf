// SPDX-License-Identifier: Apache-2.0
// Fills the tables of codes from the tables of the program.
#include "codes.h"

#include <string.h>

#include "code_tables.h"
#include "store.h"

// The name of each statement is that of its table; its columns are those of model/code_tables.h.
static const struct sql sql[] = {
    {"order_state",
     "INSERT INTO order_state (code, open, demand, editable, late, rank) VALUES ($1, $2, $3, $4, "
     "$5, $6) ON CONFLICT (code) DO UPDATE SET open = excluded.open, demand = excluded.demand, "
     "editable = excluded.editable, late = excluded.late, rank = excluded.rank"},
    {"fulfilment_state",
     "INSERT INTO fulfilment_state (code, open, holds_goods, gone, rank) VALUES ($1, $2, $3, $4, "
     "$5) ON CONFLICT (code) DO UPDATE SET open = excluded.open, holds_goods = "
     "excluded.holds_goods, gone = excluded.gone, rank = excluded.rank"},
    {"parcel_state",
     "INSERT INTO parcel_state (code, open, rank) VALUES ($1, $2, $3) ON CONFLICT (code) DO UPDATE "
     "SET open = excluded.open, rank = excluded.rank"},
    {"load_state",
     "INSERT INTO load_state (code, open, rank) VALUES ($1, $2, $3) ON CONFLICT (code) DO UPDATE "
     "SET open = excluded.open, rank = excluded.rank"},
    {"outbox_state",
     "INSERT INTO outbox_state (code, open, wants_person, cancelled, came_out) VALUES ($1, $2, $3, "
     "$4, $5) ON CONFLICT (code) DO UPDATE SET open = excluded.open, wants_person = "
     "excluded.wants_person, cancelled = excluded.cancelled, came_out = excluded.came_out"},
    {"location_kind",
     "INSERT INTO location_kind (code, level, sells, picked) VALUES ($1, $2, $3, $4) ON CONFLICT "
     "(code) DO UPDATE SET sells = excluded.sells, picked = excluded.picked"},
    {"work_kind", "INSERT INTO work_kind (code, rank, counts) VALUES ($1, $2, $3) ON CONFLICT "
                  "(code) DO UPDATE SET rank = excluded.rank, counts = excluded.counts"},
    {"line_kind",
     "INSERT INTO line_kind (code, goods, demand) VALUES ($1, $2, $3) ON CONFLICT (code) DO UPDATE "
     "SET goods = excluded.goods, demand = excluded.demand"},
    {"pay_kind", "INSERT INTO pay_kind (code, sign) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE "
                 "SET sign = excluded.sign"},
};

const struct sql_list codes_sql = {"codes", sql, G_N_ELEMENTS(sql)};

static const struct sql *statement_of(const struct code_table *table)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sql); i++)
        if (!strcmp(sql[i].name, table->name))
            return &sql[i];
    g_assert_not_reached(); // a table of the model has no statement here
}

static bool fill(struct db *db, const struct code_table *table, GError **error)
{
    const struct sql *statement = statement_of(table);
    size_t n = model_code_rows(table);
    for (size_t row = 0; row < n; row++) {
        int64_t numbers[CODE_COLUMNS];
        struct db_value values[1 + CODE_COLUMNS] = {tval(model_code(table, row, numbers))};
        for (size_t i = 0; i < table->n_columns; i++)
            values[1 + i] = ival(numbers[i]);
        struct db_args args = {values, 1 + (int)table->n_columns};
        if (!db_queue(db, statement, args, 1, NULL, error))
            return false;
    }
    return true;
}

bool codes_fill(struct db *db, GError **error)
{
    size_t n = 0;
    const struct code_table *tables = model_code_tables(&n);
    for (size_t i = 0; i < n; i++)
        if (!fill(db, &tables[i], error))
            return false;
    return true;
}
