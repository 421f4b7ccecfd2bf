// SPDX-License-Identifier: Apache-2.0
// The calls of the main job, with what goes wrong on an ordinary day.
#include "job.h"

#include <string.h>

#include "release.h"

// Numbers are those that the database gave: after a failure PostgreSQL leaves some out.
static const struct {
    const char *name, *query, *form;
} numbers[] = {
    {"@work", "SELECT max(id) FROM pick_work", "W-%d"},
    {"@pack", "SELECT max(id) FROM shipment", "S-%d"},
    {"@first", "SELECT min(id) FROM outbox", "J-%d"},
    {"@second", "SELECT min(id) FROM outbox WHERE id > (SELECT min(id) FROM outbox)", "J-%d"},
    {"@last", "SELECT max(id) FROM outbox", "J-%d"},
    {"@printer", "SELECT max(id) FROM printer", "%d"},
};

static const char *number(struct db *db, const char *value)
{
    static const int base[] = {100, 20000, 8000, 8000, 8000, 0};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (!g_strcmp0(value, numbers[i].name)) {
            int id = (int)testdb_number(db, numbers[i].query) + base[i];
            g_autofree char *text = g_strdup_printf(numbers[i].form, id);
            return g_intern_string(text);
        }
    return value;
}

static bool run_op(const struct job_call *call, GError **error)
{
    struct reply reply = {0};
    bool ok = testshop_call(call->session, call->op, call->values, NULL, &reply, error);
    reply_clear(&reply);
    return ok;
}

static void free_order(void *order)
{
    incoming_order_free(order);
}

// Two orders in one batch, the second with an item that nobody knows.
static bool run_import(const struct job_call *call, GError **error)
{
    struct import_counts counts;
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func(free_order);
    g_ptr_array_add(orders, testshop_order("#1", call->values[0]));
    g_ptr_array_add(orders, testshop_order("#2", call->values[1]));
    struct import_batch batch = {
        .channel = "shopify", .orders = orders, .counts = &counts, .problems = problems};
    struct op_call op = {.op = op_find("import.orders"), .payload = &batch};
    struct reply reply = {0};
    bool ok = op_run(call->session, &op, &reply, error);
    reply_clear(&reply);
    return ok;
}

static bool run_release(const struct job_call *call, GError **error)
{
    struct release release;
    bool more = true, ok = true;
    release_begin(&release);
    while (ok && more)
        ok = release_batch(call->session, &release, &more, error);
    release_end(&release);
    return ok;
}

static bool run_login(const struct job_call *call, GError **error)
{
    struct session *session =
        session_open(call->session->db, call->values[0], call->values[1], true, error);
    session_free(session);
    return session != NULL;
}

static const struct {
    char who; // a(nna) b(en) p(ia) s(am) r(oot)
    const char *op;
    const char *values[OP_MAX_ARGS];
} calls[] = {
    {'r', "login", {"ben", "NEW"}},
    {'r', "setting.set", {"gs1.prefix", "9501101"}},
    {'r', "operator.add", {"eve", "packer"}},
    {'r', "printer.add", {"ZEBRA", "socket://127.0.0.1:9"}},
    {'s', "station.printer", {"PIA", "ZEBRA"}},
    {'s', "stock.adjust", {"TEA", "A1", "3", NULL, "found"}},
    {'a', "stock.move", {"TEA", "A1", "A5", "2"}},
    {'s', "import", {"3 TEA, 1 MUG, 2 POT", "1 MUG, 1 GONE"}},
    {'s', "order.release", {"#1"}},
    {'s', "release all", {NULL}},
    {'s', "order.hold", {"#1", "ask"}},
    {'s', "import", {"4 TEA, 1 MUG, 2 POT", "1 MUG"}},
    {'s', "order.unhold", {"#1"}},
    {'s', "release all", {NULL}},
    {'s', "order.cancel", {"#2"}},
    {'a', "pick.start", {"#1"}},
    {'a', "pick.scan", {"@work", "A1"}},
    {'a', "pick.scan", {"@work", "TEA"}},
    {'a', "pick.scan", {"@work", "POT"}},
    {'a', "pick.skip", {"@work"}},
    {'a', "pick.short", {"@work", "0", "empty"}},
    {'a', "pick.undo", {"@work"}},
    {'b', "pick.start", {"#1"}},
    {'b', "pick.start", {"#1"}},
    {'b', "pick.leave", {"@work"}},
    {'a', "pick.start", {NULL}},
    {'a', "pick.scan", {"@work", "A2"}},
    {'a', "pick.scan", {"@work", "MUG"}},
    {'a', "pick.short", {"@work", "1", "empty"}},
    {'a', "pick.scan", {"@work", "A6"}},
    {'a', "pick.scan", {"@work", "POT"}},
    {'a', "pick.scan", {"@work", "A1"}},
    {'a', "pick.scan", {"@work", "]C10104000000000013303"}},
    {'a', "pick.undo", {"@work"}},
    {'a', "pick.scan", {"@work", "]C10104000000000013303"}},
    {'p', "pack.open", {"#1"}},
    {'p', "pack.leave", {"@pack"}},
    {'p', "pack.open", {"#1"}},
    {'p', "pack.scan", {"@pack", "B2"}},
    {'p', "pack.scan", {"@pack", "TEA"}},
    {'p', "pack.undo", {"@pack"}},
    {'p', "pack.scan", {"@pack", "]C10104000000000013304"}},
    {'p', "pack.weigh", {"@pack", "480"}},
    {'p', "pack.box", {"@pack", "B3"}},
    {'p', "pack.scan", {"@pack", "MUG"}},
    {'p', "pack.scan", {"@pack", "POT"}},
    {'p', "pack.scan", {"@pack", "POT"}},
    {'p', "pack.close", {"@pack"}},
    {'p', "print.step", {"@first", "send", NULL, NULL, NULL, "w1"}},
    {'p', "print.step", {"@first", "doubt", "half a label", NULL, NULL, "w1"}},
    {'p', "print.retry", {"@first"}},
    {'p', "print.cancel", {"@second"}},
    {'p', "print.move", {"@last", "ZEBRA"}},
    {'p', "printer.state", {"@printer", "trouble", "no paper"}},
    {'p', "print.proof", {"095011010000000018"}},
    {'p', "ship.close", {"DHL"}},
};

static struct session *person(struct testshop *shop, char who)
{
    return who == 'a'   ? shop->anna
           : who == 'b' ? shop->ben
           : who == 'p' ? shop->pia
           : who == 's' ? shop->sam
                        : shop->admin;
}

void job_run(struct testshop *shop, job_try try_call)
{
    testshop_stock(shop, "TEA A1 6 age=3, MUG A2 5, POT A3 2, POT A6 1 age=9");
    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
        const char *op = calls[i].op;
        struct job_call call = {.name = op, .session = person(shop, calls[i].who), .op = op};
        for (int k = 0; k < OP_MAX_ARGS; k++)
            call.values[k] = number(shop->db, calls[i].values[k]);
        call.run = !strcmp(op, "import")        ? run_import
                   : !strcmp(op, "release all") ? run_release
                   : !strcmp(op, "login")       ? run_login
                                                : run_op;
        try_call(shop, &call);
    }
}
