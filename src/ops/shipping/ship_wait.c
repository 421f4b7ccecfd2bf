// SPDX-License-Identifier: Apache-2.0
// What waits for a carrier: whose parcels, and which of them cannot go yet.
#include "ship_wait.h"

#include <string.h>

#include "called_back.h"
#include "carriers.h"
#include "clock.h"
#include "common.h"
#include "i18n.h"
#include "lives.h"
#include "lots.h"
#include "says.h"
#include "numbers.h"
#include "query.h"

static void missing_clear(void *data)
{
    struct missing_row *row = data;
    g_free(row->parcel);
    g_free(row->reason);
    g_free(row->stop);
    g_free(row->ahead);
}

GArray *ship_missing_new(void)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct missing_row));
    g_array_set_clear_func(rows, missing_clear);
    return rows;
}

char *ship_stop(const struct waiting_row *row, int64_t now)
{
    char *asked = called_back_text(row->asked);
    return asked || !lot_stopped(row->stops_day, now)
               ? asked
               : g_strdup(_("Do not send it: goods in it are past their date or blocked"));
}

enum handover ship_judge(const struct waiting_row *row, int64_t before)
{
    bool known = row->job_changed_at <= before;
    const struct label_seen label = {.proof_at = row->proof_at <= before ? row->proof_at : 0,
                                     .job_state = known ? row->job_status : "",
                                     .printer = row->printer,
                                     // However long ago the manifest was begun.
                                     .called_back = called_back(row->asked) ||
                                                    lot_stopped(row->stops_day, before),
                                     .voided = row->voided,
                                     .fetched = !strcmp(row->carrier, CARRIER_FETCHED)};
    return handover_judge(&label);
}

// Its new label came out, and the old one may be on its box.
// Caller frees.
static char *why_of(const struct waiting_row *row)
{
    bool out = row->voided && state_has(&job_states, row->job_status, ST_CAME_OUT);
    return out ? g_strdup(_("an older one is void: put the new one on its box and scan it there"))
               : say_stored(row->job_reason, row->job_terms);
}

// Closed by a clock that goes ahead of this one: a manifest of now would not know it. NULL = it was
// not.
static char *ahead_text(const struct waiting_row *row, int64_t now)
{
    if (row->closed_at <= now)
        return NULL;
    g_autofree char *closed = clock_rfc3339(row->closed_at), *here = clock_rfc3339(now);
    return g_strdup_printf(_("it was packed at %s, and here it is %s: the clocks differ"), closed,
                           here);
}

static void note_missing(struct ship_waiting *waiting, const struct waiting_row *row, int64_t now)
{
    const struct state *state = state_find(&job_states, row->job_status);
    const struct missing_row missing = {.parcel = g_strdup(row->sscc),
                                        .reason = why_of(row),
                                        .stop = ship_stop(row, now),
                                        .ahead = ahead_text(row, now),
                                        .order = row->order_id,
                                        .any = !*row->carrier,
                                        .label = state ? state->code : ""};
    waiting->missing++;
    g_array_append_val(waiting->rows, missing);
}

enum { PAGE = 200, NAMED_MISSING = 3 };

static bool each_of(struct db *db, struct parcels_wanted *wanted, ship_taker take, void *data,
                    bool *ret_more, GError **error)
{
    wanted->after = 0;
    wanted->n = PAGE;
    for (unsigned n = PAGE; n == PAGE && *ret_more;) {
        g_autoptr(rowlist) rows = store_parcels_of_carrier(db, wanted, error);
        if (!rows)
            return false;
        n = list_len(rows);
        for (unsigned i = 0; i < n && *ret_more; i++) {
            const struct waiting_row *row = list_at(rows, struct waiting_row, i);
            wanted->after = row->box_id;
            *ret_more = take(data, row);
        }
    }
    return true;
}

bool ship_each(struct db *db, int64_t site, const char *carrier, int64_t before, ship_taker take,
               void *data, GError **error)
{
    bool more = true;
    struct parcels_wanted wanted = {.site = site, .before = before, .carrier = carrier};
    if (!each_of(db, &wanted, take, data, &more, error))
        return false;
    wanted.carrier = "";
    return !*carrier || each_of(db, &wanted, take, data, &more, error);
}

// stays: of a manifest that was begun at BEFORE, so that what was closed since does not count.
struct counting {
    struct ship_waiting *waiting;
    int64_t before, now;
    bool stays;
};

static bool count_parcel(void *data, const struct waiting_row *row)
{
    const struct counting *counting = data;
    bool since = row->closed_at > counting->before && row->closed_at <= counting->now;
    if (counting->stays && since)
        return true;
    if (row->closed_at > counting->now || ship_judge(row, counting->before) == HANDOVER_MISSING)
        note_missing(counting->waiting, row, counting->stays ? counting->now : counting->before);
    else
        counting->waiting->go++;
    return true;
}

bool ship_count(struct db *db, int64_t site, const char *carrier, int64_t now,
                struct ship_waiting *waiting, GError **error)
{
    const struct counting counting = {waiting, now, now, false};
    return ship_each(db, site, carrier, INT64_MAX, count_parcel, (void *)&counting, error);
}

bool ship_stayed(struct db *db, const struct load_row *load, int64_t now,
                 struct ship_waiting *waiting, GError **error)
{
    const struct counting counting = {waiting, load->begun_at, now, true};
    return ship_each(db, load->site_id, load->carrier, INT64_MAX, count_parcel, (void *)&counting,
                     error);
}

