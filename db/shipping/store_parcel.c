// SPDX-License-Identifier: Apache-2.0
// Parcels: boxes with what is in them, box types, loads.
#include "store_parcel.h"

#include "i18n.h"
#include "parts.h"

RECORD_DEFINE(box_row, BOX_ROW);
RECORD_DEFINE(content_row, CONTENT_ROW);
RECORD_DEFINE(box_type_row, BOX_TYPE_ROW);
RECORD_DEFINE(waiting_row, WAITING_ROW);
RECORD_DEFINE(load_row, LOAD_ROW);

enum {
    BOXES,
    BOX_ADD,
    BOX_TYPE,
    BOX_WEIGH,
    BOX_CLOSE,
    BOX_OPEN,
    BOX_SWEEP,
    BOX_DROP,
    BOX_PROOF,
    BOX_PUT,
    BOX_TAKE,
    CONTENT,
    TYPES,
    TYPE_BY_CODE,
    TYPE_PUT,
    WAITING,
    OF_CARRIER,
    WAITING_ONE,
    OF_ORDER,
    REDIRECT,
    VOID,
    VOID_LABEL,
    VOID_KNOWN,
    BY_SSCC,
    LOAD_OPEN,
    LOAD_ADD,
    LOAD_STEP,
    SHIP,
    LEFT,
};

#define SELECT_BOX_TYPE RECORD_SELECT(BOX_TYPE_ROW)
#define WAITING_COLUMNS                                                                            \
    RECORD_SELECT(WAITING_ROW)                                                                     \
    "FROM parcel p JOIN location c ON c.id = p.id JOIN fulfilment f ON f.id = p.fulfilment_id "    \
    "JOIN sales_order o ON o.id = f.order_id LEFT JOIN import_question q ON q.order_id = o.id "    \
    "LEFT JOIN outbox j ON j.kind = 'label' AND "                                                  \
    "j.subject_id = p.id AND j.copy = (SELECT max(k.copy) FROM outbox k JOIN outbox_state s ON "   \
    "s.code = k.state AND s.cancelled = 0 WHERE k.kind = 'label' AND k.subject_id = p.id) "

