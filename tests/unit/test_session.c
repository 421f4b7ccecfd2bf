// SPDX-License-Identifier: Apache-2.0
// Log-in: who, where, and who is the newest at a station.
#include "session.h"

#include "testshop.h"

static void refused(struct db *db, const char *name, const char *station, enum tote_code code,
                    const char *sentence)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(session_open(db, name, station, true, &error));
    g_assert_true(tote_error_is(error, code));
    g_assert_cmpstr(error->message, ==, sentence);
    g_assert_false(db_in_transaction(db));
}

static void test_who(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) anna = testshop_login(shop->db, "AnnA", NULL);
    g_assert_cmpstr(anna->operator_name, ==, "ANNA");
    g_assert_cmpint(anna->role, ==, ROLE_PICKER);
    g_assert_cmpint(anna->station_id, ==, 0);
    g_assert_cmpint(shop->pia->role, ==, ROLE_PACKER);
    g_assert_cmpint(shop->sam->role, ==, ROLE_MANAGER);
    g_assert_cmpint(shop->admin->role, ==, ROLE_ADMIN);
    refused(shop->db, "nobody", NULL, TOTE_OPERATOR_UNKNOWN, "There is no operator called nobody");
    testdb_script(shop->db, "UPDATE operator SET active = 0 WHERE name = 'ben'");
    refused(shop->db, "ben", "BEN", TOTE_OPERATOR_UNKNOWN, "There is no operator called ben");
}

static void test_stations(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    refused(shop->db, "anna", "", TOTE_ARGUMENT,
            "It is empty; the name of a station has 1 to 24 characters");
    refused(shop->db, "anna", "a:b", TOTE_ARGUMENT,
            "Character 2 is ':', which cannot stand there in the name of a station");
    refused(shop->db, "anna", "a\nb", TOTE_ARGUMENT,
            "Character 2 is U+000A, which cannot stand there in the name of a station");
    refused(shop->db, "anna", "abcdefghijklmnopqrstuvwxy", TOTE_ARGUMENT,
            "25 characters are too many for the name of a station: it has 1 to 24");
    refused(shop->db, "anna", "\xff", TOTE_ARGUMENT, "Byte 1 of the name of a station is no UTF-8");
    g_autoptr(op_session) there = testshop_login(shop->db, "anna", "abcdefghijklmnopqrstuvwx");
    g_assert_cmpint(there->epoch, ==, 1);
}

// No way leads a name into the table that nobody could log in under.
static void test_names(struct testdb *test)
{
    static const char *const bad[] = {
        "", "a:b", "W-101", "a\u202eb", " a", "a\x1b[0m", "abcdefghijklmnopqrstuvwxy"};
    g_autoptr(test_shop) shop = testshop_new(test);
    SAYS(shop->admin, "done", NULL, "printer.add", "ZEBRA", "cups:z");
    int64_t before = testdb_number(shop->db, "SELECT count(*) FROM station");
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        REFUSED(shop->sam, TOTE_ARGUMENT, NULL, "station.printer", bad[i], "ZEBRA");
        REFUSED(shop->sam, TOTE_ARGUMENT, NULL, "station.warehouse", bad[i], "MAIN");
        REFUSED(shop->admin, TOTE_ARGUMENT, NULL, "station.login", bad[i]);
    }
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM station"), ==, before);
    SAYS(shop->sam, "done", NULL, "station.printer", "Re\xcc\x81gal", "ZEBRA");
    g_autoptr(op_session) there = testshop_login(shop->db, "anna", "R\xc3\xa9gal");
    (void)there; // lives to the end of the block
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM station"), ==, before + 1);
}

static void test_epoch(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    g_assert_true(session_current(shop->anna, &error));
    // The command line joins without taking the station over.
    g_autoptr(op_session) beside = session_open(shop->db, "anna", "ANNA", false, &error);
    g_assert_no_error(error);
    g_assert_true(session_current(shop->anna, &error));
    g_autoptr(op_session) newer = testshop_login(shop->db, "ben", "ANNA");
    g_assert_cmpint(newer->epoch, ==, 2);
    g_assert_false(session_current(shop->anna, &error));
    g_assert_true(tote_error_is(error, TOTE_STATION_TAKEN));
    g_clear_error(&error);
    g_assert_true(session_current(newer, &error));
    g_assert_true(session_current(beside, &error));
    g_assert_cmpint(testdb_number(shop->db,
                                  "SELECT count(*) FROM station s JOIN operator o ON "
                                  "o.id = s.operator_id WHERE s.name = 'ANNA' AND o.name = 'ben'"),
                    ==, 1);
}

