// SPDX-License-Identifier: Apache-2.0
// Are two databases the same, table by table and row by row, on whichever engines they are?
#include "compare.h"

#include <string.h>

// Every table of the schema but the versions of the schema itself and of its codes; each in the
// order of its key.
#define WHOLE(X)                                                                                   \
    X(box_type, "code")                                                                            \
    X(order_tax, "order_id, n")                                                                    \
    X(plate_move, "plate_id, id")                                                                  \
    X(setting, "name, scope, scope_id")                                                            \
    X(counter, "name")                                                                             \
    X(location_kind, "code")                                                                       \
    X(order_state, "code")                                                                         \
    X(fulfilment_state, "code")                                                                    \
    X(parcel_state, "code")                                                                        \
    X(load_state, "code")                                                                          \
    X(outbox_state, "code")                                                                        \
    X(printer_state, "code")                                                                       \
    X(line_kind, "code")                                                                           \
    X(work_kind, "code")                                                                           \
    X(pay_kind, "code")                                                                            \
    X(site, "id")                                                                                  \
    X(location, "id")                                                                              \
    X(operator, "id")                                                                              \
    X(printer, "id")                                                                               \
    X(channel, "id")                                                                               \
    X(owner, "id")                                                                                 \
    X(item, "id")                                                                                  \
    X(item_word, "item_id, word")                                                                  \
    X(item_code, "code")                                                                           \
    X(kit, "kit_id, part_id")                                                                      \
    X(lot, "id")                                                                                   \
    X(goods, "id")                                                                                 \
    X(balance, "goods_id, location_id")                                                            \
    X(move, "goods_id, id")                                                                        \
    X(sales_order, "id")                                                                           \
    X(proposal, "id")                                                                              \
    X(fulfilment, "id")                                                                            \
    X(order_line, "id")                                                                            \
    X(allocation, "line_id, goods_id, location_id")                                                \
    X(hold, "id")                                                                                  \
    X(payment_event, "order_id, n")                                                                \
    X(supplier, "id")                                                                              \
    X(purchase, "id")                                                                              \
    X(purchase_line, "id")                                                                         \
    X(arrival, "id")                                                                               \
    X(arrival_line, "id")                                                                          \
    X(promise, "line_id, day")                                                                     \
    X(work, "id")                                                                                  \
    X(task, "id")                                                                                  \
    X(loss, "event_id, line_id, goods_id, location_id, task_id")                                   \
    X(tally, "at, what, part")                                                                     \
    X(order_count, "state")                                                                        \
    X(load, "id")                                                                                  \
    X(parcel, "id")                                                                                \
    X(parcel_line, "parcel_id, line_id, goods_id")                                                 \
    X(void_label, "sscc")                                                                          \
    X(outbox, "id")                                                                                \
    X(import_run, "id")

enum { STATION, PERSON, PERSON_INDEX, EVENT, EVENT_KEY, EVENT_PAYLOAD, IMPORT_QUESTION, N_PARTS };

#define INDEX(table, key) OF_##table,
enum { FIRST_WHOLE = N_PARTS - 1, WHOLE(INDEX) N_TABLES };

