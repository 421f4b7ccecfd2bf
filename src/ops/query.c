// SPDX-License-Identifier: Apache-2.0
// Runs queries: role, arguments, one moment of the database, the answer.
#include "query.h"

#include <string.h>

#include "clock.h"
#include "session.h"

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

bool query_may(const struct session *session, const struct query *query)
{
    return (session->role & query->roles) != 0;
}

unsigned query_sees(const struct session *session, const struct query *query)
{
    return query_may(session, query) ? role_sees(session->role) & query->sees : 0;
}

bool query_allows(const struct session *session, const struct query *query, unsigned sees,
                  const char *name, GError **error)
{
    if (query_may(session, query) && !(sees & ~query_sees(session, query)))
        return true;
    g_autofree char *what = g_strdup_printf("'%s'", name);
    return session_may_not(session, roles_seeing(query->roles, sees), what, error);
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
               struct doc *doc, GError **ret_beside, GError **error)
{
    if (!query_allows(session, query, 0, query->name, error))
        return false;
    struct query_ctx ctx = {.db = session->db,
                            .session = session,
                            .now = clock_now(),
                            .sees = query_sees(session, query),
                            .doc = doc};
    bool ok = args_check(query->args, values, error) && ask(&ctx, query, values, error);
    if (ok && ctx.beside && ret_beside)
        g_propagate_error(ret_beside, g_steal_pointer(&ctx.beside));
    g_clear_error(&ctx.beside);
    return ok;
}
