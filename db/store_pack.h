// SPDX-License-Identifier: Apache-2.0
// The bench: shipments, boxes, what is in them, manifests.
#pragma once

#include "store_pick.h"

struct shipment_row {
    int64_t id, order_id, operator_id, station_id, lease_until, opened_at, closed_at;
    int64_t packed, picked; // pieces
    const char *status, *ask, *operator_name, *station_name;
};
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

struct box_row {
    int64_t id, shipment_id, n, grams, pieces, weight_g; // weight_g: expected from the items
    const char *status, *sscc, *box;
};
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

struct parcel_line_row {
    int64_t id, box_id, order_line_id, item_id, qty;
    const char *sku, *name;
};
struct list *store_parcel_line(struct db *db, int64_t id, GError **error); // one row or none

struct box_type_row {
    int64_t length_mm, width_mm, height_mm, tare_g;
    const char *code, *name;
};
struct list *store_box_types(struct db *db, GError **error);
struct list *store_box_type_by_code(struct db *db, const char *code, GError **error);
bool store_box_type_put(struct db *db, const struct box_type_row *row, GError **error);

// Closed parcels that wait for the carrier: the boxes of the next manifest.
struct waiting_row {
    int64_t box_id, shipment_id, order_id, n;
    const char *sscc, *order_status;
};
struct list *store_parcels_waiting(struct db *db, GError **error);
// The box with this SSCC (one row or none).
struct list *store_parcel_by_sscc(struct db *db, const char *sscc, GError **error);
int64_t store_manifest_add(struct db *db, const char *carrier, int64_t parcels, int64_t operator_id,
                           int64_t now, GError **error);
bool store_parcel_ship(struct db *db, int64_t box, int64_t manifest, GError **error);
// Parcels of a shipment that are not shipped yet; -1 with *error.
int64_t store_parcels_left(struct db *db, int64_t shipment, GError **error);
