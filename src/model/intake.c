// SPDX-License-Identifier: Apache-2.0
// The rules by which orders of channels come in.
#include "intake.h"

#include "i18n.h"

static const char *const paid_codes[] = {
    [PAID_NO] = "no",
    [PAID_PARTLY] = "part",
    [PAID_YES] = "yes",
    [PAID_REFUNDED_PARTLY] = "part_refunded",
    [PAID_REFUNDED] = "refunded",
    [PAID_VOID] = "void",
};

static const char *const kind_codes[] = {
    [LINE_GOODS] = "goods", [LINE_TIP] = "tip", [LINE_SERVICE] = "service"};

const char *intake_paid_code(enum incoming_paid paid)
{
    return paid_codes[paid];
}

const char *intake_kind_code(enum incoming_line_kind kind)
{
    return kind_codes[kind];
}

bool intake_counts_as_paid(const char *code)
{
    return !g_strcmp0(code, paid_codes[PAID_YES]) ||
           !g_strcmp0(code, paid_codes[PAID_REFUNDED_PARTLY]);
}

int64_t intake_pieces(const struct incoming_order *order)
{
    int64_t pieces = 0;
    for (unsigned i = 0; i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        pieces += line->kind == LINE_GOODS ? line->qty : 0;
    }
    return pieces;
}

int64_t intake_goods_lines(const struct incoming_order *order)
{
    int64_t lines = 0;
    for (unsigned i = 0; i < order->lines->len; i++)
        lines += g_array_index(order->lines, struct incoming_line, i).kind == LINE_GOODS;
    return lines;
}

static const struct incoming_problem *holding(const struct incoming_order *order)
{
    for (unsigned i = 0; i < order->problems->len; i++) {
        const struct incoming_problem *problem = order->problems->pdata[i];
        if (problem->holds)
            return problem;
    }
    return NULL;
}

// Did the channel ship some of the lines, but not all?
static bool partly_shipped(const struct incoming_order *order)
{
    unsigned shipped = 0, goods = 0;
    for (unsigned i = 0; i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        goods += line->kind == LINE_GOODS;
        shipped += line->kind == LINE_GOODS && !g_strcmp0(line->fulfilment, "fulfilled");
    }
    return shipped && shipped < goods;
}

const char *intake_event(const struct incoming_order *order, const char **ret_reason)
{
    const struct incoming_problem *problem = holding(order);
    *ret_reason = "";
    if (order->cancelled_at)
        return "void";
    if (!intake_pieces(order))
        return "skip";
    if (order->fulfilled_at && !partly_shipped(order))
        return "skip";
    const char *doubt = problem                        ? problem->message
                        : partly_shipped(order)        ? _("The channel shipped a part of it")
                        : order->paid == PAID_REFUNDED ? _("The payment was given back")
                        : order->paid == PAID_VOID     ? _("The payment was voided")
                        : order->paid == PAID_REFUNDED_PARTLY
                            ? _("A part was refunded: check what is still to ship")
                            : NULL;
    if (doubt) {
        *ret_reason = doubt;
        return "doubt";
    }
    return order->paid == PAID_YES ? "accept" : "await";
}
