// SPDX-License-Identifier: Apache-2.0
// Shopify's order export: the columns, and what the first row says of the order as a whole.
#include <stddef.h>
#include <string.h>

#include "card.h"
#include "clock.h"
#include "dates.h"
#include "i18n.h"
#include "numeral.h"
#include "one_line.h"
#include "shopify_row.h"

enum { SHOWN_CELLS = 40 };

#define PERSON(from, prefix)                                                                       \
    [from + A_NAME] = {prefix " Name"}, [from + A_STREET] = {prefix " Street"},                    \
            [from + A_ADDRESS1] = {prefix " Address1"},                                            \
            [from + A_ADDRESS2] = {prefix " Address2"}, [from + A_COMPANY] = {prefix " Company"},  \
            [from + A_CITY] = {prefix " City"}, [from + A_ZIP] = {prefix " Zip"},                  \
            [from + A_PROVINCE] = {prefix " Province"}, [from + A_COUNTRY] = {prefix " Country"},  \
            [from + A_PHONE] = {prefix " Phone"}

#define TAX(i) [C_TAX + 2 * i - 2] = {"Tax " #i " Name"}, [C_TAX + 2 * i - 1] = {"Tax " #i " Value"}

const struct column shopify_table[N_SHOPIFY_COLUMNS] = {
    [C_NAME] = {"Name", true},
    [C_EMAIL] = {"Email"},
    [C_FINANCIAL] = {"Financial Status", true},
    [C_PAID_AT] = {"Paid at"},
    [C_FULFILLMENT] = {"Fulfillment Status"},
    [C_FULFILLED_AT] = {"Fulfilled at"},
    [C_CURRENCY] = {"Currency"},
    [C_SUBTOTAL] = {"Subtotal"},
    [C_SHIPPING] = {"Shipping"},
    [C_TAXES] = {"Taxes"},
    [C_TOTAL] = {"Total", true},
    [C_DISCOUNT_CODE] = {"Discount Code"},
    [C_DISCOUNT_AMOUNT] = {"Discount Amount"},
    [C_SHIPPING_METHOD] = {"Shipping Method"},
    [C_CREATED_AT] = {"Created at", true},
    [C_LINE_QUANTITY] = {"Lineitem quantity", true},
    [C_LINE_NAME] = {"Lineitem name", true},
    [C_LINE_PRICE] = {"Lineitem price", true},
    [C_LINE_COMPARE] = {"Lineitem compare at price"}, // read past: no money of the order
    [C_LINE_SKU] = {"Lineitem sku"},
    [C_LINE_SHIPS] = {"Lineitem requires shipping"},
    [C_LINE_TAXABLE] = {"Lineitem taxable"},
    [C_LINE_FULFILLMENT] = {"Lineitem fulfillment status"},
    [C_LINE_DISCOUNT] = {"Lineitem discount"},
    [C_VENDOR] = {"Vendor"},
    PERSON(C_BILLING, "Billing"),
    PERSON(C_DELIVERY, "Shipping"),
    [C_NOTES] = {"Notes"},
    [C_NOTE_ATTRIBUTES] = {"Note Attributes"},
    [C_CANCELLED_AT] = {"Cancelled at"},
    [C_PAYMENT_METHOD] = {"Payment Method"},
    [C_PAYMENT_REFERENCE] = {"Payment Reference"},
    [C_PAYMENT_REFERENCES] = {"Payment References"},
    [C_PAYMENT_ID] = {"Payment ID"},
    [C_REFUNDED] = {"Refunded Amount"},
    [C_OUTSTANDING] = {"Outstanding Balance"},
    [C_ID] = {"Id"},
    [C_SOURCE] = {"Source"},
    TAX(1),
    TAX(2),
    TAX(3),
    TAX(4),
    TAX(5),
    [C_PHONE] = {"Phone"},
    [C_DUTIES] = {"Duties"},
    [C_BILLING_PROVINCE_NAME] = {"Billing Province Name"}, // the code is enough
    [C_DELIVERY_PROVINCE_NAME] = {"Shipping Province Name"},
};

