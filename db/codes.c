// SPDX-License-Identifier: Apache-2.0
// Fills the tables of codes from the tables of the program.
#include "codes.h"

#include <string.h>

#include "i18n.h"
#include "migrate.h"
#include "store.h"

#define CODES(table)                                                                               \
    {                                                                                              \
        "codes." #table, "SELECT code FROM " #table, true                                          \
    }

// The name of a statement that fills is that of its table, its columns are those of
// model/code_tables.h; behind them stand, in the same order, those that read the codes.
static const struct sql sql[] = {
    {"order_state",
     "INSERT INTO order_state (code, open, demand, editable, late, lacks, holds_goods, rank) "
     "VALUES ($1, $2, $3, "
     "$4, $5, $6, $7, $8) ON CONFLICT (code) DO UPDATE SET open = excluded.open, demand "
     "= excluded.demand, "
     "editable = excluded.editable, late = excluded.late, lacks = excluded.lacks, holds_goods = "
     "excluded.holds_goods, "
     "rank = excluded.rank"},
    {"fulfilment_state",
     "INSERT INTO fulfilment_state (code, open, holds_goods, gone, picks, packs, rank) VALUES ($1, "
     "$2, $3, "
     "$4, $5, $6, $7) ON CONFLICT (code) DO UPDATE SET open = excluded.open, holds_goods = "
     "excluded.holds_goods, gone = excluded.gone, picks = "
     "excluded.picks, packs = excluded.packs, rank = excluded.rank"},
    {"parcel_state",
     "INSERT INTO parcel_state (code, open, rank) VALUES ($1, $2, $3) ON CONFLICT (code) DO UPDATE "
     "SET open = excluded.open, rank = excluded.rank"},
    {"load_state",
     "INSERT INTO load_state (code, open, rank) VALUES ($1, $2, $3) ON CONFLICT (code) DO UPDATE "
     "SET open = excluded.open, rank = excluded.rank"},
    {"outbox_state",
     "INSERT INTO outbox_state (code, open, wants_person, cancelled, came_out) VALUES ($1, $2, $3, "
     "$4, $5) ON CONFLICT (code) DO UPDATE SET open = excluded.open, wants_person = "
     "excluded.wants_person, cancelled = excluded.cancelled, came_out = excluded.came_out"},
    {"printer_state", "INSERT INTO printer_state (code, wants_person) VALUES ($1, $2) ON CONFLICT "
                      "(code) DO UPDATE SET wants_person = excluded.wants_person"},
    {"location_kind",
     "INSERT INTO location_kind (code, level, sells, picked) VALUES ($1, $2, $3, $4) ON CONFLICT "
     "(code) DO UPDATE SET sells = excluded.sells, picked = excluded.picked"},
    {"work_kind", "INSERT INTO work_kind (code, rank, counts) VALUES ($1, $2, $3) ON CONFLICT "
                  "(code) DO UPDATE SET rank = excluded.rank, counts = excluded.counts"},
    {"line_kind",
     "INSERT INTO line_kind (code, goods, demand, listed, priced) VALUES ($1, $2, $3, $4, $5) ON "
     "CONFLICT (code) DO UPDATE SET goods = excluded.goods, demand = excluded.demand, listed = "
     "excluded.listed, priced = excluded.priced"},
    {"pay_kind", "INSERT INTO pay_kind (code, sign) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE "
                 "SET sign = excluded.sign"},
    CODES(order_state),
    CODES(fulfilment_state),
    CODES(parcel_state),
    CODES(load_state),
    CODES(outbox_state),
    CODES(printer_state),
    CODES(location_kind),
    CODES(work_kind),
    CODES(line_kind),
    CODES(pay_kind),
    {"codes.known", "SELECT count(*) FROM code_set WHERE digest = $1"},
    {"codes.newest", "SELECT coalesce(max(version), 0) FROM code_set"},
    {"codes.note", "INSERT INTO code_set (digest, version) VALUES ($1, $2)"},
};

const struct sql_list codes_sql = {"codes", sql, G_N_ELEMENTS(sql)};

static const struct sql *statement_of(const char *prefix, const char *name)
{
    size_t skip = strlen(prefix);
    for (size_t i = 0; i < G_N_ELEMENTS(sql); i++)
        if (g_str_has_prefix(sql[i].name, prefix) && !strcmp(sql[i].name + skip, name))
            return &sql[i];
    g_assert_not_reached(); // a table of the model has no statement here
}

// "0.1.0" as a number that grows.
static int64_t version_number(const char *text)
{
    int64_t number = 0;
    g_auto(GStrv) parts = g_strsplit(text, ".", 3);
    for (int i = 0; i < 3; i++)
        number = number * 1000 + (parts[i] ? g_ascii_strtoll(parts[i], NULL, 10) : 0);
    return number;
}

