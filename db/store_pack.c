// SPDX-License-Identifier: Apache-2.0
// The bench: shipments, boxes, what is in them, manifests.
#include "store_pack.h"

#include "i18n.h"

RECORD_DEFINE(shipment_row, SHIPMENT_ROW);
RECORD_DEFINE(box_row, BOX_ROW);
RECORD_DEFINE(parcel_line_row, PARCEL_LINE_ROW);
RECORD_DEFINE(box_type_row, BOX_TYPE_ROW);
RECORD_DEFINE(waiting_row, WAITING_ROW);

enum {
    SHIPMENT_BY_ID,
    SHIPMENT_OF_ORDER,
    SHIPMENTS_OPEN,
    SHIPMENT_ADD,
    SHIPMENT_CLAIM,
    SHIPMENT_ASK,
    SHIPMENT_RENEW,
    SHIPMENT_STATUS,
    BOXES,
    BOX_ADD,
    BOX_TYPE,
    BOX_WEIGH,
    BOX_CLOSE,
    BOX_SWEEP,
    BOX_DROP,
    BOX_PROOF,
    BOX_PUT,
    BOX_TAKE,
    PARCEL_LINE,
    TYPES,
    TYPE_BY_CODE,
    TYPE_PUT,
    WAITING,
    BY_SSCC,
    MANIFEST_ADD,
    PARCEL_SHIP,
    PARCELS_LEFT,
};

#define SHIPMENTS_FROM RECORD_SELECT(SHIPMENT_ROW) "FROM shipment WHERE "
#define WAITING_COLUMNS                                                                            \
    RECORD_SELECT(WAITING_ROW)                                                                     \
    "FROM parcel p "                                                                               \
    "JOIN shipment s ON s.id = p.shipment_id JOIN sales_order o ON o.id = s.order_id "

#define SELECT_BOX RECORD_SELECT(BOX_ROW)
#define SELECT_PARCEL_LINE RECORD_SELECT(PARCEL_LINE_ROW)
#define SELECT_BOX_TYPE RECORD_SELECT(BOX_TYPE_ROW)

