// SPDX-License-Identifier: Apache-2.0
// Every condition of every guarded write: the statement writes the row that is meant, alone among
// others of its kind, and nothing once somebody changed what it was decided by. A write with
// conditions that has no row here fails, too. And all that a write of several columns sets.
#include <string.h>

#include "store.h"
#include "things.h"

// Fits all: of the line that is being picked, and of one with a piece in each of its counters.
#define ON_LINE(set) "UPDATE order_line SET " set " WHERE id = @line"
#define FIVE ON_LINE("qty = 5, open = 1, allocated = 1, packed = 1, shipped = 1, cancelled = 1")
#define LACKS(counter) ON_LINE("qty = 4, " counter " = 0")
#define ON_WORK(set) "UPDATE work SET " set " WHERE id = @picking"
#define ON_TASK(set) "UPDATE task SET " set " WHERE id = @task"
#define ON_BALANCE(set)                                                                            \
    "UPDATE balance SET " set " WHERE goods_id = @goods AND location_id = @place"
#define ON_CLAIM(set)                                                                              \
    "UPDATE allocation SET " set " WHERE line_id = @line AND goods_id = @goods AND location_id = " \
    "@place"
#define CLOSED_AT_5 "UPDATE parcel SET closed_at = 5 WHERE id = @parcel"
#define BOX_CLOSED "UPDATE parcel SET closed_at = 9 WHERE id = @box"
#define LOAD                                                                                       \
    "INSERT INTO load (id, site_id, carrier, parcels, planned, begun_at, operator_id, state) "     \
    "VALUES (7, @main, 'DHL', 1, 2, 5, @anna, 'open')"
#define PARCELS_OF                                                                                 \
    "(SELECT fulfilment_id - 1 FROM parcel WHERE id = @parcel),(SELECT fulfilment_id + 1 FROM "    \
    "parcel WHERE id = @parcel),"
#define ITS_PERSON "(SELECT sealed FROM person WHERE id = @person)"
#define SEALED(which) "brought = (SELECT sealed FROM person ORDER BY id " which " LIMIT 1)"

// Others that differ in one part of the key: the same goods elsewhere, other goods here.
#define OTHER_CLAIMS                                                                               \
    "INSERT INTO allocation (line_id, goods_id, location_id, qty) SELECT @line, goods_id, "        \
    "location_id, 2 FROM balance WHERE (goods_id = @goods) <> (location_id = @place)"
#define OTHER_PIECES                                                                               \
    "INSERT INTO parcel_line (parcel_id, line_id, goods_id, qty) SELECT @box, @inbox, min(id), 1 " \
    "FROM goods WHERE item_id = @mug; INSERT INTO parcel_line (parcel_id, line_id, goods_id, "     \
    "qty) "                                                                                        \
    "VALUES (@box, @line, @goods, 1)"
#define PARTS_OF_K                                                                                 \
    "INSERT INTO event_key (op_key, event_id, answer) VALUES ('k', 7, ''), ('k#7', 7, ''), "       \
    "('k#3', 5, ''), ('kk#7', 7, ''), ('k#', 7, '')"
#define ALL_PROMISED "UPDATE balance SET allocated = on_hand WHERE on_hand >= 5; "

