// SPDX-License-Identifier: Apache-2.0
// What lists and counts leave out: each read has what it is about, and no more than that once it is
// ended, free, closed, gone or of another place.
#include <string.h>

#include "things.h"

#define ON_WORK(set) "UPDATE work SET " set " WHERE id = @picking"
#define ON_TASK(set) "UPDATE task SET " set " WHERE id = @task"
#define ON_PARCEL(set) "UPDATE parcel SET " set " WHERE id = @parcel"
#define FREE ON_WORK("operator_id = NULL, lease_until = 0")
#define ITS_STATE                                                                                  \
    "(SELECT f.state FROM fulfilment f JOIN work w ON w.fulfilment_id = f.id WHERE w.id = "        \
    "@picking)"
#define ITS_FULFILMENT(of) "(SELECT fulfilment_id FROM " of ")"
#define CARRIER "(SELECT carrier FROM parcel WHERE id = @parcel)"
#define OPEN_LOAD                                                                                  \
    "INSERT INTO load (id, site_id, carrier, parcels, planned, begun_at, operator_id, state) "     \
    "VALUES (7, @main, 'DHL', 1, 2, 5, @anna, 'open'); "
#define LOAD OPEN_LOAD "UPDATE load SET closed_at = 9"
#define DONE_AT(at) "INSERT INTO tally (at, what, part, n) VALUES (" at ", 1, @main, 5)"

// With VALUES there is more before than behind AFTER, which is a change or, where it begins with
// "=", are other values.
static const struct {
    const char *statement, *values, *before, *after;
} rows[] = {
    {"work.of_fulfilment", ITS_FULFILMENT("work WHERE id = @picking") ",'pick'", "",
     "=" ITS_FULFILMENT("work WHERE id = @picking") ",'pack'"},
    {"work.open_of_fulfilment", ITS_FULFILMENT("work WHERE id = @picking"), "",
     ON_WORK("done_at = 9")},
    {"work.of_place", "@tea,@place", "", ON_WORK("done_at = 9")},
    {"work.of_place", "@tea,@place", "", "=@mug,@place"},
    {"work.of_operator", "@anna", "", ON_WORK("done_at = 9")},
    {"work.of_operator", "@anna", "", "=@ben"},
    {"work.ended", "@anna,'pick'", ON_WORK("done_at = 9"), "=@ben,'pick'"},
    {"work.ended", "@anna,'pick'", ON_WORK("done_at = 9"), "=@anna,'pack'"},
    {"work.open", "'pick',0,9", "", ON_WORK("done_at = 9")},
    {"work.open", "'pick',0,9", "", "='pick',-1,9"},
    {"work.open", "'',0,9", "", "='pick',0,9"},
    {"work.claimed", "'pick',0,9", "", ON_WORK("done_at = 9")},
    {"work.claimed", "'pick',0,9", "", FREE},
    {"work.claimed", "'pick',0,9", "", "='count',0,9"},
    {"work.claimed", "'pick',@main,9", "", "='pick',-1,9"},
    {"work.in_hand", "0,9", "", ON_WORK("done_at = 9")},
    {"work.in_hand", "0,9", "", FREE},
    {"work.in_hand", "@main,9", "", "=-1,9"},
    {"work.choices", "'pick'," ITS_STATE ",0,9", FREE, ON_WORK("done_at = 9")},
    {"work.choices", "'pick'," ITS_STATE ",0,9", FREE, ON_WORK("operator_id = @ben")},
    {"work.choices", "'pick'," ITS_STATE ",0,9", FREE, "='pack'," ITS_STATE ",0,9"},
    {"work.choices", "'pick'," ITS_STATE ",0,9", FREE, "='pick','gone',0,9"},
    {"work.choices", "'pick'," ITS_STATE ",0,9", FREE, "='pick'," ITS_STATE ",-1,9"},
    {"work.choices_count", "'pick'," ITS_STATE ",0", FREE, ON_WORK("done_at = 9")},
    {"work.choices_count", "'pick'," ITS_STATE ",0", FREE, ON_WORK("operator_id = @ben")},
    {"work.choices_count", "'pick'," ITS_STATE ",0", FREE, "='pack'," ITS_STATE ",0"},
    {"work.choices_count", "'pick'," ITS_STATE ",0", FREE, "='pick','gone',0"},
    {"work.choices_count", "'pick'," ITS_STATE ",0", FREE, "='pick'," ITS_STATE ",-1"},
    {"task.left", "@task - 1,@task + 1", "", ON_TASK("done = qty")},
    {"task.left", "@task - 1,@task + 1", "", ON_TASK("short = qty")},
    {"task.left", "@task - 1,@task + 1", "", "=@task,@task + 1"},
    {"task.left", "@task - 1,@task + 1", "", "=@task - 1,@task"},
    {"parcel.waiting", "0", "", ON_PARCEL("shipped_at = 9")},
    {"parcel.waiting", "0", "", ON_PARCEL("closed_at = 0")},
    {"parcel.waiting", "@main", "", "=-1"},
    {"parcel.waiting_one", "@parcel", "", ON_PARCEL("shipped_at = 9")},
    {"parcel.waiting_one", "@parcel", "", ON_PARCEL("closed_at = 0")},
    {"parcel.of_carrier", "@main," CARRIER ",0,9,9", ON_PARCEL("closed_at = 9"),
     ON_PARCEL("shipped_at = 9")},
    {"parcel.of_carrier", "@main," CARRIER ",0,9,9", ON_PARCEL("closed_at = 9"),
     ON_PARCEL("closed_at = 0")},
    {"parcel.of_carrier", "@main," CARRIER ",0,9,9", ON_PARCEL("closed_at = 9"),
     ON_PARCEL("closed_at = 10")},
    {"parcel.of_carrier", "@main," CARRIER ",0,9,9", ON_PARCEL("closed_at = 9"),
     "=@main,'DPD',0,9,9"},
    {"parcel.of_carrier", "@main," CARRIER ",0,9,9", ON_PARCEL("closed_at = 9"),
     "=@main," CARRIER ",@parcel,9,9"},
    {"parcel.of_carrier", "@main," CARRIER ",0,9,9", ON_PARCEL("closed_at = 9"),
     "=-1," CARRIER ",0,9,9"},
    {"parcel.left", ITS_FULFILMENT("parcel WHERE id = @parcel"), "", ON_PARCEL("shipped_at = 9")},
    {"load.open", "@main,'DHL'", OPEN_LOAD, "UPDATE load SET closed_at = 9"},
    {"load.open", "@main,'DHL'", OPEN_LOAD, "=@main,'DPD'"},
    {"load.open", "@main,'DHL'", OPEN_LOAD, "=-1,'DHL'"},
    {"load.seen_open", "0", OPEN_LOAD, "UPDATE load SET closed_at = 9"},
    {"load.seen_open", "@main", OPEN_LOAD, "=-1"},
    {"load.page", "0,7,9", LOAD, "UPDATE load SET closed_at = 0"},
    {"load.page", "@main,7,9", LOAD, "=-1,7,9"},
    {"load.page", "0,7,9", LOAD, "=0,6,9"},
    {"load.page_back", "0,7,9", LOAD, "UPDATE load SET closed_at = 0"},
    {"load.page_back", "@main,7,9", LOAD, "=-1,7,9"},
    {"load.page_back", "0,7,9", LOAD, "=0,8,9"},
    {"load.count", "0,9", LOAD, "UPDATE load SET closed_at = 0"},
    {"load.count", "@main,9", LOAD, "=-1,9"},
    {"load.waiting", "0", "", ON_PARCEL("shipped_at = 9")},
    {"load.waiting", "0", "", ON_PARCEL("closed_at = 0")},
    {"load.waiting", "@main", "", "=-1"},
    {"tally.hours", "1800000000,0", DONE_AT("1800000000"),
     "UPDATE tally SET at = 1800000000 - 900000 WHERE n = 5"},
    {"tally.hours", "1800000000,0", DONE_AT("1800000000 + 89100000"),
     "UPDATE tally SET at = at + 900000 WHERE n = 5"},
    {"tally.hours", "1800000000,@main", DONE_AT("1800000000"), "=1800000000,@main + 1"},
    {"tally.hours", "1800000000,0", DONE_AT("1800000000"), "UPDATE tally SET n = 0 WHERE n = 5"},
};

