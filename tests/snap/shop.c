// SPDX-License-Identifier: Apache-2.0
// Fills the shop of the pictures through operations only.
#include "shop.h"

#include <glib/gstdio.h>
#include <string.h>

#include "admin.h"
#include "batch.h"
#include "clock.h"
#include "session.h"
#include "store_admin.h"
#include "testdb.h"

static const struct {
    const char *sku, *name, *gtin;
    int64_t price, grams;
} items[] = {
    {"MUG-BLU-330", "Mug blue 330 ml", "05012345678900", 900, 420},
    {"MUG-RED-330", "Mug red 330 ml", "05012345678917", 900, 420},
    {"TEA-SEN-100", "Sencha 100 g", "05012345678924", 750, 130},
    {"TEA-EAR-250", "Earl Grey 250 g", "05012345678931", 800, 290},
    {"POT-CST-800", "Cast iron pot 800 ml with a very long descriptive name", "05012345678948",
     3400, 1650},
    {"FIL-PAP-100", "Paper filters 100", "05012345678955", 240, 180},
    {"SPN-BAM-1", "Bamboo spoon", "", 200, 15},
};

static const struct {
    const char *code, *zone, *kind, *check;
} places[] = {
    {"A-01-04-1", "A", "pick", "31"}, {"A-02-09-1", "A", "pick", "58"},
    {"A-03-17-2", "A", "pick", "42"}, {"A-04-02-1", "A", "pick", "77"},
    {"A-04-30-3", "A", "pick", ""},   {"B-01-04-3", "B", "bulk", ""},
};

static const struct {
    const char *sku, *place;
    int64_t qty;
} stock[] = {
    {"TEA-SEN-100", "A-01-04-1", 60}, {"FIL-PAP-100", "A-02-09-1", 40},
    {"MUG-BLU-330", "A-03-17-2", 52}, {"MUG-BLU-330", "B-01-04-3", 20},
    {"TEA-EAR-250", "A-04-02-1", 90}, {"SPN-BAM-1", "A-04-30-3", 12},
    {"MUG-RED-330", "A-03-17-2", 9},  {"POT-CST-800", "B-01-04-3", 1},
};

// The age is minutes before SHOP_CLOCK; `lines` is "qty SKU" separated by commas.
static const struct {
    const char *name, *customer, *company, *note, *lines;
    int age;
    enum incoming_paid paid;
} orders[] = {
    {"#1001", "Ana Röß", "", "", "3 MUG-BLU-330,6 TEA-SEN-100,1 SPN-BAM-1", 171, PAID_YES},
    {"#1002", "山田 太郎", "", "Please no plastic filling", "1 TEA-EAR-250", 160, PAID_YES},
    {"#1003", "Kay Stone", "Marble & Sons", "", "2 POT-CST-800,5 FIL-PAP-100", 140, PAID_YES},
    {"#1004", "Ben Ode", "", "", "2 FIL-PAP-100,2 TEA-SEN-100", 124, PAID_YES},
    {"#1005", "דוד כהן", "", "", "2 MUG-BLU-330", 97, PAID_YES},
    {"#1006", "O. Petrov", "", "", "4 TEA-EAR-250", 90, PAID_NO},
    {"#1007", "Zoë Ünal", "", "", "3 TEA-SEN-100", 41, PAID_YES},
    {"#1008", "Café Lumière", "", "", "20 TEA-EAR-250,12 TEA-SEN-100", 22, PAID_YES},
};

static void check(bool ok, GError *error)
{
    if (!ok)
        g_error("the shop cannot be made: %s", error ? error->message : "refused");
}

struct db *shop_open(const char *path)
{
    GError *error = NULL;
    struct db *db = db_open(path, &(struct db_options){.allow_throwaway = true}, &error);
    check(db != NULL, error);
    return db;
}

static char *run(struct db *db, const char *operator, const struct op_call * call)
{
    GError *error = NULL;
    struct reply reply = {0};
    struct session *session = session_open(db, operator, NULL, false, &error);
    check(session != NULL, error);
    bool ok = op_run(session, call, &reply, &error);
    if (ok && !verdict_good(reply.verdict))
        g_error("%s: %s", call->op->name, reply.message);
    check(ok, error);
    session_free(session);
    char *subject = g_steal_pointer(&reply.subject);
    reply_clear(&reply);
    return subject;
}

