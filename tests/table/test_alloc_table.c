// SPDX-License-Identifier: Apache-2.0
// Runs the rows of allocation.txt twice: by the rule alone, and by releasing an order on a
// database.
#include <string.h>

#include "alloc.h"
#include "testshop.h"

enum { DAY_MINUTES = 24 * 60, MAX_PLACES = 8 };

struct pile {
    char *place;
    int64_t qty, days;
    bool blocked;
};

struct row {
    char *text;
    struct pile piles[MAX_PLACES];
    size_t n;
    int64_t order;
    char *wanted; // "A1 4, A2 3 short 2"
};

static const char *table_path;
static GPtrArray *rows;

// --- reading

static struct pile read_pile(const char *text)
{
    struct pile pile = {0};
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    pile.place = g_strdup(words[0]);
    for (int i = 1; words[i]; i++) {
        pile.blocked = pile.blocked || !strcmp(words[i], "(blocked)");
        if (g_str_has_suffix(words[i], "d"))
            pile.days = g_ascii_strtoll(words[i], NULL, 10);
        else if (words[i][0] != '(')
            pile.qty = g_ascii_strtoll(words[i], NULL, 10);
    }
    if (pile.qty <= 0)
        g_error("no quantity in '%s'", text);
    return pile;
}

static struct row *read_row(const char *line)
{
    g_autoptr(GRegex) form = g_regex_new("^stock ?(.*) \\| order (\\d+) -> (.+)$", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(form, line, 0, &match))
        g_error("a row that is not understood: %s", line);
    struct row *row = g_new0(struct row, 1);
    g_autofree char *stock = g_match_info_fetch(match, 1);
    g_autofree char *order = g_match_info_fetch(match, 2);
    g_auto(GStrv) parts = g_strsplit(stock, ", ", -1);
    for (; parts[row->n] && *parts[row->n]; row->n++)
        row->piles[row->n] = read_pile(parts[row->n]);
    row->text = g_strdup(line);
    row->order = g_ascii_strtoll(order, NULL, 10);
    row->wanted = g_match_info_fetch(match, 3);
    return row;
}

static void row_free(void *data)
{
    struct row *row = data;
    for (size_t i = 0; i < row->n; i++)
        g_free(row->piles[i].place);
    g_free(row->text);
    g_free(row->wanted);
    g_free(row);
}

static void read_table(void)
{
    GError *error = NULL;
    g_autofree char *text = NULL;
    g_file_get_contents(table_path, &text, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    rows = g_ptr_array_new_with_free_func(row_free);
    for (int i = 0; lines[i]; i++)
        if (*lines[i] && *lines[i] != '#')
            g_ptr_array_add(rows, read_row(lines[i]));
}

// --- comparing

// "A1 4, A2 3 short 2"
static char *outcome(const struct row *row, const int64_t *takes, int64_t missing)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < row->n; i++)
        if (takes[i])
            g_string_append_printf(text, "%s%s %d", text->len ? ", " : "", row->piles[i].place,
                                   (int)takes[i]);
    if (missing)
        g_string_append_printf(text, "%sshort %d", text->len ? " " : "", (int)missing);
    return g_string_free(text, FALSE);
}

static void compare(const struct row *row, const int64_t *takes, int64_t missing)
{
    g_autofree char *found = outcome(row, takes, missing);
    if (!strcmp(found, row->wanted))
        return;
    g_test_message("%s\nbut it takes %s", row->text, found);
    g_test_fail();
}

static void test_rule(void)
{
    g_assert_cmpuint(rows->len, >=, 30);
    for (unsigned r = 0; r < rows->len; r++) {
        const struct row *row = rows->pdata[r];
        struct alloc_source sources[MAX_PLACES];
        int64_t takes[MAX_PLACES] = {0};
        size_t n = 0;
        for (size_t i = 0; i < row->n; i++)
            if (!row->piles[i].blocked)
                sources[n++] = (struct alloc_source){.balance_id = (int64_t)i + 1,
                                                     .free = row->piles[i].qty,
                                                     .received_at = -row->piles[i].days};
        int64_t missing = alloc_choose(sources, n, row->order);
        for (size_t i = 0; i < n; i++)
            takes[sources[i].balance_id - 1] = sources[i].take;
        compare(row, takes, missing);
    }
}

// --- on a database

static int64_t allocated_at(struct db *db, const char *place)
{
    static const struct sql sql = {"test.allocated",
                                   "SELECT CAST(coalesce(sum(b.allocated), 0) AS BIGINT) "
                                   "FROM balance b JOIN location p ON p.id = b.location_id "
                                   "WHERE p.code = $1",
                                   true};
    GError *error = NULL;
    int64_t qty = 0;
    db_get(db, &sql, &qty, DB_ARGS(tval(place)), &error);
    g_assert_no_error(error);
    return qty;
}

static void lay_out(struct testshop *shop, const struct row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        const struct pile *pile = &row->piles[i];
        g_autofree char *stock =
            g_strdup_printf("TEA %s %d age=%d", pile->place, (int)pile->qty, (int)pile->days);
        g_autofree char *block =
            g_strdup_printf("UPDATE location SET blocked = 1 WHERE code = '%s'", pile->place);
        testshop_stock(shop, stock);
        if (pile->blocked)
            testdb_script(shop->db, block);
    }
}

// A new shop for every row would cost a second each: the stock is counted away instead.
static void clear_away(struct testshop *shop, const struct row *row)
{
    testdb_script(shop->db, "UPDATE location SET blocked = 0");
    for (size_t i = 0; i < row->n; i++) {
        g_autofree char *none = g_strdup_printf("TEA %s 0", row->piles[i].place);
        testshop_stock(shop, none);
    }
}

static void test_release(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    for (unsigned r = 0; r < rows->len; r++) {
        const struct row *row = rows->pdata[r];
        int64_t takes[MAX_PLACES] = {0}, got = 0;
        g_autofree char *name = g_strdup_printf("#%u", r);
        g_autofree char *lines = g_strdup_printf("%d TEA", (int)row->order);
        lay_out(shop, row);
        const char *order = testshop_sell(shop, name, lines);
        SAYS(shop->sam, "done", NULL, "order.release", order);
        for (size_t i = 0; i < row->n; i++)
            got += takes[i] = allocated_at(shop->db, row->piles[i].place);
        compare(row, takes, row->order - got);
        SAYS(shop->sam, "done", NULL, "order.cancel", order);
        clear_away(shop, row);
    }
    LIES(shop, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc < 2)
        g_error("the table is missing: test_alloc_table allocation.txt");
    table_path = argv[1];
    read_table();
    g_test_add_func("/table/allocation", test_rule);
    testdb_add("/table/allocation", test_release);
    int status = g_test_run();
    g_ptr_array_unref(rows);
    return status;
}
