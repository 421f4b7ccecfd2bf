// SPDX-License-Identifier: Apache-2.0
// Why an order cannot be stopped now: who has its goods, and the way back by the table of states.
#include "order_refuse.h"

#include <string.h>

#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op_pack.h"
#include "registry.h"
#include "store_fulfilment.h"

// The events by which goods come back from the floor, with the operations that bring them about:
// UNDO until nothing is left, then LEAVE. Opening boxes and taking a pick back begin with the same
// UNDO.
static const struct back {
    const char *event, *undo, *leave;
    const char *until; // N_()
} backs[] = {
    {"reopen", NULL, NULL, NULL},
    {"unpack", "pack.undo", "pack.leave", N_("until its boxes are empty")},
    {"unpick", NULL, NULL, NULL},
    {"leave", "pick.undo", "pick.leave", N_("until the cart is empty")},
};

static const char *const back_events[] = {"reopen", "unpack", "unpick", "leave", NULL};

// What is found out of the sites of an order.
struct way_back {
    GString *who, *how; // "by NORA at P1", "tote pick undo W-101 …"
    bool stuck;         // of a site nothing comes back
    bool opens;         // closed boxes are opened first
    bool allowed;       // the caller may do all of it
};

static const struct back *back_of(const char *event)
{
    for (size_t i = 0; i < G_N_ELEMENTS(backs); i++)
        if (!strcmp(backs[i].event, event))
            return &backs[i];
    g_assert_not_reached(); // a way has these only
}

static void say_verb(GString *to, const char *name, const struct work_row *work)
{
    g_auto(GStrv) words = g_strsplit(name, ".", -1);
    g_autofree char *verb = g_strjoinv(" ", words);
    g_string_append_printf(to, "%stote %s %s", to->len ? ", " : "", verb,
                           number_of(NUMBER_WORK, work->id).text);
}

static void say_who(GString *to, const struct work_row *work)
{
    g_autofree char *name = g_utf8_strup(work->operator_name, -1);
    if (!*name)
        return;
    g_string_append(to, to->len ? ", " : " ");
    if (*work->station_name)
        g_string_append_printf(to, _("by %s at %s"), name, work->station_name);
    else
        g_string_append_printf(to, _("by %s"), name);
}

// One step: the work of that kind, who has it, and by which calls it is given back.
static bool add_step(struct op_ctx *ctx, int64_t fulfilment, const struct back *back, bool opens,
                     struct way_back *way, GError **error)
{
    g_autofree char *kind = g_strndup(back->undo, strcspn(back->undo, "."));
    g_autoptr(rowlist) found = store_work_of_fulfilment(ctx->db, fulfilment, kind, error);
    const struct work_row *work =
        found && list_len(found) ? list_at(found, struct work_row, 0) : NULL;
    unsigned roles = op_find(back->undo)->roles & op_find(back->leave)->roles;
    if (!work)
        return found != NULL;
    if (!work->done_at)
        say_who(way->who, work);
    say_verb(way->how, back->undo, work);
    g_string_append_printf(way->how, " %s", _(back->until));
    if (opens)
        g_string_append(way->how, _(" (the first time opens them again, their labels are void)"));
    say_verb(way->how, back->leave, work);
    way->allowed = way->allowed && (roles & ctx->session->role);
    return true;
}

// May the closed boxes of a fulfilment be opened?
static bool may_open(struct op_ctx *ctx, const struct fulfilment_row *row, bool *ret_may,
                     GError **error)
{
    g_autoptr(GError) refused = NULL;
    g_autoptr(rowlist) found = store_work_of_fulfilment(ctx->db, row->id, "pack", error);
    g_autoptr(rowlist) parcels = found ? store_parcels_here(ctx->db, row->order_id, error) : NULL;
    if (!parcels)
        return false;
    *ret_may = list_len(found) &&
               pack_all_here(ctx, list_at(found, struct work_row, 0), parcels, &refused);
    return !refused || tote_error_is(refused, TOTE_STATE) ||
           (g_propagate_error(error, g_steal_pointer(&refused)), false);
}

