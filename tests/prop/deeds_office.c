// SPDX-License-Identifier: Apache-2.0
// What the administrator changes while everybody works.
#include "world.h"

static void as_admin(struct world *world)
{
    world_turn(world, ROOT, ROOT);
}

static void hire(struct world *world)
{
    static const char *const names[] = {"zoe", "yan", "xia"};
    static const char *const roles[] = {"picker", "packer", "manager", "king"};
    as_admin(world);
    DO(world, "operator.add", ANY(names), ANY(roles));
}

static void set(struct world *world)
{
    static const char *const settings[][2] = {
        {"claim.lease_minutes", "5"},  {"claim.lease_minutes", "30"}, {"order.split", "lines"},
        {"order.split", "pieces"},     {"order.split", "pieces"},     {"pick.place_proof", "item"},
        {"pick.place_proof", "place"}, {"pick.place_proof", "prayer"}};
    const char *const *setting = settings[g_test_rand_int_range(0, G_N_ELEMENTS(settings))];
    as_admin(world);
    DO(world, "setting.set", setting[0], setting[1]);
}

static void buy_printer(struct world *world)
{
    static const char *const names[] = {"ZEBRA", "BROTHER"};
    as_admin(world);
    DO(world, "printer.add", ANY(names), "socket://127.0.0.1:9");
}

static const char *some_station(void)
{
    static const char *const stations[] = {"RANDOM0", "RANDOM3", "RANDOM4", "NEW", "N:EW"};
    return ANY(stations);
}

static void use_printer(struct world *world)
{
    as_admin(world);
    DO(world, "station.printer", some_station(), "ZEBRA");
}

// Holds from the next login on: who is at work stays where he stands.
static void carry_station(struct world *world)
{
    as_admin(world);
    DO(world, "station.warehouse", some_station(), g_test_rand_int_range(0, 2) ? "MAIN" : "EAST");
}

static void build(struct world *world)
{
    static const char *const codes[] = {"NORTH", "east", "SOUTH", "a:b"};
    as_admin(world);
    DO(world, "warehouse.add", ANY(codes));
}

// --- files of master data

static void import_items(struct world *world)
{
    struct incoming_item row = {.sku = (char *)(g_test_rand_int_range(0, 3) ? "TEA" : "CUP"),
                                .name = (char *)"Tea",
                                .price = upto(3) * 100,
                                .currency = "EUR",
                                .weight_g = 100,
                                .row = 2};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_array_append_val(rows, row);
    as_admin(world);
    world_import(world, "import.items", row.sku, &(struct import_batch){.rows = rows});
}

// The walk changes under the feet of the pickers.
static void import_places(struct world *world)
{
    static const char *const codes[] = {"A2", "A1", "E1", "F1", "A6", "CART", "PACKED", "LOST"};
    static const char *const kinds[] = {"pick", "pick", "pick", "bulk", "cart", "pack", "lost"};
    struct incoming_place row = {.code = (char *)ANY(codes),
                                 .kind = (char *)ANY(kinds),
                                 .walk = upto(9),
                                 .row = 2,
                                 .warehouse =
                                     (char *)(g_test_rand_int_range(0, 2) ? "MAIN" : OTHER_SITE)};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_array_append_val(rows, row);
    g_autofree char *words = g_strdup_printf("%s:%s %s", row.warehouse, row.code, row.kind);
    as_admin(world);
    world_import(world, "import.places", words, &(struct import_batch){.rows = rows});
}

// A spoon is a kit of teas and mugs, a pot sometimes one of spoons: what was sold stays as it is.
static void import_kits(struct world *world)
{
    static const char *const recipes[][2] = {
        {"SPOON", "TEA"}, {"SPOON", "MUG"}, {"POT", "SPOON"}, {"SPOON", "POT"}, {"SPOON", "CUP"}};
    const char *const *recipe = recipes[g_test_rand_int_range(0, G_N_ELEMENTS(recipes))];
    struct incoming_kit row = {.kit = (char *)(uintptr_t)recipe[0],
                               .sku = (char *)(uintptr_t)recipe[1],
                               .qty = upto(3) - 1,
                               .row = 2};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_array_append_val(rows, row);
    g_autofree char *words = g_strdup_printf("%d %s in %s", (int)row.qty, row.sku, row.kit);
    as_admin(world);
    world_import(world, "import.kits", words, &(struct import_batch){.rows = rows});
}

static void import_warehouses(struct world *world)
{
    struct incoming_warehouse row = {.code = (char *)(upto(2) == 1 ? OTHER_SITE : "WEST"),
                                     .zip = (char *)number(upto(4)),
                                     .cutoff_min = -1,
                                     .row = 2};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_array_append_val(rows, row);
    as_admin(world);
    world_import(world, "import.warehouses", row.code, &(struct import_batch){.rows = rows});
}

// A command under a key: begun, and ended as it may be.
static void command(struct world *world)
{
    as_admin(world);
    DO(world, "command.begin", "import items");
}

static void end_command(struct world *world)
{
    as_admin(world);
    DO(world, "command.end", "any", upto(2) == 1 ? "yes" : NULL);
}

static void index_people(struct world *world)
{
    as_admin(world);
    DO(world, "person.index", NULL);
}

static void reseal_people(struct world *world)
{
    as_admin(world);
    static const char *const what[] = {"people", "log", "questions"};
    DO(world, "person.reseal", "0", ANY(what));
}

static void retire_keys(struct world *world)
{
    as_admin(world);
    DO(world, "key.retire", NULL);
}

// Somebody at a station where nobody else of the world stands.
static void enter(struct world *world)
{
    as_admin(world);
    DO(world, "station.login", upto(2) == 1 ? "NEW" : "NEWER", "yes");
}

static void leave(struct world *world)
{
    as_admin(world);
    DO(world, "station.logout", NULL);
}

static void note_import(struct world *world)
{
    as_admin(world);
    DO(world, "import.note", "orders", "shopify", number(upto(9)), "1", "0");
}

// The next orders of the queue, from its beginning or its middle.
static void release_next(struct world *world)
{
    as_admin(world);
    DO(world, "order.release_next", upto(2) == 1 ? "0 0 0" : "2000000000000 0 0", number(upto(3)));
}

// An engine thinks before the transaction; releases take it or find that it no longer fits.
static void propose(struct world *world)
{
    as_admin(world);
    DO(world, "order.propose", NULL, "yes");
}

static const struct deed of_office[] = {
    {1, hire, "operator.add"},
    {1, set, "setting.set"},
    {1, buy_printer, "printer.add"},
    {1, use_printer, "station.printer"},
    {1, carry_station, "station.warehouse"},
    {1, build, "warehouse.add"},
    {1, import_items, "import.items"},
    {1, import_places, "import.places"},
    {2, import_kits, "import.kits"},
    {1, import_warehouses, "import.warehouses"},
    {1, command, "command.begin"},
    {1, end_command, "command.end"},
    {1, index_people, "person.index"},
    {1, reseal_people, "person.reseal"},
    {1, retire_keys, "key.retire"},
    {1, enter, "station.login"},
    {1, leave, "station.logout"},
    {1, note_import, "import.note"},
    {2, release_next, "order.release_next"},
    {3, propose, "order.propose"},
};

const struct deed_list office_deeds = {of_office, G_N_ELEMENTS(of_office)};
