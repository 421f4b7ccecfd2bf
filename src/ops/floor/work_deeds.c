// SPDX-License-Identifier: Apache-2.0
// Taking in hand, scanning, leaving and undoing: the same for every kind of work.
#include <string.h>

#include "claims.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "store_admin.h"
#include "store_event.h"
#include "walk_way.h"
#include "work_claim.h"

const struct work_way *work_way_of(const char *kind)
{
    size_t n = 0, n_kinds = 0;
    const struct work_way *const *ways = work_ways(&n);
    const struct work_kind *kinds = work_kinds(&n_kinds);
    g_assert(n == n_kinds);
    for (size_t i = 0; i < n; i++)
        if (!strcmp(kinds[i].code, kind))
            return ways[i];
    g_assert_not_reached(); // the database has only those of the list
}

bool work_reopens(const struct work_row *work)
{
    const struct work_way *way = work_way_of(work->kind);
    const char *event = work->withdrawn ? way->revives : way->reopens;
    return event && state_may(&fulfilment_states, work->status, event);
}

bool work_has_deed(const struct work_row *work)
{
    return work->last_event != 0;
}

// --- a work in hand

struct work_hand {
    const struct work_way *way;
    struct work_view *view;
};

static void hand_clear(struct work_hand *hand)
{
    if (hand->view)
        hand->way->clear(hand->view);
    g_free(hand->view);
    *hand = (struct work_hand){0};
}
typedef struct work_hand op_work_hand;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(op_work_hand, hand_clear)

static void about(struct op_ctx *ctx, const struct work_row *work)
{
    g_free(ctx->subject);
    ctx->subject = g_strdup(number_of(NUMBER_WORK, work->id).text);
    ctx->order_id = work->order_id;
}

// How the operation calls the work that it is given.
static const char *field(const struct op_ctx *ctx)
{
    const struct op_arg *arg = op_arg_at(ctx->call->op, offsetof(struct work_args, work));
    return arg ? arg->name : "work";
}

// Is there one in HEAD, and of the right kind?
static bool fits(const struct op_ctx *ctx, const struct list *head, int64_t id, const char *kind,
                 GError **error)
{
    struct number number = number_of(NUMBER_WORK, id);
    if (!list_len(head))
        return tote_fail(error, TOTE_NOT_FOUND, field(ctx), _("There is no work %s"), number.text);
    const char *is = list_at(head, struct work_row, 0)->kind;
    return !strcmp(is, kind) ||
           tote_fail(error, TOTE_NOT_FOUND, field(ctx), _("%s is work of another kind: %s, not %s"),
                     number.text, _(work_kind_find(is)->label), _(work_kind_find(kind)->label));
}

// Reads the view of the work in HEAD, which is taken.
static bool hold(struct op_ctx *ctx, const char *kind, bool peek, struct list *head,
                 struct work_hand *ret_hand, GError **error)
{
    struct work_hand hand = {.way = work_way_of(kind)};
    hand.view = g_malloc0(hand.way->size);
    about(ctx, list_at(head, struct work_row, 0));
    if (!(peek ? hand.way->peek : hand.way->read)(ctx->db, head, hand.view, error)) {
        g_free(hand.view);
        return false;
    }
    *ret_hand = hand;
    return true;
}

// AWAY: one's own from wherever one stands.
static bool enter_from(struct op_ctx *ctx, const char *kind, bool away, struct work_hand *hand,
                       bool *ret_go, GError **error)
{
    struct claim claim;
    int64_t id = ((const struct work_args *)ctx->args)->work.id;
    if (!claim_make(ctx, &claim, error))
        return false;
    g_autoptr(rowlist) head = store_work_renew(ctx->db, id, &claim, error);
    *ret_go = head && list_len(head);
    if (head && !*ret_go) {
        list_free(head);
        head = store_work(ctx->db, id, error);
    }
    return head && fits(ctx, head, id, kind, error) &&
           hold(ctx, kind, false, g_steal_pointer(&head), hand, error) &&
           ((away && *ret_go) || work_within_reach(ctx, hand->view->work, error)) &&
           (*ret_go || work_explain(ctx, hand->view->work, error));
}

static bool enter(struct op_ctx *ctx, const char *kind, struct work_hand *hand, bool *ret_go,
                  GError **error)
{
    return enter_from(ctx, kind, false, hand, ret_go, error);
}

