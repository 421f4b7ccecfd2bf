// SPDX-License-Identifier: Apache-2.0
// The bench: shipments, boxes, what is in them, manifests.
#pragma once

#include "store_pick.h"

// One shipment. The columns name no other table, as an UPDATE … RETURNING wants it.
#define SHIPMENT_ROW(X)                                                                            \
    X(PACK, id, "shipment.id")                                                                     \
    X(ORDER, order_id, "shipment.order_id")                                                        \
    X(KEY, operator_id, "shipment.operator_id")                                                    \
    X(KEY, station_id, "shipment.station_id")                                                      \
    X(TIME, lease_until, "shipment.lease_until")                                                   \
    X(TIME, opened_at, "shipment.opened_at")                                                       \
    X(TIME, closed_at, "shipment.closed_at")                                                       \
    X(QTY, packed,                                                                                 \
      "CAST((SELECT coalesce(sum(l.qty), 0) FROM parcel p JOIN parcel_line l ON l.parcel_id = "    \
      "p.id WHERE p.shipment_id = shipment.id) AS BIGINT)")                                        \
    X(QTY, picked,                                                                                 \
      "CAST((SELECT coalesce(sum(a.picked), 0) FROM order_line l JOIN allocation a ON "            \
      "a.order_line_id = l.id WHERE l.order_id = shipment.order_id) AS BIGINT)")                   \
    X(STATE, status, "shipment.status")                                                            \
    X(TEXT, ask, "shipment.ask")                                                                   \
    X(TEXT, operator_name, "(SELECT o.name FROM operator o WHERE o.id = shipment.operator_id)")    \
    X(TEXT, station_name, "(SELECT t.name FROM station t WHERE t.id = shipment.station_id)")
RECORD(shipment_row, SHIPMENT_ROW);
struct list *store_shipment(struct db *db, int64_t id, GError **error);
// The shipment of an order that is being packed; all that are.
struct list *store_shipment_of_order(struct db *db, int64_t order, GError **error);
struct list *store_shipments_open(struct db *db, int64_t n, GError **error);
int64_t store_shipment_add(struct db *db, int64_t order, const struct claim *claim, int64_t now,
                           GError **error);
bool store_shipment_claim(struct db *db, int64_t id, const struct claim *claim, GError **error);
bool store_shipment_ask(struct db *db, int64_t id, const char *ask, GError **error);
// Renews the lease and drops a pending question, if it is being packed and the claim is the
// operator's: a list of that one shipment, else an empty one. Other changes of it wait until this
// transaction ends.
struct list *store_shipment_renew(struct db *db, int64_t id, const struct claim *claim,
                                  GError **error);
bool store_shipment_status(struct db *db, int64_t id, const char *from, const char *to, int64_t now,
                           GError **error);

// weight_g: expected from the items.
#define BOX_ROW(X)                                                                                 \
    X(KEY, id, "p.id")                                                                             \
    X(PACK, shipment_id, "p.shipment_id")                                                          \
    X(INT, n, "p.n")                                                                               \
    X(GRAMS, grams, "p.grams")                                                                     \
    X(QTY, pieces, "CAST(coalesce(sum(l.qty), 0) AS BIGINT)")                                      \
    X(GRAMS, weight_g, "CAST(coalesce(sum(l.qty * i.weight_g), 0) AS BIGINT)")                     \
    X(STATE, status, "p.status")                                                                   \
    X(MAYBE, sscc, "p.sscc")                                                                       \
    X(MAYBE, box, "p.box_code")
RECORD(box_row, BOX_ROW);
// The boxes of a shipment, by number.
struct list *store_boxes(struct db *db, int64_t shipment, GError **error);
int64_t store_box_add(struct db *db, int64_t shipment, int64_t n, const char *box, GError **error);
bool store_box_type(struct db *db, int64_t box, const char *code, GError **error);
bool store_box_weigh(struct db *db, int64_t box, int64_t grams, GError **error);
bool store_box_close(struct db *db, int64_t box, const char *sscc, int64_t now, GError **error);
bool store_box_drop(struct db *db, int64_t box, GError **error); // an empty one
bool store_box_proof(struct db *db, int64_t box, int64_t now, GError **error);

// Adds QTY (negative: undo) of an order line to a box; *ret_line is the parcel line.
bool store_box_put(struct db *db, int64_t box, int64_t order_line, int64_t qty, int64_t *ret_line,
                   GError **error);

#define PARCEL_LINE_ROW(X)                                                                         \
    X(KEY, id, "l.id")                                                                             \
    X(KEY, box_id, "l.parcel_id")                                                                  \
    X(KEY, order_line_id, "l.order_line_id")                                                       \
    X(KEY, item_id, "o.item_id")                                                                   \
    X(QTY, qty, "l.qty")                                                                           \
    X(TEXT, sku, "o.sku")                                                                          \
    X(TEXT, name, "o.name")
RECORD(parcel_line_row, PARCEL_LINE_ROW);
struct list *store_parcel_line(struct db *db, int64_t id, GError **error); // one row or none

#define BOX_TYPE_REST(X)                                                                           \
    X(TEXT, name, "name")                                                                          \
    X(INT, length_mm, "length_mm")                                                                 \
    X(INT, width_mm, "width_mm")                                                                   \
    X(INT, height_mm, "height_mm")                                                                 \
    X(GRAMS, tare_g, "tare_g")
#define BOX_TYPE_ROW(X)                                                                            \
    X(TEXT, code, "code")                                                                          \
    BOX_TYPE_REST(X)
RECORD(box_type_row, BOX_TYPE_ROW);
struct list *store_box_types(struct db *db, GError **error);
struct list *store_box_type_by_code(struct db *db, const char *code, GError **error);
bool store_box_type_put(struct db *db, const struct box_type_row *row, GError **error);

// Closed parcels that wait for the carrier: the boxes of the next manifest.
#define WAITING_ROW(X)                                                                             \
    X(KEY, box_id, "p.id")                                                                         \
    X(PACK, shipment_id, "p.shipment_id")                                                          \
    X(ORDER, order_id, "s.order_id")                                                               \
    X(INT, n, "p.n")                                                                               \
    X(TEXT, sscc, "p.sscc")                                                                        \
    X(STATE, order_status, "o.status")
RECORD(waiting_row, WAITING_ROW);
struct list *store_parcels_waiting(struct db *db, GError **error);
// The box with this SSCC (one row or none).
struct list *store_parcel_by_sscc(struct db *db, const char *sscc, GError **error);
int64_t store_manifest_add(struct db *db, const char *carrier, int64_t parcels, int64_t operator_id,
                           int64_t now, GError **error);
bool store_parcel_ship(struct db *db, int64_t box, int64_t manifest, GError **error);
// Parcels of a shipment that are not shipped yet; -1 with *error.
int64_t store_parcels_left(struct db *db, int64_t shipment, GError **error);
