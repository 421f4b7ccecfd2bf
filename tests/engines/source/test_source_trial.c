// SPDX-License-Identifier: Apache-2.0
// `tote bench source`: what it reads, what it writes, what it says of a file that has to be mended.
#include <string.h>

#include "errors.h"
#include "trial_source.h"
#include "trials.h"

static const char nodes[] = "node,x,y,fixed,per_km,handling\n"
                            "\"N,1\",0,0,4,0.01,0.1\nN2,300,400,4,0.01,0.2\n";
static const char stock[] = "node,sku,qty\n\"N,1\",a,2\nN2,a,5\nN2,b,1\n";
static const char orders[] = "order,x,y,sku,qty\nO1,0,0,a,1\nO1,0,0,b,1\nO2,0,0,a,1\nO1b,0,0,a,1\n"
                             "O1b,0,0,a,1\n";

static struct sourcing_files *parse(const char *n, const char *s, const char *o, GError **error)
{
    const char *const texts[] = {n, s, o};
    const gsize lens[] = {strlen(n), strlen(s), strlen(o)};
    return sourcing_parse(texts, lens, error);
}

static void test_reads(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(sourcing_files) files = parse(nodes, stock, orders, &error);
    struct source_problem p;
    g_assert_no_error(error);
    sourcing_problem(files, 100, &p);
    g_assert_cmpint(p.n_nodes, ==, 2);
    g_assert_cmpint(p.n_orders, ==, 3);
    g_assert_cmpint(p.n_lines, ==, 4); // one item twice in an order adds up
    g_assert_cmpint(p.n_skus, ==, 2);
    g_assert_cmpint(p.lines[3].qty, ==, 2);
    g_assert_cmpfloat(p.distance[1], ==, 500);
    g_assert_cmpfloat(p.nodes[1].handling, ==, 0.2);
    g_assert_cmpint(p.stock[1].qty, ==, 5);
}

static void bad(const char *n, const char *s, const char *o, const char *where)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(parse(n, s, o, &error));
    g_assert_true(tote_error_is(error, TOTE_TRIAL));
    g_assert_cmpstr(tote_error_field(error), ==, where);
}

static void test_says_what_is_wrong(void)
{
    bad("node,x,y\n", stock, orders, "nodes.csv");
    bad("", stock, orders, "nodes.csv");
    bad("node,x,y,fixed,per_km,handling\nN,0,0,-4,0,0\n", stock, orders, "nodes.csv:2");
    bad("node,x,y,fixed,per_km,handling\nN,0,0,4,0,0\nN,1,1,4,0,0\n", stock, orders, "nodes.csv:3");
    bad("node,x,y,fixed,per_km,handling\nN,nan,0,4,0,0\n", stock, orders, "nodes.csv:2");
    bad(nodes, "node,sku,qty\nN9,a,1\n", orders, "stock.csv:2");
    bad(nodes, "node,sku,qty\nN2,a,1.5\n", orders, "stock.csv:2");
    bad(nodes, stock, "order,x,y,sku,qty\nO1,0,0,a,1\nO2,0,0,a,1\nO1,0,0,b,1\n", "orders.csv:4");
    bad(nodes, stock, "order,x,y,sku,qty\nO1,0,0,a,9000000\n", "orders.csv:2");
    bad(nodes, stock, "order,x,y,sku,qty\nO1,0,0,a,1\nO1,0,0,a,1000000\n", "orders.csv:3");
}

static char *run(bool online, guint64 rounds)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("tote-source-XXXXXX", NULL);
    static const char *const names[] = {"nodes.csv", "stock.csv", "orders.csv"};
    static const char *const texts[] = {nodes, stock, orders};
    char *out = NULL;
    size_t len = 0;
    for (int i = 0; i < SOURCING_TEXTS; i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_assert_true(g_file_set_contents(path, texts[i], -1, NULL));
    }
    struct trial trial = {
        .path = folder, .out = open_memstream(&out, &len), .rounds = rounds, .online = online};
    trial_source(&trial, &error);
    g_assert_no_error(error);
    fclose(trial.out);
    for (int i = 0; i < SOURCING_TEXTS; i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_assert_cmpint(remove(path), ==, 0);
    }
    g_assert_cmpint(remove(folder), ==, 0);
    return out;
}

static void test_writes(void)
{
    char *online = run(true, 0), *batch = run(false, 200);
    // As they arrive: the near place has one left for the last order, which needs both places.
    g_assert_cmpstr(online, ==,
                    "order,node,sku,qty\nO1,N2,a,1\nO1,N2,b,1\nO2,\"N,1\",a,1\n"
                    "O1b,N2,a,2\n");
    g_assert_cmpstr(batch, ==,
                    "order,node,sku,qty\nO1,N2,a,1\nO1,N2,b,1\nO2,N2,a,1\n"
                    "O1b,\"N,1\",a,2\n");
    free(online);
    free(batch);
}

static void test_no_folder(void)
{
    g_autoptr(GError) error = NULL;
    struct trial trial = {.path = "/nowhere", .out = stdout};
    g_assert_false(trial_source(&trial, &error));
    g_assert_true(tote_error_is(error, TOTE_FILE_READ));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/trial/reads", test_reads);
    g_test_add_func("/source/trial/says-what-is-wrong", test_says_what_is_wrong);
    g_test_add_func("/source/trial/writes", test_writes);
    g_test_add_func("/source/trial/no-folder", test_no_folder);
    return g_test_run();
}