char *shop_do(struct db *db, const char *operator, const char * op, ...)
{
    struct op_call call = {.op = op_find(op)};
    const char *name;
    va_list args;
    va_start(args, op);
    while ((name = va_arg(args, const char *))) {
        int i = 0;
        while (i < OP_MAX_ARGS - 1 && g_strcmp0(call.op->args[i].name, name))
            i++;
        g_assert_cmpstr(call.op->args[i].name, ==, name);
        call.values[i] = va_arg(args, const char *);
    }
    va_end(args);
    return run(db, operator, & call);
}

static void import(struct db *db, const char *op, struct import_batch *batch)
{
    struct import_counts counts = {0};
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    batch->counts = &counts;
    batch->problems = problems;
    batch->currency = "EUR";
    struct op_call call = {.op = op_find(op), .payload = batch};
    g_free(run(db, "admin", &call));
    g_assert_cmpint(counts.rejected, ==, 0);
}

static void import_master(struct db *db)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(struct incoming_item));
    for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
        struct incoming_item row = {.sku = (char *)items[i].sku,
                                    .name = (char *)items[i].name,
                                    .gtin = (char *)items[i].gtin,
                                    .price = items[i].price,
                                    .currency = "EUR",
                                    .weight_g = items[i].grams,
                                    .row = (int64_t)i + 2};
        g_array_append_val(rows, row);
    }
    import(db, "import.items", &(struct import_batch){.rows = rows});
    g_autoptr(GArray) shelf = g_array_new(FALSE, TRUE, sizeof(struct incoming_place));
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        struct incoming_place row = {.code = (char *)places[i].code,
                                     .zone = (char *)places[i].zone,
                                     .kind = (char *)places[i].kind,
                                     .check = (char *)places[i].check,
                                     .walk = (int64_t)i * 10 + 10,
                                     .row = (int64_t)i + 2};
        g_array_append_val(shelf, row);
    }
    import(db, "import.places", &(struct import_batch){.rows = shelf});
}

static void import_stock(struct db *db)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(struct incoming_stock));
    for (size_t i = 0; i < G_N_ELEMENTS(stock); i++) {
        struct incoming_stock row = {.sku = (char *)stock[i].sku,
                                     .place = (char *)stock[i].place,
                                     .lot = (char *)"",
                                     .qty = stock[i].qty,
                                     .row = (int64_t)i + 2};
        g_array_append_val(rows, row);
    }
    import(db, "import.stock", &(struct import_batch){.rows = rows});
}

static int64_t price_of(const char *sku, const char **ret_name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(items); i++)
        if (!g_strcmp0(items[i].sku, sku)) {
            *ret_name = items[i].name;
            return items[i].price;
        }
    return 0;
}

const char *shop_customer(size_t i)
{
    return i < G_N_ELEMENTS(orders) ? orders[i].customer : NULL;
}

static void add_lines(struct incoming_order *order, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, ",", -1);
    for (int i = 0; lines[i]; i++) {
        g_auto(GStrv) words = g_strsplit(lines[i], " ", 2);
        const char *name = "";
        struct incoming_line *line = incoming_order_add_line(order);
        line->kind = LINE_GOODS;
        line->sku = g_strdup(words[1]);
        line->qty = g_ascii_strtoll(words[0], NULL, 10);
        line->price = price_of(words[1], &name);
        line->name = g_strdup(name);
        order->subtotal += line->qty * line->price;
    }
}

static void order_free(gpointer order)
{
    incoming_order_free(order);
}