static const struct sql sql[] = {
    [BOXES] =
        {"box.of_work",
         RECORD_SELECT(
             BOX_ROW) "FROM parcel p JOIN location c ON c.id = p.id LEFT JOIN parcel_line l ON "
                      "l.parcel_id = p.id LEFT JOIN goods g ON g.id = l.goods_id LEFT JOIN item i "
                      "ON i.id "
                      "= g.item_id WHERE p.work_id = $1 GROUP BY p.id, p.work_id, p.n, p.grams, "
                      "p.odd_grams, p.calculated, p.closed_at, p.state, c.code, p.box_code, "
                      "p.typed_pieces, "
                      "p.service, p.carrier ORDER BY p.n"},
    [BOX_ADD] = {"box.add", "INSERT INTO parcel (id, fulfilment_id, work_id, n, state, box_code, "
                            "service, carrier) VALUES ($1, $2, $3, $4, $6, $5, $7, $8)"},
    [BOX_TYPE] = {"box.type",
                  "UPDATE parcel SET box_code = $2, typed_pieces = (SELECT coalesce(sum(l.qty), 0) "
                  "FROM parcel_line l WHERE l.parcel_id = $1) WHERE id = $1 AND closed_at = 0"},
    [BOX_WEIGH] = {"box.weigh",
                   "UPDATE parcel SET grams = $2, odd_grams = $3, calculated = $4 WHERE "
                   "id = $1 AND closed_at = 0"},
    [BOX_CLOSE] = {"box.close", "UPDATE parcel SET n = $4, state = $3, closed_at = $2 WHERE "
                                "id = $1 AND closed_at = 0"},
    [BOX_OPEN] = {"box.open", "UPDATE parcel SET state = $3, closed_at = 0, proof_at = 0, grams = "
                              "CASE WHEN calculated = 1 THEN 0 ELSE grams END, calculated = 0 "
                              "WHERE id = $1 AND closed_at = $2 AND shipped_at = 0"},
    [BOX_SWEEP] = {"box.sweep", "DELETE FROM parcel_line WHERE parcel_id = $1 AND qty = 0"},
    [BOX_DROP] = {"box.drop", "DELETE FROM parcel WHERE id = $1 AND closed_at = 0"},
    [BOX_PROOF] = {"box.proof", "UPDATE parcel SET proof_at = $2 WHERE id = $1 AND closed_at = $3"},
    [BOX_PUT] = {"box.put",
                 "INSERT INTO parcel_line (parcel_id, line_id, goods_id, qty) VALUES ($1, $2, $3, "
                 "$4) ON CONFLICT (parcel_id, line_id, goods_id) DO UPDATE SET qty = "
                 "parcel_line.qty + excluded.qty"},
    [BOX_TAKE] = {"box.take", "UPDATE parcel_line SET qty = qty + $4 WHERE parcel_id = $1 AND "
                              "line_id = $2 AND goods_id = $3 AND qty + $4 >= 0"},
    [CONTENT] = {"box.content",
                 RECORD_SELECT(CONTENT_ROW) "FROM parcel_line WHERE parcel_id = $1 AND qty > 0 "
                                            "ORDER BY goods_id, line_id"},
    [TYPES] = {"box_type.list",
               SELECT_BOX_TYPE "FROM box_type ORDER BY length_mm * width_mm * height_mm, code",
               true},
    [TYPE_BY_CODE] = {"box_type.by_code", SELECT_BOX_TYPE "FROM box_type WHERE code = $1"},
    [TYPE_PUT] = {"box_type.put", RECORD_UPSERT("box_type", "code", BOX_TYPE_REST)},
    [WAITING] = {"parcel.waiting", WAITING_COLUMNS
                 "WHERE p.shipped_at = 0 AND p.closed_at > 0 AND ($1 = 0 OR f.site_id = $1) ORDER "
                 "BY p.carrier, p.id"},
    [OF_CARRIER] = {"parcel.of_carrier", WAITING_COLUMNS
                    "WHERE p.shipped_at = 0 AND p.carrier = $2 AND p.id > $3 AND p.closed_at > 0 "
                    "AND p.closed_at <= $4 AND f.site_id = $1 ORDER BY p.id LIMIT $5"},
    [WAITING_ONE] = {"parcel.waiting_one",
                     WAITING_COLUMNS "WHERE p.id = $1 AND p.shipped_at = 0 AND p.closed_at > 0"},
    [OF_ORDER] = {"parcel.here", WAITING_COLUMNS
                  "WHERE p.fulfilment_id > $1 AND p.fulfilment_id < $2 AND p.shipped_at = 0 AND "
                  "p.closed_at > 0 ORDER BY p.id"},
    [REDIRECT] = {"parcel.redirect",
                  "UPDATE parcel SET service = $3, carrier = $4, proof_at = 0 WHERE fulfilment_id "
                  "> $1 AND fulfilment_id < $2 AND shipped_at = 0"},
    [VOID] = {"parcel.void", "UPDATE parcel SET voided = 1 WHERE id = $1 AND shipped_at = 0"},
    [VOID_LABEL] = {"void_label.add",
                    "INSERT INTO void_label (sscc, parcel_id, copy, at) VALUES ($1, $2, (SELECT "
                    "coalesce(max(o.copy), 0) FROM outbox o WHERE o.kind = 'label' AND "
                    "o.subject_id = $2), $3)"},
    [VOID_KNOWN] = {"void_label.known", "SELECT count(*) FROM void_label WHERE sscc = $1"},
    [BY_SSCC] = {"parcel.by_sscc",
                 WAITING_COLUMNS "WHERE p.id = coalesce((SELECT l.id FROM location l WHERE l.code "
                                 "= $1 AND l.site_id = 0), (SELECT v.parcel_id FROM void_label v "
                                 "WHERE v.sscc = $1))"},
    [LOAD_OPEN] = {"load.open", RECORD_SELECT(LOAD_ROW) "FROM load WHERE site_id = $1 AND carrier "
                                                        "= $2 AND closed_at = 0"},
    [LOAD_ADD] = {"load.add", RECORD_INSERT("load", "id", LOAD_WRITTEN)},
    [LOAD_STEP] = {"load.step",
                   "UPDATE load SET parcels = $2, unnamed = $3, unprinted = $4, state = $5, "
                   "closed_at = $6, grams = $9, unweighed = $10 WHERE id = $1 AND parcels = $7 AND "
                   "state = $8"},
    [SHIP] = {"parcel.ship", "UPDATE parcel SET state = $4, load_id = $2, shipped_at = $3 "
                             "WHERE id = $1 AND shipped_at = 0 AND closed_at > 0"},
    [LEFT] = {"parcel.left",
              "SELECT count(*) FROM parcel WHERE fulfilment_id = $1 AND shipped_at = 0"},
};