static bool add_site(struct op_ctx *ctx, const struct fulfilment_row *row, struct way_back *way,
                     GError **error)
{
    bool may = true, opens = false;
    const struct transition *rows[STATES_MOST];
    if (!state_has(&fulfilment_states, row->status, ST_OPEN) ||
        state_may(&fulfilment_states, row->status, "cancel"))
        return true;
    size_t n = state_way(&fulfilment_states, row->status, "cancel", back_events, rows);
    for (size_t i = 0; i < n; i++)
        opens = opens || !strcmp(rows[i]->event, "reopen");
    if (opens && !may_open(ctx, row, &may, error))
        return false;
    way->stuck = way->stuck || !n || !may;
    way->opens = way->opens || opens;
    for (size_t i = 0; i < n; i++) {
        const struct back *back = back_of(rows[i]->event);
        bool first = opens && !strcmp(back->event, "unpack");
        if (back->undo && !add_step(ctx, row->id, back, first, way, error))
            return false;
    }
    return true;
}

static void refuse(const struct order_row *order, const char *event, const struct way_back *way,
                   GError **error)
{
    struct number number = number_of(NUMBER_ORDER, order->id);
    g_autofree char *why = state_why_not(&order_states, order->status, event, number.text);
    g_autofree char *hint =
        g_strdup_printf(way->allowed ? _("Take the goods back first: %s.")
                                     : _("Have the goods taken back first: %s."),
                        way->how->str);
    struct tote_fault fault = {.field = order_states.name};
    if (way->stuck)
        fault.hint = _("Part of it left, or goes with a manifest that was begun: leave the rest "
                       "out of the next one (ship close, --without) until it is settled.");
    else if (way->how->len)
        fault.hint = hint;
    if (fault.hint == hint)
        tote_fail_full(error, TOTE_STATE, &fault, _("%s %s is %s%s"), _(order_states.noun),
                       number.text, state_label(&order_states, order->status), way->who->str);
    else
        tote_fail_full(error, TOTE_STATE, &fault, "%s", why);
}

static bool find_way(struct op_ctx *ctx, int64_t order, struct way_back *way, GError **error)
{
    g_autoptr(rowlist) sites = store_fulfilments(ctx->db, order, error);
    for (unsigned i = 0; sites && i < list_len(sites); i++)
        if (!add_site(ctx, list_at(sites, struct fulfilment_row, i), way, error))
            return false;
    return sites != NULL;
}

const struct transition *order_stop(struct op_ctx *ctx, const struct order_row *order,
                                    const char *event, GError **error)
{
    if (state_may(&order_states, order->status, event))
        return state_next(&order_states, order->status, event, "", error);
    g_autoptr(GString) who = g_string_new(NULL);
    g_autoptr(GString) how = g_string_new(NULL);
    struct way_back way = {.who = who, .how = how, .allowed = true};
    if (find_way(ctx, order->id, &way, error))
        refuse(order, event, &way, error);
    return NULL;
}

// The calls by which the goods come back, "" where something does not; *ret_opens: closed boxes are
// opened first. Caller frees; NULL with *error.
static char *way_back_of(struct op_ctx *ctx, int64_t order, bool *ret_opens, GError **error)
{
    g_autoptr(GString) who = g_string_new(NULL);
    g_autoptr(GString) how = g_string_new(NULL);
    struct way_back way = {.who = who, .how = how, .allowed = true};
    if (!find_way(ctx, order, &way, error))
        return NULL;
    *ret_opens = way.opens && !way.stuck;
    return g_strdup(way.stuck ? "" : how->str);
}

// Caller frees.
static char *hint_to_take(const char *way)
{
    const char *keep = _("To keep it as it is here: 'tote import answer ORDER --keep'.");
    g_autofree char *back = g_strdup_printf(_("Take the goods back first: %s."), way);
    return *way ? g_strdup_printf("%s %s", back, keep) : g_strdup(keep);
}

void order_refuse_taking(struct op_ctx *ctx, const struct order_row *known, bool left,
                         GError **error)
{
    bool opens = false;
    const struct number order = number_of(NUMBER_ORDER, known->id);
    g_autofree char *way = way_back_of(ctx, known->id, &opens, error);
    if (!way)
        return;
    g_autofree char *hint = hint_to_take(left ? "" : way);
    const struct tote_fault fault = {.field = "order", .hint = hint};
    tote_fail_full(error, TOTE_STATE, &fault,
                   left    ? _("%s is %s, and what left the house cannot be taken over: keep it as "
                                  "it is here and correct it in the shop")
                   : opens ? _("%s is %s: first open its boxes again at the bench, take out what "
                               "is in them, undo what was picked and give its work back, so that "
                               "its goods are free; or keep it as it is here")
                           : _("%s is %s: first undo what was picked and give its work back, so "
                               "that its goods are free; or keep it as it is here"),
                   order.text, state_label(&order_states, known->status));
}
