// SPDX-License-Identifier: Apache-2.0
// What must hold after every deed, numbered. Each query counts where it does not.
#include "world.h"

#define LINE_SUM(what)                                                                             \
    "coalesce((SELECT sum(" what ") FROM order_line l JOIN allocation a "                          \
    "ON a.order_line_id = l.id WHERE l.order_id = o.id), 0)"
#define PACKED                                                                                     \
    "coalesce((SELECT sum(q.qty) FROM order_line l JOIN parcel_line q "                            \
    "ON q.order_line_id = l.id WHERE l.order_id = o.id), 0)"

static const struct {
    const char *says, *query;
} rules[] = {
    {"1 a released order has every piece allocated",
     "SELECT count(*) FROM sales_order o WHERE o.status = 'released' AND o.pieces <> " LINE_SUM(
         "a.qty - a.short")},
    {"2 an order waits for picking with nothing on the cart",
     "SELECT count(*) FROM sales_order o WHERE o.status IN ('ready', 'released', 'short', 'held', "
     "'unpaid', 'cancelled') AND " LINE_SUM("a.picked") " <> 0"},
    {"3 picking, picked, packing and packed orders hold something",
     "SELECT count(*) FROM sales_order o WHERE o.status IN ('picked', 'packing', 'packed') "
     "AND " LINE_SUM("a.picked") " = 0"},
    {"4 an order being picked has something left to pick",
     "SELECT count(*) FROM sales_order o WHERE o.status = 'picking' "
     "AND " LINE_SUM("a.qty - a.picked - a.short") " = 0"},
    {"5 on the cart is what was picked and is in no box",
     "SELECT count(*) FROM sales_order o WHERE coalesce((SELECT sum(b.on_hand) FROM balance b "
     "JOIN place p ON p.id = b.place_id WHERE p.kind = 'cart' "
     "AND b.lpn = 'O-' || CAST(100000 + o.id AS TEXT)), 0) <> " LINE_SUM("a.picked") " - " PACKED},
    {"6 an order is packed when all that was picked is in boxes",
     "SELECT count(*) FROM sales_order o WHERE o.status IN ('packed', 'shipped') "
     "AND " LINE_SUM("a.picked") " <> " PACKED},
    {"7 a packed order lies in its boxes until it is shipped",
     "SELECT count(*) FROM sales_order o JOIN shipment s ON s.order_id = o.id WHERE "
     "s.status = 'packed' AND " PACKED " <> coalesce((SELECT sum(b.on_hand) FROM balance b WHERE "
     "b.lpn LIKE 'S-' || CAST(20000 + s.id AS TEXT) || '/%'), 0)"},
    {"8 nobody works on an order that is not being worked on",
     "SELECT count(*) FROM pick_work w JOIN sales_order o ON o.id = w.order_id "
     "WHERE w.status = 'open' AND o.status <> 'picking'"},
    {"9 a packing order has one open packing",
     "SELECT count(*) FROM sales_order o WHERE (o.status = 'packing') <> "
     "((SELECT count(*) FROM shipment s WHERE s.order_id = o.id AND s.status = 'packing') = 1)"},
    {"10 every closed box has an SSCC and a label of its own",
     "SELECT count(*) FROM parcel p WHERE p.status <> 'open' AND (p.sscc IS NULL OR "
     "(SELECT count(*) FROM outbox j WHERE j.ref = p.sscc) <> 1)"},
    {"11 every ledger row belongs to a call that is in the audit",
     "SELECT count(*) FROM stock_move m LEFT JOIN event e ON e.id = m.event_id "
     "WHERE e.id IS NULL OR e.result = ''"},
    {"12 what was undone was undone once, piece by piece",
     "SELECT count(*) FROM stock_move u JOIN stock_move m ON m.id = u.undoes WHERE u.qty <> m.qty "
     "OR u.item_id <> m.item_id OR u.lot <> m.lot OR u.to_place_id <> m.from_place_id "
     "OR u.from_place_id <> m.to_place_id"},
};

void invariants(struct world *world)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        if (testdb_number(world->shop->db, rules[i].query))
            world_fail(world, "it does not hold that %s", rules[i].says);
    int64_t there = testdb_number(world->shop->db,
                                  "SELECT CAST(coalesce(sum(on_hand), 0) AS BIGINT) FROM balance");
    if (there != world->pieces)
        world_fail(world, "13 pieces are conserved: %d are there, %d should be", (int)there,
                   (int)world->pieces);
}