// A work that the caller holds, and for long enough, is only read where its kind can do with that.
// All others go the way of enter().
static bool look(struct op_ctx *ctx, const char *kind, struct work_hand *hand, bool *ret_go,
                 GError **error)
{
    int64_t id = ((const struct work_args *)ctx->args)->work.id;
    int64_t minutes = store_setting_number(ctx->db, SETTING_LEASE_MINUTES, error);
    g_autoptr(rowlist) head = minutes < 0 ? NULL : store_work_bare(ctx->db, id, error);
    if (!head)
        return false;
    const struct work_row *work = list_len(head) ? list_at(head, struct work_row, 0) : NULL;
    if (!work || work->done_at || work->operator_id != ctx->session->operator_id || *work->ask ||
        lease_wants_renewal(work->lease_until, minutes * 60000, ctx->now))
        return enter(ctx, kind, hand, ret_go, error);
    *ret_go = true;
    return fits(ctx, head, id, kind, error) && work_within_reach(ctx, work, error) &&
           hold(ctx, kind, true, g_steal_pointer(&head), hand, error);
}

static bool answer(struct op_ctx *ctx, const struct work_hand *hand, GError **error)
{
    if (doc_is_mute(ctx->doc))
        return true;
    if (hand->way->again)
        return work_answer_whole(ctx, hand->view->work->id, error);
    return hand->way->answer(ctx->db, hand->view, ctx->doc, false, error);
}

bool work_answer_whole(struct op_ctx *ctx, int64_t work, GError **error)
{
    g_auto(op_work_hand) hand = {0};
    g_autoptr(rowlist) head = store_work(ctx->db, work, error);
    const struct work_row *row = list_needed(head, "work", work, error);
    if (!row)
        return false;
    return hold(ctx, row->kind, false, g_steal_pointer(&head), &hand, error) &&
           hand.way->answer(ctx->db, hand.view, ctx->doc, true, error);
}

bool work_do(struct op_ctx *ctx, const char *kind, work_deed deed, GError **error)
{
    g_auto(op_work_hand) hand = {0};
    bool mine = false;
    return enter(ctx, kind, &hand, &mine, error) && (!mine || deed(ctx, hand.view, error)) &&
           answer(ctx, &hand, error);
}

bool work_scan(struct op_ctx *ctx, const char *kind, GError **error)
{
    g_auto(op_work_hand) hand = {0};
    const struct work_way *way = work_way_of(kind);
    bool mine = false, taken = false;
    if (!work_take_by_scan(ctx, kind, &taken, error))
        return false;
    if (taken)
        return true;
    return (way->peek ? look : enter)(ctx, kind, &hand, &mine, error) &&
           (!mine || way->scan(ctx, hand.view, error)) && answer(ctx, &hand, error);
}

// --- take

bool work_begin(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    const struct work_way *way = work_way_of(work->kind);
    about(ctx, work);
    OP_SAY(ctx, VERDICT_DONE, WORK_STARTED, T_TEXT("work", ctx->subject));
    return (!way->begin || way->begin(ctx, work, error)) && work_claim(ctx, work, error);
}

bool work_take(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    if (!work_within_reach(ctx, work, error))
        return false;
    if (work->operator_id)
        return work_resume(ctx, work, error);
    return work_begin(ctx, work, error) && work_answer_whole(ctx, work->id, error);
}

static bool free_of_state(struct op_ctx *ctx, const char *kind, const char *state,
                          int64_t *ret_work, GError **error)
{
    g_autoptr(rowlist) choices =
        store_choice_take(ctx->db, kind, state, ctx->session->site_id, error);
    *ret_work = choices && list_len(choices) ? list_at(choices, struct choice_row, 0)->id : 0;
    return choices != NULL;
}

bool work_free_take(struct op_ctx *ctx, const char *kind, int64_t *ret_work, bool *ret_begun,
                    GError **error)
{
    const char *states[STATES_MOST];
    unsigned free = work_way_of(kind)->free;
    if (ret_begun)
        *ret_begun = false;
    if (!free)
        return store_work_alone_take(ctx->db, kind, ctx->session->site_id, ret_work, error);
    *ret_work = 0;
    for (size_t i = state_codes(&fulfilment_states, free, states); i > 0 && !*ret_work; i--) {
        if (!free_of_state(ctx, kind, states[i - 1], ret_work, error))
            return false;
        if (ret_begun)
            *ret_begun = state_has(&fulfilment_states, states[i - 1], ST_WORKED_ON);
    }
    return true;
}

// --- leave

