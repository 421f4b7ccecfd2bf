// SPDX-License-Identifier: Apache-2.0
// Makes the world, calls operations in it, and tells the script when something is wrong.
#include "world.h"

#include <string.h>

#include "op.h"

const char *const world_skus[4] = {"TEA", "MUG", "POT", "SPOON"};

// --- two warehouses

static void add_places(struct world *world)
{
    // A1 is there in both: a scan means the one where the scanner stands.
    static const char *const places[][2] = {
        {"A1", "pick"}, {"E1", "pick"}, {"E2", "pick"}, {"E3", "bulk"}};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(struct incoming_place));
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        const struct incoming_place row = {.code = (char *)places[i][0],
                                           .kind = (char *)places[i][1],
                                           .walk = (int64_t)i + 1,
                                           .row = (int64_t)i + 2,
                                           .warehouse = (char *)OTHER_SITE};
        g_array_append_val(rows, row);
    }
    world_import(world, "import.places", "", &(struct import_batch){.rows = rows});
}

// Tea and spoons lie in both; mugs only in one, pots only in the other.
static void add_stock(struct world *world)
{
    static const struct {
        const char *sku, *place;
        int64_t qty;
    } stock[] = {{"TEA", "A1", 9}, {"TEA", "E2", 8}, {"POT", "E1", 25}, {"SPOON", "E3", 12}};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(struct incoming_stock));
    for (size_t i = 0; i < G_N_ELEMENTS(stock); i++) {
        const struct incoming_stock row = {.sku = (char *)stock[i].sku,
                                           .place = (char *)stock[i].place,
                                           .qty = stock[i].qty,
                                           .row = (int64_t)i + 2,
                                           .warehouse = (char *)OTHER_SITE};
        g_array_append_val(rows, row);
        world->pieces += stock[i].qty;
    }
    world_import(world, "import.stock", "", &(struct import_batch){.rows = rows});
    testshop_stock(world->shop, "TEA A1 12 age=3, TEA A4 5 age=1, MUG A2 9 lot=L1 age=4, "
                                "MUG A2 6 lot=L2 age=2, SPOON B1 30, TEA B1 20 age=9");
    world->pieces += 12 + 5 + 9 + 6 + 30 + 20;
}

static void add_people(struct world *world)
{
    static const char *const names[PEOPLE] = {
        [ANNA] = "anna", [BEN] = "ben", [PIA] = "pia",   [EVE] = "eve",
        [ED] = "ed",     [SAM] = "sam", [ROOT] = "admin"};
    struct session *admin = world->shop->admin;
    SAYS(admin, "done", NULL, "operator.add", "eve", "picker");
    SAYS(admin, "done", NULL, "operator.add", "ed", "packer");
    SAYS(admin, "done", NULL, "warehouse.add", OTHER_SITE);
    for (int i = 0; i < PEOPLE; i++) {
        g_autofree char *station = g_strdup_printf("RANDOM%d", i);
        SAYS(admin, "done", NULL, "station.warehouse", station,
             i == EVE || i == ED ? OTHER_SITE : "MAIN");
        world->more[i] = testdb_open(world->shop->test);
        world->people[i] = testshop_login(world->more[i], names[i], station);
    }
    g_assert_cmpint(world->people[EVE]->site_id, !=, world->people[ANNA]->site_id);
}

struct world *world_new(struct testdb *test)
{
    struct world *world = g_new0(struct world, 1);
    world->shop = testshop_new(test);
    world->script = g_ptr_array_new_with_free_func(g_free);
    world->called = g_hash_table_new(g_str_hash, g_str_equal);
    add_people(world);
    world_turn(world, ROOT, ROOT);
    add_places(world);
    testshop_prefix(world->shop);
    add_stock(world);
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
    g_hash_table_unref(world->called);
    g_free(world);
}

void world_turn(struct world *world, int first, int last)
{
    world->person = world->people[g_test_rand_int_range(first, last + 1)];
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

// --- calls

static int64_t count_moves(struct world *world)
{
    return testdb_number(world->shop->db, "SELECT count(*) FROM move");
}

// What a rule of the business may say; everything else would be the program's fault.
// A manifest takes what can go: the state of a parcel or its fulfilment never stops it.
// The verbs of all kinds of work look at the kind before they say who may not do it.
static bool by_rule(const char *op, const GError *error)
{
    return tote_error_is(error, TOTE_ARGUMENT) ||
           (tote_error_exit(error) == TOTE_EXIT_REFUSED &&
            !tote_error_is(error, TOTE_DB_CONSTRAINT) && !tote_error_is(error, TOTE_STALE) &&
            (!tote_error_is(error, TOTE_STATE) || strcmp(op, "ship.close") != 0) &&
            (!tote_error_is(error, TOTE_ROLE) || g_str_has_prefix(op, "work.")));
}

// A deed says which operations it calls, so that a test can tell which nobody calls.
static void note_call(struct world *world, const char *op)
{
    g_auto(GStrv) known = g_strsplit(world->deed ? world->deed->ops : op, " ", -1);
    if (!g_strv_contains((const char *const *)known, op))
        g_error("a deed calls %s and does not say so", op);
    g_hash_table_add(world->called, (void *)(uintptr_t)g_intern_string(op));
    world->moves = count_moves(world);
}

static int judge_call(struct world *world, const char *op, const char *words, bool ok,
                      struct reply *reply, const GError *error)
{
    int verdict = ok ? (int)reply->verdict : -1;
    g_ptr_array_add(world->script,
                    g_strdup_printf("%s: %s %s -> %s", world->person->operator_name, op, words,
                                    ok ? reply->message : error->message));
    if (!ok && !by_rule(op, error))
        world_fail(world, "%s: %s", tote_error_code(error), error->message);
    if (ok)
        reply_clear(reply);
    world->done += ok;
    world->refused += !ok;
    return verdict;
}

int world_call(struct world *world, const char *op, const char *const *values)
{
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    g_autofree char *words = g_strjoinv(" ", (char **)(uintptr_t)values);
    note_call(world, op);
    bool ok = testshop_call(world->person, op, values, NULL, &reply, &error);
    return judge_call(world, op, words, ok, &reply, error);
}

void world_import(struct world *world, const char *op, const char *words,
                  struct import_batch *batch)
{
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    struct import_counts counts;
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    struct op_call call = {.op = op_find(op), .payload = batch};
    batch->counts = &counts;
    batch->problems = problems;
    batch->currency = "EUR";
    note_call(world, op);
    bool ok = op_run(world->person, &call, &reply, &error);
    judge_call(world, op, words, ok, &reply, error);
    for (unsigned i = 0; i < problems->len; i++) {
        const struct incoming_problem *problem = problems->pdata[i];
        g_ptr_array_add(world->script, g_strdup_printf("    %s", problem->message));
    }
}

int64_t world_moved(struct world *world)
{
    return count_moves(world) - world->moves;
}

const char *world_answer(const struct world *world)
{
    const char *last = world->script->pdata[world->script->len - 1];
    return strstr(last, "-> ") + strlen("-> ");
}

// --- looking

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

int64_t world_number(struct world *world, const struct sql *sql, int64_t id)
{
    GError *error = NULL;
    int64_t n = 0;
    db_get(world->shop->db, sql, &n, DB_ARGS(ival(id)), &error);
    g_assert_no_error(error);
    return n;
}

int upto(int n)
{
    return g_test_rand_int_range(1, n + 1);
}

const char *number(int64_t n)
{
    g_autofree char *text = g_strdup_printf("%d", (int)n);
    return g_intern_string(text);
}