#define STATEMENT(table, key)                                                                      \
    [OF_##table] = {"compare." #table, "SELECT * FROM " #table " ORDER BY " key, true},
static const struct sql sql[] = {
    [STATION] = {"compare.station",
                 "SELECT id, site_id, name, epoch, operator_id, printer_id, "
                 "seen_at FROM station ORDER BY id",
                 true},
    [PERSON] = {"compare.person", "SELECT id, made_at FROM person ORDER BY id", true},
    [PERSON_INDEX] =
        {"compare.person_index",
         "SELECT count(*) FROM person_index x LEFT JOIN person p ON p.id = x.person_id "
         "WHERE p.id IS NULL",
         true},
    [EVENT] = {"compare.event",
               "SELECT id, at, op, operator_id, station_id, site_id, about, about_id, "
               "subject, verdict, say, terms, args, prev_id, stood_at, "
               "stood_step, stood_taken FROM event ORDER BY id",
               true},
    [EVENT_KEY] = {"compare.event_key", "SELECT op_key, event_id FROM event_key ORDER BY op_key",
                   true},
    [EVENT_PAYLOAD] = {"compare.event_payload",
                       "SELECT id, at, sealed FROM event_payload ORDER BY id", true},
    [IMPORT_QUESTION] = {"compare.import_question",
                         "SELECT order_id, at, what FROM import_question ORDER BY order_id", true},
    WHOLE(STATEMENT)};

const struct sql_list compare_sql = {"compare", sql, G_N_ELEMENTS(sql)};

#define TABLE(table, key) [OF_##table] = {#table, NULL, &sql[OF_##table], -1},
static const struct compared tables[] = {
    [STATION] = {"station", "screen, draft: where a screen stood", &sql[STATION], -1},
    [PERSON] = {"person",
                "sealed: another text each time; what it opens to is compared by who has "
                "the keys; indexed: how far the worker is",
                &sql[PERSON], -1},
    [PERSON_INDEX] = {"person_index",
                      "all but that each word is somebody's: the worker makes it of the persons",
                      &sql[PERSON_INDEX], -1},
    [EVENT] = {"event", "ids, seq: how this engine numbers", &sql[EVENT], -1},
    [EVENT_KEY] = {"event_key", "answer: in the language of who asked", &sql[EVENT_KEY], -1},
    [EVENT_PAYLOAD] = {"event_payload", "brought: as person.sealed", &sql[EVENT_PAYLOAD], -1},
    [IMPORT_QUESTION] = {"import_question", "brought: as person.sealed", &sql[IMPORT_QUESTION], -1},
    WHOLE(TABLE)};

const struct compared *compare_tables(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(tables);
    return tables;
}

static void append_bytes(GString *text, const uint8_t *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(text, "%02x", bytes[i]);
}

static void row_text(struct db_rows *rows, const struct compared *table, GString *text)
{
    g_string_truncate(text, 0);
    for (int i = 0; i < db_columns(rows); i++) {
        size_t n = 0;
        g_string_append(text, i ? " | " : "");
        if (db_is_null(rows, i))
            g_string_append(text, "-");
        else if (i == table->bytes) {
            const uint8_t *bytes = db_bytes(rows, i, &n);
            append_bytes(text, bytes, n);
        } else
            g_string_append_printf(text, "'%s'", db_text(rows, i));
    }
}

// The next row of a query as text; *ret_there is false at the end.
static bool next_row(struct db_rows *rows, const struct compared *table, GString *text,
                     bool *ret_there, GError **error)
{
    GError *failed = NULL;
    *ret_there = db_next(rows, &failed);
    if (failed)
        g_propagate_error(error, failed);
    if (*ret_there)
        row_text(rows, table, text);
    return !failed;
}

bool compare_table(struct db *a, struct db *b, const struct compared *table, int64_t *ret_rows,
                   char **ret_difference, GError **error)
{
    g_autoptr(GString) one = g_string_new(NULL);
    g_autoptr(GString) two = g_string_new(NULL);
    g_autoptr(db_rows) left = db_query(a, table->sql, DB_NO_ARGS, error);
    g_autoptr(db_rows) right = left ? db_query(b, table->sql, DB_NO_ARGS, error) : NULL;
    *ret_rows = 0;
    *ret_difference = NULL;
    if (!right)
        return false;
    for (bool here = true, there = true;; ++*ret_rows) {
        if (!next_row(left, table, one, &here, error) ||
            !next_row(right, table, two, &there, error))
            return false;
        if (!here && !there)
            return true;
        if (here == there && !strcmp(one->str, two->str))
            continue;
        *ret_difference = g_strdup_printf("%s: %s <> %s", table->table, here ? one->str : "(end)",
                                          there ? two->str : "(end)");
        return true;
    }
}
