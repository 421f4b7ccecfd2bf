// SPDX-License-Identifier: Apache-2.0
// Runs operations: one transaction each, with role, arguments, idempotency key and audit row.
#include "op.h"

#include <string.h>

#include "card.h"
#include "clock.h"
#include "i18n.h"
#include "keep.h"
#include "people.h"
#include "session.h"
#include "store_admin.h"
#include "store_event.h"
#include "tally.h"
#include "text.h"

enum { TRIES = 8 };

void reply_clear(struct reply *reply)
{
    g_free(reply->message);
    g_free(reply->subject);
    g_free(reply->json);
    g_free(reply->text);
    *reply = (struct reply){0};
}

// --- what operations use

int64_t op_event(struct op_ctx *ctx, GError **error)
{
    if (!ctx->event_id)
        ctx->event_id = store_event_id(ctx->db, error);
    return ctx->event_id;
}

void op_say(struct op_ctx *ctx, enum verdict verdict, enum say_id say, const struct term *terms,
            size_t n)
{
    g_free(ctx->message);
    g_free(ctx->terms);
    ctx->verdict = verdict;
    ctx->say = say_code(say);
    ctx->terms = terms_json(terms, n);
    ctx->message = say_text(ctx->say, terms, n);
}

// --- before

static bool check_role(const struct session *session, const struct op *op, GError **error)
{
    if (session->role & op->roles)
        return true;
    g_autofree char *what = g_strdup_printf("'%s'", op->part_of ? op->part_of : op->name);
    return session_may_not(session, op->roles, what, error);
}

// --- keys

static char *or_null(const char *text)
{
    return text && *text ? g_strdup(text) : NULL;
}

enum { KEY_MAX = 200 };

// Without what key_of_part() put behind it.
static size_t own_length(const char *key)
{
    const char *part = strrchr(key, '#');
    bool is_part = part && part[1] && !part[1 + strspn(part + 1, "0123456789")];
    return is_part ? (size_t)(part - key) : strlen(key);
}

// A script whose variable is empty would otherwise be answered for ever what was said first.
static bool check_key(const char *key, GError **error)
{
    if (key && card_in_key(key))
        return tote_fail(error, TOTE_KEY_CARD, "key",
                         _("The key looks like the number of a card, which is never kept"));
    return !key || (*key && own_length(key) <= KEY_MAX && g_utf8_validate(key, -1, NULL)) ||
           tote_fail(error, TOTE_ARGUMENT, "key",
                     _("The key is empty, longer than %d bytes or no UTF-8"), KEY_MAX);
}

char *key_of_part(const char *key, int64_t n)
{
    return g_strdup_printf("%s#%" G_GINT64_FORMAT, key, n);
}

// A key belongs to who used it, where that was: two scripts that count alike would otherwise be
// answered with each other's work.
static bool same_caller(const struct session *session, const struct call_row *known,
                        const char *key, GError **error)
{
    if (known->operator_id != session->operator_id)
        return tote_fail(error, TOTE_KEY_REUSED, "key", _("The key '%s' was used by somebody else"),
                         key);
    return known->station_id == session->station_id ||
           tote_fail(error, TOTE_KEY_REUSED, "key", _("The key '%s' was used at another station"),
                     key);
}

// Is it the call that the key was used for? A retry that says something else is no retry.
static bool same_call(const struct session *session, const struct op_call *call,
                      const struct call_row *known, GError **error)
{
    g_autofree char *then = NULL;
    g_autofree char *key = text_quote(call->key, -1, 40);
    if (!same_caller(session, known, key, error))
        return false;
    if (strcmp(known->op, call->op->name))
        return tote_fail(error, TOTE_KEY_REUSED, "key", _("The key '%s' was used for '%s'"), key,
                         known->op);
    const struct op_arg *arg = args_differ(call->op->args, call->values, known->args, &then);
    if (!arg)
        return true;
    g_autofree char *was = text_quote(then ? then : "", -1, 40);
    return tote_fail(error, TOTE_KEY_REUSED, "key",
                     then ? _("The key '%s' was used for '%s' with another %s: '%s'")
                          : _("The key '%s' was used for '%s' without %s"),
                     key, known->op, arg->name ? arg->name : "", was);
}

