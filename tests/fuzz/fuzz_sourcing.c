// SPDX-License-Identifier: Apache-2.0
// Any bytes as the files of `tote bench source`: nothing crashes, what is read can be planned, and
// no place ships more than it has.
#include <stdint.h>
#include <string.h>

#include "errors.h"
#include "trial_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void plan(const struct sourcing_files *files)
{
    struct source_problem p;
    struct effort effort = {.rounds = 20};
    g_autoptr(GError) error = NULL;
    g_auto(source_answer) answer = {0};
    sourcing_problem(files, 100, &p);
    if (!source_batch(&p, &effort, &answer, &error)) {
        g_assert_true(tote_error_is(error, TOTE_ENGINE_LIMIT));
        return;
    }
    for (int i = 0; i < p.n_stock; i++) {
        int64_t left = 0;
        for (int k = 0; k < p.n_stock; k++)
            if (p.stock[k].node == p.stock[i].node && p.stock[k].sku == p.stock[i].sku)
                left += p.stock[k].qty;
        for (int k = 0; k < answer.n_pieces; k++)
            if (answer.pieces[k].node == p.stock[i].node &&
                p.lines[answer.pieces[k].line].sku == p.stock[i].sku)
                left -= answer.pieces[k].qty;
        g_assert_cmpint(left, >=, 0);
    }
}

// Three texts, parted by lines that hold only "=".
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char rule[] = "\n=\n";
    const char *texts[SOURCING_TEXTS];
    gsize lens[SOURCING_TEXTS];
    const char *at = (const char *)data, *end = at + size;
    for (int i = 0; i < SOURCING_TEXTS; i++) {
        const char *stop = size ? memmem(at, (size_t)(end - at), rule, sizeof rule - 1) : NULL;
        texts[i] = size ? at : "";
        lens[i] = (gsize)((stop ? stop + 1 : end) - at);
        at = stop ? stop + sizeof rule - 1 : end;
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(sourcing_files) files = sourcing_parse(texts, lens, &error);
    g_assert_true(!files == (error != NULL));
    if (files)
        plan(files);
    else
        g_assert_true(tote_error_is(error, TOTE_TRIAL) || tote_error_is(error, TOTE_ENGINE_LIMIT));
    return 0;
}
