// SPDX-License-Identifier: Apache-2.0
// Parcels: boxes with what is in them, box types, loads.
#pragma once

#include "rows.h"
#include "store_goods.h"
#include "store_print.h"

// A parcel p in its carton c. sscc: "" until it is closed.
#define PARCEL_SEEN(X)                                                                             \
    X(KEY, id, "p.id")                                                                             \
    X(WORK, work_id, "p.work_id")                                                                  \
    X(INT, n, "p.n")                                                                               \
    X(GRAMS, grams, "p.grams")                                                                     \
    X(TIME, closed_at, "p.closed_at")                                                              \
    X(STATE, status, "p.state")                                                                    \
    X(MAYBE, sscc, "CASE WHEN p.closed_at > 0 THEN c.code ELSE '' END")                            \
    X(MAYBE, box, "p.box_code")                                                                    \
    X(MAYBE, carrier, "p.carrier")                                                                 \
    X(MAYBE, service, "p.service")                                                                 \
    X(BOOL, calculated, "p.calculated")

// A box of a packing. code: what stands on it, the SSCC once it is closed. weight_g: what the items
// weigh as far as that is known, weightless: pieces of which it is not; tare_g: of the box, 0 where
// it is not chosen. typed_pieces: in it when that was. odd_grams: what the scale said that is odd;
// kept where it is the weight too.
#define BOX_ROW(X)                                                                                 \
    PARCEL_SEEN(X)                                                                                 \
    X(QTY, pieces, "CAST(coalesce(sum(l.qty), 0) AS BIGINT)")                                      \
    X(QTY, typed_pieces, "p.typed_pieces")                                                         \
    X(GRAMS, odd_grams, "p.odd_grams")                                                             \
    X(GRAMS, weight_g, "CAST(coalesce(sum(l.qty * i.weight_g), 0) AS BIGINT)")                     \
    X(QTY, weightless,                                                                             \
      "CAST(coalesce(sum(CASE WHEN i.weight_g = 0 THEN l.qty ELSE 0 END), 0) AS BIGINT)")          \
    X(GRAMS, tare_g, "coalesce((SELECT t.tare_g FROM box_type t WHERE t.code = p.box_code), 0)")   \
    X(TEXT, code, "c.code")
RECORD(box_row, BOX_ROW);
// The boxes of a packing, by number.
struct list *store_boxes(struct db *db, int64_t work, GError **error);

// A new one in the carton ID (a location).
struct new_box {
    int64_t id, fulfilment_id, work_id, n;
    const char *type;              // code, "" = not chosen yet
    const char *service, *carrier; // shipping method of the order, and whom it names ("" = nobody)
    const char *state;
};
bool store_box_add(struct db *db, const struct new_box *box, GError **error);
bool store_box_type(struct db *db, int64_t box, const char *code, GError **error);
struct box_weight {
    int64_t grams, odd_grams; // as in struct box_row
    bool calculated;
};
bool store_box_weigh(struct db *db, int64_t box, const struct box_weight *weight, GError **error);
// It is the N-th parcel of its packing from now on. What an undo left empty in it is forgotten.
bool store_box_close(struct db *db, int64_t box, int64_t n, const char *state, int64_t now,
                     GError **error);
// It was CLOSED at that time and is open again: what was scanned or calculated of it then is
// forgotten. TOTE_STALE where it left or was closed anew since.
bool store_box_open(struct db *db, int64_t box, const char *state, int64_t closed, GError **error);
bool store_box_drop(struct db *db, int64_t box, GError **error); // an empty one
// Its label was scanned on it; CLOSED as in store_box_open().
bool store_box_proof(struct db *db, int64_t box, int64_t closed, int64_t now, GError **error);

// Adds QTY (negative: undo) pieces of goods of an order line to a box.
bool store_box_put(struct db *db, int64_t box, int64_t line, int64_t goods, int64_t qty,
                   GError **error);

// What a box holds.
#define CONTENT_ROW(X)                                                                             \
    X(KEY, line_id, "line_id")                                                                     \
    X(KEY, goods_id, "goods_id")                                                                   \
    X(QTY, qty, "qty")
RECORD(content_row, CONTENT_ROW);
struct list *store_box_content(struct db *db, int64_t box, GError **error);

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