static const struct {
    const char *text;
    enum incoming_paid paid;
} paid_words[] = {
    {"paid", PAID_YES},
    {"pending", PAID_NO},
    {"authorized", PAID_NO},
    {"partially_paid", PAID_PARTLY},
    {"partially_refunded", PAID_REFUNDED_PARTLY},
    {"refunded", PAID_REFUNDED},
    {"voided", PAID_VOID},
    {"unpaid", PAID_NO},
    {"expired", PAID_NO},
};

static const struct {
    int column;
    size_t offset;
} texts[] =
    {
        {C_DISCOUNT_CODE, offsetof(struct incoming_order, discount_code)},
        {C_SHIPPING_METHOD, offsetof(struct incoming_order, shipping_method)},
        {C_SOURCE, offsetof(struct incoming_order, source)},
},
  amounts[] =
      {
          {C_SUBTOTAL, offsetof(struct incoming_order, subtotal)},
          {C_SHIPPING, offsetof(struct incoming_order, shipping)},
          {C_TAXES, offsetof(struct incoming_order, tax)},
          {C_TOTAL, offsetof(struct incoming_order, total)},
          {C_DISCOUNT_AMOUNT, offsetof(struct incoming_order, discount)},
          {C_REFUNDED, offsetof(struct incoming_order, refunded)},
          {C_OUTSTANDING, offsetof(struct incoming_order, outstanding)},
          {C_DUTIES, offsetof(struct incoming_order, duties)},
},
  times[] =
      {
          {C_PAID_AT, offsetof(struct incoming_order, paid_at)},
          {C_FULFILLED_AT, offsetof(struct incoming_order, fulfilled_at)},
          {C_CANCELLED_AT, offsetof(struct incoming_order, cancelled_at)},
},
  person_parts[] = {
      {A_NAME, offsetof(struct incoming_person, name)},
      {A_COMPANY, offsetof(struct incoming_person, company)},
      {A_ADDRESS1, offsetof(struct incoming_person, address1)},
      {A_ADDRESS2, offsetof(struct incoming_person, address2)},
      {A_CITY, offsetof(struct incoming_person, city)},
      {A_ZIP, offsetof(struct incoming_person, zip)},
      {A_PROVINCE, offsetof(struct incoming_person, province)},
      {A_COUNTRY, offsetof(struct incoming_person, country)},
      {A_PHONE, offsetof(struct incoming_person, phone)},
};

const char *shopify_cell(const struct shopify_row *row, int column)
{
    int place = row->places[column];
    if (place < 0)
        return "";
    const char *cell = row->csv->cells[place];
    while (g_ascii_isspace(*cell))
        cell++;
    return cell;
}

char *shopify_text(const struct shopify_row *row, int column)
{
    const char *cell = shopify_cell(row, column);
    return *cell ? g_strchomp(g_strdup(cell)) : NULL;
}

char *shopify_line(const struct shopify_row *row, int column)
{
    return one_line(shopify_cell(row, column));
}

void shopify_damaged(const struct shopify_row *row, int column, struct incoming_order *order)
{
    for (guint i = 0; i < order->problems->len; i++) {
        const struct incoming_problem *problem = g_ptr_array_index(order->problems, i);
        if (problem->code == TOTE_IMPORT_SPREADSHEET)
            return;
    }
    g_autofree char *shown = cell_quote(shopify_cell(row, column), SHOWN_CELLS);
    incoming_order_reject(order, row->csv->number, TOTE_IMPORT_SPREADSHEET,
                          _("A spreadsheet rewrote \"%s\" in column \"%s\"; import the file as "
                            "Shopify exported it"),
                          shown, shopify_table[column].name);
}

// More digits behind the point than the currency has, or thousands: a shop writes neither.
static bool is_doubtful(const char *cell, size_t decimals)
{
    static const struct numeral_habits none;
    size_t n = strlen(cell), behind = strcspn(cell, ".,");
    while (behind < n && strcspn(cell + behind + 1, ".,") < n - behind - 1)
        behind += 1 + strcspn(cell + behind + 1, ".,");
    if (behind == n || strspn(cell + behind + 1, "0123456789") <= decimals)
        return false;
    g_autofree char *plain = NULL;
    if (numeral_read(&none, cell, 0, &plain) != NUMERAL_PLAIN)
        return true;
    const char *point = strchr(plain, '.');
    return point && strspn(point + 1, "0123456789") > decimals;
}

