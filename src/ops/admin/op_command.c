// SPDX-License-Identifier: Apache-2.0
// The key of a command that is many calls: it is taken before the first of them, so that it means
// one command, and keeps the answer after the last.
#include "common.h"
#include "i18n.h"
#include "registry.h"
#include "store_event.h"

struct begin_args {
    const char *command;
};

static bool begin(struct op_ctx *ctx, GError **error)
{
    (void)error;
    OP_SAY(ctx, VERDICT_DONE, COMMAND_BEGUN);
    return true;
}

const struct op op_command_begin = {
    .name = "command.begin",
    .summary = N_("Takes a key for a command of many calls."),
    .roles = ROLES_FLOOR,
    .run = begin,
    .alone = true,
    .inner = true,
    .args_size = sizeof(struct begin_args),
    .args = {ARG(begin_args, command, TEXT, ARG_NEEDED, N_("the command with all it was given"))},
};

struct end_args {
    const char *op_key;
    bool undone;
};

// The answer comes beside the arguments: it is long, and no replay needs it.
static bool end(struct op_ctx *ctx, GError **error)
{
    const struct end_args *args = ctx->args;
    const char *answer = ctx->call->payload;
    OP_SAY(ctx, VERDICT_DONE, COMMAND_ENDED);
    if (!store_event_parts_drop(ctx->db, args->op_key, error))
        return false;
    if (args->undone)
        return store_event_key_drop(ctx->db, args->op_key, error);
    return !answer || store_event_key_answer(ctx->db, args->op_key, answer, error);
}

const struct op op_command_end = {
    .name = "command.end",
    .summary = N_("Keeps the answer of a command of many calls, or gives its key back."),
    .roles = ROLES_FLOOR,
    .run = end,
    .alone = true,
    .inner = true,
    .args_size = sizeof(struct end_args),
    .args = {ARG(end_args, op_key, TEXT, ARG_NEEDED, N_("the key")),
             ARG(end_args, undone, FLAG, ARG_OPTION, N_("nothing came of it"))},
};