const struct sql_list parcel_sql = {"parcel", sql, G_N_ELEMENTS(sql)};

static bool change(struct db *db, int statement, struct db_args args, GError **error)
{
    return db_run_one(db, &sql[statement], _("The box"), args, error);
}

struct list *store_boxes(struct db *db, int64_t work, GError **error)
{
    return list_records(db, &sql[BOXES], DB_ARGS(ival(work)), &box_row_record, error);
}

bool store_box_add(struct db *db, const struct new_box *box, GError **error)
{
    return db_queue(db, &sql[BOX_ADD],
                    DB_ARGS(ival(box->id), ival(box->fulfilment_id), ival(box->work_id),
                            ival(box->n), tval(box->type), tval(box->state), tval(box->service),
                            tval(box->carrier)),
                    1, NULL, error);
}

bool store_box_type(struct db *db, int64_t box, const char *code, GError **error)
{
    return change(db, BOX_TYPE, DB_ARGS(ival(box), tval(code)), error);
}

bool store_box_weigh(struct db *db, int64_t box, const struct box_weight *weight, GError **error)
{
    return change(
        db, BOX_WEIGH,
        DB_ARGS(ival(box), ival(weight->grams), ival(weight->odd_grams), ival(weight->calculated)),
        error);
}

static bool sweep(struct db *db, int64_t box, GError **error)
{
    return db_queue(db, &sql[BOX_SWEEP], DB_ARGS(ival(box)), DB_ANY, NULL, error);
}

bool store_box_close(struct db *db, int64_t box, int64_t n, const char *state, int64_t now,
                     GError **error)
{
    return sweep(db, box, error) &&
           change(db, BOX_CLOSE, DB_ARGS(ival(box), ival(now), tval(state), ival(n)), error);
}

bool store_box_open(struct db *db, int64_t box, const char *state, int64_t closed, GError **error)
{
    return change(db, BOX_OPEN, DB_ARGS(ival(box), ival(closed), tval(state)), error);
}

bool store_box_drop(struct db *db, int64_t box, GError **error)
{
    return sweep(db, box, error) && change(db, BOX_DROP, DB_ARGS(ival(box)), error);
}

bool store_box_proof(struct db *db, int64_t box, int64_t closed, int64_t now, GError **error)
{
    return change(db, BOX_PROOF, DB_ARGS(ival(box), ival(now), ival(closed)), error);
}

bool store_box_put(struct db *db, int64_t box, int64_t line, int64_t goods, int64_t qty,
                   GError **error)
{
    return db_run_one(db, &sql[qty > 0 ? BOX_PUT : BOX_TAKE], _("The box"),
                      DB_ARGS(ival(box), ival(line), ival(goods), ival(qty)), error);
}

