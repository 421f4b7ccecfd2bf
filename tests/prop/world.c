// SPDX-License-Identifier: Apache-2.0
// Makes the world, calls operations in it, and tells the script when something is wrong.
#include "world.h"

#include "op.h"

struct world *world_new(struct testdb *test)
{
    static const char *const names[PEOPLE] = {"anna", "ben", "pia", "sam"};
    struct world *world = g_new0(struct world, 1);
    world->shop = testshop_new(test);
    world->script = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < PEOPLE; i++) {
        g_autofree char *station = g_strdup_printf("RANDOM%d", i);
        world->more[i] = testdb_open(test);
        world->people[i] = testshop_login(world->more[i], names[i], station);
    }
    testshop_prefix(world->shop);
    testshop_stock(world->shop, "TEA A1 12 age=3, TEA A4 5 age=1, MUG A2 9 lot=L1 age=4, "
                                "MUG A2 6 lot=L2 age=2, POT A3 7, SPOON B1 30, TEA B1 20 age=9");
    world->pieces = 12 + 5 + 9 + 6 + 7 + 30 + 20;
    return world;
}

void world_free(struct world *world)
{
    for (int i = 0; i < PEOPLE; i++) {
        session_free(world->people[i]);
        db_close(world->more[i]);
    }
    testshop_free(world->shop);
    g_ptr_array_unref(world->script);
    g_free(world);
}

void world_fail(struct world *world, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *why = g_strdup_vprintf(format, args);
    va_end(args);
    for (unsigned i = 0; i < world->script->len; i++)
        g_test_message("%3u %s", i + 1, (char *)world->script->pdata[i]);
    g_error("after %u deeds: %s", world->script->len, why);
}

static int64_t count_moves(struct world *world)
{
    return testdb_number(world->shop->db, "SELECT count(*) FROM stock_move");
}

// What a rule of the business may say; everything else would be the program's fault.
static bool by_rule(const GError *error)
{
    return tote_error_exit(error) == TOTE_EXIT_REFUSED &&
           !tote_error_is(error, TOTE_DB_CONSTRAINT) && !tote_error_is(error, TOTE_STALE) &&
           !tote_error_is(error, TOTE_ROLE);
}

int world_call(struct world *world, const char *op, const char *const *values)
{
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    g_autofree char *words = g_strjoinv(" ", (char **)(uintptr_t)values);
    world->moves = count_moves(world);
    bool ok = testshop_call(world->person, op, values, NULL, &reply, &error);
    g_ptr_array_add(world->script, g_strdup_printf("%s: %s %s -> %s", world->person->operator_name,
                                                   op, words, ok ? reply.message : error->message));
    if (!ok && !by_rule(error) && !tote_error_is(error, TOTE_ARGUMENT))
        world_fail(world, "%s: %s", tote_error_code(error), error->message);
    int verdict = ok ? (int)reply.verdict : -1;
    if (ok)
        reply_clear(&reply);
    world->done += ok;
    world->refused += !ok;
    return verdict;
}

int64_t world_moved(struct world *world)
{
    return count_moves(world) - world->moves;
}

const char *world_choose(struct world *world, const struct sql *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    g_autoptr(db_rows) rows = db_query(world->shop->db, sql, DB_NO_ARGS, &error);
    g_assert_no_error(error);
    while (db_next(rows, &error))
        g_ptr_array_add(found, (void *)(uintptr_t)g_intern_string(db_text(rows, 0)));
    g_assert_no_error(error);
    return found->len ? found->pdata[g_test_rand_int_range(0, (int)found->len)] : NULL;
}
