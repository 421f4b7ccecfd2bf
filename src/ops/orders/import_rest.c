// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: what is taken over of one that the floor has begun, and what the
// log says of it.
#include "import_rest.h"

#include <string.h>

#include "common.h"
#include "import_conflict.h"
#include "import_people.h"
#include "intake.h"
#include "qty.h"

static bool other_text(const char *known, const char *now)
{
    return strcmp(known ? known : "", now ? now : "") != 0;
}

// Does a column of a list say something else now?
#define OTHER_TEXT(was, is) other_text(was, is)
#define OTHER_MONEY(was, is) ((was) != (is))
#define OTHER(type, name, column) || OTHER_##type(known->name, now->name)

static bool other_sums(const struct order_row *known, const struct order_row *now)
{
    return false ORDER_AMOUNTS(OTHER);
}

static bool other_payment(const struct order_row *known, const struct order_row *now)
{
    return false ORDER_PAYMENT(OTHER);
}

static bool other_details(const struct order_row *known, const struct order_row *now)
{
    return false ORDER_DETAILS(OTHER);
}

// What the log says of everything that differs.
static const struct {
    unsigned change; // of import_people_changes()
    enum say_id say;
} of_people[] = {{IMPORT_NOTE, SAY_IMPORT_NOTE},
                 {IMPORT_REACH, SAY_IMPORT_REACH},
                 {IMPORT_ADDRESS, SAY_IMPORT_ADDRESS},
                 {IMPORT_PAYER, SAY_IMPORT_PAYER},
                 {IMPORT_EXTRA, SAY_IMPORT_EXTRA}};

static bool tell(struct op_ctx *ctx, const char *channel, unsigned people,
                 const struct order_row *known, const struct incoming_order *order, GError **error)
{
    enum say_id says[G_N_ELEMENTS(of_people) + 3];
    const struct order_row now = store_order_said(order);
    size_t n = 0;
    if (other_sums(known, &now) || other_payment(known, &now) ||
        import_other_payment_word(known, order))
        says[n++] = SAY_IMPORT_PAYMENT;
    for (size_t i = 0; i < G_N_ELEMENTS(of_people); i++)
        if (people & of_people[i].change)
            says[n++] = of_people[i].say;
    if (other_text(known->shipping_method, now.shipping_method))
        says[n++] = SAY_IMPORT_METHOD;
    if (!n || other_details(known, &now))
        says[n++] = SAY_IMPORT_DETAILS;
    for (size_t i = 0; i < n; i++)
        if (!op_note(ctx, 0, known->id, says[i], &T_TEXT("channel", channel), 1, error))
            return false;
    return true;
}

static bool take_people(struct op_ctx *ctx, const struct import_texts *texts,
                        const struct order_row *known, GError **error)
{
    struct order_fate fate = {.now = ctx->now};
    return import_people(ctx, texts, &fate, error) &&
           store_order_people(ctx->db, known, fate.billing_id, fate.delivery_id, error);
}

bool import_rest(struct op_ctx *ctx, const char *channel, const struct import_texts *texts,
                 const struct order_row *known, const struct incoming_order *order, GError **error)
{
    const struct order_row now = store_order_said(order);
    unsigned people = 0;
    return import_people_changes(ctx, known, texts, &people, error) &&
           (!people || take_people(ctx, texts, known, error)) &&
           (!other_sums(known, &now) || store_order_sums(ctx->db, known->id, order, error)) &&
           store_order_money(ctx->db, known->id, order, error) &&
           tell(ctx, channel, people, known, order, error);
}

// What was paid for all of an order, and for that of it which is still to leave.
struct worth {
    int64_t all, rest;
    bool unknown; // parts of kits have no price; or no number holds it
};

static void add_worth(struct worth *worth, const struct line_row *line)
{
    int64_t all = 0, rest = 0, left = line->qty - line->cancelled - line->shipped;
    bool known = qty_mul(line->price, line->qty, &all) && qty_mul(line->price, left, &rest) &&
                 qty_add(worth->all, all, &worth->all);
    if (line->demand && left)
        known = known && !*line->part_of && qty_add(worth->rest, rest, &worth->rest);
    worth->unknown = worth->unknown || !known;
}

// A discount counts for each line as its worth.
static bool pays_for_rest(const struct worth *worth, int64_t discount, int64_t refund)
{
    int64_t less = 0;
    if (worth->unknown || !worth->rest || !qty_mul(worth->rest, discount, &less))
        return false;
    return refund >= worth->rest - less / worth->all;
}

bool import_ends_rest(struct op_ctx *ctx, const struct order_row *known,
                      const struct incoming_order *order, bool *ret_ends, GError **error)
{
    struct worth worth = {0};
    *ret_ends = order->cancelled_at || intake_given_back(order);
    g_autoptr(rowlist) lines = *ret_ends ? NULL : store_order_lines(ctx->db, known->id, error);
    if (*ret_ends || !lines)
        return *ret_ends;
    for (unsigned i = 0; i < list_len(lines); i++)
        add_worth(&worth, list_at(lines, struct line_row, i));
    *ret_ends = pays_for_rest(&worth, order->discount, order->refunded - known->refunded);
    return true;
}
