// SPDX-License-Identifier: Apache-2.0
// What the imports of rows share.
#include "import_rows.h"

#include <string.h>

#include "keep.h"
#include "call_parts.h"

bool import_run(struct session *session, const struct op *op, const struct import_batch *batch,
                GError **error)
{
    struct op_call call = {.op = op,
                           .values = {batch->channel, batch->currency},
                           .payload = batch,
                           .part_of = batch->part_of};
    struct reply reply = {0};
    bool ok = op_run(session, &call, &reply, error);
    reply_clear(&reply);
    return ok;
}

char *import_part(const struct import_batch *batch)
{
    const struct import_counts *counts = batch->counts;
    if (!batch->part_of)
        return NULL;
    GString *text = g_string_new(NULL);
    PARTS_LINE(text, T_INT("created", counts->created), T_INT("updated", counts->updated),
               T_INT("stopped", counts->held));
    for (unsigned i = 0; i < batch->problems->len; i++) {
        const struct incoming_problem *problem = batch->problems->pdata[i];
        PARTS_LINE(text, T_INT("row", problem->row), T_TEXT("order", problem->order),
                   T_TEXT("code", tote_code_text(problem->code)),
                   T_TEXT("message", problem->message));
    }
    return g_string_free(text, FALSE);
}

static enum tote_code code_of(const char *text)
{
    int code = 0;
    while (code < TOTE_BUG && strcmp(tote_code_text((enum tote_code)code), text) != 0)
        code++;
    return (enum tote_code)code;
}

void import_part_add(struct import_counts *counts, GPtrArray *problems, const struct term *terms,
                     size_t n)
{
    const char *code = parts_text(terms, n, "code"), *order = parts_text(terms, n, "order");
    counts->created += parts_int(terms, n, "created");
    counts->updated += parts_int(terms, n, "updated");
    counts->held += parts_int(terms, n, "stopped");
    if (*code)
        g_ptr_array_add(problems, incoming_problem_new(parts_int(terms, n, "row"),
                                                       *order ? order : NULL, code_of(code), false,
                                                       parts_text(terms, n, "message")));
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
    ctx->part = import_part(batch);
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