// A new station stands in the only warehouse; of several in none, until somebody says in which.
static void test_warehouse(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_assert_cmpint(shop->anna->site_id, ==, 1);
    SAYS(shop->admin, "done", NULL, "warehouse.add", "NORTH");
    g_autoptr(op_session) nowhere = testshop_login(shop->db, "anna", "NEW");
    g_assert_cmpint(nowhere->site_id, ==, 0);
    SAYS(shop->admin, "done", "Station NEW stands in NORTH", "station.warehouse", "NEW", "NORTH");
    g_autoptr(op_session) north = testshop_login(shop->db, "anna", "NEW");
    g_assert_cmpint(north->site_id, >, 1);
    g_autoptr(op_session) known = testshop_login(shop->db, "anna", "ANNA");
    g_assert_cmpint(known->site_id, ==, 1); // from before there were two
}

// Whoever works there says where a new station stands; from there only the desk moves it.
static void test_new_station(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autofree char *code = NULL;
    bool all = true;
    g_assert_true(session_stands(shop->anna, &code, &all, NULL));
    g_assert_null(code); // one warehouse: nobody asks
    g_assert_false(all);
    session_free(testshop_north(shop));
    g_autoptr(op_session) there = testshop_login(shop->db, "anna", "NEW");
    g_assert_true(session_stands(there, &code, &all, NULL));
    g_assert_null(code);
    g_assert_true(all);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM station WHERE name = 'NEW' AND "
                                            "site_id IS NULL"),
                    ==, 1); // nobody said it yet
    REFUSED(there, TOTE_USAGE, "Say either a warehouse or --all", "station.warehouse", "NEW");
    REFUSED(there, TOTE_USAGE, NULL, "station.warehouse", "NEW", "NORTH", "yes");
    SAYS(there, "done", "Station NEW belongs to all warehouses", "station.warehouse", "NEW", NULL,
         "yes");
    g_assert_cmpint(testdb_number(shop->db, "SELECT site_id FROM station WHERE name = 'NEW'"), ==,
                    0);
    SAYS(there, "done", "Station NEW stands in NORTH", "station.warehouse", "NEW", "NORTH");
    g_assert_true(session_move(there, NULL));
    g_assert_true(session_stands(there, &code, &all, NULL));
    g_assert_cmpstr(code, ==, "NORTH");
    g_assert_false(all);
    REFUSED(there, TOTE_ROLE, "NEW stands in NORTH; only the desk puts it into another warehouse",
            "station.warehouse", "NEW", "MAIN");
    SAYS(shop->sam, "done", NULL, "station.warehouse", "NEW", "MAIN");
}

// Who leaves is in the log, once, with the station; not where somebody else works there meanwhile.
static void test_leave(struct testdb *test)
{
    static const char left[] = "SELECT count(*) FROM event e JOIN station s ON s.id = e.about_id "
                               "WHERE e.op = 'station.logout' AND e.about = 'station' AND "
                               "e.say = 'station.left' AND s.name = 'DOOR'";
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) anna = testshop_login(shop->db, "anna", "DOOR");
    session_leave(anna);
    g_assert_cmpint(testdb_number(shop->db, left), ==, 1);
    g_autoptr(op_session) ben = testshop_login(shop->db, "ben", "DOOR");
    session_leave(anna);
    g_assert_cmpint(testdb_number(shop->db, left), ==, 1);
    session_leave(ben);
    g_assert_cmpint(testdb_number(shop->db, left), ==, 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/session/who", test_who);
    testdb_add("/session/stations", test_stations);
    testdb_add("/session/names", test_names);
    testdb_add("/session/epoch", test_epoch);
    testdb_add("/session/warehouse", test_warehouse);
    testdb_add("/session/new-station", test_new_station);
    testdb_add("/session/leave", test_leave);
    return g_test_run();
}