// 1: the key was used and *ret_reply is what it answered; 0: it is new; -1: *error.
static int replay(const struct session *session, const struct op_call *call,
                  const struct call_row *known, struct reply *ret_reply, GError **error)
{
    if (!*known->op)
        return 0;
    if (!same_call(session, call, known, error))
        return -1;
    *ret_reply = (struct reply){.verdict = verdict_find(known->result),
                                .message = say_stored(known->say, known->terms),
                                .said = say_find(known->say),
                                .subject = or_null(known->subject),
                                .json = g_strdup(known->answer),
                                .replayed = true};
    return 1;
}

static bool check_epoch(const struct session *session, int64_t epoch, GError **error)
{
    return !session->station_id || !session->epoch || epoch == session->epoch ||
           tote_fail(error, TOTE_STATION_TAKEN, "station",
                     _("Station %s was taken over by a newer login"), session->station_name);
}

// As replay(); a new call goes on only from the newest login at its station.
static int admit(const struct session *session, const struct op_call *call, struct reply *ret_reply,
                 GError **error)
{
    if (!call->key)
        return session_current(session, error) ? 0 : -1;
    g_autoptr(rowlist) found = store_call_known(session->db, session->station_id, call->key, error);
    if (!found)
        return -1;
    const struct call_row *known = list_at(found, struct call_row, 0);
    int answered = replay(session, call, known, ret_reply, error);
    return answered || check_epoch(session, known->epoch, error) ? answered : -1;
}

// --- calls in doubt

// A connection that was lost while it committed leaves a call in doubt. Its event tells, by being
// there or not; what it had answered is kept here meanwhile.
struct doubt {
    int64_t event; // 0 = none was written, so that nothing can have changed
    struct reply reply;
    bool open; // nobody has looked for the event since
};

static void doubt_clear(struct doubt *doubt)
{
    reply_clear(&doubt->reply);
    doubt->event = 0;
}

// As replay(), of the try before. One that is made again takes the same id, and so waits for the
// first, should the server still be at it.
static int settle(struct op_ctx *ctx, struct doubt *doubt, struct reply *ret_reply, GError **error)
{
    if (!doubt->event)
        return 0;
    g_autoptr(rowlist) found = store_event(ctx->db, doubt->event, error);
    if (!found)
        return -1;
    doubt->open = false;
    if (list_len(found)) {
        *ret_reply = doubt->reply;
        doubt->reply = (struct reply){0};
        return 1;
    }
    ctx->event_id = doubt->event;
    db_repeat_id(ctx->db, "event", doubt->event);
    return 0;
}

// --- one try

static void answer(struct op_ctx *ctx, struct reply *reply)
{
    doc_text(ctx->doc, "result", verdict_text(ctx->verdict));
    doc_text(ctx->doc, "message", ctx->message);
    *reply = (struct reply){.verdict = ctx->verdict,
                            .message = g_strdup(ctx->message ? ctx->message : ""),
                            .said = say_find(ctx->say),
                            .subject = g_strdup(ctx->subject),
                            .json = ctx->session->mute ? g_strdup("") : doc_json(ctx->doc)};
}

// The ids that the call took, "" where it took that of its row alone.
static char *ids_taken(struct db *db, int64_t event)
{
    char *ids = db_ids_taken(db);
    if (!*ids)
        return ids;
    g_autofree char *own = g_strdup_printf("event %" G_GINT64_FORMAT, event);
    if (!strcmp(ids, own))
        *ids = '\0';
    return ids;
}

// Kept as long as the command goes on: one that was broken off answers for all of its parts.
static bool keep_part(const struct op_ctx *ctx, int64_t event, GError **error)
{
    if (!ctx->call->part_of || !ctx->part)
        return true;
    g_autofree char *key = key_of_part(ctx->call->part_of, event);
    return store_event_key(ctx->db, event, key, ctx->part, error);
}