// Do three digits stand behind its last mark?
static bool may_be_thousands(const char *cell)
{
    const char *point = strrchr(cell, '.'), *comma = strrchr(cell, ',');
    const char *last = MAX(point, comma);
    return !last || strspn(last + 1, "0123456789") == 3;
}

// Holds the order for a cell whose amount is not sure, and says FORMAT of cell, column and
// currency; WHY says it without the amount. The other cells of the order are not told again.
G_GNUC_PRINTF(4, 0)
static void doubt(const struct shopify_row *row, int column, struct incoming_order *order,
                  const char *format, enum say_id why)
{
    for (guint i = 0; i < order->problems->len; i++)
        if (((struct incoming_problem *)order->problems->pdata[i])->code == TOTE_IMPORT_TOTALS)
            return;
    g_autofree char *shown = cell_quote(shopify_cell(row, column), SHOWN_CELLS);
    g_autofree char *message =
        g_strdup_printf(format, shown, shopify_table[column].name, order->currency);
    incoming_order_hold(order, row->csv->number, TOTE_IMPORT_TOTALS, why, NULL, 0, message);
}

// Below zero is only what somebody is still to get back.
static void hold_negative(const struct shopify_row *row, int column, int64_t minor,
                          struct incoming_order *order)
{
    if (minor < 0 && column != C_OUTSTANDING)
        doubt(row, column, order,
              _("\"%s\" in column \"%s\" is an amount below zero (in %s); see in the shop what the "
                "customer paid"),
              SAY_HOLD_BELOW_ZERO);
}

static void refuse_huge(const struct shopify_row *row, int column, struct incoming_order *order)
{
    g_autofree char *shown = cell_quote(shopify_cell(row, column), SHOWN_CELLS);
    g_autofree char *most = money_show(money_of(MONEY_MOST, order->currency));
    incoming_order_reject(order, row->csv->number, TOTE_IMPORT_VALUE,
                          _("\"%s\" in column \"%s\" is more than the %s that an amount may "
                            "be; correct it"),
                          shown, shopify_table[column].name, most);
}

bool shopify_money(const struct shopify_row *row, int column, struct incoming_order *order,
                   int64_t *ret_minor)
{
    const char *cell = shopify_cell(row, column);
    struct money amount = {0};
    g_autoptr(GError) error = NULL;
    if (!*cell || money_parse(cell, order->currency, shopify_table[column].name, &amount, &error)) {
        if (!money_possible(amount.minor)) {
            refuse_huge(row, column, order);
            return false;
        }
        *ret_minor = amount.minor;
        if (!*cell || !is_doubtful(cell, (size_t)money_exponent(order->currency)))
            return true;
        if (may_be_thousands(cell))
            doubt(row, column, order,
                  _("\"%s\" in column \"%s\" reads two ways: as thousands, or with more "
                    "digits behind the point than %s has"),
                  SAY_HOLD_TWO_WAYS);
        else
            doubt(row, column, order,
                  _("\"%s\" in column \"%s\" has more digits behind the point than %s has; see in "
                    "the shop what the customer paid"),
                  SAY_HOLD_DIGITS);
        return true;
    }
    if (money_parse_foreign(cell, order->currency, ret_minor)) {
        doubt(row, column, order,
              _("\"%s\" in column \"%s\" has the sign of another currency than %s; see in the "
                "shop which one the customer paid"),
              SAY_HOLD_OTHER_SIGN);
        return true;
    }
    if (damage_number(cell)) {
        shopify_damaged(row, column, order);
        return false;
    }
    g_autofree char *shown = cell_quote(cell, SHOWN_CELLS);
    incoming_order_reject(order, row->csv->number, TOTE_IMPORT_VALUE,
                          _("\"%s\" in column \"%s\" is not an amount in %s; write it like "
                            "1234.50"),
                          shown, shopify_table[column].name, order->currency);
    return false;
}

