// SPDX-License-Identifier: Apache-2.0
// Makes the calls of a log again over an older state of the same database.
#include "replay.h"

#include <string.h>

#include "batch.h"
#include "clock.h"
#include "i18n.h"
#include "keep.h"
#include "people.h"
#include "session.h"
#include "store_admin.h"
#include "store_log.h"

// Calls that may have been under way at once: so many numbers before the newest of a copy may lack
// in it (PostgreSQL).
enum { PAGE = 500, UNDER_WAY = 4096 };

struct player {
    struct replay *replay;
    GHashTable *keys; // id of an event -> its key
    struct people *people;
    struct session session;
    bool given; // the log says which ids were taken
};

static bool differs(const struct log_row *row, GError **error, const char *what)
{
    g_autofree char *at = clock_rfc3339(row->at);
    return tote_fail_full(error, TOTE_LOG_DIFFERS, &(struct tote_fault){.detail = row->args},
                          _("Call %" G_GINT64_FORMAT " (%s, %s) does not do again what it did: %s"),
                          row->id, row->op, at, what);
}

// --- who called

static bool find_role(struct player *player, const struct log_row *row, GError **error)
{
    struct session *session = &player->session;
    g_autoptr(rowlist) operators = store_operators(player->replay->over, error);
    if (!operators)
        return false;
    for (unsigned i = 0; i < list_len(operators); i++) {
        const struct operator_row *known = list_at(operators, struct operator_row, i);
        if (known->id != row->operator_id)
            continue;
        g_free(session->operator_name);
        session->operator_id = known->id;
        session->operator_name = g_utf8_strup(known->name, -1);
        session->role = session_role(known->role);
        return true;
    }
    return differs(row, error, _("its person is not there"));
}

static bool become(struct player *player, const struct log_row *row, GError **error)
{
    player->session.station_id = row->station_id;
    player->session.site_id = row->site_id;
    if (row->site_id < 0)
        return differs(row, error, _("its warehouse is not there"));
    return player->session.operator_id == row->operator_id || find_role(player, row, error);
}

// --- what was called

static bool find_values(const struct log_row *row, const struct op *op, GArray *terms,
                        struct op_call *call, GError **error)
{
    for (unsigned i = 0; i < terms->len; i++) {
        const struct term *term = &g_array_index(terms, struct term, i);
        int at = 0;
        if (!strcmp(term->name, "chosen")) {
            call->chosen = term->text;
            continue;
        }
        while (at < OP_MAX_ARGS && op->args[at].name && strcmp(op->args[at].name, term->name) != 0)
            at++;
        if (at == OP_MAX_ARGS || !op->args[at].name)
            return differs(row, error, _("the operation has other arguments now"));
        call->values[at] = term->text;
    }
    return true;
}

// --- did it do the same

static bool same_row(const struct log_row *a, const struct log_row *b)
{
    return a->at == b->at && a->operator_id == b->operator_id && a->about_id == b->about_id &&
           !strcmp(a->op, b->op) && !strcmp(a->result, b->result) && !strcmp(a->say, b->say) &&
           !strcmp(a->terms, b->terms) && !strcmp(a->args, b->args) &&
           !strcmp(a->subject, b->subject) && !strcmp(a->about, b->about);
}

static bool check(struct player *player, const struct log_row *row, const struct reply *reply,
                  GError **error)
{
    g_autoptr(rowlist) found = store_log_call(player->replay->over, row->id, error);
    if (!found)
        return false;
    if (!list_len(found))
        return differs(row, error, _("it leaves no row of this number"));
    const struct log_row *made = list_at(found, struct log_row, 0);
    if (same_row(row, made))
        return true;
    g_autofree char *then = say_stored(row->say, row->terms);
    g_autofree char *both =
        g_strdup_printf("%s %s %s; %s %s %s", row->result, then, row->args, made->result,
                        reply->message ? reply->message : "", made->args);
    return differs(row, error, both);
}

// What a key is missing for did not differ: it cannot be made here. Takes FAILED.
static bool fail_call(const struct log_row *row, GError *failed, GError **error)
{
    if (tote_error_is(failed, TOTE_KEYS_LACKING)) {
        g_propagate_error(error, failed);
        return false;
    }
    differs(row, error, failed->message);
    g_error_free(failed);
    return false;
}

static bool run_call(struct player *player, const struct log_row *row, const struct op_call *call,
                     GError **error)
{
    struct reply reply = {0};
    GError *failed = NULL;
    g_autofree char *own = g_strdup_printf("event %" G_GINT64_FORMAT, row->id);
    db_ids_give(player->replay->over, !player->given ? "" : *row->ids ? row->ids : own);
    clock_fix(row->at);
    if (!op_run(&player->session, call, &reply, &failed))
        return fail_call(row, failed, error);
    bool ok = check(player, row, &reply, error);
    reply_clear(&reply);
    return ok;
}

// With what it brought.
static bool run_import(struct player *player, const struct log_row *row, struct op_call *call,
                       GError **error)
{
    struct payload_list list;
    struct import_counts counts;
    bool found = false;
    bool ok = keep_read(player->replay->log, player->people, call->op, row->id, row->pieces, &list,
                        &found, error);
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    const struct import_batch batch = {.channel = call->values[0],
                                       .currency = call->values[1],
                                       .orders = list.orders,
                                       .rows = list.rows,
                                       .counts = &counts,
                                       .problems = problems};
    call->payload = &batch;
    if (ok && !found) {
        g_autofree char *at = clock_rfc3339(row->at);
        ok = tote_fail(error, TOTE_LOG_UNREADABLE, NULL,
                       _("What %s brought at %s is not kept any more"), row->op, at);
    }
    ok = ok && run_call(player, row, call, error);
    payload_list_clear(&list);
    return ok;
}

