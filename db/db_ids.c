// SPDX-License-Identifier: Apache-2.0
// Ids in advance: rows that name each other can then be written without waiting for answers.
#include <string.h>

#include "db_private.h"
#include "i18n.h"

// Ids that may be given without asking.
struct id_block {
    int64_t ids[DB_ID_BLOCK]; // PostgreSQL: the last n of them are left
    int n;
    int size;     // of the block that this transaction fetched last, 0 = none
    int64_t last; // SQLite: given last in this transaction, 0 = the table was not looked at yet
};

static const struct sql sql_block = {
    "ids.block",
    "SELECT nextval(s.name) FROM (SELECT CAST(pg_get_serial_sequence($1, 'id') AS regclass) AS "
    "name)"
    " AS s CROSS JOIN generate_series(1, $2) AS n WHERE s.name IS NOT NULL ORDER BY 1 DESC",
    false};

static GHashTable *sources; // table -> const struct id_source *

void db_register_ids(const struct id_source *added, size_t n)
{
    if (!sources)
        sources = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < n; i++)
        g_hash_table_insert(sources, (void *)added[i].table, (void *)&added[i]);
}

void db_free_ids(void *block)
{
    g_free(block);
}

void db_forget_ids(struct db *db, bool all)
{
    if (all || db->given || db->driver->engine == DB_SQLITE)
        g_hash_table_remove_all(db->ids);
}

static struct id_block *block_of(struct db *db, const struct id_source *source)
{
    struct id_block *block = g_hash_table_lookup(db->ids, source->table);
    if (block)
        return block;
    block = g_new0(struct id_block, 1);
    g_hash_table_insert(db->ids, (void *)source->table, block);
    return block;
}

// The whole table is locked for others until the commit, so its highest id only has to be asked
// for once.
static int64_t count_on(struct db *db, const struct id_source *source, GError **error)
{
    struct id_block *block = block_of(db, source);
    if (!block->last && db_get(db, source->max, &block->last, DB_NO_ARGS, error) < 0)
        return 0;
    return ++block->last;
}

static bool fetch_block(struct db *db, const struct id_source *source, struct id_block *block,
                        GError **error)
{
    bool seen = source->seen && *source->seen;
    block->size = seen ? CLAMP(2 * block->size, 1, DB_ID_BLOCK) : DB_ID_BLOCK;
    g_autoptr(db_rows) rows =
        db_query(db, &sql_block, DB_ARGS(tval(source->table), ival(block->size)), error);
    GError *failed = NULL;
    while (rows && block->n < DB_ID_BLOCK && db_next(rows, &failed))
        block->ids[block->n++] = db_int(rows, 0);
    if (failed)
        g_propagate_error(error, failed);
    else if (rows && !block->n)
        tote_fail(error, TOTE_BUG, NULL, "%s.id has no sequence", source->table);
    return block->n > 0;
}

static int64_t take_from_block(struct db *db, const struct id_source *source, GError **error)
{
    struct id_block *block = block_of(db, source);
    if (!block->n && !fetch_block(db, source, block, error))
        return 0;
    return block->ids[--block->n];
}

// --- ids of the log

char *db_ids_taken(struct db *db)
{
    GString *text = g_string_new(NULL);
    const char *last = NULL;
    for (unsigned i = 0; i < db->taken->len; i++) {
        const struct taken_id *taken = &g_array_index(db->taken, struct taken_id, i);
        if (!last || strcmp(last, taken->table) != 0)
            g_string_append_printf(text, "%s%s", last ? ";" : "", taken->table);
        g_string_append_printf(text, " %" G_GINT64_FORMAT, taken->id);
        last = taken->table;
    }
    return g_string_free(text, FALSE);
}

static void free_queue(void *queue)
{
    g_queue_free_full(queue, g_free);
}

// "TABLE ID ID"
static void read_given(GHashTable *tables, const char *part)
{
    g_auto(GStrv) words = g_strsplit(part, " ", -1);
    GQueue *queue = words[0] ? g_hash_table_lookup(tables, words[0]) : NULL;
    if (words[0] && !queue) {
        queue = g_queue_new();
        g_hash_table_insert(tables, g_strdup(words[0]), queue);
    }
    for (int i = 1; words[0] && words[i]; i++) {
        int64_t id = g_ascii_strtoll(words[i], NULL, 10);
        g_queue_push_tail(queue, g_memdup2(&id, sizeof id));
    }
}

void db_start_ids(struct db *db)
{
    GHashTableIter iter;
    void *block;
    g_hash_table_iter_init(&iter, db->ids);
    while (g_hash_table_iter_next(&iter, NULL, &block))
        ((struct id_block *)block)->size = 0;
    g_array_set_size(db->taken, 0);
    g_clear_pointer(&db->given_ids, g_hash_table_unref);
    if (!db->given)
        return;
    g_auto(GStrv) parts = g_strsplit(db->given, ";", -1);
    db->given_ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_queue);
    for (int i = 0; parts[i]; i++)
        read_given(db->given_ids, parts[i]);
}

void db_ids_give(struct db *db, const char *text)
{
    g_free(db->given);
    db->given = g_strdup(text);
    db_forget_ids(db, true);
}

static int64_t take_given(struct db *db, const struct id_source *source, GError **error)
{
    GQueue *queue = g_hash_table_lookup(db->given_ids, source->table);
    g_autofree int64_t *id = queue ? g_queue_pop_head(queue) : NULL;
    if (id)
        return *id;
    tote_fail(error, TOTE_LOG_DIFFERS, NULL, _("More rows of %s are made than the log knows"),
              source->table);
    return 0;
}

// --- an id

static void note(struct db *db, struct taken_id taken)
{
    if (db->driver->engine == DB_POSTGRESQL)
        g_array_append_val(db->taken, taken);
}

void db_repeat_id(struct db *db, const char *table, int64_t id)
{
    note(db, (struct taken_id){table, id});
}

int64_t db_new_id(struct db *db, const char *table, GError **error)
{
    const struct id_source *source = sources ? g_hash_table_lookup(sources, table) : NULL;
    if (!source || !db->tx_where) {
        tote_fail(error, TOTE_BUG, NULL,
                  source ? "an id of %s is taken outside a transaction"
                         : "the ids of %s are not registered",
                  table);
        return 0;
    }
    if (!db_check_whole(db, error))
        return 0;
    const struct taken_id taken = {source->table, db->given && *db->given
                                                      ? take_given(db, source, error)
                                                  : db->given || db->driver->engine == DB_SQLITE
                                                      ? count_on(db, source, error)
                                                      : take_from_block(db, source, error)};
    if (taken.id)
        note(db, taken);
    return taken.id;
}
