// SPDX-License-Identifier: Apache-2.0
// People as the database knows them: sealed bytes, and tokens by which they are found.
#include "store_person.h"

#include <string.h>

enum {
    BY_IDS,
    NEWEST,
    TODO,
    AFTER,
    RESEAL,
    ADD,
    DROP,
    WORDS_DROP,
    WORD_ADD,
    INDEXED,
    WITH_WORD,
    ORDERS_OF,
    ORDERS_BETWEEN,
    ORDERS_NAMED,
    HEADS,
    PERSONS_WITH,
    PIECES_WITH,
    PIECES_AFTER,
    PIECE_RESEAL,
    QUESTIONS_WITH,
    QUESTIONS_AFTER,
    QUESTION_RESEAL,
};

// As many parameters as PEOPLE_AT_ONCE.
#define THESE                                                                                      \
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, " \
    "$21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32) "

static const struct sql sql[] = {
    [BY_IDS] = {"person.by_ids", "SELECT id, sealed FROM person WHERE id IN " THESE},
    [NEWEST] = {"person.newest", "SELECT id, sealed FROM person ORDER BY id DESC LIMIT 1", true},
    [TODO] = {"person.todo", "SELECT id, sealed FROM person WHERE indexed = 0 AND id < $1 ORDER BY "
                             "id DESC LIMIT $2"},
    [AFTER] = {"person.after", "SELECT id, sealed FROM person WHERE id > $1 ORDER BY id LIMIT $2"},
    [RESEAL] = {"person.reseal", "UPDATE person SET sealed = $2, indexed = 0 WHERE id = $1"},
    [ADD] = {"person.add", "INSERT INTO person (id, sealed, made_at) VALUES ($1, $2, $3)"},
    [DROP] = {"person.drop", "DELETE FROM person WHERE id = $1"},
    [WORDS_DROP] = {"person.words_drop", "DELETE FROM person_index WHERE person_id = $1"},
    [WORD_ADD] = {"person.word_add",
                  "INSERT INTO person_index (kind, token, person_id) VALUES ($1, $2, $3)"},
    [INDEXED] = {"person.indexed", "UPDATE person SET indexed = $2 WHERE id = $1 AND indexed = 0"},
    [WITH_WORD] = {"person.with_word", "SELECT person_id FROM person_index WHERE kind = $1 AND "
                                       "token = $2 ORDER BY person_id DESC LIMIT $3"},
    [ORDERS_OF] = {"person.orders", "SELECT id FROM sales_order WHERE delivery_id IN " THESE
                                    "UNION SELECT id FROM sales_order WHERE billing_id IN " THESE},
    [ORDERS_BETWEEN] = {"person.orders_between", "SELECT id FROM sales_order WHERE id >= $1 AND id "
                                                 "< $2 ORDER BY id DESC LIMIT $3"},
    [ORDERS_NAMED] = {"person.orders_named",
                      "SELECT id FROM sales_order WHERE external_name >= $1 AND external_name < $2 "
                      "ORDER BY external_name, id LIMIT $3"},
    [HEADS] = {"person.heads",
               "SELECT head, CAST(sum(persons) AS BIGINT), CAST(sum(pieces) AS BIGINT), "
               "CAST(sum(questions) AS BIGINT) FROM (SELECT substr(sealed, 1, 5) AS head, 1 AS "
               "persons, 0 AS pieces, 0 AS questions FROM person UNION ALL SELECT substr(brought, "
               "1, 5), 0, 1, 0 FROM event_payload WHERE sealed = 1 UNION ALL SELECT "
               "substr(brought, 1, 5), 0, 0, 1 FROM import_question) x GROUP BY head ORDER BY head",
               true},
    [PERSONS_WITH] = {"person.with_head", "SELECT id, sealed FROM person WHERE id > $1 AND "
                                          "substr(sealed, 1, 5) = $2 ORDER BY id LIMIT $3"},
    [PIECES_WITH] = {"person.pieces_with",
                     "SELECT id, brought FROM event_payload WHERE id > $1 AND sealed = 1 AND "
                     "substr(brought, 1, 5) = $2 ORDER BY id LIMIT $3"},
    [PIECES_AFTER] = {"person.pieces_after", "SELECT id, brought FROM event_payload WHERE id > $1 "
                                             "AND sealed = 1 ORDER BY id LIMIT $2"},
    [PIECE_RESEAL] = {"person.piece_reseal", "UPDATE event_payload SET brought = $2 WHERE id = $1 "
                                             "AND brought = $3"},
    [QUESTIONS_WITH] = {"person.questions_with",
                        "SELECT order_id, brought FROM import_question WHERE order_id > $1 AND "
                        "substr(brought, 1, 5) = $2 ORDER BY order_id LIMIT $3"},
    [QUESTIONS_AFTER] = {"person.questions_after",
                         "SELECT order_id, brought FROM import_question WHERE order_id > $1 ORDER "
                         "BY order_id LIMIT $2"},
    [QUESTION_RESEAL] = {"person.question_reseal",
                         "UPDATE import_question SET brought = $2 WHERE order_id = $1 AND brought "
                         "= $3"},
};

