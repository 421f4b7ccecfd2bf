// SPDX-License-Identifier: Apache-2.0
// What a call did, for the numbers of its day.
#include "tally.h"

#include <string.h>

#include "work_kinds.h"

struct entered {
    const char *state; // interned: states are few
    int64_t n;
};

void op_tally(struct op_ctx *ctx, enum tally what, int64_t at, int64_t part, int64_t n)
{
    const struct tally_row row = tally_of(what, at, part, n);
    if (!ctx->tallies)
        ctx->tallies = g_array_new(FALSE, FALSE, sizeof row);
    for (unsigned i = 0; i < ctx->tallies->len; i++) {
        struct tally_row *known = &g_array_index(ctx->tallies, struct tally_row, i);
        if (!tally_order(known, &row)) {
            known->n += n;
            return;
        }
    }
    g_array_append_val(ctx->tallies, row);
}

static void enter(struct op_ctx *ctx, const char *state, int64_t n)
{
    const struct entered entered = {g_intern_string(state), n};
    if (!ctx->entered)
        ctx->entered = g_array_new(FALSE, FALSE, sizeof entered);
    for (unsigned i = 0; i < ctx->entered->len; i++) {
        struct entered *known = &g_array_index(ctx->entered, struct entered, i);
        if (known->state == entered.state) {
            known->n += n;
            return;
        }
    }
    g_array_append_val(ctx->entered, entered);
}

void op_tally_order(struct op_ctx *ctx, const char *from, const char *to)
{
    if (from)
        enter(ctx, from, -1);
    enter(ctx, to, 1);
}

static int by_state(const void *a, const void *b)
{
    return strcmp(((const struct entered *)a)->state, ((const struct entered *)b)->state);
}

static bool write_entered(struct op_ctx *ctx, GError **error)
{
    g_array_sort(ctx->entered, by_state);
    for (unsigned i = 0; i < ctx->entered->len; i++) {
        const struct entered *entered = &g_array_index(ctx->entered, struct entered, i);
        if (entered->n && !store_order_count_add(ctx->db, entered->state, entered->n, error))
            return false;
    }
    return true;
}

static void tally_scan(struct op_ctx *ctx)
{
    if (!ctx->call->op->scan)
        return;
    op_tally(ctx, TALLY_SCANS, ctx->now, ctx->session->station_id, 1);
    if (!verdict_good(ctx->verdict))
        op_tally(ctx, TALLY_REFUSED, ctx->now, ctx->session->station_id, 1);
}

static bool write_tallies(struct op_ctx *ctx, GError **error)
{
    g_array_sort(ctx->tallies, tally_order);
    for (unsigned i = 0; i < ctx->tallies->len; i++) {
        const struct tally_row *row = &g_array_index(ctx->tallies, struct tally_row, i);
        if (row->n && !store_tally_add(ctx->db, row, error))
            return false;
    }
    return true;
}

bool op_tally_write(struct op_ctx *ctx, GError **error)
{
    tally_scan(ctx);
    return (!ctx->entered || write_entered(ctx, error)) &&
           (!ctx->tallies || write_tallies(ctx, error));
}

void op_tally_clear(struct op_ctx *ctx)
{
    g_clear_pointer(&ctx->entered, g_array_unref);
    g_clear_pointer(&ctx->tallies, g_array_unref);
}

static void tally_work(struct op_ctx *ctx, const struct work_row *work, int64_t at, int64_t n)
{
    enum work_counts counts = work_kind_find(work->kind)->counts;
    if (counts)
        op_tally(ctx, (enum tally)counts, at, work->site_id, n);
}

bool work_end(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    tally_work(ctx, work, ctx->now, 1);
    return store_work_close(ctx->db, work->id, ctx->now, error);
}

// One that was withdrawn had no result.
bool work_again(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    if (work->done_at && !work->withdrawn)
        tally_work(ctx, work, work->done_at, -1);
    return store_work_close(ctx->db, work->id, 0, error);
}