// What a read gives with VALUES: how many rows, or the number that it counts.
static int64_t read_with(struct db *db, size_t row, const char *values, const int64_t *numbers)
{
    const char *text = things_statement(rows[row].statement)->text;
    g_autofree char *known = things_in(values, numbers);
    g_autofree char *whole = things_values(text, known);
    bool counts = g_str_has_prefix(text, "SELECT count(*)");
    g_autofree char *query =
        counts ? g_strdup(whole) : g_strdup_printf("SELECT count(*) FROM (%s) x", whole);
    return testdb_number(db, query);
}

static int64_t read_after(struct db *db, size_t row, const int64_t *numbers)
{
    const char *after = rows[row].after;
    if (*after == '=')
        return read_with(db, row, after + 1, numbers);
    things_script(db, after, numbers);
    return read_with(db, row, rows[row].values, numbers);
}

static void test_reads(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    int64_t numbers[THINGS];
    things_make(shop, numbers);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        testdb_begin(shop->db);
        things_script(shop->db, rows[i].before, numbers);
        int64_t n = read_with(shop->db, i, rows[i].values, numbers);
        int64_t left = read_after(shop->db, i, numbers);
        db_rollback(shop->db);
        if (left >= n)
            g_error("%s gives %d, and %d after: %s (row %zu)", rows[i].statement, (int)n, (int)left,
                    rows[i].after, i);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/reads/each", test_reads);
    return g_test_run();
}