const struct sql_list person_sql = {"person", sql, G_N_ELEMENTS(sql)};

// --- reading

static void read_sealed(struct list *list, struct db_rows *rows, void *row)
{
    size_t n = 0;
    const void *bytes = db_bytes(rows, 1, &n);
    struct sealed_row *sealed = row;
    *sealed = (struct sealed_row){.id = db_int(rows, 0), .n = n};
    sealed->bytes = n ? g_string_chunk_insert_len(list->text, bytes, (gssize)n) : "";
}

static struct list *sealed(struct db *db, int statement, struct db_args args, GError **error)
{
    return list_query(db, &sql[statement], args, sizeof(struct sealed_row), read_sealed, error);
}

// The next ids of N from *at on as parameters; no row has the id 0.
static struct db_args next_ids(const int64_t *ids, size_t n, size_t *at,
                               struct db_value values[PEOPLE_AT_ONCE])
{
    for (size_t i = 0; i < PEOPLE_AT_ONCE; i++, *at += 1)
        values[i] = ival(*at < n ? ids[*at] : 0);
    return (struct db_args){values, PEOPLE_AT_ONCE};
}

struct list *store_sealed(struct db *db, const int64_t *ids, size_t n, GError **error)
{
    g_autoptr(rowlist) list = list_new(sizeof(struct sealed_row));
    g_autoptr(GError) failed = NULL;
    struct db_value values[PEOPLE_AT_ONCE];
    for (size_t at = 0; at < n;) {
        g_autoptr(db_rows) rows = db_query(db, &sql[BY_IDS], next_ids(ids, n, &at, values), error);
        if (!rows)
            return NULL;
        while (db_next(rows, &failed))
            read_sealed(list, rows, list_add(list));
        if (failed) {
            g_propagate_error(error, g_steal_pointer(&failed));
            return NULL;
        }
    }
    return g_steal_pointer(&list);
}

struct list *store_sealed_newest(struct db *db, GError **error)
{
    return sealed(db, NEWEST, DB_NO_ARGS, error);
}

struct list *store_sealed_todo(struct db *db, int64_t before, int64_t n, GError **error)
{
    return sealed(db, TODO, DB_ARGS(ival(before), ival(n)), error);
}

static const struct {
    int with, after, reseal;
} statements[SEALED_KINDS] = {
    [SEALED_PERSON] = {PERSONS_WITH, AFTER, RESEAL},
    [SEALED_PIECE] = {PIECES_WITH, PIECES_AFTER, PIECE_RESEAL},
    [SEALED_QUESTION] = {QUESTIONS_WITH, QUESTIONS_AFTER, QUESTION_RESEAL},
};

struct list *store_sealed_after(struct db *db, enum sealed_kind kind, int64_t after, int64_t n,
                                GError **error)
{
    return sealed(db, statements[kind].after, DB_ARGS(ival(after), ival(n)), error);
}

static void read_head(struct list *list, struct db_rows *rows, void *row)
{
    (void)list;
    size_t n = 0;
    const void *bytes = db_bytes(rows, 0, &n);
    struct head_row *head = row;
    *head = (struct head_row){.n = MIN(n, (size_t)HEAD_BYTES)};
    for (int kind = 0; kind < SEALED_KINDS; kind++)
        head->count[kind] = db_int(rows, 1 + kind);
    if (head->n)
        memcpy(head->head, bytes, head->n);
}

struct list *store_sealed_heads(struct db *db, GError **error)
{
    return list_query(db, &sql[HEADS], DB_NO_ARGS, sizeof(struct head_row), read_head, error);
}

