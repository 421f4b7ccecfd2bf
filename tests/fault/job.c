// SPDX-License-Identifier: Apache-2.0
// The calls of the main job, with what goes wrong on an ordinary day.
#include "job.h"

#include <string.h>

#include "release.h"

// Numbers are those that the database gave: after a failure PostgreSQL leaves some out.
static const struct {
    const char *name, *query, *form;
} numbers[] = {
    {"@work",
     "SELECT max(id) FROM work WHERE kind = 'pick' AND (operator_id IS NOT NULL OR done_at = 0) "
     "AND "
     "site_id = (SELECT min(id) FROM site WHERE id > 0)",
     "W-%d"},
    {"@far",
     "SELECT max(id) FROM work WHERE kind = 'pick' AND site_id = (SELECT max(id) FROM site)",
     "W-%d"},
    {"@pack", "SELECT max(id) FROM work WHERE kind = 'pack'", "W-%d"},
    {"@first", "SELECT min(id) FROM outbox", "J-%d"},
    {"@second", "SELECT min(id) FROM outbox WHERE id > (SELECT min(id) FROM outbox)", "J-%d"},
    {"@last", "SELECT max(id) FROM outbox", "J-%d"},
    {"@printer", "SELECT max(id) FROM printer", "%d"},
};

static const char *number(struct db *db, const char *value)
{
    static const int base[] = {100, 100, 100, 8000, 8000, 8000, 0};
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

static bool run_batch(const struct job_call *call, struct import_batch *batch, GError **error)
{
    struct import_counts counts;
    struct reply reply = {0};
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    struct op_call op = {.op = op_find(call->op), .payload = batch};
    batch->counts = &counts;
    batch->problems = problems;
    batch->currency = "EUR";
    bool ok = op_run(call->session, &op, &reply, error);
    reply_clear(&reply);
    return ok;
}

// Orders in one batch: of the two in the middle of the job the second has an item that nobody
// knows; the last one is not paid.
static bool run_orders(const struct job_call *call, GError **error)
{
    g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func(free_order);
    for (int i = 0; call->values[i]; i += 2) {
        struct incoming_order *order = testshop_order(call->values[i], call->values[i + 1]);
        if (!strcmp(call->values[i], "#3")) {
            order->paid = PAID_NO;
            incoming_order_seal(order);
        }
        g_ptr_array_add(orders, order);
    }
    struct import_batch batch = {.channel = "shopify", .orders = orders};
    return run_batch(call, &batch, error);
}

// Master data and counts, a row a call: the first values of each kind of row.
static bool run_rows(const struct job_call *call, GError **error)
{
    char *const *values = (char *const *)(uintptr_t)call->values;
    const struct incoming_item item = {
        .sku = values[0], .name = values[1], .price = 100, .currency = "EUR", .row = 2};
    const struct incoming_place place = {
        .code = values[0], .warehouse = values[1], .kind = (char *)"pick", .row = 2};
    const struct incoming_kit kit = {.kit = values[0], .sku = values[1], .qty = 2, .row = 2};
    const struct incoming_warehouse site = {
        .code = values[0], .name = values[1], .cutoff_min = -1, .row = 2};
    const struct incoming_stock stock = {.sku = values[0],
                                         .place = values[1],
                                         .warehouse = values[2],
                                         .qty = 3,
                                         .lot = values[3],
                                         .row = 2};
    const struct {
        const char *op;
        const void *row;
        unsigned size;
    } kinds[] = {{"import.items", &item, sizeof item},
                 {"import.places", &place, sizeof place},
                 {"import.kits", &kit, sizeof kit},
                 {"import.warehouses", &site, sizeof site},
                 {"import.stock", &stock, sizeof stock}};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (strcmp(kinds[i].op, call->op))
            continue;
        g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, kinds[i].size);
        g_array_append_vals(rows, kinds[i].row, 1);
        return run_batch(call, &(struct import_batch){.rows = rows}, error);
    }
    g_assert_not_reached();
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
    char who; // a(nna) b(en) p(ia) s(am) r(oot); E: ben in the east, F: pia there
    const char *op;
    const char *values[OP_MAX_ARGS];
} calls[] = {
    {'r', "station.login", {"ben", "NEW"}},
    {'r', "station.logout", {NULL}},
    {'r', "setting.set", {"gs1.prefix", "9501101"}},
    {'r', "command.begin", {"import items"}},
    {'r', "command.end", {"import-1", "yes"}},
    {'r', "operator.add", {"eve", "packer"}},
    {'r', "printer.add", {"ZEBRA", "socket://127.0.0.1:9"}},
    {'s', "station.printer", {"PIA", "ZEBRA"}},
    {'r', "warehouse.add", {"EAST", "In the east"}},
    {'r', "import.warehouses", {"EAST", "East"}},
    {'r', "import.places", {"E1", "EAST"}},
    {'r', "import.items", {"CUP", "Cup"}},
    {'s', "import.kits", {"SPOON", "TEA"}},
    {'r', "import.stock", {"CUP", "E1", "EAST", "L9"}},
    {'s', "station.warehouse", {"BEN", "EAST"}},
    {'s', "station.warehouse", {"PIA2", "EAST"}},
    {'s', "stock.adjust", {"TEA", "A1", "3", NULL, "found"}},
    {'a', "stock.move", {"TEA", "A1", "A5", "2"}},
    {'s', "import.orders", {"#1", "3 TEA, 1 MUG, 2 POT", "#2", "1 MUG, 1 GONE, 1 SPOON"}},
    {'s', "import.note", {"orders", "test", "2", "2", "0"}},
    {'s', "person.index", {NULL}},
    {'r', "person.reseal", {"0"}},
    {'r', "person.reseal", {"0", "log"}},
    {'r', "person.reseal", {"0", "questions"}},
    {'r', "key.retire", {NULL}},
    {'s', "order.release", {"#1"}},
    {'s', "order.release_next", {NULL}},
    {'s', "order.unrelease", {"#1"}},
    {'s', "order.release", {"#1"}},
    {'s', "order.hold", {"#1", "ask"}},
    {'s', "import.orders", {"#1", "4 TEA, 1 MUG, 2 POT", "#2", "1 MUG"}},
    {'s', "order.unhold", {"#1"}},
    {'s', "order.release_next", {NULL}},
    {'s', "order.cancel", {"#2"}},
    {'s', "import.orders", {"#1", "5 TEA, 1 MUG, 2 POT"}},
    {'s', "import.answer", {"#1", "1"}},
    {'s', "import.orders", {"#1", "4 TEA, 2 MUG, 2 POT"}},
    {'s', "import.orders", {"#1", "4 TEA, 1 MUG, 2 POT"}}, // they agree again
    {'s', "import.orders", {"#2", "2 MUG"}},
    {'s', "import.orders", {"#2", "2 MUG"}}, // asked already
    {'s', "import.answer", {"#2", NULL, "1"}},
    {'s', "order.cancel", {"#2"}},
    {'a', "pick.start", {"#1"}},
    {'a', "pick.scan", {"@work", "A1"}},
    {'a', "pick.scan", {"@work", "TEA"}},
    {'a', "pick.scan", {"@work", "POT"}},
    {'a', "pick.skip", {"@work"}},
    {'a', "pick.short", {"@work", "0", "empty"}},
    {'a', "pick.undo", {"@work"}},
    {'a', "pick.short", {"@work", "0", "reach"}},
    {'a', "pick.undo", {"@work"}},
    {'b', "pick.start", {"#1"}},
    {'b', "pick.start", {"#1"}},
    {'b', "pick.leave", {"@work"}},
    {'a', "pick.start", {NULL, "2"}},
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
    {'p', "pack.box", {"@pack", "B1", "1"}},
    {'p', "pack.box", {"@pack", "B3"}},
    {'p', "pack.scan", {"@pack", "%BOX1"}},
    {'p', "pack.scan", {"@pack", "%BOX2"}},
    {'p', "pack.scan", {"@pack", "MUG"}},
    {'p', "pack.scan", {"@pack", "POT"}},
    {'p', "pack.scan", {"@pack", "POT"}},
    {'p', "pack.close", {"@pack"}},
    {'p', "print.step", {"@first", "send", NULL, NULL, NULL, "w1"}},
    {'p', "print.step", {"@first", "lose", "job.aborted", NULL, NULL, "w1"}},
    {'p', "print.retry", {"@first"}},
    {'p', "print.cancel", {"@second"}},
    {'p', "print.move", {"@last", "ZEBRA"}},
    {'p', "printer.state", {"@printer", "stop", "printer.empty"}},
    {'p', "print.proof", {"095011010000000018"}},
    {'p', "ship.close", {"DHL", NULL, "1", "1", "1"}}, // the label of the other box is cancelled
    {'p', "print.proof", {"095011010000000025"}},
    {'p', "ship.close", {"DHL", NULL, NULL, NULL, "1"}},
    // An order that only both warehouses together can serve.
    {'s', "import.orders", {"#3", "2 CUP, 1 TEA"}},
    {'s', "order.pay", {"#3"}},
    {'s', "order.propose", {"#3"}},
    {'s', "order.release", {"#3"}},
    {'s', "order.unrelease", {"#3"}}, // of both warehouses
    {'s', "order.propose", {"#3"}},
    {'s', "order.release", {"#3"}},
    {'E', "pick.start", {"@far"}},
    {'E', "work.scan", {"@far", "E1"}},
    {'E', "work.leave", {"@far"}},
    {'E', "work.take", {"@far"}},
    {'E', "work.scan", {"@far", "E1"}},
    {'E', "work.scan", {"@far", "CUP"}},
    {'E', "pick.scan", {"@far", "CUP"}},
    {'E', "work.undo", {"@far"}},
    {'E', "pick.scan", {"@far", "CUP"}},
    {'F', "pack.open", {"@far"}},
    {'F', "pack.scan", {"@pack", "CUP"}},
    {'F', "pack.scan", {"@pack", "CUP"}},
    {'F', "pack.close", {"@pack"}},
    {'F', "pack.undo", {"@pack"}},
    {'F', "pack.close", {"@pack"}},
    {'F', "print.proof", {"095011010000000049"}},
    {'F', "ship.close", {"UPS"}},
    {'a', "work.next", {"pick"}},
    {'a', "pick.scan", {"@work", "A1"}},
    {'a', "pick.scan", {"@work", "TEA"}},
    {'p', "pack.open", {"#3"}},
    {'p', "pack.scan", {"@pack", "TEA"}},
    {'p', "pack.close", {"@pack"}},
    {'p', "print.step", {"@last", "send", NULL, NULL, NULL, "w1"}},
    {'p', "print.step", {"@last", "lose", "job.aborted", NULL, NULL, "w1"}},
    {'p', "print.seen", {"@last"}},
    {'p', "ship.close", {"DHL", NULL, "1"}},
};

