// SPDX-License-Identifier: Apache-2.0
// Orders as documents.
#include <string.h>

#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "query.h"
#include "says.h"
#include "answers.h"
#include "store_event.h"
#include "store_order.h"

enum { EVENTS = 200 };

static void line_doc(const struct line_row *line, const char *currency, unsigned sees,
                     struct doc *doc)
{
    doc_open_object(doc, NULL);
    doc_int(doc, "line", line->line);
    doc_text(doc, "sku", line->sku);
    doc_text(doc, "name", line->name);
    doc_text(doc, "kind", line->kind);
    doc_int(doc, "qty", line->qty);
    doc_int(doc, "allocated", line->allocated);
    doc_int(doc, "picked", line->picked);
    doc_int(doc, "packed", line->packed);
    doc_int(doc, "shipped", line->shipped);
    doc_int(doc, "returned", 0);
    if (sees & SEES_MONEY) {
        doc_money(doc, "price", money_of(line->price, currency));
        doc_money(doc, "discount", money_of(line->discount, currency));
    }
    doc_close(doc);
}

static bool lines_doc(struct db *db, const struct order_row *order, unsigned sees, struct doc *doc,
                      GError **error)
{
    g_autoptr(rowlist) lines = store_order_lines(db, order->id, error);
    doc_open_list(doc, "lines");
    for (unsigned i = 0; lines && i < list_len(lines); i++)
        line_doc(list_at(lines, struct line_row, i), order->currency, sees, doc);
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
        doc_text(doc, "method", row->method);
        doc_text(doc, "reference", *row->reference ? row->reference : NULL);
        if (row->known)
            doc_money(doc, "amount", money_of(row->amount, order->currency));
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
    for (unsigned i = 0; parcels && i < list_len(parcels); i++) {
        const struct parcel_row *row = list_at(parcels, struct parcel_row, i);
        doc_open_object(doc, NULL);
        doc_text(doc, "pack", number_of(NUMBER_PACK, row->shipment_id).text);
        doc_int(doc, "parcel", row->n);
        doc_text(doc, "status", row->status);
        doc_text(doc, "sscc", *row->sscc ? row->sscc : NULL);
        doc_text(doc, "box", *row->box ? row->box : NULL);
        doc_int(doc, "grams", row->grams);
        doc_text(doc, "label", *row->job_status ? row->job_status : NULL);
        doc_time(doc, "proof", row->proof_at);
        doc_close(doc);
    }
    doc_close(doc);
    return parcels != NULL;
}

static bool events_doc(struct db *db, int64_t order, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) events = store_events_of_order(db, order, EVENTS, error);
    doc_open_list(doc, "events");
    for (unsigned i = 0; events && i < list_len(events); i++) {
        const struct event_row *row = list_at(events, struct event_row, i);
        doc_open_object(doc, NULL);
        doc_time(doc, "at", row->at);
        doc_text(doc, "op", row->op);
        doc_text(doc, "operator", row->operator_name);
        doc_text(doc, "station", *row->station_name ? row->station_name : NULL);
        doc_text(doc, "result", row->result);
        g_autofree char *message = say_stored(row->say, row->terms);
        doc_text(doc, "message", message);
        doc_close(doc);
    }
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

static void money_doc(const struct order_row *order, struct doc *doc)
{
    const struct {
        const char *key;
        int64_t minor;
    } amounts[] = {{"subtotal", order->subtotal}, {"discount", order->discount},
                   {"shipping", order->shipping}, {"tax", order->tax},
                   {"tips", order->tips},         {"duties", order->duties},
                   {"total", order->total},       {"refunded", order->refunded}};
    for (size_t i = 0; i < G_N_ELEMENTS(amounts); i++)
        doc_money(doc, amounts[i].key, money_of(amounts[i].minor, order->currency));
    doc_bool(doc, "tax_included", order->tax_included);
}

static void head_doc(const struct order_row *order, unsigned sees, struct doc *doc)
{
    doc_text(doc, "order", number_of(NUMBER_ORDER, order->id).text);
    doc_text(doc, "status", order->status);
    doc_text(doc, "channel", order->channel);
    doc_text(doc, "external", order->external_name);
    doc_text(doc, "paid", order->paid);
    doc_time(doc, "placed", order->placed_at);
    doc_time(doc, "promise", order->promise_at);
    if (sees & SEES_MONEY)
        money_doc(order, doc);
}

bool show_order(struct db *db, int64_t id, unsigned sees, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) found = store_order(db, id, error);
    if (!found)
        return false;
    if (!list_len(found))
        return tote_fail(error, TOTE_NOT_FOUND, "order", _("There is no order %s"),
                         number_of(NUMBER_ORDER, id).text);
    const struct order_row *order = list_at(found, struct order_row, 0);
    head_doc(order, sees, doc);
    return lines_doc(db, order, sees, doc, error) &&
           (!(sees & SEES_MONEY) || payments_doc(db, order, doc, error)) &&
           shipments_doc(db, order, doc, error) && events_doc(db, id, doc, error) &&
           why_doc(db, order, doc, error);
}

static void queue_doc(const struct queue_row *row, unsigned sees, struct doc *doc)
{
    doc_open_object(doc, NULL);
    doc_text(doc, "order", number_of(NUMBER_ORDER, row->id).text);
    doc_text(doc, "channel", row->channel);
    doc_text(doc, "external", row->external_name);
    doc_text(doc, "status", row->status);
    doc_time(doc, "placed", row->placed_at);
    doc_time(doc, "promise", row->promise_at);
    if (sees & SEES_MONEY)
        doc_money(doc, "total", money_of(row->total, row->currency));
    else
        doc_null(doc, "total");
    doc_int(doc, "lines", row->lines);
    doc_int(doc, "pieces", row->pieces);
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
