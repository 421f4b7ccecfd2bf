// SPDX-License-Identifier: Apache-2.0
// Codes in the database follow the program that opens it, and never an older one.
#include "codes.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lives.h"
#include "testdb.h"

enum { STATIONS = 4, TABLES = 16 };

// A later program: orders have one state more, "checked" behind "picked", and are late from it on.
struct later {
    struct state states[STATES_MOST];
    struct state_table orders;
    struct code_states source;
    struct code_table tables[TABLES];
    struct code_book book;
};

static void grow(struct later *later)
{
    size_t at = (size_t)state_rank(&order_states, "picked");
    const struct code_book now = codes_of_program();
    g_assert_cmpuint(now.n, <=, TABLES);
    memcpy(later->tables, now.tables, now.n * sizeof *now.tables);
    memcpy(later->states, order_states.states, at * sizeof(struct state));
    later->states[at] = (struct state){"checked", "checked", ST_OPEN | ST_LATE};
    memcpy(&later->states[at + 1], &order_states.states[at],
           (order_states.n_states - at) * sizeof(struct state));
    later->orders = order_states;
    later->orders.states = later->states;
    later->orders.n_states++;
    for (size_t i = 0; i < now.n; i++) {
        if (strcmp(later->tables[i].name, "order_state") != 0)
            continue;
        later->source = *(const struct code_states *)now.tables[i].source;
        later->source.states = &later->orders;
        later->tables[i].source = &later->source;
    }
    later->book = (struct code_book){later->tables, now.n, now.version};
}

static void follow(struct db *db, const struct code_book *book)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(codes_follow(db, book, &error));
    g_assert_no_error(error);
    g_assert_false(db_in_transaction(db));
}

static int64_t rank_of(struct db *db, const char *state)
{
    g_autofree char *query =
        g_strdup_printf("SELECT coalesce(max(rank), 0) FROM order_state WHERE code = '%s'", state);
    return testdb_number(db, query);
}

static int64_t sets(struct db *db)
{
    return testdb_number(db, "SELECT count(*) FROM code_set");
}

// What opens a database that lacks a code finds it there afterwards.
static void test_opened(struct testdb *test)
{
    g_autoptr(GError) error = NULL;
    struct db_options options = {.allow_throwaway = true};
    g_assert_cmpint(sets(test->db), ==, 1);
    testdb_script(test->db, "DELETE FROM work_kind WHERE code = 'pack'; DELETE FROM code_set; "
                            "UPDATE order_state SET rank = 77 WHERE code = 'held'; "
                            "INSERT INTO code_set (digest, version) VALUES ('before', 0)");
    g_autoptr(db_handle) db = db_open(test->url, &options, &error);
    g_assert_no_error(error);
    g_assert_cmpint(testdb_number(db, "SELECT count(*) FROM work_kind WHERE code = 'pack'"), ==, 1);
    g_assert_cmpint(rank_of(db, "held"), ==, state_rank(&order_states, "held"));
    g_assert_cmpint(sets(db), ==, 2);
}

// A state in the middle of a life: it is there, and those behind it moved on.
static void test_new_state(struct testdb *test)
{
    struct later later;
    grow(&later);
    follow(test->db, &later.book);
    g_assert_cmpint(rank_of(test->db, "picked"), ==, state_rank(&order_states, "picked"));
    g_assert_cmpint(rank_of(test->db, "checked"), ==, state_rank(&order_states, "picked") + 1);
    g_assert_cmpint(rank_of(test->db, "packing"), ==, state_rank(&order_states, "packing") + 1);
    testdb_script(test->db, "UPDATE order_state SET late = 5 WHERE code = 'checked'");
    follow(test->db, &later.book); // known: nothing is written
    g_assert_cmpint(testdb_number(test->db, "SELECT late FROM order_state WHERE code = 'checked'"),
                    ==, 5);
    g_assert_cmpint(sets(test->db), ==, 2);
}