// VALUES stand for $1, $2 …; BEFORE is done before both, MEANWHILE what somebody else did (NULL:
// the conditions say no more than which row is meant).
static const struct {
    const char *statement, *values, *before, *meanwhile;
} rows[] = {
    {"work.renew", "@picking,@anna,9", "", ON_WORK("operator_id = @ben")},
    {"work.renew", "@picking,@anna,9", "", ON_WORK("done_at = 9")},
    {"work.claim", "@picking,@ben,NULL,9,5,@anna,@lease,0", "", ON_WORK("done_at = 9")},
    {"work.claim", "@picking,@ben,NULL,9,5,@anna,@lease,0", "", ON_WORK("operator_id = @ben")},
    {"work.claim", "@picking,@ben,NULL,9,5,@anna,@lease,0", "", ON_WORK("operator_id = NULL")},
    {"work.claim", "@picking,@ben,NULL,9,5,@anna,@lease,0", "",
     ON_WORK("lease_until = lease_until + 1")},
    {"work.leave", "@picking", "", ON_WORK("done_at = 9")},
    {"work.ask", "@picking,'take 2',@anna,@lease", "", ON_WORK("operator_id = @ben")},
    {"work.ask", "@picking,'take 2',@anna,@lease", "", ON_WORK("lease_until = lease_until - 1")},
    {"work.step", "@picking,@place,9", "", ON_WORK("done_at = 9")},
    {"work.step_seen", "@picking,@anna,@place,99,@event,1,2", "", ON_WORK("operator_id = @ben")},
    {"work.step_seen", "@picking,@anna,@place,99,@event,1,2", "", ON_WORK("last_event = 98")},
    {"work.step_seen", "@picking,@anna,@place,99,@event,1,2", "", ON_WORK("done_at = 9")},
    {"work.close", "@picking,9,0", "", ON_WORK("done_at = 8")},
    {"work.close", "@over,0,0", "", "UPDATE work SET done_at = 0 WHERE id = @over"},
    {"task.drop", "@task", "", ON_TASK("done = 1")},
    {"task.drop", "@task", "", ON_TASK("short = 1")},
    {"task.count", "@task,2,0,''", "", ON_TASK("done = 1")},
    {"task.count", "@task,1,0,''", "", ON_TASK("done = 2")},
    {"task.count", "@task,0,2,''", "", ON_TASK("short = 1")},
    {"task.count", "@task,1,0,''", "", ON_TASK("short = 2")},
    {"task.count", "@task,-1,0,''", ON_TASK("done = 1"), ON_TASK("done = 0")},
    {"task.count", "@task,0,-1,''", ON_TASK("short = 1"), ON_TASK("short = 0")},
    {"fulfilment.state", "@fulfilment,'packing','packed',0", "",
     "UPDATE fulfilment SET state = 'packed' WHERE id = @fulfilment"},
    {"line.count", "@line,-1,1,0,0,0", FIVE, LACKS("open")},
    {"line.count", "@line,1,-1,0,0,0", FIVE, LACKS("allocated")},
    {"line.count", "@line,1,0,-1,0,0", FIVE, LACKS("packed")},
    {"line.count", "@line,1,0,0,-1,0", FIVE, LACKS("shipped")},
    {"line.count", "@line,1,0,0,0,-1", FIVE, LACKS("cancelled")},
    {"line.serve", "@wanted,1,@fulfilment", "",
     "UPDATE order_line SET open = 0, allocated = 1 WHERE id = @wanted"},
    {"line.unserve", "@line - 1,@line + 1,@fulfilment + 16384", "",
     ON_LINE("fulfilment_id = @fulfilment")},
    {"line.cancel", "@wanted - 1,@wanted + 1", "",
     "UPDATE order_line SET open = 0, cancelled = 1 WHERE id = @wanted"},
    {"line.split_take", "@line,1", FIVE, LACKS("open")},
    {"claim.take", "@line,@goods,@place,1,2", OTHER_CLAIMS, ON_CLAIM("qty = 1")},
    {"claim.drop", "@line,@goods,@place,2", OTHER_CLAIMS, ON_CLAIM("qty = 1")},
    {"claim.drop", "@line,@goods,@place,2", OTHER_CLAIMS, ON_CLAIM("qty = 3")},
    {"order.mark", "@order,@line - 1,@line + 1", "UPDATE sales_order SET lacks = 1",
     "UPDATE sales_order SET lacks = 0"},
    {"order.status", "@order,'ready','short',0", "",
     "UPDATE sales_order SET state = 'held' WHERE id = @order"},
    {"order.hold", "@order,'ready','held','','','person'", "",
     "UPDATE sales_order SET state = 'short' WHERE id = @order"},
    {"item.link_lines", "@tea,'TEA'", "UPDATE order_line SET item_id = NULL WHERE id = @line",
     "UPDATE order_line SET item_id = @tea WHERE id = @line"},
    {"item.link_lines", "@tea,'TEA'", "UPDATE order_line SET item_id = NULL WHERE id = @line",
     "UPDATE order_line SET kind = 'service' WHERE id = @line"},
    {"person.indexed", "@person,2", "UPDATE person SET indexed = 0 WHERE id = @person",
     "UPDATE person SET indexed = 1 WHERE id = @person"},
    {"proposal.drop", "@order,9", "", "UPDATE proposal SET closed_at = 8"},
    {"proposal.accept", "@proposal,5,9", "", "UPDATE proposal SET closed_at = 8"},
    {"payload.drop", "9000000000000,1", "", "UPDATE event_payload SET at = 9000000000000"},
    {"box.type", "@box,''", "", BOX_CLOSED},
    {"box.weigh", "@box,500,0,0", "", BOX_CLOSED},
    {"box.close", "@box,9,'closed',1", "", BOX_CLOSED},
    {"event.parts_drop", "'k'", PARTS_OF_K,
     "UPDATE event_key SET event_id = 8 WHERE op_key = 'k#7'"},
    {"box.open", "@parcel,5,'open'", CLOSED_AT_5,
     "UPDATE parcel SET closed_at = 6 WHERE id = @parcel"},
    {"box.open", "@parcel,5,'open'", CLOSED_AT_5,
     "UPDATE parcel SET shipped_at = 8 WHERE id = @parcel"},
    {"box.proof", "@parcel,9,5", CLOSED_AT_5, "UPDATE parcel SET closed_at = 6 WHERE id = @parcel"},
    {"box.drop", "@box", "DELETE FROM parcel_line WHERE parcel_id = @box", BOX_CLOSED},
    {"box.take", "@box,@inbox,@goods,-1", OTHER_PIECES,
     "UPDATE parcel_line SET qty = 0 WHERE parcel_id = @box"},
    {"box.sweep", "@box", "UPDATE parcel_line SET qty = 0 WHERE parcel_id = @box",
     "UPDATE parcel_line SET qty = 1 WHERE parcel_id = @box"},
    {"load.step", "7,2,0,0,'closed',9,1,'open',0,0", LOAD, "UPDATE load SET parcels = 2"},
    {"load.step", "7,2,0,0,'closed',9,1,'open',0,0", LOAD, "UPDATE load SET state = 'closed'"},
    {"parcel.ship", "@parcel,NULL,9,'shipped'", "",
     "UPDATE parcel SET shipped_at = 8 WHERE id = @parcel"},
    {"parcel.ship", "@parcel,NULL,9,'shipped'", "",
     "UPDATE parcel SET closed_at = 0 WHERE id = @parcel"},
    {"parcel.redirect", PARCELS_OF "'UPS Express','UPS'", "",
     "UPDATE parcel SET shipped_at = 8 WHERE id = @parcel"},
    {"parcel.void", "@parcel", "", "UPDATE parcel SET shipped_at = 8 WHERE id = @parcel"},
    {"printer.state", "@printer,'ready','','',9", "", "UPDATE printer SET state = 'ready'"},
    {"job.step", "@job,'waiting','sending','','',0,0,9,1,'w1',0,0", "",
     "UPDATE outbox SET state = 'cancelled'"},
    {"job.step", "@job,'waiting','sending','','',0,0,9,1,'w1',0,0", "",
     "UPDATE outbox SET tries = 1"},
    {"job.wish", "@job,@printer,'waiting'", "", "UPDATE outbox SET state = 'sending'"},
    {"job.move", "@job,@printer,'waiting'", "", "UPDATE outbox SET state = 'sending'"},
    {"job.adopt", "@printer", "", "UPDATE outbox SET printer_id = @printer"},
    {"job.adopt", "@printer", "", "UPDATE outbox SET done_at = 9"},
    {"job.adopt_at", "@printer,1", "", "UPDATE outbox SET printer_id = @printer"},
    {"job.adopt_at", "@printer,1", "", "UPDATE outbox SET done_at = 9"},
    {"job.adopt_at", "@printer,1", "", "UPDATE outbox SET subject_id = 0"},
    {"job.adopt_at", "@printer,1", "UPDATE outbox SET ref = 'A1', site_id = 1",
     "UPDATE outbox SET site_id = NULL"},
    {"balance.take", "@goods,@place,3,2", ALL_PROMISED ON_BALANCE("on_hand = 3, allocated = 2"),
     ON_BALANCE("on_hand = 2")},
    {"balance.take", "@goods,@place,3,2", ALL_PROMISED ON_BALANCE("allocated = 2"),
     ON_BALANCE("allocated = 1")},
    {"balance.allocate", "@goods,@place,1", ON_BALANCE("on_hand = allocated + 1"),
     ON_BALANCE("on_hand = allocated")},
    {"balance.allocate", "@goods,@place,-2", "", ON_BALANCE("allocated = 1")},
    {"kit.drop", "@tea,@mug",
     "INSERT INTO kit (kit_id, part_id, per) VALUES (@tea, @mug, 1), (@tea, @pot, 1), "
     "(@pot, @mug, 1)",
     NULL},
    {"lot.expires", "@tea,'L1',9",
     "INSERT INTO lot (id, item_id, code) VALUES (91, @tea, 'L1'), (92, @tea, 'L2'), (93, @mug, "
     "'L1')",
     NULL},
    {"line.drop_all", "@wanted - 1,@wanted + 1", "", NULL},
    {"balance.sweep", "@place", "DELETE FROM allocation; " ON_BALANCE("on_hand = 0, allocated = 0"),
     ON_BALANCE("on_hand = 1")},
    {"person.question_reseal", "@order," ITS_PERSON "," ITS_PERSON,
     "INSERT INTO import_question (order_id, at, what, brought) SELECT @order, 5, '', sealed FROM "
     "person WHERE id = @person",
     "UPDATE import_question SET " SEALED("DESC")},
    {"person.piece_reseal", "@payload," ITS_PERSON "," ITS_PERSON,
     "UPDATE event_payload SET " SEALED("") " WHERE id = @payload",
     "UPDATE event_payload SET " SEALED("DESC") " WHERE id = @payload"},
};