bool ship_ahead(struct db *db, int64_t site, const char *carrier, int64_t now,
                struct ship_waiting *waiting, GError **error)
{
    g_autoptr(rowlist) open = store_load_open(db, site, carrier, error);
    if (!open)
        return false;
    if (!list_len(open))
        return ship_count(db, site, carrier, now, waiting, error);
    const struct load_row *load = list_at(open, struct load_row, 0);
    waiting->load = load->id;
    waiting->go = load->planned - load->parcels;
    return true;
}

// "009521… of O-100007: not printed: no paper".
char *ship_missing_text(const struct missing_row *row)
{
    if (row->stop || row->ahead)
        return g_strdup_printf(_("%s of %s: %s"), row->parcel,
                               number_of(NUMBER_ORDER, row->order).text,
                               row->stop ? row->stop : row->ahead);
    g_autofree char *why =
        g_strdup(*row->label ? state_label(&job_states, row->label) : _("it has no label"));
    return g_strdup_printf(*row->reason ? _("%s of %s: label %s: %s") : _("%s of %s: label %s%s"),
                           row->parcel, number_of(NUMBER_ORDER, row->order).text, why, row->reason);
}

void ship_missing_doc(const struct ship_waiting *waiting, struct doc *doc)
{
    doc_open_list(doc, "missing");
    for (unsigned i = 0; i < waiting->rows->len; i++) {
        const struct missing_row *row = &g_array_index(waiting->rows, struct missing_row, i);
        g_autofree char *message = ship_missing_text(row);
        doc_open_object(doc, NULL);
        doc_text(doc, "parcel", row->parcel);
        doc_text(doc, "order", number_of(NUMBER_ORDER, row->order).text);
        doc_text(doc, "label", *row->label ? row->label : NULL);
        doc_text(doc, "message", message);
        doc_text(doc, "stop", row->stop);
        doc_close(doc);
    }
    doc_close(doc);
}

static bool named_by(void *data, const struct waiting_row *row)
{
    const char **name = data;
    if (!carrier_in(*name, row->service))
        return true;
    *name = NULL; // found
    return false;
}

bool ship_carrier(struct db *db, int64_t site, const char *said, int64_t now, const char **ret_code,
                  GError **error)
{
    const char *left = said;
    *ret_code = carrier_of(said);
    if (**ret_code)
        return true;
    if (!ship_each(db, site, "", INT64_MAX, named_by, &left, error))
        return false;
    g_autofree char *all = carrier_list();
    *ret_code = said;
    return !left || tote_fail(error, TOTE_ARGUMENT, "carrier",
                              _("No carrier is called '%s', and no waiting parcel's shipping "
                                "method; known are %s"),
                              said, all);
}

// The first of them, with their reasons. Caller frees.
static char *some_missing(const struct ship_waiting *waiting)
{
    GString *some = g_string_new(NULL);
    for (unsigned i = 0; i < MIN(waiting->rows->len, (unsigned)NAMED_MISSING); i++) {
        const struct missing_row *row = &g_array_index(waiting->rows, struct missing_row, i);
        g_autofree char *text = ship_missing_text(row);
        g_string_append_printf(
            some, "%s%s%s", i ? "; " : "", text,
            row->any && !row->stop
                ? _(" (its order names no carrier: it goes with the first that comes)")
                : "");
    }
    if (waiting->missing > NAMED_MISSING)
        g_string_append(some, " …");
    return g_string_free(some, FALSE);
}

bool ship_may_begin(const struct ship_waiting *waiting, const char *carrier, bool without,
                    GError **error)
{
    g_autofree char *some = some_missing(waiting);
    if (!waiting->go && !waiting->missing)
        return tote_fail(error, TOTE_NOTHING, NULL, _("No packed parcel waits for %s"), carrier);
    if (waiting->missing && !without)
        return tote_fail(error, TOTE_SHIP_MISSING, "without",
                         ngettext("%" G_GINT64_FORMAT " parcel for %s cannot go: %s",
                                  "%" G_GINT64_FORMAT " parcels for %s cannot go: %s",
                                  (gulong)waiting->missing),
                         waiting->missing, carrier, some);
    return waiting->go ||
           tote_fail(error, TOTE_NOTHING, NULL, _("No parcel for %s can go: %s"), carrier, some);
}

// --- ship.missing

struct missing_args {
    const char *carrier;
    struct arg_ref warehouse;
};

static bool show_missing(struct query_ctx *ctx, GError **error)
{
    const struct missing_args *args = ctx->args;
    struct ship_waiting waiting = {.rows = ship_missing_new()};
    const char *carrier = NULL;
    int64_t site = 0;
    bool ok = site_of_session(ctx->session, &args->warehouse, &site, error) &&
              ship_carrier(ctx->db, site, args->carrier, ctx->now, &carrier, error) &&
              ship_count(ctx->db, site, carrier, ctx->now, &waiting, error);
    if (ok) {
        doc_text(ctx->doc, "carrier", carrier);
        doc_int(ctx->doc, "parcels", waiting.go);
        ship_missing_doc(&waiting, ctx->doc);
    }
    g_array_unref(waiting.rows);
    return ok;
}

const struct query query_ship_missing = {
    .name = "ship.missing",
    .summary = N_("Counts the parcels that a carrier can take, and lists those that cannot go."),
    .roles = ROLES_BENCH,
    .run = show_missing,
    .args_size = sizeof(struct missing_args),
    .args = {ARG(missing_args, carrier, TEXT, ARG_NEEDED_OPTION, N_("the carrier")),
             ARG(missing_args, warehouse, SITE, ARG_OPTION,
                 N_("the warehouse that they leave; default: that of the station"))},
};
