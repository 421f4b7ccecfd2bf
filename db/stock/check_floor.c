// SPDX-License-Identifier: Apache-2.0
// What the check says of work, boxes and manifests.
#include "check_rules.h"

#include "i18n.h"
#include "parts.h"
#include "work_kinds.h"

// As which number of the flow of orders a kind of work is told.
#define PICKS "1"
#define PACKS "2"
_Static_assert(WORK_COUNTS_PICKED == 1 && WORK_COUNTS_PACKED == 2, "PICKS and PACKS are these");

static const struct check_rule rules[] = {
    // A movement is called after the kind of work that makes it. A pick is undone by the same the
    // other way round, which counts as less than nothing.
    {{"check.picked",
      "WITH flow AS (SELECT m.line_id AS line_id, m.goods_id AS goods_id, CASE WHEN m.undoes IS "
      "NULL THEN m.from_id ELSE m.to_id END AS place_id, CASE WHEN m.undoes IS NULL THEN m.qty "
      "ELSE -m.qty END AS qty FROM move m JOIN work_kind k ON k.code = m.kind AND k.counts = " PICKS
      " UNION ALL SELECT t.line_id, "
      "t.goods_id, t.from_id, -t.done FROM task t JOIN work w ON w.id = t.work_id JOIN work_kind k "
      "ON k.code = w.kind WHERE k.counts = " PICKS " AND t.done > 0), sums AS (SELECT f.line_id "
      "AS line_id, f.goods_id AS goods_id, f.place_id AS place_id, CAST(sum(f.qty) AS BIGINT) AS "
      "off FROM flow f GROUP BY f.line_id, f.goods_id, f.place_id HAVING sum(f.qty) <> 0 LIMIT "
      "$1) SELECT 1, coalesce(i.sku, ''), coalesce(p.code, ''), s.off, 0 FROM sums s LEFT JOIN "
      "goods g ON g.id = s.goods_id LEFT JOIN item i ON i.id = g.item_id LEFT JOIN location p ON "
      "p.id = s.place_id",
      true},
     N_("What a step of a walk counts as done was picked for its line, from its place"),
     NULL},
    // Several tasks may ask for the same: a place that was found later may be on the walk already.
    {{"check.tasks",
      "SELECT 1, i.sku, p.code, CAST(sum(t.qty - t.done - t.short) AS BIGINT), coalesce(a.qty, "
      "0) FROM work w CROSS JOIN task t JOIN goods g ON g.id = t.goods_id JOIN item i ON i.id = "
      "g.item_id JOIN location p ON p.id = t.from_id LEFT JOIN allocation a ON a.line_id = "
      "t.line_id AND a.goods_id = t.goods_id AND a.location_id = t.from_id WHERE w.done_at = 0 "
      "AND t.id > w.id * " TASKS " AND t.id < (w.id + 1) * " TASKS
      " AND t.line_id IS NOT NULL GROUP BY w.id, t.line_id, t.goods_id, "
      "t.from_id, i.sku, p.code, a.qty HAVING sum(t.qty - t.done - t.short) <> coalesce(a.qty, "
      "0) LIMIT $1",
      true},
     N_("What is still to pick is held where it lies"),
     NULL},
    {{"check.finished",
      "SELECT 1, CAST(w.id AS TEXT), w.kind, t.qty, t.done + t.short FROM task t CROSS JOIN work "
      "w WHERE t.done + t.short <> t.qty AND w.id = t.work_id AND w.done_at > 0 LIMIT $1",
      true},
     N_("Work that is over has nothing left to do"),
     NULL,
     .what = NAMES_WORK},
    // Its state says whether somebody may pick it or pack it; its work is of the kinds that do so.
    {{"check.worked",
      "WITH busy AS (SELECT w.fulfilment_id AS id, CAST(sum(CASE WHEN k.counts = " PICKS " THEN 1 "
      "ELSE 0 END) AS BIGINT) AS picks, CAST(sum(CASE WHEN k.counts = " PACKS " THEN 1 ELSE 0 END) "
      "AS BIGINT) AS packs FROM work w JOIN work_kind k ON k.code = w.kind WHERE w.done_at = 0 AND "
      "w.fulfilment_id IS NOT NULL GROUP BY w.fulfilment_id), due AS (SELECT f.id AS id, f.state "
      "AS state, t.picks AS picks, t.packs AS packs FROM fulfilment f JOIN fulfilment_state t ON "
      "t.code = f.state WHERE f.closed_at = 0) SELECT 1, "
      "CAST(d.id AS TEXT), d.state, d.picks + d.packs, coalesce(b.picks, 0) + coalesce(b.packs, "
      "0) FROM due d LEFT JOIN busy b ON b.id = d.id WHERE d.picks <> coalesce(b.picks, 0) OR "
      "d.packs <> coalesce(b.packs, 0) LIMIT $1",
      true},
     N_("Somebody may pick what is to be picked and pack what is to be packed, once"),
     NULL,
     .what = NAMES_PART},
    // As it was begun: places that were looked for later are beside that.
    {{"check.planned",
      "WITH sums AS (SELECT w.fulfilment_id AS id, count(DISTINCT t.line_id) AS lines, "
      "CAST(sum(t.qty) AS BIGINT) AS pieces FROM work w JOIN task t ON t.work_id = w.id WHERE "
      "w.fulfilment_id IS NOT NULL AND w.kind IN (SELECT k.code FROM work_kind k WHERE k.counts "
      "= " PICKS ") AND t.made_by = 0 GROUP BY "
      "w.fulfilment_id) SELECT 1, CAST(f.id AS TEXT), f.state, coalesce(s.pieces, 0), f.pieces "
      "FROM fulfilment f JOIN fulfilment_state t ON t.code = f.state LEFT JOIN sums s ON s.id = "
      "f.id WHERE t.open + t.gone > 0 AND (coalesce(s.pieces, 0) <> f.pieces OR "
      "coalesce(s.lines, 0) <> f.lines) LIMIT $1",
      true},
     N_("A fulfilment counts what it was planned to pick"),
     NULL,
     .what = NAMES_PART},
    {{"check.packed",
      "WITH boxed AS (SELECT c.line_id AS line_id, CASE WHEN q.shipped_at = 0 THEN c.qty ELSE 0 "
      "END AS packed, CASE WHEN q.shipped_at = 0 THEN 0 ELSE c.qty END AS shipped FROM "
      "parcel_line c JOIN parcel q ON q.id = c.parcel_id UNION ALL SELECT l.id, -l.packed, "
      "-l.shipped FROM order_line l WHERE l.packed + l.shipped > 0), wrong AS (SELECT b.line_id "
      "AS line_id, CAST(sum(b.packed) AS BIGINT) AS off FROM boxed b GROUP BY b.line_id HAVING "
      "sum(b.packed) <> 0 OR sum(b.shipped) <> 0 LIMIT $1) SELECT 1, coalesce(l.sku, ''), "
      "CAST(w.line_id AS TEXT), coalesce(l.packed, 0) + w.off, coalesce(l.packed, 0) FROM wrong "
      "w LEFT JOIN order_line l ON l.id = w.line_id",
      true},
     N_("A line counts as packed and shipped what lies in its boxes"),
     NULL,
     .where = NAMES_PART},
    // Places and carts are older than the first box: most movements are passed by their number.
    {{"check.boxed",
      "WITH flow AS (SELECT m.to_id AS box, m.goods_id AS goods_id, m.line_id AS line_id, m.qty "
      "AS qty FROM move m WHERE m.to_id >= (SELECT min(q.id) FROM parcel q) UNION ALL SELECT "
      "m.from_id, m.goods_id, m.line_id, -m.qty FROM move m WHERE m.to_id IS NOT NULL AND "
      "m.from_id >= (SELECT min(q.id) FROM parcel q) UNION ALL SELECT c.parcel_id, c.goods_id, "
      "c.line_id, -c.qty FROM parcel_line c), sums AS (SELECT f.box AS box, f.goods_id AS "
      "goods_id, f.line_id AS line_id, CAST(sum(f.qty) AS BIGINT) AS off FROM flow f GROUP BY "
      "f.box, f.goods_id, f.line_id HAVING sum(f.qty) <> 0) SELECT 1, i.sku, p.code, "
      "coalesce(c.qty, 0), coalesce(c.qty, 0) + s.off FROM sums s JOIN parcel q ON q.id = s.box "
      "JOIN goods g ON g.id = s.goods_id JOIN item i ON i.id = g.item_id JOIN location p ON p.id "
      "= s.box LEFT JOIN parcel_line c ON c.parcel_id = s.box AND c.line_id = s.line_id AND "
      "c.goods_id = s.goods_id LIMIT $1",
      true},
     N_("What lies in a box is what was scanned into it"),
     NULL},
    {{"check.boxes",
      "SELECT 1, CAST(f.id AS TEXT), f.state, x.id, 0 FROM (SELECT w.id AS id, w.fulfilment_id "
      "AS fulfilment_id FROM work w WHERE w.done_at = 0 UNION ALL SELECT q.id, q.fulfilment_id "
      "FROM parcel q JOIN parcel_state s ON s.code = q.state WHERE (q.shipped_at = 0 OR s.open = "
      "1) AND EXISTS (SELECT 1 FROM parcel_line c WHERE c.parcel_id = q.id AND c.qty > 0)) x "
      "JOIN fulfilment f ON f.id = x.fulfilment_id WHERE f.closed_at > 0 LIMIT $1",
      true},
     N_("Work and boxes that are not over belong to a fulfilment that is not over"),
     NULL,
     .what = NAMES_PART},
    {{"check.parcels",
      "SELECT 1, c.code, q.state, q.shipped_at, coalesce(q.load_id, 0) FROM parcel q JOIN "
      "parcel_state s ON s.code = q.state JOIN location c ON c.id = q.id LEFT JOIN work w ON "
      "w.id = q.work_id LEFT JOIN load d ON "
      "d.id = q.load_id LEFT JOIN fulfilment f ON f.id = q.fulfilment_id CROSS JOIN (SELECT "
      "min(rank) AS rank FROM parcel_state) b WHERE (s.rank > b.rank) <> (q.closed_at > 0) OR "
      "(s.open = 0) <> (q.shipped_at > 0) OR (q.shipped_at > 0) <> (q.load_id IS NOT NULL) OR "
      "(q.load_id IS NOT NULL AND (coalesce(d.site_id, 0) <> coalesce(f.site_id, 0) OR (q.carrier "
      "<> '' AND q.carrier <> coalesce(d.carrier, '')))) OR coalesce(w.fulfilment_id, 0) <> "
      "q.fulfilment_id LIMIT $1",
      true},
     N_("A parcel is closed and sent when its state says so, on a manifest of its warehouse and "
        "carrier"),
     NULL},
    {{"check.labelled",
      "SELECT 1, c.code, q.state, 1, 0 FROM parcel q JOIN location c ON c.id = q.id WHERE "
      "q.closed_at > 0 AND q.shipped_at = 0 AND NOT EXISTS (SELECT 1 FROM outbox j WHERE j.kind = "
      "'label' AND "
      "j.subject_id = q.id) LIMIT $1",
      true},
     N_("Every closed box that is still here was given a label"),
     NULL},
    {{"check.loads",
      "WITH sums AS (SELECT q.load_id AS id, count(*) AS parcels, CAST(sum(q.grams) AS BIGINT) AS "
      "grams, CAST(sum(CASE WHEN q.grams = 0 THEN 1 ELSE 0 END) AS BIGINT) AS unweighed, "
      "CAST(sum(CASE WHEN q.carrier = "
      "'' THEN 1 ELSE 0 END) AS BIGINT) AS unnamed FROM parcel q WHERE q.load_id IS NOT NULL "
      "GROUP BY q.load_id) SELECT 1, CAST(d.id AS TEXT), d.carrier, coalesce(s.parcels, 0), "
      "d.parcels FROM load d JOIN load_state t ON t.code = d.state LEFT JOIN sums s ON s.id = "
      "d.id WHERE coalesce(s.parcels, 0) <> d.parcels OR coalesce(s.unnamed, 0) <> d.unnamed OR "
      "coalesce(s.grams, 0) <> d.grams OR coalesce(s.unweighed, 0) <> d.unweighed OR "
      "d.parcels > d.planned OR (t.open = 0) <> (d.closed_at > 0) LIMIT $1",
      true},
     N_("A manifest counts its parcels and their weight, and is closed when it has them all"),
     NULL,
     .what = NAMES_MANIFEST},
    {{"check.left",
      "WITH sums AS (SELECT q.fulfilment_id AS id, count(*) AS parcels, CAST(sum(CASE WHEN "
      "q.shipped_at > 0 THEN 1 ELSE 0 END) AS BIGINT) AS sent FROM parcel q GROUP BY "
      "q.fulfilment_id) SELECT 1, CAST(f.id AS TEXT), f.state, coalesce(s.parcels, 0), "
      "coalesce(s.sent, 0) FROM fulfilment f JOIN fulfilment_state t ON t.code = f.state LEFT "
      "JOIN sums s ON s.id = f.id WHERE (t.gone = 1 AND (s.id IS NULL OR s.sent <> s.parcels)) "
      "OR (t.open = 1 AND s.sent = s.parcels) OR (t.open = 0 AND t.gone = 0 AND s.sent > 0) "
      "LIMIT $1",
      true},
     N_("What left the house left in parcels, and its last parcel ends a fulfilment"),
     NULL,
     .what = NAMES_PART},
    // Of the company (site 0) a code is unique by the schema; another site could have it once more.
    {{"check.numbers",
      "SELECT 1, c.code, CAST(q.id AS TEXT), 18, length(c.code) FROM parcel q JOIN location c ON "
      "c.id = q.id WHERE q.closed_at > 0 AND (length(c.code) <> 18 OR c.site_id <> 0) LIMIT $1",
      true},
     N_("Every closed box has a number of its own"),
     NULL},
    // Numbers have as many digits as the prefix leaves, so they compare as texts; those of an older
    // prefix are passed over.
    {{"check.counter",
      "WITH given AS (SELECT s.value AS prefix, 16 - length(s.value) AS room, coalesce((SELECT "
      "n.value FROM counter n WHERE n.name = 'sscc'), 0) AS last FROM setting s WHERE s.name = "
      "'gs1.prefix' AND s.scope = '' AND s.value <> '') SELECT 1, c.code, CAST(q.id AS TEXT), 0, "
      "g.last FROM given g CROSS JOIN parcel q JOIN location c ON c.id = q.id WHERE q.closed_at "
      "> 0 AND substr(c.code, 2, length(g.prefix)) = g.prefix AND substr(c.code, 2 + "
      "length(g.prefix), g.room) > substr(CAST(100000000000000000 + g.last AS TEXT), 19 - "
      "g.room, g.room) AND q.closed_at >= coalesce((SELECT max(e.at) FROM event e WHERE e.op = "
      "'setting.set' AND e.args LIKE '%gs1.prefix%'), 0) LIMIT $1",
      true},
     N_("The next number for a box was not given out before"),
     NULL},
};

const struct sql_list check_floor_sql = {"check_floor", &rules[0].query, G_N_ELEMENTS(rules),
                                         sizeof(struct check_rule)};
