// SPDX-License-Identifier: Apache-2.0
// Finding orders and sites, leases, movements, audit notes.
#include "common.h"

#include "i18n.h"
#include "numbers.h"
#include "store_admin.h"
#include "store_event.h"
#include "store_location.h"
#include "text.h"

static struct list *by_number(struct db *db, const char *text, GError **error)
{
    int64_t id = number_id(NUMBER_ORDER, text);
    if (id)
        return store_order(db, id, error);
    if (!(id = number_id(NUMBER_WORK, text)))
        return store_orders_by_name(db, text, error);
    g_autoptr(rowlist) work = store_work(db, id, error);
    if (!work)
        return NULL;
    id = list_len(work) ? list_at(work, struct work_row, 0)->order_id : 0;
    return store_order(db, id, error);
}

struct list *order_find(struct db *db, const char *text, GError **error)
{
    g_autoptr(rowlist) found = by_number(db, text, error);
    if (!found)
        return NULL;
    if (list_len(found) == 1)
        return g_steal_pointer(&found);
    g_autofree char *quoted = text_quote(text, -1, 40);
    if (list_len(found))
        tote_fail(error, TOTE_AMBIGUOUS, "order", _("%u orders are called %s, the newest is %s"),
                  list_len(found), quoted,
                  number_of(NUMBER_ORDER, list_at(found, struct order_row, 0)->id).text);
    else
        tote_fail(error, TOTE_NOT_FOUND, "order", _("There is no order %s"), quoted);
    return NULL;
}

struct list *order_take(struct db *db, const char *text, GError **error)
{
    int64_t id = number_id(NUMBER_ORDER, text);
    g_autoptr(rowlist) taken = id ? store_order_take(db, id, error) : NULL;
    if (id && (!taken || list_len(taken)))
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
        return tote_fail(error, TOTE_USAGE, "warehouse",
                         _("There are %u warehouses: --warehouse says which one is meant: %s"),
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

bool claim_make(struct op_ctx *ctx, struct claim *ret_claim, GError **error)
{
    int64_t minutes = store_setting_number(ctx->db, SETTING_LEASE_MINUTES, error);
    if (minutes < 0)
        return false;
    *ret_claim = (struct claim){.operator_id = ctx->session->operator_id,
                                .station_id = ctx->session->station_id,
                                .lease_until = ctx->now + minutes * 60000};
    return true;
}

const struct work_row *work_best(const struct op_ctx *ctx, const struct list *works)
{
    const struct work_row *best = NULL;
    int most = -1;
    for (unsigned i = 0; i < list_len(works); i++) {
        const struct work_row *work = list_at(works, struct work_row, i);
        bool mine = work->operator_id == ctx->session->operator_id;
        bool here = !ctx->session->site_id || work->site_id == ctx->session->site_id;
        int value = 4 * mine + 2 * here + !work->operator_id;
        if (value > most) {
            most = value;
            best = work;
        }
    }
    return best;
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