static bool play(struct player *player, const struct log_row *row, GError **error)
{
    g_autoptr(GArray) terms = NULL;
    struct op_call call = {.op = op_find(row->op),
                           .key = g_hash_table_lookup(player->keys, &row->id)};
    if (!call.op)
        return differs(row, error, _("this tote does not know the operation"));
    if (!terms_parse(row->args, &terms))
        return differs(row, error, _("its arguments cannot be read"));
    if (!become(player, row, error) || !find_values(row, call.op, terms, &call, error))
        return false;
    return call.op->brings ? run_import(player, row, &call, error)
                           : run_call(player, row, &call, error);
}

// --- all of them

static bool go_on(const struct replay *replay, GError **error)
{
    return !replay->go_on || replay->go_on(replay->data, replay) ||
           tote_fail(error, TOTE_CANCELLED, NULL, _("Stopped after %" G_GINT64_FORMAT " calls"),
                     replay->calls);
}

// What a copy took while calls were under way may hold some that come later in the log.
static bool is_there(struct player *player, const struct log_row *row, bool *ret_there,
                     GError **error)
{
    g_autoptr(rowlist) found =
        player->given ? store_log_call(player->replay->over, row->id, error) : NULL;
    *ret_there = found && list_len(found);
    return found || !player->given;
}

static bool play_page(struct player *player, struct log_mark *mark, bool *ret_more, GError **error)
{
    struct replay *replay = player->replay;
    g_autoptr(rowlist) rows = store_log(replay->log, mark, PAGE, error);
    for (unsigned i = 0; rows && i < list_len(rows); i++) {
        const struct log_row *row = list_at(rows, struct log_row, i);
        bool there = false;
        *mark = (struct log_mark){row->id, row->seq};
        if (replay->until && row->at > replay->until) {
            *ret_more = false;
            return true;
        }
        if (!is_there(player, row, &there, error) || (!there && !play(player, row, error)))
            return false;
        replay->calls += !there;
        replay->at = row->at;
        if (!go_on(replay, error))
            return false;
    }
    *ret_more = rows && list_len(rows) == PAGE;
    return rows != NULL;
}

static bool check_end(const struct replay *replay, GError **error)
{
    int64_t lost = 0;
    return store_log_whole(replay->log, &lost, error) &&
           (!lost || tote_fail(error, TOTE_LOG_UNREADABLE, NULL,
                               _("The end of the log is missing: call %" G_GINT64_FORMAT
                                 " was made, and nothing of it is left"),
                               lost));
}

// Was OVER a state of LOG once? Then its newest call, ID, is one of the log, and not one of after
// the moment that is wanted.
static bool check_beginning(const struct replay *replay, int64_t id, GError **error)
{
    g_autoptr(rowlist) ours = store_log_call(replay->over, id, error);
    g_autoptr(rowlist) theirs = ours ? store_log_call(replay->log, id, error) : NULL;
    if (!theirs || !list_len(ours))
        return theirs != NULL;
    const struct log_row *newest = list_at(ours, struct log_row, 0);
    g_autofree char *at = clock_rfc3339(newest->at);
    if (!list_len(theirs) || !same_row(newest, list_at(theirs, struct log_row, 0)))
        return tote_fail(error, TOTE_LOG_OTHER, "backup",
                         _("This is no backup of this database: its newest call, %" G_GINT64_FORMAT
                           " (%s, %s), is not in the log"),
                         id, newest->op, at);
    return !replay->until || newest->at <= replay->until ||
           tote_fail(error, TOTE_ARGUMENT, "at",
                     _("The backup is younger than that moment: its newest call was at %s"), at);
}

// Can the people of the older state be opened? It was sealed by the keys of its days. Without any
// key file all is made again that needs no name.
static bool check_keys(struct player *player, GError **error)
{
    g_autoptr(GError) failed = NULL;
    if (people_prove(player->session.people, &failed) || tote_error_is(failed, TOTE_KEYS_MISSING))
        return true;
    g_propagate_error(error, g_steal_pointer(&failed));
    return false;
}

static bool play_all(struct player *player, GError **error)
{
    struct replay *replay = player->replay;
    struct log_mark mark;
    bool more = true;
    if (!check_end(replay, error) || !store_log_end(replay->over, &mark, error) ||
        !check_beginning(replay, mark.id, error) || !check_keys(player, error))
        return false;
    if (player->given)
        mark = (struct log_mark){0, mark.seq - UNDER_WAY};
    player->keys = store_log_keys(replay->log, mark.id, error);
    replay->total = player->keys ? store_log_count(replay->log, &mark, error) : -1;
    while (more && replay->total >= 0)
        if (!play_page(player, &mark, &more, error))
            return false;
    return replay->total >= 0;
}

bool replay_run(struct replay *replay, GError **error)
{
    struct player player = {.replay = replay, .given = db_engine(replay->log) == DB_POSTGRESQL};
    player.people = people_new(replay->log);
    player.session.db = replay->over;
    player.session.people = people_new(replay->over);
    player.session.mute = true;
    replay->calls = 0;
    bool ok = play_all(&player, error);
    clock_fix(0);
    db_ids_give(replay->over, NULL);
    g_clear_pointer(&player.keys, g_hash_table_unref);
    people_free(player.session.people);
    people_free(player.people);
    g_free(player.session.operator_name);
    return ok;
}