#define IN_HAND                                                                                    \
    ON_WORK("station_id = @station, at_id = @place, step = 2, taken = 3, ask = 'take 2', "         \
            "started_at = 5")
#define JUDGED                                                                                     \
    "UPDATE sales_order SET hold_say = 'x', hold_terms = 'x', held_by = 'rule', closed_at = 5 "    \
    "WHERE id = @order"

// What stands after a write with all of its columns; before it none of that does.
static const struct {
    const char *statement, *values, *before, *after;
} effects[] = {
    {"station.login", "@station,@ben,9", "UPDATE station SET epoch = 5 WHERE id = @station",
     "station WHERE id = @station AND epoch = 6 AND operator_id = @ben AND seen_at = 9"},
    {"station.draft", "@station,'pick','W-1'", "",
     "station WHERE id = @station AND screen = 'pick' AND draft = 'W-1'"},
    {"work.renew", "@picking,@anna,9", IN_HAND,
     "work WHERE id = @picking AND lease_until = 9 AND ask = '' AND started_at = 5"},
    {"work.claim", "@picking,@ben,@station,9,8,@anna,@lease,0", IN_HAND,
     "work WHERE id = @picking AND operator_id = @ben AND station_id = @station AND lease_until = "
     "9 AND ask = '' AND started_at = 8 AND at_id IS NULL AND step = 0 AND taken = 0"},
    {"work.claim", "@picking,@ben,@station,9,8,@anna,@lease,1", IN_HAND,
     "work WHERE id = @picking AND operator_id = @ben AND at_id = @place"},
    {"work.claim", "@picking,@anna,NULL,9,8,@anna,@lease,0", IN_HAND,
     "work WHERE id = @picking AND operator_id = @anna AND station_id IS NULL AND lease_until = 9 "
     "AND ask = '' AND started_at = 5 AND at_id = @place AND step = 2 AND taken = 3"},
    {"work.leave", "@picking", IN_HAND,
     "work WHERE id = @picking AND operator_id IS NULL AND station_id IS NULL AND lease_until = 0 "
     "AND ask = '' AND at_id IS NULL AND step = 0 AND taken = 0"},
    {"work.step", "@picking,@place,9", "",
     "work WHERE id = @picking AND at_id = @place AND last_event = 9"},
    {"work.step_seen", "@picking,@anna,@place,9,@event,1,2", "",
     "work WHERE id = @picking AND at_id = @place AND last_event = 9 AND step = 1 AND taken = 2"},
    {"work.close", "@picking,9,1", "",
     "work WHERE id = @picking AND done_at = 9 AND withdrawn = 1"},
    {"task.count", "@task,1,1,'empty'", "",
     "task WHERE id = @task AND done = 1 AND short = 1 AND reason = 'empty'"},
    {"task.count", "@task,1,0,''", ON_TASK("short = 1, reason = 'empty'"),
     "task WHERE id = @task AND done = 1 AND short = 1 AND reason = 'empty'"},
    {"fulfilment.state", "@fulfilment,'packing','packed',9", "",
     "fulfilment WHERE id = @fulfilment AND state = 'packed' AND closed_at = 9"},
    {"line.count", "@line,-1,1,-1,1,0", FIVE,
     "order_line WHERE id = @line AND open = 0 AND allocated = 2 AND packed = 0 AND shipped = 2 "
     "AND cancelled = 1"},
    {"line.serve", "@line,1,@fulfilment", FIVE,
     "order_line WHERE id = @line AND open = 0 AND allocated = 2 AND fulfilment_id = @fulfilment"},
    {"order.status", "@order,'ready','short',9", JUDGED,
     "sales_order WHERE id = @order AND state = 'short' AND hold_say = '' AND hold_terms = '' AND "
     "held_by = '' AND closed_at = 9"},
    {"order.hold", "@order,'ready','held','say','terms','import'", JUDGED,
     "sales_order WHERE id = @order AND state = 'held' AND hold_say = 'say' AND hold_terms = "
     "'terms' AND held_by = 'import'"},
    {"order.paid", "@order,'no',9", "",
     "sales_order WHERE id = @order AND paid = 'no' AND promise_at = 9"},
    {"proposal.accept", "@proposal,7,9", "",
     "proposal WHERE id = @proposal AND accepted_by = 7 AND closed_at = 9"},
    {"box.weigh", "@box,500,7,1", "UPDATE parcel SET calculated = 0 WHERE id = @box",
     "parcel WHERE id = @box AND grams = 500 AND odd_grams = 7 AND calculated = 1"},
    {"box.close", "@box,9,'closed',4", "",
     "parcel WHERE id = @box AND closed_at = 9 AND state = 'closed' AND n = 4"},
    {"box.open", "@parcel,5,'open'",
     "UPDATE parcel SET closed_at = 5, proof_at = 7, grams = 8, calculated = 1 WHERE id = @parcel",
     "parcel WHERE id = @parcel AND closed_at = 0 AND proof_at = 0 AND grams = 0 AND calculated = "
     "0 AND state = 'open'"},
    {"box.proof", "@parcel,9,5", CLOSED_AT_5, "parcel WHERE id = @parcel AND proof_at = 9"},
    {"load.step", "7,2,3,4,'closed',9,1,'open',8,5", LOAD,
     "load WHERE id = 7 AND parcels = 2 AND unnamed = 3 AND unprinted = 4 AND state = 'closed' AND "
     "closed_at = 9 AND grams = 8 AND unweighed = 5"},
    {"parcel.ship", "@parcel,7,9,'shipped'", LOAD,
     "parcel WHERE id = @parcel AND load_id = 7 AND shipped_at = 9 AND state = 'shipped'"},
    {"parcel.redirect", PARCELS_OF "'UPS Express','UPS'",
     "UPDATE parcel SET proof_at = 5 WHERE id = @parcel",
     "parcel WHERE id = @parcel AND service = 'UPS Express' AND carrier = 'UPS' AND proof_at = 0"},
    {"printer.state", "@printer,'trouble','no paper','tray',9", "",
     "printer WHERE id = @printer AND state = 'trouble' AND reason = 'no paper' AND reason_terms = "
     "'tray' AND state_at = 9"},
    {"job.step", "@job,'waiting','done','why','terms',6,7,8,1,'w1',9,2",
     "UPDATE outbox SET tries = 2",
     "outbox WHERE id = @job AND state = 'done' AND reason = 'why' AND reason_terms = 'terms' "
     "AND remote_job = 6 AND next_at = 7 AND updated_at = 8 AND tries = 3 AND worker = 'w1' AND "
     "done_at = 9"},
    {"job.move", "@job,@printer,'waiting'", "UPDATE outbox SET next_at = 5",
     "outbox WHERE id = @job AND printer_id = @printer AND next_at = 0"},
};

