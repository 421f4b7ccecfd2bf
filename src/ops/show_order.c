// SPDX-License-Identifier: Apache-2.0
// Orders as documents.
#include <string.h>

#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "answers.h"
#include "record_doc.h"
#include "store_event.h"
#include "store_order.h"

enum { EVENTS = 200 };

static void line_doc(const struct line_row *line, struct doc *doc)
{
    doc_open_object(doc, NULL);
    doc_fields(doc, &line_row_record, line,
               "line sku name kind qty allocated picked packed shipped");
    doc_int(doc, "returned", 0);
    doc_fields(doc, &line_row_record, line, "price discount");
    doc_close(doc);
}

static bool lines_doc(struct db *db, const struct order_row *order, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) lines = store_order_lines(db, order->id, error);
    doc_open_list(doc, "lines");
    for (unsigned i = 0; lines && i < list_len(lines); i++)
        line_doc(list_at(lines, struct line_row, i), doc);
    doc_close(doc);
    return lines != NULL;
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

static bool shipments_doc(struct db *db, const struct order_row *order, struct doc *doc,
                          GError **error)
{
    g_autoptr(rowlist) parcels = store_parcels_of_order(db, order->id, error);
    doc_open_list(doc, "shipments");
    for (unsigned i = 0; parcels && i < list_len(parcels); i++)
        doc_row(doc, &parcel_row_record, list_at(parcels, struct parcel_row, i),
                "shipment_id parcel=n status sscc box grams label=job_status proof_at");
    doc_close(doc);
    return parcels != NULL;
}

static bool events_doc(struct db *db, int64_t order, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) events = store_events_of_order(db, order, EVENTS, error);
    doc_open_list(doc, "events");
    for (unsigned i = 0; events && i < list_len(events); i++)
        doc_row(doc, &event_row_record, list_at(events, struct event_row, i),
                "at op operator=operator_name station=station_name result message");
    doc_close(doc);
    return events != NULL;
}

// Why is it where it is? The state in words, the reason of a hold, the lines that lack goods.
static bool why_doc(struct db *db, const struct order_row *order, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) wanted = store_order_wanted(db, order->id, error);
    doc_open_list(doc, "why");
    doc_text(doc, NULL, state_label(&order_states, order->status));
    if (*order->hold_reason)
        doc_text(doc, NULL, order->hold_reason);
    bool waits = !g_strcmp0(order->status, "short");
    for (unsigned i = 0; waits && wanted && i < list_len(wanted); i++) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        g_autofree char *why =
            g_strdup_printf(_("%s: %" G_GINT64_FORMAT " missing"), row->sku, row->need);
        doc_text(doc, NULL, why);
    }
    doc_close(doc);
    return wanted != NULL;
}

bool show_order(struct db *db, int64_t id, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) found = store_order(db, id, error);
    if (!found)
        return false;
    if (!list_len(found))
        return tote_fail(error, TOTE_NOT_FOUND, "order", _("There is no order %s"),
                         number_of(NUMBER_ORDER, id).text);
    const struct order_row *order = list_at(found, struct order_row, 0);
    doc_fields(
        doc, &order_row_record, order,
        "id status channel external=external_name paid placed_at promise_at subtotal discount "
        "shipping tax tips duties total refunded tax_included");
    return lines_doc(db, order, doc, error) && payments_doc(db, order, doc, error) &&
           shipments_doc(db, order, doc, error) && events_doc(db, id, doc, error) &&
           why_doc(db, order, doc, error);
}

static void queue_doc(const struct list *orders, struct doc *doc)
{
    for (unsigned i = 0; i < list_len(orders); i++)
        doc_row(doc, &queue_row_record, list_at(orders, struct queue_row, i),
                "id channel external=external_name status placed_at promise_at total lines pieces");
}

// A filter holds few statuses; a longer list is read in parts, status by status.
bool show_queue(struct db *db, const struct queue_filter *filter, const char *const *statuses,
                struct doc *doc, GError **error)
{
    struct queue_filter part = *filter;
    doc_open_list(doc, "orders");
    for (; *statuses && part.limit > 0; statuses++) {
        memset(part.statuses, 0, sizeof part.statuses);
        part.statuses[0] = *statuses;
        g_autoptr(rowlist) orders = store_queue(db, &part, error);
        if (!orders)
            return false;
        queue_doc(orders, doc);
        part.limit -= list_len(orders);
    }
    doc_close(doc);
    return true;
}
