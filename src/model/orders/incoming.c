// SPDX-License-Identifier: Apache-2.0
// Incoming orders: their life, whether their sums agree, and a seal that tells equal from changed.
#include "incoming.h"

#include <string.h>

#include "digest.h"
#include "i18n.h"
#include "payload.h"

// The type of the elements of the list at the member.
static const struct payload_type *element_of(size_t at)
{
    for (size_t i = 0; i < payload_order.n; i++)
        if (payload_order.fields[i].at == at)
            return payload_order.fields[i].type;
    g_assert_not_reached();
}

#define CLEAR(list)                                                                                \
    static void clear_##list(void *row)                                                            \
    {                                                                                              \
        payload_clear(element_of(offsetof(struct incoming_order, list)), row);                     \
    }
CLEAR(lines)
CLEAR(payments)
CLEAR(taxes)

static GArray *array_of(gsize size, GDestroyNotify clear)
{
    GArray *array = g_array_new(FALSE, TRUE, (guint)size);
    g_array_set_clear_func(array, clear);
    return array;
}

struct incoming_order *incoming_order_new(void)
{
    struct incoming_order *order = g_new0(struct incoming_order, 1);
    order->lines = array_of(sizeof(struct incoming_line), clear_lines);
    order->payments = array_of(sizeof(struct incoming_payment), clear_payments);
    order->taxes = array_of(sizeof(struct incoming_tax), clear_taxes);
    order->extra = g_ptr_array_new_with_free_func(g_free);
    order->problems = g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    return order;
}

struct incoming_order *incoming_order_free(struct incoming_order *order)
{
    if (!order)
        return NULL;
    payload_clear(&payload_order, order);
    g_free(order);
    return NULL;
}

struct incoming_problem *incoming_problem_new(int64_t row, const char *order, enum tote_code code,
                                              bool holds, const char *message)
{
    struct incoming_problem *problem = g_new0(struct incoming_problem, 1);
    problem->row = row;
    problem->order = g_strdup(order);
    problem->code = code;
    problem->holds = holds;
    problem->message = g_strdup(message);
    return problem;
}

void incoming_problem_free(struct incoming_problem *problem)
{
    if (!problem)
        return;
    g_free(problem->order);
    g_free(problem->field);
    g_free(problem->message);
    g_free(problem->why);
    g_free(problem);
}

// Many rows may say the same of an order that is taken in: it is told once, of the first of them.
static bool was_told(const struct incoming_order *order, enum tote_code code, bool holds,
                     const char *message)
{
    for (guint i = 0; i < order->problems->len; i++) {
        const struct incoming_problem *told = g_ptr_array_index(order->problems, i);
        if (told->code == code && told->holds >= holds && !strcmp(told->message, message))
            return true;
    }
    return false;
}

static void add_problem(struct incoming_order *order, int64_t row, enum tote_code code, bool holds,
                        const char *format, va_list args)
{
    g_autofree char *message = g_strdup_vprintf(format, args);
    if (!was_told(order, code, holds, message))
        g_ptr_array_add(order->problems,
                        incoming_problem_new(row, order->external_name, code, holds, message));
}

void incoming_order_problem(struct incoming_order *order, int64_t row, enum tote_code code,
                            const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_problem(order, row, code, false, format, args);
    va_end(args);
}

void incoming_order_hold(struct incoming_order *order, int64_t row, enum tote_code code,
                         enum say_id why, const struct term *terms, size_t n, const char *message)
{
    g_autofree char *sentence = message ? NULL : say_text(say_code(why), terms, n);
    g_autofree char *json = n ? terms_json(terms, n) : NULL;
    const char *told = message ? message : sentence;
    if (was_told(order, code, true, told))
        return;
    struct incoming_problem *problem =
        incoming_problem_new(row, order->external_name, code, true, told);
    problem->why = term_said(say_code(why), json);
    g_ptr_array_add(order->problems, problem);
}

void incoming_order_reject(struct incoming_order *order, int64_t row, enum tote_code code,
                           const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_problem(order, row, code, true, format, args);
    va_end(args);
    order->rejected = true;
}

