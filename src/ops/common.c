// SPDX-License-Identifier: Apache-2.0
// Finding orders and sites, leases, movements, audit notes.
#include "common.h"

#include <string.h>

#include "claims.h"
#include "clock.h"
#include "i18n.h"
#include "numbers.h"
#include "store_admin.h"
#include "store_event.h"
#include "store_location.h"
#include "text.h"

// Written out as tote does it: O-100001. Without the hyphen it is a short way to type it.
static bool is_written_out(const char *number)
{
    return number[1] == '-';
}

// The order of this number, or of the work of this number; an empty list where there is none.
static struct list *by_number(struct db *db, const char *text, GError **error)
{
    int64_t id = number_id(NUMBER_ORDER, text);
    if (id)
        return store_order(db, id, error);
    id = number_id(NUMBER_WORK, text);
    g_autoptr(rowlist) work = store_work(db, id, error);
    if (!work)
        return NULL;
    return store_order(db, list_len(work) ? list_at(work, struct work_row, 0)->order_id : 0, error);
}

static struct number number_at(const struct list *orders, unsigned i)
{
    return number_of(NUMBER_ORDER, list_at(orders, struct order_row, i)->id);
}

static struct list *called_alike(const char *text, const struct list *named, GError **error)
{
    enum { SHOWN = 5 };
    g_autofree char *quoted = text_quote(text, -1, 40);
    g_autoptr(GString) all = g_string_new(NULL);
    for (unsigned i = 0; i < MIN(list_len(named), (unsigned)SHOWN); i++)
        g_string_append_printf(all, "%s%s", i ? ", " : "", number_at(named, i).text);
    tote_fail(error, TOTE_AMBIGUOUS, "order", _("%u orders are called %s: %s%s"), list_len(named),
              quoted, all->str, list_len(named) > SHOWN ? ", …" : "");
    return NULL;
}

// Typed short, it may be the number of one order and the name of another.
static struct list *short_or_name(const char *text, struct list *numbered, const struct list *named,
                                  GError **error)
{
    g_autoptr(rowlist) by_its_number = numbered;
    if (!list_len(named) ||
        (list_len(named) == 1 && !strcmp(number_at(named, 0).text, number_at(numbered, 0).text)))
        return g_steal_pointer(&by_its_number);
    g_autofree char *quoted = text_quote(text, -1, 40);
    tote_fail(error, TOTE_AMBIGUOUS, "order",
              _("%s is short for %s here, and the name that the channel of %s gave it"), quoted,
              number_at(numbered, 0).text, number_at(named, 0).text);
    return NULL;
}

struct list *order_find(struct db *db, const char *text, GError **error)
{
    bool number = number_id(NUMBER_ORDER, text) || number_id(NUMBER_WORK, text);
    g_autoptr(rowlist) numbered = number ? by_number(db, text, error) : NULL;
    if (number && !numbered)
        return NULL;
    bool known = numbered && list_len(numbered);
    if (known && is_written_out(text))
        return g_steal_pointer(&numbered);
    g_autoptr(rowlist) named = store_orders_by_name(db, text, error);
    if (!named)
        return NULL;
    if (known)
        return short_or_name(text, g_steal_pointer(&numbered), named, error);
    if (list_len(named) > 1)
        return called_alike(text, named, error);
    if (list_len(named))
        return g_steal_pointer(&named);
    g_autofree char *quoted = text_quote(text, -1, 40);
    tote_fail(error, TOTE_NOT_FOUND, "order", _("There is no order %s"), quoted);
    return NULL;
}

struct list *order_take(struct db *db, const char *text, GError **error)
{
    int64_t id = number_id(NUMBER_ORDER, text);
    g_autoptr(rowlist) taken = id && is_written_out(text) ? store_order_take(db, id, error) : NULL;
    if (id && is_written_out(text) && (!taken || list_len(taken)))
        return g_steal_pointer(&taken);
    g_autoptr(rowlist) found = order_find(db, text, error);
    return found ? store_order_take(db, list_at(found, struct order_row, 0)->id, error) : NULL;
}

enum { SITES_NAMED = 12 };

// "EAST, MAIN"
static char *site_codes(const struct list *sites)
{
    GString *codes = g_string_new(NULL);
    for (unsigned i = 0; i < MIN(list_len(sites), (unsigned)SITES_NAMED); i++)
        g_string_append_printf(codes, "%s%s", i ? ", " : "",
                               list_at(sites, struct site_row, i)->code);
    if (list_len(sites) > SITES_NAMED)
        g_string_append(codes, ", …");
    return g_string_free(codes, FALSE);
}

