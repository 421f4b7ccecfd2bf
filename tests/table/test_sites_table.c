// SPDX-License-Identifier: Apache-2.0
// Runs the rows of sites.txt, alone and behind many sites that have nothing.
#include "text_rows.h"
#include "sites.h"

enum { MOST = 12, MANY = 40, PARTS = 4 };

static const char *table_path, *split_path;

struct row {
    GPtrArray *names;              // of sites and items: the id is the number + 1
    int64_t sites[MOST + MANY];    // preferred first
    struct site_stock stock[MOST]; //
    struct site_line lines[MOST];
    struct site_part parts[MOST][PARTS];
    const char *called[MOST]; // each line
    size_t n_sites, n_stock, n_lines;
    bool split;
};

static int64_t id_of(struct row *row, const char *name)
{
    for (unsigned i = 0; i < row->names->len; i++)
        if (!strcmp(row->names->pdata[i], name))
            return i + 1;
    g_ptr_array_add(row->names, g_strdup(name));
    return row->names->len;
}

static const char *name_of(const struct row *row, int64_t id)
{
    return row->names->pdata[id - 1];
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

// "cup 3", or three kits: "set 3 of cup 2 bag 1"
static void read_line(struct row *row, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    struct site_line *line = &row->lines[row->n_lines];
    struct site_part *parts = row->parts[row->n_lines];
    *line = (struct site_line){.parts = parts, .need = g_ascii_strtoll(words[1], NULL, 10)};
    if (!words[2])
        parts[line->n_parts++] = (struct site_part){id_of(row, words[0]), 1};
    for (int i = 3; words[2] && words[i]; i += 2)
        parts[line->n_parts++] =
            (struct site_part){id_of(row, words[i]), g_ascii_strtoll(words[i + 1], NULL, 10)};
    row->called[row->n_lines++] = g_intern_string(words[0]);
}

static void each(struct row *row, const char *list, void (*read)(struct row *row, const char *text))
{
    g_auto(GStrv) parts = g_strsplit(list, ", ", -1);
    for (int i = 0; parts[i]; i++)
        read(row, parts[i]);
}

// "cup A", "cup A 3 B 2" where several serve it, "cup A short 1", "cup short 3"
static char *outcome(const struct row *row, const GArray *shares)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < row->n_lines; i++) {
        int of_line = 0;
        for (unsigned k = 0; k < shares->len; k++)
            of_line += g_array_index(shares, struct site_share, k).line == i;
        g_string_append_printf(text, "%s%s", i ? ", " : "", row->called[i]);
        for (unsigned k = 0; k < shares->len; k++) {
            const struct site_share *share = &g_array_index(shares, struct site_share, k);
            if (share->line == i)
                g_string_append_printf(text, " %s", name_of(row, share->site_id));
            if (share->line == i && of_line > 1)
                g_string_append_printf(text, " %d", (int)share->qty);
        }
        if (row->lines[i].missing)
            g_string_append_printf(text, " short %d", (int)row->lines[i].missing);
    }
    return g_string_free(text, FALSE);
}

static void choose(struct row *row, GArray *shares)
{
    site_choose(&(struct site_question){.lines = row->lines,
                                        .n_lines = row->n_lines,
                                        .sites = row->sites,
                                        .n_sites = row->n_sites,
                                        .stock = row->stock,
                                        .n_stock = row->n_stock,
                                        .split = row->split},
                shares);
}

static void run_row(const char *text, bool split, size_t more)
{
    g_autofree char *given = NULL, *wanted = NULL, *stock = NULL, *order = NULL;
    g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(struct site_share));
    struct row row = {.names = g_ptr_array_new_with_free_func(g_free), .split = split};
    row_split(text, "->", &given, &wanted);
    row_split(given, "|", &stock, &order);
    each(&row, stock, read_site);
    each(&row, order, read_line);
    for (size_t i = 0; i < more; i++)
        row.sites[row.n_sites++] = 1000 + (int64_t)i;
    choose(&row, shares);
    g_autofree char *found = outcome(&row, shares);
    row_compare(text, wanted, found);
    g_ptr_array_unref(row.names);
}

static void run_file(const char *path, bool split)
{
    g_autoptr(GPtrArray) rows = rows_read(path);
    g_assert_cmpuint(rows->len, >=, 20);
    for (unsigned i = 0; i < rows->len; i++)
        run_row(rows->pdata[i], split, 0);
}