bool incoming_order_is_held(const struct incoming_order *order)
{
    bool held = order->rejected;
    for (guint i = 0; i < order->problems->len; i++)
        held |= ((struct incoming_problem *)g_ptr_array_index(order->problems, i))->holds;
    return held;
}

bool incoming_order_differs(const struct incoming_order *order)
{
    for (guint i = 0; i < order->problems->len; i++)
        if (((struct incoming_problem *)g_ptr_array_index(order->problems, i))->code ==
            TOTE_IMPORT_TOTALS)
            return true;
    return false;
}

// One more zeroed element at the end.
static void *grow(GArray *array)
{
    g_array_set_size(array, array->len + 1);
    return array->data + (gsize)(array->len - 1) * g_array_get_element_size(array);
}

struct incoming_line *incoming_order_add_line(struct incoming_order *order)
{
    return grow(order->lines);
}

struct incoming_payment *incoming_order_add_payment(struct incoming_order *order)
{
    return grow(order->payments);
}

struct incoming_tax *incoming_order_add_tax(struct incoming_order *order)
{
    return grow(order->taxes);
}

bool incoming_line_value(const struct incoming_line *line, int64_t *ret_value)
{
    return !__builtin_mul_overflow(line->price, line->qty, ret_value);
}

// -- Sums: do the numbers agree with each other? --

static struct incoming_line *line_at(const struct incoming_order *order, guint i)
{
    return &g_array_index(order->lines, struct incoming_line, i);
}

static int compare_numbers(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

// An order of lines that does not depend on where they stand in the file.
static int compare_lines(gconstpointer a, gconstpointer b)
{
    const struct incoming_line *x = *(struct incoming_line *const *)a;
    const struct incoming_line *y = *(struct incoming_line *const *)b;
    int by_sku = g_strcmp0(x->sku, y->sku);
    if (by_sku)
        return by_sku;
    int by_name = g_strcmp0(x->name, y->name);
    if (by_name)
        return by_name;
    int by_price = compare_numbers(x->price, y->price);
    if (by_price)
        return by_price;
    int by_qty = compare_numbers(x->qty, y->qty);
    return by_qty ? by_qty : compare_numbers(x->discount, y->discount);
}

// Value of the line that no discount has taken yet; never negative.
static int64_t rest_of(const struct incoming_line *line)
{
    int64_t value = 0;
    return incoming_line_value(line, &value) && line->discount >= 0 && value > line->discount
               ? value - line->discount
               : 0;
}

// Takes AMOUNT off the lines of KIND, at most what they are worth; returns what was taken.
static int64_t spread(struct incoming_order *order, enum incoming_line_kind kind, int64_t amount)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new();
    int64_t worth = 0;
    for (guint i = 0; i < order->lines->len; i++)
        if (line_at(order, i)->kind == kind && rest_of(line_at(order, i)))
            g_ptr_array_add(lines, line_at(order, i));
    g_ptr_array_sort(lines, compare_lines);
    g_autofree int64_t *weights = g_new(int64_t, lines->len + 1);
    g_autofree int64_t *parts = g_new(int64_t, lines->len + 1);
    for (guint i = 0; i < lines->len; i++) {
        weights[i] = rest_of(g_ptr_array_index(lines, i));
        if (__builtin_add_overflow(worth, weights[i], &worth))
            worth = INT64_MAX;
    }
    amount = MIN(amount, worth);
    struct money total = money_of(amount, order->currency);
    if (amount <= 0 || !money_split(total, weights, lines->len, parts))
        return 0;
    for (guint i = 0; i < lines->len; i++)
        ((struct incoming_line *)g_ptr_array_index(lines, i))->discount += parts[i];
    return amount;
}

static void spread_discount(struct incoming_order *order)
{
    int64_t carried = 0, left;
    for (guint i = 0; i < order->lines->len; i++)
        if (__builtin_add_overflow(carried, line_at(order, i)->discount, &carried))
            return;
    if (__builtin_sub_overflow(order->discount, carried, &left) || left <= 0)
        return;
    left -= spread(order, LINE_GOODS, left);
    spread(order, LINE_SERVICE, left);
}

