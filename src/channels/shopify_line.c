// SPDX-License-Identifier: Apache-2.0
// Shopify's order export: the line of a row, and what is settled when the last row was read.
#include <string.h>

#include "card.h"
#include "guard.h"
#include "i18n.h"
#include "intake.h"
#include "names.h"
#include "numeral.h"
#include "payload.h"
#include "qty.h"
#include "shopify_row.h"

enum { SHOWN_CELLS = 40, MAX_PROBLEMS = 20, MAX_SKU = 255 };

static bool is_word(const char *cell, const char *word)
{
    size_t n = strlen(word);
    return g_ascii_strncasecmp(cell, word, n) == 0 && !cell[n + strspn(cell + n, " \t\r\n")];
}

// Does the cell say "no"? Shopify writes "false", people and other programs something else.
static bool says_no(const char *cell)
{
    static const char *const words[] = {"false", "no", "n", "0", "off", "nein"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (is_word(cell, words[i]))
            return true;
    return false;
}

static bool says_yes(const char *cell)
{
    static const char *const words[] = {"true", "yes", "y", "1", "on", "ja"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (is_word(cell, words[i]))
            return true;
    return false;
}

// A word that is neither: goods are taken for goods until somebody has looked, the rest is told.
static void doubt_flags(const struct shopify_row *row, struct incoming_order *order)
{
    static const enum shopify_column flags[] = {C_LINE_SHIPS, C_LINE_TAXABLE};
    for (size_t i = 0; i < G_N_ELEMENTS(flags); i++) {
        const char *cell = shopify_cell(row, flags[i]), *column = shopify_table[flags[i]].name;
        if (!*cell || says_no(cell) || says_yes(cell) || damage_flag(cell))
            continue;
        g_autofree char *shown = cell_quote(cell, SHOWN_CELLS);
        if (flags[i] == C_LINE_SHIPS)
            ORDER_HOLD(order, row->csv->number, TOTE_IMPORT_VALUE, HOLD_SHIPS_WORD,
                       T_TEXT("word", shown), T_TEXT("column", column));
        else
            incoming_order_problem(order, row->csv->number, TOTE_IMPORT_VALUE,
                                   _("\"%s\" in column \"%s\" is neither true nor false"), shown,
                                   column);
    }
}

// A tip is a line like any other but for its name, and that nobody makes or stocks it.
static enum incoming_line_kind kind_of(const struct shopify_row *row)
{
    if (is_word(shopify_cell(row, C_LINE_NAME), "Tip") && !*shopify_cell(row, C_LINE_SKU) &&
        !*shopify_cell(row, C_VENDOR))
        return LINE_TIP;
    return says_no(shopify_cell(row, C_LINE_SHIPS)) ? LINE_SERVICE : LINE_GOODS;
}

// Also "2.0", as a spreadsheet may write it; "1.000" reads two ways and is none.
static bool whole_qty(const char *cell, int64_t *ret_qty)
{
    static const struct numeral_habits none;
    g_autofree char *plain = NULL;
    return qty_parse(cell, NULL, ret_qty, NULL) ||
           (numeral_read(&none, cell, 0, &plain) == NUMERAL_PLAIN &&
            qty_parse(plain, NULL, ret_qty, NULL));
}

static bool read_qty(const struct shopify_row *row, struct incoming_order *order, int64_t *ret_qty)
{
    const char *cell = shopify_cell(row, C_LINE_QUANTITY);
    if (whole_qty(cell, ret_qty) && *ret_qty > 0)
        return true;
    g_autofree char *shown = cell_quote(cell, SHOWN_CELLS);
    if (damage_number(cell))
        shopify_damaged(row, C_LINE_QUANTITY, order);
    else
        incoming_order_reject(order, row->csv->number,
                              *cell ? TOTE_IMPORT_VALUE : TOTE_IMPORT_MISSING,
                              _("\"%s\" in column \"Lineitem quantity\" is no number of pieces; a "
                                "whole number from 1 to %" G_GINT64_FORMAT " is needed"),
                              shown, QTY_MAX);
    return false;
}

static bool read_price(const struct shopify_row *row, struct incoming_order *order,
                       int64_t *ret_price)
{
    int64_t price = 0;
    const char *cell = shopify_cell(row, C_LINE_PRICE);
    if (!*cell) {
        incoming_order_reject(order, row->csv->number, TOTE_IMPORT_MISSING,
                              _("The line has no price; fill in \"Lineitem price\" (0 for a "
                                "gift)"));
        return false;
    }
    if (!shopify_money(row, C_LINE_PRICE, order, &price))
        return false;
    if (price >= 0) {
        *ret_price = price;
        return true;
    }
    g_autofree char *shown = cell_quote(cell, SHOWN_CELLS);
    incoming_order_reject(order, row->csv->number, TOTE_IMPORT_VALUE,
                          _("The price \"%s\" is below zero; give a discount instead"), shown);
    return false;
}

static bool read_discount(const struct shopify_row *row, struct incoming_order *order,
                          int64_t price, int64_t qty, int64_t *ret_discount)
{
    int64_t discount = 0, value = 0;
    if (!shopify_money(row, C_LINE_DISCOUNT, order, &discount))
        return false;
    if (__builtin_mul_overflow(price, qty, &value) || !money_possible(value)) {
        incoming_order_reject(order, row->csv->number, TOTE_IMPORT_VALUE,
                              _("Price times quantity is too large to be counted; correct them"));
        return false;
    }
    if (discount >= 0 && discount <= value) {
        *ret_discount = discount;
        return true;
    }
    g_autofree char *shown = cell_quote(shopify_cell(row, C_LINE_DISCOUNT), SHOWN_CELLS);
    incoming_order_reject(order, row->csv->number, TOTE_IMPORT_VALUE,
                          _("The discount \"%s\" is below zero or above the value of the line; "
                            "correct it"),
                          shown);
    return false;
}

// Traces of a spreadsheet in the columns of a line.
static void look_for_damage(const struct shopify_row *row, struct incoming_order *order)
{
    static const enum shopify_column flags[] = {C_LINE_SHIPS, C_LINE_TAXABLE};
    for (size_t i = 0; i < G_N_ELEMENTS(flags); i++)
        if (damage_flag(shopify_cell(row, flags[i])))
            shopify_damaged(row, flags[i], order);
    if (damage_number(shopify_cell(row, C_LINE_SKU)))
        shopify_damaged(row, C_LINE_SKU, order);
}

// Who reads the file learns which sign of it is wrong.
static void hold_for_sku(const struct shopify_row *row, struct incoming_order *order,
                         const char *sku, const GError *wrong)
{
    g_autofree char *message = g_strdup_printf(_("\"Lineitem sku\": %s"), wrong->message);
    g_autofree char *shown = cell_quote(sku, SHOWN_CELLS);
    incoming_order_hold(order, row->csv->number, TOTE_IMPORT_VALUE, SAY_HOLD_SKU,
                        &T_TEXT("sku", shown), 1, message);
}

// The SKU as items are called; one that no item can have holds the order. NULL = the cell is empty.
static char *read_sku(const struct shopify_row *row, struct incoming_order *order)
{
    g_autofree char *text = cell_unguard(shopify_line(row, C_LINE_SKU));
    g_autoptr(GError) wrong = NULL;
    if (!text || !*text)
        return NULL;
    if (card_mask_code(text))
        ORDER_HOLD(order, row->csv->number, TOTE_IMPORT_VALUE, HOLD_SKU_CARD, T_TEXT("sku", text));
    else if (!name_check(NAME_SKU, text, NULL, &wrong))
        hold_for_sku(row, order, text, wrong);
    return name_normal(NAME_SKU, text);
}

static bool names_something(const struct shopify_row *row, struct incoming_order *order)
{
    const char *sku = shopify_cell(row, C_LINE_SKU);
    if (strlen(sku) > MAX_SKU) {
        incoming_order_reject(order, row->csv->number, TOTE_IMPORT_VALUE,
                              _("\"Lineitem sku\" is longer than %d bytes; correct it"), MAX_SKU);
        return false;
    }
    if (*sku || *shopify_cell(row, C_LINE_NAME))
        return true;
    incoming_order_reject(order, row->csv->number, TOTE_IMPORT_MISSING,
                          _("The line names no goods; fill in \"Lineitem name\" or \"Lineitem "
                            "sku\""));
    return false;
}

// An order whose goods were all taken out in the shop comes as a row without a line.
static bool has_line(const struct shopify_row *row)
{
    return *shopify_cell(row, C_LINE_QUANTITY) || *shopify_cell(row, C_LINE_NAME) ||
           *shopify_cell(row, C_LINE_PRICE) || *shopify_cell(row, C_LINE_SKU);
}

static void add_line(const struct shopify_row *row, struct incoming_order *order)
{
    int64_t qty = 0, price = 0, discount = 0;
    if (!names_something(row, order) || !read_qty(row, order, &qty) ||
        !read_price(row, order, &price) || !read_discount(row, order, price, qty, &discount))
        return;
    char *sku = read_sku(row, order), *name = shopify_text(row, C_LINE_NAME);
    *incoming_order_add_line(order) = (struct incoming_line){
        .kind = kind_of(row),
        .sku = sku ? sku : g_strdup(""),
        .name = name ? name : g_strdup(sku),
        .vendor = shopify_text(row, C_VENDOR),
        .qty = qty,
        .price = price,
        .discount = discount,
        .taxable = says_yes(shopify_cell(row, C_LINE_TAXABLE)),
        .fulfilment = shopify_text(row, C_LINE_FULFILLMENT),
    };
}

static void add_extra(struct incoming_order *order, char *name, const char *value)
{
    g_ptr_array_add(order->extra, name);
    g_ptr_array_add(order->extra, g_strdup(value));
}

static char *column_name(const struct shopify_row *row, int place)
{
    const char *name = place < csv_n_headers(row->reader) ? csv_header(row->reader, place) : "";
    return *name ? g_strdup(name) : g_strdup_printf("column %d", place + 1);
}

// Columns that are not in the table, and cells behind the last column.
static void keep_unknown(const struct shopify_row *row, struct incoming_order *order)
{
    bool long_row = false;
    for (int i = 0; row->unknown[i] >= 0; i++) {
        const char *cell = row->csv->cells[row->unknown[i]];
        if (*cell)
            add_extra(order, column_name(row, row->unknown[i]), cell);
    }
    for (int i = csv_n_headers(row->reader); i < row->csv->n; i++) {
        if (!*row->csv->cells[i])
            continue;
        add_extra(order, column_name(row, i), row->csv->cells[i]);
        long_row = true;
    }
    if (long_row)
        incoming_order_problem(order, row->csv->number, TOTE_IMPORT_RAGGED,
                               _("The row has %d cells, the header %d"), row->csv->n,
                               csv_n_headers(row->reader));
}

void shopify_read_line(const struct shopify_row *row, struct incoming_order *order)
{
    keep_unknown(row, order);
    if (order->rejected && order->problems->len > MAX_PROBLEMS)
        return; // enough was told; of one that is taken in every line counts
    look_for_damage(row, order);
    if (!has_line(row) || !money_currency_valid(order->currency))
        return;
    doubt_flags(row, order);
    add_line(row, order);
}

static void mask(const struct payload_field *field, char *text, void *user)
{
    int *found = user;
    if (field->marks & PAYLOAD_KEY)
        *found += card_mask_code(text);
    else
        *found += field->marks & PAYLOAD_PHONE ? card_mask_phone(text) : card_mask(text);
}

// Masks the card numbers in every text: a column may hold what does not belong there.
static void mask_cards(struct incoming_order *order)
{
    int found = 0;
    payload_texts(&payload_order, order, mask, &found);
    if (found)
        incoming_order_problem(order, order->first_row, TOTE_IMPORT_VALUE,
                               ngettext("A text holds what looks like a card number; all but its "
                                        "last four digits were left out",
                                        "%d texts hold what looks like card numbers; all but "
                                        "their last four digits were left out",
                                        (unsigned long)found),
                               found);
}

void shopify_finish(const struct shopify_row *row, struct incoming_order *order)
{
    if (!order->continues && !order->rejected) {
        shopify_settle_sums(row, order);
        shopify_settle_shipped(order);
        shopify_doubt_sums(row, order);
        incoming_order_reconcile(order);
        shopify_settle_lines(order);
        if (!order->lines->len)
            incoming_order_hold(order, order->first_row, TOTE_IMPORT_MISSING, SAY_HOLD_NO_LINES,
                                NULL, 0, NULL);
    }
    mask_cards(order);
    intake_settle(order);
    incoming_order_seal(order);
}