// What a shop says of an order has happened.
static void check_past(const struct shopify_row *row, int column, struct incoming_order *order,
                       int64_t ms)
{
    g_autofree char *needed = NULL;
    if (date_of_past(ms, &needed))
        return;
    g_autofree char *shown = cell_quote(shopify_cell(row, column), SHOWN_CELLS);
    incoming_order_reject(order, row->csv->number, TOTE_IMPORT_VALUE,
                          _("\"%s\" in column \"%s\" cannot be its date; needed is one from "
                            "%s"),
                          shown, shopify_table[column].name, needed);
}

// Reads a time; an empty cell leaves it alone.
static void read_time(const struct shopify_row *row, int column, struct incoming_order *order,
                      int64_t *ret_ms, int *ret_offset)
{
    const char *cell = shopify_cell(row, column);
    if (!*cell)
        return;
    if (clock_parse(cell, ret_ms, ret_offset)) {
        check_past(row, column, order, *ret_ms);
        return;
    }
    if (damage_date(cell)) {
        shopify_damaged(row, column, order);
        return;
    }
    g_autofree char *shown = cell_quote(cell, SHOWN_CELLS);
    incoming_order_reject(order, row->csv->number, TOTE_IMPORT_VALUE,
                          _("\"%s\" in column \"%s\" is not a time; write it like 2026-11-24 "
                            "14:32:00 +0100"),
                          shown, shopify_table[column].name);
}

static void read_times(const struct shopify_row *row, struct incoming_order *order)
{
    if (!*shopify_cell(row, C_CREATED_AT))
        incoming_order_reject(order, row->csv->number, TOTE_IMPORT_MISSING,
                              _("The order does not say when it was placed; fill in \"Created "
                                "at\""));
    read_time(row, C_CREATED_AT, order, &order->placed_at, &order->placed_offset);
    for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
        int64_t *time = (int64_t *)(void *)((char *)order + times[i].offset);
        read_time(row, times[i].column, order, time, NULL);
    }
}

static bool read_currency(const struct shopify_row *row, struct incoming_order *order)
{
    g_autofree char *text = shopify_text(row, C_CURRENCY);
    const char *currency = text || row->places[C_CURRENCY] >= 0 ? text : row->currency;
    if (money_currency_known(currency)) {
        g_strlcpy(order->currency, currency, sizeof order->currency);
        return true;
    }
    g_autofree char *shown = cell_quote(currency ? currency : "", SHOWN_CELLS);
    incoming_order_reject(order, row->csv->number, TOTE_IMPORT_VALUE,
                          _("\"%s\" in column \"Currency\" is not a currency; write it like EUR"),
                          shown);
    return false;
}

static void read_money(const struct shopify_row *row, struct incoming_order *order)
{
    if (!read_currency(row, order))
        return;
    if (!*shopify_cell(row, C_TOTAL))
        incoming_order_reject(order, row->csv->number, TOTE_IMPORT_MISSING,
                              _("The order has no total; fill in \"Total\""));
    for (size_t i = 0; i < G_N_ELEMENTS(amounts); i++) {
        int64_t *amount = (int64_t *)(void *)((char *)order + amounts[i].offset);
        if (shopify_money(row, amounts[i].column, order, amount))
            hold_negative(row, amounts[i].column, *amount, order);
    }
    for (int i = 0; i < SHOPIFY_TAXES; i++) {
        int64_t amount = 0;
        int name = C_TAX + 2 * i;
        if (!*shopify_cell(row, name + 1) || !shopify_money(row, name + 1, order, &amount))
            continue;
        hold_negative(row, name + 1, amount, order);
        *incoming_order_add_tax(order) =
            (struct incoming_tax){.name = shopify_text(row, name), .amount = amount};
    }
}

// Shopify protects digits from spreadsheets by an apostrophe in front.
static void drop_guard(char *text)
{
    if (text && text[0] == '\'')
        memmove(text, text + 1, strlen(text));
}