static bool audit(struct op_ctx *ctx, const struct reply *reply, GError **error)
{
    const char *key = ctx->call->key;
    if (ctx->silent && !key && !ctx->event_id)
        return true;
    g_autofree char *chosen =
        ctx->chosen ? args_json(ctx->call->op->args, ctx->call->values, ctx->chosen) : NULL;
    int64_t id = op_event(ctx, error);
    g_autofree char *ids = ids_taken(ctx->db, id);
    const struct event_row event = {
        .id = id,
        .op = ctx->call->op->name,
        .operator_id = ctx->session->operator_id,
        .station_id = ctx->session->station_id,
        .site_id = ctx->session->site_id,
        .about = ctx->order_id ? "order" : ctx->about,
        .about_id = ctx->order_id ? ctx->order_id : ctx->about_id,
        .at = ctx->now,
        .subject = ctx->subject,
        .result = verdict_text(ctx->verdict),
        .say = ctx->say,
        .terms = ctx->terms,
        .args = chosen ? chosen : ctx->given,
        .prev_id = ctx->prev_event,
        .stood_at = ctx->stood_at,
        .stood_step = ctx->stood_step,
        .stood_taken = ctx->stood_taken,
        .ids = ids,
        .pieces = ctx->kept,
    };
    return event.id && (!key || store_event_key(ctx->db, event.id, key, reply->json, error)) &&
           keep_part(ctx, event.id, error) && (!ctx->kept || keep_drop_old(ctx, error)) &&
           op_tally_write(ctx, error) && store_event_add(ctx->db, &event, error);
}

// Reads the arguments, then does it.
static bool carry_out(struct op_ctx *ctx, GError **error)
{
    const struct op *op = ctx->call->op;
    struct args args = {0};
    bool ok =
        args_read(ctx->session, op->args, ctx->call->values, op->args_size, ctx->now, &args, error);
    ctx->args = args.values;
    ok = ok && op->run(ctx, error);
    ctx->args = NULL;
    args_clear(&args);
    return ok;
}

// What touches more than its event is about also looks at more, such as what is free in all places.
// Where writers run side by side, another call could change that before this one stands in the log,
// and the log would say that this one had seen it.
static bool takes_turn(const struct op_ctx *ctx)
{
    return db_engine(ctx->db) != DB_SQLITE && !ctx->call->op->alone;
}

static bool attempt(struct op_ctx *ctx, struct session *session, struct doubt *doubt,
                    struct reply *reply, GError **error)
{
    if (!db_begin(ctx->db, error))
        return false;
    people_begin(session->people);
    if (takes_turn(ctx))
        store_call_turn_send(ctx->db);
    if (ctx->call->op->send && db_engine(ctx->db) != DB_SQLITE)
        ctx->call->op->send(ctx);
    int answered = settle(ctx, doubt, reply, error);
    if (!answered)
        answered = admit(session, ctx->call, reply, error);
    if (answered) {
        db_rollback(ctx->db);
        return answered > 0;
    }
    if ((takes_turn(ctx) && !store_call_turn(ctx->db, error)) || !carry_out(ctx, error))
        return false;
    answer(ctx, reply);
    if (ctx->call->look && !ctx->call->look(ctx->db, ctx->call->look_data, error))
        return false;
    if (ctx->dry || ctx->call->look) {
        db_rollback(ctx->db);
        return true;
    }
    return audit(ctx, reply, error) && db_commit(ctx->db, error);
}

static void ctx_clear(struct op_ctx *ctx)
{
    doc_free(ctx->doc);
    g_free(ctx->message);
    g_free(ctx->terms);
    g_free(ctx->given);
    g_free(ctx->chosen);
    g_free(ctx->subject);
    g_free(ctx->part);
    op_tally_clear(ctx);
}

static void give_up(struct op_ctx *ctx, struct doubt *doubt, struct reply *reply,
                    const GError *error)
{
    db_rollback(ctx->db);
    if (db_lost(error) && ctx->event_id) {
        doubt_clear(doubt);
        *doubt = (struct doubt){ctx->event_id, *reply, doubt->open || db_commit_lost(ctx->db)};
        *reply = (struct reply){0};
    }
    reply_clear(reply);
}

// TEXT: somebody will read the whole answer as text; screens draw from the database instead.
static bool try_once(struct session *session, const struct op_call *call, bool text,
                     struct doubt *doubt, struct reply *reply, GError **error)
{
    struct op_ctx ctx = {.db = session->db,
                         .session = session,
                         .call = call,
                         .now = clock_now(),
                         .keep_days = -1,
                         .given = args_json(call->op->args, call->values, NULL),
                         .doc = doc_new()};
    GError *failed = NULL;
    if (session->mute)
        doc_mute(ctx.doc);
    bool ok = attempt(&ctx, session, doubt, reply, &failed);
    if (text && !reply->replayed && !reply->text && (ok || db_lost(failed)))
        reply->text = doc_show(ctx.doc);
    if (!ok)
        give_up(&ctx, doubt, reply, failed);
    ctx_clear(&ctx);
    if (failed)
        g_propagate_error(error, failed);
    return ok;
}