struct list *store_box_content(struct db *db, int64_t box, GError **error)
{
    return list_records(db, &sql[CONTENT], DB_ARGS(ival(box)), &content_row_record, error);
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

struct list *store_parcels_waiting(struct db *db, int64_t site, GError **error)
{
    return list_records(db, &sql[WAITING], DB_ARGS(ival(site)), &waiting_row_record, error);
}

struct list *store_parcels_of_carrier(struct db *db, const struct parcels_wanted *wanted,
                                      GError **error)
{
    return list_records(db, &sql[OF_CARRIER],
                        DB_ARGS(ival(wanted->site), tval(wanted->carrier), ival(wanted->after),
                                ival(wanted->before), ival(wanted->n)),
                        &waiting_row_record, error);
}

struct list *store_parcel_waiting(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[WAITING_ONE], DB_ARGS(ival(id)), &waiting_row_record, error);
}

struct list *store_parcels_here(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[OF_ORDER],
                        DB_ARGS(ival(order * PARTS_OF_ORDER), ival((order + 1) * PARTS_OF_ORDER)),
                        &waiting_row_record, error);
}

bool store_parcels_redirect(struct db *db, int64_t order, const char *service, const char *carrier,
                            GError **error)
{
    return db_run(db, &sql[REDIRECT],
                  DB_ARGS(ival(order * PARTS_OF_ORDER), ival((order + 1) * PARTS_OF_ORDER),
                          tval(service), tval(carrier)),
                  error) >= 0;
}

bool store_parcel_void(struct db *db, int64_t box, GError **error)
{
    return change(db, VOID, DB_ARGS(ival(box)), error);
}

bool store_label_void(struct db *db, int64_t box, const char *sscc, int64_t now, GError **error)
{
    return db_queue(db, &sql[VOID_LABEL], DB_ARGS(tval(sscc), ival(box), ival(now)), 1, NULL,
                    error);
}

bool store_label_known_void(struct db *db, const char *sscc, bool *ret_void, GError **error)
{
    int64_t n = 0;
    bool ok = db_get(db, &sql[VOID_KNOWN], &n, DB_ARGS(tval(sscc)), error) == 1;
    *ret_void = n > 0;
    return ok;
}

struct list *store_parcel_by_sscc(struct db *db, const char *sscc, GError **error)
{
    return list_records(db, &sql[BY_SSCC], DB_ARGS(tval(sscc)), &waiting_row_record, error);
}

struct list *store_load_open(struct db *db, int64_t site, const char *carrier, GError **error)
{
    return list_records(db, &sql[LOAD_OPEN], DB_ARGS(ival(site), tval(carrier)), &load_row_record,
                        error);
}

int64_t store_load_add(struct db *db, const struct load_row *load, GError **error)
{
    struct load_row written = *load;
    written.id = db_new_id(db, "load", error);
    return written.id &&
                   db_queue(db, &sql[LOAD_ADD],
                            ROW_ARGS(&sql[LOAD_ADD], &load_row_record, &written), 1, NULL, error)
               ? written.id
               : 0;
}

bool store_load_step(struct db *db, const struct load_row *load, int64_t before, const char *from,
                     GError **error)
{
    return db_run_one(db, &sql[LOAD_STEP], _("The manifest"),
                      DB_ARGS(ival(load->id), ival(load->parcels), ival(load->unnamed),
                              ival(load->unprinted), tval(load->state), ival(load->closed_at),
                              ival(before), tval(from), ival(load->grams), ival(load->unweighed)),
                      error);
}

bool store_parcel_ship(struct db *db, int64_t box, int64_t load, const char *state, int64_t now,
                       GError **error)
{
    return db_run_one(db, &sql[SHIP], _("The parcel"),
                      DB_ARGS(ival(box), ival(load), ival(now), tval(state)), error);
}

int64_t store_parcels_left(struct db *db, int64_t fulfilment, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[LEFT], &n, DB_ARGS(ival(fulfilment)), error) == 1 ? n : -1;
}
