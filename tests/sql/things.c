// SPDX-License-Identifier: Apache-2.0
// What the rows of tests of statements name, and statements with it in the place of parameters.
#include "things.h"

#include <string.h>

#include "store.h"

// What the rows name: #1 lies in an open box, #2 is being picked, #3 was packed and its label
// waits, #4 came in and has a proposal, #5 came in.
static const struct {
    const char *name, *query;
} things[] = {
    {"@anna", "SELECT id FROM operator WHERE name = 'anna'"},
    {"@ben", "SELECT id FROM operator WHERE name = 'ben'"},
    {"@station", "SELECT id FROM station WHERE name = 'ANNA'"},
    {"@picking", "SELECT id FROM work WHERE kind = 'pick' AND done_at = 0"},
    {"@lease", "SELECT lease_until FROM work WHERE kind = 'pick' AND done_at = 0"},
    {"@event", "SELECT last_event FROM work WHERE kind = 'pick' AND done_at = 0"},
    {"@over", "SELECT min(id) FROM work WHERE done_at > 0"},
    {"@task", "SELECT id FROM task WHERE done = 0"},
    {"@line", "SELECT line_id FROM task WHERE done = 0"},
    {"@goods", "SELECT goods_id FROM task WHERE done = 0"},
    {"@place", "SELECT from_id FROM task WHERE done = 0"},
    {"@fulfilment", "SELECT fulfilment_id FROM parcel WHERE closed_at = 0"},
    {"@box", "SELECT id FROM parcel WHERE closed_at = 0"},
    {"@inbox", "SELECT l.line_id FROM parcel_line l JOIN parcel p ON p.id = l.parcel_id WHERE "
               "p.closed_at = 0"},
    {"@parcel", "SELECT id FROM parcel WHERE closed_at > 0"},
    {"@job", "SELECT id FROM outbox"},
    {"@printer", "SELECT id FROM printer"},
    {"@order", "SELECT min(id) FROM sales_order WHERE state = 'ready'"},
    {"@wanted", "SELECT min(id) FROM order_line WHERE open > 0"},
    {"@proposal", "SELECT id FROM proposal"},
    {"@person", "SELECT min(id) FROM person"},
    {"@payload", "SELECT min(id) FROM event_payload"},
    {"@main", "SELECT id FROM site WHERE code = 'MAIN'"},
    {"@tea", "SELECT id FROM item WHERE sku = 'TEA'"},
    {"@mug", "SELECT id FROM item WHERE sku = 'MUG'"},
    {"@pot", "SELECT id FROM item WHERE sku = 'POT'"},
};

G_STATIC_ASSERT(G_N_ELEMENTS(things) == THINGS);

static bool is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

// TEXT with the numbers of the things that it names.
char *things_in(const char *text, const int64_t *numbers)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *at = text; *at;) {
        size_t n = 1;
        while (*at == '@' && is_word(at[n]))
            n++;
        g_autofree char *word = g_strndup(at, n);
        size_t i = 0;
        while (*at == '@' && strcmp(things[i].name, word) != 0)
            g_assert_cmpuint(++i, <, G_N_ELEMENTS(things));
        if (*at == '@')
            g_string_append_printf(out, "%" G_GINT64_FORMAT, numbers[i]);
        else
            g_string_append(out, word);
        at += n;
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

// The statement with VALUES in the place of $1, $2 …, up to what it would answer.
char *things_values(const char *text, const char *values)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_auto(GStrv) parts = g_strsplit(values, ",", -1);
    for (const char *at = text; *at && !g_str_has_prefix(at, " RETURNING");) {
        if (*at != '$') {
            g_string_append_c(out, *at++);
            continue;
        }
        guint64 n = g_ascii_strtoull(at + 1, (char **)(uintptr_t)&at, 10);
        g_assert_cmpuint(n, <=, g_strv_length(parts));
        g_string_append_printf(out, "(%s)", parts[n - 1]);
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

const struct sql *things_statement(const char *name)
{
    for (const struct sql_list *const *list = db_all_statements(); *list; list++)
        for (size_t i = 0; i < (*list)->n; i++)
            if (!strcmp(sql_at(*list, i)->name, name))
                return sql_at(*list, i);
    g_error("no statement %s", name);
}

void things_script(struct db *db, const char *text, const int64_t *numbers)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *whole = things_in(text, numbers);
    if (*whole && !db_script(db, whole, &error))
        g_error("%s: %s", whole, error->message);
}

void things_make(struct testshop *shop, int64_t *numbers)
{
    testshop_stock(shop, "TEA A1 20, TEA A2 5, MUG A1 5");
    testshop_prefix(shop);
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#3", "1 TEA"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    testshop_pack(shop->pia, testshop_open(shop->pia, testshop_picked(shop, "#1", "1 TEA")));
    testshop_start(shop->anna, testshop_release(shop, "#2", "2 TEA"));
    testshop_sell(shop, "#4", "1 TEA");
    testshop_sell(shop, "#5", "1 TEA");
    testdb_script(
        shop->db,
        "INSERT INTO printer (id, name, uri, format, dpi, state) VALUES (1, 'ONE', "
        "'cups:one', 'pdf', 203, 'unknown'); INSERT INTO proposal (id, order_id, engine, "
        "problem, seed, rounds, parcels, answer, made_at, made_by) SELECT 1, min(id), 'source', "
        "'', 1, 1, 1, '', 5, 1 FROM sales_order WHERE state = 'ready'");
    for (size_t i = 0; i < G_N_ELEMENTS(things); i++)
        numbers[i] = testdb_number(shop->db, things[i].query);
}
