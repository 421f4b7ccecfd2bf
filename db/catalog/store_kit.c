// SPDX-License-Identifier: Apache-2.0
// Recipes of kits.
#include "store_kit.h"

RECORD_DEFINE(kit_recipe_row, KIT_ROW);

enum { ALL, PUT, DROP };

static const struct sql sql[] = {
    [ALL] = {"kit.all",
             RECORD_SELECT(KIT_ROW) "FROM kit k JOIN item i ON i.id = k.kit_id JOIN item p ON p.id "
                                    "= k.part_id ORDER BY k.kit_id, k.part_id",
             true},
    [PUT] = {"kit.put", "INSERT INTO kit (kit_id, part_id, per) VALUES ($1, $2, $3) ON CONFLICT "
                        "(kit_id, part_id) DO UPDATE SET per = excluded.per"},
    [DROP] = {"kit.drop", "DELETE FROM kit WHERE kit_id = $1 AND part_id = $2"},
};

const struct sql_list kit_sql = {"kit", sql, G_N_ELEMENTS(sql)};

struct list *store_kits(struct db *db, GError **error)
{
    return list_records(db, &sql[ALL], DB_NO_ARGS, &kit_recipe_row_record, error);
}

bool store_kit_put(struct db *db, int64_t kit, int64_t part, int64_t per, GError **error)
{
    return db_queue(db, &sql[PUT], DB_ARGS(ival(kit), ival(part), ival(per)), 1, NULL, error);
}

bool store_kit_drop(struct db *db, int64_t kit, int64_t part, GError **error)
{
    return db_queue(db, &sql[DROP], DB_ARGS(ival(kit), ival(part)), 1, NULL, error);
}