static const struct sql sql[] = {
    [SHIPMENT_BY_ID] = {"shipment.by_id", SHIPMENTS_FROM "id = $1"},
    [SHIPMENT_OF_ORDER] = {"shipment.of_order",
                           SHIPMENTS_FROM "order_id = $1 AND status = 'packing'"},
    [SHIPMENTS_OPEN] = {"shipment.open", SHIPMENTS_FROM "status = 'packing' ORDER BY id LIMIT $1"},
    [SHIPMENT_ADD] = {"shipment.add",
                      "INSERT INTO shipment (order_id, status, operator_id, station_id, "
                      "lease_until, opened_at) VALUES ($1, 'packing', $2, $3, $4, $5) "
                      "RETURNING id"},
    [SHIPMENT_CLAIM] = {"shipment.claim",
                        "UPDATE shipment SET operator_id = $2, station_id = $3, lease_until = $4, "
                        "ask = '' WHERE id = $1 AND status = 'packing'"},
    [SHIPMENT_ASK] = {"shipment.ask", "UPDATE shipment SET ask = $2 WHERE id = $1"},
    [SHIPMENT_RENEW] = {"shipment.renew",
                        "UPDATE shipment SET lease_until = $3, ask = '' WHERE id = $1 AND "
                        "operator_id = $2 AND status = 'packing' " RECORD_RETURN(SHIPMENT_ROW)},
    [SHIPMENT_STATUS] = {"shipment.status", "UPDATE shipment SET status = $3, closed_at = $4 "
                                            "WHERE id = $1 AND status = $2"},
    [BOXES] =
        {"box.of_shipment", SELECT_BOX
         "FROM parcel p LEFT JOIN parcel_line l ON l.parcel_id = p.id LEFT JOIN order_line o ON "
         "o.id = l.order_line_id LEFT JOIN item i ON i.id = o.item_id WHERE p.shipment_id = $1 "
         "GROUP BY p.id, p.shipment_id, p.n, p.grams, p.status, p.sscc, p.box_code ORDER BY p.n"},
    [BOX_ADD] = {"box.add", "INSERT INTO parcel (shipment_id, n, status, box_code) "
                            "VALUES ($1, $2, 'open', $3) RETURNING id"},
    [BOX_TYPE] = {"box.type", "UPDATE parcel SET box_code = $2 WHERE id = $1 AND status = 'open'"},
    [BOX_WEIGH] = {"box.weigh", "UPDATE parcel SET grams = $2 WHERE id = $1 AND status = 'open'"},
    [BOX_CLOSE] = {"box.close", "UPDATE parcel SET status = 'closed', sscc = $2, closed_at = $3 "
                                "WHERE id = $1 AND status = 'open'"},
    [BOX_SWEEP] = {"box.sweep", "DELETE FROM parcel_line WHERE parcel_id = $1 AND qty = 0"},
    [BOX_DROP] = {"box.drop", "DELETE FROM parcel WHERE id = $1 AND status = 'open'"},
    [BOX_PROOF] = {"box.proof", "UPDATE parcel SET proof_at = $2 WHERE id = $1"},
    [BOX_PUT] = {"box.put",
                 "INSERT INTO parcel_line (parcel_id, order_line_id, qty) VALUES ($1, $2, $3) "
                 "ON CONFLICT (parcel_id, order_line_id) DO UPDATE "
                 "SET qty = parcel_line.qty + excluded.qty RETURNING id"},
    [BOX_TAKE] = {"box.take", "UPDATE parcel_line SET qty = qty + $3 WHERE parcel_id = $1 "
                              "AND order_line_id = $2 AND qty + $3 >= 0 RETURNING id"},
    [PARCEL_LINE] =
        {"box.line", SELECT_PARCEL_LINE
         "FROM parcel_line l JOIN order_line o ON o.id = l.order_line_id WHERE l.id = $1"},
    [TYPES] = {"box_type.list",
               SELECT_BOX_TYPE "FROM box_type ORDER BY length_mm * width_mm * height_mm, code",
               true},
    [TYPE_BY_CODE] = {"box_type.by_code", SELECT_BOX_TYPE "FROM box_type WHERE code = $1"},
    [TYPE_PUT] = {"box_type.put", RECORD_UPSERT("box_type", "code", BOX_TYPE_REST)},
    [WAITING] = {"parcel.waiting", WAITING_COLUMNS "WHERE p.status = 'closed' ORDER BY p.id"},
    [BY_SSCC] = {"parcel.by_sscc", WAITING_COLUMNS "WHERE p.sscc = $1"},
    [MANIFEST_ADD] = {"manifest.add",
                      "INSERT INTO manifest (carrier, parcels, operator_id, closed_at) "
                      "VALUES ($1, $2, $3, $4) RETURNING id"},
    [PARCEL_SHIP] = {"parcel.ship", "UPDATE parcel SET status = 'shipped', manifest_id = $2 "
                                    "WHERE id = $1 AND status = 'closed'"},
    [PARCELS_LEFT] = {"parcel.left",
                      "SELECT count(*) FROM parcel WHERE shipment_id = $1 AND status <> 'shipped'"},
};

const struct sql_list pack_sql = {"pack", sql, G_N_ELEMENTS(sql)};

static struct list *shipments(struct db *db, int statement, int64_t value, GError **error)
{
    return list_records(db, &sql[statement], DB_ARGS(ival(value)), &shipment_row_record, error);
}

struct list *store_shipment(struct db *db, int64_t id, GError **error)
{
    return shipments(db, SHIPMENT_BY_ID, id, error);
}

struct list *store_shipment_of_order(struct db *db, int64_t order, GError **error)
{
    return shipments(db, SHIPMENT_OF_ORDER, order, error);
}

struct list *store_shipments_open(struct db *db, int64_t n, GError **error)
{
    return shipments(db, SHIPMENTS_OPEN, n, error);
}

int64_t store_shipment_add(struct db *db, int64_t order, const struct claim *claim, int64_t now,
                           GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[SHIPMENT_ADD], &id,
                  DB_ARGS(ival(order), ival(claim->operator_id), idval(claim->station_id),
                          ival(claim->lease_until), ival(now)),
                  error) == 1
               ? id
               : 0;
}

bool store_shipment_claim(struct db *db, int64_t id, const struct claim *claim, GError **error)
{
    return db_run_one(db, &sql[SHIPMENT_CLAIM], _("The packing"),
                      DB_ARGS(ival(id), ival(claim->operator_id), idval(claim->station_id),
                              ival(claim->lease_until)),
                      error);
}

bool store_shipment_ask(struct db *db, int64_t id, const char *ask, GError **error)
{
    return db_run_one(db, &sql[SHIPMENT_ASK], _("The packing"), DB_ARGS(ival(id), tval(ask)),
                      error);
}

struct list *store_shipment_renew(struct db *db, int64_t id, const struct claim *claim,
                                  GError **error)
{
    return list_records(db, &sql[SHIPMENT_RENEW],
                        DB_ARGS(ival(id), ival(claim->operator_id), ival(claim->lease_until)),
                        &shipment_row_record, error);
}

