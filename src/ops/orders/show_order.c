// SPDX-License-Identifier: Apache-2.0
// Orders as documents.
#include <string.h>

#include "clock.h"
#include "i18n.h"
#include "import_question.h"
#include "lives.h"
#include "numbers.h"
#include "order_pieces.h"
#include "people.h"
#include "propose.h"
#include "query.h"
#include "says.h"
#include "answers.h"
#include "record_doc.h"
#include "store_event.h"
#include "store_fulfilment.h"
#include "store_line.h"
#include "store_location.h"
#include "store_order.h"
#include "store_stock.h"

enum { EVENTS = 200 };

// What each warehouse does of a line: its own row, or a share of it. ALL: the rows that the floor
// works on (struct line_row).
static void sites_doc(const struct list *all, const struct list *fulfilments,
                      const struct line_row *line, struct doc *doc)
{
    doc_open_list(doc, "sites");
    for (unsigned i = 0; i < list_len(all); i++) {
        const struct line_row *row = list_at(all, struct line_row, i);
        if (row->line != line->line || !row->qty)
            continue;
        for (unsigned k = 0; k < list_len(fulfilments); k++) {
            const struct fulfilment_row *site = list_at(fulfilments, struct fulfilment_row, k);
            if (site->id != row->fulfilment_id)
                continue;
            doc_open_object(doc, NULL);
            doc_text(doc, "warehouse", site->warehouse);
            doc_fields(doc, &line_row_record, row, "qty allocated picked packed shipped");
            doc_close(doc);
        }
    }
    doc_close(doc);
}

static void line_doc(const struct order_row *order, const struct line_row *line, unsigned sees,
                     struct doc *doc)
{
    doc_fields(doc, &line_row_record, line,
               "line sku name kind qty allocated picked packed shipped");
    doc_int(doc, "returned", 0);
    doc_int(doc, "missing", line_missing(order->status, line));
    doc_text(doc, "part_of", *line->part_of ? line->part_of : NULL);
    if (sees & SEES_MONEY)
        doc_fields(doc, &line_row_record, line, "price discount");
}

static bool lines_doc(struct db *db, const struct order_row *order, const struct list *fulfilments,
                      unsigned sees, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) lines = store_order_lines_shown(db, order->id, error);
    g_autoptr(rowlist) all = lines ? store_order_lines(db, order->id, error) : NULL;
    doc_open_list(doc, "lines");
    for (unsigned i = 0; all && i < list_len(lines); i++) {
        doc_open_object(doc, NULL);
        const struct line_row *line = list_at(lines, struct line_row, i);
        line_doc(order, line, sees, doc);
        sites_doc(all, fulfilments, line, doc);
        doc_fields(doc, &line_row_record, line, "cancelled");
        doc_close(doc);
    }
    doc_close(doc);
    return all != NULL;
}

static bool payments_doc(struct db *db, const struct order_row *order, struct doc *doc,
                         GError **error)
{
    g_autoptr(rowlist) payments = store_payments(db, order->id, error);
    doc_open_list(doc, "payments");
    for (unsigned i = 0; payments && i < list_len(payments); i++) {
        const struct payment_row *row = list_at(payments, struct payment_row, i);
        doc_open_object(doc, NULL);
        doc_fields(doc, &payment_row_record, row, "method reference");
        if (row->known)
            doc_fields(doc, &payment_row_record, row, "amount");
        else
            doc_null(doc, "amount");
        doc_close(doc);
    }
    doc_close(doc);
    return payments != NULL;
}

// What the tax is made of.
static bool taxes_doc(struct db *db, const struct order_row *order, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) taxes = store_taxes(db, order->id, error);
    doc_open_list(doc, "taxes");
    for (unsigned i = 0; taxes && i < list_len(taxes); i++)
        doc_row(doc, &tax_row_record, list_at(taxes, struct tax_row, i), "name amount");
    doc_close(doc);
    return taxes != NULL;
}

static bool shipments_doc(struct db *db, const struct order_row *order, struct doc *doc,
                          GError **error)
{
    g_autoptr(rowlist) parcels = store_parcels_of_order(db, order->id, error);
    doc_open_list(doc, "shipments");
    for (unsigned i = 0; parcels && i < list_len(parcels); i++)
        doc_row(doc, &parcel_row_record, list_at(parcels, struct parcel_row, i),
                "shipment=work_id warehouse parcel=n status/parcel sscc box grams carrier service "
                "label=job_status/job proof_at");
    doc_close(doc);
    return parcels != NULL;
}