// What these take together is proved by the splits of test_op_split.c.
static const char *const proved_there[] = {"line.gather", "line.gathered", NULL};

// How many rows a statement changes with VALUES in the open transaction.
static int64_t write_with(struct db *db, const char *name, const char *values,
                          const int64_t *numbers)
{
    static GPtrArray *lasting; // statements are known by their address
    g_autoptr(GError) error = NULL;
    g_autofree char *known = things_in(values, numbers);
    struct sql *sql = g_new0(struct sql, 1);
    sql->name = name;
    sql->text = things_values(things_statement(name)->text, known);
    if (!lasting)
        lasting = g_ptr_array_new();
    g_ptr_array_add(lasting, sql);
    int64_t n = db_run(db, sql, DB_NO_ARGS, &error);
    if (n < 0)
        g_error("%s: %s\n%s", name, error->message, sql->text);
    return n;
}

// How many rows the write of a row changes; all is taken back.
static int64_t changed(struct db *db, size_t row, bool meanwhile, const int64_t *numbers)
{
    testdb_begin(db);
    things_script(db, rows[row].before, numbers);
    if (meanwhile)
        things_script(db, rows[row].meanwhile, numbers);
    int64_t n = write_with(db, rows[row].statement, rows[row].values, numbers);
    db_rollback(db);
    return n;
}

