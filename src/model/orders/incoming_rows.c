// SPDX-License-Identifier: Apache-2.0
// Rows of master data: what they own.
#include "incoming.h"

void incoming_item_clear(struct incoming_item *item)
{
    g_free(item->sku);
    g_free(item->name);
    g_free(item->gtin);
    *item = (struct incoming_item){0};
}

void incoming_place_clear(struct incoming_place *place)
{
    g_free(place->code);
    g_free(place->zone);
    g_free(place->kind);
    g_free(place->check);
    g_free(place->warehouse);
    *place = (struct incoming_place){0};
}

void incoming_stock_clear(struct incoming_stock *stock)
{
    g_free(stock->sku);
    g_free(stock->place);
    g_free(stock->lot);
    g_free(stock->warehouse);
    g_free(stock->owner);
    g_free(stock->cond);
    g_free(stock->serial);
    *stock = (struct incoming_stock){0};
}

void incoming_kit_clear(struct incoming_kit *kit)
{
    g_free(kit->kit);
    g_free(kit->sku);
    *kit = (struct incoming_kit){0};
}

void incoming_warehouse_clear(struct incoming_warehouse *warehouse)
{
    g_free(warehouse->code);
    g_free(warehouse->name);
    g_free(warehouse->country);
    g_free(warehouse->zip);
    g_free(warehouse->zone);
    *warehouse = (struct incoming_warehouse){0};
}