static bool events_doc(struct db *db, int64_t order, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) events = store_events_about(db, "order", order, EVENTS, error);
    doc_open_list(doc, "events");
    for (unsigned i = 0; events && i < list_len(events); i++) {
        const struct event_row *row = list_at(events, struct event_row, i);
        doc_open_object(doc, NULL);
        doc_fields(doc, &event_row_record, row,
                   "at op operator=operator_name station=station_name result");
        g_autofree char *message = say_stored(row->say, row->terms);
        doc_text(doc, "message", message);
        doc_close(doc);
    }
    doc_close(doc);
    return events != NULL;
}

// What a line lacks, and where some of it lies.
static bool lack_doc(struct db *db, const struct wanted_row *row, const struct list *sites,
                     int64_t now, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) sources = row->item_id ? store_sources(db, row->item_id, now / DAY_MS, error)
                                              : list_new(sizeof(struct source_row));
    if (!sources)
        return false;
    GString *why = g_string_new(NULL);
    g_string_printf(why, _("%s: %" G_GINT64_FORMAT " missing"), row->sku, row->need);
    if (*row->kit)
        g_string_append_printf(why, _(", part of %s"), row->kit);
    for (unsigned i = 0, n = 0; i < list_len(sites); i++) {
        const struct site_row *site = list_at(sites, struct site_row, i);
        int64_t free = 0;
        for (unsigned k = 0; k < list_len(sources); k++) {
            const struct source_row *source = list_at(sources, struct source_row, k);
            free += source->site_id == site->id ? source->free : 0;
        }
        if (free)
            g_string_append_printf(why, _("%s%s has %" G_GINT64_FORMAT), n++ ? ", " : _("; free: "),
                                   site->code, free);
    }
    doc_text(doc, NULL, why->str);
    g_string_free(why, TRUE);
    return true;
}

// What a picker did not find.
static void missing_doc(const struct order_row *order, const struct wanted_row *row,
                        struct doc *doc)
{
    int64_t missing = pieces_missing(order->status, row->need);
    g_autofree char *why =
        g_strdup_printf(_("%s: %" G_GINT64_FORMAT " missing"), row->sku, missing);
    if (missing)
        doc_text(doc, NULL, why);
}

// Why is it where it is? The state in words, the reason of a hold, the lines that lack goods.
static bool why_doc(struct db *db, const struct order_row *order, const char *words, int64_t now,
                    struct doc *doc, GError **error)
{
    bool waits = state_has(&order_states, order->status, ST_LACKS_GOODS);
    g_autoptr(rowlist) wanted = store_order_wanted(db, order->id, error);
    g_autoptr(rowlist) asked = wanted ? store_question(db, order->id, error) : NULL;
    bool ok = asked != NULL;
    doc_open_list(doc, "why");
    doc_text(doc, NULL, words);
    for (unsigned i = 0; ok && i < list_len(asked); i++) {
        g_autofree char *text = import_question_text(list_at(asked, struct question_row, i));
        doc_text(doc, NULL, text);
    }
    if (*order->hold_say) {
        g_autofree char *reason = say_stored(order->hold_say, order->hold_terms);
        doc_text(doc, NULL, reason);
    }
    g_autoptr(rowlist) sites = ok && waits ? store_sites(db, error) : NULL;
    ok = ok && (sites || !waits);
    for (unsigned i = 0; ok && i < list_len(wanted); i++) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        if (waits)
            ok = lack_doc(db, row, sites, now, doc, error);
        else
            missing_doc(order, row, doc);
    }
    doc_close(doc);
    return ok;
}

// Who holds it and why: a person, or the import that brought it.
static void hold_doc(const struct order_row *order, struct doc *doc)
{
    g_autofree char *reason = say_stored(order->hold_say, order->hold_terms);
    if (!*order->hold_say) {
        doc_null(doc, "hold");
        doc_for_programs(doc);
        return;
    }
    doc_open_object(doc, "hold");
    doc_text(doc, "by", order->held_by);
    doc_text(doc, "reason", reason);
    doc_close(doc);
}

// What cannot be said of the people, and why.
static void sealed_doc(struct doc *doc, const GError *failed)
{
    doc_open_object(doc, "people");
    doc_text(doc, "code", tote_error_code(failed));
    doc_text(doc, "message", failed->message);
    doc_text(doc, "hint", tote_error_hint(failed));
    doc_close(doc);
}