// The I-th order as the channel has it, with these LINES.
static struct incoming_order *make_order(size_t i, const char *lines)
{
    struct incoming_order *order = incoming_order_new();
    order->external_id = g_strdup_printf("%zu", 5001 + i);
    order->external_name = g_strdup(orders[i].name);
    g_strlcpy(order->currency, "EUR", sizeof order->currency);
    order->placed_at = SHOP_CLOCK - orders[i].age * (int64_t)MINUTE_MS;
    order->paid = orders[i].paid;
    order->paid_at = orders[i].paid == PAID_YES ? order->placed_at : 0;
    order->delivery.name = g_strdup(orders[i].customer);
    order->delivery.company = g_strdup(orders[i].company);
    order->delivery.address1 = g_strdup("3 Quay St");
    order->delivery.city = g_strdup("Leeds");
    order->delivery.province = g_strdup("WYK");
    order->delivery.zip = g_strdup("LS1 4DY");
    order->delivery.country = g_strdup("GB");
    order->note = g_strdup(orders[i].note);
    order->shipping_method = g_strdup("DHL 1 day");
    add_lines(order, lines);
    order->shipping = 490;
    order->total = order->subtotal + order->shipping;
    incoming_order_seal(order);
    return order;
}

static void import_orders(struct db *db)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(order_free);
    for (size_t i = 0; i < G_N_ELEMENTS(orders); i++)
        g_ptr_array_add(list, make_order(i, orders[i].lines));
    import(db, "import.orders", &(struct import_batch){.channel = "shopify", .orders = list});
}

void shop_sell_again(struct db *db, const char *name, const char *lines)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(order_free);
    for (size_t i = 0; i < G_N_ELEMENTS(orders); i++)
        if (!strcmp(orders[i].name, name))
            g_ptr_array_add(list, make_order(i, lines));
    import(db, "import.orders", &(struct import_batch){.channel = "shopify", .orders = list});
}

void shop_call_back(struct db *db, const char *name)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(order_free);
    for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
        if (strcmp(orders[i].name, name) != 0)
            continue;
        struct incoming_order *order = make_order(i, orders[i].lines);
        order->cancelled_at = SHOP_CLOCK;
        incoming_order_seal(order);
        g_ptr_array_add(list, order);
    }
    import(db, "import.orders", &(struct import_batch){.channel = "shopify", .orders = list});
}

void shop_place(struct db *db, const char *code)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(struct incoming_place));
    g_auto(GStrv) words = g_strsplit(code, ":", 2);
    struct incoming_place row = {.warehouse = words[1] ? words[0] : (char *)"",
                                 .code = words[1] ? words[1] : words[0],
                                 .zone = (char *)"A",
                                 .kind = (char *)"pick",
                                 .check = (char *)"",
                                 .row = 2};
    g_array_append_val(rows, row);
    import(db, "import.places", &(struct import_batch){.rows = rows});
}

void shop_kit(struct db *db, const char *kit, const char *part, int64_t qty)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(struct incoming_kit));
    struct incoming_kit row = {
        .kit = (char *)(uintptr_t)kit, .sku = (char *)(uintptr_t)part, .qty = qty, .row = 2};
    g_array_append_val(rows, row);
    import(db, "import.kits", &(struct import_batch){.rows = rows});
}

void shop_make(const char *path)
{
    GError *error = NULL;
    clock_fix(SHOP_CLOCK);
    testdb_copy_newest(path);
    struct db *db = shop_open(path);
    check(admin_init(db, &error), error);
    static const char *const people[][2] = {
        {"anna", "picker"}, {"ben", "packer"}, {"sam", "manager"}};
    for (size_t i = 0; i < G_N_ELEMENTS(people); i++)
        g_free(
            shop_do(db, "admin", "operator.add", "name", people[i][0], "role", people[i][1], NULL));
    g_free(
        shop_do(db, "admin", "setting.set", "key", "shop.name", "value", "Northwind Teas", NULL));
    g_free(shop_do(db, "admin", "setting.set", "key", "gs1.prefix", "value", "9501101", NULL));
    g_free(shop_do(db, "admin", "printer.add", "name", "PACK2-ZEBRA", "uri", "socket://127.0.0.1:9",
                   NULL));
    import_master(db);
    import_stock(db);
    import_orders(db);
    db_close(db);
}

void shop_remove(char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm", ".queue"};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *file = g_strconcat(path, ends[i], NULL);
        g_unlink(file);
    }
    g_free(path);
}