bool store_shipment_status(struct db *db, int64_t id, const char *from, const char *to, int64_t now,
                           GError **error)
{
    return db_run_one(db, &sql[SHIPMENT_STATUS], _("The packing"),
                      DB_ARGS(ival(id), tval(from), tval(to), ival(now)), error);
}

// --- boxes

struct list *store_boxes(struct db *db, int64_t shipment, GError **error)
{
    return list_records(db, &sql[BOXES], DB_ARGS(ival(shipment)), &box_row_record, error);
}

int64_t store_box_add(struct db *db, int64_t shipment, int64_t n, const char *box, GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[BOX_ADD], &id, DB_ARGS(ival(shipment), ival(n), tval(box)), error) == 1
               ? id
               : 0;
}

bool store_box_type(struct db *db, int64_t box, const char *code, GError **error)
{
    return db_run_one(db, &sql[BOX_TYPE], _("The box"), DB_ARGS(ival(box), tval(code)), error);
}

bool store_box_weigh(struct db *db, int64_t box, int64_t grams, GError **error)
{
    return db_run_one(db, &sql[BOX_WEIGH], _("The box"), DB_ARGS(ival(box), ival(grams)), error);
}

bool store_box_close(struct db *db, int64_t box, const char *sscc, int64_t now, GError **error)
{
    return db_run(db, &sql[BOX_SWEEP], DB_ARGS(ival(box)), error) >= 0 &&
           db_run_one(db, &sql[BOX_CLOSE], _("The box"), DB_ARGS(ival(box), tval(sscc), ival(now)),
                      error);
}

bool store_box_drop(struct db *db, int64_t box, GError **error)
{
    return db_run(db, &sql[BOX_SWEEP], DB_ARGS(ival(box)), error) >= 0 &&
           db_run_one(db, &sql[BOX_DROP], _("The box"), DB_ARGS(ival(box)), error);
}

bool store_box_proof(struct db *db, int64_t box, int64_t now, GError **error)
{
    return db_run_one(db, &sql[BOX_PROOF], _("The box"), DB_ARGS(ival(box), ival(now)), error);
}

bool store_box_put(struct db *db, int64_t box, int64_t order_line, int64_t qty, int64_t *ret_line,
                   GError **error)
{
    int found = db_get(db, &sql[qty > 0 ? BOX_PUT : BOX_TAKE], ret_line,
                       DB_ARGS(ival(box), ival(order_line), ival(qty)), error);
    return found == 1 || (found == 0 && tote_fail(error, TOTE_STALE, "box",
                                                  _("The piece is no longer in the box")));
}

struct list *store_parcel_line(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[PARCEL_LINE], DB_ARGS(ival(id)), &parcel_line_row_record, error);
}

struct list *store_box_types(struct db *db, GError **error)
{
    return list_records(db, &sql[TYPES], DB_NO_ARGS, &box_type_row_record, error);
}

struct list *store_box_type_by_code(struct db *db, const char *code, GError **error)
{
    return list_records(db, &sql[TYPE_BY_CODE], DB_ARGS(tval(code)), &box_type_row_record, error);
}

bool store_box_type_put(struct db *db, const struct box_type_row *row, GError **error)
{
    struct db_args args = ROW_ARGS(&sql[TYPE_PUT], &box_type_row_record, row);
    return db_run(db, &sql[TYPE_PUT], args, error) == 1;
}

// --- leaving the house

struct list *store_parcels_waiting(struct db *db, GError **error)
{
    return list_records(db, &sql[WAITING], DB_NO_ARGS, &waiting_row_record, error);
}

struct list *store_parcel_by_sscc(struct db *db, const char *sscc, GError **error)
{
    return list_records(db, &sql[BY_SSCC], DB_ARGS(tval(sscc)), &waiting_row_record, error);
}

int64_t store_manifest_add(struct db *db, const char *carrier, int64_t parcels, int64_t operator_id,
                           int64_t now, GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[MANIFEST_ADD], &id,
                  DB_ARGS(tval(carrier), ival(parcels), ival(operator_id), ival(now)), error) == 1
               ? id
               : 0;
}

bool store_parcel_ship(struct db *db, int64_t box, int64_t manifest, GError **error)
{
    return db_run_one(db, &sql[PARCEL_SHIP], _("The parcel"), DB_ARGS(ival(box), ival(manifest)),
                      error);
}

int64_t store_parcels_left(struct db *db, int64_t shipment, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[PARCELS_LEFT], &n, DB_ARGS(ival(shipment)), error) == 1 ? n : -1;
}