static void test_conditions(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    int64_t numbers[THINGS];
    things_make(shop, numbers);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t n = changed(shop->db, i, false, numbers);
        if (n != 1)
            g_error("%s writes %d rows (row %zu)", rows[i].statement, (int)n, i);
        if (rows[i].meanwhile && changed(shop->db, i, true, numbers) != 0)
            g_error("%s writes after: %s", rows[i].statement, rows[i].meanwhile);
    }
}

// Each column that a write sets has its new value afterwards: a row of AFTER is there.
static void test_effects(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    int64_t numbers[THINGS];
    things_make(shop, numbers);
    for (size_t i = 0; i < G_N_ELEMENTS(effects); i++) {
        g_autofree char *after = things_in(effects[i].after, numbers);
        g_autofree char *query = g_strconcat("SELECT count(*) FROM ", after, NULL);
        testdb_begin(shop->db);
        things_script(shop->db, effects[i].before, numbers);
        if (testdb_number(shop->db, query) != 0)
            g_error("%s: nothing is to be done for %s", effects[i].statement, after);
        write_with(shop->db, effects[i].statement, effects[i].values, numbers);
        if (testdb_number(shop->db, query) != 1)
            g_error("%s does not come to %s", effects[i].statement, after);
        db_rollback(shop->db);
    }
}

static bool is_listed(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!strcmp(rows[i].statement, name))
            return true;
    return g_strv_contains(proved_there, name);
}

static void test_all(void)
{
    for (const struct sql_list *const *list = db_all_statements(); *list; list++)
        for (size_t i = 0; i < (*list)->n; i++) {
            const struct sql *sql = sql_at(*list, i);
            const char *where = strstr(sql->text, " WHERE ");
            bool writes =
                g_str_has_prefix(sql->text, "UPDATE ") || g_str_has_prefix(sql->text, "DELETE ");
            if (writes && where && strstr(where, " AND ") && !is_listed(sql->name)) {
                g_test_message("%s has conditions and no row", sql->name);
                g_test_fail();
            }
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/conditions/all", test_all);
    testdb_add("/conditions/each", test_conditions);
    testdb_add("/conditions/effects", test_effects);
    return g_test_run();
}