static bool only_site(struct db *db, int64_t *ret_site, GError **error)
{
    g_autoptr(rowlist) sites = store_sites(db, error);
    if (!sites)
        return false;
    if (list_len(sites) != 1) {
        g_autofree char *codes = site_codes(sites);
        const struct tote_fault fault = {.field = "warehouse",
                                         .hint = _("--warehouse says which one is meant.")};
        return tote_fail_full(error, TOTE_USAGE, &fault,
                              _("There are %u warehouses, and it is not said which one is meant: "
                                "%s"),
                              list_len(sites), codes);
    }
    *ret_site = list_at(sites, struct site_row, 0)->id;
    return true;
}

bool site_of_session(const struct session *session, const struct arg_ref *named, int64_t *ret_site,
                     GError **error)
{
    *ret_site = named && named->id ? named->id : session->site_id;
    return *ret_site || only_site(session->db, ret_site, error);
}

bool site_of_call(struct op_ctx *ctx, const struct arg_ref *named, int64_t *ret_site,
                  GError **error)
{
    return site_of_session(ctx->session, named, ret_site, error);
}

static const char *code_of(const struct list *sites, int64_t id)
{
    for (unsigned i = 0; i < list_len(sites); i++)
        if (list_at(sites, struct site_row, i)->id == id)
            return list_at(sites, struct site_row, i)->code;
    g_assert_not_reached(); // both are references of the database
}

bool site_within_reach(const struct op_ctx *ctx, int64_t site, const char *what, GError **error)
{
    int64_t here = ctx->session->site_id;
    if (claim_reaches(here, site))
        return true;
    g_autoptr(rowlist) sites = store_sites(ctx->db, error);
    return sites && tote_fail(error, TOTE_OTHER_SITE, "station",
                              _("%s is work of %s; this station stands in %s"), what,
                              code_of(sites, site), code_of(sites, here));
}

bool work_within_reach(const struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    return site_within_reach(ctx, work->site_id, number_of(NUMBER_WORK, work->id).text, error);
}

bool site_of_work(struct op_ctx *ctx, const struct arg_ref *named, const char *what,
                  int64_t *ret_site, GError **error)
{
    return site_of_call(ctx, named, ret_site, error) &&
           site_within_reach(ctx, *ret_site, what, error);
}

bool claim_make(struct op_ctx *ctx, struct claim *ret_claim, GError **error)
{
    int64_t minutes = store_setting_number(ctx->db, SETTING_LEASE_MINUTES, error);
    if (minutes < 0)
        return false;
    *ret_claim = (struct claim){.operator_id = ctx->session->operator_id,
                                .station_id = ctx->session->station_id,
                                .lease_until = ctx->now + minutes * MINUTE_MS};
    return true;
}

const struct work_row *work_best(const struct op_ctx *ctx, const struct list *works)
{
    const struct work_row *best = NULL;
    int most = -1;
    for (unsigned i = 0; i < list_len(works); i++) {
        const struct work_row *work = list_at(works, struct work_row, i);
        bool mine = work->operator_id == ctx->session->operator_id;
        bool here = claim_reaches(ctx->session->site_id, work->site_id);
        int value = 4 * here + 2 * mine + !work->operator_id;
        if (value > most) {
            most = value;
            best = work;
        }
    }
    return best;
}

struct move move_back(const struct move_row *last)
{
    return (struct move){.kind = last->reason,
                         .goods_id = last->goods_id,
                         .qty = last->qty,
                         .from_id = last->to_id,
                         .to_id = last->from_id,
                         .line_id = last->line_id,
                         .undoes = last->id,
                         .from_allocated = true,
                         .to_allocated = true};
}

bool op_move(struct op_ctx *ctx, const struct move *move, GError **error)
{
    int64_t event = op_event(ctx, error);
    if (!event)
        return false;
    if (ctx->moves >= MOVES_OF_EVENT)
        return tote_fail(error, TOTE_BUG, NULL, "%s books more than %d movements at once",
                         ctx->call->op->name, MOVES_OF_EVENT);
    struct move booked = *move;
    booked.at = ctx->now;
    booked.id = event * MOVES_OF_EVENT + ctx->moves++;
    return store_stock_move(ctx->db, &booked, error);
}

bool op_note(struct op_ctx *ctx, int64_t event, int64_t order, enum say_id say,
             const struct term *terms, size_t n, GError **error)
{
    g_autofree char *json = terms_json(terms, n);
    struct number number = number_of(NUMBER_ORDER, order);
    const struct event_row row = {.id = event ? event : store_event_id(ctx->db, error),
                                  .op = ctx->call->op->name,
                                  .operator_id = ctx->session->operator_id,
                                  .station_id = ctx->session->station_id,
                                  .about = "order",
                                  .about_id = order,
                                  .at = ctx->now,
                                  .subject = number.text,
                                  .result = verdict_text(VERDICT_DONE),
                                  .say = say_code(say),
                                  .terms = json,
                                  .args = ""};
    return row.id && store_event_add(ctx->db, &row, error);
}
