// SPDX-License-Identifier: Apache-2.0
// Work of every kind by the same verbs: next, take, scan, leave, undo.
#include <string.h>

#include "claims.h"
#include "clock.h"
#include "i18n.h"
#include "numbers.h"
#include "registry.h"
#include "session.h"
#include "work_claim.h"

// May the caller do work of this kind?
static bool may(const struct op_ctx *ctx, const char *kind)
{
    return (work_kind_find(kind)->roles & ctx->session->role) != 0;
}

// The named work, for a caller who may do its kind. The row lives with the list.
static struct list *named(struct op_ctx *ctx, GError **error)
{
    const struct arg_ref work = ((const struct work_args *)ctx->args)->work;
    g_autoptr(rowlist) found = store_work(ctx->db, work.id, error);
    if (!found)
        return NULL;
    if (!list_len(found)) {
        tote_fail(error, TOTE_NOT_FOUND, "work", _("There is no work %s"), work.text);
        return NULL;
    }
    const char *kind = list_at(found, struct work_row, 0)->kind;
    if (!may(ctx, kind)) {
        const struct work_kind *known = work_kind_find(kind);
        session_may_not(ctx->session, known->roles, _(known->label), error);
        return NULL;
    }
    return g_steal_pointer(&found);
}

// --- work.take

static bool take(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) found = named(ctx, error);
    if (!found)
        return false;
    const struct work_row *work = list_at(found, struct work_row, 0);
    return work->done_at ? work_over(work, error) : work_take(ctx, work, error);
}

const struct op op_work_take = {
    .name = "work.take",
    .summary = N_("Takes a work in hand: begins it, goes on with it, or takes it over from a "
                  "colleague, who is asked about once: the second call takes it."),
    .roles = ROLES_FLOOR,
    .run = take,
    .alone = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("work", N_("the work, W-…"))},
};

// --- work.next

struct next_args {
    const char *kind;
};

static bool wanted(const struct op_ctx *ctx, const struct work_kind *kind)
{
    const char *only = ((const struct next_args *)ctx->args)->kind;
    g_auto(GStrv) kinds = only ? g_strsplit_set(only, ", ", -1) : NULL;
    return (kind->roles & ctx->session->role) &&
           (!kinds || g_strv_contains((const char *const *)kinds, kind->code));
}

static void say_why(struct op_ctx *ctx, const char *sentence)
{
    doc_open_list(ctx->doc, "why");
    doc_text(ctx->doc, NULL, sentence);
    doc_close(ctx->doc);
}

// What the caller has in hand already comes first. *ret_done: it was taken.
static bool go_on(struct op_ctx *ctx, bool *ret_done, GError **error)
{
    g_autoptr(rowlist) mine = store_works_of_operator(ctx->db, ctx->session->operator_id, error);
    for (unsigned i = 0; mine && i < list_len(mine); i++) {
        const struct work_row *work = list_at(mine, struct work_row, i);
        if (!wanted(ctx, work_kind_find(work->kind)) ||
            !claim_reaches(ctx->session->site_id, work->site_id))
            continue;
        *ret_done = true;
        say_why(ctx, _("You have it in hand already"));
        return work_take(ctx, work, error);
    }
    return mine != NULL;
}

// Why this one: of what nobody has in hand.
static void say_choice(struct op_ctx *ctx, const struct work_row *work, bool begun)
{
    g_autofree char *due = work->due_at ? clock_rfc3339(work->due_at) : NULL;
    g_autofree char *why =
        begun ? due ? g_strdup_printf(_("Somebody began it and gave it back; promised for %s"), due)
                    : g_strdup(_("Somebody began it and gave it back"))
        : due ? g_strdup_printf(_("It is promised first: for %s"), due)
              : g_strdup(_("It waits for the longest time"));
    say_why(ctx, why);
}

static bool take_found(struct op_ctx *ctx, int64_t id, bool begun, GError **error)
{
    g_autoptr(rowlist) found = store_work(ctx->db, id, error);
    if (!found || !list_len(found))
        return found && tote_fail(error, TOTE_NOTHING, NULL, _("No work waits for you here"));
    const struct work_row *work = list_at(found, struct work_row, 0);
    ctx->chosen = g_strdup_printf("%" G_GINT64_FORMAT, id);
    say_choice(ctx, work, begun);
    return work_take(ctx, work, error);
}

// The most urgent work of a kind in the most advanced state that it may begin in.
static bool next_of_kind(struct op_ctx *ctx, const char *kind, bool *ret_done, GError **error)
{
    int64_t id = 0;
    bool begun = false;
    if (!work_free_take(ctx, kind, &id, &begun, error))
        return false;
    *ret_done = id != 0;
    return !id || take_found(ctx, id, begun, error);
}

// The kinds in the order of their list: what is further on blocks carts and benches.
static bool next(struct op_ctx *ctx, GError **error)
{
    size_t n = 0;
    bool done = false;
    const struct work_kind *kinds = work_kinds(&n);
    const char *only = ((const struct next_args *)ctx->args)->kind;
    if (only && !work_kinds_known(only, error))
        return false;
    if (ctx->call->chosen)
        return take_found(ctx, g_ascii_strtoll(ctx->call->chosen, NULL, 10), false, error);
    if (!go_on(ctx, &done, error))
        return false;
    for (size_t i = 0; i < n && !done; i++)
        if (wanted(ctx, &kinds[i]) && !next_of_kind(ctx, kinds[i].code, &done, error))
            return false;
    return done || tote_fail(error, TOTE_NOTHING, NULL, _("No work waits for you here"));
}

const struct op op_work_next = {
    .name = "work.next",
    .summary = N_("Takes the best next work of any kind in hand and says why this one."),
    .roles = ROLES_FLOOR,
    .run = next,
    .args_size = sizeof(struct next_args),
    .args = {ARG(next_args, kind, TEXT, ARG_OPTION, N_("only of these kinds, divided by commas"))},
};

// --- work.scan, work.leave, work.undo

static bool scan(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) found = named(ctx, error);
    return found && work_scan(ctx, list_at(found, struct work_row, 0)->kind, error);
}

const struct op op_work_scan = {
    .name = "work.scan",
    .summary = N_("Takes one scan at a work of any kind."),
    .roles = ROLES_FLOOR,
    .run = scan,
    .alone = true,
    .scan = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("work", N_("the work, W-…")),
             ARG(work_args, code, TEXT, ARG_NEEDED, N_("what was scanned or typed"))},
};

static bool leave(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) found = named(ctx, error);
    return found && work_leave(ctx, list_at(found, struct work_row, 0)->kind, error);
}

const struct op op_work_leave = {
    .name = "work.leave",
    .summary = N_("Gives a work back so that anybody can go on with it."),
    .roles = ROLES_FLOOR,
    .run = leave,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("work", N_("the work, W-…"))},
};

static bool undo(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) found = named(ctx, error);
    return found && work_undo(ctx, list_at(found, struct work_row, 0)->kind, error);
}

const struct op op_work_undo = {
    .name = "work.undo",
    .summary = N_("Takes the last deed of a work back, by counter-movements."),
    .roles = ROLES_FLOOR,
    .run = undo,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("work", N_("the work, W-…"))},
};
