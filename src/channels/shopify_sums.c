// SPDX-License-Identifier: Apache-2.0
// Shopify's order export: sums that the file does not state, and those that contradict each other.
#include <string.h>

#include "card.h"
#include "i18n.h"
#include "intake.h"
#include "shopify_row.h"

enum { SHOWN_CELLS = 40 };

// There are five columns, and orders with more taxes: only then they may lack some. TAXES: those
// that have a column together.
static void doubt_taxes(struct incoming_order *order, int64_t taxes)
{
    bool all = order->taxes->len < SHOPIFY_TAXES;
    if (!order->taxes->len || taxes == order->tax || (taxes < order->tax && !all) ||
        incoming_order_differs(order))
        return;
    g_autofree char *ours = money_show(money_of(taxes, order->currency));
    g_autofree char *stated = money_show(money_of(order->tax, order->currency));
    incoming_order_problem(order, order->first_row, TOTE_IMPORT_TOTALS,
                           _("The taxes by name come to %s, column \"%s\" says %s"), ours,
                           shopify_table[C_TAXES].name, stated);
}

void shopify_settle_sums(const struct shopify_row *row, struct incoming_order *order)
{
    int64_t goods = 0, taxes = 0;
    for (guint i = 0; i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        int64_t value = 0, *sum = line->kind == LINE_TIP ? &order->tips : &goods;
        if (!incoming_line_value(line, &value) || __builtin_add_overflow(*sum, value, sum))
            return; // incoming_order_reconcile() says so
    }
    if (row->places[C_SUBTOTAL] < 0 && __builtin_sub_overflow(goods, order->discount, &goods))
        return;
    if (row->places[C_SUBTOTAL] < 0)
        order->subtotal = goods;
    for (guint i = 0; i < order->taxes->len; i++)
        if (__builtin_add_overflow(
                taxes, g_array_index(order->taxes, struct incoming_tax, i).amount, &taxes))
            return;
    if (row->places[C_TAXES] < 0)
        order->tax = taxes;
    doubt_taxes(order, taxes);
    if (taxes < order->tax)
        incoming_order_add_tax(order)->amount = order->tax - taxes;
}

// What the lines say of their discounts is a part of the order's.
static void doubt_discounts(const struct shopify_row *row, struct incoming_order *order)
{
    int64_t lines = 0;
    for (guint i = 0; i < order->lines->len; i++)
        if (__builtin_add_overflow(
                lines, g_array_index(order->lines, struct incoming_line, i).discount, &lines))
            return;
    if (row->places[C_DISCOUNT_AMOUNT] < 0 || lines <= order->discount)
        return;
    g_autofree char *ours = money_show(money_of(lines, order->currency));
    g_autofree char *stated = money_show(money_of(order->discount, order->currency));
    g_autofree char *message = g_strdup_printf(
        _("The discounts of the lines come to %s, the discount of the order says %s"), ours,
        stated);
    incoming_order_hold(order, order->first_row, TOTE_IMPORT_TOTALS, SAY_HOLD_DISCOUNTS, NULL, 0,
                        message);
}

// A refund before shipping may have taken goods out, and the file does not say which.
static void doubt_refunds(struct incoming_order *order)
{
    if (order->paid == PAID_YES && order->refunded > 0) {
        g_autofree char *refunded = money_show(money_of(order->refunded, order->currency));
        g_autofree char *message = g_strdup_printf(
            _("The order is \"paid\", but %s were refunded; see in the shop what is "
              "still to be sent"),
            refunded);
        incoming_order_hold(order, order->first_row, TOTE_IMPORT_TOTALS, SAY_HOLD_REFUND_PAID, NULL,
                            0, message);
    }
    if (order->paid != PAID_REFUNDED_PARTLY)
        return;
    incoming_order_hold(order, order->first_row, TOTE_IMPORT_TOTALS, SAY_HOLD_REFUND_PART, NULL, 0,
                        NULL);
}

// What is still to be paid, by the payment state; false where both agree.
static bool odd_outstanding(const struct incoming_order *order)
{
    int64_t due = order->outstanding;
    if (order->paid == PAID_YES)
        return due > 0;
    if (order->paid == PAID_PARTLY)
        return due <= 0 || due >= order->total;
    // An authorised payment may count as none or as all of it; what was given back is looked at.
    return order->paid == PAID_NO && due != order->total &&
           (due || g_str_has_prefix(order->source_status, "pending/"));
}

// Goods are sent for money that is there: an order that waits for it does so anyway. Where all of
// it is outstanding, no payment is known to the column at all, and the word counts.
static void doubt_outstanding(const struct shopify_row *row, struct incoming_order *order)
{
    if (!row->says_due || !odd_outstanding(order))
        return;
    g_autofree char *word = g_strndup(order->source_status, strcspn(order->source_status, "/"));
    g_autofree char *shown = cell_quote(word, SHOWN_CELLS);
    g_autofree char *due = money_show(money_of(order->outstanding, order->currency));
    g_autofree char *total = money_show(money_of(order->total, order->currency));
    g_autofree char *message = g_strdup_printf(
        _("\"%s\" says %s of %s, but \"%s\" is \"%s\"; see in the shop what is "
          "paid"),
        shopify_table[C_OUTSTANDING].name, due, total, shopify_table[C_FINANCIAL].name, shown);
    if (order->paid == PAID_YES && order->outstanding < order->total)
        incoming_order_hold(order, order->first_row, TOTE_IMPORT_TOTALS, SAY_HOLD_OUTSTANDING, NULL,
                            0, message);
    else
        incoming_order_problem(order, order->first_row, TOTE_IMPORT_VALUE, "%s", message);
}

void shopify_doubt_sums(const struct shopify_row *row, struct incoming_order *order)
{
    bool shipped = g_str_has_suffix(order->source_status, "/fulfilled");
    if (!shipped && !order->cancelled_at && intake_goods_lines(order)) {
        doubt_refunds(order);
        doubt_outstanding(row, order);
    }
    doubt_discounts(row, order);
}