static bool give_back(struct op_ctx *ctx, struct work_view *view, GError **error)
{
    const struct work_way *way = work_way_of(view->work->kind);
    OP_SAY(ctx, VERDICT_DONE, WORK_LEFT, T_TEXT("work", ctx->subject));
    return (!way->leave || way->leave(ctx, view, error)) &&
           store_work_leave(ctx->db, view->work->id, error);
}

// Nothing of it is moved: also who stands in another warehouse by now gives it back.
bool work_leave(struct op_ctx *ctx, const char *kind, GError **error)
{
    g_auto(op_work_hand) hand = {0};
    bool mine = false;
    return enter_from(ctx, kind, true, &hand, &mine, error) &&
           (!mine || give_back(ctx, hand.view, error)) && answer(ctx, &hand, error);
}

// --- undo

bool work_chain(struct op_ctx *ctx, const struct work_row *work, int64_t at, GError **error)
{
    ctx->prev_event = work->last_event;
    return store_work_step(ctx->db, work->id, at, ctx->event_id, error);
}

// Only what booked something is in the chain, or planned something of the work anew, or was a step
// on the way to where it is booked.
static bool books_nothing(const struct work_view *view)
{
    const struct work_way *way = work_way_of(view->work->kind);
    const struct work_flow *flow = way->flow;
    return way->walk &&
           (way->walk->give_up ||
            work_step_next(flow, work_step_next(flow, work_step_first(flow))) < flow->n_steps);
}

// What was before the deed. Nobody stands where a colleague stood.
static void look_back(const struct op_ctx *ctx, const struct event_row *deed,
                      struct work_undo *undo)
{
    bool own = deed->operator_id == ctx->session->operator_id;
    undo->before = deed->prev_id;
    undo->at = own ? deed->stood_at : 0;
    undo->step = own ? deed->stood_step : 0;
    undo->taken = own ? deed->stood_taken : 0;
}

// All that the newest deed of the work booked is booked back, the last movement first.
static bool undo_last(struct op_ctx *ctx, struct work_view *view, GError **error)
{
    struct work_undo undo = {.event = view->work->last_event};
    if (!work_has_deed(view->work))
        return tote_fail(error, TOTE_UNDO, field(ctx), _("Nothing was done yet in %s"),
                         ctx->subject);
    g_autoptr(rowlist) moves = store_moves_of_event(ctx->db, undo.event, view->work->id, error);
    g_autoptr(rowlist) events = moves ? store_event(ctx->db, undo.event, error) : NULL;
    if (!events || (!books_nothing(view) && !list_needed(moves, "move", undo.event, error)))
        return false;
    if (list_len(events))
        look_back(ctx, list_at(events, struct event_row, 0), &undo);
    undo.moves = moves;
    for (unsigned i = 0; i < list_len(moves); i++)
        undo.pieces += list_at(moves, struct move_row, i)->qty;
    return work_way_of(view->work->kind)->undo(ctx, view, &undo, error);
}

// To open it is the whole deed.
static bool open_whole(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    bool may = false;
    about(ctx, work);
    if (!work_within_reach(ctx, work, error) || (!work_reopens(work) && !work_over(work, error)) ||
        !work_may_open(ctx, work, &may, error))
        return false;
    return (!may ||
            (work_way_of(work->kind)->reopen(ctx, work, error) && work_claim(ctx, work, error))) &&
           work_answer_whole(ctx, work->id, error);
}

// What the caller ended is opened again. *ret_all: that was all.
static bool open_again(struct op_ctx *ctx, const char *kind, bool *ret_all, GError **error)
{
    g_autoptr(rowlist) found =
        store_work(ctx->db, ((const struct work_args *)ctx->args)->work.id, error);
    const struct work_row *work =
        found && list_len(found) ? list_at(found, struct work_row, 0) : NULL;
    if (!work || strcmp(work->kind, kind) != 0 || !work->done_at)
        return found != NULL;
    *ret_all = work_way_of(kind)->opens;
    if (*ret_all)
        return open_whole(ctx, work, error);
    if (work->operator_id != ctx->session->operator_id)
        return true;
    return work_within_reach(ctx, work, error) && work_way_of(kind)->reopen(ctx, work, error);
}

bool work_undo(struct op_ctx *ctx, const char *kind, GError **error)
{
    bool all = false;
    return (!work_way_of(kind)->reopen || open_again(ctx, kind, &all, error)) &&
           (all || work_do(ctx, kind, undo_last, error));
}
