// SPDX-License-Identifier: Apache-2.0
// Any bytes as a Shopify export: nothing crashes, every row is accounted for, no card number
// leaves the reader. Half of the inputs get a right header row, so that they come far.
#include <string.h>

#include "card.h"
#include "channel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char header[] =
    "Name,Id,Total,Currency,Lineitem quantity,Lineitem name,Lineitem price,Financial Status,"
    "Created at,Subtotal,Taxes,Notes,Payment Method,Payment References,Payment ID,Lineitem sku,"
    "Discount Amount,Lineitem discount,Vendor,Shipping Zip,Phone,Tax 1 Name,Tax 1 Value,x\n";

static void check_clean(const char *text)
{
    g_autofree char *copy = g_strdup(text);
    g_assert(card_mask(copy) == 0);
}

static void check_order(const struct incoming_order *order)
{
    g_assert(order->external_id && order->external_name && order->hash && order->rows > 0);
    g_assert(!order->continues || order->rejected);
    g_assert(!order->rejected || order->problems->len > 0);
    check_clean(order->note);
    for (guint i = 0; i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        int64_t value = 0;
        g_assert(line->sku && line->name && line->qty > 0 && line->price >= 0);
        g_assert(incoming_line_value(line, &value));
        g_assert(line->discount >= 0 && line->discount <= value);
        check_clean(line->name);
    }
    for (guint i = 0; i < order->extra->len; i++)
        check_clean(g_ptr_array_index(order->extra, i));
    for (guint i = 0; i < order->problems->len; i++) {
        const struct incoming_problem *problem = g_ptr_array_index(order->problems, i);
        g_assert(problem->message && g_utf8_validate(problem->message, -1, NULL));
    }
}

static int64_t read_orders(struct channel_reader *reader, bool *ret_whole)
{
    g_autoptr(GError) error = NULL;
    struct incoming_order *order = NULL;
    int64_t rows = 0;
    while (channel_next(reader, &order, &error) && order) {
        check_order(order);
        rows += order->rows;
        incoming_order_free(order);
    }
    *ret_whole = !error;
    return rows;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t with = size && (data[0] & 1) ? strlen(header) : 0;
    g_autofree char *text = g_malloc(with + size + 1);
    memcpy(text, header, with);
    memcpy(text + with, data + (with ? 1 : 0), size - (with ? 1 : 0));
    size_t length = with + size - (with ? 1 : 0);
    struct channel_options options = {.currency = "EUR"};
    g_autoptr(channel_reader) reader =
        channel_open_memory(channel_find("shopify"), text, length, &options, NULL);
    bool whole = false;
    int64_t rows = reader ? read_orders(reader, &whole) : 0;
    if (whole)
        g_assert(rows + channel_rows_alone(reader) == channel_rows_read(reader));
    return 0;
}