struct code_book codes_of_program(void)
{
    struct code_book book = {.version = version_number(TOTE_VERSION)};
    book.tables = model_code_tables(&book.n);
    return book;
}

// The codes of TABLE that the database has; NULL with *error.
static GHashTable *codes_there(struct db *db, const struct code_table *table, GError **error)
{
    g_autoptr(GHashTable) codes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GError) failed = NULL;
    g_autoptr(db_rows) rows =
        db_query(db, statement_of("codes.", table->name), DB_NO_ARGS, &failed);
    while (rows && db_next(rows, &failed))
        g_hash_table_add(codes, g_strdup(db_text(rows, 0)));
    if (!failed)
        return g_steal_pointer(&codes);
    g_propagate_error(error, g_steal_pointer(&failed));
    return NULL;
}

// How many codes of TABLE are among CODES.
static guint n_known(const struct code_table *table, GHashTable *codes)
{
    guint n = 0;
    int64_t numbers[CODE_COLUMNS];
    for (size_t row = 0; row < model_code_rows(table); row++)
        n += g_hash_table_contains(codes, model_code(table, row, numbers));
    return n;
}

// Was the database filled by a newer program than that of BOOK? Its version says so; of one
// version the one that knows less is older.
static bool is_older(struct db *db, const struct code_book *book, bool *ret_older, GError **error)
{
    int64_t newest = 0;
    if (db_get(db, statement_of("codes.", "newest"), &newest, DB_NO_ARGS, error) < 0)
        return false;
    *ret_older = newest > book->version;
    for (size_t i = 0; newest == book->version && !*ret_older && i < book->n; i++) {
        g_autoptr(GHashTable) there = codes_there(db, &book->tables[i], error);
        if (!there)
            return false;
        *ret_older = n_known(&book->tables[i], there) < g_hash_table_size(there);
    }
    return true;
}

static bool write_row(struct db *db, const struct code_table *table, const char *code,
                      const int64_t *numbers, GError **error)
{
    struct db_value values[1 + CODE_COLUMNS] = {tval(code)};
    for (size_t i = 0; i < table->n_columns; i++)
        values[1 + i] = ival(numbers[i]);
    struct db_args args = {values, 1 + (int)table->n_columns};
    return db_queue(db, statement_of("", table->name), args, 1, NULL, error);
}

// An older program adds what is missing and leaves the rest as a newer one wants it.
static bool fill(struct db *db, const struct code_table *table, bool older, GError **error)
{
    g_autoptr(GHashTable) there = older ? codes_there(db, table, error) : NULL;
    if (older && !there)
        return false;
    for (size_t row = 0; row < model_code_rows(table); row++) {
        int64_t numbers[CODE_COLUMNS];
        const char *code = model_code(table, row, numbers);
        if (!(there && g_hash_table_contains(there, code)) &&
            !write_row(db, table, code, numbers, error))
            return false;
    }
    return true;
}

static bool is_known(struct db *db, const char *digest, bool *ret_known, GError **error)
{
    int64_t n = 0;
    if (db_get(db, statement_of("codes.", "known"), &n, DB_ARGS(tval(digest)), error) < 0)
        return false;
    *ret_known = n > 0;
    return true;
}

// Inside the transaction: unless somebody else has done it in the meantime.
static bool fill_unless_done(struct db *db, const struct code_book *book, const char *digest,
                             GError **error)
{
    bool known = false, older = false;
    if (!migrate_wait(db, error) || !is_known(db, digest, &known, error))
        return false;
    if (known)
        return true;
    if (!is_older(db, book, &older, error))
        return false;
    for (size_t i = 0; i < book->n; i++)
        if (!fill(db, &book->tables[i], older, error))
            return false;
    struct db_args note = DB_ARGS(tval(digest), ival(book->version));
    return db_queue(db, statement_of("codes.", "note"), note, 1, NULL, error);
}

static bool fill_now(struct db *db, const struct code_book *book, const char *digest,
                     GError **error)
{
    if (!db_begin(db, error))
        return false;
    if (fill_unless_done(db, book, digest, error))
        return db_commit(db, error);
    db_rollback(db);
    return false;
}

bool codes_follow(struct db *db, const struct code_book *book, GError **error)
{
    char digest[DIGEST_TEXT];
    bool known = false;
    g_autoptr(GError) failed = NULL;
    model_code_digest(book->tables, book->n, digest);
    if (!is_known(db, digest, &known, error))
        return false;
    if (known || fill_now(db, book, digest, &failed))
        return true;
    if (!tote_error_is(failed, TOTE_DB_FAILED)) { // not a right that is missing
        g_propagate_error(error, g_steal_pointer(&failed));
        return false;
    }
    return tote_fail_full(
        error, TOTE_DB_SCHEMA,
        &(struct tote_fault){.hint = _("Run tote init once as somebody who may change them."),
                             .detail = failed->message},
        _("%s lacks states or kinds that this tote has, and they could not be written"),
        db_name(db));
}
