// SPDX-License-Identifier: Apache-2.0
// What the imports of rows share.
#include "import_rows.h"

#include "keep.h"

bool import_run(struct session *session, const struct op *op, const struct import_batch *batch,
                GError **error)
{
    struct op_call call = {.op = op, .values = {batch->channel, batch->currency}, .payload = batch};
    struct reply reply = {0};
    bool ok = op_run(session, &call, &reply, error);
    reply_clear(&reply);
    return ok;
}

bool import_each(struct op_ctx *ctx, import_row write, GError **error)
{
    return import_each_of(ctx, ctx->call->payload, write, error);
}

bool import_each_of(struct op_ctx *ctx, const struct import_batch *batch, import_row write,
                    GError **error)
{
    unsigned size = g_array_get_element_size(batch->rows);
    *batch->counts = (struct import_counts){0};
    g_ptr_array_set_size(batch->problems, 0);
    for (unsigned i = 0; i < batch->rows->len; i++)
        if (!write(ctx, batch, batch->rows->data + (size_t)i * size, error))
            return false;
    ctx->dry = batch->dry_run;
    ctx->silent = !batch->counts->created && !batch->counts->updated;
    OP_SAY(ctx, VERDICT_DONE, IMPORT_ROWS, T_INT("rows", batch->rows->len));
    return ctx->silent || ctx->dry || op_keep(ctx, batch->rows->data, batch->rows->len, error);
}

bool import_refuse(const struct import_batch *batch, int64_t row, enum tote_code code,
                   const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    import_problem(batch, row, NULL, code, message);
    batch->counts->rejected++;
    return true;
}

bool import_name(const struct import_batch *batch, int64_t row, enum name_kind kind,
                 const char *name)
{
    g_autoptr(GError) wrong = NULL;
    return name_check(kind, name, NULL, &wrong) ||
           !import_refuse(batch, row, TOTE_IMPORT_VALUE, "%s", wrong->message);
}
