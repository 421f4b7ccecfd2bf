// SPDX-License-Identifier: Apache-2.0
// Runs the rows of sites.txt, alone and behind many sites that have nothing.
#include "text_rows.h"
#include "sites.h"

enum { MOST = 12, MANY = 40 };

static const char *table_path;

struct row {
    const char *text;
    GPtrArray *names;              // of sites and items: the id is the number + 1
    int64_t sites[MOST + MANY];    // preferred first
    struct site_stock stock[MOST]; //
    struct site_line lines[MOST];  //
    size_t n_sites, n_stock, n_lines;
};

static int64_t id_of(struct row *row, const char *name)
{
    for (unsigned i = 0; i < row->names->len; i++)
        if (!strcmp(row->names->pdata[i], name))
            return i + 1;
    g_ptr_array_add(row->names, g_strdup(name));
    return row->names->len;
}

// "A cup 5 bag 2"
static void read_site(struct row *row, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    int64_t site = id_of(row, words[0]);
    row->sites[row->n_sites++] = site;
    for (int i = 1; words[i] && words[i + 1]; i += 2)
        row->stock[row->n_stock++] = (struct site_stock){site, id_of(row, words[i]),
                                                         g_ascii_strtoll(words[i + 1], NULL, 10)};
}

static void read_line(struct row *row, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    row->lines[row->n_lines++] = (struct site_line){.item_id = id_of(row, words[0]),
                                                    .need = g_ascii_strtoll(words[1], NULL, 10)};
}

static void each(struct row *row, const char *list, void (*read)(struct row *row, const char *text))
{
    g_auto(GStrv) parts = g_strsplit(list, ", ", -1);
    for (int i = 0; parts[i]; i++)
        read(row, parts[i]);
}

static char *outcome(const struct row *row)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < row->n_lines; i++) {
        const struct site_line *line = &row->lines[i];
        g_string_append_printf(text, "%s%s %s", i ? ", " : "",
                               (char *)row->names->pdata[line->item_id - 1],
                               (char *)row->names->pdata[line->site_id - 1]);
        if (line->missing)
            g_string_append_printf(text, " short %d", (int)line->missing);
    }
    return g_string_free(text, FALSE);
}

static void run_row(const char *text, size_t more)
{
    g_autofree char *given = NULL, *wanted = NULL, *stock = NULL, *order = NULL;
    struct row row = {.text = text, .names = g_ptr_array_new_with_free_func(g_free)};
    row_split(text, "->", &given, &wanted);
    row_split(given, "|", &stock, &order);
    each(&row, stock, read_site);
    each(&row, order, read_line);
    for (size_t i = 0; i < more; i++)
        row.sites[row.n_sites++] = 1000 + (int64_t)i;
    site_choose(row.lines, row.n_lines, row.sites, row.n_sites, row.stock, row.n_stock);
    g_autofree char *found = outcome(&row);
    row_compare(text, wanted, found);
    g_ptr_array_unref(row.names);
}

static void test_rows(void)
{
    g_autoptr(GPtrArray) rows = rows_read(table_path);
    g_assert_cmpuint(rows->len, >=, 20);
    for (unsigned i = 0; i < rows->len; i++)
        run_row(rows->pdata[i], 0);
}

// Beyond a dozen sites they are added one by one; where one or two serve all it is the same.
static void test_many(void)
{
    run_row("A cup 5, B cup 9 bag 1 | cup 3, bag 1 -> cup B, bag B", MANY);
    run_row("A cup 5, B bag 5 | cup 3, bag 1 -> cup A, bag B", MANY);
    run_row("A cup 5, B bag 5 pen 5, C cup 5 | cup 1, bag 1, pen 1 -> cup A, bag B, pen B", MANY);
    run_row("A cup 1, B cup 2 | cup 3 -> cup B short 1", MANY);
}

// Without a site, or without lines, nothing is decided and nothing breaks.
static void test_none(void)
{
    struct site_line line = {.item_id = 1, .need = 2};
    const int64_t site = 7;
    site_choose(&line, 1, NULL, 0, NULL, 0);
    g_assert_cmpint(line.site_id, ==, 0);
    g_assert_cmpint(line.missing, ==, 2);
    site_choose(NULL, 0, &site, 1, NULL, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    table_path = argv[1];
    g_test_add_func("/sites/rows", test_rows);
    g_test_add_func("/sites/many", test_many);
    g_test_add_func("/sites/none", test_none);
    return g_test_run();
}