// What the lines but tips come to, less the discount of the order.
static bool lines_total(const struct incoming_order *order, int64_t *ret_total)
{
    int64_t total = 0, value;
    for (guint i = 0; i < order->lines->len; i++) {
        const struct incoming_line *line = line_at(order, i);
        if (!incoming_line_value(line, &value))
            return false;
        if (line->kind != LINE_TIP && __builtin_add_overflow(total, value, &total))
            return false;
    }
    return !__builtin_sub_overflow(total, order->discount, ret_total);
}

// The total with the tax on top and with the tax inside the prices.
static bool order_totals(const struct incoming_order *order, int64_t *ret_on_top,
                         int64_t *ret_inside)
{
    int64_t inside = order->subtotal;
    return !__builtin_add_overflow(inside, order->shipping, &inside) &&
           !__builtin_add_overflow(inside, order->tips, &inside) &&
           !__builtin_add_overflow(inside, order->duties, ret_inside) &&
           !__builtin_add_overflow(*ret_inside, order->tax, ret_on_top);
}

static char *show(const struct incoming_order *order, int64_t minor)
{
    return money_show(money_of(minor, order->currency));
}

// An order that was edited in the shop shows it by what is still to be paid.
static char *edited_hint(const struct incoming_order *order)
{
    if (!order->outstanding)
        return g_strdup("");
    g_autofree char *due = show(order, order->outstanding);
    return g_strdup_printf(_("; %s are outstanding, so it was probably edited in the shop"), due);
}

// WHY: what a hold says of it. Pickers read it, and they see no money.
static void differ(struct incoming_order *order, const char *format, enum say_id why,
                   int64_t computed, int64_t stated)
{
    g_autofree char *a = show(order, computed), *b = show(order, stated);
    g_autofree char *hint = edited_hint(order);
    g_autofree char *sentence = g_strdup_printf(format, a, b);
    g_autofree char *message = g_strconcat(sentence, hint, NULL);
    incoming_order_hold(order, order->first_row, TOTE_IMPORT_TOTALS, why, NULL, 0, message);
}

static void check_total(struct incoming_order *order)
{
    int64_t on_top, inside;
    if (!order_totals(order, &on_top, &inside)) {
        incoming_order_hold(order, order->first_row, TOTE_IMPORT_TOTALS, SAY_HOLD_SUMS_HUGE, NULL,
                            0, NULL);
        return;
    }
    order->tax_included = order->tax != 0 && inside == order->total;
    if (on_top != order->total && inside != order->total)
        differ(order, _("Subtotal, shipping, tax, tips and duties come to %s, the total says %s"),
               SAY_HOLD_SUMS_TOTAL, on_top, order->total);
}

void incoming_order_reconcile(struct incoming_order *order)
{
    int64_t lines = 0;
    if (order->rejected)
        return;
    if (!money_currency_valid(order->currency)) {
        incoming_order_hold(order, order->first_row, TOTE_IMPORT_VALUE, SAY_HOLD_NO_CURRENCY, NULL,
                            0, NULL);
        return;
    }
    spread_discount(order);
    if (!lines_total(order, &lines))
        incoming_order_hold(order, order->first_row, TOTE_IMPORT_TOTALS, SAY_HOLD_SUMS_HUGE, NULL,
                            0, NULL);
    else if (lines != order->subtotal)
        differ(order, _("The lines less the discount come to %s, the subtotal says %s"),
               SAY_HOLD_SUMS_LINES, lines, order->subtotal);
    check_total(order);
}

// -- The seal: a hash over the one canonical way to write an order down. --

enum { HASH_TEXT = 32 }; // 128 bits tell the states of one order apart, and are kept twice

void incoming_order_seal(struct incoming_order *order)
{
    g_autoptr(GString) text = g_string_sized_new(2048);
    g_string_append(text, "order 2;"); // the version of this way to write
    payload_canon(&payload_order, order, text);
    g_free(order->hash);
    char digest[DIGEST_TEXT];
    digest_text(text->str, text->len, digest);
    order->hash = g_strndup(digest, HASH_TEXT);
}