// Closed parcels that wait for the carrier: the boxes of the next manifest. job_status: of the
// newest job of its label that was not cancelled, printer: that has it; "" where there is none.
// stops_day: from which goods in it may not leave (LOT_STOPS), 0 = they may.
// voided: a label of it is out, or may be, that is not right any more. load_id: on which it left.
#define WAITING_ROW(X)                                                                             \
    X(KEY, box_id, "p.id")                                                                         \
    X(WORK, work_id, "p.work_id")                                                                  \
    X(KEY, fulfilment_id, "p.fulfilment_id")                                                       \
    X(ORDER, order_id, "f.order_id")                                                               \
    X(KEY, site_id, "f.site_id")                                                                   \
    X(INT, n, "p.n")                                                                               \
    X(GRAMS, grams, "p.grams")                                                                     \
    X(TEXT, sscc, "c.code")                                                                        \
    X(STATE, status, "p.state")                                                                    \
    X(STATE, order_status, "o.state")                                                              \
    X(TEXT, warehouse, "(SELECT s.code FROM site s WHERE s.id = f.site_id)")                       \
    X(TEXT, carrier, "p.carrier")                                                                  \
    X(TEXT, service, "p.service")                                                                  \
    X(TIME, proof_at, "p.proof_at")                                                                \
    X(BOOL, voided, "p.voided")                                                                    \
    X(KEY, load_id, "p.load_id")                                                                   \
    X(TIME, closed_at, "p.closed_at")                                                              \
    X(KEY, printer_id, "j.printer_id")                                                             \
    X(STATE, job_status, "j.state")                                                                \
    X(JOB, job_id, "j.id")                                                                         \
    X(INT, job_copy, "j.copy")                                                                     \
    X(INT, job_tries, "j.tries")                                                                   \
    X(TIME, job_changed_at, "j.updated_at")                                                        \
    X(TEXT, job_reason, JOB_REASON("j"))                                                           \
    X(TEXT, job_terms, JOB_TERMS("j"))                                                             \
    X(TEXT, printer, "(SELECT r.name FROM printer r WHERE r.id = j.printer_id)")                   \
    X(TEXT, asked, "q.what")                                                                       \
    X(INT, stops_day,                                                                              \
      "coalesce((SELECT min(" LOT_STOPS ") FROM parcel_line z JOIN goods g ON g.id = z.goods_id "  \
      "JOIN lot o ON o.id = g.lot_id WHERE z.parcel_id = p.id AND z.qty > 0 AND " LOT_STOPS        \
      " > 0), 0)")
RECORD(waiting_row, WAITING_ROW);
// Those at a site, 0 = at all, by carrier.
struct list *store_parcels_waiting(struct db *db, int64_t site, GError **error);
// The first N of a carrier ("" = of none) at a site that were closed at BEFORE at the latest and
// come behind the parcel AFTER (an id, 0 = all).
struct parcels_wanted {
    int64_t site, after, before, n;
    const char *carrier;
};
struct list *store_parcels_of_carrier(struct db *db, const struct parcels_wanted *wanted,
                                      GError **error);
// One by its id: one row, or none where it left.
struct list *store_parcel_waiting(struct db *db, int64_t id, GError **error);
// Those of an order, by their ids.
struct list *store_parcels_here(struct db *db, int64_t order, GError **error);
// What has not left of an order goes with SERVICE now, whom CARRIER names ("" = nobody); no label
// of it is proven any more.
bool store_parcels_redirect(struct db *db, int64_t order, const char *service, const char *carrier,
                            GError **error);
bool store_parcel_void(struct db *db, int64_t box, GError **error);
// Keeps what the labels of a box say that is about to get another number.
bool store_label_void(struct db *db, int64_t box, const char *sscc, int64_t now, GError **error);
// Did it stand on labels that are void now? Their box may have been emptied and be none any more.
bool store_label_known_void(struct db *db, const char *sscc, bool *ret_void, GError **error);
// The box with this SSCC, or that had it once: then its row has another one, or is open again (one
// row or none).
struct list *store_parcel_by_sscc(struct db *db, const char *sscc, GError **error);
bool store_parcel_ship(struct db *db, int64_t box, int64_t load, const char *state, int64_t now,
                       GError **error);
// Parcels of a fulfilment that are not shipped yet; -1 with *error.
int64_t store_parcels_left(struct db *db, int64_t fulfilment, GError **error);

// A load: what a carrier takes at once (a manifest). See the table for the counts.
#define LOAD_WRITTEN(X)                                                                            \
    X(KEY, site_id, "site_id")                                                                     \
    X(TEXT, carrier, "carrier")                                                                    \
    X(STATE, state, "state")                                                                       \
    X(INT, parcels, "parcels")                                                                     \
    X(INT, planned, "planned")                                                                     \
    X(INT, missing, "missing")                                                                     \
    X(INT, unnamed, "unnamed")                                                                     \
    X(INT, unprinted, "unprinted")                                                                 \
    X(GRAMS, grams, "grams")                                                                       \
    X(INT, unweighed, "unweighed")                                                                 \
    X(KEY, operator_id, "operator_id")                                                             \
    X(TIME, begun_at, "begun_at")                                                                  \
    X(TIME, closed_at, "closed_at")
#define LOAD_ROW(X) X(MANIFEST, id, "id") LOAD_WRITTEN(X)
RECORD(load_row, LOAD_ROW);
// The one of a carrier at a site that is not closed: one row or none.
struct list *store_load_open(struct db *db, int64_t site, const char *carrier, GError **error);
// Writes a new one; returns the id, 0 with *error.
int64_t store_load_add(struct db *db, const struct load_row *load, GError **error);
// Writes counts, state and end of one which had BEFORE parcels until now and was in the state FROM.
bool store_load_step(struct db *db, const struct load_row *load, int64_t before, const char *from,
                     GError **error);
