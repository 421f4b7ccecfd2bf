// SPDX-License-Identifier: Apache-2.0
// What came of the import of a file, for the list of imports.
#include "common.h"
#include "i18n.h"
#include "registry.h"
#include "store_admin.h"

struct note_args {
    const char *what, *channel;
    int64_t rows, created, updated;
};

static bool note_file(struct op_ctx *ctx, GError **error)
{
    const struct note_args *args = ctx->args;
    const struct import_note row = {.kind = args->what,
                                    .channel = args->channel,
                                    .rows = args->rows,
                                    .created = args->created,
                                    .updated = args->updated,
                                    .at = ctx->now};
    OP_SAY(ctx, VERDICT_DONE, IMPORT_NOTED, T_TEXT("what", args->what), T_INT("rows", args->rows),
           T_INT("created", args->created), T_INT("updated", args->updated));
    return store_import_note(ctx->db, &row, error);
}

const struct op op_import_note = {
    .name = "import.note",
    .summary = N_("Notes what came of the import of a file."),
    .roles = ROLES_DESK,
    .run = note_file,
    .inner = true,
    .args_size = sizeof(struct note_args),
    .args = {ARG(note_args, what, TEXT, ARG_NEEDED, N_("orders, items …")),
             ARG(note_args, channel, TEXT, ARG_MAYBE, N_("whose orders they are")),
             ARG(note_args, rows, NUMBER, ARG_NEEDED, N_("rows of the file")),
             ARG(note_args, created, NUMBER, ARG_NEEDED, N_("things that are new")),
             ARG(note_args, updated, NUMBER, ARG_NEEDED, N_("things that were changed"))},
};
