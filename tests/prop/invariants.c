// SPDX-License-Identifier: Apache-2.0
// What must hold after every deed, numbered. Each query counts where it does not.
#include "world.h"

#include <string.h>

#include "lives.h"

#define NONE(what) "SELECT count(*) FROM " what

// Claims of a line that are in somebody's hands, those on shelves, what lies in its boxes.
#define CLAIMS(picked)                                                                             \
    "coalesce((SELECT sum(a.qty) FROM order_line l JOIN allocation a ON a.line_id = l.id "         \
    "JOIN location c ON c.id = a.location_id JOIN location_kind k ON k.code = c.kind "             \
    "WHERE l.fulfilment_id = f.id AND k.picked = " picked "), 0)"
#define BOXED                                                                                      \
    "coalesce((SELECT sum(q.qty) FROM parcel p JOIN parcel_line q ON q.parcel_id = p.id "          \
    "WHERE p.fulfilment_id = f.id), 0)"
// Open works of a fulfilment.
#define OPEN_WORK(kind, more)                                                                      \
    "(SELECT count(*) FROM work w WHERE w.fulfilment_id = f.id AND w.kind = '" kind                \
    "' AND w.done_at = 0" more ")"
// One in STATE whose open works of KIND in somebody's hands are so many.
#define IN_HAND(state, kind, many)                                                                 \
    "(f.state = '" state "' AND " OPEN_WORK(kind, " AND w.operator_id IS NOT NULL") " " many ")"
#define BOXES(state)                                                                               \
    "(SELECT count(*) FROM parcel p WHERE p.fulfilment_id = f.id AND p.state = '" state "')"
#define LEFT_OF(what) "sum(" what ".qty - " what ".done - " what ".short)"
#define OPEN_FULFILMENTS                                                                           \
    "(SELECT count(*) FROM fulfilment f WHERE f.order_id = o.id AND f.closed_at = 0)"