static void is_of_later(struct db *db)
{
    g_assert_cmpint(rank_of(db, "checked"), ==, state_rank(&order_states, "picked") + 1);
    g_assert_cmpint(rank_of(db, "packing"), ==, state_rank(&order_states, "packing") + 1);
}

// The program of before, which was here, and one that never was: neither undoes what is newer.
static void test_older(struct testdb *test)
{
    struct later later;
    const struct code_book now = codes_of_program();
    grow(&later);
    follow(test->db, &later.book);
    follow(test->db, &now);
    is_of_later(test->db);
    testdb_script(test->db, "DELETE FROM code_set WHERE digest IN (SELECT min(digest) FROM "
                            "code_set) OR digest IN (SELECT max(digest) FROM code_set); "
                            "INSERT INTO code_set (digest, version) VALUES ('later', 1000); "
                            "DELETE FROM order_state WHERE code = 'held'");
    g_assert_cmpint(now.version, ==, 1000); // 0.1.0: of one version, it knows less
    follow(test->db, &now);
    is_of_later(test->db);
    g_assert_cmpint(rank_of(test->db, "held"), ==, state_rank(&order_states, "held"));
}

// By its version, whatever it knows; and a newer one may change what it does not know wholly.
static void test_version(struct testdb *test)
{
    struct code_book old = codes_of_program(), new = old;
    old.version--;
    new.version++;
    testdb_script(test->db, "UPDATE code_set SET digest = 'other'; "
                            "UPDATE order_state SET rank = 77 WHERE code = 'held'");
    follow(test->db, &old);
    g_assert_cmpint(rank_of(test->db, "held"), ==, 77);
    testdb_script(test->db, "DELETE FROM code_set WHERE digest <> 'other'; INSERT INTO work_kind "
                            "(code, rank, counts) VALUES ('gone', 5, 0)");
    follow(test->db, &new);
    g_assert_cmpint(rank_of(test->db, "held"), ==, state_rank(&order_states, "held"));
    g_assert_cmpint(testdb_number(test->db, "SELECT count(*) FROM work_kind WHERE code = 'gone'"),
                    ==, 1);
}

// Several stations of a new program at the same moment: one writes, all are content.
static void test_together(struct testdb *test)
{
    struct later later;
    int go[2], status;
    char byte;
    grow(&later);
    g_assert_cmpint(pipe(go), ==, 0);
    for (int i = 0; i < STATIONS; i++) {
        if (fork())
            continue;
        close(go[1]);
        bool ok = read(go[0], &byte, 1) == 0;
        g_autoptr(db_handle) db = testdb_open(test);
        _exit(!(ok && codes_follow(db, &later.book, NULL)));
    }
    g_assert_cmpint(close(go[0]) | close(go[1]), ==, 0);
    for (int i = 0; i < STATIONS; i++) {
        g_assert_cmpint(wait(&status), >, 0);
        g_assert_cmpint(status, ==, 0);
    }
    is_of_later(test->db);
    g_assert_cmpint(sets(test->db), ==, 2);
}

// A station without the right is told who has to come.
static void test_refused(struct testdb *test)
{
    struct later later;
    g_autoptr(GError) error = NULL;
    grow(&later);
    testdb_script(
        test->db,
        "ALTER TABLE pay_kind RENAME TO other_kind"); // stands for what may not be written
    g_assert_false(codes_follow(test->db, &later.book, &error));
    g_assert_true(tote_error_is(error, TOTE_DB_SCHEMA));
    g_assert_nonnull(strstr(error->message, "lacks states or kinds that this tote has"));
    g_assert_false(db_in_transaction(test->db));
    g_assert_cmpint(rank_of(test->db, "checked"), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/codes/opened", test_opened);
    testdb_add("/codes/new-state", test_new_state);
    testdb_add("/codes/older", test_older);
    testdb_add("/codes/version", test_version);
    testdb_add("/codes/together", test_together);
    testdb_add("/codes/refused", test_refused);
    return g_test_run();
}