// The sessions in the east, which begin where they are first needed: a station stands in the other
// warehouse from its next login on.
struct east {
    struct session *ben, *pia;
};

static struct session *come_in(struct testshop *shop, struct session **session, const char *name,
                               const char *station)
{
    if (!*session)
        *session = testshop_login(shop->db, name, station);
    return *session;
}

static struct session *person(struct testshop *shop, struct east *east, char who)
{
    switch (who) {
    case 'a':
        return shop->anna;
    case 'b':
        return shop->ben;
    case 'p':
        return shop->pia;
    case 's':
        return shop->sam;
    case 'E':
        return come_in(shop, &east->ben, "ben", "BEN");
    case 'F':
        return come_in(shop, &east->pia, "pia", "PIA2");
    default:
        return shop->admin;
    }
}

static const struct {
    const char *op;
    bool (*run)(const struct job_call *call, GError **error);
} runs[] = {{"import.orders", run_orders},       {"import.items", run_rows},
            {"import.places", run_rows},         {"import.warehouses", run_rows},
            {"import.kits", run_rows},           {"import.stock", run_rows},
            {"order.release_next", run_release}, {"station.login", run_login}};

static bool (*run_of(const char *op))(const struct job_call *, GError **)
{
    for (size_t i = 0; i < G_N_ELEMENTS(runs); i++)
        if (!strcmp(runs[i].op, op))
            return runs[i].run;
    return run_op;
}

void job_run(struct testshop *shop, job_try try_call)
{
    struct east east = {0};
    testshop_stock(shop, "TEA A1 6 age=3, MUG A2 5, POT A3 2, POT A6 1 age=9");
    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
        const char *op = calls[i].op;
        struct job_call call = {
            .name = op, .session = person(shop, &east, calls[i].who), .op = op, .run = run_of(op)};
        for (int k = 0; k < OP_MAX_ARGS; k++)
            call.values[k] = number(shop->db, calls[i].values[k]);
        try_call(shop, &call);
    }
    session_free(east.ben);
    session_free(east.pia);
}

bool job_has(const char *op)
{
    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++)
        if (!strcmp(calls[i].op, op))
            return true;
    return false;
}