struct list *store_sealed_with(struct db *db, const struct head_row *head, enum sealed_kind kind,
                               int64_t after, int64_t n, GError **error)
{
    return sealed(db, statements[kind].with,
                  DB_ARGS(ival(after), bval(head->head, head->n), ival(n)), error);
}

// --- writing

// SQLite's transaction has done so; a server lets others go on until it is told.
bool store_sealed_stand_still(struct db *db, GError **error)
{
    static const struct sql lock = {
        "person.lock", "LOCK TABLE person, event_payload, import_question IN SHARE MODE", false};
    return db_engine(db) == DB_SQLITE || db_run(db, &lock, DB_NO_ARGS, error) >= 0;
}

int64_t store_person_id(struct db *db, GError **error)
{
    return db_new_id(db, "person", error);
}

bool store_person_add(struct db *db, const struct sealed_row *row, int64_t now, GError **error)
{
    return db_queue(db, &sql[ADD], DB_ARGS(ival(row->id), bval(row->bytes, row->n), ival(now)), 1,
                    NULL, error);
}

bool store_person_reseal(struct db *db, const struct sealed_row *row, GError **error)
{
    return db_queue(db, &sql[WORDS_DROP], DB_ARGS(ival(row->id)), DB_ANY, NULL, error) &&
           db_queue(db, &sql[RESEAL], DB_ARGS(ival(row->id), bval(row->bytes, row->n)), 1, NULL,
                    error);
}

bool store_reseal(struct db *db, enum sealed_kind kind, const struct sealed_row *was,
                  const struct sealed_row *row, GError **error)
{
    return kind == SEALED_PERSON ? store_person_reseal(db, row, error)
                                 : db_queue(db, &sql[statements[kind].reseal],
                                            DB_ARGS(ival(row->id), bval(row->bytes, row->n),
                                                    bval(was->bytes, was->n)),
                                            DB_ANY, NULL, error);
}

bool store_person_drop(struct db *db, int64_t id, GError **error)
{
    return db_queue(db, &sql[WORDS_DROP], DB_ARGS(ival(id)), DB_ANY, NULL, error) &&
           db_queue(db, &sql[DROP], DB_ARGS(ival(id)), DB_ANY, NULL, error);
}

bool store_word_add(struct db *db, const struct token *token, int64_t person, GError **error)
{
    return db_queue(db, &sql[WORD_ADD],
                    DB_ARGS(ival(token->kind), bval(token->bytes, TOKEN_BYTES), ival(person)), 1,
                    NULL, error);
}

bool store_person_indexed(struct db *db, int64_t id, int64_t key, GError **error)
{
    return db_queue(db, &sql[INDEXED], DB_ARGS(ival(id), ival(key)), 1, NULL, error);
}

// --- finding

static bool add_ids(struct db *db, int statement, struct db_args args, GArray *into, GError **error)
{
    g_autoptr(db_rows) rows = db_query(db, &sql[statement], args, error);
    g_autoptr(GError) failed = NULL;
    while (rows && db_next(rows, &failed)) {
        int64_t id = db_int(rows, 0);
        g_array_append_val(into, id);
    }
    if (failed)
        g_propagate_error(error, g_steal_pointer(&failed));
    else if (rows)
        return true;
    return false;
}

bool store_people_with(struct db *db, const struct token *token, int64_t n, GArray *into,
                       GError **error)
{
    return add_ids(db, WITH_WORD,
                   DB_ARGS(ival(token->kind), bval(token->bytes, TOKEN_BYTES), ival(n)), into,
                   error);
}

bool store_orders_of_people(struct db *db, const int64_t *people, size_t n, GArray *into,
                            GError **error)
{
    struct db_value values[PEOPLE_AT_ONCE];
    for (size_t at = 0; at < n;)
        if (!add_ids(db, ORDERS_OF, next_ids(people, n, &at, values), into, error))
            return false;
    return true;
}

bool store_orders_between(struct db *db, int64_t from, int64_t to, int64_t n, GArray *into,
                          GError **error)
{
    return add_ids(db, ORDERS_BETWEEN, DB_ARGS(ival(from), ival(to), ival(n)), into, error);
}

bool store_orders_named(struct db *db, const char *name, int64_t n, GArray *into, GError **error)
{
    // The first text behind all that begin with NAME: no character stands behind U+10FFFF.
    g_autofree char *behind = g_strconcat(name, "\xf4\x8f\xbf\xbf", NULL);
    return add_ids(db, ORDERS_NAMED, DB_ARGS(tval(name), tval(behind), ival(n)), into, error);
}
