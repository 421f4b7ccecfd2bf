// SPDX-License-Identifier: Apache-2.0
// What calls brought besides their arguments, kept beside the log for some weeks.
#include "store_payload.h"

enum { ADD, OF_EVENT, DROP };
enum { AT_ONCE = 32 }; // of the oldest are looked at, and dropped

static const struct sql sql[] = {
    [ADD] = {"payload.add",
             "INSERT INTO event_payload (id, at, sealed, brought) VALUES ($1, $2, $3, $4)"},
    [OF_EVENT] = {"payload.of_event", "SELECT id, at, sealed, brought FROM event_payload "
                                      "WHERE id >= $1 AND id < $2 ORDER BY id"},
    // The oldest have the lowest ids, so that no index of times is needed.
    [DROP] = {"payload.drop", "DELETE FROM event_payload WHERE at < $1 AND id IN (SELECT p.id FROM "
                              "event_payload p WHERE p.id > 0 ORDER BY p.id LIMIT $2)"},
};

const struct sql_list payload_sql = {"payload", sql, G_N_ELEMENTS(sql)};

bool store_payload_add(struct db *db, const struct payload_piece *piece, GError **error)
{
    return db_queue(db, &sql[ADD],
                    DB_ARGS(ival(piece->id), ival(piece->at), ival(piece->sealed),
                            bval(piece->bytes, piece->n)),
                    1, NULL, error);
}

bool store_payload_read(struct db *db, int64_t event, payload_reader read, void *data,
                        GError **error)
{
    g_autoptr(db_rows) rows = db_query(
        db, &sql[OF_EVENT],
        DB_ARGS(ival(event * PIECES_OF_EVENT), ival((event + 1) * PIECES_OF_EVENT)), error);
    GError *failed = NULL;
    bool ok = rows != NULL;
    while (ok && db_next(rows, &failed)) {
        struct payload_piece piece = {
            .id = db_int(rows, 0), .at = db_int(rows, 1), .sealed = db_int(rows, 2) != 0};
        piece.bytes = db_bytes(rows, 3, &piece.n);
        ok = read(data, &piece, error);
    }
    if (failed)
        g_propagate_error(error, failed);
    return ok && !failed;
}

int64_t store_payload_drop(struct db *db, int64_t before, GError **error)
{
    int64_t sum = 0, n;
    do {
        n = db_run(db, &sql[DROP], DB_ARGS(ival(before), ival(AT_ONCE)), error);
        sum += n;
    } while (n == AT_ONCE);
    return n < 0 ? -1 : sum;
}
