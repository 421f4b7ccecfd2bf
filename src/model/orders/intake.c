// SPDX-License-Identifier: Apache-2.0
// The rules by which orders of channels come in.
#include "intake.h"

#include <string.h>

#include "carriers.h"

static const char *const paid_codes[] = {
    [PAID_NO] = "no",
    [PAID_PARTLY] = "part",
    [PAID_YES] = "yes",
    [PAID_REFUNDED_PARTLY] = "part_refunded",
    [PAID_REFUNDED] = "refunded",
    [PAID_VOID] = "void",
};

static const char *const kind_codes[] = {[LINE_GOODS] = "goods",
                                         [LINE_TIP] = "tip",
                                         [LINE_SERVICE] = "service",
                                         [LINE_ELSEWHERE] = "elsewhere"};

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

bool intake_given_back(const struct incoming_order *order)
{
    return order->paid == PAID_REFUNDED || order->paid == PAID_VOID;
}

bool intake_live(const struct incoming_order *order)
{
    return !order->cancelled_at && !intake_given_back(order) && order->shipped != SHIPPED_WHOLE &&
           intake_pieces(order);
}

static bool any_told(const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (texts[i] && *texts[i])
            return true;
    return false;
}

// What of a delivery address the label needs besides a name (its design marks what may be missing).
static const struct {
    size_t member, other;
    enum say_id what;
} needed[] = {
    {offsetof(struct incoming_person, address1), offsetof(struct incoming_person, address2),
     SAY_LACKS_STREET},
    {offsetof(struct incoming_person, city), offsetof(struct incoming_person, city),
     SAY_LACKS_CITY},
    {offsetof(struct incoming_person, country), offsetof(struct incoming_person, country),
     SAY_LACKS_COUNTRY},
};

// Gives what is not told of these, and how many they are.
static size_t lacking(const struct incoming_person *to, enum say_id ret_what[])
{
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(needed); i++) {
        const char *const texts[] = {G_STRUCT_MEMBER(char *, to, needed[i].member),
                                     G_STRUCT_MEMBER(char *, to, needed[i].other)};
        if (!any_told(texts, G_N_ELEMENTS(texts)))
            ret_what[n++] = needed[i].what;
    }
    return n;
}

static bool has_address(const struct incoming_person *to)
{
    const char *const texts[] = {to->address1, to->address2, to->city};
    return any_told(texts, G_N_ELEMENTS(texts));
}

static bool has_name(const struct incoming_person *to)
{
    const char *const texts[] = {to->name, to->company};
    return any_told(texts, G_N_ELEMENTS(texts));
}

// Does the customer come for it, or was it handed over the counter? A counter may send, too: then
// its method says by whom.
static bool is_collected(const struct incoming_order *order)
{
    const char *carrier = carrier_of(order->shipping_method ? order->shipping_method : "");
    if (*carrier)
        return !strcmp(carrier, CARRIER_FETCHED);
    return order->source && !g_ascii_strcasecmp(order->source, "pos");
}

static bool may_be_sent(const struct incoming_person *to)
{
    enum say_id what[G_N_ELEMENTS(needed)];
    return has_name(to) && !lacking(to, what);
}

bool intake_has_way(const struct incoming_order *order)
{
    return is_collected(order) || may_be_sent(&order->delivery);
}

void intake_settle(struct incoming_order *order)
{
    const char *method = order->shipping_method ? order->shipping_method : "";
    if (*carrier_of(method) || !is_collected(order) || may_be_sent(&order->delivery))
        return;
    char *settled =
        *method ? g_strdup_printf(CARRIER_FETCHED " (%s)", method) : g_strdup(CARRIER_FETCHED);
    g_free(order->shipping_method);
    order->shipping_method = settled;
}

// Why no label can be made of where it goes. An address lacks two of its parts at most.
static struct hold_reason no_way(const struct incoming_person *to)
{
    enum say_id what[G_N_ELEMENTS(needed)];
    struct term terms[2];
    size_t n = lacking(to, what);
    if (!has_address(to))
        return (struct hold_reason){say_code(SAY_HOLD_NOWHERE), ""};
    if (!has_name(to))
        return (struct hold_reason){say_code(SAY_HOLD_NOBODY), ""};
    for (size_t i = 0; i < n; i++)
        terms[i] = T_WORD(i ? "also" : "what", say_code(what[i]));
    g_autofree char *json = terms_json(terms, n);
    return (struct hold_reason){say_code(n > 1 ? SAY_HOLD_LACKS_TWO : SAY_HOLD_LACKS),
                                g_intern_string(json)};
}

static const struct incoming_problem *holding(const struct incoming_order *order)
{
    for (unsigned i = 0; i < order->problems->len; i++) {
        const struct incoming_problem *problem = order->problems->pdata[i];
        if (problem->why)
            return problem;
    }
    return NULL;
}

bool intake_explained(const struct incoming_order *order)
{
    return holding(order) != NULL;
}

// What the channel's reader said of it.
static struct hold_reason told(const struct incoming_problem *problem)
{
    size_t n = strcspn(problem->why, " ");
    g_autofree char *code = g_strndup(problem->why, n);
    return (struct hold_reason){g_intern_string(code), problem->why + n + (problem->why[n] == ' ')};
}

// Who has to look at it, and why; false = nobody.
static bool doubtful(const struct incoming_order *order, bool twin, struct hold_reason *reason)
{
    const struct incoming_problem *problem = holding(order);
    enum say_id say = N_SAYS;
    if (problem) {
        *reason = told(problem);
        return true;
    }
    if (order->shipped == SHIPPED_PARTLY)
        say = SAY_HOLD_PARTLY_SHIPPED;
    else if (order->shipped == SHIPPED_UNCLEAR)
        say = SAY_HOLD_UNCLEAR;
    else if (order->paid == PAID_REFUNDED)
        say = SAY_HOLD_REFUNDED;
    else if (order->paid == PAID_VOID)
        say = SAY_HOLD_VOIDED;
    else if (order->paid == PAID_REFUNDED_PARTLY)
        say = SAY_HOLD_PARTLY_REFUNDED;
    else if (twin)
        say = SAY_HOLD_TWIN;
    if (say != N_SAYS)
        reason->say = say_code(say);
    else if (!intake_has_way(order))
        *reason = no_way(&order->delivery);
    return *reason->say;
}

const char *intake_judge(const struct incoming_order *order, bool twin,
                         struct hold_reason *ret_reason)
{
    *ret_reason = (struct hold_reason){"", ""};
    if (order->cancelled_at)
        return INTAKE_VOID;
    if (!intake_pieces(order))
        return "skip";
    if (order->shipped == SHIPPED_WHOLE)
        return "skip";
    if (doubtful(order, twin, ret_reason))
        return INTAKE_HOLD;
    return order->paid == PAID_YES ? "accept" : "await";
}