// Null for goods that are handed over, and where the keys are missing. A host may be meant to have
// no keys; one that has the wrong ones is out of order, as is a person who cannot be read.
static bool delivery_doc(const struct session *session, const struct order_row *order,
                         struct doc *doc, GError **ret_beside, GError **error)
{
    static const struct {
        const char *key; // as files of customers name it
        int field;
    } fields[] = {
        {"name", PERSON_name},         {"company", PERSON_company}, {"address1", PERSON_street1},
        {"address2", PERSON_street2},  {"zip", PERSON_zip},         {"city", PERSON_city},
        {"province", PERSON_province}, {"country", PERSON_country}, {"phone", PERSON_phone},
        {"email", PERSON_email},       {"note", PERSON_note}};
    g_auto(person_data) person = {0};
    g_autoptr(GError) failed = NULL;
    bool opened = people_see(session, order->delivery_id, &person, &failed);
    if (!opened && !people_is_sealed(failed)) {
        g_propagate_error(error, g_steal_pointer(&failed));
        return false;
    }
    if (person_is_empty(&person))
        doc_null(doc, "delivery");
    if (failed) {
        sealed_doc(doc, failed);
        bool meant =
            tote_error_is(failed, TOTE_KEYS_MISSING) || tote_error_is(failed, TOTE_PERSON_ERASED);
        if (!meant)
            g_propagate_error(ret_beside, g_error_copy(failed));
    }
    if (person_is_empty(&person))
        return true;
    doc_open_object(doc, "delivery");
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        doc_text(doc, fields[i].key, person_get(&person, fields[i].field));
    doc_close(doc);
    return true;
}

bool show_order(const struct session *session, int64_t id, unsigned sees, int64_t now,
                struct doc *doc, GError **ret_beside, GError **error)
{
    struct db *db = session->db;
    g_autoptr(rowlist) found = store_order(db, id, error);
    if (!found)
        return false;
    if (!list_len(found))
        return tote_fail(error, TOTE_NOT_FOUND, "order", _("There is no order %s"),
                         number_of(NUMBER_ORDER, id).text);
    const struct order_row *order = list_at(found, struct order_row, 0);
    g_autoptr(rowlist) fulfilments = store_fulfilments(db, id, error);
    if (!fulfilments)
        return false;
    g_autofree char *words = order_words(order->status, fulfilments);
    doc_fields(doc, &order_row_record, order,
               "id status/order channel external=external_name paid placed_at promise_at "
               "shipping_method");
    hold_doc(order, doc);
    if (sees & SEES_MONEY)
        doc_fields(
            doc, &order_row_record, order,
            "subtotal discount shipping tax tips duties total refunded outstanding tax_included");
    return (!(sees & SEES_PEOPLE) || delivery_doc(session, order, doc, ret_beside, error)) &&
           lines_doc(db, order, fulfilments, sees, doc, error) &&
           (!(sees & SEES_MONEY) ||
            (taxes_doc(db, order, doc, error) && payments_doc(db, order, doc, error))) &&
           shipments_doc(db, order, doc, error) && events_doc(db, id, doc, error) &&
           propose_doc(db, id, doc, error) && why_doc(db, order, words, now, doc, error);
}

static void queue_doc(const struct queue_row *row, unsigned sees, struct doc *doc)
{
    doc_open_object(doc, NULL);
    doc_fields(doc, &queue_row_record, row, "id channel external=external_name status");
    doc_for_programs(doc); // people read the words behind it
    doc_fields(doc, &queue_row_record, row, "placed_at promise_at");
    if (sees & SEES_MONEY)
        doc_fields(doc, &queue_row_record, row, "total");
    else
        doc_null(doc, "total");
    doc_fields(doc, &queue_row_record, row, "lines pieces");
    doc_int(doc, "missing", pieces_missing(row->status, row->open));
    g_autofree char *words = queue_state_words(row);
    doc_text(doc, "state", words);
    doc_close(doc);
}

bool show_queue(struct db *db, struct queue_filter *filter, unsigned sees, struct doc *doc,
                GError **error)
{
    g_autoptr(rowlist) orders = store_queue(db, filter, error);
    for (unsigned i = 0; orders && i < list_len(orders); i++)
        queue_doc(list_at(orders, struct queue_row, i), sees, doc);
    if (orders)
        filter->limit -= list_len(orders);
    return orders != NULL;
}