// May the call be made again after this error? Where a connection was lost, doubt.event tells what
// became of the first try.
static bool again(struct session *session, const GError *error)
{
    if (db_may_retry(error))
        return true;
    if (db_lost(error))
        return db_reopen(session->db, NULL);
    bool raced = tote_error_is(error, TOTE_STALE) || tote_error_is(error, TOTE_DB_CONSTRAINT);
    return raced && db_engine(session->db) == DB_POSTGRESQL;
}

// Has the operation think, where it does and a replay has not given what was thought.
static bool think(struct session *session, const struct op_call *call, char **ret_thought,
                  GError **error)
{
    struct args args = {0};
    if (!call->op->think || call->chosen)
        return true;
    struct op_ctx ctx = {.db = session->db, .session = session, .call = call, .now = clock_now()};
    bool ok = args_read(session, call->op->args, call->values, call->op->args_size, ctx.now, &args,
                        error);
    ctx.args = args.values;
    ok = ok && call->op->think(&ctx, ret_thought, error);
    args_clear(&args);
    return ok;
}

// A call that was refused because another one with its key had just done the same answers as that
// did: on PostgreSQL it may have looked for the key before the other committed. *REPLY is set then.
static bool answered_meanwhile(struct session *session, const struct op_call *call,
                               struct reply *reply)
{
    if (!call->key || db_engine(session->db) == DB_SQLITE)
        return false;
    g_autoptr(rowlist) found = store_call_known(session->db, session->station_id, call->key, NULL);
    return found && replay(session, call, list_at(found, struct call_row, 0), reply, NULL) > 0;
}

static bool run_tries(struct session *session, const struct op_call *call, bool text,
                      struct reply *ret_reply, GError **error)
{
    struct reply reply = {0};
    struct doubt doubt = {0};
    GError *failed = NULL;
    bool ok = try_once(session, call, text, &doubt, &reply, &failed);
    for (int i = 1; !ok && i < TRIES && again(session, failed); i++) {
        g_clear_error(&failed);
        ok = try_once(session, call, text, &doubt, &reply, &failed);
    }
    if (!ok && db_lost(failed) && doubt.open) {
        g_clear_error(&failed);
        db_fail_in_doubt(&failed);
    }
    doubt_clear(&doubt);
    if (!ok && answered_meanwhile(session, call, &reply)) {
        g_clear_error(&failed);
        ok = true;
    }
    if (ok)
        *ret_reply = reply;
    else
        g_propagate_error(error, failed);
    return ok;
}

static bool follow(struct session *session, const struct op_call *call, struct reply *reply,
                   GError **error)
{
    const struct op *op = call->op;
    if (!op->follow || session->mute || call->look || op->follow(session, reply, error))
        return true;
    reply_clear(reply);
    return false;
}

static bool run(struct session *session, const struct op_call *call, bool text,
                struct reply *ret_reply, GError **error)
{
    g_autofree char *thought = NULL;
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    struct op_call asked = *call;
    if (!check_key(call->key, error) || !check_role(session, call->op, error) ||
        !args_check(call->op->args, call->values, error))
        return false;
    if (!call->op->inner) // what the program says itself are numbers
        args_mask(call->op->args, asked.values, made);
    if (!think(session, &asked, &thought, error))
        return false;
    asked.chosen = thought ? thought : call->chosen;
    return run_tries(session, &asked, text, ret_reply, error) &&
           follow(session, call, ret_reply, error);
}

bool op_run(struct session *session, const struct op_call *call, struct reply *ret_reply,
            GError **error)
{
    return run(session, call, !call->payload, ret_reply, error);
}

bool op_do_values(struct session *session, struct reply *ret_reply, GError **error,
                  const char *name, const char *const values[OP_MAX_ARGS])
{
    struct op_call call = {.op = op_find(name)};
    memcpy(call.values, values, sizeof call.values);
    return run(session, &call, false, ret_reply, error);
}

const struct op_arg *op_arg_at(const struct op *op, size_t at)
{
    for (size_t i = 0; i < OP_MAX_ARGS && op->args[i].name; i++)
        if (op->args[i].at == at)
            return &op->args[i];
    return NULL;
}

const char *op_value(const struct op_call *call, size_t at)
{
    const struct op_arg *arg = op_arg_at(call->op, at);
    return arg ? call->values[arg - call->op->args] : NULL;
}