static const struct {
    const char *says, *query;
} rules[] = {
    // --- lines, claims and balances
    {"1 a line counts what it holds: its claims",
     NONE("order_line l WHERE l.allocated <> coalesce((SELECT sum(a.qty) FROM allocation a "
          "WHERE a.line_id = l.id), 0)")},
    {"2 a line counts what lies in its boxes and what left in them",
     NONE("order_line l WHERE l.packed <> coalesce((SELECT sum(q.qty) FROM parcel_line q JOIN "
          "parcel p ON p.id = q.parcel_id WHERE q.line_id = l.id AND p.shipped_at = 0), 0) OR "
          "l.shipped <> coalesce((SELECT sum(q.qty) FROM parcel_line q JOIN parcel p ON p.id = "
          "q.parcel_id WHERE q.line_id = l.id AND p.shipped_at > 0), 0)")},
    {"3 what a balance promises is claimed or in a box, and there",
     NONE("balance b WHERE b.allocated > b.on_hand OR b.allocated <> coalesce((SELECT sum(a.qty) "
          "FROM allocation a WHERE a.goods_id = b.goods_id AND a.location_id = b.location_id), 0) "
          "+ coalesce((SELECT sum(q.qty) FROM parcel_line q JOIN parcel p ON p.id = q.parcel_id "
          "WHERE q.goods_id = b.goods_id AND q.parcel_id = b.location_id AND p.shipped_at = 0), "
          "0)")},
    {"4 every claim is of pieces", NONE("allocation a WHERE a.qty <= 0")},
    {"5 goods in somebody's hands or in a box belong to an order",
     NONE("balance b JOIN location c ON c.id = b.location_id JOIN location_kind k ON k.code = "
          "c.kind WHERE (k.picked = 1 OR c.kind = 'carton') AND b.on_hand <> b.allocated")},
    {"6 a line claims goods of its item",
     NONE("allocation a JOIN order_line l ON l.id = a.line_id JOIN goods g ON g.id = a.goods_id "
          "WHERE g.item_id <> l.item_id")},
    // --- tasks
    {"7 what is left of the tasks of open works is claimed where it lies",
     NONE("(SELECT t.line_id, t.goods_id, t.from_id FROM work w JOIN task t ON t.work_id = w.id "
          "LEFT JOIN allocation a ON a.line_id = t.line_id AND a.goods_id = t.goods_id AND "
          "a.location_id = t.from_id WHERE w.done_at = 0 GROUP BY t.line_id, t.goods_id, "
          "t.from_id, a.qty HAVING " LEFT_OF("t") " <> coalesce(a.qty, 0)) x")},
    {"8 what a released order claims on a shelf is a task of an open work",
     NONE("allocation a JOIN location c ON c.id = a.location_id JOIN location_kind k ON k.code = "
          "c.kind JOIN order_line l ON l.id = a.line_id JOIN fulfilment f ON f.id = "
          "l.fulfilment_id WHERE k.picked = 0 AND f.closed_at = 0 AND NOT EXISTS (SELECT 1 FROM "
          "work w JOIN task t ON t.work_id = w.id WHERE w.fulfilment_id = f.id AND w.done_at = 0 "
          "AND t.line_id = a.line_id AND t.goods_id = a.goods_id AND t.from_id = a.location_id)")},
    {"9 a work that is over has nothing left to do, and tasks carry the number of their work",
     NONE("work w JOIN task t ON t.work_id = w.id WHERE (w.done_at > 0 AND t.done + t.short <> "
          "t.qty) OR t.id / 1048576 <> w.id")},
    {"10 a work's tasks, its cart and the boxes stand in its warehouse",
     NONE("work w LEFT JOIN location c ON c.id = w.cart_id LEFT JOIN fulfilment f ON f.id = "
          "w.fulfilment_id LEFT JOIN task t ON t.work_id = w.id LEFT JOIN standing s ON s.id = "
          "t.from_id LEFT JOIN parcel p ON p.work_id = w.id LEFT JOIN standing q ON q.id = p.id "
          "WHERE coalesce(c.site_id, w.site_id) <> w.site_id OR coalesce(f.site_id, w.site_id) <> "
          "w.site_id OR coalesce(s.site_id, w.site_id) <> w.site_id OR coalesce(q.site_id, "
          "w.site_id) <> w.site_id")},
    {"11 picked goods are in somebody's hands",
     NONE("task t JOIN location c ON c.id = t.to_id JOIN location_kind k ON k.code = c.kind JOIN "
          "work w ON w.id = t.work_id WHERE w.done_at = 0 AND k.picked = 0")},
    // --- fulfilments
    {"12 a fulfilment that is released or being picked has one open pick work, no other has one",
     NONE("fulfilment f WHERE " OPEN_WORK("pick", "") " <> CASE WHEN f.state IN ('released', "
                                                      "'picking') THEN 1 ELSE 0 END")},
    {"13 a fulfilment that is picked or being packed has one open packing, no other has one",
     NONE("fulfilment f WHERE " OPEN_WORK("pack", "") " <> CASE WHEN f.state IN ('picked', "
                                                      "'packing') THEN 1 ELSE 0 END")},
    {"14 nobody has a released or picked one in hand, somebody packs one that is being packed",
     NONE("fulfilment f WHERE " IN_HAND("released", "pick", "> 0") " OR " IN_HAND(
         "picked", "pack", "> 0") " OR " IN_HAND("packing", "pack", "= 0"))},
    {"15 a released fulfilment has nothing on the cart, one being picked has something to pick",
     NONE("fulfilment f WHERE (f.state = 'released' AND " CLAIMS(
         "1") " + " BOXED
              " <> 0) OR (f.state IN ('released', 'picking') AND " CLAIMS("0") " = 0)")},
    {"16 a picked or packing fulfilment holds something, and nothing on a shelf",
     NONE("fulfilment f WHERE f.state IN ('picked', 'packing') AND (" CLAIMS(
         "1") " + " BOXED " = 0 OR " CLAIMS("0") " <> 0)")},
    {"17 a packed or shipped fulfilment lies in closed boxes, all of it; a box may leave before "
     "the others",
     NONE("fulfilment f WHERE f.state IN ('packed', 'shipped') AND (" BOXED
          " = 0 OR " CLAIMS("1") " <> 0 OR " BOXES(
              "open") " > 0 OR (f.state = 'packed') <> (" BOXES("closed") " > 0))")},
    {"18 before it is picked nothing is in a box, and a cancelled fulfilment has no goods",
     NONE("fulfilment f WHERE f.state IN ('released', 'picking', 'picked', 'lacking', 'cancelled') "
          "AND " BOXED " <> 0")},
    {"19 a cancelled fulfilment serves no line, and a line only its own order's",
     NONE("order_line l JOIN fulfilment f ON f.id = l.fulfilment_id WHERE f.state IN ('lacking', "
          "'cancelled') OR "
          "f.order_id <> l.order_id")},
    {"20 a fulfilment is closed when its state says so",
     NONE("fulfilment f JOIN fulfilment_state s ON s.code = f.state WHERE (s.open = 1) <> "
          "(f.closed_at = 0)")},
    {"45 a fulfilment is shipped with the last of its parcels and not before",
     NONE("fulfilment f WHERE (f.state = 'shipped') <> (" BOXES(
         "shipped") " > 0 AND NOT EXISTS "
                    "(SELECT 1 FROM parcel p WHERE p.fulfilment_id = f.id AND p.state <> "
                    "'shipped'))")},
    // --- orders
    {"21 an order is closed when its state says so, and nothing is allocated or open for it then",
     NONE("sales_order o JOIN order_state s ON s.code = o.state WHERE (s.open = 1) <> (o.closed_at "
          "= 0) OR (s.open = 0 AND EXISTS (SELECT 1 FROM order_line l JOIN line_kind k ON k.code = "
          "l.kind WHERE l.order_id = o.id AND k.demand = 1 AND l.open + l.allocated + l.packed > "
          "0))")},
    {"22 only a short order claims something without a fulfilment",
     NONE("order_line l JOIN sales_order o ON o.id = l.order_id LEFT JOIN fulfilment f ON f.id = "
          "l.fulfilment_id AND f.closed_at = 0 WHERE l.allocated > 0 AND f.id IS NULL AND o.state "
          "<> 'short'")},
    {"23 an order is short when something is open and nothing is on the floor",
     NONE("sales_order o WHERE o.state = 'short' AND (" OPEN_FULFILMENTS " > 0 OR NOT EXISTS "
          "(SELECT 1 FROM order_line l JOIN line_kind k ON k.code = l.kind WHERE l.order_id = o.id "
          "AND k.demand = 1 AND l.open > 0))")},
    {"24 an order on the floor has somebody who works for it, one before it has nobody",
     NONE("sales_order o WHERE (o.state IN ('released', 'picking', 'picked', 'packing', "
          "'packed')) <> (" OPEN_FULFILMENTS " > 0)")},
    {"25 a shipped order sent something",
     NONE("sales_order o WHERE o.state = 'shipped' AND NOT EXISTS (SELECT 1 FROM order_line l "
          "WHERE l.order_id = o.id AND l.shipped > 0)")},
    {"46 an order is marked where it holds goods and misses pieces, and nowhere else",
     NONE("sales_order o WHERE (o.lacks = 1) <> (o.state IN ('short', 'released', 'picking', "
          "'picked', 'packing', 'packed') AND EXISTS (SELECT 1 FROM order_line l JOIN line_kind k "
          "ON k.code = l.kind WHERE l.order_id = o.id AND k.demand = 1 AND l.open > 0))")},
    // --- boxes and labels
    {"26 every closed box has an SSCC and a label of its own",
     NONE("parcel p JOIN location c ON c.id = p.id WHERE p.state <> 'open' AND (length(c.code) <> "
          "18 OR (SELECT count(*) FROM outbox j WHERE j.subject_id = p.id AND j.kind = 'label' "
          "AND j.copy = 1) <> 1)")},
    {"27 a parcel is closed and shipped when its state says so, on a load of its warehouse",
     NONE("parcel p JOIN fulfilment f ON f.id = p.fulfilment_id LEFT JOIN load d ON d.id = "
          "p.load_id WHERE (p.state = 'open') <> (p.closed_at = 0) OR (p.state = 'shipped') <> "
          "(p.shipped_at > 0) OR (p.state = 'shipped') <> (d.id IS NOT NULL) OR d.site_id <> "
          "f.site_id")},
    {"28 a load counts its parcels, which are of its carrier or of none; open until it has all",
     NONE("load d WHERE d.grams <> (SELECT coalesce(sum(p.grams), 0) FROM parcel p WHERE p.load_id "
          "= d.id) OR d.parcels <> (SELECT count(*) FROM parcel p WHERE p.load_id = d.id) OR "
          "d.unnamed <> (SELECT count(*) FROM parcel p WHERE p.load_id = d.id AND p.carrier = '') "
          "OR d.parcels > d.planned OR (d.closed_at = 0 AND d.parcels = d.planned) OR (d.state = "
          "'open') <> (d.closed_at = 0) OR EXISTS (SELECT 1 FROM parcel p WHERE p.load_id = d.id "
          "AND p.carrier NOT IN ('', d.carrier))")},
    {"29 a job is over when its state says so",
     NONE("outbox j JOIN outbox_state s ON s.code = j.state WHERE (s.open = 1) <> (j.done_at = "
          "0)")},
    // --- ledger and audit
    {"30 every movement belongs to a call that is in the audit",
     NONE("move m LEFT JOIN event e ON e.id = m.id / 1024 WHERE e.id IS NULL OR e.verdict = '' OR "
          "e.at <> m.at")},
    {"31 a movement for a line stands in the audit of its order",
     NONE("move m JOIN event e ON e.id = m.id / 1024 WHERE m.line_id IS NOT NULL AND (e.about <> "
          "'order' OR e.about_id <> m.line_id / 16384)")},
    {"32 what was undone was undone once, piece by piece",
     NONE("move u LEFT JOIN move m ON m.id = u.undoes WHERE u.undoes IS NOT NULL AND (m.id IS NULL "
          "OR u.qty <> m.qty OR u.goods_id <> m.goods_id OR u.kind <> m.kind OR u.line_id <> "
          "m.line_id OR u.to_id <> m.from_id OR u.from_id <> m.to_id OR m.undoes IS NOT NULL)")},
    {"33 the next undo of a work takes back what nobody took back",
     NONE("work w WHERE w.last_event > 0 AND w.done_at = 0 AND (NOT EXISTS (SELECT 1 FROM event e "
          "WHERE e.id = w.last_event) OR EXISTS (SELECT 1 FROM move u WHERE u.undoes >= "
          "w.last_event * 1024 AND u.undoes < (w.last_event + 1) * 1024))")},
    {"34 work in hand has a lease, free work has none",
     NONE("work w WHERE w.done_at = 0 AND (w.operator_id IS NULL) <> (w.lease_until = 0)")},
    {"35 an undo, and nothing else, says of each movement which one it takes back",
     NONE("move m JOIN event e ON e.id = m.id / 1024 WHERE (e.op IN ('pick.undo', 'pack.undo', "
          "'work.undo')) <> (m.undoes IS NOT NULL)")},
    {"36 of what one call booked all is taken back or nothing",
     NONE(
         "(SELECT m.id / 1024 FROM move m LEFT JOIN move u ON u.undoes = m.id GROUP BY m.id / 1024 "
         "HAVING count(u.id) NOT IN (0, count(*))) x")},
    {"39 who works at a station moves only what is in its warehouse",
     NONE("move m JOIN event e ON e.id = m.id / 1024 JOIN standing p ON p.id = m.from_id WHERE "
          "m.undoes IS NULL AND m.kind IN ('pick', 'pack', 'short') AND e.site_id > 0 AND "
          "p.site_id <> e.site_id")},
    // --- lines of several warehouses
    {"40 lines and their shares add up to what was ordered",
     NONE("sales_order o WHERE o.pieces <> (SELECT sum(l.qty) FROM order_line l WHERE l.order_id "
          "= o.id AND l.kind <> 'kit')")},
    {"41 a share is of its line's item, and one that nothing is left of is served by nobody",
     NONE("order_line l LEFT JOIN order_line p ON p.id = l.parent_id WHERE (l.kind = 'split' AND "
          "(p.id IS NULL OR p.item_id <> l.item_id OR p.order_id <> l.order_id OR p.kind = "
          "'split')) OR (l.qty = 0 AND EXISTS (SELECT 1 FROM fulfilment f WHERE f.id = "
          "l.fulfilment_id AND f.closed_at = 0))")},
    {"42 an open fulfilment has pieces of a line once",
     NONE("(SELECT l.fulfilment_id, CASE WHEN l.kind = 'split' THEN l.parent_id ELSE l.id END FROM "
          "order_line l JOIN fulfilment f ON f.id = l.fulfilment_id WHERE f.closed_at = 0 GROUP BY "
          "l.fulfilment_id, CASE WHEN l.kind = 'split' THEN l.parent_id ELSE l.id END HAVING "
          "count(*) > 1) x")},
    {"43 a kit itself holds nothing, and its parts are as many as its recipe says",
     NONE("order_line l JOIN order_line k ON k.id = l.parent_id WHERE l.kind = 'part' AND (k.kind "
          "<> 'kit' OR k.allocated + k.packed + k.shipped <> 0 OR l.qty + coalesce((SELECT "
          "sum(s.qty) FROM order_line s WHERE s.parent_id = l.id AND s.kind = 'split'), 0) <> "
          "k.qty * l.per)")},
    {"44 a fulfilment that nobody has begun holds whole kits, unless a part was short before",
     NONE("(SELECT f.id, coalesce(u.parent_id, l.parent_id) FROM fulfilment f JOIN order_line l ON "
          "l.fulfilment_id = f.id JOIN order_line p ON p.id = l.parent_id LEFT JOIN order_line u "
          "ON u.id = l.parent_id AND l.kind = 'split' WHERE f.state = 'released' AND (l.kind = "
          "'part' OR p.kind = 'part') AND NOT EXISTS (SELECT 1 FROM order_line x WHERE x.order_id "
          "= f.order_id AND x.shipped > 0) AND NOT EXISTS (SELECT 1 FROM work w JOIN task t ON "
          "t.work_id = w.id WHERE w.fulfilment_id = f.id AND t.short > 0) GROUP BY f.id, "
          "coalesce(u.parent_id, l.parent_id) "
          "HAVING min(l.allocated / l.per) <> max(l.allocated / l.per) OR max(l.allocated % l.per) "
          "> 0) x")},
    // --- numbers of the day
    {"47 each quarter of an hour counts what was done in it, and no other has a number",
     NONE("(SELECT 1 FROM (SELECT created_at AS at, 0 AS what, 0 AS part, 1 AS n FROM sales_order "
          "UNION ALL SELECT done_at, CASE kind WHEN 'pick' THEN 1 ELSE 2 END, site_id, 1 FROM work "
          "WHERE done_at > 0 AND withdrawn = 0 AND kind IN ('pick', 'pack') UNION ALL SELECT "
          "closed_at, 3, site_id, parcels FROM load WHERE closed_at > 0 UNION ALL SELECT at, 4, "
          "(coalesce(station_id, 0) + coalesce(station_id, 0) / 64) % 64, 1 FROM event WHERE op IN "
          "('pick.scan', 'pack.scan', "
          "'work.scan') AND args <> '' UNION ALL SELECT at, 5, (coalesce(station_id, 0) + "
          "coalesce(station_id, 0) / 64) % 64, 1 FROM "
          "event WHERE op IN ('pick.scan', 'pack.scan', 'work.scan') AND args <> '' AND verdict "
          "NOT IN ('done', 'match', 'confirm') UNION ALL SELECT at, what, part, -n FROM tally) h "
          "GROUP BY h.at - h.at % 900000, h.what, h.part HAVING sum(h.n) <> 0) x")},
    {"48 as many orders are in each state as its number says",
     NONE("(SELECT 1 FROM (SELECT state, 1 AS n FROM sales_order UNION ALL SELECT state, -n FROM "
          "order_count) h GROUP BY h.state HAVING sum(h.n) <> 0) x")},
};

