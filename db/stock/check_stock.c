// SPDX-License-Identifier: Apache-2.0
// What the check says of balances, movements and recipes.
#include "check_rules.h"

#include "i18n.h"

// Each rule is one scan of what it compares: both sides are summed by numbers alone, one of them
// as less than nothing, and only what does not come to nothing is looked up.
static const struct check_rule rules[] = {
    // All movements by balance, each counted once in and once out.
    {{"check.ledger",
      "WITH flow AS (SELECT m.goods_id AS goods_id, m.to_id AS location_id, m.qty AS qty FROM "
      "move m WHERE m.to_id IS NOT NULL UNION ALL SELECT m.goods_id, m.from_id, -m.qty FROM move "
      "m WHERE m.from_id IS NOT NULL UNION ALL SELECT b.goods_id, b.location_id, -b.on_hand FROM "
      "balance b), wrong AS (SELECT f.goods_id AS goods_id, f.location_id AS location_id, "
      "CAST(sum(f.qty) AS BIGINT) AS off FROM flow f GROUP BY f.goods_id, f.location_id HAVING "
      "sum(f.qty) <> 0 LIMIT $1) SELECT 1, i.sku, p.code, coalesce(b.on_hand, 0) + w.off, "
      "coalesce(b.on_hand, 0) FROM wrong w JOIN goods g ON g.id = w.goods_id JOIN item i ON i.id "
      "= g.item_id JOIN location p ON p.id = w.location_id LEFT JOIN balance b ON b.goods_id = "
      "w.goods_id AND b.location_id = w.location_id",
      true},
     N_("Every balance is the sum of the movements that touched it"),
     NULL},
    {{"check.allocated",
      "WITH held AS (SELECT a.goods_id AS goods_id, a.location_id AS location_id, a.qty AS qty "
      "FROM allocation a UNION ALL SELECT l.goods_id, l.parcel_id, l.qty FROM parcel_line l JOIN "
      "parcel q ON q.id = l.parcel_id WHERE q.shipped_at = 0 UNION ALL SELECT b.goods_id, "
      "b.location_id, -b.allocated FROM balance b), wrong AS (SELECT h.goods_id AS goods_id, "
      "h.location_id AS location_id, CAST(sum(h.qty) AS BIGINT) AS off FROM held h GROUP BY "
      "h.goods_id, h.location_id HAVING sum(h.qty) <> 0 LIMIT $1) SELECT 1, i.sku, p.code, "
      "coalesce(b.allocated, 0) + w.off, coalesce(b.allocated, 0) FROM wrong w JOIN goods g ON "
      "g.id = w.goods_id JOIN item i ON i.id = g.item_id JOIN location p ON p.id = w.location_id "
      "LEFT JOIN balance b ON b.goods_id = w.goods_id AND b.location_id = w.location_id",
      true},
     N_("What a balance promises is what orders hold of it"),
     NULL},
    {{"check.carried",
      "SELECT 1, i.sku, p.code, b.on_hand, b.allocated FROM balance b JOIN goods g ON g.id = "
      "b.goods_id JOIN item i ON i.id = g.item_id JOIN location p ON p.id = b.location_id JOIN "
      "location_kind k ON k.code = p.kind WHERE (k.picked = 1 OR k.level = 5) AND b.on_hand <> "
      "b.allocated LIMIT $1",
      true},
     N_("Goods on a cart or in a box belong to an order"),
     NULL},
    {{"check.claimed",
      "SELECT 1, l.sku, CAST(l.id AS TEXT), CAST(coalesce(sum(a.qty), 0) AS BIGINT), l.allocated "
      "FROM order_line l LEFT JOIN allocation a ON a.line_id = l.id GROUP BY l.id, l.sku, "
      "l.allocated HAVING coalesce(sum(a.qty), 0) <> l.allocated LIMIT $1",
      true},
     N_("A line counts as allocated what it holds"),
     NULL,
     .where = NAMES_PART},
    {{"check.goods",
      "WITH held AS (SELECT a.line_id AS line_id, a.goods_id AS goods_id, a.location_id AS place "
      "FROM allocation a UNION ALL SELECT c.line_id, c.goods_id, c.parcel_id FROM parcel_line c "
      "WHERE c.qty > 0) SELECT 1, i.sku, p.code, coalesce(l.item_id, 0), g.item_id FROM held h "
      "JOIN goods g ON "
      "g.id = h.goods_id JOIN order_line l ON l.id = h.line_id JOIN item i ON i.id = g.item_id "
      "JOIN location p ON p.id = h.place WHERE coalesce(l.item_id, 0) <> g.item_id OR g.cond <> "
      "'good' "
      "LIMIT $1",
      true},
     N_("What a line holds or sent is its item, in good condition"),
     NULL},
    // A movement carries the number of its call; goods are picked, packed and sent for a line.
    {{"check.moved",
      "SELECT 1, coalesce(i.sku, ''), m.kind, coalesce(e.at, 0), m.at FROM move m LEFT JOIN "
      "event e ON e.id = m.id / 1024 LEFT JOIN goods g ON g.id = m.goods_id LEFT JOIN item i ON "
      "i.id = g.item_id WHERE e.id IS NULL OR e.at <> m.at OR (m.line_id IS NULL AND m.kind IN "
      "('pick', 'pack', 'ship')) OR (m.line_id IS NOT NULL AND (e.about <> 'order' OR "
      "e.about_id <> m.line_id / 16384)) LIMIT $1",
      true},
     N_("Every movement was made by a call, then and for what that says"),
     NULL},
    {{"check.log",
      "SELECT 1, 'event_key', CAST(k.event_id AS TEXT), k.event_id, 0 FROM event_key k WHERE NOT "
      "EXISTS (SELECT 1 FROM event e WHERE e.id = k.event_id) UNION ALL SELECT 1, 'event_payload', "
      "CAST(p.id AS TEXT), p.id / 4096, 0 FROM event_payload p WHERE NOT EXISTS (SELECT 1 FROM "
      "event e "
      "WHERE e.id = p.id / 4096) UNION ALL SELECT 1, 'work', CAST(w.id AS TEXT), w.last_event, 0 "
      "FROM work "
      "w WHERE w.last_event > 0 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = w.last_event) "
      "LIMIT $1",
      true},
     N_("Every call that a key, a work or what an import brought names is in the log"),
     NULL},
    {{"check.undone",
      "SELECT 1, coalesce(i.sku, ''), u.kind, coalesce(m.qty, 0), u.qty FROM move u LEFT JOIN "
      "move m ON m.goods_id = u.goods_id AND m.id = u.undoes LEFT JOIN goods g ON g.id = "
      "u.goods_id LEFT JOIN item i ON i.id = g.item_id WHERE u.undoes IS NOT NULL AND (m.id IS "
      "NULL OR m.undoes IS NOT NULL OR m.qty <> u.qty OR m.kind <> u.kind OR coalesce(m.line_id, "
      "0) <> coalesce(u.line_id, 0) OR coalesce(m.from_id, 0) <> coalesce(u.to_id, 0) OR "
      "coalesce(m.to_id, 0) <> coalesce(u.from_id, 0)) LIMIT $1",
      true},
     N_("What was undone was undone once, piece by piece"),
     NULL},
    // Followed are only kits in kits, of which there are few.
    {{"check.kits",
      "WITH RECURSIVE deep(kit_id, part_id) AS (SELECT k.kit_id, k.part_id FROM kit k WHERE "
      "k.part_id IN (SELECT n.kit_id FROM kit n) UNION SELECT d.kit_id, k.part_id FROM deep d "
      "JOIN kit k ON k.kit_id = d.part_id WHERE k.part_id IN (SELECT n.kit_id FROM kit n)) "
      "SELECT 1, i.sku, '', 0, 1 FROM deep d JOIN item i ON i.id = d.kit_id WHERE d.kit_id = "
      "d.part_id LIMIT $1",
      true},
     N_("No kit holds itself"),
     NULL},
};

const struct sql_list check_stock_sql = {"check_stock", &rules[0].query, G_N_ELEMENTS(rules),
                                         sizeof(struct check_rule)};