static void test_rows(void)
{
    run_file(table_path, false);
}

static void test_splits(void)
{
    run_file(split_path, true);
}

// Beyond a dozen sites they are added one by one; where one or two serve all it is the same.
static void test_many(void)
{
    run_row("A cup 5, B cup 9 bag 1 | cup 3, bag 1 -> cup B, bag B", false, MANY);
    run_row("A cup 5, B bag 5 | cup 3, bag 1 -> cup A, bag B", false, MANY);
    run_row("A cup 5, B bag 5 pen 5, C cup 5 | cup 1, bag 1, pen 1 -> cup A, bag B, pen B", false,
            MANY);
    run_row("A cup 1, B cup 2 | cup 3 -> cup B short 1", false, MANY);
    run_row("A cup 1, B cup 3, C cup 2 | cup 5 -> cup B 3 C 2", true, MANY);
    run_row("A cup 3, B cup 3 | cup 7 -> cup A 3 B 3 short 1", true, MANY);
}

// Without a site, or without lines, nothing is decided and nothing breaks.
static void test_none(void)
{
    g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(struct site_share));
    const struct site_part part = {1, 1};
    struct site_line line = {.parts = &part, .n_parts = 1, .need = 2};
    const int64_t site = 7;
    site_choose(&(struct site_question){.lines = &line, .n_lines = 1}, shares);
    g_assert_cmpint(line.missing, ==, 2);
    site_choose(&(struct site_question){.sites = &site, .n_sites = 1}, shares);
    g_assert_cmpuint(shares->len, ==, 0);
}

// Whatever is asked: nobody gives what is not there, what is given and missing is what was wanted,
// and whoever may split misses a piece only where no piece is left.
static void test_sums(void)
{
    for (int round = 0; round < 2000; round++) {
        g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(struct site_share));
        struct row row = {.n_sites = 3, .n_stock = 6, .n_lines = 3, .split = round % 2};
        int64_t left[4][3] = {{0}}, given[3] = {0};
        for (size_t i = 0; i < row.n_stock; i++) {
            row.stock[i] = (struct site_stock){1 + (int64_t)i / 2, 1 + (int64_t)i % 2,
                                               g_test_rand_int_range(0, 6)};
            left[row.stock[i].site_id][row.stock[i].item_id] = row.stock[i].free;
            row.sites[i / 2] = 1 + (int64_t)i / 2;
        }
        for (size_t i = 0; i < row.n_lines; i++) {
            row.lines[i] =
                (struct site_line){row.parts[i], 1 + i % 2, g_test_rand_int_range(1, 7), 0};
            row.parts[i][0] = (struct site_part){1 + (int64_t)i / 2, 1 + (int64_t)i % 2};
            row.parts[i][1] = (struct site_part){2 - (int64_t)i / 2, 1};
        }
        choose(&row, shares);
        for (unsigned k = 0; k < shares->len; k++) {
            const struct site_share *share = &g_array_index(shares, struct site_share, k);
            const struct site_line *line = &row.lines[share->line];
            g_assert_cmpint(share->qty, >, 0);
            given[share->line] += share->qty;
            for (size_t p = 0; p < line->n_parts; p++)
                left[share->site_id][line->parts[p].item_id] -= share->qty * line->parts[p].per;
        }
        for (size_t i = 0; i < row.n_lines; i++) {
            const struct site_line *line = &row.lines[i];
            g_assert_cmpint(given[i] + line->missing, ==, line->need);
            for (int64_t s = 1; s <= 3; s++)
                g_assert_true(!row.split || !line->missing || line->n_parts > 1 ||
                              left[s][line->parts[0].item_id] < line->parts[0].per);
        }
        for (int64_t s = 1; s <= 3; s++)
            g_assert_true(left[s][1] >= 0 && left[s][2] >= 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    table_path = argv[1];
    split_path = argv[2];
    g_test_add_func("/sites/rows", test_rows);
    g_test_add_func("/sites/splits", test_splits);
    g_test_add_func("/sites/many", test_many);
    g_test_add_func("/sites/sums", test_sums);
    g_test_add_func("/sites/none", test_none);
    return g_test_run();
}