// --- 37 and 38, which need the program

static const struct sql floor_states = {
    "prop.floor",
    "SELECT o.id, o.state, f.state FROM sales_order o JOIN fulfilment f ON f.order_id = o.id "
    "WHERE f.closed_at = 0 ORDER BY o.id, f.id",
    true};

static void judge_order(struct world *world, int64_t order, const char *state, GPtrArray *open)
{
    const char *wanted = order_state_of((const char *const *)open->pdata, open->len, false);
    if (open->len && g_strcmp0(wanted, state))
        world_fail(world, "37 an order is the summary of its fulfilments: order %d is %s, not %s",
                   (int)order, state, wanted);
    g_ptr_array_set_size(open, 0);
}

static void judge_orders(struct world *world)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    g_autoptr(db_rows) rows = db_query(world->shop->db, &floor_states, DB_NO_ARGS, &error);
    int64_t order = 0;
    const char *state = NULL;
    g_assert_no_error(error);
    while (db_next(rows, &error)) {
        if (db_int(rows, 0) != order)
            judge_order(world, order, state, open);
        order = db_int(rows, 0);
        state = g_intern_string(db_text(rows, 1));
        g_ptr_array_add(open, (void *)(uintptr_t)g_intern_string(db_text(rows, 2)));
    }
    g_assert_no_error(error);
    judge_order(world, order, state, open);
}

void invariants(struct world *world)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        if (testdb_number(world->shop->db, rules[i].query))
            world_fail(world, "it does not hold that %s", rules[i].says);
    judge_orders(world);
    int64_t there = testdb_number(world->shop->db,
                                  "SELECT CAST(coalesce(sum(on_hand), 0) AS BIGINT) FROM balance");
    if (there != world->pieces)
        world_fail(world, "38 pieces are conserved: %d are there, %d should be", (int)there,
                   (int)world->pieces);
}
