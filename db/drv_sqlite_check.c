// SPDX-License-Identifier: Apache-2.0
// Looks a database file over: every page, every index, every reference between rows.
#include <sqlite3.h>

#include "drv_sqlite_private.h"
#include "i18n.h"

enum { FINDINGS_MOST = 20 };

struct look {
    sqlite3 *db;
    const struct db_look *how;
};

static void note(struct look *look, const char *sentence)
{
    if (look->how->findings->len < FINDINGS_MOST)
        g_ptr_array_add(look->how->findings, g_strdup(sentence));
}

// What cannot even be read is the plainest finding.
static sqlite3_stmt *ask(struct look *look, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(look->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        note(look, sqlite3_errmsg(look->db));
    return stmt;
}

static bool next(struct look *look, sqlite3_stmt *stmt)
{
    int rc = stmt ? sqlite3_step(stmt) : SQLITE_DONE;
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        note(look, sqlite3_errmsg(look->db));
    return rc == SQLITE_ROW;
}

static const char *column(sqlite3_stmt *stmt, int n)
{
    const unsigned char *text = sqlite3_column_text(stmt, n);
    return text ? (const char *)text : "";
}

// The pages of one table and of its indexes.
static void look_at_table(struct look *look, const char *table)
{
    sqlite3_stmt *stmt = ask(look, "SELECT integrity_check FROM pragma_integrity_check(?1)");
    if (stmt)
        sqlite3_bind_text(stmt, 1, table, -1, SQLITE_TRANSIENT);
    while (next(look, stmt))
        if (g_strcmp0(column(stmt, 0), "ok") != 0)
            note(look, column(stmt, 0));
    sqlite3_finalize(stmt);
}

static void look_at_references(struct look *look)
{
    sqlite3_stmt *stmt = ask(look, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check");
    while (next(look, stmt)) {
        g_autofree char *sentence = g_strdup_printf(
            _("Row %s of '%s' names a row of '%s' that is missing"),
            *column(stmt, 1) ? column(stmt, 1) : "?", column(stmt, 0), column(stmt, 2));
        note(look, sentence);
    }
    sqlite3_finalize(stmt);
}

static GPtrArray *tables_of(struct look *look)
{
    GPtrArray *tables = g_ptr_array_new_with_free_func(g_free);
    sqlite3_stmt *stmt =
        ask(look, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
    while (next(look, stmt))
        g_ptr_array_add(tables, g_strdup(column(stmt, 0)));
    sqlite3_finalize(stmt);
    return tables;
}

static bool look_over(struct look *look, GError **error)
{
    g_autoptr(GPtrArray) tables = tables_of(look);
    for (unsigned i = 0; i < tables->len; i++) {
        look_at_table(look, tables->pdata[i]);
        if (look->how->told && !look->how->told(look->how->data, i + 1, tables->len))
            return tote_fail(error, TOTE_CANCELLED, NULL, _("Stopped"));
    }
    look_at_references(look);
    return true;
}

bool sqlite_look(const char *path, const struct db_look *how, GError **error)
{
    struct look look = {.how = how};
    g_autofree char *whole = g_canonicalize_filename(path, NULL);
    g_autofree char *uri = g_filename_to_uri(whole, NULL, error);
    if (!uri)
        return false;
    // Nobody writes it, so that it needs no files beside it.
    g_autofree char *named = g_strconcat(uri, "?immutable=1", NULL);
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    bool ok = sqlite3_open_v2(named, &look.db, flags, NULL) == SQLITE_OK
                  ? look_over(&look, error)
                  : tote_fail(error, TOTE_FILE_READ, NULL, _("%s cannot be read"), path);
    sqlite3_close(look.db);
    return ok;
}
