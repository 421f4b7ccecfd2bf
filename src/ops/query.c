// SPDX-License-Identifier: Apache-2.0
// Runs queries: role, arguments, one moment of the database, the answer.
#include "query.h"

#include <string.h>

#include "clock.h"
#include "i18n.h"

const struct query *const *query_all(void)
{
#define ROW(id) &query_##id,
    static const struct query *const all[] = {QUERIES(ROW) NULL};
#undef ROW
    return all;
}

const struct query *query_find(const char *name)
{
    for (const struct query *const *query = query_all(); *query; query++)
        if (!strcmp((*query)->name, name))
            return *query;
    return NULL;
}

unsigned role_sees(enum role role)
{
    static const struct {
        enum role role;
        unsigned sees;
    } rows[] = {{ROLE_PICKER, 0},
                {ROLE_PACKER, SEES_PEOPLE},
                {ROLE_MANAGER, SEES_ALL},
                {ROLE_ADMIN, SEES_ALL}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].role == role)
            return rows[i].sees;
    return 0;
}

static bool ask(struct query_ctx *ctx, const struct query *query, const char *const *values,
                GError **error)
{
    struct args args = {0};
    if (!db_begin_read(ctx->db, error))
        return false;
    bool ok =
        args_read(ctx->session, query->args, values, query->args_size, ctx->now, &args, error);
    ctx->args = args.values;
    ctx->values = values;
    ok = ok && query->run(ctx, error);
    args_clear(&args);
    db_end_read(ctx->db);
    return ok;
}

bool query_run(const struct session *session, const struct query *query, const char *const *values,
               struct doc *doc, int *ret_exit, GError **error)
{
    if (!(session->role & query->roles))
        return tote_fail(error, TOTE_ROLE, NULL, _("%s may not do '%s'"), session->operator_name,
                         query->name);
    struct query_ctx ctx = {.db = session->db,
                            .session = session,
                            .now = clock_now(),
                            .sees = role_sees(session->role),
                            .doc = doc};
    if (!args_check(query->args, values, error) || !ask(&ctx, query, values, error))
        return false;
    if (ret_exit)
        *ret_exit = ctx.exit;
    return true;
}
