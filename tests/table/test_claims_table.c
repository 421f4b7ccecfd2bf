// SPDX-License-Identifier: Apache-2.0
// Runs the rows of claims.txt.
#include "claims.h"
#include "text_rows.h"

static const char *table_path;

static int64_t operator_named(const char *name)
{
    static const char *const names[] = {"nobody", "ANNA", "BERT", "CARL"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (!strcmp(names[i], name))
            return (int64_t)i;
    g_error("who is %s?", name);
}

// "12:05" in milliseconds
static int64_t moment(const char *text)
{
    char *minutes = NULL;
    int64_t hours = g_ascii_strtoll(text, &minutes, 10);
    return (hours * 60 + g_ascii_strtoll(minutes + 1, NULL, 10)) * 60000;
}

static void run_row(const char *row)
{
    g_autofree char *left = NULL, *wanted = NULL, *ask = g_strdup("");
    row_split(row, "->", &left, &wanted);
    g_auto(GStrv) words = g_strsplit(left, " ", -1);
    struct claim_seen seen = {.operator_id = operator_named(words[0])};
    for (int i = 1; words[i]; i++) {
        if (!strcmp(words[i], "until")) {
            seen.lease_until = moment(words[++i]);
        } else if (!strcmp(words[i], "asked")) {
            g_free(ask);
            ask = claim_ask(operator_named(words[++i]));
        } else {
            seen.done = !strcmp(words[i], "done");
            g_assert_true(seen.done);
        }
    }
    seen.ask = ask;
    row_compare(row, wanted,
                claim_text(claim_judge(&seen, operator_named("ANNA"), moment("12:00"))));
}

static void test_rows(void)
{
    g_autoptr(GPtrArray) rows = rows_read(table_path);
    g_assert_cmpuint(rows->len, >=, 15);
    for (unsigned i = 0; i < rows->len; i++)
        run_row(rows->pdata[i]);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    table_path = argv[1];
    g_test_add_func("/claims/rows", test_rows);
    return g_test_run();
}