static void read_person(const struct shopify_row *row, int from, struct incoming_person *person,
                        struct incoming_order *order)
{
    for (size_t i = 0; i < G_N_ELEMENTS(person_parts); i++) {
        char **part = (char **)(void *)((char *)person + person_parts[i].offset);
        *part = shopify_line(row, from + person_parts[i].column);
    }
    if (!person->address1) // older exports have only the joined column
        person->address1 = shopify_line(row, from + A_STREET);
    drop_guard(person->zip);
    drop_guard(person->phone);
    if (person->phone && damage_number(person->phone))
        shopify_damaged(row, from + A_PHONE, order);
    if (person->zip && damage_number(person->zip))
        shopify_damaged(row, from + A_ZIP, order);
}

static void read_people(const struct shopify_row *row, struct incoming_order *order)
{
    read_person(row, C_BILLING, &order->billing, order);
    read_person(row, C_DELIVERY, &order->delivery, order);
    order->billing.email = shopify_line(row, C_EMAIL);
    if (!order->billing.phone) {
        order->billing.phone = shopify_line(row, C_PHONE);
        drop_guard(order->billing.phone);
        if (order->billing.phone && damage_number(order->billing.phone))
            shopify_damaged(row, C_PHONE, order);
    }
}

static void read_status(const struct shopify_row *row, struct incoming_order *order)
{
    g_autofree char *paid = shopify_text(row, C_FINANCIAL);
    g_autofree char *fulfilment = shopify_text(row, C_FULFILLMENT);
    order->source_status = g_strdup_printf("%s/%s", paid ? paid : "", fulfilment ? fulfilment : "");
    for (size_t i = 0; i < G_N_ELEMENTS(paid_words); i++) {
        if (paid && g_ascii_strcasecmp(paid_words[i].text, paid) == 0) {
            order->paid = paid_words[i].paid;
            return;
        }
    }
    g_autofree char *shown = cell_quote(paid ? paid : "", SHOWN_CELLS);
    ORDER_HOLD(order, row->csv->number, TOTE_IMPORT_VALUE, HOLD_PAID_WORD, T_TEXT("word", shown),
               T_TEXT("column", shopify_table[C_FINANCIAL].name));
}

// "A + B + C", nothing for an empty cell.
static char **split_parts(const struct shopify_row *row, int column)
{
    g_autofree char *text = shopify_text(row, column);
    return text ? g_strsplit(text, " + ", -1) : g_new0(char *, 1);
}

static char *part_of(char **parts, guint i)
{
    return i < g_strv_length(parts) && *g_strstrip(parts[i]) ? g_strdup(parts[i]) : NULL;
}

// The three lists need not be equally long; one method alone holds for all references.
static void read_payments(const struct shopify_row *row, struct incoming_order *order)
{
    int references =
        *shopify_cell(row, C_PAYMENT_REFERENCES) ? C_PAYMENT_REFERENCES : C_PAYMENT_REFERENCE;
    g_auto(GStrv) methods = split_parts(row, C_PAYMENT_METHOD);
    g_auto(GStrv) refs = split_parts(row, references);
    g_auto(GStrv) ids = split_parts(row, C_PAYMENT_ID);
    guint n_methods = g_strv_length(methods);
    guint n = MAX(n_methods, MAX(g_strv_length(refs), g_strv_length(ids)));
    for (guint i = 0; i < n; i++) {
        struct incoming_payment *payment = incoming_order_add_payment(order);
        payment->method = part_of(methods, n_methods == 1 ? 0 : i);
        payment->reference = part_of(refs, i);
        payment->id = part_of(ids, i);
        payment->amount = -1;
    }
    if (damage_number(shopify_cell(row, references)))
        shopify_damaged(row, references, order);
}

static void read_note(const struct shopify_row *row, struct incoming_order *order)
{
    g_autofree char *note = shopify_text(row, C_NOTES);
    g_autofree char *attributes = shopify_text(row, C_NOTE_ATTRIBUTES);
    if (note && attributes)
        order->note = g_strconcat(note, "\n", attributes, NULL);
    else
        order->note = note ? g_steal_pointer(&note) : g_steal_pointer(&attributes);
}

void shopify_read_order(const struct shopify_row *row, struct incoming_order *order)
{
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        char **text = (char **)(void *)((char *)order + texts[i].offset);
        *text = shopify_line(row, texts[i].column);
    }
    read_status(row, order);
    read_times(row, order);
    read_money(row, order);
    read_people(row, order);
    read_payments(row, order);
    read_note(row, order);
}
